import { join } from 'node:path';
import * as core from '@actions/core';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { PhasegateError } from '../../src/domain/fault.js';
import { readNames, shardName, sourcesOf } from '../../src/domain/shard.js';
import { COLLECTOR_FOLDER, CollectorFolders } from '../../src/io/collector-folders.js';
import { writeFileAtomic } from '../../src/io/files.js';
import { defaultBranch } from '../../src/io/default-branch.js';
import { GovernanceReader } from '../../src/io/governance-reader.js';
import { githubOf } from '../../src/io/governance-store.js';
import { TemporaryKeyShelf } from '../../src/io/key-shelf.js';
import { speakOnStderr } from '../../src/io/observability/people-stream.js';
import { eachRollout, loadRollouts, throwFirst, type Rollout } from '../../src/io/rollouts.js';
import { runAction } from '../../src/io/run-action.js';
import { compileSchemas } from '../../src/io/source-schemas.js';
import { StageMemory, type StageMemoryOptions } from '../../src/io/stage-memory.js';
import { withStateLock } from '../../src/io/state-lock.js';
import { SourceTelemetry } from '../../src/io/sources/source-telemetry.js';
import { WasmScanners } from '../../src/io/wasm-scanners.js';
import { growYoungGeneration } from '../../src/io/young-generation.js';
import { logLine, oneLine } from '../../src/render/escape.js';
import type { CollectPlan } from './collect.js';
import { parseState } from './collector-state.js';
import type { Collected } from './main-latency.js';
import { rangeWorker, readScannerSettings } from './main-ranges.js';
import { outputsOf } from './outputs.js';
import { metricsReader, readIncidents, readInputs, type Shared } from './main-shared.js';
import { collectTick, type TickOptions } from './tick.js';

/** What the state that this job carries is of. */
function partOf({ job, shard }: Shared['inputs']): 'collector' | 'merge' | ReturnType<typeof shardName> {
  if (job === 'merge') return 'merge';
  return shard.of === 1 ? 'collector' : shardName(shard);
}

/** Which part of a rollout's collecting this job is; nothing where it is all of it. */
function shardOf({ policy }: Rollout, { shard }: Shared['inputs']): Pick<TickOptions, 'shard'> {
  return shard.of === 1 ? {} : { shard: { shard, whole: policy, readsOf: readNames(policy) } };
}

/** A rollout with the sources of this job's shard only. */
function withOwnSources(rollout: Rollout, { shard }: Shared['inputs']): Rollout {
  if (shard.of === 1) return rollout;
  return { ...rollout, policy: { ...rollout.policy, sources: sourcesOf(rollout.policy, shard) } };
}

/** The rollout's telemetry: what is fetched lies in the state, so that it is as far as the cursors are. */
function telemetryOf(rollout: Rollout, { inputs, api, memory }: Shared): SourceTelemetry {
  return new SourceTelemetry({
    root: inputs.telemetryRoot,
    folder: join(memory.foldersOf(rollout).state, partOf(inputs), 'sources'),
    sources: rollout.policy.sources,
    api,
    repository: inputs.governance,
    defaultBranch: () => defaultBranch(process.env),
    environment: process.env,
    mask: (secret) => core.setSecret(secret),
    now: inputs.now,
    dryRun: inputs.dryRun,
    warn: (line) => core.warning(logLine(line, 2_000)),
  });
}

function withoutShard({ shard: _, ...inputs }: Shared['inputs']): Omit<Shared['inputs'], 'shard'> {
  return inputs;
}

/** One tick of one rollout; null where another tick holds its state. `archive`: called before anything is written. */
async function collectRollout(
  whole: Rollout,
  shared: Shared,
  archive?: (plan: CollectPlan) => Promise<void>,
): Promise<CollectPlan | null> {
  const { inputs, scanner, memory, governance } = shared;
  const rollout = withOwnSources(whole, inputs);
  const { policy } = rollout;
  const folders = memory.foldersOf(rollout);
  const files = new CollectorFolders(folders, partOf(inputs));
  const telemetry = telemetryOf(rollout, shared);
  const holdsEvents = archive !== undefined || inputs.phase !== '';
  const shelf = new TemporaryKeyShelf();
  const ranges = rangeWorker(holdsEvents ? null : policy, scanner, {
    root: inputs.telemetryRoot,
    state: folders.state,
    keysFolder: () => shelf.folder(),
    warn: (line) => core.warning(logLine(line, 2_000)),
    say: (line) => core.info(logLine(line, 2_000)),
  });
  const work = (): Promise<CollectPlan> =>
    collectTick({
      ...withoutShard(inputs),
      policy,
      ...shardOf(whole, inputs),
      run: memory.run,
      state: memory.of(rollout),
      files: {
        keysOfClosed: (start) => files.keysOfClosed(start),
        write: async (writes, how) => {
          await files.write(writes, how);
          const written = parseState(writes.state, policy.rollout);
          if (!how.dryRun && written.kind === 'state') await telemetry.release(written.state.cursors);
        },
      },
      reader: telemetry,
      shelf,
      metrics: metricsReader(),
      ...(archive === undefined ? {} : { archive }),
      ...(scanner.isOn
        ? { scanners: new WasmScanners((line) => core.info(logLine(line, 2_000)), shelf) }
        : {}),
      ...(ranges === null ? {} : { ranges }),
      forgetFetched: () => telemetry.forget(),
      readLedger: () => governance.read(policy),
      validators: () => compileSchemas(policy),
      incidents: () => readIncidents(policy, shared),
      writeOutput: (path, text) => writeFileAtomic(join(folders.output, path), text),
      forcedPhase: inputs.phase === '' ? null : inputs.phase,
      warn: (line) => core.warning(oneLine(line)),
    }).finally(async () => {
      await Promise.all([telemetry.close(), ranges?.close()]);
      shelf.close();
    });
  if (inputs.dryRun) return work();
  const locked = await withStateLock(folders.state, work);
  if (locked.kind === 'done') return locked.value;
  core.warning(`skipped: ${locked.holder} holds ${folders.state}; its tick does this one's work`);
  return null;
}

