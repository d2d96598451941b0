import { expect, test } from '@jest/globals';
import { incidentEvents } from '../../src/domain/incident-events.js';
import { known } from '../incident-builder.js';

const acknowledged = {
  at: '2026-03-02T14:39:30Z',
  seen: '2026-03-02T14:47:00Z',
  by: 'octocat',
  how: 'comment',
} as const;
const resolved = { at: '2026-03-02T15:02:00Z', because: 'kept again' };

test('an incident tells its opening, its acknowledgement with the latency, and its end with the duration', () => {
  const events = incidentEvents([known({ acknowledged, resolved })], 'checkout');
  expect(
    events.map(({ event, ts, latency_ms, duration_ms }) => ({ event, ts, latency_ms, duration_ms })),
  ).toEqual([
    { event: 'incident.opened', ts: '2026-03-02T14:32:00Z', latency_ms: undefined, duration_ms: undefined },
    // At the time at which a tick saw it; the latency is that of the person.
    {
      event: 'incident.acknowledged',
      ts: '2026-03-02T14:47:00Z',
      latency_ms: 450_000,
      duration_ms: undefined,
    },
    { event: 'incident.resolved', ts: '2026-03-02T15:02:00Z', latency_ms: undefined, duration_ms: 1_800_000 },
  ]);
});

test('the same issues give the same events in any order, with ids of their own, and no other rollout is among them', () => {
  const incidents = [
    known({ acknowledged }, { number: 12 }),
    known({ subject: 'pay_success', resolved }, { number: 13, open: false }),
    known({ rollout: 'search' }, { number: 14 }),
  ];
  const events = incidentEvents(incidents, 'checkout');
  expect(incidentEvents([...incidents].reverse(), 'checkout')).toEqual(events);
  expect(new Set(events.map(({ id }) => id)).size).toBe(4);
  expect(events.map(({ issue }) => issue)).not.toContain(14);
});
