import { timed, type IncomingBatch } from './history.js';
import { Walker, type Walk, type WalkOptions } from './replay-walker.js';
import { parseInstant } from './time.js';

function ms(instant: string): number {
  return parseInstant(instant) ?? Number.NaN;
}

/** Batches by the end of their window, oldest first. */
function byEnd(batches: readonly IncomingBatch[]): [number, IncomingBatch[]][] {
  const groups = new Map<number, IncomingBatch[]>();
  for (const batch of batches) {
    const { end } = timed(batch.header).window;
    const group = groups.get(end);
    if (group === undefined) groups.set(end, [batch]);
    else group.push(batch);
  }
  return [...groups].sort(([a], [b]) => a - b);
}

/**
 * What a policy would have done over recorded batches, every tick on time: it rolls back when its gate says so, and
 * promotes when the record did and its own gate allows it. Pure.
 *
 * @throws PhasegateError `bad-policy` where the policy does not have the phase that was on when the walk begins.
 */
export function walk(options: WalkOptions): Walk {
  const { policy, record, batches, from, to } = options;
  const walker = new Walker(options);
  const groups = byEnd(batches);
  const earlier = groups.filter(([end]) => end < from).flatMap(([, group]) => group);
  if (earlier.length > 0) walker.begin(earlier, from);
  const decisions = (record?.entries ?? []).filter(
    ({ at }) => ms(at) >= from && ms(at) <= to + policy.graceMs,
  );
  let next = 0;
  for (const [end, group] of groups.filter(([at]) => at >= from && at <= to)) {
    const now = end + policy.graceMs;
    for (let entry = decisions[next]; entry !== undefined && ms(entry.at) <= now; entry = decisions[next]) {
      walker.decide(entry);
      next += 1;
    }
    walker.tick(group, now);
  }
  for (const entry of decisions.slice(next)) walker.decide(entry);
  const { steps, judged, blind } = walker;
  return { steps, judged, blind };
}
