import { createHmac, timingSafeEqual } from 'node:crypto';
import { receiver, type Receiver, type Request } from '../io/notify/receivers.js';

export interface ReportReceiver extends Receiver {
  /** Reports by idempotency key, each once. */
  readonly reports: ReadonlyMap<string, unknown>;
}

function isSigned({ headers, body }: Request, key: string, now: number): boolean {
  const fields = String(headers['x-obs-signature'])
    .split(',')
    .map((field) => field.split('='));
  const [[, time = ''] = []] = fields.filter(([name]) => name === 't');
  if (Math.abs(now / 1_000 - Number(time)) > 300) return false;
  const right = createHmac('sha256', key).update(`${time}.${body}`).digest();
  return fields
    .filter(([name]) => name === 'v1')
    .map(([, hex = '']) => Buffer.from(hex, 'hex'))
    .some((one) => one.length === right.length && timingSafeEqual(one, right));
}

/**
 * Takes weekly reports as docs/observability.md asks a receiver to: by a signature of its key over the bytes as they came,
 * not older than five minutes of its clock, and each key once.
 */
export async function reportReceiver(options: {
  readonly key: string;
  readonly now: () => number;
}): Promise<ReportReceiver> {
  const reports = new Map<string, unknown>();
  const started = await receiver((request) => {
    if (!isSigned(request, options.key, options.now()))
      return { status: 401, body: '{"error":"signature_mismatch"}' };
    const key = String(request.headers['idempotency-key']);
    if (!reports.has(key)) reports.set(key, JSON.parse(request.body));
    return { status: 200, body: 'ok' };
  });
  return { ...started, reports };
}
