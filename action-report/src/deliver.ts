import type { PlainNotice } from '../../src/domain/notice.js';
import type { Notifier } from '../../src/ports/notifier.js';

/** A notice that a channel did not take. */
export interface Undelivered {
  readonly notifier: string;
  readonly notice: string;
  readonly error: unknown;
}

/** Sends every notice to every channel, in order. One channel's fault keeps nothing from the others. */
export async function deliverAll(
  notices: readonly PlainNotice[],
  notifiers: readonly Notifier[],
): Promise<readonly Undelivered[]> {
  const failed: Undelivered[] = [];
  for (const notifier of notifiers) {
    for (const notice of notices) {
      try {
        await notifier.deliver(notice);
      } catch (error) {
        failed.push({ notifier: notifier.name, notice: notice.id, error });
      }
    }
  }
  return failed;
}
