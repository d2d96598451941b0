import { expect, test } from '@jest/globals';
import { readCommand } from '../../scripts/replay/src/command.js';

test('the defaults', () => {
  expect(readCommand([])).toEqual({
    repo: '.',
    batches: [],
    policy: null,
    inForce: null,
    offline: false,
    from: -Infinity,
    to: Infinity,
    markdown: null,
    json: null,
  });
});

test('every option', () => {
  const args = [
    '--repo',
    'r',
    '--batches',
    'a',
    '--batches=b',
    '--policy',
    'p.yaml',
    '--in-force=q.yaml',
    '--offline',
  ];
  const times = ['--from', '2026-05-04T08:00:00Z', '--to', '2026-05-04T08:00:00Z'];
  expect(readCommand([...args, ...times, '--markdown', 'm', '--json', 'j'])).toEqual({
    repo: 'r',
    batches: ['a', 'b'],
    policy: 'p.yaml',
    inForce: 'q.yaml',
    offline: true,
    from: Date.UTC(2026, 4, 4, 8),
    to: Date.UTC(2026, 4, 4, 8),
    markdown: 'm',
    json: 'j',
  });
});

test('help wins over everything', () => {
  expect(readCommand(['--nonsense', '--help'])).toBeNull();
});

test('every fault is named at once', () => {
  const args = ['extra', '--polcy', '--offline=yes', '--json=', '--from', 'yesterday', '--repo'];
  let message = '';
  try {
    readCommand(args);
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toContain('"extra" is no option');
  expect(message).toContain('--polcy is no option');
  expect(message).toContain('--offline takes no value');
  expect(message).toContain('--from is "yesterday"');
  expect(message).toContain('--json needs a value');
  expect(message).toContain('--repo needs a value');
  const backwards = ['--from', '2026-05-04T08:00:00Z', '--to', '2026-05-04T07:00:00Z'];
  expect(() => readCommand(backwards)).toThrow(/--to lies before --from/);
});
