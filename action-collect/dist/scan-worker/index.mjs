import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 3876:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  x: () => (/* binding */ scanRange)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./out/build/src/domain/digest.js

/** Digests in one call, which takes half as long for short texts; Node has it from 20.12 on. */
const inOneCall = external_node_crypto_;
/** SHA-256 of a text (as UTF-8) or of bytes, as 64 hexadecimal digits. */
function digest_sha256(data) {
    return inOneCall.hash?.('sha256', data) ?? external_node_crypto_.createHash('sha256').update(data).digest('hex');
}

// EXTERNAL MODULE: ./out/build/src/domain/time.js
var time = __nccwpck_require__(9242);
;// CONCATENATED MODULE: ./out/build/src/domain/batch.js




const BATCH_SCHEMA = 'phasegate.batch/1';
const NO_LINES = { accepted: 0, rejected: 0, duplicates: 0, late: 0 };
/** Digest of a batch's events, given as canonical JSON lines in any order, as text. */
function batchDigest(eventLines) {
    return digestOfDigests(eventLines.map((line) => sha256(line)));
}
/** The same by the digests of the lines. */
function digestOfDigests(digests) {
    return sha256(sortedDigests(digests).join('\n'));
}
/** Digest of several batches, given in any order: of the window, the phase and the digest of each. */
function batchesDigest(headers) {
    const lines = headers.map(({ window, phase, digest }) => canonicalJson([window.end, window.start, phase, digest]));
    return sha256(lines.sort().join('\n'));
}
/** `<phase>/batch-<start>.jsonl`, below the collector's folder. */
function batchFileName(header) {
    return `${header.phase}/batch-${compactInstant(parseInstant(header.window.start) ?? Number.NaN)}.jsonl`;
}
/** A batch file: the header, then the kept events, one canonical JSON a line. */
function renderBatch(header, eventLines) {
    // What it is asked for twice it may make twice.
    return [canonicalJson({ ...header }), ...eventLines].map((line) => `${line}\n`).join('');
}
/** The counts of two sets of lines together. */
function addLineCounts(a, b) {
    return {
        accepted: a.accepted + b.accepted,
        rejected: a.rejected + b.rejected,
        duplicates: a.duplicates + b.duplicates,
        late: a.late + b.late,
    };
}

// EXTERNAL MODULE: ./out/build/src/domain/packed-keys.js
var packed_keys = __nccwpck_require__(3508);
// EXTERNAL MODULE: ./out/build/src/domain/fault.js
var fault = __nccwpck_require__(8163);
;// CONCATENATED MODULE: ./out/build/src/domain/ledger-entry.js


const ledger_entry_LEDGER_SCHEMA = 'phasegate.ledger/1';
/** What the first entry and the first audit line are linked to. */
const ledger_entry_GENESIS = '0'.repeat(64);
/** SHA-256 over an entry's canonical JSON without its `hash`. */
function ledger_entry_entryHash(entry) {
    return sha256(canonicalJson({ ...entry, hash: undefined }));
}

// EXTERNAL MODULE: ./out/build/src/domain/raw-values.js
var raw_values = __nccwpck_require__(2468);
;// CONCATENATED MODULE: ./out/build/src/domain/ledger-reader.js



/** Stops the reading at the line that is not in the canonical form. */
class ledger_reader_Unreadable extends Error {
    line;
    constructor(line, expected) {
        super(`expected ${expected}`);
        this.line = line;
    }
}
/** Reads the canonical form, and nothing wider of YAML, line by line. */
class LineReader {
    #lines;
    #next = 0;
    constructor(text) {
        this.#lines = text.split('\n');
    }
    /** 1-based number of the line that comes next. */
    get line() {
        return this.#next + 1;
    }
    peek() {
        return this.#lines[this.#next];
    }
    /** Takes a line that starts so, and returns the rest of it. */
    take(prefix) {
        const line = this.peek();
        if (line === undefined || !line.startsWith(prefix))
            this.fail(`\`${prefix.trim()}\``);
        this.#next += 1;
        return line.slice(prefix.length);
    }
    /** Takes a line that is exactly this. */
    exact(line) {
        if (this.peek() !== line)
            this.fail(line === '' ? 'an empty line' : `\`${line.trim()}\` and nothing else`);
        this.#next += 1;
    }
    text(prefix) {
        const line = this.line;
        const value = parsed(this.take(prefix));
        if (typeof value === 'string')
            return value;
        throw new ledger_reader_Unreadable(line, `a quoted text behind \`${prefix.trim()}\``);
    }
    number(prefix) {
        const line = this.line;
        const value = this.take(prefix);
        if (!/^\d{1,9}$/.test(value))
            throw new ledger_reader_Unreadable(line, `a whole number behind \`${prefix.trim()}\``);
        return Number(value);
    }
    fail(expected) {
        throw new ledger_reader_Unreadable(this.line, expected);
    }
}
/** The value of a JSON text; undefined where it is none. */
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function readItems(reader, prefix, read) {
    if (reader.peek() === `${prefix} []`) {
        reader.take(prefix);
        return [];
    }
    reader.exact(prefix);
    const items = [];
    const item = `${INDENT}  - `;
    while (reader.peek()?.startsWith(item) === true)
        items.push(read(item));
    return items;
}
function readApproval(reader, prefix) {
    const line = reader.line;
    const value = parsed(reader.take(prefix));
    const { by, role, source } = (recordOf(value) ?? {});
    const isApproval = typeof by === 'string' &&
        typeof role === 'string' &&
        (source === 'environment' || source === 'input') &&
        Object.keys(value).length === 3;
    if (isApproval)
        return { by, role, source };
    throw new ledger_reader_Unreadable(line, 'an approval such as {"by": "octocat", "role": "qa", "source": "environment"}');
}
function readApprovals(reader, prefix) {
    return readItems(reader, prefix, (item) => readApproval(reader, item));
}
/** Flag values by name. */
function readValues(reader, prefix) {
    if (reader.peek() === `${prefix} {}`) {
        reader.take(prefix);
        return {};
    }
    reader.exact(prefix);
    const members = [];
    for (const start = `${INDENT}  `; reader.peek()?.startsWith(`${start}"`) === true;) {
        const line = reader.line;
        const [member] = Object.entries(recordOf(parsed(`{${reader.take(start)}}`)) ?? {});
        const value = member?.[1];
        if (member === undefined || !['string', 'number', 'boolean'].includes(typeof value))
            throw new ledger_reader_Unreadable(line, 'a flag with its value, such as "search.engine": "old"');
        members.push([member[0], value]);
    }
    return Object.fromEntries(members);
}
const MEMBER = /^ {6}"([A-Za-z0-9._/-]+)": "([0-9a-f]{64})"$/;
function readMap(reader, prefix) {
    if (reader.peek() === `${prefix} {}`) {
        reader.take(prefix);
        return {};
    }
    reader.exact(prefix);
    const members = [];
    for (;;) {
        const match = MEMBER.exec(reader.peek() ?? '');
        if (match === null)
            break;
        members.push([match[1] ?? '', match[2] ?? '']);
        reader.take('');
    }
    return Object.fromEntries(members);
}
function readField(reader, prefix, kind) {
    switch (kind) {
        case 'number':
            return reader.number(`${prefix} `);
        case 'text':
            return reader.text(`${prefix} `);
        case 'text or null':
            if (reader.peek() !== `${prefix} null`)
                return reader.text(`${prefix} `);
            reader.take(prefix);
            return null;
        case 'list':
            return readItems(reader, prefix, (item) => reader.text(item));
        case 'approvals':
            return readApprovals(reader, prefix);
        case 'values':
            return readValues(reader, prefix);
        case 'map':
            return readMap(reader, prefix);
    }
}
function readEntry(reader) {
    const fields = FIELDS.map(([key, kind], i) => [
        key,
        readField(reader, `${i === 0 ? FIRST_INDENT : INDENT}${key}:`, kind),
    ]);
    // Every field was read by its kind in FIELDS; what a value means is checked by ledger-inspect.ts.
    return Object.fromEntries(fields);
}
/** Reads the text's form. @throws Unreadable at the first line that is not in the canonical form. */
function ledger_reader_readLedgerText(text) {
    const reader = new LineReader(text);
    HEADER.forEach((line) => reader.exact(line));
    const schema = reader.line;
    if (reader.text('schema: ') !== LEDGER_SCHEMA)
        throw new ledger_reader_Unreadable(schema, `the schema ${LEDGER_SCHEMA}`);
    const rollout = reader.text('rollout: ');
    const entries = [];
    const lines = [];
    if (reader.peek() === 'entries: []') {
        reader.take('');
    }
    else {
        reader.exact('entries:');
        while (reader.peek()?.startsWith(FIRST_INDENT) === true) {
            lines.push(reader.line);
            entries.push(readEntry(reader));
        }
    }
    // Behind the last line end there is nothing.
    if (reader.peek() !== '')
        reader.fail('the end of the file, or a new entry');
    reader.exact('');
    if (reader.peek() !== undefined)
        reader.fail('the end of the file');
    return { ledger: { schema: LEDGER_SCHEMA, rollout, entries }, lines };
}

;// CONCATENATED MODULE: ./out/build/src/domain/ledger-inspect.js





/** Schema of a newer version, told by its number alone: its form is not known here. */
function newerSchema(text) {
    return newerFormat(/^schema: "(.*)"$/m.exec(text)?.[1], LEDGER_SCHEMA);
}
/** What is wrong with the action and what belongs to it, one after the other. */
function problemsOfAction(entry, before) {
    const { action, from, to, until, forced } = entry;
    if (!['promote', 'rollback', 'release'].includes(action))
        return ['its `action` is none of promote, rollback and release'];
    const at = parseInstant(entry.at) ?? 0;
    const checks = [
        [action === 'release' || from !== to, 'it does not change the phase'],
        [action !== 'release' || from === to, 'it changes the phase, which a release does not'],
        [action !== 'release' || before?.until != null, 'it releases what no rollback before it has held'],
        [
            action !== 'promote' || before?.until == null,
            'it promotes while the rollback before it is not released',
        ],
        [action === 'rollback' || until === null, 'it has an `until`, which only a rollback has'],
        [
            until === null || (isInstant(until) && (parseInstant(until) ?? 0) > at),
            'its `until` is no UTC time behind its `at`',
        ],
        [until !== null || Object.keys(forced).length === 0, 'it forces flags without an `until`'],
    ];
    return checks.filter(([holds]) => !holds).map(([, message]) => message);
}
function isInstant(text) {
    const ms = parseInstant(text);
    return ms !== null && formatInstant(ms) === text;
}
/** What is wrong with one entry by itself and as the successor of the one before it. */
function problemsOfEntry(entry, index, before) {
    const at = parseInstant(entry.at);
    const checks = [
        [
            entry.seq === index + 1,
            `its seq is ${entry.seq}, and ${index + 1} comes here: an entry is missing or was moved`,
        ],
        [isInstant(entry.at), 'its `at` is no UTC time such as 2026-03-02T14:15:00Z'],
        [
            before === undefined || (at ?? 0) >= (parseInstant(before.at) ?? 0),
            'it is older than the entry before it',
        ],
        [
            before === undefined || before.to === entry.from,
            `it starts from ${entry.from}, and the entry before it ends at ${before?.to}`,
        ],
        [index > 0 || entry.previous === GENESIS, 'its `previous` must be 64 zeros in the first entry'],
        [
            entryHash(entry) === entry.hash,
            'its `hash` does not fit its content: something in this entry was changed',
        ],
    ];
    return [
        ...problemsOfAction(entry, before),
        ...checks.filter(([holds]) => !holds).map(([, message]) => message),
    ];
}
function firstDifference(a, b) {
    const [left, right] = [a.split('\n'), b.split('\n')];
    return left.findIndex((line, i) => line !== right[i]) + 1;
}
/** Reads a ledger's text and lists everything that is wrong with it; the links to the audit are not looked at. */
function ledger_inspect_inspectLedger(text) {
    const newer = newerSchema(text);
    if (newer !== null)
        return { ledger: null, lines: [], problems: [], newer };
    try {
        const { ledger, lines } = readLedgerText(text);
        const problems = ledger.entries.flatMap((entry, i) => problemsOfEntry(entry, i, ledger.entries[i - 1]).map((message) => ({
            line: lines[i] ?? 0,
            path: `entries[${i}]`,
            message: `entry ${i + 1}: ${message}`,
        })));
        const canonical = renderLedger(ledger);
        if (canonical !== text && problems.length === 0) {
            problems.push({
                line: firstDifference(text, canonical),
                path: '',
                message: 'this line is not written as Phasegate writes it',
            });
        }
        return { ledger, lines, problems, newer: null };
    }
    catch (error) {
        if (!(error instanceof Unreadable))
            throw error;
        return {
            ledger: null,
            lines: [],
            problems: [{ line: error.line, path: '', message: error.message }],
            newer: null,
        };
    }
}

;// CONCATENATED MODULE: ./out/build/src/domain/ledger.js







/**
 * The ledger in a file's text.
 *
 * @throws PhasegateError `bad-ledger` with every fault and its line when the text is not what Phasegate wrote,
 * `newer-state` when a newer version wrote it.
 */
function parseLedger(text, file) {
    const { ledger, problems, newer } = inspectLedger(text);
    if (newer !== null) {
        throw new PhasegateError('newer-state', `${file} has the schema ${newer}, newer than this version knows; use a newer Phasegate`);
    }
    if (ledger !== null && problems.length === 0)
        return ledger;
    const faults = problems.map(({ line, path, message }) => ({
        file,
        line,
        column: 1,
        path,
        message,
        severity: 'error',
    }));
    const list = problems.map(({ line, message }) => `line ${line}: ${message}`).join('; ');
    throw new PhasegateError('bad-ledger', `${file} was changed by hand or cut off: ${list}. Take the file as it was in the last good commit of the governance branch (git log -p -- ${file}); to undo a decision, make a new one`, { faults });
}
/**
 * The ledger of the policy's rollout in a file's text; null where there is no file yet.
 *
 * @throws PhasegateError as {@link parseLedger}, and `bad-ledger` when it is another rollout's.
 */
function ledgerOfRollout(text, file, policy) {
    if (text === null)
        return null;
    const ledger = parseLedger(text, file);
    if (ledger.rollout === policy.rollout)
        return ledger;
    throw new PhasegateError('bad-ledger', `${file} on branch ${policy.governance.branch} is the ledger of rollout ${JSON.stringify(ledger.rollout)}, and the policy is that of ${JSON.stringify(policy.rollout)}; give this rollout a governance folder or branch of its own in the policy`);
}
function firstPhase(policy) {
    const first = policy.phases[0];
    if (first === undefined)
        throw new fault/* PhasegateError */.h('bad-policy', 'the policy has no phases; name at least one');
    return first.id;
}
/** The phase that is on now, and since when it is (ms since the epoch; null before the first entry). */
function currentPhase(policy, ledger) {
    const last = ledger?.entries.findLast(({ action }) => action !== 'release');
    return last === undefined
        ? { phase: firstPhase(policy), since: null }
        : { phase: last.to, since: parseInstant(last.at) };
}
/** The phase that was on at an instant (ms since the epoch): that of the last entry at or before it, else the first. */
function phaseAt(policy, ledger, ms) {
    const last = ledger?.entries.findLast((entry) => ((0,time/* parseInstant */.nV)(entry.at) ?? Infinity) <= ms);
    return last?.to ?? firstPhase(policy);
}
/** What {@link phaseAt} says of every instant from one on, up to another: the first era begins with it. */
function erasOf(policy, ledger, span) {
    const changes = new Set((ledger?.entries ?? []).map(({ at }) => (0,time/* parseInstant */.nV)(at) ?? Infinity));
    const within = [...changes].filter((at) => at > span.from && at <= span.to).sort((a, b) => a - b);
    return [span.from, ...within].map((from) => ({ from, phase: phaseAt(policy, ledger, from) }));
}
/** The policy's phase of that id. @throws PhasegateError `bad-policy` when the policy no longer has the ledger's phase. */
function requirePhase(policy, id) {
    const phase = findPhase(policy, id);
    if (phase !== undefined)
        return phase;
    const known = policy.phases.map((one) => one.id).join(', ');
    throw new PhasegateError('bad-policy', `the ledger says that phase ${JSON.stringify(id)} is on, and the policy has no such phase (it has ${known}); put the phase back into the policy until the rollout has left it`);
}

;// CONCATENATED MODULE: ./out/build/action-collect/src/collector-state.js



const STATE_SCHEMA = 'phasegate.collector-state/1';
const STATE_FAMILY = 'phasegate.collector-state/';
function newState(rollout) {
    return {
        schema: STATE_SCHEMA,
        rollout,
        closedUntil: null,
        ledgerEntries: 0,
        cursors: {},
        trails: {},
        counts: {},
        held: [],
    };
}
/** The state file's text: the state with a digest over it, so that a damaged number is not taken for a good one. */
function renderState(state) {
    return `${canonicalJson({ ...state, digest: sha256(canonicalJson(state)) })}\n`;
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function looksWhole(value) {
    const { rollout, closedUntil, ledgerEntries, cursors, trails, counts, held, tallies = {}, readsOf = [], } = value;
    return (typeof rollout === 'string' &&
        (closedUntil === null || typeof closedUntil === 'number') &&
        typeof ledgerEntries === 'number' &&
        isRecord(cursors) &&
        isRecord(trails) &&
        isRecord(counts) &&
        Array.isArray(held) &&
        isRecord(tallies) &&
        Array.isArray(readsOf));
}
/** Digest of a state that was read; null for one that holds a number too large for a double. */
function digestOf(state) {
    try {
        return sha256(canonicalJson(state));
    }
    catch (error) {
        if (error instanceof TypeError)
            return null;
        throw error;
    }
}
/**
 * Reads the state file's text (null: there is none).
 * @throws PhasegateError `newer-state` for a state that a newer version wrote; it is left as it is.
 */
function parseState(text, rollout) {
    if (text === null)
        return { kind: 'rebuild', why: null };
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return { kind: 'rebuild', why: 'the state file is no JSON' };
    }
    const schema = isRecord(value) ? value['schema'] : undefined;
    if (typeof schema === 'string' && schema.startsWith(STATE_FAMILY) && schema !== STATE_SCHEMA) {
        throw new PhasegateError('newer-state', `the collector's state is ${schema} and this version reads ${STATE_SCHEMA}; use the version that wrote it, or give another state folder`);
    }
    if (schema !== STATE_SCHEMA || !isRecord(value) || !looksWhole(value)) {
        return { kind: 'rebuild', why: 'the state file is damaged' };
    }
    const { digest, ...rest } = value;
    if (digest !== digestOf(rest))
        return { kind: 'rebuild', why: 'the state file is damaged' };
    const state = rest;
    if (state.rollout !== rollout)
        return { kind: 'rebuild', why: `the state belongs to rollout ${state.rollout}` };
    return { kind: 'state', state };
}

// EXTERNAL MODULE: ./out/build/src/domain/canonical-json.js
var canonical_json = __nccwpck_require__(3576);
;// CONCATENATED MODULE: ./out/build/src/domain/batch-definitions.js


/** What an SLI measures, without its name and unit, as text. */
function definitionOf({ events, where, measure, by }) {
    // How a quantile is read from its distribution, and whether matching events are good, is said by who judges it.
    const measured = measure.kind === 'quantile' || measure.kind === 'mean' ? measure.of : '';
    const match = measure.kind === 'ratio' ? measure.match : [];
    return (0,canonical_json/* canonicalJson */.d)({ events, where, by, kind: measure.kind, of: measured, match });
}
/** Digest of what the SLIs measure, in any order: two policies with the same one sum events up alike. */
function definitionsDigest(slis) {
    return digest_sha256(slis
        .map((sli) => (0,canonical_json/* canonicalJson */.d)([sli.id, definitionOf(sli)]))
        .sort()
        .join('\n'));
}
function definitionsOf(slis) {
    return {
        digest: definitionsDigest(slis),
        slis: Object.fromEntries(slis.map((sli) => [sli.id, definitionsDigest([sli])])),
    };
}
/** @param others policies that it may have been measured under */
function measuredFor(policy, header, others) {
    const { definitions, counts } = header;
    if (counts.accepted === 0 || definitions === definitionsDigest(policy.slis))
        return { kind: 'alike' };
    if (definitions === undefined)
        return { kind: 'unknown' };
    const by = others.find(({ slis }) => definitionsDigest(slis) === definitions);
    if (by === undefined)
        return { kind: 'lost' };
    const known = new Map(by.slis.map((sli) => [sli.id, definitionOf(sli)]));
    const differ = policy.slis.filter((sli) => known.get(sli.id) !== definitionOf(sli));
    return { kind: 'otherwise', slis: differ.map(({ id }) => id).sort() };
}

// EXTERNAL MODULE: ./out/build/src/domain/window-tally.js
var window_tally = __nccwpck_require__(5788);
;// CONCATENATED MODULE: ./out/build/action-collect/src/event-store.js




/**
 * Events added up as they come, where the policy keeps none: then a window takes room for what it comes to and for its
 * events' keys. Of two events under one id the one that is read first counts.
 */
class TalliedEvents {
    #policy;
    #definitions;
    #windows = new Map();
    #scanners = new Map();
    constructor(policy, before) {
        this.#policy = policy;
        this.#definitions = definitionsOf(policy.slis);
        for (const [start, { phases, keys, definitions }] of Object.entries(before ?? {})) {
            const window = this.#window(Number(start), definitions);
            for (const [phase, summary] of Object.entries(phases))
                window.done.set(phase, summary);
            for (const [source, text] of Object.entries(keys))
                window.packed.set(source, (0,packed_keys/* keysInMemory */.pE)(fromBase64(text)));
        }
    }
    meets({ ts, source, key }) {
        const { start } = (0,time/* windowAt */.MF)(ts, this.#policy.batchMs);
        const scanner = this.#scanners.get(source);
        if (scanner !== undefined)
            return scanner.has(start, key);
        const window = this.#windows.get(start);
        return window !== undefined && this.#keys(window, source).has(key);
    }
    add({ ts, source, key, phase, fields }) {
        const { start } = (0,time/* windowAt */.MF)(ts, this.#policy.batchMs);
        const window = this.#window(start);
        const scanner = this.#scanners.get(source);
        if (scanner !== undefined)
            scanner.remember(start, key);
        else
            this.#keys(window, source).add(key);
        const tally = window.open.get(phase) ?? new window_tally/* PhaseTally */.kQ();
        window.open.set(phase, tally);
        tally.add(this.#policy.slis, source, fields);
    }
    /** Keys of a source's events that were taken of a window before its scanner began. */
    keysOf(source, start) {
        const window = this.#windows.get(start);
        const set = window?.keys.get(source);
        return set === undefined ? (window?.packed.get(source)?.read() ?? new Uint8Array(0)) : (0,packed_keys/* packKeys */.gX)(set);
    }
    /** The same of all windows that have some, by start. */
    known(source) {
        const all = [...this.#windows.keys()].map((start) => [start, this.keysOf(source, start)]);
        return new Map(all.filter(([, keys]) => keys.length > 0));
    }
    /** Knows events of a source that were taken elsewhere, by start of their window. */
    know(source, known) {
        for (const [start, keys] of known)
            this.#window(start).packed.set(source, (0,packed_keys/* keysInMemory */.pE)(keys));
    }
    /** Lets a scanner know the keys of a source, until it is finished. */
    begin(source, scanner) {
        this.#scanners.set(source, scanner);
    }
    end(source, windows) {
        this.#scanners.delete(source);
        for (const scanned of windows) {
            if (scanned.keys.bytes === 0)
                continue;
            const window = this.#window(scanned.start);
            window.packed.set(source, scanned.keys);
            window.keys.delete(source);
            for (const [phase, summary] of scanned.phases)
                mergeInto(window.done, phase, this.#measuredAs(window.definitions, summary));
        }
    }
    /** By start. */
    tallies() {
        return new Map([...this.#windows].map(([start, window]) => [start, this.#finished(window)]));
    }
    #finished({ definitions, done, open, keys, packed }) {
        const phases = new Map(done);
        for (const [phase, tally] of open)
            mergeInto(phases, phase, this.#measuredAs(definitions, tally.summary()));
        const all = new Map(packed);
        for (const [source, set] of keys)
            all.set(source, (0,packed_keys/* keysInMemory */.pE)((0,packed_keys/* packKeys */.gX)(set)));
        return { definitions, phases, keys: all };
    }
    /** Without the summaries of SLIs that a window's earlier events were measured otherwise for. */
    #measuredAs({ digest, slis }, summary) {
        if (digest === this.#definitions.digest)
            return summary;
        const now = this.#definitions.slis;
        return { ...summary, summaries: summary.summaries.filter(({ sli }) => slis[sli] === now[sli]) };
    }
    #window(start, definitions = this.#definitions) {
        const window = this.#windows.get(start) ?? {
            definitions,
            done: new Map(),
            open: new Map(),
            keys: new Map(),
            packed: new Map(),
        };
        this.#windows.set(start, window);
        return window;
    }
    #keys(window, source) {
        const keys = window.keys.get(source) ?? new Set((0,packed_keys/* unpackKeys */.Do)(window.packed.get(source)?.read() ?? new Uint8Array(0)));
        window.keys.set(source, keys);
        return keys;
    }
}
function mergeInto(phases, phase, summary) {
    const before = phases.get(phase);
    phases.set(phase, before === undefined ? summary : (0,window_tally/* mergePhases */.r0)(before, summary));
}
/** What is kept of tallies from tick to tick: those of windows from a time on. */
function heldTallies(tallies, from) {
    const open = [...tallies].filter(([start]) => start >= from).sort(([a], [b]) => a - b);
    if (open.length === 0)
        return {};
    const kept = open.map(([start, { definitions, phases, keys }]) => [
        String(start),
        {
            definitions,
            phases: madeSummaries(phases),
            keys: Object.fromEntries([...keys].map(([source, packed]) => [source, toBase64(sorted(packed.read()))])),
        },
    ]);
    return { tallies: Object.fromEntries(kept) };
}
/** Keys of a source's events that earlier ticks took of open windows. */
function keysInTallies({ tallies = {} }, source) {
    return Object.values(tallies).flatMap(({ keys }) => {
        const packed = Object.hasOwn(keys, source) ? keys[source] : undefined;
        return packed === undefined ? [] : unpackKeys(fromBase64(packed));
    });
}
function sorted(packed) {
    return packKeys(new Set(unpackKeys(packed).sort()));
}
function toBase64(bytes) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
function fromBase64(text) {
    return Buffer.from(text, 'base64');
}

;// CONCATENATED MODULE: ./out/build/action-collect/src/closed-keys.js
/** Keys that are held at most, of all windows together, unless one window has more: some tens of megabytes. */
const MOST_KEYS = 400_000;
/** The keys of closed windows' events as they are asked for: a file that is read anew asks for the same ones line by line. */
class ClosedKeys {
    #read;
    #mostKeys;
    /** The one that was asked for longest ago first. */
    #held = new Map();
    #heldKeys = 0;
    constructor(read, mostKeys = MOST_KEYS) {
        this.#read = read;
        this.#mostKeys = mostKeys;
    }
    async of(start) {
        const known = this.#held.get(start);
        const keys = known ?? (await this.#read(start));
        this.#held.delete(start);
        this.#held.set(start, keys);
        if (known === undefined)
            this.#heldKeys += keys.size;
        for (const [oldest, { size }] of this.#held) {
            if (this.#heldKeys <= this.#mostKeys || oldest === start)
                break;
            this.#held.delete(oldest);
            this.#heldKeys -= size;
        }
        return keys;
    }
}

;// CONCATENATED MODULE: ./out/build/action-collect/src/intake.js



/** Entries that one tick puts into quarantine; more are counted, and stay in the telemetry. */
const MAX_QUARANTINED = 10_000;
/** How long a file that has gone is remembered, in case it comes back. */
const FORGET_MS = 7 * time/* DAY */.d_;
/**
 * Takes lines in as they are read, and sorts them: accepted into its window, duplicate, late, or rejected.
 *
 * An event belongs to the window of its own time. All other lines are counted in the window in which they *arrived*, since
 * that one is still open when they are read: so the counts do not depend on when ticks come. A rejected line may show no
 * time at all, so it is counted with the next event of its file.
 */
class Intake {
    #options;
    #closedKeys;
    #counts = new Map();
    #quarantine = [];
    #trails;
    #totals = { ...NO_LINES };
    #firstArrival = null;
    #earliestLookedUp = null;
    constructor(options) {
        this.#options = options;
        this.#closedKeys = new ClosedKeys((start) => options.keysOfClosed(start));
        const trails = Object.entries(options.state.trails);
        this.#trails = new Map(trails.map(([source, files]) => [source, new Map(Object.entries(files))]));
        for (const [start, bySource] of Object.entries(options.state.counts)) {
            this.#counts.set(Number(start), new Map(Object.entries(bySource)));
        }
    }
    reject(rejection) {
        this.putAside(rejection);
        // Line 0 stands for a file that cannot be read: no line, and said again at every tick.
        if (rejection.place.line === 0)
            return;
        const trail = this.trail(rejection.place);
        this.setTrail(rejection.place, { ...trail, rejected: trail.rejected + 1 });
        this.#totals.rejected += 1;
    }
    async take(event, excerpt) {
        const { policy, store, openFrom, now } = this.#options;
        const { place } = event;
        const window = (0,time/* windowAt */.MF)(event.ts, policy.batchMs);
        const trail = this.trail(place);
        const arrival = event.arrived ?? Math.min(Math.max(event.ts, trail.reached ?? event.ts), now);
        this.setTrail(place, { reached: Math.max(arrival, trail.reached ?? arrival), rejected: 0 });
        if (trail.rejected > 0)
            this.#addCount(place.source, arrival, { ...NO_LINES, rejected: trail.rejected });
        this.#firstArrival ??= arrival;
        const isLate = event.arrived !== null && event.arrived >= window.end + policy.graceMs;
        const isClosed = window.start < openFrom;
        const stored = { ...event, source: place.source };
        if (store.meets(stored, isLate)) {
            this.#count(place.source, arrival, 'duplicates');
        }
        else if (isClosed &&
            arrival - event.ts <= policy.dedupeMs &&
            (await this.#wasTaken(window.start, event))) {
            this.#count(place.source, arrival, 'duplicates');
        }
        else if (isClosed || isLate) {
            this.#count(place.source, arrival, 'late');
            if (this.wantsRejected)
                this.putAside({ place, reason: lateReason(window, policy), excerpt });
        }
        else {
            store.add(stored);
            this.#totals.accepted += 1;
        }
    }
    /** Counts an event that a scanner kept, new or not; rejected lines before it are counted where it arrives. */
    countKept(source, arrival, rejected, isNew) {
        if (rejected > 0)
            this.#addCount(source, arrival, { ...NO_LINES, rejected });
        if (isNew)
            this.#totals.accepted += 1;
        else
            this.#count(source, arrival, 'duplicates');
    }
    /** Whether rejected lines are still put aside; more are only counted. */
    get wantsRejected() {
        return this.#quarantine.length < MAX_QUARANTINED;
    }
    /** Puts a rejected line aside, without counting it. */
    putAside(rejection) {
        if (this.wantsRejected)
            this.#quarantine.push(rejection);
    }
    /** Counts what a scanner took of a source. */
    absorb(source, { windows, accepted, rejected, duplicates }) {
        this.#addTotals({ ...NO_LINES, accepted, rejected, duplicates });
        for (const window of windows)
            this.#addCount(source, window.start, {
                ...NO_LINES,
                rejected: window.rejected,
                duplicates: window.duplicates,
            });
    }
    /**
     * Whether another intake, which began behind this one's lines of a file, judged its lines as this one would have: an event
     * is looked up only within some time of its arrival, and that may be later than the other one knew.
     */
    agreesWith(place, { earliestLookedUp }) {
        return (earliestLookedUp === null || this.#reached(place) - earliestLookedUp <= this.#options.policy.dedupeMs);
    }
    /**
     * Counts what another intake took of the lines behind this one's of a file. An arrival is never before those of the lines
     * before, so what arrived earlier by itself arrived when the last of them did.
     */
    append(place, taken, linesBefore) {
        const { source } = place;
        const before = this.trail(place);
        const reached = this.#reached(place);
        for (const [start, lines] of taken.counts)
            this.#addCount(source, Math.max(start, reached), lines);
        const hasEvents = taken.firstArrival !== null;
        if (taken.firstArrival !== null)
            this.#addCount(source, Math.max(taken.firstArrival, reached), {
                ...NO_LINES,
                rejected: before.rejected,
            });
        const latest = Math.max(before.reached ?? -Infinity, taken.trail.reached ?? -Infinity);
        this.setTrail(place, {
            reached: latest === -Infinity ? null : latest,
            rejected: taken.trail.rejected + (hasEvents ? 0 : before.rejected),
        });
        this.#addTotals(taken.totals);
        for (const { reason, excerpt, place: at } of taken.quarantine)
            this.putAside({ place: { ...at, line: at.line + linesBefore }, reason, excerpt });
    }
    /** When the next line of a file arrives at the earliest. */
    #reached(place) {
        return Math.min(this.trail(place).reached ?? -Infinity, this.#options.now);
    }
    /** Of all events: the first one's arrival, and the earliest time of those that were looked up in closed windows. */
    get marks() {
        return { firstArrival: this.#firstArrival, earliestLookedUp: this.#earliestLookedUp };
    }
    /** Whether a file's last lines came within {@link FORGET_MS}. */
    isRecent(place) {
        const { reached } = this.trail(place);
        return reached === null || reached >= this.#options.now - FORGET_MS;
    }
    result() {
        return {
            counts: this.#counts,
            trails: Object.fromEntries([...this.#trails].map(([source, files]) => [source, Object.fromEntries(files)])),
            quarantine: this.#quarantine,
            totals: { ...this.#totals },
        };
    }
    async #wasTaken(start, event) {
        this.#earliestLookedUp = Math.min(event.ts, this.#earliestLookedUp ?? event.ts);
        return (await this.#closedKeys.of(start)).has(event.key);
    }
    trail(place) {
        return this.#trails.get(place.source)?.get(place.file) ?? { reached: null, rejected: 0 };
    }
    setTrail(place, trail) {
        const files = this.#trails.get(place.source) ?? new Map();
        // A file of blank lines has no trail, in whatever way it is read.
        if (trail.reached === null && trail.rejected === 0 && !files.has(place.file))
            return;
        this.#trails.set(place.source, files.set(place.file, trail));
    }
    #count(source, arrival, what) {
        this.#addCount(source, arrival, { ...NO_LINES, [what]: 1 });
        this.#totals[what] += 1;
    }
    #addTotals(lines) {
        Object.assign(this.#totals, addLineCounts(this.#totals, lines));
    }
    #addCount(source, arrival, lines) {
        if (Object.values(lines).every((count) => count === 0))
            return;
        const { start } = (0,time/* windowAt */.MF)(arrival, this.#options.policy.batchMs);
        const bySource = this.#counts.get(start) ?? new Map();
        this.#counts.set(start, bySource.set(source, addLineCounts(bySource.get(source) ?? NO_LINES, lines)));
    }
}
function lateReason({ start, end }, { batchMs, graceMs }) {
    const closed = (0,time/* formatInstant */.r4)(end + graceMs);
    return `late: its window of ${(0,time/* formatDuration */.a3)(batchMs)} from ${(0,time/* formatInstant */.r4)(start)} closed at ${closed}`;
}

// EXTERNAL MODULE: ./out/build/src/domain/event.js
var domain_event = __nccwpck_require__(1479);
;// CONCATENATED MODULE: ./out/build/action-collect/src/take-line.js

/** Takes a line or puts it aside; says what became of it, or why nothing did. */
async function takeLine(intake, rules, source, line) {
    const { place, excerpt } = line;
    if (line.kind === 'fields')
        return takeFields(intake, rules, { source, place, fields: line.fields, excerpt });
    const rejection = line;
    intake.reject(rejection);
    return line.reason;
}
async function takeFields(intake, rules, line) {
    const { source, place, excerpt } = line;
    // Only the ledger's own events come without a schema.
    const validate = rules.validators.get(source.name) ?? (() => null);
    const event = (0,domain_event/* readEvent */.j_)(line.fields, place, { ...rules.common, source, validate });
    if (typeof event === 'string')
        intake.reject({ place, reason: event, excerpt });
    else
        await intake.take(event, excerpt);
    return event;
}
/** Who judges the lines that a scanner leaves. */
function judgeOf(source, { intake, rules }, store) {
    return {
        ...store,
        judge: (line) => takeLine(intake, rules, source, line),
        get wantsRejected() {
            return intake.wantsRejected;
        },
        putAside: (place, reason, excerpt) => intake.putAside({ place, reason, excerpt }),
        trail: (place) => intake.trail(place),
        setTrail: (place, trail) => intake.setTrail(place, trail),
    };
}
/** Opens the scanner of a source whose events are kept with their lines; null where its lines are taken one by one. */
async function beginKeeping(scanners, request, taking) {
    const { intake, held } = taking;
    const { source } = request;
    const keep = (lines) => held.addLines(source.name, lines, (...event) => intake.countKept(source.name, ...event));
    // The store itself knows events of earlier ticks.
    const keysOf = () => new Uint8Array(0);
    return scanners.open({ ...request, judge: judgeOf(source, taking, { keysOf, keep }) });
}
/** Opens the scanner of a source whose events are added up; null where its lines are taken one by one. */
async function beginScanner(scanners, request, taking) {
    const { tallied } = taking;
    const { source } = request;
    const keysOf = (start) => tallied.keysOf(source.name, start);
    const scanner = await scanners.open({ ...request, judge: judgeOf(source, taking, { keysOf }) });
    if (scanner !== null)
        tallied.begin(source.name, scanner);
    return scanner;
}
/** What a scanner has taken is the stores'. */
function endScanner(source, scanner, { intake, tallied }) {
    const scanned = scanner.finish();
    tallied?.end(source.name, scanned.windows);
    intake.absorb(source.name, scanned);
}

;// CONCATENATED MODULE: ./out/build/action-collect/src/range-scan.js







const NO_KEYS = (0,packed_keys/* keysInMemory */.pE)(new Uint8Array(0));
/**
 * Takes a range of a file as if nothing stood before it. Its scanner is new, and so knows no shape of lines: the first event
 * always comes to the intake by itself, which knows when that arrived.
 */
async function scanRange(scan) {
    const { policy, job, validate, scanners, keysOfClosed } = scan;
    const { ledger, now, openFrom } = job;
    const source = policy.sources.find(({ name }) => name === job.source);
    if (source === undefined)
        throw new Error(`the policy has no source ${job.source}`);
    const tallied = new TalliedEvents(policy, undefined);
    tallied.know(source.name, job.known);
    const state = newState(policy.rollout);
    const intake = new Intake({ policy, state, store: tallied, openFrom, now, keysOfClosed });
    const common = { policy, now, forcedPhase: null, phaseAt: (ms) => phaseAt(policy, ledger, ms) };
    const rules = { common, validators: new Map([[source.name, validate]]) };
    const eras = erasOf(policy, ledger, { from: openFrom, to: now + policy.maxAheadMs });
    const request = { policy, source, now, openFrom, eras };
    const scanner = await beginScanner(scanners, request, { intake, rules, tallied });
    const reading = scan.read(scanner === null ? null : (block) => scanner.take(block));
    let next = await reading.next();
    for (; next.done !== true; next = await reading.next())
        await takeLine(intake, rules, source, next.value);
    if (scanner !== null)
        endScanner(source, scanner, { intake, tallied });
    const { counts, quarantine, totals } = intake.result();
    const ofSource = (all) => all.get(source.name) ?? NO_LINES;
    return {
        lines: next.value,
        windows: windowsOf(tallied, source.name),
        counts: new Map([...counts].map(([start, all]) => [start, ofSource(all)])),
        totals,
        quarantine,
        trail: intake.trail({ source: source.name, file: job.file }),
        ...intake.marks,
    };
}
function windowsOf(tallied, source) {
    const all = [...tallied.tallies()].filter(([, { phases }]) => phases.size > 0);
    return all.map(([start, { phases, keys }]) => ({
        start,
        phases,
        keys: keys.get(source) ?? NO_KEYS,
        rejected: 0,
        duplicates: 0,
    }));
}


/***/ }),

/***/ 1126:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_worker_threads__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5919);
/* harmony import */ var _src_io_collector_folders_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5874);
/* harmony import */ var _src_io_event_schema_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6853);
/* harmony import */ var _src_io_key_shelf_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8261);
/* harmony import */ var _src_io_file_ranges_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5055);
/* harmony import */ var _src_io_range_across_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(1198);
/* harmony import */ var _src_io_wasm_scanners_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(9367);
/* harmony import */ var _range_scan_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(3876);








