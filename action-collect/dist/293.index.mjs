export const id = 293;
export const ids = [293];
export const modules = {

/***/ 1293:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  collectSignals: () => (/* binding */ collectSignals)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./out/build/src/domain/fault.js
var fault = __webpack_require__(8163);
;// CONCATENATED MODULE: ./out/build/src/domain/sli.js

/** The policy's SLI of that id. @throws PhasegateError `bad-policy`; a loaded policy has every SLI that its SLOs name. */
function requireSli(policy, id) {
    const sli = policy.slis.find((one) => one.id === id);
    if (sli === undefined)
        throw new fault/* PhasegateError */.h('bad-policy', `the policy has no SLI ${JSON.stringify(id)}; add it to slis`);
    return sli;
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/latency/latency-rules.js

function rowRule(rules) {
    for (const { side, value, baseline, when } of rules) {
        if (baseline === null && when.kind === 'in-a-row')
            return { bound: { side, value }, windows: when.windows };
    }
    return null;
}
/** The rules of a policy's signals. @throws TypeError for a policy without a section of them, or one that the linter refuses. */
function latencyRules(policy) {
    const latency = policy.observability?.latency ?? null;
    if (latency === null)
        throw new TypeError('the policy has no observability.latency');
    const sli = requireSli(policy, latency.sli);
    const slos = policy.phases.flatMap((phase) => phase.slos);
    const slo = slos.find((one) => one.sli === sli.id && one.windowMs === policy.batchMs && rowRule(one.rollback) !== null);
    const critical = slo === undefined ? null : rowRule(slo.rollback);
    if (slo === undefined || critical === null || sli.measure.kind !== 'quantile')
        throw new TypeError(`nothing says what a breach of ${sli.id} is`);
    return {
        sli,
        failures: latency.failures === null ? null : requireSli(policy, latency.failures),
        p: sli.measure.p,
        warning: rowRule(slo.warn),
        critical,
        minSamples: slo.minSamples,
        maxGapMs: policy.maxGapMs,
    };
}

// EXTERNAL MODULE: ./out/build/src/io/files.js
var files = __webpack_require__(2664);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./out/build/src/render/escape.js
var render_escape = __webpack_require__(9208);
;// CONCATENATED MODULE: ./out/build/src/io/observability/job-console.js


const LONGEST_LINE = 4_000;
/** A runner's command reads these three as ends of lines and of itself. */
function commandText(text) {
    return (0,render_escape/* oneLine */.TN)(text, LONGEST_LINE).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
/**
 * The streams of this process. On GitHub warnings and errors are commands to the runner, which it takes from either stream;
 * elsewhere they are plain lines. `write` is for tests. Default: straight to the file descriptors, so that nothing is left
 * unwritten when the process ends.
 */
function jobConsole(environment, write = (stream, text) => void (0,external_node_fs_.writeSync)(stream, text)) {
    const isOnGithub = environment['GITHUB_ACTIONS'] === 'true';
    const say = (level) => (text) => write(2, isOnGithub ? `::${level}::${commandText(text)}\n` : `${level}: ${(0,render_escape/* logLine */.BP)(text, LONGEST_LINE)}\n`);
    return {
        summary: (line) => write(1, `${line}\n`),
        info: (text) => write(2, `${(0,render_escape/* logLine */.BP)(text, LONGEST_LINE)}\n`),
        warning: say('warning'),
        error: say('error'),
    };
}

// EXTERNAL MODULE: ./out/build/src/domain/time.js
var time = __webpack_require__(9242);
;// CONCATENATED MODULE: ./out/build/src/domain/rules/bound.js
/** Strictly beyond: a value at its bound keeps it. */
function isBeyond({ side, value: bound }, value) {
    return side === 'above' ? value > bound : value < bound;
}
/** Whether a value rests on enough samples for a verdict. A count is itself the number of samples, so any will do. */
function isEnough(slo, sli, measured) {
    return measured.value !== null && (sli.measure.kind === 'count' || measured.n >= slo.minSamples);
}
/** The bound of a rule in figures. `baseline`: value of its baseline; null, so that there is no bound, where that has none. */
function boundOf(rule, baseline) {
    if (rule.baseline === null)
        return rule;
    const { side, value } = rule;
    if (baseline === null)
        return null;
    // A share of the absolute value, so that the bound of a negative baseline is on the bad side of it too.
    const distance = rule.baseline.relative ? Math.abs(baseline) * value : value;
    const bound = side === 'above' ? baseline + distance : baseline - distance;
    return Number.isFinite(bound) ? { side, value: bound } : null;
}

// EXTERNAL MODULE: ./out/build/src/domain/distribution.js
var distribution = __webpack_require__(7733);
// EXTERNAL MODULE: ./out/build/src/domain/quantile.js
var quantile = __webpack_require__(2202);
// EXTERNAL MODULE: ./out/build/src/domain/summary.js
var summary = __webpack_require__(2087);
;// CONCATENATED MODULE: ./out/build/src/domain/observability/csv-line.js
/** What stands between quotes in CSV (RFC 4180); a space at an end too, since some readers drop it. */
const NEEDS_QUOTES = /[",\r\n]|^[\s\ufeff]|\s$/;
/** A record as a line of CSV, with its line break. */
function csvLine(values) {
    const quoted = values.map((value) => NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    return `${quoted.join(',')}\n`;
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/latency/latency-rollup.js





const ROLLUP_COLUMNS = [
    'hour_utc',
    'window_end_utc',
    'count',
    'failure_count',
    'failure_rate',
    'p50_ms',
    'p95_ms',
    'p99_ms',
    'max_ms',
    'breach_flag',
    'breach_streak',
];
const ROLLUP_HEADER = csvLine(ROLLUP_COLUMNS);
/** What the batch measured of an SLI. Of a summary of another kind, from an earlier policy, nothing is taken. */
function measurements(sli, summaries) {
    return summaries.filter((one) => one.sli === sli.id && one.kind === sli.measure.kind).map(summary/* measurementOf */.ku);
}
function failuresOf(sli, summaries) {
    const { measure } = sli;
    const good = measure.kind === 'ratio' && measure.good;
    let count = 0;
    let total = 0;
    for (const one of measurements(sli, summaries)) {
        if (one.kind !== 'ratio')
            continue;
        count += good ? one.total - one.matching : one.matching;
        total += one.total;
    }
    return { count, rate: total === 0 ? null : count / total };
}
/** What the header of a closed batch says of the SLIs; `failures` is null where they are not counted. */
function measuredHour(header, { sli, failures }) {
    const { window, summaries } = header;
    const parts = measurements(sli, summaries).flatMap((one) => one.kind === 'quantile' ? [one.distribution] : []);
    const all = (0,distribution/* mergeDistributions */.YG)(parts);
    const failed = failures === null ? null : failuresOf(failures, summaries);
    return {
        window: {
            start: (0,time/* parseInstant */.nV)(window.start) ?? Number.NaN,
            end: (0,time/* parseInstant */.nV)(window.end) ?? Number.NaN,
        },
        count: (0,distribution/* countOf */.pq)(all),
        failureCount: failed === null ? null : failed.count,
        failureRate: failed === null ? null : failed.rate,
        p50: (0,quantile/* quantile */.YV)(all, 50),
        p95: (0,quantile/* quantile */.YV)(all, 95),
        p99: (0,quantile/* quantile */.YV)(all, 99),
        max: (0,quantile/* quantile */.YV)(all, 100),
    };
}
/** The hour's value of a percentile that a rollup holds. */
function percentileOf(hour, p) {
    switch (p) {
        case 50:
            return hour.p50;
        case 95:
            return hour.p95;
        case 99:
            return hour.p99;
        default:
            throw new RangeError(`a rollup has no p${p}`);
    }
}
function shown(value) {
    return value === null ? '' : String(value);
}
function rollupLine(rollup) {
    const { window, count, failureCount, failureRate, p50, p95, p99, max, isBreach, streak } = rollup;
    return csvLine([
        (0,time/* formatInstant */.r4)(window.start),
        (0,time/* formatInstant */.r4)(window.end),
        String(count),
        ...[failureCount, failureRate, p50, p95, p99, max].map(shown),
        String(isBreach),
        String(streak),
    ]);
}
/** undefined: the text is no number. */
function latency_rollup_numberOf(text) {
    if (text === '')
        return null;
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
}
/** The rollup of a record of the rollup file; null for what is none. */
function readRollup(record) {
    if (record.length !== ROLLUP_COLUMNS.length)
        return null;
    const [from = '', until = '', ...rest] = record;
    const start = (0,time/* parseInstant */.nV)(from);
    const end = (0,time/* parseInstant */.nV)(until);
    const figures = rest.slice(0, 7).map(latency_rollup_numberOf);
    const [flag, streakText = ''] = rest.slice(7);
    const streak = latency_rollup_numberOf(streakText);
    if (start === null || end === null || streak == null || (flag !== 'true' && flag !== 'false'))
        return null;
    const [count, failureCount, failureRate, p50, p95, p99, max] = figures;
    if (count == null || figures.includes(undefined))
        return null;
    return {
        window: { start, end },
        count,
        failureCount: failureCount ?? null,
        failureRate: failureRate ?? null,
        p50: p50 ?? null,
        p95: p95 ?? null,
        p99: p99 ?? null,
        max: max ?? null,
        isBreach: flag === 'true',
        streak,
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/latency/breach.js


const NO_BREACH = {
    heardUntil: null,
    warningStreak: 0,
    criticalStreak: 0,
    rowFrom: null,
    episode: null,
    lastBreachAt: null,
};
function isMet(rule, streak) {
    return rule !== null && streak >= rule.windows;
}
/** The levels that the rows of an hour reach, the lower one first. */
function reached({ warning, critical }, state) {
    const levels = [];
    if (isMet(warning, state.warningStreak))
        levels.push('warning');
    if (isMet(critical, state.criticalStreak))
        levels.push('critical');
    return levels;
}
/** The rows behind an hour with a verdict. A silence longer than the policy's `max-gap` breaks them. */
function rowsAfter(rules, before, hour, value) {
    const { window } = hour;
    const bad = {
        warning: rules.warning !== null && isBeyond(rules.warning.bound, value),
        critical: isBeyond(rules.critical.bound, value),
    };
    const isRow = bad.warning || bad.critical;
    return {
        ...before,
        warningStreak: bad.warning ? before.warningStreak + 1 : 0,
        criticalStreak: bad.critical ? before.criticalStreak + 1 : 0,
        rowFrom: isRow ? (before.rowFrom ?? window.start) : null,
        lastBreachAt: bad.critical ? window.end : before.lastBreachAt,
    };
}
function afterSilence(rules, before, hour) {
    const { heardUntil } = before;
    const heard = { ...before, heardUntil: hour.window.end };
    if (heardUntil === null || hour.window.start - heardUntil <= rules.maxGapMs)
        return heard;
    return { ...heard, warningStreak: 0, criticalStreak: 0, rowFrom: null };
}
/** What the hour changes in what people know. */
function changesOf(rules, state, { window, value }) {
    const levels = reached(rules, state);
    const { episode } = state;
    if (levels.length === 0) {
        if (episode === null)
            return { state, changes: [] };
        const { from, until } = episode;
        return { state: { ...state, episode: null }, changes: [{ kind: 'resolved', from, until, value }] };
    }
    const known = episode?.levels ?? [];
    const fresh = levels.filter((level) => !known.includes(level));
    const from = episode?.from ?? state.rowFrom ?? window.start;
    const told = fresh.map((kind) => {
        const isWarning = kind === 'warning';
        const rule = isWarning && rules.warning !== null ? rules.warning : rules.critical;
        const streak = isWarning ? state.warningStreak : state.criticalStreak;
        return { kind, from, until: window.end, streak, rule, value };
    });
    return {
        state: { ...state, episode: { from, until: window.end, levels: [...known, ...fresh] } },
        changes: told,
    };
}
/**
 * Judges the next hour by the SLO's rules of hours in a row. An hour without samples, or with too few for a verdict, neither
 * counts nor breaks a row. Pure.
 */
function judgeHour(rules, before, hour) {
    const rollup = (state, isBreach) => ({
        ...hour,
        isBreach,
        streak: state.criticalStreak,
    });
    if (hour.count === 0)
        return { state: before, rollup: rollup(before, false), changes: [] };
    const heard = afterSilence(rules, before, hour);
    const value = percentileOf(hour, rules.p);
    if (value === null || hour.count < rules.minSamples)
        return { state: heard, rollup: rollup(heard, false), changes: [] };
    const state = rowsAfter(rules, heard, hour, value);
    const isBreach = isBeyond(rules.critical.bound, value);
    return { ...changesOf(rules, state, { window: hour.window, value }), rollup: rollup(state, isBreach) };
}

// EXTERNAL MODULE: ./out/build/src/domain/figure.js
var figure = __webpack_require__(8047);
;// CONCATENATED MODULE: ./out/build/src/domain/observability/latency/latency-alert.js


/** Where the hours that an alert is about can be looked at, relative to the root. */
const ROLLUP_FILE = 'ops/signal_latency_rollup.csv';
function hours(count) {
    return count === 1 ? 'one hour' : `${count} hours in a row`;
}
/** A change as people are told of it. */
function alertOf({ sli }, change) {
    const { kind, from, until, value } = change;
    const common = {
        sli: sli.id,
        value,
        breach_range: { from: (0,time/* formatInstant */.r4)(from), until: (0,time/* formatInstant */.r4)(until) },
        evidence_path: ROLLUP_FILE,
    };
    if (kind === 'resolved') {
        const message = `${sli.id} is ${(0,figure/* figure */.vP)(value, sli.unit)} and within its limits again`;
        return { ...common, id: 'latency_breach_resolved', severity: 'info', message };
    }
    const { rule, streak } = change;
    const message = `${sli.id} is ${(0,figure/* figure */.vP)(value, sli.unit)}, ${rule.bound.side} ${(0,figure/* figure */.vP)(rule.bound.value, sli.unit)} for ${hours(streak)}`;
    return {
        ...common,
        id: 'latency_breach',
        severity: kind,
        streak,
        limit: rule.bound.value,
        message,
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/latency/latency-sample.js


const SAMPLE_COLUMNS = [
    'timestamp_utc',
    'source',
    'latency_ms',
    'ingest_latency_ms',
    'status',
    'detail',
];
const SAMPLE_HEADER = csvLine(SAMPLE_COLUMNS);
/** Its characters are of one byte each. */
const SAMPLE_HEADER_BYTES = SAMPLE_HEADER.length;
function textIn(fields, name) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (value === undefined || value === null)
        return '';
    return typeof value === 'string' ? value : JSON.stringify(value);
}
function numberIn(fields, name) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
/** The samples among the events, in their order: those that the SLI is about. */
function samplesOf(sli, events) {
    const { measure } = sli;
    if (measure.kind !== 'quantile')
        throw new TypeError(`SLI ${sli.id} is no quantile`);
    return events.flatMap(({ source, ts, line }) => {
        const fields = JSON.parse(line);
        if (!sli.events.includes(textIn(fields, 'event')))
            return [];
        return [
            {
                ts,
                source: textIn(fields, 'source') || source,
                latencyMs: numberIn(fields, measure.of),
                ingestLatencyMs: numberIn(fields, 'ingest_latency_ms'),
                status: textIn(fields, 'status'),
                detail: textIn(fields, 'detail'),
            },
        ];
    });
}
function latency_sample_shown(value) {
    return value === null ? '' : String(value);
}
function sampleLine(sample) {
    const { ts, source, latencyMs, ingestLatencyMs, status, detail } = sample;
    return csvLine([(0,time/* formatInstant */.r4)(ts), source, latency_sample_shown(latencyMs), latency_sample_shown(ingestLatencyMs), status, detail]);
}
function read(text) {
    if (text === '')
        return null;
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
}
/** The sample of a record of the archive's own file; null for what is none. */
function readSample(record) {
    if (record.length !== SAMPLE_COLUMNS.length)
        return null;
    const [at = '', source = '', latency = '', ingest = '', status = '', detail = ''] = record;
    const ts = (0,time/* parseInstant */.nV)(at);
    const latencyMs = read(latency);
    const ingestLatencyMs = read(ingest);
    if (ts === null || latencyMs === undefined || ingestLatencyMs === undefined)
        return null;
    return { ts, source, latencyMs, ingestLatencyMs, status, detail };
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/latency/add-hours.js





function startOf({ header }) {
    return (0,time/* parseInstant */.nV)(header.window.start) ?? Number.NaN;
}
function endOf({ header }) {
    return (0,time/* parseInstant */.nV)(header.window.end) ?? Number.NaN;
}
/**
 * `hours`: not empty, oldest first. That the last ones come again with fewer samples than they had is no tick that was repeated: the
 * telemetry that they were read from is gone, and what was archived stays.
 */
function arrivalOf(archive, hours, sli) {
    const { until, last, samples } = archive;
    const [first] = hours;
    const from = first === undefined ? Number.NaN : startOf(first);
    if (until === null)
        return { kind: 'new', gap: null };
    if (from >= until)
        return { kind: 'new', gap: from > until ? { from: until, until: from } : null };
    if (last === null || last.from !== from)
        return { kind: 'known' };
    const again = hours.filter((hour) => startOf(hour) < until).flatMap(({ events }) => samplesOf(sli, events));
    const before = samples.rows - last.before.samples.rows;
    return again.length < before ? { kind: 'known' } : { kind: 'again', before: last.before };
}
/** The archive as it was before its last hours. */
function rewound(archive, before) {
    return { ...archive, ...before, last: null };
}
const encoder = new TextEncoder();
/** What the hours that are not there yet add; null where there are none. Pure: the same hours give the same bytes. */
function addHours(archive, hours, { rules, jobId }) {
    const { until, samples, breach, alerts } = archive;
    const fresh = hours.filter((hour) => until === null || startOf(hour) >= until);
    const [first] = fresh;
    const newest = fresh.at(-1);
    if (first === undefined || newest === undefined)
        return null;
    let state = breach;
    const found = [];
    const rollups = [];
    for (const { header } of fresh) {
        const judged = judgeHour(rules, state, measuredHour(header, rules));
        state = judged.state;
        rollups.push(judged.rollup);
        found.push(...judged.changes.map((change) => ({ jobId, alert: alertOf(rules, change) })));
    }
    const rows = fresh.flatMap(({ events }) => samplesOf(rules.sli, events)).map(sampleLine);
    const text = (samples.bytes === 0 ? SAMPLE_HEADER : '') + rows.join('');
    const before = { until, samples, breach, alerts };
    return {
        archive: {
            ...archive,
            until: endOf(newest),
            samples: {
                bytes: samples.bytes + encoder.encode(text).length,
                rows: samples.rows + rows.length,
            },
            breach: state,
            alerts: [...alerts, ...found],
            last: { from: startOf(first), before },
        },
        samples: text,
        sampleCount: rows.length,
        rollups,
    };
}

// EXTERNAL MODULE: ./out/build/src/domain/canonical-json.js
var canonical_json = __webpack_require__(3576);
// EXTERNAL MODULE: ./out/build/src/domain/document-fault.js
var document_fault = __webpack_require__(887);
// EXTERNAL MODULE: ./out/build/src/domain/schema-fault.js
var schema_fault = __webpack_require__(8657);
;// CONCATENATED MODULE: ./out/build/src/domain/observability/latency/archive-manifest.js




const ARCHIVE_FOLDER = 'ops/signal_latency_archive';
const ARCHIVE_MANIFEST = `${ARCHIVE_FOLDER}/manifest.jsonl`;
/** Where a job puts samples away at a time. A path that is taken, by a job of the same second, is left alone. */
function archivePath(jobId, now, taken) {
    const [year = '', month = ''] = (0,time/* utcDay */.dA)(now).split('-');
    for (let copy = 1;; copy += 1) {
        const name = copy === 1 ? jobId : `${jobId}-${copy}`;
        const path = `${ARCHIVE_FOLDER}/${year}/${month}/${name}.csv.gz`;
        if (!taken.has(path))
            return path;
    }
}
function parseLine(text, line, validate) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return { kind: 'broken', line, why: 'is no JSON' };
    }
    // The validator says that it is what the schema describes.
    if (validate(value))
        return { kind: 'entry', line, entry: value };
    const { faults } = (0,schema_fault/* schemaFaults */.d)(value, validate.errors ?? []);
    const why = faults.map(({ path, message }) => `${(0,document_fault/* formatPath */.jV)(path)}: ${message}`.replace(/^: /, ''));
    return { kind: 'broken', line, why: why.join('; ') };
}
/** The lines of a manifest, with `validate` for one by schemas/signal_latency_archive.schema.json. */
function parseManifest(text, validate) {
    return text
        .split('\n')
        .map((line, i) => [line, i + 1])
        .filter(([line]) => line.trim() !== '')
        .map(([line, number]) => parseLine(line, number, validate));
}
/** The manifest with an entry behind it, in place of one for the same path. Other lines stay as they are, broken ones too. */
function withArchived(manifest, entry) {
    const isSame = (line) => {
        try {
            return JSON.parse(line)?.path === entry.path;
        }
        catch {
            return false;
        }
    };
    const others = manifest.split('\n').filter((line) => line.trim() !== '' && !isSame(line));
    return [...others, (0,canonical_json/* canonicalJson */.d)(entry)].map((line) => `${line}\n`).join('');
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/latency/rollup-text.js


const HOUR_LENGTH = '2026-03-02T14:00:00Z'.length;
/**
 * The rollup file with hours behind it: of those that are in it stay the ones from `keepFrom` on that begin before `until`
 * (null: none), what the archive holds. Lines are compared as text, since an hour's start always has one form; a file of ten
 * thousand of them is not parsed to add one.
 */
function withRollups(before, added, { keepFrom, until }) {
    const first = (0,time/* formatInstant */.r4)(keepFrom);
    const end = until === null ? '' : (0,time/* formatInstant */.r4)(until);
    const kept = before
        .split('\n')
        .slice(1, -1)
        .filter((line) => {
        const hour = line.slice(0, HOUR_LENGTH);
        return hour >= first && hour < end;
    });
    const fresh = added.filter(({ window }) => window.start >= keepFrom);
    return ROLLUP_HEADER + kept.map((line) => `${line}\n`).join('') + fresh.map(rollupLine).join('');
}

// EXTERNAL MODULE: ./node_modules/ajv/dist/runtime/ucs2length.js
var ucs2length = __webpack_require__(6214);
;// CONCATENATED MODULE: ./out/build/src/generated/validate-signal-latency-archive.js
// Generated by scripts/build-validators.mjs from schemas/signal_latency_archive.schema.json; do not edit.


const validate = (/* unused pure expression or super */ null && (validate10));
/* harmony default export */ const validate_signal_latency_archive = (validate10);
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"signal_latency_archive.schema.json","title":"Phasegate archive of signal latency","description":"A line of ops/signal_latency_archive/manifest.jsonl: a compressed file of samples. Canonical JSON.","examples":[{"job_id":"20260620T001500Z-latency","path":"ops/signal_latency_archive/2026/06/20260620T001500Z-latency.csv.gz","row_count":184000,"sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}],"type":"object","additionalProperties":false,"required":["job_id","path","row_count","sha256"],"properties":{"job_id":{"description":"The job that made the file.","x-expected":"a job's id such as 20260620T001500Z-latency","type":"string","pattern":"^[0-9TZ:-]+-latency$"},"path":{"description":"The file, relative to the root of observability.","x-expected":"a relative path such as ops/signal_latency_archive/2026/06/20260620T001500Z-latency.csv.gz","type":"string","maxLength":200,"pattern":"^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)+[A-Za-z0-9_][A-Za-z0-9_.-]*\\.csv\\.gz$"},"row_count":{"description":"Samples in it, without the header.","x-expected":"a whole number from 1","type":"integer","minimum":1},"sha256":{"description":"Digest of the compressed file.","x-expected":"64 digits 0-9 and a-f","type":"string","pattern":"^[a-f0-9]{64}$"}}};
const pattern0 = new RegExp("^[0-9TZ:-]+-latency$", "u");
const pattern1 = new RegExp("^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)+[A-Za-z0-9_][A-Za-z0-9_.-]*\\.csv\\.gz$", "u");
const pattern2 = new RegExp("^[a-f0-9]{64}$", "u");
const func2 = ucs2length["default"];

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="signal_latency_archive.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.job_id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "job_id"},message:"must have required property '"+"job_id"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.path === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.row_count === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "row_count"},message:"must have required property '"+"row_count"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.sha256 === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sha256"},message:"must have required property '"+"sha256"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "job_id") || (key0 === "path")) || (key0 === "row_count")) || (key0 === "sha256"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.job_id !== undefined){
let data0 = data.job_id;
if(typeof data0 === "string"){
if(!pattern0.test(data0)){
const err5 = {instancePath:instancePath+"/job_id",schemaPath:"#/properties/job_id/pattern",keyword:"pattern",params:{pattern: "^[0-9TZ:-]+-latency$"},message:"must match pattern \""+"^[0-9TZ:-]+-latency$"+"\"",schema:"^[0-9TZ:-]+-latency$",parentSchema:schema11.properties.job_id,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/job_id",schemaPath:"#/properties/job_id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.job_id.type,parentSchema:schema11.properties.job_id,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.path !== undefined){
let data1 = data.path;
if(typeof data1 === "string"){
if(func2(data1) > 200){
const err7 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema11.properties.path,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern1.test(data1)){
const err8 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/pattern",keyword:"pattern",params:{pattern: "^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)+[A-Za-z0-9_][A-Za-z0-9_.-]*\\.csv\\.gz$"},message:"must match pattern \""+"^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)+[A-Za-z0-9_][A-Za-z0-9_.-]*\\.csv\\.gz$"+"\"",schema:"^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)+[A-Za-z0-9_][A-Za-z0-9_.-]*\\.csv\\.gz$",parentSchema:schema11.properties.path,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.path.type,parentSchema:schema11.properties.path,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.row_count !== undefined){
let data2 = data.row_count;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err10 = {instancePath:instancePath+"/row_count",schemaPath:"#/properties/row_count/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema11.properties.row_count.type,parentSchema:schema11.properties.row_count,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err11 = {instancePath:instancePath+"/row_count",schemaPath:"#/properties/row_count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema11.properties.row_count,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data.sha256 !== undefined){
let data3 = data.sha256;
if(typeof data3 === "string"){
if(!pattern2.test(data3)){
const err12 = {instancePath:instancePath+"/sha256",schemaPath:"#/properties/sha256/pattern",keyword:"pattern",params:{pattern: "^[a-f0-9]{64}$"},message:"must match pattern \""+"^[a-f0-9]{64}$"+"\"",schema:"^[a-f0-9]{64}$",parentSchema:schema11.properties.sha256,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/sha256",schemaPath:"#/properties/sha256/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.sha256.type,parentSchema:schema11.properties.sha256,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./out/build/src/io/observability/log-files.js



/** A new name in a folder is on the disk when the folder is. */
async function syncFolder(path) {
    const folder = await (0,promises_.open)((0,external_node_path_.dirname)(path), 'r');
    try {
        await folder.sync();
    }
    finally {
        await folder.close();
    }
}
async function tail(path, length) {
    let file;
    try {
        file = await (0,promises_.open)(path, 'r');
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return null;
        throw error;
    }
    try {
        const { size } = await file.stat();
        const bytes = new Uint8Array(Math.min(size, length));
        const { bytesRead } = await file.read(bytes, 0, bytes.length, size - bytes.length);
        return { bytes: bytes.subarray(0, bytesRead), size };
    }
    finally {
        await file.close();
    }
}
async function append(path, text) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    const file = await (0,promises_.open)(path, 'a');
    let size = 0;
    try {
        ({ size } = await file.stat());
        await file.writeFile(text);
        await file.sync();
    }
    catch (error) {
        // A full disk may have taken the half of it. To make a file shorter needs no room.
        await (0,promises_.truncate)(path, size).catch(() => undefined);
        throw error;
    }
    finally {
        await file.close();
    }
    if (size === 0)
        await syncFolder(path);
}
/** The disk itself. */
const LOG_FILES = {
    tail,
    read: files/* readTextIfExists */.TP,
    append,
    truncate: async (path, size) => {
        const file = await (0,promises_.open)(path, 'r+');
        try {
            await file.truncate(size);
            await file.sync();
        }
        finally {
            await file.close();
        }
    },
    replace: async (path, text) => {
        await (0,files/* writeFileAtomic */.Zf)(path, text);
        await syncFolder(path);
    },
};

;// CONCATENATED MODULE: ./out/build/src/io/observability/sample-file.js







/** The first `bytes` of a file; nothing of none. */
function beginning(path, bytes) {
    if (bytes === 0)
        return (async function* () { })();
    return (0,external_node_fs_.createReadStream)(path, { end: bytes - 1 });
}
/** The records of a file's bytes, without the header. They end before a record whose quote is not closed. */
async function* recordsIn(bytes) {
    const { parse, CsvError } = await Promise.all(/* import() */[__webpack_require__.e(84), __webpack_require__.e(75)]).then(__webpack_require__.bind(__webpack_require__, 8075));
    const parser = parse({ info: true, relax_column_count: true, relax_quotes: true, from: 2 });
    (0,external_node_stream_.pipeline)(external_node_stream_.Readable.from(bytes), parser, () => undefined);
    try {
        for await (const { record, info } of parser)
            yield { record, end: info.bytes };
    }
    catch (error) {
        if (!(error instanceof CsvError) || error.code !== 'CSV_QUOTE_NOT_CLOSED')
            throw error;
    }
}
/** The records of the file's first `bytes`. */
function recordsOf(path, bytes) {
    return recordsIn(beginning(path, bytes));
}
/** How many of the oldest samples were taken before an instant, and where the first later one begins. */
async function olderThan(path, { bytes, before }) {
    let rows = 0;
    let end = SAMPLE_HEADER_BYTES;
    for await (const placed of recordsOf(path, bytes)) {
        const sample = readSample(placed.record);
        if (sample === null || sample.ts >= before)
            break;
        rows += 1;
        ({ end } = placed);
    }
    return { rows, end };
}
/** Replaces the file by its header and what stands from `from` to `bytes`. */
async function keepFrom(path, { from, bytes }) {
    async function* kept() {
        yield Buffer.from(SAMPLE_HEADER);
        if (from < bytes)
            yield* (0,external_node_fs_.createReadStream)(path, { start: from, end: bytes - 1 });
    }
    await (0,files/* writeFileAtomic */.Zf)(path, kept());
    await syncFolder(path);
}
/** Compresses the file's first `bytes` into another one, as a whole or not at all; gives the digest of what is written. */
async function compressTo(target, { path, bytes }) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    async function* compressed() {
        const gzip = (0,external_node_zlib_.createGzip)({ level: 9 });
        (0,external_node_stream_.pipeline)((0,external_node_fs_.createReadStream)(path, { end: bytes - 1 }), gzip, () => undefined);
        for await (const chunk of gzip) {
            hash.update(chunk);
            yield chunk;
        }
    }
    await (0,files/* writeFileAtomic */.Zf)(target, compressed());
    await syncFolder(target);
    return hash.digest('hex');
}
/** Digest of a file; null where there is none. */
async function digestOfFile(path) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    try {
        for await (const chunk of (0,external_node_fs_.createReadStream)(path))
            hash.update(chunk);
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return null;
        throw error;
    }
    return hash.digest('hex');
}

;// CONCATENATED MODULE: ./out/build/src/io/observability/latency-intents.js





const SAMPLE_FILE = 'ops/signal_latency.csv';
/** The entries of the manifest, and the text that they are in. */
async function readManifest({ root, files, }) {
    const text = (await files.read((0,external_node_path_.join)(root, ARCHIVE_MANIFEST))) ?? '';
    const entries = parseManifest(text, validate_signal_latency_archive).flatMap((one) => (one.kind === 'entry' ? [one.entry] : []));
    return { text, entries };
}
/** All samples into a compressed file, its line into the manifest, and then, and not before, the file of samples begins anew. */
async function rotate(place, archive, { jobId, path }) {
    const { root, files } = place;
    const { bytes, rows } = archive.samples;
    const samples = (0,external_node_path_.join)(root, SAMPLE_FILE);
    const sha256 = await compressTo((0,external_node_path_.join)(root, path), { path: samples, bytes });
    const { text } = await readManifest(place);
    const entry = { job_id: jobId, path, sha256, row_count: rows };
    await files.replace((0,external_node_path_.join)(root, ARCHIVE_MANIFEST), withArchived(text, entry));
    await files.replace(samples, SAMPLE_HEADER);
}
/** What the archive is once an intent is carried out. What came last is settled then. */
function after(archive, intent) {
    const samples = intent.kind === 'drop' ? intent.samples : { bytes: SAMPLE_HEADER_BYTES, rows: 0 };
    return { ...archive, samples, intent: null, last: null };
}
/** Whether the file of samples has been replaced already, so that only the commit is missing. */
async function isDone(place, archive, { intent, size }) {
    if (intent.kind === 'drop')
        return size === intent.samples.bytes;
    const { entries } = await readManifest(place);
    const entry = entries.find(({ path }) => path === intent.path);
    if (entry === undefined || entry.row_count !== archive.samples.rows)
        return false;
    return (await digestOfFile((0,external_node_path_.join)(place.root, intent.path))) === entry.sha256;
}
/**
 * Carries an intent out, from its beginning or from wherever a process that died left it. Null: neither the samples that it was
 * about nor what it makes of them are there, so somebody else was at the files.
 */
async function carryOut(place, archive, intent) {
    const samples = (0,external_node_path_.join)(place.root, SAMPLE_FILE);
    const size = (await place.files.tail(samples, 0))?.size ?? 0;
    const { bytes } = archive.samples;
    if (size < bytes)
        return (await isDone(place, archive, { intent, size })) ? after(archive, intent) : null;
    if (intent.kind === 'rotate')
        await rotate(place, archive, intent);
    else
        await keepFrom(samples, { from: bytes - (intent.samples.bytes - SAMPLE_HEADER_BYTES), bytes });
    return after(archive, intent);
}

// EXTERNAL MODULE: ./out/build/src/domain/digest.js
var digest = __webpack_require__(6871);
// EXTERNAL MODULE: ./out/build/src/domain/raw-values.js
var raw_values = __webpack_require__(2468);
;// CONCATENATED MODULE: ./out/build/src/domain/observability/job-error.js

/** Every reason why a job fails or is skipped, as the run log names it. Each has its section in the runbook. */
const JOB_ERROR_CODES = (/* unused pure expression or super */ null && ([
    /** A file that the job reads is not there. */
    'missing_input',
    /** A file, the policy or an input says what it cannot say. */
    'bad_input',
    'schema_validation_failed',
    /** A file was written by a newer version. */
    'unsupported_schema_version',
    /** A path leaves the folder that it belongs to. */
    'unsafe_path',
    'webhook_failed',
    'rate_limited',
    'auth_failed',
    'signature_mismatch',
    'missing_secret',
    'upload_failed',
    'verification_failed',
    /** Lines of the run log are not there. */
    'sequence_gap',
    'disk_full',
    /** A file or folder cannot be read or written. */
    'io_failed',
    /** GitHub or git did not do what it was asked for. */
    'api_failed',
    /** Another one of the same job is at work. */
    'lock_not_acquired',
    /** What runs before the job did not succeed. */
    'upstream_failed',
    'internal_error',
]));
/** Why a job failed. */
class JobError extends Error {
    code;
    diagnostics;
    /** How often the job tried; 1 where it tried once. */
    attempts;
    /** Files that it wrote all the same, relative to the root. */
    artefacts;
    /** The job's own fields of its heartbeat. */
    heartbeat;
    constructor(code, message, options = {}) {
        super(message, options.cause === undefined ? undefined : { cause: options.cause });
        this.name = 'JobError';
        this.code = code;
        this.diagnostics = options.diagnostics ?? {};
        this.attempts = options.attempts ?? 1;
        this.artefacts = options.artefacts ?? [];
        this.heartbeat = options.heartbeat ?? {};
    }
}
const FULL = ['ENOSPC', 'EDQUOT'];
const UNREADABLE = [
    ...['EACCES', 'EPERM', 'EROFS', 'EIO', 'EISDIR', 'ENOTDIR', 'ENOENT', 'ELOOP', 'ENAMETOOLONG', 'EMFILE'],
    ...['EEXIST', 'ENOTEMPTY', 'EBUSY'],
];
/** An error's causes further down than this are not looked at. */
const MAX_CAUSES = 8;
/** The operating system's names of an error and its causes. */
function systemCodes(error) {
    const codes = [];
    let next = error;
    for (let depth = 0; depth < MAX_CAUSES && typeof next === 'object' && next !== null; depth += 1) {
        if ('code' in next && typeof next.code === 'string')
            codes.push(next.code);
        next = 'cause' in next ? next.cause : null;
    }
    return codes;
}
function codeOf(code) {
    switch (code) {
        case 'bad-input':
        case 'bad-policy':
        case 'bad-schema':
        case 'bad-batch':
        case 'bad-ledger':
            return 'bad_input';
        case 'newer-state':
            return 'unsupported_schema_version';
        case 'no-permission':
            return 'auth_failed';
        case 'api-unknown':
        case 'api-failed':
        case 'git-failed':
        case 'conflict':
            return 'api_failed';
        case 'io-failed':
            return 'io_failed';
        case 'refused':
        case 'smoke-failed':
        case 'flags-rollback-failed':
            return 'internal_error';
    }
}
/** Whatever was thrown as a job's error. A disk that is full is told as such wherever it was noticed. */
function jobErrorOf(error) {
    const message = error instanceof Error ? error.message : String(error);
    const codes = systemCodes(error);
    if (codes.some((code) => FULL.includes(code))) {
        if (!(error instanceof JobError))
            return new JobError('disk_full', message, { cause: error });
        const { diagnostics, attempts, artefacts, heartbeat } = error;
        return new JobError('disk_full', message, { diagnostics, attempts, artefacts, heartbeat, cause: error });
    }
    if (error instanceof JobError)
        return error;
    if (error instanceof fault/* PhasegateError */.h)
        return new JobError(codeOf(error.code), message, { cause: error });
    if (codes.some((code) => UNREADABLE.includes(code)))
        return new JobError('io_failed', message, { cause: error });
    return new JobError('internal_error', message, { cause: error });
}

// EXTERNAL MODULE: ./out/build/src/domain/newer-format.js
var newer_format = __webpack_require__(4084);
;// CONCATENATED MODULE: ./out/build/src/domain/observability/latency/latency-archive.js







const ARCHIVE_SCHEMA = 'phasegate.latency-archive/1';
const EMPTY_ARCHIVE = {
    until: null,
    samples: { bytes: 0, rows: 0 },
    breach: NO_BREACH,
    alerts: [],
    droppedOn: null,
    intent: null,
    last: null,
};
/** Fields whose instants are written as people read them. Alerts are written as they are. */
const INSTANTS = new Set(['until', 'from', 'heardUntil', 'rowFrom', 'lastBreachAt']);
/** Every instant of a value, but in alerts, replaced. */
function mapInstants(value, replace) {
    const record = (0,raw_values/* recordOf */.zv)(value);
    if (record === null)
        return value;
    return Object.fromEntries(Object.entries(record).map(([key, one]) => {
        if (key === 'alerts')
            return [key, one];
        return [key, INSTANTS.has(key) ? replace(one) : mapInstants(one, replace)];
    }));
}
function writtenInstant(value) {
    return typeof value === 'number' ? (0,time/* formatInstant */.r4)(value) : value;
}
function readInstant(value) {
    return typeof value === 'string' ? (0,time/* parseInstant */.nV)(value) : value;
}
/** The file's text, with a digest, so that a damaged number is not taken for a good one. */
function renderArchive(archive) {
    const body = mapInstants({ ...archive, schema: ARCHIVE_SCHEMA }, writtenInstant);
    return `${(0,canonical_json/* canonicalJson */.d)({ ...body, digest: (0,digest/* sha256 */.s)((0,canonical_json/* canonicalJson */.d)(body)) })}\n`;
}
function digestOf(body) {
    try {
        return (0,digest/* sha256 */.s)((0,canonical_json/* canonicalJson */.d)(body));
    }
    catch {
        return null;
    }
}
/** What a text says; null for one that is damaged. @throws JobError `unsupported_schema_version` for one of a newer version. */
function parseArchive(text, file) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return null;
    }
    const record = (0,raw_values/* recordOf */.zv)(value);
    if (record === null)
        return null;
    const { digest, ...body } = record;
    const schema = body['schema'];
    const newer = (0,newer_format/* newerFormat */.F)(schema, ARCHIVE_SCHEMA);
    if (newer !== null)
        throw new JobError('unsupported_schema_version', `${file} is ${newer}; this version of Phasegate knows ${ARCHIVE_SCHEMA}`);
    if (schema !== ARCHIVE_SCHEMA || digest !== digestOf(body))
        return null;
    // The digest says that this module wrote it.
    const { schema: _, ...archive } = body;
    return mapInstants(archive, readInstant);
}

;// CONCATENATED MODULE: ./out/build/src/io/observability/recover-latency.js








/** The whole samples at the beginning of the file that were taken before an instant (null: none counts). */
async function extentOf(path, size, until) {
    if (until === null)
        return { bytes: 0, rows: 0 };
    let extent = { bytes: 0, rows: 0 };
    for await (const { record, end } of recordsOf(path, size)) {
        const sample = readSample(record);
        if (sample === null || sample.ts >= until)
            break;
        extent = { bytes: end, rows: extent.rows + 1 };
    }
    return extent;
}
/** What is left of the samples where the file is shorter than it was written: those that are whole. */
async function remainingExtent({ root, files }) {
    const path = (0,external_node_path_.join)(root, SAMPLE_FILE);
    const end = await files.tail(path, 1);
    if (end === null)
        return { bytes: 0, rows: 0 };
    // A last line without its end may be half of one.
    const isWhole = end.bytes[0] === 0x0a;
    let before = { bytes: 0, rows: 0 };
    let extent = before;
    for await (const { record, end: bytes } of recordsOf(path, end.size)) {
        if (readSample(record) === null)
            break;
        before = extent;
        extent = { bytes, rows: extent.rows + 1 };
    }
    return !isWhole && extent.bytes === end.size ? before : extent;
}
async function readRollups({ root, files }) {
    const text = await files.read((0,external_node_path_.join)(root, ROLLUP_FILE));
    if (text === null)
        return [];
    const { parse } = await Promise.all(/* import() */[__webpack_require__.e(84), __webpack_require__.e(16)]).then(__webpack_require__.bind(__webpack_require__, 2016));
    const records = parse(text, { relax_column_count: true, relax_quotes: true, from: 2 });
    return records.flatMap((record) => readRollup(record) ?? []);
}
/** The archive by its files alone, where what says how much of them counts is lost: up to the end of the last rollup. */
async function recoverArchive(place, rules) {
    const rollups = await readRollups(place);
    const until = rollups.at(-1)?.window.end ?? null;
    const path = (0,external_node_path_.join)(place.root, SAMPLE_FILE);
    const size = (await place.files.tail(path, 0))?.size ?? 0;
    const breach = rollups.reduce((state, hour) => judgeHour(rules, state, hour).state, NO_BREACH);
    return { ...EMPTY_ARCHIVE, until, samples: await extentOf(path, size, until), breach };
}

;// CONCATENATED MODULE: ./out/build/src/io/observability/archive-file.js





const ARCHIVE_STATE_FILE = 'ops/latency_archive.json';
/** The file that says how much of the archive's files counts, and what was found of them. */
class ArchiveFile {
    place;
    /** What was put right, or is missing, in words. */
    notes = [];
    /** Whether something is missing that should be there. */
    isDoubtful = false;
    #archive;
    constructor(place, archive) {
        this.place = place;
        this.#archive = archive;
    }
    get archive() {
        return this.#archive;
    }
    get samplePath() {
        return (0,external_node_path_.join)(this.place.root, SAMPLE_FILE);
    }
    async commit(archive) {
        const { root, files } = this.place;
        await files.replace((0,external_node_path_.join)(root, ARCHIVE_STATE_FILE), renderArchive(archive));
        this.#archive = archive;
    }
    doubt(note) {
        this.notes.push(note);
        this.isDoubtful = true;
    }
    /** Writes down what is about to be done, with what else changes by it, and does it. */
    async carryOut(intent, changes = {}) {
        await this.commit({ ...this.#archive, ...changes, intent });
        await this.finish();
    }
    /** Ends what was begun; gives what it was. */
    async finish() {
        const { intent } = this.#archive;
        if (intent === null)
            return null;
        const done = await carryOut(this.place, this.#archive, intent);
        if (done === null)
            this.doubt(`samples are missing, and a ${intent.kind} was begun`);
        await this.commit(done ?? { ...this.#archive, intent: null, last: null });
        return done === null ? null : intent;
    }
    /** Brings the file of samples to what counts of it. */
    async cut() {
        const { files } = this.place;
        const { bytes, rows } = this.#archive.samples;
        const size = (await files.tail(this.samplePath, 0))?.size ?? 0;
        if (size > bytes) {
            this.notes.push(`${size - bytes} bytes of samples did not count and were cut off`);
            await files.truncate(this.samplePath, bytes);
        }
        else if (size < bytes) {
            const samples = await remainingExtent(this.place);
            this.doubt(`missing from ${SAMPLE_FILE}: ${(0,figure/* plural */.LS)(rows - samples.rows, 'sample')}`);
            await this.commit({ ...this.#archive, samples, last: null });
            if (size > samples.bytes)
                await files.truncate(this.samplePath, samples.bytes);
        }
    }
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/job-id.js

/** The jobs that write a line of the run log. */
const JOBS = (/* unused pure expression or super */ null && ([
    'rollout',
    'latency',
    'weekly',
    'dashboard',
    'verify',
    'rebuild',
    'restore-dashboard',
]));
const JOB_ID = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z-([a-z][a-z0-9-]{0,31})$/;
/** `20260627T003000Z-latency`: when a job began, and which it was. Two of one second are told apart by their sequence. */
function job_id_jobId(job, at) {
    return `${(0,time/* compactInstant */.T8)(at)}-${job}`;
}
/** When the job of an id began, in whole seconds as milliseconds, and which it was; null for what is no job's id. */
function parseJobId(text) {
    const match = JOB_ID.exec(text);
    if (match === null)
        return null;
    const [, year = '', month = '', day = '', hours = '', minutes = '', seconds = '', job = ''] = match;
    const at = (0,time/* parseInstant */.nV)(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
    return at === null ? null : { at: Math.floor(at / time/* SECOND */.Z2) * time/* SECOND */.Z2, job };
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/run-line.js

/** A line is shorter than this with its line break, in bytes: what forwards logs cuts longer ones. */
const LINE_LIMIT = 4_096;
/** A message longer than this is cut where the line is too long; in bytes of JSON. */
const MESSAGE_LIMIT = 1_000;
const NAME_LIMIT = 80;
/** More names of what was cut would fill the line themselves. */
const MAX_NAMES = 8;
const run_line_encoder = new TextEncoder();
function bytesOf(value) {
    return run_line_encoder.encode((0,canonical_json/* canonicalJson */.d)(value)).length;
}
/** The beginning of a text, as much as `limit` bytes of JSON hold, and no half character at its end. */
function cutText(text, limit) {
    let length = text.length;
    const cut = () => length === text.length ? text : `${text.slice(0, length).replace(/[\ud800-\udbff]$/, '')}\u2026`;
    while (length > 0 && bytesOf(cut()) > limit)
        length = Math.min(length - 1, Math.floor((length * limit) / bytesOf(cut())));
    return cut();
}
function withCut({ record, cut }) {
    if (Object.keys(cut).length === 0)
        return record;
    return { ...record, diagnostics: { ...record.diagnostics, cut, truncated: true } };
}
function cutMessages({ record, cut }) {
    const { error_message: message, reason } = record;
    const cuts = Object.entries({ error_message: message, reason })
        .map(([name, text]) => [name, text === null ? 0 : bytesOf(text) - MESSAGE_LIMIT])
        .filter(([, bytes]) => bytes > 0);
    return {
        record: {
            ...record,
            error_message: message === null ? null : cutText(message, MESSAGE_LIMIT),
            reason: reason === null ? null : cutText(reason, MESSAGE_LIMIT),
        },
        cut: { ...cut, ...Object.fromEntries(cuts) },
    };
}
/** Leaves the second half of a list out. */
function cutList(shrinking, name) {
    const { record, cut } = shrinking;
    const kept = Math.floor(record[name].length / 2);
    const gone = record[name].length - kept;
    return {
        record: { ...record, [name]: record[name].slice(0, kept) },
        cut: { ...cut, [name]: (cut[name] ?? 0) + gone },
    };
}
function cutDiagnostic({ record, cut }, name) {
    const { [name]: gone = null, ...rest } = record.diagnostics;
    // A name may itself be what is too long.
    const place = `diagnostics.${cutText(name, NAME_LIMIT)}`;
    return {
        record: { ...record, diagnostics: rest },
        cut: { ...cut, [place]: (cut[place] ?? 0) + bytesOf(gone) },
    };
}
/** The largest part goes first; of equals the first by name. */
function shrink(shrinking) {
    const { record } = shrinking;
    const diagnostics = record.diagnostics;
    const parts = [
        ...['alerts', 'artefacts'].map((name) => ({
            size: record[name].length === 0 ? 0 : bytesOf(record[name]),
            cut: () => cutList(shrinking, name),
        })),
        ...Object.keys(diagnostics)
            .sort()
            .map((name) => ({
            size: bytesOf({ [name]: diagnostics[name] }),
            cut: () => cutDiagnostic(shrinking, name),
        })),
    ];
    const largest = parts.reduce((most, part) => (part.size > most.size ? part : most));
    return largest.cut();
}
/** Many small parts are cut as one. */
function sumUp({ record, cut }) {
    const names = Object.keys(cut).filter((name) => name.startsWith('diagnostics.'));
    if (names.length <= MAX_NAMES)
        return { record, cut };
    const sum = names.reduce((bytes, name) => bytes + (cut[name] ?? 0), 0);
    const rest = Object.fromEntries(Object.entries(cut).filter(([name]) => !names.includes(name)));
    return { record: { ...record, diagnostics: {} }, cut: { ...rest, diagnostics: sum } };
}
/**
 * A record as a line of the run log, line break included: canonical JSON, below {@link LINE_LIMIT} bytes. Of a record that
 * is longer the largest parts are cut until it fits; `diagnostics.truncated` is then true, and `diagnostics.cut` says of
 * what how much is missing: items of a list, bytes of a value or a message.
 */
function runLine(record) {
    let shrinking = { record, cut: {} };
    const line = () => `${(0,canonical_json/* canonicalJson */.d)(withCut(shrinking))}\n`;
    const fits = (text) => run_line_encoder.encode(text).length < LINE_LIMIT;
    if (fits(line()))
        return line();
    shrinking = cutMessages(shrinking);
    while (!fits(line()))
        shrinking = sumUp(shrink(shrinking));
    return line();
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/run-record.js




const RUN_SCHEMA = 'phasegate.automation-run/1';
/** The record of a line, or what is wrong with it. */
function parseRunLine(line, validate) {
    let value;
    try {
        value = JSON.parse(line);
    }
    catch {
        return { kind: 'broken', why: 'is no JSON' };
    }
    const newer = (0,newer_format/* newerFormat */.F)((0,raw_values/* recordOf */.zv)(value)?.['schema'], RUN_SCHEMA);
    if (newer !== null)
        return { kind: 'newer', why: `is ${newer}; this version of Phasegate knows ${RUN_SCHEMA}` };
    // The validator says that it is what the schema describes.
    if (validate(value))
        return { kind: 'record', record: value };
    const { faults } = (0,schema_fault/* schemaFaults */.d)(value, validate.errors ?? []);
    const why = faults.map(({ path, message }) => `${(0,document_fault/* formatPath */.jV)(path)}: ${message}`.replace(/^: /, ''));
    return { kind: 'broken', why: why.join('; ') };
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/run-tail.js



/** Relative to the root. */
const RUN_LOG_FILE = 'ops/automation_runs.log';
const SEQUENCE_FILE = 'ops/automation_runs.sequence';
function renderSequence({ value, first }) {
    return `${(0,canonical_json/* canonicalJson */.d)({ first, value })}\n`;
}
/** What a sequence file says; null where it is damaged. A file without `first` holds everything from 1 on. */
function parseSequence(text) {
    let parsed;
    try {
        parsed = JSON.parse(text);
    }
    catch {
        return null;
    }
    const record = (0,raw_values/* recordOf */.zv)(parsed);
    const value = (0,raw_values/* numberOf */.rl)(record?.['value']);
    const first = record !== null && Object.hasOwn(record, 'first') ? (0,raw_values/* numberOf */.rl)(record['first']) : 1;
    const isWhole = (number) => Number.isSafeInteger(number);
    if (!isWhole(value) || !isWhole(first) || value < 0 || first < 1 || first > value + 1)
        return null;
    return { value, first };
}
/** The end of a file as lines; `isWhole`: whether these bytes are all of it. */
function tailOf(text, isWhole) {
    const parts = text.split('\n');
    const torn = parts.pop() ?? '';
    return { lines: isWhole ? parts : parts.slice(1), torn, isWhole };
}
function readable(lines, validate) {
    const records = [];
    let broken = 0;
    let newer = null;
    for (const line of lines) {
        const parsed = parseRunLine(line, validate);
        if (parsed.kind === 'record')
            records.push(parsed.record);
        else if (parsed.kind === 'newer')
            newer = parsed.why;
        else
            broken += 1;
    }
    return { records, broken, newer };
}
/** The gap that a line tells of. */
function toldBy(record) {
    const told = (0,raw_values/* recordOf */.zv)(record.diagnostics['sequence_gap']);
    const after = (0,raw_values/* numberOf */.rl)(told?.['after']);
    const before = (0,raw_values/* numberOf */.rl)(told?.['before']);
    return after === null || before === null ? null : { after, before };
}
/** Each step from a line to the next that leaves numbers out, the way to the next number to be given included. */
function gapsOf(records, from, last) {
    const numbers = [...(from === null ? [] : [from]), ...records.map(({ sequence }) => sequence), last + 1];
    return numbers.flatMap((before, i) => {
        const after = numbers[i - 1];
        return after === undefined || before <= after + 1 ? [] : [{ after, before }];
    });
}
/**
 * Where the run log stands, by its end and the sequence file. A line is written before the file, so a log that is ahead of it
 * was left by a run that was killed between the two; a file that is ahead says that lines are lost. A gap is told once: not
 * again while a line that tells of it is in the tail.
 */
function logEnd({ lines, isWhole }, file, validate) {
    const { records, broken, newer } = readable(lines, validate);
    const newest = records.at(-1) ?? null;
    const known = typeof file === 'string' ? null : file;
    const last = Math.max(known?.value ?? 0, ...records.map(({ sequence }) => sequence), 0);
    const first = known?.first ?? records[0]?.sequence ?? 1;
    const notes = [];
    if (broken > 0)
        notes.push(`${broken} of its last lines are no records`);
    if (file === 'damaged')
        notes.push('the sequence file was damaged; its number was taken from the log');
    // After the very first line a run may be killed before there is a file.
    if (file === 'missing' && last > 1)
        notes.push('the sequence file was missing; its number was taken from the log');
    const told = records.flatMap((record) => toldBy(record) ?? []);
    // Before the tail is what was not read, unless it is the whole log: then it begins with the first that is kept.
    const gaps = gapsOf(records, isWhole && known !== null ? first - 1 : null, last).filter(({ after, before }) => !told.some((gap) => gap.after <= after && gap.before >= before));
    const [oldest] = gaps;
    const gap = oldest === undefined ? null : { after: oldest.after, before: gaps.at(-1)?.before ?? oldest.before };
    return { last, first, newest, gap, notes, newer };
}

;// CONCATENATED MODULE: ./out/build/src/generated/validate-automation-run.js
// Generated by scripts/build-validators.mjs from schemas/automation_run.schema.json; do not edit.
const validate_automation_run_validate = (/* unused pure expression or super */ null && (validate_automation_run_validate10));
/* harmony default export */ const validate_automation_run = (validate_automation_run_validate10);
const validate_automation_run_schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"automation_run.schema.json","title":"Phasegate run log","description":"A line of ops/automation_runs.log: what one job came to. Canonical JSON, one line a job, below 4 KB.","examples":[{"alerts":[],"artefacts":["ops/signal_latency.csv"],"attempts":1,"diagnostics":{"run":{"attempt":1,"id":"4711"}},"duration_ms":3100,"error_code":null,"error_message":null,"job_id":"20260627T003000Z-latency","reason":null,"schema":"phasegate.automation-run/1","sequence":1,"status":"ok"}],"type":"object","additionalProperties":false,"required":["schema","job_id","status","duration_ms","attempts","artefacts","alerts","diagnostics","error_code","error_message","reason","sequence"],"properties":{"schema":{"description":"Format of the line.","x-expected":"phasegate.automation-run/1","const":"phasegate.automation-run/1"},"job_id":{"description":"When the job began, in UTC, and which it was.","x-expected":"a job's id such as 20260627T003000Z-latency","type":"string","pattern":"^\\d{8}T\\d{6}Z-[a-z][a-z0-9-]{0,31}$"},"status":{"description":"What it came to. A warning did its work; what was skipped did not begin.","x-expected":"ok, warning, error, skipped or dry_run","enum":["ok","warning","error","skipped","dry_run"]},"duration_ms":{"description":"How long it took.","x-expected":"a whole number from 0","type":"integer","minimum":0},"attempts":{"description":"How often it tried what it does over the network; 0 where it did not begin.","x-expected":"a whole number from 0","type":"integer","minimum":0},"artefacts":{"description":"Files it wrote, relative to the root of observability.","type":"array","items":{"type":"string"}},"alerts":{"description":"What people should know.","type":"array","items":{"type":"object","required":["id","severity"],"properties":{"id":{"description":"What it is about.","type":"string"},"severity":{"description":"How bad it is.","x-expected":"info, warning or critical","enum":["info","warning","critical"]}}}},"diagnostics":{"description":"What it says of itself. `truncated` and `cut` where the line would have been too long; `rebuilt` where the line was made from artefacts.","type":"object"},"error_code":{"description":"Why it failed, or what its warning is about; null where there is nothing.","x-expected":"one of the codes of the runbook, or null","enum":[null,"missing_input","bad_input","schema_validation_failed","unsupported_schema_version","unsafe_path","webhook_failed","rate_limited","auth_failed","signature_mismatch","missing_secret","upload_failed","verification_failed","sequence_gap","disk_full","io_failed","api_failed","lock_not_acquired","upstream_failed","internal_error"]},"error_message":{"description":"The same in words.","x-expected":"a text or null","type":["string","null"]},"reason":{"description":"Why it was skipped; null where it was not.","x-expected":"a text or null","type":["string","null"]},"sequence":{"description":"Number of the line, counted from 1 over all jobs without a gap.","x-expected":"a whole number from 1","type":"integer","minimum":1}}};
const validate_automation_run_func2 = Object.prototype.hasOwnProperty;
const validate_automation_run_pattern0 = new RegExp("^\\d{8}T\\d{6}Z-[a-z][a-z0-9-]{0,31}$", "u");

function validate_automation_run_validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="automation_run.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schema"},message:"must have required property '"+"schema"+"'",schema:validate_automation_run_schema11.required,parentSchema:validate_automation_run_schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.job_id === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "job_id"},message:"must have required property '"+"job_id"+"'",schema:validate_automation_run_schema11.required,parentSchema:validate_automation_run_schema11,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.status === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "status"},message:"must have required property '"+"status"+"'",schema:validate_automation_run_schema11.required,parentSchema:validate_automation_run_schema11,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.duration_ms === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "duration_ms"},message:"must have required property '"+"duration_ms"+"'",schema:validate_automation_run_schema11.required,parentSchema:validate_automation_run_schema11,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.attempts === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "attempts"},message:"must have required property '"+"attempts"+"'",schema:validate_automation_run_schema11.required,parentSchema:validate_automation_run_schema11,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.artefacts === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "artefacts"},message:"must have required property '"+"artefacts"+"'",schema:validate_automation_run_schema11.required,parentSchema:validate_automation_run_schema11,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.alerts === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "alerts"},message:"must have required property '"+"alerts"+"'",schema:validate_automation_run_schema11.required,parentSchema:validate_automation_run_schema11,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.diagnostics === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "diagnostics"},message:"must have required property '"+"diagnostics"+"'",schema:validate_automation_run_schema11.required,parentSchema:validate_automation_run_schema11,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.error_code === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "error_code"},message:"must have required property '"+"error_code"+"'",schema:validate_automation_run_schema11.required,parentSchema:validate_automation_run_schema11,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.error_message === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "error_message"},message:"must have required property '"+"error_message"+"'",schema:validate_automation_run_schema11.required,parentSchema:validate_automation_run_schema11,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.reason === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "reason"},message:"must have required property '"+"reason"+"'",schema:validate_automation_run_schema11.required,parentSchema:validate_automation_run_schema11,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.sequence === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sequence"},message:"must have required property '"+"sequence"+"'",schema:validate_automation_run_schema11.required,parentSchema:validate_automation_run_schema11,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key0 in data){
if(!(validate_automation_run_func2.call(validate_automation_run_schema11.properties, key0))){
const err12 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:validate_automation_run_schema11,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.schema !== undefined){
let data0 = data.schema;
if("phasegate.automation-run/1" !== data0){
const err13 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/const",keyword:"const",params:{allowedValue: "phasegate.automation-run/1"},message:"must be equal to constant",schema:"phasegate.automation-run/1",parentSchema:validate_automation_run_schema11.properties.schema,data:data0};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.job_id !== undefined){
let data1 = data.job_id;
if(typeof data1 === "string"){
if(!validate_automation_run_pattern0.test(data1)){
const err14 = {instancePath:instancePath+"/job_id",schemaPath:"#/properties/job_id/pattern",keyword:"pattern",params:{pattern: "^\\d{8}T\\d{6}Z-[a-z][a-z0-9-]{0,31}$"},message:"must match pattern \""+"^\\d{8}T\\d{6}Z-[a-z][a-z0-9-]{0,31}$"+"\"",schema:"^\\d{8}T\\d{6}Z-[a-z][a-z0-9-]{0,31}$",parentSchema:validate_automation_run_schema11.properties.job_id,data:data1};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/job_id",schemaPath:"#/properties/job_id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:validate_automation_run_schema11.properties.job_id.type,parentSchema:validate_automation_run_schema11.properties.job_id,data:data1};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.status !== undefined){
let data2 = data.status;
if(!(((((data2 === "ok") || (data2 === "warning")) || (data2 === "error")) || (data2 === "skipped")) || (data2 === "dry_run"))){
const err16 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/enum",keyword:"enum",params:{allowedValues: validate_automation_run_schema11.properties.status.enum},message:"must be equal to one of the allowed values",schema:validate_automation_run_schema11.properties.status.enum,parentSchema:validate_automation_run_schema11.properties.status,data:data2};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.duration_ms !== undefined){
let data3 = data.duration_ms;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err17 = {instancePath:instancePath+"/duration_ms",schemaPath:"#/properties/duration_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:validate_automation_run_schema11.properties.duration_ms.type,parentSchema:validate_automation_run_schema11.properties.duration_ms,data:data3};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err18 = {instancePath:instancePath+"/duration_ms",schemaPath:"#/properties/duration_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:validate_automation_run_schema11.properties.duration_ms,data:data3};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
if(data.attempts !== undefined){
let data4 = data.attempts;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err19 = {instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:validate_automation_run_schema11.properties.attempts.type,parentSchema:validate_automation_run_schema11.properties.attempts,data:data4};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
const err20 = {instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:validate_automation_run_schema11.properties.attempts,data:data4};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data.artefacts !== undefined){
let data5 = data.artefacts;
if(Array.isArray(data5)){
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(typeof data6 !== "string"){
const err21 = {instancePath:instancePath+"/artefacts/" + i0,schemaPath:"#/properties/artefacts/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:validate_automation_run_schema11.properties.artefacts.items.type,parentSchema:validate_automation_run_schema11.properties.artefacts.items,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/artefacts",schemaPath:"#/properties/artefacts/type",keyword:"type",params:{type: "array"},message:"must be array",schema:validate_automation_run_schema11.properties.artefacts.type,parentSchema:validate_automation_run_schema11.properties.artefacts,data:data5};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.alerts !== undefined){
let data7 = data.alerts;
if(Array.isArray(data7)){
const len1 = data7.length;
for(let i1=0; i1<len1; i1++){
let data8 = data7[i1];
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.id === undefined){
const err23 = {instancePath:instancePath+"/alerts/" + i1,schemaPath:"#/properties/alerts/items/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'",schema:validate_automation_run_schema11.properties.alerts.items.required,parentSchema:validate_automation_run_schema11.properties.alerts.items,data:data8};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data8.severity === undefined){
const err24 = {instancePath:instancePath+"/alerts/" + i1,schemaPath:"#/properties/alerts/items/required",keyword:"required",params:{missingProperty: "severity"},message:"must have required property '"+"severity"+"'",schema:validate_automation_run_schema11.properties.alerts.items.required,parentSchema:validate_automation_run_schema11.properties.alerts.items,data:data8};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data8.id !== undefined){
let data9 = data8.id;
if(typeof data9 !== "string"){
const err25 = {instancePath:instancePath+"/alerts/" + i1+"/id",schemaPath:"#/properties/alerts/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:validate_automation_run_schema11.properties.alerts.items.properties.id.type,parentSchema:validate_automation_run_schema11.properties.alerts.items.properties.id,data:data9};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data8.severity !== undefined){
let data10 = data8.severity;
if(!(((data10 === "info") || (data10 === "warning")) || (data10 === "critical"))){
const err26 = {instancePath:instancePath+"/alerts/" + i1+"/severity",schemaPath:"#/properties/alerts/items/properties/severity/enum",keyword:"enum",params:{allowedValues: validate_automation_run_schema11.properties.alerts.items.properties.severity.enum},message:"must be equal to one of the allowed values",schema:validate_automation_run_schema11.properties.alerts.items.properties.severity.enum,parentSchema:validate_automation_run_schema11.properties.alerts.items.properties.severity,data:data10};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/alerts/" + i1,schemaPath:"#/properties/alerts/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:validate_automation_run_schema11.properties.alerts.items.type,parentSchema:validate_automation_run_schema11.properties.alerts.items,data:data8};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/alerts",schemaPath:"#/properties/alerts/type",keyword:"type",params:{type: "array"},message:"must be array",schema:validate_automation_run_schema11.properties.alerts.type,parentSchema:validate_automation_run_schema11.properties.alerts,data:data7};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.diagnostics !== undefined){
let data11 = data.diagnostics;
if(!(data11 && typeof data11 == "object" && !Array.isArray(data11))){
const err29 = {instancePath:instancePath+"/diagnostics",schemaPath:"#/properties/diagnostics/type",keyword:"type",params:{type: "object"},message:"must be object",schema:validate_automation_run_schema11.properties.diagnostics.type,parentSchema:validate_automation_run_schema11.properties.diagnostics,data:data11};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.error_code !== undefined){
let data12 = data.error_code;
if(!((((((((((((((((((((data12 === null) || (data12 === "missing_input")) || (data12 === "bad_input")) || (data12 === "schema_validation_failed")) || (data12 === "unsupported_schema_version")) || (data12 === "unsafe_path")) || (data12 === "webhook_failed")) || (data12 === "rate_limited")) || (data12 === "auth_failed")) || (data12 === "signature_mismatch")) || (data12 === "missing_secret")) || (data12 === "upload_failed")) || (data12 === "verification_failed")) || (data12 === "sequence_gap")) || (data12 === "disk_full")) || (data12 === "io_failed")) || (data12 === "api_failed")) || (data12 === "lock_not_acquired")) || (data12 === "upstream_failed")) || (data12 === "internal_error"))){
const err30 = {instancePath:instancePath+"/error_code",schemaPath:"#/properties/error_code/enum",keyword:"enum",params:{allowedValues: validate_automation_run_schema11.properties.error_code.enum},message:"must be equal to one of the allowed values",schema:validate_automation_run_schema11.properties.error_code.enum,parentSchema:validate_automation_run_schema11.properties.error_code,data:data12};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.error_message !== undefined){
let data13 = data.error_message;
if((typeof data13 !== "string") && (data13 !== null)){
const err31 = {instancePath:instancePath+"/error_message",schemaPath:"#/properties/error_message/type",keyword:"type",params:{type: validate_automation_run_schema11.properties.error_message.type},message:"must be string,null",schema:validate_automation_run_schema11.properties.error_message.type,parentSchema:validate_automation_run_schema11.properties.error_message,data:data13};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.reason !== undefined){
let data14 = data.reason;
if((typeof data14 !== "string") && (data14 !== null)){
const err32 = {instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: validate_automation_run_schema11.properties.reason.type},message:"must be string,null",schema:validate_automation_run_schema11.properties.reason.type,parentSchema:validate_automation_run_schema11.properties.reason,data:data14};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.sequence !== undefined){
let data15 = data.sequence;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err33 = {instancePath:instancePath+"/sequence",schemaPath:"#/properties/sequence/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:validate_automation_run_schema11.properties.sequence.type,parentSchema:validate_automation_run_schema11.properties.sequence,data:data15};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 1 || isNaN(data15)){
const err34 = {instancePath:instancePath+"/sequence",schemaPath:"#/properties/sequence/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:validate_automation_run_schema11.properties.sequence,data:data15};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
}
else {
const err35 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:validate_automation_run_schema11.type,parentSchema:validate_automation_run_schema11,data};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
validate_automation_run_validate10.errors = vErrors;
return errors === 0;
}

// EXTERNAL MODULE: ./out/build/src/io/state-lock.js
var state_lock = __webpack_require__(8200);
;// CONCATENATED MODULE: ./out/build/src/io/observability/run-log.js












const LOG_LOCK_FILE = 'ops/.automation_runs.lock';
/** At least four of the longest lines, and as a rule dozens. */
const TAIL_BYTES = 16_384;
/** Writing a line takes milliseconds; whoever waits longer than this waits for nobody. */
const LOG_WAIT_MS = 60_000;
const NEWLINE = 0x0a;
const decoder = new TextDecoder();
/** The run log of one root: a line a job, numbered without a gap. Several processes may write at once. */
class RunLog {
    #log;
    #sequence;
    #lock;
    #keepMs;
    #files;
    #lockWaitMs;
    constructor({ root, keepMs = 60 * time/* DAY */.d_, files = LOG_FILES, lockWaitMs = LOG_WAIT_MS }) {
        this.#log = (0,external_node_path_.join)(root, RUN_LOG_FILE);
        this.#sequence = (0,external_node_path_.join)(root, SEQUENCE_FILE);
        this.#lock = (0,external_node_path_.join)(root, LOG_LOCK_FILE);
        this.#keepMs = keepMs;
        this.#files = files;
        this.#lockWaitMs = lockWaitMs;
    }
    /** @throws JobError `unsupported_schema_version` where a newer version wrote the log, so that no work is begun in vain. */
    async check() {
        await this.#stand();
    }
    /**
     * Adds the line of a job, after what a killed run left undone is put right. Lines that are missing before it are told in it,
     * once: `sequence_gap`.
     *
     * @throws JobError `lock_not_acquired` where others hold the log for longer than a minute; `unsupported_schema_version`.
     */
    async append(outcome) {
        const locked = await (0,state_lock/* withLock */.k)(this.#lock, () => this.#append(outcome), { waitMs: this.#lockWaitMs });
        if (locked.kind === 'done')
            return locked.value;
        throw new JobError('lock_not_acquired', `${this.#log} is held by ${locked.holder}; its line is not written`);
    }
    async #append(outcome) {
        const { end, torn } = await this.#stand();
        const notes = [...end.notes];
        if (torn !== null)
            notes.push(await this.#mend(torn));
        const pruned = await this.#prune(end, outcome);
        const dropped = pruned.dropped === 0 ? {} : { dropped_lines: pruned.dropped };
        const diagnostics = { ...outcome.diagnostics, ...dropped };
        const record = withGap({ ...outcome, diagnostics, sequence: end.last + 1 }, end, notes);
        const line = runLine(record);
        await this.#files.append(this.#log, line);
        await this.#files.replace(this.#sequence, renderSequence({ value: record.sequence, first: pruned.first }));
        return { record: JSON.parse(line), notes };
    }
    async #stand() {
        const file = await this.#readSequence();
        for (let length = TAIL_BYTES;; length *= 2) {
            const found = await this.#files.tail(this.#log, length);
            const bytes = found?.bytes ?? new Uint8Array();
            const size = found?.size ?? 0;
            const isWhole = bytes.length === size;
            const begin = bytes.lastIndexOf(NEWLINE) + 1;
            // A line that is longer than the tail has its beginning before it; and without a number beside it, the whole log tells.
            if (!isWhole && (begin === 0 || typeof file === 'string'))
                continue;
            const tail = tailOf(decoder.decode(bytes), isWhole);
            const isRecord = parseRunLine(tail.torn, validate_automation_run).kind === 'record';
            const lines = isRecord ? [...tail.lines, tail.torn] : tail.lines;
            const end = logEnd({ ...tail, lines }, file, validate_automation_run);
            if (end.newer !== null)
                throw new JobError('unsupported_schema_version', `${this.#log}: a line ${end.newer}`);
            const at = size - bytes.length + begin;
            return { end, torn: tail.torn === '' ? null : { text: tail.torn, at, isRecord } };
        }
    }
    async #readSequence() {
        const text = await this.#files.read(this.#sequence);
        return text === null ? 'missing' : (parseSequence(text) ?? 'damaged');
    }
    /** A line that a killed run left without its end is made whole where only the line break is missing, else taken away. */
    async #mend({ text, at, isRecord }) {
        if (isRecord) {
            await this.#files.append(this.#log, '\n');
            return 'the last line lacked its line break';
        }
        await this.#files.truncate(this.#log, at);
        return `the last line was cut off in the writing and is taken away: ${text.slice(0, 80)}`;
    }
    /** Drops what is older than is kept, with the first line of each UTC day. The sequence file says first where the log begins. */
    async #prune(end, { job_id: id }) {
        const nothing = { first: end.first, dropped: 0 };
        const now = parseJobId(id)?.at;
        const before = end.newest === null ? undefined : parseJobId(end.newest.job_id)?.at;
        if (now === undefined || before === undefined || (0,time/* utcDay */.dA)(now) === (0,time/* utcDay */.dA)(before))
            return nothing;
        const lines = ((await this.#files.read(this.#log)) ?? '').split('\n').slice(0, -1);
        const young = lines.findIndex((line) => (beginOf(line)?.at ?? -Infinity) >= now - this.#keepMs);
        if (young === 0 || lines.length === 0)
            return nothing;
        const kept = young < 0 ? [] : lines.slice(young);
        const first = beginOf(kept[0] ?? '')?.sequence ?? end.last + 1;
        await this.#files.replace(this.#sequence, renderSequence({ value: end.last, first }));
        await this.#files.replace(this.#log, kept.map((line) => `${line}\n`).join(''));
        return { first, dropped: lines.length - kept.length };
    }
}
/** When the job of a line began, and its number; null for a line that is no record. */
function beginOf(line) {
    const parsed = parseRunLine(line, validate_automation_run);
    if (parsed.kind !== 'record')
        return null;
    const { job_id: id, sequence } = parsed.record;
    const at = parseJobId(id)?.at;
    return at === undefined ? null : { at, sequence };
}
/** The record with what was found of the log itself. */
function withGap(record, { gap }, notes) {
    const found = notes.length === 0 ? {} : { run_log: notes };
    if (gap === null)
        return { ...record, diagnostics: { ...record.diagnostics, ...found } };
    const missing = gap.before - gap.after === 2 ? `line ${gap.after + 1}` : `lines ${gap.after + 1} to ${gap.before - 1}`;
    const diagnostics = { ...record.diagnostics, ...found, sequence_gap: (0,raw_values/* recordOf */.zv)(gap) ?? {} };
    const isFine = record.status === 'ok' || record.status === 'dry_run';
    return {
        ...record,
        status: isFine ? 'warning' : record.status,
        error_code: record.error_code ?? 'sequence_gap',
        error_message: record.error_message ?? `${missing} of the run log are not there`,
        diagnostics: diagnostics,
    };
}

;// CONCATENATED MODULE: ./out/build/src/io/observability/open-latency.js










/** Files that a process which died left half-written beside ours. */
const LEFT_OVER = /^(?:signal_latency|latency_archive).*\.tmp$/;
/** Lines of a few hours. */
const LOG_TAIL_BYTES = 65_536;
async function clear({ root }) {
    const folder = (0,external_node_path_.join)(root, 'ops');
    const names = await (0,promises_.readdir)(folder).catch(() => []);
    for (const name of names)
        if (LEFT_OVER.test(name))
            await (0,promises_.rm)((0,external_node_path_.join)(folder, name), { force: true });
}
async function open_latency_read(place, rules) {
    const path = (0,external_node_path_.join)(place.root, ARCHIVE_STATE_FILE);
    const text = await place.files.read(path);
    const archive = text === null ? null : parseArchive(text, path);
    if (archive !== null)
        return new ArchiveFile(place, archive);
    const recovered = await recoverArchive(place, rules);
    const file = new ArchiveFile(place, recovered);
    if (text !== null)
        file.doubt(`${ARCHIVE_STATE_FILE} was damaged`);
    if (recovered.until !== null)
        file.doubt(`the archive begins anew from its files, with ${(0,figure/* plural */.LS)(recovered.samples.rows, 'sample')}`);
    // So that what is written before the first hour counts is known not to count, should this process die.
    await file.commit(recovered);
    return file;
}
/** The job that a line of the run log tells of, where it did what it was asked for. */
function doneJob(line) {
    try {
        const record = (0,raw_values/* recordOf */.zv)(JSON.parse(line));
        const status = (0,raw_values/* textOf */.b6)(record?.['status']);
        return status === 'ok' || status === 'warning' ? (0,raw_values/* textOf */.b6)(record?.['job_id']) : null;
    }
    catch {
        return null;
    }
}
/** Forgets alerts that the run log holds. The others are told by the job that is at work, so that its line is looked for next. */
async function tickOff(file, jobId) {
    const { alerts, last } = file.archive;
    if (alerts.length === 0)
        return;
    const { root, files } = file.place;
    const tail = (await files.tail((0,external_node_path_.join)(root, RUN_LOG_FILE), LOG_TAIL_BYTES))?.bytes ?? new Uint8Array();
    const logged = new Set(new TextDecoder().decode(tail).split('\n').map(doneJob));
    const open = (holding) => holding.alerts.filter((one) => !logged.has(one.jobId)).map(({ alert }) => ({ alert, jobId }));
    await file.commit({
        ...file.archive,
        alerts: open(file.archive),
        last: last === null ? null : { ...last, before: { ...last.before, alerts: open(last.before) } },
    });
}
/** Before the first hour has closed there are rollups too, none: what reads them finds no fault in a beginning. */
async function begin({ archive, place: { root, files } }) {
    const path = (0,external_node_path_.join)(root, ROLLUP_FILE);
    if (archive.until === null && (await files.tail(path, 0)) === null)
        await files.replace(path, ROLLUP_HEADER);
}
/** Opens the archive, and puts right what a process that died left. @throws JobError `unsupported_schema_version`. */
async function openLatency(place, { rules, jobId }) {
    await clear(place);
    const file = await open_latency_read(place, rules);
    const ended = await file.finish();
    if (ended !== null)
        file.notes.push(`a ${ended.kind} that was begun is done`);
    await file.cut();
    await begin(file);
    await tickOff(file, jobId);
    return { file, rotatedTo: ended?.kind === 'rotate' ? ended.path : null };
}

;// CONCATENATED MODULE: ./out/build/src/io/observability/latency-store.js











/**
 * The archive of signals below a root: samples, their rollups, and the file that says how much of them counts. One process at
 * a time, which the job's lock sees to; any of them may die anywhere.
 */
class LatencyStore {
    #options;
    #file;
    #samplesWritten = 0;
    #samplesDropped = 0;
    #rollups = [];
    #rotatedTo;
    /** UTC day on which old samples were looked for; written down with what is written next. */
    #droppedOn;
    constructor(options, file, rotatedTo) {
        this.#options = options;
        this.#file = file;
        this.#rotatedTo = rotatedTo;
        this.#droppedOn = file.archive.droppedOn;
    }
    /** Opens the archive, and puts right what a process that died left. @throws JobError `unsupported_schema_version`. */
    static async open(options) {
        const { root, files = LOG_FILES } = options;
        const { file, rotatedTo } = await openLatency({ root, files }, options);
        return new LatencyStore(options, file, rotatedTo);
    }
    get archive() {
        return this.#file.archive;
    }
    get work() {
        return {
            samplesWritten: this.#samplesWritten,
            samplesDropped: this.#samplesDropped,
            rollups: this.#rollups,
            rotatedTo: this.#rotatedTo,
            notes: this.#file.notes,
            isDoubtful: this.#file.isDoubtful,
        };
    }
    async add(hours) {
        if (hours.length === 0)
            return;
        const arrival = arrivalOf(this.archive, hours, this.#options.rules.sli);
        if (arrival.kind === 'again') {
            await this.#file.commit(rewound(this.archive, arrival.before));
            await this.#file.cut();
        }
        else if (arrival.kind === 'new') {
            const { gap } = arrival;
            if (gap !== null)
                this.#file.doubt(`nothing is known of ${(0,time/* formatInstant */.r4)(gap.from)} to ${(0,time/* formatInstant */.r4)(gap.until)}`);
            await this.#dropOld();
            await this.#rotate();
        }
        await this.#append(hours);
    }
    async #append(hours) {
        const before = { ...this.archive, droppedOn: this.#droppedOn };
        const added = addHours(before, hours, this.#options);
        if (added === null)
            return;
        const { files } = this.#file.place;
        if (before.samples.bytes === 0)
            await files.replace(this.#file.samplePath, added.samples);
        else if (added.samples !== '')
            await files.append(this.#file.samplePath, added.samples);
        await this.#addRollups(added.rollups, before.until);
        await this.#file.commit(added.archive);
        this.#samplesWritten += added.sampleCount;
        this.#rollups = [...this.#rollups, ...added.rollups];
    }
    async #addRollups(rollups, until) {
        const { root, files } = this.#file.place;
        const path = (0,external_node_path_.join)(root, ROLLUP_FILE);
        const text = await files.read(path);
        if (text === null && until !== null)
            this.#file.doubt(`${ROLLUP_FILE} was not there`);
        const keepFrom = this.#options.now - this.#options.policy.keepRollupsMs;
        await files.replace(path, withRollups(text ?? '', rollups, { keepFrom, until }));
    }
    /** Drops samples that are older than is kept, at most once a UTC day. */
    async #dropOld() {
        const { now, policy } = this.#options;
        const { samples } = this.archive;
        if (this.#droppedOn === (0,time/* utcDay */.dA)(now))
            return;
        this.#droppedOn = (0,time/* utcDay */.dA)(now);
        if (samples.rows === 0)
            return;
        const before = now - policy.keepSamplesMs;
        const old = await olderThan(this.#file.samplePath, { bytes: samples.bytes, before });
        if (old.rows === 0)
            return;
        const left = {
            bytes: SAMPLE_HEADER_BYTES + samples.bytes - old.end,
            rows: samples.rows - old.rows,
        };
        await this.#file.carryOut({ kind: 'drop', samples: left }, { droppedOn: this.#droppedOn });
        this.#samplesDropped += old.rows;
    }
    /** Puts the samples into the archive where their file has grown too large. */
    async #rotate() {
        const { jobId, now, policy } = this.#options;
        const { bytes, rows } = this.archive.samples;
        if (bytes <= policy.rotateAtBytes || rows === 0)
            return;
        const { entries } = await readManifest(this.#file.place);
        const path = archivePath(jobId, now, new Set(entries.map((entry) => entry.path)));
        await this.#file.carryOut({ kind: 'rotate', jobId, path });
        this.#rotatedTo = path;
    }
}

// EXTERNAL MODULE: ./out/build/src/domain/observability/observability-policy.js
var observability_policy = __webpack_require__(6583);
// EXTERNAL MODULE: ./out/build/src/domain/tick.js
var domain_tick = __webpack_require__(8950);
// EXTERNAL MODULE: ./out/build/src/io/artifact-shelf.js
var artifact_shelf = __webpack_require__(4428);
// EXTERNAL MODULE: ./out/build/src/io/restore-state.js + 1 modules
var restore_state = __webpack_require__(6548);
;// CONCATENATED MODULE: ./out/build/src/io/observability/root-memory.js






/** What the jobs write below a root, in the artifact of it. */
const WANTED = /^(?:[^/]+\/)*(?:ops|out)\/.+$/;
/** The tick that the root's files are as far as, beside the run log. */
const ROOT_TICK = `ops/${domain_tick/* TICK_FILE */.TS}`;
function tickIn(files) {
    const bytes = files.get(ROOT_TICK);
    return (0,domain_tick/* parseTick */.Fw)(bytes === undefined ? null : new TextDecoder().decode(bytes));
}
function rootKind(run) {
    return {
        part: 'observer',
        artifact: 'phasegate-observability',
        last: ROOT_TICK,
        progressOf: (files) => {
            const tick = tickIn(files);
            return tick === null ? null : { until: null, tick, at: tick.at };
        },
        ancestors: (files) => {
            const tick = tickIn(files);
            return [tick, tick?.previous].flatMap((one) => (one == null ? [] : [one.run]));
        },
        isNewest: (files) => {
            const tick = tickIn(files);
            return tick !== null && (0,domain_tick/* isRightBefore */.WF)(tick, run);
        },
    };
}
/** A root's folder in the artifact, which is of the default root; null for a root that is not below that. */
function withinArtifact(root) {
    const path = (0,external_node_path_.relative)(observability_policy/* DEFAULT_OBSERVABILITY_ROOT */.t, root).replaceAll('\\', '/');
    return path === '..' || path.startsWith('../') ? null : path;
}
/**
 * Brings the files of a root back where neither the folder nor the cache has those of the tick before: from the newest
 * artifact `phasegate-observability` of an earlier run. They go with the collector's state, which is brought back by the same
 * tick, so that no hour that the collector has closed is missing in them.
 *
 * @throws PhasegateError as `restoreState`.
 */
async function restoreRoot(options) {
    const { root, store, run, log } = options;
    const within = withinArtifact(root);
    if (run === null || within === null)
        return;
    // Most ticks go on where the last one ended, and need not read what lies there.
    const here = (0,domain_tick/* parseTick */.Fw)(await (0,files/* readTextIfExists */.TP)((0,external_node_path_.join)(root, ROOT_TICK)));
    if (here !== null && (0,domain_tick/* isRightBefore */.WF)(here, run))
        return;
    await (0,restore_state/* restoreState */.a)({
        kind: rootKind(run),
        folder: root,
        below: '',
        places: { folder: root, within },
        cache: null,
        shelf: store === null ? null : new artifact_shelf/* ArtifactShelf */.B_(store, WANTED),
        isExpected: run.number > 1,
        log,
    });
}
/** Marks the root's files with the tick that the collector's state is of. `state`: folder of the collector's state. */
async function markRoot(root, state) {
    const tick = await (0,files/* readTextIfExists */.TP)((0,external_node_path_.join)(state, domain_tick/* TICK_FILE */.TS));
    if (tick !== null)
        await (0,files/* writeFileAtomic */.Zf)((0,external_node_path_.join)(root, ROOT_TICK), tick);
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/heartbeat.js




const HEARTBEAT_SCHEMA = 'phasegate.heartbeat/1';
/** Where each job says that it lives, relative to the root. */
const HEARTBEAT_FILES = {
    latency: 'ops/latency_job_heartbeat.json',
    weekly: 'ops/weekly_report_heartbeat.json',
    dashboard: 'ops/dashboard_export_heartbeat.json',
    verify: 'ops/verify_heartbeat.json',
};
function hasHeartbeat(job) {
    return Object.hasOwn(HEARTBEAT_FILES, job);
}
function parseHeartbeat(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return { kind: 'broken', why: 'is no JSON' };
    }
    const record = (0,raw_values/* recordOf */.zv)(value);
    const schema = (0,raw_values/* textOf */.b6)(record?.['schema']) ?? '';
    const newer = (0,newer_format/* newerFormat */.F)(schema, HEARTBEAT_SCHEMA);
    if (newer !== null)
        return { kind: 'newer', why: `is ${newer}; this version of Phasegate knows ${HEARTBEAT_SCHEMA}` };
    if (record === null || schema !== HEARTBEAT_SCHEMA)
        return { kind: 'broken', why: `is no ${HEARTBEAT_SCHEMA}` };
    const success = record['last_success_at'];
    if (success !== null && (0,time/* parseInstant */.nV)((0,raw_values/* textOf */.b6)(success) ?? '') === null)
        return { kind: 'broken', why: 'last_success_at is neither a time nor null' };
    if ((0,raw_values/* textOf */.b6)(record['job_id']) === null)
        return { kind: 'broken', why: 'job_id is missing' };
    return { kind: 'heartbeat', heartbeat: record };
}
function renderHeartbeat(heartbeat) {
    return (0,canonical_json/* canonicalJsonPretty */.T)(heartbeat);
}
/** The next heartbeat: a success is remembered through later failures, and the last failure through later successes. */
function beaten(before, { jobId, now, failure, fields }) {
    return {
        ...before,
        ...fields,
        schema: HEARTBEAT_SCHEMA,
        job_id: jobId,
        generated_at: (0,time/* formatInstant */.r4)(now),
        last_success_at: failure === null ? (0,time/* formatInstant */.r4)(now) : (before?.last_success_at ?? null),
        last_failure: failure === null ? (before?.last_failure ?? null) : { job_id: jobId, error_code: failure },
    };
}

;// CONCATENATED MODULE: ./out/build/src/io/observability/heartbeat-files.js




/** A job's heartbeat as it stands below the root; `missing` where it never wrote one. */
async function readHeartbeat(root, job) {
    const text = await (0,files/* readTextIfExists */.TP)((0,external_node_path_.join)(root, HEARTBEAT_FILES[job]));
    return text === null ? { kind: 'missing' } : parseHeartbeat(text);
}
/**
 * Replaces a job's heartbeat. A broken one is begun anew: what it remembered is lost either way.
 *
 * @throws JobError `unsupported_schema_version` for one of a newer version.
 */
async function beat(root, job, next) {
    const path = (0,external_node_path_.join)(root, HEARTBEAT_FILES[job]);
    const found = await readHeartbeat(root, job);
    if (found.kind === 'newer')
        throw new JobError('unsupported_schema_version', `${path} ${found.why}`);
    const heartbeat = beaten(found.kind === 'heartbeat' ? found.heartbeat : null, next);
    await (0,files/* writeFileAtomic */.Zf)(path, renderHeartbeat(heartbeat));
    return heartbeat;
}

;// CONCATENATED MODULE: ./out/build/src/io/observability/run-job.js









const NOTHING = {
    artefacts: [],
    alerts: [],
    diagnostics: {},
    error_code: null,
    error_message: null,
    reason: null,
};
function skipped(reason, message) {
    const report = { ...NOTHING, status: 'skipped', attempts: 0, reason, diagnostics: { message } };
    return { report, summary: {} };
}
function failed(error) {
    const report = {
        ...NOTHING,
        status: 'error',
        attempts: error.attempts,
        artefacts: error.artefacts,
        diagnostics: error.diagnostics,
        error_code: error.code,
        error_message: error.message,
    };
    return { report, summary: {} };
}
/** Who ran the job, so that a line leads back to its run. */
function runOf(environment) {
    const names = { id: 'GITHUB_RUN_ID', attempt: 'GITHUB_RUN_ATTEMPT', event: 'GITHUB_EVENT_NAME' };
    const known = { ...names, workflow: 'GITHUB_WORKFLOW', commit: 'GITHUB_SHA' };
    const run = Object.entries(known).flatMap(([field, name]) => {
        const value = environment[name] ?? '';
        return value === '' ? [] : [[field, value]];
    });
    return run.length === 0 ? {} : { run: Object.fromEntries(run) };
}
/** The job's work, and its heartbeat behind it. */
async function work(run, context) {
    const { job, root, now } = run;
    const result = await run.work(context);
    const { status, artefacts = [], alerts = [], diagnostics = {}, attempts = 1, reason = null } = result;
    if (hasHeartbeat(job) && (status === 'ok' || status === 'warning'))
        await beat(root, job, { jobId: context.jobId, now, failure: null, fields: result.heartbeat ?? {} });
    const report = { ...NOTHING, status, attempts, artefacts, alerts, diagnostics, reason };
    return { report, summary: result.summary ?? {} };
}
/** The work under the job's lock; whoever finds it taken does not wait. */
async function locked(run, id) {
    const { job, root, now, clock, console } = run;
    const asked = clock.now();
    const path = (0,external_node_path_.join)(root, 'ops', `.${job}.lock`);
    const done = await (0,state_lock/* withLock */.k)(path, () => work(run, { jobId: id, now, root, lockLatencyMs: clock.now() - asked, console }), { waitMs: 0 });
    return done.kind === 'done'
        ? done.value
        : skipped('lock_not_acquired', `${path} is held by ${done.holder}`);
}
/** A failure is in the heartbeat too; where even that cannot be written, the failure itself is what counts. */
async function beatFailure({ job, root, now, console }, id, error) {
    if (!hasHeartbeat(job))
        return;
    try {
        await beat(root, job, { jobId: id, now, failure: error.code, fields: error.heartbeat });
    }
    catch (fault) {
        console.warning(`${job}: the heartbeat could not be written: ${jobErrorOf(fault).message}`);
    }
}
function say(console, job, { record, notes }) {
    for (const note of notes)
        console.warning(`run log: ${note}`);
    const why = record.error_message ?? record.reason ?? '';
    const text = `${job}: ${record.status}${record.error_code === null ? '' : `: ${record.error_code}`}${why === '' ? '' : `: ${why}`}`;
    if (record.status === 'error')
        console.error(text);
    else if (record.error_code === null)
        console.info(text);
    else
        console.warning(text);
}
async function logged(run, outcome) {
    const log = new RunLog({
        root: run.root,
        keepMs: run.policy.runLog.keepMs,
        ...(run.files === undefined ? {} : { files: run.files }),
    });
    try {
        return await log.append(outcome);
    }
    catch (fault) {
        const error = jobErrorOf(fault);
        const unwritten = `the run log could not be written: ${error.message}`;
        const message = outcome.error_message === null ? unwritten : `${outcome.error_message}; ${unwritten}`;
        const code = outcome.error_code ?? error.code;
        return {
            record: { ...outcome, status: 'error', error_code: code, error_message: message, sequence: null },
            notes: [],
        };
    }
}
async function end(run, id, { worked, began }) {
    const { report, summary: own } = worked;
    const outcome = {
        ...report,
        schema: RUN_SCHEMA,
        job_id: id,
        duration_ms: Math.max(0, Math.round(run.clock.now() - began)),
        diagnostics: { ...report.diagnostics, ...runOf(run.environment) },
    };
    const done = await logged(run, outcome);
    const summary = { ...own, ...done.record };
    run.console.summary((0,canonical_json/* canonicalJson */.d)(summary));
    say(run.console, run.job, done);
    return { record: done.record, summary, isFailed: done.record.status === 'error' };
}
/**
 * Runs one job: alone of its kind, with a line in the run log whatever comes of it, a heartbeat, one line of JSON for machines
 * and words for people. A second one of the same kind is skipped and fails nothing.
 */
async function runJob(run) {
    const id = job_id_jobId(run.job, run.now);
    const began = run.clock.now();
    let worked;
    try {
        await new RunLog({ root: run.root, ...(run.files === undefined ? {} : { files: run.files }) }).check();
        worked = await locked(run, id);
    }
    catch (fault) {
        const error = jobErrorOf(fault);
        // Nobody foresaw it: whoever mends it wants to see where it was.
        if (error.code === 'internal_error')
            run.console.info(fault.stack ?? '');
        await beatFailure(run, id, error);
        worked = failed(error);
    }
    return end(run, id, { worked, began });
}
/** The line of a job that did not begin, since what runs before it failed. */
async function skipJob(run, why) {
    const id = jobId(run.job, run.now);
    const work = () => Promise.reject(new Error('a skipped job does not begin'));
    return end({ ...run, work }, id, { worked: skipped('upstream_failed', why), began: run.clock.now() });
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/batch-runs.js


/** The batches that a tick made, oldest first, told in few words however many they are. */
function batchRuns(headers) {
    const runs = [];
    for (const { phase, window } of headers) {
        const at = runs.findLastIndex((run) => run.phase === phase && run.until === window.start);
        const before = runs[at];
        if (before === undefined)
            runs.push({ phase, from: window.start, until: window.end, files: 1 });
        else
            runs[at] = { ...before, until: window.end, files: before.files + 1 };
    }
    return runs;
}
/** As a part of a line's diagnostics. */
function batchRunsJson(runs) {
    return runs.map(({ phase, from, until, files }) => ({ phase, from, until, files }));
}
/** The batches that a line's diagnostics tell of; what is no such thing is passed over. */
function parseBatchRuns(value) {
    return itemsOf(value).flatMap((item) => {
        const record = recordOf(item);
        const phase = textOf(record?.['phase']);
        const from = textOf(record?.['from']);
        const until = textOf(record?.['until']);
        const files = numberOf(record?.['files']);
        if (phase === null || from === null || until === null || files === null)
            return [];
        const isTimed = parseInstant(from) !== null && parseInstant(until) !== null;
        return isTimed ? [{ phase, from, until, files }] : [];
    });
}

;// CONCATENATED MODULE: ./out/build/action-collect/src/latency-job.js





const TICK_MS = 15 * time/* MINUTE */.pY;
/** The windows that a tick closed, oldest first. */
function hoursOf({ batches }) {
    return batches.map(({ header, events }) => ({ header, events }));
}
/** How many alerts of the episode that lasts people were told of. */
function pendingAlerts({ breach }) {
    return breach.episode?.levels.length ?? 0;
}
function heartbeatOf(archive, now) {
    const pending = pendingAlerts(archive);
    const { lastBreachAt } = archive.breach;
    return {
        status: pending > 0 ? 'warning' : 'ok',
        next_run_at: (0,time/* formatInstant */.r4)((0,time/* windowAt */.MF)(now, TICK_MS).end),
        last_breach_at: lastBreachAt === null ? null : (0,time/* formatInstant */.r4)(lastBreachAt),
        pending_alerts: pending,
    };
}
function artefactsOf({ samplesWritten, samplesDropped, rollups, rotatedTo }) {
    const samples = samplesWritten > 0 || samplesDropped > 0 || rotatedTo !== null;
    return [
        ...(samples ? ['ops/signal_latency.csv'] : []),
        ...(rollups.length > 0 ? [ROLLUP_FILE] : []),
        ...(rotatedTo === null ? [] : [rotatedTo, ARCHIVE_MANIFEST]),
    ];
}
function summaryOf({ storage, rotateAtBytes, lockLatencyMs }, { totals, missed }) {
    const { archive, work } = storage;
    return {
        samples_written: work.samplesWritten,
        samples_dropped: work.samplesDropped,
        rollups_written: work.rollups.length,
        breach_count: work.rollups.filter(({ isBreach }) => isBreach).length,
        breach_streak: archive.breach.criticalStreak,
        next_rotation_bytes: Math.max(0, rotateAtBytes - archive.samples.bytes),
        lock_latency_ms: Math.round(lockLatencyMs),
        ...totals,
        missed,
    };
}
/** What the archive says of a tick whose windows it has taken, as the run log, the heartbeat and people are told. */
async function latencyJob(options) {
    const { plan, storage, jobId, now, dryRunAlert, writeFile } = options;
    const { archive, work } = storage;
    const heartbeat = heartbeatOf(archive, now);
    if (plan === null) {
        const nothing = { artefacts: [], alerts: [], diagnostics: {}, summary: {}, heartbeat };
        return { ...nothing, status: 'skipped', reason: 'lock_not_acquired' };
    }
    const alerts = archive.alerts.map(({ alert }) => alert);
    const artefacts = artefactsOf(work);
    if (dryRunAlert) {
        const path = `out/latency_alerts/${jobId}.json`;
        await writeFile(path, (0,canonical_json/* canonicalJsonPretty */.T)({ job_id: jobId, generated_at: (0,time/* formatInstant */.r4)(now), alerts }));
        artefacts.push(path);
    }
    const { rejected, late, duplicates } = plan.totals;
    const found = { rejected, late, duplicates, missed: plan.missed };
    const batches = batchRuns(plan.batches.map(({ header }) => header));
    const odd = Object.entries(found).filter(([, count]) => count > 0);
    return {
        status: dryRunAlert ? 'dry_run' : work.isDoubtful ? 'warning' : 'ok',
        artefacts,
        alerts,
        diagnostics: {
            ...(batches.length === 0 ? {} : { batches: batchRunsJson(batches) }),
            ...(odd.length === 0 ? {} : { lines: Object.fromEntries(odd) }),
            ...(work.notes.length === 0 ? {} : { notes: work.notes }),
        },
        summary: summaryOf(options, plan),
        heartbeat,
    };
}

;// CONCATENATED MODULE: ./out/build/action-collect/src/main-latency.js








/** One tick of the signals of a policy, archived before the collector's own state is written. */
async function collectSignals(rollout, shared, { section, collect }) {
    const { dryRunAlert, now } = shared.inputs;
    const { memory } = shared;
    const { root, latency } = section;
    await restoreRoot({ root, store: memory.artifacts, run: memory.run, log: memory.log });
    const rules = latencyRules(rollout.policy);
    let plan = null;
    const work = async (context) => {
        const storage = await LatencyStore.open({ ...context, policy: latency, rules });
        plan = await collect((made) => storage.add(hoursOf(made)));
        const writeFile = (path, text) => (0,files/* writeFileAtomic */.Zf)((0,external_node_path_.join)(root, path), text);
        return latencyJob({ ...context, ...latency, plan, storage, dryRunAlert, writeFile });
    };
    const environment = process.env;
    const common = { job: 'latency', root, policy: section, now, clock: performance, environment };
    const end = await runJob({ ...common, console: jobConsole(environment), work });
    await markRoot(root, (0,external_node_path_.join)(memory.foldersOf(rollout).state, 'collector'));
    return { plan: end.isFailed ? null : plan, end };
}


/***/ }),

/***/ 8047:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LS: () => (/* binding */ plural),
/* harmony export */   vP: () => (/* binding */ figure)
/* harmony export */ });
/* unused harmony export wholePercent */
/** A value in a sentence: `1204 ms`, `99.81 %`, `3`. A ratio (`%`) is given as a share; six digits, more before the point. */
function figure(value, unit) {
    const shown = unit === '%' ? value * 100 : value;
    const rounded = Math.abs(shown) >= 1e5 ? Math.round(shown) : Number(shown.toPrecision(6));
    return unit === null ? String(rounded) : `${rounded} ${unit}`;
}
/** A share in whole percent: `85 %`; what is less than half a percent, but not nothing, is `<1 %`. */
function wholePercent(share) {
    const percent = Math.round(share * 100);
    return share > 0 && percent === 0 ? '<1 %' : `${percent} %`;
}
/** `1 sample`, `12 samples`: for words that take an `s`. */
function plural(count, word) {
    return `${count} ${word}${count === 1 ? '' : 's'}`;
}


/***/ })

};
