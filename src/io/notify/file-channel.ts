import type { Channel, OutboxStore } from '../../ports/notifier.js';
import { webhookBody } from '../../render/webhook-body.js';

/** Lines that a log keeps, the newest. */
export const MAX_LINES = 500;

function idOf(line: string): unknown {
  try {
    return (JSON.parse(line) as { readonly id?: unknown } | null)?.id;
  } catch {
    return undefined;
  }
}

/** A log of JSON Lines, a line a notice, as the signed webhook has it. A notice that is there is not written again. */
export function fileChannel({ name, log }: { readonly name: string; readonly log: OutboxStore }): Channel {
  return {
    name,
    async send(rendered) {
      const lines = ((await log.read()) ?? '').split('\n').filter((line) => line !== '');
      if (lines.some((line) => idOf(line) === rendered.notice.id))
        return { kind: 'delivered', detail: 'was there already' };
      const all = [...lines, webhookBody(rendered)].slice(-MAX_LINES);
      await log.write(`${all.join('\n')}\n`);
      return { kind: 'delivered', detail: 'written' };
    },
  };
}
