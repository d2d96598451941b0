/** The policy as the code sees it: every default filled in, every duration in milliseconds. */
export interface Policy {
  readonly rollout: string;
  /** Length of a batch's window. Default 15 minutes. */
  readonly batchMs: number;
  /** A window closes this long after its end. Default 2 minutes. */
  readonly graceMs: number;
  /** A longer silence breaks a streak. Default two batches. */
  readonly maxGapMs: number;
  /** An event further ahead of the clock than this is quarantined. Default 24 hours. */
  readonly maxAheadMs: number;
  /** An event that comes again within this time counts once. Default 24 hours. */
  readonly dedupeMs: number;
  /** Whether a batch file holds its events behind the header. Default true. */
  readonly keepEvents: boolean;
  /** Whether the pipeline rolls back by itself. Default `propose`. */
  readonly rollback: 'propose' | 'automatic';
  /** Where the ledger lives: a branch, and a folder on it. Defaults `phasegate` and `governance`. */
  readonly governance: { readonly branch: string; readonly folder: string };
  readonly sources: readonly Source[];
  /** By id, in the order of the file. */
  readonly slis: readonly Sli[];
  /** In rollout order: promotion goes to the next one, rollback to the one before. Never empty. */
  readonly phases: readonly Phase[];
  /** SHA-256 of the policy's meaning (of this object without this field, as canonical JSON). */
  readonly digest: string;
}

export interface Source {
  readonly name: string;
  /** `ledger`: the events `rollback.executed` and `promotion.executed` of the phase ledger itself. */
  readonly format: 'jsonl' | 'csv' | 'ledger';
  /** Glob below the telemetry root; `*` stays within a folder, `**` does not. Empty for the ledger. */
  readonly files: string;
  /** File of the JSON Schema, relative to the working directory. Empty for the ledger, whose events need no check. */
  readonly schema: string;
  /** Fields of a line that hold its time, its id and the time at which it reached the log. */
  readonly fields: { readonly ts: string; readonly id: string; readonly arrived: string | null };
  /** Values given to lines that do not carry the field themselves. */
  readonly constants: {
    readonly event: string | null;
    readonly feature: string | null;
    readonly phase: string | null;
  };
  /** Whether silence of this source is normal, so that it is no missed batch. Default false, true for the ledger. */
  readonly sparse: boolean;
}

export type Scalar = string | number | boolean | null;

/** A condition on one field; a list of them holds when all hold. */
export type FieldMatch =
  | { readonly field: string; readonly anyOf: readonly Scalar[] }
  | { readonly field: string; readonly above: number | null; readonly below: number | null };

export type Measure =
  /** Share of the events that match. `good: false` where the policy names the bad ones. */
  | { readonly kind: 'ratio'; readonly match: readonly FieldMatch[]; readonly good: boolean }
  /** `p` in percent, 0 to 100. */
  | { readonly kind: 'quantile'; readonly of: string; readonly p: number }
  | { readonly kind: 'mean'; readonly of: string }
  | { readonly kind: 'count' };

export interface Sli {
  readonly id: string;
  /** Names of the events that are measured. */
  readonly events: readonly string[];
  readonly where: readonly FieldMatch[];
  readonly measure: Measure;
  /** Field whose values the SLI is broken down by. */
  readonly by: string | null;
  /** Unit of a quantile or a mean, as it is printed; a ratio is printed in percent. */
  readonly unit: string | null;
}

export interface Limit {
  readonly side: 'above' | 'below';
  readonly value: number;
  /** How many disjoint windows in a row must be beyond the limit. Default 1. */
  readonly batches: number;
}

export interface Slo {
  /** Unique within its phase, safe as a file name: the SLI's id, with the window behind it (`x-1h`) where one SLI has several. */
  readonly id: string;
  readonly sli: string;
  readonly windowMs: number;
  readonly warn: Limit | null;
  readonly rollback: Limit | null;
  /** Fewer samples than this are no verdict (`insufficient`). Default 1. */
  readonly minSamples: number;
}

export interface Phase {
  readonly id: string;
  /** Empty segments: everybody. Percent of each segment, 0 to 100. */
  readonly audience: { readonly segments: readonly string[]; readonly percent: number };
  readonly flags: Readonly<Record<string, string | number | boolean>>;
  readonly slos: readonly Slo[];
  /** What a promotion out of this phase needs; null: nothing recommends it. */
  readonly promote: { readonly healthyMs: number; readonly approvals: readonly string[] } | null;
}

export function findPhase(policy: Policy, id: string): Phase | undefined {
  return policy.phases.find((phase) => phase.id === id);
}

/** The phases beside the given one, null at either end. */
export function neighbours(policy: Policy, id: string): { previous: Phase | null; next: Phase | null } {
  const index = policy.phases.findIndex((phase) => phase.id === id);
  return {
    previous: index > 0 ? (policy.phases[index - 1] ?? null) : null,
    next: index >= 0 ? (policy.phases[index + 1] ?? null) : null,
  };
}
