import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dueComments, noteMarker } from '../../src/domain/incident-escalation.js';
import { MAX_ROWS, type IncidentState } from '../../src/domain/incident.js';
import type { KnownIncident } from '../../src/domain/incident-issue.js';
import { planOpening } from '../../src/domain/incident-opening.js';
import { NO_ANSWERS, planChange, planDouble, type IncidentChange } from '../../src/domain/incident-plan.js';
import type { Subject } from '../../src/domain/incident-subject.js';
import { formatInstant, HOUR, MINUTE } from '../../src/domain/time.js';
import {
  comment,
  context,
  incidentPolicy,
  incidentState,
  known,
  OPENED_AT,
  subject,
} from '../incident-builder.js';

const OFF = subject({ status: 'off', because: 'pay_p95 is kept again', window: '2026-03-02T15:00:00Z' });
const UNKNOWN = subject({ status: 'unknown', because: '' });

type Change = Extract<IncidentChange, { kind: 'change' }>;

function change(
  incident: KnownIncident,
  options: { minutes: number; said?: Subject | null; answers?: Partial<typeof NO_ANSWERS> },
): Change | null {
  const { minutes, said = null, answers = {} } = options;
  const planned = planChange(incident, {
    subject: said,
    answers: { ...NO_ANSWERS, ...answers },
    context: context({ now: OPENED_AT + minutes * MINUTE }),
  });
  if (planned.kind === 'open') throw new Error('an open incident is not opened');
  return planned.kind === 'none' ? null : planned;
}

describe('a violation without an incident', () => {
  test('opens one, with everything that people must know', () => {
    const said = subject({ priority: 'P0' });
    const opened = planOpening(said, { closed: [], context: context() });
    expect(opened).toEqual({
      kind: 'open',
      state: incidentState({
        priority: 'P0',
        evidence: said.evidence,
        action: said.action,
        rows: [{ at: '2026-03-02T14:32:00Z', text: `opened: ${said.because}` }],
      }),
    });
  });

  test.each([
    { name: 'what is over', said: OFF },
    { name: 'what nobody knows', said: UNKNOWN },
  ])('$name opens nothing', ({ said }) => {
    expect(planOpening(said, { closed: [], context: context() })).toEqual({ kind: 'none' });
  });

  const ended = { at: '2026-03-02T15:32:00Z', because: 'kept again' };
  const later = subject({ window: '2026-03-03T10:00:00Z', unbroken: '2026-03-03T09:45:00Z' });

  test.each([
    {
      name: 'a tick that is run again opens no second one',
      state: { resolved: ended },
      said: subject(),
      is: 'none',
    },
    {
      name: 'after the end a new violation is a new issue',
      state: { resolved: ended },
      said: later,
      is: 'open',
    },
    {
      name: 'what a person closed while it lasts is opened again',
      state: {},
      said: subject({ window: '2026-03-02T14:45:00Z', unbroken: '2026-03-02T14:30:00Z' }),
      is: 'change',
    },
    {
      name: 'what a person closed, and was good between, is a new issue',
      state: {},
      said: later,
      is: 'open',
    },
  ])('$name', ({ state, said, is }) => {
    const closed = [known({ ...state, issue: 12 }, { open: false, closedAt: OPENED_AT + HOUR })];
    const planned = planOpening(said, { closed, context: context({ now: OPENED_AT + 20 * HOUR }) });
    expect(planned.kind).toBe(is);
    if (planned.kind === 'change') expect([planned.issue, planned.turns]).toEqual([12, 'open']);
  });

  test('flags that failed are told once for each decision, also when a person closed the issue', () => {
    const said = subject({ kind: 'flags-rollback-failed', subject: '', window: null, unbroken: null });
    const closed = [known({ kind: 'flags-rollback-failed', subject: '', entries: 6 }, { open: false })];
    expect(planOpening(said, { closed, context: context() }).kind).toBe('none');
    expect(planOpening(said, { closed, context: context({ entries: 8 }) }).kind).toBe('open');
  });
});

