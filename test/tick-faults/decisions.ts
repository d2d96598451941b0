import { asError } from '../../action-report/src/outputs.js';
import { planReport } from '../../action-report/src/plan-report.js';
import { tickSubjects } from '../../action-report/src/incident-subjects.js';
import { runDecision, type Answer } from '../../action-rollback/src/run.js';
import { verifyBranch } from '../../action-rollback/src/inspect.js';
import { readLedgerOf } from '../../action-rollback/src/read-state.js';
import type { Analysis } from '../../src/domain/analysis.js';
import type { DecisionRequest } from '../../src/domain/decision-input.js';
import type { LedgerEntry } from '../../src/domain/ledger.js';
import { parseAnalysis } from '../../src/domain/parse-analysis.js';
import { parseSeenLedger, SEEN_LEDGER_FILE } from '../../src/domain/seen-ledger.js';
import { flagdSmokeTest } from '../../src/io/flagd-smoke-test.js';
import { GithubGovernance } from '../../src/io/github-governance.js';
import { GithubIssues } from '../../src/io/github-issues.js';
import { readTemplate } from '../../src/io/incident-view.js';
import { attendRollout } from '../../src/io/rollout-incidents.js';
import type { GithubApi } from '../../src/ports/github.js';
import type { Files } from '../../src/ports/stage-state.js';
import parts from '../../src/generated/dashboard.js';
import { fillTemplate } from '../../src/render/template.js';
import { clockAt, type Story } from './story.js';

interface Given {
  readonly story: Story;
  readonly api: GithubApi;
  readonly minutes: number;
}

const ANALYSIS = 'analysis.json';

export function textIn(files: Files, path: string): string | null {
  const bytes = files.get(path);
  return bytes === undefined ? null : Buffer.from(bytes).toString('utf8');
}

/** The report of a tick: the notices that it sends, and its incidents (api null: none). `uploaded`: by analyze. */
export async function reportJob(
  uploaded: Files,
  { story, api, minutes }: Omit<Given, 'api'> & { readonly api: GithubApi | null },
): Promise<{ readonly notices: readonly string[]; readonly error: Error | null }> {
  const { policy } = story;
  const text = textIn(uploaded, ANALYSIS);
  const analysis: Analysis | null = text === null ? null : parseAnalysis(text, ANALYSIS);
  const plan =
    analysis === null
      ? null
      : await planReport({
          analysis,
          policy,
          dailyTemplate: await readTemplate('templates/reports/rollout_phase.md'),
          alertTemplate: await readTemplate('templates/alerts/rollout-monitor.md'),
          dashboard: { sources: {}, parts },
          render: fillTemplate,
          previous: async () => null,
        });
  const ledger = textIn(uploaded, SEEN_LEDGER_FILE);
  const seen = analysis !== null || ledger === null ? null : parseSeenLedger(ledger, SEEN_LEDGER_FILE);
  const notices = (plan?.notices ?? []).map(({ id }) => id);
  let error: Error | null = text === null ? new Error('there is no analysis') : null;
  if (api === null) return { notices, error };
  try {
    const { failures } = await attendRollout({
      policy,
      issues: new GithubIssues(api),
      token: '',
      signingKey: '',
      entries: analysis?.governance.entries ?? 0,
      now: clockAt(minutes),
      subjects: (open) => tickSubjects({ policy, analysis, seen }, open),
      isDryRun: false,
      writeFiles: async () => undefined,
      environment: {},
      log: { info: () => undefined, warning: () => undefined },
    });
    error ??= failures[0] ?? null;
  } catch (caught) {
    error ??= asError(caught);
  }
  return { notices, error };
}

/** A decision on what analyze uploaded, by the pipeline or by a person. */
export function decisionJob(
  uploaded: Files,
  request: Pick<DecisionRequest, 'operation' | 'automatic' | 'request'>,
  { story, api, minutes }: Given,
): Promise<Answer> {
  const text = textIn(uploaded, ANALYSIS) ?? '';
  return runDecision({
    policy: story.policy,
    store: new GithubGovernance(api, story.policy.governance.branch),
    analysis: { text, value: parseAnalysis(text, ANALYSIS) },
    request: {
      executor: request.automatic ? 'phasegate (automatic)' : 'mika',
      reason: request.automatic ? '' : 'healthy',
      evidence: [],
      approvals: [],
      now: clockAt(minutes),
      ...request,
    },
    dryRun: false,
    smokeTest: flagdSmokeTest,
    flagSources: { env: {}, overrides: {} },
  });
}

interface BranchRecord {
  readonly head: string | null;
  readonly entries: readonly LedgerEntry[];
  readonly findings: readonly unknown[];
}

/** A commit's id says all that is in it, so each is looked through once. */
const records = new Map<string | null, BranchRecord>();

/** The ledger's entries, and what is wrong on the branch. */
export async function recordOf({
  story: { policy },
  api,
}: Pick<Given, 'story' | 'api'>): Promise<BranchRecord> {
  const snapshot = await new GithubGovernance(api, policy.governance.branch).open();
  const { head } = snapshot;
  const known = records.get(head);
  if (known !== undefined) return known;
  const ledger = await readLedgerOf(snapshot, policy);
  const record = { head, entries: ledger?.entries ?? [], findings: await verifyBranch(snapshot, policy) };
  records.set(head, record);
  return record;
}
