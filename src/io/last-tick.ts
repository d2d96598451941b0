import type { GithubApi } from '../ports/github.js';
import { GithubArtifacts } from './github-artifacts.js';

/** The artifact that every tick leaves. */
const ARTIFACT = 'phasegate-batches';

/**
 * When a tick last left its batches, ms since the epoch; null where none is known of. Only what this repository's own runs
 * of the default branch left counts: a fork's pull request cannot make the pipeline look alive.
 */
export async function lastTick(api: GithubApi, defaultBranch: string): Promise<number | null> {
  const newest = await new GithubArtifacts(api, defaultBranch).newest(ARTIFACT).next();
  return newest.done === true ? null : newest.value.createdAt;
}
