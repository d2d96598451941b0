import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { formatInstant, MINUTE } from '../../src/domain/time.js';

/** Another rollout than the fixtures': other names, phases, SLIs and events. */
const POLICY = `version: 1
rollout: checkout-redesign
rollback: automatic
sources:
  - { name: shop, jsonl: 'telemetry/shop/*.jsonl', schema: shop }
  - { name: decisions, ledger: true }
slis:
  pay_p95: { event: pay.done, quantile: { of: took_ms, p: 95 }, unit: ms }
  pay_success: { event: pay.done, ratio: { good: { ok: true } }, by: region }
phases:
  - id: dark
    audience: { percent: 0 }
    flags: { checkout.new: false }
    slos: [{ sli: pay_p95, warn: { above: 800 } }]
    promote: { healthy: 30m }
  - id: tenth
    audience: { percent: 10 }
    flags: { checkout.new: true }
    slos:
      - { sli: pay_p95, warn: { above: 400 }, rollback: { above: 500 } }
      - { sli: pay_success, rollback: { below: 0.9, batches: 2 } }
`;

const SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  required: ['event', 'ts', 'feature', 'phase', 'took_ms', 'ok', 'region'],
  properties: {
    event: { const: 'pay.done' },
    ts: { type: 'string' },
    feature: { const: 'checkout' },
    phase: { type: 'string' },
    took_ms: { type: 'integer', minimum: 0 },
    ok: { type: 'boolean' },
    region: { enum: ['eu', 'us'] },
  },
};

export const START = Date.UTC(2026, 4, 4, 8);

export const at = (minutes: number): string => formatInstant(START + minutes * MINUTE);

/** Telemetry of a phase between two minutes, an event every 30 seconds. */
export function payments(phase: string, range: { from: number; to: number; tookMs: number }): string {
  const { from, to, tookMs } = range;
  const lines: string[] = [];
  for (let minute = from; minute < to; minute += 0.5) {
    const region = minute % 2 === 0 ? 'eu' : 'us';
    const n = lines.length;
    lines.push(
      JSON.stringify({
        event: 'pay.done',
        ts: at(minute),
        feature: 'checkout',
        phase,
        took_ms: tookMs + (n % 7),
        ok: n % 40 !== 39,
        region,
      }),
    );
  }
  return lines.map((line) => `${line}\n`).join('');
}

const run = promisify(execFile);

export async function git(folder: string, ...args: string[]): Promise<string> {
  return (await run('git', ['-C', folder, ...args])).stdout.trim();
}

/** A repository with the policy and the schema, made by hand as a user would; telemetry in `telemetry/shop/a.jsonl`. */
export async function makeRepository(folder: string, telemetry: string): Promise<void> {
  await mkdir(join(folder, 'governance'), { recursive: true });
  await mkdir(join(folder, 'schemas/events'), { recursive: true });
  await mkdir(join(folder, 'telemetry/shop'), { recursive: true });
  await writeFile(join(folder, 'governance/policy.yaml'), POLICY);
  await writeFile(join(folder, 'schemas/events/shop.json'), JSON.stringify(SCHEMA));
  await writeFile(join(folder, 'telemetry/shop/a.jsonl'), telemetry);
  await run('git', ['init', '--quiet', folder]);
}
