import { runDecision, type DecideOptions } from '../../action-rollback/src/run.js';
import type { Analysis } from '../../src/domain/analysis.js';
import type { FlagSources } from '../../src/domain/flag-resolution.js';
import { parseLedger } from '../../src/domain/ledger.js';
import type { Policy } from '../../src/domain/policy.js';
import { HOUR } from '../../src/domain/time.js';
import type { SmokeTest } from '../../src/ports/smoke-test.js';
import { analysisFor, NOON, policyWith, requestOf } from '../domain/rollout-builder.js';
import { MemoryBranch, MemoryGovernance } from '../memory-governance.js';

const LEDGER = 'governance/phase-ledger.yaml';
export const policy = policyWith();
/** A machine on which nothing comes before the phase's own flags. */
export const NO_SOURCES: FlagSources = { env: {}, overrides: {} };

/** A smoke test that keeps what it was asked; the real one is tested by itself. */
export class SmokeLog {
  readonly asked: string[] = [];
  readonly test: SmokeTest = async ({ entry, snapshot }) => {
    this.asked.push(`${entry.to} ${entry.seq} ${snapshot.head === null ? 'no head' : 'committed'}`);
    return { lines: ['flags resolve'] };
  };
}

export class World {
  readonly branch = new MemoryBranch();
  readonly smoke = new SmokeLog();
  readonly policy: Policy;

  constructor(of: Policy = policy) {
    this.policy = of;
  }

  get entries() {
    const text = this.branch.files.get(LEDGER);
    return text === undefined ? [] : parseLedger(text, LEDGER).entries;
  }

  store(): MemoryGovernance {
    return new MemoryGovernance(this.branch);
  }

  /** The analysis that fits the branch as it is. */
  analysis(changes: Partial<Analysis> = {}, now = NOON) {
    const entries = this.entries;
    const ledger =
      entries.length === 0 ? null : { schema: 'phasegate.ledger/1' as const, rollout: 'search', entries };
    return analysisFor(
      { policy: this.policy, state: { ledger, lastAudit: null, auditToday: '' }, now },
      changes,
    );
  }

  options(request: Parameters<typeof requestOf>[0], changes: Partial<DecideOptions> = {}): DecideOptions {
    return {
      policy: this.policy,
      store: this.store(),
      analysis: this.analysis({}, request?.now ?? NOON),
      request: requestOf(request),
      dryRun: false,
      smokeTest: this.smoke.test,
      flagSources: NO_SOURCES,
      ...changes,
    };
  }

  promote(now: number) {
    return runDecision(this.options({ operation: 'promote', now }));
  }
}

export const back = { operation: 'rollback', now: NOON + 2 * HOUR } as const;
export const automatic = { ...back, automatic: true, reason: '' } as const;

export async function inAll(of?: Policy): Promise<World> {
  const world = new World(of);
  await world.promote(NOON);
  await world.promote(NOON + HOUR);
  return world;
}
