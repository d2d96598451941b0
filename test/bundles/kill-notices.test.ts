import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { canonicalJsonPretty } from '../../src/domain/canonical-json.js';
import type { Outbox } from '../../src/domain/outbox.js';
import {
  mailReceiver,
  pagerdutyReceiver,
  ROUTING_KEY,
  SLACK_PATH,
  slackReceiver,
  webhookReceiver,
  type MailReceiver,
  type Receiver,
} from '../io/notify/receivers.js';
import { analysis, judgementAt, verdict } from '../render/analysis-builder.js';
import { temporaryFolder } from '../temporary-folder.js';
import { runBundle, type BundleRun } from './run-bundle.js';

// What docs/notices.md promises of a process that dies while it sends.
jest.setTimeout(600_000);

const PRELOAD = ['--import', pathToFileURL(join(import.meta.dirname, 'kill-at-write.mjs')).href];
/** All that is done to the outbox, which lies in the state and in what is passed on; and every connection. */
const OUTBOX = 'reporter|^connect ';
const SIGKILLED = null;

const CHANNELS = {
  team: '{ kind: slack, secret: SLACK }',
  oncall: '{ kind: pagerduty, secret: PAGER, url: PAGER_URL }',
  mail: '{ kind: email, secret: SMTP, from: phasegate@example.com, to: [qa@example.com] }',
  hook: '{ kind: webhook, secret: HOOK, signing-secret: SIGN }',
} as const;
type ChannelName = keyof typeof CHANNELS;
const NAMES = Object.keys(CHANNELS) as ChannelName[];

interface World {
  readonly slack: Receiver;
  readonly pager: Receiver;
  readonly mail: MailReceiver;
  readonly hook: Receiver;
}

let world: World;
let caFile: string;

beforeAll(async () => {
  const mail = await mailReceiver({ isTlsFirst: true });
  world = {
    slack: await slackReceiver(),
    pager: await pagerdutyReceiver(),
    mail,
    hook: await webhookReceiver(),
  };
  caFile = join(await temporaryFolder(), 'ca.pem');
  await writeFile(caFile, mail.ca);
});

beforeEach(forget);

function forget(): void {
  const { slack, pager, mail, hook } = world;
  for (const one of [slack, pager, hook]) for (const list of [one.taken, one.requests]) list.length = 0;
  mail.mails.length = 0;
}

/** What each receiver took, as the keys that it tells doubles by; Slack has none, and is asked for the title. */
function taken(): Readonly<Record<ChannelName, readonly string[]>> {
  const { slack, pager, mail, hook } = world;
  return {
    team: slack.taken.map((message) => (message as { text: string }).text),
    oncall: pager.taken.map((event) => (event as { dedup_key: string }).dedup_key),
    mail: mail.mails.map((one) => /^Message-ID: (\S+)/im.exec(one)?.[1] ?? 'none'),
    hook: hook.requests.map(({ headers }) => String(headers['idempotency-key'])),
  };
}

const saysRepeat = (message: unknown): boolean => JSON.stringify(message).includes('may be a repeat');

function policy(names: readonly ChannelName[]): string {
  const lines = names.map((name) => `    ${name}: ${CHANNELS[name].replace('PAGER_URL', world.pager.url)}`);
  return `version: 1
rollout: checkout
sources: [{ name: pay, jsonl: 'telemetry/*.jsonl', schema: pay }]
slis: { pay_p95: { event: pay.completed, quantile: { of: duration_ms, p: 95 }, unit: ms } }
phases:
  - { id: P-0, flags: {}, slos: [{ sli: pay_p95, rollback: { above: 900 } }] }
  - { id: P-1, flags: {}, slos: [{ sli: pay_p95, rollback: { above: 900 } }] }
notify:
  channels:
${lines.join('\n')}
  routes: [{ severity: [critical], to: [${names.join(', ')}] }]
`;
}

/** A violated SLO, and the rollback that is called for: two notices, or the rollback alone. */
async function repository(names: readonly ChannelName[], count: 1 | 2): Promise<string> {
  const status = count === 2 ? 'violation' : 'ok';
  const judged = [judgementAt(0, { verdicts: [verdict({ status, value: 1_204 })] })];
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'governance'));
  await mkdir(join(folder, 'out'));
  await writeFile(join(folder, 'governance/policy.yaml'), policy(names));
  const text = canonicalJsonPretty(analysis({ gate: 'rollback', target: 'P-0', judged }));
  await writeFile(join(folder, 'out/analysis.json'), text);
  return folder;
}

let runs = 0;

