import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import parts from '../../src/generated/dashboard.js';
import { dashboardPage } from '../../src/render/dashboard-page.js';
import { dashboardOf, stabilising } from '../dashboard/scenarios.js';
import { temporaryFolder } from '../temporary-folder.js';

/** `npm run screenshots`, as it is started. What the pictures show is for eyes; here it is that they are made. */

const ROOT = join(import.meta.dirname, '../..');
const PUBLISHED = join(ROOT, 'docs/screenshots');
const WIDTHS: Readonly<Record<string, number>> = {
  demo: 1_280,
  'dashboard-quiet': 1_280,
  'dashboard-incident': 1_280,
  'dashboard-phone': 390,
  'dashboard-dark': 1_280,
  summary: 1_280,
  'summary-dark': 1_280,
  mail: 1_280,
  'mail-dark': 1_280,
  'mail-phone': 390,
  'mail-phone-dark': 390,
};
const MAX_BYTES = 400_000;

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}

/** A PNG's size, by its header (https://www.w3.org/TR/png-3/#11IHDR). */
async function picture(file: string): Promise<Picture> {
  const bytes = await readFile(file);
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  expect(bytes.subarray(-8, -4).toString('latin1')).toBe('IEND');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), bytes };
}

async function names(folder: string): Promise<string[]> {
  return (await readdir(folder)).map((file) => file.replace(/\.png$/, '')).sort();
}

async function screenshots(...args: readonly string[]): Promise<string> {
  const started = promisify(execFile)(process.execPath, ['scripts/screenshots/main.mjs', ...args], {
    cwd: ROOT,
  });
  const { stdout, stderr } = await started.catch((error: { stdout: string; stderr: string }) => error);
  return stdout + stderr;
}

test('every picture is made, as wide as its window, and light enough for a page', async () => {
  const output = await temporaryFolder();
  // The demo takes a minute; test/demo.test.ts sees that it leaves a dashboard.
  const demo = join(await temporaryFolder(), 'dashboard.html');
  await writeFile(demo, dashboardPage(dashboardOf(stabilising()), parts));
  const said = await screenshots('--output', output, '--demo', demo);
  expect(said.match(/^wrote /gm)).toHaveLength(Object.keys(WIDTHS).length);
  expect(await names(output)).toEqual(Object.keys(WIDTHS).sort());
  const seen = new Set<string>();
  for (const [name, wanted] of Object.entries(WIDTHS)) {
    const { width, height, bytes } = await picture(join(output, `${name}.png`));
    expect({ name, width }).toEqual({ name, width: wanted });
    expect(height).toBeGreaterThan(600);
    expect(bytes.length).toBeGreaterThan(30_000);
    expect(bytes.length).toBeLessThan(MAX_BYTES);
    seen.add(bytes.toString('latin1'));
  }
  // The demo's ends below its charts, and light is not dark: no two are the same.
  expect(seen.size).toBe(Object.keys(WIDTHS).length);
});

describe('the published pictures', () => {
  test('are these, and no other', async () => {
    expect(await names(PUBLISHED)).toEqual(Object.keys(WIDTHS).sort());
  });

  test.each(Object.entries(WIDTHS))('%s is as wide as its window, and light', async (name, wanted) => {
    const { width, bytes } = await picture(join(PUBLISHED, `${name}.png`));
    expect(width).toBe(wanted);
    expect(bytes.length).toBeLessThan(MAX_BYTES);
  });
});

test('a picture that there is not, and a demo that there is not, are said', async () => {
  expect(await screenshots('nothing')).toContain('there is no picture nothing');
  const output = await temporaryFolder();
  expect(await screenshots('--output', output, '--demo', join(output, 'no.html'), 'demo')).toContain(
    'no.html',
  );
  expect(await names(output)).toEqual([]);
});
