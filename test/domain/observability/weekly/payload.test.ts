import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { canonicalJson } from '../../../../src/domain/canonical-json.js';
import { payloadChecksum, weeklyPayload } from '../../../../src/domain/observability/weekly/payload.js';
import { redacted, redactText } from '../../../../src/domain/observability/weekly/redact.js';
import { lastCompleteWeek } from '../../../../src/domain/observability/weekly/week.js';

const NOW = Date.parse('2026-06-29T00:15:00Z');
const options = { schemaVersion: '1.0.0', now: NOW, week: lastCompleteWeek(NOW) };

describe('a report', () => {
  const payload = weeklyPayload({
    ...options,
    sections: { runs: [{ b: 1, a: 'ü' }], latency: { p50_ms: 1.5 } },
  });

  test('has its version, time, week and checksum beside its sections', () => {
    expect(canonicalJson(payload)).toBe(
      '{"generated_at":"2026-06-29T00:15:00Z","latency":{"p50_ms":1.5},"payload_checksum_sha256":"DAFD347DF02B7E8A77F12FA5886038F648EE3D1B75A6D58D2FC759CFF1E29F26","runs":[{"a":"ü","b":1}],"schema_version":"1.0.0","week_start":"2026-06-22"}',
    );
  });

  test('has a checksum that anybody can make again', () => {
    const without =
      '{"generated_at":"2026-06-29T00:15:00Z","latency":{"p50_ms":1.5},"runs":[{"a":"ü","b":1}],"schema_version":"1.0.0","week_start":"2026-06-22"}';
    const digest = createHash('sha256').update(without, 'utf8').digest('hex').toUpperCase();
    expect(payload.payload_checksum_sha256).toBe(digest);
    expect(payloadChecksum(JSON.parse(canonicalJson(payload)) as typeof payload)).toBe(digest);
  });

  test('is the same for the same sections in another order, and another for other values', () => {
    const sections = fc.dictionary(fc.stringMatching(/^s[a-z]{0,5}$/), fc.jsonValue(), { minKeys: 1 });
    fc.assert(
      fc.property(sections, (one) => {
        const other = Object.fromEntries(Object.entries(one).reverse());
        const first = weeklyPayload({ ...options, sections: one });
        expect(canonicalJson(weeklyPayload({ ...options, sections: other }))).toBe(canonicalJson(first));
        const changed = weeklyPayload({ ...options, sections: { ...one, more: 1 } });
        expect(changed.payload_checksum_sha256).not.toBe(first.payload_checksum_sha256);
      }),
    );
  });
});

describe('what may be logged', () => {
  test.each([
    ['write to ann.lee+x@mail.example.co.uk please', 'write to *** please'],
    ['https://user:pa55@host/x', 'https://***host/x'],
    ['https://h/x?token=abcd1234&y=1', 'https://h/x?token=***&y=1'],
    ['{"api_key": "abcd1234"}', '{"api_key": "***"}'],
    ['Authorization: Bearer abcdefgh12345678', 'Authorization: Bearer ***'],
    ['got ghp_0123456789abcdefABCDEF', 'got ***'],
    ['at https://hooks.slack.com/services/T0/B0/abcdefgh', 'at https://***'],
    ['AKIAIOSFODNN7EXAMPLE', '***'],
    ['a eyJhbGciOi.eyJzdWIiOiI.c2ln b', 'a *** b'],
    ['-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----', '***'],
    [
      'run USDJPY_conservative_20251002_214013 of 2026-06-22T00:00:00Z',
      'run USDJPY_conservative_20251002_214013 of 2026-06-22T00:00:00Z',
    ],
  ])('%j', (text, shown) => expect(redactText(text)).toBe(shown));

  test('leaves out the fields that are named, in any writing, and those whose names speak of secrets', () => {
    const value = {
      accountId: 'A-1',
      nested: [
        { 'account-id': { deep: 1 }, userEmail: 'x', API_KEY: 'k', sharpe: 1.5, mode: 'a@example.com' },
      ],
      'bob@example.com': null,
    };
    expect(redacted(value, ['account_id'])).toEqual({
      accountId: '***',
      nested: [{ 'account-id': '***', userEmail: '***', API_KEY: '***', sharpe: 1.5, mode: '***' }],
      '***': null,
    });
  });

  test('never shows an address, wherever it stands', () => {
    const address = 'jane.doe@example.org';
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.jsonValue(), (before, after, other) => {
        const value = {
          a: [`${before} ${address} ${after}`, other],
          [`${before} ${address}`]: { b: address },
        };
        expect(JSON.stringify(redacted(value, []))).not.toContain(address);
      }),
    );
  });

  test('takes no time for a text that was made to take it', () => {
    const began = performance.now();
    for (const part of ['a@', 'token=', '-----BEGIN A', 'eyJaaaaa.', '://a', 'bearer '])
      redactText(part.repeat(100_000 / part.length));
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
