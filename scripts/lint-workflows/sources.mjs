// The files to check, read once: text, YAML with positions, and what of it runs.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** Folders of an action, as far below the root as actions are kept. */
const ACTION_FOLDERS = ['.', 'scripts', '.github/actions'];

const isYaml = (name) => /\.ya?ml$/.test(name);

async function namesIn(folder) {
  return existsSync(folder) ? (await readdir(folder)).sort() : [];
}

async function findPaths(root) {
  const workflows = (await namesIn(join(root, '.github/workflows'))).filter(isYaml);
  const paths = workflows.map((name) => ({ kind: 'workflow', path: `.github/workflows/${name}` }));
  for (const parent of ACTION_FOLDERS) {
    for (const name of await namesIn(join(root, parent))) {
      const path = join(parent, name, 'action.yml');
      if (existsSync(join(root, path))) paths.push({ kind: 'action', path });
    }
  }
  return paths;
}

/** A file: its path below the root, kind, text, document, plain value, and a finding for each fault of its YAML. */
async function readSource(root, { kind, path }) {
  const text = await readFile(join(root, path), 'utf8');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { path, line, column: col };
  };
  const faults = document.errors.map(({ message, pos }) => ({
    ...at(pos[0]),
    rule: 'yaml',
    message: message.split('\n')[0],
  }));
  return { kind, path, text, document, at, faults };
}

export async function findSources(root) {
  const paths = await findPaths(root);
  return Promise.all(paths.map((one) => readSource(root, one)));
}

/** Follows an alias to what it stands for. */
const resolved = (source, node) =>
  node?.source === undefined || isScalar(node) ? node : node.resolve(source.document);

/** The node of an entry of a mapping; undefined where there is none. */
export function child(source, node, key) {
  const map = resolved(source, node);
  return isMap(map) ? resolved(source, map.get(key, true)) : undefined;
}

export const textOf = (node) => (isScalar(node) ? String(node.value ?? '') : '');

function pairs(source, node) {
  const map = resolved(source, node);
  return isMap(map) ? map.items.map(({ key, value }) => [textOf(key), resolved(source, value)]) : [];
}

/** The jobs of a workflow: id and node. */
export function jobsOf(source) {
  return source.kind === 'workflow' ? pairs(source, child(source, source.document.contents, 'jobs')) : [];
}

const items = (source, node) => (isSeq(node) ? node.items.map((item) => resolved(source, item)) : []);

/** The steps of a workflow's jobs, or of a composite action, each with the job it is in. */
export function stepsOf(source) {
  if (source.kind === 'action') {
    const runs = child(source, source.document.contents, 'runs');
    return items(source, child(source, runs, 'steps')).map((step) => ({ step, job: undefined }));
  }
  return jobsOf(source).flatMap(([, job]) =>
    items(source, child(source, job, 'steps')).map((step) => ({ step, job })),
  );
}

/** Where a node begins. */
export function placeOf(source, node) {
  return source.at(node?.range?.[0] ?? 0);
}
