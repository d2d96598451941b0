import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import type { Policy } from '../domain/policy.js';
import type { Cursor } from '../ports/telemetry.js';

/** Whether there is a plain file of JSONL below a folder of which so many bytes were not read yet, and that can be taken in two. */
export async function hasUnread(options: {
  readonly root: string;
  readonly policy: Policy;
  readonly cursors: Readonly<Record<string, Readonly<Record<string, Cursor>>>>;
  readonly bytes: number;
}): Promise<boolean> {
  const { root, policy, cursors, bytes } = options;
  for (const { name, format, files, origin, fields } of policy.sources) {
    if (format !== 'jsonl' || origin !== undefined || fields.arrived !== null) continue;
    const read = cursors[name] ?? {};
    for (const file of await glob(files, { cwd: root, onlyFiles: true, followSymbolicLinks: false })) {
      if (file.endsWith('.gz')) continue;
      const { size } = await stat(join(root, file));
      const offset = Object.hasOwn(read, file) ? (read[file]?.offset ?? 0) : 0;
      if (size - offset >= bytes) return true;
    }
  }
  return false;
}
