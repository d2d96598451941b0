import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PhasegateError } from '../../../src/domain/fault.js';
import { parseWorkflow } from './workflow-parse.js';
import type { Workflow } from './workflow-model.js';

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** The folder of this project, seen from a module of it: the nearest one above that has the four actions. */
export function projectRoot(moduleUrl: string): string {
  for (let folder = dirname(fileURLToPath(moduleUrl)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'action-collect')) && existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) {
      throw new PhasegateError('io-failed', `no folder above ${fileURLToPath(moduleUrl)} is Phasegate's`);
    }
  }
}

/**
 * Finds and reads a workflow: a name is looked up in `.github/workflows` of the repository, then of this project;
 * what is no name there is taken as a path.
 * @throws PhasegateError `bad-input` when there is none, or with the faults of its file.
 */
export function findWorkflow(name: string, folders: { repo: string; project: string }): Workflow {
  const isName = /^[\w-][\w.-]*$/.test(name);
  const named = [folders.repo, folders.project].flatMap((folder) =>
    ['', '.yml', '.yaml'].map((ending) => join(folder, '.github', 'workflows', `${name}${ending}`)),
  );
  const candidates = [...(isName ? named : []), resolve(name)];
  const file = candidates.find(isFile);
  if (file === undefined) {
    const list = candidates.map((path) => `\n  ${path}`).join('');
    throw new PhasegateError('bad-input', `there is no workflow "${name}"; looked for${list}`);
  }
  return parseWorkflow(readFileSync(file, 'utf8'), file);
}
