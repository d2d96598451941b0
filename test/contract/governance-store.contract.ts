import { describe, expect, test } from '@jest/globals';
import type { CommitPlan, GovernanceStore } from '../../src/ports/governance.js';

/** Two clients of one branch, which does not exist yet. */
export interface StorePair {
  readonly store: GovernanceStore;
  readonly other: GovernanceStore;
}

function plan(parent: string | null, files: Record<string, string>, at = 1_772_460_900_000): CommitPlan {
  return {
    parent,
    files,
    message: 'a decision\n',
    author: { name: 'Phasegate', email: 'a@example.invalid' },
    at,
  };
}

/** What every implementation of GovernanceStore must do. */
export function governanceStoreContract(name: string, make: () => Promise<StorePair>): void {
  describe(`${name} as a governance store`, () => {
    test('a branch that does not exist has no head, no files and no error', async () => {
      const { store } = await make();
      const snapshot = await store.open();
      expect(snapshot.head).toBeNull();
      expect(await snapshot.read('governance/phase-ledger.yaml')).toBeNull();
      expect(await snapshot.list('governance')).toEqual([]);
    });

    test('the first commit makes the branch, and another client reads it', async () => {
      const { store, other } = await make();
      const result = await store.commit(plan(null, { 'governance/a.txt': 'ä\n', 'README.md': '' }));
      const snapshot = await other.open();
      expect(result).toEqual({ kind: 'committed', head: snapshot.head });
      expect(await snapshot.read('governance/a.txt')).toBe('ä\n');
      expect(await snapshot.read('README.md')).toBe('');
    });

    test('a commit replaces the files it names and keeps the others', async () => {
      const { store } = await make();
      const first = await store.commit(plan(null, { 'g/a': '1', 'g/b/c': '2', 'x d.txt': '3' }));
      if (first.kind !== 'committed') throw new Error('the first commit was refused');
      await store.commit(plan(first.head, { 'g/a': 'new' }));
      const snapshot = await store.open();
      const paths = ['g/a', 'g/b/c', 'x d.txt', 'g', 'h'];
      expect(await Promise.all(paths.map((path) => snapshot.read(path)))).toEqual([
        'new',
        '2',
        '3',
        null,
        null,
      ]);
      expect(await snapshot.list('g')).toEqual(['g/a', 'g/b/c']);
      expect(await snapshot.list('')).toEqual(['g/a', 'g/b/c', 'x d.txt']);
    });

    test('whoever decided on an older head gets a conflict, and nothing changes', async () => {
      const { store, other } = await make();
      const first = await store.commit(plan(null, { a: '1' }));
      if (first.kind !== 'committed') throw new Error('the first commit was refused');
      const read = await other.open();
      await store.commit(plan(first.head, { a: '2' }));
      expect(read.head).toBe(first.head);
      expect(await other.commit(plan(first.head, { a: '3' }))).toEqual({ kind: 'conflict' });
      expect(await (await other.open()).read('a')).toBe('2');
    });

    test('of two that make the branch at once, one wins', async () => {
      const { store, other } = await make();
      const results = await Promise.all([
        store.commit(plan(null, { a: '1' })),
        other.commit(plan(null, { a: '2' })),
      ]);
      expect(results.map((result) => result.kind).sort()).toEqual(['committed', 'conflict']);
      const winner = results[0].kind === 'committed' ? '1' : '2';
      expect(await (await store.open()).read('a')).toBe(winner);
    });

    test('a snapshot keeps showing the commit it was opened at', async () => {
      const { store, other } = await make();
      const first = await store.commit(plan(null, { a: '1' }));
      if (first.kind !== 'committed') throw new Error('the first commit was refused');
      const snapshot = await store.open();
      await other.open();
      await other.commit(plan(first.head, { a: '2', b: '2' }));
      expect(await snapshot.read('a')).toBe('1');
      expect(await snapshot.list('')).toEqual(['a']);
    });

    test('a commit can be read by its id: what was just committed, and what it followed', async () => {
      const { store } = await make();
      const first = await store.commit(plan(null, { a: '1', b: '1' }));
      if (first.kind !== 'committed') throw new Error('the first commit was refused');
      const second = await store.commit(plan(first.head, { a: '2', 'c/d': '2' }));
      if (second.kind !== 'committed') throw new Error('the second commit was refused');
      const [now, before] = [store.at(second.head), store.at(first.head)];
      const texts = await Promise.all(['a', 'b', 'c/d', 'e'].map((path) => now.read(path)));
      expect(texts).toEqual(['2', '1', '2', null]);
      expect(await now.list('')).toEqual(['a', 'b', 'c/d']);
      expect(await Promise.all(['a', 'c/d'].map((path) => before.read(path)))).toEqual(['1', null]);
      expect(await before.list('c')).toEqual([]);
      expect(store.at(null).head).toBeNull();
    });

    test('text comes back as it was: large, not ASCII, with a mark at its start, half a character', async () => {
      const { store, other } = await make();
      const large = 'größer 🚀\r\n'.repeat(40_000);
      await store.commit(plan(null, { large, mark: '\ufeff{"a":1}\n', half: 'a\ud800b' }));
      const snapshot = await other.open();
      expect((await snapshot.read('large')) === large).toBe(true);
      expect(await snapshot.read('mark')).toBe('\ufeff{"a":1}\n');
      expect(await snapshot.read('half')).toBe('a\ufffdb');
    });

    test.each([['../a'], ['/a'], ['a//b'], ['.git/config'], ['a/.GIT/hooks'], ['a\nb'], ['a"b'], ['']])(
      'the path %j is refused',
      async (path) => {
        const { store } = await make();
        await expect(store.commit(plan(null, { [path]: 'x' }))).rejects.toMatchObject({ code: 'bad-input' });
        expect((await store.open()).head).toBeNull();
      },
    );
  });
}
