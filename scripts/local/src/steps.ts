import type { Action } from './action-file.js';
import { PhasegateError } from '../../../src/domain/fault.js';
import { holds, resolve, resolveText, resolveTexts } from './expressions.js';
import { scopeOf, type Frame, type Leg, type Post } from './leg.js';
import { runAction, runPre, type ActionStep, type StepOutcome } from './step-actions.js';
import { runScriptStep } from './step-script.js';
import { startTimer, timeoutMinutes } from './timer.js';
import type { Result, RunDefaults, Step } from './workflow-model.js';

/** Composite actions may use others, and one of them itself. */
const DEEPEST = 10;
const NOTHING: StepOutcome = { ok: false, outputs: {} };
const NO_DEFAULTS: RunDefaults = { shell: null, workingDirectory: null };

/** What a step works under: a cancelled leg's `always()` steps still run, but nothing runs once the person stops it. */
const outerSignal = (leg: Leg): AbortSignal => (leg.signal.aborted ? leg.context.stop : leg.signal);

function nameOf(step: Step, frame: Frame): string {
  if (step.name !== null) return resolveText(step.name, scopeOf(frame));
  if (step.action.kind === 'uses') return `Run ${step.action.reference}`;
  return `Run ${step.action.script.split('\n', 1)[0] ?? ''}`;
}

/** Does some work of a step; an error becomes the step's failure, with an annotation that says why. */
async function attempt(leg: Leg, work: () => Promise<StepOutcome>): Promise<StepOutcome> {
  try {
    return await work();
  } catch (error) {
    const isOurs = error instanceof PhasegateError;
    const message =
      error instanceof Error ? (isOurs ? error.message : (error.stack ?? error.message)) : String(error);
    leg.print(`error: ${message}`);
    leg.annotate({ level: 'error', message });
    return NOTHING;
  }
}

async function runComposite(
  use: ActionStep,
  action: Action,
  inputs: ReadonlyMap<string, string>,
): Promise<StepOutcome> {
  const { runs } = action;
  if (runs.kind !== 'composite') throw new TypeError(`${action.name} is not composite`);
  const { leg } = use.frame;
  if (use.frame.depth >= DEEPEST) {
    throw new PhasegateError(
      'bad-input',
      `${action.name}: composite actions go deeper than ${DEEPEST}; does one use itself?`,
    );
  }
  const declared = action.inputs.map(({ name }) => [name, inputs.get(name) ?? '']);
  const github = { ...(use.scope.contexts['github'] as object), action_path: action.folder };
  const frame: Frame = {
    leg,
    contexts: {
      ...use.frame.contexts,
      inputs: Object.fromEntries(declared) as Record<string, string>,
      github,
    },
    steps: {},
    env: { ...use.frame.env, ...use.env, GITHUB_ACTION_PATH: action.folder },
    isOk: true,
    depth: use.frame.depth + 1,
  };
  await runSteps(runs.steps, frame, { defaults: NO_DEFAULTS, signal: use.signal });
  return { ok: frame.isOk, outputs: resolveTexts(runs.outputs, scopeOf(frame)) };
}

interface StepSettings {
  readonly defaults: RunDefaults;
  /** Signal of the composite action around the steps; none for a job's own. */
  readonly signal?: AbortSignal;
}

function record(
  frame: Frame,
  step: Step,
  outcome: { outputs: StepOutcome['outputs']; outcome: Result; conclusion: Result },
): void {
  if (step.id === null) return;
  frame.steps = { ...frame.steps, [step.id]: outcome };
}

function report(frame: Frame, name: string, result: Result): void {
  if (frame.depth > 0) return;
  const { leg } = frame;
  const shown = leg.context.masks.hide(name);
  leg.tracker.step(shown, result);
  leg.context.emit({
    kind: 'step-done',
    run: leg.context.run,
    job: leg.label,
    step: shown,
    result,
    log: leg.log,
  });
  leg.log = [];
}

