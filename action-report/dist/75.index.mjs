export const id = 75;
export const ids = [75];
export const modules = {

/***/ 880:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WX: () => (/* binding */ sequenceFindings),
/* harmony export */   ZZ: () => (/* binding */ highestNumbers),
/* harmony export */   cZ: () => (/* binding */ numbersOf)
/* harmony export */ });
/* harmony import */ var _verify_bundle_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8434);

function numbersOf(issued) {
    return [...issued].map(([dataset, sequence]) => ({ dataset, sequence }));
}
/** The highest number that each dataset has in any of these. */
function highestNumbers(all) {
    const highest = new Map();
    for (const datasets of all)
        for (const { dataset, sequence } of datasets)
            highest.set(dataset, Math.max(highest.get(dataset) ?? 0, sequence));
    return highest;
}
/** A number is the next one, or one that was there with the same content: of a dataset that could not be made, or a restore. */
function stepFault(course, { dataset, sequence, checksum_sha256: checksum }) {
    const before = course.checksums.get(sequence);
    if (before !== undefined && before !== checksum)
        return `${dataset} has number ${sequence} with another checksum than an earlier bundle`;
    // What was before the chain begins nobody knows.
    if (before !== undefined || sequence < course.first || sequence === course.highest + 1)
        return null;
    return `${dataset} goes from number ${course.highest} to ${sequence}`;
}
/** Holds the numbers of bundles, oldest first, against each other: none is left out, and none is given twice. */
function sequenceFindings(chain) {
    const findings = [];
    const courses = new Map();
    for (const { file, datasets } of chain) {
        if (datasets === null)
            courses.clear();
        for (const one of datasets ?? []) {
            const { dataset, sequence, checksum_sha256: checksum } = one;
            const course = courses.get(dataset) ?? { first: sequence, highest: sequence - 1, checksums: new Map() };
            const fault = stepFault(course, one);
            if (fault !== null)
                findings.push((0,_verify_bundle_js__WEBPACK_IMPORTED_MODULE_0__/* .bundleFinding */ .Cj)(file, fault, 'sequence_gap'));
            course.highest = Math.max(course.highest, sequence);
            course.checksums.set(sequence, checksum);
            courses.set(dataset, course);
        }
    }
    return findings;
}


/***/ }),

/***/ 8434:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cj: () => (/* binding */ bundleFinding),
/* harmony export */   IF: () => (/* binding */ verifyBundle),
/* harmony export */   wx: () => (/* binding */ brokenEntries)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6871);
/* harmony import */ var _raw_values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2468);
/* harmony import */ var _datasets_dataset_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6895);
/* harmony import */ var _verify_finding_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4646);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4593);





/** A finding of a bundle or its history, in a file as a whole. */
function bundleFinding(file, what, code = null) {
    return (0,_verify_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .finding */ .g)('dashboard', file, { what, code });
}
const decoder = new TextDecoder('utf-8', { fatal: true });
/** What is wrong inside of a dataset's file whose checksum is right; null where nothing is. */
function contentFault(bytes, entry) {
    let value;
    try {
        value = JSON.parse(decoder.decode(bytes));
    }
    catch {
        return 'is no JSON';
    }
    const record = (0,_raw_values_js__WEBPACK_IMPORTED_MODULE_1__/* .recordOf */ .zv)(value);
    if (record?.['schema'] !== _datasets_dataset_js__WEBPACK_IMPORTED_MODULE_2__/* .DATASET_SCHEMA */ .zE || record['dataset'] !== entry.dataset)
        return `is not the dataset ${entry.dataset} in the form ${_datasets_dataset_js__WEBPACK_IMPORTED_MODULE_2__/* .DATASET_SCHEMA */ .zE}`;
    // Of a dataset that this version does not know nobody can say which lists are its rows.
    if (!(0,_datasets_dataset_js__WEBPACK_IMPORTED_MODULE_2__/* .isDatasetName */ ._2)(entry.dataset))
        return null;
    const rows = _datasets_dataset_js__WEBPACK_IMPORTED_MODULE_2__/* .ROW_LISTS */ .JI[entry.dataset].reduce((sum, list) => sum + (0,_raw_values_js__WEBPACK_IMPORTED_MODULE_1__/* .itemsOf */ .S3)(record[list]).length, 0);
    return rows === entry.row_count ? null : `has ${rows} rows, and the manifest says ${entry.row_count}`;
}
function verifyEntry(entry, found) {
    if (found === undefined)
        return `is missing; ${_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_FILE */ .h1} names it`;
    if (typeof found === 'string')
        return `cannot be read: ${found}`;
    const checksum = (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .s)(found);
    if (checksum !== entry.checksum_sha256)
        return `was changed, or an export was broken off: its SHA-256 is ${checksum}, and ${_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_FILE */ .h1} says ${entry.checksum_sha256}`;
    return contentFault(found, entry);
}
/** The entries of a manifest whose files are not what it says. */
function brokenEntries(manifest, { files }) {
    return manifest.datasets.filter((entry) => verifyEntry(entry, files.get((0,_datasets_dataset_js__WEBPACK_IMPORTED_MODULE_2__/* .datasetFileName */ .yl)(entry.dataset))) !== null);
}
/**
 * Holds a bundle against its manifest: each file that it names is there, is what its checksum says and has its rows, and
 * there is no other. `folder`: where it lies, for what is said of it.
 */
