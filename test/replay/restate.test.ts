import { expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { restate } from '../../scripts/replay/src/restate.js';
import { definitionsDigest } from '../../src/domain/batch-definitions.js';
import { renderBatch, type BatchHeader } from '../../src/domain/batch.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import type { IncomingBatch } from '../../src/domain/history.js';
import type { Policy } from '../../src/domain/policy.js';
import { MINUTE } from '../../src/domain/time.js';
import { at, eventsOf, header } from '../domain/batch-builder.js';
import { LATENCY, policy, SUCCESS } from '../policy-builder.js';
import { temporaryFolder } from '../temporary-folder.js';

const OLD = policy({ slis: [LATENCY, { ...SUCCESS, where: [{ field: 'region', anyOf: ['eu'] }] }] });
const NEW = policy();
const spec = { end: at('10:15'), latencies: [100, 200], failed: 1, region: 'us' };

const bare = (by: Policy, change: Partial<BatchHeader> = {}): IncomingBatch => ({
  file: 'batch-none.jsonl',
  header: { ...header(by, spec), definitions: definitionsDigest(by.slis), ...change },
});
const slisOf = ({ header: { summaries } }: IncomingBatch): string[] => summaries.map(({ sli }) => sli);

test('a batch without events keeps what it measured by the same definition, and the rest is told', async () => {
  const { batches, notes } = await restate(NEW, { batches: [bare(OLD), bare(NEW)], policies: [OLD, NEW] });
  expect(batches.map(slisOf)).toEqual([['latency_p95'], ['latency_p95', 'success_rate']]);
  expect(notes).toEqual([
    '1 batch file without events: success_rate was measured under another definition, or not at all, so they say nothing of it',
  ]);
});

test('a batch of a policy that is lost says nothing, and one that does not name its definitions stays', async () => {
  const { definitions: _definitions, ...nameless } = bare(OLD).header;
  const unnamed = { file: 'batch-old.jsonl', header: nameless };
  const { batches, notes } = await restate(NEW, { batches: [bare(OLD), unnamed], policies: [NEW] });
  expect(batches.map(slisOf)).toEqual([[], slisOf(unnamed)]);
  expect(notes).toEqual([
    expect.stringMatching(/^1 batch file without events: .*of a policy that is not at hand/),
    expect.stringMatching(/^1 batch file without events: they do not name the definitions/),
  ]);
});

test('a batch with its events is summed up again, whatever measured it', async () => {
  const lines = eventsOf(spec).map(canonicalJson);
  const file = join(await temporaryFolder(), 'batch-events.jsonl');
  const kept = { ...bare(OLD).header, events: lines.length };
  await writeFile(file, renderBatch(kept, lines));
  const { batches, notes } = await restate(NEW, { batches: [{ file, header: kept }], policies: [] });
  expect(batches.map(({ header: { summaries } }) => summaries)).toEqual([header(NEW, spec).summaries]);
  expect(notes).toEqual([]);
});

test('batches of another length are told', async () => {
  const { notes } = await restate(policy({ batchMs: 5 * MINUTE }), { batches: [bare(NEW)], policies: [NEW] });
  expect(notes).toEqual(["batches are 15m long, and the other policy's 5m: they are judged as they are"]);
});
