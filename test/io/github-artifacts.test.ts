import { describe, expect, test } from '@jest/globals';
import { GithubArtifacts } from '../../src/io/github-artifacts.js';
import type { Artifact } from '../../src/ports/artifacts.js';
import type { GithubApi } from '../../src/ports/github.js';
import { apiFor, github, REPOSITORY } from './github-world.js';

const NAME = 'phasegate-batches';
const WORKFLOW = '.github/workflows/rollout.yml';

async function apiWith(permissions: Readonly<Record<string, 'read' | 'write'>>): Promise<GithubApi> {
  return apiFor({ token: (await github()).token({ permissions }) });
}

async function all(store: GithubArtifacts, name = NAME): Promise<Artifact[]> {
  const found: Artifact[] = [];
  for await (const artifact of store.newest(name)) found.push(artifact);
  return found;
}

describe('artifacts of the default branch', () => {
  test('are listed, newest first, and no others', async () => {
    const { actions } = await github();
    const of = async (options: object, artifact: object = {}): Promise<number> => {
      const run = await actions.addRun({ repository: REPOSITORY, workflow: WORKFLOW, ...options });
      actions.addArtifact({ name: NAME, run: run.id, files: { 'tick.json': '{}' }, ...artifact });
      return run.id;
    };
    const own = [await of({})];
    await of({ headBranch: 'feature', headSha: '1'.repeat(40) });
    await of({ headRepository: 'octo/empty' });
    await of({}, { name: 'phasegate-analysis' });
    await of({}, { expired: true });
    own.push(await of({}));
    const found = await all(new GithubArtifacts(await apiWith({ actions: 'read' }), 'main'));
    expect(found.map(({ run }) => run)).toEqual(own.reverse());
  });

  test('are asked for a page at a time, as far as they are looked at', async () => {
    const { actions } = await github();
    const run = await actions.addRun({ repository: REPOSITORY, workflow: WORKFLOW });
    for (let i = 0; i < 205; i += 1)
      actions.addArtifact({ name: 'many', run: run.id, files: { a: String(i) } });
    const api = await apiWith({ actions: 'read' });
    const store = new GithubArtifacts(api, 'main');
    const first = await store.newest('many').next();
    expect([first.done, api.sent]).toEqual([false, 1]);
    expect(new Set((await all(store, 'many')).map(({ id }) => id)).size).toBe(205);
    expect(api.sent).toBe(4);
  });

  test('are downloaded, and refused with another digest', async () => {
    const { actions } = await github();
    const run = await actions.addRun({ repository: REPOSITORY, workflow: WORKFLOW });
    const { id } = actions.addArtifact({ name: 'one', run: run.id, files: { a: 'text' } });
    const store = new GithubArtifacts(await apiWith({ actions: 'read' }), 'main');
    const artifact = { id, run: run.id, createdAt: 0, digest: null };
    expect((await store.download(artifact)).length).toBeGreaterThan(4);
    await expect(store.download({ ...artifact, digest: '0'.repeat(64) })).rejects.toThrow(/another SHA-256/);
  });

  test('need a permission, which is named', async () => {
    const store = new GithubArtifacts(await apiWith({ contents: 'read' }), 'main');
    await expect(all(store)).rejects.toMatchObject({
      code: 'no-permission',
      message: expect.stringContaining('actions: read'),
    });
  });
});