function verifyBundle(bundle, { folder, validate }) {
    const place = (name) => `${folder}/${name}`;
    const parsed = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .parseManifest */ .Ng)(bundle.manifest, validate);
    switch (parsed.kind) {
        case 'missing':
            return [bundleFinding(place(_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_FILE */ .h1), 'is missing', 'missing_input')];
        case 'newer':
            return [bundleFinding(place(_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_FILE */ .h1), parsed.why, 'unsupported_schema_version')];
        case 'broken':
            return [bundleFinding(place(_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_FILE */ .h1), parsed.why, 'schema_validation_failed')];
        case 'manifest': {
            const { datasets } = parsed.manifest;
            const named = new Set(datasets.map(({ dataset }) => (0,_datasets_dataset_js__WEBPACK_IMPORTED_MODULE_2__/* .datasetFileName */ .yl)(dataset)));
            const wrong = datasets.flatMap((entry) => {
                const name = (0,_datasets_dataset_js__WEBPACK_IMPORTED_MODULE_2__/* .datasetFileName */ .yl)(entry.dataset);
                const what = verifyEntry(entry, bundle.files.get(name));
                return what === null ? [] : [bundleFinding(place(name), what)];
            });
            const others = [...bundle.files.keys()].filter((name) => !named.has(name)).sort();
            return [
                ...wrong,
                ...others.map((name) => bundleFinding(place(name), `is not named in ${_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_FILE */ .h1}`)),
            ];
        }
    }
}


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

/***/ 9195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (__WEBPACK_DEFAULT_EXPORT__)
/* harmony export */ });
/* harmony import */ var ajv_dist_runtime_ucs2length_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6214);
// Generated by scripts/build-validators.mjs from schemas/dashboard_manifest.schema.json; do not edit.


