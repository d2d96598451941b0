// The notices that a bundle must carry: of each package in it the licence, word for word. ncc's own list misses the
// packages of other chunks and of modules that were merged.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const PACKAGE = /^(.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+)[/\\]/;
const TEXTS = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;

function* resources(module) {
  if (module.resource) yield module.resource;
  for (const inner of module.modules ?? []) yield* resources(inner);
}

/** Folders of the packages that are in a compilation. */
function packagesOf(compilation) {
  const folders = new Set();
  for (const module of compilation.modules) {
    for (const resource of resources(module)) {
      const folder = PACKAGE.exec(resource)?.[1];
      if (folder !== undefined) folders.add(folder);
    }
  }
  return [...folders];
}

async function notice(folder) {
  const { name, version, license, author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string')
    throw new Error(`${name}@${version} names no licence; it must not be bundled`);
  const files = (await readdir(folder)).filter((file) => TEXTS.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const holder = typeof author === 'string' ? author : (author?.name ?? name);
  // Some packages hold no text: then the licence's name and the author are all there is to repeat.
  if (texts.length === 0) texts.push(`Copyright ${holder}. The package holds no text of its licence.`);
  const words = texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
  return [`${name} ${version} (${license})`, words];
}

/** The text of `licenses.txt`: each package of the compilation once, by name and version. */
export async function licenceNotices(compilation) {
  const notices = new Map(await Promise.all(packagesOf(compilation).map(notice)));
  const sorted = [...notices].sort(([a], [b]) => (a < b ? -1 : 1));
  const rule = '-'.repeat(80);
  return sorted.map(([title, words]) => `${rule}\n${title}\n\n${words}\n`).join('\n');
}
