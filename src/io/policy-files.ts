import { basename, join } from 'node:path';
import { glob } from 'tinyglobby';
import { PhasegateError } from '../domain/fault.js';

/** What the input `policy` stands for when it is empty. */
export const DEFAULT_POLICIES = 'governance/policy.yaml,governance/*.policy.yaml';
const NAMED = '.policy.yaml';

/** Whether a policy's files lie in a folder of the rollout's name, so that several rollouts fit side by side. */
export function hasOwnFolder(path: string): boolean {
  return basename(path).endsWith(NAMED);
}

/** Where a rollout's files lie below a folder: in it, or of a `<name>.policy.yaml` in a folder of the rollout's name. */
export function rolloutFolder(folder: string, options: { path: string; rollout: string }): string {
  return hasOwnFolder(options.path) ? join(folder, options.rollout) : folder;
}

/**
 * The policy files that the input `policy` names: paths and globs, separated by commas or line breaks; sorted, each once.
 * A path without `*` is one even where there is no such file, so that whoever loads it says so; of the default's own only
 * what is there.
 *
 * @throws PhasegateError `bad-input` where nothing is found.
 */
export async function policyFiles(input: string): Promise<readonly string[]> {
  const entries = (input === '' ? DEFAULT_POLICIES : input)
    .split(/[,\r\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const plain = input === '' ? [] : entries.filter((entry) => !entry.includes('*'));
  const patterns = entries.filter((entry) => !plain.includes(entry));
  const found =
    patterns.length === 0 ? [] : await glob(patterns, { onlyFiles: true, expandDirectories: false });
  const files = [...new Set([...plain, ...found])].sort();
  if (files.length > 0) return files;
  throw new PhasegateError(
    'bad-input',
    `there is no policy: no file matches ${entries.join(' or ')}; write the policy there, or set the input \`policy\` to where it is`,
  );
}
