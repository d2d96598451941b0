import { describe, expect, test } from '@jest/globals';
import { notifyRollout } from '../../action-report/src/notify.js';
import type { Analysis, VerdictStatus } from '../../src/domain/analysis.js';
import type { KnownIncident } from '../../src/domain/incident-issue.js';
import type { ChannelPolicy, NotifyPolicy } from '../../src/domain/notify-policy.js';
import { parseOutbox } from '../../src/domain/outbox-file.js';
import { formatInstant, HOUR, MINUTE, SECOND } from '../../src/domain/time.js';
import { openChannels } from '../../src/io/notify/channels.js';
import { noticeSetup } from '../../src/io/notify/notice-setup.js';
import type { OutboxStore } from '../../src/ports/notifier.js';
import { known, OPENED_AT } from '../incident-builder.js';
import {
  mailReceiver,
  pagerdutyReceiver,
  ROUTING_KEY,
  SLACK_PATH,
  slackReceiver,
  webhookReceiver,
} from '../io/notify/receivers.js';
import { phase, policy, slo } from '../policy-builder.js';
import { analysis, judgementAt, verdict } from '../render/analysis-builder.js';

/** Ticks one after the other by one outbox, through the product's templates, to receivers of every kind that count. */

const LOG = { info: () => undefined, warning: () => undefined, error: () => undefined };
const MANY = 200;

interface Tick {
  readonly analysis?: Analysis | null;
  /** Default: there are no issues. */
  readonly incidents?: readonly KnownIncident[] | null;
  readonly now: number;
  /** SLOs of the phase. Default: pay_p95. */
  readonly slos?: readonly string[];
}

function memory(): OutboxStore & { text: string | null } {
  return {
    text: null,
    async read() {
      return this.text;
    },
    async write(text) {
      this.text = text;
    },
  };
}

async function world() {
  const [slack, pager, hook] = [await slackReceiver(), await pagerdutyReceiver(), await webhookReceiver()];
  const mail = await mailReceiver({ isTlsFirst: true });
  const channels: readonly ChannelPolicy[] = [
    { kind: 'email', name: 'mail', secret: 'SMTP', from: 'p@example.com', to: ['a@example.com'] },
    { kind: 'pagerduty', name: 'oncall', secret: 'KEY', url: pager.url },
    { kind: 'slack', name: 'team', secret: 'SLACK' },
    { kind: 'webhook', name: 'hook', secret: 'HOOK', signingSecret: 'SIGN' },
  ];
  const notify: NotifyPolicy = {
    ...{ language: 'en', remindMs: 4 * HOUR, budgetMs: 20 * SECOND, runbook: null, dashboard: null },
    channels,
    routes: [{ severities: ['critical'], templates: [], phases: [], to: channels.map(({ name }) => name) }],
  };
  const environment = {
    SMTP: `smtps://bot:pass%20word@127.0.0.1:${mail.port}`,
    KEY: ROUTING_KEY,
    SLACK: `${slack.url}${SLACK_PATH}`,
    HOOK: hook.url,
    SIGN: 'sign',
  };
  const { render } = await noticeSetup({ notify, environment, mask: () => undefined, log: LOG });
  const set = openChannels({ policy: notify, environment, log: LOG, mailCa: mail.ca });
  const store = memory();
  const tick = async ({ now, analysis: of = null, incidents = null, slos = ['pay_p95'] }: Tick) => {
    await notifyRollout({
      policy: policy({
        phases: ['P-0', 'P-1'].map((id) => phase({ id, slos: slos.map((one) => slo({ id: one })) })),
      }),
      ...{ notify, analysis: of, incidents, entries: [], links: {}, store, channels: set, render, now },
      clock: { now: () => now, elapsed: () => 0, sleep: async () => undefined },
      ...{ log: LOG, isDryRun: false },
    });
    const took = {
      mail: mail.mails.splice(0).map((one) => /^Subject: (.*)\r$/m.exec(one)?.[1] ?? ''),
      oncall: (pager.taken.splice(0) as { event_action: string; dedup_key: string }[]).map(
        ({ event_action, dedup_key }) => [event_action, dedup_key] as const,
      ),
      team: slack.taken.splice(0).map((message) => JSON.stringify(message)),
      hook: hook.taken.splice(0) as { kind: string; template: string; facts: Record<string, string> }[],
    };
    const counts = Object.values(took).map(({ length }) => length);
    // Every channel has the same.
    expect(new Set(counts).size).toBe(1);
    return took;
  };
  const outbox = () => parseOutbox(store.text ?? '', { file: 'outbox.json', rollout: 'checkout' });
  return { tick, outbox };
}

/** Windows in which SLOs have a status, one after the other, up to one of them. */
function windows(statuses: readonly VerdictStatus[], slos: readonly string[] = ['pay_p95']): Analysis {
  const recent = statuses.map((status, i) =>
    judgementAt(i, { verdicts: slos.map((one) => verdict({ slo: one, sli: one, status })) }),
  );
  return analysis({ judged: recent.slice(-1), recent });
}

const named = (count: number): string[] => Array.from({ length: count }, (_, i) => `slo-${i}`);

function incidents(count: number, resolved: string | null = null): KnownIncident[] {
  return named(count).map((subject, i) => {
    const end = resolved === null ? null : { at: resolved, because: 'every SLO was kept for 30m' };
    return known({ subject, resolved: end }, { number: 12 + i });
  });
}

