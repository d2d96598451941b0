import {
  NO_FACT,
  noticeFacts,
  type Notice,
  type NoticeFacts,
  type NoticeLinks,
} from '../../src/domain/notice.js';

/** Notices for tests: one for each thing that a template can have to say. */

const LINKS: NoticeLinks = {
  run: 'https://github.example/octo/shop/actions/runs/17',
  replay: 'https://github.example/octo/shop/actions/workflows/replay.yml',
  dashboard: 'https://octo.example/shop/dashboard.html',
  incident: 'https://github.example/octo/shop/issues/41',
  runbook: 'https://octo.example/runbook?step=1&from=notice',
  promote: 'https://github.example/octo/shop/actions/workflows/rollback.yml',
};
const NO_LINKS: NoticeLinks = {
  run: null,
  replay: null,
  dashboard: null,
  incident: null,
  runbook: null,
  promote: null,
};

const FIGURES = {
  rollout: 'checkout',
  phase: 'P-1',
  window: '2026-03-02 14:45Z to 15:00Z',
  n: '4,180',
  metric: 'pay_p95',
  value: '1,204 ms',
  limit: 'warn > 700, rollback > 900',
  status: 'violation, 2nd in a row',
  p95: '1,204 ms',
  err_rate: '0.62 %',
  reason: '1,204 ms is above 900 ms in 2 windows in a row',
} satisfies Partial<NoticeFacts>;
const SILENCE = {
  ...{ rollout: 'checkout', phase: 'P-1', window: FIGURES.window },
  ...{ metric: 'collector-missed-batch', value: 'pay' },
} satisfies Partial<NoticeFacts>;
const WHY =
  'region eu carries 81 % of the excess (n 1,204)\nflag pay.engine changed to fast at 2026-03-02 14:30Z';
const CMD =
  "gh workflow run rollback.yml -f operation=rollback -f reason='pay_p95 1,204 ms' -f evidence=reports/metrics/P-1/20260302T150000Z.json";

type Case = Partial<Omit<Notice, 'facts'>> & Pick<Notice, 'template'> & { facts?: Partial<NoticeFacts> };

export function notice({ facts = {}, ...changes }: Case): Notice {
  return {
    id: `checkout/P-1/${changes.template}/20260302T150000Z`,
    kind: 'trigger',
    severity: 'warning',
    routedAs: changes.severity ?? 'warning',
    rollout: 'checkout',
    phase: 'P-1',
    slo: 'pay_p95',
    dedupKey: 'checkout/P-1/pay_p95',
    at: '2026-03-02T15:00:00Z',
    facts: noticeFacts({ rollout: 'checkout', phase: 'P-1', ...facts }),
    links: LINKS,
    ...changes,
  };
}

const MOVE: Partial<NoticeFacts> = {
  metric: 'rollback',
  to: 'P-0',
  window: FIGURES.window,
  p95: FIGURES.p95,
  err_rate: FIGURES.err_rate,
  reason: FIGURES.reason,
};

export const HOSTILE_TEXT = [
  '<!channel> <!here|here> <@U024BE7LH> <https://evil.test|trust me> @here @octocat octo/repo#1',
  '[link](https://evil.test) ![i](x) `code` *bold* _i_ ~s~ ||x|| :boom:',
  '</script><script>alert(1)</script><img src=x onerror=alert(1)>',
  '\u202eright to left\u202c \u200bhidden \u001b[31mred {{ rollout }} {% raw %}',
  '> quoted\n::error::forged\n# heading\n- item',
  'x'.repeat(10_000),
].join(' ');

function hostile(of: Notice): Notice {
  const facts = Object.fromEntries(Object.keys(of.facts).map((name) => [name, HOSTILE_TEXT]));
  return { ...of, facts: facts as unknown as NoticeFacts };
}

