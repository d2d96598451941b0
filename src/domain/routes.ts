import type { Notice } from './notice.js';
import type { Route } from './notify-policy.js';

function matches<T>(list: readonly T[], value: T): boolean {
  return list.length === 0 || list.includes(value);
}

/** Names of the channels that a notice goes to, in order of the routes, each once. */
export function channelsOf(
  notice: Pick<Notice, 'routedAs' | 'template' | 'phase'>,
  routes: readonly Route[],
): readonly string[] {
  const to = routes
    .filter(
      ({ severities, templates, phases }) =>
        matches(severities, notice.routedAs) &&
        matches(templates, notice.template) &&
        matches(phases, notice.phase),
    )
    .flatMap((route) => route.to);
  return [...new Set(to)];
}
