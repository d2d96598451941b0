import { runDecision, runStatus, type Answer } from '../../action-rollback/src/run.js';
import { verifyBranch } from '../../action-rollback/src/inspect.js';
import { readLedgerOf } from '../../action-rollback/src/read-state.js';
import type { DecisionRequest } from '../../src/domain/decision-input.js';
import type { LedgerEntry } from '../../src/domain/ledger.js';
import type { Policy } from '../../src/domain/policy.js';
import { HOUR } from '../../src/domain/time.js';
import { flagdSmokeTest } from '../../src/io/flagd-smoke-test.js';
import type { OctokitApiOptions } from '../../src/io/github-api.js';
import { GithubGovernance } from '../../src/io/github-governance.js';
import { analysisFor, NOON, policyWith, requestOf } from '../domain/rollout-builder.js';
import { apiFor, newBranch } from '../io/github-world.js';
import { NO_SOURCES } from './world.js';

export interface Ran extends Answer {
  /** How many calls the step made. */
  readonly sent: number;
}

/** A rollout on a branch of the test's GitHub, acted on by one step after the other, each with a client of its own. */
export class GithubRollout {
  readonly policy: Policy;
  readonly #branch = newBranch();

  constructor() {
    // No time to stabilise: these tests are about calls, and go up and down as they like.
    const stabilise = { ms: 0, flags: {} };
    this.policy = policyWith({ stabilise, governance: { branch: this.#branch, folder: 'governance' } });
  }

  get branch(): string {
    return this.#branch;
  }

  async store(changes: Partial<OctokitApiOptions> = {}): Promise<GithubGovernance> {
    return new GithubGovernance(await apiFor(changes), this.#branch);
  }

  /** Decides on an analysis that saw so many entries of the ledger and the phase that was on then. */
  async decide(
    request: Partial<DecisionRequest>,
    given: {
      readonly entries: number;
      readonly on: string;
      readonly dryRun?: boolean;
      readonly api?: Partial<OctokitApiOptions>;
    },
  ): Promise<Ran> {
    const { entries, on, dryRun = false } = given;
    const api = await apiFor(given.api ?? {});
    const asked = requestOf({ request: `${request.operation}-${request.now}`, ...request });
    const state = { ledger: null, lastAudit: null, auditToday: '' };
    const answer = await runDecision({
      policy: this.policy,
      store: new GithubGovernance(api, this.#branch),
      analysis: analysisFor(
        { policy: this.policy, state, now: asked.now },
        {
          gate: asked.operation === 'promote' ? 'promote' : 'rollback',
          governance: { head: null, entries },
          phase: on,
        },
      ),
      request: asked,
      dryRun,
      smokeTest: flagdSmokeTest,
      flagSources: NO_SOURCES,
    });
    return { ...answer, sent: api.sent };
  }

  async status(api: Partial<OctokitApiOptions> = {}): Promise<Ran> {
    const client = await apiFor(api);
    const store = new GithubGovernance(client, this.#branch);
    const answer = await runStatus({ policy: this.policy, store, flagSources: NO_SOURCES });
    return { ...answer, sent: client.sent };
  }

  async entries(): Promise<readonly LedgerEntry[]> {
    const store = await this.store();
    return (await readLedgerOf(await store.open(), this.policy))?.entries ?? [];
  }

  /** What is wrong on the branch, a line each. */
  async findings(): Promise<unknown[]> {
    const store = await this.store();
    return verifyBranch(await store.open(), this.policy);
  }
}

/** Of a new rollout. */
export const NEW = { entries: 0, on: 'off' } as const;
/** Of one that was promoted once. */
export const PROMOTED = { entries: 1, on: 'beta' } as const;
export const promotion = { operation: 'promote', now: NOON } as const;
export const rollback = { operation: 'rollback', now: NOON + 30 * HOUR } as const;
