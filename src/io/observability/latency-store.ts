import { join } from 'node:path';
import {
  addHours,
  arrivalOf,
  rewound,
  type ClosedHour,
} from '../../domain/observability/latency/add-hours.js';
import { archivePath } from '../../domain/observability/latency/archive-manifest.js';
import { ROLLUP_FILE } from '../../domain/observability/latency/latency-alert.js';
import type { LatencyArchive } from '../../domain/observability/latency/latency-archive.js';
import type { LatencyRollup } from '../../domain/observability/latency/latency-rollup.js';
import type { LatencyRules } from '../../domain/observability/latency/latency-rules.js';
import { SAMPLE_HEADER_BYTES } from '../../domain/observability/latency/latency-sample.js';
import { withRollups } from '../../domain/observability/latency/rollup-text.js';
import type { LatencyPolicy } from '../../domain/observability/observability-policy.js';
import { formatInstant, utcDay } from '../../domain/time.js';
import type { LatencyStorage, LatencyWork } from '../../ports/latency-storage.js';
import type { ArchiveFile } from './archive-file.js';
import { readManifest } from './latency-intents.js';
import { LOG_FILES, type LogFiles } from './log-files.js';
import { openLatency } from './open-latency.js';
import { olderThan } from './sample-file.js';

export interface LatencyStoreOptions {
  readonly root: string;
  readonly policy: Pick<LatencyPolicy, 'keepSamplesMs' | 'keepRollupsMs' | 'rotateAtBytes'>;
  readonly rules: LatencyRules;
  readonly jobId: string;
  /** The tick's clock, ms since the epoch. */
  readonly now: number;
  /** Default: the disk. */
  readonly files?: LogFiles;
}

/**
 * The archive of signals below a root: samples, their rollups, and the file that says how much of them counts. One process at
 * a time, which the job's lock sees to; any of them may die anywhere.
 */
export class LatencyStore implements LatencyStorage {
  readonly #options: LatencyStoreOptions;
  readonly #file: ArchiveFile;
  #samplesWritten = 0;
  #samplesDropped = 0;
  #rollups: readonly LatencyRollup[] = [];
  #rotatedTo: string | null;
  /** UTC day on which old samples were looked for; written down with what is written next. */
  #droppedOn: string | null;

  private constructor(options: LatencyStoreOptions, file: ArchiveFile, rotatedTo: string | null) {
    this.#options = options;
    this.#file = file;
    this.#rotatedTo = rotatedTo;
    this.#droppedOn = file.archive.droppedOn;
  }

  /** Opens the archive, and puts right what a process that died left. @throws JobError `unsupported_schema_version`. */
  static async open(options: LatencyStoreOptions): Promise<LatencyStore> {
    const { root, files = LOG_FILES } = options;
    const { file, rotatedTo } = await openLatency({ root, files }, options);
    return new LatencyStore(options, file, rotatedTo);
  }

  get archive(): LatencyArchive {
    return this.#file.archive;
  }

  get work(): LatencyWork {
    return {
      samplesWritten: this.#samplesWritten,
      samplesDropped: this.#samplesDropped,
      rollups: this.#rollups,
      rotatedTo: this.#rotatedTo,
      notes: this.#file.notes,
      isDoubtful: this.#file.isDoubtful,
    };
  }

  async add(hours: readonly ClosedHour[]): Promise<void> {
    if (hours.length === 0) return;
    const arrival = arrivalOf(this.archive, hours, this.#options.rules.sli);
    if (arrival.kind === 'again') {
      await this.#file.commit(rewound(this.archive, arrival.before));
      await this.#file.cut();
    } else if (arrival.kind === 'new') {
      const { gap } = arrival;
      if (gap !== null)
        this.#file.doubt(`nothing is known of ${formatInstant(gap.from)} to ${formatInstant(gap.until)}`);
      await this.#dropOld();
      await this.#rotate();
    }
    await this.#append(hours);
  }

  async #append(hours: readonly ClosedHour[]): Promise<void> {
    const before = { ...this.archive, droppedOn: this.#droppedOn };
    const added = addHours(before, hours, this.#options);
    if (added === null) return;
    const { files } = this.#file.place;
    if (before.samples.bytes === 0) await files.replace(this.#file.samplePath, added.samples);
    else if (added.samples !== '') await files.append(this.#file.samplePath, added.samples);
    await this.#addRollups(added.rollups, before.until);
    await this.#file.commit(added.archive);
    this.#samplesWritten += added.sampleCount;
    this.#rollups = [...this.#rollups, ...added.rollups];
  }

  async #addRollups(rollups: readonly LatencyRollup[], until: number | null): Promise<void> {
    const { root, files } = this.#file.place;
    const path = join(root, ROLLUP_FILE);
    const text = await files.read(path);
    if (text === null && until !== null) this.#file.doubt(`${ROLLUP_FILE} was not there`);
    const keepFrom = this.#options.now - this.#options.policy.keepRollupsMs;
    await files.replace(path, withRollups(text ?? '', rollups, { keepFrom, until }));
  }

  /** Drops samples that are older than is kept, at most once a UTC day. */
  async #dropOld(): Promise<void> {
    const { now, policy } = this.#options;
    const { samples } = this.archive;
    if (this.#droppedOn === utcDay(now)) return;
    this.#droppedOn = utcDay(now);
    if (samples.rows === 0) return;
    const before = now - policy.keepSamplesMs;
    const old = await olderThan(this.#file.samplePath, { bytes: samples.bytes, before });
    if (old.rows === 0) return;
    const left = {
      bytes: SAMPLE_HEADER_BYTES + samples.bytes - old.end,
      rows: samples.rows - old.rows,
    };
    await this.#file.carryOut({ kind: 'drop', samples: left }, { droppedOn: this.#droppedOn });
    this.#samplesDropped += old.rows;
  }

  /** Puts the samples into the archive where their file has grown too large. */
  async #rotate(): Promise<void> {
    const { jobId, now, policy } = this.#options;
    const { bytes, rows } = this.archive.samples;
    if (bytes <= policy.rotateAtBytes || rows === 0) return;
    const { entries } = await readManifest(this.#file.place);
    const path = archivePath(jobId, now, new Set(entries.map((entry) => entry.path)));
    await this.#file.carryOut({ kind: 'rotate', jobId, path });
    this.#rotatedTo = path;
  }
}
