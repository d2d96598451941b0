import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { weeklyManifest } from '../../../action-report/src/jobs/weekly-manifest.js';
import {
  unclaimed,
  verifyClaims,
  type FileFact,
} from '../../../src/domain/observability/verify/verify-claims.js';
import { findingText } from '../../../src/domain/observability/verify/finding.js';
import { observedDisk } from '../../../src/io/observability/observed-disk.js';
import { reportReceiver } from '../../observability/report-receiver.js';
import { KEY, NOW, WeeklyWorld, writeTexts } from '../../observability/weekly-world.js';

const HISTORY = 'ops/weekly_report_history';

/** A root with a delivered week, and what is found of it once it was changed. */
async function found(change: (world: WeeklyWorld) => Promise<void>): Promise<readonly string[]> {
  const hook = await reportReceiver({ key: KEY, now: () => NOW });
  const world = await WeeklyWorld.make({ url: hook.url });
  await world.run();
  await change(world);
  const files = observedDisk(world.root);
  const { claims, broken, paths, check, file } = await weeklyManifest({ files });
  const facts = new Map<string, FileFact>();
  for (const { path } of claims) facts.set(path, await files.fact(path));
  const claimed = new Set(claims.map(({ path }) => path));
  return [
    ...broken,
    ...verifyClaims(claims, (path) => facts.get(path) ?? { kind: 'missing' }),
    ...unclaimed(paths, { check, manifest: file, claimed }),
  ].map(findingText);
}

test('a history as the job left it is as it should be', async () => {
  expect(await found(() => Promise.resolve())).toEqual([]);
});

test.each<[string, (world: WeeklyWorld) => Promise<void>, string]>([
  [
    'an edited report',
    ({ root }) => writeTexts(root, { [`${HISTORY}/2026-06-22.json`]: '{}' }),
    `${HISTORY}/2026-06-22.json: was changed`,
  ],
  [
    'another signature',
    ({ root }) => writeTexts(root, { [`${HISTORY}/2026-06-22.sig`]: 't=1,v1=00\n' }),
    `${HISTORY}/2026-06-22.sig: was changed`,
  ],
  [
    'a deleted report',
    ({ root }) => rm(join(root, HISTORY, '2026-06-22.json')),
    `${HISTORY}/2026-06-22.json: is missing`,
  ],
  [
    'a report that nobody sent',
    ({ root }) => writeTexts(root, { [`${HISTORY}/2026-06-15.json`]: '{}' }),
    `${HISTORY}/2026-06-15.json: is not named in`,
  ],
  [
    'a broken line',
    async (world) =>
      writeTexts(world.root, {
        [`${HISTORY}/manifest.jsonl`]: `${await world.read(`${HISTORY}/manifest.jsonl`)}{"x"\n`,
      }),
    `${HISTORY}/manifest.jsonl:2: is no JSON`,
  ],
])('%s is named', async (_, change, said) => {
  const [first, ...more] = await found(change);
  expect(first).toContain(said);
  expect(more).toEqual([]);
});
