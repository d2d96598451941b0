import { createHash } from 'node:crypto';
import { PhasegateError } from '../domain/fault.js';
import { numberOf, textOf } from '../domain/raw-values.js';
import { parseInstant } from '../domain/time.js';
import type { Artifact, ArtifactStore } from '../ports/artifacts.js';
import type { GithubApi } from '../ports/github.js';
import { listAt, valueAt } from './github-shape.js';

const READ = 'actions: read';
const PAGE = 100;
/** A tick every 15 minutes fills as many in a month. */
const MAX_PAGES = 30;
const MAX_ARCHIVE_BYTES = 64 * 2 ** 20;

/** null for what is gone, and for what a run of another branch, or of a fork with a branch of that name, uploaded. */
function artifactOf(item: unknown, branch: string): Artifact | null {
  const [id, run] = [numberOf(valueAt(item, 'id')), numberOf(valueAt(item, 'workflow_run', 'id'))];
  const createdAt = parseInstant(textOf(valueAt(item, 'created_at')) ?? '');
  const home = numberOf(valueAt(item, 'workflow_run', 'repository_id'));
  const isOwn =
    home !== null &&
    home === valueAt(item, 'workflow_run', 'head_repository_id') &&
    valueAt(item, 'workflow_run', 'head_branch') === branch;
  if (!isOwn || valueAt(item, 'expired') === true || createdAt === null) return null;
  if (id === null || run === null || !Number.isSafeInteger(id) || !Number.isSafeInteger(run)) return null;
  const [, digest = null] = /^sha256:([0-9a-f]{64})$/.exec(textOf(valueAt(item, 'digest')) ?? '') ?? [];
  return { id, run, createdAt, digest };
}

/** Artifacts of the repository that runs of one branch uploaded. */
export class GithubArtifacts implements ArtifactStore {
  readonly #api: GithubApi;
  readonly #branch: string;

  /** `branch`: the default branch. */
  constructor(api: GithubApi, branch: string) {
    this.#api = api;
    this.#branch = branch;
  }

  async *newest(name: string): AsyncGenerator<Artifact> {
    const seen = new Set<number>();
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const query = { name, per_page: PAGE, page };
      const call = { method: 'GET', path: 'actions/artifacts', query, permission: READ } as const;
      const items = listAt((await this.#api.call(call)).body, 'artifacts');
      const found = items.flatMap((item) => artifactOf(item, this.#branch) ?? []);
      // GitHub lists the newest first, though no reference says so; what was uploaded meanwhile moves others to the next page.
      const fresh = found.filter(({ id }) => !seen.has(id));
      for (const { id } of fresh) seen.add(id);
      yield* fresh.sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
      if (items.length < PAGE) return;
    }
  }

  async download({ id, run, digest }: Artifact): Promise<Uint8Array> {
    const path = `actions/artifacts/${id}/zip`;
    const bytes = await this.#api.download(path, { permission: READ, maxBytes: MAX_ARCHIVE_BYTES });
    if (digest === null || createHash('sha256').update(bytes).digest('hex') === digest) return bytes;
    throw new PhasegateError(
      'api-failed',
      `GitHub: artifact ${id} of run ${run} came with another SHA-256 than GitHub names; try again`,
    );
  }
}
