import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sha256 } from '../../../../src/domain/digest.js';
import { PhasegateError } from '../../../../src/domain/fault.js';
import { glob, splitPatterns } from '../glob.js';
import type { Leg } from '../leg.js';
import type { CacheEntry } from '../store/cache-store.js';
import { copyPath, copyTree, isWithin } from '../tree.js';
import type { BuiltinAction, BuiltinCall, BuiltinEnd } from './builtin.js';

const COMMON = { enableCrossOsArchive: 'false', 'upload-chunk-size': '' };
const RESTORE = {
  path: '',
  key: '',
  'restore-keys': '',
  'fail-on-cache-miss': 'false',
  'lookup-only': 'false',
  'save-always': 'false',
  ...COMMON,
};

/** Entries of other paths are never seen, as at GitHub; nor those of the cache client, which are packed otherwise. */
function versionOf(paths: string): string {
  return sha256(`${splitPatterns(paths).join('|')}|folders`);
}

function checkKey(key: string): void {
  if (key === '' || key.length > 512 || key.includes(',')) {
    throw new PhasegateError(
      'bad-input',
      `cache key ${JSON.stringify(key)}: needs 1 to 512 characters, and no comma`,
    );
  }
}

/** The places a cache may hold files of, by the folder that stands for each in an entry. */
const placesOf = (leg: Leg): [string, string][] => [
  ['workspace', leg.workspace],
  ['temp', leg.temp],
  ['home', leg.home],
];

/** What a cache's `path` selects: folders and files named outright as wholes, else the files that match. */
function selected(leg: Leg, paths: string): readonly string[] {
  const found = glob(paths, { folder: leg.workspace, home: leg.home, includeHidden: true });
  const isPlain = !/[*?[]|^\s*!/m.test(paths);
  return isPlain ? found.searched.filter((path) => existsSync(path)) : found.files;
}

function store(leg: Leg, entry: CacheEntry, paths: readonly string[]): void {
  const target = leg.context.home.caches.pathOf(entry);
  for (const path of paths) {
    const place = placesOf(leg).find(([, folder]) => isWithin(path, folder));
    if (place === undefined) {
      throw new PhasegateError(
        'bad-input',
        `cache: ${path} is outside of the workspace and the home folder: not kept locally`,
      );
    }
    copyPath(path, join(target, place[0], relative(place[1], path)));
  }
  leg.context.home.caches.commit(entry);
}

function save({ leg, input }: BuiltinCall): void {
  checkKey(input('key'));
  const paths = selected(leg, input('path'));
  if (paths.length === 0) {
    leg.annotate({
      level: 'warning',
      message: `no path of the cache exists, so nothing is saved: ${input('path').trim()}`,
    });
    return;
  }
  const entry = leg.context.home.caches.reserve(input('key'), versionOf(input('path')));
  if (entry === null) leg.print(`cache ${input('key')} is there already, and keys do not change`);
  else {
    try {
      store(leg, entry, paths);
    } catch (error) {
      leg.context.home.caches.abandon(entry);
      throw error;
    }
    leg.print(`cache saved: ${input('key')}`);
  }
}

function restore(call: BuiltinCall): BuiltinEnd['outputs'] {
  const { leg, input, flag } = call;
  const key = input('key');
  const restoreKeys = splitPatterns(input('restore-keys'));
  [key, ...restoreKeys].forEach(checkKey);
  const { caches } = leg.context.home;
  const entry = caches.find({ key, restoreKeys, version: versionOf(input('path')) });
  if (entry === null) {
    if (flag('fail-on-cache-miss'))
      throw new PhasegateError('bad-input', `no cache for ${[key, ...restoreKeys].join(', ')}`);
    leg.print(`no cache for ${[key, ...restoreKeys].join(', ')}`);
    return { 'cache-hit': '', 'cache-primary-key': key, 'cache-matched-key': '' };
  }
  for (const [name, folder] of flag('lookup-only') ? [] : placesOf(leg)) {
    const kept = join(caches.pathOf(entry), name);
    if (existsSync(kept)) copyTree(kept, folder, { except: [] });
  }
  leg.print(`cache restored: ${entry.key}`);
  return { 'cache-hit': String(entry.key === key), 'cache-primary-key': key, 'cache-matched-key': entry.key };
}

/** Stands in for `actions/cache/restore`. */
export const cacheRestore: BuiltinAction = {
  inputs: RESTORE,
  run: (call) => Promise.resolve({ outputs: restore(call) }),
};

/** Stands in for `actions/cache/save`. */
export const cacheSave: BuiltinAction = {
  inputs: { path: '', key: '', ...COMMON },
  run(call) {
    save(call);
    return Promise.resolve({ outputs: {} });
  },
};

/** Stands in for `actions/cache`: restores now, and saves at the end of a job that went well. */
export const cache: BuiltinAction = {
  inputs: RESTORE,
  run(call) {
    const outputs = restore(call);
    const isNew = outputs['cache-hit'] !== 'true';
    const post = { condition: 'success()', run: () => save(call) };
    return Promise.resolve(isNew ? { outputs, post } : { outputs });
  },
};
