import { errorAt, type DocumentFault, type DocumentPath } from './document-fault.js';
import { BUCKET_LABEL } from './metrics/histogram.js';
import { isLabelName, parseSelector } from './metrics/selector.js';
import { itemsOf, member, recordOf, textOf } from './raw-values.js';

/** Keys of a source that are of lines, and mean nothing where a server counts. */
const OF_LINES = ['schema', 'ts', 'id', 'arrived', 'event'];

/** What a schema cannot say of sources that count themselves, and of the SLIs that are measured from them. */
export function lintMetrics(document: unknown): readonly DocumentFault[] {
  const sources = itemsOf(member(document, 'sources'));
  const slis = Object.entries(recordOf(member(document, 'slis')) ?? {});
  const servers = sources.filter(isServer).flatMap((source) => textOf(member(source, 'name')) ?? []);
  const used = new Set(slis.flatMap(([, sli]) => textOf(member(sli, 'from')) ?? []));
  return [
    ...sources.flatMap((source, i) => lintSource(source, ['sources', i], used)),
    ...slis.flatMap(([id, sli]) =>
      member(sli, 'from') === undefined
        ? lintEventSli(sli, ['slis', id])
        : lintMetricSli(sli, ['slis', id], servers),
    ),
  ];
}

function isServer(source: unknown): boolean {
  return member(source, 'format') === 'prometheus';
}

function faultAtKey(path: DocumentPath, message: string): DocumentFault {
  return { path, at: 'key', message, severity: 'error' };
}

function lintSource(
  source: unknown,
  path: DocumentPath,
  used: ReadonlySet<string>,
): readonly DocumentFault[] {
  if (!isServer(source)) {
    if (member(source, 'labels') === undefined || member(source, 'url') === undefined) return [];
    return [
      faultAtKey([...path, 'labels'], 'means something only beside `format: prometheus`; leave it out'),
    ];
  }
  const name = textOf(member(source, 'name'));
  const url = textOf(member(source, 'url'));
  return [
    ...OF_LINES.filter((key) => member(source, key) !== undefined).map((key) =>
      faultAtKey([...path, key], 'is of lines, and a server of metrics gives none; leave it out'),
    ),
    ...(url?.includes('?') === true
      ? [errorAt([...path, 'url'], 'has a part behind ?; write the address of the server, without /api/v1')]
      : []),
    ...(name !== null && !used.has(name)
      ? [faultAtKey([...path, 'name'], `no SLI is measured from it; write \`from: ${name}\` in one`)]
      : []),
  ];
}

/** Where a string stands in the place of conditions, `from` was forgotten. */
function lintEventSli(sli: unknown, path: DocumentPath): readonly DocumentFault[] {
  const ratio = member(sli, 'ratio');
  const places: readonly (readonly [unknown, DocumentPath])[] = [
    ...['good', 'bad', 'total'].map((key) => [member(ratio, key), ['ratio', key]] as const),
    [member(sli, 'count'), ['count']],
  ];
  return places
    .filter(([value]) => typeof value === 'string')
    .map(([, place]) =>
      errorAt([...path, ...place], 'names series, which need `from`: the source that has them'),
    );
}

function lintMetricSli(
  sli: unknown,
  path: DocumentPath,
  servers: readonly string[],
): readonly DocumentFault[] {
  const faults: DocumentFault[] = [];
  const from = textOf(member(sli, 'from'));
  if (from !== null && !servers.includes(from)) {
    const known = servers.length === 0 ? 'there is none' : `known: ${servers.join(', ')}`;
    faults.push(errorAt([...path, 'from'], `is no source with \`format: prometheus\`; ${known}`));
  }
  for (const key of ['event', 'where'])
    if (member(sli, key) !== undefined)
      faults.push(
        faultAtKey([...path, key], 'is of events, and `from` takes a server in their place; keep one'),
      );
  if (member(sli, 'mean') !== undefined)
    faults.push(
      faultAtKey(
        [...path, 'mean'],
        'needs the squares of the values, which no server counts; take a quantile or a ratio',
      ),
    );
  const by = textOf(member(sli, 'by'));
  if (by !== null && (!isLabelName(by) || by === BUCKET_LABEL))
    faults.push(errorAt([...path, 'by'], 'is no label that series may be told apart by'));
  return [...faults, ...lintSeries(sli, path)];
}

function lintSeries(sli: unknown, path: DocumentPath): readonly DocumentFault[] {
  const ratio = recordOf(member(sli, 'ratio'));
  if (ratio !== null) {
    const own = ['good', 'bad', 'total'].filter((key) => member(ratio, key) !== undefined);
    const places = own.flatMap((key) => lintSelector(ratio[key], [...path, 'ratio', key]));
    const lacks = ratio['total'] === undefined;
    return lacks
      ? [...places, errorAt([...path, 'ratio'], 'lacks `total`: the counter of all events')]
      : places;
  }
  const quantile = member(sli, 'quantile');
  const of = textOf(member(quantile, 'of'));
  if (of !== null) {
    const place = [...path, 'quantile', 'of'];
    const selector = parseSelector(of);
    if (selector === null) return lintSelector(of, place);
    if (!selector.metric.endsWith('_bucket') || selector.matchers.some(({ label }) => label === BUCKET_LABEL))
      return [errorAt(place, 'must name all buckets of a classic histogram, as in request_seconds_bucket')];
    return [];
  }
  const count = member(sli, 'count');
  return count === undefined ? [] : lintSelector(count, [...path, 'count']);
}

function lintSelector(value: unknown, path: DocumentPath): readonly DocumentFault[] {
  if (typeof value === 'string' && parseSelector(value) !== null) return [];
  return [
    errorAt(
      path,
      'is no selector of series: a metric, and conditions such as {code=~"5..",job="api"}; functions have no place in it',
    ),
  ];
}
