// One run of DuckDB over a telemetry file: `node collector-duckdb.mjs FILE all|distinct`. Prints its rows as JSON.
import { DuckDBInstance } from '@duckdb/node-api';

const [, , file, which] = process.argv;
const COLUMNS = {
  ...{ event: 'VARCHAR', ts: 'TIMESTAMP', feature: 'VARCHAR', phase: 'VARCHAR', session_id: 'VARCHAR' },
  ...{
    duration_ms: 'INTEGER',
    retry_count: 'INTEGER',
    bytes: 'INTEGER',
    success: 'BOOLEAN',
    source: 'VARCHAR',
  },
  ...{ code: 'VARCHAR', retryable: 'BOOLEAN', attempt: 'INTEGER', lease_id: 'VARCHAR', precision: 'VARCHAR' },
  ...{ auto_accept_ratio: 'DOUBLE', auto_accepted: 'BOOLEAN', hunk_count: 'INTEGER' },
};
const columns = Object.entries(COLUMNS).map(([name, type]) => `${name}: '${type}'`);
const from = `read_json('${file.replaceAll("'", "''")}', format = 'newline_delimited', ignore_errors = true, columns = {${columns.join(', ')}})`;
const DURATION = 'duration_ms BETWEEN 0 AND 3600000';
const query = `
SELECT phase, event, epoch_ms(ts) // 900000 AS slot, count(*)::INTEGER AS total,
  count(*) FILTER (CASE event WHEN 'save' THEN retry_count = 0 WHEN 'restore' THEN success WHEN 'lock' THEN retryable ELSE auto_accepted END)::INTEGER AS matching,
  quantile_cont(CASE WHEN event <> 'lock' THEN duration_ms END, 0.95)::DOUBLE AS p95
FROM (SELECT ${which === 'distinct' ? 'DISTINCT ' : ''}* FROM ${from})
WHERE phase IN ('A-0', 'A-1', 'A-2', 'B-0', 'B-1') AND ts IS NOT NULL AND length(session_id) BETWEEN 8 AND 64
  AND CASE event
    WHEN 'save' THEN feature = 'autosave' AND ${DURATION} AND retry_count >= 0 AND bytes >= 0
    WHEN 'restore' THEN feature = 'autosave' AND success IS NOT NULL AND source IN ('indexeddb', 'opfs', 'localstorage') AND ${DURATION}
    WHEN 'lock' THEN feature = 'autosave' AND length(code) BETWEEN 1 AND 64 AND retryable IS NOT NULL AND attempt >= 0 AND length(lease_id) BETWEEN 8 AND 64
    WHEN 'merge' THEN feature = 'merge' AND precision IN ('legacy', 'beta', 'stable') AND auto_accept_ratio BETWEEN 0 AND 1 AND auto_accepted IS NOT NULL AND hunk_count >= 0 AND ${DURATION}
    ELSE false END
GROUP BY ALL`;

const instance = await DuckDBInstance.create(':memory:', { threads: '2', preserve_insertion_order: 'false' });
const connection = await instance.connect();
const rows = (await connection.runAndReadAll(query)).getRows();
process.stdout.write(
  JSON.stringify(
    rows.map(([phase, event, slot, total, matching, p95]) => [
      phase,
      event,
      Number(slot),
      total,
      matching,
      p95,
    ]),
  ),
);
