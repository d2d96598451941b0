import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
;// CONCATENATED MODULE: ./out/build/src/io/files.js




/**
 * Replaces a file as a whole: a temporary file beside it, fsync, rename. Whoever reads sees the old bytes or the new
 * ones, and a process killed half-way leaves the old. Makes the folders above it. Chunks are written as they come.
 */
async function writeFileAtomic(path, data) {
    await (0,promises_namespaceObject.mkdir)((0,external_node_path_namespaceObject.dirname)(path), { recursive: true });
    const temporary = `${path}.${process.pid}-${(0,external_node_crypto_namespaceObject.randomBytes)(4).toString('hex')}.tmp`;
    try {
        const file = await (0,promises_namespaceObject.open)(temporary, 'wx');
        try {
            await file.writeFile(data);
            await file.sync();
        }
        finally {
            await file.close();
        }
        await (0,promises_namespaceObject.rename)(temporary, path);
    }
    catch (error) {
        await (0,promises_namespaceObject.rm)(temporary, { force: true });
        throw error;
    }
}
function place(path, data) {
    if (typeof data === 'string' || data instanceof Uint8Array) {
        writeFileSync(path, data, { flag: 'wx' });
        return;
    }
    try {
        linkSync(data.file, path);
    }
    catch {
        // It lies on another file system, or on one without links; what else is wrong shows in the copying.
        writeFileSync(path, data.read(), { flag: 'wx' });
    }
}
/**
 * Replaces many files, each as a whole, for readers and against a process that is killed, as {@link writeFileAtomic} does;
 * not against a machine that loses power: waiting for the disk would take most of the time that they take. Makes the folders
 * above them.
 */
