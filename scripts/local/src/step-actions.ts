import { PhasegateError } from '../../../src/domain/fault.js';
import type { Action, NodeAction } from './action-file.js';
import type { BuiltinAction, BuiltinCall } from './actions/builtin.js';
import { resolveText, type Scope } from './expressions.js';
import { findAction } from './find-action.js';
import type { Frame, Leg } from './leg.js';
import { runStepProcess } from './step-process.js';
import type { Step, TemplateMap } from './workflow-model.js';

/** How a step's work ended. */
export interface StepOutcome {
  readonly ok: boolean;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A step with all that its action needs. */
export interface ActionStep {
  readonly step: Step;
  readonly frame: Frame;
  readonly name: string;
  /** Environment of the step itself. */
  readonly env: Readonly<Record<string, string>>;
  readonly scope: Scope;
  readonly signal: AbortSignal;
}

/** A step's `with` over the action's defaults, by the action's own names; warns of what the action does not know. */
function inputsOf(
  leg: Leg,
  given: TemplateMap,
  known: {
    readonly action: string;
    readonly inputs: readonly { name: string; fallback: TemplateMap[string] }[];
    readonly scope: Scope;
  },
): Map<string, string> {
  const names = new Map(known.inputs.map((input) => [input.name.toLowerCase(), input.name]));
  const values = new Map(known.inputs.map((input) => [input.name, resolveText(input.fallback, known.scope)]));
  for (const [name, value] of Object.entries(given)) {
    const own = names.get(name.toLowerCase());
    if (own === undefined) {
      const message = `Unexpected input '${name}' of ${known.action}; it has ${[...names.values()].join(', ') || 'none'}`;
      leg.annotate({ level: 'warning', message });
    }
    values.set(own ?? name, resolveText(value, known.scope));
  }
  return values;
}

async function runBuiltin(use: ActionStep, name: string, action: BuiltinAction): Promise<StepOutcome> {
  const { leg } = use.frame;
  const known = Object.entries(action.inputs).map(([input, fallback]) => ({ name: input, fallback }));
  const values = inputsOf(leg, use.step.with, { action: name, inputs: known, scope: use.scope });
  const input = (key: string): string => values.get(key) ?? '';
  const flag: BuiltinCall['flag'] = (key) => {
    const value = input(key).toLowerCase();
    if (value === 'true' || value === 'false') return value === 'true';
    throw new PhasegateError(
      'bad-input',
      `${name}: ${key} is ${JSON.stringify(input(key))}; use true or false`,
    );
  };
  const { outputs, post } = await action.run({ leg, input, flag });
  if (post !== undefined) {
    const run = (): Promise<boolean> =>
      Promise.resolve()
        .then(post.run)
        .then(() => true);
    leg.posts.push({ name: `Post ${use.name}`, condition: post.condition, run });
  }
  return { ok: true, outputs };
}

/** The inputs of an action as Actions gives them to a process. */
function inputEnv(inputs: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(
    [...inputs].map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}

function actionInputs(use: ActionStep, action: Action): Map<string, string> {
  const { leg } = use.frame;
  const values = inputsOf(leg, use.step.with, {
    action: action.name,
    inputs: action.inputs,
    scope: use.scope,
  });
  for (const input of action.inputs) {
    if (input.required && values.get(input.name) === '') {
      leg.annotate({
        level: 'warning',
        message: `${action.name}: the required input '${input.name}' is not given`,
      });
    }
  }
  return values;
}

interface NodeUse {
  readonly use: ActionStep;
  readonly action: Action;
  readonly runs: NodeAction;
  readonly inputs: ReadonlyMap<string, string>;
}

/** Runs one script of a JavaScript action, and keeps its state for those that follow. */
async function runScript(
  { use, action, inputs }: NodeUse,
  script: string,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const { leg, env } = use.frame;
  const state = leg.states.get(use.step) ?? new Map<string, string>();
  const states = Object.fromEntries([...state].map(([name, value]) => [`STATE_${name}`, value]));
  const end = await runStepProcess({
    leg,
    command: process.execPath,
    args: [script],
    cwd: leg.workspace,
    env: { ...env, ...use.env, ...inputEnv(inputs), ...states, GITHUB_ACTION_PATH: action.folder },
    signal,
  });
  leg.states.set(use.step, new Map([...state, ...end.state]));
  return { ok: end.ok, outputs: Object.fromEntries(end.outputs) };
}

/** Puts an action's `post` off to the end of the job; once, though both `pre` and `main` ask for it. */
function registerPost(node: NodeUse): void {
  const { leg } = node.use.frame;
  const { post, postIf } = node.runs;
  if (leg.states.has(node.use.step)) return;
  leg.states.set(node.use.step, new Map());
  if (post === null) return;
  const run = async (signal: AbortSignal): Promise<boolean> => (await runScript(node, post, signal)).ok;
  leg.posts.push({ name: `Post ${node.use.name}`, condition: postIf, run });
}

/** Runs what a step uses. `runComposite` runs the steps of a composite action. */
export async function runAction(
  use: ActionStep,
  reference: string,
  runComposite: (
    use: ActionStep,
    action: Action,
    inputs: ReadonlyMap<string, string>,
  ) => Promise<StepOutcome>,
): Promise<StepOutcome> {
  const used = await findAction(reference, use.frame.leg);
  if (used.kind === 'builtin') return runBuiltin(use, used.name, used.action);
  const { action } = used;
  const inputs = actionInputs(use, action);
  if (action.runs.kind === 'composite') return runComposite(use, action, inputs);
  const node = { use, action, runs: action.runs, inputs };
  if (action.runs.pre !== null && !use.frame.leg.states.has(use.step)) {
    const message = `${action.name}: its \`pre\` does not run, since the action is only there once the job has begun`;
    use.frame.leg.annotate({ level: 'warning', message });
  }
  registerPost(node);
  return runScript(node, action.runs.main, use.signal);
}

/** Runs the `pre` of a step's action at the start of a job; true when there is none or it went well. */
export async function runPre(
  use: ActionStep,
  reference: string,
  isDue: (condition: NodeAction['preIf']) => boolean,
): Promise<boolean> {
  // An action in the workspace is only there once the job has checked it out.
  if (reference.startsWith('./')) return true;
  const used = await findAction(reference, use.frame.leg);
  if (used.kind === 'builtin' || used.action.runs.kind === 'composite') return true;
  const { action } = used;
  const { pre, preIf } = used.action.runs;
  if (pre === null || !isDue(preIf)) return true;
  const node = { use, action, runs: used.action.runs, inputs: actionInputs(use, action) };
  registerPost(node);
  return (await runScript(node, pre, use.signal)).ok;
}