describe('an open incident', () => {
  test('is left alone while nothing new is said', () => {
    expect(change(known(), { minutes: 5, said: subject() })).toBeNull();
    expect(change(known(), { minutes: 5, said: UNKNOWN })).toBeNull();
    expect(change(known(), { minutes: 5 })).toBeNull();
  });

  test('gets a row and the newest evidence with each new window', () => {
    const said = subject({ window: '2026-03-02T14:45:00Z', because: 'still slow', evidence: ['slow'] });
    const planned = change(known(), { minutes: 15, said });
    expect(planned).toMatchObject({ issue: 12, comments: [], turns: null, what: ['updated'] });
    expect(planned?.state).toMatchObject({
      issue: 12,
      window: '2026-03-02T14:45:00Z',
      evidence: ['slow'],
      rows: [{}, { at: '2026-03-02T14:45:00Z', text: 'still slow' }],
    });
  });

  test('keeps a bounded history: the first row and the newest', () => {
    let incident = known();
    for (let i = 1; i <= 50; i += 1) {
      const end = formatInstant(OPENED_AT + i * 15 * MINUTE);
      const planned = change(incident, { minutes: 1, said: subject({ window: end, because: `row ${i}` }) });
      incident = { ...incident, state: planned?.state ?? incident.state };
    }
    expect(incident.state.rows.length).toBe(MAX_ROWS);
    expect(incident.state.left).toBe(51 - MAX_ROWS);
    expect(incident.state.rows[0]?.text).toMatch(/^opened/);
    expect(incident.state.rows.at(-1)?.text).toBe('row 50');
  });

  test('is closed when it is over, with its duration', () => {
    const planned = change(known(), { minutes: 93, said: OFF });
    expect(planned).toMatchObject({ turns: 'closed', comments: [], what: ['resolved'] });
    expect(planned?.state.resolved).toEqual({ at: '2026-03-02T16:05:00Z', because: OFF.because });
    expect(planned?.state.rows.at(-1)?.text).toBe('resolved after 1h33m: pay_p95 is kept again');
  });

  test('waits with its end while nobody knows what its acknowledger may do, for an hour', () => {
    const incident = known({}, { comments: 1 });
    const answers = { comments: [comment()] };
    expect(change(incident, { minutes: 60, said: OFF, answers })).toBeNull();
    expect(change(incident, { minutes: 62, said: OFF, answers })?.turns).toBe('closed');
    const may = { ...answers, permissions: new Map([['octocat', true]]) };
    expect(change(incident, { minutes: 60, said: OFF, answers: may })).toMatchObject({
      turns: 'closed',
      what: ['acknowledged by octocat', 'resolved'],
    });
    const mayNot = { ...answers, permissions: new Map([['octocat', false]]) };
    expect(change(incident, { minutes: 60, said: OFF, answers: mayNot })?.turns).toBe('closed');
  });

  test('is acknowledged with its latency, and then no longer escalated', () => {
    const answers = { comments: [comment()], permissions: new Map([['octocat', true]]) };
    const planned = change(known({}, { comments: 1 }), { minutes: 45, answers });
    expect(planned?.what).toEqual(['acknowledged by octocat']);
    expect(planned?.comments).toEqual([]);
    expect(planned?.state.rows.at(-1)?.text).toBe('acknowledged by octocat (comment) after 1m');
  });

  test('a second one for the same is closed', () => {
    const planned = planDouble(known({}, { number: 40 }), { of: 12, now: OPENED_AT });
    expect(planned).toMatchObject({ issue: 40, turns: 'closed', what: ['closed as a double of #12'] });
  });
});

