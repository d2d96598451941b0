import { parseJsonLine } from '../../domain/json-line.js';
import { dailyFigures, type DailyFigures } from '../../domain/observability/datasets/daily-figures.js';
import type { Dataset, DatasetName, LeftOut } from '../../domain/observability/datasets/dataset.js';
import { evHistory } from '../../domain/observability/datasets/ev-history.js';
import { latency, missingRollupColumns } from '../../domain/observability/datasets/latency.js';
import { missingIndexColumns, readIndex } from '../../domain/observability/datasets/run-index.js';
import { slippage } from '../../domain/observability/datasets/slippage.js';
import {
  newestArchives,
  NO_ARCHIVES,
  readArchives,
  type Archives,
} from '../../domain/observability/datasets/state-archive.js';
import { dailyFile, turnover } from '../../domain/observability/datasets/turnover.js';
import { globBase } from '../../domain/observability/glob-base.js';
import { JobError } from '../../domain/observability/job-error.js';
import type { DashboardPolicy, TurnoverPolicy } from '../../domain/observability/observability-policy.js';
import type { DatasetReader, ReadDataset } from '../../ports/dashboard.js';
import type { InputTree, Listed } from '../../ports/input-tree.js';
import { readCsv } from './read-csv.js';
import { TrackedInputs } from './tracked-inputs.js';

const MIB = 2 ** 20;
/** Largest file of each kind; none of them is near to that. */
const MAX_BYTES = { archive: MIB, telemetry: 16 * MIB, index: 64 * MIB, daily: 16 * MIB, rollups: 64 * MIB };
/** So many lines of an index are named when it is refused. */
const NAMED_LINES = 5;

export interface DatasetSources {
  readonly tree: InputTree;
  readonly policy: DashboardPolicy;
  /** The rollups of signal latency, relative to the working directory. */
  readonly rollups: string;
}

/** Datasets from the files of the working directory. */
export class FileDatasets implements DatasetReader {
  readonly #sources: DatasetSources;
  readonly names: readonly DatasetName[];

  constructor(sources: DatasetSources) {
    this.#sources = sources;
    const { evHistory: ev, slippage: slip, turnover: runs, latency: rollups } = sources.policy;
    const isMade = {
      ev_history: ev !== null,
      slippage: slip !== null,
      turnover: runs !== null,
      latency: rollups,
    };
    this.names = (Object.keys(isMade) as DatasetName[]).filter((name) => isMade[name]);
  }

  async read(name: DatasetName): Promise<ReadDataset> {
    const inputs = new TrackedInputs(this.#sources.tree);
    const dataset = await this.#make(name, inputs);
    return { dataset, inputs: inputs.inputs };
  }

  #make(name: DatasetName, inputs: TrackedInputs): Promise<Dataset> {
    const { policy, rollups } = this.#sources;
    switch (name) {
      case 'ev_history':
        return this.#archives(inputs).then(evHistory);
      case 'slippage':
        return this.#slippage(inputs, policy.slippage?.json ?? '');
      case 'turnover':
        if (policy.turnover === null) throw new TypeError('the policy makes no turnover');
        return readTurnover(inputs, policy.turnover);
      case 'latency':
        return inputs.neededTable(rollups, MAX_BYTES.rollups, missingRollupColumns).then(latency);
    }
  }

  async #slippage(inputs: TrackedInputs, file: string): Promise<Dataset> {
    const document = parseJsonLine(withoutMark(await inputs.needed(file, MAX_BYTES.telemetry)));
    if (typeof document === 'string') throw new JobError('schema_validation_failed', `${file} ${document}`);
    const isThere = this.#sources.policy.evHistory !== null;
    return slippage({ file, document }, isThere ? await this.#archives(inputs) : NO_ARCHIVES);
  }

  async #archives(inputs: TrackedInputs): Promise<Archives> {
    const { files: pattern, newest: limit } = this.#sources.policy.evHistory ?? { files: '', newest: 0 };
    const listed = await this.#sources.tree.list(pattern);
    if (listed.files.length === 0) throw nothingThere(pattern, listed);
    const named = newestArchives(listed.files, { base: globBase(pattern), limit });
    const texts = new Map<string, string>();
    const refused = new Map<string, string>();
    for (const { file } of named.found) {
      const read = await inputs.text(file, MAX_BYTES.archive);
      if (read.kind === 'text') texts.set(file, withoutMark(read.text));
      else if (read.kind === 'refused') refused.set(file, read.reason);
    }
    const { found, leftOut } = readArchives(
      named.found.filter(({ file }) => !refused.has(file)),
      texts,
    );
    const unread = [...refused].map(([file, reason]): LeftOut => ({ file, line: 0, reason }));
    const all = [...listed.leftOut, ...named.leftOut, ...unread, ...leftOut];
    return { found, leftOut: all, older: named.older };
  }
}

/** A text without the byte order mark that some editors put before it. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function nothingThere(pattern: string, { leftOut }: Listed): JobError {
  const [first] = leftOut;
  const hint = first === undefined ? 'make one, or correct the policy' : `${first.file} ${first.reason}`;
  return new JobError('missing_input', `no file is called ${pattern}; ${hint}`);
}

async function readDays(inputs: TrackedInputs, file: string, pnl: string): Promise<DailyFigures | string> {
  const read = await inputs.text(file, MAX_BYTES.daily);
  if (read.kind === 'missing') return 'is missing';
  if (read.kind === 'refused') return read.reason;
  const table = readCsv(file, read.text);
  return typeof table === 'string' ? table : dailyFigures(table, pnl);
}

/** @throws JobError `unsafe_path` for an index that names a run folder outside its own. */
async function readTurnover(inputs: TrackedInputs, policy: TurnoverPolicy): Promise<Dataset> {
  const index = readIndex(
    await inputs.neededTable(policy.index, MAX_BYTES.index, missingIndexColumns),
    policy.newest,
  );
  if (index.unsafe.length > 0) {
    const named = index.unsafe.slice(0, NAMED_LINES).join('; ');
    const more = index.unsafe.length > NAMED_LINES ? `, and ${index.unsafe.length - NAMED_LINES} more` : '';
    throw new JobError('unsafe_path', `${named}${more}: a run's folder must lie in the folder of the index`);
  }
  const days = new Map<string, DailyFigures | string>();
  for (const run of index.runs) {
    const file = dailyFile(run, policy);
    if (!days.has(file)) days.set(file, await readDays(inputs, file, policy.pnl));
  }
  return turnover(index, days, policy);
}
