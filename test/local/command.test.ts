import { describe, expect, test } from '@jest/globals';
import { readCommand, timesOf } from '../../scripts/local/src/args.js';
import { makeEvent } from '../../scripts/local/src/event.js';
import { parseWorkflow, rootOf } from '../../scripts/local/src/workflow-parse.js';
import { findWorkflow } from '../../scripts/local/src/workflow-lookup.js';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, workflowPath } from './support.js';

const command = (line: string): ReturnType<typeof readCommand> => readCommand(line.split(' '));

describe('the command line', () => {
  test('one run', () => {
    expect(
      command('rollout --repo r --input a=b=c --input d= --secret S=x --var V=y --event push --verbose'),
    ).toMatchObject({
      workflow: 'rollout',
      repo: 'r',
      event: 'push',
      inputs: new Map([
        ['a', 'b=c'],
        ['d', ''],
      ]),
      secrets: new Map([['S', 'x']]),
      vars: new Map([['V', 'y']]),
      schedule: { kind: 'once', now: null },
      play: null,
      verbose: true,
    });
  });

  test('another site, and folders for other repositories', () => {
    const site = '--api http://127.0.0.1:4000 --repository me/app --payload p.json';
    expect(command(`rollout ${site} --uses a/b=../b --uses a/c@v1=../c`)).toMatchObject({
      api: 'http://127.0.0.1:4000',
      repository: 'me/app',
      payload: 'p.json',
      uses: new Map([
        ['a/b', '../b'],
        ['a/c@v1', '../c'],
      ]),
    });
    expect(() => command('rollout --api localhost --repository app')).toThrow(
      /--repository is "app"; write it as owner\/name\n.*--api is "localhost"; write it as http/,
    );
  });

  test('many runs play telemetry, the last one at --until', () => {
    const read = command('rollout --now 2026-03-02T00:02:00Z --every 15m --until 2026-03-02T00:32:00Z');
    expect(read?.play).toEqual({ folder: 'telemetry', until: Date.UTC(2026, 2, 2, 0, 32) });
    const times = timesOf(read?.schedule ?? { kind: 'once', now: null });
    expect(times).toEqual([2, 17, 32].map((minute) => Date.UTC(2026, 2, 2, 0, minute)));
    expect(
      command('rollout --now 2026-03-02T00:02:00Z --every 15m --until 2026-03-02T00:32:00Z --no-play')?.play,
    ).toBeNull();
  });

  test('all faults at once, and never a secret', () => {
    let message = '';
    try {
      command(
        'a b --what --now noon --every 0m --until 2026-03-02 --secret hunter-two --play x --no-play --repo',
      );
    } catch (error) {
      message = String(error);
    }
    const faults = [
      '--what is no option',
      '--now is "noon"',
      '--every is "0m"',
      '--until is "2026-03-02"',
      '--secret needs NAME=VALUE',
    ];
    for (const fault of [
      ...faults,
      'name one workflow',
      '--play and --no-play exclude',
      '--repo needs a value',
    ]) {
      expect(message).toContain(fault);
    }
    expect(message).not.toContain('hunter-two');
  });

  test.each([
    ['--every without its fellows', 'w --every 15m', '--now is missing'],
    [
      'an end before the beginning',
      'w --now 2026-03-02T00:00:00Z --every 1m --until 2026-03-01T00:00:00Z',
      'before --now',
    ],
    ['playing without a time', 'w --play telemetry', '--play needs --now'],
  ])('%s', (_name, line, message) => {
    expect(() => command(line)).toThrow(message);
  });

  test('help', () => {
    expect(command('--help')).toBeNull();
  });
});

