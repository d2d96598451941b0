import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { certificate } from '../io/sources/https-server.js';
import { temporaryFolder } from '../temporary-folder.js';

/** A sample of a series: when, in ms since the epoch, and what was counted by then. */
export type Sample = readonly [time: number, value: number];

export interface ServedSeries {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly Sample[];
}

export interface Prometheus {
  readonly url: string;
  /** The server's own certificate, which a client must be told to trust. */
  readonly ca: string;
  stop(): Promise<void>;
}

const START_MS = 30_000;

/** @throws where it is not installed, saying how to get it */
export function requirePrometheus(): void {
  try {
    execFileSync('prometheus', ['--version'], { stdio: 'pipe' });
    execFileSync('promtool', ['--version'], { stdio: 'pipe' });
  } catch {
    throw new Error('these tests need a real Prometheus; install it with: apt-get install prometheus');
  }
}

function textOf({ labels, samples }: ServedSeries, metric: string): string[] {
  const names = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return samples.map(([time, value]) => `${metric}{${names.join(',')}} ${value} ${time / 1_000}`);
}

/** Writes series of the past into a database, as if they had been scraped. */
function backfill(folder: string, series: readonly ServedSeries[]): void {
  const metrics = [...new Set(series.map(({ metric }) => metric))];
  const lines = metrics.flatMap((metric) =>
    series.filter((one) => one.metric === metric).flatMap((one) => textOf(one, metric)),
  );
  const file = join(folder, 'past.txt');
  writeFileSync(file, [...lines, '# EOF', ''].join('\n'));
  execFileSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', file, join(folder, 'data')], {
    stdio: 'pipe',
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise<void>((done) => server.close(() => done()));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function ended(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return Promise.resolve();
  return new Promise((done) => process.once('exit', () => done()));
}

/** Resolves when the server answers queries; what it said is in the error when it does not. */
async function ready(process: ChildProcess, log: () => string): Promise<void> {
  const until = Date.now() + START_MS;
  while (!log().includes('Server is ready to receive web requests')) {
    if (process.exitCode !== null || Date.now() > until) {
      process.kill('SIGKILL');
      throw new Error(`Prometheus did not start:\n${log()}`);
    }
    await sleep(50);
  }
}

/** A real Prometheus on loopback, over TLS, with series of the past or a target that it scrapes every second. */
export async function startPrometheus(options: {
  readonly series?: readonly ServedSeries[];
  /** Port of the target on loopback. */
  readonly target?: number;
}): Promise<Prometheus> {
  requirePrometheus();
  const folder = await temporaryFolder();
  const { key, cert } = certificate();
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('key.pem', key);
  write('cert.pem', cert);
  write('web.yml', 'tls_server_config: { cert_file: cert.pem, key_file: key.pem }\n');
  const target =
    options.target === undefined
      ? ''
      : `scrape_configs:\n  - { job_name: app, static_configs: [{ targets: ['127.0.0.1:${options.target}'] }] }\n`;
  write('prometheus.yml', `global: { scrape_interval: 1s, scrape_timeout: 900ms }\n${target}`);
  if (options.series !== undefined) backfill(folder, options.series);
  const port = await freePort();
  const process = spawn(
    'prometheus',
    [
      '--config.file=prometheus.yml',
      '--web.config.file=web.yml',
      '--storage.tsdb.path=data',
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  process.stdout.on('data', (chunk) => (log += String(chunk)));
  process.stderr.on('data', (chunk) => (log += String(chunk)));
  await ready(process, () => log);
  return {
    url: `https://127.0.0.1:${port}`,
    ca: cert,
    stop: async () => {
      process.kill('SIGKILL');
      await ended(process);
    },
  };
}
