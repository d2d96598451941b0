import { join } from 'node:path';
import * as core from '@actions/core';
import type { Analysis } from '../../src/domain/analysis.js';
import { PhasegateError } from '../../src/domain/fault.js';
import { parseWantedBundle } from '../../src/domain/observability/bundle/wanted-bundle.js';
import {
  isForMachines,
  parseReportJobs,
  writesObservability,
} from '../../src/domain/observability/report-jobs.js';
import { consoleNotifier } from '../../src/io/console-notifier.js';
import { defaultBranch } from '../../src/io/default-branch.js';
import { readTextIfExists, writeFileAtomic } from '../../src/io/files.js';
import { GithubIssues } from '../../src/io/github-issues.js';
import { githubOf } from '../../src/io/governance-store.js';
import { InputReader } from '../../src/io/inputs.js';
import { lastTick } from '../../src/io/last-tick.js';
import { noticeSetup, runLinks } from '../../src/io/notify/notice-setup.js';
import { outputLogs, shownLogs } from '../../src/io/notify/shown-logs.js';
import { hasOwnFolder } from '../../src/io/policy-files.js';
import { speakOnStderr } from '../../src/io/observability/people-stream.js';
import { reportMaterial } from '../../src/io/report-material.js';
import { attendRollout } from '../../src/io/rollout-incidents.js';
import { eachRollout, loadRollouts, throwFirst, withFaults, type Rollout } from '../../src/io/rollouts.js';
import { runAction } from '../../src/io/run-action.js';
import { readSeenLedger, seenEntries } from '../../src/io/seen-ledger-file.js';
import { StageMemory } from '../../src/io/stage-memory.js';
import { showSummary, STEP_LOG } from '../../src/io/step-log.js';
import type { GithubApi } from '../../src/ports/github.js';
import { announce } from './announce.js';
import { withOutbox } from './kept-outbox.js';
import { watchTicks } from './liveness.js';
import { notifyRollout } from './notify.js';
import { runAlone, runJobs } from './main-jobs.js';
import { needsObservability, runTool, type Tool } from './main-tools.js';
import { mergeOutputs, type RolloutOutputs } from './outputs.js';
import { planReport, type ReportPlan } from './plan-report.js';
import { readAnalysis } from './read-analysis.js';
import { sendTestNotice } from './test-notice.js';
import { tellPeople, type People, type Told } from './tell.js';
import { reportTick, type Attended, type Attending, type Telling } from './tick.js';

function readInputs() {
  const reader = new InputReader(core.getInput);
  const inputs = {
    policy: reader.text('policy'),
    analysis: reader.text('analysis'),
    output: reader.text('output', 'out'),
    job: reader.text('job', 'rollout'),
    when: reader.oneOf('when', ['always', 'due'], 'always'),
    upstream: reader.text('upstream'),
    jobId: reader.text('job-id'),
    bundle: reader.text('bundle'),
    state: reader.text('state', '.phasegate/state'),
    cacheKey: reader.text('cache-key'),
    cacheTimeoutMs: reader.duration('cache-timeout', 10_000),
    token: reader.text('github-token'),
    signingKey: reader.text('signing-key'),
    now: reader.instant('now', Date.now),
    dryRun: reader.flag('dry-run'),
    dryRunWebhook: reader.flag('dry-run-webhook'),
  };
  reader.done();
  const jobs = parseReportJobs(inputs.job);
  if (inputs.dryRun && writesObservability(jobs))
    throw new PhasegateError(
      'bad-input',
      'inputs: dry-run writes nothing outside the output folder, where the files of observability are; use dry-run-webhook, or job: rollout',
    );
  return { ...inputs, jobs, wanted: parseWantedBundle(inputs.bundle) };
}

/** What all rollouts of a tick share. */
interface Shared {
  readonly inputs: ReturnType<typeof readInputs>;
  /** null without a token. */
  readonly github: { readonly api: GithubApi; readonly issues: GithubIssues } | null;
  readonly memory: StageMemory;
  /** Rollouts whose outboxes the post step is to save. */
  readonly told: Rollout[];
  /** Whether a policy of the tick has standing jobs. */
  readonly isObserved: boolean;
}

/** A rollout, and the folder that its files are written to. */
interface Reported extends Rollout {
  readonly output: string;
}

async function writeFiles(files: Readonly<Record<string, string>>, output: string): Promise<void> {
  for (const [path, text] of Object.entries(files)) await writeFileAtomic(join(output, path), text);
}

