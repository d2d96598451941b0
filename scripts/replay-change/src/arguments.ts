import { parseArgs } from 'node:util';
import { PhasegateError } from '../../../src/domain/fault.js';

export interface Command {
  /** A folder or, where there is none of that name, a commit, branch or tag. */
  readonly base: string;
  readonly repo: string;
  /** File that the report is written to, where there is something to tell. */
  readonly report: string;
  /** Folder that fetched batches are written below. */
  readonly batches: string;
  /** Name of the artifacts with batches. */
  readonly artifact: string;
  readonly days: number;
  readonly most: number;
}

export const HELP = `Shows what the changed policies of a pull request would have done over recorded telemetry.

  node scripts/replay-change/dist/index.mjs --base FOLDER|REF --report FILE --batches FOLDER [options]

  --base FOLDER|REF   the state before the change: a folder, or a commit, branch or tag of the repository
  --repo FOLDER       the state after it, a git repository with its whole history (default .)
  --report FILE       write the answer as Markdown; no file where no policy changed
  --batches FOLDER    write the batches that are fetched below this folder
  --artifact NAME     artifacts with batches (default phasegate-batches)
  --days N            fetch those of so many days (default 14)
  --most N            and at most so many, the newest (default 300)

Fetches what runs of the default branch uploaded; reads GITHUB_TOKEN (actions: read), GITHUB_REPOSITORY and
GITHUB_API_URL. The governance branch is read as it was fetched last.

Ends with 0, also where nothing can be replayed, which the report says; with 2 when the command is wrong.
`;

const TEXT = { type: 'string' } as const;
const OPTIONS = {
  ...{ base: TEXT, repo: TEXT, report: TEXT, batches: TEXT, artifact: TEXT, days: TEXT, most: TEXT },
  help: { type: 'boolean' },
} as const;
const REQUIRED = ['base', 'report', 'batches'] as const;
const DEFAULTS = { repo: '.', artifact: 'phasegate-batches', days: '14', most: '300' };

/** Null when it asks for help. @throws PhasegateError `bad-input` with every fault. */
export function readCommand(args: readonly string[]): Command | null {
  const { values, tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, tokens: true });
  if (values.help === true) return null;
  const faults: string[] = [];
  const given = new Map<string, string>(Object.entries(DEFAULTS));
  for (const token of tokens) {
    if (token.kind === 'positional') faults.push(`${JSON.stringify(token.value)} belongs to no option`);
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(OPTIONS, token.name)) faults.push(`${token.rawName} is no option; --help lists them`);
    else if (token.value === undefined || token.value === '') faults.push(`${token.rawName} needs a value`);
    else given.set(token.name, token.value);
  }
  for (const name of REQUIRED) if (!given.has(name)) faults.push(`--${name} is missing`);
  const text = (name: string): string => given.get(name) ?? '';
  const whole = (name: string, most: number): number => {
    const value = /^[1-9]\d{0,5}$/.test(text(name)) ? Number(text(name)) : 0;
    if (value === 0 || value > most)
      faults.push(`--${name} is ${JSON.stringify(text(name))}; write a whole number from 1 to ${most}`);
    return value;
  };
  // The token of a workflow has 1,000 requests an hour, and an artifact takes one.
  const [days, most] = [whole('days', 400), whole('most', 800)];
  if (faults.length > 0) throw new PhasegateError('bad-input', ['the command line:', ...faults].join('\n  '));
  const [base, repo, report] = [text('base'), text('repo'), text('report')];
  return { base, repo, report, batches: text('batches'), artifact: text('artifact'), days, most };
}
