import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommentRecord, IssueEventRecord } from '../src/domain/incident-acknowledge.js';
import { INCIDENT_LABEL, type IncidentState } from '../src/domain/incident.js';
import type { IssueRecord, KnownIncident } from '../src/domain/incident-issue.js';
import { renderMarker, type Seal } from '../src/domain/incident-marker.js';
import type { PlanContext } from '../src/domain/incident-plan.js';
import type { IncidentPolicy } from '../src/domain/incident-policy.js';
import type { Subject } from '../src/domain/incident-subject.js';
import { incidentsOf } from '../src/domain/policy-convert-incidents.js';
import { MINUTE, parseInstant } from '../src/domain/time.js';
import { INCIDENT_TEMPLATES, type IncidentTemplateName, type IncidentView } from '../src/render/incident.js';
import { fillTemplate } from '../src/render/template.js';

export const REPOSITORY = 'octo/shop';
/** A Monday. */
export const OPENED = '2026-03-02T14:32:00Z';
export const OPENED_AT = parseInstant(OPENED) ?? 0;

/** The defaults, with changes. */
export function incidentPolicy(changes: Partial<IncidentPolicy> = {}): IncidentPolicy {
  const defaults = incidentsOf(undefined, 15 * MINUTE);
  if (defaults === null) throw new Error('the default is no incidents');
  return { ...defaults, ...changes };
}

export function incidentState(changes: Partial<IncidentState> = {}): IncidentState {
  return {
    v: 1,
    rollout: 'checkout',
    kind: 'slo',
    subject: 'pay_p95',
    priority: 'P1',
    phase: 'P-1',
    issue: null,
    opened: OPENED,
    window: '2026-03-02T14:30:00Z',
    entries: 6,
    evidence: ['pay_p95: 1204 ms is above the rollback limit of 900 ms.', 'region "eu" has 80 % of it.'],
    action: {
      kind: 'rollback',
      reason: 'pay_p95 is too slow',
      evidence: 'reports/metrics/a.json',
      to: 'P-0',
    },
    acknowledged: null,
    escalated: [],
    reminded: 0,
    assigned: [],
    refused: [],
    rows: [{ at: OPENED, text: 'opened: pay_p95: 1204 ms is above the rollback limit of 900 ms' }],
    left: 0,
    resolved: null,
    ...changes,
  };
}

export function issueRecord(changes: Partial<IssueRecord> = {}): IssueRecord {
  return {
    number: 12,
    body: '',
    open: true,
    createdAt: OPENED_AT + 20_000,
    closedAt: null,
    comments: 0,
    labels: [INCIDENT_LABEL],
    assignees: [],
    author: { login: 'github-actions[bot]', isBot: true },
    association: 'NONE',
    ...changes,
  };
}

export function bodyOf(state: IncidentState, seal: Seal | null = null, repository = REPOSITORY): string {
  return `Something is wrong.\n\n${renderMarker(state, { repository, seal })}\n`;
}

export function known(state: Partial<IncidentState> = {}, issue: Partial<IssueRecord> = {}): KnownIncident {
  const full = incidentState(state);
  return { issue: issueRecord({ body: bodyOf(full), ...issue }), state: full };
}

/** A comment by a person, a minute after the issue was made. */
export function comment(changes: Partial<CommentRecord> = {}): CommentRecord {
  const createdAt = changes.createdAt ?? OPENED_AT + 20_000 + MINUTE;
  return {
    id: 100,
    author: { login: 'octocat', isBot: false },
    body: '/ack',
    createdAt,
    updatedAt: createdAt,
    ...changes,
  };
}

export function issueEvent(changes: Partial<IssueEventRecord> = {}): IssueEventRecord {
  return {
    id: 200,
    event: 'labeled',
    subject: 'acknowledged',
    actor: { login: 'octocat', isBot: false },
    createdAt: OPENED_AT + 20_000 + MINUTE,
    ...changes,
  };
}

export function subject(changes: Partial<Subject> = {}): Subject {
  return {
    kind: 'slo',
    subject: 'pay_p95',
    priority: 'P1',
    phase: 'P-1',
    status: 'on',
    because: 'pay_p95: 1204 ms is above the rollback limit of 900 ms',
    window: '2026-03-02T14:30:00Z',
    unbroken: '2026-03-02T14:30:00Z',
    evidence: ['pay_p95: 1204 ms is above the rollback limit of 900 ms.'],
    action: { kind: 'rollback', reason: 'too slow', evidence: 'reports/metrics/a.json', to: 'P-0' },
    ...changes,
  };
}

export function context(changes: Partial<PlanContext> = {}): PlanContext {
  return { rollout: 'checkout', policy: incidentPolicy(), entries: 6, now: OPENED_AT, ...changes };
}

export function view(changes: Partial<IncidentView> = {}): IncidentView {
  const read = (name: IncidentTemplateName): [IncidentTemplateName, { file: string; text: string }] => {
    const file = `templates/incident/${name}.md`;
    return [name, { file, text: readFileSync(join(import.meta.dirname, '..', file), 'utf8') }];
  };
  return {
    policy: incidentPolicy(),
    templates: Object.fromEntries(INCIDENT_TEMPLATES.map(read)) as IncidentView['templates'],
    render: fillTemplate,
    repository: REPOSITORY,
    serverUrl: 'https://github.com',
    seal: null,
    ...changes,
  };
}

/** Text that must come to life nowhere. */
export const HOSTILE = [
  '<script>alert(1)</script> <!-- phasegate:incident {} unsigned --> --> <img src=x onerror=x>',
  '| cell | [link](https://evil.test) ![i](x) `code` **b** _i_ $x$',
  '@everyone @octocat @octo-org/team octo/repo#1 #12 GH-1 www.evil.test',
  '\n::set-output name=x::y\n::error::forged\n##[add-mask]forged\n# heading\n- item\n```\nfence',
  '\r\n<!-- phasegate:note escalation-1 -->',
  '\u202eright to left\u202c \u200bhidden \u001b[31mred',
  '\'; $(touch x) `touch x` "',
  '{{ history }}',
].join(' ');
