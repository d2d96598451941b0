import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { NEW_CURSOR } from '../../src/io/file-bytes.js';
import { hasUnread } from '../../src/io/unread-bytes.js';
import { policy, source } from '../policy-builder.js';
import { temporaryFolder } from '../temporary-folder.js';

const PLAIN = source({ fields: { ts: 'ts', id: 'id', arrived: null } });

test.each([
  ['a file that is large enough', 'a.jsonl', PLAIN, 0, true],
  ['a file that was read so far that little is left', 'a.jsonl', PLAIN, 901, false],
  ['a file of which just enough is left', 'a.jsonl', PLAIN, 900, true],
  ['a compressed file', 'a.jsonl.gz', PLAIN, 0, false],
  ['a file of another source', 'a.csv', PLAIN, 0, false],
  ['a file of CSV', 'a.jsonl', { ...PLAIN, format: 'csv' as const }, 0, false],
  ['a file whose lines say when they arrived', 'a.jsonl', source(), 0, false],
])('%s', async (_name, file, of, offset, is) => {
  const root = await temporaryFolder();
  await mkdir(join(root, 'telemetry/app'), { recursive: true });
  await writeFile(join(root, 'telemetry/app', file), Buffer.alloc(1_000));
  const cursors = { app: { [`telemetry/app/${file}`]: { ...NEW_CURSOR, offset } } };
  const found = await hasUnread({ root, policy: policy({ sources: [of] }), cursors, bytes: 100 });
  expect(found).toBe(is);
  const bare = { root, policy: policy({ sources: [of] }), cursors: {}, bytes: 1_001 };
  expect(await hasUnread(bare)).toBe(false);
});
