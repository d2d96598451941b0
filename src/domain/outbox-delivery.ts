import { withAnswer, type NoticeAnswer } from './notice-record.js';
import type { Outbox, OutboxItem, Pending } from './outbox.js';
import { formatInstant, HOUR, MINUTE, parseInstant } from './time.js';

/** A notice that a channel did not take so often is given up. */
export const MAX_TRIES = 60;
/** How long a channel is left alone that did not say for how long. */
export const DEFAULT_WAIT_MS = 5 * MINUTE;
/** However long it said: a clock that jumped must not silence it. */
export const MAX_WAIT_MS = HOUR;

/** A notice for one channel. */
export interface Due {
  readonly item: OutboxItem;
  readonly pending: Pending;
}

/** What waits for the channel, oldest first: an end never overtakes its begin. */
export function pendingFor(outbox: Outbox, channel: string): readonly Due[] {
  return outbox.items.flatMap((item) => {
    const pending = item.to.find((one) => one.channel === channel);
    return pending === undefined ? [] : [{ item, pending }];
  });
}

/** How long the channel is to be left alone yet, in ms; 0: not at all. */
export function waitMs(outbox: Outbox, channel: string, now: number): number {
  const text = Object.hasOwn(outbox.waits, channel) ? outbox.waits[channel] : undefined;
  const ms = (parseInstant(text ?? '') ?? now) - now;
  return ms > 0 && ms <= MAX_WAIT_MS ? ms : 0;
}

function changed(
  outbox: Outbox,
  at: { readonly id: string; readonly channel: string },
  change: (pending: Pending) => Pending | null,
): Outbox {
  const items = outbox.items.flatMap((item): OutboxItem[] => {
    if (item.notice.id !== at.id) return [item];
    const to = item.to.flatMap((pending) => {
      const next = pending.channel === at.channel ? change(pending) : pending;
      return next === null ? [] : [next];
    });
    return to.length === 0 ? [] : [{ ...item, to }];
  });
  return { ...outbox, items };
}

/** Written down before a notice is sent: from then on it may have arrived. */
export function begun(outbox: Outbox, at: { readonly id: string; readonly channel: string }): Outbox {
  return changed(outbox, at, (pending) => ({ ...pending, tries: pending.tries + 1, isOpen: true }));
}

/** The channel took it, or will never take it; it answers, so it need not be left alone. */
export function tickedOff(outbox: Outbox, at: { readonly id: string; readonly channel: string }): Outbox {
  const waits = Object.fromEntries(Object.entries(outbox.waits).filter(([name]) => name !== at.channel));
  return { ...changed(outbox, at, () => null), waits };
}

/** Remembers for reports what a channel answered for good. */
export function answered(outbox: Outbox, item: OutboxItem, answer: NoticeAnswer): Outbox {
  return { ...outbox, sent: withAnswer(outbox.sent, item, answer) };
}

/**
 * The channel did not take it now. `afterMs`: what it asked for; null: it did not say. `mayHaveArrived`: the try's end is
 * not known.
 */
export function postponed(
  outbox: Outbox,
  options: {
    readonly id: string;
    readonly channel: string;
    readonly why: string;
    readonly afterMs: number | null;
    readonly mayHaveArrived: boolean;
    readonly now: number;
  },
): { readonly outbox: Outbox; readonly isGivenUp: boolean } {
  const { channel, why, afterMs, mayHaveArrived, now } = options;
  const tries = pendingFor(outbox, channel).find(({ item }) => item.notice.id === options.id)?.pending.tries;
  const isGivenUp = (tries ?? 0) >= MAX_TRIES;
  const next = changed(outbox, options, (pending) =>
    isGivenUp ? null : { ...pending, why, isOpen: mayHaveArrived },
  );
  const until = formatInstant(now + Math.min(MAX_WAIT_MS, afterMs ?? DEFAULT_WAIT_MS));
  return { outbox: { ...next, waits: { ...next.waits, [channel]: until } }, isGivenUp };
}
