import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { ConcurrencyGroups, type Turn } from '../../scripts/local/src/concurrency.js';
import type { RunResult } from '../../scripts/local/src/progress.js';
import { Runner, type StartedRun } from '../../scripts/local/src/runner.js';
import { makeFolder, PROJECT, until, writeFiles } from './support.js';

// Processes are started: a busy machine takes its time.
jest.setTimeout(60_000);

describe('a concurrency group', () => {
  const command = fc.record({
    kind: fc.constantFrom('enter', 'enter', 'leave', 'give up'),
    group: fc.constantFrom('a', 'A', 'b'),
    queue: fc.constantFrom<'single' | 'max'>('single', 'max'),
    cancels: fc.boolean(),
    pick: fc.nat(),
  });

  test('lets one run, keeps the order, answers everybody once, and is empty in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
        const groups = new ConcurrencyGroups();
        const members: {
          key: string;
          turn: Turn | null;
          left: boolean;
          abort: AbortController;
          cancelled: boolean;
        }[] = [];
        for (const { kind, group, queue, cancels, pick } of commands) {
          const running = members.filter((one) => one.turn?.kind === 'running' && !one.left);
          const waiting = members.filter((one) => one.turn === null);
          if (kind === 'enter') {
            const abort = new AbortController();
            const member = {
              key: group.toLowerCase(),
              turn: null as Turn | null,
              left: false,
              abort,
              cancelled: false,
            };
            members.push(member);
            const request = {
              group,
              queue,
              cancelInProgress: cancels && queue === 'single',
              held: new Set<string>(),
            };
            const cancel = (): void => void (member.cancelled = true);
            void groups
              .enter({ ...request, cancel, signal: abort.signal })
              .then((turn) => (member.turn = turn));
          } else if (kind === 'leave') {
            const one = running[pick % Math.max(1, running.length)];
            if (one?.turn?.kind === 'running') {
              one.left = true;
              one.turn.leave();
              one.turn.leave();
            }
          } else {
            waiting[pick % Math.max(1, waiting.length)]?.abort.abort();
          }
          await Promise.resolve();
          for (const key of ['a', 'b']) {
            const inside = members.filter(
              (one) => one.key === key && one.turn?.kind === 'running' && !one.left,
            );
            const asking = members.filter((one) => one.key === key && one.turn === null);
            expect(inside.length).toBeLessThanOrEqual(1);
            if (inside.length === 0) expect(asking).toEqual([]);
          }
        }
        // In the order they asked: nobody runs while somebody waits who asked before.
        for (const key of ['a', 'b']) {
          const own = members.filter((one) => one.key === key && one.turn?.kind !== 'cancelled');
          const firstWaiting = own.findIndex((one) => one.turn === null);
          if (firstWaiting >= 0) expect(own.slice(firstWaiting).every((one) => one.turn === null)).toBe(true);
        }
        for (;;) {
          const inside = members.find((one) => one.turn?.kind === 'running' && !one.left);
          if (inside?.turn?.kind !== 'running') break;
          inside.left = true;
          inside.turn.leave();
          await Promise.resolve();
        }
        expect(members.filter((one) => one.turn === null)).toEqual([]);
      }),
    );
  });

  test('refuses the hundred and first that waits, and what it holds itself', async () => {
    const groups = new ConcurrencyGroups();
    const ask = (held: readonly string[] = []): Promise<Turn> =>
      groups.enter({
        group: 'G',
        queue: 'max',
        cancelInProgress: false,
        held: new Set(held),
        cancel: () => {},
        signal: new AbortController().signal,
      });
    expect(await ask()).toMatchObject({ kind: 'running' });
    const waiting = Array.from({ length: 100 }, () => ask());
    expect(await ask()).toMatchObject({ kind: 'cancelled', reason: expect.stringContaining('100 wait') });
    expect(await ask(['g'])).toMatchObject({
      kind: 'cancelled',
      reason: expect.stringContaining('deadlock'),
    });
    expect(await Promise.race([...waiting, Promise.resolve('all wait')])).toBe('all wait');
  });
});

