import { describe, expect, test } from '@jest/globals';
import { PhasegateError } from '../../src/domain/fault.js';
import { parsePolicy } from '../../src/io/policy-file.js';

const BASE = `version: 1
rollout: shop
sources: [{ name: pay, jsonl: 'telemetry/*.jsonl', schema: pay }]
slis: { ok: { event: pay, ratio: { good: { ok: true } } } }
phases:
  - { id: a, flags: { pay.fast: false, pay.engine: old }, promote: { healthy: 1h, approvals: [qa] } }
  - { id: b, flags: { pay.fast: true, pay.engine: new } }
`;

function faultsOf(more: string): string[] {
  try {
    parsePolicy(BASE + more, 'policy.yaml');
    return [];
  } catch (error) {
    if (error instanceof PhasegateError)
      return error.faults.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
}

describe('how a policy says decisions are carried out', () => {
  test('by default a rollback stabilises for half an hour, and nothing else follows a decision', () => {
    const { policy } = parsePolicy(BASE, 'policy.yaml');
    expect(policy).toMatchObject({
      stabilise: { ms: 30 * 60_000, flags: {} },
      push: null,
      smoke: null,
      environments: {},
      trust: null,
    });
  });

  test('takes what is written, and only the stabilising time makes it another policy', () => {
    const digest = (more: string): string => parsePolicy(BASE + more, 'policy.yaml').policy.digest;
    const settings = `governance: { trust: ${'a'.repeat(64)} }
flags: { push: { workflow: flags-push.yml, timeout: 20m } }
smoke: { workflow: smoke.yaml }
environments: { qa: quality gate }
`;
    const { policy } = parsePolicy(
      `${BASE}${settings}stabilise: { for: 1h, flags: { pay.engine: old } }\n`,
      'p.yaml',
    );
    expect(policy).toMatchObject({
      stabilise: { ms: 3_600_000, flags: { 'pay.engine': 'old' } },
      push: { workflow: 'flags-push.yml', timeoutMs: 1_200_000 },
      smoke: { workflow: 'smoke.yaml', timeoutMs: 600_000 },
      environments: { qa: 'quality gate' },
      trust: 'a'.repeat(64),
    });
    expect(digest(settings)).toBe(digest(''));
    expect(digest('stabilise: { for: 1h }\n')).not.toBe(digest(''));
  });

  test.each<[string, string, readonly RegExp[]]>([
    [
      'a flag that no phase sets',
      'stabilise: { flags: { pay.engin: old } }',
      [/stabilise\.flags\["pay\.engin"\]: no phase sets.*did you mean "pay\.engine"/],
    ],
    [
      'a flag of another type',
      'stabilise: { flags: { pay.engine: false } }',
      [/"pay\.engine" is a boolean here and a string in the phases/],
    ],
    [
      'flags that are never forced',
      'stabilise: { for: 0s, flags: { pay.engine: old } }',
      [/with `for: 0s` no flag is ever forced/],
    ],
    ['a time that is none', 'stabilise: { for: soon }', [/stabilise\.for: expected a duration/]],
    [
      'a workflow that is a path',
      'flags: { push: { workflow: ../../x.yml } }',
      [/flags\.push\.workflow: expected the name of a workflow's file/],
    ],
    ['a workflow that is no YAML', 'smoke: { workflow: smoke.sh }', [/smoke\.workflow: expected the name/]],
    ['no workflow', 'flags: {}', [/flags.*push/]],
    [
      'a wait that is out of reach',
      'flags: { push: { workflow: a.yml, timeout: 7h } }\nsmoke: { workflow: b.yml, timeout: 30s }',
      [/flags\.push\.timeout: 7h is out of reach; wait 1m to 6h/, /smoke\.timeout: 30s is out of reach/],
    ],
    [
      'an environment of nobody',
      'environments: { qs: gate }',
      [/environments\.qs: no phase asks for the approval of "qs"; did you mean "qa"\?/],
    ],
    [
      'a hash that is none',
      'governance: { trust: abc }',
      [/governance\.trust: expected the hash of a ledger entry/],
    ],
  ])('%s is a fault', (_, more, expected) => {
    const faults = faultsOf(`${more}\n`);
    expect(faults).toHaveLength(expected.length);
    expected.forEach((pattern, i) => expect(faults[i]).toMatch(pattern));
  });
});
