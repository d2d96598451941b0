import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { auditHash, auditLineOf, parseAuditLine, renderAuditLine } from '../../src/domain/audit.js';
import { sha256 } from '../../src/domain/digest.js';
import { FLAGS_FILE, LEDGER_FILE } from '../../src/domain/governance-paths.js';
import { entryHash, parseLedger, renderLedger, type LedgerEntry } from '../../src/domain/ledger.js';
import { DAY, HOUR } from '../../src/domain/time.js';
import { formatFinding, verifyGovernance, type Finding } from '../../src/domain/verify.js';
import { governanceFiles, NOON, policyWith } from './rollout-builder.js';

const policy = policyWith();
const whole = governanceFiles(policy, [
  { operation: 'promote', at: NOON },
  { operation: 'rollback', at: NOON + HOUR, reason: 'ä slow p95 🐢' },
  { operation: 'promote', at: NOON + DAY },
  { operation: 'promote', at: NOON + 3 * DAY },
]);
const FIRST_AUDIT = 'audit/phase_rollout/2026-03-02.jsonl';
const LAST_AUDIT = 'audit/phase_rollout/2026-03-05.jsonl';

function verifyWith(changes: Record<string, string | null>): Finding[] {
  const files = new Map(whole);
  for (const [path, text] of Object.entries(changes)) {
    if (text === null) files.delete(path);
    else files.set(path, text);
  }
  return verifyGovernance(files, 'search');
}

function textOf(path: string): string {
  return whole.get(path) ?? '';
}

function linesOf(path: string): string[] {
  return textOf(path).split('\n').slice(0, -1);
}

