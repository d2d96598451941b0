import type { Notice, Severity } from './notice.js';
import { notTooOld, plainTitle, withAnswer, type NoticeRecord } from './notice-record.js';
import type { Route } from './notify-policy.js';
import { groupNotices, type Groups } from './outbox-groups.js';
import { channelsOf } from './routes.js';
import { formatInstant } from './time.js';

export const OUTBOX_SCHEMA = 'phasegate.outbox/2';

/** Notices that wait for a channel; beyond it the least severe go first, of these the oldest. */
export const MAX_PENDING = 500;
/** Ids that are remembered as recorded; those of what is wanted still are kept beyond it. */
export const MAX_TOLD = 2_000;
/** Things that last, or groups, that are remembered. */
export const MAX_LASTING = 1_000;

/** A channel that a notice is still to reach. */
export interface Pending {
  readonly channel: string;
  /** How often it was tried. */
  readonly tries: number;
  /** Whether a try was begun whose end was never recorded: it may have arrived. */
  readonly isOpen: boolean;
  /** What the last try came to; empty before the first. */
  readonly why: string;
}

export interface OutboxItem {
  readonly notice: Notice;
  /** The notice in one line of plain text, as reports name it. */
  readonly title: string;
  /** When it was recorded, RFC 3339. */
  readonly recorded: string;
  /** Never empty: what reached every channel is no item any more. */
  readonly to: readonly Pending[];
}

/** Something that began and has not ended: an SLO beyond its limit, a rollback, an incident. */
export interface Lasting {
  /** RFC 3339. */
  readonly since: string;
  readonly severity: Severity;
  readonly phase: string;
  readonly slo: string | null;
}

/** What one rollout's people were told, and what is still to be sent. A cache: without it telling begins anew. */
export interface Outbox {
  readonly schema: typeof OUTBOX_SCHEMA;
  readonly rollout: string;
  /** The phase that was on, and the end of the newest window, when notices were last recorded; null before. */
  readonly phase: string | null;
  readonly window: string | null;
  /** The clock when notices were last recorded, RFC 3339; null before. */
  readonly at: string | null;
  /** Oldest first. */
  readonly items: readonly OutboxItem[];
  /** Notices that at least one channel answered to, oldest first. */
  readonly sent: readonly NoticeRecord[];
  /** Ids of recorded notices, oldest first. */
  readonly told: readonly string[];
  /** By dedup key. */
  readonly lasting: Readonly<Record<string, Lasting>>;
  readonly groups: Groups;
  /** Until when a channel is left alone, by name: RFC 3339. */
  readonly waits: Readonly<Record<string, string>>;
  /** How many pending notices were given up for want of room. */
  readonly left: number;
}

export function emptyOutbox(rollout: string): Outbox {
  return {
    schema: OUTBOX_SCHEMA,
    rollout,
    phase: null,
    window: null,
    at: null,
    items: [],
    sent: [],
    told: [],
    lasting: {},
    groups: {},
    waits: {},
    left: 0,
  };
}

export interface Recording {
  /** What should be known, oldest first. What was recorded before is passed over. */
  readonly wanted: readonly Notice[];
  readonly routes: readonly Route[];
  /** Channels that there are; what waits for another one is given up. */
  readonly channels: readonly string[];
  /** A notice in one line of plain text. Default: its template and what it is about. */
  readonly titleOf?: (notice: Notice) => string;
  /** null: stays as it was. */
  readonly phase: string | null;
  readonly window: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

function newestOf<T>(record: Readonly<Record<string, T>>, most: number): Record<string, T> {
  return Object.fromEntries(Object.entries(record).slice(-most));
}

/** What lasts once the notices are known: a trigger begins it, the end ends it; its begin stays that of the first trigger. */
function lastingAfter(before: Outbox['lasting'], notices: readonly Notice[]): Outbox['lasting'] {
  const after = new Map(Object.entries(before));
  for (const { kind, dedupKey, at, severity, phase, slo } of notices) {
    if (kind === 'resolve') after.delete(dedupKey);
    if (kind === 'trigger')
      after.set(dedupKey, { since: after.get(dedupKey)?.since ?? at, severity, phase, slo });
  }
  return newestOf(Object.fromEntries(after), MAX_LASTING);
}

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, critical: 2 };

