import * as core from '@actions/core';
import { PhasegateError } from '../../src/domain/fault.js';
import { incidentEvents, type IncidentEvent } from '../../src/domain/incident-events.js';
import { trustedIncidents } from '../../src/domain/incident-issue.js';
import type { Policy } from '../../src/domain/policy.js';
import { parseShard, parseShards, WHOLE } from '../../src/domain/shard.js';
import { SECOND } from '../../src/domain/time.js';
import { GithubIssues } from '../../src/io/github-issues.js';
import type { GovernanceReader } from '../../src/io/governance-reader.js';
import { InputReader } from '../../src/io/inputs.js';
import { PrometheusReader } from '../../src/io/sources/prometheus-reader.js';
import { sealOf } from '../../src/io/seal.js';
import type { StageMemory } from '../../src/io/stage-memory.js';
import type { GithubApi } from '../../src/ports/github.js';
import { logLine, oneLine } from '../../src/render/escape.js';
import type { ScannerSettings } from './main-ranges.js';

export function readInputs() {
  const inputs = new InputReader((name) => core.getInput(name));
  const values = {
    job: inputs.oneOf('job', ['rollout', 'latency', 'merge'], 'rollout'),
    shard: inputs.parsed('shard', parseShard, WHOLE),
    shards: inputs.parsed('shards', parseShards, 1),
    deliveries: inputs.text('deliveries', 'shards'),
    policy: inputs.text('policy'),
    telemetryRoot: inputs.text('telemetry-root', '.'),
    output: inputs.text('output', 'out'),
    state: inputs.text('state', '.phasegate/state'),
    governance: inputs.text('governance', '.'),
    phase: inputs.text('phase'),
    now: inputs.instant('now', Date.now),
    dryRun: inputs.flag('dry-run'),
    dryRunAlert: inputs.flag('dry-run-alert'),
    simulatedLatencyMs: inputs.duration('simulate-latency', 0),
    cacheKey: inputs.text('cache-key'),
    cacheTimeoutMs: inputs.duration('cache-timeout', 10 * SECOND),
    token: inputs.text('github-token'),
    signingKey: inputs.text('signing-key'),
  };
  inputs.done();
  if (values.job === 'latency' && values.dryRun)
    throw new PhasegateError(
      'bad-input',
      'inputs: dry-run writes nothing outside the output folder, where the archive of job latency is; use dry-run-alert, or job: rollout',
    );
  if (values.job !== 'rollout' && values.shard.of > 1)
    throw new PhasegateError('bad-input', `inputs: shard is for job rollout; job ${values.job} is one job`);
  if (values.job === 'merge' && values.shards === 1)
    throw new PhasegateError('bad-input', 'inputs: job merge needs shards, how many there are: 2 to 64');
  return values;
}

export type Inputs = ReturnType<typeof readInputs>;

/** What all rollouts of a tick share. */
export interface Shared {
  readonly inputs: Inputs;
  readonly scanner: ScannerSettings;
  readonly api: GithubApi | null;
  readonly memory: StageMemory;
  readonly governance: GovernanceReader;
}

/** What the rollout's issues tell, where the policy has a source of them: one request. */
export async function readIncidents(
  policy: Policy,
  { api, inputs }: Shared,
): Promise<readonly IncidentEvent[]> {
  const source = policy.sources.find(({ format }) => format === 'incidents');
  if (source === undefined) return [];
  if (api === null) {
    core.warning(oneLine(`source ${source.name} delivers nothing: it needs the input github-token`));
    return [];
  }
  const seal = sealOf(inputs.signingKey);
  const issues = new GithubIssues(api);
  const { known, doubles } = trustedIncidents(await issues.changed(), { repository: api.repository, seal });
  return incidentEvents([...known, ...doubles.map(({ incident }) => incident)], policy.rollout);
}

/** Servers with Prometheus' API. */
export function metricsReader(): PrometheusReader {
  return new PrometheusReader({
    environment: process.env,
    mask: (secret) => core.setSecret(secret),
    warn: (line) => core.warning(logLine(line, 2_000)),
  });
}