describe('runs at the same time', () => {
  const BUSY = `
      - run: |
          echo "begin \${{ github.run_id }}"
          touch "$BEGUN-\${{ github.run_id }}"
          while test ! -e "$GO"; do sleep 0.05; done
          echo "end \${{ github.run_id }}"`;
  const workflow = (top: string, job = ''): string => `
on: { workflow_dispatch: { inputs: { group: { default: g } } } }
${top}
env: { GO: '\${{ vars.GO }}', BEGUN: '\${{ vars.BEGUN }}' }
jobs:
  work:
    runs-on: ubuntu-latest
    ${job}
    steps:${BUSY}
      - if: always()
        run: echo "cleaned \${{ github.run_id }}"
`;
  let repo: string;
  let runner: Runner;
  let lines: string[];
  const go = (): string => join(repo, 'go');
  const start = (name: string, group = 'g'): Promise<StartedRun> =>
    runner.start({ workflow: name, inputs: new Map([['group', group]]) });
  const begun = (run: StartedRun): Promise<void> => until(() => existsSync(join(repo, `begun-${run.id}`)));
  const ended = (...runs: readonly StartedRun[]): Promise<RunResult[]> => {
    writeFileSync(go(), '');
    return Promise.all(runs.map((run) => run.done));
  };
  const statuses = (): string[] => runner.runs().map(({ id, status }) => `${id} ${status}`);
  const messages = (result: RunResult | undefined): string =>
    (result?.annotations ?? []).map(({ message }) => message).join('\n');

  beforeEach(async () => {
    repo = makeFolder();
    const at = (name: string): string => `.github/workflows/${name}.yml`;
    const group = "group: 'tick-${{ inputs.group }}'";
    writeFiles(repo, {
      [at('single')]: workflow("concurrency: 'tick-${{ inputs.group }}'"),
      [at('cancels')]: workflow(`concurrency: { ${group}, cancel-in-progress: '\${{ true }}' }`),
      [at('queue')]: workflow(`concurrency: { ${group}, queue: max }`),
      [at('job')]: workflow('', `concurrency: { ${group}, queue: max }`),
      [at('job-cancels')]: workflow('', `concurrency: { ${group}, cancel-in-progress: true }`),
      [at('free')]: workflow(''),
      [at('deadlock')]: `
on: push
concurrency: tick-g
jobs: { call: { uses: ./${at('called')} } }
`,
      [at('called')]: `
on: workflow_call
concurrency: TICK-G
jobs: { work: { runs-on: ubuntu-latest, steps: [{ run: echo never }] } }
`,
    });
    lines = [];
    runner = await Runner.open({
      repo,
      project: PROJECT,
      env: process.env,
      vars: { GO: go(), BEGUN: join(repo, 'begun') },
      onEvent: (event) => void (event.kind === 'line' && lines.push(event.text)),
    });
  });
  afterEach(async () => {
    await runner.close();
    rmSync(repo, { recursive: true, force: true });
  });

  test('without a group they do not wait for each other', async () => {
    const runs = [await start('free'), await start('free')];
    for (const run of runs) await begun(run);
    expect(statuses()).toEqual(['1 in_progress', '2 in_progress']);
    expect((await ended(...runs)).map(({ result }) => result)).toEqual(['success', 'success']);
  });

  test('one runs, one waits, and a newer one takes the place of the one that waits', async () => {
    const first = await start('single');
    await begun(first);
    const second = await start('single');
    const other = await start('single', 'elsewhere');
    await begun(other);
    expect(statuses()).toEqual(['1 in_progress', '2 pending', '3 in_progress']);
    const third = await start('single');
    expect(await second.done).toMatchObject({ result: 'cancelled', jobs: { work: { result: 'cancelled' } } });
    expect(messages(await second.done)).toContain("a newer one waits for the concurrency group 'tick-g'");
    expect((await ended(first, other, third)).map(({ result }) => result)).toEqual([
      'success',
      'success',
      'success',
    ]);
    expect(lines.indexOf('begin 4')).toBeGreaterThan(lines.indexOf('end 1'));
    expect(lines).not.toContain('begin 2');
  });

  test('queue: max lets all wait, in their order; groups are shared between workflows and jobs', async () => {
    const first = await start('queue');
    await begun(first);
    const runs = [first, await start('job'), await start('queue'), await start('queue')];
    await until(() => statuses().join() === '1 in_progress,2 pending,3 pending,4 pending');
    expect((await ended(...runs)).map(({ result }) => result)).toEqual(runs.map(() => 'success'));
    const order = lines.filter((line) => /^(begin|end)/.test(line));
    expect(order.map((line) => line.split(' ')[0])).toEqual(runs.flatMap(() => ['begin', 'end']));
  });

  test.each(['cancels', 'job-cancels'])(
    'cancel-in-progress ends the one that runs, and its always() still runs: %s',
    async (name) => {
      const first = await start(name);
      await begun(first);
      const second = await start(name);
      const result = await first.done;
      expect(result.result).toBe('cancelled');
      expect(messages(result)).toContain("concurrency group 'tick-g'");
      await begun(second);
      expect(lines).toContain('cleaned 1');
      expect(lines).not.toContain('end 1');
      expect((await ended(second))[0]?.result).toBe('success');
    },
  );

  test('a run that is cancelled by its id, while it runs and while it waits', async () => {
    const [first, second] = [await start('single'), await start('single')];
    await begun(first);
    expect(runner.cancel(second.id)).toBe(true);
    expect(await second.done).toMatchObject({ result: 'cancelled' });
    expect(runner.cancel(second.id)).toBe(false);
    runner.cancel(first.id);
    expect(await first.done).toMatchObject({ result: 'cancelled' });
    expect(lines).toContain('cleaned 1');
    const [state] = runner.runs();
    expect(state).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
  });

  test('a called workflow that asks for the group of its caller is cancelled, and does not hang', async () => {
    const result = await runner.run({ workflow: 'deadlock' });
    expect(result.jobs).toEqual({ call: { result: 'cancelled', outputs: {} } });
    expect(messages(result)).toContain('deadlock');
  });
});
