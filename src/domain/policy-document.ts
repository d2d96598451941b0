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
  readonly governance?: { readonly branch?: string; readonly folder?: string };
  readonly sources: readonly SourceDocument[];
  readonly slis: Readonly<Record<string, SliDocument>>;
  readonly phases: readonly PhaseDocument[];
}

export type SourceDocument = SourceFields &
  (
    | { readonly jsonl: string; readonly schema: string }
    | { readonly csv: string; readonly schema: string }
    | { readonly ledger: true }
  );

interface SourceFields {
  readonly name: string;
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

export type SliDocument = {
  readonly event: string | readonly string[];
  readonly where?: MatchDocument;
  readonly by?: string;
  readonly unit?: string;
} & MeasureDocument;

export type MeasureDocument =
  | { readonly ratio: { readonly good: MatchDocument } | { readonly bad: MatchDocument } }
  | { readonly quantile: { readonly of: string; readonly p: number } }
  | { readonly mean: { readonly of: string } }
  | { readonly count: true };

export type LimitDocument = { readonly batches?: number } & (
  { readonly above: number } | { readonly below: number }
);

export interface SloDocument {
  readonly sli: string;
  readonly id?: string;
  readonly window?: string;
  readonly warn?: LimitDocument;
  readonly rollback?: LimitDocument;
  readonly 'min-samples'?: number;
}

export interface PhaseDocument {
  readonly id: string;
  readonly audience?: { readonly segment?: string | readonly string[]; readonly percent?: number };
  readonly flags?: Readonly<Record<string, string | number | boolean>>;
  readonly slos?: readonly SloDocument[];
  readonly promote?: { readonly healthy: string; readonly approvals?: readonly string[] };
}
