// One run of DuckDB over a file: `node collector-duckdb.mjs FILE all|distinct editor|orders`. Prints its rows as JSON.
import { DuckDBInstance } from '@duckdb/node-api';

const [, , file, which, dataset] = process.argv;

function read(columns) {
  const list = Object.entries(columns).map(([name, type]) => `"${name}": '${type}'`);
  return `read_json('${file.replaceAll("'", "''")}', format = 'newline_delimited', ignore_errors = true, columns = {${list.join(', ')}})`;
}

const each = (type, ...names) => Object.fromEntries(names.map((name) => [name, type]));
const distinct = which === 'distinct' ? 'DISTINCT ' : '';

const EDITOR = {
  ...each('VARCHAR', 'event', 'feature', 'phase', 'session_id', 'source', 'code', 'lease_id', 'precision'),
  ...each('TIMESTAMP', 'ts'),
  ...each('INTEGER', 'duration_ms', 'retry_count', 'bytes', 'attempt', 'hunk_count'),
  ...each('BOOLEAN', 'success', 'retryable', 'auto_accepted'),
  ...each('DOUBLE', 'auto_accept_ratio'),
};
const DURATION = 'duration_ms BETWEEN 0 AND 3600000';
const editor = `
SELECT phase, event, epoch_ms(ts) // 900000 AS slot, count(*)::INTEGER AS total,
  count(*) FILTER (CASE event WHEN 'save' THEN retry_count = 0 WHEN 'restore' THEN success WHEN 'lock' THEN retryable ELSE auto_accepted END)::INTEGER AS matching,
  quantile_cont(CASE WHEN event <> 'lock' THEN duration_ms END, 0.95)::DOUBLE AS quantile, 0 AS more
FROM (SELECT ${distinct}* FROM ${read(EDITOR)})
WHERE phase IN ('A-0', 'A-1', 'A-2', 'B-0', 'B-1') AND ts IS NOT NULL AND length(session_id) BETWEEN 8 AND 64
  AND CASE event
    WHEN 'save' THEN feature = 'autosave' AND ${DURATION} AND retry_count >= 0 AND bytes >= 0
    WHEN 'restore' THEN feature = 'autosave' AND success IS NOT NULL AND source IN ('indexeddb', 'opfs', 'localstorage') AND ${DURATION}
    WHEN 'lock' THEN feature = 'autosave' AND length(code) BETWEEN 1 AND 64 AND retryable IS NOT NULL AND attempt >= 0 AND length(lease_id) BETWEEN 8 AND 64
    WHEN 'merge' THEN feature = 'merge' AND precision IN ('legacy', 'beta', 'stable') AND auto_accept_ratio BETWEEN 0 AND 1 AND auto_accepted IS NOT NULL AND hunk_count >= 0 AND ${DURATION}
    ELSE false END
GROUP BY ALL`;

const ORDERS = {
  ...each('VARCHAR', 'event', 'feature', 'phase', 'order', 'trace', 'currency', 'status', 'region', 'note'),
  ...each('TIMESTAMP', 'ts'),
  ...each('DOUBLE', 'latency_s', 'amount'),
  ...each('INTEGER', 'items'),
  client: 'STRUCT(version VARCHAR, os VARCHAR, screen STRUCT(w INTEGER, h INTEGER, dpr DOUBLE))',
};
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const orders = `
SELECT phase, feature || '/' || region, epoch_ms(ts) // 900000 AS slot, count(*)::INTEGER AS total,
  count(*) FILTER (status = 'paid')::INTEGER AS matching, quantile_cont(latency_s, 0.99)::DOUBLE AS quantile,
  count(*) FILTER (currency = 'EUR' AND amount > 900.5)::INTEGER AS more
FROM (SELECT ${distinct}* FROM ${read(ORDERS)})
WHERE event = 'checkout' AND phase IN ('canary', 'half', 'all') AND ts IS NOT NULL AND length(feature) > 0
  AND regexp_full_match("order", '${UUID}') AND regexp_full_match(coalesce(trace, '00000000'), '[0-9a-f]{8,32}')
  AND latency_s > 0 AND latency_s <= 1000 AND coalesce(amount, 0) BETWEEN -1e6 AND 1e6
  AND coalesce(currency, 'EUR') IN ('EUR', 'USD', 'SEK') AND status IN ('paid', 'failed', 'open')
  AND regexp_full_match(region, '(eu|us|ap)-[a-z]+-[0-9]') AND items BETWEEN 1 AND 100 AND length(coalesce(note, '')) <= 20
  AND regexp_full_match(client.version, '[0-9]+\\.[0-9]+(\\.[0-9]+)?') AND client.os IN ('linux', 'mac', 'windows')
  AND (client.screen IS NULL OR (client.screen.w BETWEEN 1 AND 20000 AND client.screen.h BETWEEN 1 AND 20000
    AND coalesce(client.screen.dpr, 1) IN (1, 1.5, 2)))
GROUP BY ALL`;

const instance = await DuckDBInstance.create(':memory:', { threads: '2', preserve_insertion_order: 'false' });
const connection = await instance.connect();
const rows = (await connection.runAndReadAll(dataset === 'orders' ? orders : editor)).getRows();
process.stdout.write(JSON.stringify(rows.map((row) => row.with(2, Number(row[2])))));
