import type { Fuzzed, Sum } from './fuzz.js';
import type { Tally } from './mutator.js';

const whole = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');

function share(part: number, of: number): string {
  return of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} %`;
}

export interface Shares {
  readonly accepted: number;
  readonly rejected: number;
}

/** The shares of events, and of rejected lines, that the scanner decided by itself. */
export function decided({ read, alone }: Sum): Shares {
  const events = read.accepted + read.duplicates + read.late;
  return {
    accepted: events === 0 ? 0 : alone.events / events,
    rejected: read.rejected === 0 ? 0 : alone.rejected / read.rejected,
  };
}

function sumLine(name: string, sum: Sum): string {
  const { accepted, rejected, duplicates, late } = sum.totals;
  const by = decided(sum);
  return [
    `${name}: ${whole(sum.lines)} lines`,
    `${whole(accepted)} accepted, ${whole(duplicates)} again, ${whole(late)} late (${share(by.accepted, 1)} by the scanner alone)`,
    `${whole(rejected)} rejected (${share(by.rejected, 1)} by the scanner alone)`,
  ].join('; ');
}

function tallyLines(tally: Tally): string[] {
  return [...tally]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([name, times]) => `  ${whole(times).padStart(11)}  ${name}`);
}

/** A run as text. */
export function fuzzReport(seed: number, ms: number, found: Fuzzed): string {
  const { rounds, readings, split, joined, all, subjects, mutations, reasons } = found;
  return [
    `seed ${seed}, ${whole(all.lines)} lines in ${whole(rounds)} rounds and ${whole(readings)} readings by the scanner: no difference`,
    `${(ms / 1000).toFixed(1)} s, ${whole(Math.round((all.lines * 1000) / ms))} lines a second`,
    `${whole(split)} files read in two parts at once as well, ${whole(joined)} of them without reading one again`,
    sumLine('all', all),
    ...[...subjects].map(([name, sum]) => sumLine(name, sum)),
    'what was done to lines:',
    ...tallyLines(mutations),
    'why lines were put aside:',
    ...tallyLines(reasons),
    '',
  ].join('\n');
}

const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function pageRow(name: string, { lines, totals, ...sum }: Sum): string {
  const by = decided({ lines, totals, ...sum });
  const events = totals.accepted + totals.duplicates + totals.late;
  return `| ${title(name)} | ${whole(lines)} | ${whole(events)} | ${share(by.accepted, 1)} | ${whole(totals.rejected)} | ${share(by.rejected, 1)} |`;
}

/** docs/fuzz.md. */
export function fuzzPage(command: string, ms: number, found: Fuzzed): string {
  const { rounds, readings, split, joined, all, subjects, mutations } = found;
  const made = [...mutations].sort(([a], [b]) => (a < b ? -1 : 1));
  return `# What the scanner was held against

Written by \`${command}\`, which found no difference in ${whole(all.lines)} lines and took ${whole(Math.round(ms / 60_000))} minutes.

Each line is an event of one of the subjects below, changed in none, one or several ways. A file of them is read line by line, with JSON.parse
and the schema's validator, and by the scanner in chunks of several sizes, in one tick or in two. Batches with their values and digests, the
reason of each rejected line, the keys of events and the collector's state must be the same text. Where they are not, the command
ends with 1 and with the fewest lines that show it; the tests do the same with 200,000 lines.

${whole(rounds)} files, ${whole(readings)} readings by the scanner; ${whole(split)} files also in two parts at once, ${whole(joined)} of them without reading one again.
“Alone” is the share that the scanner took without JSON.parse and the validator; events that came again or late are among the events.

| Subject | Lines | Events | Alone | Rejected | Alone |
| --- | --: | --: | --: | --: | --: |
${[...subjects].map(([name, sum]) => pageRow(name, sum)).join('\n')}
${pageRow('all', all)}

| What was done to lines | Times |
| --- | --: |
${made.map(([name, times]) => `| ${title(name)} | ${whole(times)} |`).join('\n')}
`;
}
