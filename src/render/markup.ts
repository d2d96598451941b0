import { codeBlock, escapeHtml, escapeMarkdown, oneLine } from './escape.js';
import { unlinked } from './unlinked.js';

/** What a rendered text is read as. `plain`: a log, a text mail; `slack`: mrkdwn; `markdown`: GitHub's. */
export type OutputKind = 'plain' | 'slack' | 'markdown' | 'html';

/** `mail`: the text that goes with an e-mail in HTML; programs that show mail make links of what looks like one. */
export type MarkupKind = OutputKind | 'mail';

/** How untrusted text is put into a kind of output: nothing in it comes to life there. */
export interface Markup {
  /** One line, cut to {@link MAX_TEXT}. */
  readonly text: (value: string) => string;
  readonly strong: (value: string) => string;
  /** A command to paste; one of several lines becomes a block. */
  readonly code: (value: string) => string;
  /** Lines in a font of fixed width whose white space counts, as they are. */
  readonly figure: (value: string) => string;
  /** One item a line. */
  readonly bullets: (value: string) => string;
  /** The label alone, where the address is none of https or http. */
  readonly link: (url: string | null, label: string) => string;
}

/** Characters of one value in a text. */
const MAX_TEXT = 500;
/** Characters of one line of code, and lines of one block or list. */
const MAX_CODE = 2_000;
const MAX_LINES = 30;
const ABSENT = '–';

