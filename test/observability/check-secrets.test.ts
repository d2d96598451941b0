import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { runBundle, type BundleRun } from '../bundles/run-bundle.js';
import { temporaryFolder } from '../temporary-folder.js';
import { reportReceiver } from './report-receiver.js';
import { signalPolicyText } from './signals.js';

const WEEKLY = `  weekly:
    webhook: { secret: HOOK_URL, signing-secret: [NEW_KEY, OLD_KEY] }
    schema: schemas/report.json
    sections: { alerts: { rollup: alerts } }
`;

let workspace: string;
beforeEach(async () => {
  workspace = await temporaryFolder();
  await mkdir(join(workspace, 'governance'));
  const policy = signalPolicyText().replace('phases:\n', `${WEEKLY}phases:\n`);
  await writeFile(join(workspace, 'governance/policy.yaml'), policy);
});

const KEYS = { NEW_KEY: 'the-new-key-0123456789', OLD_KEY: 'the-old-key-0123456789' };

function check(env: Readonly<Record<string, string>>): Promise<BundleRun> {
  return runBundle('report', { workspace, inputs: { job: 'check-secrets' }, env });
}

test('during a rotation it says which keys the receiver takes already', async () => {
  const receiver = await reportReceiver({ key: KEYS.OLD_KEY, now: Date.now });
  const url = `${receiver.url}/hooks/T0-secret`;
  const run = await check({ ...KEYS, HOOK_URL: url });
  expect(run.code).toBe(1);
  expect(JSON.parse(run.stdout)).toMatchObject({
    job: 'check-secrets',
    status: 'error',
    error_code: 'signature_mismatch',
    pings: [
      { secret: 'NEW_KEY', accepted: false },
      { secret: 'OLD_KEY', accepted: true, why: 'answered 200' },
    ],
  });
  expect([...receiver.reports.values()]).toMatchObject([{ schema: 'phasegate.ping/1', rollout: 'signals' }]);
  const shown = run.log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  for (const secret of [...Object.values(KEYS), 'T0-secret']) expect(shown.join('\n')).not.toContain(secret);
});

test('all that are missing are named at once', async () => {
  const run = await check({});
  expect(run.code).toBe(1);
  expect(run.log).toContain(
    'missing_secret: HOOK_URL is not set (the weekly report); NEW_KEY is not set (the weekly report); OLD_KEY is not set (the weekly report)',
  );
});
