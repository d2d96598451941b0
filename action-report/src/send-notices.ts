import type { Notice, NoticeText } from '../../src/domain/notice.js';
import type { Outbox } from '../../src/domain/outbox.js';
import {
  answered,
  begun,
  pendingFor,
  postponed,
  tickedOff,
  waitMs,
  type Due,
} from '../../src/domain/outbox-delivery.js';
import { renderOutbox } from '../../src/domain/outbox-file.js';
import { formatInstant, SECOND } from '../../src/domain/time.js';
import type { Channel, Outcome, OutboxStore } from '../../src/ports/notifier.js';
import { oneLine } from '../../src/render/escape.js';

/** The first wait between two tries; each further one is twice as long. */
const FIRST_WAIT_MS = SECOND;

/** Time as the sending sees it. */
export interface Clock {
  /** Milliseconds since the epoch. It may jump. */
  readonly now: () => number;
  /** Milliseconds since whenever. It never jumps: budgets go by it. */
  readonly elapsed: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export interface SendingChannel {
  readonly channel: Channel;
  readonly render: (notice: Notice) => NoticeText;
}

export interface Sending {
  readonly outbox: Outbox;
  readonly store: OutboxStore;
  readonly channels: readonly SendingChannel[];
  /** How long one channel may take, in ms; they are served side by side. */
  readonly budgetMs: number;
  readonly clock: Clock;
  /** The tick's clock, which reports tell times by, ms since the epoch. Default: `clock`'s. */
  readonly now?: number;
}

/** What came of one channel in one tick. */
export interface ChannelResult {
  readonly channel: string;
  readonly delivered: number;
  /** Notices that wait for a later tick. */
  readonly waiting: number;
  /** Notices that the channel will never take, with its reasons. */
  readonly refused: readonly { readonly id: string; readonly why: string }[];
  /** Why it waits; empty where it does not. */
  readonly why: string;
}

/** The outbox while channels change it side by side: every change is on the disk before its promise is kept. */
class LiveOutbox {
  #outbox: Outbox;
  readonly #store: OutboxStore;
  #last: Promise<void> = Promise.resolve();

  constructor(outbox: Outbox, store: OutboxStore) {
    this.#outbox = outbox;
    this.#store = store;
  }

  get now(): Outbox {
    return this.#outbox;
  }

  change(next: (outbox: Outbox) => Outbox): Promise<void> {
    this.#outbox = next(this.#outbox);
    const written = this.#last.then(() => this.#store.write(renderOutbox(this.#outbox)));
    // A write that failed is its own change's fault; later ones are tried all the same.
    this.#last = written.catch(() => undefined);
    return written;
  }
}

/** One try, and what it comes to; a notice that cannot be rendered is refused, for it never will be. */
async function attempt(
  due: Due,
  { channel, render }: SendingChannel,
  clock: Clock,
  ms: number,
): Promise<Outcome> {
  const { notice } = due.item;
  let text: NoticeText;
  try {
    text = render(notice);
  } catch (error) {
    return { kind: 'refused', why: oneLine(error instanceof Error ? error.message : String(error)) };
  }
  const signal = AbortSignal.timeout(Math.max(1, Math.ceil(ms)));
  try {
    return await channel.send({ notice, text }, { signal, isRepeat: due.pending.isOpen, now: clock.now() });
  } catch (error) {
    const why = oneLine(error instanceof Error ? error.message : String(error));
    return { kind: 'later', why, afterMs: null, mayHaveArrived: true };
  }
}

/** The answer that reports tell of; `refused`: why it will never be taken, null where it was. */
function remembered(
  outbox: Outbox,
  due: Due,
  { refused, now }: { readonly refused: string | null; readonly now: number },
): Outbox {
  const state = refused === null ? 'sent' : 'refused';
  const { channel } = due.pending;
  return answered(outbox, due.item, { channel, state, at: formatInstant(now), why: refused ?? '' });
}

async function serve(sending: Sending, live: LiveOutbox, to: SendingChannel): Promise<ChannelResult> {
  const { clock, budgetMs, now = clock.now() } = sending;
  const channel = to.channel.name;
  const end = clock.elapsed() + budgetMs;
  const refused: { id: string; why: string }[] = [];
  let delivered = 0;
  let backoff = FIRST_WAIT_MS;
  const result = (why: string): ChannelResult => {
    const waiting = pendingFor(live.now, channel).length;
    return { channel, delivered, waiting, refused, why: waiting === 0 ? '' : why };
  };
  if (waitMs(live.now, channel, clock.now()) > 0) return result('it asked to be left alone for a while');
  for (let [due] = pendingFor(live.now, channel); due !== undefined; [due] = pendingFor(live.now, channel)) {
    const left = end - clock.elapsed();
    if (left <= 0) return result('its time in this tick is over');
    const one = due;
    const at = { id: one.item.notice.id, channel };
    const leaves = (why: string | null): Promise<void> => {
      if (why !== null) refused.push({ id: at.id, why });
      return live.change((outbox) => tickedOff(remembered(outbox, one, { refused: why, now }), at));
    };
    await live.change((outbox) => begun(outbox, at));
    const outcome = await attempt(one, to, clock, left);
    switch (outcome.kind) {
      case 'delivered':
        delivered += 1;
        backoff = FIRST_WAIT_MS;
        await leaves(null);
        break;
      case 'refused':
        await leaves(outcome.why);
        break;
      case 'later': {
        const { why, afterMs } = outcome;
        const mayHaveArrived = outcome.mayHaveArrived || one.pending.isOpen;
        const pause = afterMs ?? backoff;
        const isInTime = clock.elapsed() + pause < end;
        await live.change((outbox) => {
          const next = postponed(outbox, { ...at, why, afterMs, mayHaveArrived, now: clock.now() });
          if (!next.isGivenUp) return next.outbox;
          refused.push({ id: at.id, why: `given up: ${why}` });
          return remembered(next.outbox, one, { refused: `given up: ${why}`, now });
        });
        if (!isInTime) return result(why);
        await clock.sleep(pause);
        backoff *= 2;
      }
    }
  }
  return result('');
}

/**
 * Sends what waits in an outbox that has been recorded: each channel's notices in order, the channels side by side, each
 * within its time. Before a notice is sent its try is written down, and behind it what came of it, so that the process may
 * die anywhere: what was sent and not ticked off is sent again under the same id, and nothing is lost.
 */
export async function sendNotices(
  sending: Sending,
): Promise<{ readonly outbox: Outbox; readonly results: readonly ChannelResult[] }> {
  const live = new LiveOutbox(sending.outbox, sending.store);
  const served = await Promise.allSettled(sending.channels.map((to) => serve(sending, live, to)));
  const results = served.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  return { outbox: live.now, results };
}
