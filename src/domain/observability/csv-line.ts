/** What stands between quotes in CSV (RFC 4180); a space at an end too, since some readers drop it. */
const NEEDS_QUOTES = /[",\r\n]|^[\s\ufeff]|\s$/;

/** A record as a line of CSV, with its line break. */
export function csvLine(values: readonly string[]): string {
  const quoted = values.map((value) =>
    NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value,
  );
  return `${quoted.join(',')}\n`;
}
