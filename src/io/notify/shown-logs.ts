import { join } from 'node:path';
import type { NotifyPolicy } from '../../domain/notify-policy.js';
import type { OutboxStore } from '../../ports/notifier.js';
import { readTextIfExists, writeFileAtomic } from '../files.js';

export type LogOf = (name: string) => OutboxStore;

function pathOf(output: string, name: string): string {
  return join(output, 'reports', 'runbook', `${name}.jsonl`);
}

/** Logs in the output folder alone. */
export function outputLogs(output: string): LogOf {
  return (name) => {
    const path = pathOf(output, name);
    return { read: () => readTextIfExists(path), write: (text) => writeFileAtomic(path, text) };
  };
}

/** Logs that are kept elsewhere from tick to tick, and lie in the output folder as they are, also where nothing is new. */
export async function shownLogs(
  kept: LogOf,
  { notify, output, isDryRun }: { notify: NotifyPolicy; output: string; isDryRun: boolean },
): Promise<LogOf> {
  const shown = outputLogs(output);
  for (const { kind, name } of notify.channels) {
    const text = kind === 'file' && !isDryRun ? await kept(name).read() : null;
    if (text !== null) await shown(name).write(text);
  }
  return (name) => ({
    read: () => kept(name).read(),
    write: async (text) => {
      await kept(name).write(text);
      await shown(name).write(text);
    },
  });
}
