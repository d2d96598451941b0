// `npm run screenshots`: pictures of the dashboard for docs/screenshots, made in Chromium from the scenarios of the tests.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadDashboard } from './dashboard-scenarios.mjs';

const TARGET = join(import.meta.dirname, '../docs/screenshots');

const PICTURES = [
  { name: 'dashboard-quiet', scenario: 'quiet', view: {} },
  { name: 'dashboard-incident', scenario: 'violated', view: {} },
  { name: 'dashboard-phone', scenario: 'stabilising', view: { width: 390, height: 844 } },
  { name: 'dashboard-dark', scenario: 'stabilising', view: { colorScheme: 'dark' } },
];

const { scenarios, openBrowser, openPage, dashboardPage, parts } = await loadDashboard();
const folder = await mkdtemp(join(tmpdir(), 'phasegate-pictures-'));
const browser = await openBrowser();
try {
  await mkdir(TARGET, { recursive: true });
  for (const { name, scenario, view } of PICTURES) {
    const file = join(folder, `${name}.html`);
    await writeFile(file, dashboardPage(scenarios.dashboardOf(scenarios[scenario]()), parts));
    const { page } = await openPage(browser, pathToFileURL(file).href, view);
    await page.screenshot({ path: join(TARGET, `${name}.png`), fullPage: true });
    process.stdout.write(`wrote docs/screenshots/${name}.png\n`);
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
