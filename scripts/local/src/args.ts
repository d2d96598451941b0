import { parseArgs } from 'node:util';
import { PhasegateError } from '../../../src/domain/fault.js';
import { parseDuration, parseInstant } from '../../../src/domain/time.js';

/** When the runs take place: once, or step by step. Times in ms since the epoch. */
export type Schedule =
  | { readonly kind: 'once'; readonly now: number | null }
  | { readonly kind: 'stepped'; readonly now: number; readonly every: number; readonly until: number };

export interface Command {
  readonly workflow: string;
  readonly repo: string;
  readonly event: string | null;
  readonly inputs: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string>;
  readonly vars: ReadonlyMap<string, string>;
  readonly actor: string;
  /** `owner/name`; null takes the folder's name. */
  readonly repository: string | null;
  /** Folders that stand for other repositories, by `owner/name` or `owner/name@ref`. */
  readonly uses: ReadonlyMap<string, string>;
  /** Base address of a REST API; null has none. */
  readonly api: string | null;
  /** File with the event's payload. */
  readonly payload: string | null;
  readonly schedule: Schedule;
  readonly play: { readonly folder: string; readonly until: number } | null;
  readonly verbose: boolean;
}

const OPTIONS = {
  repo: { type: 'string' },
  event: { type: 'string' },
  input: { type: 'string', multiple: true },
  now: { type: 'string' },
  every: { type: 'string' },
  until: { type: 'string' },
  secret: { type: 'string', multiple: true },
  var: { type: 'string', multiple: true },
  actor: { type: 'string' },
  repository: { type: 'string' },
  uses: { type: 'string', multiple: true },
  api: { type: 'string' },
  payload: { type: 'string' },
  play: { type: 'string' },
  'no-play': { type: 'boolean' },
  verbose: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Texts = ReadonlyMap<string, readonly string[]>;

/** Reads the values of one command line and keeps every fault. */
class Reader {
  readonly faults: string[] = [];
  readonly #texts: Texts;

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  text(name: string): string | null {
    return this.#texts.get(name)?.at(-1) ?? null;
  }

  pairs(name: string): Map<string, string> {
    const pairs = (this.#texts.get(name) ?? []).flatMap((text) => {
      const at = text.indexOf('=');
      if (at > 0) return [[text.slice(0, at), text.slice(at + 1)] as const];
      // The text may be a secret: it is not repeated.
      this.faults.push(`--${name} needs NAME=VALUE`);
      return [];
    });
    return new Map(pairs);
  }

  /** A text of a form, for which an example stands; null without one. */
  like(name: string, pattern: RegExp, example: string): string | null {
    const text = this.text(name);
    if (text !== null && !pattern.test(text))
      this.faults.push(`--${name} is ${JSON.stringify(text)}; write it as ${example}`);
    return text;
  }

  instant(name: string): number | null {
    const text = this.text(name);
    const ms = text === null ? null : parseInstant(text);
    if (text !== null && ms === null) {
      this.faults.push(`--${name} is ${JSON.stringify(text)}; write a time such as 2026-03-02T14:15:00Z`);
    }
    return ms;
  }

  duration(name: string): number | null {
    const text = this.text(name);
    const ms = text === null ? null : parseDuration(text);
    if (text !== null && (ms === null || ms === 0)) {
      this.faults.push(`--${name} is ${JSON.stringify(text)}; write a duration such as 15m`);
    }
    return ms;
  }
}

function readSchedule(reader: Reader): Schedule {
  const has = (name: string): boolean => reader.text(name) !== null;
  const [now, every, until] = [reader.instant('now'), reader.duration('every'), reader.instant('until')];
  if (!has('every') && !has('until')) return { kind: 'once', now };
  for (const name of ['now', 'every', 'until']) {
    if (!has(name)) reader.faults.push(`--${name} is missing: --now, --every and --until go together`);
  }
  if (now !== null && until !== null && until < now) reader.faults.push('--until lies before --now');
  return { kind: 'stepped', now: now ?? 0, every: every ?? 1, until: until ?? 0 };
}

function readPlay(reader: Reader, schedule: Schedule, isOff: boolean): Command['play'] {
  const folder = reader.text('play');
  if (isOff && folder !== null) reader.faults.push('--play and --no-play exclude each other');
  if (isOff) return null;
  switch (schedule.kind) {
    case 'stepped':
      return { folder: folder ?? 'telemetry', until: schedule.until };
    case 'once':
      if (folder !== null && schedule.now === null) reader.faults.push('--play needs --now');
      return folder === null ? null : { folder, until: Infinity };
  }
}

function readTokens(args: readonly string[]): {
  texts: Map<string, string[]>;
  flags: Set<string>;
  names: string[];
  faults: string[];
} {
  const { tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const texts = new Map<string, string[]>();
  const flags = new Set<string>();
  const names: string[] = [];
  const faults: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') names.push(token.value);
    if (token.kind !== 'option') continue;
    const type = Object.entries(OPTIONS).find(([name]) => name === token.name)?.[1].type;
    if (type === undefined) faults.push(`${token.rawName} is no option; --help lists them`);
    else if (type === 'boolean') flags.add(token.name);
    else if (token.value === undefined) faults.push(`${token.rawName} needs a value`);
    else texts.set(token.name, [...(texts.get(token.name) ?? []), token.value]);
  }
  return { texts, flags, names, faults };
}

/**
 * Reads the command line; null when it asks for help.
 * @throws PhasegateError `bad-input` with every fault.
 */
export function readCommand(args: readonly string[]): Command | null {
  const { texts, flags, names, faults } = readTokens(args);
  if (flags.has('help')) return null;
  const reader = new Reader(texts);
  reader.faults.push(...faults);
  if (names.length !== 1) reader.faults.push('name one workflow, such as rollout');
  const schedule = readSchedule(reader);
  const command: Command = {
    workflow: names[0] ?? '',
    repo: reader.text('repo') ?? '.',
    event: reader.text('event'),
    inputs: reader.pairs('input'),
    secrets: reader.pairs('secret'),
    vars: reader.pairs('var'),
    actor: reader.text('actor') ?? 'local',
    repository: reader.like('repository', /^[\w.-]+\/[\w.-]+$/, 'owner/name'),
    uses: reader.pairs('uses'),
    api: reader.like('api', /^https?:\/\/[^/]/, 'http://127.0.0.1:8080'),
    payload: reader.text('payload'),
    schedule,
    play: readPlay(reader, schedule, flags.has('no-play')),
    verbose: flags.has('verbose'),
  };
  if (reader.faults.length > 0) {
    throw new PhasegateError(
      'bad-input',
      `the command line:${reader.faults.map((fault) => `\n  ${fault}`).join('')}`,
    );
  }
  return command;
}

/** The times of the runs, in order. */
export function timesOf(schedule: Schedule): readonly (number | null)[] {
  if (schedule.kind === 'once') return [schedule.now];
  const count = Math.floor((schedule.until - schedule.now) / schedule.every) + 1;
  return Array.from({ length: count }, (_, i) => schedule.now + i * schedule.every);
}
