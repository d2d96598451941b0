import { join } from 'node:path';
import {
  beaten,
  HEARTBEAT_FILES,
  parseHeartbeat,
  renderHeartbeat,
  type Beat,
  type BeatingJob,
  type Heartbeat,
  type ParsedHeartbeat,
} from '../../domain/observability/heartbeat.js';
import { JobError } from '../../domain/observability/job-error.js';
import { readTextIfExists, writeFileAtomic } from '../files.js';

/** A job's heartbeat as it stands below the root; `missing` where it never wrote one. */
export async function readHeartbeat(
  root: string,
  job: BeatingJob,
): Promise<ParsedHeartbeat | { readonly kind: 'missing' }> {
  const text = await readTextIfExists(join(root, HEARTBEAT_FILES[job]));
  return text === null ? { kind: 'missing' } : parseHeartbeat(text);
}

/**
 * Replaces a job's heartbeat. A broken one is begun anew: what it remembered is lost either way.
 *
 * @throws JobError `unsupported_schema_version` for one of a newer version.
 */
export async function beat(root: string, job: BeatingJob, next: Beat): Promise<Heartbeat> {
  const path = join(root, HEARTBEAT_FILES[job]);
  const found = await readHeartbeat(root, job);
  if (found.kind === 'newer') throw new JobError('unsupported_schema_version', `${path} ${found.why}`);
  const heartbeat = beaten(found.kind === 'heartbeat' ? found.heartbeat : null, next);
  await writeFileAtomic(path, renderHeartbeat(heartbeat));
  return heartbeat;
}