/** Keys that cross to the main thread as they are: 1 MiB. */
const MOST_IN_MEMORY = 1024 * 1024;
const { policy, state, keys } = node_worker_threads__WEBPACK_IMPORTED_MODULE_0__.workerData;
const files = new _src_io_collector_folders_js__WEBPACK_IMPORTED_MODULE_1__/* .CollectorFolders */ .P({ state, output: '' });
// What is to be said of a schema the main thread has said.
const shelf = new _src_io_key_shelf_js__WEBPACK_IMPORTED_MODULE_3__/* .TemporaryKeyShelf */ .zT(MOST_IN_MEMORY, keys);
const scanners = new _src_io_wasm_scanners_js__WEBPACK_IMPORTED_MODULE_6__/* .WasmScanners */ .c(() => undefined, shelf);
const validators = new Map();
function validatorOf({ name, schema }) {
    const none = () => null;
    const compiled = validators.get(name) ??
        (schema === '' ? Promise.resolve(none) : (0,_src_io_event_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .compileEventSchema */ .py)(schema, { fromText: false }));
    validators.set(name, compiled);
    return compiled;
}
async function scan(job) {
    const source = policy.sources.find(({ name }) => name === job.source);
    if (source === undefined)
        throw new Error(`the policy has no source ${job.source}`);
    const { file, range } = job;
    return (0,_range_scan_js__WEBPACK_IMPORTED_MODULE_7__/* .scanRange */ .x)({
        policy,
        job,
        scanners,
        validate: await validatorOf(source),
        keysOfClosed: (start) => files.keysOfClosed(start),
        read: (takeBlock) => (0,_src_io_file_ranges_js__WEBPACK_IMPORTED_MODULE_4__/* .rangeLines */ .RO)(range, { source: source.name, file, now: job.now, takeBlock }),
    });
}
function say(message, moved = []) {
    node_worker_threads__WEBPACK_IMPORTED_MODULE_0__.parentPort?.postMessage(message, moved);
}
node_worker_threads__WEBPACK_IMPORTED_MODULE_0__.parentPort?.on('message', (job) => {
    scan(job).then((result) => {
        const [taken, moved] = (0,_src_io_range_across_js__WEBPACK_IMPORTED_MODULE_5__/* .takenAcross */ .F)(result, shelf);
        say({ kind: 'taken', taken }, moved);
    }, (error) => {
        const why = error instanceof Error ? error.message : String(error);
        say({ kind: 'failed', why, isBroken: !(error instanceof _src_io_file_ranges_js__WEBPACK_IMPORTED_MODULE_4__/* .RangeGone */ .NO) });
    });
});
// Before the first range comes: ajv is loaded and the schemas are compiled while the main thread reads.
const read = policy.sources.filter(({ format }) => format === 'jsonl');
await Promise.allSettled(read.map(validatorOf));
say({ kind: 'ready' });

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 9076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   l7: () => (/* binding */ mergeIntervals)
/* harmony export */ });
/* unused harmony exports rankBounds, spreadValue, countOfBuckets, countBeyond */
/* harmony import */ var _log_buckets_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1243);

function compare(a, b) {
    // Infinity - Infinity is no number, which is falsy like 0.
    return a.low - b.low || a.high - b.high || 0;
}
/** Intervals in order, those that are alike added up, those with nothing in them left out. */
function mergeIntervals(list) {
    const byEnds = new Map();
    for (const { lower, upper, counts } of list) {
        counts.forEach((count, i) => {
            if (count === 0)
                return;
            const [low, high] = [lower[i] ?? -Infinity, upper[i] ?? Infinity];
            const key = `${low} ${high}`;
            byEnds.set(key, { low, high, count: (byEnds.get(key)?.count ?? 0) + count, middle: null });
        });
    }
    const sorted = [...byEnds.values()].sort(compare);
    return {
        lower: sorted.map(({ low }) => (low === -Infinity ? null : low)),
        upper: sorted.map(({ high }) => (high === Infinity ? null : high)),
        counts: sorted.map(({ count }) => count),
    };
}
function intervalsOf(values) {
    const { lower, upper, counts, zero, positive, negative } = values;
    const measured = counts.map((count, i) => ({
        low: lower[i] ?? -Infinity,
        high: upper[i] ?? Infinity,
        count,
        middle: null,
    }));
    const above = positive.keys.map((key, i) => ({
        low: bucketLow(key),
        high: bucketHigh(key),
        count: positive.counts[i] ?? 0,
        middle: bucketValue(key),
    }));
    const below = negative.keys.map((key, i) => ({
        low: -bucketHigh(key),
        high: -bucketLow(key),
        count: negative.counts[i] ?? 0,
        middle: -bucketValue(key),
    }));
    const none = zero === 0 ? [] : [{ low: 0, high: 0, count: zero, middle: 0 }];
    return [...measured, ...below, ...none, ...above].filter(({ count }) => count > 0);
}
function atRank(ends, rank) {
    let seen = 0;
    const found = [...ends].sort(([a], [b]) => a - b || 0).find(([, count]) => (seen += count) > rank);
    return found?.[0] ?? Number.NaN;
}
/**
 * Between what the value of a 0-based rank lies. Moving every value to an end of its interval moves no ranked value the other
 * way, so that the ranked lower ends bound it from below and the ranked upper ends from above, whatever intervals overlap.
 */
function rankBounds(values, rank) {
    const all = intervalsOf(values);
    return {
        low: atRank(all.map(({ low, count }) => [low, count]), rank),
        high: atRank(all.map(({ high, count }) => [high, count]), rank),
    };
}
/** The next double above a finite one. */
function justAbove(value) {
    if (value === 0)
        return Number.MIN_VALUE;
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value);
    view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? 1n : -1n));
    return view.getFloat64(0);
}
/** Where the values of an interval are taken to lie: those of one without an end at the other one, which a lower end is not in. */
function spreadOver({ low, high, count }) {
    if (high === Infinity)
        return { low: justAbove(low), high: justAbove(low), count };
    return { low: low === -Infinity ? high : low, high, count };
}
/** The value below which so many of the values lie, were those of each interval spread evenly over it. */
function spreadValue(values, below) {
    const all = intervalsOf(values).map(spreadOver);
    const points = [...new Set(all.flatMap(({ low, high }) => [low, high]))].sort((a, b) => a - b);
    let seen = 0;
    let before = points[0] ?? Number.NaN;
    for (const point of points) {
        let inside = 0;
        let at = 0;
        for (const { low, high, count } of all) {
            if (low === high)
                at += low === point ? count : 0;
            else if (low <= before && high >= point && point > before)
                inside += (count * (point - before)) / (high - low);
        }
        if (inside > 0 && seen + inside >= below)
            return before + (point - before) * ((below - seen) / inside);
        seen += inside + at;
        if (seen >= below)
            return point;
        before = point;
    }
    return before;
}
/** How many values there are. */
function countOfBuckets({ counts, zero, positive, negative }) {
    return [...counts, ...positive.counts, ...negative.counts].reduce((sum, count) => sum + count, zero);
}
/**
 * How many values are beyond a limit for sure: an interval of a histogram counts where it lies beyond it as a whole, a log
 * bucket by its middle.
 */
function countBeyond(values, side, limit) {
    const isBeyond = ({ low, high, middle }) => {
        if (middle !== null)
            return side === 'above' ? middle > limit : middle < limit;
        return side === 'above' ? low >= limit : high < limit;
    };
    return intervalsOf(values).reduce((sum, one) => (isBeyond(one) ? sum + one.count : sum), 0);
}


/***/ }),

/***/ 3576:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ canonicalJson)
/* harmony export */ });
/* unused harmony export canonicalJsonPretty */
/**
 * Whether `JSON.stringify` prints a value as canonical JSON: plain lists and objects whose members are in order. So is what
 * was read from canonical JSON, unless a key is a whole number: those an object has first.
 */
function isInOrder(value) {
    switch (typeof value) {
        case 'string':
        case 'boolean':
            return true;
        case 'number':
            return Number.isFinite(value);
        case 'object':
            if (value === null)
                return true;
            return Array.isArray(value) ? isListInOrder(value) : isObjectInOrder(value);
        default:
            return false;
    }
}
function isListInOrder(list) {
    for (const one of list)
        if (!isInOrder(one))
            return false;
    return true;
}
/** A list of numbers, such as a distribution's, is long. */
function isNumbers(list) {
    return typeof list[0] === 'number' && list.every((one) => typeof one === 'number' && Number.isFinite(one));
}
function isObjectInOrder(value) {
    // Others may have a form of their own in JSON, as dates do.
    if (Object.getPrototypeOf(value) !== Object.prototype)
        return false;
    const record = value;
    let before = null;
    for (const key of Object.keys(record)) {
        if ((before !== null && key < before) || !isInOrder(record[key]))
            return false;
        before = key;
    }
    return true;
}
/**
 * JSON with sorted keys and no white space: one text for one value, so that digests agree.
 *
 * Keys are sorted by UTF-16 code unit and numbers printed as ECMAScript does, as in RFC 8785 (JCS).
 * Members whose value is `undefined` are left out. Built as text, so a key named `__proto__` is a key like any other.
 *
 * @throws TypeError for NaN, infinities and values that JSON has no form for.
 */
function canonicalJson(value) {
    // Member by member: a history's outcomes are as they were read, but for the newest.
    if (Array.isArray(value))
        return isNumbers(value) ? JSON.stringify(value) : `[${value.map(canonicalJson).join(',')}]`;
    // Several times as fast as to build the text.
    if (isInOrder(value))
        return JSON.stringify(value);
    if (typeof value === 'number')
        throw new TypeError(`${value} has no form in JSON`);
    if (typeof value !== 'object' || value === null)
        throw new TypeError(`a ${typeof value} has no form in JSON`);
    const record = value;
    const members = [];
    for (const key of Object.keys(record).sort()) {
        const member = record[key];
        if (member === undefined)
            continue;
        const one = typeof member === 'string' ? jsonText(member) : canonicalJson(member);
        members.push(`${jsonText(key)}:${one}`);
    }
    return `{${members.join(',')}}`;
}
/** What stands otherwise in JSON than in a text: quotes, backslashes, control characters and halves of a pair. */
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;
/** A text as `JSON.stringify` prints it, which to ask for each of many short ones takes longer. */
function jsonText(text) {
    return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}
/** The same as {@link canonicalJson}, indented by two spaces and ended by a newline: for files that people read. */
function canonicalJsonPretty(value) {
    return `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`;
}


/***/ }),

/***/ 7733:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AO: () => (/* binding */ distributionOf),
/* harmony export */   C_: () => (/* binding */ EXACT_LIMIT),
/* harmony export */   SI: () => (/* binding */ distributionOfIntervals),
/* harmony export */   V_: () => (/* binding */ ascending),
/* harmony export */   YG: () => (/* binding */ mergeDistributions),
/* harmony export */   kx: () => (/* binding */ distributionOfTally)
/* harmony export */ });
/* unused harmony exports countOf, relativeError */
/* harmony import */ var _bucketed_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9076);
/* harmony import */ var _log_buckets_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1243);


/** A distribution stays exact up to this many distinct values. */
const EXACT_LIMIT = 10_000;
function bump(tally, key, by) {
    tally.set(key, (tally.get(key) ?? 0) + by);
}
/** The keys in ascending order. */
function ascending(tally) {
    const keys = Array.from(Float64Array.from(tally.keys()).sort());
    return { keys, counts: keys.map((key) => tally.get(key) ?? 0) };
}
function sketchOf(exact, sketches) {
    const positive = new Map();
    const negative = new Map();
    let zero = 0;
    let min = exact.keys[0] ?? Infinity;
    let max = exact.keys.at(-1) ?? -Infinity;
    exact.keys.forEach((value, i) => {
        const count = exact.counts[i] ?? 0;
        if (value === 0)
            zero += count;
        else
            bump(value > 0 ? positive : negative, (0,_log_buckets_js__WEBPACK_IMPORTED_MODULE_1__/* .bucketOf */ .AU)(Math.abs(value)), count);
    });
    for (const sketch of sketches) {
        zero += sketch.zero;
        min = Math.min(min, sketch.min);
        max = Math.max(max, sketch.max);
        sketch.positive.keys.forEach((key, i) => bump(positive, key, sketch.positive.counts[i] ?? 0));
        sketch.negative.keys.forEach((key, i) => bump(negative, key, sketch.negative.counts[i] ?? 0));
    }
    return { kind: 'sketch', min, max, zero, positive: ascending(positive), negative: ascending(negative) };
}
function fromTally(tally, sketches) {
    return fromAscending(ascending(tally), sketches);
}
function fromAscending(exact, sketches) {
    if (sketches.length > 0 || exact.keys.length > EXACT_LIMIT)
        return sketchOf(exact, sketches);
    return { kind: 'exact', values: exact.keys, counts: exact.counts };
}
/** The distribution of finite numbers, in any order. Negative zero counts as zero. */
function distributionOf(values) {
    const tally = new Map();
    for (const value of values)
        bump(tally, value, 1);
    return fromTally(tally, []);
}
/** The distribution of finite numbers in ascending order, each with how often it came. */
function distributionOfTally(tally) {
    return fromAscending(tally, []);
}
/** Two lists in order as one: most merges are of a long one and a short one. */
function merged(a, b) {
    const [keys, counts] = [[], []];
    for (let [i, j] = [0, 0]; i < a.values.length || j < b.values.length;) {
        const [left = Infinity, right = Infinity] = [a.values[i], b.values[j]];
        keys.push(Math.min(left, right));
        counts.push((left <= right ? (a.counts[i] ?? 0) : 0) + (right <= left ? (b.counts[j] ?? 0) : 0));
        if (left <= right)
            i += 1;
        if (right <= left)
            j += 1;
    }
    return { keys, counts };
}
/** The distribution of all values together; of no values for an empty list. */
function mergeDistributions(list) {
    const [only] = list;
    if (list.length === 1 && only !== undefined)
        return only;
    const bucketed = list.filter((one) => one.kind === 'buckets');
    const single = mergeSingle(list.filter((one) => one.kind !== 'buckets'));
    if (bucketed.length === 0)
        return single;
    const sketches = bucketed.map(sketchIn);
    const logs = single.kind === 'exact'
        ? sketchOf({ keys: single.values, counts: single.counts }, sketches)
        : sketchOf(NOTHING, [single, ...sketches]);
    const { zero, positive, negative } = logs;
    return { kind: 'buckets', ...(0,_bucketed_js__WEBPACK_IMPORTED_MODULE_0__/* .mergeIntervals */ .l7)(bucketed), zero, positive, negative };
}
const NOTHING = { keys: [], counts: [] };
function sketchIn({ zero, positive, negative }) {
    return { kind: 'sketch', min: Infinity, max: -Infinity, zero, positive, negative };
}
function mergeSingle(list) {
    const [a, b] = list;
    if (list.length === 2 && a?.kind === 'exact' && b?.kind === 'exact')
        return fromAscending(merged(a, b), []);
    const tally = new Map();
    const sketches = [];
    for (const one of list) {
        if (one.kind === 'sketch')
            sketches.push(one);
        else
            one.values.forEach((value, i) => bump(tally, value, one.counts[i] ?? 0));
    }
    return fromTally(tally, sketches);
}
/** What histograms count. */
function distributionOfIntervals(intervals) {
    return { kind: 'buckets', ...(0,_bucketed_js__WEBPACK_IMPORTED_MODULE_0__/* .mergeIntervals */ .l7)([intervals]), zero: 0, positive: NOTHING, negative: NOTHING };
}
function total(counts) {
    return counts.reduce((sum, count) => sum + count, 0);
}
/** How many values there are. */
function countOf(distribution) {
    if (distribution.kind === 'exact')
        return total(distribution.counts);
    if (distribution.kind === 'buckets')
        return countOfBuckets(distribution);
    return total(distribution.positive.counts) + total(distribution.negative.counts) + distribution.zero;
}
/**
 * Bound on the relative error of a value read from the distribution: 0 while it is exact. Of a histogram's buckets
 * `quantileBounds` tells.
 */
function relativeError(distribution) {
    return distribution.kind === 'exact' ? 0 : SKETCH_ERROR;
}


/***/ }),

/***/ 1479:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T_: () => (/* binding */ EXCERPT_LENGTH),
/* harmony export */   j_: () => (/* binding */ readEvent)
/* harmony export */ });
/* unused harmony exports eventLine, eventKey */
/* harmony import */ var _fingerprint_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6627);
/* harmony import */ var _metrics_metric_event_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8292);
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9242);




/** The event as it is kept: canonical JSON. */
function eventLine(event) {
    return canonicalJson(event.fields);
}
const EXCERPT_LENGTH = 2_000;
function ownText(fields, name) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return typeof value === 'string' ? value : null;
}
/** What follows from a source's name, and is asked for with each event. */
const keysOfSource = new WeakMap();
/** Identity of an event: by its source, and its id where it has one (text or number), else its content. */
function eventKey(source, fields) {
    const id = Object.hasOwn(fields, source.fields.id) ? fields[source.fields.id] : undefined;
    const keys = keysOfSource.get(source) ?? (0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__/* .sourceKeys */ .KG)(source.name);
    keysOfSource.set(source, keys);
    return (0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__/* .hexOf */ .ZD)((0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__/* .identityOf */ .cu)(keys, id, (0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__/* .hashValue */ .gg)(keys.root, fields)));
}
function timeFault(text, name) {
    if (text === null)
        return `${name} is missing or no text; write an RFC 3339 time such as 2026-03-02T14:15:00Z`;
    return `${name} ${JSON.stringify(text.slice(0, 60))} is no RFC 3339 time with a zone, such as 2026-03-02T14:15:00Z`;
}
function fill(fields, name, value) {
    if (value !== null && !Object.hasOwn(fields, name))
        fields[name] = value;
}
/** Judges the fields of one line: an event, or the reason why it is none. Pure, given its rules. */
function readEvent(fields, place, rules) {
    const { policy, source, now } = rules;
    const key = eventKey(source, fields);
    const filled = Object.assign(Object.create(null), fields);
    const tsText = ownText(fields, source.fields.ts);
    const ts = tsText === null ? null : (0,_time_js__WEBPACK_IMPORTED_MODULE_2__/* .parseInstant */ .nV)(tsText);
    if (ts === null)
        return timeFault(tsText, source.fields.ts);
    if (ts < 0)
        return `${source.fields.ts} ${(0,_time_js__WEBPACK_IMPORTED_MODULE_2__/* .formatInstant */ .r4)(ts)} is before 1970`;
    const arrivedText = source.fields.arrived === null ? null : ownText(fields, source.fields.arrived);
    const arrivedAt = arrivedText === null ? null : (0,_time_js__WEBPACK_IMPORTED_MODULE_2__/* .parseInstant */ .nV)(arrivedText);
    const arrived = arrivedAt === null ? null : Math.min(arrivedAt, now);
    const ahead = ts - (arrived ?? now);
    if (ahead > policy.maxAheadMs) {
        return `${source.fields.ts} ${(0,_time_js__WEBPACK_IMPORTED_MODULE_2__/* .formatInstant */ .r4)(ts)} is ${(0,_time_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(ahead)} ahead of the clock; max-ahead is ${(0,_time_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(policy.maxAheadMs)}`;
    }
    fill(filled, 'event', source.constants.event);
    fill(filled, 'feature', source.constants.feature);
    fill(filled, 'phase', source.constants.phase ?? rules.phaseAt(ts));
    if (rules.forcedPhase !== null)
        filled['phase'] = rules.forcedPhase;
    const fault = rules.validate(filled);
    if (fault !== null)
        return fault;
    const event = filled['event'];
    if (source.format !== 'prometheus' && typeof event === 'string' && event.startsWith(_metrics_metric_event_js__WEBPACK_IMPORTED_MODULE_1__/* .METRIC_EVENT */ .yN))
        return `event ${JSON.stringify(event.slice(0, 60))} is what a server of metrics counted; name it otherwise`;
    const phase = filled['phase'];
    if (typeof phase !== 'string' || !policy.phases.some((known) => known.id === phase)) {
        return `phase ${JSON.stringify(phase) ?? 'undefined'} is not in the policy`;
    }
    return { place, key, ts, arrived, phase, fields: filled };
}


/***/ }),

/***/ 9326:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   dZ: () => (/* binding */ exactSum),
/* harmony export */   jO: () => (/* binding */ mergeSums),
/* harmony export */   p: () => (/* binding */ exactSumsOfTally),
/* harmony export */   qN: () => (/* binding */ exactSumOfSquares)
/* harmony export */ });
/* unused harmony exports ZERO_SUM, isExactSum, sumToNumber, meanOf, areSumsOf, varianceOf */
/** The sum of nothing. */
const ZERO_SUM = '0p0';
/** Longest mantissa that squares of doubles can add up to is below 4,400 bits; the rest is room for their number. */
const SUM = /^(?:0p0|-?[1-9a-f][0-9a-f]{0,1199}p(?:0|-?[1-9]\d{0,3}))$/;
const DOUBLE_BITS = 53;
const LOWEST_EXPONENT = (/* unused pure expression or super */ null && (-1074));
const HIGHEST_EXPONENT = 971;
const view = new DataView(new ArrayBuffer(8));
function fromDouble(value) {
    view.setFloat64(0, value);
    const high = view.getUint32(0);
    const biased = (high >>> 20) & 0x7ff;
    const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(view.getUint32(4));
    const magnitude = biased === 0 ? fraction : fraction | (1n << 52n);
    return { mantissa: value < 0 ? -magnitude : magnitude, exponent: Math.max(biased, 1) - 1075 };
}
function add(a, b) {
    if (a.mantissa === 0n)
        return b;
    if (b.mantissa === 0n)
        return a;
    const exponent = Math.min(a.exponent, b.exponent);
    const mantissa = (a.mantissa << BigInt(a.exponent - exponent)) + (b.mantissa << BigInt(b.exponent - exponent));
    return { mantissa, exponent };
}
/** One text for one value: the mantissa is odd, or zero with exponent 0. */
function format({ mantissa, exponent }) {
    if (mantissa === 0n)
        return ZERO_SUM;
    const digits = (mantissa < 0n ? -mantissa : mantissa).toString(2);
    const zeros = digits.length - 1 - digits.lastIndexOf('1');
    return `${(mantissa >> BigInt(zeros)).toString(16)}p${exponent + zeros}`;
}
/** Whether a text has the form of a sum. */
function isExactSum(text) {
    return SUM.test(text);
}
function parse(sum) {
    if (!isExactSum(sum))
        throw new RangeError(`${JSON.stringify(sum.slice(0, 60))} is no exact sum`);
    const [digits = '', exponent] = sum.split('p');
    const magnitude = BigInt(`0x${digits.replace('-', '')}`);
    return { mantissa: digits.startsWith('-') ? -magnitude : magnitude, exponent: Number(exponent) };
}
/**
 * The exact sum of finite numbers, as text: a hexadecimal mantissa and a power of two (`-5p-3` is -0.625). Floating
 * point addition depends on the order; this does not, so that batches may be merged in any order.
 */
function exactSum(values) {
    let sum = { mantissa: 0n, exponent: 0 };
    for (const value of values)
        sum = add(sum, fromDouble(value));
    return format(sum);
}
/** The exact sum of the squares of finite numbers; see {@link exactSum}. */
function exactSumOfSquares(values) {
    let sum = { mantissa: 0n, exponent: 0 };
    for (const value of values) {
        const { mantissa, exponent } = fromDouble(value);
        sum = add(sum, { mantissa: mantissa * mantissa, exponent: 2 * exponent });
    }
    return format(sum);
}
/** The exact sums of finite numbers and of their squares, each number with how often it came. */
function exactSumsOfTally({ keys, counts, }) {
    let sum = { mantissa: 0n, exponent: 0 };
    let squares = sum;
    keys.forEach((value, i) => {
        const { mantissa, exponent } = fromDouble(value);
        const n = BigInt(counts[i] ?? 0);
        sum = add(sum, { mantissa: mantissa * n, exponent });
        squares = add(squares, { mantissa: mantissa * mantissa * n, exponent: 2 * exponent });
    });
    return { sum: format(sum), squares: format(squares) };
}
/** Sums of sums. @throws RangeError for a text that is no exact sum. */
function mergeSums(sums) {
    return format(sums.map(parse).reduce(add, { mantissa: 0n, exponent: 0 }));
}
function bitLength(value) {
    return value === 0n ? 0 : value.toString(2).length;
}
/** `numerator * 2^exponent / divisor`, all positive, rounded once to the nearest double, ties to even. */
function roundedQuotient(numerator, exponent, divisor) {
    // The quotient has 53 or 54 bits (fewer where the double is subnormal), and the remainder tells a tie from more.
    const wanted = exponent + bitLength(numerator) - bitLength(divisor) - DOUBLE_BITS;
    const scale = Math.max(wanted, LOWEST_EXPONENT);
    const shift = BigInt(Math.abs(exponent - scale));
    const top = exponent >= scale ? numerator << shift : numerator;
    const bottom = exponent >= scale ? divisor : divisor << shift;
    let quotient = top / bottom;
    let unit = bottom;
    let result = scale;
    if (bitLength(quotient) > DOUBLE_BITS) {
        quotient >>= 1n;
        unit <<= 1n;
        result += 1;
    }
    const twiceRest = 2n * (top - quotient * unit);
    if (twiceRest > unit || (twiceRest === unit && (quotient & 1n) === 1n))
        quotient += 1n;
    return result > HIGHEST_EXPONENT ? Infinity : Number(quotient) * 2 ** result;
}
function divided(sum, divisor) {
    const { mantissa, exponent } = parse(sum);
    if (mantissa === 0n)
        return 0;
    const magnitude = roundedQuotient(mantissa < 0n ? -mantissa : mantissa, exponent, BigInt(divisor));
    return mantissa < 0n ? -magnitude : magnitude;
}
/** The double nearest to the sum; infinite where the sum is beyond the doubles. @throws RangeError as {@link mergeSums}. */
function sumToNumber(sum) {
    return divided(sum, 1);
}
/** The double nearest to `sum / n`, rounded once; null for `n` = 0. @throws RangeError as {@link mergeSums}. */
function meanOf(sum, n) {
    return n === 0 ? null : divided(sum, n);
}
/** `n squares - sum\u00b2`: n times the sum of the squared distances from the mean; negative for sums of no real values. */
function spread({ n, ...sums }) {
    const [sum, squares] = [parse(sums.sum), parse(sums.squares)];
    return add({ mantissa: squares.mantissa * BigInt(n), exponent: squares.exponent }, { mantissa: -sum.mantissa * sum.mantissa, exponent: 2 * sum.exponent });
}
/** Whether some `n` values have this sum and this sum of squares. @throws RangeError as {@link mergeSums}. */
function areSumsOf(sums) {
    const { n, sum, squares } = sums;
    if (n === 0)
        return sum === ZERO_SUM && squares === ZERO_SUM;
    const { mantissa } = spread(sums);
    return n === 1 ? mantissa === 0n : mantissa >= 0n;
}
/**
 * The sample variance `(squares - sum\u00b2 / n) / (n - 1)`, computed exactly and rounded once, so that values which are close
 * together lose no digits; null for `n` < 2. @throws RangeError as {@link mergeSums}, and for sums of no real values.
 */
function varianceOf(sums) {
    const { n } = sums;
    if (n < 2)
        return null;
    const { mantissa, exponent } = spread(sums);
    if (mantissa < 0n)
        throw new RangeError(`no ${n} values have this sum and these squares`);
    return mantissa === 0n ? 0 : roundedQuotient(mantissa, exponent, BigInt(n) * BigInt(n - 1));
}


