import type { BatchHeader } from './batch.js';
import { canonicalJson } from './canonical-json.js';
import { sha256 } from './digest.js';
import type { Policy, Sli } from './policy.js';

/** What an SLI measures, without its name and unit, as text. */
function definitionOf({ events, where, measure, by }: Sli): string {
  // How a quantile is read from its distribution, and whether matching events are good, is said by who judges it.
  const measured = measure.kind === 'quantile' || measure.kind === 'mean' ? measure.of : '';
  const match = measure.kind === 'ratio' ? measure.match : [];
  return canonicalJson({ events, where, by, kind: measure.kind, of: measured, match });
}

/** Digest of what the SLIs measure, in any order: two policies with the same one sum events up alike. */
export function definitionsDigest(slis: readonly Sli[]): string {
  return sha256(
    slis
      .map((sli) => canonicalJson([sli.id, definitionOf(sli)]))
      .sort()
      .join('\n'),
  );
}

/** By what SLIs were measured. */
export interface Definitions {
  readonly digest: string;
  /** Digest of each SLI's own definition, by id. */
  readonly slis: Readonly<Record<string, string>>;
}

export function definitionsOf(slis: readonly Sli[]): Definitions {
  return {
    digest: definitionsDigest(slis),
    slis: Object.fromEntries(slis.map((sli) => [sli.id, definitionsDigest([sli])])),
  };
}

/** How a batch without its events stands to a policy that it may not have been measured under. */
export type MeasuredFor =
  /** It was measured as the policy defines its SLIs, or it measured nothing. */
  | { readonly kind: 'alike' }
  /** Other definitions of these SLIs, sorted; those that it did not measure at all are among them. */
  | { readonly kind: 'otherwise'; readonly slis: readonly string[] }
  /** Other definitions, of a policy that is not at hand. */
  | { readonly kind: 'lost' }
  /** It does not say by which definitions: an earlier version wrote it. */
  | { readonly kind: 'unknown' };

/** @param others policies that it may have been measured under */
export function measuredFor(
  policy: Pick<Policy, 'slis'>,
  header: BatchHeader,
  others: readonly Pick<Policy, 'slis'>[],
): MeasuredFor {
  const { definitions, counts } = header;
  if (counts.accepted === 0 || definitions === definitionsDigest(policy.slis)) return { kind: 'alike' };
  if (definitions === undefined) return { kind: 'unknown' };
  const by = others.find(({ slis }) => definitionsDigest(slis) === definitions);
  if (by === undefined) return { kind: 'lost' };
  const known = new Map(by.slis.map((sli) => [sli.id, definitionOf(sli)]));
  const differ = policy.slis.filter((sli) => known.get(sli.id) !== definitionOf(sli));
  return { kind: 'otherwise', slis: differ.map(({ id }) => id).sort() };
}
