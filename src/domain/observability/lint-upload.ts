import { errorAt, type DocumentFault } from '../document-fault.js';
import { itemsOf, member, textOf } from '../raw-values.js';
import { FOLDER_PLACEHOLDER } from './upload-command.js';

const ANY_PLACEHOLDER = /^\{[A-Za-z0-9_-]+\}$/;

/** The arguments of the upload's command: the folder is one of them as a whole, so that nothing is put together from texts. */
export function lintUpload(section: unknown): readonly DocumentFault[] {
  const path = ['observability', 'dashboard', 'upload', 'command'];
  const written = member(member(member(section, 'dashboard'), 'upload'), 'command');
  const words = itemsOf(written).map(textOf);
  const faults = words.flatMap((word, i) => {
    const fault = word === null ? null : wordFault(word, i);
    return fault === null ? [] : [errorAt([...path, i], fault)];
  });
  if (faults.length > 0 || words.length === 0 || words.includes(FOLDER_PLACEHOLDER)) return faults;
  const message = `no argument is ${FOLDER_PLACEHOLDER}, so the command is not told where the datasets are`;
  return [{ path, at: 'value', message, severity: 'warning' }];
}

function wordFault(word: string, index: number): string | null {
  if (word === FOLDER_PLACEHOLDER)
    return index === 0 ? 'the program comes first, and the folder is one of its arguments' : null;
  if (word.includes(FOLDER_PLACEHOLDER))
    return `${FOLDER_PLACEHOLDER} must be an argument of its own; write it as one item of the list`;
  if (ANY_PLACEHOLDER.test(word))
    return `${JSON.stringify(word)} stands for nothing; the only placeholder is ${FOLDER_PLACEHOLDER}`;
  return null;
}
