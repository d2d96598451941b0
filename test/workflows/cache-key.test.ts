import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { Runner } from '../../scripts/local/src/runner.js';
import { MINUTE } from '../../src/domain/time.js';
import { START, makeRepository, payments } from '../bundles/scenario.js';
import { temporaryFolder } from '../temporary-folder.js';

jest.setTimeout(60_000);

const PROJECT = join(import.meta.dirname, '../..');
const WORKFLOW = `name: cached
on:
  workflow_dispatch:
    inputs: { now: { type: string }, fail: { type: boolean, default: false } }
jobs:
  tick:
    runs-on: ubuntu-latest
    outputs:
      batches: \${{ steps.collect.outputs.batches }}
      judged: \${{ steps.analyze.outputs.verdicts }}
    steps:
      - uses: actions/checkout@v7
      - id: collect
        uses: ./action-collect
        with: { now: '\${{ inputs.now }}', cache-key: collect, state: .phasegate/collect }
      - id: analyze
        uses: ./action-analyze
        with: { now: '\${{ inputs.now }}', batches: out, cache-key: analyze, state: .phasegate/analyze }
      - if: inputs.fail
        run: exit 1
`;

test('with cache-key the actions carry their state by the real cache client, and only when the job succeeds', async () => {
  const repo = await temporaryFolder();
  await makeRepository(repo, payments('dark', { from: 0, to: 60, tookMs: 100 }));
  await mkdir(join(repo, '.github/workflows'), { recursive: true });
  await writeFile(join(repo, '.github/workflows/cached.yml'), WORKFLOW);
  for (const action of ['action-collect', 'action-analyze']) {
    await cp(join(PROJECT, action), join(repo, action), { recursive: true });
  }
  const runner = await Runner.open({ repo, project: PROJECT, env: process.env });
  const tick = async (
    minutes: number,
    fail = false,
  ): Promise<{ result: string; batches: string | undefined }> => {
    const inputs = new Map([['fail', String(fail)]]);
    const { result, jobs } = await runner.run({ workflow: 'cached', now: START + minutes * MINUTE, inputs });
    return { result, batches: jobs['tick']?.outputs['batches'] };
  };
  try {
    // The upload that comes behind may fail, so that a failed job's state must not be kept.
    expect(await tick(32, true)).toEqual({ result: 'failure', batches: '2' });
    expect(await tick(32)).toEqual({ result: 'success', batches: '2' });
    expect(await tick(62)).toEqual({ result: 'success', batches: '2' });
    expect(await tick(62)).toEqual({ result: 'success', batches: '0' });
  } finally {
    await runner.close();
  }
});
