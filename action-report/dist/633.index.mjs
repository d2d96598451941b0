export const id = 633;
export const ids = [633,612];
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

/***/ 9425:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ globBase)
/* harmony export */ });
const MAGIC = /[*?[\]{}()!+@\\]/;
/** The folder that every path of a glob lies below: its parts before the first that is a pattern. Empty: the working directory. */
function globBase(pattern) {
    const parts = pattern.split('/');
    const first = parts.findIndex((part) => MAGIC.test(part));
    // The last part names a file, even where it is no pattern.
    return parts.slice(0, first === -1 ? parts.length - 1 : first).join('/');
}


/***/ }),

/***/ 2781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  I: () => (/* binding */ DiskInputTree)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./out/build/src/domain/observability/glob-base.js
var glob_base = __webpack_require__(9425);
// EXTERNAL MODULE: ./out/build/src/domain/observability/job-error.js
var job_error = __webpack_require__(6045);
// EXTERNAL MODULE: ./node_modules/tinyglobby/dist/index.mjs + 2 modules
var dist = __webpack_require__(7743);
;// CONCATENATED MODULE: ./out/build/src/io/sources/match-paths.js

/** Folder of no machine; nothing below it is looked at on the disk. */
const ROOT = '/paths';
function foldersOf(paths) {
    const folders = new Map();
    for (const path of paths) {
        const parts = path.split('/');
        let folder = ROOT;
        for (const [i, part] of parts.entries()) {
            const isFile = i === parts.length - 1;
            const children = folders.get(folder) ?? new Map();
            folders.set(folder, children);
            if (!isFile || !children.has(part))
                children.set(part, isFile ? 'file' : 'folder');
            folder = `${folder}/${part}`;
        }
    }
    return folders;
}
function entry(name, kind) {
    const no = () => false;
    return {
        name,
        isFile: () => kind === 'file',
        isDirectory: () => kind === 'folder',
        isSymbolicLink: no,
    };
}
/** The paths that a source's glob names, by the very matching that finds its files on the disk. */
async function matchPaths(paths, pattern) {
    const folders = foldersOf(paths);
    const readdir = (folder, _options, done) => {
        const children = folders.get(folder.replace(/(?<=.)\/$/, '')) ?? new Map();
        done(null, [...children].map(([name, kind]) => entry(name, kind)));
    };
    const found = await (0,dist/* glob */.TI)(pattern, {
        cwd: ROOT,
        onlyFiles: true,
        followSymbolicLinks: false,
        dot: false,
        fs: { readdir: readdir },
    });
    return new Set(found);
}

;// CONCATENATED MODULE: ./out/build/src/io/sources/safe-path.js
/** Whether a path leads out of the folder that it is meant to be below, on any system, or no file can be called so. */
function isUnsafePath(path) {
    const parts = path.split('/');
    return (path.length > 1_000 ||
        /^[A-Za-z]:|\\|\p{Cc}/u.test(path) ||
        parts.some((part) => part === '' || part === '.' || part === '..' || Buffer.byteLength(part) > 255));
}
/** The first path that lies below another one of the list, which cannot be a file and a folder. */
function pathBelowFile(paths) {
    const isBelow = (path) => [...path.matchAll(/\//g)].some(({ index }) => paths.has(path.slice(0, index)));
    return [...paths].find(isBelow) ?? null;
}

;// CONCATENATED MODULE: ./out/build/src/io/observability/disk-input-tree.js






const LIMITS = { entries: 50_000, depth: 32 };
const REFUSALS = {
    EACCES: 'may not be read by this user',
    EPERM: 'may not be read by this user',
    ELOOP: 'is a symbolic link that leads to itself',
    ENAMETOOLONG: 'has a name that is too long',
};
function codeOf(error) {
    return error?.code ?? '';
}
/** Links that lead nowhere or to themselves have no real path. */
async function realPathOf(path) {
    try {
        return await (0,promises_.realpath)(path);
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(codeOf(error)))
            return null;
        throw error;
    }
}
/** The working directory on the disk. */
class DiskInputTree {
    #root;
    #limits;
    constructor(root, limits = LIMITS) {
        this.#root = root;
        this.#limits = limits;
    }
    read = async (path, maxBytes) => {
        this.#refuseUnsafe(path);
        try {
            const real = await this.#inside(path);
            if (real === null)
                return { kind: 'missing' };
            const { size, isFile } = await (0,promises_.stat)(real).then((found) => ({
                size: found.size,
                isFile: found.isFile(),
            }));
            if (!isFile)
                return { kind: 'refused', reason: 'is no regular file' };
            if (size > maxBytes)
                return { kind: 'refused', reason: `is larger than ${maxBytes} bytes` };
            return { kind: 'file', bytes: await (0,promises_.readFile)(real) };
        }
        catch (error) {
            const code = codeOf(error);
            if (code === 'ENOENT' || code === 'ENOTDIR')
                return { kind: 'missing' };
            const reason = REFUSALS[code];
            if (reason === undefined)
                throw error;
            return { kind: 'refused', reason };
        }
    };
    list = async (pattern) => {
        const base = (0,glob_base/* globBase */.E)(pattern);
        if (base !== '')
            this.#refuseUnsafe(base);
        const walk = { files: [], links: new Set(), leftOut: [], entries: 0 };
        if ((await this.#inside(base)) !== null)
            await this.#walk(base, { walk, base, depth: 0 });
        const paths = [...walk.files, ...walk.links].sort();
        const matched = await matchPaths(paths, pattern);
        const files = [];
        for (const file of paths) {
            const reason = await this.#fault(file, { walk, isMatched: matched.has(file) });
            if (reason !== null)
                walk.leftOut.push({ file, line: 0, reason });
            else if (matched.has(file))
                files.push(file);
        }
        return { files, leftOut: walk.leftOut };
    };
    /** Why a path is not looked at, though a glob names it or could name what lies behind it; null where there is no reason. */
    async #fault(path, at) {
        const { walk, isMatched } = at;
        if (isMatched && isUnsafePath(path))
            return 'has a name that no path may have';
        if (!walk.links.has(path))
            return null;
        const real = isMatched ? await this.#inside(path) : await realPathOf((0,external_node_path_.join)(this.#root, path));
        if (real === null)
            return isMatched ? 'is a symbolic link to nothing' : null;
        return (await (0,promises_.stat)(real)).isDirectory() ? 'is a symbolic link to a folder, and is not followed' : null;
    }
    #refuseUnsafe(path) {
        if (!isUnsafePath(path))
            return;
        throw new job_error/* JobError */.CR('unsafe_path', `${JSON.stringify(path.slice(0, 200))} leads out of the working directory; name a file below it`);
    }
    /** The real path of what a path names; null where there is nothing. */
    async #inside(path) {
        const root = await (0,promises_.realpath)(this.#root);
        const real = await realPathOf((0,external_node_path_.join)(root, path));
        if (real === null || real === root || real.startsWith(`${root}${external_node_path_.sep}`))
            return real;
        throw new job_error/* JobError */.CR('unsafe_path', `${JSON.stringify(path)} is a symbolic link, or lies behind one, that leads out of the working directory; remove it`);
    }
    async #walk(folder, at) {
        const { walk, base, depth } = at;
        let entries;
        try {
            entries = await (0,promises_.opendir)((0,external_node_path_.join)(this.#root, folder));
        }
        catch (error) {
            if (codeOf(error) === 'ENOTDIR')
                return;
            const reason = REFUSALS[codeOf(error)];
            if (reason === undefined)
                throw error;
            walk.leftOut.push({ file: folder, line: 0, reason });
            return;
        }
        const folders = [];
        for await (const entry of entries) {
            walk.entries += 1;
            if (walk.entries > this.#limits.entries)
                throw this.#tooMany(base);
            const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
            if (entry.isDirectory())
                folders.push(path);
            else if (entry.isFile())
                walk.files.push(path);
            else if (entry.isSymbolicLink())
                walk.links.add(path);
        }
        if (folders.length > 0 && depth >= this.#limits.depth) {
            const reason = `lies more than ${this.#limits.depth} folders deep, and is not looked into`;
            for (const path of folders.sort())
                walk.leftOut.push({ file: path, line: 0, reason });
            return;
        }
        for (const path of folders.sort())
            await this.#walk(path, { walk, base, depth: depth + 1 });
    }
    #tooMany(base) {
        const where = base === '' ? 'the working directory' : JSON.stringify(base);
        return new job_error/* JobError */.CR('bad_input', `more than ${this.#limits.entries} files and folders lie below ${where}; remove old ones, or narrow the glob`);
    }
}


/***/ }),

/***/ 9633:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openWeekly: () => (/* binding */ openWeekly)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./out/build/src/io/observability/disk-input-tree.js + 2 modules
var disk_input_tree = __webpack_require__(2781);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./out/build/src/domain/observability/weekly/history.js
var weekly_history = __webpack_require__(3501);
// EXTERNAL MODULE: ./out/build/src/domain/canonical-json.js
var canonical_json = __webpack_require__(3576);
// EXTERNAL MODULE: ./out/build/src/domain/digest.js
var domain_digest = __webpack_require__(6871);
// EXTERNAL MODULE: ./out/build/src/domain/raw-values.js
var raw_values = __webpack_require__(2468);
// EXTERNAL MODULE: ./out/build/src/domain/observability/job-error.js
var job_error = __webpack_require__(6045);
// EXTERNAL MODULE: ./out/build/src/domain/newer-format.js
var newer_format = __webpack_require__(4084);
;// CONCATENATED MODULE: ./out/build/src/domain/observability/weekly/pending.js





