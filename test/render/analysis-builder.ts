import {
  ANALYSIS_SCHEMA,
  type Alert,
  type Analysis,
  type Judgement,
  type LimitText,
  type Verdict,
} from '../../src/domain/analysis.js';
import { formatInstant, HOUR, MINUTE, parseInstant } from '../../src/domain/time.js';

/** Analyses for tests, made by hand: a rollout of a checkout service, with two SLOs. */

export const BATCH = 15 * MINUTE;
export const START = parseInstant('2026-03-02T12:00:00Z') as number;

export function window(start: number, length = BATCH): { start: string; end: string } {
  return { start: formatInstant(start), end: formatInstant(start + length) };
}

export function limit(side: 'above' | 'below', value: number, batches = 1): LimitText {
  return { side, value, batches };
}

export function verdict(changes: Partial<Verdict> = {}): Verdict {
  return {
    slo: 'pay_p95',
    sli: 'pay_p95',
    feature: 'pay',
    status: 'ok',
    value: 412.5,
    unit: 'ms',
    warn: limit('above', 700),
    rollback: limit('above', 900),
    window: window(START - 45 * MINUTE, HOUR),
    n: 4180,
    error: 0,
    interval: null,
    rule: '',
    streak: 0,
    evidence: null,
    reason: 'within its limits',
    breakdown: [],
    ...changes,
  };
}

export function ratio(changes: Partial<Verdict> = {}): Verdict {
  return verdict({
    slo: 'pay_success',
    sli: 'pay_success',
    value: 0.9981,
    unit: '%',
    warn: null,
    rollback: limit('below', 0.995, 2),
    window: window(START),
    n: 1302,
    ...changes,
  });
}

export function judgement(changes: Partial<Judgement> = {}): Judgement {
  return {
    phase: 'P-1',
    window: window(START),
    gate: 'hold',
    counts: { accepted: 5482, rejected: 0, duplicates: 0, late: 0 },
    missed: [],
    verdicts: [verdict(), ratio()],
    ...changes,
  };
}

/** The judgement of the batch window with the given number, its verdicts' windows ending with it. */
export function judgementAt(index: number, changes: Partial<Judgement> = {}): Judgement {
  const at = START + index * BATCH;
  const verdicts = (changes.verdicts ?? [verdict(), ratio()]).map((one) => ({
    ...one,
    window: one.slo === 'pay_p95' ? window(at - 45 * MINUTE, HOUR) : window(at),
  }));
  return { ...judgement(), window: window(at), ...changes, verdicts };
}

export function alert(changes: Partial<Alert> = {}): Alert {
  const ours = verdict({ status: 'violation', value: 1204, streak: 2, reason: '1,204 ms is above 900 ms' });
  return {
    id: 'checkout/P-1/pay_p95/1',
    severity: 'critical',
    phase: 'P-1',
    slo: 'pay_p95',
    window: window(START),
    summary: 'pay_p95 is 1,204 ms, above 900 ms',
    verdict: ours,
    why: [
      'pay_p95 is beyond its limit since 11:45Z.',
      'region=eu has 80 % of the slow events and 20 % of the traffic.',
    ],
    ...changes,
  };
}

export function analysis(changes: Partial<Analysis> = {}): Analysis {
  const judged = changes.judged ?? [judgement()];
  const newest = judged.at(-1);
  return {
    schema: ANALYSIS_SCHEMA,
    rollout: 'checkout',
    phase: 'P-1',
    since: '2026-03-02T06:00:00Z',
    previous: 'P-0',
    next: 'P-2',
    gate: 'hold',
    target: null,
    reason: 'healthy for 6h of 48h',
    rollback: 'automatic',
    governance: { head: '3f2a1c9d5b8e7f60112233445566778899aabbcc', entries: 6 },
    integrity: null,
    stabilising: null,
    rollbackActive: changes.gate === 'rollback',
    window: newest?.window ?? null,
    verdicts: newest?.verdicts ?? [],
    judged,
    recent: judged,
    alerts: [],
    promotion: [
      { name: 'healthy for 48h', met: false, since: null, evidence: '6h since 2026-03-02T06:00:00Z' },
      { name: 'every SLO has data', met: true, since: null, evidence: '2 of 2' },
    ],
    now: '2026-03-02T12:05:00Z',
    digests: {
      policy: 'a'.repeat(64),
      history: 'b'.repeat(64),
      batches: 'c'.repeat(64),
      checklist: null,
      code: '1.2.3',
    },
    ...changes,
  };
}

/** Three hours: healthy, a warning, a missed batch, a violation that calls for a rollback. */
export function storyJudgements(): Judgement[] {
  const calm = Array.from({ length: 8 }, (_, index) => {
    return judgementAt(index, {
      verdicts: [verdict({ value: 400 + index * 12.25 }), ratio({ value: 0.9981 - index / 10_000 })],
    });
  });
  const warn = judgementAt(8, {
    counts: { accepted: 5490, rejected: 3, duplicates: 1, late: 2 },
    verdicts: [verdict({ value: 871, status: 'warn', streak: 1, reason: '871 ms is above 700 ms' }), ratio()],
  });
  const silent = judgementAt(9, {
    counts: { accepted: 0, rejected: 0, duplicates: 0, late: 0 },
    missed: ['pay'],
    verdicts: [
      verdict({ status: 'no-data', value: null, n: 0, reason: 'no samples' }),
      ratio({ status: 'no-data', value: null, n: 0, reason: 'no samples' }),
    ],
  });
  const bad = [10, 11].map((index) =>
    judgementAt(index, {
      gate: 'rollback',
      verdicts: [
        verdict({
          value: 1204,
          status: 'violation',
          streak: index - 9,
          n: 4211,
          reason: '1,204 ms is above 900 ms',
        }),
        ratio({
          value: 0.99499,
          status: index === 10 ? 'warn' : 'violation',
          streak: index - 9,
          breakdown: [
            { label: 'eu', value: 0.97, n: 288 },
            { label: 'us', value: 0.9991, n: 1014 },
          ],
        }),
      ],
    }),
  );
  return [...calm, warn, silent, ...bad];
}

/** The analysis of the tick in which the rollback of the story is called for. */
export function rollbackAnalysis(changes: Partial<Analysis> = {}): Analysis {
  const recent = storyJudgements();
  const judged = recent.slice(-1);
  const newest = judged[0] as Judgement;
  return analysis({
    gate: 'rollback',
    target: 'P-0',
    reason: 'pay_p95 is beyond its rollback limit, 2nd window in a row',
    judged,
    recent,
    alerts: [
      alert({ window: newest.window, verdict: newest.verdicts[0] as Verdict }),
      alert({
        id: 'checkout/P-1/pay_success/1',
        slo: 'pay_success',
        window: newest.window,
        summary: 'pay_success is 99.499 %, below 99.500 %, 2nd in a row',
        verdict: newest.verdicts[1] as Verdict,
        why: ['eu carries 96 % of the failures with 22 % of the traffic.'],
      }),
    ],
    ...changes,
  });
}
