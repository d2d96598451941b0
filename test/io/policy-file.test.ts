import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { formatFault, PhasegateError, type Fault } from '../../src/domain/fault.js';
import type { Slo } from '../../src/domain/policy.js';
import { loadPolicy, parsePolicy } from '../../src/io/policy-file.js';
import { limit } from '../policy-builder.js';

const FOLDER = join(import.meta.dirname, '../policies');
const EXAMPLE = `
version: 1
rollout: autosave-merge
batch: 15m
grace: 2m           # a window closes this long after its end
max-gap: 30m        # a longer silence breaks a streak
sources:
  - { name: autosave, jsonl: "telemetry/autosave/*.jsonl*", schema: autosave }
  - { name: merge, jsonl: "telemetry/merge/*.jsonl*", schema: merge }
slis:
  autosave_p95: { event: autosave.save.completed, quantile: { of: duration_ms, p: 95 }, unit: ms }
  restore_success_rate: { event: autosave.restore.result, ratio: { good: { success: true } }, by: source }
phases:
  - id: A-1
    audience: { segment: qa, percent: 5 }
    flags: { autosave.enabled: true, merge.precision: legacy }
    slos:
      - { sli: autosave_p95, window: 1h, warn: { above: 700 }, rollback: { above: 900 } }
      - { sli: restore_success_rate, window: 15m, rollback: { below: 0.995, batches: 2 } }
    promote: { healthy: 48h, approvals: [qa, release-engineering] }
`;

function faultsOf(text: string, file = 'policy.yaml'): readonly Fault[] {
  try {
    return parsePolicy(text, file).warnings;
  } catch (error) {
    if (error instanceof PhasegateError && error.code === 'bad-policy') return error.faults;
    throw error;
  }
}

function render(faults: readonly Fault[]): string {
  return faults.map((fault) => `${fault.severity} ${formatFault(fault)}\n`).join('');
}

