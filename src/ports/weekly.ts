import type { DocumentFault } from '../domain/document-fault.js';
import type { Window } from '../domain/time.js';
import type { Answer } from '../domain/observability/weekly/delivery.js';
import type { History, HistoryEntry } from '../domain/observability/weekly/history.js';
import type { PendingReport } from '../domain/observability/weekly/pending.js';

/** What the sections of a week's report say. */
export interface WeeklySections {
  /** By name. */
  readonly sections: Readonly<Record<string, unknown>>;
  /** What people should know of how they came about. */
  readonly notes: readonly string[];
}

/** Port to what a report is made from. Implementation: src/io/observability/weekly-inputs.ts. */
export interface WeeklyInputs {
  /** @throws JobError `missing_input`, `unsafe_path`, `unsupported_schema_version` or `bad_input` that names all faults. */
  read(week: Window): Promise<WeeklySections>;
  /** Whether there was anything to report on when the week ended: the jobs may have begun behind it. */
  hasBegun(week: Window): Promise<boolean>;
  /** Whether all of the week is there that will be; a late hour may still come. */
  isComplete(week: Window): Promise<boolean>;
}

/** Port to the report's schema: what is wrong with it. Implementation: src/io/observability/weekly-schema.ts. */
export type WeeklySchema = (payload: unknown) => Promise<readonly DocumentFault[]>;

/** Port to the files of the job. Implementation: src/io/observability/weekly-files.ts. Every write replaces a file as a whole. */
export interface WeeklyFiles {
  readHistory(): Promise<History>;
  addToHistory(entries: readonly HistoryEntry[]): Promise<void>;
  /** null: there is none, or it is damaged. */
  readPending(): Promise<PendingReport | null>;
  writePending(pending: PendingReport): Promise<void>;
  removePending(): Promise<void>;
  /** The week whose delivery the heartbeat tells of; null: it tells of none. */
  toldWeek(): Promise<string | null>;
  /** `path`: relative to the root. */
  write(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Removes what a run that was killed left half-written beside the files. */
  clearHalfWritten(): Promise<void>;
  /** Removes all but the newest files of runs without a delivery. */
  pruneOut(): Promise<void>;
}

/** One try to deliver a report, and the signature it was sent with. */
export interface Sent {
  readonly answer: Answer;
  readonly signature: string;
}

/** Port to the receiver. Implementation: src/io/observability/weekly-hook.ts. */
export interface WeeklyHook {
  /** Secrets that the policy names and that are not there; another one signs. */
  readonly unset: readonly string[];
  /** Sends once. Never throws for what the receiver does: that is an answer. */
  send(report: { readonly body: string; readonly key: string }): Promise<Sent>;
}

/** Time as the sending sees it. */
export interface WeeklyClock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}
