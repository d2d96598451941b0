import { join } from 'node:path';
import { canonicalJsonPretty } from '../../../src/domain/canonical-json.js';
import { PhasegateError } from '../../../src/domain/fault.js';
import { emptyHistory, addBatches } from '../../../src/domain/history.js';
import type { Policy } from '../../../src/domain/policy.js';
import { decidedWithin, replayRecord, type RecordedDecision } from '../../../src/domain/replay-record.js';
import { reportOf } from '../../../src/domain/replay-rows.js';
import { walk } from '../../../src/domain/replay-walk.js';
import { loadPolicy } from '../../../src/io/policy-file.js';
import {
  replayedLines,
  replayedMarkdown,
  replayMarkdown,
  replayTableLines,
} from '../../../src/render/replay.js';
import { oneLine } from '../../../src/render/escape.js';
import { readBatchFolders, type ReadBatches } from './batches.js';
import { checklistsOf } from './checklists.js';
import type { Command } from './command.js';
import { policiesOf } from './policies.js';
import { readRecord, type Recorded } from './record.js';
import { restate } from './restate.js';

const DEFAULT_FOLDERS = [join('.phasegate', 'artifacts'), 'out'];

export interface Answer {
  readonly lines: readonly string[];
  readonly markdown: string;
  readonly json: string;
  /** Whether everything could be made again, and no batch was changed. */
  readonly ok: boolean;
}

interface Material {
  readonly inForce: Policy;
  readonly policies: ReadonlyMap<string, Policy>;
  /** Texts of the checklist, by digest. */
  readonly checklists: ReadonlyMap<string, string>;
  readonly record: Recorded;
  readonly read: ReadBatches;
  /** Whether a batch was changed. */
  readonly isTampered: boolean;
  /** What somebody should know of the batches. */
  readonly notes: readonly string[];
}

async function otherPolicy(file: string, inForce: Policy): Promise<Policy> {
  const { policy } = await loadPolicy(file);
  if (policy.rollout === inForce.rollout) return policy;
  throw new PhasegateError(
    'bad-policy',
    `${file} is the policy of rollout ${JSON.stringify(policy.rollout)}, and the record is that of ${JSON.stringify(inForce.rollout)}`,
  );
}

function policiesAreKnown({ decisions }: Recorded, policies: ReadonlyMap<string, Policy>): boolean {
  return decisions.every(({ entry }) => policies.has(entry.policy));
}

async function gather(command: Command): Promise<Material> {
  const { repo } = command;
  const { policy: inForce } = await loadPolicy(command.inForce ?? join(repo, 'governance', 'policy.yaml'));
  const policies = await policiesOf(repo);
  const checklists = await checklistsOf(repo);
  const record = await readRecord(repo, inForce, command.offline);
  const asked = command.batches.length > 0;
  const read = await readBatchFolders({
    folders: asked ? command.batches : DEFAULT_FOLDERS.map((folder) => join(repo, folder)),
    required: asked,
    rollout: inForce.rollout,
    policies: [...policies.values()],
  });
  const { contradictions } = addBatches(emptyHistory(inForce.rollout), read.batches, inForce);
  const none = read.batches.length === 0 ? ['no batches were found; name their folders with --batches'] : [];
  const { refused, doubtful, others } = read;
  const passed =
    others.length === 0 ? [] : [`batches of other rollouts are passed over: ${others.join(', ')}`];
  // Figures can be held against the policies only where none of these is lost.
  const isTampered = refused.length > 0 || (doubtful.length > 0 && policiesAreKnown(record, policies));
  const notes = [...refused, ...doubtful, ...contradictions, ...passed, ...none].map((note) =>
    oneLine(note, 1_000),
  );
  return { inForce, policies, checklists, record, read, isTampered, notes };
}

function answerRecord(command: Command, material: Material): Answer {
  const { record, read, policies, checklists, isTampered, notes } = material;
  const { ledger, decisions } = record;
  const all =
    ledger === null ? [] : replayRecord({ ledger, decisions, batches: read.batches, policies, checklists });
  const replayed = decidedWithin(all, command);
  const isSame = replayed.every(({ outcome }) => outcome.kind === 'identical' || outcome.kind === 'nothing');
  const json = replayed.map(({ entry, outcome }) => ({ seq: entry.seq, hash: entry.hash, ...outcome }));
  return {
    lines: [...replayedLines(replayed), ...notes],
    markdown: replayedMarkdown(replayed, notes),
    json: canonicalJsonPretty({ decisions: json, notes }),
    ok: isSame && !isTampered,
  };
}

/** The checklist that each decision stood on, by the entry's number, where it is at hand. */
function seenChecklists(
  decisions: readonly RecordedDecision[],
  checklists: ReadonlyMap<string, string>,
): Map<number, string> {
  return new Map(
    decisions.flatMap(({ entry, recorded }) => {
      const digest = recorded.kind === 'analysis' ? recorded.value.digests.checklist : null;
      const text = digest === null ? undefined : checklists.get(digest);
      return text === undefined ? [] : [[entry.seq, text] as const];
    }),
  );
}

async function answerWalk(command: Command, file: string, material: Material): Promise<Answer> {
  const { inForce, checklists, record, read } = material;
  const { from, to } = command;
  const { ledger, decisions } = record;
  const policy = await otherPolicy(file, inForce);
  const { policies } = material;
  const restated = await restate(policy, {
    batches: read.batches,
    policies: [...policies.values(), inForce],
  });
  const notes = [...material.notes, ...restated.notes];
  const walked = walk({
    policy,
    record: ledger,
    batches: restated.batches,
    checklists: seenChecklists(decisions, checklists),
    from,
    to,
  });
  const walkedBy = { walk: walked, walked: policy.digest, from, to };
  const report = reportOf({ ...walkedBy, decisions, inForce, policies, ledger, batches: read.batches });
  return {
    lines: [...replayTableLines(report), ...notes],
    markdown: replayMarkdown(report, notes),
    json: canonicalJsonPretty({ ...report, notes }),
    ok: !material.isTampered,
  };
}

/**
 * Does what the command asks for.
 *
 * @throws PhasegateError `bad-policy` for a policy that is wrong, and what reading the record and the batches throws.
 */
export async function replay(command: Command): Promise<Answer> {
  const material = await gather(command);
  return command.policy === null
    ? answerRecord(command, material)
    : answerWalk(command, command.policy, material);
}
