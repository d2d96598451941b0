import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { collect, type CollectPlan } from '../../action-collect/src/collect.js';
import { newState, parseState, type CollectorState } from '../../action-collect/src/collector-state.js';
import type { BatchHeader } from '../../src/domain/batch.js';
import { incidentEvents } from '../../src/domain/incident-events.js';
import type { KnownIncident } from '../../src/domain/incident-issue.js';
import type { Sli } from '../../src/domain/policy.js';
import { formatInstant, MINUTE, parseInstant } from '../../src/domain/time.js';
import { known } from '../incident-builder.js';
import { policy as buildPolicy, source } from '../policy-builder.js';
import { MemoryTelemetry } from './memory-telemetry.js';

const START = parseInstant('2026-03-02T14:00:00Z') ?? 0;
const at = (minutes: number): number => START + minutes * MINUTE;
const LATENCY: Sli = {
  id: 'incident_ack_latency_p90',
  events: ['incident.acknowledged'],
  where: [],
  measure: { kind: 'quantile', of: 'latency_ms', p: 90 },
  by: null,
  unit: 'ms',
};
const POLICY = buildPolicy({
  slis: [LATENCY],
  sources: [
    source({
      name: 'issues',
      format: 'incidents',
      files: '',
      schema: '',
      sparse: true,
      fields: { ts: 'ts', id: 'id', arrived: null },
    }),
  ],
});

/** An incident, opened at a minute, acknowledged by a tick at another, `latency` minutes after its opening. */
function incident(number: number, options: { opened: number; seen: number; latency: number }): KnownIncident {
  const { opened, seen, latency } = options;
  return known(
    {
      opened: formatInstant(at(opened)),
      acknowledged: {
        at: formatInstant(at(opened + latency)),
        seen: formatInstant(at(seen)),
        by: 'octocat',
        how: 'comment',
      },
    },
    { number },
  );
}

/** What the issues tell at a minute: nothing that a tick saw later. */
function eventsAt(incidents: readonly KnownIncident[], minute: number): ReturnType<typeof incidentEvents> {
  return incidentEvents(incidents, 'checkout').filter(({ ts }) => (parseInstant(ts) ?? 0) < at(minute));
}

async function ticks(
  incidents: readonly KnownIncident[],
  minutes: readonly number[],
): Promise<readonly CollectPlan[]> {
  let state: CollectorState = newState(POLICY.rollout);
  const plans: CollectPlan[] = [];
  const keys = new Map<number, readonly string[]>();
  for (const minute of minutes) {
    const plan = await collect({
      policy: POLICY,
      ledger: null,
      state,
      reader: new MemoryTelemetry({}),
      validators: new Map(),
      keysOfClosed: async (start) => Promise.resolve(new Set(keys.get(start))),
      incidents: eventsAt(incidents, minute),
      now: at(minute),
      simulatedLatencyMs: 0,
      forcedPhase: null,
    });
    for (const [start, list] of plan.keys) keys.set(start, list);
    const reading = parseState(plan.state, POLICY.rollout);
    if (reading.kind !== 'state') throw new Error('the collector cannot read its own state');
    state = reading.state;
    plans.push(plan);
  }
  return plans;
}

const headers = (plans: readonly CollectPlan[]): readonly BatchHeader[] =>
  plans.flatMap(({ batches }) => batches.map(({ header }) => header));

describe('incidents as telemetry', () => {
  test('the latency of an acknowledgement is in the batch of the window in which a tick saw it', async () => {
    const plans = await ticks([incident(12, { opened: 17, seen: 32, latency: 8 })], [2, 17, 32, 47, 62]);
    const batch = headers(plans).find(({ window }) => window.start === '2026-03-02T14:30:00Z');
    expect(batch?.counts).toEqual({ accepted: 1, rejected: 0, duplicates: 0, late: 0 });
    expect(batch?.summaries).toEqual([expect.objectContaining({ sli: LATENCY.id, feature: 'phasegate' })]);
    expect(JSON.stringify(batch?.summaries)).toContain('480000');
    // It is of the phase that is on, and no source was missed.
    expect([batch?.phase, batch?.sources['issues']?.missed]).toEqual(['one', false]);
  });

  test('whenever ticks come, each change counts once, and nothing is late, doubled or refused', async () => {
    const incidents = [
      incident(12, { opened: 17, seen: 32, latency: 8 }),
      incident(13, { opened: 17, seen: 92, latency: 61 }),
      incident(14, { opened: 122, seen: 137, latency: 1 }),
    ];
    const gaps = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 3, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(gaps, async (between) => {
        // The ticks that saw the changes, and any others; the last one closes every window.
        let minute = 2;
        const any = between.map((gap) => (minute += gap)).filter((one) => one < 180);
        const all = [...new Set([2, 17, 32, 92, 122, 137, 182, ...any])].sort((a, b) => a - b);
        const counts = headers(await ticks(incidents, all)).map((header) => header.counts);
        const sum = (key: 'accepted' | 'rejected' | 'duplicates' | 'late'): number =>
          counts.reduce((total, one) => total + one[key], 0);
        expect([sum('accepted'), sum('rejected'), sum('duplicates'), sum('late')]).toEqual([6, 0, 0, 0]);
      }),
      { numRuns: 30 },
    );
  });
});
