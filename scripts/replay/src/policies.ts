import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PhasegateError } from '../../../src/domain/fault.js';
import type { Policy } from '../../../src/domain/policy.js';
import { parsePolicy } from '../../../src/io/policy-file.js';
import { textsOfHistory } from './git-history.js';

const FOLDER = 'governance';
const POLICY_FILE = /\.ya?ml$/;
/** On the governance branch it lies beside the policy, and is none. */
const LEDGER_FILE = 'phase-ledger.yaml';

function isPolicyFile(name: string): boolean {
  return POLICY_FILE.test(name) && !name.endsWith(LEDGER_FILE);
}

/** Null for a text that is no valid policy: it was never in force. */
function policyIn(text: string, file: string): Policy | null {
  try {
    return parsePolicy(text, file).policy;
  } catch (error) {
    if (error instanceof PhasegateError && error.code === 'bad-policy') return null;
    throw error;
  }
}

async function textsOfFolder(repo: string): Promise<string[]> {
  const folder = join(repo, FOLDER);
  const names = existsSync(folder) ? (await readdir(folder)).filter(isPolicyFile).sort() : [];
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}

/** Every policy of the repository's `governance/*.yaml`, as it is and as its git history has it, by digest. */
export async function policiesOf(repo: string): Promise<Map<string, Policy>> {
  const past = await textsOfHistory(repo, { folder: FOLDER, isWanted: isPolicyFile });
  const policies = [...(await textsOfFolder(repo)), ...past].flatMap((text) => {
    const policy = policyIn(text, `${FOLDER}/policy.yaml`);
    return policy === null ? [] : [policy];
  });
  return new Map(policies.map((policy) => [policy.digest, policy]));
}
