import { describe, expect, test } from '@jest/globals';
import { sendNotices, type Clock, type SendingChannel } from '../../action-report/src/send-notices.js';
import { sendTestNotice } from '../../action-report/src/test-notice.js';
import { notifyRollout, type ChannelSet } from '../../action-report/src/notify.js';
import type { Notice, NoticeText } from '../../src/domain/notice.js';
import type { ChannelPolicy, NotifyPolicy } from '../../src/domain/notify-policy.js';
import { noticeRecords } from '../../src/domain/notice-record.js';
import { emptyOutbox, recordNotices, type Outbox } from '../../src/domain/outbox.js';
import { pendingFor } from '../../src/domain/outbox-delivery.js';
import { parseOutbox, renderOutbox } from '../../src/domain/outbox-file.js';
import { openChannels } from '../../src/io/notify/channels.js';
import { join } from 'node:path';
import { readTextIfExists, writeFileAtomic } from '../../src/io/files.js';
import type { OutboxStore } from '../../src/ports/notifier.js';
import {
  mailReceiver,
  pagerdutyReceiver,
  ROUTING_KEY,
  SLACK_PATH,
  slackReceiver,
  webhookReceiver,
} from '../io/notify/receivers.js';
import { notice } from '../notice-builder.js';
import { policy } from '../policy-builder.js';
import { analysis } from '../render/analysis-builder.js';
import { temporaryFolder } from '../temporary-folder.js';

const NOW = Date.parse('2026-03-02T14:32:00Z');
const REAL: Clock = {
  now: Date.now,
  elapsed: () => performance.now(),
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
};
const LOG = { info: () => undefined, warning: () => undefined, error: () => undefined };

function render({ id, facts }: Notice): NoticeText {
  return { title: `${facts.metric} ${id}`, text: 'text', html: '<p>text</p>' };
}

/** A store that is killed before its n-th write, and then writes nothing any more. */
function memory(killBefore = Infinity): OutboxStore & { text: string | null; writes: number } {
  return {
    text: null,
    writes: 0,
    async read() {
      return this.text;
    },
    async write(text) {
      this.writes += 1;
      if (this.writes >= killBefore) throw new Error('killed');
      this.text = text;
    },
  };
}

/** All kinds of receivers, their channels, and what they count. */
async function world(budgetMs = 3_000) {
  const [slack, pager, hook] = [await slackReceiver(), await pagerdutyReceiver(), await webhookReceiver()];
  const mail = await mailReceiver({ isTlsFirst: true });
  const channels: readonly ChannelPolicy[] = [
    { kind: 'email', name: 'mail', secret: 'SMTP', from: 'p@example.com', to: ['a@example.com'] },
    { kind: 'pagerduty', name: 'oncall', secret: 'KEY', url: pager.url },
    { kind: 'slack', name: 'team', secret: 'SLACK' },
    { kind: 'webhook', name: 'hook', secret: 'HOOK', signingSecret: 'SIGN' },
  ];
  const notify: NotifyPolicy = {
    language: 'en',
    remindMs: 0,
    budgetMs,
    runbook: null,
    dashboard: null,
    channels,
    routes: [{ severities: [], templates: [], phases: [], to: channels.map(({ name }) => name) }],
  };
  const environment = {
    SMTP: `smtps://bot:pass%20word@127.0.0.1:${mail.port}`,
    KEY: ROUTING_KEY,
    SLACK: `${slack.url}${SLACK_PATH}`,
    HOOK: hook.url,
    SIGN: 'sign',
  };
  const set = (changes: Readonly<Record<string, string>> = {}): ChannelSet =>
    openChannels({ policy: notify, environment: { ...environment, ...changes }, log: LOG, mailCa: mail.ca });
  const sending = (): SendingChannel[] => set().open.map(({ channel }) => ({ channel, render }));
  const messageIds = (): string[] => mail.mails.map((one) => /^Message-ID: (\S+)/im.exec(one)?.[1] ?? 'none');
  return { slack, pager, hook, mail, notify, set, sending, messageIds };
}

function recorded(count: number, channels: readonly string[]): Outbox {
  const wanted = Array.from({ length: count }, (_, i) => notice({ id: `n-${i}`, dedupKey: `key-${i}` }));
  const routes = [{ severities: [], templates: [], phases: [], to: channels }];
  const recording = { wanted, routes, channels, phase: 'P-1', window: null, now: NOW };
  return recordNotices(emptyOutbox('checkout'), recording);
}

