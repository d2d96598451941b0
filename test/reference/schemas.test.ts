import { describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REFERENCE, readReferences } from './case-files.js';

const references = await readReferences();

describe.each(references.map((reference) => [reference.name, reference] as const))(
  '%s',
  (name, reference) => {
    const sources = reference.policy.sources.filter(({ format }) => format !== 'ledger');

    test.each(sources.map((source) => [source.schema, source.name] as const))(
      '%s accepts its own examples',
      async (schema, source) => {
        const text = await readFile(join(REFERENCE, name, schema), 'utf8');
        const { examples } = JSON.parse(text) as { examples: Record<string, unknown>[] };
        const validate = reference.validators.get(source);
        expect(examples.length).toBeGreaterThan(0);
        expect(examples.map((example) => validate?.(example))).toEqual(examples.map(() => null));
      },
    );
  },
);
