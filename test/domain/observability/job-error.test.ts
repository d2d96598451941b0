import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PhasegateError } from '../../../src/domain/fault.js';
import { JOB_ERROR_CODES, JobError, jobErrorOf } from '../../../src/domain/observability/job-error.js';

const system = (code: string): Error => Object.assign(new Error(`${code}: it said`), { code });

test.each([
  ['a job error stays what it is', new JobError('webhook_failed', 'no'), 'webhook_failed'],
  ['a full disk', system('ENOSPC'), 'disk_full'],
  [
    'a full quota as the cause of a cause',
    new Error('a', { cause: new Error('b', { cause: system('EDQUOT') }) }),
    'disk_full',
  ],
  [
    'a full disk inside a job error',
    new JobError('io_failed', 'no', { cause: system('ENOSPC') }),
    'disk_full',
  ],
  ['a folder that is locked', system('EACCES'), 'io_failed'],
  ['a broken policy', new PhasegateError('bad-policy', 'no'), 'bad_input'],
  ['state of a newer version', new PhasegateError('newer-state', 'no'), 'unsupported_schema_version'],
  ['anything else', new TypeError('x is not a function'), 'internal_error'],
  ['what is no error at all', 'text', 'internal_error'],
])('%s is told by its code', (_, error, code) => {
  expect(jobErrorOf(error).code).toBe(code);
});

test('what a job error carries survives a full disk', () => {
  const carried = { diagnostics: { at: 'x' }, attempts: 3, artefacts: ['a'], heartbeat: { last: 1 } };
  const full = new JobError('io_failed', 'no', { ...carried, cause: system('ENOSPC') });
  expect(jobErrorOf(full)).toMatchObject({ ...carried, code: 'disk_full' });
});

test('the schema of the run log knows the codes of the code', () => {
  const file = join(import.meta.dirname, '../../../schemas/automation_run.schema.json');
  const schema = JSON.parse(readFileSync(file, 'utf8')) as {
    properties: { error_code: { enum: (string | null)[] } };
  };
  expect(schema.properties.error_code.enum).toEqual([null, ...JOB_ERROR_CODES]);
});
