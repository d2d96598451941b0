import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readCommand } from '../../scripts/schema-check/src/arguments.js';
import { check, faultsOf, isPassed } from '../../scripts/schema-check/src/check.js';
import { baseState, folderState, kindOf } from '../../scripts/schema-check/src/files.js';
import { reportMarkdown } from '../../scripts/schema-check/src/report.js';
import { git, makeFolder, makeRepository, PROJECT, writeFiles } from '../local/support.js';

const schema = (fields: object): string =>
  JSON.stringify({ type: 'object', properties: fields, examples: [{}] });

/** As the workflow has them. */
const ROOTS = ['', 'fixtures/*', 'fixtures/reference/*'];

describe('which files', () => {
  test.each([
    ['schemas/events/a.json', 'schema'],
    ['schemas/a.schema.json', 'schema'],
    ['fixtures/one/schemas/events/a.json', 'schema'],
    ['fixtures/one/governance/policy.yaml', 'policy'],
    ['governance/drafts/next-policy-2.yml', 'policy'],
    ['templates/notices/en/warn.liquid', 'template'],
    ['fixtures/one/templates/reports/rollout_phase.md', 'template'],
    ['templates/notices/logo.png', null],
    ['governance/flags.yaml', null],
    ['schemas/README.md', null],
    ['schemas', null],
    ['src/schemas/a.json', null],
    ['fixtures/one/two/schemas/a.json', null],
    ['fixtures/schemas/a.json', null],
  ])('%s: %s', (path, kind) => {
    expect(kindOf(path, ['', 'fixtures/*'])).toBe(kind);
  });
});

describe('states', () => {
  let folder: string;
  beforeEach(() => {
    folder = makeRepository({
      'schemas/a.json': schema({ x: {}, y: {} }),
      'sub/schemas/b.json': schema({}),
      'other.txt': '',
    });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('a commit and a folder are read alike, from a folder of the repository too', async () => {
    const outside = makeFolder({ 'secret.json': schema({}) });
    try {
      symlinkSync(join(outside, 'secret.json'), join(folder, 'schemas/link.json'));
      git(folder, 'add', '.');
      git(folder, 'commit', '--quiet', '--message=link');
      for (const state of [await folderState(folder, ['']), await baseState('HEAD', folder, [''])]) {
        expect([...state.files.keys()]).toEqual(['schemas/a.json']);
        expect(await state.read('schemas/a.json')).toBe(schema({ x: {}, y: {} }));
      }
      const below = await baseState('main', join(folder, 'sub'), ['']);
      expect([...below.files.keys()]).toEqual(['schemas/b.json']);
      expect(await below.read('schemas/b.json')).toBe(schema({}));
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });

  test('a change of the working tree is held against the commit', async () => {
    writeFiles(folder, { 'schemas/a.json': schema({ x: {} }), 'schemas/new.json': schema({}) });
    const result = await check(await baseState('HEAD', folder, ['']), await folderState(folder, ['']));
    expect(result.schemas.map(({ file, status }) => `${file} ${status}`)).toEqual([
      'schemas/a.json changed',
      'schemas/new.json new',
    ]);
    expect(faultsOf(result).map(({ message }) => message)).toEqual([
      'the field "y" is removed: a breaking change; take it back or raise the version above 1',
    ]);
  });

  test.each(['--output=x', 'no-such', 'HEAD~5', 'a b', ''])(
    'a base %p that leads nowhere is said',
    async (base) => {
      await expect(baseState(base, folder, [''])).rejects.toThrow('is neither a folder nor a commit');
    },
  );
});

describe('policies', () => {
  test('all faults of a policy, and a schema that it names and that is not there', async () => {
    const folder = makeFolder({
      'governance/policy.yaml': 'version: 1\nrolout: x\nbatch: 15q\n',
      'fixture/governance/policy.yaml': '',
    });
    try {
      const none = makeFolder();
      const [base, head] = [await folderState(none, ['']), await folderState(folder, [''])];
      const { policies } = await check(base, head);
      expect(policies.map(({ file }) => file)).toEqual(['governance/policy.yaml']);
      const lines = policies[0]?.faults.map(({ line }) => line) ?? [];
      expect(lines).toEqual(expect.arrayContaining([2, 3]));
      rmSync(none, { recursive: true, force: true });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('this project', () => {
  test('its own schemas, and those of its scenarios, compile and have examples that hold', async () => {
    const state = await folderState(PROJECT, ROOTS);
    const result = await check(state, state);
    expect(faultsOf(result).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(isPassed(result)).toBe(true);
    expect(result.schemas.length).toBeGreaterThan(5);
    expect(result.policies.length).toBeGreaterThan(1);
    expect(reportMarkdown(result, '### Replay\n\nNothing changes.\n')).toMatch(
      /✅ passed[^]*### Replay\n\nNothing changes\.\n$/,
    );
  }, 60_000);

  test('a scenario whose schema is gone is told at the line of its source', async () => {
    const state = await folderState(PROJECT, ['fixtures/*']);
    const files = new Map(
      [...state.files].filter(([file]) => file !== 'fixtures/ci-health/schemas/events/ci.json'),
    );
    const result = await check(state, { ...state, files });
    expect(isPassed(result)).toBe(false);
    expect(faultsOf(result).map(({ file, message }) => `${file}: ${message}`)).toEqual(
      expect.arrayContaining([
        'fixtures/ci-health/governance/policy.yaml: there is no schemas/events/ci.json, the schema of the source "ci"',
      ]),
    );
  }, 60_000);
});

describe('the command line', () => {
  test('a check', () => {
    expect(readCommand(['--base', 'main', '--roots', '.,fixtures/*,./a/'])).toEqual({
      ...{ kind: 'check', base: 'main', head: '.', roots: ['', 'fixtures/*', 'a'] },
      ...{ summary: null, comment: null, replay: null },
    });
  });

  test('a comment', () => {
    expect(readCommand(['--post=f', '--pull-request=12'])).toEqual({
      kind: 'post',
      file: 'f',
      pullRequest: 12,
    });
  });

  test('help', () => {
    expect(readCommand(['--help'])).toEqual({ kind: 'help' });
  });

  test('all faults at once', () => {
    let message = '';
    try {
      readCommand(['what', '--bse', 'main', '--roots', '../x,/etc', '--summary=', '--pull-request', '1']);
    } catch (error) {
      message = String(error);
    }
    for (const fault of [
      '"what"',
      '--bse is no option',
      '"../x" leads out',
      '"/etc" leads out',
      '--summary needs',
      '--base is missing',
      'goes with --post',
    ]) {
      expect(message).toContain(fault);
    }
    expect(() => readCommand(['--post=f', '--pull-request=1/../2'])).toThrow('give the number');
  });
});
