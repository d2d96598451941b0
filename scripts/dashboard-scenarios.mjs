// The scenarios of the dashboard's tests, for pictures and benches.
import { importTypescript } from './typescript-import.mjs';

/** The scenarios, Chromium, and what makes a page, a summary and an e-mail of them. */
export function loadDashboard() {
  return importTypescript(
    [
      "export * as scenarios from './test/dashboard/scenarios.ts';",
      "export { incidentMail, summaryOf } from './test/dashboard/messages.ts';",
      "export { openBrowser, openPage } from './test/dashboard/browser.ts';",
      "export { dashboardPage } from './src/render/dashboard-page.ts';",
      "export { default as parts } from './src/generated/dashboard.js';",
    ].join('\n'),
  );
}
