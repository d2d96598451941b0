/** What Slack and PagerDuty document of what they take; each fault in a few words. */

interface Text {
  readonly type: string;
  readonly text: string;
  readonly emoji?: boolean;
}
interface Button {
  readonly type: string;
  readonly text?: Text;
  readonly action_id?: string;
  readonly url?: string;
  readonly value?: string;
}
interface Block {
  readonly type: string;
  readonly block_id?: string;
  readonly text?: Text;
  readonly fields?: readonly Text[];
  readonly elements?: readonly unknown[];
}

function lengthFaults(name: string, text: unknown, most: number): string[] {
  if (typeof text !== 'string' || text === '') return [`${name} is empty`];
  return text.length > most ? [`${name} has ${text.length} of ${most} characters`] : [];
}

function unknownKeys(name: string, of: object, known: readonly string[]): string[] {
  return Object.keys(of)
    .filter((key) => !known.includes(key))
    .map((key) => `${name} has no ${key}`);
}

const CALL = /<[!@#]/;

/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
function textFaults(
  name: string,
  text: Text | undefined,
  options: { most: number; only?: string },
): string[] {
  const { most, only } = options;
  if (text === undefined) return [`${name} has no text`];
  const isMrkdwn = text.type === 'mrkdwn';
  return [
    ...(isMrkdwn || text.type === 'plain_text' ? [] : [`${name} is no text object`]),
    ...(only === undefined || text.type === only ? [] : [`${name} is ${only}`]),
    ...(isMrkdwn && text.emoji !== undefined ? [`${name} has emoji for plain text alone`] : []),
    ...(isMrkdwn && CALL.test(text.text) ? [`${name} calls somebody`] : []),
    ...unknownKeys(name, text, ['type', 'text', 'emoji', 'verbatim']),
    ...lengthFaults(name, text.text, most),
  ];
}

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
function buttonFaults(button: Button): string[] {
  const { action_id, url, text, value = '' } = button;
  return [
    ...(button.type === 'button' ? [] : [`there is no element ${button.type} here`]),
    ...textFaults('button', text, { most: 75, only: 'plain_text' }),
    ...lengthFaults('action_id', action_id, 255),
    ...lengthFaults('url', url, 3_000),
    ...(/^https?:\/\/[^\s]+$/.test(url ?? '') ? [] : ['url is no address']),
    ...(value.length > 2_000 ? ['value has more than 2,000 characters'] : []),
    ...unknownKeys('button', button, ['type', 'text', 'action_id', 'url', 'value', 'style']),
  ];
}

/** https://docs.slack.dev/reference/block-kit/blocks */
function blockFaults(block: Block): string[] {
  const elements = block.elements ?? [];
  switch (block.type) {
    case 'header':
      return textFaults('header', block.text, { most: 150, only: 'plain_text' });
    case 'section':
      return [
        ...textFaults('section', block.text, { most: 3_000 }),
        ...((block.fields ?? []).length > 10 ? ['a section has at most 10 fields'] : []),
        ...(block.fields ?? []).flatMap((field) => textFaults('field', field, { most: 2_000 })),
      ];
    case 'actions': {
      const buttons = elements as readonly Button[];
      const ids = buttons.map(({ action_id }) => action_id);
      return [
        ...(elements.length === 0 || elements.length > 25 ? ['actions has 1 to 25 elements'] : []),
        ...(new Set(ids).size === ids.length ? [] : ['action ids differ']),
        ...buttons.flatMap(buttonFaults),
      ];
    }
    case 'context':
      return [
        ...(elements.length === 0 || elements.length > 10 ? ['context has 1 to 10 elements'] : []),
        ...(elements as readonly Text[]).flatMap((text) => textFaults('context', text, { most: 3_000 })),
      ];
    default:
      return [`there is no block ${block.type}`];
  }
}

/** Faults of a message for an incoming webhook. */
export function slackFaults(message: unknown): string[] {
  const { text, blocks } = message as { text: string; blocks: readonly Block[] };
  const ids = blocks.flatMap(({ block_id }) => block_id ?? []);
  return [
    ...unknownKeys('a message', message as object, ['text', 'blocks', 'unfurl_links', 'unfurl_media']),
    ...lengthFaults('text', text, 4_000),
    ...(CALL.test(text) ? ['the text calls somebody'] : []),
    ...(blocks.length === 0 || blocks.length > 50 ? ['a message has 1 to 50 blocks'] : []),
    ...ids.flatMap((id) => lengthFaults('block_id', id, 255)),
    ...(new Set(ids).size === ids.length ? [] : ['block ids differ']),
    ...blocks.flatMap(blockFaults),
  ];
}

interface Event {
  readonly routing_key?: string;
  readonly event_action?: string;
  readonly dedup_key?: string;
  readonly client?: string;
  readonly client_url?: string;
  readonly payload?: {
    readonly summary?: string;
    readonly source?: string;
    readonly severity?: string;
    readonly timestamp?: string;
    readonly component?: string;
    readonly group?: string;
    readonly class?: string;
    readonly custom_details?: unknown;
  };
  readonly links?: readonly { readonly href?: string; readonly text?: string }[];
}

const ISO_8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/;
const ALERT_KEYS = ['severity', 'component', 'group', 'class'];

/** https://developer.pagerduty.com/docs/send-alert-event and https://developer.pagerduty.com/docs/send-change-event */
export function pagerdutyFaults({ path, body }: { readonly path: string; readonly body: unknown }): string[] {
  const event = body as Event;
  const { routing_key, event_action, dedup_key, payload = {}, links = [] } = event;
  const isChange = path === '/v2/change/enqueue';
  const details = payload.custom_details;
  const common = [
    ...(isChange || path === '/v2/enqueue' ? [] : [`there is no path ${path}`]),
    ...(/^[A-Za-z0-9]{32}$/.test(routing_key ?? '') ? [] : ['the routing key has 32 characters']),
    ...lengthFaults('summary', payload.summary, 1_024),
    ...lengthFaults('source', payload.source, 255),
    ...(ISO_8601.test(payload.timestamp ?? '') ? [] : ['the timestamp is ISO 8601']),
    ...(typeof details === 'object' && details !== null && !Array.isArray(details)
      ? []
      : ['custom_details is an object']),
    ...(links.every(({ href }) => /^https?:\/\//.test(href ?? '')) ? [] : ['a link has an href']),
    ...(Buffer.byteLength(JSON.stringify(body)) > 512 * 1_024 ? ['an event has at most 512 KB'] : []),
  ];
  const shared = ['routing_key', 'payload', 'links'];
  const inPayload = ['summary', 'source', 'timestamp', 'custom_details'];
  if (isChange)
    return [
      ...common,
      ...unknownKeys('a change event', event, shared),
      ...unknownKeys('its payload', payload, inPayload),
    ];
  return [
    ...common,
    ...unknownKeys('an event', event, [
      ...shared,
      'event_action',
      'dedup_key',
      'client',
      'client_url',
      'images',
    ]),
    ...unknownKeys('its payload', payload, [...inPayload, ...ALERT_KEYS]),
    ...(['trigger', 'acknowledge', 'resolve'].includes(event_action ?? '') ? [] : ['no such action']),
    ...lengthFaults('dedup_key', dedup_key, 255),
    ...(['critical', 'error', 'warning', 'info'].includes(payload.severity ?? '')
      ? []
      : ['no such severity']),
  ];
}
