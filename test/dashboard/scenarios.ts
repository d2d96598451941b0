import type {
  Alert,
  Analysis,
  Judgement,
  LimitText,
  Verdict,
  VerdictStatus,
} from '../../src/domain/analysis.js';
import type { IncidentState } from '../../src/domain/incident.js';
import type { LedgerEntry } from '../../src/domain/ledger.js';
import type { NoticeRecord } from '../../src/domain/notice-record.js';
import { DAY, formatInstant, MINUTE, parseInstant } from '../../src/domain/time.js';
import { dashboard, type Dashboard, type DashboardSources } from '../../src/render/dashboard.js';
import { formatValue } from '../../src/render/format.js';
import { analysis, limit } from '../render/analysis-builder.js';

/** Dashboards for tests and pictures: a checkout service over a week, in three phases. */

const BATCH = 15 * MINUTE;
const END = parseInstant('2026-03-09T14:15:00Z') as number;
const WINDOWS = (7 * DAY) / BATCH;
const ENTERED = [0, 150, 430];
const PHASES = ['P-0', 'P-1', 'P-2'];

interface Measure {
  readonly slo: string;
  readonly unit: string;
  readonly usual: number;
  readonly spread: number;
  readonly warn: LimitText;
  readonly rollback: LimitText;
  /** How far the incident moves it, 0 to leave it. */
  readonly moved: number;
}

const MEASURES: readonly Measure[] = [
  {
    slo: 'pay_p95',
    unit: 'ms',
    usual: 420,
    spread: 60,
    warn: limit('above', 700),
    rollback: limit('above', 900),
    moved: 640,
  },
  {
    slo: 'pay_success',
    unit: '%',
    usual: 0.9984,
    spread: 0.0009,
    warn: limit('below', 0.9965),
    rollback: limit('below', 0.995, 2),
    moved: -0.0062,
  },
  {
    slo: 'search_p95',
    unit: 'ms',
    usual: 180,
    spread: 30,
    warn: limit('above', 300),
    rollback: limit('above', 400),
    moved: 0,
  },
  {
    slo: 'login_success',
    unit: '%',
    usual: 0.9992,
    spread: 0.0004,
    warn: limit('below', 0.998),
    rollback: limit('below', 0.997, 2),
    moved: 0,
  },
];

/** A measure of the same kind under another name, for many of them. */
function more(count: number): readonly Measure[] {
  return Array.from({ length: count }, (_, index) => {
    const of = MEASURES[index % MEASURES.length] as Measure;
    return index < MEASURES.length ? of : { ...of, slo: `${of.slo}_${index}`, moved: 0 };
  });
}

/** A number in [0, 1) that looks like chance and is always the same. */
function noise(a: number, b: number): number {
  const x = Math.sin(a * 12.9898 + b * 78.233) * 43_758.5453;
  return x - Math.floor(x);
}

function statusOf({ warn, rollback }: Measure, value: number): VerdictStatus {
  const beyond = ({ side, value: bound }: LimitText): boolean =>
    side === 'above' ? value > bound : value < bound;
  return beyond(rollback) ? 'violation' : beyond(warn) ? 'warn' : 'ok';
}

/** One sentence for people, as the analyzer says it. */
function reasonOf({ warn, rollback, unit }: Measure, value: number, status: VerdictStatus): string {
  const beyond = ({ side, value: bound }: LimitText, name: string): string =>
    `${formatValue(value, unit, [bound])} is ${side} the ${name} limit of ${formatValue(bound, unit)}`;
  switch (status) {
    case 'warn':
      return beyond(warn, 'warn');
    case 'violation':
      return beyond(rollback, 'rollback');
    default:
      return 'within its limits';
  }
}

interface Bad {
  /** Index of the first bad window, and how many there are. */
  readonly from: number;
  readonly count: number;
}

