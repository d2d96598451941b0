import { errorAt, type DocumentFault, type DocumentPath } from './document-fault.js';
import { itemsOf, member, recordOf, textOf } from './raw-values.js';
import { suggest } from './suggest.js';

interface PhaseFlags {
  readonly index: number;
  readonly id: string;
  readonly flags: Readonly<Record<string, unknown>>;
  /** Where the flags stand, or the phase where it has none. */
  readonly path: DocumentPath;
}

function phaseFlags(document: unknown): readonly PhaseFlags[] {
  return itemsOf(member(document, 'phases')).flatMap((phase, index) => {
    const written = member(phase, 'flags');
    const flags = written === undefined ? {} : recordOf(written);
    if (recordOf(phase) === null || flags === null) return [];
    const path = written === undefined ? ['phases', index] : ['phases', index, 'flags'];
    return [{ index, id: textOf(member(phase, 'id')) ?? `phases[${index}]`, flags, path }];
  });
}

/** Every phase sets the same flags, to values of one type: else a promotion would leave a flag behind. */
export function lintFlags(document: unknown): readonly DocumentFault[] {
  const phases = phaseFlags(document);
  const slips = phases.flatMap((phase) => misspelt(phase, phases));
  return [...slips.map((slip) => slip.fault), ...lintMissing(phases, slips), ...lintTypes(phases)];
}

interface Slip {
  readonly phase: number;
  readonly written: string;
  readonly meant: string;
  readonly fault: DocumentFault;
}

/** A flag of one phase alone, which misses a flag of a similar name. Of two spellings the earlier phase's is right. */
function misspelt(phase: PhaseFlags, phases: readonly PhaseFlags[]): readonly Slip[] {
  const others = phases.filter((other) => other !== phase);
  const elsewhere = new Set(others.flatMap((other) => Object.keys(other.flags)));
  const known = [...elsewhere].filter(
    (flag) =>
      !Object.hasOwn(phase.flags, flag) &&
      (others.filter((other) => Object.hasOwn(other.flags, flag)).length > 1 ||
        phases.findIndex((other) => Object.hasOwn(other.flags, flag)) < phases.indexOf(phase)),
  );
  return Object.keys(phase.flags)
    .filter((flag) => !elsewhere.has(flag))
    .flatMap((written) => {
      const meant = suggest(written, known);
      if (meant === null) return [];
      const message = `no other phase sets flag ${JSON.stringify(written)}; did you mean ${JSON.stringify(meant)}?`;
      const fault: DocumentFault = {
        path: ['phases', phase.index, 'flags', written],
        at: 'key',
        message,
        severity: 'error',
      };
      return [{ phase: phase.index, written, meant, fault }];
    });
}

function lintMissing(phases: readonly PhaseFlags[], slips: readonly Slip[]): readonly DocumentFault[] {
  const isSlip = (phase: number, flag: string): boolean =>
    slips.some((slip) => slip.phase === phase && (slip.written === flag || slip.meant === flag));
  const all = new Set(
    phases.flatMap((phase) => Object.keys(phase.flags).filter((flag) => !isSlip(phase.index, flag))),
  );
  return phases.flatMap((phase) => {
    const missing = [...all]
      .filter((flag) => !Object.hasOwn(phase.flags, flag) && !isSlip(phase.index, flag))
      .sort();
    if (missing.length === 0) return [];
    const names = missing.map((flag) => JSON.stringify(flag)).join(', ');
    const message = `phase ${JSON.stringify(phase.id)} does not set ${names}, which another phase sets; every phase sets every flag, so that a change of phase leaves none behind`;
    return [errorAt(phase.path, message)];
  });
}

function lintTypes(phases: readonly PhaseFlags[]): readonly DocumentFault[] {
  const first = new Map<string, { readonly type: string; readonly id: string }>();
  return phases.flatMap((phase) =>
    Object.entries(phase.flags).flatMap(([flag, value]) => {
      const type = typeof value;
      if (type !== 'string' && type !== 'number' && type !== 'boolean') return [];
      const before = first.get(flag);
      if (before === undefined) first.set(flag, { type, id: phase.id });
      if (before === undefined || before.type === type) return [];
      const message = `flag ${JSON.stringify(flag)} is a ${type} here and a ${before.type} in phase ${JSON.stringify(before.id)}; a flag has one type`;
      return [errorAt(['phases', phase.index, 'flags', flag], message)];
    }),
  );
}
