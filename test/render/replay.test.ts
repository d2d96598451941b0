import { expect, test } from '@jest/globals';
import type { ReplayReport } from '../../src/domain/replay-rows.js';
import { replayedLines, replayMarkdown, replaySentence, replayTableLines } from '../../src/render/replay.js';
import { ledgerOf } from '../domain/batch-builder.js';
import { verdict } from '../domain/rollout-builder.js';
import { policy } from '../policy-builder.js';

function report(changes: Partial<ReplayReport> = {}): ReplayReport {
  return {
    rows: [],
    rollbacks: 0,
    onFewSamples: 0,
    recordedRollbacks: 0,
    byHand: 0,
    windows: 0,
    blind: [],
    ...changes,
  };
}

test.each([
  { name: 'nothing', of: report(), says: 'never have rolled back; the record never rolled back.' },
  {
    name: 'some on few samples',
    of: report({ rollbacks: 4, onFewSamples: 3, recordedRollbacks: 1 }),
    says: 'have rolled back 4 times, 3 of them on fewer than 60 samples; the record rolled back once.',
  },
  {
    name: 'one on few samples, and by hand',
    of: report({ rollbacks: 1, onFewSamples: 1, recordedRollbacks: 1, byHand: 1 }),
    says: 'have rolled back once, on fewer than 60 samples; the record rolled back once, by hand.',
  },
  {
    name: 'all on few samples',
    of: report({ rollbacks: 3, onFewSamples: 3, recordedRollbacks: 3, byHand: 2 }),
    says: 'have rolled back 3 times, all of them on fewer than 60 samples; the record rolled back 3 times, twice by hand.',
  },
])('the sentence: $name', ({ of, says }) => {
  expect(replaySentence(of)).toBe(`This policy would ${says}`);
});

test('texts of telemetry come to life neither in a terminal nor in Markdown', () => {
  const feature = '\u001b[31m| <b>@octocat</b>\n::error::x';
  const row = {
    at: '2026-03-02T08:00:00Z',
    move: `stays: ${feature}`,
    verdict: verdict({ feature }),
    record: feature,
    differs: true,
  };
  const hostile = report({ rows: [row] });
  const lines = replayTableLines(hostile);
  expect(lines.join('')).not.toMatch(/[\u001b\n]/);
  const markdown = replayMarkdown(hostile, [feature]);
  expect(markdown).not.toMatch(/<b>|@octocat|\u001b|\n::/);
  const cells = markdown
    .split('\n')
    .find((line) => line.startsWith('| ≠'))
    ?.split(' | ');
  expect(cells).toHaveLength(7);
});

test('a difference is told with both values and its notes', () => {
  const [entry] = ledgerOf(policy(), [[Date.UTC(2026, 2, 2, 8), 'two']]).entries;
  if (entry === undefined) throw new Error('there is no entry');
  const difference = { path: 'verdicts[0].n', recorded: '3', made: null };
  const outcome = { kind: 'different', difference, notes: ['a batch is missing'] } as const;
  expect(replayedLines([{ entry, outcome }])).toEqual([
    'entry 1 promote one → two 2026-03-02T08:00:00Z: different, first at verdicts[0].n: recorded 3, made again nothing',
    '  a batch is missing',
  ]);
  expect(replayedLines([])).toEqual(['The record holds no decision in this time.']);
});
