import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { git, makeFolder, makeRepository, runAll, writeFiles, type Ran } from './support.js';
import type { RunnerOptions, RunRequest } from '../../scripts/local/src/runner.js';

// Processes are started: a busy machine takes its time.
jest.setTimeout(60_000);

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => `.github/workflows/${name}.yml`;
const workflows = (files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [at(name), text]));

/** A folder that is no git repository. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = makeFolder(workflows(files));
  folders.push(folder);
  return folder;
}

function repositoryOf(files: Readonly<Record<string, string>>): string {
  const folder = makeRepository(files);
  folders.push(folder);
  return folder;
}

/** Runs the workflow `main` of some files. */
function runMain(
  files: Readonly<Record<string, string>>,
  request: Partial<RunRequest> = {},
  options: Partial<RunnerOptions> = {},
): Promise<Ran> {
  return runAll(folderOf(files), [{ workflow: 'main', ...request }], options);
}

const results = ({ result }: Ran): Record<string, string> =>
  Object.fromEntries(Object.entries(result.jobs).map(([id, job]) => [id, job.result]));
const said = ({ lines }: Ran, start: string): string[] =>
  lines.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length + 1));

const STEP = (script: string): string =>
  `runs-on: ubuntu-latest\n    steps: [{ run: ${JSON.stringify(script)} }]\n`;

