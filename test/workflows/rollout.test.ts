import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { START, git, makeRepository, payments } from '../bundles/scenario.js';
import { filesBelow } from '../bundles/run-bundle.js';
import { MINUTE } from '../../src/domain/time.js';
import type { RunResult } from '../../scripts/local/src/progress.js';
import { Runner } from '../../scripts/local/src/runner.js';
import { analysisOf } from '../../scripts/local/src/tick-view.js';
import { temporaryFolder } from '../temporary-folder.js';

jest.setTimeout(120_000);

const PROJECT = join(import.meta.dirname, '../..');
const TELEMETRY =
  payments('dark', { from: 0, to: 60, tookMs: 100 }) + payments('tenth', { from: 60, to: 105, tookMs: 600 });

let repo: string;
let runner: Runner;

beforeEach(async () => {
  repo = await temporaryFolder();
  await makeRepository(repo, TELEMETRY);
  runner = await Runner.open({
    repo,
    project: PROJECT,
    env: process.env,
    actor: 'mika',
    // Nobody reviews an environment here: roles are typed in.
    vars: { PHASEGATE_APPROVALS_FROM: 'input' },
    play: { folder: 'telemetry', until: START + 200 * MINUTE },
  });
});

afterEach(async () => {
  await runner.close();
});

const tick = (minutes: number, inputs: Record<string, string> = {}): Promise<RunResult> =>
  runner.run({
    workflow: 'rollout',
    event: 'workflow_dispatch',
    now: START + minutes * MINUTE,
    inputs: new Map(Object.entries(inputs)),
  });

const dispatch = (minutes: number, inputs: Record<string, string>): Promise<RunResult> =>
  runner.run({
    workflow: 'rollback',
    now: START + minutes * MINUTE,
    inputs: new Map(Object.entries(inputs)),
  });

const results = ({ jobs }: RunResult): Record<string, string> =>
  Object.fromEntries(Object.entries(jobs).map(([id, job]) => [id, job.result]));

const errors = ({ annotations }: RunResult): string =>
  annotations
    .filter(({ level }) => level === 'error')
    .map(({ message }) => message)
    .join('\n');

describe('rollout.yml and rollback.yml on a rollout made by hand', () => {
  test('from the first tick to the rollback, and a record that holds', async () => {
    const first = await tick(17);
    expect(results(first)).toEqual({
      plan: 'skipped',
      collect: 'success',
      analyze: 'success',
      report: 'success',
      rollback: 'skipped',
    });
    expect(analysisOf(first)).toMatchObject({ rollout: 'checkout-redesign', phase: 'dark', gate: 'hold' });

    const refused = await dispatch(18, { operation: 'promote', reason: 'too early' });
    expect(refused.result).toBe('failure');
    expect(errors(refused)).toMatch(/refused: .*healthy for 30m/);

    expect(analysisOf(await tick(62))).toMatchObject({ gate: 'promote', target: 'tenth' });
    expect((await dispatch(63, { operation: 'promote', reason: 'healthy' })).result).toBe('success');

    const sick = await tick(92);
    expect(results(sick)).toEqual({
      plan: 'skipped',
      collect: 'success',
      analyze: 'success',
      report: 'success',
      rollback: 'success',
    });
    expect(analysisOf(sick)).toMatchObject({ phase: 'tenth', gate: 'rollback', target: 'dark' });
    expect(
      await readdir(join(sick.artifacts, 'phasegate-decision-checkout-redesign/reports/rollback')),
    ).toHaveLength(1);

    const after = analysisOf(await tick(107));
    expect(after).toMatchObject({ phase: 'dark', gate: 'hold', governance: { entries: 2 } });
    const verified = await dispatch(108, { operation: 'verify' });
    expect(errors(verified)).toBe('');
    expect(verified.result).toBe('success');
    const env = await git(repo, 'show', 'phasegate:governance/flags/flags.env');
    expect(env).toContain('CHECKOUT_NEW=false');
    const summary = await readFile(sick.summaries.find((file) => file.includes('report')) ?? '', 'utf8');
    // Some of the blanks keep a figure and its unit in one line.
    expect(summary.replaceAll('\u00a0', ' ')).toContain('| ❌ violation, 2nd in a row | pay_p95 | 606 ms |');
  });

  test('the rollback reaches the telemetry: the next tick counts it', async () => {
    await tick(62);
    await dispatch(63, { operation: 'promote', reason: 'healthy' });
    await tick(92);
    const next = await tick(107);
    const batches = await filesBelow(join(next.artifacts, 'phasegate-batches'));
    expect(Object.values(batches).join('\n')).toContain('"event":"rollback.executed"');
  });

  test('a tampered record is found and named', async () => {
    await tick(62);
    await dispatch(63, { operation: 'promote', reason: 'healthy' });
    const clone = await temporaryFolder();
    await git(clone, 'clone', '--quiet', '--branch', 'phasegate', repo, '.');
    const flags = join(clone, 'governance/flags/flags.flagd.json');
    await writeFile(flags, (await readFile(flags, 'utf8')).replace('"ENABLED"', '"DISABLED"'));
    await git(
      clone,
      '-c',
      'user.name=x',
      '-c',
      'user.email=x@example.com',
      'commit',
      '--quiet',
      '-am',
      'tamper',
    );
    await git(clone, 'push', '--quiet', 'origin', 'phasegate');
    const verified = await dispatch(65, { operation: 'verify' });
    expect(verified.result).toBe('failure');
    expect(errors(verified)).toContain('flags/flags.flagd.json (entry 1)');
  });

  test('a dry run decides and changes nothing', async () => {
    const dry = await tick(62, { 'dry-run': 'true' });
    expect(analysisOf(dry)).toMatchObject({ gate: 'promote' });
    expect(await git(repo, 'for-each-ref')).toBe('');
    expect(analysisOf(await tick(62))?.judged).toHaveLength(4);
  });

  test('a tick without any telemetry holds, and says so', async () => {
    await writeFile(join(repo, 'telemetry/shop/a.jsonl'), '');
    const silent = await tick(17);
    expect(silent.result).toBe('success');
    expect(analysisOf(silent)).toMatchObject({
      gate: 'hold',
      reason: expect.stringContaining('no telemetry'),
    });
    const reports = await filesBelow(join(silent.artifacts, 'phasegate-reports'));
    expect(Object.keys(reports)).toContainEqual(
      expect.stringContaining('reports/alerts/pending/collector-missed-batch-'),
    );
  });

  test('untrusted text in a reason stays text', async () => {
    await tick(62);
    const reason = '$(touch pwned) `id` ::set-output name=x::y <script> @everyone\n::error::no';
    const promoted = await dispatch(63, { operation: 'promote', reason });
    expect(promoted.result).toBe('success');
    expect(errors(promoted)).toBe('');
    const ledger = await git(repo, 'show', 'phasegate:governance/phase-ledger.yaml');
    expect(ledger).toContain('$(touch pwned)');
    expect(await readdir(repo)).not.toContain('pwned');
  });
});
