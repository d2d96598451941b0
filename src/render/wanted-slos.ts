import type { Analysis, Judgement, Verdict, VerdictStatus } from '../domain/analysis.js';
import type { Lasting } from '../domain/outbox.js';
import { findPhase } from '../domain/policy.js';
import { compactInstant, formatDuration, formatInstant, parseInstant } from '../domain/time.js';
import { analysisFacts, rollbackCommand, verdictFacts, windowText } from './notice-facts.js';
import { inOrder, mergeJudgements } from './series.js';
import { keyOf, remindersDue, type Draft, type NoticeSources } from './wanted-sources.js';

type Level = 'ok' | 'warn' | 'violation';

/** What one window says of an SLO, or of a source. */
interface Observation {
  readonly key: string;
  readonly level: Level;
  readonly slo: string | null;
  readonly facts: Draft['facts'];
}

/** A change of level, with since when the one before was. */
interface Change extends Observation {
  /** What people were last told that lasts; null: of nothing, or an incident's issue speaks for it. */
  readonly toldAs: 'warn' | 'violation' | null;
  readonly since: string | null;
  readonly judgement: Judgement;
}

function levelOf(status: VerdictStatus): Level | null {
  return status === 'no-data' || status === 'insufficient' ? null : status;
}

function stamp(instant: string): string {
  return compactInstant(parseInstant(instant) ?? 0);
}

function verdictObservation(
  sources: NoticeSources,
  judgement: Judgement,
  verdict: Verdict,
): Observation | null {
  const level = levelOf(verdict.status);
  if (level === null) return null;
  const { policy } = sources;
  const key = keyOf(policy.rollout, 'slo', judgement.phase, verdict.slo, verdict.feature);
  return { key, level, slo: verdict.slo, facts: verdictFacts(policy, verdict, judgement) };
}

function observations(sources: NoticeSources, judgement: Judgement): readonly Observation[] {
  const { policy } = sources;
  const silence = policy.sources
    .filter(({ sparse }) => !sparse)
    .map(({ name }): Observation => {
      const isMissed = judgement.missed.includes(name);
      return {
        key: keyOf(policy.rollout, 'source', name),
        level: isMissed ? 'warn' : 'ok',
        slo: null,
        facts: {
          rollout: policy.rollout,
          phase: judgement.phase,
          window: windowText(judgement.window),
          metric: 'collector-missed-batch',
          value: name,
          status: isMissed ? 'missed' : 'ok',
          reason: isMissed ? `${name} delivered nothing; no samples were made up` : `${name} delivers again`,
        },
      };
    });
  const verdicts = judgement.verdicts.map((verdict) => verdictObservation(sources, judgement, verdict));
  return [...silence, ...verdicts.filter((one) => one !== null)];
}

function lastingLevel({ severity }: Lasting): 'warn' | 'violation' {
  return severity === 'critical' ? 'violation' : 'warn';
}

/** Where incidents are issues, these tell of violations, and of their end. */
function isSaidByIssue({ incidents }: NoticeSources, { slo, level }: Observation): boolean {
  return incidents !== null && slo !== null && level === 'violation';
}

/** Changes of level in the windows that nobody was told of yet, oldest first. */
function changesOf(sources: NoticeSources, analysis: Analysis): readonly Change[] {
  const { outbox } = sources;
  const told = parseInstant(outbox.window ?? '') ?? -Infinity;
  const levels = new Map<string, { level: Level; since: string; toldAs: Change['toldAs'] }>();
  for (const [key, lasting] of Object.entries(outbox.lasting)) {
    const level = lastingLevel(lasting);
    levels.set(key, { level, since: lasting.since, toldAs: level });
  }
  const changes: Change[] = [];
  for (const judgement of inOrder(mergeJudgements(analysis.recent, analysis.judged))) {
    const end = parseInstant(judgement.window.end) ?? 0;
    if (end <= told) continue;
    for (const seen of observations(sources, judgement)) {
      const before = levels.get(seen.key);
      if (seen.level === (before?.level ?? 'ok')) continue;
      const isUp = (before?.level ?? 'ok') === 'ok';
      const toldAs = before?.toldAs ?? null;
      changes.push({ ...seen, toldAs, since: before?.since ?? null, judgement });
      const since = isUp ? judgement.window.end : (before?.since ?? judgement.window.end);
      const { level } = seen;
      const toldNow = isSaidByIssue(sources, seen) ? toldAs : level === 'ok' ? null : level;
      levels.set(seen.key, { level, since, toldAs: toldNow });
    }
  }
  if (outbox.window !== null) return changes;
  // Nothing was told before, or it is forgotten: what is new in this tick, and how things stand.
  const fresh = new Set(analysis.judged.map(({ phase, window }) => `${phase}\n${window.end}`));
  const last = new Map(changes.map((change) => [change.key, change]));
  return changes.filter(
    (change) =>
      fresh.has(`${change.judgement.phase}\n${change.judgement.window.end}`) ||
      (change.level !== 'ok' && last.get(change.key) === change),
  );
}

