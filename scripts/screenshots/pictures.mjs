import { readFile } from 'node:fs/promises';
import { githubPage } from './github-page.mjs';

const PHONE = { width: 390, height: 844 };
const DARK = { colorScheme: 'dark' };
/** A whole page of seven days is heavier than a picture on a page should be. */
const AT = { charts: 'section:has(.charts)', volume: 'section[aria-labelledby=volume]' };

/**
 * The pictures of the documentation. `page`: what its page is made of; `view`: the window and the reader's theme;
 * `until`: what the picture ends with, where it does not show the whole page.
 */
export const PICTURES = [
  { name: 'demo', page: 'demo', view: {}, until: AT.charts },
  { name: 'dashboard-quiet', page: 'dashboard', scenario: 'quiet', view: {}, until: AT.volume },
  {
    ...{ name: 'dashboard-incident', page: 'dashboard', scenario: 'violated', view: {} },
    until: 'section[aria-labelledby=notices]',
  },
  { name: 'dashboard-phone', page: 'dashboard', scenario: 'stabilising', view: PHONE },
  { name: 'dashboard-dark', page: 'dashboard', scenario: 'stabilising', view: DARK, until: AT.volume },
  { name: 'summary', page: 'summary', scenario: 'violated', view: {} },
  { name: 'summary-dark', page: 'summary', scenario: 'violated', view: DARK },
  { name: 'mail', page: 'mail', scenario: 'violated', view: {} },
  { name: 'mail-dark', page: 'mail', scenario: 'violated', view: DARK },
  { name: 'mail-phone', page: 'mail', scenario: 'violated', view: PHONE },
  { name: 'mail-phone-dark', page: 'mail', scenario: 'violated', view: { ...PHONE, ...DARK } },
];

/**
 * The page of a picture, as HTML.
 * @param {(typeof PICTURES)[number]} picture
 * @param {{ product: object, demo: () => Promise<string> }} sources what pages are made with, and the file of the demo's dashboard
 */
export async function pageOf({ page, scenario }, { product, demo }) {
  const { scenarios, dashboardPage, parts, summaryOf, incidentMail } = product;
  switch (page) {
    case 'demo':
      return readFile(await demo(), 'utf8');
    case 'dashboard':
      return dashboardPage(scenarios.dashboardOf(scenarios[scenario]()), parts);
    case 'summary':
      return githubPage(summaryOf(scenarios[scenario]()));
    case 'mail':
      return incidentMail(scenarios[scenario]());
    default:
      throw new Error(`no page is made for ${page}`);
  }
}
