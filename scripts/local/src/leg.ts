import { join } from 'node:path';
import type { Json } from '../../../src/domain/canonical-json.js';
import type { Scope } from './expressions.js';
import { hashFiles } from './glob.js';
import type { Annotation } from './progress.js';
import type { RunContext } from './run-context.js';
import type { JobTracker } from './run-state.js';
import type { Job, Step, Template } from './workflow-model.js';

/** Work that is put off to the end of the job, last registered first. */
export interface Post {
  readonly name: string;
  readonly condition: Template;
  readonly run: (signal: AbortSignal) => Promise<boolean>;
}

export interface LegOptions {
  readonly context: RunContext;
  readonly job: Job;
  /** Name of the job, with the matrix values where there are several combinations. */
  readonly label: string;
  /** Place for the leg's folders; unique in the run. */
  readonly folder: string;
  /** Contexts of the job: needs, matrix, strategy. */
  readonly contexts: Readonly<Record<string, Json>>;
  /** Aborted when this leg is cancelled: by its timeout, by fail-fast, or with the whole run. */
  readonly signal: AbortSignal;
  readonly tracker: JobTracker;
}

/** Lines of a step that are kept to be shown should it fail. */
const KEPT_LINES = 400;

/** One job for one combination of its matrix, while it runs. */
export class Leg {
  readonly context: RunContext;
  readonly job: Job;
  readonly label: string;
  readonly signal: AbortSignal;
  readonly tracker: JobTracker;
  readonly workspace: string;
  readonly temp: string;
  readonly home: string;
  readonly contexts: Readonly<Record<string, Json>>;
  /** Environment of the workflow and the job, and what steps add through GITHUB_ENV. */
  env: Record<string, string> = {};
  /** Folders that steps put before PATH, the latest first. */
  path: string[] = [];
  isOk = true;
  readonly posts: Post[] = [];
  readonly summary: string[] = [];
  readonly annotations: Annotation[] = [];
  /** What a step's action keeps from its `pre` and `main` to its `post`. */
  readonly states = new Map<Step, Map<string, string>>();
  /** Process groups with members that outlived their step. */
  readonly groups = new Set<number>();
  log: string[] = [];
  #files = 0;

  constructor(options: LegOptions) {
    this.context = options.context;
    this.job = options.job;
    this.label = options.label;
    this.signal = options.signal;
    this.tracker = options.tracker;
    this.contexts = options.contexts;
    this.workspace = join(options.folder, 'workspace');
    this.temp = join(options.folder, 'temp');
    this.home = join(options.folder, 'home');
  }

  /** Names for a new group of the runner's own files, which the run's end removes. */
  nextPaths(): (name: string) => string {
    this.#files += 1;
    const prefix = join(this.temp, `_${this.#files}_`);
    return (name) => `${prefix}${name}`;
  }

  print(line: string): void {
    const text = this.context.masks.hide(line);
    this.log.push(text);
    if (this.log.length > KEPT_LINES) this.log.shift();
    this.context.emit({ kind: 'line', run: this.context.run, job: this.label, text });
  }

  annotate(annotation: Pick<Annotation, 'level' | 'message'> & Partial<Annotation>): void {
    const hide = (text: string | null | undefined): string | null =>
      text == null ? null : this.context.masks.hide(text);
    const full = {
      level: annotation.level,
      job: this.label,
      message: this.context.masks.hide(annotation.message),
      title: hide(annotation.title),
      file: hide(annotation.file),
      line: hide(annotation.line),
    };
    this.annotations.push(full);
    this.context.emit({ kind: 'annotation', run: this.context.run, annotation: full });
  }
}

/** A list of steps while it runs: those of a job, or those of a composite action. */
export interface Frame {
  readonly leg: Leg;
  /** Contexts that a composite action sees in its own way: inputs, github. */
  readonly contexts: Readonly<Record<string, Json>>;
  /** The `steps` context. */
  steps: Readonly<Record<string, Json>>;
  /** Environment of the steps around a composite action. */
  readonly env: Readonly<Record<string, string>>;
  isOk: boolean;
  /** How deep in composite actions; 0 for the job's own steps. */
  readonly depth: number;
}

/** Where the job's workflow comes from: of a called workflow, not what `github` says of the first one. */
function sourceOf({ source }: RunContext): Record<string, string> {
  const { repository, path, ref, sha } = source;
  return {
    workflow_repository: repository,
    workflow_file_path: path,
    workflow_ref: `${repository}/${path}@${ref}`,
    workflow_sha: sha,
  };
}

/** What expressions see at this point of a list of steps. */
export function scopeOf(frame: Frame, env: Readonly<Record<string, string>> = {}): Scope {
  const { leg } = frame;
  const cancelled = leg.signal.aborted;
  const status = cancelled ? 'cancelled' : leg.isOk ? 'success' : 'failure';
  return {
    contexts: {
      ...leg.contexts,
      ...frame.contexts,
      env: { ...leg.env, ...frame.env, ...env },
      steps: frame.steps,
      job: { status, ...sourceOf(leg.context) },
    },
    status: { success: frame.isOk && !cancelled, failure: !frame.isOk && !cancelled, cancelled },
    hashFiles: (patterns) => hashFiles(patterns, leg.workspace),
  };
}
