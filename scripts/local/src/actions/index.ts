import { dirname } from 'node:path';
import { downloadArtifact, uploadArtifact } from './artifacts.js';
import type { BuiltinAction } from './builtin.js';
import { cache, cacheRestore, cacheSave } from './cache.js';
import { checkout } from './checkout.js';

/** Stands in for `actions/setup-node`: there is one Node.js, the one that runs this. */
const setupNode: BuiltinAction = {
  inputs: {
    'node-version': '',
    'node-version-file': '',
    architecture: '',
    'check-latest': 'false',
    'registry-url': '',
    scope: '',
    token: '',
    cache: '',
    'cache-dependency-path': '',
    'package-manager-cache': 'true',
    mirror: '',
    'mirror-token': '',
    'always-auth': 'false',
  },
  run({ leg, input }) {
    leg.path = [dirname(process.execPath), ...leg.path];
    const asked = input('node-version');
    leg.print(`Node.js ${process.version} of this machine${asked === '' ? '' : ` stands in for ${asked}`}`);
    return Promise.resolve({ outputs: { 'node-version': process.version, 'cache-hit': 'false' } });
  },
};

/** Actions that run inside the runner, at whatever version a workflow names. */
export const BUILTIN_ACTIONS: ReadonlyMap<string, BuiltinAction> = new Map([
  ['actions/checkout', checkout],
  ['actions/upload-artifact', uploadArtifact],
  ['actions/download-artifact', downloadArtifact],
  ['actions/cache', cache],
  ['actions/cache/restore', cacheRestore],
  ['actions/cache/save', cacheSave],
  ['actions/setup-node', setupNode],
]);
