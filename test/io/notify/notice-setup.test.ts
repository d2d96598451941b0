import { expect, test } from '@jest/globals';
import { runLinks } from '../../../src/io/notify/notice-setup.js';

test('links are of the run, its repository and server', () => {
  expect(runLinks({})).toEqual({});
  expect(
    runLinks({
      GITHUB_SERVER_URL: 'https://ghe.example/',
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_RUN_ID: '7',
    }),
  ).toEqual({
    run: 'https://ghe.example/octo/shop/actions/runs/7',
    dashboard: 'https://ghe.example/octo/shop/actions/runs/7#artifacts',
    incident: 'https://ghe.example/octo/shop/issues',
    promote: 'https://ghe.example/octo/shop/actions/workflows/rollback.yml',
    replay: 'https://ghe.example/octo/shop/actions/workflows/replay.yml',
  });
});
