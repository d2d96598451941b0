import type { Fault } from '../../fault.js';

/** Why a report cannot be made from its inputs, worst first: of several the first one names the failure. */
export const INPUT_FAULT_CODES = [
  'unsafe_path',
  'missing_input',
  'unsupported_schema_version',
  'bad_input',
] as const;
export type InputFaultCode = (typeof INPUT_FAULT_CODES)[number];

export interface InputFault extends Fault {
  readonly code: InputFaultCode;
}

/** A fault in a file that a person or a program brought. `line` 0: in the file as a whole. */
export function inputFault(
  code: InputFaultCode,
  place: { readonly file: string; readonly line?: number; readonly path?: string },
  message: string,
): InputFault {
  const { file, line = 0, path = '' } = place;
  return { code, file, line, column: line === 0 ? 0 : 1, path, message, severity: 'error' };
}
