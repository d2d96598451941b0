const MASK = '***';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where secrets stand in a text; what overlaps is one. */
function spansOf(text: string, secrets: readonly string[]): readonly Span[] {
  const found: Span[] = [];
  for (const secret of secrets)
    for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + 1))
      found.push({ start: at, end: at + secret.length });
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Span[] = [];
  for (const span of found) {
    const last = merged[merged.length - 1];
    if (last === undefined || span.start >= last.end) merged.push(span);
    else if (span.end > last.end) merged[merged.length - 1] = { start: last.start, end: span.end };
  }
  return merged;
}

/** Masks secrets in a text that comes in pieces, also where one stands across two of them. */
export class SecretMask {
  readonly #secrets: readonly string[];
  /** As many characters at the end of what came may be the beginning of a secret. */
  readonly #held: number;
  #rest = '';

  constructor(secrets: readonly string[]) {
    this.#secrets = [...new Set(secrets)].filter((secret) => secret !== '');
    this.#held = Math.max(0, ...this.#secrets.map((secret) => secret.length - 1));
  }

  /** What can be shown now. */
  push(piece: string): string {
    const text = this.#rest + piece;
    const spans = spansOf(text, this.#secrets);
    let cut = Math.max(0, text.length - this.#held);
    // A secret across the cut stays whole, and so does what it overlaps.
    const across = spans.find(({ start, end }) => start < cut && end > cut);
    if (across !== undefined) cut = across.start;
    this.#rest = text.slice(cut);
    return this.#masked(text.slice(0, cut), spans);
  }

  /** What is left, once nothing more comes. */
  end(): string {
    const text = this.#rest;
    this.#rest = '';
    return this.#masked(text, spansOf(text, this.#secrets));
  }

  #masked(text: string, spans: readonly Span[]): string {
    let shown = '';
    let from = 0;
    for (const { start, end } of spans) {
      if (start >= text.length) break;
      shown += text.slice(from, start) + MASK;
      from = end;
    }
    return shown + text.slice(from);
  }
}
