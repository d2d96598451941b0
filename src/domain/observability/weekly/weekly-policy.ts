import type { Section } from './sections.js';

/** What a webhook that takes the weekly report needs. Secrets are named, by the environment variable that holds them. */
export interface WeeklyWebhook {
  /** The address. */
  readonly secret: string;
  /** The keys that the report is signed with: one, or two while one takes the other's place. */
  readonly signingSecrets: readonly string[];
  /** How often it is tried. Default 3. */
  readonly tries: number;
  /** How long the first retry waits, in milliseconds; each later one twice as long. Default 60 seconds. */
  readonly waitMs: number;
  /** How long one try may take, in milliseconds. Default 30 seconds. */
  readonly timeoutMs: number;
}

/** The weekly health report. */
export interface WeeklyPolicy {
  /** How long reports are kept, in milliseconds. Default 60 days. */
  readonly keepMs: number;
  /** null: the report is written and sent nowhere. */
  readonly webhook: WeeklyWebhook | null;
  /** Fields whose values are not shown where something of a report is logged. */
  readonly redact: readonly string[];
  /** JSON Schema that the report must be valid by; null: the built-in one. */
  readonly schema: string | null;
  /** What the report says in `schema_version`. Default `1.0.0`. */
  readonly schemaVersion: string;
  /** In the order of the file. */
  readonly sections: readonly Section[];
}
