import type { Json } from '../../../src/domain/canonical-json.js';
import type { Permissions } from './permissions.js';

/** A value of a workflow file in which `${{ … }}` is not yet evaluated. */
export type Template = Json;
export type TemplateMap = Readonly<Record<string, Template>>;

export interface RunDefaults {
  readonly shell: Template;
  readonly workingDirectory: Template;
}

/** A step as the file says it; null where the file says nothing. */
export interface Step {
  readonly id: string | null;
  readonly name: Template;
  readonly if: Template;
  readonly env: TemplateMap;
  readonly with: TemplateMap;
  readonly action: StepAction;
  readonly shell: Template;
  readonly workingDirectory: Template;
  readonly timeoutMinutes: Template;
  readonly continueOnError: Template;
}

export type StepAction =
  { readonly kind: 'run'; readonly script: string } | { readonly kind: 'uses'; readonly reference: string };

export interface Concurrency {
  readonly group: Template;
  readonly cancelInProgress: Template;
  readonly queue: Template;
}

/** The environment of a job; `url` is read once the job has ended. */
export interface Environment {
  readonly name: Template;
  readonly url: Template;
}

/** What a job that calls a workflow gives it. */
export interface JobCall {
  /** `./.github/workflows/x.yml`, or `owner/name/.github/workflows/x.yml@ref`. */
  readonly reference: string;
  readonly with: TemplateMap;
  readonly secrets: 'inherit' | TemplateMap;
}

export interface CallInput {
  readonly name: string;
  readonly type: 'boolean' | 'number' | 'string';
  readonly required: boolean;
  /** null: the type's own. */
  readonly fallback: Template;
}

/** What a workflow takes and gives when another one calls it. */
export interface CallInterface {
  readonly inputs: readonly CallInput[];
  readonly secrets: readonly { readonly name: string; readonly required: boolean }[];
  readonly outputs: TemplateMap;
}

export interface Job {
  readonly id: string;
  readonly name: Template;
  readonly needs: readonly string[];
  readonly if: Template;
  readonly env: TemplateMap;
  readonly outputs: TemplateMap;
  readonly defaults: RunDefaults;
  readonly matrix: Template;
  readonly failFast: Template;
  readonly maxParallel: Template;
  readonly timeoutMinutes: Template;
  readonly continueOnError: Template;
  readonly environment: Environment | null;
  /** null where the job says nothing. */
  readonly permissions: Permissions | null;
  readonly concurrency: Concurrency | null;
  /** The workflow it calls; null for a job with steps. */
  readonly call: JobCall | null;
  readonly steps: readonly Step[];
  /** What this job needs and the runner cannot do; null where it can do all. */
  readonly unsupported: string | null;
}

export interface Workflow {
  /** Absolute path of the file. */
  readonly file: string;
  /** Absolute path of the repository that the file belongs to: where `uses: $/x` looks. */
  readonly root: string;
  readonly name: string;
  /** Events it listens to, with their settings. */
  readonly on: ReadonlyMap<string, Template>;
  /** Name of a run; null: the workflow's. */
  readonly runName: Template;
  readonly permissions: Permissions | null;
  readonly concurrency: Concurrency | null;
  /** null when no other workflow may call it. */
  readonly callable: CallInterface | null;
  readonly env: TemplateMap;
  /** In the order of the file. */
  readonly jobs: ReadonlyMap<string, Job>;
}

export type Result = 'success' | 'failure' | 'cancelled' | 'skipped';
