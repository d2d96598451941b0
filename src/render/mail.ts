import type { Severity } from '../domain/notice.js';
import { escapeHtml } from './escape.js';
import { unlinked } from './unlinked.js';

/** Colour of the bar above the title; the words say the same, so nobody depends on it. */
const BAR: Readonly<Record<Severity, string>> = { info: '#1a7f37', warning: '#bf8700', critical: '#cf222e' };

/** Mail clients drop much of CSS: plain rules, light by default, dark where the client says so. */
const STYLE = [
  ':root{color-scheme:light dark}',
  'body{margin:0;padding:16px;background:#fff;color:#1f2328;font:16px/1.5 system-ui,sans-serif;line-break:strict}',
  'main{max-width:640px;margin:0 auto}',
  'h1{font-size:20px;line-height:1.3;margin:16px 0}',
  'p,ul,pre{margin:0 0 16px;overflow-wrap:anywhere}',
  'ul{padding-left:20px}',
  'code,pre{font:14px/1.45 Menlo,Consolas,monospace;background:#eff1f3;border-radius:4px}',
  'code{padding:2px 4px}',
  'pre{padding:12px;white-space:pre-wrap}',
  'a{color:#0550ae}',
  '.fault{border-left:4px solid #bf8700;padding-left:12px}',
  '@media (prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}code,pre{background:#21262d}a{color:#79c0ff}}',
].join('\n');

/** Rendered text as paragraphs: an empty line ends one; what the markup made a block stays one. Its values are escaped. */
export function paragraphs(text: string): string {
  return text
    .split(/\n{2,}/)
    .filter((block) => block.trim() !== '')
    .map((block) => (/^<(?:ul|pre)[ >]/.test(block) ? block : `<p>${block.replaceAll('\n', '<br>\n')}</p>`))
    .join('\n');
}

/** A whole HTML document for an e-mail, without any address that is loaded. `body` is HTML already. */
export function mailDocument(mail: {
  readonly title: string;
  readonly body: string;
  readonly language: string;
  readonly severity: Severity;
}): string {
  const title = escapeHtml(mail.title);
  return [
    '<!doctype html>',
    `<html lang="${mail.language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${title}</title>`,
    `<style>\n${STYLE}\n</style>`,
    '</head>',
    '<body>',
    `<main style="border-top:6px solid ${BAR[mail.severity]}">`,
    `<h1>${escapeHtml(unlinked(mail.title))}</h1>`,
    mail.body,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
