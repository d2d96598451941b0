import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { IncidentState } from '../../src/domain/incident.js';
import { readMarker } from '../../src/domain/incident-marker.js';
import type { Subject } from '../../src/domain/incident-subject.js';
import { formatInstant, MINUTE } from '../../src/domain/time.js';
import { sealOf } from '../../src/io/seal.js';
import { FAILURES } from '../github/model.js';
import { bodyOf, incidentPolicy, incidentState, OPENED_AT, subject } from '../incident-builder.js';
import { github, IncidentWorld } from './incident-world.js';

const OVER = subject({ status: 'off', because: 'pay_p95 is kept again', window: '2026-03-02T15:00:00Z' });
const seal = sealOf('a key of enough characters');
let world: IncidentWorld;

beforeEach(async () => {
  world = new IncidentWorld(await github());
});
afterEach(async () => {
  world.server.heal();
  await world.tidy();
});

function violation(minutes: number, changes: Partial<Subject> = {}): Subject {
  return subject({
    window: formatInstant(OPENED_AT + minutes * MINUTE),
    because: `slow at ${minutes}`,
    ...changes,
  });
}

function stateOf(body: string, own: typeof seal = null): IncidentState {
  const reading = readMarker(body, { repository: world.repository, seal: own });
  if (reading.kind !== 'state') throw new Error(`no state: ${reading.kind}`);
  return reading.state;
}

async function only(): Promise<Awaited<ReturnType<IncidentWorld['issues']>>[number] & { is: IncidentState }> {
  const issues = await world.issues();
  const [first] = issues;
  if (first === undefined || issues.length !== 1) throw new Error(`${issues.length} issues instead of one`);
  return { ...first, is: stateOf(first.body) };
}

const requests = (): number => world.server.calls.length;

