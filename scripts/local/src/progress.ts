import type { AnnotationLevel } from './workflow-commands.js';
import type { Result } from './workflow-model.js';

/** Something that a step (or the runner) wants people to see. */
export interface Annotation {
  readonly level: AnnotationLevel;
  /** Job, with its matrix values. */
  readonly job: string;
  readonly message: string;
  readonly title: string | null;
  readonly file: string | null;
  readonly line: string | null;
}

export interface JobResult {
  /** What `needs.<job>.result` says: a failure that `continue-on-error` forgives is a success. */
  readonly result: Result;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface RunResult {
  readonly run: number;
  readonly event: string;
  /** `success` when no job failed or was cancelled. */
  readonly result: 'success' | 'failure' | 'cancelled';
  /** By job; the jobs of a called workflow by `<job>/<called job>`. */
  readonly jobs: Readonly<Record<string, JobResult>>;
  /** Folder with a folder for each artifact; not there when the run uploaded none. */
  readonly artifacts: string;
  /** Files with the jobs' summaries, in the order the jobs ended. */
  readonly summaries: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly durationMs: number;
}

/** What a run tells while it goes on. Every text has its secrets hidden. */
export type RunnerEvent =
  | { readonly kind: 'note'; readonly message: string }
  | {
      readonly kind: 'run-started';
      readonly run: number;
      readonly workflow: string;
      readonly event: string;
      readonly now: number | null;
    }
  | { readonly kind: 'line'; readonly run: number; readonly job: string; readonly text: string }
  | { readonly kind: 'annotation'; readonly run: number; readonly annotation: Annotation }
  | {
      readonly kind: 'step-done';
      readonly run: number;
      readonly job: string;
      readonly step: string;
      readonly result: Result;
      readonly log: readonly string[];
    }
  | {
      readonly kind: 'job-done';
      readonly run: number;
      readonly job: string;
      readonly result: Result;
      readonly durationMs: number;
    }
  | { readonly kind: 'run-done'; readonly result: RunResult };