const PENDING_SCHEMA = 'phasegate.weekly-report-pending/1';
/** Its file, with a digest: what is sent again must be what was sent. */
function renderPending(pending) {
    const body = { ...pending, schema: PENDING_SCHEMA };
    return `${(0,canonical_json/* canonicalJson */.d)({ ...body, digest: (0,domain_digest/* sha256 */.s)((0,canonical_json/* canonicalJson */.d)(body)) })}\n`;
}
/** The report of a file; null for one that is damaged. @throws JobError `unsupported_schema_version` for one of a newer version. */
function parsePending(text, file) {
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
    const { schema, ...pending } = body;
    const newer = (0,newer_format/* newerFormat */.F)(schema, PENDING_SCHEMA);
    if (newer !== null)
        throw new job_error/* JobError */.CR('unsupported_schema_version', `${file} is ${newer}; this version of Phasegate knows ${PENDING_SCHEMA}`);
    if (schema !== PENDING_SCHEMA || digest !== (0,domain_digest/* sha256 */.s)((0,canonical_json/* canonicalJson */.d)(body)))
        return null;
    // The digest says that this module wrote it.
    return pending;
}

// EXTERNAL MODULE: ./out/build/src/io/observability/heartbeat-files.js
var heartbeat_files = __webpack_require__(2739);
// EXTERNAL MODULE: ./out/build/src/io/observability/log-files.js
var log_files = __webpack_require__(961);
;// CONCATENATED MODULE: ./out/build/src/io/observability/weekly-files.js







const PENDING_FILE = 'ops/weekly_report_pending.json';
const OUT_FOLDER = 'out/weekly_report';
/** Runs without a delivery leave a file each, and a report that is not valid is made anew every tick. */
const KEEP_OUT = 50;
/** Files that a process which died was writing, by their folder. */
const HALF_WRITTEN = [
    ['ops', /^weekly_report_pending\.json\..*\.tmp$/],
    [weekly_history/* HISTORY_FOLDER */.O_, /\.tmp$/],
    [OUT_FOLDER, /\.tmp$/],
];
/** The disk itself. */
const WEEKLY_DISK = {
    read: log_files/* LOG_FILES */.n.read,
    replace: log_files/* LOG_FILES */.n.replace,
    remove: (path) => (0,external_node_fs_promises_.rm)(path, { force: true }),
    list: async (path) => {
        try {
            return await (0,external_node_fs_promises_.readdir)(path);
        }
        catch (error) {
            if (error.code === 'ENOENT')
                return [];
            throw error;
        }
    },
};
/** The job's files below the root. */
function weeklyFiles(root, disk = WEEKLY_DISK) {
    const at = (path) => (0,external_node_path_.join)(root, path);
    const manifest = async () => (await disk.read(at(weekly_history/* HISTORY_MANIFEST */.nJ))) ?? '';
    return {
        readHistory: async () => (0,weekly_history/* parseHistory */.i6)(await manifest()),
        addToHistory: async (entries) => disk.replace(at(weekly_history/* HISTORY_MANIFEST */.nJ), (0,weekly_history/* withEntries */.bA)(await manifest(), entries)),
        readPending: async () => {
            const text = await disk.read(at(PENDING_FILE));
            return text === null ? null : parsePending(text, at(PENDING_FILE));
        },
        writePending: (pending) => disk.replace(at(PENDING_FILE), renderPending(pending)),
        removePending: () => disk.remove(at(PENDING_FILE)),
        toldWeek: async () => {
            const found = await (0,heartbeat_files/* readHeartbeat */.d)(root, 'weekly');
            return found.kind === 'heartbeat' ? (0,raw_values/* textOf */.b6)(found.heartbeat['last_week_start']) : null;
        },
        write: (path, text) => disk.replace(at(path), text),
        remove: (path) => disk.remove(at(path)),
        clearHalfWritten: async () => {
            for (const [folder, name] of HALF_WRITTEN)
                for (const one of (await disk.list(at(folder))).filter((file) => name.test(file)))
                    await disk.remove(at(`${folder}/${one}`));
        },
        pruneOut: async () => {
            // Names begin with the time of their job.
            const names = (await disk.list(at(OUT_FOLDER))).filter((name) => name.endsWith('.json')).sort();
            for (const name of names.slice(0, -KEEP_OUT))
                await disk.remove(at(`${OUT_FOLDER}/${name}`));
        },
    };
}

// EXTERNAL MODULE: ./out/build/src/io/observability/weekly-hook.js
var weekly_hook = __webpack_require__(5612);
// EXTERNAL MODULE: ./out/build/src/domain/fault.js
var domain_fault = __webpack_require__(8163);
;// CONCATENATED MODULE: ./out/build/src/domain/sli.js

