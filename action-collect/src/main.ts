import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import { NO_LINES } from '../../src/domain/batch.js';
import { PhasegateError } from '../../src/domain/fault.js';
import { findPhase, type Policy } from '../../src/domain/policy.js';
import { restoreFolder } from '../../src/io/actions-cache.js';
import { compileEventSchema, type EventValidator } from '../../src/io/event-schema.js';
import { readTextIfExists, writeFileAtomic } from '../../src/io/files.js';
import { GitGovernance } from '../../src/io/git-governance.js';
import { InputReader } from '../../src/io/inputs.js';
import { loadPolicy } from '../../src/io/policy-file.js';
import { readLedger } from '../../src/io/read-ledger.js';
import { runAction } from '../../src/io/run-action.js';
import { withStateLock } from '../../src/io/state-lock.js';
import { FileTelemetryReader } from '../../src/io/telemetry-reader.js';
import { oneLine } from '../../src/render/escape.js';
import { collect, type CollectPlan } from './collect.js';
import { newState, parseState, type CollectorState } from './collector-state.js';
import { keysFileName, keysFolder, stateFile } from './state-folder.js';

const COLLECTOR_FOLDER = join('logs', 'rollout', 'collector');

function readInputs() {
  const inputs = new InputReader((name) => core.getInput(name));
  const values = {
    policy: inputs.text('policy', 'governance/policy.yaml'),
    telemetryRoot: inputs.text('telemetry-root', '.'),
    output: inputs.text('output', 'out'),
    state: inputs.text('state', '.phasegate/state'),
    governance: inputs.text('governance', '.'),
    phase: inputs.text('phase'),
    now: inputs.instant('now', Date.now),
    dryRun: inputs.flag('dry-run'),
    simulatedLatencyMs: inputs.duration('simulate-latency', 0),
    cacheKey: inputs.text('cache-key'),
  };
  inputs.done();
  return values;
}

type Inputs = ReturnType<typeof readInputs>;

/** @throws PhasegateError `bad-schema` naming every schema that is missing or does not compile. */
async function compileSchemas(policy: Policy): Promise<Map<string, EventValidator>> {
  const files = policy.sources.filter((source) => source.format !== 'ledger');
  const compiled = await Promise.allSettled(
    files.map((source) => compileEventSchema(source.schema, { fromText: source.format === 'csv' })),
  );
  const faults = compiled.flatMap((one) =>
    one.status === 'rejected' ? [String((one.reason as Error).message)] : [],
  );
  if (faults.length > 0) throw new PhasegateError('bad-schema', faults.join('; '));
  return new Map(
    compiled.flatMap((one, i) =>
      one.status === 'fulfilled' ? [[files[i]?.name ?? '', one.value] as const] : [],
    ),
  );
}

async function readState(inputs: Inputs, policy: Policy): Promise<CollectorState> {
  const reading = parseState(await readTextIfExists(stateFile(inputs.state)), policy.rollout);
  if (reading.kind === 'state') return reading.state;
  if (reading.why !== null) core.warning(oneLine(`${reading.why}; reading the telemetry anew`));
  return newState(policy.rollout);
}

async function tick(inputs: Inputs, policy: Policy): Promise<CollectPlan> {
  const { ledger } = await readLedger(new GitGovernance(inputs.governance, policy.governance.branch), policy);
  return collect({
    policy,
    ledger,
    state: await readState(inputs, policy),
    reader: new FileTelemetryReader(inputs.telemetryRoot),
    validators: await compileSchemas(policy),
    keysOfClosed: async (start) => {
      const text = await readTextIfExists(join(keysFolder(inputs.state), keysFileName(start)));
      return new Set(text?.split('\n'));
    },
    now: inputs.now,
    simulatedLatencyMs: inputs.simulatedLatencyMs,
    forcedPhase: inputs.phase === '' ? null : inputs.phase,
  });
}

