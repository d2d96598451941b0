/** Bytes of a unit: those with an `i` are powers of 1024, the others of 1000. */
const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1_000,
  MB: 1_000_000,
  GB: 1_000_000_000,
  KiB: 1_024,
  MiB: 1_048_576,
  GiB: 1_073_741_824,
};
const BYTES = /^(\d{1,6}) ?(B|kB|MB|GB|KiB|MiB|GiB)$/;

/** `10MB`, `512 KiB` or `1GB` as a number of bytes; null for anything else. */
export function parseBytes(text: string): number | null {
  const match = BYTES.exec(text);
  if (match === null) return null;
  return Number(match[1]) * (UNITS[match[2] ?? ''] ?? Number.NaN);
}

/** The shortest exact text for a number of bytes: `10MB`, `1KiB`, `1234B`. */
export function formatBytes(bytes: number): string {
  const units = Object.entries(UNITS).sort(([, a], [, b]) => b - a);
  const [unit, size] = units.find(([, one]) => bytes >= one && bytes % one === 0) ?? ['B', 1];
  return `${bytes / size}${unit}`;
}