/** The address as every kind of output can hold it; null for one that is no web address. */
function webAddress(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return null;
  if (parsed.username !== '' || parsed.password !== '') return null;
  const codes: Readonly<Record<string, string>> = {
    '|': '%7C',
    '(': '%28',
    ')': '%29',
    '<': '%3C',
    '>': '%3E',
    "'": '%27',
    '`': '%60',
    '\\': '%5C',
  };
  return parsed.href.replace(/[|()<>'`\\]/g, (found) => codes[found] ?? '');
}

/** The lines that hold something, each without what could move the reader's eye or cursor. */
function linesOf(value: string, limit: number): string[] {
  const lines = value.split(/\r\n|\n|\r/).map((line) => oneLine(line, limit));
  const said = lines.filter((line) => line !== '');
  const left = said.length - MAX_LINES;
  return left > 0 ? [...said.slice(0, MAX_LINES), `… (${left})`] : said;
}

/** Lines whose leading white space counts. */
function figureLines(value: string): string[] {
  return value
    .split('\n')
    .slice(0, MAX_LINES)
    .map(
      (line) =>
        `${' '.repeat(Math.min(80, line.length - line.trimStart().length))}${oneLine(line, MAX_TEXT)}`,
    );
}

const plain: Markup = {
  text: (value) => oneLine(value, MAX_TEXT),
  strong: (value) => oneLine(value, MAX_TEXT),
  code: (value) => linesOf(value, MAX_CODE).join('\n'),
  figure: (value) => figureLines(value).join('\n'),
  bullets: (value) =>
    linesOf(value, MAX_TEXT)
      .map((line) => `- ${line}`)
      .join('\n'),
  link: (url, label) => `${oneLine(label, MAX_TEXT)}: ${webAddress(url) ?? ABSENT}`,
};

const mail: Markup = {
  ...plain,
  text: (value) => unlinked(plain.text(value)),
  strong: (value) => unlinked(plain.strong(value)),
  figure: (value) => unlinked(plain.figure(value)),
  bullets: (value) => unlinked(plain.bullets(value)),
};

/** The three characters that Slack reads as markup of its own (https://docs.slack.dev/messaging/formatting-message-text). */
function slackEntities(line: string): string {
  return line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Slack knows no escape for its marks: a letter that looks the same stands for one that would format. */
const SLACK_MARKS: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '`': 'ˋ', _: 'ˍ' };

function slackText(value: string, limit = MAX_TEXT): string {
  const marked = oneLine(value, limit)
    .replace(/[*~`]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, (mark) => SLACK_MARKS[mark] ?? mark)
    .replace(/@(?=\S)/g, '@\u200b')
    .replace(/#(?=\p{L})/gu, '#\u200b')
    .replace(/(?<!\d):(?=[\w+-]+:|\/\/)/g, ':\u200b')
    // A quotation, also where it is written as an entity.
    .replace(/^>/, '\u200b>');
  return slackEntities(marked);
}

const slack: Markup = {
  text: (value) => slackText(value),
  strong: (value) => `*${slackText(value)}*`,
  code: (value) => {
    const lines = linesOf(value, MAX_CODE).map((line) => slackEntities(line.replaceAll('`', 'ˋ')));
    return lines.length > 1 ? `\`\`\`\n${lines.join('\n')}\n\`\`\`` : `\`${lines[0] ?? ABSENT}\``;
  },
  figure: (value) => {
    const lines = figureLines(value).map((line) => slackEntities(line.replaceAll('`', 'ˋ')));
    return `\`\`\`\n${lines.join('\n')}\n\`\`\``;
  },
  bullets: (value) =>
    linesOf(value, MAX_TEXT)
      .map((line) => `• ${slackText(line)}`)
      .join('\n'),
  link: (url, label) => {
    const address = webAddress(url);
    const text = slackText(label).replaceAll('|', '¦');
    return address === null ? text : `<${slackEntities(address)}|${text}>`;
  },
};

/** A code span that its own content cannot close. */
function codeSpan(line: string): string {
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

const markdown: Markup = {
  text: (value) => escapeMarkdown(value, MAX_TEXT),
  strong: (value) => `**${escapeMarkdown(value, MAX_TEXT)}**`,
  code: (value) => {
    const lines = linesOf(value, MAX_CODE);
    return lines.length > 1 ? codeBlock(lines, 'sh') : codeSpan(lines[0] ?? ABSENT);
  },
  figure: (value) => codeBlock(figureLines(value), 'text'),
  bullets: (value) =>
    linesOf(value, MAX_TEXT)
      .map((line) => `- ${escapeMarkdown(line, MAX_TEXT)}`)
      .join('\n'),
  link: (url, label) => {
    const address = webAddress(url);
    const text = escapeMarkdown(label, MAX_TEXT);
    return address === null ? text : `[${text}](${address})`;
  },
};

/** With the element, since some mail clients drop style sheets. Fonts by name: Outlook falls back to Times otherwise. */
const FIGURE_STYLE = "font:12px/1.3 Menlo,Consolas,'Courier New',monospace;white-space:pre;overflow-x:auto";

function htmlText(line: string): string {
  return escapeHtml(unlinked(line));
}

const html: Markup = {
  text: (value) => htmlText(oneLine(value, MAX_TEXT)),
  strong: (value) => `<strong>${htmlText(oneLine(value, MAX_TEXT))}</strong>`,
  code: (value) => {
    const lines = linesOf(value, MAX_CODE).map(escapeHtml);
    return lines.length > 1 ? `<pre>${lines.join('\n')}</pre>` : `<code>${lines[0] ?? ABSENT}</code>`;
  },
  figure: (value) => {
    const lines = figureLines(value).map(htmlText);
    // Signs drawn with characters are noise when read aloud: its first line stands for it, and the text has the numbers.
    // Its words are English; in a Japanese font its lines would be twice as wide as its letters.
    return `<pre class="figure" lang="en" role="img" aria-label="${lines[0] ?? ''}" style="${FIGURE_STYLE}">${lines.join('\n')}</pre>`;
  },
  bullets: (value) => {
    const items = linesOf(value, MAX_TEXT).map((line) => `<li>${htmlText(line)}</li>`);
    return items.length === 0 ? '' : `<ul>${items.join('')}</ul>`;
  },
  link: (url, label) => {
    const address = webAddress(url);
    const text = escapeHtml(oneLine(label, MAX_TEXT));
    return address === null ? text : `<a href="${escapeHtml(address)}">${text}</a>`;
  },
};

export const MARKUP: Readonly<Record<MarkupKind, Markup>> = { plain, mail, slack, markdown, html };