function withinBounds(items: readonly OutboxItem[]): readonly OutboxItem[] {
  const over = items.length - MAX_PENDING;
  if (over <= 0) return items;
  const order = items
    .map((item, index) => ({ item, index }))
    .sort((a, b) => RANK[a.item.notice.routedAs] - RANK[b.item.notice.routedAs] || a.index - b.index);
  const dropped = new Set(order.slice(0, over).map(({ item }) => item));
  return items.filter((item) => !dropped.has(item));
}

function toldAfter(before: readonly string[], wanted: readonly Notice[]): readonly string[] {
  const ids = wanted.map(({ id }) => id);
  const fresh = new Set(ids);
  // A clock that jumped must not make anything new: what is wanted still is remembered whatever its age.
  const others = before.filter((id) => !fresh.has(id));
  return [...others.slice(-Math.max(0, MAX_TOLD - fresh.size)), ...fresh];
}

function addedItems(notices: readonly Notice[], recording: Recording): readonly OutboxItem[] {
  const { routes, titleOf = plainTitle, now } = recording;
  return notices.map((notice) => {
    const to = channelsOf(notice, routes).map((channel) => ({ channel, tries: 0, isOpen: false, why: '' }));
    return { notice, title: titleOf(notice), recorded: formatInstant(now), to };
  });
}

/** The items without what goes to no channel that there is, within their bounds; `sent` tells of what was given up. */
function settled(
  items: readonly OutboxItem[],
  sent: Outbox['sent'],
  { channels, now }: Pick<Recording, 'channels' | 'now'>,
): Pick<Outbox, 'items' | 'sent'> & { readonly left: number } {
  const at = formatInstant(now);
  let after = sent;
  const giveUp = (item: OutboxItem, channel: string, why: string): void => {
    after = withAnswer(after, item, { channel, state: 'refused', at, why });
  };
  const known = items.flatMap((item): OutboxItem[] => {
    const to = item.to.filter(({ channel }) => channels.includes(channel));
    for (const one of item.to) if (!to.includes(one)) giveUp(item, one.channel, 'there is no such channel');
    return to.length === 0 ? [] : [{ ...item, to }];
  });
  const kept = new Set(withinBounds(known));
  for (const item of known)
    if (!kept.has(item)) for (const { channel } of item.to) giveUp(item, channel, 'too many wait already');
  return { items: [...kept], sent: after, left: known.length - kept.size };
}

/** Records what should be known: each notice once, many of a kind as one, each for the channels of its routes. */
export function recordNotices(outbox: Outbox, recording: Recording): Outbox {
  const { wanted, channels, now } = recording;
  const told = new Set(outbox.told);
  const fresh = [...new Map(wanted.map((notice) => [notice.id, notice])).values()].filter(
    ({ id }) => !told.has(id),
  );
  const { notices, groups } = groupNotices(fresh, { groups: outbox.groups, lasting: outbox.lasting });
  const all = [...outbox.items, ...addedItems(notices, recording)];
  const { items, sent, left } = settled(all, notTooOld(outbox.sent, now), recording);
  return {
    ...outbox,
    phase: recording.phase ?? outbox.phase,
    window: recording.window ?? outbox.window,
    at: formatInstant(now),
    items,
    sent,
    told: toldAfter(outbox.told, wanted),
    lasting: lastingAfter(outbox.lasting, [...fresh, ...notices]),
    groups,
    waits: Object.fromEntries(Object.entries(outbox.waits).filter(([name]) => channels.includes(name))),
    left: outbox.left + left,
  };
}
