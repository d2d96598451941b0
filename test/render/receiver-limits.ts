/** What Slack and PagerDuty document of what they take; each fault in a few words. */

interface Text {
  readonly type: string;
  readonly text: string;
}
interface Block {
  readonly type: string;
  readonly text?: Text;
  readonly elements?: readonly (Text & {
    readonly action_id?: string;
    readonly url?: string;
    readonly text: string | Text;
  })[];
}

function lengthFaults(name: string, text: string | undefined, most: number): string[] {
  if (text === undefined || text === '') return [`${name} is empty`];
  return text.length > most ? [`${name} has ${text.length} of ${most} characters`] : [];
}

function plain(text: string | Text | undefined): string {
  return typeof text === 'object' ? text.text : (text ?? '');
}

function blockFaults(block: Block): string[] {
  switch (block.type) {
    case 'header':
      return [
        ...(block.text?.type === 'plain_text' ? [] : ['a header is plain text']),
        ...lengthFaults('header', block.text?.text, 150),
      ];
    case 'section':
      return [
        ...lengthFaults('section', block.text?.text, 3_000),
        ...(/<[!@#]/.test(plain(block.text)) ? ['a section calls somebody'] : []),
      ];
    case 'actions': {
      const elements = block.elements ?? [];
      const ids = elements.map(({ action_id }) => action_id);
      return [
        ...(elements.length === 0 || elements.length > 25 ? ['actions has 1 to 25 elements'] : []),
        ...(new Set(ids).size === ids.length ? [] : ['action ids differ']),
        ...elements.flatMap(({ text, url }) => [
          ...lengthFaults('button', plain(text), 75),
          ...lengthFaults('url', url, 3_000),
        ]),
      ];
    }
    case 'context':
      return (block.elements ?? []).length > 10
        ? ['context has at most 10 elements']
        : (block.elements ?? []).flatMap(({ text }) => [
            ...lengthFaults('context', plain(text), 3_000),
            ...(/<[!@#]/.test(plain(text)) ? ['a context calls somebody'] : []),
          ]);
    default:
      return [`there is no block ${block.type}`];
  }
}

/** Faults of a message for an incoming webhook. */
export function slackFaults(message: unknown): string[] {
  const { text, blocks } = message as { text: string; blocks: readonly Block[] };
  return [
    ...lengthFaults('text', text, 4_000),
    ...(/<[!@#]/.test(text) ? ['the text calls somebody'] : []),
    ...(blocks.length > 50 ? ['more than 50 blocks'] : []),
    ...blocks.flatMap(blockFaults),
  ];
}

interface Event {
  readonly routing_key?: string;
  readonly event_action?: string;
  readonly dedup_key?: string;
  readonly payload?: {
    readonly summary?: string;
    readonly source?: string;
    readonly severity?: string;
    readonly timestamp?: string;
  };
  readonly links?: readonly { readonly href?: string }[];
}

/** Faults of a request to the Events API v2. */
export function pagerdutyFaults({ path, body }: { readonly path: string; readonly body: unknown }): string[] {
  const { routing_key, event_action, dedup_key, payload = {}, links = [] } = body as Event;
  const common = [
    ...(/^[A-Za-z0-9]{32}$/.test(routing_key ?? '') ? [] : ['the routing key has 32 characters']),
    ...lengthFaults('summary', payload.summary, 1_024),
    ...(Number.isNaN(Date.parse(payload.timestamp ?? '')) ? ['the timestamp is ISO 8601'] : []),
    ...(links.every(({ href }) => href?.startsWith('https://')) ? [] : ['a link has an href']),
    ...(Buffer.byteLength(JSON.stringify(body)) > 512 * 1024 ? ['an event has at most 512 KB'] : []),
  ];
  if (path === '/v2/change/enqueue')
    return event_action === undefined ? common : [...common, 'a change event has no action'];
  return [
    ...common,
    ...(['trigger', 'acknowledge', 'resolve'].includes(event_action ?? '') ? [] : ['no such action']),
    ...lengthFaults('dedup_key', dedup_key, 255),
    ...lengthFaults('source', payload.source, 255),
    ...(['critical', 'error', 'warning', 'info'].includes(payload.severity ?? '')
      ? []
      : ['no such severity']),
  ];
}
