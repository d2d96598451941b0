import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as core from '@actions/core';
import type { Analysis } from '../../src/domain/analysis.js';
import { PhasegateError } from '../../src/domain/fault.js';
import type { KnownIncident } from '../../src/domain/incident-issue.js';
import { livenessSubject } from '../../src/domain/incident-findings.js';
import type { IncidentState } from '../../src/domain/incident.js';
import type { Subject } from '../../src/domain/incident-subject.js';
import { ledgerOfRollout } from '../../src/domain/ledger.js';
import type { LedgerEntry } from '../../src/domain/ledger-entry.js';
import type { NotifyPolicy } from '../../src/domain/notify-policy.js';
import { parseAnalysis } from '../../src/domain/parse-analysis.js';
import type { Policy } from '../../src/domain/policy.js';
import { CHECKLIST_FILE } from '../../src/domain/promotion-checklist.js';
import { parseSeenLedger, SEEN_LEDGER_FILE } from '../../src/domain/seen-ledger.js';
import { parseInstant } from '../../src/domain/time.js';
import dashboardParts from '../../src/generated/dashboard.js';
import { dashboardSources } from '../../src/io/dashboard-sources.js';
import { ActionsCache } from '../../src/io/actions-cache.js';
import { SAVE_REQUEST, type SaveRequest } from '../../src/io/cache-request.js';
import { defaultBranch } from '../../src/io/default-branch.js';
import { consoleNotifier } from '../../src/io/console-notifier.js';
import { readTextIfExists, writeFileAtomic } from '../../src/io/files.js';
import { GithubIssues } from '../../src/io/github-issues.js';
import { githubOf } from '../../src/io/governance-store.js';
import { readTemplate } from '../../src/io/incident-view.js';
import { InputReader } from '../../src/io/inputs.js';
import { lastTick } from '../../src/io/last-tick.js';
import { secretsOf } from '../../src/io/notify/channels.js';
import { noticeSetup, runLinks } from '../../src/io/notify/notice-setup.js';
import { outboxMemory } from '../../src/io/notify/outbox-memory.js';
import { hasOwnFolder } from '../../src/io/policy-files.js';
import { eachRollout, loadRollouts, throwFirst, type RolloutResult } from '../../src/io/rollouts.js';
import { attendRollout, type AttendedRollout } from '../../src/io/rollout-incidents.js';
import { runAction } from '../../src/io/run-action.js';
import type { GithubApi } from '../../src/ports/github.js';
import { NO_CONTEXT } from '../../src/render/daily-people.js';
import type { DashboardSources } from '../../src/render/dashboard.js';
import { logLine } from '../../src/render/escape.js';
import { fillTemplate } from '../../src/render/template.js';
import { deliverAll } from './deliver.js';
import { tickSubjects } from './incident-subjects.js';
import { notifyRollout } from './notify.js';
import { planReport, type ReportPlan } from './plan-report.js';
import type { Clock } from './send-notices.js';
import { sendTestNotice } from './test-notice.js';
import { asError, mergeOutputs, type RolloutOutputs } from './outputs.js';

const DAILY_TEMPLATE = 'templates/reports/rollout_phase.md';
const ALERT_TEMPLATE = 'templates/alerts/rollout-monitor.md';

function readInputs() {
  const reader = new InputReader(core.getInput);
  const inputs = {
    policy: reader.text('policy'),
    analysis: reader.text('analysis'),
    output: reader.text('output', 'out'),
    operation: reader.oneOf('operation', ['report', 'liveness', 'test-notice'], 'report'),
    state: reader.text('state', '.phasegate/state'),
    cacheKey: reader.text('cache-key'),
    cacheTimeoutMs: reader.duration('cache-timeout', 10_000),
    token: reader.text('github-token'),
    signingKey: reader.text('signing-key'),
    now: reader.instant('now', Date.now),
    dryRun: reader.flag('dry-run'),
  };
  reader.done();
  return inputs;
}

type Inputs = ReturnType<typeof readInputs>;

/** A rollout that is reported on, and where its files lie. */
interface Rollout {
  readonly path: string;
  readonly policy: Policy;
  readonly output: string;
  /** Folder that its outbox is kept in. */
  readonly state: string;
}

/** The job's cache, and what the post step is to save in it. */
interface Memory {
  readonly cache: ActionsCache;
  readonly saves: SaveRequest['entries'][number][];
}

interface Github {
  readonly api: GithubApi;
  readonly issues: GithubIssues;
}

function analysisFile({ path, output }: Rollout, inputs: Inputs): string {
  const isNamed = inputs.analysis !== '' && !hasOwnFolder(path);
  return isNamed ? inputs.analysis : join(output, 'analysis.json');
}