function writeFilesAtOnce(files) {
    const folders = new Set();
    const mark = `${process.pid}-${randomBytes(4).toString('hex')}`;
    for (const { path, data } of files) {
        const folder = dirname(path);
        if (!folders.has(folder))
            mkdirSync(folder, { recursive: true });
        folders.add(folder);
        const temporary = `${path}.${mark}.tmp`;
        try {
            place(temporary, data);
            renameSync(temporary, path);
        }
        catch (error) {
            rmSync(temporary, { force: true });
            throw error;
        }
    }
}
/** The text of a file, or null where there is none. */
async function readTextIfExists(path) {
    try {
        return await readFile(path, 'utf8');
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return null;
        throw error;
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/simulate/src/binomial.js
/** `log(k!)`: a table for small ones, else Stirling's series, whose first term left out is below 1e-12 there. */
const LOG_FACTORIALS = [0];
for (let k = 1; k < 128; k += 1)
    LOG_FACTORIALS.push((LOG_FACTORIALS[k - 1] ?? 0) + Math.log(k));
function logFactorial(k) {
    const known = LOG_FACTORIALS[k];
    if (known !== undefined)
        return known;
    const x = k + 1;
    return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3);
}
/** By going through the distribution from 0: exact, and quick while few are expected. */
function byInversion(random, n, p) {
    const odds = p / (1 - p);
    let probability = (1 - p) ** n;
    let left = random.uniform();
    let k = 0;
    while (left > probability && k < n) {
        left -= probability;
        k += 1;
        probability *= (odds * (n - k + 1)) / k;
    }
    return k;
}
/** Transformed rejection, exact too: algorithm BTRS of W. H\u00f6rmann, J. Statist. Comput. Simul. 1993, for n p from 10. */
function byRejection(random, n, p) {
    const deviation = Math.sqrt(n * p * (1 - p));
    const b = 1.15 + 2.53 * deviation;
    const a = -0.0873 + 0.0248 * b + 0.01 * p;
    const centre = n * p + 0.5;
    const alpha = (2.83 + 5.1 / b) * deviation;
    const mode = Math.floor((n + 1) * p);
    const logOdds = Math.log(p / (1 - p));
    const atMode = logFactorial(mode) + logFactorial(n - mode);
    for (;;) {
        const u = random.uniform() - 0.5;
        const v = random.uniform();
        const height = 0.5 - Math.abs(u);
        const k = Math.floor(((2 * a) / height + b) * u + centre);
        if (height >= 0.07 && v <= 0.92 - 4.2 / b)
            return k;
        if (k < 0 || k > n)
            continue;
        const target = atMode - logFactorial(k) - logFactorial(n - k) + (k - mode) * logOdds;
        if (Math.log((v * alpha) / (a / (height * height) + b)) <= target)
            return k;
    }
}
/** How many of n succeed, each with probability p. Exact at every size: no normal approximation. */
function binomial(random, n, p) {
    if (n === 0 || p <= 0)
        return 0;
    if (p >= 1)
        return n;
    if (p > 0.5)
        return n - binomial(random, n, 1 - p);
    return n * p < 10 ? byInversion(random, n, p) : byRejection(random, n, p);
}
/** By counting arrivals, in parts so that the product does not underflow. */
function poisson(random, mean) {
    let count = -1;
    let left = mean;
    let product = 1;
    do {
        count += 1;
        product *= random.uniform();
        while (product < 1 && left > 0) {
            const step = Math.min(left, 500);
            product *= Math.exp(step);
            left -= step;
        }
    } while (product > 1);
    return count;
}

;// CONCATENATED MODULE: ./out/build/src/domain/evidence/e-detector.js
/**
 * How many times worse than allowed (in odds, or in rate for counts) the alternatives are, and their weights in the mixture,
 * 1 together. The slight ones need so many samples that a small weight costs them nothing, and the others keep the rest.
 */
const e_detector_ALTERNATIVES = [
    { times: 1.05, weight: 0.02 },
    { times: 1.1, weight: 0.03 },
    { times: 1.2, weight: 0.05 },
    { times: 1.5, weight: 0.18 },
    { times: 2, weight: 0.18 },
    { times: 3, weight: 0.18 },
    { times: 5, weight: 0.18 },
    { times: 8, weight: 0.18 },
];
/** The statistic is held at this many thresholds, so that a service that has recovered is soon believed again. */
const CEILING = 10;
/** @throws RangeError where the number is not finite or below the least one. */
function e_detector_requireAtLeast(least, name, value) {
    if (!(Number.isFinite(value) && value >= least))
        throw new RangeError(`${name} is ${value}; it is a finite number from ${least}`);
}
/**
 * A Shiryaev\u2013Roberts e-detector: for each alternative `M \u2190 (M + 1) \u00b7 ratio`, and their weighted mean
 * against a threshold.
 *
 * As long as each ratio has a conditional mean of at most 1 within the limit, `mean(M) - t` is a supermartingale, so the
 * mean time to a false alarm is at least the threshold, and the chance of one within t batches at most t / threshold
 * (J. Shin, A. Ramdas, A. Rinaldo, "E-detectors: a nonparametric framework for sequential change detection", NEJSDS 2024).
 * Holding down a ratio or the statistic makes both smaller and keeps the guarantee. It is valid at every batch, however
 * often it is asked, and pools small batches by itself: thousands of samples in one batch and over fifty weigh the same.
 */
function e_detector_detect(options) {
    const { batches, alternatives, falseAlarmEveryBatches: threshold, spreadOver } = options;
    e_detector_requireAtLeast(1, 'falseAlarmEveryBatches', threshold);
    e_detector_requireAtLeast(1, 'spreadOver', spreadOver);
    // Taken out of the loop: in a sandbox, as tests run in, each look at a global is slow.
    const { exp, min } = Math;
    const most = CEILING * threshold;
    const statistic = alternatives.reduce((total, { weight, logRatio }) => {
        const heaviest = Math.log(threshold / weight) / spreadOver;
        let sum = 0;
        for (const batch of batches)
            sum = min(most / weight, (sum + 1) * exp(min(heaviest, logRatio(batch))));
        return total + weight * sum;
    }, 0);
    return verdictOf(Math.min(most, statistic), threshold);
}
/** What a statistic means. Rounding of the mean may miss the threshold by a hair, which is met all the same. */
function verdictOf(statistic, threshold) {
    return {
        met: statistic >= threshold * (1 - 1e-9),
        statistic,
        threshold,
        falseAlarmEveryBatches: threshold,
    };
}
/** Where nothing at all is allowed, one occurrence is proof, and nothing that follows takes it back. */
function e_detector_proof(occurred, threshold) {
    e_detector_requireAtLeast(1, 'falseAlarmEveryBatches', threshold);
    return verdictOf(occurred ? CEILING * threshold : 0, threshold);
}

;// CONCATENATED MODULE: ./out/build/src/domain/evidence/change-point.js

/**
 * The batches before the time from which, if at all, the service was worse than allowed: E. S. Page's estimate ("Continuous
 * inspection schemes", Biometrika 1954), the last time that the cumulative sum of the strongest alternative was at 0.
 *
 * What is left is taken for healthy: the past with its bursts, without what is being judged now.
 *
 * @param options.batches disjoint, oldest first
 * @param options.allowedBadRate share of bad ones that the limit allows, 0 to 1
 */
function healthyPart(options) {
    const { batches, allowedBadRate } = options;
    let strongest = { sum: 0, since: batches.length };
    for (const { times } of e_detector_ALTERNATIVES) {
        const [ofBad, ofAny] = [Math.log(times), Math.log1p((times - 1) * allowedBadRate)];
        let sum = 0;
        let since = 0;
        let at = 0;
        for (const { bad, total } of batches) {
            at += 1;
            sum += bad * ofBad - total * ofAny;
            if (sum > 0)
                continue;
            sum = 0;
            since = at;
        }
        if (sum > strongest.sum)
            strongest = { sum, since };
    }
    return batches.slice(0, strongest.since);
}

;// CONCATENATED MODULE: ./out/build/src/domain/time.js
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

;// CONCATENATED MODULE: ./out/build/src/domain/evidence/evidence.js


/**
 * How far back evidence is gathered, from the window's end, in milliseconds: 7 days. An older start would hardly change it,
 * and a tick would cost more the longer a rollout has been on.
 */
const EVIDENCE_LOOKBACK_MS = 7 * DAY;
const { MAX_SAFE_INTEGER } = Number;
/** @throws RangeError for what is no count of samples. */
function requireTally({ bad, total }) {
    if (!(bad % 1 === 0 && total % 1 === 0 && bad >= 0 && bad <= total && total <= MAX_SAFE_INTEGER))
        throw new RangeError(`${bad} bad of ${total} is no tally: both are whole numbers below 2^53, 0 \u2264 bad \u2264 total`);
}
/**
 * Whether the batches show that more are bad than the limit allows, by a {@link detect | Shiryaev\u2013Roberts e-detector}.
 *
 * Alternative k has k times the odds of the limit's rate p, so it stays below 1: the likelihood ratio of a batch is
 * `k^bad / (1 + (k - 1) p)^total`, with mean 1 at the limit and less within it. It is tempered by the design effect d
 * (to the power 1/d): by Jensen's inequality the mean stays below 1, so the guarantee for independent samples is kept, and
 * clustered errors, which come d times as unevenly, weigh as what they are.
 *
 * @throws RangeError for a tally, rate, time or effect that is none.
 */
function judgeEvidence(options) {
    const { allowedBadRate, falseAlarmEveryBatches, designEffect, spreadOver = 1 } = options;
    options.batches.forEach(requireTally);
    e_detector_requireAtLeast(0, 'allowedBadRate', allowedBadRate);
    if (allowedBadRate > 1)
        throw new RangeError(`allowedBadRate is ${allowedBadRate}; it is a share, at most 1`);
    e_detector_requireAtLeast(1, 'designEffect', designEffect);
    const batches = options.batches.filter(({ total }) => total > 0);
    if (allowedBadRate === 0)
        return e_detector_proof(batches.some(({ bad }) => bad > 0), falseAlarmEveryBatches);
    const alternatives = e_detector_ALTERNATIVES.map(({ times, weight }) => {
        const ofBad = Math.log(times) / designEffect;
        const ofAny = Math.log1p((times - 1) * allowedBadRate) / designEffect;
        return { weight, logRatio: ({ bad, total }) => bad * ofBad - total * ofAny };
    });
    return e_detector_detect({ batches, alternatives, falseAlarmEveryBatches, spreadOver });
}
/**
 * The same for counts that come by Poisson: alternative k has k times the rate, with the ratio
 * `k^count / e^((k - 1) \u00b7 allowed)`. @throws RangeError as {@link judgeEvidence}.
 */
function judgeCountEvidence(options) {
    const { counts, allowedPerBatch, falseAlarmEveryBatches, designEffect = 1, spreadOver = 1 } = options;
    counts.forEach((count) => requireTally({ bad: count, total: count }));
    requireAtLeast(0, 'allowedPerBatch', allowedPerBatch);
    requireAtLeast(1, 'designEffect', designEffect);
    if (allowedPerBatch === 0)
        return proof(counts.some((count) => count > 0), falseAlarmEveryBatches);
    const alternatives = ALTERNATIVES.map(({ times, weight }) => {
        const [ofOne, ofNone] = [Math.log(times) / designEffect, ((times - 1) * allowedPerBatch) / designEffect];
        return { weight, logRatio: (count) => count * ofOne - ofNone };
    });
    return detect({ batches: counts, alternatives, falseAlarmEveryBatches, spreadOver });
}

;// CONCATENATED MODULE: ./out/build/src/domain/evidence/design-effect.js


/** Batches are looked at one by one and in blocks of these lengths, so that errors that last for a while are seen. */
const BLOCKS = [1, 2, 4, 8];
/** Fewer blocks than this tell nothing of their spread. */
const FEWEST_BLOCKS = 12;
/** Running sums, from 0, so that any block is a difference of two. */
function runningSums(values) {
    const sums = new Float64Array(values.length + 1);
    values.forEach((value, i) => (sums[i + 1] = (sums[i] ?? 0) + value));
    return sums;
}
/** A stint's running sums; null where it tells nothing of how unevenly bad samples come: none are bad, or all. */
function sumsOf(stint) {
    const batches = stint.filter(({ total }) => total > 0);
    const bad = runningSums(batches.map((one) => one.bad));
    const total = runningSums(batches.map((one) => one.total));
    const [allBad = 0, all = 0] = [bad.at(-1), total.at(-1)];
    return allBad === 0 || allBad === all ? null : { bad, total, rate: allBad / all };
}
/** Pearson's statistic of a stint's blocks against its own rate. */
function pearson({ bad, total, rate }, length, blocks) {
    let excess = 0;
    for (let end = length; end <= blocks * length; end += length) {
        const badHere = (bad[end] ?? 0) - (bad[end - length] ?? 0);
        const expected = ((total[end] ?? 0) - (total[end - length] ?? 0)) * rate;
        excess += (badHere - expected) ** 2 / (expected * (1 - rate));
    }
    return excess;
}
/**
 * Pearson's statistic over its degrees of freedom, of all stints together: about 1 where in each of them the bad ones come
 * independently at one rate. Divided by one standard error above 1, so that chance alone is not taken for clustering: it
 * delays every rollback.
 */
function dispersion(stints, length) {
    let [blocks, freedom, excess] = [0, 0, 0];
    for (const stint of stints) {
        const own = Math.floor((stint.bad.length - 1) / length);
        // One block alone has nothing to be compared with.
        if (own < 2)
            continue;
        blocks += own;
        freedom += own - 1;
        excess += pearson(stint, length, own);
    }
    return blocks < FEWEST_BLOCKS ? 1 : excess / freedom / (1 + Math.sqrt(2 / freedom));
}
/**
 * Design effect (L. Kish, "Survey Sampling", 1965): how many times more unevenly bad samples come than independent ones
 * would, so that this many of them tell as much as one independent one.
 *
 * It is the greatest dispersion (P. McCullagh, J. A. Nelder, "Generalized Linear Models", 1989, section 4.5) over single
 * batches and blocks of up to eight, since errors may be clustered within a batch and from batch to batch. A block lies
 * within one stint, and each stint has a rate of its own: that phases differ is no clustering.
 *
 * @param healthy for each stint the batches of a time that is taken for healthy, all of them, oldest first: leaving out
 *   the worse ones would hide what is to be measured
 * @returns at least 1; 1 where there is too little to tell
 * @throws RangeError for what is no tally
 */
function designEffectOf(healthy) {
    for (const stint of healthy)
        stint.forEach(requireTally);
    const stints = healthy.flatMap((stint) => sumsOf(stint) ?? []);
    return Math.max(1, ...BLOCKS.map((length) => dispersion(stints, length)));
}
/**
 * The design effect by the {@link healthyPart} of each stint.
 *
 * @param options.stints each its batches, oldest first; the last one may be the one that is judged
 * @param options.allowedBadRate share of bad ones that the limit in question allows, 0 to 1
 */
function learnedDesignEffect(options) {
    const { stints, allowedBadRate } = options;
    return designEffectOf(stints.map((batches) => healthyPart({ batches, allowedBadRate })));
}

;// CONCATENATED MODULE: ./out/build/scripts/simulate/src/evidence.js


/** Mean time between false alarms: 300 days of 96 batches. */
const FALSE_ALARM_EVERY = 300 * 96;
/** Seven days of batches, as far back as evidence is gathered. */
const LOOKBACK = 7 * 96;
/** The releases as far back as evidence is gathered. */
function lookback(past) {
    let left = LOOKBACK;
    const seen = [...past].reverse().map((release) => {
        const known = left > 0 ? release.slice(-left) : [];
        left -= known.length;
        return known;
    });
    return seen.reverse();
}
/** What the analyzer weighs when a rule is met by the newest batch: the release's batches, tempered by all that is known. */
function weigh(past, options) {
    const { allowed, spreadOver } = options;
    const stints = lookback(past);
    const designEffect = learnedDesignEffect({ stints, allowedBadRate: allowed });
    const evidence = judgeEvidence({
        batches: stints.at(-1) ?? [],
        allowedBadRate: allowed,
        falseAlarmEveryBatches: FALSE_ALARM_EVERY,
        designEffect,
        spreadOver,
    });
    return { ...evidence, designEffect };
}

;// CONCATENATED MODULE: ./out/build/scripts/simulate/src/mann-whitney.js
/** Points of each side in one analysis: 6 hours. The next analysis starts afresh. */
const POINTS = 24;
/** Of the confidence interval, 98 % two-sided, and the share of the estimate that it must clear: the judge's own figures. */
const Z = 2.3263478740408408;
const TOLERANCE = 0.25;
/**
 * Whether the experiment's values are higher than the control's: the lower end of the Mann\u2013Whitney confidence interval for
 * their shift is above a quarter of the Hodges\u2013Lehmann estimate. The interval is the usual large-sample one (M. Hollander,
 * D. A. Wolfe, "Nonparametric Statistical Methods", 1999, section 4.3).
 */
function isHigher(experiment, control) {
    const [m, n] = [experiment.length, control.length];
    const shifts = new Float64Array(m * n);
    experiment.forEach((x, i) => {
        control.forEach((y, j) => (shifts[i * n + j] = x - y));
    });
    shifts.sort();
    const middle = (m * n) / 2;
    const rank = Math.floor(middle - Z * Math.sqrt((m * n * (m + n + 1)) / 12));
    const estimate = ((shifts[Math.floor(middle - 0.5)] ?? 0) + (shifts[Math.floor(middle)] ?? 0)) / 2;
    const low = shifts[Math.max(0, rank)] ?? 0;
    return low > TOLERANCE * Math.abs(estimate);
}
/** Kayenta's judge on one metric: a failed metric is a score of 0, so the analysis fails. */
function judgeMannWhitney() {
    let canary = [];
    let baseline = [];
    return {
        next: (batch, before) => {
            if (batch.total > 0)
                canary.push(batch.bad / batch.total);
            if (before.total > 0)
                baseline.push(before.bad / before.total);
            if (canary.length < POINTS || baseline.length < POINTS)
                return false;
            const higher = isHigher(canary, baseline);
            [canary, baseline] = [[], []];
            return higher;
        },
    };
}

;// CONCATENATED MODULE: ./out/build/scripts/simulate/src/screen.js

/**
 * Says where the evidence need not be weighed, since it cannot be met: most of a simulation's time would go there.
 *
 * A Shiryaev\u2013Roberts statistic is a sum, over each batch from which the service may have been sick, of the ratios since.
 * None of these exceeds the exponential of Page's cumulative sum, tempered or held down or not; so with at most so many
 * batches and a sum below log(threshold / batches), the statistic is below the threshold.
 */
class Screen {
    #alternatives;
    #sums;
    #least;
    constructor(options) {
        const { allowed, threshold, batches } = options;
        this.#alternatives = e_detector_ALTERNATIVES.map(({ times }) => ({
            ofBad: Math.log(times),
            ofAny: Math.log1p((times - 1) * allowed),
        }));
        this.#sums = e_detector_ALTERNATIVES.map(() => 0);
        this.#least = Math.log(threshold / batches) - 1e-6;
    }
    add({ bad, total }) {
        this.#alternatives.forEach(({ ofBad, ofAny }, i) => {
            const sum = (this.#sums[i] ?? 0) + bad * ofBad - total * ofAny;
            this.#sums[i] = sum > 0 ? sum : 0;
        });
    }
    isHopeless() {
        return this.#sums.every((sum) => sum < this.#least);
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/simulate/src/policies.js



function isBeyond({ bad, total }, allowed) {
    return total > 0 && bad > allowed * total;
}
/** In a row; a silence of one or two batches, as by default, neither counts nor breaks. */
function inARow(times, allowed) {
    let row = 0;
    let silent = 0;
    return (batch) => {
        silent = batch.total === 0 ? silent + 1 : 0;
        if (silent > 2)
            row = 0;
        if (batch.total > 0)
            row = isBeyond(batch, allowed) ? row + 1 : 0;
        return batch.total > 0 && row >= times;
    };
}
function plain(times) {
    return {
        id: `plain-${times}`,
        title: `${times} in a row, no evidence`,
        start: (allowed) => ({ next: inARow(times, allowed) }),
    };
}
/** The rule is the least that must hold; the evidence is asked only then, as the analyzer does. */
function withEvidence(rule, spreadOver) {
    return (allowed, past) => {
        const met = rule(allowed);
        const screen = new Screen({ allowed, threshold: FALSE_ALARM_EVERY, batches: LOOKBACK });
        return {
            next: (batch) => {
                screen.add(batch);
                if (!met(batch) || screen.isHopeless())
                    return false;
                return weigh(past, { allowed, spreadOver }).met;
            },
        };
    };
}
/** The mean of the last batches' values. */
function meanOf(length, allowed) {
    let last = [];
    return (batch) => {
        if (batch.total === 0)
            return false;
        last = [...last, batch].slice(-length);
        const mean = last.reduce((sum, { bad, total }) => sum + bad / total, 0) / last.length;
        return last.length === length && mean > allowed;
    };
}
/** Failures count up and are never forgotten while the release is judged. */
function cumulative(limit) {
    return (allowed) => {
        let failed = 0;
        return {
            next: (batch) => {
                if (isBeyond(batch, allowed))
                    failed += 1;
                return failed >= limit;
            },
        };
    };
}
/**
 * Argo Rollouts, a background analysis with `failureLimit: 3`: more than three failed measurements fail it, in a row or
 * not. A measurement without data is an error: more than `consecutiveErrorLimit: 4` of them in a row fail it too.
 */
const argo = (allowed, past) => {
    const failures = cumulative(4)(allowed, past);
    let errors = 0;
    return {
        next: (batch, baseline) => {
            errors = batch.total === 0 ? errors + 1 : 0;
            return failures.next(batch, baseline) || errors > 4;
        },
    };
};
const POLICIES = [
    {
        id: 'phasegate',
        title: 'Phasegate: 2 in a row and evidence',
        start: withEvidence((allowed) => inARow(2, allowed), 2),
    },
    {
        id: 'phasegate-mean',
        title: 'Phasegate: mean of 4 and evidence',
        only: 'flapping',
        start: withEvidence((allowed) => meanOf(4, allowed), 2),
    },
    plain(2),
    plain(3),
    { id: 'argo', title: 'Argo Rollouts: failureLimit 3', start: argo },
    { id: 'flagger', title: 'Flagger: threshold 5', start: cumulative(5) },
    {
        id: 'kayenta',
        title: 'Kayenta: Mann\u2013Whitney over 6 hours',
        compares: true,
        start: () => judgeMannWhitney(),
    },
];
/** The baseline of a comparing rule: the release before, as healthy as the service was, or as it is where it always was so. */
function baselineRate(service) {
    const rates = { 'at-limit': 0.01, 'p95-at-limit': 0.05 };
    if (Object.hasOwn(rates, service.id))
        return rates[service.id] ?? 0;
    return service.allowed / 2;
}

;// CONCATENATED MODULE: ./out/build/scripts/simulate/src/random.js
/**
 * Seeded random numbers: sfc32 (C. Doty-Humphrey, PractRand), its state filled by splitmix32 from a text, so that each run
 * has numbers of its own and the same ones every time.
 */
class Random {
    #a;
    #b;
    #c;
    #counter = 1;
    constructor(seed) {
        let state = 0x811c9dc5;
        for (const char of seed)
            state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
        const next = () => {
            state = (state + 0x9e3779b9) | 0;
            let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
            mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
            return (mixed ^ (mixed >>> 15)) | 0;
        };
        [this.#a, this.#b, this.#c] = [next(), next(), next()];
        for (let i = 0; i < 12; i += 1)
            this.uniform();
    }
    /** Uniform in (0, 1), neither end included. */
    uniform() {
        const out = (this.#a + this.#b + this.#counter) | 0;
        this.#counter = (this.#counter + 1) | 0;
        this.#a = this.#b ^ (this.#b >>> 9);
        this.#b = (this.#c + (this.#c << 3)) | 0;
        this.#c = (((this.#c << 21) | (this.#c >>> 11)) + out) | 0;
        return ((out >>> 0) + 0.5) / 2 ** 32;
    }
    /** Standard normal, by the polar method (G. Marsaglia, T. A. Bray, SIAM Review 1964). */
    normal() {
        for (;;) {
            const [u, v] = [2 * this.uniform() - 1, 2 * this.uniform() - 1];
            const square = u * u + v * v;
            if (square < 1 && square > 0)
                return u * Math.sqrt((-2 * Math.log(square)) / square);
        }
    }
    /** Gamma of the shape and scale 1 (G. Marsaglia, W. W. Tsang, ACM TOMS 2000). */
    gamma(shape) {
        if (shape < 1)
            return this.gamma(shape + 1) * this.uniform() ** (1 / shape);
        const d = shape - 1 / 3;
        const c = 1 / Math.sqrt(9 * d);
        for (;;) {
            const x = this.normal();
            const v = (1 + c * x) ** 3;
            if (v > 0 && Math.log(this.uniform()) < x * x * 0.5 + d * (1 - v + Math.log(v)))
                return d * v;
        }
    }
    beta(a, b) {
        const x = this.gamma(a);
        return x / (x + this.gamma(b));
    }
}

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

;// CONCATENATED MODULE: ./out/build/scripts/simulate/src/service-runs.js


/** Batches of 15 minutes in a day. */
const DAY_BATCHES = 96;
const WEEK = 7 * DAY_BATCHES;
const MONTH = 30 * DAY_BATCHES;
/** Share of bad requests of a healthy service under a limit of 99 %, and of a sick one. */
const HEALTHY = 0.005;
const SICK = 0.05;
/** Sick services are healthy for two days, so that there is a history, and then not: the run goes on for ten days. */
const ONSET = 2 * DAY_BATCHES;
const SICK_RUN = 12 * DAY_BATCHES;
function drawn(batches, rate) {
    return (random, n) => Array.from({ length: batches }, (_, i) => ({ bad: binomial(random, n, rate(i, random)), total: n }));
}
/** Traffic and errors over the day: from a fifth to nine fifths of the mean, errors 60 % up at the peak. */
function diurnal(random, n) {
    return Array.from({ length: MONTH }, (_, i) => {
        const wave = Math.sin((2 * Math.PI * i) / DAY_BATCHES);
        const total = Math.round(n * (1 + 0.8 * wave));
        return { bad: binomial(random, total, HEALTHY * (1 + 0.6 * wave)), total };
    });
}
/**
 * Bursts of 4 % errors, 30 minutes long on average, 5 % of the time; the long run is 99.5 %. Times are exponential. From the
 * batch `sickFrom` on it is sick.
 */
function bursty(random, n, sickFrom = Infinity) {
    const [share, errors, mean] = [0.05, 0.04, 2];
    const calm = (HEALTHY - share * errors) / (1 - share);
    let inBurst = random.uniform() < share;
    const stay = () => -Math.log(random.uniform()) * (inBurst ? mean : (mean * (1 - share)) / share);
    let left = stay();
    return Array.from({ length: WEEK + MONTH }, (_, i) => {
        let burst = 0;
        let at = 0;
        while (left < 1 - at) {
            if (inBurst)
                burst += left;
            at += left;
            inBurst = !inBurst;
            left = stay();
        }
        if (inBurst)
            burst += 1 - at;
        left -= 1 - at;
        const rate = i < sickFrom ? burst * errors + (1 - burst) * calm : SICK;
        return { bad: binomial(random, n, rate), total: n };
    });
}
/** Errors that come together within a batch: beta-binomial with correlation 0.02. */
function clustered(random, n) {
    const strength = 1 / 0.02 - 1;
    const rate = () => random.beta(HEALTHY * strength, (1 - HEALTHY) * strength);
    return Array.from({ length: WEEK + MONTH }, () => ({ bad: binomial(random, n, rate()), total: n }));
}
function lowTraffic(random, n) {
    return Array.from({ length: MONTH }, () => {
        const total = poisson(random, n / 20);
        return { bad: binomial(random, total, HEALTHY), total };
    });
}
/** One batch in five is missing, and six hours of the first day; sick as the step. */
function withGaps(random, n) {
    return Array.from({ length: SICK_RUN }, (_, i) => {
        const silent = random.uniform() < 0.2 || (i >= 40 && i < 64);
        return { bad: silent ? 0 : binomial(random, n, i < ONSET ? HEALTHY : SICK), total: silent ? 0 : n };
    });
}
/** Share of log-normal latencies (sigma 0.5) above the p95 limit, which is where 2.5 % are above when nothing is slowed. */
function slowed(by) {
    return normalTail(1.959963984540054 - Math.log(by) / 0.5);
}

;// CONCATENATED MODULE: ./out/build/scripts/simulate/src/experiment.js




function dataOf(service, options) {
    const { n, run, compares } = options;
    const random = new Random(`${service.id}/${n}/${run}`);
    const batches = service.run(random, n);
    const rate = baselineRate(service);
    const baseline = compares
        ? batches.map(({ total }) => ({ bad: binomial(random, total, rate), total }))
        : batches;
    return { service, batches, baseline };
}
function watchRun({ service, batches, baseline }, policy) {
    const falseAlarms = [];
    const from = service.known ?? 0;
    const past = [batches.slice(0, from), []];
    let watch = policy.start(service.allowed, past);
    for (let i = 0; i < service.batches; i += 1) {
        const [batch, before] = [batches[from + i], baseline[from + i]];
        if (batch === undefined || before === undefined)
            throw new RangeError(`${service.id} ends at batch ${i}`);
        past.at(-1)?.push(batch);
        if (!watch.next(batch, before))
            continue;
        if (service.sickFrom !== null && i >= service.sickFrom)
            return { falseAlarms, delay: i - service.sickFrom + 1 };
        falseAlarms.push(i);
        past.push([]);
        watch = policy.start(service.allowed, past);
    }
    return { falseAlarms, delay: service.sickFrom === null ? null : Infinity };
}
function outcomeOf(service, policy, options) {
    const { n, results } = options;
    const runs = results.length;
    const share = (is) => results.filter(is).length / runs;
    const alarms = results.reduce((sum, { falseAlarms }) => sum + falseAlarms.length, 0);
    const healthyDays = (runs * (service.sickFrom ?? service.batches)) / DAY_BATCHES;
    return {
        service: service.id,
        policy: policy.id,
        n,
        runs,
        falseShare: share(({ falseAlarms }) => falseAlarms.length > 0),
        falseFirstDay: share(({ falseAlarms: [first = Infinity] }) => first < DAY_BATCHES),
        falsePer30Days: healthyDays === 0 ? 0 : (30 * alarms) / healthyDays,
        delays: results.flatMap(({ delay }) => (delay === null ? [] : [delay])).sort((a, b) => a - b),
    };
}
/** Runs one service at one level of traffic under each policy, all of them on the same numbers. */
function experiment(options) {
    const { service, n, runs } = options;
    const policies = options.policies.filter(({ only = service.id }) => only === service.id);
    const compares = policies.some((policy) => policy.compares === true);
    const results = policies.map(() => []);
    for (let run = 0; run < runs; run += 1) {
        const data = dataOf(service, { n, run, compares });
        policies.forEach((policy, i) => results[i]?.push(watchRun(data, policy)));
    }
    return policies.map((policy, i) => outcomeOf(service, policy, { n, results: results[i] ?? [] }));
}
/** Share of the delays of at most so many batches. */
function within(outcome, batches) {
    return outcome.delays.filter((delay) => delay <= batches).length / outcome.delays.length;
}
/** The delay that the share of runs does not exceed. */
function delayQuantile(outcome, share) {
    return outcome.delays[Math.max(0, Math.ceil(share * outcome.delays.length) - 1)] ?? Infinity;
}

;// CONCATENATED MODULE: ./out/build/scripts/simulate/src/bounds.js

/** Requests a batch. */
const TRAFFIC = [20, 50, 200, 1_000, 10_000];
const atLeast200 = TRAFFIC.filter((n) => n >= 200);
function detection(service, what) {
    const bound = (traffic, batches, limit) => ({
        text: `${what} is acted on within ${batches} batches`,
        service,
        traffic,
        of: batches,
        limit,
    });
    return [bound(atLeast200, 3, 0.9), bound([50], 12, 0.85), bound([20], 24, 0.85)];
}
function falsely(service, text, options) {
    const { limit, traffic = TRAFFIC } = options;
    return { text: `${text} is rolled back`, service, traffic, of: 'false', limit };
}
const BOUNDS = [
    falsely('steady', 'a steady 99.5 % service', { limit: 0.01 }),
    falsely('at-limit', 'a service exactly at the limit', { limit: 0.1 }),
    ...detection('step', 'a drop to 95 %'),
    falsely('p95-steady', 'a service with half of what its p95 limit allows', { limit: 0.01 }),
    falsely('p95-at-limit', 'a service exactly at its p95 limit', { limit: 0.1 }),
    ...detection('p95-step', 'a slowdown by half, against a p95 limit,'),
    falsely('clustered', 'a service with beta-binomial errors', {
        limit: 0.1,
        traffic: TRAFFIC.filter((n) => n <= 1_000),
    }),
    falsely('spike', 'a healthy service with a single batch of 90 %', { limit: 0.05 }),
];
/** The share that a bound is about. */
function shareOf(bound, outcome) {
    return bound.of === 'false' ? outcome.falseShare : within(outcome, bound.of);
}
function isKept(bound, share) {
    return bound.of === 'false' ? share <= bound.limit : share >= bound.limit;
}

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

;// CONCATENATED MODULE: ./out/build/scripts/simulate/src/plot.js

/** Colours that are told apart with every kind of colour vision (M. Okabe, K. Ito, 2008), and a dash for print. */
const STYLES = [
    { colour: '#0072b2', dash: '' },
    { colour: '#d55e00', dash: '6 3' },
    { colour: '#009e73', dash: '2 3' },
    { colour: '#cc79a7', dash: '8 3 2 3' },
    { colour: '#7f7f7f', dash: '4 4' },
    { colour: '#b8860b', dash: '1 4' },
];
const AREA = { left: 70, top: 44, width: 420, height: 240 };
const SIZE = { width: 760, height: 330 };
function at(column, columns) {
    return AREA.left + (AREA.width * column) / Math.max(1, columns - 1);
}
function height(plot, value) {
    return AREA.top + AREA.height * (1 - Math.min(1, Math.max(0, plot.scale(value))));
}
function axes(plot) {
    const right = AREA.left + AREA.width;
    const rows = plot.ticks.flatMap(({ value, text }) => {
        const y = height(plot, value).toFixed(1);
        return [
            `<line x1="${AREA.left}" x2="${right}" y1="${y}" y2="${y}" stroke="#dddddd"/>`,
            `<text x="${AREA.left - 8}" y="${y}" dy="4" text-anchor="end">${escapeHtml(text)}</text>`,
        ];
    });
    const bottom = AREA.top + AREA.height + 20;
    const columns = plot.columns.map((text, i) => {
        const x = at(i, plot.columns.length).toFixed(1);
        return `<text x="${x}" y="${bottom}" text-anchor="middle">${escapeHtml(text)}</text>`;
    });
    const middle = AREA.left + AREA.width / 2;
    return [
        ...rows,
        ...columns,
        `<text x="${middle}" y="${bottom + 20}" text-anchor="middle">requests a batch</text>`,
    ];
}
function plot_drawn(plot, line, index) {
    const { colour, dash } = STYLES[index % STYLES.length] ?? { colour: '#000000', dash: '' };
    const points = line.values.flatMap((value, i) => value === null ? [] : [`${at(i, plot.columns.length).toFixed(1)},${height(plot, value).toFixed(1)}`]);
    const dots = points.map((point) => {
        const [x, y] = point.split(',');
        return `<circle cx="${x}" cy="${y}" r="3" fill="${colour}"/>`;
    });
    const key = AREA.top + 10 + index * 24;
    const from = AREA.left + AREA.width + 20;
    const stroke = `stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"`;
    return [
        `<polyline points="${points.join(' ')}" fill="none" ${stroke}/>`,
        ...dots,
        `<line x1="${from}" x2="${from + 26}" y1="${key}" y2="${key}" ${stroke}/>`,
        `<text x="${from + 32}" y="${key}" dy="4">${escapeHtml(line.name)}</text>`,
    ];
}
/** A chart of lines over levels of traffic, as an SVG file: the same bytes for the same plot. */
function svg(plot) {
    const body = [
        `<rect width="${SIZE.width}" height="${SIZE.height}" fill="#ffffff"/>`,
        `<text x="${AREA.left}" y="24" font-size="15">${escapeHtml(plot.title)}</text>`,
        ...axes(plot),
        ...plot.lines.flatMap((line, i) => plot_drawn(plot, line, i)),
    ];
    const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" font-family="sans-serif" font-size="12">`;
    return `${[open, `<title>${escapeHtml(plot.title)}</title>`, ...body, '</svg>'].join('\n')}\n`;
}

;// CONCATENATED MODULE: ./out/build/scripts/simulate/src/charts.js




const columns = TRAFFIC.map((n) => String(n));
function lines(results, service, value) {
    return POLICIES.filter(({ only }) => only === undefined).map(({ id, title }) => ({
        name: title,
        values: TRAFFIC.map((n) => value(results.get(service, id, n))),
    }));
}
/** Powers of ten from `low` to `high`, at equal distances. */
function logarithmic(low, high) {
    return (value) => (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low));
}
/** The page's plots, by file name. */
function charts(results) {
    return {
        'false-rollbacks.svg': svg({
            title: 'Share of 30-day runs of a steady 99.5 % service rolled back, limit 99 %',
            columns,
            ticks: [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, text: `${value * 100} %` })),
            scale: (value) => value,
            lines: lines(results, 'steady', (one) => one.falseShare),
        }),
        'delay.svg': svg({
            title: 'Median batches until a drop to 95 % is acted on (a gap: never)',
            columns,
            ticks: [1, 10, 100, 1_000].map((value) => ({ value, text: String(value) })),
            scale: logarithmic(1, 1_000),
            lines: lines(results, 'step', (one) => {
                const median = delayQuantile(one, 0.5);
                return median === Infinity ? null : median;
            }),
        }),
        'bursts.svg': svg({
            title: 'False rollbacks in 30 days on bursts, a week of the past known (0.01 stands for none)',
            columns,
            ticks: [0.01, 0.1, 1, 10, 100].map((value) => ({ value, text: String(value) })),
            scale: logarithmic(0.01, 300),
            lines: lines(results, 'bursty-known', (one) => Math.max(0.01, one.falsePer30Days)),
        }),
    };
}