/** In this order, a tick that dies anywhere is repeated by the next one: the state is written when all else is there. */
async function write(inputs: Inputs, plan: CollectPlan): Promise<void> {
  const keys = keysFolder(inputs.state);
  if (!inputs.dryRun) {
    for (const [start, lines] of plan.keys)
      await writeFileAtomic(join(keys, keysFileName(start)), lines.join('\n'));
  }
  for (const batch of plan.batches)
    await writeFileAtomic(join(inputs.output, COLLECTOR_FOLDER, batch.file), batch.text);
  if (plan.quarantine !== null) {
    await writeFileAtomic(join(inputs.output, 'quarantine', plan.quarantine.file), plan.quarantine.text);
  }
  if (inputs.dryRun) return;
  await writeFileAtomic(stateFile(inputs.state), plan.state);
  const oldest = keysFileName(plan.keepKeysFrom);
  const files = await readdir(keys).catch(() => []);
  for (const file of files) if (file < oldest) await rm(join(keys, file), { force: true });
}

function report(inputs: Inputs, plan: CollectPlan | null): void {
  const totals = plan?.totals ?? NO_LINES;
  core.setOutput('batches', plan?.batches.length ?? 0);
  core.setOutput('path', join(inputs.output, COLLECTOR_FOLDER));
  core.setOutput('accepted', totals.accepted);
  core.setOutput('rejected', totals.rejected);
  core.setOutput('duplicates', totals.duplicates);
  core.setOutput('late', totals.late);
  core.setOutput('missed', plan?.missed ?? 0);
  core.setOutput('lag-seconds', plan?.lagSeconds ?? 0);
  core.setOutput('skipped', plan === null);
  if (plan === null) return;
  for (const { header } of plan.batches) {
    const silent = Object.keys(header.sources).filter((name) => header.sources[name]?.missed);
    const missed = silent.length === 0 ? '' : `, nothing from ${silent.join(', ')}`;
    core.info(`batch ${header.window.start} ${header.phase}: ${header.counts.accepted} events${missed}`);
  }
  const { accepted, rejected, duplicates, late } = totals;
  core.info(`read ${accepted} events; ${rejected} rejected, ${duplicates} duplicates, ${late} late`);
  if (plan.quarantine !== null)
    core.info(`quarantine: ${join(inputs.output, 'quarantine', plan.quarantine.file)}`);
}

await runAction(async () => {
  const inputs = readInputs();
  const { policy, warnings } = await loadPolicy(inputs.policy);
  for (const fault of warnings)
    core.warning(oneLine(fault.message), { file: fault.file, startLine: fault.line });
  if (inputs.phase !== '' && findPhase(policy, inputs.phase) === undefined) {
    const known = policy.phases.map((phase) => phase.id).join(', ');
    throw new PhasegateError(
      'bad-input',
      `input phase is ${JSON.stringify(inputs.phase)}; the policy knows ${known}`,
    );
  }
  if (inputs.cacheKey !== '') {
    const restored = await restoreFolder(inputs.state, inputs.cacheKey);
    core.info(
      restored.kind === 'restored' ? `state: ${restored.key}` : `state: nothing restored (${restored.why})`,
    );
  }
  const run = async (): Promise<CollectPlan> => {
    const plan = await tick(inputs, policy);
    await write(inputs, plan);
    return plan;
  };
  if (inputs.dryRun) {
    report(inputs, await run());
    return;
  }
  const locked = await withStateLock(inputs.state, run);
  if (locked.kind === 'busy')
    core.warning(`skipped: ${locked.holder} holds ${inputs.state}; its tick does this one's work`);
  report(inputs, locked.kind === 'done' ? locked.value : null);
  if (inputs.cacheKey !== '' && locked.kind === 'done') {
    core.saveState(
      'cache',
      JSON.stringify({
        folder: inputs.state,
        key: `${inputs.cacheKey}-${process.env['GITHUB_RUN_ID'] ?? '0'}-${process.env['GITHUB_RUN_ATTEMPT'] ?? '1'}`,
      }),
    );
  }
});
