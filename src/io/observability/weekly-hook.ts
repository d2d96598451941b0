import { createHmac } from 'node:crypto';
import { JobError } from '../../domain/observability/job-error.js';
import type { WeeklyWebhook } from '../../domain/observability/weekly/weekly-policy.js';
import { SECOND } from '../../domain/time.js';
import type { WeeklyHook } from '../../ports/weekly.js';
import { signedText } from '../../render/webhook-body.js';
import { exchange } from '../notify/http-post.js';
import { secret, SecretFault, secretUrl, type Environment } from '../notify/secrets.js';

export const SIGNATURE_HEADER = 'X-OBS-Signature';

/**
 * The header that a report is signed by: `t=<seconds since the epoch>`, and a `v1=<hex>` of each key, the HMAC-SHA256 of
 * `<t>.<body>`. A receiver takes a body of which one signature is right, and refuses a time that is long over.
 */
export function obsSignature(
  keys: readonly string[],
  { timestamp, body }: { readonly timestamp: string; readonly body: string },
): string {
  const signatures = keys.map(
    (key) => `v1=${createHmac('sha256', key).update(signedText(timestamp, body)).digest('hex')}`,
  );
  return [`t=${timestamp}`, ...signatures].join(',');
}

/** The keys that are there, of which there must be one. */
function signingKeys(
  names: readonly string[],
  environment: Environment,
): { readonly keys: readonly string[]; readonly unset: readonly string[] } {
  const keys: string[] = [];
  const unset: string[] = [];
  let fault: unknown = null;
  for (const name of names) {
    try {
      keys.push(secret(environment, name));
    } catch (error) {
      fault ??= error;
      unset.push(name);
    }
  }
  if (keys.length === 0) throw fault;
  return { keys: [...new Set(keys)], unset };
}

export interface HookOptions {
  readonly webhook: WeeklyWebhook;
  readonly environment: Environment;
  readonly now: () => number;
  /** Hides a value in the step's log. */
  readonly mask: (value: string) => void;
  /** What ends a try that is not answered. Default: a timer. */
  readonly timeLimit?: (ms: number) => AbortSignal;
}

/** The receiver of a policy's reports. @throws JobError `missing_secret`. */
export function weeklyHook(options: HookOptions): WeeklyHook {
  const { webhook, environment, now, mask, timeLimit = (ms) => AbortSignal.timeout(ms) } = options;
  try {
    const url = secretUrl(environment, webhook.secret);
    const { keys, unset } = signingKeys(webhook.signingSecrets, environment);
    const { pathname, search } = new URL(url);
    const secrets = [...keys, pathname + search];
    // Not the path alone: it may be a single slash, and every one in the log would be hidden.
    for (const value of [url, ...keys]) mask(value);
    return {
      unset,
      send: async ({ body, key }) => {
        const signature = obsSignature(keys, { timestamp: String(Math.floor(now() / SECOND)), body });
        const headers = {
          'content-type': 'application/json; charset=utf-8',
          'idempotency-key': key,
          [SIGNATURE_HEADER]: signature,
        };
        const request = { url, body, headers, secrets };
        return { answer: await exchange(request, { signal: timeLimit(webhook.timeoutMs), now }), signature };
      },
    };
  } catch (error) {
    if (!(error instanceof SecretFault)) throw error;
    throw new JobError('missing_secret', error.message, { cause: error });
  }
}
