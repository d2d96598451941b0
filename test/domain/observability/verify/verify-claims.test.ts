import { expect, test } from '@jest/globals';
import { findingText } from '../../../../src/domain/observability/verify/finding.js';
import {
  unclaimed,
  verifyClaims,
  type Claim,
  type FileFact,
} from '../../../../src/domain/observability/verify/verify-claims.js';

const claim: Claim = {
  check: 'archive',
  manifest: 'ops/m.jsonl',
  line: 3,
  path: 'ops/a.csv.gz',
  sha256: 'ab',
  rows: 7,
};
const file: FileFact = { kind: 'file', sha256: 'ab', rows: 7 };

test.each<readonly [string, Partial<Claim>, FileFact, readonly string[]]>([
  ['a file that is as it is said to be', {}, file, []],
  ['a digest in capitals', { sha256: 'AB' }, file, []],
  ['a file that is only said to be there', { sha256: null, rows: null }, file, []],
  ['a file that is gone', {}, { kind: 'missing' }, ['ops/a.csv.gz: is missing; ops/m.jsonl:3 names it']],
  [
    'a file that was changed',
    {},
    { kind: 'file', sha256: 'cd', rows: 7 },
    ['ops/a.csv.gz: was changed: its SHA-256 is cd, and ops/m.jsonl:3 says ab'],
  ],
  ['a manifest that was changed', { rows: 8 }, file, ['ops/a.csv.gz: has 7 rows, and ops/m.jsonl:3 says 8']],
  [
    'a path that leads elsewhere',
    { path: '../../etc/passwd' },
    { kind: 'unsafe' },
    ['ops/m.jsonl:3: names "../../etc/passwd", which leads out of the folder of observability'],
  ],
  [
    'a file that cannot be read',
    { line: null },
    { kind: 'unreadable', why: 'EIO' },
    ['ops/a.csv.gz: cannot be read: EIO'],
  ],
])('%s', (_, parts, fact, findings) => {
  expect(verifyClaims([{ ...claim, ...parts }], () => fact).map(findingText)).toEqual(findings);
});

test('a file that no manifest names is told', () => {
  const found = unclaimed(['a', 'b'], { check: 'weekly', manifest: 'm', claimed: new Set(['a']) });
  expect(found.map(findingText)).toEqual(['b: is not named in m']);
});
