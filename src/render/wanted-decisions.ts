import type { Analysis } from '../domain/analysis.js';
import { NO_FACT } from '../domain/notice.js';
import { formatDuration, formatInstant, parseInstant } from '../domain/time.js';
import { dispatchCommand } from './commands.js';
import { analysisFacts, rollbackCommand } from './notice-facts.js';
import { keyOf, remindersDue, type Draft, type NoticeSources } from './wanted-sources.js';

function baseOf(sources: NoticeSources, analysis: Analysis) {
  const { policy, now } = sources;
  return {
    rollout: policy.rollout,
    phase: analysis.phase,
    slo: null,
    at: formatInstant(now),
    facts: analysisFacts(policy, analysis),
  };
}

/** Who or what brought the phase about, as the ledger says. */
function initiatorOf({ entries }: NoticeSources, analysis: Analysis): string {
  const entry = entries.find(({ seq }) => seq === analysis.governance.entries);
  return entry?.to === analysis.phase ? entry.executor : NO_FACT;
}

function gateDrafts(sources: NoticeSources, analysis: Analysis): readonly Draft[] {
  const { policy, outbox } = sources;
  const { gate, phase, governance, reason } = analysis;
  const base = baseOf(sources, analysis);
  const id = keyOf(policy.rollout, phase, gate, `after-${governance.entries}`);
  switch (gate) {
    case 'hold':
      return [];
    case 'promote': {
      const cmd = dispatchCommand({ operation: 'promote', reason });
      const facts = { ...base.facts, metric: 'promotion', status: 'due', cmd };
      const dedupKey = keyOf(policy.rollout, 'promotion');
      return [{ ...base, id, template: 'promotion', kind: 'update', severity: 'info', dedupKey, facts }];
    }
    case 'rollback': {
      const dedupKey = keyOf(policy.rollout, 'rollback');
      const since = Object.hasOwn(outbox.lasting, dedupKey) ? outbox.lasting[dedupKey]?.since : undefined;
      const count = since === undefined ? 0 : remindersDue(since, sources);
      const cmd = rollbackCommand(analysis, reason);
      const facts = { ...base.facts, metric: 'rollback', status: 'due', cmd };
      const draft = { ...base, template: 'rollback', severity: 'critical', dedupKey, facts } as const;
      const first: Draft = { ...draft, id, kind: 'trigger' };
      if (count === 0) return [first];
      const reminder = { ...facts, reminder: String(count) };
      return [first, { ...draft, id: keyOf(id, `reminder-${count}`), kind: 'update', facts: reminder }];
    }
  }
}

/** The phase is another one than when notices were last recorded. */
function moveDrafts(sources: NoticeSources, analysis: Analysis): readonly Draft[] {
  const { policy, outbox } = sources;
  const from = outbox.phase;
  if (from === null || from === analysis.phase) return [];
  const position = (id: string): number => policy.phases.findIndex((phase) => phase.id === id);
  const isBack = position(analysis.phase) < position(from);
  const base = baseOf(sources, analysis);
  const reason = `${analysis.phase} is on, ${from} was before`;
  const facts = {
    ...base.facts,
    phase: from,
    to: analysis.phase,
    status: 'done',
    reason,
    initiator: initiatorOf(sources, analysis),
  };
  const entries = `after-${analysis.governance.entries}`;
  if (!isBack) {
    return [
      {
        ...base,
        id: keyOf(policy.rollout, 'promoted', analysis.phase, entries),
        template: 'promotion',
        kind: 'update',
        severity: 'info',
        dedupKey: keyOf(policy.rollout, 'promotion'),
        facts: { ...facts, metric: 'promotion' },
      },
    ];
  }
  return [
    {
      ...base,
      id: keyOf(policy.rollout, 'rolled-back', analysis.phase, entries),
      template: 'rollback',
      kind: 'trigger',
      severity: 'critical',
      dedupKey: keyOf(policy.rollout, 'rollback'),
      facts: { ...facts, metric: 'rollback' },
    },
  ];
}

function stabilisingDrafts(sources: NoticeSources, analysis: Analysis): readonly Draft[] {
  const { policy, outbox, now } = sources;
  const { stabilising, gate } = analysis;
  const dedupKey = keyOf(policy.rollout, 'rollback');
  const base = baseOf(sources, analysis);
  if (stabilising !== null) {
    const facts = {
      ...base.facts,
      metric: 'rollback',
      status: 'stabilising',
      reason: stabilising.reason,
      initiator: initiatorOf(sources, analysis),
    };
    const id = keyOf(policy.rollout, 'stabilising', String(stabilising.entry));
    return [{ ...base, id, template: 'stabilising', kind: 'trigger', severity: 'warning', dedupKey, facts }];
  }
  const lasting = Object.hasOwn(outbox.lasting, dedupKey) ? outbox.lasting[dedupKey] : undefined;
  if (lasting === undefined || gate === 'rollback') return [];
  const duration = formatDuration(Math.max(0, now - (parseInstant(lasting.since) ?? now)));
  return [
    {
      ...base,
      id: keyOf(policy.rollout, 'rollback-over', `after-${analysis.governance.entries}`, lasting.since),
      template: 'resolved',
      kind: 'resolve',
      severity: 'info',
      routedAs: 'critical',
      dedupKey,
      facts: { ...base.facts, metric: 'rollback', status: 'over', duration },
    },
  ];
}

/** What the gate and the ledger give to tell: a rollback or a promotion that is due or done, and a rollback's end. */
export function decisionNotices(sources: NoticeSources, analysis: Analysis): readonly Draft[] {
  return [
    ...moveDrafts(sources, analysis),
    ...gateDrafts(sources, analysis),
    ...stabilisingDrafts(sources, analysis),
  ];
}
