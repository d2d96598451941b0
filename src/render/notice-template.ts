import { formatFault, PhasegateError, type Fault } from '../domain/fault.js';
import { NO_FACT, NOTICE_FACTS, NOTICE_LINKS, NOTICE_TEMPLATES, type Notice } from '../domain/notice.js';
import type { NoticeTemplate, NoticeText } from '../domain/notice.js';
import type { Language } from '../domain/notify-policy.js';
import { mailDocument, paragraphs } from './mail.js';
import { MARKUP, type MarkupKind, type OutputKind } from './markup.js';
import type { NoticeChart } from './notice-chart.js';
import { oneLine } from './escape.js';
import { templateParts } from './template-parts.js';
import type { TemplateEngine, TemplateValues } from './template-engine.js';
import type { Template } from './template.js';

export const NOTICE_FOLDER = 'templates/notices';
export const LANGUAGES: readonly Language[] = ['en', 'ja'];

/** What the template of a notice may name: its facts, its links, what it is, and what it is rendered for. */
export const NOTICE_PLACEHOLDERS: readonly string[] = [
  ...NOTICE_FACTS,
  ...NOTICE_LINKS.map((name) => `links.${name}`),
  ...['kind', 'severity', 'at', 'output', 'chart'],
];

/** What notices are rendered with. */
export interface NoticeView {
  readonly engine: TemplateEngine;
  readonly language: Language;
  /** Templates by path: those of the repository, and the product's behind them. */
  readonly own: Readonly<Record<string, string>>;
  readonly builtIn: Readonly<Record<string, string>>;
  /** What `{{ chart | figure }}` shows. Default: there is none. */
  readonly chart?: NoticeChart;
}

const MAX_TITLE = 200;
/** Characters of a text; the longest that a channel takes as a whole is Slack's, which cuts at its own limit. */
const MAX_BODY = 20_000;

/** `autosave-merge` and `warn`: `autosave-merge-warn`, `autosave-warn`, `warn`. */
function templateNames(rollout: string, template: NoticeTemplate): string[] {
  const words = rollout.split('-');
  const families = words.map((_, index) => words.slice(0, words.length - index).join('-'));
  return [...families.map((family) => `${family}-${template}`), template];
}

/** The templates that may render it, the most special first; the last is the product's. */
function candidates(notice: Notice, view: NoticeView): Template[] {
  const { own, builtIn, language } = view;
  const files = templateNames(notice.rollout, notice.template).map(
    (name) => `${NOTICE_FOLDER}/${language}/${name}.liquid`,
  );
  const found = (texts: Readonly<Record<string, string>>): Template[] =>
    files.flatMap((file) => (Object.hasOwn(texts, file) ? [{ file, text: texts[file] ?? '' }] : []));
  return [...found(own), ...found(builtIn)];
}

function valuesOf(notice: Notice, view: NoticeView, output: OutputKind): TemplateValues {
  const { facts, links, kind, severity, at } = notice;
  const lines = view.chart?.(notice) ?? [];
  const chart = lines.length === 0 ? null : lines.join('\n');
  const said = NOTICE_FACTS.map((name) => [name, facts[name] === NO_FACT ? null : facts[name]] as const);
  return { ...Object.fromEntries(said), links: { ...links }, kind, severity, at, output, chart };
}