describe('the life of an incident', () => {
  test('opened, updated in place, acknowledged, closed: one issue and no comment', async () => {
    expect((await world.tick([violation(0)])).told).toEqual([expect.stringMatching(/^opened #\d+: \[P1\]/)]);
    const { number } = await only();
    await world.tick([violation(15)], { minutes: 15 });
    await world.comment('octocat', '/ack\nOn it.', { issue: number, minutes: 20 });
    const acked = await world.tick([violation(30)], { minutes: 31 });
    expect(acked.told).toEqual([`acknowledged by octocat: #${number} pay_p95 is violated`]);
    expect((await only()).is).toMatchObject({
      issue: number,
      acknowledged: { by: 'octocat', how: 'comment', at: '2026-03-02T14:52:00Z' },
      escalated: [],
    });
    const ended = await world.tick([OVER], { minutes: 45 });
    expect(ended.open).toEqual([]);
    const issue = await only();
    expect([issue.state, issue.comments.length]).toEqual(['closed', 1]);
    expect(issue.is.resolved?.because).toBe(OVER.because);
    expect(Object.keys(world.files).sort()).toEqual([
      `reports/postmortem/${world.rollout}-pay_p95-20260302T143200Z.md`,
      `reports/rca/${world.rollout}-pay_p95-20260302T143200Z.md`,
    ]);
    expect(world.files[`reports/rca/${world.rollout}-pay_p95-20260302T143200Z.md`]).toContain(
      `/issues/${number}`,
    );
  });

  test('has its labels and assignees; somebody who is gone keeps nothing from being told', async () => {
    const policy = incidentPolicy({ labels: ['sre'], assignees: ['oncall'] });
    await world.tick([violation(0)], { view: { policy } });
    expect((await only()).labels).toEqual(['phasegate-incident', 'sre']);
    expect((await only()).is.assigned).toEqual(['oncall']);
    // The assignee that the policy named has acknowledged nothing by that.
    expect((await world.tick([violation(0)], { minutes: 5, view: { policy } })).told).toEqual([]);
  });

  test('is acknowledged by the label, set by somebody who may write', async () => {
    await world.tick([violation(0)]);
    const { number } = await only();
    const label = { body: { labels: ['acknowledged'] } };
    await world.as('triager')('POST', `issues/${number}/labels`, label);
    await world.tick([violation(0)], { minutes: 5 });
    expect((await only()).is).toMatchObject({
      acknowledged: null,
      refused: [{ by: 'triager', why: 'no-permission' }],
    });
    await world.as('octocat')('DELETE', `issues/${number}/labels/acknowledged`);
    await world.as('octocat')('POST', `issues/${number}/labels`, label);
    await world.tick([violation(0)], { minutes: 10 });
    expect((await only()).is.acknowledged).toMatchObject({ by: 'octocat', how: 'label' });
  });

  test('is acknowledged by an assignee, given to by somebody who may write', async () => {
    await world.tick([violation(0)]);
    const { number } = await only();
    await world.as('triager')('POST', `issues/${number}/assignees`, { body: { assignees: ['reader'] } });
    await world.tick([violation(0)], { minutes: 5 });
    expect((await only()).is).toMatchObject({ acknowledged: null, refused: [{ by: 'triager' }] });
    await world.as('octocat')('POST', `issues/${number}/assignees`, { body: { assignees: ['octocat'] } });
    await world.tick([violation(0)], { minutes: 10 });
    expect((await only()).is.acknowledged).toMatchObject({ by: 'octocat', how: 'assignee' });
  });

  test('/ack by strangers, readers and bots, and what was edited into it, does not count, and it is said once why', async () => {
    await world.tick([violation(0)]);
    const { number } = await only();
    await world.comment('stranger', '/ack', { issue: number, minutes: 1 });
    await world.comment('triager', '/ack', { issue: number, minutes: 1 });
    await world.comment('helper[bot]', '/ack', { issue: number, minutes: 1 });
    const edited = await world.comment('octocat', 'what is this?', { issue: number, minutes: 1 });
    await world.edit('octocat', '/ack', { comment: edited, minutes: 3 });
    const told = await world.tick([violation(0)], { minutes: 5 });
    expect(told.told).toEqual([`refused what is no acknowledgement: #${number} pay_p95 is violated`]);
    const { is, body } = await only();
    expect(is.acknowledged).toBeNull();
    expect(is.refused.map(({ by, why }) => `${by} ${why}`).sort()).toEqual([
      'helper[bot] bot',
      'octocat edited',
      'stranger no-permission',
      'triager no-permission',
    ]);
    expect(body).toContain('edited after it was posted');
    expect((await world.tick([violation(0)], { minutes: 6 })).told).toEqual([]);
  });

  test('is escalated once for each step, and the comment names whom the policy names', async () => {
    const steps = [
      { afterMs: 15 * MINUTE, to: ['@octo-org/l2'] },
      { afterMs: 30 * MINUTE, to: ['L3 <@everyone>'] },
    ];
    const policy = incidentPolicy({ escalate: { P0: [], P1: steps, P2: [] } });
    for (const minutes of [0, 14, 15, 20, 31, 31, 40])
      await world.tick([violation(0)], { minutes, view: { policy } });
    const { is, comments } = await only();
    expect(is.escalated).toEqual(['2026-03-02T14:47:00Z', '2026-03-02T15:03:00Z']);
    expect(comments.length).toBe(2);
    expect(comments[0]).toContain('@octo-org/l2');
    expect(comments[1]).not.toMatch(/@everyone|<(?!!-- phasegate:note escalation-2 -->)/);
  });

  test('a new violation after the end is a new issue; a tick that is run again opens none', async () => {
    await world.tick([violation(0)]);
    await world.tick([OVER], { minutes: 45 });
    await world.tick([violation(0)], { minutes: 46 });
    expect((await world.issues()).length).toBe(1);
    await world.tick([violation(60, { unbroken: formatInstant(OPENED_AT + 60 * MINUTE) })], { minutes: 61 });
    expect((await world.issues()).map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  test('what a person closed while it lasts is opened again', async () => {
    await world.tick([violation(0)]);
    const { number } = await only();
    await world.as('octocat')('PATCH', `issues/${number}`, { body: { state: 'closed' } });
    await world.tick([violation(15, { unbroken: formatInstant(OPENED_AT) })], { minutes: 16 });
    expect(await only()).toMatchObject({ number, state: 'open' });
  });
});

describe('what is not ours', () => {
  test('a forged marker, in an issue of a stranger with the label, is left alone and opens nothing less', async () => {
    await world.as('stranger')('POST', 'issues', {
      body: { title: 'x', body: bodyOf(incidentState({ rollout: world.rollout })) },
    });
    const [forged] = await world.issues();
    await world.as('octocat')('POST', `issues/${forged?.number ?? 0}/labels`, {
      body: { labels: ['phasegate-incident'] },
    });
    const { warnings } = await world.tick([violation(0)]);
    expect(warnings).toEqual([expect.stringContaining('is not signed, and its author is no bot')]);
    const issues = await world.issues();
    expect(issues.length).toBe(2);
    expect(issues[0]?.body).toBe(forged?.body);
  });

  test('a signed marker that was copied into another issue is none', async () => {
    await world.tick([violation(0)], { view: { seal } });
    await world.tick([violation(15)], { minutes: 15, view: { seal } });
    const [first] = await world.issues();
    await world.tick([OVER], { minutes: 20, view: { seal } });
    await world.as('octocat')('POST', 'issues', {
      body: { title: 'x', body: first?.body, labels: ['phasegate-incident'] },
    });
    const later = violation(60, { unbroken: formatInstant(OPENED_AT + 60 * MINUTE) });
    const { warnings } = await world.tick([later], { minutes: 60, view: { seal } });
    expect(warnings).toEqual([expect.stringContaining(`copied from #${first?.number ?? 0}`)]);
    expect((await world.issues()).length).toBe(3);
  });

  test("a person's token without a key leaves no issue open, and says what to do", async () => {
    const token = world.server.token({ actor: 'octocat' });
    const { failures } = await world.tick([violation(0)], { token });
    expect(failures.map(({ message }) => message)).toEqual([expect.stringContaining('give a signing-key')]);
    expect((await only()).state).toBe('closed');
    const { told } = await world.tick([violation(15)], { token, view: { seal }, minutes: 15 });
    expect(told).toEqual([expect.stringMatching(/^opened/)]);
    expect((await world.tick([violation(15)], { token, view: { seal }, minutes: 16 })).told).toEqual([]);
  });

  test('of two that ticks made at the same time one stays', async () => {
    await Promise.all([world.tick([violation(0)]), world.tick([violation(0)])]);
    await world.tick([violation(15)], { minutes: 15 });
    const open = (await world.issues()).filter(({ state }) => state === 'open');
    expect(open.length).toBe(1);
    expect(open[0]?.number).toBe((await world.issues())[0]?.number);
  });
});

describe('the requests', () => {
  test('a quiet tick sends one', async () => {
    world.server.resetCalls();
    await world.tick([OVER]);
    expect(requests()).toBe(1);
    await world.tick([violation(0)], { minutes: 1 });
    world.server.resetCalls();
    await world.tick([violation(0)], { minutes: 2 });
    expect(requests()).toBe(1);
  });

  test.each([
    { name: 'one that opens', most: 3, before: [], minutes: 0, ack: false },
    { name: 'one that acknowledges', most: 4, before: [0], minutes: 10, ack: true },
    { name: 'one that escalates', most: 3, before: [0], minutes: 31, ack: false },
    { name: 'one that escalates among comments', most: 5, before: [0], minutes: 31, ack: 'stranger' },
  ])('$name sends at most $most', async ({ most, before, minutes, ack }) => {
    for (const at of before) await world.tick([violation(at)], { minutes: at });
    if (ack !== false) {
      const { number } = await only();
      await world.comment(ack === true ? 'octocat' : ack, '/ack', { issue: number, minutes: 1 });
    }
    world.server.resetCalls();
    await world.tick([violation(0)], { minutes });
    expect(requests()).toBeLessThanOrEqual(most);
  });

  test('never more than the budget, and what is left is done by later ticks', async () => {
    const all = Array.from({ length: 20 }, (_, i) =>
      violation(0, { subject: `slo-${String(i).padStart(2, '0')}`, priority: i === 19 ? 'P0' : 'P1' }),
    );
    world.server.resetCalls();
    const first = await world.tick(all);
    expect(requests()).toBeLessThanOrEqual(10);
    expect(first.told[0]).toContain('[P0]');
    expect(first.warnings.join()).toContain('left for the next tick');
    for (let i = 0; i < 4; i += 1) {
      world.server.resetCalls();
      await world.tick(all, { minutes: i });
      expect(requests()).toBeLessThanOrEqual(10);
    }
    const issues = await world.issues();
    expect(new Set(issues.map(({ body }) => stateOf(body).subject)).size).toBe(20);
    expect(issues.length).toBe(20);
  });

  test('a rehearsal only reads', async () => {
    world.server.resetCalls();
    const { told } = await world.tick([violation(0)], { isDryRun: true });
    expect(told).toEqual([expect.stringMatching(/^would open: \[P1\]/)]);
    expect(world.server.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('without the permission the line to add is named, and only one request is lost', async () => {
    const token = world.server.token({ permissions: { contents: 'read' } });
    const all = [violation(0), violation(0, { subject: 'other' })];
    world.server.resetCalls();
    const { failures } = await world.tick(all, { token });
    expect(failures.map(({ message }) => message)).toEqual([expect.stringContaining('issues: write')]);
    expect(world.server.calls.map(route)).toEqual(['GET issues', 'GET issues', 'POST issues']);
  });
});

/** A tick that does one thing, from a state that earlier ticks made. */
interface Scenario {
  readonly name: string;
  readonly before: (world: IncidentWorld) => Promise<void>;
  readonly said: Subject;
  readonly minutes: number;
  /** What its requests are, in order. */
  readonly calls: readonly string[];
}

const opened = async (own: IncidentWorld): Promise<number> => {
  await own.tick([violation(0)]);
  return (await own.issues())[0]?.number ?? 0;
};

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'opening',
    before: async () => undefined,
    said: violation(0),
    minutes: 0,
    calls: ['GET issues', 'GET issues', 'POST issues'],
  },
  {
    name: 'acknowledging',
    before: async (own) => {
      await own.comment('octocat', '/ack', { issue: await opened(own), minutes: 1 });
    },
    said: violation(0),
    minutes: 5,
    calls: ['GET issues', 'GET issues/N/comments', 'GET collaborators/octocat/permission', 'PATCH issues/N'],
  },
  {
    name: 'escalating',
    before: async (own) => {
      await own.comment('octocat', 'hm', { issue: await opened(own), minutes: 1 });
    },
    said: violation(15),
    minutes: 31,
    calls: ['GET issues', 'GET issues/N/comments', 'POST issues/N/comments', 'PATCH issues/N'],
  },
  {
    name: 'resolving',
    before: async (own) => {
      await opened(own);
    },
    said: OVER,
    minutes: 5,
    calls: ['GET issues', 'PATCH issues/N'],
  },
];

/** What must be the same after a failure and the next tick as without the failure. */
async function outcome(own: IncidentWorld): Promise<unknown> {
  const issues = await own.issues();
  return issues.map(({ state, comments, labels, body }) => {
    const { issue, rollout, ...rest } = stateOf(body);
    return {
      state,
      comments: comments.map((text) => text.replaceAll(own.rollout, 'ROLLOUT')),
      labels,
      is: { ...rest, numbered: issue !== null, ours: rollout === own.rollout },
    };
  });
}

const FAILING = SCENARIOS.flatMap(({ calls, ...scenario }) =>
  calls.flatMap((call, index) =>
    FAILURES.map((how) => ({
      ...scenario,
      call,
      how,
      nth: calls.slice(0, index + 1).filter((one) => one === call).length,
    })),
  ),
);

const route = (call: { readonly method: string; readonly path: string }): string =>
  `${call.method} ${call.path
    .replace(/^.*\/repos\/[^/]+\/[^/]+\//, '')
    .replace(/\?.*$/, '')
    .replace(/\/\d+/, '/N')}`;

describe('each single request that fails', () => {
  const good = new Map<string, unknown>();

  test.each(SCENARIOS)('$name: the requests are those that are made to fail', async (scenario) => {
    await scenario.before(world);
    world.server.resetCalls();
    await world.tick([scenario.said], { minutes: scenario.minutes });
    expect(world.server.calls.map(route)).toEqual(scenario.calls);
    good.set(scenario.name, await outcome(world));
  });

  test.each(FAILING)('$name: $call ($nth) $how, and the next tick ends right', async (one) => {
    await one.before(world);
    const [method = '', place = ''] = one.call.split(' ');
    const path = new RegExp(`/${place.replace('N', '\\d+')}(?:\\?|$)`);
    // What may be sent again fails as often as it is sent.
    const times = method === 'POST' ? 1 : 3;
    world.server.fail({ how: one.how, method, path, nth: one.nth, times });
    await world.tick([one.said], { minutes: one.minutes }).catch(() => null);
    world.server.heal();
    const { failures } = await world.tick([one.said], { minutes: one.minutes });
    expect(failures).toEqual([]);
    expect(await outcome(world)).toEqual(good.get(one.name));
  });
});
