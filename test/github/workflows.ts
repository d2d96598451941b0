import { readWorkflow, type WorkflowFile } from './dispatch.js';
import type { Upstream } from './upstream.js';
import { idOf } from './run-answers.js';

type Fields = Readonly<Record<string, unknown>>;
const FOLDER = '.github/workflows';

/** Reads a repository's workflow files and refs, as the server itself. */
export class Workflows {
  readonly #upstream: Upstream;

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
  }

  /** The commit of a branch or tag, by its short or full name; null where there is none. */
  async resolve(repository: string, ref: string): Promise<{ ref: string; sha: string } | null> {
    const names = ref.startsWith('refs/') ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`];
    for (const name of names) {
      const { status, body } = await this.#get(repository, `git/ref/${name.slice('refs/'.length)}`);
      if (status === 200) return { ref: name, sha: String(((body as Fields)['object'] as Fields)['sha']) };
    }
    return null;
  }

  /** File names of the workflows of a commit. */
  async list(repository: string, ref: string): Promise<string[]> {
    const { status, body } = await this.#get(repository, `contents/${FOLDER}?ref=${encodeURIComponent(ref)}`);
    if (status !== 200 || !Array.isArray(body)) return [];
    return (body as Fields[]).map(({ name }) => String(name)).filter((name) => /\.ya?ml$/.test(name));
  }

  /** The workflow by its file name or id; null where the commit has none such. */
  async find(
    repository: string,
    options: { readonly id: string; readonly ref: string },
  ): Promise<{ file: string; workflow: WorkflowFile } | null> {
    const { id, ref } = options;
    const files = await this.list(repository, ref);
    const file = files.find((name) => name === id || String(idOf(`${repository}/${name}`)) === id);
    if (file === undefined) return null;
    const path = `contents/${FOLDER}/${encodeURIComponent(file)}?ref=${encodeURIComponent(ref)}`;
    const { body } = await this.#get(repository, path);
    const text = Buffer.from(String((body as Fields)['content']), 'base64').toString('utf8');
    return { file, workflow: readWorkflow(text) };
  }

  #get(repository: string, path: string): Promise<{ status: number; body?: unknown }> {
    const actor = repository.split('/')[0] ?? '';
    return this.#upstream.send({ method: 'GET', path: `/repos/${repository}/${path}`, actor });
  }
}