describe('the escalation', () => {
  const steps = [
    { afterMs: 15 * MINUTE, to: ['@octo-org/l2'] },
    { afterMs: HOUR, to: [] },
    { afterMs: null, to: ['L3'] },
  ];
  const policy = incidentPolicy({ escalate: { P0: [], P1: steps, P2: [] } });
  const due = (state: Partial<IncidentState>, minutes: number): readonly string[] =>
    dueComments(incidentState(state), policy, OPENED_AT + minutes * MINUTE).map(({ id }) => id);

  test.each([
    { name: 'before the first step', state: {}, minutes: 14, ids: [] },
    { name: 'at the first step', state: {}, minutes: 15, ids: ['escalation-1'] },
    { name: 'after it', state: { escalated: ['2026-03-02T14:47:00Z'] }, minutes: 30, ids: [] },
    { name: 'in a tick that comes late', state: {}, minutes: 61, ids: ['escalation-1', 'escalation-2'] },
    {
      name: 'on the next business day',
      state: { escalated: ['2026-03-02T14:47:00Z', '2026-03-02T15:32:00Z'] },
      minutes: 18 * 60 + 28,
      ids: ['escalation-3'],
    },
    {
      name: 'once it is acknowledged',
      state: {
        acknowledged: {
          at: '2026-03-02T14:33:00Z',
          seen: '2026-03-02T14:33:00Z',
          by: 'x',
          how: 'label' as const,
        },
      },
      minutes: 61,
      ids: [],
    },
    {
      name: 'a reminder each interval, the last one of several',
      state: {
        escalated: ['2026-03-02T14:47:00Z', '2026-03-02T14:47:00Z', '2026-03-02T14:47:00Z'],
      },
      minutes: 49 * 60,
      ids: ['reminder-2'],
    },
    {
      name: 'the same reminder once',
      state: {
        reminded: 2,
        escalated: ['2026-03-02T14:47:00Z', '2026-03-02T14:47:00Z', '2026-03-02T14:47:00Z'],
      },
      minutes: 49 * 60,
      ids: [],
    },
    {
      name: 'nothing once it has ended',
      state: { resolved: { at: '2026-03-02T14:40:00Z', because: '' } },
      minutes: 600,
      ids: [],
    },
  ])('$name', ({ state, minutes, ids }) => {
    expect(due(state, minutes)).toEqual(ids);
  });

  test('a comment that is there already is not written again, and is recorded', () => {
    const bot = { login: 'github-actions[bot]', isBot: true };
    const written = comment({ author: bot, body: `Nobody\n\n${noteMarker({ id: 'escalation-1' })}\n` });
    const incident = known({}, { comments: 1 });
    const first = change(incident, { minutes: 30 });
    expect(first?.comments.map(({ id }) => id)).toEqual(['escalation-1']);
    const again = change(incident, { minutes: 30, answers: { comments: [written] } });
    expect(again?.comments).toEqual([]);
    expect(again?.state.escalated).toEqual(['2026-03-02T15:02:00Z']);
  });

  test('a comment of somebody else with the hidden line changes nothing', () => {
    const forged = comment({ body: `/nack\n\n${noteMarker({ id: 'escalation-1' })}` });
    const planned = change(known({}, { comments: 1 }), { minutes: 30, answers: { comments: [forged] } });
    expect(planned?.comments.map(({ id }) => id)).toEqual(['escalation-1']);
  });
});

test('whatever ticks come, in whatever order: planning again changes nothing, and each step is taken once', () => {
  const said = fc.oneof(
    fc.constant(null),
    fc.constant(UNKNOWN),
    fc.constant(OFF),
    fc
      .integer({ min: 0, max: 20 })
      .map((i) => subject({ window: formatInstant(OPENED_AT + i * 15 * MINUTE) })),
  );
  const ticks = fc.array(fc.record({ minutes: fc.integer({ min: 0, max: 5_000 }), said }), { maxLength: 30 });
  fc.assert(
    fc.property(ticks, (all) => {
      let incident = known({ issue: 12 });
      const written: string[] = [];
      for (const tick of [...all].sort((a, b) => a.minutes - b.minutes)) {
        if (incident.state.resolved !== null) break;
        const planned = change(incident, tick);
        if (planned === null) continue;
        written.push(...planned.comments.map(({ id }) => id));
        incident = { ...incident, state: planned.state };
        if (planned.turns === null) expect(change(incident, tick)).toBeNull();
      }
      expect(new Set(written).size).toBe(written.length);
    }),
  );
});
