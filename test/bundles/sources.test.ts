import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serve, startHttps, type HttpsServer } from '../io/sources/https-server.js';
import { temporaryFolder } from '../temporary-folder.js';
import { git } from '../git.js';
import { filesBelow, runBundle } from './run-bundle.js';

/** action-collect as the runner starts it, with telemetry that is behind HTTPS and on another branch. */

let server: HttpsServer;
beforeAll(async () => {
  server = await startHttps();
});
afterAll(() => server.close());

const SECRET = 's3cret-of-the-telemetry';
const schema = { type: 'object', required: ['event', 'ts', 'feature'] };

const policyText = (url: string): string => `version: 1
rollout: checkout
sources:
  - name: far
    url: ${url}/events.jsonl
    private: true
    headers: { authorization: { secret: TELEMETRY_TOKEN, prefix: 'Bearer ' } }
    schema: pay
  - { name: branch, branch: telemetry, jsonl: 'pay/*.jsonl', schema: pay }
slis:
  pay_p95: { event: pay.completed, quantile: { of: duration_ms, p: 95 }, unit: ms }
phases:
  - id: P-0
    slos: [{ sli: pay_p95, rollback: { above: 900 } }]
`;

const line = (minute: number): string =>
  `${JSON.stringify({ event: 'pay.completed', ts: `2026-03-02T11:${minute}:00Z`, feature: 'pay', duration_ms: minute })}\n`;

test('telemetry from elsewhere is collected, and a source that fails stops nothing', async () => {
  const workspace = await temporaryFolder();
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  };
  await put('pay/a.jsonl', line(31));
  git(workspace, 'init', '--quiet', '--initial-branch=telemetry');
  git(workspace, 'add', 'pay');
  git(workspace, 'commit', '--quiet', '-m', 'Telemetry');
  await put('governance/policy.yaml', policyText(server.url));
  await put('schemas/events/pay.json', JSON.stringify(schema));
  await put('ca.pem', server.ca);
  const tick = (
    now: string,
    env: Record<string, string> = { TELEMETRY_TOKEN: SECRET },
  ): ReturnType<typeof runBundle> =>
    runBundle('collect', {
      workspace,
      inputs: { now },
      env: { NODE_EXTRA_CA_CERTS: join(workspace, 'ca.pem'), ...env },
    });

  const file = serve({ body: Buffer.from(`${line(32)}${line(33)}`), etag: '"a"' });
  server.answer((request, response) => {
    if (request.headers.authorization === `Bearer ${SECRET}`) file(request, response);
    else response.writeHead(401).end();
  });
  const first = await tick('2026-03-02T11:47:00Z');
  expect(first).toMatchObject({ code: 0, outputs: { accepted: '3', missed: '0' } });
  const second = await tick('2026-03-02T11:48:00Z');
  expect(second).toMatchObject({ code: 0, outputs: { accepted: '0' } });
  expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"a"']);

  const without = await tick('2026-03-02T12:02:00Z', {});
  expect(without).toMatchObject({ code: 0, outputs: { accepted: '0', missed: '2' } });
  expect(without.log).toContain('::warning::source far did not answer');
  expect(without.log).toContain('environment variable TELEMETRY_TOKEN');
  for (const { log } of [first, second]) expect(log.replace(/^::add-mask::.*$/gm, '')).not.toContain(SECRET);
  const files = await filesBelow(workspace);
  expect(Object.keys(files).filter((path) => files[path]?.includes(SECRET))).toEqual([]);
  expect(
    Object.keys(files)
      .filter((path) => path.includes('/sources/'))
      .sort(),
  ).toEqual([
    '.phasegate/state/collector/sources/branch/memory.json',
    '.phasegate/state/collector/sources/far/memory.json',
  ]);
});
