import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadDashboard } from '../dashboard-scenarios.mjs';
import { median, table } from './statistics.mjs';

const HELP = `npm run bench -- dashboard
How long the dashboard of 7 days and 20 SLIs takes in Chromium: until it is drawn and answers a key, and for a change of
the time that it shows.
`;
const RUNS = 7;
/** What the page promises, in ms. */
const LIMIT = 1_000;

/** Milliseconds from the navigation to a page that is drawn and free to answer. */
const INTERACTIVE = `new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))`;
/** Milliseconds for all charts to show another range. */
const REDRAW = `new Promise((done) => {
  const from = performance.now();
  document.querySelector('.range button').click();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)));
})`;

/** @param {readonly string[]} args @returns {Promise<number>} the exit code: 1 where the page is slower than it promises */
export async function run(args) {
  if (args.length > 0) {
    process.stdout.write(HELP);
    return args.includes('--help') ? 0 : 2;
  }
  const { scenarios, openBrowser, openPage, dashboardPage, parts } = await loadDashboard();
  const folder = await mkdtemp(join(tmpdir(), 'phasegate-bench-'));
  const browser = await openBrowser();
  try {
    const file = join(folder, 'dashboard.html');
    const html = dashboardPage(scenarios.dashboardOf(scenarios.quiet(20)), parts);
    await writeFile(file, html);
    const times = [];
    for (let turn = 0; turn < RUNS; turn += 1) {
      const { page } = await openPage(browser, pathToFileURL(file).href);
      times.push({ interactive: await page.evaluate(INTERACTIVE), redraw: await page.evaluate(REDRAW) });
      await page.context().close();
    }
    const interactive = median(times.map((one) => one.interactive));
    const rows = [
      ['7 days, 20 SLIs', 'median of ' + RUNS],
      ['size', `${Math.round(Buffer.byteLength(html) / 1_000)} KB`],
      ['interactive', `${Math.round(interactive)} ms`],
      ['another range', `${Math.round(median(times.map((one) => one.redraw)))} ms`],
    ];
    process.stdout.write(`${table(rows).join('\n')}\n`);
    return interactive <= LIMIT ? 0 : 1;
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}