const NAMES = ['mail', 'oncall', 'team', 'hook'];

describe('killed between record, send and tick-off', () => {
  // Two writes for each of two notices on four channels.
  test.each(Array.from({ length: 17 }, (_, i) => ({ kill: i + 1 })))(
    'before write $kill: nothing is lost, and doubles have one key',
    async ({ kill }) => {
      const { slack, pager, hook, mail, sending, messageIds } = await world();
      const store = memory(kill);
      const outbox = recorded(2, NAMES);
      store.text = renderOutbox(outbox);
      const first = sendNotices({ outbox, store, channels: sending(), budgetMs: 3_000, clock: REAL });
      if (kill <= 16) await expect(first).rejects.toThrow('killed');
      else await first;

      const left = parseOutbox(store.text, { file: 'outbox.json', rollout: 'checkout' });
      const again = memory();
      const next = { outbox: left, store: again, channels: sending(), budgetMs: 3_000, clock: REAL };
      const { outbox: after } = await sendNotices(next);
      expect(after.items).toEqual([]);

      const keys = pager.taken.map((event) => (event as { dedup_key: string }).dedup_key);
      expect(new Set(keys)).toEqual(new Set(['key-0', 'key-1']));
      const ids = hook.requests.map(({ headers }) => headers['idempotency-key']);
      expect(new Set(ids).size).toBe(2);
      expect(new Set(messageIds()).size).toBe(2);
      const texts = slack.taken.map((message) => (message as { text: string }).text);
      expect(new Set(texts).size).toBe(2);
      // At most the one that was under way is sent twice; Slack has no key, so the second says what it may be.
      for (const count of [keys.length, ids.length, mail.mails.length, texts.length]) {
        expect(count).toBeGreaterThanOrEqual(2);
        expect(count).toBeLessThanOrEqual(3);
      }
      const repeats = slack.taken.filter((message) => JSON.stringify(message).includes('may be a repeat'));
      expect(repeats.length).toBeGreaterThanOrEqual(texts.length - 2);
    },
  );

  test('in peace every notice arrives once, and stays away from later ticks', async () => {
    const { slack, pager, hook, mail, sending } = await world();
    const store = memory();
    const sent = { store, channels: sending(), budgetMs: 3_000, clock: REAL };
    const { outbox } = await sendNotices({ ...sent, outbox: recorded(2, NAMES) });
    await sendNotices({ ...sent, outbox });
    expect([slack, pager, hook].map(({ requests }) => requests.length)).toEqual([2, 2, 2]);
    expect(mail.mails).toHaveLength(2);
  });
});