/** White space that conditions leave behind, closed up. */
function tidy(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function cut(text: string): string {
  if (text.length <= MAX_BODY) return text;
  return `${text.slice(0, text.lastIndexOf('\n', MAX_BODY - 2))}\n…`;
}

interface Rendered {
  readonly title: string;
  readonly text: string;
  readonly html: string | null;
}

/** No channel takes a notice without a title, whatever a condition in it comes to. */
function emptyTitle({ file, text }: Template): PhasegateError {
  // The part stands where it stands in the file, behind empty lines.
  const line = Math.max(1, text.split('\n').findIndex((one) => one.trim() !== '') + 1);
  const message = 'the title is empty for this notice';
  const fault: Fault = { file, line, column: 1, path: '', message, severity: 'error' };
  return new PhasegateError('bad-input', formatFault(fault), { faults: [fault] });
}

/** @throws PhasegateError `bad-input` with what is wrong with the template. */
function renderParts(notice: Notice, template: Template, view: NoticeView, kind: OutputKind): Rendered {
  const { parts, faults } = templateParts(template);
  const { title, text } = parts;
  if (faults.length > 0 || title === undefined || text === undefined)
    throw new PhasegateError('bad-input', faults.map(formatFault).join('; '), { faults });
  const values = valuesOf(notice, view, kind);
  const render = (part: Template, as: MarkupKind): string => tidy(view.engine.render(part, values, as));
  const own = kind === 'slack' ? parts.slack : undefined;
  const mail = (): string =>
    parts.html === undefined ? paragraphs(render(text, 'html')) : render(parts.html, 'html');
  const line = oneLine(render(title, 'plain'), MAX_TITLE);
  if (line === '') throw emptyTitle(title);
  return {
    title: line,
    text: cut(render(own ?? text, kind === 'html' ? 'mail' : kind)),
    html: kind === 'html' ? mail() : null,
  };
}

function unusable({ file, line, message }: Fault, language: Language): string {
  const at = line === 0 ? file : `${file}:${line}`;
  switch (language) {
    case 'en':
      return `The template ${at} cannot be used, so this is the built-in text: ${message}`;
    case 'ja':
      return `テンプレート ${at} を使用できないため、標準の文面でお知らせします: ${message}`;
  }
}

function withFaults(
  rendered: Rendered,
  faults: readonly Fault[],
  view: NoticeView,
  kind: OutputKind,
): Rendered {
  const said = faults.map((fault) => unusable(fault, view.language));
  const as = kind === 'html' ? 'mail' : kind;
  const lines = said.map((line) => MARKUP[as].text(line));
  const html = said.map((line) => `<p class="fault">${MARKUP.html.text(line)}</p>`);
  return {
    title: rendered.title,
    text: [rendered.text, ...lines].join('\n\n'),
    html: rendered.html === null ? null : [rendered.html, ...html].join('\n'),
  };
}

/**
 * A notice in words. `title` is plain text in one line for every kind; `text` is what the kind says, plain for `html`;
 * `html` is a whole document for `html`, else null. A template of the repository that cannot be used gives way to the next
 * one, and the text says so.
 *
 * @throws PhasegateError `io-failed` where the product has no such template.
 */
export function noticeText(notice: Notice, view: NoticeView, kind: OutputKind): NoticeText {
  const faults: Fault[] = [];
  for (const template of candidates(notice, view)) {
    try {
      const rendered = withFaults(renderParts(notice, template, view, kind), faults, view, kind);
      const { title, html } = rendered;
      if (html === null) return rendered;
      const page = { title, body: html, language: view.language, severity: notice.severity };
      return { ...rendered, html: mailDocument(page) };
    } catch (error) {
      if (!(error instanceof PhasegateError) || error.faults[0] === undefined) throw error;
      faults.push(error.faults[0]);
    }
  }
  const why = faults.map(formatFault).join('; ');
  throw new PhasegateError('io-failed', `no template renders the notice ${notice.template}; ${why}`, {
    faults,
  });
}

function isTemplateName(name: string): boolean {
  return NOTICE_TEMPLATES.some((one) => name === one || name.endsWith(`-${one}`));
}

/** Everything that is wrong with a notice's template: its place, its parts, its syntax, its placeholders. */
export function lintNoticeTemplate(template: Template, engine: TemplateEngine): readonly Fault[] {
  const { file } = template;
  const whole = (message: string): Fault => ({
    file,
    line: 0,
    column: 0,
    path: '',
    message,
    severity: 'error',
  });
  const [language = '', name = '', ...deeper] = file.split(`${NOTICE_FOLDER}/`).at(-1)?.split('/') ?? [];
  const faults: Fault[] = [];
  if (!LANGUAGES.some((one) => one === language))
    faults.push(whole(`there is no language ${JSON.stringify(language)}; use ${LANGUAGES.join(', ')}`));
  if (deeper.length > 0 || !name.endsWith('.liquid') || !isTemplateName(name.slice(0, -'.liquid'.length))) {
    const names = NOTICE_TEMPLATES.map((one) => `${one}.liquid`).join(', ');
    faults.push(whole(`no notice uses this file; name it <rollout>-<name> or one of ${names}`));
  }
  const { parts, faults: broken } = templateParts(template);
  const inside = Object.values(parts).flatMap((part) => engine.lint(part, NOTICE_PLACEHOLDERS));
  return [...faults, ...broken, ...inside].sort((a, b) => a.line - b.line || a.column - b.column);
}
