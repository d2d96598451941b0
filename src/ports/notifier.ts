import type { PlainNotice, RenderedNotice } from '../domain/notice.js';

export type { PlainNotice } from '../domain/notice.js';

/** Port to the log of the run. Implementation: console-notifier.ts. */
export interface Notifier {
  readonly name: string;
  /** @throws PhasegateError `io-failed` when the channel did not take the notice. */
  deliver(notice: PlainNotice): Promise<void>;
}

/** What a channel answered. Its texts hold no secret. */
export type Outcome =
  /** It is theirs now. */
  | { readonly kind: 'delivered'; readonly detail: string }
  /** They will never take this one. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Not now: after `afterMs` where they said so. */
  | {
      readonly kind: 'later';
      readonly why: string;
      readonly afterMs: number | null;
      /** Whether it is not known that they did not take it: their answer was lost. */
      readonly mayHaveArrived: boolean;
    };

export interface SendOptions {
  /** Aborts when the channel's time is over. */
  readonly signal: AbortSignal;
  /** Whether an earlier try may have arrived: said to people where the channel cannot tell doubles apart. */
  readonly isRepeat: boolean;
  /** The clock, ms since the epoch: for timestamps against replay. */
  readonly now: number;
}

/** Port to a channel that notices are sent to. Implementations: src/io/notify, one a file. */
export interface Channel {
  /** Its name in the policy. */
  readonly name: string;
  /** Sends one notice. Never throws for what the channel does: that is an outcome. */
  send(notice: RenderedNotice, options: SendOptions): Promise<Outcome>;
}

/** Port to where an outbox is kept between ticks. Implementation: outbox-file.ts. */
export interface OutboxStore {
  /** null: there is none. */
  read(): Promise<string | null>;
  /** Replaces it as a whole. */
  write(text: string): Promise<void>;
}
