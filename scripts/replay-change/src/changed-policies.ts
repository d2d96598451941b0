import { baseState, folderState } from '../../schema-check/src/files.js';

/** A policy that is new or not as it was. */
export interface ChangedPolicy {
  /** From the repository's root. */
  readonly file: string;
  /** Its text before the change; null where there was none. */
  readonly before: string | null;
}

/** Only the root's policies: those of other folders are examples, which no rollout runs by. */
const ROOTS = [''];

/**
 * The policies below `governance/` that differ from the base, by path.
 *
 * @throws PhasegateError `bad-input` where the base leads nowhere, `git-failed`.
 */
export async function changedPolicies(base: string, repo: string): Promise<ChangedPolicy[]> {
  const [head, old] = [await folderState(repo, ROOTS), await baseState(base, repo, ROOTS)];
  const changed: ChangedPolicy[] = [];
  for (const [file, kind] of head.files) {
    if (kind !== 'policy') continue;
    const before = old.files.has(file) ? await old.read(file) : null;
    if (before !== (await head.read(file))) changed.push({ file, before });
  }
  return changed;
}
