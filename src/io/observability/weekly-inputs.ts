import { join } from 'node:path';
import type { Json } from '../../domain/canonical-json.js';
import { formatFault } from '../../domain/fault.js';
import { jobErrorOf, JobError } from '../../domain/observability/job-error.js';
import { latencyRules } from '../../domain/observability/latency/latency-rules.js';
import {
  INPUT_FAULT_CODES,
  inputFault,
  type InputFault,
} from '../../domain/observability/weekly/input-fault.js';
import { hiddenBy, redactText } from '../../domain/observability/weekly/redact.js';
import type { Section } from '../../domain/observability/weekly/sections.js';
import type { WeeklyPolicy } from '../../domain/observability/weekly/weekly-policy.js';
import type { Policy } from '../../domain/policy.js';
import type { Window } from '../../domain/time.js';
import type { InputTree } from '../../ports/input-tree.js';
import type { WeeklyInputs, WeeklySections } from '../../ports/weekly.js';
import { readCsvSection, readJsonSection, type SectionRead } from './weekly-file-sections.js';
import { hadSignalsBefore, signalsUntil } from './weekly-latency.js';
import { readRollupSections } from './weekly-rollup-sections.js';

/** So many faults are told in full. */
const TOLD_FAULTS = 20;

export interface WeeklyInputOptions {
  readonly policy: Policy;
  readonly weekly: WeeklyPolicy;
  /** The working directory, with the files that users bring. */
  readonly tree: InputTree;
  /** The folder of the jobs' files. */
  readonly root: string;
}

/** A fault in words, once. Of a field that is not to be shown it says where it is and no more. */
function shown(fault: InputFault, hides: (name: string) => boolean): string {
  const isHidden = fault.path.split('/').some((part) => part !== '' && hides(part));
  return redactText(
    formatFault(isHidden ? { ...fault, message: 'the value is not what the policy asks for' } : fault),
  );
}

function refuse(faults: readonly InputFault[], redact: readonly string[]): void {
  const code = INPUT_FAULT_CODES.find((one) => faults.some((fault) => fault.code === one));
  if (code === undefined) return;
  const hides = hiddenBy(redact);
  const worstFirst = INPUT_FAULT_CODES.flatMap((one) => faults.filter((fault) => fault.code === one));
  const lines = [...new Set(worstFirst.map((fault) => shown(fault, hides)))];
  const missing = new Set(faults.filter((fault) => fault.code === 'missing_input').map(({ file }) => file));
  const more = lines.length > TOLD_FAULTS ? [`and ${lines.length - TOLD_FAULTS} more`] : [];
  const diagnostics: Record<string, Json> = { faults: lines.length };
  if (missing.size > 0) diagnostics['missing'] = [...missing].sort();
  throw new JobError(code, [...lines.slice(0, TOLD_FAULTS), ...more].join('; '), { diagnostics });
}

/** What a section says; a file that may not be read is its fault, so that the others are looked at too. */
async function guarded(file: string, read: () => Promise<SectionRead>): Promise<SectionRead> {
  try {
    return await read();
  } catch (error) {
    const { code, message } = jobErrorOf(error);
    if (code !== 'unsafe_path') throw error;
    return { value: null, faults: [inputFault(code, { file }, message)], notes: [] };
  }
}

class FileInputs implements WeeklyInputs {
  readonly #options: WeeklyInputOptions;

  constructor(options: WeeklyInputOptions) {
    this.#options = options;
  }

  readonly read = async (week: Window): Promise<WeeklySections> => {
    const { weekly } = this.#options;
    const values = new Map<string, unknown>();
    const faults: InputFault[] = [];
    const notes: string[] = [];
    const rollups = await this.#rollups(week);
    for (const section of weekly.sections) {
      const read = section.kind === 'rollup' ? rollups?.(section.what) : await this.#file(section, week);
      if (read === undefined) continue;
      values.set(section.name, read.value);
      faults.push(...read.faults);
      notes.push(...read.notes);
    }
    refuse(faults, weekly.redact);
    return { sections: Object.fromEntries(values), notes: [...new Set(notes)] };
  };

  readonly isComplete = async (week: Window): Promise<boolean> => {
    const { policy, root } = this.#options;
    if (!this.#asksForRollups()) return true;
    return ((await signalsUntil(root, latencyRules(policy))) ?? -Infinity) >= week.end;
  };

  readonly hasBegun = async (week: Window): Promise<boolean> => {
    const { policy, root } = this.#options;
    return !this.#asksForRollups() || (await hadSignalsBefore(root, latencyRules(policy), week.end));
  };

  #asksForRollups(): boolean {
    return this.#options.weekly.sections.some(({ kind }) => kind === 'rollup');
  }

  async #rollups(week: Window) {
    const { policy, root } = this.#options;
    return this.#asksForRollups() ? await readRollupSections({ policy, root, week }) : null;
  }

  #file(section: Exclude<Section, { kind: 'rollup' }>, week: Window): Promise<SectionRead> {
    const { tree } = this.#options;
    return guarded(section.file, () =>
      section.kind === 'csv' ? readCsvSection(section, tree, week) : readJsonSection(section, tree),
    );
  }
}

/** What a policy's reports are made from: files of the working directory, and the rollups and samples below the root. */
export function weeklyInputs(options: WeeklyInputOptions): WeeklyInputs {
  return new FileInputs({ ...options, root: join(options.root) });
}
