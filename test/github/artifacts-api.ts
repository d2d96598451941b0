import { notFound, page, refusal } from './answers.js';
import type { ArchiveHost } from './archive-host.js';
import type { ApiResponse, Visit } from './model.js';
import { artifactAnswer, type Addresses } from './run-answers.js';
import type { Run, Runs, StoredArtifact } from './runs.js';

export interface ArtifactParts {
  readonly runs: Runs;
  readonly archives: ArchiveHost;
  readonly addresses: Addresses;
}

type One = ArtifactParts & { readonly id: number };

function runOf(found: StoredArtifact, runs: Runs): Run {
  const run = runs.find(found.run);
  if (run === null) throw new Error(`artifact ${found.id} is of no run`);
  return run;
}

const find = ({ repository }: Visit, { runs, id }: One): StoredArtifact | null =>
  runs.artifactsOf(repository).find((candidate) => candidate.id === id) ?? null;

/** The artifacts of a run, or of all runs of the repository, newest first. */
export function listArtifacts(
  visit: Visit,
  parts: ArtifactParts & { readonly run: number | null },
): ApiResponse {
  const { runs, addresses, run } = parts;
  if (run !== null && runs.find(run)?.repository !== visit.repository) return notFound();
  const name = visit.request.query.get('name');
  const wanted = runs
    .artifactsOf(visit.repository)
    .filter((found) => (run === null || found.run === run) && (name === null || found.name === name));
  const { items, headers } = page(wanted, { request: visit.request, url: addresses.url });
  const artifacts = items.map((found) => artifactAnswer(found, runOf(found, runs), addresses));
  return { status: 200, headers, body: { total_count: wanted.length, artifacts } };
}

export function artifact(visit: Visit, parts: One): ApiResponse {
  const found = find(visit, parts);
  if (found === null) return notFound();
  return { status: 200, body: artifactAnswer(found, runOf(found, parts.runs), parts.addresses) };
}

/** Sends the caller to where the archive is. Not even of a public repository can it be had without a token. */
export function archive(visit: Visit, parts: One): ApiResponse {
  if (visit.actor === null) return refusal(401, 'Requires authentication');
  const found = find(visit, parts);
  if (found === null) return notFound();
  if (found.expired) return refusal(410, 'Artifact has expired');
  return { status: 302, headers: { location: parts.archives.offer(found.zip()) } };
}

export function removeArtifact(visit: Visit, parts: One): ApiResponse {
  if (find(visit, parts) === null) return notFound();
  parts.runs.removeArtifact(parts.id);
  return { status: 204 };
}
