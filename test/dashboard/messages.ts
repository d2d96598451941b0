import { emptyOutbox } from '../../src/domain/outbox.js';
import type { IncidentState } from '../../src/domain/incident.js';
import type { KnownIncident } from '../../src/domain/incident-issue.js';
import type { Notice } from '../../src/domain/notice.js';
import type { Language } from '../../src/domain/notify-policy.js';
import templates from '../../src/generated/templates.js';
import { liquidEngine } from '../../src/io/liquid.js';
import { runLinks } from '../../src/io/notify/notice-setup.js';
import { noticeChart } from '../../src/render/notice-chart.js';
import { noticeText } from '../../src/render/notice-template.js';
import { summaryMarkdown } from '../../src/render/summary.js';
import { wantedNotices } from '../../src/render/wanted-notices.js';
import { LATENCY, phase, policy, SUCCESS } from '../policy-builder.js';
import type { Scenario } from './scenarios.js';

/** What the same scenarios look like in a job summary and in a mailbox. */

const PHASES = ['P-0', 'P-1', 'P-2'];
const POLICY = policy({
  slis: [
    { ...LATENCY, id: 'pay_p95' },
    { ...SUCCESS, id: 'pay_success' },
  ],
  phases: PHASES.map((id) => phase({ id })),
});
const LINKS = {
  ...runLinks({ GITHUB_REPOSITORY: 'octo/shop', GITHUB_RUN_ID: '17' }),
  dashboard: 'https://octo.example/shop/dashboard.html',
  runbook: 'https://wiki.example.com/runbooks/checkout',
};

function issueOf(state: IncidentState): KnownIncident {
  const issue = {
    ...{ number: state.issue ?? 0, body: '', open: true, createdAt: 0, closedAt: null, comments: 0 },
    ...{ labels: [], assignees: [], author: { login: 'github-actions', isBot: true }, association: 'NONE' },
  };
  return { issue, state };
}

/** What people are told in a scenario, of which they know nothing yet. */
export function noticesOf({ analysis, sources }: Scenario): readonly Notice[] {
  const open = (sources.incidents ?? []).filter(({ resolved }) => resolved === null);
  return wantedNotices({
    policy: POLICY,
    analysis,
    incidents: open.map(issueOf),
    entries: sources.ledger ?? [],
    links: LINKS,
    outbox: emptyOutbox('checkout'),
    remindMs: 0,
    now: Date.parse(analysis.now),
  });
}

/** The e-mail that opens the incident of a scenario, as an HTML document. */
export function incidentMail(scenario: Scenario, language: Language = 'en'): string {
  const notice = noticesOf(scenario).find(({ template }) => template === 'incident');
  if (notice === undefined) throw new Error('the scenario has no incident');
  const view = {
    ...{ engine: liquidEngine(), language, own: {}, builtIn: templates },
    chart: noticeChart(scenario.analysis.recent),
  };
  return noticeText(notice, view, 'html').html ?? '';
}

/** The job summary of a scenario, in GitHub's Markdown. */
export function summaryOf({ analysis }: Scenario): string {
  return summaryMarkdown(analysis, POLICY.phases.find(({ id }) => id === analysis.phase) ?? null);
}
