import { parse } from 'yaml';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Most inputs that a dispatch may have. */
const MOST_INPUTS = 25;

export interface WorkflowFile {
  readonly name: string | null;
  /** What `workflow_dispatch` takes; null where it is no trigger. */
  readonly inputs: Readonly<Record<string, Fields>> | null;
}

/** What of a workflow file a dispatch needs. */
export function readWorkflow(text: string): WorkflowFile {
  const file: unknown = parse(text);
  const on = isFields(file) ? file['on'] : null;
  const name = isFields(file) && typeof file['name'] === 'string' ? file['name'] : null;
  const triggers = isFields(on) ? on : Object.fromEntries([on].flat().map((event) => [String(event), null]));
  if (!Object.hasOwn(triggers, 'workflow_dispatch')) return { name, inputs: null };
  const dispatch = triggers['workflow_dispatch'];
  const inputs = isFields(dispatch) && isFields(dispatch['inputs']) ? dispatch['inputs'] : {};
  return {
    name,
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([key, input]) => [key, isFields(input) ? input : {}]),
    ),
  };
}

export type DispatchInputs =
  | { readonly kind: 'inputs'; readonly inputs: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly message: string };

/** The inputs of a dispatch, with defaults, as the run sees them; or what GitHub refuses them with. */
export function dispatchInputs(file: WorkflowFile, given: Fields): DispatchInputs {
  const refused = (message: string): DispatchInputs => ({ kind: 'refused', message });
  if (file.inputs === null) return refused("Workflow does not have 'workflow_dispatch' trigger");
  const known = file.inputs;
  const count = Object.keys(given).length;
  if (count > MOST_INPUTS) return refused(`you may only define up to ${MOST_INPUTS} inputs`);
  const unknown = Object.keys(given).filter((key) => !Object.hasOwn(known, key));
  if (unknown.length > 0) return refused(`Unexpected inputs provided: ${JSON.stringify(unknown)}`);
  const inputs: Record<string, string> = {};
  for (const [key, input] of Object.entries(known)) {
    const value = Object.hasOwn(given, key) ? given[key] : input['default'];
    if (input['required'] === true && (value === undefined || value === ''))
      return refused(`Required input '${key}' not provided`);
    const text = typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);
    const options = Array.isArray(input['options']) ? input['options'].map(String) : null;
    if (options !== null && value !== undefined && !options.includes(text))
      return refused(`Provided value '${text}' for input '${key}' not in the list of allowed values`);
    inputs[key] = text;
  }
  return { kind: 'inputs', inputs };
}
