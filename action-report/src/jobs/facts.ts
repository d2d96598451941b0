import type { FileFact } from '../../../src/domain/observability/verify/verify-claims.js';
import type { ObservedFiles } from '../../../src/ports/observed-files.js';

/** What files are, each looked at once. */
export async function factsOf(
  files: ObservedFiles,
  paths: readonly string[],
): Promise<(path: string) => FileFact> {
  const facts = new Map<string, FileFact>();
  // One after the other: a file may be large.
  for (const path of paths) if (!facts.has(path)) facts.set(path, await files.fact(path));
  return (path) => facts.get(path) ?? { kind: 'missing' };
}
