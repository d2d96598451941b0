import type { Json } from '../../../src/domain/canonical-json.js';
import { PhasegateError } from '../../../src/domain/fault.js';
import type { Template, Workflow } from './workflow-model.js';
import { asText, isMap } from './yaml-source.js';

/** What started a run. */
export interface TriggerEvent {
  readonly name: string;
  /** The `inputs` context: typed as the workflow declares them. */
  readonly inputs: { readonly [key: string]: Json };
  /** The `github.event` context. */
  readonly payload: { readonly [key: string]: Json };
}

export interface EventRequest {
  /** null: `schedule` when stepping through time, else `workflow_dispatch`, else the first one the workflow names. */
  readonly event: string | null;
  readonly inputs: ReadonlyMap<string, string>;
  /** Value for the input `now`, whatever the event; null leaves it as the event gives it. */
  readonly now: string | null;
  readonly isStepped: boolean;
  /** What `github.event` says beside, or instead of, what is made here. */
  readonly payload: Readonly<Record<string, Json>>;
}

interface Input {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly fallback: Json;
  readonly options: readonly string[];
}

function declaredInputs(settings: Template | undefined): Input[] {
  const declared = isMap(settings) && isMap(settings['inputs']) ? settings['inputs'] : {};
  return Object.entries(declared).map(([name, value]) => {
    const one = isMap(value) ? value : {};
    const type = typeof one['type'] === 'string' ? one['type'] : 'string';
    const options = Array.isArray(one['options']) ? one['options'].map(String) : [];
    // A choice without a default takes its first option, as GitHub's form does.
    const none =
      type === 'choice' ? (options[0] ?? '') : type === 'boolean' ? false : type === 'number' ? null : '';
    return { name, type, required: one['required'] === true, fallback: one['default'] ?? none, options };
  });
}

/** The value of an input as its type has it, or what is wrong with the text. */
function typedValue(input: Input, text: string): { value: Json } | { fault: string } {
  switch (input.type) {
    case 'boolean':
      if (text === 'true' || text === 'false') return { value: text === 'true' };
      return { fault: `is ${JSON.stringify(text)}; use true or false` };
    case 'number':
      if (text.trim() !== '' && Number.isFinite(Number(text))) return { value: Number(text) };
      return { fault: `is ${JSON.stringify(text)}; write a number` };
    case 'choice':
      if (input.options.includes(text)) return { value: text };
      return { fault: `is ${JSON.stringify(text)}; use one of ${input.options.join(', ')}` };
    default:
      return { value: text };
  }
}

/** @throws PhasegateError `bad-input` with all faults of the inputs at once. */
function dispatchInputs(workflow: Workflow, given: ReadonlyMap<string, string>): Record<string, Json> {
  const declared = declaredInputs(workflow.on.get('workflow_dispatch'));
  const faults: string[] = [];
  const names = declared.map((input) => input.name);
  for (const name of given.keys()) {
    if (!names.includes(name)) faults.push(`${name} is no input; there are ${names.join(', ') || 'none'}`);
  }
  const values = declared.map((input): [string, Json] => {
    const text = given.get(input.name);
    if (text === undefined || text === '') {
      const isMissing = input.required && (input.fallback === '' || input.fallback === null);
      if (isMissing) faults.push(`${input.name} is required`);
      return [input.name, input.fallback];
    }
    const answer = typedValue(input, text);
    if ('fault' in answer) faults.push(`${input.name} ${answer.fault}`);
    return [input.name, 'value' in answer ? answer.value : null];
  });
  if (faults.length > 0) {
    throw new PhasegateError(
      'bad-input',
      `inputs of ${workflow.name}:${faults.map((fault) => `\n  ${fault}`).join('')}`,
    );
  }
  return Object.fromEntries(values);
}

function chooseEvent(workflow: Workflow, request: EventRequest): string {
  // A call is no event that starts a run.
  const names = [...workflow.on.keys()].filter((one) => one !== 'workflow_call');
  const preferred = request.isStepped ? ['schedule', 'workflow_dispatch'] : ['workflow_dispatch', 'schedule'];
  const name = request.event ?? preferred.find((one) => names.includes(one)) ?? names[0] ?? '';
  if (names.includes(name)) return name;
  throw new PhasegateError(
    'bad-input',
    `${workflow.name} does not listen to "${name}"; it listens to ${names.join(', ') || 'workflow_call alone: another one calls it'}`,
  );
}

function cronOf(settings: Template | undefined): Json {
  const first = Array.isArray(settings) ? (settings[0] as Json | undefined) : undefined;
  return isMap(first) ? (first['cron'] ?? null) : null;
}

/** The event's own `types`, of which the first is taken. */
function typesOf(settings: Template | undefined): string[] {
  const types = isMap(settings) ? settings['types'] : undefined;
  return (Array.isArray(types) ? types : [types]).filter((one) => typeof one === 'string');
}

function actionOf(settings: Template | undefined): { readonly [key: string]: Json } {
  const [first] = typesOf(settings);
  return first === undefined ? {} : { action: first };
}

/** @throws PhasegateError `bad-input` when the workflow does not listen to this type of the event. */
function checkType(workflow: Workflow, name: string, payload: TriggerEvent['payload']): void {
  const types = typesOf(workflow.on.get(name));
  const { action } = payload;
  if (types.length === 0 || typeof action !== 'string' || types.includes(action)) return;
  throw new PhasegateError(
    'bad-input',
    `${workflow.name} does not listen to ${name} of the type "${action}"; it listens to ${types.join(', ')}`,
  );
}

/**
 * Builds the event that starts a run. The inputs go to a `workflow_dispatch` as inputs, to a `repository_dispatch` as
 * its client payload.
 * @throws PhasegateError `bad-input` when the workflow does not listen to it, or with every fault of the inputs.
 */
export function makeEvent(workflow: Workflow, request: EventRequest): TriggerEvent {
  const event = eventByName(workflow, chooseEvent(workflow, request), request);
  const payload = { ...event.payload, ...request.payload };
  checkType(workflow, event.name, payload);
  return { ...event, payload };
}

function eventByName(workflow: Workflow, name: string, request: EventRequest): TriggerEvent {
  const settings = workflow.on.get(name);
  const now: Record<string, Json> = request.now === null ? {} : { now: request.now };
  switch (name) {
    case 'workflow_dispatch': {
      const given = new Map(request.inputs);
      const hasNow = declaredInputs(settings).some((input) => input.name === 'now');
      if (request.now !== null && hasNow && !given.has('now')) given.set('now', request.now);
      const inputs = { ...now, ...dispatchInputs(workflow, given) };
      const texts = Object.entries(inputs).map(([key, value]) => [key, asText(value)]);
      return { name, inputs, payload: { inputs: Object.fromEntries(texts) as Record<string, Json> } };
    }
    case 'repository_dispatch': {
      const client = Object.fromEntries(request.inputs);
      return { name, inputs: now, payload: { ...actionOf(settings), client_payload: client } };
    }
    default:
      if (request.inputs.size > 0) {
        throw new PhasegateError(
          'bad-input',
          `the event "${name}" takes no inputs; use --event workflow_dispatch`,
        );
      }
      return {
        name,
        inputs: now,
        payload: name === 'schedule' ? { schedule: cronOf(settings) } : actionOf(settings),
      };
  }
}