describe('a workflow that another one calls', () => {
  test('inputs with their types and defaults, secrets by name, outputs, and jobs behind it', async () => {
    const ran = await runMain(
      {
        main: `
on: workflow_dispatch
env: { OUTER: outer }
jobs:
  first:
    runs-on: ubuntu-latest
    outputs: { n: '\${{ steps.s.outputs.n }}' }
    steps: [{ id: s, run: echo n=7 >> "$GITHUB_OUTPUT" }]
  call:
    name: the call
    needs: first
    uses: ./${at('called')}
    with: { n: '\${{ fromJSON(needs.first.outputs.n) }}', text: 12 }
    secrets: { key: '\${{ secrets.OPEN_SESAME }}', token: '\${{ secrets.GITHUB_TOKEN }}' }
  after:
    needs: call
    ${STEP('echo "after ${{ needs.call.result }} ${{ needs.call.outputs.sum }} [${{ needs.call.outputs.leak }}]"')}`,
        called: `
on:
  workflow_call:
    inputs:
      n: { type: number, required: true }
      text: { type: string }
      flag: { type: boolean, default: true }
      none: { type: number }
      who: { type: string, default: '\${{ github.actor }}' }
    secrets: { key: { required: true }, token: {} }
    outputs:
      sum: { value: '\${{ jobs.add.outputs.sum }} of \${{ inputs.n }}' }
      leak: { value: '\${{ jobs.add.outputs.key }}' }
jobs:
  add:
    runs-on: ubuntu-latest
    outputs: { sum: '\${{ steps.s.outputs.sum }}', key: 'x\${{ steps.s.outputs.key }}' }
    steps:
      - id: s
        env: { KEY: '\${{ secrets.key }}', SAME: '\${{ secrets.token == github.token }}' }
        run: |
          echo "sum=$((\${{ inputs.n }} + 1))" >> "$GITHUB_OUTPUT"
          echo "key=$KEY" >> "$GITHUB_OUTPUT"
          echo "types \${{ inputs.n == 7 }} \${{ inputs.text }} \${{ inputs.flag == true }} \${{ inputs.none }} \${{ inputs.who }}"
          echo "key is $KEY, \${{ secrets.OPEN_SESAME }}; same $SAME; outer [$OUTER]"
          echo "github \${{ github.event_name }} \${{ github.workflow }} $GITHUB_JOB"
`,
      },
      {},
      { secrets: { OPEN_SESAME: 'hunter-two' } },
    );
    expect(results(ran)).toEqual({
      first: 'success',
      call: 'success',
      'call/add': 'success',
      after: 'success',
    });
    expect(said(ran, 'types')).toEqual(['true 12 true 0 local']);
    expect(said(ran, 'key is')).toEqual(['***, ; same true; outer []']);
    expect(said(ran, 'github')).toEqual(['workflow_dispatch main add']);
    expect(said(ran, 'after')).toEqual(['success 8 of 7 []']);
    const ended = ran.events.flatMap((event) => (event.kind === 'job-done' ? [event.job] : []));
    expect(ended).toEqual(['first', 'the call / add', 'after']);
  });

  test('a matrix of calls, nested calls that inherit secrets, and permissions that only shrink', async () => {
    const asked: unknown[] = [];
    const ran = await runMain(
      {
        main: `
on: push
permissions: { contents: write, issues: read }
jobs:
  call:
    strategy: { matrix: { who: [a, b] } }
    uses: ./${at('middle')}
    with: { who: '\${{ matrix.who }}' }
    secrets: inherit
`,
        middle: `
on: { workflow_call: { inputs: { who: { type: string } }, outputs: { got: { value: '\${{ jobs.deep.outputs.got }}' } } } }
jobs:
  deep:
    permissions: { contents: read }
    uses: ./${at('inner')}
    with: { who: '\${{ inputs.who }}' }
    secrets: inherit
  own:
    ${STEP('echo own')}`,
        inner: `
on: { workflow_call: { inputs: { who: { type: string } }, outputs: { got: { value: '\${{ jobs.work.outputs.got }}' } } } }
jobs:
  work:
    runs-on: ubuntu-latest
    outputs: { got: '\${{ inputs.who }}' }
    steps: [{ run: 'test "\${{ secrets.WORD }}" = sesame && echo "in \${{ inputs.who }}"' }]
`,
      },
      {},
      {
        secrets: { WORD: 'sesame' },
        tokenFor: ({ job, permissions }) => {
          asked.push([job, permissions]);
          return `token-of-${job}`;
        },
      },
    );
    expect(results(ran)).toMatchObject({
      call: 'success',
      'call-0/deep': 'success',
      'call-0/deep/work': 'success',
      'call-1/deep/work': 'success',
      'call-1/own': 'success',
    });
    expect(said(ran, 'in').sort()).toEqual(['a', 'b']);
    expect(['a', 'b']).toContain(ran.result.jobs['call']?.outputs['got']);
    expect(asked).toHaveLength(4);
    expect(asked).toContainEqual(['call (a) / deep / work', { contents: 'read' }]);
    expect(asked).toContainEqual(['call (b) / own', { contents: 'write', issues: 'read' }]);
  });

  test('results: a failed, a skipped and a forgiven job; status functions; nothing runs behind a failure', async () => {
    const ran = await runMain({
      main: `
on: push
jobs:
  call: { uses: ./${at('called')} }
  not: { if: false, uses: ./${at('called')} }
  skips: { needs: call, uses: ./${at('called')} }
  after:
    needs: [call, not]
    if: \${{ !cancelled() && needs.call.result == 'failure' && needs.not.result == 'skipped' }}
    uses: ./${at('quiet')}
`,
      called: `
on: workflow_call
jobs:
  fails:
    ${STEP('exit 3')}
  skipped:
    needs: fails
    ${STEP('echo never')}
  rescue:
    needs: fails
    if: failure()
    ${STEP('echo rescued')}`,
      quiet: `
on: workflow_call
jobs:
  tolerated:
    continue-on-error: true
    ${STEP('exit 1')}
  off:
    if: \${{ github.event_name == 'schedule' }}
    ${STEP('echo never')}`,
    });
    expect(results(ran)).toEqual({
      call: 'failure',
      'call/fails': 'failure',
      'call/skipped': 'skipped',
      'call/rescue': 'success',
      not: 'skipped',
      skips: 'skipped',
      after: 'success',
      'after/tolerated': 'success',
      'after/off': 'skipped',
    });
    expect(ran.result.result).toBe('failure');
    expect(ran.lines).toContain('rescued');
    expect(ran.lines).not.toContain('never');
  });

  test('the time of a run reaches an input `now` that the caller leaves empty', async () => {
    const called = `
on: { workflow_call: { inputs: { now: { type: string } } } }
jobs:
  show:
    ${STEP('echo "now ${{ inputs.now }}"')}`;
    const main = `
on: schedule
jobs:
  empty: { uses: ./${at('called')}, with: { now: '' } }
  given: { uses: ./${at('called')}, with: { now: then } }
`;
    const ran = await runMain({ main, called }, { now: Date.UTC(2026, 2, 2) });
    expect(said(ran, 'now').sort()).toEqual(['2026-03-02T00:00:00Z', 'then']);
  });

  test.each([
    ['a text for a boolean', 'flag', "'true'", 'the input flag is "true", and must be a boolean; fromJSON'],
    [
      'a secret for an input',
      'text',
      '${{ secrets.GITHUB_TOKEN }}',
      '`secrets` cannot be used at this place',
    ],
    ['nothing for a number', 'n', '${{ github.event.none }}', 'the input n is null, and must be a number'],
  ])('%s fails the call and says so', async (_name, input, value, message) => {
    const ran = await runMain({
      main: `
on: push
jobs:
  call: { uses: ./${at('called')}, with: { ${input}: ${value.startsWith("'") ? value : `'${value}'`} } }
`,
      called: `
on: { workflow_call: { inputs: { flag: { type: boolean }, n: { type: number }, text: { type: string } } } }
jobs:
  show:
    ${STEP('echo never')}`,
    });
    expect(ran.result.jobs).toEqual({ call: { result: 'failure', outputs: {} } });
    expect(ran.result.annotations.map((one) => one.message).join()).toContain(message);
  });
});

