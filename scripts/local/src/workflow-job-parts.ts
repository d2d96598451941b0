import type { Json } from '../../../src/domain/canonical-json.js';
import { permissionFaults, readPermissions, type Permissions } from './permissions.js';
import type { Concurrency, Environment, JobCall } from './workflow-model.js';
import { checkKeys, readMap } from './workflow-steps.js';
import { asText, isMap, type Path, type YamlSource } from './yaml-source.js';

/** Reads the workflow that a job calls and what it gives it. */
export function readCall(source: YamlSource, path: Path, job: { readonly [key: string]: Json }): JobCall {
  const reference = asText(job['uses']);
  if (reference.includes('${{')) source.fault([...path, 'uses'], 'must be plain text, without an expression');
  const { secrets } = job;
  return {
    reference,
    with: readMap(source, [...path, 'with'], job['with']),
    secrets: secrets === 'inherit' ? secrets : readMap(source, [...path, 'secrets'], secrets),
  };
}

/** Reads a `concurrency`, of a workflow or of a job; null where there is none. */
export function readConcurrency(source: YamlSource, path: Path, value: Json | undefined): Concurrency | null {
  if (value === undefined || value === null) return null;
  if (!isMap(value)) return { group: value, cancelInProgress: false, queue: 'single' };
  checkKeys(source, path, ['group', 'cancel-in-progress', 'queue'], value);
  if (value['group'] === undefined) source.fault(path, 'needs a `group`');
  const queue = value['queue'] ?? 'single';
  if (queue !== 'single' && queue !== 'max') source.fault([...path, 'queue'], 'must be single or max');
  const cancelInProgress = value['cancel-in-progress'] ?? false;
  if (queue === 'max' && cancelInProgress === true) {
    source.fault([...path, 'queue'], 'max and cancel-in-progress: true exclude each other');
  }
  return { group: value['group'] ?? '', cancelInProgress, queue };
}

export function readEnvironment(source: YamlSource, path: Path, value: Json | undefined): Environment | null {
  if (value === undefined || value === null) return null;
  if (!isMap(value)) return { name: value, url: null };
  checkKeys(source, path, ['name', 'url', 'deployment'], value);
  if (value['name'] === undefined) source.fault(path, 'needs a `name`');
  return { name: value['name'] ?? '', url: value['url'] ?? null };
}

/** Reads a `permissions`, of a workflow or of a job; null where there is none. */
export function readGranted(source: YamlSource, path: Path, value: Json | undefined): Permissions | null {
  if (value === undefined) return null;
  for (const message of permissionFaults(value)) source.fault(path, message);
  return readPermissions(value);
}
