import type { Alert, Analysis, Judgement, Verdict, VerdictStatus } from '../domain/analysis.js';
import { compactInstant, parseInstant } from '../domain/time.js';
import type { PlainNotice } from '../domain/notice.js';
import { oneLine } from './escape.js';
import { formatClock, formatCount, formatLimits, formatStatus, formatVerdictValue } from './format.js';
import { inOrder, mergeJudgements, seriesKey } from './series.js';
import { verdictName } from './timeline.js';

/** A notice, with the window in which its fact came to be. */
export interface WindowNotice {
  readonly window: Judgement['window'];
  readonly phase: string;
  /** The SLO that it is about; null where it is about a source. */
  readonly slo: string | null;
  readonly notice: PlainNotice;
}

type Level = 'ok' | 'warn' | 'violation';

function levelOf(status: VerdictStatus): Level | null {
  switch (status) {
    case 'ok':
    case 'warn':
    case 'violation':
      return status;
    case 'no-data':
    case 'insufficient':
      return null;
  }
}

function stamp(instant: string): string {
  const ms = parseInstant(instant);
  return ms === null ? oneLine(instant, 40) : compactInstant(ms);
}

function verdictNotice(verdict: Verdict, judgement: Judgement, level: Level): Omit<PlainNotice, 'id'> {
  const name = verdictName(verdict, judgement.verdicts);
  const measured = `${formatVerdictValue(verdict)}, ${formatLimits(verdict)}, n ${formatCount(verdict.n)}`;
  const at = `phase ${judgement.phase}, window to ${formatClock(judgement.window.end)}`;
  const title =
    level === 'ok'
      ? `${name} is within its limits again`
      : `${name} ${formatStatus(verdict)}: ${formatVerdictValue(verdict)}`;
  const severity = level === 'ok' ? 'info' : level === 'warn' ? 'warning' : 'critical';
  return {
    severity,
    title: oneLine(title, 200),
    body: [at, measured, verdict.reason].map((line) => oneLine(line)).join('\n'),
  };
}

function missedNotice(source: string, judgement: Judgement): Omit<PlainNotice, 'id'> {
  const { start, end } = judgement.window;
  return {
    severity: 'warning',
    title: oneLine(`collector-missed-batch: ${source} delivered nothing`, 200),
    body: oneLine(
      `phase ${judgement.phase}, window ${formatClock(start)} to ${formatClock(end)}; no samples were made up`,
    ),
  };
}

/**
 * What people should know of a run of windows: each SLO's changes between ok, warn and violation, and sources that fell
 * silent. A change is told once, at the window in which it happened; windows without a verdict change nothing.
 * An id names rollout, phase, SLO, change and window, so every try to tell the same fact has the same id.
 */
export function windowNotices(rollout: string, judgements: readonly Judgement[]): WindowNotice[] {
  const levels = new Map<string, Level>();
  let silent: ReadonlySet<string> = new Set();
  const found: WindowNotice[] = [];
  for (const judgement of inOrder(judgements)) {
    const { phase, window } = judgement;
    const tell = (slo: string | null, what: readonly string[], notice: Omit<PlainNotice, 'id'>): void => {
      const id = oneLine(
        [rollout, phase, ...what, stamp(window.end)].filter((part) => part !== '').join('/'),
        255,
      );
      found.push({ phase, window, slo, notice: { id, ...notice } });
    };
    for (const source of judgement.missed) {
      if (!silent.has(source)) tell(null, [source, 'missed'], missedNotice(source, judgement));
    }
    silent = new Set(judgement.missed);
    for (const verdict of judgement.verdicts) {
      const level = levelOf(verdict.status);
      const key = seriesKey(phase, verdict);
      if (level === null || level === (levels.get(key) ?? 'ok')) continue;
      levels.set(key, level);
      tell(verdict.slo, [verdict.slo, verdict.feature, level], verdictNotice(verdict, judgement, level));
    }
  }
  return found;
}

function gateNotice(analysis: Analysis): PlainNotice[] {
  const { gate, rollout, phase, target, governance } = analysis;
  const to = target ?? 'no other phase';
  const id = `${rollout}/${phase}/${gate}/after-${governance.entries}`;
  const body = oneLine(analysis.reason);
  switch (gate) {
    case 'hold':
      return [];
    case 'promote':
      return [
        { id, severity: 'info', title: oneLine(`${rollout}: ready to promote ${phase} to ${to}`, 200), body },
      ];
    case 'rollback':
      return [
        { id, severity: 'critical', title: oneLine(`${rollout}: roll ${phase} back to ${to}`, 200), body },
      ];
  }
}

/** The notice, with the why-why draft of the alert on the same SLO and window behind it. */
function withWhy({ notice, phase, slo, window }: WindowNotice, alerts: readonly Alert[]): PlainNotice {
  if (notice.severity === 'info') return notice;
  const ours = alerts.filter(
    (alert) => alert.slo === slo && alert.phase === phase && alert.window.end === window.end,
  );
  const why = ours.flatMap((alert) => alert.why.map((line) => oneLine(line)));
  return { ...notice, body: [notice.body, ...why].join('\n') };
}

/**
 * The notices of a tick: those of its newly judged windows, oldest first, then the gate's. The gate's notice comes with
 * every tick until the ledger moves on, always with the same id, so that one that was lost is sent by the next tick.
 */
export function noticesOf(analysis: Analysis): PlainNotice[] {
  const judged = new Set(analysis.judged.map(({ phase, window }) => `${phase}\n${window.end}`));
  const all = windowNotices(analysis.rollout, mergeJudgements(analysis.recent, analysis.judged));
  const fresh = all.filter(({ phase, window }) => judged.has(`${phase}\n${window.end}`));
  return [...fresh.map((notice) => withWhy(notice, analysis.alerts)), ...gateNotice(analysis)];
}
