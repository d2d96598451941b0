import type { Condition } from './analysis.js';
import { parseChecklist, sectionsNamed, type ChecklistSection, type Signature } from './checklist.js';
import { plural } from './figure.js';
import type { SignedSection } from './policy.js';

/** Where people keep the checklist, relative to the working directory. */
export const CHECKLIST_FILE = 'reports/rollout-monitoring-checklist.md';
/** Characters of an item or a signature that are told. */
const MAX_TEXT = 80;

/** A condition for each section that the promotion asks for. `text`: the checklist's; null where there is no such file. */
export function checklistConditions(
  needed: readonly SignedSection[],
  text: string | null,
): readonly Condition[] {
  const sections = text === null ? null : parseChecklist(text);
  return needed.map(({ heading, signedBy }) => ({
    name: `checklist ${JSON.stringify(heading)}`,
    ...(sections === null
      ? { met: false, since: null, evidence: `there is no ${CHECKLIST_FILE}` }
      : sectionState(sectionsNamed(sections, heading), signedBy)),
  }));
}

type State = Omit<Condition, 'name'>;

function unmet(evidence: string): State {
  return { met: false, since: null, evidence };
}

/** Roles are written by hand, as headings are: compared without case. */
function isOf(role: string): (signature: Signature) => boolean {
  const plain = role.trim().toLowerCase();
  return (signature) => signature.role.toLowerCase() === plain;
}

/** Who still has to sign, in words; null where all have. */
function unsigned(signatures: readonly Signature[], signedBy: readonly string[]): string | null {
  const missing = signedBy.filter((role) => !signatures.some(isOf(role)));
  const [role = '<role>'] = missing;
  const line = `add \`Signed: ${role.slice(0, MAX_TEXT)}, <name>, <YYYY-MM-DD>\``;
  if (missing.length > 0)
    return `not signed by ${missing.join(', ')}; ${line}${missing.length > 1 ? ' for each' : ''}`;
  return signatures.length === 0 ? `nobody has signed; ${line}` : null;
}

/** The UTC day from which on each of the roles had signed; without roles that of the first signature. */
function signedSince(signatures: readonly Signature[], signedBy: readonly string[]): string {
  const firstOf = (some: readonly Signature[]): string => some.map(({ date }) => date).sort()[0] ?? '';
  if (signedBy.length === 0) return firstOf(signatures);
  return (
    signedBy
      .map((role) => firstOf(signatures.filter(isOf(role))))
      .sort()
      .at(-1) ?? ''
  );
}

function sectionState(found: readonly ChecklistSection[], signedBy: readonly string[]): State {
  const [section, second] = found;
  if (section === undefined) return unmet(`${CHECKLIST_FILE} has no such heading`);
  if (second !== undefined)
    return unmet(`${CHECKLIST_FILE} has the heading twice, in lines ${section.line} and ${second.line}`);
  const { items, signatures, faults } = section;
  const [fault] = faults;
  if (fault !== undefined) return unmet(`line ${fault.line} of ${CHECKLIST_FILE}: ${fault.message}`);
  if (items.length === 0) return unmet(`there is no task below line ${section.line} of ${CHECKLIST_FILE}`);
  const open = items.find((item) => !item.done);
  const done = `${items.filter((item) => item.done).length} of ${plural(items.length, 'task')} done`;
  if (open !== undefined) return unmet(`${done}; line ${open.line} is open: ${open.text.slice(0, MAX_TEXT)}`);
  const missing = unsigned(signatures, signedBy);
  if (missing !== null) return unmet(`${done}, and ${missing}`);
  const signed = signatures.map(({ role, name, date }) => `${name} (${role}) on ${date}`.slice(0, MAX_TEXT));
  const since = `${signedSince(signatures, signedBy)}T00:00:00Z`;
  return { met: true, since, evidence: `${done}, signed by ${signed.join(', ')}` };
}
