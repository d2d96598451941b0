/** What an entry of the cache holds, wherever the state lies: entries are told apart by their keys alone. */
export const CACHED_FOLDER = 'state';
/** Variable that asks the post step's bundle to restore, instead of saving; its value is the prefix of the key. */
export const RESTORE_REQUEST = 'PHASEGATE_RESTORE';

export type CacheFound =
  { readonly kind: 'restored'; readonly key: string } | { readonly kind: 'nothing'; readonly why: string };

/** What the main step leaves for the post step. */
export interface SaveRequest {
  readonly timeoutMs: number;
  /** Folders by the keys that they are saved under. */
  readonly entries: readonly { readonly key: string; readonly folder: string }[];
}

/** Name of the runner's state that holds the {@link SaveRequest}. */
export const SAVE_REQUEST = 'cache';
