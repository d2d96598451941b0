import { renderTick, TICK_FILE, type RunIdentity } from '../../src/domain/tick.js';
import type { OutboxStore } from '../../src/ports/notifier.js';
import type { StageState } from '../../src/ports/stage-state.js';
import { INCIDENTS_FILE, OUTBOX_FILE, outboxStateKind, textIn, tickIn } from './state-kind.js';

export interface OutboxKeeping {
  readonly rollout: string;
  readonly state: StageState;
  /** null outside of a run. */
  readonly run: RunIdentity | null;
  /** The clock, ms since the epoch: of outboxes of runs side by side that of the later run is gone on from. */
  readonly now: number;
  /** Nothing is written. */
  readonly isDryRun: boolean;
  /** Whether anybody is told: else an older state will do, and no request is spent on the newest. Default true. */
  readonly isTold?: boolean;
}

/**
 * Works with a rollout's outbox, and with the incidents that are remembered beside it, as the newest run left them, and
 * passes them on however the work ends: what was sent is sent again by nobody, as long as cache or artifact lasts.
 *
 * @throws PhasegateError as restoring does; then nothing is sent, and a later tick does it.
 */
export async function withOutbox<T>(
  keeping: OutboxKeeping,
  work: (outbox: OutboxStore, incidents: OutboxStore, logOf: (name: string) => OutboxStore) => Promise<T>,
): Promise<T> {
  const { rollout, state, run, now, isDryRun, isTold = true } = keeping;
  const kind = outboxStateKind(rollout, run, isTold);
  const files = await state.restore(kind);
  const texts = new Map<string, string>();
  const storeOf = (file: string): OutboxStore => ({
    read: async () => texts.get(file) ?? textIn(files, file),
    write: async (next) => {
      await state.write(kind, file, next);
      texts.set(file, next);
    },
  });
  const logOf = (name: string): OutboxStore => storeOf(`runbook/${name}.jsonl`);
  const [outbox, incidents] = [storeOf(OUTBOX_FILE), storeOf(INCIDENTS_FILE)];
  if (isDryRun) return work(outbox, incidents, logOf);
  // Before anything is sent: whatever the outbox becomes, it is this run's.
  if (run !== null)
    await state.write(kind, TICK_FILE, renderTick({ ...run, at: now, previous: tickIn(files) }));
  try {
    return await work(outbox, incidents, logOf);
  } finally {
    await state.passOn(kind);
  }
}
