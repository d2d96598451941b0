/**
 * Saves the state folder once the job has succeeded, its uploads included: a state that ran ahead of an upload that failed
 * would lose what was to be uploaded. Does nothing, and loads nothing, unless the main step asked for it.
 */
export async function saveStateInPost(environment: NodeJS.ProcessEnv): Promise<void> {
  const request = environment['STATE_cache'];
  if (request === undefined || request === '') return;
  const { folder, key } = JSON.parse(request) as { folder: string; key: string };
  const { saveFolder } = await import('./actions-cache.js');
  const fault = await saveFolder(folder, key);
  const text = fault === null ? `state saved as ${key}` : `::warning::state was not saved: ${fault}`;
  process.stdout.write(`${text}\n`);
}
