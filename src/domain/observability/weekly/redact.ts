import type { Json } from '../../canonical-json.js';

export const HIDDEN = '***';
/** Names of fields that hold what is nobody's business, in any writing: `apiKey`, `API-KEY`, `smtp_password`. */
const SENSITIVE = /(?:password|passwd|secret|token|authorization|apikey|credential|cookie|email|phone)/;
/** Longer texts than this are cut before they are looked through. */
const MAX_TEXT = 10_000;

// Each repeats a class of characters a bounded number of times, so that no text takes long.
const PATTERNS: readonly RegExp[] = [
  // An e-mail address.
  /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,190}\.\p{L}{2,24}/gu,
  // User and password in an address.
  /(?<=:\/\/)[^\s/@"']{1,200}@/g,
  // What is given as a secret in a query, a header or a text.
  /(?<=\b(?:token|secret|password|passwd|api[_-]?key|access[_-]?key|signature|sig)["']?\s{0,3}[=:]\s{0,3}["']?)[^\s"'&,;}]{4,400}/gi,
  /(?<=\b(?:bearer|basic)\s{1,3})[A-Za-z0-9._~+/=-]{8,2000}/gi,
  // Keys and tokens that say what they are by their beginning.
  /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|sk_live_|sk-|rk_live_|AKIA|ASIA|AIza|npm_|hooks\.slack\.com\/services\/)[A-Za-z0-9_/-]{8,300}/g,
  // A JSON Web Token.
  /\beyJ[A-Za-z0-9_-]{5,2000}\.[A-Za-z0-9_-]{5,4000}\.[A-Za-z0-9_-]{0,1000}/g,
  /-----BEGIN [A-Z ]{3,40}-----[^-]{0,9000}(?:-----END [A-Z ]{3,40}-----)?/g,
];

/** A text without e-mail addresses, passwords, keys and tokens. */
export function redactText(text: string): string {
  const short = text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`;
  return PATTERNS.reduce((out, pattern) => out.replace(pattern, HIDDEN), short);
}

/** Whether the values of a field are not shown: one that is named, or whose name speaks of secrets. */
export function hiddenBy(fields: readonly string[]): (name: string) => boolean {
  const hidden = new Set(fields.map(plain));
  return (name) => hidden.has(plain(name)) || SENSITIVE.test(plain(name));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/**
 * What may be logged of a value: texts without personal data and secrets, and nothing of the fields that are named or whose
 * names speak of secrets. Names of members are looked through as well.
 */
export function redacted(value: unknown, fields: readonly string[]): Json {
  const hides = hiddenBy(fields);
  const walk = (one: unknown): Json => {
    if (typeof one === 'string') return redactText(one);
    if (typeof one === 'number' || typeof one === 'boolean') return one;
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== 'object' || one === null) return null;
    return Object.fromEntries(
      Object.entries(one).map(([name, member]) => [redactText(name), hides(name) ? HIDDEN : walk(member)]),
    );
  };
  return walk(value);
}
