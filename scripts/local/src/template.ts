import { PhasegateError } from '../../../src/domain/fault.js';

export type Piece =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'expression'; readonly source: string };

/** Where the expression that begins at `from` ends: at the first `}}` outside a quoted text; -1 where there is none. */
function endOf(text: string, from: number): number {
  let quoted = false;
  for (let i = from; i < text.length; i += 1) {
    if (text[i] === "'") quoted = !quoted;
    else if (!quoted && text.startsWith('}}', i)) return i;
  }
  return -1;
}

/** Splits a text into what stands outside and inside `${{ … }}`. @throws PhasegateError where one is not closed. */
export function splitTemplate(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('${{', at);
    const plain = text.slice(at, start < 0 ? undefined : start);
    if (plain !== '') pieces.push({ kind: 'text', text: plain });
    if (start < 0) return pieces;
    const end = endOf(text, start + 3);
    if (end < 0)
      throw new PhasegateError('bad-input', `"\${{" without "}}" in ${JSON.stringify(text.slice(0, 200))}`);
    pieces.push({ kind: 'expression', source: text.slice(start + 3, end) });
    at = end + 2;
  }
}
