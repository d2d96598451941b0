import { describe, expect, test } from '@jest/globals';
import type { Analysis, Judgement } from '../../src/domain/analysis.js';
import type { KnownIncident } from '../../src/domain/incident-issue.js';
import { NO_FACT, type Notice } from '../../src/domain/notice.js';
import { emptyOutbox, recordNotices, type Outbox } from '../../src/domain/outbox.js';
import { formatInstant, HOUR, MINUTE } from '../../src/domain/time.js';
import { wantedNotices } from '../../src/render/wanted-notices.js';
import { known, OPENED_AT } from '../incident-builder.js';
import { phase, policy, slo, source } from '../policy-builder.js';
import {
  analysis,
  judgementAt,
  rollbackAnalysis,
  START,
  storyJudgements,
  verdict,
} from './analysis-builder.js';

const slos = [slo({ id: 'pay_p95', sli: 'pay_p95' }), slo({ id: 'pay_success', sli: 'pay_success' })];
const POLICY = policy({
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
    {
      id: 'pay_success',
      events: ['pay'],
      where: [],
      measure: { kind: 'ratio', match: [], good: true },
      by: null,
      unit: null,
    },
  ],
  phases: ['P-0', 'P-1', 'P-2'].map((id) => phase({ id, slos })),
});
const ROUTES = [{ severities: [], templates: [], phases: [], to: ['team'] }];

interface Tick {
  readonly analysis?: Analysis | null;
  readonly incidents?: readonly KnownIncident[] | null;
  readonly now?: number;
  readonly remindMs?: number;
}

/** A tick that records what is wanted; what is new in it. */
function tick(outbox: Outbox, of: Tick): { outbox: Outbox; told: Notice[] } {
  const { analysis: one = null, incidents = null, now = START, remindMs = 4 * HOUR } = of;
  const links = { incident: 'https://github.example/octo/shop/issues' };
  const wanted = wantedNotices({
    policy: POLICY,
    analysis: one,
    incidents,
    entries: [],
    links,
    outbox,
    remindMs,
    now,
  });
  const next = recordNotices(
    { ...outbox, items: [] },
    {
      wanted,
      routes: ROUTES,
      channels: ['team'],
      phase: one?.phase ?? null,
      window: one?.window?.end ?? null,
      now,
    },
  );
  return { outbox: next, told: next.items.map((item) => item.notice) };
}

function run(ticks: readonly Tick[]): Notice[][] {
  let outbox = emptyOutbox('checkout');
  return ticks.map((of) => {
    const after = tick(outbox, of);
    outbox = after.outbox;
    return after.told;
  });
}

function brief(notices: readonly Notice[] | undefined): string[] {
  return (notices ?? []).map(({ template, kind, slo: about }) => [template, kind, about].join(' ').trim());
}

function upTo(judgements: readonly Judgement[], count: number): Analysis {
  const recent = judgements.slice(0, count);
  return analysis({ judged: recent.slice(-1), recent });
}

function levels(statuses: readonly ('ok' | 'warn' | 'violation' | 'no-data')[]): Analysis[] {
  const judgements = statuses.map((status, index) => judgementAt(index, { verdicts: [verdict({ status })] }));
  return judgements.map((_, index) => upTo(judgements, index + 1));
}

