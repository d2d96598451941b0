import { judgeTick, type TickJudgement } from './analyse.js';
import type { Analysis, Judgement, Verdict } from './analysis.js';
import { heldRollback } from './held-rollback.js';
import { emptyHistory, type History, type IncomingBatch } from './history.js';
import {
  currentPhase,
  entryHash,
  GENESIS,
  LEDGER_SCHEMA,
  phaseAt,
  type Ledger,
  type LedgerEntry,
} from './ledger.js';
import { AUTOMATIC } from './governance-change.js';
import { neighbours, type Policy } from './policy.js';
import { formatInstant, parseInstant } from './time.js';

export interface WalkOptions {
  readonly policy: Policy;
  /** The decisions that were made; null where none were. */
  readonly record: Ledger | null;
  /** As `distinctBatches` gives them. */
  readonly batches: readonly IncomingBatch[];
  /** The checklist's text as the decisions of the record found it, by the entry's number. */
  readonly checklists: ReadonlyMap<number, string>;
  /** Windows that end between these instants, both included, are walked; ms since the epoch. */
  readonly from: number;
  readonly to: number;
}

/** Something that the walked policy would have done, or would not, in the order of time. */
export type WalkStep =
  | {
      readonly kind: 'rollback';
      readonly from: string;
      readonly to: string;
      readonly judgement: Judgement;
      readonly verdict: Verdict;
      /** The record's own rollback out of the same stretch of the phase; null where it made none. */
      readonly counterpart: LedgerEntry | null;
    }
  /** The record rolled back by its policy, and the walked one had no reason to. */
  | { readonly kind: 'stays'; readonly entry: LedgerEntry }
  | { readonly kind: 'promoted'; readonly entry: LedgerEntry }
  | { readonly kind: 'refused'; readonly entry: LedgerEntry; readonly why: string }
  /** The record moved out of a phase that the walked policy was not in. */
  | { readonly kind: 'elsewhere'; readonly entry: LedgerEntry; readonly phase: string }
  /** A person rolled back for a reason of their own, which no policy foresees. */
  | { readonly kind: 'by-hand'; readonly entry: LedgerEntry };

/** Windows whose telemetry is of another phase than the walk was in: they say nothing of it. */
export interface Blind {
  readonly phase: string;
  readonly recorded: string;
  readonly start: string;
  readonly end: string;
  readonly windows: number;
}

export interface Walk {
  readonly steps: readonly WalkStep[];
  /** Windows as they were judged when they closed, oldest first. */
  readonly judged: readonly Judgement[];
  readonly blind: readonly Blind[];
}

function ms(instant: string): number {
  return parseInstant(instant) ?? Number.NaN;
}

/** The first window of the phase for which a rollback was due, of those that the analysis still shows. */
export function causeOf({
  phase,
  since,
  recent,
}: Pick<Analysis, 'phase' | 'since' | 'recent'>): { judgement: Judgement; verdict: Verdict } | null {
  const judgement = recent.find(
    (one) =>
      one.gate === 'rollback' && one.phase === phase && (since === null || ms(one.window.end) > ms(since)),
  );
  const verdict = judgement?.verdicts.find(({ status }) => status === 'violation');
  return judgement === undefined || verdict === undefined ? null : { judgement, verdict };
}

/** A rollout under another policy: time goes on window by window, and the ledger is the walk's own. */
export class Walker {
  readonly steps: WalkStep[] = [];
  readonly judged: Judgement[] = [];
  readonly blind: Blind[] = [];
  readonly #policy: Policy;
  readonly #record: readonly LedgerEntry[];
  readonly #checklists: ReadonlyMap<number, string>;
  #entries: readonly LedgerEntry[];
  #history: History;
  /** The last entry of the record that the walk's ledger took over: where the record was in the same phase. */
  #followed: number;
  readonly #answered = new Set<number>();

  constructor({ policy, record, checklists, from }: WalkOptions) {
    this.#policy = policy;
    this.#record = record?.entries ?? [];
    this.#checklists = checklists;
    this.#entries = this.#record.filter((entry) => ms(entry.at) < from);
    this.#followed = this.#entries.length;
    this.#history = emptyHistory(policy.rollout);
  }

  #ledger(): Ledger {
    return { schema: LEDGER_SCHEMA, rollout: this.#policy.rollout, entries: this.#entries };
  }

  #phase(): string {
    return currentPhase(this.#policy, this.#ledger()).phase;
  }

