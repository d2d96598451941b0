import { readFile } from 'node:fs/promises';
import type { DocumentFault } from '../domain/document-fault.js';
import { formatFault, PhasegateError, type Fault } from '../domain/fault.js';
import type { Policy } from '../domain/policy.js';
import { policyOf } from '../domain/policy-convert.js';
import type { PolicyDocument } from '../domain/policy-document.js';
import { lintPolicy } from '../domain/policy-lint.js';
import { schemaFaults } from '../domain/schema-fault.js';
import validate from '../generated/validate-policy.js';
import { YamlDocument } from './yaml-document.js';

export interface LoadedPolicy {
  readonly policy: Policy;
  /** What is doubtful and stops nothing. */
  readonly warnings: readonly Fault[];
}

/**
 * Reads the policy from a file.
 *
 * @throws PhasegateError `bad-policy` with every fault of the file, each with line and column; `io-failed` where the
 * file cannot be read.
 */
export async function loadPolicy(path: string): Promise<LoadedPolicy> {
  return parsePolicy(await readPolicyText(path), path);
}

/** The policy in a text. @throws PhasegateError `bad-policy` with every fault, each with line and column. */
export function parsePolicy(text: string, file: string): LoadedPolicy {
  const document = new YamlDocument(text, file);
  const syntax = document.syntax();
  const faults = syntax.readable ? [...syntax.faults, ...judge(document, file)] : syntax.faults;
  // What an alias repeats is written once, and so it is told once.
  const once = new Map<string, Fault>();
  for (const fault of faults) {
    const key = JSON.stringify([fault.line, fault.column, fault.message]);
    if (!once.has(key)) once.set(key, fault);
  }
  const sorted = [...once.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  const errors = sorted.filter((fault) => fault.severity === 'error');
  if (errors.length > 0) {
    const heading = `${file} has ${errors.length === 1 ? 'one fault' : `${errors.length} faults`}`;
    throw new PhasegateError('bad-policy', [heading, ...sorted.map(formatFault)].join('\n'), {
      faults: sorted,
    });
  }
  return { policy: policyOf(document.value() as PolicyDocument), warnings: sorted };
}

/** A warning waits until what it is about has no error any more: it may be about the error. */
function withoutDoubtsOfErrors(faults: readonly DocumentFault[]): readonly DocumentFault[] {
  const errors = faults.filter((fault) => fault.severity === 'error');
  const holds = (doubt: DocumentFault): boolean =>
    !errors.some((error) => doubt.path.every((part, i) => error.path[i] === part));
  return faults.filter((fault) => fault.severity === 'error' || holds(fault));
}

/** Schema and linter together. A misspelt key is read as the one it was meant to be, so that what is in it is judged. */
function judge(document: YamlDocument, file: string): readonly Fault[] {
  const told: Fault[] = [];
  let open: readonly DocumentFault[] = [];
  try {
    for (let again = true; again;) {
      const value = document.value();
      validate(value);
      const { faults, misspellings } = schemaFaults(value, validate.errors ?? []);
      const isSlip = (fault: DocumentFault): boolean =>
        misspellings.some(
          (slip) => fault.at === 'key' && JSON.stringify(slip.path) === JSON.stringify(fault.path),
        );
      told.push(...faults.filter(isSlip).map((fault) => document.locate(fault)));
      for (const slip of misspellings) document.readKeyAs(slip.path, slip.meant);
      open = withoutDoubtsOfErrors([...faults.filter((fault) => !isSlip(fault)), ...lintPolicy(value)]);
      again = misspellings.length > 0;
    }
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return [
      {
        file,
        line: 0,
        column: 0,
        path: '',
        message: `aliases: ${error.message}; write the values out`,
        severity: 'error',
      },
    ];
  }
  return [...told, ...open.map((fault) => document.locate(fault))];
}

async function readPolicyText(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT')
      throw unreadable(
        path,
        'there is no such file; write the policy there, or set the input `policy` to where it is',
      );
    throw new PhasegateError('io-failed', `cannot read the policy ${path}: ${(cause as Error).message}`, {
      cause,
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(path, 'the file is not UTF-8 text; save it as UTF-8');
  }
}

function unreadable(file: string, message: string): PhasegateError {
  const fault: Fault = { file, line: 0, column: 0, path: '', message, severity: 'error' };
  return new PhasegateError('bad-policy', formatFault(fault), { faults: [fault] });
}
