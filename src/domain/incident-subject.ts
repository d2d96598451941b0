import type { Alert, Analysis, Verdict } from './analysis.js';
import { verdictTitle } from './gate.js';
import { MAX_EVIDENCE, type IncidentAction, type IncidentKind, type IncidentState } from './incident.js';
import type { Priority } from './incident-policy.js';
import { findPhase, type Policy } from './policy.js';
import { parseInstant } from './time.js';

/** Characters of a sentence that an incident keeps. */
const MAX_SENTENCE = 500;

/** What a tick says of one thing that is an incident while it lasts. */
export interface Subject {
  readonly kind: IncidentKind;
  /** Id of the SLO; empty for the other kinds. */
  readonly subject: string;
  readonly priority: Priority;
  readonly phase: string;
  /** `unknown`: nothing speaks for an end, nothing for its going on. */
  readonly status: 'on' | 'off' | 'unknown';
  /** One plain sentence: what is wrong, or why it is over. */
  readonly because: string;
  /** End of the window that says so, RFC 3339; null where it is no matter of windows. */
  readonly window: string | null;
  /** End of the first window of those that are violated without a good one between, up to the newest; null as above. */
  readonly unbroken: string | null;
  readonly evidence: readonly string[];
  readonly action: IncidentAction;
}

export function sentence(text: string): string {
  return text.length <= MAX_SENTENCE ? text : `${text.slice(0, MAX_SENTENCE - 1)}…`;
}

/** An SLO's priority: by its own id, else by its SLI's, else the policy's for all. */
export function priorityOf(policy: Policy, slo: string): Priority {
  const { priorities = {}, priority = 'P1' } = policy.incidents ?? {};
  if (Object.hasOwn(priorities, slo)) return priorities[slo] ?? priority;
  const sli = policy.phases.flatMap(({ slos }) => slos).find(({ id }) => id === slo)?.sli ?? '';
  return Object.hasOwn(priorities, sli) ? (priorities[sli] ?? priority) : priority;
}

/** What a person can do about a violation. */
function actionOf(analysis: Analysis, evidencePath: string): IncidentAction {
  const { gate, previous, target, reason, rollback } = analysis;
  const to = target ?? previous;
  if (to === null) {
    return { kind: 'steps', steps: ['This is the first phase: there is none to go back to.'] };
  }
  const why = sentence(gate === 'rollback' ? reason : `Back from ${analysis.phase}`);
  const kind = gate === 'rollback' && rollback === 'automatic' ? 'automatic' : 'rollback';
  return { kind, reason: why, evidence: evidencePath, to };
}

function spoken(analysis: Analysis): readonly string[] {
  const { stabilising } = analysis;
  if (stabilising === null) return [];
  return [sentence(`After the rollback of ledger entry ${stabilising.entry}: ${stabilising.reason}.`)];
}

/** The newest critical alert on an SLO among those of the tick. */
function newestAlert(alerts: readonly Alert[], slo: string): Alert | undefined {
  return alerts.findLast((alert) => alert.severity === 'critical' && alert.slo === slo);
}

function violatedIn(analysis: Analysis, slo: string): readonly Verdict[] {
  return analysis.verdicts.filter((verdict) => verdict.slo === slo && verdict.status === 'violation');
}

function evidenceOf(analysis: Analysis, slo: string): readonly string[] {
  const alert = newestAlert(analysis.alerts, slo);
  const now = violatedIn(analysis, slo).map((verdict) => `${verdictTitle(verdict)}: ${verdict.reason}.`);
  const then = alert === undefined ? [] : [`${alert.summary}.`];
  return [...(now.length > 0 ? now : then), ...(alert?.why ?? []), ...spoken(analysis)]
    .map(sentence)
    .slice(0, MAX_EVIDENCE);
}

/** End of the first window since which the SLO was in no window kept; null where it was kept in the newest. */
function unbrokenSince({ recent }: Analysis, slo: string): string | null {
  const isKept = recent.map(({ verdicts }) => {
    const own = verdicts.filter((verdict) => verdict.slo === slo);
    return own.length > 0 && own.every(({ status }) => status === 'ok' || status === 'warn');
  });
  const after = recent.slice(isKept.lastIndexOf(true) + 1);
  return (
    after.find(({ verdicts }) => verdicts.some((one) => one.slo === slo && one.status === 'violation'))
      ?.window.end ?? null
  );
}

