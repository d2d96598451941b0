import { join } from 'node:path';
import * as core from '@actions/core';
import type { DecisionInput } from '../../src/domain/decision-input.js';
import { formatFault, PhasegateError } from '../../src/domain/fault.js';
import { parseJsonLine } from '../../src/domain/json-line.js';
import { parseAnalysis } from '../../src/domain/parse-analysis.js';
import { readTextIfExists, writeFileAtomic } from '../../src/io/files.js';
import { flagdSmokeTest } from '../../src/io/flagd-smoke-test.js';
import { GitGovernance } from '../../src/io/git-governance.js';
import { InputReader } from '../../src/io/inputs.js';
import { loadPolicy } from '../../src/io/policy-file.js';
import { runAction } from '../../src/io/run-action.js';
import { codeBlock, logLine } from '../../src/render/escape.js';
import { findingsError, runDecision, runStatus, runVerify, type Answer, type StatusOptions } from './run.js';

const OPERATIONS = ['status', 'promote', 'rollback', 'verify'] as const;

function readInputs() {
  const reader = new InputReader((name) => core.getInput(name));
  const inputs = {
    operation: reader.oneOf('operation', OPERATIONS, 'status'),
    policy: reader.text('policy', 'governance/policy.yaml'),
    analysis: reader.text('analysis'),
    governance: reader.text('governance', '.'),
    reason: reader.text('reason'),
    evidence: listOf(reader.text('evidence'), /\r?\n/),
    approvals: listOf(reader.text('approvals'), /[,\r\n]/),
    executor: reader.text('executor', process.env['GITHUB_ACTOR'] ?? ''),
    request: reader.text('request', process.env['GITHUB_RUN_ID'] ?? ''),
    automatic: reader.flag('automatic'),
    flagOverrides: reader.text('flag-overrides'),
    output: reader.text('output', 'out'),
    now: reader.instant('now', Date.now),
    dryRun: reader.flag('dry-run'),
  };
  reader.done();
  return inputs;
}

type Inputs = ReturnType<typeof readInputs>;

function listOf(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** A rollback by hand must not fail because the analysis is missing or broken; everything else stands on it. */
async function readAnalysis(inputs: Inputs): Promise<DecisionInput['analysis']> {
  if (inputs.analysis === '') return null;
  const byHand = inputs.operation === 'rollback' && !inputs.automatic;
  const text = await readTextIfExists(inputs.analysis);
  if (text === null) {
    const missing = `${inputs.analysis} does not exist`;
    if (!byHand) {
      throw new PhasegateError(
        'bad-input',
        `${missing}; run action-analyze first, and pass on its analysis.json`,
      );
    }
    core.warning(logLine(`${missing}; the rollback is recorded without an analysis`));
    return null;
  }
  try {
    return { text, value: parseAnalysis(text, inputs.analysis) };
  } catch (error) {
    if (!byHand || !(error instanceof PhasegateError)) throw error;
    core.warning(logLine(`${error.message}; the rollback is recorded without an analysis`));
    return null;
  }
}

/** Local overrides: a JSON object from flag to value. */
async function readOverrides(file: string): Promise<Record<string, unknown>> {
  const text = file === '' ? '{}' : await readTextIfExists(file);
  if (text === null) throw new PhasegateError('bad-input', `flag-overrides: ${file} does not exist`);
  const value = text.trimStart().startsWith('{') ? parseJsonLine(text) : 'is no object';
  if (typeof value === 'string') throw new PhasegateError('bad-input', `flag-overrides: ${file} ${value}`);
  return value;
}

async function run(inputs: Inputs, options: StatusOptions): Promise<Answer> {
  const { operation } = inputs;
  switch (operation) {
    case 'status':
      return runStatus(options);
    case 'verify':
      return runVerify(options);
    case 'promote':
    case 'rollback': {
      const { executor, reason, evidence, approvals, automatic, now, dryRun } = inputs;
      const request = inputs.request === '' ? null : inputs.request;
      return runDecision({
        ...options,
        analysis: await readAnalysis(inputs),
        request: { operation, automatic, executor, reason, evidence, approvals, request, now },
        dryRun,
        smokeTest: flagdSmokeTest,
      });
    }
  }
}

async function tell(inputs: Inputs, answer: Answer): Promise<void> {
  for (const [path, text] of answer.files) await writeFileAtomic(join(inputs.output, path), text);
  for (const line of answer.lines) core.info(logLine(line));
  core.setOutput('phase', answer.phase);
  core.setOutput('target', answer.target);
  core.setOutput('changed', answer.changed);
  core.setOutput('entry', answer.entry?.seq ?? '');
  core.setOutput('commit', answer.commit ?? '');
  core.setOutput('findings', answer.findings.length);
  if (process.env['GITHUB_STEP_SUMMARY'] === undefined) return;
  await core.summary
    .addRaw(`## Phasegate ${inputs.operation}\n\n${codeBlock(answer.lines, 'text')}\n`)
    .write();
}

await runAction(async () => {
  const inputs = readInputs();
  const { policy, warnings } = await loadPolicy(inputs.policy);
  for (const warning of warnings) core.info(logLine(`policy: ${formatFault(warning)}`));
  const store = new GitGovernance(inputs.governance, policy.governance.branch);
  const flagSources = { env: process.env, overrides: await readOverrides(inputs.flagOverrides) };
  const answer = await run(inputs, { policy, store, flagSources });
  await tell(inputs, answer);
  if (answer.findings.length > 0) throw findingsError(policy, answer.findings);
});
