import type { Json } from '../../../src/domain/canonical-json.js';

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
  /** Name of the environment; null without one. */
  readonly environment: Template;
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
  readonly env: TemplateMap;
  /** In the order of the file. */
  readonly jobs: ReadonlyMap<string, Job>;
}

export type Result = 'success' | 'failure' | 'cancelled' | 'skipped';
