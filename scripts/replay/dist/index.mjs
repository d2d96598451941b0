import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 4951:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;

__webpack_unused_export__ = ({ value: true });
// https://github.com/ajv-validator/ajv/issues/889
const equal = __nccwpck_require__(3430);
equal.code = 'require("ajv/dist/runtime/equal").default';
exports.A = equal;
//# sourceMappingURL=equal.js.map

/***/ }),

/***/ 6214:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;

__webpack_unused_export__ = ({ value: true });
// https://mathiasbynens.be/notes/javascript-encoding
// https://github.com/bestiejs/punycode.js - punycode.ucs2.decode
function ucs2length(str) {
    const len = str.length;
    let length = 0;
    let pos = 0;
    let value;
    while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 0xd800 && value <= 0xdbff && pos < len) {
            // high surrogate, and there is a next character
            value = str.charCodeAt(pos);
            if ((value & 0xfc00) === 0xdc00)
                pos++; // low surrogate
        }
    }
    return length;
}
exports.A = ucs2length;
ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
//# sourceMappingURL=ucs2length.js.map

/***/ }),

/***/ 3430:
/***/ ((module) => {



// do not edit .js files directly - edit src/index.jst



module.exports = function equal(a, b) {
  if (a === b) return true;

  if (a && b && typeof a == 'object' && typeof b == 'object') {
    if (a.constructor !== b.constructor) return false;

    var length, i, keys;
    if (Array.isArray(a)) {
      length = a.length;
      if (length != b.length) return false;
      for (i = length; i-- !== 0;)
        if (!equal(a[i], b[i])) return false;
      return true;
    }



    if (a.constructor === RegExp) return a.source === b.source && a.flags === b.flags;
    if (a.valueOf !== Object.prototype.valueOf) return a.valueOf() === b.valueOf();
    if (a.toString !== Object.prototype.toString) return a.toString() === b.toString();

    keys = Object.keys(a);
    length = keys.length;
    if (length !== Object.keys(b).length) return false;

    for (i = length; i-- !== 0;)
      if (!Object.prototype.hasOwnProperty.call(b, keys[i])) return false;

    for (i = length; i-- !== 0;) {
      var key = keys[i];

      if (!equal(a[key], b[key])) return false;
    }

    return true;
  }

  // true if both NaN, false otherwise
  return a!==a && b!==b;
};


/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 7349:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveBlockMap = __nccwpck_require__(7103);
var resolveBlockSeq = __nccwpck_require__(334);
var resolveFlowCollection = __nccwpck_require__(3142);

function resolveCollection(CN, ctx, token, onError, tagName, tag) {
    const coll = token.type === 'block-map'
        ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag)
        : token.type === 'block-seq'
            ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag)
            : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
    const Coll = coll.constructor;
    // If we got a tagName matching the class, or the tag name is '!',
    // then use the tagName from the node class used to create it.
    if (tagName === '!' || tagName === Coll.tagName) {
        coll.tag = Coll.tagName;
        return coll;
    }
    if (tagName)
        coll.tag = tagName;
    return coll;
}
function composeCollection(CN, ctx, token, props, onError) {
    const tagToken = props.tag;
    const tagName = !tagToken
        ? null
        : ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg));
    if (token.type === 'block-seq') {
        const { anchor, newlineAfterProp: nl } = props;
        const lastProp = anchor && tagToken
            ? anchor.offset > tagToken.offset
                ? anchor
                : tagToken
            : (anchor ?? tagToken);
        if (lastProp && (!nl || nl.offset < lastProp.offset)) {
            const message = 'Missing newline after block sequence props';
            onError(lastProp, 'MISSING_CHAR', message);
        }
    }
    const expType = token.type === 'block-map'
        ? 'map'
        : token.type === 'block-seq'
            ? 'seq'
            : token.start.source === '{'
                ? 'map'
                : 'seq';
    // shortcut: check if it's a generic YAMLMap or YAMLSeq
    // before jumping into the custom tag logic.
    if (!tagToken ||
        !tagName ||
        tagName === '!' ||
        (tagName === YAMLMap.YAMLMap.tagName && expType === 'map') ||
        (tagName === YAMLSeq.YAMLSeq.tagName && expType === 'seq')) {
        return resolveCollection(CN, ctx, token, onError, tagName);
    }
    let tag = ctx.schema.tags.find(t => t.tag === tagName && t.collection === expType);
    if (!tag) {
        const kt = ctx.schema.knownTags[tagName];
        if (kt?.collection === expType) {
            ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
            tag = kt;
        }
        else {
            if (kt) {
                onError(tagToken, 'BAD_COLLECTION_TYPE', `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? 'scalar'}`, true);
            }
            else {
                onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, true);
            }
            return resolveCollection(CN, ctx, token, onError, tagName);
        }
    }
    const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
    const res = tag.resolve?.(coll, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg), ctx.options) ?? coll;
    const node = identity.isNode(res)
        ? res
        : new Scalar.Scalar(res);
    node.range = coll.range;
    node.tag = tagName;
    if (tag?.format)
        node.format = tag.format;
    return node;
}

exports.composeCollection = composeCollection;


/***/ }),

/***/ 3683:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Document = __nccwpck_require__(3021);
var composeNode = __nccwpck_require__(5937);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);

function composeDoc(options, directives, { offset, start, value, end }, onError) {
    const opts = Object.assign({ _directives: directives }, options);
    const doc = new Document.Document(undefined, opts);
    const ctx = {
        atKey: false,
        atRoot: true,
        directives: doc.directives,
        options: doc.options,
        schema: doc.schema
    };
    const props = resolveProps.resolveProps(start, {
        indicator: 'doc-start',
        next: value ?? end?.[0],
        offset,
        onError,
        parentIndent: 0,
        startOnNewline: true
    });
    if (props.found) {
        doc.directives.docStart = true;
        if (value &&
            (value.type === 'block-map' || value.type === 'block-seq') &&
            !props.hasNewline)
            onError(props.end, 'MISSING_CHAR', 'Block collection cannot start on same line with directives-end marker');
    }
    // @ts-expect-error If Contents is set, let's trust the user
    doc.contents = value
        ? composeNode.composeNode(ctx, value, props, onError)
        : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
    const contentEnd = doc.contents.range[2];
    const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
    if (re.comment)
        doc.comment = re.comment;
    doc.range = [offset, contentEnd, re.offset];
    return doc;
}

exports.composeDoc = composeDoc;


/***/ }),

/***/ 5937:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var composeCollection = __nccwpck_require__(7349);
var composeScalar = __nccwpck_require__(5413);
var resolveEnd = __nccwpck_require__(7788);
var utilEmptyScalarPosition = __nccwpck_require__(2599);

const CN = { composeNode, composeEmptyNode };
function composeNode(ctx, token, props, onError) {
    const atKey = ctx.atKey;
    const { spaceBefore, comment, anchor, tag } = props;
    let node;
    let isSrcToken = true;
    switch (token.type) {
        case 'alias':
            node = composeAlias(ctx, token, onError);
            if (anchor || tag)
                onError(token, 'ALIAS_PROPS', 'An alias node must not specify any properties');
            break;
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'block-scalar':
            node = composeScalar.composeScalar(ctx, token, tag, onError);
            if (anchor)
                node.anchor = anchor.source.substring(1);
            break;
        case 'block-map':
        case 'block-seq':
        case 'flow-collection':
            try {
                node = composeCollection.composeCollection(CN, ctx, token, props, onError);
                if (anchor)
                    node.anchor = anchor.source.substring(1);
            }
            catch (error) {
                // Almost certainly here due to a stack overflow
                const message = error instanceof Error ? error.message : String(error);
                onError(token, 'RESOURCE_EXHAUSTION', message);
            }
            break;
        default: {
            const message = token.type === 'error'
                ? token.message
                : `Unsupported token (type: ${token.type})`;
            onError(token, 'UNEXPECTED_TOKEN', message);
            isSrcToken = false;
        }
    }
    node ?? (node = composeEmptyNode(ctx, token.offset, undefined, null, props, onError));
    if (anchor && node.anchor === '')
        onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    if (atKey &&
        ctx.options.stringKeys &&
        (!identity.isScalar(node) ||
            typeof node.value !== 'string' ||
            (node.tag && node.tag !== 'tag:yaml.org,2002:str'))) {
        const msg = 'With stringKeys, all keys must be strings';
        onError(tag ?? token, 'NON_STRING_KEY', msg);
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        if (token.type === 'scalar' && token.source === '')
            node.comment = comment;
        else
            node.commentBefore = comment;
    }
    // @ts-expect-error Type checking misses meaning of isSrcToken
    if (ctx.options.keepSourceTokens && isSrcToken)
        node.srcToken = token;
    return node;
}
function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
    const token = {
        type: 'scalar',
        offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
        indent: -1,
        source: ''
    };
    const node = composeScalar.composeScalar(ctx, token, tag, onError);
    if (anchor) {
        node.anchor = anchor.source.substring(1);
        if (node.anchor === '')
            onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        node.comment = comment;
        node.range[2] = end;
    }
    return node;
}
function composeAlias({ options }, { offset, source, end }, onError) {
    const alias = new Alias.Alias(source.substring(1));
    if (alias.source === '')
        onError(offset, 'BAD_ALIAS', 'Alias cannot be an empty string');
    if (alias.source.endsWith(':'))
        onError(offset + source.length - 1, 'BAD_ALIAS', 'Alias ending in : is ambiguous', true);
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
    alias.range = [offset, valueEnd, re.offset];
    if (re.comment)
        alias.comment = re.comment;
    return alias;
}

exports.composeEmptyNode = composeEmptyNode;
exports.composeNode = composeNode;


/***/ }),

/***/ 5413:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);

function composeScalar(ctx, token, tagToken, onError) {
    const { value, type, comment, range } = token.type === 'block-scalar'
        ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError)
        : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
    const tagName = tagToken
        ? ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg))
        : null;
    let tag;
    if (ctx.options.stringKeys && ctx.atKey) {
        tag = ctx.schema[identity.SCALAR];
    }
    else if (tagName)
        tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
    else if (token.type === 'scalar')
        tag = findScalarTagByTest(ctx, value, token, onError);
    else
        tag = ctx.schema[identity.SCALAR];
    let scalar;
    try {
        const res = tag.resolve(value, msg => onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg), ctx.options);
        scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
    }
    catch (error) {
        const msg = error instanceof Error ? error.message : String(error);
        onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg);
        scalar = new Scalar.Scalar(value);
    }
    scalar.range = range;
    scalar.source = value;
    if (type)
        scalar.type = type;
    if (tagName)
        scalar.tag = tagName;
    if (tag.format)
        scalar.format = tag.format;
    if (comment)
        scalar.comment = comment;
    return scalar;
}
function findScalarTagByName(schema, value, tagName, tagToken, onError) {
    if (tagName === '!')
        return schema[identity.SCALAR]; // non-specific tag
    const matchWithTest = [];
    for (const tag of schema.tags) {
        if (!tag.collection && tag.tag === tagName) {
            if (tag.default && tag.test)
                matchWithTest.push(tag);
            else
                return tag;
        }
    }
    for (const tag of matchWithTest)
        if (tag.test?.test(value))
            return tag;
    const kt = schema.knownTags[tagName];
    if (kt && !kt.collection) {
        // Ensure that the known tag is available for stringifying,
        // but does not get used by default.
        schema.tags.push(Object.assign({}, kt, { default: false, test: undefined }));
        return kt;
    }
    onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, tagName !== 'tag:yaml.org,2002:str');
    return schema[identity.SCALAR];
}
function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
    const tag = schema.tags.find(tag => (tag.default === true || (atKey && tag.default === 'key')) &&
        tag.test?.test(value)) || schema[identity.SCALAR];
    if (schema.compat) {
        const compat = schema.compat.find(tag => tag.default && tag.test?.test(value)) ??
            schema[identity.SCALAR];
        if (tag.tag !== compat.tag) {
            const ts = directives.tagString(tag.tag);
            const cs = directives.tagString(compat.tag);
            const msg = `Value may be parsed as either ${ts} or ${cs}`;
            onError(token, 'TAG_RESOLVE_FAILED', msg, true);
        }
    }
    return tag;
}

exports.composeScalar = composeScalar;


/***/ }),

/***/ 9984:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var directives = __nccwpck_require__(1342);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var identity = __nccwpck_require__(1127);
var composeDoc = __nccwpck_require__(3683);
var resolveEnd = __nccwpck_require__(7788);

function getErrorPos(src) {
    if (typeof src === 'number')
        return [src, src + 1];
    if (Array.isArray(src))
        return src.length === 2 ? src : [src[0], src[1]];
    const { offset, source } = src;
    return [offset, offset + (typeof source === 'string' ? source.length : 1)];
}
function parsePrelude(prelude) {
    let comment = '';
    let atComment = false;
    let afterEmptyLine = false;
    for (let i = 0; i < prelude.length; ++i) {
        const source = prelude[i];
        switch (source[0]) {
            case '#':
                comment +=
                    (comment === '' ? '' : afterEmptyLine ? '\n\n' : '\n') +
                        (source.substring(1) || ' ');
                atComment = true;
                afterEmptyLine = false;
                break;
            case '%':
                if (prelude[i + 1]?.[0] !== '#')
                    i += 1;
                atComment = false;
                break;
            default:
                // This may be wrong after doc-end, but in that case it doesn't matter
                if (!atComment)
                    afterEmptyLine = true;
                atComment = false;
        }
    }
    return { comment, afterEmptyLine };
}
/**
 * Compose a stream of CST nodes into a stream of YAML Documents.
 *
 * ```ts
 * import { Composer, Parser } from 'yaml'
 *
 * const src: string = ...
 * const tokens = new Parser().parse(src)
 * const docs = new Composer().compose(tokens)
 * ```
 */
class Composer {
    constructor(options = {}) {
        this.doc = null;
        this.atDirectives = false;
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
        this.onError = (source, code, message, warning) => {
            const pos = getErrorPos(source);
            if (warning)
                this.warnings.push(new errors.YAMLWarning(pos, code, message));
            else
                this.errors.push(new errors.YAMLParseError(pos, code, message));
        };
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        this.directives = new directives.Directives({ version: options.version || '1.2' });
        this.options = options;
    }
    decorate(doc, afterDoc) {
        const { comment, afterEmptyLine } = parsePrelude(this.prelude);
        //console.log({ dc: doc.comment, prelude, comment })
        if (comment) {
            const dc = doc.contents;
            if (afterDoc) {
                doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
            }
            else if (afterEmptyLine || doc.directives.docStart || !dc) {
                doc.commentBefore = comment;
            }
            else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
                let it = dc.items[0];
                if (identity.isPair(it))
                    it = it.key;
                const cb = it.commentBefore;
                it.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
            else {
                const cb = dc.commentBefore;
                dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
        }
        if (afterDoc) {
            for (let i = 0; i < this.errors.length; ++i)
                doc.errors.push(this.errors[i]);
            for (let i = 0; i < this.warnings.length; ++i)
                doc.warnings.push(this.warnings[i]);
        }
        else {
            doc.errors = this.errors;
            doc.warnings = this.warnings;
        }
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
    }
    /**
     * Current stream status information.
     *
     * Mostly useful at the end of input for an empty stream.
     */
    streamInfo() {
        return {
            comment: parsePrelude(this.prelude).comment,
            directives: this.directives,
            errors: this.errors,
            warnings: this.warnings
        };
    }
    /**
     * Compose tokens into documents.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *compose(tokens, forceDoc = false, endOffset = -1) {
        for (const token of tokens)
            yield* this.next(token);
        yield* this.end(forceDoc, endOffset);
    }
    /** Advance the composer by one CST token. */
    *next(token) {
        if (node_process.env.LOG_STREAM)
            console.dir(token, { depth: null });
        switch (token.type) {
            case 'directive':
                this.directives.add(token.source, (offset, message, warning) => {
                    const pos = getErrorPos(token);
                    pos[0] += offset;
                    this.onError(pos, 'BAD_DIRECTIVE', message, warning);
                });
                this.prelude.push(token.source);
                this.atDirectives = true;
                break;
            case 'document': {
                const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
                if (this.atDirectives && !doc.directives.docStart)
                    this.onError(token, 'MISSING_CHAR', 'Missing directives-end/doc-start indicator line');
                this.decorate(doc, false);
                if (this.doc)
                    yield this.doc;
                this.doc = doc;
                this.atDirectives = false;
                break;
            }
            case 'byte-order-mark':
            case 'space':
                break;
            case 'comment':
            case 'newline':
                this.prelude.push(token.source);
                break;
            case 'error': {
                const msg = token.source
                    ? `${token.message}: ${JSON.stringify(token.source)}`
                    : token.message;
                const error = new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg);
                if (this.atDirectives || !this.doc)
                    this.errors.push(error);
                else
                    this.doc.errors.push(error);
                break;
            }
            case 'doc-end': {
                if (!this.doc) {
                    const msg = 'Unexpected doc-end without preceding document';
                    this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg));
                    break;
                }
                this.doc.directives.docEnd = true;
                const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
                this.decorate(this.doc, true);
                if (end.comment) {
                    const dc = this.doc.comment;
                    this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
                }
                this.doc.range[2] = end.offset;
                break;
            }
            default:
                this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', `Unsupported token ${token.type}`));
        }
    }
    /**
     * Call at end of input to yield any remaining document.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *end(forceDoc = false, endOffset = -1) {
        if (this.doc) {
            this.decorate(this.doc, true);
            yield this.doc;
            this.doc = null;
        }
        else if (forceDoc) {
            const opts = Object.assign({ _directives: this.directives }, this.options);
            const doc = new Document.Document(undefined, opts);
            if (this.atDirectives)
                this.onError(endOffset, 'MISSING_CHAR', 'Missing directives-end indicator line');
            doc.range = [0, endOffset, endOffset];
            this.decorate(doc, false);
            yield doc;
        }
    }
}

exports.Composer = Composer;


/***/ }),

/***/ 7103:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilFlowIndentCheck = __nccwpck_require__(4051);
var utilMapIncludes = __nccwpck_require__(1187);

const startColMsg = 'All mapping items must start at the same column';
function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLMap.YAMLMap;
    const map = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    let offset = bm.offset;
    let commentEnd = null;
    for (const collItem of bm.items) {
        const { start, key, sep, value } = collItem;
        // key properties
        const keyProps = resolveProps.resolveProps(start, {
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: bm.indent,
            startOnNewline: true
        });
        const implicitKey = !keyProps.found;
        if (implicitKey) {
            if (key) {
                if (key.type === 'block-seq')
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'A block sequence may not be used as an implicit map key');
                else if ('indent' in key && key.indent !== bm.indent)
                    onError(offset, 'BAD_INDENT', startColMsg);
            }
            if (!keyProps.anchor && !keyProps.tag && !sep) {
                commentEnd = keyProps.end;
                if (keyProps.comment) {
                    if (map.comment)
                        map.comment += '\n' + keyProps.comment;
                    else
                        map.comment = keyProps.comment;
                }
                continue;
            }
            if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) {
                onError(key ?? start[start.length - 1], 'MULTILINE_IMPLICIT_KEY', 'Implicit keys need to be on a single line');
            }
        }
        else if (keyProps.found?.indent !== bm.indent) {
            onError(offset, 'BAD_INDENT', startColMsg);
        }
        // key value
        ctx.atKey = true;
        const keyStart = keyProps.end;
        const keyNode = key
            ? composeNode(ctx, key, keyProps, onError)
            : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
        ctx.atKey = false;
        if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
            onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
        // value properties
        const valueProps = resolveProps.resolveProps(sep ?? [], {
            indicator: 'map-value-ind',
            next: value,
            offset: keyNode.range[2],
            onError,
            parentIndent: bm.indent,
            startOnNewline: !key || key.type === 'block-scalar'
        });
        offset = valueProps.end;
        if (valueProps.found) {
            if (implicitKey) {
                if (value?.type === 'block-map' && !valueProps.hasNewline)
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'Nested mappings are not allowed in compact mappings');
                if (ctx.options.strict &&
                    keyProps.start < valueProps.found.offset - 1024)
                    onError(keyNode.range, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit block mapping key');
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
            if (ctx.schema.compat)
                utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
            offset = valueNode.range[2];
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
        else {
            // key with no value
            if (implicitKey)
                onError(keyNode.range, 'MISSING_CHAR', 'Implicit map keys need to be followed by map values');
            if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
    }
    if (commentEnd && commentEnd < offset)
        onError(commentEnd, 'IMPOSSIBLE', 'Map comment with trailing content');
    map.range = [bm.offset, offset, commentEnd ?? offset];
    return map;
}

exports.resolveBlockMap = resolveBlockMap;


/***/ }),

/***/ 8913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function resolveBlockScalar(ctx, scalar, onError) {
    const start = scalar.offset;
    const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
    if (!header)
        return { value: '', type: null, comment: '', range: [start, start, start] };
    const type = header.mode === '>' ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
    const lines = scalar.source ? splitLines(scalar.source) : [];
    // determine the end of content & start of chomping
    let chompStart = lines.length;
    for (let i = lines.length - 1; i >= 0; --i) {
        const content = lines[i][1];
        if (content === '' || content === '\r')
            chompStart = i;
        else
            break;
    }
    // shortcut for empty contents
    if (chompStart === 0) {
        const value = header.chomp === '+' && lines.length > 0
            ? '\n'.repeat(Math.max(1, lines.length - 1))
            : '';
        let end = start + header.length;
        if (scalar.source)
            end += scalar.source.length;
        return { value, type, comment: header.comment, range: [start, end, end] };
    }
    // find the indentation level to trim from start
    let trimIndent = scalar.indent + header.indent;
    let offset = scalar.offset + header.length;
    let contentStart = 0;
    for (let i = 0; i < chompStart; ++i) {
        const [indent, content] = lines[i];
        if (content === '' || content === '\r') {
            if (header.indent === 0 && indent.length > trimIndent)
                trimIndent = indent.length;
        }
        else {
            if (indent.length < trimIndent) {
                const message = 'Block scalars with more-indented leading empty lines must use an explicit indentation indicator';
                onError(offset + indent.length, 'MISSING_CHAR', message);
            }
            if (header.indent === 0)
                trimIndent = indent.length;
            contentStart = i;
            if (trimIndent === 0 && !ctx.atRoot) {
                const message = 'Block scalar values in collections must be indented';
                onError(offset, 'BAD_INDENT', message);
            }
            break;
        }
        offset += indent.length + content.length + 1;
    }
    // include trailing more-indented empty lines in content
    for (let i = lines.length - 1; i >= chompStart; --i) {
        if (lines[i][0].length > trimIndent)
            chompStart = i + 1;
    }
    let value = '';
    let sep = '';
    let prevMoreIndented = false;
    // leading whitespace is kept intact
    for (let i = 0; i < contentStart; ++i)
        value += lines[i][0].slice(trimIndent) + '\n';
    for (let i = contentStart; i < chompStart; ++i) {
        let [indent, content] = lines[i];
        offset += indent.length + content.length + 1;
        const crlf = content[content.length - 1] === '\r';
        if (crlf)
            content = content.slice(0, -1);
        /* istanbul ignore if already caught in lexer */
        if (content && indent.length < trimIndent) {
            const src = header.indent
                ? 'explicit indentation indicator'
                : 'first line';
            const message = `Block scalar lines must not be less indented than their ${src}`;
            onError(offset - content.length - (crlf ? 2 : 1), 'BAD_INDENT', message);
            indent = '';
        }
        if (type === Scalar.Scalar.BLOCK_LITERAL) {
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
        }
        else if (indent.length > trimIndent || content[0] === '\t') {
            // more-indented content within a folded block
            if (sep === ' ')
                sep = '\n';
            else if (!prevMoreIndented && sep === '\n')
                sep = '\n\n';
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
            prevMoreIndented = true;
        }
        else if (content === '') {
            // empty line
            if (sep === '\n')
                value += '\n';
            else
                sep = '\n';
        }
        else {
            value += sep + content;
            sep = ' ';
            prevMoreIndented = false;
        }
    }
    switch (header.chomp) {
        case '-':
            break;
        case '+':
            for (let i = chompStart; i < lines.length; ++i)
                value += '\n' + lines[i][0].slice(trimIndent);
            if (value[value.length - 1] !== '\n')
                value += '\n';
            break;
        default:
            value += '\n';
    }
    const end = start + header.length + scalar.source.length;
    return { value, type, comment: header.comment, range: [start, end, end] };
}
function parseBlockScalarHeader({ offset, props }, strict, onError) {
    /* istanbul ignore if should not happen */
    if (props[0].type !== 'block-scalar-header') {
        onError(props[0], 'IMPOSSIBLE', 'Block scalar header not found');
        return null;
    }
    const { source } = props[0];
    const mode = source[0];
    let indent = 0;
    let chomp = '';
    let error = -1;
    for (let i = 1; i < source.length; ++i) {
        const ch = source[i];
        if (!chomp && (ch === '-' || ch === '+'))
            chomp = ch;
        else {
            const n = Number(ch);
            if (!indent && n)
                indent = n;
            else if (error === -1)
                error = offset + i;
        }
    }
    if (error !== -1)
        onError(error, 'UNEXPECTED_TOKEN', `Block scalar header includes extra characters: ${source}`);
    let hasSpace = false;
    let comment = '';
    let length = source.length;
    for (let i = 1; i < props.length; ++i) {
        const token = props[i];
        switch (token.type) {
            case 'space':
                hasSpace = true;
            // fallthrough
            case 'newline':
                length += token.source.length;
                break;
            case 'comment':
                if (strict && !hasSpace) {
                    const message = 'Comments must be separated from other tokens by white space characters';
                    onError(token, 'MISSING_CHAR', message);
                }
                length += token.source.length;
                comment = token.source.substring(1);
                break;
            case 'error':
                onError(token, 'UNEXPECTED_TOKEN', token.message);
                length += token.source.length;
                break;
            /* istanbul ignore next should not happen */
            default: {
                const message = `Unexpected token in block scalar header: ${token.type}`;
                onError(token, 'UNEXPECTED_TOKEN', message);
                const ts = token.source;
                if (ts && typeof ts === 'string')
                    length += ts.length;
            }
        }
    }
    return { mode, indent, chomp, comment, length };
}
/** @returns Array of lines split up as `[indent, content]` */
function splitLines(source) {
    const split = source.split(/\n( *)/);
    const first = split[0];
    const m = first.match(/^( *)/);
    const line0 = m?.[1]
        ? [m[1], first.slice(m[1].length)]
        : ['', first];
    const lines = [line0];
    for (let i = 1; i < split.length; i += 2)
        lines.push([split[i], split[i + 1]]);
    return lines;
}

exports.resolveBlockScalar = resolveBlockScalar;


/***/ }),

/***/ 334:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var YAMLSeq = __nccwpck_require__(2223);
var resolveProps = __nccwpck_require__(4631);
var utilFlowIndentCheck = __nccwpck_require__(4051);

function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLSeq.YAMLSeq;
    const seq = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = bs.offset;
    let commentEnd = null;
    for (const { start, value } of bs.items) {
        const props = resolveProps.resolveProps(start, {
            indicator: 'seq-item-ind',
            next: value,
            offset,
            onError,
            parentIndent: bs.indent,
            startOnNewline: true
        });
        if (!props.found) {
            if (props.anchor || props.tag || value) {
                if (value?.type === 'block-seq')
                    onError(props.end, 'BAD_INDENT', 'All sequence items must start at the same column');
                else
                    onError(offset, 'MISSING_CHAR', 'Sequence item without - indicator');
            }
            else {
                commentEnd = props.end;
                if (props.comment)
                    seq.comment = props.comment;
                continue;
            }
        }
        const node = value
            ? composeNode(ctx, value, props, onError)
            : composeEmptyNode(ctx, props.end, start, null, props, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
        offset = node.range[2];
        seq.items.push(node);
    }
    seq.range = [bs.offset, offset, commentEnd ?? offset];
    return seq;
}

exports.resolveBlockSeq = resolveBlockSeq;


/***/ }),

/***/ 7788:
/***/ ((__unused_webpack_module, exports) => {



function resolveEnd(end, offset, reqSpace, onError) {
    let comment = '';
    if (end) {
        let hasSpace = false;
        let sep = '';
        for (const token of end) {
            const { source, type } = token;
            switch (type) {
                case 'space':
                    hasSpace = true;
                    break;
                case 'comment': {
                    if (reqSpace && !hasSpace)
                        onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                    const cb = source.substring(1) || ' ';
                    if (!comment)
                        comment = cb;
                    else
                        comment += sep + cb;
                    sep = '';
                    break;
                }
                case 'newline':
                    if (comment)
                        sep += source;
                    hasSpace = true;
                    break;
                default:
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${type} at node end`);
            }
            offset += source.length;
        }
    }
    return { comment, offset };
}

exports.resolveEnd = resolveEnd;


/***/ }),

/***/ 3142:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilMapIncludes = __nccwpck_require__(1187);

const blockMsg = 'Block collections are not allowed within flow collections';
const isBlock = (token) => token && (token.type === 'block-map' || token.type === 'block-seq');
function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
    const isMap = fc.start.source === '{';
    const fcName = isMap ? 'flow map' : 'flow sequence';
    const NodeClass = (tag?.nodeClass ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq));
    const coll = new NodeClass(ctx.schema);
    coll.flow = true;
    const atRoot = ctx.atRoot;
    if (atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = fc.offset + fc.start.source.length;
    for (let i = 0; i < fc.items.length; ++i) {
        const collItem = fc.items[i];
        const { start, key, sep, value } = collItem;
        const props = resolveProps.resolveProps(start, {
            flow: fcName,
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: fc.indent,
            startOnNewline: false
        });
        if (!props.found) {
            if (!props.anchor && !props.tag && !sep && !value) {
                if (i === 0 && props.comma)
                    onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
                else if (i < fc.items.length - 1)
                    onError(props.start, 'UNEXPECTED_TOKEN', `Unexpected empty item in ${fcName}`);
                if (props.comment) {
                    if (coll.comment)
                        coll.comment += '\n' + props.comment;
                    else
                        coll.comment = props.comment;
                }
                offset = props.end;
                continue;
            }
            if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key))
                onError(key, // checked by containsNewline()
                'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
        }
        if (i === 0) {
            if (props.comma)
                onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
        }
        else {
            if (!props.comma)
                onError(props.start, 'MISSING_CHAR', `Missing , between ${fcName} items`);
            if (props.comment) {
                let prevItemComment = '';
                loop: for (const st of start) {
                    switch (st.type) {
                        case 'comma':
                        case 'space':
                            break;
                        case 'comment':
                            prevItemComment = st.source.substring(1);
                            break loop;
                        default:
                            break loop;
                    }
                }
                if (prevItemComment) {
                    let prev = coll.items[coll.items.length - 1];
                    if (identity.isPair(prev))
                        prev = prev.value ?? prev.key;
                    if (prev.comment)
                        prev.comment += '\n' + prevItemComment;
                    else
                        prev.comment = prevItemComment;
                    props.comment = props.comment.substring(prevItemComment.length + 1);
                }
            }
        }
        if (!isMap && !sep && !props.found) {
            // item is a value in a seq
            // → key & sep are empty, start does not include ? or :
            const valueNode = value
                ? composeNode(ctx, value, props, onError)
                : composeEmptyNode(ctx, props.end, sep, null, props, onError);
            coll.items.push(valueNode);
            offset = valueNode.range[2];
            if (isBlock(value))
                onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
        }
        else {
            // item is a key+value pair
            // key value
            ctx.atKey = true;
            const keyStart = props.end;
            const keyNode = key
                ? composeNode(ctx, key, props, onError)
                : composeEmptyNode(ctx, keyStart, start, null, props, onError);
            if (isBlock(key))
                onError(keyNode.range, 'BLOCK_IN_FLOW', blockMsg);
            ctx.atKey = false;
            // value properties
            const valueProps = resolveProps.resolveProps(sep ?? [], {
                flow: fcName,
                indicator: 'map-value-ind',
                next: value,
                offset: keyNode.range[2],
                onError,
                parentIndent: fc.indent,
                startOnNewline: false
            });
            if (valueProps.found) {
                if (!isMap && !props.found && ctx.options.strict) {
                    if (sep)
                        for (const st of sep) {
                            if (st === valueProps.found)
                                break;
                            if (st.type === 'newline') {
                                onError(st, 'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
                                break;
                            }
                        }
                    if (props.start < valueProps.found.offset - 1024)
                        onError(valueProps.found, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit flow sequence key');
                }
            }
            else if (value) {
                if ('source' in value && value.source?.[0] === ':')
                    onError(value, 'MISSING_CHAR', `Missing space after : in ${fcName}`);
                else
                    onError(valueProps.start, 'MISSING_CHAR', `Missing , or : between ${fcName} items`);
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : valueProps.found
                    ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError)
                    : null;
            if (valueNode) {
                if (isBlock(value))
                    onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
            }
            else if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            if (isMap) {
                const map = coll;
                if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
                    onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
                map.items.push(pair);
            }
            else {
                const map = new YAMLMap.YAMLMap(ctx.schema);
                map.flow = true;
                map.items.push(pair);
                const endRange = (valueNode ?? keyNode).range;
                map.range = [keyNode.range[0], endRange[1], endRange[2]];
                coll.items.push(map);
            }
            offset = valueNode ? valueNode.range[2] : valueProps.end;
        }
    }
    const expectedEnd = isMap ? '}' : ']';
    const [ce, ...ee] = fc.end;
    let cePos = offset;
    if (ce?.source === expectedEnd)
        cePos = ce.offset + ce.source.length;
    else {
        const name = fcName[0].toUpperCase() + fcName.substring(1);
        const msg = atRoot
            ? `${name} must end with a ${expectedEnd}`
            : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
        onError(offset, atRoot ? 'MISSING_CHAR' : 'BAD_INDENT', msg);
        if (ce && ce.source.length !== 1)
            ee.unshift(ce);
    }
    if (ee.length > 0) {
        const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
        if (end.comment) {
            if (coll.comment)
                coll.comment += '\n' + end.comment;
            else
                coll.comment = end.comment;
        }
        coll.range = [fc.offset, cePos, end.offset];
    }
    else {
        coll.range = [fc.offset, cePos, cePos];
    }
    return coll;
}

exports.resolveFlowCollection = resolveFlowCollection;


/***/ }),

/***/ 6842:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var resolveEnd = __nccwpck_require__(7788);

function resolveFlowScalar(scalar, strict, onError) {
    const { offset, type, source, end } = scalar;
    let _type;
    let value;
    const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
    switch (type) {
        case 'scalar':
            _type = Scalar.Scalar.PLAIN;
            value = plainValue(source, _onError);
            break;
        case 'single-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_SINGLE;
            value = singleQuotedValue(source, _onError);
            break;
        case 'double-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_DOUBLE;
            value = doubleQuotedValue(source, _onError);
            break;
        /* istanbul ignore next should not happen */
        default:
            onError(scalar, 'UNEXPECTED_TOKEN', `Expected a flow scalar value, but found: ${type}`);
            return {
                value: '',
                type: null,
                comment: '',
                range: [offset, offset + source.length, offset + source.length]
            };
    }
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
    return {
        value,
        type: _type,
        comment: re.comment,
        range: [offset, valueEnd, re.offset]
    };
}
function plainValue(source, onError) {
    let badChar = '';
    switch (source[0]) {
        /* istanbul ignore next should not happen */
        case '\t':
            badChar = 'a tab character';
            break;
        case ',':
            badChar = 'flow indicator character ,';
            break;
        case '%':
            badChar = 'directive indicator character %';
            break;
        case '|':
        case '>': {
            badChar = `block scalar indicator ${source[0]}`;
            break;
        }
        case '@':
        case '`': {
            badChar = `reserved character ${source[0]}`;
            break;
        }
    }
    if (badChar)
        onError(0, 'BAD_SCALAR_START', `Plain value cannot start with ${badChar}`);
    return unfoldLines(source);
}
function singleQuotedValue(source, onError) {
    if (source[source.length - 1] !== "'" || source.length === 1)
        onError(source.length, 'MISSING_CHAR', "Missing closing 'quote");
    return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
}
function unfoldLines(source) {
    const line = /(.*?)\r?\n/sy;
    let match = line.exec(source);
    if (!match)
        return source;
    /**
     * The negative lookbehinds in these RegExps are to
     * prevent causing a polynomial search time in certain cases.
     *
     * The try-catch is for Safari < 16.4 and other old browsers:
     * https://caniuse.com/js-regexp-lookbehind
     */
    let trimEnd, trimBoth;
    try {
        trimEnd = new RegExp('(?<![ \t])[ \t]+$');
        trimBoth = new RegExp('^[ \t]+|(?<![ \t])[ \t]+$', 'g');
    }
    catch {
        trimEnd = /[ \t]+$/;
        trimBoth = /^[ \t]+|[ \t]+$/g;
    }
    let res = match[1].replace(trimEnd, '');
    let sep = ' ';
    let pos = line.lastIndex;
    while ((match = line.exec(source))) {
        const lm = match[1].replace(trimBoth, '');
        if (lm === '') {
            if (sep === '\n')
                res += sep;
            else
                sep = '\n';
        }
        else {
            res += sep + lm;
            sep = ' ';
        }
        pos = line.lastIndex;
    }
    const last = /[ \t]*(.*)/sy;
    last.lastIndex = pos;
    match = last.exec(source);
    return res + sep + (match?.[1] ?? '');
}
function doubleQuotedValue(source, onError) {
    let res = '';
    for (let i = 1; i < source.length - 1; ++i) {
        const ch = source[i];
        if (ch === '\r' && source[i + 1] === '\n')
            continue;
        if (ch === '\n') {
            const { fold, offset } = foldNewline(source, i);
            res += fold;
            i = offset;
        }
        else if (ch === '\\') {
            let next = source[++i];
            const cc = escapeCodes[next];
            if (cc)
                res += cc;
            else if (next === '\n') {
                // skip escaped newlines, but still trim the following line
                next = source[i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === '\r' && source[i + 1] === '\n') {
                // skip escaped CRLF newlines, but still trim the following line
                next = source[++i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === 'x' || next === 'u' || next === 'U') {
                const length = next === 'x' ? 2 : next === 'u' ? 4 : 8;
                res += parseCharCode(source, i + 1, length, onError);
                i += length;
            }
            else {
                const raw = source.substr(i - 1, 2);
                onError(i - 1, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
                res += raw;
            }
        }
        else if (ch === ' ' || ch === '\t') {
            // trim trailing whitespace
            const wsStart = i;
            let next = source[i + 1];
            while (next === ' ' || next === '\t')
                next = source[++i + 1];
            if (next !== '\n' && !(next === '\r' && source[i + 2] === '\n'))
                res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
        }
        else {
            res += ch;
        }
    }
    if (source[source.length - 1] !== '"' || source.length === 1)
        onError(source.length, 'MISSING_CHAR', 'Missing closing "quote');
    return res;
}
/**
 * Fold a single newline into a space, multiple newlines to N - 1 newlines.
 * Presumes `source[offset] === '\n'`
 */
function foldNewline(source, offset) {
    let fold = '';
    let ch = source[offset + 1];
    while (ch === ' ' || ch === '\t' || ch === '\n' || ch === '\r') {
        if (ch === '\r' && source[offset + 2] !== '\n')
            break;
        if (ch === '\n')
            fold += '\n';
        offset += 1;
        ch = source[offset + 1];
    }
    if (!fold)
        fold = ' ';
    return { fold, offset };
}
const escapeCodes = {
    '0': '\0', // null character
    a: '\x07', // bell character
    b: '\b', // backspace
    e: '\x1b', // escape character
    f: '\f', // form feed
    n: '\n', // line feed
    r: '\r', // carriage return
    t: '\t', // horizontal tab
    v: '\v', // vertical tab
    N: '\u0085', // Unicode next line
    _: '\u00a0', // Unicode non-breaking space
    L: '\u2028', // Unicode line separator
    P: '\u2029', // Unicode paragraph separator
    ' ': ' ',
    '"': '"',
    '/': '/',
    '\\': '\\',
    '\t': '\t'
};
function parseCharCode(source, offset, length, onError) {
    const cc = source.substr(offset, length);
    const ok = cc.length === length && /^[0-9a-fA-F]+$/.test(cc);
    const code = ok ? parseInt(cc, 16) : NaN;
    try {
        return String.fromCodePoint(code);
    }
    catch {
        const raw = source.substr(offset - 2, length + 2);
        onError(offset - 2, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
        return raw;
    }
}

exports.resolveFlowScalar = resolveFlowScalar;


/***/ }),

/***/ 4631:
/***/ ((__unused_webpack_module, exports) => {



function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
    let spaceBefore = false;
    let atNewline = startOnNewline;
    let hasSpace = startOnNewline;
    let comment = '';
    let commentSep = '';
    let hasNewline = false;
    let reqSpace = false;
    let tab = null;
    let anchor = null;
    let tag = null;
    let newlineAfterProp = null;
    let comma = null;
    let found = null;
    let start = null;
    for (const token of tokens) {
        if (reqSpace) {
            if (token.type !== 'space' &&
                token.type !== 'newline' &&
                token.type !== 'comma')
                onError(token.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
            reqSpace = false;
        }
        if (tab) {
            if (atNewline && token.type !== 'comment' && token.type !== 'newline') {
                onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
            }
            tab = null;
        }
        switch (token.type) {
            case 'space':
                // At the doc level, tabs at line start may be parsed
                // as leading white space rather than indentation.
                // In a flow collection, only the parser handles indent.
                if (!flow &&
                    (indicator !== 'doc-start' || next?.type !== 'flow-collection') &&
                    token.source.includes('\t')) {
                    tab = token;
                }
                hasSpace = true;
                break;
            case 'comment': {
                if (!hasSpace)
                    onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                const cb = token.source.substring(1) || ' ';
                if (!comment)
                    comment = cb;
                else
                    comment += commentSep + cb;
                commentSep = '';
                atNewline = false;
                break;
            }
            case 'newline':
                if (atNewline) {
                    if (comment)
                        comment += token.source;
                    else if (!found || indicator !== 'seq-item-ind')
                        spaceBefore = true;
                }
                else
                    commentSep += token.source;
                atNewline = true;
                hasNewline = true;
                if (anchor || tag)
                    newlineAfterProp = token;
                hasSpace = true;
                break;
            case 'anchor':
                if (anchor)
                    onError(token, 'MULTIPLE_ANCHORS', 'A node can have at most one anchor');
                if (token.source.endsWith(':'))
                    onError(token.offset + token.source.length - 1, 'BAD_ALIAS', 'Anchor ending in : is ambiguous', true);
                anchor = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            case 'tag': {
                if (tag)
                    onError(token, 'MULTIPLE_TAGS', 'A node can have at most one tag');
                tag = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            }
            case indicator:
                // Could here handle preceding comments differently
                if (anchor || tag)
                    onError(token, 'BAD_PROP_ORDER', `Anchors and tags must be after the ${token.source} indicator`);
                if (found)
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.source} in ${flow ?? 'collection'}`);
                found = token;
                atNewline =
                    indicator === 'seq-item-ind' || indicator === 'explicit-key-ind';
                hasSpace = false;
                break;
            case 'comma':
                if (flow) {
                    if (comma)
                        onError(token, 'UNEXPECTED_TOKEN', `Unexpected , in ${flow}`);
                    comma = token;
                    atNewline = false;
                    hasSpace = false;
                    break;
                }
            // else fallthrough
            default:
                onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.type} token`);
                atNewline = false;
                hasSpace = false;
        }
    }
    const last = tokens[tokens.length - 1];
    const end = last ? last.offset + last.source.length : offset;
    if (reqSpace &&
        next &&
        next.type !== 'space' &&
        next.type !== 'newline' &&
        next.type !== 'comma' &&
        (next.type !== 'scalar' || next.source !== '')) {
        onError(next.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
    }
    if (tab &&
        ((atNewline && tab.indent <= parentIndent) ||
            next?.type === 'block-map' ||
            next?.type === 'block-seq'))
        onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
    return {
        comma,
        found,
        spaceBefore,
        comment,
        hasNewline,
        anchor,
        tag,
        newlineAfterProp,
        end,
        start: start ?? end
    };
}

exports.resolveProps = resolveProps;


/***/ }),

/***/ 9499:
/***/ ((__unused_webpack_module, exports) => {



function containsNewline(key) {
    if (!key)
        return null;
    switch (key.type) {
        case 'alias':
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            if (key.source.includes('\n'))
                return true;
            if (key.end)
                for (const st of key.end)
                    if (st.type === 'newline')
                        return true;
            return false;
        case 'flow-collection':
            for (const it of key.items) {
                for (const st of it.start)
                    if (st.type === 'newline')
                        return true;
                if (it.sep)
                    for (const st of it.sep)
                        if (st.type === 'newline')
                            return true;
                if (containsNewline(it.key) || containsNewline(it.value))
                    return true;
            }
            return false;
        default:
            return true;
    }
}

exports.containsNewline = containsNewline;


/***/ }),

/***/ 2599:
/***/ ((__unused_webpack_module, exports) => {



function emptyScalarPosition(offset, before, pos) {
    if (before) {
        pos ?? (pos = before.length);
        for (let i = pos - 1; i >= 0; --i) {
            let st = before[i];
            switch (st.type) {
                case 'space':
                case 'comment':
                case 'newline':
                    offset -= st.source.length;
                    continue;
            }
            // Technically, an empty scalar is immediately after the last non-empty
            // node, but it's more useful to place it after any whitespace.
            st = before[++i];
            while (st?.type === 'space') {
                offset += st.source.length;
                st = before[++i];
            }
            break;
        }
    }
    return offset;
}

exports.emptyScalarPosition = emptyScalarPosition;


/***/ }),

/***/ 4051:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var utilContainsNewline = __nccwpck_require__(9499);

function flowIndentCheck(indent, fc, onError) {
    if (fc?.type === 'flow-collection') {
        const end = fc.end[0];
        if (end.indent === indent &&
            (end.source === ']' || end.source === '}') &&
            utilContainsNewline.containsNewline(fc)) {
            const msg = 'Flow end indicator should be more indented than parent';
            onError(end, 'BAD_INDENT', msg, true);
        }
    }
}

exports.flowIndentCheck = flowIndentCheck;


/***/ }),

/***/ 1187:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

function mapIncludes(ctx, items, search) {
    const { uniqueKeys } = ctx.options;
    if (uniqueKeys === false)
        return false;
    const isEqual = typeof uniqueKeys === 'function'
        ? uniqueKeys
        : (a, b) => a === b || (identity.isScalar(a) && identity.isScalar(b) && a.value === b.value);
    return items.some(pair => isEqual(pair.key, search));
}

exports.mapIncludes = mapIncludes;


/***/ }),

/***/ 3021:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var toJS = __nccwpck_require__(4043);
var Schema = __nccwpck_require__(5840);
var stringifyDocument = __nccwpck_require__(6829);
var anchors = __nccwpck_require__(1596);
var applyReviver = __nccwpck_require__(3661);
var createNode = __nccwpck_require__(2404);
var directives = __nccwpck_require__(1342);

class Document {
    constructor(value, replacer, options) {
        /** A comment before this Document */
        this.commentBefore = null;
        /** A comment immediately after this Document */
        this.comment = null;
        /** Errors encountered during parsing. */
        this.errors = [];
        /** Warnings encountered during parsing. */
        this.warnings = [];
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
        let _replacer = null;
        if (typeof replacer === 'function' || Array.isArray(replacer)) {
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const opt = Object.assign({
            intAsBigInt: false,
            keepSourceTokens: false,
            logLevel: 'warn',
            prettyErrors: true,
            strict: true,
            stringKeys: false,
            uniqueKeys: true,
            version: '1.2'
        }, options);
        this.options = opt;
        let { version } = opt;
        if (options?._directives) {
            this.directives = options._directives.atDocument();
            if (this.directives.yaml.explicit)
                version = this.directives.yaml.version;
        }
        else
            this.directives = new directives.Directives({ version });
        this.setSchema(version, options);
        // @ts-expect-error We can't really know that this matches Contents.
        this.contents =
            value === undefined ? null : this.createNode(value, _replacer, options);
    }
    /**
     * Create a deep copy of this Document and its contents.
     *
     * Custom Node values that inherit from `Object` still refer to their original instances.
     */
    clone() {
        const copy = Object.create(Document.prototype, {
            [identity.NODE_TYPE]: { value: identity.DOC }
        });
        copy.commentBefore = this.commentBefore;
        copy.comment = this.comment;
        copy.errors = this.errors.slice();
        copy.warnings = this.warnings.slice();
        copy.options = Object.assign({}, this.options);
        if (this.directives)
            copy.directives = this.directives.clone();
        copy.schema = this.schema.clone();
        // @ts-expect-error We can't really know that this matches Contents.
        copy.contents = identity.isNode(this.contents)
            ? this.contents.clone(copy.schema)
            : this.contents;
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** Adds a value to the document. */
    add(value) {
        if (assertCollection(this.contents))
            this.contents.add(value);
    }
    /** Adds a value to the document. */
    addIn(path, value) {
        if (assertCollection(this.contents))
            this.contents.addIn(path, value);
    }
    /**
     * Create a new `Alias` node, ensuring that the target `node` has the required anchor.
     *
     * If `node` already has an anchor, `name` is ignored.
     * Otherwise, the `node.anchor` value will be set to `name`,
     * or if an anchor with that name is already present in the document,
     * `name` will be used as a prefix for a new unique anchor.
     * If `name` is undefined, the generated anchor will use 'a' as a prefix.
     */
    createAlias(node, name) {
        if (!node.anchor) {
            const prev = anchors.anchorNames(this);
            node.anchor =
                // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
                !name || prev.has(name) ? anchors.findNewAnchor(name || 'a', prev) : name;
        }
        return new Alias.Alias(node.anchor);
    }
    createNode(value, replacer, options) {
        let _replacer = undefined;
        if (typeof replacer === 'function') {
            value = replacer.call({ '': value }, '', value);
            _replacer = replacer;
        }
        else if (Array.isArray(replacer)) {
            const keyToStr = (v) => typeof v === 'number' || v instanceof String || v instanceof Number;
            const asStr = replacer.filter(keyToStr).map(String);
            if (asStr.length > 0)
                replacer = replacer.concat(asStr);
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
        const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, 
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        anchorPrefix || 'a');
        const ctx = {
            aliasDuplicateObjects: aliasDuplicateObjects ?? true,
            keepUndefined: keepUndefined ?? false,
            onAnchor,
            onTagObj,
            replacer: _replacer,
            schema: this.schema,
            sourceObjects
        };
        const node = createNode.createNode(value, tag, ctx);
        if (flow && identity.isCollection(node))
            node.flow = true;
        setAnchors();
        return node;
    }
    /**
     * Convert a key and a value into a `Pair` using the current schema,
     * recursively wrapping all values as `Scalar` or `Collection` nodes.
     */
    createPair(key, value, options = {}) {
        const k = this.createNode(key, null, options);
        const v = this.createNode(value, null, options);
        return new Pair.Pair(k, v);
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        return assertCollection(this.contents) ? this.contents.delete(key) : false;
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        if (Collection.isEmptyPath(path)) {
            if (this.contents == null)
                return false;
            // @ts-expect-error Presumed impossible if Strict extends false
            this.contents = null;
            return true;
        }
        return assertCollection(this.contents)
            ? this.contents.deleteIn(path)
            : false;
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    get(key, keepScalar) {
        return identity.isCollection(this.contents)
            ? this.contents.get(key, keepScalar)
            : undefined;
    }
    /**
     * Returns item at `path`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        if (Collection.isEmptyPath(path))
            return !keepScalar && identity.isScalar(this.contents)
                ? this.contents.value
                : this.contents;
        return identity.isCollection(this.contents)
            ? this.contents.getIn(path, keepScalar)
            : undefined;
    }
    /**
     * Checks if the document includes a value with the key `key`.
     */
    has(key) {
        return identity.isCollection(this.contents) ? this.contents.has(key) : false;
    }
    /**
     * Checks if the document includes a value at `path`.
     */
    hasIn(path) {
        if (Collection.isEmptyPath(path))
            return this.contents !== undefined;
        return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    set(key, value) {
        if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, [key], value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.set(key, value);
        }
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        if (Collection.isEmptyPath(path)) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = value;
        }
        else if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.setIn(path, value);
        }
    }
    /**
     * Change the YAML version and schema used by the document.
     * A `null` version disables support for directives, explicit tags, anchors, and aliases.
     * It also requires the `schema` option to be given as a `Schema` instance value.
     *
     * Overrides all previously set schema options.
     */
    setSchema(version, options = {}) {
        if (typeof version === 'number')
            version = String(version);
        let opt;
        switch (version) {
            case '1.1':
                if (this.directives)
                    this.directives.yaml.version = '1.1';
                else
                    this.directives = new directives.Directives({ version: '1.1' });
                opt = { resolveKnownTags: false, schema: 'yaml-1.1' };
                break;
            case '1.2':
            case 'next':
                if (this.directives)
                    this.directives.yaml.version = version;
                else
                    this.directives = new directives.Directives({ version });
                opt = { resolveKnownTags: true, schema: 'core' };
                break;
            case null:
                if (this.directives)
                    delete this.directives;
                opt = null;
                break;
            default: {
                const sv = JSON.stringify(version);
                throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
            }
        }
        // Not using `instanceof Schema` to allow for duck typing
        if (options.schema instanceof Object)
            this.schema = options.schema;
        else if (opt)
            this.schema = new Schema.Schema(Object.assign(opt, options));
        else
            throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
    }
    // json & jsonArg are only used from toJSON()
    toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        const ctx = {
            anchors: new Map(),
            doc: this,
            keep: !json,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this.contents, jsonArg ?? '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
    /**
     * A JSON representation of the document `contents`.
     *
     * @param jsonArg Used by `JSON.stringify` to indicate the array index or
     *   property name.
     */
    toJSON(jsonArg, onAnchor) {
        return this.toJS({ json: true, jsonArg, mapAsMap: false, onAnchor });
    }
    /** A YAML representation of the document. */
    toString(options = {}) {
        if (this.errors.length > 0)
            throw new Error('Document with errors cannot be stringified');
        if ('indent' in options &&
            (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
            const s = JSON.stringify(options.indent);
            throw new Error(`"indent" option must be a positive integer, not ${s}`);
        }
        return stringifyDocument.stringifyDocument(this, options);
    }
}
function assertCollection(contents) {
    if (identity.isCollection(contents))
        return true;
    throw new Error('Expected a YAML collection as document contents');
}

exports.Document = Document;


/***/ }),

/***/ 1596:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

/**
 * Verify that the input string is a valid anchor.
 *
 * Will throw on errors.
 */
function anchorIsValid(anchor) {
    if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
        const sa = JSON.stringify(anchor);
        const msg = `Anchor must not contain whitespace or control characters: ${sa}`;
        throw new Error(msg);
    }
    return true;
}
function anchorNames(root) {
    const anchors = new Set();
    visit.visit(root, {
        Value(_key, node) {
            if (node.anchor)
                anchors.add(node.anchor);
        }
    });
    return anchors;
}
/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
function findNewAnchor(prefix, exclude) {
    for (let i = 1; true; ++i) {
        const name = `${prefix}${i}`;
        if (!exclude.has(name))
            return name;
    }
}
function createNodeAnchors(doc, prefix) {
    const aliasObjects = [];
    const sourceObjects = new Map();
    let prevAnchors = null;
    return {
        onAnchor: (source) => {
            aliasObjects.push(source);
            prevAnchors ?? (prevAnchors = anchorNames(doc));
            const anchor = findNewAnchor(prefix, prevAnchors);
            prevAnchors.add(anchor);
            return anchor;
        },
        /**
         * With circular references, the source node is only resolved after all
         * of its child nodes are. This is why anchors are set only after all of
         * the nodes have been created.
         */
        setAnchors: () => {
            for (const source of aliasObjects) {
                const ref = sourceObjects.get(source);
                if (typeof ref === 'object' &&
                    ref.anchor &&
                    (identity.isScalar(ref.node) || identity.isCollection(ref.node))) {
                    ref.node.anchor = ref.anchor;
                }
                else {
                    const error = new Error('Failed to resolve repeated object (this should not happen)');
                    error.source = source;
                    throw error;
                }
            }
        },
        sourceObjects
    };
}

exports.anchorIsValid = anchorIsValid;
exports.anchorNames = anchorNames;
exports.createNodeAnchors = createNodeAnchors;
exports.findNewAnchor = findNewAnchor;


/***/ }),

/***/ 3661:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
 * in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
 * 2021 edition: https://tc39.es/ecma262/#sec-json.parse
 *
 * Includes extensions for handling Map and Set objects.
 */
function applyReviver(reviver, obj, key, val) {
    if (val && typeof val === 'object') {
        if (Array.isArray(val)) {
            for (let i = 0, len = val.length; i < len; ++i) {
                const v0 = val[i];
                const v1 = applyReviver(reviver, val, String(i), v0);
                // eslint-disable-next-line @typescript-eslint/no-array-delete
                if (v1 === undefined)
                    delete val[i];
                else if (v1 !== v0)
                    val[i] = v1;
            }
        }
        else if (val instanceof Map) {
            for (const k of Array.from(val.keys())) {
                const v0 = val.get(k);
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    val.delete(k);
                else if (v1 !== v0)
                    val.set(k, v1);
            }
        }
        else if (val instanceof Set) {
            for (const v0 of Array.from(val)) {
                const v1 = applyReviver(reviver, val, v0, v0);
                if (v1 === undefined)
                    val.delete(v0);
                else if (v1 !== v0) {
                    val.delete(v0);
                    val.add(v1);
                }
            }
        }
        else {
            for (const [k, v0] of Object.entries(val)) {
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    delete val[k];
                else if (v1 !== v0)
                    val[k] = v1;
            }
        }
    }
    return reviver.call(obj, key, val);
}

exports.applyReviver = applyReviver;


/***/ }),

/***/ 2404:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

const defaultTagPrefix = 'tag:yaml.org,2002:';
function findTagObject(value, tagName, tags) {
    if (tagName) {
        const match = tags.filter(t => t.tag === tagName);
        const tagObj = match.find(t => !t.format) ?? match[0];
        if (!tagObj)
            throw new Error(`Tag ${tagName} not found`);
        return tagObj;
    }
    return tags.find(t => t.identify?.(value) && !t.format);
}
function createNode(value, tagName, ctx) {
    if (identity.isDocument(value))
        value = value.contents;
    if (identity.isNode(value))
        return value;
    if (identity.isPair(value)) {
        const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
        map.items.push(value);
        return map;
    }
    if (value instanceof String ||
        value instanceof Number ||
        value instanceof Boolean ||
        (typeof BigInt !== 'undefined' && value instanceof BigInt) // not supported everywhere
    ) {
        // https://tc39.es/ecma262/#sec-serializejsonproperty
        value = value.valueOf();
    }
    const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
    // Detect duplicate references to the same object & use Alias nodes for all
    // after first. The `ref` wrapper allows for circular references to resolve.
    let ref = undefined;
    if (aliasDuplicateObjects && value && typeof value === 'object') {
        ref = sourceObjects.get(value);
        if (ref) {
            ref.anchor ?? (ref.anchor = onAnchor(value));
            return new Alias.Alias(ref.anchor);
        }
        else {
            ref = { anchor: null, node: null };
            sourceObjects.set(value, ref);
        }
    }
    if (tagName?.startsWith('!!'))
        tagName = defaultTagPrefix + tagName.slice(2);
    let tagObj = findTagObject(value, tagName, schema.tags);
    if (!tagObj) {
        if (value && typeof value.toJSON === 'function') {
            // eslint-disable-next-line @typescript-eslint/no-unsafe-call
            value = value.toJSON();
        }
        if (!value || typeof value !== 'object') {
            const node = new Scalar.Scalar(value);
            if (ref)
                ref.node = node;
            return node;
        }
        tagObj =
            value instanceof Map
                ? schema[identity.MAP]
                : Symbol.iterator in Object(value)
                    ? schema[identity.SEQ]
                    : schema[identity.MAP];
    }
    if (onTagObj) {
        onTagObj(tagObj);
        delete ctx.onTagObj;
    }
    const node = tagObj?.createNode
        ? tagObj.createNode(ctx.schema, value, ctx)
        : typeof tagObj?.nodeClass?.from === 'function'
            ? tagObj.nodeClass.from(ctx.schema, value, ctx)
            : new Scalar.Scalar(value);
    if (tagName)
        node.tag = tagName;
    else if (!tagObj.default)
        node.tag = tagObj.tag;
    if (ref)
        ref.node = node;
    return node;
}

exports.createNode = createNode;


/***/ }),

/***/ 1342:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

const escapeChars = {
    '!': '%21',
    ',': '%2C',
    '[': '%5B',
    ']': '%5D',
    '{': '%7B',
    '}': '%7D'
};
const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, ch => escapeChars[ch]);
class Directives {
    constructor(yaml, tags) {
        /**
         * The directives-end/doc-start marker `---`. If `null`, a marker may still be
         * included in the document's stringified representation.
         */
        this.docStart = null;
        /** The doc-end marker `...`.  */
        this.docEnd = false;
        this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
        this.tags = Object.assign({}, Directives.defaultTags, tags);
    }
    clone() {
        const copy = new Directives(this.yaml, this.tags);
        copy.docStart = this.docStart;
        return copy;
    }
    /**
     * During parsing, get a Directives instance for the current document and
     * update the stream state according to the current version's spec.
     */
    atDocument() {
        const res = new Directives(this.yaml, this.tags);
        switch (this.yaml.version) {
            case '1.1':
                this.atNextDocument = true;
                break;
            case '1.2':
                this.atNextDocument = false;
                this.yaml = {
                    explicit: Directives.defaultYaml.explicit,
                    version: '1.2'
                };
                this.tags = Object.assign({}, Directives.defaultTags);
                break;
        }
        return res;
    }
    /**
     * @param onError - May be called even if the action was successful
     * @returns `true` on success
     */
    add(line, onError) {
        if (this.atNextDocument) {
            this.yaml = { explicit: Directives.defaultYaml.explicit, version: '1.1' };
            this.tags = Object.assign({}, Directives.defaultTags);
            this.atNextDocument = false;
        }
        const parts = line.trim().split(/[ \t]+/);
        const name = parts.shift();
        switch (name) {
            case '%TAG': {
                if (parts.length !== 2) {
                    onError(0, '%TAG directive should contain exactly two parts');
                    if (parts.length < 2)
                        return false;
                }
                const [handle, prefix] = parts;
                this.tags[handle] = prefix;
                return true;
            }
            case '%YAML': {
                this.yaml.explicit = true;
                if (parts.length !== 1) {
                    onError(0, '%YAML directive should contain exactly one part');
                    return false;
                }
                const [version] = parts;
                if (version === '1.1' || version === '1.2') {
                    this.yaml.version = version;
                    return true;
                }
                else {
                    const isValid = /^\d+\.\d+$/.test(version);
                    onError(6, `Unsupported YAML version ${version}`, isValid);
                    return false;
                }
            }
            default:
                onError(0, `Unknown directive ${name}`, true);
                return false;
        }
    }
    /**
     * Resolves a tag, matching handles to those defined in %TAG directives.
     *
     * @returns Resolved tag, which may also be the non-specific tag `'!'` or a
     *   `'!local'` tag, or `null` if unresolvable.
     */
    tagName(source, onError) {
        if (source === '!')
            return '!'; // non-specific tag
        if (source[0] !== '!') {
            onError(`Not a valid tag: ${source}`);
            return null;
        }
        if (source[1] === '<') {
            const verbatim = source.slice(2, -1);
            if (verbatim === '!' || verbatim === '!!') {
                onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
                return null;
            }
            if (source[source.length - 1] !== '>')
                onError('Verbatim tags must end with a >');
            return verbatim;
        }
        const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
        if (!suffix)
            onError(`The ${source} tag has no suffix`);
        const prefix = this.tags[handle];
        if (prefix) {
            try {
                return prefix + decodeURIComponent(suffix);
            }
            catch (error) {
                onError(String(error));
                return null;
            }
        }
        if (handle === '!')
            return source; // local tag
        onError(`Could not resolve tag: ${source}`);
        return null;
    }
    /**
     * Given a fully resolved tag, returns its printable string form,
     * taking into account current tag prefixes and defaults.
     */
    tagString(tag) {
        for (const [handle, prefix] of Object.entries(this.tags)) {
            if (tag.startsWith(prefix))
                return handle + escapeTagName(tag.substring(prefix.length));
        }
        return tag[0] === '!' ? tag : `!<${tag}>`;
    }
    toString(doc) {
        const lines = this.yaml.explicit
            ? [`%YAML ${this.yaml.version || '1.2'}`]
            : [];
        const tagEntries = Object.entries(this.tags);
        let tagNames;
        if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
            const tags = {};
            visit.visit(doc.contents, (_key, node) => {
                if (identity.isNode(node) && node.tag)
                    tags[node.tag] = true;
            });
            tagNames = Object.keys(tags);
        }
        else
            tagNames = [];
        for (const [handle, prefix] of tagEntries) {
            if (handle === '!!' && prefix === 'tag:yaml.org,2002:')
                continue;
            if (!doc || tagNames.some(tn => tn.startsWith(prefix)))
                lines.push(`%TAG ${handle} ${prefix}`);
        }
        return lines.join('\n');
    }
}
Directives.defaultYaml = { explicit: false, version: '1.2' };
Directives.defaultTags = { '!!': 'tag:yaml.org,2002:' };

exports.Directives = Directives;


/***/ }),

/***/ 1464:
/***/ ((__unused_webpack_module, exports) => {



class YAMLError extends Error {
    constructor(name, pos, code, message) {
        super();
        this.name = name;
        this.code = code;
        this.message = message;
        this.pos = pos;
    }
}
class YAMLParseError extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLParseError', pos, code, message);
    }
}
class YAMLWarning extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLWarning', pos, code, message);
    }
}
const prettifyError = (src, lc) => (error) => {
    if (error.pos[0] === -1)
        return;
    error.linePos = error.pos.map(pos => lc.linePos(pos));
    const { line, col } = error.linePos[0];
    error.message += ` at line ${line}, column ${col}`;
    let ci = col - 1;
    let lineStr = src
        .substring(lc.lineStarts[line - 1], lc.lineStarts[line])
        .replace(/[\n\r]+$/, '');
    // Trim to max 80 chars, keeping col position near the middle
    if (ci >= 60 && lineStr.length > 80) {
        const trimStart = Math.min(ci - 39, lineStr.length - 79);
        lineStr = '…' + lineStr.substring(trimStart);
        ci -= trimStart - 1;
    }
    if (lineStr.length > 80)
        lineStr = lineStr.substring(0, 79) + '…';
    // Include previous line in context if pointing at line start
    if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
        // Regexp won't match if start is trimmed
        let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
        if (prev.length > 80)
            prev = prev.substring(0, 79) + '…\n';
        lineStr = prev + lineStr;
    }
    if (/[^ ]/.test(lineStr)) {
        let count = 1;
        const end = error.linePos[1];
        if (end?.line === line && end.col > col) {
            count = Math.max(1, Math.min(end.col - col, 80 - ci));
        }
        const pointer = ' '.repeat(ci) + '^'.repeat(count);
        error.message += `:\n\n${lineStr}\n${pointer}\n`;
    }
};

exports.YAMLError = YAMLError;
exports.YAMLParseError = YAMLParseError;
exports.YAMLWarning = YAMLWarning;
exports.prettifyError = prettifyError;


/***/ }),

/***/ 8815:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var Schema = __nccwpck_require__(5840);
var errors = __nccwpck_require__(1464);
var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);
var publicApi = __nccwpck_require__(4047);
var visit = __nccwpck_require__(204);



__webpack_unused_export__ = composer.Composer;
__webpack_unused_export__ = Document.Document;
__webpack_unused_export__ = Schema.Schema;
__webpack_unused_export__ = errors.YAMLError;
__webpack_unused_export__ = errors.YAMLParseError;
__webpack_unused_export__ = errors.YAMLWarning;
__webpack_unused_export__ = Alias.Alias;
exports.Vj = identity.isAlias;
__webpack_unused_export__ = identity.isCollection;
__webpack_unused_export__ = identity.isDocument;
exports.jh = identity.isMap;
__webpack_unused_export__ = identity.isNode;
__webpack_unused_export__ = identity.isPair;
exports.jn = identity.isScalar;
exports.oP = identity.isSeq;
__webpack_unused_export__ = Pair.Pair;
__webpack_unused_export__ = Scalar.Scalar;
__webpack_unused_export__ = YAMLMap.YAMLMap;
__webpack_unused_export__ = YAMLSeq.YAMLSeq;
__webpack_unused_export__ = cst;
__webpack_unused_export__ = lexer.Lexer;
exports.HN = lineCounter.LineCounter;
__webpack_unused_export__ = parser.Parser;
__webpack_unused_export__ = publicApi.parse;
__webpack_unused_export__ = publicApi.parseAllDocuments;
exports.Tp = publicApi.parseDocument;
__webpack_unused_export__ = publicApi.stringify;
__webpack_unused_export__ = visit.visit;
__webpack_unused_export__ = visit.visitAsync;


/***/ }),

/***/ 7249:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);

function debug(logLevel, ...messages) {
    if (logLevel === 'debug')
        console.log(...messages);
}
function warn(logLevel, warning) {
    if (logLevel === 'debug' || logLevel === 'warn') {
        if (typeof node_process.emitWarning === 'function')
            node_process.emitWarning(warning);
        else
            console.warn(warning);
    }
}

exports.debug = debug;
exports.warn = warn;


/***/ }),

/***/ 4065:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var visit = __nccwpck_require__(204);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(4043);

class Alias extends Node.NodeBase {
    constructor(source) {
        super(identity.ALIAS);
        this.source = source;
        Object.defineProperty(this, 'tag', {
            set() {
                throw new Error('Alias nodes cannot have tags');
            }
        });
    }
    /**
     * Resolve the value of this alias within `doc`, finding the last
     * instance of the `source` anchor before this node.
     */
    resolve(doc, ctx) {
        if (ctx?.maxAliasCount === 0)
            throw new ReferenceError('Alias resolution is disabled');
        let nodes;
        if (ctx?.aliasResolveCache) {
            nodes = ctx.aliasResolveCache;
        }
        else {
            nodes = [];
            visit.visit(doc, {
                Node: (_key, node) => {
                    if (identity.isAlias(node) || identity.hasAnchor(node))
                        nodes.push(node);
                }
            });
            if (ctx)
                ctx.aliasResolveCache = nodes;
        }
        let found = undefined;
        for (const node of nodes) {
            if (node === this)
                break;
            if (node.anchor === this.source)
                found = node;
        }
        if (found && ctx) {
            const { anchors, doc, maxAliasCount } = ctx;
            let data = anchors.get(found);
            if (!data) {
                // Resolve anchors for Node.prototype.toJS()
                toJS.toJS(found, null, ctx);
                data = anchors.get(found);
            }
            /* istanbul ignore if */
            if (data?.res === undefined) {
                const msg = 'This should not happen: Alias anchor was not resolved?';
                throw new ReferenceError(msg);
            }
            if (maxAliasCount >= 0) {
                data.count += 1;
                if (data.aliasCount === 0)
                    data.aliasCount = getAliasCount(doc, found, anchors);
                if (data.count * data.aliasCount > maxAliasCount) {
                    const msg = 'Excessive alias count indicates a resource exhaustion attack';
                    throw new ReferenceError(msg);
                }
            }
        }
        return found;
    }
    toJSON(_arg, ctx) {
        if (!ctx)
            return { source: this.source };
        const source = this.resolve(ctx.doc, ctx);
        if (!source) {
            const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
            throw new ReferenceError(msg);
        }
        return ctx.anchors.get(source).res;
    }
    toString(ctx, _onComment, _onChompKeep) {
        const src = `*${this.source}`;
        if (ctx) {
            anchors.anchorIsValid(this.source);
            if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
                const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
                throw new Error(msg);
            }
            if (ctx.implicitKey)
                return `${src} `;
        }
        return src;
    }
}
function getAliasCount(doc, node, anchors) {
    if (identity.isAlias(node)) {
        const source = node.resolve(doc);
        const anchor = anchors && source && anchors.get(source);
        return anchor ? anchor.count * anchor.aliasCount : 0;
    }
    else if (identity.isCollection(node)) {
        let count = 0;
        for (const item of node.items) {
            const c = getAliasCount(doc, item, anchors);
            if (c > count)
                count = c;
        }
        return count;
    }
    else if (identity.isPair(node)) {
        const kc = getAliasCount(doc, node.key, anchors);
        const vc = getAliasCount(doc, node.value, anchors);
        return Math.max(kc, vc);
    }
    return 1;
}

exports.Alias = Alias;


/***/ }),

/***/ 101:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);

function collectionFromPath(schema, path, value) {
    let v = value;
    for (let i = path.length - 1; i >= 0; --i) {
        const k = path[i];
        if (typeof k === 'number' && Number.isInteger(k) && k >= 0) {
            const a = [];
            a[k] = v;
            v = a;
        }
        else {
            v = new Map([[k, v]]);
        }
    }
    return createNode.createNode(v, undefined, {
        aliasDuplicateObjects: false,
        keepUndefined: false,
        onAnchor: () => {
            throw new Error('This should not happen, please report a bug.');
        },
        schema,
        sourceObjects: new Map()
    });
}
// Type guard is intentionally a little wrong so as to be more useful,
// as it does not cover untypable empty non-string iterables (e.g. []).
const isEmptyPath = (path) => path == null ||
    (typeof path === 'object' && !!path[Symbol.iterator]().next().done);
class Collection extends Node.NodeBase {
    constructor(type, schema) {
        super(type);
        Object.defineProperty(this, 'schema', {
            value: schema,
            configurable: true,
            enumerable: false,
            writable: true
        });
    }
    /**
     * Create a copy of this collection.
     *
     * @param schema - If defined, overwrites the original's schema
     */
    clone(schema) {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (schema)
            copy.schema = schema;
        copy.items = copy.items.map(it => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /**
     * Adds a value to the collection. For `!!map` and `!!omap` the value must
     * be a Pair instance or a `{ key, value }` object, which may not have a key
     * that already exists in the map.
     */
    addIn(path, value) {
        if (isEmptyPath(path))
            this.add(value);
        else {
            const [key, ...rest] = path;
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.addIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
    /**
     * Removes a value from the collection.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.delete(key);
        const node = this.get(key, true);
        if (identity.isCollection(node))
            return node.deleteIn(rest);
        else
            throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        const [key, ...rest] = path;
        const node = this.get(key, true);
        if (rest.length === 0)
            return !keepScalar && identity.isScalar(node) ? node.value : node;
        else
            return identity.isCollection(node) ? node.getIn(rest, keepScalar) : undefined;
    }
    hasAllNullValues(allowScalar) {
        return this.items.every(node => {
            if (!identity.isPair(node))
                return false;
            const n = node.value;
            return (n == null ||
                (allowScalar &&
                    identity.isScalar(n) &&
                    n.value == null &&
                    !n.commentBefore &&
                    !n.comment &&
                    !n.tag));
        });
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     */
    hasIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.has(key);
        const node = this.get(key, true);
        return identity.isCollection(node) ? node.hasIn(rest) : false;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        const [key, ...rest] = path;
        if (rest.length === 0) {
            this.set(key, value);
        }
        else {
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.setIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
}

exports.Collection = Collection;
exports.collectionFromPath = collectionFromPath;
exports.isEmptyPath = isEmptyPath;


/***/ }),

/***/ 6673:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var applyReviver = __nccwpck_require__(3661);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);

class NodeBase {
    constructor(type) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: type });
    }
    /** Create a copy of this node.  */
    clone() {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** A plain JavaScript representation of this node. */
    toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        if (!identity.isDocument(doc))
            throw new TypeError('A document argument is required');
        const ctx = {
            anchors: new Map(),
            doc,
            keep: true,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this, '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
}

exports.NodeBase = NodeBase;


/***/ }),

/***/ 7165:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyPair = __nccwpck_require__(9748);
var addPairToJSMap = __nccwpck_require__(7104);
var identity = __nccwpck_require__(1127);

function createPair(key, value, ctx) {
    const k = createNode.createNode(key, undefined, ctx);
    const v = createNode.createNode(value, undefined, ctx);
    return new Pair(k, v);
}
class Pair {
    constructor(key, value = null) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
        this.key = key;
        this.value = value;
    }
    clone(schema) {
        let { key, value } = this;
        if (identity.isNode(key))
            key = key.clone(schema);
        if (identity.isNode(value))
            value = value.clone(schema);
        return new Pair(key, value);
    }
    toJSON(_, ctx) {
        const pair = ctx?.mapAsMap ? new Map() : {};
        return addPairToJSMap.addPairToJSMap(ctx, pair, this);
    }
    toString(ctx, onComment, onChompKeep) {
        return ctx?.doc
            ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep)
            : JSON.stringify(this);
    }
}

exports.Pair = Pair;
exports.createPair = createPair;


/***/ }),

/***/ 3301:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(4043);

const isScalarValue = (value) => !value || (typeof value !== 'function' && typeof value !== 'object');
class Scalar extends Node.NodeBase {
    constructor(value) {
        super(identity.SCALAR);
        this.value = value;
    }
    toJSON(arg, ctx) {
        return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
    }
    toString() {
        return String(this.value);
    }
}
Scalar.BLOCK_FOLDED = 'BLOCK_FOLDED';
Scalar.BLOCK_LITERAL = 'BLOCK_LITERAL';
Scalar.PLAIN = 'PLAIN';
Scalar.QUOTE_DOUBLE = 'QUOTE_DOUBLE';
Scalar.QUOTE_SINGLE = 'QUOTE_SINGLE';

exports.Scalar = Scalar;
exports.isScalarValue = isScalarValue;


/***/ }),

/***/ 4454:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyCollection = __nccwpck_require__(1212);
var addPairToJSMap = __nccwpck_require__(7104);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);

function findPair(items, key) {
    const k = identity.isScalar(key) ? key.value : key;
    for (const it of items) {
        if (identity.isPair(it)) {
            if (it.key === key || it.key === k)
                return it;
            if (identity.isScalar(it.key) && it.key.value === k)
                return it;
        }
    }
    return undefined;
}
class YAMLMap extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:map';
    }
    constructor(schema) {
        super(identity.MAP, schema);
        this.items = [];
    }
    /**
     * A generic collection parsing method that can be extended
     * to other node classes that inherit from YAMLMap
     */
    static from(schema, obj, ctx) {
        const { keepUndefined, replacer } = ctx;
        const map = new this(schema);
        const add = (key, value) => {
            if (typeof replacer === 'function')
                value = replacer.call(obj, key, value);
            else if (Array.isArray(replacer) && !replacer.includes(key))
                return;
            if (value !== undefined || keepUndefined)
                map.items.push(Pair.createPair(key, value, ctx));
        };
        if (obj instanceof Map) {
            for (const [key, value] of obj)
                add(key, value);
        }
        else if (obj && typeof obj === 'object') {
            for (const key of Object.keys(obj))
                add(key, obj[key]);
        }
        if (typeof schema.sortMapEntries === 'function') {
            map.items.sort(schema.sortMapEntries);
        }
        return map;
    }
    /**
     * Adds a value to the collection.
     *
     * @param overwrite - If not set `true`, using a key that is already in the
     *   collection will throw. Otherwise, overwrites the previous value.
     */
    add(pair, overwrite) {
        let _pair;
        if (identity.isPair(pair))
            _pair = pair;
        else if (!pair || typeof pair !== 'object' || !('key' in pair)) {
            // In TypeScript, this never happens.
            _pair = new Pair.Pair(pair, pair?.value);
        }
        else
            _pair = new Pair.Pair(pair.key, pair.value);
        const prev = findPair(this.items, _pair.key);
        const sortEntries = this.schema?.sortMapEntries;
        if (prev) {
            if (!overwrite)
                throw new Error(`Key ${_pair.key} already set`);
            // For scalars, keep the old node & its comments and anchors
            if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value))
                prev.value.value = _pair.value;
            else
                prev.value = _pair.value;
        }
        else if (sortEntries) {
            const i = this.items.findIndex(item => sortEntries(_pair, item) < 0);
            if (i === -1)
                this.items.push(_pair);
            else
                this.items.splice(i, 0, _pair);
        }
        else {
            this.items.push(_pair);
        }
    }
    delete(key) {
        const it = findPair(this.items, key);
        if (!it)
            return false;
        const del = this.items.splice(this.items.indexOf(it), 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const it = findPair(this.items, key);
        const node = it?.value;
        return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? undefined;
    }
    has(key) {
        return !!findPair(this.items, key);
    }
    set(key, value) {
        this.add(new Pair.Pair(key, value), true);
    }
    /**
     * @param ctx - Conversion context, originally set in Document#toJS()
     * @param {Class} Type - If set, forces the returned collection type
     * @returns Instance of Type, Map, or Object
     */
    toJSON(_, ctx, Type) {
        const map = Type ? new Type() : ctx?.mapAsMap ? new Map() : {};
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const item of this.items)
            addPairToJSMap.addPairToJSMap(ctx, map, item);
        return map;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        for (const item of this.items) {
            if (!identity.isPair(item))
                throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
        }
        if (!ctx.allNullValues && this.hasAllNullValues(false))
            ctx = Object.assign({}, ctx, { allNullValues: true });
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '',
            flowChars: { start: '{', end: '}' },
            itemIndent: ctx.indent || '',
            onChompKeep,
            onComment
        });
    }
}

exports.YAMLMap = YAMLMap;
exports.findPair = findPair;


/***/ }),

/***/ 2223:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyCollection = __nccwpck_require__(1212);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var toJS = __nccwpck_require__(4043);

class YAMLSeq extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:seq';
    }
    constructor(schema) {
        super(identity.SEQ, schema);
        this.items = [];
    }
    add(value) {
        this.items.push(value);
    }
    /**
     * Removes a value from the collection.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     *
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return false;
        const del = this.items.splice(idx, 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return undefined;
        const it = this.items[idx];
        return !keepScalar && identity.isScalar(it) ? it.value : it;
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     */
    has(key) {
        const idx = asItemIndex(key);
        return typeof idx === 'number' && idx < this.items.length;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     *
     * If `key` does not contain a representation of an integer, this will throw.
     * It may be wrapped in a `Scalar`.
     */
    set(key, value) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            throw new Error(`Expected a valid index, not ${key}.`);
        const prev = this.items[idx];
        if (identity.isScalar(prev) && Scalar.isScalarValue(value))
            prev.value = value;
        else
            this.items[idx] = value;
    }
    toJSON(_, ctx) {
        const seq = [];
        if (ctx?.onCreate)
            ctx.onCreate(seq);
        let i = 0;
        for (const item of this.items)
            seq.push(toJS.toJS(item, String(i++), ctx));
        return seq;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '- ',
            flowChars: { start: '[', end: ']' },
            itemIndent: (ctx.indent || '') + '  ',
            onChompKeep,
            onComment
        });
    }
    static from(schema, obj, ctx) {
        const { replacer } = ctx;
        const seq = new this(schema);
        if (obj && Symbol.iterator in Object(obj)) {
            let i = 0;
            for (let it of obj) {
                if (typeof replacer === 'function') {
                    const key = obj instanceof Set ? it : String(i++);
                    it = replacer.call(obj, key, it);
                }
                seq.items.push(createNode.createNode(it, undefined, ctx));
            }
        }
        return seq;
    }
}
function asItemIndex(key) {
    let idx = identity.isScalar(key) ? key.value : key;
    if (idx && typeof idx === 'string')
        idx = Number(idx);
    return typeof idx === 'number' && Number.isInteger(idx) && idx >= 0
        ? idx
        : null;
}

exports.YAMLSeq = YAMLSeq;


/***/ }),

/***/ 7104:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var log = __nccwpck_require__(7249);
var merge = __nccwpck_require__(452);
var stringify = __nccwpck_require__(2148);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);

function addPairToJSMap(ctx, map, { key, value }) {
    if (identity.isNode(key) && key.addToJSMap)
        key.addToJSMap(ctx, map, value);
    // TODO: Should drop this special case for bare << handling
    else if (merge.isMergeKey(ctx, key))
        merge.addMergeToJSMap(ctx, map, value);
    else {
        const jsKey = toJS.toJS(key, '', ctx);
        if (map instanceof Map) {
            map.set(jsKey, toJS.toJS(value, jsKey, ctx));
        }
        else if (map instanceof Set) {
            map.add(jsKey);
        }
        else {
            const stringKey = stringifyKey(key, jsKey, ctx);
            const jsValue = toJS.toJS(value, stringKey, ctx);
            if (stringKey in map)
                Object.defineProperty(map, stringKey, {
                    value: jsValue,
                    writable: true,
                    enumerable: true,
                    configurable: true
                });
            else
                map[stringKey] = jsValue;
        }
    }
    return map;
}
function stringifyKey(key, jsKey, ctx) {
    if (jsKey === null)
        return '';
    // eslint-disable-next-line @typescript-eslint/no-base-to-string
    if (typeof jsKey !== 'object')
        return String(jsKey);
    if (identity.isNode(key) && ctx?.doc) {
        const strCtx = stringify.createStringifyContext(ctx.doc, {});
        strCtx.anchors = new Set();
        for (const node of ctx.anchors.keys())
            strCtx.anchors.add(node.anchor);
        strCtx.inFlow = true;
        strCtx.inStringifyKey = true;
        const strKey = key.toString(strCtx);
        if (!ctx.mapKeyWarned) {
            let jsonStr = JSON.stringify(strKey);
            if (jsonStr.length > 40)
                jsonStr = jsonStr.substring(0, 36) + '..."';
            log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
            ctx.mapKeyWarned = true;
        }
        return strKey;
    }
    return JSON.stringify(jsKey);
}

exports.addPairToJSMap = addPairToJSMap;


/***/ }),

/***/ 1127:
/***/ ((__unused_webpack_module, exports) => {



const ALIAS = Symbol.for('yaml.alias');
const DOC = Symbol.for('yaml.document');
const MAP = Symbol.for('yaml.map');
const PAIR = Symbol.for('yaml.pair');
const SCALAR = Symbol.for('yaml.scalar');
const SEQ = Symbol.for('yaml.seq');
const NODE_TYPE = Symbol.for('yaml.node.type');
const isAlias = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === ALIAS;
const isDocument = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === DOC;
const isMap = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === MAP;
const isPair = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === PAIR;
const isScalar = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SCALAR;
const isSeq = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SEQ;
function isCollection(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case MAP:
            case SEQ:
                return true;
        }
    return false;
}
function isNode(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case ALIAS:
            case MAP:
            case SCALAR:
            case SEQ:
                return true;
        }
    return false;
}
const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;

exports.ALIAS = ALIAS;
exports.DOC = DOC;
exports.MAP = MAP;
exports.NODE_TYPE = NODE_TYPE;
exports.PAIR = PAIR;
exports.SCALAR = SCALAR;
exports.SEQ = SEQ;
exports.hasAnchor = hasAnchor;
exports.isAlias = isAlias;
exports.isCollection = isCollection;
exports.isDocument = isDocument;
exports.isMap = isMap;
exports.isNode = isNode;
exports.isPair = isPair;
exports.isScalar = isScalar;
exports.isSeq = isSeq;


/***/ }),

/***/ 4043:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

/**
 * Recursively convert any node or its contents to native JavaScript
 *
 * @param value - The input value
 * @param arg - If `value` defines a `toJSON()` method, use this
 *   as its first argument
 * @param ctx - Conversion context, originally set in Document#toJS(). If
 *   `{ keep: true }` is not set, output should be suitable for JSON
 *   stringification.
 */
function toJS(value, arg, ctx) {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return
    if (Array.isArray(value))
        return value.map((v, i) => toJS(v, String(i), ctx));
    if (value && typeof value.toJSON === 'function') {
        // eslint-disable-next-line @typescript-eslint/no-unsafe-call
        if (!ctx || !identity.hasAnchor(value))
            return value.toJSON(arg, ctx);
        const data = { aliasCount: 0, count: 1, res: undefined };
        ctx.anchors.set(value, data);
        ctx.onCreate = res => {
            data.res = res;
            delete ctx.onCreate;
        };
        const res = value.toJSON(arg, ctx);
        if (ctx.onCreate)
            ctx.onCreate(res);
        return res;
    }
    if (typeof value === 'bigint' && !ctx?.keep)
        return Number(value);
    return value;
}

exports.toJS = toJS;


/***/ }),

/***/ 110:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);
var errors = __nccwpck_require__(1464);
var stringifyString = __nccwpck_require__(3069);

function resolveAsScalar(token, strict = true, onError) {
    if (token) {
        const _onError = (pos, code, message) => {
            const offset = typeof pos === 'number' ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
            if (onError)
                onError(offset, code, message);
            else
                throw new errors.YAMLParseError([offset, offset + 1], code, message);
        };
        switch (token.type) {
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
            case 'block-scalar':
                return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
        }
    }
    return null;
}
/**
 * Create a new scalar token with `value`
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.indent The indent level of the token.
 * @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
 * @param context.offset The offset position of the token.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function createScalarToken(value, context) {
    const { implicitKey = false, indent, inFlow = false, offset = -1, type = 'PLAIN' } = context;
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey,
        indent: indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    const end = context.end ?? [
        { type: 'newline', offset: -1, indent, source: '\n' }
    ];
    switch (source[0]) {
        case '|':
        case '>': {
            const he = source.indexOf('\n');
            const head = source.substring(0, he);
            const body = source.substring(he + 1) + '\n';
            const props = [
                { type: 'block-scalar-header', offset, indent, source: head }
            ];
            if (!addEndtoBlockProps(props, end))
                props.push({ type: 'newline', offset: -1, indent, source: '\n' });
            return { type: 'block-scalar', offset, indent, props, source: body };
        }
        case '"':
            return { type: 'double-quoted-scalar', offset, indent, source, end };
        case "'":
            return { type: 'single-quoted-scalar', offset, indent, source, end };
        default:
            return { type: 'scalar', offset, indent, source, end };
    }
}
/**
 * Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
 *
 * Best efforts are made to retain any comments previously associated with the `token`,
 * though all contents within a collection's `items` will be overwritten.
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.afterKey In most cases, values after a key should have an additional level of indentation.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function setScalarValue(token, value, context = {}) {
    let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
    let indent = 'indent' in token ? token.indent : null;
    if (afterKey && typeof indent === 'number')
        indent += 2;
    if (!type)
        switch (token.type) {
            case 'single-quoted-scalar':
                type = 'QUOTE_SINGLE';
                break;
            case 'double-quoted-scalar':
                type = 'QUOTE_DOUBLE';
                break;
            case 'block-scalar': {
                const header = token.props[0];
                if (header.type !== 'block-scalar-header')
                    throw new Error('Invalid block scalar header');
                type = header.source[0] === '>' ? 'BLOCK_FOLDED' : 'BLOCK_LITERAL';
                break;
            }
            default:
                type = 'PLAIN';
        }
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey: implicitKey || indent === null,
        indent: indent !== null && indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    switch (source[0]) {
        case '|':
        case '>':
            setBlockScalarValue(token, source);
            break;
        case '"':
            setFlowScalarValue(token, source, 'double-quoted-scalar');
            break;
        case "'":
            setFlowScalarValue(token, source, 'single-quoted-scalar');
            break;
        default:
            setFlowScalarValue(token, source, 'scalar');
    }
}
function setBlockScalarValue(token, source) {
    const he = source.indexOf('\n');
    const head = source.substring(0, he);
    const body = source.substring(he + 1) + '\n';
    if (token.type === 'block-scalar') {
        const header = token.props[0];
        if (header.type !== 'block-scalar-header')
            throw new Error('Invalid block scalar header');
        header.source = head;
        token.source = body;
    }
    else {
        const { offset } = token;
        const indent = 'indent' in token ? token.indent : -1;
        const props = [
            { type: 'block-scalar-header', offset, indent, source: head }
        ];
        if (!addEndtoBlockProps(props, 'end' in token ? token.end : undefined))
            props.push({ type: 'newline', offset: -1, indent, source: '\n' });
        for (const key of Object.keys(token))
            if (key !== 'type' && key !== 'offset')
                delete token[key];
        Object.assign(token, { type: 'block-scalar', indent, props, source: body });
    }
}
/** @returns `true` if last token is a newline */
function addEndtoBlockProps(props, end) {
    if (end)
        for (const st of end)
            switch (st.type) {
                case 'space':
                case 'comment':
                    props.push(st);
                    break;
                case 'newline':
                    props.push(st);
                    return true;
            }
    return false;
}
function setFlowScalarValue(token, source, type) {
    switch (token.type) {
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            token.type = type;
            token.source = source;
            break;
        case 'block-scalar': {
            const end = token.props.slice(1);
            let oa = source.length;
            if (token.props[0].type === 'block-scalar-header')
                oa -= token.props[0].source.length;
            for (const tok of end)
                tok.offset += oa;
            delete token.props;
            Object.assign(token, { type, source, end });
            break;
        }
        case 'block-map':
        case 'block-seq': {
            const offset = token.offset + source.length;
            const nl = { type: 'newline', offset, indent: token.indent, source: '\n' };
            delete token.items;
            Object.assign(token, { type, source, end: [nl] });
            break;
        }
        default: {
            const indent = 'indent' in token ? token.indent : -1;
            const end = 'end' in token && Array.isArray(token.end)
                ? token.end.filter(st => st.type === 'space' ||
                    st.type === 'comment' ||
                    st.type === 'newline')
                : [];
            for (const key of Object.keys(token))
                if (key !== 'type' && key !== 'offset')
                    delete token[key];
            Object.assign(token, { type, indent, source, end });
        }
    }
}

exports.createScalarToken = createScalarToken;
exports.resolveAsScalar = resolveAsScalar;
exports.setScalarValue = setScalarValue;


/***/ }),

/***/ 1733:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringify a CST document, token, or collection item
 *
 * Fair warning: This applies no validation whatsoever, and
 * simply concatenates the sources in their logical order.
 */
const stringify = (cst) => 'type' in cst ? stringifyToken(cst) : stringifyItem(cst);
function stringifyToken(token) {
    switch (token.type) {
        case 'block-scalar': {
            let res = '';
            for (const tok of token.props)
                res += stringifyToken(tok);
            return res + token.source;
        }
        case 'block-map':
        case 'block-seq': {
            let res = '';
            for (const item of token.items)
                res += stringifyItem(item);
            return res;
        }
        case 'flow-collection': {
            let res = token.start.source;
            for (const item of token.items)
                res += stringifyItem(item);
            for (const st of token.end)
                res += st.source;
            return res;
        }
        case 'document': {
            let res = stringifyItem(token);
            if (token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
        default: {
            let res = token.source;
            if ('end' in token && token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
    }
}
function stringifyItem({ start, key, sep, value }) {
    let res = '';
    for (const st of start)
        res += st.source;
    if (key)
        res += stringifyToken(key);
    if (sep)
        for (const st of sep)
            res += st.source;
    if (value)
        res += stringifyToken(value);
    return res;
}

exports.stringify = stringify;


/***/ }),

/***/ 7715:
/***/ ((__unused_webpack_module, exports) => {



const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove item');
/**
 * Apply a visitor to a CST document or item.
 *
 * Walks through the tree (depth-first) starting from the root, calling a
 * `visitor` function with two arguments when entering each item:
 *   - `item`: The current item, which included the following members:
 *     - `start: SourceToken[]` – Source tokens before the key or value,
 *       possibly including its anchor or tag.
 *     - `key?: Token | null` – Set for pair values. May then be `null`, if
 *       the key before the `:` separator is empty.
 *     - `sep?: SourceToken[]` – Source tokens between the key and the value,
 *       which should include the `:` map value indicator if `value` is set.
 *     - `value?: Token` – The value of a sequence item, or of a map pair.
 *   - `path`: The steps from the root to the current node, as an array of
 *     `['key' | 'value', number]` tuples.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this token, continue with
 *      next sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current item, then continue with the next one
 *   - `number`: Set the index of the next step. This is useful especially if
 *     the index of the current token has changed.
 *   - `function`: Define the next visitor for this item. After the original
 *     visitor is called on item entry, next visitors are called after handling
 *     a non-empty `key` and when exiting the item.
 */
function visit(cst, visitor) {
    if ('type' in cst && cst.type === 'document')
        cst = { start: cst.start, value: cst.value };
    _visit(Object.freeze([]), cst, visitor);
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current item */
visit.SKIP = SKIP;
/** Remove the current item */
visit.REMOVE = REMOVE;
/** Find the item at `path` from `cst` as the root */
visit.itemAtPath = (cst, path) => {
    let item = cst;
    for (const [field, index] of path) {
        const tok = item?.[field];
        if (tok && 'items' in tok) {
            item = tok.items[index];
        }
        else
            return undefined;
    }
    return item;
};
/**
 * Get the immediate parent collection of the item at `path` from `cst` as the root.
 *
 * Throws an error if the collection is not found, which should never happen if the item itself exists.
 */
visit.parentCollection = (cst, path) => {
    const parent = visit.itemAtPath(cst, path.slice(0, -1));
    const field = path[path.length - 1][0];
    const coll = parent?.[field];
    if (coll && 'items' in coll)
        return coll;
    throw new Error('Parent collection not found');
};
function _visit(path, item, visitor) {
    let ctrl = visitor(item, path);
    if (typeof ctrl === 'symbol')
        return ctrl;
    for (const field of ['key', 'value']) {
        const token = item[field];
        if (token && 'items' in token) {
            for (let i = 0; i < token.items.length; ++i) {
                const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    token.items.splice(i, 1);
                    i -= 1;
                }
            }
            if (typeof ctrl === 'function' && field === 'key')
                ctrl = ctrl(item, path);
        }
    }
    return typeof ctrl === 'function' ? ctrl(item, path) : ctrl;
}

exports.visit = visit;


/***/ }),

/***/ 3461:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cstScalar = __nccwpck_require__(110);
var cstStringify = __nccwpck_require__(1733);
var cstVisit = __nccwpck_require__(7715);

/** The byte order mark */
const BOM = '\u{FEFF}';
/** Start of doc-mode */
const DOCUMENT = '\x02'; // C0: Start of Text
/** Unexpected end of flow-mode */
const FLOW_END = '\x18'; // C0: Cancel
/** Next token is a scalar value */
const SCALAR = '\x1f'; // C0: Unit Separator
/** @returns `true` if `token` is a flow or block collection */
const isCollection = (token) => !!token && 'items' in token;
/** @returns `true` if `token` is a flow or block scalar; not an alias */
const isScalar = (token) => !!token &&
    (token.type === 'scalar' ||
        token.type === 'single-quoted-scalar' ||
        token.type === 'double-quoted-scalar' ||
        token.type === 'block-scalar');
/* istanbul ignore next */
/** Get a printable representation of a lexer token */
function prettyToken(token) {
    switch (token) {
        case BOM:
            return '<BOM>';
        case DOCUMENT:
            return '<DOC>';
        case FLOW_END:
            return '<FLOW_END>';
        case SCALAR:
            return '<SCALAR>';
        default:
            return JSON.stringify(token);
    }
}
/** Identify the type of a lexer token. May return `null` for unknown tokens. */
function tokenType(source) {
    switch (source) {
        case BOM:
            return 'byte-order-mark';
        case DOCUMENT:
            return 'doc-mode';
        case FLOW_END:
            return 'flow-error-end';
        case SCALAR:
            return 'scalar';
        case '---':
            return 'doc-start';
        case '...':
            return 'doc-end';
        case '':
        case '\n':
        case '\r\n':
            return 'newline';
        case '-':
            return 'seq-item-ind';
        case '?':
            return 'explicit-key-ind';
        case ':':
            return 'map-value-ind';
        case '{':
            return 'flow-map-start';
        case '}':
            return 'flow-map-end';
        case '[':
            return 'flow-seq-start';
        case ']':
            return 'flow-seq-end';
        case ',':
            return 'comma';
    }
    switch (source[0]) {
        case ' ':
        case '\t':
            return 'space';
        case '#':
            return 'comment';
        case '%':
            return 'directive-line';
        case '*':
            return 'alias';
        case '&':
            return 'anchor';
        case '!':
            return 'tag';
        case "'":
            return 'single-quoted-scalar';
        case '"':
            return 'double-quoted-scalar';
        case '|':
        case '>':
            return 'block-scalar-header';
    }
    return null;
}

exports.createScalarToken = cstScalar.createScalarToken;
exports.resolveAsScalar = cstScalar.resolveAsScalar;
exports.setScalarValue = cstScalar.setScalarValue;
exports.stringify = cstStringify.stringify;
exports.visit = cstVisit.visit;
exports.BOM = BOM;
exports.DOCUMENT = DOCUMENT;
exports.FLOW_END = FLOW_END;
exports.SCALAR = SCALAR;
exports.isCollection = isCollection;
exports.isScalar = isScalar;
exports.prettyToken = prettyToken;
exports.tokenType = tokenType;


/***/ }),

/***/ 361:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cst = __nccwpck_require__(3461);

/*
START -> stream

stream
  directive -> line-end -> stream
  indent + line-end -> stream
  [else] -> line-start

line-end
  comment -> line-end
  newline -> .
  input-end -> END

line-start
  doc-start -> doc
  doc-end -> stream
  [else] -> indent -> block-start

block-start
  seq-item-start -> block-start
  explicit-key-start -> block-start
  map-value-start -> block-start
  [else] -> doc

doc
  line-end -> line-start
  spaces -> doc
  anchor -> doc
  tag -> doc
  flow-start -> flow -> doc
  flow-end -> error -> doc
  seq-item-start -> error -> doc
  explicit-key-start -> error -> doc
  map-value-start -> doc
  alias -> doc
  quote-start -> quoted-scalar -> doc
  block-scalar-header -> line-end -> block-scalar(min) -> line-start
  [else] -> plain-scalar(false, min) -> doc

flow
  line-end -> flow
  spaces -> flow
  anchor -> flow
  tag -> flow
  flow-start -> flow -> flow
  flow-end -> .
  seq-item-start -> error -> flow
  explicit-key-start -> flow
  map-value-start -> flow
  alias -> flow
  quote-start -> quoted-scalar -> flow
  comma -> flow
  [else] -> plain-scalar(true, 0) -> flow

quoted-scalar
  quote-end -> .
  [else] -> quoted-scalar

block-scalar(min)
  newline + peek(indent < min) -> .
  [else] -> block-scalar(min)

plain-scalar(is-flow, min)
  scalar-end(is-flow) -> .
  peek(newline + (indent < min)) -> .
  [else] -> plain-scalar(min)
*/
function isEmpty(ch) {
    switch (ch) {
        case undefined:
        case ' ':
        case '\n':
        case '\r':
        case '\t':
            return true;
        default:
            return false;
    }
}
const hexDigits = new Set('0123456789ABCDEFabcdef');
const tagChars = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
const flowIndicatorChars = new Set(',[]{}');
const invalidAnchorChars = new Set(' ,[]{}\n\r\t');
const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
/**
 * Splits an input string into lexical tokens, i.e. smaller strings that are
 * easily identifiable by `tokens.tokenType()`.
 *
 * Lexing starts always in a "stream" context. Incomplete input may be buffered
 * until a complete token can be emitted.
 *
 * In addition to slices of the original input, the following control characters
 * may also be emitted:
 *
 * - `\x02` (Start of Text): A document starts with the next token
 * - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
 * - `\x1f` (Unit Separator): Next token is a scalar value
 * - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
 */
class Lexer {
    constructor() {
        /**
         * Flag indicating whether the end of the current buffer marks the end of
         * all input
         */
        this.atEnd = false;
        /**
         * Explicit indent set in block scalar header, as an offset from the current
         * minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
         * explicitly set.
         */
        this.blockScalarIndent = -1;
        /**
         * Block scalars that include a + (keep) chomping indicator in their header
         * include trailing empty lines, which are otherwise excluded from the
         * scalar's contents.
         */
        this.blockScalarKeep = false;
        /** Current input */
        this.buffer = '';
        /**
         * Flag noting whether the map value indicator : can immediately follow this
         * node within a flow context.
         */
        this.flowKey = false;
        /** Count of surrounding flow collection levels. */
        this.flowLevel = 0;
        /**
         * Minimum level of indentation required for next lines to be parsed as a
         * part of the current scalar value.
         */
        this.indentNext = 0;
        /** Indentation level of the current line. */
        this.indentValue = 0;
        /** Position of the next \n character. */
        this.lineEndPos = null;
        /** Stores the state of the lexer if reaching the end of incpomplete input */
        this.next = null;
        /** A pointer to `buffer`; the current position of the lexer. */
        this.pos = 0;
    }
    /**
     * Generate YAML tokens from the `source` string. If `incomplete`,
     * a part of the last line may be left as a buffer for the next call.
     *
     * @returns A generator of lexical tokens
     */
    *lex(source, incomplete = false) {
        if (source) {
            if (typeof source !== 'string')
                throw TypeError('source is not a string');
            this.buffer = this.buffer ? this.buffer + source : source;
            this.lineEndPos = null;
        }
        this.atEnd = !incomplete;
        let next = this.next ?? 'stream';
        while (next && (incomplete || this.hasChars(1)))
            next = yield* this.parseNext(next);
    }
    atLineEnd() {
        let i = this.pos;
        let ch = this.buffer[i];
        while (ch === ' ' || ch === '\t')
            ch = this.buffer[++i];
        if (!ch || ch === '#' || ch === '\n')
            return true;
        if (ch === '\r')
            return this.buffer[i + 1] === '\n';
        return false;
    }
    charAt(n) {
        return this.buffer[this.pos + n];
    }
    continueScalar(offset) {
        let ch = this.buffer[offset];
        if (this.indentNext > 0) {
            let indent = 0;
            while (ch === ' ')
                ch = this.buffer[++indent + offset];
            if (ch === '\r') {
                const next = this.buffer[indent + offset + 1];
                if (next === '\n' || (!next && !this.atEnd))
                    return offset + indent + 1;
            }
            return ch === '\n' || indent >= this.indentNext || (!ch && !this.atEnd)
                ? offset + indent
                : -1;
        }
        if (ch === '-' || ch === '.') {
            const dt = this.buffer.substr(offset, 3);
            if ((dt === '---' || dt === '...') && isEmpty(this.buffer[offset + 3]))
                return -1;
        }
        return offset;
    }
    getLine() {
        let end = this.lineEndPos;
        if (typeof end !== 'number' || (end !== -1 && end < this.pos)) {
            end = this.buffer.indexOf('\n', this.pos);
            this.lineEndPos = end;
        }
        if (end === -1)
            return this.atEnd ? this.buffer.substring(this.pos) : null;
        if (this.buffer[end - 1] === '\r')
            end -= 1;
        return this.buffer.substring(this.pos, end);
    }
    hasChars(n) {
        return this.pos + n <= this.buffer.length;
    }
    setNext(state) {
        this.buffer = this.buffer.substring(this.pos);
        this.pos = 0;
        this.lineEndPos = null;
        this.next = state;
        return null;
    }
    peek(n) {
        return this.buffer.substr(this.pos, n);
    }
    *parseNext(next) {
        switch (next) {
            case 'stream':
                return yield* this.parseStream();
            case 'line-start':
                return yield* this.parseLineStart();
            case 'block-start':
                return yield* this.parseBlockStart();
            case 'doc':
                return yield* this.parseDocument();
            case 'flow':
                return yield* this.parseFlowCollection();
            case 'quoted-scalar':
                return yield* this.parseQuotedScalar();
            case 'block-scalar':
                return yield* this.parseBlockScalar();
            case 'plain-scalar':
                return yield* this.parsePlainScalar();
        }
    }
    *parseStream() {
        let line = this.getLine();
        if (line === null)
            return this.setNext('stream');
        if (line[0] === cst.BOM) {
            yield* this.pushCount(1);
            line = line.substring(1);
        }
        if (line[0] === '%') {
            let dirEnd = line.length;
            let cs = line.indexOf('#');
            while (cs !== -1) {
                const ch = line[cs - 1];
                if (ch === ' ' || ch === '\t') {
                    dirEnd = cs - 1;
                    break;
                }
                else {
                    cs = line.indexOf('#', cs + 1);
                }
            }
            while (true) {
                const ch = line[dirEnd - 1];
                if (ch === ' ' || ch === '\t')
                    dirEnd -= 1;
                else
                    break;
            }
            const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
            yield* this.pushCount(line.length - n); // possible comment
            this.pushNewline();
            return 'stream';
        }
        if (this.atLineEnd()) {
            const sp = yield* this.pushSpaces(true);
            yield* this.pushCount(line.length - sp);
            yield* this.pushNewline();
            return 'stream';
        }
        yield cst.DOCUMENT;
        return yield* this.parseLineStart();
    }
    *parseLineStart() {
        const ch = this.charAt(0);
        if (!ch && !this.atEnd)
            return this.setNext('line-start');
        if (ch === '-' || ch === '.') {
            if (!this.atEnd && !this.hasChars(4))
                return this.setNext('line-start');
            const s = this.peek(3);
            if ((s === '---' || s === '...') && isEmpty(this.charAt(3))) {
                yield* this.pushCount(3);
                this.indentValue = 0;
                this.indentNext = 0;
                return s === '---' ? 'doc' : 'stream';
            }
        }
        this.indentValue = yield* this.pushSpaces(false);
        if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1)))
            this.indentNext = this.indentValue;
        return yield* this.parseBlockStart();
    }
    *parseBlockStart() {
        const [ch0, ch1] = this.peek(2);
        if (!ch1 && !this.atEnd)
            return this.setNext('block-start');
        if ((ch0 === '-' || ch0 === '?' || ch0 === ':') && isEmpty(ch1)) {
            const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
            this.indentNext = this.indentValue + 1;
            this.indentValue += n;
            return 'block-start';
        }
        return 'doc';
    }
    *parseDocument() {
        yield* this.pushSpaces(true);
        const line = this.getLine();
        if (line === null)
            return this.setNext('doc');
        let n = yield* this.pushIndicators();
        switch (line[n]) {
            case '#':
                yield* this.pushCount(line.length - n);
            // fallthrough
            case undefined:
                yield* this.pushNewline();
                return yield* this.parseLineStart();
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel = 1;
                return 'flow';
            case '}':
            case ']':
                // this is an error
                yield* this.pushCount(1);
                return 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'doc';
            case '"':
            case "'":
                return yield* this.parseQuotedScalar();
            case '|':
            case '>':
                n += yield* this.parseBlockScalarHeader();
                n += yield* this.pushSpaces(true);
                yield* this.pushCount(line.length - n);
                yield* this.pushNewline();
                return yield* this.parseBlockScalar();
            default:
                return yield* this.parsePlainScalar();
        }
    }
    *parseFlowCollection() {
        let nl, sp;
        let indent = -1;
        do {
            nl = yield* this.pushNewline();
            if (nl > 0) {
                sp = yield* this.pushSpaces(false);
                this.indentValue = indent = sp;
            }
            else {
                sp = 0;
            }
            sp += yield* this.pushSpaces(true);
        } while (nl + sp > 0);
        const line = this.getLine();
        if (line === null)
            return this.setNext('flow');
        if ((indent !== -1 && indent < this.indentNext && line[0] !== '#') ||
            (indent === 0 &&
                (line.startsWith('---') || line.startsWith('...')) &&
                isEmpty(line[3]))) {
            // Allowing for the terminal ] or } at the same (rather than greater)
            // indent level as the initial [ or { is technically invalid, but
            // failing here would be surprising to users.
            const atFlowEndMarker = indent === this.indentNext - 1 &&
                this.flowLevel === 1 &&
                (line[0] === ']' || line[0] === '}');
            if (!atFlowEndMarker) {
                // this is an error
                this.flowLevel = 0;
                yield cst.FLOW_END;
                return yield* this.parseLineStart();
            }
        }
        let n = 0;
        while (line[n] === ',') {
            n += yield* this.pushCount(1);
            n += yield* this.pushSpaces(true);
            this.flowKey = false;
        }
        n += yield* this.pushIndicators();
        switch (line[n]) {
            case undefined:
                return 'flow';
            case '#':
                yield* this.pushCount(line.length - n);
                return 'flow';
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel += 1;
                return 'flow';
            case '}':
            case ']':
                yield* this.pushCount(1);
                this.flowKey = true;
                this.flowLevel -= 1;
                return this.flowLevel ? 'flow' : 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'flow';
            case '"':
            case "'":
                this.flowKey = true;
                return yield* this.parseQuotedScalar();
            case ':': {
                const next = this.charAt(1);
                if (this.flowKey || isEmpty(next) || next === ',') {
                    this.flowKey = false;
                    yield* this.pushCount(1);
                    yield* this.pushSpaces(true);
                    return 'flow';
                }
            }
            // fallthrough
            default:
                this.flowKey = false;
                return yield* this.parsePlainScalar();
        }
    }
    *parseQuotedScalar() {
        const quote = this.charAt(0);
        let end = this.buffer.indexOf(quote, this.pos + 1);
        if (quote === "'") {
            while (end !== -1 && this.buffer[end + 1] === "'")
                end = this.buffer.indexOf("'", end + 2);
        }
        else {
            // double-quote
            while (end !== -1) {
                let n = 0;
                while (this.buffer[end - 1 - n] === '\\')
                    n += 1;
                if (n % 2 === 0)
                    break;
                end = this.buffer.indexOf('"', end + 1);
            }
        }
        // Only looking for newlines within the quotes
        const qb = this.buffer.substring(0, end);
        let nl = qb.indexOf('\n', this.pos);
        if (nl !== -1) {
            while (nl !== -1) {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = qb.indexOf('\n', cs);
            }
            if (nl !== -1) {
                // this is an error caused by an unexpected unindent
                end = nl - (qb[nl - 1] === '\r' ? 2 : 1);
            }
        }
        if (end === -1) {
            if (!this.atEnd)
                return this.setNext('quoted-scalar');
            end = this.buffer.length;
        }
        yield* this.pushToIndex(end + 1, false);
        return this.flowLevel ? 'flow' : 'doc';
    }
    *parseBlockScalarHeader() {
        this.blockScalarIndent = -1;
        this.blockScalarKeep = false;
        let i = this.pos;
        while (true) {
            const ch = this.buffer[++i];
            if (ch === '+')
                this.blockScalarKeep = true;
            else if (ch > '0' && ch <= '9')
                this.blockScalarIndent = Number(ch) - 1;
            else if (ch !== '-')
                break;
        }
        return yield* this.pushUntil(ch => isEmpty(ch) || ch === '#');
    }
    *parseBlockScalar() {
        let nl = this.pos - 1; // may be -1 if this.pos === 0
        let indent = 0;
        let ch;
        loop: for (let i = this.pos; (ch = this.buffer[i]); ++i) {
            switch (ch) {
                case ' ':
                    indent += 1;
                    break;
                case '\n':
                    nl = i;
                    indent = 0;
                    break;
                case '\r': {
                    const next = this.buffer[i + 1];
                    if (!next && !this.atEnd)
                        return this.setNext('block-scalar');
                    if (next === '\n')
                        break;
                } // fallthrough
                default:
                    break loop;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('block-scalar');
        if (indent >= this.indentNext) {
            if (this.blockScalarIndent === -1)
                this.indentNext = indent;
            else {
                this.indentNext =
                    this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
            }
            do {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = this.buffer.indexOf('\n', cs);
            } while (nl !== -1);
            if (nl === -1) {
                if (!this.atEnd)
                    return this.setNext('block-scalar');
                nl = this.buffer.length;
            }
        }
        // Trailing insufficiently indented tabs are invalid.
        // To catch that during parsing, we include them in the block scalar value.
        let i = nl + 1;
        ch = this.buffer[i];
        while (ch === ' ')
            ch = this.buffer[++i];
        if (ch === '\t') {
            while (ch === '\t' || ch === ' ' || ch === '\r' || ch === '\n')
                ch = this.buffer[++i];
            nl = i - 1;
        }
        else if (!this.blockScalarKeep) {
            do {
                let i = nl - 1;
                let ch = this.buffer[i];
                if (ch === '\r')
                    ch = this.buffer[--i];
                const lastChar = i; // Drop the line if last char not more indented
                while (ch === ' ')
                    ch = this.buffer[--i];
                if (ch === '\n' && i >= this.pos && i + 1 + indent > lastChar)
                    nl = i;
                else
                    break;
            } while (true);
        }
        yield cst.SCALAR;
        yield* this.pushToIndex(nl + 1, true);
        return yield* this.parseLineStart();
    }
    *parsePlainScalar() {
        const inFlow = this.flowLevel > 0;
        let end = this.pos - 1;
        let i = this.pos - 1;
        let ch;
        while ((ch = this.buffer[++i])) {
            if (ch === ':') {
                const next = this.buffer[i + 1];
                if (isEmpty(next) || (inFlow && flowIndicatorChars.has(next)))
                    break;
                end = i;
            }
            else if (isEmpty(ch)) {
                let next = this.buffer[i + 1];
                if (ch === '\r') {
                    if (next === '\n') {
                        i += 1;
                        ch = '\n';
                        next = this.buffer[i + 1];
                    }
                    else
                        end = i;
                }
                if (next === '#' || (inFlow && flowIndicatorChars.has(next)))
                    break;
                if (ch === '\n') {
                    const cs = this.continueScalar(i + 1);
                    if (cs === -1)
                        break;
                    i = Math.max(i, cs - 2); // to advance, but still account for ' #'
                }
            }
            else {
                if (inFlow && flowIndicatorChars.has(ch))
                    break;
                end = i;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('plain-scalar');
        yield cst.SCALAR;
        yield* this.pushToIndex(end + 1, true);
        return inFlow ? 'flow' : 'doc';
    }
    *pushCount(n) {
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos += n;
            return n;
        }
        return 0;
    }
    *pushToIndex(i, allowEmpty) {
        const s = this.buffer.slice(this.pos, i);
        if (s) {
            yield s;
            this.pos += s.length;
            return s.length;
        }
        else if (allowEmpty)
            yield '';
        return 0;
    }
    *pushIndicators() {
        let n = 0;
        loop: while (true) {
            switch (this.charAt(0)) {
                case '!':
                    n += yield* this.pushTag();
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '&':
                    n += yield* this.pushUntil(isNotAnchorChar);
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '-': // this is an error
                case '?': // this is an error outside flow collections
                case ':': {
                    const inFlow = this.flowLevel > 0;
                    const ch1 = this.charAt(1);
                    if (isEmpty(ch1) || (inFlow && flowIndicatorChars.has(ch1))) {
                        if (!inFlow)
                            this.indentNext = this.indentValue + 1;
                        else if (this.flowKey)
                            this.flowKey = false;
                        n += yield* this.pushCount(1);
                        n += yield* this.pushSpaces(true);
                        continue loop;
                    }
                }
            }
            break loop;
        }
        return n;
    }
    *pushTag() {
        if (this.charAt(1) === '<') {
            let i = this.pos + 2;
            let ch = this.buffer[i];
            while (!isEmpty(ch) && ch !== '>')
                ch = this.buffer[++i];
            return yield* this.pushToIndex(ch === '>' ? i + 1 : i, false);
        }
        else {
            let i = this.pos + 1;
            let ch = this.buffer[i];
            while (ch) {
                if (tagChars.has(ch))
                    ch = this.buffer[++i];
                else if (ch === '%' &&
                    hexDigits.has(this.buffer[i + 1]) &&
                    hexDigits.has(this.buffer[i + 2])) {
                    ch = this.buffer[(i += 3)];
                }
                else
                    break;
            }
            return yield* this.pushToIndex(i, false);
        }
    }
    *pushNewline() {
        const ch = this.buffer[this.pos];
        if (ch === '\n')
            return yield* this.pushCount(1);
        else if (ch === '\r' && this.charAt(1) === '\n')
            return yield* this.pushCount(2);
        else
            return 0;
    }
    *pushSpaces(allowTabs) {
        let i = this.pos - 1;
        let ch;
        do {
            ch = this.buffer[++i];
        } while (ch === ' ' || (allowTabs && ch === '\t'));
        const n = i - this.pos;
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos = i;
        }
        return n;
    }
    *pushUntil(test) {
        let i = this.pos;
        let ch = this.buffer[i];
        while (!test(ch))
            ch = this.buffer[++i];
        return yield* this.pushToIndex(i, false);
    }
}

exports.Lexer = Lexer;


/***/ }),

/***/ 6628:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Tracks newlines during parsing in order to provide an efficient API for
 * determining the one-indexed `{ line, col }` position for any offset
 * within the input.
 */
class LineCounter {
    constructor() {
        this.lineStarts = [];
        /**
         * Should be called in ascending order. Otherwise, call
         * `lineCounter.lineStarts.sort()` before calling `linePos()`.
         */
        this.addNewLine = (offset) => this.lineStarts.push(offset);
        /**
         * Performs a binary search and returns the 1-indexed { line, col }
         * position of `offset`. If `line === 0`, `addNewLine` has never been
         * called or `offset` is before the first known newline.
         */
        this.linePos = (offset) => {
            let low = 0;
            let high = this.lineStarts.length;
            while (low < high) {
                const mid = (low + high) >> 1; // Math.floor((low + high) / 2)
                if (this.lineStarts[mid] < offset)
                    low = mid + 1;
                else
                    high = mid;
            }
            if (this.lineStarts[low] === offset)
                return { line: low + 1, col: 1 };
            if (low === 0)
                return { line: 0, col: offset };
            const start = this.lineStarts[low - 1];
            return { line: low, col: offset - start + 1 };
        };
    }
}

exports.LineCounter = LineCounter;


/***/ }),

/***/ 3456:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);

function includesToken(list, type) {
    for (let i = 0; i < list.length; ++i)
        if (list[i].type === type)
            return true;
    return false;
}
function findNonEmptyIndex(list) {
    for (let i = 0; i < list.length; ++i) {
        switch (list[i].type) {
            case 'space':
            case 'comment':
            case 'newline':
                break;
            default:
                return i;
        }
    }
    return -1;
}
function isFlowToken(token) {
    switch (token?.type) {
        case 'alias':
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'flow-collection':
            return true;
        default:
            return false;
    }
}
function getPrevProps(parent) {
    switch (parent.type) {
        case 'document':
            return parent.start;
        case 'block-map': {
            const it = parent.items[parent.items.length - 1];
            return it.sep ?? it.start;
        }
        case 'block-seq':
            return parent.items[parent.items.length - 1].start;
        /* istanbul ignore next should not happen */
        default:
            return [];
    }
}
/** Note: May modify input array */
function getFirstKeyStartProps(prev) {
    if (prev.length === 0)
        return [];
    let i = prev.length;
    loop: while (--i >= 0) {
        switch (prev[i].type) {
            case 'doc-start':
            case 'explicit-key-ind':
            case 'map-value-ind':
            case 'seq-item-ind':
            case 'newline':
                break loop;
        }
    }
    while (prev[++i]?.type === 'space') {
        /* loop */
    }
    return prev.splice(i, prev.length);
}
function arrayPushArray(target, source) {
    // May exhaust call stack with large `source` array
    if (source.length < 1e5)
        Array.prototype.push.apply(target, source);
    else
        for (let i = 0; i < source.length; ++i)
            target.push(source[i]);
}
function fixFlowSeqItems(fc) {
    if (fc.start.type === 'flow-seq-start') {
        for (const it of fc.items) {
            if (it.sep &&
                !it.value &&
                !includesToken(it.start, 'explicit-key-ind') &&
                !includesToken(it.sep, 'map-value-ind')) {
                if (it.key)
                    it.value = it.key;
                delete it.key;
                if (isFlowToken(it.value)) {
                    if (it.value.end)
                        arrayPushArray(it.value.end, it.sep);
                    else
                        it.value.end = it.sep;
                }
                else
                    arrayPushArray(it.start, it.sep);
                delete it.sep;
            }
        }
    }
}
/**
 * A YAML concrete syntax tree (CST) parser
 *
 * ```ts
 * const src: string = ...
 * for (const token of new Parser().parse(src)) {
 *   // token: Token
 * }
 * ```
 *
 * To use the parser with a user-provided lexer:
 *
 * ```ts
 * function* parse(source: string, lexer: Lexer) {
 *   const parser = new Parser()
 *   for (const lexeme of lexer.lex(source))
 *     yield* parser.next(lexeme)
 *   yield* parser.end()
 * }
 *
 * const src: string = ...
 * const lexer = new Lexer()
 * for (const token of parse(src, lexer)) {
 *   // token: Token
 * }
 * ```
 */
class Parser {
    /**
     * @param onNewLine - If defined, called separately with the start position of
     *   each new line (in `parse()`, including the start of input).
     */
    constructor(onNewLine) {
        /** If true, space and sequence indicators count as indentation */
        this.atNewLine = true;
        /** If true, next token is a scalar value */
        this.atScalar = false;
        /** Current indentation level */
        this.indent = 0;
        /** Current offset since the start of parsing */
        this.offset = 0;
        /** On the same line with a block map key */
        this.onKeyLine = false;
        /** Top indicates the node that's currently being built */
        this.stack = [];
        /** The source of the current token, set in parse() */
        this.source = '';
        /** The type of the current token, set in parse() */
        this.type = '';
        // Must be defined after `next()`
        this.lexer = new lexer.Lexer();
        this.onNewLine = onNewLine;
    }
    /**
     * Parse `source` as a YAML stream.
     * If `incomplete`, a part of the last line may be left as a buffer for the next call.
     *
     * Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
     *
     * @returns A generator of tokens representing each directive, document, and other structure.
     */
    *parse(source, incomplete = false) {
        if (this.onNewLine && this.offset === 0)
            this.onNewLine(0);
        for (const lexeme of this.lexer.lex(source, incomplete))
            yield* this.next(lexeme);
        if (!incomplete)
            yield* this.end();
    }
    /**
     * Advance the parser by the `source` of one lexical token.
     */
    *next(source) {
        this.source = source;
        if (node_process.env.LOG_TOKENS)
            console.log('|', cst.prettyToken(source));
        if (this.atScalar) {
            this.atScalar = false;
            yield* this.step();
            this.offset += source.length;
            return;
        }
        const type = cst.tokenType(source);
        if (!type) {
            const message = `Not a YAML token: ${source}`;
            yield* this.pop({ type: 'error', offset: this.offset, message, source });
            this.offset += source.length;
        }
        else if (type === 'scalar') {
            this.atNewLine = false;
            this.atScalar = true;
            this.type = 'scalar';
        }
        else {
            this.type = type;
            yield* this.step();
            switch (type) {
                case 'newline':
                    this.atNewLine = true;
                    this.indent = 0;
                    if (this.onNewLine)
                        this.onNewLine(this.offset + source.length);
                    break;
                case 'space':
                    if (this.atNewLine && source[0] === ' ')
                        this.indent += source.length;
                    break;
                case 'explicit-key-ind':
                case 'map-value-ind':
                case 'seq-item-ind':
                    if (this.atNewLine)
                        this.indent += source.length;
                    break;
                case 'doc-mode':
                case 'flow-error-end':
                    return;
                default:
                    this.atNewLine = false;
            }
            this.offset += source.length;
        }
    }
    /** Call at end of input to push out any remaining constructions */
    *end() {
        while (this.stack.length > 0)
            yield* this.pop();
    }
    get sourceToken() {
        const st = {
            type: this.type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
        return st;
    }
    *step() {
        const top = this.peek(1);
        if (this.type === 'doc-end' && top?.type !== 'doc-end') {
            while (this.stack.length > 0)
                yield* this.pop();
            this.stack.push({
                type: 'doc-end',
                offset: this.offset,
                source: this.source
            });
            return;
        }
        if (!top)
            return yield* this.stream();
        switch (top.type) {
            case 'document':
                return yield* this.document(top);
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return yield* this.scalar(top);
            case 'block-scalar':
                return yield* this.blockScalar(top);
            case 'block-map':
                return yield* this.blockMap(top);
            case 'block-seq':
                return yield* this.blockSequence(top);
            case 'flow-collection':
                return yield* this.flowCollection(top);
            case 'doc-end':
                return yield* this.documentEnd(top);
        }
        /* istanbul ignore next should not happen */
        yield* this.pop();
    }
    peek(n) {
        return this.stack[this.stack.length - n];
    }
    *pop(error) {
        const token = error ?? this.stack.pop();
        /* istanbul ignore if should not happen */
        if (!token) {
            const message = 'Tried to pop an empty stack';
            yield { type: 'error', offset: this.offset, source: '', message };
        }
        else if (this.stack.length === 0) {
            yield token;
        }
        else {
            const top = this.peek(1);
            if (token.type === 'block-scalar') {
                // Block scalars use their parent rather than header indent
                token.indent = 'indent' in top ? top.indent : 0;
            }
            else if (token.type === 'flow-collection' && top.type === 'document') {
                // Ignore all indent for top-level flow collections
                token.indent = 0;
            }
            if (token.type === 'flow-collection')
                fixFlowSeqItems(token);
            switch (top.type) {
                case 'document':
                    top.value = token;
                    break;
                case 'block-scalar':
                    top.props.push(token); // error
                    break;
                case 'block-map': {
                    const it = top.items[top.items.length - 1];
                    if (it.value) {
                        top.items.push({ start: [], key: token, sep: [] });
                        this.onKeyLine = true;
                        return;
                    }
                    else if (it.sep) {
                        it.value = token;
                    }
                    else {
                        Object.assign(it, { key: token, sep: [] });
                        this.onKeyLine = !it.explicitKey;
                        return;
                    }
                    break;
                }
                case 'block-seq': {
                    const it = top.items[top.items.length - 1];
                    if (it.value)
                        top.items.push({ start: [], value: token });
                    else
                        it.value = token;
                    break;
                }
                case 'flow-collection': {
                    const it = top.items[top.items.length - 1];
                    if (!it || it.value)
                        top.items.push({ start: [], key: token, sep: [] });
                    else if (it.sep)
                        it.value = token;
                    else
                        Object.assign(it, { key: token, sep: [] });
                    return;
                }
                /* istanbul ignore next should not happen */
                default:
                    yield* this.pop();
                    yield* this.pop(token);
            }
            if ((top.type === 'document' ||
                top.type === 'block-map' ||
                top.type === 'block-seq') &&
                (token.type === 'block-map' || token.type === 'block-seq')) {
                const last = token.items[token.items.length - 1];
                if (last &&
                    !last.sep &&
                    !last.value &&
                    last.start.length > 0 &&
                    findNonEmptyIndex(last.start) === -1 &&
                    (token.indent === 0 ||
                        last.start.every(st => st.type !== 'comment' || st.indent < token.indent))) {
                    if (top.type === 'document')
                        top.end = last.start;
                    else
                        top.items.push({ start: last.start });
                    token.items.splice(-1, 1);
                }
            }
        }
    }
    *stream() {
        switch (this.type) {
            case 'directive-line':
                yield { type: 'directive', offset: this.offset, source: this.source };
                return;
            case 'byte-order-mark':
            case 'space':
            case 'comment':
            case 'newline':
                yield this.sourceToken;
                return;
            case 'doc-mode':
            case 'doc-start': {
                const doc = {
                    type: 'document',
                    offset: this.offset,
                    start: []
                };
                if (this.type === 'doc-start')
                    doc.start.push(this.sourceToken);
                this.stack.push(doc);
                return;
            }
        }
        yield {
            type: 'error',
            offset: this.offset,
            message: `Unexpected ${this.type} token in YAML stream`,
            source: this.source
        };
    }
    *document(doc) {
        if (doc.value)
            return yield* this.lineEnd(doc);
        switch (this.type) {
            case 'doc-start': {
                if (findNonEmptyIndex(doc.start) !== -1) {
                    yield* this.pop();
                    yield* this.step();
                }
                else
                    doc.start.push(this.sourceToken);
                return;
            }
            case 'anchor':
            case 'tag':
            case 'space':
            case 'comment':
            case 'newline':
                doc.start.push(this.sourceToken);
                return;
        }
        const bv = this.startBlockValue(doc);
        if (bv)
            this.stack.push(bv);
        else {
            yield {
                type: 'error',
                offset: this.offset,
                message: `Unexpected ${this.type} token in YAML document`,
                source: this.source
            };
        }
    }
    *scalar(scalar) {
        if (this.type === 'map-value-ind') {
            const prev = getPrevProps(this.peek(2));
            const start = getFirstKeyStartProps(prev);
            let sep;
            if (scalar.end) {
                sep = scalar.end;
                sep.push(this.sourceToken);
                delete scalar.end;
            }
            else
                sep = [this.sourceToken];
            const map = {
                type: 'block-map',
                offset: scalar.offset,
                indent: scalar.indent,
                items: [{ start, key: scalar, sep }]
            };
            this.onKeyLine = true;
            this.stack[this.stack.length - 1] = map;
        }
        else
            yield* this.lineEnd(scalar);
    }
    *blockScalar(scalar) {
        switch (this.type) {
            case 'space':
            case 'comment':
            case 'newline':
                scalar.props.push(this.sourceToken);
                return;
            case 'scalar':
                scalar.source = this.source;
                // block-scalar source includes trailing newline
                this.atNewLine = true;
                this.indent = 0;
                if (this.onNewLine) {
                    let nl = this.source.indexOf('\n') + 1;
                    while (nl !== 0) {
                        this.onNewLine(this.offset + nl);
                        nl = this.source.indexOf('\n', nl) + 1;
                    }
                }
                yield* this.pop();
                break;
            /* istanbul ignore next should not happen */
            default:
                yield* this.pop();
                yield* this.step();
        }
    }
    *blockMap(map) {
        const it = map.items[map.items.length - 1];
        // it.sep is true-ish if pair already has key or : separator
        switch (this.type) {
            case 'newline':
                this.onKeyLine = false;
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    it.start.push(this.sourceToken);
                }
                return;
            case 'space':
            case 'comment':
                if (it.value) {
                    map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    if (this.atIndentedComment(it.start, map.indent)) {
                        const prev = map.items[map.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            map.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
        }
        if (this.indent >= map.indent) {
            const atMapIndent = !this.onKeyLine && this.indent === map.indent;
            const atNextItem = atMapIndent &&
                (it.sep || it.explicitKey) &&
                this.type !== 'seq-item-ind';
            // For empty nodes, assign newline-separated not indented empty tokens to following node
            let start = [];
            if (atNextItem && it.sep && !it.value) {
                const nl = [];
                for (let i = 0; i < it.sep.length; ++i) {
                    const st = it.sep[i];
                    switch (st.type) {
                        case 'newline':
                            nl.push(i);
                            break;
                        case 'space':
                            break;
                        case 'comment':
                            if (st.indent > map.indent)
                                nl.length = 0;
                            break;
                        default:
                            nl.length = 0;
                    }
                }
                if (nl.length >= 2)
                    start = it.sep.splice(nl[1]);
            }
            switch (this.type) {
                case 'anchor':
                case 'tag':
                    if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        it.sep.push(this.sourceToken);
                    }
                    else {
                        it.start.push(this.sourceToken);
                    }
                    return;
                case 'explicit-key-ind':
                    if (!it.sep && !it.explicitKey) {
                        it.start.push(this.sourceToken);
                        it.explicitKey = true;
                    }
                    else if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start, explicitKey: true });
                    }
                    else {
                        this.stack.push({
                            type: 'block-map',
                            offset: this.offset,
                            indent: this.indent,
                            items: [{ start: [this.sourceToken], explicitKey: true }]
                        });
                    }
                    this.onKeyLine = true;
                    return;
                case 'map-value-ind':
                    if (it.explicitKey) {
                        if (!it.sep) {
                            if (includesToken(it.start, 'newline')) {
                                Object.assign(it, { key: null, sep: [this.sourceToken] });
                            }
                            else {
                                const start = getFirstKeyStartProps(it.start);
                                this.stack.push({
                                    type: 'block-map',
                                    offset: this.offset,
                                    indent: this.indent,
                                    items: [{ start, key: null, sep: [this.sourceToken] }]
                                });
                            }
                        }
                        else if (it.value) {
                            map.items.push({ start: [], key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else if (isFlowToken(it.key) &&
                            !includesToken(it.sep, 'newline')) {
                            const start = getFirstKeyStartProps(it.start);
                            const key = it.key;
                            const sep = it.sep;
                            sep.push(this.sourceToken);
                            // @ts-expect-error type guard is wrong here
                            delete it.key;
                            // @ts-expect-error type guard is wrong here
                            delete it.sep;
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key, sep }]
                            });
                        }
                        else if (start.length > 0) {
                            // Not actually at next item
                            it.sep = it.sep.concat(start, this.sourceToken);
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    else {
                        if (!it.sep) {
                            Object.assign(it, { key: null, sep: [this.sourceToken] });
                        }
                        else if (it.value || atNextItem) {
                            map.items.push({ start, key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start: [], key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    this.onKeyLine = true;
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (atNextItem || it.value) {
                        map.items.push({ start, key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        this.stack.push(fs);
                    }
                    else {
                        Object.assign(it, { key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    return;
                }
                default: {
                    const bv = this.startBlockValue(map);
                    if (bv) {
                        if (bv.type === 'block-seq') {
                            if (!it.explicitKey &&
                                it.sep &&
                                !includesToken(it.sep, 'newline')) {
                                yield* this.pop({
                                    type: 'error',
                                    offset: this.offset,
                                    message: 'Unexpected block-seq-ind on same line with key',
                                    source: this.source
                                });
                                return;
                            }
                        }
                        else if (atMapIndent) {
                            map.items.push({ start });
                        }
                        this.stack.push(bv);
                        return;
                    }
                }
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *blockSequence(seq) {
        const it = seq.items[seq.items.length - 1];
        switch (this.type) {
            case 'newline':
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        seq.items.push({ start: [this.sourceToken] });
                }
                else
                    it.start.push(this.sourceToken);
                return;
            case 'space':
            case 'comment':
                if (it.value)
                    seq.items.push({ start: [this.sourceToken] });
                else {
                    if (this.atIndentedComment(it.start, seq.indent)) {
                        const prev = seq.items[seq.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            seq.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
            case 'anchor':
            case 'tag':
                if (it.value || this.indent <= seq.indent)
                    break;
                it.start.push(this.sourceToken);
                return;
            case 'seq-item-ind':
                if (this.indent !== seq.indent)
                    break;
                if (it.value || includesToken(it.start, 'seq-item-ind'))
                    seq.items.push({ start: [this.sourceToken] });
                else
                    it.start.push(this.sourceToken);
                return;
        }
        if (this.indent > seq.indent) {
            const bv = this.startBlockValue(seq);
            if (bv) {
                this.stack.push(bv);
                return;
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *flowCollection(fc) {
        const it = fc.items[fc.items.length - 1];
        if (this.type === 'flow-error-end') {
            let top;
            do {
                yield* this.pop();
                top = this.peek(1);
            } while (top?.type === 'flow-collection');
        }
        else if (fc.end.length === 0) {
            switch (this.type) {
                case 'comma':
                case 'explicit-key-ind':
                    if (!it || it.sep)
                        fc.items.push({ start: [this.sourceToken] });
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'map-value-ind':
                    if (!it || it.value)
                        fc.items.push({ start: [], key: null, sep: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        Object.assign(it, { key: null, sep: [this.sourceToken] });
                    return;
                case 'space':
                case 'comment':
                case 'newline':
                case 'anchor':
                case 'tag':
                    if (!it || it.value)
                        fc.items.push({ start: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (!it || it.value)
                        fc.items.push({ start: [], key: fs, sep: [] });
                    else if (it.sep)
                        this.stack.push(fs);
                    else
                        Object.assign(it, { key: fs, sep: [] });
                    return;
                }
                case 'flow-map-end':
                case 'flow-seq-end':
                    fc.end.push(this.sourceToken);
                    return;
            }
            const bv = this.startBlockValue(fc);
            /* istanbul ignore else should not happen */
            if (bv)
                this.stack.push(bv);
            else {
                yield* this.pop();
                yield* this.step();
            }
        }
        else {
            const parent = this.peek(2);
            if (parent.type === 'block-map' &&
                ((this.type === 'map-value-ind' && parent.indent === fc.indent) ||
                    (this.type === 'newline' &&
                        !parent.items[parent.items.length - 1].sep))) {
                yield* this.pop();
                yield* this.step();
            }
            else if (this.type === 'map-value-ind' &&
                parent.type !== 'flow-collection') {
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                fixFlowSeqItems(fc);
                const sep = fc.end.splice(1, fc.end.length);
                sep.push(this.sourceToken);
                const map = {
                    type: 'block-map',
                    offset: fc.offset,
                    indent: fc.indent,
                    items: [{ start, key: fc, sep }]
                };
                this.onKeyLine = true;
                this.stack[this.stack.length - 1] = map;
            }
            else {
                yield* this.lineEnd(fc);
            }
        }
    }
    flowScalar(type) {
        if (this.onNewLine) {
            let nl = this.source.indexOf('\n') + 1;
            while (nl !== 0) {
                this.onNewLine(this.offset + nl);
                nl = this.source.indexOf('\n', nl) + 1;
            }
        }
        return {
            type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
    }
    startBlockValue(parent) {
        switch (this.type) {
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return this.flowScalar(this.type);
            case 'block-scalar-header':
                return {
                    type: 'block-scalar',
                    offset: this.offset,
                    indent: this.indent,
                    props: [this.sourceToken],
                    source: ''
                };
            case 'flow-map-start':
            case 'flow-seq-start':
                return {
                    type: 'flow-collection',
                    offset: this.offset,
                    indent: this.indent,
                    start: this.sourceToken,
                    items: [],
                    end: []
                };
            case 'seq-item-ind':
                return {
                    type: 'block-seq',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start: [this.sourceToken] }]
                };
            case 'explicit-key-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                start.push(this.sourceToken);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, explicitKey: true }]
                };
            }
            case 'map-value-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, key: null, sep: [this.sourceToken] }]
                };
            }
        }
        return null;
    }
    atIndentedComment(start, indent) {
        if (this.type !== 'comment')
            return false;
        if (this.indent <= indent)
            return false;
        return start.every(st => st.type === 'newline' || st.type === 'space');
    }
    *documentEnd(docEnd) {
        if (this.type !== 'doc-mode') {
            if (docEnd.end)
                docEnd.end.push(this.sourceToken);
            else
                docEnd.end = [this.sourceToken];
            if (this.type === 'newline')
                yield* this.pop();
        }
    }
    *lineEnd(token) {
        switch (this.type) {
            case 'comma':
            case 'doc-start':
            case 'doc-end':
            case 'flow-seq-end':
            case 'flow-map-end':
            case 'map-value-ind':
                yield* this.pop();
                yield* this.step();
                break;
            case 'newline':
                this.onKeyLine = false;
            // fallthrough
            case 'space':
            case 'comment':
            default:
                // all other values are errors
                if (token.end)
                    token.end.push(this.sourceToken);
                else
                    token.end = [this.sourceToken];
                if (this.type === 'newline')
                    yield* this.pop();
        }
    }
}

exports.Parser = Parser;


/***/ }),

/***/ 4047:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var log = __nccwpck_require__(7249);
var identity = __nccwpck_require__(1127);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);

function parseOptions(options) {
    const prettyErrors = options.prettyErrors !== false;
    const lineCounter$1 = options.lineCounter || (prettyErrors && new lineCounter.LineCounter()) || null;
    return { lineCounter: lineCounter$1, prettyErrors };
}
/**
 * Parse the input as a stream of YAML documents.
 *
 * Documents should be separated from each other by `...` or `---` marker lines.
 *
 * @returns If an empty `docs` array is returned, it will be of type
 *   EmptyStream and contain additional stream information. In
 *   TypeScript, you should use `'empty' in docs` as a type guard for it.
 */
function parseAllDocuments(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    const docs = Array.from(composer$1.compose(parser$1.parse(source)));
    if (prettyErrors && lineCounter)
        for (const doc of docs) {
            doc.errors.forEach(errors.prettifyError(source, lineCounter));
            doc.warnings.forEach(errors.prettifyError(source, lineCounter));
        }
    if (docs.length > 0)
        return docs;
    return Object.assign([], { empty: true }, composer$1.streamInfo());
}
/** Parse an input string into a single YAML.Document */
function parseDocument(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    // `doc` is always set by compose.end(true) at the very latest
    let doc = null;
    for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) {
        if (!doc)
            doc = _doc;
        else if (doc.options.logLevel !== 'silent') {
            doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), 'MULTIPLE_DOCS', 'Source contains multiple documents; please use YAML.parseAllDocuments()'));
            break;
        }
    }
    if (prettyErrors && lineCounter) {
        doc.errors.forEach(errors.prettifyError(source, lineCounter));
        doc.warnings.forEach(errors.prettifyError(source, lineCounter));
    }
    return doc;
}
function parse(src, reviver, options) {
    let _reviver = undefined;
    if (typeof reviver === 'function') {
        _reviver = reviver;
    }
    else if (options === undefined && reviver && typeof reviver === 'object') {
        options = reviver;
    }
    const doc = parseDocument(src, options);
    if (!doc)
        return null;
    doc.warnings.forEach(warning => log.warn(doc.options.logLevel, warning));
    if (doc.errors.length > 0) {
        if (doc.options.logLevel !== 'silent')
            throw doc.errors[0];
        else
            doc.errors = [];
    }
    return doc.toJS(Object.assign({ reviver: _reviver }, options));
}
function stringify(value, replacer, options) {
    let _replacer = null;
    if (typeof replacer === 'function' || Array.isArray(replacer)) {
        _replacer = replacer;
    }
    else if (options === undefined && replacer) {
        options = replacer;
    }
    if (typeof options === 'string')
        options = options.length;
    if (typeof options === 'number') {
        const indent = Math.round(options);
        options = indent < 1 ? undefined : indent > 8 ? { indent: 8 } : { indent };
    }
    if (value === undefined) {
        const { keepUndefined } = options ?? replacer ?? {};
        if (!keepUndefined)
            return undefined;
    }
    if (identity.isDocument(value) && !_replacer)
        return value.toString(options);
    return new Document.Document(value, _replacer, options).toString(options);
}

exports.parse = parse;
exports.parseAllDocuments = parseAllDocuments;
exports.parseDocument = parseDocument;
exports.stringify = stringify;


/***/ }),

/***/ 5840:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var tags = __nccwpck_require__(18);

const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
class Schema {
    constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
        this.compat = Array.isArray(compat)
            ? tags.getTags(compat, 'compat')
            : compat
                ? tags.getTags(null, compat)
                : null;
        this.name = (typeof schema === 'string' && schema) || 'core';
        this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
        this.tags = tags.getTags(customTags, this.name, merge);
        this.toStringOptions = toStringDefaults ?? null;
        Object.defineProperty(this, identity.MAP, { value: map.map });
        Object.defineProperty(this, identity.SCALAR, { value: string.string });
        Object.defineProperty(this, identity.SEQ, { value: seq.seq });
        // Used by createMap()
        this.sortMapEntries =
            typeof sortMapEntries === 'function'
                ? sortMapEntries
                : sortMapEntries === true
                    ? sortMapEntriesByKey
                    : null;
    }
    clone() {
        const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
        copy.tags = this.tags.slice();
        return copy;
    }
}

exports.Schema = Schema;


/***/ }),

/***/ 7451:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLMap = __nccwpck_require__(4454);

const map = {
    collection: 'map',
    default: true,
    nodeClass: YAMLMap.YAMLMap,
    tag: 'tag:yaml.org,2002:map',
    resolve(map, onError) {
        if (!identity.isMap(map))
            onError('Expected a mapping for this tag');
        return map;
    },
    createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
};

exports.map = map;


/***/ }),

/***/ 3632:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const nullTag = {
    identify: value => value == null,
    createNode: () => new Scalar.Scalar(null),
    default: true,
    tag: 'tag:yaml.org,2002:null',
    test: /^(?:~|[Nn]ull|NULL)?$/,
    resolve: () => new Scalar.Scalar(null),
    stringify: ({ source }, ctx) => typeof source === 'string' && nullTag.test.test(source)
        ? source
        : ctx.options.nullStr
};

exports.nullTag = nullTag;


/***/ }),

/***/ 1706:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLSeq = __nccwpck_require__(2223);

const seq = {
    collection: 'seq',
    default: true,
    nodeClass: YAMLSeq.YAMLSeq,
    tag: 'tag:yaml.org,2002:seq',
    resolve(seq, onError) {
        if (!identity.isSeq(seq))
            onError('Expected a sequence for this tag');
        return seq;
    },
    createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
};

exports.seq = seq;


/***/ }),

/***/ 6464:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyString = __nccwpck_require__(3069);

const string = {
    identify: value => typeof value === 'string',
    default: true,
    tag: 'tag:yaml.org,2002:str',
    resolve: str => str,
    stringify(item, ctx, onComment, onChompKeep) {
        ctx = Object.assign({ actualString: true }, ctx);
        return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
    }
};

exports.string = string;


/***/ }),

/***/ 3959:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const boolTag = {
    identify: value => typeof value === 'boolean',
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
    resolve: str => new Scalar.Scalar(str[0] === 't' || str[0] === 'T'),
    stringify({ source, value }, ctx) {
        if (source && boolTag.test.test(source)) {
            const sv = source[0] === 't' || source[0] === 'T';
            if (value === sv)
                return source;
        }
        return value ? ctx.options.trueStr : ctx.options.falseStr;
    }
};

exports.boolTag = boolTag;


/***/ }),

/***/ 8405:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: str => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
    resolve: str => parseFloat(str),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str));
        const dot = str.indexOf('.');
        if (dot !== -1 && str[str.length - 1] === '0')
            node.minFractionDigits = str.length - dot - 1;
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 9874:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
const intResolve = (str, offset, radix, { intAsBigInt }) => (intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix));
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value) && value >= 0)
        return prefix + value.toString(radix);
    return stringifyNumber.stringifyNumber(node);
}
const intOct = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^0o[0-7]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
    stringify: node => intStringify(node, 8, '0o')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^0x[0-9a-fA-F]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 896:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.boolTag,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float
];

exports.schema = schema;


/***/ }),

/***/ 3559:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);

function intIdentify(value) {
    return typeof value === 'bigint' || Number.isInteger(value);
}
const stringifyJSON = ({ value }) => JSON.stringify(value);
const jsonScalars = [
    {
        identify: value => typeof value === 'string',
        default: true,
        tag: 'tag:yaml.org,2002:str',
        resolve: str => str,
        stringify: stringifyJSON
    },
    {
        identify: value => value == null,
        createNode: () => new Scalar.Scalar(null),
        default: true,
        tag: 'tag:yaml.org,2002:null',
        test: /^null$/,
        resolve: () => null,
        stringify: stringifyJSON
    },
    {
        identify: value => typeof value === 'boolean',
        default: true,
        tag: 'tag:yaml.org,2002:bool',
        test: /^true$|^false$/,
        resolve: str => str === 'true',
        stringify: stringifyJSON
    },
    {
        identify: intIdentify,
        default: true,
        tag: 'tag:yaml.org,2002:int',
        test: /^-?(?:0|[1-9][0-9]*)$/,
        resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
        stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
    },
    {
        identify: value => typeof value === 'number',
        default: true,
        tag: 'tag:yaml.org,2002:float',
        test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
        resolve: str => parseFloat(str),
        stringify: stringifyJSON
    }
];
const jsonError = {
    default: true,
    tag: '',
    test: /^/,
    resolve(str, onError) {
        onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
        return str;
    }
};
const schema = [map.map, seq.seq].concat(jsonScalars, jsonError);

exports.schema = schema;


/***/ }),

/***/ 18:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);
var schema = __nccwpck_require__(896);
var schema$1 = __nccwpck_require__(3559);
var binary = __nccwpck_require__(6083);
var merge = __nccwpck_require__(452);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var schema$2 = __nccwpck_require__(5913);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(6752);

const schemas = new Map([
    ['core', schema.schema],
    ['failsafe', [map.map, seq.seq, string.string]],
    ['json', schema$1.schema],
    ['yaml11', schema$2.schema],
    ['yaml-1.1', schema$2.schema]
]);
const tagsByName = {
    binary: binary.binary,
    bool: bool.boolTag,
    float: float.float,
    floatExp: float.floatExp,
    floatNaN: float.floatNaN,
    floatTime: timestamp.floatTime,
    int: int.int,
    intHex: int.intHex,
    intOct: int.intOct,
    intTime: timestamp.intTime,
    map: map.map,
    merge: merge.merge,
    null: _null.nullTag,
    omap: omap.omap,
    pairs: pairs.pairs,
    seq: seq.seq,
    set: set.set,
    timestamp: timestamp.timestamp
};
const coreKnownTags = {
    'tag:yaml.org,2002:binary': binary.binary,
    'tag:yaml.org,2002:merge': merge.merge,
    'tag:yaml.org,2002:omap': omap.omap,
    'tag:yaml.org,2002:pairs': pairs.pairs,
    'tag:yaml.org,2002:set': set.set,
    'tag:yaml.org,2002:timestamp': timestamp.timestamp
};
function getTags(customTags, schemaName, addMergeTag) {
    const schemaTags = schemas.get(schemaName);
    if (schemaTags && !customTags) {
        return addMergeTag && !schemaTags.includes(merge.merge)
            ? schemaTags.concat(merge.merge)
            : schemaTags.slice();
    }
    let tags = schemaTags;
    if (!tags) {
        if (Array.isArray(customTags))
            tags = [];
        else {
            const keys = Array.from(schemas.keys())
                .filter(key => key !== 'yaml11')
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
        }
    }
    if (Array.isArray(customTags)) {
        for (const tag of customTags)
            tags = tags.concat(tag);
    }
    else if (typeof customTags === 'function') {
        tags = customTags(tags.slice());
    }
    if (addMergeTag)
        tags = tags.concat(merge.merge);
    return tags.reduce((tags, tag) => {
        const tagObj = typeof tag === 'string' ? tagsByName[tag] : tag;
        if (!tagObj) {
            const tagName = JSON.stringify(tag);
            const keys = Object.keys(tagsByName)
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
        }
        if (!tags.includes(tagObj))
            tags.push(tagObj);
        return tags;
    }, []);
}

exports.coreKnownTags = coreKnownTags;
exports.getTags = getTags;


/***/ }),

/***/ 6083:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_buffer = __nccwpck_require__(181);
var Scalar = __nccwpck_require__(3301);
var stringifyString = __nccwpck_require__(3069);

const binary = {
    identify: value => value instanceof Uint8Array, // Buffer inherits from Uint8Array
    default: false,
    tag: 'tag:yaml.org,2002:binary',
    /**
     * Returns a Buffer in node and an Uint8Array in browsers
     *
     * To use the resulting buffer as an image, you'll want to do something like:
     *
     *   const blob = new Blob([buffer], { type: 'image/jpeg' })
     *   document.querySelector('#photo').src = URL.createObjectURL(blob)
     */
    resolve(src, onError) {
        if (typeof node_buffer.Buffer === 'function') {
            return node_buffer.Buffer.from(src, 'base64');
        }
        else if (typeof atob === 'function') {
            // On IE 11, atob() can't handle newlines
            const str = atob(src.replace(/[\n\r]/g, ''));
            const buffer = new Uint8Array(str.length);
            for (let i = 0; i < str.length; ++i)
                buffer[i] = str.charCodeAt(i);
            return buffer;
        }
        else {
            onError('This environment does not support reading binary tags; either Buffer or atob is required');
            return src;
        }
    },
    stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
        if (!value)
            return '';
        const buf = value; // checked earlier by binary.identify()
        let str;
        if (typeof node_buffer.Buffer === 'function') {
            str =
                buf instanceof node_buffer.Buffer
                    ? buf.toString('base64')
                    : node_buffer.Buffer.from(buf.buffer).toString('base64');
        }
        else if (typeof btoa === 'function') {
            let s = '';
            for (let i = 0; i < buf.length; ++i)
                s += String.fromCharCode(buf[i]);
            str = btoa(s);
        }
        else {
            throw new Error('This environment does not support writing binary tags; either Buffer or btoa is required');
        }
        type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
        if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
            const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
            const n = Math.ceil(str.length / lineWidth);
            const lines = new Array(n);
            for (let i = 0, o = 0; i < n; ++i, o += lineWidth) {
                lines[i] = str.substr(o, lineWidth);
            }
            str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? '\n' : ' ');
        }
        return stringifyString.stringifyString({ comment, type, value: str }, ctx, onComment, onChompKeep);
    }
};

exports.binary = binary;


/***/ }),

/***/ 8398:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function boolStringify({ value, source }, ctx) {
    const boolObj = value ? trueTag : falseTag;
    if (source && boolObj.test.test(source))
        return source;
    return value ? ctx.options.trueStr : ctx.options.falseStr;
}
const trueTag = {
    identify: value => value === true,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
    resolve: () => new Scalar.Scalar(true),
    stringify: boolStringify
};
const falseTag = {
    identify: value => value === false,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
    resolve: () => new Scalar.Scalar(false),
    stringify: boolStringify
};

exports.falseTag = falseTag;
exports.trueTag = trueTag;


/***/ }),

/***/ 5782:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: (str) => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
    resolve: (str) => parseFloat(str.replace(/_/g, '')),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, '')));
        const dot = str.indexOf('.');
        if (dot !== -1) {
            const f = str.substring(dot + 1).replace(/_/g, '');
            if (f[f.length - 1] === '0')
                node.minFractionDigits = f.length;
        }
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 873:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
function intResolve(str, offset, radix, { intAsBigInt }) {
    const sign = str[0];
    if (sign === '-' || sign === '+')
        offset += 1;
    str = str.substring(offset).replace(/_/g, '');
    if (intAsBigInt) {
        switch (radix) {
            case 2:
                str = `0b${str}`;
                break;
            case 8:
                str = `0o${str}`;
                break;
            case 16:
                str = `0x${str}`;
                break;
        }
        const n = BigInt(str);
        return sign === '-' ? BigInt(-1) * n : n;
    }
    const n = parseInt(str, radix);
    return sign === '-' ? -1 * n : n;
}
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value)) {
        const str = value.toString(radix);
        return value < 0 ? '-' + prefix + str.substr(1) : prefix + str;
    }
    return stringifyNumber.stringifyNumber(node);
}
const intBin = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'BIN',
    test: /^[-+]?0b[0-1_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
    stringify: node => intStringify(node, 2, '0b')
};
const intOct = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^[-+]?0[0-7_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
    stringify: node => intStringify(node, 8, '0')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9][0-9_]*$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^[-+]?0x[0-9a-fA-F_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intBin = intBin;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 452:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

// If the value associated with a merge key is a single mapping node, each of
// its key/value pairs is inserted into the current mapping, unless the key
// already exists in it. If the value associated with the merge key is a
// sequence, then this sequence is expected to contain mapping nodes and each
// of these nodes is merged in turn according to its order in the sequence.
// Keys in mapping nodes earlier in the sequence override keys specified in
// later mapping nodes. -- http://yaml.org/type/merge.html
const MERGE_KEY = '<<';
const merge = {
    identify: value => value === MERGE_KEY ||
        (typeof value === 'symbol' && value.description === MERGE_KEY),
    default: 'key',
    tag: 'tag:yaml.org,2002:merge',
    test: /^<<$/,
    resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), {
        addToJSMap: addMergeToJSMap
    }),
    stringify: () => MERGE_KEY
};
const isMergeKey = (ctx, key) => (merge.identify(key) ||
    (identity.isScalar(key) &&
        (!key.type || key.type === Scalar.Scalar.PLAIN) &&
        merge.identify(key.value))) &&
    ctx?.doc.schema.tags.some(tag => tag.tag === merge.tag && tag.default);
function addMergeToJSMap(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (identity.isSeq(source))
        for (const it of source.items)
            mergeValue(ctx, map, it);
    else if (Array.isArray(source))
        for (const it of source)
            mergeValue(ctx, map, it);
    else
        mergeValue(ctx, map, source);
}
function mergeValue(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (!identity.isMap(source))
        throw new Error('Merge sources must be maps or map aliases');
    const srcMap = source.toJSON(null, ctx, Map);
    for (const [key, value] of srcMap) {
        if (map instanceof Map) {
            if (!map.has(key))
                map.set(key, value);
        }
        else if (map instanceof Set) {
            map.add(key);
        }
        else if (!Object.prototype.hasOwnProperty.call(map, key)) {
            Object.defineProperty(map, key, {
                value,
                writable: true,
                enumerable: true,
                configurable: true
            });
        }
    }
    return map;
}
function resolveAliasValue(ctx, value) {
    return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
}

exports.addMergeToJSMap = addMergeToJSMap;
exports.isMergeKey = isMergeKey;
exports.merge = merge;


/***/ }),

/***/ 303:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var pairs = __nccwpck_require__(8385);

class YAMLOMap extends YAMLSeq.YAMLSeq {
    constructor() {
        super();
        this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
        this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
        this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
        this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
        this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
        this.tag = YAMLOMap.tag;
    }
    /**
     * If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
     * but TypeScript won't allow widening the signature of a child method.
     */
    toJSON(_, ctx) {
        if (!ctx)
            return super.toJSON(_);
        const map = new Map();
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const pair of this.items) {
            let key, value;
            if (identity.isPair(pair)) {
                key = toJS.toJS(pair.key, '', ctx);
                value = toJS.toJS(pair.value, key, ctx);
            }
            else {
                key = toJS.toJS(pair, '', ctx);
            }
            if (map.has(key))
                throw new Error('Ordered maps must not include duplicate keys');
            map.set(key, value);
        }
        return map;
    }
    static from(schema, iterable, ctx) {
        const pairs$1 = pairs.createPairs(schema, iterable, ctx);
        const omap = new this();
        omap.items = pairs$1.items;
        return omap;
    }
}
YAMLOMap.tag = 'tag:yaml.org,2002:omap';
const omap = {
    collection: 'seq',
    identify: value => value instanceof Map,
    nodeClass: YAMLOMap,
    default: false,
    tag: 'tag:yaml.org,2002:omap',
    resolve(seq, onError) {
        const pairs$1 = pairs.resolvePairs(seq, onError);
        const seenKeys = [];
        for (const { key } of pairs$1.items) {
            if (identity.isScalar(key)) {
                if (seenKeys.includes(key.value)) {
                    onError(`Ordered maps must not include duplicate keys: ${key.value}`);
                }
                else {
                    seenKeys.push(key.value);
                }
            }
        }
        return Object.assign(new YAMLOMap(), pairs$1);
    },
    createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
};

exports.YAMLOMap = YAMLOMap;
exports.omap = omap;


/***/ }),

/***/ 8385:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLSeq = __nccwpck_require__(2223);

function resolvePairs(seq, onError) {
    if (identity.isSeq(seq)) {
        for (let i = 0; i < seq.items.length; ++i) {
            let item = seq.items[i];
            if (identity.isPair(item))
                continue;
            else if (identity.isMap(item)) {
                if (item.items.length > 1)
                    onError('Each pair must have its own sequence indicator');
                const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
                if (item.commentBefore)
                    pair.key.commentBefore = pair.key.commentBefore
                        ? `${item.commentBefore}\n${pair.key.commentBefore}`
                        : item.commentBefore;
                if (item.comment) {
                    const cn = pair.value ?? pair.key;
                    cn.comment = cn.comment
                        ? `${item.comment}\n${cn.comment}`
                        : item.comment;
                }
                item = pair;
            }
            seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
        }
    }
    else
        onError('Expected a sequence for this tag');
    return seq;
}
function createPairs(schema, iterable, ctx) {
    const { replacer } = ctx;
    const pairs = new YAMLSeq.YAMLSeq(schema);
    pairs.tag = 'tag:yaml.org,2002:pairs';
    let i = 0;
    if (iterable && Symbol.iterator in Object(iterable))
        for (let it of iterable) {
            if (typeof replacer === 'function')
                it = replacer.call(iterable, String(i++), it);
            let key, value;
            if (Array.isArray(it)) {
                if (it.length === 2) {
                    key = it[0];
                    value = it[1];
                }
                else
                    throw new TypeError(`Expected [key, value] tuple: ${it}`);
            }
            else if (it && it instanceof Object) {
                const keys = Object.keys(it);
                if (keys.length === 1) {
                    key = keys[0];
                    value = it[key];
                }
                else {
                    throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
                }
            }
            else {
                key = it;
            }
            pairs.items.push(Pair.createPair(key, value, ctx));
        }
    return pairs;
}
const pairs = {
    collection: 'seq',
    default: false,
    tag: 'tag:yaml.org,2002:pairs',
    resolve: resolvePairs,
    createNode: createPairs
};

exports.createPairs = createPairs;
exports.pairs = pairs;
exports.resolvePairs = resolvePairs;


/***/ }),

/***/ 5913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var binary = __nccwpck_require__(6083);
var bool = __nccwpck_require__(8398);
var float = __nccwpck_require__(5782);
var int = __nccwpck_require__(873);
var merge = __nccwpck_require__(452);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(6752);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.trueTag,
    bool.falseTag,
    int.intBin,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float,
    binary.binary,
    merge.merge,
    omap.omap,
    pairs.pairs,
    set.set,
    timestamp.intTime,
    timestamp.floatTime,
    timestamp.timestamp
];

exports.schema = schema;


/***/ }),

/***/ 1528:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);

class YAMLSet extends YAMLMap.YAMLMap {
    constructor(schema) {
        super(schema);
        this.tag = YAMLSet.tag;
    }
    add(key) {
        let pair;
        if (identity.isPair(key))
            pair = key;
        else if (key &&
            typeof key === 'object' &&
            'key' in key &&
            'value' in key &&
            key.value === null)
            pair = new Pair.Pair(key.key, null);
        else
            pair = new Pair.Pair(key, null);
        const prev = YAMLMap.findPair(this.items, pair.key);
        if (!prev)
            this.items.push(pair);
    }
    /**
     * If `keepPair` is `true`, returns the Pair matching `key`.
     * Otherwise, returns the value of that Pair's key.
     */
    get(key, keepPair) {
        const pair = YAMLMap.findPair(this.items, key);
        return !keepPair && identity.isPair(pair)
            ? identity.isScalar(pair.key)
                ? pair.key.value
                : pair.key
            : pair;
    }
    set(key, value) {
        if (typeof value !== 'boolean')
            throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
        const prev = YAMLMap.findPair(this.items, key);
        if (prev && !value) {
            this.items.splice(this.items.indexOf(prev), 1);
        }
        else if (!prev && value) {
            this.items.push(new Pair.Pair(key));
        }
    }
    toJSON(_, ctx) {
        return super.toJSON(_, ctx, Set);
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        if (this.hasAllNullValues(true))
            return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
        else
            throw new Error('Set items must all have null values');
    }
    static from(schema, iterable, ctx) {
        const { replacer } = ctx;
        const set = new this(schema);
        if (iterable && Symbol.iterator in Object(iterable))
            for (let value of iterable) {
                if (typeof replacer === 'function')
                    value = replacer.call(iterable, value, value);
                set.items.push(Pair.createPair(value, null, ctx));
            }
        return set;
    }
}
YAMLSet.tag = 'tag:yaml.org,2002:set';
const set = {
    collection: 'map',
    identify: value => value instanceof Set,
    nodeClass: YAMLSet,
    default: false,
    tag: 'tag:yaml.org,2002:set',
    createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
    resolve(map, onError) {
        if (identity.isMap(map)) {
            if (map.hasAllNullValues(true))
                return Object.assign(new YAMLSet(), map);
            else
                onError('Set items must all have null values');
        }
        else
            onError('Expected a mapping for this tag');
        return map;
    }
};

exports.YAMLSet = YAMLSet;
exports.set = set;


/***/ }),

/***/ 6752:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

/** Internal types handle bigint as number, because TS can't figure it out. */
function parseSexagesimal(str, asBigInt) {
    const sign = str[0];
    const parts = sign === '-' || sign === '+' ? str.substring(1) : str;
    const num = (n) => asBigInt ? BigInt(n) : Number(n);
    const res = parts
        .replace(/_/g, '')
        .split(':')
        .reduce((res, p) => res * num(60) + num(p), num(0));
    return (sign === '-' ? num(-1) * res : res);
}
/**
 * hhhh:mm:ss.sss
 *
 * Internal types handle bigint as number, because TS can't figure it out.
 */
function stringifySexagesimal(node) {
    let { value } = node;
    let num = (n) => n;
    if (typeof value === 'bigint')
        num = n => BigInt(n);
    else if (isNaN(value) || !isFinite(value))
        return stringifyNumber.stringifyNumber(node);
    let sign = '';
    if (value < 0) {
        sign = '-';
        value *= num(-1);
    }
    const _60 = num(60);
    const parts = [value % _60]; // seconds, including ms
    if (value < 60) {
        parts.unshift(0); // at least one : is required
    }
    else {
        value = (value - parts[0]) / _60;
        parts.unshift(value % _60); // minutes
        if (value >= 60) {
            value = (value - parts[0]) / _60;
            parts.unshift(value); // hours
        }
    }
    return (sign +
        parts
            .map(n => String(n).padStart(2, '0'))
            .join(':')
            .replace(/000000\d*$/, '') // % 60 may introduce error
    );
}
const intTime = {
    identify: value => typeof value === 'bigint' || Number.isInteger(value),
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
    resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
    stringify: stringifySexagesimal
};
const floatTime = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
    resolve: str => parseSexagesimal(str, false),
    stringify: stringifySexagesimal
};
const timestamp = {
    identify: value => value instanceof Date,
    default: true,
    tag: 'tag:yaml.org,2002:timestamp',
    // If the time zone is omitted, the timestamp is assumed to be specified in UTC. The time part
    // may be omitted altogether, resulting in a date format. In such a case, the time part is
    // assumed to be 00:00:00Z (start of day, UTC).
    test: RegExp('^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})' + // YYYY-Mm-Dd
        '(?:' + // time is optional
        '(?:t|T|[ \\t]+)' + // t | T | whitespace
        '([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)' + // Hh:Mm:Ss(.ss)?
        '(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?' + // Z | +5 | -03:30
        ')?$'),
    resolve(str) {
        const match = str.match(timestamp.test);
        if (!match)
            throw new Error('!!timestamp expects a date, starting with yyyy-mm-dd');
        const [, year, month, day, hour, minute, second] = match.map(Number);
        const millisec = match[7] ? Number((match[7] + '00').substr(1, 3)) : 0;
        let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
        const tz = match[8];
        if (tz && tz !== 'Z') {
            let d = parseSexagesimal(tz, false);
            if (Math.abs(d) < 30)
                d *= 60;
            date -= 60000 * d;
        }
        return new Date(date);
    },
    stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, '') ?? ''
};

exports.floatTime = floatTime;
exports.intTime = intTime;
exports.timestamp = timestamp;


/***/ }),

/***/ 4475:
/***/ ((__unused_webpack_module, exports) => {



const FOLD_FLOW = 'flow';
const FOLD_BLOCK = 'block';
const FOLD_QUOTED = 'quoted';
/**
 * Tries to keep input at up to `lineWidth` characters, splitting only on spaces
 * not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
 * terminated with `\n` and started with `indent`.
 */
function foldFlowLines(text, indent, mode = 'flow', { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
    if (!lineWidth || lineWidth < 0)
        return text;
    if (lineWidth < minContentWidth)
        minContentWidth = 0;
    const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
    if (text.length <= endStep)
        return text;
    const folds = [];
    const escapedFolds = {};
    let end = lineWidth - indent.length;
    if (typeof indentAtStart === 'number') {
        if (indentAtStart > lineWidth - Math.max(2, minContentWidth))
            folds.push(0);
        else
            end = lineWidth - indentAtStart;
    }
    let split = undefined;
    let prev = undefined;
    let overflow = false;
    let i = -1;
    let escStart = -1;
    let escEnd = -1;
    if (mode === FOLD_BLOCK) {
        i = consumeMoreIndentedLines(text, i, indent.length);
        if (i !== -1)
            end = i + endStep;
    }
    for (let ch; (ch = text[(i += 1)]);) {
        if (mode === FOLD_QUOTED && ch === '\\') {
            escStart = i;
            switch (text[i + 1]) {
                case 'x':
                    i += 3;
                    break;
                case 'u':
                    i += 5;
                    break;
                case 'U':
                    i += 9;
                    break;
                default:
                    i += 1;
            }
            escEnd = i;
        }
        if (ch === '\n') {
            if (mode === FOLD_BLOCK)
                i = consumeMoreIndentedLines(text, i, indent.length);
            end = i + indent.length + endStep;
            split = undefined;
        }
        else {
            if (ch === ' ' &&
                prev &&
                prev !== ' ' &&
                prev !== '\n' &&
                prev !== '\t') {
                // space surrounded by non-space can be replaced with newline + indent
                const next = text[i + 1];
                if (next && next !== ' ' && next !== '\n' && next !== '\t')
                    split = i;
            }
            if (i >= end) {
                if (split) {
                    folds.push(split);
                    end = split + endStep;
                    split = undefined;
                }
                else if (mode === FOLD_QUOTED) {
                    // white-space collected at end may stretch past lineWidth
                    while (prev === ' ' || prev === '\t') {
                        prev = ch;
                        ch = text[(i += 1)];
                        overflow = true;
                    }
                    // Account for newline escape, but don't break preceding escape
                    const j = i > escEnd + 1 ? i - 2 : escStart - 1;
                    // Bail out if lineWidth & minContentWidth are shorter than an escape string
                    if (escapedFolds[j])
                        return text;
                    folds.push(j);
                    escapedFolds[j] = true;
                    end = j + endStep;
                    split = undefined;
                }
                else {
                    overflow = true;
                }
            }
        }
        prev = ch;
    }
    if (overflow && onOverflow)
        onOverflow();
    if (folds.length === 0)
        return text;
    if (onFold)
        onFold();
    let res = text.slice(0, folds[0]);
    for (let i = 0; i < folds.length; ++i) {
        const fold = folds[i];
        const end = folds[i + 1] || text.length;
        if (fold === 0)
            res = `\n${indent}${text.slice(0, end)}`;
        else {
            if (mode === FOLD_QUOTED && escapedFolds[fold])
                res += `${text[fold]}\\`;
            res += `\n${indent}${text.slice(fold + 1, end)}`;
        }
    }
    return res;
}
/**
 * Presumes `i + 1` is at the start of a line
 * @returns index of last newline in more-indented block
 */
function consumeMoreIndentedLines(text, i, indent) {
    let end = i;
    let start = i + 1;
    let ch = text[start];
    while (ch === ' ' || ch === '\t') {
        if (i < start + indent) {
            ch = text[++i];
        }
        else {
            do {
                ch = text[++i];
            } while (ch && ch !== '\n');
            end = i;
            start = i + 1;
            ch = text[start];
        }
    }
    return end;
}

exports.FOLD_BLOCK = FOLD_BLOCK;
exports.FOLD_FLOW = FOLD_FLOW;
exports.FOLD_QUOTED = FOLD_QUOTED;
exports.foldFlowLines = foldFlowLines;


/***/ }),

/***/ 2148:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var identity = __nccwpck_require__(1127);
var stringifyComment = __nccwpck_require__(9799);
var stringifyString = __nccwpck_require__(3069);

function createStringifyContext(doc, options) {
    const opt = Object.assign({
        blockQuote: true,
        commentString: stringifyComment.stringifyComment,
        defaultKeyType: null,
        defaultStringType: 'PLAIN',
        directives: null,
        doubleQuotedAsJSON: false,
        doubleQuotedMinMultiLineLength: 40,
        falseStr: 'false',
        flowCollectionPadding: true,
        indentSeq: true,
        lineWidth: 80,
        minContentWidth: 20,
        nullStr: 'null',
        simpleKeys: false,
        singleQuote: null,
        trailingComma: false,
        trueStr: 'true',
        verifyAliasOrder: true
    }, doc.schema.toStringOptions, options);
    let inFlow;
    switch (opt.collectionStyle) {
        case 'block':
            inFlow = false;
            break;
        case 'flow':
            inFlow = true;
            break;
        default:
            inFlow = null;
    }
    return {
        anchors: new Set(),
        doc,
        flowCollectionPadding: opt.flowCollectionPadding ? ' ' : '',
        indent: '',
        indentStep: typeof opt.indent === 'number' ? ' '.repeat(opt.indent) : '  ',
        inFlow,
        options: opt
    };
}
function getTagObject(tags, item) {
    if (item.tag) {
        const match = tags.filter(t => t.tag === item.tag);
        if (match.length > 0)
            return match.find(t => t.format === item.format) ?? match[0];
    }
    let tagObj = undefined;
    let obj;
    if (identity.isScalar(item)) {
        obj = item.value;
        let match = tags.filter(t => t.identify?.(obj));
        if (match.length > 1) {
            const testMatch = match.filter(t => t.test);
            if (testMatch.length > 0)
                match = testMatch;
        }
        tagObj =
            match.find(t => t.format === item.format) ?? match.find(t => !t.format);
    }
    else {
        obj = item;
        tagObj = tags.find(t => t.nodeClass && obj instanceof t.nodeClass);
    }
    if (!tagObj) {
        const name = obj?.constructor?.name ?? (obj === null ? 'null' : typeof obj);
        throw new Error(`Tag not resolved for ${name} value`);
    }
    return tagObj;
}
// needs to be called before value stringifier to allow for circular anchor refs
function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
    if (!doc.directives)
        return '';
    const props = [];
    const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
    if (anchor && anchors.anchorIsValid(anchor)) {
        anchors$1.add(anchor);
        props.push(`&${anchor}`);
    }
    const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
    if (tag)
        props.push(doc.directives.tagString(tag));
    return props.join(' ');
}
function stringify(item, ctx, onComment, onChompKeep) {
    if (identity.isPair(item))
        return item.toString(ctx, onComment, onChompKeep);
    if (identity.isAlias(item)) {
        if (ctx.doc.directives)
            return item.toString(ctx);
        if (ctx.resolvedAliases?.has(item)) {
            throw new TypeError(`Cannot stringify circular structure without alias nodes`);
        }
        else {
            if (ctx.resolvedAliases)
                ctx.resolvedAliases.add(item);
            else
                ctx.resolvedAliases = new Set([item]);
            item = item.resolve(ctx.doc);
        }
    }
    let tagObj = undefined;
    const node = identity.isNode(item)
        ? item
        : ctx.doc.createNode(item, { onTagObj: o => (tagObj = o) });
    tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
    const props = stringifyProps(node, tagObj, ctx);
    if (props.length > 0)
        ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
    const str = typeof tagObj.stringify === 'function'
        ? tagObj.stringify(node, ctx, onComment, onChompKeep)
        : identity.isScalar(node)
            ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep)
            : node.toString(ctx, onComment, onChompKeep);
    if (!props)
        return str;
    return identity.isScalar(node) || str[0] === '{' || str[0] === '['
        ? `${props} ${str}`
        : `${props}\n${ctx.indent}${str}`;
}

exports.createStringifyContext = createStringifyContext;
exports.stringify = stringify;


/***/ }),

/***/ 1212:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyCollection(collection, ctx, options) {
    const flow = ctx.inFlow ?? collection.flow;
    const stringify = flow ? stringifyFlowCollection : stringifyBlockCollection;
    return stringify(collection, ctx, options);
}
function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
    const { indent, options: { commentString } } = ctx;
    const itemCtx = Object.assign({}, ctx, { indent: itemIndent, type: null });
    let chompKeep = false; // flag for the preceding node's status
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (!chompKeep && item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (!chompKeep && ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
            }
        }
        chompKeep = false;
        let str = stringify.stringify(item, itemCtx, () => (comment = null), () => (chompKeep = true));
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        if (chompKeep && comment)
            chompKeep = false;
        lines.push(blockItemPrefix + str);
    }
    let str;
    if (lines.length === 0) {
        str = flowChars.start + flowChars.end;
    }
    else {
        str = lines[0];
        for (let i = 1; i < lines.length; ++i) {
            const line = lines[i];
            str += line ? `\n${indent}${line}` : '\n';
        }
    }
    if (comment) {
        str += '\n' + stringifyComment.indentComment(commentString(comment), indent);
        if (onComment)
            onComment();
    }
    else if (chompKeep && onChompKeep)
        onChompKeep();
    return str;
}
function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
    const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
    itemIndent += indentStep;
    const itemCtx = Object.assign({}, ctx, {
        indent: itemIndent,
        inFlow: true,
        type: null
    });
    let reqNewline = false;
    let linesAtValue = 0;
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, false);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, false);
                if (ik.comment)
                    reqNewline = true;
            }
            const iv = identity.isNode(item.value) ? item.value : null;
            if (iv) {
                if (iv.comment)
                    comment = iv.comment;
                if (iv.commentBefore)
                    reqNewline = true;
            }
            else if (item.value == null && ik?.comment) {
                comment = ik.comment;
            }
        }
        if (comment)
            reqNewline = true;
        let str = stringify.stringify(item, itemCtx, () => (comment = null));
        reqNewline || (reqNewline = lines.length > linesAtValue || str.includes('\n'));
        if (i < items.length - 1) {
            str += ',';
        }
        else if (ctx.options.trailingComma) {
            if (ctx.options.lineWidth > 0) {
                reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) +
                    (str.length + 2) >
                    ctx.options.lineWidth);
            }
            if (reqNewline) {
                str += ',';
            }
        }
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        lines.push(str);
        linesAtValue = lines.length;
    }
    const { start, end } = flowChars;
    if (lines.length === 0) {
        return start + end;
    }
    else {
        if (!reqNewline) {
            const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
            reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
        }
        if (reqNewline) {
            let str = start;
            for (const line of lines)
                str += line ? `\n${indentStep}${indent}${line}` : '\n';
            return `${str}\n${indent}${end}`;
        }
        else {
            return `${start}${fcPadding}${lines.join(' ')}${fcPadding}${end}`;
        }
    }
}
function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
    if (comment && chompKeep)
        comment = comment.replace(/^\n+/, '');
    if (comment) {
        const ic = stringifyComment.indentComment(commentString(comment), indent);
        lines.push(ic.trimStart()); // Avoid double indent on first line
    }
}

exports.stringifyCollection = stringifyCollection;


/***/ }),

/***/ 9799:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringifies a comment.
 *
 * Empty comment lines are left empty,
 * lines consisting of a single space are replaced by `#`,
 * and all other lines are prefixed with a `#`.
 */
const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, '#');
function indentComment(comment, indent) {
    if (/^\n+$/.test(comment))
        return comment.substring(1);
    return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
}
const lineComment = (str, indent, comment) => str.endsWith('\n')
    ? indentComment(comment, indent)
    : comment.includes('\n')
        ? '\n' + indentComment(comment, indent)
        : (str.endsWith(' ') ? '' : ' ') + comment;

exports.indentComment = indentComment;
exports.lineComment = lineComment;
exports.stringifyComment = stringifyComment;


/***/ }),

/***/ 6829:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyDocument(doc, options) {
    const lines = [];
    let hasDirectives = options.directives === true;
    if (options.directives !== false && doc.directives) {
        const dir = doc.directives.toString(doc);
        if (dir) {
            lines.push(dir);
            hasDirectives = true;
        }
        else if (doc.directives.docStart)
            hasDirectives = true;
    }
    if (hasDirectives)
        lines.push('---');
    const ctx = stringify.createStringifyContext(doc, options);
    const { commentString } = ctx.options;
    if (doc.commentBefore) {
        if (lines.length !== 1)
            lines.unshift('');
        const cs = commentString(doc.commentBefore);
        lines.unshift(stringifyComment.indentComment(cs, ''));
    }
    let chompKeep = false;
    let contentComment = null;
    if (doc.contents) {
        if (identity.isNode(doc.contents)) {
            if (doc.contents.spaceBefore && hasDirectives)
                lines.push('');
            if (doc.contents.commentBefore) {
                const cs = commentString(doc.contents.commentBefore);
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            // top-level block scalars need to be indented if followed by a comment
            ctx.forceBlockIndent = !!doc.comment;
            contentComment = doc.contents.comment;
        }
        const onChompKeep = contentComment ? undefined : () => (chompKeep = true);
        let body = stringify.stringify(doc.contents, ctx, () => (contentComment = null), onChompKeep);
        if (contentComment)
            body += stringifyComment.lineComment(body, '', commentString(contentComment));
        if ((body[0] === '|' || body[0] === '>') &&
            lines[lines.length - 1] === '---') {
            // Top-level block scalars with a preceding doc marker ought to use the
            // same line for their header.
            lines[lines.length - 1] = `--- ${body}`;
        }
        else
            lines.push(body);
    }
    else {
        lines.push(stringify.stringify(doc.contents, ctx));
    }
    if (doc.directives?.docEnd) {
        if (doc.comment) {
            const cs = commentString(doc.comment);
            if (cs.includes('\n')) {
                lines.push('...');
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            else {
                lines.push(`... ${cs}`);
            }
        }
        else {
            lines.push('...');
        }
    }
    else {
        let dc = doc.comment;
        if (dc && chompKeep)
            dc = dc.replace(/^\n+/, '');
        if (dc) {
            if ((!chompKeep || contentComment) && lines[lines.length - 1] !== '')
                lines.push('');
            lines.push(stringifyComment.indentComment(commentString(dc), ''));
        }
    }
    return lines.join('\n') + '\n';
}

exports.stringifyDocument = stringifyDocument;


/***/ }),

/***/ 8689:
/***/ ((__unused_webpack_module, exports) => {



function stringifyNumber({ format, minFractionDigits, tag, value }) {
    if (typeof value === 'bigint')
        return String(value);
    const num = typeof value === 'number' ? value : Number(value);
    if (!isFinite(num))
        return isNaN(num) ? '.nan' : num < 0 ? '-.inf' : '.inf';
    let n = Object.is(value, -0) ? '-0' : JSON.stringify(value);
    if (!format &&
        minFractionDigits &&
        (!tag || tag === 'tag:yaml.org,2002:float') &&
        /^-?\d/.test(n) &&
        !n.includes('e')) {
        let i = n.indexOf('.');
        if (i < 0) {
            i = n.length;
            n += '.';
        }
        let d = minFractionDigits - (n.length - i - 1);
        while (d-- > 0)
            n += '0';
    }
    return n;
}

exports.stringifyNumber = stringifyNumber;


/***/ }),

/***/ 9748:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
    const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
    let keyComment = (identity.isNode(key) && key.comment) || null;
    if (simpleKeys) {
        if (keyComment) {
            throw new Error('With simple keys, key nodes cannot have comments');
        }
        if (identity.isCollection(key) || (!identity.isNode(key) && typeof key === 'object')) {
            const msg = 'With simple keys, collection cannot be used as a key value';
            throw new Error(msg);
        }
    }
    let explicitKey = !simpleKeys &&
        (!key ||
            (keyComment && value == null && !ctx.inFlow) ||
            identity.isCollection(key) ||
            (identity.isScalar(key)
                ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL
                : typeof key === 'object'));
    ctx = Object.assign({}, ctx, {
        allNullValues: false,
        implicitKey: !explicitKey && (simpleKeys || !allNullValues),
        indent: indent + indentStep
    });
    let keyCommentDone = false;
    let chompKeep = false;
    let str = stringify.stringify(key, ctx, () => (keyCommentDone = true), () => (chompKeep = true));
    if (!explicitKey && !ctx.inFlow && str.length > 1024) {
        if (simpleKeys)
            throw new Error('With simple keys, single line scalar must not span more than 1024 characters');
        explicitKey = true;
    }
    if (ctx.inFlow) {
        if (allNullValues || value == null) {
            if (keyCommentDone && onComment)
                onComment();
            return str === '' ? '?' : explicitKey ? `? ${str}` : str;
        }
    }
    else if ((allNullValues && !simpleKeys) || (value == null && explicitKey)) {
        str = `? ${str}`;
        if (keyComment && !keyCommentDone) {
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        }
        else if (chompKeep && onChompKeep)
            onChompKeep();
        return str;
    }
    if (keyCommentDone)
        keyComment = null;
    if (explicitKey) {
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        str = `? ${str}\n${indent}:`;
    }
    else {
        str = `${str}:`;
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
    }
    let vsb, vcb, valueComment;
    if (identity.isNode(value)) {
        vsb = !!value.spaceBefore;
        vcb = value.commentBefore;
        valueComment = value.comment;
    }
    else {
        vsb = false;
        vcb = null;
        valueComment = null;
        if (value && typeof value === 'object')
            value = doc.createNode(value);
    }
    ctx.implicitKey = false;
    if (!explicitKey && !keyComment && identity.isScalar(value))
        ctx.indentAtStart = str.length + 1;
    chompKeep = false;
    if (!indentSeq &&
        indentStep.length >= 2 &&
        !ctx.inFlow &&
        !explicitKey &&
        identity.isSeq(value) &&
        !value.flow &&
        !value.tag &&
        !value.anchor) {
        // If indentSeq === false, consider '- ' as part of indentation where possible
        ctx.indent = ctx.indent.substring(2);
    }
    let valueCommentDone = false;
    const valueStr = stringify.stringify(value, ctx, () => (valueCommentDone = true), () => (chompKeep = true));
    let ws = ' ';
    if (keyComment || vsb || vcb) {
        ws = vsb ? '\n' : '';
        if (vcb) {
            const cs = commentString(vcb);
            ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
        }
        if (valueStr === '' && !ctx.inFlow) {
            if (ws === '\n' && valueComment)
                ws = '\n\n';
        }
        else {
            ws += `\n${ctx.indent}`;
        }
    }
    else if (!explicitKey && identity.isCollection(value)) {
        const vs0 = valueStr[0];
        const nl0 = valueStr.indexOf('\n');
        const hasNewline = nl0 !== -1;
        const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
        if (hasNewline || !flow) {
            let hasPropsLine = false;
            if (hasNewline && (vs0 === '&' || vs0 === '!')) {
                let sp0 = valueStr.indexOf(' ');
                if (vs0 === '&' &&
                    sp0 !== -1 &&
                    sp0 < nl0 &&
                    valueStr[sp0 + 1] === '!') {
                    sp0 = valueStr.indexOf(' ', sp0 + 1);
                }
                if (sp0 === -1 || nl0 < sp0)
                    hasPropsLine = true;
            }
            if (!hasPropsLine)
                ws = `\n${ctx.indent}`;
        }
    }
    else if (valueStr === '' || valueStr[0] === '\n') {
        ws = '';
    }
    str += ws + valueStr;
    if (ctx.inFlow) {
        if (valueCommentDone && onComment)
            onComment();
    }
    else if (valueComment && !valueCommentDone) {
        str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
    }
    else if (chompKeep && onChompKeep) {
        onChompKeep();
    }
    return str;
}

exports.stringifyPair = stringifyPair;


/***/ }),

/***/ 3069:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var foldFlowLines = __nccwpck_require__(4475);

const getFoldOptions = (ctx, isBlock) => ({
    indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
    lineWidth: ctx.options.lineWidth,
    minContentWidth: ctx.options.minContentWidth
});
// Also checks for lines starting with %, as parsing the output as YAML 1.1 will
// presume that's starting a new document.
const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
function lineLengthOverLimit(str, lineWidth, indentLength) {
    if (!lineWidth || lineWidth < 0)
        return false;
    const limit = lineWidth - indentLength;
    const strLen = str.length;
    if (strLen <= limit)
        return false;
    for (let i = 0, start = 0; i < strLen; ++i) {
        if (str[i] === '\n') {
            if (i - start > limit)
                return true;
            start = i + 1;
            if (strLen - start <= limit)
                return false;
        }
    }
    return true;
}
function doubleQuotedString(value, ctx) {
    const json = JSON.stringify(value);
    if (ctx.options.doubleQuotedAsJSON)
        return json;
    const { implicitKey } = ctx;
    const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    let str = '';
    let start = 0;
    for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
        if (ch === ' ' && json[i + 1] === '\\' && json[i + 2] === 'n') {
            // space before newline needs to be escaped to not be folded
            str += json.slice(start, i) + '\\ ';
            i += 1;
            start = i;
            ch = '\\';
        }
        if (ch === '\\')
            switch (json[i + 1]) {
                case 'u':
                    {
                        str += json.slice(start, i);
                        const code = json.substr(i + 2, 4);
                        switch (code) {
                            case '0000':
                                str += '\\0';
                                break;
                            case '0007':
                                str += '\\a';
                                break;
                            case '000b':
                                str += '\\v';
                                break;
                            case '001b':
                                str += '\\e';
                                break;
                            case '0085':
                                str += '\\N';
                                break;
                            case '00a0':
                                str += '\\_';
                                break;
                            case '2028':
                                str += '\\L';
                                break;
                            case '2029':
                                str += '\\P';
                                break;
                            default:
                                if (code.substr(0, 2) === '00')
                                    str += '\\x' + code.substr(2);
                                else
                                    str += json.substr(i, 6);
                        }
                        i += 5;
                        start = i + 1;
                    }
                    break;
                case 'n':
                    if (implicitKey ||
                        json[i + 2] === '"' ||
                        json.length < minMultiLineLength) {
                        i += 1;
                    }
                    else {
                        // folding will eat first newline
                        str += json.slice(start, i) + '\n\n';
                        while (json[i + 2] === '\\' &&
                            json[i + 3] === 'n' &&
                            json[i + 4] !== '"') {
                            str += '\n';
                            i += 2;
                        }
                        str += indent;
                        // space after newline needs to be escaped to not be folded
                        if (json[i + 2] === ' ')
                            str += '\\';
                        i += 1;
                        start = i + 1;
                    }
                    break;
                default:
                    i += 1;
            }
    }
    str = start ? str + json.slice(start) : json;
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
}
function singleQuotedString(value, ctx) {
    if (ctx.options.singleQuote === false ||
        (ctx.implicitKey && value.includes('\n')) ||
        /[ \t]\n|\n[ \t]/.test(value) // single quoted string can't have leading or trailing whitespace around newline
    )
        return doubleQuotedString(value, ctx);
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
    return ctx.implicitKey
        ? res
        : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function quotedString(value, ctx) {
    const { singleQuote } = ctx.options;
    let qs;
    if (singleQuote === false)
        qs = doubleQuotedString;
    else {
        const hasDouble = value.includes('"');
        const hasSingle = value.includes("'");
        if (hasDouble && !hasSingle)
            qs = singleQuotedString;
        else if (hasSingle && !hasDouble)
            qs = doubleQuotedString;
        else
            qs = singleQuote ? singleQuotedString : doubleQuotedString;
    }
    return qs(value, ctx);
}
// The negative lookbehind avoids a polynomial search,
// but isn't supported yet on Safari: https://caniuse.com/js-regexp-lookbehind
let blockEndNewlines;
try {
    blockEndNewlines = new RegExp('(^|(?<!\n))\n+(?!\n|$)', 'g');
}
catch {
    blockEndNewlines = /\n+(?!\n|$)/g;
}
function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
    const { blockQuote, commentString, lineWidth } = ctx.options;
    // 1. Block can't end in whitespace unless the last line is non-empty.
    // 2. Strings consisting of only whitespace are best rendered explicitly.
    if (!blockQuote || /\n[\t ]+$/.test(value)) {
        return quotedString(value, ctx);
    }
    const indent = ctx.indent ||
        (ctx.forceBlockIndent || containsDocumentMarker(value) ? '  ' : '');
    const literal = blockQuote === 'literal'
        ? true
        : blockQuote === 'folded' || type === Scalar.Scalar.BLOCK_FOLDED
            ? false
            : type === Scalar.Scalar.BLOCK_LITERAL
                ? true
                : !lineLengthOverLimit(value, lineWidth, indent.length);
    if (!value)
        return literal ? '|\n' : '>\n';
    // determine chomping from whitespace at value end
    let chomp;
    let endStart;
    for (endStart = value.length; endStart > 0; --endStart) {
        const ch = value[endStart - 1];
        if (ch !== '\n' && ch !== '\t' && ch !== ' ')
            break;
    }
    let end = value.substring(endStart);
    const endNlPos = end.indexOf('\n');
    if (endNlPos === -1) {
        chomp = '-'; // strip
    }
    else if (value === end || endNlPos !== end.length - 1) {
        chomp = '+'; // keep
        if (onChompKeep)
            onChompKeep();
    }
    else {
        chomp = ''; // clip
    }
    if (end) {
        value = value.slice(0, -end.length);
        if (end[end.length - 1] === '\n')
            end = end.slice(0, -1);
        end = end.replace(blockEndNewlines, `$&${indent}`);
    }
    // determine indent indicator from whitespace at value start
    let startWithSpace = false;
    let startEnd;
    let startNlPos = -1;
    for (startEnd = 0; startEnd < value.length; ++startEnd) {
        const ch = value[startEnd];
        if (ch === ' ')
            startWithSpace = true;
        else if (ch === '\n')
            startNlPos = startEnd;
        else
            break;
    }
    let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
    if (start) {
        value = value.substring(start.length);
        start = start.replace(/\n+/g, `$&${indent}`);
    }
    const indentSize = indent ? '2' : '1'; // root is at -1
    // Leading | or > is added later
    let header = (startWithSpace ? indentSize : '') + chomp;
    if (comment) {
        header += ' ' + commentString(comment.replace(/ ?[\r\n]+/g, ' '));
        if (onComment)
            onComment();
    }
    if (!literal) {
        const foldedValue = value
            .replace(/\n+/g, '\n$&')
            .replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, '$1$2') // more-indented lines aren't folded
            //                ^ more-ind. ^ empty     ^ capture next empty lines only at end of indent
            .replace(/\n+/g, `$&${indent}`);
        let literalFallback = false;
        const foldOptions = getFoldOptions(ctx, true);
        if (blockQuote !== 'folded' && type !== Scalar.Scalar.BLOCK_FOLDED) {
            foldOptions.onOverflow = () => {
                literalFallback = true;
            };
        }
        const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
        if (!literalFallback)
            return `>${header}\n${indent}${body}`;
    }
    value = value.replace(/\n+/g, `$&${indent}`);
    return `|${header}\n${indent}${start}${value}${end}`;
}
function plainString(item, ctx, onComment, onChompKeep) {
    const { type, value } = item;
    const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
    if ((implicitKey && value.includes('\n')) ||
        (inFlow && /[[\]{},]/.test(value))) {
        return quotedString(value, ctx);
    }
    if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) {
        // not allowed:
        // - '-' or '?'
        // - start with an indicator character (except [?:-]) or /[?-] /
        // - '\n ', ': ' or ' \n' anywhere
        // - '#' not preceded by a non-space char
        // - end with ' ' or ':'
        return implicitKey || inFlow || !value.includes('\n')
            ? quotedString(value, ctx)
            : blockString(item, ctx, onComment, onChompKeep);
    }
    if (!implicitKey &&
        !inFlow &&
        type !== Scalar.Scalar.PLAIN &&
        value.includes('\n')) {
        // Where allowed & type not set explicitly, prefer block style for multiline strings
        return blockString(item, ctx, onComment, onChompKeep);
    }
    if (containsDocumentMarker(value)) {
        if (indent === '') {
            ctx.forceBlockIndent = true;
            return blockString(item, ctx, onComment, onChompKeep);
        }
        else if (implicitKey && indent === indentStep) {
            return quotedString(value, ctx);
        }
    }
    const str = value.replace(/\n+/g, `$&\n${indent}`);
    // Verify that output will be parsed as a string, as e.g. plain numbers and
    // booleans get parsed with those types in v1.2 (e.g. '42', 'true' & '0.9e-3'),
    // and others in v1.1.
    if (actualString) {
        const test = (tag) => tag.default && tag.tag !== 'tag:yaml.org,2002:str' && tag.test?.test(str);
        const { compat, tags } = ctx.doc.schema;
        if (tags.some(test) || compat?.some(test))
            return quotedString(value, ctx);
    }
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function stringifyString(item, ctx, onComment, onChompKeep) {
    const { implicitKey, inFlow } = ctx;
    const ss = typeof item.value === 'string'
        ? item
        : Object.assign({}, item, { value: String(item.value) });
    let { type } = item;
    if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
        // force double quotes on control characters & unpaired surrogates
        if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value))
            type = Scalar.Scalar.QUOTE_DOUBLE;
    }
    const _stringify = (_type) => {
        switch (_type) {
            case Scalar.Scalar.BLOCK_FOLDED:
            case Scalar.Scalar.BLOCK_LITERAL:
                return implicitKey || inFlow
                    ? quotedString(ss.value, ctx) // blocks are not valid inside flow containers
                    : blockString(ss, ctx, onComment, onChompKeep);
            case Scalar.Scalar.QUOTE_DOUBLE:
                return doubleQuotedString(ss.value, ctx);
            case Scalar.Scalar.QUOTE_SINGLE:
                return singleQuotedString(ss.value, ctx);
            case Scalar.Scalar.PLAIN:
                return plainString(ss, ctx, onComment, onChompKeep);
            default:
                return null;
        }
    };
    let res = _stringify(type);
    if (res === null) {
        const { defaultKeyType, defaultStringType } = ctx.options;
        const t = (implicitKey && defaultKeyType) || defaultStringType;
        res = _stringify(t);
        if (res === null)
            throw new Error(`Unsupported default string type ${t}`);
    }
    return res;
}

exports.stringifyString = stringifyString;


/***/ }),

/***/ 204:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove node');
/**
 * Apply a visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
function visit(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = visit_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        visit_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current node */
visit.SKIP = SKIP;
/** Remove the current node */
visit.REMOVE = REMOVE;
function visit_(key, node, visitor, path) {
    const ctrl = callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visit_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = visit_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = visit_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = visit_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
/**
 * Apply an async visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `Promise`: Must resolve to one of the following values
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
async function visitAsync(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = await visitAsync_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        await visitAsync_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visitAsync.BREAK = BREAK;
/** Do not visit the children of the current node */
visitAsync.SKIP = SKIP;
/** Remove the current node */
visitAsync.REMOVE = REMOVE;
async function visitAsync_(key, node, visitor, path) {
    const ctrl = await callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visitAsync_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = await visitAsync_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = await visitAsync_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = await visitAsync_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
function initVisitor(visitor) {
    if (typeof visitor === 'object' &&
        (visitor.Collection || visitor.Node || visitor.Value)) {
        return Object.assign({
            Alias: visitor.Node,
            Map: visitor.Node,
            Scalar: visitor.Node,
            Seq: visitor.Node
        }, visitor.Value && {
            Map: visitor.Value,
            Scalar: visitor.Value,
            Seq: visitor.Value
        }, visitor.Collection && {
            Map: visitor.Collection,
            Seq: visitor.Collection
        }, visitor);
    }
    return visitor;
}
function callVisitor(key, node, visitor, path) {
    if (typeof visitor === 'function')
        return visitor(key, node, path);
    if (identity.isMap(node))
        return visitor.Map?.(key, node, path);
    if (identity.isSeq(node))
        return visitor.Seq?.(key, node, path);
    if (identity.isPair(node))
        return visitor.Pair?.(key, node, path);
    if (identity.isScalar(node))
        return visitor.Scalar?.(key, node, path);
    if (identity.isAlias(node))
        return visitor.Alias?.(key, node, path);
    return undefined;
}
function replaceNode(key, path, node) {
    const parent = path[path.length - 1];
    if (identity.isCollection(parent)) {
        parent.items[key] = node;
    }
    else if (identity.isPair(parent)) {
        if (key === 'key')
            parent.key = node;
        else
            parent.value = node;
    }
    else if (identity.isDocument(parent)) {
        parent.contents = node;
    }
    else {
        const pt = identity.isAlias(parent) ? 'alias' : 'scalar';
        throw new Error(`Cannot replace node with ${pt} parent`);
    }
}

exports.visit = visit;
exports.visitAsync = visitAsync;


/***/ }),

/***/ 7689:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  U: () => (/* binding */ readCommand)
});

;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
// EXTERNAL MODULE: ./out/build/src/domain/fault.js
var fault = __nccwpck_require__(8163);
// EXTERNAL MODULE: ./out/build/src/domain/time.js
var time = __nccwpck_require__(9242);
;// CONCATENATED MODULE: ./out/build/scripts/replay/src/command.js



const TEXTS = ['repo', 'batches', 'policy', 'in-force', 'from', 'to', 'markdown', 'json'];
function isName(name) {
    return TEXTS.some((one) => one === name);
}
const OPTIONS = {
    ...Object.fromEntries(TEXTS.map((name) => [name, { type: 'string' }])),
    offline: { type: 'boolean' },
    help: { type: 'boolean' },
};
function readInstant(name, text, faults) {
    if (text === undefined)
        return null;
    const ms = (0,time/* parseInstant */.nV)(text);
    if (ms === null)
        faults.push(`--${name} is ${JSON.stringify(text)}; write a time such as 2026-03-02T14:15:00Z`);
    return ms;
}
/**
 * Reads the command line; null when it asks for help.
 * @throws PhasegateError `bad-input` with every fault.
 */
function readCommand(args) {
    const { tokens } = (0,external_node_util_namespaceObject.parseArgs)({
        args: [...args],
        options: OPTIONS,
        strict: false,
        allowPositionals: true,
        tokens: true,
    });
    const given = new Map();
    const faults = [];
    let offline = false;
    for (const token of tokens) {
        if (token.kind === 'positional')
            faults.push(`${JSON.stringify(token.value)} is no option; --help lists them`);
        if (token.kind !== 'option')
            continue;
        if (token.name === 'help')
            return null;
        if (token.name === 'offline') {
            offline = true;
            if (token.value !== undefined)
                faults.push('--offline takes no value');
        }
        else if (!isName(token.name))
            faults.push(`${token.rawName} is no option; --help lists them`);
        else if (token.value === undefined || token.value === '')
            faults.push(`${token.rawName} needs a value`);
        else
            given.set(token.name, [...(given.get(token.name) ?? []), token.value]);
    }
    const last = (name) => given.get(name)?.at(-1);
    const from = readInstant('from', last('from'), faults) ?? -Infinity;
    const to = readInstant('to', last('to'), faults) ?? Infinity;
    if (to < from)
        faults.push('--to lies before --from');
    if (faults.length > 0)
        throw new fault/* PhasegateError */.h('bad-input', `the command line:${faults.map((fault) => `\n  ${fault}`).join('')}`);
    return {
        repo: last('repo') ?? '.',
        batches: given.get('batches') ?? [],
        policy: last('policy') ?? null,
        inForce: last('in-force') ?? null,
        offline,
        from,
        to,
        markdown: last('markdown') ?? null,
        json: last('json') ?? null,
    };
}


/***/ }),

/***/ 9556:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ HELP)
/* harmony export */ });
const HELP = `Makes recorded decisions again, or shows what another policy would have done over the same telemetry.

  npm run replay -- [--repo FOLDER] [options]

Without --policy: makes the analysis of each decision in the ledger again, from the batches, the policy that was in force
and the ledger as it was before it, and compares the bytes with the snapshot on the governance branch.
With --policy: walks the batches window by window, every tick on time, and shows where that policy would have rolled back
or promoted and what the record says. It changes nothing.

Options
  --repo FOLDER      repository with governance/policy.yaml and the governance branch; default: the current folder
  --batches FOLDER   folder that is searched for batch files; repeat it for more.
                     Default: .phasegate/artifacts and out below the repository
  --policy FILE      the other policy
  --in-force FILE    the policy that is in force; default: governance/policy.yaml of the repository
  --offline          read the governance branch as it was fetched last, and ask no remote
  --from TIME        only decisions or windows from this time on, as 2026-03-02T14:15:00Z
  --to TIME          only decisions or windows up to this time, itself included
  --markdown FILE    write the answer as Markdown too
  --json FILE        write the answer as JSON too
  --help             print this

Exit codes: 0 every decision is identical, or the difference was printed; 1 a decision cannot be made again, or a batch was
changed; 2 the command or a policy is wrong.

Policies that were in force are looked for in governance/*.yaml and in the git history of these files, by their digest.
`;


/***/ }),

/***/ 7882:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _src_domain_fault_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8163);
/* harmony import */ var _src_io_files_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2664);
/* harmony import */ var _src_render_escape_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(9208);
/* harmony import */ var _command_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7689);
/* harmony import */ var _help_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(9556);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7658);






const EXIT = { ok: 0, different: 1, wrong: 2 };
async function execute(command) {
    const { lines, markdown, json, ok } = await (0,_run_js__WEBPACK_IMPORTED_MODULE_3__/* .replay */ .e)(command);
    for (const line of lines)
        process.stdout.write(`${(0,_src_render_escape_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutCommands */ .Df)(line)}\n`);
    if (command.markdown !== null)
        await (0,_src_io_files_js__WEBPACK_IMPORTED_MODULE_1__/* .writeFileAtomic */ .Z)(command.markdown, markdown);
    if (command.json !== null)
        await (0,_src_io_files_js__WEBPACK_IMPORTED_MODULE_1__/* .writeFileAtomic */ .Z)(command.json, json);
    return ok ? EXIT.ok : EXIT.different;
}
async function main() {
    try {
        const command = (0,_command_js__WEBPACK_IMPORTED_MODULE_2__/* .readCommand */ .U)(process.argv.slice(2));
        if (command !== null)
            return await execute(command);
        process.stdout.write(_help_js__WEBPACK_IMPORTED_MODULE_5__/* .HELP */ ._);
        return EXIT.ok;
    }
    catch (error) {
        const isOurs = error instanceof _src_domain_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .PhasegateError */ .h;
        const message = error instanceof Error ? (isOurs ? error.message : (error.stack ?? error.message)) : String(error);
        process.stderr.write(`${message}\n`);
        const isUsage = isOurs && (error.code === 'bad-input' || error.code === 'bad-policy');
        return isUsage ? EXIT.wrong : EXIT.different;
    }
}
process.exitCode = await main();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 7658:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ replay)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./out/build/src/domain/canonical-json.js
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
function canonical_json_canonicalJson(value) {
    // Member by member: a history's outcomes are as they were read, but for the newest.
    if (Array.isArray(value))
        return `[${value.map(canonical_json_canonicalJson).join(',')}]`;
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
        if (record[key] !== undefined)
            members.push(`${JSON.stringify(key)}:${canonical_json_canonicalJson(record[key])}`);
    }
    return `{${members.join(',')}}`;
}
/** The same as {@link canonicalJson}, indented by two spaces and ended by a newline: for files that people read. */
function canonical_json_canonicalJsonPretty(value) {
    return `${JSON.stringify(JSON.parse(canonical_json_canonicalJson(value)), null, 2)}\n`;
}

// EXTERNAL MODULE: ./out/build/src/domain/fault.js
var domain_fault = __nccwpck_require__(8163);
;// CONCATENATED MODULE: ./out/build/src/domain/evidence/e-detector.js
/**
 * How many times worse than allowed (in odds, or in rate for counts) the alternatives are, and their weights in the mixture,
 * 1 together. The slight ones need so many samples that a small weight costs them nothing, and the others keep the rest.
 */
const ALTERNATIVES = [
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
function requireAtLeast(least, name, value) {
    if (!(Number.isFinite(value) && value >= least))
        throw new RangeError(`${name} is ${value}; it is a finite number from ${least}`);
}
/**
 * A Shiryaev–Roberts e-detector: for each alternative `M ← (M + 1) · ratio`, and their weighted mean
 * against a threshold.
 *
 * As long as each ratio has a conditional mean of at most 1 within the limit, `mean(M) - t` is a supermartingale, so the
 * mean time to a false alarm is at least the threshold, and the chance of one within t batches at most t / threshold
 * (J. Shin, A. Ramdas, A. Rinaldo, "E-detectors: a nonparametric framework for sequential change detection", NEJSDS 2024).
 * Holding down a ratio or the statistic makes both smaller and keeps the guarantee. It is valid at every batch, however
 * often it is asked, and pools small batches by itself: thousands of samples in one batch and over fifty weigh the same.
 */
function detect(options) {
    const { batches, alternatives, falseAlarmEveryBatches: threshold, spreadOver } = options;
    requireAtLeast(1, 'falseAlarmEveryBatches', threshold);
    requireAtLeast(1, 'spreadOver', spreadOver);
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
function proof(occurred, threshold) {
    requireAtLeast(1, 'falseAlarmEveryBatches', threshold);
    return verdictOf(occurred ? CEILING * threshold : 0, threshold);
}

// EXTERNAL MODULE: ./out/build/src/domain/time.js
var time = __nccwpck_require__(9242);
;// CONCATENATED MODULE: ./out/build/src/domain/evidence/evidence.js


/**
 * How far back evidence is gathered, from the window's end, in milliseconds: 7 days. An older start would hardly change it,
 * and a tick would cost more the longer a rollout has been on.
 */
const EVIDENCE_LOOKBACK_MS = 7 * time/* DAY */.d_;
const { MAX_SAFE_INTEGER } = Number;
/** @throws RangeError for what is no count of samples. */
function requireTally({ bad, total }) {
    if (!(bad % 1 === 0 && total % 1 === 0 && bad >= 0 && bad <= total && total <= MAX_SAFE_INTEGER))
        throw new RangeError(`${bad} bad of ${total} is no tally: both are whole numbers below 2^53, 0 ≤ bad ≤ total`);
}
/**
 * Whether the batches show that more are bad than the limit allows, by a {@link detect | Shiryaev–Roberts e-detector}.
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
    requireAtLeast(0, 'allowedBadRate', allowedBadRate);
    if (allowedBadRate > 1)
        throw new RangeError(`allowedBadRate is ${allowedBadRate}; it is a share, at most 1`);
    requireAtLeast(1, 'designEffect', designEffect);
    const batches = options.batches.filter(({ total }) => total > 0);
    if (allowedBadRate === 0)
        return proof(batches.some(({ bad }) => bad > 0), falseAlarmEveryBatches);
    const alternatives = ALTERNATIVES.map(({ times, weight }) => {
        const ofBad = Math.log(times) / designEffect;
        const ofAny = Math.log1p((times - 1) * allowedBadRate) / designEffect;
        return { weight, logRatio: ({ bad, total }) => bad * ofBad - total * ofAny };
    });
    return detect({ batches, alternatives, falseAlarmEveryBatches, spreadOver });
}
/**
 * The same for counts that come by Poisson: alternative k has k times the rate, with the ratio
 * `k^count / e^((k - 1) · allowed)`. @throws RangeError as {@link judgeEvidence}.
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

;// CONCATENATED MODULE: ./out/build/src/domain/rules/reach.js


/** How far back one rule's windows reach, in milliseconds before the newest window's end. */
function ruleReachMs({ when }, windowMs, maxGapMs) {
    switch (when.kind) {
        case 'in-a-row':
        case 'mean-of':
            return when.windows * windowMs + (when.windows - 1) * maxGapMs;
        case 'moving-average':
            return when.windows * windowMs;
        case 'times':
            return when.withinMs;
        case 'unmet-for':
            return when.ms + windowMs;
        case 'burn-rate':
            return Math.max(when.longMs, when.shortMs);
    }
}
/**
 * How far back the windows of an SLO are judged, in milliseconds: as far as its rules ask for, with the longest silence
 * between their windows that does not break a row; at least a day, so that a long row is seen as one.
 */
function rulesReachMs(slo, maxGapMs) {
    const reach = [...slo.warn, ...slo.rollback].map((rule) => ruleReachMs(rule, slo.windowMs, maxGapMs));
    return Math.max(time/* DAY */.d_, slo.windowMs, ...reach);
}
/** As {@link rulesReachMs}, with baselines and evidence: what must be kept for the SLO to be judged. */
function lookbackMs(slo, maxGapMs) {
    const baselines = [...slo.warn, ...slo.rollback].flatMap(({ baseline }) => baseline === null ? [] : [slo.windowMs + baseline.windowMs]);
    const evidence = slo.falseAlarmEveryMs === null || slo.rollback.length === 0 ? 0 : EVIDENCE_LOOKBACK_MS;
    return Math.max(rulesReachMs(slo, maxGapMs), evidence, ...baselines);
}

;// CONCATENATED MODULE: ./out/build/src/domain/history.js


function emptyHistory(rollout) {
    return { rollout, batches: [], outcomes: [], ledger: null };
}
function instantOf(text) {
    const ms = (0,time/* parseInstant */.nV)(text);
    if (ms === null)
        throw new RangeError(`${JSON.stringify(text)} is no instant; batches are checked when they are read`);
    return ms;
}
/** When the outcome's window ended, ms since the epoch. */
function outcomeEnd(outcome) {
    return instantOf(outcome.judgement.window.end);
}
function timed(header) {
    return { header, window: { start: instantOf(header.window.start), end: instantOf(header.window.end) } };
}
function keyOf({ window, header }) {
    return `${window.start}/${window.end}/${header.phase}`;
}
function byWindowAndPhase(a, b) {
    const byTime = a.window.end - b.window.end || a.window.start - b.window.start;
    if (byTime !== 0)
        return byTime;
    return a.header.phase < b.header.phase ? -1 : a.header.phase > b.header.phase ? 1 : 0;
}
function contradiction({ file, header }, known) {
    const { start, end } = header.window;
    return `${file}: another batch of phase ${header.phase} and window ${start} to ${end} was judged before, with the digest ${known.digest.slice(0, 12)} instead of ${header.digest.slice(0, 12)}; a closed window does not change, so the one that was judged stays`;
}
/**
 * How long outcomes are kept, and the batches that they rest on, in milliseconds before the newest window's end. A week of
 * outcomes, or the longest healthy time a promotion asks for; and before it as far as their judgement looks back.
 */
function retention(policy) {
    const healthy = policy.phases.map(({ promote }) => Math.max(promote?.healthyMs ?? 0, (promote?.healthyBatches ?? 0) * policy.batchMs));
    const reach = policy.phases.flatMap(({ slos }) => slos.map((slo) => lookbackMs(slo, policy.maxGapMs)));
    const outcomesMs = Math.max(7 * time/* DAY */.d_, ...healthy) + policy.batchMs;
    return { outcomesMs, batchesMs: outcomesMs + Math.max(time/* DAY */.d_, ...reach) };
}
/**
 * The history with new batches, pruned to what the policy can still need. A batch that comes again changes nothing; one
 * that comes late makes the outcomes from its window on void, so that they are judged with it.
 *
 * A window and phase that come again with other events (a collector that lost its state reads late lines as timely ones)
 * stay as they were judged: a decision must not change under the feet of the record.
 */
function addBatches(history, incoming, policy) {
    const known = new Map(history.batches.map(timed).map((batch) => [keyOf(batch), batch]));
    const contradictions = [];
    let changedFrom = Infinity;
    for (const one of incoming) {
        const batch = timed(one.header);
        const key = keyOf(batch);
        const before = known.get(key)?.header;
        if (before !== undefined && before.digest !== one.header.digest) {
            contradictions.push(contradiction(one, before));
        }
        if (before !== undefined)
            continue;
        known.set(key, batch);
        changedFrom = Math.min(changedFrom, batch.window.end);
    }
    const batches = [...known.values()].sort(byWindowAndPhase);
    const newest = batches.at(-1)?.window.end ?? 0;
    const { outcomesMs, batchesMs } = retention(policy);
    const added = {
        ...history,
        batches: batches.filter(({ window }) => window.end > newest - batchesMs).map(({ header }) => header),
        outcomes: history.outcomes.filter((outcome) => {
            const end = outcomeEnd(outcome);
            return end < changedFrom && end > newest - outcomesMs;
        }),
    };
    return { history: added, contradictions };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./out/build/src/domain/digest.js

/** SHA-256 of a text (as UTF-8) or of bytes, as 64 hexadecimal digits. */
function digest_sha256(data) {
    return (0,external_node_crypto_.createHash)('sha256').update(data).digest('hex');
}

;// CONCATENATED MODULE: ./out/build/src/domain/gate.js
/** A verdict's SLO as it is named in a sentence, with the feature where it has a name. */
function verdictTitle({ slo, feature }) {
    return feature === '' ? slo : `${slo} of ${JSON.stringify(feature.slice(0, 60))}`;
}
/** What was violated in a window, in one sentence without its full stop. */
function violationText(judgement) {
    const violated = judgement.verdicts.filter((verdict) => verdict.status === 'violation');
    const parts = violated.map((verdict) => `${verdictTitle(verdict)}: ${verdict.reason}`);
    return `${parts.join('; ')}, in the window that ended ${judgement.window.end}`;
}
/**
 * The judged window for which a rollback is due, of the windows of the current stint (oldest first); null where none is.
 *
 * With `rollback: automatic` a rollback stays due until the ledger moves on, so that a tick which died or came late loses
 * none. With `propose` people decide, and only the newest window speaks.
 */
function rollbackCause(mode, current) {
    const due = mode === 'automatic' ? current : current.slice(-1);
    return due.findLast((judgement) => judgement.gate === 'rollback') ?? null;
}

;// CONCATENATED MODULE: ./out/build/src/domain/log-buckets.js
/** Relative error of a bucket's value: 0.5 %. */
const SKETCH_ERROR = 0.005;
/**
 * Bucket `i` holds the values in `(γ^(i-1), γ^i]` with `γ = (1 + ε) / (1 - ε)`, and `2γ^i / (γ + 1)` is within the
 * relative error ε of each of them (DDSketch: Masson, Rim and Lee, 2019, section 2.1).
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

;// CONCATENATED MODULE: ./out/build/src/domain/distribution.js

/** A distribution stays exact up to this many distinct values. */
const EXACT_LIMIT = 10_000;
function bump(tally, key, by) {
    tally.set(key, (tally.get(key) ?? 0) + by);
}
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
            bump(value > 0 ? positive : negative, bucketOf(Math.abs(value)), count);
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
    const exact = ascending(tally);
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
/** The distribution of all values together; of no values for an empty list. */
function mergeDistributions(list) {
    const [only] = list;
    if (list.length === 1 && only !== undefined)
        return only;
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
function total(counts) {
    return counts.reduce((sum, count) => sum + count, 0);
}
/** How many values there are. */
function countOf(distribution) {
    if (distribution.kind === 'exact')
        return total(distribution.counts);
    return total(distribution.positive.counts) + total(distribution.negative.counts) + distribution.zero;
}
/** Bound on the relative error of a value read from the distribution: 0 while it is exact. */
function relativeError(distribution) {
    return distribution.kind === 'exact' ? 0 : SKETCH_ERROR;
}
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
/**
 * Quantile by linear interpolation between closest ranks (type 7 of Hyndman and Fan, 1996): position
 * `(n - 1) * (p / 100)`, then `low * (1 - fraction) + high * fraction`, the arithmetic of SQL's `quantile_cont`. Kept
 * within its two ranks, because that sum can round past them: a set that is 900 throughout has no quantile above 900.
 *
 * @param p in percent, 0 to 100
 * @returns null where there are no values. The relative error is {@link relativeError} (for neighbours of one sign).
 */
function quantile(distribution, p) {
    const n = countOf(distribution);
    if (n === 0)
        return null;
    const position = (n - 1) * (p / 100);
    const rank = Math.floor(position);
    const fraction = position - rank;
    const low = valueAtRank(distribution, rank, n);
    const high = fraction === 0 ? low : valueAtRank(distribution, rank + 1, n);
    return Math.min(high, Math.max(low, low * (1 - fraction) + high * fraction));
}
/** How many values are above a limit; a sketch counts a whole bucket by its middle (values within the relative error). */
function countAbove(distribution, limit) {
    const { keys, counts } = steps(distribution);
    return keys.reduce((sum, key, i) => (key > limit ? sum + (counts[i] ?? 0) : sum), 0);
}
/** How many values are below a limit; see {@link countAbove}. */
function countBelow(distribution, limit) {
    const { keys, counts } = steps(distribution);
    return keys.reduce((sum, key, i) => (key < limit ? sum + (counts[i] ?? 0) : sum), 0);
}

;// CONCATENATED MODULE: ./out/build/src/domain/exact-sum.js
/** The sum of nothing. */
const ZERO_SUM = '0p0';
/** Longest mantissa that squares of doubles can add up to is below 4,400 bits; the rest is room for their number. */
const SUM = /^(?:0p0|-?[1-9a-f][0-9a-f]{0,1199}p(?:0|-?[1-9]\d{0,3}))$/;
const DOUBLE_BITS = 53;
const LOWEST_EXPONENT = -1074;
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
/** `n squares - sum²`: n times the sum of the squared distances from the mean; negative for sums of no real values. */
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
 * The sample variance `(squares - sum² / n) / (n - 1)`, computed exactly and rounded once, so that values which are close
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
function matches(fields, list) {
    return list.every((match) => Object.hasOwn(fields, match.field) && holds(fields[match.field], match));
}

;// CONCATENATED MODULE: ./out/build/src/domain/measurement.js



function finiteNumbers(events, field) {
    return events
        .map((event) => (Object.hasOwn(event, field) ? event[field] : undefined))
        .filter((value) => typeof value === 'number' && Number.isFinite(value));
}
/** What the events measure. An event whose measured field is missing or no finite number does not count. */
function measure(sli, events) {
    const rule = sli.measure;
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
            return {
                value: quantile(distribution, rule.p),
                n: countOf(distribution),
                error: relativeError(distribution),
            };
        }
        case 'mean':
            return { value: meanOf(measurement.sum, measurement.n), n: measurement.n, error: 0 };
        case 'count':
            return { value: measurement.total, n: measurement.total, error: 0 };
    }
}

;// CONCATENATED MODULE: ./out/build/src/domain/series.js

/** @param points sorted by their window's end */
function toSeries(feature, points) {
    return { feature, points, ends: endsOf(points), measured: new Map() };
}
/** When each window ended. */
function endsOf(list) {
    const ends = new Float64Array(list.length);
    for (const [i, { window }] of list.entries())
        ends[i] = window.end;
    return ends;
}
/** How many of the ends, which ascend, are at or before an instant. */
function endedBy(ends, instant) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if ((ends[middle] ?? Infinity) <= instant)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
/** The points whose batch lies within a window. */
function pointsWithin({ points, ends }, { start, end }) {
    const near = points.slice(endedBy(ends, start), endedBy(ends, end));
    // Batches may have had another length under an earlier policy, and so begin before the window.
    const within = (point) => point.window.start >= start;
    return near.every(within) ? near : near.filter(within);
}
/** Whether the feature occurred in a batch within a window. */
function occurredWithin({ points, ends }, { start, end }) {
    // From the newest back: a feature that is in use occurred there.
    for (let at = endedBy(ends, end) - 1; at >= 0; at -= 1) {
        const point = points[at];
        if (point === undefined || point.window.end <= start)
            return false;
        if (point.occurred && point.window.start >= start)
            return true;
    }
    return false;
}
const NOTHING_MEASURED = { value: null, n: 0, error: 0 };
/** The SLI over a window, with what its value is made from. */
function readWindow(sli, series, window) {
    const points = pointsWithin(series, window);
    const [only] = points;
    const parts = points.length === 1 && only !== undefined ? only.parts : points.flatMap((point) => point.parts);
    const measurement = parts.length === 0 ? null : measurement_mergeMeasurements(parts.map((part) => part.measurement));
    const measured = measurement === null ? NOTHING_MEASURED : measurement_valueOf(measurement, sli.measure);
    const length = window.end - window.start;
    const ofLength = series.measured.get(length) ?? new Map();
    series.measured.set(length, ofLength.set(window.end, measured));
    return { points, measurement, measured };
}
/** The SLI's value over a window. */
function valueOver(sli, series, window) {
    const known = series.measured.get(window.end - window.start)?.get(window.end);
    return known ?? readWindow(sli, series, window).measured;
}
/** What was measured for each value of the SLI's label, sorted; empty where the SLI has none. */
function byLabel(points) {
    if (points.every(({ parts }) => parts.every(({ label }) => label === null)))
        return [];
    const groups = new Map();
    for (const { parts } of points) {
        for (const { label, measurement } of parts) {
            if (label === null)
                continue;
            const group = groups.get(label);
            if (group === undefined)
                groups.set(label, [measurement]);
            else
                group.push(measurement);
        }
    }
    return [...groups.keys()]
        .sort()
        .map((label) => ({ label, measurement: measurement_mergeMeasurements(groups.get(label) ?? []) }));
}

;// CONCATENATED MODULE: ./out/build/src/domain/summary.js



function own(fields, name) {
    return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
function labelOf(sli, event) {
    if (sli.by === null)
        return null;
    const value = own(event, sli.by);
    if (value === undefined)
        return '';
    return typeof value === 'string' ? value : canonical_json_canonicalJson(value);
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
        ...mergeMeasurements(parts.map(measurementOf)),
    })));
    return merged.sort(bySliFeatureLabel);
}

;// CONCATENATED MODULE: ./out/build/src/domain/read-series.js



function hasSamples(measurement) {
    switch (measurement.kind) {
        case 'ratio':
            return measurement.total > 0;
        case 'quantile':
            return countOf(measurement.distribution) > 0;
        case 'mean':
            return measurement.n > 0;
        case 'count':
            return true;
    }
}
/** Tells of a batch whether the absence of the SLI's events in it means 0: no source that may carry them was silent. */
function absenceReader(policy, sli) {
    if (sli.measure.kind !== 'count')
        return () => false;
    const carriers = policy.sources.filter(({ constants }) => constants.event === null || sli.events.includes(constants.event));
    return ({ sources }) => carriers.every(({ name }) => Object.hasOwn(sources, name) && sources[name]?.missed === false);
}
/** By SLI and then by feature. Summaries of another kind than the SLI's (measured under an earlier policy) are left out. */
function sortSummaries(slis, batches) {
    const bySli = new Map(slis.map(({ id, measure }) => [id, { kind: measure.kind, features: new Map() }]));
    for (const [i, { header }] of batches.entries()) {
        for (const summary of header.summaries) {
            const own = bySli.get(summary.sli);
            if (own?.kind !== summary.kind)
                continue;
            let found = own.features.get(summary.feature);
            if (found === undefined)
                own.features.set(summary.feature, (found = []));
            const parts = (found[i] ??= []);
            const measurement = measurementOf(summary);
            if (hasSamples(measurement))
                parts.push({ label: summary.label, measurement });
        }
    }
    return new Map([...bySli].map(([id, { features }]) => [id, features]));
}
const NOTHING_COUNTED = [{ label: null, measurement: { kind: 'count', total: 0 } }];
function pointsOf(found, batches, meansZero) {
    const points = [];
    for (const [i, { window, header }] of batches.entries()) {
        const parts = found[i];
        if (parts === undefined) {
            if (meansZero(header))
                points.push({ window, parts: NOTHING_COUNTED, occurred: false });
        }
        else if (parts.length > 0)
            points.push({ window, parts, occurred: true });
    }
    return points;
}
/**
 * The series of each SLI by its id, one a feature, sorted by feature; for a count also one of the feature `''` for batches
 * in which it did not occur.
 */
function readSeries(policy, slis, batches) {
    const sorted = sortSummaries(slis, batches);
    return new Map(slis.map((sli) => {
        const features = new Map(sorted.get(sli.id));
        if (sli.measure.kind === 'count' && !features.has(''))
            features.set('', []);
        const meansZero = absenceReader(policy, sli);
        const series = [...features.keys()]
            .sort()
            .map((feature) => toSeries(feature, pointsOf(features.get(feature) ?? [], batches, meansZero)));
        return [sli.id, series];
    }));
}
/** The series of one SLI; see {@link readSeries}. */
function seriesOf(policy, sli, batches) {
    return readSeries(policy, [sli], batches).get(sli.id) ?? [];
}

;// CONCATENATED MODULE: ./out/build/src/domain/sli.js

/** The policy's SLI of that id. @throws PhasegateError `bad-policy`; a loaded policy has every SLI that its SLOs name. */
function requireSli(policy, id) {
    const sli = policy.slis.find((one) => one.id === id);
    if (sli === undefined)
        throw new domain_fault/* PhasegateError */.h('bad-policy', `the policy has no SLI ${JSON.stringify(id)}; add it to slis`);
    return sli;
}

;// CONCATENATED MODULE: ./out/build/src/domain/baselines.js


/** The SLIs that baselines of a phase's rules are read from, by the baseline's phase. */
function neededSlis(policy, phase) {
    const needed = new Map();
    for (const slo of phase.slos) {
        for (const { baseline } of [...slo.warn, ...slo.rollback]) {
            if (baseline === null)
                continue;
            const id = baseline.phase ?? phase.id;
            needed.set(id, (needed.get(id) ?? new Set()).add(requireSli(policy, slo.sli)));
        }
    }
    return needed;
}
/** Reads the baselines of a phase's rules from batches of any phase and stint, oldest first. */
function readBaselines(policy, phase, all) {
    const byPhase = new Map([...neededSlis(policy, phase)].map(([id, slis]) => {
        const batches = all.filter(({ header }) => header.phase === id);
        return [id, readSeries(policy, [...slis], batches)];
    }));
    return (slo, { baseline }, feature) => {
        const series = byPhase.get(baseline?.phase ?? phase.id)?.get(slo.sli) ?? [];
        return series.find((one) => one.feature === feature) ?? null;
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/batch.js



const BATCH_SCHEMA = 'phasegate.batch/1';
const NO_LINES = { accepted: 0, rejected: 0, duplicates: 0, late: 0 };
/** Digest of a batch's events, given as canonical JSON lines in any order. */
function batchDigest(eventLines) {
    return digest_sha256(eventLines.map(digest_sha256).sort().join('\n'));
}
/** Digest of several batches, given in any order: of the window, the phase and the digest of each. */
function batchesDigest(headers) {
    const lines = headers.map(({ window, phase, digest }) => canonical_json_canonicalJson([window.end, window.start, phase, digest]));
    return digest_sha256(lines.sort().join('\n'));
}
/** `<phase>/batch-<start>.jsonl`, below the collector's folder. */
function batchFileName(header) {
    return `${header.phase}/batch-${compactInstant(parseInstant(header.window.start) ?? Number.NaN)}.jsonl`;
}
/** A batch file: the header, then the kept events, one canonical JSON a line. */
function renderBatch(header, eventLines) {
    return [canonicalJson(header), ...eventLines].map((line) => `${line}\n`).join('');
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

;// CONCATENATED MODULE: ./out/build/src/domain/policy.js
function findPhase(policy, id) {
    return policy.phases.find((phase) => phase.id === id);
}
/** The phases beside the given one, null at either end. */
function neighbours(policy, id) {
    const index = policy.phases.findIndex((phase) => phase.id === id);
    return {
        previous: index > 0 ? (policy.phases[index - 1] ?? null) : null,
        next: index >= 0 ? (policy.phases[index + 1] ?? null) : null,
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/figure.js
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

;// CONCATENATED MODULE: ./out/build/src/domain/unit.js
/** The unit that the SLI's value is printed with. */
function unitOf(sli) {
    switch (sli.measure.kind) {
        case 'ratio':
            return '%';
        case 'count':
            return null;
        case 'quantile':
        case 'mean':
            return sli.unit;
    }
}

;// CONCATENATED MODULE: ./out/build/src/domain/rules/rule-text.js



function whenText({ when }) {
    switch (when.kind) {
        case 'in-a-row':
            return when.windows === 1 ? '' : `, ${when.windows} windows in a row`;
        case 'mean-of':
            return `, mean of ${when.windows} windows`;
        case 'moving-average':
            return `, moving average of ${when.windows} windows`;
        case 'times':
            return `, ${when.times} times within ${(0,time/* formatDuration */.a3)(when.withinMs)}`;
        case 'unmet-for':
            return `, for ${(0,time/* formatDuration */.a3)(when.ms)} without a break`;
        case 'burn-rate':
            return `, ${when.factor} times the budget of ${figure(when.objective, '%')} over ${(0,time/* formatDuration */.a3)(when.longMs)} and ${(0,time/* formatDuration */.a3)(when.shortMs)}`;
    }
}
/** How far from the baseline, as `5 % above the baseline of the phase "one"`. */
function baselineText(rule, unit) {
    const { baseline, side, value } = rule;
    if (baseline === null)
        return '';
    const distance = baseline.relative ? figure(value, '%') : figure(value, unit);
    const of = baseline.phase === null ? 'its own' : `phase ${baseline.phase}’s`;
    return `${distance} ${side} ${of} last ${(0,time/* formatDuration */.a3)(baseline.windowMs)}`;
}
/** A rule in words: `above 900 ms, 2 windows in a row`. `bound`: its figures; null where its baseline has no data. */
function ruleText(rule, options) {
    const { bound, unit } = options;
    const fixed = bound === null ? '' : `${bound.side} ${figure(bound.value, unit)}`;
    if (rule.baseline === null)
        return fixed + whenText(rule);
    const relative = baselineText(rule, unit);
    return (fixed === '' ? relative : `${fixed} (${relative})`) + whenText(rule);
}
/** The limits that there are, each once: `warn above 700 ms, rollback above 900 ms`. */
function limitsText(limits, unit) {
    const texts = limits.flatMap(({ name, bound }) => bound === null ? [] : [`${name} ${bound.side} ${figure(bound.value, unit)}`]);
    return [...new Set(texts)].join(', ');
}
/** As {@link limitsText}, where the policy alone says them; null where a limit is measured from a baseline. */
function fixedLimitsText({ warn, rollback }, sli) {
    if ([...warn, ...rollback].some(({ baseline }) => baseline !== null))
        return null;
    const named = (name, rules) => rules.map((bound) => ({ name, bound }));
    return limitsText([...named('warn', warn), ...named('rollback', rollback)], unitOf(sli));
}

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
    for (const { times } of ALTERNATIVES) {
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

;// CONCATENATED MODULE: ./out/build/src/domain/statistics/saddle-point.js
/*
 * Densities of the binomial and Poisson families without loss of digits at large n, by C. Loader's saddle-point expansion
 * ("Fast and Accurate Computation of Binomial Probabilities", 2000): logarithms of factorials of a billion would cancel to
 * six digits, their Stirling errors and deviances do not.
 */
/** Coefficients of 1/n, 1/n³, … in the Stirling series of the log-factorial. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360];
/** `log(n!) - log(sqrt(2πn) (n/e)^n)` for real n > 0. */
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
function distanceFromMean(a, b, { x, y }) {
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
/** `mean^x e^-mean / Γ(x + 1)` for real x ≥ 0 and mean > 0. */
function poissonDensity(x, mean) {
    if (x === 0)
        return Math.exp(-mean);
    return Math.exp(-stirlingError(x) - deviance(x, mean, x - mean)) / Math.sqrt(2 * Math.PI * x);
}
/** `x^a y^b / B(a, b)` for a, b > 0 and y = 1 - x, both within (0, 1). */
function betaKernel(a, b, { x, y }) {
    const n = a + b;
    const gap = distanceFromMean(a, b, { x, y });
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
 * Regularized incomplete gamma functions P(a, x) and Q(a, x) for a > 0, x ≥ 0: series below a + 1, else the continued
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

;// CONCATENATED MODULE: ./out/build/src/domain/statistics/student.js



/** From so many degrees of freedom on, the expansion at the normal quantile is exact to the last digits. */
const MANY = 50_000;
/** The tail above t > 0 as a beta variable's: `x = f / (f + t²)` (NIST DLMF 8.17, M. Abramowitz, I. Stegun 26.7.1). */
function at(t, freedom) {
    const square = t * t;
    return { x: freedom / (freedom + square), y: square / (freedom + square) };
}
/** Chance that Student's t with so many degrees of freedom is above t. */
function studentTail(t, freedom) {
    if (t < 0)
        return 1 - studentTail(-t, freedom);
    if (t === 0)
        return 0.5;
    return incompleteBeta(freedom / 2, 0.5, at(t, freedom)).lower / 2;
}
/** The first terms of the Cornish–Fisher expansion of t at a normal quantile (Abramowitz and Stegun, 26.7.5). */
function expansion(z, freedom) {
    const s = z * z;
    const terms = [
        z,
        (z * (s + 1)) / 4,
        (z * ((5 * s + 16) * s + 3)) / 96,
        (z * (((3 * s + 19) * s + 17) * s - 15)) / 384,
    ];
    return terms.reduceRight((sum, term) => sum / freedom + term, 0);
}
/** The t that is exceeded with a chance of 2.5 %: half of a 95 % interval. @param freedom degrees of freedom, at least 1 */
function studentQuantile95(freedom) {
    if (freedom >= MANY)
        return expansion(Z_95, freedom);
    // Newton's method from below, where the tail is convex: each step stays below the quantile but for rounding.
    let t = Z_95;
    for (let i = 0; i < 100; i += 1) {
        const density = betaKernel(freedom / 2, 0.5, at(t, freedom)) / t;
        const next = t + (studentTail(t, freedom) - 0.025) / density;
        if (Math.abs(next - t) <= 2e-16 * t)
            return next;
        t = next;
    }
    return t;
}

;// CONCATENATED MODULE: ./out/build/src/domain/evidence/mean-evidence.js



/** How many standard errors of a batch's mean the alternatives are beyond the limit, with weights as for ratios. */
const SHIFTS = [
    { shift: 0.1, weight: 0.05 },
    { shift: 0.2, weight: 0.05 },
    { shift: 0.5, weight: 0.18 },
    { shift: 1, weight: 0.18 },
    { shift: 2, weight: 0.18 },
    { shift: 3, weight: 0.18 },
    { shift: 5, weight: 0.18 },
];
/** A batch's mean counts as at most so many standard errors away: further out, no tail is as thin as the normal one. */
const FURTHEST = 8;
/** The batch's t statistic as the normal score of the same tail. */
function score({ n, mean, variance }, { limit, side }) {
    const beyond = side === 'above' ? mean - limit : limit - mean;
    if (variance === 0)
        return FURTHEST * Math.sign(beyond);
    const t = beyond / Math.sqrt(variance / n);
    const tail = studentTail(Math.abs(t), n - 1);
    const z = tail < 1e-16 ? FURTHEST : Math.min(FURTHEST, normalTailQuantile(tail));
    return t < 0 ? -z : z;
}
/**
 * Whether the batches show a mean beyond its limit, by the same e-detector. A batch's t statistic against the limit, brought
 * to the normal score z of its tail, has the ratio `exp(d z - d²/2)` for a mean that is d standard errors beyond: with mean 1
 * at the limit where the values are normal, and nearly so for a few dozen others (skewed to the right, as durations are, it
 * accuses less than promised above an upper limit).
 *
 * @throws RangeError for a figure that is none
 */
function judgeMeanEvidence(options) {
    const { limit, falseAlarmEveryBatches, spreadOver = 1 } = options;
    for (const { n, mean, variance } of options.batches) {
        if (!(Number.isSafeInteger(n) && n >= 0 && Number.isFinite(mean) && variance >= 0 && variance < Infinity))
            throw new RangeError(`no values have a count of ${n}, a mean of ${mean} and a variance of ${variance}`);
    }
    if (!Number.isFinite(limit))
        throw new RangeError(`the limit is ${limit}; it is a finite number`);
    const batches = options.batches.filter(({ n }) => n >= 2).map((batch) => score(batch, options));
    const alternatives = SHIFTS.map(({ shift, weight }) => ({
        weight,
        logRatio: (z) => shift * z - (shift * shift) / 2,
    }));
    return detect({ batches, alternatives, falseAlarmEveryBatches, spreadOver });
}

;// CONCATENATED MODULE: ./out/build/src/domain/rules/evidence-text.js


const YEAR = 365 * time/* DAY */.d_;
const SCALES = [
    { ms: YEAR, word: 'year', from: 2 * YEAR },
    { ms: time/* DAY */.d_, word: 'day', from: 2 * time/* DAY */.d_ },
    { ms: time/* HOUR */.dp, word: 'hour', from: time/* HOUR */.dp },
];
/** A time as people speak of it: `4 years`, `300 days`, `7 hours`; rounded down. */
function roughTime(ms) {
    const scale = SCALES.find(({ from }) => ms >= from) ?? { ms: time/* MINUTE */.pY, word: 'minute' };
    return plural(Math.floor(ms / scale.ms), scale.word);
}

;// CONCATENATED MODULE: ./out/build/src/domain/rules/tallies.js

/** The samples of a ratio or a quantile against a bound; null for a mean or a count, whose single samples have no side. */
function tallyOf(measurement, bound) {
    switch (measurement.kind) {
        case 'ratio': {
            const { matching, total } = measurement;
            return { bad: bound.side === 'above' ? matching : total - matching, total };
        }
        case 'quantile': {
            const { distribution } = measurement;
            const beyond = bound.side === 'above' ? countAbove : countBelow;
            return { bad: beyond(distribution, bound.value), total: countOf(distribution) };
        }
        case 'mean':
        case 'count':
            return null;
    }
}
/**
 * Share of samples that a bound allows on its bad side, 0 to 1: a ratio of at least 0.99 allows 0.01; a p95 of at most L
 * allows 0.05 above L, since that is what the p95 says. Null for a mean or a count.
 */
function allowedShare(measure, { side, value }) {
    const within = (share) => Math.min(1, Math.max(0, Number(share.toPrecision(12))));
    switch (measure.kind) {
        case 'ratio':
            return within(side === 'above' ? value : 1 - value);
        case 'quantile':
            return within(side === 'above' ? 1 - measure.p / 100 : measure.p / 100);
        case 'mean':
        case 'count':
            return null;
    }
}

;// CONCATENATED MODULE: ./out/build/src/domain/rules/rule-evidence.js








/** Digits that are kept of a statistic: the last ones of a logarithm differ from machine to machine. */
const DIGITS = 6;
function rounded(value) {
    return Number(value.toPrecision(DIGITS));
}
/** How many batches the rule's own windows ask for, so that one batch alone is no evidence for a rule of several windows. */
function spreadOf({ when }) {
    switch (when.kind) {
        case 'in-a-row':
        case 'mean-of':
            return when.windows;
        case 'times':
            return when.times;
        case 'moving-average':
        case 'unmet-for':
        case 'burn-rate':
            return 1;
    }
}
function together({ parts }) {
    return measurement_mergeMeasurements(parts.map((part) => part.measurement));
}
function measuredWithin(series, window) {
    return pointsWithin(series, window).map(together);
}
function talliesOf(measured, bound) {
    return measured.flatMap((one) => tallyOf(one, bound) ?? []);
}
/**
 * The evidence for a rule that is met, from every batch of the stint up to the window's end (at most
 * {@link EVIDENCE_LOOKBACK_MS}); null where none is asked for, or the rule alone must do: a count that is too low. The
 * design effect is learned from earlier stints in that time too, so that a service is known after a switch.
 */
function evidenceFor(subject, question) {
    const { slo, sli, series, end } = subject;
    if (slo.falseAlarmEveryMs === null)
        return null;
    const lookback = { start: end - EVIDENCE_LOOKBACK_MS, end };
    const measured = measuredWithin(series, lookback);
    const own = { ...question, falseAlarmEveryMs: slo.falseAlarmEveryMs };
    switch (sli.measure.kind) {
        case 'ratio':
        case 'quantile':
            return shareEvidence(measured, own, {
                allowedBadRate: allowedShare(sli.measure, question.bound) ?? 0,
                earlier: subject.earlier(series.feature).map((one) => measuredWithin(one, lookback)),
            });
        case 'mean':
            return meanEvidence(measured, own);
        case 'count':
            return countEvidence(measured, own, slo.windowMs);
    }
}
function shareEvidence(measured, question, options) {
    const { allowedBadRate, earlier } = options;
    const batches = talliesOf(measured, question.bound);
    const before = earlier.map((stint) => talliesOf(stint, question.bound));
    const designEffect = learnedDesignEffect({ stints: [...before, batches], allowedBadRate });
    const { falseAlarmEveryMs, batchMs, rule } = question;
    const evidence = judgeEvidence({
        batches,
        allowedBadRate,
        falseAlarmEveryBatches: Math.max(1, falseAlarmEveryMs / batchMs),
        designEffect,
        spreadOver: spreadOf(rule),
    });
    return asTime(evidence, question, designEffect);
}
/** A mean on the wrong side of its bound, by Student's t of each batch. */
function meanEvidence(measured, question) {
    const batches = measured.flatMap((one) => {
        if (one.kind !== 'mean')
            return [];
        const mean = meanOf(one.sum, one.n);
        const variance = varianceOf(one);
        const finite = mean !== null && variance !== null && Number.isFinite(mean) && Number.isFinite(variance);
        return finite ? [{ n: one.n, mean, variance }] : [];
    });
    const { bound, batchMs, falseAlarmEveryMs, rule } = question;
    const evidence = judgeMeanEvidence({
        batches,
        limit: bound.value,
        side: bound.side,
        falseAlarmEveryBatches: Math.max(1, falseAlarmEveryMs / batchMs),
        spreadOver: spreadOf(rule),
    });
    return asTime(evidence, question, 1);
}
/** A count beyond an upper bound, by Poisson; the bound is of a window, and batches bring a share of it each. */
function countEvidence(measured, question, windowMs) {
    const { bound, batchMs, falseAlarmEveryMs, rule } = question;
    const counts = measured.flatMap((one) => (one.kind === 'count' ? [one.total] : []));
    if (bound.side === 'below' || counts.length === 0)
        return null;
    const evidence = judgeCountEvidence({
        counts,
        allowedPerBatch: Math.max(0, (bound.value * batchMs) / windowMs),
        falseAlarmEveryBatches: Math.max(1, falseAlarmEveryMs / batchMs),
        spreadOver: spreadOf(rule),
    });
    return asTime(evidence, question, 1);
}
function asTime(evidence, question, designEffect) {
    return {
        met: evidence.met,
        falseAlarmMs: rounded(evidence.statistic * question.batchMs),
        falseAlarmEveryMs: question.falseAlarmEveryMs,
        designEffect: rounded(designEffect),
    };
}
/** What the evidence says, as the end of a sentence; empty where none is asked for. */
function evidenceText(evidence) {
    if (evidence === null)
        return '';
    const { met, falseAlarmMs, falseAlarmEveryMs } = evidence;
    if (met)
        return `, false alarm less than once in ${roughTime(falseAlarmMs)}`;
    return `, but the evidence is not there yet (false alarm more often than once in ${roughTime(falseAlarmEveryMs)})`;
}

;// CONCATENATED MODULE: ./out/build/src/domain/statistics/intervals.js






const SIDE = 0.025;
/** The upper end for `count` of `total`. */
function wilsonHigh(count, total) {
    const square = Z_95 * Z_95;
    const spread = Z_95 * Math.sqrt((count * (total - count)) / total + square / 4);
    return (count + square / 2 + spread) / (total + square);
}
/**
 * A share's interval by E. B. Wilson's score (J. Amer. Statist. Assoc. 1927): closed, of about the stated coverage at any
 * size, and with sensible ends where all or none count (L. D. Brown, T. T. Cai, A. DasGupta, Statistical Science 2001).
 * null where the total is 0.
 */
function shareInterval(count, total) {
    if (total === 0)
        return null;
    const square = Z_95 * Z_95;
    const high = wilsonHigh(count, total);
    // The ends are the roots of a quadratic, so the lower one is taken from their product: a difference would lose digits.
    const low = ((count / total) * count) / (total + square) / high;
    return { low, high: count === total ? 1 : high };
}
/** Beyond this the cube-root approximation is exact to the last digit, and the exact sum takes too long. */
const intervals_MANY = 1e10;
/** E. B. Wilson and M. M. Hilferty (PNAS 1931): the value that a gamma variable of this shape is below or above with 2.5 %. */
function cubeRoot(shape, z) {
    return shape * Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3;
}
/** The mean at which `tail(mean)` is 2.5 %, by Newton's method; the density of either tail is a gamma's of this shape. */
function gammaQuantile(shape, side) {
    const sign = side === 'lower' ? 1 : -1;
    let mean = cubeRoot(shape, -sign * Z_95);
    if (shape > intervals_MANY)
        return mean;
    if (mean === 0)
        mean = (SIDE * shape) / 2;
    for (let i = 0; i < 100; i += 1) {
        const excess = incompleteGamma(shape, mean)[side] - SIDE;
        const density = poissonDensity(shape - 1, mean);
        const next = Math.max(mean / 10, mean - (sign * excess) / density);
        if (Math.abs(next - mean) <= 2e-16 * next)
            return next;
        mean = next;
    }
    return mean;
}
/** A count's exact Poisson interval (F. Garwood, Biometrika 1936): the means that make so few, or so many, 2.5 % likely. */
function countInterval(count) {
    return {
        low: count === 0 ? 0 : gammaQuantile(count, 'lower'),
        high: gammaQuantile(count + 1, 'upper'),
    };
}
/**
 * A mean's interval by Student's t; for values that are not normal it holds from some dozens on. null for fewer than two.
 *
 * @param options.sum and `squares`: exact sums, see exact-sum.ts
 */
function meanInterval(options) {
    const { n, sum } = options;
    const mean = meanOf(sum, n);
    const variance = varianceOf(options);
    if (mean === null || variance === null)
        return null;
    const half = studentQuantile95(n - 1) * Math.sqrt(variance / n);
    return { low: mean - half, high: mean + half };
}
/** Chance that at most k of n are below a quantile of share p, the binomial distribution function (NIST DLMF 8.17.5). */
function atMost(k, options) {
    const { n, p } = options;
    if (k < 0)
        return 0;
    if (k >= n)
        return 1;
    return incompleteBeta(n - k, k + 1, { x: 1 - p, y: p }).lower;
}
/** The least k from 0 to n for which the chance of at most k exceeds a share. */
function leastAbove(share, options) {
    let [low, high] = [0, options.n];
    while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if (atMost(middle, options) > share)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
/**
 * A quantile's interval between two order statistics, whatever the values are distributed as (H. A. David, H. N. Nagaraja,
 * "Order Statistics", 2003, section 7.1). null where there are too few values to bound it on both sides: for p95, below 72.
 *
 * @param p in percent, 0 to 100
 */
function quantileInterval(distribution, p) {
    const n = countOf(distribution);
    if (n === 0 || p <= 0 || p >= 100)
        return null;
    const options = { n, p: p / 100 };
    // With B values below the quantile, the value of rank r (from 0) is not above it where B > r, and not below it where B ≤ r.
    const low = leastAbove(SIDE, options) - 1;
    const high = leastAbove(1 - SIDE, options);
    if (low < 0 || high >= n)
        return null;
    return { low: valueAtRank(distribution, low, n), high: valueAtRank(distribution, high, n) };
}

;// CONCATENATED MODULE: ./out/build/src/domain/rules/interval.js


/** Digits that are kept of an end: the last ones of a logarithm differ from machine to machine. */
const interval_DIGITS = 9;
function ends(measure, measurement) {
    switch (measurement.kind) {
        case 'ratio':
            return shareInterval(measurement.matching, measurement.total);
        case 'quantile':
            return measure.kind === 'quantile' ? quantileInterval(measurement.distribution, measure.p) : null;
        case 'mean':
            return meanInterval(measurement);
        case 'count':
            return countInterval(measurement.total);
    }
}
/** Where the SLI itself lies with 95 % confidence, in the value's unit; null where there are too few samples to tell. */
function intervalOf(measure, measurement) {
    const interval = measurement === null ? null : ends(measure, measurement);
    if (interval === null || !Number.isFinite(interval.low) || !Number.isFinite(interval.high))
        return null;
    const rounded = (value) => Number(value.toPrecision(interval_DIGITS));
    return { low: rounded(interval.low), high: rounded(interval.high) };
}
/** `, 95 % interval 96.9 % to 98.6 %`, as the end of a sentence; empty without one. */
function intervalText(interval, unit) {
    if (interval === null)
        return '';
    const short = (value) => figure(Number(value.toPrecision(4)), unit);
    return `, 95 % interval ${short(interval.low)} to ${short(interval.high)}`;
}

;// CONCATENATED MODULE: ./out/build/src/domain/rules/finding.js
const CLEAR = { state: 'clear', streak: 0, reason: '' };
/** `871 ms is above the warn limit of 700 ms`. */
function beyondText(value, { name, bound, figure }) {
    return `${figure(value)} is ${bound.side} the ${name} limit of ${figure(bound.value)}`;
}

;// CONCATENATED MODULE: ./out/build/src/domain/rules/averages.js


/** The arithmetic mean of finite numbers, scaled so that a sum beyond the doubles does not make it infinite. */
function mean(values) {
    return values.reduce((sum, value) => sum + value / values.length, 0);
}
function firstValues(windows, most) {
    const values = [];
    for (const { value } of windows) {
        if (value !== null)
            values.push(value);
        if (values.length === most)
            break;
    }
    return values;
}
/**
 * The mean of the last `needed` windows in a row is beyond the bound; each window weighs the same. `windows`: newest
 * first, without a break; one without value is passed over.
 */
function judgeMeanOf(windows, needed, options) {
    const values = firstValues(windows, needed);
    const newest = isBeyond(options.bound, options.value);
    if (values.length < needed) {
        if (!newest)
            return CLEAR;
        const text = `${beyondText(options.value, options)}, and the mean of ${needed} windows is asked for`;
        return { state: 'pending', streak: values.length, reason: `${text}, ${values.length} so far` };
    }
    const average = mean(values);
    if (isBeyond(options.bound, average))
        return { state: 'met', streak: needed, reason: meanText(average, needed, options) };
    if (!newest)
        return CLEAR;
    const reason = `${beyondText(options.value, options)}; the mean of ${needed} windows is ${options.figure(average)}`;
    return { state: 'pending', streak: 1, reason };
}
function meanText(average, count, options) {
    const of = count === 1 ? '1 window' : `${count} windows`;
    return `the mean of ${of}, ${beyondText(average, options)}`;
}
/**
 * The mean of the windows with a value among the last `span` is beyond the bound: unlike {@link judgeMeanOf} it speaks
 * from the first window on, and a silence does not matter. `windows`: the last `span` disjoint ones, newest first.
 */
function judgeMovingAverage(windows, options) {
    const values = firstValues(windows, Infinity);
    if (values.length === 0)
        return CLEAR;
    const average = mean(values);
    if (!isBeyond(options.bound, average))
        return CLEAR;
    return { state: 'met', streak: values.length, reason: meanText(average, values.length, options) };
}

;// CONCATENATED MODULE: ./out/build/src/domain/rules/burn-rate.js




/**
 * The error budget burns faster than `factor` times the pace that the objective allows, over the long window (enough is
 * burnt) and over the short one (it still burns): B. Beyer et al., "The Site Reliability Workbook", chapter 5, alert 6.
 *
 * @param values share over each window; null where it has no verdict
 * @param bound the share at which the budget burns at that pace
 */
function judgeBurnRate(values, when, bound) {
    const { long, short } = values;
    if (long === null || short === null || !isBeyond(bound, long) || !isBeyond(bound, short))
        return CLEAR;
    const burn = (share) => {
        const bad = bound.side === 'below' ? 1 - share : share;
        return `${Number((bad / (1 - when.objective)).toPrecision(3))} times`;
    };
    const budget = `the error budget of ${figure(when.objective, '%')}`;
    const paces = `${burn(long)} over ${(0,time/* formatDuration */.a3)(when.longMs)} and ${burn(short)} over ${(0,time/* formatDuration */.a3)(when.shortMs)}`;
    return {
        state: 'met',
        streak: 1,
        reason: `${budget} burns ${paces} as fast as it allows; the limit is ${when.factor} times`,
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/rules/in-a-row.js


/** How many of the windows (newest first) are beyond the bound before the first that is not; one without value is passed over. */
function leadingBeyond(windows, { bound }) {
    const row = [];
    for (const one of windows) {
        if (one.value === null)
            continue;
        if (!isBeyond(bound, one.value))
            break;
        row.push(one);
    }
    return row;
}
/** So many disjoint windows in a row beyond the bound. `windows`: newest first, without a break. */
function judgeInARow(windows, needed, options) {
    if (!isBeyond(options.bound, options.value))
        return CLEAR;
    const streak = leadingBeyond(windows, options).length;
    const text = beyondText(options.value, options);
    if (streak < needed)
        return { state: 'pending', streak, reason: `${text}, ${streak} of ${needed} windows in a row` };
    return { state: 'met', streak, reason: streak > 1 ? `${text}, ${streak} windows in a row` : text };
}

;// CONCATENATED MODULE: ./out/build/src/domain/rules/times.js




/**
 * The most disjoint windows beyond the bound. `windows`: those that end where a batch ends, newest first, as the result is.
 * Taking the newest that fits each time gives the most that are disjoint (interval scheduling: J. Kleinberg, É. Tardos,
 * "Algorithm Design", section 4.1).
 */
function disjointBeyond(windows, bound) {
    const found = [];
    let before = Infinity;
    for (const one of windows) {
        if (one.end > before || one.value === null || !isBeyond(bound, one.value))
            continue;
        found.push(one);
        before = one.start;
    }
    return found;
}
/** At least so many disjoint windows within a time beyond the bound; the newest need not be one of them. `windows`: as above. */
function judgeTimes(windows, rule, options) {
    const { times, withinMs } = rule;
    const count = disjointBeyond(windows, options.bound).length;
    const within = (0,time/* formatDuration */.a3)(withinMs);
    const newest = isBeyond(options.bound, options.value);
    if (count < times) {
        if (!newest)
            return CLEAR;
        const reason = `${beyondText(options.value, options)}, ${count} of ${times} times within ${within}`;
        return { state: 'pending', streak: count, reason };
    }
    const { bound, name, figure } = options;
    const what = newest
        ? beyondText(options.value, options)
        : `${bound.side} the ${name} limit of ${figure(bound.value)}`;
    return { state: 'met', streak: count, reason: `${what}, ${plural(count, 'time')} within ${within}` };
}

;// CONCATENATED MODULE: ./out/build/src/domain/rules/unmet-for.js




/**
 * Beyond the bound without a break for so long: from the oldest data of the row to the newest window's end. `windows`:
 * newest first, without a break.
 */
function judgeUnmetFor(windows, ms, options) {
    if (!isBeyond(options.bound, options.value))
        return CLEAR;
    const row = leadingBeyond(windows, options);
    const [newest, oldest] = [row[0], row.at(-1)];
    if (newest === undefined || oldest === undefined)
        return CLEAR;
    const lasted = newest.end - oldest.heardFrom;
    const text = `${beyondText(options.value, options)}, for ${(0,time/* formatDuration */.a3)(lasted)}`;
    if (lasted >= ms)
        return { state: 'met', streak: row.length, reason: `${text} without a break` };
    return { state: 'pending', streak: row.length, reason: `${text} of ${(0,time/* formatDuration */.a3)(ms)}` };
}

;// CONCATENATED MODULE: ./out/build/src/domain/rules/windows.js

function windowValue({ series, windowMs, valueOf }, end) {
    const start = end - windowMs;
    const points = pointsWithin(series, { start, end });
    const [oldest, newest] = [points[0]?.window, points.at(-1)?.window];
    if (oldest === undefined || newest === undefined)
        return null;
    const value = valueOf({ start, end });
    return { start, end, heardFrom: oldest.start, heardUntil: newest.end, value };
}
/** The disjoint windows with data, newest first: `[end-w, end)` and back. */
function* disjointWindows(options) {
    const { end, horizon, windowMs } = options;
    for (let to = end; to - windowMs >= horizon; to -= windowMs) {
        const one = windowValue(options, to);
        if (one !== null)
            yield one;
    }
}
/** As {@link disjointWindows}, until a silence longer than `maxGapMs` between the data of one window and of the next. */
function* unbrokenWindows(options) {
    let heardFrom = null;
    for (const one of disjointWindows(options)) {
        if (heardFrom !== null && heardFrom - one.heardUntil > options.maxGapMs)
            return;
        heardFrom = one.heardFrom;
        yield one;
    }
}
/** The windows with data that end where a batch ends, newest first. They overlap where a window is longer than a batch. */
function* slidingWindows(options) {
    const { series, end, horizon, windowMs } = options;
    const ends = new Set(pointsWithin(series, { start: horizon, end }).map((point) => point.window.end));
    for (const to of [...ends].sort((a, b) => b - a)) {
        const one = to - windowMs < horizon ? null : windowValue(options, to);
        if (one !== null)
            yield one;
    }
}

;// CONCATENATED MODULE: ./out/build/src/domain/rules/judge-rule.js












function valueIn({ slo, sli }, series, window) {
    const measured = valueOver(sli, series, window);
    return isEnough(slo, sli, measured) ? measured.value : null;
}
function baselineValue(rule, subject) {
    const { baseline } = rule;
    const series = baseline === null ? null : subject.baselineOf(rule, subject.series.feature);
    if (baseline === null || series === null)
        return null;
    const end = subject.end - subject.slo.windowMs;
    return valueIn(subject, series, { start: end - baseline.windowMs, end });
}
/** Whether a rule is clear whenever the newest window is within its bound, so that no other need be looked at. */
function asksForNewest({ kind }) {
    return kind === 'in-a-row' || kind === 'unmet-for';
}
/** Judges one rule; `value`: that of the newest window. */
function judgeRule(asked, subject) {
    const { rule, name, value } = asked;
    const bound = boundOf(rule, baselineValue(rule, subject));
    if (bound === null)
        return { rule, name, bound, finding: null };
    if (asksForNewest(rule.when) && !isBeyond(bound, value))
        return { rule, name, bound, finding: CLEAR };
    const unit = unitOf(subject.sli);
    const wording = { name, bound, figure: (one) => figure(one, unit), value };
    return { rule, name, bound, finding: findingOf(rule, subject, wording) };
}
function findingOf(rule, subject, wording) {
    const { when } = rule;
    const { slo, series, end, maxGapMs, reachMs } = subject;
    const { windowMs } = slo;
    const valueOf = (window) => valueIn(subject, series, window);
    const back = (ms) => {
        return { series, windowMs, end, horizon: end - ms, maxGapMs, valueOf };
    };
    const own = () => back(ruleReachMs(rule, windowMs, maxGapMs));
    // A row is told in full, as far as the SLO's windows are looked at.
    const row = () => unbrokenWindows(back(reachMs));
    switch (when.kind) {
        case 'in-a-row':
            return judgeInARow(row(), when.windows, wording);
        case 'mean-of':
            return judgeMeanOf(row(), when.windows, wording);
        case 'moving-average':
            return judgeMovingAverage(disjointWindows(own()), wording);
        case 'times':
            return judgeTimes(slidingWindows(own()), when, wording);
        case 'unmet-for':
            return judgeUnmetFor(row(), when.ms, wording);
        case 'burn-rate': {
            const over = (ms) => valueIn(subject, series, { start: end - ms, end });
            return judgeBurnRate({ long: over(when.longMs), short: over(when.shortMs) }, when, wording.bound);
        }
    }
}

;// CONCATENATED MODULE: ./out/build/src/domain/rules/settle.js


function isTold(one, state) {
    return one.finding?.state === state && one.bound !== null;
}
function firstIn(state, rules) {
    for (const one of rules)
        if (isTold(one, state))
            return one;
    return null;
}
/** Of the rollback rules that are met the first with its evidence, else the first; null where none is met. */
function firstMet(rollback, subject) {
    let unproven = null;
    for (const one of rollback) {
        if (!isTold(one, 'met'))
            continue;
        const evidence = evidenceFor(subject, { rule: one.rule, bound: one.bound, batchMs: subject.batchMs });
        if (evidence?.met !== false)
            return { decisive: one, evidence };
        unproven ??= { decisive: one, evidence };
    }
    return unproven;
}
/**
 * Judges an SLO's rules. In this order decides: a rollback rule that is met with its evidence, one that is met without,
 * one that is pending, a warning that is met, one that is pending; of several the first in the policy.
 */
function settle(subject, value) {
    const rollback = subject.slo.rollback.map((rule) => judgeRule({ rule, name: 'rollback', value }, subject));
    const warn = subject.slo.warn.map((rule) => judgeRule({ rule, name: 'warn', value }, subject));
    const met = firstMet(rollback, subject);
    if (met !== null)
        return { warn, rollback, ...met };
    const decisive = firstIn('pending', rollback) ?? firstIn('met', warn) ?? firstIn('pending', warn);
    return { warn, rollback, decisive, evidence: null };
}

;// CONCATENATED MODULE: ./out/build/src/domain/verdict.js










function silence({ facts, missed }) {
    if (facts.batches === 0)
        return 'no batch of this phase in the window';
    return missed.length === 0
        ? 'no samples in the window'
        : `no samples in the window; ${missed.join(', ')} delivered nothing`;
}
function withinText(value, options, settled) {
    const unit = unitOf(options.sli);
    const limits = options.limitsText ?? limitsText([...settled.warn, ...settled.rollback], unit);
    return `${figure(value, unit)} is within the limits (${limits})`;
}
function unjudged(status, reason) {
    return { status, streak: 0, reason, rule: '', evidence: null };
}
/** What the rules come to: a rollback rule first, then a warning. */
function judged(settled, value, options) {
    const unit = unitOf(options.sli);
    const { decisive, evidence } = settled;
    if (decisive === null) {
        const blind = settled.rollback.find(({ bound }) => bound === null);
        if (blind !== undefined)
            return unjudged('insufficient', `the baseline has no data: ${baselineText(blind.rule, unit)}`);
        return unjudged('ok', withinText(value, options, settled));
    }
    const { finding, bound, rule, name } = decisive;
    const common = { streak: finding.streak, rule: ruleText(rule, { bound, unit }), evidence };
    const reason = finding.reason + evidenceText(evidence);
    if (finding.state === 'pending') {
        // Where the policy says when to warn, a rollback that may be coming is no warning of its own.
        const warns = settled.warn.length === 0 || settled.warn.some((one) => one.finding?.state === 'met');
        return { ...common, status: name === 'rollback' && warns ? 'warn' : 'ok', reason };
    }
    const violated = name === 'rollback' && evidence?.met !== false;
    return { ...common, status: violated ? 'violation' : 'warn', reason };
}
function find(options, measured, settled) {
    const { slo, warmingUp } = options;
    if (warmingUp) {
        const reason = `warm-up: the first ${(0,time/* formatDuration */.a3)(slo.warmUpMs)} after the switch are not judged`;
        return unjudged('insufficient', reason);
    }
    if (measured.value === null)
        return unjudged('no-data', silence(options));
    if (settled === null) {
        const reason = `${plural(measured.n, 'sample')}; ${slo.minSamples} are needed for a verdict`;
        return unjudged('insufficient', reason);
    }
    return judged(settled, measured.value, options);
}
function breakdown(sli, points) {
    return byLabel(points).map(({ label, measurement }) => {
        const { value, n } = measurement_valueOf(measurement, sli.measure);
        return { label, value, n };
    });
}
function limitOf({ when }, { side, value }) {
    return { side, value, batches: when.kind === 'in-a-row' ? when.windows : 1 };
}
/** A limit as the verdict carries it: of the rule that decided, else the first with a bound in figures. */
function limitText(name, rules, settled) {
    if (settled === null) {
        const first = rules.find((rule) => rule.baseline === null);
        return first === undefined ? null : limitOf(first, first);
    }
    const { decisive } = settled;
    const shown = decisive?.name === name ? decisive : settled[name].find(({ bound }) => bound !== null);
    return shown === undefined || shown.bound === null ? null : limitOf(shown.rule, shown.bound);
}
/** The SLO's window that ends at an instant. */
function sloWindow(slo, end) {
    return { start: end - slo.windowMs, end };
}
/** Judges one SLO over the window that ends at `end`, for one feature. Pure; the same points give the same bytes. */
function judgeSlo(options) {
    const { slo, sli, series, end, warmingUp } = options;
    const { points, measurement, measured } = readWindow(sli, series, sloWindow(slo, end));
    const enough = !warmingUp && isEnough(slo, sli, measured);
    const settled = measured.value === null || !enough ? null : settle(options, measured.value);
    const { status, streak, reason, rule, evidence } = find(options, measured, settled);
    const interval = intervalOf(sli.measure, measurement);
    const decided = status === 'violation' || status === 'warn';
    return {
        slo: slo.id,
        sli: sli.id,
        feature: series.feature,
        status,
        value: measured.value,
        unit: unitOf(sli),
        warn: limitText('warn', slo.warn, settled),
        rollback: limitText('rollback', slo.rollback, settled),
        window: options.facts.window,
        n: measured.n,
        error: measured.error,
        interval,
        rule,
        streak,
        evidence,
        reason: decided && evidence !== null ? reason + intervalText(interval, unitOf(sli)) : reason,
        breakdown: breakdown(sli, points),
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/judgement.js










/** Series without the batches that ended in the SLO's warm-up. */
function warmSeries(slo, since, series) {
    if (since === null || slo.warmUpMs === 0)
        return series;
    return series.map(({ feature, points }) => toSeries(feature, points.filter(({ window }) => window.end - since > slo.warmUpMs)));
}
/** One feature in earlier stints, oldest first. */
function earlierSeries(slo, stints, feature) {
    return stints.flatMap(({ stint, series }) => warmSeries(slo, stint.since, series.filter((one) => one.feature === feature)));
}
/** Reads what the batches (of any phase, oldest first) say of a stint; `earlier`: of those before it, none by default. */
function readStint(policy, phase, stint, all, earlier = () => []) {
    const batches = all.filter(({ header, window }) => header.phase === phase.id && (stint.since === null || window.end > stint.since));
    const baselines = readBaselines(policy, phase, all);
    const slis = phase.slos.map((slo) => requireSli(policy, slo.sli));
    const bySli = readSeries(policy, [...new Set(slis)], batches);
    const slos = phase.slos.map((slo) => {
        const sli = requireSli(policy, slo.sli);
        const series = bySli.get(slo.sli) ?? [];
        const warm = warmSeries(slo, stint.since, series);
        const reachMs = rulesReachMs(slo, policy.maxGapMs);
        return {
            slo,
            sli,
            series,
            warm,
            reachMs,
            limitsText: fixedLimitsText(slo, sli),
            baselineOf: (rule, feature) => baselines(slo, rule, feature),
            earlier: (feature) => earlierSeries(slo, earlier(stint, sli), feature),
        };
    });
    return { stint, phase, batches, ends: endsOf(batches), slos };
}
/** Whether an instant is in the SLO's warm-up; a batch that ends with the warm-up is the last one in it. */
function isWarmingUp({ since }, { warmUpMs }, at) {
    return since !== null && warmUpMs > 0 && at - since <= warmUpMs;
}
/** The features that occurred within the reach of the SLO's rules; where none did, the one without a name. */
function seriesAt(stint, own, end) {
    // What is seen during the warm-up is shown, and not judged; after it, it is not looked at any more.
    const all = isWarmingUp(stint, own.slo, end) ? own.series : own.warm;
    const reach = { start: end - own.reachMs, end };
    const occurs = (series) => occurredWithin(series, reach);
    const occurring = all.every(occurs) ? all : all.filter(occurs);
    if (occurring.length > 0)
        return occurring;
    return [all.find(({ feature }) => feature === '') ?? toSeries('', [])];
}
/** Finds out the facts of each length of window once. */
function factsReader({ batches, ends }, end) {
    const known = new Map();
    return (slo) => {
        const before = known.get(slo.windowMs);
        if (before !== undefined)
            return before;
        const { start } = sloWindow(slo, end);
        const within = batches
            .slice(endedBy(ends, start), endedBy(ends, end))
            .filter((batch) => batch.window.start >= start).length;
        const facts = { window: { start: (0,time/* formatInstant */.r4)(start), end: (0,time/* formatInstant */.r4)(end) }, batches: within };
        known.set(slo.windowMs, facts);
        return facts;
    };
}
/** The batch that a window is that of, and the sources that were silent in it; of several that end together, the first. */
function closingBatch({ batches, ends }, end) {
    const newest = batches[endedBy(ends, end - 1)];
    if (newest?.window.end !== end)
        return { counts: NO_LINES, missed: [] };
    const { counts, sources } = newest.header;
    const missed = Object.entries(sources).flatMap(([name, source]) => (source.missed ? [name] : []));
    return { counts, missed: missed.sort() };
}
/** Judges the window that ends at `end` for the phase that was on: every SLO, each feature by itself. */
function judgeWindow(policy, data, window) {
    const { phase, stint } = data;
    const { end } = window;
    const { counts, missed } = closingBatch(data, end);
    const factsOf = factsReader(data, end);
    const { maxGapMs, batchMs } = policy;
    const verdicts = data.slos.flatMap((own) => {
        const { slo, sli, baselineOf, earlier, reachMs, limitsText } = own;
        const warmingUp = isWarmingUp(stint, slo, end);
        const facts = factsOf(slo);
        // Written out, since a spread costs more than most of what is judged: this runs for every verdict.
        return seriesAt(stint, own, end).map((series) => judgeSlo({
            slo,
            sli,
            series,
            baselineOf,
            earlier,
            end,
            maxGapMs,
            reachMs,
            batchMs,
            facts,
            missed,
            warmingUp,
            limitsText,
        }));
    });
    const violated = verdicts.some((verdict) => verdict.status === 'violation');
    return {
        phase: phase.id,
        window: { start: (0,time/* formatInstant */.r4)(window.start), end: (0,time/* formatInstant */.r4)(end) },
        // Out of the first phase there is no way back: the alert says so, and the gate holds.
        gate: violated && neighbours(policy, phase.id).previous !== null ? 'rollback' : 'hold',
        counts,
        missed,
        verdicts,
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/why-grounds.js








/** The rule that the verdict names, with its limit in figures; null where it names none. */
function namedRule({ verdict, slo, sli }) {
    const unit = unitOf(sli);
    const limits = [
        { rules: slo.rollback, bound: verdict.rollback },
        { rules: slo.warn, bound: verdict.warn },
    ];
    for (const { rules, bound } of limits) {
        const rule = rules.find((one) => bound !== null && ruleText(one, { bound, unit }) === verdict.rule);
        if (rule !== undefined && bound !== null)
            return { rule, limit: bound };
    }
    return null;
}
/** The limit that the newest value is beyond, the graver one first. */
function limitPassed({ value, rollback, warn }) {
    if (value === null)
        return null;
    return [rollback, warn].find((limit) => limit !== null && isBeyond(limit, value)) ?? null;
}
function firstWithValue(windows, most) {
    const found = [];
    for (const one of windows) {
        if (one.value !== null)
            found.push(one);
        if (found.length === most)
            break;
    }
    return found;
}
/** The windows that a rule counts, newest first. */
function countedWindows(options, { rule, limit }, newest) {
    const { slo, sli, series, maxGapMs } = options;
    const { end } = newest;
    const { when } = rule;
    const valueOf = (window) => {
        const measured = valueOver(sli, series, window);
        return isEnough(slo, sli, measured) ? measured.value : null;
    };
    const horizon = end - ruleReachMs(rule, slo.windowMs, maxGapMs);
    const back = { series, windowMs: slo.windowMs, end, horizon, maxGapMs, valueOf };
    switch (when.kind) {
        case 'mean-of':
            return firstWithValue(unbrokenWindows(back), when.windows);
        case 'moving-average':
            return firstWithValue(disjointWindows(back), when.windows);
        case 'times':
            return disjointBeyond(slidingWindows(back), limit);
        case 'burn-rate': {
            const long = { start: end - when.longMs, end };
            return [{ ...long, value: valueOf(long) }];
        }
        case 'in-a-row':
        case 'unmet-for':
            return [newest];
    }
}
/** What a verdict that warns or violates rests on; null where it names no limit. */
function groundsOf(options) {
    const { verdict } = options;
    const { value } = verdict;
    const [start, end] = [(0,time/* parseInstant */.nV)(verdict.window.start) ?? 0, (0,time/* parseInstant */.nV)(verdict.window.end) ?? 0];
    const newest = { start, end, value };
    const named = namedRule(options);
    if (named === null || (value !== null && isBeyond(named.limit, value))) {
        const limit = limitPassed(verdict);
        return limit === null ? null : { limit, windows: [newest] };
    }
    return { limit: named.limit, windows: [...countedWindows(options, named, newest)].reverse() };
}

;// CONCATENATED MODULE: ./out/build/src/domain/why.js







const MAX_LABELS = 3;
const MAX_WINDOWS = 5;
function contribution(label, measurement, limit) {
    switch (measurement.kind) {
        case 'ratio': {
            const { matching, total } = measurement;
            return { label, all: total, bad: limit.side === 'above' ? matching : total - matching };
        }
        case 'quantile': {
            const all = countOf(measurement.distribution);
            const above = countAbove(measurement.distribution, limit.value);
            return { label, all, bad: limit.side === 'above' ? above : all - above };
        }
        // Single samples of a mean or a count are on no side of a limit.
        case 'mean':
        case 'count':
            return null;
    }
}
function labelSentences(by, parts) {
    const all = parts.reduce((sum, part) => sum + part.all, 0);
    const bad = parts.reduce((sum, part) => sum + part.bad, 0);
    if (bad === 0 || parts.length < 2)
        return [];
    const shares = parts
        .map(({ label, ...part }) => ({ label, badShare: part.bad / bad, share: part.all / all }))
        .filter(({ badShare, share }) => badShare > share)
        .sort((a, b) => b.badShare - b.share - (a.badShare - a.share) || (a.label < b.label ? -1 : 1));
    if (shares.length === 0)
        return [`No value of ${by} stands out.`];
    return shares.slice(0, MAX_LABELS).map(({ label, badShare, share }) => {
        const name = `${by} ${JSON.stringify(label.slice(0, 60))}`;
        return `${name} has ${wholePercent(badShare)} of the bad samples and ${wholePercent(share)} of all.`;
    });
}
/** Which windows made the rule met, where it is not the newest alone. */
function windowSentences({ verdict }, { windows }) {
    const told = windows.flatMap(({ end, value }) => value === null ? [] : [`${(0,time/* formatInstant */.r4)(end)} with ${figure(value, verdict.unit)}`]);
    if (windows.every(({ end }) => (0,time/* formatInstant */.r4)(end) === verdict.window.end) || told.length === 0)
        return [];
    const more = told.length > MAX_WINDOWS ? `${told.length - MAX_WINDOWS} earlier, ` : '';
    return [`The windows that count ended ${more}${told.slice(-MAX_WINDOWS).join(', ')}.`];
}
/** End of the first window that is beyond the limit, ms since the epoch. */
function began({ windows, limit }) {
    return windows.find(({ value }) => value !== null && isBeyond(limit, value))?.end ?? Infinity;
}
function lastGood({ verdict, earlier }, grounds) {
    const { limit } = grounds;
    const before = began(grounds);
    let good;
    // From the newest back: the last good window is near, where a release was well before it was not.
    for (let at = earlier.length - 1; at >= 0 && good === undefined; at -= 1) {
        good = earlier[at]?.verdicts.find(({ slo, feature, status, value, window }) => slo === verdict.slo &&
            feature === verdict.feature &&
            (status === 'ok' || status === 'warn') &&
            value !== null &&
            !isBeyond(limit, value) &&
            ((0,time/* parseInstant */.nV)(window.end) ?? Infinity) < before);
    }
    if (good === undefined)
        return 'No earlier window of this phase was within this limit.';
    return `The last window within this limit ended ${good.window.end} with ${figure(good.value ?? 0, good.unit)}.`;
}
function lastChange(entry) {
    if (entry === null)
        return 'The ledger has no decision before it.';
    const move = entry.action === 'release' ? `in ${entry.to}` : `from ${entry.from} to ${entry.to}`;
    return `The last decision before it was #${entry.seq}, ${entry.action} ${move}, at ${entry.at} by ${entry.executor}.`;
}
/** A first draft of the answer to "why": what is beyond its limit, where it comes from, and what changed before. */
function whyDraft(options) {
    const { verdict, sli, series, entry } = options;
    const grounds = groundsOf(options);
    if (grounds === null)
        return [];
    const points = grounds.windows.flatMap((window) => pointsWithin(series, window));
    const parts = byLabel(points).flatMap(({ label, measurement }) => contribution(label, measurement, grounds.limit) ?? []);
    return [
        `${verdictTitle(verdict)}: ${verdict.reason} (${plural(verdict.n, 'sample')} from ${verdict.window.start} to ${verdict.window.end}).`,
        ...windowSentences(options, grounds),
        ...(sli.by === null ? [] : labelSentences(sli.by, parts)),
        lastGood(options, grounds),
        lastChange(entry),
    ];
}

;// CONCATENATED MODULE: ./out/build/src/domain/alert.js







/** The same for the same window, SLO and feature, so that a repeated tick repeats no alert. */
function alertId(judgement, { slo, feature }) {
    const name = `${judgement.phase}/${slo}/${judgement.window.end}`;
    return feature === '' ? name : `${name}/${digest_sha256(feature).slice(0, 12)}`;
}
function severityOf({ status }) {
    switch (status) {
        case 'violation':
            return 'critical';
        case 'warn':
            return 'warning';
        case 'ok':
        case 'no-data':
        case 'insufficient':
            return null;
    }
}
/** The alerts of one judged window, one for each verdict that warns or is violated. `earlier`: as in {@link whyDraft}. */
function alertsOf(options) {
    const { policy, data, judgement, earlier } = options;
    const isFirst = neighbours(policy, judgement.phase).previous === null;
    return judgement.verdicts.flatMap((verdict) => {
        const severity = severityOf(verdict);
        const slo = data.slos.find((one) => one.slo.id === verdict.slo);
        if (severity === null || slo === undefined)
            return [];
        const series = seriesAt(data.stint, slo, (0,time/* parseInstant */.nV)(verdict.window.end) ?? 0);
        const own = series.find(({ feature }) => feature === verdict.feature);
        const noWay = isFirst && severity === 'critical'
            ? '; it is the first phase, so there is nothing to roll back to'
            : '';
        return [
            {
                id: alertId(judgement, verdict),
                severity,
                phase: judgement.phase,
                slo: verdict.slo,
                window: judgement.window,
                summary: `${judgement.phase}: ${verdictTitle(verdict)}: ${verdict.reason}${noWay}`,
                verdict,
                why: whyDraft({
                    verdict,
                    slo: slo.slo,
                    sli: slo.sli,
                    series: own ?? toSeries(verdict.feature, []),
                    maxGapMs: policy.maxGapMs,
                    earlier,
                    entry: data.stint.entry,
                }),
            },
        ];
    });
}

;// CONCATENATED MODULE: ./out/build/src/domain/analysis.js
const ANALYSIS_SCHEMA = 'phasegate.analysis/1';

;// CONCATENATED MODULE: ./out/build/src/domain/checklist.js

const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*)$/;
const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[([ xX])\][ \t]+(\S.*)$/;
/** A box that is not written as one; a link in a list, `- [a](b)`, is none. */
const BROKEN_ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]*\[([^\]]{0,2})\](?![([])/;
const SIGNED = /^[ \t]*(?:[-*+][ \t]+)?signed[ \t]*:(.*)$/i;
const FENCE = /^ {0,3}(```|~~~)/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
function signaturePart(text, line) {
    const parts = text.split(',').map((part) => part.trim());
    const [role = '', name = '', date = ''] = parts;
    const isDay = DATE.test(date) && (0,time/* parseInstant */.nV)(`${date}T00:00:00Z`) !== null;
    if (parts.length === 3 && role !== '' && name !== '' && isDay)
        return { kind: 'signature', signature: { line, role, name, date } };
    const message = 'a signature is written as `Signed: <role>, <name>, <YYYY-MM-DD>`';
    return { kind: 'fault', fault: { line, message } };
}
function partOf(text, line) {
    const heading = HEADING.exec(text);
    if (heading !== null) {
        const title = (heading[2] ?? '').trim().replace(/[ \t]#+$|^#+$/, '');
        return { kind: 'heading', line, level: (heading[1] ?? '').length, text: title.trim() };
    }
    const item = ITEM.exec(text);
    if (item !== null)
        return { kind: 'item', item: { line, text: (item[2] ?? '').trim(), done: item[1] !== ' ' } };
    const signed = SIGNED.exec(text);
    if (signed !== null)
        return signaturePart(signed[1] ?? '', line);
    if (!BROKEN_ITEM.test(text))
        return null;
    const message = 'a task is written as `- [ ] text` or `- [x] text`';
    return { kind: 'fault', fault: { line, message } };
}
/** The lines that mean something; what stands in a fenced code block or an HTML comment of its own lines does not. */
function partsOf(text) {
    let fence = null;
    let comment = false;
    return text.split(/\r\n|\n|\r/).flatMap((line, i) => {
        const mark = comment ? undefined : FENCE.exec(line)?.[1];
        if (mark !== undefined && (fence === null || fence === mark)) {
            fence = fence === null ? mark : null;
            return [];
        }
        if (fence !== null)
            return [];
        const opens = comment || line.trimStart().startsWith('<!--');
        comment = opens && !line.includes('-->');
        return opens ? [] : (partOf(line, i + 1) ?? []);
    });
}
/**
 * The sections of a checklist in Markdown: headings, task lists below them (nested or not), and signatures.
 *
 * @param text of the file; never fails: what is written wrongly is a fault of its section
 */
function parseChecklist(text) {
    const parts = partsOf(text.replace(/^\ufeff/, ''));
    return parts.flatMap((part, i) => {
        if (part.kind !== 'heading')
            return [];
        const rest = parts.slice(i + 1);
        const next = rest.findIndex((one) => one.kind === 'heading' && one.level <= part.level);
        const own = next === -1 ? rest : rest.slice(0, next);
        return [
            {
                heading: part.text,
                line: part.line,
                items: own.flatMap((one) => (one.kind === 'item' ? [one.item] : [])),
                signatures: own.flatMap((one) => (one.kind === 'signature' ? [one.signature] : [])),
                faults: own.flatMap((one) => (one.kind === 'fault' ? [one.fault] : [])),
            },
        ];
    });
}
/** The sections under a heading, compared without case and outer white space. */
function sectionsNamed(sections, heading) {
    const plain = (text) => text.trim().toLowerCase();
    return sections.filter((section) => plain(section.heading) === plain(heading));
}

;// CONCATENATED MODULE: ./out/build/src/domain/promotion-checklist.js


/** Where people keep the checklist, relative to the working directory. */
const CHECKLIST_FILE = 'reports/rollout-monitoring-checklist.md';
/** Characters of an item or a signature that are told. */
const promotion_checklist_MAX_TEXT = 80;
/** A condition for each section that the promotion asks for. `text`: the checklist's; null where there is no such file. */
function checklistConditions(needed, text) {
    const sections = text === null ? null : parseChecklist(text);
    return needed.map(({ heading, signedBy }) => ({
        name: `checklist ${JSON.stringify(heading)}`,
        ...(sections === null
            ? { met: false, since: null, evidence: `there is no ${CHECKLIST_FILE}` }
            : sectionState(sectionsNamed(sections, heading), signedBy)),
    }));
}
function unmet(evidence) {
    return { met: false, since: null, evidence };
}
/** Roles are written by hand, as headings are: compared without case. */
function isOf(role) {
    const plain = role.trim().toLowerCase();
    return (signature) => signature.role.toLowerCase() === plain;
}
/** Who still has to sign, in words; null where all have. */
function unsigned(signatures, signedBy) {
    const missing = signedBy.filter((role) => !signatures.some(isOf(role)));
    const [role = '<role>'] = missing;
    const line = `add \`Signed: ${role.slice(0, promotion_checklist_MAX_TEXT)}, <name>, <YYYY-MM-DD>\``;
    if (missing.length > 0)
        return `not signed by ${missing.join(', ')}; ${line}${missing.length > 1 ? ' for each' : ''}`;
    return signatures.length === 0 ? `nobody has signed; ${line}` : null;
}
/** The UTC day from which on each of the roles had signed; without roles that of the first signature. */
function signedSince(signatures, signedBy) {
    const firstOf = (some) => some.map(({ date }) => date).sort()[0] ?? '';
    if (signedBy.length === 0)
        return firstOf(signatures);
    return (signedBy
        .map((role) => firstOf(signatures.filter(isOf(role))))
        .sort()
        .at(-1) ?? '');
}
function sectionState(found, signedBy) {
    const [section, second] = found;
    if (section === undefined)
        return unmet(`${CHECKLIST_FILE} has no such heading`);
    if (second !== undefined)
        return unmet(`${CHECKLIST_FILE} has the heading twice, in lines ${section.line} and ${second.line}`);
    const { items, signatures, faults } = section;
    const [fault] = faults;
    if (fault !== undefined)
        return unmet(`line ${fault.line} of ${CHECKLIST_FILE}: ${fault.message}`);
    if (items.length === 0)
        return unmet(`there is no task below line ${section.line} of ${CHECKLIST_FILE}`);
    const open = items.find((item) => !item.done);
    const done = `${items.filter((item) => item.done).length} of ${plural(items.length, 'task')} done`;
    if (open !== undefined)
        return unmet(`${done}; line ${open.line} is open: ${open.text.slice(0, promotion_checklist_MAX_TEXT)}`);
    const missing = unsigned(signatures, signedBy);
    if (missing !== null)
        return unmet(`${done}, and ${missing}`);
    const signed = signatures.map(({ role, name, date }) => `${name} (${role}) on ${date}`.slice(0, promotion_checklist_MAX_TEXT));
    const since = `${signedSince(signatures, signedBy)}T00:00:00Z`;
    return { met: true, since, evidence: `${done}, signed by ${signed.join(', ')}` };
}

;// CONCATENATED MODULE: ./out/build/src/domain/promotion-evidence.js
const GIVEN = /^([A-Za-z0-9._-]{1,64})=(\d{1,7})$/;
/** What people must have done, which is said only when somebody promotes. */
function evidenceConditions(needed) {
    return Object.keys(needed)
        .sort()
        .map((name) => ({
        name: `evidence of ${name}`,
        met: false,
        since: null,
        evidence: `given at promotion: ${name}=${needed[name]} or more`,
    }));
}
/** Whether a condition is met only by what somebody says at the promotion, so that the analyzer cannot know of it. */
function promotion_evidence_isGivenAtPromotion({ name }) {
    return name === 'approvals' || name.startsWith('evidence of ');
}
/**
 * The numbers among the evidence of a request, `qa-cases=12`, each a word of its own: a form on the web has but one line.
 * Of a name that comes twice the greater one.
 */
function numbersIn(evidence) {
    const numbers = new Map();
    for (const word of evidence.flatMap((item) => item.split(/[\s,;]+/))) {
        const [, name, number] = GIVEN.exec(word) ?? [];
        if (name !== undefined)
            numbers.set(name, Math.max(numbers.get(name) ?? 0, Number(number)));
    }
    return numbers;
}
/** What the phase asks for and the request does not say, a sentence each. */
function missingEvidence(phase, given) {
    const needed = phase.promote?.evidence ?? {};
    const numbers = numbersIn(given);
    return Object.keys(needed)
        .sort()
        .flatMap((name) => {
        const least = needed[name] ?? 0;
        const said = numbers.get(name);
        if (said !== undefined && said >= least)
            return [];
        const found = said === undefined ? 'and it is not given' : `and ${said} are given`;
        return [
            `the policy asks for ${least} ${name} to leave ${phase.id}, ${found}; add ${name}=${least} or more to \`evidence\``,
        ];
    });
}

;// CONCATENATED MODULE: ./out/build/src/domain/promotion.js






const MAX_NAMED = 5;
/** Name of the condition that a rollback which is not released keeps unmet. */
const promotion_RELEASED = 'released after the last rollback';
function ms(instant) {
    return (0,time/* parseInstant */.nV)(instant) ?? Number.NaN;
}
/** Whether telemetry came in a window and let every SLO be seen; too few samples are no silence. */
function isHeard({ counts, verdicts }) {
    return counts.accepted > 0 && verdicts.every((verdict) => verdict.status !== 'no-data');
}
/** How late the newest window may be before its verdicts are too old to act on, in milliseconds. */
function freshnessMs(policy) {
    return policy.batchMs + policy.graceMs + policy.maxGapMs;
}
/** What ends a healthy time, in words; null for a window that does not. */
function setbackIn({ verdicts }, without) {
    const violated = verdicts.find(({ status }) => status === 'violation');
    if (violated !== undefined)
        return `the last violation of ${verdictTitle(violated)}`;
    const warned = without === 'warnings' ? verdicts.find(({ status }) => status === 'warn') : undefined;
    return warned === undefined ? null : `the last warning of ${verdictTitle(warned)}`;
}
/** Health after one more window; `began` is when the stint did, where the history reaches back to it. */
function afterWindow(before, judgement, options) {
    const { began, maxGapMs, without } = options;
    const start = ms(judgement.window.start);
    const end = ms(judgement.window.end);
    const setback = setbackIn(judgement, without);
    if (setback !== null)
        return { since: end, because: setback, heardUntil: end, ends: [] };
    if (!isHeard(judgement))
        return before;
    const heardUntil = before?.heardUntil ?? began;
    if (heardUntil === null)
        return { since: start, because: 'the first telemetry', heardUntil: end, ends: [end] };
    if (start - heardUntil > maxGapMs)
        return { since: start, because: 'the end of a silence', heardUntil: end, ends: [end] };
    return {
        since: before?.since ?? heardUntil,
        because: before?.because ?? 'the beginning of the phase',
        heardUntil: end,
        ends: [...(before?.ends ?? []), end],
    };
}
/** Null where telemetry was never heard in this stint. */
function healthOf({ policy, stint, current }, { without }) {
    const newest = current.at(-1);
    const reach = newest === undefined ? 0 : ms(newest.window.end) - retention(policy).outcomesMs;
    const began = stint.since !== null && stint.since >= reach ? stint.since : null;
    const { maxGapMs } = policy;
    return current.reduce((health, judgement) => afterWindow(health, judgement, { began, maxGapMs, without }), null);
}
function batches(count) {
    return `${count} ${count === 1 ? 'batch' : 'batches'}`;
}
function promotion_unmet(name, evidence) {
    return { name, met: false, since: null, evidence };
}
function healthy(options, promote) {
    const { healthyMs, healthyBatches, without } = promote;
    const needed = healthyBatches === null ? (0,time/* formatDuration */.a3)(healthyMs) : batches(healthyBatches);
    const name = `healthy for ${needed}${without === 'warnings' ? ' without a warning' : ''}`;
    const health = healthOf(options, promote);
    const newest = options.current.at(-1);
    if (health === null || newest === undefined)
        return promotion_unmet(name, 'no telemetry has been judged in this phase yet');
    const end = ms(newest.window.end);
    if (end - health.heardUntil > options.policy.maxGapMs)
        return promotion_unmet(name, `no telemetry since ${(0,time/* formatInstant */.r4)(health.heardUntil)}`);
    const lasted = end - health.since;
    const had = healthyBatches === null ? (0,time/* formatDuration */.a3)(lasted) : batches(health.ends.length);
    const evidence = `${had} since ${(0,time/* formatInstant */.r4)(health.since)}, ${health.because}`;
    const since = healthyBatches === null ? health.since + healthyMs : health.ends[healthyBatches - 1];
    if (since === undefined || since > end)
        return promotion_unmet(name, evidence);
    return { name, met: true, since: (0,time/* formatInstant */.r4)(since), evidence };
}
/** Seen, and not beyond the rollback limit: not even in the first of several windows that a violation takes. */
function isWithin({ status, value, rollback, evidence }) {
    if (status === 'no-data' || status === 'insufficient' || status === 'violation' || value === null)
        return false;
    // The rule is met, and only the evidence is not there yet.
    if (evidence !== null)
        return false;
    return rollback === null || !isBeyond(rollback, value);
}
/** End of the first of the newest windows in each of which every SLO was within; null where the newest is not. */
function withinSince(current) {
    const last = current.findLastIndex(({ verdicts }) => !verdicts.every(isWithin));
    return current[last + 1]?.window.end ?? null;
}
function within({ current }) {
    const name = 'every SLO within its rollback limit';
    const newest = current.at(-1);
    if (newest === undefined)
        return promotion_unmet(name, 'no window has been judged in this phase yet');
    const window = `the window that ended ${newest.window.end}`;
    const others = newest.verdicts.filter((verdict) => !isWithin(verdict));
    if (others.length === 0) {
        const evidence = `${newest.verdicts.length} of ${newest.verdicts.length} in ${window}`;
        return { name, met: true, since: withinSince(current), evidence };
    }
    const named = others.slice(0, MAX_NAMED).map((verdict) => `${verdictTitle(verdict)}: ${verdict.reason}`);
    const more = others.length > MAX_NAMED ? [`${others.length - MAX_NAMED} more`] : [];
    return promotion_unmet(name, `${[...named, ...more].join('; ')}, in ${window}`);
}
function fresh({ policy, newestEnd, now }) {
    const name = 'fresh data';
    if (newestEnd === null)
        return promotion_unmet(name, 'there are no batches');
    const met = newestEnd >= now - freshnessMs(policy);
    const said = `the newest window ended ${(0,time/* formatInstant */.r4)(newestEnd)}`;
    const since = met ? (0,time/* formatInstant */.r4)(newestEnd) : null;
    return { name, met, since, evidence: met ? said : `${said}, ${(0,time/* formatDuration */.a3)(now - newestEnd)} ago` };
}
/** Stated only after a rollback: nothing is promoted before its release. */
function released(held) {
    if (held === null)
        return [];
    const { seq, from, at, until } = held;
    return [
        promotion_unmet(promotion_RELEASED, `entry ${seq} rolled back from ${from} at ${at}; it stabilises until ${until} at least`),
    ];
}
/** What a promotion out of the phase needs, each condition with its evidence; nothing where the policy names none. */
function judgePromotion(options) {
    const { promote } = options.phase;
    if (promote === null)
        return { conditions: [], ready: false };
    const seen = [
        ...released(options.held),
        healthy(options, promote),
        within(options),
        fresh(options),
        ...checklistConditions(promote.checklist, options.checklist),
    ];
    const approvals = promotion_unmet('approvals', `given at promotion: ${promote.approvals.join(', ')}`);
    return {
        conditions: [
            ...seen,
            ...evidenceConditions(promote.evidence),
            ...(promote.approvals.length === 0 ? [] : [approvals]),
        ],
        ready: seen.every((condition) => condition.met),
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/answer.js




/** Why there is nothing to go by; null where the newest window of the phase was heard in time. */
function answer_silence({ policy, phase, current, newestEnd, now }) {
    if (newestEnd === null)
        return 'no telemetry: there are no batches yet';
    if (newestEnd < now - freshnessMs(policy)) {
        return `no telemetry: the newest batch is of the window that ended ${(0,time/* formatInstant */.r4)(newestEnd)}, ${(0,time/* formatDuration */.a3)(now - newestEnd)} ago`;
    }
    const newest = current.at(-1);
    if (newest === undefined)
        return `no window has been judged in ${phase.id} yet`;
    if (newest.counts.accepted > 0)
        return null;
    const heard = current.findLast(isHeard);
    return `no telemetry ${heard === undefined ? `in ${phase.id} yet` : `since ${heard.window.end}`}`;
}
function holdReason(options, promotion) {
    const { policy, phase, current } = options;
    const { previous, next } = neighbours(policy, phase.id);
    const newest = current.at(-1);
    const violated = newest?.verdicts.some((verdict) => verdict.status === 'violation') === true;
    if (newest !== undefined && violated && previous === null) {
        return `${violationText(newest)}; ${phase.id} is the first phase, so there is nothing to roll back to`;
    }
    const silent = answer_silence(options);
    if (silent !== null)
        return silent;
    if (next === null)
        return `${phase.id} is the last phase`;
    if (phase.promote === null)
        return `the policy names nothing that a promotion out of ${phase.id} needs`;
    const [unmet] = promotion.conditions.filter((condition) => !condition.met);
    return unmet === undefined ? 'nothing is due' : `not yet ${unmet.name}: ${unmet.evidence}`;
}
/**
 * The gate of a tick: a rollback that is due goes first, then a promotion, else it holds.
 *
 * On a ledger that was rewritten nothing is due: it is not known which phase is on, so a rollback might lead to the wrong
 * one, and its entry would make the rewritten ledger look like the record. A person can still roll back.
 */
function answer(options) {
    const { policy, phase, current } = options;
    const { previous, next } = neighbours(policy, phase.id);
    const promotion = judgePromotion(options);
    const { conditions } = promotion;
    if (options.integrity !== null)
        return { gate: 'hold', target: null, reason: options.integrity.message, promotion: conditions };
    const cause = rollbackCause(policy.rollback, current);
    if (cause !== null && previous !== null) {
        return { gate: 'rollback', target: previous.id, reason: violationText(cause), promotion: conditions };
    }
    if (promotion.ready && next !== null) {
        const reason = `every condition that the analyzer can see is met for ${next.id}`;
        return { gate: 'promote', target: next.id, reason, promotion: conditions };
    }
    return { gate: 'hold', target: null, reason: holdReason(options, promotion), promotion: conditions };
}

;// CONCATENATED MODULE: ./out/build/src/domain/ledger-entry.js


const ledger_entry_LEDGER_SCHEMA = 'phasegate.ledger/1';
/** What the first entry and the first audit line are linked to. */
const ledger_entry_GENESIS = '0'.repeat(64);
/** SHA-256 over an entry's canonical JSON without its `hash`. */
function ledger_entry_entryHash(entry) {
    return digest_sha256(canonical_json_canonicalJson({ ...entry, hash: undefined }));
}

;// CONCATENATED MODULE: ./out/build/src/domain/ledger-render.js
/** Part of the canonical form: a file without it was changed by hand. */
const HEADER = [
    '# Phase ledger: every promotion, rollback and release of this rollout, oldest first. The last entry says which phase is on.',
    '# Written by Phasegate; do not edit. Each entry holds the hash of what came before it, so any change is found.',
    '# To undo a decision, make a new one. To repair this file, take it from the last good commit of this branch.',
];
/** Order and kind of an entry's fields in the file. */
const FIELDS = [
    ['seq', 'number'],
    ['at', 'text'],
    ['action', 'text'],
    ['from', 'text'],
    ['to', 'text'],
    ['executor', 'text'],
    ['reason', 'text'],
    ['evidence', 'list'],
    ['approvals', 'approvals'],
    ['trigger', 'text or null'],
    ['until', 'text or null'],
    ['forced', 'values'],
    ['request', 'text or null'],
    ['files', 'map'],
    ['policy', 'text'],
    ['previous', 'text'],
    ['hash', 'text'],
];
const FIRST_INDENT = '  - ';
const INDENT = '    ';
// YAML allows some of these only as escapes; the others reorder or hide what a reader of the file sees.
const ESCAPED = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g;
/** A JSON string, which is a double-quoted YAML scalar too. */
function quote(text) {
    return JSON.stringify(text).replace(ESCAPED, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
/** A JSON scalar, which is a YAML one too. */
function scalar(value) {
    return typeof value === 'string' ? quote(value) : String(value);
}
/** On one line, as a flow mapping. */
function approval({ by, role, source }) {
    return `{"by": ${quote(by)}, "role": ${quote(role)}, "source": ${quote(source)}}`;
}
function list(key, items) {
    return items.length === 0 ? [`${key}: []`] : [`${key}:`, ...items.map((item) => `  - ${item}`)];
}
function map(key, value) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return members.length === 0
        ? [`${key}: {}`]
        : [`${key}:`, ...members.map(([name, one]) => `  ${quote(name)}: ${scalar(one)}`)];
}
function renderField(key, entry) {
    switch (key) {
        case 'evidence':
            return list(key, entry.evidence.map(quote));
        case 'approvals':
            return list(key, entry.approvals.map(approval));
        case 'forced':
        case 'files':
            return map(key, entry[key]);
        default:
            return [`${key}: ${scalar(entry[key])}`];
    }
}
function renderEntry(entry) {
    const lines = FIELDS.flatMap(([key]) => renderField(key, entry));
    return lines.map((line, i) => (i === 0 ? FIRST_INDENT : INDENT) + line);
}
/** The ledger as block-style YAML: one text for one ledger. */
function ledger_render_renderLedger(ledger) {
    return [
        ...HEADER,
        `schema: ${quote(ledger.schema)}`,
        `rollout: ${quote(ledger.rollout)}`,
        ledger.entries.length === 0 ? 'entries: []' : 'entries:',
        ...ledger.entries.flatMap(renderEntry),
        '',
    ].join('\n');
}

;// CONCATENATED MODULE: ./out/build/src/domain/raw-values.js

/**
 * Reading a document that may be wrong: each function gives the value where it is what is asked for, else null,
 * so that a rule judges what is right and passes over what has been reported already.
 */
function raw_values_recordOf(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? value
        : null;
}
function raw_values_member(value, key) {
    const record = raw_values_recordOf(value);
    return record !== null && Object.hasOwn(record, key) ? record[key] : undefined;
}
function raw_values_textOf(value) {
    return typeof value === 'string' ? value : null;
}
function numberOf(value) {
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
/** The items of a list; none of what is no list. */
function raw_values_itemsOf(value) {
    return Array.isArray(value) ? value : [];
}
/** Milliseconds; the fallback where nothing is written, null where what is written is no duration. */
function durationOf(value, fallbackMs) {
    if (value === undefined)
        return fallbackMs;
    return typeof value === 'string' ? (0,time/* parseDuration */.E9)(value) : null;
}

;// CONCATENATED MODULE: ./out/build/src/domain/ledger-reader.js



/** Stops the reading at the line that is not in the canonical form. */
class Unreadable extends Error {
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
        throw new Unreadable(line, `a quoted text behind \`${prefix.trim()}\``);
    }
    number(prefix) {
        const line = this.line;
        const value = this.take(prefix);
        if (!/^\d{1,9}$/.test(value))
            throw new Unreadable(line, `a whole number behind \`${prefix.trim()}\``);
        return Number(value);
    }
    fail(expected) {
        throw new Unreadable(this.line, expected);
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
    const { by, role, source } = (raw_values_recordOf(value) ?? {});
    const isApproval = typeof by === 'string' &&
        typeof role === 'string' &&
        (source === 'environment' || source === 'input') &&
        Object.keys(value).length === 3;
    if (isApproval)
        return { by, role, source };
    throw new Unreadable(line, 'an approval such as {"by": "octocat", "role": "qa", "source": "environment"}');
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
        const [member] = Object.entries(raw_values_recordOf(parsed(`{${reader.take(start)}}`)) ?? {});
        const value = member?.[1];
        if (member === undefined || !['string', 'number', 'boolean'].includes(typeof value))
            throw new Unreadable(line, 'a flag with its value, such as "search.engine": "old"');
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
function readLedgerText(text) {
    const reader = new LineReader(text);
    HEADER.forEach((line) => reader.exact(line));
    const schema = reader.line;
    if (reader.text('schema: ') !== ledger_entry_LEDGER_SCHEMA)
        throw new Unreadable(schema, `the schema ${ledger_entry_LEDGER_SCHEMA}`);
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
    return { ledger: { schema: ledger_entry_LEDGER_SCHEMA, rollout, entries }, lines };
}

;// CONCATENATED MODULE: ./out/build/src/domain/ledger-inspect.js




/** Schema of a newer version, told by its number alone: its form is not known here. */
function newerSchema(text) {
    const schema = /^schema: "(phasegate\.ledger\/(\d{1,6}))"$/m.exec(text);
    return schema !== null && Number(schema[2]) > Number(ledger_entry_LEDGER_SCHEMA.split('/')[1])
        ? (schema[1] ?? null)
        : null;
}
/** What is wrong with the action and what belongs to it, one after the other. */
function problemsOfAction(entry, before) {
    const { action, from, to, until, forced } = entry;
    if (!['promote', 'rollback', 'release'].includes(action))
        return ['its `action` is none of promote, rollback and release'];
    const at = (0,time/* parseInstant */.nV)(entry.at) ?? 0;
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
            until === null || (isInstant(until) && ((0,time/* parseInstant */.nV)(until) ?? 0) > at),
            'its `until` is no UTC time behind its `at`',
        ],
        [until !== null || Object.keys(forced).length === 0, 'it forces flags without an `until`'],
    ];
    return checks.filter(([holds]) => !holds).map(([, message]) => message);
}
function isInstant(text) {
    const ms = (0,time/* parseInstant */.nV)(text);
    return ms !== null && (0,time/* formatInstant */.r4)(ms) === text;
}
/** What is wrong with one entry by itself and as the successor of the one before it. */
function problemsOfEntry(entry, index, before) {
    const at = (0,time/* parseInstant */.nV)(entry.at);
    const checks = [
        [
            entry.seq === index + 1,
            `its seq is ${entry.seq}, and ${index + 1} comes here: an entry is missing or was moved`,
        ],
        [isInstant(entry.at), 'its `at` is no UTC time such as 2026-03-02T14:15:00Z'],
        [
            before === undefined || (at ?? 0) >= ((0,time/* parseInstant */.nV)(before.at) ?? 0),
            'it is older than the entry before it',
        ],
        [
            before === undefined || before.to === entry.from,
            `it starts from ${entry.from}, and the entry before it ends at ${before?.to}`,
        ],
        [index > 0 || entry.previous === ledger_entry_GENESIS, 'its `previous` must be 64 zeros in the first entry'],
        [
            ledger_entry_entryHash(entry) === entry.hash,
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
function inspectLedger(text) {
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
        const canonical = ledger_render_renderLedger(ledger);
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
        throw new domain_fault/* PhasegateError */.h('newer-state', `${file} has the schema ${newer}, newer than this version knows; use a newer Phasegate`);
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
    throw new domain_fault/* PhasegateError */.h('bad-ledger', `${file} was changed by hand or cut off: ${list}. Take the file as it was in the last good commit of the governance branch (git log -p -- ${file}); to undo a decision, make a new one`, { faults });
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
    throw new domain_fault/* PhasegateError */.h('bad-ledger', `${file} on branch ${policy.governance.branch} is the ledger of rollout ${JSON.stringify(ledger.rollout)}, and the policy is that of ${JSON.stringify(policy.rollout)}; give this rollout a governance folder or branch of its own in the policy`);
}
function firstPhase(policy) {
    const first = policy.phases[0];
    if (first === undefined)
        throw new domain_fault/* PhasegateError */.h('bad-policy', 'the policy has no phases; name at least one');
    return first.id;
}
/** The phase that is on now, and since when it is (ms since the epoch; null before the first entry). */
function ledger_currentPhase(policy, ledger) {
    const last = ledger?.entries.findLast(({ action }) => action !== 'release');
    return last === undefined
        ? { phase: firstPhase(policy), since: null }
        : { phase: last.to, since: (0,time/* parseInstant */.nV)(last.at) };
}
/** The phase that was on at an instant (ms since the epoch): that of the last entry at or before it, else the first. */
function phaseAt(policy, ledger, ms) {
    const last = ledger?.entries.findLast((entry) => ((0,time/* parseInstant */.nV)(entry.at) ?? Infinity) <= ms);
    return last?.to ?? firstPhase(policy);
}
/** The policy's phase of that id. @throws PhasegateError `bad-policy` when the policy no longer has the ledger's phase. */
function requirePhase(policy, id) {
    const phase = findPhase(policy, id);
    if (phase !== undefined)
        return phase;
    const known = policy.phases.map((one) => one.id).join(', ');
    throw new domain_fault/* PhasegateError */.h('bad-policy', `the ledger says that phase ${JSON.stringify(id)} is on, and the policy has no such phase (it has ${known}); put the phase back into the policy until the rollout has left it`);
}

;// CONCATENATED MODULE: ./out/build/src/domain/stint.js


function changesFlags(entry, before) {
    return entry.action !== 'release' || Object.keys(before?.forced ?? {}).length > 0;
}
/** The stint that an instant (ms since the epoch) belongs to. A forced phase is one stint without beginning or end. */
function stintAt(options) {
    const { policy, ledger, forcedPhase, at } = options;
    if (forcedPhase !== null)
        return { phase: forcedPhase, since: null, entry: null, key: 'forced' };
    const phase = phaseAt(policy, ledger, at);
    const entries = ledger?.entries ?? [];
    const entry = entries.findLast((one, i) => ((0,time/* parseInstant */.nV)(one.at) ?? Infinity) <= at && changesFlags(one, entries[i - 1])) ?? null;
    return { phase, since: entry === null ? null : (0,time/* parseInstant */.nV)(entry.at), entry, key: entry?.hash ?? 'start' };
}

;// CONCATENATED MODULE: ./out/build/src/domain/earlier-stints.js


/** The batches by the stint that was on when their window ended; those of a phase that was not on are left out. */
function byStint(batches, context) {
    const groups = new Map();
    for (const batch of batches) {
        // A window is half-open: one that ends with the switch was before it.
        const stint = stintAt({ ...context, at: batch.window.end - 1 });
        if (batch.header.phase !== stint.phase)
            continue;
        const group = groups.get(stint.key) ?? { stint, batches: [] };
        group.batches.push(batch);
        groups.set(stint.key, group);
    }
    return [...groups.values()];
}
function earlier_stints_began({ since }) {
    return since ?? -Infinity;
}
/** A reader of earlier stints; it sorts the batches (of any phase, oldest first) when it is first asked. */
function earlierStints(options) {
    let groups = null;
    const known = new Map();
    return (stint, sli) => {
        groups ??= byStint(options.batches, options);
        const all = known.get(sli.id) ??
            groups.map((group) => ({ stint: group.stint, series: seriesOf(options.policy, sli, group.batches) }));
        known.set(sli.id, all);
        return all.filter((one) => earlier_stints_began(one.stint) < earlier_stints_began(stint));
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/held-rollback.js

/** The rollback whose stabilising time goes on; null where there is none. Nothing but a rollback or a release may follow it. */
function held_rollback_heldRollback(ledger) {
    const last = ledger?.entries.at(-1);
    return last === undefined || last.until === null ? null : { ...last, until: last.until };
}
/** When the stabilising time is over at the earliest, ms since the epoch. */
function heldUntil({ until }) {
    return (0,time/* parseInstant */.nV)(until) ?? Infinity;
}
/** Whether an instant (ms since the epoch) is before the rollback's time is over, in words; null where it is over. */
function held_rollback_notYetOver(held, now) {
    const left = heldUntil(held) - now;
    return left > 0 ? `it lasts until ${held.until}, ${(0,time/* formatDuration */.a3)(left)} from now` : null;
}

;// CONCATENATED MODULE: ./out/build/src/domain/history-file.js




const HISTORY_SCHEMA = 'phasegate.history/1';
const ANY_VERSION = /^phasegate\.history\/\d{1,9}$/;
/** A history as its file holds it: the digest is of the history as canonical JSON, and proves that no byte changed. */
function renderHistory(history) {
    const body = canonical_json_canonicalJson(history);
    const digest = digest_sha256(body);
    return { text: `${head(digest)}${body}${TAIL}`, digest };
}
const TAIL = `,"schema":${JSON.stringify(HISTORY_SCHEMA)}}\n`;
function head(digest) {
    return `{"digest":${JSON.stringify(digest)},"history":`;
}
function history_file_parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return null;
    }
}
/**
 * The history in a file's text (null: there is none yet). One that is damaged, or of another rollout, begins anew and says
 * so; nothing is lost for good, since batches bring it back.
 *
 * @throws PhasegateError `newer-state` where a newer version wrote it: then it must not be overwritten.
 */
function readHistory(text, rollout, file) {
    const empty = emptyHistory(rollout);
    if (text === null)
        return { history: empty, fault: null };
    const value = history_file_parse(text);
    const schema = value?.schema;
    if (typeof schema === 'string' && schema !== HISTORY_SCHEMA && ANY_VERSION.test(schema)) {
        throw new domain_fault/* PhasegateError */.h('newer-state', `${file} has the format ${schema}, and this version knows ${HISTORY_SCHEMA}; use the newer version, or another state folder`);
    }
    const digest = typeof value?.digest === 'string' ? value.digest : '';
    const intact = text.startsWith(head(digest)) && text.endsWith(TAIL);
    const body = intact ? text.slice(head(digest).length, -TAIL.length) : '';
    if (value?.history === undefined || digest_sha256(body) !== digest) {
        return { history: empty, fault: `${file} is damaged; the history begins anew with the batches at hand` };
    }
    if (value.history.rollout !== rollout) {
        const other = JSON.stringify(value.history.rollout);
        return { history: empty, fault: `${file} is of the rollout ${other}; the history begins anew` };
    }
    // Earlier versions kept no mark of the ledger.
    return { history: { ...value.history, ledger: value.history.ledger ?? null }, fault: null };
}

;// CONCATENATED MODULE: ./out/build/src/domain/ledger-integrity.js

/** What is remembered of a ledger: its last entry; null before the first. */
function markOf(ledger, { head, policy }) {
    const last = ledger?.entries.at(-1);
    if (last === undefined)
        return null;
    return { seq: last.seq, hash: last.hash, head, trust: policy.trust };
}
function ledger_integrity_holds(ledger, { seq, hash }) {
    return ledger?.entries[seq - 1]?.hash === hash;
}
/** Whether the policy was told since to trust this very ledger: one that holds the entry of that hash, or an empty one. */
function isTrusted(policy, seen, ledger) {
    const { trust } = policy;
    if (trust === null || trust === seen.trust)
        return false;
    const entries = ledger?.entries ?? [];
    return trust === ledger_entry_GENESIS ? entries.length === 0 : entries.some(({ hash }) => hash === trust);
}
function ledger_integrity_short(id) {
    return id === null ? 'no commit' : id.slice(0, 12);
}
/**
 * Whether a ledger goes on from the one that was seen before. Decisions are only ever added, so the last entry that was
 * seen must still be there; where it is not, the branch was set back or replaced by force, or the file was made anew.
 * Null: it does, or none was seen.
 */
function integrityOf(options) {
    const { policy, seen, ledger, head } = options;
    if (seen === null || ledger_integrity_holds(ledger, seen) || isTrusted(policy, seen, ledger))
        return null;
    const { branch } = policy.governance;
    const last = ledger?.entries.at(-1) ?? null;
    const now = last === null ? 'it has no entry' : `its last entry is ${last.seq} (${ledger_integrity_short(last.hash)})`;
    const back = seen.head === null
        ? `Take branch ${branch} from a clone that still has entry ${seen.seq}`
        : `Put the branch back, from a clone that still has the commit: git push --force-with-lease origin ${seen.head}:refs/heads/${branch}`;
    return {
        message: `the ledger was rewritten: it had entry ${seen.seq} (${ledger_integrity_short(seen.hash)}) at ${ledger_integrity_short(seen.head)}, and ${now} at ${ledger_integrity_short(head)}`,
        repair: `${back}; if the change was meant, say so in the policy: governance: { trust: ${last?.hash ?? ledger_entry_GENESIS} }`,
        seen,
        found: { entries: ledger?.entries.length ?? 0, head },
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-change.js
const NOTE = 'judged anew by the changed policy';
function noted(verdict) {
    return verdict.streak > 0 ? { ...verdict, reason: `${verdict.reason}; ${NOTE}` } : verdict;
}
/**
 * Says of a judgement that its streaks were judged under another policy before. Only what a tick tells carries it: the
 * history is the same whichever tick the policy changed in.
 */
function withPolicyChange(judgement) {
    return { ...judgement, verdicts: judgement.verdicts.map(noted) };
}
/** Whether any window of a stint was judged under another policy than the one of that digest. */
function wasJudgedOtherwise(outcomes, { stint, policy }) {
    return outcomes.some((outcome) => outcome.stint === stint && outcome.policy !== policy);
}

;// CONCATENATED MODULE: ./out/build/src/domain/stabilising.js




/** What speaks against the SLOs being back; null where they are. Too few samples are no sign of illness, silence is no sign of health. */
function whyNotBack({ policy, current, newestEnd, now }, lastsMs) {
    const newest = current.at(-1);
    if (newest === undefined || newestEnd === null)
        return 'no window has been judged since the rollback';
    if (newestEnd < now - freshnessMs(policy))
        return `there has been no telemetry since ${(0,time/* formatInstant */.r4)(newestEnd)}`;
    if (newest.counts.accepted === 0)
        return `there was no telemetry in the window that ended ${newest.window.end}`;
    const from = ((0,time/* parseInstant */.nV)(newest.window.end) ?? 0) - lastsMs;
    for (const { window, verdicts } of [...current].reverse()) {
        if (window !== newest.window && ((0,time/* parseInstant */.nV)(window.end) ?? 0) <= from)
            break;
        // Evidence is only asked for where the rule is met.
        const ill = verdicts.find(({ status, evidence }) => status === 'violation' || evidence !== null);
        if (ill !== undefined)
            return `${verdictTitle(ill)}: ${ill.reason}, in the window that ended ${window.end}`;
    }
    return null;
}
/**
 * How far a rollback's stabilising time is; null where none goes on. It is to be released once its time is over, and in the
 * windows of as long a time no SLO was violated and no rollback limit's rule was met.
 */
function judgeStabilising(options) {
    const held = held_rollback_heldRollback(options.ledger);
    if (held === null)
        return null;
    const lastsMs = heldUntil(held) - ((0,time/* parseInstant */.nV)(held.at) ?? 0);
    const ill = whyNotBack(options, lastsMs);
    const early = held_rollback_notYetOver(held, options.now);
    const back = ill === null;
    const due = back && early === null && options.gate !== 'rollback' && options.isTrusted;
    const lasted = `every SLO was kept in the windows of the last ${(0,time/* formatDuration */.a3)(lastsMs)}`;
    return {
        entry: held.seq,
        since: held.at,
        until: held.until,
        flags: held.forced,
        back,
        due,
        reason: [...(early === null ? [] : [early]), ill ?? lasted].join('; '),
    };
}
/** Whether the rollback shows: while one is called for or not released, and until a window has closed behind the release. */
function isRollbackActive(options) {
    const { gate, ledger, newestEnd } = options;
    if (gate === 'rollback' || held_rollback_heldRollback(ledger) !== null)
        return true;
    const last = ledger?.entries.at(-1);
    if (last?.action !== 'release')
        return false;
    return newestEnd === null || newestEnd <= ((0,time/* parseInstant */.nV)(last.at) ?? 0);
}
/** What the pipeline does by itself after a tick; null: nothing. */
function dueOf(analysis) {
    if (analysis.gate === 'rollback' && analysis.rollback === 'automatic')
        return 'rollback';
    return analysis.stabilising?.due === true ? 'release' : null;
}

;// CONCATENATED MODULE: ./out/build/src/domain/version.js
/** Version of Phasegate that is written into every analysis: that of package.json. */
const VERSION = '0.1.0';

;// CONCATENATED MODULE: ./out/build/src/domain/analyse.js


















/** The windows that batches have closed, oldest first; of several that end together, the longest. */
function closedWindows(batches) {
    const byEnd = new Map();
    for (const { window } of batches) {
        const known = byEnd.get(window.end);
        byEnd.set(window.end, { start: Math.min(window.start, known?.start ?? window.start), end: window.end });
    }
    return [...byEnd.values()].sort((a, b) => a.end - b.end);
}
/** Each stint's data, read once. */
function stintReader(options, batches) {
    const { policy } = options;
    const earlier = earlierStints({ ...options, batches });
    const known = new Map();
    return (stint) => {
        const before = known.get(stint.key);
        if (before !== undefined)
            return before;
        const phase = findPhase(policy, stint.phase);
        // A phase that the policy has dropped since cannot be judged any more; the current one is required to be there.
        const data = phase === undefined ? null : readStint(policy, phase, stint, batches, earlier);
        known.set(stint.key, data);
        return data;
    };
}
/** Judges every window that was not, or was in another stint, or under another policy in the current stint. */
function judgeAll(options, history, current) {
    const { policy } = options;
    const batches = history.batches.map(timed);
    const oldest = (batches.at(-1)?.window.end ?? 0) - retention(policy).outcomesMs;
    const dataOf = stintReader(options, batches);
    const before = new Set(options.history.outcomes.map(outcomeEnd));
    const delivered = new Set(options.incoming.map(({ header }) => timed(header).window.end));
    const cached = new Map(history.outcomes.map((outcome) => [outcomeEnd(outcome), outcome]));
    const outcomes = [];
    const fresh = [];
    for (const window of closedWindows(batches)) {
        if (window.end <= oldest)
            continue;
        const stint = stintAt({ ...options, at: window.end });
        const known = cached.get(window.end);
        const holds = known?.stint === stint.key && (known.policy === policy.digest || stint.key !== current.key);
        const isFresh = !before.has(window.end) || delivered.has(window.end);
        if (holds)
            outcomes.push(known);
        if (holds && !isFresh)
            continue;
        const data = dataOf(stint);
        if (data === null)
            continue;
        const judgement = holds ? known.judgement : judgeWindow(policy, data, window);
        if (!holds)
            outcomes.push({ judgement, policy: policy.digest, stint: stint.key });
        if (isFresh)
            fresh.push({ judgement, data });
    }
    return { outcomes, fresh };
}
function alertsOfTick(policy, { outcomes, fresh }) {
    return fresh.flatMap(({ judgement, data }) => {
        const stint = outcomes.filter((outcome) => outcome.stint === data.stint.key).map((one) => one.judgement);
        return alertsOf({ policy, data, judgement, earlier: stint.slice(0, stint.indexOf(judgement)) });
    });
}
/**
 * One tick of the analyzer: the history with the new batches, every window that is due judged in order, and the gate.
 *
 * Pure. The history depends on the batches, the ledger and the policy alone, not on how many ticks brought them, so that
 * twenty missed ticks and then one end as twenty on time.
 *
 * @throws PhasegateError `bad-policy` where the policy does not have the phase that is on.
 */
function judgeTick(options) {
    const { policy, ledger, head, now, forcedPhase } = options;
    const { history, contradictions } = addBatches(options.history, options.incoming, policy);
    const stint = stintAt({ policy, ledger, forcedPhase, at: Infinity });
    const phase = requirePhase(policy, stint.phase);
    const judged = judgeAll(options, history, stint);
    const { outcomes } = judged;
    const changed = wasJudgedOtherwise(options.history.outcomes, { stint: stint.key, policy: policy.digest });
    const told = (judgement) => (changed ? withPolicyChange(judgement) : judgement);
    const current = outcomes
        .filter((outcome) => outcome.stint === stint.key)
        .map((outcome) => told(outcome.judgement));
    const lastBatch = history.batches.at(-1);
    const newestEnd = lastBatch === undefined ? null : timed(lastBatch).window.end;
    const newestOutcome = outcomes.at(-1);
    const recentFrom = newestOutcome === undefined ? 0 : outcomeEnd(newestOutcome) - time/* DAY */.d_;
    const { previous, next } = neighbours(policy, phase.id);
    const seen = options.history.ledger;
    const integrity = integrityOf({ policy, seen, ledger, head });
    // A phase that was named is judged whatever the ledger says.
    const decided = forcedPhase === null ? ledger : null;
    const checklist = options.checklist ?? null;
    const held = held_rollback_heldRollback(decided);
    const said = answer({ policy, phase, stint, current, newestEnd, now, checklist, held, integrity });
    const { gate } = said;
    const trusted = integrity === null;
    const analysis = {
        schema: ANALYSIS_SCHEMA,
        rollout: policy.rollout,
        phase: phase.id,
        since: stint.since === null ? null : (0,time/* formatInstant */.r4)(stint.since),
        previous: previous?.id ?? null,
        next: next?.id ?? null,
        ...said,
        rollback: policy.rollback,
        governance: { head, entries: ledger?.entries.length ?? 0 },
        integrity,
        stabilising: judgeStabilising({
            policy,
            ledger: decided,
            current,
            newestEnd,
            gate,
            isTrusted: trusted,
            now,
        }),
        rollbackActive: isRollbackActive({ gate, ledger: decided, newestEnd }),
        window: current.at(-1)?.window ?? null,
        verdicts: current.at(-1)?.verdicts ?? [],
        judged: judged.fresh.map(({ judgement, data }) => data.stint.key === stint.key ? told(judgement) : judgement),
        recent: outcomes.filter((one) => outcomeEnd(one) > recentFrom).map((one) => one.judgement),
        alerts: alertsOfTick(policy, judged),
        now: (0,time/* formatInstant */.r4)(now),
    };
    // What was seen stays so until the ledger holds it again, or the policy says that it may be gone.
    const mark = trusted ? markOf(ledger, { head, policy }) : seen;
    return { analysis, history: { ...history, outcomes, ledger: mark }, contradictions };
}
/** As {@link judgeTick}, with the history as its file holds it and the digests of what the analysis was made from. */
function analyse(options) {
    const { analysis, history, contradictions } = judgeTick(options);
    const file = renderHistory(history);
    const digests = {
        policy: options.policy.digest,
        history: file.digest,
        batches: batchesDigest(history.batches),
        checklist: options.checklist == null ? null : digest_sha256(options.checklist),
        code: VERSION,
    };
    return { analysis: { ...analysis, digests }, history: file, contradictions };
}

;// CONCATENATED MODULE: ./out/build/src/domain/replay-analysis.js





function replay_analysis_ms(instant) {
    return (0,time/* parseInstant */.nV)(instant) ?? Number.NaN;
}
/** When the batch's window ended, ms since the epoch. */
function endOf({ header }) {
    return timed(header).window.end;
}
/** The history that an analysis leaves. */
function historyAfter({ history }, rollout) {
    return readHistory(history.text, rollout, 'history').history;
}
/** The end of the newest window that the analysis had judged; without any, before all time. Milliseconds since the epoch. */
function newestEnd({ recent }) {
    const newest = recent.at(-1);
    return newest === undefined ? -Infinity : replay_analysis_ms(newest.window.end);
}
/** A phase that is on since a decision is not on from the beginning, unless the tick was told to judge it so. */
function forcedPhase(analysis, ledger) {
    return analysis.since === null && ledger.entries.length > 0 ? analysis.phase : null;
}
/** The history as it was when another policy had judged it before: then a tick says so, and nothing else says when it was. */
function judgedOtherwise(history, stint) {
    const outcomes = history.outcomes.map((one) => (one.stint === stint ? { ...one, policy: '' } : one));
    return { ...history, outcomes };
}
/**
 * Makes an analysis again. The tick had brought the windows that it says it judged; all others were known before it, and
 * were judged by earlier ticks. `isPolicyNew`: whether those ticks had another policy in the phase that is on.
 */
function remake(inputs, isPolicyNew) {
    const { analysis, policy, ledger, checklist, batches, progress } = inputs;
    const until = newestEnd(analysis);
    const fresh = new Set(analysis.judged.map(({ window }) => replay_analysis_ms(window.end)));
    const earlier = batches.filter((batch) => endOf(batch) > progress.until && endOf(batch) <= until && !fresh.has(endOf(batch)));
    const common = {
        policy,
        ledger,
        checklist,
        head: analysis.governance.head,
        now: replay_analysis_ms(analysis.now),
        forcedPhase: forcedPhase(analysis, ledger),
    };
    // What an earlier decision saw of the ledger was on the record then; only what the analysis itself complained of is told again.
    const unmarked = { ...progress.history, ledger: null };
    const known = historyAfter(analyse({ ...common, history: unmarked, incoming: earlier }), policy.rollout);
    const before = { ...known, ledger: analysis.integrity?.seen ?? known.ledger };
    const stint = stintAt({ ...common, at: Infinity });
    return analyse({
        ...common,
        history: isPolicyNew ? judgedOtherwise(before, stint.key) : before,
        incoming: batches.filter((batch) => fresh.has(endOf(batch))),
    });
}

;// CONCATENATED MODULE: ./out/build/src/domain/replay-batches.js




/** Digits count as numbers, so that what run 9 left comes before what run 10 left. */
function byRunAndPath(a, b) {
    const pad = (file) => file.replaceAll(/\d+/g, (digits) => digits.padStart(20, '0'));
    const [left, right] = [pad(a.file), pad(b.file)];
    if (left !== right)
        return left < right ? -1 : 1;
    return a.file < b.file ? -1 : a.file > b.file ? 1 : 0;
}
/** Batches by the end of their window, oldest first; identical copies are one. */
function distinctBatches(batches) {
    const known = new Map();
    for (const batch of [...batches].sort(byRunAndPath)) {
        const key = canonical_json_canonicalJson(batch.header);
        if (!known.has(key))
            known.set(key, batch);
    }
    const ends = new Map([...known.values()].map((batch) => [batch, timed(batch.header).window.end]));
    return [...ends].sort(([, a], [, b]) => a - b).map(([batch]) => batch);
}
function eventsOf(lines) {
    return lines.map((line) => JSON.parse(line));
}
/** A batch as another policy would have summed it up, from the events that it keeps; as it is where it keeps none. */
function summedUpBy(policy, header, eventLines) {
    if (header.events === 0)
        return header;
    return { ...header, summaries: summarise(policy.slis, eventsOf(eventLines)) };
}
/**
 * What does not fit in a batch that keeps its events: the digest covers the events and not the header, so the header's
 * figures are summed up again under each policy at hand. Null where one of them gives the same, or no events are kept.
 */
function figuresFault(header, eventLines, policies) {
    if (eventLines.length === 0)
        return null;
    const { accepted } = header.counts;
    if (accepted !== eventLines.length)
        return `it says ${accepted} accepted events, and ${eventLines.length} follow`;
    const events = eventsOf(eventLines);
    const said = canonical_json_canonicalJson(header.summaries);
    const fits = policies.some(({ slis }) => canonical_json_canonicalJson(summarise(slis, events)) === said);
    return fits ? null : 'its figures are not those of its events under any policy at hand';
}
/**
 * Silences in a row of batches (oldest first) between two instants, each as `from to`: windows whose batch is not there.
 * `from` and `to` are ms since the epoch.
 */
function gaps(batches, range) {
    const windows = batches
        .map((header) => timed(header).window)
        .filter(({ start, end }) => start >= range.from && end <= range.to);
    return windows.flatMap(({ start }, i) => {
        const before = windows[i - 1]?.end ?? start;
        return start > before ? [`${(0,time/* formatInstant */.r4)(before)} to ${(0,time/* formatInstant */.r4)(start)}`] : [];
    });
}

;// CONCATENATED MODULE: ./out/build/src/domain/replay-difference.js

function isMembers(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function replay_difference_text(value) {
    return value === undefined ? null : canonical_json_canonicalJson(value);
}
/** Members are compared in the order of their names, lists by position; null where the values are the same. */
function replay_difference_firstDifference(recorded, made, path = '') {
    if (Array.isArray(recorded) && Array.isArray(made)) {
        for (let i = 0; i < Math.max(recorded.length, made.length); i += 1) {
            const found = replay_difference_firstDifference(recorded[i], made[i], `${path}[${i}]`);
            if (found !== null)
                return found;
        }
        return null;
    }
    if (isMembers(recorded) && isMembers(made)) {
        const names = [...new Set([...Object.keys(recorded), ...Object.keys(made)])].sort();
        const own = (value, name) => Object.hasOwn(value, name) ? value[name] : undefined;
        for (const name of names) {
            const inner = path === '' ? name : `${path}.${name}`;
            const found = replay_difference_firstDifference(own(recorded, name), own(made, name), inner);
            if (found !== null)
                return found;
        }
        return null;
    }
    const [a, b] = [replay_difference_text(recorded), replay_difference_text(made)];
    return a === b ? null : { path, recorded: a, made: b };
}

;// CONCATENATED MODULE: ./out/build/src/domain/replay-record.js







function replay_record_ms(instant) {
    return (0,time/* parseInstant */.nV)(instant) ?? Number.NaN;
}
/** Windows that the analysis judged and no batch at hand ended, and silences in the batches before them. */
function missingWindows(analysis, policy, batches) {
    const ends = new Set(batches.map(endOf));
    const judged = [...analysis.recent, ...analysis.judged];
    const named = judged
        .filter(({ window }) => !ends.has(replay_record_ms(window.end)))
        .map(({ phase, window }) => `the batch of ${phase}, ${window.start} to ${window.end}, is missing`);
    const to = newestEnd(analysis);
    const from = to - retention(policy).batchesMs;
    const silent = gaps(batches.map(({ header }) => header), { from, to }).map((range) => `there is no batch from ${range}`);
    return [...new Set(named.length > 0 ? named : silent)].sort();
}
/** What stands beside a difference: which batches are not there, and what else is not as it was. */
function differenceNotes(value, made, inputs) {
    const sameBatches = value.digests.batches === made.digests.batches;
    const missing = sameBatches ? [] : missingWindows(value, inputs.policy, inputs.batches);
    const others = sameBatches || missing.length > 0 ? [] : ['the batches at hand are not the ones that were judged'];
    const { code } = value.digests;
    const version = code === VERSION ? [] : [`recorded by version ${code}, made again by ${VERSION}`];
    return [...missing, ...others, ...version];
}
/** The text of the analysis made again; the same answer by another version is the same answer. */
function replay_record_textOf({ analysis }, code) {
    return canonical_json_canonicalJsonPretty({ ...analysis, digests: { ...analysis.digests, code } });
}
function compare(recorded, inputs) {
    const { code } = inputs.analysis.digests;
    const made = remake(inputs, false);
    const again = replay_record_textOf(made, code);
    const isSame = again === recorded || replay_record_textOf(remake(inputs, true), code) === recorded;
    if (isSame)
        return { outcome: { kind: 'identical', code }, made };
    const found = replay_difference_firstDifference(JSON.parse(recorded), JSON.parse(again));
    // The same values in another form: a text that the analyzer did not write.
    const difference = found ?? { path: '', recorded: 'the same in another form', made: null };
    const notes = differenceNotes(inputs.analysis, made.analysis, inputs);
    return { outcome: { kind: 'different', difference, notes }, made };
}
/** What the analysis was made from, or why that cannot be known. */
function inputsOf(entry, analysis, options) {
    const { policies, checklists, batches, progress } = options;
    const { digests, governance } = analysis;
    const policy = policies.get(digests.policy);
    const hint = 'fetch the whole git history (fetch-depth: 0)';
    if (policy === undefined)
        return `no policy with the digest ${digests.policy.slice(0, 12)} is at hand; ${hint}`;
    const checklist = digests.checklist === null ? null : checklists.get(digests.checklist);
    if (checklist === undefined)
        return `no checklist with the digest ${digests.checklist?.slice(0, 12)} is at hand; ${hint}`;
    const seen = governance.entries;
    if (seen >= entry.seq)
        return `its analysis saw ${seen} ledger entries, and ${entry.seq - 1} came before it`;
    const ledger = { ...options.ledger, entries: options.ledger.entries.slice(0, seen) };
    return { analysis, policy, ledger, checklist, batches, progress };
}
/** One decision, and what the next one goes on from. */
function replayOne({ entry, recorded }, progress, options) {
    switch (recorded.kind) {
        case 'none':
            return [{ kind: 'nothing' }, progress];
        case 'untrusted':
            return [{ kind: 'impossible', why: recorded.why }, progress];
        case 'analysis': {
            const inputs = inputsOf(entry, recorded.value, { ...options, progress });
            if (typeof inputs === 'string')
                return [{ kind: 'impossible', why: inputs }, progress];
            const { outcome, made } = compare(recorded.text, inputs);
            const until = Math.max(progress.until, newestEnd(recorded.value));
            return [outcome, { history: historyAfter(made, inputs.policy.rollout), until }];
        }
    }
}
/**
 * Makes the analysis of every recorded decision again, from the batches, the policy that was in force and the ledger as it
 * was before it, and holds the bytes against the record. Pure, and the same for the same record.
 */
function replayRecord(options) {
    let progress = { history: emptyHistory(options.ledger.rollout), until: -Infinity };
    return options.decisions.map((decision) => {
        const [outcome, next] = replayOne(decision, progress, options);
        progress = next;
        return { entry: decision.entry, outcome };
    });
}
/** Decisions made between two instants (ms since the epoch), both included. */
function decidedWithin(decisions, range) {
    return decisions.filter(({ entry }) => replay_record_ms(entry.at) >= range.from && replay_record_ms(entry.at) <= range.to);
}

;// CONCATENATED MODULE: ./out/build/src/domain/approval.js


/** The environment whose approval is a role's: as the policy names it, else `phasegate-<role>`. */
function approval_environmentOf({ environments }, role) {
    return (Object.hasOwn(environments, role) ? environments[role] : undefined) ?? `phasegate-${role}`;
}
/** Approvals as somebody typed them, in the name of who did. */
function typedApprovals(roles, by) {
    return roles.map((role) => ({ role, by, source: 'input' }));
}
const STATES = (/* unused pure expression or super */ null && (['approved', 'rejected', 'pending']));
function reviewOf(value) {
    const state = STATES.find((one) => one === member(value, 'state'));
    const user = member(value, 'user');
    const by = textOf(member(user, 'login'));
    const names = itemsOf(member(value, 'environments')).map((one) => textOf(member(one, 'name')));
    if (state === undefined || by === null || names.includes(null))
        return null;
    return {
        environments: names.filter((name) => name !== null),
        state,
        by,
        isPerson: member(user, 'type') === 'User' && !by.endsWith('[bot]'),
    };
}
/**
 * The answer of `GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals`.
 *
 * @throws PhasegateError `api-failed` for an answer of another form: an approval must not be guessed.
 */
function parseReviews(body) {
    const reviews = itemsOf(body).map((one) => (recordOf(one) === null ? null : reviewOf(one)));
    if (Array.isArray(body) && !reviews.includes(null))
        return reviews.filter((review) => review !== null);
    throw new PhasegateError('api-failed', "the run's approvals came in a form that this version does not know; use a newer Phasegate, or give the approvals by the input `approvals`");
}
function approval_compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
/** By role, then login, then source, each once. */
function approval_sortedApprovals(approvals) {
    const byKey = new Map(approvals.map((one) => [JSON.stringify([one.role, one.by, one.source]), one]));
    return [...byKey.values()].sort((a, b) => approval_compare(a.role, b.role) || approval_compare(a.by, b.by) || approval_compare(a.source, b.source));
}
/**
 * What a run's reviews say of the roles that the policy names. Names of environments are compared without case, as GitHub
 * does. An environment that was rejected once stays rejected in this run: reviews bear no time, so which came last is
 * not known.
 */
function approvalsOf(policy, reviews) {
    const roles = [...new Set(policy.phases.flatMap(({ promote }) => promote?.approvals ?? []))];
    const found = roles.flatMap((role) => {
        const environment = approval_environmentOf(policy, role).toLowerCase();
        return reviews
            .filter(({ environments }) => environments.some((name) => name.toLowerCase() === environment))
            .map(({ state, by, isPerson }) => ({ role, by, state, isPerson }));
    });
    const approved = found.filter(({ state, isPerson }) => state === 'approved' && isPerson);
    const rejected = found.filter(({ state }) => state === 'rejected');
    return {
        approvals: approval_sortedApprovals(approved.map(({ role, by }) => ({ role, by, source: 'environment' }))),
        rejections: approval_sortedApprovals(rejected.map(({ role, by }) => ({ role, by, source: 'environment' }))).map(({ role, by }) => ({ role, by })),
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/audit.js


/** SHA-256 over a line's canonical JSON without its `hash`. */
function auditHash(line) {
    return sha256(canonicalJson({ ...line, hash: undefined }));
}
/** The audit's view of a ledger entry. An entry's `previous` is the hash of the audit line before it, so it is this line's too. */
function audit_auditLineOf(entry, snapshotDigest) {
    const line = {
        seq: entry.seq,
        at: entry.at,
        action: entry.action,
        phase: entry.to,
        from: entry.from,
        executor: entry.executor,
        reason: entry.reason,
        metrics_snapshot: snapshotDigest,
        entry: entry.hash,
        previous: entry.previous,
    };
    return { ...line, hash: auditHash(line) };
}
/** One line with its newline. */
function audit_renderAuditLine(line) {
    return `${canonicalJson(line)}\n`;
}
const audit_FIELDS = (/* unused pure expression or super */ null && ([
    'action',
    'at',
    'entry',
    'executor',
    'from',
    'hash',
    'metrics_snapshot',
    'phase',
    'previous',
    'reason',
]));
/** One line without its newline; null unless it is exactly what {@link renderAuditLine} writes. */
function parseAuditLine(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return null;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return null;
    const line = value;
    const complete = Object.keys(line).length === audit_FIELDS.length + 1 &&
        Number.isSafeInteger(line['seq']) &&
        audit_FIELDS.every((field) => Object.hasOwn(line, field) && typeof line[field] === 'string') &&
        ['promote', 'rollback', 'release'].some((action) => action === line['action']);
    return complete && canonicalJson(line) === text ? value : null;
}

;// CONCATENATED MODULE: ./out/build/src/domain/decision-checks.js





/** Characters of a reason or of one piece of evidence. */
const decision_checks_MAX_TEXT = 2_000;
const MAX_NAME = 200;
const MAX_ITEMS = 50;
function tooLong(name, text, limit) {
    return text.length <= limit ? [] : [`${name} has ${text.length} characters; at most ${limit} are kept`];
}
/** What is wrong with who asks, why and when. */
function requestFaults({ state, request }) {
    const last = state.ledger?.entries.at(-1);
    const lastAt = last === undefined ? null : parseInstant(last.at);
    const lists = [
        { name: 'evidence', items: request.evidence, limit: decision_checks_MAX_TEXT },
        { name: 'approvals', items: request.approvals.map(({ role }) => role), limit: MAX_NAME },
    ];
    return [
        ...(request.automatic || request.reason.trim() !== ''
            ? []
            : ['a reason is missing; say why in `reason`']),
        ...(request.executor.trim() !== '' ? [] : ['the executor is missing; say who decides in `executor`']),
        ...tooLong('the reason', request.reason, decision_checks_MAX_TEXT),
        ...tooLong('the executor', request.executor, MAX_NAME),
        ...tooLong('the request', request.request ?? '', MAX_NAME),
        ...lists.flatMap(({ name, items, limit }) => [
            ...(items.length <= MAX_ITEMS
                ? []
                : [`${name} has ${items.length} items; at most ${MAX_ITEMS} are kept`]),
            ...items.flatMap((item, i) => tooLong(`${name} item ${i + 1}`, item, limit)),
        ]),
        ...(lastAt === null || request.now >= lastAt
            ? []
            : [
                `it is ${formatInstant(request.now)}, before the ledger's last entry (${formatInstant(lastAt)}); check \`now\``,
            ]),
    ];
}
/** Why the analysis does not fit the state in which the decision is made: it must be of this rollout, phase, ledger, policy and time. */
function staleFaults({ policy, state, analysis, request }, phase) {
    if (analysis === null)
        return [
            `a ${request.operation === 'release' ? 'release by the pipeline' : 'promotion'} needs the analysis it stands on; give \`analysis\``,
        ];
    const { rollout, phase: judged, governance, window, digests } = analysis.value;
    if (rollout !== policy.rollout)
        return [`the analysis is of rollout ${rollout}, not of ${policy.rollout}`];
    const entries = state.ledger?.entries.length ?? 0;
    const again = 'run the analyzer again';
    const end = window === null ? null : parseInstant(window.end);
    const limit = policy.maxGapMs + policy.graceMs + policy.batchMs;
    return [
        ...(judged === phase.id ? [] : [`the analysis judged phase ${judged}, and ${phase.id} is on; ${again}`]),
        ...(governance.entries === entries
            ? []
            : [
                `the analysis is stale: it saw ${governance.entries} ledger entries and there are ${entries}; ${again}`,
            ]),
        ...(digests.policy === policy.digest
            ? []
            : [`the analysis is stale: the policy changed since; ${again}`]),
        ...(end === null ? ['the analysis has judged no window yet; wait for telemetry'] : []),
        ...(end !== null && request.now - end > limit
            ? [
                `the analysis is stale: its newest window ended ${formatDuration(request.now - end)} ago (${formatInstant(end)}), more than ${formatDuration(limit)}; ${again}`,
            ]
            : []),
        ...(end !== null && end > request.now
            ? [`the analysis is of a time to come (${formatInstant(end)}); check \`now\``]
            : []),
    ];
}
/** Why the analysis does not carry a promotion out of the phase: each unmet condition with its evidence. */
function analysisFaults(input, phase) {
    const stale = staleFaults(input, phase);
    const analysis = input.analysis?.value;
    if (analysis === undefined || analysis.rollout !== input.policy.rollout || analysis.gate === 'promote')
        return stale;
    // What is given with the request is checked there, since the analyzer cannot know of it; the ledger says what is released.
    const unmet = analysis.promotion.filter((condition) => !condition.met && !isGivenAtPromotion(condition) && condition.name !== RELEASED);
    return [
        ...stale,
        `the gate is ${analysis.gate}, not promote: ${analysis.reason}`,
        ...unmet.map((condition) => `not met: ${condition.name} (${condition.evidence})`),
    ];
}
/** Why the roles that the phase names have not all approved. A rejection by any role stops the promotion. */
function approvalFaults({ policy, request }, phase) {
    const rejections = request.rejections ?? [];
    const rejected = new Set(rejections.map(({ role }) => role));
    const approved = new Set(request.approvals.map(({ role }) => role));
    const missing = (phase.promote?.approvals ?? []).filter((role) => !approved.has(role) && !rejected.has(role));
    return [
        ...rejections.map(({ role, by }) => `${role} rejected it (${by}); settle why, and ask again in a run of its own`),
        ...missing.map((role) => `the approval of ${role} is missing; the policy asks for it to leave ${phase.id} (environment ${environmentOf(policy, role)})`),
    ];
}
/** Why nothing may be promoted after a rollback that is not released. */
function heldFaults({ state, analysis, request }) {
    const held = heldRollback(state.ledger);
    if (held === null)
        return [];
    const said = analysis?.value.stabilising;
    const early = notYetOver(held, request.now);
    const waits = early ?? (said?.entry === held.seq ? said.reason : 'its release has not come yet');
    return [
        `the rollback of entry ${held.seq} still stabilises: ${waits}; the pipeline releases it once its time is over and the SLOs are back, a person by the operation \`release\` with a reason`,
    ];
}

;// CONCATENATED MODULE: ./out/build/src/domain/flags.js


/** Percents are kept to 0.0001 %. The total is the same in every phase: see {@link targetingOf}. */
const TOTAL_WEIGHT = 1_000_000;
/** Weight of a percent (0 to 100) out of {@link TOTAL_WEIGHT}. */
function weightOf(percent) {
    return Math.round((percent * TOTAL_WEIGHT) / 100);
}
/**
 * The phase's flags, sorted by name, each with the baseline: the policy's first phase. A forced flag has its value in both;
 * one that the policy does not set any more is left out.
 *
 * @throws PhasegateError `bad-policy` naming each flag that one of the two phases does not set.
 */
function flags_phaseFlags(policy, phase, forced = {}) {
    const first = policy.phases[0]?.flags ?? {};
    const names = [...new Set([...Object.keys(phase.flags), ...Object.keys(first)])].sort();
    const flags = [];
    const missing = [];
    for (const name of names) {
        const value = Object.hasOwn(phase.flags, name) ? phase.flags[name] : undefined;
        const baseline = Object.hasOwn(first, name) ? first[name] : undefined;
        if (value === undefined || baseline === undefined)
            missing.push(name);
        else {
            // Forced is forced for everybody, inside the audience and outside.
            const force = Object.hasOwn(forced, name) ? forced[name] : undefined;
            flags.push({ name, phase: force ?? value, baseline: force ?? baseline });
        }
    }
    if (missing.length === 0)
        return flags;
    throw new PhasegateError('bad-policy', `phase ${phase.id} and the first phase must set the same flags; only one of them sets ${missing.join(', ')}`);
}
/**
 * The rule that picks a variant, as flagd's JsonLogic; null where no user has to be looked at.
 *
 * flagd puts a user into bucket `floor(hash · total / 2^32)` and takes the first variant whose weights reach beyond it.
 * With the phase's variant first and the total fixed, a larger percent keeps everybody who was in. The hash is over
 * rollout and user, without the flag's name, so that one user gets the phase's value of all flags or of none.
 * A user without `targetingKey` cannot be told apart from others and gets the baseline.
 */
function targetingOf(rollout, audience) {
    const weight = weightOf(audience.percent);
    if (weight === 0)
        return null;
    const inSegment = audience.segments.length === 0 ? [] : [{ in: [{ var: 'segment' }, [...audience.segments]] }];
    if (weight === TOTAL_WEIGHT) {
        return inSegment[0] === undefined ? null : { if: [inSegment[0], 'phase', 'baseline'] };
    }
    const share = {
        fractional: [
            { cat: [`${rollout}/`, { var: 'targetingKey' }] },
            ['phase', weight],
            ['baseline', TOTAL_WEIGHT - weight],
        ],
    };
    return { if: [{ and: [{ var: 'targetingKey' }, ...inSegment] }, share, 'baseline'] };
}
/** The phase with forced flags in the place of its own: what everybody in its audience gets. */
function withForced(phase, forced) {
    const own = Object.keys(forced).filter((name) => Object.hasOwn(phase.flags, name));
    const values = own.map((name) => [name, forced[name]]);
    return { ...phase, flags: { ...phase.flags, ...Object.fromEntries(values) } };
}
/** Names of the forced flags that the phase sets, as files say them; null where there is none. */
function flags_forcedText(phase, forced) {
    const names = Object.keys(forced).filter((name) => Object.hasOwn(phase.flags, name));
    return names.length === 0 ? null : names.sort().join(',');
}
/** A phase's flags as a flagd flag definition (https://flagd.dev/schema/v0/flags.json), ended by a newline. */
function flags_renderFlagd(policy, phase, forced = {}) {
    const targeting = targetingOf(policy.rollout, phase.audience);
    const names = flags_forcedText(phase, forced);
    const everybody = targeting === null && weightOf(phase.audience.percent) === TOTAL_WEIGHT;
    const flags = flags_phaseFlags(policy, phase, forced).map((flag) => [
        flag.name,
        {
            state: 'ENABLED',
            variants: { phase: flag.phase, baseline: flag.baseline },
            defaultVariant: everybody ? 'phase' : 'baseline',
            ...(targeting === null ? {} : { targeting }),
        },
    ]);
    return canonicalJsonPretty({
        $schema: 'https://flagd.dev/schema/v0/flags.json',
        metadata: { rollout: policy.rollout, phase: phase.id, ...(names === null ? {} : { forced: names }) },
        flags: Object.fromEntries(flags),
    });
}

;// CONCATENATED MODULE: ./out/build/src/domain/flags-env.js


const flags_env_HEADER = (/* unused pure expression or super */ null && ([
    "# Flags of this rollout's current phase. Written by Phasegate; do not edit.",
    '# These are the phase\'s values for its audience. A .env file cannot say "5 % of the users": whoever reads it must',
    '# look at the audience below, or resolve flags.flagd.json.',
]));
const OWN = /^PHASEGATE_/;
/** `search.enabled` becomes `SEARCH_ENABLED`. */
function envName(flag) {
    const name = flag.replace(/[^A-Za-z0-9]/g, '_').toUpperCase();
    return /^\d/.test(name) ? `_${name}` : name;
}
/** One shell word that stands for the text as it is, both for `sh` and for readers of .env files. */
function shellWord(text) {
    return /^[A-Za-z0-9_.,:/@%+-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}
function problemsOf(flags) {
    const byName = new Map();
    for (const { name } of flags)
        byName.set(envName(name), [...(byName.get(envName(name)) ?? []), name]);
    const collisions = [...byName]
        .filter(([, names]) => names.length > 1)
        .map(([env, names]) => `flags ${names.join(' and ')} would both be ${env} in flags.env; rename one of them`);
    const reserved = [...byName]
        .filter(([env]) => OWN.test(env))
        .map(([env, names]) => `flag ${names.join(', ')} would be ${env} in flags.env, and PHASEGATE_ is reserved; rename it`);
    const broken = flags
        .filter(({ phase }) => typeof phase === 'string' && /[\0\n\r]/.test(phase))
        .map(({ name }) => `flag ${name} has a value with a line break or NUL, which a .env file cannot hold`);
    return [...collisions, ...reserved, ...broken];
}
/**
 * A phase's flags as a `.env` file, sorted by flag name, with the rollout, the phase, its audience and which flags are forced
 * after a rollback, whoever asks.
 *
 * @throws PhasegateError `bad-policy` naming flags whose names or values a `.env` file cannot hold apart.
 */
function flags_env_renderEnv(policy, phase, forced = {}) {
    const flags = phaseFlags(policy, phase, forced);
    const names = forcedText(phase, forced);
    const problems = problemsOf(flags);
    if (problems.length > 0)
        throw new PhasegateError('bad-policy', problems.join('; '));
    const values = [
        ['PHASEGATE_ROLLOUT', policy.rollout],
        ['PHASEGATE_PHASE', phase.id],
        ['PHASEGATE_AUDIENCE_PERCENT', String(phase.audience.percent)],
        ['PHASEGATE_AUDIENCE_SEGMENTS', phase.audience.segments.join(',')],
        ...(names === null ? [] : [['PHASEGATE_FORCED', names]]),
        ...flags.map((flag) => [envName(flag.name), String(flag.phase)]),
    ];
    return [...flags_env_HEADER, ...values.map(([name, value]) => `${name}=${shellWord(value)}`), ''].join('\n');
}

;// CONCATENATED MODULE: ./out/build/src/domain/governance-paths.js

const AUDIT_FOLDER = 'audit/phase_rollout';
const SNAPSHOT_FOLDER = 'snapshots';
/** Paths below the governance folder, as the ledger names them. */
const governance_paths_LEDGER_FILE = 'phase-ledger.yaml';
const governance_paths_FLAGS_FILE = 'flags/flags.flagd.json';
const governance_paths_ENV_FILE = 'flags/flags.env';
/** `audit/phase_rollout/2026-03-02.jsonl` for an instant in ms since the epoch. */
function governance_paths_auditFile(ms) {
    return `${AUDIT_FOLDER}/${utcDay(ms)}.jsonl`;
}
/** `snapshots/000007.json`. */
function governance_paths_snapshotFile(seq) {
    return `${SNAPSHOT_FOLDER}/${String(seq).padStart(6, '0')}.json`;
}
function isAuditFile(path) {
    return path.startsWith(`${AUDIT_FOLDER}/`);
}
/** Whether a path below the governance folder is one that Phasegate alone writes to. */
function isGoverned(path) {
    return (path === governance_paths_LEDGER_FILE ||
        [AUDIT_FOLDER, SNAPSHOT_FOLDER, 'flags'].some((folder) => path.startsWith(`${folder}/`)));
}
/** The folder as a prefix of paths from the branch's root: empty, or ending in `/`. */
function governance_paths_folderPrefix(folder) {
    const trimmed = folder.replace(/^(?:\.?\/)+|\/+$/g, '');
    return trimmed === '' || trimmed === '.' ? '' : `${trimmed}/`;
}
/** Paths of the fixed files from the branch's root. */
function governancePaths(folder) {
    const prefix = governance_paths_folderPrefix(folder);
    return { ledger: prefix + governance_paths_LEDGER_FILE, flags: prefix + governance_paths_FLAGS_FILE, env: prefix + governance_paths_ENV_FILE };
}

;// CONCATENATED MODULE: ./out/build/src/domain/governance-change.js










/** `A-1 -> A-0`; of a release the phase that stays on. */
function moveText({ action, from, to }) {
    return action === 'release' ? to : `${from} -> ${to}`;
}
/** Who decides where the pipeline does. */
const AUTOMATIC = 'phasegate (automatic)';
/** Stands in the snapshot's place where a person decided without an analysis. */
const NO_ANALYSIS = 'null\n';
/** The SLO behind a rollback: of the newest critical alert, else of the newest window that asked for it. */
function triggerOf(analysis) {
    const alert = analysis.alerts.findLast((one) => one.severity === 'critical' && one.phase === analysis.phase);
    if (alert !== undefined)
        return alert.slo;
    const windows = [...analysis.recent].reverse().filter((one) => one.phase === analysis.phase);
    const verdicts = [analysis.verdicts, ...windows.map((one) => one.verdicts)].flat();
    return verdicts.find((verdict) => verdict.status === 'violation')?.slo ?? null;
}
function rollbackTrigger({ analysis }, from) {
    const value = analysis?.value;
    return value !== undefined && value.gate === 'rollback' && value.phase === from ? triggerOf(value) : null;
}
/** What a rollback begins, as the policy wants it; nothing for every other decision. */
function stabilise({ policy, request }) {
    const { ms, flags } = policy.stabilise;
    if (request.operation !== 'rollback' || ms === 0)
        return { until: null, forced: {} };
    return { until: formatInstant(request.now + ms), forced: flags };
}
function newEntry(input, target, files) {
    const { policy, state, analysis, request } = input;
    const from = currentPhase(policy, state.ledger).phase;
    const why = request.operation === 'release' ? analysis?.value.stabilising?.reason : analysis?.value.reason;
    const automaticReason = (why ?? '').slice(0, MAX_TEXT);
    const entry = {
        seq: (state.ledger?.entries.length ?? 0) + 1,
        at: formatInstant(request.now),
        action: request.operation,
        from,
        to: target.id,
        executor: request.automatic ? AUTOMATIC : request.executor,
        reason: request.automatic && request.reason.trim() === '' ? automaticReason : request.reason,
        evidence: request.evidence,
        approvals: sortedApprovals(request.approvals),
        trigger: request.operation === 'rollback' ? rollbackTrigger(input, from) : null,
        ...stabilise(input),
        request: request.request,
        files,
        policy: policy.digest,
        previous: state.lastAudit?.hash ?? GENESIS,
    };
    return { ...entry, hash: entryHash(entry) };
}
/** The change that leads to the target phase (of a release the one that is on); whether it may be made is decided before (decision.ts). */
function buildChange(input, target) {
    const { policy, state, analysis, request } = input;
    const snapshot = analysis?.text ?? NO_ANALYSIS;
    const snapshotPath = snapshotFile((state.ledger?.entries.length ?? 0) + 1);
    const { forced } = stabilise(input);
    const content = new Map([
        [ENV_FILE, renderEnv(policy, target, forced)],
        [FLAGS_FILE, renderFlagd(policy, target, forced)],
        [snapshotPath, snapshot],
    ]);
    const digests = Object.fromEntries([...content].map(([path, text]) => [path, sha256(text)]));
    const entry = newEntry(input, target, digests);
    const audit = auditLineOf(entry, sha256(snapshot));
    const ledger = {
        schema: LEDGER_SCHEMA,
        rollout: policy.rollout,
        entries: [...(state.ledger?.entries ?? []), entry],
    };
    content.set(LEDGER_FILE, renderLedger(ledger));
    content.set(auditFile(request.now), state.auditToday + renderAuditLine(audit));
    const prefix = folderPrefix(policy.governance.folder);
    return {
        entry,
        audit,
        ledger,
        event: ledgerEvent(entry),
        files: Object.fromEntries([...content].map(([path, text]) => [prefix + path, text])),
        message: `${entry.action} ${policy.rollout}: ${moveText(entry)} (entry ${entry.seq})\n\nWhy and by whom: ${prefix}${LEDGER_FILE}, entry ${entry.seq}.\n`,
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/replay-walker.js







function replay_walker_ms(instant) {
    return (0,time/* parseInstant */.nV)(instant) ?? Number.NaN;
}
/** The first window of the phase for which a rollback was due, of those that the analysis still shows. */
function causeOf({ phase, since, recent, }) {
    const judgement = recent.find((one) => one.gate === 'rollback' && one.phase === phase && (since === null || replay_walker_ms(one.window.end) > replay_walker_ms(since)));
    const verdict = judgement?.verdicts.find(({ status }) => status === 'violation');
    return judgement === undefined || verdict === undefined ? null : { judgement, verdict };
}
/** A rollout under another policy: time goes on window by window, and the ledger is the walk's own. */
class Walker {
    steps = [];
    judged = [];
    blind = [];
    #policy;
    #record;
    #checklists;
    #entries;
    #history;
    /** The last entry of the record that the walk's ledger took over: where the record was in the same phase. */
    #followed;
    #answered = new Set();
    constructor({ policy, record, checklists, from }) {
        this.#policy = policy;
        this.#record = record?.entries ?? [];
        this.#checklists = checklists;
        this.#entries = this.#record.filter((entry) => replay_walker_ms(entry.at) < from);
        this.#followed = this.#entries.length;
        this.#history = emptyHistory(policy.rollout);
    }
    #ledger() {
        return { schema: ledger_entry_LEDGER_SCHEMA, rollout: this.#policy.rollout, entries: this.#entries };
    }
    #phase() {
        return ledger_currentPhase(this.#policy, this.#ledger()).phase;
    }
    #analyse(incoming, now, checklist = null) {
        const { analysis, history } = judgeTick({
            policy: this.#policy,
            ledger: this.#ledger(),
            head: null,
            history: this.#history,
            incoming,
            now,
            forcedPhase: null,
            checklist,
        });
        this.#history = history;
        return analysis;
    }
    /** What was known before the walk begins. */
    begin(incoming, now) {
        this.#analyse(incoming, now);
    }
    /** A tick on time: the batches of one closed window, and a rollback where it is due. */
    tick(incoming, now) {
        this.#noteBlind(incoming);
        const analysis = this.#analyse(incoming, now);
        this.judged.push(...analysis.judged);
        if (analysis.stabilising?.due === true)
            this.#append({ action: 'release', at: now, from: analysis.phase, to: analysis.phase });
        if (analysis.gate !== 'rollback' || analysis.target === null)
            return;
        const cause = causeOf({ ...analysis, recent: analysis.judged }) ?? causeOf(analysis);
        if (cause === null)
            return;
        const { phase: from, target: to } = analysis;
        const next = this.#record.slice(this.#followed).find(({ action }) => action !== 'release');
        const counterpart = next?.action === 'rollback' && next.from === from ? next : null;
        if (counterpart !== null)
            this.#answered.add(counterpart.seq);
        this.steps.push({ kind: 'rollback', from, to, ...cause, counterpart });
        this.#append({ action: 'rollback', at: now, from, to, trigger: cause.verdict.slo });
    }
    /** A decision of the record: a promotion is made again where the gate allows it. */
    decide(entry) {
        switch (entry.action) {
            case 'promote':
                return this.#promote(entry);
            case 'rollback':
                return this.#rollBack(entry);
            case 'release':
                return this.#release(entry);
        }
    }
    #promote(entry) {
        const phase = this.#phase();
        // Where the walk is in the promotion's phase already, the record only caught up with it.
        if (phase === entry.to)
            this.#followed = entry.seq;
        if (phase !== entry.from) {
            this.steps.push({ kind: 'elsewhere', entry, phase });
            return;
        }
        const { gate, reason, target } = this.#analyse([], replay_walker_ms(entry.at), this.#checklists.get(entry.seq) ?? null);
        if (gate !== 'promote' || target === null) {
            this.steps.push({ kind: 'refused', entry, why: reason });
            return;
        }
        this.#follow({ ...entry, to: target });
        this.steps.push({ kind: 'promoted', entry });
    }
    #rollBack(entry) {
        if (this.#answered.has(entry.seq)) {
            this.#followed = entry.seq;
            return;
        }
        const phase = this.#phase();
        const { previous } = neighbours(this.#policy, phase);
        if (phase !== entry.from || previous === null)
            this.steps.push({ kind: 'elsewhere', entry, phase });
        else if (entry.trigger !== null)
            this.steps.push({ kind: 'stays', entry });
        else {
            this.#follow({ ...entry, to: previous.id });
            this.steps.push({ kind: 'by-hand', entry });
        }
    }
    /** What the pipeline released, the walk releases by its own analysis; what a person did, it takes over. */
    #release(entry) {
        const held = held_rollback_heldRollback(this.#ledger());
        const byHand = entry.executor !== AUTOMATIC;
        if (held !== null && held.to === entry.to && byHand)
            this.#append({ action: 'release', at: replay_walker_ms(entry.at), from: entry.to, to: entry.to });
        if (this.#phase() === entry.to)
            this.#followed = Math.max(this.#followed, entry.seq);
    }
    #follow(entry) {
        this.#entries = [...this.#entries, entry];
        this.#followed = entry.seq;
    }
    #append(move) {
        const { ms: lasts, flags } = this.#policy.stabilise;
        const stabilises = move.action === 'rollback' && lasts > 0;
        const entry = {
            ...move,
            at: (0,time/* formatInstant */.r4)(move.at),
            trigger: move.trigger ?? null,
            until: stabilises ? (0,time/* formatInstant */.r4)(move.at + lasts) : null,
            forced: stabilises ? flags : {},
            seq: this.#entries.length + 1,
            executor: 'replay',
            reason: '',
            evidence: [],
            approvals: [],
            request: null,
            files: {},
            policy: this.#policy.digest,
            previous: ledger_entry_GENESIS,
        };
        this.#entries = [...this.#entries, { ...entry, hash: ledger_entry_entryHash(entry) }];
    }
    #noteBlind(incoming) {
        const heard = incoming.filter(({ header }) => header.counts.accepted > 0);
        const [first] = heard;
        if (first === undefined)
            return;
        const { phase: recorded, window } = first.header;
        const phase = phaseAt(this.#policy, this.#ledger(), replay_walker_ms(window.end));
        if (heard.some(({ header }) => header.phase === phase))
            return;
        const last = this.blind.at(-1);
        if (last?.phase === phase && last.recorded === recorded && last.end === window.start)
            this.blind[this.blind.length - 1] = { ...last, end: window.end, windows: last.windows + 1 };
        else
            this.blind.push({ phase, recorded, ...window, windows: 1 });
    }
}

;// CONCATENATED MODULE: ./out/build/src/domain/replay-rows.js





/** A rollback on fewer samples than this is worth a second look. */
const FEW_SAMPLES = 60;
function replay_rows_ms(instant) {
    return (0,time/* parseInstant */.nV)(instant) ?? Number.NaN;
}
function analysisOf({ decisions }, entry) {
    const recorded = decisions.find((one) => one.entry.seq === entry.seq)?.recorded;
    return recorded?.kind === 'analysis' ? recorded.value : null;
}
/** The window that the record rolled back for; null where its analysis names none. */
function recordedCause(options, entry) {
    const analysis = analysisOf(options, entry);
    return analysis === null ? null : (causeOf(analysis)?.judgement ?? null);
}
/**
 * The policy that was in force at an instant: that of the next decision; after the last one the repository's. Where that is
 * the walked one (a change that is being reviewed), the last decision's. Null where it is not at hand.
 */
function policyAt({ walked, inForce, policies, ledger }, at) {
    const entries = ledger?.entries ?? [];
    const next = entries.find((entry) => replay_rows_ms(entry.at) >= at);
    const isSame = inForce.digest === walked;
    const decided = next ?? (isSame ? entries.at(-1) : undefined);
    if (decided !== undefined)
        return policies.get(decided.policy) ?? null;
    return isSame ? null : inForce;
}
/** A window under the policy in force, with the ledger as it was. */
function underPolicyInForce({ ledger, batches }, inForce, judgement) {
    const end = replay_rows_ms(judgement.window.end);
    const reach = end - retention(inForce).batchesMs;
    const then = ledger?.entries.filter(({ at }) => replay_rows_ms(at) <= end) ?? [];
    const { analysis } = analyse({
        policy: inForce,
        ledger: ledger === null ? null : { ...ledger, entries: then },
        head: null,
        history: emptyHistory(inForce.rollout),
        incoming: batches.filter(({ header }) => {
            const { window } = timed(header);
            return window.end <= end && window.end > reach;
        }),
        now: end + inForce.graceMs,
        forcedPhase: null,
    });
    return analysis.recent.find(({ window }) => window.end === judgement.window.end) ?? null;
}
function statusUnder(options, step) {
    const policy = policyAt(options, replay_rows_ms(step.judgement.window.end));
    if (policy === null)
        return `stayed in ${step.from}; the policy in force is not at hand`;
    const judgement = underPolicyInForce(options, policy, step.judgement);
    const { slo, sli, feature } = step.verdict;
    const own = judgement?.verdicts.filter((one) => one.feature === feature) ?? [];
    const verdict = own.find((one) => one.slo === slo) ?? own.find((one) => one.sli === sli);
    if (judgement === null || verdict === undefined)
        return `stayed in ${judgement?.phase ?? step.from}; the policy in force does not judge ${sli}`;
    return `stayed in ${judgement.phase}: ${verdict.status}, ${verdict.reason}`;
}
function rollbackRow(options, step) {
    const { judgement, verdict, counterpart, from, to } = step;
    const row = { at: judgement.window.end, move: `rolls back ${from} → ${to}`, verdict };
    if (counterpart === null)
        return { ...row, record: statusUnder(options, step), differs: true };
    const entry = `entry ${counterpart.seq}`;
    const cause = recordedCause(options, counterpart);
    if (cause === null) {
        const by = counterpart.trigger === null ? ' by hand' : '';
        return { ...row, record: `rolled back${by} at ${counterpart.at} (${entry})`, differs: true };
    }
    const later = replay_rows_ms(cause.window.end) - replay_rows_ms(judgement.window.end);
    if (later === 0)
        return { ...row, record: `rolled back on the same window (${entry})`, differs: false };
    const when = `${(0,time/* formatDuration */.a3)(Math.abs(later))} ${later > 0 ? 'later' : 'earlier'}`;
    return {
        ...row,
        record: `rolled back on the window that ended ${cause.window.end}, ${when} (${entry})`,
        differs: true,
    };
}
/** What the walked policy said of the window that the record rolled back for. */
function staysRow(options, entry) {
    const cause = recordedCause(options, entry);
    const own = options.walk.judged.find(({ window }) => window.end === cause?.window.end);
    const recorded = cause?.verdicts.find(({ status }) => status === 'violation');
    const verdict = own?.verdicts.find((one) => one.slo === recorded?.slo && one.feature === recorded.feature) ?? null;
    const why = verdict === null ? '' : `: ${verdict.status}, ${verdict.reason}`;
    return {
        at: cause?.window.end ?? entry.at,
        move: `stays in ${entry.from}${why}`,
        verdict,
        record: `rolled back (entry ${entry.seq})${recorded === undefined ? '' : ` for ${verdictTitle(recorded)}`}`,
        differs: true,
    };
}
function said({ action, from, to, seq }) {
    switch (action) {
        case 'promote':
            return `promoted ${from} → ${to} (entry ${seq})`;
        case 'rollback':
            return `rolled back ${from} → ${to} (entry ${seq})`;
        case 'release':
            return `released in ${to} (entry ${seq})`;
    }
}
function rowOf(options, step) {
    switch (step.kind) {
        case 'rollback':
            return rollbackRow(options, step);
        case 'stays':
            return staysRow(options, step.entry);
        case 'promoted': {
            const { entry } = step;
            const move = `promotes ${entry.from} → ${entry.to}`;
            return { at: entry.at, move, verdict: null, record: said(entry), differs: false };
        }
        case 'refused': {
            const { entry, why } = step;
            const move = `does not promote out of ${entry.from}: ${why}`;
            return { at: entry.at, move, verdict: null, record: said(entry), differs: true };
        }
        case 'elsewhere': {
            const { entry, phase } = step;
            return { at: entry.at, move: `is in ${phase}`, verdict: null, record: said(entry), differs: true };
        }
        case 'by-hand': {
            const { entry } = step;
            const record = `${said(entry)} by hand`;
            return { at: entry.at, move: 'is rolled back by hand', verdict: null, record, differs: false };
        }
    }
}
/** The walk beside the record, in the order of time. */
function reportOf(options) {
    const { walk, ledger, from, to } = options;
    const rollbacks = walk.steps.filter((step) => step.kind === 'rollback');
    const recorded = (ledger?.entries ?? []).filter(({ action, at }) => action === 'rollback' && replay_rows_ms(at) >= from && replay_rows_ms(at) <= to + options.inForce.graceMs);
    return {
        rows: walk.steps.map((step) => rowOf(options, step)),
        rollbacks: rollbacks.length,
        onFewSamples: rollbacks.filter(({ verdict }) => verdict.n < FEW_SAMPLES).length,
        recordedRollbacks: recorded.length,
        byHand: recorded.filter(({ trigger }) => trigger === null).length,
        windows: walk.judged.length,
        blind: walk.blind,
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/replay-walk.js



function replay_walk_ms(instant) {
    return (0,time/* parseInstant */.nV)(instant) ?? Number.NaN;
}
/** Batches by the end of their window, oldest first. */
function byEnd(batches) {
    const groups = new Map();
    for (const batch of batches) {
        const { end } = timed(batch.header).window;
        const group = groups.get(end);
        if (group === undefined)
            groups.set(end, [batch]);
        else
            group.push(batch);
    }
    return [...groups].sort(([a], [b]) => a - b);
}
/**
 * What a policy would have done over recorded batches, every tick on time: it rolls back when its gate says so, and
 * promotes when the record did and its own gate allows it. Pure.
 *
 * @throws PhasegateError `bad-policy` where the policy does not have the phase that was on when the walk begins.
 */
function walk(options) {
    const { policy, record, batches, from, to } = options;
    const walker = new Walker(options);
    const groups = byEnd(batches);
    const earlier = groups.filter(([end]) => end < from).flatMap(([, group]) => group);
    if (earlier.length > 0)
        walker.begin(earlier, from);
    const decisions = (record?.entries ?? []).filter(({ at }) => replay_walk_ms(at) >= from && replay_walk_ms(at) <= to + policy.graceMs);
    let next = 0;
    for (const [end, group] of groups.filter(([at]) => at >= from && at <= to)) {
        const now = end + policy.graceMs;
        for (let entry = decisions[next]; entry !== undefined && replay_walk_ms(entry.at) <= now; entry = decisions[next]) {
            walker.decide(entry);
            next += 1;
        }
        walker.tick(group, now);
    }
    for (const entry of decisions.slice(next))
        walker.decide(entry);
    const { steps, judged, blind } = walker;
    return { steps, judged, blind };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: ./out/build/src/domain/policy-convert-rules.js

const DEFAULT_BASELINE_MS = 7 * time/* DAY */.d_;
/** A duration of a checked document, in milliseconds. @throws TypeError for any other text: the schema lets none through. */
function duration(text, fallbackMs) {
    if (text === undefined)
        return fallbackMs;
    const ms = (0,time/* parseDuration */.E9)(text);
    if (ms === null)
        throw new TypeError(`${JSON.stringify(text)} is no duration`);
    return ms;
}
/** `80%` as a share, 0.8; null for what is no such text. */
function shareOf(text) {
    return /^\d{1,6}(?:\.\d{1,6})?\s?%$/.test(text) ? plain(Number(text.replace('%', '')) / 100) : null;
}
/** Without the last digits, in which a product of decimal fractions differs from what a person would write. */
function plain(value) {
    return Number(value.toPrecision(12));
}
/** An SLO's limits as rules. */
function rulesOf(slo, context) {
    const rollback = listOf(slo.rollback).map((limit) => ruleOf(limit, context));
    if (typeof slo.warn !== 'string')
        return { warn: listOf(slo.warn).map((limit) => ruleOf(limit, context)), rollback };
    const near = rollback.find(({ baseline, when }) => baseline === null && when.kind !== 'burn-rate');
    const share = shareOf(slo.warn);
    if (near === undefined || share === null)
        return { warn: [], rollback };
    const bound = boundWithin(near, share, context.measure);
    return { warn: [{ ...bound, baseline: null, when: { kind: 'in-a-row', windows: 1 } }], rollback };
}
function listOf(limits) {
    if (limits === undefined)
        return [];
    return Array.isArray(limits) ? limits : [limits];
}
/** The bound that a share of the way to another one is: of a ratio's lower bound the share of the bad events it allows. */
function boundWithin({ side, value }, share, measure) {
    if (side === 'above')
        return { side, value: plain(value * share) };
    return { side, value: plain(measure?.kind === 'ratio' ? 1 - share * (1 - value) : value / share) };
}
function ruleOf(limit, context) {
    if ('above' in limit)
        return { side: 'above', value: limit.above, baseline: null, when: whenOf(limit) };
    if ('below' in limit)
        return { side: 'below', value: limit.below, baseline: null, when: whenOf(limit) };
    if ('above-by' in limit)
        return relativeRule('above', limit['above-by'], { ...context, limit });
    if ('below-by' in limit)
        return relativeRule('below', limit['below-by'], { ...context, limit });
    return burnRateRule(limit['burn-rate'], context);
}
function relativeRule(side, distance, context) {
    const relative = typeof distance === 'string';
    const value = relative ? (shareOf(distance) ?? 0) : distance;
    const { phase, window } = context.limit.baseline;
    const baseline = {
        phase: phase === 'previous' ? context.previous : (phase ?? null),
        windowMs: duration(window, DEFAULT_BASELINE_MS),
        relative,
    };
    return { side, value, baseline, when: whenOf(context.limit) };
}
/** Share of bad events at which a budget burns `factor` times as fast as the objective allows. */
function burntShare({ objective, factor }) {
    return plain(factor * (1 - objective));
}
function burnRateRule(burn, { measure }) {
    const share = burntShare(burn);
    const good = measure?.kind === 'ratio' && measure.good;
    const bound = good ? { side: 'below', value: plain(1 - share) } : { side: 'above', value: share };
    const when = {
        kind: 'burn-rate',
        longMs: duration(burn.long, 0),
        shortMs: duration(burn.short, 0),
        objective: burn.objective,
        factor: burn.factor,
    };
    return { ...bound, baseline: null, when };
}
function whenOf(limit) {
    if (limit['mean-of'] !== undefined)
        return { kind: 'mean-of', windows: limit['mean-of'] };
    if (limit['moving-average'] !== undefined)
        return { kind: 'moving-average', windows: limit['moving-average'] };
    if (limit.times !== undefined)
        return { kind: 'times', times: limit.times, withinMs: duration(limit.within, time/* DAY */.d_) };
    if (limit['unmet-for'] !== undefined)
        return { kind: 'unmet-for', ms: duration(limit['unmet-for'], 0) };
    return { kind: 'in-a-row', windows: limit.batches ?? 1 };
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-convert-decisions.js


const DEFAULT_STABILISE_MS = 30 * time/* MINUTE */.pY;
const DEFAULT_TIMEOUT_MS = 10 * time/* MINUTE */.pY;
function stepOf(step) {
    if (step === undefined)
        return null;
    return { workflow: step.workflow, timeoutMs: duration(step.timeout, DEFAULT_TIMEOUT_MS) };
}
function stabiliseOf({ stabilise }) {
    return { ms: duration(stabilise?.for, DEFAULT_STABILISE_MS), flags: stabilise?.flags ?? {} };
}
function settingsOf(document) {
    return {
        trust: document.governance?.trust ?? null,
        push: stepOf(document.flags?.push),
        smoke: stepOf(document.smoke),
        environments: document.environments ?? {},
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-convert-incidents.js


const WEEK = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const NEXT_BUSINESS_DAY = 'next-business-day';
const DEFAULT_ESCALATE = {
    P0: [{ after: '15m' }],
    P1: [{ after: '30m' }],
    P2: [{ after: NEXT_BUSINESS_DAY }],
};
const DEFAULT_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri'];
/** `09:30` as milliseconds from midnight; null for anything else. */
function timeOfDay(text) {
    const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
    if (match === null)
        return null;
    const ms = Number(match[1]) * time/* HOUR */.dp + Number(match[2]) * time/* MINUTE */.pY;
    return ms > 24 * time/* HOUR */.dp ? null : ms;
}
/** `UTC`, `+09:00` or `-03:30` as milliseconds ahead of UTC; null for anything else. */
function utcOffset(text) {
    if (text === 'UTC')
        return 0;
    const match = /^([+-])(\d\d:\d\d)$/.exec(text);
    const ms = timeOfDay(match?.[2] ?? '');
    return match === null || ms === null ? null : match[1] === '-' ? -ms : ms;
}
function businessOf(business) {
    const days = (business?.days ?? DEFAULT_DAYS).map((day) => WEEK.indexOf(day));
    return {
        days: [...new Set(days)].sort((a, b) => a - b),
        fromMs: timeOfDay(business?.from ?? '09:00') ?? 0,
        toMs: timeOfDay(business?.to ?? '17:00') ?? 0,
        offsetMs: utcOffset(business?.timezone ?? 'UTC') ?? 0,
    };
}
function policy_convert_incidents_stepOf({ after, to }) {
    return { afterMs: after === NEXT_BUSINESS_DAY ? null : duration(after, 0), to: to ?? [] };
}
function stepsOf(written, priority) {
    if (written === undefined)
        return DEFAULT_ESCALATE[priority].map(policy_convert_incidents_stepOf);
    if (Array.isArray(written))
        return written.map(policy_convert_incidents_stepOf);
    return [policy_convert_incidents_stepOf(written)];
}
function span(value, options) {
    if (typeof value === 'object')
        return value.batches * options.batchMs;
    return duration(value, options.fallbackMs);
}
/** The incidents of a checked document, with every default filled in; null where it wants none. */
function incidentsOf(document, batchMs) {
    if (document === 'none')
        return null;
    return {
        labels: document?.labels ?? [],
        assignees: document?.assignees ?? [],
        priority: document?.priority ?? 'P1',
        priorities: document?.priorities ?? {},
        escalate: {
            P0: stepsOf(document?.escalate?.P0, 'P0'),
            P1: stepsOf(document?.escalate?.P1, 'P1'),
            P2: stepsOf(document?.escalate?.P2, 'P2'),
        },
        business: businessOf(document?.business),
        rcaDays: document?.rca ?? 1,
        remindMs: document?.remind === 'never' ? 0 : duration(document?.remind, 24 * time/* HOUR */.dp),
        livenessMs: span(document?.liveness, { batchMs, fallbackMs: 6 * time/* HOUR */.dp }),
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/notify-policy.js
const DEFAULT_PAGERDUTY_URL = 'https://events.pagerduty.com';

;// CONCATENATED MODULE: ./out/build/src/domain/policy-convert-notify.js



/** The linter has seen that each kind has what it needs. */
function channelOf(name, channel) {
    const { kind, secret = '' } = channel;
    switch (kind) {
        case 'console':
            return { kind, name };
        case 'slack':
            return { kind, name, secret };
        case 'pagerduty':
            return { kind, name, secret, url: channel.url ?? DEFAULT_PAGERDUTY_URL };
        case 'email':
            return { kind, name, secret, from: channel.from ?? '', to: channel.to ?? [] };
        case 'webhook':
            return { kind, name, secret, signingSecret: channel['signing-secret'] ?? '' };
    }
}
function routeOf({ severity, template, phase, to }) {
    return { severities: severity ?? [], templates: template ?? [], phases: phase ?? [], to };
}
/** Who is told of what, with every default filled in; null where the document does not say. */
function notifyOf(document) {
    if (document === undefined)
        return null;
    const { language, remind, budget, runbook, channels, routes } = document;
    return {
        language: language ?? 'en',
        remindMs: remind === 'never' ? 0 : duration(remind, 4 * time/* HOUR */.dp),
        budgetMs: duration(budget, 20 * time/* SECOND */.Z2),
        runbook: runbook ?? null,
        channels: Object.entries(channels)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, channel]) => channelOf(name, channel)),
        routes: routes.map(routeOf),
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/source-origin.js
function headerOf(value) {
    return typeof value === 'string' ? { text: value } : { secret: value.secret, prefix: value.prefix ?? '' };
}
/** Undefined where the source's files lie below the telemetry root, and for the ledger and incidents. */
function originOf(source) {
    if ('url' in source) {
        const headers = Object.entries(source.headers ?? {}).map(([name, value]) => [name.toLowerCase(), headerOf(value)]);
        return {
            kind: 'url',
            url: source.url,
            headers: Object.fromEntries(headers),
            private: source.private ?? false,
        };
    }
    const { artifact, workflow = null, branch } = source;
    if (artifact !== undefined)
        return { kind: 'artifact', artifact, workflow, branch: branch ?? null };
    return branch === undefined ? undefined : { kind: 'branch', branch };
}
/** How a file behind an address is read, where the policy does not say: by the address's ending. */
function formatOfUrl(url) {
    return /\.csv(?:\.gz)?(?:\?|$)/i.test(url) ? 'csv' : 'jsonl';
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-convert.js








const DEFAULT_BATCH_MS = 15 * time/* MINUTE */.pY;
const DEFAULT_GRACE_MS = 2 * time/* MINUTE */.pY;
const DEFAULT_FALSE_ALARM_EVERY_MS = 300 * time/* DAY */.d_;
function policy_convert_byCodeUnit(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
function policy_convert_listOf(value) {
    if (value === undefined)
        return [];
    return Array.isArray(value) ? value : [value];
}
/** A schema's file: a name stands for `schemas/events/<name>.json`, what ends in `.json` is a path. */
function schemaFile(name) {
    return name.endsWith('.json') ? name : `schemas/events/${name}.json`;
}
function sourceFiles(source) {
    if ('jsonl' in source)
        return { format: 'jsonl', files: source.jsonl, schema: schemaFile(source.schema) };
    if ('csv' in source)
        return { format: 'csv', files: source.csv, schema: schemaFile(source.schema) };
    if ('url' in source) {
        const format = source.format ?? formatOfUrl(source.url);
        return { format, files: '*', schema: schemaFile(source.schema) };
    }
    const format = 'ledger' in source ? 'ledger' : 'incidents' in source ? 'incidents' : 'ticks';
    return { format, files: '', schema: '' };
}
function sourceOf(source) {
    const files = sourceFiles(source);
    const origin = originOf(source);
    return {
        name: source.name,
        ...files,
        ...(origin === undefined ? {} : { origin }),
        fields: { ts: source.ts ?? 'ts', id: source.id ?? 'id', arrived: source.arrived ?? null },
        constants: { event: source.event ?? null, feature: source.feature ?? null, phase: source.phase ?? null },
        // Decisions and incidents are rare, and ticks may not come: a window without one is no failure of their source.
        sparse: source.sparse ?? files.files === '',
    };
}
function conditionOf(field, condition) {
    if (Array.isArray(condition))
        return { field, anyOf: condition };
    if (typeof condition === 'object' && condition !== null) {
        const limits = condition;
        return { field, above: limits.above ?? null, below: limits.below ?? null };
    }
    return { field, anyOf: [condition] };
}
function matchOf(match) {
    return Object.entries(match ?? {})
        .sort(([a], [b]) => policy_convert_byCodeUnit(a, b))
        .map(([field, condition]) => conditionOf(field, condition));
}
function measureOf(sli) {
    if ('ratio' in sli) {
        const good = 'good' in sli.ratio;
        return { kind: 'ratio', match: matchOf('good' in sli.ratio ? sli.ratio.good : sli.ratio.bad), good };
    }
    if ('quantile' in sli)
        return { kind: 'quantile', of: sli.quantile.of, p: sli.quantile.p };
    if ('mean' in sli)
        return { kind: 'mean', of: sli.mean.of };
    return { kind: 'count' };
}
function sliOf(id, sli) {
    return {
        id,
        events: policy_convert_listOf(sli.event),
        where: matchOf(sli.where),
        measure: measureOf(sli),
        by: sli.by ?? null,
        unit: sli.unit ?? null,
    };
}
/** The id of an SLO without one of its own: the SLI's, with the window behind it where the phase judges it over several. */
function defaultSloId(sli, options) {
    return options.several ? `${sli}-${(0,time/* formatDuration */.a3)(options.windowMs)}` : sli;
}
function sloOf(slo, { document, phase, all, batchMs }) {
    const windowMs = duration(slo.window, batchMs);
    const several = all.filter((other) => other.sli === slo.sli).length > 1;
    const sli = Object.hasOwn(document.slis, slo.sli) ? document.slis[slo.sli] : undefined;
    const position = document.phases.indexOf(phase);
    const previous = document.phases[position - 1]?.id ?? null;
    const measured = sli === undefined ? null : measureOf(sli);
    return {
        id: slo.id ?? defaultSloId(slo.sli, { windowMs, several }),
        sli: slo.sli,
        windowMs,
        ...rulesOf(slo, { measure: measured, previous }),
        minSamples: slo['min-samples'] ?? 1,
        warmUpMs: policy_convert_span(slo['warm-up'] ?? phase['warm-up'], batchMs),
        falseAlarmEveryMs: falseAlarmEvery(slo.evidence ?? document.evidence),
    };
}
/** Null where the rule alone decides. */
function falseAlarmEvery(evidence) {
    if (evidence === 'none')
        return null;
    return duration(evidence?.['false-alarm-every'], DEFAULT_FALSE_ALARM_EVERY_MS);
}
/** Milliseconds of a duration or of a number of batches; 0 where nothing is written. */
function policy_convert_span(value, batchMs) {
    return typeof value === 'object' ? value.batches * batchMs : duration(value, 0);
}
function signedSectionOf(section) {
    if (typeof section === 'string')
        return { heading: section, signedBy: [] };
    return { heading: section.section, signedBy: section['signed-by'] };
}
function promoteOf(promote) {
    const healthy = typeof promote.healthy === 'string' ? { for: promote.healthy } : promote.healthy;
    return {
        healthyMs: duration(healthy.for, 0),
        healthyBatches: healthy.batches ?? null,
        without: healthy.without ?? 'violations',
        checklist: (promote.checklist ?? []).map(signedSectionOf),
        evidence: promote.evidence ?? {},
        approvals: promote.approvals ?? [],
    };
}
function phaseOf(phase, document, batchMs) {
    const all = phase.slos ?? [];
    return {
        id: phase.id,
        audience: { segments: policy_convert_listOf(phase.audience?.segment), percent: phase.audience?.percent ?? 100 },
        flags: phase.flags ?? {},
        slos: all.map((slo) => sloOf(slo, { document, phase, all, batchMs })),
        promote: phase.promote === undefined ? null : promoteOf(phase.promote),
    };
}
/** The policy that a checked document means, with every default filled in. */
function policyOf(document) {
    const batchMs = duration(document.batch, DEFAULT_BATCH_MS);
    const meaning = {
        rollout: document.rollout,
        batchMs,
        graceMs: duration(document.grace, DEFAULT_GRACE_MS),
        maxGapMs: duration(document['max-gap'], 2 * batchMs),
        maxAheadMs: duration(document['max-ahead'], time/* DAY */.d_),
        dedupeMs: duration(document.dedupe, time/* DAY */.d_),
        keepEvents: document['keep-events'] ?? true,
        rollback: document.rollback ?? 'propose',
        governance: {
            branch: document.governance?.branch ?? 'phasegate',
            folder: document.governance?.folder ?? 'governance',
        },
        stabilise: stabiliseOf(document),
        sources: document.sources.map(sourceOf),
        slis: Object.entries(document.slis).map(([id, sli]) => sliOf(id, sli)),
        phases: document.phases.map((phase) => phaseOf(phase, document, batchMs)),
    };
    const incidents = incidentsOf(document.incidents, batchMs);
    const notify = notifyOf(document.notify);
    return { ...meaning, ...settingsOf(document), incidents, notify, digest: digest_sha256(canonical_json_canonicalJson(meaning)) };
}

;// CONCATENATED MODULE: ./out/build/src/domain/document-fault.js
const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_-]*$/;
/** `phases[0].flags["merge.precision"]`. */
function formatPath(path) {
    return path.reduce((text, part) => {
        if (typeof part === 'number')
            return `${text}[${part}]`;
        if (!PLAIN_KEY.test(part))
            return `${text}[${JSON.stringify(part)}]`;
        return text === '' ? part : `${text}.${part}`;
    }, '');
}
/** An error at the value of a path. */
function errorAt(path, message) {
    return { path, at: 'value', message, severity: 'error' };
}
/** A value as a fault's message names it: short, and without the value's own line breaks. */
function describeValue(value) {
    if (value === null || value === undefined)
        return 'nothing';
    if (Array.isArray(value))
        return value.length === 0 ? 'an empty list' : 'a list';
    if (typeof value === 'object')
        return Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping';
    // As text a number that is not finite keeps its name; JSON would call it null.
    const text = typeof value === 'number' ? value.toString() : JSON.stringify(value);
    return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-lint-checklist.js


/** Sections, and roles of one section, that a promotion asks for twice: both are compared without case. */
function lintChecklists(document) {
    return raw_values_itemsOf(raw_values_member(document, 'phases')).flatMap((phase, i) => {
        const path = ['phases', i, 'promote', 'checklist'];
        const sections = raw_values_itemsOf(raw_values_member(raw_values_member(phase, 'promote'), 'checklist'));
        return [
            ...lintTwice(sections, path),
            ...sections.flatMap((section, k) => lintTwice(raw_values_itemsOf(raw_values_member(section, 'signed-by')), [...path, k, 'signed-by'])),
        ];
    });
}
function lintTwice(items, path) {
    const seen = new Map();
    return items.flatMap((item, i) => {
        const name = raw_values_textOf(item) ?? raw_values_textOf(raw_values_member(item, 'section'));
        const plain = name?.trim().toLowerCase() ?? '';
        if (plain === '')
            return [];
        const first = seen.get(plain);
        if (first === undefined) {
            seen.set(plain, item);
            return [];
        }
        // The same text twice breaks the schema, which says so.
        if (first === item)
            return [];
        return [errorAt([...path, i], `${JSON.stringify(name)} is in the list twice; keep one`)];
    });
}

;// CONCATENATED MODULE: ./out/build/src/domain/suggest.js
/** Edits that turn one text into the other, where swapping two neighbours is one edit (optimal string alignment). */
function editDistance(a, b) {
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i += 1) {
        const row = [i];
        for (let j = 1; j <= b.length; j += 1) {
            const substitution = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            let best = Math.min(substitution, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
            if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
                best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
            }
            row.push(best);
        }
        beforeLast = last;
        last = row;
    }
    return last[b.length] ?? 0;
}
/** Longer texts are no slips of the keyboard, and comparing them would cost time. */
const LONGEST = 100;
/**
 * What a person who wrote `text` most likely meant: the nearest candidate, at most one edit away for every three
 * characters (a difference of case or of `_` for `-` is none); null where nothing is near. Ties go to the first.
 */
function suggest(text, candidates) {
    if (text.length > LONGEST)
        return null;
    const plain = (word) => word.toLowerCase().replaceAll('_', '-');
    let best = null;
    let bestDistance = Math.max(1, Math.floor(text.length / 3)) + 1;
    for (const candidate of candidates) {
        if (candidate.length > LONGEST || candidate === text)
            continue;
        const distance = editDistance(plain(text), plain(candidate));
        // As many edits as letters is another word, not a slip.
        if (distance < bestDistance && distance < Math.max(text.length, candidate.length))
            [best, bestDistance] = [candidate, distance];
    }
    return best;
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-lint-decisions.js





/** A job may last so long on GitHub's runners. */
const MAX_TIMEOUT_MS = 6 * time/* HOUR */.dp;
const MIN_TIMEOUT_MS = time/* MINUTE */.pY;
/** What a schema cannot say of `stabilise`, `flags.push`, `smoke` and `environments`. */
function lintDecisions(document) {
    return [
        ...lintForced(document),
        ...lintTimeout(document, ['flags', 'push']),
        ...lintTimeout(document, ['smoke']),
        ...lintEnvironments(document),
    ];
}
/** Flags with the type that the phases give them. */
function flagTypes(document) {
    const phases = raw_values_itemsOf(raw_values_member(document, 'phases'));
    return new Map(phases.flatMap((phase) => Object.entries(raw_values_recordOf(raw_values_member(phase, 'flags')) ?? {}).map(([name, value]) => [name, typeof value])));
}
function lintForced(document) {
    const stabilise = raw_values_member(document, 'stabilise');
    const forced = raw_values_recordOf(raw_values_member(stabilise, 'flags')) ?? {};
    const types = flagTypes(document);
    const faults = Object.entries(forced).flatMap(([name, value]) => {
        const path = ['stabilise', 'flags', name];
        const type = types.get(name);
        if (type === undefined) {
            const meant = suggest(name, [...types.keys()]);
            const hint = meant === null ? 'name a flag that the phases set' : `did you mean ${JSON.stringify(meant)}?`;
            const message = `no phase sets a flag ${JSON.stringify(name)}; ${hint}`;
            return [{ path, at: 'key', message, severity: 'error' }];
        }
        if (type === typeof value)
            return [];
        const message = `flag ${JSON.stringify(name)} is a ${typeof value} here and a ${type} in the phases; a flag has one type`;
        return [errorAt(path, message)];
    });
    const never = durationOf(raw_values_member(stabilise, 'for'), DEFAULT_STABILISE_MS) === 0;
    if (!never || Object.keys(forced).length === 0)
        return faults;
    const message = 'with `for: 0s` no flag is ever forced; give it a time, or leave the flags out';
    return [...faults, errorAt(['stabilise', 'flags'], message)];
}
function lintTimeout(document, path) {
    const step = path.reduce((value, key) => raw_values_member(value, key), document);
    const ms = durationOf(raw_values_member(step, 'timeout'), null);
    if (ms === null || (ms >= MIN_TIMEOUT_MS && ms <= MAX_TIMEOUT_MS))
        return [];
    const limits = `${(0,time/* formatDuration */.a3)(MIN_TIMEOUT_MS)} to ${(0,time/* formatDuration */.a3)(MAX_TIMEOUT_MS)}`;
    return [errorAt([...path, 'timeout'], `${(0,time/* formatDuration */.a3)(ms)} is out of reach; wait ${limits}`)];
}
function lintEnvironments(document) {
    const roles = raw_values_itemsOf(raw_values_member(document, 'phases')).flatMap((phase) => raw_values_itemsOf(raw_values_member(raw_values_member(phase, 'promote'), 'approvals')).map(raw_values_textOf));
    const known = roles.filter((role) => role !== null);
    return Object.keys(raw_values_recordOf(raw_values_member(document, 'environments')) ?? {}).flatMap((role) => {
        if (known.includes(role))
            return [];
        const meant = suggest(role, known);
        const hint = meant === null ? 'name a role of `approvals`' : `did you mean ${JSON.stringify(meant)}?`;
        const message = `no phase asks for the approval of ${JSON.stringify(role)}; ${hint}`;
        return [{ path: ['environments', role], at: 'key', message, severity: 'error' }];
    });
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-lint-flags.js



function policy_lint_flags_phaseFlags(document) {
    return raw_values_itemsOf(raw_values_member(document, 'phases')).flatMap((phase, index) => {
        const written = raw_values_member(phase, 'flags');
        const flags = written === undefined ? {} : raw_values_recordOf(written);
        if (raw_values_recordOf(phase) === null || flags === null)
            return [];
        const path = written === undefined ? ['phases', index] : ['phases', index, 'flags'];
        return [{ index, id: raw_values_textOf(raw_values_member(phase, 'id')) ?? `phases[${index}]`, flags, path }];
    });
}
/** Every phase sets the same flags, to values of one type: else a promotion would leave a flag behind. */
function lintFlags(document) {
    const phases = policy_lint_flags_phaseFlags(document);
    const slips = phases.flatMap((phase) => misspelt(phase, phases));
    return [...slips.map((slip) => slip.fault), ...lintMissing(phases, slips), ...lintTypes(phases)];
}
/** A flag of one phase alone, which misses a flag of a similar name. Of two spellings the earlier phase's is right. */
function misspelt(phase, phases) {
    const others = phases.filter((other) => other !== phase);
    const elsewhere = new Set(others.flatMap((other) => Object.keys(other.flags)));
    const known = [...elsewhere].filter((flag) => !Object.hasOwn(phase.flags, flag) &&
        (others.filter((other) => Object.hasOwn(other.flags, flag)).length > 1 ||
            phases.findIndex((other) => Object.hasOwn(other.flags, flag)) < phases.indexOf(phase)));
    return Object.keys(phase.flags)
        .filter((flag) => !elsewhere.has(flag))
        .flatMap((written) => {
        const meant = suggest(written, known);
        if (meant === null)
            return [];
        const message = `no other phase sets flag ${JSON.stringify(written)}; did you mean ${JSON.stringify(meant)}?`;
        const fault = {
            path: ['phases', phase.index, 'flags', written],
            at: 'key',
            message,
            severity: 'error',
        };
        return [{ phase: phase.index, written, meant, fault }];
    });
}
function lintMissing(phases, slips) {
    const isSlip = (phase, flag) => slips.some((slip) => slip.phase === phase && (slip.written === flag || slip.meant === flag));
    const all = new Set(phases.flatMap((phase) => Object.keys(phase.flags).filter((flag) => !isSlip(phase.index, flag))));
    return phases.flatMap((phase) => {
        const missing = [...all]
            .filter((flag) => !Object.hasOwn(phase.flags, flag) && !isSlip(phase.index, flag))
            .sort();
        if (missing.length === 0)
            return [];
        const names = missing.map((flag) => JSON.stringify(flag)).join(', ');
        const message = `phase ${JSON.stringify(phase.id)} does not set ${names}, which another phase sets; every phase sets every flag, so that a change of phase leaves none behind`;
        return [errorAt(phase.path, message)];
    });
}
function lintTypes(phases) {
    const first = new Map();
    return phases.flatMap((phase) => Object.entries(phase.flags).flatMap(([flag, value]) => {
        const type = typeof value;
        if (type !== 'string' && type !== 'number' && type !== 'boolean')
            return [];
        const before = first.get(flag);
        if (before === undefined)
            first.set(flag, { type, id: phase.id });
        if (before === undefined || before.type === type)
            return [];
        const message = `flag ${JSON.stringify(flag)} is a ${type} here and a ${before.type} in phase ${JSON.stringify(before.id)}; a flag has one type`;
        return [errorAt(['phases', phase.index, 'flags', flag], message)];
    }));
}

;// CONCATENATED MODULE: ./out/build/src/domain/incident-policy.js
const PRIORITIES = ['P0', 'P1', 'P2'];

;// CONCATENATED MODULE: ./out/build/src/domain/policy-lint-incidents.js







/** What a schema cannot say of the section `incidents`. */
function lintIncidents(document) {
    const incidents = raw_values_member(document, 'incidents');
    if (raw_values_recordOf(incidents) === null)
        return [];
    return [
        ...lintPriorities(document, incidents),
        ...PRIORITIES.flatMap((priority) => lintSteps(incidents, priority)),
        ...lintBusiness(incidents),
        ...lintLiveness(document, incidents),
    ];
}
/** Every name that an SLO of the policy goes by: its own, and that of its SLI. */
function sloNames(document) {
    const slis = Object.keys(raw_values_recordOf(raw_values_member(document, 'slis')) ?? {});
    const batchMs = durationOf(raw_values_member(document, 'batch'), DEFAULT_BATCH_MS);
    const slos = raw_values_itemsOf(raw_values_member(document, 'phases')).flatMap((phase) => raw_values_itemsOf(raw_values_member(phase, 'slos')));
    const own = slos.flatMap((slo) => {
        const sli = raw_values_textOf(raw_values_member(slo, 'sli'));
        const windowMs = durationOf(raw_values_member(slo, 'window'), batchMs);
        const withWindow = sli === null || windowMs === null ? null : defaultSloId(sli, { windowMs, several: true });
        return [raw_values_textOf(raw_values_member(slo, 'id')), withWindow].filter((name) => name !== null);
    });
    return [...slis, ...own];
}
function lintPriorities(document, incidents) {
    const known = sloNames(document);
    return Object.keys(raw_values_recordOf(raw_values_member(incidents, 'priorities')) ?? {}).flatMap((name) => {
        if (known.includes(name))
            return [];
        const meant = suggest(name, known);
        const hint = meant === null ? 'name an SLO or an SLI' : `did you mean ${JSON.stringify(meant)}?`;
        const message = `no SLO or SLI is called ${JSON.stringify(name)}; ${hint}`;
        return [{ path: ['incidents', 'priorities', name], at: 'key', message, severity: 'error' }];
    });
}
/** Steps stand in order of time; the next business day is later than any duration that stands before it. */
function lintSteps(incidents, priority) {
    const steps = raw_values_itemsOf(raw_values_member(raw_values_member(incidents, 'escalate'), priority));
    return steps.flatMap((step, i) => {
        const before = raw_values_textOf(raw_values_member(steps[i - 1], 'after'));
        const after = raw_values_textOf(raw_values_member(step, 'after'));
        if (before === null || after === null || after === 'next-business-day')
            return [];
        const earlier = before === 'next-business-day' ? Infinity : durationOf(before, null);
        const own = durationOf(after, null);
        if (earlier === null || own === null || own > earlier)
            return [];
        const message = `${after} comes no later than ${before} of the step before; write the steps in order of time`;
        return [errorAt(['incidents', 'escalate', priority, i, 'after'], message)];
    });
}
function lintBusiness(incidents) {
    const business = raw_values_member(incidents, 'business');
    const from = raw_values_textOf(raw_values_member(business, 'from')) ?? '09:00';
    const to = raw_values_textOf(raw_values_member(business, 'to')) ?? '17:00';
    const [fromMs, toMs] = [timeOfDay(from), timeOfDay(to)];
    if (business === undefined || fromMs === null || toMs === null || fromMs < toMs)
        return [];
    return [
        errorAt(['incidents', 'business'], `a business day from ${from} to ${to} has no time in it; swap them`),
    ];
}
function lintLiveness(document, incidents) {
    const liveness = raw_values_member(incidents, 'liveness');
    const batchMs = durationOf(raw_values_member(document, 'batch'), DEFAULT_BATCH_MS);
    const batches = numberOf(raw_values_member(liveness, 'batches'));
    if (batchMs === null)
        return [];
    const ms = batches === null ? durationOf(liveness, null) : batches * batchMs;
    if (ms === null || ms >= 2 * batchMs)
        return [];
    const message = `${(0,time/* formatDuration */.a3)(ms)} is shorter than two batches (${(0,time/* formatDuration */.a3)(2 * batchMs)}), so one late tick would be an incident; use at least ${(0,time/* formatDuration */.a3)(2 * batchMs)}`;
    return [errorAt(['incidents', 'liveness'], message)];
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-lint-notify.js




const MIN_BUDGET_MS = time/* SECOND */.Z2;
const MAX_BUDGET_MS = 5 * time/* MINUTE */.pY;
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
/** Keys by kind; a channel has all that it needs and nothing else. */
const NEEDS = {
    console: [],
    slack: ['secret'],
    pagerduty: ['secret'],
    email: ['secret', 'from', 'to'],
    webhook: ['secret', 'signing-secret'],
};
const MAY = { pagerduty: ['url'] };
/** What a schema cannot say of the section `notify`. */
function lintNotify(document) {
    const notify = raw_values_member(document, 'notify');
    if (raw_values_recordOf(notify) === null)
        return [];
    return [
        ...lintBudget(notify),
        ...Object.entries(raw_values_recordOf(raw_values_member(notify, 'channels')) ?? {}).flatMap(([name, channel]) => lintChannel(['notify', 'channels', name], channel)),
        ...lintRoutes(document, notify),
    ];
}
function lintBudget(notify) {
    const ms = durationOf(raw_values_member(notify, 'budget'), null);
    if (ms === null || (ms >= MIN_BUDGET_MS && ms <= MAX_BUDGET_MS))
        return [];
    const range = `${(0,time/* formatDuration */.a3)(MIN_BUDGET_MS)} to ${(0,time/* formatDuration */.a3)(MAX_BUDGET_MS)}`;
    return [errorAt(['notify', 'budget'], `${(0,time/* formatDuration */.a3)(ms)} is not from ${range}; use 20s`)];
}
function lintChannel(path, channel) {
    const kind = raw_values_textOf(raw_values_member(channel, 'kind'));
    if (kind === null || !Object.hasOwn(NEEDS, kind))
        return [];
    const needs = NEEDS[kind] ?? [];
    const known = ['kind', ...needs, ...(Object.hasOwn(MAY, kind) ? (MAY[kind] ?? []) : [])];
    const missing = needs.filter((key) => raw_values_member(channel, key) === undefined);
    const odd = Object.keys(raw_values_recordOf(channel) ?? {}).filter((key) => !known.includes(key) && ['secret', 'signing-secret', 'url', 'from', 'to'].includes(key));
    const faults = odd.map((key) => {
        const message = `a channel of kind ${kind} has no ${key}; remove it`;
        return { path: [...path, key], at: 'key', message, severity: 'error' };
    });
    if (missing.length > 0)
        faults.push(errorAt(path, `a channel of kind ${kind} needs ${missing.join(' and ')}; write it`));
    return [...faults, ...lintUrl([...path, 'url'], raw_values_member(channel, 'url'))];
}
function lintUrl(path, value) {
    const text = raw_values_textOf(value);
    if (text === null || !URL.canParse(text))
        return [];
    const url = new URL(text);
    if (url.protocol === 'https:' || LOOPBACK.includes(url.hostname))
        return [];
    return [errorAt(path, 'the key would be sent unencrypted; use https')];
}
function unknown(path, name, known, what) {
    const meant = suggest(name, known);
    const hint = meant === null ? `there are ${known.join(', ')}` : `did you mean ${JSON.stringify(meant)}?`;
    return errorAt(path, `no ${what} is called ${JSON.stringify(name)}; ${hint}`);
}
function lintRoutes(document, notify) {
    const channels = Object.keys(raw_values_recordOf(raw_values_member(notify, 'channels')) ?? {});
    const phases = raw_values_itemsOf(raw_values_member(document, 'phases'))
        .map((phase) => raw_values_textOf(raw_values_member(phase, 'id')))
        .filter((id) => id !== null);
    const routes = raw_values_itemsOf(raw_values_member(notify, 'routes'));
    const names = (route, key) => raw_values_itemsOf(raw_values_member(route, key)).flatMap((item, i) => typeof item === 'string' ? [[i, item]] : []);
    const faults = routes.flatMap((route, r) => [
        ...names(route, 'to')
            .filter(([, name]) => !channels.includes(name))
            .map(([i, name]) => unknown(['notify', 'routes', r, 'to', i], name, channels, 'channel')),
        ...names(route, 'phase')
            .filter(([, name]) => !phases.includes(name))
            .map(([i, name]) => unknown(['notify', 'routes', r, 'phase', i], name, phases, 'phase')),
    ]);
    const used = new Set(routes.flatMap((route) => names(route, 'to').map(([, name]) => name)));
    const idle = channels.filter((name) => !used.has(name));
    return [
        ...faults,
        ...idle.map((name) => {
            const message = `no route goes to ${JSON.stringify(name)}; name it in a route, or remove it`;
            return { path: ['notify', 'channels', name], at: 'key', message, severity: 'warning' };
        }),
    ];
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-lint-phases.js


/** Phases that are there twice, that shrink, or that nothing leads out of. */
function lintPhaseOrder(document) {
    const phases = raw_values_itemsOf(raw_values_member(document, 'phases'));
    return [...lintDuplicates(phases), ...lintShrinking(phases), ...lintDeadEnds(phases)];
}
function lintDuplicates(phases) {
    const seen = new Map();
    return phases.flatMap((phase, i) => {
        const id = raw_values_textOf(raw_values_member(phase, 'id'));
        if (id === null)
            return [];
        const first = seen.get(id);
        if (first === undefined) {
            seen.set(id, i);
            return [];
        }
        return [
            errorAt(['phases', i, 'id'], `phase ${JSON.stringify(id)} is already phases[${first}]; give this one an id of its own`),
        ];
    });
}
/** The segments as one text; null where they are not written as they should be. */
function segmentsOf(phase) {
    const segment = raw_values_member(raw_values_member(phase, 'audience'), 'segment');
    if (segment === undefined)
        return '[]';
    const segments = Array.isArray(segment) ? segment : [segment];
    return segments.every((one) => typeof one === 'string') ? JSON.stringify([...segments].sort()) : null;
}
function lintShrinking(phases) {
    const reached = new Map();
    return phases.flatMap((phase, i) => {
        const segments = segmentsOf(phase);
        const written = raw_values_member(raw_values_member(phase, 'audience'), 'percent');
        const percent = written === undefined ? 100 : numberOf(written);
        if (segments === null || percent === null)
            return [];
        const before = reached.get(segments);
        const id = raw_values_textOf(raw_values_member(phase, 'id')) ?? `phases[${i}]`;
        reached.set(segments, { percent, id });
        if (before === undefined || percent >= before.percent)
            return [];
        const message = `reaches ${percent} % after the ${before.percent} % of phase ${JSON.stringify(before.id)}; phases stand in rollout order, so a later one reaches at least as many`;
        return [errorAt(['phases', i, 'audience', 'percent'], message)];
    });
}
function lintDeadEnds(phases) {
    return phases.slice(0, -1).flatMap((phase, i) => {
        const id = raw_values_textOf(raw_values_member(phase, 'id'));
        if (id === null || raw_values_member(phase, 'promote') !== undefined)
            return [];
        const message = `phase ${JSON.stringify(id)} is not the last and has no \`promote\`, so nothing ever recommends leaving it; add promote: { healthy: 48h }`;
        return [{ path: ['phases', i], at: 'value', message, severity: 'warning' }];
    });
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-lint-slis.js


/** Conditions that no number satisfies, and SLIs that nothing is judged by. */
function lintSlis(document) {
    const slis = Object.entries(raw_values_recordOf(raw_values_member(document, 'slis')) ?? {});
    return [
        ...slis.flatMap(([id, sli]) => [
            ...lintMatch(raw_values_member(sli, 'where'), ['slis', id, 'where']),
            ...['good', 'bad'].flatMap((key) => lintMatch(raw_values_member(raw_values_member(sli, 'ratio'), key), ['slis', id, 'ratio', key])),
        ]),
        ...lintUnused(document),
    ];
}
function lintMatch(match, path) {
    return Object.entries(raw_values_recordOf(match) ?? {}).flatMap(([field, condition]) => {
        const above = numberOf(raw_values_member(condition, 'above'));
        const below = numberOf(raw_values_member(condition, 'below'));
        if (above === null || below === null || above < below)
            return [];
        return [errorAt([...path, field], `no number is above ${above} and below ${below}; swap them`)];
    });
}
function lintUnused(document) {
    const ids = Object.keys(raw_values_recordOf(raw_values_member(document, 'slis')) ?? {});
    const used = raw_values_itemsOf(raw_values_member(document, 'phases')).flatMap((phase) => raw_values_itemsOf(raw_values_member(phase, 'slos')).map((slo) => raw_values_textOf(raw_values_member(slo, 'sli'))));
    // A name that is not known was meant to be one of those that now look unused.
    if (used.length === 0 || used.some((id) => id === null || !ids.includes(id)))
        return [];
    return ids
        .filter((id) => !used.includes(id))
        .map((id) => ({
        path: ['slis', id],
        at: 'key',
        message: `no phase judges SLI ${JSON.stringify(id)}; it is measured and shown nowhere in a verdict`,
        severity: 'warning',
    }));
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-lint-sources.js


/** What the machinery around a step puts into its environment: no source may send any of it anywhere. */
const RUNNER_VARIABLE = /^(?:GITHUB|ACTIONS|RUNNER|INPUT|STATE|NODE)_/;
/** Headers that the transfer itself depends on. */
const OWN_HEADERS = new Set([
    'accept-encoding',
    'connection',
    'content-length',
    'expect',
    'host',
    'if-match',
    'if-modified-since',
    'if-none-match',
    'if-range',
    'if-unmodified-since',
    'keep-alive',
    'range',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
]);
const CREDENTIAL = /^(?:authorization|proxy-authorization|cookie)$|token|secret|password|api-?key/i;
/** Keys that mean something only beside another one. */
const ONLY_WITH = [
    ['workflow', 'artifact'],
    ['headers', 'url'],
    ['format', 'url'],
    ['private', 'url'],
];
/** What a schema cannot say of where sources are fetched from. */
function lintOrigins(document) {
    return raw_values_itemsOf(raw_values_member(document, 'sources')).flatMap((source, i) => [
        ...lintCombination(source, ['sources', i]),
        ...policy_lint_sources_lintUrl(source, ['sources', i]),
        ...lintHeaders(source, ['sources', i]),
    ]);
}
function has(source, key) {
    return raw_values_member(source, key) !== undefined;
}
function lintCombination(source, path) {
    const faultAt = (key, message) => ({
        path: [...path, key],
        at: 'key',
        message,
        severity: 'error',
    });
    const alone = ONLY_WITH.filter(([key, other]) => has(source, key) && !has(source, other)).map(([key, other]) => faultAt(key, `means something only beside \`${other}\`; leave it out`));
    // Of several kinds at once, and of none, the schema speaks.
    if (has(source, 'jsonl') || has(source, 'csv'))
        return alone;
    const kind = ['url', 'ledger', 'incidents', 'ticks'].find((key) => has(source, key));
    if (kind === undefined)
        return alone;
    const other = ['artifact', 'branch'].filter((key) => has(source, key));
    return [
        ...alone,
        ...other.map((key) => faultAt(key, `\`${key}\` names where files are, and \`${kind}\` is another source; keep one`)),
    ];
}
function policy_lint_sources_lintUrl(source, path) {
    const url = raw_values_textOf(raw_values_member(source, 'url'));
    // What does not begin like this is named by the schema.
    if (url === null || !/^https:\/\//.test(url))
        return [];
    if (!URL.canParse(url))
        return [errorAt([...path, 'url'], 'is no address')];
    const { username, password, hash } = new URL(url);
    if (username !== '' || password !== '')
        return [errorAt([...path, 'url'], 'holds a user or a password; send it in `headers`, from a secret')];
    return hash === '' ? [] : [errorAt([...path, 'url'], 'has a part behind #, which is never sent')];
}
function lintHeaders(source, path) {
    const headers = raw_values_recordOf(raw_values_member(source, 'headers')) ?? {};
    const seen = new Set();
    return Object.entries(headers).flatMap(([name, value]) => {
        const place = [...path, 'headers', name];
        const lower = name.toLowerCase();
        const secret = raw_values_textOf(raw_values_member(value, 'secret'));
        const faults = [];
        if (seen.has(lower))
            faults.push('is there twice; capital letters make no difference');
        seen.add(lower);
        if (OWN_HEADERS.has(lower))
            faults.push('belongs to the transfer itself; leave it out');
        else if (typeof value === 'string' && CREDENTIAL.test(lower))
            faults.push('would stand in the policy for all to read; write { secret: NAME }');
        if (secret !== null && RUNNER_VARIABLE.test(secret))
            faults.push(`${secret} belongs to the runner and is sent nowhere; pass the secret under another name`);
        return faults.map((message) => ({ path: place, at: 'key', message, severity: 'error' }));
    });
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-lint-when.js



/** The rules of which a limit has one at most. */
const WHEN_KEYS = ['batches', 'mean-of', 'moving-average', 'times', 'unmet-for'];
/** What several windows together may reach back: as far as outcomes are kept in any case. */
const FARTHEST_MS = 7 * time/* DAY */.d_;
/** Rules of a limit that contradict each other, can never be met, or look too far back. */
function lintWhen(limit, path, { windowMs }) {
    const present = WHEN_KEYS.filter((key) => raw_values_member(limit, key) !== undefined);
    const [first, second] = present;
    if (first !== undefined && second !== undefined) {
        const message = `a limit has one rule, and this one has \`${first}\` and \`${second}\`; write two limits as a list`;
        return [errorAt([...path, second], message)];
    }
    if (first === undefined || windowMs === null)
        return [];
    switch (first) {
        case 'batches':
        case 'mean-of':
        case 'moving-average':
            return lintWindows(limit, [...path, first], windowMs);
        case 'times':
            return lintTimes(limit, path, windowMs);
        case 'unmet-for':
            return lintUnmetFor(limit, [...path, first], windowMs);
    }
}
function tooFar(ms, path) {
    if (ms <= FARTHEST_MS)
        return [];
    const [asked, most] = [(0,time/* formatDuration */.a3)(ms), (0,time/* formatDuration */.a3)(FARTHEST_MS)];
    return [errorAt(path, `this looks ${asked} back, and no rule looks further back than ${most}`)];
}
function lintWindows(limit, path, windowMs) {
    const windows = numberOf(raw_values_member(limit, String(path.at(-1))));
    return windows === null || windows <= 1 ? [] : tooFar(windows * windowMs, path);
}
function lintTimes(limit, path, windowMs) {
    const times = numberOf(raw_values_member(limit, 'times'));
    const withinMs = durationOf(raw_values_member(limit, 'within'), null);
    if (times === null || withinMs === null)
        return [];
    if (times * windowMs <= withinMs)
        return tooFar(withinMs, [...path, 'within']);
    const message = `${(0,time/* formatDuration */.a3)(withinMs)} has no room for ${times} windows of ${(0,time/* formatDuration */.a3)(windowMs)}, so this is never met; use at least ${(0,time/* formatDuration */.a3)(times * windowMs)}`;
    return [errorAt([...path, 'within'], message)];
}
function lintUnmetFor(limit, path, windowMs) {
    const ms = durationOf(raw_values_member(limit, 'unmet-for'), null);
    if (ms === null)
        return [];
    if (ms >= windowMs)
        return tooFar(ms, path);
    const message = `${(0,time/* formatDuration */.a3)(ms)} is shorter than the SLO's window (${(0,time/* formatDuration */.a3)(windowMs)}), so any one window meets it; use a shorter window, or leave the rule out`;
    return [errorAt(path, message)];
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-lint-baseline.js




const LONGEST_MS = 30 * time/* DAY */.d_;
/** Baselines that nothing is relative to, of a phase that is not there, or over an impossible time. */
function lintBaseline(limit, path, context) {
    const baseline = raw_values_member(limit, 'baseline');
    if (baseline === undefined)
        return [];
    if (raw_values_member(limit, 'above-by') === undefined && raw_values_member(limit, 'below-by') === undefined) {
        const message = 'a baseline is what `above-by` or `below-by` is relative to, and this limit has neither';
        return [errorAt([...path, 'baseline'], message)];
    }
    return [
        ...lintPhase(raw_values_textOf(raw_values_member(baseline, 'phase')), [...path, 'baseline', 'phase'], context),
        ...lintWindow(baseline, [...path, 'baseline', 'window'], context.batchMs),
    ];
}
function lintPhase(id, path, { phases, position }) {
    if (id === null || phases.includes(id))
        return [];
    if (id === 'previous') {
        return position > 0 ? [] : [errorAt(path, 'this is the first phase, so there is no previous one')];
    }
    const meant = suggest(id, [...phases, 'previous']);
    const hint = meant === null ? `there are ${phases.join(', ')}` : `did you mean ${JSON.stringify(meant)}?`;
    return [errorAt(path, `there is no phase ${JSON.stringify(id)}; ${hint}`)];
}
function lintWindow(baseline, path, batchMs) {
    const ms = durationOf(raw_values_member(baseline, 'window'), null);
    if (ms === null || batchMs === null)
        return [];
    const asked = (0,time/* formatDuration */.a3)(ms);
    if (ms < batchMs)
        return [errorAt(path, `a baseline of ${asked} is shorter than a batch (${(0,time/* formatDuration */.a3)(batchMs)})`)];
    if (ms <= LONGEST_MS)
        return [];
    return [
        errorAt(path, `a baseline of ${asked} is longer than ${(0,time/* formatDuration */.a3)(LONGEST_MS)}, the most that is kept`),
    ];
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-lint-burn-rate.js





/** Burn rates of what is no ratio, over impossible windows, or that no share of bad events reaches. */
function lintBurnRate(limit, path, context) {
    const burn = raw_values_member(limit, 'burn-rate');
    if (burn === undefined)
        return [];
    const place = [...path, 'burn-rate'];
    const other = WHEN_KEYS.find((key) => raw_values_member(limit, key) !== undefined);
    return [
        ...(context.sli === undefined || raw_values_member(context.sli, 'ratio') !== undefined
            ? []
            : [errorAt(place, 'only a ratio has an error budget; use `above` or `below`')]),
        ...(other === undefined
            ? []
            : [errorAt([...path, other], `\`burn-rate\` is a rule by itself; remove \`${other}\``)]),
        ...policy_lint_burn_rate_lintWindows(burn, place, context.batchMs),
        ...lintReach(burn, place),
    ];
}
function policy_lint_burn_rate_lintWindows(burn, place, batchMs) {
    const [long, short] = ['long', 'short'].map((key) => durationOf(raw_values_member(burn, key), null));
    const faults = ['long', 'short'].flatMap((key) => {
        const ms = durationOf(raw_values_member(burn, key), null);
        if (ms === null || batchMs === null || (ms > 0 && ms % batchMs === 0))
            return [];
        const message = `a window of ${(0,time/* formatDuration */.a3)(ms)} is no multiple of a batch (${(0,time/* formatDuration */.a3)(batchMs)})`;
        return [errorAt([...place, key], message)];
    });
    if (faults.length > 0 || long == null || short == null || short < long)
        return faults;
    const message = `the short window (${(0,time/* formatDuration */.a3)(short)}) must be shorter than the long one (${(0,time/* formatDuration */.a3)(long)})`;
    return [errorAt([...place, 'short'], message)];
}
function lintReach(burn, place) {
    const objective = numberOf(raw_values_member(burn, 'objective'));
    const factor = numberOf(raw_values_member(burn, 'factor'));
    if (objective === null || factor === null || burntShare({ objective, factor }) < 1)
        return [];
    const most = Number((1 / (1 - objective)).toPrecision(3));
    const message = `with every event bad the budget of ${objective} burns ${most} times as fast as it allows, so ${factor} times is never reached`;
    return [errorAt([...place, 'factor'], message)];
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-lint-limits.js






/** Limits of an SLO that cannot work, each by itself and against each other. */
function lintLimits(slo, path, context) {
    const warn = limitsOf(raw_values_member(slo, 'warn'), [...path, 'warn']);
    const rollback = limitsOf(raw_values_member(slo, 'rollback'), [...path, 'rollback']);
    const faults = [...warn, ...rollback].flatMap((one) => lintLimit(one, context));
    const sound = (limits) => limits.flatMap((one) => (lintLimit(one, context).length > 0 ? [] : (plainOf(one) ?? [])));
    const pairs = sound(warn).flatMap((one) => lintPairs(one, sound(rollback)));
    return [...faults, ...pairs, ...lintShare(raw_values_member(slo, 'warn'), [...path, 'warn'], rollback)];
}
function limitsOf(value, path) {
    if (Array.isArray(value))
        return raw_values_itemsOf(value).map((limit, i) => ({ limit, path: [...path, i] }));
    return raw_values_recordOf(value) === null ? [] : [{ limit: value, path }];
}
function lintLimit({ limit, path }, context) {
    const bound = policy_lint_limits_boundOf(limit);
    const fault = bound === null ? null : impossible(bound, context.sli);
    return [
        ...(bound === null || fault === null ? [] : [errorAt([...path, bound.side], fault)]),
        ...lintWhen(limit, path, context),
        ...lintBaseline(limit, path, context),
        ...lintBurnRate(limit, path, context),
    ];
}
function policy_lint_limits_boundOf(limit) {
    const above = numberOf(raw_values_member(limit, 'above'));
    const below = numberOf(raw_values_member(limit, 'below'));
    if ((above === null) === (below === null))
        return null;
    return above === null ? { side: 'below', value: below ?? 0 } : { side: 'above', value: above };
}
/** Null for a limit of another kind. */
function plainOf({ limit, path }) {
    const bound = policy_lint_limits_boundOf(limit);
    const written = raw_values_member(limit, 'batches');
    const windows = written === undefined ? 1 : numberOf(written);
    const others = WHEN_KEYS.filter((key) => key !== 'batches' && raw_values_member(limit, key) !== undefined);
    return bound === null || windows === null || others.length > 0 ? null : { ...bound, windows, path };
}
/** Why no value can be beyond the limit, or null. */
function impossible({ side, value }, sli) {
    if (raw_values_member(sli, 'count') !== undefined) {
        return side === 'below' && value <= 0
            ? `no count is below ${value}, so this limit is never reached`
            : null;
    }
    if (raw_values_member(sli, 'ratio') === undefined)
        return null;
    if (value > 1 && value <= 100) {
        return `a ratio is a share from 0 to 1; for ${value} % write ${Number((value / 100).toPrecision(12))}`;
    }
    if (value < 0 || value > 1)
        return `a ratio is a share from 0 to 1, and ${value} is none`;
    const never = side === 'above' ? value === 1 : value === 0;
    return never ? `no ratio is ${side} ${value}, so this limit is never reached` : null;
}
function lintPairs(warn, rollbacks) {
    const [fault] = rollbacks.flatMap((rollback) => lintPair(warn, rollback) ?? []);
    return fault === undefined ? [] : [fault];
}
function lintPair(warn, rollback) {
    const place = [...warn.path, warn.side];
    if (warn.side !== rollback.side) {
        const message = `warns ${warn.side} a limit and rolls back ${rollback.side} one; an SLI has one bad side`;
        return errorAt(place, message);
    }
    const beyond = warn.side === 'above' ? warn.value - rollback.value : rollback.value - warn.value;
    if (beyond < 0 || (beyond === 0 && warn.windows < rollback.windows))
        return null;
    const better = warn.side === 'above' ? 'less' : 'more';
    const message = `warn ${warn.side} ${warn.value} never comes before rollback ${rollback.side} ${rollback.value}; warn at ${better} than ${rollback.value}`;
    return errorAt(place, message);
}
/** A warning that is a share of the rollback limit. */
function lintShare(warn, path, rollback) {
    const text = raw_values_textOf(warn);
    const share = text === null ? null : shareOf(text);
    if (text === null || share === null)
        return [];
    if (share >= 1)
        return [
            errorAt(path, `a warning at ${text} of the rollback limit never comes first; use less than 100%`),
        ];
    if (rollback.some(({ limit }) => policy_lint_limits_boundOf(limit) !== null))
        return [];
    const message = `${text} of what? This SLO has no rollback limit with \`above\` or \`below\`; add one, or write the warning as a limit`;
    return [errorAt(path, message)];
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-lint-slos.js






/** As for every id: it becomes part of file names. */
const LONGEST_ID = 64;
/** SLOs that judge nothing, twice the same, over an impossible window, or by limits that cannot work. */
function lintSlos(document, batchMs) {
    const all = raw_values_itemsOf(raw_values_member(document, 'phases'));
    const phases = all.map((phase) => raw_values_textOf(raw_values_member(phase, 'id')) ?? '');
    const slis = raw_values_recordOf(raw_values_member(document, 'slis')) ?? {};
    return all.flatMap((phase, i) => {
        const context = { slis, batchMs, phases, position: i };
        const slos = raw_values_itemsOf(raw_values_member(phase, 'slos'));
        const path = ['phases', i, 'slos'];
        return [
            ...slos.flatMap((slo, j) => lintSlo(slo, [...path, j], context)),
            ...policy_lint_slos_lintDuplicates(slos, path, batchMs),
        ];
    });
}
function lintSlo(slo, path, context) {
    return [
        ...lintSli(slo, path, context),
        ...policy_lint_slos_lintWindow(slo, path, context),
        ...lintLimits(slo, path, { ...context, sli: policy_lint_slos_sliOf(slo, context), windowMs: windowOf(slo, context) }),
        ...lintEvidence(slo, path, context),
    ];
}
function policy_lint_slos_sliOf(slo, { slis }) {
    const id = raw_values_textOf(raw_values_member(slo, 'sli'));
    return id !== null && Object.hasOwn(slis, id) ? slis[id] : undefined;
}
/** Null where the window, or the batch that it defaults to, is at fault. */
function windowOf(slo, { batchMs }) {
    const windowMs = durationOf(raw_values_member(slo, 'window'), batchMs);
    return windowMs === null || batchMs === null || windowMs < batchMs ? null : windowMs;
}
/** A time between false alarms that a batch is longer than. */
function lintEvidence(value, path, { batchMs }) {
    const ms = durationOf(raw_values_member(raw_values_member(value, 'evidence'), 'false-alarm-every'), null);
    if (ms === null || batchMs === null || ms >= batchMs)
        return [];
    const message = `a false alarm every ${(0,time/* formatDuration */.a3)(ms)} is more than one a batch (${(0,time/* formatDuration */.a3)(batchMs)}); use a longer time such as 300d, or \`evidence: none\``;
    return [errorAt([...path, 'evidence', 'false-alarm-every'], message)];
}
function lintSli(slo, path, { slis }) {
    const id = raw_values_textOf(raw_values_member(slo, 'sli'));
    const known = Object.keys(slis);
    // Without any SLI the missing `slis` is the mistake.
    if (id === null || known.length === 0 || Object.hasOwn(slis, id))
        return [];
    const meant = suggest(id, known);
    const hint = meant === null ? `\`slis\` has ${known.join(', ')}` : `did you mean ${JSON.stringify(meant)}?`;
    return [errorAt([...path, 'sli'], `SLI ${JSON.stringify(id)} is not in \`slis\`; ${hint}`)];
}
function policy_lint_slos_lintWindow(slo, path, { batchMs }) {
    const windowMs = durationOf(raw_values_member(slo, 'window'), null);
    if (windowMs === null || batchMs === null)
        return [];
    const place = [...path, 'window'];
    const [window, batch] = [(0,time/* formatDuration */.a3)(windowMs), (0,time/* formatDuration */.a3)(batchMs)];
    if (windowMs < batchMs)
        return [
            errorAt(place, `a window of ${window} is shorter than a batch (${batch}); use a multiple of ${batch}`),
        ];
    if (windowMs % batchMs !== 0)
        return [errorAt(place, `a window of ${window} is no multiple of a batch (${batch})`)];
    return [];
}
function policy_lint_slos_lintDuplicates(slos, path, batchMs) {
    const seen = new Map();
    return slos.flatMap((slo, i) => {
        const sli = raw_values_textOf(raw_values_member(slo, 'sli'));
        const windowMs = durationOf(raw_values_member(slo, 'window'), batchMs);
        if (sli === null || windowMs === null)
            return [];
        const several = slos.filter((other) => raw_values_member(other, 'sli') === sli).length > 1;
        const own = raw_values_textOf(raw_values_member(slo, 'id'));
        const id = own ?? defaultSloId(sli, { windowMs, several });
        const first = seen.get(id);
        if (first === undefined) {
            seen.set(id, i);
            if (id.length <= LONGEST_ID)
                return [];
            return [
                errorAt([...path, i], `its id would be ${JSON.stringify(id)}, longer than ${LONGEST_ID} characters; give it a shorter \`id\``),
            ];
        }
        const place = own === null ? [...path, i] : [...path, i, 'id'];
        const remedy = own === null ? 'merge the two, or give this one an `id`' : 'give this one another';
        return [errorAt(place, `SLO ${JSON.stringify(id)} is already slos[${first}] of this phase; ${remedy}`)];
    });
}

;// CONCATENATED MODULE: ./out/build/src/domain/policy-lint.js













/**
 * What a schema cannot say of a policy. The document may break the schema: a value that does is passed over here, so
 * that one mistake gives one message.
 */
function lintPolicy(document) {
    const batchMs = durationOf(raw_values_member(document, 'batch'), DEFAULT_BATCH_MS);
    const usableBatchMs = batchMs === null || batchMs === 0 || time/* DAY */.d_ % batchMs !== 0 ? null : batchMs;
    return [
        ...lintBatch(batchMs),
        ...lintMaxGap(document, usableBatchMs),
        ...lintEvidence(document, [], { batchMs: usableBatchMs }),
        ...lintSources(document),
        ...lintOrigins(document),
        ...lintSlis(document),
        ...lintPhaseOrder(document),
        ...lintChecklists(document),
        ...lintFlags(document),
        ...lintDecisions(document),
        ...lintSlos(document, usableBatchMs),
        ...lintIncidents(document),
        ...lintNotify(document),
    ];
}
function lintBatch(batchMs) {
    if (batchMs === null)
        return [];
    if (batchMs === 0)
        return [errorAt(['batch'], 'a batch must be longer than 0s; write a duration such as 15m')];
    if (time/* DAY */.d_ % batchMs === 0)
        return [];
    const near = [1, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440].map((minutes) => minutes * time/* MINUTE */.pY);
    const nearest = near.reduce((best, ms) => (Math.abs(ms - batchMs) < Math.abs(best - batchMs) ? ms : best), time/* DAY */.d_);
    const message = `${(0,time/* formatDuration */.a3)(batchMs)} does not divide a day, so windows would not start at midnight UTC; use ${(0,time/* formatDuration */.a3)(nearest)}`;
    return [errorAt(['batch'], message)];
}
function lintMaxGap(document, batchMs) {
    const maxGapMs = durationOf(raw_values_member(document, 'max-gap'), null);
    if (batchMs === null || maxGapMs === null || maxGapMs >= batchMs)
        return [];
    const message = `${(0,time/* formatDuration */.a3)(maxGapMs)} is shorter than a batch (${(0,time/* formatDuration */.a3)(batchMs)}), so any missed batch would break every streak; use at least one batch`;
    return [errorAt(['max-gap'], message)];
}
const ONE_OF_A_KIND = [
    ['ledger', 'there is one ledger'],
    ['incidents', 'there is one list of incidents'],
    ['ticks', 'there is one row of ticks'],
];
function lintSources(document) {
    const faults = [];
    const names = new Map();
    const only = new Map();
    for (const [i, source] of raw_values_itemsOf(raw_values_member(document, 'sources')).entries()) {
        const name = raw_values_textOf(raw_values_member(source, 'name'));
        const first = name === null ? undefined : names.get(name);
        if (name !== null && first !== undefined) {
            faults.push(errorAt(['sources', i, 'name'], `source ${JSON.stringify(name)} is already sources[${first}]; give this one a name of its own`));
        }
        else if (name !== null)
            names.set(name, i);
        for (const [key, what] of ONE_OF_A_KIND) {
            if (raw_values_member(source, key) !== true)
                continue;
            const before = only.get(key);
            if (before === undefined)
                only.set(key, i);
            else
                faults.push(errorAt(['sources', i, key], `${what}, and sources[${before}] reads it; remove this source`));
        }
    }
    return faults;
}

;// CONCATENATED MODULE: ./out/build/src/domain/schema-fault.js



/** An alternative that only asks for a key; the rule above it says which keys there are. */
const REQUIRED_ALTERNATIVE = /\/(?:oneOf|anyOf)\/\d+\/required$/;
/** These only say that one of the rules inside them is broken, which is an error of its own. */
const WRAPPERS = new Set(['if', 'propertyNames', 'allOf']);
function record(value) {
    return raw_values_recordOf(value) ?? {};
}
function schema_fault_text(value) {
    return typeof value === 'string' ? value : '';
}
function pathOf(document, pointer) {
    let value = document;
    return pointer
        .split('/')
        .slice(1)
        .map((part) => {
        const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
        const step = Array.isArray(value) ? Number(key) : key;
        value = Array.isArray(value) ? value[Number(key)] : record(value)[key];
        return step;
    });
}
/** The keys that the alternatives of a `oneOf` or `anyOf` ask for; empty where they are alternatives of another kind. */
function alternativeKeys(error) {
    const alternatives = record(error.parentSchema)[error.keyword];
    if (!Array.isArray(alternatives))
        return [];
    return alternatives.flatMap((one) => {
        const required = record(one)['required'];
        return Array.isArray(required) ? required.map(schema_fault_text) : [];
    });
}
/** A value that is no mapping has no keys; that it should be a mapping is an error of its own. */
function asksKeysOfNoMapping(error) {
    return alternativeKeys(error).length > 0 && raw_values_recordOf(error.data) === null;
}
/**
 * Leaves one error for one mistake. A value that is neither of several kinds breaks every alternative; told are only
 * the errors inside the alternative of its own kind, or that it is of no kind.
 */
function withoutEchoes(errors) {
    let rest = errors.filter((error) => !WRAPPERS.has(error.keyword) &&
        !REQUIRED_ALTERNATIVE.test(error.schemaPath) &&
        !asksKeysOfNoMapping(error));
    for (const choice of errors) {
        if (choice.keyword !== 'anyOf' || alternativeKeys(choice).length > 0)
            continue;
        const inside = rest.filter((error) => error !== choice && `${error.instancePath}/`.startsWith(`${choice.instancePath}/`));
        const ofItsKind = inside.filter((error) => error.instancePath !== choice.instancePath ||
            // A constant is a scalar: a mapping is not even of its kind.
            (error.keyword !== 'type' && error.keyword !== 'const' && typeof error.data === 'object'));
        const echoes = new Set(ofItsKind.length > 0 ? inside.filter((error) => !ofItsKind.includes(error)) : inside);
        if (ofItsKind.length > 0)
            echoes.add(choice);
        rest = rest.filter((error) => !echoes.has(error));
    }
    return rest;
}
function schema_fault_list(keys) {
    return keys.map((key) => `\`${key}\``).join(', ');
}
function missing(path, key, schema) {
    const description = schema_fault_text(record(record(record(schema)['properties'])[key])['description']);
    const [purpose = ''] = description.split(/[.:](?:\s|$)/);
    const message = `key \`${key}\` is missing${purpose === '' ? '' : ` (${purpose})`}`;
    return { path, at: 'value', message, severity: 'error' };
}
function unknownKey(path, error) {
    const key = schema_fault_text(error.params['additionalProperty']);
    const known = Object.keys(record(record(error.parentSchema)['properties']));
    const present = record(error.data);
    const meant = suggest(key, known.filter((candidate) => !Object.hasOwn(present, candidate)));
    const hint = meant === null ? `known here: ${schema_fault_list(known)}` : `did you mean \`${meant}\`?`;
    const place = [...path, key];
    const fault = {
        path: place,
        at: 'key',
        message: `unknown key ${JSON.stringify(key)}; ${hint}`,
        severity: 'error',
    };
    return { fault, misspelling: meant === null ? null : { path: place, meant } };
}
function wrongAlternative(path, error) {
    const keys = alternativeKeys(error);
    const present = keys.filter((key) => Object.hasOwn(record(error.data), key));
    const second = present[1];
    if (second !== undefined) {
        return {
            path: [...path, second],
            at: 'key',
            message: `${schema_fault_list(present)} exclude each other; keep one`,
            severity: 'error',
        };
    }
    const message = error.keyword === 'oneOf' ? `name one of ${schema_fault_list(keys)}` : `name at least one of ${schema_fault_list(keys)}`;
    return { path, at: 'value', message, severity: 'error' };
}
function expected(error) {
    const schema = record(error.parentSchema);
    const words = schema_fault_text(schema['x-expected']);
    if (words !== '')
        return words;
    if (error.keyword === 'enum' && Array.isArray(schema['enum']))
        return schema['enum'].map(String).join(' or ');
    if (error.keyword === 'minProperties')
        return 'at least one key; leave it out where there is nothing to say';
    const types = {
        object: 'a mapping',
        array: 'a list',
        boolean: 'true or false',
        string: 'a text',
    };
    const type = schema_fault_text(schema['type']);
    return Object.hasOwn(types, type) ? (types[type] ?? type) : `what ${error.schemaPath} says`;
}
function wrongValue(path, error) {
    if (error.propertyName !== undefined) {
        const message = `the key ${describeValue(error.propertyName)} must be ${expected(error)}`;
        return { path: [...path, error.propertyName], at: 'key', message, severity: 'error' };
    }
    if (error.keyword === 'uniqueItems') {
        const index = Math.max(Number(error.params['i']), Number(error.params['j']));
        const item = Array.isArray(error.data) ? error.data[index] : null;
        return {
            path: [...path, index],
            at: 'value',
            message: `${describeValue(item)} is in the list twice`,
            severity: 'error',
        };
    }
    const message = `expected ${expected(error)}; found ${describeValue(error.data)}`;
    return { path, at: 'value', message, severity: 'error' };
}
/** The errors of a generated validator over a document, in plain words: one fault for one mistake. */
function schemaFaults(document, errors) {
    const faults = new Map();
    const misspellings = [];
    const add = (fault) => void faults.set(JSON.stringify([fault.path, fault.at, fault.message]), fault);
    for (const error of withoutEchoes(errors)) {
        const path = pathOf(document, error.instancePath);
        switch (error.keyword) {
            case 'additionalProperties': {
                const { fault, misspelling } = unknownKey(path, error);
                add(fault);
                if (misspelling !== null)
                    misspellings.push(misspelling);
                break;
            }
            case 'required':
            case 'dependencies':
                add(missing(path, schema_fault_text(error.params['missingProperty']), error.parentSchema));
                break;
            default:
                add(alternativeKeys(error).length > 0 ? wrongAlternative(path, error) : wrongValue(path, error));
        }
    }
    return { faults: [...faults.values()], misspellings };
}

// EXTERNAL MODULE: ./node_modules/ajv/dist/runtime/ucs2length.js
var ucs2length = __nccwpck_require__(6214);
// EXTERNAL MODULE: ./node_modules/ajv/dist/runtime/equal.js
var equal = __nccwpck_require__(4951);
;// CONCATENATED MODULE: ./out/build/src/generated/validate-policy.js
// Generated by scripts/build-validators.mjs from schemas/policy.schema.json; do not edit.



const validate = (/* unused pure expression or super */ null && (validate10));
/* harmony default export */ const validate_policy = (validate10);
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"policy.schema.json","title":"Phasegate policy","description":"What a rollout is: where its telemetry comes from, what is measured, which phases it goes through, and what each phase demands.","examples":[{"version":1,"rollout":"shop","sources":[{"name":"checkout","jsonl":"telemetry/checkout/*.jsonl","schema":"checkout"}],"slis":{"pay_success":{"event":"pay.done","ratio":{"good":{"ok":true}}}},"phases":[{"id":"canary","audience":{"percent":5},"flags":{"checkout.new":true},"slos":[{"sli":"pay_success","window":"15m","rollback":{"below":0.99,"batches":2}}],"promote":{"healthy":"48h","approvals":["sre"]}},{"id":"ga","audience":{"percent":100},"flags":{"checkout.new":true},"slos":[{"sli":"pay_success","window":"1h","rollback":{"below":0.99}}]}]}],"type":"object","additionalProperties":false,"required":["version","rollout","sources","slis","phases"],"x-expected":"a policy: a mapping with the keys version, rollout, sources, slis and phases","properties":{"version":{"description":"Version of this file's format.","const":1,"x-expected":"1, the only version of the format that this release reads"},"rollout":{"description":"Name of the rollout. It becomes part of file names.","$ref":"#/definitions/id","examples":["autosave-merge"]},"batch":{"description":"Length of a batch: the accepted events of one window of this length are summed up together. It must divide a day.","$ref":"#/definitions/duration","default":"15m","examples":["15m","5m","1h"]},"grace":{"description":"A window closes this long after its end; events that arrive later are counted as late.","$ref":"#/definitions/duration","default":"2m"},"max-gap":{"description":"A longer silence breaks a streak of windows. Default: two batches.","$ref":"#/definitions/duration","examples":["30m"]},"max-ahead":{"description":"An event whose time is further ahead of the clock than this is quarantined.","$ref":"#/definitions/duration","default":"24h"},"dedupe":{"description":"An event that comes again within this time counts once.","$ref":"#/definitions/duration","default":"24h"},"keep-events":{"description":"Whether a batch file holds its events behind the header. Without them a batch is smaller and cannot be checked against its digest.","type":"boolean","default":true},"rollback":{"description":"What a violation leads to: `automatic` rolls back in the same tick, `propose` says so and leaves it to a person.","enum":["propose","automatic"],"default":"propose"},"evidence":{"description":"What a rollback limit needs besides its rule, for every SLO that does not say otherwise. Default: a false alarm at most once in 300 days.","$ref":"#/definitions/evidence","examples":["none",{"false-alarm-every":"300d"}]},"governance":{"description":"Where decisions are recorded.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"branch":{"description":"Branch that holds the ledger, the flags and the audit.","type":"string","pattern":"^(?!.*(?:\\.\\.|//|/\\.|\\./|[./]$|\\.lock(?:/|$)))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$","x-expected":"a branch name of letters, digits and . _ / -","default":"phasegate"},"folder":{"description":"Folder on that branch, relative to its root.","$ref":"#/definitions/relative-path","default":"governance"},"trust":{"description":"Hash of a ledger entry: a ledger that holds it is trusted though it lacks entries that were seen before. 64 zeros trust an empty ledger. Only for a branch that was rewritten on purpose.","type":"string","pattern":"^[0-9a-f]{64}$","x-expected":"the hash of a ledger entry: 64 digits 0-9 and a-f"}}},"stabilise":{"description":"What a rollback begins: a time in which promotions are refused and some flags may be forced, until the SLOs are back.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"for":{"description":"How long it lasts at least; 0s for no such time.","$ref":"#/definitions/duration","default":"30m"},"flags":{"description":"Values that flags are forced to meanwhile, for everybody and whatever the phase says.","$ref":"#/definitions/flags","default":{},"examples":[{"checkout.new":false}]}},"x-expected":"a time and flags, such as { for: 30m, flags: { checkout.new: false } }","examples":[{"for":"30m","flags":{"checkout.new":false}}]},"flags":{"description":"How flags get to where they are read. Without it they are read from the governance branch.","type":"object","additionalProperties":false,"required":["push"],"properties":{"push":{"description":"Workflow that is started after a decision's commit and carries its flags on. The decision has failed where it does.","$ref":"#/definitions/workflow-step"}},"x-expected":"a workflow, such as { push: { workflow: flags-push.yml } }"},"smoke":{"description":"Workflow that tests the flags after a decision, beside Phasegate's own test. The decision has failed where it does.","$ref":"#/definitions/workflow-step"},"environments":{"description":"GitHub environments whose approval counts as a role's, by role. Default: `phasegate-` and the role.","type":"object","minProperties":1,"propertyNames":{"$ref":"#/definitions/name"},"additionalProperties":{"description":"Name of the environment.","type":"string","minLength":1,"maxLength":255,"x-expected":"the name of an environment"},"x-expected":"environments by role, such as { qa: quality-gate }","examples":[{"qa":"quality-gate"}]},"incidents":{"description":"What becomes an issue, and whom it goes to, where a token is given; `none` for no issues.","anyOf":[{"description":"No issues.","const":"none","x-expected":"none"},{"$ref":"#/definitions/incidents"}],"x-expected":"none, or settings such as { assignees: [octocat] }","examples":["none",{"assignees":["octocat"],"priorities":{"pay_success":"P0"}}]},"notify":{"description":"Who is told of what, and where. Without it the run's log alone is.","type":"object","additionalProperties":false,"required":["channels","routes"],"properties":{"language":{"description":"Language of the notices.","enum":["en","ja"],"default":"en","x-expected":"en or ja"},"remind":{"description":"How often something critical that lasts is called to mind: a duration, or `never`.","type":"string","pattern":"^(?:never|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$","default":"4h","x-expected":"a duration such as 4h, or never"},"budget":{"description":"How long one channel may hold a tick up, at most 5m. Channels are served side by side.","$ref":"#/definitions/duration","default":"20s"},"runbook":{"description":"Address of the runbook.","type":"string","maxLength":1000,"pattern":"^https://[^\\s<>\"|]+$","x-expected":"an address that begins with https://"},"channels":{"description":"Where notices can go, by name.","type":"object","minProperties":1,"maxProperties":20,"propertyNames":{"$ref":"#/definitions/id"},"additionalProperties":{"$ref":"#/definitions/channel"},"x-expected":"channels by name, such as { team: { kind: slack, secret: SLACK_WEBHOOK_URL } }","examples":[{"team":{"kind":"slack","secret":"SLACK_WEBHOOK_URL"}}]},"routes":{"description":"Which notices go where. A notice goes by every route that matches it.","type":"array","minItems":1,"maxItems":50,"items":{"$ref":"#/definitions/route"},"x-expected":"a list of at least one route, such as - { severity: critical, to: [team] }","examples":[[{"severity":["warning","critical"],"to":["team"]}]]}},"x-expected":"channels and routes","examples":[{"channels":{"team":{"kind":"slack","secret":"SLACK_WEBHOOK_URL"}},"routes":[{"severity":["warning","critical"],"to":["team"]}]}]},"sources":{"description":"Where telemetry comes from.","type":"array","minItems":1,"items":{"$ref":"#/definitions/source"},"x-expected":"a list of at least one source, such as - { name: saves, jsonl: \"telemetry/saves/*.jsonl*\", schema: saves }"},"slis":{"description":"What is measured, by id.","type":"object","minProperties":1,"propertyNames":{"$ref":"#/definitions/id"},"additionalProperties":{"$ref":"#/definitions/sli"},"x-expected":"at least one SLI by id, such as save_p95: { event: save.completed, quantile: { of: duration_ms, p: 95 } }"},"phases":{"description":"The phases in rollout order: promotion goes to the next one, rollback to the one before.","type":"array","minItems":1,"items":{"$ref":"#/definitions/phase"},"x-expected":"a list of at least one phase, such as - { id: canary, slos: [...] }"}},"definitions":{"id":{"description":"A name that is safe as a file name.","type":"string","pattern":"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$","x-expected":"up to 64 letters, digits, - _ and single dots, beginning with a letter or digit and not ending in a dot"},"name":{"description":"Any text but the empty one.","type":"string","minLength":1,"maxLength":200,"x-expected":"a text of 1 to 200 characters"},"duration":{"description":"A sum of days, hours, minutes and seconds, in that order.","type":"string","pattern":"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$","x-expected":"a duration such as 90s, 15m, 48h or 1h30m"},"relative-path":{"description":"A path with / between its parts that does not leave the folder it starts in.","type":"string","maxLength":200,"pattern":"^(?!\\.{0,2}/)(?!.*/\\.{0,2}(?:/|$))(?!\\.{1,2}$)[^\\\\:\\u0000-\\u001f\\u007f]+$","x-expected":"a relative path with / between its parts and without . or .. as a part"},"scalar":{"description":"A value that a field is compared with.","type":["string","number","boolean","null"],"x-expected":"a text, a number, true, false or null"},"source":{"description":"One stream of telemetry: JSONL files, CSV files, a file behind HTTPS, the phase ledger's own events, or those of the incident issues. Exactly one of `jsonl`, `csv`, `url`, `ledger` and `incidents`.","type":"object","additionalProperties":false,"required":["name"],"oneOf":[{"required":["jsonl"]},{"required":["csv"]},{"required":["url"]},{"required":["ledger"]},{"required":["incidents"]},{"required":["ticks"]}],"dependencies":{"jsonl":["schema"],"csv":["schema"],"url":["schema"]},"properties":{"name":{"description":"Name of the source, unique in the policy.","$ref":"#/definitions/id","examples":["autosave"]},"jsonl":{"description":"Glob of JSON Lines files below the telemetry root, `.gz` too. `*` stays within a folder, `**` does not.","$ref":"#/definitions/relative-path","examples":["telemetry/autosave/*.jsonl*"]},"csv":{"description":"Glob of CSV files with a heading line, below the telemetry root, `.gz` too.","$ref":"#/definitions/relative-path","examples":["ops/signal_latency.csv"]},"artifact":{"description":"Name of artifacts of this repository's workflow runs; `jsonl` or `csv` is then a glob within each of them.","type":"string","maxLength":200,"pattern":"^(?!\\.{1,2}$)[^\":<>|*?\\\\/\\u0000-\\u001f\\u007f]+$","x-expected":"an artifact's name, without any of \" : < > | * ? and slashes","examples":["app-telemetry"]},"workflow":{"description":"File below .github/workflows whose runs' artifacts count. Default: any.","type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.ya?ml$","x-expected":"the name of a workflow's file, such as app.yml","examples":["app.yml"]},"branch":{"description":"Branch that the files are on; beside `artifact` the branch whose runs count, by default the default branch.","type":"string","pattern":"^(?!.*(?:\\.\\.|//|/\\.|\\./|[./]$|\\.lock(?:/|$)))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$","x-expected":"a branch name of letters, digits and . _ / -","examples":["telemetry"]},"url":{"description":"Address of one file, `.gz` too, of at most 64 MiB.","type":"string","maxLength":2000,"pattern":"^https://[^\\s\\u0000-\\u001f\\u007f]+$","x-expected":"an address that begins with https://","examples":["https://telemetry.example.com/events.jsonl"]},"format":{"description":"How the file behind `url` is read. Default: csv where the address ends in .csv or .csv.gz, else jsonl.","enum":["jsonl","csv"]},"headers":{"description":"Headers sent to `url` and to nobody else.","type":"object","maxProperties":20,"propertyNames":{"pattern":"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$","x-expected":"a header's name"},"additionalProperties":{"$ref":"#/definitions/header"},"examples":[{"authorization":{"secret":"TELEMETRY_TOKEN","prefix":"Bearer "}}]},"private":{"description":"Whether the host of `url` may have an address of the runner's own network.","type":"boolean","default":false},"ledger":{"description":"The phase ledger as a source: an event `rollback.executed` or `promotion.executed` for each decision that was carried out.","const":true,"x-expected":"true; leave the key out for files"},"incidents":{"description":"The incident issues as a source: an event `incident.opened`, `incident.acknowledged` or `incident.resolved` for each of their changes.","const":true,"x-expected":"true; leave the key out for files"},"ticks":{"description":"The pipeline itself as a source: an event `tick.completed` for each tick, with its slot delay, missed slots, freshness and rejected share.","const":true,"x-expected":"true; leave the key out for files"},"schema":{"description":"JSON Schema that every event must satisfy: a name `x` stands for schemas/events/x.json; what ends in .json is a path.","$ref":"#/definitions/relative-path","examples":["autosave","schemas/events/autosave.json"]},"ts":{"description":"Field that holds the event's time, in RFC 3339 with a zone.","$ref":"#/definitions/name","default":"ts"},"id":{"description":"Field that holds the event's id; an event without it is known by its content.","$ref":"#/definitions/name","default":"id"},"arrived":{"description":"Field that holds the time at which the event reached the log. Without it an event has arrived when it is first read.","$ref":"#/definitions/name","examples":["received_at"]},"event":{"description":"Event name given to lines without one.","$ref":"#/definitions/name","examples":["signal.latency"]},"feature":{"description":"Feature given to lines without one.","$ref":"#/definitions/name","examples":["autosave"]},"phase":{"description":"Phase given to lines without one. Default: the phase that the ledger had on at the event's time.","$ref":"#/definitions/id"},"sparse":{"description":"Whether silence of this source is normal, so that a window without its events is no missed batch. Default: false, and true for the ledger and for incidents.","type":"boolean"}}},"header":{"description":"A header's value: a text, or a secret that the workflow passes to the step as an environment variable.","type":["string","object"],"maxLength":1000,"pattern":"^[\\u0020-\\u007e]*$","additionalProperties":false,"required":["secret"],"properties":{"secret":{"description":"Name of the environment variable.","type":"string","pattern":"^[A-Z][A-Z0-9_]{0,99}$","x-expected":"the name of an environment variable in capital letters, such as TELEMETRY_TOKEN","examples":["TELEMETRY_TOKEN"]},"prefix":{"description":"What stands before the secret.","type":"string","maxLength":100,"pattern":"^[\\u0020-\\u007e]*$","x-expected":"a text of printable ASCII characters","default":"","examples":["Bearer "]}},"x-expected":"a text of printable ASCII characters, or { secret: NAME }"},"match":{"description":"Conditions by field; all of them must hold. A condition is a value, a list of values of which one must be equal, or limits that a number must be strictly beyond.","type":"object","minProperties":1,"additionalProperties":{"$ref":"#/definitions/condition"},"x-expected":"conditions by field, such as { success: true }"},"condition":{"description":"What the field's value must be.","anyOf":[{"$ref":"#/definitions/scalar"},{"description":"One of these values.","type":"array","minItems":1,"items":{"$ref":"#/definitions/scalar"},"x-expected":"a list of at least one value"},{"description":"A number strictly beyond these limits.","type":"object","minProperties":1,"additionalProperties":false,"properties":{"above":{"description":"The number must be greater than this.","$ref":"#/definitions/number"},"below":{"description":"The number must be less than this.","$ref":"#/definitions/number"}},"x-expected":"limits such as { above: 5 }"}],"x-expected":"a value, a list of values, or limits such as { above: 5 }"},"number":{"description":"A finite number.","type":"number","x-expected":"a number"},"quantity":{"description":"How often.","type":"integer","minimum":1,"maximum":1000000,"x-expected":"a whole number from 1 to 1000000"},"sli":{"description":"One measured quantity. Exactly one of `ratio`, `quantile`, `mean` and `count`.","type":"object","additionalProperties":false,"required":["event"],"oneOf":[{"required":["ratio"]},{"required":["quantile"]},{"required":["mean"]},{"required":["count"]}],"properties":{"event":{"description":"Name of the event that is measured, or a list of names.","anyOf":[{"$ref":"#/definitions/name"},{"description":"Names of the events that are measured.","type":"array","minItems":1,"uniqueItems":true,"items":{"$ref":"#/definitions/name"},"x-expected":"a list of different event names, at least one"}],"x-expected":"an event name or a list of them","examples":["autosave.save.completed"]},"where":{"description":"Only events that satisfy this are measured.","$ref":"#/definitions/match"},"ratio":{"description":"Share of the events that are good: name the good ones, or the bad ones and the share of these is measured. Exactly one of `good` and `bad`.","type":"object","additionalProperties":false,"oneOf":[{"required":["good"]},{"required":["bad"]}],"properties":{"good":{"description":"What makes an event good.","$ref":"#/definitions/match"},"bad":{"description":"What makes an event bad.","$ref":"#/definitions/match"}},"x-expected":"{ good: { field: value } } or { bad: { field: value } }"},"quantile":{"description":"Quantile of a number field, by linear interpolation between closest ranks.","type":"object","additionalProperties":false,"required":["of","p"],"properties":{"of":{"description":"Field that holds the number.","$ref":"#/definitions/name"},"p":{"description":"Which quantile, in percent.","type":"number","minimum":0,"maximum":100,"x-expected":"a number from 0 to 100, as 95 for the p95","examples":[50,95,99.9]}},"x-expected":"{ of: field, p: 95 }"},"mean":{"description":"Mean of a number field.","type":"object","additionalProperties":false,"required":["of"],"properties":{"of":{"description":"Field that holds the number.","$ref":"#/definitions/name"}},"x-expected":"{ of: field }"},"count":{"description":"How many events there are.","const":true,"x-expected":"true"},"by":{"description":"Field whose values the SLI is broken down by.","$ref":"#/definitions/name","examples":["source"]},"unit":{"description":"Unit of a quantile or a mean, as it is printed. A ratio is printed in percent.","type":"string","pattern":"^[^\\u0000-\\u001f\\u007f]{1,20}$","x-expected":"a text of 1 to 20 characters","examples":["ms","bytes"]}},"x-expected":"an SLI such as { event: save.completed, quantile: { of: duration_ms, p: 95 } }"},"count":{"description":"A number of windows or times.","type":"integer","minimum":1,"maximum":1000,"x-expected":"a whole number from 1 to 1000"},"percentage":{"description":"A share, in percent.","type":"string","pattern":"^(?=.*[1-9])\\d{1,6}(?:\\.\\d{1,6})?\\s?%$","x-expected":"a share such as 80%"},"evidence":{"description":"`none`: the rule alone decides. Else the mean time between false alarms; a rule that is met then rolls back only when the evidence is as strong.","anyOf":[{"const":"none","x-expected":"none"},{"$ref":"#/definitions/false-alarm"}],"x-expected":"none or { false-alarm-every: 300d }"},"warm-up":{"description":"How long after a switch nothing is judged: a time, or a number of batches.","anyOf":[{"$ref":"#/definitions/duration"},{"$ref":"#/definitions/batches"}],"x-expected":"a duration such as 30m, or { batches: 2 }"},"limit":{"description":"The bad side of an SLI, and the rule by which windows beyond it count. Exactly one of `above`, `below`, `above-by`, `below-by` and `burn-rate`; at most one of `batches`, `mean-of`, `moving-average`, `times` and `unmet-for`.","type":"object","additionalProperties":false,"oneOf":[{"required":["above"]},{"required":["below"]},{"required":["above-by"]},{"required":["below-by"]},{"required":["burn-rate"]}],"dependencies":{"above-by":["baseline"],"below-by":["baseline"],"times":["within"],"within":["times"]},"properties":{"above":{"description":"Values greater than this are bad. A ratio is a share from 0 to 1.","$ref":"#/definitions/number"},"below":{"description":"Values less than this are bad. A ratio is a share from 0 to 1.","$ref":"#/definitions/number"},"above-by":{"description":"Values above the baseline by more than this are bad: a share of the baseline, or a number in the SLI's unit.","$ref":"#/definitions/distance","examples":["5%",0.02]},"below-by":{"description":"Values below the baseline by more than this are bad: a share of the baseline, or a number in the SLI's unit.","$ref":"#/definitions/distance","examples":["5%"]},"baseline":{"description":"What `above-by` and `below-by` are relative to: the same SLI and feature before the window that is judged.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"phase":{"description":"Phase that is compared with, or `previous`. Default: the phase that is judged.","$ref":"#/definitions/id","examples":["previous"]},"window":{"description":"Length of the baseline, which ends where the judged window begins.","$ref":"#/definitions/duration","default":"7d"}},"x-expected":"a baseline such as { phase: previous } or { window: 7d }"},"batches":{"description":"How many disjoint windows in a row must be bad. Default 1.","$ref":"#/definitions/count","default":1},"mean-of":{"description":"The mean of so many windows in a row must be bad.","$ref":"#/definitions/count"},"moving-average":{"description":"The mean of the windows with a value among the last so many must be bad.","$ref":"#/definitions/count"},"times":{"description":"So many disjoint windows `within` a time must be bad.","$ref":"#/definitions/count"},"within":{"description":"The time that `times` counts in.","$ref":"#/definitions/duration"},"unmet-for":{"description":"Windows must be bad without a break for so long.","$ref":"#/definitions/duration","examples":["24h"]},"burn-rate":{"description":"The error budget of a ratio burns too fast, over a long and a short window.","type":"object","additionalProperties":false,"required":["objective","long","short","factor"],"properties":{"objective":{"description":"Share of good events that is promised.","type":"number","exclusiveMinimum":0,"exclusiveMaximum":1,"x-expected":"a share between 0 and 1, such as 0.999"},"long":{"description":"Window that tells how much is burnt.","$ref":"#/definitions/duration"},"short":{"description":"Window that tells whether it still burns.","$ref":"#/definitions/duration"},"factor":{"description":"How many times as fast as the budget allows.","type":"number","exclusiveMinimum":0,"x-expected":"a number greater than 0, such as 14.4"}},"x-expected":"{ objective: 0.999, long: 1h, short: 5m, factor: 14.4 }"}},"x-expected":"a limit such as { above: 900 } or { below: 0.995, batches: 2 }"},"distance":{"description":"How far from the baseline.","anyOf":[{"$ref":"#/definitions/percentage"},{"$ref":"#/definitions/number"}],"x-expected":"a share such as 5%, or a number"},"limits":{"description":"A limit, or a list of limits of which any one counts.","anyOf":[{"$ref":"#/definitions/limit"},{"description":"Limits of which any one counts.","type":"array","minItems":1,"maxItems":10,"items":{"$ref":"#/definitions/limit"},"x-expected":"a list of 1 to 10 limits"}],"x-expected":"a limit such as { above: 900 }, or a list of limits"},"slo":{"description":"An SLI, its limits and a window.","type":"object","additionalProperties":false,"required":["sli"],"anyOf":[{"required":["warn"]},{"required":["rollback"]}],"properties":{"sli":{"description":"Id of the SLI that is judged.","$ref":"#/definitions/id"},"id":{"description":"Name of the SLO, unique in its phase. Default: the SLI's id, with the window behind it where the phase judges one SLI over several.","$ref":"#/definitions/id"},"window":{"description":"Length of time that is judged as one, a multiple of the batch. Default: one batch.","$ref":"#/definitions/duration","examples":["15m","1h","24h"]},"warn":{"description":"Limit beyond which people are warned, a list of such limits, or a share of the rollback limit.","anyOf":[{"$ref":"#/definitions/percentage"},{"$ref":"#/definitions/limit"},{"description":"Limits of which any one counts.","type":"array","minItems":1,"maxItems":10,"items":{"$ref":"#/definitions/limit"},"x-expected":"a list of 1 to 10 limits"}],"x-expected":"a limit such as { above: 900 }, a list of limits, or a share of the rollback limit such as 80%"},"rollback":{"description":"Limit beyond which the phase is violated, or a list of such limits.","$ref":"#/definitions/limits"},"warm-up":{"description":"How long after a switch the SLO is not judged. Default: the phase's.","$ref":"#/definitions/warm-up"},"evidence":{"description":"What the rollback limit needs besides its rule. Default: the policy's.","$ref":"#/definitions/evidence"},"min-samples":{"description":"A window with fewer samples gives no verdict.","type":"integer","minimum":1,"default":1,"x-expected":"a whole number of at least 1"}},"x-expected":"an SLO such as { sli: save_p95, rollback: { above: 900 } }"},"phase":{"description":"One stage of the rollout.","type":"object","additionalProperties":false,"required":["id"],"properties":{"id":{"description":"Name of the phase, unique in the policy.","$ref":"#/definitions/id","examples":["canary","A-1"]},"audience":{"description":"Who is in the phase. Default: everybody.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"segment":{"description":"Segment of users, or a list of them. Default: everybody.","anyOf":[{"$ref":"#/definitions/name"},{"description":"Segments of users.","type":"array","minItems":1,"uniqueItems":true,"items":{"$ref":"#/definitions/name"},"x-expected":"a list of different segments, at least one"}],"x-expected":"a segment or a list of them"},"percent":{"description":"Share of the segment's users, in percent.","type":"number","minimum":0,"maximum":100,"default":100,"x-expected":"a number from 0 to 100"}},"x-expected":"an audience such as { segment: beta, percent: 5 }"},"flags":{"description":"Values of the feature flags in this phase. Every phase sets the same flags.","$ref":"#/definitions/flags"},"slos":{"description":"What the phase is judged by.","type":"array","minItems":1,"items":{"$ref":"#/definitions/slo"},"x-expected":"a list of at least one SLO; leave the key out for a phase that is not judged"},"warm-up":{"description":"How long after a switch to the phase its SLOs are not judged. Default: judged from the first batch on.","$ref":"#/definitions/warm-up","examples":["30m",{"batches":2}]},"promote":{"description":"What a promotion out of this phase needs. Without it nothing recommends the promotion.","type":"object","additionalProperties":false,"required":["healthy"],"properties":{"healthy":{"description":"How long the phase must have been without a violation, or without a warning too: a time, or a number of batches.","anyOf":[{"$ref":"#/definitions/duration"},{"$ref":"#/definitions/healthy"}],"x-expected":"a duration such as 48h, { batches: 8 } or { for: 48h, without: warnings }","examples":["48h",{"batches":8},{"for":"48h","without":"warnings"}]},"checklist":{"description":"Sections of the checklist that must be complete and signed.","type":"array","uniqueItems":true,"items":{"anyOf":[{"$ref":"#/definitions/name"},{"$ref":"#/definitions/section"}],"x-expected":"a heading, or { section: before, signed-by: [qa] }"},"default":[],"x-expected":"a list of different headings of the checklist","examples":[["before","during"],[{"section":"before","signed-by":["qa","release-engineering"]}]]},"evidence":{"description":"What people must have done, by name, and how often; said at the promotion as `name=number`.","type":"object","minProperties":1,"propertyNames":{"$ref":"#/definitions/id"},"additionalProperties":{"$ref":"#/definitions/quantity"},"x-expected":"numbers by name, such as { qa-cases: 10 }","examples":[{"qa-cases":10}]},"approvals":{"description":"Roles that must approve.","type":"array","uniqueItems":true,"items":{"$ref":"#/definitions/name"},"default":[],"x-expected":"a list of different roles","examples":[["qa","release-engineering"]]}},"x-expected":"conditions such as { healthy: 48h, approvals: [qa] }"}},"x-expected":"a phase such as { id: canary, slos: [...] }"},"incidents":{"description":"What becomes an issue, and whom it goes to.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"labels":{"description":"Labels beside `phasegate-incident`.","type":"array","maxItems":10,"uniqueItems":true,"items":{"description":"A label.","type":"string","pattern":"^[^\\u0000-\\u001f\\u007f,]{1,50}$","x-expected":"a text of 1 to 50 characters without commas"},"default":[],"x-expected":"a list of at most 10 different labels","examples":[["sre"]]},"assignees":{"description":"Logins of the people that an issue is given to.","type":"array","maxItems":10,"uniqueItems":true,"items":{"$ref":"#/definitions/login"},"default":[],"x-expected":"a list of at most 10 different logins","examples":[["octocat"]]},"priority":{"description":"Priority of an SLO that `priorities` does not name.","$ref":"#/definitions/priority","default":"P1"},"priorities":{"description":"Priorities by the id of an SLO, or of its SLI.","type":"object","minProperties":1,"propertyNames":{"$ref":"#/definitions/id"},"additionalProperties":{"$ref":"#/definitions/priority"},"x-expected":"priorities by SLO, such as { pay_success: P0 }","examples":[{"pay_success":"P0"}]},"escalate":{"description":"What happens while nobody acknowledges an incident, by priority. Default: after 15m (P0), 30m (P1) and on the next business day (P2).","type":"object","additionalProperties":false,"minProperties":1,"properties":{"P0":{"description":"Steps of an incident of priority P0.","$ref":"#/definitions/escalation"},"P1":{"description":"Steps of an incident of priority P1.","$ref":"#/definitions/escalation"},"P2":{"description":"Steps of an incident of priority P2.","$ref":"#/definitions/escalation"}},"x-expected":"steps by priority, such as { P0: { after: 15m, to: [\"@octo-org/l3\"] } }","examples":[{"P0":{"after":"15m","to":["@octo-org/l3"]},"P2":{"after":"next-business-day"}}]},"business":{"description":"When people work.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"days":{"description":"Days of the week.","type":"array","minItems":1,"uniqueItems":true,"items":{"description":"A day of the week.","enum":["mon","tue","wed","thu","fri","sat","sun"],"x-expected":"mon, tue, wed, thu, fri, sat or sun"},"default":["mon","tue","wed","thu","fri"],"x-expected":"a list of at least one day such as mon"},"from":{"description":"When a business day begins.","$ref":"#/definitions/time-of-day","default":"09:00"},"to":{"description":"When a business day ends.","$ref":"#/definitions/time-of-day","default":"17:00"},"timezone":{"description":"How far local time is from UTC: `UTC`, or a fixed offset such as `+09:00`. There is no daylight saving.","type":"string","pattern":"^(?:UTC|[+-](?:0\\d|1[0-4]):[0-5]\\d)$","default":"UTC","x-expected":"UTC, or an offset such as +09:00"}},"x-expected":"business hours such as { from: \"09:00\", to: \"17:00\", timezone: UTC }"},"rca":{"description":"Business days after its end within which an incident's cause is to be written down.","type":"integer","minimum":1,"maximum":30,"default":1,"x-expected":"a whole number from 1 to 30"},"remind":{"description":"How often an open incident is called to mind: a duration, or `never`.","type":"string","pattern":"^(?:never|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$","default":"24h","x-expected":"a duration such as 24h, or never"},"liveness":{"description":"A silence of the pipeline longer than this is an incident: a time, or a number of batches.","anyOf":[{"$ref":"#/definitions/duration"},{"$ref":"#/definitions/batches"}],"default":"6h","x-expected":"a duration such as 6h, or { batches: 24 }"}},"x-expected":"settings such as { assignees: [octocat] }, or none"},"channel":{"description":"Where notices can go. Secrets are named by the environment variables that the workflow passes to the step.","type":"object","additionalProperties":false,"required":["kind"],"properties":{"kind":{"description":"`slack`: an incoming webhook; `pagerduty`: the Events API v2; `email`: SMTP with TLS; `webhook`: any server, signed; `console`: the run's log.","enum":["slack","pagerduty","email","webhook","console"],"x-expected":"slack, pagerduty, email, webhook or console"},"secret":{"description":"Environment variable with the webhook's address (slack, webhook), the routing key (pagerduty), or the mail server as `smtps://user:password@host:465` or `smtp://user:password@host:587` (email).","type":"string","pattern":"^[A-Z][A-Z0-9_]{0,99}$","x-expected":"the name of an environment variable in capital letters, such as SLACK_WEBHOOK_URL","examples":["SLACK_WEBHOOK_URL"]},"signing-secret":{"description":"Environment variable with the key that a webhook is signed with.","type":"string","pattern":"^[A-Z][A-Z0-9_]{0,99}$","x-expected":"the name of an environment variable in capital letters, such as HOOK_SIGNING_KEY","examples":["HOOK_SIGNING_KEY"]},"url":{"description":"Address of PagerDuty's API.","type":"string","maxLength":200,"pattern":"^https?://[A-Za-z0-9.:\\[\\]-]+/?$","default":"https://events.pagerduty.com","x-expected":"an address such as https://events.eu.pagerduty.com"},"from":{"description":"Sender of an e-mail.","type":"string","pattern":"^[^\\s<>,;:\"@]{1,64}@[A-Za-z0-9.-]{1,190}$","x-expected":"an address such as phasegate@example.com"},"to":{"description":"Receivers of an e-mail.","type":"array","minItems":1,"maxItems":50,"uniqueItems":true,"items":{"description":"A receiver.","type":"string","pattern":"^[^\\s<>,;:\"@]{1,64}@[A-Za-z0-9.-]{1,190}$","x-expected":"an address such as oncall@example.com"},"x-expected":"a list of at least one address such as oncall@example.com"}},"x-expected":"a channel such as { kind: slack, secret: SLACK_WEBHOOK_URL }","examples":[{"kind":"slack","secret":"SLACK_WEBHOOK_URL"}]},"route":{"description":"Notices that match all of severity, template and phase go to the channels.","type":"object","additionalProperties":false,"required":["to"],"properties":{"severity":{"description":"How grave; of an end, what it is the end of. Default: all.","type":"array","minItems":1,"uniqueItems":true,"items":{"description":"A severity.","enum":["info","warning","critical"],"x-expected":"info, warning or critical"},"x-expected":"a list of info, warning and critical","examples":[["critical"]]},"template":{"description":"Kinds of notices. Default: all.","type":"array","minItems":1,"uniqueItems":true,"items":{"description":"A kind of notice.","enum":["ok","warn","incident","resolved","rollback","promotion","stabilising","group"],"x-expected":"ok, warn, incident, resolved, rollback, promotion, stabilising or group"},"x-expected":"a list of kinds such as promotion","examples":[["promotion"]]},"phase":{"description":"Phases that are on. Default: all.","type":"array","minItems":1,"uniqueItems":true,"items":{"$ref":"#/definitions/id"},"x-expected":"a list of the policy's phases","examples":[["canary"]]},"to":{"description":"Names of channels.","type":"array","minItems":1,"uniqueItems":true,"items":{"$ref":"#/definitions/id"},"x-expected":"a list of at least one channel's name","examples":[["team"]]}},"x-expected":"a route such as { severity: [critical], to: [team] }","examples":[{"severity":["critical"],"to":["team"]}]},"escalation":{"description":"Steps in order of time, or one step.","anyOf":[{"$ref":"#/definitions/escalation-step"},{"description":"Steps in order of time.","type":"array","maxItems":5,"items":{"$ref":"#/definitions/escalation-step"},"x-expected":"a list of at most 5 steps"}],"x-expected":"a step such as { after: 15m, to: [\"@octo-org/l3\"] }, or a list of steps"},"escalation-step":{"description":"What happens while nobody acknowledges an incident.","type":"object","additionalProperties":false,"required":["after"],"properties":{"after":{"description":"How long nobody has acknowledged the incident: a duration, or `next-business-day`.","type":"string","pattern":"^(?:next-business-day|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$","x-expected":"a duration such as 15m, or next-business-day"},"to":{"description":"Whom the escalation names: `@login` and `@organisation/team` are told by GitHub, other names are only written down.","type":"array","maxItems":10,"uniqueItems":true,"items":{"$ref":"#/definitions/name"},"default":[],"x-expected":"a list of at most 10 different names","examples":[["@octo-org/l3"]]}},"x-expected":"a step such as { after: 15m, to: [\"@octo-org/l3\"] }"},"priority":{"description":"How soon people must look.","enum":["P0","P1","P2"],"x-expected":"P0, P1 or P2"},"login":{"description":"A GitHub login.","type":"string","pattern":"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$","x-expected":"a GitHub login without @"},"time-of-day":{"description":"A time of day.","type":"string","pattern":"^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$","x-expected":"a time such as 09:00, in quotes"},"flags":{"description":"Flag values by name.","type":"object","propertyNames":{"type":"string","pattern":"^[A-Za-z][A-Za-z0-9._-]{0,99}$","x-expected":"up to 100 letters, digits and . _ -, beginning with a letter"},"additionalProperties":{"description":"The flag's value.","type":["string","number","boolean"],"x-expected":"a text, a number, true or false"},"x-expected":"flags by name, such as { autosave.enabled: true }"},"workflow-step":{"description":"A workflow of this repository that is started and waited for.","type":"object","additionalProperties":false,"required":["workflow"],"properties":{"workflow":{"description":"File below .github/workflows. It must have the trigger workflow_dispatch with the input `decision`.","type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.ya?ml$","x-expected":"the name of a workflow's file, such as flags-push.yml","examples":["flags-push.yml"]},"timeout":{"description":"How long its end is waited for, at most 6h.","$ref":"#/definitions/duration","default":"10m"}},"x-expected":"a workflow, such as { workflow: flags-push.yml, timeout: 10m }"},"batches":{"description":"A number of batches.","type":"object","additionalProperties":false,"required":["batches"],"properties":{"batches":{"description":"How many batches.","$ref":"#/definitions/count"}},"x-expected":"{ batches: 2 }"},"healthy":{"description":"A healthy time, and what ends it. Exactly one of `for` and `batches`.","type":"object","additionalProperties":false,"oneOf":[{"required":["for"]},{"required":["batches"]}],"properties":{"for":{"description":"How long.","$ref":"#/definitions/duration"},"batches":{"description":"How many batches.","$ref":"#/definitions/count"},"without":{"description":"What begins it anew: a violation, or a warning of any SLO too.","enum":["violations","warnings"],"default":"violations"}},"x-expected":"{ for: 48h, without: warnings } or { batches: 8 }"},"section":{"description":"A section of the checklist and the roles that must sign it.","type":"object","additionalProperties":false,"required":["section","signed-by"],"properties":{"section":{"description":"Heading of the section.","$ref":"#/definitions/name"},"signed-by":{"description":"Roles that must each have signed it.","type":"array","minItems":1,"uniqueItems":true,"items":{"$ref":"#/definitions/role"},"x-expected":"a list of different roles such as [qa, release-engineering]"}},"x-expected":"{ section: before, signed-by: [qa] }"},"role":{"description":"A role as it signs: a text without commas.","type":"string","pattern":"^[^,\\s](?:[^,]{0,78}[^,\\s])?$","x-expected":"a role such as qa: 1 to 80 characters without a comma"},"false-alarm":{"description":"How strong the evidence must be.","type":"object","additionalProperties":false,"required":["false-alarm-every"],"properties":{"false-alarm-every":{"description":"Mean time between false alarms.","$ref":"#/definitions/duration","examples":["300d"]}},"x-expected":"{ false-alarm-every: 300d }"}}};
const schema12 = {"description":"A name that is safe as a file name.","type":"string","pattern":"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$","x-expected":"up to 64 letters, digits, - _ and single dots, beginning with a letter or digit and not ending in a dot"};
const schema13 = {"description":"A sum of days, hours, minutes and seconds, in that order.","type":"string","pattern":"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$","x-expected":"a duration such as 90s, 15m, 48h or 1h30m"};
const schema21 = {"description":"A path with / between its parts that does not leave the folder it starts in.","type":"string","maxLength":200,"pattern":"^(?!\\.{0,2}/)(?!.*/\\.{0,2}(?:/|$))(?!\\.{1,2}$)[^\\\\:\\u0000-\\u001f\\u007f]+$","x-expected":"a relative path with / between its parts and without . or .. as a part"};
const schema23 = {"description":"Flag values by name.","type":"object","propertyNames":{"type":"string","pattern":"^[A-Za-z][A-Za-z0-9._-]{0,99}$","x-expected":"up to 100 letters, digits and . _ -, beginning with a letter"},"additionalProperties":{"description":"The flag's value.","type":["string","number","boolean"],"x-expected":"a text, a number, true or false"},"x-expected":"flags by name, such as { autosave.enabled: true }"};
const schema26 = {"description":"Any text but the empty one.","type":"string","minLength":1,"maxLength":200,"x-expected":"a text of 1 to 200 characters"};
const schema42 = {"description":"Where notices can go. Secrets are named by the environment variables that the workflow passes to the step.","type":"object","additionalProperties":false,"required":["kind"],"properties":{"kind":{"description":"`slack`: an incoming webhook; `pagerduty`: the Events API v2; `email`: SMTP with TLS; `webhook`: any server, signed; `console`: the run's log.","enum":["slack","pagerduty","email","webhook","console"],"x-expected":"slack, pagerduty, email, webhook or console"},"secret":{"description":"Environment variable with the webhook's address (slack, webhook), the routing key (pagerduty), or the mail server as `smtps://user:password@host:465` or `smtp://user:password@host:587` (email).","type":"string","pattern":"^[A-Z][A-Z0-9_]{0,99}$","x-expected":"the name of an environment variable in capital letters, such as SLACK_WEBHOOK_URL","examples":["SLACK_WEBHOOK_URL"]},"signing-secret":{"description":"Environment variable with the key that a webhook is signed with.","type":"string","pattern":"^[A-Z][A-Z0-9_]{0,99}$","x-expected":"the name of an environment variable in capital letters, such as HOOK_SIGNING_KEY","examples":["HOOK_SIGNING_KEY"]},"url":{"description":"Address of PagerDuty's API.","type":"string","maxLength":200,"pattern":"^https?://[A-Za-z0-9.:\\[\\]-]+/?$","default":"https://events.pagerduty.com","x-expected":"an address such as https://events.eu.pagerduty.com"},"from":{"description":"Sender of an e-mail.","type":"string","pattern":"^[^\\s<>,;:\"@]{1,64}@[A-Za-z0-9.-]{1,190}$","x-expected":"an address such as phasegate@example.com"},"to":{"description":"Receivers of an e-mail.","type":"array","minItems":1,"maxItems":50,"uniqueItems":true,"items":{"description":"A receiver.","type":"string","pattern":"^[^\\s<>,;:\"@]{1,64}@[A-Za-z0-9.-]{1,190}$","x-expected":"an address such as oncall@example.com"},"x-expected":"a list of at least one address such as oncall@example.com"}},"x-expected":"a channel such as { kind: slack, secret: SLACK_WEBHOOK_URL }","examples":[{"kind":"slack","secret":"SLACK_WEBHOOK_URL"}]};
const func2 = Object.prototype.hasOwnProperty;
const func3 = ucs2length/* default */.A;
const pattern0 = new RegExp("^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$", "u");
const pattern1 = new RegExp("^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$", "u");
const pattern7 = new RegExp("^(?!.*(?:\\.\\.|//|/\\.|\\./|[./]$|\\.lock(?:/|$)))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$", "u");
const pattern8 = new RegExp("^(?!\\.{0,2}/)(?!.*/\\.{0,2}(?:/|$))(?!\\.{1,2}$)[^\\\\:\\u0000-\\u001f\\u007f]+$", "u");
const pattern9 = new RegExp("^[0-9a-f]{64}$", "u");
const pattern11 = new RegExp("^[A-Za-z][A-Za-z0-9._-]{0,99}$", "u");
const pattern21 = new RegExp("^(?:never|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$", "u");
const pattern25 = new RegExp("^https://[^\\s<>\"|]+$", "u");
const pattern27 = new RegExp("^[A-Z][A-Z0-9_]{0,99}$", "u");
const pattern29 = new RegExp("^https?://[A-Za-z0-9.:\\[\\]-]+/?$", "u");
const pattern30 = new RegExp("^[^\\s<>,;:\"@]{1,64}@[A-Za-z0-9.-]{1,190}$", "u");
const schema18 = {"description":"`none`: the rule alone decides. Else the mean time between false alarms; a rule that is met then rolls back only when the evidence is as strong.","anyOf":[{"const":"none","x-expected":"none"},{"$ref":"#/definitions/false-alarm"}],"x-expected":"none or { false-alarm-every: 300d }"};
const schema19 = {"description":"How strong the evidence must be.","type":"object","additionalProperties":false,"required":["false-alarm-every"],"properties":{"false-alarm-every":{"description":"Mean time between false alarms.","$ref":"#/definitions/duration","examples":["300d"]}},"x-expected":"{ false-alarm-every: 300d }"};

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data["false-alarm-every"] === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "false-alarm-every"},message:"must have required property '"+"false-alarm-every"+"'",schema:schema19.required,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "false-alarm-every")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data["false-alarm-every"] !== undefined){
let data0 = data["false-alarm-every"];
if(typeof data0 === "string"){
if(!pattern1.test(data0)){
const err2 = {instancePath:instancePath+"/false-alarm-every",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/false-alarm-every",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema19.type,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}


function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = false;
const _errs1 = errors;
if("none" !== data){
const err0 = {instancePath,schemaPath:"#/anyOf/0/const",keyword:"const",params:{allowedValue: "none"},message:"must be equal to constant",schema:"none",parentSchema:schema18.anyOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs2 = errors;
if(!(validate12(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors);
errors = vErrors.length;
}
var _valid0 = _errs2 === errors;
valid0 = valid0 || _valid0;
}
if(!valid0){
const err1 = {instancePath,schemaPath:"#/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema18.anyOf,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
else {
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
}
validate11.errors = vErrors;
return errors === 0;
}

const schema24 = {"description":"A workflow of this repository that is started and waited for.","type":"object","additionalProperties":false,"required":["workflow"],"properties":{"workflow":{"description":"File below .github/workflows. It must have the trigger workflow_dispatch with the input `decision`.","type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.ya?ml$","x-expected":"the name of a workflow's file, such as flags-push.yml","examples":["flags-push.yml"]},"timeout":{"description":"How long its end is waited for, at most 6h.","$ref":"#/definitions/duration","default":"10m"}},"x-expected":"a workflow, such as { workflow: flags-push.yml, timeout: 10m }"};
const pattern12 = new RegExp("^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.ya?ml$", "u");

function validate15(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.workflow === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "workflow"},message:"must have required property '"+"workflow"+"'",schema:schema24.required,parentSchema:schema24,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "workflow") || (key0 === "timeout"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema24,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.workflow !== undefined){
let data0 = data.workflow;
if(typeof data0 === "string"){
if(!pattern12.test(data0)){
const err2 = {instancePath:instancePath+"/workflow",schemaPath:"#/properties/workflow/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.ya?ml$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.ya?ml$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.ya?ml$",parentSchema:schema24.properties.workflow,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/workflow",schemaPath:"#/properties/workflow/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.workflow.type,parentSchema:schema24.properties.workflow,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.timeout !== undefined){
let data1 = data.timeout;
if(typeof data1 === "string"){
if(!pattern1.test(data1)){
const err4 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.type,parentSchema:schema24,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate15.errors = vErrors;
return errors === 0;
}

const schema27 = {"description":"What becomes an issue, and whom it goes to.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"labels":{"description":"Labels beside `phasegate-incident`.","type":"array","maxItems":10,"uniqueItems":true,"items":{"description":"A label.","type":"string","pattern":"^[^\\u0000-\\u001f\\u007f,]{1,50}$","x-expected":"a text of 1 to 50 characters without commas"},"default":[],"x-expected":"a list of at most 10 different labels","examples":[["sre"]]},"assignees":{"description":"Logins of the people that an issue is given to.","type":"array","maxItems":10,"uniqueItems":true,"items":{"$ref":"#/definitions/login"},"default":[],"x-expected":"a list of at most 10 different logins","examples":[["octocat"]]},"priority":{"description":"Priority of an SLO that `priorities` does not name.","$ref":"#/definitions/priority","default":"P1"},"priorities":{"description":"Priorities by the id of an SLO, or of its SLI.","type":"object","minProperties":1,"propertyNames":{"$ref":"#/definitions/id"},"additionalProperties":{"$ref":"#/definitions/priority"},"x-expected":"priorities by SLO, such as { pay_success: P0 }","examples":[{"pay_success":"P0"}]},"escalate":{"description":"What happens while nobody acknowledges an incident, by priority. Default: after 15m (P0), 30m (P1) and on the next business day (P2).","type":"object","additionalProperties":false,"minProperties":1,"properties":{"P0":{"description":"Steps of an incident of priority P0.","$ref":"#/definitions/escalation"},"P1":{"description":"Steps of an incident of priority P1.","$ref":"#/definitions/escalation"},"P2":{"description":"Steps of an incident of priority P2.","$ref":"#/definitions/escalation"}},"x-expected":"steps by priority, such as { P0: { after: 15m, to: [\"@octo-org/l3\"] } }","examples":[{"P0":{"after":"15m","to":["@octo-org/l3"]},"P2":{"after":"next-business-day"}}]},"business":{"description":"When people work.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"days":{"description":"Days of the week.","type":"array","minItems":1,"uniqueItems":true,"items":{"description":"A day of the week.","enum":["mon","tue","wed","thu","fri","sat","sun"],"x-expected":"mon, tue, wed, thu, fri, sat or sun"},"default":["mon","tue","wed","thu","fri"],"x-expected":"a list of at least one day such as mon"},"from":{"description":"When a business day begins.","$ref":"#/definitions/time-of-day","default":"09:00"},"to":{"description":"When a business day ends.","$ref":"#/definitions/time-of-day","default":"17:00"},"timezone":{"description":"How far local time is from UTC: `UTC`, or a fixed offset such as `+09:00`. There is no daylight saving.","type":"string","pattern":"^(?:UTC|[+-](?:0\\d|1[0-4]):[0-5]\\d)$","default":"UTC","x-expected":"UTC, or an offset such as +09:00"}},"x-expected":"business hours such as { from: \"09:00\", to: \"17:00\", timezone: UTC }"},"rca":{"description":"Business days after its end within which an incident's cause is to be written down.","type":"integer","minimum":1,"maximum":30,"default":1,"x-expected":"a whole number from 1 to 30"},"remind":{"description":"How often an open incident is called to mind: a duration, or `never`.","type":"string","pattern":"^(?:never|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$","default":"24h","x-expected":"a duration such as 24h, or never"},"liveness":{"description":"A silence of the pipeline longer than this is an incident: a time, or a number of batches.","anyOf":[{"$ref":"#/definitions/duration"},{"$ref":"#/definitions/batches"}],"default":"6h","x-expected":"a duration such as 6h, or { batches: 24 }"}},"x-expected":"settings such as { assignees: [octocat] }, or none"};
const schema28 = {"description":"A GitHub login.","type":"string","pattern":"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$","x-expected":"a GitHub login without @"};
const schema29 = {"description":"How soon people must look.","enum":["P0","P1","P2"],"x-expected":"P0, P1 or P2"};
const schema35 = {"description":"A time of day.","type":"string","pattern":"^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$","x-expected":"a time such as 09:00, in quotes"};
const func0 = equal/* default */.A;
const pattern14 = new RegExp("^[^\\u0000-\\u001f\\u007f,]{1,50}$", "u");
const pattern15 = new RegExp("^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$", "u");
const pattern18 = new RegExp("^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$", "u");
const pattern20 = new RegExp("^(?:UTC|[+-](?:0\\d|1[0-4]):[0-5]\\d)$", "u");
const schema32 = {"description":"Steps in order of time, or one step.","anyOf":[{"$ref":"#/definitions/escalation-step"},{"description":"Steps in order of time.","type":"array","maxItems":5,"items":{"$ref":"#/definitions/escalation-step"},"x-expected":"a list of at most 5 steps"}],"x-expected":"a step such as { after: 15m, to: [\"@octo-org/l3\"] }, or a list of steps"};
const schema33 = {"description":"What happens while nobody acknowledges an incident.","type":"object","additionalProperties":false,"required":["after"],"properties":{"after":{"description":"How long nobody has acknowledged the incident: a duration, or `next-business-day`.","type":"string","pattern":"^(?:next-business-day|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$","x-expected":"a duration such as 15m, or next-business-day"},"to":{"description":"Whom the escalation names: `@login` and `@organisation/team` are told by GitHub, other names are only written down.","type":"array","maxItems":10,"uniqueItems":true,"items":{"$ref":"#/definitions/name"},"default":[],"x-expected":"a list of at most 10 different names","examples":[["@octo-org/l3"]]}},"x-expected":"a step such as { after: 15m, to: [\"@octo-org/l3\"] }"};
const pattern17 = new RegExp("^(?:next-business-day|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.after === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "after"},message:"must have required property '"+"after"+"'",schema:schema33.required,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "after") || (key0 === "to"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.after !== undefined){
let data0 = data.after;
if(typeof data0 === "string"){
if(!pattern17.test(data0)){
const err2 = {instancePath:instancePath+"/after",schemaPath:"#/properties/after/pattern",keyword:"pattern",params:{pattern: "^(?:next-business-day|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$"},message:"must match pattern \""+"^(?:next-business-day|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$"+"\"",schema:"^(?:next-business-day|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$",parentSchema:schema33.properties.after,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/after",schemaPath:"#/properties/after/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.properties.after.type,parentSchema:schema33.properties.after,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.to !== undefined){
let data1 = data.to;
if(Array.isArray(data1)){
if(data1.length > 10){
const err4 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items",schema:10,parentSchema:schema33.properties.to,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(func3(data2) > 200){
const err5 = {instancePath:instancePath+"/to/" + i0,schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(func3(data2) < 1){
const err6 = {instancePath:instancePath+"/to/" + i0,schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/to/" + i0,schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
let i1 = data1.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data1[i1], data1[j0])){
const err8 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema33.properties.to,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err9 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema33.properties.to.type,parentSchema:schema33.properties.to,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema33.type,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}


function validate19(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = false;
const _errs1 = errors;
if(!(validate20(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
errors = vErrors.length;
}
var _valid0 = _errs1 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs2 = errors;
if(Array.isArray(data)){
if(data.length > 5){
const err0 = {instancePath,schemaPath:"#/anyOf/1/maxItems",keyword:"maxItems",params:{limit: 5},message:"must NOT have more than 5 items",schema:5,parentSchema:schema32.anyOf[1],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate20(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.anyOf[1].type,parentSchema:schema32.anyOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs2 === errors;
valid0 = valid0 || _valid0;
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema32.anyOf,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
}
validate19.errors = vErrors;
return errors === 0;
}

const schema38 = {"description":"A number of batches.","type":"object","additionalProperties":false,"required":["batches"],"properties":{"batches":{"description":"How many batches.","$ref":"#/definitions/count"}},"x-expected":"{ batches: 2 }"};
const schema39 = {"description":"A number of windows or times.","type":"integer","minimum":1,"maximum":1000,"x-expected":"a whole number from 1 to 1000"};

function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.batches === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "batches"},message:"must have required property '"+"batches"+"'",schema:schema38.required,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "batches")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.batches !== undefined){
let data0 = data.batches;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err2 = {instancePath:instancePath+"/batches",schemaPath:"#/definitions/count/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema39.type,parentSchema:schema39,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 1000 || isNaN(data0)){
const err3 = {instancePath:instancePath+"/batches",schemaPath:"#/definitions/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema39,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0 < 1 || isNaN(data0)){
const err4 = {instancePath:instancePath+"/batches",schemaPath:"#/definitions/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema39,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema38.type,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}


function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema27,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema27.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema27,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.labels !== undefined){
let data0 = data.labels;
if(Array.isArray(data0)){
if(data0.length > 10){
const err2 = {instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items",schema:10,parentSchema:schema27.properties.labels,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(!pattern14.test(data1)){
const err3 = {instancePath:instancePath+"/labels/" + i0,schemaPath:"#/properties/labels/items/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f,]{1,50}$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f,]{1,50}$"+"\"",schema:"^[^\\u0000-\\u001f\\u007f,]{1,50}$",parentSchema:schema27.properties.labels.items,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/labels/" + i0,schemaPath:"#/properties/labels/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.labels.items.type,parentSchema:schema27.properties.labels.items,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
let i1 = data0.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data0[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err5 = {instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema27.properties.labels,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err6 = {instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema27.properties.labels.type,parentSchema:schema27.properties.labels,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.assignees !== undefined){
let data2 = data.assignees;
if(Array.isArray(data2)){
if(data2.length > 10){
const err7 = {instancePath:instancePath+"/assignees",schemaPath:"#/properties/assignees/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items",schema:10,parentSchema:schema27.properties.assignees,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len1 = data2.length;
for(let i2=0; i2<len1; i2++){
let data3 = data2[i2];
if(typeof data3 === "string"){
if(!pattern15.test(data3)){
const err8 = {instancePath:instancePath+"/assignees/" + i2,schemaPath:"#/definitions/login/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$"},message:"must match pattern \""+"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$"+"\"",schema:"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$",parentSchema:schema28,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/assignees/" + i2,schemaPath:"#/definitions/login/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.type,parentSchema:schema28,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
let i3 = data2.length;
let j1;
if(i3 > 1){
outer0:
for(;i3--;){
for(j1 = i3; j1--;){
if(func0(data2[i3], data2[j1])){
const err10 = {instancePath:instancePath+"/assignees",schemaPath:"#/properties/assignees/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)",schema:true,parentSchema:schema27.properties.assignees,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err11 = {instancePath:instancePath+"/assignees",schemaPath:"#/properties/assignees/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema27.properties.assignees.type,parentSchema:schema27.properties.assignees,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.priority !== undefined){
let data4 = data.priority;
if(!(((data4 === "P0") || (data4 === "P1")) || (data4 === "P2"))){
const err12 = {instancePath:instancePath+"/priority",schemaPath:"#/definitions/priority/enum",keyword:"enum",params:{allowedValues: schema29.enum},message:"must be equal to one of the allowed values",schema:schema29.enum,parentSchema:schema29,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.priorities !== undefined){
let data5 = data.priorities;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(Object.keys(data5).length < 1){
const err13 = {instancePath:instancePath+"/priorities",schemaPath:"#/properties/priorities/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema27.properties.priorities,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key1 in data5){
const _errs15 = errors;
if(typeof key1 === "string"){
if(!pattern0.test(key1)){
const err14 = {instancePath:instancePath+"/priorities",schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"},message:"must match pattern \""+"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"+"\"",schema:"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$",parentSchema:schema12,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/priorities",schemaPath:"#/definitions/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var valid9 = _errs15 === errors;
if(!valid9){
const err16 = {instancePath:instancePath+"/priorities",schemaPath:"#/properties/priorities/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema27.properties.priorities.propertyNames,parentSchema:schema27.properties.priorities,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
for(const key2 in data5){
let data6 = data5[key2];
if(!(((data6 === "P0") || (data6 === "P1")) || (data6 === "P2"))){
const err17 = {instancePath:instancePath+"/priorities/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/priority/enum",keyword:"enum",params:{allowedValues: schema29.enum},message:"must be equal to one of the allowed values",schema:schema29.enum,parentSchema:schema29,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/priorities",schemaPath:"#/properties/priorities/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema27.properties.priorities.type,parentSchema:schema27.properties.priorities,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.escalate !== undefined){
let data7 = data.escalate;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(Object.keys(data7).length < 1){
const err19 = {instancePath:instancePath+"/escalate",schemaPath:"#/properties/escalate/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema27.properties.escalate,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
for(const key3 in data7){
if(!(((key3 === "P0") || (key3 === "P1")) || (key3 === "P2"))){
const err20 = {instancePath:instancePath+"/escalate",schemaPath:"#/properties/escalate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema27.properties.escalate,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data7.P0 !== undefined){
if(!(validate19(data7.P0, {instancePath:instancePath+"/escalate/P0",parentData:data7,parentDataProperty:"P0",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
}
if(data7.P1 !== undefined){
if(!(validate19(data7.P1, {instancePath:instancePath+"/escalate/P1",parentData:data7,parentDataProperty:"P1",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
}
if(data7.P2 !== undefined){
if(!(validate19(data7.P2, {instancePath:instancePath+"/escalate/P2",parentData:data7,parentDataProperty:"P2",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
}
}
else {
const err21 = {instancePath:instancePath+"/escalate",schemaPath:"#/properties/escalate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema27.properties.escalate.type,parentSchema:schema27.properties.escalate,data:data7};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.business !== undefined){
let data11 = data.business;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(Object.keys(data11).length < 1){
const err22 = {instancePath:instancePath+"/business",schemaPath:"#/properties/business/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema27.properties.business,data:data11};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
for(const key4 in data11){
if(!((((key4 === "days") || (key4 === "from")) || (key4 === "to")) || (key4 === "timezone"))){
const err23 = {instancePath:instancePath+"/business",schemaPath:"#/properties/business/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema27.properties.business,data:data11};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data11.days !== undefined){
let data12 = data11.days;
if(Array.isArray(data12)){
if(data12.length < 1){
const err24 = {instancePath:instancePath+"/business/days",schemaPath:"#/properties/business/properties/days/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema27.properties.business.properties.days,data:data12};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
const len2 = data12.length;
for(let i4=0; i4<len2; i4++){
let data13 = data12[i4];
if(!(((((((data13 === "mon") || (data13 === "tue")) || (data13 === "wed")) || (data13 === "thu")) || (data13 === "fri")) || (data13 === "sat")) || (data13 === "sun"))){
const err25 = {instancePath:instancePath+"/business/days/" + i4,schemaPath:"#/properties/business/properties/days/items/enum",keyword:"enum",params:{allowedValues: schema27.properties.business.properties.days.items.enum},message:"must be equal to one of the allowed values",schema:schema27.properties.business.properties.days.items.enum,parentSchema:schema27.properties.business.properties.days.items,data:data13};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
let i5 = data12.length;
let j2;
if(i5 > 1){
outer1:
for(;i5--;){
for(j2 = i5; j2--;){
if(func0(data12[i5], data12[j2])){
const err26 = {instancePath:instancePath+"/business/days",schemaPath:"#/properties/business/properties/days/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i5+" are identical)",schema:true,parentSchema:schema27.properties.business.properties.days,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err27 = {instancePath:instancePath+"/business/days",schemaPath:"#/properties/business/properties/days/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema27.properties.business.properties.days.type,parentSchema:schema27.properties.business.properties.days,data:data12};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data11.from !== undefined){
let data14 = data11.from;
if(typeof data14 === "string"){
if(!pattern18.test(data14)){
const err28 = {instancePath:instancePath+"/business/from",schemaPath:"#/definitions/time-of-day/pattern",keyword:"pattern",params:{pattern: "^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$"},message:"must match pattern \""+"^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$"+"\"",schema:"^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$",parentSchema:schema35,data:data14};
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
const err29 = {instancePath:instancePath+"/business/from",schemaPath:"#/definitions/time-of-day/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data:data14};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data11.to !== undefined){
let data15 = data11.to;
if(typeof data15 === "string"){
if(!pattern18.test(data15)){
const err30 = {instancePath:instancePath+"/business/to",schemaPath:"#/definitions/time-of-day/pattern",keyword:"pattern",params:{pattern: "^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$"},message:"must match pattern \""+"^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$"+"\"",schema:"^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$",parentSchema:schema35,data:data15};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/business/to",schemaPath:"#/definitions/time-of-day/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data:data15};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data11.timezone !== undefined){
let data16 = data11.timezone;
if(typeof data16 === "string"){
if(!pattern20.test(data16)){
const err32 = {instancePath:instancePath+"/business/timezone",schemaPath:"#/properties/business/properties/timezone/pattern",keyword:"pattern",params:{pattern: "^(?:UTC|[+-](?:0\\d|1[0-4]):[0-5]\\d)$"},message:"must match pattern \""+"^(?:UTC|[+-](?:0\\d|1[0-4]):[0-5]\\d)$"+"\"",schema:"^(?:UTC|[+-](?:0\\d|1[0-4]):[0-5]\\d)$",parentSchema:schema27.properties.business.properties.timezone,data:data16};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/business/timezone",schemaPath:"#/properties/business/properties/timezone/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.business.properties.timezone.type,parentSchema:schema27.properties.business.properties.timezone,data:data16};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/business",schemaPath:"#/properties/business/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema27.properties.business.type,parentSchema:schema27.properties.business,data:data11};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.rca !== undefined){
let data17 = data.rca;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err35 = {instancePath:instancePath+"/rca",schemaPath:"#/properties/rca/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema27.properties.rca.type,parentSchema:schema27.properties.rca,data:data17};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 > 30 || isNaN(data17)){
const err36 = {instancePath:instancePath+"/rca",schemaPath:"#/properties/rca/maximum",keyword:"maximum",params:{comparison: "<=", limit: 30},message:"must be <= 30",schema:30,parentSchema:schema27.properties.rca,data:data17};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data17 < 1 || isNaN(data17)){
const err37 = {instancePath:instancePath+"/rca",schemaPath:"#/properties/rca/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema27.properties.rca,data:data17};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
if(data.remind !== undefined){
let data18 = data.remind;
if(typeof data18 === "string"){
if(!pattern21.test(data18)){
const err38 = {instancePath:instancePath+"/remind",schemaPath:"#/properties/remind/pattern",keyword:"pattern",params:{pattern: "^(?:never|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$"},message:"must match pattern \""+"^(?:never|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$"+"\"",schema:"^(?:never|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$",parentSchema:schema27.properties.remind,data:data18};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/remind",schemaPath:"#/properties/remind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.remind.type,parentSchema:schema27.properties.remind,data:data18};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.liveness !== undefined){
let data19 = data.liveness;
const _errs46 = errors;
let valid20 = false;
const _errs47 = errors;
if(typeof data19 === "string"){
if(!pattern1.test(data19)){
const err40 = {instancePath:instancePath+"/liveness",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data19};
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
const err41 = {instancePath:instancePath+"/liveness",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data19};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
var _valid0 = _errs47 === errors;
valid20 = valid20 || _valid0;
if(!valid20){
const _errs50 = errors;
if(!(validate26(data19, {instancePath:instancePath+"/liveness",parentData:data,parentDataProperty:"liveness",rootData}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
var _valid0 = _errs50 === errors;
valid20 = valid20 || _valid0;
}
if(!valid20){
const err42 = {instancePath:instancePath+"/liveness",schemaPath:"#/properties/liveness/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema27.properties.liveness.anyOf,parentSchema:schema27.properties.liveness,data:data19};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
else {
errors = _errs46;
if(vErrors !== null){
if(_errs46){
vErrors.length = _errs46;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err43 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema27.type,parentSchema:schema27,data};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
validate18.errors = vErrors;
return errors === 0;
}

const schema43 = {"description":"Notices that match all of severity, template and phase go to the channels.","type":"object","additionalProperties":false,"required":["to"],"properties":{"severity":{"description":"How grave; of an end, what it is the end of. Default: all.","type":"array","minItems":1,"uniqueItems":true,"items":{"description":"A severity.","enum":["info","warning","critical"],"x-expected":"info, warning or critical"},"x-expected":"a list of info, warning and critical","examples":[["critical"]]},"template":{"description":"Kinds of notices. Default: all.","type":"array","minItems":1,"uniqueItems":true,"items":{"description":"A kind of notice.","enum":["ok","warn","incident","resolved","rollback","promotion","stabilising","group"],"x-expected":"ok, warn, incident, resolved, rollback, promotion, stabilising or group"},"x-expected":"a list of kinds such as promotion","examples":[["promotion"]]},"phase":{"description":"Phases that are on. Default: all.","type":"array","minItems":1,"uniqueItems":true,"items":{"$ref":"#/definitions/id"},"x-expected":"a list of the policy's phases","examples":[["canary"]]},"to":{"description":"Names of channels.","type":"array","minItems":1,"uniqueItems":true,"items":{"$ref":"#/definitions/id"},"x-expected":"a list of at least one channel's name","examples":[["team"]]}},"x-expected":"a route such as { severity: [critical], to: [team] }","examples":[{"severity":["critical"],"to":["team"]}]};

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.to === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'",schema:schema43.required,parentSchema:schema43,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "severity") || (key0 === "template")) || (key0 === "phase")) || (key0 === "to"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema43,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.severity !== undefined){
let data0 = data.severity;
if(Array.isArray(data0)){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema43.properties.severity,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(!(((data1 === "info") || (data1 === "warning")) || (data1 === "critical"))){
const err3 = {instancePath:instancePath+"/severity/" + i0,schemaPath:"#/properties/severity/items/enum",keyword:"enum",params:{allowedValues: schema43.properties.severity.items.enum},message:"must be equal to one of the allowed values",schema:schema43.properties.severity.items.enum,parentSchema:schema43.properties.severity.items,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
let i1 = data0.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data0[i1], data0[j0])){
const err4 = {instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema43.properties.severity,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err5 = {instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema43.properties.severity.type,parentSchema:schema43.properties.severity,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.template !== undefined){
let data2 = data.template;
if(Array.isArray(data2)){
if(data2.length < 1){
const err6 = {instancePath:instancePath+"/template",schemaPath:"#/properties/template/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema43.properties.template,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len1 = data2.length;
for(let i2=0; i2<len1; i2++){
let data3 = data2[i2];
if(!((((((((data3 === "ok") || (data3 === "warn")) || (data3 === "incident")) || (data3 === "resolved")) || (data3 === "rollback")) || (data3 === "promotion")) || (data3 === "stabilising")) || (data3 === "group"))){
const err7 = {instancePath:instancePath+"/template/" + i2,schemaPath:"#/properties/template/items/enum",keyword:"enum",params:{allowedValues: schema43.properties.template.items.enum},message:"must be equal to one of the allowed values",schema:schema43.properties.template.items.enum,parentSchema:schema43.properties.template.items,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
let i3 = data2.length;
let j1;
if(i3 > 1){
outer1:
for(;i3--;){
for(j1 = i3; j1--;){
if(func0(data2[i3], data2[j1])){
const err8 = {instancePath:instancePath+"/template",schemaPath:"#/properties/template/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)",schema:true,parentSchema:schema43.properties.template,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err9 = {instancePath:instancePath+"/template",schemaPath:"#/properties/template/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema43.properties.template.type,parentSchema:schema43.properties.template,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.phase !== undefined){
let data4 = data.phase;
if(Array.isArray(data4)){
if(data4.length < 1){
const err10 = {instancePath:instancePath+"/phase",schemaPath:"#/properties/phase/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema43.properties.phase,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len2 = data4.length;
for(let i4=0; i4<len2; i4++){
let data5 = data4[i4];
if(typeof data5 === "string"){
if(!pattern0.test(data5)){
const err11 = {instancePath:instancePath+"/phase/" + i4,schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"},message:"must match pattern \""+"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"+"\"",schema:"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$",parentSchema:schema12,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/phase/" + i4,schemaPath:"#/definitions/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
let i5 = data4.length;
let j2;
if(i5 > 1){
outer2:
for(;i5--;){
for(j2 = i5; j2--;){
if(func0(data4[i5], data4[j2])){
const err13 = {instancePath:instancePath+"/phase",schemaPath:"#/properties/phase/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i5+" are identical)",schema:true,parentSchema:schema43.properties.phase,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
break outer2;
}
}
}
}
}
else {
const err14 = {instancePath:instancePath+"/phase",schemaPath:"#/properties/phase/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema43.properties.phase.type,parentSchema:schema43.properties.phase,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.to !== undefined){
let data6 = data.to;
if(Array.isArray(data6)){
if(data6.length < 1){
const err15 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema43.properties.to,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
const len3 = data6.length;
for(let i6=0; i6<len3; i6++){
let data7 = data6[i6];
if(typeof data7 === "string"){
if(!pattern0.test(data7)){
const err16 = {instancePath:instancePath+"/to/" + i6,schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"},message:"must match pattern \""+"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"+"\"",schema:"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$",parentSchema:schema12,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/to/" + i6,schemaPath:"#/definitions/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
let i7 = data6.length;
let j3;
if(i7 > 1){
outer3:
for(;i7--;){
for(j3 = i7; j3--;){
if(func0(data6[i7], data6[j3])){
const err18 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/uniqueItems",keyword:"uniqueItems",params:{i: i7, j: j3},message:"must NOT have duplicate items (items ## "+j3+" and "+i7+" are identical)",schema:true,parentSchema:schema43.properties.to,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
break outer3;
}
}
}
}
}
else {
const err19 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema43.properties.to.type,parentSchema:schema43.properties.to,data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema43.type,parentSchema:schema43,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}

const schema46 = {"description":"One stream of telemetry: JSONL files, CSV files, a file behind HTTPS, the phase ledger's own events, or those of the incident issues. Exactly one of `jsonl`, `csv`, `url`, `ledger` and `incidents`.","type":"object","additionalProperties":false,"required":["name"],"oneOf":[{"required":["jsonl"]},{"required":["csv"]},{"required":["url"]},{"required":["ledger"]},{"required":["incidents"]},{"required":["ticks"]}],"dependencies":{"jsonl":["schema"],"csv":["schema"],"url":["schema"]},"properties":{"name":{"description":"Name of the source, unique in the policy.","$ref":"#/definitions/id","examples":["autosave"]},"jsonl":{"description":"Glob of JSON Lines files below the telemetry root, `.gz` too. `*` stays within a folder, `**` does not.","$ref":"#/definitions/relative-path","examples":["telemetry/autosave/*.jsonl*"]},"csv":{"description":"Glob of CSV files with a heading line, below the telemetry root, `.gz` too.","$ref":"#/definitions/relative-path","examples":["ops/signal_latency.csv"]},"artifact":{"description":"Name of artifacts of this repository's workflow runs; `jsonl` or `csv` is then a glob within each of them.","type":"string","maxLength":200,"pattern":"^(?!\\.{1,2}$)[^\":<>|*?\\\\/\\u0000-\\u001f\\u007f]+$","x-expected":"an artifact's name, without any of \" : < > | * ? and slashes","examples":["app-telemetry"]},"workflow":{"description":"File below .github/workflows whose runs' artifacts count. Default: any.","type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.ya?ml$","x-expected":"the name of a workflow's file, such as app.yml","examples":["app.yml"]},"branch":{"description":"Branch that the files are on; beside `artifact` the branch whose runs count, by default the default branch.","type":"string","pattern":"^(?!.*(?:\\.\\.|//|/\\.|\\./|[./]$|\\.lock(?:/|$)))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$","x-expected":"a branch name of letters, digits and . _ / -","examples":["telemetry"]},"url":{"description":"Address of one file, `.gz` too, of at most 64 MiB.","type":"string","maxLength":2000,"pattern":"^https://[^\\s\\u0000-\\u001f\\u007f]+$","x-expected":"an address that begins with https://","examples":["https://telemetry.example.com/events.jsonl"]},"format":{"description":"How the file behind `url` is read. Default: csv where the address ends in .csv or .csv.gz, else jsonl.","enum":["jsonl","csv"]},"headers":{"description":"Headers sent to `url` and to nobody else.","type":"object","maxProperties":20,"propertyNames":{"pattern":"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$","x-expected":"a header's name"},"additionalProperties":{"$ref":"#/definitions/header"},"examples":[{"authorization":{"secret":"TELEMETRY_TOKEN","prefix":"Bearer "}}]},"private":{"description":"Whether the host of `url` may have an address of the runner's own network.","type":"boolean","default":false},"ledger":{"description":"The phase ledger as a source: an event `rollback.executed` or `promotion.executed` for each decision that was carried out.","const":true,"x-expected":"true; leave the key out for files"},"incidents":{"description":"The incident issues as a source: an event `incident.opened`, `incident.acknowledged` or `incident.resolved` for each of their changes.","const":true,"x-expected":"true; leave the key out for files"},"ticks":{"description":"The pipeline itself as a source: an event `tick.completed` for each tick, with its slot delay, missed slots, freshness and rejected share.","const":true,"x-expected":"true; leave the key out for files"},"schema":{"description":"JSON Schema that every event must satisfy: a name `x` stands for schemas/events/x.json; what ends in .json is a path.","$ref":"#/definitions/relative-path","examples":["autosave","schemas/events/autosave.json"]},"ts":{"description":"Field that holds the event's time, in RFC 3339 with a zone.","$ref":"#/definitions/name","default":"ts"},"id":{"description":"Field that holds the event's id; an event without it is known by its content.","$ref":"#/definitions/name","default":"id"},"arrived":{"description":"Field that holds the time at which the event reached the log. Without it an event has arrived when it is first read.","$ref":"#/definitions/name","examples":["received_at"]},"event":{"description":"Event name given to lines without one.","$ref":"#/definitions/name","examples":["signal.latency"]},"feature":{"description":"Feature given to lines without one.","$ref":"#/definitions/name","examples":["autosave"]},"phase":{"description":"Phase given to lines without one. Default: the phase that the ledger had on at the event's time.","$ref":"#/definitions/id"},"sparse":{"description":"Whether silence of this source is normal, so that a window without its events is no missed batch. Default: false, and true for the ledger and for incidents.","type":"boolean"}}};
const schema50 = {"description":"A header's value: a text, or a secret that the workflow passes to the step as an environment variable.","type":["string","object"],"maxLength":1000,"pattern":"^[\\u0020-\\u007e]*$","additionalProperties":false,"required":["secret"],"properties":{"secret":{"description":"Name of the environment variable.","type":"string","pattern":"^[A-Z][A-Z0-9_]{0,99}$","x-expected":"the name of an environment variable in capital letters, such as TELEMETRY_TOKEN","examples":["TELEMETRY_TOKEN"]},"prefix":{"description":"What stands before the secret.","type":"string","maxLength":100,"pattern":"^[\\u0020-\\u007e]*$","x-expected":"a text of printable ASCII characters","default":"","examples":["Bearer "]}},"x-expected":"a text of printable ASCII characters, or { secret: NAME }"};
const pattern37 = new RegExp("^(?!\\.{1,2}$)[^\":<>|*?\\\\/\\u0000-\\u001f\\u007f]+$", "u");
const pattern40 = new RegExp("^https://[^\\s\\u0000-\\u001f\\u007f]+$", "u");
const pattern41 = new RegExp("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$", "u");
const pattern42 = new RegExp("^[\\u0020-\\u007e]*$", "u");

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.jsonl === undefined){
const err0 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "jsonl"},message:"must have required property '"+"jsonl"+"'",schema:schema46.oneOf[0].required,parentSchema:schema46.oneOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.csv === undefined){
const err1 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "csv"},message:"must have required property '"+"csv"+"'",schema:schema46.oneOf[1].required,parentSchema:schema46.oneOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
}
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.url === undefined){
const err2 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'",schema:schema46.oneOf[2].required,parentSchema:schema46.oneOf[2],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs4 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid0 = true;
passing0 = 2;
}
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.ledger === undefined){
const err3 = {instancePath,schemaPath:"#/oneOf/3/required",keyword:"required",params:{missingProperty: "ledger"},message:"must have required property '"+"ledger"+"'",schema:schema46.oneOf[3].required,parentSchema:schema46.oneOf[3],data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
var _valid0 = _errs5 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid0 = true;
passing0 = 3;
}
const _errs6 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.incidents === undefined){
const err4 = {instancePath,schemaPath:"#/oneOf/4/required",keyword:"required",params:{missingProperty: "incidents"},message:"must have required property '"+"incidents"+"'",schema:schema46.oneOf[4].required,parentSchema:schema46.oneOf[4],data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid0 = _errs6 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 4];
}
else {
if(_valid0){
valid0 = true;
passing0 = 4;
}
const _errs7 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.ticks === undefined){
const err5 = {instancePath,schemaPath:"#/oneOf/5/required",keyword:"required",params:{missingProperty: "ticks"},message:"must have required property '"+"ticks"+"'",schema:schema46.oneOf[5].required,parentSchema:schema46.oneOf[5],data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid0 = _errs7 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 5];
}
else {
if(_valid0){
valid0 = true;
passing0 = 5;
}
}
}
}
}
}
if(!valid0){
const err6 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf",schema:schema46.oneOf,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema46.required,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema46.properties, key0))){
const err8 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.jsonl !== undefined){
if(data.schema === undefined){
const err9 = {instancePath,schemaPath:"#/dependencies",keyword:"dependencies",params:{property: "jsonl",
    missingProperty: "schema",
    depsCount: 1,
    deps: "schema"},message:"must have property schema when property jsonl is present",schema:schema46.dependencies,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.csv !== undefined){
if(data.schema === undefined){
const err10 = {instancePath,schemaPath:"#/dependencies",keyword:"dependencies",params:{property: "csv",
    missingProperty: "schema",
    depsCount: 1,
    deps: "schema"},message:"must have property schema when property csv is present",schema:schema46.dependencies,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.url !== undefined){
if(data.schema === undefined){
const err11 = {instancePath,schemaPath:"#/dependencies",keyword:"dependencies",params:{property: "url",
    missingProperty: "schema",
    depsCount: 1,
    deps: "schema"},message:"must have property schema when property url is present",schema:schema46.dependencies,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern0.test(data0)){
const err12 = {instancePath:instancePath+"/name",schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"},message:"must match pattern \""+"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"+"\"",schema:"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$",parentSchema:schema12,data:data0};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/name",schemaPath:"#/definitions/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data0};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.jsonl !== undefined){
let data1 = data.jsonl;
if(typeof data1 === "string"){
if(func3(data1) > 200){
const err14 = {instancePath:instancePath+"/jsonl",schemaPath:"#/definitions/relative-path/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema21,data:data1};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!pattern8.test(data1)){
const err15 = {instancePath:instancePath+"/jsonl",schemaPath:"#/definitions/relative-path/pattern",keyword:"pattern",params:{pattern: "^(?!\\.{0,2}/)(?!.*/\\.{0,2}(?:/|$))(?!\\.{1,2}$)[^\\\\:\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^(?!\\.{0,2}/)(?!.*/\\.{0,2}(?:/|$))(?!\\.{1,2}$)[^\\\\:\\u0000-\\u001f\\u007f]+$"+"\"",schema:"^(?!\\.{0,2}/)(?!.*/\\.{0,2}(?:/|$))(?!\\.{1,2}$)[^\\\\:\\u0000-\\u001f\\u007f]+$",parentSchema:schema21,data:data1};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/jsonl",schemaPath:"#/definitions/relative-path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.type,parentSchema:schema21,data:data1};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.csv !== undefined){
let data2 = data.csv;
if(typeof data2 === "string"){
if(func3(data2) > 200){
const err17 = {instancePath:instancePath+"/csv",schemaPath:"#/definitions/relative-path/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema21,data:data2};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!pattern8.test(data2)){
const err18 = {instancePath:instancePath+"/csv",schemaPath:"#/definitions/relative-path/pattern",keyword:"pattern",params:{pattern: "^(?!\\.{0,2}/)(?!.*/\\.{0,2}(?:/|$))(?!\\.{1,2}$)[^\\\\:\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^(?!\\.{0,2}/)(?!.*/\\.{0,2}(?:/|$))(?!\\.{1,2}$)[^\\\\:\\u0000-\\u001f\\u007f]+$"+"\"",schema:"^(?!\\.{0,2}/)(?!.*/\\.{0,2}(?:/|$))(?!\\.{1,2}$)[^\\\\:\\u0000-\\u001f\\u007f]+$",parentSchema:schema21,data:data2};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/csv",schemaPath:"#/definitions/relative-path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.type,parentSchema:schema21,data:data2};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.artifact !== undefined){
let data3 = data.artifact;
if(typeof data3 === "string"){
if(func3(data3) > 200){
const err20 = {instancePath:instancePath+"/artifact",schemaPath:"#/properties/artifact/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema46.properties.artifact,data:data3};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(!pattern37.test(data3)){
const err21 = {instancePath:instancePath+"/artifact",schemaPath:"#/properties/artifact/pattern",keyword:"pattern",params:{pattern: "^(?!\\.{1,2}$)[^\":<>|*?\\\\/\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^(?!\\.{1,2}$)[^\":<>|*?\\\\/\\u0000-\\u001f\\u007f]+$"+"\"",schema:"^(?!\\.{1,2}$)[^\":<>|*?\\\\/\\u0000-\\u001f\\u007f]+$",parentSchema:schema46.properties.artifact,data:data3};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/artifact",schemaPath:"#/properties/artifact/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema46.properties.artifact.type,parentSchema:schema46.properties.artifact,data:data3};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.workflow !== undefined){
let data4 = data.workflow;
if(typeof data4 === "string"){
if(!pattern12.test(data4)){
const err23 = {instancePath:instancePath+"/workflow",schemaPath:"#/properties/workflow/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.ya?ml$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.ya?ml$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.ya?ml$",parentSchema:schema46.properties.workflow,data:data4};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/workflow",schemaPath:"#/properties/workflow/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema46.properties.workflow.type,parentSchema:schema46.properties.workflow,data:data4};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.branch !== undefined){
let data5 = data.branch;
if(typeof data5 === "string"){
if(!pattern7.test(data5)){
const err25 = {instancePath:instancePath+"/branch",schemaPath:"#/properties/branch/pattern",keyword:"pattern",params:{pattern: "^(?!.*(?:\\.\\.|//|/\\.|\\./|[./]$|\\.lock(?:/|$)))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$"},message:"must match pattern \""+"^(?!.*(?:\\.\\.|//|/\\.|\\./|[./]$|\\.lock(?:/|$)))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$"+"\"",schema:"^(?!.*(?:\\.\\.|//|/\\.|\\./|[./]$|\\.lock(?:/|$)))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$",parentSchema:schema46.properties.branch,data:data5};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/branch",schemaPath:"#/properties/branch/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema46.properties.branch.type,parentSchema:schema46.properties.branch,data:data5};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.url !== undefined){
let data6 = data.url;
if(typeof data6 === "string"){
if(func3(data6) > 2000){
const err27 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/maxLength",keyword:"maxLength",params:{limit: 2000},message:"must NOT have more than 2000 characters",schema:2000,parentSchema:schema46.properties.url,data:data6};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(!pattern40.test(data6)){
const err28 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/pattern",keyword:"pattern",params:{pattern: "^https://[^\\s\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^https://[^\\s\\u0000-\\u001f\\u007f]+$"+"\"",schema:"^https://[^\\s\\u0000-\\u001f\\u007f]+$",parentSchema:schema46.properties.url,data:data6};
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
const err29 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema46.properties.url.type,parentSchema:schema46.properties.url,data:data6};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.format !== undefined){
let data7 = data.format;
if(!((data7 === "jsonl") || (data7 === "csv"))){
const err30 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/enum",keyword:"enum",params:{allowedValues: schema46.properties.format.enum},message:"must be equal to one of the allowed values",schema:schema46.properties.format.enum,parentSchema:schema46.properties.format,data:data7};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.headers !== undefined){
let data8 = data.headers;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(Object.keys(data8).length > 20){
const err31 = {instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/maxProperties",keyword:"maxProperties",params:{limit: 20},message:"must NOT have more than 20 properties",schema:20,parentSchema:schema46.properties.headers,data:data8};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
for(const key1 in data8){
const _errs29 = errors;
if(typeof key1 === "string"){
if(!pattern41.test(key1)){
const err32 = {instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$"},message:"must match pattern \""+"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$"+"\"",schema:"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$",parentSchema:schema46.properties.headers.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
var valid6 = _errs29 === errors;
if(!valid6){
const err33 = {instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema46.properties.headers.propertyNames,parentSchema:schema46.properties.headers,data:data8};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
for(const key2 in data8){
let data9 = data8[key2];
if((typeof data9 !== "string") && (!(data9 && typeof data9 == "object" && !Array.isArray(data9)))){
const err34 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/header/type",keyword:"type",params:{type: schema50.type},message:"must be string,object",schema:schema50.type,parentSchema:schema50,data:data9};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(typeof data9 === "string"){
if(func3(data9) > 1000){
const err35 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/header/maxLength",keyword:"maxLength",params:{limit: 1000},message:"must NOT have more than 1000 characters",schema:1000,parentSchema:schema50,data:data9};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(!pattern42.test(data9)){
const err36 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/header/pattern",keyword:"pattern",params:{pattern: "^[\\u0020-\\u007e]*$"},message:"must match pattern \""+"^[\\u0020-\\u007e]*$"+"\"",schema:"^[\\u0020-\\u007e]*$",parentSchema:schema50,data:data9};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.secret === undefined){
const err37 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/header/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'",schema:schema50.required,parentSchema:schema50,data:data9};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
for(const key3 in data9){
if(!((key3 === "secret") || (key3 === "prefix"))){
const err38 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/header/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema50,data:data9};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data9.secret !== undefined){
let data10 = data9.secret;
if(typeof data10 === "string"){
if(!pattern27.test(data10)){
const err39 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/secret",schemaPath:"#/definitions/header/properties/secret/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z0-9_]{0,99}$"},message:"must match pattern \""+"^[A-Z][A-Z0-9_]{0,99}$"+"\"",schema:"^[A-Z][A-Z0-9_]{0,99}$",parentSchema:schema50.properties.secret,data:data10};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/secret",schemaPath:"#/definitions/header/properties/secret/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.properties.secret.type,parentSchema:schema50.properties.secret,data:data10};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data9.prefix !== undefined){
let data11 = data9.prefix;
if(typeof data11 === "string"){
if(func3(data11) > 100){
const err41 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/prefix",schemaPath:"#/definitions/header/properties/prefix/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema50.properties.prefix,data:data11};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(!pattern42.test(data11)){
const err42 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/prefix",schemaPath:"#/definitions/header/properties/prefix/pattern",keyword:"pattern",params:{pattern: "^[\\u0020-\\u007e]*$"},message:"must match pattern \""+"^[\\u0020-\\u007e]*$"+"\"",schema:"^[\\u0020-\\u007e]*$",parentSchema:schema50.properties.prefix,data:data11};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/prefix",schemaPath:"#/definitions/header/properties/prefix/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.properties.prefix.type,parentSchema:schema50.properties.prefix,data:data11};
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
}
}
else {
const err44 = {instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema46.properties.headers.type,parentSchema:schema46.properties.headers,data:data8};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.private !== undefined){
let data12 = data.private;
if(typeof data12 !== "boolean"){
const err45 = {instancePath:instancePath+"/private",schemaPath:"#/properties/private/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema46.properties.private.type,parentSchema:schema46.properties.private,data:data12};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.ledger !== undefined){
let data13 = data.ledger;
if(true !== data13){
const err46 = {instancePath:instancePath+"/ledger",schemaPath:"#/properties/ledger/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant",schema:true,parentSchema:schema46.properties.ledger,data:data13};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.incidents !== undefined){
let data14 = data.incidents;
if(true !== data14){
const err47 = {instancePath:instancePath+"/incidents",schemaPath:"#/properties/incidents/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant",schema:true,parentSchema:schema46.properties.incidents,data:data14};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.ticks !== undefined){
let data15 = data.ticks;
if(true !== data15){
const err48 = {instancePath:instancePath+"/ticks",schemaPath:"#/properties/ticks/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant",schema:true,parentSchema:schema46.properties.ticks,data:data15};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data.schema !== undefined){
let data16 = data.schema;
if(typeof data16 === "string"){
if(func3(data16) > 200){
const err49 = {instancePath:instancePath+"/schema",schemaPath:"#/definitions/relative-path/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema21,data:data16};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(!pattern8.test(data16)){
const err50 = {instancePath:instancePath+"/schema",schemaPath:"#/definitions/relative-path/pattern",keyword:"pattern",params:{pattern: "^(?!\\.{0,2}/)(?!.*/\\.{0,2}(?:/|$))(?!\\.{1,2}$)[^\\\\:\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^(?!\\.{0,2}/)(?!.*/\\.{0,2}(?:/|$))(?!\\.{1,2}$)[^\\\\:\\u0000-\\u001f\\u007f]+$"+"\"",schema:"^(?!\\.{0,2}/)(?!.*/\\.{0,2}(?:/|$))(?!\\.{1,2}$)[^\\\\:\\u0000-\\u001f\\u007f]+$",parentSchema:schema21,data:data16};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/schema",schemaPath:"#/definitions/relative-path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.type,parentSchema:schema21,data:data16};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.ts !== undefined){
let data17 = data.ts;
if(typeof data17 === "string"){
if(func3(data17) > 200){
const err52 = {instancePath:instancePath+"/ts",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data17};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(func3(data17) < 1){
const err53 = {instancePath:instancePath+"/ts",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data17};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/ts",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data17};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data.id !== undefined){
let data18 = data.id;
if(typeof data18 === "string"){
if(func3(data18) > 200){
const err55 = {instancePath:instancePath+"/id",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data18};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(func3(data18) < 1){
const err56 = {instancePath:instancePath+"/id",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data18};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/id",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data18};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data.arrived !== undefined){
let data19 = data.arrived;
if(typeof data19 === "string"){
if(func3(data19) > 200){
const err58 = {instancePath:instancePath+"/arrived",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data19};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(func3(data19) < 1){
const err59 = {instancePath:instancePath+"/arrived",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data19};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
else {
const err60 = {instancePath:instancePath+"/arrived",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data19};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.event !== undefined){
let data20 = data.event;
if(typeof data20 === "string"){
if(func3(data20) > 200){
const err61 = {instancePath:instancePath+"/event",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data20};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(func3(data20) < 1){
const err62 = {instancePath:instancePath+"/event",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data20};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/event",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data20};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data.feature !== undefined){
let data21 = data.feature;
if(typeof data21 === "string"){
if(func3(data21) > 200){
const err64 = {instancePath:instancePath+"/feature",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data21};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(func3(data21) < 1){
const err65 = {instancePath:instancePath+"/feature",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data21};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
else {
const err66 = {instancePath:instancePath+"/feature",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data21};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data.phase !== undefined){
let data22 = data.phase;
if(typeof data22 === "string"){
if(!pattern0.test(data22)){
const err67 = {instancePath:instancePath+"/phase",schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"},message:"must match pattern \""+"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"+"\"",schema:"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$",parentSchema:schema12,data:data22};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
else {
const err68 = {instancePath:instancePath+"/phase",schemaPath:"#/definitions/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data22};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data.sparse !== undefined){
let data23 = data.sparse;
if(typeof data23 !== "boolean"){
const err69 = {instancePath:instancePath+"/sparse",schemaPath:"#/properties/sparse/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema46.properties.sparse.type,parentSchema:schema46.properties.sparse,data:data23};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
}
else {
const err70 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema46.type,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
validate31.errors = vErrors;
return errors === 0;
}

const schema59 = {"description":"One measured quantity. Exactly one of `ratio`, `quantile`, `mean` and `count`.","type":"object","additionalProperties":false,"required":["event"],"oneOf":[{"required":["ratio"]},{"required":["quantile"]},{"required":["mean"]},{"required":["count"]}],"properties":{"event":{"description":"Name of the event that is measured, or a list of names.","anyOf":[{"$ref":"#/definitions/name"},{"description":"Names of the events that are measured.","type":"array","minItems":1,"uniqueItems":true,"items":{"$ref":"#/definitions/name"},"x-expected":"a list of different event names, at least one"}],"x-expected":"an event name or a list of them","examples":["autosave.save.completed"]},"where":{"description":"Only events that satisfy this are measured.","$ref":"#/definitions/match"},"ratio":{"description":"Share of the events that are good: name the good ones, or the bad ones and the share of these is measured. Exactly one of `good` and `bad`.","type":"object","additionalProperties":false,"oneOf":[{"required":["good"]},{"required":["bad"]}],"properties":{"good":{"description":"What makes an event good.","$ref":"#/definitions/match"},"bad":{"description":"What makes an event bad.","$ref":"#/definitions/match"}},"x-expected":"{ good: { field: value } } or { bad: { field: value } }"},"quantile":{"description":"Quantile of a number field, by linear interpolation between closest ranks.","type":"object","additionalProperties":false,"required":["of","p"],"properties":{"of":{"description":"Field that holds the number.","$ref":"#/definitions/name"},"p":{"description":"Which quantile, in percent.","type":"number","minimum":0,"maximum":100,"x-expected":"a number from 0 to 100, as 95 for the p95","examples":[50,95,99.9]}},"x-expected":"{ of: field, p: 95 }"},"mean":{"description":"Mean of a number field.","type":"object","additionalProperties":false,"required":["of"],"properties":{"of":{"description":"Field that holds the number.","$ref":"#/definitions/name"}},"x-expected":"{ of: field }"},"count":{"description":"How many events there are.","const":true,"x-expected":"true"},"by":{"description":"Field whose values the SLI is broken down by.","$ref":"#/definitions/name","examples":["source"]},"unit":{"description":"Unit of a quantile or a mean, as it is printed. A ratio is printed in percent.","type":"string","pattern":"^[^\\u0000-\\u001f\\u007f]{1,20}$","x-expected":"a text of 1 to 20 characters","examples":["ms","bytes"]}},"x-expected":"an SLI such as { event: save.completed, quantile: { of: duration_ms, p: 95 } }"};
const schema62 = {"description":"Conditions by field; all of them must hold. A condition is a value, a list of values of which one must be equal, or limits that a number must be strictly beyond.","type":"object","minProperties":1,"additionalProperties":{"$ref":"#/definitions/condition"},"x-expected":"conditions by field, such as { success: true }"};
const schema63 = {"description":"What the field's value must be.","anyOf":[{"$ref":"#/definitions/scalar"},{"description":"One of these values.","type":"array","minItems":1,"items":{"$ref":"#/definitions/scalar"},"x-expected":"a list of at least one value"},{"description":"A number strictly beyond these limits.","type":"object","minProperties":1,"additionalProperties":false,"properties":{"above":{"description":"The number must be greater than this.","$ref":"#/definitions/number"},"below":{"description":"The number must be less than this.","$ref":"#/definitions/number"}},"x-expected":"limits such as { above: 5 }"}],"x-expected":"a value, a list of values, or limits such as { above: 5 }"};
const schema64 = {"description":"A value that a field is compared with.","type":["string","number","boolean","null"],"x-expected":"a text, a number, true, false or null"};
const schema66 = {"description":"A finite number.","type":"number","x-expected":"a number"};

function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = false;
const _errs1 = errors;
if((((typeof data !== "string") && (!((typeof data == "number") && (isFinite(data))))) && (typeof data !== "boolean")) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/definitions/scalar/type",keyword:"type",params:{type: schema64.type},message:"must be string,number,boolean,null",schema:schema64.type,parentSchema:schema64,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs4 = errors;
if(Array.isArray(data)){
if(data.length < 1){
const err1 = {instancePath,schemaPath:"#/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema63.anyOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if((((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")) && (data0 !== null)){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/definitions/scalar/type",keyword:"type",params:{type: schema64.type},message:"must be string,number,boolean,null",schema:schema64.type,parentSchema:schema64,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema63.anyOf[1].type,parentSchema:schema63.anyOf[1],data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var _valid0 = _errs4 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs9 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err4 = {instancePath,schemaPath:"#/anyOf/2/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema63.anyOf[2],data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "above") || (key0 === "below"))){
const err5 = {instancePath,schemaPath:"#/anyOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema63.anyOf[2],data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.above !== undefined){
let data1 = data.above;
if(!((typeof data1 == "number") && (isFinite(data1)))){
const err6 = {instancePath:instancePath+"/above",schemaPath:"#/definitions/number/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema66.type,parentSchema:schema66,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.below !== undefined){
let data2 = data.below;
if(!((typeof data2 == "number") && (isFinite(data2)))){
const err7 = {instancePath:instancePath+"/below",schemaPath:"#/definitions/number/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema66.type,parentSchema:schema66,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/anyOf/2/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema63.anyOf[2].type,parentSchema:schema63.anyOf[2],data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
var _valid0 = _errs9 === errors;
valid0 = valid0 || _valid0;
}
}
if(!valid0){
const err9 = {instancePath,schemaPath:"#/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema63.anyOf,parentSchema:schema63,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
else {
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
}
validate35.errors = vErrors;
return errors === 0;
}


function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema62,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(validate35(data[key0], {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key0,rootData}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema62.type,parentSchema:schema62,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate34.errors = vErrors;
return errors === 0;
}

const pattern48 = new RegExp("^[^\\u0000-\\u001f\\u007f]{1,20}$", "u");

function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.ratio === undefined){
const err0 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "ratio"},message:"must have required property '"+"ratio"+"'",schema:schema59.oneOf[0].required,parentSchema:schema59.oneOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.quantile === undefined){
const err1 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "quantile"},message:"must have required property '"+"quantile"+"'",schema:schema59.oneOf[1].required,parentSchema:schema59.oneOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
}
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.mean === undefined){
const err2 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "mean"},message:"must have required property '"+"mean"+"'",schema:schema59.oneOf[2].required,parentSchema:schema59.oneOf[2],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs4 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid0 = true;
passing0 = 2;
}
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.count === undefined){
const err3 = {instancePath,schemaPath:"#/oneOf/3/required",keyword:"required",params:{missingProperty: "count"},message:"must have required property '"+"count"+"'",schema:schema59.oneOf[3].required,parentSchema:schema59.oneOf[3],data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
var _valid0 = _errs5 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid0 = true;
passing0 = 3;
}
}
}
}
if(!valid0){
const err4 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf",schema:schema59.oneOf,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.event === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "event"},message:"must have required property '"+"event"+"'",schema:schema59.required,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "event") || (key0 === "where")) || (key0 === "ratio")) || (key0 === "quantile")) || (key0 === "mean")) || (key0 === "count")) || (key0 === "by")) || (key0 === "unit"))){
const err6 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.event !== undefined){
let data0 = data.event;
const _errs8 = errors;
let valid2 = false;
const _errs9 = errors;
if(typeof data0 === "string"){
if(func3(data0) > 200){
const err7 = {instancePath:instancePath+"/event",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(func3(data0) < 1){
const err8 = {instancePath:instancePath+"/event",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data0};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/event",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data0};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var _valid1 = _errs9 === errors;
valid2 = valid2 || _valid1;
if(!valid2){
const _errs12 = errors;
if(Array.isArray(data0)){
if(data0.length < 1){
const err10 = {instancePath:instancePath+"/event",schemaPath:"#/properties/event/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema59.properties.event.anyOf[1],data:data0};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(func3(data1) > 200){
const err11 = {instancePath:instancePath+"/event/" + i0,schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(func3(data1) < 1){
const err12 = {instancePath:instancePath+"/event/" + i0,schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data1};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/event/" + i0,schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data1};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
let i1 = data0.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data0[i1], data0[j0])){
const err14 = {instancePath:instancePath+"/event",schemaPath:"#/properties/event/anyOf/1/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema59.properties.event.anyOf[1],data:data0};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err15 = {instancePath:instancePath+"/event",schemaPath:"#/properties/event/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema59.properties.event.anyOf[1].type,parentSchema:schema59.properties.event.anyOf[1],data:data0};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var _valid1 = _errs12 === errors;
valid2 = valid2 || _valid1;
}
if(!valid2){
const err16 = {instancePath:instancePath+"/event",schemaPath:"#/properties/event/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema59.properties.event.anyOf,parentSchema:schema59.properties.event,data:data0};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
else {
errors = _errs8;
if(vErrors !== null){
if(_errs8){
vErrors.length = _errs8;
}
else {
vErrors = null;
}
}
}
}
if(data.where !== undefined){
if(!(validate34(data.where, {instancePath:instancePath+"/where",parentData:data,parentDataProperty:"where",rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
if(data.ratio !== undefined){
let data3 = data.ratio;
const _errs20 = errors;
let valid8 = false;
let passing1 = null;
const _errs21 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.good === undefined){
const err17 = {instancePath:instancePath+"/ratio",schemaPath:"#/properties/ratio/oneOf/0/required",keyword:"required",params:{missingProperty: "good"},message:"must have required property '"+"good"+"'",schema:schema59.properties.ratio.oneOf[0].required,parentSchema:schema59.properties.ratio.oneOf[0],data:data3};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
var _valid2 = _errs21 === errors;
if(_valid2){
valid8 = true;
passing1 = 0;
}
const _errs22 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.bad === undefined){
const err18 = {instancePath:instancePath+"/ratio",schemaPath:"#/properties/ratio/oneOf/1/required",keyword:"required",params:{missingProperty: "bad"},message:"must have required property '"+"bad"+"'",schema:schema59.properties.ratio.oneOf[1].required,parentSchema:schema59.properties.ratio.oneOf[1],data:data3};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
var _valid2 = _errs22 === errors;
if(_valid2 && valid8){
valid8 = false;
passing1 = [passing1, 1];
}
else {
if(_valid2){
valid8 = true;
passing1 = 1;
}
}
if(!valid8){
const err19 = {instancePath:instancePath+"/ratio",schemaPath:"#/properties/ratio/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},message:"must match exactly one schema in oneOf",schema:schema59.properties.ratio.oneOf,parentSchema:schema59.properties.ratio,data:data3};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
else {
errors = _errs20;
if(vErrors !== null){
if(_errs20){
vErrors.length = _errs20;
}
else {
vErrors = null;
}
}
}
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
if(!((key1 === "good") || (key1 === "bad"))){
const err20 = {instancePath:instancePath+"/ratio",schemaPath:"#/properties/ratio/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema59.properties.ratio,data:data3};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data3.good !== undefined){
if(!(validate34(data3.good, {instancePath:instancePath+"/ratio/good",parentData:data3,parentDataProperty:"good",rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
if(data3.bad !== undefined){
if(!(validate34(data3.bad, {instancePath:instancePath+"/ratio/bad",parentData:data3,parentDataProperty:"bad",rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err21 = {instancePath:instancePath+"/ratio",schemaPath:"#/properties/ratio/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema59.properties.ratio.type,parentSchema:schema59.properties.ratio,data:data3};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.quantile !== undefined){
let data6 = data.quantile;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.of === undefined){
const err22 = {instancePath:instancePath+"/quantile",schemaPath:"#/properties/quantile/required",keyword:"required",params:{missingProperty: "of"},message:"must have required property '"+"of"+"'",schema:schema59.properties.quantile.required,parentSchema:schema59.properties.quantile,data:data6};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data6.p === undefined){
const err23 = {instancePath:instancePath+"/quantile",schemaPath:"#/properties/quantile/required",keyword:"required",params:{missingProperty: "p"},message:"must have required property '"+"p"+"'",schema:schema59.properties.quantile.required,parentSchema:schema59.properties.quantile,data:data6};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
for(const key2 in data6){
if(!((key2 === "of") || (key2 === "p"))){
const err24 = {instancePath:instancePath+"/quantile",schemaPath:"#/properties/quantile/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema59.properties.quantile,data:data6};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data6.of !== undefined){
let data7 = data6.of;
if(typeof data7 === "string"){
if(func3(data7) > 200){
const err25 = {instancePath:instancePath+"/quantile/of",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(func3(data7) < 1){
const err26 = {instancePath:instancePath+"/quantile/of",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data7};
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
const err27 = {instancePath:instancePath+"/quantile/of",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data7};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data6.p !== undefined){
let data8 = data6.p;
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 100 || isNaN(data8)){
const err28 = {instancePath:instancePath+"/quantile/p",schemaPath:"#/properties/quantile/properties/p/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema59.properties.quantile.properties.p,data:data8};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data8 < 0 || isNaN(data8)){
const err29 = {instancePath:instancePath+"/quantile/p",schemaPath:"#/properties/quantile/properties/p/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema59.properties.quantile.properties.p,data:data8};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/quantile/p",schemaPath:"#/properties/quantile/properties/p/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema59.properties.quantile.properties.p.type,parentSchema:schema59.properties.quantile.properties.p,data:data8};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/quantile",schemaPath:"#/properties/quantile/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema59.properties.quantile.type,parentSchema:schema59.properties.quantile,data:data6};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.mean !== undefined){
let data9 = data.mean;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.of === undefined){
const err32 = {instancePath:instancePath+"/mean",schemaPath:"#/properties/mean/required",keyword:"required",params:{missingProperty: "of"},message:"must have required property '"+"of"+"'",schema:schema59.properties.mean.required,parentSchema:schema59.properties.mean,data:data9};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
for(const key3 in data9){
if(!(key3 === "of")){
const err33 = {instancePath:instancePath+"/mean",schemaPath:"#/properties/mean/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema59.properties.mean,data:data9};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data9.of !== undefined){
let data10 = data9.of;
if(typeof data10 === "string"){
if(func3(data10) > 200){
const err34 = {instancePath:instancePath+"/mean/of",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data10};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(func3(data10) < 1){
const err35 = {instancePath:instancePath+"/mean/of",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data10};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/mean/of",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data10};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/mean",schemaPath:"#/properties/mean/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema59.properties.mean.type,parentSchema:schema59.properties.mean,data:data9};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.count !== undefined){
let data11 = data.count;
if(true !== data11){
const err38 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant",schema:true,parentSchema:schema59.properties.count,data:data11};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data.by !== undefined){
let data12 = data.by;
if(typeof data12 === "string"){
if(func3(data12) > 200){
const err39 = {instancePath:instancePath+"/by",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data12};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(func3(data12) < 1){
const err40 = {instancePath:instancePath+"/by",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data12};
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
const err41 = {instancePath:instancePath+"/by",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data12};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.unit !== undefined){
let data13 = data.unit;
if(typeof data13 === "string"){
if(!pattern48.test(data13)){
const err42 = {instancePath:instancePath+"/unit",schemaPath:"#/properties/unit/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]{1,20}$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f]{1,20}$"+"\"",schema:"^[^\\u0000-\\u001f\\u007f]{1,20}$",parentSchema:schema59.properties.unit,data:data13};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/unit",schemaPath:"#/properties/unit/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema59.properties.unit.type,parentSchema:schema59.properties.unit,data:data13};
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
else {
const err44 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema59.type,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
validate33.errors = vErrors;
return errors === 0;
}

const schema71 = {"description":"One stage of the rollout.","type":"object","additionalProperties":false,"required":["id"],"properties":{"id":{"description":"Name of the phase, unique in the policy.","$ref":"#/definitions/id","examples":["canary","A-1"]},"audience":{"description":"Who is in the phase. Default: everybody.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"segment":{"description":"Segment of users, or a list of them. Default: everybody.","anyOf":[{"$ref":"#/definitions/name"},{"description":"Segments of users.","type":"array","minItems":1,"uniqueItems":true,"items":{"$ref":"#/definitions/name"},"x-expected":"a list of different segments, at least one"}],"x-expected":"a segment or a list of them"},"percent":{"description":"Share of the segment's users, in percent.","type":"number","minimum":0,"maximum":100,"default":100,"x-expected":"a number from 0 to 100"}},"x-expected":"an audience such as { segment: beta, percent: 5 }"},"flags":{"description":"Values of the feature flags in this phase. Every phase sets the same flags.","$ref":"#/definitions/flags"},"slos":{"description":"What the phase is judged by.","type":"array","minItems":1,"items":{"$ref":"#/definitions/slo"},"x-expected":"a list of at least one SLO; leave the key out for a phase that is not judged"},"warm-up":{"description":"How long after a switch to the phase its SLOs are not judged. Default: judged from the first batch on.","$ref":"#/definitions/warm-up","examples":["30m",{"batches":2}]},"promote":{"description":"What a promotion out of this phase needs. Without it nothing recommends the promotion.","type":"object","additionalProperties":false,"required":["healthy"],"properties":{"healthy":{"description":"How long the phase must have been without a violation, or without a warning too: a time, or a number of batches.","anyOf":[{"$ref":"#/definitions/duration"},{"$ref":"#/definitions/healthy"}],"x-expected":"a duration such as 48h, { batches: 8 } or { for: 48h, without: warnings }","examples":["48h",{"batches":8},{"for":"48h","without":"warnings"}]},"checklist":{"description":"Sections of the checklist that must be complete and signed.","type":"array","uniqueItems":true,"items":{"anyOf":[{"$ref":"#/definitions/name"},{"$ref":"#/definitions/section"}],"x-expected":"a heading, or { section: before, signed-by: [qa] }"},"default":[],"x-expected":"a list of different headings of the checklist","examples":[["before","during"],[{"section":"before","signed-by":["qa","release-engineering"]}]]},"evidence":{"description":"What people must have done, by name, and how often; said at the promotion as `name=number`.","type":"object","minProperties":1,"propertyNames":{"$ref":"#/definitions/id"},"additionalProperties":{"$ref":"#/definitions/quantity"},"x-expected":"numbers by name, such as { qa-cases: 10 }","examples":[{"qa-cases":10}]},"approvals":{"description":"Roles that must approve.","type":"array","uniqueItems":true,"items":{"$ref":"#/definitions/name"},"default":[],"x-expected":"a list of different roles","examples":[["qa","release-engineering"]]}},"x-expected":"conditions such as { healthy: 48h, approvals: [qa] }"}},"x-expected":"a phase such as { id: canary, slos: [...] }"};
const schema109 = {"description":"How often.","type":"integer","minimum":1,"maximum":1000000,"x-expected":"a whole number from 1 to 1000000"};
const schema76 = {"description":"An SLI, its limits and a window.","type":"object","additionalProperties":false,"required":["sli"],"anyOf":[{"required":["warn"]},{"required":["rollback"]}],"properties":{"sli":{"description":"Id of the SLI that is judged.","$ref":"#/definitions/id"},"id":{"description":"Name of the SLO, unique in its phase. Default: the SLI's id, with the window behind it where the phase judges one SLI over several.","$ref":"#/definitions/id"},"window":{"description":"Length of time that is judged as one, a multiple of the batch. Default: one batch.","$ref":"#/definitions/duration","examples":["15m","1h","24h"]},"warn":{"description":"Limit beyond which people are warned, a list of such limits, or a share of the rollback limit.","anyOf":[{"$ref":"#/definitions/percentage"},{"$ref":"#/definitions/limit"},{"description":"Limits of which any one counts.","type":"array","minItems":1,"maxItems":10,"items":{"$ref":"#/definitions/limit"},"x-expected":"a list of 1 to 10 limits"}],"x-expected":"a limit such as { above: 900 }, a list of limits, or a share of the rollback limit such as 80%"},"rollback":{"description":"Limit beyond which the phase is violated, or a list of such limits.","$ref":"#/definitions/limits"},"warm-up":{"description":"How long after a switch the SLO is not judged. Default: the phase's.","$ref":"#/definitions/warm-up"},"evidence":{"description":"What the rollback limit needs besides its rule. Default: the policy's.","$ref":"#/definitions/evidence"},"min-samples":{"description":"A window with fewer samples gives no verdict.","type":"integer","minimum":1,"default":1,"x-expected":"a whole number of at least 1"}},"x-expected":"an SLO such as { sli: save_p95, rollback: { above: 900 } }"};
const schema80 = {"description":"A share, in percent.","type":"string","pattern":"^(?=.*[1-9])\\d{1,6}(?:\\.\\d{1,6})?\\s?%$","x-expected":"a share such as 80%"};
const pattern54 = new RegExp("^(?=.*[1-9])\\d{1,6}(?:\\.\\d{1,6})?\\s?%$", "u");
const schema81 = {"description":"The bad side of an SLI, and the rule by which windows beyond it count. Exactly one of `above`, `below`, `above-by`, `below-by` and `burn-rate`; at most one of `batches`, `mean-of`, `moving-average`, `times` and `unmet-for`.","type":"object","additionalProperties":false,"oneOf":[{"required":["above"]},{"required":["below"]},{"required":["above-by"]},{"required":["below-by"]},{"required":["burn-rate"]}],"dependencies":{"above-by":["baseline"],"below-by":["baseline"],"times":["within"],"within":["times"]},"properties":{"above":{"description":"Values greater than this are bad. A ratio is a share from 0 to 1.","$ref":"#/definitions/number"},"below":{"description":"Values less than this are bad. A ratio is a share from 0 to 1.","$ref":"#/definitions/number"},"above-by":{"description":"Values above the baseline by more than this are bad: a share of the baseline, or a number in the SLI's unit.","$ref":"#/definitions/distance","examples":["5%",0.02]},"below-by":{"description":"Values below the baseline by more than this are bad: a share of the baseline, or a number in the SLI's unit.","$ref":"#/definitions/distance","examples":["5%"]},"baseline":{"description":"What `above-by` and `below-by` are relative to: the same SLI and feature before the window that is judged.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"phase":{"description":"Phase that is compared with, or `previous`. Default: the phase that is judged.","$ref":"#/definitions/id","examples":["previous"]},"window":{"description":"Length of the baseline, which ends where the judged window begins.","$ref":"#/definitions/duration","default":"7d"}},"x-expected":"a baseline such as { phase: previous } or { window: 7d }"},"batches":{"description":"How many disjoint windows in a row must be bad. Default 1.","$ref":"#/definitions/count","default":1},"mean-of":{"description":"The mean of so many windows in a row must be bad.","$ref":"#/definitions/count"},"moving-average":{"description":"The mean of the windows with a value among the last so many must be bad.","$ref":"#/definitions/count"},"times":{"description":"So many disjoint windows `within` a time must be bad.","$ref":"#/definitions/count"},"within":{"description":"The time that `times` counts in.","$ref":"#/definitions/duration"},"unmet-for":{"description":"Windows must be bad without a break for so long.","$ref":"#/definitions/duration","examples":["24h"]},"burn-rate":{"description":"The error budget of a ratio burns too fast, over a long and a short window.","type":"object","additionalProperties":false,"required":["objective","long","short","factor"],"properties":{"objective":{"description":"Share of good events that is promised.","type":"number","exclusiveMinimum":0,"exclusiveMaximum":1,"x-expected":"a share between 0 and 1, such as 0.999"},"long":{"description":"Window that tells how much is burnt.","$ref":"#/definitions/duration"},"short":{"description":"Window that tells whether it still burns.","$ref":"#/definitions/duration"},"factor":{"description":"How many times as fast as the budget allows.","type":"number","exclusiveMinimum":0,"x-expected":"a number greater than 0, such as 14.4"}},"x-expected":"{ objective: 0.999, long: 1h, short: 5m, factor: 14.4 }"}},"x-expected":"a limit such as { above: 900 } or { below: 0.995, batches: 2 }"};
const schema84 = {"description":"How far from the baseline.","anyOf":[{"$ref":"#/definitions/percentage"},{"$ref":"#/definitions/number"}],"x-expected":"a share such as 5%, or a number"};

function validate44(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = false;
const _errs1 = errors;
if(typeof data === "string"){
if(!pattern54.test(data)){
const err0 = {instancePath,schemaPath:"#/definitions/percentage/pattern",keyword:"pattern",params:{pattern: "^(?=.*[1-9])\\d{1,6}(?:\\.\\d{1,6})?\\s?%$"},message:"must match pattern \""+"^(?=.*[1-9])\\d{1,6}(?:\\.\\d{1,6})?\\s?%$"+"\"",schema:"^(?=.*[1-9])\\d{1,6}(?:\\.\\d{1,6})?\\s?%$",parentSchema:schema80,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/definitions/percentage/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema80.type,parentSchema:schema80,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs1 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs4 = errors;
if(!((typeof data == "number") && (isFinite(data)))){
const err2 = {instancePath,schemaPath:"#/definitions/number/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema66.type,parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs4 === errors;
valid0 = valid0 || _valid0;
}
if(!valid0){
const err3 = {instancePath,schemaPath:"#/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema84.anyOf,parentSchema:schema84,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
else {
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
}
validate44.errors = vErrors;
return errors === 0;
}


function validate43(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.above === undefined){
const err0 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "above"},message:"must have required property '"+"above"+"'",schema:schema81.oneOf[0].required,parentSchema:schema81.oneOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.below === undefined){
const err1 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "below"},message:"must have required property '"+"below"+"'",schema:schema81.oneOf[1].required,parentSchema:schema81.oneOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
}
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data["above-by"] === undefined){
const err2 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "above-by"},message:"must have required property '"+"above-by"+"'",schema:schema81.oneOf[2].required,parentSchema:schema81.oneOf[2],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs4 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid0 = true;
passing0 = 2;
}
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data["below-by"] === undefined){
const err3 = {instancePath,schemaPath:"#/oneOf/3/required",keyword:"required",params:{missingProperty: "below-by"},message:"must have required property '"+"below-by"+"'",schema:schema81.oneOf[3].required,parentSchema:schema81.oneOf[3],data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
var _valid0 = _errs5 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid0 = true;
passing0 = 3;
}
const _errs6 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data["burn-rate"] === undefined){
const err4 = {instancePath,schemaPath:"#/oneOf/4/required",keyword:"required",params:{missingProperty: "burn-rate"},message:"must have required property '"+"burn-rate"+"'",schema:schema81.oneOf[4].required,parentSchema:schema81.oneOf[4],data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid0 = _errs6 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 4];
}
else {
if(_valid0){
valid0 = true;
passing0 = 4;
}
}
}
}
}
if(!valid0){
const err5 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf",schema:schema81.oneOf,parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema81.properties, key0))){
const err6 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data["above-by"] !== undefined){
if(data.baseline === undefined){
const err7 = {instancePath,schemaPath:"#/dependencies",keyword:"dependencies",params:{property: "above-by",
    missingProperty: "baseline",
    depsCount: 1,
    deps: "baseline"},message:"must have property baseline when property above-by is present",schema:schema81.dependencies,parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data["below-by"] !== undefined){
if(data.baseline === undefined){
const err8 = {instancePath,schemaPath:"#/dependencies",keyword:"dependencies",params:{property: "below-by",
    missingProperty: "baseline",
    depsCount: 1,
    deps: "baseline"},message:"must have property baseline when property below-by is present",schema:schema81.dependencies,parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.times !== undefined){
if(data.within === undefined){
const err9 = {instancePath,schemaPath:"#/dependencies",keyword:"dependencies",params:{property: "times",
    missingProperty: "within",
    depsCount: 1,
    deps: "within"},message:"must have property within when property times is present",schema:schema81.dependencies,parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.within !== undefined){
if(data.times === undefined){
const err10 = {instancePath,schemaPath:"#/dependencies",keyword:"dependencies",params:{property: "within",
    missingProperty: "times",
    depsCount: 1,
    deps: "times"},message:"must have property times when property within is present",schema:schema81.dependencies,parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.above !== undefined){
let data0 = data.above;
if(!((typeof data0 == "number") && (isFinite(data0)))){
const err11 = {instancePath:instancePath+"/above",schemaPath:"#/definitions/number/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema66.type,parentSchema:schema66,data:data0};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.below !== undefined){
let data1 = data.below;
if(!((typeof data1 == "number") && (isFinite(data1)))){
const err12 = {instancePath:instancePath+"/below",schemaPath:"#/definitions/number/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema66.type,parentSchema:schema66,data:data1};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data["above-by"] !== undefined){
if(!(validate44(data["above-by"], {instancePath:instancePath+"/above-by",parentData:data,parentDataProperty:"above-by",rootData}))){
vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
errors = vErrors.length;
}
}
if(data["below-by"] !== undefined){
if(!(validate44(data["below-by"], {instancePath:instancePath+"/below-by",parentData:data,parentDataProperty:"below-by",rootData}))){
vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
errors = vErrors.length;
}
}
if(data.baseline !== undefined){
let data4 = data.baseline;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(Object.keys(data4).length < 1){
const err13 = {instancePath:instancePath+"/baseline",schemaPath:"#/properties/baseline/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema81.properties.baseline,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key1 in data4){
if(!((key1 === "phase") || (key1 === "window"))){
const err14 = {instancePath:instancePath+"/baseline",schemaPath:"#/properties/baseline/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema81.properties.baseline,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data4.phase !== undefined){
let data5 = data4.phase;
if(typeof data5 === "string"){
if(!pattern0.test(data5)){
const err15 = {instancePath:instancePath+"/baseline/phase",schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"},message:"must match pattern \""+"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"+"\"",schema:"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$",parentSchema:schema12,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/baseline/phase",schemaPath:"#/definitions/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data4.window !== undefined){
let data6 = data4.window;
if(typeof data6 === "string"){
if(!pattern1.test(data6)){
const err17 = {instancePath:instancePath+"/baseline/window",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/baseline/window",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/baseline",schemaPath:"#/properties/baseline/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema81.properties.baseline.type,parentSchema:schema81.properties.baseline,data:data4};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.batches !== undefined){
let data7 = data.batches;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err20 = {instancePath:instancePath+"/batches",schemaPath:"#/definitions/count/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema39.type,parentSchema:schema39,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 1000 || isNaN(data7)){
const err21 = {instancePath:instancePath+"/batches",schemaPath:"#/definitions/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema39,data:data7};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err22 = {instancePath:instancePath+"/batches",schemaPath:"#/definitions/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema39,data:data7};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data["mean-of"] !== undefined){
let data8 = data["mean-of"];
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err23 = {instancePath:instancePath+"/mean-of",schemaPath:"#/definitions/count/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema39.type,parentSchema:schema39,data:data8};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 1000 || isNaN(data8)){
const err24 = {instancePath:instancePath+"/mean-of",schemaPath:"#/definitions/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema39,data:data8};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data8 < 1 || isNaN(data8)){
const err25 = {instancePath:instancePath+"/mean-of",schemaPath:"#/definitions/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema39,data:data8};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data["moving-average"] !== undefined){
let data9 = data["moving-average"];
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err26 = {instancePath:instancePath+"/moving-average",schemaPath:"#/definitions/count/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema39.type,parentSchema:schema39,data:data9};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 1000 || isNaN(data9)){
const err27 = {instancePath:instancePath+"/moving-average",schemaPath:"#/definitions/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema39,data:data9};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data9 < 1 || isNaN(data9)){
const err28 = {instancePath:instancePath+"/moving-average",schemaPath:"#/definitions/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema39,data:data9};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
if(data.times !== undefined){
let data10 = data.times;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err29 = {instancePath:instancePath+"/times",schemaPath:"#/definitions/count/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema39.type,parentSchema:schema39,data:data10};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 1000 || isNaN(data10)){
const err30 = {instancePath:instancePath+"/times",schemaPath:"#/definitions/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema39,data:data10};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data10 < 1 || isNaN(data10)){
const err31 = {instancePath:instancePath+"/times",schemaPath:"#/definitions/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema39,data:data10};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
if(data.within !== undefined){
let data11 = data.within;
if(typeof data11 === "string"){
if(!pattern1.test(data11)){
const err32 = {instancePath:instancePath+"/within",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data11};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/within",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data11};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data["unmet-for"] !== undefined){
let data12 = data["unmet-for"];
if(typeof data12 === "string"){
if(!pattern1.test(data12)){
const err34 = {instancePath:instancePath+"/unmet-for",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data12};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/unmet-for",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data12};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data["burn-rate"] !== undefined){
let data13 = data["burn-rate"];
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.objective === undefined){
const err36 = {instancePath:instancePath+"/burn-rate",schemaPath:"#/properties/burn-rate/required",keyword:"required",params:{missingProperty: "objective"},message:"must have required property '"+"objective"+"'",schema:schema81.properties["burn-rate"].required,parentSchema:schema81.properties["burn-rate"],data:data13};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data13.long === undefined){
const err37 = {instancePath:instancePath+"/burn-rate",schemaPath:"#/properties/burn-rate/required",keyword:"required",params:{missingProperty: "long"},message:"must have required property '"+"long"+"'",schema:schema81.properties["burn-rate"].required,parentSchema:schema81.properties["burn-rate"],data:data13};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data13.short === undefined){
const err38 = {instancePath:instancePath+"/burn-rate",schemaPath:"#/properties/burn-rate/required",keyword:"required",params:{missingProperty: "short"},message:"must have required property '"+"short"+"'",schema:schema81.properties["burn-rate"].required,parentSchema:schema81.properties["burn-rate"],data:data13};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data13.factor === undefined){
const err39 = {instancePath:instancePath+"/burn-rate",schemaPath:"#/properties/burn-rate/required",keyword:"required",params:{missingProperty: "factor"},message:"must have required property '"+"factor"+"'",schema:schema81.properties["burn-rate"].required,parentSchema:schema81.properties["burn-rate"],data:data13};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
for(const key2 in data13){
if(!((((key2 === "objective") || (key2 === "long")) || (key2 === "short")) || (key2 === "factor"))){
const err40 = {instancePath:instancePath+"/burn-rate",schemaPath:"#/properties/burn-rate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema81.properties["burn-rate"],data:data13};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data13.objective !== undefined){
let data14 = data13.objective;
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 >= 1 || isNaN(data14)){
const err41 = {instancePath:instancePath+"/burn-rate/objective",schemaPath:"#/properties/burn-rate/properties/objective/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 1},message:"must be < 1",schema:1,parentSchema:schema81.properties["burn-rate"].properties.objective,data:data14};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data14 <= 0 || isNaN(data14)){
const err42 = {instancePath:instancePath+"/burn-rate/objective",schemaPath:"#/properties/burn-rate/properties/objective/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema81.properties["burn-rate"].properties.objective,data:data14};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/burn-rate/objective",schemaPath:"#/properties/burn-rate/properties/objective/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema81.properties["burn-rate"].properties.objective.type,parentSchema:schema81.properties["burn-rate"].properties.objective,data:data14};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data13.long !== undefined){
let data15 = data13.long;
if(typeof data15 === "string"){
if(!pattern1.test(data15)){
const err44 = {instancePath:instancePath+"/burn-rate/long",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data15};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/burn-rate/long",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data15};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data13.short !== undefined){
let data16 = data13.short;
if(typeof data16 === "string"){
if(!pattern1.test(data16)){
const err46 = {instancePath:instancePath+"/burn-rate/short",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data16};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/burn-rate/short",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data16};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data13.factor !== undefined){
let data17 = data13.factor;
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 <= 0 || isNaN(data17)){
const err48 = {instancePath:instancePath+"/burn-rate/factor",schemaPath:"#/properties/burn-rate/properties/factor/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema81.properties["burn-rate"].properties.factor,data:data17};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
else {
const err49 = {instancePath:instancePath+"/burn-rate/factor",schemaPath:"#/properties/burn-rate/properties/factor/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema81.properties["burn-rate"].properties.factor.type,parentSchema:schema81.properties["burn-rate"].properties.factor,data:data17};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/burn-rate",schemaPath:"#/properties/burn-rate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema81.properties["burn-rate"].type,parentSchema:schema81.properties["burn-rate"],data:data13};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema81.type,parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
validate43.errors = vErrors;
return errors === 0;
}

const schema97 = {"description":"A limit, or a list of limits of which any one counts.","anyOf":[{"$ref":"#/definitions/limit"},{"description":"Limits of which any one counts.","type":"array","minItems":1,"maxItems":10,"items":{"$ref":"#/definitions/limit"},"x-expected":"a list of 1 to 10 limits"}],"x-expected":"a limit such as { above: 900 }, or a list of limits"};

function validate49(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = false;
const _errs1 = errors;
if(!(validate43(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
var _valid0 = _errs1 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs2 = errors;
if(Array.isArray(data)){
if(data.length > 10){
const err0 = {instancePath,schemaPath:"#/anyOf/1/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items",schema:10,parentSchema:schema97.anyOf[1],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.length < 1){
const err1 = {instancePath,schemaPath:"#/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema97.anyOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate43(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema97.anyOf[1].type,parentSchema:schema97.anyOf[1],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs2 === errors;
valid0 = valid0 || _valid0;
}
if(!valid0){
const err3 = {instancePath,schemaPath:"#/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema97.anyOf,parentSchema:schema97,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
else {
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
}
validate49.errors = vErrors;
return errors === 0;
}

const schema98 = {"description":"How long after a switch nothing is judged: a time, or a number of batches.","anyOf":[{"$ref":"#/definitions/duration"},{"$ref":"#/definitions/batches"}],"x-expected":"a duration such as 30m, or { batches: 2 }"};

function validate53(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = false;
const _errs1 = errors;
if(typeof data === "string"){
if(!pattern1.test(data)){
const err0 = {instancePath,schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs1 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs4 = errors;
if(!(validate26(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
var _valid0 = _errs4 === errors;
valid0 = valid0 || _valid0;
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema98.anyOf,parentSchema:schema98,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
}
validate53.errors = vErrors;
return errors === 0;
}


function validate42(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = false;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.warn === undefined){
const err0 = {instancePath,schemaPath:"#/anyOf/0/required",keyword:"required",params:{missingProperty: "warn"},message:"must have required property '"+"warn"+"'",schema:schema76.anyOf[0].required,parentSchema:schema76.anyOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.rollback === undefined){
const err1 = {instancePath,schemaPath:"#/anyOf/1/required",keyword:"required",params:{missingProperty: "rollback"},message:"must have required property '"+"rollback"+"'",schema:schema76.anyOf[1].required,parentSchema:schema76.anyOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
valid0 = valid0 || _valid0;
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema76.anyOf,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.sli === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sli"},message:"must have required property '"+"sli"+"'",schema:schema76.required,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "sli") || (key0 === "id")) || (key0 === "window")) || (key0 === "warn")) || (key0 === "rollback")) || (key0 === "warm-up")) || (key0 === "evidence")) || (key0 === "min-samples"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.sli !== undefined){
let data0 = data.sli;
if(typeof data0 === "string"){
if(!pattern0.test(data0)){
const err5 = {instancePath:instancePath+"/sli",schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"},message:"must match pattern \""+"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"+"\"",schema:"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$",parentSchema:schema12,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/sli",schemaPath:"#/definitions/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.id !== undefined){
let data1 = data.id;
if(typeof data1 === "string"){
if(!pattern0.test(data1)){
const err7 = {instancePath:instancePath+"/id",schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"},message:"must match pattern \""+"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"+"\"",schema:"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$",parentSchema:schema12,data:data1};
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
const err8 = {instancePath:instancePath+"/id",schemaPath:"#/definitions/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.window !== undefined){
let data2 = data.window;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
const err9 = {instancePath:instancePath+"/window",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data2};
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
const err10 = {instancePath:instancePath+"/window",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.warn !== undefined){
let data3 = data.warn;
const _errs15 = errors;
let valid5 = false;
const _errs16 = errors;
if(typeof data3 === "string"){
if(!pattern54.test(data3)){
const err11 = {instancePath:instancePath+"/warn",schemaPath:"#/definitions/percentage/pattern",keyword:"pattern",params:{pattern: "^(?=.*[1-9])\\d{1,6}(?:\\.\\d{1,6})?\\s?%$"},message:"must match pattern \""+"^(?=.*[1-9])\\d{1,6}(?:\\.\\d{1,6})?\\s?%$"+"\"",schema:"^(?=.*[1-9])\\d{1,6}(?:\\.\\d{1,6})?\\s?%$",parentSchema:schema80,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/warn",schemaPath:"#/definitions/percentage/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema80.type,parentSchema:schema80,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid1 = _errs16 === errors;
valid5 = valid5 || _valid1;
if(!valid5){
const _errs19 = errors;
if(!(validate43(data3, {instancePath:instancePath+"/warn",parentData:data,parentDataProperty:"warn",rootData}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
var _valid1 = _errs19 === errors;
valid5 = valid5 || _valid1;
if(!valid5){
const _errs20 = errors;
if(Array.isArray(data3)){
if(data3.length > 10){
const err13 = {instancePath:instancePath+"/warn",schemaPath:"#/properties/warn/anyOf/2/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items",schema:10,parentSchema:schema76.properties.warn.anyOf[2],data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data3.length < 1){
const err14 = {instancePath:instancePath+"/warn",schemaPath:"#/properties/warn/anyOf/2/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema76.properties.warn.anyOf[2],data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(!(validate43(data3[i0], {instancePath:instancePath+"/warn/" + i0,parentData:data3,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
}
}
else {
const err15 = {instancePath:instancePath+"/warn",schemaPath:"#/properties/warn/anyOf/2/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema76.properties.warn.anyOf[2].type,parentSchema:schema76.properties.warn.anyOf[2],data:data3};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var _valid1 = _errs20 === errors;
valid5 = valid5 || _valid1;
}
}
if(!valid5){
const err16 = {instancePath:instancePath+"/warn",schemaPath:"#/properties/warn/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema76.properties.warn.anyOf,parentSchema:schema76.properties.warn,data:data3};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
else {
errors = _errs15;
if(vErrors !== null){
if(_errs15){
vErrors.length = _errs15;
}
else {
vErrors = null;
}
}
}
}
if(data.rollback !== undefined){
if(!(validate49(data.rollback, {instancePath:instancePath+"/rollback",parentData:data,parentDataProperty:"rollback",rootData}))){
vErrors = vErrors === null ? validate49.errors : vErrors.concat(validate49.errors);
errors = vErrors.length;
}
}
if(data["warm-up"] !== undefined){
if(!(validate53(data["warm-up"], {instancePath:instancePath+"/warm-up",parentData:data,parentDataProperty:"warm-up",rootData}))){
vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
errors = vErrors.length;
}
}
if(data.evidence !== undefined){
if(!(validate11(data.evidence, {instancePath:instancePath+"/evidence",parentData:data,parentDataProperty:"evidence",rootData}))){
vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
errors = vErrors.length;
}
}
if(data["min-samples"] !== undefined){
let data8 = data["min-samples"];
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err17 = {instancePath:instancePath+"/min-samples",schemaPath:"#/properties/min-samples/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema76.properties["min-samples"].type,parentSchema:schema76.properties["min-samples"],data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 1 || isNaN(data8)){
const err18 = {instancePath:instancePath+"/min-samples",schemaPath:"#/properties/min-samples/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema76.properties["min-samples"],data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
}
else {
const err19 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema76.type,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
validate42.errors = vErrors;
return errors === 0;
}

const schema101 = {"description":"A healthy time, and what ends it. Exactly one of `for` and `batches`.","type":"object","additionalProperties":false,"oneOf":[{"required":["for"]},{"required":["batches"]}],"properties":{"for":{"description":"How long.","$ref":"#/definitions/duration"},"batches":{"description":"How many batches.","$ref":"#/definitions/count"},"without":{"description":"What begins it anew: a violation, or a warning of any SLO too.","enum":["violations","warnings"],"default":"violations"}},"x-expected":"{ for: 48h, without: warnings } or { batches: 8 }"};

function validate59(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.for === undefined){
const err0 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "for"},message:"must have required property '"+"for"+"'",schema:schema101.oneOf[0].required,parentSchema:schema101.oneOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.batches === undefined){
const err1 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "batches"},message:"must have required property '"+"batches"+"'",schema:schema101.oneOf[1].required,parentSchema:schema101.oneOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
}
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf",schema:schema101.oneOf,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "for") || (key0 === "batches")) || (key0 === "without"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.for !== undefined){
let data0 = data.for;
if(typeof data0 === "string"){
if(!pattern1.test(data0)){
const err4 = {instancePath:instancePath+"/for",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/for",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.batches !== undefined){
let data1 = data.batches;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err6 = {instancePath:instancePath+"/batches",schemaPath:"#/definitions/count/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema39.type,parentSchema:schema39,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 1000 || isNaN(data1)){
const err7 = {instancePath:instancePath+"/batches",schemaPath:"#/definitions/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema39,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err8 = {instancePath:instancePath+"/batches",schemaPath:"#/definitions/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema39,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.without !== undefined){
let data2 = data.without;
if(!((data2 === "violations") || (data2 === "warnings"))){
const err9 = {instancePath:instancePath+"/without",schemaPath:"#/properties/without/enum",keyword:"enum",params:{allowedValues: schema101.properties.without.enum},message:"must be equal to one of the allowed values",schema:schema101.properties.without.enum,parentSchema:schema101.properties.without,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema101.type,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate59.errors = vErrors;
return errors === 0;
}

const schema105 = {"description":"A section of the checklist and the roles that must sign it.","type":"object","additionalProperties":false,"required":["section","signed-by"],"properties":{"section":{"description":"Heading of the section.","$ref":"#/definitions/name"},"signed-by":{"description":"Roles that must each have signed it.","type":"array","minItems":1,"uniqueItems":true,"items":{"$ref":"#/definitions/role"},"x-expected":"a list of different roles such as [qa, release-engineering]"}},"x-expected":"{ section: before, signed-by: [qa] }"};
const schema107 = {"description":"A role as it signs: a text without commas.","type":"string","pattern":"^[^,\\s](?:[^,]{0,78}[^,\\s])?$","x-expected":"a role such as qa: 1 to 80 characters without a comma"};
const pattern65 = new RegExp("^[^,\\s](?:[^,]{0,78}[^,\\s])?$", "u");

function validate61(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.section === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "section"},message:"must have required property '"+"section"+"'",schema:schema105.required,parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data["signed-by"] === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "signed-by"},message:"must have required property '"+"signed-by"+"'",schema:schema105.required,parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "section") || (key0 === "signed-by"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.section !== undefined){
let data0 = data.section;
if(typeof data0 === "string"){
if(func3(data0) > 200){
const err3 = {instancePath:instancePath+"/section",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(func3(data0) < 1){
const err4 = {instancePath:instancePath+"/section",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/section",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data["signed-by"] !== undefined){
let data1 = data["signed-by"];
if(Array.isArray(data1)){
if(data1.length < 1){
const err6 = {instancePath:instancePath+"/signed-by",schemaPath:"#/properties/signed-by/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema105.properties["signed-by"],data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(!pattern65.test(data2)){
const err7 = {instancePath:instancePath+"/signed-by/" + i0,schemaPath:"#/definitions/role/pattern",keyword:"pattern",params:{pattern: "^[^,\\s](?:[^,]{0,78}[^,\\s])?$"},message:"must match pattern \""+"^[^,\\s](?:[^,]{0,78}[^,\\s])?$"+"\"",schema:"^[^,\\s](?:[^,]{0,78}[^,\\s])?$",parentSchema:schema107,data:data2};
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
const err8 = {instancePath:instancePath+"/signed-by/" + i0,schemaPath:"#/definitions/role/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema107.type,parentSchema:schema107,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
let i1 = data1.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data1[i1], data1[j0])){
const err9 = {instancePath:instancePath+"/signed-by",schemaPath:"#/properties/signed-by/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema105.properties["signed-by"],data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err10 = {instancePath:instancePath+"/signed-by",schemaPath:"#/properties/signed-by/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema105.properties["signed-by"].type,parentSchema:schema105.properties["signed-by"],data:data1};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema105.type,parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate61.errors = vErrors;
return errors === 0;
}


function validate41(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'",schema:schema71.required,parentSchema:schema71,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "id") || (key0 === "audience")) || (key0 === "flags")) || (key0 === "slos")) || (key0 === "warm-up")) || (key0 === "promote"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema71,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(!pattern0.test(data0)){
const err2 = {instancePath:instancePath+"/id",schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"},message:"must match pattern \""+"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"+"\"",schema:"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$",parentSchema:schema12,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/id",schemaPath:"#/definitions/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.audience !== undefined){
let data1 = data.audience;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(Object.keys(data1).length < 1){
const err4 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema71.properties.audience,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data1){
if(!((key1 === "segment") || (key1 === "percent"))){
const err5 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema71.properties.audience,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.segment !== undefined){
let data2 = data1.segment;
const _errs9 = errors;
let valid3 = false;
const _errs10 = errors;
if(typeof data2 === "string"){
if(func3(data2) > 200){
const err6 = {instancePath:instancePath+"/audience/segment",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(func3(data2) < 1){
const err7 = {instancePath:instancePath+"/audience/segment",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data2};
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
const err8 = {instancePath:instancePath+"/audience/segment",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
var _valid0 = _errs10 === errors;
valid3 = valid3 || _valid0;
if(!valid3){
const _errs13 = errors;
if(Array.isArray(data2)){
if(data2.length < 1){
const err9 = {instancePath:instancePath+"/audience/segment",schemaPath:"#/properties/audience/properties/segment/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema71.properties.audience.properties.segment.anyOf[1],data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(func3(data3) > 200){
const err10 = {instancePath:instancePath+"/audience/segment/" + i0,schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(func3(data3) < 1){
const err11 = {instancePath:instancePath+"/audience/segment/" + i0,schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/audience/segment/" + i0,schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
let i1 = data2.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data2[i1], data2[j0])){
const err13 = {instancePath:instancePath+"/audience/segment",schemaPath:"#/properties/audience/properties/segment/anyOf/1/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema71.properties.audience.properties.segment.anyOf[1],data:data2};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err14 = {instancePath:instancePath+"/audience/segment",schemaPath:"#/properties/audience/properties/segment/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema71.properties.audience.properties.segment.anyOf[1].type,parentSchema:schema71.properties.audience.properties.segment.anyOf[1],data:data2};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
var _valid0 = _errs13 === errors;
valid3 = valid3 || _valid0;
}
if(!valid3){
const err15 = {instancePath:instancePath+"/audience/segment",schemaPath:"#/properties/audience/properties/segment/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema71.properties.audience.properties.segment.anyOf,parentSchema:schema71.properties.audience.properties.segment,data:data2};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
else {
errors = _errs9;
if(vErrors !== null){
if(_errs9){
vErrors.length = _errs9;
}
else {
vErrors = null;
}
}
}
}
if(data1.percent !== undefined){
let data4 = data1.percent;
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 100 || isNaN(data4)){
const err16 = {instancePath:instancePath+"/audience/percent",schemaPath:"#/properties/audience/properties/percent/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema71.properties.audience.properties.percent,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data4 < 0 || isNaN(data4)){
const err17 = {instancePath:instancePath+"/audience/percent",schemaPath:"#/properties/audience/properties/percent/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema71.properties.audience.properties.percent,data:data4};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/audience/percent",schemaPath:"#/properties/audience/properties/percent/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema71.properties.audience.properties.percent.type,parentSchema:schema71.properties.audience.properties.percent,data:data4};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema71.properties.audience.type,parentSchema:schema71.properties.audience,data:data1};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.flags !== undefined){
let data5 = data.flags;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key2 in data5){
const _errs23 = errors;
if(typeof key2 === "string"){
if(!pattern11.test(key2)){
const err20 = {instancePath:instancePath+"/flags",schemaPath:"#/definitions/flags/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9._-]{0,99}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9._-]{0,99}$"+"\"",schema:"^[A-Za-z][A-Za-z0-9._-]{0,99}$",parentSchema:schema23.propertyNames,data:key2,propertyName:key2};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/flags",schemaPath:"#/definitions/flags/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema23.propertyNames.type,parentSchema:schema23.propertyNames,data:key2,propertyName:key2};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
var valid10 = _errs23 === errors;
if(!valid10){
const err22 = {instancePath:instancePath+"/flags",schemaPath:"#/definitions/flags/propertyNames",keyword:"propertyNames",params:{propertyName: key2},message:"property name must be valid",schema:schema23.propertyNames,parentSchema:schema23,data:data5};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
for(const key3 in data5){
let data6 = data5[key3];
if(((typeof data6 !== "string") && (!((typeof data6 == "number") && (isFinite(data6))))) && (typeof data6 !== "boolean")){
const err23 = {instancePath:instancePath+"/flags/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/flags/additionalProperties/type",keyword:"type",params:{type: schema23.additionalProperties.type},message:"must be string,number,boolean",schema:schema23.additionalProperties.type,parentSchema:schema23.additionalProperties,data:data6};
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
else {
const err24 = {instancePath:instancePath+"/flags",schemaPath:"#/definitions/flags/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema23.type,parentSchema:schema23,data:data5};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.slos !== undefined){
let data7 = data.slos;
if(Array.isArray(data7)){
if(data7.length < 1){
const err25 = {instancePath:instancePath+"/slos",schemaPath:"#/properties/slos/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema71.properties.slos,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
const len1 = data7.length;
for(let i2=0; i2<len1; i2++){
if(!(validate42(data7[i2], {instancePath:instancePath+"/slos/" + i2,parentData:data7,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
errors = vErrors.length;
}
}
}
else {
const err26 = {instancePath:instancePath+"/slos",schemaPath:"#/properties/slos/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema71.properties.slos.type,parentSchema:schema71.properties.slos,data:data7};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data["warm-up"] !== undefined){
if(!(validate53(data["warm-up"], {instancePath:instancePath+"/warm-up",parentData:data,parentDataProperty:"warm-up",rootData}))){
vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
errors = vErrors.length;
}
}
if(data.promote !== undefined){
let data10 = data.promote;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.healthy === undefined){
const err27 = {instancePath:instancePath+"/promote",schemaPath:"#/properties/promote/required",keyword:"required",params:{missingProperty: "healthy"},message:"must have required property '"+"healthy"+"'",schema:schema71.properties.promote.required,parentSchema:schema71.properties.promote,data:data10};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
for(const key4 in data10){
if(!((((key4 === "healthy") || (key4 === "checklist")) || (key4 === "evidence")) || (key4 === "approvals"))){
const err28 = {instancePath:instancePath+"/promote",schemaPath:"#/properties/promote/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema71.properties.promote,data:data10};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data10.healthy !== undefined){
let data11 = data10.healthy;
const _errs36 = errors;
let valid15 = false;
const _errs37 = errors;
if(typeof data11 === "string"){
if(!pattern1.test(data11)){
const err29 = {instancePath:instancePath+"/promote/healthy",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data11};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/promote/healthy",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data11};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
var _valid1 = _errs37 === errors;
valid15 = valid15 || _valid1;
if(!valid15){
const _errs40 = errors;
if(!(validate59(data11, {instancePath:instancePath+"/promote/healthy",parentData:data10,parentDataProperty:"healthy",rootData}))){
vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
errors = vErrors.length;
}
var _valid1 = _errs40 === errors;
valid15 = valid15 || _valid1;
}
if(!valid15){
const err31 = {instancePath:instancePath+"/promote/healthy",schemaPath:"#/properties/promote/properties/healthy/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema71.properties.promote.properties.healthy.anyOf,parentSchema:schema71.properties.promote.properties.healthy,data:data11};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
else {
errors = _errs36;
if(vErrors !== null){
if(_errs36){
vErrors.length = _errs36;
}
else {
vErrors = null;
}
}
}
}
if(data10.checklist !== undefined){
let data12 = data10.checklist;
if(Array.isArray(data12)){
const len2 = data12.length;
for(let i3=0; i3<len2; i3++){
let data13 = data12[i3];
const _errs44 = errors;
let valid19 = false;
const _errs45 = errors;
if(typeof data13 === "string"){
if(func3(data13) > 200){
const err32 = {instancePath:instancePath+"/promote/checklist/" + i3,schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data13};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(func3(data13) < 1){
const err33 = {instancePath:instancePath+"/promote/checklist/" + i3,schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data13};
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
const err34 = {instancePath:instancePath+"/promote/checklist/" + i3,schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data13};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
var _valid2 = _errs45 === errors;
valid19 = valid19 || _valid2;
if(!valid19){
const _errs48 = errors;
if(!(validate61(data13, {instancePath:instancePath+"/promote/checklist/" + i3,parentData:data12,parentDataProperty:i3,rootData}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
var _valid2 = _errs48 === errors;
valid19 = valid19 || _valid2;
}
if(!valid19){
const err35 = {instancePath:instancePath+"/promote/checklist/" + i3,schemaPath:"#/properties/promote/properties/checklist/items/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema71.properties.promote.properties.checklist.items.anyOf,parentSchema:schema71.properties.promote.properties.checklist.items,data:data13};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
else {
errors = _errs44;
if(vErrors !== null){
if(_errs44){
vErrors.length = _errs44;
}
else {
vErrors = null;
}
}
}
}
let i4 = data12.length;
let j1;
if(i4 > 1){
outer1:
for(;i4--;){
for(j1 = i4; j1--;){
if(func0(data12[i4], data12[j1])){
const err36 = {instancePath:instancePath+"/promote/checklist",schemaPath:"#/properties/promote/properties/checklist/uniqueItems",keyword:"uniqueItems",params:{i: i4, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i4+" are identical)",schema:true,parentSchema:schema71.properties.promote.properties.checklist,data:data12};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err37 = {instancePath:instancePath+"/promote/checklist",schemaPath:"#/properties/promote/properties/checklist/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema71.properties.promote.properties.checklist.type,parentSchema:schema71.properties.promote.properties.checklist,data:data12};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data10.evidence !== undefined){
let data14 = data10.evidence;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(Object.keys(data14).length < 1){
const err38 = {instancePath:instancePath+"/promote/evidence",schemaPath:"#/properties/promote/properties/evidence/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema71.properties.promote.properties.evidence,data:data14};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
for(const key5 in data14){
const _errs51 = errors;
if(typeof key5 === "string"){
if(!pattern0.test(key5)){
const err39 = {instancePath:instancePath+"/promote/evidence",schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"},message:"must match pattern \""+"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"+"\"",schema:"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$",parentSchema:schema12,data:key5,propertyName:key5};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/promote/evidence",schemaPath:"#/definitions/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:key5,propertyName:key5};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
var valid22 = _errs51 === errors;
if(!valid22){
const err41 = {instancePath:instancePath+"/promote/evidence",schemaPath:"#/properties/promote/properties/evidence/propertyNames",keyword:"propertyNames",params:{propertyName: key5},message:"property name must be valid",schema:schema71.properties.promote.properties.evidence.propertyNames,parentSchema:schema71.properties.promote.properties.evidence,data:data14};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
for(const key6 in data14){
let data15 = data14[key6];
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err42 = {instancePath:instancePath+"/promote/evidence/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/quantity/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema109.type,parentSchema:schema109,data:data15};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 > 1000000 || isNaN(data15)){
const err43 = {instancePath:instancePath+"/promote/evidence/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/quantity/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000",schema:1000000,parentSchema:schema109,data:data15};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data15 < 1 || isNaN(data15)){
const err44 = {instancePath:instancePath+"/promote/evidence/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/quantity/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema109,data:data15};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
}
else {
const err45 = {instancePath:instancePath+"/promote/evidence",schemaPath:"#/properties/promote/properties/evidence/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema71.properties.promote.properties.evidence.type,parentSchema:schema71.properties.promote.properties.evidence,data:data14};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data10.approvals !== undefined){
let data16 = data10.approvals;
if(Array.isArray(data16)){
const len3 = data16.length;
for(let i5=0; i5<len3; i5++){
let data17 = data16[i5];
if(typeof data17 === "string"){
if(func3(data17) > 200){
const err46 = {instancePath:instancePath+"/promote/approvals/" + i5,schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:data17};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(func3(data17) < 1){
const err47 = {instancePath:instancePath+"/promote/approvals/" + i5,schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:data17};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath:instancePath+"/promote/approvals/" + i5,schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:data17};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
let i6 = data16.length;
let j2;
if(i6 > 1){
outer2:
for(;i6--;){
for(j2 = i6; j2--;){
if(func0(data16[i6], data16[j2])){
const err49 = {instancePath:instancePath+"/promote/approvals",schemaPath:"#/properties/promote/properties/approvals/uniqueItems",keyword:"uniqueItems",params:{i: i6, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i6+" are identical)",schema:true,parentSchema:schema71.properties.promote.properties.approvals,data:data16};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
break outer2;
}
}
}
}
}
else {
const err50 = {instancePath:instancePath+"/promote/approvals",schemaPath:"#/properties/promote/properties/approvals/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema71.properties.promote.properties.approvals.type,parentSchema:schema71.properties.promote.properties.approvals,data:data16};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/promote",schemaPath:"#/properties/promote/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema71.properties.promote.type,parentSchema:schema71.properties.promote,data:data10};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
else {
const err52 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema71.type,parentSchema:schema71,data};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
validate41.errors = vErrors;
return errors === 0;
}


function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="policy.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.rollout === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rollout"},message:"must have required property '"+"rollout"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.sources === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sources"},message:"must have required property '"+"sources"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.slis === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "slis"},message:"must have required property '"+"slis"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.phases === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "phases"},message:"must have required property '"+"phases"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema11.properties, key0))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(1 !== data0){
const err6 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant",schema:1,parentSchema:schema11.properties.version,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.rollout !== undefined){
let data1 = data.rollout;
if(typeof data1 === "string"){
if(!pattern0.test(data1)){
const err7 = {instancePath:instancePath+"/rollout",schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"},message:"must match pattern \""+"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"+"\"",schema:"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$",parentSchema:schema12,data:data1};
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
const err8 = {instancePath:instancePath+"/rollout",schemaPath:"#/definitions/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.batch !== undefined){
let data2 = data.batch;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
const err9 = {instancePath:instancePath+"/batch",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data2};
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
const err10 = {instancePath:instancePath+"/batch",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.grace !== undefined){
let data3 = data.grace;
if(typeof data3 === "string"){
if(!pattern1.test(data3)){
const err11 = {instancePath:instancePath+"/grace",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/grace",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data["max-gap"] !== undefined){
let data4 = data["max-gap"];
if(typeof data4 === "string"){
if(!pattern1.test(data4)){
const err13 = {instancePath:instancePath+"/max-gap",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/max-gap",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data["max-ahead"] !== undefined){
let data5 = data["max-ahead"];
if(typeof data5 === "string"){
if(!pattern1.test(data5)){
const err15 = {instancePath:instancePath+"/max-ahead",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/max-ahead",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.dedupe !== undefined){
let data6 = data.dedupe;
if(typeof data6 === "string"){
if(!pattern1.test(data6)){
const err17 = {instancePath:instancePath+"/dedupe",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/dedupe",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data["keep-events"] !== undefined){
let data7 = data["keep-events"];
if(typeof data7 !== "boolean"){
const err19 = {instancePath:instancePath+"/keep-events",schemaPath:"#/properties/keep-events/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties["keep-events"].type,parentSchema:schema11.properties["keep-events"],data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.rollback !== undefined){
let data8 = data.rollback;
if(!((data8 === "propose") || (data8 === "automatic"))){
const err20 = {instancePath:instancePath+"/rollback",schemaPath:"#/properties/rollback/enum",keyword:"enum",params:{allowedValues: schema11.properties.rollback.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.rollback.enum,parentSchema:schema11.properties.rollback,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.evidence !== undefined){
if(!(validate11(data.evidence, {instancePath:instancePath+"/evidence",parentData:data,parentDataProperty:"evidence",rootData}))){
vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
errors = vErrors.length;
}
}
if(data.governance !== undefined){
let data10 = data.governance;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(Object.keys(data10).length < 1){
const err21 = {instancePath:instancePath+"/governance",schemaPath:"#/properties/governance/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema11.properties.governance,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
for(const key1 in data10){
if(!(((key1 === "branch") || (key1 === "folder")) || (key1 === "trust"))){
const err22 = {instancePath:instancePath+"/governance",schemaPath:"#/properties/governance/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.governance,data:data10};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data10.branch !== undefined){
let data11 = data10.branch;
if(typeof data11 === "string"){
if(!pattern7.test(data11)){
const err23 = {instancePath:instancePath+"/governance/branch",schemaPath:"#/properties/governance/properties/branch/pattern",keyword:"pattern",params:{pattern: "^(?!.*(?:\\.\\.|//|/\\.|\\./|[./]$|\\.lock(?:/|$)))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$"},message:"must match pattern \""+"^(?!.*(?:\\.\\.|//|/\\.|\\./|[./]$|\\.lock(?:/|$)))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$"+"\"",schema:"^(?!.*(?:\\.\\.|//|/\\.|\\./|[./]$|\\.lock(?:/|$)))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$",parentSchema:schema11.properties.governance.properties.branch,data:data11};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/governance/branch",schemaPath:"#/properties/governance/properties/branch/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.governance.properties.branch.type,parentSchema:schema11.properties.governance.properties.branch,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data10.folder !== undefined){
let data12 = data10.folder;
if(typeof data12 === "string"){
if(func3(data12) > 200){
const err25 = {instancePath:instancePath+"/governance/folder",schemaPath:"#/definitions/relative-path/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema21,data:data12};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(!pattern8.test(data12)){
const err26 = {instancePath:instancePath+"/governance/folder",schemaPath:"#/definitions/relative-path/pattern",keyword:"pattern",params:{pattern: "^(?!\\.{0,2}/)(?!.*/\\.{0,2}(?:/|$))(?!\\.{1,2}$)[^\\\\:\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^(?!\\.{0,2}/)(?!.*/\\.{0,2}(?:/|$))(?!\\.{1,2}$)[^\\\\:\\u0000-\\u001f\\u007f]+$"+"\"",schema:"^(?!\\.{0,2}/)(?!.*/\\.{0,2}(?:/|$))(?!\\.{1,2}$)[^\\\\:\\u0000-\\u001f\\u007f]+$",parentSchema:schema21,data:data12};
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
const err27 = {instancePath:instancePath+"/governance/folder",schemaPath:"#/definitions/relative-path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.type,parentSchema:schema21,data:data12};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data10.trust !== undefined){
let data13 = data10.trust;
if(typeof data13 === "string"){
if(!pattern9.test(data13)){
const err28 = {instancePath:instancePath+"/governance/trust",schemaPath:"#/properties/governance/properties/trust/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\"",schema:"^[0-9a-f]{64}$",parentSchema:schema11.properties.governance.properties.trust,data:data13};
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
const err29 = {instancePath:instancePath+"/governance/trust",schemaPath:"#/properties/governance/properties/trust/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.governance.properties.trust.type,parentSchema:schema11.properties.governance.properties.trust,data:data13};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/governance",schemaPath:"#/properties/governance/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.governance.type,parentSchema:schema11.properties.governance,data:data10};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.stabilise !== undefined){
let data14 = data.stabilise;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(Object.keys(data14).length < 1){
const err31 = {instancePath:instancePath+"/stabilise",schemaPath:"#/properties/stabilise/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema11.properties.stabilise,data:data14};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
for(const key2 in data14){
if(!((key2 === "for") || (key2 === "flags"))){
const err32 = {instancePath:instancePath+"/stabilise",schemaPath:"#/properties/stabilise/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.stabilise,data:data14};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data14.for !== undefined){
let data15 = data14.for;
if(typeof data15 === "string"){
if(!pattern1.test(data15)){
const err33 = {instancePath:instancePath+"/stabilise/for",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data15};
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
const err34 = {instancePath:instancePath+"/stabilise/for",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data15};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data14.flags !== undefined){
let data16 = data14.flags;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key3 in data16){
const _errs44 = errors;
if(typeof key3 === "string"){
if(!pattern11.test(key3)){
const err35 = {instancePath:instancePath+"/stabilise/flags",schemaPath:"#/definitions/flags/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9._-]{0,99}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9._-]{0,99}$"+"\"",schema:"^[A-Za-z][A-Za-z0-9._-]{0,99}$",parentSchema:schema23.propertyNames,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/stabilise/flags",schemaPath:"#/definitions/flags/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema23.propertyNames.type,parentSchema:schema23.propertyNames,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
var valid12 = _errs44 === errors;
if(!valid12){
const err37 = {instancePath:instancePath+"/stabilise/flags",schemaPath:"#/definitions/flags/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid",schema:schema23.propertyNames,parentSchema:schema23,data:data16};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
for(const key4 in data16){
let data17 = data16[key4];
if(((typeof data17 !== "string") && (!((typeof data17 == "number") && (isFinite(data17))))) && (typeof data17 !== "boolean")){
const err38 = {instancePath:instancePath+"/stabilise/flags/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/flags/additionalProperties/type",keyword:"type",params:{type: schema23.additionalProperties.type},message:"must be string,number,boolean",schema:schema23.additionalProperties.type,parentSchema:schema23.additionalProperties,data:data17};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/stabilise/flags",schemaPath:"#/definitions/flags/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema23.type,parentSchema:schema23,data:data16};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/stabilise",schemaPath:"#/properties/stabilise/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.stabilise.type,parentSchema:schema11.properties.stabilise,data:data14};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.flags !== undefined){
let data18 = data.flags;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(data18.push === undefined){
const err41 = {instancePath:instancePath+"/flags",schemaPath:"#/properties/flags/required",keyword:"required",params:{missingProperty: "push"},message:"must have required property '"+"push"+"'",schema:schema11.properties.flags.required,parentSchema:schema11.properties.flags,data:data18};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
for(const key5 in data18){
if(!(key5 === "push")){
const err42 = {instancePath:instancePath+"/flags",schemaPath:"#/properties/flags/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.flags,data:data18};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data18.push !== undefined){
if(!(validate15(data18.push, {instancePath:instancePath+"/flags/push",parentData:data18,parentDataProperty:"push",rootData}))){
vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
errors = vErrors.length;
}
}
}
else {
const err43 = {instancePath:instancePath+"/flags",schemaPath:"#/properties/flags/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.flags.type,parentSchema:schema11.properties.flags,data:data18};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.smoke !== undefined){
if(!(validate15(data.smoke, {instancePath:instancePath+"/smoke",parentData:data,parentDataProperty:"smoke",rootData}))){
vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
errors = vErrors.length;
}
}
if(data.environments !== undefined){
let data21 = data.environments;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(Object.keys(data21).length < 1){
const err44 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema11.properties.environments,data:data21};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
for(const key6 in data21){
const _errs56 = errors;
if(typeof key6 === "string"){
if(func3(key6) > 200){
const err45 = {instancePath:instancePath+"/environments",schemaPath:"#/definitions/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema26,data:key6,propertyName:key6};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(func3(key6) < 1){
const err46 = {instancePath:instancePath+"/environments",schemaPath:"#/definitions/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26,data:key6,propertyName:key6};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/environments",schemaPath:"#/definitions/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.type,parentSchema:schema26,data:key6,propertyName:key6};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
var valid15 = _errs56 === errors;
if(!valid15){
const err48 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/propertyNames",keyword:"propertyNames",params:{propertyName: key6},message:"property name must be valid",schema:schema11.properties.environments.propertyNames,parentSchema:schema11.properties.environments,data:data21};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
for(const key7 in data21){
let data22 = data21[key7];
if(typeof data22 === "string"){
if(func3(data22) > 255){
const err49 = {instancePath:instancePath+"/environments/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/environments/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema11.properties.environments.additionalProperties,data:data22};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(func3(data22) < 1){
const err50 = {instancePath:instancePath+"/environments/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/environments/additionalProperties/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.environments.additionalProperties,data:data22};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/environments/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/environments/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.environments.additionalProperties.type,parentSchema:schema11.properties.environments.additionalProperties,data:data22};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
else {
const err52 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.environments.type,parentSchema:schema11.properties.environments,data:data21};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data.incidents !== undefined){
let data23 = data.incidents;
const _errs63 = errors;
let valid18 = false;
const _errs64 = errors;
if("none" !== data23){
const err53 = {instancePath:instancePath+"/incidents",schemaPath:"#/properties/incidents/anyOf/0/const",keyword:"const",params:{allowedValue: "none"},message:"must be equal to constant",schema:"none",parentSchema:schema11.properties.incidents.anyOf[0],data:data23};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
var _valid0 = _errs64 === errors;
valid18 = valid18 || _valid0;
if(!valid18){
const _errs65 = errors;
if(!(validate18(data23, {instancePath:instancePath+"/incidents",parentData:data,parentDataProperty:"incidents",rootData}))){
vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
errors = vErrors.length;
}
var _valid0 = _errs65 === errors;
valid18 = valid18 || _valid0;
}
if(!valid18){
const err54 = {instancePath:instancePath+"/incidents",schemaPath:"#/properties/incidents/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema11.properties.incidents.anyOf,parentSchema:schema11.properties.incidents,data:data23};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
else {
errors = _errs63;
if(vErrors !== null){
if(_errs63){
vErrors.length = _errs63;
}
else {
vErrors = null;
}
}
}
}
if(data.notify !== undefined){
let data24 = data.notify;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.channels === undefined){
const err55 = {instancePath:instancePath+"/notify",schemaPath:"#/properties/notify/required",keyword:"required",params:{missingProperty: "channels"},message:"must have required property '"+"channels"+"'",schema:schema11.properties.notify.required,parentSchema:schema11.properties.notify,data:data24};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(data24.routes === undefined){
const err56 = {instancePath:instancePath+"/notify",schemaPath:"#/properties/notify/required",keyword:"required",params:{missingProperty: "routes"},message:"must have required property '"+"routes"+"'",schema:schema11.properties.notify.required,parentSchema:schema11.properties.notify,data:data24};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
for(const key8 in data24){
if(!((((((key8 === "language") || (key8 === "remind")) || (key8 === "budget")) || (key8 === "runbook")) || (key8 === "channels")) || (key8 === "routes"))){
const err57 = {instancePath:instancePath+"/notify",schemaPath:"#/properties/notify/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.notify,data:data24};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data24.language !== undefined){
let data25 = data24.language;
if(!((data25 === "en") || (data25 === "ja"))){
const err58 = {instancePath:instancePath+"/notify/language",schemaPath:"#/properties/notify/properties/language/enum",keyword:"enum",params:{allowedValues: schema11.properties.notify.properties.language.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.notify.properties.language.enum,parentSchema:schema11.properties.notify.properties.language,data:data25};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data24.remind !== undefined){
let data26 = data24.remind;
if(typeof data26 === "string"){
if(!pattern21.test(data26)){
const err59 = {instancePath:instancePath+"/notify/remind",schemaPath:"#/properties/notify/properties/remind/pattern",keyword:"pattern",params:{pattern: "^(?:never|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$"},message:"must match pattern \""+"^(?:never|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$"+"\"",schema:"^(?:never|(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?)$",parentSchema:schema11.properties.notify.properties.remind,data:data26};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
else {
const err60 = {instancePath:instancePath+"/notify/remind",schemaPath:"#/properties/notify/properties/remind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.notify.properties.remind.type,parentSchema:schema11.properties.notify.properties.remind,data:data26};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data24.budget !== undefined){
let data27 = data24.budget;
if(typeof data27 === "string"){
if(!pattern1.test(data27)){
const err61 = {instancePath:instancePath+"/notify/budget",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"},message:"must match pattern \""+"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$"+"\"",schema:"^(?=.)(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$",parentSchema:schema13,data:data27};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
else {
const err62 = {instancePath:instancePath+"/notify/budget",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data27};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data24.runbook !== undefined){
let data28 = data24.runbook;
if(typeof data28 === "string"){
if(func3(data28) > 1000){
const err63 = {instancePath:instancePath+"/notify/runbook",schemaPath:"#/properties/notify/properties/runbook/maxLength",keyword:"maxLength",params:{limit: 1000},message:"must NOT have more than 1000 characters",schema:1000,parentSchema:schema11.properties.notify.properties.runbook,data:data28};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(!pattern25.test(data28)){
const err64 = {instancePath:instancePath+"/notify/runbook",schemaPath:"#/properties/notify/properties/runbook/pattern",keyword:"pattern",params:{pattern: "^https://[^\\s<>\"|]+$"},message:"must match pattern \""+"^https://[^\\s<>\"|]+$"+"\"",schema:"^https://[^\\s<>\"|]+$",parentSchema:schema11.properties.notify.properties.runbook,data:data28};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
else {
const err65 = {instancePath:instancePath+"/notify/runbook",schemaPath:"#/properties/notify/properties/runbook/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.notify.properties.runbook.type,parentSchema:schema11.properties.notify.properties.runbook,data:data28};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data24.channels !== undefined){
let data29 = data24.channels;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(Object.keys(data29).length > 20){
const err66 = {instancePath:instancePath+"/notify/channels",schemaPath:"#/properties/notify/properties/channels/maxProperties",keyword:"maxProperties",params:{limit: 20},message:"must NOT have more than 20 properties",schema:20,parentSchema:schema11.properties.notify.properties.channels,data:data29};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(Object.keys(data29).length < 1){
const err67 = {instancePath:instancePath+"/notify/channels",schemaPath:"#/properties/notify/properties/channels/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema11.properties.notify.properties.channels,data:data29};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
for(const key9 in data29){
const _errs79 = errors;
if(typeof key9 === "string"){
if(!pattern0.test(key9)){
const err68 = {instancePath:instancePath+"/notify/channels",schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"},message:"must match pattern \""+"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"+"\"",schema:"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$",parentSchema:schema12,data:key9,propertyName:key9};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
else {
const err69 = {instancePath:instancePath+"/notify/channels",schemaPath:"#/definitions/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:key9,propertyName:key9};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
var valid21 = _errs79 === errors;
if(!valid21){
const err70 = {instancePath:instancePath+"/notify/channels",schemaPath:"#/properties/notify/properties/channels/propertyNames",keyword:"propertyNames",params:{propertyName: key9},message:"property name must be valid",schema:schema11.properties.notify.properties.channels.propertyNames,parentSchema:schema11.properties.notify.properties.channels,data:data29};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
for(const key10 in data29){
let data30 = data29[key10];
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
if(data30.kind === undefined){
const err71 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/channel/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema42.required,parentSchema:schema42,data:data30};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
for(const key11 in data30){
if(!((((((key11 === "kind") || (key11 === "secret")) || (key11 === "signing-secret")) || (key11 === "url")) || (key11 === "from")) || (key11 === "to"))){
const err72 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/channel/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties",schema:false,parentSchema:schema42,data:data30};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data30.kind !== undefined){
let data31 = data30.kind;
if(!(((((data31 === "slack") || (data31 === "pagerduty")) || (data31 === "email")) || (data31 === "webhook")) || (data31 === "console"))){
const err73 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/kind",schemaPath:"#/definitions/channel/properties/kind/enum",keyword:"enum",params:{allowedValues: schema42.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema42.properties.kind.enum,parentSchema:schema42.properties.kind,data:data31};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data30.secret !== undefined){
let data32 = data30.secret;
if(typeof data32 === "string"){
if(!pattern27.test(data32)){
const err74 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/secret",schemaPath:"#/definitions/channel/properties/secret/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z0-9_]{0,99}$"},message:"must match pattern \""+"^[A-Z][A-Z0-9_]{0,99}$"+"\"",schema:"^[A-Z][A-Z0-9_]{0,99}$",parentSchema:schema42.properties.secret,data:data32};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
else {
const err75 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/secret",schemaPath:"#/definitions/channel/properties/secret/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.secret.type,parentSchema:schema42.properties.secret,data:data32};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data30["signing-secret"] !== undefined){
let data33 = data30["signing-secret"];
if(typeof data33 === "string"){
if(!pattern27.test(data33)){
const err76 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/signing-secret",schemaPath:"#/definitions/channel/properties/signing-secret/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z0-9_]{0,99}$"},message:"must match pattern \""+"^[A-Z][A-Z0-9_]{0,99}$"+"\"",schema:"^[A-Z][A-Z0-9_]{0,99}$",parentSchema:schema42.properties["signing-secret"],data:data33};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
else {
const err77 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/signing-secret",schemaPath:"#/definitions/channel/properties/signing-secret/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties["signing-secret"].type,parentSchema:schema42.properties["signing-secret"],data:data33};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data30.url !== undefined){
let data34 = data30.url;
if(typeof data34 === "string"){
if(func3(data34) > 200){
const err78 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/url",schemaPath:"#/definitions/channel/properties/url/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema42.properties.url,data:data34};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(!pattern29.test(data34)){
const err79 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/url",schemaPath:"#/definitions/channel/properties/url/pattern",keyword:"pattern",params:{pattern: "^https?://[A-Za-z0-9.:\\[\\]-]+/?$"},message:"must match pattern \""+"^https?://[A-Za-z0-9.:\\[\\]-]+/?$"+"\"",schema:"^https?://[A-Za-z0-9.:\\[\\]-]+/?$",parentSchema:schema42.properties.url,data:data34};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
else {
const err80 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/url",schemaPath:"#/definitions/channel/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.url.type,parentSchema:schema42.properties.url,data:data34};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data30.from !== undefined){
let data35 = data30.from;
if(typeof data35 === "string"){
if(!pattern30.test(data35)){
const err81 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/from",schemaPath:"#/definitions/channel/properties/from/pattern",keyword:"pattern",params:{pattern: "^[^\\s<>,;:\"@]{1,64}@[A-Za-z0-9.-]{1,190}$"},message:"must match pattern \""+"^[^\\s<>,;:\"@]{1,64}@[A-Za-z0-9.-]{1,190}$"+"\"",schema:"^[^\\s<>,;:\"@]{1,64}@[A-Za-z0-9.-]{1,190}$",parentSchema:schema42.properties.from,data:data35};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
else {
const err82 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/from",schemaPath:"#/definitions/channel/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.from.type,parentSchema:schema42.properties.from,data:data35};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data30.to !== undefined){
let data36 = data30.to;
if(Array.isArray(data36)){
if(data36.length > 50){
const err83 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/to",schemaPath:"#/definitions/channel/properties/to/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items",schema:50,parentSchema:schema42.properties.to,data:data36};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if(data36.length < 1){
const err84 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/to",schemaPath:"#/definitions/channel/properties/to/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema42.properties.to,data:data36};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
const len0 = data36.length;
for(let i0=0; i0<len0; i0++){
let data37 = data36[i0];
if(typeof data37 === "string"){
if(!pattern30.test(data37)){
const err85 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/to/" + i0,schemaPath:"#/definitions/channel/properties/to/items/pattern",keyword:"pattern",params:{pattern: "^[^\\s<>,;:\"@]{1,64}@[A-Za-z0-9.-]{1,190}$"},message:"must match pattern \""+"^[^\\s<>,;:\"@]{1,64}@[A-Za-z0-9.-]{1,190}$"+"\"",schema:"^[^\\s<>,;:\"@]{1,64}@[A-Za-z0-9.-]{1,190}$",parentSchema:schema42.properties.to.items,data:data37};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
else {
const err86 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/to/" + i0,schemaPath:"#/definitions/channel/properties/to/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.to.items.type,parentSchema:schema42.properties.to.items,data:data37};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
let i1 = data36.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data36[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err87 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/to",schemaPath:"#/definitions/channel/properties/to/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema42.properties.to,data:data36};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err88 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/to",schemaPath:"#/definitions/channel/properties/to/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema42.properties.to.type,parentSchema:schema42.properties.to,data:data36};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
else {
const err89 = {instancePath:instancePath+"/notify/channels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/channel/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema42.type,parentSchema:schema42,data:data30};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
else {
const err90 = {instancePath:instancePath+"/notify/channels",schemaPath:"#/properties/notify/properties/channels/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.notify.properties.channels.type,parentSchema:schema11.properties.notify.properties.channels,data:data29};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data24.routes !== undefined){
let data38 = data24.routes;
if(Array.isArray(data38)){
if(data38.length > 50){
const err91 = {instancePath:instancePath+"/notify/routes",schemaPath:"#/properties/notify/properties/routes/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items",schema:50,parentSchema:schema11.properties.notify.properties.routes,data:data38};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if(data38.length < 1){
const err92 = {instancePath:instancePath+"/notify/routes",schemaPath:"#/properties/notify/properties/routes/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.notify.properties.routes,data:data38};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
const len1 = data38.length;
for(let i2=0; i2<len1; i2++){
if(!(validate29(data38[i2], {instancePath:instancePath+"/notify/routes/" + i2,parentData:data38,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
const err93 = {instancePath:instancePath+"/notify/routes",schemaPath:"#/properties/notify/properties/routes/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.notify.properties.routes.type,parentSchema:schema11.properties.notify.properties.routes,data:data38};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
else {
const err94 = {instancePath:instancePath+"/notify",schemaPath:"#/properties/notify/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.notify.type,parentSchema:schema11.properties.notify,data:data24};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data.sources !== undefined){
let data40 = data.sources;
if(Array.isArray(data40)){
if(data40.length < 1){
const err95 = {instancePath:instancePath+"/sources",schemaPath:"#/properties/sources/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.sources,data:data40};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
const len2 = data40.length;
for(let i3=0; i3<len2; i3++){
if(!(validate31(data40[i3], {instancePath:instancePath+"/sources/" + i3,parentData:data40,parentDataProperty:i3,rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
const err96 = {instancePath:instancePath+"/sources",schemaPath:"#/properties/sources/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.sources.type,parentSchema:schema11.properties.sources,data:data40};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data.slis !== undefined){
let data42 = data.slis;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
if(Object.keys(data42).length < 1){
const err97 = {instancePath:instancePath+"/slis",schemaPath:"#/properties/slis/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema11.properties.slis,data:data42};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
for(const key12 in data42){
const _errs108 = errors;
if(typeof key12 === "string"){
if(!pattern0.test(key12)){
const err98 = {instancePath:instancePath+"/slis",schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"},message:"must match pattern \""+"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"+"\"",schema:"^(?!.*\\.\\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$",parentSchema:schema12,data:key12,propertyName:key12};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
else {
const err99 = {instancePath:instancePath+"/slis",schemaPath:"#/definitions/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:key12,propertyName:key12};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
var valid33 = _errs108 === errors;
if(!valid33){
const err100 = {instancePath:instancePath+"/slis",schemaPath:"#/properties/slis/propertyNames",keyword:"propertyNames",params:{propertyName: key12},message:"property name must be valid",schema:schema11.properties.slis.propertyNames,parentSchema:schema11.properties.slis,data:data42};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
for(const key13 in data42){
if(!(validate33(data42[key13], {instancePath:instancePath+"/slis/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data42,parentDataProperty:key13,rootData}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
}
else {
const err101 = {instancePath:instancePath+"/slis",schemaPath:"#/properties/slis/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.slis.type,parentSchema:schema11.properties.slis,data:data42};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
if(data.phases !== undefined){
let data44 = data.phases;
if(Array.isArray(data44)){
if(data44.length < 1){
const err102 = {instancePath:instancePath+"/phases",schemaPath:"#/properties/phases/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.phases,data:data44};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
const len3 = data44.length;
for(let i4=0; i4<len3; i4++){
if(!(validate41(data44[i4], {instancePath:instancePath+"/phases/" + i4,parentData:data44,parentDataProperty:i4,rootData}))){
vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
errors = vErrors.length;
}
}
}
else {
const err103 = {instancePath:instancePath+"/phases",schemaPath:"#/properties/phases/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.phases.type,parentSchema:schema11.properties.phases,data:data44};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
else {
const err104 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __nccwpck_require__(8815);
;// CONCATENATED MODULE: ./out/build/src/io/yaml-document.js


/** More nodes than this through aliases is an attack, not a policy. */
const MAX_ALIASES = 100;
/** What the parser says, in plain words, where its own words do not help. */
const PLAIN_WORDS = {
    TAB_AS_INDENT: 'a tab indents this line; YAML is indented with spaces only',
    NON_STRING_KEY: 'a key must be a text, not a list, a mapping or a number',
    MULTIPLE_DOCS: 'a second document begins here; keep one in the file',
};
/** A YAML 1.2 file that knows where each of its values stands. */
class YamlDocument {
    #file;
    #lines = new dist/* LineCounter */.HN();
    #document;
    constructor(text, file) {
        this.#file = file;
        this.#document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: this.#lines, prettyErrors: false, stringKeys: true });
    }
    /** Faults of the notation itself. Where `readable` is false, the values mean nothing and are not to be judged. */
    syntax() {
        const { errors, warnings } = this.#document;
        const told = errors.map((error) => {
            const words = PLAIN_WORDS[error.code] ?? `not valid YAML: ${error.message}`;
            const message = error.code === 'DUPLICATE_KEY' ? 'this key is in the mapping twice; keep one' : words;
            return this.#fault(this.#placeOf(error.pos[0]), { path: '', message, severity: 'error' });
        });
        const doubts = warnings.map((warning) => this.#fault(this.#placeOf(warning.pos[0]), { path: '', message: warning.message, severity: 'warning' }));
        const readable = errors.every((error) => error.code === 'DUPLICATE_KEY');
        // After the first broken line the parser guesses, and its further words are about its guesses.
        return { faults: readable ? [...told, ...doubts] : told.slice(0, 1), readable };
    }
    /** The values. @throws ReferenceError when aliases are used to blow the document up. */
    value() {
        return this.#document.toJS({ maxAliasCount: MAX_ALIASES });
    }
    /** The fault with its line and column. */
    locate(fault) {
        const place = this.#placeOf(this.#offsetOf(fault.path, fault.at));
        return this.#fault(place, {
            path: formatPath(fault.path),
            message: fault.message,
            severity: fault.severity,
        });
    }
    /** Reads a key as another one from now on; its place stays. */
    readKeyAs(path, meant) {
        const pair = this.#pairAt(path);
        if (pair !== null && (0,dist/* isScalar */.jn)(pair.key))
            pair.key.value = meant;
    }
    #fault(place, rest) {
        return { file: this.#file, ...place, ...rest };
    }
    #placeOf(offset) {
        const { line, col } = this.#lines.linePos(offset);
        return { line, column: col };
    }
    /** Where a path's value begins, or its key where there is no value; of a path that is not there, its nearest ancestor. */
    #offsetOf(path, at) {
        const pair = this.#pairAt(path);
        const key = pair !== null && (0,dist/* isScalar */.jn)(pair.key) ? pair.key.range?.[0] : undefined;
        if (at === 'key' && key !== undefined)
            return key;
        const node = this.#nodeAt(path);
        const start = node?.range?.[0];
        // A value that was left out has no text of its own: its key is where to look.
        const empty = (0,dist/* isScalar */.jn)(node) && node.value === null && node.source !== 'null' && node.source !== '~';
        if (start !== undefined && !(empty && key !== undefined))
            return start;
        if (key !== undefined)
            return key;
        return path.length === 0 ? 0 : this.#offsetOf(path.slice(0, -1), 'value');
    }
    #pairAt(path) {
        const last = path.at(-1);
        const parent = path.length === 0 ? null : this.#nodeAt(path.slice(0, -1));
        if (last === undefined || !(0,dist/* isMap */.jh)(parent))
            return null;
        return parent.items.find((pair) => (0,dist/* isScalar */.jn)(pair.key) && pair.key.value === last) ?? null;
    }
    #nodeAt(path) {
        let node = this.#document.contents;
        for (const part of path) {
            if ((0,dist/* isAlias */.Vj)(node))
                node = node.resolve(this.#document);
            if ((0,dist/* isMap */.jh)(node))
                node = node.items.find((pair) => (0,dist/* isScalar */.jn)(pair.key) && pair.key.value === part)?.value;
            else if ((0,dist/* isSeq */.oP)(node) && typeof part === 'number')
                node = node.items[part];
            else
                return null;
        }
        if ((0,dist/* isAlias */.Vj)(node))
            node = node.resolve(this.#document);
        return (node ?? null);
    }
}

;// CONCATENATED MODULE: ./out/build/src/io/policy-file.js







/**
 * Reads the policy from a file.
 *
 * @throws PhasegateError `bad-policy` with every fault of the file, each with line and column; `io-failed` where the
 * file cannot be read.
 */
async function loadPolicy(path) {
    return parsePolicy(await readPolicyText(path), path);
}
/** The policy in a text. @throws PhasegateError `bad-policy` with every fault, each with line and column. */
function parsePolicy(text, file) {
    const document = new YamlDocument(text, file);
    const syntax = document.syntax();
    const faults = syntax.readable ? [...syntax.faults, ...judge(document, file)] : syntax.faults;
    // What an alias repeats is written once, and so it is told once.
    const once = new Map();
    for (const fault of faults) {
        const key = JSON.stringify([fault.line, fault.column, fault.message]);
        if (!once.has(key))
            once.set(key, fault);
    }
    const sorted = [...once.values()].sort((a, b) => a.line - b.line || a.column - b.column);
    const errors = sorted.filter((fault) => fault.severity === 'error');
    if (errors.length > 0) {
        const heading = `${file} has ${errors.length === 1 ? 'one fault' : `${errors.length} faults`}`;
        throw new domain_fault/* PhasegateError */.h('bad-policy', [heading, ...sorted.map(domain_fault/* formatFault */.A)].join('\n'), {
            faults: sorted,
        });
    }
    return { policy: policyOf(document.value()), warnings: sorted };
}
/** A warning waits until what it is about has no error any more: it may be about the error. */
function withoutDoubtsOfErrors(faults) {
    const errors = faults.filter((fault) => fault.severity === 'error');
    const holds = (doubt) => !errors.some((error) => doubt.path.every((part, i) => error.path[i] === part));
    return faults.filter((fault) => fault.severity === 'error' || holds(fault));
}
/** Schema and linter together. A misspelt key is read as the one it was meant to be, so that what is in it is judged. */
function judge(document, file) {
    const told = [];
    let open = [];
    try {
        for (let again = true; again;) {
            const value = document.value();
            validate_policy(value);
            const { faults, misspellings } = schemaFaults(value, validate_policy.errors ?? []);
            const isSlip = (fault) => misspellings.some((slip) => fault.at === 'key' && JSON.stringify(slip.path) === JSON.stringify(fault.path));
            told.push(...faults.filter(isSlip).map((fault) => document.locate(fault)));
            for (const slip of misspellings)
                document.readKeyAs(slip.path, slip.meant);
            open = withoutDoubtsOfErrors([...faults.filter((fault) => !isSlip(fault)), ...lintPolicy(value)]);
            again = misspellings.length > 0;
        }
    }
    catch (error) {
        if (!(error instanceof ReferenceError))
            throw error;
        return [
            {
                file,
                line: 0,
                column: 0,
                path: '',
                message: `aliases: ${error.message}; write the values out`,
                severity: 'error',
            },
        ];
    }
    return [...told, ...open.map((fault) => document.locate(fault))];
}
async function readPolicyText(path) {
    let bytes;
    try {
        bytes = await (0,promises_.readFile)(path);
    }
    catch (cause) {
        const code = cause.code;
        if (code === 'ENOENT')
            throw unreadable(path, 'there is no such file; write the policy there, or set the input `policy` to where it is');
        throw new domain_fault/* PhasegateError */.h('io-failed', `cannot read the policy ${path}: ${cause.message}`, {
            cause,
        });
    }
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch {
        throw unreadable(path, 'the file is not UTF-8 text; save it as UTF-8');
    }
}
function unreadable(file, message) {
    const fault = { file, line: 0, column: 0, path: '', message, severity: 'error' };
    return new domain_fault/* PhasegateError */.h('bad-policy', (0,domain_fault/* formatFault */.A)(fault), { faults: [fault] });
}

// EXTERNAL MODULE: ./out/build/src/render/escape.js
var render_escape = __nccwpck_require__(9208);
;// CONCATENATED MODULE: ./out/build/src/render/format.js
/** More decimals than this help nobody; a value that still looks like its limit is then printed in full. */
const MAX_DIGITS = 6;
const ABSENT = '–';
/** What is printed for a share of 1: ratios are shown in percent. */
function shown(value, unit) {
    // 0.07 * 100 is 7.000000000000001; twelve digits are more than a share of counted events can carry.
    return unit === '%' ? Number((value * 100).toPrecision(12)) : value;
}
/** A number with `digits` decimals and commas between thousands: `1204.4` with 0 is `1,204`. */
function formatNumber(value, digits = 0) {
    const text = value.toFixed(digits);
    if (text.includes('e'))
        return text;
    const [whole = '', fraction] = text.replace(/^-/, '').split('.');
    const sign = text.startsWith('-') && /[1-9]/.test(text) ? '-' : '';
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}
/** The fewest decimals, at least `least`, that print the number exactly. */
function exactDigits(value, least) {
    for (let digits = least; digits < MAX_DIGITS; digits += 1) {
        if (Number(value.toFixed(digits)) === value)
            return digits;
    }
    return MAX_DIGITS;
}
/** Decimals that suit the size of a number: two for shares, fewer the larger a measured value is. */
function plainDigits(value, unit) {
    if (unit === '%')
        return 2;
    if (Number.isInteger(value) || Math.abs(value) >= 100)
        return 0;
    return Math.abs(value) >= 10 ? 1 : 2;
}
function inFull(value, digits) {
    const text = formatNumber(value, digits);
    return Number(text.replaceAll(',', '')) === 0 && value !== 0 ? String(value) : text;
}
function limitNumber(limit, unit) {
    const number = shown(limit, unit);
    return inFull(number, exactDigits(number, unit === '%' ? 2 : 0));
}
/**
 * A measured value without its unit, with as many decimals as it takes to see on which side of each limit it lies:
 * 0.99499 under a limit of 0.995 is `99.499`, not `99.50`. `–` without data.
 */
function valueNumber(value, unit, limits) {
    if (value === null)
        return ABSENT;
    const number = shown(value, unit);
    const others = limits.map((limit) => shown(limit, unit)).filter((limit) => limit !== number);
    let digits = plainDigits(number, unit);
    while (others.some((limit) => number.toFixed(digits) === limit.toFixed(digits))) {
        if (digits === MAX_DIGITS)
            return String(number);
        digits += 1;
    }
    return inFull(number, digits);
}
function withUnit(number, unit) {
    return unit === null || unit === '' || number === ABSENT ? number : `${number} ${unit}`;
}
/** `871 ms`, `99.81 %`, `3`; `–` without data. A ratio (`%`) is given as a share, 0 to 1. */
function formatValue(value, unit, limits = []) {
    return withUnit(valueNumber(value, unit, limits), unit);
}
/** `871 ms` for a verdict, told apart from its limits. */
function formatVerdictValue(verdict) {
    const limits = [verdict.warn, verdict.rollback].flatMap((limit) => (limit === null ? [] : [limit.value]));
    return formatValue(verdict.value, verdict.unit, limits);
}
/** `> 700`, `< 99.50`: the side that is beyond the limit, without the unit. */
function formatLimit(limit, unit) {
    return `${limit.side === 'above' ? '>' : '<'} ${limitNumber(limit.value, unit)}`;
}
/** `warn > 700, rollback > 900`; empty where the SLO has no limit. */
function formatLimits(verdict) {
    const warn = verdict.warn === null ? [] : [`warn ${formatLimit(verdict.warn, verdict.unit)}`];
    const rollback = verdict.rollback === null ? [] : [`rollback ${formatLimit(verdict.rollback, verdict.unit)}`];
    return [...warn, ...rollback].join(', ');
}
/** `4,180`. */
function formatCount(count) {
    return formatNumber(count, 0);
}
/** `1st`, `2nd`, `3rd`, `11th`. */
function formatOrdinal(count) {
    const teen = count % 100 >= 11 && count % 100 <= 13;
    const ending = teen ? undefined : ['th', 'st', 'nd', 'rd'][count % 10];
    return `${formatCount(count)}${ending ?? 'th'}`;
}
/** `14:15Z` of an RFC 3339 instant in UTC, as the domain prints them. */
function formatClock(instant) {
    return `${instant.slice(11, 16)}Z`;
}
/** `2026-03-02 14:15Z` of an RFC 3339 instant in UTC, as the domain prints them. */
function formatDayClock(instant) {
    return `${instant.slice(0, 10)} ${formatClock(instant)}`;
}
function format_isBeyond(limit, value) {
    return limit.side === 'above' ? value > limit.value : value < limit.value;
}
/** Why there is no verdict though there is data; the reason says it in full. */
function insufficientText({ reason }) {
    if (reason.startsWith('warm-up'))
        return 'warm-up';
    return reason.startsWith('the baseline') ? 'no baseline' : 'too few samples';
}
/** How a rule that does not go by windows in a row counts, as `mean of 3 windows`; empty for one that does. */
function countingText({ rule }) {
    const [, ...counting] = rule.split(', ');
    return counting.some((part) => part.endsWith('in a row')) ? '' : counting.join(', ');
}
/**
 * The status in words: `violation, 2nd in a row`; `warn, 1 of 2 in a row` while a rollback limit needs more windows;
 * `warn, 2nd in a row, no evidence yet` where only the evidence is missing.
 */
function formatStatus(verdict) {
    const { status, streak, rollback, value } = verdict;
    switch (status) {
        case 'ok':
            return 'ok';
        case 'no-data':
            return 'no data';
        case 'insufficient':
            return insufficientText(verdict);
        case 'warn':
        case 'violation': {
            const unproven = verdict.evidence?.met === false ? ', no evidence yet' : '';
            const counting = countingText(verdict);
            if (counting !== '')
                return `${status}, ${counting}${unproven}`;
            const pending = status === 'warn' && rollback !== null && value !== null && format_isBeyond(rollback, value) && streak > 0;
            if (pending && streak < rollback.batches)
                return `warn, ${streak} of ${rollback.batches} in a row`;
            return (streak > 1 ? `${status}, ${formatOrdinal(streak)} in a row` : status) + unproven;
        }
    }
}

;// CONCATENATED MODULE: ./out/build/src/render/replay.js





const MAX_CELL = 300;
/** Cells of the terminal's table are cut, so that a long reason does not push the others out of sight. */
const MAX_COLUMN = 90;
const HEADINGS = ['Window end or decision', 'This policy', 'SLO', 'Value', 'n', 'The record'];
function times(count) {
    return ['never', 'once', 'twice'][count] ?? `${formatCount(count)} times`;
}
function fewSamples({ rollbacks, onFewSamples }) {
    if (onFewSamples === 0)
        return '';
    const all = rollbacks === 2 ? 'both' : 'all';
    const which = onFewSamples === rollbacks ? all : formatCount(onFewSamples);
    return `, ${rollbacks === 1 ? '' : `${which} of them `}on fewer than ${FEW_SAMPLES} samples`;
}
/** `This policy would have rolled back 4 times, 3 of them on fewer than 60 samples; the record rolled back once.` */
function replaySentence(report) {
    const { rollbacks, recordedRollbacks, byHand } = report;
    const ours = rollbacks === 0 ? 'never have rolled back' : `have rolled back ${times(rollbacks)}`;
    const hand = byHand === 0 ? '' : `, ${recordedRollbacks === 1 ? '' : `${times(byHand)} `}by hand`;
    const theirs = `${recordedRollbacks === 0 ? 'never rolled back' : `rolled back ${times(recordedRollbacks)}`}${hand}`;
    return `This policy would ${ours}${fewSamples(report)}; the record ${theirs}.`;
}
function cells({ at, move, verdict, record }) {
    if (verdict === null)
        return [at, move, '', '', '', record];
    const limits = formatLimits(verdict);
    const value = formatVerdictValue(verdict) + (limits === '' ? '' : ` (${limits})`);
    return [at, move, verdictTitle(verdict), value, formatCount(verdict.n), record];
}
function blindLines({ blind }) {
    return blind.map(({ phase, recorded, start, end, windows }) => `From ${start} to ${end} the telemetry (${plural(windows, 'window')}) is of phase ${recorded}, and this policy would have been in ${phase}: it says nothing of that phase.`);
}
function differing({ rows }) {
    const count = rows.filter(({ differs }) => differs).length;
    return count === 0
        ? 'No move differs from the record.'
        : `${plural(count, 'move')} ${count === 1 ? 'differs' : 'differ'} from the record.`;
}
/** The table of a walk for a terminal, columns aligned; moves that differ from the record are marked with `*`. */
function replayTableLines(report) {
    const rows = [
        ['', ...HEADINGS],
        ...report.rows.map((row) => [
            row.differs ? '*' : '',
            ...cells(row).map((cell) => (0,render_escape/* oneLine */.TN)(cell, MAX_COLUMN)),
        ]),
    ];
    const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
    const lines = rows.map((row) => row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd());
    return [
        replaySentence(report),
        `${plural(report.windows, 'window')} walked. ${differing(report)}`,
        ...(report.rows.length === 0 ? [] : ['', ...lines]),
        ...(report.blind.length === 0 ? [] : ['', ...blindLines(report)]),
    ];
}
/** The same as Markdown, for a job's summary or a pull request. */
function replayMarkdown(report, notes) {
    const row = (texts) => `| ${texts.join(' | ')} |`;
    const table = [
        row(['', ...HEADINGS]),
        row(['', ...HEADINGS].map(() => '---')),
        ...report.rows.map((one) => row([one.differs ? '≠' : '=', ...cells(one).map((cell) => (0,render_escape/* escapeMarkdown */.FV)(cell, MAX_CELL))])),
    ];
    const paragraphs = [
        '## Replay: what this policy would have done',
        replaySentence(report),
        `${plural(report.windows, 'window')} of recorded telemetry walked. ${differing(report)}`,
        ...(report.rows.length === 0 ? [] : [table.join('\n')]),
        ...[...blindLines(report), ...notes].map((line) => (0,render_escape/* escapeMarkdown */.FV)(line)),
    ];
    return `${paragraphs.join('\n\n')}\n`;
}
function outcomeText(outcome) {
    switch (outcome.kind) {
        case 'identical':
            return [`identical, byte for byte (recorded by version ${outcome.code})`];
        case 'nothing':
            return ['decided by hand without an analysis: nothing to make again'];
        case 'impossible':
            return [`cannot be made again: ${outcome.why}`];
        case 'different': {
            const { path, recorded, made } = outcome.difference;
            const where = path === '' ? 'the whole' : path;
            return [
                `different, first at ${where}: recorded ${recorded ?? 'nothing'}, made again ${made ?? 'nothing'}`,
                ...outcome.notes,
            ];
        }
    }
}
/** `entry 2 rollback tenth → dark 2026-05-04T09:32:00Z`. */
function decisionTitle({ entry: { seq, action, from, to, at } }) {
    const move = action === 'release' ? to : `${from} → ${to}`;
    return `entry ${seq} ${action} ${move} ${at}`;
}
/** A line for each decision, and below it what else there is to say. */
function replayedLines(decisions) {
    if (decisions.length === 0)
        return ['The record holds no decision in this time.'];
    return decisions.flatMap((decision) => {
        const [first = '', ...others] = outcomeText(decision.outcome);
        return [
            (0,render_escape/* oneLine */.TN)(`${decisionTitle(decision)}: ${first}`, 1_000),
            ...others.map((line) => `  ${(0,render_escape/* oneLine */.TN)(line, 1_000)}`),
        ];
    });
}
/** The same as Markdown. */
function replayedMarkdown(decisions, notes) {
    const items = decisions.map((decision) => {
        const [first = '', ...others] = outcomeText(decision.outcome);
        const inner = others.map((line) => `\n  - ${(0,render_escape/* escapeMarkdown */.FV)(line, 1_000)}`).join('');
        return `- ${(0,render_escape/* escapeMarkdown */.FV)(`${decisionTitle(decision)}: ${first}`, 1_000)}${inner}`;
    });
    const paragraphs = [
        '## Replay of recorded decisions',
        items.length === 0 ? 'The record holds no decision in this time.' : items.join('\n'),
        ...notes.map((line) => (0,render_escape/* escapeMarkdown */.FV)(line)),
    ];
    return `${paragraphs.join('\n\n')}\n`;
}

;// CONCATENATED MODULE: ./out/build/src/domain/batch-samples.js


/**
 * Most samples that a batch may have of one SLI, ten billion: all batches that any rule looks back on, added up, are then
 * whole numbers that a double holds exactly (below 2^53).
 */
const MAX_SAMPLES = 1e10;
function samplesOf(measurement) {
    switch (measurement.kind) {
        case 'ratio':
        case 'count':
            return measurement.total;
        case 'quantile':
            return countOf(measurement.distribution);
        case 'mean':
            return measurement.n;
    }
}
/** What no events could have added up to in a header whose form is right: a clause each, empty where nothing is wrong. */
function sampleFaults({ counts, summaries }) {
    const most = `more than the ${MAX_SAMPLES.toExponential().replace('e+', 'e')} that a batch may have`;
    const samples = new Map();
    for (const summary of summaries)
        samples.set(summary.sli, (samples.get(summary.sli) ?? 0) + samplesOf(summary));
    const tooMany = [...samples].filter(([, n]) => n > MAX_SAMPLES);
    const lines = Object.entries(counts).filter(([, n]) => n > MAX_SAMPLES);
    const impossible = summaries.flatMap((one, i) => (one.kind === 'mean' && !areSumsOf(one) ? [i] : []));
    return [
        ...lines.map(([name, n]) => `counts.${name} is ${n}, ${most}`),
        ...tooMany.map(([sli, n]) => `summaries of ${sli} have ${n} samples, ${most}`),
        ...impossible.map((i) => `summaries[${i}] has a sum and squares that no values of its number have`),
    ];
}

;// CONCATENATED MODULE: ./out/build/src/domain/shape.js

/** A name that is safe as a part of a path; an SLO's is that of its SLI with a window behind it, so longer than in a policy. */
const SAFE_ID = /^(?!.*\.\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9_-])?$/;
function expects(what, holds) {
    return (value, path) => (holds(value) ? [] : [`${path} is not ${what}`]);
}
const shape_text = expects('a text', (value) => typeof value === 'string');
const bool = expects('true or false', (value) => typeof value === 'boolean');
const number = expects('a number', (value) => typeof value === 'number' && Number.isFinite(value));
const count = expects('a whole number from 0', (value) => Number.isSafeInteger(value) && Number(value) >= 0);
const safeId = expects('a name of letters, digits, "-", "_" and single dots', (value) => typeof value === 'string' && SAFE_ID.test(value));
const instant = expects('an RFC 3339 time', (value) => typeof value === 'string' && (0,time/* parseInstant */.nV)(value) !== null);
const valuesByName = expects('texts, numbers, true or false by name', (value) => typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => ['string', 'number', 'boolean'].includes(typeof one)));
function oneOf(choices) {
    return expects(choices.join(' or '), (value) => choices.some((choice) => choice === value));
}
function nullable(shape) {
    return (value, path) => (value === null ? [] : shape(value, path));
}
function shape_listOf(shape) {
    return (value, path) => Array.isArray(value)
        ? value.flatMap((item, index) => shape(item, `${path}[${index}]`))
        : [`${path} is not a list`];
}
/** An object that has at least these members; others are left alone, so that a later field is no fault. */
function object(members) {
    return (value, path) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value))
            return [`${path} is not an object`];
        const record = value;
        return Object.entries(members).flatMap(([name, shape]) => {
            const place = path === '' ? name : `${path}.${name}`;
            return Object.hasOwn(record, name) ? shape(record[name], place) : [`${place} is missing`];
        });
    };
}

;// CONCATENATED MODULE: ./out/build/src/domain/batch-reader.js






const batch_reader_MAX_NAMED = 5;
const SCHEMA_NAME = 'phasegate.batch/';
const DIGEST = /^[0-9a-f]{64}$/;
const lineCounts = { accepted: count, rejected: count, duplicates: count, late: count };
const digest = (value, path) => typeof value === 'string' && DIGEST.test(value) ? [] : [`${path} is not a SHA-256`];
const sum = (value, path) => typeof value === 'string' && isExactSum(value) ? [] : [`${path} is not an exact sum`];
/** Two lists of one length, the first ascending, the second positive. */
function tally(keys, counts) {
    const members = object({ [keys]: shape_listOf(number), [counts]: shape_listOf(count) });
    return (value, path) => {
        const wrong = members(value, path);
        if (wrong.length > 0)
            return wrong;
        const record = value;
        const [names, numbers] = [record[keys] ?? [], record[counts] ?? []];
        const ascending = names.every((key, i) => i === 0 || key > (names[i - 1] ?? Infinity));
        const positive = numbers.length === names.length && numbers.every((one) => one > 0);
        return ascending && positive ? [] : [`${path} is not a list of ascending ${keys} with a count each`];
    };
}
const exact = tally('values', 'counts');
const buckets = tally('keys', 'counts');
const sketch = object({ min: number, max: number, zero: count, positive: buckets, negative: buckets });
const distribution = (value, path) => {
    const kind = value?.kind;
    if (kind === 'exact')
        return exact(value, path);
    return kind === 'sketch' ? sketch(value, path) : [`${path}.kind is not exact or sketch`];
};
const MEASUREMENTS = {
    ratio: (value, path) => {
        const wrong = object({ matching: count, total: count })(value, path);
        const { matching, total } = value;
        return wrong.length > 0 || matching <= total ? wrong : [`${path} has more matching than there are`];
    },
    quantile: object({ distribution }),
    mean: object({ n: count, sum, squares: sum }),
    count: object({ total: count }),
};
const named = object({
    sli: safeId,
    feature: shape_text,
    label: nullable(shape_text),
    kind: oneOf(Object.keys(MEASUREMENTS)),
});
const summary = (value, path) => {
    const wrong = named(value, path);
    if (wrong.length > 0)
        return wrong;
    return MEASUREMENTS[value.kind]?.(value, path) ?? [];
};
const sources = (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return [`${path} is not an object`];
    const source = object({ ...lineCounts, missed: bool });
    return Object.entries(value).flatMap(([name, one]) => source(one, `${path}.${name}`));
};
const batch_reader_window = (value, path) => {
    const wrong = object({ start: instant, end: instant })(value, path);
    if (wrong.length > 0)
        return wrong;
    const { start, end } = value;
    const length = ((0,time/* parseInstant */.nV)(end) ?? 0) - ((0,time/* parseInstant */.nV)(start) ?? 0);
    return length > 0 && length <= time/* DAY */.d_ ? [] : [`${path} does not end after its start, within a day`];
};
const header = object({
    rollout: safeId,
    phase: safeId,
    window: batch_reader_window,
    counts: object(lineCounts),
    sources,
    digest,
    summaries: shape_listOf(summary),
    events: count,
});
/** Of a batch that says by which definitions it was measured. */
const defined = object({ definitions: digest });
function refuse(file, what) {
    throw new domain_fault/* PhasegateError */.h('bad-batch', `${file}: ${what}; run action-collect again and pass on its output unchanged`);
}
function parseHeader(line, file) {
    let value;
    try {
        value = JSON.parse(line);
    }
    catch {
        refuse(file, 'the first line is no JSON');
    }
    const schema = value?.schema;
    if (schema !== BATCH_SCHEMA) {
        const isOther = typeof schema === 'string' && schema.startsWith(SCHEMA_NAME);
        if (!isOther)
            refuse(file, 'the first line is no batch header');
        const found = `${file} has the format ${schema.slice(0, 60)}, and this version reads ${BATCH_SCHEMA}`;
        throw new domain_fault/* PhasegateError */.h('newer-state', `${found}; use one version of Phasegate in all jobs`);
    }
    const isDefined = Object.hasOwn(value, 'definitions');
    const wrong = [...header(value, ''), ...(isDefined ? defined(value, '') : [])];
    if (wrong.length > 0)
        refuse(file, wrong.slice(0, batch_reader_MAX_NAMED).join(', '));
    const found = value;
    const impossible = sampleFaults(found);
    if (impossible.length > 0)
        refuse(file, impossible.slice(0, batch_reader_MAX_NAMED).join(', '));
    return found;
}
/**
 * The header of a batch file. It comes from another job, so its every field is checked, and its digest is held against the
 * events where they follow.
 *
 * @throws PhasegateError `bad-batch` naming the file and what is wrong, `newer-state` when a newer version wrote it.
 */
function parseBatch(source, file, rollout) {
    const [first = '', ...lines] = source.split('\n');
    const found = parseHeader(first, file);
    if (found.rollout !== rollout) {
        refuse(file, `it is of the rollout ${JSON.stringify(found.rollout)}, and the policy is that of ${JSON.stringify(rollout)}`);
    }
    if (lines.at(-1) !== '')
        refuse(file, 'the last line has no end; the file was cut off');
    const events = lines.slice(0, -1);
    if (events.length !== found.events)
        refuse(file, `${events.length} events follow a header that says ${found.events}`);
    if (events.length > 0 && batchDigest(events) !== found.digest)
        refuse(file, 'its events do not match its digest');
    return found;
}

;// CONCATENATED MODULE: ./out/build/scripts/replay/src/batches.js






const BATCH_FILE = /^batch-.*\.jsonl$/;
/** Null where there is no such folder. */
async function batchFilesBelow(folder) {
    try {
        const names = await (0,promises_.readdir)(folder, { recursive: true });
        return names.filter((name) => BATCH_FILE.test((0,external_node_path_.basename)(name))).map((name) => (0,external_node_path_.join)(folder, name));
    }
    catch (cause) {
        if (cause.code === 'ENOENT')
            return null;
        throw new domain_fault/* PhasegateError */.h('io-failed', `the batches in ${folder} cannot be listed: ${String(cause)}`, {
            cause,
        });
    }
}
async function readText(file) {
    try {
        return await (0,promises_.readFile)(file, 'utf8');
    }
    catch (cause) {
        throw new domain_fault/* PhasegateError */.h('io-failed', `${file} cannot be read: ${String(cause)}`, { cause });
    }
}
/** The rollout that the first line names; null where it is no header, as the reader will say. */
function rolloutNamed(text) {
    try {
        return raw_values_textOf(raw_values_member(JSON.parse(text.slice(0, text.indexOf('\n'))), 'rollout'));
    }
    catch {
        return null;
    }
}
/** The lines behind the header. */
function eventLines(text) {
    return text.split('\n').slice(1, -1);
}
function readOne(text, file, options) {
    const nothing = { batch: null, refused: [], doubtful: [], other: null };
    const named = rolloutNamed(text);
    try {
        const header = parseBatch(text, file, named ?? options.rollout);
        if (header.rollout !== options.rollout)
            return { ...nothing, other: header.rollout };
        const fault = figuresFault(header, eventLines(text), options.policies);
        const doubtful = fault === null ? [] : [`${file}: ${fault}`];
        return { ...nothing, batch: { file, header }, doubtful };
    }
    catch (error) {
        if (!(error instanceof domain_fault/* PhasegateError */.h) || error.code !== 'bad-batch')
            throw error;
        return { ...nothing, refused: [error.message] };
    }
}
/**
 * All batches below the folders. One that was changed is named and not used, and the others are read.
 *
 * @throws PhasegateError `bad-input` where a folder that was asked for is not there, `io-failed`, `newer-state`.
 */
async function readBatchFolders(options) {
    const { folders, required } = options;
    const files = new Set();
    for (const folder of folders) {
        const found = await batchFilesBelow(folder);
        if (found === null && required)
            throw new domain_fault/* PhasegateError */.h('bad-input', `--batches ${folder}: there is no such folder`);
        for (const file of found ?? [])
            files.add(file);
    }
    const all = [];
    for (const file of [...files].sort())
        all.push(readOne(await readText(file), file, options));
    return {
        batches: distinctBatches(all.flatMap(({ batch }) => (batch === null ? [] : [batch]))),
        refused: all.flatMap(({ refused }) => refused),
        doubtful: all.flatMap(({ doubtful }) => doubtful),
        others: [...new Set(all.flatMap(({ other }) => other ?? []))].sort(),
    };
}
/** The events that a batch file keeps, a line each. @throws PhasegateError `io-failed`. */
async function readEventLines(file) {
    return eventLines(await readText(file));
}

// EXTERNAL MODULE: ./out/build/src/io/files.js
var files = __nccwpck_require__(2664);
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: ./out/build/src/io/git.js



const LOCAL_TIMEOUT_MS = 60_000;
/** More than this from one command is no answer that Phasegate asked for. */
const MAX_OUTPUT = 256 * 1024 * 1024;
/** Point git at another repository than the folder it is started in, as inside a hook. Credentials come by other names. */
const REPOSITORY_VARIABLES = [
    'GIT_DIR',
    'GIT_WORK_TREE',
    'GIT_INDEX_FILE',
    'GIT_OBJECT_DIRECTORY',
    'GIT_ALTERNATE_OBJECT_DIRECTORIES',
    'GIT_COMMON_DIR',
    'GIT_NAMESPACE',
    'GIT_PREFIX',
    'GIT_QUARANTINE_PATH',
];
function environment() {
    const inherited = Object.entries(process.env).filter(([name]) => !REPOSITORY_VARIABLES.includes(name));
    // Messages are matched, so they must be git's own; nobody can answer a prompt.
    return { ...Object.fromEntries(inherited), GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', LANGUAGE: 'C' };
}
/** Text of git's without the user and password that a URL may carry. */
function maskCredentials(text) {
    return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*(?::[^\s/]*)?@/gi, '$1***@');
}
const HINTS = [
    [
        /\b403\b|permission to .* denied|write access to repository not granted|resource not accessible/i,
        'give the job `permissions: contents: write`',
    ],
    [
        /protected branch|GH006|GH013|repository rule/i,
        'the branch is protected: let an app or deploy key that may bypass the rule push to it',
    ],
    [
        /could not read Username|authentication failed|\b401\b|terminal prompts disabled|publickey/i,
        'git has no credentials here: check the repository out with `persist-credentials: true`',
    ],
    [/dubious ownership/i, 'the folder belongs to another user: add it to git’s safe.directory'],
    [/not a git repository/i, 'name the folder of a git repository in `governance`'],
];
/** What git said, as one error with what to do about it. */
function gitError(what, result) {
    const said = (0,render_escape/* oneLine */.TN)(maskCredentials(result.stderr), 1_000);
    const hint = HINTS.find(([pattern]) => pattern.test(result.stderr))?.[1];
    const message = `${what}: git ended with ${result.code}${said === '' ? '' : `: ${said}`}`;
    return new domain_fault/* PhasegateError */.h('git-failed', hint === undefined ? message : `${message}; ${hint}`);
}
/**
 * Runs git in a folder with an argument vector and waits for its end.
 *
 * @throws PhasegateError `git-failed` when git cannot be started or does not end in time; an exit code is a result.
 */
function runGit(folder, args, options = {}) {
    const timeoutMs = options.timeoutMs ?? LOCAL_TIMEOUT_MS;
    return new Promise((resolve, reject) => {
        const child = (0,external_node_child_process_namespaceObject.spawn)('git', args, { cwd: folder, env: environment(), stdio: ['pipe', 'pipe', 'pipe'] });
        const stdout = [];
        const stderr = [];
        let size = 0;
        const fail = (message, cause) => {
            clearTimeout(timer);
            child.kill('SIGTERM');
            // A helper of git's may live on and hold the pipes open; nobody waits for it.
            for (const stream of [child.stdin, child.stdout, child.stderr])
                stream.destroy();
            reject(new domain_fault/* PhasegateError */.h('git-failed', message, { cause }));
        };
        const timer = setTimeout(() => {
            fail(`git ${args[0]} did not end within ${timeoutMs / 1000} s and was stopped; try again`);
        }, timeoutMs);
        child.stdout.on('data', (chunk) => {
            size += chunk.length;
            stdout.push(chunk);
            if (size > MAX_OUTPUT)
                fail(`git ${args[0]} wrote more than ${MAX_OUTPUT} bytes and was stopped`);
        });
        child.stderr.on('data', (chunk) => stderr.push(chunk));
        child.on('error', (error) => fail(`git cannot be started in ${folder}: ${error.message}; is git installed?`, error));
        child.on('close', (code, signal) => {
            clearTimeout(timer);
            const said = Buffer.concat(stderr).toString('utf8');
            if (code === null)
                reject(new domain_fault/* PhasegateError */.h('git-failed', `git ${args[0]} was stopped by ${signal}`));
            else
                resolve({ code, stdout: Buffer.concat(stdout), stderr: said });
        });
        // git may end before it has read everything; its exit code says so.
        child.stdin.on('error', () => undefined);
        child.stdin.end(options.input ?? '');
    });
}

;// CONCATENATED MODULE: ./out/build/scripts/replay/src/git-history.js



async function git(repo, args) {
    const result = await runGit(repo, args);
    if (result.code !== 0)
        throw gitError(`read the git history of ${repo}`, result);
    return result.stdout.toString('utf8');
}
/**
 * Texts of all files directly in a folder that any commit of any branch ever held; none without a git repository.
 *
 * @throws PhasegateError `git-failed`.
 */
async function textsOfHistory(repo, { folder, isWanted }) {
    if (!(0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_.join)(repo, '.git')))
        return [];
    const commits = await git(repo, ['rev-list', '--all', '--full-history', '--', folder]);
    const blobs = new Set();
    for (const commit of commits.split('\n').filter((one) => one !== '')) {
        // A line is `<mode> <type> <id>\t<path>`; a commit that removed the folder gives none.
        const tree = await git(repo, ['ls-tree', '-z', '--full-tree', commit, `${folder}/`]);
        for (const line of tree.split('\0')) {
            const [what = '', name = ''] = line.split('\t');
            const [, type, id] = what.split(' ');
            if (type === 'blob' && id !== undefined && isWanted(name))
                blobs.add(id);
        }
    }
    const texts = [];
    for (const blob of [...blobs].sort())
        texts.push(await git(repo, ['cat-file', 'blob', blob]));
    return texts;
}

;// CONCATENATED MODULE: ./out/build/scripts/replay/src/checklists.js





/** Every text of the repository's checklist, as it is and as its git history has it, by digest. */
async function checklistsOf(repo) {
    const now = await (0,files/* readTextIfExists */.T)((0,external_node_path_.join)(repo, CHECKLIST_FILE));
    const past = await textsOfHistory(repo, {
        folder: external_node_path_.posix.dirname(CHECKLIST_FILE),
        isWanted: (name) => name === CHECKLIST_FILE,
    });
    const texts = now === null ? past : [now, ...past];
    return new Map(texts.map((text) => [digest_sha256(text), text]));
}

;// CONCATENATED MODULE: ./out/build/scripts/replay/src/policies.js






const FOLDER = 'governance';
const POLICY_FILE = /\.ya?ml$/;
/** On the governance branch it lies beside the policy, and is none. */
const policies_LEDGER_FILE = 'phase-ledger.yaml';
function isPolicyFile(name) {
    return POLICY_FILE.test(name) && !name.endsWith(policies_LEDGER_FILE);
}
/** Null for a text that is no valid policy: it was never in force. */
function policyIn(text, file) {
    try {
        return parsePolicy(text, file).policy;
    }
    catch (error) {
        if (error instanceof domain_fault/* PhasegateError */.h && error.code === 'bad-policy')
            return null;
        throw error;
    }
}
async function textsOfFolder(repo) {
    const folder = (0,external_node_path_.join)(repo, FOLDER);
    const names = (0,external_node_fs_namespaceObject.existsSync)(folder) ? (await (0,promises_.readdir)(folder)).filter(isPolicyFile).sort() : [];
    return Promise.all(names.map((name) => (0,promises_.readFile)((0,external_node_path_.join)(folder, name), 'utf8')));
}
/** Every policy of the repository's `governance/*.yaml`, as it is and as its git history has it, by digest. */
async function policiesOf(repo) {
    const past = await textsOfHistory(repo, { folder: FOLDER, isWanted: isPolicyFile });
    const policies = [...(await textsOfFolder(repo)), ...past].flatMap((text) => {
        const policy = policyIn(text, `${FOLDER}/policy.yaml`);
        return policy === null ? [] : [policy];
    });
    return new Map(policies.map((policy) => [policy.digest, policy]));
}

;// CONCATENATED MODULE: ./out/build/src/domain/parse-analysis.js



const parse_analysis_MAX_NAMED = 10;
const parse_analysis_SCHEMA_NAME = 'phasegate.analysis/';
const parse_analysis_window = object({ start: instant, end: instant });
const limit = object({ side: oneOf(['above', 'below']), value: number, batches: count });
const verdict = object({
    slo: safeId,
    sli: safeId,
    feature: shape_text,
    status: oneOf(['ok', 'warn', 'violation', 'no-data', 'insufficient']),
    value: nullable(number),
    unit: nullable(shape_text),
    warn: nullable(limit),
    rollback: nullable(limit),
    window: parse_analysis_window,
    n: count,
    error: number,
    interval: nullable(object({ low: number, high: number })),
    rule: shape_text,
    streak: count,
    evidence: nullable(object({ met: bool, falseAlarmMs: number, falseAlarmEveryMs: number, designEffect: number })),
    reason: shape_text,
    breakdown: shape_listOf(object({ label: shape_text, value: nullable(number), n: count })),
});
const judgement = object({
    phase: safeId,
    window: parse_analysis_window,
    gate: oneOf(['hold', 'rollback']),
    counts: object({ accepted: count, rejected: count, duplicates: count, late: count }),
    missed: shape_listOf(shape_text),
    verdicts: shape_listOf(verdict),
});
const parse_analysis_alert = object({
    id: shape_text,
    severity: oneOf(['warning', 'critical']),
    phase: safeId,
    slo: safeId,
    window: parse_analysis_window,
    summary: shape_text,
    verdict,
    why: shape_listOf(shape_text),
});
const mark = object({ seq: count, hash: shape_text, head: nullable(shape_text), trust: nullable(shape_text) });
const analysis = object({
    rollout: safeId,
    phase: safeId,
    since: nullable(instant),
    previous: nullable(safeId),
    next: nullable(safeId),
    gate: oneOf(['promote', 'hold', 'rollback']),
    target: nullable(safeId),
    reason: shape_text,
    rollback: oneOf(['propose', 'automatic']),
    governance: object({ head: nullable(shape_text), entries: count }),
    integrity: nullable(object({
        message: shape_text,
        repair: shape_text,
        seen: mark,
        found: object({ entries: count, head: nullable(shape_text) }),
    })),
    stabilising: nullable(object({
        entry: count,
        since: instant,
        until: instant,
        flags: valuesByName,
        back: bool,
        due: bool,
        reason: shape_text,
    })),
    rollbackActive: bool,
    window: nullable(parse_analysis_window),
    verdicts: shape_listOf(verdict),
    judged: shape_listOf(judgement),
    recent: shape_listOf(judgement),
    alerts: shape_listOf(parse_analysis_alert),
    promotion: shape_listOf(object({ name: shape_text, met: bool, since: nullable(instant), evidence: shape_text })),
    now: instant,
    digests: object({ policy: shape_text, history: shape_text, batches: shape_text, checklist: nullable(shape_text), code: shape_text }),
});
/** Whether a value is a judgement as the analyzer writes it. */
function isJudgement(value) {
    return judgement(value, '').length === 0;
}
/**
 * The analysis in a file's text. It comes from another job, so every field is checked; its ids are then safe as parts of
 * paths, and its times are times.
 *
 * @throws PhasegateError `bad-input` naming what is wrong, `newer-state` when a newer version wrote it.
 */
function parseAnalysis(source, file) {
    let value;
    try {
        value = JSON.parse(source);
    }
    catch (cause) {
        throw new domain_fault/* PhasegateError */.h('bad-input', `${file} is no JSON; run action-analyze again and pass on its output`, { cause });
    }
    const schema = value?.schema;
    if (schema !== ANALYSIS_SCHEMA) {
        const isOther = typeof schema === 'string' && schema.startsWith(parse_analysis_SCHEMA_NAME);
        const found = isOther ? `has the format ${schema.slice(0, 60)}` : 'is no analysis';
        const hint = `this version reads ${ANALYSIS_SCHEMA}: use one version of Phasegate in all jobs`;
        throw new domain_fault/* PhasegateError */.h(isOther ? 'newer-state' : 'bad-input', `${file} ${found}; ${hint}`);
    }
    const wrong = analysis(value, '');
    if (wrong.length === 0)
        return value;
    const more = wrong.length > parse_analysis_MAX_NAMED ? `, and ${wrong.length - parse_analysis_MAX_NAMED} more` : '';
    throw new domain_fault/* PhasegateError */.h('bad-input', `${file}: ${wrong.slice(0, parse_analysis_MAX_NAMED).join(', ')}${more}`, {
        faults: wrong.map((message) => ({ file, line: 0, column: 0, path: '', message, severity: 'error' })),
    });
}

;// CONCATENATED MODULE: ./out/build/src/io/governance-names.js

/** A stricter cousin of `git check-ref-format`, and the policy schema's rule. */
const BRANCH = /^(?!.*(?:\.\.|\/\/|\/\.|@\{|[./]$|\.lock(?:\/|$)))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/;
const COMMIT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** @throws PhasegateError `bad-input` for a name that cannot be a branch. */
function checkBranch(branch) {
    if (BRANCH.test(branch))
        return;
    throw new domain_fault/* PhasegateError */.h('bad-input', `${JSON.stringify(branch)} cannot be a branch's name; name governance.branch in the policy with letters, digits and . _ / -`);
}
/** @throws PhasegateError `bad-input` for what is no commit's id. */
function checkCommitId(id) {
    if (!COMMIT_ID.test(id))
        throw new domain_fault/* PhasegateError */.h('bad-input', `${JSON.stringify(id)} is no commit id`);
}
/** @throws PhasegateError `bad-input` for a path that git or a file system would take for something else. */
function checkPath(path) {
    const parts = path.split('/');
    const safe = parts.every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git');
    const printable = [...path].every((char) => (char.codePointAt(0) ?? 0) >= 0x20 && char !== '"' && char !== '\\');
    if (!safe || !printable) {
        throw new domain_fault/* PhasegateError */.h('bad-input', `${JSON.stringify(path)} cannot be a path on the governance branch`);
    }
}
/** A name or address as git's commit header holds it. */
function identity(text) {
    return text.replace(/[<>\p{Cc}]/gu, ' ').trim();
}

;// CONCATENATED MODULE: ./out/build/src/io/git-objects.js



/** Splits the answer of `git cat-file --batch` to `count` questions into texts; null for what is missing or no file. */
function git_objects_parseBatch(output, count) {
    const texts = [];
    let offset = 0;
    while (texts.length < count) {
        const end = output.indexOf(0x0a, offset);
        if (end < 0)
            throw new domain_fault/* PhasegateError */.h('git-failed', 'git cat-file ended before it had answered everything');
        const header = output.toString('utf8', offset, end);
        const object = /^[0-9a-f]+ (\w+) (\d+)$/.exec(header);
        offset = end + 1;
        if (object === null) {
            if (!header.endsWith(' missing'))
                throw new domain_fault/* PhasegateError */.h('git-failed', `git cat-file answered ${header}`);
            texts.push(null);
            continue;
        }
        const size = Number(object[2]);
        texts.push(object[1] === 'blob' ? output.toString('utf8', offset, offset + size) : null);
        offset += size + 1;
    }
    return texts;
}
/** One commit's files. Reads that are asked for at the same time are answered by one git process. */
class GitSnapshot {
    head;
    #folder;
    #waiting = [];
    constructor(folder, head) {
        this.#folder = folder;
        this.head = head;
    }
    read(path) {
        checkPath(path);
        if (this.head === null)
            return Promise.resolve(null);
        return new Promise((resolve, reject) => {
            if (this.#waiting.length === 0)
                queueMicrotask(() => void this.#answer());
            this.#waiting.push({ path, resolve, reject });
        });
    }
    async list(folder) {
        if (this.head === null)
            return [];
        const below = folder === '' ? [] : [folder];
        below.forEach(checkPath);
        const args = [
            'ls-tree',
            '-r',
            '-z',
            '--name-only',
            '--full-tree',
            this.head,
            '--',
            ...below.map((path) => `${path}/`),
        ];
        const result = await runGit(this.#folder, args);
        if (result.code !== 0)
            throw gitError(`list ${folder} on the governance branch`, result);
        return result.stdout.toString('utf8').split('\0').filter(Boolean).sort();
    }
    async #answer() {
        const waiting = this.#waiting;
        this.#waiting = [];
        try {
            const input = waiting.map(({ path }) => `${this.head}:${path}\n`).join('');
            const result = await runGit(this.#folder, ['cat-file', '--batch'], { input });
            if (result.code !== 0)
                throw gitError('read the governance branch', result);
            const texts = git_objects_parseBatch(result.stdout, waiting.length);
            waiting.forEach(({ resolve }, i) => resolve(texts[i] ?? null));
        }
        catch (error) {
            for (const { reject } of waiting)
                reject(error);
        }
    }
}
function data(text) {
    return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
/**
 * Writes a commit's objects in one git process and returns its id. `ref` is moved to it: a ref of Phasegate's own, that
 * nothing decides by; it only keeps the objects from being collected.
 */
async function writeCommit(folder, plan, ref) {
    Object.keys(plan.files).forEach(checkPath);
    const who = `${identity(plan.author.name)} <${identity(plan.author.email)}> ${Math.floor(plan.at / 1000)} +0000`;
    const files = Object.entries(plan.files).sort(([a], [b]) => (a < b ? -1 : 1));
    const stream = [
        'feature done\n',
        `commit ${ref}\nmark :1\nauthor ${who}\ncommitter ${who}\n`,
        data(plan.message),
        plan.parent === null ? '' : `from ${plan.parent}\n`,
        ...files.map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`),
        '\nget-mark :1\ndone\n',
    ].join('');
    const args = ['fast-import', '--quiet', '--force', '--date-format=raw'];
    const result = await runGit(folder, args, { input: stream });
    const id = result.stdout.toString('utf8').trim();
    const written = /^[0-9a-f]{40,64}$/.test(id);
    // Another process may hold the ref at this moment; the objects are written all the same.
    const kept = result.code === 0 || (written && (await runGit(folder, ['cat-file', '-e', id])).code === 0);
    if (!written || !kept)
        throw gitError('write the commit of the decision', result);
    return id;
}

;// CONCATENATED MODULE: ./out/build/src/io/git-governance.js




const REMOTE = 'origin';
const NETWORK_TIMEOUT_MS = 120_000;
/** What git says when another commit came first, by `push` and by `update-ref`. */
const OVERTAKEN = /stale info|fetch first|non-fast-forward|cannot lock ref|incorrect old value|reference already exists|failed to update ref/;
/**
 * The governance branch in a plain git repository. With a remote `origin` the branch there is the record: it is read
 * from and pushed to the remote. Without one, the repository's own branch is. Working tree, index, configuration and
 * branches of the user's are not touched; `refs/phasegate/<branch>` keeps what was fetched.
 */
class GitGovernance {
    #folder;
    #ref;
    #kept;
    #timeoutMs;
    #hasRemote = null;
    /** @throws PhasegateError `bad-input` for a name that cannot be a branch. */
    constructor(folder, branch, options = {}) {
        checkBranch(branch);
        this.#folder = folder;
        this.#ref = `refs/heads/${branch}`;
        this.#kept = `refs/phasegate/${branch}`;
        this.#timeoutMs = options.networkTimeoutMs ?? NETWORK_TIMEOUT_MS;
    }
    async open() {
        const head = (await this.#remote()) ? await this.#fetchHead() : await this.#localHead();
        return this.at(head);
    }
    at(head) {
        if (head !== null)
            checkCommitId(head);
        return new GitSnapshot(this.#folder, head);
    }
    async commit(plan) {
        if (plan.parent !== null)
            checkCommitId(plan.parent);
        const remote = await this.#remote();
        const id = await writeCommit(this.#folder, plan, this.#kept);
        const result = remote ? await this.#push(id, plan.parent) : await this.#update(id, plan.parent);
        if (result.code === 0)
            return { kind: 'committed', head: id };
        // `push --porcelain` says on standard output why the remote declined.
        const said = `${result.stderr}\n${result.stdout.toString('utf8')}`;
        if (OVERTAKEN.test(said))
            return { kind: 'conflict' };
        throw gitError(`put the decision on ${this.#ref}`, { code: result.code, stderr: said });
    }
    #remote() {
        this.#hasRemote ??= this.#askRemote();
        return this.#hasRemote;
    }
    async #askRemote() {
        // Looked up in the repository's configuration: a folder that happens to be called `origin` is no remote.
        const result = await this.#run(['config', '--get-regexp', `^remote\\.${REMOTE}\\.(url|pushurl)$`]);
        if (result.code > 1)
            throw gitError('read the repository', result);
        return result.code === 0;
    }
    async #localHead() {
        const result = await this.#run(['rev-parse', '--verify', '--quiet', `${this.#ref}^{commit}`]);
        if (result.code === 0)
            return result.stdout.toString('utf8').trim();
        if (result.code === 1 && result.stderr === '')
            return null;
        throw gitError(`read ${this.#ref}`, result);
    }
    /** The remote's head, with its objects here. Asking for the id first spares the fetch where nothing changed. */
    async #fetchHead() {
        for (let tries = 0; tries < 3; tries += 1) {
            const head = await this.#remoteHead();
            if (head === null || (await this.#has(head)))
                return head;
            const fetched = await this.#fetch();
            if (await this.#has(head))
                return head;
            if (fetched.code !== 0 && !OVERTAKEN.test(fetched.stderr)) {
                throw gitError(`fetch ${this.#ref} from ${REMOTE}`, fetched);
            }
        }
        throw new domain_fault/* PhasegateError */.h('conflict', `${this.#ref} was replaced again and again while it was read; try again`);
    }
    async #remoteHead() {
        const result = await this.#network(['ls-remote', '--quiet', REMOTE, this.#ref]);
        if (result.code !== 0)
            throw gitError(`read ${this.#ref} of ${REMOTE}`, result);
        const line = result.stdout
            .toString('utf8')
            .split('\n')
            .find((one) => one.endsWith(`\t${this.#ref}`));
        return line?.split('\t')[0] ?? null;
    }
    async #has(id) {
        return (await this.#run(['cat-file', '-e', `${id}^{commit}`])).code === 0;
    }
    #fetch() {
        return this.#network([
            'fetch',
            '--quiet',
            '--no-tags',
            '--no-write-fetch-head',
            '--no-auto-maintenance',
            '--no-recurse-submodules',
            '--refmap=',
            REMOTE,
            `+${this.#ref}:${this.#kept}`,
        ]);
    }
    /** The remote moves the branch only where it is still at `expected`; null: where there is none. */
    #push(id, expected) {
        return this.#network([
            'push',
            '--porcelain',
            '--no-verify',
            '--no-follow-tags',
            '--recurse-submodules=no',
            `--force-with-lease=${this.#ref}:${expected ?? ''}`,
            REMOTE,
            `${id}:${this.#ref}`,
        ]);
    }
    #update(id, expected) {
        const none = '0'.repeat(id.length);
        return this.#run(['update-ref', '-m', 'phasegate', this.#ref, id, expected ?? none]);
    }
    #run(args) {
        return runGit(this.#folder, args);
    }
    #network(args) {
        return runGit(this.#folder, args, { timeoutMs: this.#timeoutMs });
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/replay/src/record.js










/** Where the governance branch is: the repository, or the origin that the local runner made for a plain folder. */
function storeOf(repo) {
    const bare = (0,external_node_path_.join)(repo, '.phasegate', 'remote.git');
    return (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_.join)(repo, '.git')) || !(0,external_node_fs_namespaceObject.existsSync)(bare) ? repo : bare;
}
/** The branch as it was fetched last; the repository's own where none was fetched. */
async function fetchedSnapshot(store, branch) {
    for (const ref of [`refs/remotes/origin/${branch}`, `refs/phasegate/${branch}`, `refs/heads/${branch}`]) {
        const result = await runGit(store, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
        if (result.code === 0)
            return new GitSnapshot(store, result.stdout.toString('utf8').trim());
        if (result.stderr !== '')
            throw gitError(`read ${ref}`, result);
    }
    return new GitSnapshot(store, null);
}
/** @throws PhasegateError `git-failed`. */
async function openSnapshot(store, { branch, offline }) {
    return offline ? fetchedSnapshot(store, branch) : new GitGovernance(store, branch).open();
}
async function recordedAnalysis(snapshot, policy, entry) {
    const file = governance_paths_snapshotFile(entry.seq);
    const path = governance_paths_folderPrefix(policy.governance.folder) + file;
    const text = await snapshot.read(path);
    if (text === null)
        return { kind: 'untrusted', why: `${path} is not on the governance branch` };
    const digest = Object.hasOwn(entry.files, file) ? entry.files[file] : undefined;
    if (digest_sha256(text) !== digest)
        return { kind: 'untrusted', why: `${path} is not the file that ledger entry ${entry.seq} names` };
    if (text === 'null\n')
        return { kind: 'none' };
    try {
        return { kind: 'analysis', text, value: parseAnalysis(text, path) };
    }
    catch (error) {
        if (error instanceof domain_fault/* PhasegateError */.h)
            return { kind: 'untrusted', why: error.message };
        throw error;
    }
}
/**
 * The ledger and what each of its decisions stood on.
 *
 * @param offline whether the governance branch is read as it was fetched last
 * @throws PhasegateError `bad-ledger` where the ledger was changed by hand, `git-failed`.
 */
async function readRecord(repo, policy, offline) {
    const { branch } = policy.governance;
    const snapshot = await openSnapshot(storeOf(repo), { branch, offline });
    const path = governancePaths(policy.governance.folder).ledger;
    const ledger = ledgerOfRollout(await snapshot.read(path), path, policy);
    const decisions = [];
    for (const entry of ledger?.entries ?? [])
        decisions.push({ entry, recorded: await recordedAnalysis(snapshot, policy, entry) });
    return { ledger, decisions };
}

;// CONCATENATED MODULE: ./out/build/src/domain/batch-definitions.js


/** What an SLI measures, without its name and unit, as text. */
function definitionOf({ events, where, measure, by }) {
    // How a quantile is read from its distribution, and whether matching events are good, is said by who judges it.
    const measured = measure.kind === 'quantile' || measure.kind === 'mean' ? measure.of : '';
    const match = measure.kind === 'ratio' ? measure.match : [];
    return canonical_json_canonicalJson({ events, where, by, kind: measure.kind, of: measured, match });
}
/** Digest of what the SLIs measure, in any order: two policies with the same one sum events up alike. */
function definitionsDigest(slis) {
    return digest_sha256(slis
        .map((sli) => canonical_json_canonicalJson([sli.id, definitionOf(sli)]))
        .sort()
        .join('\n'));
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

;// CONCATENATED MODULE: ./out/build/scripts/replay/src/restate.js






/** What was found of batches that keep no events, by how many they are. */
class Lost {
    unknown = 0;
    lost = 0;
    otherwise = new Map();
    notes() {
        const otherwise = [...this.otherwise].sort(([a], [b]) => (a < b ? -1 : 1));
        const bare = (count) => `${plural(count, 'batch file')} without events`;
        return [
            ...otherwise.map(([sli, count]) => `${bare(count)}: ${sli} was measured under another definition, or not at all, so they say nothing of it`),
            ...(this.lost > 0
                ? [
                    `${bare(this.lost)}: measured under definitions of a policy that is not at hand, so they say nothing`,
                ]
                : []),
            ...(this.unknown > 0
                ? [
                    `${bare(this.unknown)}: they do not name the definitions that they were measured under, so their SLIs are as they were collected`,
                ]
                : []),
        ];
    }
}
/** A batch without events, with only the figures that mean what the policy means by them. */
function alikeOnly(header, { policy, policies, lost }) {
    const measured = measuredFor(policy, header, policies);
    switch (measured.kind) {
        case 'alike':
            return header;
        case 'unknown':
            lost.unknown += 1;
            return header;
        case 'lost':
            lost.lost += 1;
            return { ...header, summaries: [] };
        case 'otherwise': {
            const { slis } = measured;
            for (const sli of slis)
                lost.otherwise.set(sli, (lost.otherwise.get(sli) ?? 0) + 1);
            return { ...header, summaries: header.summaries.filter(({ sli }) => !slis.includes(sli)) };
        }
    }
}
function lengthNotes(policy, batches) {
    const lengths = batches.map(({ header }) => {
        const { start, end } = timed(header).window;
        return end - start;
    });
    const others = [...new Set(lengths)].filter((ms) => ms !== policy.batchMs).sort((a, b) => a - b);
    if (others.length === 0)
        return [];
    const found = others.map(time/* formatDuration */.a3).join(' or ');
    return [
        `batches are ${found} long, and the other policy's ${(0,time/* formatDuration */.a3)(policy.batchMs)}: they are judged as they are`,
    ];
}
/**
 * The batches as another policy would have summed them up. Where one keeps its events, they are summed up again; where it
 * does not, its figures are used for those SLIs only that it measured as the other policy defines them.
 *
 * @param policies those that it may have been measured under
 * @throws PhasegateError `io-failed`.
 */
async function restate(policy, options) {
    const lost = new Lost();
    const again = [];
    for (const { file, header } of options.batches) {
        const restated = header.events === 0
            ? alikeOnly(header, { policy, policies: options.policies, lost })
            : summedUpBy(policy, header, await readEventLines(file));
        again.push({ file, header: restated });
    }
    return { batches: again, notes: [...lost.notes(), ...lengthNotes(policy, options.batches)] };
}

;// CONCATENATED MODULE: ./out/build/scripts/replay/src/run.js















const DEFAULT_FOLDERS = [(0,external_node_path_.join)('.phasegate', 'artifacts'), 'out'];
async function otherPolicy(file, inForce) {
    const { policy } = await loadPolicy(file);
    if (policy.rollout === inForce.rollout)
        return policy;
    throw new domain_fault/* PhasegateError */.h('bad-policy', `${file} is the policy of rollout ${JSON.stringify(policy.rollout)}, and the record is that of ${JSON.stringify(inForce.rollout)}`);
}
function policiesAreKnown({ decisions }, policies) {
    return decisions.every(({ entry }) => policies.has(entry.policy));
}
async function gather(command) {
    const { repo } = command;
    const { policy: inForce } = await loadPolicy(command.inForce ?? (0,external_node_path_.join)(repo, 'governance', 'policy.yaml'));
    const policies = await policiesOf(repo);
    const checklists = await checklistsOf(repo);
    const record = await readRecord(repo, inForce, command.offline);
    const asked = command.batches.length > 0;
    const read = await readBatchFolders({
        folders: asked ? command.batches : DEFAULT_FOLDERS.map((folder) => (0,external_node_path_.join)(repo, folder)),
        required: asked,
        rollout: inForce.rollout,
        policies: [...policies.values()],
    });
    const { contradictions } = addBatches(emptyHistory(inForce.rollout), read.batches, inForce);
    const none = read.batches.length === 0 ? ['no batches were found; name their folders with --batches'] : [];
    const { refused, doubtful, others } = read;
    const passed = others.length === 0 ? [] : [`batches of other rollouts are passed over: ${others.join(', ')}`];
    // Figures can be held against the policies only where none of these is lost.
    const isTampered = refused.length > 0 || (doubtful.length > 0 && policiesAreKnown(record, policies));
    const notes = [...refused, ...doubtful, ...contradictions, ...passed, ...none].map((note) => (0,render_escape/* oneLine */.TN)(note, 1_000));
    return { inForce, policies, checklists, record, read, isTampered, notes };
}
function answerRecord(command, material) {
    const { record, read, policies, checklists, isTampered, notes } = material;
    const { ledger, decisions } = record;
    const all = ledger === null ? [] : replayRecord({ ledger, decisions, batches: read.batches, policies, checklists });
    const replayed = decidedWithin(all, command);
    const isSame = replayed.every(({ outcome }) => outcome.kind === 'identical' || outcome.kind === 'nothing');
    const json = replayed.map(({ entry, outcome }) => ({ seq: entry.seq, hash: entry.hash, ...outcome }));
    return {
        lines: [...replayedLines(replayed), ...notes],
        markdown: replayedMarkdown(replayed, notes),
        json: canonical_json_canonicalJsonPretty({ decisions: json, notes }),
        ok: isSame && !isTampered,
    };
}
/** The checklist that each decision stood on, by the entry's number, where it is at hand. */
function seenChecklists(decisions, checklists) {
    return new Map(decisions.flatMap(({ entry, recorded }) => {
        const digest = recorded.kind === 'analysis' ? recorded.value.digests.checklist : null;
        const text = digest === null ? undefined : checklists.get(digest);
        return text === undefined ? [] : [[entry.seq, text]];
    }));
}
async function answerWalk(command, file, material) {
    const { inForce, checklists, record, read } = material;
    const { from, to } = command;
    const { ledger, decisions } = record;
    const policy = await otherPolicy(file, inForce);
    const { policies } = material;
    const restated = await restate(policy, {
        batches: read.batches,
        policies: [...policies.values(), inForce],
    });
    const notes = [...material.notes, ...restated.notes];
    const walked = walk({
        policy,
        record: ledger,
        batches: restated.batches,
        checklists: seenChecklists(decisions, checklists),
        from,
        to,
    });
    const walkedBy = { walk: walked, walked: policy.digest, from, to };
    const report = reportOf({ ...walkedBy, decisions, inForce, policies, ledger, batches: read.batches });
    return {
        lines: [...replayTableLines(report), ...notes],
        markdown: replayMarkdown(report, notes),
        json: canonical_json_canonicalJsonPretty({ ...report, notes }),
        ok: !material.isTampered,
    };
}
/**
 * Does what the command asks for.
 *
 * @throws PhasegateError `bad-policy` for a policy that is wrong, and what reading the record and the batches throws.
 */
async function replay(command) {
    const material = await gather(command);
    return command.policy === null
        ? answerRecord(command, material)
        : answerWalk(command, command.policy, material);
}


/***/ }),

/***/ 8163:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ formatFault),
/* harmony export */   h: () => (/* binding */ PhasegateError)
/* harmony export */ });
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

/***/ 9242:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   Z2: () => (/* binding */ SECOND),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   d_: () => (/* binding */ DAY),
/* harmony export */   dp: () => (/* binding */ HOUR),
/* harmony export */   nV: () => (/* binding */ parseInstant),
/* harmony export */   pY: () => (/* binding */ MINUTE),
/* harmony export */   r4: () => (/* binding */ formatInstant)
/* harmony export */ });
/* unused harmony exports compactInstant, utcDay, windowAt */
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

/***/ 2664:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ readTextIfExists),
/* harmony export */   Z: () => (/* binding */ writeFileAtomic)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6760);



/**
 * Replaces a file as a whole: a temporary file beside it, fsync, rename. Whoever reads sees the old bytes or the new
 * ones, and a process killed half-way leaves the old. Makes the folders above it.
 */
async function writeFileAtomic(path, data) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path), { recursive: true });
    const temporary = `${path}.${process.pid}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}.tmp`;
    try {
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(temporary, 'wx');
        try {
            await file.writeFile(data);
            await file.sync();
        }
        finally {
            await file.close();
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(temporary, path);
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(temporary, { force: true });
        throw error;
    }
}
/** The text of a file, or null where there is none. */
async function readTextIfExists(path) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(path, 'utf8');
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return null;
        throw error;
    }
}


/***/ }),

/***/ 9208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Df: () => (/* binding */ withoutCommands),
/* harmony export */   FV: () => (/* binding */ escapeMarkdown),
/* harmony export */   TN: () => (/* binding */ oneLine)
/* harmony export */ });
/* unused harmony exports logLine, codeBlock, shellWord, escapeHtml */
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
    return `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
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
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(7882);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