/** Why an SLO's incident is over; null while it is not, or nothing says so. */
function over(
  policy: Policy,
  analysis: Analysis,
  state: Pick<IncidentState, 'phase' | 'subject'>,
): string | null {
  const { stabilising, window, phase, gate } = analysis;
  if (stabilising !== null || gate === 'rollback' || window === null) return null;
  const isJudged = findPhase(policy, phase)?.slos.some(({ id }) => id === state.subject) === true;
  if (!isJudged) {
    return phase === state.phase
      ? `the policy does not judge ${state.subject} in ${phase} any more`
      : `${phase} is on, which is not judged by it`;
  }
  const own = analysis.verdicts.filter(({ slo }) => slo === state.subject);
  if (own.length === 0 || own.some(({ status }) => status !== 'ok' && status !== 'warn')) return null;
  const counts = analysis.recent.at(-1)?.counts ?? analysis.judged.at(-1)?.counts;
  if (counts === undefined || counts.accepted === 0) return null;
  return `${state.subject} is kept again: ${own.map(({ reason }) => reason).join('; ')}, in the window that ended ${window.end}`;
}

interface LeftWith {
  readonly phase: string;
  /** End of the window. */
  readonly window: string;
  readonly verdict: Verdict;
}

/**
 * The violations that the phase was left with by the rollback which stabilises, by SLO. Its incident may not have been told:
 * the report of that tick may have failed, and no window of the phase that is on now speaks of it.
 */
function leftWith({ stabilising, recent }: Analysis): ReadonlyMap<string, LeftWith> {
  const since = parseInstant(stabilising?.since ?? '') ?? -Infinity;
  const last = recent.findLast(({ window }) => (parseInstant(window.end) ?? Infinity) <= since);
  if (last === undefined) return new Map();
  const { phase, window, verdicts } = last;
  const violated = verdicts.filter(({ status }) => status === 'violation');
  return new Map(violated.map((verdict) => [verdict.slo, { phase, window: window.end, verdict }]));
}

/**
 * What the analysis says of each SLO that is violated, or of which an incident is open. `metricsPath` is the file with the
 * figures of the newest window.
 */
export function sloSubjects(options: {
  readonly policy: Policy;
  readonly analysis: Analysis;
  /** States of the rollout's open incidents. */
  readonly open: readonly IncidentState[];
  readonly metricsPath: string;
}): readonly Subject[] {
  const { policy, analysis, open, metricsPath } = options;
  const critical = analysis.alerts.filter(({ severity }) => severity === 'critical').map(({ slo }) => slo);
  const violated = analysis.verdicts.filter(({ status }) => status === 'violation').map(({ slo }) => slo);
  const known = open.filter(({ kind }) => kind === 'slo');
  const left = leftWith(analysis);
  const named = [...violated, ...critical, ...left.keys(), ...known.map(({ subject }) => subject)];
  const slos = [...new Set(named)].sort();
  return slos.map((slo): Subject => {
    const common = {
      kind: 'slo' as const,
      subject: slo,
      priority: priorityOf(policy, slo),
      phase: analysis.phase,
      evidence: evidenceOf(analysis, slo),
      action: actionOf(analysis, metricsPath),
      unbroken: unbrokenSince(analysis, slo),
    };
    const [first] = violatedIn(analysis, slo);
    const alert = newestAlert(analysis.alerts, slo);
    if (first !== undefined) {
      const because = sentence(`${verdictTitle(first)}: ${first.reason}`);
      return { ...common, status: 'on', because, window: analysis.window?.end ?? first.window.end };
    }
    if (alert !== undefined) {
      const because = sentence(alert.summary);
      return { ...common, phase: alert.phase, status: 'on', because, window: alert.window.end };
    }
    const before = left.get(slo);
    if (before !== undefined) {
      const { phase, window: end, verdict } = before;
      const because = sentence(`${verdictTitle(verdict)}: ${verdict.reason}`);
      return {
        ...common,
        phase,
        status: 'on',
        because,
        window: end,
        evidence: [because, ...common.evidence],
      };
    }
    const state = known.find(({ subject }) => subject === slo);
    const end = state === undefined ? null : over(policy, analysis, state);
    const window = analysis.window?.end ?? null;
    if (end !== null) return { ...common, status: 'off', because: sentence(end), window };
    return { ...common, status: 'unknown', because: '', window };
  });
}
