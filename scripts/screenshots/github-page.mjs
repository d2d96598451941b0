import { marked } from 'marked';

/** Type, spacing and colours in the manner of a run's page on GitHub; written for this, not taken from there. */
const STYLE = `
:root { color-scheme: light; --page: #f6f8fa; --box: #fff; --text: #1f2328; --muted: #59636e; --line: #d1d9e0; --code: #818b981f; --block: #f6f8fa; --stripe: #f6f8fa; --link: #0969da }
@media (prefers-color-scheme: dark) {
  :root { color-scheme: dark; --page: #010409; --box: #0d1117; --text: #f0f6fc; --muted: #9198a1; --line: #3d444d; --code: #656c7633; --block: #151b23; --stripe: #151b23; --link: #4493f8 }
}
* { box-sizing: border-box }
body { margin: 0; padding: 24px; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 912px; margin: 0 auto; background: var(--box); border: 1px solid var(--line); border-radius: 6px; overflow: hidden }
header { padding: 12px 24px; border-bottom: 1px solid var(--line); font-size: 14px; color: var(--muted) }
header b { color: var(--text) }
article { padding: 24px; overflow-wrap: break-word }
article > :first-child { margin-top: 0 }
article > :last-child { margin-bottom: 0 }
h2, h3 { margin: 24px 0 16px; line-height: 1.25; font-weight: 600 }
h2 { font-size: 24px; padding-bottom: 7px; border-bottom: 1px solid var(--line) }
h3 { font-size: 20px }
p, ul, ol, pre, table, details { margin: 0 0 16px }
ul, ol { padding-left: 32px }
li + li { margin-top: 4px }
a { color: var(--link) }
code { font: 85%/1.45 Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace; background: var(--code); border-radius: 6px; padding: 3px 6px }
pre { background: var(--block); border-radius: 6px; padding: 16px; overflow: auto; line-height: 1.45 }
pre code { font-size: 13.6px; background: none; padding: 0 }
table { display: block; width: max-content; max-width: 100%; overflow: auto; border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: 6px 13px; border: 1px solid var(--line) }
th { font-weight: 600 }
tr:nth-child(2n) td { background: var(--stripe) }
summary { cursor: pointer }
`;

/** A job summary as a run's page shows it. @param {string} markdown */
export function githubPage(markdown) {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Job summary</title>
<style>${STYLE}</style>
<main>
<header><b>report</b> summary</header>
<article>
${marked.parse(markdown, { gfm: true })}</article>
</main>
</html>
`;
}
