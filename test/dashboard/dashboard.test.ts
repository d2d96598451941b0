import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import parts from '../../src/generated/dashboard.js';
import { formatInstant } from '../../src/domain/time.js';
import type { Dashboard, DashboardSeries } from '../../src/render/dashboard.js';
import { dashboardPage } from '../../src/render/dashboard-page.js';
import { formatCount, formatDayClock, formatValue } from '../../src/render/format.js';
import { temporaryFolder } from '../temporary-folder.js';
import { seriousFaults } from './axe.js';
import { openBrowser, openPage, type View, type Watched } from './browser.js';
import { cells, openTable } from './page-tables.js';
import { dashboardOf, HOSTILE, hostile, quiet, stabilising, violated, type Scenario } from './scenarios.js';

let browser: Browser;
let folder: string;
let watched: Watched | null = null;

beforeAll(async () => {
  browser = await openBrowser();
  folder = await temporaryFolder();
});

afterAll(() => browser.close());

// Of every page in this file: it says nothing on the console and asks for nothing.
afterEach(async () => {
  const { page, faults = [], requests = [] } = watched ?? {};
  watched = null;
  await page?.context().close();
  expect({ faults, requests }).toEqual({ faults: [], requests: [] });
});

async function open(data: Dashboard, view: View = {}): Promise<Page> {
  const file = join(folder, 'dashboard.html');
  await writeFile(file, dashboardPage(data, parts));
  watched = await openPage(browser, pathToFileURL(file).href, view);
  return watched.page;
}

const SCENARIOS: Readonly<Record<string, () => Scenario>> = { quiet, violated, stabilising, hostile };

function clock(seconds: number): string {
  return formatDayClock(formatInstant(seconds * 1_000));
}

function limitsAt({ limits }: DashboardSeries, window: number): number[] {
  const at = limits.filter(({ from }) => from <= window).at(-1);
  return [at?.warn, at?.rollback].flatMap((limit) => (limit == null ? [] : [limit.value]));
}