async function report(
  { policy, output }: Reported,
  said: { readonly analysis: Analysis; readonly people: People; readonly repository: string | null },
): Promise<ReportPlan> {
  const { analysis, people, repository } = said;
  const environment = process.env;
  const reading = { policy, output, ...people, repository, environment, warn: STEP_LOG.warning };
  const material = await reportMaterial(reading);
  const plan = await planReport({ analysis, policy, ...material });
  await writeFiles(plan.files, output);
  const count = Object.keys(plan.files).length;
  STEP_LOG.info(`files written below ${output}: ${count}; notices: ${plan.notices.length}`);
  return plan;
}

/** Tells the people that the policy names, and remembers for the reports what they were told, and the incidents. */
async function tell(rollout: Reported, telling: Telling, shared: Shared): Promise<Told> {
  const { policy, output } = rollout;
  const { memory, inputs, told, github } = shared;
  const { notify } = policy;
  const hasIncidents = github !== null && policy.incidents !== null;
  if (notify === null && !hasIncidents) return { people: { incidents: null, notices: null }, fault: null };
  const { now, dryRun: isDryRun } = inputs;
  const state = memory.of(rollout);
  const keeping = {
    ...{ rollout: policy.rollout, state, run: memory.run, now, isDryRun },
    isTold: notify !== null,
  };
  return withOutbox(keeping, (outbox, incidents, kept) => {
    if (!told.includes(rollout)) told.push(rollout);
    return tellPeople({
      rollout: policy.rollout,
      outbox,
      memory: incidents,
      hasIncidents,
      known: telling.incidents,
      now: telling.now,
      isDryRun,
      warn: STEP_LOG.warning,
      notify:
        notify &&
        (async () =>
          notifyRollout({
            ...telling,
            policy,
            notify,
            entries: await seenEntries(output, policy),
            links: runLinks(process.env),
            store: outbox,
            isDryRun,
            ...(await noticeSetup({
              ...{ notify, environment: process.env, mask: core.setSecret, log: STEP_LOG },
              logOf: await shownLogs(kept, { notify, output, isDryRun }),
            })),
          })),
    });
  });
}

function attend(
  { policy, output }: Reported,
  issues: GithubIssues,
  said: { readonly attending: Attending; readonly inputs: Shared['inputs'] },
): Promise<Attended> {
  const { token, signingKey, dryRun } = said.inputs;
  return attendRollout({
    ...said.attending,
    policy,
    issues,
    token,
    signingKey,
    isDryRun: dryRun,
    writeFiles: (files) => writeFiles(files, output),
    environment: process.env,
    log: STEP_LOG,
  });
}

function tick(rollout: Reported, shared: Shared): Promise<RolloutOutputs> {
  const { policy, path, output } = rollout;
  const { inputs, github } = shared;
  const { dryRun: isDryRun } = inputs;
  const isNamed = inputs.analysis !== '' && !hasOwnFolder(path);
  const file = isNamed ? inputs.analysis : join(output, 'analysis.json');
  return reportTick({
    policy,
    output,
    now: inputs.now,
    readAnalysis: () => readAnalysis({ file, policy, path, read: readTextIfExists, warn: STEP_LOG.warning }),
    readSeen: () => readSeenLedger(output),
    report: (analysis, people) =>
      report(rollout, { analysis, people, repository: github?.issues.repository ?? null }),
    attend: github && ((attending) => attend(rollout, github.issues, { attending, inputs })),
    announce: (plan) =>
      announce(plan, { showSummary, notifier: consoleNotifier(STEP_LOG), log: STEP_LOG, isDryRun }),
    tell: (telling) => tell(rollout, telling, shared),
  });
}

/** One test notice through every route, for before a switch. */
async function testNotice({ policy, path, output }: Reported): Promise<RolloutOutputs> {
  const { notify, rollout, phases } = policy;
  if (notify === null)
    throw new PhasegateError('bad-input', `${path} has no section notify, so there is no route to test`);
  const setup = await noticeSetup({
    ...{ notify, environment: process.env, mask: core.setSecret, log: STEP_LOG },
    logOf: outputLogs(output),
  });
  const links = runLinks(process.env);
  await sendTestNotice({ rollout, phase: phases[0]?.id ?? '', notify, links, ...setup });
  return { path: output, plan: null, incidents: [], faults: [] };
}

async function liveness(rollout: Reported, { github, inputs }: Shared): Promise<RolloutOutputs> {
  if (github === null) throw new PhasegateError('bad-input', 'job liveness needs the input github-token');
  return watchTicks({
    ...rollout,
    lastTick: await lastTick(github.api, await defaultBranch(process.env)),
    now: inputs.now,
    attend: (attending) => attend(rollout, github.issues, { attending, inputs }),
    log: STEP_LOG,
  });
}

