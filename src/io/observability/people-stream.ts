/**
 * Sends all that the process says to people, and its commands to the runner, to stderr: stdout is for the JSON of jobs. The
 * runner takes commands from either.
 */
export function speakOnStderr(): void {
  process.stdout.write = process.stderr.write.bind(process.stderr);
}
