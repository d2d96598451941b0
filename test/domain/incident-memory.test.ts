import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IncidentState } from '../../src/domain/incident.js';
import {
  MAX_OVER,
  parseIncidentMemory,
  rememberIncidents,
  renderIncidentMemory,
} from '../../src/domain/incident-memory.js';
import { DAY, formatInstant, HOUR, MINUTE } from '../../src/domain/time.js';
import { incidentState, OPENED_AT } from '../incident-builder.js';

const NOW = OPENED_AT + HOUR;

function over(at: number, changes: Partial<IncidentState> = {}): IncidentState {
  return incidentState({ resolved: { at: formatInstant(at), because: 'kept again' }, ...changes });
}

/** Told apart by their opening. */
function many(count: number, of: (opened: string, index: number) => IncidentState): IncidentState[] {
  return Array.from({ length: count }, (_, index) => of(formatInstant(OPENED_AT + index * MINUTE), index));
}

describe('what is remembered of incidents', () => {
  test('one that this tick ended keeps its end, and later ticks leave it as it is', () => {
    const after = rememberIncidents([incidentState()], [over(NOW)], NOW);
    expect(after).toEqual([over(NOW)]);
    expect(rememberIncidents(after, [], NOW + HOUR)).toEqual(after);
  });

  test('one that is not among the open ones any more is over since the tick that misses it', () => {
    const [state] = rememberIncidents([incidentState()], [], NOW);
    expect(state?.resolved).toEqual({
      at: formatInstant(NOW),
      because: 'its issue is not among the open ones any more',
    });
    expect(state?.rows.at(-1)).toEqual({ at: formatInstant(NOW), text: state?.resolved?.because });
  });

  test('one that was closed by hand and is opened again is open', () => {
    const gone = rememberIncidents([incidentState()], [], NOW);
    expect(rememberIncidents(gone, [incidentState()], NOW + HOUR)).toEqual([incidentState()]);
  });

  test.each([
    { name: 'within seven days is there', age: 7 * DAY - 1_000, there: 1 },
    { name: 'older is not', age: 7 * DAY, there: 0 },
  ])('one that ended $name', ({ age, there }) => {
    expect(rememberIncidents([over(NOW - age)], [], NOW)).toHaveLength(there);
  });

  test('one that lasts is remembered however old it is', () => {
    const [first] = rememberIncidents([], [incidentState()], NOW + 100 * DAY);
    expect(first?.resolved).toBeNull();
  });

  test('of too many that are over the newest stay, and every open one', () => {
    const open = many(3, (opened) => incidentState({ opened, subject: 'pay_success' }));
    const ended = many(MAX_OVER + 5, (opened, index) => over(NOW + index, { opened }));
    const after = rememberIncidents(ended, open, NOW + HOUR);
    expect(after.filter(({ resolved }) => resolved === null)).toHaveLength(3);
    expect(after.filter(({ resolved }) => resolved !== null)).toHaveLength(MAX_OVER);
    expect(after).not.toContainEqual(ended[4]);
    expect(after).toContainEqual(ended[5]);
  });

  test('a hundred long stories stay below a megabyte', () => {
    const rows = Array.from({ length: 20 }, () => ({ at: formatInstant(NOW), text: 'x'.repeat(1_000) }));
    const ended = many(MAX_OVER, (opened, index) => over(NOW + index, { opened, rows }));
    const after = rememberIncidents(ended, [], NOW + HOUR);
    expect(renderIncidentMemory('checkout', after).length).toBeLessThan(1_100_000);
    expect(after.at(-1)).toEqual(ended.at(-1));
  });

  test('doing it again changes nothing', () => {
    const states = fc.array(
      fc.record({ opened: fc.nat(20), over: fc.option(fc.nat(9 * 24)), known: fc.boolean() }),
    );
    fc.assert(
      fc.property(states, (all) => {
        const of = all.map(({ opened, over: hours, known }) => {
          const at = { opened: formatInstant(OPENED_AT + opened * HOUR) };
          return { known, state: hours === null ? incidentState(at) : over(NOW - hours * HOUR, at) };
        });
        const before = of.filter((one) => !one.known).map(({ state }) => state);
        const known = of.filter((one) => one.known).map(({ state }) => state);
        const once = rememberIncidents(before, known, NOW);
        expect(rememberIncidents(once, known, NOW)).toEqual(once);
      }),
    );
  });
});

describe('the file', () => {
  const text = renderIncidentMemory('checkout', [over(NOW)]);
  const options = { file: 'incidents.json', rollout: 'checkout' };

  test('comes back as it was written', () => {
    expect(parseIncidentMemory(text, options)).toEqual([over(NOW)]);
  });

  test.each([
    { name: 'no JSON', of: '{' },
    { name: 'nothing', of: 'null' },
    { name: 'cut', of: `${text.slice(0, -3)}}` },
    { name: 'changed', of: text.replace('P-1', 'P-9') },
    { name: "another rollout's", of: renderIncidentMemory('search', []) },
  ])('$name is refused', ({ of }) => {
    expect(() => parseIncidentMemory(of, options)).toThrow(
      "incidents.json is not what was remembered of checkout's incidents",
    );
  });
});
