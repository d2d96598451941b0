import { errorAt, type DocumentFault, type DocumentPath } from './document-fault.js';
import { itemsOf, member, numberOf, recordOf, textOf } from './raw-values.js';

/** Conditions that no number satisfies, and SLIs that nothing is judged by. */
export function lintSlis(document: unknown): readonly DocumentFault[] {
  const slis = Object.entries(recordOf(member(document, 'slis')) ?? {});
  return [
    ...slis.flatMap(([id, sli]) => [
      ...lintMatch(member(sli, 'where'), ['slis', id, 'where']),
      ...['good', 'bad'].flatMap((key) =>
        lintMatch(member(member(sli, 'ratio'), key), ['slis', id, 'ratio', key]),
      ),
    ]),
    ...lintUnused(document),
  ];
}

function lintMatch(match: unknown, path: DocumentPath): readonly DocumentFault[] {
  return Object.entries(recordOf(match) ?? {}).flatMap(([field, condition]) => {
    const above = numberOf(member(condition, 'above'));
    const below = numberOf(member(condition, 'below'));
    if (above === null || below === null || above < below) return [];
    return [errorAt([...path, field], `no number is above ${above} and below ${below}; swap them`)];
  });
}

function lintUnused(document: unknown): readonly DocumentFault[] {
  const ids = Object.keys(recordOf(member(document, 'slis')) ?? {});
  const used = itemsOf(member(document, 'phases')).flatMap((phase) =>
    itemsOf(member(phase, 'slos')).map((slo) => textOf(member(slo, 'sli'))),
  );
  // A name that is not known was meant to be one of those that now look unused.
  if (used.length === 0 || used.some((id) => id === null || !ids.includes(id))) return [];
  return ids
    .filter((id) => !used.includes(id))
    .map((id) => ({
      path: ['slis', id],
      at: 'key',
      message: `no phase judges SLI ${JSON.stringify(id)}; it is measured and shown nowhere in a verdict`,
      severity: 'warning',
    }));
}
