import {
  expired,
  historyNames,
  parseArchive,
  renderArchive,
  withLeaving,
  type Leaving,
} from '../../../src/domain/observability/bundle/history.js';
import { parseManifest } from '../../../src/domain/observability/bundle/manifest.js';
import type { Bundles } from './standing-bundle.js';

/**
 * Removes bundles that are older than is kept from the history, once the archive's manifest names them. Where that cannot be
 * written on, nothing is removed; the note says why.
 */
export async function pruneHistory(
  { store: { history }, validate }: Bundles,
  {
    folders,
    now,
    keepMs,
  }: { readonly folders: readonly string[]; readonly now: number; readonly keepMs: number },
): Promise<{ readonly removed: readonly string[]; readonly note: string | null }> {
  const old = expired(historyNames(folders), { now, keepMs });
  if (old.length === 0) return { removed: [], note: null };
  const parsed = parseArchive(await history.archive());
  if (parsed.kind !== 'archive') {
    const note = `nothing is removed from the history: its archive’s manifest ${parsed.why}`;
    return { removed: [], note };
  }
  const leaving: Leaving[] = [];
  for (const { folder } of old) {
    const text = await history.manifest(folder);
    const manifest = parseManifest(text, validate);
    leaving.push({ folder, text, manifest: manifest.kind === 'manifest' ? manifest.manifest : null });
  }
  const next = withLeaving(parsed.archive, leaving, now);
  if (next.entries.length !== parsed.archive.entries.length || next.dropped !== parsed.archive.dropped)
    await history.replaceArchive(renderArchive(next));
  for (const { folder } of leaving) await history.remove(folder);
  return { removed: leaving.map(({ folder }) => folder), note: null };
}
