// `npm run screenshots`: the pictures of the documentation, made in Chromium from the scenarios of the tests and the demo.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { loadDashboard } from '../dashboard-scenarios.mjs';
import { demoDashboard } from './demo-dashboard.mjs';
import { pageOf, PICTURES } from './pictures.mjs';

const HELP = `npm run screenshots -- [--output FOLDER] [--demo FILE] [NAME...]
Makes the pictures of the documentation: ${PICTURES.map(({ name }) => name).join(', ')}.
  --output FOLDER  where they go (default: docs/screenshots)
  --demo FILE      a dashboard's page that the demo has left (default: the demo is run, which takes a minute)
Emoji need a font: apt-get install fonts-noto-color-emoji.
`;
const OUTPUT = join(import.meta.dirname, '../../docs/screenshots');

/** What of the page is shown: the whole page, or down to the element that it ends with. */
async function partOf(page, until) {
  if (until === undefined) return { fullPage: true };
  const box = await page.locator(until).boundingBox();
  if (box === null) throw new Error(`there is no ${until} on the page`);
  const { width } = page.viewportSize();
  return { fullPage: true, clip: { x: 0, y: 0, width, height: Math.ceil(box.y + box.height + 16) } };
}

async function take(pictures, { output, demo }) {
  const product = await loadDashboard();
  const folder = await mkdtemp(join(tmpdir(), 'phasegate-pictures-'));
  const browser = await product.openBrowser();
  try {
    await mkdir(output, { recursive: true });
    for (const picture of pictures) {
      const file = join(folder, `${picture.name}.html`);
      await writeFile(file, await pageOf(picture, { product, demo }));
      const { page, faults, requests } = await product.openPage(
        browser,
        pathToFileURL(file).href,
        picture.view,
      );
      const path = join(output, `${picture.name}.png`);
      await page.screenshot({ path, ...(await partOf(page, picture.until)) });
      await page.context().close();
      if (faults.length + requests.length > 0)
        throw new Error(`the page of ${picture.name} has faults: ${[...faults, ...requests].join('; ')}`);
      process.stdout.write(`wrote ${relative(process.cwd(), path)}\n`);
    }
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function main() {
  const { values, positionals: names } = parseArgs({
    allowPositionals: true,
    options: { output: { type: 'string' }, demo: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) return void process.stdout.write(HELP);
  const unknown = names.filter((name) => !PICTURES.some((picture) => picture.name === name));
  if (unknown.length > 0) throw new Error(`there is no picture ${unknown.join(', ')}; see --help`);
  const wanted = PICTURES.filter(({ name }) => names.length === 0 || names.includes(name));
  const demo = async () => values.demo ?? (await demoDashboard());
  await take(wanted, { output: values.output ?? OUTPUT, demo });
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
