import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { git } from '../git.js';
import { ledgerPath, repository, run } from './bundle.js';

const promote = { operation: 'promote', analysis: 'analysis.json', reason: 'healthy', approvals: 'qa,\nsre' };
const rollback = {
  operation: 'rollback',
  reason: 'too slow $(id) `id` "\n::error::x',
  evidence: 'https://example.invalid/1\n\n  a note \n',
  request: 'run-9',
};

describe('the rollback action', () => {
  test('promotes, rolls back, verifies: one commit each, and the tree is left alone', async () => {
    const folder = await repository();
    expect(await run(folder, { operation: 'status' })).toMatchObject({
      code: 0,
      outputs: { phase: 'P-0', changed: 'false', commit: '' },
    });

    const up = await run(folder, promote);
    expect(up).toMatchObject({
      code: 0,
      outputs: { phase: 'P-1', target: 'P-1', changed: 'true', entry: '1', findings: '0' },
    });
    expect(up.outputs['commit']).toBe(git(folder, 'rev-parse', 'phasegate'));
    expect(up.summary).toContain('#1 promote P-0 -> P-1 by octocat');

    const down = await run(folder, rollback);
    expect(down).toMatchObject({
      code: 0,
      outputs: { phase: 'P-0', target: 'P-0', changed: 'true', entry: '2' },
    });
    expect(down.log).not.toMatch(/^::error::/m);
    expect(git(folder, 'rev-list', '--count', 'phasegate')).toBe('2');
    const { entries } = parse(git(folder, 'show', `phasegate:${ledgerPath}`)) as {
      entries: { reason: string; evidence: string[] }[];
    };
    expect(entries[1]).toMatchObject({
      reason: rollback.reason,
      evidence: ['https://example.invalid/1', 'a note'],
    });
    expect(await readdir(join(folder, 'out/reports/rollback'))).toEqual(['P-1-20260302T120000Z.md']);
    expect(await readFile(join(folder, 'out/telemetry/rollback.executed.jsonl'), 'utf8')).toContain(
      '"phase_from":"P-1"',
    );

    const again = await run(folder, rollback);
    expect(again).toMatchObject({ code: 0, outputs: { phase: 'P-0', changed: 'false', entry: '2' } });
    expect(git(folder, 'rev-list', '--count', 'phasegate')).toBe('2');
    expect(await run(folder, { operation: 'verify' })).toMatchObject({
      code: 0,
      outputs: { findings: '0', phase: 'P-0' },
    });
    expect(git(folder, 'status', '--porcelain').split('\n')).toEqual([
      '?? analysis.json',
      '?? governance/',
      '?? out/',
    ]);
  });

  test('fails with every reason when it refuses, and with every finding when the branch was changed', async () => {
    const folder = await repository();
    const refused = await run(folder, { ...promote, reason: '', approvals: '' });
    expect(refused).toMatchObject({ code: 1, outputs: {} });
    expect(refused.log).toMatch(
      /::error::refused: promote refused: a reason is missing.*the approval of qa is missing/,
    );

    await run(folder, promote);
    git(folder, 'worktree', 'add', '--quiet', 'tree', 'phasegate');
    await writeFile(join(folder, 'tree/governance/flags/flags.env'), 'PAY_FAST=false\n');
    git(join(folder, 'tree'), 'commit', '--quiet', '--all', '-m', 'by hand');
    const verified = await run(folder, { operation: 'verify' });
    expect(verified).toMatchObject({ code: 1, outputs: { findings: '1', phase: '' } });
    expect(verified.log).toMatch(/::error::bad-ledger: .*flags\/flags\.env \(entry 1\): its content is not/);
  });

  test('rolls back by hand though the analysis is missing or broken, and says so', async () => {
    const folder = await repository();
    await run(folder, promote);
    const missing = await run(folder, { ...rollback, analysis: 'none.json', 'dry-run': 'true' });
    expect(missing).toMatchObject({ code: 0, outputs: { phase: 'P-1', target: 'P-0', changed: 'false' } });
    expect(missing.log).toMatch(
      /::warning::none\.json does not exist; the rollback is recorded without an analysis/,
    );
    await writeFile(join(folder, 'none.json'), '{');
    expect((await run(folder, { ...rollback, analysis: 'none.json' })).code).toBe(0);
    expect(git(folder, 'show', 'phasegate:governance/snapshots/000002.json')).toBe('null');
    const automatic = await run(folder, { operation: 'rollback', automatic: 'true', analysis: 'none.json' });
    expect(automatic.code).toBe(1);
    expect(automatic.log).toMatch(/::error::bad-input: none\.json is no JSON/);
  });

  test('names every wrong input at once', async () => {
    const { code, log } = await run(await repository(), {
      operation: 'demote',
      now: 'noon',
      'dry-run': 'maybe',
    });
    expect(code).toBe(1);
    expect(log).toMatch(/operation is "demote".*now is "noon".*dry-run is "maybe"/);
  });
});
