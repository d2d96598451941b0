import { answerRestore, saveStates } from './cache-process.js';
import { RESTORE_REQUEST, SAVE_REQUEST, type SaveRequest } from './cache-request.js';

/**
 * The post step: saves the state folders once the job has succeeded, its uploads included, since a state that ran ahead of
 * an upload that failed would lose what was to be uploaded. Does nothing, and loads no client, unless the main step asked
 * for it; which also starts this bundle as a process of its own, to restore.
 */
export async function workOnCache(environment: NodeJS.ProcessEnv): Promise<void> {
  const prefix = environment[RESTORE_REQUEST] ?? '';
  const request = environment[`STATE_${SAVE_REQUEST}`] ?? '';
  if (prefix !== '') await answerRestore(prefix);
  else if (request !== '') await saveStates(JSON.parse(request) as SaveRequest);
}
