import type { FlagdCore } from '@openfeature/flagd-core';
import { PhasegateError } from '../domain/fault.js';
import { forcedText, phaseFlags, type ForcedFlags, type PhaseFlag } from '../domain/flags.js';
import { ENV_FILE, FLAGS_FILE, folderPrefix, governancePaths } from '../domain/governance-paths.js';
import { ledgerOfRollout, requirePhase } from '../domain/ledger.js';
import type { Phase, Policy } from '../domain/policy.js';
import {
  digestFaults,
  flagFaults,
  measuredShare,
  shareTolerance,
  smokeUsers,
  type Resolved,
  type SmokeUser,
} from '../domain/smoke.js';
import type { SmokeReport, SmokeRun } from '../ports/smoke-test.js';

const MAX_FAULTS = 20;
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** flagd's evaluator with the flag definition, or why it cannot be read. Loaded here: a stage that resolves nothing starts without it. */
async function evaluatorOf(text: string): Promise<FlagdCore | string> {
  const { FlagdCore } = await import('@openfeature/flagd-core');
  const evaluator = new FlagdCore(undefined, silent);
  try {
    evaluator.setConfigurations(text);
    return evaluator;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function resolve(evaluator: FlagdCore, flag: PhaseFlag, user: SmokeUser): Resolved {
  const { expected: _, ...context } = user;
  const options = [flag.name, context, silent] as const;
  const resolveBy = {
    boolean: () => evaluator.resolveBooleanEvaluation(options[0], false, options[1], options[2]),
    string: () => evaluator.resolveStringEvaluation(options[0], '', options[1], options[2]),
    number: () => evaluator.resolveNumberEvaluation(options[0], 0, options[1], options[2]),
  };
  const type = typeof flag.phase as 'boolean' | 'string' | 'number';
  try {
    const { value, variant, errorCode } = resolveBy[type]();
    return errorCode === undefined ? { value, variant } : { value: undefined, variant: undefined };
  } catch {
    // An evaluator that throws has given no value, which is what is reported.
    return { value: undefined, variant: undefined };
  }
}

function resolutionFaults(
  evaluator: FlagdCore,
  { policy, phase, forced }: { policy: Policy; phase: Phase; forced: ForcedFlags },
): { faults: string[]; share: number | null } {
  const flags = phaseFlags(policy, phase, forced);
  const users = smokeUsers(phase.audience);
  const answers = flags.map((flag) => users.map((user) => resolve(evaluator, flag, user)));
  const first = answers[0] ?? [];
  const faults = flags.flatMap((flag, i) => flagFaults({ flag, users, answers: answers[i] ?? [], first }));
  if (flags.length === 0 || !users.some((user) => user.expected === 'some')) return { faults, share: null };
  const share = measuredShare(users, first);
  const { percent } = phase.audience;
  const tolerance = shareTolerance(percent);
  if (Math.abs(share - percent) > tolerance) {
    faults.push(
      `audience: expected ${percent} % of the users, within ${tolerance.toFixed(2)} points, got ${share.toFixed(2)} %`,
    );
  }
  return { faults, share };
}

function failed(faults: readonly string[], run: SmokeRun): PhasegateError {
  const shown = faults.slice(0, MAX_FAULTS).join('; ');
  const more = faults.length > MAX_FAULTS ? `; and ${faults.length - MAX_FAULTS} more` : '';
  const { branch, folder } = run.policy.governance;
  return new PhasegateError(
    'smoke-failed',
    `the decision is committed (${run.snapshot.head ?? 'no head'} on ${branch}), and its flags do not resolve as they must: ${shown}${more}. Nothing was undone: run verify, repair ${governancePaths(folder).flags}, or roll back`,
  );
}

/** The smoke test by flagd's own evaluator. See {@link SmokeTest}. */
export async function flagdSmokeTest(run: SmokeRun): Promise<SmokeReport> {
  const { policy, snapshot, entry } = run;
  const prefix = folderPrefix(policy.governance.folder);
  const paths = governancePaths(policy.governance.folder);
  const [flags, env, ledgerText] = await Promise.all(
    [paths.flags, paths.env, paths.ledger].map((path) => snapshot.read(path)),
  );
  const last = ledgerOfRollout(ledgerText ?? null, paths.ledger, policy)?.entries.at(-1);
  const faults = digestFaults(
    entry,
    new Map([
      [FLAGS_FILE, flags ?? null],
      [ENV_FILE, env ?? null],
    ]),
  );
  if (last?.hash !== entry.hash) {
    faults.push(
      `${paths.ledger}: expected entry ${entry.seq} (${entry.hash}) to be the last, got ${last?.hash ?? 'none'}`,
    );
  }
  if (faults.length > 0 || flags === null || flags === undefined) throw failed(faults, run);
  const phase = requirePhase(policy, entry.to);
  const evaluator = await evaluatorOf(flags);
  if (typeof evaluator === 'string') {
    throw failed([`${paths.flags}: expected a flag definition of flagd's, got: ${evaluator}`], run);
  }
  const resolution = resolutionFaults(evaluator, { policy, phase, forced: entry.forced });
  if (resolution.faults.length > 0) throw failed(resolution.faults, run);
  const count = phaseFlags(policy, phase).length;
  const { percent } = phase.audience;
  const names = forcedText(phase, entry.forced);
  return {
    lines: [
      `${prefix}${FLAGS_FILE} and ${prefix}${ENV_FILE} are what ledger entry ${entry.seq} recorded`,
      `${count} ${count === 1 ? 'flag resolves' : 'flags resolve'} to the values of ${phase.id} inside the audience and to the baseline outside`,
      ...(names === null ? [] : [`forced for everybody until the rollback is released: ${names}`]),
      ...(resolution.share === null
        ? []
        : [
            `${resolution.share.toFixed(2)} % of the users asked are in, ${percent} % wanted, within ${shareTolerance(percent).toFixed(2)} points`,
          ]),
    ],
  };
}
