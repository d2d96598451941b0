import { resolve } from 'node:path';
import { PhasegateError } from '../../../src/domain/fault.js';
import { readAction, type Action } from './action-file.js';
import type { BuiltinAction } from './actions/builtin.js';
import { BUILTIN_ACTIONS } from './actions/index.js';
import type { Leg } from './leg.js';
import { isWithin } from './tree.js';

/** What a `uses` leads to. */
export type Used =
  | { readonly kind: 'builtin'; readonly name: string; readonly action: BuiltinAction }
  | { readonly kind: 'action'; readonly action: Action };

function folderWithin(root: string, path: string, reference: string): string {
  const folder = resolve(root, path);
  if (isWithin(folder, root)) return folder;
  throw new PhasegateError('bad-input', `uses: ${reference} leads out of ${root}`);
}

const REMOTE = /^([\w.-]+\/[\w.-]+)((?:\/[^@]*)?)@(\S+)$/;

/** An action of a repository that a folder stands for; null for any other reference. */
async function findRemote(reference: string, leg: Leg): Promise<Used | null> {
  const [, repository = '', path = '', ref = ''] = REMOTE.exec(reference) ?? [];
  const { repositories } = leg.context;
  if (!repositories.has(repository)) return null;
  const { root } = await repositories.at(repository, ref);
  return { kind: 'action', action: readAction(folderWithin(root, `.${path}`, reference), reference) };
}

/** Finds the action behind a `uses`. @throws PhasegateError `bad-input` that names it when there is no way to run it. */
export async function findAction(reference: string, leg: Leg): Promise<Used> {
  const own = reference.startsWith('./')
    ? folderWithin(leg.workspace, reference, reference)
    : reference.startsWith('$/')
      ? folderWithin(leg.context.workflow.root, reference.slice(2), reference)
      : null;
  if (own !== null) return { kind: 'action', action: readAction(own, reference) };
  const remote = await findRemote(reference, leg);
  if (remote !== null) return remote;
  const [name = '', version] = reference.split('@');
  const builtin = BUILTIN_ACTIONS.get(name);
  if (builtin !== undefined && version !== undefined) return { kind: 'builtin', name, action: builtin };
  const hint =
    builtin === undefined
      ? `built in are ${[...BUILTIN_ACTIONS.keys()].join(', ')}; --uses OWNER/NAME=FOLDER gives others`
      : 'it needs a version: @…';
  throw new PhasegateError('bad-input', `uses: ${reference}: this action is not run locally; ${hint}`);
}