  #analyse(
    incoming: readonly IncomingBatch[],
    now: number,
    checklist: string | null = null,
  ): TickJudgement['analysis'] {
    const { analysis, history } = judgeTick({
      policy: this.#policy,
      ledger: this.#ledger(),
      head: null,
      history: this.#history,
      incoming,
      now,
      forcedPhase: null,
      checklist,
    });
    this.#history = history;
    return analysis;
  }

  /** What was known before the walk begins. */
  begin(incoming: readonly IncomingBatch[], now: number): void {
    this.#analyse(incoming, now);
  }

  /** A tick on time: the batches of one closed window, and a rollback where it is due. */
  tick(incoming: readonly IncomingBatch[], now: number): void {
    this.#noteBlind(incoming);
    const analysis = this.#analyse(incoming, now);
    this.judged.push(...analysis.judged);
    if (analysis.stabilising?.due === true)
      this.#append({ action: 'release', at: now, from: analysis.phase, to: analysis.phase });
    if (analysis.gate !== 'rollback' || analysis.target === null) return;
    const cause = causeOf({ ...analysis, recent: analysis.judged }) ?? causeOf(analysis);
    if (cause === null) return;
    const { phase: from, target: to } = analysis;
    const next = this.#record.slice(this.#followed).find(({ action }) => action !== 'release');
    const counterpart = next?.action === 'rollback' && next.from === from ? next : null;
    if (counterpart !== null) this.#answered.add(counterpart.seq);
    this.steps.push({ kind: 'rollback', from, to, ...cause, counterpart });
    this.#append({ action: 'rollback', at: now, from, to, trigger: cause.verdict.slo });
  }

  /** A decision of the record: a promotion is made again where the gate allows it. */
  decide(entry: LedgerEntry): void {
    switch (entry.action) {
      case 'promote':
        return this.#promote(entry);
      case 'rollback':
        return this.#rollBack(entry);
      case 'release':
        return this.#release(entry);
    }
  }

  #promote(entry: LedgerEntry): void {
    const phase = this.#phase();
    // Where the walk is in the promotion's phase already, the record only caught up with it.
    if (phase === entry.to) this.#followed = entry.seq;
    if (phase !== entry.from) {
      this.steps.push({ kind: 'elsewhere', entry, phase });
      return;
    }
    const { gate, reason, target } = this.#analyse([], ms(entry.at), this.#checklists.get(entry.seq) ?? null);
    if (gate !== 'promote' || target === null) {
      this.steps.push({ kind: 'refused', entry, why: reason });
      return;
    }
    this.#follow({ ...entry, to: target });
    this.steps.push({ kind: 'promoted', entry });
  }

  #rollBack(entry: LedgerEntry): void {
    if (this.#answered.has(entry.seq)) {
      this.#followed = entry.seq;
      return;
    }
    const phase = this.#phase();
    const { previous } = neighbours(this.#policy, phase);
    if (phase !== entry.from || previous === null) this.steps.push({ kind: 'elsewhere', entry, phase });
    else if (entry.trigger !== null) this.steps.push({ kind: 'stays', entry });
    else {
      this.#follow({ ...entry, to: previous.id });
      this.steps.push({ kind: 'by-hand', entry });
    }
  }

  /** What the pipeline released, the walk releases by its own analysis; what a person did, it takes over. */
  #release(entry: LedgerEntry): void {
    const held = heldRollback(this.#ledger());
    const byHand = entry.executor !== AUTOMATIC;
    if (held !== null && held.to === entry.to && byHand)
      this.#append({ action: 'release', at: ms(entry.at), from: entry.to, to: entry.to });
    if (this.#phase() === entry.to) this.#followed = Math.max(this.#followed, entry.seq);
  }

  #follow(entry: LedgerEntry): void {
    this.#entries = [...this.#entries, entry];
    this.#followed = entry.seq;
  }

  #append(move: {
    readonly action: 'rollback' | 'release';
    /** Milliseconds since the epoch. */
    readonly at: number;
    readonly from: string;
    readonly to: string;
    readonly trigger?: string;
  }): void {
    const { ms: lasts, flags } = this.#policy.stabilise;
    const stabilises = move.action === 'rollback' && lasts > 0;
    const entry = {
      ...move,
      at: formatInstant(move.at),
      trigger: move.trigger ?? null,
      until: stabilises ? formatInstant(move.at + lasts) : null,
      forced: stabilises ? flags : {},
      seq: this.#entries.length + 1,
      executor: 'replay',
      reason: '',
      evidence: [],
      approvals: [],
      request: null,
      files: {},
      policy: this.#policy.digest,
      previous: GENESIS,
    };
    this.#entries = [...this.#entries, { ...entry, hash: entryHash(entry) }];
  }

  #noteBlind(incoming: readonly IncomingBatch[]): void {
    const heard = incoming.filter(({ header }) => header.counts.accepted > 0);
    const [first] = heard;
    if (first === undefined) return;
    const { phase: recorded, window } = first.header;
    const phase = phaseAt(this.#policy, this.#ledger(), ms(window.end));
    if (heard.some(({ header }) => header.phase === phase)) return;
    const last = this.blind.at(-1);
    if (last?.phase === phase && last.recorded === recorded && last.end === window.start)
      this.blind[this.blind.length - 1] = { ...last, end: window.end, windows: last.windows + 1 };
    else this.blind.push({ phase, recorded, ...window, windows: 1 });
  }
}
