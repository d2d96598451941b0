import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Policy, Source } from '../../../src/domain/policy.js';
import type { Origin } from '../../../src/domain/source-origin.js';
import {
  fetchSources,
  type FetchedSources,
  type FetchSources,
} from '../../../src/io/sources/fetch-sources.js';
import { SOURCE_LIMITS, type SourceLimits } from '../../../src/io/sources/limits.js';
import { SourceTelemetry } from '../../../src/io/sources/source-telemetry.js';
import type { Cursor } from '../../../src/ports/telemetry.js';
import { source } from '../../policy-builder.js';
import { temporaryFolder } from '../../temporary-folder.js';

export const NOW = Date.UTC(2026, 2, 2, 12, 0, 0);
export const MINUTE = 60_000;

export interface WorldOptions extends Partial<Omit<FetchSources, 'sources' | 'limits'>> {
  readonly limits?: Partial<SourceLimits>;
}

/** A collector's folders, with its cursors in memory: what a tick reads of its sources. */
export class World {
  readonly folder: string;
  readonly warnings: string[] = [];
  readonly masked: string[] = [];
  cursors: Record<string, Record<string, Cursor>> = {};
  readonly #root: string;
  readonly #options: WorldOptions;

  private constructor(root: string, options: WorldOptions) {
    this.#root = root;
    this.folder = join(root, 'state', 'sources');
    this.#options = options;
  }

  static async make(options: WorldOptions = {}): Promise<World> {
    const root = await temporaryFolder();
    await mkdir(join(root, 'telemetry'));
    return new World(root, options);
  }

  get root(): string {
    return this.#root;
  }

  options(sources: Policy['sources'], changes: WorldOptions = {}): FetchSources {
    const { limits = {}, ...given } = { ...this.#options, ...changes };
    return {
      sources,
      folder: this.folder,
      api: null,
      repository: this.#root,
      defaultBranch: async () => 'main',
      environment: {},
      mask: (secret) => void this.masked.push(secret),
      now: NOW,
      ...given,
      limits: { ...SOURCE_LIMITS, ...limits },
    };
  }

  fetch(sources: Policy['sources'], changes: WorldOptions = {}): Promise<FetchedSources> {
    return fetchSources(this.options(sources, changes));
  }

  /** Reads what is new of the sources, as a tick that is carried out to its end does: lines as texts, by source. */
  async tick(
    sources: Policy['sources'],
    changes: WorldOptions & { readonly dryRun?: boolean; readonly isNew?: boolean } = {},
  ): Promise<{ lines: Record<string, string[]>; silent: string[] }> {
    const { dryRun = false, isNew = false, ...others } = changes;
    if (isNew) this.cursors = {};
    const root = join(this.#root, 'telemetry');
    const options = this.options(sources, others);
    this.warnings.length = 0;
    const telemetry = new SourceTelemetry({
      ...options,
      root,
      dryRun,
      warn: (line) => this.warnings.push(line),
    });
    if (isNew) telemetry.forget();
    const [lines, silent]: [Record<string, string[]>, string[]] = [{}, []];
    const after: typeof this.cursors = {};
    for (const { name, format, files } of sources) {
      if (format !== 'jsonl' && format !== 'csv') continue;
      const cursors = this.cursors[name] ?? {};
      const request = { name, format, files, cursors, now: options.now, cutAfterMs: 30 * MINUTE };
      const [seen, next]: [string[], Record<string, Cursor>] = [[], {}];
      for await (const item of telemetry.read(request)) {
        if (item.kind === 'end') next[item.file] = item.cursor;
        else if (item.kind === 'no-answer') silent.push(name);
        else
          seen.push(
            item.kind === 'fields' ? JSON.stringify(item.fields) : `${item.place.file} ${item.reason}`,
          );
      }
      lines[name] = seen;
      after[name] = { ...cursors, ...next };
    }
    if (!dryRun) {
      this.cursors = after;
      await telemetry.release(after);
    }
    await telemetry.close();
    return { lines, silent };
  }
}

export function urlSource(url: string, changes: Partial<Extract<Origin, { kind: 'url' }>> = {}): Source {
  return source({
    name: 'far',
    files: '*',
    origin: { kind: 'url', url, headers: {}, private: true, ...changes },
  });
}

export function artifactSource(
  changes: Partial<Extract<Origin, { kind: 'artifact' }>> = {},
  files = '**/*.jsonl',
): Source {
  const origin = {
    kind: 'artifact',
    artifact: 'telemetry',
    workflow: null,
    branch: null,
    ...changes,
  } as const;
  return source({ name: 'far', files, origin });
}

export function branchSource(branch: string, files = 'app/*.jsonl*'): Source {
  return source({ name: 'far', files, origin: { kind: 'branch', branch } });
}

/** Lines of JSON `{"n": …}`. */
export const rows = (...numbers: number[]): string => numbers.map((n) => `{"n":${n}}\n`).join('');
export const ns = (...numbers: number[]): string[] => numbers.map((n) => `{"n":${n}}`);