describe('events', () => {
  const workflow = parseWorkflow(
    readFileSync(workflowPath('dispatch'), 'utf8'),
    '/r/.github/workflows/dispatch.yml',
  );
  const request = {
    event: null,
    inputs: new Map<string, string>(),
    now: null,
    isStepped: false,
    payload: {},
  };

  test('all faults of the inputs at once', () => {
    const inputs = new Map(
      Object.entries({ operation: 'explode', count: 'many', 'dry-run': 'yes', typo: '1' }),
    );
    let message = '';
    try {
      makeEvent(workflow, { ...request, inputs });
    } catch (error) {
      message = String(error);
    }
    expect(message.split('\n').slice(1)).toEqual([
      '  typo is no input; there are operation, reason, count, dry-run, now',
      '  operation is "explode"; use one of status, promote',
      '  reason is required',
      '  count is "many"; write a number',
      '  dry-run is "yes"; use true or false',
    ]);
  });

  test('types and defaults', () => {
    const event = makeEvent(workflow, { ...request, inputs: new Map([['reason', 'r']]) });
    expect(event.inputs).toEqual({ operation: 'status', reason: 'r', count: 3, 'dry-run': false, now: '' });
    expect(event.payload['inputs']).toEqual({
      operation: 'status',
      reason: 'r',
      count: '3',
      'dry-run': 'false',
      now: '',
    });
  });

  test.each([
    [
      'an event it does not listen to',
      { event: 'push' },
      'does not listen to "push"; it listens to workflow_dispatch, schedule',
    ],
    [
      'inputs of an event that has none',
      { event: 'schedule', inputs: new Map([['a', 'b']]) },
      'takes no inputs',
    ],
  ])('%s', (_name, part, message) => {
    expect(() => makeEvent(workflow, { ...request, ...part })).toThrow(message);
  });

  test('steps through time are scheduled runs', () => {
    expect(makeEvent(workflow, { ...request, isStepped: true }).name).toBe('schedule');
  });
});

describe('workflow files', () => {
  test('all faults at once, each with its line', () => {
    const text = [
      'on: push',
      'jobs:',
      '  a:',
      '    needs: [b, none]',
      '    runs-on: x',
      '    steps:',
      '      - run: echo',
      '        uses: ./x',
      '      - { id: s, run: a }',
      '      - { id: S, run: "${{ unknown.x }}", wiht: 1 }',
      '      - if: ${{ success( }}',
      '        run: a',
      '  b:',
      '    needs: a',
      '    steps: []',
    ].join('\n');
    let message = '';
    try {
      parseWorkflow(text, 'w.yml');
    } catch (error) {
      message = String(error);
    }
    const places = message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
    const expected = [
      /^w\.yml:7:9 .*either `run` or `uses`/,
      /^w\.yml:10:\d+ .*the step id "s" is there twice/,
      /^w\.yml:10:\d+ .*wiht: unknown key/,
      /^w\.yml:10:\d+ .*unknown/,
      /^w\.yml:11:13 .*expression/,
      /^w\.yml:4:12 .*there is no job "none"/,
      /^w\.yml:4:12 .*waits for itself/,
      /^w\.yml:14:12 .*waits for itself/,
      /^w\.yml:14:5 .*needs `runs-on`/,
      /^w\.yml:15:12 .*needs a list of `steps`/,
    ];
    for (const pattern of expected) expect(places).toContainEqual(expect.stringMatching(pattern));
    expect(places).toHaveLength(expected.length);
  });

  test('broken YAML is said with its line', () => {
    expect(() => parseWorkflow('on: push\njobs: [', 'w.yml')).toThrow(/w\.yml:2:\d+/);
  });

  test('a name is looked up in the repository, then in the project; a path is a path', () => {
    const minimal = 'on: push\njobs: { a: { runs-on: x, steps: [{ run: a }] } }\n';
    const at = (name: string): string => join('.github/workflows', name);
    const repo = makeFolder({ [at('own.yaml')]: minimal });
    const project = makeFolder({
      [at('own.yml')]: minimal,
      [at('shared.yml')]: minimal,
      'other.yml': minimal,
    });
    try {
      expect(findWorkflow('own', { repo, project }).file).toBe(join(repo, at('own.yaml')));
      expect(findWorkflow('shared', { repo, project }).root).toBe(project);
      expect(findWorkflow(join(project, 'other.yml'), { repo, project }).root).toBe(project);
      expect(() => findWorkflow('nowhere', { repo, project })).toThrow(
        /there is no workflow "nowhere"; looked for/,
      );
      expect(rootOf('/a/.github/workflows/w.yml')).toBe('/a');
    } finally {
      rmSync(repo, { recursive: true, force: true });
      rmSync(project, { recursive: true, force: true });
    }
  });
});
