import { PhasegateError } from '../domain/fault.js';

/** A stricter cousin of `git check-ref-format`, and the policy schema's rule. */
const BRANCH = /^(?!.*(?:\.\.|\/\/|\/\.|@\{|[./]$|\.lock(?:\/|$)))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/;
const COMMIT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** @throws PhasegateError `bad-input` for a name that cannot be a branch. */
export function checkBranch(branch: string): void {
  if (BRANCH.test(branch)) return;
  throw new PhasegateError(
    'bad-input',
    `${JSON.stringify(branch)} cannot be a branch's name; name governance.branch in the policy with letters, digits and . _ / -`,
  );
}

/** @throws PhasegateError `bad-input` for what is no commit's id. */
export function checkCommitId(id: string): void {
  if (!COMMIT_ID.test(id)) throw new PhasegateError('bad-input', `${JSON.stringify(id)} is no commit id`);
}

/** @throws PhasegateError `bad-input` for a path that git or a file system would take for something else. */
export function checkPath(path: string): void {
  const parts = path.split('/');
  const safe = parts.every(
    (part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git',
  );
  const printable = [...path].every(
    (char) => (char.codePointAt(0) ?? 0) >= 0x20 && char !== '"' && char !== '\\',
  );
  if (!safe || !printable) {
    throw new PhasegateError(
      'bad-input',
      `${JSON.stringify(path)} cannot be a path on the governance branch`,
    );
  }
}

/** A name or address as git's commit header holds it. */
export function identity(text: string): string {
  return text.replace(/[<>\p{Cc}]/gu, ' ').trim();
}