function verdictOf(measure: Measure, index: number, options: { seed: number; bad: Bad | null }): Verdict {
  const { usual, spread, unit, warn, rollback, slo, moved } = measure;
  const end = END - (WINDOWS - 1 - index) * BATCH;
  const { bad } = options;
  const isBad = bad !== null && index >= bad.from && index < bad.from + bad.count;
  const wave = Math.sin((index / 96) * 2 * Math.PI) * 0.4;
  const raw = usual + spread * (noise(index, options.seed) - 0.5 + wave) + (isBad ? moved : 0);
  const value = unit === '%' ? Math.min(1, raw) : raw;
  const n = 900 + Math.floor(500 * (0.5 + wave) + 200 * noise(index, options.seed + 50));
  const error = 1.96 * Math.sqrt((value * (1 - value)) / n);
  const status = statusOf(measure, value);
  return {
    slo,
    sli: slo,
    feature: slo.split('_')[0] ?? '',
    status,
    value,
    unit,
    warn,
    rollback,
    window: { start: formatInstant(end - BATCH), end: formatInstant(end) },
    n,
    error: 0,
    interval:
      unit === '%'
        ? { low: value - error, high: Math.min(1, value + error) }
        : { low: value * 0.97, high: value * 1.03 },
    rule: '',
    streak: status === 'ok' ? 0 : 1,
    evidence: null,
    reason: reasonOf(measure, value, status),
    breakdown: [],
  };
}

interface Week {
  readonly slos?: number;
  readonly bad?: Bad | null;
  /** Index of the window from which on the phase is P-1 again. */
  readonly backAt?: number;
}

function week({ slos = MEASURES.length, bad = null, backAt = Infinity }: Week): Judgement[] {
  return Array.from({ length: WINDOWS }, (_, index) => {
    const end = END - (WINDOWS - 1 - index) * BATCH;
    const silent = index === WINDOWS - 300;
    const phase = index >= backAt ? 'P-1' : PHASES[ENTERED.findLastIndex((from) => from <= index)];
    const verdicts = more(slos).map((measure, seed) => verdictOf(measure, index, { seed, bad }));
    return {
      phase: phase ?? '',
      window: { start: formatInstant(end - BATCH), end: formatInstant(end) },
      gate: verdicts.some(({ status }) => status === 'violation') ? ('rollback' as const) : ('hold' as const),
      counts: {
        accepted: silent ? 0 : (verdicts[0]?.n ?? 0) * 3,
        rejected: index % 40 === 7 ? 12 : 0,
        duplicates: index % 9,
        late: index % 31 === 3 ? 4 : 0,
      },
      missed: silent ? ['pay'] : [],
      verdicts,
    };
  });
}

function entry(seq: number, window: number, changes: Partial<LedgerEntry>): LedgerEntry {
  return {
    seq,
    at: formatInstant(END - (WINDOWS - 1 - window) * BATCH + 2 * MINUTE),
    action: 'promote',
    from: 'P-0',
    to: 'P-1',
    executor: 'octocat',
    reason: 'healthy for 24h; QA has signed',
    evidence: [],
    approvals: [],
    trigger: null,
    until: null,
    forced: {},
    request: null,
    files: {},
    policy: 'a'.repeat(64),
    previous: '0'.repeat(64),
    hash: 'b'.repeat(64),
    ...changes,
  };
}

const PROMOTIONS: readonly LedgerEntry[] = [
  entry(1, 149, {}),
  entry(2, 429, { from: 'P-1', to: 'P-2', executor: 'hubot', reason: 'healthy for 48h' }),
];

/** When ticks came: a few minutes into each slot, and now and then not at all. */
function ticksOf(): number[] {
  return Array.from({ length: WINDOWS }, (_, index) => index)
    .filter((index) => index % 37 !== 11)
    .map(
      (index) =>
        END - (WINDOWS - 1 - index) * BATCH + 2 * MINUTE + Math.floor(noise(index, 99) ** 4 * 11 * MINUTE),
    );
}

