import type { Page } from 'playwright-core';

export interface Cell {
  readonly text: string;
  /** The number behind the text; null where the cell holds none. */
  readonly value: number | null;
}

/** The rows of each table below a selector: cells as text, and the number that a cell carries. */
export async function cells(page: Page, selector: string): Promise<Cell[][]> {
  return page.locator(`${selector} tbody tr`).evaluateAll((rows) =>
    rows.map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => {
        const data = cell.querySelector('data');
        return { text: (cell.textContent ?? '').trim(), value: data === null ? null : Number(data.value) };
      }),
    ),
  );
}

/** Opens the table below a selector, which is made then. */
export async function openTable(page: Page, selector: string): Promise<void> {
  await page.locator(`${selector} summary`).click();
  await page.locator(`${selector} details table`).waitFor();
}
