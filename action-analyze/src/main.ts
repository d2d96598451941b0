import { join } from 'node:path';
import * as core from '@actions/core';
import { CHECKLIST_FILE } from '../../src/domain/promotion-checklist.js';
import { SECOND } from '../../src/domain/time.js';
import { AnalyzerFolders } from '../../src/io/analyzer-folders.js';
import { readCollected, type Collected } from '../../src/io/collected.js';
import { readTextIfExists, writeFileAtomic } from '../../src/io/files.js';
import { GovernanceReader } from '../../src/io/governance-reader.js';
import { githubOf } from '../../src/io/governance-store.js';
import { InputReader } from '../../src/io/inputs.js';
import { missedBatches } from '../../src/io/missed-batches.js';
import { eachRollout, loadRollouts, throwFirst, type Rollout } from '../../src/io/rollouts.js';
import { runAction } from '../../src/io/run-action.js';
import { StageMemory } from '../../src/io/stage-memory.js';
import { withStateLock } from '../../src/io/state-lock.js';
import { logLine, oneLine } from '../../src/render/escape.js';
import { timeline, timelineHeader } from '../../src/render/timeline.js';
import { outputsOf } from './outputs.js';
import { analyzeRolloutTick } from './rollout-tick.js';
import type { TickResult } from './tick.js';

function readInputs() {
  const inputs = new InputReader((name) => core.getInput(name));
  const values = {
    policy: inputs.text('policy'),
    batches: inputs.text('batches', 'out'),
    state: inputs.text('state', '.phasegate/state'),
    governance: inputs.text('governance', '.'),
    checklist: inputs.text('checklist', CHECKLIST_FILE),
    phase: inputs.text('phase'),
    now: inputs.instant('now', Date.now),
    output: inputs.text('output', 'out'),
    dryRun: inputs.flag('dry-run'),
    cacheKey: inputs.text('cache-key'),
    cacheTimeoutMs: inputs.duration('cache-timeout', 10 * SECOND),
    token: inputs.text('github-token'),
  };
  inputs.done();
  return values;
}

type Inputs = ReturnType<typeof readInputs>;

/** What all rollouts of a tick share. */
interface Shared {
  readonly inputs: Inputs;
  readonly memory: StageMemory;
  readonly governance: GovernanceReader;
  /** By path of the policy. */
  readonly collected: ReadonlyMap<string, Collected>;
}

/** One tick of one rollout; null where another tick holds its state. */
async function analyzeRollout(rollout: Rollout, shared: Shared): Promise<TickResult | null> {
  const { inputs, memory, governance, collected } = shared;
  const { policy, below, path } = rollout;
  const { shelf, log } = memory;
  const folders = memory.foldersOf(rollout);
  const { batches, tick } = collected.get(path) ?? { batches: inputs.batches, tick: null };
  const work = (): Promise<TickResult> =>
    analyzeRolloutTick({
      ...inputs,
      policy,
      tick,
      state: memory.of(rollout),
      findMissed: (next, taken) =>
        missedBatches({ tick: next, taken, shelf, below, rollout: policy.rollout, log }),
      files: (missed) => new AnalyzerFolders({ ...folders, batches, missed }),
      readLedger: () => governance.read(policy),
      readChecklist: () => readTextIfExists(inputs.checklist),
      writeOutput: (file, text) => writeFileAtomic(join(folders.output, file), text),
      forcedPhase: inputs.phase === '' ? null : inputs.phase,
    });
  if (inputs.dryRun) return work();
  const locked = await withStateLock(folders.state, work);
  if (locked.kind === 'done') return locked.value;
  core.warning(
    oneLine(`skipped: ${locked.holder} holds ${folders.state}; the next tick does this one's work`),
  );
  return null;
}

function say({ analysis, warnings, batches }: TickResult): void {
  for (const warning of warnings) core.warning(oneLine(warning, 1_000));
  core.info(
    timelineHeader({ rollout: analysis.rollout, phase: analysis.phase, head: analysis.governance.head }),
  );
  const newest = analysis.judged.at(-1);
  for (const judgement of analysis.judged) {
    const answer = judgement === newest ? { gate: analysis.gate, target: analysis.target } : undefined;
    for (const line of timeline(judgement, { answer })) core.info(line);
  }
  core.info(
    `${batches} batches read, ${analysis.judged.length} windows judged, ${analysis.alerts.length} alerts`,
  );
  const target = analysis.target === null ? '' : ` → ${analysis.target}`;
  core.info(logLine(`gate ${analysis.gate}${target}: ${analysis.reason}`, 1_000));
}

await runAction(async () => {
  const inputs = readInputs();
  const api = githubOf(inputs.token, process.env);
  const memory = await StageMemory.open({ ...inputs, stage: 'analyze', api, environment: process.env });
  const rollouts = await loadRollouts(inputs.policy, inputs.phase);
  const collected = new Map<string, Collected>();
  for (const rollout of rollouts) {
    if ('kind' in rollout) continue;
    const options = { rollout, isOnly: rollouts.length === 1, log: memory.log };
    collected.set(rollout.path, await readCollected(inputs.batches, options));
  }
  const carried = [...collected.values()].flatMap(({ ledger }) => ledger ?? []);
  const governance = new GovernanceReader({ api, folder: inputs.governance }, carried);
  const shared = { inputs, memory, governance, collected };
  const results = await eachRollout(rollouts, async (rollout) => {
    const result = await analyzeRollout(rollout, shared);
    if (result !== null) say(result);
    return result;
  });
  const done = results.flatMap((result) => (result.kind === 'done' ? [result] : []));
  const all = done.map(({ rollout: { policy, path }, value: result }) => {
    return { rollout: policy.rollout, policy: path, mode: policy.rollback, result };
  });
  // Set before the step fails: what one rollout lacks must not hide the others.
  if (all.length > 0) for (const [name, value] of Object.entries(outputsOf(all))) core.setOutput(name, value);
  if (!inputs.dryRun)
    memory.saveLater(
      done.filter(({ value }) => value !== null).map(({ rollout }) => rollout),
      'analyzer',
    );
  throwFirst(results);
});
