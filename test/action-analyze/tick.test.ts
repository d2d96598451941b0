import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { outputsOf, statusBySlo } from '../../action-analyze/src/outputs.js';
import { analyzeTick, type TickOptions, type TickResult } from '../../action-analyze/src/tick.js';
import { batchFileName, renderBatch } from '../../src/domain/batch.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { parseAnalysis } from '../../src/domain/parse-analysis.js';
import { MINUTE } from '../../src/domain/time.js';
import { AnalyzerFolders, type AnalyzerFolderPaths } from '../../src/io/analyzer-folders.js';
import { at, eventsOf, header, ledgerOf } from '../domain/batch-builder.js';
import { policy } from '../policy-builder.js';
import { temporaryFolder } from '../temporary-folder.js';

const rules = policy();
const ledger = ledgerOf(rules, [[at('10:02'), 'two']]);

function historyFile(state: string): string {
  return join(state, 'analyzer', 'history.json');
}

async function folders(): Promise<AnalyzerFolderPaths> {
  const root = await temporaryFolder();
  return { batches: join(root, 'batches'), state: join(root, 'state'), output: join(root, 'out') };
}

async function deliver(batches: string, latencies: readonly number[], from = '10:15'): Promise<string[]> {
  const files: string[] = [];
  for (const [i, latency] of latencies.entries()) {
    const spec = { end: at(from) + i * 15 * MINUTE, phase: 'two', latencies: [latency, latency] };
    const lines = eventsOf(spec).map(canonicalJson).sort();
    const head = { ...header(rules, spec), events: lines.length };
    const file = join(batches, 'logs', batchFileName(head));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, renderBatch(head, lines));
    files.push(file);
  }
  return files;
}

function tick(places: AnalyzerFolderPaths, more: Partial<TickOptions> = {}) {
  return analyzeTick({
    policy: rules,
    ledger,
    head: 'abc',
    files: new AnalyzerFolders(places),
    forcedPhase: null,
    checklist: null,
    now: at('10:32'),
    dryRun: false,
    ...more,
  });
}

async function filesBelow(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true }).catch(() => [])).sort();
}

describe('analyzeTick', () => {
  test('writes an analysis that the later stages can read', async () => {
    const places = await folders();
    await deliver(places.batches, [100, 950]);
    const { analysis, path, batches, warnings } = await tick(places);
    expect(parseAnalysis(await readFile(path, 'utf8'), path)).toEqual(analysis);
    expect({ gate: analysis.gate, batches, warnings }).toEqual({
      gate: 'rollback',
      batches: 2,
      warnings: [],
    });
  });

  test('run twice changes no byte', async () => {
    const places = await folders();
    await deliver(places.batches, [100, 950]);
    const { path } = await tick(places);
    const before = await Promise.all([readFile(path), readFile(historyFile(places.state))]);
    await tick(places);
    expect(await Promise.all([readFile(path), readFile(historyFile(places.state))])).toEqual(before);
  });

  test('killed before the history was written, the next tick says all of it again', async () => {
    const places = await folders();
    await deliver(places.batches, [100, 950]);
    const { path } = await tick(places);
    const whole = await readFile(path, 'utf8');
    await rm(historyFile(places.state));
    await rm(path);
    await tick(places);
    expect(await readFile(path, 'utf8')).toBe(whole);
  });

  test('without batches, or a folder of them, goes on with the history', async () => {
    const places = await folders();
    await deliver(places.batches, [100]);
    await tick(places);
    await rm(places.batches, { recursive: true });
    const { analysis } = await tick(places, { now: at('18:00') });
    expect(analysis).toMatchObject({ gate: 'hold', judged: [], window: { end: '2026-03-02T10:15:00Z' } });
    expect(analysis.reason).toContain('no telemetry');
  });

  test('a dry run leaves the state untouched', async () => {
    const places = await folders();
    await deliver(places.batches, [100, 950]);
    const { analysis } = await tick(places, { dryRun: true, forcedPhase: 'one', ledger: null });
    expect(analysis.phase).toBe('one');
    expect(await filesBelow(places.state)).toEqual([]);
    expect(await filesBelow(places.output)).toEqual(['analysis.json']);
  });

  test('damaged state is begun anew, and said so', async () => {
    const places = await folders();
    await deliver(places.batches, [100]);
    const { path } = await tick(places);
    const whole = await readFile(path, 'utf8');
    await writeFile(historyFile(places.state), '{"digest":');
    const { warnings } = await tick(places);
    expect(warnings).toEqual([expect.stringContaining('damaged')]);
    expect(await readFile(path, 'utf8')).toBe(whole);
  });

  test('state of a newer version is refused and stays as it is', async () => {
    const places = await folders();
    const newer = '{"schema":"phasegate.history/9"}';
    await mkdir(join(places.state, 'analyzer'), { recursive: true });
    await writeFile(historyFile(places.state), newer);
    await expect(tick(places)).rejects.toMatchObject({ code: 'newer-state' });
    expect(await readFile(historyFile(places.state), 'utf8')).toBe(newer);
    expect(await filesBelow(places.output)).toEqual([]);
  });

  test('a batch whose events do not match its digest is refused by name, and nothing is written', async () => {
    const places = await folders();
    const [, second = ''] = await deliver(places.batches, [100, 950]);
    const [head = '', ...lines] = (await readFile(second, 'utf8')).split('\n');
    await writeFile(second, [head, ...lines.map((line) => line.replace('950', '100'))].join('\n'));
    await expect(tick(places)).rejects.toMatchObject({
      code: 'bad-batch',
      message: expect.stringContaining(second),
    });
    expect([...(await filesBelow(places.output)), ...(await filesBelow(places.state))]).toEqual([]);
  });

  test('a window that comes again with other events is named, and stays as it was judged', async () => {
    const places = await folders();
    await deliver(places.batches, [100]);
    const first = await tick(places);
    await deliver(places.batches, [101]);
    const second = await tick(places);
    expect(second.warnings).toEqual([expect.stringContaining('another batch')]);
    expect(second.analysis.verdicts).toEqual(first.analysis.verdicts);
  });

  test('files that are no batches are passed over', async () => {
    const places = await folders();
    const [file = ''] = await deliver(places.batches, [100]);
    await writeFile(join(dirname(file), 'notes.txt'), 'not a batch');
    expect((await tick(places)).batches).toBe(1);
  });
});