function incident(changes: Partial<IncidentState>): IncidentState {
  return {
    v: 1,
    rollout: 'checkout',
    kind: 'slo',
    subject: 'pay_p95',
    priority: 'P1',
    phase: 'P-2',
    issue: 41,
    opened: '2026-03-07T09:17:00Z',
    window: null,
    entries: 2,
    evidence: [],
    action: { kind: 'steps', steps: [] },
    acknowledged: { at: '2026-03-07T09:24:30Z', seen: '2026-03-07T09:32:00Z', by: 'octocat', how: 'comment' },
    escalated: [],
    reminded: 0,
    assigned: [],
    refused: [],
    rows: [],
    left: 0,
    resolved: { at: '2026-03-07T10:32:00Z', because: 'the SLO is met again' },
    ...changes,
  };
}

function analysisOf(judgements: readonly Judgement[], changes: Partial<Analysis>): Analysis {
  const newest = judgements.at(-1) as Judgement;
  return analysis({
    phase: newest.phase,
    previous: 'P-1',
    next: null,
    since: PROMOTIONS[1]?.at ?? null,
    now: formatInstant(END + 2 * MINUTE + 41_000),
    judged: [newest],
    recent: judgements.slice(-96),
    governance: { head: '3f2a1c9d5b8e7f60112233445566778899aabbcc', entries: 2 },
    promotion: [
      { name: 'healthy for 72h', met: false, since: null, evidence: '60h30m since 2026-03-07T01:45:00Z' },
      { name: 'every SLO has data', met: true, since: null, evidence: '4 of 4' },
      {
        name: 'checklist section Before is signed by qa',
        met: true,
        since: null,
        evidence: 'Ada, 2026-03-08',
      },
    ],
    reason: 'healthy for 60h30m of 72h',
    ...changes,
  });
}

const DAY_OF_INCIDENT = '2026-03-07';

function told(clock: string, changes: Partial<NoticeRecord>): NoticeRecord {
  const recorded = `${DAY_OF_INCIDENT}T${clock}Z`;
  return {
    id: `checkout/${clock}`,
    template: 'incident',
    severity: 'critical',
    phase: 'P-2',
    title: 'P-2: pay_p95 is 1,204 ms',
    recorded,
    to: ['oncall', 'team', 'mail'].map((channel) => ({ channel, state: 'sent', at: recorded, why: '' })),
    ...changes,
  };
}

/** What people were told of an incident; with `waiting`, a channel that did not take the last one yet. */
function noticesOf(waiting: string | null): readonly NoticeRecord[] {
  const at = `${DAY_OF_INCIDENT}T10:32:00Z`;
  return [
    told('09:02:00', {
      template: 'warn',
      severity: 'warning',
      title: 'P-2 nearing limits: pay_p95 871 ms',
      to: [{ channel: 'team', state: 'sent', at: `${DAY_OF_INCIDENT}T09:17:00Z`, why: '' }],
    }),
    told('09:17:00', {}),
    told('10:32:00', {
      template: 'resolved',
      severity: 'info',
      title: 'Over after 1h15m: pay_p95',
      to: [
        { channel: 'oncall', state: 'sent', at, why: '' },
        { channel: 'mail', state: 'refused', at, why: 'answered 550: no such user' },
        waiting === null
          ? { channel: 'team', state: 'sent', at: '2026-03-08T00:02:00Z', why: '' }
          : { channel: 'team', state: 'waiting', at: null, why: waiting },
      ],
    }),
  ];
}

export interface Scenario {
  readonly analysis: Analysis;
  readonly sources: DashboardSources;
}

const BAD: Bad = { from: WINDOWS - 4, count: 4 };

/** A quiet week. */
export function quiet(slos = MEASURES.length): Scenario {
  const history = week({ slos });
  const incidents = [incident({})];
  const sources = { history, ledger: PROMOTIONS, incidents, notices: noticesOf(null), ticks: ticksOf() };
  return { analysis: analysisOf(history, {}), sources };
}

/** Why-why drafts of what the incident moves. */
const WHY: Readonly<Record<string, readonly string[]>> = {
  pay_p95: [
    'beyond its limit since 13:15Z, in 4 windows in a row',
    'region eu carries 81 % of the excess (n 1,204)',
    'flag pay.engine changed to fast at 2026-03-07 01:47Z',
  ],
  pay_success: ['region eu carries 78 % of the failures with 22 % of the traffic'],
};

