import { expect, test } from '@jest/globals';
import { uploadWords } from '../../../src/domain/observability/upload-command.js';

test('the folder takes the place of whole arguments, never of a part of one or of the program', () => {
  expect(uploadWords(['{folder}', 'a', '{folder}', '--x={folder}', ' {folder}'], '/d; rm -rf $HOME')).toEqual(
    ['{folder}', 'a', '/d; rm -rf $HOME', '--x={folder}', ' {folder}'],
  );
});
