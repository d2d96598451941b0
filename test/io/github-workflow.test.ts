import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readReviews } from '../../src/io/github-approvals.js';
import { OctokitApi } from '../../src/io/github-api.js';
import { githubWorkflow } from '../../src/io/github-workflow.js';
import type { ApiAnswer, ApiCall, GithubApi } from '../../src/ports/github.js';
import type { WorkflowRequest, WorkflowResult } from '../../src/ports/run-workflow.js';
import { MINUTE } from '../../src/domain/time.js';
import type { Dispatch } from '../github/actions.js';
import type { Conclusion } from '../github/runs.js';
import type { GithubServer } from '../github/github-server.js';
import { startGithub } from '../github/start-github.js';
import { branchAfter, policyWith } from '../domain/rollout-builder.js';

const REPOSITORY = 'octo/shop';
const WORKFLOW = `name: flags
run-name: flags \${{ fromJSON(inputs.decision).id }}
on:
  workflow_dispatch:
    inputs: { decision: { required: true } }
jobs: {}
`;
const NOW = Date.UTC(2026, 2, 2, 12);
const policy = policyWith({ push: { workflow: 'flags-push.yml', timeoutMs: 10 * MINUTE } });
const [entry] = branchAfter(policy, [{ operation: 'promote', at: NOW }]).state.ledger?.entries ?? [];
if (entry === undefined || policy.push === null) throw new Error('there is an entry');
const request: WorkflowRequest = {
  policy,
  step: policy.push,
  entry,
  commit: 'c'.repeat(40),
  isRepeated: false,
};

let server: GithubServer;
let clock = NOW;
let dispatched: Dispatch[] = [];
/** What a dispatched run ends with; null: it goes on until it is told to end. */
let conclusion: Conclusion | null = 'success';

beforeAll(async () => {
  server = await startGithub({
    now: () => clock,
    repositories: {
      [REPOSITORY]: {
        private: true,
        roles: { mona: 'write' },
        files: {
          '.github/workflows/flags-push.yml': WORKFLOW,
          '.github/workflows/ci.yml': 'on: push\njobs: {}\n',
        },
      },
    },
    onDispatch: (dispatch) => {
      dispatched.push(dispatch);
      return conclusion ?? undefined;
    },
  });
}, 60_000);

afterAll(async () => server.close());

beforeEach(() => {
  // An hour apart, so that the runs of one test are not those of another.
  clock += 60 * MINUTE;
  dispatched = [];
  conclusion = 'success';
  server.heal();
  server.resetCalls();
});

/** The API with a token that may start workflows; its waits take no time but that of the server's clock. */
function apiFor(permissions: Record<string, 'read' | 'write'> = { actions: 'write' }): OctokitApi {
  return new OctokitApi({
    token: server.token({ permissions }),
    repository: REPOSITORY,
    url: server.url,
    sleep: async () => undefined,
    timeoutMs: 1_000,
  });
}

interface Options {
  readonly api?: GithubApi;
  /** Called at each wait, after the clock went on. */
  readonly onWait?: (waited: number) => void;
  readonly ref?: string;
}

function run(changes: Partial<WorkflowRequest> = {}, options: Options = {}): Promise<WorkflowResult> {
  const { api = apiFor(), onWait = () => undefined, ref = 'main' } = options;
  let waited = 0;
  const started = clock;
  return githubWorkflow({
    api,
    ref,
    now: () => clock,
    sleep: async (ms) => {
      await server.actions.idle();
      waited += ms;
      clock = started + waited;
      onWait(waited);
    },
  })({ ...request, entry: { ...request.entry, at: new Date(started).toISOString() }, ...changes });
}

/** What was called, without the addresses. */
function calls(): string[] {
  return server.calls.map(
    ({ method, path }) => `${method} ${path.replace(/^.*\/actions\//, '').replace(/\?.*|\d{5,}/g, '')}`,
  );
}

