import type { Policy, WorkflowStep } from './policy.js';
import { duration } from './policy-convert-rules.js';
import type { PolicyDocument, WorkflowStepDocument } from './policy-document.js';
import { MINUTE } from './time.js';

export const DEFAULT_STABILISE_MS = 30 * MINUTE;
const DEFAULT_TIMEOUT_MS = 10 * MINUTE;

/** How decisions are carried out, and by whom: nothing is judged by it. */
export type DecisionSettings = Pick<Policy, 'trust' | 'push' | 'smoke' | 'environments'>;

function stepOf(step: WorkflowStepDocument | undefined): WorkflowStep | null {
  if (step === undefined) return null;
  return { workflow: step.workflow, timeoutMs: duration(step.timeout, DEFAULT_TIMEOUT_MS) };
}

export function stabiliseOf({ stabilise }: PolicyDocument): Policy['stabilise'] {
  return { ms: duration(stabilise?.for, DEFAULT_STABILISE_MS), flags: stabilise?.flags ?? {} };
}

export function settingsOf(document: PolicyDocument): DecisionSettings {
  return {
    trust: document.governance?.trust ?? null,
    push: stepOf(document.flags?.push),
    smoke: stepOf(document.smoke),
    environments: document.environments ?? {},
  };
}
