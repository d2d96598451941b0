import { canonicalJson } from './canonical-json.js';
import { INCIDENT_KINDS, MAX_EVIDENCE, MAX_REFUSED, MAX_ROWS, type IncidentState } from './incident.js';
import { PRIORITIES } from './incident-policy.js';
import { count, instant, listOf, nullable, object, oneOf, safeId, text, type Shape } from './shape.js';

/** Signs markers, so that nobody but the holder of the key makes one. Implementation: HMAC-SHA256 (io/seal.ts). */
export interface Seal {
  /** Hexadecimal digits. */
  readonly sign: (message: string) => string;
  /** Whether the signature is one of this seal's, in a time that tells nothing of it. */
  readonly verify: (message: string, signature: string) => boolean;
}

/** GitHub takes 65,536 characters for a body; the marker leaves the greater part to what people read. */
export const MAX_MARKER_LENGTH = 30_000;

const MARKER = /^<!-- phasegate:incident (\{.*\}) (sha256=[0-9a-f]{64}|unsigned) -->$/;
const LINE_ENDS = /[\u2028\u2029]/g;

/** JSON that cannot end the comment it stands in, nor begin another one. */
function hiddenJson(state: IncidentState): string {
  const escaped = (character: string): string =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  // Two hyphens stand next to each other within texts only, where JSON lets any character be written as an escape.
  return canonicalJson(state)
    .replace(/[<>&]/g, escaped)
    .replace(LINE_ENDS, escaped)
    .replace(/-(?=-)/g, '\\u002d');
}

/** What is signed: a marker of another repository is none of this one. */
function message(repository: string, json: string): string {
  return `phasegate:incident\n${repository.toLowerCase()}\n${json}`;
}

/** Leaves out old rows, then evidence, until the text is short enough. */
function shortened(state: IncidentState): IncidentState {
  let short = state;
  while (hiddenJson(short).length > MAX_MARKER_LENGTH) {
    const [first, ...rows] = short.rows;
    if (first !== undefined && rows.length > 1)
      short = { ...short, rows: [first, ...rows.slice(1)], left: short.left + 1 };
    else if (short.evidence.length > 0) short = { ...short, evidence: short.evidence.slice(0, -1) };
    else return short;
  }
  return short;
}

/** The state as the last line of an issue's body. Without a seal the marker says that nobody signed it. */
export function renderMarker(
  state: IncidentState,
  options: { readonly repository: string; readonly seal: Seal | null },
): string {
  const json = hiddenJson(shortened(state));
  const signature =
    options.seal === null ? 'unsigned' : `sha256=${options.seal.sign(message(options.repository, json))}`;
  return `<!-- phasegate:incident ${json} ${signature} -->`;
}

export type MarkerReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'state'; readonly state: IncidentState; readonly signed: boolean }
  | { readonly kind: 'doubtful'; readonly why: string };

const short = (limit: number): Shape => {
  const longest: Shape = (value, path) =>
    typeof value === 'string' && value.length > limit ? [`${path} is too long`] : text(value, path);
  return longest;
};
const few = (shape: Shape, limit: number): Shape => {
  const list = listOf(shape);
  return (value, path) =>
    Array.isArray(value) && value.length > limit ? [`${path} is too long`] : list(value, path);
};

const action: Shape = (value, path) => {
  const kind = (value as { readonly kind?: unknown } | null)?.kind;
  if (kind === 'steps') return object({ steps: few(short(1_000), 20) })(value, path);
  return object({
    kind: oneOf(['rollback', 'automatic']),
    reason: short(1_000),
    evidence: short(1_000),
    to: short(200),
  })(value, path);
};

const state = object({
  v: (value, path) => (value === 1 ? [] : [`${path} is not 1`]),
  rollout: safeId,
  kind: oneOf(INCIDENT_KINDS),
  subject: (value, path) => (value === '' ? [] : safeId(value, path)),
  priority: oneOf(PRIORITIES),
  phase: short(200),
  issue: nullable(count),
  opened: instant,
  window: nullable(instant),
  entries: count,
  evidence: few(short(1_000), MAX_EVIDENCE),
  action,
  acknowledged: nullable(
    object({ at: instant, seen: instant, by: short(100), how: oneOf(['comment', 'label', 'assignee']) }),
  ),
  escalated: few(instant, 20),
  reminded: count,
  assigned: few(short(100), 20),
  refused: few(
    object({ id: short(60), by: short(100), why: oneOf(['bot', 'edited', 'no-permission']) }),
    MAX_REFUSED,
  ),
  rows: few(object({ at: instant, text: short(1_000) }), MAX_ROWS),
  left: count,
  resolved: nullable(object({ at: instant, because: short(1_000) })),
});

/** The marker in a body: its last line that is not empty. Text that looks like one anywhere else is just text. */
export function readMarker(
  body: string,
  options: { readonly repository: string; readonly seal: Seal | null },
): MarkerReading {
  const line = body.trimEnd().split(/\r?\n/).at(-1)?.trim() ?? '';
  const match = MARKER.exec(line);
  if (match === null) return { kind: 'none' };
  const [, json = '', signature = ''] = match;
  const { seal, repository } = options;
  const signed = seal?.verify(message(repository, json), signature.replace('sha256=', '')) === true;
  if (seal !== null && !signed)
    return { kind: 'doubtful', why: 'its marker is not signed with the key of the input signing-key' };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { kind: 'doubtful', why: 'its marker is damaged' };
  }
  const wrong = state(value, '');
  if (wrong.length > 0) return { kind: 'doubtful', why: `its marker is damaged: ${wrong[0] ?? ''}` };
  return { kind: 'state', state: value as IncidentState, signed };
}
