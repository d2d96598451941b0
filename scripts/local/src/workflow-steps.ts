import type { Json } from '../../../src/domain/canonical-json.js';
import type { Step, StepAction, TemplateMap } from './workflow-model.js';
import { isMap, type Path, type YamlSource } from './yaml-source.js';

const STEP_KEYS =
  'id name if env with run uses shell working-directory timeout-minutes continue-on-error'.split(' ');
const ID = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Says which keys of a map are not known. */
export function checkKeys(source: YamlSource, path: Path, known: readonly string[], value: Json): void {
  if (!isMap(value)) return;
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) source.fault([...path, key], `unknown key; known are ${known.join(', ')}`);
  }
}

export function checkId(source: YamlSource, path: Path, id: string): void {
  if (!ID.test(id))
    source.fault(
      path,
      `the id ${JSON.stringify(id)} must be letters, digits, "-" and "_", a letter or "_" first`,
    );
}

export function readMap(source: YamlSource, path: Path, value: Json | undefined): TemplateMap {
  if (value === undefined || value === null) return {};
  if (isMap(value)) return value;
  source.fault(path, 'must be a map');
  return {};
}

function readAction(
  source: YamlSource,
  path: Path,
  value: { readonly [key: string]: Json },
): StepAction | null {
  const { run, uses } = value;
  if ((run === undefined) === (uses === undefined)) {
    source.fault(path, 'a step needs either `run` or `uses`');
    return null;
  }
  const [key, text] = run === undefined ? (['uses', uses] as const) : (['run', run] as const);
  if (typeof text !== 'string') {
    source.fault([...path, key], 'must be text');
    return null;
  }
  return key === 'run' ? { kind: 'run', script: text } : { kind: 'uses', reference: text };
}

function readStep(source: YamlSource, path: Path, value: Json): Step | null {
  if (!isMap(value)) {
    source.fault(path, 'a step must be a map');
    return null;
  }
  checkKeys(source, path, STEP_KEYS, value);
  const id = typeof value['id'] === 'string' ? value['id'] : null;
  if (id !== null) checkId(source, [...path, 'id'], id);
  const action = readAction(source, path, value);
  if (action === null) return null;
  return {
    id,
    name: value['name'] ?? null,
    if: value['if'] ?? null,
    env: readMap(source, [...path, 'env'], value['env']),
    with: readMap(source, [...path, 'with'], value['with']),
    action,
    shell: value['shell'] ?? null,
    workingDirectory: value['working-directory'] ?? null,
    timeoutMinutes: value['timeout-minutes'] ?? null,
    continueOnError: value['continue-on-error'] ?? null,
  };
}

/** Reads a list of steps; of a job, or of a composite action. Faults go to the source. */
export function readSteps(source: YamlSource, path: Path, value: Json | undefined): Step[] {
  if (!Array.isArray(value) || value.length === 0) {
    source.fault(path, 'needs a list of `steps`');
    return [];
  }
  const ids = new Set<string>();
  return value.flatMap((one: Json, i) => {
    const step = readStep(source, [...path, i], one);
    const id = step?.id?.toLowerCase() ?? null;
    if (id !== null && ids.has(id)) source.fault([...path, i, 'id'], `the step id "${id}" is there twice`);
    if (id !== null) ids.add(id);
    return step ?? [];
  });
}
