// `npm run build`: brings every bundle and generated module up to date. Files that are right already are not touched.
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { differences, root, withBundles } from './bundles.mjs';

await withBundles(async (made) => {
  for (const { kind, path } of await differences(made)) {
    if (kind === 'extra') await rm(join(root, path));
    else await cp(join(made, path), join(root, path), { recursive: true });
    process.stdout.write(`${kind === 'extra' ? 'removed' : 'wrote'} ${path}\n`);
  }
});