describe('SLOs without issues', () => {
  test.each<{ name: string; statuses: Parameters<typeof levels>[0]; told: string[][] }>([
    { name: 'nothing of health', statuses: ['ok', 'ok'], told: [[], []] },
    {
      name: 'a warning once, and its end',
      statuses: ['warn', 'warn', 'ok', 'ok'],
      told: [['warn trigger pay_p95'], [], ['ok resolve pay_p95'], []],
    },
    {
      name: 'a violation, and its end',
      statuses: ['warn', 'violation', 'violation', 'ok'],
      told: [['warn trigger pay_p95'], ['incident trigger pay_p95'], [], ['resolved resolve pay_p95']],
    },
    {
      name: 'nothing where there is no verdict',
      statuses: ['violation', 'no-data', 'violation'],
      told: [['incident trigger pay_p95'], [], []],
    },
  ])('tell $name', ({ statuses, told }) => {
    expect(run(levels(statuses).map((one) => ({ analysis: one }))).map(brief)).toEqual(told);
  });

  test('the end says how long it lasted, and goes where the begin went', () => {
    const told = run(levels(['violation', 'violation', 'ok']).map((one) => ({ analysis: one })));
    expect(told[2]?.[0]).toMatchObject({
      severity: 'info',
      routedAs: 'critical',
      dedupKey: told[0]?.[0]?.dedupKey,
      facts: { duration: '30m', metric: 'pay_p95' },
    });
  });

  test('one late tick tells the same as ticks on time', () => {
    const story = storyJudgements();
    const first = { analysis: upTo(story, 1) };
    const onTime = run(story.map((_, index) => ({ analysis: upTo(story, index + 1) }))).flat();
    const late = run([first, { analysis: upTo(story, story.length) }]).flat();
    expect(late.map(({ id }) => id)).toEqual(onTime.map(({ id }) => id));
    expect(onTime.length).toBeGreaterThan(4);
  });

  test('a lost outbox tells how things stand, and no old news', () => {
    const story = storyJudgements();
    const lost = tick(emptyOutbox('checkout'), { analysis: upTo(story, story.length) });
    expect(brief(lost.told)).toEqual(['incident trigger pay_p95', 'incident trigger pay_success']);
  });

  test('a violation is called to mind once an interval', () => {
    const [bad] = levels(['violation']);
    const at = (hours: number): Tick => ({ analysis: bad ?? null, now: START + hours * HOUR });
    const told = run([at(0), at(3), at(5), at(6), at(13), at(13)]).map(brief);
    const reminder = ['incident update pay_p95'];
    expect(told).toEqual([['incident trigger pay_p95'], [], reminder, [], reminder, []]);
    const never = run([at(0), { ...at(50), remindMs: 0 }]);
    expect(never[1]).toEqual([]);
  });

  test('another phase ends what the old one had', () => {
    const [bad] = levels(['violation']);
    const moved = analysis({ phase: 'P-0', judged: [], recent: [], window: bad?.window ?? null });
    const told = run([{ analysis: bad ?? null }, { analysis: moved }]);
    expect(brief(told[1])).toEqual(['resolved resolve pay_p95', 'rollback trigger']);
  });

  test('every fact is there, p95 and error rate from the same window', () => {
    const [told] = run([{ analysis: upTo(storyJudgements(), 12) }]);
    const notice = told?.find((one) => one.slo === 'pay_p95');
    expect(notice?.facts).toMatchObject({
      p95: '1,204 ms',
      err_rate: '0.50 %',
      value: '1,204 ms',
      limit: 'warn > 700, rollback > 900',
    });
    expect(notice?.facts.cmd).toContain('gh workflow run rollback.yml -f operation=rollback');
  });
});

test('an SLO that has rules and no limits says so of its limit', () => {
  const verdicts = [verdict({ status: 'warn', warn: null, rollback: null })];
  const [told] = run([{ analysis: upTo([judgementAt(0, { verdicts })], 1) }]);
  expect(told?.[0]?.facts.limit).toBe(NO_FACT);
});

describe('sources', () => {
  test('silence is told once, and that it is over', () => {
    const judgements = [['pay'], ['pay'], []].map((missed, index) => judgementAt(index, { missed }));
    const told = run(judgements.map((_, index) => ({ analysis: upTo(judgements, index + 1) })));
    expect(told.map(brief)).toEqual([['warn trigger'], [], ['ok resolve']]);
    expect(told[0]?.[0]?.facts).toMatchObject({ metric: 'collector-missed-batch', value: 'pay' });
  });
});

