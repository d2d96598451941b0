import { expect, test } from '@jest/globals';
import { parseReportJobs } from '../../../src/domain/observability/report-jobs.js';

test.each([
  ['rollout', { kind: 'chain', jobs: ['rollout'] }],
  [' verify,weekly\ndashboard ', { kind: 'chain', jobs: ['verify', 'weekly', 'dashboard'] }],
  ['liveness', { kind: 'lone', job: 'liveness' }],
  ['restore-dashboard', { kind: 'lone', job: 'restore-dashboard' }],
])('%j is %j', (text, jobs) => {
  expect(parseReportJobs(text)).toEqual(jobs);
});

test.each(['', ',', 'report', 'weekly,weekly', 'weekly, trace', 'trace trace', 'constructor'])(
  '%j is refused',
  (text) => {
    expect(() => parseReportJobs(text)).toThrow(
      `inputs: job is ${JSON.stringify(text)}; write a list of rollout, weekly, dashboard, verify, each once, or one of liveness, test-notice, trace, check-secrets, rebuild, restore-dashboard, config-dump alone`,
    );
  },
);
