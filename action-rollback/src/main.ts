import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as core from '@actions/core';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import type { DecisionInput } from '../../src/domain/decision-input.js';
import { formatFault, PhasegateError } from '../../src/domain/fault.js';
import { failedFlags, verifiedSubject } from '../../src/domain/incident-findings.js';
import type { Subject } from '../../src/domain/incident-subject.js';
import { parseJsonLine } from '../../src/domain/json-line.js';
import { parseAnalysis } from '../../src/domain/parse-analysis.js';
import type { Policy } from '../../src/domain/policy.js';
import { formatFinding } from '../../src/domain/verify.js';
import { readBranchFile } from '../../src/io/branch-file.js';
import { defaultBranch } from '../../src/io/default-branch.js';
import { readTextIfExists, writeFileAtomic } from '../../src/io/files.js';
import { flagdSmokeTest } from '../../src/io/flagd-smoke-test.js';
import { githubOf, governanceStore } from '../../src/io/governance-store.js';
import { readReviews } from '../../src/io/github-approvals.js';
import { GithubIssues } from '../../src/io/github-issues.js';
import { githubWorkflow } from '../../src/io/github-workflow.js';
import { InputReader } from '../../src/io/inputs.js';
import { loadPolicy } from '../../src/io/policy-file.js';
import { policyFiles } from '../../src/io/policy-files.js';
import { attendRollout } from '../../src/io/rollout-incidents.js';
import { runAction } from '../../src/io/run-action.js';
import type { GithubApi } from '../../src/ports/github.js';
import type { RunWorkflow } from '../../src/ports/run-workflow.js';
import { codeBlock, logLine } from '../../src/render/escape.js';
import { neededApprovals, readApprovals } from './approvals.js';
import { findingsError, runDecision, runStatus, runVerify, type Answer, type StatusOptions } from './run.js';
import { failureError } from './settle.js';
import { stabilisingRollouts } from './stabilising-rollouts.js';

const OPERATIONS = ['status', 'stabilising', 'promote', 'rollback', 'release', 'verify'] as const;

