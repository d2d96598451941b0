import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GitGovernance } from '../../src/io/git-governance.js';
import { git } from '../git.js';
import { newBranch, storeFor } from '../io/github-world.js';
import { MemoryBranch, MemoryGovernance } from '../memory-governance.js';
import { temporaryFolder } from '../temporary-folder.js';
import { governanceStoreContract } from './governance-store.contract.js';

governanceStoreContract('a repository without a remote', async () => {
  const folder = await temporaryFolder();
  git(folder, 'init', '--quiet');
  return { store: new GitGovernance(folder, 'phasegate'), other: new GitGovernance(folder, 'phasegate') };
});

governanceStoreContract('two clones of one bare repository', async () => {
  const folder = await temporaryFolder();
  const at = (name: string): string => join(folder, name);
  await mkdir(at('origin'));
  git(at('origin'), 'init', '--quiet', '--bare');
  git(folder, 'clone', '--quiet', at('origin'), at('one'));
  git(folder, 'clone', '--quiet', at('origin'), at('two'));
  return {
    store: new GitGovernance(at('one'), 'phasegate'),
    other: new GitGovernance(at('two'), 'phasegate'),
  };
});

governanceStoreContract("the tests' own store in memory", async () => {
  const branch = new MemoryBranch();
  return { store: new MemoryGovernance(branch), other: new MemoryGovernance(branch) };
});

governanceStoreContract("GitHub's REST API", async () => {
  const branch = newBranch();
  return { store: await storeFor(branch), other: await storeFor(branch) };
});
