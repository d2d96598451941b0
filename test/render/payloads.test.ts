import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { noticeFacts } from '../../src/domain/notice.js';
import { mailMessage } from '../../src/render/mail-message.js';
import { pagerdutyRequest } from '../../src/render/pagerduty-event.js';
import { slackMessage } from '../../src/render/slack-message.js';
import { webhookBody } from '../../src/render/webhook-body.js';
import { rendered } from '../notice-builder.js';
import { pagerdutyFaults, slackFaults } from './receiver-limits.js';

const EN = { language: 'en', isRepeat: false } as const;
const HOSTILE = '<!channel> @here <@U1> <#C1> [a](https://b) </script> \u202e\u0007 ' + 'x'.repeat(10_240);

describe('Slack', () => {
  test('title, text, buttons and id, within the limits', () => {
    const message = slackMessage(rendered(), EN);
    expect(slackFaults(message)).toEqual([]);
    expect(message.text).toBe('pay_p95 is violated');
    expect(message.blocks.map(({ type }) => type)).toEqual(['header', 'section', 'actions', 'context']);
    const buttons = message.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    expect(buttons.map(({ text, url }) => [text.text, url])).toEqual([
      ['Run', 'https://github.example/octo/shop/actions/runs/7'],
      ['Runbook', 'https://wiki.example/x'],
    ]);
  });

  test('in Japanese the buttons are too', () => {
    const json = JSON.stringify(slackMessage(rendered(), { language: 'ja', isRepeat: true }));
    expect(json).toContain('ランブック');
    expect(json).toContain('重複');
  });

  test('a repeat says that it may be one', () => {
    expect(JSON.stringify(slackMessage(rendered(), { ...EN, isRepeat: true }))).toContain('may be a repeat');
    expect(JSON.stringify(slackMessage(rendered(), EN))).not.toContain('may be a repeat');
  });

  test('hostile text stays text and within the limits', () => {
    const message = slackMessage(rendered({ id: HOSTILE }, { title: HOSTILE, text: HOSTILE }), EN);
    expect(slackFaults(message)).toEqual([]);
    expect(message.text.startsWith('&lt;!channel&gt; @\u200bhere &lt;@\u200bU1&gt;')).toBe(true);
    const mrkdwn = message.blocks.flatMap((block) => (block.type === 'section' ? [block.text.text] : []));
    expect(mrkdwn.join('\n')).not.toMatch(/<[!@#]/);
  });

  test('a long block of code stays one in every section', () => {
    const code = ['```', ...Array.from({ length: 400 }, (_, i) => `line ${i} of the block`), '```'].join(
      '\n',
    );
    const message = slackMessage(rendered({}, { text: code }), EN);
    const sections = message.blocks.flatMap((block) => (block.type === 'section' ? [block.text.text] : []));
    expect(sections.length).toBeGreaterThan(1);
    for (const text of sections) expect(text.split('```')).toHaveLength(3);
    for (let i = 0; i < 400; i += 1) expect(sections.join('\n')).toContain(`line ${i} of the block`);
  });

  test('any text is within the limits and calls nobody', () => {
    const part = fc.constantFrom('<', '!channel', '>', '&', '```', '\n', 'word ', '😀', 'x'.repeat(700));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), fc.array(part, { maxLength: 10 }), (text, title) => {
        const of = { text: text.join(''), title: `t${title.join('')}` };
        const message = slackMessage(rendered({}, of), EN);
        expect(slackFaults(message)).toEqual([]);
      }),
    );
  });
});

describe('PagerDuty', () => {
  test.each([
    { kind: 'trigger', action: 'trigger' },
    { kind: 'update', action: 'trigger' },
    { kind: 'acknowledge', action: 'acknowledge' },
    { kind: 'resolve', action: 'resolve' },
  ] as const)('$kind is $action, under the dedup key', ({ kind, action }) => {
    const request = pagerdutyRequest(rendered({ kind }), 'R'.repeat(32));
    expect(pagerdutyFaults(request)).toEqual([]);
    expect(request).toMatchObject({
      path: '/v2/enqueue',
      body: {
        event_action: action,
        dedup_key: 'checkout/slo/P-1/pay_p95',
        payload: { severity: 'critical', source: 'phasegate/checkout', component: 'pay_p95' },
      },
    });
  });

  test('a promotion is a change event, which pages nobody', () => {
    const request = pagerdutyRequest(rendered({ template: 'promotion', kind: 'update' }), 'R'.repeat(32));
    expect(pagerdutyFaults(request)).toEqual([]);
    expect(request.path).toBe('/v2/change/enqueue');
    expect(request.body).not.toHaveProperty('event_action');
  });

  test('hostile text and long keys stay within the limits', () => {
    const facts = noticeFacts({ reason: HOSTILE, why: HOSTILE });
    const of = rendered({ dedupKey: HOSTILE, slo: HOSTILE, facts }, { title: HOSTILE, text: HOSTILE });
    expect(pagerdutyFaults(pagerdutyRequest(of, 'R'.repeat(32)))).toEqual([]);
  });
});

