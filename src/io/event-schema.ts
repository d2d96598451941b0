import { readFile } from 'node:fs/promises';
import type { Ajv, AnySchema, ErrorObject, Options, ValidateFunction } from 'ajv';
import { PhasegateError } from '../domain/fault.js';
import { member, recordOf } from '../domain/raw-values.js';
import { oneLine } from '../render/escape.js';

/** Says what is wrong with an event's fields; null when nothing is. */
export type EventValidator = (fields: Record<string, unknown>) => string | null;

const DRAFT_07 = 'http://json-schema.org/draft-07/schema';
const DRAFT_2020 = 'https://json-schema.org/draft/2020-12/schema';

/** The most telling of the errors of one event: the deepest, since those above it only say that something below failed. */
function describe(errors: readonly ErrorObject[]): string {
  const depth = (error: ErrorObject): number => error.schemaPath.split('/').length;
  const telling = errors.reduce((best, error) => (depth(error) > depth(best) ? error : best));
  const field = telling.instancePath.slice(1).replaceAll('/', '.');
  const params = telling.params as Record<string, unknown>;
  const detail = Object.hasOwn(params, 'allowedValues')
    ? `: ${JSON.stringify(params['allowedValues'])}`
    : Object.hasOwn(params, 'allowedValue')
      ? `: ${JSON.stringify(params['allowedValue'])}`
      : Object.hasOwn(params, 'additionalProperty')
        ? `: ${JSON.stringify(params['additionalProperty'])}`
        : Object.hasOwn(params, 'tagValue')
          ? `: ${JSON.stringify(params['tagValue']) ?? 'none'}`
          : '';
  return oneLine(`${field === '' ? 'the event' : field} ${telling.message ?? 'is not valid'}${detail}`, 300);
}

/** A text such as `1e999` becomes a number that is not finite, which no limit of a schema is held against. */
function tooLarge(value: unknown): string | null {
  const fields = recordOf(value) ?? {};
  for (const name of Object.keys(fields)) {
    const one = fields[name];
    if (typeof one === 'number' && !Number.isFinite(one))
      return `${name} holds a number too large for a double`;
  }
  return null;
}

/** What schemas may say beside JSON Schema's own keywords: their version, and words for people. They judge nothing. */
const OWN_KEYWORDS = ['x-version', 'x-expected'];

/**
 * Compiles a JSON Schema of events (draft-07 or 2020-12, with `discriminator`). The schema is the user's, so it is
 * compiled here and not ahead of time; ajv is loaded only for that. `fromText`: the values come as text (CSV) and are
 * converted to the types that the schema names.
 *
 * @throws PhasegateError `bad-schema` for a missing file, bad JSON, or a schema that does not compile.
 */
export async function compileEventSchema(
  path: string,
  options: { fromText: boolean },
): Promise<EventValidator> {
  let schema: unknown;
  try {
    schema = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PhasegateError('bad-schema', `${path}: ${oneLine(why)}`, { cause: error });
  }
  return compileSchema(schema, { ...options, path });
}

/** The compiler for a schema of the user's, by its draft, with formats. It is loaded for that alone. */
export async function loadAjv(schema: unknown, options: Options): Promise<Ajv> {
  // Typing mistakes in keywords are faults; the finer strictness of ajv refuses schemas that are in order.
  const settings = {
    discriminator: true,
    strictTypes: false,
    strictTuples: false,
    keywords: OWN_KEYWORDS,
    logger: false,
    ...options,
  } as const;
  const is2020 = member(schema, '$schema') === DRAFT_2020;
  const [{ default: addFormats }, ajv] = await Promise.all([
    import('ajv-formats'),
    is2020
      ? import('ajv/dist/2020.js').then(({ default: module }) => new module.Ajv2020(settings))
      : import('ajv').then(({ default: module }) => new module.Ajv(settings)),
  ]);
  addFormats.default(ajv);
  return ajv;
}

async function compileWhole(schema: unknown, options: Options): Promise<ValidateFunction> {
  const ajv = await loadAjv(schema, options);
  return ajv.compile(schema as AnySchema);
}

/**
 * A schema of draft-07 that is in order, which most are: that it is one was worked out ahead, since ajv takes as long to
 * compile the draft's own schema as it takes for most of users'. null: whatever is the matter, ajv is to say it.
 */
async function compileDraft07(schema: unknown, options: Options): Promise<ValidateFunction | null> {
  const draft = member(schema, '$schema') ?? DRAFT_07;
  if (typeof draft !== 'string' || draft.replace(/#$/, '') !== DRAFT_07) return null;
  const { default: isSchema } = await import('../generated/validate-draft-07.js');
  if (!isSchema(schema)) return null;
  try {
    return await compileWhole(schema, { ...options, meta: false, validateSchema: false });
  } catch {
    return null;
  }
}

/**
 * The same for a schema that has been read; `path` is how an error names it.
 *
 * @throws PhasegateError `bad-schema` for a schema that does not compile.
 */
export async function compileSchema(
  schema: unknown,
  options: { fromText: boolean; path: string },
): Promise<(value: unknown) => string | null> {
  const settings = { coerceTypes: options.fromText };
  try {
    const validate = (await compileDraft07(schema, settings)) ?? (await compileWhole(schema, settings));
    return (value) => (validate(value) ? tooLarge(value) : describe(validate.errors ?? []));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PhasegateError('bad-schema', `${options.path}: ${oneLine(why)}`, { cause: error });
  }
}
