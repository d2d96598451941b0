import { createHash } from 'node:crypto';
import type { Directory } from './directory.js';
import type { Run, StoredArtifact } from './runs.js';
import type { Approval, Artifact, Job, Workflow, WorkflowRun } from './shapes.js';

/** Time as GitHub writes it. */
export const timeOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** The same number for the same name. */
export const idOf = (name: string): number =>
  Number.parseInt(createHash('sha256').update(name).digest('hex').slice(0, 8), 16);

const nodeId = (kind: string, id: number): string => Buffer.from(`${kind}${id}`).toString('base64url');

export interface Addresses {
  readonly url: string;
  readonly directory: Directory;
}

export function workflowAnswer(
  options: {
    readonly repository: string;
    readonly file: string;
    readonly name: string;
    readonly branch: string;
  },
  { url, directory }: Addresses,
): Workflow {
  const { repository, file, name, branch } = options;
  const path = `.github/workflows/${file}`;
  const id = idOf(`${repository}/${file}`);
  const began = directory.repository(repository).created_at ?? timeOf(0);
  return {
    id,
    node_id: nodeId('W_', id),
    name,
    path,
    state: 'active',
    created_at: began,
    updated_at: began,
    url: `${url}/repos/${repository}/actions/workflows/${id}`,
    html_url: `${url}/${repository}/blob/${branch}/${path}`,
    badge_url: `${url}/${repository}/workflows/${encodeURIComponent(name)}/badge.svg`,
  };
}

export function runAnswer(run: Run, { url, directory }: Addresses): WorkflowRun {
  const { id, repository, workflow, headSha } = run;
  const root = `${url}/repos/${repository}`;
  const place = `${root}/actions/runs/${id}`;
  const workflowId = idOf(`${repository}/${workflow}`);
  const suite = idOf(`suite ${id}`);
  const [actor, home] = [directory.user(run.actor), directory.repository(repository)];
  const head = directory.repository(run.headRepository);
  return {
    id,
    name: workflow.replace(/\.ya?ml$/, ''),
    node_id: nodeId('WFR_', id),
    head_branch: run.headBranch,
    head_sha: headSha,
    path: `.github/workflows/${workflow}`,
    display_title: workflow.replace(/\.ya?ml$/, ''),
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: workflowId,
    check_suite_id: suite,
    check_suite_node_id: nodeId('CS_', suite),
    url: place,
    html_url: `${url}/${repository}/actions/runs/${id}`,
    pull_requests: [],
    created_at: timeOf(run.createdAt),
    updated_at: timeOf(run.updatedAt),
    actor,
    triggering_actor: actor,
    run_started_at: timeOf(run.createdAt),
    jobs_url: `${place}/jobs`,
    logs_url: `${place}/logs`,
    check_suite_url: `${root}/check-suites/${suite}`,
    artifacts_url: `${place}/artifacts`,
    cancel_url: `${place}/cancel`,
    rerun_url: `${place}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${place}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${root}/actions/workflows/${workflowId}`,
    head_commit: null,
    repository: home,
    head_repository: head,
  };
}

export function jobAnswers(run: Run, { url }: Addresses): Job[] {
  const root = `${url}/repos/${run.repository}`;
  return run.jobs.map((job, index) => {
    const id = idOf(`job ${run.id} ${index}`);
    return {
      id,
      run_id: run.id,
      run_url: `${root}/actions/runs/${run.id}`,
      run_attempt: run.attempt,
      node_id: nodeId('CR_', id),
      head_sha: run.headSha,
      url: `${root}/actions/jobs/${id}`,
      html_url: `${url}/${run.repository}/actions/runs/${run.id}/job/${id}`,
      status: job.status,
      conclusion: job.conclusion,
      created_at: timeOf(run.createdAt),
      started_at: timeOf(run.createdAt),
      completed_at: job.status === 'completed' ? timeOf(run.updatedAt) : null,
      name: job.name,
      steps: [],
      check_run_url: `${root}/check-runs/${id}`,
      labels: ['ubuntu-latest'],
      runner_id: null,
      runner_name: null,
      runner_group_id: null,
      runner_group_name: null,
      workflow_name: run.workflow.replace(/\.ya?ml$/, ''),
      head_branch: run.headBranch,
    };
  });
}

export function approvalAnswers(run: Run, { url, directory }: Addresses): Approval[] {
  return run.approvals.map(({ environment, user, state, comment = '' }) => {
    const id = idOf(`environment ${run.repository} ${environment}`);
    const place = `environments/${encodeURIComponent(environment)}`;
    return {
      environments: [
        {
          id,
          node_id: nodeId('EN_', id),
          name: environment,
          url: `${url}/repos/${run.repository}/${place}`,
          html_url: `${url}/${run.repository}/deployments/activity_log?environments_filter=${encodeURIComponent(environment)}`,
          created_at: timeOf(run.createdAt),
          updated_at: timeOf(run.createdAt),
        },
      ],
      state,
      user: directory.user(user),
      comment,
    };
  });
}

/** Days that an artifact is kept. */
const KEPT = 90;

export function artifactAnswer(artifact: StoredArtifact, run: Run, addresses: Addresses): Artifact {
  const { url, directory } = addresses;
  const { id, name, size, createdAt, expired } = artifact;
  const place = `${url}/repos/${run.repository}/actions/artifacts/${id}`;
  return {
    id,
    node_id: nodeId('MDg6QXJ0aWZhY3Q', id),
    name,
    size_in_bytes: size,
    url: place,
    archive_download_url: `${place}/zip`,
    expired,
    created_at: timeOf(createdAt),
    updated_at: timeOf(createdAt),
    expires_at: timeOf(createdAt + KEPT * 86_400_000),
    digest: artifact.digest ?? null,
    workflow_run: {
      id: run.id,
      repository_id: Number(directory.repository(run.repository).id),
      head_repository_id: Number(directory.repository(run.headRepository).id),
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  };
}
