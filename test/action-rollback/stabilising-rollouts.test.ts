import { expect, test } from '@jest/globals';
import { stabilisingRollouts } from '../../action-rollback/src/stabilising-rollouts.js';
import { PhasegateError } from '../../src/domain/fault.js';
import { parsePolicy } from '../../src/io/policy-file.js';

const policyText = (rollout: string): string => `version: 1
rollout: ${rollout}
sources: [{ name: pay, jsonl: 'telemetry/*.jsonl', schema: pay }]
slis: { p95: { event: pay.done, quantile: { of: ms, p: 95 }, unit: ms } }
phases:
  - id: P-0
    audience: { percent: 5 }
    flags: { fast: false }
    slos: [{ sli: p95, rollback: { above: 900 } }]
`;

test('without a ledger nothing stabilises; one that cannot be read is a warning, and stops no other', async () => {
  const read: string[] = [];
  const warnings: string[] = [];
  const all = await stabilisingRollouts(['a.yaml', 'b.yaml', 'c.yaml'], {
    load: async (path) => {
      if (path === 'a.yaml') throw new PhasegateError('bad-policy', 'a.yaml has one fault');
      return parsePolicy(policyText(path.slice(0, 1)), path).policy;
    },
    read: async (policy, file) => {
      read.push(`${policy.rollout} ${file}`);
      return policy.rollout === 'b' ? 'no ledger: [' : null;
    },
    warn: (line) => warnings.push(line),
  });
  expect(all).toEqual([]);
  expect(read).toEqual(['b governance/phase-ledger.yaml', 'c governance/phase-ledger.yaml']);
  expect(warnings).toEqual([
    expect.stringContaining('a.yaml has one fault'),
    expect.stringContaining('b.yaml: '),
  ]);
});
