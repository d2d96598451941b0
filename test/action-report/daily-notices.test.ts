import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { notifyRollout, type ChannelSet } from '../../action-report/src/notify.js';
import { tellPeople } from '../../action-report/src/tell.js';
import type { Analysis } from '../../src/domain/analysis.js';
import type { KnownIncident } from '../../src/domain/incident-issue.js';
import type { Language, NotifyPolicy } from '../../src/domain/notify-policy.js';
import { DAY, formatInstant, HOUR, MINUTE, SECOND } from '../../src/domain/time.js';
import { noticeSetup } from '../../src/io/notify/notice-setup.js';
import type { Outcome } from '../../src/ports/notifier.js';
import { dailyValues } from '../../src/render/daily.js';
import type { DailyContext } from '../../src/render/daily-people.js';
import { dayMetrics } from '../../src/render/day-metrics.js';
import { LANGUAGES } from '../../src/render/notice-template.js';
import { fillTemplate } from '../../src/render/template.js';
import { incidentState, issueRecord } from '../incident-builder.js';
import { limit, phase, policy, slo, source } from '../policy-builder.js';
import { analysis, BATCH, START, storyJudgements } from '../render/analysis-builder.js';
import { DAILY_TEMPLATE } from '../render/views.js';

/*
 * test/action-report/golden/daily.<language>.md: the report of a day on which people were told, ticks and channels included. The report
 * is in English, and the notices are in the language that people got them in. `UPDATE_GOLDEN=1` writes the files anew.
 */

const folder = join(import.meta.dirname, 'golden');
const LOG = { info: () => undefined, warning: () => undefined, error: () => undefined };
const SLOS = [
  slo({ id: 'pay_p95', sli: 'pay_p95', rollback: limit('above', 900) }),
  slo({ id: 'pay_success', sli: 'pay_success' }),
];
const POLICY = policy({
  sources: [source({ name: 'pay' })],
  phases: ['P-0', 'P-1', 'P-2'].map((id) => phase({ id, slos: SLOS })),
});
const DATE = '2026-03-02';
const LATER: Outcome = { kind: 'later', why: 'answered 503', afterMs: 2 * DAY, mayHaveArrived: false };

/** `oncall` is down when the incident comes, `mail` refuses everything, and `team` takes what it gets. */
const ANSWERS: Readonly<Record<string, (at: number) => Outcome>> = {
  team: () => ({ kind: 'delivered', detail: '' }),
  oncall: (at) => (at < START + 3 * HOUR ? { kind: 'delivered', detail: '' } : LATER),
  mail: () => ({ kind: 'refused', why: 'answered 550 mailbox | unavailable' }),
};

function channelsAt(now: number): ChannelSet {
  const open = Object.entries(ANSWERS).map(([name, answer]) => ({
    kind: 'console' as const,
    markup: 'plain' as const,
    channel: { name, send: () => Promise.resolve(answer(now)) },
  }));
  return { open, closed: [] };
}

const story = storyJudgements();

/** The tick behind the window with the number. */
function tickAt(window: number): Analysis {
  const recent = story.slice(0, window + 1);
  const gate = recent.at(-1)?.gate ?? 'hold';
  return analysis({
    judged: recent.slice(-1),
    recent,
    ...{
      gate,
      target: gate === 'rollback' ? 'P-0' : null,
      reason: gate === 'rollback' ? 'pay_p95 is beyond its rollback limit' : 'healthy for 6h of 48h',
    },
  });
}

const OPENED = formatInstant(START + 11 * BATCH + 2 * MINUTE);
const INCIDENT: KnownIncident = {
  issue: issueRecord({ number: 12 }),
  state: incidentState({
    issue: 12,
    opened: OPENED,
    acknowledged: {
      by: 'octocat',
      at: formatInstant(START + 3 * HOUR),
      how: 'comment',
      seen: formatInstant(START + 3 * HOUR),
    },
  }),
};

/** What is known of people once all ticks of the day have told them. */
async function peopleIn(language: Language): Promise<DailyContext> {
  const notify: NotifyPolicy = {
    ...{ language, remindMs: 4 * HOUR, budgetMs: 20 * SECOND, runbook: null, dashboard: null },
    channels: Object.keys(ANSWERS).map((name) => ({ kind: 'console', name })),
    routes: [
      { severities: [], templates: [], phases: [], to: ['team'] },
      { severities: ['critical'], templates: [], phases: [], to: ['oncall'] },
      { severities: ['warning'], templates: [], phases: [], to: ['mail'] },
    ],
  };
  const { render } = await noticeSetup({ notify, environment: {}, mask: () => undefined, log: LOG });
  let text: string | null = null;
  const store = { read: async () => text, write: async (next: string) => void (text = next) };
  const known = { read: async () => null, write: async () => undefined };
  let context: DailyContext = { checklist: null, incidents: null, notices: null };
  for (const window of story.keys()) {
    const now = START + (window + 1) * BATCH + 2 * MINUTE;
    const incidents = window < 11 ? [] : [INCIDENT];
    const common = { notify, entries: [], links: {}, store, channels: channelsAt(now), render, now };
    const { people } = await tellPeople({
      rollout: 'checkout',
      outbox: store,
      memory: known,
      hasIncidents: true,
      known: incidents,
      notify: () =>
        notifyRollout({
          ...common,
          policy: POLICY,
          analysis: tickAt(window),
          incidents,
          clock: { now: () => now, elapsed: () => 0, sleep: async () => undefined },
          log: LOG,
          isDryRun: false,
        }),
      now,
      isDryRun: false,
      warn: (line) => {
        throw new Error(line);
      },
    });
    context = { ...context, ...people };
  }
  return context;
}

async function report(language: Language): Promise<string> {
  const day = dayMetrics({ rollout: 'checkout', date: DATE, before: null, judgements: story });
  const values = dailyValues(tickAt(11), day, { isNewest: true, context: await peopleIn(language) });
  return fillTemplate(DAILY_TEMPLATE, values);
}

if (process.env['UPDATE_GOLDEN'] === '1') {
  mkdirSync(folder, { recursive: true });
  for (const language of LANGUAGES)
    writeFileSync(join(folder, `daily.${language}.md`), await report(language));
}

test('there is a golden file for every language, and no other', () => {
  expect(readdirSync(folder)).toEqual(LANGUAGES.map((language) => `daily.${language}.md`).sort());
});

test.each(LANGUAGES)('%s', async (language) => {
  expect(await report(language)).toBe(readFileSync(join(folder, `daily.${language}.md`), 'utf8'));
});
