import { createHash } from 'node:crypto';
import { itemsOf, member, numberOf, textOf } from '../../../src/domain/raw-values.js';
import { parseInstant } from '../../../src/domain/time.js';
import {
  headersOf,
  onTheWay,
  refuseForNow,
  request,
  RequestFault,
  TIMEOUT_MS,
  withRetries,
  type GitHubAccess,
} from '../../schema-check/src/github.js';

/** An artifact that a run of the default branch uploaded. */
export interface Artifact {
  readonly id: number;
  readonly run: number;
  /** When it was uploaded, ms since the epoch. */
  readonly createdAt: number;
  readonly expired: boolean;
  /** SHA-256 of the archive; null where GitHub names none. */
  readonly digest: string | null;
}

export interface Listed {
  /** The default branch. */
  readonly branch: string;
  /** Newest first. */
  readonly artifacts: readonly Artifact[];
  /** Whether there are more than were listed. */
  readonly isCut: boolean;
}

const PAGE = 100;
/** A tick every 15 minutes fills as many in 30 days. */
const MAX_PAGES = 30;
const MAX_ARCHIVE_BYTES = 64 * 2 ** 20;

/** A GET that must be answered. */
async function get(access: GitHubAccess, path: string): Promise<unknown> {
  const { status, body } = await request(access, { method: 'GET', path });
  if (status === 403)
    throw new RequestFault(`GET ${path}: the token may not; give the job \`actions: read\``, false);
  return body;
}

/** Null for what a run of another branch, or of a fork with a branch of that name, uploaded. */
function artifactOf(item: unknown, branch: string): Artifact | null {
  const run = member(item, 'workflow_run');
  const [id, runId] = [numberOf(member(item, 'id')), numberOf(member(run, 'id'))];
  const createdAt = parseInstant(textOf(member(item, 'created_at')) ?? '');
  const [home, from] = ['repository_id', 'head_repository_id'].map((name) => numberOf(member(run, name)));
  const isOwn = home != null && home === from && member(run, 'head_branch') === branch;
  if (!isOwn || createdAt === null || !Number.isSafeInteger(id) || !Number.isSafeInteger(runId)) return null;
  const [, digest = null] = /^sha256:([0-9a-f]{64})$/.exec(textOf(member(item, 'digest')) ?? '') ?? [];
  return { id: Number(id), run: Number(runId), createdAt, expired: member(item, 'expired') === true, digest };
}

/**
 * Artifacts of a name that runs of the repository's default branch uploaded since an instant (ms since the epoch).
 *
 * @throws RequestFault
 */
export async function listArtifacts(
  access: GitHubAccess,
  options: { readonly name: string; readonly since: number; readonly pauses: readonly number[] },
): Promise<Listed> {
  const { name, since, pauses } = options;
  const home = `/repos/${access.repository}`;
  const ask = (path: string): Promise<unknown> => withRetries(() => get(access, path), pauses);
  const branch = textOf(member(await ask(home), 'default_branch')) ?? '';
  const artifacts: Artifact[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const query = `name=${encodeURIComponent(name)}&per_page=${PAGE}&page=${page}`;
    const items = itemsOf(member(await ask(`${home}/actions/artifacts?${query}`), 'artifacts'));
    const found = items.flatMap((item) => artifactOf(item, branch) ?? []);
    const young = found.filter(({ createdAt }) => createdAt >= since);
    artifacts.push(...young);
    // The newest come first, though no reference says so: a page of old ones ends the search once there were young ones.
    const isOver = found.length > 0 && young.length === 0 && artifacts.length > 0;
    if (items.length < PAGE || isOver) return { branch, artifacts: newestFirst(artifacts), isCut: false };
  }
  return { branch, artifacts: newestFirst(artifacts), isCut: true };
}

/** An artifact that moved to the next page while the pages were read is listed twice. */
function newestFirst(artifacts: readonly Artifact[]): Artifact[] {
  const distinct = new Map(artifacts.map((one) => [one.id, one]));
  return [...distinct.values()].sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
}

/** The body, read no further than the limit. */
async function bytesOf(response: Response, what: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > MAX_ARCHIVE_BYTES)
      throw new RequestFault(`${what}: it is larger than ${MAX_ARCHIVE_BYTES} bytes`, false);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Where the archive is: GitHub sends on to a store of its own, which must not get the token. */
async function archiveAddress(access: GitHubAccess, path: string): Promise<string> {
  const what = `GET ${path}`;
  const response = await onTheWay(what, () =>
    fetch(`${access.api}${path}`, {
      headers: headersOf(access),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }),
  );
  await response.body?.cancel();
  refuseForNow(what, response);
  const address = response.headers.get('location') ?? '';
  if (response.status !== 302) throw new RequestFault(`${what}: answered ${response.status}`, false);
  const isSafe = access.api.startsWith('http:') || address.startsWith('https://');
  if (!URL.canParse(address) || !isSafe)
    throw new RequestFault(`${what}: sends on to no safe address`, false);
  return address;
}

async function downloadOnce(access: GitHubAccess, { id, digest }: Artifact): Promise<Uint8Array> {
  const path = `/repos/${access.repository}/actions/artifacts/${id}/zip`;
  const address = await archiveAddress(access, path);
  // The address itself is a secret: whoever has it may read the archive.
  const what = `the archive of artifact ${id}`;
  const bytes = await onTheWay(what, async () => {
    const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    refuseForNow(what, response);
    if (!response.ok) throw new RequestFault(`${what}: answered ${response.status}`, false);
    return bytesOf(response, what);
  });
  if (digest !== null && createHash('sha256').update(bytes).digest('hex') !== digest)
    throw new RequestFault(`${what}: its SHA-256 is not the one that GitHub names`, true);
  return bytes;
}

/** The artifact's archive, at most 64 MiB. @throws RequestFault */
export function downloadArchive(
  access: GitHubAccess,
  artifact: Artifact,
  pauses: readonly number[],
): Promise<Uint8Array> {
  return withRetries(() => downloadOnce(access, artifact), pauses);
}
