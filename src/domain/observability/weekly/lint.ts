import { errorAt, type DocumentFault, type DocumentPath } from '../../document-fault.js';
import { RUNNER_VARIABLE } from '../../policy-lint-sources.js';
import { durationOf, itemsOf, member, recordOf, textOf } from '../../raw-values.js';
import { suggest } from '../../suggest.js';
import { DAY, formatDuration } from '../../time.js';
import { hasWildcard } from './json-pointer.js';
import { filesNamedIn, lintFields, lintPointer } from './lint-fields.js';
import { placeholdersOf } from './map-rows.js';
import { BUILT_IN_SECTIONS, BUILT_IN_VERSIONS, OWN_FIELDS } from './sections.js';

const WEEKLY: DocumentPath = ['observability', 'weekly'];
const SECTIONS: DocumentPath = [...WEEKLY, 'sections'];
const KINDS = ['csv', 'json', 'rollup'] as const;
const ROLLUPS = ['summary', 'alerts'] as const;
/** Keys of a section beside the one that says its kind. */
const KEYS = ['week', 'newest', 'with', 'version', 'fields'] as const;
const KEYS_OF: Readonly<Record<(typeof KINDS)[number], readonly string[]>> = {
  csv: ['week', 'newest', 'with', 'fields'],
  json: ['version', 'fields'],
  rollup: [],
};

function keyFault(path: DocumentPath, key: string, message: string): DocumentFault {
  return { path: [...path, key], at: 'key', message, severity: 'error' };
}

/** What a schema cannot say of the section `observability.weekly`. */
export function lintWeekly(document: unknown): readonly DocumentFault[] {
  const observability = member(document, 'observability');
  const weekly = member(observability, 'weekly');
  if (recordOf(weekly) === null) return [];
  const sections = Object.entries(recordOf(member(weekly, 'sections')) ?? {});
  return [
    ...lintSecrets(member(weekly, 'webhook')),
    ...lintVersion(weekly),
    ...lintNames(
      weekly,
      sections.map(([name]) => name),
    ),
    ...sections.flatMap(([name, section]) => lintSection([...SECTIONS, name], section)),
    ...lintRollups(observability, sections),
  ];
}

function lintSecrets(webhook: unknown): readonly DocumentFault[] {
  const path = [...WEEKLY, 'webhook'];
  const address = textOf(member(webhook, 'secret'));
  const signing = member(webhook, 'signing-secret');
  const keys = (Array.isArray(signing) ? itemsOf(signing) : [signing]).map((one, i) => {
    const place: DocumentPath = Array.isArray(signing) ? ['signing-secret', i] : ['signing-secret'];
    return { name: textOf(one), place };
  });
  return [{ name: address, place: ['secret'] as DocumentPath }, ...keys].flatMap(({ name, place }) => {
    if (name === null) return [];
    const at = [...path, ...place];
    if (RUNNER_VARIABLE.test(name))
      return [errorAt(at, `${name} belongs to the runner; pass the secret under another name`)];
    if (place[0] !== 'secret' && name === address)
      return [errorAt(at, `${name} is the address; the key is a secret of its own`)];
    return [];
  });
}

function lintVersion(weekly: unknown): readonly DocumentFault[] {
  const version = textOf(member(weekly, 'schema-version'));
  if (version === null || member(weekly, 'schema') !== undefined || BUILT_IN_VERSIONS.includes(version))
    return [];
  const message = `the built-in schema has no version ${version}; use ${BUILT_IN_VERSIONS.join(' or ')}, or name a schema of your own`;
  return [errorAt([...WEEKLY, 'schema-version'], message)];
}

