import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeRepository, payments } from '../bundles/scenario.js';
import { temporaryFolder } from '../temporary-folder.js';
import { batchFiles, changePolicy, commit, copyOf, makeStory, minute, replayOf } from './story.js';
import { World } from './world.js';

// Batches are made and judged for four hours, with git beside them.
jest.setTimeout(120_000);

let story: string;
beforeAll(async () => {
  story = await makeStory();
});

/** A file with the story's policy, changed. */
async function otherPolicy(...changes: readonly (readonly [from: string, to: string])[]): Promise<string> {
  let text = await readFile(join(story, 'governance/policy.yaml'), 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`the policy does not hold ${from}`);
    text = text.replace(from, to);
  }
  const file = join(await temporaryFolder(), 'other.yaml');
  await writeFile(file, text);
  return file;
}

const LIMIT = 'rollback: { above: 550 }';

const TIGHTER = [
  [LIMIT, 'rollback: { above: 300 }'],
  ['warn: { above: 400 }', 'warn: { above: 200 }'],
] as const;

const CASES: readonly { name: string; changes: readonly (readonly [string, string])[] }[] = [
  { name: 'unchanged', changes: [] },
  {
    name: 'tighter',
    changes: TIGHTER,
  },
  {
    name: 'hasty',
    changes: [
      [LIMIT, 'evidence: none, rollback: { above: 105 }'],
      ['warn: { above: 400 }, ', ''],
    ],
  },
  { name: 'looser', changes: [[LIMIT, 'rollback: { above: 900 }']] },
  { name: 'patient', changes: [['promote: { healthy: 30m }', 'promote: { healthy: 5d }']] },
];

describe('what another policy would have done', () => {
  test.each(CASES)('$name', async ({ name, changes }) => {
    const answer = await replayOf(story, '--policy', await otherPolicy(...changes));
    const golden = await readFile(join('test/replay/golden', `${name}.txt`), 'utf8');
    expect(`${answer.lines.join('\n')}\n\n${answer.markdown}`).toBe(golden);
    expect(answer.ok).toBe(true);
  });
});

test('where the record decided nothing, it says what the policy in force gave', async () => {
  const folder = await temporaryFolder();
  const telemetry = [
    payments('dark', { from: 0, to: 60, tookMs: 100 }),
    payments('tenth', { from: 60, to: 120, tookMs: 350 }),
  ];
  await makeRepository(folder, telemetry.join(''));
  const world = new World(folder);
  await world.tick(minute(62));
  await world.decide({ operation: 'promote', now: minute(63) });
  await world.tick(minute(122));
  const { lines } = await replayOf(folder, '--policy', await otherPolicy(...TIGHTER));
  expect(lines[0]).toBe(
    'This policy would have rolled back once, on fewer than 60 samples; the record never rolled back.',
  );
  expect(lines.find((line) => line.startsWith('*'))).toMatch(
    /2026-05-04T09:15:00Z +rolls back tenth → dark .*stayed in tenth: ok, 356 ms is within the limits/,
  );
});

test('a change under review: the policy in force is that of the last decision', async () => {
  const folder = await temporaryFolder();
  const telemetry = [
    payments('dark', { from: 0, to: 60, tookMs: 100 }),
    payments('tenth', { from: 60, to: 120, tookMs: 450 }),
  ];
  await makeRepository(folder, telemetry.join(''));
  await commit(folder);
  const world = new World(folder);
  await world.tick(minute(62));
  await world.decide({ operation: 'promote', now: minute(63) });
  await world.tick(minute(122));
  await changePolicy(folder, 'rollback: { above: 500 }', 'rollback: { above: 420 }');
  const policy = join(folder, 'governance/policy.yaml');
  const reviewed = await replayOf(folder, '--policy', policy);
  expect(reviewed.lines.find((line) => line.startsWith('*'))).toMatch(
    /rolls back tenth → dark .*stayed in tenth: warn, 456 ms is above the warn limit of 400 ms/,
  );
});

test('an SLI that only the other policy has is measured from the events that the batches keep', async () => {
  const file = await otherPolicy(
    [
      '  pay_success:',
      '  slow_payments: { event: pay.done, count: true, where: { took_ms: { above: 500 } } }\n  pay_success:',
    ],
    [
      `{ sli: pay_p95, warn: { above: 400 }, ${LIMIT} }`,
      '{ sli: slow_payments, evidence: none, rollback: { above: 29 } }',
    ],
  );
  const { lines } = await replayOf(story, '--policy', file);
  expect(lines.find((line) => line.includes('09:45:00Z'))).toMatch(
    /rolls back tenth → dark +slow_payments of "checkout" +30 \(rollback > 29\)/,
  );
});

test('the same answer every time, as text, Markdown and JSON', async () => {
  const file = await otherPolicy(...TIGHTER);
  const args = ['--policy', file];
  expect(await replayOf(story, ...args)).toEqual(await replayOf(story, ...args));
});

test('only windows of the time that is asked for are walked', async () => {
  const file = await otherPolicy(...TIGHTER);
  const late = await replayOf(story, '--policy', file, '--from', '2026-05-04T10:30:00Z');
  expect(late.lines[0]).toBe(
    'This policy would never have rolled back; the record rolled back once, by hand.',
  );
});

test('a tampered batch is named, and the walk goes on without it', async () => {
  const folder = await copyOf(story);
  const [file = ''] = await batchFiles(join(folder, '.phasegate/artifacts'), 'tenth/batch-20260504T093000Z');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"took_ms":601', '"took_ms":101'));
  const { ok, lines, markdown } = await replayOf(folder, '--policy', await otherPolicy());
  expect(ok).toBe(false);
  expect(lines.at(-1)).toContain(`${file}: its events do not match its digest`);
  expect(markdown).toContain('its events do not match its digest');
});

test('a policy of another rollout, or without the phase that was on, is refused', async () => {
  const other = await otherPolicy(['rollout: checkout-redesign', 'rollout: other']);
  await expect(replayOf(story, '--policy', other)).rejects.toMatchObject({ code: 'bad-policy' });
  const without = await otherPolicy(['  - id: tenth', '  - id: fifth']);
  const from = ['--from', '2026-05-04T09:30:00Z'];
  await expect(replayOf(story, '--policy', without, ...from)).rejects.toMatchObject({ code: 'bad-policy' });
});
