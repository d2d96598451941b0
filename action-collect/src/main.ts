import { join } from 'node:path';
import * as core from '@actions/core';
import { incidentEvents, type IncidentEvent } from '../../src/domain/incident-events.js';
import { trustedIncidents } from '../../src/domain/incident-issue.js';
import type { Policy } from '../../src/domain/policy.js';
import { SECOND } from '../../src/domain/time.js';
import { COLLECTOR_FOLDER, CollectorFolders } from '../../src/io/collector-folders.js';
import { writeFileAtomic } from '../../src/io/files.js';
import { defaultBranch } from '../../src/io/default-branch.js';
import { GithubIssues } from '../../src/io/github-issues.js';
import { GovernanceReader } from '../../src/io/governance-reader.js';
import { githubOf } from '../../src/io/governance-store.js';
import { InputReader } from '../../src/io/inputs.js';
import { eachRollout, loadRollouts, throwFirst, type Rollout } from '../../src/io/rollouts.js';
import { runAction } from '../../src/io/run-action.js';
import { sealOf } from '../../src/io/seal.js';
import { compileSchemas } from '../../src/io/source-schemas.js';
import { StageMemory } from '../../src/io/stage-memory.js';
import { withStateLock } from '../../src/io/state-lock.js';
import { SourceTelemetry } from '../../src/io/sources/source-telemetry.js';
import type { GithubApi } from '../../src/ports/github.js';
import { logLine, oneLine } from '../../src/render/escape.js';
import type { CollectPlan } from './collect.js';
import { parseState } from './collector-state.js';
import { outputsOf } from './outputs.js';
import { collectTick } from './tick.js';

function readInputs() {
  const inputs = new InputReader((name) => core.getInput(name));
  const values = {
    policy: inputs.text('policy'),
    telemetryRoot: inputs.text('telemetry-root', '.'),
    output: inputs.text('output', 'out'),
    state: inputs.text('state', '.phasegate/state'),
    governance: inputs.text('governance', '.'),
    phase: inputs.text('phase'),
    now: inputs.instant('now', Date.now),
    dryRun: inputs.flag('dry-run'),
    simulatedLatencyMs: inputs.duration('simulate-latency', 0),
    cacheKey: inputs.text('cache-key'),
    cacheTimeoutMs: inputs.duration('cache-timeout', 10 * SECOND),
    token: inputs.text('github-token'),
    signingKey: inputs.text('signing-key'),
  };
  inputs.done();
  return values;
}

type Inputs = ReturnType<typeof readInputs>;

/** What all rollouts of a tick share. */
interface Shared {
  readonly inputs: Inputs;
  readonly api: GithubApi | null;
  readonly memory: StageMemory;
  readonly governance: GovernanceReader;
}

/** What the rollout's issues tell, where the policy has a source of them: one request. */
async function readIncidents(policy: Policy, { api, inputs }: Shared): Promise<readonly IncidentEvent[]> {
  const source = policy.sources.find(({ format }) => format === 'incidents');
  if (source === undefined) return [];
  if (api === null) {
    core.warning(oneLine(`source ${source.name} delivers nothing: it needs the input github-token`));
    return [];
  }
  const seal = sealOf(inputs.signingKey);
  const issues = new GithubIssues(api);
  const { known, doubles } = trustedIncidents(await issues.changed(), { repository: api.repository, seal });
  return incidentEvents([...known, ...doubles.map(({ incident }) => incident)], policy.rollout);
}

/** The rollout's telemetry: what is fetched lies in the state, so that it is as far as the cursors are. */
function telemetryOf(rollout: Rollout, { inputs, api, memory }: Shared): SourceTelemetry {
  return new SourceTelemetry({
    root: inputs.telemetryRoot,
    folder: join(memory.foldersOf(rollout).state, 'collector', 'sources'),
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

/** One tick of one rollout; null where another tick holds its state. */
async function collectRollout(rollout: Rollout, shared: Shared): Promise<CollectPlan | null> {
  const { inputs, memory, governance } = shared;
  const { policy } = rollout;
  const folders = memory.foldersOf(rollout);
  const files = new CollectorFolders(folders);
  const telemetry = telemetryOf(rollout, shared);
  const work = (): Promise<CollectPlan> =>
    collectTick({
      ...inputs,
      policy,
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
      forgetFetched: () => telemetry.forget(),
      readLedger: () => governance.read(policy),
      validators: () => compileSchemas(policy),
      incidents: () => readIncidents(policy, shared),
      writeOutput: (path, text) => writeFileAtomic(join(folders.output, path), text),
      forcedPhase: inputs.phase === '' ? null : inputs.phase,
      warn: (line) => core.warning(oneLine(line)),
    }).finally(() => telemetry.close());
  if (inputs.dryRun) return work();
  const locked = await withStateLock(folders.state, work);
  if (locked.kind === 'done') return locked.value;
  core.warning(`skipped: ${locked.holder} holds ${folders.state}; its tick does this one's work`);
  return null;
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

await runAction(async () => {
  const inputs = readInputs();
  const api = githubOf(inputs.token, process.env);
  const memory = await StageMemory.open({ ...inputs, stage: 'collect', api, environment: process.env });
  const governance = new GovernanceReader({ api, folder: inputs.governance });
  const shared = { inputs, api, memory, governance };
  const rollouts = await loadRollouts(inputs.policy, inputs.phase);
  const results = await eachRollout(rollouts, async (rollout) => {
    const plan = await collectRollout(rollout, shared);
    if (plan !== null) say(plan, memory.foldersOf(rollout).output);
    return plan;
  });
  const done = results.flatMap((result) => (result.kind === 'done' ? [result] : []));
  const all = done.map(({ rollout, value: plan }) => {
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
  if (!inputs.dryRun)
    memory.saveLater(
      done.filter(({ value }) => value !== null).map(({ rollout }) => rollout),
      'collector',
    );
  throwFirst(results);
});