/***/ }),

/***/ 8163:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ PhasegateError)
/* harmony export */ });
/* unused harmony export formatFault */
/** `governance/policy.yaml:12:5 phases[0].id: message`. */
function formatFault(fault) {
    const at = fault.line > 0 ? `${fault.file}:${fault.line}:${fault.column}` : fault.file;
    return `${at}${fault.path === '' ? '' : ` ${fault.path}`}: ${fault.message}`;
}
/** An error that says what is wrong, where, and what to do; `faults` holds every fault found, not only the first. */
class PhasegateError extends Error {
    code;
    faults;
    constructor(code, message, options = {}) {
        super(message, options.cause === undefined ? undefined : { cause: options.cause });
        this.name = 'PhasegateError';
        this.code = code;
        this.faults = options.faults ?? [];
    }
}


/***/ }),

/***/ 6627:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dk: () => (/* binding */ TAG),
/* harmony export */   KG: () => (/* binding */ sourceKeys),
/* harmony export */   KS: () => (/* binding */ addHash),
/* harmony export */   Kw: () => (/* binding */ digestHalves),
/* harmony export */   S7: () => (/* binding */ memberKey),
/* harmony export */   ZD: () => (/* binding */ hexOf),
/* harmony export */   cu: () => (/* binding */ identityOf),
/* harmony export */   gg: () => (/* binding */ hashValue),
/* harmony export */   hz: () => (/* binding */ NO_HASH),
/* harmony export */   qj: () => (/* binding */ hashText)
/* harmony export */ });
const TAG = {
    string: 1,
    number: 2,
    true: 3,
    false: 4,
    null: 5,
    object: 6,
    list: 7,
    member: 8,
    item: 9,
    id: 10,
};
const NO_HASH = [0, 0, 0, 0];
const IDENTITY = 0x3c6ef372;
const FIRST_HALF = 0x1f83d9ab;
const SECOND_HALF = 0x5be0cd19;
/** Four numbers of 32 bits into four that each depend on all of them. */
function mix(a, b, c, d) {
    a = Math.imul(a, 0x85ebca6b);
    b = Math.imul(b, 0x85ebca6b);
    c = Math.imul(c, 0x85ebca6b);
    d = Math.imul(d, 0x85ebca6b);
    [a, b, c, d] = [(a ^ (a >>> 15)) + b, (b ^ (b >>> 15)) + c, (c ^ (c >>> 15)) + d, (d ^ (d >>> 15)) + a];
    a = Math.imul(a, 0xc2b2ae35);
    b = Math.imul(b, 0xc2b2ae35);
    c = Math.imul(c, 0xc2b2ae35);
    d = Math.imul(d, 0xc2b2ae35);
    [a, b, c, d] = [(a ^ (a >>> 13)) + c, (b ^ (b >>> 13)) + d, (c ^ (c >>> 13)) + a, (d ^ (d >>> 13)) + b];
    a = Math.imul(a, 0x27d4eb2f);
    b = Math.imul(b, 0x27d4eb2f);
    c = Math.imul(c, 0x27d4eb2f);
    d = Math.imul(d, 0x27d4eb2f);
    return [a ^ (a >>> 16), b ^ (b >>> 16), c ^ (c >>> 16), d ^ (d >>> 16)];
}
function addHash(a, b) {
    return [(a[0] + b[0]) | 0, (a[1] + b[1]) | 0, (a[2] + b[2]) | 0, (a[3] + b[3]) | 0];
}
/** Bytes in blocks of four numbers; room for 16 more than are used, which stay zero. */
let words = new Int32Array(64);
let bytes = new Uint8Array(words.buffer);
function makeRoom(length) {
    if (bytes.length < length + 16) {
        words = new Int32Array(length + 16);
        bytes = new Uint8Array(words.buffer);
    }
}
/** Writes text as UTF-8, where half of a pair keeps its own three bytes; returns how many there are. */
function writeText(text) {
    makeRoom(text.length * 3);
    let at = 0;
    for (let i = 0; i < text.length; i += 1) {
        const unit = text.charCodeAt(i);
        const code = unit < 0xd800 || unit > 0xdbff ? unit : (text.codePointAt(i) ?? unit);
        if (code < 0x80) {
            bytes[at++] = code;
            continue;
        }
        if (code < 0x800) {
            bytes[at++] = 0xc0 | (code >> 6);
        }
        else {
            if (code < 0x10000) {
                bytes[at++] = 0xe0 | (code >> 12);
            }
            else {
                i += 1;
                bytes[at++] = 0xf0 | (code >> 18);
                bytes[at++] = 0x80 | ((code >> 12) & 0x3f);
            }
            bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
        }
        bytes[at++] = 0x80 | (code & 0x3f);
    }
    bytes.fill(0, at, (at + 16) & ~15);
    return at;
}
/** Of the first `length` bytes that were written. */
function hashWritten(key, tag, length) {
    const blocks = Math.max(1, Math.ceil(length / 16));
    let sum = NO_HASH;
    for (let index = 0; index < blocks; index += 1) {
        const salt = Math.imul(tag, 0x1b873593) + Math.imul(length, 0x9e3779b1) + Math.imul(index, 0x165667b1);
        const at = index * 4;
        const [a = 0, b = 0, c = 0, d = 0] = [words[at], words[at + 1], words[at + 2], words[at + 3]];
        const mixed = mix((a ^ key[0]) + salt, (b ^ key[1]) + salt, (c ^ key[2]) + salt, (d ^ key[3]) + salt);
        sum = addHash(sum, mixed);
    }
    return sum;
}
/** Hash of a text under a key. */
function hashText(key, tag, text) {
    return hashWritten(key, tag, writeText(text));
}
const double = new DataView(new ArrayBuffer(8));
function hashNumber(key, value) {
    // Negative zero is zero.
    double.setFloat64(0, value + 0, true);
    words.fill(0, 0, 4);
    words[0] = double.getInt32(0, true);
    words[1] = double.getInt32(4, true);
    return hashWritten(key, TAG.number, 8);
}
function hashNothing(key, tag) {
    words.fill(0, 0, 4);
    return hashWritten(key, tag, 0);
}
function hashItem(key, index) {
    words.fill(0, 0, 4);
    words[0] = index;
    return hashWritten(key, TAG.item, 4);
}
/** Key of a member's path: that of its object and its name. */
function memberKey(parent, name) {
    return hashText(parent, TAG.member, name);
}
/** Sum of the hashes of all values at and below a path. Members that are `undefined` are none. */
function hashValue(key, value) {
    switch (typeof value) {
        case 'string':
            return hashText(key, TAG.string, value);
        case 'number':
            return hashNumber(key, value);
        case 'boolean':
            return hashNothing(key, value ? TAG.true : TAG.false);
        default:
            if (value === null || value === undefined)
                return hashNothing(key, TAG.null);
            return Array.isArray(value) ? hashList(key, value) : hashObject(key, value);
    }
}
function hashList(key, list) {
    if (list.length === 0)
        return hashNothing(key, TAG.list);
    return list.reduce((sum, one, i) => addHash(sum, hashValue(hashItem(key, i), one)), NO_HASH);
}
function hashObject(key, value) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    if (members.length === 0)
        return hashNothing(key, TAG.object);
    return members.reduce((sum, [name, member]) => addHash(sum, hashValue(memberKey(key, name), member)), NO_HASH);
}
function sourceKeys(source) {
    const root = memberKey(NO_HASH, source);
    return { root, id: hashNothing(root, TAG.id) };
}
/** Identity of an event: by its id where it has one (text or number), else by the sum of its fields. */
function identityOf(keys, id, sum) {
    const [a, b, c, d] = typeof id === 'string' || typeof id === 'number' ? hashValue(keys.id, id) : sum;
    return mix(a + IDENTITY, b + IDENTITY, c + IDENTITY, d + IDENTITY);
}
/** What an event adds to the digest of its batch, by the sum of its fields. */
function digestHalves([a, b, c, d]) {
    return [
        mix(a + FIRST_HALF, b + FIRST_HALF, c + FIRST_HALF, d + FIRST_HALF),
        mix(a + SECOND_HALF, b + SECOND_HALF, c + SECOND_HALF, d + SECOND_HALF),
    ];
}
function hexOf(hash) {
    return hash.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}


/***/ }),

/***/ 3140:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   j1: () => (/* binding */ NO_JSON),
/* harmony export */   wz: () => (/* binding */ parseJsonLine)
/* harmony export */ });
/* unused harmony export MAX_DEPTH */
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


/***/ }),

/***/ 1243:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AU: () => (/* binding */ bucketOf)
/* harmony export */ });
/* unused harmony exports SKETCH_ERROR, bucketValue, bucketLow, bucketHigh */
/** Relative error of a bucket's value: 0.5 %. */
const SKETCH_ERROR = 0.005;
/**
 * Bucket `i` holds the values in `(\u03b3^(i-1), \u03b3^i]` with `\u03b3 = (1 + \u03b5) / (1 - \u03b5)`, and `2\u03b3^i / (\u03b3 + 1)` is within the
 * relative error \u03b5 of each of them (DDSketch: Masson, Rim and Lee, 2019, section 2.1).
 */
const GAMMA = (1 + SKETCH_ERROR) / (1 - SKETCH_ERROR);
const LOG_GAMMA = Math.log(GAMMA);
/** Number of the bucket of a positive finite value. */
function bucketOf(value) {
    const bucket = Math.ceil(Math.log(value) / LOG_GAMMA);
    return bucket === 0 ? 0 : bucket; // no -0: it would be another key in JSON's eyes than in a Map's
}
/** The value that stands for a bucket; overflows to Infinity above the largest double, so clamp it to the maximum seen. */
function bucketValue(bucket) {
    return Math.exp(bucket * LOG_GAMMA) * (2 / (GAMMA + 1));
}
/** Where a bucket begins. */
function bucketLow(bucket) {
    return Math.exp((bucket - 1) * LOG_GAMMA);
}
/** Where a bucket ends; at most the largest double. */
function bucketHigh(bucket) {
    return Math.min(Number.MAX_VALUE, Math.exp(bucket * LOG_GAMMA));
}


/***/ }),

/***/ 8834:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ matches)
/* harmony export */ });
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
function matches(fields, list) {
    return list.every((match) => Object.hasOwn(fields, match.field) && holds(fields[match.field], match));
}


/***/ }),

/***/ 2101:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  xP: () => (/* binding */ measure),
  O5: () => (/* binding */ mergeMeasurements)
});

// UNUSED EXPORTS: valueOf

// EXTERNAL MODULE: ./out/build/src/domain/distribution.js
var distribution = __nccwpck_require__(7733);
// EXTERNAL MODULE: ./out/build/src/domain/bucketed.js
var bucketed = __nccwpck_require__(9076);
// EXTERNAL MODULE: ./out/build/src/domain/log-buckets.js
var log_buckets = __nccwpck_require__(1243);
;// CONCATENATED MODULE: ./out/build/src/domain/quantile.js



/** The values in ascending order, each with its count; a sketch gives a value for each bucket, within `[min, max]`. */
function steps(distribution) {
    if (distribution.kind === 'exact')
        return { keys: distribution.values, counts: distribution.counts };
    const { min, max, zero, positive, negative } = distribution;
    const within = (value) => Math.min(max, Math.max(min, value));
    const below = negative.keys.map((key) => within(-bucketValue(key))).reverse();
    const above = positive.keys.map((key) => within(bucketValue(key)));
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
    const n = countOf(distribution);
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
        const error = Math.abs(value) * relativeError(distribution);
        return { low: value - error, high: value + error };
    }
    const first = rankBounds(distribution, rank);
    const second = fraction === 0 ? first : rankBounds(distribution, Math.min(n - 1, rank + 1));
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
        return Math.min(bounds.high, Math.max(bounds.low, spreadValue(distribution, position + 0.5)));
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
var exact_sum = __nccwpck_require__(9326);
// EXTERNAL MODULE: ./out/build/src/domain/match.js
var match = __nccwpck_require__(8834);
// EXTERNAL MODULE: ./out/build/src/domain/metrics/metric-event.js
var metric_event = __nccwpck_require__(8292);
;// CONCATENATED MODULE: ./out/build/src/domain/measurement.js





function finiteNumbers(events, field) {
    return events
        .map((event) => (Object.hasOwn(event, field) ? event[field] : undefined))
        .filter((value) => typeof value === 'number' && Number.isFinite(value));
}
/** What the events measure. An event whose measured field is missing or no finite number does not count. */
function measure(sli, events) {
    const rule = sli.measure;
    if (sli.metric !== undefined)
        return (0,metric_event/* measureMetric */.bS)(rule.kind, events);
    switch (rule.kind) {
        case 'ratio': {
            const matching = events.filter((event) => (0,match/* matches */.c)(event, rule.match)).length;
            return { kind: 'ratio', matching, total: events.length };
        }
        case 'quantile':
            return { kind: 'quantile', distribution: (0,distribution/* distributionOf */.AO)(finiteNumbers(events, rule.of)) };
        case 'mean': {
            const values = finiteNumbers(events, rule.of);
            return { kind: 'mean', n: values.length, sum: (0,exact_sum/* exactSum */.dZ)(values), squares: (0,exact_sum/* exactSumOfSquares */.qN)(values) };
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
function mergeMeasurements(list) {
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
            return { kind: 'quantile', distribution: (0,distribution/* mergeDistributions */.YG)(distributions) };
        }
        case 'mean': {
            const means = ofKind(list, 'mean');
            return {
                kind: 'mean',
                n: sumOf(means, (one) => one.n),
                sum: (0,exact_sum/* mergeSums */.jO)(means.map((one) => one.sum)),
                squares: (0,exact_sum/* mergeSums */.jO)(means.map((one) => one.squares)),
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


/***/ }),

/***/ 8292:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   bS: () => (/* binding */ measureMetric),
/* harmony export */   yN: () => (/* binding */ METRIC_EVENT)
/* harmony export */ });
/* unused harmony export metricEventName */
/* harmony import */ var _bucketed_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9076);
/* harmony import */ var _distribution_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7733);
/* harmony import */ var _raw_values_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2468);



/** Event names that begin so are of what a server counted: no line of telemetry may have one. */
const METRIC_EVENT = 'metric ';
/**
 * Name of the event that holds what a server counted for an SLI in a window. It is all that the event depends on, so that SLIs
 * which measure the same share it, and one that measures something else never takes it for its own.
 */
function metricEventName(sli, { source, selectors }) {
    const by = sli.by === null ? '' : ` by ${sli.by}`;
    return `${METRIC_EVENT}${source}: ${sli.measure.kind} ${selectors.join(' of ')}${by}`;
}
function numbers(value) {
    return Array.isArray(value) ? value.filter((one) => typeof one === 'number') : [];
}
function ends(value) {
    return Array.isArray(value)
        ? value.map((one) => (typeof one === 'number' ? one : null))
        : [];
}
function countIn(measured, name) {
    const value = Object.hasOwn(measured, name) ? measured[name] : 0;
    return typeof value === 'number' ? value : 0;
}
function intervalsIn(measured) {
    return {
        lower: ends(measured['lower']),
        upper: ends(measured['upper']),
        counts: numbers(measured['counts']),
    };
}
/** What events of this kind measure together, in any order. */
function measureMetric(kind, events) {
    const all = events.map((event) => (0,_raw_values_js__WEBPACK_IMPORTED_MODULE_2__/* .recordOf */ .zv)(Object.hasOwn(event, 'measured') ? event['measured'] : {}) ?? {});
    const sum = (name) => all.reduce((total, one) => total + countIn(one, name), 0);
    switch (kind) {
        case 'ratio':
            return { kind, matching: sum('matching'), total: sum('total') };
        case 'count':
            return { kind, total: sum('total') };
        case 'quantile':
            return { kind, distribution: (0,_distribution_js__WEBPACK_IMPORTED_MODULE_1__/* .distributionOfIntervals */ .SI)((0,_bucketed_js__WEBPACK_IMPORTED_MODULE_0__/* .mergeIntervals */ .l7)(all.map(intervalsIn))) };
        case 'mean':
            throw new TypeError('no mean is measured by a server');
    }
}


/***/ }),

/***/ 3508:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Do: () => (/* binding */ unpackKeys),
/* harmony export */   gX: () => (/* binding */ packKeys),
/* harmony export */   pE: () => (/* binding */ keysInMemory)
/* harmony export */ });
/* unused harmony export joinKeys */
const KEY_BYTES = 16;
/** Keys, 16 bytes each, as hexadecimal digits. */
function unpackKeys(packed) {
    const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
    const words = (at) => [0, 4, 8, 12]
        .map((i) => view
        .getUint32(at + i, true)
        .toString(16)
        .padStart(8, '0'))
        .join('');
    return Array.from({ length: packed.length / KEY_BYTES }, (_, i) => words(i * KEY_BYTES));
}
/** Keys of 32 hexadecimal digits as 16 bytes each, sorted. */
function packKeys(keys) {
    const view = new DataView(new ArrayBuffer(keys.size * KEY_BYTES));
    let at = 0;
    for (const key of [...keys].sort())
        for (let i = 0; i < 4; i += 1, at += 4)
            view.setUint32(at, Number.parseInt(key.slice(8 * i, 8 * i + 8), 16), true);
    return new Uint8Array(view.buffer);
}
/** Keys that are in memory. */
function keysInMemory(keys) {
    return { bytes: keys.length, read: () => keys };
}
/** Several lists of keys as one. */
function joinKeys(list) {
    const [only] = list;
    if (list.length === 1 && only !== undefined)
        return only;
    const bytes = list.reduce((sum, one) => sum + one.bytes, 0);
    const read = () => {
        const joined = new Uint8Array(bytes);
        let at = 0;
        for (const one of list) {
            joined.set(one.read(), at);
            at += one.bytes;
        }
        return joined;
    };
    return { bytes, read };
}


/***/ }),

/***/ 2468:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dc: () => (/* binding */ member),
/* harmony export */   zv: () => (/* binding */ recordOf)
/* harmony export */ });
/* unused harmony exports textOf, numberOf, itemsOf, durationOf */
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9242);

/**
 * Reading a document that may be wrong: each function gives the value where it is what is asked for, else null,
 * so that a rule judges what is right and passes over what has been reported already.
 */
function recordOf(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? value
        : null;
}
function member(value, key) {
    const record = recordOf(value);
    return record !== null && Object.hasOwn(record, key) ? record[key] : undefined;
}
function textOf(value) {
    return typeof value === 'string' ? value : null;
}
function numberOf(value) {
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
/** The items of a list; none of what is no list. */
function itemsOf(value) {
    return Array.isArray(value) ? value : [];
}
/** Milliseconds; the fallback where nothing is written, null where what is written is no duration. */
function durationOf(value, fallbackMs) {
    if (value === undefined)
        return fallbackMs;
    return typeof value === 'string' ? parseDuration(value) : null;
}


/***/ }),

/***/ 2087:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CI: () => (/* binding */ partsOf),
/* harmony export */   TF: () => (/* binding */ mergeSummaries),
/* harmony export */   y$: () => (/* binding */ bySliFeatureLabel)
/* harmony export */ });
/* unused harmony exports summarise, measurementOf */
/* harmony import */ var _canonical_json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3576);
/* harmony import */ var _match_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8834);
/* harmony import */ var _measurement_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2101);



function own(fields, name) {
    return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
function labelOf(sli, event) {
    if (sli.by === null)
        return null;
    const value = own(event, sli.metric === undefined ? sli.by : 'label');
    if (value === undefined)
        return '';
    return typeof value === 'string' ? value : (0,_canonical_json_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalJson */ .d)(value);
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
        .filter((sli) => sli.events.some((one) => one === name) && (0,_match_js__WEBPACK_IMPORTED_MODULE_2__/* .matches */ .c)(event, sli.where))
        .map((sli) => ({
        sli,
        feature: typeof feature === 'string' ? feature : '',
        label: labelOf(sli, event),
        isMatching: sli.measure.kind === 'ratio' && (0,_match_js__WEBPACK_IMPORTED_MODULE_2__/* .matches */ .c)(event, sli.measure.match),
    }));
}
/** The measurement of a summary, without what it is a summary of. */
function measurementOf(summary) {
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
        ...(0,_measurement_js__WEBPACK_IMPORTED_MODULE_0__/* .mergeMeasurements */ .O5)(parts.map(measurementOf)),
    })));
    return merged.sort(bySliFeatureLabel);
}


/***/ }),

/***/ 9242:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   MF: () => (/* binding */ windowAt),
/* harmony export */   T8: () => (/* binding */ compactInstant),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   d_: () => (/* binding */ DAY),
/* harmony export */   nV: () => (/* binding */ parseInstant),
/* harmony export */   r4: () => (/* binding */ formatInstant)
/* harmony export */ });
/* unused harmony exports SECOND, MINUTE, HOUR, parseDuration, utcDay */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = { s: SECOND, m: MINUTE, h: HOUR, d: DAY };
const DURATION = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;
const INSTANT = /^\d{4}-\d{2}-(\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|([+-])(\d{2}):(\d{2}))$/;
/** `90s`, `15m`, `48h`, `5d` or a sum such as `1h30m`, in milliseconds; null for anything else. */
function parseDuration(text) {
    const match = DURATION.exec(text);
    if (match === null || text === '')
        return null;
    return [DAY, HOUR, MINUTE, SECOND].reduce((sum, unit, i) => sum + Number(match[i + 1] ?? 0) * unit, 0);
}
/** The shortest text for a duration in milliseconds: `1h`, `1h30m`, `2d`; whole seconds, rounded down. */
function formatDuration(ms) {
    if (ms < 0)
        return `-${formatDuration(-ms)}`;
    let rest = Math.floor(ms / SECOND) * SECOND;
    let text = '';
    for (const [unit, size] of Object.entries(UNITS).reverse()) {
        const count = Math.floor(rest / size);
        if (count > 0)
            text += `${count}${unit}`;
        rest -= count * size;
    }
    return text === '' ? '0s' : text;
}
/**
 * An RFC 3339 instant with a zone, in milliseconds since the epoch (finer digits are cut off);
 * null when the text is no such instant, has no zone, or names a day that does not exist.
 */
function parseInstant(text) {
    const match = INSTANT.exec(text);
    if (match === null)
        return null;
    const ms = Date.parse(text);
    if (Number.isNaN(ms))
        return null;
    const [, day, sign, hours = 0, minutes = 0] = match;
    const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
    // Date.parse rolls 30 February over into March; the day of the month must survive the round trip.
    return new Date(ms + offset).getUTCDate() === Number(day) ? ms : null;
}
/** `2026-03-02T14:15:00Z`; milliseconds only where there are some. */
function formatInstant(ms) {
    return new Date(ms).toISOString().replace('.000Z', 'Z');
}
/** `20260302T141500Z`: an instant as a part of a file's name. */
function compactInstant(ms) {
    return formatInstant(ms)
        .replace(/[-:]/g, '')
        .replace(/\.\d+Z$/, 'Z');
}
/** `2026-03-02`, the UTC day of an instant. */
function utcDay(ms) {
    return new Date(ms).toISOString().slice(0, 10);
}
/** The window of the given size, aligned to the epoch (UTC), that holds the instant. */
function windowAt(ms, size) {
    const start = Math.floor(ms / size) * size;
    return { start, end: start + size };
}


/***/ }),

/***/ 5788:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   kQ: () => (/* binding */ PhaseTally),
/* harmony export */   r0: () => (/* binding */ mergePhases)
/* harmony export */ });
/* unused harmony exports addDigests, NO_EVENTS, madeSummaries */
/* harmony import */ var _distribution_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7733);
/* harmony import */ var _exact_sum_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9326);
/* harmony import */ var _fingerprint_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6627);
/* harmony import */ var _measurement_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2101);
/* harmony import */ var _summary_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(2087);





