import { expect, test } from '@jest/globals';
import { deliverAll } from '../../action-report/src/deliver.js';
import type { PlainNotice, Notifier } from '../../src/ports/notifier.js';

const notices: PlainNotice[] = ['a', 'b'].map((id) => ({ id, severity: 'info', title: id, body: '' }));

function channel(name: string, refuses: readonly string[] = []): Notifier & { taken: string[] } {
  const taken: string[] = [];
  return {
    name,
    taken,
    deliver: ({ id }) => {
      if (refuses.includes(id)) return Promise.reject(new Error(`no ${id}`));
      taken.push(id);
      return Promise.resolve();
    },
  };
}

test('sends every notice to every channel, in order', async () => {
  const channels = [channel('one'), channel('two')];
  expect(await deliverAll(notices, channels)).toEqual([]);
  expect(channels.map(({ taken }) => taken)).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
});

test('one refusal keeps nothing else back, and is told', async () => {
  const channels = [channel('one', ['a']), channel('two')];
  const failed = await deliverAll(notices, channels);
  expect(failed.map(({ notifier, notice }) => [notifier, notice])).toEqual([['one', 'a']]);
  expect(channels.map(({ taken }) => taken)).toEqual([['b'], ['a', 'b']]);
});
