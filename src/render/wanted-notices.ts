import { noticeFacts, type Notice } from '../domain/notice.js';
import { noticeLinks } from './notice-facts.js';
import { decisionNotices } from './wanted-decisions.js';
import { incidentNotices } from './wanted-incidents.js';
import { sloNotices } from './wanted-slos.js';
import type { Draft, NoticeSources } from './wanted-sources.js';

export type { NoticeSources } from './wanted-sources.js';

function finished(draft: Draft, { links }: NoticeSources): Notice {
  return {
    ...draft,
    routedAs: draft.routedAs ?? draft.severity,
    facts: noticeFacts(draft.facts),
    links: noticeLinks({ ...links, incident: null, ...draft.links }),
  };
}

/**
 * What people should know, from the state of things and not from what just happened: the same state gives the same
 * notices, and the outbox passes over those it has. SLOs first, then incidents, then decisions.
 */
export function wantedNotices(sources: NoticeSources): readonly Notice[] {
  const { analysis } = sources;
  const drafts = [
    ...(analysis === null ? [] : sloNotices(sources, analysis)),
    ...incidentNotices(sources),
    ...(analysis === null ? [] : decisionNotices(sources, analysis)),
  ];
  return drafts.map((draft) => finished(draft, sources));
}
