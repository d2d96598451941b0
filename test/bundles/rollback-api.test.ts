import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../src/io/policy-file.js';
import { analysisFor, EMPTY_STATE } from '../domain/rollout-builder.js';
import { git } from '../git.js';
import { github, newBranch, REPOSITORY } from '../io/github-world.js';
import { temporaryFolder } from '../temporary-folder.js';
import { runBundle, type BundleRun } from './run-bundle.js';

/** action-rollback as the runner starts it, with a token: there is no git repository in the workspace. */

const policyText = (branch: string): string => `version: 1
rollout: checkout
governance: { branch: ${branch} }
sources:
  - { name: pay, jsonl: 'telemetry/*.jsonl', schema: pay }
slis:
  pay_p95: { event: pay.completed, quantile: { of: duration_ms, p: 95 }, unit: ms }
phases:
  - id: P-0
    audience: { percent: 5 }
    flags: { pay.fast: false }
    slos: [{ sli: pay_p95, rollback: { above: 900 } }]
    promote: { healthy: 1h }
  - id: P-1
    audience: { percent: 20 }
    flags: { pay.fast: true }
    slos: [{ sli: pay_p95, rollback: { above: 900 } }]
`;

interface Place {
  readonly workspace: string;
  readonly branch: string;
  readonly run: (
    inputs: Readonly<Record<string, string>>,
    env?: Record<string, string>,
  ) => Promise<BundleRun>;
}

async function place(): Promise<Place> {
  const server = await github();
  const [workspace, branch] = [await temporaryFolder(), newBranch()];
  await mkdir(join(workspace, 'governance'));
  await writeFile(join(workspace, 'governance/policy.yaml'), policyText(branch));
  const { policy } = parsePolicy(policyText(branch), 'policy.yaml');
  await writeFile(join(workspace, 'analysis.json'), analysisFor({ policy, state: EMPTY_STATE }).text);
  const run: Place['run'] = (inputs, env = {}) =>
    runBundle('rollback', {
      workspace,
      inputs: { now: '2026-03-02T12:00:00Z', executor: 'octocat', ...inputs },
      env: { GITHUB_API_URL: server.url, GITHUB_REPOSITORY: REPOSITORY, ...env },
    });
  return { workspace, branch, run };
}

const promote = { operation: 'promote', analysis: 'analysis.json', reason: 'healthy', request: '1' };
const rollback = { operation: 'rollback', reason: 'slow', request: '2', now: '2026-03-02T13:00:00Z' };

/** The log as a person sees it: the runner takes its commands to mask a secret out. */
const shown = (log: string): string => log.replace(/^::add-mask::.*$/gm, '');

describe('the rollback action with a token', () => {
  test('keeps the record without git, and plain git finds it in order', async () => {
    const server = await github();
    const { run, branch, workspace } = await place();
    const token = server.token({ permissions: { contents: 'write' } });
    const all = { 'github-token': token };
    expect(await run({ ...all, operation: 'status' })).toMatchObject({ code: 0, outputs: { phase: 'P-0' } });
    const up = await run({ ...all, ...promote });
    expect(up).toMatchObject({ code: 0, outputs: { phase: 'P-1', changed: 'true', entry: '1' } });

    server.resetCalls();
    const down = await run({ ...all, ...rollback }, { GITHUB_API_URL: `${server.url}/api/v3` });
    expect(down).toMatchObject({ code: 0, outputs: { phase: 'P-0', changed: 'true', entry: '2' } });
    expect(server.calls.length).toBeLessThanOrEqual(12);
    expect(server.calls.every(({ actor }) => actor === 'github-actions[bot]')).toBe(true);
    const again = await run({ ...all, ...rollback });
    expect(again).toMatchObject({ code: 0, outputs: { changed: 'false', commit: down.outputs['commit'] } });
    expect(await run({ ...all, operation: 'verify' })).toMatchObject({ code: 0, outputs: { findings: '0' } });
    for (const { log } of [up, down, again]) expect(shown(log)).not.toContain(token);
    expect(await readdir(workspace)).not.toContain('.git');

    await server.exportTo(REPOSITORY, join(workspace, 'bare'));
    git(workspace, 'clone', '--quiet', 'bare', 'clone');
    expect(git(join(workspace, 'clone'), 'rev-parse', `origin/${branch}`)).toBe(down.outputs['commit']);
    const byGit = await run({ operation: 'verify', governance: 'clone' });
    expect(byGit).toMatchObject({ code: 0, outputs: { findings: '0', phase: 'P-0' } });
    expect(git(join(workspace, 'clone'), 'show', `origin/${branch}:README.md`)).toContain('holds no code');
  });

  test('runs dry without a write, with a token that may only read', async () => {
    const server = await github();
    const { run } = await place();
    const token = server.token({ permissions: { contents: 'read' } });
    server.resetCalls();
    const dry = await run({ ...promote, 'github-token': token, 'dry-run': 'true' });
    expect(dry).toMatchObject({ code: 0, outputs: { phase: 'P-0', target: 'P-1', changed: 'false' } });
    expect(server.calls.map(({ method }) => method)).toEqual(['GET']);
    const real = await run({ ...promote, 'github-token': token });
    expect(real.code).toBe(1);
    expect(real.log).toMatch(/::error::no-permission: .*403.*`permissions: contents: write`/);
  });

  test.each([
    ['a masked token', '***', /no-permission: github-token is `\*\*\*`: it was masked on its way/],
    [
      'a token with a line break',
      'ghs_one\nghs_two',
      /no-permission: github-token holds a blank, a line break/,
    ],
    ['a token that nobody knows', 'ghs_unknown', /no-permission: .*401.*the token is wrong or has expired/],
  ])('%s fails the step and says why, without the token', async (_, token, message) => {
    const { run } = await place();
    const { code, log, outputs } = await run({ operation: 'status', 'github-token': token });
    expect({ code, outputs }).toEqual({ code: 1, outputs: {} });
    expect(log).toMatch(message);
    if (token !== '***') expect(shown(log)).not.toMatch(/ghs_/);
  });

  test('and no repository says which variable is missing', async () => {
    const { run } = await place();
    const { code, log } = await run({ operation: 'status', 'github-token': 't' }, { GITHUB_REPOSITORY: '' });
    expect(code).toBe(1);
    expect(log).toMatch(/bad-input: github-token is given, and GITHUB_REPOSITORY does not say/);
  });
});
