import { parseArgs } from 'node:util';
import { PhasegateError } from '../../../src/domain/fault.js';

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'check';
      /** A folder or, where there is none of that name, a commit, branch or tag. */
      readonly base: string;
      readonly head: string;
      readonly roots: readonly string[];
      /** File that the report is appended to. */
      readonly summary: string | null;
      /** File that the comment is written to. */
      readonly comment: string | null;
      /** File with Markdown for the end of both. */
      readonly replay: string | null;
    }
  | {
      readonly kind: 'post';
      /** File with the comment. */
      readonly file: string;
      readonly pullRequest: number;
    };

export const HELP = `Checks the schemas, the policies and the templates of a repository against an older state of it.

  node scripts/schema-check/dist/index.mjs --base FOLDER|REF [options]

  --base FOLDER|REF   what to compare with: a folder, or a commit, branch or tag of the head's repository
  --head FOLDER       what is checked (default .)
  --roots LIST        folders with schemas/, governance/ and templates/, separated by commas; * is any name (default .)
  --summary FILE      append the report (Markdown)
  --comment FILE      write the report as a pull request's comment
  --replay FILE       Markdown to put at the end of the report

  node scripts/schema-check/dist/index.mjs --post FILE --pull-request N

  Posts a comment, or changes the one that is there. Reads GITHUB_TOKEN, GITHUB_REPOSITORY and GITHUB_API_URL.

Ends with 0 when all is well, 1 when the check fails, 2 when it cannot be made.
`;

const TEXT = { type: 'string' } as const;
const OPTIONS = {
  ...{ base: TEXT, head: TEXT, roots: TEXT, summary: TEXT, comment: TEXT, replay: TEXT, post: TEXT },
  'pull-request': TEXT,
  help: { type: 'boolean' },
} as const;

/** A folder as its names; a `*` stands for any name. Null for one that leads out. */
function normalRoot(root: string): string | null {
  const names = root
    .trim()
    .split('/')
    .filter((name) => name !== '' && name !== '.');
  return names.includes('..') || root.trim().startsWith('/') ? null : names.join('/');
}

function rootsOf(list: string | undefined, faults: string[]): string[] {
  return (list ?? '.').split(',').flatMap((one) => {
    const root = normalRoot(one);
    if (root === null) faults.push(`--roots: ${JSON.stringify(one)} leads out of the head`);
    return root === null ? [] : [root];
  });
}

/** @throws PhasegateError `bad-input` with every fault. */
export function readCommand(args: readonly string[]): Command {
  const { values, tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, tokens: true });
  if (values.help === true) return { kind: 'help' };
  const faults: string[] = [];
  const given = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') faults.push(`${JSON.stringify(token.value)} belongs to no option`);
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(OPTIONS, token.name)) faults.push(`${token.rawName} is no option; --help lists them`);
    else if (token.value === undefined || token.value === '') faults.push(`${token.rawName} needs a value`);
    else given.set(token.name, token.value);
  }
  const command = given.has('post') ? postOf(given, faults) : checkOf(given, faults);
  if (faults.length > 0) throw new PhasegateError('bad-input', ['the command line:', ...faults].join('\n  '));
  return command;
}

function postOf(given: ReadonlyMap<string, string>, faults: string[]): Command {
  const number = given.get('pull-request') ?? '';
  if (!/^[1-9]\d{0,14}$/.test(number)) {
    faults.push(`--pull-request is ${JSON.stringify(number)}; give the number of a pull request`);
  }
  return { kind: 'post', file: given.get('post') ?? '', pullRequest: Number(number) };
}

function checkOf(given: ReadonlyMap<string, string>, faults: string[]): Command {
  if (!given.has('base'))
    faults.push('--base is missing: name a folder, commit, branch or tag to compare with');
  if (given.has('pull-request')) faults.push('--pull-request goes with --post');
  return {
    kind: 'check',
    base: given.get('base') ?? '',
    head: given.get('head') ?? '.',
    roots: rootsOf(given.get('roots'), faults),
    summary: given.get('summary') ?? null,
    comment: given.get('comment') ?? null,
    replay: given.get('replay') ?? null,
  };
}