export const NOTICES: Readonly<Record<string, Notice>> = {
  ok: notice({
    template: 'ok',
    kind: 'resolve',
    severity: 'info',
    facts: { ...FIGURES, value: '412 ms', status: 'ok', duration: '45m' },
  }),
  warn: notice({
    template: 'warn',
    facts: { ...FIGURES, value: '771 ms', status: 'warn', reason: '771 ms is above 700 ms', why: WHY },
  }),
  'warn-reminder': notice({
    template: 'warn',
    kind: 'update',
    facts: { ...FIGURES, value: '771 ms', status: 'warn', duration: '4h', reminder: '1' },
  }),
  'warn-without-limit': notice({
    template: 'warn',
    facts: {
      ...FIGURES,
      limit: NO_FACT,
      status: 'warn',
      reason: 'the error budget of 24h is burnt 6 times too fast',
    },
  }),
  'ok-left': notice({
    template: 'ok',
    kind: 'resolve',
    severity: 'info',
    phase: 'P-2',
    facts: { metric: 'pay_p95', reason: 'pay_p95 of P-1 is not judged any more: P-2 is on', duration: '45m' },
  }),
  'source-silent': notice({
    template: 'warn',
    slo: null,
    facts: { ...SILENCE, status: 'missed', reason: 'pay delivered nothing; no samples were made up' },
  }),
  'source-back': notice({
    template: 'ok',
    kind: 'resolve',
    severity: 'info',
    slo: null,
    facts: { ...SILENCE, status: 'ok', reason: 'pay delivers again', duration: '15m' },
  }),
  incident: notice({
    template: 'incident',
    severity: 'critical',
    facts: { ...FIGURES, priority: 'P1', why: WHY, cmd: CMD, to: 'P-0' },
  }),
  'incident-reminder': notice({
    template: 'incident',
    kind: 'update',
    severity: 'critical',
    facts: { ...FIGURES, priority: 'P1', cmd: CMD, duration: '4h 2m', reminder: '1' },
  }),
  'incident-acknowledged': notice({
    template: 'incident',
    kind: 'acknowledge',
    severity: 'info',
    facts: { ...FIGURES, priority: 'P1', initiator: 'octocat', duration: '7m' },
  }),
  'incident-without-figures': notice({
    template: 'incident',
    severity: 'critical',
    slo: null,
    links: NO_LINKS,
    facts: { metric: 'no tick has come', reason: 'the last tick was at 2026-03-02 11:02Z', priority: 'P1' },
  }),
  resolved: notice({
    template: 'resolved',
    kind: 'resolve',
    severity: 'info',
    facts: { ...FIGURES, value: '412 ms', reason: 'every SLO was kept for 30m', duration: '1h 12m' },
  }),
  'rollback-due': notice({
    template: 'rollback',
    severity: 'critical',
    slo: null,
    facts: { ...MOVE, status: 'due', cmd: CMD, why: WHY },
  }),
  'rollback-done': notice({
    template: 'rollback',
    kind: 'update',
    severity: 'critical',
    slo: null,
    facts: { ...MOVE, status: 'done', initiator: 'github-actions' },
  }),
  'promotion-due': notice({
    template: 'promotion',
    severity: 'info',
    slo: null,
    facts: {
      ...MOVE,
      metric: 'promotion',
      to: 'P-2',
      reason: 'healthy for 48h',
      cmd: 'gh workflow run rollback.yml -f operation=promote',
    },
  }),
  'promotion-done': notice({
    template: 'promotion',
    kind: 'resolve',
    severity: 'info',
    slo: null,
    facts: {
      ...MOVE,
      metric: 'promotion',
      to: 'P-2',
      status: 'done',
      reason: 'healthy for 48h',
      initiator: 'octocat',
    },
  }),
  'stabilising-begun': notice({
    template: 'stabilising',
    slo: null,
    facts: {
      ...MOVE,
      reason: 'it lasts until 2026-03-02 15:32Z',
      cmd: 'gh workflow run rollback.yml -f operation=release',
    },
  }),
  'stabilising-released': notice({
    template: 'stabilising',
    kind: 'resolve',
    severity: 'info',
    slo: null,
    facts: {
      ...MOVE,
      reason: 'every SLO was kept in the windows of the last 30m',
      initiator: 'github-actions',
      duration: '34m',
    },
  }),
  group: notice({
    template: 'group',
    severity: 'critical',
    slo: null,
    facts: {
      metric: '200 at once: incident',
      status: 'incident',
      reason: '200 notices of one kind came at once and are told as one',
      count: '200',
      list: 'pay_p95: 1,204 ms\npay_success: 99.12 %\nand 198 more',
    },
  }),
  test: notice({ template: 'test', severity: 'info', slo: null, facts: { initiator: 'octocat' } }),
  hostile: hostile(notice({ template: 'incident', severity: 'critical' })),
};
