import type { NoticeLink, RenderedNotice } from '../domain/notice.js';
import type { Language } from '../domain/notify-policy.js';
import { oneLine } from './escape.js';
import { MARKUP } from './markup.js';

// Limits of https://docs.slack.dev/reference/block-kit/blocks and of messages.
const MAX_HEADER = 150;
const MAX_SECTION = 3_000;
const MAX_SECTIONS = 8;
const MAX_URL = 3_000;
const FENCE = '```';

type PlainText = { readonly type: 'plain_text'; readonly text: string; readonly emoji: boolean };
type Mrkdwn = { readonly type: 'mrkdwn'; readonly text: string };

export type SlackBlock =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly text: Mrkdwn }
  | { readonly type: 'context'; readonly elements: readonly PlainText[] }
  | {
      readonly type: 'actions';
      readonly elements: readonly {
        readonly type: 'button';
        readonly action_id: string;
        readonly text: PlainText;
        readonly url: string;
      }[];
    };

export interface SlackMessage {
  /** What notifications and screen readers have. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

const BUTTONS: Readonly<Record<Language, readonly (readonly [NoticeLink, string])[]>> = {
  en: [
    ['incident', 'Incident'],
    ['run', 'Run'],
    ['replay', 'Replay'],
    ['promote', 'Promotion form'],
    ['runbook', 'Runbook'],
    ['dashboard', 'Dashboard'],
  ],
  ja: [
    ['incident', 'インシデント'],
    ['run', '実行'],
    ['replay', 'リプレイ'],
    ['promote', '昇格フォーム'],
    ['runbook', 'ランブック'],
    ['dashboard', 'ダッシュボード'],
  ],
};

const REPEATED: Readonly<Record<Language, string>> = {
  en: 'This may be a repeat: it is not known whether an earlier try arrived.',
  ja: '前回の送信が届いたかどうか不明なため、同じ通知が重複している可能性があります。',
};

/** Rendered mrkdwn may hold links; whatever a template let through, it calls nobody: `<!channel>`, `<@U1>`, `<#C1>`. */
function withoutCalls(text: string): string {
  return text.replace(/<(?=[!@#])/g, '&lt;');
}

/** The place to cut a text at: the last line break that fits, else what is not within a link or an entity. */
function cutAt(text: string, limit: number): number {
  const line = text.lastIndexOf('\n', limit);
  if (line > 0) return line;
  const begin = text.slice(0, limit).replace(/(?:<[^<>]*|&[a-z]*|[\ud800-\udbff])$/, '').length;
  return begin > 0 ? begin : limit;
}

/** Text in pieces that a section can hold each; a block of code that is cut is closed and opened again. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let rest = text.trim();
  const room = MAX_SECTION - 2 * (FENCE.length + 1);
  while (rest !== '' && found.length < MAX_SECTIONS) {
    if (rest.length <= room) {
      found.push(rest);
      return found;
    }
    const at = cutAt(rest, room);
    const piece = rest.slice(0, at);
    const isOpen = (piece.split(FENCE).length - 1) % 2 === 1;
    found.push(isOpen ? `${piece}\n${FENCE}` : piece);
    rest = `${isOpen ? `${FENCE}\n` : ''}${rest.slice(at).replace(/^\n/, '')}`;
  }
  if (rest !== '') found.push('…');
  return found;
}

function plainText(text: string): PlainText {
  return { type: 'plain_text', text, emoji: false };
}

function actionsOf({ notice }: RenderedNotice, language: Language): readonly SlackBlock[] {
  const elements = BUTTONS[language].flatMap(([link, label]) => {
    const url = notice.links[link];
    if (url === null || url.length > MAX_URL) return [];
    return [{ type: 'button' as const, action_id: `phasegate-${link}`, text: plainText(label), url }];
  });
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

/**
 * A notice as the message of an incoming webhook, by Block Kit. Its title and its id are plain text; its text is mrkdwn whose
 * values are escaped. An incoming webhook has no key against doubles, so a repeat says that it may be one.
 */
export function slackMessage(
  rendered: RenderedNotice,
  options: { readonly language: Language; readonly isRepeat: boolean },
): SlackMessage {
  const { title, text } = rendered.text;
  const sections = pieces(withoutCalls(text)).map((piece): SlackBlock => ({
    type: 'section',
    text: { type: 'mrkdwn', text: piece },
  }));
  const notes = [
    ...(options.isRepeat ? [REPEATED[options.language]] : []),
    `${oneLine(rendered.notice.id, 255)} · ${rendered.notice.at}`,
  ];
  return {
    text: MARKUP.slack.text(title),
    blocks: [
      // A header takes no markup: what looks like some stays text.
      { type: 'header', text: plainText(oneLine(title, MAX_HEADER)) },
      ...sections,
      ...actionsOf(rendered, options.language),
      // Plain too: an id is made of names that telemetry gives.
      { type: 'context', elements: notes.map(plainText) },
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}