async function readAnalysis(rollout: Rollout, inputs: Inputs): Promise<Analysis> {
  const file = analysisFile(rollout, inputs);
  const text = await readTextIfExists(file);
  if (text === null) {
    const hint = 'run action-analyze first, and pass its analysis.json to this job as an artifact';
    throw new PhasegateError('bad-input', `${file} does not exist; ${hint}`);
  }
  const analysis = parseAnalysis(text, file);
  const { policy, path } = rollout;
  if (analysis.rollout !== policy.rollout) {
    const found = `${file} is of rollout ${analysis.rollout}, ${path} of ${policy.rollout}`;
    throw new PhasegateError('bad-input', `${found}; pass the policy that the analysis was made with`);
  }
  if (analysis.digests.policy !== policy.digest)
    core.warning(logLine(`${file} was made with another version of ${path}; its verdicts stand as they are`));
  return analysis;
}

async function writeFiles(files: Readonly<Record<string, string>>, output: string): Promise<void> {
  for (const [path, text] of Object.entries(files)) await writeFileAtomic(join(output, path), text);
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

function readDashboard(rollout: Rollout, inputs: Inputs, github: Github | null): Promise<DashboardSources> {
  return dashboardSources({
    policy: rollout.policy,
    output: rollout.output,
    issues: github?.issues ?? null,
    signingKey: inputs.signingKey,
    environment: process.env,
    warn: (line) => core.warning(logLine(line)),
  });
}

async function report(
  rollout: Rollout,
  analysis: Analysis,
  { inputs, github }: { readonly inputs: Inputs; readonly github: Github | null },
): Promise<ReportPlan> {
  const plan = await planReport({
    analysis,
    policy: rollout.policy,
    dailyTemplate: await readTemplate(DAILY_TEMPLATE),
    render: fillTemplate,
    alertTemplate: await readTemplate(ALERT_TEMPLATE),
    context: { ...NO_CONTEXT, checklist: await readTextIfExists(CHECKLIST_FILE) },
    dashboard: { sources: await readDashboard(rollout, inputs, github), parts: dashboardParts },
    previous: (path) => readTextIfExists(join(rollout.output, path)),
  });
  await writeFiles(plan.files, rollout.output);
  const count = Object.keys(plan.files).length;
  core.info(logLine(`files written below ${rollout.output}: ${count}; notices: ${plan.notices.length}`));
  return plan;
}

const CLOCK: Clock = { now: Date.now, sleep: (ms) => sleep(ms) };
const NOTICE_LOG = {
  info: (line: string): void => core.info(logLine(line)),
  warning: (line: string): void => core.warning(logLine(line)),
  error: (line: string): void => core.error(logLine(line)),
};

async function setUpNotices(notify: NotifyPolicy) {
  for (const value of secretsOf(notify, process.env)) core.setSecret(value);
  const setup = await noticeSetup({ notify, environment: process.env, log: NOTICE_LOG });
  return { ...setup, clock: CLOCK, log: NOTICE_LOG };
}

/** Who decided, as the ledger that action-collect saw says; nobody where it saw none. */
async function readEntries({ output, policy }: Rollout): Promise<readonly LedgerEntry[]> {
  const file = join(output, SEEN_LEDGER_FILE);
  const text = await readTextIfExists(file);
  return text === null
    ? []
    : (ledgerOfRollout(parseSeenLedger(text, file).text, file, policy)?.entries ?? []);
}

/** Tells the people that the policy names; nobody where it names none. */
async function tell(
  rollout: Rollout,
  inputs: Inputs,
  said: {
    readonly analysis: Analysis | null;
    readonly incidents: readonly KnownIncident[] | null;
    readonly memory: Memory;
  },
): Promise<void> {
  const { policy, state } = rollout;
  const { analysis, incidents, memory } = said;
  const { notify } = policy;
  if (notify === null) return;
  const { cacheKey, dryRun: isDryRun } = inputs;
  const { store, entry } = await outboxMemory({
    state,
    rollout: policy.rollout,
    cacheKey,
    cache: memory.cache,
    environment: process.env,
    log: NOTICE_LOG,
  });
  if (entry !== null && !isDryRun) memory.saves.push(entry);
  await notifyRollout({
    policy,
    notify,
    analysis,
    incidents,
    entries: await readEntries(rollout),
    links: runLinks(process.env),
    store,
    now: (analysis === null ? null : parseInstant(analysis.now)) ?? inputs.now,
    isDryRun,
    ...(await setUpNotices(notify)),
  });
}

interface Said {
  readonly github: Github;
  readonly now: number;
  readonly entries: number;
  readonly subjects: (open: readonly IncidentState[]) => readonly Subject[];
}

function attend({ policy, output }: Rollout, inputs: Inputs, said: Said): Promise<AttendedRollout> {
  const { github, ...rest } = said;
  return attendRollout({
    policy,
    issues: github.issues,
    token: inputs.token,
    signingKey: inputs.signingKey,
    isDryRun: inputs.dryRun,
    writeFiles: (files) => writeFiles(files, output),
    environment: process.env,
    log: { info: (line) => core.info(logLine(line)), warning: (line) => core.warning(logLine(line)) },
    ...rest,
  });
}

async function tick(
  rollout: Rollout,
  inputs: Inputs,
  { github, memory }: { readonly github: Github | null; readonly memory: Memory },
): Promise<RolloutOutputs> {
  const { policy, output } = rollout;
  const outputs: RolloutOutputs = { path: output, plan: null, incidents: [], faults: [] };
  const faults: Error[] = [];
  const guarded = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      faults.push(asError(error));
      return null;
    }
  };
  const analysis = await guarded(() => readAnalysis(rollout, inputs));
  const plan = analysis === null ? null : await guarded(() => report(rollout, analysis, { inputs, github }));
  const attended =
    github === null
      ? null
      : await guarded(async () => {
          const file = join(output, SEEN_LEDGER_FILE);
          const text = analysis === null ? await readTextIfExists(file) : null;
          const seen = text === null ? null : parseSeenLedger(text, file);
          const entries = analysis?.governance.entries ?? 0;
          const now = (analysis === null ? null : parseInstant(analysis.now)) ?? inputs.now;
          const subjects = (open: readonly IncidentState[]): readonly Subject[] =>
            tickSubjects({ policy, analysis, seen }, open);
          return attend(rollout, inputs, { github, now, entries, subjects });
        });
  if (plan !== null) {
    if (inputs.dryRun) rehearse(plan);
    else await guarded(() => announce(plan));
  }
  const incidents = attended?.incidents ?? null;
  await guarded(() => tell(rollout, inputs, { analysis, incidents, memory }));
  return { ...outputs, plan, incidents: attended?.open ?? [], faults };
}

