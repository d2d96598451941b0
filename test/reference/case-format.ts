import type { VerdictStatus, Gate } from '../../src/domain/analysis.js';

/** So many events of a kind, some of their fields with other values. */
export interface Group {
  readonly n: number;
  readonly [field: string]: unknown;
}

/** By kind of event: how many there are in each window. */
export type Traffic = Readonly<Record<string, number | Group | readonly Group[]>>;

/** What a policy's cases are made of: `events.yaml` beside its folder `cases`. */
export interface EventsFile {
  /** By name: the source that delivers the event, and its fields. */
  readonly kinds: Readonly<
    Record<string, { readonly from: string; readonly fields: Readonly<Record<string, unknown>> }>
  >;
  /** What an ordinary window holds. */
  readonly traffic: Traffic;
}

/** Windows that follow one another, all alike. */
export interface Span {
  /** Where it begins, counted from the midnight that cases begin at. Default: where the one before ended. */
  readonly at?: string;
  /** How long it is. Default: one batch. */
  readonly for?: string;
  /** Phase of the events. Default: the one that was on when the window began. */
  readonly phase?: string;
  /** Kinds that are not as in an ordinary window. */
  readonly events?: Traffic;
  /** In place of `events`: these kinds and no others. */
  readonly only?: Traffic;
  /** Sources that delivered nothing and should have. */
  readonly missed?: readonly string[];
  /** In place of all others: no batches for so long. */
  readonly gap?: string;
}

export interface Setup {
  /** `none`: the plain rules of the document. Default: as the policy says. */
  readonly evidence?: 'none';
  /** A warm-up for every SLO; the reference policies have none. */
  readonly 'warm-up'?: string;
  /** Moves: when, and to which phase. The first phase is on before. */
  readonly ledger?: readonly (readonly [at: string, to: string])[];
  readonly windows?: readonly Span[];
  /** Text of the checklist file. */
  readonly checklist?: string;
  /** How long after the newest window's end the tick runs. Default: 2 minutes. */
  readonly 'tick-after'?: string;
  /** A promotion that somebody asks for. */
  readonly ask?: { readonly approvals?: readonly string[]; readonly evidence?: readonly string[] };
}

export interface ExpectedVerdict {
  readonly status: VerdictStatus;
  readonly value?: number;
  readonly n?: number;
  readonly streak?: number;
  /** Part of the reason. */
  readonly reason?: string;
  readonly rule?: string;
}

export interface Expected {
  readonly phase?: string;
  readonly gate: Gate;
  /** Part of the gate's reason. */
  readonly because?: string;
  /** By SLO; those that are not named are `ok`. */
  readonly verdicts?: Readonly<Record<string, VerdictStatus | ExpectedVerdict>>;
  /** By the beginning of a condition's name: whether it is met, and a part of its evidence. */
  readonly promotion?: Readonly<
    Record<string, boolean | { readonly met: boolean; readonly evidence: string }>
  >;
  /** What the promotion that is asked for comes to: `plan`, or a part of each reason against it. */
  readonly answer?: 'plan' | readonly string[];
}

/** A file of cases: what it sets up holds for each of them, and its windows come first. */
export interface CaseFile extends Setup {
  /** What the cases show, as a sentence. */
  readonly shows: string;
  readonly cases: Readonly<Record<string, Setup & { readonly expect: Expected }>>;
}

const SETUP_KEYS = ['evidence', 'warm-up', 'ledger', 'windows', 'checklist', 'tick-after', 'ask'];

/** Keys of each mapping that a case file has, so that a misspelt one is an error and no silent default. */
export const KEYS = {
  file: ['shows', 'cases', ...SETUP_KEYS],
  case: ['expect', ...SETUP_KEYS],
  span: ['at', 'for', 'phase', 'events', 'only', 'missed', 'gap'],
  expect: ['phase', 'gate', 'because', 'verdicts', 'promotion', 'answer'],
  verdict: ['status', 'value', 'n', 'streak', 'reason', 'rule'],
} as const;

/** @throws TypeError that names the place and the key. */
export function requireKeys(place: string, value: object, kind: keyof typeof KEYS): void {
  const known: readonly string[] = KEYS[kind];
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length > 0)
    throw new TypeError(`${place}: ${unknown.join(', ')} unknown; a ${kind} has ${known.join(', ')}`);
}
