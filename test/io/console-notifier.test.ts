import { expect, test } from '@jest/globals';
import { consoleNotifier, type LogWriter } from '../../src/io/console-notifier.js';
import { notifierContract } from '../contract/notifier.contract.js';

function recorder(): { log: LogWriter; lines: string[] } {
  const lines: string[] = [];
  const writer = (level: string) => (line: string) => void lines.push(`${level} ${line}`);
  return { lines, log: { info: writer('info'), warning: writer('warning'), error: writer('error') } };
}

function refuse(): never {
  throw new Error('closed');
}

notifierContract('console', () => {
  const { log, lines } = recorder();
  return {
    notifier: consoleNotifier(log),
    received: () => lines.map((line) => line.replace(/^\w+ /, '')).join('\n'),
    broken: () => consoleNotifier({ info: refuse, warning: refuse, error: refuse }),
  };
});

test.each([
  { severity: 'info', level: 'info' },
  { severity: 'warning', level: 'warning' },
  { severity: 'critical', level: 'error' },
] as const)('$severity is written as $level, its body beside it', async ({ severity, level }) => {
  const { log, lines } = recorder();
  await consoleNotifier(log).deliver({ id: 'a/b', severity, title: 'T', body: 'one\ntwo' });
  expect(lines).toEqual([`${level} ${severity}: T (a/b)`, 'info | one', 'info | two']);
});
