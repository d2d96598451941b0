import { createHmac } from 'node:crypto';
import { sha256 } from '../../domain/digest.js';
import type { Channel } from '../../ports/notifier.js';
import { signedText, webhookBody } from '../../render/webhook-body.js';
import { post } from './http-post.js';

/** `v1=` and the HMAC-SHA256 of time and body, in hex. */
export function webhookSignature(key: string, options: { timestamp: string; body: string }): string {
  const { timestamp, body } = options;
  return `v1=${createHmac('sha256', key).update(signedText(timestamp, body)).digest('hex')}`;
}

/**
 * Any server. `phasegate-signature` is over `phasegate-timestamp` (seconds since the epoch) and the body, so that a
 * receiver refuses what is old; `idempotency-key` is the same for every try of one notice.
 */
export function webhookChannel(options: {
  readonly name: string;
  readonly url: string;
  readonly signingKey: string;
}): Channel {
  const { name, url, signingKey } = options;
  return {
    name,
    send(rendered, sending) {
      const body = webhookBody(rendered);
      const timestamp = String(Math.floor(sending.now / 1_000));
      return post(
        {
          url,
          body,
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'idempotency-key': sha256(rendered.notice.id),
            'phasegate-timestamp': timestamp,
            'phasegate-signature': webhookSignature(signingKey, { timestamp, body }),
          },
          secrets: [signingKey, new URL(url).pathname + new URL(url).search],
        },
        sending,
      );
    },
  };
}
