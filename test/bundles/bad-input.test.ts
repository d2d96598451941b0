import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { temporaryFolder } from '../temporary-folder.js';
import { filesBelow, runBundle, type ActionName, type BundleRun } from './run-bundle.js';
import { at, makeRepository, payments } from './scenario.js';

jest.setTimeout(60_000);

let workspace: string;
beforeEach(async () => {
  workspace = await temporaryFolder();
  await makeRepository(workspace, payments('dark', { from: 0, to: 60, tookMs: 100 }));
});

const run = (action: ActionName, inputs: Record<string, string> = {}): Promise<BundleRun> =>
  runBundle(action, { workspace, inputs: { now: at(62), ...inputs } });

async function put(file: string, data: string | Buffer): Promise<void> {
  const path = join(workspace, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, data);
}

const STATE = '.phasegate/state/collector/state.json';

describe('telemetry', () => {
  test('that is missing is a missed batch, not a crash', async () => {
    await rm(join(workspace, 'telemetry'), { recursive: true });
    const collected = await run('collect');
    expect(collected).toMatchObject({ code: 0, outputs: { batches: '1', accepted: '0', missed: '1' } });
    const analyzed = await run('analyze', { batches: 'out' });
    expect(analyzed).toMatchObject({ code: 0, outputs: { gate: 'hold', 'rollback-required': 'false' } });
  });

  test('in an empty file is a missed batch', async () => {
    await put('telemetry/shop/a.jsonl', '');
    expect(await run('collect')).toMatchObject({ code: 0, outputs: { missed: '1' } });
  });

  test('of every broken kind goes to quarantine with file, line and reason, and the rest is read', async () => {
    const good = payments('dark', { from: 1, to: 2, tookMs: 100 }).split('\n')[0] ?? '';
    const but = (fields: object): string => JSON.stringify({ ...(JSON.parse(good) as object), ...fields });
    const lines: (string | Buffer)[] = [
      `\ufeff${good}\r`,
      Buffer.from([0xc3, 0x28]),
      '\u0000\u0000',
      but({ took_ms: '100' }),
      but({ ts: '2026-05-04T08:01:00' }),
      but({ ts: '2099-01-01T00:00:00Z' }),
      but({ ts: '1969-12-31T23:59:59Z' }),
      '{"__proto__":{"event":"pay.done"}}',
      but({ phase: '../../etc' }),
      '[]',
      `{"took_ms":${'9'.repeat(400)}}`,
      'x'.repeat(1_500_000),
      but({ took_ms: 7 }),
    ];
    await put(
      'telemetry/shop/a.jsonl',
      Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')])),
    );
    await put('telemetry/shop/b.jsonl.gz', 'no gzip');
    const policy = await readFile(join(workspace, 'governance/policy.yaml'), 'utf8');
    await put('governance/policy.yaml', policy.replace('*.jsonl', '*.jsonl*'));
    const collected = await run('collect');
    expect(collected).toMatchObject({ code: 0, outputs: { accepted: '2', rejected: '12' } });
    const [quarantine = ''] = Object.values(await filesBelow(join(workspace, 'out/quarantine')));
    const entries = quarantine
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; line: number; reason: string });
    expect(entries.map(({ file, line, reason }) => `${file.slice(-10)}:${line} ${reason}`)).toEqual([
      'op/a.jsonl:2 holds bytes that are no UTF-8',
      'op/a.jsonl:3 is no JSON',
      'op/a.jsonl:4 took_ms must be integer',
      'op/a.jsonl:5 ts "2026-05-04T08:01:00" is no RFC 3339 time with a zone, such as 2026-03-02T14:15:00Z',
      expect.stringMatching(
        /^op\/a\.jsonl:6 ts 2099-01-01T00:00:00Z is \S+ ahead of the clock; max-ahead is 1d$/,
      ),
      'op/a.jsonl:7 ts 1969-12-31T23:59:59Z is before 1970',
      'op/a.jsonl:8 ts is missing or no text; write an RFC 3339 time such as 2026-03-02T14:15:00Z',
      'op/a.jsonl:9 phase "../../etc" is not in the policy',
      'op/a.jsonl:10 is JSON, but no object',
      'op/a.jsonl:11 holds a number too large for a double',
      'op/a.jsonl:12 is longer than 1048576 bytes',
      'b.jsonl.gz:1 is no whole gzip file: Z_DATA_ERROR',
    ]);
  });
});

