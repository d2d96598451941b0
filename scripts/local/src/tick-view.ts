import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from '../../../src/domain/analysis.js';
import { parseAnalysis } from '../../../src/domain/parse-analysis.js';
import {
  timeline,
  timelineHeader,
  type Progress,
  type TimelineContext,
} from '../../../src/render/timeline.js';
import { PLAIN, type Palette } from '../../../src/render/palette.js';
import type { RunResult } from './progress.js';

/** The analyzer's answer that a run left among its artifacts; null where it left none. */
export function analysisOf(result: RunResult): Analysis | null {
  const file = join(result.artifacts, 'phasegate-analysis', 'analysis.json');
  return existsSync(file) ? parseAnalysis(readFileSync(file, 'utf8'), file) : null;
}

/** What a tick decided, window by window, for a person who watches. */
export function tickLines(
  analysis: Analysis,
  context: { readonly entry?: TimelineContext['entry']; readonly palette?: Palette } = {},
): string[] {
  const count = analysis.judged.length;
  // Cron comes late or not at all; a tick then does the work of several.
  const caughtUp =
    count > 1 ? [(context.palette ?? PLAIN).dim(`one tick for the ${count} windows since the last:`)] : [];
  const lines = analysis.judged.flatMap((judgement, index) =>
    timeline(judgement, {
      palette: context.palette,
      ...(index === count - 1 ? { answer: analysis, entry: context.entry } : {}),
    }),
  );
  return [...caughtUp, ...lines];
}

/** The line over a tick: rollout, phase, ledger, and how far the ticks have come. */
export function tickHeader(
  analysis: Analysis,
  context: { readonly progress?: Progress; readonly palette?: Palette },
): string {
  return timelineHeader({
    rollout: analysis.rollout,
    phase: analysis.phase,
    head: analysis.governance.head,
    progress: context.progress,
    palette: context.palette,
  });
}
