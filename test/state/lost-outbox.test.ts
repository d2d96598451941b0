import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { strToU8 } from 'fflate';
import { emptyOutbox } from '../../src/domain/outbox.js';
import { renderOutbox } from '../../src/domain/outbox-file.js';
import type { Analysis, VerdictStatus } from '../../src/domain/analysis.js';
import { PhasegateError } from '../../src/domain/fault.js';
import { formatInstant, parseInstant } from '../../src/domain/time.js';
import { phase, policy as buildPolicy, slo, source } from '../policy-builder.js';
import { analysis, judgementAt, verdict } from '../render/analysis-builder.js';
import { ReportWorld, type ReportOptions } from './report-world.js';

jest.setTimeout(60_000);

const policy = buildPolicy({
  sources: [source({ name: 'pay' })],
  slis: [
    {
      id: 'pay_p95',
      events: ['pay'],
      where: [],
      measure: { kind: 'quantile', of: 'ms', p: 95 },
      by: null,
      unit: 'ms',
    },
  ],
  phases: ['P-0', 'P-1', 'P-2'].map((id) => phase({ id, slos: [slo({ id: 'pay_p95', sli: 'pay_p95' })] })),
});
/** An SLO that warns, is violated, and is kept again; and once more. */
const LEVELS: readonly VerdictStatus[] = [
  'ok',
  'warn',
  'violation',
  'violation',
  'ok',
  'ok',
  'violation',
  'ok',
];
const FIRST_RUN = 101;

/** The analysis of each tick of a story. */
const STORY: readonly Analysis[] = LEVELS.map((_, i) => {
  const recent = LEVELS.slice(0, i + 1).map((status, k) =>
    judgementAt(k, { verdicts: [verdict({ status })] }),
  );
  const now = parseInstant(recent.at(-1)?.window.end ?? '') ?? 0;
  return analysis({ judged: recent.slice(-1), recent, now: formatInstant(now + 60_000) });
});

type Trouble = 'deleted' | 'old' | 'refused' | 'none saved';
const TROUBLES: readonly Trouble[] = ['deleted', 'old', 'refused', 'none saved'];

interface Happening {
  /** After which tick, counted from 0. */
  readonly after: number;
  readonly trouble: Trouble;
}

interface Told {
  readonly world: ReportWorld;
  readonly told: readonly string[];
  /** Requests of each tick. */
  readonly sent: readonly number[];
}

/** Reports tick after tick, with what happens to the cache between them. */
async function tell(happenings: readonly Happening[], options: Partial<ReportOptions> = {}): Promise<Told> {
  const world = await ReportWorld.create();
  const sent: number[] = [];
  for (const [i, one] of STORY.entries()) {
    const happened = happenings.find(({ after }) => after === i)?.trouble;
    const before = happenings.find(({ after }) => after === i - 1)?.trouble;
    world.cache.refuses = happened === 'refused' || before === 'refused';
    const already = world.artifacts.sent;
    await world.report(policy, one, { run: FIRST_RUN + i, ...options });
    sent.push(world.artifacts.sent - already);
    if (happened === 'deleted') world.cache.entries = [];
    if (happened === 'old') world.cache.entries = world.cache.entries.slice(0, 1);
    if (happened === 'none saved') world.cache.entries = world.cache.entries.slice(0, -1);
  }
  return { world, told: world.told, sent };
}

let undisturbed: Told;
beforeAll(async () => {
  undisturbed = await tell([]);
});

const kinds = (told: readonly string[]): string[] => told.map((id) => id.split('/').slice(-2, -1).join());

test('undisturbed, each change is told once, and no tick behind the first asks for an artifact', () => {
  expect(kinds(undisturbed.told)).toEqual(['warn', 'violation', 'ok', 'violation', 'ok']);
  expect(new Set(undisturbed.told).size).toBe(undisturbed.told.length);
  expect(undisturbed.sent.slice(1)).toEqual(STORY.slice(1).map(() => 0));
  expect(undisturbed.world.warnings).toEqual([]);
});

test('the story needs its memory: without cache and token, people are told twice or not at all', async () => {
  const happenings = STORY.map((_, after) => ({ after, trouble: 'deleted' as const }));
  const { told, world } = await tell(happenings, { withToken: false });
  expect(told).not.toEqual(undisturbed.told);
  expect(world.warnings).toContainEqual(expect.stringMatching(/none was restored.*github-token/));
});

describe('people are told the same, in the same order, each once, when the cache is', () => {
  const cases = STORY.slice(1).flatMap((_, after) =>
    TROUBLES.map((trouble) => [trouble, after + 1, { after, trouble }] as const),
  );
  test.each(cases)('%s after tick %i', async (_trouble, _after, happening) => {
    const { told, world } = await tell([happening]);
    expect(told).toEqual(undisturbed.told);
    expect(world.warnings).toEqual([]);
  });

  test('gone after every tick, at a list and a download each', async () => {
    const { told, sent } = await tell(STORY.map((_, after) => ({ after, trouble: 'deleted' })));
    expect(told).toEqual(undisturbed.told);
    expect(sent.slice(1)).toEqual(STORY.slice(1).map(() => 2));
  });
});

