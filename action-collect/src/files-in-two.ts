import type { BulkScanner } from '../../src/ports/bulk-scanner.js';
import type {
  FileRange,
  RangeInHand,
  RangesBeside,
  RangeJob,
  RangeScanners,
} from '../../src/ports/range-scanner.js';
import type { TalliedEvents } from './event-store.js';
import type { Intake } from './intake.js';

export interface FilesInTwoOptions {
  readonly ranges: RangeScanners;
  /** What is the same for all ranges of the source. */
  readonly common: Pick<RangeJob, 'source' | 'ledger' | 'now' | 'openFrom'>;
  readonly intake: Intake;
  readonly tallied: TalliedEvents;
  readonly scanner: BulkScanner;
}

/**
 * Files of a source that are taken in two parts at once: what the second one comes to by itself is added to the first one so
 * that the sum is what one reading would have come to, or it is read again.
 */
export class FilesInTwo implements RangesBeside {
  readonly #options: FilesInTwoOptions;

  constructor(options: FilesInTwoOptions) {
    this.#options = options;
  }

  get fromBytes(): number {
    return this.#options.ranges.fromBytes;
  }

  prepare(): void {
    this.#options.ranges.prepare();
  }

  get isReady(): boolean {
    return this.#options.ranges.isReady;
  }

  begin(range: FileRange, file: string): RangeInHand {
    const { ranges, common, intake, tallied, scanner } = this.#options;
    const place = { source: common.source, file };
    const scanning = ranges.scan({ ...common, file, range, known: tallied.known(common.source) });
    return {
      finish: async (linesBefore) => {
        const taken = await scanning;
        // Of an event that stands in both parts the first one counts, and the sums of the second hold it too.
        if (taken !== null && intake.agreesWith(place, taken) && scanner.adopt(taken.windows)) {
          intake.append(place, taken, linesBefore);
          return taken.lines;
        }
        ranges.again(place);
        return null;
      },
    };
  }
}
