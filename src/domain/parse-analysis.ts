import { ANALYSIS_SCHEMA, type Analysis, type Judgement } from './analysis.js';
import { PhasegateError } from './fault.js';
import {
  bool,
  count,
  instant,
  listOf,
  nullable,
  number,
  object,
  oneOf,
  safeId,
  text,
  valuesByName,
  type Shape,
} from './shape.js';
import { newerFormat } from './newer-format.js';

const MAX_NAMED = 10;

const window = object({ start: instant, end: instant });
const limit = object({ side: oneOf(['above', 'below']), value: number, batches: count });

const verdict = object({
  slo: safeId,
  sli: safeId,
  feature: text,
  status: oneOf(['ok', 'warn', 'violation', 'no-data', 'insufficient']),
  value: nullable(number),
  unit: nullable(text),
  warn: nullable(limit),
  rollback: nullable(limit),
  window,
  n: count,
  error: number,
  interval: nullable(object({ low: number, high: number })),
  rule: text,
  streak: count,
  evidence: nullable(
    object({ met: bool, falseAlarmMs: number, falseAlarmEveryMs: number, designEffect: number }),
  ),
  reason: text,
  breakdown: listOf(object({ label: text, value: nullable(number), n: count })),
});

const judgement = object({
  phase: safeId,
  window,
  gate: oneOf(['hold', 'rollback']),
  counts: object({ accepted: count, rejected: count, duplicates: count, late: count }),
  missed: listOf(text),
  verdicts: listOf(verdict),
});

const alert = object({
  id: text,
  severity: oneOf(['warning', 'critical']),
  phase: safeId,
  slo: safeId,
  window,
  summary: text,
  verdict,
  why: listOf(text),
});

const mark = object({ seq: count, hash: text, head: nullable(text), trust: nullable(text) });

const analysis: Shape = object({
  rollout: safeId,
  phase: safeId,
  since: nullable(instant),
  previous: nullable(safeId),
  next: nullable(safeId),
  gate: oneOf(['promote', 'hold', 'rollback']),
  target: nullable(safeId),
  reason: text,
  rollback: oneOf(['propose', 'automatic']),
  governance: object({ head: nullable(text), entries: count }),
  integrity: nullable(
    object({
      message: text,
      repair: text,
      seen: mark,
      found: object({ entries: count, head: nullable(text) }),
    }),
  ),
  stabilising: nullable(
    object({
      entry: count,
      since: instant,
      until: instant,
      flags: valuesByName,
      back: bool,
      due: bool,
      reason: text,
    }),
  ),
  rollbackActive: bool,
  window: nullable(window),
  verdicts: listOf(verdict),
  judged: listOf(judgement),
  recent: listOf(judgement),
  alerts: listOf(alert),
  promotion: listOf(object({ name: text, met: bool, since: nullable(instant), evidence: text })),
  now: instant,
  digests: object({ policy: text, history: text, batches: text, checklist: nullable(text), code: text }),
});

/** Whether a value is a judgement as the analyzer writes it. */
export function isJudgement(value: unknown): value is Judgement {
  return judgement(value, '').length === 0;
}

/**
 * The analysis in a file's text. It comes from another job, so every field is checked; its ids are then safe as parts of
 * paths, and its times are times.
 *
 * @throws PhasegateError `bad-input` naming what is wrong, `newer-state` when a newer version wrote it.
 */
export function parseAnalysis(source: string, file: string): Analysis {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (cause) {
    throw new PhasegateError(
      'bad-input',
      `${file} is no JSON; run action-analyze again and pass on its output`,
      { cause },
    );
  }
  const schema = (value as { schema?: unknown } | null)?.schema;
  if (schema !== ANALYSIS_SCHEMA) {
    const newer = newerFormat(schema, ANALYSIS_SCHEMA);
    const found = newer === null ? 'is no analysis' : `has the format ${newer}`;
    const hint = `this version reads ${ANALYSIS_SCHEMA}: use one version of Phasegate in all jobs`;
    throw new PhasegateError(newer === null ? 'bad-input' : 'newer-state', `${file} ${found}; ${hint}`);
  }
  const wrong = analysis(value, '');
  if (wrong.length === 0) return value as Analysis;
  const more = wrong.length > MAX_NAMED ? `, and ${wrong.length - MAX_NAMED} more` : '';
  throw new PhasegateError('bad-input', `${file}: ${wrong.slice(0, MAX_NAMED).join(', ')}${more}`, {
    faults: wrong.map((message) => ({ file, line: 0, column: 0, path: '', message, severity: 'error' })),
  });
}
