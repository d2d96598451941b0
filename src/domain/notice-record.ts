import { noticeSubject, type Notice, type NoticeTemplate, type Severity } from './notice.js';
import type { Pending } from './outbox.js';
import { DAY, parseInstant } from './time.js';

/** Notices that have left are remembered so long, for reports; */
export const REMEMBERED_MS = 7 * DAY;
/** and at most so many of them, the newest. */
export const MAX_SENT = 300;

/** What came of a notice on one channel. */
export interface NoticeAnswer {
  readonly channel: string;
  /** `refused`: it will never take it, or was tried often enough. */
  readonly state: 'sent' | 'waiting' | 'refused';
  /** The clock of the tick that sent it or gave it up, RFC 3339; null while it waits. */
  readonly at: string | null;
  /** Why it waits or was refused; empty where it was sent, and before the first try. */
  readonly why: string;
}

/** A notice as reports tell of it. */
export interface NoticeRecord {
  readonly id: string;
  readonly template: NoticeTemplate;
  readonly severity: Severity;
  readonly phase: string;
  /** Plain text, untrusted. */
  readonly title: string;
  /** The clock of the tick that recorded it, RFC 3339. */
  readonly recorded: string;
  /** In the order in which they answered; those that wait come last. */
  readonly to: readonly NoticeAnswer[];
}

/** A recorded notice, as far as a record tells of it. */
interface Recorded {
  readonly notice: Notice;
  readonly title: string;
  readonly recorded: string;
}

/** What a notice is called where nothing renders it. */
export function plainTitle(notice: Notice): string {
  return `${notice.template}: ${noticeSubject(notice)}`;
}

function recordOf({ notice, title, recorded }: Recorded, to: readonly NoticeAnswer[]): NoticeRecord {
  const { id, template, severity, phase } = notice;
  return { id, template, severity, phase, title, recorded, to };
}

/** The records with one more answer; the newest {@link MAX_SENT} notices are kept. */
export function withAnswer(
  sent: readonly NoticeRecord[],
  item: Recorded,
  answer: NoticeAnswer,
): readonly NoticeRecord[] {
  const before = sent.find(({ id }) => id === item.notice.id);
  if (before === undefined) return [...sent, recordOf(item, [answer])].slice(-MAX_SENT);
  const to = [...before.to.filter(({ channel }) => channel !== answer.channel), answer];
  return sent.map((one) => (one === before ? { ...before, to } : one));
}

/** Without what is older than {@link REMEMBERED_MS}. */
export function notTooOld(sent: readonly NoticeRecord[], now: number): readonly NoticeRecord[] {
  return sent.filter(({ recorded }) => (parseInstant(recorded) ?? 0) > now - REMEMBERED_MS);
}

function inOrder(a: NoticeRecord, b: NoticeRecord): number {
  return (parseInstant(a.recorded) ?? 0) - (parseInstant(b.recorded) ?? 0);
}

/** Every notice that is known of, sent or waiting, in the order in which they were recorded. */
export function noticeRecords(outbox: {
  readonly sent: readonly NoticeRecord[];
  readonly items: readonly (Recorded & { readonly to: readonly Pending[] })[];
}): readonly NoticeRecord[] {
  const records = new Map(outbox.sent.map((one) => [one.id, one]));
  for (const item of outbox.items) {
    const before = records.get(item.notice.id);
    const waiting = item.to.map(({ channel, why }): NoticeAnswer => ({
      channel,
      state: 'waiting',
      at: null,
      why,
    }));
    records.set(item.notice.id, recordOf(item, [...(before?.to ?? []), ...waiting]));
  }
  return [...records.values()].sort(inOrder);
}
