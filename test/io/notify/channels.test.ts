import { createHmac } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { ChannelPolicy, NotifyPolicy } from '../../../src/domain/notify-policy.js';
import { openChannels, secretsOf } from '../../../src/io/notify/channels.js';
import { fileChannel, MAX_LINES } from '../../../src/io/notify/file-channel.js';
import { outputLogs, shownLogs } from '../../../src/io/notify/shown-logs.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { parseMailServer } from '../../../src/io/notify/email-channel.js';
import type { Channel, Outcome } from '../../../src/ports/notifier.js';
import { rendered } from '../../notice-builder.js';
import { closedServer } from '../scripted-server.js';
import {
  mailReceiver,
  pagerdutyReceiver,
  ROUTING_KEY,
  SLACK_PATH,
  slackReceiver,
  webhookReceiver,
  type Trouble,
} from './receivers.js';

const NOW = Date.parse('2026-03-02T14:32:00Z');
const LOG = { info: () => undefined, warning: () => undefined, error: () => undefined };

function notifyPolicy(channels: readonly ChannelPolicy[]): NotifyPolicy {
  const to = channels.map(({ name }) => name);
  return {
    language: 'en',
    remindMs: 0,
    budgetMs: 2_000,
    runbook: null,
    dashboard: null,
    channels,
    routes: [{ severities: [], templates: [], phases: [], to }],
  };
}

function channelFor(
  channel: ChannelPolicy,
  environment: Readonly<Record<string, string>>,
  mailCa?: string,
): Channel {
  const ca = mailCa === undefined ? {} : { mailCa };
  const { open, closed } = openChannels({ policy: notifyPolicy([channel]), environment, log: LOG, ...ca });
  expect(closed).toEqual([]);
  const [one] = open;
  if (one === undefined) throw new Error('the channel is closed');
  return one.channel;
}

function send(channel: Channel, options: { ms?: number; isRepeat?: boolean } = {}): Promise<Outcome> {
  const { ms = 5_000, isRepeat = false } = options;
  return channel.send(rendered({}, { html: '<!doctype html><p>pay_p95</p>' }), {
    signal: AbortSignal.timeout(ms),
    isRepeat,
    now: NOW,
  });
}

const SLACK: ChannelPolicy = { kind: 'slack', name: 'team', secret: 'HOOK' };
const PAGER: ChannelPolicy = { kind: 'pagerduty', name: 'oncall', secret: 'KEY', url: '' };
const HOOK: ChannelPolicy = { kind: 'webhook', name: 'hook', secret: 'HOOK', signingSecret: 'SIGN' };
const MAIL: ChannelPolicy = {
  kind: 'email',
  name: 'mail',
  secret: 'SMTP',
  from: 'phasegate@example.com',
  to: ['oncall@example.com', 'qa@example.com'],
};

describe('Slack', () => {
  test('takes the message', async () => {
    const slack = await slackReceiver();
    const channel = channelFor(SLACK, { HOOK: `${slack.url}${SLACK_PATH}` });
    expect(await send(channel)).toEqual({ kind: 'delivered', detail: 'answered 200: ok' });
    expect(slack.taken).toHaveLength(1);
    expect(slack.taken[0]).toMatchObject({ text: 'pay_p95 is violated' });
  });

  test.each<{ name: string; trouble: Trouble; outcome: object }>([
    {
      name: '429 with seconds',
      trouble: { status: 429, headers: { 'retry-after': '30' } },
      outcome: { kind: 'later', afterMs: 30_000, mayHaveArrived: false },
    },
    {
      name: '429 with a date',
      trouble: { status: 429, headers: { 'retry-after': 'Mon, 02 Mar 2026 14:33:00 GMT' } },
      outcome: { kind: 'later', afterMs: 60_000, mayHaveArrived: false },
    },
    { name: '429 without', trouble: { status: 429 }, outcome: { kind: 'later', afterMs: null } },
    { name: '500', trouble: { status: 500 }, outcome: { kind: 'later', mayHaveArrived: false } },
    { name: '504', trouble: { status: 504 }, outcome: { kind: 'later', mayHaveArrived: true } },
    {
      name: '403',
      trouble: { status: 403, body: 'action_prohibited' },
      outcome: { kind: 'refused', why: 'answered 403: action_prohibited' },
    },
    {
      name: 'a redirect',
      trouble: { status: 302, headers: { location: 'https://evil.example' } },
      outcome: { kind: 'refused' },
    },
    { name: 'a reset', trouble: 'reset', outcome: { kind: 'later', mayHaveArrived: true } },
    { name: 'a lost answer', trouble: 'lost', outcome: { kind: 'later', mayHaveArrived: true } },
  ])('$name', async ({ trouble, outcome }) => {
    const slack = await slackReceiver();
    slack.troubles.push(trouble);
    const channel = channelFor(SLACK, { HOOK: `${slack.url}${SLACK_PATH}` });
    expect(await send(channel)).toMatchObject(outcome);
    expect(slack.requests).toHaveLength(1);
  });

  test('no answer ends when its time is over', async () => {
    const slack = await slackReceiver();
    slack.troubles.push('silent');
    const channel = channelFor(SLACK, { HOOK: `${slack.url}${SLACK_PATH}` });
    expect(await send(channel, { ms: 100 })).toEqual({
      kind: 'later',
      why: 'did not answer in time',
      afterMs: null,
      mayHaveArrived: true,
    });
  });

  test('a wrong webhook is refused, and its address is nowhere in the answer', async () => {
    const slack = await slackReceiver();
    const channel = channelFor(SLACK, { HOOK: `${slack.url}/services/T0/B0/wrongwrong` });
    slack.troubles.push({ status: 404, body: 'no_service /services/T0/B0/wrongwrong wrongwrong' });
    expect(await send(channel)).toEqual({ kind: 'refused', why: 'answered 404: no_service *** ***' });
  });

  test('nobody there has certainly not taken it', async () => {
    const channel = channelFor(SLACK, { HOOK: `${await closedServer()}/services/x` });
    expect(await send(channel)).toMatchObject({ kind: 'later', mayHaveArrived: false });
  });
});

