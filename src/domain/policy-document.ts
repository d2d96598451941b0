import type { Priority } from './incident-policy.js';
import type { NoticeTemplate, Severity } from './notice.js';
import type { ChannelPolicy, Language } from './notify-policy.js';
import type { ObservabilityDocument } from './observability/observability-document.js';
import type { Scalar } from './policy.js';

/** A policy as it is written: the shape of schemas/policy.schema.json, version 1. */
export interface PolicyDocument {
  readonly version: 1;
  readonly rollout: string;
  readonly batch?: string;
  readonly grace?: string;
  readonly 'max-gap'?: string;
  readonly 'max-ahead'?: string;
  readonly dedupe?: string;
  readonly 'keep-events'?: boolean;
  readonly rollback?: 'propose' | 'automatic';
  readonly evidence?: EvidenceDocument;
  readonly governance?: { readonly branch?: string; readonly folder?: string; readonly trust?: string };
  readonly stabilise?: { readonly for?: string; readonly flags?: FlagsDocument };
  readonly flags?: { readonly push: WorkflowStepDocument };
  readonly smoke?: WorkflowStepDocument;
  readonly environments?: Readonly<Record<string, string>>;
  readonly incidents?: 'none' | IncidentsDocument;
  readonly notify?: NotifyDocument;
  readonly observability?: ObservabilityDocument;
  readonly sources: readonly SourceDocument[];
  readonly slis: Readonly<Record<string, SliDocument>>;
  readonly phases: readonly PhaseDocument[];
}

export type FlagsDocument = Readonly<Record<string, string | number | boolean>>;

export interface WorkflowStepDocument {
  readonly workflow: string;
  readonly timeout?: string;
}

export type SourceDocument = SourceFields &
  (
    | { readonly jsonl: string; readonly schema: string }
    | { readonly csv: string; readonly schema: string }
    | {
        readonly url: string;
        /** Missing where the format is `prometheus`. */
        readonly schema?: string;
        readonly labels?: { readonly phase?: string; readonly feature?: string };
        readonly format?: 'jsonl' | 'csv' | 'prometheus';
        readonly headers?: Readonly<Record<string, HeaderDocument>>;
        readonly private?: boolean;
      }
    | { readonly ledger: true }
    | { readonly incidents: true }
    | { readonly ticks: true }
  );

/** A text, or the environment variable that holds it. */
export type HeaderDocument = string | { readonly secret: string; readonly prefix?: string };

interface SourceFields {
  readonly name: string;
  readonly artifact?: string;
  readonly workflow?: string;
  readonly branch?: string;
  readonly ts?: string;
  readonly id?: string;
  readonly arrived?: string;
  readonly event?: string;
  readonly feature?: string;
  readonly phase?: string;
  readonly sparse?: boolean;
}

export type ConditionDocument =
  Scalar | readonly Scalar[] | { readonly above?: number; readonly below?: number };
export type MatchDocument = Readonly<Record<string, ConditionDocument>>;

export type SliDocument = EventSliDocument | MetricSliDocument;

export type EventSliDocument = {
  readonly event: string | readonly string[];
  readonly where?: MatchDocument;
  readonly by?: string;
  readonly unit?: string;
} & MeasureDocument;

/** The texts are selectors of series. */
export type MetricSliDocument = {
  /** Source of format `prometheus`. */
  readonly from: string;
  readonly by?: string;
  readonly unit?: string;
} & (
  | { readonly ratio: ({ readonly good: string } | { readonly bad: string }) & { readonly total: string } }
  | { readonly quantile: { readonly of: string; readonly p: number } }
  | { readonly count: string }
);

export type MeasureDocument =
  | { readonly ratio: { readonly good: MatchDocument } | { readonly bad: MatchDocument } }
  | { readonly quantile: { readonly of: string; readonly p: number } }
  | { readonly mean: { readonly of: string } }
  | { readonly count: true };

/** A number of batches, or a duration. */
export type SpanDocument = string | { readonly batches: number };

