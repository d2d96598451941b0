import { describe, expect, test } from '@jest/globals';
import { NOTICE_FACTS, NOTICE_TEMPLATES, type Notice, type RenderedNotice } from '../../src/domain/notice.js';
import type { Language } from '../../src/domain/notify-policy.js';
import templates from '../../src/generated/templates.js';
import { liquidEngine } from '../../src/io/liquid.js';
import { logLine } from '../../src/render/escape.js';
import { mailMessage } from '../../src/render/mail-message.js';
import type { OutputKind } from '../../src/render/markup.js';
import { LANGUAGES, noticeText } from '../../src/render/notice-template.js';
import { pagerdutyRequest } from '../../src/render/pagerduty-event.js';
import { slackMessage } from '../../src/render/slack-message.js';
import { webhookBody } from '../../src/render/webhook-body.js';
import { notice, NOTICES } from './notice-cases.js';
import { pagerdutyFaults, slackFaults } from './receiver-limits.js';
import { UNPRINTABLE, WORST } from './worst-text.js';

/** What leaves for each channel, from the product's own templates: each in both languages, in peace and at its worst. */

const engine = liquidEngine();
const KEY = 'R'.repeat(32);
const KINDS = ['trigger', 'update', 'acknowledge', 'resolve'] as const;

function rendered(of: Notice, language: Language, kind: OutputKind): RenderedNotice {
  return { notice: of, text: noticeText(of, { engine, language, own: {}, builtIn: templates }, kind) };
}

function slackOf(of: Notice, language: Language, isRepeat = false) {
  return slackMessage(rendered(of, language, 'slack'), { language, isRepeat });
}

const FACTS = Object.fromEntries(NOTICE_FACTS.map((name) => [name, WORST]));
const each = LANGUAGES.flatMap((language) =>
  NOTICE_TEMPLATES.flatMap((template) => KINDS.map((kind) => ({ language, template, kind }))),
);

describe('what is within the limits of Slack and PagerDuty', () => {
  const cases = LANGUAGES.flatMap((language) => Object.keys(NOTICES).map((name) => ({ language, name })));
  test.each(cases)('$language: $name', ({ language, name }) => {
    const of = NOTICES[name];
    if (of === undefined) throw new Error(`there is no case ${name}`);
    for (const isRepeat of [false, true]) expect(slackFaults(slackOf(of, language, isRepeat))).toEqual([]);
    expect(pagerdutyFaults(pagerdutyRequest(rendered(of, language, 'plain'), KEY))).toEqual([]);
  });

  test.each(each)('$language/$template ($kind) at its worst', ({ language, template, kind }) => {
    const of = notice({
      template,
      kind,
      id: WORST,
      dedupKey: WORST,
      slo: WORST,
      rollout: WORST,
      facts: FACTS,
    });
    expect(slackFaults(slackOf(of, language, true))).toEqual([]);
    expect(pagerdutyFaults(pagerdutyRequest(rendered(of, language, 'plain'), KEY))).toEqual([]);
  });

  test('where nothing is known', () => {
    const bare = each.map(({ language, template, kind }) => {
      const of = notice({ template, kind });
      return [slackOf(of, language), pagerdutyRequest(rendered(of, language, 'plain'), KEY)] as const;
    });
    for (const [message, request] of bare)
      expect([...slackFaults(message), ...pagerdutyFaults(request)]).toEqual([]);
  });
});

