import { join } from 'node:path';
import { PhasegateError } from '../../../src/domain/fault.js';
import { runGit } from '../../../src/io/git.js';
import { writeFileAtomic } from '../../../src/io/files.js';
import { escapeMarkdown } from '../../../src/render/escape.js';
import { replay } from '../../replay/src/run.js';
import { accessOf, RequestFault } from '../../schema-check/src/github.js';
import type { Command } from './arguments.js';
import { changedPolicies, type ChangedPolicy } from './changed-policies.js';
import { fetchBatches, type Fetched } from './fetch-batches.js';

export interface ReplayChangeOptions extends Command {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Clock, ms since the epoch. */
  readonly now: number;
  /** Waits between tries, in ms; see {@link fetchBatches}. */
  readonly pauses?: readonly number[];
}

export interface ChangeReport {
  readonly markdown: string;
  /** What kept a replay from being made, a sentence each. */
  readonly faults: readonly string[];
}

const MAX_LINE = 1_000;
/** The policy as it was before the change, beside the batches. */
const BEFORE = 'in-force.yaml';

const lines = (texts: readonly string[]): string =>
  texts.map((text) => escapeMarkdown(text, MAX_LINE)).join('\n\n');

/** @throws PhasegateError `bad-input` for a history that was cut: neither record nor earlier policies are in it. */
async function requireHistory(repo: string): Promise<void> {
  const { code, stdout } = await runGit(repo, ['rev-parse', '--is-shallow-repository']);
  if (code === 0 && stdout.toString('utf8').trim() === 'true')
    throw new PhasegateError('bad-input', 'the git history is not whole; check out with fetch-depth: 0');
}

/** The batches of the default branch's runs. @throws PhasegateError */
async function fetched(options: ReplayChangeOptions): Promise<Fetched> {
  const { batches: folder, artifact: name, env, now, days, most, pauses } = options;
  const access = accessOf(env, 'actions: read');
  try {
    const bounds = { folder, name, now, days, most };
    return await fetchBatches(access, pauses === undefined ? bounds : { ...bounds, pauses });
  } catch (cause) {
    if (!(cause instanceof RequestFault)) throw cause;
    throw new PhasegateError('io-failed', `the batches cannot be fetched: ${cause.message}`, { cause });
  }
}

/** What one policy would have done, as Markdown. @throws PhasegateError */
async function replayed(options: ReplayChangeOptions, { file, before }: ChangedPolicy): Promise<string> {
  const { repo, batches } = options;
  const policy = join(repo, file);
  const inForce = before === null ? policy : join(batches, BEFORE);
  if (before !== null) await writeFileAtomic(inForce, before);
  const range = { from: -Infinity, to: Infinity };
  const files = { markdown: null, json: null };
  const { markdown } = await replay({
    ...{ repo, batches: [batches], policy, inForce, offline: true },
    ...range,
    ...files,
  });
  return `${markdown.trim()}\n\n${lines([`Replayed: ${file}${before === null ? ', which is new' : ''}.`])}`;
}

function messageOf(error: unknown, file: string): string {
  if (!(error instanceof PhasegateError)) throw error;
  const [first] = error.code === 'bad-policy' ? error.faults : [];
  // The check names the faults themselves.
  const who = first?.file.endsWith(BEFORE) === true ? 'the policy before the change' : 'it';
  return `${file} was not replayed: ${first === undefined ? error.message : `${who} has faults`}`;
}

/**
 * Replays every policy that the change touches over the batches that the default branch's runs uploaded; null where it
 * touches none. What keeps a replay from being made is in the report, and never an error: the change is not to blame.
 *
 * @throws PhasegateError `bad-input`, `git-failed` where the change itself cannot be read.
 */
export async function replayChange(options: ReplayChangeOptions): Promise<ChangeReport | null> {
  const changed = await changedPolicies(options.base, options.repo);
  if (changed.length === 0) return null;
  const heading = '## Replay: what the changed policy would have done';
  let got: Fetched;
  try {
    await requireHistory(options.repo);
    got = await fetched(options);
  } catch (error) {
    if (!(error instanceof PhasegateError)) throw error;
    const fault = `Nothing was replayed: ${error.message}`;
    return { markdown: `${heading}\n\n${lines([fault])}\n`, faults: [fault] };
  }
  if (got.files === 0) {
    const all = [...got.notes, 'So there is nothing that the changed policy could be replayed over.'];
    return { markdown: `${heading}\n\n${lines(all)}\n`, faults: [] };
  }
  const parts: string[] = [];
  const faults: string[] = [];
  for (const one of changed) {
    try {
      parts.push(await replayed(options, one));
    } catch (error) {
      const fault = messageOf(error, one.file);
      faults.push(fault);
      parts.push(`${heading}\n\n${lines([fault])}`);
    }
  }
  return { markdown: `${[...parts, lines(got.notes)].join('\n\n')}\n`, faults };
}