const validate = (/* unused pure expression or super */ null && (validate10));
/* harmony default export */ const __WEBPACK_DEFAULT_EXPORT__ = (validate10);
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"dashboard_manifest.schema.json","title":"Phasegate dashboard manifest","description":"out/dashboard/manifest.json: which datasets a bundle holds. It is written last, so what it names is whole.","examples":[{"datasets":[{"checksum_sha256":"0000000000000000000000000000000000000000000000000000000000000000","dataset":"turnover","generated_at":"2026-06-27T00:30:00Z","job_id":"20260627T003000Z-dashboard","row_count":40,"sequence":1,"source_hash":"0000000000000000000000000000000000000000000000000000000000000000"}],"generated_at":"2026-06-27T00:30:00Z","job_id":"20260627T003000Z-dashboard","provenance":{"command":"action-report job=dashboard","commit_sha":"0123456789abcdef0123456789abcdef01234567","inputs":["runs/index.csv"]},"schema":"phasegate.dashboard-manifest/1","issued":{"turnover":1}}],"type":"object","required":["schema","job_id","generated_at","datasets","provenance","issued"],"properties":{"schema":{"description":"Format of the manifest.","x-expected":"phasegate.dashboard-manifest/1","const":"phasegate.dashboard-manifest/1"},"job_id":{"description":"The job that wrote the bundle.","$ref":"#/definitions/job-id"},"generated_at":{"description":"When it did.","$ref":"#/definitions/instant"},"datasets":{"description":"The datasets, each of them in `<dataset>.json` beside the manifest.","type":"array","minItems":1,"items":{"description":"One dataset.","type":"object","required":["dataset","sequence","generated_at","job_id","checksum_sha256","row_count","source_hash"],"properties":{"dataset":{"description":"Its name.","x-expected":"a name of lower-case letters, digits and _","type":"string","pattern":"^[a-z][a-z0-9_]{0,63}$"},"sequence":{"description":"How many times it was made, this time included: counted from 1, without a gap.","x-expected":"a whole number from 1","type":"integer","minimum":1,"maximum":9007199254740991},"generated_at":{"description":"When it was made; earlier than the bundle where the bundle's job could not make it.","$ref":"#/definitions/instant"},"job_id":{"description":"The job that made it.","$ref":"#/definitions/job-id"},"checksum_sha256":{"description":"SHA-256 of its file.","$ref":"#/definitions/sha256"},"row_count":{"description":"Rows of all its lists.","x-expected":"a whole number from 0","type":"integer","minimum":0,"maximum":9007199254740991},"source_hash":{"description":"SHA-256 of the canonical JSON of its inputs' SHA-256 by path (null for one that was looked for and is missing): the same where it was made from the same.","$ref":"#/definitions/sha256"}},"x-expected":"an entry of a dataset"},"x-expected":"a list of datasets"},"provenance":{"description":"Where the datasets that this job made come from.","type":"object","required":["command","commit_sha","inputs"],"properties":{"command":{"description":"What made them.","x-expected":"a text","type":"string","minLength":1},"commit_sha":{"description":"The commit that the job ran at; null where it ran outside of a repository.","x-expected":"40 or 64 hexadecimal digits, or null","type":["string","null"],"pattern":"^(?:[0-9a-f]{40}|[0-9a-f]{64})$"},"inputs":{"description":"Files that were read, and those that were looked for, relative to the working directory.","type":"array","minItems":1,"items":{"description":"Path.","x-expected":"a path","type":"string","minLength":1},"x-expected":"a list of paths"}},"x-expected":"command, commit_sha and inputs"},"issued":{"description":"The highest number that each dataset ever had, also one that is in no bundle any more. After a restore numbers go on from here.","type":"object","propertyNames":{"pattern":"^[a-z][a-z0-9_]{0,63}$","x-expected":"a dataset's name"},"additionalProperties":{"description":"Number.","type":"integer","minimum":1,"maximum":9007199254740991,"x-expected":"a whole number from 1"},"x-expected":"numbers by dataset"}},"definitions":{"job-id":{"type":"string","pattern":"^\\d{8}T\\d{6}Z-[a-z][a-z0-9-]{0,31}$","x-expected":"a job's id such as 20260627T003000Z-dashboard"},"instant":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$","x-expected":"a time in UTC such as 2026-06-27T00:30:00Z"},"sha256":{"type":"string","pattern":"^[0-9a-f]{64}$","x-expected":"64 hexadecimal digits"}},"x-expected":"a manifest"};
const schema12 = {"type":"string","pattern":"^\\d{8}T\\d{6}Z-[a-z][a-z0-9-]{0,31}$","x-expected":"a job's id such as 20260627T003000Z-dashboard"};
const schema13 = {"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$","x-expected":"a time in UTC such as 2026-06-27T00:30:00Z"};
const schema16 = {"type":"string","pattern":"^[0-9a-f]{64}$","x-expected":"64 hexadecimal digits"};
const pattern0 = new RegExp("^\\d{8}T\\d{6}Z-[a-z][a-z0-9-]{0,31}$", "u");
const pattern1 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$", "u");
const pattern2 = new RegExp("^[a-z][a-z0-9_]{0,63}$", "u");
const pattern5 = new RegExp("^[0-9a-f]{64}$", "u");
const pattern7 = new RegExp("^(?:[0-9a-f]{40}|[0-9a-f]{64})$", "u");
const func2 = ajv_dist_runtime_ucs2length_js__WEBPACK_IMPORTED_MODULE_0__["default"];

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="dashboard_manifest.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.schema === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schema"},message:"must have required property '"+"schema"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.job_id === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "job_id"},message:"must have required property '"+"job_id"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.generated_at === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "generated_at"},message:"must have required property '"+"generated_at"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.datasets === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "datasets"},message:"must have required property '"+"datasets"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.provenance === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "provenance"},message:"must have required property '"+"provenance"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.issued === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "issued"},message:"must have required property '"+"issued"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.schema !== undefined){
let data0 = data.schema;
if("phasegate.dashboard-manifest/1" !== data0){
const err6 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/const",keyword:"const",params:{allowedValue: "phasegate.dashboard-manifest/1"},message:"must be equal to constant",schema:"phasegate.dashboard-manifest/1",parentSchema:schema11.properties.schema,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.job_id !== undefined){
let data1 = data.job_id;
if(typeof data1 === "string"){
if(!pattern0.test(data1)){
const err7 = {instancePath:instancePath+"/job_id",schemaPath:"#/definitions/job-id/pattern",keyword:"pattern",params:{pattern: "^\\d{8}T\\d{6}Z-[a-z][a-z0-9-]{0,31}$"},message:"must match pattern \""+"^\\d{8}T\\d{6}Z-[a-z][a-z0-9-]{0,31}$"+"\"",schema:"^\\d{8}T\\d{6}Z-[a-z][a-z0-9-]{0,31}$",parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/job_id",schemaPath:"#/definitions/job-id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.generated_at !== undefined){
let data2 = data.generated_at;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
const err9 = {instancePath:instancePath+"/generated_at",schemaPath:"#/definitions/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$"+"\"",schema:"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$",parentSchema:schema13,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/generated_at",schemaPath:"#/definitions/instant/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.datasets !== undefined){
let data3 = data.datasets;
if(Array.isArray(data3)){
if(data3.length < 1){
const err11 = {instancePath:instancePath+"/datasets",schemaPath:"#/properties/datasets/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.datasets,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.dataset === undefined){
const err12 = {instancePath:instancePath+"/datasets/" + i0,schemaPath:"#/properties/datasets/items/required",keyword:"required",params:{missingProperty: "dataset"},message:"must have required property '"+"dataset"+"'",schema:schema11.properties.datasets.items.required,parentSchema:schema11.properties.datasets.items,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data4.sequence === undefined){
const err13 = {instancePath:instancePath+"/datasets/" + i0,schemaPath:"#/properties/datasets/items/required",keyword:"required",params:{missingProperty: "sequence"},message:"must have required property '"+"sequence"+"'",schema:schema11.properties.datasets.items.required,parentSchema:schema11.properties.datasets.items,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data4.generated_at === undefined){
const err14 = {instancePath:instancePath+"/datasets/" + i0,schemaPath:"#/properties/datasets/items/required",keyword:"required",params:{missingProperty: "generated_at"},message:"must have required property '"+"generated_at"+"'",schema:schema11.properties.datasets.items.required,parentSchema:schema11.properties.datasets.items,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data4.job_id === undefined){
const err15 = {instancePath:instancePath+"/datasets/" + i0,schemaPath:"#/properties/datasets/items/required",keyword:"required",params:{missingProperty: "job_id"},message:"must have required property '"+"job_id"+"'",schema:schema11.properties.datasets.items.required,parentSchema:schema11.properties.datasets.items,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data4.checksum_sha256 === undefined){
const err16 = {instancePath:instancePath+"/datasets/" + i0,schemaPath:"#/properties/datasets/items/required",keyword:"required",params:{missingProperty: "checksum_sha256"},message:"must have required property '"+"checksum_sha256"+"'",schema:schema11.properties.datasets.items.required,parentSchema:schema11.properties.datasets.items,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data4.row_count === undefined){
const err17 = {instancePath:instancePath+"/datasets/" + i0,schemaPath:"#/properties/datasets/items/required",keyword:"required",params:{missingProperty: "row_count"},message:"must have required property '"+"row_count"+"'",schema:schema11.properties.datasets.items.required,parentSchema:schema11.properties.datasets.items,data:data4};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data4.source_hash === undefined){
const err18 = {instancePath:instancePath+"/datasets/" + i0,schemaPath:"#/properties/datasets/items/required",keyword:"required",params:{missingProperty: "source_hash"},message:"must have required property '"+"source_hash"+"'",schema:schema11.properties.datasets.items.required,parentSchema:schema11.properties.datasets.items,data:data4};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data4.dataset !== undefined){
let data5 = data4.dataset;
if(typeof data5 === "string"){
if(!pattern2.test(data5)){
const err19 = {instancePath:instancePath+"/datasets/" + i0+"/dataset",schemaPath:"#/properties/datasets/items/properties/dataset/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]{0,63}$"},message:"must match pattern \""+"^[a-z][a-z0-9_]{0,63}$"+"\"",schema:"^[a-z][a-z0-9_]{0,63}$",parentSchema:schema11.properties.datasets.items.properties.dataset,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/datasets/" + i0+"/dataset",schemaPath:"#/properties/datasets/items/properties/dataset/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.datasets.items.properties.dataset.type,parentSchema:schema11.properties.datasets.items.properties.dataset,data:data5};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data4.sequence !== undefined){
let data6 = data4.sequence;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err21 = {instancePath:instancePath+"/datasets/" + i0+"/sequence",schemaPath:"#/properties/datasets/items/properties/sequence/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema11.properties.datasets.items.properties.sequence.type,parentSchema:schema11.properties.datasets.items.properties.sequence,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 9007199254740991 || isNaN(data6)){
const err22 = {instancePath:instancePath+"/datasets/" + i0+"/sequence",schemaPath:"#/properties/datasets/items/properties/sequence/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema11.properties.datasets.items.properties.sequence,data:data6};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err23 = {instancePath:instancePath+"/datasets/" + i0+"/sequence",schemaPath:"#/properties/datasets/items/properties/sequence/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema11.properties.datasets.items.properties.sequence,data:data6};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data4.generated_at !== undefined){
let data7 = data4.generated_at;
if(typeof data7 === "string"){
if(!pattern1.test(data7)){
const err24 = {instancePath:instancePath+"/datasets/" + i0+"/generated_at",schemaPath:"#/definitions/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$"+"\"",schema:"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$",parentSchema:schema13,data:data7};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/datasets/" + i0+"/generated_at",schemaPath:"#/definitions/instant/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data4.job_id !== undefined){
let data8 = data4.job_id;
if(typeof data8 === "string"){
if(!pattern0.test(data8)){
const err26 = {instancePath:instancePath+"/datasets/" + i0+"/job_id",schemaPath:"#/definitions/job-id/pattern",keyword:"pattern",params:{pattern: "^\\d{8}T\\d{6}Z-[a-z][a-z0-9-]{0,31}$"},message:"must match pattern \""+"^\\d{8}T\\d{6}Z-[a-z][a-z0-9-]{0,31}$"+"\"",schema:"^\\d{8}T\\d{6}Z-[a-z][a-z0-9-]{0,31}$",parentSchema:schema12,data:data8};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/datasets/" + i0+"/job_id",schemaPath:"#/definitions/job-id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data8};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data4.checksum_sha256 !== undefined){
let data9 = data4.checksum_sha256;
if(typeof data9 === "string"){
if(!pattern5.test(data9)){
const err28 = {instancePath:instancePath+"/datasets/" + i0+"/checksum_sha256",schemaPath:"#/definitions/sha256/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\"",schema:"^[0-9a-f]{64}$",parentSchema:schema16,data:data9};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/datasets/" + i0+"/checksum_sha256",schemaPath:"#/definitions/sha256/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.type,parentSchema:schema16,data:data9};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data4.row_count !== undefined){
let data10 = data4.row_count;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err30 = {instancePath:instancePath+"/datasets/" + i0+"/row_count",schemaPath:"#/properties/datasets/items/properties/row_count/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema11.properties.datasets.items.properties.row_count.type,parentSchema:schema11.properties.datasets.items.properties.row_count,data:data10};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 9007199254740991 || isNaN(data10)){
const err31 = {instancePath:instancePath+"/datasets/" + i0+"/row_count",schemaPath:"#/properties/datasets/items/properties/row_count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema11.properties.datasets.items.properties.row_count,data:data10};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data10 < 0 || isNaN(data10)){
const err32 = {instancePath:instancePath+"/datasets/" + i0+"/row_count",schemaPath:"#/properties/datasets/items/properties/row_count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema11.properties.datasets.items.properties.row_count,data:data10};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
if(data4.source_hash !== undefined){
let data11 = data4.source_hash;
if(typeof data11 === "string"){
if(!pattern5.test(data11)){
const err33 = {instancePath:instancePath+"/datasets/" + i0+"/source_hash",schemaPath:"#/definitions/sha256/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\"",schema:"^[0-9a-f]{64}$",parentSchema:schema16,data:data11};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/datasets/" + i0+"/source_hash",schemaPath:"#/definitions/sha256/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.type,parentSchema:schema16,data:data11};
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
else {
const err35 = {instancePath:instancePath+"/datasets/" + i0,schemaPath:"#/properties/datasets/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.datasets.items.type,parentSchema:schema11.properties.datasets.items,data:data4};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/datasets",schemaPath:"#/properties/datasets/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.datasets.type,parentSchema:schema11.properties.datasets,data:data3};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.provenance !== undefined){
let data12 = data.provenance;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.command === undefined){
const err37 = {instancePath:instancePath+"/provenance",schemaPath:"#/properties/provenance/required",keyword:"required",params:{missingProperty: "command"},message:"must have required property '"+"command"+"'",schema:schema11.properties.provenance.required,parentSchema:schema11.properties.provenance,data:data12};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data12.commit_sha === undefined){
const err38 = {instancePath:instancePath+"/provenance",schemaPath:"#/properties/provenance/required",keyword:"required",params:{missingProperty: "commit_sha"},message:"must have required property '"+"commit_sha"+"'",schema:schema11.properties.provenance.required,parentSchema:schema11.properties.provenance,data:data12};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data12.inputs === undefined){
const err39 = {instancePath:instancePath+"/provenance",schemaPath:"#/properties/provenance/required",keyword:"required",params:{missingProperty: "inputs"},message:"must have required property '"+"inputs"+"'",schema:schema11.properties.provenance.required,parentSchema:schema11.properties.provenance,data:data12};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data12.command !== undefined){
let data13 = data12.command;
if(typeof data13 === "string"){
if(func2(data13) < 1){
const err40 = {instancePath:instancePath+"/provenance/command",schemaPath:"#/properties/provenance/properties/command/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.provenance.properties.command,data:data13};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/provenance/command",schemaPath:"#/properties/provenance/properties/command/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.provenance.properties.command.type,parentSchema:schema11.properties.provenance.properties.command,data:data13};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data12.commit_sha !== undefined){
let data14 = data12.commit_sha;
if((typeof data14 !== "string") && (data14 !== null)){
const err42 = {instancePath:instancePath+"/provenance/commit_sha",schemaPath:"#/properties/provenance/properties/commit_sha/type",keyword:"type",params:{type: schema11.properties.provenance.properties.commit_sha.type},message:"must be string,null",schema:schema11.properties.provenance.properties.commit_sha.type,parentSchema:schema11.properties.provenance.properties.commit_sha,data:data14};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(typeof data14 === "string"){
if(!pattern7.test(data14)){
const err43 = {instancePath:instancePath+"/provenance/commit_sha",schemaPath:"#/properties/provenance/properties/commit_sha/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9a-f]{40}|[0-9a-f]{64})$"},message:"must match pattern \""+"^(?:[0-9a-f]{40}|[0-9a-f]{64})$"+"\"",schema:"^(?:[0-9a-f]{40}|[0-9a-f]{64})$",parentSchema:schema11.properties.provenance.properties.commit_sha,data:data14};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
if(data12.inputs !== undefined){
let data15 = data12.inputs;
if(Array.isArray(data15)){
if(data15.length < 1){
const err44 = {instancePath:instancePath+"/provenance/inputs",schemaPath:"#/properties/provenance/properties/inputs/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.provenance.properties.inputs,data:data15};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
const len1 = data15.length;
for(let i1=0; i1<len1; i1++){
let data16 = data15[i1];
if(typeof data16 === "string"){
if(func2(data16) < 1){
const err45 = {instancePath:instancePath+"/provenance/inputs/" + i1,schemaPath:"#/properties/provenance/properties/inputs/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.provenance.properties.inputs.items,data:data16};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/provenance/inputs/" + i1,schemaPath:"#/properties/provenance/properties/inputs/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.provenance.properties.inputs.items.type,parentSchema:schema11.properties.provenance.properties.inputs.items,data:data16};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/provenance/inputs",schemaPath:"#/properties/provenance/properties/inputs/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.provenance.properties.inputs.type,parentSchema:schema11.properties.provenance.properties.inputs,data:data15};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/provenance",schemaPath:"#/properties/provenance/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.provenance.type,parentSchema:schema11.properties.provenance,data:data12};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data.issued !== undefined){
let data17 = data.issued;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
for(const key0 in data17){
const _errs42 = errors;
if(typeof key0 === "string"){
if(!pattern2.test(key0)){
const err49 = {instancePath:instancePath+"/issued",schemaPath:"#/properties/issued/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]{0,63}$"},message:"must match pattern \""+"^[a-z][a-z0-9_]{0,63}$"+"\"",schema:"^[a-z][a-z0-9_]{0,63}$",parentSchema:schema11.properties.issued.propertyNames,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
var valid13 = _errs42 === errors;
if(!valid13){
const err50 = {instancePath:instancePath+"/issued",schemaPath:"#/properties/issued/propertyNames",keyword:"propertyNames",params:{propertyName: key0},message:"property name must be valid",schema:schema11.properties.issued.propertyNames,parentSchema:schema11.properties.issued,data:data17};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
for(const key1 in data17){
let data18 = data17[key1];
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err51 = {instancePath:instancePath+"/issued/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/issued/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema11.properties.issued.additionalProperties.type,parentSchema:schema11.properties.issued.additionalProperties,data:data18};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 > 9007199254740991 || isNaN(data18)){
const err52 = {instancePath:instancePath+"/issued/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/issued/additionalProperties/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema11.properties.issued.additionalProperties,data:data18};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data18 < 1 || isNaN(data18)){
const err53 = {instancePath:instancePath+"/issued/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/issued/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema11.properties.issued.additionalProperties,data:data18};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
}
else {
const err54 = {instancePath:instancePath+"/issued",schemaPath:"#/properties/issued/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.issued.type,parentSchema:schema11.properties.issued,data:data17};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}


/***/ }),

/***/ 1031:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ bundleFiles)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7975);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8522);
/* harmony import */ var _domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9269);
/* harmony import */ var _domain_observability_bundle_manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4593);





const COMPRESSED = '.gz';
/** A dataset that inflates to more was not written by a job. */
const MAX_INFLATED = 256 * 2 ** 20;
/** Put before the name of a folder that is being filled or emptied: hidden, so no bundle. */
const BEGUN = '.begun-';
const GOING = '.going-';
/** Whether a name is of something that is not finished; a hidden file is nobody's business either. */
function isUnfinished(name) {
    return name.startsWith('.') || name.endsWith('.tmp');
}
async function finishedNames(files, folder) {
    return (await files.names(folder)).filter((name) => !isUnfinished(name));
}
const deflate = (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_zlib__WEBPACK_IMPORTED_MODULE_2__.gzip);
const inflate = (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_zlib__WEBPACK_IMPORTED_MODULE_2__.gunzip);
/** A file's text; what cannot be read is no text, and no bundle can be made of it. */
async function textOf(files, path) {
    const bytes = await files.read(path);
    if (bytes === null)
        return null;
    return typeof bytes === 'string' ? `unreadable: ${bytes}` : Buffer.from(bytes).toString('utf8');
}
async function inflated(bytes) {
    if (typeof bytes === 'string')
        return bytes;
    try {
        return await inflate(bytes, { maxOutputLength: MAX_INFLATED });
    }
    catch {
        return 'is no whole gzip file';
    }
}
async function readFolder(files, folder, isCompressed) {
    const found = new Map();
    for (const name of await finishedNames(files, folder)) {
        if (name === _domain_observability_bundle_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_FILE */ .h1)
            continue;
        const bytes = await files.read(`${folder}/${name}`);
        if (bytes === null)
            continue;
        if (isCompressed && name.endsWith(COMPRESSED))
            found.set(name.slice(0, -COMPRESSED.length), await inflated(bytes));
        else
            found.set(name, bytes);
    }
    return { manifest: await textOf(files, `${folder}/${_domain_observability_bundle_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_FILE */ .h1}`), files: found };
}
/** Earlier bundles: the manifest as it was, and the datasets compressed. */
function historyFiles(files) {
    const place = (folder) => `${_domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_4__/* .HISTORY_FOLDER */ .O_}/${folder}`;
    return {
        folders: () => finishedNames(files, _domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_4__/* .HISTORY_FOLDER */ .O_),
        manifest: (folder) => textOf(files, `${place(folder)}/${_domain_observability_bundle_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_FILE */ .h1}`),
        read: (folder) => readFolder(files, place(folder), true),
        add: async (folder, bundle) => {
            const begun = place(`${BEGUN}${folder}`);
            for (const [name, bytes] of bundle.files)
                if (typeof bytes !== 'string')
                    await files.replace(`${begun}/${name}${COMPRESSED}`, await deflate(bytes, { level: 9 }));
            await files.replace(`${begun}/${_domain_observability_bundle_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_FILE */ .h1}`, bundle.manifest ?? '');
            await files.rename(begun, place(folder));
        },
        remove: async (folder) => {
            // Out of sight first: what is half removed is no bundle that is broken.
            await files.rename(place(folder), place(`${GOING}${folder}`));
            await files.remove(place(`${GOING}${folder}`));
        },
        archive: () => textOf(files, _domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_4__/* .ARCHIVE_FILE */ .sX),
        replaceArchive: (text) => files.replace(_domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_4__/* .ARCHIVE_FILE */ .sX, text),
    };
}
/** What jobs that were killed had begun. */
async function leftovers(files) {
    const isBegun = (name) => name.startsWith(BEGUN) || name.startsWith(GOING);
    const among = async (folder, isLeft) => (await files.names(folder)).filter(isLeft).map((name) => `${folder}/${name}`);
    const folder = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(_domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_4__/* .ARCHIVE_FILE */ .sX);
    const archive = `${node_path__WEBPACK_IMPORTED_MODULE_0__.posix.basename(_domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_4__/* .ARCHIVE_FILE */ .sX)}.`;
    return [
        ...(await among(_domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_4__/* .BUNDLE_FOLDER */ .oA, (name) => name.endsWith('.tmp'))),
        ...(await among(_domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_4__/* .HISTORY_FOLDER */ .O_, isBegun)),
        ...(await among(folder, (name) => name.startsWith(archive) && name.endsWith('.tmp'))),
    ];
}
/** The bundle of a root and its history. */
function bundleFiles(files) {
    const place = (name) => `${_domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_4__/* .BUNDLE_FOLDER */ .oA}/${name}`;
    return {
        current: () => readFolder(files, _domain_observability_bundle_bundle_places_js__WEBPACK_IMPORTED_MODULE_4__/* .BUNDLE_FOLDER */ .oA, false),
        replace: (name, content) => files.replace(place(name), content),
        remove: (name) => files.remove(place(name)),
        sweep: async () => {
            for (const path of await leftovers(files))
                await files.remove(path);
        },
        history: historyFiles(files),
    };
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

/***/ 2320:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ diskJobFiles)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _domain_observability_job_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6045);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2664);
/* harmony import */ var _disk_input_tree_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2781);





/** No file of a job comes near to that. */
const MAX_BYTES = 256 * 2 ** 20;
/** The files below a root. What a symbolic link leads to outside of it is not read. */
function diskJobFiles(root) {
    const tree = new _disk_input_tree_js__WEBPACK_IMPORTED_MODULE_4__/* .DiskInputTree */ .I(root);
    return {
        read: async (path) => {
            try {
                const file = await tree.read(path, MAX_BYTES);
                if (file.kind === 'file')
                    return file.bytes;
                return file.kind === 'missing' ? null : file.reason;
            }
            catch (error) {
                if (error instanceof _domain_observability_job_error_js__WEBPACK_IMPORTED_MODULE_2__/* .JobError */ .CR && error.code === 'unsafe_path')
                    return 'is a symbolic link out of the tree';
                if (error.code === 'ENOENT')
                    return null;
                throw error;
            }
        },
        replace: (path, data) => (0,_files_js__WEBPACK_IMPORTED_MODULE_3__/* .writeFileAtomic */ .Zf)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, path), data),
        names: async (folder) => {
            try {
                return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, folder))).sort();
            }
            catch (error) {
                if (['ENOENT', 'ENOTDIR'].includes(error.code ?? ''))
                    return [];
                throw error;
            }
        },
        rename: (from, to) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, from), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, to)),
        remove: (path) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, path), { recursive: true, force: true }),
    };
}


/***/ })

};
