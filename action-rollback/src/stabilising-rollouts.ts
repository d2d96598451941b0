import { PhasegateError } from '../../src/domain/fault.js';
import { governancePaths } from '../../src/domain/governance-paths.js';
import { heldRollback, type HeldRollback } from '../../src/domain/held-rollback.js';
import { ledgerOfRollout } from '../../src/domain/ledger.js';
import type { Policy } from '../../src/domain/policy.js';

/** A rollback that has not been released. */
export interface StabilisingRollout {
  readonly rollout: string;
  readonly held: HeldRollback;
}

export interface WatchOptions {
  /** Reads a policy. */
  readonly load: (path: string) => Promise<Policy>;
  /** Reads a file of the policy's governance branch; null where there is none. */
  readonly read: (policy: Policy, file: string) => Promise<string | null>;
  readonly warn: (line: string) => void;
}

/**
 * Which rollouts stabilise, in order of the policies' paths. One that cannot be read is a warning: it stops no other, and
 * the tick fails for it.
 */
export async function stabilisingRollouts(
  paths: readonly string[],
  { load, read, warn }: WatchOptions,
): Promise<readonly StabilisingRollout[]> {
  const all: StabilisingRollout[] = [];
  for (const path of paths) {
    try {
      const policy = await load(path);
      const file = governancePaths(policy.governance.folder).ledger;
      const held = heldRollback(ledgerOfRollout(await read(policy, file), file, policy));
      if (held !== null) all.push({ rollout: policy.rollout, held });
    } catch (error) {
      if (!(error instanceof PhasegateError)) throw error;
      warn(`${path}: ${error.message}`);
    }
  }
  return all;
}
