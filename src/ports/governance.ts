/** What one decision changes on the governance branch: plain data, applied as one commit. */
export interface CommitPlan {
  /** The head that was read when the decision was made; null: the branch did not exist. */
  readonly parent: string | null;
  readonly message: string;
  /** Whole contents by path from the root of the branch; files that are not named stay as they are. */
  readonly files: Readonly<Record<string, string>>;
  readonly author: { readonly name: string; readonly email: string };
  /** Milliseconds since the epoch: author and committer date. */
  readonly at: number;
}

export type CommitResult =
  | { readonly kind: 'committed'; readonly head: string }
  /** Somebody else moved the branch: read again and decide again. */
  | { readonly kind: 'conflict' };

/** The governance branch at one commit. Reading never sees half of a change. */
export interface GovernanceSnapshot {
  /** Commit id, null where the branch does not exist yet. */
  readonly head: string | null;
  /** The text of a file, null where the branch has none of that path. */
  read(path: string): Promise<string | null>;
  /** Paths of all files below a folder, sorted. */
  list(folder: string): Promise<readonly string[]>;
}

/**
 * Port to the governance branch. Implementations: a plain git repository (git-governance.ts) and GitHub's REST API
 * (github-governance.ts).
 */
export interface GovernanceStore {
  /** The branch as it is now. */
  open(): Promise<GovernanceSnapshot>;
  /** The branch at a commit that this store opened or committed; what is known of it already is not read again. */
  at(head: string | null): GovernanceSnapshot;
  /** @throws PhasegateError where the commit was not made, or where it is not known whether it was (`api-unknown`). */
  commit(plan: CommitPlan): Promise<CommitResult>;
}
