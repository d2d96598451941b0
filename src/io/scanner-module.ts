import scanner from '../generated/scanner.js';

/** What assembly/index.ts exports. */
export interface ScannerExports {
  readonly memory: WebAssembly.Memory;
  readonly classes: WebAssembly.Global;
  readonly lines: WebAssembly.Global;
  readonly accepted: WebAssembly.Global;
  readonly duplicates: WebAssembly.Global;
  readonly rejected: WebAssembly.Global;
  readonly lineStart: WebAssembly.Global;
  readonly lineEnd: WebAssembly.Global;
  readonly reason: WebAssembly.Global;
  readonly needed: WebAssembly.Global;
  readonly reached: WebAssembly.Global;
  readonly waiting: WebAssembly.Global;
  allocate(bytes: number): number;
  open(fields: number, node: number, keyOfId: number, phases: number): void;
  setTimes(now: number, maxAhead: number, openFrom: number, windowMs: number, graceMs: number): void;
  setEras(at: number, count: number, phaseField: number, field: number): void;
  setTrail(reached: number, rejected: number): void;
  learn(kind: number): number;
  remember(window: number, key: number): number;
  knows(window: number, key: number): number;
  scan(from: number, to: number, wanted: number): number;
  addWindow(start: number): number;
  removeWindow(window: number): void;
  packTally(window: number): number;
  sortKeys(window: number): void;
  openKept(bytes: number, shapes: number): number;
  fillShape(shape: number, list: number): void;
  takeKept(): number;
}

let module: WebAssembly.Module | null | undefined;

/** A scanner of its own memory; null where this Node has no WebAssembly, or one without SIMD. */
export function newScanner(): ScannerExports | null {
  if (module === undefined) {
    try {
      module = new WebAssembly.Module(Buffer.from(scanner, 'base64'));
    } catch {
      module = null;
    }
  }
  if (module === null) return null;
  return new WebAssembly.Instance(module).exports as unknown as ScannerExports;
}
