import { basename, join } from 'node:path';
import { parseBatch } from '../domain/batch-reader.js';
import { PhasegateError } from '../domain/fault.js';
import type { IncomingBatch } from '../domain/history.js';
import { isSameTick, parseTick, TICK_FILE, type Tick, type TickRef } from '../domain/tick.js';
import type { Files, Missed } from '../ports/stage-state.js';
import { filesOf, textIn, type ArtifactShelf } from './artifact-shelf.js';
import type { StateLog } from './restore-state.js';

/** Four days of ticks, each a download: GitHub grants 1,000 requests an hour. */
const MAX_TICKS = 400;
const COLLECTOR_FOLDER = 'logs/rollout/collector/';

export interface MissedOptions {
  /** The tick whose batches are at hand. */
  readonly tick: Tick;
  readonly taken: readonly TickRef[];
  /** null: nothing can be fetched. */
  readonly shelf: ArtifactShelf | null;
  /** The rollout's folder within an artifact; empty: the artifact itself. */
  readonly below: string;
  readonly rollout: string;
  readonly log: StateLog;
}

interface Found {
  readonly tick: Tick;
  readonly files: Files;
}

const NONE: Missed = { ticks: [], batches: [] };

function nameOf({ run, attempt }: TickRef): string {
  return `run ${run}${attempt === 1 ? '' : `, attempt ${attempt}`}`;
}

async function find(shelf: ArtifactShelf, ref: TickRef, options: MissedOptions): Promise<Found | null> {
  for await (const artifact of shelf.newest('phasegate-batches')) {
    if (artifact.run !== ref.run) continue;
    try {
      const files = filesOf(await shelf.open(artifact), options.below);
      const tick = parseTick(textIn(files, TICK_FILE));
      if (tick !== null && isSameTick(tick, ref)) return { tick, files };
    } catch (error) {
      if (!(error instanceof PhasegateError) || error.code !== 'io-failed') throw error;
      options.log.warning(`${error.message}; its batches are not taken`);
    }
  }
  return null;
}

function batchesOf({ tick, files }: Found, { rollout, log }: MissedOptions): IncomingBatch[] {
  const paths = [...files.keys()].filter((path) => path.startsWith(COLLECTOR_FOLDER)).sort();
  return paths.flatMap((path): IncomingBatch[] => {
    const file = `${nameOf(tick)}: ${join(basename(join(path, '..')), basename(path))}`;
    try {
      return [{ file, header: parseBatch(textIn(files, path) ?? '', file, rollout) }];
    } catch (error) {
      // It would be as wrong at every tick to come, and keep all of them from being judged.
      if (!(error instanceof PhasegateError) || error.code !== 'bad-batch') throw error;
      log.warning(`${error.message}; it is not taken`);
      return [];
    }
  });
}

/**
 * The batches between the ticks that were taken and one that comes now: those of ticks that were collected and never
 * analysed, by the chain in which each tick names the one before it. Oldest first. What is gone is said.
 *
 * @throws PhasegateError as the API does (but a missing permission is a warning).
 */
export async function missedBatches(options: MissedOptions): Promise<Missed> {
  const { taken, shelf, log } = options;
  const found: Found[] = [];
  const isTaken = (ref: TickRef): boolean => taken.some((known) => isSameTick(known, ref));
  if (isTaken(options.tick)) return NONE;
  let wanted = options.tick.previous;
  try {
    while (wanted !== null && !isTaken(wanted) && found.length < MAX_TICKS) {
      const one: Found | null = shelf === null ? null : await find(shelf, wanted, options);
      if (one === null) {
        sayGone(wanted, options);
        break;
      }
      found.unshift(one);
      wanted = one.tick.previous;
    }
  } catch (error) {
    if (!(error instanceof PhasegateError) || error.code !== 'no-permission') throw error;
    log.warning(`the batches of earlier runs cannot be fetched: ${error.message}`);
  }
  if (found.length >= MAX_TICKS)
    log.warning(`more than ${MAX_TICKS} ticks were not analysed; the older ones are left out`);
  return { ticks: found.map(({ tick }) => tick), batches: found.flatMap((one) => batchesOf(one, options)) };
}

function sayGone(ref: TickRef, { taken, shelf, log }: MissedOptions): void {
  // Without any history the chain is followed to where artifacts end, which is no loss to speak of.
  if (taken.length === 0 && shelf !== null) return;
  const what = `the batches of ${nameOf(ref)} were not analysed`;
  if (shelf !== null) log.warning(`${what}, and its artifact phasegate-batches is gone`);
  else log.warning(`${what}; with the input github-token they are fetched from its artifact`);
}
