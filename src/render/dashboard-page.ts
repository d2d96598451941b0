import { canonicalJson } from '../domain/canonical-json.js';
import type { Dashboard } from './dashboard.js';
import { escapeHtml, oneLine } from './escape.js';

/** What the build makes of `dashboard/`: the page's program and its style sheet, with the digests that its policy names. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
  /** `sha256-…`, as a Content-Security-Policy writes it. */
  readonly scriptDigest: string;
  readonly styleDigest: string;
}

/** JSON inside HTML: without `<` no text of it can end the element, or begin a comment. */
function embedded(data: Dashboard): string {
  return canonicalJson(data).replaceAll('<', '\\u003c');
}

/**
 * The dashboard as one HTML file that needs nothing else: no server, no request. Its policy lets nothing run but the
 * program that the build made, so that no text in the data comes to life.
 */
export function dashboardPage(data: Dashboard, parts: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src '${parts.scriptDigest}'`,
    `style-src '${parts.styleDigest}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const title = escapeHtml(`${oneLine(data.rollout, 100)} · ${oneLine(data.phase, 100)}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${parts.style}</style>
</head>
<body>
<main id="page"><noscript>This page draws dashboard.json, which lies beside it, and needs JavaScript for it.</noscript></main>
<script type="application/json" id="data">${embedded(data)}</script>
<script>${parts.script}</script>
</body>
</html>
`;
}