const nth = (i: number): Analysis => STORY[i] ?? analysis();

test('what waits for a channel survives the cache too', async () => {
  const world = await ReportWorld.create();
  world.isDown = true;
  await world.report(policy, nth(0), { run: 101 });
  await world.report(policy, nth(1), { run: 102 });
  expect(world.told).toEqual([]);
  world.cache.entries = [];
  world.isDown = false;
  // Far enough that the channel is tried again, and the SLO is kept again: only the outbox knows of the warning.
  await world.report(policy, nth(5), { run: 103 });
  expect(kinds(world.told)[0]).toBe('warn');
});

describe('artifacts that are not taken', () => {
  test.each<{ name: string; from?: Record<string, unknown>; files?: Record<string, string> }>([
    { name: 'of a fork', from: { head_repository_id: 8 } },
    { name: 'of another branch', from: { head_branch: 'feature' } },
    { name: 'with an outbox that was changed', files: { 'state/reporter/outbox.json': '{"outbox":{}}' } },
    { name: 'without one', files: { 'summary.md': 'x' } },
  ])('$name: the run before is gone on from', async ({ from = {}, files }) => {
    const world = await ReportWorld.create();
    await world.report(policy, nth(1), { run: 101 });
    const own = world.artifacts.all.at(-1)?.files ?? new Map<string, Uint8Array>();
    const forged = new Map(own);
    // Whole, and of somebody who was told of nothing.
    const empty = { 'state/reporter/outbox.json': renderOutbox(emptyOutbox(policy.rollout)) };
    for (const [path, text] of Object.entries(files ?? empty)) forged.set(path, strToU8(text));
    if (files?.['summary.md'] !== undefined) forged.delete('state/reporter/outbox.json');
    world.artifacts.upload('phasegate-reports', 102, forged, from);
    world.cache.entries = [];
    await world.report(policy, nth(1), { run: 103 });
    expect(world.told).toHaveLength(1);
  });

  test('without the permission goes on with what there is, and says what to allow', async () => {
    const world = await ReportWorld.create();
    await world.report(policy, nth(1), { run: 101 });
    world.cache.entries = [];
    world.artifacts.fault = new PhasegateError('no-permission', 'write actions: read');
    await world.report(policy, nth(1), { run: 102 });
    expect(world.warnings).toContainEqual(expect.stringContaining('write actions: read'));
    // How things stand, once more.
    expect(kinds(world.told)).toEqual(['warn', 'warn']);
  });

  test('where they cannot be looked at now, nothing is sent; the next tick does it', async () => {
    const world = await ReportWorld.create();
    await world.report(policy, nth(1), { run: 101 });
    world.cache.entries = [];
    world.artifacts.fault = new PhasegateError('api-failed', '502');
    await expect(world.report(policy, nth(2), { run: 102 })).rejects.toThrow('502');
    world.artifacts.fault = null;
    await world.report(policy, nth(3), { run: 103 });
    expect(kinds(world.told)).toEqual(['warn', 'violation']);
  });
});

test('a run that is repeated tells nobody twice, and the next goes on from it', async () => {
  const world = await ReportWorld.create();
  await world.report(policy, nth(1), { run: 101 });
  await world.report(policy, nth(2), { run: 102 });
  world.cache.entries = [];
  await world.report(policy, nth(2), { run: 102, attempt: 2 });
  await world.report(policy, nth(4), { run: 103 });
  expect(kinds(world.told)).toEqual(['warn', 'violation', 'ok']);
});

test('an outbox of before there were such artifacts is taken as it lies', async () => {
  const world = await ReportWorld.create();
  await world.report(policy, nth(1), { run: 101 });
  const [key, files] = world.cache.entries[0] ?? ['', new Map<string, Uint8Array>()];
  world.cache.entries = [[key, new Map([...files].filter(([path]) => path === 'outbox.json'))]];
  world.artifacts.all.length = 0;
  await world.report(policy, nth(1), { run: 102 });
  expect(world.told).toHaveLength(1);
});

test('two rollouts: each has its own of one artifact', async () => {
  const world = await ReportWorld.create();
  const second = { ...policy, rollout: 'second' };
  await world.report(policy, nth(1), { run: 101 });
  await world.report(second, { ...nth(1), rollout: 'second' }, { run: 101, below: 'second' });
  // One run uploads one artifact.
  const [first, other] = world.artifacts.all.splice(0);
  const merged = new Map([...(first?.files ?? []), ...(other?.files ?? [])]);
  world.artifacts.upload('phasegate-reports', 101, merged);
  world.cache.entries = [];
  await world.report(policy, nth(1), { run: 102 });
  await world.report(second, { ...nth(1), rollout: 'second' }, { run: 102, below: 'second' });
  expect(world.told).toHaveLength(2);
});

test('a dry run leaves no outbox behind', async () => {
  const world = await ReportWorld.create();
  await world.report(policy, nth(1), { run: 101, isDryRun: true });
  expect([world.told, world.cache.entries, world.artifacts.all.at(-1)?.files.size]).toEqual([[], [], 0]);
});
