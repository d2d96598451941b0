import {
  readEvent,
  type EventRules,
  type LinePlace,
  type Rejection,
  type TelemetryEvent,
} from '../../src/domain/event.js';
import type { Source } from '../../src/domain/policy.js';
import type { BulkScanner, BulkScanners, LineJudge, ScannerRequest } from '../../src/ports/bulk-scanner.js';
import type { RawLine } from '../../src/ports/telemetry.js';
import type { TalliedEvents } from './event-store.js';
import type { KeptEvents } from './kept-events.js';
import type { Intake } from './intake.js';

/** What lines are judged by. */
export interface Rules {
  readonly common: Omit<EventRules, 'source' | 'validate'>;
  /** By source name: what is wrong with an event's fields by the source's schema; null when nothing is. */
  readonly validators: ReadonlyMap<string, EventRules['validate']>;
}

interface Line {
  readonly source: Source;
  readonly place: LinePlace;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly excerpt: string;
}

/** Takes a line or puts it aside; says what became of it, or why nothing did. */
export async function takeLine(
  intake: Intake,
  rules: Rules,
  source: Source,
  line: RawLine,
): Promise<TelemetryEvent | string> {
  const { place, excerpt } = line;
  if (line.kind === 'fields')
    return takeFields(intake, rules, { source, place, fields: line.fields, excerpt });
  const rejection: Rejection = line;
  intake.reject(rejection);
  return line.reason;
}

export async function takeFields(intake: Intake, rules: Rules, line: Line): Promise<TelemetryEvent | string> {
  const { source, place, excerpt } = line;
  // Only the ledger's own events come without a schema.
  const validate = rules.validators.get(source.name) ?? (() => null);
  const event = readEvent(line.fields, place, { ...rules.common, source, validate });
  if (typeof event === 'string') intake.reject({ place, reason: event, excerpt });
  else await intake.take(event, excerpt);
  return event;
}

/** Who judges the lines that a scanner leaves. */
function judgeOf(
  source: Source,
  { intake, rules }: { readonly intake: Intake; readonly rules: Rules },
  store: Pick<LineJudge, 'keysOf' | 'keep'>,
): LineJudge {
  return {
    ...store,
    judge: (line) => takeLine(intake, rules, source, line),
    get wantsRejected() {
      return intake.wantsRejected;
    },
    putAside: (place, reason, excerpt) => intake.putAside({ place, reason, excerpt }),
    trail: (place) => intake.trail(place),
    setTrail: (place, trail) => intake.setTrail(place, trail),
  };
}

/** Opens the scanner of a source whose events are kept with their lines; null where its lines are taken one by one. */
export async function beginKeeping(
  scanners: BulkScanners,
  request: Omit<ScannerRequest, 'judge'>,
  taking: { readonly intake: Intake; readonly rules: Rules; readonly held: KeptEvents },
): Promise<BulkScanner | null> {
  const { intake, held } = taking;
  const { source } = request;
  const keep: LineJudge['keep'] = (lines) =>
    held.addLines(source.name, lines, (...event) => intake.countKept(source.name, ...event));
  // The store itself knows events of earlier ticks.
  const keysOf: LineJudge['keysOf'] = () => new Uint8Array(0);
  return scanners.open({ ...request, judge: judgeOf(source, taking, { keysOf, keep }) });
}

/** Opens the scanner of a source whose events are added up; null where its lines are taken one by one. */
export async function beginScanner(
  scanners: BulkScanners,
  request: Omit<ScannerRequest, 'judge'>,
  taking: { readonly intake: Intake; readonly rules: Rules; readonly tallied: TalliedEvents },
): Promise<BulkScanner | null> {
  const { tallied } = taking;
  const { source } = request;
  const keysOf: LineJudge['keysOf'] = (start) => tallied.keysOf(source.name, start);
  const scanner = await scanners.open({ ...request, judge: judgeOf(source, taking, { keysOf }) });
  if (scanner !== null) tallied.begin(source.name, scanner);
  return scanner;
}

/** What a scanner has taken is the stores'. */
export function endScanner(
  source: Source,
  scanner: BulkScanner,
  { intake, tallied }: { readonly intake: Intake; readonly tallied: TalliedEvents | null },
): void {
  const scanned = scanner.finish();
  tallied?.end(source.name, scanned.windows);
  intake.absorb(source.name, scanned);
}
