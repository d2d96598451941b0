export const id = 813;
export const ids = [813];
export const modules = {

/***/ 6813:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   verifyDashboard: () => (/* binding */ verifyDashboard)
/* harmony export */ });
/* unused harmony export verifyBundles */
/* harmony import */ var _domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9269);
/* harmony import */ var _domain_observability_bundle_history_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1598);
/* harmony import */ var _domain_observability_bundle_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4593);
/* harmony import */ var _domain_observability_bundle_sequences_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(880);
/* harmony import */ var _domain_observability_bundle_verify_bundle_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8434);
/* harmony import */ var _generated_validate_dashboard_manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9195);
/* harmony import */ var _bundle_files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1031);
/* harmony import */ var _disk_job_files_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2320);








/**
 * Holds the datasets below a root against their manifest, the bundles of the history against theirs, and the numbers of all
 * of them against each other. A root where no job ever made datasets has nothing wrong.
 */
function verifyDashboard(root) {
    return verifyBundles((0,_bundle_files_js__WEBPACK_IMPORTED_MODULE_5__/* .bundleFiles */ .e)((0,_disk_job_files_js__WEBPACK_IMPORTED_MODULE_6__/* .diskJobFiles */ .w)(root)));
}
function manifestOf(text) {
    const parsed = (0,_domain_observability_bundle_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(text, _generated_validate_dashboard_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* ["default"] */ .A);
    return parsed.kind === 'manifest' ? parsed.manifest : null;
}
async function archiveLinks({ history }) {
    const parsed = (0,_domain_observability_bundle_history_js__WEBPACK_IMPORTED_MODULE_0__/* .parseArchive */ .cM)(await history.archive());
    if (parsed.kind === 'archive')
        return {
            links: parsed.archive.entries.map(({ datasets }) => ({ file: _domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_7__/* .ARCHIVE_FILE */ .sX, datasets })),
            findings: [],
        };
    const code = parsed.kind === 'newer' ? 'unsupported_schema_version' : 'schema_validation_failed';
    return { links: [], findings: [(0,_domain_observability_bundle_verify_bundle_js__WEBPACK_IMPORTED_MODULE_3__/* .bundleFinding */ .Cj)(_domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_7__/* .ARCHIVE_FILE */ .sX, parsed.why, code)] };
}
async function verifyBundles(store) {
    const current = await store.current();
    const folders = await store.history.folders();
    if (current.manifest === null && current.files.size === 0 && folders.length === 0)
        return [];
    const { links, findings } = await archiveLinks(store);
    findings.unshift(...(0,_domain_observability_bundle_verify_bundle_js__WEBPACK_IMPORTED_MODULE_3__/* .verifyBundle */ .IF)(current, { folder: _domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_7__/* .BUNDLE_FOLDER */ .oA, validate: _generated_validate_dashboard_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* ["default"] */ .A }));
    const known = (0,_domain_observability_bundle_history_js__WEBPACK_IMPORTED_MODULE_0__/* .historyNames */ .Ni)(folders);
    let isKept = false;
    for (const { folder } of known) {
        const place = `${_domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_7__/* .HISTORY_FOLDER */ .O_}/${folder}`;
        const bundle = await store.history.read(folder);
        findings.push(...(0,_domain_observability_bundle_verify_bundle_js__WEBPACK_IMPORTED_MODULE_3__/* .verifyBundle */ .IF)(bundle, { folder: place, validate: _generated_validate_dashboard_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* ["default"] */ .A }));
        isKept ||= bundle.manifest === current.manifest;
        const datasets = manifestOf(bundle.manifest)?.datasets ?? null;
        links.push({ file: `${place}/${_domain_observability_bundle_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .MANIFEST_FILE */ .h1}`, datasets });
    }
    const last = isKept ? null : manifestOf(current.manifest);
    if (last !== null)
        links.push({ file: `${_domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_7__/* .BUNDLE_FOLDER */ .oA}/${_domain_observability_bundle_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .MANIFEST_FILE */ .h1}`, datasets: last.datasets });
    const odd = folders.filter((folder) => !known.some((one) => one.folder === folder));
    findings.push(...odd.map((folder) => (0,_domain_observability_bundle_verify_bundle_js__WEBPACK_IMPORTED_MODULE_3__/* .bundleFinding */ .Cj)(`${_domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_7__/* .HISTORY_FOLDER */ .O_}/${folder}`, 'is no bundle of a job')));
    return [...findings, ...(0,_domain_observability_bundle_sequences_js__WEBPACK_IMPORTED_MODULE_2__/* .sequenceFindings */ .WX)(links)];
}


/***/ })

};
