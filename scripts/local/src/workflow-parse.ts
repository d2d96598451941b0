import { dirname, basename } from 'node:path';
import type { Json } from '../../../src/domain/canonical-json.js';
import { readCallInterface } from './call-interface.js';
import { expressionError } from './expressions.js';
import { readCall, readConcurrency, readEnvironment, readGranted } from './workflow-job-parts.js';
import type { Job, RunDefaults, Template, Workflow } from './workflow-model.js';
import { checkId, checkKeys, readMap, readSteps } from './workflow-steps.js';
import { asText, isMap, YamlSource, type Path } from './yaml-source.js';

const WORKFLOW_KEYS = 'name run-name on permissions env defaults concurrency jobs'.split(' ');
const JOB_KEYS = (
  'name needs if permissions runs-on environment concurrency outputs env defaults steps timeout-minutes ' +
  'strategy continue-on-error container services'
).split(' ');
const CALL_KEYS = 'name needs if permissions concurrency strategy uses with secrets'.split(' ');

function readEvents(source: YamlSource, value: Json | undefined): Map<string, Template> {
  if (typeof value === 'string') return new Map([[value, null]]);
  if (Array.isArray(value)) return new Map(value.map((name: Json) => [asText(name), null]));
  if (isMap(value)) return new Map(Object.entries(value));
  source.fault(['on'], 'needs `on`, the events that start it');
  return new Map();
}

function readDefaults(value: Json | undefined, outer: RunDefaults): RunDefaults {
  const run = isMap(value) && isMap(value['run']) ? value['run'] : {};
  return {
    shell: run['shell'] ?? outer.shell,
    workingDirectory: run['working-directory'] ?? outer.workingDirectory,
  };
}

/** What the job asks for that only GitHub's runners have. */
function unsupported(value: { readonly [key: string]: Json }): string | null {
  if (value['container'] !== undefined) return 'containers (container:) are not supported locally';
  if (value['services'] !== undefined) return 'service containers (services:) are not supported locally';
  return null;
}

function readNeeds(value: Json | undefined): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(asText);
}

interface JobPlace {
  readonly source: YamlSource;
  readonly id: string;
  readonly defaults: RunDefaults;
}

function readJob({ source, id, defaults }: JobPlace, value: Json): Job {
  const path: Path = ['jobs', id];
  checkId(source, path, id);
  if (!isMap(value)) source.fault(path, 'a job must be a map');
  const job = isMap(value) ? value : {};
  const isCall = job['uses'] !== undefined;
  checkKeys(source, path, isCall ? CALL_KEYS : JOB_KEYS, job);
  if (!isCall && job['runs-on'] === undefined) source.fault(path, 'a job needs `runs-on`');
  const strategy = readMap(source, [...path, 'strategy'], job['strategy']);
  checkKeys(source, [...path, 'strategy'], ['matrix', 'fail-fast', 'max-parallel'], strategy);
  return {
    id,
    name: job['name'] ?? null,
    needs: readNeeds(job['needs']),
    if: job['if'] ?? null,
    env: readMap(source, [...path, 'env'], job['env']),
    outputs: readMap(source, [...path, 'outputs'], job['outputs']),
    defaults: readDefaults(job['defaults'], defaults),
    matrix: strategy['matrix'] ?? null,
    failFast: strategy['fail-fast'] ?? null,
    maxParallel: strategy['max-parallel'] ?? null,
    timeoutMinutes: job['timeout-minutes'] ?? null,
    continueOnError: job['continue-on-error'] ?? null,
    environment: readEnvironment(source, [...path, 'environment'], job['environment']),
    permissions: readGranted(source, [...path, 'permissions'], job['permissions']),
    concurrency: readConcurrency(source, [...path, 'concurrency'], job['concurrency']),
    call: isCall ? readCall(source, path, job) : null,
    steps: isCall ? [] : readSteps(source, [...path, 'steps'], job['steps']),
    unsupported: unsupported(job),
  };
}

/** Says which `needs` name no job, and which jobs wait for themselves. */
function checkNeeds(source: YamlSource, jobs: ReadonlyMap<string, Job>): void {
  const waitsForItself = (id: string): boolean => {
    const seen = new Set<string>();
    const queue = [...(jobs.get(id)?.needs ?? [])];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next === id) return true;
      if (!seen.has(next)) queue.push(...(jobs.get(next)?.needs ?? []));
      seen.add(next);
    }
    return false;
  };
  for (const job of jobs.values()) {
    for (const need of job.needs) {
      if (!jobs.has(need)) source.fault(['jobs', job.id, 'needs'], `there is no job "${need}"`);
    }
    if (waitsForItself(job.id)) source.fault(['jobs', job.id, 'needs'], 'the job waits for itself');
  }
}

/** Says which expressions cannot be read, wherever they stand. */
export function checkExpressions(source: YamlSource, path: Path, value: Json): void {
  if (typeof value === 'string') {
    const bare = path.at(-1) === 'if';
    const error = bare || value.includes('${{') ? expressionError(value, bare) : null;
    if (error !== null) source.fault(path, error);
  } else if (Array.isArray(value)) {
    value.forEach((one: Json, i) => checkExpressions(source, [...path, i], one));
  } else if (isMap(value)) {
    for (const [key, one] of Object.entries(value)) checkExpressions(source, [...path, key], one);
  }
}

/** The repository a workflow file belongs to: the folder above `.github/workflows`, else the file's own folder. */
export function rootOf(file: string): string {
  const folder = dirname(file);
  const isUsual = basename(folder) === 'workflows' && basename(dirname(folder)) === '.github';
  return isUsual ? dirname(dirname(folder)) : folder;
}

/**
 * Reads a workflow. `file` is its absolute path.
 * @throws PhasegateError `bad-input` with every fault, each with its line.
 */
export function parseWorkflow(text: string, file: string): Workflow {
  const source = new YamlSource(text, file);
  const top = isMap(source.value) ? source.value : {};
  checkKeys(source, [], WORKFLOW_KEYS, top);
  const defaults = readDefaults(top['defaults'], { shell: null, workingDirectory: null });
  const listed = readMap(source, ['jobs'], top['jobs']);
  const jobs = new Map(
    Object.entries(listed).map(([id, job]) => [id, readJob({ source, id, defaults }, job)]),
  );
  if (jobs.size === 0) source.fault(['jobs'], 'needs at least one job');
  checkNeeds(source, jobs);
  const on = readEvents(source, top['on']);
  checkExpressions(source, ['jobs'], listed);
  const env = readMap(source, ['env'], top['env']);
  checkExpressions(source, ['env'], env);
  const callable = readCallInterface(source, on);
  const permissions = readGranted(source, ['permissions'], top['permissions']);
  const concurrency = readConcurrency(source, ['concurrency'], top['concurrency']);
  checkExpressions(source, ['concurrency'], top['concurrency'] ?? null);
  checkExpressions(source, ['run-name'], top['run-name'] ?? null);
  source.throwFaults('is no workflow that can run');
  const name = typeof top['name'] === 'string' ? top['name'] : basename(file).replace(/\.ya?ml$/, '');
  const runName = top['run-name'] ?? null;
  return { file, root: rootOf(file), name, runName, on, permissions, concurrency, callable, env, jobs };
}