describe('PagerDuty', () => {
  test('takes an alert under its dedup key', async () => {
    const pager = await pagerdutyReceiver();
    const channel = channelFor({ ...PAGER, url: pager.url }, { KEY: ROUTING_KEY });
    expect(await send(channel)).toMatchObject({ kind: 'delivered' });
    expect(pager.taken).toEqual([expect.objectContaining({ dedup_key: 'checkout/slo/P-1/pay_p95' })]);
  });

  test('a wrong key is refused, without the key in the answer', async () => {
    const pager = await pagerdutyReceiver();
    const key = 'wrongwrongwrongwrongwrongwrong12';
    pager.troubles.push({ status: 400, body: `{"errors":["bad key ${key}"]}` });
    const outcome = await send(channelFor({ ...PAGER, url: pager.url }, { KEY: key }));
    expect(outcome).toEqual({ kind: 'refused', why: 'answered 400: {"errors":["bad key ***"]}' });
  });
});

test('the webhook is signed over time and body', async () => {
  const hook = await webhookReceiver();
  const channel = channelFor(HOOK, { HOOK: `${hook.url}/in?x=1`, SIGN: 'a signing key' });
  expect(await send(channel)).toMatchObject({ kind: 'delivered' });
  expect(await send(channel, { isRepeat: true })).toMatchObject({ kind: 'delivered' });
  const [first, second] = hook.requests;
  const timestamp = first?.headers['phasegate-timestamp'];
  expect(timestamp).toBe(String(NOW / 1_000));
  const expected = createHmac('sha256', 'a signing key').update(`${String(timestamp)}.${first?.body ?? ''}`);
  expect(first?.headers['phasegate-signature']).toBe(`v1=${expected.digest('hex')}`);
  expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
});

describe('e-mail', () => {
  test.each([
    { name: 'TLS from the first byte', isTlsFirst: true, scheme: 'smtps' },
    { name: 'STARTTLS', isTlsFirst: false, scheme: 'smtp' },
  ])('is sent by $name, as text and HTML', async ({ isTlsFirst, scheme }) => {
    const mail = await mailReceiver({ isTlsFirst });
    const channel = channelFor(MAIL, { SMTP: `${scheme}://bot:pass%20word@127.0.0.1:${mail.port}` }, mail.ca);
    expect(await send(channel)).toEqual({ kind: 'delivered', detail: 'accepted for 2' });
    const [message = ''] = mail.mails;
    expect(message).toMatch(/^Subject: pay_p95 is violated\r$/m);
    expect(message).toMatch(/^To: oncall@example\.com, qa@example\.com\r$/m);
    expect(message).toMatch(/^Message-ID: <[0-9a-f]{40}@example\.com>\r$/im);
    expect(message).toContain('text/plain');
    expect(message).toContain('text/html');
  });

  test('a certificate that nobody vouches for is not taken, and nothing is sent', async () => {
    const mail = await mailReceiver({ isTlsFirst: true });
    const channel = channelFor(MAIL, { SMTP: `smtps://bot:pass%20word@127.0.0.1:${mail.port}` });
    expect(await send(channel)).toMatchObject({ kind: 'later' });
    expect(mail.mails).toEqual([]);
  });

  test.each([
    { trouble: 'busy', outcome: { kind: 'later', mayHaveArrived: false } },
    { trouble: 'refuse', outcome: { kind: 'refused' } },
    { trouble: 'drop', outcome: { kind: 'later', mayHaveArrived: true } },
    { trouble: 'silent', outcome: { kind: 'later', why: 'did not answer in time' } },
  ] as const)('a server that is $trouble', async ({ trouble, outcome }) => {
    const mail = await mailReceiver({ isTlsFirst: true });
    mail.trouble = trouble;
    const server = `smtps://bot:pass%20word@127.0.0.1:${mail.port}`;
    expect(await send(channelFor(MAIL, { SMTP: server }, mail.ca), { ms: 1_500 })).toMatchObject(outcome);
    expect(mail.mails).toEqual([]);
  });

  test('a wrong password is refused, and not in the answer', async () => {
    const mail = await mailReceiver({ isTlsFirst: true });
    const channel = channelFor(MAIL, { SMTP: `smtps://bot:hunter22@127.0.0.1:${mail.port}` }, mail.ca);
    const outcome = await send(channel);
    expect(outcome.kind).toBe('refused');
    expect(JSON.stringify(outcome)).not.toContain('hunter22');
  });

  test.each([
    { text: 'smtps://u:p@h', server: { host: 'h', port: 465, isTlsFirst: true, user: 'u', password: 'p' } },
    { text: 'smtp://h', server: { host: 'h', port: 587, isTlsFirst: false, user: '', password: '' } },
    { text: 'https://h', server: null },
    { text: 'mail.example.com', server: null },
    { text: 'smtp://u:%@h', server: null },
  ])('$text', ({ text, server }) => {
    expect(parseMailServer(text)).toEqual(server);
  });
});

