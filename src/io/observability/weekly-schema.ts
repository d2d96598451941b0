import type { AnySchema } from 'ajv';
import type { DocumentFault } from '../../domain/document-fault.js';
import { JobError } from '../../domain/observability/job-error.js';
import { BUILT_IN_VERSIONS } from '../../domain/observability/weekly/sections.js';
import type { WeeklyPolicy } from '../../domain/observability/weekly/weekly-policy.js';
import { member, textOf } from '../../domain/raw-values.js';
import { schemaFaults, type SchemaError } from '../../domain/schema-fault.js';
import type { InputTree } from '../../ports/input-tree.js';
import type { WeeklySchema } from '../../ports/weekly.js';
import { loadAjv } from '../event-schema.js';
import { TrackedInputs } from './tracked-inputs.js';

const MAX_BYTES = 2 ** 20;

interface Validator {
  (data: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

function faultsOf(validate: Validator, payload: unknown): readonly DocumentFault[] {
  if (validate(payload)) return [];
  return schemaFaults(payload, validate.errors ?? []).faults;
}

/** The versions that a schema lets a report be of; null: any. */
function knownVersions(schema: unknown): readonly string[] | null {
  const version = member(member(schema, 'properties'), 'schema_version');
  const only = textOf(member(version, 'const'));
  if (only !== null) return [only];
  const several = member(version, 'enum');
  return Array.isArray(several) ? several.map(String) : null;
}

function refuseVersion(file: string, known: readonly string[], version: string): void {
  if (known.includes(version)) return;
  throw new JobError(
    'unsupported_schema_version',
    `${file} knows the versions ${known.join(', ')}, and the report is of ${version}; say in schema-version which one the sections were written for`,
  );
}

/** A schema of the user's own: ajv is loaded for it. */
async function ownValidator(path: string, version: string, tree: InputTree): Promise<Validator> {
  const text = await new TrackedInputs(tree).needed(path, MAX_BYTES);
  let schema: unknown;
  try {
    schema = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new JobError('bad_input', `${path} is no JSON`, { cause });
  }
  if (member(schema, '$async') === true)
    throw new JobError(
      'bad_input',
      `${path} is asynchronous ($async), which nothing here waits for; remove that`,
    );
  refuseVersion(path, knownVersions(schema) ?? [version], version);
  const ajv = await loadAjv(schema, { allErrors: true, verbose: true });
  try {
    return ajv.compile(schema as AnySchema) as Validator;
  } catch (cause) {
    throw new JobError(
      'bad_input',
      `${path} is no JSON Schema that can be used: ${(cause as Error).message}`,
      { cause },
    );
  }
}

/**
 * The schema of a policy's reports: the built-in one, which was compiled ahead of time, or the policy's own. What it throws is a
 * JobError: `unsupported_schema_version`, `missing_input`, `unsafe_path` or `bad_input`.
 */
export function weeklySchema({ schema, schemaVersion }: WeeklyPolicy, tree: InputTree): WeeklySchema {
  return async (payload) => {
    if (schema !== null) return faultsOf(await ownValidator(schema, schemaVersion, tree), payload);
    refuseVersion('the built-in schema', BUILT_IN_VERSIONS, schemaVersion);
    const { default: validate } = await import('../../generated/validate-weekly-report.js');
    return faultsOf(validate, payload);
  };
}