describe('troubles', () => {
  test('a dead Slack, a slow PagerDuty and a mail server that drops hold nobody up longer than said', async () => {
    const { slack, pager, hook, mail, sending } = await world();
    slack.troubles.push('reset', 'reset', 'reset', 'reset');
    pager.troubles.push('silent');
    mail.trouble = 'drop';
    const store = memory();
    const started = performance.now();
    const first = await sendNotices({
      outbox: recorded(1, NAMES),
      store,
      channels: sending(),
      budgetMs: 1_200,
      clock: REAL,
    });
    // Generous: the machine may be busy. Without a budget PagerDuty alone would never end.
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(hook.taken).toHaveLength(1);
    expect(NAMES.map((name) => pendingFor(first.outbox, name).length)).toEqual([1, 1, 1, 0]);

    slack.troubles.length = 0;
    mail.trouble = null;
    const later: Clock = { ...REAL, now: () => Date.now() + 600_000 };
    const options = { outbox: first.outbox, store, channels: sending(), budgetMs: 3_000, clock: later };
    const second = await sendNotices(options);
    expect(second.outbox.items).toEqual([]);
    expect([slack.taken.length, pager.taken.length, mail.mails.length, hook.taken.length]).toEqual([
      1, 1, 1, 1,
    ]);
  });

  test('a clock that jumps back while it is sent does not prolong the budget', async () => {
    const { slack, sending } = await world();
    slack.troubles.push('silent');
    let asked = 0;
    const jumping: Clock = { ...REAL, now: () => ((asked += 1) > 1 ? NOW - 3_600_000 : NOW) };
    const started = performance.now();
    const options = { store: memory(), channels: sending(), budgetMs: 500, clock: jumping };
    const { outbox } = await sendNotices({ ...options, outbox: recorded(1, ['team']) });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(pendingFor(outbox, 'team')).toHaveLength(1);
  });

  /** A clock that goes as it is slept through. */
  function slept(): { clock: Clock; pauses: number[] } {
    const pauses: number[] = [];
    let now = NOW;
    const clock: Clock = {
      now: () => now,
      elapsed: () => now - NOW,
      sleep: async (ms) => {
        pauses.push(ms);
        now += ms;
      },
    };
    return { clock, pauses };
  }

  test('5xx is tried again after 1, 2 and 4 seconds', async () => {
    const { slack, sending } = await world();
    slack.troubles.push({ status: 503 }, { status: 500 }, { status: 502 });
    const { clock, pauses } = slept();
    const options = { store: memory(), channels: sending(), budgetMs: 20_000, clock };
    const { outbox } = await sendNotices({ ...options, outbox: recorded(1, ['team']) });
    expect(pauses).toEqual([1_000, 2_000, 4_000]);
    expect(outbox.items).toEqual([]);
  });

  test.each([
    { name: 'within the budget is waited for', after: '7', pauses: [7_000], requests: 2, waiting: 0 },
    { name: 'beyond it is left to a later tick', after: '90', pauses: [], requests: 1, waiting: 1 },
  ])('429 whose time is $name', async ({ after, pauses: expected, requests, waiting }) => {
    const { slack, sending } = await world();
    slack.troubles.push({ status: 429, headers: { 'retry-after': after } });
    const { clock, pauses } = slept();
    const options = { store: memory(), channels: sending(), budgetMs: 20_000, clock };
    const { outbox } = await sendNotices({ ...options, outbox: recorded(1, ['team']) });
    expect(pauses).toEqual(expected);
    expect(slack.requests).toHaveLength(requests);
    expect(pendingFor(outbox, 'team')).toHaveLength(waiting);
    if (waiting === 0) return;
    const soon = await sendNotices({ ...options, outbox });
    expect(soon.results.find(({ channel }) => channel === 'team')).toMatchObject({ waiting: 1 });
    expect(slack.requests).toHaveLength(requests);
    const then = { ...clock, now: () => NOW + 90_000 };
    const done = await sendNotices({ ...options, outbox: soon.outbox, clock: then });
    expect(done.outbox.items).toEqual([]);
  });

  test('4xx is not tried again, and keeps nothing from what comes behind it', async () => {
    const { slack, sending } = await world();
    slack.troubles.push({ status: 400, body: 'invalid_payload' });
    const options = { store: memory(), channels: sending(), budgetMs: 3_000, clock: REAL };
    const { results, outbox } = await sendNotices({ ...options, outbox: recorded(2, ['team']) });
    const result = results.find(({ channel }) => channel === 'team');
    expect(result).toMatchObject({
      delivered: 1,
      refused: [{ id: 'n-0', why: 'answered 400: invalid_payload' }],
    });
    expect(outbox.items).toEqual([]);
    expect(slack.requests).toHaveLength(2);
  });
});

