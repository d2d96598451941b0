import { join } from 'node:path';
import * as core from '@actions/core';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { noticeRecords, type NoticeRecord } from '../../src/domain/notice-record.js';
import { JobError, jobErrorOf } from '../../src/domain/observability/job-error.js';
import type { ObservabilityPolicy } from '../../src/domain/observability/observability-policy.js';
import type { LoneJob } from '../../src/domain/observability/report-jobs.js';
import type { Answer } from '../../src/domain/observability/weekly/delivery.js';
import { parseOutbox } from '../../src/domain/outbox-file.js';
import type { Policy } from '../../src/domain/policy.js';
import validateRun from '../../src/generated/validate-automation-run.js';
import validateArchive from '../../src/generated/validate-signal-latency-archive.js';
import { readTextIfExists } from '../../src/io/files.js';
import { jobConsole } from '../../src/io/observability/job-console.js';
import { observedDisk } from '../../src/io/observability/observed-disk.js';
import { rewriteLog } from '../../src/io/observability/rewrite-log.js';
import { runJob } from '../../src/io/observability/run-job.js';
import type { JobConsole } from '../../src/ports/job.js';
import { traceText } from '../../src/render/trace.js';
import { checkSecrets } from './jobs/check-secrets.js';
import { rebuildJob } from './jobs/rebuild.js';
import { trace } from './jobs/trace.js';
import type { JobOutput } from './outputs.js';
import { OUTBOX_FILE } from './state-kind.js';

/** What a person asks of the standing jobs. */
export type Tool = Exclude<LoneJob, 'liveness' | 'test-notice' | 'restore-dashboard'>;

export interface ToolOptions {
  readonly path: string;
  readonly policy: Policy;
  /** Folder of the rollout's state. */
  readonly state: string;
  readonly jobId: string;
  readonly now: number;
}

/** Whether it is about what standing jobs wrote. */
export function needsObservability(tool: Tool): boolean {
  return tool === 'trace' || tool === 'rebuild';
}

function sectionOf({ path, policy }: ToolOptions): ObservabilityPolicy {
  if (policy.observability !== null) return policy.observability;
  throw new JobError('bad_input', `${path} has no section observability, so there are no standing jobs`);
}

async function readNotices(
  { state, policy }: ToolOptions,
  console: JobConsole,
): Promise<readonly NoticeRecord[]> {
  const file = join(state, 'reporter', OUTBOX_FILE);
  const text = await readTextIfExists(file);
  if (text === null) return [];
  try {
    return noticeRecords(parseOutbox(text, { file, rollout: policy.rollout }));
  } catch (error) {
    console.warning(`trace: no notices are known: ${jobErrorOf(error).message}`);
    return [];
  }
}

function repository(): string | null {
  const { GITHUB_SERVER_URL: server = '', GITHUB_REPOSITORY: name = '' } = process.env;
  return server === '' || name === '' ? null : `${server}/${name}`;
}

async function runTrace(options: ToolOptions, console: JobConsole): Promise<JobOutput> {
  const files = observedDisk(sectionOf(options).root);
  const { jobId } = options;
  const notices = await readNotices(options, console);
  const traced = await trace({
    jobId,
    files,
    validateRun,
    validateArchive,
    notices,
    repository: repository(),
  });
  for (const line of traceText(traced)) console.info(line);
  const summary = canonicalJson(traced);
  console.summary(summary);
  return { summary: JSON.parse(summary) as JobOutput['summary'], isFailed: false };
}

async function runRebuild(options: ToolOptions, console: JobConsole): Promise<JobOutput> {
  const observability = sectionOf(options);
  const { root } = observability;
  const { now } = options;
  const { name, work } = rebuildJob({
    files: observedDisk(root),
    validateRun,
    validateArchive,
    rewrite: (plan, backup) => rewriteLog(root, plan, { backup }),
  });
  const environment = process.env;
  return runJob({
    job: name,
    root,
    policy: observability,
    now,
    clock: performance,
    console,
    environment,
    work,
  });
}

/** Which secrets are there, and whether the receiver takes what they sign. They are masked before anything is said. */
async function runCheckSecrets({ policy, now }: ToolOptions, console: JobConsole): Promise<JobOutput> {
  const environment = process.env;
  const isSet = (name: string): boolean =>
    Object.hasOwn(environment, name) && (environment[name] ?? '').trim() !== '';
  const { openChannels, secretsOf } = await import('../../src/io/notify/channels.js');
  const { weeklyHook } = await import('../../src/io/observability/weekly-hook.js');
  const { notify, observability } = policy;
  for (const value of notify === null ? [] : secretsOf(notify, environment)) core.setSecret(value);
  const log = { info: console.info, warning: console.warning, error: console.error };
  const unusable = notify === null ? [] : openChannels({ policy: notify, environment, log }).closed;
  const webhook = observability?.weekly?.webhook ?? null;
  const ping = async (name: string, body: string): Promise<Answer> => {
    if (webhook === null) throw new JobError('internal_error', 'there is no receiver to ping');
    const own = { ...webhook, signingSecrets: [name] };
    const hook = weeklyHook({ webhook: own, environment, now: Date.now, mask: core.setSecret });
    return (await hook.send({ body, key: `ping/${policy.rollout}/${name}/${now}` })).answer;
  };
  const report = await checkSecrets({ policy, isSet, unusable, ping, now, console });
  const summary = { ...report, job: 'check-secrets', status: 'ok' };
  console.summary(canonicalJson(summary));
  return { summary, isFailed: false };
}

/** The policy as the code has it: defaults filled in, durations in milliseconds, secrets by their names. */
function dumpConfig({ path, policy }: ToolOptions, console: JobConsole): JobOutput {
  const text = canonicalJson({ schema: 'phasegate.config/1', path, policy });
  console.summary(text);
  return { summary: JSON.parse(text) as JobOutput['summary'], isFailed: false };
}

/** A tool that cannot do what it is asked for says so as a job does: in words, and in one line of JSON. */
async function guarded(tool: Tool, console: JobConsole, work: () => Promise<JobOutput>): Promise<JobOutput> {
  try {
    return await work();
  } catch (fault) {
    const { code, message, diagnostics } = jobErrorOf(fault);
    const summary = { ...diagnostics, job: tool, status: 'error', error_code: code, error_message: message };
    console.summary(canonicalJson(summary));
    console.error(`${tool}: ${code}: ${message}`);
    return { summary, isFailed: true };
  }
}

/** Does what a person asks for, beside the jobs. */
export function runTool(tool: Tool, options: ToolOptions): Promise<JobOutput> {
  const console = jobConsole(process.env);
  return guarded(tool, console, async () => {
    switch (tool) {
      case 'trace':
        return runTrace(options, console);
      case 'rebuild':
        return runRebuild(options, console);
      case 'config-dump':
        return dumpConfig(options, console);
      case 'check-secrets':
        return runCheckSecrets(options, console);
    }
  });
}