describe('before anything runs', () => {
  const callable = `
on: { workflow_call: { inputs: { must: { type: string, required: true }, may: { type: string } }, secrets: { key: { required: true } } } }
jobs:
  work:
    ${STEP('echo never')}`;
  const caller = (rest: string): string => `
on: push
jobs:
  call: { ${rest} }
`;
  const chain = Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => [
      `level${i + 2}`,
      i === 9
        ? `on: workflow_call\njobs:\n  end:\n    ${STEP('echo end')}`
        : `on: workflow_call\njobs: { call: { uses: ./${at(`level${i + 3}`)} } }\n`,
    ]),
  );
  const writes = `
on: workflow_call
jobs:
  work:
    permissions: { contents: write, issues: read }
    ${STEP('echo never')}`;

  test.each<[string, Record<string, string>, readonly string[]]>([
    [
      'names that are wrong, all at once',
      { main: caller(`uses: ./${at('other')}, with: { typo: 1 }, secrets: { tpyo: x }`), other: callable },
      [
        'typo is no input of the called workflow; it has must, may',
        'the input must is required',
        'tpyo is no secret of the called workflow; it has key',
        'the secret key is required',
      ],
    ],
    [
      'a workflow that cannot be called',
      { main: caller(`uses: ./${at('other')}`), other: caller(`uses: ./${at('main')}`) },
      ['no `workflow_call` among its events'],
    ],
    ['a file that is not there', { main: caller(`uses: ./${at('none')}`) }, ['there is no file']],
    ['a path elsewhere', { main: caller('uses: ./workflows/x.yml') }, ['write ./.github/workflows/x.yml']],
    ['no ref', { main: caller(`uses: acme/tools/${at('x')}`) }, ['owner/name/.github/workflows/x.yml@ref']],
    [
      'a repository that is nowhere',
      { main: caller(`uses: acme/tools/${at('x')}@v1`) },
      ['--uses acme/tools=FOLDER'],
    ],
    [
      'a workflow that calls itself by another one',
      {
        main: caller(`uses: ./${at('a')}`),
        a: `on: workflow_call\njobs: { b: { uses: ./${at('b')} } }\n`,
        b: `on: workflow_call\njobs: { a: { uses: ./${at('a')} } }\n`,
      },
      ['the workflow calls itself'],
    ],
    ['an eleventh level', { main: caller(`uses: ./${at('level2')}`), ...chain }, ['deeper than 10 levels']],
    [
      'more permissions than the caller has',
      { main: `permissions: { contents: read }\n${caller(`uses: ./${at('other')}`)}`, other: writes },
      ['asks for contents: write (allowed: contents: read)', 'asks for issues: read (allowed: issues: none)'],
    ],
    [
      'more permissions than there are by default',
      { main: caller(`uses: ./${at('other')}`), other: writes },
      ['asks for contents: write (allowed: contents: read)'],
    ],
    [
      'keys of a job with steps',
      { main: caller(`uses: ./${at('other')}, runs-on: x, timeout-minutes: 5`), other: writes },
      ['runs-on: unknown key', 'timeout-minutes: unknown key'],
    ],
    [
      'an input without a type, an output without a value',
      {
        main: caller(`uses: ./${at('other')}`),
        other: `on: { workflow_call: { inputs: { a: {} }, outputs: { b: {} } } }\njobs:\n  w:\n    ${STEP('echo')}`,
      },
      ['needs a type: boolean, number, string', 'needs a `value`'],
    ],
    [
      'an unknown permission, a level that a scope does not have',
      { main: `on: push\npermissions: { content: read, id-token: read }\njobs:\n  w:\n    ${STEP('echo')}` },
      ['content is no scope', 'id-token is "read"; use none, write'],
    ],
  ])('%s', async (_name, files, messages) => {
    const error: unknown = await runMain(files).then(
      () => null,
      (reason: unknown) => reason,
    );
    for (const message of messages) expect(String(error)).toContain(message);
  });

  test('ten levels are fine', async () => {
    const { level11: _, ...nine } = chain;
    const last = `on: workflow_call\njobs:\n  end:\n    ${STEP('echo the end')}`;
    const ran = await runMain({ main: caller(`uses: ./${at('level2')}`), ...nine, level10: last });
    expect(ran.result.result).toBe('success');
    expect(ran.lines).toContain('the end');
  });
});

