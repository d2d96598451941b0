import { join } from 'node:path';
import { compactInstant } from '../../src/domain/time.js';

/** Where the collector keeps its part of the state folder. */
export function stateFile(folder: string): string {
  return join(folder, 'collector', 'state.json');
}

/** Folder of the key files: for each closed window one, with the keys of its events, a line each. */
export function keysFolder(folder: string): string {
  return join(folder, 'collector', 'keys');
}

export function keysFileName(windowStart: number): string {
  return `${compactInstant(windowStart)}.txt`;
}
