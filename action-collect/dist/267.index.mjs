export const id = 267;
export const ids = [267,16];
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

/***/ 9267:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CsvFormat: () => (/* binding */ CsvFormat)
/* harmony export */ });
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2016);

function parseRecord(text) {
    try {
        const [record] = (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__.parse)(text, { relax_column_count: true });
        return record ?? null;
    }
    catch (error) {
        if (error instanceof csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .CsvError */ .J && error.code === 'CSV_QUOTE_NOT_CLOSED')
            return 'unfinished';
        return null;
    }
}
/** CSV (RFC 4180) with a header line; values are text, and empty ones are left out. */
class CsvFormat {
    showsItsEnd = false;
    #columns;
    /** `columns`: the header's names where it was read earlier, else null. */
    constructor(columns) {
        this.#columns = columns;
    }
    get columns() {
        return this.#columns;
    }
    parse(text) {
        if (text.trim() === '')
            return { kind: 'nothing' };
        const record = parseRecord(text);
        if (record === 'unfinished')
            return { kind: 'unfinished' };
        if (record === null)
            return { kind: 'broken', reason: 'is no CSV: a quote stands inside an unquoted value' };
        if (this.#columns === null) {
            this.#columns = record.map((name) => name.trim());
            return { kind: 'nothing' };
        }
        if (record.length !== this.#columns.length) {
            return {
                kind: 'broken',
                reason: `has ${record.length} values where the header names ${this.#columns.length} columns`,
            };
        }
        const entries = this.#columns.map((name, i) => [name, record[i] ?? '']);
        return { kind: 'fields', fields: Object.fromEntries(entries.filter(([, value]) => value !== '')) };
    }
}


/***/ })

};
