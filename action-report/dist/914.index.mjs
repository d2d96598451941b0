export const id = 914;
export const ids = [914];
export const modules = {

/***/ 2016:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* reexport safe */ _api_index_js__WEBPACK_IMPORTED_MODULE_0__.J),
/* harmony export */   parse: () => (/* binding */ parse)
/* harmony export */ });
/* harmony import */ var _api_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7084);
/* harmony import */ var _api_normalize_options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6845);



const parse = function (data, opts = {}) {
  if (typeof data === "string") {
    data = Buffer.from(data);
  }
  const records = opts && opts.objname ? Object.create(null) : [];
  const parser = (0,_api_index_js__WEBPACK_IMPORTED_MODULE_0__/* .transform */ .p)(opts);
  const push = (record) => {
    if (parser.options.objname === undefined) records.push(record);
    else {
      records[record[0]] = record[1];
    }
  };
  const close = () => {};
  const error = parser.parse(data, true, push, close);
  if (error !== undefined) throw error;
  return records;
};




/***/ }),

/***/ 2914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  dashboardOf: () => (/* binding */ dashboardOf),
  restoreOf: () => (/* binding */ restoreOf)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./out/build/src/domain/observability/bundle/bundle-places.js
var bundle_places = __webpack_require__(9269);
// EXTERNAL MODULE: ./out/build/src/domain/observability/job-error.js
var job_error = __webpack_require__(6045);
// EXTERNAL MODULE: ./out/build/src/domain/observability/latency/latency-alert.js
var latency_alert = __webpack_require__(825);
// EXTERNAL MODULE: ./out/build/src/generated/validate-dashboard-manifest.js
var validate_dashboard_manifest = __webpack_require__(9195);
// EXTERNAL MODULE: ./out/build/src/io/notify/channels.js + 9 modules
var channels = __webpack_require__(2890);
// EXTERNAL MODULE: ./out/build/src/io/observability/bundle-files.js
var bundle_files = __webpack_require__(1031);
// EXTERNAL MODULE: ./out/build/src/io/observability/disk-input-tree.js + 2 modules
var disk_input_tree = __webpack_require__(2781);
// EXTERNAL MODULE: ./out/build/src/io/observability/disk-job-files.js
var disk_job_files = __webpack_require__(2320);
// EXTERNAL MODULE: ./out/build/src/io/observability/heartbeat-files.js
var heartbeat_files = __webpack_require__(2739);
;// CONCATENATED MODULE: ./out/build/src/domain/json-line.js
/** Deeper nesting than this is refused: telemetry is flat, and recursion over it must be bounded. */
const MAX_DEPTH = 64;
function faultBelow(value, depth) {
    if (typeof value === 'number')
        return Number.isFinite(value) ? null : 'holds a number too large for a double';
    if (typeof value !== 'object' || value === null)
        return null;
    if (depth >= MAX_DEPTH)
        return `is nested deeper than ${MAX_DEPTH} levels`;
    const members = value;
    for (const key of Object.keys(members)) {
        const fault = faultBelow(members[key], depth + 1);
        if (fault !== null)
            return fault;
    }
    return null;
}
const NO_JSON = 'is no JSON';
/** The fields of a JSONL line, or the reason why it has none. */
function parseJsonLine(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return NO_JSON;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return 'is JSON, but no object';
    return faultBelow(value, 0) ?? value;
}

// EXTERNAL MODULE: ./out/build/src/domain/observability/datasets/csv-table.js
var csv_table = __webpack_require__(6650);
// EXTERNAL MODULE: ./out/build/src/domain/time.js
var time = __webpack_require__(9242);
;// CONCATENATED MODULE: ./out/build/src/domain/observability/datasets/daily-figures.js


function readDays(table, pnl) {
    const days = new Map();
    for (const row of table.rows) {
        const reader = new csv_table/* RowReader */.of(row);
        const date = reader.text('date');
        if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || (0,time/* parseInstant */.nV)(`${date}T00:00:00Z`) === null)
            reader.refuse(`date ${(0,csv_table/* quoted */.TL)(date)} is no day such as 2026-03-02`);
        const fills = reader.count('fills');
        const result = pnl === null ? 0 : reader.number(pnl);
        if (days.has(date))
            reader.refuse(`is a second line of ${date}`);
        if (reader.fault !== null)
            return `line ${row.line}: ${reader.fault}`;
        days.set(date, { date, fills, result });
    }
    return [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}
/**
 * The figures of a run's daily file, in whatever order its days stand. One wrong line makes every average wrong, so the
 * whole file is refused for it; a text says why.
 */
function dailyFigures(table, pnlColumn) {
    const missing = (0,csv_table/* missingColumns */.Q6)(table, ['date', 'fills']);
    if (missing.length > 0)
        return `has no column ${missing.join(' and no column ')}`;
    const [broken] = table.broken;
    if (broken !== undefined)
        return `line ${broken.line}: ${broken.reason}`;
    const hasResult = table.columns.includes(pnlColumn);
    const days = readDays(table, hasResult ? pnlColumn : null);
    if (typeof days === 'string')
        return days;
    const [first] = days;
    const last = days[days.length - 1];
    if (first === undefined || last === undefined)
        return 'has no day';
    let sum = 0;
    return {
        days: days.length,
        activeDays: days.filter(({ fills }) => fills > 0).length,
        fills: days.reduce((total, { fills }) => total + fills, 0),
        firstDay: first.date,
        lastDay: last.date,
        results: hasResult ? days.map(({ result }) => (sum += result)) : null,
    };
}
/** How far a course that began at `start` fell at most below its highest point so far, and as a share of that point. */
function drawdown(course, start) {
    let peak = start;
    let fall = 0;
    let share = 0;
    for (const value of course) {
        peak = Math.max(peak, value);
        fall = Math.max(fall, peak - value);
        if (peak > 0)
            share = Math.max(share, (peak - value) / peak);
    }
    return { fall, share };
}

// EXTERNAL MODULE: ./out/build/src/domain/raw-values.js
var raw_values = __webpack_require__(2468);
;// CONCATENATED MODULE: ./out/build/src/domain/statistics/saddle-point.js
/*
 * Densities of the binomial and Poisson families without loss of digits at large n, by C. Loader's saddle-point expansion
 * ("Fast and Accurate Computation of Binomial Probabilities", 2000): logarithms of factorials of a billion would cancel to
 * six digits, their Stirling errors and deviances do not.
 */
/** Coefficients of 1/n, 1/n\u00b3, \u2026 in the Stirling series of the log-factorial. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360];
/** `log(n!) - log(sqrt(2\u03c0n) (n/e)^n)` for real n > 0. */
function stirlingError(n) {
    let error = 0;
    let at = n;
    // Below 16 the series is not exact to the last digit; the step from n to n + 1 is.
    for (; at < 16; at += 1)
        error += (at + 0.5) * Math.log1p(1 / at) - 1;
    const square = at * at;
    return error + STIRLING.reduceRight((sum, coefficient) => sum / square + coefficient, 0) / at;
}
/** `2^27 + 1`: splits a double into two halves whose products are exact (G. W. Veltkamp; T. J. Dekker, 1971). */
const SPLITTER = 134217729;
function halves(value) {
    const wide = SPLITTER * value;
    const high = wide - (wide - value);
    return [high, value - high];
}
/** What rounding took from the product: `a b - product`, exactly. */
function lostOf(a, b, product) {
    const [[aHigh, aLow], [bHigh, bLow]] = [halves(a), halves(b)];
    return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}
/**
 * `a y - b x` for y = 1 - x, which is `a - (a + b) x`: how far a beta variable's mean lies above x, times a + b. The rounded
 * products alone would leave few digits of it where x is close to the mean.
 */
function saddle_point_distanceFromMean(a, b, { x, y }) {
    const [first, second] = [a * y, b * x];
    return first - second + (lostOf(a, y, first) - lostOf(b, x, second));
}
/** `x log(x / mean) + mean - x`, without cancellation where the two are close; `gap` is `x - mean`. */
function deviance(x, mean, gap) {
    if (Math.abs(gap) > 0.1 * (x + mean))
        return x * Math.log(x / mean) - gap;
    const v = gap / (x + mean);
    let sum = gap * v;
    let term = 2 * x * v;
    for (let j = 3;; j += 2) {
        term *= v * v;
        const next = sum + term / j;
        if (next === sum)
            return sum;
        sum = next;
    }
}
/** `mean^x e^-mean / \u0393(x + 1)` for real x \u2265 0 and mean > 0. */
function poissonDensity(x, mean) {
    if (x === 0)
        return Math.exp(-mean);
    return Math.exp(-stirlingError(x) - deviance(x, mean, x - mean)) / Math.sqrt(2 * Math.PI * x);
}
/** `x^a y^b / B(a, b)` for a, b > 0 and y = 1 - x, both within (0, 1). */
function saddle_point_betaKernel(a, b, { x, y }) {
    const n = a + b;
    const gap = saddle_point_distanceFromMean(a, b, { x, y });
    const log = stirlingError(n) -
        stirlingError(a) -
        stirlingError(b) -
        deviance(a, n * x, gap) -
        deviance(b, n * y, -gap);
    return Math.exp(log) * Math.sqrt((a * b) / (2 * Math.PI * n));
}

