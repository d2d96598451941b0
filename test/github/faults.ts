import { refusal } from './answers.js';
import type { ApiResponse, Failure, FailureRule } from './model.js';

const HOUR = 3_600_000;
const MESSAGES: Readonly<Record<number, string>> = {
  404: 'Not Found',
  409: 'Conflict',
  422: 'Validation Failed',
  500: 'Internal Server Error',
  502: 'Server Error',
};

/** What is done instead of answering. */
export type Fate =
  | { readonly kind: 'answer'; readonly response: ApiResponse }
  | { readonly kind: 'hang' | 'reset' | 'lost-answer' };

export interface Fault {
  readonly how: Failure;
  readonly fate: Fate;
}

/** The calls that are to fail. */
export class Faults {
  readonly #rules: { readonly rule: FailureRule; seen: number }[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Adds a rule; what is returned takes it back. */
  add(rule: FailureRule): () => void {
    const entry = { rule, seen: 0 };
    this.#rules.push(entry);
    return () => {
      const index = this.#rules.indexOf(entry);
      if (index >= 0) this.#rules.splice(index, 1);
    };
  }

  clear(): void {
    this.#rules.length = 0;
  }

  /** How a call fails, by the first rule whose turn it is; null when it does not. */
  of(call: { readonly method: string; readonly path: string }): Fault | null {
    return this.#next(call, this.#rules);
  }

  /** As {@link of}, for a download: only by rules that name a path, since it is no call of the API. */
  ofDownload(call: { readonly method: string; readonly path: string }): Fault | null {
    return this.#next(
      call,
      this.#rules.filter(({ rule }) => rule.path !== undefined),
    );
  }

  #next(
    call: { readonly method: string; readonly path: string },
    entries: readonly { readonly rule: FailureRule; seen: number }[],
  ): Fault | null {
    let found: FailureRule | null = null;
    for (const entry of entries) {
      const { method, path, nth = 1, times = 1 } = entry.rule;
      if ((method !== undefined && method !== call.method) || path?.test(call.path) === false) continue;
      entry.seen += 1;
      if (entry.seen >= nth && entry.seen < nth + times) found ??= entry.rule;
    }
    return found === null ? null : { how: found.how, fate: this.#fate(found) };
  }

  #fate({ how, retryAfter = 60 }: FailureRule): Fate {
    switch (how) {
      case 'hang':
      case 'reset':
      case 'lost-answer':
        return { kind: how };
      case 'rate-limit': {
        const reset = String((Math.floor(this.#now() / HOUR) * HOUR + HOUR) / 1000);
        const headers = {
          'x-ratelimit-limit': '1000',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': reset,
        };
        const response = refusal(403, 'API rate limit exceeded for installation ID 1.');
        return { kind: 'answer', response: { ...response, headers } };
      }
      case 'secondary-rate-limit': {
        const message =
          'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
        return {
          kind: 'answer',
          response: { ...refusal(403, message), headers: { 'retry-after': String(retryAfter) } },
        };
      }
      case 502: {
        // Answered by what stands before the API, and not in JSON.
        const body = Buffer.from('<html><body><h1>502 Bad Gateway</h1></body></html>\n');
        return {
          kind: 'answer',
          response: { status: 502, headers: { 'content-type': 'text/html' }, body },
        };
      }
      case 404:
      case 409:
      case 422:
      case 500:
        return { kind: 'answer', response: refusal(how, MESSAGES[how] ?? 'Error') };
    }
  }
}
