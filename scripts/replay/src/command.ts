import { parseArgs } from 'node:util';
import { PhasegateError } from '../../../src/domain/fault.js';
import { parseInstant } from '../../../src/domain/time.js';

export interface Command {
  readonly repo: string;
  /** Folders with batch files; empty for the default ones. */
  readonly batches: readonly string[];
  /** File of the other policy; null: recorded decisions are made again. */
  readonly policy: string | null;
  /** File of the policy that is in force; null: the repository's `governance/policy.yaml`. */
  readonly inForce: string | null;
  /** Whether the governance branch is read as it was fetched last, without asking the remote. */
  readonly offline: boolean;
  /** Milliseconds since the epoch; infinite where none is given. */
  readonly from: number;
  readonly to: number;
  readonly markdown: string | null;
  readonly json: string | null;
}

const TEXTS = ['repo', 'batches', 'policy', 'in-force', 'from', 'to', 'markdown', 'json'] as const;
type Name = (typeof TEXTS)[number];

function isName(name: string): name is Name {
  return TEXTS.some((one) => one === name);
}

const OPTIONS = {
  ...Object.fromEntries(TEXTS.map((name) => [name, { type: 'string' as const }])),
  offline: { type: 'boolean' as const },
  help: { type: 'boolean' as const },
};

function readInstant(name: Name, text: string | undefined, faults: string[]): number | null {
  if (text === undefined) return null;
  const ms = parseInstant(text);
  if (ms === null)
    faults.push(`--${name} is ${JSON.stringify(text)}; write a time such as 2026-03-02T14:15:00Z`);
  return ms;
}

/**
 * Reads the command line; null when it asks for help.
 * @throws PhasegateError `bad-input` with every fault.
 */
export function readCommand(args: readonly string[]): Command | null {
  const { tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = new Map<Name, string[]>();
  const faults: string[] = [];
  let offline = false;
  for (const token of tokens) {
    if (token.kind === 'positional')
      faults.push(`${JSON.stringify(token.value)} is no option; --help lists them`);
    if (token.kind !== 'option') continue;
    if (token.name === 'help') return null;
    if (token.name === 'offline') {
      offline = true;
      if (token.value !== undefined) faults.push('--offline takes no value');
    } else if (!isName(token.name)) faults.push(`${token.rawName} is no option; --help lists them`);
    else if (token.value === undefined || token.value === '') faults.push(`${token.rawName} needs a value`);
    else given.set(token.name, [...(given.get(token.name) ?? []), token.value]);
  }
  const last = (name: Name): string | undefined => given.get(name)?.at(-1);
  const from = readInstant('from', last('from'), faults) ?? -Infinity;
  const to = readInstant('to', last('to'), faults) ?? Infinity;
  if (to < from) faults.push('--to lies before --from');
  if (faults.length > 0)
    throw new PhasegateError(
      'bad-input',
      `the command line:${faults.map((fault) => `\n  ${fault}`).join('')}`,
    );
  return {
    repo: last('repo') ?? '.',
    batches: given.get('batches') ?? [],
    policy: last('policy') ?? null,
    inForce: last('in-force') ?? null,
    offline,
    from,
    to,
    markdown: last('markdown') ?? null,
    json: last('json') ?? null,
  };
}
