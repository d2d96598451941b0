/** A value in a sentence: `1204 ms`, `99.81 %`, `3`. A ratio (`%`) is given as a share; six digits, more before the point. */
export function figure(value: number, unit: string | null): string {
  const shown = unit === '%' ? value * 100 : value;
  const rounded = Math.abs(shown) >= 1e5 ? Math.round(shown) : Number(shown.toPrecision(6));
  return unit === null ? String(rounded) : `${rounded} ${unit}`;
}

/** A share in whole percent: `85 %`; what is less than half a percent, but not nothing, is `<1 %`. */
export function wholePercent(share: number): string {
  const percent = Math.round(share * 100);
  return share > 0 && percent === 0 ? '<1 %' : `${percent} %`;
}

/** `1 sample`, `12 samples`: for words that take an `s`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