const DIGEST_WORDS = 8;
/** The sum of two digests. */
function addDigests(a, b) {
    const sum = new Uint32Array(DIGEST_WORDS);
    for (const digest of [a, b])
        for (let i = 0; i < DIGEST_WORDS; i += 1)
            sum[i] = ((sum[i] ?? 0) + Number.parseInt(digest.slice(8 * i, 8 * i + 8), 16)) | 0;
    return digestText(sum);
}
function digestText(words) {
    return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
}
/** Nothing. */
const NO_EVENTS = { accepted: {}, digest: '0'.repeat(8 * DIGEST_WORDS), summaries: [] };
/** Both together. */
function mergePhases(a, b) {
    const accepted = { ...a.accepted };
    for (const [source, n] of Object.entries(b.accepted))
        accepted[source] = (accepted[source] ?? 0) + n;
    return {
        accepted,
        digest: addDigests(a.digest, b.digest),
        get summaries() {
            return (0,_summary_js__WEBPACK_IMPORTED_MODULE_4__/* .mergeSummaries */ .TF)([...a.summaries, ...b.summaries]);
        },
    };
}
/** Phases by name, their summaries at hand: to be written. */
function madeSummaries(phases) {
    return Object.fromEntries([...phases].map(([phase, summary]) => [phase, { ...summary }]));
}
/** What the events of one SLI, feature and label come to. */
class GroupTally {
    #part;
    #total = 0;
    #matching = 0;
    #values = new Map();
    /** Of values that were too many to be held one by one. */
    #folded = null;
    constructor(part) {
        this.#part = part;
    }
    add(isMatching, times) {
        this.#total += times;
        if (isMatching)
            this.#matching += times;
    }
    addValue(value, times) {
        this.#values.set(value, (this.#values.get(value) ?? 0) + times);
        if (this.#values.size <= 2 * _distribution_js__WEBPACK_IMPORTED_MODULE_0__/* .EXACT_LIMIT */ .C_)
            return;
        this.addValues((0,_distribution_js__WEBPACK_IMPORTED_MODULE_0__/* .ascending */ .V_)(this.#values));
        this.#values = new Map();
    }
    /** Adds values in ascending order, each with how often it came. */
    addValues(tally) {
        this.addMeasured(this.#measured(tally));
    }
    /** Adds what was measured elsewhere. */
    addMeasured(measured) {
        this.#folded = this.#folded === null ? measured : (0,_measurement_js__WEBPACK_IMPORTED_MODULE_3__/* .mergeMeasurements */ .O5)([this.#folded, measured]);
    }
    summary() {
        const { sli, feature, label } = this.#part;
        return { sli: sli.id, feature, label, ...this.#whole() };
    }
    #whole() {
        if (this.#folded === null)
            return this.#measured((0,_distribution_js__WEBPACK_IMPORTED_MODULE_0__/* .ascending */ .V_)(this.#values));
        if (this.#values.size === 0)
            return this.#folded;
        return (0,_measurement_js__WEBPACK_IMPORTED_MODULE_3__/* .mergeMeasurements */ .O5)([this.#folded, this.#measured((0,_distribution_js__WEBPACK_IMPORTED_MODULE_0__/* .ascending */ .V_)(this.#values))]);
    }
    #measured(values) {
        const { kind } = this.#part.sli.measure;
        switch (kind) {
            case 'ratio':
                return { kind, matching: this.#matching, total: this.#total };
            case 'count':
                return { kind, total: this.#total };
            case 'quantile':
                return { kind, distribution: (0,_distribution_js__WEBPACK_IMPORTED_MODULE_0__/* .distributionOfTally */ .kx)(values) };
            case 'mean':
                return {
                    kind,
                    n: values.counts.reduce((sum, times) => sum + times, 0),
                    ...(0,_exact_sum_js__WEBPACK_IMPORTED_MODULE_1__/* .exactSumsOfTally */ .p)(values),
                };
        }
    }
}
/** The events of one phase in one window, added up as they come. */
class PhaseTally {
    #accepted = new Map();
    #digest = new Uint32Array(DIGEST_WORDS);
    #groups = new Map();
    /** Adds one event of a source. */
    add(slis, source, fields) {
        const [first, second] = (0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_2__/* .digestHalves */ .Kw)((0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_2__/* .hashValue */ .gg)((0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_2__/* .sourceKeys */ .KG)(source).root, fields));
        this.addEvents(source, 1, Uint32Array.of(...first, ...second));
        for (const part of (0,_summary_js__WEBPACK_IMPORTED_MODULE_4__/* .partsOf */ .CI)(slis, fields)) {
            if (part.sli.metric !== undefined) {
                this.#group(part).addMeasured((0,_measurement_js__WEBPACK_IMPORTED_MODULE_3__/* .measure */ .xP)(part.sli, [fields]));
                continue;
            }
            this.addPart(part, 1);
            const rule = part.sli.measure;
            if (rule.kind !== 'quantile' && rule.kind !== 'mean')
                continue;
            const value = Object.hasOwn(fields, rule.of) ? fields[rule.of] : undefined;
            if (typeof value === 'number' && Number.isFinite(value))
                this.addValue(part, value, 1);
        }
    }
    /** Adds events of a source whose fingerprints add up to eight numbers. */
    addEvents(source, events, fingerprints) {
        this.#accepted.set(source, (this.#accepted.get(source) ?? 0) + events);
        fingerprints.forEach((word, i) => (this.#digest[i] = ((this.#digest[i] ?? 0) + word) | 0));
    }
    addPart(part, times) {
        this.#group(part).add(part.isMatching, times);
    }
    addValue(part, value, times) {
        this.#group(part).addValue(value, times);
    }
    /** Adds values in ascending order, each with how often it came. */
    addValues(part, values) {
        this.#group(part).addValues(values);
    }
    summary() {
        return {
            accepted: Object.fromEntries(this.#accepted),
            digest: digestText(this.#digest),
            summaries: [...this.#groups.values()].map((group) => group.summary()).sort(_summary_js__WEBPACK_IMPORTED_MODULE_4__/* .bySliFeatureLabel */ .y$),
        };
    }
    #group(part) {
        const key = JSON.stringify([part.sli.id, part.feature, part.label]);
        const known = this.#groups.get(key) ?? new GroupTally(part);
        this.#groups.set(key, known);
        return known;
    }
}


/***/ }),

/***/ 9487:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GL: () => (/* binding */ byteLines),
/* harmony export */   Oc: () => (/* binding */ MAX_LINE_BYTES),
/* harmony export */   vs: () => (/* binding */ withoutCarriageReturn)
/* harmony export */ });
/** A line longer than this is quarantined without being held in memory: 1 MiB. */
const MAX_LINE_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const EXCERPT_BYTES = 2_000;
function withoutCarriageReturn(bytes) {
    return bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
}
/** End of the last whole line of a block that begins at `from`: behind its newline; `from` where there is none. */
function blockEnd(chunk, from) {
    const most = Math.min(chunk.length, from + MAX_LINE_BYTES);
    const last = most > from ? chunk.lastIndexOf(NEWLINE, most - 1) : -1;
    return last < from ? from : last + 1;
}
/**
 * Cuts a stream of bytes into lines in bounded memory. `offset` is the position of the first byte; `skipping` goes on
 * passing over a line that was too long in an earlier reading. Always ends with one `rest`, even an empty one.
 * `inBlocks`: all lines but the first are given in blocks; one that lies in several chunks is a block of its own.
 */
async function* byteLines(chunks, start) {
    let position = start.offset;
    let skipping = start.skipping;
    let held = [];
    let heldBytes = 0;
    let isFirst = true;
    for await (const chunk of chunks) {
        let from = 0;
        for (;;) {
            // A file's first line may begin with a mark, or end one that was taken before.
            if (start.inBlocks === true && !isFirst && !skipping && heldBytes === 0) {
                for (let to = blockEnd(chunk, from); to > from; to = blockEnd(chunk, from)) {
                    yield { kind: 'block', bytes: chunk.subarray(from, to), end: position + to };
                    from = to;
                }
            }
            const at = chunk.indexOf(NEWLINE, from);
            if (at === -1)
                break;
            const bytes = heldBytes + at - from;
            if (skipping) {
                skipping = false;
            }
            else if (start.inBlocks === true && !isFirst && bytes < MAX_LINE_BYTES) {
                const line = Buffer.concat([...held, chunk.subarray(from, at + 1)]);
                yield { kind: 'block', bytes: line, end: position + at + 1 };
            }
            else {
                const line = held.length === 0 ? chunk.subarray(from, at) : Buffer.concat([...held, chunk.subarray(from, at)]);
                const end = position + at + 1;
                yield bytes > MAX_LINE_BYTES
                    ? { kind: 'too-long', excerpt: line.subarray(0, EXCERPT_BYTES), end }
                    : { kind: 'line', bytes: withoutCarriageReturn(line), end };
            }
            from = at + 1;
            isFirst = false;
            held = [];
            heldBytes = 0;
        }
        const rest = chunk.subarray(from);
        position += chunk.length;
        if (skipping || rest.length === 0)
            continue;
        // The chunk itself may be overwritten by the next one.
        held.push(Buffer.from(rest));
        heldBytes += rest.length;
        if (heldBytes > MAX_LINE_BYTES) {
            yield { kind: 'too-long', excerpt: Buffer.concat(held).subarray(0, EXCERPT_BYTES), end: position };
            skipping = true;
            held = [];
            heldBytes = 0;
        }
    }
    yield { kind: 'rest', bytes: Buffer.concat(held), skipping, end: position };
}


/***/ }),

/***/ 5874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  P: () => (/* binding */ CollectorFolders)
});

// UNUSED EXPORTS: COLLECTOR_FOLDER

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./out/build/src/domain/packed-keys.js
var packed_keys = __nccwpck_require__(3508);
// EXTERNAL MODULE: ./out/build/src/domain/time.js
var time = __nccwpck_require__(9242);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: ./out/build/src/io/files.js




/**
 * Replaces a file as a whole: a temporary file beside it, fsync, rename. Whoever reads sees the old bytes or the new
 * ones, and a process killed half-way leaves the old. Makes the folders above it. Chunks are written as they come.
 */
async function writeFileAtomic(path, data) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    const temporary = `${path}.${process.pid}-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}.tmp`;
    try {
        const file = await (0,promises_.open)(temporary, 'wx');
        try {
            await file.writeFile(data);
            await file.sync();
        }
        finally {
            await file.close();
        }
        await (0,promises_.rename)(temporary, path);
    }
    catch (error) {
        await (0,promises_.rm)(temporary, { force: true });
        throw error;
    }
}
function place(path, data) {
    if (typeof data === 'string' || data instanceof Uint8Array) {
        (0,external_node_fs_.writeFileSync)(path, data, { flag: 'wx' });
        return;
    }
    try {
        (0,external_node_fs_.linkSync)(data.file, path);
    }
    catch {
        // It lies on another file system, or on one without links; what else is wrong shows in the copying.
        (0,external_node_fs_.writeFileSync)(path, data.read(), { flag: 'wx' });
    }
}
/**
 * Replaces many files, each as a whole, for readers and against a process that is killed, as {@link writeFileAtomic} does;
 * not against a machine that loses power: waiting for the disk would take most of the time that they take. Makes the folders
 * above them.
 */
function writeFilesAtOnce(files) {
    const folders = new Set();
    const mark = `${process.pid}-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    for (const { path, data } of files) {
        const folder = (0,external_node_path_.dirname)(path);
        if (!folders.has(folder))
            (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
        folders.add(folder);
        const temporary = `${path}.${mark}.tmp`;
        try {
            place(temporary, data);
            (0,external_node_fs_.renameSync)(temporary, path);
        }
        catch (error) {
            (0,external_node_fs_.rmSync)(temporary, { force: true });
            throw error;
        }
    }
}
/** The text of a file, or null where there is none. */
async function readTextIfExists(path) {
    try {
        return await (0,promises_.readFile)(path, 'utf8');
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return null;
        throw error;
    }
}

;// CONCATENATED MODULE: ./out/build/src/io/collector-folders.js





/** Where the batches are, below the output folder. */
const COLLECTOR_FOLDER = (0,external_node_path_.join)('logs', 'rollout', 'collector');
function keysFile(start) {
    return `${(0,time/* compactInstant */.T8)(start)}.txt`;
}
/** Of keys of 16 bytes each. */
function packedFile(start) {
    return `${(0,time/* compactInstant */.T8)(start)}.keys`;
}
function dataOf(packed) {
    const { file } = packed;
    return file === undefined ? packed.read() : { file, read: () => packed.read() };
}
async function readPacked(path) {
    try {
        return (0,packed_keys/* unpackKeys */.Do)(await (0,promises_.readFile)(path));
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return [];
        throw error;
    }
}
/** The collector's files in two folders: state both ways, output out. `part`: its folder within the state. */
class CollectorFolders {
    #state;
    #keys;
    #output;
    constructor({ state, output }, part = 'collector') {
        this.#state = (0,external_node_path_.join)(state, part, 'state.json');
        this.#keys = (0,external_node_path_.join)(state, part, 'keys');
        this.#output = output;
    }
    async keysOfClosed(start) {
        const text = await readTextIfExists((0,external_node_path_.join)(this.#keys, keysFile(start)));
        return new Set([
            ...(text?.split('\n') ?? []),
            ...(await readPacked((0,external_node_path_.join)(this.#keys, packedFile(start)))),
        ]);
    }
    /** One by one, as the batches' are: packed ones are large, and may come from a disk. */
    *#keyFiles({ keys, packedKeys, }) {
        for (const [start, lines] of keys)
            if (lines.length > 0 || !packedKeys.has(start))
                yield { path: (0,external_node_path_.join)(this.#keys, keysFile(start)), data: lines.join('\n') };
        for (const [start, packed] of packedKeys)
            yield { path: (0,external_node_path_.join)(this.#keys, packedFile(start)), data: dataOf(packed) };
    }
    /** One by one: those that are made when they are asked for are as large as the telemetry together. */
    *#batchFiles(batches) {
        for (const batch of batches)
            yield {
                path: (0,external_node_path_.join)(this.#output, COLLECTOR_FOLDER, batch.file),
                data: batch.bytes?.() ?? batch.text,
            };
    }
    async write(writes, { dryRun }) {
        const { batches, quarantine, state, keepKeysFrom } = writes;
        if (!dryRun)
            writeFilesAtOnce(this.#keyFiles(writes));
        writeFilesAtOnce(this.#batchFiles(batches));
        if (quarantine !== null)
            await writeFileAtomic((0,external_node_path_.join)(this.#output, 'quarantine', quarantine.file), quarantine.text);
        if (dryRun)
            return;
        await writeFileAtomic(this.#state, state);
        const oldest = keysFile(keepKeysFrom);
        const files = await (0,promises_.readdir)(this.#keys).catch(() => []);
        for (const file of files)
            if (file < oldest)
                await (0,promises_.rm)((0,external_node_path_.join)(this.#keys, file), { force: true });
    }
}


/***/ }),

/***/ 6853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  py: () => (/* binding */ compileEventSchema)
});

// UNUSED EXPORTS: compileSchema, loadAjv

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: ./out/build/src/domain/fault.js
var fault = __nccwpck_require__(8163);
// EXTERNAL MODULE: ./out/build/src/domain/raw-values.js
var raw_values = __nccwpck_require__(2468);
;// CONCATENATED MODULE: ./out/build/src/render/escape.js
// Control and format characters (terminal escapes, marks that turn text around or hide it), line separators, and letters
// that fonts show as nothing.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]+/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** Untrusted text as one line without control or direction marks, cut to `limit` UTF-16 units (default 500). */
function oneLine(text, limit = 500) {
    const line = text.replace(UNPRINTABLE, ' ').replace(LONE_SURROGATE, '\ufffd').trim();
    if (line.length <= limit)
        return line;
    // A cut between the halves of a surrogate pair would leave half a character.
    return `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}\u2026`;
}
/** A line of a step's log without what the runner takes for a command: `::` after white space, `##[` anywhere. */
function withoutCommands(line) {
    return line.replace(/^(\s*)::/, '$1: :').replace(/##\[/g, '## [');
}
/** Untrusted text as a line of a step's log: one line, and no command to the runner. */
function logLine(text, limit = 1_000) {
    return withoutCommands(oneLine(text, limit));
}
/** What begins a list or a rule, or underlines a heading, where a line or a list's item begins. A negative number is none. */
const BLOCK_START = /^(?:[-+](?=[\s-]|$)|=(?=[=\s]*$)|\d+(?=[.)](?:\s|$)))/;
/**
 * Untrusted text as text in GitHub's Markdown, also in a cell of a table: no markup, link, mention, reference, formula
 * or HTML comes to life. One line. Only what could come to life is escaped, so that names and times stay readable in the
 * source. A zero-width space after `@`, `#` and `GH-` stops what GitHub looks for after rendering.
 */
function escapeMarkdown(text, limit = 500) {
    return oneLine(text, limit)
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/[\\`*[\]~]/g, '\\$&')
        .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
        .replace(BLOCK_START, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
        .replace(/@/g, '@\u200b')
        .replace(/#/g, '\\#\u200b')
        .replace(/\bGH-(?=\d)/gi, '$&\u200b')
        .replace(/www\./gi, (match) => `${match.slice(0, 3)}&#46;`)
        .replace(/\|/g, '&#124;')
        .replace(/\$/g, '<span>$</span>')
        .replace(/(?<!\d):|:(?!\d)/g, '&#58;');
}
/** Text as a fenced code block that its own content cannot close; `language` is a constant of the code. */
function codeBlock(lines, language) {
    const longest = Math.max(0, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
    const fence = '`'.repeat(Math.max(3, longest + 1));
    return [`${fence}${language}`, ...lines, fence].join('\n');
}
/** One word of a POSIX shell command, for a person to paste: quoted unless plainly safe. */
function shellWord(text, limit = 500) {
    const line = oneLine(text, limit);
    return /^[A-Za-z0-9_@%+=:,./-]+$/.test(line) ? line : `'${line.replaceAll("'", `'\\''`)}'`;
}
/** Untrusted text as text or attribute value in HTML. */
function escapeHtml(text) {
    return text
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/"/g, '&quot;')
        .replace(/'/g, '&#39;');
}

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
    const fields = (0,raw_values/* recordOf */.zv)(value) ?? {};
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
        schema = JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new fault/* PhasegateError */.h('bad-schema', `${path}: ${oneLine(why)}`, { cause: error });
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
        Promise.all(/* import() */[__nccwpck_require__.e(457), __nccwpck_require__.e(815)]).then(__nccwpck_require__.t.bind(__nccwpck_require__, 2815, 19)),
        is2020
            ? Promise.all(/* import() */[__nccwpck_require__.e(457), __nccwpck_require__.e(210)]).then(__nccwpck_require__.t.bind(__nccwpck_require__, 2210, 19)).then(({ default: module }) => new module.Ajv2020(settings))
            : Promise.all(/* import() */[__nccwpck_require__.e(457), __nccwpck_require__.e(463)]).then(__nccwpck_require__.t.bind(__nccwpck_require__, 2463, 19)).then(({ default: module }) => new module.Ajv(settings)),
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
    const draft = (0,raw_values/* member */.Dc)(schema, '$schema') ?? DRAFT_07;
    if (typeof draft !== 'string' || draft.replace(/#$/, '') !== DRAFT_07)
        return null;
    const { default: isSchema } = await __nccwpck_require__.e(/* import() */ 570).then(__nccwpck_require__.bind(__nccwpck_require__, 7570));
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
        throw new fault/* PhasegateError */.h('bad-schema', `${options.path}: ${oneLine(why)}`, { cause: error });
    }
}


/***/ }),

/***/ 5055:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  NO: () => (/* binding */ RangeGone),
  RO: () => (/* binding */ rangeLines)
});

// UNUSED EXPORTS: readInTwo

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:timers/promises"
const external_node_timers_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: external "node:zlib"
const external_node_zlib_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");
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
async function* file_bytes_plainBytes(path, offset, chunkBytes = CHUNK_BYTES) {
    const file = await (0,promises_.open)(path);
    try {
        const buffer = Buffer.allocUnsafe(chunkBytes);
        for (let position = offset;; await (0,external_node_timers_promises_namespaceObject.setImmediate)()) {
            const bytesRead = (0,external_node_fs_.readSync)(file.fd, buffer, 0, chunkBytes, position);
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
    const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    const inflated = createGunzip({ chunkSize: CHUNK_BYTES });
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

// EXTERNAL MODULE: ./out/build/src/io/telemetry-lines.js + 1 modules
var telemetry_lines = __nccwpck_require__(6925);
;// CONCATENATED MODULE: ./out/build/src/io/file-ranges.js




const NEWLINE = 0x0a;
/** A file is not split any more when less than this part of what makes it large is left. */
const LEAST_SHARE = 4;
/** So many bytes from a place on, or those that there are. */
async function bytesAt(file, start, bytes) {
    const buffer = Buffer.alloc(bytes);
    let filled = 0;
    while (filled < bytes) {
        const { bytesRead } = await file.read(buffer, filled, bytes - filled, start + filled);
        if (bytesRead === 0)
            break;
        filled += bytesRead;
    }
    return buffer.subarray(0, filled);
}
/**
 * The second half of what is in a file behind a place, as far as there are whole lines; null where there is none, a line so
 * long that it is not one, or less than is worth it.
 */
async function secondHalf(path, from, leastBytes) {
    const file = await open(path);
    try {
        const { size } = await file.stat();
        if (size - from < leastBytes)
            return null;
        const half = from + Math.floor((size - from) / 2);
        const middle = (await bytesAt(file, half, MAX_LINE_BYTES)).indexOf(NEWLINE);
        const lastBytes = Math.max(half, size - MAX_LINE_BYTES);
        const last = (await bytesAt(file, lastBytes, size - lastBytes)).lastIndexOf(NEWLINE);
        const [start, end] = [half + middle + 1, lastBytes + last + 1];
        return middle === -1 || last === -1 || end <= start ? null : { path, start, end };
    }
    finally {
        await file.close();
    }
}
/** A file whose second half may be taken beside the reading of the first. */
class SplitFile {
    #path;
    #file;
    #beside;
    #wantsSplit = true;
    /** What was handed over. */
    range = null;
    inHand = null;
    constructor(path, file, beside) {
        this.#path = path;
        this.#file = file;
        this.#beside = beside;
    }
    /** The chunks, up to where the range begins once it is handed over. */
    async *firstPart(chunks, offset) {
        let position = offset;
        for await (const chunk of chunks) {
            const end = position + chunk.length;
            if (this.#wantsSplit && this.#beside.isReady)
                await this.#split(end);
            if (this.range !== null && end >= this.range.start) {
                yield chunk.subarray(0, this.range.start - position);
                return;
            }
            yield chunk;
            position = end;
        }
    }
    async #split(from) {
        this.#wantsSplit = false;
        this.range = await secondHalf(this.#path, from, this.#beside.fromBytes / LEAST_SHARE);
        if (this.range !== null)
            this.inHand = this.#beside.begin(this.range, this.#file);
    }
}
/** Reads a file like `readLines`, its second half beside the first where it is large and there is who can take it. */
async function* readInTwo(request, { path, cursor, chunks, chunkBytes, beside }) {
    if (beside === null || !(await isLarge(path, cursor.offset, beside)))
        return yield* readLines({ ...request, chunks }, cursor);
    beside.prepare();
    const split = new SplitFile(path, request.file, beside);
    const first = split.firstPart(chunks, cursor.offset);
    const before = yield* readLines({ ...request, chunks: first }, cursor);
    const { range, inHand } = split;
    if (range === null || inHand === null)
        return before;
    const lines = await inHand.finish(before.lines);
    const reached = lines === null ? before : { ...before, offset: range.end, lines: before.lines + lines };
    request.reached(reached.lines);
    const rest = plainBytes(path, reached.offset, chunkBytes);
    return yield* readLines({ ...request, chunks: rest }, { ...cursor, ...reached, cutSince: cursor.cutSince });
}
async function isLarge(path, offset, { fromBytes }) {
    const file = await open(path);
    try {
        return (await file.stat()).size - offset >= fromBytes;
    }
    finally {
        await file.close();
    }
}
/** A range that is not in its file as it should be. */
class RangeGone extends Error {
}
/**
 * The lines of a range, the first one as line 1; returns how many there are.
 *
 * @throws RangeGone where the file has been cut or rewritten meanwhile.
 */
async function* rangeLines(range, request) {
    const { takeBlock } = request;
    // What is line 1 here is no file's first line, which may begin with a byte order mark.
    const shifted = (line) => line - 1;
    const lines = (0,telemetry_lines/* readLines */.Se)({
        ...request,
        format: telemetry_lines/* JSONL */.dE,
        chunks: rangeBytes(range),
        cutAfterMs: 0,
        takeBlock: takeBlock === null
            ? null
            : (block) => takeBlock({ ...block, place: { ...block.place, line: shifted(block.place.line) } }),
        reached: () => undefined,
    }, { ...NEW_CURSOR, offset: range.start, lines: 1 });
    let next = await lines.next();
    for (; next.done !== true; next = await lines.next()) {
        const { place } = next.value;
        yield { ...next.value, place: { ...place, line: shifted(place.line) } };
    }
    const { offset, openEnd } = next.value;
    if (offset !== range.end || openEnd)
        throw new RangeGone('the file has changed');
    return shifted(next.value.lines);
}
async function* rangeBytes({ path, start, end }) {
    let position = start;
    for await (const chunk of file_bytes_plainBytes(path, start)) {
        if (position + chunk.length >= end) {
            yield chunk.subarray(0, end - position);
            return;
        }
        yield chunk;
        position += chunk.length;
    }
}


/***/ }),

/***/ 8261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  zT: () => (/* binding */ TemporaryKeyShelf)
});

// UNUSED EXPORTS: keysInFile, laidInFile, laidInMemory

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./out/build/src/domain/packed-keys.js
var packed_keys = __nccwpck_require__(3508);
;// CONCATENATED MODULE: ./out/build/src/io/key-shelf.js




/** Up to here all that is put away stays in memory: 1 MiB, the keys of 65,536 events. */
const MOST_IN_MEMORY = 1024 * 1024;
/** Keys that lie in a file of their own. */
function keysInFile(file, bytes) {
    const read = () => {
        const keys = (0,external_node_fs_.readFileSync)(file);
        if (keys.length !== bytes)
            throw new Error(`${file} was cut short while it was in use`);
        return keys;
    };
    return { bytes, read, file };
}
/** Bytes that stay in memory. */
function laidInMemory(bytes) {
    return { bytes: bytes.length, read: () => bytes };
}
/** Bytes that another shelf laid, which is not closed as long as they are read. */
function laidInFile(file, from, bytes) {
    const read = () => {
        const opened = openSync(file, 'r');
        try {
            return bytesOf(opened, from, bytes);
        }
        finally {
            closeSync(opened);
        }
    };
    return { bytes, read, place: { file, from } };
}
function bytesOf(file, from, length) {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length;) {
        const count = (0,external_node_fs_.readSync)(file, bytes, at, length - at, from + at);
        if (count === 0)
            throw new Error('a temporary file was cut short while it was in use');
        at += count;
    }
    return bytes;
}
/**
 * In memory while there is little, then in temporary files, which are removed when the shelf is closed: each list of keys in
 * one of its own, all the rest together in one.
 */
class TemporaryKeyShelf {
    #mostInMemory;
    #within;
    #inMemory = 0;
    #folder = null;
    #files = 0;
    /** Of what is laid. */
    #file = null;
    #end = 0;
    /** `within`: folder of the temporary ones. */
    constructor(mostInMemory = MOST_IN_MEMORY, within = (0,external_node_os_namespaceObject.tmpdir)()) {
        this.#mostInMemory = mostInMemory;
        this.#within = within;
    }
    /** A folder that is removed with the shelf. Other shelves may be within. */
    folder() {
        this.#folder ??= (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(this.#within, 'phasegate-keys-'));
        return this.#folder;
    }
    put(keys) {
        if (this.#inMemory + keys.length <= this.#mostInMemory) {
            this.#inMemory += keys.length;
            return (0,packed_keys/* keysInMemory */.pE)(keys.slice());
        }
        const file = (0,external_node_path_.join)(this.folder(), String((this.#files += 1)));
        (0,external_node_fs_.writeFileSync)(file, keys, { flag: 'wx' });
        return keysInFile(file, keys.length);
    }
    lay(bytes) {
        const { length } = bytes;
        if (this.#inMemory + length <= this.#mostInMemory) {
            this.#inMemory += length;
            return laidInMemory(bytes.slice());
        }
        const path = (0,external_node_path_.join)(this.folder(), 'laid');
        const file = (this.#file ??= (0,external_node_fs_.openSync)(path, 'wx+'));
        const from = this.#end;
        for (let at = 0; at < length;)
            at += (0,external_node_fs_.writeSync)(file, bytes, at, length - at, from + at);
        this.#end += length;
        return { bytes: length, read: () => this.#read(file, from, length), place: { file: path, from } };
    }
    #read(file, from, length) {
        // Its number may be another file's by now.
        if (file !== this.#file)
            throw new Error('the shelf was closed while it was in use');
        return bytesOf(file, from, length);
    }
    close() {
        if (this.#file !== null)
            (0,external_node_fs_.closeSync)(this.#file);
        this.#file = null;
        if (this.#folder !== null)
            (0,external_node_fs_.rmSync)(this.#folder, { recursive: true, force: true });
        this.#folder = null;
    }
}


/***/ }),

/***/ 1198:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  F: () => (/* binding */ takenAcross)
});

// UNUSED EXPORTS: takenFrom

;// CONCATENATED MODULE: external "node:v8"
const external_node_v8_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:v8");
// EXTERNAL MODULE: ./out/build/src/io/key-shelf.js + 1 modules
var key_shelf = __nccwpck_require__(8261);
;// CONCATENATED MODULE: ./out/build/src/io/range-across.js



function keysAcross(keys) {
    const { file, bytes } = keys;
    return file === undefined ? new Uint8Array(keys.read()) : { file, bytes };
}
function keysFrom(keys) {
    return keys instanceof Uint8Array ? keysInMemory(keys) : keysInFile(keys.file, keys.bytes);
}
function laidAcross(laid) {
    const { place, bytes } = laid;
    return place === undefined ? new Uint8Array(laid.read()) : { ...place, bytes };
}
function laidFrom(laid) {
    return laid instanceof Uint8Array ? laidInMemory(laid) : laidInFile(laid.file, laid.from, laid.bytes);
}
/** One phase's summaries at a time: those of all windows of a large file are large together, on either thread. */
function phaseAcross({ summaries, ...rest }, shelf) {
    return { ...rest, summaries: laidAcross(shelf.lay((0,external_node_v8_namespaceObject.serialize)(summaries))) };
}
function phaseFrom({ summaries, ...rest }) {
    const laid = laidFrom(summaries);
    return {
        ...rest,
        get summaries() {
            // As another thread of this process wrote it.
            return deserialize(laid.read());
        },
    };
}
/** What can be given to another thread, and the memory in it that need not be copied. The shelf outlasts its use there. */
function takenAcross({ windows, ...rest }, shelf) {
    const given = windows.map((one) => ({
        ...one,
        keys: keysAcross(one.keys),
        phases: new Map([...one.phases].map(([name, phase]) => [name, phaseAcross(phase, shelf)])),
    }));
    const all = given.flatMap(({ keys, phases }) => [
        keys,
        ...[...phases.values()].map(({ summaries }) => summaries),
    ]);
    const moved = all.flatMap((bytes) => (bytes instanceof Uint8Array ? [bytes.buffer] : []));
    return [{ ...rest, windows: given }, moved];
}
/** What another thread gave. */
function takenFrom({ windows, ...rest }) {
    const taken = windows.map((one) => ({
        ...one,
        keys: keysFrom(one.keys),
        phases: new Map([...one.phases].map(([name, phase]) => [name, phaseFrom(phase)])),
    }));
    return { ...rest, windows: taken };
}


/***/ }),

/***/ 6925:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  dE: () => (/* binding */ JSONL),
  gd: () => (/* binding */ NO_TEXT),
  nq: () => (/* binding */ jsonlLine),
  Se: () => (/* binding */ readLines)
});

;// CONCATENATED MODULE: external "node:buffer"
const external_node_buffer_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");
// EXTERNAL MODULE: ./out/build/src/domain/event.js
var domain_event = __nccwpck_require__(1479);
// EXTERNAL MODULE: ./out/build/src/domain/json-line.js
var json_line = __nccwpck_require__(3140);
// EXTERNAL MODULE: ./out/build/src/io/byte-lines.js
var byte_lines = __nccwpck_require__(9487);
;// CONCATENATED MODULE: ./out/build/src/io/telemetry-lines.js




const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const NO_TEXT = 'holds bytes that are no UTF-8';
const JSONL = {
    showsItsEnd: true,
    parse(text) {
        if (text.trim() === '')
            return { kind: 'nothing' };
        const fields = (0,json_line/* parseJsonLine */.wz)(text);
        return typeof fields === 'string' ? { kind: 'broken', reason: fields } : { kind: 'fields', fields };
    },
};
function parseBytes(format, bytes, isFirstLine) {
    const body = isFirstLine && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
    const text = body.toString('utf8');
    if (!(0,external_node_buffer_namespaceObject.isUtf8)(body))
        return { parsed: { kind: 'broken', reason: NO_TEXT }, text };
    return { parsed: format.parse(text), text };
}
function rawLine(parsed, place, text) {
    const excerpt = text.slice(0, domain_event/* EXCERPT_LENGTH */.T_);
    switch (parsed.kind) {
        case 'fields':
            return { kind: 'fields', place, fields: parsed.fields, excerpt };
        case 'broken':
            return { kind: 'broken', place, reason: parsed.reason, excerpt };
        case 'unfinished':
            return { kind: 'broken', place, reason: 'is cut short', excerpt };
        case 'nothing':
            return null;
    }
}
/** A record of several lines. */
function joined(before, last) {
    return before.length === 0 ? last : Buffer.concat([...before.flatMap((part) => [part, NEWLINE]), last]);
}
function tooLong(beginning, place) {
    const excerpt = beginning.toString('utf8').slice(0, domain_event/* EXCERPT_LENGTH */.T_);
    return { kind: 'broken', place, reason: `is longer than ${byte_lines/* MAX_LINE_BYTES */.Oc} bytes`, excerpt };
}
/** A JSONL line that is not a file's first; null where there is nothing to judge. */
function jsonlLine(bytes, place) {
    const { parsed, text } = parseBytes(JSONL, (0,byte_lines/* withoutCarriageReturn */.vs)(bytes), false);
    return rawLine(parsed, place, text);
}
/**
 * Reads records from where the cursor stands, in bounded memory. A last record without its newline is taken when it is
 * known to be whole; otherwise it may still be in the writing, and is waited for until `cutAfterMs` have passed.
 */
async function* readLines(request, cursor) {
    const { source, file, format, now, takeBlock } = request;
    let { offset, lines, openEnd } = cursor;
    let unfinished = [];
    const start = { offset, skipping: cursor.skipping, inBlocks: takeBlock !== null };
    for await (const item of (0,byte_lines/* byteLines */.GL)(request.chunks, start)) {
        if (item.kind === 'block') {
            lines += (await takeBlock?.({ bytes: item.bytes, place: { source, file, line: lines + 1 } })) ?? 0;
            request.reached(lines);
            offset = item.end;
            openEnd = false;
            continue;
        }
        if (item.kind === 'too-long') {
            lines += unfinished.length + 1;
            request.reached(lines);
            unfinished = [];
            offset = item.end;
            openEnd = false;
            yield tooLong(item.excerpt, { source, file, line: lines });
            continue;
        }
        if (item.kind === 'rest' && item.skipping) {
            return { offset: item.end, lines, openEnd: false, skipping: true, cutSince: null };
        }
        if (item.kind === 'rest' && unfinished.length === 0)
            offset = item.end - item.bytes.length;
        const isRest = item.kind === 'rest';
        if (isRest && item.bytes.length === 0 && unfinished.length === 0) {
            return { offset, lines, openEnd, skipping: false, cutSince: null };
        }
        // The newline of a record that was taken without it is not a line of its own.
        if (!isRest && openEnd && item.bytes.length === 0) {
            openEnd = false;
            offset = item.end;
            continue;
        }
        const bytes = joined(unfinished, item.bytes);
        const { parsed, text } = parseBytes(format, bytes, lines === 0);
        const place = { source, file, line: lines + 1 };
        if (isRest) {
            const cutSince = cursor.cutSince ?? now;
            if (parsed.kind === 'nothing')
                return { offset, lines, openEnd, skipping: false, cutSince: null };
            const isWhole = format.showsItsEnd && parsed.kind === 'fields';
            if (!isWhole && now - cutSince <= request.cutAfterMs) {
                return { offset, lines, openEnd, skipping: false, cutSince };
            }
        }
        else if (parsed.kind === 'unfinished' && bytes.length <= byte_lines/* MAX_LINE_BYTES */.Oc) {
            unfinished.push(Buffer.from(item.bytes));
            continue;
        }
        const line = rawLine(parsed, place, text);
        if (line !== null)
            yield line;
        lines += unfinished.length + 1;
        request.reached(lines);
        unfinished = [];
        offset = item.end;
        openEnd = isRest;
        if (isRest)
            return { offset, lines, openEnd, skipping: false, cutSince: null };
    }
    throw new Error('byteLines ended without its rest');
}
const NEWLINE = Buffer.from('\n');


/***/ }),

/***/ 9367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  c: () => (/* binding */ WasmScanners)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: ./out/build/src/domain/event.js
var domain_event = __nccwpck_require__(1479);
// EXTERNAL MODULE: ./out/build/src/domain/fingerprint.js
var fingerprint = __nccwpck_require__(6627);
// EXTERNAL MODULE: ./out/build/src/domain/json-line.js
var json_line = __nccwpck_require__(3140);
// EXTERNAL MODULE: ./out/build/src/domain/metrics/metric-event.js
var metric_event = __nccwpck_require__(8292);
// EXTERNAL MODULE: ./out/build/src/domain/summary.js
var summary = __nccwpck_require__(2087);
;// CONCATENATED MODULE: ./out/build/src/domain/scan/lesson.js



function knownOf(classes, fields, name) {
    if (classes === undefined)
        return 'unknown';
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (value === undefined || value === null || typeof value === 'boolean')
        return 'known';
    if (typeof value === 'number')
        return classes.isCutAround(value) ? 'known' : 'unknown';
    if (typeof value !== 'string')
        return 'unknown';
    return classes.words.has(value) ? 'known' : { word: value };
}
/** Whether the fields by which it is said what a line is are known by the line's shape; else what to do about it. */
function lessonOfNames(names, line, { fields }) {
    const words = [];
    for (const name of names) {
        const classes = fields.get(name);
        const known = knownOf(classes, line, name);
        if (known === 'unknown')
            return { kind: 'slow' };
        if (known !== 'known' && classes !== undefined)
            words.push([classes, known.word]);
    }
    return words.length === 0 ? null : { kind: 'words', words };
}
function isNamedAsMetric({ event }) {
    return typeof event === 'string' && event.startsWith(metric_event/* METRIC_EVENT */.yN);
}
/** What holds for every line of a shape by what the slow path said of one: an event, or why it is none. */
function lessonOf(line, verdict, lessons) {
    const { policy, source, plan, keys, knowsPhaseOn } = lessons;
    // The phase that was on is another at another time.
    if (!knowsPhaseOn && !Object.hasOwn(line, 'phase') && source.constants.phase === null)
        return { kind: 'slow' };
    if (typeof verdict === 'string') {
        // The reason may name what came: the key that was first, the event.
        if (verdict.includes('must NOT have additional properties') || isNamedAsMetric(line))
            return { kind: 'slow' };
        return lessonOfNames(['phase', ...plan.tags], line, lessons) ?? { kind: 'rejected', reason: verdict };
    }
    const names = lessonOfNames(plan.named, line, lessons);
    if (names !== null)
        return names;
    const event = verdict.fields;
    const filled = Object.keys(event).filter((name) => !Object.hasOwn(line, name));
    const parts = (0,summary/* partsOf */.CI)(policy.slis, event);
    const places = new Set();
    for (const { sli } of parts) {
        if (sli.measure.kind !== 'quantile' && sli.measure.kind !== 'mean')
            continue;
        const place = plan.measured.get(sli.measure.of);
        if (place !== undefined && typeof event[sli.measure.of] === 'number')
            places.add(place);
    }
    return {
        kind: 'accepted',
        phase: verdict.phase,
        filled: filled.reduce((sum, name) => (0,fingerprint/* addHash */.KS)(sum, (0,fingerprint/* hashValue */.gg)((0,fingerprint/* memberKey */.S7)(keys.root, name), event[name])), fingerprint/* NO_HASH */.hz),
        fillings: Object.fromEntries(filled.map((name) => [name, event[name]])),
        parts,
        places: [...places],
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/scan/places.js
function newPlace() {
    return {
        fields: new Map(),
        isClosed: false,
        cuts: new Set(),
        isWhole: false,
        lists: [],
        lengths: new Set(),
        patterns: new Set(),
        isInstant: false,
        isDistinct: false,
        isOpen: false,
        rules: [],
        isDecisive: false,
        isRequired: false,
        allowed: [],
        hard: new Set(),
    };
}
const view = new DataView(new ArrayBuffer(8));
/** The smallest double above a finite one: what is above `x` is at least that. */
function nextAbove(x) {
    if (x === 0)
        return Number.MIN_VALUE;
    view.setFloat64(0, x);
    view.setBigInt64(0, view.getBigInt64(0) + (x > 0 ? 1n : -1n));
    return view.getFloat64(0);
}
/** Tells numbers from `limit` on from those below it. */
function cutBelow(place, limit) {
    place.cuts.add(limit === 0 ? 0 : limit);
}
/** Tells numbers above `limit` from those up to it. */
function cutAbove(place, limit) {
    place.cuts.add(nextAbove(limit));
}
/** Tells a number from all others. */
function cutAround(place, value) {
    cutBelow(place, value);
    cutAbove(place, value);
}
/** The place of a field, which is made where there is none. */
function placeAt(place, name) {
    const known = place.fields.get(name) ?? newPlace();
    place.fields.set(name, known);
    return known;
}

;// CONCATENATED MODULE: ./out/build/src/domain/scan/pattern-automaton.js
/** What is not a regular language over ASCII, or is larger than the tables: left to the slow path. */
class Unsupported extends Error {
}
const MOST_STATES = 250;
const MOST_NODES = 4_000;
const MOST_REPEATS = 64;
const ASCII = Array.from({ length: 128 }, (_, code) => code);
const range = (from, to) => ASCII.filter((code) => code >= from.charCodeAt(0) && code <= to.charCodeAt(0));
const DIGITS = range('0', '9');
const WORD = [...DIGITS, ...range('a', 'z'), ...range('A', 'Z'), 95];
const SPACE = [9, 10, 11, 12, 13, 32];
const without = (codes) => ASCII.filter((code) => !codes.includes(code));
const CLASSES = {
    d: DIGITS,
    D: without(DIGITS),
    w: WORD,
    W: without(WORD),
    s: SPACE,
    S: without(SPACE),
};
const CONTROLS = { n: 10, r: 13, t: 9, v: 11, f: 12 };
const SYNTAX = '^$\\.*+?()[]{}|/-';
class Parser {
    #text;
    #at = 0;
    constructor(text) {
        this.#text = text;
    }
    parse() {
        const list = [this.#alternative()];
        while (this.#take('|'))
            list.push(this.#alternative());
        if (this.#at < this.#text.length)
            throw new Unsupported();
        return list;
    }
    #peek() {
        return this.#text[this.#at] ?? '';
    }
    #take(text) {
        if (!this.#text.startsWith(text, this.#at))
            return false;
        this.#at += text.length;
        return true;
    }
    #alternative() {
        const fromStart = this.#take('^');
        const node = this.#sequence();
        return { fromStart, node, toEnd: this.#take('$') };
    }
    #sequence() {
        const parts = [];
        while (this.#peek() !== '' && !'|)$'.includes(this.#peek()))
            parts.push(this.#repeated());
        return { kind: 'all', parts };
    }
    #repeated() {
        const part = this.#atom();
        const [least, most] = this.#times();
        if (least === 1 && most === 1)
            return part;
        this.#take('?');
        if (least > MOST_REPEATS || (most !== Infinity && most > MOST_REPEATS))
            throw new Unsupported();
        return { kind: 'repeat', part, least, most };
    }
    #times() {
        if (this.#take('*'))
            return [0, Infinity];
        if (this.#take('+'))
            return [1, Infinity];
        if (this.#take('?'))
            return [0, 1];
        if (this.#peek() !== '{')
            return [1, 1];
        const found = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(this.#text.slice(this.#at));
        if (found === null)
            throw new Unsupported();
        this.#at += found[0].length;
        const least = Number(found[1]);
        return [least, found[2] === undefined ? least : found[3] === undefined ? Infinity : Number(found[3])];
    }
    #atom() {
        if (this.#take('('))
            return this.#group();
        if (this.#take('['))
            return this.#list();
        if (this.#take('.'))
            return { kind: 'set', set: new Set(without([10, 13])) };
        if (this.#take('\\'))
            return { kind: 'set', set: new Set(this.#escape()) };
        const char = this.#peek();
        if ('^$*+?{}[]()|'.includes(char))
            throw new Unsupported();
        return { kind: 'set', set: new Set([this.#code()]) };
    }
    #group() {
        if (this.#take('?:') || this.#peek() !== '?') {
            const parts = [this.#sequence()];
            while (this.#take('|'))
                parts.push(this.#sequence());
            if (!this.#take(')'))
                throw new Unsupported();
            return { kind: 'any', parts };
        }
        throw new Unsupported();
    }
    /** The code of the next character; one beyond ASCII is in no text that the automaton is given. */
    #code() {
        const code = this.#text.codePointAt(this.#at);
        if (code === undefined)
            throw new Unsupported();
        this.#at += code > 0xffff ? 2 : 1;
        return code;
    }
    #escape() {
        const char = this.#peek();
        this.#at += 1;
        const known = Object.hasOwn(CLASSES, char) ? CLASSES[char] : undefined;
        if (known !== undefined)
            return known;
        const control = Object.hasOwn(CONTROLS, char) ? CONTROLS[char] : undefined;
        if (control !== undefined)
            return [control];
        if (char !== '' && SYNTAX.includes(char))
            return [char.charCodeAt(0)];
        throw new Unsupported();
    }
    #list() {
        const isNegated = this.#take('^');
        const set = new Set();
        while (!this.#take(']')) {
            const from = this.#member();
            if (this.#peek() === '-' && this.#text[this.#at + 1] !== ']') {
                this.#at += 1;
                const to = this.#member();
                const [first, last] = [from[0], to[0]];
                if (from.length !== 1 || to.length !== 1 || first === undefined || last === undefined)
                    throw new Unsupported();
                for (let code = first; code <= Math.min(last, 127); code += 1)
                    set.add(code);
            }
            else {
                for (const code of from)
                    set.add(code);
            }
        }
        return { kind: 'set', set: isNegated ? new Set(without([...set])) : set };
    }
    #member() {
        if (this.#peek() === '')
            throw new Unsupported();
        return this.#take('\\') ? this.#escape() : [this.#code()];
    }
}
/** An automaton whose steps may be free, and may lead to several states. */
class Graph {
    free = [];
    steps = [];
    state() {
        if (this.free.length > MOST_NODES)
            throw new Unsupported();
        this.free.push([]);
        this.steps.push([]);
        return this.free.length - 1;
    }
    /** Adds what a node matches behind a state; returns the state behind it. */
    add(node, from) {
        switch (node.kind) {
            case 'set': {
                const to = this.state();
                this.steps[from]?.push([node.set, to]);
                return to;
            }
            case 'all':
                return node.parts.reduce((at, part) => this.add(part, at), from);
            case 'any': {
                const end = this.state();
                for (const part of node.parts)
                    this.free[this.add(part, from)]?.push(end);
                return end;
            }
            case 'repeat':
                return this.#repeat(node, from);
        }
    }
    #repeat(node, from) {
        let at = from;
        for (let i = 0; i < node.least; i += 1)
            at = this.add(node.part, at);
        const end = this.state();
        if (node.most === Infinity) {
            const loop = this.state();
            this.free[at]?.push(loop);
            this.free[this.add(node.part, loop)]?.push(loop);
            this.free[loop]?.push(end);
            return end;
        }
        for (let i = node.least; i < node.most; i += 1) {
            this.free[at]?.push(end);
            at = this.add(node.part, at);
        }
        this.free[at]?.push(end);
        return end;
    }
    closure(states) {
        const found = new Set(states);
        for (const state of found)
            for (const to of this.free[state] ?? [])
                found.add(to);
        return [...found].sort((a, b) => a - b);
    }
}
function determine(graph, start, end) {
    const known = new Map();
    const sets = [];
    const idOf = (states) => {
        if (states.length === 0)
            return 0;
        const key = states.join(',');
        const id = known.get(key) ?? sets.length + 1;
        if (!known.has(key)) {
            known.set(key, id);
            sets.push(states);
            if (id > MOST_STATES)
                throw new Unsupported();
        }
        return id;
    };
    idOf(graph.closure([start]));
    const next = [new Uint8Array(128)];
    for (let i = 0; i < sets.length; i += 1) {
        const row = new Uint8Array(128);
        const steps = (sets[i] ?? []).flatMap((state) => graph.steps[state] ?? []);
        for (const code of ASCII)
            row[code] = idOf(graph.closure(steps.filter(([set]) => set.has(code)).map(([, to]) => to)));
        next.push(row);
    }
    return { accepting: [false, ...sets.map((states) => states.includes(end))], next };
}
/**
 * The automaton that accepts the ASCII texts in which a pattern of JSON Schema finds something; null where the pattern has
 * what a finite automaton cannot say (a look around, a back reference), or what this reading leaves out.
 */
function patternAutomaton(pattern) {
    try {
        const alternatives = new Parser(pattern).parse();
        const graph = new Graph();
        const any = new Set(ASCII);
        const [start, anywhere, end] = [graph.state(), graph.state(), graph.state()];
        const behind = graph.state();
        graph.free[start]?.push(anywhere);
        graph.steps[anywhere]?.push([any, anywhere]);
        graph.steps[behind]?.push([any, behind]);
        graph.free[behind]?.push(end);
        for (const { node, fromStart, toEnd } of alternatives) {
            const first = graph.state();
            graph.free[fromStart ? start : anywhere]?.push(first);
            graph.free[graph.add(node, first)]?.push(toEnd ? end : behind);
        }
        return determine(graph, start, end);
    }
    catch (error) {
        if (error instanceof Unsupported)
            return null;
        throw error;
    }
}

;// CONCATENATED MODULE: ./out/build/src/domain/scan/schema-places.js


/** Of keywords that judge nothing. */
const WORDS_FOR_PEOPLE = [
    ...['$schema', '$comment', '$defs', 'definitions', 'title', 'description', 'default', 'examples'],
    ...[
        'readOnly',
        'writeOnly',
        'deprecated',
        'contentMediaType',
        'contentEncoding',
        'x-version',
        'x-expected',
    ],
];
/** Of keywords that ask for no more than the kind of a value, and which fields there are. */
const OF_SHAPE = ['type', 'nullable'];
/** Of keywords that compare numbers: between which values of theirs they tell a difference. */
const OF_NUMBERS = {
    minimum: cutBelow,
    maximum: cutAbove,
    exclusiveMinimum: cutAbove,
    exclusiveMaximum: cutBelow,
};
const OF_LISTS = [
    ...['items', 'prefixItems', 'additionalItems', 'unevaluatedItems', 'minItems', 'maxItems', 'uniqueItems'],
    ...['contains', 'minContains', 'maxContains'],
];
/** Formats by a pattern of the same texts. */
const FORMAT_PATTERNS = {
    uuid: '^(?:[uU][rR][nN]:[uU][uU][iI][dD]:)?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$',
};
const NUMBER_FORMATS = ['int32', 'int64', 'float', 'double'];
const ANY_TEXT_FORMATS = ['password', 'binary'];
const MOST_DEPTH = 16;
const MOST_SCHEMAS = 5_000;
function isSchema(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function own(schema, key) {
    return Object.hasOwn(schema, key) ? schema[key] : undefined;
}
/** Writes what a schema of lines asks for into the place of the line. */
function readSchema(schema, line) {
    const reader = new SchemaReader(schema);
    reader.read(schema, { place: line, path: '', isSure: true });
    return { unsupported: [...reader.unsupported], hard: [...reader.hard], tags: [...reader.tags] };
}
class SchemaReader {
    unsupported = new Set();
    hard = new Set();
    tags = new Set();
    #root;
    #depth = 0;
    #read = 0;
    constructor(root) {
        this.#root = root;
    }
    read(schema, at) {
        if (at.isSure)
            at.place.rules.push(schema);
        else
            at.place.isDecisive = true;
        if (!isSchema(schema))
            return;
        this.#read += 1;
        if (this.#depth >= MOST_DEPTH || this.#read > MOST_SCHEMAS) {
            this.unsupported.add('schemas within schemas without end, or too many');
            return;
        }
        this.#depth += 1;
        for (const [keyword, value] of Object.entries(schema))
            this.#keyword(keyword, value, { ...at, schema });
        this.#depth -= 1;
    }
    #keyword(keyword, value, at) {
        const { place, path, isSure } = at;
        const perhaps = { place, path, isSure: false };
        if (keyword === 'type' && [value].flat().includes('integer'))
            place.isWhole = true;
        if (WORDS_FOR_PEOPLE.includes(keyword) || OF_SHAPE.includes(keyword))
            return;
        if (this.#isOfValue(keyword, value, at))
            return;
        switch (keyword) {
            case 'allOf':
                for (const part of Array.isArray(value) ? value : [])
                    this.read(part, { place, path, isSure });
                return;
            case 'anyOf':
            case 'oneOf':
                for (const part of Array.isArray(value) ? value : [])
                    this.read(part, perhaps);
                return;
            case 'not':
            case 'if':
            case 'then':
            case 'else':
                this.read(value, perhaps);
                return;
            case '$id':
                // References within are to be read from there.
                if (this.#depth > 1)
                    this.unsupported.add(`$id of ${nameOf(path)}`);
                return;
            case '$ref':
                this.read(this.#target(value), { place, path, isSure });
                return;
            default:
                this.#ofFields(keyword, value, at);
        }
    }
    /** Keywords that ask something of the fields of an object. */
    #ofFields(keyword, value, { place, path, isSure, schema }) {
        switch (keyword) {
            case 'properties':
                for (const [name, part] of Object.entries(isSchema(value) ? value : {}))
                    this.read(part, { place: placeAt(place, name), path: `${path}/${name}`, isSure });
                return;
            case 'required':
                for (const field of this.#named(value, place)) {
                    if (isSure)
                        field.isRequired = true;
                    else
                        field.isDecisive = true;
                }
                return;
            case 'dependentRequired':
            case 'dependentSchemas':
            case 'dependencies':
                for (const [name, part] of Object.entries(isSchema(value) ? value : {})) {
                    const others = Array.isArray(part) ? part : [];
                    for (const field of this.#named([name, ...others], place))
                        field.isDecisive = true;
                    if (!Array.isArray(part))
                        this.read(part, { place, path, isSure: false });
                }
                return;
            case 'additionalProperties':
            case 'unevaluatedProperties':
                if (value === true)
                    return;
                place.isClosed = true;
                place.allowed.push(new Set(keyword === 'additionalProperties' ? namesIn(schema) : []));
                if (value !== false)
                    this.unsupported.add(`${keyword} of ${nameOf(path)}`);
                return;
            case 'minProperties':
            case 'maxProperties':
                place.isClosed = true;
                // How many there are depends on each.
                place.allowed.push(new Set());
                return;
            case 'discriminator':
                if (path !== '')
                    this.unsupported.add(`discriminator of ${nameOf(path)}`);
                this.#tag(String(own(isSchema(value) ? value : {}, 'propertyName')), place);
                return;
            default:
                this.unsupported.add(`${keyword} of ${nameOf(path)}`);
        }
    }
    #tag(name, place) {
        this.tags.add(name);
        placeAt(place, name).isDecisive = true;
    }
    /** Fields of which it matters whether they are there. */
    #named(names, place) {
        const list = Array.isArray(names) ? names : [];
        return list.map((name) => placeAt(place, String(name)));
    }
    /** Keywords that ask something of one value by itself. */
    #isOfValue(keyword, value, { place, path }) {
        const cut = Object.hasOwn(OF_NUMBERS, keyword) ? OF_NUMBERS[keyword] : undefined;
        if (cut !== undefined) {
            cut(place, Number(value));
        }
        else if (keyword === 'multipleOf') {
            this.#isHard(place, 'number', `multipleOf of ${nameOf(path)}`);
        }
        else if (OF_LISTS.includes(keyword)) {
            this.#isHard(place, 'list', `${keyword} of ${nameOf(path)}`);
        }
        else if (keyword === 'minLength') {
            place.lengths.add(Number(value));
        }
        else if (keyword === 'maxLength') {
            place.lengths.add(Number(value) + 1);
        }
        else if (keyword === 'pattern') {
            this.#pattern(String(value), place, path);
        }
        else if (keyword === 'format') {
            this.#format(String(value), place, path);
        }
        else if (keyword === 'enum' || keyword === 'const') {
            this.#list(keyword === 'const' ? [value] : value, place, path);
        }
        else {
            return false;
        }
        return true;
    }
    #pattern(pattern, place, path) {
        if (patternAutomaton(pattern) === null)
            this.#isHard(place, 'text', `pattern of ${nameOf(path)}`);
        else
            place.patterns.add(pattern);
    }
    #format(format, place, path) {
        const pattern = Object.hasOwn(FORMAT_PATTERNS, format) ? FORMAT_PATTERNS[format] : undefined;
        if (format === 'date-time')
            place.isInstant = true;
        else if (pattern !== undefined)
            place.patterns.add(pattern);
        else if (NUMBER_FORMATS.includes(format))
            this.#isHard(place, 'number', `format of ${nameOf(path)}`);
        else if (!ANY_TEXT_FORMATS.includes(format))
            this.#isHard(place, 'text', `format of ${nameOf(path)}`);
    }
    #list(values, place, path) {
        const list = Array.isArray(values) ? values : [];
        place.lists.push(list.filter((one) => typeof one === 'string'));
        for (const one of list) {
            if (typeof one === 'number')
                cutAround(place, one);
            if (typeof one === 'object' && one !== null)
                this.unsupported.add(`objects and lists that ${nameOf(path)} may be`);
        }
    }
    #isHard(place, kind, what) {
        place.hard.add(kind);
        this.hard.add(what);
    }
    /** What a `$ref` within the schema leads to. */
    #target(reference) {
        const text = String(reference);
        if (text === '#')
            return this.#root;
        let at = text.startsWith('#/') ? this.#root : undefined;
        for (const part of text.split('/').slice(1)) {
            const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
            at =
                typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? at[name] : undefined;
        }
        if (at === undefined)
            this.unsupported.add(`$ref to ${text.slice(0, 100)}`);
        return at;
    }
}
/** Fields that a schema names in its own `properties`. */
function namesIn(schema) {
    const properties = own(schema, 'properties');
    return isSchema(properties) ? Object.keys(properties) : [];
}
function nameOf(path) {
    return path === '' ? 'the event' : path.slice(1).replaceAll('/', '.');
}

;// CONCATENATED MODULE: ./out/build/src/domain/scan/line-plan.js



/** The place of a field that a line is judged or measured by. */
function decisive(line, name) {
    const place = placeAt(line, name);
    place.isDecisive = true;
    return place;
}
function readMatch(list, line) {
    for (const match of list) {
        const place = decisive(line, match.field);
        if ('anyOf' in match) {
            place.lists.push(match.anyOf.filter((one) => typeof one === 'string'));
            for (const one of match.anyOf)
                if (typeof one === 'number')
                    cutAround(place, one);
        }
        else {
            if (match.above !== null)
                cutAbove(place, match.above);
            if (match.below !== null)
                cutBelow(place, match.below);
        }
    }
}
/** The measured values have 63 places. */
const MOST_MEASURED = 63;
/** What a policy's SLIs and a source's schema ask of the source's lines. */
function planLines(policy, source, schema) {
    const line = newPlace();
    const { unsupported, hard, tags } = readSchema(schema, line);
    const faults = [...unsupported];
    const measured = new Map();
    const labels = new Set();
    decisive(line, 'event').lists.push(policy.slis.flatMap(({ events }) => events));
    // What an event may not be called, whatever the schema says.
    placeAt(line, 'event').patterns.add(`^${metric_event/* METRIC_EVENT */.yN}`);
    decisive(line, 'phase').lists.push(policy.phases.map(({ id }) => id));
    for (const { where, measure, by } of policy.slis) {
        readMatch(where, line);
        if (measure.kind === 'ratio')
            readMatch(measure.match, line);
        if (measure.kind === 'quantile' || measure.kind === 'mean') {
            decisive(line, measure.of);
            if (!measured.has(measure.of))
                measured.set(measure.of, measured.size + 1);
        }
        if (by !== null)
            labels.add(by);
    }
    const named = [...new Set(['feature', 'phase', ...labels])];
    for (const name of [...named, ...tags, 'event']) {
        const place = decisive(line, name);
        place.isDistinct = true;
        place.isOpen = name !== 'event' || tags.includes('event');
    }
    const { ts, id, arrived } = source.fields;
    for (const name of [ts, id, ...(arrived === null ? [] : [arrived])])
        decisive(line, name);
    for (const name of [ts, ...(arrived === null ? [] : [arrived])]) {
        if (placeAt(line, name).lists.some((list) => list.length > 0))
            faults.push(`a list of texts of ${name}`);
        if (named.includes(name))
            faults.push(`${name} as time and as name`);
    }
    if (measured.size > MOST_MEASURED)
        faults.push(`more than ${MOST_MEASURED} measured fields`);
    return { line, measured, named, tags, unsupported: faults, hard };
}

;// CONCATENATED MODULE: ./out/build/src/domain/scan/indifferent.js

/**
 * Classes of values that are in order, where nothing else depends on which of them a field holds: a line is judged alike with
 * each. Without them each field that may be missing, and each one of a few texts, would double the shapes of a wide schema.
 */
const INDIFFERENT = {
    required: 254,
    /** The field may be missing as well. */
    optional: 255,
};
const COMPARES = {
    minimum: (value, limit) => value >= limit,
    maximum: (value, limit) => value <= limit,
    exclusiveMinimum: (value, limit) => value > limit,
    exclusiveMaximum: (value, limit) => value < limit,
};
function isFormat(format, text) {
    if (format === 'date-time')
        return text.isInstant;
    const pattern = Object.hasOwn(FORMAT_PATTERNS, format) ? FORMAT_PATTERNS[format] : undefined;
    return pattern === undefined ? ANY_TEXT_FORMATS.includes(format) : text.matches(pattern);
}
function obeysKeyword(keyword, value, probe, isNullable) {
    const { types, number, text } = probe;
    const compare = Object.hasOwn(COMPARES, keyword) ? COMPARES[keyword] : undefined;
    if (compare !== undefined)
        return number === null || compare(number, Number(value));
    switch (keyword) {
        case 'type':
            return types.some((type) => [value].flat().includes(type)) || (isNullable && types.includes('null'));
        case 'enum':
            return probe.isOneOf(Array.isArray(value) ? value : []);
        case 'const':
            return probe.isOneOf([value]);
        case 'minLength':
            return text === null || text.reaches(Number(value));
        case 'maxLength':
            return text === null || !text.reaches(Number(value) + 1);
        case 'pattern':
            return text === null || text.matches(String(value));
        case 'format':
            return text === null || isFormat(String(value), text);
        default:
            // What is asked of fields within, or of which the scanner leaves every value to the slow path.
            return true;
    }
}
function obeys(rule, probe) {
    if (typeof rule !== 'object' || rule === null)
        return rule === true;
    const isNullable = 'nullable' in rule && rule.nullable === true;
    return Object.entries(rule).every(([keyword, value]) => obeysKeyword(keyword, value, probe, isNullable));
}
/** Whether a value of a class is in order by all rules of its field. */
function isInOrder(rules, probe) {
    return rules.every((rule) => obeys(rule, probe));
}

;// CONCATENATED MODULE: ./out/build/src/domain/scan/field-classes.js



/** Classes of values; assembly/tables.ts has the same. */
const LITERALS = [
    [null, 1],
    [false, 2],
    [true, 3],
];
const OBJECT_CLASS = 4;
const LIST_CLASS = 5;
const FIRST_NUMBER_CLASS = 6;
/** The last two are of values that make no difference. */
const MOST_CLASSES = INDIFFERENT.required;
const MOST_WORD_BYTES = 31;
/** Classes that are kept for texts that come up. */
const ROOM_FOR_NEW = 64;
/** What the tables cannot hold. */
class TooLarge extends Error {
}
/** Whether a scanner finds a text in a dictionary. */
function isShort(text) {
    return text.length <= MOST_WORD_BYTES && /^[\x20-\x7e]*$/.test(text);
}
function accepts(automaton, text) {
    let state = 1;
    for (let i = 0; i < text.length; i += 1)
        state = automaton.next[state]?.[text.charCodeAt(i)] ?? 0;
    return automaton.accepting[state] ?? false;
}
function probeOfLiteral(value) {
    const types = [value === null ? 'null' : 'boolean'];
    return { types, isOneOf: (values) => values.includes(value), number: null, text: null };
}
/** Of lists, and of objects: no list of values holds them. */
function probeOfKind(type) {
    return { types: [type], isOneOf: () => false, number: null, text: null };
}
function probeOfNumber(number, isWhole) {
    if (number === null)
        return null;
    const types = isWhole === true ? ['number', 'integer'] : ['number'];
    return { types, isOneOf: (values) => values.includes(number), number, text: null };
}
/** A number of a class: from one on and below another, whole or not where that matters; null where none was found. */
function numberBetween(from, below, isWhole) {
    const near = [
        from,
        Math.ceil(from),
        nextOf(from),
        from + 0.5,
        below - 1,
        Math.ceil(below) - 1,
        below - 0.5,
    ];
    const fits = (one) => Number.isFinite(one) &&
        one >= from &&
        one < below &&
        (isWhole ?? Number.isInteger(one)) === Number.isInteger(one);
    return [...near, 0, 0.5].find(fits) ?? null;
}
function nextOf(from) {
    return Number.isFinite(from) ? nextAbove(from) : from;
}
/** A field's classes: which of its values are alike. */
class FieldClasses {
    name;
    index;
    place;
    /** Of the field's path. */
    key;
    /** In ascending order. */
    cuts;
    lengths;
    patterns;
    textClass;
    hasLongWords;
    /** Classes by word. */
    words = new Map();
    /** What each other class is taken for; null: for itself. */
    classes;
    #classes = new Map();
    #indifferent;
    #next;
    /** `isPlain`: whether all values that are in order come to the same, and none does where it need not be there. */
    constructor(name, index, options) {
        const { place, key, isPlain } = options;
        this.#indifferent = isPlain ? INDIFFERENT[place.isRequired ? 'required' : 'optional'] : null;
        this.name = name;
        this.key = key;
        this.index = index;
        this.place = place;
        this.cuts = [...place.cuts].sort((a, b) => a - b);
        this.lengths = [...place.lengths].sort((a, b) => a - b);
        this.patterns = [...place.patterns]
            .sort()
            .map((pattern) => [pattern, patternAutomaton(pattern)])
            .flatMap(([pattern, automaton]) => (automaton === null ? [] : [[pattern, automaton]]));
        this.textClass = FIRST_NUMBER_CLASS + (this.cuts.length + 1) * (place.isWhole ? 2 : 1);
        this.#next = this.textClass + (((this.lengths.length + 1) << this.patterns.length) << 1);
        const all = [...new Set(place.lists.flat())].sort();
        this.hasLongWords = all.some((word) => !isShort(word));
        for (const word of all)
            if (isShort(word))
                this.#add(word);
        if (this.#next > MOST_CLASSES - (place.isOpen ? ROOM_FOR_NEW : 0))
            throw new TooLarge(`more kinds of value of ${name} than the tables hold`);
        this.classes = this.#indifferent === null ? null : this.#taken(this.#indifferent);
    }
    /** Whether a number's class has no other number. */
    isCutAround(value) {
        return this.cuts.includes(value) && this.cuts.includes(nextAbove(value));
    }
    /** Makes a text that came up a word; false where there is no room for it. */
    learn(word) {
        if (!this.place.isOpen || !isShort(word) || this.#next >= MOST_CLASSES)
            return false;
        if (!this.words.has(word))
            this.#add(word);
        return true;
    }
    /** Words that nothing tells apart share a class. */
    #add(word) {
        const { place } = this;
        if (this.#indifferent !== null && !place.isInstant && this.#isInOrder(this.#probeOfText(word))) {
            this.words.set(word, this.#indifferent);
            return;
        }
        const alike = place.isDistinct
            ? word
            : JSON.stringify([
                place.lists.map((list) => list.includes(word)),
                this.lengths.filter((length) => word.length >= length).length,
                this.patterns.map(([, automaton]) => accepts(automaton, word)),
                // An instant is none that the scanner must tell.
                place.isInstant ? word : '',
                place.hard.has('text') ? word : '',
            ]);
        const known = this.#classes.get(alike) ?? this.#next;
        if (known === this.#next)
            this.#next += 1;
        this.#classes.set(alike, known);
        this.words.set(word, known);
    }
    #isInOrder(probe) {
        return isInOrder(this.place.rules, probe);
    }
    #probeOfText(text) {
        const matches = (pattern) => {
            const automaton = this.patterns.find(([one]) => one === pattern)?.[1];
            return automaton !== undefined && accepts(automaton, text);
        };
        return {
            types: ['string'],
            isOneOf: (values) => values.includes(text),
            number: null,
            text: { reaches: (length) => text.length >= length, matches, isInstant: false },
        };
    }
    /** What each class that is not of a word is taken for, where values in order make no difference. */
    #taken(indifferent) {
        const taken = Uint8Array.from({ length: 256 }, (_, kind) => kind);
        const take = (kind, probe) => {
            if (probe !== null && this.#isInOrder(probe))
                taken[kind] = indifferent;
        };
        for (const [value, kind] of LITERALS)
            take(kind, probeOfLiteral(value));
        const isBare = this.place.fields.size === 0 && !this.place.isClosed;
        if (isBare)
            take(OBJECT_CLASS, probeOfKind('object'));
        take(LIST_CLASS, probeOfKind('array'));
        const step = this.place.isWhole ? 2 : 1;
        for (let i = 0; i <= this.cuts.length; i += 1) {
            const [from, below] = [this.cuts[i - 1] ?? -Infinity, this.cuts[i] ?? Infinity];
            for (let whole = 0; whole < step; whole += 1) {
                const is = step === 1 ? null : whole === 1;
                take(FIRST_NUMBER_CLASS + i * step + whole, probeOfNumber(numberBetween(from, below, is), is));
            }
        }
        const { length: patternCount } = this.patterns;
        for (let place = 0; place < (this.lengths.length + 1) << patternCount; place += 1)
            for (const isInstant of [false, true])
                take(this.textClass + (place << 1) + Number(isInstant), this.#probeOfTexts(place, isInstant));
        return taken;
    }
    /** Texts that are no words: `place` says which lengths they reach and, in its last bits, which patterns they match. */
    #probeOfTexts(place, isInstant) {
        const { length: count } = this.patterns;
        const reached = place >> count;
        const matches = (pattern) => {
            const at = this.patterns.findIndex(([one]) => one === pattern);
            return at >= 0 && ((place >> (count - 1 - at)) & 1) === 1;
        };
        const reaches = (length) => this.lengths.slice(0, reached).includes(length);
        return { types: ['string'], isOneOf: () => false, number: null, text: { reaches, matches, isInstant } };
    }
}

;// CONCATENATED MODULE: ./out/build/src/domain/scan/tables.js


/** Layout of the tables; assembly/tables.ts reads what is written here. */
const NODE_BYTES = 32;
const DICTIONARY_BYTES = 32;
const FIELD_BYTES = 208;
const WORD_BYTES = 96;
const MASK_AT = 32;
const LENGTH_AT = 64;
const WORD_CLASS_AT = 68;
const WORD_HASH_AT = 80;
const ALIKE_AT = 196;
const FLAGS = {
    longWords: 1,
    hardText: 2,
    hardNumber: 4,
    hardList: 8,
    instant: 16,
    time: 32,
    arrived: 64,
    id: 128,
    event: 256,
    whole: 512,
};
/** Of 128 classes one is of no field: the phase that was on. */
const MOST_FIELDS = 127;
function isPlainKey(name) {
    return isShort(name) && !/["\\]/.test(name);
}
/** Bytes at addresses from a base on. */
class Image {
    base;
    #bytes = new Uint8Array(4096);
    #view = new DataView(this.#bytes.buffer);
    #top = 0;
    constructor(base) {
        this.base = base;
    }
    /** Address of so many bytes of zero. */
    take(bytes) {
        const at = this.#top;
        this.#top = (at + bytes + 15) & ~15;
        while (this.#top > this.#bytes.length) {
            const larger = new Uint8Array(this.#bytes.length * 2);
            larger.set(this.#bytes);
            this.#bytes = larger;
            this.#view = new DataView(larger.buffer);
        }
        return this.base + at;
    }
    u32(at, value) {
        this.#view.setUint32(at - this.base, value, true);
    }
    u64(at, value) {
        this.#view.setBigUint64(at - this.base, value, true);
    }
    f64(at, value) {
        this.#view.setFloat64(at - this.base, value, true);
    }
    hash(at, hash) {
        hash.forEach((word, i) => this.#view.setInt32(at - this.base + 4 * i, word, true));
    }
    put(at, bytes) {
        this.#bytes.set(bytes, at - this.base);
    }
    done() {
        return this.#bytes.subarray(0, this.#top);
    }
}
const U64 = (1n << 64n) - 1n;
function hashOf(text, multiplier, shift) {
    // What stands behind the text's last byte is its quote; of a text below eight bytes the first eight are moved up.
    const code = (i) => BigInt(text.charCodeAt(i));
    let head = 0n;
    let tail = 0n;
    const { length } = text;
    for (let i = 0; i < Math.min(8, length); i += 1)
        head |= code(i) << BigInt(8 * i);
    if (length < 8)
        head = (head << BigInt(8 * (8 - length))) & U64;
    else
        for (let i = 0; i < 8; i += 1)
            tail |= code(length - 8 + i) << BigInt(8 * i);
    const mixed = head ^ ((tail << 7n) & U64) ^ (tail >> 57n);
    return Number(((((mixed + BigInt(length)) & U64) * multiplier) & U64) >> BigInt(shift));
}
/** A dictionary without two words at one place; returns its address, and each word's. */
function writeDictionary(image, words, stride) {
    let bits = Math.max(1, Math.ceil(Math.log2(Math.max(1, words.length))) + 1);
    let multiplier = 0x9e3779b97f4a7c15n;
    for (let tries = 1;; tries += 1) {
        const shift = 64 - bits;
        if (new Set(words.map((word) => hashOf(word, multiplier, shift))).size === words.length)
            break;
        multiplier = ((multiplier * 6364136223846793005n + 1442695040888963407n) & U64) | 1n;
        if (tries % 64 === 0)
            bits += 1;
        if (bits > 14)
            throw new TooLarge('more words than a dictionary holds');
    }
    const at = image.take(DICTIONARY_BYTES);
    const first = image.take((1 << bits) * stride);
    image.u64(at, multiplier);
    image.u32(at + 8, 64 - bits);
    image.u32(at + 12, stride);
    image.u32(at + 16, first);
    // No text has this length.
    for (let i = 0; i < 1 << bits; i += 1)
        image.u32(first + i * stride + LENGTH_AT, 0xffff);
    const places = new Map();
    for (const word of words) {
        const place = first + hashOf(word, multiplier, 64 - bits) * stride;
        image.put(place, [...`${word}"`].map((char) => char.charCodeAt(0)));
        image.put(place + MASK_AT, new Uint8Array(word.length + 1).fill(255));
        image.u32(place + LENGTH_AT, word.length);
        places.set(word, place);
    }
    return { at, places };
}
/** The tables of a plan, for memory from an address on. @throws TooLarge saying what they cannot hold. */
function writeTables(options) {
    const { plan, source, keys, base } = options;
    const image = new Image(base);
    const idKey = image.take(16);
    image.hash(idKey, keys.id);
    const all = [];
    const wordsAt = new Map();
    const fields = new Map();
    const writing = { image, plan, source, wordsAt, all };
    const root = writeNode(writing, plan.line, { key: keys.root, path: '' }, fields);
    const phaseField = all.findIndex((field) => field === fields.get('phase'));
    return { bytes: image.done(), root, idKey, fieldCount: all.length, phaseField, fields, wordsAt };
}
function writeNode(writing, place, where, fields) {
    const { image, all } = writing;
    const names = [...place.fields.keys()].sort();
    const odd = names.find((name) => !isPlainKey(name));
    if (odd !== undefined)
        throw new TooLarge(`a field called ${JSON.stringify(odd.slice(0, 60))}`);
    const node = image.take(NODE_BYTES);
    const { at, places } = writeDictionary(image, names, FIELD_BYTES);
    image.u32(node, at);
    image.u32(node + 4, place.isClosed ? 1 : 0);
    image.hash(node + 16, where.key);
    for (const name of names) {
        const of = place.fields.get(name);
        if (of === undefined)
            continue;
        if (all.length === MOST_FIELDS)
            throw new TooLarge(`more than ${MOST_FIELDS} fields`);
        const path = where.path === '' ? name : `${where.path}.${name}`;
        const key = (0,fingerprint/* memberKey */.S7)(where.key, name);
        const isPlain = !of.isDecisive && place.allowed.every((names) => names.has(name));
        const field = new FieldClasses(path, all.length, { place: of, key, isPlain });
        all.push(field);
        fields.set(name, field);
        writeField(writing, field, { at: places.get(name) ?? 0, key, isOfLine: where.path === '' });
        if (of.fields.size > 0 || of.isClosed)
            image.u32((places.get(name) ?? 0) + 76, writeNode(writing, of, { key, path }, new Map()));
    }
    return node;
}
function flagsOf(field, source, isOfLine) {
    const { place, name } = field;
    const { ts, arrived, id } = source.fields;
    return ((field.hasLongWords ? FLAGS.longWords : 0) |
        (place.hard.has('text') ? FLAGS.hardText : 0) |
        (place.hard.has('number') ? FLAGS.hardNumber : 0) |
        (place.hard.has('list') ? FLAGS.hardList : 0) |
        (place.isInstant ? FLAGS.instant : 0) |
        (place.isWhole ? FLAGS.whole : 0) |
        (isOfLine && name === ts ? FLAGS.time : 0) |
        (isOfLine && name === arrived ? FLAGS.arrived : 0) |
        (isOfLine && name === id ? FLAGS.id : 0) |
        (isOfLine && name === 'event' ? FLAGS.event : 0));
}
function writeField({ image, plan, source, wordsAt }, field, { at, key, isOfLine }) {
    image.u32(at + 68, field.index);
    image.u32(at + 72, flagsOf(field, source, isOfLine));
    image.hash(at + 80, key);
    const cuts = image.take(8 * field.cuts.length);
    field.cuts.forEach((cut, i) => image.f64(cuts + 8 * i, cut));
    image.u32(at + 96, field.cuts.length);
    image.u32(at + 100, cuts);
    const lengths = image.take(4 * field.lengths.length);
    field.lengths.forEach((length, i) => image.u32(lengths + 4 * i, length));
    image.u32(at + 104, field.lengths.length);
    image.u32(at + 108, lengths);
    const patterns = image.take(4 * field.patterns.length);
    field.patterns.forEach(([, automaton], i) => image.u32(patterns + 4 * i, writeAutomaton(image, automaton)));
    image.u32(at + 112, field.patterns.length);
    image.u32(at + 116, patterns);
    image.u32(at + 124, isOfLine ? (plan.measured.get(field.name) ?? 0) : 0);
    image.u32(at + 128, field.textClass);
    if (field.classes !== null) {
        const classes = image.take(256);
        image.put(classes, field.classes);
        image.u32(at + ALIKE_AT, classes);
    }
    if (field.words.size > 0)
        image.u32(at + 120, writeWords(image, field));
    wordsAt.set(field, at + 120);
}
function writeAutomaton(image, { accepting, next }) {
    const at = image.take(256 + 128 * next.length);
    image.put(at, accepting.map((is) => (is ? 1 : 0)));
    next.forEach((row, i) => image.put(at + 256 + 128 * i, row));
    return at;
}
function writeWords(image, field) {
    const { at, places } = writeDictionary(image, [...field.words.keys()], WORD_BYTES);
    for (const [word, place] of places) {
        image.u32(place + WORD_CLASS_AT, field.words.get(word) ?? 0);
        image.hash(place + WORD_HASH_AT, (0,fingerprint/* hashText */.qj)(field.key, fingerprint/* TAG */.Dk.string, word));
    }
    return at;
}
/** The dictionary of a field's words anew, for memory from an address on: it begins there. */
function writeWordsAgain(field, base) {
    const image = new Image(base);
    writeWords(image, field);
    return image.done();
}

// EXTERNAL MODULE: ./out/build/src/io/byte-lines.js
var byte_lines = __nccwpck_require__(9487);
// EXTERNAL MODULE: ./out/build/src/domain/canonical-json.js
var canonical_json = __nccwpck_require__(3576);
;// CONCATENATED MODULE: ./out/build/src/io/kept-of-scanner.js


/** Layout of the members that lines of a shape lack; assembly/kept.ts and assembly/canonical.ts read what is written here. */
const LIST = { members: 0, bytes: 4, first: 16 };
const MEMBER = { key: 0, keyBytes: 4, value: 8, valueEnd: 12, bytes: 16 };
/** Of events that wait: the longest line has room, and so have many short ones. */
const ROOM_BYTES = 2 * byte_lines/* MAX_LINE_BYTES */.Oc;
const MOST_SHAPES = 4096;
/** What may be read behind a text. */
const PADDING = 16;
/** The events that a scanner has kept, until they are given away. */
class KeptOfScanner {
    #scanner;
    #give;
    #shapes = [];
    #at;
    constructor(scanner, give) {
        this.#scanner = scanner;
        this.#give = give;
        this.#at = scanner.openKept(ROOM_BYTES, MOST_SHAPES);
    }
    /** Learns the shape that was given the next number; `groups` are the numbers of its values' groups. */
    learn({ phase, parts, fillings }, all, groups) {
        this.#fill(this.#shapes.length, fillings);
        const values = groups.map((group) => {
            const values = all[group];
            if (values === undefined)
                throw new Error('the scanner knows no such group of values');
            return values;
        });
        this.#shapes.push({ phase, parts, values, fillings });
    }
    /** Gives away what is there. */
    give() {
        const count = this.#scanner.takeKept();
        if (count === 0)
            return;
        const bytes = new Uint8Array(this.#scanner.memory.buffer, this.#at, count);
        this.#give({ bytes, shapes: this.#shapes });
    }
    #fill(shape, fillings) {
        const members = Object.entries(fillings).map(([name, value]) => ({
            key: Buffer.from(name),
            value: Buffer.from((0,canonical_json/* canonicalJson */.d)(value)),
        }));
        if (members.length === 0)
            return;
        const texts = LIST.first + MEMBER.bytes * members.length;
        const room = members.reduce((sum, { key, value }) => sum + key.length + value.length, texts + PADDING);
        const list = this.#scanner.allocate(room);
        const view = new DataView(this.#scanner.memory.buffer);
        const memory = new Uint8Array(this.#scanner.memory.buffer);
        let [at, free] = [list + LIST.first, list + texts];
        const put = (bytes) => {
            memory.set(bytes, free);
            free += bytes.length;
            return free;
        };
        // Each with its quotes, its colon and its comma.
        const length = members.reduce((sum, { key, value }) => sum + key.length + value.length + 4, 0);
        view.setUint32(list + LIST.members, members.length, true);
        view.setUint32(list + LIST.bytes, length, true);
        for (const { key, value } of members) {
            view.setUint32(at + MEMBER.key, free, true);
            view.setUint32(at + MEMBER.keyBytes, key.length, true);
            view.setUint32(at + MEMBER.value, put(key), true);
            view.setUint32(at + MEMBER.valueEnd, put(value), true);
            at += MEMBER.bytes;
        }
        this.#scanner.fillShape(shape, list);
    }
}

// EXTERNAL MODULE: ./out/build/src/domain/window-tally.js
var window_tally = __nccwpck_require__(5788);
;// CONCATENATED MODULE: ./out/build/src/io/scanned-windows.js

/** Layout of a window; assembly/windows.ts writes what is read here. */
const AT = {
    keys: 8,
    keyCount: 16,
    tally: 20,
    counts: 32,
    digests: 36,
    rejected: 40,
    duplicates: 44,
};
const KEY_BYTES = 16;
const VALUE_BYTES = 16;
const KEYS_AT_ONCE = 4096 * KEY_BYTES;
const DIGEST_WORDS = 8;
/** How often each shape came; shapes that add the same, which many do, are one object. */
function timesOf(counts, shapes) {
    const all = new Map();
    shapes.forEach((shape, i) => {
        const times = counts[i] ?? 0;
        if (times !== 0)
            all.set(shape, (all.get(shape) ?? 0) + times);
    });
    return all;
}
/** The bytes of each group's values, from those of all, which are sorted by group. */
function byGroup(bytes) {
    const places = bytes.length / VALUE_BYTES;
    const numbers = new Uint32Array(bytes.buffer, bytes.byteOffset, places * 4);
    const groups = [];
    for (let first = 0; first < places;) {
        const group = numbers[4 * first + 2] ?? 0;
        let end = first;
        while (end < places && numbers[4 * end + 2] === group)
            end += 1;
        groups.push([group, bytes.subarray(first * VALUE_BYTES, end * VALUE_BYTES)]);
        first = end;
    }
    return groups;
}
/** Values, ascending, each with how often it came. */
function tallyOf(bytes) {
    const places = bytes.length / VALUE_BYTES;
    const values = new Float64Array(bytes.buffer, bytes.byteOffset, places * 2);
    const numbers = new Uint32Array(bytes.buffer, bytes.byteOffset, places * 4);
    // As long as they get: what grows leaves garbage behind.
    const [keys, counts] = [new Array(places), new Array(places)];
    for (let i = 0; i < places; i += 1) {
        keys[i] = values[2 * i] ?? 0;
        counts[i] = numbers[4 * i + 3] ?? 0;
    }
    return { keys, counts };
}
/** What a phase comes to. Its summaries are made when they are asked for: those of a long tick are large together. */
function summaryOf(source, { events, digest, times, values }) {
    const counted = new window_tally/* PhaseTally */.kQ();
    counted.addEvents(source, events, digest);
    const { accepted, digest: text } = counted.summary();
    return {
        accepted,
        digest: text,
        get summaries() {
            const tally = new window_tally/* PhaseTally */.kQ();
            for (const [{ parts }, n] of times)
                for (const part of parts)
                    tally.addPart(part, n);
            for (const [{ parts }, laid] of values) {
                const measured = tallyOf(laid.read());
                for (const part of parts)
                    tally.addValues(part, measured);
            }
            return tally.summary().summaries;
        },
    };
}
function merged(a, b) {
    if (a === undefined)
        return b;
    const phases = new Map(a.phases);
    for (const [phase, summary] of b.phases) {
        const before = phases.get(phase);
        phases.set(phase, before === undefined ? summary : (0,window_tally/* mergePhases */.r0)(before, summary));
    }
    return { ...b, phases, rejected: a.rejected + b.rejected, duplicates: a.duplicates + b.duplicates };
}
/**
 * Windows that the scanner has at hand: few, since telemetry comes about in order of time, and what is small is near. Each
 * window that comes back makes it one more.
 */
const AT_HAND = { first: 2, most: 250 };
/** The windows of a scanner: a few in its memory, and what was read out of it. */
class ScannedWindows {
    #scanner;
    #learned;
    #windowMs;
    #keysBefore;
    #shelf;
    #done = new Map();
    /** Addresses by start, the one that was asked for longest ago first. */
    #atHand = new Map();
    #most = AT_HAND.first;
    #keysPlace = null;
    constructor(options) {
        this.#shelf = options.shelf;
        this.#scanner = options.scanner;
        this.#learned = options.learned;
        this.#windowMs = options.windowMs;
        this.#keysBefore = options.keysBefore;
    }
    /** Address of the window that holds an instant. */
    at(ms) {
        const start = Math.floor(ms / this.#windowMs) * this.#windowMs;
        const known = this.#atHand.get(start);
        if (known !== undefined) {
            this.#atHand.delete(start);
            this.#atHand.set(start, known);
            return known;
        }
        const [oldest] = this.#atHand.keys();
        if (this.#done.has(start))
            this.#most = Math.min(this.#most + 1, AT_HAND.most);
        if (this.#atHand.size >= this.#most && oldest !== undefined)
            this.#readOut(oldest);
        const at = this.#scanner.addWindow(start);
        this.#atHand.set(start, at);
        const keys = this.#done.get(start)?.keys.read() ?? this.#keysBefore(start);
        this.#eachKey(keys, (place) => this.#scanner.remember(at, place));
        return at;
    }
    /** Address of a window if it is known; 0 otherwise. */
    known(start) {
        const isKnown = this.#atHand.has(start) || this.#done.has(start) || this.#keysBefore(start).length > 0;
        return isKnown ? this.at(start) : 0;
    }
    /** Adds windows that were scanned elsewhere; false, and nothing is changed, where one has an event that is here too. */
    adopt(windows) {
        const shared = windows.filter(({ start }) => this.#atHand.has(start) || this.#done.has(start));
        for (const { start, keys } of shared) {
            const at = this.at(start);
            let same = 0;
            this.#eachKey(keys.read(), (place) => (same += this.#scanner.knows(at, place)));
            // What both had from earlier ticks is no event that was met twice.
            if (same > this.#keysBefore(start).length / KEY_BYTES)
                return false;
        }
        for (const window of windows)
            this.#adopt(window);
        return true;
    }
    #adopt(window) {
        const { start, keys } = window;
        if (this.#atHand.has(start) || this.#done.has(start)) {
            const at = this.at(start);
            this.#eachKey(keys.read(), (place) => this.#scanner.remember(at, place));
        }
        this.#done.set(start, merged(this.#done.get(start), window));
    }
    /** Calls with the address of each key. */
    #eachKey(keys, work) {
        const scanner = this.#scanner;
        this.#keysPlace ??= scanner.allocate(KEYS_AT_ONCE);
        const place = this.#keysPlace;
        for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
            const some = keys.subarray(from, from + KEYS_AT_ONCE);
            new Uint8Array(scanner.memory.buffer, place, KEYS_AT_ONCE).set(some);
            for (let i = 0; i < some.length; i += KEY_BYTES)
                work(place + i);
        }
    }
    finish() {
        for (const start of [...this.#atHand.keys()])
            this.#readOut(start);
        return [...this.#done.values()];
    }
    #readOut(start) {
        const at = this.#atHand.get(start);
        if (at === undefined)
            return;
        this.#done.set(start, merged(this.#done.get(start), this.#read(at)));
        this.#scanner.removeWindow(at);
        this.#atHand.delete(start);
    }
    #read(at) {
        const scanner = this.#scanner;
        const places = scanner.packTally(at);
        scanner.sortKeys(at);
        const { buffer } = scanner.memory;
        const words = new Uint32Array(buffer, at, 12);
        const of = (what) => words[what / 4] ?? 0;
        return {
            start: new Float64Array(buffer, at, 1)[0] ?? 0,
            phases: this.#phases({
                counts: new Uint32Array(buffer, of(AT.counts), this.#learned.shapes.length),
                digests: new Uint32Array(buffer, of(AT.digests), this.#learned.phases.length * DIGEST_WORDS),
                values: new Uint8Array(buffer, of(AT.tally), places * VALUE_BYTES),
            }),
            keys: this.#shelf.put(new Uint8Array(buffer, of(AT.keys), of(AT.keyCount) * KEY_BYTES)),
            rejected: of(AT.rejected),
            duplicates: of(AT.duplicates),
        };
    }
    #phases(window) {
        const { source, phases, shapes, groups } = this.#learned;
        const times = [...timesOf(window.counts, shapes)];
        const values = byGroup(window.values).map(([number, bytes]) => {
            const group = groups[number];
            if (group === undefined)
                throw new Error('the scanner counted a value for nothing');
            return [group, this.#shelf.lay(bytes)];
        });
        const all = phases.map((phase, i) => {
            const own = times.filter(([shape]) => shape.phase === phase);
            const read = {
                events: own.reduce((sum, [, n]) => sum + n, 0),
                digest: window.digests.slice(DIGEST_WORDS * i, DIGEST_WORDS * (i + 1)),
                times: own,
                values: values.filter(([group]) => group.phase === phase),
            };
            return [phase, read];
        });
        const met = all.filter(([, { events }]) => events > 0);
        return new Map(met.map(([phase, read]) => [phase, summaryOf(source, read)]));
    }
}

;// CONCATENATED MODULE: ./out/build/src/generated/scanner.js
// Generated by scripts/build-scanner.mjs from assembly/; do not edit.
/* harmony default export */ const scanner = ('AGFzbQEAAAABVw9gAX8Bf2ADf39/AX9gAn9/AX9gA397fwF/YAJ/fwBgAAF/YAF/AGAEf39/fwBgBHt/f38Be2ACf3sBf2AAAGABfAF/YAN/f3wAYAJ8fwBgBXx8fHx8AAMvLgAACAAECQEFAwMBAwMAAAIAAgAKBgYACwwBAgAFAgQAAgANDgECBwACAQcAAQEFAwEAAgbpAz5/AUEAC3sB/QwAAAAAAAAAAAAAAAAAAAAAC38BQQALfwFBAAt/AUEAC38BQQELfwFBAAt8AUQAAAAAAAAAAAt/AUEAC3wBRAAAAAAAAAAAC38BQQALfwFBAAt/AUEAC3wBRAAAAAAAAAAAC3wBRAAAAAAAAAAAC38BQQALfwFBAAt/AUEAC38BQQALfAFEAAAAAAAAAAALfwFBAAt7Af0MAAAAAAAAAAAAAAAAAAAAAAt/AUEAC38BQQALfAFEAAAAAAAAAAALfAFEAAAAAAAA8D8LfAFEAAAAAAAAAAALfwFBAAt/AUEAC38BQQALfwFBAAt7Af0MAAAAAAAAAAAAAAAAAAAAAAt/AUEAC38BQYAIC3wBRAAAAAAAAAAAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt8AUQAAAAAAAAAAAt/AUEAC38BQQALfwFBgAgLfwFBAAt/AUEAC38BQQALfAFEAAAAAAAAAAALfAFEAAAAAAAAAAALfwFBAAt/AUEAC38BQQALfAFEAAAAAAAAAAALfAFEAAAAAAAAAAALfwFBAAt/AUEAC3wBRAAAAAAAAAAAC3wBRAAAAAAAAAAAC3wBRAAAAAAAAAAAC3wBRAAAAAAAAAAAC38BQQALfwBBgIsECwejAhwFbGluZXMDCwhhY2NlcHRlZAM0CmR1cGxpY2F0ZXMDNQhyZWplY3RlZAMiCWxpbmVTdGFydAM2B2xpbmVFbmQDIwZyZWFzb24DNwZuZWVkZWQDOAdyZWFjaGVkAw4Hd2FpdGluZwMMBG9wZW4AJghzZXRUaW1lcwAjCHNldFRyYWlsACIFbGVhcm4AJwhyZW1lbWJlcgAlBWtub3dzACgEc2NhbgAkB3NldEVyYXMAKglmaWxsU2hhcGUAHghvcGVuS2VwdAAdCHRha2VLZXB0ABwIYWxsb2NhdGUAAAlhZGRXaW5kb3cAFwlwYWNrVGFsbHkAFgxyZW1vdmVXaW5kb3cAFQhzb3J0S2V5cwAUB2NsYXNzZXMDPQZtZW1vcnkCAAgBEwwBAgq4tQEulAEBBH8jAiEBAn9BAUEEQSAgAEEBa2drIgIgAkEESRsiAnQhAyACQQJ0QYCKBGoiBCgCACICBEAgBCACKAIANgIAIAIMAQsjAkUEQEHgmgUkAgsjAiMCIANqJAIjAkH//wNqQRB2PwBrIgNBAEoEfyADQABBAEgFQQALBEAACwshAiMCIAFGBEAgAkEAIAD8CwALIAIL5AECAn8BeyAAIQEgAP0ABAAiA/0MIiIiIiIiIiIiIiIiIiIiIv0jIAP9DFxcXFxcXFxcXFxcXFxcXFz9I/1QIAP9DCAgICAgICAgICAgICAgICD9Jf1Q/WQhAgNAIAJFBEAgAUEQaiIB/QAEACID/QwiIiIiIiIiIiIiIiIiIiIi/SMgA/0MXFxcXFxcXFxcXFxcXFxcXP0j/VAgA/0MICAgICAgICAgICAgICAgIP0l/VD9ZCECDAELCyABIAJoaiIBLQAAQSJGBEAgACQDIAEgAGskBEEBJAUgAUEBag8LIAAQGwvBAwICfwF7IAMhBANAIARBEEsEQCAGIAL9AAQAIAD9USABQZPrnNwBbCADQbHz3fF5bGogBUGxz9myAWxq/RH9rgH9DGvK64VryuuFa8rrhWvK64X9tQEiBiAGQQ/9rQH9USAGIAb9DQQFBgcICQoLDA0ODwABAgP9rgH9DDWussI1rrLCNa6ywjWussL9tQEiBiAGQQ39rQH9USAGIAb9DQgJCgsMDQ4PAAECAwQFBgf9rgH9DC/r1Ccv69QnL+vUJy/r1Cf9tQEiBiAGQRD9rQH9Uf2uASEGIAJBEGohAiAEQRBrIQQgBUEBaiEFDAELCyAGIAL9AAQAQbCMBSAEa/0ABAD9TiAA/VEgAUGT65zcAWwgA0Gx893xeWxqIAVBsc/ZsgFsav0R/a4B/QxryuuFa8rrhWvK64VryuuF/bUBIgAgAEEP/a0B/VEgACAA/Q0EBQYHCAkKCwwNDg8AAQID/a4B/Qw1rrLCNa6ywjWussI1rrLC/bUBIgAgAEEN/a0B/VEgACAA/Q0ICQoLDA0ODwABAgMEBQYH/a4B/Qwv69QnL+vUJy/r1Ccv69Qn/bUBIgAgAEEQ/a0B/VH9rgEL+gEDAX4DfwF8IABBAWogACAALQAAQS1GIgMbIgIpAwBCsODAgYOGjJgwhSIBQvbs2bPnzp279gB8IAGEQoCBgoSIkKDAgH+DekIDiKciACACai0AACIEQS5GIABBAWtBB09yIARBIHJB5QBGcgR/QQEFIABBAUcEfyACLQAAQTBGBUEACwsEQEEAIQAFIAFCwAAgAK1CA4Z9hiIBQgp+IAFCCIh8Qv+B/Ifwn8D/AIMiAULkAH4gAUIQiHxC//+DgPD/P4MiAUKQzgB+IAFCIIh8Qv////8Pg6ckGwsgAARAIxu3IgWaIAUgAxskGiAAIAJqDwsgAiADEBoL/QIDBX8BfAF7A0AgACABSSABIABrIgJBwAFLcQRAIAAgAkEFdkEEdGoiAigCCCEFIAIrAwAhByAAIQIgASEDA0AgAiADTQRAAkADQCACKAIIIgQgBUYEfyACKwMAIAdjBSAEIAVJCwRAIAJBEGohAgwBCwsDQCADKAIIIAVGBH8gAysDACAHZAUgAygCCCAFSwsEQCADQRBrIQMMAQsLIAIgA0sNACAC/QAEACEIIAIgA/0ABAD9CwQAIAMgCP0LBAAgAkEQaiECIANBEGshAwwCCwsLIAMgAGsgASACa0kEQCAAIAMQBCACIQAFIAIgARAEIAMhAQsMAQsLIABBEGohAgNAIAEgAk8EQCAC/QAEACEIIAIoAgghBSACKwMAIQcgAiEDA0AgACADSQR/IANBEGsiBigCCCIEIAVGBH8gBisDACAHYwUgBCAFSQsFQQELRQRAIAMgA0EQayID/QAEAP0LBAAMAQsLIAMgCP0LBAAgAkEQaiECDAELCwvdBAEIfwJ/IAAoAjQhBCAAKAIIIQUgAf0bASEGIAAoAgxBAWsiByAB/RsAcSECA0AgBCACQQJ0aiIIKAIAIglFBEAgCAwCCyAGIAlzIAdBf3NxRQRAIAggBSAHIAlxQQFrQQR0av0ABAAgAf1R/VNFDQIaCyACQQFqIAdxIQIMAAsACyICKAIABEBBAA8LIAAoAgwhBCAAKAIIIAAoAhBBAWoiBUEBa0EEdGogAf0LBAAgAiAEQQFrQX9zIAH9GwFxIAVyNgIAIAAgBTYCECAFQQF0IARPBEAgACgCCCECIAAoAjQhBCAAKAIQIQUCf0EBQQRBICAAKAIMIgZBBHRBAWtnayIHIAdBBEkbIgd0IQggB0ECdEGAigRqIgcoAgAiCQRAIAcgCSgCADYCACAJDAELIwJFBEBB4JoFJAILIwIjAiAIaiQCIwJB//8DakEQdj8AayIIQQBKBH8gCEAAQQBIBUEACwRAAAsLIgcgAiAFQQR0/AoAACACQQRBICAGQQN0IghBAWtnayIJIAlBBEkbQQJ0QYCKBGoiCSgCADYCACAJIAI2AgAgCBAAIQggBEEEQSAgBkECdEEBa2drIgIgAkEESRtBAnRBgIoEaiICKAIANgIAIAIgBDYCACAGQQF0QQFrIQQDQCADIAVJBEAgByADQQR0aiIGKAIAIARxIQIDQCAIIAJBAnRqKAIABEAgAkEBaiAEcSECDAELCyAIIAJBAnRqIANBAWoiAyAGKAIEIARBf3NxcjYCAAwBCwsgACAHNgIIIAAgCDYCNCAAIARBAWo2AgwLQQELtQEBAn4gAkEfSwR/QQAFIAEpAwAhAyACQQhJBEAgAgR+IANCCCACrX1CA4aGBUIACyEDBSABIAJqQQhrKQMAIQQLIAAoAhAgACgCDCAAKQMAIAKtIAMgBEIHhoUgBEI5iIV8fiAANQIIiKdsaiIAKAJAIAJGBH8gAf0ABAAgAP0ABAD9USAA/QAEIP1OIAH9AAQQIAD9AAQQ/VEgAP0ABDD9Tv1Q/VMFQQELRSEBIABBACABGwsLrAIDBH8BewJ+QpX4qfqXt96bnn8hBQNAIAAjD0EEdEkEQCAAQYCLBGoiAf0ABAAiBCAE/Qz//////////////////////SP9TyEEIAEgBP0LBAAgBiAE/R0AIAWFIAV+fCAFQqrw0/Sv7ry3PHwiBSAE/R0BhSAFfnwhBiAFQqrw0/Sv7ry3PHwhBSAAQRBqIQAMAQsLIAZCKIinQf//AHEhAQNAIywgASMlbGoiAiMPQQR0aiIDKAIARQRAIANBACMmQYAgSRsPC/0MAAAAAAAAAAAAAAAAAAAAACEEQQAhAANAIAAjD0EEdEkEQCAEIAAgAmr9AAQAIABBgIsEav0ABAD9Uf1QIQQgAEEQaiEADAELCyAE/VMEQCABQQFqQf//AHEhAQwBCwsgAwvFAwEBfyACQSBLBEBBAA8LIAAtAAAiA0EgTQRAA0AgA0EJRiADQSBGciADQQ1GcgRAIABBAWoiAC0AACEDDAELCwsgAC0AAEH9AEYEQCMB/QwAAAAAAAAAAAAAAAAAAAAAIAH9Uf0MckErpXJBK6VyQSulckErpf2uAf0Ma8rrhWvK64VryuuFa8rrhf21ASIBIAFBD/2tAf1RIAEgAf0NBAUGBwgJCgsMDQ4PAAECA/2uAf0MNa6ywjWussI1rrLCNa6ywv21ASIBIAFBDf2tAf1RIAEgAf0NCAkKCwwNDg8AAQIDBAUGB/2uAf0ML+vUJy/r1Ccv69QnL+vUJ/21ASIBIAFBEP2tAf1R/a4BJAEgAEEBag8LA0AgAC0AAEEiRwRAQQAPCyAAQQFqIAEgAhAJIgBFBEBBAA8LIAAtAAAiA0EgTQRAA0AgA0EJRiADQSBGciADQQ1GcgRAIABBAWoiAC0AACEDDAELCwsgAC0AACIDQf0ARgRAIABBAWoPCyADQSxGBEAgAEEBaiIALQAAIgNBIE0EQANAIANBCUYgA0EgRnIgA0ENRnIEQCAAQQFqIgAtAAAhAwwBCwsLDAELC0EAC/wCAwN/AXsBfiAAIAD9AAQAIgb9DCIiIiIiIiIiIiIiIiIiIiL9IyAG/QxcXFxcXFxcXFxcXFxcXFxc/SP9UCAG/QwgICAgICAgICAgICAgICAg/SX9UP1kIgRoaiEFAn8gBAR/IAUtAABBIkcFQQELBEAgABABDAELIAAkAyAFIABrJARBASQFIAVBAWoLIgBFBEBBAA8LIAFBCCMDIwQQAiIB/R0AIQcCf0EAIxRBIEYNABoDQCADIxRJBEBBACADQQN0QdCQBWopAwAgB1ENAhogA0EBaiEDDAELCyMUQQN0QdCQBWogBzcDACMUQQFqJBRBAQtFBEBBAA8LIAAtAAAiA0EgTQRAA0AgA0EJRiADQSBGciADQQ1GcgRAIABBAWoiAC0AACEDDAELCwsgAC0AAEE6RwRAQQAPCyAAQQFqIgAtAAAiA0EgTQRAA0AgA0EJRiADQSBGciADQQ1GcgRAIABBAWoiAC0AACEDDAELCwsgACABIAIQDAuoIgQNfwJ7An4BfAJAIAJBIEsNACAALQAAQfsARw0AIAFBCGohByAAQQFqIgAtAABBIE0EQCAALQAAIQMDQCADQQlGIANBIEZyIANBDUZyBEAgAEEBaiIALQAAIQMMAQsLCyAALQAAQf0ARgRAIwH9DAAAAAAAAAAAAAAAAAAAAAAgAf0ABBD9Uf0MckErpXJBK6VyQSulckErpf2uAf0Ma8rrhWvK64VryuuFa8rrhf21ASIQIBBBD/2tAf1RIBAgEP0NBAUGBwgJCgsMDQ4PAAECA/2uAf0MNa6ywjWussI1rrLCNa6ywv21ASIQIBBBDf2tAf1RIBAgEP0NCAkKCwwNDg8AAQIDBAUGB/2uAf0ML+vUJy/r1Ccv69QnL+vUJ/21ASIQIBBBEP2tAf1R/a4BJAEgAEEBag8LA0AgAC0AAEEiRw0BIABBAWohBCAHKAIAIgAhAwJAIAAEfyAE/QAEACAA/QAEAP1RIAD9AAQg/U4gBP0ABBAgAP0ABBD9USAA/QAEMP1O/VD9UwVBAQtFDQAgBCAE/QAEACIQ/QwiIiIiIiIiIiIiIiIiIiIi/SMgEP0MXFxcXFxcXFxcXFxcXFxcXP0j/VAgEP0MICAgICAgICAgICAgICAgIP0l/VD9ZCIAaGohBUEAIQMCfyAABH8gBS0AAEEiRwVBAQsEQCAEEAEMAQsgBCQDIAUgBGskBEEBJAUgBUEBagtFDQAjAyAERwRAIwMjBGpBIjoAAAsgASgCACMDIwQQBiIARSMDIARHcg0AIAcgADYCACAAIQMLIAMiBQR/IAUoAkRBgIsEai0AAA0CIAQgBSgCQEEBamoiAC0AACIDQTpHBEADQCADQQlGIANBIEZyIANBDUZyBEAgAEEBaiIALQAAIQMMAQsLIAAtAABBOkcNAwsgAEEBaiIALQAAIgdBIE0EQANAIAdBCUYgB0EgRnIgB0ENRnIEQCAAQQFqIgAtAAAhBwwBCwsLAkAgAC0AACIDQSJGBEAgBSgCSCIJQfAAcQRAIAlBggFxQQBHIgMEfyADBSAFKAJ4CwR/QQAFAn9BACAAQQFqIgpBGGotAABBIkcEf0EABSAKKQMQQrrgwPGChoyY2gCFIhJC//TZ++fOnbv/AHwgEoRCgIGChIiQoMCAf4NCAFIEf0EBBSAK/QAEAEHAjAX9AAQA/VH9UwsEf0EABSMoIBJCMIhCD4OnIBJCIIhCD4OnQeQAbCASQiiIQg+Dp0EKbGpqIBJCEIhCD4OnIBJCCIhCD4OnQQpsakHoB2xqt6AkE0EBCwtFDQAaIAokA0EYJARBASQFQQAhBiAFKAJoIgMEQCAFKAJsIQQDQCADIAZLBH8gBCAGQQJ0aigCAEEYTQVBAAsEQCAGQQFqIQYMAQsLC0EAAn8gBSgCcCILBEBBgAIjBUUNARogBSgCdCEMQQAhBwNAIAcgC0kEQCMDIQ0jBCEOIAwgB0ECdGooAgAiCEGAAmohD0EBIQNBACEEA0AgA0EARyAEIA5JcQRAIAQgDWotAAAgDyADQQd0amotAAAhAyAEQQFqIQQMAQsLIAZBAXQgAyAIai0AAEEAR3IhBiAHQQFqIQcMAQsLCyAFKAKAASAGQQF0akEBagsiA0GAAkYNABogCUEgcQRAQQEkFyMTJAcFIAlBwABxBEBBASQQIxMkDQsLIAUoAkRBgIsEaiAFKALEASIEBH8gAyAEai0AAAUgAws6AAAjASAF/QAEUEEBIApBGBAC/a4BJAEgCkEZagsLIgMNAgsgAEEBaiIE/QAEACIQ/QwiIiIiIiIiIiIiIiIiIiIi/SMgEP0MXFxcXFxcXFxcXFxcXFxcXP0j/VAgEP0MICAgICAgICAgICAgICAgIP0l/VD9ZCIGaCAEaiEHQQAhAwJAAn8gBgR/IActAABBIkcFQQELBEAgBBABDAELIAQkAyAHIARrJARBASQFIAdBAWoLIgRFDQAgBSgCSCIGQYABcQRAQQEkFiMfQQEjAyMEEAIkFQsgBSgCeCIHBEAjAyAAQQFqRwRAIwMjBGpBIjoAAAsjAyEAIwQiCEEfSwR/QQAFIAApAwAhEkIAIRMgCEEISQRAIAgEfiASQgggCK19QgOGhgVCAAshEgUgACAIakEIaykDACETC0EAIAcoAhAgBygCDCAHKQMAIAitIBIgE0IHhoUgE0I5iIV8fiAHNQIIiKdsaiIHIAcoAkAgCEYEfyAA/QAEACAH/QAEAP1RIAf9AAQg/U4gAP0ABBAgB/0ABBD9USAH/QAEMP1O/VD9UwVBAQsbCyIABEAgBSgCREGAiwRqIAAoAkQiAzoAACMBIAD9AARQ/a4BJAEgBkGAAnEEQCADQQ9xQQJ0JCkLIAQhAwwCCyAGQQFxBH8jBUUjBEEfS3IFQQALDQELIwEgBf0ABFBBASMDIwQQAv2uASQBIAZBAnENACAGQfAAcQR/An8jBQR/IwMjBBAgBUEAC0UEQEEAIAZBEHENARogBkHgAHEEQEEBJCALQQEMAQsgBkEgcQRAQQEkFyMTJAcFIAZBwABxBEBBASQQIxMkDQsLQQELRQ0BIyBFBUEACyEIQQAhACAFKAJoIgYEQCAFKAJsIQkjBQRAIwQhAwVBACEHA0AgByMESQRAIAMjAyAHai0AAEHAAXFBgAFHaiEDIAdBAWohBwwBCwsLA0AgACAGSQR/IAMgCSAAQQJ0aigCAE8FQQALBEAgAEEBaiEADAELCwsCfyAFKAJwIgkEQEGAAiMFRQ0BGiAFKAJ0IQpBACEHA0AgByAJSQRAIwMhCyMEIQwgCiAHQQJ0aigCACINQYACaiEOQQEhA0EAIQYDQCADQQBHIAYgDElxBEAgBiALai0AACAOIANBB3Rqai0AACEDIAZBAWohBgwBCwsgAEEBdCADIA1qLQAAQQBHciEAIAdBAWohBwwBCwsLIAUoAoABIABBAXRqIAhqCyEAQQAhAyAAQYACRg0AIAUoAkRBgIsEaiAFKALEASIDBH8gACADai0AAAUgAAs6AAAgBCEDCwwBCyADQS1GIgQgA0Ewa0EKSXIEQEEBIAUoAkgiBkGEAXEgBBsEf0EABSAAKQMAQrDgwIGDhoyYMIUiEkL27Nmz586du/YAfCAShEKAgYKEiJCgwIB/g3pCA4inIgMgAGotAAAiBEEuRiADQQFrQQdPciAEQSByQeUARnIEf0EBBSADQQFHBH8gAC0AAEEwRgVBAAsLBEBBACEDBSASQsAAIAOtQgOGfYYiEkIKfiASQgiIfEL/gfyH8J/A/wCDIhJC5AB+IBJCEIh8Qv//g4Dw/z+DIhJCkM4AfiASQiCIfEL/////D4OnJBsLIAMLIgRFBEACf0EAIQNBACAAEAMiAEUgBSgCSCIEQQRxcg0AGiMB/QwAAAAAAAAAAAAAAAAAAAAAIxoiFEQAAAAAAAAAAKD9IgAiECAF/QAEUP1R/QyuOMoorjjKKK44yiiuOMoo/a4B/QxryuuFa8rrhWvK64VryuuF/bUBIhEgEUEP/a0B/VEgESAR/Q0EBQYHCAkKCwwNDg8AAQID/a4B/Qw1rrLCNa6ywjWussI1rrLC/bUBIhEgEUEN/a0B/VEgESAR/Q0ICQoLDA0ODwABAgMEBQYH/a4B/Qwv69QnL+vUJy/r1Ccv69Qn/bUBIhEgEUEQ/a0B/VH9rgEkASAEQYABcQRAQQEkFiAQIx/9Uf0MrjjKKK44yiiuOMoorjjKKP2uAf0Ma8rrhWvK64VryuuFa8rrhf21ASIQIBBBD/2tAf1RIBAgEP0NBAUGBwgJCgsMDQ4PAAECA/2uAf0MNa6ywjWussI1rrLCNa6ywv21ASIQIBBBDf2tAf1RIBAgEP0NCAkKCwwNDg8AAQIDBAUGB/2uAf0ML+vUJy/r1Ccv69QnL+vUJ/21ASIQIBBBEP2tAf1RJBULIAUoAmAhBiAFKAJkIQcDQCADIAZJBH8gFCAHIANBA3RqKwMAZgVBAAsEQCADQQFqIQMMAQsLIARBgARxBH8gA0EBdCAUnCAUYWoFIAMLQQZqIQMgBSgCREGAiwRqIAUoAsQBIgQEfyADIARqLQAABSADCzoAACAFKAJ8IgMEQCADQQN0QdCMBWogFDkDAAsgAAshAwwCCyMB/QwAAAAAAAAAAAAAAAAAAAAAIxu3IhREAAAAAAAAAACg/SIAIAX9AARQ/VH9DK44yiiuOMoorjjKKK44yij9rgH9DGvK64VryuuFa8rrhWvK64X9tQEiECAQQQ/9rQH9USAQIBD9DQQFBgcICQoLDA0ODwABAgP9rgH9DDWussI1rrLCNa6ywjWussL9tQEiECAQQQ39rQH9USAQIBD9DQgJCgsMDQ4PAAECAwQFBgf9rgH9DC/r1Ccv69QnL+vUJy/r1Cf9tQEiECAQQRD9rQH9Uf2uASQBIAUoAmQiAyAFKAJgQQN0aiEIQQYhB0ECQQEgBkGABHEbIQYDQCADIAhJBEAgByAGQQAgFCADKwMAZhtqIQcgA0EIaiEDDAELCyAGIAdqQQFrIQMgBSgCREGAiwRqIAUoAsQBIgYEfyADIAZqLQAABSADCzoAACAFKAJ8QQN0QdCMBWogFDkDACAAIARqIQMMAQsgBf0ABFAhECADQfsARgRAIAUoAkRBgIsEaiAFKALEASIDBH8gA0EEai0AAAVBBAs6AAAgBSgCTCIDBH8gACADIAJBAWoQCgUgAEEBaiAQIAJBAWoQCAshAwwBCyADQdsARgRAQQAhAyAFKAJIQQhxDQEgBSgCREGAiwRqIAUoAsQBIgMEfyADQQVqLQAABUEFCzoAACAAQQFqIBAgAkEBahALIQMMAQsgACgCACIEQe7qseMGRwRAQQAhAyAEQfTk1asGRiIEIAApAwBC//////8fg0LmwrGb1wxRckUNASAEQQJqIQMgBSgCREGAiwRqIAUoAsQBIgYEfyADIAZqLQAABSADCzoAACMB/QwAAAAAAAAAAAAAAAAAAAAAIBD9UUEEIARrQZPrnNwBbP0R/a4B/QxryuuFa8rrhWvK64VryuuF/bUBIhAgEEEP/a0B/VEgECAQ/Q0EBQYHCAkKCwwNDg8AAQID/a4B/Qw1rrLCNa6ywjWussI1rrLC/bUBIhAgEEEN/a0B/VEgECAQ/Q0ICQoLDA0ODwABAgMEBQYH/a4B/Qwv69QnL+vUJy/r1Ccv69Qn/bUBIhAgEEEQ/a0B/VH9rgEkASAAQQVqIARrIQMMAQsgBSgCREGAiwRqIAUoAsQBIgMEfyADQQFqLQAABUEBCzoAACMB/QwAAAAAAAAAAAAAAAAAAAAAIBD9Uf0M3wukid8LpInfC6SJ3wukif2uAf0Ma8rrhWvK64VryuuFa8rrhf21ASIQIBBBD/2tAf1RIBAgEP0NBAUGBwgJCgsMDQ4PAAECA/2uAf0MNa6ywjWussI1rrLCNa6ywv21ASIQIBBBDf2tAf1RIBAgEP0NCAkKCwwNDg8AAQIDBAUGB/2uAf0ML+vUJy/r1Ccv69QnL+vUJ/21ASIQIBBBEP2tAf1R/a4BJAEgAEEEaiEDCyMpIAVBhAFqaiEHIAMFIAEoAgQEf0EBBSABKAIAIwMjBBAGCw0CIAQgAf0ABBAgAhAJCyIARQ0BIAAtAAAiA0EsRwRAIANBIE0EQANAIANBCUYgA0EgRnIgA0ENRnIEQCAAQQFqIgAtAAAhAwwBCwsLIAAtAAAiA0H9AEYEQCAAQQFqDwsgA0EsRw0CCyAAQQFqIgAtAAAiA0EgTQRAA0AgA0EJRiADQSBGciADQQ1GcgRAIABBAWoiAC0AACEDDAELCwsMAAsAC0EAC4MFAgJ/AXsgAkEgSwRAQQAPCyAALQAAIgRBIE0EQANAIARBCUYgBEEgRnIgBEENRnIEQCAAQQFqIgAtAAAhBAwBCwsLIAAtAABB3QBGBEAjAf0MAAAAAAAAAAAAAAAAAAAAACAB/VH9DAV3ssAFd7LABXeywAV3ssD9rgH9DGvK64VryuuFa8rrhWvK64X9tQEiASABQQ/9rQH9USABIAH9DQQFBgcICQoLDA0ODwABAgP9rgH9DDWussI1rrLCNa6ywjWussL9tQEiASABQQ39rQH9USABIAH9DQgJCgsMDQ4PAAECAwQFBgf9rgH9DC/r1Ccv69QnL+vUJy/r1Cf9tQEiASABQRD9rQH9Uf2uASQBIABBAWoPC0EAIQQDQCAEIgNBAWohBCAA/QwAAAAAAAAAAAAAAAAAAAAAIAP9HAAgAf1R/QzvyJ5w78iecO/InnDvyJ5w/a4B/QxryuuFa8rrhWvK64VryuuF/bUBIgUgBUEP/a0B/VEgBSAF/Q0EBQYHCAkKCwwNDg8AAQID/a4B/Qw1rrLCNa6ywjWussI1rrLC/bUBIgUgBUEN/a0B/VEgBSAF/Q0ICQoLDA0ODwABAgMEBQYH/a4B/Qwv69QnL+vUJy/r1Ccv69Qn/bUBIgUgBUEQ/a0B/VEgAhAMIgBFBEBBAA8LIAAtAAAiA0EgTQRAA0AgA0EJRiADQSBGciADQQ1GcgRAIABBAWoiAC0AACEDDAELCwsgAC0AACIDQd0ARgRAIABBAWoPCyADQSxGBEAgAEEBaiIALQAAIgNBIE0EQANAIANBCUYgA0EgRnIgA0ENRnIEQCAAQQFqIgAtAAAhAwwBCwsLDAELC0EAC9kIAgF7AX8gAC0AACIEQSJGBEAgAEEBaiIA/QAEACID/QwiIiIiIiIiIiIiIiIiIiIi/SMgA/0MXFxcXFxcXFxcXFxcXFxcXP0j/VAgA/0MICAgICAgICAgICAgICAgIP0l/VD9ZCICaCAAaiEEAn8gAgR/IAQtAABBIkcFQQELBEAgABABDAELIAAkAyAEIABrJARBASQFIARBAWoLIgAEQCMBIAFBASMDIwQQAv2uASQBCyAADwsgBEH7AEYEQCAAQQFqIAEgAkEBahAIDwsgBEHbAEYEQCAAQQFqIAEgAkEBahALDwsgACgCAEH05NWrBkYEQCMB/QwAAAAAAAAAAAAAAAAAAAAAIAH9Uf0MuaCVUrmglVK5oJVSuaCVUv2uAf0Ma8rrhWvK64VryuuFa8rrhf21ASIBIAFBD/2tAf1RIAEgAf0NBAUGBwgJCgsMDQ4PAAECA/2uAf0MNa6ywjWussI1rrLCNa6ywv21ASIBIAFBDf2tAf1RIAEgAf0NCAkKCwwNDg8AAQIDBAUGB/2uAf0ML+vUJy/r1Ccv69QnL+vUJ/21ASIBIAFBEP2tAf1R/a4BJAEgAEEEag8LIAAoAgBB7uqx4wZGBEAjAf0MAAAAAAAAAAAAAAAAAAAAACAB/VH9DN8LpInfC6SJ3wukid8LpIn9rgH9DGvK64VryuuFa8rrhWvK64X9tQEiASABQQ/9rQH9USABIAH9DQQFBgcICQoLDA0ODwABAgP9rgH9DDWussI1rrLCNa6ywjWussL9tQEiASABQQ39rQH9USABIAH9DQgJCgsMDQ4PAAECAwQFBgf9rgH9DC/r1Ccv69QnL+vUJy/r1Cf9tQEiASABQRD9rQH9Uf2uASQBIABBBGoPCyAAKQMAQv//////H4NC5sKxm9cMUQRAIwH9DAAAAAAAAAAAAAAAAAAAAAAgAf1R/QxM1hxuTNYcbkzWHG5M1hxu/a4B/QxryuuFa8rrhWvK64VryuuF/bUBIgEgAUEP/a0B/VEgASAB/Q0EBQYHCAkKCwwNDg8AAQID/a4B/Qw1rrLCNa6ywjWussI1rrLC/bUBIgEgAUEN/a0B/VEgASAB/Q0ICQoLDA0ODwABAgMEBQYH/a4B/Qwv69QnL+vUJy/r1Ccv69Qn/bUBIgEgAUEQ/a0B/VH9rgEkASAAQQVqDwsgABADIgAEQCMB/QwAAAAAAAAAAAAAAAAAAAAAIxpEAAAAAAAAAACg/SIAIAH9Uf0MrjjKKK44yiiuOMoorjjKKP2uAf0Ma8rrhWvK64VryuuFa8rrhf21ASIBIAFBD/2tAf1RIAEgAf0NBAUGBwgJCgsMDQ4PAAECA/2uAf0MNa6ywjWussI1rrLCNa6ywv21ASIBIAFBDf2tAf1RIAEgAf0NCAkKCwwNDg8AAQIDBAUGB/2uAf0ML+vUJy/r1Ccv69QnL+vUJ/21ASIBIAFBEP2tAf1R/a4BJAELIAALsgEBAn8gAC0AACIBQcIBSSABQfQBS3IgAC0AASICQcABcUGAAUdyBEBBAA8LIAFB4AFJBEBBAg8LIAAtAAJBwAFxQYABRwRAQQAPCyABQfABSQRAQQBBAyABQeABRiACQaABSXEEf0EBBSABQe0BRiACQZ8BS3ELGw8LIAAtAANBwAFxQYABRwRAQQAPC0EAQQQgAUHwAUYgAkGQAUlxBH9BAQUgAUH0AUYgAkGPAUtxCxsL7wcCBH8BeyAALQAAIgJB+wBGBEAgAEEAEA8PCyACQdsARgRAAn8jAEHbADoAACMAQQFqJAAgAEEBaiIBLQAAIgBBIE0EQANAIABBCUYgAEEgRnIgAEENRnIEQCABQQFqIgEtAAAhAAwBCwsLIAEtAABB3QBGBEAjAEHdADoAACMAQQFqJAAgAUEBagwBCwN/QQAgARAOIgFFDQEaIAEtAAAiAEEgTQRAA0AgAEEJRiAAQSBGciAAQQ1GcgRAIAFBAWoiAS0AACEADAELCwsjACABLQAAIgA6AAAjAEEBaiQAIABB3QBGBH8gAUEBagUgAUEBaiIBLQAAIgBBIE0EQANAIABBCUYgAEEgRnIgAEENRnIEQCABQQFqIgEtAAAhAAwBCwsLDAELCwsPCyACQSJGBEAgAEEBaiID/QAEACIF/QwiIiIiIiIiIiIiIiIiIiIi/SMgBf0MXFxcXFxcXFxcXFxcXFxcXP0j/VAgBf0MICAgICAgICAgICAgICAgIP0l/VD9ZCIEaCADaiECAn8gBAR/IAItAABBIkcFQQELBEAgAxABDAELIAMkAyACIANrJARBASQFIAJBAWoLIgJFBEBBAA8LIwMgAEEBakYEQCACIABrIQMDQCABIANJBEAjACABaiAAIAFq/QAEAP0LBAAgAUEQaiEBDAELCyMAIANqJAAFIwBBIjoAACMAQQFqJAADQCABIwRJBEAjAyABai0AACIAQdwARiAAQSJGcgRAIwBB3AA6AAAjAEEBaiQAIwAgADoAAAUgAEEgTwRAIwAgADoAAAUjAEHcADoAACMAQQFqJAACQAJ/QeIAIABBCEYNABpB9AAgAEEJRg0AGkHuACAAQQpGDQAaQeYAIABBDEYNABpB8gBBACAAQQ1GGwsiAwRAIwAgAzoAAAwBCyMAQfUAOgAAIwBBAWokACMAQTA6AAAjAEEBaiQAIwBBMDoAACMAQQFqJAAjACAAQQR2IgNBMGogA0HXAGogA0EKSRs6AAAjAEEBaiQAIwAgAEEPcSIAQTBqIABB1wBqIABBCkkbOgAACwsLIwBBAWokACABQQFqIQEMAQsLIwBBIjoAACMAQQFqJAALIAIPCyACQTBrQQpJIgMgAkEtRiADGwR/IAAQEAUgAEEFQQQgAC0AAEHmAEYbagsiAkUEQAJ/QQAgABADIgFFIx1BIElyDQAaQQAgACABIwAQGSICRQ0AGiMAIAJqJAAgASAAayIAIAJJBEAjHSACIABrayQdCyABCw8LIAIgAGshAwNAIAEgA0kEQCMAIAFqIAAgAWr9AAQA/QsEACABQRBqIQEMAQsLIwAgA2okACACC6oFAQt/IwYhAyAAECsiBUUEQEEADwsgAQR/IAEoAgAFQQALIQJBACEAA0AgACACSQRAIwYgAUEQaiAAQQR0av0ABAD9CwQAIABBAWohACMGQRBqJAYMAQsLIANBEGohAgNAIAIjBkkEQCACKAIAIQQgAkEQayIAKAIAIQYgAigCBCIHIAAoAgQiCCAHIAhJGyEJQQAhAAJAA0AgACAJSQRAIAAgBGotAAAiCiAAIAZqLQAAIgtJIQEgCiALRw0CIABBAWohAAwBCwsgByAISSEBCyABBEBBkIwFIAL9AAQA/QsEACACIQADQCAAIANLBEBBkIwFKAIAIQcgAEEQayIBKAIAIQhBlIwFKAIAIgkgASgCBCIKIAkgCkkbIQtBACEEAkADQCAEIAtJBEAgBCAHai0AACIMIAQgCGotAAAiBkkhASAGIAxHDQIgBEEBaiEEDAELCyAJIApJIQELBUEAIQELIAEEQCAAIABBEGsiAP0ABAD9CwQADAELCyAAQZCMBf0ABAD9CwQACyACQRBqIQIMAQsLIwYhAiMAQfsAOgAAIwBBAWokACADIQADQCAAIAJJBEAgACADRwRAIwBBLDoAACMAQQFqJAALIwBBIjoAACMAQQFqJAAgACgCACEEIAAoAgQhBkEAIQEDQCABIAZJBEAjACABaiABIARq/QAEAP0LBAAgAUEQaiEBDAELCyMAIAZqJAAjAEEiOgAAIwBBAWokACMAQTo6AAAjAEEBaiQAIAAoAgghBCAAKAIMIgEEQCABIARrIQZBACEBA0AgASAGSQRAIwAgAWogASAEav0ABAD9CwQAIAFBEGohAQwBCwsjACAGaiQABSAEEA5FBEBBAA8LCyAAQRBqIQAMAQsLIwBB/QA6AAAjAEEBaiQAIAMkBiAFC74BAQJ/IABBAWogACAALQAAQS1GIgIbIgAtAABBMEYhAQNAIAAtAABBMGtBCkkEQCAAQQFqIQAMAQsLIAAtAABBLkYEQCAAQQFqIgAhAgNAIAAtAABBMEYEQCAAQQFqIQAMAQsLIAAgAmtBBUsgAXEEQEEADwsDQCAALQAAQTBrQQpJBEAgAEEBaiEADAELCyAAQQFrLQAAQTBGBEBBAA8LBSABIAJxBEBBAA8LCyAAQQAgAC0AAEEgckHlAEcbC5cDAQF/IAAtAAAiAkEiRgRAIAAQEg8LIAJB2wBGIAJB+wBGcgRAIAFBwABGBEBBASQkQQAPCyAAQQFqIAJBAmogAUEBahAtDwsgAkEtRiACQTBrQQpJcgRAIABBAWogACAALQAAQS1GGyIALQAAQTBGBEAgAEEBaiEABSAALQAAQTBrQQpPBEBBACEABQNAIAAtAABBMGtBCkkEQCAAQQFqIQAMAQsLCwsgAAR/IAAtAABBLkYFQQALBEAgAEEBaiIALQAAQTBrQQpPBEBBACEABQNAIAAtAABBMGtBCkkEQCAAQQFqIQAMAQsLCwsgAAR/IAAtAABBIHJB5QBGBUEACwRAIABBAWoiAC0AACIBQS1GIAFBK0ZyBEAgAEEBaiEACyAALQAAQTBrQQpPBEBBACEABQNAIAAtAABBMGtBCkkEQCAAQQFqIQAMAQsLCwsFIAAoAgAiAUHu6rHjBkYgAUH05NWrBkZyBH8gAEEEagUgAEEFakEAIAFB5sKxmwdGBH8gAC0ABEHlAEYFQQALGwshAAsgAAvHAgEBfyAALQAAQSJHBEBBAA8LIABBAWohAANAIAAtAAAiAUEiRgRAIABBAWoPCyABQSBJBEBBAA8LIAFB3ABHBEAgAEEBaiEADAELIAAtAAEhASAAQQJqIQAgAUH1AEYEQCAALQAAIgFBMGtBCkkEf0EBBSABQSByQeEAa0EGSQsEfyAAQQFqLQAAIgFBMGtBCkkEf0EBBSABQSByQeEAa0EGSQsFQQALBH8gAEECai0AACIBQTBrQQpJBH9BAQUgAUEgckHhAGtBBkkLBUEACwR/IABBA2otAAAiAUEwa0EKSQR/QQEFIAFBIHJB4QBrQQZJCwVBAAtFBEBBAA8LIABBBGohAAUgAUHcAEcgAUEiR3EgAUEvR3EgAUHiAEdxIAFB5gBHcSABQe4AR3EgAUHyAEdxIAFB9ABHcQRAQQAPCwsMAAsACz4A/QwAAAAAAAAAAAAAAAAAAAAAJB/9DAAAAAAAAAAAAAAAAAAAAAAkAf0MAAAAAAAAAAAAAAAAAAAAACQVC70FAgt/AXsgACgCECIGQQJJBEAPCyAAKAIIIgIgBkEEdGohBSAAKAIMQQN0IQdBBEEgIAZnIghrdBAAIQMgAiEBA0AgASAFSQRAIAMgASgCACAIdkECdGoiBCAEKAIAQQFqNgIAIAFBEGohAQwBCwsCf0EBQQRBICAHQQFrZ2siASABQQRJGyIBdCEEIAFBAnRBgIoEaiIBKAIAIgkEQCABIAkoAgA2AgAgCQwBCyMCRQRAQeCaBSQCCyMCIwIgBGokAiMCQf//A2pBEHY/AGsiBEEASgR/IARAAEEASAVBAAsEQAALCyIJIQQgAyEBA0AgASADQQRBICAIa3RqSQRAIAEoAgAhCiABIAQ2AgAgBCAKQQR0aiEEIAFBBGohAQwBCwsgAiEBA0AgASAFSQRAIAMgASgCACAIdkECdGoiBCgCACIKIAH9AAQA/QsEACAEIApBEGo2AgAgAUEQaiEBDAELCyADQQRBIEEEQSAgCGt0QQFrZ2siASABQQRJG0ECdEGAigRqIgEoAgA2AgAgASADNgIAIAlBEGohAQNAIAEgCSAGQQR0akkEQCABQRBrIQVBACEDAkADQCADQRBJBEAgASADaigCACIIIAMgBWooAgAiCkkhBCAIIApHDQIgA0EEaiEDDAELC0EAIQQLIAQEQEHQmgUgAf0ABAAiDP0LBAAgASEDA0AgAyAJSwRAIANBEGshCkEAIQUCQANAIAVBEEkEQCAFQdCaBWooAgAiCyAFIApqKAIAIghJIQQgCCALRw0CIAVBBGohBQwBCwtBACEECwVBACEECyAEBEAgAyADQRBrIgP9AAQA/QsEAAwBCwsgAyAM/QsEAAsgAUEQaiEBDAELCyACQQRBICAHQQFrZ2siASABQQRJG0ECdEGAigRqIgEoAgA2AgAgASACNgIAIAAgCTYCCAv9AwEDfyAAKAIQIQJBgAghAQNAIAFBAXYgAk0EQCABQQF0IQEMAQsLIAEkISAAKAIcIQJBgAghAQNAIAFBAXYgAk0EQCABQQF0IQEMAQsLIAEkKyAAKAIIIgFBBEEgIAAoAgwiAkEDdEEBa2drIgMgA0EESRtBAnRBgIoEaiIDKAIANgIAIAMgATYCACAAKAI0IgFBBEEgIAJBAnRBAWtnayICIAJBBEkbQQJ0QYCKBGoiAigCADYCACACIAE2AgAgACgCFCIBQQRBICAAKAIYQQR0QQFrZ2siAiACQQRJG0ECdEGAigRqIgIoAgA2AgAgAiABNgIAIAAoAiAiAUG4igQoAgA2AgBBuIoEIAE2AgAgACgCJCIBQQRBICMqQQV0QQFrZ2siAiACQQRJG0ECdEGAigRqIgIoAgA2AgAgAiABNgIAIAAoAjAhAkEAIQEDQCABQYAISQRAIAIgAUECdGooAgAiAwRAIANBuIoEKAIANgIAQbiKBCADNgIACyABQQFqIQEMAQsLIAJBsIoEKAIANgIAQbCKBCACNgIAIABBmIoEKAIANgIAQZiKBCAANgIAQQAkCEEAIQEDQCABIwpJBEAgACABQQJ0QdCSBWoiAigCAEYEQCMKQQFrJAogAiMKQQJ0QdCSBWooAgA2AgALIAFBAWohAQwBCwsLzgUCDH8BfCAAKAIUIgMgACgCGEEEdGohBCADIgEhAgNAIAIgBEkEQCABIAL9AAQA/QsEACABQRBBACACKAIMG2ohASACQRBqIQIMAQsLIAEgA2tBEEsEQCADIAFBEGsQBAsgASADa0EEdiEDIAAoAjAhCEEAIQIDQCAFQYAISQRAIAggBUECdGooAgAiBARAQQAhAQNAIAFBgIABSQRAIAJBBCABIARq/QAEAP0MAAAAAAAAAAAAAAAAAAAAAP03/aQBaWtqIQIgAUEQaiEBDAELCwsgBUEBaiEFDAELCwJ/QQFBBEEgIAIgA2oiB0EEdEEQIAcbQQFrZ2siASABQQRJGyIBdCECIAFBAnRBgIoEaiIBKAIAIgQEQCABIAQoAgA2AgAgBAwBCyMCRQRAQeCaBSQCCyMCIwIgAmokAiMCQf//A2pBEHY/AGsiAkEASgR/IAJAAEEASAVBAAsEQAALCyEEIAAoAhQiBiADQQR0aiEJIAQhAUEAIQUDQCAFQYAISQRAIAggBUECdGooAgAiCgRAQQAhAgNAIAJBgCBJBEAgCiACQQJ0av0ABAD9UwRAIAIhAwNAIAMgAkEEakkEQCAKIANBAnRqKAIAIgsEQANAIAYgCUkEfyAGKAIIIgwgBUYEfyAGKwMAIAO4YwUgBSAMSwsFQQALBEAgASAG/QAEAP0LBAAgBkEQaiEGIAFBEGohAQwBCwsgASADuDkDACABIAU2AgggASALNgIMIAFBEGohAQsgA0EBaiEDDAELCwsgAkEEaiECDAELCwsgBUEBaiEFDAELCwNAIAYgCUkEQCABIAb9AAQA/QsEACAGQRBqIQYgAUEQaiEBDAELCyAAKAIUIgFBBEEgIAAoAhhBBHRBAWtnayICIAJBBEkbQQJ0QYCKBGoiAigCADYCACACIAE2AgAgACAENgIUIAAgB0EBIAcbNgIYIAcL+AEBBH8jCkGAAkYEQAALQcAAEAAiASAAOQMAIAECf0EBQQRBICMhQQN0QQFrZ2siAiACQQRJGyICdCEDIAJBAnRBgIoEaiIEKAIAIgIEQCAEIAIoAgA2AgAgAgwBCyMCRQRAQeCaBSQCCyMCIwIgA2okAiMCQf//A2pBEHY/AGsiA0EASgR/IANAAEEASAVBAAsEQAALCzYCCCABIyFBAnQQADYCNCABIyE2AgwgASMrQQR0EAA2AhQgASMrNgIYIAFBgIABEAA2AiAgASMqQQV0EAA2AiQgAUGAIBAANgIwIwpBAnRB0JIFaiABNgIAIwpBAWokCiABC5cEAgh/An4gAvwDIgNBgCBJIAO4IAJhcSABQYAISXEEQCAAKAIwIAFBAnRqIgEoAgAiAEUEQCABQYCAARAAIgA2AgALIAAgA0ECdGoiACAAKAIAQQFqNgIADwsgACgCFCEFIAAoAhgiBkEBayACRAAAAAAAAAAAoL0iCyABrUIRhoVClfip+pe33puef34iDEIgiKcgDEI0iKdzcSEDA38gBSADQQR0aiIHKAIMBH8gBykDACALUQR/IAcoAgggAUYFQQALBUEBCwR/IAcFIANBAWogBkEBa3EhAwwBCwsiAygCDCEFIAcgBUEBajYCDCAFBEAPCyADIAs3AwAgAyABNgIIIAAgACgCHEEBaiIBNgIcIAAoAhgiByABQQF0SQRAIAAoAhQhCCAHQQF0IgFBBHQQACEFA0AgBCAHSQRAIAggBEEEdGoiBigCDARAIAFBAWsgBikDACILIAYoAggiCa1CEYaFQpX4qfqXt96bnn9+IgxCIIinIAxCNIinc3EhAwN/IAUgA0EEdGoiCigCDAR/IAopAwAgC1EEfyAKKAIIIAlGBUEACwVBAQsEfyAKBSADQQFqIAFBAWtxIQMMAQsLIAb9AAQA/QsEAAsgBEEBaiEEDAELCyAIQQRBICAHQQR0QQFrZ2siAyADQQRJG0ECdEGAigRqIgMoAgA2AgAgAyAINgIAIAAgBTYCFCAAIAE2AhgLC+8HAgZ/AX4gAEEBaiAAIAAtAABBLUYiCBshAANAIAAgAUkEfyAALQAAQSByQeUARwVBAAsEQCAAIgNBAWohACADLQAAIgNBLkYEQEEBIQYMAgsgA0Ewa60gCUIKfnwhCSAEQQFqIQQgBiAHaiEHDAELCyAEQQ9LBEBBAA8LIAlQBEAgAkEwOgAAQQEPCyAAIAEiA0YEf0EABSAAQQFqIgAtAAAiBkEtRiAGQStGcgRAIABBAWohAAtBACEEA0AgACADSQRAIAAiAUEBaiEAIAEtAABBMGsgBEEKbGohBAwBCwtBACAEayAEIAZBLUYbCyAHayEBA0AgCUIKglAEQCAJQgqAIQkgAUEBaiEBDAELC0EAIQADQCAJQgBSBEAgAEGAjARqIAlCCoKnQTBqOgAAIAlCCoAhCSAAQQFqIQAMAQsLIAgEfyACQS06AAAgAkEBagUgAgshAyAAIAFqIgZBe0ggBkEVSnIEQCAAQQFrIQQDQCAEIABBAWtOBEAgAyIBQQFqIQMgASAEQYCMBGotAAA6AAAgBEEBayEEDAELCyAAQQFKBEAgA0EuOgAAIANBAWohASAAQQJrIQMDQCADQQBOBEAgASIAQQFqIQEgACADQYCMBGotAAA6AAAgA0EBayEDDAELCyABIQMLIANB5QA6AAAgA0EBaiIBQQFqIQAgAUEtQSsgBkEBayIBQQBIIgMbOgAAQQAgAWsgASADGyIBQeQATgRAIAAgAUHkAG1BMGo6AAAgAEEBaiEACyABQQpOBEAgACABQQptQQpvQTBqOgAAIABBAWohAAsgACABQQpvQTBqOgAAIABBAWohAQUgBkEATARAIANBMDoAACADQQFqIgFBAWohAyABQS46AABBACAGayEEA0AgBCAFSgRAIAMiAUEBaiEDIAFBMDoAACAFQQFqIQUMAQsLIAMhASAAQQFrIQUDQCAFQQBOBEAgASIAQQFqIQEgACAFQYCMBGotAAA6AAAgBUEBayEFDAELCwUgACAGTARAIABBAWshBANAIARBAE4EQCADIgFBAWohAyABIARBgIwEai0AADoAACAEQQFrIQQMAQsLIAMhASAGIABrIQRBACEDA0AgAyAESARAIAEiAEEBaiEBIABBMDoAACADQQFqIQMMAQsLBSADIQEgAEEBayEEA0AgBCAAIAZrTgRAIAEiA0EBaiEBIAMgBEGAjARqLQAAOgAAIARBAWshBAwBCwsgAUEBaiEDIAFBLjoAACAAIAZrQQFrIQEDQCABQQBOBEAgAyIAQQFqIQMgACABQYCMBGotAAA6AAAgAUEBayEBDAELCyADIQELCwsgASACawuzAwMFfwF8AX4gACECIAAtAABBMGshAwNAIANBCkkEQCADrSAIQgp+fCEIIABBAWoiAC0AAEEwayEDDAELCyAAIAJrIgVFIAVBD0tyBH9BAQUgBUEBSwR/IAItAABBMEYFQQALCwRAQQAPCyAALQAAQS5GBH8gAEEBaiIAIQIgAC0AAEEwayEDA0AgA0EKSQRAIAOtIAhCCn58IQggAEEBaiIALQAAQTBrIQMMAQsLIAAgAmsiAkUgAiAFakEPS3IEQEEADwtBACACawVBAAshAiAALQAAQSByQeUARgRAIABBAWoiAC0AACIFQS1GIAVBK0ZyBEAgAEEBaiEACyAAIQYgAC0AAEEwayEDA0AgACAGa0EESSADQQpJcQRAIARBCmwgA2ohBCAAQQFqIgAtAABBMGshAwwBCwsgACAGRiADQQpJcgRAQQAPCyACQQAgBGsgBCAFQS1GG2ohAgsgCLohByACBEAgAkFqSCACQRZKcgRAQQAPCyACQQBKBHwgByACQQN0QcCIBGorAwCiBSAHQQAgAmtBA3RBwIgEaisDAKMLIQcLIAeaIAcgARskGiAAC4wGAQd/QYAIIQNBASQFAkADQCADQYAIayIBQfj/A0kEQCAALQAAIgJBIkYEQEGACCQDIAEkBCAAQQFqDwsgAkEgSQ0CIAJBgAFPBH8gABANIgFFDQMgAyAAKAIANgIAQQAkBSAAIAFqIQAgASADagUgAkHcAEcEfyADIAI6AAAgAEEBaiEAIANBAWoFIAAtAAEhASAAQQJqIQAgAUH1AEYEf0EAIQVBACECAn8DQCACQQRJBEAgACACai0AACIEQTBrIgFBCk8EQEF/IARBIHIiAUHXAGsgAUHhAGtBBk8bIQELQX8gAUEASA0CGiAFQQR0IAFyIQUgAkEBaiECDAELCyAFCyICQQBIDQUgAEEEaiEAIAJBgMADSCACQYCwA05xBEAgAkGAuANOBH9BAQUgAC8BAEHc6gFHCw0GIABBAmohBkEAIQVBACEEAn8DQCAEQQRJBEAgBCAGai0AACIHQTBrIgFBCk8EQEF/IAdBIHIiAUHXAGsgAUHhAGtBBk8bIQELQX8gAUEASA0CGiAFQQR0IAFyIQUgBEEBaiEEDAELCyAFCyIBQYC4A0ggAUH/vwNKcg0GIAEgAkEKdGpBgLj/GmshAiAAQQZqIQALAn8gAkGAAUkEQCADIAI6AAAgA0EBagwBC0EAJAUgAkGAEEkEQCADIAJBBnZBwAFyOgAAIAMgAkE/cUGAAXI6AAEgA0ECagwBCyACQYCABEkEQCADIAJBDHZB4AFyOgAAIAMgAkEGdkE/cUGAAXI6AAEgAyACQT9xQYABcjoAAiADQQNqDAELIAMgAkESdkHwAXI6AAAgAyACQQx2QT9xQYABcjoAASADIAJBBnZBP3FBgAFyOgACIAMgAkE/cUGAAXI6AAMgA0EEagsFAn8gASABQdwARiABQSJGciABQS9Gcg0AGkEKIAFB7gBGDQAaQQkgAUH0AEYNABpBDSABQfIARg0AGkEIIAFB4gBGDQAaQQxBACABQeYARhsLIgFFDQUgAyABOgAAIANBAWoLCwshAwwBCwtBAA8LQQALDQEBfyMSIxFrIxEkEgseACAAEAAkESMRIABqJDIjESQSIAFBAnQQACQeIxELDwAjHiAAQQJ0aiABNgIAC+sEAQd/IAAtAAFBMGsiASAALQAAQTBrIgJBCmxqQegHIAFBCkkgAkEKSXEbIQEgAEECaiICLQAAQTBrIgNBCmwgAi0AAUEwayICakHoByACQQpJIANBCklxGyECIABBBWoiAy0AAEEwayIEQQpsIAMtAAFBMGsiA2pB6AcgA0EKSSAEQQpJcRshAyAAQQhqIgQtAABBMGsiBUEKbCAELQABQTBrIgRqQegHIARBCkkgBUEKSXEbIQQgAEELaiIFLQAAQTBrIgZBCmwgBS0AAUEwayIFakHoByAFQQpJIAZBCklxGyEFIABBDmoiBi0AAEEwayIHQQpsIAYtAAFBMGsiBmpB6AcgBkEKSSAHQQpJcRshBiAALQAEQS1HBH9BAQUgAC0AB0EtRwsEf0EBBSAALQAKQdQARwsEf0EBBSAALQANQTpHCwRAQQAPCyACQeMASyABQeMAS3IgA0EBa0ELS3IgBUEXS3IgBkE7S3IEQEEADwsgAUHkAGwgAmohASAEBH8gA0ECRgR/QRxBHSABQQNxBH9BAQUgAUHkAHAEf0EABSABQZADcAsLGwVBHkEfIANBBkYgA0EERnIgA0EJRnIgA0ELRnIbCyAESQVBAQsEQEEADwsgA0F9QQkgA0ECShtqQZkBbEECakEFbSAEaiABQQFrIAEgA0ECTBsiASABQY8DayABQQBOG0GQA20iAkGx9QhsIAEgAkGQA2xrIgFB7QJsaiABQQRtaiABQeQAbWtqQe30K2u3RAAAAABwmZRBoiAFQTxsIAZquEQAAAAAAEztQKKgJChBwIwFIAD9AAQA/QsEAEEBC7wDAQV/AkAgAUEUSQ0AIAD9AAQAQcCMBf0ABAD9Uf1TBH8gABAfBUEBC0UNACAAIAFqQQFrIgMtAABB2gBHBH8gAUEZSQ0BIANBBWsiAy0AACEBIANBAWoiAi0AAEEwayIEQQpsIAItAAFBMGsiAmpB6AcgAkEKSSAEQQpJcRsiAkEXSyEEIAFBLUcgAUErR3EEf0EBBSADLQADQTpHCyAEciADQQRqIgUtAABBMGsiBkEKbCAFLQABQTBrIgVqQegHIAVBCkkgBkEKSXEbIgVBO0tyDQFBACACQTxsIAVqIgJrIAIgAUEtRhsFQQALIQQgAEERaiIBLQAAQTBrIgJBCmwgAS0AAUEwayIBakHoByABQQpJIAJBCklxGyIFQTtLBH9BAQUgAC0AEEE6RwsNACADIABrQRNrIgJBAUYgAkEKS3INAEEAIQEgAgRAIAAtABNBLkcNAUHkACECIABBFGohAANAIAAgA0kEQCAALQAAQTBrIgZBCUsNAyABIAIgBmxqIQEgAkEKbiECIABBAWohAAwBCwsLIyggBUHoB2wgAWq4oCAEt0QAAAAAAEztQKKhJBNBAQ8LQQALxAgDBH8CewJ8IwchCCMIIQECQCMIBH8gCCMIKwMAZgVBAAsEfyAIIwgrAwAjGKBjBUEACw0AA0AgAiMKSQRAIAggAkECdEHQkgVqKAIAIgErAwAiB2YEfyAIIAcjGKBjBUEACwRAIAEkCAwDCyACQQFqIQIMAQsLQQAhAQsgAUUEQCMHJDhBAA8LIwcjDiMHIw5kGyEHIxAEfCMNIwkjDSMJYxsFIAcjCSAHIwljGwsiCCABKwMAIgcjGaBjIAcgCGVxBEAgASECBSMIIQICQCMIBH8gCCMIKwMAZgVBAAsEfyAIIwgrAwAjGKBjBUEACw0AA0AgBCMKSQRAIAggBEECdEHQkgVqKAIAIgIrAwAiB2YEfyAIIAcjGKBjBUEACwRAIAIkCAwDCyAEQQFqIQQMAQsLQQAhAgsLIAJFBEAgCCQ4QQAPCyAIIw5kBEAgCCQOCyMMBEAgAkEoaiIDIwwgAygCAGo2AgBBACQMCyABIxUjASMWG/0McvNuPHLzbjxy8248cvNuPP2uAf0Ma8rrhWvK64VryuuFa8rrhf21ASIFIAVBD/2tAf1RIAUgBf0NBAUGBwgJCgsMDQ4PAAECA/2uAf0MNa6ywjWussI1rrLCNa6ywv21ASIFIAVBDf2tAf1RIAUgBf0NCAkKCwwNDg8AAQIDBAUGB/2uAf0ML+vUJy/r1Ccv69QnL+vUJ/21ASIFIAVBEP2tAf1REAVFBEAgAkEsaiIAIAAoAgBBAWo2AgAjNUQAAAAAAADwP6AkNUEBDwsjNEQAAAAAAADwP6AkNCABKAIkIAAoAghBBXRqIgIgAv0ABAAjASAA/QAEEP2uASIG/Qyr2YMfq9mDH6vZgx+r2YMf/a4B/QxryuuFa8rrhWvK64VryuuF/bUBIgUgBUEP/a0B/VEgBSAF/Q0EBQYHCAkKCwwNDg8AAQID/a4B/Qw1rrLCNa6ywjWussI1rrLC/bUBIgUgBUEN/a0B/VEgBSAF/Q0ICQoLDA0ODwABAgMEBQYH/a4B/Qwv69QnL+vUJy/r1Ccv69Qn/bUBIgUgBUEQ/a0B/VH9rgH9CwQAIAJBEGoiAiAC/QAEACAG/QwZzeBbGc3gWxnN4FsZzeBb/a4B/QxryuuFa8rrhWvK64VryuuF/bUBIgUgBUEP/a0B/VEgBSAF/Q0EBQYHCAkKCwwNDg8AAQID/a4B/Qw1rrLCNa6ywjWussI1rrLC/bUBIgUgBUEN/a0B/VEgBSAF/Q0ICQoLDA0ODwABAgMEBQYH/a4B/Qwv69QnL+vUJy/r1Ccv69Qn/bUBIgUgBUEQ/a0B/VH9rgH9CwQAIAEoAiAgACgCBEECdGoiAiACKAIAQQFqNgIAIAAoAgwhAkEAIQQDQCACIARLBEAgASAAIARBAnRqKAIgIgNBCHYgA0H/AXFBA3RB0IwFaisDABAYIARBAWohBAwBCwtBAQsKACAAJA4gASQMCx4AIAAkCSABJDkgAiQ6IAMkGSAEJDsgAyQYIzwkKgunCgIEfwJ8AkADQCAAIAFJBEAgAC0AAEEgSwRAIAAhAwUgACIDLQAAIQQDQCAEQQlGIARBIEZyIARBDUZyBEAgA0EBaiIDLQAAIQQMAQsLCyADLQAAQQpGBEAjC0EBaiQLIANBAWohAAwCC0EAIQQDQCAEIw9JBEAgBEEEdEGAiwRq/QwAAAAAAAAAAAAAAAAAAAAA/QsEACAEQQFqIQQMAQsL/QwAAAAAAAAAAAAAAAAAAAAAJAFBACQWQQAkF0EAJBBBACQgQQAkFEEAJCkgAyMzQQAQCiIDBEAgAy0AACIEQSBNBEADQCAEQQlGIARBIEZyIARBDUZyBEAgA0EBaiIDLQAAIQQMAQsLCwsgA0EARyIEBEAgAy0AAEEKRiEECyAEBH8Cf0EBIyANABpBACMXRQ0AGkEBIzkjByMNIwkjDSMJY0EAIxAbGyIIoWMjB0QAAAAAAAAAAGNyDQAaQQEjDUQAAAAAAAAAAGNBACMQGw0AGiMHIxmjnCMZoiIHIzpjBH9BAQUjEAR/IAggByMZoCM7oGYFQQALCwsFQQELBEAjC0EBaiQLIAAkNiAAIgP9AAQA/QwKCgoKCgoKCgoKCgoKCgoK/SP9ZCEFA0AgBUUEQCADQRBqIgP9AAQA/QwKCgoKCgoKCgoKCgoKCgoK/SP9ZCEFDAELCyADIAVoaiQjIAQEf0EABSAAIQMjIyEEAn9BAQJ/A0AgAyAESQRAIANBEGogBE0EfyAD/QAEAP1kBUEBCwRAIAMtAABBgAFJBEAgA0EBaiEDBSADEA0iBSADaiEDQQAgBUUgAyAES3INBBoLBSADQRBqIQMLDAELC0EBC0UNABogAC0AACIDQSBNBEADQCADQQlGIANBIEZyIANBDUZyBEAgAEEBaiIALQAAIQMMAQsLC0EAIAAtAAAiA0EgTSADQf8AT3INABpBACQkIABBABARIQBBACMkDQAaQQBBAiAABH8gAC0AAEEgTQRAIAAtAAAhAwNAIANBCUYgA0EgRnIgA0ENRnIEQCAAQQFqIgAtAAAhAwwBCwsLIAAgBEYFQQALGwsLIgBFBEBBAQ8LIyJEAAAAAAAA8D+gJCIjDEEBaiQMIAIEQCAAQYCAgAhqJDdBAw8LIyNBAWohAAwCCyMXBEAjHAR/Iy0tAAAFQQELRQRAIwciByMvYyAHIzBmcgRAQQEhBANAIAQjHEkEfyAHIycgBEEEdGorAwBmBUEACwRAIARBAWohBAwBCwsjJyAEQQFrQQR0aiIFKwMAJC8gBCMcSQR8IAVBEGorAwAFRAAAAAAAAPB/CyQwIAUoAggkMQsjLiMxOgAACwsQByIGBH8gBigCAAVBAwsiBEEBRiMRQQBHcQRAIAAtAABBIEsEQCAAIQQFIAAiBC0AACEFA0AgBUEJRiAFQSBGciAFQQ1GcgRAIARBAWoiBC0AACEFDAELCwsgBiAEIAMQKUUEQEEFIQIMBAsFIARBAUYEQCAGECFFBEBBBCECDAULBSAEQQJGBEAjIkQAAAAAAADwP6AkIiMMQQFqJAwgAgRAIwtBAWokCyAGKAIEJDdBAyECDAYLBSMLQQFqJAtBAUECIAQbIQIMBQsLCyMLQQFqJAsgA0EBaiEADAELC0EADwsgACQ2IAD9AAQA/QwKCgoKCgoKCgoKCgoKCgoK/SP9ZCEBA0AgAUUEQCAAQRBqIgD9AAQA/QwKCgoKCgoKCgoKCgoKCgoK/SP9ZCEBDAELCyAAIAFoaiQjIAILDAAgACAB/QAEABAFCzAAIABBD2pBBHYkDyMPQQR0QeAAaiQlIyVBDnQQACQsIAEkMyAC/QAEACQfIAMkPAtgAQN/EAciAQR/IAEoAgAFQQELBEBBACEBBSABIw9BBHRrIQMDQCACIw9BBHRJBEAgAiADaiACQYCLBGr9AAQA/QsEACACQRBqIQIMAQsLIAEgADYCACMmQQFqJCYLIAELkAECAXsFfwJ/IAAoAjQhAyAAKAIIIQQgAf0ABAAiAv0bASEFIAAoAgxBAWsiBiAC/RsAcSEBA0AgAyABQQJ0aiIHKAIAIgBFBEAgBwwCCyAAIAVzIAZBf3NxRQRAIAcgBCAAIAZxQQFrQQR0av0ABAAgAv1R/VNFDQIaCyABQQFqIAZxIQEMAAsACygCAEEARwuGBAMBewF8BH8jMiMeIAAoAgRBAnRqKAIAIgYEfyAGKAIEBUEACyMSIAIgAWtqakHgBWpJBEBBAA8LIwcjDiMHIw5kGyEEIxAEfCMNIwkjDSMJYxsFIAQjCSAEIwljGwsiBCMOZARAIAQkDgsgACgCDCEIIxIiBiAAKAIEIgc2AjAgBiMMNgIEIAZBEGojFSMBIxYb/Qxy8248cvNuPHLzbjxy8248/a4B/QxryuuFa8rrhWvK64VryuuF/bUBIgMgA0EP/a0B/VEgAyAD/Q0EBQYHCAkKCwwNDg8AAQID/a4B/Qw1rrLCNa6ywjWussI1rrLC/bUBIgMgA0EN/a0B/VEgAyAD/Q0ICQoLDA0ODwABAgMEBQYH/a4B/Qwv69QnL+vUJy/r1Ccv69Qn/bUBIgMgA0EQ/a0B/VH9CwQAIAYjBzkDICAGIAQ5AyggBiAINgI4A0AgBSAISQRAIAYgBUEDdGogACAFQQJ0aigCIEH/AXFBA3RB0IwFaisDADkDQCAFQQFqIQUMAQsLIx4gB0ECdGooAgAhAEGQjAQkBiAGQUBrIAhBA3RqIgUkAEGABCQdIAYgASAAEA8EfyMAIAVrBUEACyIARSIHNgIIIAcEQCAFIAEgAiABayIA/AoAAAsgBiAANgI0IAAgBWpBD2pBcHEkEiAGIxIgBms2AgBBACQMQQELHAAgACQnIAEkHCACQYCLBGokLSADQYCLBGokLgv1AwICfwF7IABBAWoiAC0AACIBQSBNBEADQCABQQlGIAFBIEZyIAFBDUZyBEAgAEEBaiIALQAAIQEMAQsLCyAALQAAQf0ARgRAIABBAWoPCwN/IABBAWoiAv0ABAAiA/0MIiIiIiIiIiIiIiIiIiIiIv0jIAP9DFxcXFxcXFxcXFxcXFxcXFz9I/1QIAP9DCAgICAgICAgICAgICAgICD9Jf1Q/WQiAGggAmohAQJ/IAAEfyABLQAAQSJHBUEBCwRAIAIQAQwBCyACJAMgASACayQEQQEkBSABQQFqCyIARSMDIAJHcgR/QQEFIwZBkIwEa0GA/gBPCwRAQQAPCyAALQAAIgFBIE0EQANAIAFBCUYgAUEgRnIgAUENRnIEQCAAQQFqIgAtAAAhAQwBCwsLIABBAWoiAC0AACIBQSBNBEADQCABQQlGIAFBIEZyIAFBDUZyBEAgAEEBaiIALQAAIQEMAQsLCyACIwQgABAsIgBFBEBBAA8LIAAtAAAiAUEgTQRAA0AgAUEJRiABQSBGciABQQ1GcgRAIABBAWoiAC0AACEBDAELCwsgAC0AAEH9AEYEfyAAQQFqBSAAQQFqIgAtAAAiAUEgTQRAA0AgAUEJRiABQSBGciABQQ1GcgRAIABBAWoiAC0AACEBDAELCwsMAQsLC5YEAgV/AXtBASEEIAItAAAiA0EiRgRAIAJBAWoiA/0ABAAiCP0MIiIiIiIiIiIiIiIiIiIiIv0jIAj9DFxcXFxcXFxcXFxcXFxcXFz9I/1QIAj9DCAgICAgICAgICAgICAgICD9Jf1Q/WQiBGggA2ohBQJ/IAQEfyAFLQAAQSJHBUEBCwRAIAMQAQwBCyADJAMgBSADayQEQQEkBSAFQQFqCyEDIwMgAkEBakYhBAUgA0HbAEYgA0H7AEZyBH8gAiEDQQAhBAJ/A0ACQCADLQAAIgZBIkYEQCADQQFqIgb9AAQAIgj9DCIiIiIiIiIiIiIiIiIiIiL9IyAI/QxcXFxcXFxcXFxcXFxcXFxc/SP9UCAI/QwgICAgICAgICAgICAgICAg/SX9UP1kIgdoIAZqIQNBAAJ/IAcEfyADLQAAQSJHBUEBCwRAIAYQAQwBCyAGJAMgAyAGayQEQQEkBSADQQFqCyIDRQ0DGgwBCyAFIAZB+wBGIgUgBkHbAEYgBRtBAEcgBkH9AEYiBSAGQd0ARiAFG0EAR2tqIQUgA0EBaiEDCyAFDQALIAMLBSADQS1GIANBMGtBCklyBH8gAhAQIgMEfyADBUEAIQQgAhADCwUgAkEFQQQgAi0AAEHmAEYbagsLIQMLIAMEQCMGIAA2AgAjBiABNgIEIwYgAjYCCCMGIANBACAEGzYCDCMGQRBqJAYLIAML+wIBAX8gAC0AACIDQSBNBEADQCADQQlGIANBIEZyIANBDUZyBEAgAEEBaiIALQAAIQMMAQsLCyAALQAAIAFGBEAgAEEBag8LA38gAUH9AEYEQCAAEBIiAEUEQEEADwsgAC0AACIDQSBNBEADQCADQQlGIANBIEZyIANBDUZyBEAgAEEBaiIALQAAIQMMAQsLCyAALQAAQTpHBEBBAA8LIABBAWoiAC0AAEEgTQRAIAAtAAAhAwNAIANBCUYgA0EgRnIgA0ENRnIEQCAAQQFqIgAtAAAhAwwBCwsLCyAAIAIQESIARQRAQQAPCyAALQAAIgNBIE0EQANAIANBCUYgA0EgRnIgA0ENRnIEQCAAQQFqIgAtAAAhAwwBCwsLIAAtAAAiAyABRgRAIABBAWoPCyADQSxGBEAgAEEBaiIALQAAQSBNBEAgAC0AACEDA0AgA0EJRiADQSBGciADQQ1GcgRAIABBAWoiAC0AACEDDAELCwsMAQtBAAsaQQALC9IBAgBBxogEC7IB8D8AAAAAAAAkQAAAAAAAAFlAAAAAAABAj0AAAAAAAIjDQAAAAAAAavhAAAAAAICELkEAAAAA0BJjQQAAAACE15dBAAAAAGXNzUEAAAAgX6ACQgAAAOh2SDdCAAAAopQabUIAAEDlnDCiQgAAkB7EvNZCAAA0JvVrDEMAgOA3ecNBQwCg2IVXNHZDAMhOZ23Bq0MAPZFg5FjhQ0CMtXgdrxVEUO/i1uQaS0SS1U0Gz/CARABBoIwFCxD/////////////////////');

;// CONCATENATED MODULE: ./out/build/src/io/scanner-module.js

let scanner_module_module;
/** A scanner of its own memory; null where this Node has no WebAssembly, or one without SIMD. */
function newScanner() {
    if (scanner_module_module === undefined) {
        try {
            scanner_module_module = new WebAssembly.Module(Buffer.from(scanner, 'base64'));
        }
        catch {
            scanner_module_module = null;
        }
    }
    if (scanner_module_module === null)
        return null;
    return new WebAssembly.Instance(scanner_module_module).exports;
}

// EXTERNAL MODULE: ./out/build/src/io/telemetry-lines.js + 1 modules
var telemetry_lines = __nccwpck_require__(6925);
;// CONCATENATED MODULE: ./out/build/src/io/wasm-scanner.js












const STOP = { end: 0, undecided: 1, unknown: 2, rejected: 3, window: 4, full: 5 };
const KIND = { accepted: 1, rejected: 2, slow: 3 };
/** Layout of an outcome; assembly/shapes.ts reads what is written here. */
const OUTCOME = { index: 4, phase: 8, valueCount: 12, filled: 16, values: 32 };
/** Reasons from here on say in which way a line is broken. */
const FIRST_BROKEN = 0x1000000;
const MOST_VALUES = 16;
const wasm_scanner_KEY_BYTES = 16;
/** What a scanner may read behind the lines. */
const wasm_scanner_PADDING = 64;
/** A scanner of one source in WebAssembly. */
class WasmScanner {
    #scanner;
    #judge;
    #lessons;
    #tables;
    #windows;
    #input;
    #key;
    #phases;
    #shapes = [];
    #kinds = new Map();
    #groups = [];
    #groupNumbers = new Map();
    #reasons = [];
    /** null: events are added up. */
    #kept;
    #windowMs;
    constructor(scanner, request, made) {
        const { lessons, tables, shelf } = made;
        const { policy, source, now, openFrom, judge } = request;
        this.#scanner = scanner;
        this.#judge = judge;
        this.#lessons = lessons;
        this.#tables = tables;
        this.#phases = policy.phases.map(({ id }) => id);
        this.#windowMs = policy.batchMs;
        // One class more than fields: of the phase that was on.
        scanner.open(tables.fieldCount + 1, tables.root, tables.idKey, policy.phases.length);
        scanner.setTimes(now, policy.maxAheadMs, openFrom, policy.batchMs, policy.graceMs);
        if (lessons.knowsPhaseOn)
            writeEras(scanner, request, tables);
        this.#input = scanner.allocate(byte_lines/* MAX_LINE_BYTES */.Oc + wasm_scanner_PADDING);
        this.#key = scanner.allocate(wasm_scanner_KEY_BYTES);
        this.#kept = judge.keep === undefined ? null : new KeptOfScanner(scanner, (lines) => judge.keep?.(lines));
        this.#windows = new ScannedWindows({
            scanner,
            learned: { source: source.name, phases: this.#phases, shapes: this.#shapes, groups: this.#groups },
            windowMs: policy.batchMs,
            keysBefore: (start) => judge.keysOf(start),
            shelf,
        });
    }
    async take({ bytes, place }) {
        const scanner = this.#scanner;
        const first = scanner.lines.value;
        const end = this.#input + bytes.length;
        const input = new Uint8Array(scanner.memory.buffer, this.#input, bytes.length + wasm_scanner_PADDING);
        input.set(bytes);
        input.fill(0x0a, bytes.length);
        this.#takeTrail(place);
        let from = this.#input;
        for (;;) {
            const stop = scanner.scan(from, end, this.#judge.wantsRejected ? 1 : 0);
            if (stop === STOP.end)
                break;
            if (stop === STOP.window) {
                this.#windows.at(scanner.needed.value);
                from = scanner.lineStart.value;
                continue;
            }
            if (stop === STOP.full) {
                this.#kept?.give();
                from = scanner.lineStart.value;
                continue;
            }
            const line = bytes.subarray(scanner.lineStart.value - this.#input, scanner.lineEnd.value - this.#input);
            const number = place.line + (scanner.lines.value - first) - 1;
            from = scanner.lineEnd.value + 1;
            if (stop === STOP.rejected) {
                const reason = this.#reasonOf(scanner.reason.value);
                this.#judge.putAside({ ...place, line: number }, reason, excerptOf(line));
            }
            else {
                await this.#leave(line, { ...place, line: number }, stop === STOP.unknown);
            }
        }
        this.#kept?.give();
        this.#giveTrail(place);
        return scanner.lines.value - first;
    }
    #reasonOf(reason) {
        if (reason === FIRST_BROKEN + 1)
            return telemetry_lines/* NO_TEXT */.gd;
        return reason === FIRST_BROKEN + 2 ? json_line/* NO_JSON */.j1 : (this.#reasons[reason] ?? '');
    }
    has(start, key) {
        const window = this.#windows.known(start);
        return window !== 0 && this.#scanner.knows(window, this.#keyAt(key)) !== 0;
    }
    remember(start, key) {
        this.#scanner.remember(this.#windows.at(start), this.#keyAt(key));
    }
    adopt(windows) {
        return this.#windows.adopt(windows);
    }
    finish() {
        const { accepted, rejected, duplicates } = this.#scanner;
        return {
            windows: this.#windows.finish(),
            accepted: accepted.value,
            rejected: rejected.value,
            duplicates: duplicates.value,
        };
    }
    #keyAt(key) {
        const view = new DataView(this.#scanner.memory.buffer, this.#key, wasm_scanner_KEY_BYTES);
        for (let i = 0; i < 4; i += 1)
            view.setUint32(4 * i, Number.parseInt(key.slice(8 * i, 8 * i + 8), 16), true);
        return this.#key;
    }
    #takeTrail(place) {
        const { reached, rejected } = this.#judge.trail(place);
        this.#scanner.setTrail(reached ?? -Infinity, rejected);
    }
    #giveTrail(place) {
        const reached = this.#scanner.reached.value;
        this.#judge.setTrail(place, {
            reached: reached === -Infinity ? null : reached,
            rejected: this.#scanner.waiting.value,
        });
    }
    /** Leaves a line to the slow path, and learns from it where its shape is new. */
    async #leave(bytes, place, isNew) {
        const line = (0,telemetry_lines/* jsonlLine */.nq)(bytes, place);
        if (line === null)
            return;
        this.#kept?.give();
        this.#giveTrail(place);
        const verdict = await this.#judge.judge(line);
        this.#takeTrail(place);
        if (isNew && verdict !== null && line.kind === 'fields')
            this.#learn(lessonOf(line.fields, verdict, this.#lessons));
    }
    #learn(lesson) {
        switch (lesson.kind) {
            case 'accepted':
                this.#learnEvent(lesson);
                return;
            case 'rejected':
                this.#write(KIND.rejected, this.#reasons.push(lesson.reason) - 1);
                return;
            case 'slow':
                this.#scanner.learn(KIND.slow);
                return;
            case 'words': {
                const added = lesson.words.map(([field, word]) => field.learn(word) && this.#writeWords(field));
                if (added.some((is) => !is))
                    this.#scanner.learn(KIND.slow);
            }
        }
    }
    #writeWords(field) {
        const { length } = writeWordsAgain(field, 0);
        const at = this.#scanner.allocate(length);
        const memory = new Uint8Array(this.#scanner.memory.buffer);
        memory.set(writeWordsAgain(field, at), at);
        new DataView(memory.buffer).setUint32(this.#tables.wordsAt.get(field) ?? 0, at, true);
        return true;
    }
    #learnEvent(lesson) {
        if (lesson.places.length > MOST_VALUES) {
            this.#scanner.learn(KIND.slow);
            return;
        }
        const { phase, parts, places, filled } = lesson;
        const at = this.#write(KIND.accepted, this.#shapes.length);
        if (at === 0)
            return;
        const kind = this.#kindOf({ phase, parts });
        this.#shapes.push(kind);
        this.#kept?.learn({ ...lesson, parts: kind.parts }, this.#groups, places.map((place) => this.#groupOf(phase, parts, place)));
        const view = new DataView(this.#scanner.memory.buffer);
        view.setUint32(at + OUTCOME.phase, this.#phases.indexOf(phase), true);
        view.setUint32(at + OUTCOME.valueCount, places.length, true);
        filled.forEach((word, i) => view.setInt32(at + OUTCOME.filled + 4 * i, word, true));
        places.forEach((place, i) => {
            const group = this.#groupOf(phase, parts, place);
            view.setUint32(at + OUTCOME.values + 4 * i, place | (group << 8), true);
        });
    }
    #kindOf(shape) {
        const key = JSON.stringify([
            shape.phase,
            shape.parts.map(({ sli, feature, label, isMatching }) => [sli.id, feature, label, isMatching]),
        ]);
        const known = this.#kinds.get(key) ?? shape;
        this.#kinds.set(key, known);
        return known;
    }
    #write(kind, index) {
        const at = this.#scanner.learn(kind);
        if (at !== 0)
            new DataView(this.#scanner.memory.buffer).setUint32(at + OUTCOME.index, index, true);
        return at;
    }
    /** Number of the group that a value is counted in. */
    #groupOf(phase, all, place) {
        const { measured } = this.#lessons.plan;
        const parts = all.filter(({ sli: { measure } }) => 'of' in measure && measured.get(measure.of) === place);
        const key = JSON.stringify([
            phase,
            place,
            parts.map(({ sli, feature, label }) => [sli.id, feature, label]),
        ]);
        const known = this.#groupNumbers.get(key) ?? this.#groups.length;
        if (known === this.#groups.length)
            this.#groups.push({ phase, parts });
        this.#groupNumbers.set(key, known);
        return known;
    }
}
const ERA = { phase: 8, bytes: 16 };
/** Classes are bytes, and 0 is none. */
const MOST_PHASES_ON = 255;
function phasesOn({ eras }) {
    return [...new Set(eras.map(({ phase }) => phase))];
}
/** Tells the scanner which phase was on when; assembly/eras.ts reads it. */
function writeEras(scanner, request, { phaseField, fieldCount }) {
    const { eras } = request;
    const phases = phasesOn(request);
    const at = scanner.allocate(eras.length * ERA.bytes);
    const view = new DataView(scanner.memory.buffer, at, eras.length * ERA.bytes);
    eras.forEach(({ from, phase }, i) => {
        view.setFloat64(i * ERA.bytes, from, true);
        view.setUint32(i * ERA.bytes + ERA.phase, phases.indexOf(phase) + 1, true);
    });
    scanner.setEras(at, eras.length, phaseField, fieldCount);
}
function excerptOf(line) {
    const bytes = line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
    return bytes.toString('utf8').slice(0, domain_event/* EXCERPT_LENGTH */.T_);
}
/** A scanner for a source, or null where its lines are judged one by one, with the reason said. */
function openWasmScanner({ request, schema, shelf, say }) {
    const { policy, source } = request;
    const plan = planLines(policy, source, schema);
    const slowly = (what) => {
        say(`source ${source.name} is read line by line: ${what}`);
        return null;
    };
    if (plan.unsupported.length > 0)
        return slowly(`its schema has what the scanner cannot tell: ${plan.unsupported.join(', ')}`);
    const scanner = newScanner();
    if (scanner === null)
        return slowly('this Node has no WebAssembly with SIMD');
    const keys = (0,fingerprint/* sourceKeys */.KG)(source.name);
    try {
        const { bytes } = writeTables({ plan, source, keys, base: 0 });
        const base = scanner.allocate(bytes.length);
        const tables = writeTables({ plan, source, keys, base });
        new Uint8Array(scanner.memory.buffer).set(tables.bytes, base);
        for (const what of plan.hard)
            say(`source ${source.name}: lines that ${what} judges are read one by one`);
        const knowsPhaseOn = source.constants.phase === null && phasesOn(request).length <= MOST_PHASES_ON;
        const lessons = { policy, source, plan, keys, fields: tables.fields, knowsPhaseOn };
        return new WasmScanner(scanner, request, { lessons, tables, shelf });
    }
    catch (error) {
        if (error instanceof TooLarge)
            return slowly(error.message);
        throw error;
    }
}

;// CONCATENATED MODULE: ./out/build/src/io/wasm-scanners.js


/** Scanners in WebAssembly, for the sources whose schemas they can hold. */
class WasmScanners {
    #say;
    #shelf;
    /** `say` is called with what sends lines to the slow path, once for each thing. */
    constructor(say, shelf) {
        this.#say = say;
        this.#shelf = shelf;
    }
    async open(request) {
        const { schema } = request.source;
        // It compiled, so it can be read.
        const text = schema === '' ? 'true' : await (0,promises_.readFile)(schema, 'utf8');
        return openWasmScanner({ request, schema: JSON.parse(text), shelf: this.#shelf, say: this.#say });
    }
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.mjs";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(1126);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
