import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { BatchHeader } from '../../src/domain/batch.js';
import { ARCHIVE_MANIFEST, parseManifest } from '../../src/domain/observability/latency/archive-manifest.js';
import { sampleLine, SAMPLE_HEADER } from '../../src/domain/observability/latency/latency-sample.js';
import { formatInstant, HOUR, MINUTE } from '../../src/domain/time.js';
import validate from '../../src/generated/validate-signal-latency-archive.js';
import { DAY_ONE, signalPolicyText, type Signal, type SignalSettings } from '../observability/signals.js';
import { temporaryFolder } from '../temporary-folder.js';
import { filesBelow, runBundle, type BundleRun } from './run-bundle.js';

const PROJECT = join(import.meta.dirname, '../..');
export const SIGNALS = 'signals/day.csv';

/** An instant so many minutes after the first midnight, as an input. */
export const at = (minutes: number): string => formatInstant(DAY_ONE + minutes * MINUTE);

/** Signals of the hours from `from` on and before `to`, so many each, evenly over the hour. */
export function signals(range: { from: number; to: number; each: number; latency: number }): Signal[] {
  const { from, to, each, latency } = range;
  return Array.from({ length: (to - from) * each }, (_, i) => {
    const ts = DAY_ONE + from * HOUR + Math.floor((i * HOUR) / each);
    return { ts, source: i % 2 === 0 ? 'router' : 'broker', latency: latency + i };
  });
}

/** Signals as lines of the telemetry. */
export function csvOf(list: readonly Signal[]): string {
  return list
    .map(({ ts, source = 'router', latency, status = 'ok', detail = '' }) =>
      sampleLine({ ts, source, latencyMs: latency, ingestLatencyMs: 35, status, detail }),
    )
    .join('');
}

/** A repository with a policy of signals and their telemetry. */
export async function makeSignals(list: readonly Signal[], settings: SignalSettings = {}): Promise<string> {
  const workspace = await temporaryFolder();
  const fixture = join(PROJECT, 'fixtures/reference/p-latency/schemas');
  await cp(fixture, join(workspace, 'schemas'), { recursive: true });
  await mkdir(join(workspace, 'governance'));
  await writeFile(join(workspace, 'governance/policy.yaml'), signalPolicyText(settings));
  await mkdir(join(workspace, 'signals'));
  await writeFile(join(workspace, SIGNALS), SAMPLE_HEADER + csvOf(list));
  await promisify(execFile)('git', ['init', '-q', workspace]);
  return workspace;
}

export function addSignals(workspace: string, list: readonly Signal[]): Promise<void> {
  return appendFile(join(workspace, SIGNALS), csvOf(list));
}

/** One job over the workspace. */
export function latencyJob(
  workspace: string,
  now: string,
  options: Omit<Parameters<typeof runBundle>[1], 'workspace'> = {},
): Promise<BundleRun> {
  const inputs = { job: 'latency', now, ...options.inputs };
  return runBundle('collect', { ...options, workspace, inputs });
}

/** The JSON of a job: all that it says on stdout. */
export function summaryOf({ stdout }: Pick<BundleRun, 'stdout'>): Record<string, unknown> {
  const lines = stdout.split('\n').filter((line) => line !== '');
  if (lines.length !== 1) throw new Error(`stdout has ${lines.length} lines: ${stdout}`);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
}

export interface LogLine {
  readonly sequence: number;
  readonly job_id: string;
  readonly status: string;
  readonly alerts: readonly { readonly id: string; readonly severity: string }[];
  readonly diagnostics: Readonly<Record<string, unknown>>;
  readonly error_code: string | null;
}

export async function runLog(workspace: string): Promise<LogLine[]> {
  const text = await readFile(join(workspace, 'obs/ops/automation_runs.log'), 'utf8');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as LogLine);
}

function recordsOf(text: string): string[][] {
  if (!text.startsWith(SAMPLE_HEADER)) throw new Error(`no header: ${text.slice(0, 80)}`);
  return parse(text, { from: 2 });
}

/** All samples below the root: those of the compressed files, which are held against the manifest, and those of the file. */
export async function archivedSamples(workspace: string): Promise<string[][]> {
  const root = join(workspace, 'obs');
  const manifest = await readFile(join(root, ARCHIVE_MANIFEST), 'utf8').catch(() => '');
  const rows: string[][] = [];
  for (const line of parseManifest(manifest, validate)) {
    if (line.kind === 'broken') throw new Error(line.why);
    const packed = recordsOf(gunzipSync(await readFile(join(root, line.entry.path))).toString());
    if (packed.length !== line.entry.row_count)
      throw new Error(`${line.entry.path} has ${packed.length} rows`);
    rows.push(...packed);
  }
  return [...rows, ...recordsOf(await readFile(join(root, 'ops/signal_latency.csv'), 'utf8'))];
}

/** Rows of the rollup file. */
export async function rollups(workspace: string): Promise<Record<string, string>[]> {
  const text = await readFile(join(workspace, 'obs/ops/signal_latency_rollup.csv'), 'utf8');
  return parse(text, { columns: true });
}

/** How many events each batch of the output took, by the start of its window. */
export async function batchCounts(workspace: string): Promise<Record<string, number>> {
  const files = await filesBelow(join(workspace, 'out/logs/rollout/collector'));
  const headers = Object.values(files).map((text) => JSON.parse(text.split('\n')[0] ?? '') as BatchHeader);
  return Object.fromEntries(headers.map(({ window, counts }) => [window.start, counts.accepted]));
}
