import { canonicalJson } from './canonical-json.js';
import { sha256 } from './digest.js';
import { PhasegateError } from './fault.js';
import { incidentName, withRow, type IncidentState } from './incident.js';
import { DAY, formatInstant, parseInstant } from './time.js';

export const INCIDENT_MEMORY_SCHEMA = 'phasegate.incident-memory/1';

/** Incidents that are over are remembered so long, for reports, */
const REMEMBERED_MS = 7 * DAY;
/** so many of them, the newest, and so many characters. */
export const MAX_OVER = 100;
const MAX_LENGTH = 1_000_000;

/**
 * The incidents of one rollout that ticks have seen, so that reports tell of those whose issues are closed without asking
 * for them. A cache: the record is the issues.
 */
export interface IncidentMemory {
  readonly schema: typeof INCIDENT_MEMORY_SCHEMA;
  readonly rollout: string;
  /** By opening. */
  readonly incidents: readonly IncidentState[];
}

function ms(instant: string | undefined): number {
  return parseInstant(instant ?? '') ?? 0;
}

/** An incident whose issue is not among the open ones any more, though no tick has ended it. */
function closedByHand(state: IncidentState, now: number): IncidentState {
  const at = formatInstant(now);
  const because = 'its issue is not among the open ones any more';
  return withRow({ ...state, resolved: { at, because } }, { at, text: because });
}

function byOpening(a: IncidentState, b: IncidentState): number {
  return ms(a.opened) - ms(b.opened) || (a.issue ?? 0) - (b.issue ?? 0);
}

/** Those that fit: every open one, and of the others the newest. */
function within(all: readonly IncidentState[], now: number): readonly IncidentState[] {
  const open = all.filter(({ resolved }) => resolved === null);
  const over = all
    .filter(({ resolved }) => resolved !== null && ms(resolved.at) > now - REMEMBERED_MS)
    .sort((a, b) => ms(b.resolved?.at) - ms(a.resolved?.at));
  let left = MAX_LENGTH - canonicalJson(open).length;
  const kept = over.slice(0, MAX_OVER).filter((state) => {
    left -= canonicalJson(state).length;
    return left >= 0;
  });
  return [...open, ...kept].sort(byOpening);
}

/**
 * What is remembered behind a tick. `known`: the incidents as the tick leaves them, those that were open and those that it
 * opened; one that was open before and is not among them is over.
 */
export function rememberIncidents(
  before: readonly IncidentState[],
  known: readonly IncidentState[],
  now: number,
): readonly IncidentState[] {
  const names = new Set(known.map(incidentName));
  const others = before.filter((state) => !names.has(incidentName(state)));
  const gone = others.map((state) => (state.resolved === null ? closedByHand(state, now) : state));
  return within([...gone, ...known], now);
}

/** The memory as a file: its digest, then itself, so that a file that was cut or changed is not believed. */
export function renderIncidentMemory(rollout: string, incidents: readonly IncidentState[]): string {
  const memory: IncidentMemory = { schema: INCIDENT_MEMORY_SCHEMA, rollout, incidents };
  return `${canonicalJson({ digest: sha256(canonicalJson(memory)), memory })}\n`;
}

/**
 * The incidents of a file that {@link renderIncidentMemory} wrote for the same rollout.
 *
 * @throws PhasegateError `bad-input` for anything else.
 */
export function parseIncidentMemory(
  text: string,
  { file, rollout }: { readonly file: string; readonly rollout: string },
): readonly IncidentState[] {
  let value: { readonly digest?: unknown; readonly memory?: Partial<IncidentMemory> } | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    value = null;
  }
  const memory = value?.memory;
  const isWhole = memory !== undefined && value?.digest === sha256(canonicalJson(memory));
  if (!isWhole || memory.schema !== INCIDENT_MEMORY_SCHEMA || memory.rollout !== rollout)
    throw new PhasegateError('bad-input', `${file} is not what was remembered of ${rollout}'s incidents`);
  // The digest says that it is what Phasegate wrote.
  return memory.incidents ?? [];
}