;// CONCATENATED MODULE: ./out/build/scripts/simulate/src/markdown.js
/** A Markdown table as the formatter writes it: the first column to the left, the others to the right. */
function markdownTable(rows) {
    const [heading = [], ...body] = rows;
    const widths = heading.map((_, column) => Math.max(4, ...rows.map((row) => [...(row[column] ?? '')].length)));
    const line = (row) => {
        const cells = widths.map((width, column) => {
            const text = row[column] ?? '';
            const fill = ' '.repeat(width - [...text].length);
            return column === 0 ? text + fill : fill + text;
        });
        return `| ${cells.join(' | ')} |`;
    };
    const rule = widths.map((width, column) => column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`);
    return [line(heading), `| ${rule.join(' | ')} |`, ...body.map(line)];
}
/** A share as a percentage of one decimal, without it where it is 0. */
function percent(share) {
    return `${(share * 100).toFixed(1).replace(/\.0$/, '')} %`;
}

;// CONCATENATED MODULE: ./out/build/scripts/simulate/src/services.js

function healthy(id, what, run, allowed = 0.01) {
    return { id, what, allowed, batches: MONTH, sickFrom: null, run };
}
function sick(id, what, rate, options = {}) {
    const { from = ONSET, batches = SICK_RUN, allowed = 0.01 } = options;
    return { id, what, allowed, batches, sickFrom: from, run: drawn(batches, rate) };
}
function step(before, after) {
    return (i) => (i < ONSET ? before : after);
}
/** The same service after a week of its own, as a later phase of a rollout knows it. */
function known(service) {
    return {
        ...service,
        id: `${service.id}-known`,
        what: `${service.what}; a week of its past is known`,
        known: WEEK,
    };
}
const AT_P95 = 0.05;
const CLUSTERED = healthy('clustered', '99.5 % in the long run, beta-binomial with correlation 0.02', clustered);
const BURSTY = healthy('bursty', '99.5 % in the long run, 5 % of the time in bursts of 4 % errors, 30 minutes on average', bursty);
const SERVICES = [
    healthy('steady', '99.5 %, independent', drawn(MONTH, () => HEALTHY)),
    healthy('at-limit', '99 %, exactly the limit', drawn(MONTH, () => 0.01)),
    healthy('diurnal', 'traffic and errors rise and fall over the day, 99.5 % in the mean', diurnal),
    healthy('low-traffic', '99.5 %, a twentieth of the traffic, at n = 20 one request a batch', lowTraffic),
    CLUSTERED,
    known(CLUSTERED),
    BURSTY,
    known(BURSTY),
    {
        ...healthy('spike', 'a day of 99.5 %, then one with a single batch of 90 %', (random, n) => {
            const at = DAY_BATCHES + Math.floor(random.uniform() * DAY_BATCHES);
            return drawn(2 * DAY_BATCHES, (i) => (i === at ? 0.1 : HEALTHY))(random, n);
        }),
        batches: 2 * DAY_BATCHES,
    },
    healthy('p95-steady', '2.5 % of log-normal latencies above the p95 limit', drawn(MONTH, () => slowed(1)), AT_P95),
    healthy('p95-at-limit', '5 % of log-normal latencies above the p95 limit', drawn(MONTH, () => AT_P95), AT_P95),
    sick('step', '99.5 %, then 95 %', step(HEALTHY, SICK)),
    sick('sick-from-start', '95 % from the first batch of the phase', () => SICK, { from: 0 }),
    sick('slow-leak', '99.5 %, then errors grow to 5 % within 5 days; counted from 99 %', (i) => {
        const share = Math.min(1, Math.max(0, i - ONSET) / (5 * DAY_BATCHES));
        return HEALTHY + share * (SICK - HEALTHY);
    }, { from: ONSET + Math.ceil((5 * DAY_BATCHES * (0.01 - HEALTHY)) / (SICK - HEALTHY)) }),
    sick('flapping', '99.5 %, then 95 % and 99.9 % by turns, batch by batch', (i) => i < ONSET ? HEALTHY : i % 2 === 0 ? SICK : 0.001),
    {
        ...sick('gap', 'as step, with a fifth of the batches and once six hours missing', () => 0),
        run: withGaps,
    },
    {
        ...sick('bursty-step', 'bursts as of bursty, then 95 %', () => SICK),
        run: (random, n) => bursty(random, n, ONSET),
    },
    {
        ...sick('bursty-step-known', 'a week of bursts is known, then 95 % from the first batch of the phase', () => SICK, { from: 0 }),
        known: WEEK,
        run: (random, n) => bursty(random, n, WEEK),
    },
    sick('p95-step', 'log-normal latencies, then slowed by half (12.5 % above the p95 limit)', step(slowed(1), slowed(1.5)), {
        allowed: AT_P95,
    }),
];

;// CONCATENATED MODULE: ./out/build/scripts/simulate/src/document.js





const grouped = new Intl.NumberFormat('en-US');
const HEADING = ['', ...TRAFFIC.map((n) => `n = ${grouped.format(n)}`)];
/** Outcomes by service, rule and traffic. @throws RangeError for one that was not simulated */
class Results {
    #outcomes;
    constructor(outcomes) {
        this.#outcomes = new Map(outcomes.map((one) => [`${one.service} ${one.policy} ${one.n}`, one]));
    }
    find(service, policy, n) {
        return this.#outcomes.get(`${service} ${policy} ${n}`);
    }
    get(service, policy, n) {
        const outcome = this.find(service, policy, n);
        if (outcome === undefined)
            throw new RangeError(`${policy} was not tried on ${service} at n = ${n}`);
        return outcome;
    }
}
function boundRow(bound, results) {
    const shares = bound.traffic.map((n) => shareOf(bound, results.get(bound.service, 'phasegate', n)));
    const worst = bound.of === 'false' ? Math.max(...shares) : Math.min(...shares);
    const sign = bound.of === 'false' ? '\u2264' : '\u2265';
    return [
        bound.text,
        bound.traffic.map((n) => grouped.format(n)).join('; '),
        `${sign} ${percent(bound.limit)}`,
        shares.map(percent).join('; '),
        isKept(bound, worst) ? 'yes' : '**no**',
    ];
}
function promises(results) {
    const heading = ['share of the runs in which \u2026', 'requests a batch', 'bound', 'found', 'kept'];
    return markdownTable([heading, ...BOUNDS.map((bound) => boundRow(bound, results))]);
}
function serviceTable(service, results, cell) {
    const rows = POLICIES.filter(({ only = service.id }) => only === service.id).map(({ id, title }) => [
        title,
        ...TRAFFIC.map((n) => cell(results.get(service.id, id, n))),
    ]);
    return [`### ${service.id}: ${service.what}`, '', ...markdownTable([HEADING, ...rows]), ''];
}
function delay(batches) {
    return batches === Infinity ? 'never' : `${batches}`;
}
function falseTables(results) {
    return SERVICES.filter(({ sickFrom }) => sickFrom === null).flatMap((service) => serviceTable(service, results, (one) => `${percent(one.falseShare)} \u00b7 ${percent(one.falseFirstDay)} \u00b7 ${one.falsePer30Days.toFixed(2)}`));
}
function delayTables(results) {
    return SERVICES.filter(({ sickFrom }) => sickFrom !== null).flatMap((service) => serviceTable(service, results, (one) => [0.1, 0.5, 0.9].map((share) => delay(delayQuantile(one, share))).join(' \u00b7 ')));
}
/** The page about how often the rules are wrong and how late; the same bytes for the same outcomes. */
function decisionQuality(results, runs) {
    const lines = [
        '# How often a decision is wrong, and how late it is right',
        '',
        `Written by \`npm run simulate\`, ${runs} runs for each service and level of traffic, with seeded random numbers: the same figures every time. Batches are 15 minutes, 96 a day; n is the number of requests in one. The limit is 99 % good requests, or a p95; Phasegate\u2019s rule is \`batches: 2\` with \`false-alarm-every: 300d\`.`,
        '',
        '## What is promised',
        '',
        ...promises(results),
        '',
        '![Share of healthy runs rolled back](plots/false-rollbacks.svg)',
        '',
        '![Batches until a drop to 95 % is acted on](plots/delay.svg)',
        '',
        '![False rollbacks on bursts](plots/bursts.svg)',
        '',
        ...HOW_IT_WORKS,
        '## Healthy services: every rollback is false',
        '',
        'In each cell: share of the runs with a rollback \u00b7 share with one on the first day \u00b7 rollbacks for each 30 days (after each one the release starts anew). A run is 30 days, and two for `spike`.',
        '',
        ...falseTables(results),
        '## Sick services: batches until the rollback',
        '',
        'In each cell: the delay that 10 % \u00b7 50 % \u00b7 90 % of the runs do not exceed, in batches of 15 minutes from the first sick one, that one included. The run before the onset is two healthy days; a rule that rolls healthy releases back is quick here too, so read both halves of this page together.',
        '',
        ...delayTables(results),
        ...PEERS,
    ];
    return `${lines.join('\n').trimEnd()}\n`;
}
const HOW_IT_WORKS = [
    '## What does not hold',
    '',
    '- **Bursts.** The guarantee is for independent errors. Errors that come in bursts are tempered by a design effect, learned from the last seven days of the service in whatever phases it was, each without what it may have been rolled back for. A service that is new has none, and its first bursts look like a fault; of a burst that was rolled back for, nothing is learned. Once a week is known (`bursty-known`), as after a promotion, the figures are better, and they are still not those of the steady service; the price is delay (`bursty-step-known`). A burst of 4 % errors _is_ beyond a limit of 99 % while it lasts: where that must not roll back, judge a longer window.',
    '- **Clusters at high traffic.** Above some thousand requests a batch the first hours of a new service with clustered errors are judged before the clustering is known; a new phase of a known service is not (`clustered-known`).',
    '- **Flapping.** A rule \u201cin a row\u201d does not see what is sick every other batch, whatever the evidence. Use `mean-of`: it is tried beside it.',
    '- **Slow leaks** are acted on when the mean has passed the limit by enough to be told from chance, which takes longer at low traffic.',
    '- **Several SLOs.** The time between false alarms is that of one SLO and feature. Twenty of them, independent, have one twenty times as often.',
    '',
    '## How it is simulated',
    '',
    'Counts are drawn exactly (inversion, and transformed rejection where ten or more are expected), never from a normal approximation. Latencies are log-normal with sigma 0.5; of them only the number above the limit matters, which is binomial with the log-normal\u2019s tail. All rules see the same numbers. Phasegate\u2019s figures come from the code that the analyzer runs: change point, design effect, evidence. Each rollback ends a release, and what is known before a run is a release of its own, as a phase that was promoted; a test holds what the simulator weighs against the analyzer\u2019s verdicts.',
    '',
];
const PEERS = [
    '## The rules beside it, and how they are simplified',
    '',
    'Each is taken as its documentation describes it and given the same batches; their usual interval is a minute or five, over which each of them sees fewer requests than here. All of them are meant for releases of minutes to hours: the middle figure of each cell, the first day, is nearer to their use than the month.',
    '',
    '- **Argo Rollouts**: a background analysis with `failureLimit: 3`, so the fourth failed measurement fails it, in a row or not; a batch without data is an error, and more than `consecutiveErrorLimit: 4` (the default) in a row fail it too.',
    '- **Flagger**: `threshold: 5` failed checks, counted up over the whole analysis. Checks without data are left out here, though it halts on them.',
    '- **Kayenta**: the Mann\u2013Whitney judge on the error rates of 24 batches of the release and of a healthy baseline at the same traffic, confidence 98 %, tolerance 0.25 of the Hodges\u2013Lehmann estimate, one metric, so that one failed metric fails the analysis; large-sample interval; a fresh analysis every six hours. At low traffic most error rates are 0 on both sides, and ties leave it without a verdict: it accuses nobody, and misses the drop.',
    '- **Plain rules**: 2 and 3 batches in a row beyond the limit, with no evidence asked.',
];

;// CONCATENATED MODULE: ./out/build/scripts/simulate/src/main.js










const HELP = `npm run simulate [-- --runs N] [--output FOLDER]
Tries the rules on simulated services and writes decision-quality.md and plots/*.svg into the folder (default docs).
Runs for each service and level of traffic: 400 by default, which takes some minutes. The figures depend on nothing else.
`;
async function main() {
    const { values } = (0,external_node_util_namespaceObject.parseArgs)({
        options: {
            runs: { type: 'string', default: '400' },
            output: { type: 'string', default: 'docs' },
            help: { type: 'boolean', default: false },
        },
    });
    if (values.help) {
        process.stdout.write(HELP);
        return;
    }
    const runs = Number(values.runs);
    if (!Number.isSafeInteger(runs) || runs < 1)
        throw new RangeError(`--runs is ${JSON.stringify(values.runs)}; write a whole number from 1`);
    const outcomes = SERVICES.flatMap((service) => {
        process.stderr.write(`${service.id}\n`);
        return TRAFFIC.flatMap((n) => experiment({ service, policies: POLICIES, n, runs }));
    });
    const results = new Results(outcomes);
    (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.join)(values.output, 'plots'), { recursive: true });
    await writeFileAtomic((0,external_node_path_namespaceObject.join)(values.output, 'decision-quality.md'), decisionQuality(results, runs));
    for (const [name, text] of Object.entries(charts(results)))
        await writeFileAtomic((0,external_node_path_namespaceObject.join)(values.output, 'plots', name), text);
}
main().catch((error) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});

