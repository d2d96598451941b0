/** Edits that turn one text into the other, where swapping two neighbours is one edit (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(substitution, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** Longer texts are no slips of the keyboard, and comparing them would cost time. */
const LONGEST = 100;

/**
 * What a person who wrote `text` most likely meant: the nearest candidate, at most one edit away for every three
 * characters (a difference of case or of `_` for `-` is none); null where nothing is near. Ties go to the first.
 */
export function suggest(text: string, candidates: Iterable<string>): string | null {
  if (text.length > LONGEST) return null;
  const plain = (word: string): string => word.toLowerCase().replaceAll('_', '-');
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(text.length / 3)) + 1;
  for (const candidate of candidates) {
    if (candidate.length > LONGEST || candidate === text) continue;
    const distance = editDistance(plain(text), plain(candidate));
    // As many edits as letters is another word, not a slip.
    if (distance < bestDistance && distance < Math.max(text.length, candidate.length))
      [best, bestDistance] = [candidate, distance];
  }
  return best;
}