function readInputs() {
  const reader = new InputReader((name) => core.getInput(name));
  const inputs = {
    operation: reader.oneOf('operation', OPERATIONS, 'status'),
    policy: reader.text('policy', 'governance/policy.yaml'),
    policies: reader.text('policy'),
    analysis: reader.text('analysis'),
    governance: reader.text('governance', '.'),
    token: reader.text('github-token'),
    signingKey: reader.text('signing-key'),
    reason: reader.text('reason'),
    evidence: listOf(reader.text('evidence'), /\r?\n/),
    approvals: listOf(reader.text('approvals'), /[,\r\n]/),
    approvalsFrom: reader.oneOf('approvals-from', ['input', 'run'] as const, 'input'),
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

/** What is asked of one rollout, and not of all. */
type RolloutInputs = Inputs & { readonly operation: Exclude<Inputs['operation'], 'stabilising'> };

function isOfOneRollout(inputs: Inputs): inputs is RolloutInputs {
  return inputs.operation !== 'stabilising';
}

function listOf(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** A rollback or a release by hand must not fail because the analysis is missing or broken; everything else stands on it. */
async function readAnalysis(inputs: Inputs): Promise<DecisionInput['analysis']> {
  if (inputs.analysis === '') return null;
  const byHand = inputs.operation !== 'promote' && !inputs.automatic;
  const text = await readTextIfExists(inputs.analysis);
  if (text === null) {
    const missing = `${inputs.analysis} does not exist`;
    if (!byHand) {
      throw new PhasegateError(
        'bad-input',
        `${missing}; run action-analyze first, and pass on its analysis.json`,
      );
    }
    core.warning(logLine(`${missing}; the ${inputs.operation} is recorded without an analysis`));
    return null;
  }
  try {
    return { text, value: parseAnalysis(text, inputs.analysis) };
  } catch (error) {
    if (!byHand || !(error instanceof PhasegateError)) throw error;
    core.warning(logLine(`${error.message}; the ${inputs.operation} is recorded without an analysis`));
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

async function workflowRunner(api: GithubApi | null): Promise<RunWorkflow | null> {
  if (api === null) return null;
  return githubWorkflow({ api, ref: await defaultBranch(process.env), now: Date.now, sleep });
}

async function run(
  inputs: RolloutInputs,
  { api, ...options }: StatusOptions & { readonly api: GithubApi | null },
): Promise<Answer> {
  const { operation } = inputs;
  switch (operation) {
    case 'status':
      return runStatus(options);
    case 'verify':
      return runVerify(options);
    case 'promote':
    case 'rollback':
    case 'release': {
      const { executor, reason, evidence, automatic, now, dryRun } = inputs;
      const { policy } = options;
      const approved = await readApprovals({
        operation,
        from: inputs.approvalsFrom,
        typed: inputs.approvals,
        executor,
        policy,
        reviews: api === null ? null : () => readReviews(api, process.env['GITHUB_RUN_ID'] ?? ''),
      });
      const request = inputs.request === '' ? null : inputs.request;
      return runDecision({
        ...options,
        analysis: await readAnalysis(inputs),
        request: { operation, automatic, executor, reason, evidence, ...approved, request, now },
        dryRun,
        smokeTest: flagdSmokeTest,
        runWorkflow: await workflowRunner(api),
      });
    }
  }
}

async function tell(inputs: Inputs, policy: Policy, answer: Answer): Promise<void> {
  for (const [path, text] of answer.files) await writeFileAtomic(join(inputs.output, path), text);
  for (const line of answer.lines) core.info(logLine(line));
  core.setOutput('phase', answer.phase);
  core.setOutput('target', answer.target);
  core.setOutput('changed', answer.changed);
  core.setOutput('entry', answer.entry?.seq ?? '');
  core.setOutput('commit', answer.commit ?? '');
  core.setOutput('findings', answer.findings.length);
  core.setOutput('failed', answer.failure !== null);
  core.setOutput('stabilising', answer.held?.until ?? '');
  core.setOutput('approvals', canonicalJson(neededApprovals(policy, answer.phase)));
  if (process.env['GITHUB_STEP_SUMMARY'] === undefined) return;
  await core.summary
    .addRaw(`## Phasegate ${inputs.operation}\n\n${codeBlock(answer.lines, 'text')}\n`)
    .write();
}

/** What a person must know at once; null where the operation found nothing of the kind out. */
function incidentOf(inputs: Inputs, { failure, findings, phase }: Answer): Subject | null {
  if (failure !== null) return failedFlags(failure);
  return inputs.operation === 'verify' ? verifiedSubject(phase, findings.map(formatFinding)) : null;
}

/** Tells it by an issue, where a token is given. That GitHub fails must not hide what is to be told. */
async function openIncident(
  inputs: Inputs,
  policy: Policy,
  { answer, api }: { readonly answer: Answer; readonly api: GithubApi | null },
): Promise<void> {
  const said = incidentOf(inputs, answer);
  if (said === null || api === null) return;
  try {
    const { failures } = await attendRollout({
      policy,
      issues: new GithubIssues(api),
      token: inputs.token,
      signingKey: inputs.signingKey,
      entries: answer.failure?.entry.seq ?? 0,
      now: inputs.now,
      subjects: () => [said],
      budget: 4,
      isDryRun: inputs.dryRun,
      writeFiles: async (files) => {
        for (const [path, text] of Object.entries(files))
          await writeFileAtomic(join(inputs.output, path), text);
      },
      environment: process.env,
      log: { info: (line) => core.info(logLine(line)), warning: (line) => core.warning(logLine(line)) },
    });
    if (failures[0] !== undefined) throw failures[0];
  } catch (error) {
    core.warning(
      logLine(`no incident was opened: ${error instanceof Error ? error.message : String(error)}`),
    );
  }
}

/** Whether there is anything to watch: a call for each rollout, so that it can be asked every few minutes. */
async function watch(inputs: Inputs, api: GithubApi | null): Promise<void> {
  const all = await stabilisingRollouts(await policyFiles(inputs.policies), {
    load: async (path) => (await loadPolicy(path)).policy,
    read: ({ governance: { branch } }, path) =>
      readBranchFile({ api, folder: inputs.governance, branch, path }),
    warn: (line) => core.warning(logLine(line)),
  });
  for (const { rollout, held } of all)
    core.info(
      logLine(`${rollout}: the rollback of entry ${held.seq} stabilises until ${held.until} at least`),
    );
  if (all.length === 0) core.info('no rollback stabilises');
  const until = all.map(({ held }) => held.until).sort();
  core.setOutput('stabilising', until.at(-1) ?? '');
}

await runAction(async () => {
  const inputs = readInputs();
  const api = githubOf(inputs.token, process.env);
  if (!isOfOneRollout(inputs)) return watch(inputs, api);
  if (inputs.approvalsFrom === 'run' && inputs.approvals.length > 0)
    core.warning(
      'the input `approvals` does not count: approvals-from is `run`, so the environments say who approved',
    );
  const { policy, warnings } = await loadPolicy(inputs.policy);
  for (const warning of warnings) core.info(logLine(`policy: ${formatFault(warning)}`));
  const store = governanceStore({ api, folder: inputs.governance, branch: policy.governance.branch });
  const flagSources = { env: process.env, overrides: await readOverrides(inputs.flagOverrides) };
  const answer = await run(inputs, { policy, store, flagSources, api });
  await tell(inputs, policy, answer);
  await openIncident(inputs, policy, { answer, api });
  if (answer.findings.length > 0) throw findingsError(policy, answer.findings);
  if (answer.failure !== null) throw failureError(answer.failure);
});
