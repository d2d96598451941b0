export const id = 396;
export const ids = [396];
export const modules = {

/***/ 7396:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fetchSources: () => (/* binding */ fetchSources)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./out/build/src/domain/fault.js
var fault = __webpack_require__(8163);
// EXTERNAL MODULE: ./out/build/src/domain/time.js
var time = __webpack_require__(9242);
// EXTERNAL MODULE: ./out/build/src/domain/raw-values.js
var raw_values = __webpack_require__(2468);
// EXTERNAL MODULE: ./out/build/src/io/git.js
var git = __webpack_require__(379);
// EXTERNAL MODULE: ./out/build/src/io/github-files.js + 2 modules
var github_files = __webpack_require__(7753);
// EXTERNAL MODULE: ./out/build/src/io/github-shape.js
var github_shape = __webpack_require__(9828);
// EXTERNAL MODULE: ./out/build/src/io/git-governance.js + 1 modules
var git_governance = __webpack_require__(3489);
// EXTERNAL MODULE: ./out/build/src/io/sources/source-fault.js
var source_fault = __webpack_require__(5776);
;// CONCATENATED MODULE: ./out/build/src/io/sources/branch-reader.js






const PLAIN = new Set(['100644', '100755', '100664']);
const READ = 'contents: read';
/** A call for the head, one for the list, and one for each file. */
class ApiBranchReader {
    #api;
    #branch;
    constructor(api, branch) {
        this.#api = api;
        this.#branch = branch;
    }
    async head() {
        const path = `git/ref/heads/${(0,github_files/* encodePath */.O0)(this.#branch)}`;
        const { status, body } = await this.#api.call({ method: 'GET', path, expect: [404], permission: READ });
        return status === 404 ? null : (0,github_shape/* textAt */.$6)(body, 'object', 'sha');
    }
    async list(commit) {
        const path = `git/trees/${commit}`;
        const { body } = await this.#api.call({ method: 'GET', path, query: { recursive: 1 }, permission: READ });
        if ((0,github_shape/* valueAt */.fK)(body, 'truncated') === true)
            throw new source_fault/* SourceFault */.A('the branch has more files than GitHub lists at once');
        return (0,github_shape/* listAt */.gT)(body, 'tree').flatMap((entry) => {
            const isFile = (0,github_shape/* valueAt */.fK)(entry, 'type') === 'blob' && PLAIN.has((0,raw_values/* textOf */.b6)((0,github_shape/* valueAt */.fK)(entry, 'mode')) ?? '');
            if (!isFile)
                return [];
            const bytes = (0,raw_values/* numberOf */.rl)((0,github_shape/* valueAt */.fK)(entry, 'size')) ?? 0;
            return [{ path: (0,github_shape/* textAt */.$6)(entry, 'path'), id: (0,github_shape/* textAt */.$6)(entry, 'sha'), bytes }];
        });
    }
    async content({ id }) {
        const { body } = await this.#api.call({ method: 'GET', path: `git/blobs/${id}`, permission: READ });
        return Buffer.from((0,github_shape/* textAt */.$6)(body, 'content'), 'base64');
    }
}
/** The branch at the remote `origin` of a git repository, or its own where it has no remote. */
class GitBranchReader {
    #folder;
    #branch;
    constructor(folder, branch) {
        this.#folder = folder;
        this.#branch = branch;
    }
    async head() {
        return (await new git_governance/* GitGovernance */.n(this.#folder, this.#branch).open()).head;
    }
    async list(commit) {
        const result = await (0,git/* runGit */.EO)(this.#folder, ['ls-tree', '-r', '-z', '--long', '--full-tree', commit]);
        if (result.code !== 0)
            throw (0,git/* gitError */.N7)(`list the files of ${this.#branch}`, result);
        const lines = result.stdout.toString('utf8').split('\0').filter(Boolean);
        return lines.flatMap((line) => {
            const [, mode = '', id = '', bytes = '', path = ''] = /^(\d+) blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(line) ?? [];
            return PLAIN.has(mode) ? [{ path, id, bytes: Number(bytes) }] : [];
        });
    }
    async content({ id, path }) {
        const result = await (0,git/* runGit */.EO)(this.#folder, ['cat-file', 'blob', id]);
        if (result.code !== 0)
            throw (0,git/* gitError */.N7)(`read ${path} of ${this.#branch}`, result);
        return result.stdout;
    }
}

// EXTERNAL MODULE: ./out/build/src/io/github-artifacts.js
var github_artifacts = __webpack_require__(5170);
// EXTERNAL MODULE: ./out/build/src/io/unpack.js
var unpack = __webpack_require__(8997);
// EXTERNAL MODULE: ./out/build/src/io/file-bytes.js
var file_bytes = __webpack_require__(1459);
;// CONCATENATED MODULE: ./out/build/src/io/sources/inflated.js



/** Whether a file begins like gzip, which no text does. */
async function isGzip(path) {
    const file = await (0,promises_.open)(path);
    try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
        return bytesRead === 2 && buffer.readUInt16BE(0) === 0x1f8b;
    }
    finally {
        await file.close();
    }
}
/** @throws SourceFault for a gzip file that inflates to more. A damaged one is left to the reader, who names its place. */
async function checkInflated(path, limit) {
    let bytes = 0;
    try {
        for await (const chunk of (0,file_bytes/* inflatedBytes */.D_)(path)) {
            bytes += chunk.length;
            if (bytes > limit)
                throw new source_fault/* SourceFault */.A(`a file inflates to more than ${limit} bytes`);
        }
    }
    catch (error) {
        if (error instanceof source_fault/* SourceFault */.A)
            throw error;
    }
}

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

;// CONCATENATED MODULE: ./out/build/src/io/sources/fetch-artifacts.js












/** How far back artifacts are looked for: as far as a first tick reaches. */
const REACH_MS = 7 * time/* DAY */.d_;
/** So many downloads may fail in one tick before the others wait for the next one. */
const MAX_FAILURES = 3;
/** Where an archive is unpacked until it is whole. */
const ASIDE = 'unpacking';
/** Artifacts of a name since an instant (ms since the epoch). */
async function listSince(store, { name, since }) {
    const found = [];
    for await (const artifact of store.newest(name)) {
        if (artifact.createdAt < since)
            break;
        found.push(artifact);
    }
    return found;
}
/** Whether a run is of the workflow that the policy names: one more call, for each artifact once. */
async function isOfWorkflow({ origin, api }, { run }) {
    if (origin.workflow === null)
        return true;
    const { body } = await api.call({
        method: 'GET',
        path: `actions/runs/${run}`,
        permission: 'actions: read',
    });
    // Of a reusable workflow GitHub writes the branch behind the file.
    const [path] = ((0,raw_values/* textOf */.b6)((0,github_shape/* valueAt */.fK)(body, 'path')) ?? '').split('@');
    return path === `.github/workflows/${origin.workflow}`;
}
function checkNames(names) {
    const unsafe = [...names].find(isUnsafePath) ?? pathBelowFile(names);
    if (unsafe !== null)
        throw new source_fault/* SourceFault */.A(`it holds ${JSON.stringify(unsafe)}, which no file can be called`);
}
/** Unpacks what the glob names, elsewhere first: a file of the folder is always whole. */
async function place(options, id, archive) {
    const { folder, files, limits } = options;
    const names = new Set();
    const note = (name) => {
        names.add(name);
        return false;
    };
    (0,unpack/* unpack */.l)(archive, { limits: limits.archive, wants: note });
    checkNames(names);
    const wanted = await matchPaths(names, files);
    const unpacked = (0,unpack/* unpack */.l)(archive, { limits: limits.archive, wants: (name) => wanted.has(name) });
    const aside = (0,external_node_path_.join)(folder.path, ASIDE);
    await (0,promises_.rm)(aside, { recursive: true, force: true });
    for (const [name, bytes] of unpacked) {
        const path = (0,external_node_path_.join)(aside, name);
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
        await (0,promises_.writeFile)(path, bytes, { flag: 'wx' });
        if (name.endsWith('.gz'))
            await checkInflated(path, limits.inflatedBytes);
    }
    if (unpacked.size === 0)
        return;
    const target = (0,external_node_path_.join)(folder.files, String(id));
    await (0,promises_.mkdir)(folder.files, { recursive: true });
    await (0,promises_.rm)(target, { recursive: true, force: true });
    await (0,promises_.rename)(aside, target);
}
/** Whether an error is about this one archive, whatever is tried again. */
function isBadArchive(error) {
    return error instanceof source_fault/* SourceFault */.A || (error instanceof fault/* PhasegateError */.h && error.code === 'io-failed');
}
/** Artifacts one after the other, and what became of each. */
class Taking {
    notes = [];
    failures = [];
    #options;
    #store;
    #taken;
    #tries;
    constructor(options, store, since) {
        const { taken, tries } = options.memory;
        this.#options = options;
        this.#store = store;
        this.#taken = new Map(Object.entries(taken).filter(([, at]) => at >= since));
        this.#tries = new Map(Object.entries(tries));
    }
    /** Those that are not taken: the oldest first, but before them those that failed less often. */
    fresh(listed) {
        const ids = new Set(listed.map(({ id }) => String(id)));
        for (const id of this.#tries.keys())
            if (!ids.has(id))
                this.#tries.delete(id);
        const triesOf = ({ id }) => this.#tries.get(String(id)) ?? 0;
        return listed
            .filter(({ id }) => !this.#taken.has(String(id)))
            .sort((a, b) => triesOf(a) - triesOf(b) || a.createdAt - b.createdAt || a.id - b.id);
    }
    async take(artifact) {
        const id = String(artifact.id);
        try {
            if (await isOfWorkflow(this.#options, artifact))
                await place(this.#options, artifact.id, await this.#store.download(artifact));
            this.#setTaken(artifact);
        }
        catch (error) {
            const what = `artifact ${artifact.id} of run ${artifact.run}`;
            if (isBadArchive(error)) {
                this.notes.push(`${what} is not used: ${error.message}`);
                this.#setTaken(artifact);
            }
            else if (error instanceof fault/* PhasegateError */.h) {
                this.failures.push(`${what}: ${error.message}`);
                this.#tries.set(id, (this.#tries.get(id) ?? 0) + 1);
            }
            else
                throw error;
        }
        await this.keep();
    }
    async keep() {
        await this.#options.remember({
            taken: Object.fromEntries(this.#taken),
            tries: Object.fromEntries(this.#tries),
        });
    }
    #setTaken({ id, createdAt }) {
        this.#taken.set(String(id), createdAt);
        this.#tries.delete(String(id));
    }
}
/**
 * Fetches artifacts that were not taken yet, oldest first, and returns what people should know of it. A refused one is named
 * and not fetched again.
 *
 * @throws SourceFault, PhasegateError as {@link GithubApi.call}, after what could be fetched was.
 */
async function fetchArtifacts(options) {
    const { origin, api, folder, limits, now, clock } = options;
    const since = now - REACH_MS;
    const store = new github_artifacts/* GithubArtifacts */.v(api, origin.branch ?? (await options.defaultBranch()));
    const taking = new Taking(options, store, since);
    const fresh = taking.fresh(await listSince(store, { name: origin.artifact, since }));
    const until = clock() + limits.timeMs;
    for (const [i, artifact] of fresh.entries()) {
        if (i >= limits.artifacts || clock() >= until || taking.failures.length >= MAX_FAILURES) {
            taking.notes.push(`${fresh.length - i} artifacts wait for the next tick`);
            break;
        }
        await taking.take(artifact);
    }
    await (0,promises_.rm)((0,external_node_path_.join)(folder.path, ASIDE), { recursive: true, force: true });
    await taking.keep();
    if (taking.failures.length > 0)
        throw new source_fault/* SourceFault */.A([...taking.failures, ...taking.notes].join('; '));
    return taking.notes;
}

;// CONCATENATED MODULE: ./out/build/src/io/sources/fetch-branch.js






/** Where a file is until it is whole. */
const fetch_branch_ASIDE = 'fetched';
/** The files that the glob names, by path. @throws SourceFault for more or larger ones than the limits allow. */
async function wantedFiles({ files, limits }, all) {
    const safe = all.filter(({ path }) => !isUnsafePath(path));
    const paths = await matchPaths(safe.map(({ path }) => path), files);
    const wanted = safe.filter(({ path }) => paths.has(path));
    if (wanted.length > limits.files)
        throw new source_fault/* SourceFault */.A(`the branch has ${wanted.length} files; at most ${limits.files} are fetched`);
    const large = wanted.find(({ bytes }) => bytes > limits.bytes);
    if (large !== undefined)
        throw new source_fault/* SourceFault */.A(`${JSON.stringify(large.path)} is larger than ${limits.bytes} bytes`);
    const sum = wanted.reduce((total, { bytes }) => total + bytes, 0);
    if (sum > limits.archive.bytes)
        throw new source_fault/* SourceFault */.A(`the files have ${sum} bytes together; at most ${limits.archive.bytes} are fetched`);
    return wanted.sort((a, b) => (a.path < b.path ? -1 : 1));
}
/** Puts a file in its place as a whole. */
async function fetch_branch_place({ folder, reader, limits }, file) {
    const aside = (0,external_node_path_.join)(folder.path, file.path.endsWith('.gz') ? `${fetch_branch_ASIDE}.gz` : fetch_branch_ASIDE);
    const target = (0,external_node_path_.join)(folder.files, file.path);
    await (0,promises_.mkdir)(folder.path, { recursive: true });
    await (0,promises_.writeFile)(aside, await reader.content(file));
    if (file.path.endsWith('.gz'))
        await checkInflated(aside, limits.inflatedBytes);
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
    await (0,promises_.rename)(aside, target);
}
/**
 * Brings the files up to date with the branch's newest commit: what has changed is fetched, what is gone is removed. Returns
 * what people should know of it.
 *
 * @throws SourceFault, PhasegateError as the reader's.
 */
async function fetchBranch(options) {
    const { reader, folder, limits, clock, remember } = options;
    const head = await reader.head();
    if (head === null)
        throw new source_fault/* SourceFault */.A(`there is no branch ${options.branch}`);
    if (options.memory.commit === head)
        return [];
    const known = new Map(Object.entries(options.memory.files));
    const wanted = await wantedFiles(options, await reader.list(head));
    const paths = new Set(wanted.map(({ path }) => path));
    for (const path of await folder.list())
        if (!paths.has(path))
            await folder.remove(path);
    for (const path of known.keys())
        if (!paths.has(path))
            known.delete(path);
    const changed = wanted.filter(({ path, id }) => known.get(path) !== id);
    const faults = [];
    const until = clock() + limits.timeMs;
    const keep = (commit) => remember({ commit, files: Object.fromEntries(known) });
    for (const [i, file] of changed.entries()) {
        if (i >= limits.newFiles || clock() >= until) {
            await keep(null);
            return [`${changed.length - i} files wait for the next tick`];
        }
        try {
            await fetch_branch_place(options, file);
        }
        catch (error) {
            if (!(error instanceof source_fault/* SourceFault */.A))
                throw error;
            faults.push(`${JSON.stringify(file.path)}: ${error.message}`);
            continue;
        }
        known.set(file.path, file.id);
        await keep(null);
    }
    for (const name of [fetch_branch_ASIDE, `${fetch_branch_ASIDE}.gz`])
        await (0,promises_.rm)((0,external_node_path_.join)(folder.path, name), { force: true });
    await keep(faults.length === 0 ? head : null);
    if (faults.length > 0)
        throw new source_fault/* SourceFault */.A(faults.join('; '));
    return [];
}

// EXTERNAL MODULE: ./out/build/src/io/sources/headers.js
var sources_headers = __webpack_require__(1440);
// EXTERNAL MODULE: ./out/build/src/io/sources/https-get.js + 3 modules
var https_get = __webpack_require__(4152);
;// CONCATENATED MODULE: ./out/build/src/io/sources/fetch-url.js






const ETAG = /^(?:W\/)?"[\x21\x23-\x7e]{0,500}"$/;
const DATE = /^[\x20-\x7e]{1,100}$/;
async function sizeOf(path) {
    try {
        const found = await (0,promises_.stat)(path);
        return found.isFile() ? found.size : null;
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return null;
        throw error;
    }
}
/** One file behind an address: asked for only where it has changed, and from where a broken download ended. */
class Download {
    #options;
    #part;
    #memory;
    constructor(options) {
        this.#options = options;
        this.#part = (0,external_node_path_.join)(options.folder.path, 'part');
        this.#memory = options.memory;
    }
    async run(signal) {
        const started = this.#memory.part === null ? 0 : ((await sizeOf(this.#part)) ?? 0);
        const isKnown = this.#memory.file !== null;
        const answer = await this.#ask(signal, { started, isKnown });
        try {
            await this.#take(answer, { started, isKnown, signal });
        }
        finally {
            answer.end();
        }
    }
    #ask(signal, { started, isKnown }) {
        const { origin, environment, limits, ca } = this.#options;
        const { etag, modified, part } = this.#memory;
        // The bytes as they are: an answer compressed on its way could not be resumed.
        const headers = {
            ...(0,sources_headers/* headersOf */.Y)(origin, environment),
            'accept-encoding': 'identity',
        };
        if (started > 0 && part !== null) {
            headers['range'] = `bytes=${started}-`;
            headers['if-range'] = part;
        }
        else if (isKnown) {
            if (etag !== null)
                headers['if-none-match'] = etag;
            else if (modified !== null)
                headers['if-modified-since'] = modified;
        }
        const { url, private: isPrivate } = origin;
        return (0,https_get/* httpsGet */.K)({
            url,
            headers,
            private: isPrivate,
            signal,
            idleMs: limits.idleMs,
            ...(ca === undefined ? {} : { ca }),
        });
    }
    async #take(answer, so) {
        const { started, isKnown, signal } = so;
        const { status } = answer;
        if (status === 304 && isKnown && started === 0)
            return;
        if (status === 416 && started > 0) {
            // What is left is longer than what is there now.
            await this.#forgetPart();
            await this.run(signal);
        }
        else if (status === 206 && started > 0) {
            await this.#goOn(answer, started);
        }
        else if (status === 200) {
            await this.#begin(answer);
        }
        else {
            throw new source_fault/* SourceFault */.A(`it was answered ${status}`);
        }
    }
    async #begin(answer) {
        const etag = this.#etagOf(answer);
        // The old part goes before the new part's name is written down: they must never be taken for each other.
        await this.#forgetPart();
        const isStrong = etag !== null && !etag.startsWith('W/');
        if (isStrong)
            await this.#set({ part: etag });
        await this.#receive(answer, { from: 0, total: null });
        await this.#finish(answer);
    }
    async #goOn(answer, started) {
        const range = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15}|\*)$/.exec(answer.headers['content-range'] ?? '');
        const etag = this.#etagOf(answer);
        if (Number(range?.[1]) !== started || (etag !== null && etag !== this.#memory.part)) {
            await this.#forgetPart();
            throw new source_fault/* SourceFault */.A('it went on with another part than the one that was asked for');
        }
        const total = range?.[2] === '*' ? null : Number(range?.[2]);
        await this.#receive(answer, { from: started, total });
        await this.#finish(answer);
    }
    /** Writes the body behind what is there. A break leaves what came, where the server can be asked to go on. */
    async #receive(answer, so) {
        const { bytes: most } = this.#options.limits;
        const encoding = answer.headers['content-encoding'] ?? 'identity';
        if (!['identity', 'gzip', 'x-gzip'].includes(encoding)) {
            throw new source_fault/* SourceFault */.A(`it is compressed as ${encoding.slice(0, 40)}, though it was asked not to be`);
        }
        const said = so.total ?? Number(answer.headers['content-length'] ?? 0);
        let size = so.from;
        if (said <= most) {
            await (0,promises_.mkdir)(this.#options.folder.path, { recursive: true });
            const file = await (0,promises_.open)(this.#part, so.from === 0 ? 'w' : 'a');
            try {
                size = await this.#append(answer, { file, from: so.from, most });
                await file.sync();
            }
            finally {
                await file.close();
            }
        }
        if (said > most || size > most) {
            await this.#forgetPart();
            throw new source_fault/* SourceFault */.A(`it is larger than ${most} bytes`);
        }
        if (so.total !== null && size !== so.total)
            throw new source_fault/* SourceFault */.A('only a part of it came');
    }
    async #append(answer, { file, from, most }) {
        let size = from;
        for await (const chunk of answer.body) {
            size += chunk.length;
            if (size > most)
                return size;
            await file.writeFile(chunk);
        }
        return size;
    }
    async #finish(answer) {
        const { folder, limits, format } = this.#options;
        const isPacked = await isGzip(this.#part);
        if (isPacked) {
            await checkInflated(this.#part, limits.inflatedBytes).catch(async (error) => {
                await this.#forgetPart();
                throw error;
            });
        }
        const file = `data.${format}${isPacked ? '.gz' : ''}`;
        await (0,promises_.mkdir)(folder.files, { recursive: true });
        await (0,promises_.rename)(this.#part, (0,external_node_path_.join)(folder.files, file));
        for (const other of await folder.list())
            if (other !== file)
                await folder.remove(other);
        const modified = answer.headers['last-modified'] ?? '';
        await this.#set({
            file,
            etag: this.#etagOf(answer) ?? this.#memory.part,
            modified: DATE.test(modified) ? modified : null,
            part: null,
        });
    }
    #etagOf(answer) {
        const { etag = '' } = answer.headers;
        return ETAG.test(etag) ? etag : null;
    }
    async #forgetPart() {
        await (0,promises_.rm)(this.#part, { force: true });
        if (this.#memory.part !== null)
            await this.#set({ part: null });
    }
    async #set(change) {
        this.#memory = { ...this.#memory, ...change };
        await this.#options.remember(this.#memory);
    }
}
/** Brings the file behind an address up to date. @throws SourceFault */
async function fetchUrl(options) {
    const signal = AbortSignal.timeout(options.limits.timeMs);
    await new Download(options).run(signal);
}