describe('secrets', () => {
  const channels = [SLACK, PAGER, HOOK, MAIL, { kind: 'console', name: 'log' } as const];

  test('a missing one closes its channel, says which, and leaves the others open', () => {
    const environment = { KEY: ROUTING_KEY };
    const { open, closed } = openChannels({ policy: notifyPolicy(channels), environment, log: LOG });
    expect(open.map(({ channel }) => channel.name)).toEqual(['oncall', 'log']);
    expect(closed.map(({ name, why }) => [name, why.slice(0, 45)])).toEqual([
      ['team', 'the environment variable HOOK is not set; pas'],
      ['hook', 'the environment variable HOOK is not set; pas'],
      ['mail', 'the environment variable SMTP is not set; pas'],
    ]);
  });

  test.each([
    { name: 'no address', value: 'topsecret', says: 'no address' },
    { name: 'not encrypted', value: 'http://hooks.example.com/topsecret', says: 'not encrypted' },
    { name: 'no web address', value: 'file:///etc/topsecret', says: 'no address' },
  ])('an address that is $name is told without its value', ({ value, says }) => {
    const { open, closed } = openChannels({
      policy: notifyPolicy([SLACK]),
      environment: { HOOK: value },
      log: LOG,
    });
    expect(open).toEqual([]);
    expect(closed[0]?.why).toContain(says);
    expect(closed[0]?.why).not.toContain('topsecret');
  });

  test('all that must be masked', () => {
    const environment = { HOOK: 'https://h/x', KEY: 'k', SIGN: 's', SMTP: 'smtp://u:pass@h', OTHER: 'o' };
    expect(new Set(secretsOf(notifyPolicy(channels), environment))).toEqual(
      new Set(['https://h/x', 'k', 's', 'smtp://u:pass@h', 'pass']),
    );
  });
});

describe('a log', () => {
  const options = { signal: AbortSignal.timeout(60_000), isRepeat: false, now: NOW };

  test('gets a line a notice, each once however often it is sent, and lies among the reports', async () => {
    const output = await temporaryFolder();
    const policy = notifyPolicy([{ kind: 'file', name: 'runbook' }]);
    const kept = outputLogs(join(output, 'kept'));
    const logOf = await shownLogs(kept, { notify: policy, output, isDryRun: false });
    const [one] = openChannels({ policy, environment: {}, log: LOG, logOf }).open;
    const first = rendered({}, { text: 'line one\nline two <!channel>' });
    const sent = [first, first, rendered({ id: 'b', template: 'rollback' })];
    for (const each of sent)
      expect(await one?.channel.send(each, options)).toMatchObject({ kind: 'delivered' });
    const text = await readFile(join(output, 'reports/runbook/runbook.jsonl'), 'utf8');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; text: string });
    expect(lines.map(({ id }) => id)).toEqual([first.notice.id, 'b']);
    expect(lines[0]?.text).toBe('line one\nline two <!channel>');
    // The next runner begins with an empty output folder.
    await rm(join(output, 'reports'), { recursive: true });
    await shownLogs(kept, { notify: policy, output, isDryRun: false });
    expect(await readFile(join(output, 'reports/runbook/runbook.jsonl'), 'utf8')).toBe(text);
  });

  test('keeps the newest lines, and one that was damaged as it is', async () => {
    let text: string | null = 'no JSON\n';
    const log = { read: async () => text, write: async (next: string) => void (text = next) };
    const channel = fileChannel({ name: 'runbook', log });
    await channel.send(rendered({ id: 'n-0' }), options);
    expect(text).toMatch(/^no JSON\n\{.*"id":"n-0"/);
    for (let i = 1; i <= MAX_LINES; i += 1) await channel.send(rendered({ id: `n-${i}` }), options);
    const lines = text.trimEnd().split('\n');
    expect([lines.length, lines[0]?.includes('"id":"n-1"')]).toEqual([MAX_LINES, true]);
  });

  test('without a folder is closed, and says so', () => {
    const policy = notifyPolicy([{ kind: 'file', name: 'runbook' }]);
    const { closed } = openChannels({ policy, environment: {}, log: LOG });
    expect(closed).toEqual([{ name: 'runbook', why: 'there is no folder for its log' }]);
  });
});
