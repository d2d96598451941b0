import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { NOTICE_TEMPLATES } from '../../src/domain/notice.js';
import templates from '../../src/generated/templates.js';
import { liquidEngine } from '../../src/io/liquid.js';
import type { OutputKind } from '../../src/render/markup.js';
import {
  LANGUAGES,
  lintNoticeTemplate,
  NOTICE_FOLDER,
  noticeText,
  type NoticeView,
} from '../../src/render/notice-template.js';
import { noticeChart } from '../../src/render/notice-chart.js';
import { storyJudgements } from './analysis-builder.js';
import { HOSTILE_TEXT, notice, NOTICES } from './notice-cases.js';

const engine = liquidEngine();
const KINDS: readonly OutputKind[] = ['plain', 'slack', 'markdown', 'html'];

function view(changes: Partial<NoticeView> = {}): NoticeView {
  return { engine, language: 'en', own: {}, builtIn: templates, ...changes };
}

const chart = noticeChart(storyJudgements());

/** test/render/notices/<case>.<language>.txt: the notice in every kind. `UPDATE_GOLDEN=1` writes them anew. */
const folder = join(import.meta.dirname, 'notices');
const wanted = Object.keys(NOTICES).flatMap((name) =>
  LANGUAGES.map((language) => ({ name, language, file: `${name}.${language}.txt` })),
);

function shown(name: string, language: NoticeView['language']): string {
  const said = NOTICES[name];
  if (said === undefined) throw new Error(`there is no case ${name}`);
  const texts = KINDS.map((kind) => {
    const { title, text, html } = noticeText(said, view({ language, chart }), kind);
    return `===== ${kind}\n${title}\n-----\n${html ?? text}\n`;
  });
  return texts.join('\n');
}

if (process.env['UPDATE_GOLDEN'] === '1') {
  mkdirSync(folder, { recursive: true });
  for (const { name, language, file } of wanted) writeFileSync(join(folder, file), shown(name, language));
}

describe('golden notices', () => {
  test('there is one for every case and language, and no other', () => {
    expect(readdirSync(folder).sort()).toEqual(wanted.map(({ file }) => file).sort());
  });

  test('every template has a case', () => {
    const used = new Set(Object.values(NOTICES).map(({ template }) => template));
    expect([...used].sort()).toEqual([...NOTICE_TEMPLATES].sort());
  });

  test.each(wanted)('$file', ({ name, language, file }) => {
    expect(shown(name, language)).toBe(readFileSync(join(folder, file), 'utf8'));
  });
});

