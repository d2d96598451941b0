import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { canonicalJson, type Json } from '../../src/domain/canonical-json.js';
import { filesBelow } from '../bundles/run-bundle.js';
import type { FakeArtifact } from '../schema-check/github.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** An archive of texts by their path, as an artifact is downloaded. */
export function archiveOf(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, bytes(text)])), {
    mtime: new Date(1980, 0, 1),
  });
}

/** An artifact of batches by a run of the repository's branch main. */
export function artifactOf(
  id: number,
  files: Readonly<Record<string, string>> | Uint8Array,
  changes: Partial<FakeArtifact> = {},
): FakeArtifact {
  const archive = files instanceof Uint8Array ? files : archiveOf(files);
  const own = { id: 1_000 + id, repository_id: 7, head_repository_id: 7, head_branch: 'main' };
  return {
    id,
    name: 'phasegate-batches',
    created_at: '2026-05-04T10:00:00Z',
    workflow_run: own,
    digest: `sha256:${createHash('sha256').update(archive).digest('hex')}`,
    archive,
    ...changes,
  };
}

/** The batches of a replay story as a run's artifact each, as a local runner's folders have them. */
export async function storyArtifacts(
  story: string,
  options: { readonly withEvents?: boolean; readonly change?: readonly [from: string, to: string] } = {},
): Promise<FakeArtifact[]> {
  const { withEvents = true, change = ['', ''] } = options;
  const texts = Object.entries(await filesBelow(join(story, '.phasegate/artifacts')));
  const batches = texts.filter(([path]) => /\/batch-[^/]*\.jsonl$/.test(path));
  return batches.map(([path, text], i) => {
    const [phase, file] = path.split('/').slice(-2);
    const [first = ''] = text.split('\n');
    const bare = `${canonicalJson({ ...(JSON.parse(first) as Record<string, Json>), events: 0 })}\n`;
    const changed = (withEvents ? text : bare).replace(...change);
    return artifactOf(i + 1, { [`logs/rollout/collector/${phase}/${file}`]: changed });
  });
}