// EXTERNAL MODULE: ./out/build/src/io/sources/limits.js
var sources_limits = __webpack_require__(516);
// EXTERNAL MODULE: ./out/build/src/io/sources/source-folder.js
var source_folder = __webpack_require__(4658);
// EXTERNAL MODULE: ./out/build/src/domain/canonical-json.js
var canonical_json = __webpack_require__(3576);
// EXTERNAL MODULE: ./out/build/src/domain/digest.js
var domain_digest = __webpack_require__(6871);
// EXTERNAL MODULE: ./out/build/src/domain/shape.js
var shape = __webpack_require__(822);
// EXTERNAL MODULE: ./out/build/src/io/files.js
var files = __webpack_require__(2664);
;// CONCATENATED MODULE: ./out/build/src/io/sources/source-memory.js





const SCHEMA = 'phasegate.source/1';
const NEW_MEMORY = {
    url: { file: null, etag: null, modified: null, part: null },
    artifact: { taken: {}, tries: {} },
    branch: { commit: null, files: {} },
    failures: 0,
    failedAt: null,
};
function valuesOf(shape) {
    return (value, path) => typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.values(value).flatMap((one) => shape(one, path))
        : [`${path} is not an object`];
}
const MEMORY = (0,shape/* object */.Ik)({
    url: (0,shape/* object */.Ik)({
        file: (0,shape/* nullable */.me)(shape/* text */.Qq),
        etag: (0,shape/* nullable */.me)(shape/* text */.Qq),
        modified: (0,shape/* nullable */.me)(shape/* text */.Qq),
        part: (0,shape/* nullable */.me)(shape/* text */.Qq),
    }),
    artifact: (0,shape/* object */.Ik)({ taken: valuesOf(shape/* number */.ai), tries: valuesOf(shape/* number */.ai) }),
    branch: (0,shape/* object */.Ik)({ commit: (0,shape/* nullable */.me)(shape/* text */.Qq), files: valuesOf(shape/* text */.Qq) }),
    failures: shape/* count */.U9,
    failedAt: (0,shape/* nullable */.me)(shape/* number */.ai),
});
/** What is remembered of a source, in a file of its folder. What is lost of it is fetched again. */
class MemoryFile {
    #folder;
    #path;
    #origin;
    constructor(folder, { origin, files, format }) {
        this.#folder = folder;
        this.#path = (0,external_node_path_.join)(folder.path, 'memory.json');
        this.#origin = (0,domain_digest/* sha256 */.s)((0,canonical_json/* canonicalJson */.d)({ origin, files, format }));
    }
    /** Of a source that was another one, or in a file that is damaged, nothing is remembered: then the folder is emptied. */
    async read() {
        const memory = this.#parse(await (0,files/* readTextIfExists */.TP)(this.#path));
        if (memory !== null)
            return memory;
        await this.#folder.clear();
        return NEW_MEMORY;
    }
    async write(memory) {
        const body = { ...memory, schema: SCHEMA, origin: this.#origin };
        await (0,files/* writeFileAtomic */.Zf)(this.#path, `${(0,canonical_json/* canonicalJson */.d)({ ...body, digest: (0,domain_digest/* sha256 */.s)((0,canonical_json/* canonicalJson */.d)(body)) })}\n`);
    }
    #parse(content) {
        try {
            const value = JSON.parse(content ?? '');
            if (MEMORY(value, '').length > 0)
                return null;
            const { digest, ...rest } = value;
            const isOurs = rest['schema'] === SCHEMA && rest['origin'] === this.#origin;
            return isOurs && digest === (0,domain_digest/* sha256 */.s)((0,canonical_json/* canonicalJson */.d)(rest)) ? rest : null;
        }
        catch (error) {
            if (error instanceof SyntaxError || error instanceof TypeError)
                return null;
            throw error;
        }
    }
}

;// CONCATENATED MODULE: ./out/build/src/io/sources/fetch-sources.js













/**
 * How long a source is left alone after so many failures in a row: its retries come with ticks, and no tick waits for one. A
 * tick within that time does not ask and counts as no try.
 */
const PAUSES = [time/* MINUTE */.pY, 4 * time/* MINUTE */.pY, 9 * time/* MINUTE */.pY];
function isFetched(source) {
    return source.origin !== undefined && source.format !== 'prometheus';
}
/** One source, from what is remembered of it to what is remembered next. */
class SourceFetch {
    #source;
    #options;
    #folder;
    #file;
    #memory = NEW_MEMORY;
    constructor(source, options) {
        this.#source = source;
        this.#options = options;
        this.#folder = new source_folder/* SourceFolder */.q((0,source_folder/* sourceFolder */.I)(options.folder, source.name));
        this.#file = new MemoryFile(this.#folder, source);
    }
    /** Files that are still where they come from. */
    get files() {
        const { url, branch } = this.#memory;
        return [...(url.file === null ? [] : [url.file]), ...Object.keys(branch.files)];
    }
    /** What people should know. @throws SourceFault when the source did not answer; it is remembered when. */
    async run() {
        const { now } = this.#options;
        this.#memory = await this.#file.read();
        const { failures, failedAt } = this.#memory;
        const pause = PAUSES[Math.min(failures, PAUSES.length) - 1] ?? 0;
        if (failedAt !== null && now >= failedAt && now - failedAt < pause) {
            const since = `failed ${failures === 1 ? 'once' : `${failures} times in a row`}, last at ${(0,time/* formatInstant */.r4)(failedAt)}`;
            throw new source_fault/* SourceFault */.A(`${since}; it is asked again ${(0,time/* formatDuration */.a3)(pause)} after that`);
        }
        try {
            const notes = await this.#fetch();
            await this.#set({ failures: 0, failedAt: null });
            return notes;
        }
        catch (error) {
            if (!(error instanceof source_fault/* SourceFault */.A || error instanceof fault/* PhasegateError */.h))
                throw error;
            await this.#set({ failures: failures + 1, failedAt: now });
            const count = failures === 0 ? '' : ` (${failures + 1} times in a row)`;
            throw new source_fault/* SourceFault */.A(`${this.#withoutSecrets(error.message)}${count}`, { cause: error });
        }
    }
    async #fetch() {
        const { origin, files } = this.#source;
        const { api, repository, limits = sources_limits/* SOURCE_LIMITS */.$, defaultBranch, now } = this.#options;
        const common = { folder: this.#folder, limits, clock: () => performance.now() };
        switch (origin.kind) {
            case 'url':
                await this.#fetchUrl(origin, limits);
                return [];
            case 'artifact':
                if (api === null)
                    throw new source_fault/* SourceFault */.A('artifacts need the input github-token, with `actions: read`');
                return fetchArtifacts({
                    ...common,
                    origin,
                    files,
                    api,
                    defaultBranch,
                    now,
                    memory: this.#memory.artifact,
                    remember: (artifact) => this.#set({ artifact }),
                });
            case 'branch': {
                const { branch } = origin;
                const reader = api === null ? new GitBranchReader(repository, branch) : new ApiBranchReader(api, branch);
                const { branch: memory } = this.#memory;
                const remember = (state) => this.#set({ branch: state });
                return fetchBranch({ ...common, branch, files, reader, memory, remember });
            }
        }
    }
    async #fetchUrl(origin, limits) {
        const { environment, mask, ca } = this.#options;
        (0,sources_headers/* secretsOf */.F)(origin, environment).forEach(mask);
        await fetchUrl({
            origin,
            format: this.#source.format === 'csv' ? 'csv' : 'jsonl',
            folder: this.#folder,
            memory: this.#memory.url,
            remember: (url) => this.#set({ url }),
            environment,
            limits,
            ...(ca === undefined ? {} : { ca }),
        });
    }
    async #set(change) {
        this.#memory = { ...this.#memory, ...change };
        await this.#file.write(this.#memory);
    }
    /** No message is made from what was sent; should one ever repeat it, it must not reach a log. */
    #withoutSecrets(message) {
        const { origin } = this.#source;
        const secrets = origin.kind === 'url' ? (0,sources_headers/* secretsOf */.F)(origin, this.#options.environment) : [];
        return secrets.reduce((text, secret) => text.replaceAll(secret, '***'), message);
    }
}
/** Removes what was fetched of sources that the policy no longer has. */
async function removeOthers(folder, sources) {
    const names = new Set(sources.map(({ name }) => name));
    for (const name of await (0,promises_.readdir)(folder).catch(() => []))
        if (!names.has(name))
            await (0,promises_.rm)((0,external_node_path_.join)(folder, name), { recursive: true, force: true });
}
/**
 * Brings what is fetched of each source up to date, all of them at one time. One that does not answer keeps what it had, and
 * the others go on.
 */
async function fetchSources(options) {
    const sources = options.sources.filter(isFetched);
    await removeOthers(options.folder, sources);
    const results = await Promise.all(sources.map(async (source) => {
        const fetch = new SourceFetch(source, options);
        try {
            const notes = await fetch.run();
            return { source, notes, fault: null, files: fetch.files };
        }
        catch (error) {
            if (!(error instanceof source_fault/* SourceFault */.A))
                throw error;
            return { source, notes: [], fault: error.message, files: fetch.files };
        }
    }));
    return {
        unanswered: new Map(results.flatMap(({ source, fault }) => (fault === null ? [] : [[source.name, fault]]))),
        files: new Map(results.map(({ source, files }) => [source.name, files])),
        notes: results.flatMap(({ source, notes }) => notes.map((note) => `source ${source.name}: ${note}`)),
    };
}


/***/ })

};