describe('the built-in templates', () => {
  const files = Object.keys(templates).filter((file) => file.startsWith(NOTICE_FOLDER));

  test('are there for every notice in every language', () => {
    const names = LANGUAGES.flatMap((language) =>
      NOTICE_TEMPLATES.map((name) => `${NOTICE_FOLDER}/${language}/${name}.liquid`),
    );
    expect(files.sort()).toEqual(names.sort());
  });

  test.each(files)('%s has no fault', (file) => {
    expect(lintNoticeTemplate({ file, text: templates[file] ?? '' }, engine)).toEqual([]);
  });

  test.each(LANGUAGES.flatMap((language) => NOTICE_TEMPLATES.map((template) => ({ language, template }))))(
    '$language/$template leaves no hole where nothing is known',
    ({ language, template }) => {
      for (const kind of ['trigger', 'update', 'acknowledge', 'resolve'] as const) {
        const { title, text } = noticeText(notice({ template, kind }), view({ language }), 'plain');
        expect(title).not.toMatch(/ {2}|null|undefined/);
        expect(text).not.toMatch(/null|undefined|\{\{|\{%/);
        expect(text.length).toBeGreaterThan(0);
      }
    },
  );
});

describe('hostile text', () => {
  const every = LANGUAGES.flatMap((language) => NOTICE_TEMPLATES.map((template) => ({ language, template })));
  const facts = Object.fromEntries(
    ['rollout', 'phase', 'to', 'window', 'n', 'metric', 'value', 'limit', 'status', 'p95', 'err_rate']
      .concat('reason', 'why', 'cmd', 'initiator', 'duration', 'reminder', 'priority', 'count', 'list')
      .map((name) => [name, HOSTILE_TEXT]),
  );

  test.each(every)('$language/$template stays text', ({ language, template }) => {
    const said = notice({ template, facts });
    const of = (kind: OutputKind) => noticeText(said, view({ language }), kind);
    const slack = of('slack').text;
    expect(slack.replace(/<https:\/\/[^|<>]+\|[^<>]*>/g, '')).not.toMatch(/[<>]/);
    expect(slack.replace(/`[^`]*`/g, '')).not.toMatch(/@\w/);
    const { html, text, title } = of('html');
    const tags = (html ?? '').match(/<[^>]*>/g) ?? [];
    const names = new Set(tags.map((tag) => /^<\/?!?([a-z1]+)/.exec(tag)?.[1]));
    expect([...names].filter((name) => ['script', 'img', undefined].includes(name))).toEqual([]);
    expect(tags.filter((tag) => /onerror|javascript:/.test(tag))).toEqual([]);
    for (const plain of [title, text, slack, html ?? '', of('markdown').text])
      expect(plain.replaceAll('@\u200b', '').replaceAll('\u200b', '')).not.toMatch(
        /[\u202a-\u202e\u001b\u0000]/,
      );
    expect(title.length).toBeLessThanOrEqual(200);
    expect(text.length).toBeLessThan(24_000);
  });
});

describe('the chart', () => {
  const ofSlo = notice({ template: 'warn', facts: { metric: 'pay_p95' } });

  test('of the SLO is in an e-mail, in both of its texts', () => {
    const { html, text } = noticeText(ofSlo, view({ chart }), 'html');
    expect(html).toMatch(/<pre class="figure" [^>]*>pay_p95\n[^]*× violation[^]*<\/pre>/);
    expect(text).toContain('└ 03-02 12:00Z to 15:00Z');
  });

  test.each(['slack', 'plain'] as const)('is not in %s', (kind) => {
    expect(noticeText(ofSlo, view({ chart }), kind)).toEqual(noticeText(ofSlo, view(), kind));
  });

  test.each(LANGUAGES)('is in the e-mail of all that tells of SLOs, in %s', (language) => {
    const has = (name: string): boolean => {
      const of = NOTICES[name] ?? ofSlo;
      return noticeText(of, view({ language, chart }), 'html').html?.includes('class="figure"') ?? false;
    };
    const without = Object.keys(NOTICES).filter((name) => !has(name));
    expect(without.sort()).toEqual([
      ...['group', 'incident-without-figures', 'promotion-done', 'promotion-due'],
      ...['source-back', 'source-silent', 'test'],
    ]);
  });

  test('says in words what it is to who cannot see it, and brings its fonts where style sheets are dropped', () => {
    const { html } = noticeText(ofSlo, view({ chart }), 'html');
    expect(html).toMatch(/<pre [^>]*role="img" aria-label="pay_p95" style="font:12px[^"]*white-space:pre/);
  });
});

describe("a repository's own template", () => {
  const file = `${NOTICE_FOLDER}/en/warn.liquid`;
  const own = (text: string, at = file): NoticeView => view({ own: { [at]: text } });
  const warn = notice({ template: 'warn', facts: { metric: 'pay_p95', value: '771 ms' } });

  test('stands before the built-in one', () => {
    const text = '--- title\nOurs: {{ metric }}\n--- text\n{{ value | strong }}\n';
    expect(noticeText(warn, own(text), 'slack')).toEqual({
      title: 'Ours: pay_p95',
      text: '*771 ms*',
      html: null,
    });
  });

  test.each([
    { name: 'the whole rollout', at: 'check-out-warn', wins: true },
    { name: "the rollout's first word", at: 'check-warn', wins: true },
    { name: 'another rollout', at: 'other-warn', wins: false },
  ])('may be for $name', ({ at, wins }) => {
    const ours = own('--- title\nOurs\n--- text\nx\n', `${NOTICE_FOLDER}/en/${at}.liquid`);
    expect(noticeText({ ...warn, rollout: 'check-out' }, ours, 'plain').title === 'Ours').toBe(wins);
  });

  test('has parts for Slack and e-mail where it wants them', () => {
    const parts =
      '--- title\nt\n--- text\nwords\n--- slack\n<!here> {{ metric }}\n--- html\n<b>{{ metric }}</b>\n';
    const said = { ...warn, facts: { ...warn.facts, metric: '<b>' } };
    expect(noticeText(said, own(parts), 'slack').text).toBe('<!here> &lt;b&gt;');
    expect(noticeText(said, own(parts), 'html').html).toContain('<b>&lt;b&gt;</b>');
    expect(noticeText(said, own(parts), 'plain').text).toBe('words');
  });

  test.each([
    { name: 'a tag that is not closed', text: '--- title\nt\n--- text\n{% if n %}x\n', at: 4 },
    { name: 'a placeholder that is none', text: '--- title\nt\n--- text\n\n{{ p59 }}\n', at: 5 },
    { name: 'a part that is missing', text: '--- title\nt\n', at: 0 },
    { name: 'markup among the words', text: '--- title\nt\n--- text\n<!channel>\n', at: 4 },
    { name: 'a group printed as a whole', text: '--- title\nt\n--- text\n{{ links }}\n', at: 4 },
  ])('with $name gives way to the built-in one, which says so', ({ text, at }) => {
    const place = at === 0 ? file : `${file}:${at}`;
    for (const kind of KINDS) {
      const said = noticeText(warn, own(text), kind);
      expect(said.title).toBe(noticeText(warn, view(), kind).title);
      const words = (said.html ?? said.text).replace(/&#58;|\\/g, ':').replaceAll('::', ':');
      expect(words).toContain('cannot be used');
      expect(words).toContain(place);
    }
    expect(lintNoticeTemplate({ file, text }, engine)[0]).toMatchObject({
      file,
      line: at,
      severity: 'error',
    });
  });

  test('whose title comes out empty gives way too: no channel takes a notice without one', () => {
    const text = '--- title\n{% if cmd %}{{ cmd }}{% endif %}\n--- text\nx\n';
    const { title, text: said } = noticeText(warn, own(text), 'slack');
    expect(title).toBe(noticeText(warn, view(), 'slack').title);
    expect(said).toContain(`${file}:2`);
    const withCommand = { ...warn, facts: { ...warn.facts, cmd: 'gh' } };
    expect(noticeText(withCommand, own(text), 'slack')).toMatchObject({ title: 'gh', text: 'x' });
  });

  test.each([
    { name: 'a language that there is not', at: 'xx/warn.liquid' },
    { name: 'a name that no notice has', at: 'en/wran.liquid' },
    { name: 'another ending', at: 'en/warn.txt' },
  ])('$name is a fault', ({ at }) => {
    const text = templates[file] ?? '';
    expect(lintNoticeTemplate({ file: `${NOTICE_FOLDER}/${at}`, text }, engine)).toHaveLength(1);
  });
});

describe('the templates of the example', () => {
  const root = join(import.meta.dirname, '../../fixtures/autosave-merge');
  const names = ['ok', 'warn', 'incident', 'rollback'] as const;
  const files = LANGUAGES.flatMap((language) =>
    names.map((name) => ({ language, name, file: `${NOTICE_FOLDER}/${language}/autosave-${name}.liquid` })),
  );

  test.each(files)(
    '$file has no fault and speaks for the rollout autosave-merge',
    ({ language, name, file }) => {
      const text = readFileSync(join(root, file), 'utf8');
      expect(lintNoticeTemplate({ file, text }, engine)).toEqual([]);
      const facts = { phase: 'A-1', p95: '871 ms', err_rate: '0.21 %', metric: 'autosave_p95' };
      const said = notice({ template: name, rollout: 'autosave-merge', facts });
      const { title } = noticeText(said, view({ language, own: { [file]: text } }), 'plain');
      expect(title).toContain('AutoSave A-1');
    },
  );
});
