import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { carryOut } from '../../action-rollback/src/carry-out.js';
import { verifyBranch } from '../../action-rollback/src/inspect.js';
import { readLedgerOf } from '../../action-rollback/src/read-state.js';
import { PhasegateError } from '../../src/domain/fault.js';
import type { LedgerEntry } from '../../src/domain/ledger.js';
import { HOUR, MINUTE } from '../../src/domain/time.js';
import { analysisFor, NOON, policyWith, requestOf } from '../domain/rollout-builder.js';
import { OctokitApi } from '../../src/io/github-api.js';
import { GithubGovernance } from '../../src/io/github-governance.js';
import { startGithub, type GithubServer } from '../github/start-github.js';

/** Ledgers of their own, each on a GitHub of its own: a long one would only be slow to read. */
const LEDGERS = 10;
const ROUNDS_EACH = 20;

interface Told {
  readonly request: string;
  readonly entry: LedgerEntry | null;
  readonly outcome: 'committed' | 'done' | 'refused' | 'conflict';
  readonly why: string;
}

/** Who writes at once: the pipeline's own rollbacks, people who roll back, promote and release. */
const WRITERS = [
  { operation: 'promote', automatic: false },
  { operation: 'rollback', automatic: true },
  { operation: 'promote', automatic: false },
  { operation: 'rollback', automatic: false },
  { operation: 'promote', automatic: false },
  { operation: 'rollback', automatic: true },
  { operation: 'release', automatic: false },
  { operation: 'promote', automatic: false },
] as const;

/** A client as another process would have it. */
function storeOf(server: GithubServer): GithubGovernance {
  const token = server.token({ permissions: { contents: 'write' } });
  const options = { token, repository: 'octo/shop', url: server.url, sleep: async () => undefined };
  return new GithubGovernance(new OctokitApi(options), 'phasegate');
}

describe('eight writers at once', () => {
  let server: GithubServer;
  beforeEach(async () => {
    server = await startGithub({ repositories: { 'octo/shop': { files: { a: '' } } } });
  });
  afterEach(() => server.close());

  test.each(Array.from({ length: LEDGERS }, (_, i) => [i]))(
    'on ledger %i lose nothing and double nothing, twenty times',
    async (ledgerNumber) => {
      const policy = policyWith();
      const stores = WRITERS.map(() => storeOf(server));
      const reader = storeOf(server);
      const committed: LedgerEntry[] = [];
      for (let round = 0; round < ROUNDS_EACH; round += 1) {
        const now = NOON + round * HOUR;
        const ledger = await readLedgerOf(await reader.open(), policy);
        const state = { ledger, lastAudit: null, auditToday: '' };
        const write = async (index: number): Promise<Told> => {
          const { operation, automatic } = WRITERS[index] ?? WRITERS[0];
          const store = stores[index];
          if (store === undefined) throw new Error('no such writer');
          const request = `${ledgerNumber}-${round}-${index}`;
          const gate = operation === 'promote' ? 'promote' : 'rollback';
          const at = now + index * MINUTE;
          try {
            const outcome = await carryOut({
              policy,
              store,
              analysis: analysisFor({ policy, state, now: at }, { gate }),
              request: requestOf({ operation, automatic, request, now: at, executor: `person-${index}` }),
              dryRun: false,
            });
            if (outcome.kind === 'planned') throw new Error('nothing was asked to be planned');
            return { request, entry: outcome.entry, outcome: outcome.kind, why: '' };
          } catch (error) {
            if (!(error instanceof PhasegateError)) throw error;
            if (error.code !== 'refused' && error.code !== 'conflict') throw error;
            return { request, entry: null, outcome: error.code, why: error.message };
          }
        };
        // Each round another writer comes first.
        const told = await Promise.all(WRITERS.map((_, i) => write((i + round) % WRITERS.length)));
        const mine = told.filter(({ outcome }) => outcome === 'committed').map(({ entry }) => entry);
        committed.push(...mine.filter((entry) => entry !== null).sort((a, b) => a.seq - b.seq));
        for (const { outcome, why } of told) {
          if (outcome === 'refused') expect(why).toMatch(/^(?:promote|rollback|release) refused: .{20,}/);
          if (outcome === 'conflict') expect(why).toMatch(/moved by others 5 times .* try again/);
        }
        const after = (await readLedgerOf(await reader.open(), policy))?.entries ?? [];
        // Exactly what the writers were told to have written, in one chain, and each once.
        expect(after.map((entry) => entry.hash)).toEqual(committed.map((entry) => entry.hash));
        for (const { outcome, entry } of told) {
          if (outcome === 'done') expect(after.map((one) => one.hash)).toContain(entry?.hash);
        }
      }
      expect(new Set(committed.map((entry) => entry.request)).size).toBe(committed.length);
      expect(committed.length).toBeGreaterThanOrEqual(ROUNDS_EACH);
      expect(await verifyBranch(await reader.open(), policy)).toEqual([]);
    },
    300_000,
  );
});
