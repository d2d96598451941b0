import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJsonPretty, type Json } from '../../../src/domain/canonical-json.js';
import { resolveText, resolveTexts } from './expressions.js';
import { gitConfig } from './git.js';
import { runnerContext } from './job-env.js';
import { Leg, scopeOf, type Frame } from './leg.js';
import { signalGroup } from './process.js';
import type { LegEnd } from './job-end.js';
import { withToken } from './job-token.js';
import type { RunContext } from './run-context.js';
import type { JobTracker } from './run-state.js';
import { runPosts, runPres, runSteps } from './steps.js';
import { startTimer, type Timer } from './timer.js';
import type { Job } from './workflow-model.js';

export interface LegRequest {
  readonly context: RunContext;
  readonly job: Job;
  readonly label: string;
  /** `<job>`, or `<job>-<index>` where the matrix has several combinations: names folders and the summary. */
  readonly slug: string;
  /** The contexts needs, matrix, strategy. */
  readonly contexts: Readonly<Record<string, Json>>;
  /** `timeout-minutes`. */
  readonly minutes: number;
  /** Aborted when fail-fast, a cancelled run or the person cancels this leg. */
  readonly signal: AbortSignal;
  /** The job's own token. */
  readonly token: string;
  readonly tracker: JobTracker;
}

/** What expressions of a job see before it runs. */
export function jobContexts(context: RunContext, job: Job): Record<string, Json> {
  const { github, vars, secrets, inputs } = context;
  return {
    github: { ...github, job: job.id },
    vars,
    secrets,
    inputs,
    matrix: {},
    strategy: {},
    runner: {},
  };
}

function makeLeg(request: LegRequest, signal: AbortSignal): Leg {
  const { context, job, label, token, tracker } = request;
  const secrets = withToken(context.secrets, token);
  const contexts: Record<string, Json> = { ...jobContexts(context, job), ...request.contexts, secrets };
  const folder = join(context.temp, request.slug);
  const leg = new Leg({ context, job, label, folder, contexts, signal, tracker });
  contexts['runner'] = runnerContext(leg);
  contexts['github'] = {
    ...(contexts['github'] as Record<string, Json>),
    token,
    workspace: leg.workspace,
    event_path: join(leg.temp, 'event.json'),
  };
  for (const folder of [leg.workspace, leg.temp, leg.home]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(leg.home, '.gitconfig'), gitConfig(context.origin));
  writeFileSync(join(leg.temp, 'event.json'), canonicalJsonPretty(context.event.payload));
  return leg;
}

/** The outputs of a job; one that holds a secret is left out, as GitHub does. */
function outputsOf(leg: Leg, frame: Frame): Record<string, string> {
  const outputs = Object.entries(resolveTexts(leg.job.outputs, scopeOf(frame)));
  const safe = outputs.filter(([name, value]) => {
    const isSecret = leg.context.masks.finds(value);
    if (isSecret)
      leg.annotate({ level: 'warning', message: `output ${name} is left out: it may contain a secret` });
    return !isSecret;
  });
  return Object.fromEntries(safe);
}

async function runAll(leg: Leg, frame: Frame): Promise<Record<string, string>> {
  const { job, context } = leg;
  leg.env = resolveTexts(context.workflow.env, scopeOf(frame));
  leg.env = { ...leg.env, ...resolveTexts(job.env, scopeOf(frame)) };
  await runPres(job.steps, frame);
  await runSteps(job.steps, frame, { defaults: job.defaults });
  await runPosts(leg.posts, frame);
  const url = job.environment === null ? '' : resolveText(job.environment.url, scopeOf(frame));
  if (url !== '') leg.tracker.environmentUrl(context.masks.hide(url));
  return outputsOf(leg, frame);
}

function end(leg: Leg, request: LegRequest, timer: Timer): Pick<LegEnd, 'result' | 'summaries'> {
  const { context } = leg;
  timer.stop();
  for (const group of leg.groups) signalGroup(group, 'SIGKILL');
  if (timer.isUp())
    leg.annotate({ level: 'error', message: 'the job was cancelled: its timeout-minutes are over' });
  const text = context.masks.hide(leg.summary.join('\n'));
  const summaries = text === '' ? [] : [context.home.writeSummary(context.run, request.slug, text)];
  const result = timer.signal.aborted ? 'cancelled' : leg.isOk ? 'success' : 'failure';
  return { result, summaries };
}

/** Runs one job for one combination of its matrix. Never throws: what goes wrong is the job's failure. */
export async function runLeg(request: LegRequest): Promise<LegEnd> {
  const timer = startTimer(request.minutes, request.signal);
  const leg = makeLeg(request, timer.signal);
  let outputs: Record<string, string> = {};
  try {
    outputs = await runAll(leg, { leg, contexts: {}, steps: {}, env: {}, isOk: true, depth: 0 });
  } catch (error) {
    leg.isOk = false;
    leg.annotate({ level: 'error', message: error instanceof Error ? error.message : String(error) });
  }
  const ended = end(leg, request, timer);
  return { outputs, annotations: leg.annotations, inner: {}, ...ended };
}