async function perform(
  step: Step,
  frame: Frame,
  settings: StepSettings & { name: string },
): Promise<StepOutcome & { timedOut: boolean }> {
  const { leg } = frame;
  const env = resolveTexts(step.env, scopeOf(frame));
  const scope = scopeOf(frame, env);
  const minutes = timeoutMinutes(resolve(step.timeoutMinutes, scope));
  const timer = startTimer(minutes, settings.signal ?? outerSignal(leg));
  const use: ActionStep = { step, frame, name: settings.name, env, scope, signal: timer.signal };
  const { action } = step;
  try {
    const outcome = await (action.kind === 'run'
      ? runScriptStep(use, action.script, settings.defaults)
      : runAction(use, action.reference, runComposite));
    const timedOut = timer.isUp();
    if (timedOut)
      leg.annotate({ level: 'error', message: `${settings.name}: timed out after ${minutes ?? 0} minutes` });
    return { ...outcome, ok: outcome.ok && !timedOut, timedOut };
  } finally {
    timer.stop();
  }
}

async function runStep(step: Step, frame: Frame, settings: StepSettings): Promise<void> {
  const { leg } = frame;
  let name = step.id ?? 'step';
  let isDue = false;
  let forgives = false;
  let timedOut = false;
  const wasCancelled = leg.signal.aborted;
  const done = await attempt(leg, async () => {
    isDue = true;
    name = nameOf(step, frame);
    isDue = !leg.context.stop.aborted && holds(step.if, scopeOf(frame));
    if (!isDue) return { ok: true, outputs: {} };
    if (frame.depth === 0) leg.print(`● ${name}`);
    forgives = resolveText(step.continueOnError, scopeOf(frame)) === 'true';
    const outcome = await perform(step, frame, { ...settings, name });
    ({ timedOut } = outcome);
    return outcome;
  });
  const isCancelled = !done.ok && !timedOut && leg.signal.aborted && !wasCancelled;
  const outcome: Result = !isDue ? 'skipped' : done.ok ? 'success' : isCancelled ? 'cancelled' : 'failure';
  const conclusion = outcome === 'failure' && forgives ? 'success' : outcome;
  record(frame, step, { outputs: done.outputs, outcome, conclusion });
  if (conclusion === 'failure' || conclusion === 'cancelled') frame.isOk = false;
  if (frame.depth === 0) leg.isOk = frame.isOk;
  report(frame, name, outcome);
}

/** Runs steps one after the other; whether they went well is in `frame.isOk`. */
export async function runSteps(steps: readonly Step[], frame: Frame, settings: StepSettings): Promise<void> {
  for (const step of steps) await runStep(step, frame, settings);
}

/** Runs the `pre` of the actions that are there before the job begins. */
export async function runPres(steps: readonly Step[], frame: Frame): Promise<void> {
  const { leg } = frame;
  for (const step of steps) {
    const { action } = step;
    if (action.kind !== 'uses') continue;
    const name = `Pre ${action.reference}`;
    const end = await attempt(leg, async () => {
      const env = resolveTexts(step.env, scopeOf(frame));
      const scope = scopeOf(frame, env);
      const use = { step, frame, name: nameOf(step, frame), env, scope, signal: leg.signal };
      return { ok: await runPre(use, action.reference, (condition) => holds(condition, scope)), outputs: {} };
    });
    if (!end.ok) {
      frame.isOk = leg.isOk = false;
      report(frame, name, 'failure');
    }
  }
}

/** Runs what the steps put off to the end of the job, the last one first. */
export async function runPosts(posts: readonly Post[], frame: Frame): Promise<void> {
  const { leg } = frame;
  for (const post of [...posts].reverse()) {
    if (leg.context.stop.aborted || !holds(post.condition, scopeOf(frame))) continue;
    leg.print(`● ${post.name}`);
    const end = await attempt(leg, async () => ({ ok: await post.run(outerSignal(leg)), outputs: {} }));
    if (!end.ok) frame.isOk = leg.isOk = false;
    report(frame, post.name, end.ok ? 'success' : 'failure');
  }
}