export type EvidenceDocument = 'none' | { readonly 'false-alarm-every': string };

export interface BurnRateDocument {
  readonly objective: number;
  readonly long: string;
  readonly short: string;
  readonly factor: number;
}

export type BoundDocument =
  | { readonly above: number }
  | { readonly below: number }
  | { readonly 'above-by': number | string; readonly baseline: BaselineDocument }
  | { readonly 'below-by': number | string; readonly baseline: BaselineDocument }
  | { readonly 'burn-rate': BurnRateDocument };

export interface BaselineDocument {
  readonly phase?: string;
  readonly window?: string;
}

/** At most one of these but `within`, which belongs to `times`. */
export interface WhenDocument {
  readonly batches?: number;
  readonly 'mean-of'?: number;
  readonly 'moving-average'?: number;
  readonly times?: number;
  readonly within?: string;
  readonly 'unmet-for'?: string;
}

export type LimitDocument = BoundDocument & WhenDocument;
export type LimitsDocument = LimitDocument | readonly LimitDocument[];

export interface SloDocument {
  readonly sli: string;
  readonly id?: string;
  readonly window?: string;
  /** A text is a share of the rollback limit, as `80%`. */
  readonly warn?: string | LimitsDocument;
  readonly rollback?: LimitsDocument;
  readonly 'min-samples'?: number;
  readonly 'warm-up'?: SpanDocument;
  readonly evidence?: EvidenceDocument;
}

export interface PhaseDocument {
  readonly id: string;
  readonly audience?: { readonly segment?: string | readonly string[]; readonly percent?: number };
  readonly flags?: FlagsDocument;
  readonly slos?: readonly SloDocument[];
  readonly 'warm-up'?: SpanDocument;
  readonly promote?: PromoteDocument;
}

/** Exactly one of `for` and `batches`. */
export interface HealthyDocument {
  readonly for?: string;
  readonly batches?: number;
  readonly without?: 'violations' | 'warnings';
}

export type SectionDocument = string | { readonly section: string; readonly 'signed-by': readonly string[] };

export interface PromoteDocument {
  readonly healthy: string | HealthyDocument;
  readonly checklist?: readonly SectionDocument[];
  readonly evidence?: Readonly<Record<string, number>>;
  readonly approvals?: readonly string[];
}

export interface EscalationStepDocument {
  /** A duration, or `next-business-day`. */
  readonly after: string;
  readonly to?: readonly string[];
}
export type EscalationDocument = EscalationStepDocument | readonly EscalationStepDocument[];

export interface BusinessDocument {
  readonly days?: readonly string[];
  /** `09:00`. */
  readonly from?: string;
  readonly to?: string;
  /** `UTC` or a fixed offset such as `+09:00`. */
  readonly timezone?: string;
}

export interface IncidentsDocument {
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly priority?: Priority;
  readonly priorities?: Readonly<Record<string, Priority>>;
  readonly escalate?: Readonly<Partial<Record<Priority, EscalationDocument>>>;
  readonly business?: BusinessDocument;
  /** Business days. */
  readonly rca?: number;
  /** A duration, or `never`. */
  readonly remind?: string;
  readonly liveness?: SpanDocument;
}

/** Which keys a kind needs is the linter's to say. */
export interface ChannelDocument {
  readonly kind: ChannelPolicy['kind'];
  readonly secret?: string;
  readonly 'signing-secret'?: string;
  readonly url?: string;
  readonly from?: string;
  readonly to?: readonly string[];
}

export interface RouteDocument {
  readonly severity?: readonly Severity[];
  readonly template?: readonly NoticeTemplate[];
  readonly phase?: readonly string[];
  readonly to: readonly string[];
}

export interface NotifyDocument {
  readonly language?: Language;
  /** A duration, or `never`. */
  readonly remind?: string;
  readonly budget?: string;
  readonly runbook?: string;
  readonly dashboard?: string;
  readonly channels: Readonly<Record<string, ChannelDocument>>;
  readonly routes: readonly RouteDocument[];
}
