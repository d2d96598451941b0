import { afterEach, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { dashboardManifests } from '../../../action-report/src/jobs/dashboard-manifests.js';
import { observedDisk } from '../../../src/io/observability/observed-disk.js';
import { DAY } from '../../../src/domain/time.js';
import { removeTrees } from '../../io/observability/temporary-tree.js';
import { dashboardWorld, START } from './dashboard-world.js';

afterEach(removeTrees);

test('the history tells which exports there were, with what each left; a broken manifest tells nothing', async () => {
  const world = await dashboardWorld();
  await world.run({ turnover: 1 }, START);
  await world.run({ turnover: 1, latency: 1 }, START + DAY);
  const history = 'ops/dashboard_export_history';
  const first = `${history}/20260302T003000Z-dashboard`;
  const second = `${history}/20260303T003000Z-dashboard`;
  const files = observedDisk(world.root);
  expect((await dashboardManifests({ files })).jobs).toEqual([
    {
      jobId: '20260302T003000Z-dashboard',
      artefacts: [`${first}/manifest.json`, `${first}/turnover.json.gz`],
      from: `${first}/manifest.json`,
    },
    {
      jobId: '20260303T003000Z-dashboard',
      artefacts: [`${second}/latency.json.gz`, `${second}/manifest.json`, `${second}/turnover.json.gz`],
      from: `${second}/manifest.json`,
    },
  ]);
  await writeFile(world.path(first, 'manifest.json'), '{');
  await writeFile(world.path(second, 'manifest.json'), '{"job_id":"../x"}');
  expect((await dashboardManifests({ files })).jobs).toEqual([]);
});
