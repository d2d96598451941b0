import type { LedgerAction } from '../../src/domain/ledger-entry.js';
import type { Dashboard } from '../../src/render/dashboard.js';
import type { DashboardIncident } from '../../src/render/dashboard-people.js';
import { formatDayClock } from '../../src/render/format.js';
import { element, figureOf, section, table } from './element.js';
import { lasting } from './words.js';

function verb(action: LedgerAction): string {
  switch (action) {
    case 'promote':
      return 'Promoted';
    case 'rollback':
      return 'Rolled back';
    case 'release':
      return 'Released';
  }
}

/** What a promotion out of the phase still needs. */
export function promotionSection({ promotion, phase }: Dashboard): HTMLElement {
  const title = 'Next promotion';
  if (promotion.length === 0)
    return section('promotion', title, element('p', {}, `Nothing recommends a promotion out of ${phase}.`));
  const met = promotion.filter((condition) => condition.met).length;
  return section(
    'promotion',
    title,
    element('p', { class: 'note' }, `${met} of ${promotion.length} conditions are met.`),
    element(
      'ul',
      { class: 'conditions' },
      ...promotion.map((one) =>
        element(
          'li',
          { class: one.met ? 'met' : 'unmet' },
          element('b', {}, one.name),
          element('span', { class: 'state' }, one.met ? 'met' : 'not met'),
          element('span', { class: 'note' }, one.evidence),
        ),
      ),
    ),
  );
}

/** The ledger as a timeline, the newest first. */
export function timelineSection({ decisions, governance }: Dashboard): HTMLElement {
  const left = governance.entries - decisions.length;
  const items = [...decisions]
    .reverse()
    .map(({ seq, at, action, from, to, executor, reason, trigger }) =>
      element(
        'li',
        { class: action },
        element('time', { datetime: at }, formatDayClock(at)),
        element(
          'p',
          {},
          element('b', {}, `#${seq} ${verb(action)}`),
          action === 'release' ? ` in ${to}` : ` from ${from} to ${to}`,
          trigger === null ? '' : `, by ${trigger}`,
          ` · ${executor}`,
        ),
        element('p', { class: 'note' }, reason),
      ),
    );
  const text =
    items.length === 0
      ? `The ledger has ${governance.entries} entries; none came with this analysis.`
      : left > 0
        ? `${left} earlier entries are in the ledger.`
        : '';
  return section(
    'decisions',
    'Decisions',
    text === '' ? null : element('p', { class: 'note' }, text),
    items.length === 0 ? null : element('ol', { class: 'timeline' }, ...items),
  );
}

function rowOf(incident: DashboardIncident): (Node | string)[] {
  const {
    issue,
    kind,
    subject,
    priority,
    phase,
    opened,
    acknowledged_by: by,
    ack_s: ack,
    duration_s,
  } = incident;
  return [
    issue === null ? 'no issue yet' : `#${issue}`,
    kind === 'slo' ? subject : kind,
    priority,
    phase,
    formatDayClock(opened),
    ack === null ? 'not yet' : figureOf(ack, `${lasting(ack)}${by === null ? '' : `, ${by}`}`),
    duration_s === null ? 'open' : figureOf(duration_s, lasting(duration_s)),
  ];
}

/** Incidents with their times to acknowledgement and to the end, the newest first. */
export function incidentSection({ incidents }: Dashboard): HTMLElement {
  const title = 'Incidents';
  if (incidents.length === 0) return section('incidents', title, element('p', {}, 'None is known.'));
  return section(
    'incidents',
    title,
    table({
      caption: 'Incidents and how long they took',
      head: ['Issue', 'About', 'Priority', 'Phase', 'Opened', 'Acknowledged after', 'Lasted'],
      rows: [...incidents].reverse().map(rowOf),
    }),
  );
}
