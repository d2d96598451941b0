import { errorAt, type DocumentFault, type DocumentPath } from './document-fault.js';
import { itemsOf, member, recordOf, textOf } from './raw-values.js';

/** What the machinery around a step puts into its environment: no source may send any of it anywhere. */
export const RUNNER_VARIABLE = /^(?:GITHUB|ACTIONS|RUNNER|INPUT|STATE|NODE)_/;
/** Headers that the transfer itself depends on. */
const OWN_HEADERS = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'keep-alive',
  'range',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const CREDENTIAL = /^(?:authorization|proxy-authorization|cookie)$|token|secret|password|api-?key/i;
/** Keys that mean something only beside another one. */
const ONLY_WITH: readonly (readonly [string, string])[] = [
  ['workflow', 'artifact'],
  ['headers', 'url'],
  ['format', 'url'],
  ['private', 'url'],
  ['labels', 'url'],
];

/** What a schema cannot say of where sources are fetched from. */
export function lintOrigins(document: unknown): readonly DocumentFault[] {
  return itemsOf(member(document, 'sources')).flatMap((source, i) => [
    ...lintCombination(source, ['sources', i]),
    ...lintUrl(source, ['sources', i]),
    ...lintHeaders(source, ['sources', i]),
  ]);
}

function has(source: unknown, key: string): boolean {
  return member(source, key) !== undefined;
}

function lintCombination(source: unknown, path: DocumentPath): readonly DocumentFault[] {
  const faultAt = (key: string, message: string): DocumentFault => ({
    path: [...path, key],
    at: 'key',
    message,
    severity: 'error',
  });
  const alone = ONLY_WITH.filter(([key, other]) => has(source, key) && !has(source, other)).map(
    ([key, other]) => faultAt(key, `means something only beside \`${other}\`; leave it out`),
  );
  // Of several kinds at once, and of none, the schema speaks.
  if (has(source, 'jsonl') || has(source, 'csv')) return alone;
  const kind = ['url', 'ledger', 'incidents', 'ticks'].find((key) => has(source, key));
  if (kind === undefined) return alone;
  const other = ['artifact', 'branch'].filter((key) => has(source, key));
  return [
    ...alone,
    ...other.map((key) =>
      faultAt(key, `\`${key}\` names where files are, and \`${kind}\` is another source; keep one`),
    ),
  ];
}

function lintUrl(source: unknown, path: DocumentPath): readonly DocumentFault[] {
  const url = textOf(member(source, 'url'));
  // What does not begin like this is named by the schema.
  if (url === null || !/^https:\/\//.test(url)) return [];
  if (!URL.canParse(url)) return [errorAt([...path, 'url'], 'is no address')];
  const { username, password, hash } = new URL(url);
  if (username !== '' || password !== '')
    return [errorAt([...path, 'url'], 'holds a user or a password; send it in `headers`, from a secret')];
  return hash === '' ? [] : [errorAt([...path, 'url'], 'has a part behind #, which is never sent')];
}

function lintHeaders(source: unknown, path: DocumentPath): readonly DocumentFault[] {
  const headers = recordOf(member(source, 'headers')) ?? {};
  const seen = new Set<string>();
  return Object.entries(headers).flatMap(([name, value]): DocumentFault[] => {
    const place = [...path, 'headers', name];
    const lower = name.toLowerCase();
    const secret = textOf(member(value, 'secret'));
    const faults: string[] = [];
    if (seen.has(lower)) faults.push('is there twice; capital letters make no difference');
    seen.add(lower);
    if (OWN_HEADERS.has(lower)) faults.push('belongs to the transfer itself; leave it out');
    else if (typeof value === 'string' && CREDENTIAL.test(lower))
      faults.push('would stand in the policy for all to read; write { secret: NAME }');
    if (secret !== null && RUNNER_VARIABLE.test(secret))
      faults.push(`${secret} belongs to the runner and is sent nowhere; pass the secret under another name`);
    return faults.map((message) => ({ path: place, at: 'key', message, severity: 'error' }));
  });
}
