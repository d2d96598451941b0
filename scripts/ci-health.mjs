// `npm run ci-health`: this project's own tests, watched as a rollout. Takes what the tests of this clone have written
// (scripts/jest-reporter-telemetry.mjs), or else the recorded run, and runs one tick of rollout.yml over it.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const scenario = join(root, 'fixtures/ci-health');
const work = join(root, '.phasegate/ci-health');
const own = join(root, '.phasegate/ci/telemetry');
/** A window of 15 minutes closes two minutes after its end, so that all events are judged by then. */
const CLOSED_AFTER_MS = 17 * 60_000;

const telemetry = existsSync(join(own, 'ci')) ? own : join(scenario, 'telemetry');
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
for (const part of ['governance', 'schemas'])
  cpSync(join(scenario, part), join(work, part), { recursive: true });
cpSync(telemetry, join(work, 'telemetry'), { recursive: true });

const times = readdirSync(join(work, 'telemetry/ci')).flatMap((file) =>
  readFileSync(join(work, 'telemetry/ci', file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => Date.parse(JSON.parse(line).ts)),
);
const newest = times.reduce((latest, time) => Math.max(latest, time), 0);
const now = new Date(newest + CLOSED_AFTER_MS).toISOString();
process.stdout.write(`${times.length} tests ${telemetry === own ? 'of this clone' : 'as recorded'}\n`);
const args = [join(root, 'scripts/local/dist/index.mjs'), 'rollout', '--repo', work, '--now', now];
process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
