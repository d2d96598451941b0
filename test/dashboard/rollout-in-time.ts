import { collect } from '../../action-collect/src/collect.js';
import type { ClosedBatch } from '../../action-collect/src/closed-batch.js';
import { newState, parseState, type CollectorState } from '../../action-collect/src/collector-state.js';
import { analyse } from '../../src/domain/analyse.js';
import type { Analysis } from '../../src/domain/analysis.js';
import { canonicalJsonPretty } from '../../src/domain/canonical-json.js';
import { plan } from '../../src/domain/decision.js';
import type { GovernanceState } from '../../src/domain/decision-input.js';
import { emptyHistory, type History } from '../../src/domain/history.js';
import { readHistory } from '../../src/domain/history-file.js';
import type { LedgerAction } from '../../src/domain/ledger.js';
import { dueOf } from '../../src/domain/stabilising.js';
import { formatInstant, MINUTE } from '../../src/domain/time.js';
import { dashboard, type Dashboard } from '../../src/render/dashboard.js';
import { MemoryTelemetry } from '../action-collect/memory-telemetry.js';
import { branchAfter, changeOf, requestOf } from '../domain/rollout-builder.js';
import { decisionSettings, limit, phase, policy, slo, source } from '../policy-builder.js';

/** A rollout as it goes: telemetry through collector, analyzer and decisions, tick after tick, and a dashboard of each. */

const QUARTER = 15 * MINUTE;
export const BEGIN = Date.UTC(2026, 2, 2, 10);

const SLOS = [
  slo({ windowMs: QUARTER, warn: limit('above', 700), rollback: limit('above', 900) }),
  slo({ id: 'success_rate', sli: 'success_rate', warn: null, rollback: limit('below', 0.9, 2) }),
];
const POLICY = policy({
  ...decisionSettings({ stabilise: { ms: 30 * MINUTE, flags: {} } }),
  sources: [source()],
  phases: [phase({ slos: SLOS }), phase({ id: 'two', slos: SLOS, promote: null })],
});

/** A number in [0, 1) that looks like chance and is always the same. */
function noise(a: number, b: number): number {
  const x = Math.sin(a * 12.9898 + b * 78.233) * 43_758.5453;
  return x - Math.floor(x);
}

/** A window's lines: some sixty requests, some of them bad, and now and then one that is no event or comes twice. */
function linesOf(window: number, isSlow: boolean): { readonly at: number; readonly text: string }[] {
  const start = BEGIN + window * QUARTER;
  const count = 50 + Math.floor(noise(window, 7) * 30);
  const lines = Array.from({ length: count }, (_, index) => {
    const at = start + Math.floor((index + 0.5) * (QUARTER / count));
    const text = JSON.stringify({
      ...{ event: 'request.done', ts: formatInstant(at), feature: 'shop', received_at: formatInstant(at) },
      id: `${window}-${index}`,
      region: index % 3 === 0 ? 'eu' : 'us',
      duration_ms: Math.round((200 + 300 * noise(window, index)) * (isSlow ? 3 : 1) * 100) / 100,
      ok: noise(index, window) > (isSlow ? 0.06 : 0.02),
    });
    return { at, text };
  });
  const [first] = lines;
  const broken = window % 4 === 1 ? [{ at: start + 1, text: '{"event":' }] : [];
  const again = window % 3 === 2 && first !== undefined ? [{ ...first, at: start + QUARTER - 1 }] : [];
  return [...broken, ...lines, ...again];
}

export interface Tick {
  readonly analysis: Analysis;
  readonly dashboard: Dashboard;
  /** All batches so far, oldest first, with their events. */
  readonly batches: readonly ClosedBatch[];
  /** What the pipeline decided after it, by itself. */
  readonly decided: LedgerAction | null;
}

export interface Story {
  /** Windows, one tick behind each. */
  readonly windows: number;
  /** Windows in which requests are slow. */
  readonly slow: readonly number[];
  /** Minutes from the begin at which there is one more tick. */
  readonly looks: readonly number[];
}

/** The ticks of a rollout that stands in its second phase. Decisions are those that the pipeline makes by itself. */
export async function ticksOf({ windows, slow, looks }: Story): Promise<readonly Tick[]> {
  const lines = Array.from({ length: windows }, (_, window) => linesOf(window, slow.includes(window))).flat();
  let collector: CollectorState = newState(POLICY.rollout);
  let history: History = emptyHistory(POLICY.rollout);
  let { state } = branchAfter(POLICY, [{ operation: 'promote', at: BEGIN - MINUTE }]);
  let keys: ReadonlyMap<number, readonly string[]> = new Map();
  const batches: ClosedBatch[] = [];
  const ticks: Tick[] = [];
  const slots = Array.from({ length: windows }, (_, window) => (window + 1) * QUARTER + 3 * MINUTE);
  const times = [...slots, ...looks.map((minute) => minute * MINUTE)].sort((a, b) => a - b);
  for (const time of times) {
    const now = BEGIN + time;
    const told = lines.filter(({ at }) => at <= now).map(({ text }) => text);
    const known = keys;
    const collected = await collect({
      policy: POLICY,
      ledger: state.ledger,
      state: collector,
      reader: new MemoryTelemetry({ 'app/requests.jsonl': told }),
      validators: new Map(),
      keysOfClosed: (start) => Promise.resolve(new Set(known.get(start))),
      now,
      simulatedLatencyMs: 0,
      forcedPhase: null,
    });
    keys = new Map([...keys, ...collected.keys]);
    const reading = parseState(collected.state, POLICY.rollout);
    if (reading.kind !== 'state') throw new Error('the collector cannot read its own state');
    collector = reading.state;
    batches.push(...collected.batches);
    const { analysis, history: written } = analyse({
      policy: POLICY,
      ledger: state.ledger,
      head: null,
      history,
      incoming: collected.batches.map(({ file, header }) => ({ file, header })),
      now,
      forcedPhase: null,
    });
    ({ history } = readHistory(written.text, POLICY.rollout, 'history.json'));
    const sources = {
      history: history.outcomes.map(({ judgement }) => judgement),
      batches: history.batches,
      ledger: state.ledger?.entries ?? [],
    };
    const decided = dueOf(analysis);
    ticks.push({ analysis, dashboard: dashboard(analysis, sources), batches: [...batches], decided });
    if (decided !== null) state = stateAfter(state, analysis, { operation: decided, now: now + MINUTE });
  }
  return ticks;
}

function stateAfter(
  state: GovernanceState,
  analysis: Analysis,
  { operation, now }: { readonly operation: LedgerAction; readonly now: number },
): GovernanceState {
  const request = requestOf({ operation, automatic: true, executor: 'phasegate', reason: '', now });
  const text = canonicalJsonPretty(analysis);
  const change = changeOf(plan({ policy: POLICY, state, analysis: { text, value: analysis }, request }));
  return { ledger: change.ledger, lastAudit: change.audit, auditToday: '' };
}
