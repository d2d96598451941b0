import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PhasegateError } from '../../src/domain/fault.js';
import { eachRollout, loadRollouts, throwFirst } from '../../src/io/rollouts.js';
import { temporaryFolder } from '../temporary-folder.js';

function policyText(rollout: string, governance = ''): string {
  return `version: 1
rollout: ${rollout}
${governance}sources: [{ name: app, jsonl: 'telemetry/*.jsonl', schema: app }]
slis: { ok: { event: pay.done, ratio: { good: { ok: true } } } }
phases: [{ id: one, flags: {}, slos: [{ sli: ok, rollback: { below: 0.9 } }] }]
`;
}

/** Policies by the ends of their names, as the input names them. */
async function policies(texts: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(await temporaryFolder(), 'governance');
  const paths = Object.keys(texts).map((name) => join(folder, name));
  await mkdir(dirname(paths[0] ?? ''), { recursive: true });
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
  return paths.join(',');
}

async function faultsOf(input: string, phase = ''): Promise<string[]> {
  const rollouts = await loadRollouts(input, phase);
  return rollouts.flatMap((one) => ('kind' in one ? [one.error.message] : []));
}

const OWN = 'governance: { folder: governance/b }\n';

describe('several rollouts', () => {
  test('have folders of their own by the names of their policies', async () => {
    const input = await policies({ 'policy.yaml': policyText('a'), 'b.policy.yaml': policyText('bb', OWN) });
    const rollouts = await loadRollouts(input, '');
    expect(rollouts).toMatchObject([
      { policy: { rollout: 'bb' }, below: 'bb' },
      { policy: { rollout: 'a' }, below: '' },
    ]);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'the same name',
      { 'policy.yaml': policyText('a'), 'b.policy.yaml': policyText('a', OWN) },
      /both of rollout "a"/,
    ],
    [
      'the same ledger',
      { 'policy.yaml': policyText('a'), 'b.policy.yaml': policyText('b') },
      /share the folder governance of branch phasegate.*governance: \{ folder: governance\/b \}.*b\.policy\.yaml$/,
    ],
    ['the name of a stage’s folder', { 'b.policy.yaml': policyText('state') }, /cannot be named state/],
    [
      'the name of the outbox’s folder',
      { 'b.policy.yaml': policyText('reporter') },
      /cannot be named reporter/,
    ],
    [
      'the same folders',
      { 'policy.yaml': policyText('a'), 'q.yaml': policyText('q', OWN) },
      /q\.yaml and .*policy\.yaml would write to the same folders/,
    ],
    ['a policy that is none', { 'b.policy.yaml': 'rollout: [' }, /b\.policy\.yaml/],
  ])('are refused with %s, and the others are not', async (_name, texts, why) => {
    const input = await policies({ ...texts, 'c.policy.yaml': policyText('c', OWN.replace('/b', '/c')) });
    expect(await faultsOf(input)).toEqual([expect.stringMatching(why)]);
  });

  test('need to know a phase that is forced', async () => {
    const input = await policies({ 'policy.yaml': policyText('a') });
    expect(await faultsOf(input, 'two')).toEqual([expect.stringMatching(/input phase is "two".*knows one/)]);
    expect(await faultsOf(input, 'one')).toEqual([]);
  });

  test('are each carried out; what failed first fails the step in the end', async () => {
    const input = await policies({
      'policy.yaml': policyText('a'),
      'b.policy.yaml': policyText('b', OWN),
      'c.policy.yaml': 'rollout: [',
    });
    const done: string[] = [];
    const results = await eachRollout(await loadRollouts(input, ''), async ({ policy }) => {
      if (policy.rollout === 'b') throw new PhasegateError('bad-ledger', 'the ledger is broken');
      done.push(policy.rollout);
      return policy.rollout;
    });
    expect(done).toEqual(['a']);
    expect(results.map(({ kind }) => kind)).toEqual(['failed', 'failed', 'done']);
    expect(() => throwFirst(results)).toThrow('the ledger is broken');
    expect(() => throwFirst(results.slice(2))).not.toThrow();
  });
});
