import { errorAt, type DocumentFault, type DocumentPath } from './document-fault.js';
import { burntShare } from './policy-convert-rules.js';
import { WHEN_KEYS } from './policy-lint-when.js';
import { durationOf, member, numberOf } from './raw-values.js';
import { formatDuration } from './time.js';

/** Burn rates of what is no ratio, over impossible windows, or that no share of bad events reaches. */
export function lintBurnRate(
  limit: unknown,
  path: DocumentPath,
  context: { readonly sli: unknown; readonly batchMs: number | null },
): readonly DocumentFault[] {
  const burn = member(limit, 'burn-rate');
  if (burn === undefined) return [];
  const place = [...path, 'burn-rate'];
  const other = WHEN_KEYS.find((key) => member(limit, key) !== undefined);
  return [
    ...(context.sli === undefined || member(context.sli, 'ratio') !== undefined
      ? []
      : [errorAt(place, 'only a ratio has an error budget; use `above` or `below`')]),
    ...(other === undefined
      ? []
      : [errorAt([...path, other], `\`burn-rate\` is a rule by itself; remove \`${other}\``)]),
    ...lintWindows(burn, place, context.batchMs),
    ...lintReach(burn, place),
  ];
}

function lintWindows(burn: unknown, place: DocumentPath, batchMs: number | null): readonly DocumentFault[] {
  const [long, short] = ['long', 'short'].map((key) => durationOf(member(burn, key), null));
  const faults = ['long', 'short'].flatMap((key) => {
    const ms = durationOf(member(burn, key), null);
    if (ms === null || batchMs === null || (ms > 0 && ms % batchMs === 0)) return [];
    const message = `a window of ${formatDuration(ms)} is no multiple of a batch (${formatDuration(batchMs)})`;
    return [errorAt([...place, key], message)];
  });
  if (faults.length > 0 || long == null || short == null || short < long) return faults;
  const message = `the short window (${formatDuration(short)}) must be shorter than the long one (${formatDuration(long)})`;
  return [errorAt([...place, 'short'], message)];
}

function lintReach(burn: unknown, place: DocumentPath): readonly DocumentFault[] {
  const objective = numberOf(member(burn, 'objective'));
  const factor = numberOf(member(burn, 'factor'));
  if (objective === null || factor === null || burntShare({ objective, factor }) < 1) return [];
  const most = Number((1 / (1 - objective)).toPrecision(3));
  const message = `with every event bad the budget of ${objective} burns ${most} times as fast as it allows, so ${factor} times is never reached`;
  return [errorAt([...place, 'factor'], message)];
}
