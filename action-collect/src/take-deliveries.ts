import { PhasegateError } from '../../src/domain/fault.js';
import { parseDelivery, rolloutOf, type Delivery, type Expected } from './shard-delivery.js';

/** Deliveries that are looked into for what was missed: four days of ticks. */
const MAX_LOOKED_INTO = 400;

interface Found {
  readonly file: string;
  readonly text: string;
}

export interface TakeOptions extends Expected {
  readonly warn: (line: string) => void;
}

/** null for one that is not to be taken, which is said. @throws PhasegateError `newer-state` */
function take({ file, text }: Found, options: TakeOptions): Delivery | null {
  try {
    return parseDelivery(text, file, options);
  } catch (error) {
    if (!(error instanceof PhasegateError) || error.code !== 'bad-batch') throw error;
    options.warn(error.message);
    return null;
  }
}

/**
 * The deliveries of a rollout's shards among files that were found, by number. Of one that came twice it is taken once; where
 * two files say to be of one shard and say different things, neither is, and the shard has not delivered.
 *
 * @throws PhasegateError `newer-state` where a newer version wrote one.
 */
export function takeDeliveries(files: readonly Found[], options: TakeOptions): readonly Delivery[] {
  const { policy, of, warn } = options;
  const taken = new Map<number, { readonly found: Found; readonly delivery: Delivery }>();
  const claimed = new Set<number>();
  for (const found of files.filter(({ text }) => rolloutOf(text) === policy.rollout)) {
    const delivery = take(found, options);
    if (delivery === null) continue;
    const { index } = delivery.shard;
    const other = taken.get(index);
    if (other === undefined) {
      taken.set(index, { found, delivery });
    } else if (other.found.text === found.text) {
      warn(`${found.file}: shard ${index} of ${of} came before, in ${other.found.file}; it is taken once`);
    } else {
      warn(
        `${found.file} and ${other.found.file} are both of shard ${index} of ${of}, and differ; neither is taken. Give each shard one job`,
      );
      claimed.add(index);
    }
  }
  return [...taken].filter(([index]) => !claimed.has(index)).map(([, { delivery }]) => delivery);
}

/** Says which files belong to none of a tick's rollouts. */
export function strayFiles(files: readonly Found[], rollouts: readonly string[]): readonly string[] {
  return files.flatMap(({ file, text }) => {
    const rollout = rolloutOf(text);
    if (rollout === null) return [`${file} is no delivery of a shard; it is not taken`];
    return rollouts.includes(rollout)
      ? []
      : [`${file} is of the rollout ${rollout}, which this tick has not; it is not taken`];
  });
}

/**
 * What a shard delivered between two times and nobody merged, the oldest first: from the newest back, each beginning where
 * the one before it ended, as far as they are there.
 */
export async function findEarlier(
  files: AsyncIterable<Found>,
  wanted: { readonly index: number; readonly after: number | null; readonly until: number },
  options: TakeOptions,
): Promise<readonly Delivery[]> {
  const { index, after, until } = wanted;
  const found: Delivery[] = [];
  let next = until;
  let looked = 0;
  for await (const file of files) {
    if (rolloutOf(file.text) !== options.policy.rollout) continue;
    looked += 1;
    if (looked > MAX_LOOKED_INTO) break;
    const delivery = take(file, options);
    if (delivery === null || delivery.shard.index !== index) continue;
    // One in which no window closed brings nothing; another chain is of a state that was lost.
    if (delivery.until !== next || delivery.from === delivery.until) continue;
    found.unshift(delivery);
    if (delivery.from === null || delivery.from <= (after ?? -Infinity)) return found;
    next = delivery.from;
    if (found.length >= MAX_LOOKED_INTO) break;
  }
  options.warn(
    `shard ${index} of ${options.of} of ${options.policy.rollout}: what it collected earlier is gone, and its windows stay without it`,
  );
  return found;
}