describe('outputs', () => {
  test('name the gravest verdict of each SLO', async () => {
    const places = await folders();
    await deliver(places.batches, [100, 950]);
    const result = await tick(places);
    const of = { rollout: 'shop', policy: 'governance/policy.yaml', mode: 'automatic', result } as const;
    const analysis = join(places.output, 'analysis.json');
    expect(outputsOf([of])).toEqual({
      gate: 'rollback',
      'rollback-required': 'true',
      'rollback-mode': 'automatic',
      due: 'rollback',
      phase: 'two',
      target: 'one',
      verdicts: '{"latency_p95":"violation"}',
      alerts: '1',
      path: analysis,
      skipped: 'false',
      rollouts: canonicalJson([
        {
          ...{ rollout: 'shop', policy: 'governance/policy.yaml', mode: 'automatic', gate: 'rollback' },
          ...{ due: 'rollback', phase: 'two', target: 'one', analysis, skipped: false },
        },
      ]),
      rollbacks: canonicalJson([
        { rollout: 'shop', policy: 'governance/policy.yaml', operation: 'rollback', analysis },
      ]),
    });
    const [verdict] = result.analysis.verdicts;
    if (verdict === undefined) throw new Error('no verdict');
    expect(statusBySlo([{ ...verdict, status: 'ok' }, verdict, { ...verdict, status: 'no-data' }])).toBe(
      '{"latency_p95":"violation"}',
    );
  });

  test('of a tick that was skipped hold, and name no analysis', () => {
    const skipped = { rollout: 'shop', policy: 'p.yaml', mode: 'propose', result: null } as const;
    expect(outputsOf([skipped])).toMatchObject({
      gate: 'hold',
      'rollback-required': 'false',
      path: '',
      skipped: 'true',
    });
  });

  test('of several rollouts are the gravest, and name what is due of each', async () => {
    const [sick, well] = [await folders(), await folders()];
    await deliver(sick.batches, [100, 950]);
    await deliver(well.batches, [100, 100]);
    const of = (rollout: string, result: TickResult | null) =>
      ({ rollout, policy: `governance/${rollout}.policy.yaml`, mode: 'automatic', result }) as const;
    const outputs = outputsOf([of('b', null), of('s', await tick(sick)), of('w', await tick(well))]);
    expect(outputs).toMatchObject({
      ...{ gate: 'rollback', due: 'rollback', 'rollback-required': 'true', phase: '', target: '' },
      ...{ verdicts: '{}', 'rollback-mode': '', skipped: 'true' },
      path: [sick, well].map(({ output }) => join(output, 'analysis.json')).join('\n'),
    });
    expect(JSON.parse(outputs['rollouts'] ?? '')).toMatchObject([
      { rollout: 'b', gate: 'hold', skipped: true },
      { rollout: 's', gate: 'rollback', due: 'rollback' },
      { rollout: 'w', gate: 'hold', due: '' },
    ]);
    expect(JSON.parse(outputs['rollbacks'] ?? '')).toMatchObject([{ rollout: 's', operation: 'rollback' }]);
  });
});
