import type { Tally } from '../../../src/domain/evidence/evidence.js';
import { FALSE_ALARM_EVERY, LOOKBACK, weigh, type Past } from './evidence.js';
import { judgeMannWhitney } from './mann-whitney.js';
import { Screen } from './screen.js';
import type { Service } from './services.js';

/** A rule over one release: told each batch, in order, it says when to roll back. */
export interface Watch {
  /** @param baseline the same batch of the release before, healthy, for rules that compare */
  readonly next: (batch: Tally, baseline: Tally) => boolean;
}

export interface PeerPolicy {
  readonly id: string;
  readonly title: string;
  /** The one service that the rule is tried on; all where it is missing. */
  readonly only?: string;
  /** Whether it compares with a baseline; without one it is told the batch itself. Default false. */
  readonly compares?: boolean;
  /** Watches a new release. `past` grows as it goes on: a batch is in it before the watch is told of it. */
  readonly start: (allowed: number, past: Past) => Watch;
}

function isBeyond({ bad, total }: Tally, allowed: number): boolean {
  return total > 0 && bad > allowed * total;
}

/** In a row; a silence of one or two batches, as by default, neither counts nor breaks. */
function inARow(times: number, allowed: number): (batch: Tally) => boolean {
  let row = 0;
  let silent = 0;
  return (batch) => {
    silent = batch.total === 0 ? silent + 1 : 0;
    if (silent > 2) row = 0;
    if (batch.total > 0) row = isBeyond(batch, allowed) ? row + 1 : 0;
    return batch.total > 0 && row >= times;
  };
}

function plain(times: number): PeerPolicy {
  return {
    id: `plain-${times}`,
    title: `${times} in a row, no evidence`,
    start: (allowed) => ({ next: inARow(times, allowed) }),
  };
}

/** The rule is the least that must hold; the evidence is asked only then, as the analyzer does. */
function withEvidence(
  rule: (allowed: number) => (batch: Tally) => boolean,
  spreadOver: number,
): PeerPolicy['start'] {
  return (allowed, past) => {
    const met = rule(allowed);
    const screen = new Screen({ allowed, threshold: FALSE_ALARM_EVERY, batches: LOOKBACK });
    return {
      next: (batch) => {
        screen.add(batch);
        if (!met(batch) || screen.isHopeless()) return false;
        return weigh(past, { allowed, spreadOver }).met;
      },
    };
  };
}

/** The mean of the last batches' values. */
function meanOf(length: number, allowed: number): (batch: Tally) => boolean {
  let last: Tally[] = [];
  return (batch) => {
    if (batch.total === 0) return false;
    last = [...last, batch].slice(-length);
    const mean = last.reduce((sum, { bad, total }) => sum + bad / total, 0) / last.length;
    return last.length === length && mean > allowed;
  };
}

/** Failures count up and are never forgotten while the release is judged. */
function cumulative(limit: number): PeerPolicy['start'] {
  return (allowed) => {
    let failed = 0;
    return {
      next: (batch) => {
        if (isBeyond(batch, allowed)) failed += 1;
        return failed >= limit;
      },
    };
  };
}

/**
 * Argo Rollouts, a background analysis with `failureLimit: 3`: more than three failed measurements fail it, in a row or
 * not. A measurement without data is an error: more than `consecutiveErrorLimit: 4` of them in a row fail it too.
 */
const argo: PeerPolicy['start'] = (allowed, past) => {
  const failures = cumulative(4)(allowed, past);
  let errors = 0;
  return {
    next: (batch, baseline) => {
      errors = batch.total === 0 ? errors + 1 : 0;
      return failures.next(batch, baseline) || errors > 4;
    },
  };
};

export const POLICIES: readonly PeerPolicy[] = [
  {
    id: 'phasegate',
    title: 'Phasegate: 2 in a row and evidence',
    start: withEvidence((allowed) => inARow(2, allowed), 2),
  },
  {
    id: 'phasegate-mean',
    title: 'Phasegate: mean of 4 and evidence',
    only: 'flapping',
    start: withEvidence((allowed) => meanOf(4, allowed), 2),
  },
  plain(2),
  plain(3),
  { id: 'argo', title: 'Argo Rollouts: failureLimit 3', start: argo },
  { id: 'flagger', title: 'Flagger: threshold 5', start: cumulative(5) },
  {
    id: 'kayenta',
    title: 'Kayenta: Mann–Whitney over 6 hours',
    compares: true,
    start: () => judgeMannWhitney(),
  },
];

/** The baseline of a comparing rule: the release before, as healthy as the service was, or as it is where it always was so. */
export function baselineRate(service: Service): number {
  const rates: Readonly<Record<string, number>> = { 'at-limit': 0.01, 'p95-at-limit': 0.05 };
  if (Object.hasOwn(rates, service.id)) return rates[service.id] ?? 0;
  return service.allowed / 2;
}
