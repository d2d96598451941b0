import type { Analysis } from '../../src/domain/analysis.js';
import { PhasegateError } from '../../src/domain/fault.js';
import type { KnownIncident } from '../../src/domain/incident-issue.js';
import type { LedgerEntry } from '../../src/domain/ledger-entry.js';
import type { Notice, NoticeLinks, NoticeText } from '../../src/domain/notice.js';
import type { ChannelPolicy, NotifyPolicy } from '../../src/domain/notify-policy.js';
import { plainTitle } from '../../src/domain/notice-record.js';
import { emptyOutbox, recordNotices, type Outbox } from '../../src/domain/outbox.js';
import { parseOutbox, renderOutbox } from '../../src/domain/outbox-file.js';
import type { Policy } from '../../src/domain/policy.js';
import type { Channel, OutboxStore } from '../../src/ports/notifier.js';
import type { OutputKind } from '../../src/render/markup.js';
import { noticeChart, type NoticeChart } from '../../src/render/notice-chart.js';
import { policyLinks } from '../../src/render/notice-facts.js';
import { wantedNotices } from '../../src/render/wanted-notices.js';
import { sendNotices, type ChannelResult, type Clock } from './send-notices.js';

/** Renders a notice for a kind of output, with the chart that it has then. Default: it has none. */
export type RenderNotice = (notice: Notice, kind: OutputKind, chart?: NoticeChart) => NoticeText;

/** The channels of a policy: those that can be sent to, and those that lack a secret. */
export interface ChannelSet {
  readonly open: readonly {
    readonly kind: ChannelPolicy['kind'];
    readonly markup: OutputKind;
    readonly channel: Channel;
  }[];
  readonly closed: readonly { readonly name: string; readonly why: string }[];
}

export interface Notifying {
  readonly policy: Policy;
  readonly notify: NotifyPolicy;
  readonly analysis: Analysis | null;
  /** null: there are no issues. */
  readonly incidents: readonly KnownIncident[] | null;
  readonly entries: readonly LedgerEntry[];
  readonly links: Partial<NoticeLinks>;
  readonly store: OutboxStore;
  readonly channels: ChannelSet;
  readonly render: RenderNotice;
  /** The tick's clock, ms since the epoch. */
  readonly now: number;
  /** The clock that waits and budgets go by. */
  readonly clock: Clock;
  readonly log: { readonly info: (line: string) => void; readonly warning: (line: string) => void };
  /** Says what would be sent, and records and sends nothing. */
  readonly isDryRun: boolean;
}

async function readOutbox({ store, policy, log }: Notifying): Promise<Outbox> {
  const { rollout } = policy;
  const text = await store.read();
  if (text === null) return emptyOutbox(rollout);
  try {
    return parseOutbox(text, { file: 'outbox.json', rollout });
  } catch (error) {
    if (!(error instanceof PhasegateError) || error.code !== 'bad-input') throw error;
    // It is a cache: without it how things stand is told once more.
    log.warning(`notices: ${error.message}; begun anew`);
    return emptyOutbox(rollout);
  }
}

/** The notice's title; a template that cannot be used is the sending's fault to tell. */
function titleOf(notice: Notice, render: RenderNotice): string {
  try {
    return render(notice, 'plain').title;
  } catch {
    return plainTitle(notice);
  }
}

function recorded(notifying: Notifying, outbox: Outbox): Outbox {
  const { policy, notify, analysis, incidents, entries, links, now, render } = notifying;
  const { remindMs, routes, channels } = notify;
  return recordNotices(outbox, {
    wanted: wantedNotices({
      policy,
      analysis,
      incidents,
      entries,
      links: { ...links, ...policyLinks(notify) },
      outbox,
      remindMs,
      now,
    }),
    routes,
    channels: channels.map(({ name }) => name),
    phase: analysis?.phase ?? null,
    window: analysis?.window?.end ?? null,
    now,
    titleOf: (notice) => titleOf(notice, render),
  });
}

function sayResults(
  results: readonly ChannelResult[],
  { channels, log }: Pick<Notifying, 'channels' | 'log'>,
): void {
  for (const { channel, delivered, waiting, why } of results) {
    if (delivered > 0) log.info(`notices: ${channel} took ${delivered}`);
    if (waiting > 0) log.warning(`notices: ${channel} is left with ${waiting}, sent by a later tick: ${why}`);
  }
  const faults = [
    ...channels.closed.map(({ name, why }) => `${name}: ${why}`),
    ...results.flatMap(({ channel, refused }) => refused.map(({ id, why }) => `${channel}: ${id}: ${why}`)),
  ];
  if (faults.length > 0) throw new PhasegateError('io-failed', `notices not delivered: ${faults.join('; ')}`);
}

/**
 * Tells people of one rollout what they should know and do not: records it, sends it, ticks it off. What a channel does not
 * take now is sent by a later tick.
 *
 * @throws PhasegateError `io-failed`, when all is done, for what a channel refuses and for a secret that is missing;
 * `newer-state` for an outbox of a newer version.
 */
export async function notifyRollout(notifying: Notifying): Promise<void> {
  const { notify, store, channels, clock, log, render, isDryRun } = notifying;
  const before = await readOutbox(notifying);
  const outbox = recorded(notifying, before);
  if (isDryRun) {
    for (const { notice, to } of outbox.items) {
      const names = to.map(({ channel }) => channel).join(', ');
      log.info(`would send ${notice.severity}: ${notice.id} to ${names}`);
    }
    return;
  }
  await store.write(renderOutbox(outbox));
  const chart = noticeChart(notifying.analysis?.recent ?? []);
  if (outbox.left > before.left)
    log.warning(`notices: ${outbox.left - before.left} were given up: too many wait already`);
  const sent = await sendNotices({
    outbox,
    store,
    channels: channels.open.map(({ channel, markup }) => ({
      channel,
      render: (notice) => render(notice, markup, chart),
    })),
    budgetMs: notify.budgetMs,
    clock,
    now: notifying.now,
  });
  sayResults(sent.results, notifying);
}