describe('hostile text stays text', () => {
  const worst = each.map(({ language, template, kind }) => ({
    name: `${language}/${template} (${kind})`,
    language,
    of: notice({ template, kind, id: WORST, slo: WORST, facts: FACTS }),
  }));

  test.each(worst)('in Slack: $name', ({ of, language }) => {
    const message = slackOf(of, language, true);
    const mrkdwn = message.blocks.flatMap((block) => (block.type === 'section' ? [block.text.text] : []));
    for (const text of [...mrkdwn, message.text]) {
      const live = text.replace(/```[^]*?```|`[^`]*`/g, '').replace(/<https:\/\/[^|<>]+\|[^<>]*>/g, '');
      expect(live).not.toMatch(/[<>]/);
      expect(live).not.toMatch(/@\w|https?:\/\/|\*bold\*|~s~|:boom:/);
      expect(text).not.toMatch(UNPRINTABLE);
    }
    for (const block of message.blocks) {
      if (block.type === 'context') for (const { type } of block.elements) expect(type).toBe('plain_text');
      expect(JSON.stringify(block)).not.toMatch(/\\u202e|\\u001b|\u202e/);
    }
  });

  test.each(worst)('at PagerDuty: $name', ({ of, language }) => {
    const { body } = pagerdutyRequest(rendered(of, language, 'plain'), KEY);
    expect(body.payload.summary).not.toContain('\n');
    const texts = [body.payload.summary, ...Object.values(body.payload.custom_details)];
    for (const text of texts) {
      expect(text).not.toMatch(UNPRINTABLE);
      expect(text.length).toBeLessThanOrEqual(2_000);
    }
    if ('dedup_key' in body) expect(body.dedup_key).not.toMatch(/\n/);
  });

  test.each(worst)('in an e-mail: $name', ({ of, language }) => {
    const { subject, text, html, messageId } = mailMessage(rendered(of, language, 'html'), 'p@example.com');
    expect(subject).not.toMatch(/[\r\n]/);
    expect(messageId).toMatch(/^<[0-9a-f]{40}@example\.com>$/);
    for (const one of [subject, text, html ?? '']) expect(one).not.toMatch(UNPRINTABLE);
    const tags = [...(html ?? '').matchAll(/<!?\/?([a-z][a-z0-9]*)([^<>]*)>/g)];
    const known = 'doctype html head meta title style body main h1 p br ul li pre code strong a';
    expect(tags.map(([, name]) => name).filter((name) => !known.split(' ').includes(name ?? ''))).toEqual([]);
    const addresses = tags.flatMap(([, , rest]) => /href="([^"]*)"/.exec(rest ?? '')?.[1] ?? []);
    expect(addresses.filter((one) => /evil/.test(one))).toEqual([]);
    expect(tags.filter(([, , rest]) => /\son\w+=/.test(rest ?? ''))).toEqual([]);
    expect(html?.match(/<\/style>/g)).toHaveLength(1);
    // Each `<` begins one of these tags: no comment, no half of one.
    expect(html?.match(/</g)).toHaveLength(tags.length);
    // Commands are to be pasted; of the rest no program makes links.
    const words = html?.replace(/<(style|title|code|pre)[ >][^]*?<\/\1>/g, '').replace(/<[^>]*>/g, '');
    expect(words).not.toMatch(/:\/\/|www\.|\w@\w/);
  });

  test.each(worst)('in the body of the webhook: $name', ({ of, language }) => {
    const body = webhookBody(rendered(of, language, 'plain'));
    expect(body).not.toMatch(/[\n\r\u2028\u2029]/);
    const read = JSON.parse(body) as { facts: Record<string, string>; title: string; text: string };
    // Facts are data, as they came; title and text are for people.
    expect(read.facts['reason']).toBe(of.facts.reason);
    for (const one of [read.title, read.text]) expect(one).not.toMatch(UNPRINTABLE);
  });

  test.each(worst)('in the log: $name', ({ of, language }) => {
    const { title, text } = rendered(of, language, 'plain').text;
    for (const line of [title, ...text.split('\n')]) expect(logLine(`| ${line}`)).not.toMatch(/^\s*::|##\[/);
  });

  test.each(worst)('in Markdown: $name', ({ of, language }) => {
    const { text } = rendered(of, language, 'markdown').text;
    const live = text
      .replace(/^(`{3,})\w*\n[^]*?\n\1$/gm, '')
      .replace(/(`+)[^`][^]*?[^`]?\1/g, '')
      .replace(/\\[\\`*_[\]~#]/g, '')
      .replace(/\[[^\]]*\]\(https:\/\/(?!evil)[^)]*\)/g, '');
    expect(live).not.toMatch(/<[a-z/!]|\]\(|https?:\/\/|www\.|@(?!\u200b)|^# /im);
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u001b\u0000]/);
  });
});