describe('the limits that payloads are held against', () => {
  type Raw = Record<string, unknown>;
  const slack = (change: (blocks: Raw[]) => void): string[] => {
    const message = JSON.parse(JSON.stringify(slackMessage(rendered(), EN))) as Raw & { blocks: Raw[] };
    change(message.blocks);
    return slackFaults(message);
  };
  const header = { type: 'header', text: { type: 'plain_text', text: 'x' } };
  const button = (id: string, changes: Raw = {}): Raw => ({
    type: 'button',
    action_id: id,
    text: { type: 'plain_text', text: 'x' },
    url: 'https://a.example',
    ...changes,
  });
  const actions = (elements: readonly Raw[]): Raw => ({ type: 'actions', elements });

  test.each<{ name: string; change: (blocks: Raw[]) => void }>([
    { name: '51 blocks', change: (blocks) => void blocks.push(...Array.from({ length: 47 }, () => header)) },
    {
      name: 'a header of 151',
      change: (blocks) =>
        void (blocks[0] = { ...header, text: { type: 'plain_text', text: 'x'.repeat(151) } }),
    },
    {
      name: 'a header in mrkdwn',
      change: (blocks) => void (blocks[0] = { ...header, text: { type: 'mrkdwn', text: 'x' } }),
    },
    {
      name: 'a section of 3,001',
      change: (blocks) =>
        void (blocks[1] = { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3_001) } }),
    },
    {
      name: 'an empty section',
      change: (blocks) => void (blocks[1] = { type: 'section', text: { type: 'mrkdwn', text: '' } }),
    },
    {
      name: '26 buttons',
      change: (blocks) => void (blocks[2] = actions(Array.from({ length: 26 }, (_, i) => button(`${i}`)))),
    },
    { name: 'no button', change: (blocks) => void (blocks[2] = actions([])) },
    { name: 'two of one id', change: (blocks) => void (blocks[2] = actions([button('a'), button('a')])) },
    { name: 'an id of 256', change: (blocks) => void (blocks[2] = actions([button('a'.repeat(256))])) },
    {
      name: 'a label of 76',
      change: (blocks) =>
        void (blocks[2] = actions([button('a', { text: { type: 'plain_text', text: 'x'.repeat(76) } })])),
    },
    {
      name: 'an address of 3,001',
      change: (blocks) =>
        void (blocks[2] = actions([button('a', { url: `https://a.example/${'x'.repeat(2_984)}` })])),
    },
    {
      name: '11 elements of context',
      change: (blocks) =>
        void (blocks[3] = { type: 'context', elements: Array.from({ length: 11 }, () => header.text) }),
    },
  ])('know $name', ({ change }) => {
    expect(slack(() => undefined)).toEqual([]);
    expect(slack(change)).toHaveLength(1);
  });

  test.each<{ name: string; changes: Raw; payload: Raw }>([
    { name: 'a summary of 1,025', changes: {}, payload: { summary: 'x'.repeat(1_025) } },
    { name: 'a severity that there is not', changes: {}, payload: { severity: 'fatal' } },
    { name: 'a timestamp in words', changes: {}, payload: { timestamp: 'Monday' } },
    { name: 'details that are no object', changes: {}, payload: { custom_details: ['x'] } },
    { name: '512 KB', changes: {}, payload: { custom_details: { x: 'x'.repeat(512 * 1_024) } } },
    { name: 'a field of its own', changes: {}, payload: { urgency: 'high' } },
    { name: 'a dedup key of 256', changes: { dedup_key: 'x'.repeat(256) }, payload: {} },
    { name: 'an action that there is not', changes: { event_action: 'open' }, payload: {} },
    { name: 'a short key', changes: { routing_key: 'R' }, payload: {} },
    { name: 'a link to nowhere', changes: { links: [{ text: 'x' }] }, payload: {} },
  ])('know $name', ({ changes, payload }) => {
    const { path, body } = pagerdutyRequest(rendered(), 'R'.repeat(32));
    const changed = { ...body, ...changes, payload: { ...body.payload, ...payload } };
    expect(pagerdutyFaults({ path, body })).toEqual([]);
    expect(pagerdutyFaults({ path, body: changed })).toHaveLength(1);
  });
});

describe('e-mail', () => {
  test('begin and end of one thing are a thread, and a message keeps its id', () => {
    const begin = mailMessage(rendered(), 'phasegate@example.com');
    const end = mailMessage(rendered({ id: 'end', kind: 'resolve' }), 'phasegate@example.com');
    expect(begin.messageId).toMatch(/^<[0-9a-f]{40}@example\.com>$/);
    expect(mailMessage(rendered(), 'phasegate@example.com')).toEqual(begin);
    expect(end.references).toBe(begin.references);
    expect(end.messageId).not.toBe(begin.messageId);
    expect(begin.headers).toMatchObject({ 'auto-submitted': 'auto-generated', importance: 'high' });
  });

  test('a subject is one line', () => {
    const { subject } = mailMessage(rendered({}, { title: 'a\r\nBcc: b@example.com' }), 'a@example.com');
    expect(subject).toBe('a Bcc: b@example.com');
  });
});

test('the webhook is canonical JSON with the facts and the text', () => {
  const body = webhookBody(rendered());
  expect(webhookBody(rendered())).toBe(body);
  expect(JSON.parse(body)).toMatchObject({
    schema: 'phasegate.notice/1',
    id: rendered().notice.id,
    facts: { metric: 'pay_p95' },
    title: 'pay_p95 is violated',
    text: 'line one\nline two',
  });
});
