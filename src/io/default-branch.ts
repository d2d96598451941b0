import { member, textOf } from '../domain/raw-values.js';
import { readTextIfExists } from './files.js';

/**
 * The branch whose workflows are started: the default branch, as the event that started this run names it, so that a run
 * on another branch starts what was reviewed; else the branch that this run is on.
 */
export async function defaultBranch(environment: NodeJS.ProcessEnv): Promise<string> {
  const file = environment['GITHUB_EVENT_PATH'] ?? '';
  const text = file === '' ? null : await readTextIfExists(file);
  const named = textOf(member(member(parsed(text ?? ''), 'repository'), 'default_branch'));
  return named ?? environment['GITHUB_REF_NAME'] ?? 'main';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
