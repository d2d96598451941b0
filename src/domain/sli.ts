import { PhasegateError } from './fault.js';
import type { Policy, Sli } from './policy.js';

/** The policy's SLI of that id. @throws PhasegateError `bad-policy`; a loaded policy has every SLI that its SLOs name. */
export function requireSli(policy: Policy, id: string): Sli {
  const sli = policy.slis.find((one) => one.id === id);
  if (sli === undefined)
    throw new PhasegateError('bad-policy', `the policy has no SLI ${JSON.stringify(id)}; add it to slis`);
  return sli;
}