/** What a person asks of a rollout's standing jobs. */
async function tool(
  name: Tool,
  rollout: Reported,
  { inputs, memory, isObserved }: Shared,
): Promise<RolloutOutputs> {
  const { policy, path, output } = rollout;
  const nothing: RolloutOutputs = { path: output, plan: null, incidents: [], faults: [] };
  // Of several rollouts only some have standing jobs.
  if (isObserved && policy.observability === null && needsObservability(name)) return nothing;
  const { state } = memory.foldersOf(rollout);
  const done = await runTool(name, { path, policy, state, jobId: inputs.jobId, now: inputs.now });
  return { ...nothing, jobs: [done] };
}

/** Brings datasets of a rollout back from their history. */
async function restore(
  { policy, path, output }: Reported,
  { inputs, isObserved }: Shared,
): Promise<RolloutOutputs> {
  const { observability } = policy;
  const nothing: RolloutOutputs = { path: output, plan: null, incidents: [], faults: [] };
  if (observability?.dashboard == null) {
    // Of several rollouts only some have datasets.
    if (isObserved) return nothing;
    throw new PhasegateError('bad-input', `${path} has no section observability.dashboard to restore`);
  }
  const { restoreOf } = await import('./main-dashboard.js');
  const job = restoreOf(observability.root, inputs.wanted);
  return { ...nothing, jobs: [await runAlone(job, observability, inputs.now)] };
}

async function work(rollout: Reported, shared: Shared): Promise<RolloutOutputs> {
  const { inputs, github } = shared;
  const { jobs } = inputs;
  if (jobs.kind === 'chain') {
    const { observability } = rollout.policy;
    // A dry run leaves no line.
    if (observability !== null && !inputs.dryRun) {
      return runJobs({
        ...rollout,
        ...shared,
        observability,
        jobs: jobs.jobs,
        report: () => tick(rollout, shared),
        attend: github && ((attending) => attend(rollout, github.issues, { attending, inputs })),
        tell: (telling) => tell(rollout, telling, shared),
      });
    }
    if (jobs.jobs.includes('rollout')) return tick(rollout, shared);
    // Of several rollouts only some have standing jobs.
    if (shared.isObserved) return { path: rollout.output, plan: null, incidents: [], faults: [] };
    throw new PhasegateError(
      'bad-input',
      `${rollout.path} has no section observability, so there is no such job`,
    );
  }
  switch (jobs.job) {
    case 'liveness':
      return liveness(rollout, shared);
    case 'test-notice':
      return testNotice(rollout);
    case 'restore-dashboard':
      return restore(rollout, shared);
    case 'trace':
    case 'check-secrets':
    case 'rebuild':
    case 'config-dump':
      return tool(jobs.job, rollout, shared);
  }
}

await runAction(async () => {
  const inputs = readInputs();
  for (const key of inputs.signingKey.split(/\r?\n/)) if (key.trim() !== '') core.setSecret(key.trim());
  const api = githubOf(inputs.token, process.env);
  const github = api === null ? null : { api, issues: new GithubIssues(api) };
  const memory = await StageMemory.open({ ...inputs, stage: 'report', api, environment: process.env });
  const rollouts = await loadRollouts(inputs.policy, '');
  const isObserved = rollouts.some((one) => 'policy' in one && one.policy.observability !== null);
  // What jobs come to is for machines, and stands alone on stdout.
  if (isForMachines(inputs.jobs, isObserved)) speakOnStderr();
  const shared: Shared = { inputs, github, memory, told: [], isObserved };
  const results = await eachRollout(rollouts, (one) =>
    work({ ...one, output: join(inputs.output, one.below) }, shared),
  );
  if (!inputs.dryRun) memory.saveLater(shared.told, 'reporter');
  // Set before the step fails: what one rollout lacks must not hide the others.
  const done = results.flatMap((result) => (result.kind === 'done' ? [result.value] : []));
  // By hand there is nobody to give outputs to.
  if (process.env['GITHUB_OUTPUT'] !== undefined)
    for (const [name, value] of Object.entries(mergeOutputs(done))) core.setOutput(name, value);
  // What a job failed of is said already, with its line.
  if (done.some(({ jobs = [] }) => jobs.some(({ isFailed }) => isFailed))) process.exitCode = 1;
  throwFirst(withFaults(results));
});
