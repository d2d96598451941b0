import { erasOf } from '../../src/domain/ledger.js';
import type { Source } from '../../src/domain/policy.js';
import type { BulkScanner, LineBlock } from '../../src/ports/bulk-scanner.js';
import type { RangesBeside } from '../../src/ports/range-scanner.js';
import type { Cursor } from '../../src/ports/telemetry.js';
import type { CollectOptions } from './collect-options.js';
import type { CollectorState } from './collector-state.js';
import { FilesInTwo } from './files-in-two.js';
import type { Intake } from './intake.js';
import type { Stores } from './open-stores.js';
import { beginKeeping, beginScanner, endScanner, type Rules, takeLine } from './take-line.js';

/** What takes the lines of a tick. */
export interface Taking {
  readonly intake: Intake;
  readonly rules: Rules;
  readonly stores: Stores;
  /** Start of the first window that is not closed, milliseconds since the epoch. */
  readonly openFrom: number;
}

/** Opens the scanner of a source, where there is one. Where events are both held and added up, lines are taken one by one. */
async function openScanner(
  options: CollectOptions,
  source: Source,
  { intake, rules, stores, openFrom }: Taking,
): Promise<BulkScanner | null> {
  const { policy, ledger, now, scanners, forcedPhase } = options;
  if (scanners === undefined || forcedPhase !== null) return null;
  const { held, tallied } = stores;
  const isHeld = policy.keepEvents || options.holdsEvents === true;
  if (tallied !== null && isHeld) return null;
  const eras = erasOf(policy, ledger, { from: openFrom, to: now + policy.maxAheadMs });
  const request = { policy, source, now, openFrom, eras };
  return tallied === null
    ? beginKeeping(scanners, request, { intake, rules, held })
    : beginScanner(scanners, request, { intake, rules, tallied });
}

/** What takes large files in two parts, where there is another thread. */
function besideOf(
  { ledger, now, ranges }: CollectOptions,
  { source, scanner }: { readonly source: Source; readonly scanner: BulkScanner },
  { intake, stores: { tallied }, openFrom }: Taking,
): RangesBeside | null {
  // When a line says itself when it arrived, its count does not follow from the lines before.
  if (ranges === undefined || tallied === null || source.fields.arrived !== null) return null;
  const common = { source: source.name, ledger, now, openFrom };
  return new FilesInTwo({ ranges, common, intake, tallied, scanner });
}

function isOfFiles(source: Source): source is Source & { readonly format: 'jsonl' | 'csv' } {
  return source.format === 'jsonl' || source.format === 'csv';
}

interface FilesRead {
  readonly cursors: CollectorState['cursors'];
  /** Sources that could not be asked. */
  readonly unanswered: Set<string>;
}

/** Takes what is new in the files of all sources; returns how far each was read. */
export async function readFiles(options: CollectOptions, taking: Taking): Promise<FilesRead> {
  const { intake, rules } = taking;
  const unanswered = new Set<string>();
  const cursors: Record<string, Record<string, Cursor>> = {};
  for (const source of options.policy.sources) {
    if (!isOfFiles(source)) continue;
    const before = options.state.cursors[source.name] ?? {};
    const after: Record<string, Cursor> = {};
    const scanner = source.format === 'jsonl' ? await openScanner(options, source, taking) : null;
    const beside = scanner === null ? null : besideOf(options, { source, scanner }, taking);
    const request = {
      name: source.name,
      format: source.format,
      files: source.files,
      cursors: before,
      now: options.now,
      cutAfterMs: options.policy.maxGapMs,
      ...(scanner === null ? {} : { takeBlock: (block: LineBlock) => scanner.take(block) }),
      ...(beside === null ? {} : { beside }),
    };
    for await (const item of options.reader.read(request)) {
      if (item.kind === 'end') {
        after[item.file] = item.cursor;
      } else if (item.kind === 'no-answer') {
        unanswered.add(source.name);
      } else {
        await takeLine(intake, rules, source, item);
      }
    }
    if (scanner !== null) endScanner(source, scanner, { intake, tallied: taking.stores.tallied });
    for (const [file, cursor] of Object.entries(before)) {
      // A file that is not there, or cannot be read, may come back.
      if (!Object.hasOwn(after, file) && intake.isRecent({ source: source.name, file })) after[file] = cursor;
    }
    cursors[source.name] = after;
  }
  return { cursors, unanswered };
}
