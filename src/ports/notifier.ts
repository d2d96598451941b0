import type { Notice } from '../domain/notice.js';

export type { Notice } from '../domain/notice.js';

/** Port to a channel. Implementations: the run's log (console-notifier.ts). */
export interface Notifier {
  readonly name: string;
  /** @throws PhasegateError `io-failed` when the channel did not take the notice. */
  deliver(notice: Notice): Promise<void>;
}
