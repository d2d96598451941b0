import * as core from '@actions/core';
import { PhasegateError } from '../../src/domain/fault.js';
import { findPhase, type Policy } from '../../src/domain/policy.js';
import { CHECKLIST_FILE } from '../../src/domain/promotion-checklist.js';
import { restoreFolder } from '../../src/io/actions-cache.js';
import { AnalyzerFolders } from '../../src/io/analyzer-folders.js';
import { readTextIfExists } from '../../src/io/files.js';
import { GitGovernance } from '../../src/io/git-governance.js';
import { InputReader } from '../../src/io/inputs.js';
import { loadPolicy } from '../../src/io/policy-file.js';
import { readLedger } from '../../src/io/read-ledger.js';
import { runAction } from '../../src/io/run-action.js';
import { withStateLock } from '../../src/io/state-lock.js';
import { logLine, oneLine } from '../../src/render/escape.js';
import { timeline, timelineHeader } from '../../src/render/timeline.js';
import { outputsOf } from './outputs.js';
import { analyzeTick, type TickResult } from './tick.js';

function readInputs() {
  const inputs = new InputReader((name) => core.getInput(name));
  const values = {
    policy: inputs.text('policy', 'governance/policy.yaml'),
    batches: inputs.text('batches', 'out/logs/rollout/collector'),
    state: inputs.text('state', '.phasegate/state'),
    governance: inputs.text('governance', '.'),
    checklist: inputs.text('checklist', CHECKLIST_FILE),
    phase: inputs.text('phase'),
    now: inputs.instant('now', Date.now),
    output: inputs.text('output', 'out'),
    dryRun: inputs.flag('dry-run'),
    cacheKey: inputs.text('cache-key'),
  };
  inputs.done();
  return values;
}

type Inputs = ReturnType<typeof readInputs>;

async function readPolicy({ policy: file, phase }: Inputs): Promise<Policy> {
  const { policy, warnings } = await loadPolicy(file);
  for (const fault of warnings)
    core.warning(oneLine(fault.message), { file: fault.file, startLine: fault.line });
  if (phase !== '' && findPhase(policy, phase) === undefined) {
    const known = policy.phases.map((one) => one.id).join(', ');
    throw new PhasegateError(
      'bad-input',
      `input phase is ${JSON.stringify(phase)}; the policy knows ${known}`,
    );
  }
  return policy;
}

async function restore(inputs: Inputs): Promise<void> {
  if (inputs.cacheKey === '') return;
  const restored = await restoreFolder(inputs.state, inputs.cacheKey);
  core.info(
    restored.kind === 'restored' ? `state: ${restored.key}` : `state: nothing restored (${restored.why})`,
  );
}

/** The post step saves the state once the whole job has succeeded. */
function saveLater(inputs: Inputs): void {
  if (inputs.cacheKey === '' || inputs.dryRun) return;
  const run = process.env['GITHUB_RUN_ID'] ?? '0';
  const attempt = process.env['GITHUB_RUN_ATTEMPT'] ?? '1';
  core.saveState(
    'cache',
    JSON.stringify({ folder: inputs.state, key: `${inputs.cacheKey}-${run}-${attempt}` }),
  );
}

async function tick(inputs: Inputs, policy: Policy): Promise<TickResult> {
  const store = new GitGovernance(inputs.governance, policy.governance.branch);
  const { head, ledger } = await readLedger(store, policy);
  const forcedPhase = inputs.phase === '' ? null : inputs.phase;
  const { now, dryRun } = inputs;
  const checklist = await readTextIfExists(inputs.checklist);
  const files = new AnalyzerFolders(inputs);
  return analyzeTick({ policy, ledger, head, files, forcedPhase, checklist, now, dryRun });
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
  const policy = await readPolicy(inputs);
  await restore(inputs);
  const work = () => tick(inputs, policy);
  const done = inputs.dryRun
    ? ({ kind: 'done', value: await work() } as const)
    : await withStateLock(inputs.state, work);
  if (done.kind === 'busy')
    core.warning(
      oneLine(`skipped: ${done.holder} holds ${inputs.state}; the next tick does this one's work`),
    );
  const result = done.kind === 'done' ? done.value : null;
  for (const [name, value] of Object.entries(outputsOf(policy.rollback, result))) core.setOutput(name, value);
  if (result === null) return;
  say(result);
  saveLater(inputs);
});
