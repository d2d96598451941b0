import type { Fields } from '../../src/domain/event.js';
import type { CollectOptions } from './collect-options.js';
import { type EventStore, TalliedEvents } from './event-store.js';
import { KeptEvents } from './kept-events.js';

/** Where a tick's events are, until their windows close. */
export interface Stores {
  readonly held: KeptEvents;
  /** null where the policy keeps events. */
  readonly tallied: TalliedEvents | null;
}

/** The stores, with what earlier ticks left in them; what was held is added up where the policy keeps events no more. */
export function openStores(isHeld: boolean, { policy, state, shelf }: CollectOptions): Stores {
  if (isHeld) {
    const isTallied = state.tallies !== undefined;
    return {
      held: new KeptEvents(policy, state.held, shelf === undefined ? {} : { shelf }),
      tallied: isTallied ? new TalliedEvents(policy, state.tallies) : null,
    };
  }
  const tallied = new TalliedEvents(policy, state.tallies);
  for (const { source, key, ts, phase, line } of state.held)
    tallied.add({ source, key, ts, phase, fields: JSON.parse(line) as Fields });
  return { held: new KeptEvents(policy, []), tallied };
}

/** Where accepted events go: into one of the stores, and into neither where one has them. */
export function storeOf(isHeld: boolean, { held, tallied }: Stores): EventStore {
  if (tallied === null) return held;
  if (!isHeld) return tallied;
  return {
    meets: (event, isLate) => held.meets(event, isLate) || tallied.meets(event),
    add: (event) => held.add(event),
  };
}
