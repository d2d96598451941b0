import { PhasegateError } from '../../fault.js';
import { historyNames, type HistoryName } from './history.js';
import { entryOf, type Manifest } from './manifest.js';

/** Which bundle of the history is meant. */
export type WantedBundle =
  | { readonly kind: 'newest' }
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'sequence'; readonly dataset: string; readonly sequence: number };

const SEQUENCE = /^([a-z][a-z0-9_]{0,63})=([1-9]\d{0,14})$/;

/** The input `bundle`: empty, a job's id, or a dataset's number as `turnover=12`. @throws PhasegateError `bad-input`. */
export function parseWantedBundle(text: string): WantedBundle {
  if (text === '') return { kind: 'newest' };
  const match = SEQUENCE.exec(text);
  if (match !== null) return { kind: 'sequence', dataset: match[1] ?? '', sequence: Number(match[2]) };
  if (historyNames([text]).length === 1) return { kind: 'folder', folder: text };
  const forms = 'a job’s id such as 20260627T003000Z-dashboard, or a dataset’s number such as turnover=12';
  throw new PhasegateError('bad-input', `inputs: bundle is ${JSON.stringify(text)}; write ${forms}`);
}

/** Whether a bundle is the one that is meant, or may be. */
export function isWanted(wanted: WantedBundle, { folder }: HistoryName, manifest: Manifest | null): boolean {
  switch (wanted.kind) {
    case 'newest':
      return true;
    case 'folder':
      return folder === wanted.folder;
    case 'sequence':
      return entryOf(manifest, wanted.dataset)?.sequence === wanted.sequence;
  }
}

export function wantedText(wanted: WantedBundle): string {
  switch (wanted.kind) {
    case 'newest':
      return 'the newest bundle';
    case 'folder':
      return wanted.folder;
    case 'sequence':
      return `${wanted.dataset} number ${wanted.sequence}`;
  }
}
