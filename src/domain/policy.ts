import type { IncidentPolicy } from './incident-policy.js';
import type { NotifyPolicy } from './notify-policy.js';
import type { ObservabilityPolicy } from './observability/observability-policy.js';
import type { Origin } from './source-origin.js';

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
  /** Hash of a ledger entry (64 zeros: of none) that makes a rewritten ledger trusted; null: none is. */
  readonly trust: string | null;
  /** What a rollback begins. Default 30 minutes without forced flags. */
  readonly stabilise: {
    /** How long it lasts at least; 0: no such time. */
    readonly ms: number;
    readonly flags: Phase['flags'];
  };
  /** Carries a decision's flags to where they are read; null: they are read from the branch. */
  readonly push: WorkflowStep | null;
  /** The user's own smoke test; null: there is none. */
  readonly smoke: WorkflowStep | null;
  /** Environments whose approval is a role's, by role, where they are not called `phasegate-<role>`. */
  readonly environments: Readonly<Record<string, string>>;
  /** What becomes an issue where a token is given; null: nothing. */
  readonly incidents: IncidentPolicy | null;
  /** Who is told of what; null: the run's log alone is. */
  readonly notify: NotifyPolicy | null;
  /** Standing jobs beside the rollout; null: none. */
  readonly observability: ObservabilityPolicy | null;
  readonly sources: readonly Source[];
  /** By id, in the order of the file. */
  readonly slis: readonly Sli[];
  /** In rollout order: promotion goes to the next one, rollback to the one before. Never empty. */
  readonly phases: readonly Phase[];
  /**
   * SHA-256 of what is judged and decided by, as canonical JSON: of this object without this field and without
   * `incidents`, `notify`, `observability`, `trust`, `push`, `smoke` and `environments`. Another assignee is no other policy.
   */
  readonly digest: string;
}

/** A workflow that a decision starts and waits for. */
export interface WorkflowStep {
  /** File below `.github/workflows`. */
  readonly workflow: string;
  readonly timeoutMs: number;
}

