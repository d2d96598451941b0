import { expect, test } from '@jest/globals';
import { analyse } from '../../src/domain/analyse.js';
import { MAX_SAMPLES } from '../../src/domain/batch-samples.js';
import { parseBatch } from '../../src/domain/batch-reader.js';
import { renderBatch } from '../../src/domain/batch.js';
import { emptyHistory } from '../../src/domain/history.js';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.js';
import { limit, phase, policy, slo, SUCCESS } from '../policy-builder.js';
import { DAY_START, header, incoming } from './batch-builder.js';

const rules = policy({
  slis: [SUCCESS],
  phases: [
    phase({
      slos: [
        slo({
          ...{ id: 'success', sli: 'success_rate', windowMs: DAY, warn: null },
          ...{ rollback: limit('below', 0.99), falseAlarmEveryMs: 300 * DAY },
        }),
      ],
    }),
  ],
});

test('a day of the largest batches, of two labels each, is judged on an exact number of samples', () => {
  const half = MAX_SAMPLES / 2;
  const headers = Array.from({ length: 96 }, (_, i) => {
    const empty = header(rules, { end: DAY_START + (i + 1) * 15 * MINUTE });
    const summaries = ['eu', 'us'].map((label) => ({
      ...{ sli: 'success_rate', feature: 'shop', label, kind: 'ratio' as const },
      ...{ matching: half - half / 10 - 1, total: half },
    }));
    return parseBatch(renderBatch({ ...empty, summaries }, []), 'one/batch.jsonl', rules.rollout);
  });
  const { analysis } = analyse({
    ...{ policy: rules, ledger: null, head: null, history: emptyHistory(rules.rollout) },
    ...{ incoming: incoming(headers), now: DAY_START + DAY + HOUR, forcedPhase: null },
  });
  const [verdict] = analysis.verdicts;
  expect(verdict).toMatchObject({ status: 'violation', n: 96 * MAX_SAMPLES });
  expect(verdict?.value).toBe((96 * MAX_SAMPLES * 0.9 - 192) / (96 * MAX_SAMPLES));
});
