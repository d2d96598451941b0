import { join } from 'node:path';
import { plural } from '../../domain/figure.js';
import {
  renderArchive,
  type Intent,
  type LatencyArchive,
} from '../../domain/observability/latency/latency-archive.js';
import { carryOut, SAMPLE_FILE, type ArchivePlace } from './latency-intents.js';
import { remainingExtent } from './recover-latency.js';

export const ARCHIVE_STATE_FILE = 'ops/latency_archive.json';

/** The file that says how much of the archive's files counts, and what was found of them. */
export class ArchiveFile {
  readonly place: ArchivePlace;
  /** What was put right, or is missing, in words. */
  readonly notes: string[] = [];
  /** Whether something is missing that should be there. */
  isDoubtful = false;
  #archive: LatencyArchive;

  constructor(place: ArchivePlace, archive: LatencyArchive) {
    this.place = place;
    this.#archive = archive;
  }

  get archive(): LatencyArchive {
    return this.#archive;
  }

  get samplePath(): string {
    return join(this.place.root, SAMPLE_FILE);
  }

  async commit(archive: LatencyArchive): Promise<void> {
    const { root, files } = this.place;
    await files.replace(join(root, ARCHIVE_STATE_FILE), renderArchive(archive));
    this.#archive = archive;
  }

  doubt(note: string): void {
    this.notes.push(note);
    this.isDoubtful = true;
  }

  /** Writes down what is about to be done, with what else changes by it, and does it. */
  async carryOut(intent: Intent, changes: Partial<LatencyArchive> = {}): Promise<void> {
    await this.commit({ ...this.#archive, ...changes, intent });
    await this.finish();
  }

  /** Ends what was begun; gives what it was. */
  async finish(): Promise<Intent | null> {
    const { intent } = this.#archive;
    if (intent === null) return null;
    const done = await carryOut(this.place, this.#archive, intent);
    if (done === null) this.doubt(`samples are missing, and a ${intent.kind} was begun`);
    await this.commit(done ?? { ...this.#archive, intent: null, last: null });
    return done === null ? null : intent;
  }

  /** Brings the file of samples to what counts of it. */
  async cut(): Promise<void> {
    const { files } = this.place;
    const { bytes, rows } = this.#archive.samples;
    const size = (await files.tail(this.samplePath, 0))?.size ?? 0;
    if (size > bytes) {
      this.notes.push(`${size - bytes} bytes of samples did not count and were cut off`);
      await files.truncate(this.samplePath, bytes);
    } else if (size < bytes) {
      const samples = await remainingExtent(this.place);
      this.doubt(`missing from ${SAMPLE_FILE}: ${plural(rows - samples.rows, 'sample')}`);
      await this.commit({ ...this.#archive, samples, last: null });
      if (size > samples.bytes) await files.truncate(this.samplePath, samples.bytes);
    }
  }
}
