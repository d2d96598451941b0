import type {
  CommitPlan,
  CommitResult,
  GovernanceSnapshot,
  GovernanceStore,
} from '../src/ports/governance.js';
import { PhasegateError } from '../src/domain/fault.js';
import { sha256 } from '../src/domain/digest.js';

type Files = ReadonlyMap<string, string>;

/** Every commit of a branch, shared by the clients of it. */
export class MemoryBranch {
  readonly commits: { readonly id: string; readonly plan: CommitPlan; readonly files: Files }[] = [];

  get files(): Files {
    return this.commits.at(-1)?.files ?? new Map();
  }
}

function checkPath(path: string): void {
  const safe = path.split('/').every((part) => !/^(?:|\.|\.\.|\.git)$/i.test(part) && !/["\n]/.test(part));
  if (!safe) throw new PhasegateError('bad-input', `${path} cannot be a path`);
}

/** Text as it comes back from a file: half a character is none. */
const stored = (text: string): string => Buffer.from(text).toString('utf8');

/** The governance branch in memory, for tests of what is built on the port. */
export class MemoryGovernance implements GovernanceStore {
  readonly #branch: MemoryBranch;
  /** Called before each commit: a test lets others come first here. */
  beforeCommit: (plan: CommitPlan) => Promise<void> = async () => undefined;

  constructor(branch: MemoryBranch) {
    this.#branch = branch;
  }

  async open(): Promise<GovernanceSnapshot> {
    return this.at(this.#branch.commits.at(-1)?.id ?? null);
  }

  at(head: string | null): GovernanceSnapshot {
    const files = this.#branch.commits.find(({ id }) => id === head)?.files ?? new Map<string, string>();
    return {
      head,
      read: async (path) => files.get(path) ?? null,
      list: async (folder) =>
        [...files.keys()].filter((path) => folder === '' || path.startsWith(`${folder}/`)).sort(),
    };
  }

  async commit(plan: CommitPlan): Promise<CommitResult> {
    Object.keys(plan.files).forEach(checkPath);
    await this.beforeCommit(plan);
    const head = this.#branch.commits.at(-1)?.id ?? null;
    if (plan.parent !== head) return { kind: 'conflict' };
    const id = sha256(JSON.stringify(plan));
    this.#branch.commits.push({
      id,
      plan,
      files: new Map([
        ...this.#branch.files,
        ...Object.entries(plan.files).map(([path, text]) => [path, stored(text)] as const),
      ]),
    });
    return { kind: 'committed', head: id };
  }
}