describe('a rollout', () => {
  async function setting() {
    const { slack, pager, hook, mail, notify, set } = await world();
    const folder = await temporaryFolder();
    const path = join(folder, 'state', 'outbox.json');
    const lines: string[] = [];
    const log = {
      info: (line: string) => void lines.push(line),
      warning: (line: string) => void lines.push(line),
    };
    const gate = { gate: 'rollback', target: 'P-0', judged: [], recent: [] } as const;
    const base = {
      policy: policy(),
      notify,
      analysis: analysis(gate),
      incidents: null,
      entries: [],
      links: { run: 'https://github.example/octo/shop/actions/runs/7' },
      store: {
        read: () => readTextIfExists(path),
        write: (text: string) => writeFileAtomic(path, text),
      },
      channels: set(),
      render,
      now: NOW,
      clock: REAL,
      log,
      isDryRun: false,
    };
    return { slack, pager, hook, mail, set, base, lines, path };
  }

  test('is told of once, tick after tick', async () => {
    const { slack, pager, hook, mail, base } = await setting();
    await notifyRollout(base);
    await notifyRollout(base);
    expect([slack, pager, hook].map(({ taken }) => taken.length)).toEqual([1, 1, 1]);
    expect(mail.mails).toHaveLength(1);
  });

  test('a missing secret is said, the others are served, and it arrives once the secret is there', async () => {
    const { slack, pager, base, set } = await setting();
    const failure = notifyRollout({ ...base, channels: set({ SLACK: '' }) });
    await expect(failure).rejects.toThrow('the environment variable SLACK is not set');
    expect([slack.taken.length, pager.taken.length]).toEqual([0, 1]);
    await notifyRollout(base);
    expect([slack.taken.length, pager.taken.length]).toEqual([1, 1]);
  });

  test('what left and what waits is remembered, at the time of the tick and under the title that people saw', async () => {
    const { slack, base, path } = await setting();
    slack.troubles.push({ status: 429, headers: { 'retry-after': '90' } });
    await notifyRollout(base);
    const text = (await base.store.read()) ?? '';
    const [one] = noticeRecords(parseOutbox(text, { file: path, rollout: 'checkout' }));
    const title = 'rollback checkout/P-1/rollback/after-6';
    expect(one).toMatchObject({ title, severity: 'critical', recorded: '2026-03-02T14:32:00Z' });
    const states = one?.to.map(({ channel, state, at, why }) => [channel, state, at, why.slice(0, 12)]);
    expect(new Set(states)).toEqual(
      new Set([
        ...['mail', 'oncall', 'hook'].map((name) => [name, 'sent', '2026-03-02T14:32:00Z', '']),
        ['team', 'waiting', null, 'answered 429'],
      ]),
    );
  });

  test.each([
    {
      name: "the run's artifacts",
      dashboard: null,
      leads: 'https://github.example/octo/shop/runs/7#artifacts',
    },
    { name: 'where it is published', dashboard: 'https://octo.github.io/', leads: 'https://octo.github.io/' },
  ])('the dashboard is looked for at $name', async ({ dashboard, leads }) => {
    const { hook, slack, base } = await setting();
    const links = { dashboard: 'https://github.example/octo/shop/runs/7#artifacts' };
    await notifyRollout({ ...base, links, notify: { ...base.notify, dashboard } });
    expect(hook.taken).toMatchObject([{ links: { dashboard: leads } }]);
    expect(JSON.stringify(slack.taken)).toContain(leads);
  });

  test('a damaged outbox is said, and telling begins anew', async () => {
    const { slack, base, lines } = await setting();
    await base.store.write('{"outbox":');
    await notifyRollout(base);
    expect(slack.taken).toHaveLength(1);
    expect(lines.join('\n')).toContain('begun anew');
  });

  test('a rehearsal says what it would send, and neither records nor sends it', async () => {
    const { slack, base, lines } = await setting();
    await notifyRollout({ ...base, isDryRun: true });
    expect(slack.requests).toEqual([]);
    expect(await base.store.read()).toBeNull();
    expect(lines).toEqual(['would send critical: checkout/P-1/rollback/after-6 to mail, oncall, team, hook']);
  });
});

describe('a test notice', () => {
  test('reaches every channel that a route names, says who answered, and leaves no alert open', async () => {
    const { slack, pager, hook, mail, notify, set } = await world();
    const lines: string[] = [];
    const log = { info: (line: string) => void lines.push(line), warning: LOG.warning };
    const common = { rollout: 'checkout', phase: 'P-1', links: {}, render, clock: REAL, log, notify };
    await sendTestNotice({ ...common, channels: set() });
    expect([slack.taken.length, hook.taken.length, mail.mails.length]).toEqual([1, 1, 1]);
    expect(pager.taken).toMatchObject([{ event_action: 'trigger' }, { event_action: 'resolve' }]);
    expect(lines).toEqual(NAMES.map((name) => `test notice: everything: ${name} took it`));
  });

  test('one that does not answer is named, after all were tried', async () => {
    const { slack, hook, notify, set } = await world();
    slack.troubles.push({ status: 404, body: 'no_service' });
    const common = { rollout: 'checkout', phase: 'P-1', links: {}, render, clock: REAL, log: LOG, notify };
    const failure = sendTestNotice({ ...common, channels: set({ KEY: '' }) });
    await expect(failure).rejects.toThrow(
      /oncall: the environment variable KEY.*team: answered 404: no_service/,
    );
    expect(hook.taken).toHaveLength(1);
  });
});
