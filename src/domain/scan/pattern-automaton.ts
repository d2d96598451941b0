/** A finite automaton over ASCII texts. State 0 is dead, 1 is where it starts. */
export interface Automaton {
  readonly accepting: readonly boolean[];
  /** 128 next states for each state. */
  readonly next: readonly Uint8Array[];
}

/** What is not a regular language over ASCII, or is larger than the tables: left to the slow path. */
class Unsupported extends Error {}

type Node =
  | { readonly kind: 'set'; readonly set: ReadonlySet<number> }
  | { readonly kind: 'all'; readonly parts: readonly Node[] }
  | { readonly kind: 'any'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly least: number; readonly most: number };

interface Alternative {
  readonly node: Node;
  readonly fromStart: boolean;
  readonly toEnd: boolean;
}

const MOST_STATES = 250;
const MOST_NODES = 4_000;
const MOST_REPEATS = 64;
const ASCII = Array.from({ length: 128 }, (_, code) => code);
const range = (from: string, to: string): number[] =>
  ASCII.filter((code) => code >= from.charCodeAt(0) && code <= to.charCodeAt(0));
const DIGITS = range('0', '9');
const WORD = [...DIGITS, ...range('a', 'z'), ...range('A', 'Z'), 95];
const SPACE = [9, 10, 11, 12, 13, 32];
const without = (codes: readonly number[]): number[] => ASCII.filter((code) => !codes.includes(code));
const CLASSES: Readonly<Record<string, readonly number[]>> = {
  d: DIGITS,
  D: without(DIGITS),
  w: WORD,
  W: without(WORD),
  s: SPACE,
  S: without(SPACE),
};
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, v: 11, f: 12 };
const SYNTAX = '^$\\.*+?()[]{}|/-';

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Alternative[] {
    const list = [this.#alternative()];
    while (this.#take('|')) list.push(this.#alternative());
    if (this.#at < this.#text.length) throw new Unsupported();
    return list;
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #alternative(): Alternative {
    const fromStart = this.#take('^');
    const node = this.#sequence();
    return { fromStart, node, toEnd: this.#take('$') };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#peek() !== '' && !'|)$'.includes(this.#peek())) parts.push(this.#repeated());
    return { kind: 'all', parts };
  }

  #repeated(): Node {
    const part = this.#atom();
    const [least, most] = this.#times();
    if (least === 1 && most === 1) return part;
    this.#take('?');
    if (least > MOST_REPEATS || (most !== Infinity && most > MOST_REPEATS)) throw new Unsupported();
    return { kind: 'repeat', part, least, most };
  }

  #times(): readonly [number, number] {
    if (this.#take('*')) return [0, Infinity];
    if (this.#take('+')) return [1, Infinity];
    if (this.#take('?')) return [0, 1];
    if (this.#peek() !== '{') return [1, 1];
    const found = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(this.#text.slice(this.#at));
    if (found === null) throw new Unsupported();
    this.#at += found[0].length;
    const least = Number(found[1]);
    return [least, found[2] === undefined ? least : found[3] === undefined ? Infinity : Number(found[3])];
  }

  #atom(): Node {
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return this.#list();
    if (this.#take('.')) return { kind: 'set', set: new Set(without([10, 13])) };
    if (this.#take('\\')) return { kind: 'set', set: new Set(this.#escape()) };
    const char = this.#peek();
    if ('^$*+?{}[]()|'.includes(char)) throw new Unsupported();
    return { kind: 'set', set: new Set([this.#code()]) };
  }

  #group(): Node {
    if (this.#take('?:') || this.#peek() !== '?') {
      const parts = [this.#sequence()];
      while (this.#take('|')) parts.push(this.#sequence());
      if (!this.#take(')')) throw new Unsupported();
      return { kind: 'any', parts };
    }
    throw new Unsupported();
  }

  /** The code of the next character; one beyond ASCII is in no text that the automaton is given. */
  #code(): number {
    const code = this.#text.codePointAt(this.#at);
    if (code === undefined) throw new Unsupported();
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }

  #escape(): readonly number[] {
    const char = this.#peek();
    this.#at += 1;
    const known = Object.hasOwn(CLASSES, char) ? CLASSES[char] : undefined;
    if (known !== undefined) return known;
    const control = Object.hasOwn(CONTROLS, char) ? CONTROLS[char] : undefined;
    if (control !== undefined) return [control];
    if (char !== '' && SYNTAX.includes(char)) return [char.charCodeAt(0)];
    throw new Unsupported();
  }

  #list(): Node {
    const isNegated = this.#take('^');
    const set = new Set<number>();
    while (!this.#take(']')) {
      const from = this.#member();
      if (this.#peek() === '-' && this.#text[this.#at + 1] !== ']') {
        this.#at += 1;
        const to = this.#member();
        const [first, last] = [from[0], to[0]];
        if (from.length !== 1 || to.length !== 1 || first === undefined || last === undefined)
          throw new Unsupported();
        for (let code = first; code <= Math.min(last, 127); code += 1) set.add(code);
      } else {
        for (const code of from) set.add(code);
      }
    }
    return { kind: 'set', set: isNegated ? new Set(without([...set])) : set };
  }

  #member(): readonly number[] {
    if (this.#peek() === '') throw new Unsupported();
    return this.#take('\\') ? this.#escape() : [this.#code()];
  }
}

/** An automaton whose steps may be free, and may lead to several states. */
class Graph {
  readonly free: number[][] = [];
  readonly steps: (readonly [ReadonlySet<number>, number])[][] = [];

  state(): number {
    if (this.free.length > MOST_NODES) throw new Unsupported();
    this.free.push([]);
    this.steps.push([]);
    return this.free.length - 1;
  }

  /** Adds what a node matches behind a state; returns the state behind it. */
  add(node: Node, from: number): number {
    switch (node.kind) {
      case 'set': {
        const to = this.state();
        this.steps[from]?.push([node.set, to]);
        return to;
      }
      case 'all':
        return node.parts.reduce((at, part) => this.add(part, at), from);
      case 'any': {
        const end = this.state();
        for (const part of node.parts) this.free[this.add(part, from)]?.push(end);
        return end;
      }
      case 'repeat':
        return this.#repeat(node, from);
    }
  }

  #repeat(node: Extract<Node, { kind: 'repeat' }>, from: number): number {
    let at = from;
    for (let i = 0; i < node.least; i += 1) at = this.add(node.part, at);
    const end = this.state();
    if (node.most === Infinity) {
      const loop = this.state();
      this.free[at]?.push(loop);
      this.free[this.add(node.part, loop)]?.push(loop);
      this.free[loop]?.push(end);
      return end;
    }
    for (let i = node.least; i < node.most; i += 1) {
      this.free[at]?.push(end);
      at = this.add(node.part, at);
    }
    this.free[at]?.push(end);
    return end;
  }

  closure(states: Iterable<number>): number[] {
    const found = new Set(states);
    for (const state of found) for (const to of this.free[state] ?? []) found.add(to);
    return [...found].sort((a, b) => a - b);
  }
}

function determine(graph: Graph, start: number, end: number): Automaton {
  const known = new Map<string, number>();
  const sets: number[][] = [];
  const idOf = (states: number[]): number => {
    if (states.length === 0) return 0;
    const key = states.join(',');
    const id = known.get(key) ?? sets.length + 1;
    if (!known.has(key)) {
      known.set(key, id);
      sets.push(states);
      if (id > MOST_STATES) throw new Unsupported();
    }
    return id;
  };
  idOf(graph.closure([start]));
  const next: Uint8Array[] = [new Uint8Array(128)];
  for (let i = 0; i < sets.length; i += 1) {
    const row = new Uint8Array(128);
    const steps = (sets[i] ?? []).flatMap((state) => graph.steps[state] ?? []);
    for (const code of ASCII)
      row[code] = idOf(graph.closure(steps.filter(([set]) => set.has(code)).map(([, to]) => to)));
    next.push(row);
  }
  return { accepting: [false, ...sets.map((states) => states.includes(end))], next };
}

/**
 * The automaton that accepts the ASCII texts in which a pattern of JSON Schema finds something; null where the pattern has
 * what a finite automaton cannot say (a look around, a back reference), or what this reading leaves out.
 */
export function patternAutomaton(pattern: string): Automaton | null {
  try {
    const alternatives = new Parser(pattern).parse();
    const graph = new Graph();
    const any = new Set(ASCII);
    const [start, anywhere, end] = [graph.state(), graph.state(), graph.state()];
    const behind = graph.state();
    graph.free[start]?.push(anywhere);
    graph.steps[anywhere]?.push([any, anywhere]);
    graph.steps[behind]?.push([any, behind]);
    graph.free[behind]?.push(end);
    for (const { node, fromStart, toEnd } of alternatives) {
      const first = graph.state();
      graph.free[fromStart ? start : anywhere]?.push(first);
      graph.free[graph.add(node, first)]?.push(toEnd ? end : behind);
    }
    return determine(graph, start, end);
  } catch (error) {
    if (error instanceof Unsupported) return null;
    throw error;
  }
}