;// CONCATENATED MODULE: ./out/build/src/domain/statistics/incomplete.js

/** Stands in for a zero that a continued fraction must not divide by (W. J. Lentz's method, as I. J. Thompson changed it). */
const TINY = 1e-300;
const EPSILON = 2 ** -53;
function continuedFraction({ step, first }) {
    let value = first === 0 ? TINY : first;
    let [c, d] = [value, 0];
    for (let k = 1;; k += 1) {
        const [numerator, denominator] = step(k);
        d = denominator + numerator * d;
        c = denominator + numerator / c;
        d = 1 / (d === 0 ? TINY : d);
        if (c === 0)
            c = TINY;
        value *= c * d;
        if (Math.abs(c * d - 1) <= 2 * EPSILON)
            return value;
    }
}
/**
 * Regularized incomplete gamma functions P(a, x) and Q(a, x) for a > 0, x \u2265 0: series below a + 1, else the continued
 * fraction (NIST DLMF 8.7.1 and 8.9.2). The time grows with the root of a.
 */
function incompleteGamma(a, x) {
    if (x === 0)
        return { lower: 0, upper: 1 };
    const density = poissonDensity(a, x);
    if (x < a + 1) {
        let [sum, term] = [1, 1];
        for (let k = 1; term > sum * EPSILON; k += 1) {
            term *= x / (a + k);
            sum += term;
        }
        return { lower: density * sum, upper: 1 - density * sum };
    }
    const fraction = continuedFraction({
        first: x + 1 - a,
        step: (k) => [k * (a - k), x + 2 * k + 1 - a],
    });
    const upper = (density * a) / fraction;
    return { lower: 1 - upper, upper };
}
/**
 * The continued fraction of A. R. DiDonato and A. H. Morris (ACM Trans. Math. Software 18, 1992, equation 9), the even part of
 * NIST DLMF 8.17.22. It takes the distance from the mean as a figure of its own, where the other loses a digit for each
 * digit that x is close to the mean. Converges fast below the mean of the beta.
 */
function lowerBeta(a, b, at) {
    const { x, y } = at;
    const distance = distanceFromMean(a, b, at);
    const denominator = (n) => n + (n * (b - n) * x) / (a + 2 * n - 1) + ((a + n) * (distance + 1 + n * (1 + y))) / (a + 2 * n + 1);
    const fraction = continuedFraction({
        first: (a * (distance + 1)) / (a + 1),
        step: (n) => {
            const scale = x / (a + 2 * n - 1);
            return [(a + n - 1) * scale * ((a + b + n - 1) * scale) * (n * (b - n)), denominator(n)];
        },
    });
    return betaKernel(a, b, at) / fraction;
}
/**
 * Regularized incomplete beta function I_x(a, b) and its complement, for a, b > 0.
 *
 * @param at x and y = 1 - x, both given, so that neither end loses digits
 */
function incompleteBeta(a, b, at) {
    const { x, y } = at;
    if (x <= 0)
        return { lower: 0, upper: 1 };
    if (y <= 0)
        return { lower: 1, upper: 0 };
    if (x < (a + 1) / (a + b + 2)) {
        const lower = lowerBeta(a, b, at);
        return { lower, upper: 1 - lower };
    }
    const upper = lowerBeta(b, a, { x: y, y: x });
    return { lower: 1 - upper, upper };
}

;// CONCATENATED MODULE: ./out/build/src/domain/statistics/normal.js