/** The policy's SLI of that id. @throws PhasegateError `bad-policy`; a loaded policy has every SLI that its SLOs name. */
function requireSli(policy, id) {
    const sli = policy.slis.find((one) => one.id === id);
    if (sli === undefined)
        throw new domain_fault/* PhasegateError */.h('bad-policy', `the policy has no SLI ${JSON.stringify(id)}; add it to slis`);
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

// EXTERNAL MODULE: ./out/build/src/domain/observability/weekly/input-fault.js
var input_fault = __webpack_require__(4560);
// EXTERNAL MODULE: ./out/build/src/domain/observability/weekly/redact.js
var weekly_redact = __webpack_require__(9132);
// EXTERNAL MODULE: ./out/build/src/domain/document-fault.js
var document_fault = __webpack_require__(887);
// EXTERNAL MODULE: ./out/build/src/domain/observability/weekly/json-pointer.js
var json_pointer = __webpack_require__(4351);
// EXTERNAL MODULE: ./out/build/src/domain/observability/weekly/map-field.js + 1 modules
var map_field = __webpack_require__(3069);
// EXTERNAL MODULE: ./out/build/src/domain/observability/weekly/mapped-value.js
var mapped_value = __webpack_require__(7362);
;// CONCATENATED MODULE: ./out/build/src/domain/observability/weekly/map-json.js





/** The version that a file says of itself must be one that the mapping was written for. */
function versionFaults(section, document) {
    if (section.version === null)
        return [];
    const { at, known } = section.version;
    const version = (0,json_pointer/* valuesAt */.I0)(document, at)[0]?.value;
    if ((typeof version === 'string' || typeof version === 'number') && known.includes(String(version)))
        return [];
    const said = version === undefined ? 'the file names no version' : `its version is ${(0,document_fault/* describeValue */.bp)(version)}`;
    const message = `${said}, and the policy knows ${known.join(', ')}; look whether the mapping still fits, then add it`;
    return [(0,input_fault/* inputFault */.h)('unsupported_schema_version', { file: section.file, path: at }, message)];
}
function jsonField(field, file, document) {
    const reads = (0,json_pointer/* valuesAt */.I0)(document, field.from)
        .filter(({ value }) => value !== null)
        .map(({ at, value }) => ({
        // What is counted may be of any type.
        read: field.fold?.kind === 'count' ? { value: true } : (0,mapped_value/* readJsonValue */.m)(value, field.type),
        place: { file, path: at },
    }));
    return (0,map_field/* mapField */.R)(field, reads, { file, path: field.from });
}
/** Values of a JSON file as an object, and everything that is wrong with them. Members that nobody asked for do not matter. */
function mapJson(section, document) {
    const old = versionFaults(section, document);
    if (old.length > 0)
        return { value: {}, faults: old };
    const faults = [];
    const entries = section.fields.map((field) => {
        if (field.kind === 'constant')
            return [field.name, field.value];
        const mapped = jsonField(field, section.file, document);
        if ('value' in mapped)
            return [field.name, mapped.value];
        faults.push(...mapped.faults);
        return [field.name, null];
    });
    return { value: Object.fromEntries(entries), faults };
}

// EXTERNAL MODULE: ./out/build/src/domain/observability/weekly/map-rows.js + 2 modules
var map_rows = __webpack_require__(7767);
// EXTERNAL MODULE: ./out/build/src/io/observability/read-csv.js
var read_csv = __webpack_require__(3196);
// EXTERNAL MODULE: ./out/build/src/io/observability/tracked-inputs.js
var tracked_inputs = __webpack_require__(5621);
;// CONCATENATED MODULE: ./out/build/src/io/observability/weekly-file-sections.js






const MIB = 2 ** 20;
/** Largest file of each kind. */
const MAX_BYTES = { csv: 64 * MIB, beside: 16 * MIB, json: 16 * MIB };
async function readText(tree, file, maxBytes) {
    const read = await new tracked_inputs/* TrackedInputs */.c(tree).text(file, maxBytes);
    switch (read.kind) {
        case 'text':
            return { kind: 'found', value: read.text };
        case 'missing':
            return read;
        case 'refused':
            return (0,input_fault/* inputFault */.h)('bad_input', { file }, read.reason);
    }
}
async function readTable(tree, file, maxBytes) {
    const text = await readText(tree, file, maxBytes);
    if (!('kind' in text) || text.kind === 'missing')
        return text;
    const table = (0,read_csv/* readCsv */.N)(file, text.value);
    return typeof table === 'string'
        ? (0,input_fault/* inputFault */.h)('bad_input', { file }, table)
        : { kind: 'found', value: table };
}
function failed(file, found) {
    const fault = 'kind' in found ? (0,input_fault/* inputFault */.h)('missing_input', { file }, 'the file does not exist') : found;
    return { value: null, faults: [fault], notes: [] };
}
/** A row's own files. One that leads out of the tree by a link is a fault like one that does by its name. */
async function readBeside(paths, tree) {
    const beside = {};
    const faults = [];
    for (const [name, path] of Object.entries(paths)) {
        try {
            const found = await readTable(tree, path, MAX_BYTES.beside);
            if (!('kind' in found))
                faults.push(found);
            else
                beside[name] = { path, table: found.kind === 'found' ? found.value : null };
        }
        catch (error) {
            const { code, message } = (0,job_error/* jobErrorOf */.z0)(error);
            if (code !== 'unsafe_path')
                throw error;
            faults.push((0,input_fault/* inputFault */.h)(code, { file: path }, message));
        }
    }
    return { beside, faults };
}
/** A section from the rows of a CSV file, and the files beside them. */
async function readCsvSection(section, tree, week) {
    const found = await readTable(tree, section.file, MAX_BYTES.csv);
    if (!('kind' in found) || found.kind === 'missing')
        return failed(section.file, found);
    const table = found.value;
    const { rows, faults: rowFaults } = (0,map_rows/* pickRows */.LB)(section, table, week);
    const faults = [...rowFaults];
    const whole = [];
    for (const row of rows) {
        const { paths, faults: unsafe } = (0,map_rows/* besidePaths */.r5)(section, table, row);
        const { beside, faults: unread } = await readBeside(paths, tree);
        faults.push(...unsafe, ...unread);
        // Of a row whose files cannot be read, what is read from them has been told.
        if (unsafe.length + unread.length === 0)
            whole.push({ row, beside });
    }
    const mapped = (0,map_rows/* mapRows */.KS)(section, table, whole);
    return { value: mapped.value, faults: [...faults, ...mapped.faults], notes: [] };
}
/** A section from the values of a JSON file. */
async function readJsonSection(section, tree) {
    const { file } = section;
    const text = await readText(tree, file, MAX_BYTES.json);
    if (!('kind' in text) || text.kind === 'missing')
        return failed(file, text);
    let document;
    try {
        document = JSON.parse(text.value.replace(/^\ufeff/, ''));
    }
    catch {
        // What the parser says quotes the file.
        return failed(file, (0,input_fault/* inputFault */.h)('bad_input', { file }, 'is no JSON'));
    }
    const { value, faults } = mapJson(section, document);
    return { value, faults, notes: [] };
}

;// CONCATENATED MODULE: ./out/build/src/domain/match.js
function holds(value, match) {
    if ('anyOf' in match)
        return match.anyOf.some((wanted) => wanted === value);
    if (typeof value !== 'number' || !Number.isFinite(value))
        return false;
    return (match.above === null || value > match.above) && (match.below === null || value < match.below);
}
/**
 * Whether every condition holds. Values are compared with their type (`"1"` is not `1`); `above` and `below` are strict
 * and hold for finite numbers only. A field that is missing, or inherited, matches nothing.
 */
function match_matches(fields, list) {
    return list.every((match) => Object.hasOwn(fields, match.field) && holds(fields[match.field], match));
}

// EXTERNAL MODULE: ./out/build/src/domain/observability/job-id.js
var job_id = __webpack_require__(1226);
// EXTERNAL MODULE: ./out/build/src/domain/observability/latency/latency-alert.js
var latency_alert = __webpack_require__(825);
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
var domain_distribution = __webpack_require__(7733);
// EXTERNAL MODULE: ./out/build/src/domain/bucketed.js
var bucketed = __webpack_require__(9076);
// EXTERNAL MODULE: ./out/build/src/domain/log-buckets.js
var log_buckets = __webpack_require__(1243);
;// CONCATENATED MODULE: ./out/build/src/domain/quantile.js



/** The values in ascending order, each with its count; a sketch gives a value for each bucket, within `[min, max]`. */
function steps(distribution) {
    if (distribution.kind === 'exact')
        return { keys: distribution.values, counts: distribution.counts };
    const { min, max, zero, positive, negative } = distribution;
    const within = (value) => Math.min(max, Math.max(min, value));
    const below = negative.keys.map((key) => within(-(0,log_buckets/* bucketValue */.Il)(key))).reverse();
    const above = positive.keys.map((key) => within((0,log_buckets/* bucketValue */.Il)(key)));
    return {
        keys: [...below, ...(zero > 0 ? [0] : []), ...above],
        counts: [...negative.counts.toReversed(), ...(zero > 0 ? [zero] : []), ...positive.counts],
    };
}
/** The value of a 0-based rank below `n`. A sketch's ends are exact. */
function valueAtRank(distribution, rank, n) {
    if (distribution.kind === 'sketch' && rank === 0)
        return distribution.min;
    if (distribution.kind === 'sketch' && rank === n - 1)
        return distribution.max;
    const { keys, counts } = steps(distribution);
    let seen = 0;
    const index = counts.findIndex((count) => (seen += count) > rank);
    return keys[index] ?? Number.NaN;
}
/** Between what the value of a 0-based rank below `n` lies; of single values both are the value itself. */
function valuesAtRank(distribution, rank, n) {
    if (distribution.kind === 'buckets')
        return rankBounds(distribution, rank);
    const value = valueAtRank(distribution, rank, n);
    return { low: value, high: value };
}
function placeOf(distribution, p) {
    const n = (0,domain_distribution/* countOf */.pq)(distribution);
    const position = (n - 1) * (p / 100);
    const rank = Math.floor(position);
    return { n, position, rank, fraction: position - rank };
}
function between(low, high, fraction) {
    if (fraction === 0 || low === high)
        return low;
    if (!Number.isFinite(low) || !Number.isFinite(high))
        return low === -Infinity ? low : high;
    return Math.min(high, Math.max(low, low * (1 - fraction) + high * fraction));
}
/**
 * Between what a quantile lies, infinite where nothing bounds it: by the ends of a histogram's buckets, by the relative error
 * of a sketch. Both are the quantile where it is exact. Null where there are no values.
 */
function quantile_quantileBounds(distribution, p) {
    const { n, rank, fraction } = placeOf(distribution, p);
    if (n === 0)
        return null;
    if (distribution.kind !== 'buckets') {
        const value = quantile_quantile(distribution, p) ?? Number.NaN;
        const error = Math.abs(value) * (0,domain_distribution/* relativeError */.nv)(distribution);
        return { low: value - error, high: value + error };
    }
    const first = (0,bucketed/* rankBounds */.uJ)(distribution, rank);
    const second = fraction === 0 ? first : (0,bucketed/* rankBounds */.uJ)(distribution, Math.min(n - 1, rank + 1));
    return { low: between(first.low, second.low, fraction), high: between(first.high, second.high, fraction) };
}
/**
 * Quantile by linear interpolation between closest ranks (type 7 of Hyndman and Fan, 1996): position
 * `(n - 1) * (p / 100)`, then `low * (1 - fraction) + high * fraction`, the arithmetic of SQL's `quantile_cont`. Kept
 * within its two ranks, because that sum can round past them: a set that is 900 throughout has no quantile above 900.
 *
 * @param p in percent, 0 to 100
 * @returns null where there are no values. The relative error is {@link relativeError} (for neighbours of one sign). Of a
 * histogram the values of a bucket are taken to be spread evenly, and {@link quantileBounds} says what is sure.
 */
function quantile_quantile(distribution, p) {
    const { n, position, rank, fraction } = placeOf(distribution, p);
    if (n === 0)
        return null;
    if (distribution.kind === 'buckets') {
        const bounds = quantile_quantileBounds(distribution, p) ?? { low: Number.NaN, high: Number.NaN };
        return Math.min(bounds.high, Math.max(bounds.low, (0,bucketed/* spreadValue */.pD)(distribution, position + 0.5)));
    }
    const low = valueAtRank(distribution, rank, n);
    return between(low, fraction === 0 ? low : valueAtRank(distribution, rank + 1, n), fraction);
}
/** How many values are above a limit; a sketch counts a whole bucket by its middle (values within the relative error),
 * a histogram's bucket counts where it is beyond the limit as a whole. */
function countAbove(distribution, limit) {
    if (distribution.kind === 'buckets')
        return countBeyond(distribution, 'above', limit);
    const { keys, counts } = steps(distribution);
    return keys.reduce((sum, key, i) => (key > limit ? sum + (counts[i] ?? 0) : sum), 0);
}
/** How many values are below a limit; see {@link countAbove}. */
function countBelow(distribution, limit) {
    if (distribution.kind === 'buckets')
        return countBeyond(distribution, 'below', limit);
    const { keys, counts } = steps(distribution);
    return keys.reduce((sum, key, i) => (key < limit ? sum + (counts[i] ?? 0) : sum), 0);
}

// EXTERNAL MODULE: ./out/build/src/domain/exact-sum.js
var exact_sum = __webpack_require__(9326);
// EXTERNAL MODULE: ./out/build/src/domain/metrics/metric-event.js
var metric_event = __webpack_require__(8292);
;// CONCATENATED MODULE: ./out/build/src/domain/measurement.js





function finiteNumbers(events, field) {
    return events
        .map((event) => (Object.hasOwn(event, field) ? event[field] : undefined))
        .filter((value) => typeof value === 'number' && Number.isFinite(value));
}
/** What the events measure. An event whose measured field is missing or no finite number does not count. */
function measurement_measure(sli, events) {
    const rule = sli.measure;
    if (sli.metric !== undefined)
        return measureMetric(rule.kind, events);
    switch (rule.kind) {
        case 'ratio': {
            const matching = events.filter((event) => matches(event, rule.match)).length;
            return { kind: 'ratio', matching, total: events.length };
        }
        case 'quantile':
            return { kind: 'quantile', distribution: distributionOf(finiteNumbers(events, rule.of)) };
        case 'mean': {
            const values = finiteNumbers(events, rule.of);
            return { kind: 'mean', n: values.length, sum: exactSum(values), squares: exactSumOfSquares(values) };
        }
        case 'count':
            return { kind: 'count', total: events.length };
    }
}
function ofKind(list, kind) {
    for (const one of list) {
        if (one.kind !== kind)
            throw new TypeError(`a ${one.kind} and a ${kind} cannot be merged`);
    }
    return list;
}
function sumOf(list, numberOf) {
    let sum = 0;
    for (const one of list)
        sum += numberOf(one);
    return sum;
}
/** All samples together; the order of the list does not matter. @throws TypeError for an empty list or mixed kinds. */
function measurement_mergeMeasurements(list) {
    const [first] = list;
    if (first === undefined)
        throw new TypeError('nothing to merge');
    // A mean's sums are brought to their one form.
    if (list.length === 1 && first.kind !== 'mean')
        return first;
    switch (first.kind) {
        case 'ratio': {
            const ratios = ofKind(list, 'ratio');
            return {
                kind: 'ratio',
                matching: sumOf(ratios, (one) => one.matching),
                total: sumOf(ratios, (one) => one.total),
            };
        }
        case 'quantile': {
            const distributions = ofKind(list, 'quantile').map((one) => one.distribution);
            return { kind: 'quantile', distribution: mergeDistributions(distributions) };
        }
        case 'mean': {
            const means = ofKind(list, 'mean');
            return {
                kind: 'mean',
                n: sumOf(means, (one) => one.n),
                sum: mergeSums(means.map((one) => one.sum)),
                squares: mergeSums(means.map((one) => one.squares)),
            };
        }
        case 'count':
            return { kind: 'count', total: sumOf(ofKind(list, 'count'), (one) => one.total) };
    }
}
function quantileOf(distribution, p) {
    const value = quantile(distribution, p);
    if (distribution.kind !== 'buckets')
        return { value, error: relativeError(distribution) };
    const ends = quantileBounds(distribution, p);
    if (value === null || ends === null)
        return { value, error: 0 };
    if (ends.high === Infinity)
        return { value, error: 0, bound: 'at-least' };
    if (ends.low === -Infinity)
        return { value, error: 0, bound: 'at-most' };
    const distance = Math.max(value - ends.low, ends.high - value);
    const scale = value === 0 ? Math.max(-ends.low, ends.high) : Math.abs(value);
    return { value, error: distance === 0 ? 0 : distance / scale };
}
/** The SLI's value. @throws TypeError where the measurement is of another kind than the measure. */
function measurement_valueOf(measurement, rule) {
    switch (measurement.kind) {
        case 'ratio': {
            const { matching, total } = measurement;
            return { value: total === 0 ? null : matching / total, n: total, error: 0 };
        }
        case 'quantile': {
            if (rule.kind !== 'quantile')
                throw new TypeError(`a quantile was measured where the policy says ${rule.kind}`);
            const { distribution } = measurement;
            return { n: countOf(distribution), ...quantileOf(distribution, rule.p) };
        }
        case 'mean':
            return { value: meanOf(measurement.sum, measurement.n), n: measurement.n, error: 0 };
        case 'count':
            return { value: measurement.total, n: measurement.total, error: 0 };
    }
}

;// CONCATENATED MODULE: ./out/build/src/domain/summary.js



function own(fields, name) {
    return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
function labelOf(sli, event) {
    if (sli.by === null)
        return null;
    const value = own(event, sli.metric === undefined ? sli.by : 'label');
    if (value === undefined)
        return '';
    return typeof value === 'string' ? value : canonicalJson(value);
}
function grouped(items, keyOf) {
    const groups = new Map();
    for (const item of items) {
        const { feature, label } = keyOf(item);
        const key = JSON.stringify([feature, label]);
        const group = groups.get(key);
        if (group === undefined)
            groups.set(key, { feature, label, members: [item] });
        else
            group.members.push(item);
    }
    return [...groups.values()];
}
function byCodeUnit(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
/** The order of a batch's summaries. */
function bySliFeatureLabel(a, b) {
    return (byCodeUnit(a.sli, b.sli) || byCodeUnit(a.feature, b.feature) || byCodeUnit(a.label ?? '', b.label ?? ''));
}
/**
 * Sums events up: for each SLI one summary for each feature and each value of its label that occurs, sorted by SLI,
 * feature and label. The events' order does not matter. An SLI that no event belongs to has no summary.
 */
function summarise(slis, events) {
    const summaries = slis.flatMap((sli) => {
        const names = new Set(sli.events);
        const measured = events.filter((event) => names.has(own(event, 'event')) && matches(event, sli.where));
        const groups = grouped(measured, (event) => {
            const feature = own(event, 'feature');
            return { feature: typeof feature === 'string' ? feature : '', label: labelOf(sli, event) };
        });
        return groups.map(({ feature, label, members }) => ({
            sli: sli.id,
            feature,
            label,
            ...measure(sli, members),
        }));
    });
    return summaries.sort(bySliFeatureLabel);
}
/** What one event adds to the summaries of the SLIs that it belongs to. */
function partsOf(slis, event) {
    const name = own(event, 'event');
    const feature = own(event, 'feature');
    return slis
        .filter((sli) => sli.events.some((one) => one === name) && matches(event, sli.where))
        .map((sli) => ({
        sli,
        feature: typeof feature === 'string' ? feature : '',
        label: labelOf(sli, event),
        isMatching: sli.measure.kind === 'ratio' && matches(event, sli.measure.match),
    }));
}
/** The measurement of a summary, without what it is a summary of. */
function summary_measurementOf(summary) {
    switch (summary.kind) {
        case 'ratio':
            return { kind: 'ratio', matching: summary.matching, total: summary.total };
        case 'quantile':
            return { kind: 'quantile', distribution: summary.distribution };
        case 'mean':
            return { kind: 'mean', n: summary.n, sum: summary.sum, squares: summary.squares };
        case 'count':
            return { kind: 'count', total: summary.total };
    }
}
/** Summaries of several batches as one list, sorted as {@link summarise} does. @throws TypeError where kinds differ. */
function mergeSummaries(list) {
    const bySli = grouped(list, (summary) => ({ feature: summary.sli, label: null }));
    const merged = bySli.flatMap(({ feature: sli, members }) => grouped(members, ({ feature, label }) => ({ feature, label })).map(({ feature, label, members: parts }) => ({
        sli,
        feature,
        label,
        ...mergeMeasurements(parts.map(summary_measurementOf)),
    })));
    return merged.sort(bySliFeatureLabel);
}

;// CONCATENATED MODULE: ./out/build/src/domain/observability/csv-line.js
/** What stands between quotes in CSV (RFC 4180); a space at an end too, since some readers drop it. */
const NEEDS_QUOTES = /[",\r\n]|^[\s\ufeff]|\s$/;
/** A record as a line of CSV, with its line break. */
function csv_line_csvLine(values) {
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
const ROLLUP_HEADER = csv_line_csvLine(ROLLUP_COLUMNS);
/** What the batch measured of an SLI. Of a summary of another kind, from an earlier policy, nothing is taken. */
function measurements(sli, summaries) {
    return summaries.filter((one) => one.sli === sli.id && one.kind === sli.measure.kind).map(measurementOf);
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
    const all = mergeDistributions(parts);
    const failed = failures === null ? null : failuresOf(failures, summaries);
    return {
        window: {
            start: parseInstant(window.start) ?? Number.NaN,
            end: parseInstant(window.end) ?? Number.NaN,
        },
        count: countOf(all),
        failureCount: failed === null ? null : failed.count,
        failureRate: failed === null ? null : failed.rate,
        p50: quantile(all, 50),
        p95: quantile(all, 95),
        p99: quantile(all, 99),
        max: quantile(all, 100),
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
        formatInstant(window.start),
        formatInstant(window.end),
        String(count),
        ...[failureCount, failureRate, p50, p95, p99, max].map(shown),
        String(isBreach),
        String(streak),
    ]);
}
/** undefined: the text is no number. */
function numberOf(text) {
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
    const figures = rest.slice(0, 7).map(numberOf);
    const [flag, streakText = ''] = rest.slice(7);
    const streak = numberOf(streakText);
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
    return typeof value === 'number' ? formatInstant(value) : value;
}
function readInstant(value) {
    return typeof value === 'string' ? (0,time/* parseInstant */.nV)(value) : value;
}
/** The file's text, with a digest, so that a damaged number is not taken for a good one. */
function latency_archive_renderArchive(archive) {
    const body = mapInstants({ ...archive, schema: ARCHIVE_SCHEMA }, writtenInstant);
    return `${canonicalJson({ ...body, digest: sha256(canonicalJson(body)) })}\n`;
}
function digestOf(body) {
    try {
        return (0,domain_digest/* sha256 */.s)((0,canonical_json/* canonicalJson */.d)(body));
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
        throw new job_error/* JobError */.CR('unsupported_schema_version', `${file} is ${newer}; this version of Phasegate knows ${ARCHIVE_SCHEMA}`);
    if (schema !== ARCHIVE_SCHEMA || digest !== digestOf(body))
        return null;
    // The digest says that this module wrote it.
    const { schema: _, ...archive } = body;
    return mapInstants(archive, readInstant);
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
const latency_sample_SAMPLE_HEADER = csv_line_csvLine(SAMPLE_COLUMNS);
/** Its characters are of one byte each. */
const latency_sample_SAMPLE_HEADER_BYTES = latency_sample_SAMPLE_HEADER.length;
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
    return csvLine([formatInstant(ts), source, latency_sample_shown(latencyMs), latency_sample_shown(ingestLatencyMs), status, detail]);
}
function read(text) {
    if (text === '')
        return null;
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
}
/** The sample of a record of the archive's own file; null for what is none. */
function latency_sample_readSample(record) {
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./out/build/src/io/file-bytes.js





const FINGERPRINT_BYTES = 1024;
/** How much of a file is read at once. */
const CHUNK_BYTES = 512 * 1024;
const MAX_WAITING_CHUNKS = 4;
const EMPTY_FINGERPRINT = { bytes: 0, sha256: (0,external_node_crypto_.createHash)('sha256').digest('hex') };
const NEW_CURSOR = {
    offset: 0,
    lines: 0,
    head: EMPTY_FINGERPRINT,
    tail: EMPTY_FINGERPRINT,
    compressed: null,
    columns: null,
    openEnd: false,
    skipping: false,
    cutSince: null,
};
async function digestRange(file, start, bytes) {
    const buffer = Buffer.alloc(bytes);
    let filled = 0;
    while (filled < bytes) {
        const { bytesRead } = await file.read(buffer, filled, bytes - filled, start + filled);
        if (bytesRead === 0)
            break;
        filled += bytesRead;
    }
    return { bytes: filled, sha256: createHash('sha256').update(buffer.subarray(0, filled)).digest('hex') };
}
function sameFingerprint(a, b) {
    return a.bytes === b.bytes && a.sha256 === b.sha256;
}
/** Fingerprints of a plain file as it is read up to `offset`. */
async function fingerprints(path, offset) {
    const file = await open(path);
    try {
        const bytes = Math.min(FINGERPRINT_BYTES, offset);
        return { head: await digestRange(file, 0, bytes), tail: await digestRange(file, offset - bytes, bytes) };
    }
    finally {
        await file.close();
    }
}
/** Whether the file still begins with what was read of it: false once it was truncated, rotated or rewritten. */
async function continues(path, cursor) {
    const file = await open(path);
    try {
        if ((await file.stat()).size < cursor.offset)
            return false;
        const tailStart = cursor.offset - cursor.tail.bytes;
        return (sameFingerprint(await digestRange(file, 0, cursor.head.bytes), cursor.head) &&
            sameFingerprint(await digestRange(file, tailStart, cursor.tail.bytes), cursor.tail));
    }
    finally {
        await file.close();
    }
}
/** Size and a digest over both ends of a compressed file: enough to see that it is still the one that was read. */
async function compressedFingerprint(path) {
    const file = await open(path);
    try {
        const { size } = await file.stat();
        const head = await digestRange(file, 0, Math.min(FINGERPRINT_BYTES, size));
        const tail = await digestRange(file, Math.max(0, size - FINGERPRINT_BYTES), Math.min(FINGERPRINT_BYTES, size));
        return {
            bytes: size,
            sha256: createHash('sha256').update(head.sha256).update(tail.sha256).digest('hex'),
        };
    }
    finally {
        await file.close();
    }
}
/**
 * The bytes of a plain file from an offset on. A chunk is overwritten once the one behind it was asked for.
 *
 * Read on this thread: what was just downloaded is in memory, so that to hand a reading over and back takes longer than the
 * reading, above all where both cores scan. Others get their turn between two chunks.
 */
async function* plainBytes(path, offset, chunkBytes = CHUNK_BYTES) {
    const file = await open(path);
    try {
        const buffer = Buffer.allocUnsafe(chunkBytes);
        for (let position = offset;; await setImmediate()) {
            const bytesRead = readSync(file.fd, buffer, 0, chunkBytes, position);
            if (bytesRead === 0)
                return;
            position += bytesRead;
            yield buffer.subarray(0, bytesRead);
        }
    }
    finally {
        await file.close();
    }
}
/**
 * The inflated bytes of a `.gz` file. Where the data is broken it throws, after it has given all that stood before the
 * break: a stream's own iterator would drop what it had buffered by then.
 */
async function* inflatedBytes(path) {
    const source = (0,external_node_fs_.createReadStream)(path, { highWaterMark: CHUNK_BYTES });
    const inflated = (0,external_node_zlib_.createGunzip)({ chunkSize: CHUNK_BYTES });
    const chunks = [];
    const end = { failure: null, reached: false };
    let wake = () => undefined;
    const finish = (failure) => {
        end.failure ??= failure;
        end.reached = true;
        wake();
    };
    source.on('error', finish);
    inflated.on('error', finish);
    inflated.on('end', () => finish(null));
    inflated.on('data', (chunk) => {
        chunks.push(chunk);
        if (chunks.length > MAX_WAITING_CHUNKS)
            inflated.pause();
        wake();
    });
    source.pipe(inflated);
    try {
        for (;;) {
            const chunk = chunks.shift();
            if (chunk !== undefined) {
                yield chunk;
            }
            else if (end.reached) {
                if (end.failure !== null)
                    throw end.failure;
                return;
            }
            else {
                inflated.resume();
                await new Promise((resolve) => (wake = resolve));
            }
        }
    }
    finally {
        source.destroy();
        inflated.destroy();
    }
}
/** The inflated bytes behind the first `offset` ones. */
async function* inflatedBytesFrom(path, offset) {
    let skip = offset;
    for await (const chunk of inflatedBytes(path)) {
        if (skip < chunk.length)
            yield chunk.subarray(skip);
        skip = Math.max(0, skip - chunk.length);
    }
}
/** Digest of the first inflated bytes, at most `bytes` (default 1 KiB) of them. */
async function inflatedHead(path, bytes = FINGERPRINT_BYTES) {
    let head = Buffer.alloc(0);
    try {
        for await (const chunk of inflatedBytes(path)) {
            head = Buffer.concat([head, chunk.subarray(0, bytes - head.length)]);
            if (head.length >= bytes)
                break;
        }
    }
    catch {
        // A broken file is reported by the reading that follows; its head is what could be inflated.
    }
    return { bytes: head.length, sha256: createHash('sha256').update(head).digest('hex') };
}

// EXTERNAL MODULE: ./out/build/src/domain/observability/latency/archive-manifest.js
var archive_manifest = __webpack_require__(4010);
// EXTERNAL MODULE: ./out/build/src/generated/validate-signal-latency-archive.js
var validate_signal_latency_archive = __webpack_require__(8997);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./out/build/src/io/files.js
var files = __webpack_require__(2664);
;// CONCATENATED MODULE: ./out/build/src/io/observability/sample-file.js







/** The first `bytes` of a file; nothing of none. */
function beginning(path, bytes) {
    if (bytes === 0)
        return (async function* () { })();
    return (0,external_node_fs_.createReadStream)(path, { end: bytes - 1 });
}
/** The records of a file's bytes, without the header. They end before a record whose quote is not closed. */
async function* recordsIn(bytes) {
    const { parse, CsvError } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 8075));
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
function sample_file_recordsOf(path, bytes) {
    return recordsIn(beginning(path, bytes));
}
/** How many of the oldest samples were taken before an instant, and where the first later one begins. */
async function olderThan(path, { bytes, before }) {
    let rows = 0;
    let end = SAMPLE_HEADER_BYTES;
    for await (const placed of sample_file_recordsOf(path, bytes)) {
        const sample = readSample(placed.record);
        if (sample === null || sample.ts >= before)
            break;
        rows += 1;
        ({ end } = placed);
    }
    return { rows, end };
}
/** Replaces the file by its header and what stands from `from` to `bytes`. */
async function sample_file_keepFrom(path, { from, bytes }) {
    async function* kept() {
        yield Buffer.from(SAMPLE_HEADER);
        if (from < bytes)
            yield* createReadStream(path, { start: from, end: bytes - 1 });
    }
    await writeFileAtomic(path, kept());
    await syncFolder(path);
}
/** Compresses the file's first `bytes` into another one, as a whole or not at all; gives the digest of what is written. */
async function sample_file_compressTo(target, { path, bytes }) {
    const hash = createHash('sha256');
    async function* compressed() {
        const gzip = createGzip({ level: 9 });
        pipeline(createReadStream(path, { end: bytes - 1 }), gzip, () => undefined);
        for await (const chunk of gzip) {
            hash.update(chunk);
            yield chunk;
        }
    }
    await writeFileAtomic(target, compressed());
    await syncFolder(target);
    return hash.digest('hex');
}
/** Digest of a file; null where there is none. */
async function sample_file_digestOfFile(path) {
    const hash = createHash('sha256');
    try {
        for await (const chunk of createReadStream(path))
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





const latency_intents_SAMPLE_FILE = 'ops/signal_latency.csv';
/** The entries of the manifest, and the text that they are in. */
async function readManifest({ root, files, }) {
    const text = (await files.read((0,external_node_path_.join)(root, archive_manifest/* ARCHIVE_MANIFEST */.pz))) ?? '';
    const entries = (0,archive_manifest/* parseManifest */.Ng)(text, validate_signal_latency_archive/* default */.A).flatMap((one) => (one.kind === 'entry' ? [one.entry] : []));
    return { text, entries };
}
/** All samples into a compressed file, its line into the manifest, and then, and not before, the file of samples begins anew. */
async function rotate(place, archive, { jobId, path }) {
    const { root, files } = place;
    const { bytes, rows } = archive.samples;
    const samples = join(root, latency_intents_SAMPLE_FILE);
    const sha256 = await compressTo(join(root, path), { path: samples, bytes });
    const { text } = await readManifest(place);
    const entry = { job_id: jobId, path, sha256, row_count: rows };
    await files.replace(join(root, ARCHIVE_MANIFEST), withArchived(text, entry));
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
    return (await digestOfFile(join(place.root, intent.path))) === entry.sha256;
}
/**
 * Carries an intent out, from its beginning or from wherever a process that died left it. Null: neither the samples that it was
 * about nor what it makes of them are there, so somebody else was at the files.
 */
async function latency_intents_carryOut(place, archive, intent) {
    const samples = join(place.root, latency_intents_SAMPLE_FILE);
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

;// CONCATENATED MODULE: ./out/build/src/io/observability/recover-latency.js








/** The whole samples at the beginning of the file that were taken before an instant (null: none counts). */
async function extentOf(path, size, until) {
    if (until === null)
        return { bytes: 0, rows: 0 };
    let extent = { bytes: 0, rows: 0 };
    for await (const { record, end } of sample_file_recordsOf(path, size)) {
        const sample = latency_sample_readSample(record);
        if (sample === null || sample.ts >= until)
            break;
        extent = { bytes: end, rows: extent.rows + 1 };
    }
    return extent;
}
/** What is left of the samples where the file is shorter than it was written: those that are whole. */
async function recover_latency_remainingExtent({ root, files }) {
    const path = join(root, SAMPLE_FILE);
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
    const text = await files.read((0,external_node_path_.join)(root, latency_alert/* ROLLUP_FILE */.O));
    if (text === null)
        return [];
    const { parse } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 2016));
    const records = parse(text, { relax_column_count: true, relax_quotes: true, from: 2 });
    return records.flatMap((record) => readRollup(record) ?? []);
}
/** The archive by its files alone, where what says how much of them counts is lost: up to the end of the last rollup. */
async function recoverArchive(place, rules) {
    const rollups = await readRollups(place);
    const until = rollups.at(-1)?.window.end ?? null;
    const path = (0,external_node_path_.join)(place.root, latency_intents_SAMPLE_FILE);
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
        return join(this.place.root, SAMPLE_FILE);
    }
    async commit(archive) {
        const { root, files } = this.place;
        await files.replace(join(root, ARCHIVE_STATE_FILE), renderArchive(archive));
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
            this.doubt(`missing from ${SAMPLE_FILE}: ${plural(rows - samples.rows, 'sample')}`);
            await this.commit({ ...this.#archive, samples, last: null });
            if (size > samples.bytes)
                await files.truncate(this.samplePath, samples.bytes);
        }
    }
}

;// CONCATENATED MODULE: ./out/build/src/io/observability/weekly-latency.js













async function readArchive(place, rules) {
    const path = (0,external_node_path_.join)(place.root, ARCHIVE_STATE_FILE);
    const text = await place.files.read(path);
    return (text === null ? null : parseArchive(text, path)) ?? recoverArchive(place, rules);
}
/** Up to when signals are known; null: none are. @throws JobError `unsupported_schema_version`. */
async function signalsUntil(root, rules) {
    return (await readArchive({ root, files: log_files/* LOG_FILES */.n }, rules)).until;
}
/**
 * Whether signals were collected before a week had ended: a week before the first of them has no report. Where the rollups are
 * gone, they were.
 *
 * @throws JobError `unsupported_schema_version`.
 */
async function hadSignalsBefore(root, rules, end) {
    const place = { root, files: log_files/* LOG_FILES */.n };
    if ((await readArchive(place, rules)).until === null)
        return false;
    const starts = (await weekly_latency_readRollups(place))?.map(({ window }) => window.start) ?? [];
    return starts.length === 0 || Math.min(...starts) < end;
}
async function weekly_latency_readRollups({ root, files }) {
    const text = await files.read((0,external_node_path_.join)(root, latency_alert/* ROLLUP_FILE */.O));
    if (text === null)
        return null;
    const { parse } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 2016));
    const records = parse(text, { relax_column_count: true, relax_quotes: true, from: 2 });
    return records.flatMap((record) => readRollup(record) ?? []);
}
/** The week's measured samples that the SLI is about, of those that are read. */
class Picked {
    samples = [];
    #week;
    #rules;
    constructor(week, rules) {
        this.#week = week;
        this.#rules = rules;
    }
    add(sample) {
        if (sample === null || sample.latencyMs === null)
            return;
        const { ts, latencyMs, ...fields } = sample;
        const { sli } = this.#rules;
        const of = sli.measure.kind === 'quantile' ? sli.measure.of : '';
        if (ts < this.#week.start || ts >= this.#week.end)
            return;
        const isAsked = match_matches({ ...fields, ingest_latency_ms: fields.ingestLatencyMs, [of]: latencyMs }, sli.where);
        if (isAsked)
            this.samples.push({ at: ts, value: latencyMs });
    }
}
/** Files that were put away after the week began: those before hold nothing of it. */
async function readArchived(place, { archive, week, picked }) {
    const { entries } = await readManifest(place);
    const notes = [];
    for (const { job_id: id, path } of entries) {
        // While samples are being put away, what is there of them is still in the file that they come from.
        const isUnderWay = archive.intent?.kind === 'rotate' && archive.intent.path === path;
        if (isUnderWay || ((0,job_id/* parseJobId */.et)(id)?.at ?? Infinity) < week.start)
            continue;
        try {
            for await (const { record } of recordsIn(inflatedBytes((0,external_node_path_.join)(place.root, path))))
                picked.add(latency_sample_readSample(record));
        }
        catch (error) {
            notes.push(`${path} cannot be read: ${error.code ?? 'it is damaged'}`);
        }
    }
    return notes;
}
/** The rollups and samples of a week, from the archive as it stands. @throws JobError `unsupported_schema_version`. */
async function signalsOfWeek(root, rules, week) {
    const place = { root, files: log_files/* LOG_FILES */.n };
    const archive = await readArchive(place, rules);
    const { until } = archive;
    const all = await weekly_latency_readRollups(place);
    if (all === null)
        return { rollups: null, samples: [], notes: [] };
    const picked = new Picked(week, rules);
    const notes = await readArchived(place, { archive, week, picked });
    const size = (await log_files/* LOG_FILES */.n.tail((0,external_node_path_.join)(root, latency_intents_SAMPLE_FILE), 0))?.size ?? 0;
    for await (const { record } of sample_file_recordsOf((0,external_node_path_.join)(root, latency_intents_SAMPLE_FILE), Math.min(size, archive.samples.bytes)))
        picked.add(latency_sample_readSample(record));
    const rollups = all
        .filter(({ window }) => window.start < week.end && until !== null && window.end <= until)
        .sort((a, b) => a.window.start - b.window.start);
    return { rollups, samples: picked.samples, notes };
}

// EXTERNAL MODULE: ./out/build/src/domain/figure.js
var figure = __webpack_require__(8047);
;// CONCATENATED MODULE: ./out/build/src/domain/observability/weekly/latency-week.js






/**
 * The breaches of a week, each from its own begin, which may be before the week. `rollups`: in order of time, with those before
 * the week. What comes behind the week is not looked at: the report of a week does not depend on when it is made.
 */
function breachesOf(rollups, week) {
    const known = rollups.filter(({ window }) => window.start < week.end);
    const rows = [];
    for (const hour of known.filter(({ isBreach }) => isBreach)) {
        const row = rows.at(-1);
        // A streak that begins anew is another breach.
        if (row !== undefined && row.at(-1)?.streak === hour.streak - 1)
            row.push(hour);
        else
            rows.push([hour]);
    }
    return rows.flatMap((row) => {
        const [first] = row;
        const last = row.at(-1);
        if (first === undefined || last === undefined || last.window.end <= week.start)
            return [];
        const end = last === known.at(-1) && last.window.end >= week.end ? null : last.window.end;
        const p95 = row.flatMap((hour) => hour.p95 ?? []);
        return [
            {
                begin: first.window.start,
                end,
                hours: row.length,
                maxP95: p95.length === 0 ? null : Math.max(...p95),
            },
        ];
    });
}
/** The alerts of a week: its hours, and those before it, are judged once more. */
function alertsOf(rollups, week, rules) {
    const over = [];
    let state = NO_BREACH;
    for (const hour of rollups.filter(({ window }) => window.start < week.end)) {
        const { episode } = state;
        ({ state } = judgeHour(rules, state, hour));
        if (episode !== null && state.episode === null)
            over.push(episode);
    }
    const open = state.episode === null ? [] : [{ ...state.episode, isOpen: true }];
    return [...over.map((episode) => ({ ...episode, isOpen: false })), ...open].filter(({ until, isOpen }) => isOpen || until > week.start);
}
/** The exact distribution of values, however many. */
function exactly(values) {
    const keys = [];
    const counts = [];
    for (const value of Float64Array.from(values).sort()) {
        if (keys.at(-1) === value)
            counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
        else {
            keys.push(value);
            counts.push(1);
        }
    }
    return { kind: 'exact', values: keys, counts };
}
/**
 * Percentiles of a week, from its samples: rollups hold figures and no distribution, and no mean of hourly percentiles is a
 * percentile of the week. Each hour's samples are held against the count of its rollup; where they are not the same, the
 * percentiles are null and never those of a part.
 */
function percentilesOf(samples, rollups, week) {
    const hours = rollups.filter(({ window }) => window.start >= week.start && window.start < week.end);
    const of = samples.filter(({ at }) => at >= week.start && at < week.end).sort((a, b) => a.at - b.at);
    let next = 0;
    const incomplete = hours.flatMap(({ window, count }) => {
        while ((of[next]?.at ?? Infinity) < window.start)
            next += 1;
        const first = next;
        while ((of[next]?.at ?? Infinity) < window.end)
            next += 1;
        return next - first === count ? [] : [window.start];
    });
    if (incomplete.length > 0)
        return { p50: null, p95: null, incomplete };
    const distribution = exactly(of.map(({ value }) => value));
    return { p50: quantile_quantile(distribution, 50), p95: quantile_quantile(distribution, 95), incomplete };
}
/** The section of a week's latency. */
function latencySummary(week) {
    const { breaches, alerts, percentiles } = week;
    return {
        p50_ms: percentiles.p50,
        p95_ms: percentiles.p95,
        breaches: breaches.map(({ begin, end, hours, maxP95 }) => ({
            begin: (0,time/* formatInstant */.r4)(begin),
            end: end === null ? null : (0,time/* formatInstant */.r4)(end),
            hours,
            max_p95_ms: maxP95,
            evidence_path: latency_alert/* ROLLUP_FILE */.O,
        })),
        pending_alerts: alerts.filter(({ isOpen }) => isOpen).length,
    };
}
/** The section of a week's alerts. `channelsOf`: who is told of one, by the policy. */
function latencyAlerts(alerts, { sli, warning, critical }, channelsOf) {
    return alerts.map(({ from, until, levels, isOpen }) => {
        const severity = levels.includes('critical') ? 'critical' : 'warning';
        const { bound } = severity === 'warning' && warning !== null ? warning : critical;
        const when = isOpen
            ? `since ${(0,time/* formatInstant */.r4)(from)}`
            : `from ${(0,time/* formatInstant */.r4)(from)} to ${(0,time/* formatInstant */.r4)(until)}`;
        return {
            id: `latency_breach-${(0,time/* formatInstant */.r4)(from)}`,
            severity,
            message: `${sli.id} ${bound.side} ${(0,figure/* figure */.vP)(bound.value, sli.unit)} ${when}`,
            notified_channels: channelsOf(severity),
            evidence_path: latency_alert/* ROLLUP_FILE */.O,
        };
    });
}

// EXTERNAL MODULE: ./out/build/src/domain/routes.js
var routes = __webpack_require__(2490);
;// CONCATENATED MODULE: ./out/build/src/io/observability/weekly-rollup-sections.js








/** Who is told of an alert, by the policy's routes. */
function toldOf({ notify, phases }, severity) {
    const notice = {
        routedAs: severity,
        template: severity === 'critical' ? 'incident' : 'warn',
        phase: phases[0]?.id ?? '',
    };
    return notify === null ? [] : (0,routes/* channelsOf */.M)(notice, notify.routes);
}
/** What of the week's hours is not there. */
function missingHours(signals, week) {
    const expected = (week.end - week.start) / time/* HOUR */.dp;
    const found = (signals.rollups ?? []).filter(({ window }) => window.start >= week.start).length;
    const few = `signal latency is known of ${found} of the week's ${expected} hours`;
    return [...signals.notes, ...(found < expected ? [few] : [])];
}
function missingSamples(incomplete) {
    const [first] = incomplete;
    if (first === undefined)
        return [];
    const hours = `the samples of ${(0,figure/* plural */.LS)(incomplete.length, 'hour')} are not as their rollups count them`;
    return [`the percentiles are left out: ${hours}, the first ${(0,time/* formatInstant */.r4)(first)}`];
}
/** The sections that are made from signals: what is asked for by its name. @throws JobError `unsupported_schema_version`. */
async function readRollupSections(options) {
    const { policy, root, week } = options;
    const rules = latencyRules(policy);
    const signals = await signalsOfWeek(root, rules, week);
    const { rollups } = signals;
    if (rollups === null) {
        const message = 'the file does not exist; job latency of action-collect writes it';
        return () => ({
            value: null,
            faults: [(0,input_fault/* inputFault */.h)('missing_input', { file: latency_alert/* ROLLUP_FILE */.O }, message)],
            notes: [],
        });
    }
    const percentiles = percentilesOf(signals.samples, rollups, week);
    const alerts = alertsOf(rollups, week, rules);
    const breaches = breachesOf(rollups, week);
    const notes = missingHours(signals, week);
    return (what) => {
        if (what === 'alerts') {
            const value = latencyAlerts(alerts, rules, (severity) => toldOf(policy, severity));
            return { value, faults: [], notes };
        }
        const value = latencySummary({ breaches, alerts, percentiles });
        return { value, faults: [], notes: [...notes, ...missingSamples(percentiles.incomplete)] };
    };
}

;// CONCATENATED MODULE: ./out/build/src/io/observability/weekly-inputs.js









/** So many faults are told in full. */
const TOLD_FAULTS = 20;
/** A fault in words, once. Of a field that is not to be shown it says where it is and no more. */
function weekly_inputs_shown(fault, hides) {
    const isHidden = fault.path.split('/').some((part) => part !== '' && hides(part));
    return (0,weekly_redact/* redactText */.Rd)((0,domain_fault/* formatFault */.A)(isHidden ? { ...fault, message: 'the value is not what the policy asks for' } : fault));
}
function refuse(faults, redact) {
    const code = input_fault/* INPUT_FAULT_CODES */.J.find((one) => faults.some((fault) => fault.code === one));
    if (code === undefined)
        return;
    const hides = (0,weekly_redact/* hiddenBy */.W0)(redact);
    const worstFirst = input_fault/* INPUT_FAULT_CODES */.J.flatMap((one) => faults.filter((fault) => fault.code === one));
    const lines = [...new Set(worstFirst.map((fault) => weekly_inputs_shown(fault, hides)))];
    const missing = new Set(faults.filter((fault) => fault.code === 'missing_input').map(({ file }) => file));
    const more = lines.length > TOLD_FAULTS ? [`and ${lines.length - TOLD_FAULTS} more`] : [];
    const diagnostics = { faults: lines.length };
    if (missing.size > 0)
        diagnostics['missing'] = [...missing].sort();
    throw new job_error/* JobError */.CR(code, [...lines.slice(0, TOLD_FAULTS), ...more].join('; '), { diagnostics });
}
/** What a section says; a file that may not be read is its fault, so that the others are looked at too. */
async function guarded(file, read) {
    try {
        return await read();
    }
    catch (error) {
        const { code, message } = (0,job_error/* jobErrorOf */.z0)(error);
        if (code !== 'unsafe_path')
            throw error;
        return { value: null, faults: [(0,input_fault/* inputFault */.h)(code, { file }, message)], notes: [] };
    }
}
class FileInputs {
    #options;
    constructor(options) {
        this.#options = options;
    }
    read = async (week) => {
        const { weekly } = this.#options;
        const values = new Map();
        const faults = [];
        const notes = [];
        const rollups = await this.#rollups(week);
        for (const section of weekly.sections) {
            const read = section.kind === 'rollup' ? rollups?.(section.what) : await this.#file(section, week);
            if (read === undefined)
                continue;
            values.set(section.name, read.value);
            faults.push(...read.faults);
            notes.push(...read.notes);
        }
        refuse(faults, weekly.redact);
        return { sections: Object.fromEntries(values), notes: [...new Set(notes)] };
    };
    isComplete = async (week) => {
        const { policy, root } = this.#options;
        if (!this.#asksForRollups())
            return true;
        return ((await signalsUntil(root, latencyRules(policy))) ?? -Infinity) >= week.end;
    };
    hasBegun = async (week) => {
        const { policy, root } = this.#options;
        return !this.#asksForRollups() || (await hadSignalsBefore(root, latencyRules(policy), week.end));
    };
    #asksForRollups() {
        return this.#options.weekly.sections.some(({ kind }) => kind === 'rollup');
    }
    async #rollups(week) {
        const { policy, root } = this.#options;
        return this.#asksForRollups() ? await readRollupSections({ policy, root, week }) : null;
    }
    #file(section, week) {
        const { tree } = this.#options;
        return guarded(section.file, () => section.kind === 'csv' ? readCsvSection(section, tree, week) : readJsonSection(section, tree));
    }
}
/** What a policy's reports are made from: files of the working directory, and the rollups and samples below the root. */
function weeklyInputs(options) {
    return new FileInputs({ ...options, root: (0,external_node_path_.join)(options.root) });
}

// EXTERNAL MODULE: ./out/build/src/domain/observability/weekly/sections.js
var sections = __webpack_require__(5677);
// EXTERNAL MODULE: ./out/build/src/domain/schema-fault.js
var schema_fault = __webpack_require__(8657);
;// CONCATENATED MODULE: ./out/build/src/io/event-schema.js




const DRAFT_07 = 'http://json-schema.org/draft-07/schema';
const DRAFT_2020 = 'https://json-schema.org/draft/2020-12/schema';
/** The most telling of the errors of one event: the deepest, since those above it only say that something below failed. */
function describe(errors) {
    const depth = (error) => error.schemaPath.split('/').length;
    const telling = errors.reduce((best, error) => (depth(error) > depth(best) ? error : best));
    const field = telling.instancePath.slice(1).replaceAll('/', '.');
    const params = telling.params;
    const detail = Object.hasOwn(params, 'allowedValues')
        ? `: ${JSON.stringify(params['allowedValues'])}`
        : Object.hasOwn(params, 'allowedValue')
            ? `: ${JSON.stringify(params['allowedValue'])}`
            : Object.hasOwn(params, 'additionalProperty')
                ? `: ${JSON.stringify(params['additionalProperty'])}`
                : Object.hasOwn(params, 'tagValue')
                    ? `: ${JSON.stringify(params['tagValue']) ?? 'none'}`
                    : '';
    return oneLine(`${field === '' ? 'the event' : field} ${telling.message ?? 'is not valid'}${detail}`, 300);
}
/** A text such as `1e999` becomes a number that is not finite, which no limit of a schema is held against. */
function tooLarge(value) {
    const fields = recordOf(value) ?? {};
    for (const name of Object.keys(fields)) {
        const one = fields[name];
        if (typeof one === 'number' && !Number.isFinite(one))
            return `${name} holds a number too large for a double`;
    }
    return null;
}
/** What schemas may say beside JSON Schema's own keywords: their version, and words for people. They judge nothing. */
const OWN_KEYWORDS = ['x-version', 'x-expected'];
/**
 * Compiles a JSON Schema of events (draft-07 or 2020-12, with `discriminator`). The schema is the user's, so it is
 * compiled here and not ahead of time; ajv is loaded only for that. `fromText`: the values come as text (CSV) and are
 * converted to the types that the schema names.
 *
 * @throws PhasegateError `bad-schema` for a missing file, bad JSON, or a schema that does not compile.
 */
async function compileEventSchema(path, options) {
    let schema;
    try {
        schema = JSON.parse(await readFile(path, 'utf8'));
    }
    catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new PhasegateError('bad-schema', `${path}: ${oneLine(why)}`, { cause: error });
    }
    return compileSchema(schema, { ...options, path });
}
/** The compiler for a schema of the user's, by its draft, with formats. It is loaded for that alone. */
async function loadAjv(schema, options) {
    // Typing mistakes in keywords are faults; the finer strictness of ajv refuses schemas that are in order.
    const settings = {
        discriminator: true,
        strictTypes: false,
        strictTuples: false,
        keywords: OWN_KEYWORDS,
        logger: false,
        ...options,
    };
    const is2020 = (0,raw_values/* member */.Dc)(schema, '$schema') === DRAFT_2020;
    const [{ default: addFormats }, ajv] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(457), __webpack_require__.e(815)]).then(__webpack_require__.t.bind(__webpack_require__, 2815, 19)),
        is2020
            ? Promise.all(/* import() */[__webpack_require__.e(457), __webpack_require__.e(210)]).then(__webpack_require__.t.bind(__webpack_require__, 2210, 19)).then(({ default: module }) => new module.Ajv2020(settings))
            : Promise.all(/* import() */[__webpack_require__.e(457), __webpack_require__.e(463)]).then(__webpack_require__.t.bind(__webpack_require__, 2463, 19)).then(({ default: module }) => new module.Ajv(settings)),
    ]);
    addFormats.default(ajv);
    return ajv;
}
async function compileWhole(schema, options) {
    const ajv = await loadAjv(schema, options);
    return ajv.compile(schema);
}
/**
 * A schema of draft-07 that is in order, which most are: that it is one was worked out ahead, since ajv takes as long to
 * compile the draft's own schema as it takes for most of users'. null: whatever is the matter, ajv is to say it.
 */
