import { parseReviews, type EnvironmentReview } from '../domain/approval.js';
import { PhasegateError } from '../domain/fault.js';
import type { GithubApi } from '../ports/github.js';

/**
 * The reviews of a run's protected environments: one call.
 *
 * @throws PhasegateError `bad-input` for what is no run's id, and what the API throws.
 */
export async function readReviews(api: GithubApi, run: string): Promise<EnvironmentReview[]> {
  if (!/^\d{1,20}$/.test(run)) {
    const said =
      run === '' ? 'GITHUB_RUN_ID is not set' : `${JSON.stringify(run.slice(0, 40))} is no run's id`;
    throw new PhasegateError(
      'bad-input',
      `approvals-from is \`run\`, and ${said}; approvals are read only inside of a workflow run`,
    );
  }
  const { body } = await api.call({
    method: 'GET',
    path: `actions/runs/${run}/approvals`,
    permission: 'actions: read',
  });
  return parseReviews(body);
}
