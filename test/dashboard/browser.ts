import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Chromium without a window. The environment variable CHROMIUM names another one.
 *
 * @throws Error that says how to install it, where there is none.
 */
export async function openBrowser(): Promise<Browser> {
  const named = process.env['CHROMIUM'];
  const path = (named === undefined ? PLACES : [named]).find((place) => existsSync(place));
  if (path === undefined) {
    throw new Error(
      `the dashboard is tested in Chromium, and there is none at ${named ?? PLACES.join(', ')}; install it (Debian, Ubuntu: apt-get install chromium; anywhere: npx playwright-core install chromium), or name it: CHROMIUM=/path/to/chromium npm test`,
    );
  }
  // Without a sandbox of its own it also runs in a container as root; it opens nothing but the page under test.
  return chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** What a page said and asked for while it was open. */
export interface Watched {
  readonly page: Page;
  /** Errors and warnings of its console, and exceptions that nothing caught. */
  readonly faults: string[];
  /** Addresses that it asked for, besides its own file. */
  readonly requests: string[];
}

export interface View {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** Opens a file as a reader does, from disk. */
export async function openPage(browser: Browser, url: string, view: View = {}): Promise<Watched> {
  const { width = 1_280, height = 900, colorScheme = 'light' } = view;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== url) requests.push(request.url());
  });
  await page.goto(url);
  return { page, faults, requests };
}