async function compileDraft07(schema, options) {
    const draft = member(schema, '$schema') ?? DRAFT_07;
    if (typeof draft !== 'string' || draft.replace(/#$/, '') !== DRAFT_07)
        return null;
    const { default: isSchema } = await __webpack_require__.e(/* import() */ 570).then(__webpack_require__.bind(__webpack_require__, 7570));
    if (!isSchema(schema))
        return null;
    try {
        return await compileWhole(schema, { ...options, meta: false, validateSchema: false });
    }
    catch {
        return null;
    }
}
/**
 * The same for a schema that has been read; `path` is how an error names it.
 *
 * @throws PhasegateError `bad-schema` for a schema that does not compile.
 */
async function compileSchema(schema, options) {
    const settings = { coerceTypes: options.fromText };
    try {
        const validate = (await compileDraft07(schema, settings)) ?? (await compileWhole(schema, settings));
        return (value) => (validate(value) ? tooLarge(value) : describe(validate.errors ?? []));
    }
    catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new PhasegateError('bad-schema', `${options.path}: ${oneLine(why)}`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./out/build/src/io/observability/weekly-schema.js






const weekly_schema_MAX_BYTES = 2 ** 20;
function faultsOf(validate, payload) {
    if (validate(payload))
        return [];
    return (0,schema_fault/* schemaFaults */.d)(payload, validate.errors ?? []).faults;
}
/** The versions that a schema lets a report be of; null: any. */
function knownVersions(schema) {
    const version = (0,raw_values/* member */.Dc)((0,raw_values/* member */.Dc)(schema, 'properties'), 'schema_version');
    const only = (0,raw_values/* textOf */.b6)((0,raw_values/* member */.Dc)(version, 'const'));
    if (only !== null)
        return [only];
    const several = (0,raw_values/* member */.Dc)(version, 'enum');
    return Array.isArray(several) ? several.map(String) : null;
}
function refuseVersion(file, known, version) {
    if (known.includes(version))
        return;
    throw new job_error/* JobError */.CR('unsupported_schema_version', `${file} knows the versions ${known.join(', ')}, and the report is of ${version}; say in schema-version which one the sections were written for`);
}
/** A schema of the user's own: ajv is loaded for it. */
async function ownValidator(path, version, tree) {
    const text = await new tracked_inputs/* TrackedInputs */.c(tree).needed(path, weekly_schema_MAX_BYTES);
    let schema;
    try {
        schema = JSON.parse(text.replace(/^\ufeff/, ''));
    }
    catch (cause) {
        throw new job_error/* JobError */.CR('bad_input', `${path} is no JSON`, { cause });
    }
    if ((0,raw_values/* member */.Dc)(schema, '$async') === true)
        throw new job_error/* JobError */.CR('bad_input', `${path} is asynchronous ($async), which nothing here waits for; remove that`);
    refuseVersion(path, knownVersions(schema) ?? [version], version);
    const ajv = await loadAjv(schema, { allErrors: true, verbose: true });
    try {
        return ajv.compile(schema);
    }
    catch (cause) {
        throw new job_error/* JobError */.CR('bad_input', `${path} is no JSON Schema that can be used: ${cause.message}`, { cause });
    }
}
/**
 * The schema of a policy's reports: the built-in one, which was compiled ahead of time, or the policy's own. What it throws is a
 * JobError: `unsupported_schema_version`, `missing_input`, `unsafe_path` or `bad_input`.
 */
function weeklySchema({ schema, schemaVersion }, tree) {
    return async (payload) => {
        if (schema !== null)
            return faultsOf(await ownValidator(schema, schemaVersion, tree), payload);
        refuseVersion('the built-in schema', sections/* BUILT_IN_VERSIONS */.Tf, schemaVersion);
        const { default: validate } = await __webpack_require__.e(/* import() */ 637).then(__webpack_require__.bind(__webpack_require__, 5637));
        return faultsOf(validate, payload);
    };
}

;// CONCATENATED MODULE: ./out/build/src/io/observability/open-weekly.js






/** Opens the world to the weekly job. `now`: the tick's clock, which may be another one than the machine's. */
function openWeekly(options) {
    const { policy, weekly, root, now, environment, mask } = options;
    const { webhook } = weekly;
    const tree = new disk_input_tree/* DiskInputTree */.I(process.cwd());
    const began = performance.now();
    return {
        inputs: weeklyInputs({ policy, weekly, tree, root }),
        schema: weeklySchema(weekly, tree),
        files: weeklyFiles(root),
        // A receiver holds a signature's time against its own clock.
        openHook: webhook && (() => (0,weekly_hook.weeklyHook)({ webhook, environment, now: Date.now, mask })),
        clock: { now: () => now + Math.floor(performance.now() - began), sleep: (ms) => (0,promises_.setTimeout)(ms) },
    };
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


/***/ }),

/***/ 5612:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   weeklyHook: () => (/* binding */ weeklyHook)
/* harmony export */ });
/* unused harmony exports SIGNATURE_HEADER, obsSignature */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _domain_observability_job_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6045);
/* harmony import */ var _domain_time_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9242);
/* harmony import */ var _render_webhook_body_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4503);
/* harmony import */ var _notify_http_post_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4206);
/* harmony import */ var _notify_secrets_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(788);






