import { describe, expect, test } from '@jest/globals';
import { referencePolicy, WeeklyWorld, writeTexts } from '../../observability/weekly-world.js';

const OWN = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'team.schema.json',
  type: 'object',
  additionalProperties: false,
  required: ['schema_version', 'generated_at', 'week_start', 'queue', 'payload_checksum_sha256'],
  properties: {
    schema_version: { enum: ['2.0.0', '2.1.0'] },
    generated_at: { type: 'string', format: 'date-time' },
    week_start: { type: 'string', format: 'date' },
    queue: {
      type: 'object',
      required: ['depth'],
      properties: {
        depth: { type: 'integer', maximum: 10 },
        owner: { type: ['string', 'null'], pattern: '^team-' },
      },
    },
    payload_checksum_sha256: { type: 'string' },
  },
};

const SECTIONS = `    sections:
      queue: { json: queue.json, fields: { depth: { at: /depth, type: integer }, owner: { at: /owner, optional: true } } }
`;

/** A team that reports something else, by a schema of its own. */
async function team(options: { version?: string; schema?: unknown; queue?: unknown; redact?: string } = {}) {
  const { version = '2.1.0', schema = OWN, queue = { depth: 3 }, redact = '' } = options;
  const policy = await referencePolicy((text) =>
    text.replace(
      / {4}sections:\n(?:(?: {6}.*)?\n)+?(?=\nphases:)/,
      `${redact}    schema: team.schema.json\n    schema-version: ${version}\n${SECTIONS}`,
    ),
  );
  const world = await WeeklyWorld.make({ policy });
  await writeTexts(world.folder, { 'queue.json': JSON.stringify(queue) });
  if (schema !== null)
    await writeTexts(world.folder, {
      'team.schema.json': typeof schema === 'string' ? schema : JSON.stringify(schema),
    });
  const { record } = await world.run({ isDryRun: true });
  return { world, record };
}

describe('a schema of the policy’s own', () => {
  test('lets a team report something else', async () => {
    const { world, record } = await team();
    expect(record).toMatchObject({ status: 'dry_run' });
    expect(await world.json(`out/weekly_report/${record.job_id}.json`)).toMatchObject({
      schema_version: '2.1.0',
      queue: { depth: 3, owner: null },
    });
  });

  test.each([
    [
      'a version it does not know',
      { version: '3.0.0' },
      'unsupported_schema_version',
      'knows the versions 2.0.0, 2.1.0, and the report is of 3.0.0',
    ],
    [
      'one version that is another',
      { schema: { properties: { schema_version: { const: '9.0.0' } } } },
      'unsupported_schema_version',
      'knows the versions 9.0.0',
    ],
    ['no file', { schema: null }, 'missing_input', 'team.schema.json does not exist'],
    ['no JSON', { schema: '{' }, 'bad_input', 'team.schema.json is no JSON'],
    [
      'no schema',
      { schema: { type: 'strnig' } },
      'bad_input',
      'team.schema.json is no JSON Schema that can be used',
    ],
    [
      'a schema elsewhere',
      { schema: { $ref: 'https://example.com/x.json' } },
      'bad_input',
      'is no JSON Schema that can be used',
    ],
    ['a schema that wants to be waited for', { schema: { $async: true } }, 'bad_input', 'is asynchronous'],
  ])('of %s is no report', async (_, options, code, said) => {
    const { record } = await team(options);
    expect(record.error_code).toBe(code);
    expect(record.error_message).toContain(said);
  });

  test('says all that it refuses, in a file beside the message', async () => {
    const { world, record } = await team({
      queue: { depth: 30, owner: 'ann@example.com' },
      redact: '    redact: [depth]\n',
    });
    expect(record).toMatchObject({
      error_code: 'schema_validation_failed',
      artefacts: ['out/weekly_report/20260629T001500Z-weekly_invalid.json'],
      diagnostics: { errors: 2 },
    });
    const file = (await world.json(`out/weekly_report/${record.job_id}_invalid.json`)) as {
      errors: string[];
      payload: object;
    };
    expect(file.errors).toEqual([
      'queue.depth: is not what the schema asks for',
      expect.stringContaining('queue.owner: expected'),
    ]);
    expect(file.payload).toMatchObject({ week_start: '2026-06-22', queue: { depth: '***', owner: '***' } });
    expect(JSON.stringify([file, record])).not.toContain('ann@example.com');
    expect(JSON.stringify([file, record])).not.toMatch(/\b30\b/);
  });
});

describe('the built-in schema', () => {
  test('refuses a status that it does not know, by name', async () => {
    const policy = await referencePolicy((text) =>
      text.replace('rename: { ok: normal }', 'rename: { ok: fine, warning: so-so }'),
    );
    const world = await WeeklyWorld.make({ policy });
    const { record } = await world.run({ isDryRun: true });
    expect(record).toMatchObject({ error_code: 'schema_validation_failed' });
    expect(record.error_message).toBe(
      'the report is not valid: portfolio.budget_status: expected normal, warning or breach; found "so-so"',
    );
  });
});
