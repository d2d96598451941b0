import { PhasegateError } from '../domain/fault.js';
import type { Policy } from '../domain/policy.js';
import { compileEventSchema, type EventValidator } from './event-schema.js';

/** The validators of a policy's sources, by name; of sources without a schema none. @throws PhasegateError `bad-schema` naming every schema that is missing or does not compile. */
export async function compileSchemas(policy: Policy): Promise<ReadonlyMap<string, EventValidator>> {
  const files = policy.sources.filter(({ schema }) => schema !== '');
  const compiled = await Promise.allSettled(
    files.map((source) => compileEventSchema(source.schema, { fromText: source.format === 'csv' })),
  );
  const faults = compiled.flatMap((one) =>
    one.status === 'rejected' ? [String((one.reason as Error).message)] : [],
  );
  if (faults.length > 0) throw new PhasegateError('bad-schema', faults.join('; '));
  return new Map(
    compiled.flatMap((one, i) =>
      one.status === 'fulfilled' ? [[files[i]?.name ?? '', one.value] as const] : [],
    ),
  );
}
