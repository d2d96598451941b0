import { oneLine, shellWord } from './escape.js';

/** What a person starts by hand: an operation of the workflow `rollback.yml`. */
export interface Dispatch {
  readonly operation: 'status' | 'promote' | 'rollback' | 'release' | 'verify';
  readonly reason?: string;
  /** Files, links and numbers that the decision stands on. */
  readonly evidence?: readonly string[];
  readonly approvals?: readonly string[];
}

/** Lines as one word of a shell command: the quotes hold the line breaks. */
function shellLines(lines: readonly string[]): string {
  const [first = '', ...others] = lines;
  if (others.length === 0) return shellWord(first);
  return `'${lines.map((line) => oneLine(line, 500).replaceAll("'", `'\\''`)).join('\n')}'`;
}

/** The words of the command, `-f` and its field as one. */
function dispatchWords(dispatch: Dispatch): readonly string[] {
  const { operation, reason = '', evidence = [], approvals = [] } = dispatch;
  const fields = [
    ['operation', [operation]],
    ['reason', [reason]],
    ['evidence', evidence],
    ['approvals', [approvals.join(',')]],
  ] as const;
  const given = fields
    .map(([name, lines]) => ({ name, lines: lines.filter((line) => line !== '') }))
    .filter(({ lines }) => lines.length > 0);
  return [
    'gh workflow run rollback.yml',
    ...given.map(({ name, lines }) => `-f ${name}=${shellLines(lines)}`),
  ];
}

/** The command line for a POSIX shell, safe to paste whatever the texts hold: `gh workflow run rollback.yml -f …`. */
export function dispatchCommand(dispatch: Dispatch): string {
  return dispatchWords(dispatch).join(' ');
}

/** A longer line is cut off at the right of a block of code on GitHub, and with it what it would do. */
const MAX_LINE = 88;

/** The same command for a block of code: one line where it fits, else a line for each field. */
export function dispatchLines(dispatch: Dispatch): readonly string[] {
  const words = dispatchWords(dispatch);
  const line = words.join(' ');
  if (line.length <= MAX_LINE) return [line];
  return words.map(
    (word, index) => `${index === 0 ? '' : '  '}${word}${index === words.length - 1 ? '' : ' \\'}`,
  );
}