/** One test notice through every route, for before a switch. */
async function testNotice(rollout: Rollout): Promise<RolloutOutputs> {
  const { policy, path, output } = rollout;
  const { notify } = policy;
  if (notify === null)
    throw new PhasegateError('bad-input', `${path} has no section notify, so there is no route to test`);
  await sendTestNotice({
    rollout: policy.rollout,
    phase: policy.phases[0]?.id ?? '',
    notify,
    links: runLinks(process.env),
    ...(await setUpNotices(notify)),
  });
  return { path: output, plan: null, incidents: [], faults: [] };
}

/** Whether ticks come at all: for a workflow that something else than their own schedule starts. */
async function liveness(rollout: Rollout, inputs: Inputs, github: Github | null): Promise<RolloutOutputs> {
  if (github === null)
    throw new PhasegateError('bad-input', 'operation liveness needs the input github-token');
  const branch = await defaultBranch(process.env);
  const options = { lastTick: await lastTick(github.api, branch), now: inputs.now };
  const subject = livenessSubject(rollout.policy, options);
  core.info(logLine(`liveness: ${subject.because}`));
  const subjects = (): readonly Subject[] => [subject];
  const { open } = await attend(rollout, inputs, { github, now: inputs.now, entries: 0, subjects });
  return { path: rollout.output, plan: null, incidents: open, faults: [] };
}

await runAction(async () => {
  const inputs = readInputs();
  for (const key of inputs.signingKey.split(/\r?\n/)) if (key.trim() !== '') core.setSecret(key.trim());
  const api = githubOf(inputs.token, process.env);
  const github = api === null ? null : { api, issues: new GithubIssues(api) };
  // The runner starts dist/index.mjs; the post step's bundle lies beside it.
  const script = join(dirname(process.argv[1] ?? ''), 'post', 'index.mjs');
  const { cacheTimeoutMs: timeoutMs } = inputs;
  const cache = new ActionsCache({ script, timeoutMs, environment: process.env });
  const memory: Memory = { cache, saves: [] };
  const results = await eachRollout(await loadRollouts(inputs.policy, ''), ({ path, policy, below }) => {
    const rollout = { path, policy, output: join(inputs.output, below), state: join(inputs.state, below) };
    switch (inputs.operation) {
      case 'liveness':
        return liveness(rollout, inputs, github);
      case 'test-notice':
        return testNotice(rollout);
      case 'report':
        return tick(rollout, inputs, { github, memory });
    }
  });
  const request: SaveRequest = { timeoutMs, entries: memory.saves };
  if (memory.saves.length > 0) core.saveState(SAVE_REQUEST, JSON.stringify(request));
  // Set before the step fails: what one rollout lacks must not hide the others.
  const done = results.flatMap((result) => (result.kind === 'done' ? [result.value] : []));
  for (const [name, value] of Object.entries(mergeOutputs(done))) core.setOutput(name, value);
  throwFirst(
    results.flatMap((result): readonly RolloutResult<unknown>[] => {
      if (result.kind === 'failed' || result.value.faults.length === 0) return [result];
      const { path } = result.rollout;
      return result.value.faults.map((error) => ({ kind: 'failed', path, rollout: result.rollout, error }));
    }),
  );
});
