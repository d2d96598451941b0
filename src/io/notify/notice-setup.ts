import { setTimeout as sleep } from 'node:timers/promises';
import type { Notice, NoticeLinks, NoticeText } from '../../domain/notice.js';
import type { NotifyPolicy } from '../../domain/notify-policy.js';
import templates from '../../generated/templates.js';
import type { OutputKind } from '../../render/markup.js';
import type { NoticeChart } from '../../render/notice-chart.js';
import { noticeText } from '../../render/notice-template.js';
import type { LogWriter } from '../console-notifier.js';
import { liquidEngine } from '../liquid.js';
import { readNoticeTemplates } from '../notice-templates.js';
import { openChannels, secretsOf, type Channels } from './channels.js';
import type { LogOf } from './shown-logs.js';

export interface NoticeSetup {
  readonly channels: Channels;
  readonly render: (notice: Notice, kind: OutputKind, chart?: NoticeChart) => NoticeText;
  /** The clock that waits and budgets go by. */
  readonly clock: {
    readonly now: () => number;
    readonly elapsed: () => number;
    readonly sleep: (ms: number) => Promise<void>;
  };
  readonly log: LogWriter;
}

/** What a policy's notices are rendered with and sent through. Secrets come from the environment. */
export async function noticeSetup(options: {
  readonly notify: NotifyPolicy;
  readonly environment: NodeJS.ProcessEnv;
  /** Keeps a secret out of the log. */
  readonly mask: (secret: string) => void;
  readonly log: LogWriter;
  /** Where logs of channels of kind `file` are kept. Default: nowhere. */
  readonly logOf?: LogOf;
}): Promise<NoticeSetup> {
  const { notify, environment, mask, log, logOf } = options;
  for (const value of secretsOf(notify, environment)) mask(value);
  const view = {
    engine: liquidEngine(),
    language: notify.language,
    own: await readNoticeTemplates(),
    builtIn: templates,
  };
  return {
    channels: openChannels({ policy: notify, environment, log, ...(logOf === undefined ? {} : { logOf }) }),
    render: (notice, kind, chart) =>
      noticeText(notice, chart === undefined ? view : { ...view, chart }, kind),
    clock: { now: Date.now, elapsed: () => performance.now(), sleep: (ms) => sleep(ms) },
    log,
  };
}

/** Addresses that a run on GitHub knows of: of itself and its artifacts, of its repository's issues, of the workflow for decisions. */
export function runLinks(environment: NodeJS.ProcessEnv): Partial<NoticeLinks> {
  const { GITHUB_REPOSITORY: repository = '', GITHUB_RUN_ID: run = '' } = environment;
  if (repository === '') return {};
  const base = `${(environment['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '')}/${repository}`;
  const page = `${base}/actions/runs/${run}`;
  return {
    incident: `${base}/issues`,
    promote: `${base}/actions/workflows/rollback.yml`,
    replay: `${base}/actions/workflows/replay.yml`,
    ...(run === '' ? {} : { run: page, dashboard: `${page}#artifacts` }),
  };
}
