import { parseDuration, parseInstant } from '../domain/time.js';
import { PhasegateError, type Fault } from '../domain/fault.js';

/**
 * Reads an action's inputs and keeps every fault, so that a person sees all of them in one run.
 * `get` is `core.getInput` in an action; it returns '' for an input that is not set. `where` they are.
 */
export class InputReader {
  readonly #get: (name: string) => string;
  readonly #where: string;
  readonly #faults: Fault[] = [];

  constructor(get: (name: string) => string, where: 'inputs' | 'environment' = 'inputs') {
    this.#get = get;
    this.#where = where;
  }

  text(name: string, fallback = ''): string {
    const value = this.#get(name);
    return value === '' ? fallback : value;
  }

  oneOf<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const value = this.#get(name);
    if (value === '') return fallback;
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined)
      this.#fault(name, `is ${JSON.stringify(value)}; use one of ${choices.join(', ')}`);
    return choice ?? fallback;
  }

  /** `parse` gives the value, or what is wrong with the text. */
  parsed<T extends object | number>(name: string, parse: (text: string) => T | string, fallback: T): T {
    const text = this.#get(name);
    if (text === '') return fallback;
    const value = parse(text);
    if (typeof value !== 'string') return value;
    this.#fault(name, value);
    return fallback;
  }

  flag(name: string): boolean {
    const value = this.#get(name).toLowerCase();
    if (value === 'true') return true;
    if (value !== '' && value !== 'false')
      this.#fault(name, `is ${JSON.stringify(value)}; use true or false`);
    return false;
  }

  /** Milliseconds since the epoch; `fallback` (the clock) when the input is not set. */
  instant(name: string, fallback: () => number): number {
    const value = this.#get(name);
    if (value === '') return fallback();
    const ms = parseInstant(value);
    if (ms === null)
      this.#fault(name, `is ${JSON.stringify(value)}; write an RFC 3339 time such as 2026-03-02T14:15:00Z`);
    return ms ?? 0;
  }

  /** Milliseconds. */
  duration(name: string, fallbackMs: number): number {
    const value = this.#get(name);
    if (value === '') return fallbackMs;
    const ms = parseDuration(value);
    if (ms === null)
      this.#fault(name, `is ${JSON.stringify(value)}; write a duration such as 90s, 15m or 1h30m`);
    return ms ?? fallbackMs;
  }

  /** Call once all inputs are read. @throws PhasegateError `bad-input` with every fault. */
  done(): void {
    if (this.#faults.length === 0) return;
    const list = this.#faults.map((fault) => `${fault.path} ${fault.message}`).join('; ');
    throw new PhasegateError('bad-input', `${this.#where}: ${list}`, { faults: this.#faults });
  }

  #fault(name: string, message: string): void {
    this.#faults.push({ file: this.#where, line: 0, column: 0, path: name, message, severity: 'error' });
  }
}
