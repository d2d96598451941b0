export const id = 612;
export const ids = [612];
export const modules = {

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
