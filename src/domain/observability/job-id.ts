import { compactInstant, parseInstant, SECOND } from '../time.js';

/** The jobs that write a line of the run log. */
export const JOBS = [
  'rollout',
  'latency',
  'weekly',
  'dashboard',
  'verify',
  'rebuild',
  'restore-dashboard',
] as const;

export type JobName = (typeof JOBS)[number];

const JOB_ID = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z-([a-z][a-z0-9-]{0,31})$/;

/** `20260627T003000Z-latency`: when a job began, and which it was. Two of one second are told apart by their sequence. */
export function jobId(job: JobName, at: number): string {
  return `${compactInstant(at)}-${job}`;
}

/** When the job of an id began, in whole seconds as milliseconds, and which it was; null for what is no job's id. */
export function parseJobId(text: string): { readonly at: number; readonly job: string } | null {
  const match = JOB_ID.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hours = '', minutes = '', seconds = '', job = ''] = match;
  const at = parseInstant(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  return at === null ? null : { at: Math.floor(at / SECOND) * SECOND, job };
}