/** The standard normal quantile of 0.975: half of a 95 % interval. */
const Z_95 = 1.959963984540054;
/** Chance that a standard normal variable is above z, to full relative accuracy in the upper tail. */
function normalTail(z) {
    const { lower, upper } = incompleteGamma(0.5, (z * z) / 2);
    return z >= 0 ? upper / 2 : (1 + lower) / 2;
}
/** The z that a standard normal variable exceeds with this chance, 0 < chance < 1: Newton's method on the logarithm. */
function normalTailQuantile(chance) {
    if (chance > 0.5)
        return -normalTailQuantile(1 - chance);
    const wanted = Math.log(chance);
    let z = Math.sqrt(-2 * Math.log(2 * chance));
    for (let i = 0; i < 50; i += 1) {
        const tail = normalTail(z);
        const hazard = Math.exp(-z * z * 0.5) / (Math.sqrt(2 * Math.PI) * tail);
        const next = z + (Math.log(tail) - wanted) / hazard;
        if (Math.abs(next - z) <= 1e-15 * Math.abs(next))
            return next;
        z = next;
    }
    return z;
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/datasets/ev-history.js




/**
 * The lower bound of a Beta(\u03b1, \u03b2) variable by the normal approximation, clamped to [0, 1]: mean \u2212 z\u00b7sd, with z at the
 * normal quantile of 0.5 + confidence / 2.
 */
function winRateBound(alpha, beta, confidence) {
    const total = alpha + beta;
    const mean = alpha / total;
    const deviation = Math.sqrt((mean * (1 - mean)) / (total + 1));
    return Math.min(1, Math.max(0, mean - normalTailQuantile(0.5 - confidence / 2) * deviation));
}
function evRow({ state, strategy, symbol, at }) {
    const ev = (0,raw_values/* recordOf */.zv)((0,raw_values/* member */.Dc)(state, 'ev_global'));
    if (ev === null)
        return 'has no ev_global';
    const [alpha, beta, confidence] = ['alpha', 'beta', 'conf'].map((key) => (0,raw_values/* numberOf */.rl)(ev[key]));
    if (alpha == null || beta == null || alpha <= 0 || beta <= 0)
        return 'ev_global has no alpha and beta above 0';
    if (confidence == null || confidence <= 0 || confidence >= 1)
        return 'ev_global has no conf between 0 and 1';
    const said = (0,raw_values/* textOf */.b6)((0,raw_values/* member */.Dc)((0,raw_values/* member */.Dc)(state, 'meta'), 'symbol'));
    if (said !== null && said !== symbol)
        return `lies below ${(0,csv_table/* quoted */.TL)(symbol)}, and its meta.symbol is ${(0,csv_table/* quoted */.TL)(said)}`;
    return {
        timestamp: (0,time/* formatInstant */.r4)(at),
        strategy,
        symbol,
        ev_alpha: alpha,
        ev_beta: beta,
        decay: (0,raw_values/* numberOf */.rl)(ev['decay']),
        confidence,
        win_rate_mean: alpha / (alpha + beta),
        win_rate_lcb: winRateBound(alpha, beta, confidence),
    };
}
/** The chance of winning, state by state, oldest first. */
function evHistory({ found, leftOut: unread, older }) {
    const rows = [];
    const leftOut = [...unread];
    for (const archive of found) {
        const row = evRow(archive);
        if (typeof row === 'string')
            leftOut.push({ file: archive.file, line: 0, reason: row });
        else
            rows.push({ ...row });
    }
    return { name: 'ev_history', rows: { rows }, leftOut, older };
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/datasets/latency.js


const COLUMNS = [
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
/** What the rollups must have and have not; empty where they are whole. */
function missingRollupColumns(table) {
    return (0,csv_table/* missingColumns */.Q6)(table, COLUMNS);
}
function latency_time(reader, column) {
    const text = reader.text(column);
    const ms = (0,time/* parseInstant */.nV)(text);
    if (ms === null)
        reader.refuse(`${column} ${(0,csv_table/* quoted */.TL)(text)} is no RFC 3339 time`);
    return ms ?? 0;
}
function latencyRow(row) {
    const reader = new csv_table/* RowReader */.of(row);
    const start = latency_time(reader, 'hour_utc');
    if (start % time/* HOUR */.dp !== 0)
        reader.refuse('hour_utc is no whole hour');
    const end = latency_time(reader, 'window_end_utc');
    const read = {
        hour_utc: (0,time/* formatInstant */.r4)(start),
        window_end_utc: (0,time/* formatInstant */.r4)(end),
        count: reader.count('count'),
        failure_count: reader.count('failure_count'),
        failure_rate: reader.optionalNumber('failure_rate'),
        p50_ms: reader.optionalNumber('p50_ms'),
        p95_ms: reader.optionalNumber('p95_ms'),
        p99_ms: reader.optionalNumber('p99_ms'),
        max_ms: reader.optionalNumber('max_ms'),
        breach_flag: reader.flag('breach_flag'),
        breach_streak: reader.count('breach_streak'),
    };
    return reader.fault ?? read;
}
/** The hourly rollups, in order of their hours. */
function latency(table) {
    const { file } = table;
    const leftOut = table.broken.map((one) => ({ file, ...one }));
    const rows = new Map();
    for (const row of table.rows) {
        const read = latencyRow(row);
        if (typeof read === 'string')
            leftOut.push({ file, line: row.line, reason: read });
        else if (rows.has(read.hour_utc))
            leftOut.push({ file, line: row.line, reason: `is a second row of ${read.hour_utc}` });
        else
            rows.set(read.hour_utc, read);
    }
    const sorted = [...rows.values()].sort((a, b) => (a.hour_utc < b.hour_utc ? -1 : 1));
    return { name: 'latency', rows: { rows: sorted.map((row) => ({ ...row })) }, leftOut, older: 0 };
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/datasets/compact-time.js

const COMPACT = /^(\d{4})(\d{2})(\d{2})_(\d{2})(\d{2})(\d{2})(?!\d)/;
/** The UTC instant that a text begins with, as `20250922_053631`; null where it begins with none. */
function compactTime(text) {
    const match = COMPACT.exec(text);
    if (match === null)
        return null;
    const [, year, month, day, hour, minute, second] = match;
    return (0,time/* parseInstant */.nV)(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/datasets/run-index.js


const run_index_COLUMNS = ['run_id', 'timestamp', 'trades', 'wins'];
/** What the index must have and has not; empty where it is whole. */
function missingIndexColumns(table) {
    return (0,csv_table/* missingColumns */.Q6)(table, run_index_COLUMNS);
}
/** Whether a path below the working directory could lead anywhere else, on any system. */
function isUnsafe(path) {
    return (path.length > 1_000 ||
        /^[A-Za-z]:|\\|\p{Cc}/u.test(path) ||
        path.split('/').some((part) => part === '' || part === '.' || part === '..'));
}
/** Folder of the file that a path names; empty for the working directory. */
function folderOf(path) {
    const slash = path.lastIndexOf('/');
    return slash === -1 ? '' : path.slice(0, slash);
}
/** The folder of a row's run: `run_dir`, else the run's id beside the index. Null where that lies outside. */
function runFolder({ values }, { prefix }) {
    const said = (values['run_dir'] ?? '').trim();
    const folder = said === '' ? `${prefix}${(values['run_id'] ?? '').trim()}` : said.replace(/\/$/, '');
    return isUnsafe(folder) || !folder.startsWith(prefix) ? null : folder;
}
function readRun(row, folder) {
    const reader = new csv_table/* RowReader */.of(row);
    const id = reader.text('run_id');
    const time = reader.text('timestamp');
    const at = compactTime(time);
    if (at === null)
        reader.refuse(`timestamp ${(0,csv_table/* quoted */.TL)(time)} is no time such as 20260302_141500`);
    const trades = reader.count('trades');
    const wins = reader.count('wins');
    if (wins > trades)
        reader.refuse(`has ${wins} wins of ${trades} trades`);
    const equity = reader.optionalNumber('equity');
    if (equity !== null && equity <= 0)
        reader.refuse(`equity is ${equity}, and must be above 0`);
    return reader.fault ?? { id, line: row.line, folder, at: at ?? 0, trades, wins, equity };
}
/** The runs that an index lists. */
function readIndex(table, newest) {
    const { file } = table;
    const root = folderOf(file);
    const place = { root, prefix: root === '' ? '' : `${root}/` };
    const leftOut = table.broken.map((one) => ({ file, ...one }));
    const unsafe = [];
    const runs = new Map();
    for (const row of table.rows) {
        const folder = runFolder(row, place);
        if (folder === null) {
            const named = (row.values['run_dir'] ?? '').trim() || (row.values['run_id'] ?? '');
            unsafe.push(`${file}:${row.line} names the run folder ${(0,csv_table/* quoted */.TL)(named)}`);
            continue;
        }
        const run = readRun(row, folder);
        const before = typeof run === 'string' ? undefined : runs.get(run.id);
        if (typeof run === 'string')
            leftOut.push({ file, line: row.line, reason: run });
        else if (before === undefined)
            runs.set(run.id, run);
        else
            leftOut.push({
                file,
                line: row.line,
                reason: `lists run ${(0,csv_table/* quoted */.TL)(run.id)} of line ${before.line} again`,
            });
    }
    const sorted = [...runs.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    return { file, runs: sorted.slice(-newest), leftOut, older: Math.max(0, sorted.length - newest), unsafe };
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/datasets/slippage.js


/** The numbers of an object by name; null where it holds anything else. */
function numbersOf(value) {
    const record = (0,raw_values/* recordOf */.zv)(value);
    if (record === null)
        return null;
    const entries = Object.entries(record).map(([key, one]) => [key, (0,raw_values/* numberOf */.rl)(one)]);
    return entries.every((entry) => entry[1] !== null)
        ? Object.fromEntries(entries)
        : null;
}
function curveOf(value) {
    if (value == null)
        return null;
    const record = (0,raw_values/* recordOf */.zv)(value);
    if (record === null)
        return 'broken';
    const entries = Object.entries(record).map(([key, one]) => [key, numbersOf(one)]);
    return entries.every((entry) => entry[1] !== null)
        ? Object.fromEntries(entries)
        : 'broken';
}
function stateRow({ state, strategy, symbol, at }) {
    const slip = (0,raw_values/* recordOf */.zv)((0,raw_values/* member */.Dc)(state, 'slip'));
    if (slip === null)
        return 'has no slip';
    const coefficients = numbersOf(slip['a']);
    if (coefficients === null)
        return 'slip.a is not numbers by name';
    const curve = curveOf(slip['curve']);
    if (curve === 'broken')
        return 'slip.curve is not numbers by name';
    return {
        timestamp: (0,time/* formatInstant */.r4)(at),
        strategy,
        symbol,
        coefficients,
        curve,
        ewma_alpha: (0,raw_values/* numberOf */.rl)(slip['ewma_alpha']),
    };
}
/** A figure that may be missing; a text where it is there and is none. */
function figure(health, key, holds) {
    const value = Object.hasOwn(health, key) ? health[key] : null;
    if (value === null)
        return null;
    return typeof value === 'number' && Number.isFinite(value) && holds(value) ? value : key;
}
function executionRow(strategy, value, timestamp) {
    const health = (0,raw_values/* recordOf */.zv)(value);
    const at = `execution_health[${JSON.stringify(strategy)}]`;
    if (health === null)
        return `${at} is no object`;
    const slippage = figure(health, 'slippage_bps', () => true);
    const rejects = figure(health, 'reject_rate', (rate) => rate >= 0 && rate <= 1);
    const fills = figure(health, 'fill_count', (count) => Number.isSafeInteger(count) && count >= 0);
    const days = figure(health, 'window_days', (count) => count > 0);
    for (const one of [slippage, rejects, fills, days])
        if (typeof one === 'string')
            return `${at}.${one} is no figure of its kind`;
    if (typeof slippage !== 'number')
        return `${at} has no slippage_bps`;
    return {
        strategy,
        timestamp,
        slippage_bps: slippage,
        reject_rate: rejects,
        fill_count: fills,
        window_days: days,
    };
}
/** What slippage was measured (by strategy, in order of their names), and what the archived states expect (oldest first). */
function slippage(telemetry, archives) {
    const leftOut = [...archives.leftOut];
    const health = (0,raw_values/* recordOf */.zv)((0,raw_values/* member */.Dc)(telemetry.document, 'execution_health'));
    const made = (0,raw_values/* textOf */.b6)((0,raw_values/* member */.Dc)(telemetry.document, 'generated_at'));
    const madeMs = made === null ? null : (0,time/* parseInstant */.nV)(made);
    const timestamp = madeMs === null ? null : (0,time/* formatInstant */.r4)(madeMs);
    const { file } = telemetry;
    if (health === null)
        leftOut.push({ file, line: 0, reason: 'has no execution_health' });
    const execution = [];
    for (const strategy of Object.keys(health ?? {}).sort()) {
        const row = executionRow(strategy, health?.[strategy], timestamp);
        if (typeof row === 'string')
            leftOut.push({ file, line: 0, reason: row });
        else
            execution.push({ ...row });
    }
    const state = [];
    for (const archive of archives.found) {
        const row = stateRow(archive);
        if (typeof row === 'string')
            leftOut.push({ file: archive.file, line: 0, reason: row });
        else
            state.push({ ...row });
    }
    return { name: 'slippage', rows: { execution, state }, leftOut, older: archives.older };
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/datasets/state-archive.js


const NO_ARCHIVES = { found: [], leftOut: [], older: 0 };
function archiveName(file, base) {
    const parts = (base === '' ? file : file.slice(base.length + 1)).split('/');
    const [strategy, symbol] = parts;
    if (strategy === undefined || symbol === undefined || parts.length < 3)
        return `lies in no folder of a strategy and a symbol; put it below ${base === '' ? '' : `${base}/`}<strategy>/<symbol>`;
    const at = compactTime(parts[parts.length - 1] ?? '');
    if (at === null)
        return 'has a name that begins with no time; call it YYYYMMDD_HHMMSS.json';
    return { file, strategy, symbol, at };
}
/** The newest `limit` archives by the time in their names, oldest first. Names without a time are left out and said. */
function newestArchives(files, { base, limit }) {
    const found = [];
    const leftOut = [];
    for (const file of files) {
        const name = archiveName(file, base);
        if (typeof name === 'string')
            leftOut.push({ file, line: 0, reason: name });
        else
            found.push(name);
    }
    const byAge = (a, b) => a.at - b.at || (a.file < b.file ? -1 : 1);
    return { found: found.sort(byAge).slice(-limit), leftOut, older: Math.max(0, found.length - limit) };
}
/** The archives that hold a state; texts by file. */
function readArchives(names, texts) {
    const found = [];
    const leftOut = [];
    for (const name of names) {
        const text = texts.get(name.file);
        const state = text === undefined ? 'went away while it was read' : parseJsonLine(text);
        if (typeof state === 'string')
            leftOut.push({ file: name.file, line: 0, reason: state });
        else
            found.push({ ...name, state });
    }
    return { found, leftOut };
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/datasets/turnover.js



function dailyFile(run, options) {
    return `${run.folder}/${options.daily}`;
}
function falls({ equity }, { results }, value) {
    if (results === null)
        return { drawdown: null, drawdown_pct: null };
    const { fall } = drawdown(results, 0);
    if (equity === null || value === null)
        return { drawdown: fall, drawdown_pct: null };
    const course = results.map((result) => equity + result * value);
    return { drawdown: fall, drawdown_pct: drawdown(course, equity).share * 100 };
}
function turnoverRow(run, figures, value) {
    const { days, activeDays, fills, firstDay, lastDay } = figures;
    return {
        run_id: run.id,
        timestamp: (0,time/* formatInstant */.r4)(run.at),
        trades: run.trades,
        wins: run.wins,
        win_rate: run.trades === 0 ? null : run.wins / run.trades,
        avg_trades_per_day: fills / days,
        avg_trades_active_day: activeDays === 0 ? null : fills / activeDays,
        ...falls(run, figures, value),
        start_date: firstDay,
        end_date: lastDay,
    };
}
/** How often each run of the index traded. `days`: the figures by file, or why it has none; such a run is left out. */
function turnover(index, days, options) {
    const rows = [];
    const leftOut = [...index.leftOut];
    for (const run of index.runs) {
        const file = dailyFile(run, options);
        const figures = days.get(file) ?? 'is missing';
        if (typeof figures !== 'string')
            rows.push({ ...turnoverRow(run, figures, options.pnlValue) });
        else {
            const reason = `${figures}, so run ${(0,csv_table/* quoted */.TL)(run.id)} of ${index.file}:${run.line} is left out`;
            leftOut.push({ file, line: 0, reason });
        }
    }
    return { name: 'turnover', rows: { rows }, leftOut, older: index.older };
}

// EXTERNAL MODULE: ./out/build/src/domain/observability/glob-base.js
var glob_base = __webpack_require__(9425);
// EXTERNAL MODULE: ./out/build/src/io/observability/read-csv.js
var read_csv = __webpack_require__(3196);
// EXTERNAL MODULE: ./out/build/src/io/observability/tracked-inputs.js
var tracked_inputs = __webpack_require__(5621);
;// CONCATENATED MODULE: ./out/build/src/io/observability/read-datasets.js












const MIB = 2 ** 20;
/** Largest file of each kind; none of them is near to that. */
const MAX_BYTES = { archive: MIB, telemetry: 16 * MIB, index: 64 * MIB, daily: 16 * MIB, rollups: 64 * MIB };
/** So many lines of an index are named when it is refused. */
const NAMED_LINES = 5;
/** Datasets from the files of the working directory. */
class FileDatasets {
    #sources;
    names;
    constructor(sources) {
        this.#sources = sources;
        const { evHistory: ev, slippage: slip, turnover: runs, latency: rollups } = sources.policy;
        const isMade = {
            ev_history: ev !== null,
            slippage: slip !== null,
            turnover: runs !== null,
            latency: rollups,
        };
        this.names = Object.keys(isMade).filter((name) => isMade[name]);
    }
    async read(name) {
        const inputs = new tracked_inputs/* TrackedInputs */.c(this.#sources.tree);
        const dataset = await this.#make(name, inputs);
        return { dataset, inputs: inputs.inputs };
    }
    #make(name, inputs) {
        const { policy, rollups } = this.#sources;
        switch (name) {
            case 'ev_history':
                return this.#archives(inputs).then(evHistory);
            case 'slippage':
                return this.#slippage(inputs, policy.slippage?.json ?? '');
            case 'turnover':
                if (policy.turnover === null)
                    throw new TypeError('the policy makes no turnover');
                return readTurnover(inputs, policy.turnover);
            case 'latency':
                return inputs.neededTable(rollups, MAX_BYTES.rollups, missingRollupColumns).then(latency);
        }
    }
    async #slippage(inputs, file) {
        const document = parseJsonLine(withoutMark(await inputs.needed(file, MAX_BYTES.telemetry)));
        if (typeof document === 'string')
            throw new job_error/* JobError */.CR('schema_validation_failed', `${file} ${document}`);
        const isThere = this.#sources.policy.evHistory !== null;
        return slippage({ file, document }, isThere ? await this.#archives(inputs) : NO_ARCHIVES);
    }
    async #archives(inputs) {
        const { files: pattern, newest: limit } = this.#sources.policy.evHistory ?? { files: '', newest: 0 };
        const listed = await this.#sources.tree.list(pattern);
        if (listed.files.length === 0)
            throw nothingThere(pattern, listed);
        const named = newestArchives(listed.files, { base: (0,glob_base/* globBase */.E)(pattern), limit });
        const texts = new Map();
        const refused = new Map();
        for (const { file } of named.found) {
            const read = await inputs.text(file, MAX_BYTES.archive);
            if (read.kind === 'text')
                texts.set(file, withoutMark(read.text));
            else if (read.kind === 'refused')
                refused.set(file, read.reason);
        }
        const { found, leftOut } = readArchives(named.found.filter(({ file }) => !refused.has(file)), texts);
        const unread = [...refused].map(([file, reason]) => ({ file, line: 0, reason }));
        const all = [...listed.leftOut, ...named.leftOut, ...unread, ...leftOut];
        return { found, leftOut: all, older: named.older };
    }
}
/** A text without the byte order mark that some editors put before it. */
function withoutMark(text) {
    return text.startsWith('\ufeff') ? text.slice(1) : text;
}
function nothingThere(pattern, { leftOut }) {
    const [first] = leftOut;
    const hint = first === undefined ? 'make one, or correct the policy' : `${first.file} ${first.reason}`;
    return new job_error/* JobError */.CR('missing_input', `no file is called ${pattern}; ${hint}`);
}
async function read_datasets_readDays(inputs, file, pnl) {
    const read = await inputs.text(file, MAX_BYTES.daily);
    if (read.kind === 'missing')
        return 'is missing';
    if (read.kind === 'refused')
        return read.reason;
    const table = (0,read_csv/* readCsv */.N)(file, read.text);
    return typeof table === 'string' ? table : dailyFigures(table, pnl);
}
/** @throws JobError `unsafe_path` for an index that names a run folder outside its own. */
async function readTurnover(inputs, policy) {
    const index = readIndex(await inputs.neededTable(policy.index, MAX_BYTES.index, missingIndexColumns), policy.newest);
    if (index.unsafe.length > 0) {
        const named = index.unsafe.slice(0, NAMED_LINES).join('; ');
        const more = index.unsafe.length > NAMED_LINES ? `, and ${index.unsafe.length - NAMED_LINES} more` : '';
        throw new job_error/* JobError */.CR('unsafe_path', `${named}${more}: a run's folder must lie in the folder of the index`);
    }
    const days = new Map();
    for (const run of index.runs) {
        const file = dailyFile(run, policy);
        if (!days.has(file))
            days.set(file, await read_datasets_readDays(inputs, file, policy.pnl));
    }
    return turnover(index, days, policy);
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
// EXTERNAL MODULE: ./out/build/src/domain/observability/upload-command.js
var upload_command = __webpack_require__(992);
// EXTERNAL MODULE: ./out/build/src/render/escape.js
var render_escape = __webpack_require__(9208);
;// CONCATENATED MODULE: ./out/build/src/render/secret-mask.js
const MASK = '***';
/** Where secrets stand in a text; what overlaps is one. */
function spansOf(text, secrets) {
    const found = [];
    for (const secret of secrets)
        for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + 1))
            found.push({ start: at, end: at + secret.length });
    found.sort((a, b) => a.start - b.start || b.end - a.end);
    const merged = [];
    for (const span of found) {
        const last = merged[merged.length - 1];
        if (last === undefined || span.start >= last.end)
            merged.push(span);
        else if (span.end > last.end)
            merged[merged.length - 1] = { start: last.start, end: span.end };
    }
    return merged;
}
/** Masks secrets in a text that comes in pieces, also where one stands across two of them. */
class SecretMask {
    #secrets;
    /** As many characters at the end of what came may be the beginning of a secret. */
    #held;
    #rest = '';
    constructor(secrets) {
        this.#secrets = [...new Set(secrets)].filter((secret) => secret !== '');
        this.#held = Math.max(0, ...this.#secrets.map((secret) => secret.length - 1));
    }
    /** What can be shown now. */
    push(piece) {
        const text = this.#rest + piece;
        const spans = spansOf(text, this.#secrets);
        let cut = Math.max(0, text.length - this.#held);
        // A secret across the cut stays whole, and so does what it overlaps.
        const across = spans.find(({ start, end }) => start < cut && end > cut);
        if (across !== undefined)
            cut = across.start;
        this.#rest = text.slice(cut);
        return this.#masked(text.slice(0, cut), spans);
    }
    /** What is left, once nothing more comes. */
    end() {
        const text = this.#rest;
        this.#rest = '';
        return this.#masked(text, spansOf(text, this.#secrets));
    }
    #masked(text, spans) {
        let shown = '';
        let from = 0;
        for (const { start, end } of spans) {
            if (start >= text.length)
                break;
            shown += text.slice(from, start) + MASK;
            from = end;
        }
        return shown + text.slice(from);
    }
}

;// CONCATENATED MODULE: ./out/build/src/io/observability/run-upload.js






/** Characters of what a command says that are kept: the last ones, since errors come at the end. */
const KEPT = 2_000;
/** How long a command that was told to stop may take to do so. */
const GRACE_MS = 2_000;
/** How long the last words of a command that ended may take to come through. */
const PIPES_MS = 500;
/** A value that is shorter would be found in half of all words. */
const MIN_SECRET = 6;
/** Variables of the environment whose values are not to be shown. */
const SECRET_NAME = /TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|PRIVATE|APIKEY|(?:^|[_-])(?:KEY|PASS|AUTH|SAS|DSN)(?:$|[_-])|[_-]PWD$|WEBHOOK/i;
/** What the runner gives to this action alone: its inputs, its own services, and the files by which it takes commands. */
const OWN_NAME = /^(?:INPUT_|STATE_|ACTIONS_(?:RUNTIME|RESULTS|CACHE)_|GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$)/;
/** Values of the environment that look like secrets. */
function secretsIn(environment) {
    return Object.entries(environment).flatMap(([name, value = '']) => SECRET_NAME.test(name) ? value.split(/\r?\n/).map((line) => line.trim()) : []);
}
function childEnvironment(environment) {
    return Object.fromEntries(Object.entries(environment).filter(([name]) => !OWN_NAME.test(name)));
}
/** The end of what a stream says, without secrets and without users and passwords of addresses. */
class Said {
    #decoder = new external_node_string_decoder_.StringDecoder('utf8');
    #mask;
    #tail = '';
    constructor(secrets) {
        this.#mask = new SecretMask(secrets);
    }
    add(chunk) {
        this.#tail = (this.#tail + this.#mask.push(this.#decoder.write(chunk))).slice(-2 * KEPT);
    }
    /** One line of it. */
    text() {
        const all = (this.#tail + this.#mask.end()).replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1***@');
        const line = (0,render_escape/* oneLine */.TN)(all, all.length + 1);
        return line.length <= KEPT ? line : `\u2026${line.slice(1 - KEPT)}`;
    }
}
/** Signals a whole group of processes; one that is gone, or became somebody else's, needs none. */
function signal(pid, name) {
    if (pid === undefined)
        return;
    try {
        process.kill(-pid, name);
    }
    catch (error) {
        if (!['ESRCH', 'EPERM'].includes(error.code ?? ''))
            throw error;
    }
}
/**
 * Runs an upload's command: no shell, a group of processes of its own, a time after which the whole group is stopped. What it
 * says is not shown while it runs, so that it can say nothing to the runner.
 */
function runUpload(run) {
    const { command, timeoutMs, folder, cwd, environment, graceMs = GRACE_MS } = run;
    const [program = '', ...args] = (0,upload_command/* uploadWords */.J)(command, folder);
    const secrets = [...secretsIn(environment), ...(run.secrets ?? [])].filter(({ length }) => length >= MIN_SECRET);
    const env = childEnvironment(environment);
    return new Promise((resolve) => {
        const stdio = ['ignore', 'pipe', 'pipe'];
        const child = (0,external_node_child_process_.spawn)(program, args, { cwd, env, shell: false, detached: true, stdio: [...stdio] });
        const said = new Said(secrets);
        const timers = [];
        const stopTimers = () => timers.splice(0).forEach(clearTimeout);
        let why = null;
        const after = (ms, work) => void timers.push(setTimeout(work, ms));
        const end = () => {
            stopTimers();
            // Whatever it left running would outlive the job.
            signal(child.pid, 'SIGKILL');
            child.stdout?.destroy();
            child.stderr?.destroy();
            const output = said.text();
            resolve(why === null ? { kind: 'done', output } : { kind: 'failed', why, output });
        };
        child.stdout?.on('data', (chunk) => said.add(chunk));
        child.stderr?.on('data', (chunk) => said.add(chunk));
        child.on('error', (error) => {
            const { code = error.message } = error;
            why = `cannot be started: ${code}`;
            end();
        });
        child.on('exit', (code, by) => {
            if (code !== 0)
                why ??= by === null ? `ended with ${code ?? 'nothing'}` : `was stopped by ${by}`;
            stopTimers();
            // What it left running may hold the pipes open; nobody waits for that.
            after(PIPES_MS, end);
        });
        child.on('close', end);
        after(timeoutMs, () => {
            why = `did not end within ${(0,time/* formatDuration */.a3)(timeoutMs)} and was stopped`;
            signal(child.pid, 'SIGTERM');
            after(graceMs, () => signal(child.pid, 'SIGKILL'));
        });
    });
}

// EXTERNAL MODULE: ./out/build/src/io/state-lock.js
var state_lock = __webpack_require__(8200);
// EXTERNAL MODULE: ./out/build/src/domain/observability/bundle/manifest.js
var bundle_manifest = __webpack_require__(4593);
// EXTERNAL MODULE: ./out/build/src/domain/observability/datasets/dataset.js
var datasets_dataset = __webpack_require__(6895);
// EXTERNAL MODULE: ./out/build/src/domain/observability/due.js
var due = __webpack_require__(1907);
// EXTERNAL MODULE: ./out/build/src/domain/canonical-json.js
var canonical_json = __webpack_require__(3576);
// EXTERNAL MODULE: ./out/build/src/domain/digest.js
var digest = __webpack_require__(6871);
;// CONCATENATED MODULE: ./out/build/src/domain/observability/source-hash.js


/**
 * One digest of all files that a dataset was made from: SHA-256 of the canonical JSON of their digests by path. The order
 * in which they were read is no matter, and neither is what time they bear.
 */
function sourceHash(inputs) {
    return (0,digest/* sha256 */.s)((0,canonical_json/* canonicalJson */.d)(Object.fromEntries(inputs.map((input) => [input.path, input.sha256]))));
}

// EXTERNAL MODULE: ./out/build/src/domain/observability/bundle/sequences.js
var sequences = __webpack_require__(880);
;// CONCATENATED MODULE: ./out/build/src/domain/observability/bundle/next-manifest.js







function madeDataset(dataset, inputs) {
    const text = (0,canonical_json/* canonicalJsonPretty */.T)((0,datasets_dataset/* datasetFile */.Dx)(dataset));
    return { name: dataset.name, text, rowCount: (0,datasets_dataset/* rowCount */.oW)(dataset.rows), inputs };
}
function entry(dataset, { jobId, now, issued }) {
    return {
        dataset: dataset.name,
        sequence: (issued.get(dataset.name) ?? 0) + 1,
        generated_at: (0,time/* formatInstant */.r4)(now),
        job_id: jobId,
        checksum_sha256: (0,digest/* sha256 */.s)(dataset.text),
        row_count: dataset.rowCount,
        source_hash: sourceHash(dataset.inputs),
    };
}
/**
 * The manifest of the next bundle. Every dataset that was made gets the next number, also where nothing of it changed: a
 * number tells that a job looked, the checksum whether it found anything new.
 */
function nextManifest(next) {
    const order = (name) => datasets_dataset/* DATASETS */.yC.findIndex((one) => one === name);
    const datasets = [...next.kept, ...next.made.map((dataset) => entry(dataset, next))];
    const inputs = new Set(next.made.flatMap((dataset) => dataset.inputs.map(({ path }) => path)));
    return {
        schema: bundle_manifest/* MANIFEST_SCHEMA */.KB,
        job_id: next.jobId,
        generated_at: (0,time/* formatInstant */.r4)(next.now),
        datasets: datasets.sort((a, b) => order(a.dataset) - order(b.dataset)),
        issued: Object.fromEntries((0,sequences/* highestNumbers */.ZZ)([(0,sequences/* numbersOf */.cZ)(next.issued), datasets])),
        provenance: { command: next.command, commit_sha: next.commitSha, inputs: [...inputs].sort() },
    };
}

// EXTERNAL MODULE: ./out/build/src/domain/observability/bundle/history.js
var bundle_history = __webpack_require__(1598);
// EXTERNAL MODULE: ./out/build/src/domain/observability/bundle/verify-bundle.js
var verify_bundle = __webpack_require__(8434);
;// CONCATENATED MODULE: ./out/build/action-report/src/jobs/standing-bundle.js





/** The newest manifest of the history that can be read. */
async function newestManifest({ store, validate }, folders) {
    for (const { folder } of (0,bundle_history/* historyNames */.Ni)(folders).toReversed()) {
        const parsed = (0,bundle_manifest/* parseManifest */.Ng)(await store.history.manifest(folder), validate);
        if (parsed.kind === 'manifest')
            return parsed.manifest;
    }
    return null;
}
/** Whether a manifest is in the history already, under its job's name. */
async function isKept(history, folders, { manifest, jobId }) {
    for (const folder of folders) {
        const isOfJob = folder === jobId || folder.startsWith(`${jobId}.`);
        if (isOfJob && (await history.manifest(folder)) === manifest)
            return true;
    }
    return false;
}
/** Puts a whole bundle into the history, unless it is there; gives the folders of the history. */
async function keepBundle({ store }, { manifest, files }) {
    const folders = await store.history.folders();
    const { job_id: jobId } = manifest;
    if (await isKept(store.history, folders, { manifest: files.manifest, jobId }))
        return folders;
    const folder = (0,bundle_history/* historyFolder */.vc)(jobId, folders);
    const named = new Set(manifest.datasets.map(({ dataset }) => `${dataset}.json`));
    const own = new Map([...files.files].filter(([name]) => named.has(name)));
    await store.history.add(folder, { manifest: files.manifest, files: own });
    return [...folders, folder];
}
/**
 * The bundle as it stands, after what a killed job left undone is put right: what it had begun is swept away, and a bundle
 * that it committed is in the history.
 *
 * @throws JobError `unsupported_schema_version` for a manifest of a newer version, and nothing is touched.
 */
async function standingBundle(bundles) {
    const { store, validate } = bundles;
    const files = await store.current();
    const parsed = (0,bundle_manifest/* parseManifest */.Ng)(files.manifest, validate);
    if (parsed.kind === 'newer')
        throw new job_error/* JobError */.CR('unsupported_schema_version', `out/dashboard/manifest.json ${parsed.why}`);
    await store.sweep();
    if (parsed.kind === 'manifest') {
        const { manifest } = parsed;
        const isWhole = (0,verify_bundle/* brokenEntries */.wx)(manifest, files).length === 0;
        const folders = isWhole ? await keepBundle(bundles, { manifest, files }) : await store.history.folders();
        return { manifest, files, folders, notes: [] };
    }
    const folders = await store.history.folders();
    const manifest = await newestManifest(bundles, folders);
    const found = parsed.kind === 'missing' ? 'was missing' : `was broken (${parsed.why})`;
    const from = manifest === null ? 'it begins anew' : `it goes on from ${manifest.job_id} of the history`;
    const isNew = parsed.kind === 'missing' && manifest === null;
    return { manifest, files, folders, notes: isNew ? [] : [`the manifest ${found}; ${from}`] };
}
/** The highest number that each dataset ever had, as the last bundle and the newest of the history remember it. */
async function issuedNumbers(bundles, { manifest, folders }) {
    const newest = await newestManifest(bundles, folders);
    const known = [manifest, newest].filter((one) => one !== null);
    if (known.length > 0)
        return (0,sequences/* highestNumbers */.ZZ)(known.map(({ issued }) => (0,sequences/* numbersOf */.cZ)(new Map(Object.entries(issued)))));
    const archive = (0,bundle_history/* parseArchive */.cM)(await bundles.store.history.archive());
    return (0,sequences/* highestNumbers */.ZZ)(archive.kind === 'archive' ? archive.archive.entries.map(({ datasets }) => datasets) : []);
}

;// CONCATENATED MODULE: ./out/build/action-report/src/jobs/commit-bundle.js






/** The bytes of a dataset with this checksum, from the newest bundle of the history that has them. */
async function earlierBytes(store, folders, entry) {
    for (const { folder } of (0,bundle_history/* historyNames */.Ni)(folders).toReversed()) {
        const bytes = (await store.history.read(folder)).files.get((0,datasets_dataset/* datasetFileName */.yl)(entry.dataset));
        if (bytes !== undefined && typeof bytes !== 'string' && (0,digest/* sha256 */.s)(bytes) === entry.checksum_sha256)
            return bytes;
    }
    return null;
}
/** Sees to it that the file of an entry that stays is what the entry says; a text says what is wrong with it for good. */
async function putBack(store, standing, entry) {
    const name = (0,datasets_dataset/* datasetFileName */.yl)(entry.dataset);
    const found = standing.files.files.get(name);
    if (found !== undefined && typeof found !== 'string' && (0,digest/* sha256 */.s)(found) === entry.checksum_sha256)
        return null;
    const bytes = await earlierBytes(store, standing.folders, entry);
    if (bytes === null)
        return `${name} is not what its manifest says, and the history has it nowhere`;
    await store.replace(name, bytes);
    return `${name} was not what its manifest says, and is put back from the history`;
}
/**
 * Writes the datasets, and then the manifest, by which they count: until it is there, the bundle is the old one, and what
 * a killed job wrote beside it is made anew.
 */
async function commitBundle(bundles, standing, { read, job }) {
    const { store } = bundles;
    const { made, failed } = read;
    const kept = failed.map(({ name }) => (0,bundle_manifest/* entryOf */.Ms)(standing.manifest, name)).filter((entry) => entry !== null);
    const notes = [...standing.notes];
    for (const entry of kept) {
        const note = await putBack(store, standing, entry);
        if (note !== null)
            notes.push(note);
    }
    const issued = await issuedNumbers(bundles, standing);
    const manifest = nextManifest({ ...job, made, kept, issued });
    for (const { name, text } of made)
        await store.replace((0,datasets_dataset/* datasetFileName */.yl)(name), text);
    await store.replace(bundle_manifest/* MANIFEST_FILE */.h1, (0,bundle_manifest/* renderManifest */.sB)(manifest));
    return { manifest, files: await store.current(), notes };
}
/** What is done once the bundle is committed; whatever of it is not done, the next job does. */
async function settleBundle(bundles, { manifest, files }) {
    const folders = await keepBundle(bundles, { manifest, files });
    // Datasets that the policy does not ask for any more; what else lies there is not the job's.
    for (const name of datasets_dataset/* DATASETS */.yC)
        if ((0,bundle_manifest/* entryOf */.Ms)(manifest, name) === null && files.files.has((0,datasets_dataset/* datasetFileName */.yl)(name)))
            await bundles.store.remove((0,datasets_dataset/* datasetFileName */.yl)(name));
    return folders;
}

;// CONCATENATED MODULE: ./out/build/action-report/src/jobs/prune-history.js


/**
 * Removes bundles that are older than is kept from the history, once the archive's manifest names them. Where that cannot be
 * written on, nothing is removed; the note says why.
 */
async function pruneHistory({ store: { history }, validate }, { folders, now, keepMs, }) {
    const old = (0,bundle_history/* expired */._7)((0,bundle_history/* historyNames */.Ni)(folders), { now, keepMs });
    if (old.length === 0)
        return { removed: [], note: null };
    const parsed = (0,bundle_history/* parseArchive */.cM)(await history.archive());
    if (parsed.kind !== 'archive') {
        const note = `nothing is removed from the history: its archive\u2019s manifest ${parsed.why}`;
        return { removed: [], note };
    }
    const leaving = [];
    for (const { folder } of old) {
        const text = await history.manifest(folder);
        const manifest = (0,bundle_manifest/* parseManifest */.Ng)(text, validate);
        leaving.push({ folder, text, manifest: manifest.kind === 'manifest' ? manifest.manifest : null });
    }
    const next = (0,bundle_history/* withLeaving */.nG)(parsed.archive, leaving, now);
    if (next.entries.length !== parsed.archive.entries.length || next.dropped !== parsed.archive.dropped)
        await history.replaceArchive((0,bundle_history/* renderArchive */.n$)(next));
    for (const { folder } of leaving)
        await history.remove(folder);
    return { removed: leaving.map(({ folder }) => folder), note: null };
}

;// CONCATENATED MODULE: ./out/build/action-report/src/jobs/read-all-datasets.js


/** So many things that were left out are said of a dataset; its file names more of them. */
const SAID = 10;
function sayLeftOut(name, leftOut, console) {
    for (const { file, line, reason } of leftOut.slice(0, SAID))
        console.warning(`${name}: ${file}${line === 0 ? '' : `:${line}`} ${reason}`);
    if (leftOut.length > SAID)
        console.warning(`${name}: ${leftOut.length - SAID} more were left out`);
}
/** Makes every dataset; one that cannot be made stops none of the others. */
async function readAll(datasets, console) {
    const made = [];
    const failed = [];
    for (const name of datasets.names) {
        try {
            const { dataset, inputs } = await datasets.read(name);
            sayLeftOut(name, dataset.leftOut, console);
            const { leftOut, older } = dataset;
            made.push({ ...madeDataset(dataset, inputs), leftOut: leftOut.length, older });
        }
        catch (fault) {
            const error = (0,job_error/* jobErrorOf */.z0)(fault);
            console.error(`${name}: ${error.code}: ${error.message}`);
            failed.push({ name, error });
        }
    }
    return { made, failed };
}

;// CONCATENATED MODULE: ./out/build/action-report/src/jobs/dashboard.js









function states({ made, failed }) {
    return Object.fromEntries([
        ...made.map(({ name, leftOut }) => [name, leftOut === 0 ? 'ok' : 'warning']),
        ...failed.map(({ name }) => [name, 'error']),
    ]);
}
function details({ made, failed }, manifest) {
    return Object.fromEntries([
        ...made.map(({ name, rowCount: rows, leftOut, older }) => {
            const sequence = (0,bundle_manifest/* entryOf */.Ms)(manifest, name)?.sequence ?? null;
            return [name, { rows, left_out: leftOut, older, sequence }];
        }),
        ...failed.map(({ name, error }) => [
            name,
            { error_code: error.code, error_message: error.message },
        ]),
    ]);
}
function datasetsFailed({ failed }) {
    const [first] = failed;
    if (first === undefined)
        return null;
    const message = failed.map(({ name, error }) => `${name}: ${error.message}`).join('; ');
    return new job_error/* JobError */.CR(first.error.code, message, { cause: first.error });
}
/** The error with all that the run came to besides. */
function toldWith(error, { artefacts, diagnostics, heartbeat }) {
    const all = { ...diagnostics, ...error.diagnostics };
    return new job_error/* JobError */.CR(error.code, error.message, {
        artefacts,
        diagnostics: all,
        heartbeat,
        cause: error.cause,
    });
}
function uploadFailed(uploaded) {
    if (uploaded.kind === 'done')
        return null;
    const { why, output } = uploaded;
    const message = `the upload\u2019s command ${why}; the datasets stay in ${bundle_places/* BUNDLE_FOLDER */.oA}`;
    return new job_error/* JobError */.CR('upload_failed', message, { diagnostics: { upload: { why, output } } });
}
/** Writes the bundle and what goes with it; gives what people should know. */
async function exportBundle(options, context, { read, progress }) {
    const { bundles, keepMs, command, commitSha } = options;
    const { jobId, now, console } = context;
    const standing = await standingBundle(bundles);
    const job = { jobId, now, command, commitSha };
    const committed = await commitBundle(bundles, standing, { read, job });
    const written = [...read.made.map(({ name }) => (0,datasets_dataset/* datasetFileName */.yl)(name)), 'manifest.json'];
    progress.artefacts.push(...written.map((name) => `${bundle_places/* BUNDLE_FOLDER */.oA}/${name}`));
    progress.diagnostics = { ...progress.diagnostics, datasets: details(read, committed.manifest) };
    const folders = await settleBundle(bundles, committed);
    const pruned = await pruneHistory(bundles, { folders, now, keepMs });
    if (pruned.removed.length > 0) {
        console.info(`dashboard: removed from the history: ${pruned.removed.join(', ')}`);
        progress.diagnostics = { ...progress.diagnostics, removed: pruned.removed.length };
    }
    const notes = pruned.note === null ? committed.notes : [...committed.notes, pruned.note];
    for (const note of notes)
        console.warning(`dashboard: ${note}`);
    if (notes.length > 0)
        progress.diagnostics = { ...progress.diagnostics, notes };
    return notes;
}
function isFlawless({ made }, notes) {
    return notes.length === 0 && made.every(({ leftOut }) => leftOut === 0);
}
async function work(options, context) {
    const read = await readAll(options.datasets, context.console);
    const progress = {
        artefacts: [],
        diagnostics: { datasets: details(read, null) },
        heartbeat: { datasets: states(read) },
    };
    const failure = datasetsFailed(read);
    try {
        if (failure !== null && read.made.length === 0)
            throw failure;
        const notes = await exportBundle(options, context, { read, progress });
        const uploaded = options.upload === null ? null : uploadFailed(await options.upload());
        if (uploaded !== null) {
            context.console.error(`dashboard: ${uploaded.message}`);
            progress.diagnostics = { ...progress.diagnostics, ...uploaded.diagnostics };
        }
        const error = failure ?? uploaded;
        if (error !== null)
            throw error;
        return { status: isFlawless(read, notes) ? 'ok' : 'warning', ...progress };
    }
    catch (fault) {
        throw toldWith((0,job_error/* jobErrorOf */.z0)(fault), progress);
    }
}
/** Makes the datasets of a dashboard: a bundle with a manifest, its history, and an upload. */
function dashboardJob(options) {
    return {
        name: 'dashboard',
        isDue: async (now) => (0,due/* isDueDaily */.k)(await options.heartbeat(), now),
        work: (context) => work(options, context),
    };
}

// EXTERNAL MODULE: ./out/build/src/domain/observability/bundle/wanted-bundle.js
var wanted_bundle = __webpack_require__(8296);
;// CONCATENATED MODULE: ./out/build/action-report/src/jobs/restore-dashboard.js








/** What is wrong with a bundle of the history, in one line; its manifest where nothing is. */
function checked({ validate }, folder, files) {
    const findings = (0,verify_bundle/* verifyBundle */.IF)(files, { folder: `${bundle_places/* HISTORY_FOLDER */.O_}/${folder}`, validate });
    const parsed = (0,bundle_manifest/* parseManifest */.Ng)(files.manifest, validate);
    if (findings.length === 0 && parsed.kind === 'manifest')
        return parsed.manifest;
    return findings.map(({ file, what }) => `${file} ${what}`).join('; ');
}
/** The newest sound bundle that is meant. A number is in several where its dataset could not be made for a while. */
async function find(options, folders, context) {
    const { bundles, wanted } = options;
    const { history } = bundles.store;
    const unsound = [];
    for (const name of (0,bundle_history/* historyNames */.Ni)(folders).toReversed()) {
        const { folder } = name;
        const parsed = (0,bundle_manifest/* parseManifest */.Ng)(await history.manifest(folder), bundles.validate);
        if (!(0,wanted_bundle/* isWanted */.Yu)(wanted, name, parsed.kind === 'manifest' ? parsed.manifest : null))
            continue;
        const files = await history.read(folder);
        const manifest = checked(bundles, folder, files);
        if (typeof manifest !== 'string')
            return { folder, manifest, files };
        context.console.warning(`restore-dashboard: passed over: ${manifest}`);
        unsound.push(manifest);
    }
    if (unsound.length > 0)
        throw new job_error/* JobError */.CR('verification_failed', `${(0,wanted_bundle/* wantedText */.z1)(wanted)} is not sound: ${unsound.join('; ')}`);
    const names = (0,bundle_history/* historyNames */.Ni)(folders).map(({ folder }) => folder);
    const there = names.length === 0 ? 'is empty' : `goes from ${names[0] ?? ''} to ${names[names.length - 1] ?? ''}`;
    throw new job_error/* JobError */.CR('missing_input', `${(0,wanted_bundle/* wantedText */.z1)(wanted)} is not in ${bundle_places/* HISTORY_FOLDER */.O_}, which ${there}`);
}
/** Puts a bundle where dashboards read it; its manifest last, so that a restore that is broken off is seen and done again. */
async function putInPlace({ store }, { manifest, files }) {
    const names = manifest.datasets.map(({ dataset }) => (0,datasets_dataset/* datasetFileName */.yl)(dataset));
    for (const name of names) {
        const bytes = files.files.get(name);
        if (bytes !== undefined && typeof bytes !== 'string')
            await store.replace(name, bytes);
    }
    await store.replace(bundle_manifest/* MANIFEST_FILE */.h1, files.manifest ?? '');
    for (const name of datasets_dataset/* DATASETS */.yC.map(datasets_dataset/* datasetFileName */.yl))
        if (!names.includes(name))
            await store.remove(name);
    return [...names, bundle_manifest/* MANIFEST_FILE */.h1].map((name) => `${bundle_places/* BUNDLE_FOLDER */.oA}/${name}`);
}
/** What a restore needs of the bundle that it replaces: a sound one is in the history first. One of a newer version stays. */
async function restore(options, context) {
    const { bundles } = options;
    const { folders } = await standingBundle(bundles);
    const found = await find(options, folders, context);
    const sequences = Object.fromEntries(found.manifest.datasets.map(({ dataset, sequence }) => [dataset, sequence]));
    const diagnostics = { restored: found.folder, sequences };
    const artefacts = await putInPlace(bundles, found);
    return { status: 'ok', artefacts, diagnostics, summary: diagnostics };
}
/** Brings a bundle back from the history. The next export counts on from the highest number that there ever was. */
function restoreDashboardJob(options) {
    return {
        name: 'restore-dashboard',
        isDue: () => Promise.resolve(true),
        work: (context) => options.alone(() => restore(options, context)),
    };
}

;// CONCATENATED MODULE: ./out/build/action-report/src/main-dashboard.js















function bundlesOf(root) {
    return { store: (0,bundle_files/* bundleFiles */.e)((0,disk_job_files/* diskJobFiles */.w)(root)), validate: validate_dashboard_manifest/* default */.A };
}
/** Values of the secrets that the policy names: what an upload's command says is shown without them. */
function namedSecrets({ policy, observability }) {
    const { webhook } = observability.weekly ?? { webhook: null };
    const names = webhook === null ? [] : [webhook.secret, ...webhook.signingSecrets];
    const notify = policy.notify === null ? [] : (0,channels.secretsOf)(policy.notify, process.env);
    return [...notify, ...names.map((name) => process.env[name] ?? '')];
}
function uploadOf(dashboards) {
    const { root, dashboard } = dashboards.observability;
    const upload = dashboard?.upload ?? null;
    if (upload === null)
        return null;
    return () => runUpload({
        ...upload,
        folder: (0,external_node_path_.resolve)(root, bundle_places/* BUNDLE_FOLDER */.oA),
        cwd: process.cwd(),
        environment: process.env,
        secrets: namedSecrets(dashboards),
    });
}
function commitOf(environment) {
    const sha = environment['GITHUB_SHA'] ?? '';
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha) ? sha : null;
}
/** The job that makes the datasets; null where the policy asks for none. */
function dashboardOf(dashboards) {
    const { observability } = dashboards;
    const { root, dashboard } = observability;
    if (dashboard === null)
        return null;
    return dashboardJob({
        bundles: bundlesOf(root),
        datasets: new FileDatasets({
            tree: new disk_input_tree/* DiskInputTree */.I(process.cwd()),
            policy: dashboard,
            rollups: `${root}/${latency_alert/* ROLLUP_FILE */.O}`,
        }),
        keepMs: dashboard.keepMs,
        command: 'action-report job=dashboard',
        commitSha: commitOf(process.env),
        upload: uploadOf(dashboards),
        heartbeat: () => (0,heartbeat_files/* readHeartbeat */.d)(root, 'dashboard'),
    });
}
/** The job that brings a bundle back; it holds the lock of the exports while it works. */
function restoreOf(root, wanted) {
    const lock = (0,external_node_path_.join)(root, 'ops', '.dashboard.lock');
    return restoreDashboardJob({
        bundles: bundlesOf(root),
        wanted,
        alone: async (work) => {
            const done = await (0,state_lock/* withLock */.k)(lock, work, { waitMs: 0 });
            if (done.kind === 'done')
                return done.value;
            throw new job_error/* JobError */.CR('lock_not_acquired', `${lock} is held by ${done.holder}; wait until the export is done`);
        },
    });
}


/***/ }),

/***/ 3196:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ readCsv)
/* harmony export */ });
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2016);

function quoteFault(error) {
    const line = typeof error['lines'] === 'number' ? `line ${error['lines']}` : 'a line';
    switch (error.code) {
        case 'CSV_QUOTE_NOT_CLOSED':
            return 'opens a quote that nothing closes';
        case 'INVALID_OPENING_QUOTE':
            return `is no CSV: on ${line} a quote stands inside an unquoted value`;
        default:
            return `is no CSV: on ${line} a quoted value goes on behind its closing quote`;
    }
}
/** The records of a text, or why it has none: behind a quote that is out of place nobody knows where a row ends. */
function parseRecords(text) {
    try {
        const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true };
        return (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__.parse)(text, options);
    }
    catch (error) {
        if (error instanceof csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .CsvError */ .J)
            return quoteFault(error);
        throw error;
    }
}
/**
 * A whole CSV file (RFC 4180) whose first line is a header; a byte order mark, CRLF and empty lines are no matter. A row
 * is at the line where it ends. Of two columns of one name the table has none: which one is meant nobody knows. A text
 * says why the file cannot be read.
 */
function readCsv(file, text) {
    const records = parseRecords(text);
    if (typeof records === 'string')
        return records;
    const [header, ...rest] = records;
    const names = (header?.record ?? []).map((name) => name.trim());
    const isTwice = (name) => names.indexOf(name) !== names.lastIndexOf(name);
    const rows = [];
    const broken = [];
    for (const { info, record } of rest) {
        if (record.length !== names.length) {
            const reason = `has ${record.length} values where the header names ${names.length} columns`;
            broken.push({ line: info.lines, reason });
            continue;
        }
        const values = names.map((name, i) => [name, record[i] ?? '']);
        rows.push({ line: info.lines, values: Object.fromEntries(values) });
    }
    return { file, columns: names.filter((name) => !isTwice(name)), rows, broken };
}


/***/ }),

