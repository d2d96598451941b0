import type { SchemaError } from '../domain/schema-fault.js';

export interface Validator {
  (data: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}
declare const validate: Validator;
export default validate;
