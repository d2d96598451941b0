import { sha256 } from '../domain/digest.js';
import type { RenderedNotice } from '../domain/notice.js';
import { oneLine } from './escape.js';

export interface MailMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  /** The same for every try: many mail systems show one message of an id once. */
  readonly messageId: string;
  /** The thread: begin, reminders and end of one thing lie together. */
  readonly references: string;
  readonly date: string;
  readonly headers: Readonly<Record<string, string>>;
}

function idOf(text: string, domain: string): string {
  return `<${sha256(text).slice(0, 40)}@${domain}>`;
}

/** A notice as an e-mail. `from` is the sender's address: its domain makes the message's id. */
export function mailMessage(rendered: RenderedNotice, from: string): MailMessage {
  const { notice, text } = rendered;
  const domain = /@([A-Za-z0-9.-]+)>?$/.exec(from)?.[1] ?? 'phasegate.invalid';
  const priority = notice.severity === 'critical' ? { importance: 'high' } : {};
  return {
    subject: oneLine(text.title, 200),
    text: `${text.text}\n`,
    html: text.html,
    messageId: idOf(notice.id, domain),
    references: idOf(notice.dedupKey, domain),
    date: notice.at,
    // RFC 3834: no out-of-office answers to a machine.
    headers: { 'auto-submitted': 'auto-generated', 'x-phasegate-notice': sha256(notice.id), ...priority },
  };
}
