import { expect, test } from '@jest/globals';
import { notifyRollout } from '../../action-report/src/notify.js';
import type { Clock } from '../../action-report/src/send-notices.js';
import type { NotifyPolicy } from '../../src/domain/notify-policy.js';
import { openChannels } from '../../src/io/notify/channels.js';
import { noticeSetup } from '../../src/io/notify/notice-setup.js';
import type { OutboxStore } from '../../src/ports/notifier.js';
import { stabilising, violated, type Scenario } from '../dashboard/scenarios.js';
import { mailParts, mailReceiver } from '../io/notify/receivers.js';
import { policy } from '../policy-builder.js';

/** What lies in the mailbox: the product's templates, through a real SMTP server. */

const CLOCK: Clock = {
  now: Date.now,
  elapsed: () => performance.now(),
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
};
const LOG = { info: () => undefined, warning: () => undefined, error: () => undefined };
const NOTIFY: NotifyPolicy = {
  language: 'en',
  remindMs: 0,
  budgetMs: 10_000,
  runbook: null,
  dashboard: null,
  channels: [
    { kind: 'email', name: 'mail', secret: 'SMTP', from: 'p@example.com', to: ['oncall@example.com'] },
  ],
  routes: [{ severities: [], templates: [], phases: [], to: ['mail'] }],
};

function memory(): OutboxStore {
  let text: string | null = null;
  return { read: () => Promise.resolve(text), write: (next) => Promise.resolve(void (text = next)) };
}

/** A mailbox that is told of one state after the other, by one outbox; each call gives the mails that have come. */
async function mailbox() {
  const server = await mailReceiver({ isTlsFirst: true });
  const environment = { SMTP: `smtps://bot:pass%20word@127.0.0.1:${server.port}` };
  const { render } = await noticeSetup({ notify: NOTIFY, environment, mask: () => undefined, log: LOG });
  const channels = openChannels({ policy: NOTIFY, environment, log: LOG, mailCa: server.ca });
  const store = memory();
  const common = { policy: policy(), notify: NOTIFY, store, channels, render, clock: CLOCK, log: LOG };
  return async ({ analysis }: Scenario) => {
    const now = Date.parse(analysis.now);
    await notifyRollout({
      ...{ ...common, analysis, incidents: null, entries: [], links: {}, now, isDryRun: false },
    });
    return server.mails.splice(0).map((mail) => ({
      subject: /^Subject: (.*(?:\r\n .*)*)/m.exec(mail)?.[1] ?? '',
      parts: mailParts(mail),
    }));
  };
}

/** The chart in a part, from its title to its legend. */
function figureIn(part: string | undefined): string | null {
  return /pay_p95\nwarn [^]*?rollback limit/.exec(part ?? '')?.[0] ?? null;
}

const DAY = [
  'pay_p95',
  'warn > 700, rollback > 900',
  '1,085 ms ┤                              ××',
  '  900 ms ┤────────────────────────────────',
  '         │',
  '  700 ms ┤--------------------------------',
  '         │    •••  •••    •',
  '  369 ms ┤••••   ••   •••• •••••••••••••',
  '         └ 03-08 14:15Z to 03-09 14:15Z',
  '• ok   + warn   × violation',
  '· too few samples   blank: no data',
  '- warn limit   ─ rollback limit',
].join('\n');

test('the mails of an incident and its rollback bring the SLO against its limits, as text and HTML', async () => {
  const mails = await (await mailbox())(violated());
  const ofPay = mails.find(({ parts }) => parts['text/plain']?.startsWith('pay_p95: '));
  expect(figureIn(ofPay?.parts['text/plain'])).toBe(DAY);
  expect(ofPay?.parts['text/html']).toContain(
    DAY.replaceAll('>', '&gt;').replace(/^/, 'white-space:pre;overflow-x:auto">'),
  );
  const rollback = mails.find(({ parts }) => parts['text/plain']?.includes('is to go back to'));
  expect(figureIn(rollback?.parts['text/plain'])?.startsWith(DAY.slice(0, 60))).toBe(true);
});

test('a chart is drawn when its mail leaves: the end of an incident shows that it is over', async () => {
  const tell = await mailbox();
  await tell(violated());
  const ended = (await tell(stabilising())).filter(({ subject }) => subject !== '');
  const figures = ended.flatMap(({ parts }) => figureIn(parts['text/plain']) ?? []);
  expect(figures.length).toBeGreaterThan(0);
  for (const figure of figures) {
    expect(figure).toContain('P-1 since 03-09 13:30Z');
    expect(figure).toMatch(/×\n[^]*•\n/);
  }
});
