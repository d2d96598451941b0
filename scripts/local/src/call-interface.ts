import type { Json } from '../../../src/domain/canonical-json.js';
import { PhasegateError } from '../../../src/domain/fault.js';
import { resolve, resolveText, type Scope } from './expressions.js';
import type { CallInput, CallInterface, JobCall, Template } from './workflow-model.js';
import { readMap } from './workflow-steps.js';
import { isMap, type YamlSource } from './yaml-source.js';

const TYPES = ['boolean', 'number', 'string'] as const;
const PATH = ['on', 'workflow_call'];
/** What an optional input without a default is. */
const EMPTY = { boolean: false, number: 0, string: '' } as const;

function readInput(source: YamlSource, name: string, value: Json): CallInput {
  const one = isMap(value) ? value : {};
  const type = TYPES.find((known) => known === one['type']);
  if (type === undefined) source.fault([...PATH, 'inputs', name], `needs a type: ${TYPES.join(', ')}`);
  return {
    name,
    type: type ?? 'string',
    required: one['required'] === true,
    fallback: one['default'] ?? null,
  };
}

/** Reads what a workflow takes and gives when another one calls it; null when none may. Faults go to the source. */
export function readCallInterface(
  source: YamlSource,
  on: ReadonlyMap<string, Template>,
): CallInterface | null {
  const settings = on.get('workflow_call');
  if (settings === undefined) return null;
  const part = (key: string): Readonly<Record<string, Json>> =>
    isMap(settings) ? readMap(source, [...PATH, key], settings[key]) : {};
  const outputs = Object.entries(part('outputs')).map(([name, value]) => {
    const given = isMap(value) ? value['value'] : undefined;
    if (given === undefined) source.fault([...PATH, 'outputs', name], 'needs a `value`');
    return [name, given ?? ''] as const;
  });
  return {
    inputs: Object.entries(part('inputs')).map(([name, value]) => readInput(source, name, value)),
    secrets: Object.entries(part('secrets')).map(([name, value]) => ({
      name,
      required: isMap(value) && value['required'] === true,
    })),
    outputs: Object.fromEntries(outputs),
  };
}

const has = (names: readonly string[], name: string): boolean =>
  names.some((one) => one.toLowerCase() === name.toLowerCase());

function nameFaults(
  what: string,
  given: readonly string[],
  declared: readonly { readonly name: string; readonly required: boolean }[],
): string[] {
  const names = declared.map((one) => one.name);
  const unknown = given
    .filter((name) => !has(names, name))
    .map((name) => `${name} is no ${what} of the called workflow; it has ${names.join(', ') || 'none'}`);
  const missing = declared
    .filter((one) => one.required && !has(given, one.name))
    .map((one) => `the ${what} ${one.name} is required`);
  return [...unknown, ...missing];
}

/** What is wrong with the names that a call gives, before anything runs. */
export function callFaults(call: JobCall, target: CallInterface): string[] {
  const inputs = nameFaults('input', Object.keys(call.with), target.inputs);
  if (call.secrets === 'inherit') return inputs;
  return [...inputs, ...nameFaults('secret', Object.keys(call.secrets), target.secrets)];
}

/** The type of an input is taken strictly, as at GitHub: the text `true` is no boolean. */
function typedInput(input: CallInput, value: Json): { value: Json } | { fault: string } {
  if (input.type === 'string' && (value === null || typeof value !== 'object')) {
    return { value: value === null ? '' : String(value) };
  }
  if (typeof value === input.type) return { value };
  const hint = typeof value === 'string' ? '; fromJSON makes one of a text' : '';
  return { fault: `the input ${input.name} is ${JSON.stringify(value)}, and must be a ${input.type}${hint}` };
}

export interface InputsRequest {
  readonly call: JobCall;
  readonly target: CallInterface;
  /** What the values see: the calling job. */
  readonly scope: Scope;
  /** What the defaults see: `github` and `vars`. */
  readonly defaults: Scope;
  /** The run's time for an input `now` that the call leaves empty; null leaves it empty. */
  readonly now: string | null;
}

/** The `inputs` context of a called workflow. @throws PhasegateError `bad-input` with every value of a wrong type. */
export function callInputs({ call, target, scope, defaults, now }: InputsRequest): Record<string, Json> {
  const given = new Map(Object.entries(call.with).map(([name, value]) => [name.toLowerCase(), value]));
  const faults: string[] = [];
  const values = target.inputs.map((input): [string, Json] => {
    const own = given.get(input.name.toLowerCase());
    const fallback = input.fallback === null ? EMPTY[input.type] : resolve(input.fallback, defaults);
    const answer = typedInput(input, own === undefined ? fallback : resolve(own, scope));
    if ('fault' in answer) faults.push(answer.fault);
    const value = 'value' in answer ? answer.value : null;
    return [input.name, input.name === 'now' && value === '' && now !== null ? now : value];
  });
  if (faults.length > 0)
    throw new PhasegateError('bad-input', `uses: ${call.reference}: ${faults.join('; ')}`);
  return Object.fromEntries(values);
}

/** The secrets of a called workflow: all of the caller's, or those that the call maps; the token always. */
export function callSecrets(
  call: JobCall,
  secrets: Readonly<Record<string, string>>,
  scope: Scope,
): Record<string, string> {
  if (call.secrets === 'inherit') return { ...secrets };
  const refused = (scope.refused ?? []).filter((name) => name !== 'secrets');
  const mapped = Object.entries(call.secrets).map(([name, value]) => [
    name,
    resolveText(value, { ...scope, refused }),
  ]);
  const token = secrets['GITHUB_TOKEN'];
  return {
    ...(Object.fromEntries(mapped) as Record<string, string>),
    ...(token === undefined ? {} : { GITHUB_TOKEN: token }),
  };
}
