import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { ClosedBatch } from '../../action-collect/src/closed-batch.js';
import parts from '../../src/generated/dashboard.js';
import { dashboardPage } from '../../src/render/dashboard-page.js';
import { temporaryFolder } from '../temporary-folder.js';
import { openBrowser, openPage } from './browser.js';
import { cells, openTable } from './page-tables.js';
import { ticksOf, type Tick } from './rollout-in-time.js';

/** Pages of ticks that follow one another, held against the batches that they were made from. */

let browser: Browser;
let folder: string;
let ticks: readonly Tick[];

beforeAll(async () => {
  browser = await openBrowser();
  folder = await temporaryFolder();
  // The rollback is due in the fifth window and released after the eighth; five minutes later somebody looks.
  ticks = await ticksOf({ windows: 12, slow: [4, 5], looks: [128] });
});

afterAll(() => browser.close());

/** Opens the page of a tick, and closes it when `read` has read it: it may say nothing and ask for nothing. */
async function read<T>(tick: Tick, reader: (page: Page) => Promise<T>): Promise<T> {
  const file = join(folder, 'dashboard.html');
  await writeFile(file, dashboardPage(tick.dashboard, parts));
  const { page, faults, requests } = await openPage(browser, pathToFileURL(file).href);
  const result = await reader(page);
  await page.context().close();
  expect({ faults, requests }).toEqual({ faults: [], requests: [] });
  return result;
}

test('the banner is there from the tick that calls for a rollback until a window has closed behind its release', async () => {
  const seen: (string | null)[] = [];
  for (const tick of ticks) {
    const banner = await read(tick, (page) =>
      page.locator('#rollback-active').evaluateAll((all) => all[0]?.querySelector('b')?.textContent ?? null),
    );
    seen.push(banner);
  }
  expect(ticks.map(({ decided }, index) => (decided === null ? [] : [[index, decided]])).flat()).toEqual([
    [4, 'rollback'],
    [7, 'release'],
  ]);
  expect(seen).toEqual([
    ...[null, null, null, null],
    'Rollback is called for',
    'Rolled back, stabilising',
    'Rolled back, stabilising',
    'Rolled back, stabilising',
    'Rollback released',
    ...[null, null, null, null],
  ]);
});

interface Event {
  readonly duration_ms: number;
  readonly ok: boolean;
}

interface Batch {
  readonly phase: string;
  readonly start: number;
  readonly end: number;
  readonly counts: { accepted: number; rejected: number; duplicates: number; late: number };
  readonly events: readonly Event[];
}

/** A batch as its file has it: a header, then its events, a line each. */
function batchOf({ text }: ClosedBatch): Batch {
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const { phase, window, counts } = JSON.parse(header) as Batch & { window: { start: string; end: string } };
  return {
    phase,
    counts,
    start: Date.parse(window.start),
    end: Date.parse(window.end),
    events: lines.map((line) => JSON.parse(line) as Event),
  };
}

/** By linear interpolation between the closest ranks. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (sorted.length - 1) * share;
  const [below = NaN, above = below] = sorted.slice(Math.floor(rank), Math.floor(rank) + 2);
  return below + (above - below) * (rank - Math.floor(rank));
}

/** The normal quantile that is exceeded with a chance of 2.5 %. */
const Z = 1.959963984540054;

/**
 * A share's interval of 95 % by E. B. Wilson, by its definition: the shares p whose own spread reaches just as far as the share
 * that was seen. Found by halving, so that no formula is that of the product.
 */
function wilson(seen: number, n: number): readonly [low: number, high: number] {
  const isWithin = (p: number): boolean => Math.abs(seen - p) <= Z * Math.sqrt((p * (1 - p)) / n);
  const edge = (inside: number, outside: number): number => {
    const middle = (inside + outside) / 2;
    if (middle === inside || middle === outside) return inside;
    return isWithin(middle) ? edge(middle, outside) : edge(inside, middle);
  };
  return [seen === 0 ? 0 : edge(seen, 0), seen === 1 ? 1 : edge(seen, 1)];
}

/** An end as a page shows it, which holds five digits of it: `99.61 %`. */
function endText(end: number): string {
  return `${(Number(end.toPrecision(5)) * 100).toFixed(2)} %`;
}

/** The rollback, a minute after the tick that called for it: a window that ends behind it is the earlier phase's. */
const BACK = Date.parse('2026-03-02T11:19:00Z');
const HOUR = 3_600_000;

