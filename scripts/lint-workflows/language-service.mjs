// GitHub's own language service: knows the inputs of local actions and called workflows, and action.yml itself.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'yaml';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** Its modules import JSON in a way that Node refuses, so it is bundled before it is imported. */
async function load() {
  const contents = `export { validate } from '@actions/languageservice';
export { TextDocument } from 'vscode-languageserver-textdocument';`;
  const made = await build({
    stdin: { contents, resolveDir: PROJECT },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  const folder = await mkdtemp(join(tmpdir(), 'lint-workflows-'));
  try {
    const file = join(folder, 'language-service.cjs');
    await writeFile(file, made.outputFiles[0].contents);
    return createRequire(import.meta.url)(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** It reads no local actions; under a name that looks like a repository's it asks for them. */
const LOCAL = 'local/local';
const withNames = (text) =>
  text.replace(/^( *(?:- )?uses: *)[$.]\/(?!\.github\/workflows\/)([\w./-]+)/gm, `$1${LOCAL}/$2@here`);

async function metadataOf(root, { owner, name, path }) {
  if (`${owner}/${name}` !== LOCAL) return undefined;
  const file = join(root, path ?? '.', 'action.yml');
  return existsSync(file) ? parse(await readFile(file, 'utf8')) : undefined;
}

const isOwn = ({ code, message }, source) =>
  // What a workflow of somebody else's would be told: actions that nobody could look at here.
  !(/^Unable to (resolve|find) /.test(message) && !source.includes(LOCAL)) && code !== 'on-schedule';

export async function languageService(sources, root) {
  const { validate, TextDocument } = await load();
  const config = {
    actionsMetadataProvider: { fetchActionMetadata: (reference) => metadataOf(root, reference) },
    fileProvider: {
      getFileContent: async ({ owner, path }) => {
        if (owner !== undefined) throw new Error('it is in another repository');
        return { name: path, content: await readFile(join(root, path), 'utf8') };
      },
    },
  };
  const findings = [];
  for (const { path, text } of sources) {
    const document = TextDocument.create(pathToFileURL(join(root, path)).href, 'yaml', 1, withNames(text));
    for (const one of await validate(document, config)) {
      if (!isOwn(one, document.getText(one.range))) continue;
      const { line, character } = one.range.start;
      const place = { path, line: line + 1, column: character + 1 };
      findings.push({ ...place, rule: 'language service', message: one.message.split('\n')[0] });
    }
  }
  return findings;
}