function whyOf(analysis: Analysis, change: Change): string | undefined {
  const { phase, window } = change.judgement;
  const alert = analysis.alerts.find(
    (one) => one.slo === change.slo && one.phase === phase && one.window.end === window.end,
  );
  return alert === undefined || alert.why.length === 0 ? undefined : alert.why.join('\n');
}

function draftOf(sources: NoticeSources, analysis: Analysis, change: Change): Draft | null {
  const { level, toldAs, key, slo, judgement, since } = change;
  if (isSaidByIssue(sources, change) || (level === 'ok' && toldAs === null)) return null;
  const at = judgement.window.end;
  const why = whyOf(analysis, change);
  const common = {
    id: keyOf(key, level, stamp(at)),
    rollout: sources.policy.rollout,
    phase: judgement.phase,
    slo,
    dedupKey: key,
    at,
  };
  const facts = { ...change.facts, ...(why === undefined ? {} : { why }) };
  switch (level) {
    case 'warn':
      return { ...common, template: 'warn', kind: 'trigger', severity: 'warning', facts };
    case 'violation': {
      const cmd = rollbackCommand(analysis, `${slo ?? ''} is violated in ${judgement.phase}`);
      return {
        ...common,
        template: 'incident',
        kind: 'trigger',
        severity: 'critical',
        facts: { ...facts, cmd },
      };
    }
    case 'ok': {
      const lastedMs = (parseInstant(at) ?? 0) - (parseInstant(since ?? at) ?? 0);
      return {
        ...common,
        template: toldAs === 'violation' ? 'resolved' : 'ok',
        kind: 'resolve',
        severity: 'info',
        routedAs: toldAs === 'violation' ? 'critical' : 'warning',
        facts: { ...facts, duration: formatDuration(Math.max(0, lastedMs)) },
      };
    }
  }
}

/** What lasts of SLOs that are judged no more, since another phase is on or the policy has changed, is over. */
function leftBehind(sources: NoticeSources, analysis: Analysis): readonly Draft[] {
  const { outbox, policy, now } = sources;
  const judged = new Set(findPhase(policy, analysis.phase)?.slos.map(({ id }) => id) ?? []);
  const prefix = `${keyOf(policy.rollout, 'slo')}/`;
  return Object.entries(outbox.lasting).flatMap(([key, { phase, slo, severity, since }]): Draft[] => {
    if (!key.startsWith(prefix) || (phase === analysis.phase && judged.has(slo ?? ''))) return [];
    const at = formatInstant(now);
    return [
      {
        id: keyOf(key, 'left', stamp(since)),
        template: severity === 'critical' ? 'resolved' : 'ok',
        kind: 'resolve',
        severity: 'info',
        routedAs: severity,
        rollout: policy.rollout,
        phase: analysis.phase,
        slo,
        dedupKey: key,
        at,
        facts: {
          ...analysisFacts(policy, analysis),
          metric: slo ?? '',
          reason:
            phase === analysis.phase
              ? `the policy does not judge ${slo ?? ''} any more`
              : `${slo ?? ''} of ${phase} is not judged any more: ${analysis.phase} is on`,
          duration: formatDuration(Math.max(0, now - (parseInstant(since) ?? now))),
        },
      },
    ];
  });
}

function reminders(sources: NoticeSources, analysis: Analysis, ended: ReadonlySet<string>): readonly Draft[] {
  const { outbox, policy, now } = sources;
  const prefix = `${keyOf(policy.rollout, 'slo')}/`;
  return Object.entries(outbox.lasting).flatMap(([key, { since, severity, slo }]): Draft[] => {
    const count = remindersDue(since, sources);
    if (!key.startsWith(prefix) || severity !== 'critical' || count === 0 || ended.has(key)) return [];
    const verdict = analysis.verdicts.find((one) => one.slo === slo && one.status === 'violation');
    const judgement = analysis.recent.at(-1) ?? analysis.judged.at(-1);
    const figures =
      verdict === undefined || judgement === undefined ? {} : verdictFacts(policy, verdict, judgement);
    return [
      {
        id: keyOf(key, stamp(since), `reminder-${count}`),
        template: 'incident',
        kind: 'update',
        severity: 'critical',
        rollout: policy.rollout,
        phase: analysis.phase,
        slo,
        dedupKey: key,
        at: formatInstant(now),
        facts: {
          ...analysisFacts(policy, analysis),
          metric: slo ?? '',
          ...figures,
          cmd: rollbackCommand(analysis, `${slo ?? ''} is violated in ${analysis.phase}`),
          duration: formatDuration(Math.max(0, now - (parseInstant(since) ?? now))),
          reminder: String(count),
        },
      },
    ];
  });
}

/** What SLOs and sources of telemetry give to tell: changes between ok, warn and violation, reminders, ends. */
export function sloNotices(sources: NoticeSources, analysis: Analysis): readonly Draft[] {
  const changes = changesOf(sources, analysis).map((change) => draftOf(sources, analysis, change));
  const told = changes.filter((draft) => draft !== null);
  const left = leftBehind(sources, analysis);
  const ended = new Set([...told, ...left].map(({ dedupKey }) => dedupKey));
  return [...told, ...left, ...reminders(sources, analysis, ended)];
}
