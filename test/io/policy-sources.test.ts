import { describe, expect, test } from '@jest/globals';
import { PhasegateError } from '../../src/domain/fault.js';
import { parsePolicy } from '../../src/io/policy-file.js';

const policyWith = (source: string): string => `version: 1
rollout: shop
sources: [${source}]
slis: { ok: { event: pay, ratio: { good: { ok: true } } } }
phases: [{ id: a, slos: [{ sli: ok, rollback: { below: 0.9 } }] }]
`;

const sourceOf = (source: string): unknown => parsePolicy(policyWith(source), 'p.yaml').policy.sources[0];

function faultsOf(source: string): string[] {
  try {
    parsePolicy(policyWith(source), 'p.yaml');
    return [];
  } catch (error) {
    if (error instanceof PhasegateError)
      return error.faults.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
}

describe('where a source is fetched from', () => {
  test.each<[string, string, object]>([
    [
      'artifacts of a workflow',
      "{ name: app, artifact: app-telemetry, workflow: app.yml, jsonl: '**/*.jsonl', schema: app }",
      {
        format: 'jsonl',
        files: '**/*.jsonl',
        origin: { kind: 'artifact', artifact: 'app-telemetry', workflow: 'app.yml', branch: null },
      },
    ],
    [
      'artifacts of a branch',
      "{ name: app, artifact: 'app telemetry', branch: release/1, csv: '*.csv', schema: app }",
      {
        format: 'csv',
        origin: { kind: 'artifact', artifact: 'app telemetry', workflow: null, branch: 'release/1' },
      },
    ],
    [
      'an address with a secret',
      "{ name: app, url: 'https://t.example/e', schema: app, headers: { Authorization: { secret: TOKEN, prefix: 'Bearer ' }, accept: text/plain } }",
      {
        format: 'jsonl',
        files: '*',
        origin: {
          kind: 'url',
          url: 'https://t.example/e',
          headers: { authorization: { secret: 'TOKEN', prefix: 'Bearer ' }, accept: { text: 'text/plain' } },
          private: false,
        },
      },
    ],
    [
      'an address of the own network',
      "{ name: app, url: 'https://t.internal/e', private: true, schema: app }",
      { origin: { kind: 'url', url: 'https://t.internal/e', headers: {}, private: true } },
    ],
    [
      'a branch',
      "{ name: app, branch: telemetry, jsonl: 'app/*.jsonl', schema: app }",
      { files: 'app/*.jsonl', origin: { kind: 'branch', branch: 'telemetry' } },
    ],
  ])('%s', (_, source, expected) => {
    expect(sourceOf(source)).toMatchObject(expected);
  });

  test.each([
    ['https://t.example/e.csv', '', 'csv'],
    ['https://t.example/e.csv.gz?day=1', '', 'csv'],
    ['https://t.example/e.csv.json', '', 'jsonl'],
    ['https://t.example/export', 'format: csv,', 'csv'],
    ['https://t.example/e.csv', 'format: jsonl,', 'jsonl'],
  ])('the file behind %s with "%s" is read as %s', (url, more, format) => {
    expect(sourceOf(`{ name: app, url: '${url}', ${more} schema: app }`)).toMatchObject({ format });
  });

  test('files of the workspace have no origin, and the policy is the same one as before there were any', () => {
    const { policy } = parsePolicy(policyWith("{ name: app, jsonl: 't/*.jsonl', schema: app }"), 'p.yaml');
    expect(policy.sources[0]).not.toHaveProperty('origin');
  });
});

const URL_SOURCE = "name: app, schema: app, url: 'https://t.example/e'";

describe('a fault', () => {
  test.each<[string, string, readonly RegExp[]]>([
    [
      'plain HTTP',
      "{ name: app, url: 'http://t.example/e', schema: app }",
      [/url: expected an address that begins with https/],
    ],
    [
      'a password in the address',
      "{ name: app, url: 'https://me:pw@t.example/e', schema: app }",
      [/url: holds a user or a password/],
    ],
    ['an address with a fragment', "{ name: app, url: 'https://t.example/e#x', schema: app }", [/behind #/]],
    ['an address that is none', "{ name: app, url: 'https://[', schema: app }", [/url: is no address/]],
    ['no schema', "{ name: app, url: 'https://t.example/e' }", [/key `schema` is missing/]],
    ['an address and files', `{ ${URL_SOURCE}, jsonl: '*.jsonl' }`, [/`jsonl`, `url` exclude each other/]],
    [
      'an artifact and no files',
      '{ name: app, artifact: a, schema: app }',
      [/name one of `jsonl`, `csv`, `url`/],
    ],
    [
      'an artifact and an address',
      `{ ${URL_SOURCE}, artifact: a }`,
      [/artifact: `artifact` names where files are, and `url` is another source/],
    ],
    [
      'the ledger on a branch',
      '{ name: app, ledger: true, branch: b }',
      [/branch: `branch` names where files are, and `ledger`/],
    ],
    [
      'a workflow without artifact',
      "{ name: app, jsonl: '*.jsonl', schema: app, workflow: a.yml }",
      [/workflow: means something only beside `artifact`/],
    ],
    [
      'headers without an address',
      "{ name: app, jsonl: '*.jsonl', schema: app, headers: { a: b } }",
      [/headers: means something only beside `url`/],
    ],
    [
      'a workflow that is a path',
      "{ name: app, artifact: a, jsonl: '*', schema: app, workflow: ../a.yml }",
      [/workflow: expected the name of a workflow/],
    ],
    [
      'an artifact that is a path',
      "{ name: app, artifact: ../a, jsonl: '*', schema: app }",
      [/artifact: expected an artifact's name/],
    ],
    [
      'a branch that is an option',
      "{ name: app, branch: --upload-pack=x, jsonl: '*', schema: app }",
      [/branch: expected a branch name/],
    ],
    [
      'a glob that climbs',
      "{ name: app, branch: b, jsonl: '../*', schema: app }",
      [/jsonl: expected a relative path/],
    ],
    [
      'a secret written out',
      `{ ${URL_SOURCE}, headers: { Authorization: 'Bearer abc' } }`,
      [/Authorization: would stand in the policy for all to read/],
    ],
    ['a key written out', `{ ${URL_SOURCE}, headers: { X-Api-Key: abc } }`, [/would stand in the policy/]],
    [
      "the runner's own token",
      `{ ${URL_SOURCE}, headers: { x: { secret: ACTIONS_RUNTIME_TOKEN } } }`,
      [/ACTIONS_RUNTIME_TOKEN belongs to the runner and is sent nowhere/],
    ],
    [
      "GitHub's token",
      `{ ${URL_SOURCE}, headers: { x: { secret: GITHUB_TOKEN } } }`,
      [/GITHUB_TOKEN belongs to the runner/],
    ],
    [
      'a variable in small letters',
      `{ ${URL_SOURCE}, headers: { x: { secret: 'path' } } }`,
      [/secret: expected the name of an environment variable/],
    ],
    [
      'a header of the transfer',
      `{ ${URL_SOURCE}, headers: { Range: 'bytes=0-' } }`,
      [/Range: belongs to the transfer itself/],
    ],
    ['a header twice', `{ ${URL_SOURCE}, headers: { accept: a, Accept: b } }`, [/Accept: is there twice/]],
    [
      'a header with a line break',
      `{ ${URL_SOURCE}, headers: { accept: "a\\nb: c" } }`,
      [/expected a text of printable ASCII/],
    ],
    ["a header's name that is none", `{ ${URL_SOURCE}, headers: { "a b": c } }`, [/must be a header's name/]],
  ])('is %s', (_, source, expected) => {
    const faults = faultsOf(source);
    expect(faults).toHaveLength(expected.length);
    expected.forEach((pattern, i) => expect(faults[i]).toMatch(pattern));
  });
});