describe('incidents', () => {
  const opened = { incidents: [known()], now: OPENED_AT + MINUTE };
  const acknowledged = known({
    acknowledged: {
      at: formatInstant(OPENED_AT + 5 * MINUTE),
      seen: formatInstant(OPENED_AT + 15 * MINUTE),
      by: 'octocat',
      how: 'comment',
    },
  });

  test('speak for their SLOs: one notice for one incident', () => {
    const told = run([{ analysis: rollbackAnalysis(), incidents: [known()], now: OPENED_AT + MINUTE }]);
    const incidents = told[0]?.filter(({ template }) => template === 'incident') ?? [];
    expect(incidents.map(({ slo: about }) => about)).toEqual(['pay_p95']);
    expect(incidents[0]?.links.incident).toBe('https://github.example/octo/shop/issues/12');
    expect(incidents[0]?.facts).toMatchObject({ priority: 'P1', value: '1,204 ms' });
  });

  test.each([
    {
      name: 'the SLO',
      evidence: ['pay_p95: too slow: 1204 ms.', 'region eu'],
      says: { reason: 'too slow: 1204 ms.', why: 'region eu' },
    },
    {
      name: 'the SLO of a feature',
      evidence: ['pay_p95 of "pay": too slow.'],
      says: { reason: 'too slow.', why: NO_FACT },
    },
    { name: 'nothing', evidence: ['Look: too slow.'], says: { reason: 'Look: too slow.', why: NO_FACT } },
    { name: 'nothing, without words', evidence: [], says: { reason: 'pay_p95 is violated', why: NO_FACT } },
  ])('say once what is wrong, where the record begins with the name of $name', ({ evidence, says }) => {
    const [told = []] = run([{ incidents: [known({ evidence })], now: OPENED_AT }]);
    expect(told[0]?.facts).toMatchObject({ metric: 'pay_p95', to: 'P-0', ...says });
  });

  test('what was told of an SLO while issues could not be read ends, though an issue speaks for it since', () => {
    const [bad, worse, good] = levels(['violation', 'violation', 'ok']);
    const told = run([
      { analysis: bad ?? null, incidents: null },
      { analysis: worse ?? null, incidents: [known()] },
      { analysis: good ?? null, incidents: [] },
    ]);
    expect(told.map(brief)).toEqual([
      ['incident trigger pay_p95'],
      ['incident trigger pay_p95'],
      ['resolved resolve pay_p95', 'resolved resolve pay_p95'],
    ]);
    expect(new Set(told[2]?.map(({ dedupKey }) => dedupKey))).toEqual(
      new Set(told.slice(0, 2).flatMap((one) => one.map(({ dedupKey }) => dedupKey))),
    );
  });

  test('a warning that became an incident ends with it, also where one tick sees both', () => {
    const [warned, , both] = levels(['warn', 'violation', 'ok']);
    const recent = both?.recent ?? [];
    const told = run([
      { analysis: warned ?? null, incidents: [] },
      { analysis: analysis({ judged: recent.slice(1), recent }), incidents: [] },
    ]);
    expect(told.map(brief)).toEqual([['warn trigger pay_p95'], ['ok resolve pay_p95']]);
  });

  test('opened, acknowledged and closed are told once each, with the duration', () => {
    const later = OPENED_AT + 90 * MINUTE;
    const told = run([
      opened,
      opened,
      { incidents: [acknowledged], now: later },
      { incidents: [], now: later },
      { incidents: [], now: later },
    ]);
    expect(told.map(brief)).toEqual([
      ['incident trigger pay_p95'],
      [],
      ['incident acknowledge pay_p95'],
      ['resolved resolve pay_p95'],
      [],
    ]);
    expect(told[2]?.[0]?.facts.initiator).toBe('octocat');
    expect(told[3]?.[0]?.facts.duration).toBe('1h30m');
  });

  test('two incidents are one notice each', () => {
    const two = [known(), known({ subject: 'pay_success' }, { number: 13 })];
    expect(run([{ incidents: two, now: OPENED_AT }]).map(brief)).toEqual([
      ['incident trigger pay_p95', 'incident trigger pay_success'],
    ]);
  });

  test.each([
    { name: 'is called to mind while nobody has it in hand', incident: known(), reminders: 2 },
    { name: 'is not, once somebody has', incident: acknowledged, reminders: 0 },
  ])('an open one $name', ({ incident, reminders }) => {
    const hours = [0, 1, 5, 6, 9];
    const told = run(hours.map((hour) => ({ incidents: [incident], now: OPENED_AT + hour * HOUR })));
    expect(told.flat().filter(({ id }) => id.includes('reminder'))).toHaveLength(reminders);
  });

  test('an escalation is told once a step', () => {
    const escalated = known({ escalated: [formatInstant(OPENED_AT + 30 * MINUTE)] });
    const told = run([
      opened,
      { incidents: [escalated], now: OPENED_AT + 31 * MINUTE },
      { incidents: [escalated] },
    ]);
    expect(told.map(brief)).toEqual([['incident trigger pay_p95'], ['incident update pay_p95'], []]);
  });

  test('one that opened and ended between two ticks is told, and one of last week is not', () => {
    const resolved = { at: formatInstant(OPENED_AT + HOUR), because: 'kept again' };
    const old = known({
      subject: 'old',
      opened: '2026-02-20T00:00:00Z',
      resolved: { ...resolved, at: '2026-02-20T01:00:00Z' },
    });
    const told = run([
      { incidents: [], now: OPENED_AT - MINUTE },
      { incidents: [known({ resolved }), old], now: OPENED_AT + 2 * HOUR },
    ]);
    expect(told.map(brief)).toEqual([[], ['incident trigger pay_p95', 'resolved resolve pay_p95']]);
  });
});

