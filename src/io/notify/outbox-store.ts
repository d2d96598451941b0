import type { OutboxStore } from '../../ports/notifier.js';
import { readTextIfExists, writeFileAtomic } from '../files.js';

/** An outbox in a file, which is replaced as a whole. */
export function outboxStore(path: string): OutboxStore {
  return { read: () => readTextIfExists(path), write: (text) => writeFileAtomic(path, text) };
}