function lintNames(weekly: unknown, names: readonly string[]): readonly DocumentFault[] {
  const own = names
    .filter((name) => OWN_FIELDS.some((field) => field === name))
    .map((name) =>
      keyFault(SECTIONS, name, 'the report itself has a field of this name; choose another one'),
    );
  if (member(weekly, 'schema') !== undefined || recordOf(member(weekly, 'sections')) === null) return own;
  const known: readonly string[] = BUILT_IN_SECTIONS;
  const odd = names.filter((name) => !known.includes(name) && !OWN_FIELDS.some((field) => field === name));
  const missing = known.filter((name) => !names.includes(name));
  return [
    ...own,
    ...odd.map((name) => {
      const meant = suggest(name, missing);
      const hint = meant === null ? 'name a schema of your own' : `did you mean ${JSON.stringify(meant)}?`;
      return keyFault(
        SECTIONS,
        name,
        `the built-in schema knows no section ${JSON.stringify(name)}; ${hint}`,
      );
    }),
    ...(missing.length === 0
      ? []
      : [
          errorAt(
            SECTIONS,
            `the built-in schema also asks for ${missing.join(', ')}; write them, or name a schema of your own`,
          ),
        ]),
  ];
}

function lintSection(path: DocumentPath, section: unknown): readonly DocumentFault[] {
  const kind = KINDS.find((key) => member(section, key) !== undefined);
  // Of several kinds at once, and of none, the schema speaks.
  if (kind === undefined) return [];
  const odd = KEYS.filter((key) => member(section, key) !== undefined && !KEYS_OF[kind].includes(key)).map(
    (key) => keyFault(path, key, `a section of kind ${kind} has no ${key}; remove it`),
  );
  if (kind === 'rollup') return odd;
  const fields = member(section, 'fields');
  const beside = Object.keys(recordOf(member(section, 'with')) ?? {});
  const empty = fields === undefined ? [errorAt(path, 'what it tells is missing; write `fields`')] : [];
  const of = { kind, beside };
  const more = kind === 'csv' ? lintBeside(path, section) : lintKnown(path, section);
  return [...odd, ...empty, ...more, ...lintFields([...path, 'fields'], fields, of)];
}

function lintKnown(path: DocumentPath, section: unknown): readonly DocumentFault[] {
  const at = [...path, 'version', 'at'];
  const pointer = member(member(section, 'version'), 'at');
  const faults = lintPointer(at, pointer);
  if (faults.length > 0 || !hasWildcard(textOf(pointer) ?? '')) return faults;
  return [errorAt(at, '`*` gives many values, and a file has one version; write its place')];
}

function lintBeside(path: DocumentPath, section: unknown): readonly DocumentFault[] {
  const used = filesNamedIn(member(section, 'fields'));
  return Object.entries(recordOf(member(section, 'with')) ?? {}).flatMap(([name, value]): DocumentFault[] => {
    const at = [...path, 'with', name];
    const template = textOf(value);
    if (template === null) return [];
    const filled = template.replace(/\{[^{}]+\}/g, 'x');
    if (placeholdersOf(template).length === 0)
      return [
        errorAt(
          at,
          'every row would read the same file; name a column in braces, such as runs/{run_id}/daily.csv',
        ),
      ];
    if (/[{}]/.test(filled))
      return [errorAt(at, 'has a brace without its other one; write runs/{run_id}/daily.csv')];
    if (used.includes(name)) return [];
    return [
      {
        path: at,
        at: 'key',
        message: `no field reads it; name it with \`in\`, or remove it`,
        severity: 'warning',
      },
    ];
  });
}

/** Percentiles of a week are read from its samples. */
function lintRollups(
  observability: unknown,
  sections: readonly (readonly [string, unknown])[],
): readonly DocumentFault[] {
  const [first] = sections.filter(([, section]) =>
    ROLLUPS.some((what) => member(section, 'rollup') === what),
  );
  if (first === undefined) return [];
  const latency = member(observability, 'latency');
  if (latency === undefined) {
    const message = 'there are no rollups of signal latency; write observability.latency, or leave this out';
    return [errorAt([...SECTIONS, first[0], 'rollup'], message)];
  }
  const summary = sections.some(([, section]) => member(section, 'rollup') === 'summary');
  const ms = durationOf(member(latency, 'keep-samples'), 14 * DAY);
  if (!summary || ms === null || ms < DAY || ms >= 14 * DAY) return [];
  const message = `${formatDuration(ms)} is too short for the percentiles of the last complete week; use at least 14d`;
  return [errorAt(['observability', 'latency', 'keep-samples'], message)];
}
