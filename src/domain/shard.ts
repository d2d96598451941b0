import type { Policy, Source } from './policy.js';

/** The most shards that a tick may have: GitHub runs 256 jobs of a matrix, and each has a start of its own. */
export const MAX_SHARDS = 64;

/** One part of a tick's collecting, numbered from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** All of it, as a collector that is alone has. */
export const WHOLE: Shard = { index: 1, of: 1 };

/** The shard that a text such as `3/16` names, or what is wrong with it. */
export function parseShard(text: string): Shard | string {
  const match = /^(\d{1,6})\/(\d{1,6})$/.exec(text.trim());
  if (match === null)
    return `is ${JSON.stringify(text.slice(0, 60))}; write one such as 3/16, the third of sixteen`;
  const [index, of] = [Number(match[1]), Number(match[2])];
  if (of < 1 || of > MAX_SHARDS) return `is of ${of} shards; a tick has 1 to ${MAX_SHARDS}`;
  if (index < 1 || index > of) return `is number ${index} of ${of}; they are numbered from 1 to ${of}`;
  return { index, of };
}

/** The number of shards that a text names, where there are several to merge, or what is wrong with it. */
export function parseShards(text: string): number | string {
  const count = /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (count >= 2 && count <= MAX_SHARDS) return count;
  return `is ${JSON.stringify(text.slice(0, 60))}; shards that are merged are 2 to ${MAX_SHARDS}`;
}

/**
 * Whether a source is read from files. The others are read where shards are merged: they tell of the pipeline itself, or are a
 * few queries to a server, for windows that are known when all shards are seen.
 */
export function isRead({ format }: Pick<Source, 'format'>): boolean {
  return format === 'jsonl' || format === 'csv';
}

type Sources = Pick<Policy, 'sources'>;

/** From each source that is read to the number of its shard: by its place among them, so that one more at the end moves none. */
function places({ sources }: Sources, of: number): Map<string, number> {
  return new Map(sources.filter(isRead).map(({ name }, place) => [name, (place % of) + 1]));
}

/** The sources of a shard, in the policy's order. Each source that is read is in exactly one; a shard may have none. */
export function sourcesOf(policy: Sources, { index, of }: Shard): readonly Source[] {
  const shards = places(policy, of);
  return policy.sources.filter(({ name }) => shards.get(name) === index);
}

/** The sources that no shard reads. */
export function ownSources(policy: Sources): readonly Source[] {
  return policy.sources.filter((source) => !isRead(source));
}

/** Names of the sources that are read, in the policy's order: what their places follow from. */
export function readNames(policy: Sources): readonly string[] {
  return policy.sources.filter(isRead).map(({ name }) => name);
}

/** Sources that were in another shard when the policy read these, sorted. */
export function movedSources(policy: Sources, of: number, before: readonly string[]): readonly string[] {
  const shards = places(policy, of);
  return before.filter((name, place) => shards.has(name) && shards.get(name) !== (place % of) + 1).sort();
}

/** What a shard's state, its cache entries and its artifact are named by. */
export function shardName({ index, of }: Shard): `shard-${number}-of-${number}` {
  return `shard-${index}-of-${of}`;
}
