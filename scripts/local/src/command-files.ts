import { PhasegateError } from '../../../src/domain/fault.js';

/** Takes the heredoc whose opening line is `lines[start]`; `next` is the line behind its end. */
function heredoc(
  lines: readonly string[],
  start: number,
  delimiter: string,
): { value: string; next: number } {
  const end = lines.indexOf(delimiter, start + 1);
  if (delimiter === '' || end < 0) {
    throw new PhasegateError(
      'bad-input',
      `line ${start + 1}: no line "${delimiter}" ends the value that begins here`,
    );
  }
  return { value: lines.slice(start + 1, end).join('\n'), next: end + 1 };
}

/**
 * Reads a file of `name=value` lines and `name<<DELIMITER` blocks, as GITHUB_OUTPUT, GITHUB_ENV and GITHUB_STATE are.
 * @throws PhasegateError `bad-input` with the line that is neither.
 */
export function parseCommandFile(text: string): Map<string, string> {
  const values = new Map<string, string>();
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  for (let i = 0; i < lines.length;) {
    const line = lines[i] ?? '';
    const equals = line.indexOf('=');
    const opening = line.indexOf('<<');
    if (line === '') {
      i += 1;
    } else if (opening > 0 && (equals < 0 || opening < equals)) {
      const { value, next } = heredoc(lines, i, line.slice(opening + 2));
      values.set(line.slice(0, opening), value);
      i = next;
    } else if (equals > 0) {
      values.set(line.slice(0, equals), line.slice(equals + 1));
      i += 1;
    } else {
      throw new PhasegateError(
        'bad-input',
        `line ${i + 1} is ${JSON.stringify(line.slice(0, 100))}; write name=value`,
      );
    }
  }
  return values;
}
