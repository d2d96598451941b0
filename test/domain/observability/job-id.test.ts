import { expect, test } from '@jest/globals';
import { jobId, parseJobId } from '../../../src/domain/observability/job-id.js';

const AT = Date.parse('2026-03-02T14:15:07.890Z');

test('an id names the second and the job', () => {
  expect(jobId('latency', AT)).toBe('20260302T141507Z-latency');
  expect(parseJobId('20260302T141507Z-latency')).toEqual({ at: AT - 890, job: 'latency' });
});

test.each([
  '',
  'latency',
  '20260302T1415Z-latency',
  '20260231T141507Z-latency',
  '20260302T141507Z-../x',
  '20260302T141507Z-',
])('%j is no id', (text) => {
  expect(parseJobId(text)).toBeNull();
});
