import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from '@jest/globals';
import { dashboard } from '../../src/render/dashboard.js';
import { analysis, rollbackAnalysis, storyJudgements } from './analysis-builder.js';
import { CASES } from './golden-cases.js';

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../schemas/dashboard.schema.json'), 'utf8'),
) as object;
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

test.each(Object.keys(CASES))('%s is what the schema says', (name) => {
  const of = CASES[name];
  if (of === undefined) throw new Error(`no case ${name}`);
  validate(dashboard(of));
  expect(validate.errors).toBeNull();
});

test('the schema refuses what it does not know', () => {
  expect(validate({ ...dashboard(analysis()), more: 1 })).toBe(false);
  expect(validate({ ...dashboard(analysis()), gate: 'open' })).toBe(false);
});

test('a rollback is active while the gate calls for it', () => {
  expect(dashboard(rollbackAnalysis()).rollback_active).toBe(true);
  expect(dashboard(analysis()).rollback_active).toBe(false);
});

test('its values are the batch figures, unrounded', () => {
  const value = storyJudgements().at(-1)?.verdicts[1]?.value;
  expect(dashboard(rollbackAnalysis()).series[1]?.points.at(-1)?.value).toBe(value);
});