describe('a workflow that is started for a decision', () => {
  test('is told the decision, on the default branch, and waited for', async () => {
    const result = await run();
    expect(result).toEqual({
      kind: 'success',
      url: expect.stringMatching(/octo\/shop\/actions\/runs\/\d+$/),
    });
    expect(dispatched).toHaveLength(1);
    expect(dispatched[0]).toMatchObject({ workflow: 'flags-push.yml', ref: 'refs/heads/main' });
    expect(JSON.parse(dispatched[0]?.inputs['decision'] ?? '')).toMatchObject({
      seq: 1,
      to: 'beta',
      commit: 'c'.repeat(40),
    });
    expect(calls()).toEqual(['POST workflows/flags-push.yml/dispatches', 'GET runs/']);
  });

  test.each<Conclusion>(['failure', 'cancelled', 'timed_out', 'skipped', 'neutral', 'action_required'])(
    'and ends with %s has failed',
    async (end) => {
      conclusion = end;
      expect(await run()).toMatchObject({
        kind: 'failed',
        why: `flags-push.yml ended with ${end}`,
        url: expect.stringMatching(/runs\/\d+$/),
      });
      expect(dispatched).toHaveLength(1);
    },
  );

  test('and goes on and on is given up at the limit, after few looks', async () => {
    conclusion = null;
    const waits: number[] = [];
    const result = await run({}, { onWait: (waited) => waits.push(waited) });
    expect(result).toMatchObject({
      kind: 'failed',
      why: 'flags-push.yml did not end within 10m',
      url: expect.any(String),
    });
    expect(waits.at(-1)).toBe(10 * MINUTE);
    expect(server.calls).toHaveLength(14);
  });

  test('and ends late is seen at the next look', async () => {
    conclusion = null;
    const onWait = (waited: number): void => {
      const id = dispatched[0]?.run.id;
      if (waited >= 4 * MINUTE && id !== undefined)
        server.actions.update(id, { status: 'completed', conclusion: 'success' });
    };
    expect(await run({}, { onWait })).toMatchObject({ kind: 'success' });
    expect(server.calls.length).toBeLessThan(10);
  });

  test.each<[string, Partial<WorkflowRequest>, Options, RegExp]>([
    [
      'is not there',
      { step: { workflow: 'none.yml', timeoutMs: MINUTE } },
      {},
      /there is no workflow none\.yml on branch main/,
    ],
    [
      'cannot be started by hand',
      { step: { workflow: 'ci.yml', timeoutMs: MINUTE } },
      {},
      /ci\.yml was not started: Workflow does not have 'workflow_dispatch' trigger/,
    ],
    ['is asked for on a branch that is not there', {}, { ref: 'gone' }, /was not started: No ref found/],
  ])('and %s has failed, and nothing is waited for', async (_, changes, options, why) => {
    expect(await run(changes, options)).toEqual({
      kind: 'failed',
      why: expect.stringMatching(why),
      url: null,
    });
    expect(server.calls).toHaveLength(1);
  });

  test('by a token that may not has failed, with the line to add', async () => {
    const result = await run({}, { api: apiFor({ contents: 'write' }) });
    expect(result).toMatchObject({ kind: 'failed', why: expect.stringMatching(/actions: write/) });
    expect(dispatched).toEqual([]);
  });
});

