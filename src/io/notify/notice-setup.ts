import type { Notice, NoticeLinks, NoticeText } from '../../domain/notice.js';
import type { NotifyPolicy } from '../../domain/notify-policy.js';
import templates from '../../generated/templates.js';
import type { OutputKind } from '../../render/markup.js';
import { noticeText } from '../../render/notice-template.js';
import type { LogWriter } from '../console-notifier.js';
import { liquidEngine } from '../liquid.js';
import { readNoticeTemplates } from '../notice-templates.js';
import { openChannels, type Channels } from './channels.js';

export interface NoticeSetup {
  readonly channels: Channels;
  readonly render: (notice: Notice, kind: OutputKind) => NoticeText;
}

/** What a policy's notices are rendered with and sent through. Secrets come from the environment. */
export async function noticeSetup(options: {
  readonly notify: NotifyPolicy;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: LogWriter;
}): Promise<NoticeSetup> {
  const { notify, environment, log } = options;
  const view = {
    engine: liquidEngine(),
    language: notify.language,
    own: await readNoticeTemplates(),
    builtIn: templates,
  };
  return {
    channels: openChannels({ policy: notify, environment, log }),
    render: (notice, kind) => noticeText(notice, view, kind),
  };
}

/** Addresses that a run on GitHub knows of: of itself, of its repository's issues and of the workflow for decisions. */
export function runLinks(environment: NodeJS.ProcessEnv): Partial<NoticeLinks> {
  const { GITHUB_REPOSITORY: repository = '', GITHUB_RUN_ID: run = '' } = environment;
  if (repository === '') return {};
  const base = `${(environment['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '')}/${repository}`;
  return {
    incident: `${base}/issues`,
    promote: `${base}/actions/workflows/rollback.yml`,
    replay: `${base}/actions/workflows/replay.yml`,
    ...(run === '' ? {} : { run: `${base}/actions/runs/${run}` }),
  };
}
