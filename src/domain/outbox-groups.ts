import { sha256 } from './digest.js';
import { NO_FACT, noticeFacts, noticeSubject, type Notice } from './notice.js';
import { formatDuration, parseInstant } from './time.js';

/** More notices of one kind and template than this in one tick are told as one. */
export const GROUP_ABOVE = 10;
/** Lines of a group's list. */
const MAX_LIST = 20;

/** Things that began together and were told as one: which of them have not ended, by the group's dedup key. */
export type Groups = Readonly<Record<string, readonly string[]>>;

function firstOf(notices: readonly Notice[]): Notice {
  const [first] = notices;
  if (first === undefined) throw new RangeError('a group has a notice');
  return first;
}

function titleOf(notice: Notice): string {
  const { value } = notice.facts;
  const what = noticeSubject(notice);
  return value === NO_FACT ? what : `${what}: ${value}`;
}

function groupOf(notices: readonly Notice[]): Notice {
  const first = firstOf(notices);
  const ids = notices.map(({ id }) => id).sort();
  const key = `${first.rollout}/group/${sha256(ids.join('\n')).slice(0, 16)}`;
  const titles = notices.map(titleOf);
  const more = titles.length - MAX_LIST;
  const list = [...titles.slice(0, MAX_LIST), ...(more > 0 ? [`and ${more} more`] : [])];
  return {
    ...first,
    id: `${key}/${first.kind}`,
    template: 'group',
    slo: null,
    dedupKey: key,
    facts: noticeFacts({
      rollout: first.facts.rollout,
      phase: first.facts.phase,
      window: first.facts.window,
      metric: `${notices.length} at once: ${first.template}`,
      status: first.template,
      reason: `${notices.length} notices of one kind came at once and are told as one`,
      cmd: first.facts.cmd,
      count: String(notices.length),
      list: list.join('\n'),
    }),
  };
}

/** The end of a group, once everything in it has ended. */
function endOf(key: string, last: Notice, since: string | null): Notice {
  const lastedMs = (parseInstant(last.at) ?? 0) - (parseInstant(since ?? last.at) ?? 0);
  const duration = since === null ? NO_FACT : formatDuration(Math.max(0, lastedMs));
  return {
    ...last,
    id: `${key}/resolve`,
    template: 'resolved',
    kind: 'resolve',
    slo: null,
    dedupKey: key,
    facts: { ...last.facts, metric: 'everything that began together', duration },
  };
}

function byKind(notices: readonly Notice[]): Map<string, Notice[]> {
  const kinds = new Map<string, Notice[]>();
  for (const notice of notices) {
    const kind = `${notice.kind}/${notice.template}/${notice.routedAs}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), notice]);
  }
  return kinds;
}

/**
 * Many at once become one notice. What then comes of one in a group is not told by itself; the group ends when
 * everything in it has ended.
 */
export function groupNotices(
  fresh: readonly Notice[],
  before: {
    readonly groups: Groups;
    readonly lasting: Readonly<Record<string, { readonly since: string }>>;
  },
): { readonly notices: readonly Notice[]; readonly groups: Groups } {
  const open = new Map(Object.entries(before.groups).map(([key, keys]) => [key, new Set(keys)]));
  const ended: Notice[] = [];
  const alone = fresh.filter((notice) => {
    const group = [...open].find(([, keys]) => keys.has(notice.dedupKey));
    if (group === undefined) return true;
    const [key, keys] = group;
    if (notice.kind !== 'resolve') return false;
    keys.delete(notice.dedupKey);
    if (keys.size > 0) return false;
    open.delete(key);
    const since = Object.hasOwn(before.lasting, key) ? before.lasting[key]?.since : undefined;
    ended.push(endOf(key, notice, since ?? null));
    return false;
  });
  const kinds = byKind(alone);
  const notices: Notice[] = [];
  for (const [kind, list] of kinds) {
    if (list.length <= GROUP_ABOVE) continue;
    const group = groupOf(list);
    notices.push(group);
    kinds.set(kind, []);
    if (group.kind === 'trigger') open.set(group.dedupKey, new Set(list.map(({ dedupKey }) => dedupKey)));
  }
  const single = new Set([...kinds.values()].flat());
  return {
    notices: [...alone.filter((notice) => single.has(notice)), ...notices, ...ended],
    groups: Object.fromEntries([...open].map(([key, keys]) => [key, [...keys]])),
  };
}
