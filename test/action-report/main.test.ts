import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { canonicalJsonPretty } from '../../src/domain/canonical-json.js';
import { analysis, rollbackAnalysis } from '../render/analysis-builder.js';
import { temporaryFolder } from '../temporary-folder.js';

/** The bundle as the runner starts it: by action.yml, with inputs and command files in the environment. */

const action = join(import.meta.dirname, '../../action-report');
const POLICY = `version: 1
rollout: checkout
sources:
  - { name: pay, jsonl: 'telemetry/*.jsonl', schema: pay }
slis:
  pay_p95: { event: pay.completed, quantile: { of: duration_ms, p: 95 }, unit: ms }
phases:
  - id: P-0
    audience: { percent: 5 }
    flags: { pay.fast: false }
    slos: [{ sli: pay_p95, rollback: { above: 900 } }]
    promote: { healthy: 1h, approvals: [] }
  - id: P-1
    audience: { percent: 100 }
    flags: { pay.fast: true }
    slos: [{ sli: pay_p95, rollback: { above: 900 } }]
`;

interface Run {
  readonly code: number;
  readonly log: string;
  readonly outputs: string;
  readonly summary: string;
}

async function repository(of: unknown): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'governance'));
  await mkdir(join(folder, 'out'));
  await writeFile(join(folder, 'governance/policy.yaml'), POLICY);
  if (of !== null) await writeFile(join(folder, 'out/analysis.json'), canonicalJsonPretty(of));
  return folder;
}

async function run(folder: string, inputs: Readonly<Record<string, string>> = {}): Promise<Run> {
  const { runs } = parse(await readFile(join(action, 'action.yml'), 'utf8')) as { runs: { main: string } };
  const commands = await temporaryFolder();
  const files = { GITHUB_OUTPUT: join(commands, 'output'), GITHUB_STEP_SUMMARY: join(commands, 'summary') };
  await Promise.all(Object.values(files).map((path) => writeFile(path, '')));
  const given = Object.entries(inputs).map(
    ([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const,
  );
  const env = { PATH: process.env['PATH'] ?? '', ...files, ...Object.fromEntries(given) };
  const started = promisify(execFile)(process.execPath, [join(action, runs.main)], { cwd: folder, env });
  const { code, log } = await started.then(
    ({ stdout, stderr }) => ({ code: 0, log: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      log: error.stdout + error.stderr,
    }),
  );
  const [outputs, summary] = await Promise.all(Object.values(files).map((path) => readFile(path, 'utf8')));
  return { code, log, outputs: outputs ?? '', summary: summary ?? '' };
}

async function bytes(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      paths.sort().map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')]),
    ),
  ) as Record<string, string>;
}

describe('action-report', () => {
  test('writes the report, shows the summary, tells the notices and sets its outputs', async () => {
    const folder = await repository(rollbackAnalysis());
    const { code, log, outputs, summary } = await run(folder);
    expect({ code, log }).toEqual({
      code: 0,
      log: expect.stringContaining('::error::critical: checkout: roll P-1 back to P-0'),
    });
    const files = await bytes(join(folder, 'out'));
    expect(files['summary.md']).toBe(summary.trimEnd() + '\n');
    for (const value of [
      'out',
      'out/summary.md',
      'out/reports/daily/rollout-2026-03-02.md',
      'out/reports/monitoring/dashboard.json',
      '2',
    ]) {
      expect(outputs.split('\n')).toContain(value);
    }
  });

  test('a second run changes no byte', async () => {
    const folder = await repository(rollbackAnalysis());
    await run(folder);
    const before = await bytes(join(folder, 'out'));
    expect((await run(folder)).code).toBe(0);
    expect(await bytes(join(folder, 'out'))).toEqual(before);
  });

  test('a dry run writes below the output folder only, and says what it would send', async () => {
    const folder = await repository(rollbackAnalysis());
    const { code, log, summary } = await run(folder, {
      'dry-run': 'true',
      output: 'out/dry',
      analysis: 'out/analysis.json',
    });
    expect(code).toBe(0);
    expect(summary).toBe('');
    expect(log).toContain('would send critical: checkout: roll P-1 back to P-0');
    expect(log).not.toContain('::error::');
    const outside = Object.keys(await bytes(folder)).filter((path) => !path.startsWith('out/dry/'));
    expect(outside).toEqual(['governance/policy.yaml', 'out/analysis.json']);
  });

  test("the repository's own template is used in place of the product's", async () => {
    const folder = await repository(analysis());
    await mkdir(join(folder, 'templates/reports'), { recursive: true });
    await writeFile(join(folder, 'templates/reports/rollout_phase.md'), 'Our {{ rollout }} on {{ date }}\n');
    expect((await run(folder)).code).toBe(0);
    expect((await bytes(folder))['out/reports/daily/rollout-2026-03-02.md']).toBe(
      'Our checkout on 2026-03-02\n',
    );
  });

  test.each([
    {
      name: 'a missing analysis',
      of: null,
      inputs: {},
      says: 'out/analysis.json does not exist; run action-analyze first',
    },
    {
      name: 'an analysis of another rollout',
      of: analysis({ rollout: 'search' }),
      inputs: {},
      says: 'is of rollout search',
    },
    {
      name: 'a damaged analysis',
      of: { schema: 'phasegate.analysis/1' },
      inputs: {},
      says: 'phase is missing',
    },
    { name: 'a wrong input', of: analysis(), inputs: { 'dry-run': 'maybe' }, says: 'dry-run is "maybe"' },
    { name: 'a missing policy', of: analysis(), inputs: { policy: 'none.yaml' }, says: 'none.yaml' },
  ])('$name fails with what is wrong, and writes nothing', async ({ of, inputs, says }) => {
    const folder = await repository(of);
    const before = await bytes(folder);
    const { code, log } = await run(folder, inputs);
    expect(code).toBe(1);
    expect(log).toContain('::error::');
    expect(log).toContain(says);
    expect(await bytes(folder)).toEqual(before);
  });
});