const SIGNATURE_HEADER = 'X-OBS-Signature';
/**
 * The header that a report is signed by: `t=<seconds since the epoch>`, and a `v1=<hex>` of each key, the HMAC-SHA256 of
 * `<t>.<body>`. A receiver takes a body of which one signature is right, and refuses a time that is long over.
 */
function obsSignature(keys, { timestamp, body }) {
    const signatures = keys.map((key) => `v1=${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', key).update((0,_render_webhook_body_js__WEBPACK_IMPORTED_MODULE_4__/* .signedText */ .Mo)(timestamp, body)).digest('hex')}`);
    return [`t=${timestamp}`, ...signatures].join(',');
}
/** The keys that are there, of which there must be one. */
function signingKeys(names, environment) {
    const keys = [];
    const unset = [];
    let fault = null;
    for (const name of names) {
        try {
            keys.push((0,_notify_secrets_js__WEBPACK_IMPORTED_MODULE_5__/* .secret */ .rJ)(environment, name));
        }
        catch (error) {
            fault ??= error;
            unset.push(name);
        }
    }
    if (keys.length === 0)
        throw fault;
    return { keys: [...new Set(keys)], unset };
}
/** The receiver of a policy's reports. @throws JobError `missing_secret`. */
function weeklyHook(options) {
    const { webhook, environment, now, mask, timeLimit = (ms) => AbortSignal.timeout(ms) } = options;
    try {
        const url = (0,_notify_secrets_js__WEBPACK_IMPORTED_MODULE_5__/* .secretUrl */ .EK)(environment, webhook.secret);
        const { keys, unset } = signingKeys(webhook.signingSecrets, environment);
        const { pathname, search } = new URL(url);
        const secrets = [...keys, pathname + search];
        // Not the path alone: it may be a single slash, and every one in the log would be hidden.
        for (const value of [url, ...keys])
            mask(value);
        return {
            unset,
            send: async ({ body, key }) => {
                const signature = obsSignature(keys, { timestamp: String(Math.floor(now() / _domain_time_js__WEBPACK_IMPORTED_MODULE_2__/* .SECOND */ .Z2)), body });
                const headers = {
                    'content-type': 'application/json; charset=utf-8',
                    'idempotency-key': key,
                    [SIGNATURE_HEADER]: signature,
                };
                const request = { url, body, headers, secrets };
                return { answer: await (0,_notify_http_post_js__WEBPACK_IMPORTED_MODULE_3__/* .exchange */ .c)(request, { signal: timeLimit(webhook.timeoutMs), now }), signature };
            },
        };
    }
    catch (error) {
        if (!(error instanceof _notify_secrets_js__WEBPACK_IMPORTED_MODULE_5__/* .SecretFault */ .vU))
            throw error;
        throw new _domain_observability_job_error_js__WEBPACK_IMPORTED_MODULE_1__/* .JobError */ .CR('missing_secret', error.message, { cause: error });
    }
}


/***/ })

};
