import type { PageParts } from '../render/dashboard-page.js';

/** The dashboard's program and style sheet. */
declare const parts: PageParts;
export default parts;
