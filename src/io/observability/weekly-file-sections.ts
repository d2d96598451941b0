import { inputFault, type InputFault } from '../../domain/observability/weekly/input-fault.js';
import type { CsvTable } from '../../domain/observability/weekly/csv-table.js';
import { mapJson } from '../../domain/observability/weekly/map-json.js';
import { besidePaths, mapRows, pickRows, type WholeRow } from '../../domain/observability/weekly/map-rows.js';
import type { CsvSection, JsonSection } from '../../domain/observability/weekly/sections.js';
import { jobErrorOf } from '../../domain/observability/job-error.js';
import type { Window } from '../../domain/time.js';
import type { InputTree } from '../../ports/input-tree.js';
import { readCsv } from './read-csv.js';
import { TrackedInputs } from './tracked-inputs.js';

const MIB = 2 ** 20;
/** Largest file of each kind. */
const MAX_BYTES = { csv: 64 * MIB, beside: 16 * MIB, json: 16 * MIB };

/** What a section says, or everything that is wrong with what it is made from. */
export interface SectionRead {
  readonly value: unknown;
  readonly faults: readonly InputFault[];
  /** What people should know of it. */
  readonly notes: readonly string[];
}

type Found<T> = { readonly kind: 'found'; readonly value: T } | { readonly kind: 'missing' } | InputFault;

async function readText(tree: InputTree, file: string, maxBytes: number): Promise<Found<string>> {
  const read = await new TrackedInputs(tree).text(file, maxBytes);
  switch (read.kind) {
    case 'text':
      return { kind: 'found', value: read.text };
    case 'missing':
      return read;
    case 'refused':
      return inputFault('bad_input', { file }, read.reason);
  }
}

async function readTable(tree: InputTree, file: string, maxBytes: number): Promise<Found<CsvTable>> {
  const text = await readText(tree, file, maxBytes);
  if (!('kind' in text) || text.kind === 'missing') return text;
  const table = readCsv(file, text.value);
  return typeof table === 'string'
    ? inputFault('bad_input', { file }, table)
    : { kind: 'found', value: table };
}

function failed(file: string, found: { readonly kind: 'missing' } | InputFault): SectionRead {
  const fault = 'kind' in found ? inputFault('missing_input', { file }, 'the file does not exist') : found;
  return { value: null, faults: [fault], notes: [] };
}

/** A row's own files. One that leads out of the tree by a link is a fault like one that does by its name. */
async function readBeside(
  paths: Readonly<Record<string, string>>,
  tree: InputTree,
): Promise<{ readonly beside: WholeRow['beside']; readonly faults: readonly InputFault[] }> {
  const beside: Record<string, { path: string; table: CsvTable | null }> = {};
  const faults: InputFault[] = [];
  for (const [name, path] of Object.entries(paths)) {
    try {
      const found = await readTable(tree, path, MAX_BYTES.beside);
      if (!('kind' in found)) faults.push(found);
      else beside[name] = { path, table: found.kind === 'found' ? found.value : null };
    } catch (error) {
      const { code, message } = jobErrorOf(error);
      if (code !== 'unsafe_path') throw error;
      faults.push(inputFault(code, { file: path }, message));
    }
  }
  return { beside, faults };
}

/** A section from the rows of a CSV file, and the files beside them. */
export async function readCsvSection(
  section: CsvSection,
  tree: InputTree,
  week: Window,
): Promise<SectionRead> {
  const found = await readTable(tree, section.file, MAX_BYTES.csv);
  if (!('kind' in found) || found.kind === 'missing') return failed(section.file, found);
  const table = found.value;
  const { rows, faults: rowFaults } = pickRows(section, table, week);
  const faults: InputFault[] = [...rowFaults];
  const whole: WholeRow[] = [];
  for (const row of rows) {
    const { paths, faults: unsafe } = besidePaths(section, table, row);
    const { beside, faults: unread } = await readBeside(paths, tree);
    faults.push(...unsafe, ...unread);
    // Of a row whose files cannot be read, what is read from them has been told.
    if (unsafe.length + unread.length === 0) whole.push({ row, beside });
  }
  const mapped = mapRows(section, table, whole);
  return { value: mapped.value, faults: [...faults, ...mapped.faults], notes: [] };
}

/** A section from the values of a JSON file. */
export async function readJsonSection(section: JsonSection, tree: InputTree): Promise<SectionRead> {
  const { file } = section;
  const text = await readText(tree, file, MAX_BYTES.json);
  if (!('kind' in text) || text.kind === 'missing') return failed(file, text);
  let document: unknown;
  try {
    document = JSON.parse(text.value.replace(/^\ufeff/, ''));
  } catch {
    // What the parser says quotes the file.
    return failed(file, inputFault('bad_input', { file }, 'is no JSON'));
  }
  const { value, faults } = mapJson(section, document);
  return { value, faults, notes: [] };
}
