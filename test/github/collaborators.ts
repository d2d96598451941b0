import type { Access } from './access.js';
import { notFound, refusal } from './answers.js';
import type { Directory } from './directory.js';
import type { ApiResponse, Role, Visit } from './model.js';
import { isBot } from './rewrite.js';
import type { CollaboratorPermission } from './shapes.js';

const PLACE = /^collaborators\/([^/]+)\/permission$/;
const ROLES: readonly Role[] = ['read', 'triage', 'write', 'maintain', 'admin'];

/** The four levels that were there before there were roles. */
function legacy(role: Role | null): string {
  switch (role) {
    case null:
      return 'none';
    case 'maintain':
      return 'write';
    case 'triage':
      return 'read';
    case 'admin':
    case 'write':
    case 'read':
      return role;
  }
}

/** A user's permission on the repository; null for another place. Ours: `emulate` names levels that GitHub does not have. */
export function collaborators(
  visit: Visit,
  { access, directory }: { readonly access: Access; readonly directory: Directory },
): ApiResponse | null {
  const match = visit.request.method === 'GET' ? PLACE.exec(visit.place) : null;
  if (match === null) return null;
  if (visit.actor === null) return refusal(401, 'Requires authentication');
  const login = decodeURIComponent(match[1] ?? '');
  const user = directory.find(login);
  if (user === null) return notFound();
  if (isBot(login)) return refusal(404, `${login} is not a user`);
  const given = access.roleOf(login, visit.repository);
  const role = given ?? (access.isPrivate(visit.repository) ? null : 'read');
  const has = (least: Role): boolean => role !== null && ROLES.indexOf(role) >= ROLES.indexOf(least);
  const body: CollaboratorPermission = {
    permission: legacy(role),
    role_name: role ?? '',
    user: {
      ...user,
      role_name: role ?? '',
      permissions: {
        pull: has('read'),
        triage: has('triage'),
        push: has('write'),
        maintain: has('maintain'),
        admin: has('admin'),
      },
    },
  };
  return { status: 200, body };
}
