import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LANGUAGES, NOTICE_FOLDER } from '../render/notice-template.js';

/**
 * The repository's own notice templates, by path from its root; empty where it has none. Only the folders of the known
 * languages are read, and only files that end in `.liquid`.
 */
export async function readNoticeTemplates(root = '.'): Promise<Readonly<Record<string, string>>> {
  const read = LANGUAGES.map(async (language) => {
    const folder = `${NOTICE_FOLDER}/${language}`;
    const names = await filesOf(join(root, folder));
    return Promise.all(
      names.map(
        async (name) => [`${folder}/${name}`, await readFile(join(root, folder, name), 'utf8')] as const,
      ),
    );
  });
  return Object.fromEntries((await Promise.all(read)).flat());
}

async function filesOf(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.liquid'))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
