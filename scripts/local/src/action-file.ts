import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../../src/domain/canonical-json.js';
import { PhasegateError } from '../../../src/domain/fault.js';
import type { Step, Template, TemplateMap } from './workflow-model.js';
import { readMap, readSteps } from './workflow-steps.js';
import { asText, isMap, YamlSource } from './yaml-source.js';

export interface ActionInput {
  readonly name: string;
  readonly fallback: Template;
  readonly required: boolean;
}

export interface NodeAction {
  readonly kind: 'node';
  readonly pre: string | null;
  readonly preIf: Template;
  readonly main: string;
  readonly post: string | null;
  readonly postIf: Template;
}

export interface CompositeAction {
  readonly kind: 'composite';
  readonly steps: readonly Step[];
  readonly outputs: TemplateMap;
}

export interface Action {
  readonly folder: string;
  readonly name: string;
  readonly inputs: readonly ActionInput[];
  readonly runs: NodeAction | CompositeAction;
}

const NODE_RUNTIMES = ['node20', 'node24'];

function readInputs(value: Json | undefined): ActionInput[] {
  return Object.entries(isMap(value) ? value : {}).map(([name, one]) => {
    const input = isMap(one) ? one : {};
    return { name, fallback: input['default'] ?? '', required: input['required'] === true };
  });
}

function readComposite(source: YamlSource, runs: { readonly [key: string]: Json }): CompositeAction {
  const steps = readSteps(source, ['runs', 'steps'], runs['steps']);
  steps.forEach((step, i) => {
    if (step.action.kind === 'run' && step.shell === null) {
      source.fault(['runs', 'steps', i], 'a `run` of a composite action needs a `shell`');
    }
  });
  const listed = isMap(source.value) ? readMap(source, ['outputs'], source.value['outputs']) : {};
  const outputs = Object.entries(listed).map(([name, one]) => [name, isMap(one) ? (one['value'] ?? '') : '']);
  return { kind: 'composite', steps, outputs: Object.fromEntries(outputs) as TemplateMap };
}

function readNode(source: YamlSource, folder: string, runs: { readonly [key: string]: Json }): NodeAction {
  const file = (key: string): string | null => {
    const value = runs[key];
    if (value === undefined) return null;
    const path = join(folder, asText(value));
    if (!existsSync(path))
      source.fault(['runs', key], `there is no file ${asText(value)}; was the action built?`);
    return path;
  };
  const main = file('main');
  if (main === null) source.fault(['runs'], 'needs `main`');
  return {
    kind: 'node',
    pre: file('pre'),
    preIf: runs['pre-if'] ?? 'always()',
    main: main ?? '',
    post: file('post'),
    postIf: runs['post-if'] ?? 'always()',
  };
}

/**
 * Reads the `action.yml` of a folder.
 * @throws PhasegateError `bad-input` when there is none, when it has faults, or when it is of a kind that is not run here.
 */
export function readAction(folder: string, reference: string): Action {
  const file = ['action.yml', 'action.yaml']
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  if (file === undefined) {
    const hint = reference.startsWith('./') ? '; did the job check the repository out before?' : '';
    throw new PhasegateError('bad-input', `uses: ${reference}: there is no action.yml in ${folder}${hint}`);
  }
  const source = new YamlSource(readFileSync(file, 'utf8'), file);
  const top = isMap(source.value) ? source.value : {};
  const runs = isMap(top['runs']) ? top['runs'] : {};
  const using = asText(runs['using']);
  const isNode = NODE_RUNTIMES.includes(using);
  if (!isNode && using !== 'composite') {
    source.fault(
      ['runs', 'using'],
      `"${using}" is not run locally; there are ${NODE_RUNTIMES.join(', ')} and composite`,
    );
    source.throwFaults('is no action that can run');
  }
  const parsed = isNode ? readNode(source, folder, runs) : readComposite(source, runs);
  source.throwFaults('is no action that can run');
  return { folder, name: asText(top['name'] ?? reference), inputs: readInputs(top['inputs']), runs: parsed };
}
