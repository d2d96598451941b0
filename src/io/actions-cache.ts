import { oneLine } from '../render/escape.js';

/** What the job's cache did, for the log. */
export type CacheResult =
  { readonly kind: 'restored'; readonly key: string } | { readonly kind: 'nothing'; readonly why: string };

/**
 * Fills a folder from the newest entry of the Actions cache whose key begins with `prefix`. The client is loaded here and
 * nowhere else: it costs more than the rest of a stage's start. The cache may vanish at any time, so a fault is no error.
 */
export async function restoreFolder(folder: string, prefix: string): Promise<CacheResult> {
  try {
    const { restoreCache } = await import('@actions/cache');
    const key = await restoreCache([folder], `${prefix}-none`, [`${prefix}-`]);
    return key === undefined
      ? { kind: 'nothing', why: `no entry begins with ${prefix}-` }
      : { kind: 'restored', key };
  } catch (error) {
    return { kind: 'nothing', why: oneLine(error instanceof Error ? error.message : String(error)) };
  }
}

/** Saves a folder under a key of its own; an entry that is already there stays. Returns why it was not saved, or null. */
export async function saveFolder(folder: string, key: string): Promise<string | null> {
  try {
    const { saveCache } = await import('@actions/cache');
    return (await saveCache([folder], key)) === -1 ? `no entry was made for ${key}` : null;
  } catch (error) {
    return oneLine(error instanceof Error ? error.message : String(error));
  }
}
