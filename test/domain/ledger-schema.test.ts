import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { HOUR } from '../../src/domain/time.js';
import { branchAfter, NOON, policyWith } from './rollout-builder.js';

async function validator(): Promise<(value: unknown) => boolean> {
  const text = await readFile(join(import.meta.dirname, '../../schemas/ledger.schema.json'), 'utf8');
  return new Ajv({ strict: true, allowUnionTypes: true }).compile(JSON.parse(text) as object);
}

const steps = [
  { operation: 'promote', at: NOON },
  { operation: 'rollback', at: NOON + HOUR },
  { operation: 'release', at: NOON + 2 * HOUR },
] as const;
const stabilise = { ms: HOUR, flags: { 'search.new': false, 'search.engine': 'old' } };
const written = branchAfter(policyWith({ stabilise }), steps).files.get('governance/phase-ledger.yaml') ?? '';

test('the schema describes what is written', async () => {
  expect((await validator())(parse(written))).toBe(true);
});

test.each([
  ['another version', written.replace('ledger/1', 'ledger/9')],
  ['an unknown field', written.replace('    from:', '    more: "x"\n    from:')],
  ['a missing field', written.replace(/ {4}policy: .*\n/, '')],
  ['a time without a zone', written.replace('00Z"', '00"')],
  ['a short hash', written.replace(/hash: "./, 'hash: "')],
  ['an approval without a login', written.replace('{"by": "octocat", ', '{')],
  ['a forced flag that is a list', written.replace('"search.new": false', '"search.new": []')],
  ['an unknown action', written.replace('"promote"', '"demote"')],
])('the schema refuses %s', async (_, text) => {
  expect((await validator())(parse(text))).toBe(false);
});
