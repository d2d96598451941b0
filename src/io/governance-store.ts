import * as core from '@actions/core';
import { PhasegateError } from '../domain/fault.js';
import type { GithubApi } from '../ports/github.js';
import type { GovernanceStore } from '../ports/governance.js';
import { GitGovernance } from './git-governance.js';
import { OctokitApi } from './github-api.js';
import { GithubGovernance, type KnownFiles } from './github-governance.js';

/**
 * The API of the repository that the workflow runs in, as the runner's variables name it; null without a token. The token
 * is masked in the log.
 *
 * @throws PhasegateError `no-permission` for what cannot be a token, `bad-input` where the variables are missing.
 */
export function githubOf(token: string, environment: NodeJS.ProcessEnv): GithubApi | null {
  if (token === '') return null;
  core.setSecret(token);
  const repository = environment['GITHUB_REPOSITORY'] ?? '';
  if (repository === '') {
    throw new PhasegateError(
      'bad-input',
      'github-token is given, and GITHUB_REPOSITORY does not say for which repository: set it to owner/name, or leave the token out to use git in the folder `governance`',
    );
  }
  const url = environment['GITHUB_API_URL'] ?? '';
  return new OctokitApi({ token, repository, ...(url === '' ? {} : { url }) });
}

export interface StoreOptions {
  /** null: the branch is read and written through git. */
  readonly api: GithubApi | null;
  /** Folder of the git repository. */
  readonly folder: string;
  readonly branch: string;
  /** Files of the branch that are known already; they spare calls, and git does not need them. */
  readonly known?: KnownFiles | null;
}

/** The governance branch as a stage reaches it. @throws PhasegateError `bad-input` for a name that cannot be a branch. */
export function governanceStore({ api, folder, branch, known = null }: StoreOptions): GovernanceStore {
  return api === null ? new GitGovernance(folder, branch) : new GithubGovernance(api, branch, known);
}