describe('an answer that tells nothing of the run', () => {
  /** An older server: it knows no details of the run, or refuses to be asked for them. */
  class Older implements GithubApi {
    readonly repository = REPOSITORY;
    readonly #api = apiFor();
    readonly #isStrict: boolean;

    constructor(isStrict: boolean) {
      this.#isStrict = isStrict;
    }

    get sent(): number {
      return this.#api.sent;
    }

    async call(call: ApiCall): Promise<ApiAnswer> {
      const { return_run_details: asked, ...body } = (call.body ?? {}) as { return_run_details?: boolean };
      if (asked !== true) return this.#api.call(call);
      if (!this.#isStrict) return this.#api.call({ ...call, body });
      const message = 'Invalid request.\n\n"return_run_details" is not a permitted key.';
      return { status: 422, headers: {}, body: { message } };
    }

    download(): Promise<Uint8Array> {
      return Promise.reject(new Error('nothing is downloaded here'));
    }
  }

  test.each([
    ['does not know the question', false],
    ['refuses the question', true],
  ])('from a server that %s: the run is looked up', async (_, isStrict) => {
    expect(await run({}, { api: new Older(isStrict) })).toMatchObject({ kind: 'success' });
    expect(dispatched).toHaveLength(1);
    expect(calls()).toEqual([
      'POST workflows/flags-push.yml/dispatches',
      'GET workflows/flags-push.yml/runs',
      'GET runs/',
    ]);
  });

  test('that was lost: it is looked up, and not started again', async () => {
    server.fail({ how: 'lost-answer', method: 'POST' });
    expect(await run()).toMatchObject({ kind: 'success' });
    expect(dispatched).toHaveLength(1);
  });

  test('that was lost before it was carried out: no run is seen, and that is a failure, not a second try', async () => {
    server.fail({ how: 'reset', method: 'POST' });
    expect(await run()).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(/no run of it is seen/),
      url: null,
    });
    expect(dispatched).toEqual([]);
    expect(calls().filter((call) => call.startsWith('POST'))).toHaveLength(1);
  });

  test.each(['hang', 500, 502, 'reset'] as const)(
    'while it is waited for (%s) only costs a look',
    async (how) => {
      server.fail({ how, method: 'GET', path: /\/runs\/\d+$/, times: 3 });
      expect(await run()).toMatchObject({ kind: 'success' });
    },
  );

  test('to every look is said at the limit', async () => {
    server.fail({ how: 500, method: 'GET', times: 1_000 });
    expect(await run({ step: { workflow: 'flags-push.yml', timeoutMs: MINUTE } })).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(/did not end within 1m; the last look at it failed: GitHub: GET.*500/),
    });
  });
});

describe('a decision that is carried out again', () => {
  test('finds the run that was started, and starts no other', async () => {
    const at = new Date(clock).toISOString();
    const first = await run();
    clock += MINUTE;
    const again = await run({ isRepeated: true, entry: { ...request.entry, at } });
    expect(again).toEqual(first);
    expect(dispatched).toHaveLength(1);
  });

  test('tells a failed run again', async () => {
    conclusion = 'failure';
    const at = new Date(clock).toISOString();
    await run();
    conclusion = 'success';
    expect(await run({ isRepeated: true, entry: { ...request.entry, at } })).toMatchObject({
      kind: 'failed',
    });
    expect(dispatched).toHaveLength(1);
  });

  test('starts it where the first try died before it did', async () => {
    expect(await run({ isRepeated: true })).toMatchObject({ kind: 'success' });
    expect(dispatched).toHaveLength(1);
  });

  test('starts nothing where it cannot be seen whether it was started', async () => {
    server.fail({ how: 502, method: 'GET', path: /flags-push\.yml\/runs/, times: 10 });
    expect(await run({ isRepeated: true })).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(/502/),
    });
    expect(dispatched).toEqual([]);
  });
});

describe('the approvals of a run', () => {
  test('are read in one call, with who gave them', async () => {
    const { id } = await server.actions.addRun({ repository: REPOSITORY, workflow: 'flags-push.yml' });
    server.actions.approve(id, { environment: 'phasegate-qa', user: 'mona', state: 'approved' });
    server.actions.approve(id, {
      environment: 'phasegate-sre',
      user: 'octo',
      state: 'rejected',
      comment: '@everyone',
    });
    server.resetCalls();
    expect(await readReviews(apiFor({ actions: 'read' }), String(id))).toEqual([
      { environments: ['phasegate-qa'], state: 'approved', by: 'mona', isPerson: true },
      { environments: ['phasegate-sre'], state: 'rejected', by: 'octo', isPerson: true },
    ]);
    expect(server.calls).toHaveLength(1);
  });

  test.each([
    ['outside of a run', '', /GITHUB_RUN_ID is not set/],
    ['of what is no run', '../../x', /"\.\.\/\.\.\/x" is no run's id/],
  ])('%s are refused before any call', async (_, id, message) => {
    await expect(readReviews(apiFor(), id)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(message),
    });
    expect(server.calls).toEqual([]);
  });

  test('without the permission are named with the line to add', async () => {
    const api = apiFor({ contents: 'write' });
    await expect(readReviews(api, '7000000001')).rejects.toMatchObject({
      code: 'no-permission',
      message: expect.stringMatching(/actions: read/),
    });
  });
});