/***/ 5621:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ TrackedInputs)
/* harmony export */ });
/* harmony import */ var _domain_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6871);
/* harmony import */ var _domain_observability_job_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6045);
/* harmony import */ var _read_csv_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3196);



const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
function decoded(bytes) {
    try {
        return { kind: 'text', text: decoder.decode(bytes) };
    }
    catch {
        return { kind: 'refused', reason: 'is no UTF-8' };
    }
}
/** The files that a dataset is made from, and what they held. */
class TrackedInputs {
    #tree;
    #digests = new Map();
    constructor(tree) {
        this.#tree = tree;
    }
    get inputs() {
        return [...this.#digests].map(([path, digest]) => ({ path, sha256: digest }));
    }
    async text(path, maxBytes) {
        const file = await this.#tree.read(path, maxBytes);
        this.#digests.set(path, file.kind === 'file' ? (0,_domain_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .s)(file.bytes) : null);
        return file.kind === 'file' ? decoded(file.bytes) : file;
    }
    /** The text of a file without which there is no dataset. @throws JobError `missing_input`; `bad_input`. */
    async needed(path, maxBytes) {
        const file = await this.text(path, maxBytes);
        if (file.kind === 'text')
            return file.text;
        if (file.kind === 'missing')
            throw new _domain_observability_job_error_js__WEBPACK_IMPORTED_MODULE_1__/* .JobError */ .CR('missing_input', `${path} does not exist; make it before this job, or correct the policy`);
        throw new _domain_observability_job_error_js__WEBPACK_IMPORTED_MODULE_1__/* .JobError */ .CR('bad_input', `${path} ${file.reason}`);
    }
    /**
     * The table of a file without which there is no dataset. `missing`: what it must have and has not.
     *
     * @throws JobError `missing_input`; `bad_input`; `schema_validation_failed`.
     */
    async neededTable(path, maxBytes, missing) {
        const table = (0,_read_csv_js__WEBPACK_IMPORTED_MODULE_2__/* .readCsv */ .N)(path, await this.needed(path, maxBytes));
        if (typeof table === 'string')
            throw new _domain_observability_job_error_js__WEBPACK_IMPORTED_MODULE_1__/* .JobError */ .CR('schema_validation_failed', `${path} ${table}`);
        const columns = missing(table);
        if (columns.length === 0)
            return table;
        throw new _domain_observability_job_error_js__WEBPACK_IMPORTED_MODULE_1__/* .JobError */ .CR('schema_validation_failed', `${path} does not have the column ${columns.join(', ')} once; its first line must name each`);
    }
}


/***/ })

};
