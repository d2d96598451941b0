import { join } from 'node:path';
import * as core from '@actions/core';
import type { Analysis } from '../../src/domain/analysis.js';
import { formatFault, PhasegateError } from '../../src/domain/fault.js';
import { parseAnalysis } from '../../src/domain/parse-analysis.js';
import type { Policy } from '../../src/domain/policy.js';
import templates from '../../src/generated/templates.js';
import { consoleNotifier } from '../../src/io/console-notifier.js';
import { readTextIfExists, writeFileAtomic } from '../../src/io/files.js';
import { InputReader } from '../../src/io/inputs.js';
import { loadPolicy } from '../../src/io/policy-file.js';
import { runAction } from '../../src/io/run-action.js';
import { logLine } from '../../src/render/escape.js';
import { fillTemplate, type Template } from '../../src/render/template.js';
import { deliverAll } from './deliver.js';
import { planReport, type ReportPlan } from './plan-report.js';

const DAILY_TEMPLATE = 'templates/reports/rollout_phase.md';

interface Inputs {
  readonly policy: string;
  readonly analysis: string;
  readonly output: string;
  readonly dryRun: boolean;
}

function readInputs(): Inputs {
  const reader = new InputReader(core.getInput);
  const output = reader.text('output', 'out');
  const inputs = {
    policy: reader.text('policy', 'governance/policy.yaml'),
    analysis: reader.text('analysis', join(output, 'analysis.json')),
    output,
    dryRun: reader.flag('dry-run'),
  };
  reader.done();
  return inputs;
}

async function readAnalysis(path: string): Promise<string> {
  const text = await readTextIfExists(path);
  if (text !== null) return text;
  const hint = 'run action-analyze first, and pass its analysis.json to this job as an artifact';
  throw new PhasegateError('bad-input', `${path} does not exist; ${hint}`);
}

/** The repository's own template where it has one of that name, else the product's. */
async function readTemplate(file: string): Promise<Template> {
  const text = (await readTextIfExists(file)) ?? templates[file];
  if (text === undefined) throw new PhasegateError('io-failed', `${file} is not among the bundled templates`);
  return { file, text };
}

async function writeFiles(plan: ReportPlan, inputs: Inputs): Promise<void> {
  for (const [path, text] of Object.entries(plan.files))
    await writeFileAtomic(join(inputs.output, path), text);
  const count = Object.keys(plan.files).length;
  core.info(logLine(`files written below ${inputs.output}: ${count}; notices: ${plan.notices.length}`));
}

/** What leaves the output folder: the job summary and the notices. */
async function announce(plan: ReportPlan): Promise<void> {
  if (process.env['GITHUB_STEP_SUMMARY'] !== undefined) await core.summary.addRaw(plan.summary.text).write();
  const log = { info: core.info, warning: core.warning, error: core.error };
  const failed = await deliverAll(plan.notices, [consoleNotifier(log)]);
  if (failed.length === 0) return;
  const list = failed.map(({ notifier, notice }) => `${notifier}: ${notice}`).join(', ');
  throw new PhasegateError('io-failed', `not delivered: ${list}`, { cause: failed[0]?.error });
}

function rehearse(plan: ReportPlan): void {
  for (const { severity, title, id } of plan.notices)
    core.info(logLine(`would send ${severity}: ${title} (${id})`));
}

/** @throws PhasegateError `bad-input` when policy and analysis are not of one rollout. */
function checkTogether(policy: Policy, analysis: Analysis, inputs: Inputs): void {
  if (analysis.rollout !== policy.rollout) {
    const found = `${inputs.analysis} is of rollout ${analysis.rollout}, ${inputs.policy} of ${policy.rollout}`;
    throw new PhasegateError('bad-input', `${found}; pass the policy that the analysis was made with`);
  }
  if (analysis.digests.policy === policy.digest) return;
  const found = `${inputs.analysis} was made with another version of ${inputs.policy}`;
  core.warning(logLine(`${found}; its verdicts stand as they are`));
}

function setOutputs(plan: ReportPlan, inputs: Inputs): void {
  core.setOutput('path', inputs.output);
  core.setOutput('summary', join(inputs.output, plan.summary.path));
  core.setOutput('daily', plan.daily === null ? '' : join(inputs.output, plan.daily));
  core.setOutput('dashboard', join(inputs.output, plan.dashboard));
  core.setOutput('notices', String(plan.notices.length));
}

await runAction(async () => {
  const inputs = readInputs();
  const { policy, warnings } = await loadPolicy(inputs.policy);
  for (const warning of warnings) core.info(logLine(`policy: ${formatFault(warning)}`));
  const analysis = parseAnalysis(await readAnalysis(inputs.analysis), inputs.analysis);
  checkTogether(policy, analysis, inputs);
  const plan = await planReport({
    analysis,
    policy,
    dailyTemplate: await readTemplate(DAILY_TEMPLATE),
    render: fillTemplate,
    previous: (path) => readTextIfExists(join(inputs.output, path)),
  });
  await writeFiles(plan, inputs);
  // Set before anything is sent: a channel that is down must not hide what was written.
  setOutputs(plan, inputs);
  if (inputs.dryRun) rehearse(plan);
  else await announce(plan);
});
