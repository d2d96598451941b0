import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_EVIDENCE, MAX_REFUSED, MAX_ROWS, type IncidentState } from '../../src/domain/incident.js';
import { MAX_MARKER_LENGTH, readMarker, renderMarker } from '../../src/domain/incident-marker.js';
import { sealOf } from '../../src/io/seal.js';
import { HOSTILE, incidentState, REPOSITORY } from '../incident-builder.js';

const seal = sealOf('a key of enough characters');
const repository = REPOSITORY;

function stateOf(body: string, options: { seal: typeof seal; repository?: string }): IncidentState | string {
  const reading = readMarker(body, { repository, ...options });
  return reading.kind === 'state' ? reading.state : reading.kind === 'none' ? 'none' : reading.why;
}

const line = fc.string({ unit: 'binary', maxLength: 200 });
const states = fc
  .record({
    because: line,
    evidence: fc.array(line, { maxLength: MAX_EVIDENCE }),
    rows: fc.array(line, { minLength: 1, maxLength: MAX_ROWS }),
    by: fc.string({ unit: 'binary', maxLength: 40 }),
    reason: line,
  })
  .map(({ because, evidence, rows, by, reason }) =>
    incidentState({
      evidence,
      rows: rows.map((text) => ({ at: '2026-03-02T14:32:00Z', text })),
      refused: [{ id: 'comment-1', by, why: 'bot' }],
      action: { kind: 'rollback', reason, evidence: '', to: 'P-0' },
      resolved: { at: '2026-03-02T15:00:00Z', because },
    }),
  );

describe('the hidden marker', () => {
  test.each([
    { name: 'signed', seal },
    { name: 'unsigned', seal: null },
  ])('$name, gives back any state, from the end of any body', ({ seal: own }) => {
    fc.assert(
      fc.property(states, fc.string({ unit: 'binary', maxLength: 500 }), (state, before) => {
        const body = `${before}\n\n${renderMarker(state, { repository, seal: own })}\n`;
        expect(stateOf(body, { seal: own })).toEqual(JSON.parse(JSON.stringify(state)));
      }),
    );
  });

  test('is one comment, in one line, that no text in it can end', () => {
    fc.assert(
      fc.property(states, (state) => {
        const marker = renderMarker(state, { repository, seal });
        expect(marker.indexOf('-->')).toBe(marker.length - 3);
        expect(marker.slice(4, -3)).not.toMatch(/--|[<>&\n\r\u2028\u2029]/);
      }),
    );
  });

  test('is read whatever GitHub does to line ends', () => {
    const body = `text\n\n${renderMarker(incidentState(), { repository, seal })}\n`.replaceAll('\n', '\r\n');
    expect(stateOf(body, { seal })).toEqual(incidentState());
  });

  test.each([
    { name: 'no marker', body: 'just text', is: 'none' },
    { name: 'an empty body', body: '', is: 'none' },
    {
      name: 'a marker that stands in the text, not at its end',
      body: `${renderMarker(incidentState(), { repository, seal })}\nmore`,
      is: 'none',
    },
    {
      name: 'a marker that was changed',
      body: renderMarker(incidentState(), { repository, seal }).replace('"P1"', '"P2"'),
      is: 'its marker is not signed with the key of the input signing-key',
    },
    {
      name: 'a marker without a signature, where there is a key',
      body: renderMarker(incidentState(), { repository, seal: null }),
      is: 'its marker is not signed with the key of the input signing-key',
    },
    {
      name: 'a marker of another repository',
      body: renderMarker(incidentState(), { repository: 'octo/other', seal }),
      is: 'its marker is not signed with the key of the input signing-key',
    },
    {
      name: 'a marker signed with another key',
      body: renderMarker(incidentState(), { repository, seal: sealOf('another key, long enough') }),
      is: 'its marker is not signed with the key of the input signing-key',
    },
  ])('$name is none', ({ body, is }) => {
    expect(stateOf(body, { seal })).toBe(is);
  });

  test.each([
    { name: 'no JSON', json: '{"v":}' },
    { name: 'another version', json: JSON.stringify({ ...incidentState(), v: 2 }) },
    { name: 'an id that is a path', json: JSON.stringify({ ...incidentState(), rollout: '../../etc' }) },
    { name: 'a time that is none', json: JSON.stringify({ ...incidentState(), opened: 'yesterday' }) },
    { name: 'a missing field', json: '{"v":1}' },
    {
      name: 'endless rows',
      json: JSON.stringify({
        ...incidentState(),
        rows: Array.from({ length: 21 }, () => ({ at: '2026-03-02T14:32:00Z', text: '' })),
      }),
    },
  ])('a damaged one is doubtful: $name', ({ json }) => {
    const reading = readMarker(`<!-- phasegate:incident ${json} unsigned -->`, { repository, seal: null });
    expect(reading).toMatchObject({ kind: 'doubtful', why: expect.stringMatching(/^its marker is damaged/) });
  });

  test('a new key signs, and the old one is accepted with it', () => {
    const body = renderMarker(incidentState(), { repository, seal });
    const both = sealOf('the new key, long enough\na key of enough characters\n');
    expect(stateOf(body, { seal: both })).toEqual(incidentState());
    const after = renderMarker(incidentState(), { repository, seal: both });
    expect(stateOf(after, { seal: sealOf('the new key, long enough') })).toEqual(incidentState());
  });

  test('stays within its length whatever it holds, and keeps the first row and the newest', () => {
    const text = HOSTILE.repeat(3).slice(0, 900);
    const rows = Array.from({ length: MAX_ROWS }, (_, i) => ({
      at: '2026-03-02T14:32:00Z',
      text: `${i} ${text}`,
    }));
    const refused = Array.from({ length: MAX_REFUSED }, (_, i) => ({
      id: `comment-${i}`,
      by: 'x'.repeat(100),
      why: 'bot' as const,
    }));
    const evidence = Array.from({ length: MAX_EVIDENCE }, () => text);
    const marker = renderMarker(incidentState({ rows, refused, evidence }), { repository, seal });
    expect(marker.length).toBeLessThanOrEqual(MAX_MARKER_LENGTH + 120);
    const kept = stateOf(marker, { seal }) as IncidentState;
    expect(kept.rows[0]?.text).toMatch(/^0 /);
    expect(kept.rows.at(-1)?.text).toMatch(/^19 /);
    expect(kept.left + kept.rows.length).toBe(MAX_ROWS);
  });
});

test('a key that can be guessed is refused, and no key is no seal', () => {
  expect(sealOf('')).toBeNull();
  expect(sealOf(' \n ')).toBeNull();
  expect(() => sealOf('short')).toThrow(/signing-key is shorter than 16 characters/);
});
