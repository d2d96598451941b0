import type { Scalar } from '../../policy.js';
import type { FoldKind, ValueType } from './sections.js';

/** The section `observability.weekly` of a policy as it is written. */
export interface WeeklyDocument {
  readonly keep?: string;
  readonly webhook?: WeeklyWebhookDocument;
  readonly redact?: readonly string[];
  readonly schema?: string;
  readonly 'schema-version'?: string;
  readonly sections: Readonly<Record<string, SectionDocument>>;
}

export interface WeeklyWebhookDocument {
  readonly secret: string;
  readonly 'signing-secret': string | readonly string[];
  readonly tries?: number;
  readonly wait?: string;
  readonly timeout?: string;
}

/** One of `csv`, `json` and `rollup`; which other keys belong to it is the linter's to say. */
export interface SectionDocument {
  readonly csv?: string;
  readonly json?: string;
  readonly rollup?: 'summary' | 'alerts';
  readonly week?: string;
  readonly newest?: number;
  readonly with?: Readonly<Record<string, string>>;
  readonly version?: { readonly at: string; readonly known: readonly string[] };
  readonly fields?: Readonly<Record<string, FieldDocument>>;
}

/** One of `column`, `at` and `value`. */
export interface FieldDocument {
  readonly column?: string;
  readonly at?: string;
  readonly value?: Scalar;
  readonly in?: string;
  readonly type?: ValueType;
  readonly fold?: FoldKind;
  readonly order?: readonly string[];
  readonly rename?: Readonly<Record<string, string>>;
  readonly optional?: boolean;
}
