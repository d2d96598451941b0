import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PhasegateError } from '../../../../src/domain/fault.js';
import { checkOutCommit, copyIndex, git, linkRepository } from '../git.js';
import type { RunContext } from '../run-context.js';
import { copyTree, isWithin } from '../tree.js';
import { asText } from '../yaml-source.js';
import type { BuiltinAction, BuiltinCall } from './builtin.js';

const NOT_COPIED = ['.git', '.phasegate', 'node_modules'];

function isCurrent(ref: string, { head }: RunContext): boolean {
  return ['', head.ref, head.ref.replace(/^refs\/heads\//, ''), head.sha].includes(ref);
}

function refuse({ input, flag }: BuiltinCall): void {
  if (flag('lfs') || input('submodules') === 'true' || input('submodules') === 'recursive') {
    throw new PhasegateError('bad-input', 'checkout: lfs and submodules are not supported locally');
  }
}

/** Makes the folder an empty one, whatever was in it. */
function empty(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
}

/**
 * Stands in for `actions/checkout`: the working tree of the repository's folder as it is on disk, or the committed
 * tree of another `ref`, with a `.git` whose `origin` is the repository. Of another repository, the files alone.
 */
export const checkout: BuiltinAction = {
  inputs: {
    repository: '',
    ref: '',
    path: '',
    lfs: 'false',
    submodules: 'false',
    token: '',
    clean: 'true',
    filter: '',
    'ssh-key': '',
    'ssh-known-hosts': '',
    'ssh-strict': 'true',
    'ssh-user': 'git',
    'persist-credentials': 'true',
    'sparse-checkout': '',
    'sparse-checkout-cone-mode': 'true',
    'fetch-depth': '1',
    'fetch-tags': 'false',
    'show-progress': 'true',
    'set-safe-directory': 'true',
    'github-server-url': '',
    'allow-unsafe-pr-checkout': 'false',
  },
  async run(call) {
    const { leg, input } = call;
    refuse(call);
    const { context } = leg;
    const folder = resolve(leg.workspace, input('path'));
    if (!isWithin(folder, leg.workspace)) {
      throw new PhasegateError(
        'bad-input',
        `checkout: path ${JSON.stringify(input('path'))} leads out of the workspace`,
      );
    }
    empty(folder);
    const repository = input('repository');
    if (repository !== '' && repository !== asText(context.github['repository'])) {
      const other = await context.repositories.at(repository, input('ref'));
      copyTree(other.root, folder, { except: NOT_COPIED });
      return { outputs: { ref: other.ref, commit: other.sha } };
    }
    if (!isCurrent(input('ref'), context)) {
      const head = await checkOutCommit(folder, context.origin, input('ref'));
      return { outputs: { ref: head.ref, commit: head.sha } };
    }
    const { copyFile } = context;
    copyTree(context.repo, folder, { except: NOT_COPIED, ...(copyFile === null ? {} : { copyFile }) });
    linkRepository(folder, context.origin, context.head);
    copyIndex(folder, context.origin);
    // With the whole history come all branches.
    if (input('fetch-depth') === '0') await git(folder, ['fetch', '--quiet', '--tags', 'origin']);
    return { outputs: { ref: context.head.ref, commit: context.head.sha } };
  },
};
