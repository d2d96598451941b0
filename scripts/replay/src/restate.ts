import { measuredFor } from '../../../src/domain/batch-definitions.js';
import type { BatchHeader } from '../../../src/domain/batch.js';
import { plural } from '../../../src/domain/figure.js';
import { timed, type IncomingBatch } from '../../../src/domain/history.js';
import type { Policy } from '../../../src/domain/policy.js';
import { summedUpBy } from '../../../src/domain/replay-batches.js';
import { formatDuration } from '../../../src/domain/time.js';
import { readEventLines } from './batches.js';

export interface Restated {
  /** As the other policy would have summed them up. */
  readonly batches: readonly IncomingBatch[];
  /** What they cannot show of the other policy, a sentence each. */
  readonly notes: readonly string[];
}

/** What was found of batches that keep no events, by how many they are. */
class Lost {
  unknown = 0;
  lost = 0;
  readonly otherwise = new Map<string, number>();

  notes(): string[] {
    const otherwise = [...this.otherwise].sort(([a], [b]) => (a < b ? -1 : 1));
    const bare = (count: number): string => `${plural(count, 'batch file')} without events`;
    return [
      ...otherwise.map(
        ([sli, count]) =>
          `${bare(count)}: ${sli} was measured under another definition, or not at all, so they say nothing of it`,
      ),
      ...(this.lost > 0
        ? [
            `${bare(this.lost)}: measured under definitions of a policy that is not at hand, so they say nothing`,
          ]
        : []),
      ...(this.unknown > 0
        ? [
            `${bare(this.unknown)}: they do not name the definitions that they were measured under, so their SLIs are as they were collected`,
          ]
        : []),
    ];
  }
}

/** A batch without events, with only the figures that mean what the policy means by them. */
function alikeOnly(
  header: BatchHeader,
  { policy, policies, lost }: { policy: Policy; policies: readonly Policy[]; lost: Lost },
): BatchHeader {
  const measured = measuredFor(policy, header, policies);
  switch (measured.kind) {
    case 'alike':
      return header;
    case 'unknown':
      lost.unknown += 1;
      return header;
    case 'lost':
      lost.lost += 1;
      return { ...header, summaries: [] };
    case 'otherwise': {
      const { slis } = measured;
      for (const sli of slis) lost.otherwise.set(sli, (lost.otherwise.get(sli) ?? 0) + 1);
      return { ...header, summaries: header.summaries.filter(({ sli }) => !slis.includes(sli)) };
    }
  }
}

function lengthNotes(policy: Policy, batches: readonly IncomingBatch[]): string[] {
  const lengths = batches.map(({ header }) => {
    const { start, end } = timed(header).window;
    return end - start;
  });
  const others = [...new Set(lengths)].filter((ms) => ms !== policy.batchMs).sort((a, b) => a - b);
  if (others.length === 0) return [];
  const found = others.map(formatDuration).join(' or ');
  return [
    `batches are ${found} long, and the other policy's ${formatDuration(policy.batchMs)}: they are judged as they are`,
  ];
}

/**
 * The batches as another policy would have summed them up. Where one keeps its events, they are summed up again; where it
 * does not, its figures are used for those SLIs only that it measured as the other policy defines them.
 *
 * @param policies those that it may have been measured under
 * @throws PhasegateError `io-failed`.
 */
export async function restate(
  policy: Policy,
  options: { readonly batches: readonly IncomingBatch[]; readonly policies: readonly Policy[] },
): Promise<Restated> {
  const lost = new Lost();
  const again: IncomingBatch[] = [];
  for (const { file, header } of options.batches) {
    const restated =
      header.events === 0
        ? alikeOnly(header, { policy, policies: options.policies, lost })
        : summedUpBy(policy, header, await readEventLines(file));
    again.push({ file, header: restated });
  }
  return { batches: again, notes: [...lost.notes(), ...lengthNotes(policy, options.batches)] };
}
