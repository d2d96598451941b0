import { governancePaths } from '../domain/governance-paths.js';
import { ledgerOfRollout } from '../domain/ledger.js';
import type { Policy } from '../domain/policy.js';
import type { GithubApi } from '../ports/github.js';
import type { GovernanceSnapshot } from '../ports/governance.js';
import type { LedgerReading } from '../ports/stage-state.js';
import type { KnownFiles } from './github-governance.js';
import { governanceStore } from './governance-store.js';

export interface ReaderOptions {
  /** null: through git. */
  readonly api: GithubApi | null;
  /** Folder of the git repository. */
  readonly folder: string;
}

/** What an earlier stage of the same run saw of a rollout's ledger. */
export interface CarriedLedger {
  readonly policy: Policy;
  readonly head: string | null;
  readonly text: string | null;
}

/** The carried ledgers of a branch that were all read at one commit: they hold where the branch still is there. */
function knownOf(branch: string, carried: readonly CarriedLedger[]): KnownFiles | null {
  const ours = carried.filter(({ policy, head }) => policy.governance.branch === branch && head !== null);
  const head = ours[0]?.head ?? null;
  if (head === null) return null;
  const files = ours
    .filter((one) => one.head === head)
    .map(({ policy, text }) => [governancePaths(policy.governance.folder).ledger, text] as const);
  return { head, files: Object.fromEntries(files) };
}

/** Reads the ledgers of several rollouts; each branch is opened once, so that all are read at one commit. */
export class GovernanceReader {
  readonly #options: ReaderOptions;
  readonly #carried: readonly CarriedLedger[];
  readonly #snapshots = new Map<string, Promise<GovernanceSnapshot>>();

  constructor(options: ReaderOptions, carried: readonly CarriedLedger[] = []) {
    this.#options = options;
    this.#carried = carried;
  }

  /** @throws PhasegateError as the store does. */
  async read(policy: Policy): Promise<LedgerReading> {
    const snapshot = await this.#open(policy.governance.branch);
    const path = governancePaths(policy.governance.folder).ledger;
    const text = await snapshot.read(path);
    return { head: snapshot.head, text, ledger: () => ledgerOfRollout(text, path, policy) };
  }

  #open(branch: string): Promise<GovernanceSnapshot> {
    const known = this.#snapshots.get(branch);
    if (known !== undefined) return known;
    const store = governanceStore({ ...this.#options, branch, known: knownOf(branch, this.#carried) });
    const snapshot = store.open();
    this.#snapshots.set(branch, snapshot);
    // What failed is asked for again by the next rollout.
    snapshot.catch(() => this.#snapshots.delete(branch));
    return snapshot;
  }
}
