import { join } from 'node:path';
import * as core from '@actions/core';
import { ownSources } from '../../src/domain/shard.js';
import { CollectorFolders } from '../../src/io/collector-folders.js';
import { writeFileAtomic } from '../../src/io/files.js';
import type { loadRollouts, Rollout } from '../../src/io/rollouts.js';
import { earlierShardFiles, shardFiles } from '../../src/io/shard-files.js';
import { compileSchemas } from '../../src/io/source-schemas.js';
import { withStateLock } from '../../src/io/state-lock.js';
import { logLine, oneLine } from '../../src/render/escape.js';
import type { CollectPlan } from './collect.js';
import { metricsReader, readIncidents, type Shared } from './main-shared.js';
import { mergeTick } from './merge-tick.js';
import { DELIVERY_FILE } from './shard-delivery.js';
import { findEarlier, strayFiles, takeDeliveries } from './take-deliveries.js';

function warn(line: string): void {
  core.warning(oneLine(line, 1_000));
}

/** Says which files of shards belong to no rollout of this tick. */
export async function sayStrays(
  rollouts: Awaited<ReturnType<typeof loadRollouts>>,
  { inputs, memory }: Shared,
): Promise<void> {
  const files = await shardFiles(inputs.deliveries, DELIVERY_FILE, memory.log);
  const names = rollouts.flatMap((one) => ('kind' in one ? [] : [one.policy.rollout]));
  for (const line of strayFiles(files, names)) warn(line);
}

/** One tick of one rollout whose telemetry shards have read; null where another tick holds its state. */
export async function mergeRollout(rollout: Rollout, shared: Shared): Promise<CollectPlan | null> {
  const { inputs, memory, governance } = shared;
  const { policy } = rollout;
  const of = inputs.shards;
  const folders = memory.foldersOf(rollout);
  const own = { ...policy, sources: ownSources(policy) };
  const taking = { policy, of, warn };
  const work = async (): Promise<CollectPlan> =>
    mergeTick({
      ...inputs,
      policy,
      of,
      run: memory.run,
      state: memory.of(rollout),
      files: new CollectorFolders(folders, 'merge'),
      deliveries: takeDeliveries(await shardFiles(inputs.deliveries, DELIVERY_FILE, memory.log), taking),
      findEarlier: (index, after, until) => {
        const { shelf, log } = memory;
        const files = earlierShardFiles(shelf, { shard: { index, of }, name: DELIVERY_FILE, log });
        return findEarlier(files, { index, after, until }, taking);
      },
      metrics: metricsReader(),
      readLedger: () => governance.read(policy),
      validators: () => compileSchemas(own),
      incidents: () => readIncidents(own, shared),
      writeOutput: (path, text) => writeFileAtomic(join(folders.output, path), text),
      forcedPhase: inputs.phase === '' ? null : inputs.phase,
      warn,
    });
  if (inputs.dryRun) return work();
  const locked = await withStateLock(folders.state, work);
  if (locked.kind === 'done') return locked.value;
  core.warning(logLine(`skipped: ${locked.holder} holds ${folders.state}; its tick does this one's work`));
  return null;
}