interface Measure {
  readonly reach: number;
  readonly of: (events: readonly Event[]) => number;
  /** As the page says it; null where it says none. */
  readonly interval: ((events: readonly Event[]) => string) | null;
}

const share = (events: readonly Event[]): number => events.filter(({ ok }) => ok).length / events.length;

const MEASURES: Readonly<Record<string, Measure>> = {
  latency_p95: {
    reach: HOUR / 4,
    of: (events) =>
      quantile(
        events.map(({ duration_ms }) => duration_ms),
        0.95,
      ),
    interval: null,
  },
  success_rate: {
    reach: HOUR,
    of: share,
    interval: (events) => wilson(share(events), events.length).map(endText).join(' to '),
  },
};

describe('every number on the page is that of the batches', () => {
  const tick = (): Tick => ticks.at(-1) as Tick;
  const batches = (): readonly Batch[] => tick().batches.map(batchOf);
  const phaseAt = (end: number): string => (end > BACK ? 'one' : 'two');
  /** `2026-03-02 11:15Z`, as the page writes an instant. */
  const clock = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ') + 'Z';

  test.each(Object.entries(MEASURES))(
    '%s of each window, its interval, samples and phase',
    async (slo, measure) => {
      const { reach, of, interval } = measure;
      const index = tick().dashboard.series.findIndex((series) => series.slo === slo);
      const [rows, verdicts] = await read(tick(), async (page) => {
        const figure = `.charts figure:nth-of-type(${index + 1})`;
        expect(await page.locator(`${figure} h3`).textContent()).toBe(slo);
        await openTable(page, figure);
        const section = await cells(page, 'section[aria-labelledby=verdicts]');
        return [(await cells(page, figure)).reverse(), section] as const;
      });
      const shown = rows.map(([end, phase, value, ...rest]) => ({
        end: end?.text,
        phase: phase?.text,
        value: value?.value,
        interval: interval === null ? null : rest.shift()?.text,
        n: rest.shift()?.value,
      }));
      const ends = [...new Set(batches().map(({ end }) => end))];
      const computed = ends.map((end) => {
        const phase = phaseAt(end);
        const within = batches().filter(
          (one) => one.phase === phase && one.end <= end && one.start >= end - reach,
        );
        const events = within.flatMap((one) => one.events);
        const value = Number(of(events).toPrecision(7));
        return { end: clock(end), phase, value, interval: interval?.(events) ?? null, n: events.length };
      });
      expect(shown).toHaveLength(12);
      expect(shown).toEqual(computed);
      const newest = computed.at(-1);
      const verdict = verdicts.find(([name]) => name?.text === slo) ?? [];
      expect([verdict[2]?.value, verdict[3]?.text, verdict[6]?.value]).toEqual([
        newest?.value,
        newest?.interval ?? '–',
        newest?.n,
      ]);
    },
  );

  test('the lines of each window, and the events of each hour', async () => {
    const [rows, heat] = await read(tick(), async (page) => {
      const volume = 'section[aria-labelledby=volume]';
      const hours = (await cells(page, '.heat'))
        .flat()
        .flatMap(({ value }) => (value === null ? [] : [value]));
      await openTable(page, volume);
      return [(await cells(page, `${volume} details`)).reverse(), hours] as const;
    });
    const shown = rows.map((row) => row.slice(1, 5).map(({ value }) => value));
    const ends = [...new Set(batches().map(({ end }) => end))];
    // Of all phases: in the window of a switch there are events of both.
    const computed = ends.map((end) => {
      const counts = batches().flatMap((batch) => (batch.end === end ? batch.counts : []));
      return (['accepted', 'rejected', 'duplicates', 'late'] as const).map((kind) =>
        counts.reduce((sum, one) => sum + one[kind], 0),
      );
    });
    const both = ends.filter((end) => batches().filter((batch) => batch.end === end).length > 1);
    expect(both.map(clock)).toEqual(['2026-03-02 11:30Z']);
    expect(shown).toEqual(computed);
    const hours = [0, 1, 2].map((hour) =>
      computed.slice(hour * 4, hour * 4 + 4).reduce((sum, [accepted = 0]) => sum + accepted, 0),
    );
    expect(heat).toEqual(hours);
    // The telemetry holds lines of each kind, so that none is zero throughout.
    expect(computed.flatMap(([, rejected]) => rejected).some((count) => (count ?? 0) > 0)).toBe(true);
    expect(computed.flatMap(([, , duplicates]) => duplicates).some((count) => (count ?? 0) > 0)).toBe(true);
  });
});
