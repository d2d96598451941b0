// Appends lines to the run log of a root, as a process of its own: `node log-writer.mjs <root> <name> <lines> [day]`.
import { RunLog } from '../../../src/io/observability/run-log.js';
import { outcome } from '../../observability-builder.js';

const [root = '', name = '', lines = '1', day = '20260302'] = process.argv.slice(2);
const log = new RunLog({ root, keepMs: 2 * 86_400_000 });
for (let i = 0; i < Number(lines); i += 1)
  await log.append(outcome({ job_id: `${day}T120000Z-latency`, diagnostics: { writer: `${name}/${i}` } }));
