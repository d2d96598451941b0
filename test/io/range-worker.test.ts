import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { RangeWorker } from '../../src/io/range-worker.js';
import type { RangeJob, RangeTaken } from '../../src/ports/range-scanner.js';
import { policy } from '../policy-builder.js';
import { temporaryFolder } from '../temporary-folder.js';

const JOB: RangeJob = {
  source: 'app',
  file: 'a.jsonl',
  range: { path: 'a.jsonl', start: 0, end: 100 },
  known: new Map(),
  ledger: null,
  now: 5,
  openFrom: 0,
};
const READY = `
  import { parentPort, workerData } from 'node:worker_threads';
  const say = (message) => parentPort.postMessage(message);
  say({ kind: 'ready' });
`;

async function started(script: string): Promise<{ worker: RangeWorker; warned: string[]; said: string[] }> {
  const path = join(await temporaryFolder(), 'worker.mjs');
  await writeFile(path, script);
  const [warned, said]: [string[], string[]] = [[], []];
  const worker = new RangeWorker({
    script: path,
    root: 'telemetry',
    policy: policy(),
    state: 'state',
    keysFolder: () => 'keys',
    fromBytes: 1,
    warn: (line) => warned.push(line),
    say: (line) => said.push(line),
  });
  worker.prepare();
  return { worker, warned, said };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** What a job comes to on a worker of the script. */
async function jobOn(
  script: string,
): Promise<{ taken: RangeTaken | null; warned: string[]; isReady: boolean }> {
  const { worker, warned } = await started(script);
  await until(() => worker.isReady || warned.length > 0);
  const taken = await worker.scan(JOB);
  const { isReady } = worker;
  await worker.close();
  return { taken, warned, isReady };
}

describe('the second thread', () => {
  test('takes one range after another', async () => {
    const { worker, warned } = await started(
      `${READY} parentPort.on('message', (job) => say({ kind: 'taken', taken: { lines: job.range.end, windows: [] } }));`,
    );
    await until(() => worker.isReady);
    expect(await worker.scan(JOB)).toEqual({ lines: 100, windows: [] });
    expect(await worker.scan({ ...JOB, range: { ...JOB.range, end: 9 } })).toEqual({ lines: 9, windows: [] });
    expect(warned).toEqual([]);
    await worker.close();
    expect(worker.isReady).toBe(false);
    expect(warned).toEqual([]);
  });

  test('knows what it is started with, and takes one range at a time', async () => {
    const { worker } = await started(
      `${READY} parentPort.on('message', () => setTimeout(() => say({ kind: 'taken', taken: { ...workerData, windows: [] } }), 50));`,
    );
    await until(() => worker.isReady);
    const first = worker.scan(JOB);
    expect(worker.isReady).toBe(false);
    expect(await worker.scan(JOB)).toBeNull();
    expect(await first).toMatchObject({ state: 'state', policy: { rollout: policy().rollout } });
    await worker.close();
  });

  test.each([
    ['that is not there', '', 'import "./none.mjs";'],
    ['that throws at its start', 'it broke', 'throw new Error("it broke");'],
    ['that ends at its start', 'it ended with code 3', 'process.exit(3);'],
    [
      'that ends in the middle',
      'it ended with code 0',
      `${READY} parentPort.once('message', () => process.exit(0));`,
    ],
    [
      'that throws in the middle',
      'no memory',
      `${READY} parentPort.once('message', () => { throw new Error('no memory'); });`,
    ],
    [
      'that says that it has failed',
      'no scanner',
      `${READY} parentPort.once('message', () => say({ kind: 'failed', why: 'no scanner', isBroken: true }));`,
    ],
  ])('a worker %s is named once, and takes nothing', async (_name, why, script) => {
    const { taken, warned, isReady } = await jobOn(script);
    expect(taken).toBeNull();
    expect(isReady).toBe(false);
    expect(warned).toHaveLength(1);
    expect(warned[0]).toContain(`the second thread has failed, and one reads everything: ${why}`);
  });

  test('a file that has changed is no fault of the worker', async () => {
    const { taken, warned, isReady } = await jobOn(
      `${READY} parentPort.on('message', () => say({ kind: 'failed', why: 'changed', isBroken: false }));`,
    );
    expect({ taken, warned, isReady }).toEqual({ taken: null, warned: [], isReady: true });
  });

  test('a range in hand is given up when the thread is ended', async () => {
    const { worker, warned } = await started(`${READY} parentPort.on('message', () => undefined);`);
    await until(() => worker.isReady);
    const taken = worker.scan(JOB);
    await worker.close();
    expect(await taken).toBeNull();
    expect(warned).toEqual([]);
  });
});
