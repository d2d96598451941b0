/** A condition on a label of a series. */
export interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** Which series are meant: the name of a metric, and conditions on their labels. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

const METRIC = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const MATCHER = /^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*("(?:[^"\\\n]|\\[\\"nt])*")\s*/;
/** What a backslash makes of the letter behind it. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t' };
const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]{0,99}$/;

/** Whether a text may name a label of a series that a policy takes something from. Names with two underscores are a server's own. */
export function isLabelName(text: string): boolean {
  return LABEL.test(text) && !text.startsWith('__');
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter);
}

function quoted(text: string): string {
  const escaped = text.replaceAll(/["\\]/g, (one) => `\\${one}`);
  return `"${escaped.replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;
}

/**
 * Reads a series selector of PromQL, such as `http_requests_total{job="api",code=~"5.."}`; null for anything else. It is the
 * one thing of a policy that a query is made from, so nothing else gets into one: no function, no time, no second metric.
 */
export function parseSelector(text: string): Selector | null {
  const metric = METRIC.exec(text)?.[0];
  if (metric === undefined) return null;
  let rest = text.slice(metric.length).trim();
  if (rest === '') return { metric, matchers: [] };
  if (!rest.startsWith('{') || !rest.endsWith('}')) return null;
  rest = rest.slice(1, -1);
  const matchers: Matcher[] = [];
  while (rest.trim() !== '') {
    const [all = '', label = '', operator = '', value = '""'] = MATCHER.exec(rest) ?? [];
    if (all === '' || label.startsWith('__')) return null;
    matchers.push({ label, operator: operator as Matcher['operator'], value: unquoted(value) });
    rest = rest.slice(all.length);
    if (rest === '') break;
    if (!rest.startsWith(',')) return null;
    rest = rest.slice(1);
  }
  return { metric, matchers };
}

/** The selector as PromQL: always the same text for the same selector. */
export function renderSelector({ metric, matchers }: Selector): string {
  if (matchers.length === 0) return metric;
  return `${metric}{${matchers.map(({ label, operator, value }) => `${label}${operator}${quoted(value)}`).join(',')}}`;
}
