import { describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE } from '../../src/domain/time.js';
import { parsePolicy } from '../../src/io/policy-file.js';

const REST = `
version: 1
rollout: shop
sources: [{ name: a, jsonl: 'a/*.jsonl', schema: a }, { name: issues, incidents: true }]
slis: { used: { event: a, count: true } }
phases: [{ id: A, slos: [{ sli: used, rollback: { above: 10 } }] }]
`;

function read(incidents: string): ReturnType<typeof parsePolicy>['policy'] {
  return parsePolicy(`${REST}${incidents}`, 'policy.yaml').policy;
}

describe('the section incidents', () => {
  test('has defaults, also where it is not written', () => {
    expect(read('').incidents).toEqual({
      labels: [],
      assignees: [],
      priority: 'P1',
      priorities: {},
      escalate: {
        P0: [{ afterMs: 15 * MINUTE, to: [] }],
        P1: [{ afterMs: 30 * MINUTE, to: [] }],
        P2: [{ afterMs: null, to: [] }],
      },
      business: { days: [1, 2, 3, 4, 5], fromMs: 9 * HOUR, toMs: 17 * HOUR, offsetMs: 0 },
      rcaDays: 1,
      remindMs: 24 * HOUR,
      livenessMs: 6 * HOUR,
    });
  });

  test('takes everything that is written', () => {
    const { incidents } = read(`
incidents:
  labels: [sre]
  assignees: [octocat]
  priority: P2
  priorities: { used: P0 }
  escalate: { P0: [{ after: 5m, to: ['@octo-org/l3'] }, { after: next-business-day }], P2: [] }
  business: { days: [sun, thu, mon], from: '08:30', to: '24:00', timezone: '-03:30' }
  rca: 3
  remind: never
  liveness: { batches: 4 }
`);
    expect(incidents).toMatchObject({
      labels: ['sre'],
      assignees: ['octocat'],
      priority: 'P2',
      priorities: { used: 'P0' },
      escalate: {
        P0: [
          { afterMs: 5 * MINUTE, to: ['@octo-org/l3'] },
          { afterMs: null, to: [] },
        ],
        P1: [{ afterMs: 30 * MINUTE }],
        P2: [],
      },
      business: { days: [0, 1, 4], fromMs: 8.5 * HOUR, toMs: 24 * HOUR, offsetMs: -3.5 * HOUR },
      rcaDays: 3,
      remindMs: 0,
      livenessMs: HOUR,
    });
  });

  test('may be none at all', () => {
    expect(read('incidents: none\n').incidents).toBeNull();
  });

  test('is no part of what is judged by: another assignee is no other policy', () => {
    expect(read('incidents: { assignees: [octocat] }\n').digest).toBe(read('').digest);
  });
});

test('the issues are a source that may be silent', () => {
  expect(read('').sources[1]).toMatchObject({ format: 'incidents', files: '', schema: '', sparse: true });
});
