import { errorAt, type DocumentFault, type DocumentPath } from './document-fault.js';
import { itemsOf, member, textOf } from './raw-values.js';

/** Sections, and roles of one section, that a promotion asks for twice: both are compared without case. */
export function lintChecklists(document: unknown): readonly DocumentFault[] {
  return itemsOf(member(document, 'phases')).flatMap((phase, i) => {
    const path = ['phases', i, 'promote', 'checklist'];
    const sections = itemsOf(member(member(phase, 'promote'), 'checklist'));
    return [
      ...lintTwice(sections, path),
      ...sections.flatMap((section, k) =>
        lintTwice(itemsOf(member(section, 'signed-by')), [...path, k, 'signed-by']),
      ),
    ];
  });
}

function lintTwice(items: readonly unknown[], path: DocumentPath): readonly DocumentFault[] {
  const seen = new Map<string, unknown>();
  return items.flatMap((item, i) => {
    const name = textOf(item) ?? textOf(member(item, 'section'));
    const plain = name?.trim().toLowerCase() ?? '';
    if (plain === '') return [];
    const first = seen.get(plain);
    if (first === undefined) {
      seen.set(plain, item);
      return [];
    }
    // The same text twice breaks the schema, which says so.
    if (first === item) return [];
    return [errorAt([...path, i], `${JSON.stringify(name)} is in the list twice; keep one`)];
  });
}
