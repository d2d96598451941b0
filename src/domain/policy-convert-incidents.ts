import type { BusinessHours, EscalationStep, IncidentPolicy, Priority } from './incident-policy.js';
import { duration } from './policy-convert-rules.js';
import type {
  BusinessDocument,
  EscalationDocument,
  EscalationStepDocument,
  IncidentsDocument,
  SpanDocument,
} from './policy-document.js';
import { HOUR, MINUTE } from './time.js';

export const WEEK: readonly string[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const NEXT_BUSINESS_DAY = 'next-business-day';
const DEFAULT_ESCALATE: Readonly<Record<Priority, readonly EscalationStepDocument[]>> = {
  P0: [{ after: '15m' }],
  P1: [{ after: '30m' }],
  P2: [{ after: NEXT_BUSINESS_DAY }],
};
const DEFAULT_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** `09:30` as milliseconds from midnight; null for anything else. */
export function timeOfDay(text: string): number | null {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  if (match === null) return null;
  const ms = Number(match[1]) * HOUR + Number(match[2]) * MINUTE;
  return ms > 24 * HOUR ? null : ms;
}

/** `UTC`, `+09:00` or `-03:30` as milliseconds ahead of UTC; null for anything else. */
export function utcOffset(text: string): number | null {
  if (text === 'UTC') return 0;
  const match = /^([+-])(\d\d:\d\d)$/.exec(text);
  const ms = timeOfDay(match?.[2] ?? '');
  return match === null || ms === null ? null : match[1] === '-' ? -ms : ms;
}

function businessOf(business: BusinessDocument | undefined): BusinessHours {
  const days = (business?.days ?? DEFAULT_DAYS).map((day) => WEEK.indexOf(day));
  return {
    days: [...new Set(days)].sort((a, b) => a - b),
    fromMs: timeOfDay(business?.from ?? '09:00') ?? 0,
    toMs: timeOfDay(business?.to ?? '17:00') ?? 0,
    offsetMs: utcOffset(business?.timezone ?? 'UTC') ?? 0,
  };
}

function stepOf({ after, to }: EscalationStepDocument): EscalationStep {
  return { afterMs: after === NEXT_BUSINESS_DAY ? null : duration(after, 0), to: to ?? [] };
}

function stepsOf(written: EscalationDocument | undefined, priority: Priority): readonly EscalationStep[] {
  if (written === undefined) return DEFAULT_ESCALATE[priority].map(stepOf);
  if (Array.isArray(written)) return (written as readonly EscalationStepDocument[]).map(stepOf);
  return [stepOf(written as EscalationStepDocument)];
}

function span(value: SpanDocument | undefined, options: { batchMs: number; fallbackMs: number }): number {
  if (typeof value === 'object') return value.batches * options.batchMs;
  return duration(value, options.fallbackMs);
}

/** The incidents of a checked document, with every default filled in; null where it wants none. */
export function incidentsOf(
  document: 'none' | IncidentsDocument | undefined,
  batchMs: number,
): IncidentPolicy | null {
  if (document === 'none') return null;
  return {
    labels: document?.labels ?? [],
    assignees: document?.assignees ?? [],
    priority: document?.priority ?? 'P1',
    priorities: document?.priorities ?? {},
    escalate: {
      P0: stepsOf(document?.escalate?.P0, 'P0'),
      P1: stepsOf(document?.escalate?.P1, 'P1'),
      P2: stepsOf(document?.escalate?.P2, 'P2'),
    },
    business: businessOf(document?.business),
    rcaDays: document?.rca ?? 1,
    remindMs: document?.remind === 'never' ? 0 : duration(document?.remind, 24 * HOUR),
    livenessMs: span(document?.liveness, { batchMs, fallbackMs: 6 * HOUR }),
  };
}