describe('a workflow of another repository', () => {
  const tools = (word: string): Record<string, string> => ({
    [at('tick')]: `
name: tick
on: { workflow_call: { inputs: { who: { type: string } } } }
jobs:
  work:
    runs-on: ubuntu-latest
    steps:
      - uses: $/actions/say
        with: { who: '\${{ inputs.who }}' }
      - run: |
          ls -A | wc -l | xargs echo files
          echo "job \${{ job.workflow_repository }} \${{ job.workflow_file_path }} \${{ job.workflow_ref }} \${{ job.workflow_sha }}"
          echo "github \${{ github.repository }} \${{ github.workflow }} \${{ github.sha }} $GITHUB_WORKFLOW_REF"
      - uses: actions/checkout@v7
      - run: echo "mine $(cat own.txt)"
      - { uses: actions/checkout@v7, with: { repository: '\${{ job.workflow_repository }}', ref: '\${{ job.workflow_sha }}', path: theirs } }
      - run: echo "theirs $(cat theirs/word.txt)"
  again: { uses: ./${at('inner')} }
`,
    [at('inner')]: `
on: workflow_call
jobs:
  inner:
    runs-on: ubuntu-latest
    steps: [{ uses: $/actions/say, with: { who: inner } }]
`,
    'actions/say/action.yml': `
name: say
inputs: { who: { required: true } }
runs: { using: composite, steps: [{ shell: bash, env: { WHO: '\${{ inputs.who }}' }, run: 'echo "say ${word} $WHO"' }] }
`,
    'word.txt': `${word}\n`,
  });
  const user = (ref: string): Record<string, string> => ({
    [at('main')]: `
name: mine
on: push
jobs:
  tick: { uses: acme/tools/${at('tick')}@${ref}, with: { who: me } }
  direct:
    runs-on: ubuntu-latest
    steps: [{ uses: acme/tools/actions/say@${ref}, with: { who: direct } }]
`,
    'own.txt': 'user\n',
  });

  test.each(['v1', 'branch', 'a commit id'])('at its %s, with its own actions by $/', async (kind) => {
    const theirs = repositoryOf(tools('old'));
    const sha = git(theirs, 'rev-parse', 'HEAD');
    git(theirs, 'tag', 'v1');
    git(theirs, 'branch', 'branch');
    writeFiles(theirs, tools('new'));
    git(theirs, 'commit', '--quiet', '--all', '--message=second');
    const ref = kind === 'a commit id' ? sha : kind;
    const mine = repositoryOf(user(ref));
    const ran = await runAll(mine, [{ workflow: 'main' }], {
      repositories: { 'acme/tools': theirs },
      repository: { name: 'me/app', id: 42 },
    });
    expect(results(ran)).toEqual({
      tick: 'success',
      'tick/work': 'success',
      'tick/again': 'success',
      'tick/again/inner': 'success',
      direct: 'success',
    });
    expect(said(ran, 'say').sort()).toEqual(['old direct', 'old inner', 'old me']);
    expect(said(ran, 'files')).toEqual(['0']);
    const full = { v1: 'refs/tags/v1', branch: 'refs/heads/branch' }[kind] ?? sha;
    expect(said(ran, 'job')).toEqual([`acme/tools ${at('tick')} acme/tools/${at('tick')}@${full} ${sha}`]);
    const own = git(mine, 'rev-parse', 'HEAD');
    expect(said(ran, 'github')).toEqual([`me/app mine ${own} me/app/${at('main')}@refs/heads/main`]);
    expect(said(ran, 'mine')).toEqual(['user']);
    expect(said(ran, 'theirs')).toEqual(['old']);
  });

  test('as it is on disk, for one ref', async () => {
    const theirs = repositoryOf(tools('committed'));
    writeFiles(theirs, tools('changed'));
    const mine = repositoryOf(user('main'));
    const ran = await runAll(mine, [{ workflow: 'main' }], { repositories: { 'acme/tools@main': theirs } });
    expect(said(ran, 'say').sort()).toEqual(['changed direct', 'changed inner', 'changed me']);
  });

  test('a ref that it does not have', async () => {
    const theirs = repositoryOf(tools('old'));
    const mine = repositoryOf(user('v9'));
    const repositories = { 'acme/tools': theirs };
    await expect(runAll(mine, [{ workflow: 'main' }], { repositories })).rejects.toThrow(
      'has no branch, tag or commit "v9"',
    );
  });
});