describe('two incidents', () => {
  test('are one notice each, and one end each with its duration', async () => {
    const { tick, outbox } = await world();
    const opened = await tick({ now: OPENED_AT, incidents: incidents(2) });
    expect(opened.hook.map(({ template, kind }) => [template, kind])).toEqual([
      ['incident', 'trigger'],
      ['incident', 'trigger'],
    ]);
    const keys = opened.oncall.map(([action, key]) => [action, key]);
    expect(new Set(keys.map(([, key]) => key)).size).toBe(2);
    expect(await tick({ now: OPENED_AT + 15 * MINUTE, incidents: incidents(2) })).toMatchObject({ hook: [] });

    const end = formatInstant(OPENED_AT + 72 * MINUTE);
    const [first, second] = [incidents(2)[0], incidents(2, end)[1]];
    const one = await tick({
      now: OPENED_AT + 75 * MINUTE,
      incidents: [first, second].filter((of) => of !== undefined),
    });
    expect(one.oncall).toEqual([['resolve', keys[1]?.[1]]]);
    expect(one.hook).toMatchObject([{ template: 'resolved', facts: { duration: '1h12m' } }]);
    const other = await tick({ now: OPENED_AT + 90 * MINUTE, incidents: incidents(2, end) });
    expect(other.oncall).toEqual([['resolve', keys[0]?.[1]]]);
    expect(other.team[0]).toContain('1h12m');
    expect(await tick({ now: OPENED_AT + 105 * MINUTE, incidents: incidents(2, end) })).toMatchObject({
      hook: [],
    });
    expect([outbox().items, Object.keys(outbox().lasting)]).toEqual([[], []]);
  });
});

describe(`${MANY} at once`, () => {
  test('incidents are one notice with how many and which, and one end when the last of them ends', async () => {
    const { tick, outbox } = await world();
    const { hook, oncall, team } = await tick({ now: OPENED_AT, incidents: incidents(MANY) });
    expect(hook).toMatchObject([{ template: 'group', kind: 'trigger', facts: { count: '200' } }]);
    expect(team[0]).toContain('200');
    expect(team[0]).toContain('slo-0');
    expect(await tick({ now: OPENED_AT + 15 * MINUTE, incidents: incidents(MANY) })).toMatchObject({
      hook: [],
    });

    const end = formatInstant(OPENED_AT + HOUR);
    const some = [...incidents(MANY - 1, end), ...incidents(MANY).slice(-1)];
    expect(await tick({ now: OPENED_AT + 61 * MINUTE, incidents: some })).toMatchObject({ hook: [] });
    const all = await tick({ now: OPENED_AT + 62 * MINUTE, incidents: incidents(MANY, end) });
    expect(all.oncall).toEqual([['resolve', oncall[0]?.[1]]]);
    expect(all.hook).toMatchObject([{ kind: 'resolve', facts: { duration: '1h' } }]);
    expect([outbox().items, outbox().groups, outbox().lasting]).toEqual([[], {}, {}]);
  });

  test('violated SLOs are one notice too', async () => {
    const { tick } = await world();
    const slos = named(MANY);
    const at = (statuses: readonly VerdictStatus[]): Tick => ({
      analysis: windows(statuses, slos),
      slos,
      now: OPENED_AT + statuses.length * 15 * MINUTE,
    });
    expect(await tick(at(['ok']))).toMatchObject({ hook: [] });
    const begin = await tick(at(['ok', 'violation']));
    expect(begin.hook).toMatchObject([{ template: 'group', facts: { count: '200' } }]);
    expect(await tick(at(['ok', 'violation', 'violation']))).toMatchObject({ hook: [] });
    const end = await tick(at(['ok', 'violation', 'violation', 'ok']));
    expect(end.oncall).toEqual([['resolve', begin.oncall[0]?.[1]]]);
  });
});

describe('a clock that jumps', () => {
  const YEAR = 365 * 24 * HOUR;
  const open = { incidents: incidents(1) };

  test.each([
    { name: 'a year ahead', jump: YEAR },
    { name: 'a year back', jump: -YEAR },
    { name: 'two hours back', jump: -2 * HOUR },
  ])('$name, and back again, opens nothing twice and loses no end', async ({ jump }) => {
    const { tick, outbox } = await world();
    const begin = await tick({ ...open, now: OPENED_AT });
    expect(begin.hook).toMatchObject([{ kind: 'trigger' }]);
    // At most one reminder: what lasts for a year is called to mind, once.
    const jumped = await tick({ ...open, now: OPENED_AT + jump });
    expect(jumped.hook.map(({ kind }) => kind)).toEqual(jump > 0 ? ['update'] : []);
    expect(await tick({ ...open, now: OPENED_AT + jump + 15 * MINUTE })).toMatchObject({ hook: [] });
    const back = await tick({ ...open, now: OPENED_AT + 30 * MINUTE });
    expect(back).toMatchObject({ hook: [] });
    // Reminders go on as they should.
    const reminded = await tick({ ...open, now: OPENED_AT + 4 * HOUR + MINUTE });
    expect(reminded.hook).toMatchObject([{ kind: 'update', facts: { reminder: '1' } }]);
    const over = incidents(1, formatInstant(OPENED_AT + 5 * HOUR));
    const end = await tick({ incidents: over, now: OPENED_AT + 5 * HOUR });
    expect(end.oncall).toEqual([['resolve', begin.oncall[0]?.[1]]]);
    expect(end.hook).toMatchObject([{ facts: { duration: '5h' } }]);
    expect(outbox().lasting).toEqual({});
  });
});
