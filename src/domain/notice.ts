/** One thing people should know, in plain text, as the run's log shows it. */
export interface PlainNotice {
  /** The same for every try to deliver the same fact. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** Plain text, a sentence a line. */
  readonly body: string;
}

export type Severity = 'info' | 'warning' | 'critical';

/**
 * What a notice is rendered by: `ok` (an SLO is kept again), `warn`, `incident` (opened, reminded of, acknowledged),
 * `resolved` (an incident is over), `rollback` (called for, or done), `promotion` (due, or done), `stabilising` (begun, or
 * released), `group` (many at once), `test`.
 */
export const NOTICE_TEMPLATES = [
  'ok',
  'warn',
  'incident',
  'resolved',
  'rollback',
  'promotion',
  'stabilising',
  'group',
  'test',
] as const;
export type NoticeTemplate = (typeof NOTICE_TEMPLATES)[number];

/**
 * Placeholders that every template may use. Each notice has them all, as formatted text; one that its fact does not have
 * is `–`.
 *
 * - `rollout`, `phase`, `to` (the phase that a rollback or promotion leads to)
 * - `window` (the window of the figures, `2026-03-02 14:00Z to 14:15Z`), `n` (its samples)
 * - `metric` (the SLO, or what else it is about), `value`, `limit`, `status`
 * - `p95`, `err_rate`: the phase's first p95 and its first ratio as a share of bad events, in the same window
 * - `reason` (one sentence), `why` (the why-why draft, a sentence a line)
 * - `cmd` (the command line to paste), `initiator` (who or what did it)
 * - `duration` (of what is over, or lasts so far), `reminder` (`2` for the second reminder), `priority` (`P1`)
 * - `count` and `list` (a title a line) of a group
 */
export const NOTICE_FACTS = [
  'rollout',
  'phase',
  'to',
  'window',
  'n',
  'metric',
  'value',
  'limit',
  'status',
  'p95',
  'err_rate',
  'reason',
  'why',
  'cmd',
  'initiator',
  'duration',
  'reminder',
  'priority',
  'count',
  'list',
] as const;
export type NoticeFact = (typeof NOTICE_FACTS)[number];
export type NoticeFacts = Readonly<Record<NoticeFact, string>>;

/** What a fact that a notice does not have reads as. */
export const NO_FACT = '–';

export const NOTICE_LINKS = ['run', 'replay', 'dashboard', 'incident', 'runbook', 'promote'] as const;
export type NoticeLink = (typeof NOTICE_LINKS)[number];
/** https addresses; null where there is none. */
export type NoticeLinks = Readonly<Record<NoticeLink, string | null>>;

/** What a notice is to the thing it is about: its begin, news of it, that somebody has it in hand, or its end. */
export type NoticeKind = 'trigger' | 'update' | 'acknowledge' | 'resolve';

/** One thing people should know, before it is rendered. Its texts are untrusted. */
export interface Notice {
  /** One for each transition and each reminder, the same for every try to deliver it. */
  readonly id: string;
  readonly template: NoticeTemplate;
  readonly kind: NoticeKind;
  readonly severity: Severity;
  /** Severity of what it is about, which routes go by: the end of an incident goes where its begin went. */
  readonly routedAs: Severity;
  readonly rollout: string;
  readonly phase: string;
  /** null where it is not about an SLO. */
  readonly slo: string | null;
  /** Names what it is about: a trigger, its reminders and its end have the same. At most 255 characters. */
  readonly dedupKey: string;
  /** When its fact came to be, RFC 3339, UTC. */
  readonly at: string;
  readonly facts: NoticeFacts;
  readonly links: NoticeLinks;
}

/** A notice as text. */
export interface NoticeText {
  /** One line. */
  readonly title: string;
  /** Plain text, or what the channel's kind calls text; lines. */
  readonly text: string;
  /** For e-mail; null: the channel sends text alone. */
  readonly html: string | null;
}

/** What a channel is given. */
export interface RenderedNotice {
  readonly notice: Notice;
  readonly text: NoticeText;
}

/** What a notice is about, in a few words that may be untrusted. */
export function noticeSubject({ facts, slo }: Pick<Notice, 'facts' | 'slo'>): string {
  return facts.metric === NO_FACT ? (slo ?? facts.reason) : facts.metric;
}

/** Facts with everything else absent. */
export function noticeFacts(known: Partial<NoticeFacts>): NoticeFacts {
  const entries = NOTICE_FACTS.map((name): [NoticeFact, string] => [name, known[name] ?? NO_FACT]);
  return Object.fromEntries(entries) as NoticeFacts;
}
