import { canonicalJson, type Json } from '../../../src/domain/canonical-json.js';
import { JobError, type JobErrorCode } from '../../../src/domain/observability/job-error.js';
import { namedSecrets } from '../../../src/domain/observability/secret-names.js';
import { nextStep, type Answer } from '../../../src/domain/observability/weekly/delivery.js';
import type { Policy } from '../../../src/domain/policy.js';
import { formatInstant } from '../../../src/domain/time.js';
import type { JobConsole } from '../../../src/ports/job.js';

export const PING_SCHEMA = 'phasegate.ping/1';

export interface CheckingSecrets {
  readonly policy: Pick<Policy, 'rollout' | 'notify' | 'observability'>;
  readonly isSet: (name: string) => boolean;
  /** Channels of notices whose secrets are there and cannot be used, with why. */
  readonly unusable: readonly { readonly name: string; readonly why: string }[];
  /** Sends a body to the receiver of the weekly report, signed by one key alone. @throws JobError for a secret that cannot be used. */
  readonly ping: (signingSecret: string, body: string) => Promise<Answer>;
  readonly now: number;
  readonly console: JobConsole;
}

/** What the receiver makes of one key. */
interface Ping {
  readonly secret: string;
  readonly accepted: boolean;
  readonly why: string;
  readonly code: JobErrorCode | null;
}

function judged(secret: string, answer: Answer): Ping {
  const step = nextStep(answer, { waitMs: 0, tryNumber: 1 });
  return step.kind === 'delivered'
    ? { secret, accepted: true, why: `answered ${step.status}`, code: null }
    : { secret, accepted: false, why: step.why, code: step.code };
}

/** Each key by itself: while one takes the other's place the receiver must take both. */
async function pings({ policy, isSet, ping, now }: CheckingSecrets): Promise<readonly Ping[]> {
  const webhook = policy.observability?.weekly?.webhook ?? null;
  if (webhook === null || !isSet(webhook.secret)) return [];
  const body = canonicalJson({ schema: PING_SCHEMA, rollout: policy.rollout, sent_at: formatInstant(now) });
  const done: Ping[] = [];
  for (const name of webhook.signingSecrets.filter(isSet)) {
    try {
      done.push(judged(name, await ping(name, body)));
    } catch (error) {
      if (!(error instanceof JobError)) throw error;
      done.push({ secret: name, accepted: false, why: error.message, code: error.code });
    }
  }
  return done;
}

/** What is wrong, in order of how much it matters: without a secret nothing else can be known. */
function faultsOf(
  missing: readonly { readonly name: string; readonly of: string }[],
  { unusable, done }: { readonly unusable: CheckingSecrets['unusable']; readonly done: readonly Ping[] },
): readonly { readonly code: JobErrorCode; readonly text: string }[] {
  return [
    ...missing.map(({ name, of }) => ({
      code: 'missing_secret' as const,
      text: `${name} is not set (${of})`,
    })),
    ...unusable.map(({ name, why }) => ({ code: 'bad_input' as const, text: `channel ${name}: ${why}` })),
    ...done.flatMap(({ secret, why, code }) =>
      code === null
        ? []
        : [{ code, text: `signed with ${secret}, the receiver of the weekly report ${why}` }],
    ),
  ];
}

/**
 * Whether every secret that the policy names is there, and whether the receiver of the weekly report takes what each of its
 * keys signs. Says no secret.
 *
 * @throws JobError, when all was tried, that names everything that is wrong.
 */
export async function checkSecrets(checking: CheckingSecrets): Promise<Readonly<Record<string, Json>>> {
  const { policy, isSet, unusable, console } = checking;
  const named = namedSecrets(policy);
  const done = await pings(checking);
  for (const { secret, accepted, why } of done)
    console.info(`check-secrets: signed with ${secret}: ${accepted ? 'accepted' : 'not accepted'}, ${why}`);
  const missing = named.filter(({ name }) => !isSet(name));
  const usable = unusable.filter(({ name }) => !missing.some(({ of }) => of === `channel ${name}`));
  const faults = faultsOf(missing, { unusable: usable, done });
  const report = {
    secrets: named.map(({ name, of }) => ({ name, of, set: isSet(name) })),
    pings: done.map(({ secret, accepted, why }) => ({ secret, accepted, why })),
  };
  const [first] = faults;
  if (first !== undefined)
    throw new JobError(first.code, faults.map(({ text }) => text).join('; '), { diagnostics: report });
  return report;
}
