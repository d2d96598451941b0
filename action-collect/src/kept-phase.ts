import { digestOfDigests, type Summary } from '../../src/domain/batch.js';
import { sha256 } from '../../src/domain/digest.js';
import type { Fields } from '../../src/domain/event.js';
import type { Sli } from '../../src/domain/policy.js';
import type { KeptBlock, KeptShape, KeptValues } from '../../src/domain/scan/kept-block.js';
import { mergeSummaries, summarise } from '../../src/domain/summary.js';
import type { Tally } from '../../src/domain/distribution.js';
import { PhaseTally, type PhaseSummary } from '../../src/domain/window-tally.js';
import type { HeldEvent } from './collector-state.js';
import type { KeptWindow } from './kept-window.js';

/** Values in order, each with how often it came. */
function tallied(values: readonly number[]): Tally {
  const [keys, counts]: [number[], number[]] = [[], []];
  let times = 0;
  for (const value of Float64Array.from(values).sort()) {
    // Negative zero counts as zero.
    if (value === keys.at(-1)) counts[counts.length - 1] = times += 1;
    else {
      keys.push(value + 0);
      counts.push((times = 1));
    }
  }
  return { keys, counts };
}

/** The events of one phase of a window that are kept behind the header of their batch, in order of time and text. */
export class KeptPhase {
  readonly #window: KeptWindow;
  readonly #numbers: readonly number[];

  /** `numbers`: of its events in the window. */
  constructor(window: KeptWindow, numbers: readonly number[]) {
    this.#window = window;
    this.#numbers = [...numbers].sort((a, b) => window.time(a) - window.time(b) || byText(window, a, b));
  }

  get size(): number {
    return this.#numbers.length;
  }

  events(): HeldEvent[] {
    return this.#numbers.map((number) => this.#window.event(number));
  }

  /** What they come to. */
  summary(slis: readonly Sli[]): PhaseSummary {
    const accepted: Record<string, number> = {};
    const digests: string[] = [];
    const alone: Fields[] = [];
    const shapes = new ShapeCounts();
    for (const number of this.#numbers) {
      const home = this.#window.home(number);
      accepted[home.source] = (accepted[home.source] ?? 0) + 1;
      digests.push(sha256(this.#window.line(number)));
      if ('block' in home) shapes.add(home.block, this.#window.at(number));
      else alone.push(JSON.parse(home.line) as Fields);
    }
    const summaries = mergeSummaries([...shapes.summaries(), ...summarise(slis, alone)]);
    return { accepted, digest: digestOfDigests(digests), summaries };
  }

  /** The header of their batch, and each of them on its line. */
  behind(header: string): Uint8Array {
    const first = Buffer.from(`${header}\n`);
    let bytes = first.length;
    for (const number of this.#numbers) bytes += this.#window.lineBytes(number) + 1;
    const all = Buffer.allocUnsafe(bytes);
    let to = first.copy(all);
    for (const number of this.#numbers) {
      to += this.#window.copyLine(number, all, to);
      all[to++] = NEWLINE;
    }
    return all;
  }
}

/** What events that a scanner wrote come to: it is known of their shapes what they add to. */
class ShapeCounts {
  /** How many events add the same. */
  readonly #times = new Map<KeptShape['parts'], number>();
  readonly #values = new Map<KeptValues, number[]>();

  add(block: KeptBlock, at: number): void {
    const shape = block.shape(at);
    this.#times.set(shape.parts, (this.#times.get(shape.parts) ?? 0) + 1);
    for (const [i, group] of shape.values.entries()) {
      const list = this.#values.get(group);
      if (list === undefined) this.#values.set(group, [block.value(at, i)]);
      else list.push(block.value(at, i));
    }
  }

  summaries(): readonly Summary[] {
    const tally = new PhaseTally();
    for (const [parts, times] of this.#times) for (const part of parts) tally.addPart(part, times);
    for (const [{ parts }, list] of this.#values) {
      const some = tallied(list);
      for (const part of parts) tally.addValues(part, some);
    }
    return tally.summary().summaries;
  }
}

const NEWLINE = 0x0a;

function byText(window: KeptWindow, a: number, b: number): number {
  const [left, right] = [window.text(a), window.text(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A window's events by their phase. */
export function keptPhases(window: KeptWindow): Map<string, KeptPhase> {
  const phases = new Map<string, number[]>();
  for (let number = 0; number < window.size; number += 1) {
    const phase = window.phase(number);
    const numbers = phases.get(phase);
    if (numbers === undefined) phases.set(phase, [number]);
    else numbers.push(number);
  }
  return new Map([...phases].map(([phase, numbers]) => [phase, new KeptPhase(window, numbers)]));
}
