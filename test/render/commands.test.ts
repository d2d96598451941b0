import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { dispatchCommand, dispatchLines } from '../../src/render/commands.js';

test('leaves out what is not given', () => {
  expect(dispatchCommand({ operation: 'verify' })).toBe('gh workflow run rollback.yml -f operation=verify');
});

test('a shell hands every text on as it is', () => {
  const reason = `it's $(id) \`id\` "slow" & | ; > x`;
  const command = dispatchCommand({
    operation: 'rollback',
    reason,
    evidence: ['a b'],
    approvals: ['qa', 'release eng'],
  });
  const read = execFileSync('sh', ['-c', command.replace(/^gh /, `printf '%s\\n' `)], { encoding: 'utf8' });
  expect(read.trimEnd().split('\n')).toEqual([
    ...['workflow', 'run', 'rollback.yml', '-f', 'operation=rollback', '-f', `reason=${reason}`],
    ...['-f', 'evidence=a b', '-f', 'approvals=qa,release eng'],
  ]);
});

test('evidence is an item a line', () => {
  const evidence = ["it's `id`", '', 'qa-cases=<10 or more>', 'one\ntwo'];
  const command = dispatchCommand({ operation: 'promote', evidence });
  const read = execFileSync('sh', ['-c', command.replace(/^gh /, `printf '%s\\0' `)], { encoding: 'utf8' });
  expect(read.split('\0').slice(5, -1)).toEqual(['-f', "evidence=it's `id`\nqa-cases=<10 or more>\none two"]);
});

describe('in a block of code', () => {
  test('a short one is a line', () => {
    expect(dispatchLines({ operation: 'verify' })).toEqual([
      'gh workflow run rollback.yml -f operation=verify',
    ]);
  });

  test('a long one is a line a field, and the same to a shell', () => {
    const dispatch = {
      operation: 'rollback',
      reason: `it's \\ $(id) -f "slow" & ${'x'.repeat(80)}`,
      evidence: ['one', 'two \\'],
    } as const;
    const lines = dispatchLines(dispatch);
    expect(lines[1]).toBe('  -f operation=rollback \\');
    const readAs = (command: string): string =>
      execFileSync('sh', ['-c', command.replace(/^gh /, `printf '%s\\0' `)], { encoding: 'utf8' });
    expect(readAs(lines.join('\n'))).toBe(readAs(dispatchCommand(dispatch)));
  });
});
