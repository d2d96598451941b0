import { renderTick, TICK_FILE, type RunIdentity } from '../../src/domain/tick.js';
import type { OutboxStore } from '../../src/ports/notifier.js';
import type { StageState } from '../../src/ports/stage-state.js';
import { OUTBOX_FILE, outboxStateKind, textIn, tickIn } from './state-kind.js';

export interface OutboxKeeping {
  readonly rollout: string;
  readonly state: StageState;
  /** null outside of a run. */
  readonly run: RunIdentity | null;
  /** The clock, ms since the epoch: of outboxes of runs side by side that of the later run is gone on from. */
  readonly now: number;
  /** Nothing is written. */
  readonly isDryRun: boolean;
}

/**
 * Works with a rollout's outbox as the newest run left it, and passes it on however the work ends: what was sent is sent
 * again by nobody, as long as cache or artifact lasts.
 *
 * @throws PhasegateError as restoring does; then nothing is sent, and a later tick does it.
 */
export async function withOutbox(
  keeping: OutboxKeeping,
  work: (store: OutboxStore) => Promise<void>,
): Promise<void> {
  const { rollout, state, run, now, isDryRun } = keeping;
  const kind = outboxStateKind(rollout, run);
  const files = await state.restore(kind);
  const store: OutboxStore = {
    read: async () => textIn(files, OUTBOX_FILE),
    write: (text) => state.write(kind, OUTBOX_FILE, text),
  };
  if (isDryRun) return work(store);
  // Before anything is sent: whatever the outbox becomes, it is this run's.
  if (run !== null)
    await state.write(kind, TICK_FILE, renderTick({ ...run, at: now, previous: tickIn(files) }));
  try {
    await work(store);
  } finally {
    await state.passOn(kind);
  }
}
