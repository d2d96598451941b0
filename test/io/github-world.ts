import { afterAll } from '@jest/globals';
import { OctokitApi, type OctokitApiOptions } from '../../src/io/github-api.js';
import { GithubGovernance } from '../../src/io/github-governance.js';
import { startGithub, type GithubServer } from '../github/start-github.js';

export const REPOSITORY = 'octo/shop';
let started: Promise<GithubServer> | null = null;
let branches = 0;

/** The test file's own GitHub, started once, with one repository that has a commit. */
export function github(): Promise<GithubServer> {
  started ??= startGithub({
    repositories: {
      [REPOSITORY]: { private: true, files: { 'README.md': '# Shop\n' } },
      'octo/empty': {},
    },
  });
  return started;
}

afterAll(async () => {
  await (await started)?.close();
});

/** The API with a token that may write contents; its waits take no time. */
export async function apiFor(changes: Partial<OctokitApiOptions> = {}): Promise<OctokitApi> {
  const server = await github();
  const token = changes.token ?? server.token({ permissions: { contents: 'write' } });
  const base = { repository: REPOSITORY, url: server.url, sleep: async () => undefined };
  return new OctokitApi({ ...base, ...changes, token });
}

/** A branch's name that no other test has. */
export function newBranch(): string {
  branches += 1;
  return `phasegate-${branches}`;
}

/** A store with a client of its own, as another process would have it. */
export async function storeFor(
  branch: string,
  changes: Partial<OctokitApiOptions> = {},
): Promise<GithubGovernance> {
  return new GithubGovernance(await apiFor(changes), branch);
}