export interface Source {
  readonly name: string;
  /**
   * `ledger`: the events `rollback.executed`, `rollback.released` and `promotion.executed` of the phase ledger itself; `incidents`: those of
   * the incident issues, such as `incident.acknowledged`; `ticks`: an event `tick.completed` for each tick of the collector;
   * `prometheus`: what a server with Prometheus' API counted in each window, asked for by the SLIs that name the source.
   */
  readonly format: 'jsonl' | 'csv' | 'prometheus' | 'ledger' | 'incidents' | 'ticks';
  /** Glob below the telemetry root, or within what is fetched; `*` stays within a folder, `**` does not. Empty for the ledger, for incidents and for ticks. */
  readonly files: string;
  /** Where the files are fetched from. Default: they lie below the telemetry root. */
  readonly origin?: Origin;
  /** File of the JSON Schema, relative to the working directory. Empty for the ledger, for incidents and for ticks, whose events need no check. */
  readonly schema: string;
  /** Fields of a line that hold its time, its id and the time at which it reached the log. */
  readonly fields: { readonly ts: string; readonly id: string; readonly arrived: string | null };
  /** Values given to lines that do not carry the field themselves. */
  readonly constants: {
    readonly event: string | null;
    readonly feature: string | null;
    readonly phase: string | null;
  };
  /** Of series on a server: labels whose values are the phase and the feature. Missing for other sources. */
  readonly metricLabels?: { readonly phase: string | null; readonly feature: string | null };
  /** Whether silence of this source is normal, so that it is no missed batch. Default false, true for the ledger, for incidents and for ticks. */
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

/** What a server is asked for instead of events. */
export interface SliMetric {
  /** Source of format `prometheus`. */
  readonly source: string;
  /** Selectors of series: of a ratio those that match and all of them, of a quantile the buckets, of a count the counter. */
  readonly selectors: readonly string[];
}

export interface Sli {
  readonly id: string;
  /** Where it is measured by a server. Its event is then the one that holds what was counted, and `by` names a label of series. */
  readonly metric?: SliMetric;
  /** Names of the events that are measured. */
  readonly events: readonly string[];
  readonly where: readonly FieldMatch[];
  readonly measure: Measure;
  /** Field whose values the SLI is broken down by. */
  readonly by: string | null;
  /** Unit of a quantile or a mean, as it is printed; a ratio is printed in percent. */
  readonly unit: string | null;
}

/** Values strictly beyond it are bad. */
export interface Bound {
  readonly side: 'above' | 'below';
  readonly value: number;
}

/** What a relative bound is measured from: the same SLI and feature, over the time that ends where the judged window begins. */
export interface Baseline {
  /** Phase whose batches are taken; null: those of the phase that is judged. */
  readonly phase: string | null;
  readonly windowMs: number;
  /** Whether the distance is a share of the baseline's value; else it is in the SLI's unit. */
  readonly relative: boolean;
}

/** How windows beyond a bound count. Windows are those of the SLO, disjoint, counted back from the newest. */
export type When =
  | { readonly kind: 'in-a-row'; readonly windows: number }
  | { readonly kind: 'mean-of'; readonly windows: number }
  | { readonly kind: 'moving-average'; readonly windows: number }
  | { readonly kind: 'times'; readonly times: number; readonly withinMs: number }
  | { readonly kind: 'unmet-for'; readonly ms: number }
  /** The bound is the bad share at which `factor` times the error budget of the objective burns. */
  | {
      readonly kind: 'burn-rate';
      readonly longMs: number;
      readonly shortMs: number;
      readonly objective: number;
      readonly factor: number;
    };

/** A limit of an SLO: a bound, and how windows beyond it count. With a baseline `value` is the distance from it. */
export interface Rule extends Bound {
  readonly baseline: Baseline | null;
  readonly when: When;
}

export interface Slo {
  /** Unique within its phase, safe as a file name: the SLI's id, with the window behind it (`x-1h`) where one SLI has several. */
  readonly id: string;
  readonly sli: string;
  readonly windowMs: number;
  /** Any one that is met warns. */
  readonly warn: readonly Rule[];
  /** Any one that is met, with the evidence, violates. */
  readonly rollback: readonly Rule[];
  /** Fewer samples than this are no verdict (`insufficient`). Default 1. */
  readonly minSamples: number;
  /** Batches that end within this time after a switch are not judged. Default 0. */
  readonly warmUpMs: number;
  /** Mean time between false alarms that a violation's evidence must promise; null: the rule alone decides. Default 300 days. */
  readonly falseAlarmEveryMs: number | null;
}

/** A section of the checklist that must be complete and signed. */
export interface SignedSection {
  readonly heading: string;
  /** Roles that must each have signed; empty: any one signature is enough. */
  readonly signedBy: readonly string[];
}

/** What a promotion out of a phase needs. */
export interface Promote {
  /** How long the phase must have been healthy; 0 where batches are counted. */
  readonly healthyMs: number;
  /** How many batches in a row must have been healthy; null where time is counted. */
  readonly healthyBatches: number | null;
  /** What begins the healthy time anew: violations, or warnings too. Default `violations`. */
  readonly without: 'violations' | 'warnings';
  readonly checklist: readonly SignedSection[];
  /** What people must have done at least so often, by name; said at the promotion. */
  readonly evidence: Readonly<Record<string, number>>;
  /** Roles that must approve. */
  readonly approvals: readonly string[];
}

export interface Phase {
  readonly id: string;
  /** Empty segments: everybody. Percent of each segment, 0 to 100. */
  readonly audience: { readonly segments: readonly string[]; readonly percent: number };
  readonly flags: Readonly<Record<string, string | number | boolean>>;
  readonly slos: readonly Slo[];
  /** What a promotion out of this phase needs; null: nothing recommends it. */
  readonly promote: Promote | null;
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
