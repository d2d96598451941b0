import { createReadStream, createWriteStream, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { duckdb, ours, reading } from './collector-tools.mjs';
import { writeOrders } from './orders.mjs';
import { FORM_NAMES, writeTelemetry } from './telemetry.mjs';

/** Up to which size a row is measured unless it is asked for, in MB: those that take long, or say nothing new when large. */
const MOST_MB = {
  ...{ plain: Infinity, shuffled: 1_000, gzip: 200, 'half invalid': 200, duplicates: 200, orders: 200 },
  ...{
    'lines only counted': Infinity,
    'events kept': 200,
    escaped: 20,
    'half cut short': 20,
    'line by line': 20,
  },
};
export const ROW_NAMES = Object.keys(MOST_MB);
/** Rows that are tools on the files of others. */
const TOOL_ROWS = {
  'lines only counted': ['plain'],
  'events kept': ['plain'],
  'line by line': ['plain', 'half invalid', 'orders'],
};
/** A file above this is read once by each tool. */
const ONCE_FROM_MB = 2_000;

const fileOf = (form, mb) => `${form.replaceAll(' ', '-')}-${mb}.jsonl`;

async function write(form, file, bytes) {
  if (form === 'orders') writeOrders({ file, bytes });
  else if (form === 'gzip') {
    const plain = `${file}.plain`;
    writeTelemetry({ file: plain, bytes, form: 'plain' });
    await pipeline(createReadStream(plain), createGzip({ level: 6 }), createWriteStream(file));
    rmSync(plain);
  } else writeTelemetry({ file, bytes, form });
}

function toolsOf({ form, file, workspace, threads, isWanted }) {
  const dataset = form === 'orders' ? 'orders' : 'editor';
  const common = { workspace, file, dataset };
  const isRow = (row) => TOOL_ROWS[row].includes(form) && isWanted(row);
  return [
    duckdb({ ...common, which: form === 'duplicates' ? 'distinct' : 'all' }),
    ...(isRow('lines only counted') ? [reading(common)] : []),
    ...threads.map((n) => ours({ ...common, name: `scanner, ${n} thread${n === 1 ? '' : 's'}`, threads: n })),
    ...(isRow('line by line') ? [ours({ ...common, name: 'line by line', threads: 0 })] : []),
    ...(isRow('events kept')
      ? threads.map((n) =>
          ours({
            ...common,
            name: `events kept, ${n} thread${n === 1 ? '' : 's'}`,
            threads: n,
            keepEvents: true,
          }),
        )
      : []),
  ];
}

/**
 * Files one after the other, each with the tools that run on it, DuckDB first; a file is deleted when the next one is asked
 * for. `rows`: those that are wanted whatever the size; null for what each size is good for.
 */
export async function* cases({ workspace, sizes, rows, threads, runs }) {
  for (const mb of sizes) {
    const isWanted = (row) => (rows === null ? mb <= MOST_MB[row] : rows.includes(row));
    const needed = (form) =>
      isWanted(form) ||
      (rows !== null &&
        Object.keys(TOOL_ROWS).some((row) => rows.includes(row) && TOOL_ROWS[row][0] === form));
    for (const form of [...FORM_NAMES, 'gzip', 'orders'].filter(needed)) {
      const file = `${fileOf(form, mb)}${form === 'gzip' ? '.gz' : ''}`;
      await write(form, join(workspace, file), mb * 1e6);
      yield {
        form,
        mb,
        file,
        tools: toolsOf({ form, file, workspace, threads, isWanted }),
        runs: mb >= ONCE_FROM_MB ? 1 : runs,
        // DuckDB loses valid lines behind some that are cut short, so that its answer is another.
        isAlike: form !== 'half cut short',
      };
      // What the runs made stays to the end: where many files were deleted of late, ext4 is slow to make new ones.
      for (const entry of readdirSync(workspace, { withFileTypes: true }))
        if (entry.isFile()) rmSync(join(workspace, entry.name));
    }
  }
}
