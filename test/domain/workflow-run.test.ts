import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { decisionId, decisionInput, runFor, runsOf, waitsFor } from '../../src/domain/workflow-run.js';
import { parsePolicy } from '../../src/io/policy-file.js';
import { HOUR, MINUTE } from '../../src/domain/time.js';
import { branchAfter, NOON, policyWith } from './rollout-builder.js';

const policy = policyWith();
const hostile = '"}\n::error::x @everyone $(id) <b>';
const [entry] =
  branchAfter(policy, [{ operation: 'promote', at: NOON, reason: hostile }]).state.ledger?.entries ?? [];
if (entry === undefined) throw new Error('there is an entry');
const id = decisionId(policy, entry);

function run(n: number, display_title: string, minutes: number) {
  const created_at = new Date(NOON + minutes * MINUTE).toISOString();
  return { id: n, display_title, created_at, html_url: `https://x/${n}`, status: 'queued', conclusion: null };
}

describe('what a workflow is started with', () => {
  test('is JSON of ids and paths: nothing that people wrote', () => {
    const input = decisionInput(policy, entry, 'c0ffee');
    expect(JSON.parse(input)).toEqual({
      id: `search#1-${entry.hash.slice(0, 12)}`,
      rollout: 'search',
      seq: 1,
      hash: entry.hash,
      action: 'promote',
      from: 'off',
      to: 'beta',
      branch: 'phasegate',
      commit: 'c0ffee',
      flags: 'governance/flags/flags.flagd.json',
      env: 'governance/flags/flags.env',
    });
    expect(input).not.toMatch(/everyone|octocat/);
  });
});

describe('the workflow that the documentation shows', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/decisions.md'), 'utf8');
  const blocks = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => block);

  test('takes the input, and names the decision in its title', () => {
    const [workflow] = blocks.filter((block) => block.includes('workflow_dispatch'));
    const parsed = parse(workflow ?? '') as {
      'run-name': string;
      on: { workflow_dispatch: { inputs: object } };
    };
    expect(Object.keys(parsed.on.workflow_dispatch.inputs)).toEqual(['decision']);
    expect(parsed['run-name']).toContain('fromJSON(inputs.decision).id');
    const used = [...(workflow ?? '').matchAll(/fromJSON\(inputs\.decision\)\.(\w+)/g)].map(
      ([, name]) => name,
    );
    expect(Object.keys(JSON.parse(decisionInput(policy, entry, 'c0ffee')) as object)).toEqual(
      expect.arrayContaining(used),
    );
  });

  test('and the settings beside it make a policy', () => {
    const settings = blocks.filter((block) => !block.includes('workflow_dispatch')).join('');
    const rest = `version: 1
rollout: shop
sources: [{ name: pay, jsonl: 'x.jsonl', schema: pay }]
slis: { ok: { event: pay, count: true } }
phases: [{ id: a, flags: { search.engine: new } }]
`;
    expect(() => parsePolicy(rest + settings, 'policy.yaml')).not.toThrow();
  });
});

describe('the run of a decision', () => {
  test.each<[string, readonly ReturnType<typeof run>[], number | null]>([
    ['is the one that names it', [run(3, 'flags', 5), run(2, `flags ${id}`, 1), run(1, 'flags', 0)], 2],
    ['is found though it is older than the decision', [run(2, `flags ${id}`, -9)], 2],
    ['is none that only begins with its name', [run(2, `flags ${id}0`, 1)], null],
    [
      'is the first since the decision, where none names one',
      [run(3, 'flags', 5), run(2, 'flags', 1), run(1, 'flags', -1)],
      2,
    ],
    ['is none that names another decision', [run(2, 'flags shop#4-0123456789ab', 1)], null],
    ['is none from before it', [run(1, 'flags', -1)], null],
    ['is none where there are none', [], null],
  ])('%s', (_, workflow_runs, expected) => {
    expect(runFor(runsOf({ workflow_runs }), { id, since: NOON })?.id ?? null).toBe(expected);
  });

  test.each([[null], [{}], [{ workflow_runs: [{}, null, { id: 'x' }, { id: 1, created_at: 'x' }] }]])(
    'an answer of another form (%j) has none',
    (body) => {
      expect(runsOf(body)).toEqual([]);
    },
  );
});

describe('looking at a run', () => {
  test('is done again and again at growing intervals, until the limit and never more than 20 times', () => {
    fc.assert(
      fc.property(fc.integer({ min: MINUTE, max: 6 * HOUR }), (limit) => {
        const waits = waitsFor(limit);
        expect(waits.length).toBeLessThanOrEqual(20);
        expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(limit);
        const before = waits.slice(0, -1);
        expect(before).toEqual([...before].sort((a, b) => a - b));
        expect(Math.min(...waits)).toBeGreaterThan(0);
      }),
    );
    expect(waitsFor(10 * MINUTE)).toHaveLength(13);
  });
});
