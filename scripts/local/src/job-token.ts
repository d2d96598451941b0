/**
 * Stands for a job's own token in the secrets of a run: which job will ask is not known yet, and a call may hand
 * `secrets.GITHUB_TOKEN` on under another name.
 */
export const TOKEN_PLACE = '\u0000token of the job\u0000';

/** The secrets as one job sees them. */
export function withToken(secrets: Readonly<Record<string, string>>, token: string): Record<string, string> {
  const pairs = Object.entries(secrets).map(([name, value]) => [name, value.replaceAll(TOKEN_PLACE, token)]);
  return Object.fromEntries(pairs) as Record<string, string>;
}
