export const id = 800;
export const ids = [800];
export const modules = {

/***/ 6800:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mergeRollout: () => (/* binding */ mergeRollout),
  sayStrays: () => (/* binding */ sayStrays)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./out/build/node_modules/@actions/core/lib/core.js + 4 modules
var core = __webpack_require__(6754);
// EXTERNAL MODULE: ./out/build/src/domain/shard.js
var domain_shard = __webpack_require__(3287);
// EXTERNAL MODULE: ./out/build/src/io/collector-folders.js
var collector_folders = __webpack_require__(4856);
// EXTERNAL MODULE: ./out/build/src/io/files.js
var files = __webpack_require__(2664);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./out/build/src/domain/fault.js
var fault = __webpack_require__(8163);
// EXTERNAL MODULE: ./out/build/src/io/artifact-shelf.js
var artifact_shelf = __webpack_require__(4428);
;// CONCATENATED MODULE: ./out/build/src/io/shard-files.js





/**
 * The files of a name below a folder, in the order of their paths, whatever folders artifacts were unpacked into; none
 * where there is no such folder. One that cannot be read is said, and is not taken.
 */
async function shardFiles(folder, name, log) {
    const paths = await (0,promises_.readdir)(folder, { recursive: true }).catch((error) => {
        if (error.code === 'ENOENT')
            return [];
        throw new fault/* PhasegateError */.h('io-failed', `${folder} cannot be listed: ${String(error)}`, { cause: error });
    });
    const files = [];
    for (const path of paths.filter((one) => (0,external_node_path_.basename)(one) === name).sort()) {
        const file = (0,external_node_path_.join)(folder, path).replaceAll(external_node_path_.sep, external_node_path_.posix.sep);
        try {
            files.push({ file, text: await (0,promises_.readFile)(file, 'utf8') });
        }
        catch (error) {
            log.warning(`${file} cannot be read: ${String(error)}; it is not taken`);
        }
    }
    return files;
}
/** What earlier ticks of a shard uploaded, the newest first: a permission that is missing ends it, and is said. */
async function* earlierShardFiles(shelf, { shard, name, log }) {
    if (shelf === null) {
        log.warning(`with the input github-token what ${(0,domain_shard/* shardName */.Az)(shard)} collected earlier is fetched from its artifacts`);
        return;
    }
    try {
        for await (const artifact of shelf.newest(`phasegate-${(0,domain_shard/* shardName */.Az)(shard)}`)) {
            const files = await shelf.open(artifact).catch((error) => {
                // One that cannot be unpacked never will be: the others are looked into.
                if (!(error instanceof fault/* PhasegateError */.h) || error.code !== 'io-failed')
                    throw error;
                log.warning(`${error.message}; it is not used`);
                return new Map();
            });
            for (const path of [...files.keys()].filter((one) => (0,external_node_path_.basename)(one) === name).sort())
                yield { file: `run ${artifact.run}: ${path}`, text: (0,artifact_shelf/* textIn */.r7)(files, path) ?? '' };
        }
    }
    catch (error) {
        if (!(error instanceof fault/* PhasegateError */.h) || error.code !== 'no-permission')
            throw error;
        log.warning(`what ${(0,domain_shard/* shardName */.Az)(shard)} collected earlier cannot be fetched: ${error.message}`);
    }
}

// EXTERNAL MODULE: ./out/build/src/io/source-schemas.js + 1 modules
var source_schemas = __webpack_require__(5594);
// EXTERNAL MODULE: ./out/build/src/io/state-lock.js
var state_lock = __webpack_require__(8200);
// EXTERNAL MODULE: ./out/build/src/render/escape.js
var render_escape = __webpack_require__(9208);
// EXTERNAL MODULE: ./out/build/action-collect/src/main-shared.js + 12 modules
var main_shared = __webpack_require__(3525);
// EXTERNAL MODULE: ./out/build/src/domain/batch.js
var batch = __webpack_require__(3447);
// EXTERNAL MODULE: ./out/build/src/domain/figure.js
var figure = __webpack_require__(8047);
// EXTERNAL MODULE: ./out/build/src/domain/ledger.js + 5 modules
var domain_ledger = __webpack_require__(118);
// EXTERNAL MODULE: ./out/build/src/domain/time.js
var time = __webpack_require__(9242);
// EXTERNAL MODULE: ./out/build/action-collect/src/collect.js + 16 modules
var collect = __webpack_require__(258);
// EXTERNAL MODULE: ./out/build/action-collect/src/collector-state.js
var collector_state = __webpack_require__(6495);
// EXTERNAL MODULE: ./out/build/action-collect/src/merge-deliveries.js
var merge_deliveries = __webpack_require__(3185);
// EXTERNAL MODULE: ./out/build/action-collect/src/window-part.js
var window_part = __webpack_require__(5198);
// EXTERNAL MODULE: ./out/build/action-collect/src/merge-state.js
var merge_state = __webpack_require__(8232);
// EXTERNAL MODULE: ./out/build/action-collect/src/state-kind.js
var state_kind = __webpack_require__(8692);
// EXTERNAL MODULE: ./out/build/action-collect/src/tick.js + 1 modules
var tick = __webpack_require__(984);
;// CONCATENATED MODULE: ./out/build/action-collect/src/merge-tick.js












/** The deliveries of a shard with those before it that were missed. */
async function arrivedOf(options, state) {
    const arrived = new Map();
    const { parts, finalUntil } = state.merging;
    for (const delivery of options.deliveries) {
        const { index } = delivery.shard;
        const known = parts.get(index)?.until ?? finalUntil;
        const { from } = delivery;
        // Without any memory there is nothing that could be missing.
        const isGap = from !== null && (known === null ? parts.size > 0 : from > known);
        const earlier = isGap ? await options.findEarlier(index, known, from) : [];
        arrived.set(index, [...earlier, delivery]);
    }
    return arrived;
}
/** What the event of the tick is to tell of shards, and servers are to be asked of; of those that are silent what is known of them. */
function othersOf({ policy, deliveries }, reached) {
    const totals = deliveries.map((delivery) => delivery.totals).reduce(batch/* addLineCounts */.Mq, batch/* NO_LINES */.o);
    const names = new Set((0,domain_shard/* readNames */.r6)(policy));
    const trails = Object.entries(reached).map(([name, ms]) => [name, { '': { reached: ms, rejected: 0 } }]);
    // That there are events of windows which are open says as much as where the first of them is.
    const starts = deliveries.flatMap(({ windows, holds, until }) => [
        ...[...windows].filter(([, part]) => (0,window_part/* hasEvents */.uL)(part)).map(([start]) => start),
        ...(holds ? [until] : []),
    ]);
    return {
        starts,
        totals,
        trails: Object.fromEntries(trails),
        sources: policy.sources.filter(({ name }) => names.has(name)),
    };
}
/** When each source's newest line came: of silent shards as far as it is known. */
function reachedNow(before, deliveries) {
    const told = new Set(deliveries.flatMap(({ sources }) => sources));
    const known = Object.entries(before).filter(([name]) => !told.has(name));
    return Object.fromEntries([...known, ...deliveries.flatMap(({ reached }) => Object.entries(reached))]);
}
/** What is wrong with a tick of shards, for people. */
function sayMerged({ policy, of, warn }, { silent, givenUp, tooLate }) {
    for (const index of silent) {
        const waits = givenUp.includes(index)
            ? 'it has not delivered for a day, and its windows stay without it'
            : 'what it reads is missing until it delivers';
        warn(`shard ${index} of ${of} of ${policy.rollout} delivered nothing: ${waits}`);
    }
    for (const [index, starts] of tooLate)
        warn(`shard ${index} of ${of} of ${policy.rollout} delivered ${(0,figure/* plural */.LS)(starts.length, 'window')} too late, from ${(0,time/* formatInstant */.r4)(starts[0] ?? 0)}: they stay without it`);
}
/** Reads what no shard reads: what the ledger, the incidents and this tick tell. */
function collectOwn(options, own) {
    const { files, policy } = options;
    return (0,collect/* collectPart */.gJ)({
        ...options,
        ...own,
        policy: { ...policy, sources: (0,domain_shard/* ownSources */.Lk)(policy) },
        reader: NO_TELEMETRY,
        keysOfClosed: (start) => files.keysOfClosed(start),
    });
}
const NO_TELEMETRY = {
    read: () => {
        throw new Error('a source that is read belongs to a shard');
    },
};
async function mergeFrom(before, options) {
    const { policy, of, deliveries, now, files, dryRun, forcedPhase } = options;
    const ledger = await (0,tick/* passOnLedger */.wx)(options);
    const arrived = await arrivedOf(options, before);
    const reached = reachedNow(before.reached, deliveries);
    const own = await collectOwn(options, {
        ledger,
        state: before.own,
        validators: await options.validators(),
        incidents: await options.incidents(),
        others: othersOf(options, reached),
    });
    const ownPolicy = { ...policy, sources: (0,domain_shard/* ownSources */.Lk)(policy) };
    const merged = (0,merge_deliveries/* mergeDeliveries */.Dy)({
        ...{ policy, of, now, forcedPhase },
        before: before.merging,
        arrived: new Map([...arrived, [merge_deliveries/* OWN_PART */.hu, [(0,tick/* deliveryOf */.A9)(ownPolicy, own, domain_shard/* WHOLE */.Ef)]]]),
        phaseAt: (ms) => (0,domain_ledger/* phaseAt */.BA)(policy, ledger, ms),
    });
    sayMerged(options, merged);
    const reading = (0,collector_state/* parseState */.Bu)(own.plan.state, policy.rollout);
    if (reading.kind !== 'state')
        throw new Error('a state that was just written cannot be read');
    const { closing, after } = merged;
    const plan = {
        ...own.plan,
        batches: closing.batches,
        state: (0,merge_state/* renderMergeState */.QP)({ ...before, own: reading.state, merging: after, reached }, policy.rollout),
        totals: [own.plan, ...deliveries].map(({ totals }) => totals).reduce(batch/* addLineCounts */.Mq, batch/* NO_LINES */.o),
        missed: closing.missed,
        lagSeconds: (0,collect/* lagOf */.er)(closing, policy, now),
    };
    await files.write(plan, { dryRun });
    return plan;
}
/**
 * One tick of a rollout whose telemetry shards have read: their parts become the batches that one collector would have made,
 * and are left as it leaves them.
 *
 * @throws PhasegateError; then the state is as it was, and is passed on as it was.
 */
async function mergeTick(options) {
    const { policy, of, run, state, warn } = options;
    const kind = (0,state_kind/* mergeStateKind */.Cd)(policy.rollout, run);
    const restored = await state.restore(kind);
    const reading = (0,state_kind/* mergeStateIn */.TC)(restored, policy.rollout);
    if (reading.kind === 'rebuild' && reading.why !== null)
        warn(`${reading.why}; the merging begins anew`);
    const before = reading.kind === 'state' ? reading.state : (0,merge_state/* newMergeState */.wT)(policy, of);
    const fitted = (0,merge_state/* fittedState */.yX)(before, policy, of);
    if (fitted.why !== null)
        warn(`${fitted.why}: shards read the telemetry of the last week anew`);
    return (0,tick/* carryOn */.R)(options, { kind, before: reading.kind === 'state' ? restored : null }, () => mergeFrom(fitted.state, options));
}

// EXTERNAL MODULE: ./out/build/action-collect/src/shard-delivery.js + 2 modules
var shard_delivery = __webpack_require__(4029);
;// CONCATENATED MODULE: ./out/build/action-collect/src/take-deliveries.js


/** Deliveries that are looked into for what was missed: four days of ticks. */
const MAX_LOOKED_INTO = 400;
/** null for one that is not to be taken, which is said. @throws PhasegateError `newer-state` */
function take({ file, text }, options) {
    try {
        return (0,shard_delivery/* parseDelivery */.yY)(text, file, options);
    }
    catch (error) {
        if (!(error instanceof fault/* PhasegateError */.h) || error.code !== 'bad-batch')
            throw error;
        options.warn(error.message);
        return null;
    }
}
/**
 * The deliveries of a rollout's shards among files that were found, by number. Of one that came twice it is taken once; where
 * two files say to be of one shard and say different things, neither is, and the shard has not delivered.
 *
 * @throws PhasegateError `newer-state` where a newer version wrote one.
 */
function takeDeliveries(files, options) {
    const { policy, of, warn } = options;
    const taken = new Map();
    const claimed = new Set();
    for (const found of files.filter(({ text }) => (0,shard_delivery/* rolloutOf */.Zb)(text) === policy.rollout)) {
        const delivery = take(found, options);
        if (delivery === null)
            continue;
        const { index } = delivery.shard;
        const other = taken.get(index);
        if (other === undefined) {
            taken.set(index, { found, delivery });
        }
        else if (other.found.text === found.text) {
            warn(`${found.file}: shard ${index} of ${of} came before, in ${other.found.file}; it is taken once`);
        }
        else {
            warn(`${found.file} and ${other.found.file} are both of shard ${index} of ${of}, and differ; neither is taken. Give each shard one job`);
            claimed.add(index);
        }
    }
    return [...taken].filter(([index]) => !claimed.has(index)).map(([, { delivery }]) => delivery);
}
/** Says which files belong to none of a tick's rollouts. */
function strayFiles(files, rollouts) {
    return files.flatMap(({ file, text }) => {
        const rollout = (0,shard_delivery/* rolloutOf */.Zb)(text);
        if (rollout === null)
            return [`${file} is no delivery of a shard; it is not taken`];
        return rollouts.includes(rollout)
            ? []
            : [`${file} is of the rollout ${rollout}, which this tick has not; it is not taken`];
    });
}
/**
 * What a shard delivered between two times and nobody merged, the oldest first: from the newest back, each beginning where
 * the one before it ended, as far as they are there.
 */
async function findEarlier(files, wanted, options) {
    const { index, after, until } = wanted;
    const found = [];
    let next = until;
    let looked = 0;
    for await (const file of files) {
        if ((0,shard_delivery/* rolloutOf */.Zb)(file.text) !== options.policy.rollout)
            continue;
        looked += 1;
        if (looked > MAX_LOOKED_INTO)
            break;
        const delivery = take(file, options);
        if (delivery === null || delivery.shard.index !== index)
            continue;
        // One in which no window closed brings nothing; another chain is of a state that was lost.
        if (delivery.until !== next || delivery.from === delivery.until)
            continue;
        found.unshift(delivery);
        if (delivery.from === null || delivery.from <= (after ?? -Infinity))
            return found;
        next = delivery.from;
        if (found.length >= MAX_LOOKED_INTO)
            break;
    }
    options.warn(`shard ${index} of ${options.of} of ${options.policy.rollout}: what it collected earlier is gone, and its windows stay without it`);
    return found;
}

;// CONCATENATED MODULE: ./out/build/action-collect/src/main-merge.js













function warn(line) {
    core/* warning */.$e((0,render_escape/* oneLine */.TN)(line, 1_000));
}
/** Says which files of shards belong to no rollout of this tick. */
async function sayStrays(rollouts, { inputs, memory }) {
    const files = await shardFiles(inputs.deliveries, shard_delivery/* DELIVERY_FILE */.ug, memory.log);
    const names = rollouts.flatMap((one) => ('kind' in one ? [] : [one.policy.rollout]));
    for (const line of strayFiles(files, names))
        warn(line);
}
/** One tick of one rollout whose telemetry shards have read; null where another tick holds its state. */
async function mergeRollout(rollout, shared) {
    const { inputs, memory, governance } = shared;
    const { policy } = rollout;
    const of = inputs.shards;
    const folders = memory.foldersOf(rollout);
    const own = { ...policy, sources: (0,domain_shard/* ownSources */.Lk)(policy) };
    const taking = { policy, of, warn };
    const work = async () => mergeTick({
        ...inputs,
        policy,
        of,
        run: memory.run,
        state: memory.of(rollout),
        files: new collector_folders/* CollectorFolders */.P(folders, 'merge'),
        deliveries: takeDeliveries(await shardFiles(inputs.deliveries, shard_delivery/* DELIVERY_FILE */.ug, memory.log), taking),
        findEarlier: (index, after, until) => {
            const { shelf, log } = memory;
            const files = earlierShardFiles(shelf, { shard: { index, of }, name: shard_delivery/* DELIVERY_FILE */.ug, log });
            return findEarlier(files, { index, after, until }, taking);
        },
        metrics: (0,main_shared/* metricsReader */.Hp)(),
        readLedger: () => governance.read(policy),
        validators: () => (0,source_schemas/* compileSchemas */.k)(own),
        incidents: () => (0,main_shared/* readIncidents */.EP)(own, shared),
        writeOutput: (path, text) => (0,files/* writeFileAtomic */.Zf)((0,external_node_path_.join)(folders.output, path), text),
        forcedPhase: inputs.phase === '' ? null : inputs.phase,
        warn,
    });
    if (inputs.dryRun)
        return work();
    const locked = await (0,state_lock/* withStateLock */.N)(folders.state, work);
    if (locked.kind === 'done')
        return locked.value;
    core/* warning */.$e((0,render_escape/* logLine */.BP)(`skipped: ${locked.holder} holds ${folders.state}; its tick does this one's work`));
    return null;
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
