import { fieldsOf, refusal } from './answers.js';
import type { ApiResponse, BranchRule, Visit } from './model.js';

const REF = /^git\/refs(?:\/heads\/(.+))?$/;

/** The branch that a request would change; null for none. */
function branchOf({ request, place }: Visit): string | null {
  if (request.method === 'GET') return null;
  const match = REF.exec(place);
  if (match !== null) {
    const name = match[1] ?? String(fieldsOf(request)['ref']).replace(/^refs\/heads\//, '');
    return decodeURIComponent(name);
  }
  const branch = fieldsOf(request)['branch'];
  return place.startsWith('contents/') && typeof branch === 'string' ? branch : null;
}

/** The refusal of a change to a protected branch; null where it may be changed. Worded as GitHub words it, from memory. */
export function refusedByRules(visit: Visit, rules: readonly BranchRule[]): ApiResponse | null {
  const branch = branchOf(visit);
  const rule = rules.find(
    (candidate) =>
      candidate.repository === visit.repository &&
      candidate.branch === branch &&
      !(candidate.bypass ?? []).includes(visit.actor ?? ''),
  );
  if (rule === undefined) return null;
  switch (rule.by) {
    case 'ruleset':
      return refusal(
        422,
        'Repository rule violations found\n\nChanges must be made through a pull request.\n\n',
      );
    case 'protection':
      return refusal(
        422,
        `Protected branch update failed for refs/heads/${rule.branch}.\n\nChanges must be made through a pull request.`,
      );
  }
}
