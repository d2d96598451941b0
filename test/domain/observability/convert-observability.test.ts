import { describe, expect, test } from '@jest/globals';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/domain/time.js';
import { parsePolicy } from '../../../src/io/policy-file.js';

const REST = `version: 1
rollout: signals
batch: 1h
sources: [{ name: signal, csv: ops/signal_latency.csv, schema: signal }]
slis:
  p95: { event: signal, quantile: { of: latency_ms, p: 95 }, unit: ms }
  failures: { event: signal, ratio: { bad: { status: error } } }
phases:
  - id: live
    slos:
      - { sli: p95, rollback: { above: 5000, batches: 3 } }
      - { sli: failures, rollback: { above: 0.01 } }
`;

function read(section: string): ReturnType<typeof parsePolicy>['policy'] {
  return parsePolicy(`${REST}${section}`, 'policy.yaml').policy;
}

describe('the section observability', () => {
  test('without it there are no standing jobs', () => expect(read('').observability).toBeNull());

  test('an empty one has a run log and a verification, and no job', () => {
    expect(read('observability: {}').observability).toEqual({
      root: '.phasegate/observability',
      latency: null,
      weekly: null,
      dashboard: null,
      runLog: { keepMs: 60 * DAY },
      verify: { heartbeatMs: 6 * HOUR },
    });
  });

  test('what is not said has its default', () => {
    const section = `observability:
  latency: { sli: p95 }
  weekly:
    webhook: { secret: OBS_URL, signing-secret: OBS_KEY }
    sections:
      latency: { rollup: summary }
      alerts: { rollup: alerts }
      portfolio: { json: p.json, fields: { a: { at: /a } } }
      runs: { csv: runs/index.csv, fields: { a: { column: a } } }
  dashboard:
    ev-history: { files: 'ops/state_archive/**/*.json' }
    slippage: { json: reports/telemetry.json }
    turnover: { index: runs/index.csv }
    upload: { command: [tool, '{folder}'] }
`;
    expect(read(section).observability).toMatchObject({
      latency: {
        sli: 'p95',
        failures: null,
        keepSamplesMs: 14 * DAY,
        keepRollupsMs: 90 * DAY,
        rotateAtBytes: 10_000_000,
      },
      weekly: {
        keepMs: 60 * DAY,
        webhook: { secret: 'OBS_URL', signingSecrets: ['OBS_KEY'], tries: 3, waitMs: 60 * SECOND },
        schema: null,
        sections: [{ name: 'latency' }, { name: 'alerts' }, { name: 'portfolio' }, { name: 'runs' }],
      },
      dashboard: {
        keepMs: 56 * DAY,
        evHistory: { files: 'ops/state_archive/**/*.json', newest: 32 },
        slippage: { json: 'reports/telemetry.json' },
        turnover: {
          index: 'runs/index.csv',
          daily: 'daily.csv',
          newest: 1_000,
          pnl: 'pnl_pips',
          pnlValue: null,
        },
        latency: false,
        upload: { command: ['tool', '{folder}'], timeoutMs: 2 * MINUTE },
      },
    });
  });

  test('what is said is taken', () => {
    const section = `observability:
  root: obs
  latency: { sli: p95, failures: failures, keep-samples: 2d, keep-rollups: 30d, rotate-at: 512KiB }
  weekly: { keep: 14d, webhook: { secret: U, signing-secret: K, tries: 5, wait: 1s }, schema: s.json, sections: { a: { rollup: alerts } } }
  dashboard: { keep: 7d, latency: true, turnover: { index: i.csv, daily: d/day.csv, newest: 9, pnl: eur, pnl-value: 2.5 } }
  run-log: { keep: 7d }
  verify: { heartbeat: 90m }
`;
    expect(read(section).observability).toMatchObject({
      root: 'obs',
      latency: {
        failures: 'failures',
        keepSamplesMs: 2 * DAY,
        keepRollupsMs: 30 * DAY,
        rotateAtBytes: 524_288,
      },
      weekly: { keepMs: 14 * DAY, webhook: { tries: 5, waitMs: SECOND }, schema: 's.json' },
      dashboard: {
        keepMs: 7 * DAY,
        evHistory: null,
        slippage: null,
        turnover: { index: 'i.csv', daily: 'd/day.csv', newest: 9, pnl: 'eur', pnlValue: 2.5 },
        latency: true,
        upload: null,
      },
      runLog: { keepMs: 7 * DAY },
      verify: { heartbeatMs: 90 * MINUTE },
    });
  });

  test('nothing is judged by it, so the digest is the same', () => {
    expect(read('observability: { latency: { sli: p95 } }').digest).toBe(read('').digest);
  });
});
