import { analyse } from '../../../src/domain/analyse.js';
import { BATCH_SCHEMA, type BatchHeader, type Summary } from '../../../src/domain/batch.js';
import { sha256 } from '../../../src/domain/digest.js';
import { emptyHistory, timed, type History, type IncomingBatch } from '../../../src/domain/history.js';
import { readHistory } from '../../../src/domain/history-file.js';
import { judgeWindow, readStint } from '../../../src/domain/judgement.js';
import { findPhase, type Policy } from '../../../src/domain/policy.js';
import { stintAt } from '../../../src/domain/stint.js';
import { DAY, formatInstant, MINUTE } from '../../../src/domain/time.js';
import { parsePolicy } from '../../../src/io/policy-file.js';

const SLIS = 20;
const BATCH = 15 * MINUTE;
const START = Date.UTC(2026, 0, 5);

/** Success ratios, each with a warn limit and a rollback rule of two batches in a row, evidence as by default. */
function policy(): Policy {
  const ids = Array.from({ length: SLIS }, (_, i) => `success_${i}`);
  const text = `version: 1
rollout: bench
sources:
  - { name: app, jsonl: 'telemetry/*.jsonl', schema: app }
slis:
${ids.map((id) => `  ${id}: { event: done.${id}, ratio: { good: { ok: true } } }`).join('\n')}
phases:
  - { id: zero }
  - id: one
    slos:
${ids.map((id) => `      - { sli: ${id}, warn: { below: 0.993 }, rollback: { below: 0.99, batches: 2 } }`).join('\n')}
`;
  return parsePolicy(text, 'bench.yaml').policy;
}

/** 99.5 % good of 200 a batch, scattered by a hash, so that the bench has the same data every time. */
function batch(index: number): IncomingBatch {
  const start = START + index * BATCH;
  const summaries = Array.from({ length: SLIS }, (_, i): Summary => {
    const spread = Number.parseInt(sha256(`${index}/${i}`).slice(0, 8), 16) / 2 ** 32;
    return {
      sli: `success_${i}`,
      feature: 'shop',
      label: null,
      kind: 'ratio',
      matching: 200 - Math.floor(spread ** 3 * 4),
      total: 200,
    };
  }).sort((a, b) => (a.sli < b.sli ? -1 : 1));
  const counts = { accepted: SLIS * 200, rejected: 0, duplicates: 0, late: 0 };
  const header: BatchHeader = {
    schema: BATCH_SCHEMA,
    rollout: 'bench',
    phase: 'one',
    window: { start: formatInstant(start), end: formatInstant(start + BATCH) },
    counts,
    sources: { app: { ...counts, missed: false } },
    digest: sha256(String(index)),
    summaries,
    events: 0,
  };
  return { file: `batch-${index}.jsonl`, header };
}

/** CPU milliseconds of a tick, and the history that it leaves. */
function tick(
  rules: Policy,
  history: History,
  incoming: readonly IncomingBatch[],
): { ms: number; text: string } {
  const last = incoming.at(-1)?.header.window.end;
  const now = last === undefined ? START : Date.parse(last);
  const before = process.cpuUsage();
  const result = analyse({
    policy: rules,
    ledger: null,
    head: null,
    history,
    incoming,
    now,
    forcedPhase: 'one',
  });
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1_000, text: result.history.text };
}

/** CPU milliseconds of judging every window once, without alerts and without writing the history. */
function judging(rules: Policy, batches: readonly IncomingBatch[]): number {
  const stint = stintAt({ policy: rules, ledger: null, forcedPhase: 'one', at: Infinity });
  const phase = findPhase(rules, stint.phase);
  if (phase === undefined) throw new Error('the bench’s policy has no such phase');
  const before = process.cpuUsage();
  const all = batches.map(({ header }) => timed(header));
  const data = readStint(rules, phase, stint, all);
  for (const { window } of all) judgeWindow(rules, data, window);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function measure(): void {
  const rules = policy();
  const batches = Array.from({ length: (61 * DAY) / BATCH }, (_, i) => batch(i));
  const week = (7 * DAY) / BATCH;
  const at = (days: number): IncomingBatch[] => batches.slice(0, (days * DAY) / BATCH);
  const judged = Array.from({ length: 7 }, () => judging(rules, batches.slice(0, week)));
  const ticks = Array.from(
    { length: 7 },
    () => tick(rules, emptyHistory('bench'), batches.slice(0, week)).ms,
  );
  process.stdout.write(
    [
      `7 days (${week} batches, ${SLIS} SLIs), CPU time`,
      `judging them: ${median(judged).toFixed(0)} ms, the first time ${(judged[0] ?? 0).toFixed(0)} ms`,
      `a whole tick from nothing, with alerts and the history: ${median(ticks).toFixed(0)} ms`,
      '',
    ].join('\n'),
  );
  for (const days of [1, 7, 14, 30, 60]) {
    const before = at(days);
    const { text } = tick(rules, emptyHistory('bench'), before);
    const { history } = readHistory(text, 'bench', 'history.json');
    const next = batches.slice(before.length, before.length + 1);
    const times = Array.from({ length: 9 }, () => tick(rules, history, next).ms);
    process.stdout.write(`a tick after ${days} days: ${median(times).toFixed(1)} ms of CPU\n`);
  }
}

measure();
