import { livenessSubject } from '../../src/domain/incident-findings.js';
import type { Policy } from '../../src/domain/policy.js';
import type { RolloutOutputs } from './outputs.js';
import type { Attended, Attending } from './tick.js';

export interface Liveness {
  readonly policy: Policy;
  /** The rollout's output folder. */
  readonly output: string;
  /** When a tick last came, ms since the epoch; null where none is known of. */
  readonly lastTick: number | null;
  readonly now: number;
  readonly attend: (attending: Attending) => Promise<Attended>;
  readonly log: { readonly info: (line: string) => void };
}

/** Whether ticks come at all: for a workflow that something else than their own schedule starts. */
export async function watchTicks(liveness: Liveness): Promise<RolloutOutputs> {
  const { policy, output, lastTick, now, attend, log } = liveness;
  const subject = livenessSubject(policy, { lastTick, now });
  log.info(`liveness: ${subject.because}`);
  const { open, failures } = await attend({ now, entries: 0, subjects: () => [subject] });
  return { path: output, plan: null, incidents: open, faults: failures };
}
