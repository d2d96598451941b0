import type { Json } from '../../../src/domain/canonical-json.js';
import { isMap } from './yaml-source.js';

export type PermissionLevel = 'none' | 'read' | 'write';
/** What a job's token may do: the level of each scope that is not `none`, as a workflow names them. */
export type Permissions = Readonly<Record<string, PermissionLevel>>;

/** Scopes that a token can have, and the levels that a few of them do not know. */
const SCOPES = (
  'actions artifact-metadata attestations checks code-quality contents copilot-requests deployments discussions ' +
  'drives id-token issues models packages pages pull-requests repository-projects security-events statuses ' +
  'vulnerability-alerts'
).split(' ');
const WITHOUT: Readonly<Record<string, PermissionLevel>> = {
  'copilot-requests': 'read',
  'id-token': 'read',
  models: 'write',
  'vulnerability-alerts': 'write',
};
const LEVELS = ['none', 'read', 'write'] as const;

/** What GitHub gives where no `permissions` stands, in a repository with the setting that new ones have. */
export const DEFAULT_PERMISSIONS: Permissions = { contents: 'read', packages: 'read' };

const isLevel = (value: Json | undefined): value is PermissionLevel =>
  LEVELS.some((level) => level === value);

/** Each scope at the highest level it knows, up to this one. */
function everywhere(level: 'read' | 'write'): Permissions {
  const below = level === 'write' ? 'read' : 'none';
  const pairs = SCOPES.map((scope) => [scope, WITHOUT[scope] === level ? below : level] as const);
  return Object.fromEntries(pairs.filter(([, one]) => one !== 'none'));
}

/** What is wrong with a `permissions` of a workflow file. */
export function permissionFaults(value: Json): string[] {
  if (value === 'read-all' || value === 'write-all' || value === null) return [];
  if (!isMap(value)) return ['must be read-all, write-all or a map of scopes'];
  return Object.entries(value).flatMap(([scope, level]) => {
    if (!SCOPES.includes(scope)) return [`${scope} is no scope; there are ${SCOPES.join(', ')}`];
    if (isLevel(level) && WITHOUT[scope] !== level) return [];
    const levels = LEVELS.filter((one) => one !== WITHOUT[scope]);
    return [`${scope} is ${JSON.stringify(level)}; use ${levels.join(', ')}`];
  });
}

/** Reads a `permissions` without faults; null where there is none. What a map does not name is not allowed. */
export function readPermissions(value: Json | undefined): Permissions | null {
  if (value === undefined) return null;
  if (value === 'read-all') return everywhere('read');
  if (value === 'write-all') return everywhere('write');
  const pairs = Object.entries(isMap(value) ? value : {});
  return Object.fromEntries(
    pairs.flatMap(([scope, level]) =>
      SCOPES.includes(scope) && isLevel(level) && level !== 'none' ? [[scope, level] as const] : [],
    ),
  );
}

/** What is asked for and not allowed, as `contents: write (allowed: contents: read)`. */
export function excessPermissions(asked: Permissions, allowed: Permissions): string[] {
  const levelOf = (permissions: Permissions, scope: string): PermissionLevel =>
    Object.hasOwn(permissions, scope) ? (permissions[scope] ?? 'none') : 'none';
  return Object.keys(asked)
    .filter((scope) => LEVELS.indexOf(levelOf(asked, scope)) > LEVELS.indexOf(levelOf(allowed, scope)))
    .map((scope) => `${scope}: ${levelOf(asked, scope)} (allowed: ${scope}: ${levelOf(allowed, scope)})`);
}