describe('the policy', () => {
  test('with ten faults gives ten messages, each with its place', async () => {
    const text = await readFile(join(import.meta.dirname, '../policies/ten-faults.yaml'), 'utf8');
    await put('governance/policy.yaml', text);
    for (const action of ['collect', 'analyze', 'report', 'rollback'] as const) {
      const failed = await run(action);
      expect(failed.code).toBe(1);
      const annotations = failed.log
        .split('\n')
        .filter((line) => /^::error file=governance\/policy\.yaml,line=\d+,col=\d+::/.test(line));
      expect(annotations).toHaveLength(10);
    }
  });

  test('that is missing is said, with the file that was looked for', async () => {
    await rm(join(workspace, 'governance'), { recursive: true });
    const failed = await run('collect');
    expect(failed.code).toBe(1);
    expect(failed.log).toContain('governance/policy.yaml');
  });

  test('of an event schema that is missing or broken: both are named', async () => {
    const policy = await readFile(join(workspace, 'governance/policy.yaml'), 'utf8');
    const more = "  - { name: other, jsonl: 'telemetry/other/*', schema: other }\n  - { name: decisions";
    await put('governance/policy.yaml', policy.replace('  - { name: decisions', more));
    await put('schemas/events/shop.json', '{');
    const failed = await run('collect');
    expect(failed.code).toBe(1);
    expect(failed.log).toMatch(/bad-schema: schemas\/events\/shop\.json: .*; schemas\/events\/other\.json: /);
  });
});

describe('the state', () => {
  test('of a newer version is refused and left as it is', async () => {
    const newer = JSON.stringify({ schema: 'phasegate.collector-state/2', precious: true });
    await put(STATE, newer);
    const failed = await run('collect');
    expect(failed.code).toBe(1);
    expect(failed.log).toContain('newer-state');
    expect(await readFile(join(workspace, STATE), 'utf8')).toBe(newer);
  });

  test('that is corrupt is rebuilt from the telemetry, and said so', async () => {
    await run('collect');
    const whole = await readFile(join(workspace, STATE), 'utf8');
    await put(STATE, whole.slice(0, 100));
    const collected = await run('collect');
    expect(collected).toMatchObject({ code: 0, outputs: { batches: '4' } });
    expect(collected.log).toContain('the state file is no JSON; reading the telemetry anew');
    expect(await readFile(join(workspace, STATE), 'utf8')).toBe(whole);
  });
});

describe('inputs', () => {
  test('every fault is named at once', async () => {
    const failed = await run('collect', { now: 'noon', 'dry-run': 'maybe', 'simulate-latency': '5' });
    expect(failed.code).toBe(1);
    expect(failed.log).toMatch(/bad-input: inputs: now .*; dry-run .*; simulate-latency /);
  });

  test('a phase that the policy does not know', async () => {
    for (const action of ['collect', 'analyze'] as const) {
      const failed = await run(action, { phase: 'Z-9' });
      expect(failed.code).toBe(1);
      expect(failed.log).toMatch(/Z-9.*dark, tenth/s);
    }
  });

  test('a dry run writes nothing outside its output folder', async () => {
    const before = await filesBelow(workspace);
    await run('collect', { 'dry-run': 'true' });
    await run('analyze', { 'dry-run': 'true', batches: 'out', phase: 'tenth' });
    const after = Object.entries(await filesBelow(workspace)).filter(([file]) => !file.startsWith('out/'));
    expect(Object.fromEntries(after)).toEqual(before);
  });
});