describe('every number on the page is that of dashboard.json', () => {
  test('the values and samples of each SLI in each window', async () => {
    const data = dashboardOf(violated());
    const page = await open(data);
    for (const [index, series] of data.series.entries()) {
      const figure = `figure:nth-of-type(${index + 1})`;
      await openTable(page, `.charts ${figure}`);
      const rows = (await cells(page, `.charts ${figure}`)).reverse();
      expect(rows).toHaveLength(series.value.length);
      rows.forEach(([at, phase, value, ...rest], row) => {
        const window = series.first + row;
        const n = series.n[row] ?? 0;
        const shown = formatValue(series.value[row] ?? null, series.unit, limitsAt(series, window));
        expect(at?.text).toBe(clock(data.windows.end[window] ?? 0));
        expect(phase?.text).toBe(data.windows.phases[data.windows.phase[window] ?? -1]);
        expect(value).toEqual({ text: shown, value: series.value[row] });
        const interval = [series.low[row], series.high[row]].map((end) =>
          formatValue(end ?? null, series.unit),
        );
        if (series.low.length > 0) expect(rest.shift()?.text).toBe(interval.join(' to '));
        expect(rest[0]).toEqual({ text: formatCount(n), value: n });
      });
    }
  });

  test('the lines of the charts', async () => {
    const data = dashboardOf(quiet());
    const page = await open(data);
    const [series] = data.series;
    const chart = page.locator('.charts .chart').first();
    await chart.focus();
    await page.keyboard.press('Home');
    const output = page.locator('.charts output').first();
    const first = clock(data.windows.end[0] ?? 0);
    const limits = series === undefined ? [] : limitsAt(series, 0);
    await expect(output.textContent()).resolves.toBe(
      `${first}: ${formatValue(series?.value[0] ?? null, 'ms', limits)}, ok, ${formatCount(series?.n[0] ?? 0)} samples`,
    );
    await page.keyboard.press('ArrowRight');
    expect(await output.textContent()).toContain(clock(data.windows.end[1] ?? 0));
    await page.keyboard.press('End');
    expect(await output.textContent()).toContain(clock(data.windows.end.at(-1) ?? 0));
  });

  test('volume: each window in the table, and the sum of each hour in the heat map', async () => {
    const data = dashboardOf(quiet());
    const page = await open(data);
    const { accepted, rejected, duplicates, late, end, length_s } = data.windows;
    await openTable(page, 'section[aria-labelledby=volume]');
    const rows = (await cells(page, 'section[aria-labelledby=volume] details')).reverse();
    expect(rows.map((row) => row.slice(1, 5).map(({ value }) => value))).toEqual(
      end.map((_, index) => [accepted[index], rejected[index], duplicates[index], late[index]]),
    );
    const sums = new Map<string, number>();
    end.forEach((at, index) => {
      const hour = formatInstant((at - length_s) * 1_000).slice(5, 13);
      sums.set(hour, (sums.get(hour) ?? 0) + (accepted[index] ?? 0));
    });
    const shown = (await cells(page, '.heat')).flatMap(([day, ...hours]) =>
      hours.flatMap(({ value }, hour) =>
        value === null ? [] : [[`${day?.text ?? ''}T${String(hour).padStart(2, '0')}`, value] as const],
      ),
    );
    expect(new Map(shown)).toEqual(sums);
  });

  test('verdicts, incidents, ticks and freshness', async () => {
    const data = dashboardOf(violated());
    const page = await open(data);
    const verdicts = await cells(page, 'section[aria-labelledby=verdicts]');
    expect(verdicts.map((row) => [row[0]?.text, row[2]?.value, row[6]?.value])).toEqual(
      data.series.map(({ slo, value, n }) => [slo, value.at(-1), n.at(-1)]),
    );
    const incidents = (await cells(page, 'section[aria-labelledby=incidents]')).reverse();
    expect(incidents.map((row) => [row[0]?.text, row[5]?.value, row[6]?.value])).toEqual(
      data.incidents.map(({ issue, ack_s, duration_s }) => [`#${issue ?? 0}`, ack_s, duration_s]),
    );
    expect(incidents.map((row) => row[6]?.text)).toEqual(
      data.incidents.map(({ duration_s: lasted }) => (lasted === null ? 'open' : '1h15m')),
    );
    const facts = await page
      .locator('.facts data')
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute('value'))));
    const { freshness_s, ticks, rejected_share } = data;
    expect(facts).toEqual([
      freshness_s,
      ticks?.delivered,
      ticks?.expected,
      ticks?.delay_s.at(-1),
      rejected_share,
    ]);
    await openTable(page, 'section[aria-labelledby=ticks]');
    const delays = (await cells(page, 'section[aria-labelledby=ticks]')).reverse();
    expect(delays.map(([, delay]) => delay?.value)).toEqual(ticks?.delay_s);
  });
});

describe('the notices', () => {
  const part = 'section[aria-labelledby=notices]';

  test('each is told with its time, and with what came of it on every channel', async () => {
    const data = dashboardOf(violated());
    const page = await open(data);
    const rows = (await cells(page, part)).reverse();
    expect(rows.map((row) => row.slice(0, 4).map(({ text }) => text))).toEqual(
      data.notices?.map(({ at, title, severity, phase }) => [formatDayClock(at), title, severity, phase]),
    );
    const answers = await page
      .locator(`${part} tbody tr`)
      .evaluateAll((all) => all.map((row) => [...row.querySelectorAll('li')].map((one) => one.textContent)));
    expect(answers).toEqual([
      [
        'oncall: sent 10:32Z',
        'mail: refused 10:32Z, answered 550: no such user',
        'team: waiting, answered 503',
      ],
      ['oncall: sent 09:17Z', 'team: sent 09:17Z', 'mail: sent 09:17Z'],
      ['team: sent 09:17Z'],
    ]);
    expect(await page.locator(`${part} .note data`).getAttribute('value')).toBe('1');
  });

  test('one that arrived on another day says so', async () => {
    const page = await open(dashboardOf(quiet()));
    expect(await page.locator(`${part} li`).nth(2).textContent()).toBe('team: sent 2026-03-08 00:02Z');
  });

  test.each([
    { name: 'a policy that tells nobody', notices: null, says: 'None that was sent is known here' },
    { name: 'a week without any', notices: [], says: 'None in seven days.' },
  ])('$name says so', async ({ notices, says }) => {
    const page = await open({ ...dashboardOf(quiet()), notices });
    expect(await page.locator(part).textContent()).toContain(says);
  });
});

