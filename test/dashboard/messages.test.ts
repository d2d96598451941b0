import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { LANGUAGES } from '../../src/render/notice-template.js';
import { temporaryFolder } from '../temporary-folder.js';
import { seriousFaults } from './axe.js';
import { openBrowser, openPage, type View } from './browser.js';
import { incidentMail, summaryOf } from './messages.js';
import { violated } from './scenarios.js';

/** The e-mail and the job summary where they are read: on a phone, on a screen, in light and dark. */

let browser: Browser;
let folder: string;

beforeAll(async () => {
  browser = await openBrowser();
  folder = await temporaryFolder();
});

afterAll(() => browser.close());

async function read(html: string, view: View, reader: (page: Page) => Promise<void>): Promise<void> {
  const file = join(folder, 'page.html');
  await writeFile(file, html);
  const { page, faults, requests } = await openPage(browser, pathToFileURL(file).href, view);
  await reader(page);
  await page.context().close();
  expect({ faults, requests }).toEqual({ faults: [], requests: [] });
}

/** Elements whose content is wider than they are, by their first words. */
function cutOff(page: Page, selector: string): Promise<string[]> {
  return page
    .locator(selector)
    .evaluateAll((all) =>
      all
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map(({ textContent }) => (textContent ?? '').slice(0, 40)),
    );
}

const VIEWS = [
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
  { width: 1_280, colorScheme: 'light' },
  { width: 1_280, colorScheme: 'dark' },
] as const;

describe('an e-mail', () => {
  test.each(VIEWS)(
    'at $width px, $colorScheme: axe finds no serious fault, and the chart is seen whole',
    async (view) => {
      await read(incidentMail(violated()), view, async (page) => {
        expect(await page.locator('.figure').textContent()).toContain('└ 03-08 14:15Z to 03-09 14:15Z');
        expect(await cutOff(page, 'html, main, .figure')).toEqual([]);
        expect(await seriousFaults(page)).toEqual([]);
      });
    },
  );

  test.each(LANGUAGES)('in %s: each character of the chart is as wide as any other', async (language) => {
    await read(incidentMail(violated(), language), { width: 390 }, async (page) => {
      // In a Japanese font, which a page in Japanese is shown in, lines and crosses are twice as wide as letters.
      const widths = await page.evaluate(`(() => {
        const node = document.querySelector('.figure').firstChild;
        const signs = [...node.data].flatMap((sign, at) => (sign === '\\n' ? [] : [at]));
        return signs.map((at) => {
          const one = document.createRange();
          one.setStart(node, at);
          one.setEnd(node, at + 1);
          return one.getBoundingClientRect().width;
        });
      })()`);
      const [least, most] = [Math.min(...(widths as number[])), Math.max(...(widths as number[]))];
      expect(least).toBeGreaterThan(4);
      expect(most / least).toBeLessThan(1.05);
    });
  });

  test('in Japanese no line begins with what belongs to the line before it', async () => {
    const says = `<p>${'ロールバックしました。'.repeat(30)}</p>`;
    const mail = incidentMail(violated(), 'ja').replace('</main>', `${says}</main>`);
    for (const width of [300, 310, 320, 330, 340, 350])
      await read(mail, { width }, async (page) => {
        const begins = await page.evaluate(`[...document.querySelectorAll('h1, p')].flatMap((block) => {
          const words = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
          const begins = [];
          let above = null;
          for (let node = words.nextNode(); node !== null; node = words.nextNode())
            for (let at = 0; at < node.data.length; at += 1) {
              const one = document.createRange();
              one.setStart(node, at);
              one.setEnd(node, at + 1);
              const { top, width } = one.getBoundingClientRect();
              if (above !== null && width > 0 && top > above + 8) begins.push(node.data[at]);
              if (width > 0) above = top;
            }
          return begins;
        })`);
        expect((begins as string[]).length).toBeGreaterThan(20);
        expect((begins as string[]).filter((sign) => 'ーッャュョぁっゃゅょ、。）'.includes(sign))).toEqual(
          [],
        );
      });
  });

  test('keeps its columns where the style sheet is dropped, as some mail programs do', async () => {
    const bare = incidentMail(violated()).replace(/<style>[^]*<\/style>/, '');
    await read(bare, { width: 390 }, async (page) => {
      const figure = page.locator('.figure');
      const lines = (await figure.textContent())?.split('\n').length ?? 0;
      const height = await figure.evaluate((one) => one.clientHeight);
      // 12 px by 1.3 a line: none was wrapped.
      expect(height / (12 * 1.3)).toBeCloseTo(lines, 0);
      expect(await cutOff(page, '.figure')).toEqual([]);
    });
  });
});

describe('a job summary', () => {
  test.each(['light', 'dark'] as const)('on a run’s page, %s: nothing is cut off', async (colorScheme) => {
    const script: string = join(import.meta.dirname, '../../scripts/screenshots/github-page.mjs');
    const { githubPage } = (await import(script)) as { githubPage: (markdown: string) => string };
    await read(githubPage(summaryOf(violated())), { colorScheme }, async (page) => {
      expect(await page.locator('pre').count()).toBeGreaterThan(1);
      expect(await cutOff(page, 'html, pre, table')).toEqual([]);
      // A figure and its unit stand in one line.
      const lines =
        await page.evaluate(`[...document.querySelectorAll('table tr td:nth-child(3)')].map((cell) => {
        const text = document.createRange();
        text.selectNodeContents(cell);
        return text.getClientRects().length;
      })`);
      expect(lines).toEqual([1, 1, 1, 1]);
      expect(await seriousFaults(page)).toEqual([]);
    });
  });
});
