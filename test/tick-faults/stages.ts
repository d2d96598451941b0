import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectTick } from '../../action-collect/src/tick.js';
import { analyzeRolloutTick } from '../../action-analyze/src/rollout-tick.js';
import { outputsOf } from '../../action-analyze/src/outputs.js';
import { asError } from '../../action-report/src/outputs.js';
import { incidentEvents } from '../../src/domain/incident-events.js';
import { trustedIncidents } from '../../src/domain/incident-issue.js';
import { AnalyzerFolders } from '../../src/io/analyzer-folders.js';
import type { CacheResult } from '../../src/io/actions-cache.js';
import { readCollected } from '../../src/io/collected.js';
import { CollectorFolders } from '../../src/io/collector-folders.js';
import { writeFileAtomic } from '../../src/io/files.js';
import { GithubIssues } from '../../src/io/github-issues.js';
import { GovernanceReader } from '../../src/io/governance-reader.js';
import { missedBatches } from '../../src/io/missed-batches.js';
import { StageMemory } from '../../src/io/stage-memory.js';
import { readFiles } from '../../src/io/state-files.js';
import { FileTelemetryReader } from '../../src/io/telemetry-reader.js';
import type { GithubApi } from '../../src/ports/github.js';
import type { Files } from '../../src/ports/stage-state.js';
import { clockAt, type Story } from './story.js';

/** What a job of the run is given, as on a runner that was just made. */
export interface JobOptions {
  readonly story: Story;
  readonly api: GithubApi;
  readonly minutes: number;
  readonly run: number;
  /** The run's number, from 1. */
  readonly number: number;
  readonly cache: { readonly restore: (prefix: string) => Promise<CacheResult> };
}

export interface JobResult {
  /** What it uploads, also where it failed. */
  readonly uploaded: Files;
  /** The part of the state that its post step saves; null where it failed. */
  readonly saved: Files | null;
  /** Analyze: what the pipeline is to do by itself. */
  readonly due: '' | 'rollback' | 'release';
  readonly error: Error | null;
}

const NOBODY = { info: () => undefined, warning: () => undefined };

interface Place {
  readonly workspace: string;
  readonly memory: StageMemory;
}

/** Carries a stage out in a workspace of its own, and keeps what a failed one leaves as `if: !cancelled()` does. */
async function job(
  stage: 'collect' | 'analyze',
  options: JobOptions,
  work: (place: Place) => Promise<JobResult['due']>,
): Promise<JobResult> {
  const { api, run, number, cache } = options;
  const workspace = await mkdtemp(join(tmpdir(), 'phasegate-tick-faults-'));
  const [state, output] = [join(workspace, 'state'), join(workspace, 'out')];
  const part = stage === 'collect' ? 'collector' : 'analyzer';
  try {
    const memory = await StageMemory.open({
      stage,
      state,
      output,
      cacheKey: 'k',
      cacheTimeoutMs: 1_000,
      api,
      environment: {
        GITHUB_RUN_ID: String(run),
        GITHUB_RUN_ATTEMPT: '1',
        GITHUB_RUN_NUMBER: String(number),
        GITHUB_WORKFLOW_REF: 'octo/shop/.github/workflows/rollout.yml@refs/heads/main',
        GITHUB_REF_NAME: 'main',
      },
      cache,
      log: NOBODY,
    });
    let due: JobResult['due'] = '';
    let error: Error | null = null;
    try {
      due = await work({ workspace, memory });
    } catch (caught) {
      error = asError(caught);
    }
    const saved = error === null ? await readFiles(join(state, part)) : null;
    return { uploaded: await readFiles(output), saved, due, error };
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

const rolloutOf = ({ policy }: Story) => ({ path: 'governance/policy.yaml', policy, below: '' });

export function collectJob(options: JobOptions): Promise<JobResult> {
  const { story, api, minutes } = options;
  const { policy, validators } = story;
  const rollout = rolloutOf(story);
  return job('collect', options, async ({ memory }) => {
    const folders = memory.foldersOf(rollout);
    const governance = new GovernanceReader({ api, folder: '.' });
    await collectTick({
      policy,
      run: memory.run,
      now: clockAt(minutes),
      dryRun: false,
      simulatedLatencyMs: 0,
      forcedPhase: null,
      state: memory.of(rollout),
      files: new CollectorFolders(folders),
      reader: new FileTelemetryReader(story.telemetryAt(minutes)),
      readLedger: () => governance.read(policy),
      validators: async () => validators,
      incidents: async () => {
        const issues = await new GithubIssues(api).changed();
        const { known, doubles } = trustedIncidents(issues, { repository: api.repository, seal: null });
        return incidentEvents([...known, ...doubles.map(({ incident }) => incident)], policy.rollout);
      },
      writeOutput: (path, text) => writeFileAtomic(join(folders.output, path), text),
      warn: () => undefined,
    });
    return '';
  });
}

/** `batches`: what was uploaded by collect. */
export function analyzeJob(batches: Files, options: JobOptions): Promise<JobResult> {
  const { story, api, minutes } = options;
  const { policy } = story;
  const rollout = rolloutOf(story);
  return job('analyze', options, async ({ workspace, memory }) => {
    const { shelf, log } = memory;
    const folders = memory.foldersOf(rollout);
    const given = join(workspace, 'batches');
    for (const [path, bytes] of batches) await writeFileAtomic(join(given, path), bytes);
    const collected = await readCollected(given, { rollout, isOnly: true, log });
    const governance = new GovernanceReader(
      { api, folder: '.' },
      collected.ledger === null ? [] : [collected.ledger],
    );
    const result = await analyzeRolloutTick({
      policy,
      tick: collected.tick,
      state: memory.of(rollout),
      findMissed: (tick, taken) =>
        missedBatches({ tick, taken, shelf, below: '', rollout: policy.rollout, log }),
      files: (missed) => new AnalyzerFolders({ ...folders, batches: collected.batches, missed }),
      readLedger: () => governance.read(policy),
      readChecklist: async () => null,
      writeOutput: (path, text) => writeFileAtomic(join(folders.output, path), text),
      forcedPhase: null,
      now: clockAt(minutes),
      dryRun: false,
    });
    const outputs = outputsOf([
      { rollout: policy.rollout, policy: rollout.path, mode: policy.rollback, result },
    ]);
    return (outputs['due'] ?? '') as JobResult['due'];
  });
}
