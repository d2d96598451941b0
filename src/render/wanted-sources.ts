import type { Analysis } from '../domain/analysis.js';
import type { KnownIncident } from '../domain/incident-issue.js';
import type { LedgerEntry } from '../domain/ledger-entry.js';
import type { Notice, NoticeLinks } from '../domain/notice.js';
import type { Outbox } from '../domain/outbox.js';
import type { Policy } from '../domain/policy.js';
import { parseInstant } from '../domain/time.js';
import { oneLine } from './escape.js';

/** Everything that the wanted notices of one rollout follow from. */
export interface NoticeSources {
  readonly policy: Policy;
  /** null: this tick has none. */
  readonly analysis: Analysis | null;
  /** Incidents as the issues hold them, closed ones too; null: there are no issues, and SLOs speak for themselves. */
  readonly incidents: readonly KnownIncident[] | null;
  /** Entries of the ledger as far as they are known: they say who decided. */
  readonly entries: readonly LedgerEntry[];
  readonly links: Partial<NoticeLinks>;
  /** What was told so far. */
  readonly outbox: Outbox;
  /** What lasts is called to mind so often, in ms; 0: never. */
  readonly remindMs: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A notice without what they all get in the same way. */
export type Draft = Omit<Notice, 'facts' | 'links' | 'routedAs'> & {
  readonly facts: Partial<Notice['facts']>;
  readonly links?: Partial<NoticeLinks>;
  readonly routedAs?: Notice['severity'];
};

/** A dedup key or an id: one line of at most 255 characters, as PagerDuty takes it. */
export function keyOf(...parts: readonly string[]): string {
  return oneLine(parts.filter((part) => part !== '').join('/'), 255);
}

/** How many reminder intervals have gone by since an instant; 0: none. */
export function remindersDue(
  since: string,
  { now, remindMs }: Pick<NoticeSources, 'now' | 'remindMs'>,
): number {
  if (remindMs === 0) return 0;
  return Math.max(0, Math.floor((now - (parseInstant(since) ?? now)) / remindMs));
}
