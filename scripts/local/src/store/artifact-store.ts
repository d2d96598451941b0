import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { PhasegateError } from '../../../../src/domain/fault.js';
import { copyPath, isWithin } from '../tree.js';

const FORBIDDEN = /["<>:|*?\r\n\\/]/;
const ZIP_MAGIC = 0x04034b50;
/** Earliest time a zip can hold, so that the bytes do not depend on the clock. */
const ZIP_TIME = new Date(1980, 0, 1, 0, 0, 0);

export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly folder: string;
  /** ms since the epoch, by the run's time. */
  readonly createdAt: number;
}

/** Artifacts of the runs, each unpacked in `<folder>/<run number>/<name>`, where a person can open it. */
export class ArtifactStore {
  readonly #folder: string;
  /** By run number, then by name: those that are complete. */
  readonly #runs = new Map<number, Map<string, Artifact>>();
  readonly #clock: (run: number) => number;
  #last = 0;

  constructor(folder: string, clock: (run: number) => number) {
    this.#folder = folder;
    this.#clock = clock;
  }

  folderOf(run: number): string {
    return join(this.#folder, String(run));
  }

  list(run: number): readonly Artifact[] {
    return [...(this.#runs.get(run)?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(run: number, name: string): Artifact | undefined {
    return this.#runs.get(run)?.get(name);
  }

  /** @throws PhasegateError `bad-input` for a name that GitHub refuses, `conflict` for one that the run already has. */
  check(run: number, name: string): void {
    if (name === '' || name === '.' || name === '..' || FORBIDDEN.test(name)) {
      throw new PhasegateError(
        'bad-input',
        `${JSON.stringify(name)} is no name for an artifact: none of " : < > | * ? \\ / in it`,
      );
    }
    if (this.find(run, name) !== undefined) {
      throw new PhasegateError(
        'conflict',
        `this run already has an artifact "${name}", and artifacts do not change; use another name or overwrite: true`,
      );
    }
  }

  /** Stores files, given as paths by their place in the artifact. */
  saveFiles(run: number, name: string, files: ReadonlyMap<string, string>): Artifact {
    return this.#save(run, name, (folder) => {
      for (const [place, path] of files) copyPath(path, join(folder, place));
    });
  }

  /** Stores what a client of the service uploaded: a zip is unpacked, anything else is the one file of its artifact. */
  saveBlob(run: number, name: string, blob: Uint8Array): Artifact {
    const isZip =
      blob.length >= 4 && Buffer.from(blob.buffer, blob.byteOffset, 4).readUInt32LE(0) === ZIP_MAGIC;
    const files = isZip ? unzipSync(blob) : { [name]: blob };
    return this.#save(run, name, (folder) => {
      for (const [place, bytes] of Object.entries(files)) {
        const path = resolve(folder, place);
        if (!isWithin(path, folder))
          throw new PhasegateError('bad-input', `artifact "${name}": a path leads out of it: ${place}`);
        if (place.endsWith('/')) continue;
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, bytes);
      }
    });
  }

  /** The artifact as one zip; the same bytes for the same files. */
  zip(artifact: Artifact): Uint8Array {
    const files: Zippable = {};
    for (const [place, path] of this.#filesOf(artifact)) files[place] = readFileSync(path);
    return zipSync(files, { level: 1, mtime: ZIP_TIME });
  }

  /** Bytes of its files together. */
  sizeOf(artifact: Artifact): number {
    return this.#filesOf(artifact).reduce((sum, [, path]) => sum + statSync(path).size, 0);
  }

  remove(run: number, name: string): Artifact | undefined {
    const artifact = this.find(run, name);
    if (artifact !== undefined) rmSync(artifact.folder, { recursive: true, force: true });
    this.#runs.get(run)?.delete(name);
    return artifact;
  }

  /** Removes the artifacts of runs up to a number. */
  prune(upTo: number): void {
    if (!existsSync(this.#folder)) return;
    for (const name of readdirSync(this.#folder)) {
      if (/^\d+$/.test(name) && Number(name) <= upTo)
        rmSync(join(this.#folder, name), { recursive: true, force: true });
    }
    for (const run of this.#runs.keys()) if (run <= upTo) this.#runs.delete(run);
  }

  /** The files by their place in the artifact, sorted. */
  #filesOf({ folder }: Artifact): [string, string][] {
    const places = (readdirSync(folder, { recursive: true }) as string[]).sort();
    const pairs = places.map((place): [string, string] => [place.replaceAll(sep, '/'), join(folder, place)]);
    return pairs.filter(([, path]) => statSync(path).isFile());
  }

  #save(run: number, name: string, fill: (folder: string) => void): Artifact {
    this.check(run, name);
    const folder = join(this.folderOf(run), name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    fill(folder);
    this.#last += 1;
    const artifact = { id: this.#last, name, folder, createdAt: this.#clock(run) };
    const ofRun = this.#runs.get(run) ?? new Map<string, Artifact>();
    this.#runs.set(run, ofRun.set(name, artifact));
    return artifact;
  }
}
