import type { Leg } from '../leg.js';

/** One use of a built-in action. */
export interface BuiltinCall {
  readonly leg: Leg;
  /** Every input the action knows, its default where the step gives none. */
  readonly input: (name: string) => string;
  /** @throws PhasegateError when the input is neither `true` nor `false`. */
  readonly flag: (name: string) => boolean;
}

export interface BuiltinEnd {
  readonly outputs: Readonly<Record<string, string>>;
  /** Work for the end of the job. */
  readonly post?: { readonly condition: string; readonly run: () => void };
}

/** A stand-in for an action of GitHub's, which cannot be fetched here. It fails by throwing a PhasegateError. */
export interface BuiltinAction {
  /** Inputs by name, with their defaults. Those that mean nothing here are known, and ignored. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly run: (call: BuiltinCall) => Promise<BuiltinEnd>;
}