describe('decisions', () => {
  const base = { judged: [], recent: [] };

  test('a rollback: called for, done, stabilising, over', () => {
    const stabilising = {
      entry: 7,
      since: '2026-03-02T14:40:00Z',
      until: '2026-03-02T15:10:00Z',
      flags: {},
      back: false,
      due: false,
      reason: 'waits',
    };
    const back = { ...base, phase: 'P-0', previous: null, governance: { head: null, entries: 7 } };
    const told = run([
      { analysis: rollbackAnalysis(base) },
      { analysis: rollbackAnalysis(base) },
      { analysis: analysis({ ...back, stabilising }) },
      { analysis: analysis({ ...back, stabilising }) },
      { analysis: analysis({ ...back, governance: { head: null, entries: 8 } }), now: START + 2 * HOUR },
      { analysis: analysis({ ...back, governance: { head: null, entries: 8 } }), now: START + 3 * HOUR },
    ]);
    expect(told.map(brief)).toEqual([
      ['rollback trigger'],
      [],
      ['rollback trigger', 'stabilising trigger'],
      [],
      ['resolved resolve'],
      [],
    ]);
    expect(new Set(told.flat().map(({ dedupKey }) => dedupKey))).toEqual(new Set(['checkout/rollback']));
    expect(told[4]?.[0]).toMatchObject({ routedAs: 'critical', facts: { duration: '2h' } });
  });

  test('a promotion: due once, done once', () => {
    const due = analysis({ ...base, gate: 'promote', target: 'P-2' });
    const done = analysis({ ...base, phase: 'P-2', governance: { head: null, entries: 7 } });
    const told = run([{ analysis: due }, { analysis: due }, { analysis: done }, { analysis: done }]);
    expect(told.map(brief)).toEqual([['promotion update'], [], ['promotion update'], []]);
    expect(told.flat().map(({ facts }) => [facts.status, facts.to])).toEqual([
      ['due', 'P-2'],
      ['done', 'P-2'],
    ]);
  });

  test('a clock that jumps a year and back tells no transition again', () => {
    const year = 365 * 24 * HOUR;
    const [bad] = levels(['violation']);
    const told = run([0, year, 0].map((jump) => ({ analysis: bad ?? null, now: START + jump, remindMs: 0 })));
    expect(told.map(brief)).toEqual([['incident trigger pay_p95'], [], []]);
  });
});