describe('verify', () => {
  test('finds nothing on a branch as the decisions left it', () => {
    expect([...whole.keys()].sort()).toEqual([
      'audit/phase_rollout/2026-03-02.jsonl',
      'audit/phase_rollout/2026-03-03.jsonl',
      'audit/phase_rollout/2026-03-05.jsonl',
      'flags/flags.env',
      'flags/flags.flagd.json',
      'phase-ledger.yaml',
      'snapshots/000001.json',
      'snapshots/000002.json',
      'snapshots/000003.json',
      'snapshots/000004.json',
    ]);
    expect(verifyGovernance(whole, 'search')).toEqual([]);
    expect(verifyGovernance(new Map(), 'search')).toEqual([]);
  });

  test('finds any changed byte of any file, and names the file', () => {
    const places = [...whole.keys()];
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (path, position, mask) => {
          const bytes = Buffer.from(textOf(path));
          const changed = Buffer.from(bytes);
          const at = position % changed.length;
          changed[at] = (changed[at] ?? 0) ^ mask;
          const findings = verifyWith({ [path]: changed.toString('utf8') });
          expect(findings.map((finding) => finding.file)).toContain(path);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('finds a flip of every single byte of the ledger and of the audit', () => {
    const missed = [LEDGER_FILE, FIRST_AUDIT].flatMap((path) => {
      const bytes = Buffer.from(textOf(path));
      return [...bytes.keys()].filter((at) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        const findings = verifyWith({ [path]: changed.toString('utf8') });
        return !findings.some((finding) => finding.file === path);
      });
    });
    expect(missed).toEqual([]);
  });

  test.each<[string, Record<string, string | null>, RegExp]>([
    [
      'a changed snapshot',
      { 'snapshots/000002.json': '{}\n' },
      /^snapshots\/000002\.json \(entry 2\): its content/,
    ],
    [
      'a missing snapshot',
      { 'snapshots/000003.json': null },
      /^snapshots\/000003\.json \(entry 3\): the file is missing/,
    ],
    [
      'a snapshot too many',
      { 'snapshots/000009.json': 'null\n' },
      /^snapshots\/000009\.json: no ledger entry knows/,
    ],
    [
      'another file among the flags',
      { 'flags/more.env': 'A=1\n' },
      /^flags\/more\.env: no ledger entry knows/,
    ],
    [
      'an audit file of another day',
      { 'audit/phase_rollout/2026-03-04.jsonl': '' },
      /2026-03-04\.jsonl: no ledger entry/,
    ],
    [
      'flags of another phase',
      { [FLAGS_FILE]: textOf(FLAGS_FILE).replace('"all"', '"beta"') },
      /^flags\/flags\.flagd\.json \(entry 4\)/,
    ],
    ['missing flags', { 'flags/flags.env': null }, /^flags\/flags\.env \(entry 4\): the file is missing/],
    ['a missing ledger', { [LEDGER_FILE]: null }, /^phase-ledger\.yaml: the file is missing/],
    ['an empty ledger', { [LEDGER_FILE]: '' }, /^phase-ledger\.yaml:1: expected/],
    [
      'a changed audit reason',
      { [FIRST_AUDIT]: textOf(FIRST_AUDIT).replace('because', 'becaus!') },
      /2026-03-02\.jsonl:1 \(entry 1\): its `hash`/,
    ],
    [
      'an audit file cut in a line',
      { [FIRST_AUDIT]: textOf(FIRST_AUDIT).slice(0, -9) },
      /2026-03-02\.jsonl:2: the last line is cut off/,
    ],
    [
      'an audit file cut at a line',
      { [FIRST_AUDIT]: `${linesOf(FIRST_AUDIT)[0]}\n` },
      /2026-03-03\.jsonl:1 \(entry 3\): it is of entry 3, and entry 2 comes here/,
    ],
    [
      'a truncated audit',
      { [LAST_AUDIT]: '' },
      /2026-03-05\.jsonl \(entry 4\): the line of entry 4 is missing/,
    ],
    [
      'swapped audit lines',
      { [FIRST_AUDIT]: `${linesOf(FIRST_AUDIT).reverse().join('\n')}\n` },
      /2026-03-02\.jsonl:1 \(entry 2\): it is of entry 2/,
    ],
    [
      'a line moved to another day',
      { [LAST_AUDIT]: null, 'audit/phase_rollout/2026-03-06.jsonl': textOf(LAST_AUDIT) },
      /2026-03-06\.jsonl:1 \(entry 4\): its time/,
    ],
    [
      'an audit line that is no object',
      { [LAST_AUDIT]: '[]\n' },
      /2026-03-05\.jsonl:1: this line is not as Phasegate wrote it/,
    ],
    [
      'a newer ledger',
      { [LEDGER_FILE]: textOf(LEDGER_FILE).replace('ledger/1', 'ledger/2') },
      /newer than this version/,
    ],
  ])('%s is found and named', (_, changes, expected) => {
    const found = verifyWith(changes).map(formatFinding);
    expect(found.filter((line) => expected.test(line))).not.toEqual([]);
  });

  test('one changed file gives one finding', () => {
    expect(verifyWith({ 'snapshots/000002.json': '{}\n' })).toHaveLength(1);
    expect(verifyWith({ [LEDGER_FILE]: textOf(LEDGER_FILE).replace('ä slow', 'a slow') })).toHaveLength(1);
    expect(verifyWith({ [FIRST_AUDIT]: textOf(FIRST_AUDIT).replace('ä slow', 'a slow') })).toHaveLength(1);
  });

  test('a ledger whose end was cut off is found by the audit, the snapshots and the flags', () => {
    const ledger = parseLedger(textOf(LEDGER_FILE), LEDGER_FILE);
    const cut = renderLedger({ ...ledger, entries: ledger.entries.slice(0, 3) });
    const files = verifyWith({ [LEDGER_FILE]: cut }).map((finding) => finding.file);
    expect(files).toEqual(expect.arrayContaining([LAST_AUDIT, 'snapshots/000004.json', FLAGS_FILE]));
  });

  test('an entry forged with a hash that fits is found by the audit line', () => {
    const ledger = parseLedger(textOf(LEDGER_FILE), LEDGER_FILE);
    const forge = (entry: LedgerEntry): LedgerEntry => {
      const changed = { ...entry, reason: 'forged' };
      return { ...changed, hash: entryHash(changed) };
    };
    const entries = ledger.entries.map((entry) => (entry.seq === 2 ? forge(entry) : entry));
    const found = verifyWith({ [LEDGER_FILE]: renderLedger({ ...ledger, entries }) }).map(formatFinding);
    expect(found).toEqual([
      expect.stringMatching(/02\.jsonl:2 \(entry 2\): its `entry` is not/),
      expect.stringMatching(/its `reason` is not/),
    ]);
  });

  test('entry and audit line forged together are found by the line after them', () => {
    const ledger = parseLedger(textOf(LEDGER_FILE), LEDGER_FILE);
    const second = ledger.entries[1];
    if (second === undefined) throw new Error('no second entry');
    const changed = { ...second, reason: 'forged' };
    const forged = { ...changed, hash: entryHash(changed) };
    const line = renderAuditLine(auditLineOf(forged, sha256(textOf('snapshots/000002.json'))));
    const found = verifyWith({
      [LEDGER_FILE]: renderLedger({
        ...ledger,
        entries: ledger.entries.map((one) => (one === second ? forged : one)),
      }),
      [FIRST_AUDIT]: `${linesOf(FIRST_AUDIT)[0]}\n${line}`,
    });
    expect(found.map(formatFinding)).toEqual([
      expect.stringMatching(/2026-03-03\.jsonl:1 \(entry 3\): its `previous`/),
    ]);
  });
});

describe('an audit line', () => {
  test('holds what the design asks for and is read back', () => {
    const [text = ''] = linesOf(FIRST_AUDIT);
    const line = parseAuditLine(text);
    expect(line).toMatchObject({
      action: 'promote',
      phase: 'beta',
      from: 'off',
      executor: 'octocat',
      reason: 'because',
      seq: 1,
    });
    expect(line?.metrics_snapshot).toBe(sha256(textOf('snapshots/000001.json')));
    expect(line === null ? '' : auditHash(line)).toBe(line?.hash);
  });

  test.each([
    ['with white space', (text: string) => text.replace(',', ', ')],
    ['with another field', (text: string) => text.replace('{', '{"a":1,')],
    ['without a field', (text: string) => text.replace(/"executor":"[^"]*",/, '')],
    ['with a field twice', (text: string) => text.replace('"seq":1', '"seq":2,"seq":1')],
    ['with a number as text', (text: string) => text.replace('"seq":1', '"seq":"1"')],
    ['with an unknown action', (text: string) => text.replace('"promote"', '"demote"')],
    ['that is null', () => 'null'],
    ['that is empty', () => ''],
  ])('%s is none', (_, change) => {
    expect(parseAuditLine(change(linesOf(FIRST_AUDIT)[0] ?? ''))).toBeNull();
  });
});
