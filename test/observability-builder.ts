import type { JobConsole } from '../src/ports/job.js';
import { RUN_SCHEMA, type RunOutcome } from '../src/domain/observability/run-record.js';

/** What a job came to, with what the test is about. */
export function outcome(parts: Partial<RunOutcome> = {}): RunOutcome {
  return {
    schema: RUN_SCHEMA,
    job_id: '20260302T141500Z-latency',
    status: 'ok',
    duration_ms: 12,
    attempts: 1,
    artefacts: [],
    alerts: [],
    diagnostics: {},
    error_code: null,
    error_message: null,
    reason: null,
    ...parts,
  };
}

/** A console that keeps what it is told. */
export function memoryConsole(): JobConsole & { readonly said: string[]; readonly summaries: string[] } {
  const said: string[] = [];
  const summaries: string[] = [];
  const keep = (level: string) => (text: string) => void said.push(`${level}: ${text}`);
  return {
    said,
    summaries,
    summary: (line) => void summaries.push(line),
    info: keep('info'),
    warning: keep('warning'),
    error: keep('error'),
  };
}