function alertsOf({ verdicts, phase, window }: Judgement): readonly Alert[] {
  return verdicts
    .filter(({ status }) => status === 'violation')
    .map((verdict) => ({
      id: `checkout/${phase}/${verdict.slo}`,
      severity: 'critical',
      phase,
      slo: verdict.slo,
      window,
      summary: `${verdict.slo}: ${verdict.reason}`,
      verdict,
      why: WHY[verdict.slo] ?? [],
    }));
}

/** The tick that calls for a rollback. */
export function violated(): Scenario {
  const history = week({ bad: BAD });
  const open = incident({
    ...{ issue: 57, opened: '2026-03-09T13:32:41Z', acknowledged: null, resolved: null },
    evidence: [`pay_p95: ${history.at(-1)?.verdicts[0]?.reason ?? ''}`, ...(WHY['pay_p95'] ?? [])],
    action: {
      kind: 'automatic',
      reason: 'pay_p95 is above its rollback limit of 900 ms',
      evidence: 'reports/metrics/P-2/20260309T141500Z.json',
      to: 'P-1',
    },
  });
  return {
    analysis: analysisOf(history, {
      gate: 'rollback',
      target: 'P-1',
      reason: `pay_p95 is ${formatValue(history.at(-1)?.verdicts[0]?.value ?? 0, 'ms')}, above 900 ms`,
      rollbackActive: true,
      alerts: alertsOf(history.at(-1) as Judgement),
    }),
    sources: {
      history,
      ledger: PROMOTIONS,
      incidents: [incident({}), open],
      notices: noticesOf('answered 503'),
      ticks: ticksOf(),
    },
  };
}

const ROLLED_BACK = entry(3, WINDOWS - 4, {
  action: 'rollback',
  from: 'P-2',
  to: 'P-1',
  executor: 'phasegate (automatic)',
  reason: 'pay_p95 is 1,064 ms, above 900 ms',
  trigger: 'pay_p95',
});

/** Rolled back, and not released yet. */
export function stabilising(): Scenario {
  const history = week({ bad: { from: WINDOWS - 6, count: 3 }, backAt: WINDOWS - 3 });
  const open = incident({
    issue: 57,
    opened: '2026-03-09T13:02:41Z',
    resolved: null,
    acknowledged: { at: '2026-03-09T13:09:00Z', seen: '2026-03-09T13:17:00Z', by: 'octocat', how: 'label' },
  });
  return {
    analysis: analysisOf(history, {
      since: ROLLED_BACK.at,
      reason: 'not yet released after the last rollback',
      rollbackActive: true,
      stabilising: {
        entry: 3,
        since: ROLLED_BACK.at,
        until: formatInstant(END + 20 * MINUTE),
        flags: { 'pay.engine': 'legacy' },
        back: false,
        due: false,
        reason: `it lasts until ${formatInstant(END + 20 * MINUTE)}`,
      },
      governance: { head: '9c1e04b7d2f3a4b5c6d7e8f90011223344556677', entries: 3 },
    }),
    sources: {
      history,
      ledger: [...PROMOTIONS, ROLLED_BACK],
      incidents: [incident({}), open],
      notices: noticesOf('answered 503'),
      ticks: ticksOf(),
    },
  };
}

export const HOSTILE =
  '</script><script>document.title="pwned"</script><img src=x onerror=alert(1)> <!-- <!channel> [l](https://evil.test) {{x}} & "q" \'';

const TEXTS = ['reason', 'name', 'evidence', 'executor', 'by', 'feature', 'title', 'why', 'channel'];

/** Hostile text wherever people or telemetry can write. */
export function hostile(): Scenario {
  const { analysis: of, sources } = stabilising();
  const said = <T>(value: T): T =>
    JSON.parse(
      JSON.stringify(value, (key, inner: unknown) =>
        typeof inner === 'string' && TEXTS.includes(key) ? HOSTILE : inner,
      ),
    ) as T;
  return { analysis: said(of), sources: said(sources) };
}

export function dashboardOf({ analysis: of, sources }: Scenario): Dashboard {
  return dashboard(of, sources);
}
