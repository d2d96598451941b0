import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { analyzeTick } from '../../action-analyze/src/tick.js';
import { collect } from '../../action-collect/src/collect.js';
import { newState, parseState, type CollectorState } from '../../action-collect/src/collector-state.js';
import { runDecision } from '../../action-rollback/src/run.js';
import { typedApprovals } from '../../src/domain/approval.js';
import type { Analysis } from '../../src/domain/analysis.js';
import { canonicalJsonPretty } from '../../src/domain/canonical-json.js';
import { CHECKLIST_FILE } from '../../src/domain/promotion-checklist.js';
import type { Policy } from '../../src/domain/policy.js';
import { dueOf } from '../../src/domain/stabilising.js';
import { AnalyzerFolders } from '../../src/io/analyzer-folders.js';
import { compileEventSchema } from '../../src/io/event-schema.js';
import { readTextIfExists, writeFileAtomic } from '../../src/io/files.js';
import { flagdSmokeTest } from '../../src/io/flagd-smoke-test.js';
import { GitGovernance } from '../../src/io/git-governance.js';
import { loadPolicy } from '../../src/io/policy-file.js';
import { readLedger } from '../../src/io/read-ledger.js';
import { FileTelemetryReader } from '../../src/io/telemetry-reader.js';
import { git } from '../bundles/scenario.js';

interface Decide {
  readonly operation: 'promote' | 'rollback' | 'release';
  readonly now: number;
  readonly automatic?: boolean;
  readonly approvals?: readonly string[];
  /** Without an analysis, as in an emergency. */
  readonly blind?: boolean;
}

/** A repository in which ticks and decisions are made by the stages themselves, as the workflows do. */
export class World {
  readonly folder: string;
  #state: CollectorState | null = null;
  readonly #keys = new Map<number, readonly string[]>();
  #run = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The repository of a folder as a bare one. */
  static async bareCopy(folder: string, bare: string): Promise<void> {
    await git(folder, 'clone', '--quiet', '--bare', '.', bare);
  }

  async #policy(): Promise<Policy> {
    return (await loadPolicy(join(this.folder, 'governance/policy.yaml'))).policy;
  }

  #store(policy: Policy): GitGovernance {
    return new GitGovernance(this.folder, policy.governance.branch);
  }

  async #collect(policy: Policy, now: number, output: string): Promise<void> {
    const files = policy.sources.filter((source) => source.format !== 'ledger');
    const validators = await Promise.all(
      files.map(async (source) => {
        const schema = await compileEventSchema(join(this.folder, source.schema), { fromText: false });
        return [source.name, schema] as const;
      }),
    );
    const plan = await collect({
      policy,
      ledger: (await readLedger(this.#store(policy), policy)).ledger,
      state: this.#state ?? newState(policy.rollout),
      reader: new FileTelemetryReader(this.folder),
      validators: new Map(validators),
      keysOfClosed: async (start) => new Set(this.#keys.get(start)),
      now,
      simulatedLatencyMs: 0,
      forcedPhase: null,
    });
    for (const [start, keys] of plan.keys) this.#keys.set(start, keys);
    for (const { file, text } of plan.batches)
      await writeFileAtomic(join(output, 'logs/rollout/collector', file), text);
    const state = parseState(plan.state, policy.rollout);
    if (state.kind === 'state') this.#state = state.state;
  }

  async #analyse(
    policy: Policy,
    options: { batches: string; now: number; dryRun: boolean },
  ): Promise<Analysis> {
    const { head, ledger } = await readLedger(this.#store(policy), policy);
    const state = join(this.folder, '.phasegate/state');
    const files = new AnalyzerFolders({
      ...options,
      state,
      output: join(this.folder, '.phasegate/analysis'),
    });
    const checklist = await readTextIfExists(join(this.folder, CHECKLIST_FILE));
    const tick = await analyzeTick({ policy, ledger, head, files, forcedPhase: null, checklist, ...options });
    return tick.analysis;
  }

  async #decide(policy: Policy, value: Analysis, decide: Decide): Promise<void> {
    const { operation, now, automatic = false, approvals = [], blind = false } = decide;
    await runDecision({
      policy,
      store: this.#store(policy),
      analysis: blind ? null : { text: canonicalJsonPretty(value), value },
      request: {
        operation,
        automatic,
        executor: 'octocat',
        reason: automatic ? '' : 'as planned',
        evidence: [],
        approvals: typedApprovals(approvals, 'octocat'),
        request: null,
        now,
      },
      dryRun: false,
      smokeTest: flagdSmokeTest,
      flagSources: { env: {}, overrides: {} },
    });
  }

  /** Collects, judges, and does what is due by itself. */
  async tick(now: number): Promise<Analysis> {
    const policy = await this.#policy();
    this.#run += 1;
    const batches = join(this.folder, `.phasegate/artifacts/${this.#run}/phasegate-batches`);
    await mkdir(batches, { recursive: true });
    await this.#collect(policy, now, batches);
    const analysis = await this.#analyse(policy, { batches, now, dryRun: false });
    const due = dueOf(analysis);
    if (due !== null) await this.#decide(policy, analysis, { operation: due, now, automatic: true });
    return analysis;
  }

  /** A person's decision, judged anew on what the last tick left. */
  async decide(decide: Decide): Promise<void> {
    const policy = await this.#policy();
    const batches = join(this.folder, 'none');
    const analysis = await this.#analyse(policy, { batches, now: decide.now, dryRun: true });
    await this.#decide(policy, analysis, decide);
  }
}
