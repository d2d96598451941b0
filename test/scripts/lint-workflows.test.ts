import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { temporaryFolder } from '../temporary-folder.js';

jest.setTimeout(120_000);

const PROJECT = join(import.meta.dirname, '../..');
const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1';

interface Answer {
  readonly code: number;
  readonly lines: readonly string[];
  readonly errors: string;
}

/** Runs the check as `npm run lint:workflows` does. */
function lint(folder: string, path = process.env['PATH']): Promise<Answer> {
  const script = join(PROJECT, 'scripts/lint-workflows/main.mjs');
  return new Promise((resolve) => {
    execFile(process.execPath, [script, folder], { env: { PATH: path } }, (error, stdout, stderr) => {
      const code = error === null ? 0 : Number(error.code);
      resolve({ code, lines: stdout.trimEnd().split('\n'), errors: stderr });
    });
  });
}

async function repository(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const HEAD = 'on: { push: { branches: [main] }, workflow_dispatch: { inputs: { why: { type: string } } } }\n';
const JOB = '  one:\n    runs-on: ubuntu-latest\n    permissions: { contents: read }\n';

/** A workflow of one job with these steps, as a list of YAML. */
const steps = (text: string): string =>
  `${HEAD}permissions: {}\njobs:\n${JOB}    steps:\n${text.replace(/^/gm, '      ')}\n`;

const ACTION = `name: Own
description: An action of this repository
inputs: { given: { description: Something, required: true } }
runs: { using: node24, main: index.mjs }
`;

/** What is wrong, the workflow, the line it is found on, and what is said. */
const BAD: readonly (readonly [string, string, number, RegExp])[] = [
  ['YAML that is none', 'on: push\njobs: [\n', 3, /\[yaml\]$/],
  [
    'a step id that is not there',
    steps('- run: echo "$A"\n  env: { A: "${{ steps.x.outputs.y }}" }'),
    9,
    /"x".*\[actionlint expression\]$/,
  ],
  [
    'a runner that is not there',
    steps('- run: "true"').replace('ubuntu-latest', 'ubuntu-1.0'),
    5,
    /\[actionlint runner-label\]$/,
  ],
  [
    'an input that a local action does not have',
    steps('- uses: $/own\n  with: { given: x, other: y }'),
    9,
    /Invalid action input 'other'.*\[language service\]$/,
  ],
  [
    'an input that a local action needs',
    steps('- uses: ./own'),
    8,
    /Missing required input `given`.*\[language service\]$/,
  ],
  ['an action that is not there', steps('- uses: $/missing'), 8, /missing.*\[language service\]$/],
  [
    'a shell script with a mistake',
    steps('- run: |\n    echo ok\n    rm $HOME/x'),
    10,
    /SC2086: .*\[shellcheck\]$/,
  ],
  [
    'a script that nothing can check',
    steps('- run: print(1)\n  shell: python'),
    8,
    /another shell.*\[shellcheck\]$/,
  ],
  ['an action by its tag', steps('- uses: actions/checkout@v7'), 8, /name the commit.*\[pin\]$/],
  [
    'an action by a short commit',
    steps('- uses: actions/checkout@3d3c42e # v7.0.1'),
    8,
    /name the commit.*\[pin\]$/,
  ],
  ['a commit of which nobody knows the tag', steps(`- uses: ${CHECKOUT}`), 8, /which tag.*\[pin\]$/],
  ['an image by its name', steps('- uses: docker://alpine:3'), 8, /name the commit.*\[pin\]$/],
  [
    "somebody's workflow by its branch",
    `${HEAD}permissions: {}\njobs:\n  one:\n    permissions: {}\n    uses: octo/flows/.github/workflows/x.yml@main\n`,
    6,
    /name the commit.*\[pin\]$/,
  ],
  [
    'an input in a script',
    steps("- run: echo '${{ inputs.why }}'"),
    8,
    /give it by env.*\[untrusted text\]$/,
  ],
  [
    'a branch name in a script',
    steps('- run: |\n    echo "${{ github.head_ref }}"'),
    8,
    /give it by env.*\[untrusted text\]$/,
  ],
  [
    'a title behind a function in a script',
    steps('- run: echo "${{ format(\'{0}\', github.event.issue.title) }}"'),
    8,
    /give it by env.*\[untrusted text\]$/,
  ],
  [
    'an output of a step in a script',
    steps('- { id: a, run: "true" }\n- run: echo "${{ steps.a.outputs.b }}"'),
    9,
    /give it by env.*\[untrusted text\]$/,
  ],
  [
    'no permissions for the workflow',
    steps('- run: "true"').replace('permissions: {}\n', ''),
    1,
    /\[permissions\]$/,
  ],
  [
    'no permissions for a job',
    steps('- run: "true"').replace('    permissions: { contents: read }\n', ''),
    5,
    /job one.*\[permissions\]$/,
  ],
  [
    'every secret handed on',
    `${HEAD}permissions: {}\njobs:\n  one:\n    permissions: {}\n    uses: ./.github/workflows/good.yml\n    secrets: inherit\n`,
    5,
    /every secret.*\[permissions\]$/,
  ],
  [
    'a secret for every step',
    steps('- run: "true"').replace('    steps:', '    env: { KEY: "${{ secrets.KEY }}" }\n    steps:'),
    7,
    /\[secrets\]$/,
  ],
  [
    "a path of the caller's repository",
    steps('- uses: ./own\n  with: { given: x }').replace(HEAD, 'on: { workflow_call: {} }\n'),
    8,
    /write \$\/.*\[own files\]$/,
  ],
];

const GOOD = steps(`- uses: ${CHECKOUT} # v7.0.1
- uses: $/own
  with: { given: '\${{ inputs.why }}' }
- run: echo "$WHY of \${{ github.run_id }}"
  env: { WHY: '\${{ inputs.why }}' }`);

const fileOf = (name: string): string =>
  `.github/workflows/${name.replaceAll(/\W+/g, '-').toLowerCase()}.yml`;

describe('npm run lint:workflows', () => {
  let answer: Answer;

  beforeAll(async () => {
    const files = Object.fromEntries(BAD.map(([name, text]) => [fileOf(name), text]));
    answer = await lint(
      await repository({
        ...files,
        '.github/workflows/good.yml': GOOD,
        'own/action.yml': ACTION,
        'odd/action.yml': ACTION.replace('using: node24', 'using: node1'),
      }),
    );
  });

  test.each(BAD)('finds %s', (name, _text, line, said) => {
    const found = answer.lines.filter((one) => one.startsWith(`${fileOf(name)}:${line}:`));
    expect(found).toContainEqual(expect.stringMatching(said));
  });

  test('finds an action.yml that is wrong', () => {
    expect(answer.lines).toContainEqual(expect.stringMatching(/^odd\/action\.yml:4:.*\[language service\]$/));
  });

  test('says nothing of what is right, and fails for the rest', () => {
    expect(answer.lines.filter((line) => /^(?:\.github\/workflows\/good\.yml|own\/)/.test(line))).toEqual([]);
    expect(answer.code).toBe(1);
  });

  test('without shellcheck says how to install it', async () => {
    const folder = await repository({ '.github/workflows/good.yml': steps('- run: "true"') });
    const { code, errors } = await lint(folder, await temporaryFolder());
    expect([code, errors]).toEqual([2, expect.stringContaining('apt-get install shellcheck')]);
  });

  test('finds nothing in this repository', async () => {
    const { code, lines } = await lint(PROJECT);
    expect(lines.slice(0, -1)).toEqual([]);
    expect(code).toBe(0);
  });
});