describe('faults of a policy', () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

  // UPDATE_GOLDEN=1 writes what is found now; read the difference before committing it.
  test.each(names)('%s gives the faults beside it, with line and column', (name) => {
    const golden = join(FOLDER, name.replace(/\.yaml$/, '.faults.txt'));
    const found = render(faultsOf(readFileSync(join(FOLDER, name), 'utf8'), name));
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, found);
    expect(existsSync(golden)).toBe(true);
    expect(found).toBe(readFileSync(golden, 'utf8'));
  });

  test('ten mistakes give ten messages, in one error that holds them all', () => {
    const text = readFileSync(join(FOLDER, 'ten-faults.yaml'), 'utf8');
    const marked = [...text.matchAll(/# (\d+)(?: and (\d+))?$/gm)].flatMap((match) =>
      match.slice(1).filter(Boolean),
    );
    const faults = faultsOf(text);
    expect(marked).toHaveLength(10);
    expect(faults).toHaveLength(10);
    expect(() => parsePolicy(text, 'p.yaml')).toThrow(/^p\.yaml has 10 faults\np\.yaml:1:10 version: /);
  });

  test('warnings stop nothing', () => {
    const { policy, warnings } = parsePolicy(readFileSync(join(FOLDER, 'warnings.yaml'), 'utf8'), 'w.yaml');
    expect(policy.phases.map((phase) => phase.id)).toEqual(['A', 'B']);
    expect(warnings.map((fault) => fault.severity)).toEqual(['warning', 'warning']);
  });

  test('a file with CRLF and a byte order mark counts lines and columns the same', () => {
    const text = readFileSync(join(FOLDER, 'lint.yaml'), 'utf8');
    const places = (faults: readonly Fault[]): string[] =>
      faults.map((fault) => `${fault.line}:${fault.column}`);
    expect(places(faultsOf(text.replaceAll('\n', '\r\n')))).toEqual(places(faultsOf(text)));
    expect(places(faultsOf(`\ufeff${text}`)).slice(1)).toEqual(places(faultsOf(text)).slice(1));
  });

  test('whatever the YAML holds, the answer is a policy or a list of faults at real places', () => {
    const scalar = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null));
    const key = fc.constantFrom(
      'sli',
      'slos',
      'id',
      'flags',
      'window',
      'warn',
      'above',
      'p',
      '__proto__',
      'toString',
      '',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        scalar,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      ),
    }));
    const document = fc.record(
      {
        version: fc.constant(1),
        batch: value,
        sources: value,
        slis: value,
        phases: value,
        governance: value,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(document, (one) => {
        const faults = faultsOf(stringify(one));
        expect(faults.length).toBeGreaterThan(0);
        expect(faults.every((fault) => fault.line >= 1 && fault.column >= 1)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a policy that is right', () => {
  test('has every default filled in and every duration in milliseconds', () => {
    const { policy, warnings } = parsePolicy(EXAMPLE, 'policy.yaml');
    expect(warnings).toEqual([]);
    expect(policy).toMatchObject({
      batchMs: 900_000,
      graceMs: 120_000,
      maxGapMs: 1_800_000,
      maxAheadMs: 86_400_000,
      dedupeMs: 86_400_000,
      keepEvents: true,
      rollback: 'propose',
      governance: { branch: 'phasegate', folder: 'governance' },
    });
    expect(policy.sources[0]).toEqual({
      name: 'autosave',
      format: 'jsonl',
      files: 'telemetry/autosave/*.jsonl*',
      schema: 'schemas/events/autosave.json',
      fields: { ts: 'ts', id: 'id', arrived: null },
      constants: { event: null, feature: null, phase: null },
      sparse: false,
    });
    expect(policy.slis[1]).toEqual({
      id: 'restore_success_rate',
      events: ['autosave.restore.result'],
      where: [],
      measure: { kind: 'ratio', match: [{ field: 'success', anyOf: [true] }], good: true },
      by: 'source',
      unit: null,
    });
    expect(policy.phases[0]?.slos).toEqual([
      {
        id: 'autosave_p95',
        sli: 'autosave_p95',
        windowMs: 3_600_000,
        warn: [limit('above', 700)],
        rollback: [limit('above', 900)],
        minSamples: 1,
        warmUpMs: 0,
        falseAlarmEveryMs: 25_920_000_000,
      },
      {
        id: 'restore_success_rate',
        sli: 'restore_success_rate',
        windowMs: 900_000,
        warn: [],
        rollback: [limit('below', 0.995, 2)],
        minSamples: 1,
        warmUpMs: 0,
        falseAlarmEveryMs: 25_920_000_000,
      },
    ]);
    expect(policy.phases[0]?.promote).toEqual({
      healthyMs: 172_800_000,
      healthyBatches: null,
      without: 'violations',
      checklist: [],
      evidence: {},
      approvals: ['qa', 'release-engineering'],
    });
  });

  test.each([
    [
      'a comment and another order of keys leave the digest',
      EXAMPLE.replace('grace: 2m ', '# said later\ngrace: 2m '),
      true,
    ],
    ['a default that is written out leaves the digest', `${EXAMPLE}\nrollback: propose\n`, true],
    [
      'the same duration in other words leaves the digest',
      EXAMPLE.replace('healthy: 48h', 'healthy: 2d'),
      true,
    ],
    ['another limit changes the digest', EXAMPLE.replace('above: 900', 'above: 901'), false],
  ])('%s', (_, text, same) => {
    const digest = parsePolicy(EXAMPLE, 'a').policy.digest;
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(parsePolicy(text, 'b').policy.digest === digest).toBe(same);
  });

  test('every kind of source, measure and condition is understood', () => {
    const { policy } = parsePolicy(
      `
version: 1
rollout: kinds
sources:
  - { name: c, csv: ops/x.csv, schema: schemas/own.json, ts: at, id: key, arrived: got, event: e, feature: f, phase: P, sparse: true }
  - { name: decisions, ledger: true }
slis:
  bad: { event: [e, g], where: { z: [1, null], a: { above: 1, below: 9 } }, ratio: { bad: { ok: false } } }
  mean: { event: e, mean: { of: x }, unit: ms }
  count: { event: rollback.executed, count: true }
phases:
  - id: P
    slos:
      - { sli: bad, rollback: { above: 0.1 } }
      - { sli: mean, warn: { above: 5 } }
      - { sli: mean, window: 1h, rollback: { above: 5 } }
      - { sli: count, id: quiet, min-samples: 3, rollback: { above: 0 } }
`,
      'kinds.yaml',
    );
    expect(policy.sources[0]).toEqual({
      name: 'c',
      format: 'csv',
      files: 'ops/x.csv',
      schema: 'schemas/own.json',
      fields: { ts: 'at', id: 'key', arrived: 'got' },
      constants: { event: 'e', feature: 'f', phase: 'P' },
      sparse: true,
    });
    expect(policy.sources[1]).toMatchObject({ format: 'ledger', files: '', schema: '', sparse: true });
    expect(policy.slis[0]).toMatchObject({
      events: ['e', 'g'],
      where: [
        { field: 'a', above: 1, below: 9 },
        { field: 'z', anyOf: [1, null] },
      ],
      measure: { kind: 'ratio', match: [{ field: 'ok', anyOf: [false] }], good: false },
    });
    expect(policy.slis.slice(1).map((sli) => sli.measure)).toEqual([
      { kind: 'mean', of: 'x' },
      { kind: 'count' },
    ]);
    expect(policy.phases[0]?.slos.map((slo) => slo.id)).toEqual(['bad', 'mean-15m', 'mean-1h', 'quiet']);
    expect(policy.phases[0]).toMatchObject({
      audience: { segments: [], percent: 100 },
      flags: {},
      promote: null,
    });
  });
});

describe('the rule language', () => {
  const judgedBy = (limits: string, more = ''): Slo | undefined =>
    parsePolicy(
      `
version: 1
rollout: rules
${more}
sources: [{ name: a, jsonl: 'a/*.jsonl', schema: a }]
slis:
  good: { event: a, ratio: { good: { ok: true } } }
  bad: { event: a, ratio: { bad: { ok: false } } }
  p95: { event: a, quantile: { of: ms, p: 95 } }
phases:
  - { id: A, promote: { healthy: { batches: 8 }, checklist: [before], evidence: { qa-cases: 10 } } }
  - { id: B, warm-up: { batches: 2 }, slos: [{ id: x, ${limits} }, { sli: good, id: y, warn: { below: 1 } }, { sli: bad, id: z, warn: { above: 0 } }, { sli: p95, id: w, warn: { above: 1 } }] }
`,
      'rules.yaml',
    ).policy.phases[1]?.slos[0];
  const DAY = 86_400_000;
  const HOUR = 3_600_000;
  const fixed = { side: 'above', value: 900, baseline: null };
  const near = { baseline: null, when: { kind: 'in-a-row', windows: 1 } };

  test.each([
    {
      name: 'N in a row',
      limit: 'above: 900, batches: 3',
      rule: { ...fixed, when: { kind: 'in-a-row', windows: 3 } },
    },
    {
      name: 'mean of N',
      limit: 'above: 900, mean-of: 3',
      rule: { ...fixed, when: { kind: 'mean-of', windows: 3 } },
    },
    {
      name: 'moving average',
      limit: 'above: 900, moving-average: 4',
      rule: { ...fixed, when: { kind: 'moving-average', windows: 4 } },
    },
    {
      name: 'M times within',
      limit: 'above: 900, times: 3, within: 24h',
      rule: { ...fixed, when: { kind: 'times', times: 3, withinMs: DAY } },
    },
    {
      name: 'unmet for',
      limit: 'above: 900, unmet-for: 24h',
      rule: { ...fixed, when: { kind: 'unmet-for', ms: DAY } },
    },
    {
      name: 'relative to the previous phase',
      limit: 'above-by: 5%, baseline: { phase: previous }',
      rule: {
        side: 'above',
        value: 0.05,
        baseline: { phase: 'A', windowMs: 7 * DAY, relative: true },
        when: near.when,
      },
    },
    {
      name: 'relative to a window',
      limit: 'below-by: 2.5, baseline: { window: 1d }, batches: 2',
      rule: {
        side: 'below',
        value: 2.5,
        baseline: { phase: null, windowMs: DAY, relative: false },
        when: { kind: 'in-a-row', windows: 2 },
      },
    },
  ])('$name', ({ limit: text, rule }) => {
    expect(judgedBy(`sli: p95, rollback: { ${text} }`)?.rollback).toEqual([rule]);
    expect(judgedBy(`sli: p95, rollback: [{ above: 1000 }, { ${text} }]`)?.rollback).toEqual([
      limit('above', 1000),
      rule,
    ]);
  });

  test.each([
    { sli: 'good', rule: { side: 'below', value: 0.9856 } },
    { sli: 'bad', rule: { side: 'above', value: 0.0144 } },
  ])('a burn rate of the $sli share', ({ sli, rule }) => {
    const burn = '{ objective: 0.999, long: 1h, short: 15m, factor: 14.4 }';
    const when = { kind: 'burn-rate', longMs: HOUR, shortMs: HOUR / 4, objective: 0.999, factor: 14.4 };
    expect(judgedBy(`sli: ${sli}, rollback: { burn-rate: ${burn} }`)?.rollback).toEqual([
      { ...rule, baseline: null, when },
    ]);
  });

  test.each([
    {
      name: 'above',
      limits: 'sli: p95, warn: 80%, rollback: { above: 2500, batches: 3 }',
      side: 'above',
      value: 2000,
    },
    {
      name: 'a share of bad ones',
      limits: 'sli: bad, warn: 80%, rollback: { above: 0.01 }',
      side: 'above',
      value: 0.008,
    },
    {
      name: 'a share of good ones',
      limits: 'sli: good, warn: 80 %, rollback: { below: 0.995 }',
      side: 'below',
      value: 0.996,
    },
    {
      name: 'the first fixed limit',
      limits: 'sli: p95, warn: 50%, rollback: [{ above-by: 5%, baseline: { window: 1d } }, { above: 10 }]',
      side: 'above',
      value: 5,
    },
  ])('a warning within a share of the limit: $name', ({ limits, side, value }) => {
    expect(judgedBy(limits)?.warn).toEqual([{ side, value, ...near }]);
  });

  test.each([
    { name: 'by default', policy: '', own: '', expected: 300 * DAY },
    { name: 'the policy’s', policy: 'evidence: { false-alarm-every: 30d }', own: '', expected: 30 * DAY },
    { name: 'none by the policy', policy: 'evidence: none', own: '', expected: null },
    {
      name: 'the SLO’s own',
      policy: 'evidence: none',
      own: 'evidence: { false-alarm-every: 1d }',
      expected: DAY,
    },
    { name: 'none for the SLO', policy: '', own: 'evidence: none', expected: null },
  ])('evidence: $name', ({ policy, own, expected }) => {
    const limits = `sli: p95, rollback: { above: 1 }${own === '' ? '' : `, ${own}`}`;
    expect(judgedBy(limits, policy)?.falseAlarmEveryMs).toBe(expected);
  });

  test('warm-up is the phase’s, unless the SLO says its own', () => {
    expect(judgedBy('sli: p95, rollback: { above: 1 }')?.warmUpMs).toBe(HOUR / 2);
    expect(judgedBy('sli: p95, rollback: { above: 1 }, warm-up: 1h')?.warmUpMs).toBe(HOUR);
    expect(judgedBy('sli: p95, rollback: { above: 1 }, warm-up: 0s')?.warmUpMs).toBe(0);
  });

  test('a promotion may count batches, and ask for a checklist and evidence', () => {
    const text = EXAMPLE.replace(
      'healthy: 48h',
      'healthy: { batches: 8 }, checklist: [before], evidence: { qa-cases: 10 }',
    );
    expect(parsePolicy(text, 'p.yaml').policy.phases[0]?.promote).toEqual({
      healthyMs: 0,
      healthyBatches: 8,
      without: 'violations',
      checklist: [{ heading: 'before', signedBy: [] }],
      evidence: { 'qa-cases': 10 },
      approvals: ['qa', 'release-engineering'],
    });
  });
});

describe('what a promotion asks for', () => {
  const promoteOf = (changes: string) =>
    parsePolicy(EXAMPLE.replace('healthy: 48h', changes), 'p.yaml').policy.phases[0]?.promote;
  const time = { healthyMs: 172_800_000, healthyBatches: null };

  test.each([
    { name: 'a time', written: 'healthy: 48h', means: { ...time, without: 'violations' } },
    { name: 'a time in full', written: 'healthy: { for: 48h }', means: { ...time, without: 'violations' } },
    {
      name: 'a time without warnings',
      written: 'healthy: { for: 48h, without: warnings }',
      means: { ...time, without: 'warnings' },
    },
    {
      name: 'batches without warnings',
      written: 'healthy: { batches: 8, without: warnings }',
      means: { healthyMs: 0, healthyBatches: 8, without: 'warnings' },
    },
    {
      name: 'a section that any role signs, and one that roles must',
      written: 'healthy: 48h, checklist: [before, { section: After all, signed-by: [qa, Release Eng.] }]',
      means: {
        checklist: [
          { heading: 'before', signedBy: [] },
          { heading: 'After all', signedBy: ['qa', 'Release Eng.'] },
        ],
      },
    },
  ])('$name', ({ written, means }) => expect(promoteOf(written)).toMatchObject(means));

  test('the default in full leaves the digest, and what is asked for changes it', () => {
    const digestOf = (changes: string) =>
      parsePolicy(EXAMPLE.replace('healthy: 48h', changes), 'p.yaml').policy.digest;
    expect(digestOf('healthy: { for: 48h, without: violations }')).toBe(digestOf('healthy: 48h'));
    expect(digestOf('healthy: { for: 48h, without: warnings }')).not.toBe(digestOf('healthy: 48h'));
  });
});

describe('the file', () => {
  test('that is not there is a fault that says what to do', async () => {
    await expect(loadPolicy('no/such/policy.yaml')).rejects.toMatchObject({
      code: 'bad-policy',
      message: expect.stringContaining('no/such/policy.yaml: there is no such file; write the policy there'),
    });
  });

  test('that cannot be read is an input/output fault, and one that is not UTF-8 a fault of the policy', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'phasegate-policy-'));
    try {
      await expect(loadPolicy(folder)).rejects.toMatchObject({ code: 'io-failed' });
      const latin = join(folder, 'latin.yaml');
      await writeFile(latin, Buffer.from([0x72, 0xe9, 0x0a]));
      await expect(loadPolicy(latin)).rejects.toMatchObject({ code: 'bad-policy', faults: [{ line: 0 }] });
      await writeFile(join(folder, 'policy.yaml'), EXAMPLE);
      expect((await loadPolicy(join(folder, 'policy.yaml'))).policy.rollout).toBe('autosave-merge');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
