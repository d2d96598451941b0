import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planReport, type ReportPlan } from '../../action-report/src/plan-report.js';
import parts from '../../src/generated/dashboard.js';
import type { Analysis } from '../../src/domain/analysis.js';
import { fillTemplate } from '../../src/render/template.js';
import { policy } from '../policy-builder.js';
import { analysis, judgementAt, rollbackAnalysis, storyJudgements } from '../render/analysis-builder.js';
import { CASES, PHASE } from '../render/golden-cases.js';

const file = 'templates/reports/rollout_phase.md';
const alertFile = 'templates/alerts/rollout-monitor.md';
const alertTemplate = {
  file: alertFile,
  text: readFileSync(join(import.meta.dirname, '../..', alertFile), 'utf8'),
};
const dailyTemplate = { file, text: readFileSync(join(import.meta.dirname, '../..', file), 'utf8') };
const checkout = policy({ rollout: 'checkout', phases: [PHASE] });

type Folder = Map<string, string>;

/** Plans the report over what is in the folder, and writes its first `writes` files (default all) into it. */
async function report(of: Analysis, folder: Folder = new Map(), writes = Infinity): Promise<ReportPlan> {
  const plan = await planReport({
    analysis: of,
    policy: checkout,
    dailyTemplate,
    alertTemplate,
    render: fillTemplate,
    dashboard: { sources: {}, parts },
    previous: (path) => Promise.resolve(folder.get(path) ?? null),
  });
  for (const [path, text] of Object.entries(plan.files).slice(0, writes)) folder.set(path, text);
  return plan;
}

function caseOf(name: string): Analysis {
  const found = CASES[name];
  if (found === undefined) throw new Error(`no case ${name}`);
  return found;
}

describe('planReport', () => {
  test('writes every file that a rollback needs', async () => {
    const plan = await report(rollbackAnalysis());
    expect(Object.keys(plan.files).sort()).toEqual([
      'incident_queue.json',
      'metrics/checkout/2026-03-02.json',
      'reports/alerts/P-1/20260302T150000Z.json',
      'reports/alerts/P-1/20260302T150000Z.md',
      'reports/daily/rollout-2026-03-02.md',
      'reports/metrics/P-1/20260302T150000Z.json',
      'reports/monitoring/dashboard-checkout.html',
      'reports/monitoring/dashboard.json',
      'summary.md',
    ]);
    expect(plan.daily).toBe('reports/daily/rollout-2026-03-02.md');
    expect(plan.files[plan.summary.path]).toBe(plan.summary.text);
    expect(plan.files[plan.dashboard]).toContain('"rollback_active": true');
  });

  test('before the first window there is no daily report', async () => {
    const plan = await report(caseOf('nothing-judged'));
    expect(plan.daily).toBeNull();
    expect(Object.keys(plan.files)).toEqual([
      'incident_queue.json',
      'reports/monitoring/dashboard.json',
      'reports/monitoring/dashboard-checkout.html',
      'summary.md',
    ]);
  });

  test.each(Object.keys(CASES))('%s: a second run changes no byte', async (name) => {
    const folder: Folder = new Map();
    await report(caseOf(name), folder);
    const before = new Map(folder);
    await report(caseOf(name), folder);
    expect(folder).toEqual(before);
  });

  test.each(Object.keys(CASES))('%s: every file stays below the output folder', async (name) => {
    const { files } = await report(caseOf(name));
    for (const path of Object.keys(files)) expect(path).toMatch(/^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9._/-]*$/);
  });

  test('a run that died at any write is made good by the next', async () => {
    const whole: Folder = new Map();
    const { files } = await report(rollbackAnalysis(), whole);
    for (let writes = 0; writes < Object.keys(files).length; writes += 1) {
      const folder: Folder = new Map();
      await report(rollbackAnalysis(), folder, writes);
      await report(rollbackAnalysis(), folder);
      expect(folder).toEqual(whole);
    }
  });

  test('late ticks leave the same metrics and daily reports as ticks on time', async () => {
    const windows = Array.from({ length: 110 }, (_, index) => judgementAt(index));
    const tick = (from: number, to: number): Analysis =>
      analysis({ judged: windows.slice(from, to), recent: windows.slice(Math.max(0, to - 96), to) });
    const lasting = (folder: Folder): (readonly [string, string])[] =>
      [...folder].filter(([path]) => /^(?:metrics|reports)\//.test(path)).sort();
    const onTime: Folder = new Map();
    for (let index = 0; index < windows.length; index += 1) await report(tick(index, index + 1), onTime);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 109 }), { maxLength: 5 }), async (cuts) => {
        const folder: Folder = new Map();
        const edges = [0, ...cuts.sort((a, b) => a - b), windows.length];
        for (const [index, edge] of edges.slice(1).entries())
          await report(tick(edges[index] ?? 0, edge), folder);
        expect(lasting(folder)).toEqual(lasting(onTime));
      }),
      { numRuns: 20 },
    );
  });

  test('a window that fell out of the last 24 hours stays in the metrics of its day', async () => {
    const folder: Folder = new Map();
    const story = storyJudgements();
    await report(analysis({ judged: story, recent: story }), folder);
    await report(analysis({ judged: story.slice(-1), recent: story.slice(-1) }), folder);
    expect(folder.get('metrics/checkout/2026-03-02.json')).toContain('2026-03-02T12:00:00Z');
    expect(folder.get('reports/daily/rollout-2026-03-02.md')).toContain('12 windows');
  });

  test('a file that it cannot extend stops the report before anything is written', async () => {
    const folder: Folder = new Map([['incident_queue.json', '{"schema":"phasegate.incident-queue/2"}']]);
    await expect(report(rollbackAnalysis(), folder)).rejects.toMatchObject({ code: 'newer-state' });
    expect(folder.size).toBe(1);
  });
});
