import type { Json } from '../../../src/domain/canonical-json.js';
import type { TriggerEvent } from './event.js';
import type { Head, Origin } from './git.js';
import type { Masks } from './masks.js';
import type { RunnerEvent } from './progress.js';
import type { Home } from './store/home.js';
import type { ResultsService } from './store/results-service.js';
import type { Workflow } from './workflow-model.js';

/** What all jobs of one run share. */
export interface RunContext {
  readonly run: number;
  readonly workflow: Workflow;
  readonly event: TriggerEvent;
  /** Absolute path of the repository's folder. */
  readonly repo: string;
  readonly home: Home;
  readonly service: ResultsService;
  readonly origin: Origin;
  readonly head: Head;
  /** Folder of this run's workspaces, removed when the run ends. */
  readonly temp: string;
  readonly masks: Masks;
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** The `github` context. */
  readonly github: Readonly<Record<string, Json>>;
  /** Environment that steps take over from the runner: PATH and what reaching a network needs. */
  readonly hostEnv: Readonly<Record<string, string>>;
  /** Takes over the copy of a telemetry file that is being played; null when none is. */
  readonly copyFile: ((from: string, to: string) => boolean) | null;
  /** Aborted when the person stops the runner: nothing runs any more, not even `always()`. */
  readonly stop: AbortSignal;
  readonly emit: (event: RunnerEvent) => void;
}
