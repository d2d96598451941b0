import { join, posix } from 'node:path';
import { sha256 } from '../../../src/domain/digest.js';
import { CHECKLIST_FILE } from '../../../src/domain/promotion-checklist.js';
import { readTextIfExists } from '../../../src/io/files.js';
import { textsOfHistory } from './git-history.js';

/** Every text of the repository's checklist, as it is and as its git history has it, by digest. */
export async function checklistsOf(repo: string): Promise<Map<string, string>> {
  const now = await readTextIfExists(join(repo, CHECKLIST_FILE));
  const past = await textsOfHistory(repo, {
    folder: posix.dirname(CHECKLIST_FILE),
    isWanted: (name) => name === CHECKLIST_FILE,
  });
  const texts = now === null ? past : [now, ...past];
  return new Map(texts.map((text) => [sha256(text), text]));
}
