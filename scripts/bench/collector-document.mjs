import { COST_HEAD, COST_NOTE, costCells } from './collector-costs.mjs';
import { goalCells, goalsOf } from './collector-goals.mjs';

/** Colours that are told apart with every kind of colour vision (M. Okabe, K. Ito, 2008). */
const COLOURS = {
  DuckDB: '#7f7f7f',
  'scanner, 1 thread': '#0072b2',
  'scanner, 2 threads': '#56b4e9',
  'line by line': '#d55e00',
  'lines only counted': '#cc79a7',
  'events kept, 1 thread': '#009e73',
  'events kept, 2 threads': '#e69f00',
};
const ROW = 18;
const LEFT = 290;
const UNIT = 110;

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Throughput against DuckDB's as bars. */
function bars(rows) {
  const height = rows.length * ROW + 60;
  const width = LEFT + Math.max(2, ...rows.map(({ ratio }) => ratio)) * UNIT + 60;
  const lines = rows.map(({ form, size, name, ratio }, i) => {
    const y = 40 + i * ROW;
    const colour = COLOURS[name] ?? '#7f7f7f';
    return [
      `<text x="${LEFT - 8}" y="${y + 12}" text-anchor="end">${escape(`${form} ${size} MB, ${name}`)}</text>`,
      `<rect x="${LEFT}" y="${y + 2}" width="${(ratio * UNIT).toFixed(1)}" height="${ROW - 5}" fill="${colour}"/>`,
      `<text x="${(LEFT + ratio * UNIT + 5).toFixed(1)}" y="${y + 12}">${ratio.toFixed(2)}</text>`,
    ].join('\n');
  });
  const one = LEFT + UNIT;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${height}" font-family="sans-serif" font-size="11">
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${LEFT}" y="20" font-size="13">Throughput, DuckDB with 2 threads = 1</text>
${lines.join('\n')}
<line x1="${one}" x2="${one}" y1="32" y2="${height - 15}" stroke="#000000" stroke-dasharray="3 3"/>
</svg>
`;
}

/** A table of Markdown: the first column to the left, the others to the right. */
function markdownTable(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

/** docs/performance.md and its plot. `command`: what was asked for; `isFuzzed`: whether docs/fuzz.md is there. */
export function performanceDocument(rows, { command, node, cores, isFuzzed }) {
  const cells = rows.map(({ form, size, name, runs, ms, ratio, cpuRatio, mb, memory, answer }) => [
    `${form}, ${size.toLocaleString('en-US')} MB`,
    ...[name, runs, `${ms.toFixed(0)} ms`, ratio.toFixed(2), cpuRatio.toFixed(2)],
    ...[`${mb.toFixed(0)} MB`, memory.toFixed(2), answer],
  ]);
  const head = ['File', 'Tool', 'Runs', 'Time', 'Ratio', 'CPU ratio', 'Memory', 'Memory ratio', 'Answer'];
  const text = `# How fast the collector is

Written by \`${command}\` on a machine with ${cores} cores and Node ${node}.

The work: one day of telemetry of four events in five phases becomes the batches of 96 windows: counts, ratios and exact 95th percentiles,
with every line held against the schema. The file \`orders\` is one day of another schema: 14 fields, nested objects, choices, patterns and
numbers with exponents; 99th percentiles by region. Times are of whole processes (the action with its reading of policy and schema and
its writing of batches; DuckDB with its query), in turns, as medians. A ratio above 1 is faster than DuckDB with 2 threads on the same file;
memory is the peak of the process with its threads, and its ratio against DuckDB's. On a busy machine trust the ratios, not the times. Every
answer is compared with DuckDB's by a digest. The collector also leaves out lines that come again, which DuckDB does in the rows called
\`DISTINCT\` alone. The rows \`lines only counted\` are a Node program that reads the file and counts its lines: what no tool on Node can be faster
than.

## What it is to reach

${markdownTable(['Goal', 'Ratio', 'Measured', 'Verdict'], goalCells(goalsOf(rows)))}

## Files and tools

![Throughput against DuckDB](plots/collector.svg)

${markdownTable(head, cells)}

The answer for lines cut short is not compared: DuckDB loses the valid line behind some of them.

## What a tick costs

${markdownTable(COST_HEAD, costCells(rows))}

${COST_NOTE}

## What makes it fast, and what does not

Lines are taken by a scanner in WebAssembly. It knows from the schema and the SLIs which differences between two
lines can matter; the first line of each kind goes through JSON.parse and the schema's validator, and what they say of it holds for the others.
Lines that it cannot read with certainty go there too, and the run's log names what sends many lines there: patterns with a look-around,
\`multipleOf\`, rules for the items of a list. Where Node has no WebAssembly with SIMD, or with
\`PHASEGATE_SCANNER=off\`, every line is read one by one, to the same bytes.${isFuzzed ? ' [Changed lines](fuzz.md), millions of them,\ncame to the same in both ways.' : ''}

A plain file with 512 MiB or more that were not read yet is read in two parts at once where there are two cores, to the same bytes; a line's
own field of arrival (\`arrived\`) keeps its source on one thread, and so does \`PHASEGATE_SCANNER_THREADS=1\`; another size is set by
\`PHASEGATE_SCANNER_SPLIT_BYTES\`.

With \`keep-events: true\`, the default, the scanner also writes every event as canonical JSON, which waits for its batch in memory, and in a temporary file
once there is much of it; keys with escapes or beyond ASCII send a line through JSON.parse. Such a source is read in one piece on one thread.

Of two different events under one id the one that is read first counts where events are not kept; where they are, the smaller text does.
Of an event that is counted 16 bytes stay, by which it is known again: those of the newest windows in memory, and the others, once they are
many, in a temporary file. What a window's percentiles are made of lies there too until its batch is written. So memory depends on the windows
that are open, and on how many events each of them has.
`;
  return { text, plot: bars(rows) };
}
