import { canonicalJson } from '../domain/canonical-json.js';
import type { RenderedNotice } from '../domain/notice.js';

export const WEBHOOK_SCHEMA = 'phasegate.notice/1';

/** The body of a signed webhook: the notice with its facts, and its text, as canonical JSON. */
export function webhookBody({ notice, text }: RenderedNotice): string {
  const { title, text: body } = text;
  return canonicalJson({ schema: WEBHOOK_SCHEMA, ...notice, title, text: body });
}

/** What is signed: a time that the receiver holds against its clock, and the body. */
export function signedText(timestamp: string, body: string): string {
  return `${timestamp}.${body}`;
}
