import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../../../src/domain/canonical-json.js';
import { findingText } from '../../../../src/domain/observability/verify/finding.js';
import { verifyLog } from '../../../../src/domain/observability/verify/verify-log.js';
import validate from '../../../../src/generated/validate-automation-run.js';
import { outcome } from '../../../observability-builder.js';

const line = (sequence: number): string => canonicalJson({ ...outcome(), sequence });

function found(lines: readonly string[], sequence: string | null, tail = ''): readonly string[] {
  const logText = lines.map((one) => `${one}\n`).join('') + tail;
  const texts = { log: 'log', sequence: 'sequence', logText, sequenceText: sequence, validate };
  return verifyLog(texts).findings.map(findingText);
}

const file = (value: number, first = 1): string => canonicalJson({ first, value });
const lines = (...numbers: number[]): string[] => numbers.map(line);

describe('a run log', () => {
  test.each<readonly [string, readonly string[], string | null, string?]>([
    ['that begins at 1', lines(1, 2, 3), file(3)],
    ['that was pruned', lines(41, 42), file(42, 41)],
    ['whose old lines wait for being dropped', lines(39, 40, 41, 42), file(42, 41)],
    ['that is ahead of its number, since another job ends', lines(1, 2, 3), file(2)],
    ['whose one line has no number beside it yet', lines(1), null],
    ['that ends in half of a line', lines(1, 2), file(2), '{"alerts":[],"art'],
    ['that is not there yet', [], null],
    ['that was pruned altogether', [], file(9, 10)],
  ])('%s is as it should be', (_, text, sequence, tail = '') => {
    expect(found(text, sequence, tail)).toEqual([]);
  });

  test.each<readonly [string, readonly string[], string | null, readonly string[]]>([
    [
      'a line in the middle',
      lines(1, 2, 4),
      file(4),
      ['log:3: line 3 of the run log is missing before this one'],
    ],
    [
      'lines at the begin',
      lines(3, 4),
      file(4),
      ['log:1: lines 1 to 2 of the run log are missing before this one'],
    ],
    ['lines at the end', lines(1, 2), file(5), ['log: lines 3 to 5 of the run log are missing at its end']],
    ['all of them', [], file(5), ['log: lines 1 to 5 of the run log are missing at its end']],
    [
      'the first that is kept',
      lines(42),
      file(42, 41),
      ['log:1: line 41 of the run log is missing before this one'],
    ],
    ['the sequence file', lines(1, 2), null, ['sequence: is missing']],
  ])('that lacks %s is told where', (_, text, sequence, findings) => {
    expect(found(text, sequence)).toEqual(findings);
  });

  test.each<readonly [string, readonly string[], string, readonly string[]]>([
    ['a line of no JSON', [line(1), 'rubbish', line(3)], file(3), ['log:2: is no JSON']],
    ['no JSON at its end', [line(1), 'rubbish'], file(2), ['log:2: is no JSON']],
    [
      'a line of no JSON, and one more that is gone',
      [line(1), 'rubbish', line(4)],
      file(4),
      ['log:2: is no JSON', 'log:3: lines 2 to 3 of the run log are missing before this one'],
    ],
    ['a number twice', lines(1, 2, 2, 3), file(3), ['log:3: has number 2 behind number 2']],
    [
      'lines in another order',
      lines(1, 3, 2, 4),
      file(4),
      ['log:2: line 2 of the run log is missing before this one', 'log:3: has number 2 behind number 3'],
    ],
    [
      'a line of a newer version',
      [line(1), '{"schema":"phasegate.automation-run/7"}'],
      file(2),
      ['log:2: is phasegate.automation-run/7; this version of Phasegate knows phasegate.automation-run/1'],
    ],
    [
      'a field that nobody knows',
      [canonicalJson({ ...outcome(), sequence: 1, statuss: 'ok' })],
      file(1),
      [
        'log:1: statuss: unknown key "statuss"; known here: `schema`, `job_id`, `status`, `duration_ms`, `attempts`, `artefacts`, `alerts`, `diagnostics`, `error_code`, `error_message`, `reason`, `sequence`',
      ],
    ],
    ['a damaged sequence file', lines(1, 2), '{"value":', ['sequence: is damaged']],
  ])('with %s is told which', (_, text, sequence, findings) => {
    expect(found(text, sequence)).toEqual(findings);
  });

  test('with a line that is too long is told how long', () => {
    const long = canonicalJson({ ...outcome({ diagnostics: { x: 'x'.repeat(5_000) } }), sequence: 1 });
    expect(found([long], file(1))).toEqual([
      `log:1: is ${long.length + 1} bytes long; a line is shorter than 4096`,
    ]);
  });

  test('from which any lines are deleted names every number that is gone, and no other', () => {
    const kept = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 });
    fc.assert(
      fc.property(kept, (numbers) => {
        const sorted = [...numbers].sort((a, b) => a - b);
        const told = found(lines(...sorted), file(12)).flatMap((text) => {
          const [, from = '', to = from] = /lines? (\d+)(?: to (\d+))? of the run log/.exec(text) ?? [];
          return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i);
        });
        const all = Array.from({ length: 12 }, (_, i) => i + 1);
        expect(told).toEqual(all.filter((one) => !sorted.includes(one)));
      }),
    );
  });
});
