import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Analysis } from '../../../src/domain/analysis.js';
import { PhasegateError } from '../../../src/domain/fault.js';
import { findPhase, type Policy } from '../../../src/domain/policy.js';
import { GitGovernance } from '../../../src/io/git-governance.js';
import { loadPolicy } from '../../../src/io/policy-file.js';
import { readLedger } from '../../../src/io/read-ledger.js';
import { ANSI, PLAIN, type Palette } from '../../../src/render/palette.js';
import type { TimelineContext } from '../../../src/render/timeline.js';
import type { RunResult } from '../../local/src/progress.js';
import { Runner } from '../../local/src/runner.js';
import { analysisOf, tickHeader, tickLines } from '../../local/src/tick-view.js';
import { projectRoot } from '../../local/src/workflow-lookup.js';
import { Screen } from './screen.js';
import { readStory, type StoryPromotion } from './story.js';

const SCENARIO = join('fixtures', 'autosave-merge');
const WORK = join('.phasegate', 'demo');
const PARTS = ['governance', 'schemas', 'telemetry'];
/** Where there is no terminal, the progress is said this often. */
const PROGRESS_EVERY = 12;

/** A fresh repository with the scenario's policy, schemas and telemetry. */
function prepare(project: string): string {
  const folder = join(project, WORK);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of PARTS) cpSync(join(project, SCENARIO, part), join(folder, part), { recursive: true });
  execFileSync('git', ['init', '--quiet', folder]);
  return folder;
}

class Demo {
  readonly #runner: Runner;
  readonly #policy: Policy;
  readonly #screen: Screen;
  readonly #palette: Palette;

  constructor(parts: { runner: Runner; policy: Policy; screen: Screen; palette: Palette }) {
    this.#runner = parts.runner;
    this.#policy = parts.policy;
    this.#screen = parts.screen;
    this.#palette = parts.palette;
  }

  async #entry(): Promise<TimelineContext['entry']> {
    const store = new GitGovernance(this.#runner.origin, this.#policy.governance.branch);
    const last = (await readLedger(store, this.#policy)).ledger?.entries.at(-1);
    if (last === undefined) return undefined;
    const flags = { ...findPhase(this.#policy, last.to)?.flags, ...last.forced };
    return { seq: last.seq, hash: last.hash, flags };
  }

  #require(result: RunResult): RunResult {
    if (result.result === 'success') return result;
    const errors = result.annotations
      .filter(({ level }) => level === 'error')
      .map(({ job, message }) => `${job}: ${message}`);
    throw new PhasegateError(
      'io-failed',
      `run ${result.run} ended in ${result.result}: ${errors.join('; ')}`,
    );
  }

  async tick(now: number, progress: { done: number; total: number }): Promise<RunResult> {
    const result = this.#require(await this.#runner.run({ workflow: 'rollout', now, isStepped: true }));
    const analysis = analysisOf(result);
    if (analysis === null) throw new PhasegateError('io-failed', `run ${result.run} left no analysis`);
    const entry = result.jobs['rollback']?.result === 'success' ? await this.#entry() : undefined;
    const palette = this.#palette;
    this.#screen.print(...tickLines(analysis, { palette, entry }));
    this.#screen.status(tickHeader(analysis, { progress, palette }), {
      always: progress.done % PROGRESS_EVERY === 0 || progress.done === progress.total,
    });
    return result;
  }

  async promote(promotion: StoryPromotion): Promise<void> {
    const inputs = new Map([
      ['operation', 'promote'],
      ['reason', promotion.reason],
      ['approvals', promotion.approvals.join(',')],
    ]);
    this.#require(
      await this.#runner.run({ workflow: 'rollback', event: 'workflow_dispatch', inputs, now: promotion.at }),
    );
    const entry = await this.#entry();
    const ledger = entry === undefined ? '' : ` · ledger #${entry.seq} ${entry.hash.slice(0, 7)}`;
    const approved = promotion.approvals.join(', ');
    const time = new Date(promotion.at).toISOString().slice(11, 16);
    this.#screen.print(
      this.#palette.good(`${time}Z  promoted by ${promotion.executor}, approved by ${approved}${ledger}`),
      `        ${promotion.reason}`,
    );
  }
}

/** Where a reader finds what the ticks left. */
function closingLines(project: string, last: RunResult, policy: Policy, analysis: Analysis | null): string[] {
  const reports = join(last.artifacts, 'phasegate-reports', 'reports');
  const daily = readdirSync(join(reports, 'daily')).map((file) => join(reports, 'daily', file));
  const short = (path: string): string => relative(process.cwd(), path);
  const ledger = `${policy.governance.folder}/phase-ledger.yaml`;
  return [
    '',
    `The rollout stands at ${analysis?.phase ?? 'no phase'}; the gate says ${analysis?.gate ?? 'nothing'}.`,
    ...last.summaries.map((path) => `summary       ${short(path)}`),
    ...daily.map((path) => `daily report  ${short(path)}`),
    `dashboard     ${short(join(reports, 'monitoring', `dashboard-${policy.rollout}.html`))}`,
    `ledger        git -C ${short(join(project, WORK))} show ${policy.governance.branch}:${ledger}`,
  ];
}

async function main(): Promise<void> {
  const project = projectRoot(import.meta.url);
  const screen = new Screen(process.stdout);
  const story = readStory(join(project, SCENARIO, 'story.json'));
  const folder = prepare(project);
  const { policy } = await loadPolicy(join(folder, 'governance', 'policy.yaml'));
  const until = story.ticks.at(-1) ?? 0;
  const runner = await Runner.open({
    repo: folder,
    project,
    env: process.env,
    actor: story.promotions[0]?.executor ?? 'demo',
    // Nobody reviews an environment here: the roles are typed in.
    vars: { PHASEGATE_APPROVALS_FROM: 'input' },
    play: { folder: 'telemetry', until },
  });
  process.once('SIGINT', () => runner.stop());
  try {
    const isColoured = screen.isTerminal && process.env['NO_COLOR'] === undefined;
    const demo = new Demo({ runner, policy, screen, palette: isColoured ? ANSI : PLAIN });
    screen.print(
      `${story.ticks.length} ticks of .github/workflows/rollout.yml over ${SCENARIO}; ${story.missed} more did not come, as happens with cron.`,
      '',
    );
    const waiting = [...story.promotions];
    let last: RunResult | null = null;
    for (const [index, now] of story.ticks.entries()) {
      for (let next = waiting[0]; next !== undefined && next.at <= now; next = waiting[0]) {
        await demo.promote(next);
        waiting.shift();
      }
      last = await demo.tick(now, { done: index + 1, total: story.ticks.length });
    }
    screen.end();
    if (last !== null) screen.print(...closingLines(project, last, policy, analysisOf(last)));
  } finally {
    await runner.close();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof PhasegateError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}
