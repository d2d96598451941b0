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

/** The command line for a POSIX shell, safe to paste whatever the texts hold: `gh workflow run rollback.yml -f …`. */
export function dispatchCommand(dispatch: Dispatch): string {
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
  ].join(' ');
}
