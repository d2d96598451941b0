import { restoreCache, saveCache } from '@actions/cache';
const [operation, key, ...restoreKeys] = process.argv.slice(2);
if (operation === 'save') {
  const id = await saveCache(['kept'], key);
  console.log(`saved ${key} ${id > 0}`);
} else {
  console.log(`restored ${await restoreCache(['kept'], key, restoreKeys)}`);
}
