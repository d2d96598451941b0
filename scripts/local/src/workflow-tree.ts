import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PhasegateError } from '../../../src/domain/fault.js';
import { callFaults } from './call-interface.js';
import { excessPermissions, type Permissions } from './permissions.js';
import type { Repositories, RepositoryAt } from './repositories.js';
import type { Job, JobCall, Workflow } from './workflow-model.js';
import { parseWorkflow } from './workflow-parse.js';

/** Where a workflow file comes from. */
export interface WorkflowSource extends RepositoryAt {
  /** Path of the file in its repository. */
  readonly path: string;
}

/** A workflow with those that its jobs call. */
export interface WorkflowTree {
  readonly workflow: Workflow;
  readonly source: WorkflowSource;
  /** By the id of the calling job. */
  readonly calls: ReadonlyMap<string, WorkflowTree>;
}

/** GitHub's limits: levels of workflows in a row, the first one included, and different workflows that a run calls. */
const DEEPEST = 10;
const MOST_CALLED = 50;

const LOCAL = /^\.\/(\.github\/workflows\/[^/@]+\.ya?ml)$/;
const REMOTE = /^([\w.-]+\/[\w.-]+)\/(\.github\/workflows\/[^/@]+\.ya?ml)@(\S+)$/;

const nameOf = (source: WorkflowSource): string => `${source.repository}/${source.path}@${source.sha}`;

/** What the token of a job may do: what the job says, else its workflow, else what its surroundings allow. */
export function permissionsOf(workflow: Workflow, job: Job, allowed: Permissions): Permissions {
  return job.permissions ?? workflow.permissions ?? allowed;
}

/** Reads the workflows that a run will call, and all that can be wrong with the calls before anything runs. */
class Loader {
  readonly faults: string[] = [];
  readonly #repositories: Repositories;
  readonly #called = new Set<string>();

  constructor(repositories: Repositories) {
    this.#repositories = repositories;
  }

  async load(workflow: Workflow, source: WorkflowSource, place: CallPlace): Promise<WorkflowTree> {
    const calls = new Map<string, WorkflowTree>();
    for (const job of workflow.jobs.values()) {
      const granted = permissionsOf(workflow, job, place.allowed);
      this.#checkPermissions(workflow, job, { granted, place });
      if (job.call === null) continue;
      const found = await this.#find(job.call.reference, source);
      if (found === null) {
        this.faults.push(
          `uses: ${job.call.reference}: write ./.github/workflows/x.yml or owner/name/.github/workflows/x.yml@ref`,
        );
        continue;
      }
      const inner = { allowed: granted, above: [...place.above, nameOf(source)] };
      const child = this.#check(job.call, found, inner.above);
      if (child !== null) calls.set(job.id, await this.load(child, found, inner));
    }
    return { workflow, source, calls };
  }

  async #find(reference: string, caller: WorkflowSource): Promise<WorkflowSource | null> {
    const [, own] = LOCAL.exec(reference) ?? [];
    if (own !== undefined) return { ...caller, path: own };
    const [, repository, path, ref] = REMOTE.exec(reference) ?? [];
    if (repository === undefined || path === undefined || ref === undefined) return null;
    return { ...(await this.#repositories.at(repository, ref)), path };
  }

  /** A called workflow can have less than its caller, never more. */
  #checkPermissions(
    workflow: Workflow,
    job: Job,
    { granted, place }: { granted: Permissions; place: CallPlace },
  ): void {
    if (place.above.length === 0) return;
    for (const excess of excessPermissions(granted, place.allowed)) {
      this.faults.push(
        `${workflow.name}: the job ${job.id} asks for ${excess}; the calling job's \`permissions\` must allow it`,
      );
    }
  }

  /** The called workflow, when it can be read and be called like this. */
  #check(call: JobCall, found: WorkflowSource, above: readonly string[]): Workflow | null {
    const faultsBefore = this.faults.length;
    const say = (message: string): number => this.faults.push(`uses: ${call.reference}: ${message}`);
    const file = join(found.root, found.path);
    if (!existsSync(file)) {
      say(`there is no file ${file}`);
      return null;
    }
    const workflow = parseWorkflow(readFileSync(file, 'utf8'), file);
    if (workflow.callable === null) say('it has no `workflow_call` among its events, so it cannot be called');
    else for (const fault of callFaults(call, workflow.callable)) say(fault);
    if (above.includes(nameOf(found))) say('the workflow calls itself');
    if (above.length + 1 > DEEPEST) say(`workflows go deeper than ${DEEPEST} levels`);
    this.#called.add(nameOf(found));
    if (this.#called.size > MOST_CALLED) say(`a run calls at most ${MOST_CALLED} workflows`);
    return this.faults.length === faultsBefore ? workflow : null;
  }
}

interface CallPlace {
  /** What the tokens of its jobs may do at most; of the first workflow: what they may where it says nothing. */
  readonly allowed: Permissions;
  /** The workflows around this one. */
  readonly above: readonly string[];
}

/**
 * Reads all workflows that a workflow calls, directly or not, as GitHub does before a run begins.
 * @throws PhasegateError `bad-input` with everything that is wrong with the calls.
 */
export async function loadTree(
  workflow: Workflow,
  source: WorkflowSource,
  options: { readonly repositories: Repositories; readonly permissions: Permissions },
): Promise<WorkflowTree> {
  const loader = new Loader(options.repositories);
  const tree = await loader.load(workflow, source, { allowed: options.permissions, above: [] });
  if (loader.faults.length > 0) {
    throw new PhasegateError(
      'bad-input',
      `${workflow.file} cannot start:${loader.faults.map((fault) => `\n  ${fault}`).join('')}`,
    );
  }
  return tree;
}