/** The report of the next run, killed before that of its changes which has the number. */
async function report(workspace: string, kill?: { at: number; only: string }): Promise<BundleRun> {
  const { slack, mail, hook } = world;
  runs += 1;
  return runBundle('report', {
    workspace,
    env: {
      GITHUB_RUN_ID: String(1_000 + runs),
      GITHUB_RUN_NUMBER: String(runs),
      GITHUB_WORKFLOW_REF: 'octo/shop/.github/workflows/rollout.yml@refs/heads/main',
      NODE_EXTRA_CA_CERTS: caFile,
      SLACK: `${slack.url}${SLACK_PATH}`,
      PAGER: ROUTING_KEY,
      SMTP: `smtps://bot:pass%20word@127.0.0.1:${mail.port}`,
      HOOK: hook.url,
      SIGN: 'a signing key',
      ...(kill === undefined ? {} : { KILL_AT: String(kill.at), KILL_ONLY: kill.only }),
    },
    ...(kill === undefined ? {} : { nodeArgs: PRELOAD }),
  });
}

async function outboxIn(workspace: string): Promise<Outbox | null> {
  const path = join(workspace, '.phasegate/state/reporter/outbox.json');
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as { outbox: Outbox }).outbox;
}

async function copyOf(workspace: string): Promise<string> {
  const copy = await temporaryFolder();
  await cp(workspace, copy, { recursive: true });
  return copy;
}

test('in peace each channel takes each notice once', async () => {
  const workspace = await repository(NAMES, 2);
  expect(await report(workspace)).toMatchObject({ code: 0 });
  expect(await report(workspace)).toMatchObject({ code: 0 });
  for (const keys of Object.values(taken())) expect([keys.length, new Set(keys).size]).toEqual([2, 2]);
  expect(world.slack.taken.filter(saysRepeat)).toEqual([]);
});

test('killed before any change of the outbox, or any connection, the next run sends what is left', async () => {
  const start = await repository(NAMES, 2);
  let kills = 0;
  for (let at = 1; ; at += 1) {
    forget();
    const workspace = await copyOf(start);
    const killed = await report(workspace, { at, only: OUTBOX });
    if (killed.code !== SIGKILLED) {
      expect(killed).toMatchObject({ code: 0 });
      break;
    }
    kills += 1;
    expect(await report(workspace)).toMatchObject({ code: 0 });
    expect({ at, items: (await outboxIn(workspace))?.items }).toEqual({ at, items: [] });
    for (const [name, keys] of Object.entries(taken())) {
      // Nothing is lost, and of what was under way one is there twice at most, under one key.
      const found = { name, at, distinct: new Set(keys).size, isTwiceAtMost: keys.length <= 3 };
      expect(found).toEqual({ name, at, distinct: 2, isTwiceAtMost: true });
    }
    const { taken: messages } = world.slack;
    expect(messages.filter(saysRepeat).length).toBeGreaterThanOrEqual(messages.length - 2);
    // What the next tick finds: all is told.
    const before = taken();
    if (at % 10 === 0) await report(workspace);
    expect(taken()).toEqual(before);
  }
  // The record, two writes for each notice on each channel, their connections, and what is passed on.
  expect(kills).toBeGreaterThan(60);
});

describe('killed between the three points of', () => {
  /** A write is four changes: open, write, sync, rename. The first records, the second begins, the third ticks off. */
  const OF_OUTBOX = 'state/reporter/outbox\\.json';

  test.each(NAMES)('%s', async (name) => {
    const start = await repository([name], 1);
    const open = { channel: name, tries: 1, isOpen: true };

    // Recorded, and not begun.
    const recorded = await copyOf(start);
    expect((await report(recorded, { at: 5, only: OF_OUTBOX })).code).toBe(SIGKILLED);
    const [item] = (await outboxIn(recorded))?.items ?? [];
    expect([item?.to, taken()[name]]).toMatchObject([[{ tries: 0, isOpen: false }], []]);
    await report(recorded);
    expect([taken()[name].length, world.slack.taken.some(saysRepeat)]).toEqual([1, false]);

    // Begun, and not sent: it may have arrived, so that where there is no key a repeat is what it may be.
    forget();
    const begun = await copyOf(start);
    expect((await report(begun, { at: 1, only: '^connect ' })).code).toBe(SIGKILLED);
    expect((await outboxIn(begun))?.items[0]?.to).toMatchObject([open]);
    expect(taken()[name]).toEqual([]);
    await report(begun);
    expect([taken()[name].length, world.slack.taken.some(saysRepeat)]).toEqual([1, name === 'team']);

    // Answered, and not ticked off: once more, under the same key.
    forget();
    const answered = await copyOf(start);
    expect((await report(answered, { at: 9, only: OF_OUTBOX })).code).toBe(SIGKILLED);
    expect((await outboxIn(answered))?.items[0]?.to).toMatchObject([open]);
    expect(taken()[name]).toHaveLength(1);
    await report(answered);
    expect([taken()[name].length, new Set(taken()[name]).size]).toEqual([2, 1]);
    expect(world.slack.taken.map(saysRepeat)).toEqual(name === 'team' ? [false, true] : []);
    expect((await outboxIn(answered))?.items).toEqual([]);
  });
});
