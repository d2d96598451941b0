// Control and format characters (terminal escapes, marks that turn text around or hide it), line separators, and letters
// that fonts show as nothing.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]+/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Untrusted text as one line without control or direction marks, cut to `limit` UTF-16 units (default 500). */
export function oneLine(text: string, limit = 500): string {
  const line = text.replace(UNPRINTABLE, ' ').replace(LONE_SURROGATE, '\ufffd').trim();
  if (line.length <= limit) return line;
  // A cut between the halves of a surrogate pair would leave half a character.
  return `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A line of a step's log without what the runner takes for a command: `::` after white space, `##[` anywhere. */
export function withoutCommands(line: string): string {
  return line.replace(/^(\s*)::/, '$1: :').replace(/##\[/g, '## [');
}

/** Untrusted text as a line of a step's log: one line, and no command to the runner. */
export function logLine(text: string, limit = 1_000): string {
  return withoutCommands(oneLine(text, limit));
}

/** What begins a list or a rule, or underlines a heading, where a line or a list's item begins. A negative number is none. */
const BLOCK_START = /^(?:[-+](?=[\s-]|$)|=(?=[=\s]*$)|\d+(?=[.)](?:\s|$)))/;

/**
 * Untrusted text as text in GitHub's Markdown, also in a cell of a table: no markup, link, mention, reference, formula
 * or HTML comes to life. One line. Only what could come to life is escaped, so that names and times stay readable in the
 * source. A zero-width space after `@`, `#` and `GH-` stops what GitHub looks for after rendering.
 */
export function escapeMarkdown(text: string, limit = 500): string {
  return oneLine(text, limit)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*[\]~]/g, '\\$&')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(BLOCK_START, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
    .replace(/@/g, '@\u200b')
    .replace(/#/g, '\\#\u200b')
    .replace(/\bGH-(?=\d)/gi, '$&\u200b')
    .replace(/www\./gi, (match) => `${match.slice(0, 3)}&#46;`)
    .replace(/\|/g, '&#124;')
    .replace(/\$/g, '<span>$</span>')
    .replace(/(?<!\d):|:(?!\d)/g, '&#58;');
}

/** Text as a fenced code block that its own content cannot close; `language` is a constant of the code. */
export function codeBlock(lines: readonly string[], language: string): string {
  const longest = Math.max(0, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

/** One word of a POSIX shell command, for a person to paste: quoted unless plainly safe. */
export function shellWord(text: string, limit = 500): string {
  const line = oneLine(text, limit);
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(line) ? line : `'${line.replaceAll("'", `'\\''`)}'`;
}

/** Untrusted text as text or attribute value in HTML. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
