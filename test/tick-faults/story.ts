import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventRules } from '../../src/domain/event.js';
import type { Policy } from '../../src/domain/policy.js';
import { MINUTE } from '../../src/domain/time.js';
import { compileEventSchema } from '../../src/io/event-schema.js';
import { loadPolicy } from '../../src/io/policy-file.js';
import { at, makeRepository, payments, START } from '../bundles/scenario.js';
import { temporaryFolder } from '../temporary-folder.js';

/** What happens, in minutes of the story: a tick, a promotion by a person, or somebody who takes an incident on. */
export const STEPS = [
  { minutes: 17, what: 'tick' },
  { minutes: 32, what: 'tick' },
  { minutes: 62, what: 'tick' },
  { minutes: 63, what: 'promote' },
  { minutes: 92, what: 'tick' },
  { minutes: 107, what: 'tick' },
  { minutes: 122, what: 'tick' },
  { minutes: 125, what: 'acknowledge' },
  { minutes: 137, what: 'tick' },
  { minutes: 152, what: 'tick' },
] as const;

export type Step = (typeof STEPS)[number];

/** Dark and fast; the tenth slow from minute 60 to 105; dark and fast again. */
const TELEMETRY = [
  payments('dark', { from: 0, to: 60, tookMs: 100 }),
  payments('tenth', { from: 60, to: 105, tookMs: 600 }),
  payments('dark', { from: 105, to: 300, tookMs: 100 }),
].join('');

export interface Story {
  readonly policy: Policy;
  readonly validators: ReadonlyMap<string, EventRules['validate']>;
  /** The folder whose telemetry is as it was at a minute. */
  readonly telemetryAt: (minutes: number) => string;
}

export const clockAt = (minutes: number): number => START + minutes * MINUTE;

/** Every kind of call is to be made: incidents are read as telemetry, and escalated between the rollback and the release. */
function withIncidents(policy: string): string {
  const sources = '  - { name: decisions, ledger: true }\n';
  return `${policy.replace(sources, `${sources}  - { name: incidents, incidents: true }\n`)}incidents: { priority: P0 }\n`;
}

/** The scenario's rollout with incidents, and its telemetry as it grows. */
export async function tellStory(): Promise<Story> {
  const root = await temporaryFolder();
  await makeRepository(root, TELEMETRY);
  const file = join(root, 'governance/policy.yaml');
  await writeFile(file, withIncidents(await readFile(file, 'utf8')));
  const { policy } = await loadPolicy(file);
  const folderOf = (minutes: number): string => join(root, `at-${minutes}`);
  for (const { minutes } of STEPS) {
    const folder = join(folderOf(minutes), 'telemetry/shop');
    await mkdir(folder, { recursive: true });
    const lines = TELEMETRY.split('\n').filter((line) => line !== '' && tsOf(line) < at(minutes));
    await writeFile(join(folder, 'a.jsonl'), lines.map((line) => `${line}\n`).join(''));
  }
  const shop = await compileEventSchema(join(root, 'schemas/events/shop.json'), { fromText: false });
  return { policy, validators: new Map([['shop', shop]]), telemetryAt: folderOf };
}

function tsOf(line: string): string {
  return (JSON.parse(line) as { ts: string }).ts;
}
