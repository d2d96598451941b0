import type { Runner } from '../../scripts/local/src/runner.js';
import type { ActionsSource } from '../github/runs.js';

/** What a runner ran and uploaded, as the GitHub of the tests serves it. `repository`: `owner/name` it runs for. */
export function actionsSource(runner: Runner, repository: string): ActionsSource {
  return {
    runs: () =>
      runner.runs().map((run) => ({
        id: run.id,
        repository,
        workflow: run.path.split('/').at(-1) ?? run.path,
        event: run.event,
        headBranch: run.branch,
        headSha: run.sha,
        headRepository: run.headRepository,
        number: run.number,
        attempt: run.attempt,
        status: run.status,
        conclusion: run.conclusion,
        actor: run.actor,
        createdAt: run.createdAt,
        updatedAt: run.updatedAt,
        jobs: run.jobs.map(({ name, status, conclusion }) => ({ name, status, conclusion })),
        approvals: run.approvals,
      })),
    artifacts: () =>
      runner.artifacts().map(({ id, name, run, size, createdAt }) => ({
        id,
        run,
        name,
        size,
        createdAt,
        expired: false,
        zip: () => runner.artifactZip(id) ?? new Uint8Array(),
      })),
  };
}