describe('the banner', () => {
  test.each([
    ['quiet', false],
    ['violated', true],
    ['stabilising', true],
  ])('%s: %p', async (name, isShown) => {
    const data = dashboardOf((SCENARIOS[name] ?? quiet)());
    expect(data.rollback_active).toBe(isShown);
    const page = await open(data);
    expect(await page.locator('#rollback-active').count()).toBe(isShown ? 1 : 0);
  });
});

test('the banner tells a rollback that is called for from one that stabilises and one that was released', async () => {
  const released: Dashboard = { ...dashboardOf(stabilising()), stabilising: null };
  const titles: (string | null)[] = [];
  for (const data of [dashboardOf(violated()), dashboardOf(stabilising()), released]) {
    const page = await open(data);
    titles.push(await page.locator('#rollback-active b').textContent());
    await page.context().close();
  }
  expect(titles).toEqual(['Rollback is called for', 'Rolled back, stabilising', 'Rollback released']);
  watched = null;
});

describe('everybody can read it', () => {
  test.each([
    ['quiet', 'light', 1_280],
    ['quiet', 'dark', 360],
    ['violated', 'light', 360],
    ['violated', 'dark', 1_280],
    ['stabilising', 'light', 1_280],
    ['stabilising', 'dark', 360],
    ['hostile', 'light', 360],
    ['hostile', 'dark', 1_280],
  ] as const)(
    '%s, %s, %i wide: axe finds no serious fault, and nothing is wider than the page',
    async (name, colorScheme, width) => {
      // A day of windows: axe looks at every cell.
      const { analysis, sources } = (SCENARIOS[name] ?? quiet)();
      const page = await open(dashboardOf({ analysis, sources: { ...sources, history: [] } }), {
        colorScheme,
        width,
      });
      for (const part of ['.charts figure:nth-of-type(2)', 'section[aria-labelledby=volume]'])
        await openTable(page, part);
      expect(await seriousFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    },
  );

  test('on paper nothing is cut off, and what only a screen can do is not there', async () => {
    const page = await open(dashboardOf(violated()));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.range').isVisible()).toBe(false);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const widest = await page
      .locator('.charts canvas')
      .evaluateAll((all) => Math.max(...all.map((one) => one.clientWidth)));
    expect(widest).toBeLessThanOrEqual(700);
  });
});

test('hostile text stays text', async () => {
  const data = dashboardOf(hostile());
  const page = await open(data);
  expect(await page.title()).toBe('checkout · P-1');
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.locator('script').count()).toBe(2);
  expect(await page.locator('#decisions ~ ol .note').first().textContent()).toBe(HOSTILE);
  const embedded = await page
    .locator('#data')
    .evaluate((one) => JSON.parse(one.textContent ?? '') as unknown);
  expect(embedded).toEqual(JSON.parse(JSON.stringify(data)));
});

test('no script but the page’s own runs', async () => {
  const page = await open(dashboardOf(quiet()));
  const ran = await page.evaluate(`(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "ran"';
    document.body.append(script);
    return document.title;
  })()`);
  expect(ran).toBe('checkout · P-2');
  // The refusal is what this test wants to see.
  expect(watched?.faults.splice(0).join()).toContain('Content Security Policy');
});

test('seven days of twenty SLIs are less than 500 KB in all', async () => {
  const data = dashboardOf(quiet(20));
  expect(data.series).toHaveLength(20);
  expect(data.windows.end).toHaveLength(672);
  expect(Buffer.byteLength(dashboardPage(data, parts))).toBeLessThan(500_000);
  const page = await open(data);
  expect(await page.locator('.charts canvas').count()).toBe(20);
});

test.each(['light', 'dark'] as const)(
  'before the first window there is a page too, %s',
  async (colorScheme) => {
    const { analysis } = quiet();
    const data = dashboardOf({
      analysis: { ...analysis, window: null, verdicts: [], judged: [], recent: [] },
      sources: {},
    });
    const page = await open(data, { colorScheme });
    expect(await page.locator('#page').textContent()).toContain('No window was judged yet.');
    expect(await seriousFaults(page)).toEqual([]);
  },
);
