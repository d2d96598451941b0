import type { Condition } from './analysis.js';
import { parseChecklist, sectionsNamed, type ChecklistSection } from './checklist.js';
import { plural } from './figure.js';

/** Where people keep the checklist, relative to the working directory. */
export const CHECKLIST_FILE = 'reports/rollout-monitoring-checklist.md';
/** Characters of an item or a signature that are told. */
const MAX_TEXT = 80;

/** A condition for each section that the promotion asks for. `text`: the checklist's; null where there is no such file. */
export function checklistConditions(headings: readonly string[], text: string | null): readonly Condition[] {
  const sections = text === null ? null : parseChecklist(text);
  return headings.map((heading) => ({
    name: `checklist ${JSON.stringify(heading)}`,
    ...(sections === null
      ? { met: false, since: null, evidence: `there is no ${CHECKLIST_FILE}` }
      : sectionState(sectionsNamed(sections, heading))),
  }));
}

type State = Omit<Condition, 'name'>;

function unmet(evidence: string): State {
  return { met: false, since: null, evidence };
}

function sectionState(found: readonly ChecklistSection[]): State {
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
  if (signatures.length === 0)
    return unmet(`${done}, and nobody has signed; add \`Signed: <role>, <name>, <YYYY-MM-DD>\``);
  const signed = signatures.map(({ role, name, date }) => `${name} (${role}) on ${date}`.slice(0, MAX_TEXT));
  const [first] = signatures.map(({ date }) => date).sort();
  return { met: true, since: `${first}T00:00:00Z`, evidence: `${done}, signed by ${signed.join(', ')}` };
}