/** What jobs other than `rollout` need is loaded for them alone: a tick begins sooner. */
async function collectJob(rollout: Rollout, shared: Shared): Promise<Collected> {
  const { job } = shared.inputs;
  if (job === 'rollout') return { plan: await collectRollout(rollout, shared), end: null };
  if (job === 'merge') {
    const { mergeRollout } = await import('./main-merge.js');
    return { plan: await mergeRollout(rollout, shared), end: null };
  }
  const section = rollout.policy.observability;
  if (section?.latency == null)
    throw new PhasegateError(
      'bad-policy',
      `${rollout.path} says nothing of signals; write \`observability: { latency: { sli: … } }\`, or name another policy`,
    );
  const { collectSignals } = await import('./main-latency.js');
  const collect = (archive: (plan: CollectPlan) => Promise<void>): Promise<CollectPlan | null> =>
    collectRollout(rollout, shared, archive);
  return collectSignals(rollout, shared, { section: { ...section, latency: section.latency }, collect });
}

function say(plan: CollectPlan, output: string): void {
  for (const { header } of plan.batches) {
    const silent = Object.keys(header.sources).filter((name) => header.sources[name]?.missed);
    const missed = silent.length === 0 ? '' : `, nothing from ${silent.join(', ')}`;
    core.info(`batch ${header.window.start} ${header.phase}: ${header.counts.accepted} events${missed}`);
  }
  const { accepted, rejected, duplicates, late } = plan.totals;
  core.info(`read ${accepted} events; ${rejected} rejected, ${duplicates} duplicates, ${late} late`);
  if (plan.quarantine !== null) core.info(`quarantine: ${join(output, 'quarantine', plan.quarantine.file)}`);
}

function stageOf(inputs: Shared['inputs']): StageMemoryOptions['stage'] {
  const part = partOf(inputs);
  return part === 'collector' ? 'collect' : part;
}

/** Whether events are objects for a while: taken one by one, or held by a job. */
function holdsObjects({ inputs, scanner }: Pick<Shared, 'inputs' | 'scanner'>): boolean {
  return inputs.job !== 'rollout' || inputs.phase !== '' || !scanner.isOn;
}

await runAction(async () => {
  const inputs = readInputs();
  const scanner = readScannerSettings();
  growYoungGeneration(holdsObjects({ inputs, scanner }));
  if (inputs.job === 'latency') speakOnStderr();
  const api = githubOf(inputs.token, process.env);
  const memory = await StageMemory.open({ ...inputs, stage: stageOf(inputs), api, environment: process.env });
  const governance = new GovernanceReader({ api, folder: inputs.governance });
  const shared = { inputs, scanner, api, memory, governance };
  const rollouts = await loadRollouts(inputs.policy, inputs.phase);
  if (inputs.job === 'merge') await (await import('./main-merge.js')).sayStrays(rollouts, shared);
  const results = await eachRollout(rollouts, async (rollout) => {
    const collected = await collectJob(rollout, shared);
    if (collected.plan !== null) say(collected.plan, memory.foldersOf(rollout).output);
    return collected;
  });
  const done = results.flatMap((result) => (result.kind === 'done' ? [result] : []));
  const all = done.map(({ rollout, value: { plan } }) => {
    const { output } = memory.foldersOf(rollout);
    return {
      rollout: rollout.policy.rollout,
      policy: rollout.path,
      path: join(output, COLLECTOR_FOLDER),
      plan,
    };
  });
  // Set before the step fails: what one rollout lacks must not hide the others.
  if (all.length > 0) for (const [name, value] of Object.entries(outputsOf(all))) core.setOutput(name, value);
  const ends = done.flatMap(({ value: { end } }) => end ?? []);
  if (ends.length > 0)
    core.setOutput('summary', ends.map(({ summary }) => canonicalJson(summary)).join('\n'));
  if (!inputs.dryRun)
    memory.saveLater(
      done.filter(({ value: { plan } }) => plan !== null).map(({ rollout }) => rollout),
      partOf(inputs),
    );
  // Why was said, and is in the run log.
  if (ends.some(({ isFailed }) => isFailed)) process.exitCode = core.ExitCode.Failure;
  throwFirst(results);
});
