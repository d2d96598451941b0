import { describe, expect, jest, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CacheStore } from '../../scripts/local/src/store/cache-store.js';
import { Runner } from '../../scripts/local/src/runner.js';
import { makeFolder, PROJECT, runAll, workflowPath, writeFiles } from './support.js';

// Processes are started: a busy machine takes its time.
jest.setTimeout(60_000);

async function inFolder<T>(work: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = makeFolder();
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('artifacts: globs, roots, hidden files, names taken, and every way to download', () =>
  inFolder(async (repo) => {
    const { result, lines } = await runAll(repo, [{ workflow: workflowPath('artifacts') }]);
    expect(result.jobs).toEqual({
      make: { result: 'success', outputs: {} },
      take: { result: 'success', outputs: {} },
    });
    expect(lines).toEqual(expect.arrayContaining(['again failure', 'missing failure']));
    expect(lines.filter((line) => line.startsWith('file '))).toEqual([
      'file ./all/single/b.txt',
      'file ./all/single/er/c.log',
      'file ./all/tree/a.txt',
      'file ./all/tree/deep/b.txt',
      'file ./all/tree/deep/er/c.log',
      'file ./all/with-hidden/.secret',
      'file ./all/with-hidden/a.txt',
      'file ./all/with-hidden/deep/b.txt',
      'file ./all/with-hidden/deep/er/c.log',
      'file ./all/with-hidden/skip/s.txt',
      'file ./merged/.secret',
      'file ./merged/a.txt',
      'file ./merged/b.txt',
      'file ./merged/deep/b.txt',
      'file ./merged/deep/er/c.log',
      'file ./merged/er/c.log',
      'file ./merged/skip/s.txt',
      'file ./one/a.txt',
      'file ./one/deep/b.txt',
      'file ./one/deep/er/c.log',
    ]);
    expect(readFileSync(join(result.artifacts, 'tree/deep/b.txt'), 'utf8')).toBe('b\n');
    const messages = result.annotations.map((one) => one.message).join('\n');
    expect(messages).toMatch('No files were found with the provided path: none.txt');
    expect(messages).toMatch('this run already has an artifact "single"');
    expect(messages).toMatch(
      'Artifact not found for name: unheard-of; the run has single, tree, with-hidden',
    );
    expect(messages).toMatch('download-artifact: another `run-id` needs `github-token`');
  }));

test('an artifact that is not archived is one file, by its own name', () =>
  inFolder(async (repo) => {
    const { result, lines } = await runAll(repo, [{ workflow: workflowPath('unpacked') }]);
    expect(readdirSync(result.artifacts, { recursive: true })).toEqual(['page.html', 'page.html/page.html']);
    expect(lines).toEqual(expect.arrayContaining(['same name failure', 'two files failure']));
    expect(lines).toEqual(expect.arrayContaining(['file ./got/page.html', '<p>page</p>']));
    const messages = result.annotations.map((one) => one.message).join('\n');
    expect(messages).toMatch('this run already has an artifact "page.html"');
    expect(messages).toMatch('archive: false takes one file, and 2 match');
  }));

test('cache: by key, by prefix the newest, never another path, and kept between runners', () =>
  inFolder(async (repo) => {
    const request = (key: string, restore = ''): Parameters<Runner['run']>[0] => ({
      workflow: workflowPath('cache'),
      inputs: new Map([['key', key], ...(restore === '' ? [] : [['restore', restore] as const])]),
    });
    const first = await runAll(repo, [request('a-1'), request('a-2', 'a-')]);
    const second = await runAll(repo, [request('a-1'), request('a-3', 'a-'), request('b-1')]);
    const seen = [...first.lines, ...second.lines].filter((line) => /^(hit|list|another)/.test(line));
    expect(seen).toEqual([
      "hit '' matched ''",
      'list a-1 ',
      "another path ''",
      "hit 'false' matched 'a-1'",
      'list a-1 a-2 ',
      "another path ''",
      "hit 'true' matched 'a-1'",
      'list a-1 a-1 ',
      "another path ''",
      "hit 'false' matched 'a-2'",
      'list a-1 a-2 a-3 ',
      "another path ''",
      "hit '' matched ''",
      'list b-1 ',
      "another path ''",
    ]);
    expect(second.results.map((one) => one.run)).toEqual([3, 4, 5]);
    const entry = readdirSync(join(repo, '.phasegate/cache')).find((name) => name !== 'index.json') ?? '';
    const tool = statSync(join(repo, '.phasegate/cache', entry, 'workspace/kept/tool'));
    expect(tool.mode & 0o100).toBe(0o100);
  }));

test('the real cache client saves to and restores from the service', () =>
  inFolder(async (repo) => {
    const vars = { CLIENT: join(PROJECT, 'test/local/workflows/client.mjs') };
    const { result, lines } = await runAll(repo, [{ workflow: workflowPath('client') }], { vars });
    expect(result.jobs['client']?.result).toBe('success');
    expect(lines.filter((line) => /^(saved|restored|payload)/.test(line))).toEqual([
      'saved key-1 true',
      'saved key-1 false',
      'saved key-2 true',
      'restored key-2',
      'payload',
      'restored undefined',
    ]);
  }));

describe('the cache store', () => {
  test('keeps the hundred entries that were used last', () =>
    inFolder((folder) => {
      const store = new CacheStore(folder);
      for (let i = 0; i < 101; i += 1) {
        if (i === 100) store.find({ key: 'key-0', restoreKeys: [], version: 'v' });
        const entry = store.reserve(`key-${i}`, 'v');
        if (entry === null) throw new Error('taken');
        writeFiles(store.pathOf(entry), { file: String(i) });
        store.commit(entry);
      }
      const again = new CacheStore(folder);
      const has = (key: string): boolean => again.find({ key, restoreKeys: [], version: 'v' })?.key === key;
      expect([has('key-0'), has('key-2'), has('key-100')]).toEqual([true, true, true]);
      expect(again.reserve('key-1', 'v')).not.toBeNull();
      expect(again.reserve('key-2', 'v')).toBeNull();
    }));

  test('forgets what a killed process left half-written', () =>
    inFolder((folder) => {
      const store = new CacheStore(folder);
      const entry = store.reserve('key', 'v');
      if (entry === null) throw new Error('taken');
      writeFiles(store.pathOf(entry), { file: 'half' });
      expect(store.find({ key: 'key', restoreKeys: [], version: 'v' })).toBeNull();
      const next = new CacheStore(folder);
      expect(existsSync(store.pathOf(entry))).toBe(false);
      expect(next.reserve('key', 'v')).not.toBeNull();
    }));
});

test('one runner at a time on a repository', () =>
  inFolder(async (repo) => {
    const options = { repo, project: PROJECT, env: process.env };
    const runner = await Runner.open(options);
    const second = Runner.open(options);
    await runner.close();
    const opened = await second;
    await opened.close();
    expect(existsSync(join(repo, '.phasegate/lock'))).toBe(false);
  }));

test('artifacts and summaries of the last hundred runs are kept', () =>
  inFolder(async (repo) => {
    writeFiles(repo, { '.phasegate/runs.json': '{ "last": 150 }', '.phasegate/summary/50-a.md': 'x' });
    writeFiles(repo, { '.phasegate/summary/52-a.md': 'x', '.phasegate/artifacts/51/a/f': 'x' });
    writeFiles(repo, { '.phasegate/artifacts/52/a/f': 'x' });
    const { result } = await runAll(repo, [{ workflow: workflowPath('environment') }]);
    expect(result.run).toBe(151);
    expect(readdirSync(join(repo, '.phasegate/artifacts'))).toEqual(['52']);
    expect(readdirSync(join(repo, '.phasegate/summary'))).toEqual(['52-a.md']);
  }));
