import { shellWord } from './escape.js';

/** What a person starts by hand: an operation of the workflow `rollback.yml`. */
export interface Dispatch {
  readonly operation: 'status' | 'promote' | 'rollback' | 'verify';
  readonly reason?: string;
  /** A file or a link that the decision stands on. */
  readonly evidence?: string;
  readonly approvals?: readonly string[];
}

/** The command line for a POSIX shell, safe to paste whatever the texts hold: `gh workflow run rollback.yml -f …`. */
export function dispatchCommand(dispatch: Dispatch): string {
  const { operation, reason, evidence, approvals = [] } = dispatch;
  const fields = [
    ['operation', operation],
    ['reason', reason ?? ''],
    ['evidence', evidence ?? ''],
    ['approvals', approvals.join(',')],
  ] as const;
  const given = fields.filter(([, value]) => value !== '');
  return [
    'gh workflow run rollback.yml',
    ...given.map(([name, value]) => `-f ${name}=${shellWord(value)}`),
  ].join(' ');
}
