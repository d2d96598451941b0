import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

const CHANNELS = {
  team: '{ kind: slack, secret: SLACK }',
  oncall: '{ kind: pagerduty, secret: PAGER, url: PAGER_URL }',
  mail: '{ kind: email, secret: SMTP, from: phasegate@example.com, to: [qa@example.com] }',
  hook: '{ kind: webhook, secret: HOOK, signing-secret: SIGN }',
} as const;
export type ChannelName = keyof typeof CHANNELS;
export const CHANNEL_NAMES = Object.keys(CHANNELS) as ChannelName[];

/** A log, to which nobody listens. */
const LOG = { log: '{ kind: file }' } as const;
type PolicyChannel = ChannelName | keyof typeof LOG;

export interface RepositoryOptions {
  /** Default: all that somebody listens to. */
  readonly channels?: readonly PolicyChannel[];
  /** 2: a violated SLO, and the rollback that is called for. 1: the rollback alone. Default 2. */
  readonly notices?: 1 | 2;
  /** As the policy says it. Default: the policy's default. */
  readonly budget?: string;
}

export interface ReportOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArgs?: readonly string[];
}

/** Receivers of every kind on loopback, which count, and the report's bundle that sends to them. */
export class NoticeWorld {
  #runs = 0;

  private constructor(
    readonly slack: Receiver,
    readonly pager: Receiver,
    readonly hook: Receiver,
    readonly mail: MailReceiver,
    readonly caFile: string,
  ) {}

  static async open(): Promise<NoticeWorld> {
    const mail = await mailReceiver({ isTlsFirst: true });
    const caFile = join(await temporaryFolder(), 'ca.pem');
    await writeFile(caFile, mail.ca);
    return new NoticeWorld(
      await slackReceiver(),
      await pagerdutyReceiver(),
      await webhookReceiver(),
      mail,
      caFile,
    );
  }

  forget(): void {
    for (const one of [this.slack, this.pager, this.hook])
      for (const list of [one.taken, one.requests]) list.length = 0;
    this.mail.mails.length = 0;
  }

  /** What each receiver took, as the keys that it tells doubles by; Slack has none, and is asked for the title. */
  taken(): Readonly<Record<ChannelName, readonly string[]>> {
    return {
      team: this.slack.taken.map((message) => (message as { text: string }).text),
      oncall: this.pager.taken.map((event) => (event as { dedup_key: string }).dedup_key),
      mail: this.mail.mails.map((one) => /^Message-ID: (\S+)/im.exec(one)?.[1] ?? 'none'),
      hook: this.hook.requests.map(({ headers }) => String(headers['idempotency-key'])),
    };
  }

  async repository(options: RepositoryOptions = {}): Promise<string> {
    const { channels = CHANNEL_NAMES, notices = 2, budget = '20s' } = options;
    const status = notices === 2 ? 'violation' : 'ok';
    const judged = [judgementAt(0, { verdicts: [verdict({ status, value: 1_204 })] })];
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'governance'));
    await mkdir(join(folder, 'out'));
    await writeFile(join(folder, 'governance/policy.yaml'), this.#policy(channels, budget));
    const text = canonicalJsonPretty(analysis({ gate: 'rollback', target: 'P-0', judged }));
    await writeFile(join(folder, 'out/analysis.json'), text);
    return folder;
  }

  #policy(channels: readonly PolicyChannel[], budget: string): string {
    const written = { ...CHANNELS, ...LOG };
    const lines = channels.map(
      (name) => `    ${name}: ${written[name].replace('PAGER_URL', this.pager.url)}`,
    );
    return `version: 1
rollout: checkout
sources: [{ name: pay, jsonl: 'telemetry/*.jsonl', schema: pay }]
slis: { pay_p95: { event: pay.completed, quantile: { of: duration_ms, p: 95 }, unit: ms } }
phases:
  - { id: P-0, flags: {}, slos: [{ sli: pay_p95, rollback: { above: 900 } }] }
  - { id: P-1, flags: {}, slos: [{ sli: pay_p95, rollback: { above: 900 } }] }
notify:
  budget: ${budget}
  channels:
${lines.join('\n')}
  routes: [{ severity: [critical], to: [${channels.join(', ')}] }]
`;
  }

  /** The report of the next run. */
  report(workspace: string, { env = {}, nodeArgs = [] }: ReportOptions = {}): Promise<BundleRun> {
    this.#runs += 1;
    return runBundle('report', {
      workspace,
      env: {
        GITHUB_RUN_ID: String(1_000 + this.#runs),
        GITHUB_RUN_NUMBER: String(this.#runs),
        GITHUB_WORKFLOW_REF: 'octo/shop/.github/workflows/rollout.yml@refs/heads/main',
        NODE_EXTRA_CA_CERTS: this.caFile,
        SLACK: `${this.slack.url}${SLACK_PATH}`,
        PAGER: ROUTING_KEY,
        SMTP: `smtps://bot:pass%20word@127.0.0.1:${this.mail.port}`,
        HOOK: this.hook.url,
        SIGN: 'a signing key',
        ...env,
      },
      nodeArgs,
    });
  }
}

/** Whether a message for Slack says that it may be one. */
export function saysRepeat(message: unknown): boolean {
  return JSON.stringify(message).includes('may be a repeat');
}

/** The outbox of a workspace; null where there is none. */
export async function outboxIn(workspace: string): Promise<Outbox | null> {
  const path = join(workspace, '.phasegate/state/reporter/outbox.json');
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as { outbox: Outbox }).outbox;
}

/** Ids of the notices in a workspace's log: as it is kept from tick to tick, and as it is passed on to people. */
export async function logIn(workspace: string): Promise<{ kept: string[]; shown: string[] }> {
  const idsIn = async (path: string): Promise<string[]> => {
    const text = await readFile(join(workspace, path), 'utf8').catch(() => '');
    const lines = text.split('\n').slice(0, -1);
    return lines.map((line) => (JSON.parse(line) as { id: string }).id);
  };
  return {
    kept: await idsIn('.phasegate/state/reporter/runbook/log.jsonl'),
    shown: await idsIn('out/reports/runbook/log.jsonl'),
  };
}

export async function copyOf(workspace: string): Promise<string> {
  const copy = await temporaryFolder();
  await cp(workspace, copy, { recursive: true });
  return copy;
}
