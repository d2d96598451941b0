import { existsSync } from 'node:fs';
import { formatInstant } from '../../../src/domain/time.js';
import { oneLine } from '../../../src/render/escape.js';
import type { Palette } from '../../../src/render/palette.js';
import type { Annotation, RunnerEvent, RunResult } from './progress.js';
import { analysisOf, tickHeader, tickLines } from './tick-view.js';

export interface ConsoleOptions {
  readonly print: (line: string) => void;
  readonly verbose: boolean;
  readonly palette: Palette;
  /** One of many runs: only what went wrong is shown beside the jobs. */
  readonly isStepped: boolean;
}

/** A step that runs an action of the repository or of the workflow's own. */
const OWN_ACTION = /^Run (?:\.|\$)\//;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function annotationLine(annotation: Annotation): string {
  const place =
    annotation.file === null
      ? ''
      : ` (${annotation.file}${annotation.line === null ? '' : `:${annotation.line}`})`;
  return `  ${annotation.level}  ${annotation.job}: ${annotation.message}${place}`;
}

function resultLines(result: RunResult): string[] {
  const lines = [`${result.result} in ${seconds(result.durationMs)}`];
  if (existsSync(result.artifacts)) lines.push(`artifacts  ${result.artifacts}`);
  for (const path of result.summaries) lines.push(`summary    ${path}`);
  return lines;
}

/** What a tick of a rollout decided; nothing for a run that left no analysis. */
function decisionLines(result: RunResult, palette: Palette): string[] {
  const analysis = analysisOf(result);
  if (analysis === null) return [];
  const lines = [tickHeader(analysis, { palette }), ...tickLines(analysis, { palette })];
  // Without a new window there is no gate line, and the answer still matters.
  if (analysis.judged.length === 0)
    lines.push(
      `no window has closed since the last tick; gate ${analysis.gate}: ${oneLine(analysis.reason)}`,
    );
  return lines.map((line) => `  ${line}`);
}

/** Tells a person what the runner does: a line a job, what went wrong, and the log of a step that failed. */
export function consoleProgress({
  print,
  verbose,
  isStepped,
  palette,
}: ConsoleOptions): (event: RunnerEvent) => void {
  return (event) => {
    switch (event.kind) {
      case 'note':
        print(`note: ${event.message}`);
        break;
      case 'run-started': {
        const at = event.now === null ? '' : ` · ${formatInstant(event.now)}`;
        print(`${event.workflow} #${event.run} · ${event.event}${at}`);
        break;
      }
      case 'line':
        if (verbose) print(`  [${event.job}] ${event.text}`);
        break;
      case 'annotation':
        if (event.annotation.level === 'error' || verbose || !isStepped)
          print(annotationLine(event.annotation));
        break;
      case 'step-done':
        if (event.result === 'failure' && !verbose) {
          print(`  ${event.job}: the step "${event.step}" failed:`);
          for (const line of event.log) print(`    │ ${line}`);
        } else if (!verbose && !isStepped && OWN_ACTION.test(event.step)) {
          // What the rollout's own steps say is what one run is made for.
          for (const line of event.log) print(`    ${line}`);
        }
        break;
      case 'job-done':
        print(`  ${event.job.padEnd(24)} ${event.result.padEnd(9)} ${seconds(event.durationMs)}`);
        break;
      case 'run-done':
        for (const line of isStepped ? decisionLines(event.result, palette) : resultLines(event.result))
          print(line);
        break;
    }
  };
}

/** One line over many runs, and one for each that did not succeed. */
export function steppedSummary(results: readonly RunResult[]): string[] {
  const failed = results.filter((result) => result.result !== 'success');
  const lines = [
    `${results.length} runs: ${results.length - failed.length} succeeded, ${failed.length} did not`,
  ];
  return [...lines, ...failed.map((result) => `  #${result.run} ${result.result}`)];
}
