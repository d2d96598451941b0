import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

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
            // \u2192 key & sep are empty, start does not include ? or :
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
        lineStr = '\u2026' + lineStr.substring(trimStart);
        ci -= trimStart - 1;
    }
    if (lineStr.length > 80)
        lineStr = lineStr.substring(0, 79) + '\u2026';
    // Include previous line in context if pointing at line start
    if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
        // Regexp won't match if start is trimmed
        let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
        if (prev.length > 80)
            prev = prev.substring(0, 79) + '\u2026\n';
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
__webpack_unused_export__ = identity.isAlias;
__webpack_unused_export__ = identity.isCollection;
__webpack_unused_export__ = identity.isDocument;
__webpack_unused_export__ = identity.isMap;
exports.Ll = identity.isNode;
__webpack_unused_export__ = identity.isPair;
__webpack_unused_export__ = identity.isScalar;
__webpack_unused_export__ = identity.isSeq;
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
 *     - `start: SourceToken[]` \u2013 Source tokens before the key or value,
 *       possibly including its anchor or tag.
 *     - `key?: Token | null` \u2013 Set for pair values. May then be `null`, if
 *       the key before the `:` separator is empty.
 *     - `sep?: SourceToken[]` \u2013 Source tokens between the key and the value,
 *       which should include the `:` map value indicator if `value` is set.
 *     - `value?: Token` \u2013 The value of a sequence item, or of a map pair.
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

/***/ 3777:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  U: () => (/* binding */ readCommand),
  Q: () => (/* binding */ timesOf)
});

;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
// EXTERNAL MODULE: ./out/build/src/domain/fault.js
var fault = __nccwpck_require__(8163);
// EXTERNAL MODULE: ./out/build/src/domain/time.js
var time = __nccwpck_require__(9242);
;// CONCATENATED MODULE: ./out/build/scripts/local/src/args.js



const OPTIONS = {
    repo: { type: 'string' },
    event: { type: 'string' },
    input: { type: 'string', multiple: true },
    now: { type: 'string' },
    every: { type: 'string' },
    until: { type: 'string' },
    secret: { type: 'string', multiple: true },
    var: { type: 'string', multiple: true },
    actor: { type: 'string' },
    repository: { type: 'string' },
    uses: { type: 'string', multiple: true },
    api: { type: 'string' },
    payload: { type: 'string' },
    play: { type: 'string' },
    'no-play': { type: 'boolean' },
    verbose: { type: 'boolean' },
    help: { type: 'boolean' },
};
/** Reads the values of one command line and keeps every fault. */
class Reader {
    faults = [];
    #texts;
    constructor(texts) {
        this.#texts = texts;
    }
    text(name) {
        return this.#texts.get(name)?.at(-1) ?? null;
    }
    pairs(name) {
        const pairs = (this.#texts.get(name) ?? []).flatMap((text) => {
            const at = text.indexOf('=');
            if (at > 0)
                return [[text.slice(0, at), text.slice(at + 1)]];
            // The text may be a secret: it is not repeated.
            this.faults.push(`--${name} needs NAME=VALUE`);
            return [];
        });
        return new Map(pairs);
    }
    /** A text of a form, for which an example stands; null without one. */
    like(name, pattern, example) {
        const text = this.text(name);
        if (text !== null && !pattern.test(text))
            this.faults.push(`--${name} is ${JSON.stringify(text)}; write it as ${example}`);
        return text;
    }
    instant(name) {
        const text = this.text(name);
        const ms = text === null ? null : (0,time/* parseInstant */.nV)(text);
        if (text !== null && ms === null) {
            this.faults.push(`--${name} is ${JSON.stringify(text)}; write a time such as 2026-03-02T14:15:00Z`);
        }
        return ms;
    }
    duration(name) {
        const text = this.text(name);
        const ms = text === null ? null : (0,time/* parseDuration */.E9)(text);
        if (text !== null && (ms === null || ms === 0)) {
            this.faults.push(`--${name} is ${JSON.stringify(text)}; write a duration such as 15m`);
        }
        return ms;
    }
}
function readSchedule(reader) {
    const has = (name) => reader.text(name) !== null;
    const [now, every, until] = [reader.instant('now'), reader.duration('every'), reader.instant('until')];
    if (!has('every') && !has('until'))
        return { kind: 'once', now };
    for (const name of ['now', 'every', 'until']) {
        if (!has(name))
            reader.faults.push(`--${name} is missing: --now, --every and --until go together`);
    }
    if (now !== null && until !== null && until < now)
        reader.faults.push('--until lies before --now');
    return { kind: 'stepped', now: now ?? 0, every: every ?? 1, until: until ?? 0 };
}
function readPlay(reader, schedule, isOff) {
    const folder = reader.text('play');
    if (isOff && folder !== null)
        reader.faults.push('--play and --no-play exclude each other');
    if (isOff)
        return null;
    switch (schedule.kind) {
        case 'stepped':
            return { folder: folder ?? 'telemetry', until: schedule.until };
        case 'once':
            if (folder !== null && schedule.now === null)
                reader.faults.push('--play needs --now');
            return folder === null ? null : { folder, until: Infinity };
    }
}
function readTokens(args) {
    const { tokens } = (0,external_node_util_namespaceObject.parseArgs)({
        args: [...args],
        options: OPTIONS,
        strict: false,
        allowPositionals: true,
        tokens: true,
    });
    const texts = new Map();
    const flags = new Set();
    const names = [];
    const faults = [];
    for (const token of tokens) {
        if (token.kind === 'positional')
            names.push(token.value);
        if (token.kind !== 'option')
            continue;
        const type = Object.entries(OPTIONS).find(([name]) => name === token.name)?.[1].type;
        if (type === undefined)
            faults.push(`${token.rawName} is no option; --help lists them`);
        else if (type === 'boolean')
            flags.add(token.name);
        else if (token.value === undefined)
            faults.push(`${token.rawName} needs a value`);
        else
            texts.set(token.name, [...(texts.get(token.name) ?? []), token.value]);
    }
    return { texts, flags, names, faults };
}
/**
 * Reads the command line; null when it asks for help.
 * @throws PhasegateError `bad-input` with every fault.
 */
function readCommand(args) {
    const { texts, flags, names, faults } = readTokens(args);
    if (flags.has('help'))
        return null;
    const reader = new Reader(texts);
    reader.faults.push(...faults);
    if (names.length !== 1)
        reader.faults.push('name one workflow, such as rollout');
    const schedule = readSchedule(reader);
    const command = {
        workflow: names[0] ?? '',
        repo: reader.text('repo') ?? '.',
        event: reader.text('event'),
        inputs: reader.pairs('input'),
        secrets: reader.pairs('secret'),
        vars: reader.pairs('var'),
        actor: reader.text('actor') ?? 'local',
        repository: reader.like('repository', /^[\w.-]+\/[\w.-]+$/, 'owner/name'),
        uses: reader.pairs('uses'),
        api: reader.like('api', /^https?:\/\/[^/]/, 'http://127.0.0.1:8080'),
        payload: reader.text('payload'),
        schedule,
        play: readPlay(reader, schedule, flags.has('no-play')),
        verbose: flags.has('verbose'),
    };
    if (reader.faults.length > 0) {
        throw new fault/* PhasegateError */.h('bad-input', `the command line:${reader.faults.map((fault) => `\n  ${fault}`).join('')}`);
    }
    return command;
}
/** The times of the runs, in order. */
function timesOf(schedule) {
    if (schedule.kind === 'once')
        return [schedule.now];
    const count = Math.floor((schedule.until - schedule.now) / schedule.every) + 1;
    return Array.from({ length: count }, (_, i) => schedule.now + i * schedule.every);
}


/***/ }),

/***/ 939:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AD: () => (/* binding */ callFaults),
/* harmony export */   Ow: () => (/* binding */ callInputs),
/* harmony export */   um: () => (/* binding */ readCallInterface),
/* harmony export */   y5: () => (/* binding */ callSecrets)
/* harmony export */ });
/* harmony import */ var _src_domain_fault_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8163);
/* harmony import */ var _expressions_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8217);
/* harmony import */ var _workflow_steps_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5338);
/* harmony import */ var _yaml_source_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2426);




const TYPES = ['boolean', 'number', 'string'];
const PATH = ['on', 'workflow_call'];
/** What an optional input without a default is. */
const EMPTY = { boolean: false, number: 0, string: '' };
function readInput(source, name, value) {
    const one = (0,_yaml_source_js__WEBPACK_IMPORTED_MODULE_3__/* .isMap */ .jh)(value) ? value : {};
    const type = TYPES.find((known) => known === one['type']);
    if (type === undefined)
        source.fault([...PATH, 'inputs', name], `needs a type: ${TYPES.join(', ')}`);
    return {
        name,
        type: type ?? 'string',
        required: one['required'] === true,
        fallback: one['default'] ?? null,
    };
}
/** Reads what a workflow takes and gives when another one calls it; null when none may. Faults go to the source. */
function readCallInterface(source, on) {
    const settings = on.get('workflow_call');
    if (settings === undefined)
        return null;
    const part = (key) => (0,_yaml_source_js__WEBPACK_IMPORTED_MODULE_3__/* .isMap */ .jh)(settings) ? (0,_workflow_steps_js__WEBPACK_IMPORTED_MODULE_2__/* .readMap */ .l8)(source, [...PATH, key], settings[key]) : {};
    const outputs = Object.entries(part('outputs')).map(([name, value]) => {
        const given = (0,_yaml_source_js__WEBPACK_IMPORTED_MODULE_3__/* .isMap */ .jh)(value) ? value['value'] : undefined;
        if (given === undefined)
            source.fault([...PATH, 'outputs', name], 'needs a `value`');
        return [name, given ?? ''];
    });
    return {
        inputs: Object.entries(part('inputs')).map(([name, value]) => readInput(source, name, value)),
        secrets: Object.entries(part('secrets')).map(([name, value]) => ({
            name,
            required: (0,_yaml_source_js__WEBPACK_IMPORTED_MODULE_3__/* .isMap */ .jh)(value) && value['required'] === true,
        })),
        outputs: Object.fromEntries(outputs),
    };
}
const has = (names, name) => names.some((one) => one.toLowerCase() === name.toLowerCase());
function nameFaults(what, given, declared) {
    const names = declared.map((one) => one.name);
    const unknown = given
        .filter((name) => !has(names, name))
        .map((name) => `${name} is no ${what} of the called workflow; it has ${names.join(', ') || 'none'}`);
    const missing = declared
        .filter((one) => one.required && !has(given, one.name))
        .map((one) => `the ${what} ${one.name} is required`);
    return [...unknown, ...missing];
}
/** What is wrong with the names that a call gives, before anything runs. */
function callFaults(call, target) {
    const inputs = nameFaults('input', Object.keys(call.with), target.inputs);
    if (call.secrets === 'inherit')
        return inputs;
    return [...inputs, ...nameFaults('secret', Object.keys(call.secrets), target.secrets)];
}
/** The type of an input is taken strictly, as at GitHub: the text `true` is no boolean. */
function typedInput(input, value) {
    if (input.type === 'string' && (value === null || typeof value !== 'object')) {
        return { value: value === null ? '' : String(value) };
    }
    if (typeof value === input.type)
        return { value };
    const hint = typeof value === 'string' ? '; fromJSON makes one of a text' : '';
    return { fault: `the input ${input.name} is ${JSON.stringify(value)}, and must be a ${input.type}${hint}` };
}
/** The `inputs` context of a called workflow. @throws PhasegateError `bad-input` with every value of a wrong type. */
function callInputs({ call, target, scope, defaults, now }) {
    const given = new Map(Object.entries(call.with).map(([name, value]) => [name.toLowerCase(), value]));
    const faults = [];
    const values = target.inputs.map((input) => {
        const own = given.get(input.name.toLowerCase());
        const fallback = input.fallback === null ? EMPTY[input.type] : (0,_expressions_js__WEBPACK_IMPORTED_MODULE_1__/* .resolve */ .hd)(input.fallback, defaults);
        const answer = typedInput(input, own === undefined ? fallback : (0,_expressions_js__WEBPACK_IMPORTED_MODULE_1__/* .resolve */ .hd)(own, scope));
        if ('fault' in answer)
            faults.push(answer.fault);
        const value = 'value' in answer ? answer.value : null;
        return [input.name, input.name === 'now' && value === '' && now !== null ? now : value];
    });
    if (faults.length > 0)
        throw new _src_domain_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .PhasegateError */ .h('bad-input', `uses: ${call.reference}: ${faults.join('; ')}`);
    return Object.fromEntries(values);
}
/** The secrets of a called workflow: all of the caller's, or those that the call maps; the token always. */
function callSecrets(call, secrets, scope) {
    if (call.secrets === 'inherit')
        return { ...secrets };
    const refused = (scope.refused ?? []).filter((name) => name !== 'secrets');
    const mapped = Object.entries(call.secrets).map(([name, value]) => [
        name,
        (0,_expressions_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveText */ .WY)(value, { ...scope, refused }),
    ]);
    const token = secrets['GITHUB_TOKEN'];
    return {
        ...Object.fromEntries(mapped),
        ...(token === undefined ? {} : { GITHUB_TOKEN: token }),
    };
}


/***/ }),

/***/ 6567:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  p: () => (/* binding */ consoleProgress),
  I: () => (/* binding */ steppedSummary)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./out/build/src/domain/time.js
var time = __nccwpck_require__(9242);
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

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./out/build/src/domain/analysis.js
const ANALYSIS_SCHEMA = 'phasegate.analysis/1';

// EXTERNAL MODULE: ./out/build/src/domain/fault.js
var fault = __nccwpck_require__(8163);
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
function listOf(shape) {
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

;// CONCATENATED MODULE: ./out/build/src/domain/newer-format.js
/** A format's name and number, as in `phasegate.history/1`. */
const FORMAT = /^([a-z][a-z.-]*\/)(\d{1,9})$/;
/**
 * What a file names as its format, where that is a higher number of a format that is known: a later version of Phasegate
 * wrote it. null for the format itself, for another one, and for what is no format, such as a damaged number.
 *
 * @param known such as `phasegate.history/1`
 */
function newerFormat(found, known) {
    const [, name, number] = (typeof found === 'string' ? FORMAT.exec(found) : null) ?? [];
    const [, knownName, knownNumber] = FORMAT.exec(known) ?? [];
    return name === knownName && Number(number) > Number(knownNumber) ? found : null;
}

;// CONCATENATED MODULE: ./out/build/src/domain/parse-analysis.js




const MAX_NAMED = 10;
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
    breakdown: listOf(object({ label: shape_text, value: nullable(number), n: count })),
});
const judgement = object({
    phase: safeId,
    window: parse_analysis_window,
    gate: oneOf(['hold', 'rollback']),
    counts: object({ accepted: count, rejected: count, duplicates: count, late: count }),
    missed: listOf(shape_text),
    verdicts: listOf(verdict),
});
const parse_analysis_alert = object({
    id: shape_text,
    severity: oneOf(['warning', 'critical']),
    phase: safeId,
    slo: safeId,
    window: parse_analysis_window,
    summary: shape_text,
    verdict,
    why: listOf(shape_text),
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
    verdicts: listOf(verdict),
    judged: listOf(judgement),
    recent: listOf(judgement),
    alerts: listOf(parse_analysis_alert),
    promotion: listOf(object({ name: shape_text, met: bool, since: nullable(instant), evidence: shape_text })),
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
        throw new fault/* PhasegateError */.h('bad-input', `${file} is no JSON; run action-analyze again and pass on its output`, { cause });
    }
    const schema = value?.schema;
    if (schema !== ANALYSIS_SCHEMA) {
        const newer = newerFormat(schema, ANALYSIS_SCHEMA);
        const found = newer === null ? 'is no analysis' : `has the format ${newer}`;
        const hint = `this version reads ${ANALYSIS_SCHEMA}: use one version of Phasegate in all jobs`;
        throw new fault/* PhasegateError */.h(newer === null ? 'bad-input' : 'newer-state', `${file} ${found}; ${hint}`);
    }
    const wrong = analysis(value, '');
    if (wrong.length === 0)
        return value;
    const more = wrong.length > MAX_NAMED ? `, and ${wrong.length - MAX_NAMED} more` : '';
    throw new fault/* PhasegateError */.h('bad-input', `${file}: ${wrong.slice(0, MAX_NAMED).join(', ')}${more}`, {
        faults: wrong.map((message) => ({ file, line: 0, column: 0, path: '', message, severity: 'error' })),
    });
}

;// CONCATENATED MODULE: ./out/build/src/render/format.js
/** More decimals than this help nobody; a value that still looks like its limit is then printed in full. */
const MAX_DIGITS = 6;
const ABSENT = '\u2013';
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
 * 0.99499 under a limit of 0.995 is `99.499`, not `99.50`. `\u2013` without data.
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
/** `871 ms`, `99.81 %`, `3`; `\u2013` without data. A ratio (`%`) is given as a share, 0 to 1. */
function formatValue(value, unit, limits = []) {
    return withUnit(valueNumber(value, unit, limits), unit);
}
/** `871 ms` for a verdict, told apart from its limits. */
function formatVerdictValue(verdict) {
    const limits = [verdict.warn, verdict.rollback].flatMap((limit) => (limit === null ? [] : [limit.value]));
    const { value, unit, bound } = verdict;
    if (bound !== undefined)
        return `${bound === 'at-least' ? '\u2265' : '\u2264'} ${formatValue(value, unit)}`;
    return formatValue(value, unit, limits);
}
/** `> 700`, `< 99.50`: the side that is beyond the limit, without the unit. */
function formatLimit(limit, unit) {
    return `${limit.side === 'above' ? '>' : '<'} ${limitNumber(limit.value, unit)}`;
}
/** `warn > 700, rollback > 900`; empty where the SLO has no limit. */
function formatLimits(of) {
    const warn = of.warn === null ? [] : [`warn ${formatLimit(of.warn, of.unit)}`];
    const rollback = of.rollback === null ? [] : [`rollback ${formatLimit(of.rollback, of.unit)}`];
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
function isBeyond(limit, value) {
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
            const pending = status === 'warn' && rollback !== null && value !== null && isBeyond(rollback, value) && streak > 0;
            if (pending && streak < rollback.batches)
                return `warn, ${streak} of ${rollback.batches} in a row`;
            return (streak > 1 ? `${status}, ${formatOrdinal(streak)} in a row` : status) + unproven;
        }
    }
}

// EXTERNAL MODULE: ./out/build/src/render/palette.js
var render_palette = __nccwpck_require__(1756);
;// CONCATENATED MODULE: ./out/build/src/render/timeline.js



/** Keeps columns in line from one window to the next, as long as names and limits stay the same. */
const VALUE_WIDTH = 10;
const COUNT_WIDTH = 6;
const INDENT = ' '.repeat(8);
const HEADER_WIDTH = 96;
const BAR_WIDTH = 16;
/** `\u2588\u2588\u2588\u2588\u2591\u2591\u2591\u2591`: `width` cells, filled in proportion and rounded down, so that only a finished run is full. */
function progressBar(done, total, width) {
    const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
    const filled = Math.floor(share * width);
    return '\u2588'.repeat(filled) + '\u2591'.repeat(width - filled);
}
/** `tick 96/192 \u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2591\u2591\u2591\u2591\u2591\u2591\u2591\u2591 50 %`. */
function progressText({ done, total }) {
    const percent = total > 0 ? Math.floor((Math.min(done, total) / total) * 100) : 0;
    return `tick ${formatCount(done)}/${formatCount(total)} ${progressBar(done, total, BAR_WIDTH)} ${percent} %`;
}
/** `<rollout> \u00b7 phase <id> \u00b7 governance <short sha>`, with the progress at the right where there is one. */
function timelineHeader(options) {
    const { strong, dim } = options.palette ?? render_palette/* PLAIN */.tZ;
    const governance = options.head === null ? 'no ledger yet' : `governance ${oneLine(options.head).slice(0, 7)}`;
    const left = `${oneLine(options.rollout)} \u00b7 phase ${oneLine(options.phase)} \u00b7 ${governance}`;
    if (options.progress === undefined)
        return strong(left);
    const right = progressText(options.progress);
    return strong(left) + ' '.repeat(Math.max(2, HEADER_WIDTH - left.length - right.length)) + dim(right);
}
/** The name of a verdict: its SLO, with the feature behind it where the same SLO is judged for several. */
function verdictName(verdict, all) {
    const several = all.filter((other) => other.slo === verdict.slo).length > 1;
    return oneLine(several && verdict.feature !== '' ? `${verdict.slo} (${verdict.feature})` : verdict.slo, 80);
}
function verdictLines(verdicts, palette) {
    const rows = verdicts.map((verdict) => ({
        verdict,
        name: verdictName(verdict, verdicts),
        value: oneLine(formatVerdictValue(verdict), 40),
        limits: formatLimits(verdict),
        count: formatCount(verdict.n),
    }));
    const width = (pick, least) => Math.max(least, ...rows.map((row) => pick(row).length));
    const nameWidth = width((row) => row.name, 0);
    const valueWidth = width((row) => row.value, VALUE_WIDTH);
    const limitWidth = width((row) => row.limits, 0);
    const countWidth = width((row) => row.count, COUNT_WIDTH);
    return rows.map((row) => {
        const measured = `${row.name.padEnd(nameWidth)}  ${row.value.padStart(valueWidth)}`;
        const judged = `${row.limits.padEnd(limitWidth)}  n ${row.count.padStart(countWidth)}`;
        return `${measured}  ${palette.dim(judged)}  ${(0,render_palette/* paintOfStatus */.A9)(palette, row.verdict.status)(formatStatus(row.verdict))}`;
    });
}
function gateLine(judgement, context, palette) {
    const { gate, target } = context.answer ?? { gate: judgement.gate, target: null };
    const answer = target === null ? `gate ${gate}` : `gate ${gate} \u2192 ${oneLine(target)}`;
    const parts = [(0,render_palette/* paintOfGate */.r$)(palette, gate)(answer)];
    if (context.entry !== undefined) {
        const { seq, hash, flags } = context.entry;
        const names = Object.keys(flags).sort();
        parts.push(`ledger #${formatCount(seq)} ${oneLine(hash).slice(0, 7)}`);
        if (names.length > 0)
            parts.push(oneLine(`flags ${names.map((name) => `${name}=${flags[name]}`).join(' ')}`));
    }
    return parts.join('   ');
}
/** Lines that did not become samples; empty when every line was accepted. */
function lossLine({ counts }) {
    const parts = [
        [counts.rejected, 'quarantined'],
        [counts.duplicates, counts.duplicates === 1 ? 'duplicate' : 'duplicates'],
        [counts.late, 'late'],
    ];
    const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
    return said.length === 0 ? [] : [`lines ${formatCount(counts.accepted)} accepted, ${said.join(', ')}`];
}
/**
 * One window for a person who watches: a line a verdict, what was lost or missed, and the gate. The first line starts
 * with the window's end (UTC). Plain text for a step's log: one entry a line, no control characters but the palette's, and
 * nothing that the runner takes for a command.
 */
function timeline(judgement, context = {}) {
    const palette = context.palette ?? render_palette/* PLAIN */.tZ;
    const silent = judgement.missed.length > 0 && judgement.counts.accepted === 0;
    const measured = silent
        ? judgement.verdicts.filter((verdict) => verdict.value !== null)
        : judgement.verdicts;
    const missed = judgement.missed.map((source) => oneLine(source, 80)).join(', ');
    const gate = gateLine(judgement, context, palette);
    const lines = [];
    if (silent) {
        const said = `no telemetry  missed batch recorded: ${missed}`;
        if (measured.length === 0)
            lines.push(`${palette.dim(said)}, ${gate}`);
        else
            lines.push(palette.dim(said));
    }
    lines.push(...verdictLines(measured, palette));
    if (!silent && missed !== '')
        lines.push(palette.dim(`missed batch recorded: ${missed}`));
    lines.push(...lossLine(judgement).map(palette.dim));
    if (!silent || measured.length > 0)
        lines.push(gate);
    const clock = palette.strong(formatClock(judgement.window.end));
    return lines.map((line, index) => withoutCommands(index === 0 ? `${clock}  ${line}` : INDENT + line));
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/tick-view.js





/** The analyzer's answer that a run left among its artifacts; null where it left none. */
function analysisOf(result) {
    const file = (0,external_node_path_.join)(result.artifacts, 'phasegate-analysis', 'analysis.json');
    return (0,external_node_fs_.existsSync)(file) ? parseAnalysis((0,external_node_fs_.readFileSync)(file, 'utf8'), file) : null;
}
/** What a tick decided, window by window, for a person who watches. */
function tickLines(analysis, context = {}) {
    const count = analysis.judged.length;
    // Cron comes late or not at all; a tick then does the work of several.
    const caughtUp = count > 1 ? [(context.palette ?? render_palette/* PLAIN */.tZ).dim(`one tick for the ${count} windows since the last:`)] : [];
    const lines = analysis.judged.flatMap((judgement, index) => timeline(judgement, {
        palette: context.palette,
        ...(index === count - 1 ? { answer: analysis, entry: context.entry } : {}),
    }));
    return [...caughtUp, ...lines];
}
/** The line over a tick: rollout, phase, ledger, and how far the ticks have come. */
function tickHeader(analysis, context) {
    return timelineHeader({
        rollout: analysis.rollout,
        phase: analysis.phase,
        head: analysis.governance.head,
        progress: context.progress,
        palette: context.palette,
    });
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/console-progress.js




/** A step that runs an action of the repository or of the workflow's own. */
const OWN_ACTION = /^Run (?:\.|\$)\//;
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
function annotationLine(annotation) {
    const place = annotation.file === null
        ? ''
        : ` (${annotation.file}${annotation.line === null ? '' : `:${annotation.line}`})`;
    return `  ${annotation.level}  ${annotation.job}: ${annotation.message}${place}`;
}
function resultLines(result) {
    const lines = [`${result.result} in ${seconds(result.durationMs)}`];
    if ((0,external_node_fs_.existsSync)(result.artifacts))
        lines.push(`artifacts  ${result.artifacts}`);
    for (const path of result.summaries)
        lines.push(`summary    ${path}`);
    return lines;
}
/** What a tick of a rollout decided; nothing for a run that left no analysis. */
function decisionLines(result, palette) {
    const analysis = analysisOf(result);
    if (analysis === null)
        return [];
    const lines = [tickHeader(analysis, { palette }), ...tickLines(analysis, { palette })];
    // Without a new window there is no gate line, and the answer still matters.
    if (analysis.judged.length === 0)
        lines.push(`no window has closed since the last tick; gate ${analysis.gate}: ${oneLine(analysis.reason)}`);
    return lines.map((line) => `  ${line}`);
}
/** Tells a person what the runner does: a line a job, what went wrong, and the log of a step that failed. */
function consoleProgress({ print, verbose, isStepped, palette, }) {
    return (event) => {
        switch (event.kind) {
            case 'note':
                print(`note: ${event.message}`);
                break;
            case 'run-started': {
                const at = event.now === null ? '' : ` \u00b7 ${(0,time/* formatInstant */.r4)(event.now)}`;
                print(`${event.workflow} #${event.run} \u00b7 ${event.event}${at}`);
                break;
            }
            case 'line':
                if (verbose)
                    print(`  [${event.job}] ${event.text}`);
                break;
            case 'annotation':
                if (event.annotation.level === 'error' || verbose || !isStepped)
                    print(annotationLine(event.annotation));
                break;
            case 'step-done':
                if (event.result === 'failure' && !verbose) {
                    print(`  ${event.job}: the step "${event.step}" failed:`);
                    for (const line of event.log)
                        print(`    \u2502 ${line}`);
                }
                else if (!verbose && !isStepped && OWN_ACTION.test(event.step)) {
                    // What the rollout's own steps say is what one run is made for.
                    for (const line of event.log)
                        print(`    ${line}`);
                }
                break;
            case 'job-done':
                print(`  ${event.job.padEnd(24)} ${event.result.padEnd(9)} ${seconds(event.durationMs)}`);
                break;
            case 'run-done':
                for (const line of isStepped ? decisionLines(event.result, palette) : resultLines(event.result))
                    print(line);
                break;
        }
    };
}
/** One line over many runs, and one for each that did not succeed. */
function steppedSummary(results) {
    const failed = results.filter((result) => result.result !== 'success');
    const lines = [
        `${results.length} runs: ${results.length - failed.length} succeeded, ${failed.length} did not`,
    ];
    return [...lines, ...failed.map((result) => `  #${result.run} ${result.result}`)];
}


/***/ }),

/***/ 8217:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Rv: () => (/* binding */ expressionError),
  v9: () => (/* binding */ holds),
  hd: () => (/* binding */ resolve),
  WY: () => (/* binding */ resolveText),
  Bg: () => (/* binding */ resolveTexts)
});

;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/ast.js
class Expr {
}
class Literal extends Expr {
    constructor(literal, token) {
        super();
        this.literal = literal;
        this.token = token;
    }
    accept(v) {
        return v.visitLiteral(this);
    }
}
class Unary extends Expr {
    constructor(operator, expr) {
        super();
        this.operator = operator;
        this.expr = expr;
    }
    accept(v) {
        return v.visitUnary(this);
    }
}
class FunctionCall extends Expr {
    constructor(functionName, args) {
        super();
        this.functionName = functionName;
        this.args = args;
    }
    accept(v) {
        return v.visitFunctionCall(this);
    }
}
class Binary extends Expr {
    constructor(left, operator, right) {
        super();
        this.left = left;
        this.operator = operator;
        this.right = right;
    }
    accept(v) {
        return v.visitBinary(this);
    }
}
class Logical extends Expr {
    constructor(operator, args) {
        super();
        this.operator = operator;
        this.args = args;
    }
    accept(v) {
        return v.visitLogical(this);
    }
}
class Grouping extends Expr {
    constructor(group) {
        super();
        this.group = group;
    }
    accept(v) {
        return v.visitGrouping(this);
    }
}
class ContextAccess extends Expr {
    constructor(name) {
        super();
        this.name = name;
    }
    accept(v) {
        return v.visitContextAccess(this);
    }
}
class IndexAccess extends Expr {
    constructor(expr, index) {
        super();
        this.expr = expr;
        this.index = index;
    }
    accept(v) {
        return v.visitIndexAccess(this);
    }
}
class Star extends Expr {
    accept() {
        throw new Error("Method not implemented.");
    }
}
//# sourceMappingURL=ast.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/data/expressiondata.js
var expressiondata_Kind;
(function (Kind) {
    Kind[Kind["String"] = 0] = "String";
    Kind[Kind["Array"] = 1] = "Array";
    Kind[Kind["Dictionary"] = 2] = "Dictionary";
    Kind[Kind["Boolean"] = 3] = "Boolean";
    Kind[Kind["Number"] = 4] = "Number";
    Kind[Kind["CaseSensitiveDictionary"] = 5] = "CaseSensitiveDictionary";
    Kind[Kind["Null"] = 6] = "Null";
})(expressiondata_Kind || (expressiondata_Kind = {}));
function kindStr(k) {
    switch (k) {
        case expressiondata_Kind.Array:
            return "Array";
        case expressiondata_Kind.Boolean:
            return "Boolean";
        case expressiondata_Kind.Null:
            return "Null";
        case expressiondata_Kind.Number:
            return "Number";
        case expressiondata_Kind.Dictionary:
            return "Object";
        case expressiondata_Kind.String:
            return "String";
    }
    return "unknown";
}
//# sourceMappingURL=expressiondata.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/data/dictionary.js

class Dictionary {
    constructor(...pairs) {
        this.keys = [];
        this.v = [];
        this.indexMap = {};
        this.kind = expressiondata_Kind.Dictionary;
        this.primitive = false;
        for (const p of pairs) {
            this.add(p.key, p.value);
        }
    }
    coerceString() {
        return kindStr(this.kind);
    }
    number() {
        return NaN;
    }
    add(key, value) {
        if (key.toLowerCase() in this.indexMap) {
            return;
        }
        this.keys.push(key);
        this.v.push(value);
        this.indexMap[key.toLowerCase()] = this.v.length - 1;
    }
    get(key) {
        const index = this.indexMap[key.toLowerCase()];
        if (index === undefined) {
            return undefined;
        }
        return this.v[index];
    }
    values() {
        return this.v;
    }
    pairs() {
        const result = [];
        for (const key of this.keys) {
            result.push({ key, value: this.v[this.indexMap[key.toLowerCase()]] });
        }
        return result;
    }
}
function dictionary_isDictionary(x) {
    return x.kind === Kind.Dictionary;
}
//# sourceMappingURL=dictionary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/data/array.js

class array_Array {
    constructor(...data) {
        this.v = [];
        this.kind = expressiondata_Kind.Array;
        this.primitive = false;
        for (const d of data) {
            this.add(d);
        }
    }
    coerceString() {
        return kindStr(this.kind);
    }
    number() {
        return NaN;
    }
    add(value) {
        this.v.push(value);
    }
    get(index) {
        return this.v[index];
    }
    values() {
        return this.v;
    }
}
//# sourceMappingURL=array.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/data/boolean.js

class BooleanData {
    constructor(value) {
        this.value = value;
        this.kind = expressiondata_Kind.Boolean;
        this.primitive = true;
    }
    coerceString() {
        if (this.value) {
            return "true";
        }
        return "false";
    }
    number() {
        if (this.value) {
            return 1;
        }
        return 0;
    }
}
//# sourceMappingURL=boolean.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/data/null.js

class Null {
    constructor() {
        this.kind = expressiondata_Kind.Null;
        this.primitive = true;
    }
    coerceString() {
        return "";
    }
    number() {
        return 0;
    }
}
//# sourceMappingURL=null.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/data/number.js

class NumberData {
    constructor(value) {
        this.value = value;
        this.kind = expressiondata_Kind.Number;
        this.primitive = true;
    }
    coerceString() {
        if (this.value === 0) {
            return "0";
        }
        // Workaround to limit the precision to at most 15 digits. Format the number to a string, then parse
        // it back to a number to remove trailing zeroes to prevent numbers to be converted to 1.200000000...
        return (+this.value.toFixed(15)).toString();
    }
    number() {
        return this.value;
    }
}
//# sourceMappingURL=number.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/data/string.js

class StringData {
    constructor(value) {
        this.value = value;
        this.kind = expressiondata_Kind.String;
        this.primitive = true;
    }
    coerceString() {
        return this.value;
    }
    number() {
        return Number(this.value);
    }
}
//# sourceMappingURL=string.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/data/replacer.js






/**
 * Replacer can be passed to JSON.stringify to convert an ExpressionData object into plain JSON
 *
 * See: https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/JSON/stringify#replacer
 */
function replacer(_key, value) {
    if (value instanceof Null) {
        return null;
    }
    if (value instanceof BooleanData) {
        return value.value;
    }
    if (value instanceof NumberData) {
        return value.number();
    }
    if (value instanceof StringData) {
        return value.coerceString();
    }
    if (value instanceof array_Array) {
        return value.values();
    }
    if (value instanceof Dictionary) {
        const pairs = value.pairs();
        const r = {};
        for (const p of pairs) {
            r[p.key] = p.value;
        }
        return r;
    }
    return value;
}
//# sourceMappingURL=replacer.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/data/reviver.js






/**
 * Reviver can be passed to `JSON.parse` to convert plain JSON into an `ExpressionData` object.
 *
 * See: https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/JSON/parse#reviver
 */
function reviver(_key, val) {
    if (val === null) {
        return new Null();
    }
    if (typeof val === "string") {
        return new StringData(val);
    }
    if (typeof val === "number") {
        return new NumberData(val);
    }
    if (typeof val === "boolean") {
        return new BooleanData(val);
    }
    if (Array.isArray(val)) {
        return new array_Array(...val);
    }
    if (typeof val === "object") {
        return new Dictionary(...Object.keys(val).map(k => ({
            key: k,
            value: val[k]
        })));
    }
    // Pass through value
    return val;
}
//# sourceMappingURL=reviver.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/data/index.js









//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/filtered_array.js

class FilteredArray extends array_Array {
}
//# sourceMappingURL=filtered_array.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/lexer.js


var lexer_TokenType;
(function (TokenType) {
    TokenType[TokenType["UNKNOWN"] = 0] = "UNKNOWN";
    TokenType[TokenType["LEFT_PAREN"] = 1] = "LEFT_PAREN";
    TokenType[TokenType["RIGHT_PAREN"] = 2] = "RIGHT_PAREN";
    TokenType[TokenType["LEFT_BRACKET"] = 3] = "LEFT_BRACKET";
    TokenType[TokenType["RIGHT_BRACKET"] = 4] = "RIGHT_BRACKET";
    TokenType[TokenType["COMMA"] = 5] = "COMMA";
    TokenType[TokenType["DOT"] = 6] = "DOT";
    TokenType[TokenType["BANG"] = 7] = "BANG";
    TokenType[TokenType["BANG_EQUAL"] = 8] = "BANG_EQUAL";
    TokenType[TokenType["EQUAL_EQUAL"] = 9] = "EQUAL_EQUAL";
    TokenType[TokenType["GREATER"] = 10] = "GREATER";
    TokenType[TokenType["GREATER_EQUAL"] = 11] = "GREATER_EQUAL";
    TokenType[TokenType["LESS"] = 12] = "LESS";
    TokenType[TokenType["LESS_EQUAL"] = 13] = "LESS_EQUAL";
    TokenType[TokenType["AND"] = 14] = "AND";
    TokenType[TokenType["OR"] = 15] = "OR";
    TokenType[TokenType["STAR"] = 16] = "STAR";
    TokenType[TokenType["NUMBER"] = 17] = "NUMBER";
    TokenType[TokenType["STRING"] = 18] = "STRING";
    TokenType[TokenType["IDENTIFIER"] = 19] = "IDENTIFIER";
    TokenType[TokenType["TRUE"] = 20] = "TRUE";
    TokenType[TokenType["FALSE"] = 21] = "FALSE";
    TokenType[TokenType["NULL"] = 22] = "NULL";
    TokenType[TokenType["EOF"] = 23] = "EOF";
})(lexer_TokenType || (lexer_TokenType = {}));
function tokenString(tok) {
    switch (tok.type) {
        case lexer_TokenType.EOF:
            return "EOF";
        case lexer_TokenType.NUMBER:
            return tok.lexeme;
        case lexer_TokenType.STRING:
            // eslint-disable-next-line @typescript-eslint/no-non-null-assertion
            return tok.value.toString();
        default:
            return tok.lexeme;
    }
}
class lexer_Lexer {
    constructor(input) {
        this.input = input;
        this.start = 0;
        this.offset = 0;
        this.line = 0;
        this.lastLineOffset = 0;
        this.tokens = [];
    }
    lex() {
        if (this.input.length > MAX_EXPRESSION_LENGTH) {
            throw new Error("ErrorExceededMaxLength");
        }
        while (!this.atEnd()) {
            this.start = this.offset;
            const c = this.next();
            switch (c) {
                case "(":
                    this.addToken(lexer_TokenType.LEFT_PAREN);
                    break;
                case ")":
                    this.addToken(lexer_TokenType.RIGHT_PAREN);
                    break;
                case "[":
                    this.addToken(lexer_TokenType.LEFT_BRACKET);
                    break;
                case "]":
                    this.addToken(lexer_TokenType.RIGHT_BRACKET);
                    break;
                case ",":
                    this.addToken(lexer_TokenType.COMMA);
                    break;
                case ".":
                    if (this.previous() != lexer_TokenType.IDENTIFIER &&
                        this.previous() != lexer_TokenType.RIGHT_BRACKET &&
                        this.previous() != lexer_TokenType.RIGHT_PAREN &&
                        this.previous() != lexer_TokenType.STAR) {
                        this.consumeNumber();
                    }
                    else {
                        this.addToken(lexer_TokenType.DOT);
                    }
                    break;
                case "-":
                case "+":
                    this.consumeNumber();
                    break;
                case "!":
                    this.addToken(this.match("=") ? lexer_TokenType.BANG_EQUAL : lexer_TokenType.BANG);
                    break;
                case "=":
                    if (!this.match("=")) {
                        // Illegal; continue reading until we hit a boundary character and return an error
                        this.consumeIdentifier();
                        break;
                    }
                    this.addToken(lexer_TokenType.EQUAL_EQUAL);
                    break;
                case "<":
                    this.addToken(this.match("=") ? lexer_TokenType.LESS_EQUAL : lexer_TokenType.LESS);
                    break;
                case ">":
                    this.addToken(this.match("=") ? lexer_TokenType.GREATER_EQUAL : lexer_TokenType.GREATER);
                    break;
                case "&":
                    if (!this.match("&")) {
                        // Illegal; continue reading until we hit a boundary character and return an error
                        this.consumeIdentifier();
                        break;
                    }
                    this.addToken(lexer_TokenType.AND);
                    break;
                case "|":
                    if (!this.match("|")) {
                        // Illegal; continue reading until we hit a boundary character and return an error
                        this.consumeIdentifier();
                        break;
                    }
                    this.addToken(lexer_TokenType.OR);
                    break;
                case "*":
                    this.addToken(lexer_TokenType.STAR);
                    break;
                // Ignore whitespace.
                case " ":
                case "\r":
                case "\t":
                    break;
                case "\n":
                    ++this.line;
                    this.lastLineOffset = this.offset;
                    break;
                case "'":
                    this.consumeString();
                    break;
                default:
                    switch (true) {
                        case isDigit(c):
                            this.consumeNumber();
                            break;
                        default:
                            this.consumeIdentifier();
                            break;
                    }
            }
        }
        this.tokens.push({
            type: lexer_TokenType.EOF,
            lexeme: "",
            range: this.range()
        });
        return {
            tokens: this.tokens
        };
    }
    pos() {
        return {
            line: this.line,
            column: this.start - this.lastLineOffset
        };
    }
    endPos() {
        return {
            line: this.line,
            column: this.offset - this.lastLineOffset
        };
    }
    range() {
        return {
            start: this.pos(),
            end: this.endPos()
        };
    }
    atEnd() {
        return this.offset >= this.input.length;
    }
    peek() {
        if (this.atEnd()) {
            return "\0";
        }
        return this.input[this.offset];
    }
    peekNext() {
        if (this.offset + 1 >= this.input.length) {
            return "\0";
        }
        return this.input[this.offset + 1];
    }
    previous() {
        const l = this.tokens.length;
        if (l == 0) {
            return lexer_TokenType.EOF;
        }
        return this.tokens[l - 1].type;
    }
    next() {
        return this.input[this.offset++];
    }
    match(expected) {
        if (this.atEnd()) {
            return false;
        }
        if (this.input[this.offset] !== expected) {
            return false;
        }
        this.offset++;
        return true;
    }
    addToken(type, value) {
        this.tokens.push({
            type,
            lexeme: this.input.substring(this.start, this.offset),
            range: this.range(),
            value
        });
    }
    consumeNumber() {
        while (!this.atEnd() && (!isBoundary(this.peek()) || this.peek() == ".")) {
            this.next();
        }
        const lexeme = this.input.substring(this.start, this.offset);
        const value = new StringData(lexeme).number();
        if (isNaN(value)) {
            throw new Error(`Unexpected symbol: '${lexeme}'. Located at position ${this.start + 1} within expression: ${this.input}`);
        }
        this.addToken(lexer_TokenType.NUMBER, value);
    }
    consumeString() {
        while ((this.peek() !== "'" || this.peekNext() === "'") && !this.atEnd()) {
            if (this.peek() === "\n")
                this.line++;
            if (this.peek() === "'" && this.peekNext() === "'") {
                // Escaped "'", consume
                this.next();
            }
            this.next();
        }
        if (this.atEnd()) {
            // Unterminated string
            throw new Error(`Unexpected symbol: '${this.input.substring(this.start)}'. Located at position ${this.start + 1} within expression: ${this.input}`);
        }
        // Closing '
        this.next();
        // Trim the surrounding quotes.
        let value = this.input.substring(this.start + 1, this.offset - 1);
        value = value.replace("''", "'");
        this.addToken(lexer_TokenType.STRING, value);
    }
    consumeIdentifier() {
        while (!this.atEnd() && !isBoundary(this.peek())) {
            this.next();
        }
        let tokenType = lexer_TokenType.IDENTIFIER;
        let tokenValue = undefined;
        const lexeme = this.input.substring(this.start, this.offset);
        if (this.previous() != lexer_TokenType.DOT) {
            switch (lexeme) {
                case "true":
                    tokenType = lexer_TokenType.TRUE;
                    break;
                case "false":
                    tokenType = lexer_TokenType.FALSE;
                    break;
                case "null":
                    tokenType = lexer_TokenType.NULL;
                    break;
                case "NaN":
                    tokenType = lexer_TokenType.NUMBER;
                    tokenValue = NaN;
                    break;
                case "Infinity":
                    tokenType = lexer_TokenType.NUMBER;
                    tokenValue = Infinity;
                    break;
            }
        }
        if (!isLegalIdentifier(lexeme)) {
            throw new Error(`Unexpected symbol: '${lexeme}'. Located at position ${this.start + 1} within expression: ${this.input}`);
        }
        this.addToken(tokenType, tokenValue);
    }
}
function isDigit(c) {
    return c >= "0" && c <= "9";
}
function isBoundary(c) {
    switch (c) {
        case "(":
        case "[":
        case ")":
        case "]":
        case ",":
        case ".":
        case "!":
        case ">":
        case "<":
        case "=":
        case "&":
        case "|":
            return true;
    }
    return /\s/.test(c);
}
function isLegalIdentifier(str) {
    if (str == "") {
        return false;
    }
    const first = str[0];
    if ((first >= "a" && first <= "z") || (first >= "A" && first <= "Z") || first == "_") {
        for (const c of str.substring(1).split("")) {
            if ((c >= "a" && c <= "z") || (c >= "A" && c <= "Z") || (c >= "0" && c <= "9") || c == "_" || c == "-") {
                // OK
            }
            else {
                return false;
            }
        }
        return true;
    }
    return false;
}
//# sourceMappingURL=lexer.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/errors.js

const MAX_PARSER_DEPTH = 50;
const MAX_EXPRESSION_LENGTH = 21000;
var ErrorType;
(function (ErrorType) {
    ErrorType[ErrorType["ErrorUnexpectedSymbol"] = 0] = "ErrorUnexpectedSymbol";
    ErrorType[ErrorType["ErrorUnrecognizedNamedValue"] = 1] = "ErrorUnrecognizedNamedValue";
    ErrorType[ErrorType["ErrorUnexpectedEndOfExpression"] = 2] = "ErrorUnexpectedEndOfExpression";
    ErrorType[ErrorType["ErrorExceededMaxDepth"] = 3] = "ErrorExceededMaxDepth";
    ErrorType[ErrorType["ErrorExceededMaxLength"] = 4] = "ErrorExceededMaxLength";
    ErrorType[ErrorType["ErrorTooFewParameters"] = 5] = "ErrorTooFewParameters";
    ErrorType[ErrorType["ErrorTooManyParameters"] = 6] = "ErrorTooManyParameters";
    ErrorType[ErrorType["ErrorEvenParameters"] = 7] = "ErrorEvenParameters";
    ErrorType[ErrorType["ErrorUnrecognizedContext"] = 8] = "ErrorUnrecognizedContext";
    ErrorType[ErrorType["ErrorUnrecognizedFunction"] = 9] = "ErrorUnrecognizedFunction";
})(ErrorType || (ErrorType = {}));
class ExpressionError extends Error {
    constructor(typ, tok) {
        super(`${errorDescription(typ)}: '${tokenString(tok)}'`);
        this.typ = typ;
        this.tok = tok;
        this.pos = this.tok.range.start;
    }
}
function errorDescription(typ) {
    switch (typ) {
        case ErrorType.ErrorUnexpectedEndOfExpression:
            return "Unexpected end of expression";
        case ErrorType.ErrorUnexpectedSymbol:
            return "Unexpected symbol";
        case ErrorType.ErrorUnrecognizedNamedValue:
            return "Unrecognized named-value";
        case ErrorType.ErrorExceededMaxDepth:
            return `Exceeded max expression depth ${MAX_PARSER_DEPTH}`;
        case ErrorType.ErrorExceededMaxLength:
            return `Exceeded max expression length ${MAX_EXPRESSION_LENGTH}`;
        case ErrorType.ErrorTooFewParameters:
            return "Too few parameters supplied";
        case ErrorType.ErrorTooManyParameters:
            return "Too many parameters supplied";
        case ErrorType.ErrorEvenParameters:
            return "Even number of parameters supplied, requires an odd number of parameters";
        case ErrorType.ErrorUnrecognizedContext:
            return "Unrecognized named-value";
        case ErrorType.ErrorUnrecognizedFunction:
            return "Unrecognized function";
        default: // Should never reach here.
            return "Unknown error";
    }
}
class ExpressionEvaluationError extends Error {
}
//# sourceMappingURL=errors.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/funcs/case.js

const caseFunc = {
    name: "case",
    description: "`case( pred1, val1, pred2, val2, ..., default )`\n\nEvaluates predicates in order and returns the value corresponding to the first predicate that evaluates to `true`. If no predicate matches, it returns the last argument as the default value.",
    minArgs: 3,
    maxArgs: Number.MAX_SAFE_INTEGER,
    call: (...args) => {
        // Evaluate predicate-result pairs
        for (let i = 0; i < args.length - 1; i += 2) {
            const predicate = args[i];
            // Predicate must be a boolean
            if (predicate.kind !== expressiondata_Kind.Boolean) {
                throw new Error("case predicate must evaluate to a boolean value");
            }
            // If predicate is true, return the corresponding result
            if (predicate.value) {
                return args[i + 1];
            }
        }
        // No predicate matched, return default (last argument)
        return args[args.length - 1];
    }
};
//# sourceMappingURL=case.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/result.js

function falsy(d) {
    switch (d.kind) {
        case expressiondata_Kind.Null:
            return true;
        case expressiondata_Kind.Boolean:
            return !d.value;
        case expressiondata_Kind.Number: {
            const dv = d.value;
            return dv === 0 || isNaN(dv);
        }
        case expressiondata_Kind.String:
            return d.value.length === 0;
    }
    return false;
}
function truthy(d) {
    return !falsy(d);
}
// Similar to the Javascript abstract equality comparison algorithm http://www.ecma-international.org/ecma-262/5.1/#sec-11.9.3.
// Except objects are not coerced to primitives.
function coerceTypes(li, ri) {
    let lv = li;
    let rv = ri;
    // Do nothing, same kind
    if (li.kind === ri.kind) {
        return [lv, rv];
    }
    switch (li.kind) {
        // Number, String
        case expressiondata_Kind.Number:
            if (ri.kind === expressiondata_Kind.String) {
                rv = new NumberData(ri.number());
                return [lv, rv];
            }
            break;
        // String, Number
        case expressiondata_Kind.String:
            if (ri.kind === expressiondata_Kind.Number) {
                lv = new NumberData(li.number());
                return [lv, rv];
            }
            break;
        // Boolean|Null, Any
        case expressiondata_Kind.Null:
        case expressiondata_Kind.Boolean:
            lv = new NumberData(li.number());
            return coerceTypes(lv, rv);
    }
    // Any, Boolean|Null
    switch (ri.kind) {
        case expressiondata_Kind.Null:
        case expressiondata_Kind.Boolean:
            rv = new NumberData(ri.number());
            return coerceTypes(lv, rv);
    }
    return [lv, rv];
}
// Similar to the Javascript abstract equality comparison algorithm http://www.ecma-international.org/ecma-262/5.1/#sec-11.9.3.
// Except string comparison is OrdinalIgnoreCase, and objects are not coerced to primitives.
function equals(lhs, rhs) {
    const [lv, rv] = coerceTypes(lhs, rhs);
    if (lv.kind != rv.kind) {
        return false;
    }
    switch (lv.kind) {
        // Null, Null
        case expressiondata_Kind.Null:
            return true;
        // Number, Number
        case expressiondata_Kind.Number: {
            const ld = lv.value;
            const rd = rv.value;
            if (isNaN(ld) || isNaN(rd)) {
                return false;
            }
            return ld == rd;
        }
        // String, String
        case expressiondata_Kind.String: {
            const ls = lv.value;
            const rs = rv.value;
            return toUpperSpecial(ls) === toUpperSpecial(rs);
        }
        // Boolean, Boolean
        case expressiondata_Kind.Boolean: {
            const lb = lv.value;
            const rb = rv.value;
            return lb == rb;
        }
        // Object, Object
        case expressiondata_Kind.Dictionary:
        case expressiondata_Kind.Array:
            // Check reference equality
            return lv === rv;
    }
    return false;
}
// Similar to the Javascript abstract equality comparison algorithm http://www.ecma-international.org/ecma-262/5.1/#sec-11.9.3.
// Except string comparison is OrdinalIgnoreCase, and objects are not coerced to primitives.
function greaterThan(lhs, rhs) {
    const [lv, rv] = coerceTypes(lhs, rhs);
    if (lv.kind != rv.kind) {
        return false;
    }
    switch (lv.kind) {
        // Number, Number
        case expressiondata_Kind.Number: {
            const lf = lv.value;
            const rf = rv.value;
            if (isNaN(lf) || isNaN(rf)) {
                return false;
            }
            return lf > rf;
        }
        // String, String
        case expressiondata_Kind.String: {
            let ls = lv.value;
            let rs = rv.value;
            ls = toUpperSpecial(ls);
            rs = toUpperSpecial(rs);
            return ls > rs;
        }
        // Boolean, Boolean
        case expressiondata_Kind.Boolean: {
            const lb = lv.value;
            const rb = rv.value;
            return lb && !rb;
        }
    }
    return false;
}
// Similar to the Javascript abstract equality comparison algorithm http://www.ecma-international.org/ecma-262/5.1/#sec-11.9.3.
// Except string comparison is OrdinalIgnoreCase, and objects are not coerced to primitives.
function lessThan(lhs, rhs) {
    const [lv, rv] = coerceTypes(lhs, rhs);
    if (lv.kind != rv.kind) {
        return false;
    }
    switch (lv.kind) {
        // Number, Number
        case expressiondata_Kind.Number: {
            const lf = lv.value;
            const rf = rv.value;
            if (isNaN(lf) || isNaN(rf)) {
                return false;
            }
            return lf < rf;
        }
        // String, String
        case expressiondata_Kind.String: {
            let ls = lv.value;
            let rs = rv.value;
            ls = toUpperSpecial(ls);
            rs = toUpperSpecial(rs);
            return ls < rs;
        }
        // Boolean, Boolean
        case expressiondata_Kind.Boolean: {
            const lb = lv.value;
            const rb = rv.value;
            return !lb && rb;
        }
    }
    return false;
}
// Do not toUpper the small-dotless-\u0131
function toUpperSpecial(s) {
    const sb = [];
    let i = 0;
    const len = s.length;
    let found = s.indexOf("\u0131");
    while (i < len) {
        if (i < found) {
            sb.push(s.substring(i, found).toUpperCase()); // Append upper segment
            i = found;
        }
        else if (i == found) {
            sb.push(s.substring(i, i + 1));
            i += 1;
            found = s.indexOf("\u0131", i);
        }
        else {
            sb.push(s.substring(i).toUpperCase()); // Append upper remaining
            break;
        }
    }
    return sb.join("");
}
//# sourceMappingURL=result.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/funcs/contains.js


const contains = {
    name: "contains",
    description: "`contains( search, item )`\n\nReturns `true` if `search` contains `item`. If `search` is an array, this function returns `true` if the `item` is an element in the array. If `search` is a string, this function returns `true` if the `item` is a substring of `search`. This function is not case sensitive. Casts values to a string.",
    minArgs: 2,
    maxArgs: 2,
    call: (...args) => {
        const left = args[0];
        const right = args[1];
        if (left.primitive) {
            const ls = left.coerceString();
            if (right.primitive) {
                const rs = right.coerceString();
                return new BooleanData(ls.toLowerCase().includes(rs.toLowerCase()));
            }
        }
        else if (left.kind === expressiondata_Kind.Array) {
            const la = left;
            if (la.values().length === 0) {
                return new BooleanData(false);
            }
            for (const v of la.values()) {
                if (equals(right, v)) {
                    return new BooleanData(true);
                }
            }
        }
        return new BooleanData(false);
    }
};
//# sourceMappingURL=contains.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/funcs/endswith.js


const endswith = {
    name: "endsWith",
    description: "`endsWith( searchString, searchValue )`\n\nReturns `true` if `searchString` ends with `searchValue`. This function is not case sensitive. Casts values to a string.",
    minArgs: 2,
    maxArgs: 2,
    call: (...args) => {
        const left = args[0];
        if (!left.primitive) {
            return new BooleanData(false);
        }
        const right = args[1];
        if (!right.primitive) {
            return new BooleanData(false);
        }
        const ls = toUpperSpecial(left.coerceString());
        const rs = toUpperSpecial(right.coerceString());
        return new BooleanData(ls.endsWith(rs));
    }
};
//# sourceMappingURL=endswith.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/funcs/format.js

const format = {
    name: "format",
    description: "`format( string, replaceValue0, replaceValue1, ..., replaceValueN)`\n\nReplaces values in the `string`, with the variable `replaceValueN`. Variables in the `string` are specified using the `{N}` syntax, where `N` is an integer. You must specify at least one `replaceValue` and `string`. There is no maximum for the number of variables (`replaceValueN`) you can use. Escape curly braces using double braces.",
    minArgs: 1,
    maxArgs: 255 /*MAX_ARGUMENTS*/,
    call: (...args) => {
        const fs = args[0].coerceString();
        const result = [];
        let index = 0;
        while (index < fs.length) {
            const lbrace = fs.indexOf("{", index);
            const rbrace = fs.indexOf("}", index);
            // Left brace
            if (lbrace >= 0 && (rbrace < 0 || rbrace > lbrace)) {
                // Escaped left brace
                if (safeCharAt(fs, lbrace + 1) === "{") {
                    result.push(fs.substr(index, lbrace - index + 1));
                    index = lbrace + 2;
                    continue;
                }
                // Left brace, number, optional format specifiers, right brace
                if (rbrace > lbrace + 1) {
                    const argIndex = readArgIndex(fs, lbrace + 1);
                    if (argIndex.success) {
                        // Check parameter count
                        if (1 + argIndex.result > args.length - 1) {
                            throw new Error(`The following format string references more arguments than were supplied: ${fs}`);
                        }
                        // Append the portion before the left brace
                        if (lbrace > index) {
                            result.push(fs.substr(index, lbrace - index));
                        }
                        // Append the arg
                        result.push(`${args[1 + argIndex.result].coerceString()}`);
                        index = rbrace + 1;
                        continue;
                    }
                }
                throw new Error(`The following format string is invalid: ${fs}`);
            }
            // Right brace
            else if (rbrace >= 0) {
                // Escaped right brace
                if (safeCharAt(fs, rbrace + 1) === "}") {
                    result.push(fs.substr(index, rbrace - index + 1));
                    index = rbrace + 2;
                }
                else {
                    throw new Error(`The following format string is invalid: ${fs}`);
                }
            }
            // Last segment
            else {
                result.push(fs.substr(index));
                break;
            }
        }
        return new StringData(result.join(""));
    }
};
function safeCharAt(string, index) {
    if (string.length > index) {
        return string[index];
    }
    return "\0";
}
function readArgIndex(string, startIndex) {
    // Count the number of digits
    let length = 0;
    for (;;) {
        const nextChar = safeCharAt(string, startIndex + length);
        if (nextChar >= "0" && nextChar <= "9") {
            length++;
        }
        else {
            break;
        }
    }
    // Validate at least one digit
    if (length < 1) {
        return {
            success: false
        };
    }
    // Parse the number
    const endIndex = startIndex + length - 1;
    const result = parseInt(string.substr(startIndex, length));
    return {
        success: !isNaN(result),
        result: result,
        endIndex: endIndex
    };
}
//# sourceMappingURL=format.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/funcs/fromjson.js


const fromjson = {
    name: "fromJson",
    description: "`fromJSON(value)`\n\nReturns a JSON object or JSON data type for `value`. You can use this function to provide a JSON object as an evaluated expression or to convert environment variables from a string.",
    minArgs: 1,
    maxArgs: 1,
    call: (...args) => {
        const input = args[0];
        const is = input.coerceString();
        if (is.trim() === "") {
            throw new Error("empty input");
        }
        try {
            return JSON.parse(is, reviver);
        }
        catch (e) {
            throw new ExpressionEvaluationError("Error parsing JSON when evaluating fromJson", { cause: e });
        }
    }
};
//# sourceMappingURL=fromjson.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/funcs/join.js

const join = {
    name: "join",
    description: "`join( array, optionalSeparator )`\n\nThe value for `array` can be an array or a string. All values in `array` are concatenated into a string. If you provide `optionalSeparator`, it is inserted between the concatenated values. Otherwise, the default separator `,` is used. Casts values to a string.",
    minArgs: 1,
    maxArgs: 2,
    call: (...args) => {
        // Primitive
        if (args[0].primitive) {
            return new StringData(args[0].coerceString());
        }
        // Array
        if (args[0].kind === expressiondata_Kind.Array) {
            // Separator
            let separator = ",";
            if (args.length > 1 && args[1].primitive) {
                separator = args[1].coerceString();
            }
            // Convert items to strings
            return new StringData(args[0]
                .values()
                .map(item => item.coerceString())
                .join(separator));
        }
        return new StringData("");
    }
};
//# sourceMappingURL=join.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/funcs/startswith.js


const startswith = {
    name: "startsWith",
    description: "`startsWith( searchString, searchValue )`\n\nReturns `true` when `searchString` starts with `searchValue`. This function is not case sensitive. Casts values to a string.",
    minArgs: 2,
    maxArgs: 2,
    call: (...args) => {
        const left = args[0];
        if (!left.primitive) {
            return new BooleanData(false);
        }
        const right = args[1];
        if (!right.primitive) {
            return new BooleanData(false);
        }
        const ls = toUpperSpecial(left.coerceString());
        const rs = toUpperSpecial(right.coerceString());
        return new BooleanData(ls.startsWith(rs));
    }
};
//# sourceMappingURL=startswith.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/funcs/tojson.js


const tojson = {
    name: "toJson",
    description: "`toJSON(value)`\n\nReturns a pretty-print JSON representation of `value`. You can use this function to debug the information provided in contexts.",
    minArgs: 1,
    maxArgs: 1,
    call: (...args) => {
        return new StringData(JSON.stringify(args[0], replacer, "  "));
    }
};
//# sourceMappingURL=tojson.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/funcs.js









const funcs_wellKnownFunctions = {
    case: caseFunc,
    contains: contains,
    endswith: endswith,
    format: format,
    fromjson: fromjson,
    join: join,
    startswith: startswith,
    tojson: tojson
};
// validateFunction returns the function definition for the given function name.
// If the function does not exist or an incorrect number of arguments is provided,
// an error is returned.
function validateFunction(context, identifier, argCount) {
    // Expression function names are case-insensitive.
    const name = identifier.lexeme.toLowerCase();
    let f;
    f = funcs_wellKnownFunctions[name];
    if (!f) {
        f = context.extensionFunctions.get(name);
        if (!f) {
            if (!context.allowUnknownKeywords) {
                throw new ExpressionError(ErrorType.ErrorUnrecognizedFunction, identifier);
            }
            // Skip argument validation for unknown functions
            return;
        }
    }
    if (argCount < f.minArgs) {
        throw new ExpressionError(ErrorType.ErrorTooFewParameters, identifier);
    }
    if (argCount > f.maxArgs) {
        throw new ExpressionError(ErrorType.ErrorTooManyParameters, identifier);
    }
    // case function requires an odd number of arguments
    if (name === "case" && argCount % 2 === 0) {
        throw new ExpressionError(ErrorType.ErrorEvenParameters, identifier);
    }
}
//# sourceMappingURL=funcs.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/idxHelper.js
class idxHelper {
    constructor(star, idx) {
        this.star = star;
        if (!idx) {
            return;
        }
        if (!star) {
            if (idx.primitive) {
                this.str = idx.coerceString();
            }
            let f = idx.number();
            if (!isNaN(f) && isFinite(f) && f >= 0) {
                f = Math.floor(f);
                this.int = f;
            }
        }
    }
}
//# sourceMappingURL=idxHelper.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/evaluator.js







class evaluator_Evaluator {
    /**
     * Creates a new evaluator
     * @param n Parsed expression to evaluate
     * @param context Context data to use
     * @param functions Optional map of function implementations. If given, these will be preferred over the built-in functions.
     */
    constructor(n, context, functions) {
        this.n = n;
        this.context = context;
        this.functions = functions;
    }
    evaluate() {
        return this.eval(this.n);
    }
    eval(n) {
        return n.accept(this);
    }
    visitLiteral(literal) {
        return literal.literal;
    }
    visitUnary(unary) {
        const r = this.eval(unary.expr);
        if (unary.operator.type === lexer_TokenType.BANG) {
            return new BooleanData(falsy(r));
        }
        throw new Error(`unknown unary operator: ${unary.operator.lexeme}`);
    }
    visitBinary(binary) {
        const left = this.eval(binary.left);
        const right = this.eval(binary.right);
        switch (binary.operator.type) {
            case lexer_TokenType.EQUAL_EQUAL:
                return new BooleanData(equals(left, right));
            case lexer_TokenType.BANG_EQUAL:
                return new BooleanData(!equals(left, right));
            case lexer_TokenType.GREATER:
                return new BooleanData(greaterThan(left, right));
            case lexer_TokenType.GREATER_EQUAL:
                return new BooleanData(equals(left, right) || greaterThan(left, right));
            case lexer_TokenType.LESS:
                return new BooleanData(lessThan(left, right));
            case lexer_TokenType.LESS_EQUAL:
                return new BooleanData(equals(left, right) || lessThan(left, right));
        }
        throw new Error(`unknown binary operator: ${binary.operator.lexeme}`);
    }
    visitLogical(logical) {
        let result;
        for (const arg of logical.args) {
            result = this.eval(arg);
            // Break?
            if ((logical.operator.type === lexer_TokenType.AND && falsy(result)) ||
                (logical.operator.type === lexer_TokenType.OR && truthy(result))) {
                break;
            }
        }
        // result is always assigned before we return here
        // eslint-disable-next-line @typescript-eslint/no-non-null-assertion
        return result;
    }
    visitGrouping(grouping) {
        return this.eval(grouping.group);
    }
    visitContextAccess(contextAccess) {
        // eslint-disable-next-line @typescript-eslint/no-non-null-assertion
        const r = this.context.get(contextAccess.name.lexeme);
        return r;
    }
    visitIndexAccess(ia) {
        let idx;
        if (ia.index instanceof Star) {
            idx = new idxHelper(true, undefined);
        }
        else {
            let idxResult;
            try {
                idxResult = this.eval(ia.index);
            }
            catch (e) {
                throw new Error(`could not evaluate index for index access: ${e.message}`, { cause: e });
            }
            idx = new idxHelper(false, idxResult);
        }
        const objResult = this.eval(ia.expr);
        let result;
        switch (objResult.kind) {
            case expressiondata_Kind.Array: {
                const tobjResult = objResult;
                if (tobjResult instanceof FilteredArray) {
                    result = filteredArrayAccess(tobjResult, idx);
                }
                else {
                    result = arrayAccess(tobjResult, idx);
                }
                break;
            }
            case expressiondata_Kind.Dictionary: {
                const tobjResult = objResult;
                result = objectAccess(tobjResult, idx);
                break;
            }
            default:
                if (idx.star) {
                    result = new FilteredArray();
                }
                else {
                    result = new Null();
                }
        }
        return result;
    }
    visitFunctionCall(functionCall) {
        // Evaluate arguments
        const args = functionCall.args.map(arg => this.eval(arg));
        // Get function definitions
        const functionName = functionCall.functionName.lexeme.toLowerCase();
        const f = this.functions?.get(functionName) || funcs_wellKnownFunctions[functionName];
        return f.call(...args);
    }
}
function filteredArrayAccess(fa, idx) {
    const result = new FilteredArray();
    for (const item of fa.values()) {
        // Check the type of the nested item
        switch (item.kind) {
            case expressiondata_Kind.Dictionary: {
                const ti = item;
                if (idx.star) {
                    for (const v of ti.values()) {
                        result.add(v);
                    }
                }
                else if (idx.str !== undefined) {
                    const v = ti.get(idx.str);
                    if (v !== undefined) {
                        result.add(v);
                    }
                }
                break;
            }
            case expressiondata_Kind.Array: {
                const ti = item;
                if (idx.star) {
                    for (const v of ti.values()) {
                        result.add(v);
                    }
                }
                else if (idx.int !== undefined && idx.int < ti.values().length) {
                    result.add(ti.get(idx.int));
                }
                break;
            }
        }
    }
    return result;
}
function arrayAccess(a, idx) {
    if (idx.star) {
        const fa = new FilteredArray();
        for (const item of a.values()) {
            fa.add(item);
        }
        return fa;
    }
    if (idx.int !== undefined && idx.int < a.values().length) {
        return a.get(idx.int);
    }
    return new Null();
}
function objectAccess(obj, idx) {
    if (idx.star) {
        const fa = new FilteredArray(...obj.values());
        return fa;
    }
    if (idx.str !== undefined) {
        const r = obj.get(idx.str);
        if (r !== undefined) {
            return r;
        }
    }
    return new Null();
}
//# sourceMappingURL=evaluator.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/parser.js





class parser_Parser {
    /**
     * Constructs a new parser for the given tokens
     *
     * @param tokens Tokens to build a parse tree from
     * @param extensionContexts Available context names
     * @param extensionFunctions Available functions (beyond the built-in ones)
     */
    constructor(tokens, extensionContexts, extensionFunctions) {
        this.tokens = tokens;
        this.offset = 0;
        this.depth = 0;
        this.extContexts = new Map();
        this.extFuncs = new Map();
        for (const contextName of extensionContexts) {
            this.extContexts.set(contextName.toLowerCase(), true);
        }
        for (const { name, func } of extensionFunctions.map(x => ({
            name: x.name,
            func: x
        }))) {
            this.extFuncs.set(name.toLowerCase(), func);
        }
        this.context = {
            allowUnknownKeywords: false,
            extensionContexts: this.extContexts,
            extensionFunctions: this.extFuncs
        };
    }
    parse() {
        // eslint-disable-next-line prefer-const
        let result;
        // No tokens
        if (this.atEnd()) {
            return result;
        }
        result = this.expression();
        if (!this.atEnd()) {
            throw this.buildError(ErrorType.ErrorUnexpectedSymbol, this.peek());
        }
        return result;
    }
    expression() {
        this.incrDepth();
        try {
            return this.logicalOr();
        }
        finally {
            this.decrDepth();
        }
    }
    logicalOr() {
        // && is higher precedence than ||
        let expr = this.logicalAnd();
        if (this.check(lexer_TokenType.OR)) {
            // Track depth
            this.incrDepth();
            try {
                const logical = new Logical(this.peek(), [expr]);
                expr = logical;
                while (this.match(lexer_TokenType.OR)) {
                    const right = this.logicalAnd();
                    logical.args.push(right);
                }
            }
            finally {
                this.decrDepth();
            }
        }
        return expr;
    }
    logicalAnd() {
        // == and != are higher precedence than &&
        let expr = this.equality();
        if (this.check(lexer_TokenType.AND)) {
            // Track depth
            this.incrDepth();
            try {
                const logical = new Logical(this.peek(), [expr]);
                expr = logical;
                while (this.match(lexer_TokenType.AND)) {
                    const right = this.equality();
                    logical.args.push(right);
                }
            }
            finally {
                this.decrDepth();
            }
        }
        return expr;
    }
    equality() {
        // >, >=, <, <= are higher precedence than == and !=
        let expr = this.comparison();
        while (this.match(lexer_TokenType.BANG_EQUAL, lexer_TokenType.EQUAL_EQUAL)) {
            const operator = this.previous();
            const right = this.comparison();
            expr = new Binary(expr, operator, right);
        }
        return expr;
    }
    comparison() {
        // ! is higher precedence than >, >=, <, <=
        let expr = this.unary();
        while (this.match(lexer_TokenType.GREATER, lexer_TokenType.GREATER_EQUAL, lexer_TokenType.LESS, lexer_TokenType.LESS_EQUAL)) {
            const operator = this.previous();
            const right = this.unary();
            expr = new Binary(expr, operator, right);
        }
        return expr;
    }
    unary() {
        if (this.match(lexer_TokenType.BANG)) {
            // Track depth
            this.incrDepth();
            const operator = this.previous();
            const unary = this.unary();
            try {
                return new Unary(operator, unary);
            }
            finally {
                this.decrDepth();
            }
        }
        return this.index();
    }
    index() {
        let expr = this.call();
        let depthIncreased = 0;
        if (expr instanceof Grouping || expr instanceof FunctionCall || expr instanceof ContextAccess) {
            let cont = true;
            while (cont) {
                switch (true) {
                    case this.match(lexer_TokenType.LEFT_BRACKET): {
                        let indexExpr;
                        if (this.match(lexer_TokenType.STAR)) {
                            indexExpr = new Star();
                        }
                        else {
                            indexExpr = this.expression();
                        }
                        this.consume(lexer_TokenType.RIGHT_BRACKET, ErrorType.ErrorUnexpectedSymbol);
                        // Track depth
                        this.incrDepth();
                        depthIncreased++;
                        expr = new IndexAccess(expr, indexExpr);
                        break;
                    }
                    case this.match(lexer_TokenType.DOT):
                        // Track depth
                        this.incrDepth();
                        depthIncreased++;
                        if (this.match(lexer_TokenType.IDENTIFIER)) {
                            const property = this.previous();
                            expr = new IndexAccess(expr, new Literal(new StringData(property.lexeme), property));
                        }
                        else if (this.match(lexer_TokenType.STAR)) {
                            expr = new IndexAccess(expr, new Star());
                        }
                        else {
                            throw this.buildError(ErrorType.ErrorUnexpectedSymbol, this.peek());
                        }
                        break;
                    default:
                        cont = false;
                }
            }
        }
        for (let i = 0; i < depthIncreased; i++) {
            this.decrDepth();
        }
        return expr;
    }
    call() {
        if (!this.check(lexer_TokenType.IDENTIFIER)) {
            return this.primary();
        }
        const identifier = this.next();
        if (!this.match(lexer_TokenType.LEFT_PAREN)) {
            if (!this.extContexts.has(identifier.lexeme.toLowerCase())) {
                throw this.buildError(ErrorType.ErrorUnrecognizedContext, identifier);
            }
            return new ContextAccess(identifier);
        }
        // Function call
        const args = [];
        // Arguments
        while (!this.match(lexer_TokenType.RIGHT_PAREN)) {
            const aexp = this.expression();
            args.push(aexp);
            if (!this.check(lexer_TokenType.RIGHT_PAREN)) {
                this.consume(lexer_TokenType.COMMA, ErrorType.ErrorUnexpectedSymbol);
            }
        }
        validateFunction(this.context, identifier, args.length);
        return new FunctionCall(identifier, args);
    }
    primary() {
        switch (true) {
            case this.match(lexer_TokenType.FALSE):
                return new Literal(new BooleanData(false), this.previous());
            case this.match(lexer_TokenType.TRUE):
                return new Literal(new BooleanData(true), this.previous());
            case this.match(lexer_TokenType.NULL):
                return new Literal(new Null(), this.previous());
            case this.match(lexer_TokenType.NUMBER):
                return new Literal(new NumberData(this.previous().value), this.previous());
            case this.match(lexer_TokenType.STRING):
                return new Literal(new StringData(this.previous().value), this.previous());
            case this.match(lexer_TokenType.LEFT_PAREN): {
                const expr = this.expression();
                if (this.atEnd()) {
                    throw this.buildError(ErrorType.ErrorUnexpectedEndOfExpression, this.previous()); // Back up to get the last token before the EOF
                }
                this.consume(lexer_TokenType.RIGHT_PAREN, ErrorType.ErrorUnexpectedSymbol);
                return new Grouping(expr);
            }
            case this.atEnd():
                throw this.buildError(ErrorType.ErrorUnexpectedEndOfExpression, this.previous()); // Back up to get the last token before the EOF
        }
        throw this.buildError(ErrorType.ErrorUnexpectedSymbol, this.peek());
    }
    // match consumes the next token if it matches any of the given types
    match(...tokenTypes) {
        for (const tokenType of tokenTypes) {
            if (this.check(tokenType)) {
                this.next();
                return true;
            }
        }
        return false;
    }
    // check peeks whether the next token is of the given type
    check(tokenType) {
        if (this.atEnd()) {
            return false;
        }
        return this.peek().type == tokenType;
    }
    // atEnd peeks whether the next token is EOF
    atEnd() {
        return this.peek().type == lexer_TokenType.EOF;
    }
    next() {
        if (!this.atEnd()) {
            this.offset++;
        }
        return this.previous();
    }
    peek() {
        return this.tokens[this.offset];
    }
    // previous returns the previous token
    previous() {
        return this.tokens[this.offset - 1];
    }
    // consume attempts to consume the next token if it matches the given type. It returns an error of
    // the given ParseErrorKind otherwise.
    consume(tokenType, errorType) {
        if (this.check(tokenType)) {
            this.next();
            return;
        }
        throw this.buildError(errorType, this.peek());
    }
    incrDepth() {
        this.depth++;
        if (this.depth > MAX_PARSER_DEPTH) {
            throw this.buildError(ErrorType.ErrorExceededMaxDepth, this.peek());
        }
    }
    decrDepth() {
        this.depth--;
    }
    buildError(errType, token) {
        return new ExpressionError(errType, token);
    }
}
//# sourceMappingURL=parser.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/completion.js






/**
 * Complete returns a list of completion items for the given expression.
 * The main functionality is auto-completing functions and context access:
 * We can only provide assistance if the input is in one of the following forms (with | denoting the cursor position):
 * - context.path.inp| or context.path['inp| -- auto-complete context access
 * - context.path.| or context.path['| -- auto-complete context access
 * - toJS| -- auto-complete function call or top-level
 * - | -- auto-complete function call or top-level context access
 *
 * @param input Input expression
 * @param context Context available for the expression
 * @param extensionFunctions List of functions available
 * @param functions Optional map of functions to use during evaluation
 * @param featureFlags Optional feature flags to control which features are enabled
 * @returns Array of completion items
 */
function complete(input, context, extensionFunctions, functions, featureFlags) {
    // Lex
    const lexer = new Lexer(input);
    const lexResult = lexer.lex();
    // Find interesting part of the tokenVector. For example, for an expression like `github.actor == env.actor.log|`, we are
    // only interested in the `env.actor.log` part for auto-completion
    const tokenInputVector = trimTokenVector(lexResult.tokens);
    // Start by skipping the EOF token
    let tokenIdx = tokenInputVector.length - 2;
    if (tokenIdx >= 0) {
        switch (tokenInputVector[tokenIdx].type) {
            // If there is a (partial) identifier under the cursor, ignore that
            case TokenType.IDENTIFIER:
                tokenIdx--;
                break;
            case TokenType.STRING:
                // TODO: Support string for `context.name['test|`
                return [];
        }
    }
    if (tokenIdx < 0) {
        // Vector only contains the EOF token. Suggest functions and root context access
        const result = contextKeys(context);
        // Merge with functions
        result.push(...functionItems(extensionFunctions, featureFlags));
        return result;
    }
    // Determine path that led to the last token
    // Use parser & evaluator to determine context to complete.
    const pathTokenVector = tokenInputVector.slice(0, tokenIdx);
    // Include the original EOF token to make the parser happy
    pathTokenVector.push(tokenInputVector[tokenInputVector.length - 1]);
    const p = new Parser(pathTokenVector, context.pairs().map(x => x.key), extensionFunctions);
    const expr = p.parse();
    const ev = new Evaluator(expr, context, functions);
    const result = ev.evaluate();
    return contextKeys(result);
}
function functionItems(extensionFunctions, featureFlags) {
    const result = [];
    const flags = featureFlags ?? new FeatureFlags();
    for (const fdef of [...Object.values(wellKnownFunctions), ...extensionFunctions]) {
        // Filter out case function if feature is disabled
        if (fdef.name === "case" && !flags.isEnabled("allowCaseFunction")) {
            continue;
        }
        result.push({
            label: fdef.name,
            description: fdef.description,
            function: true
        });
    }
    // Sort functions
    result.sort((a, b) => a.label.localeCompare(b.label));
    return result;
}
function contextKeys(context) {
    if (isDictionary(context)) {
        return (context
            .pairs()
            .map(x => completionItemFromContext(x))
            // Sort contexts
            .sort((a, b) => a.label.localeCompare(b.label)));
    }
    return [];
}
function completionItemFromContext(pair) {
    const context = pair.key.toString();
    const parenIndex = context.indexOf("(");
    const isFunc = parenIndex >= 0 && context.indexOf(")") >= 0;
    return {
        label: isFunc ? context.substring(0, parenIndex) : context,
        description: pair.description,
        function: isFunc
    };
}
function trimTokenVector(tokenVector) {
    let tokenIdx = tokenVector.length;
    let openParen = 0;
    while (tokenIdx > 0) {
        const token = tokenVector[tokenIdx - 1];
        switch (token.type) {
            case TokenType.LEFT_PAREN:
                if (openParen == 0) {
                    // Encountered an open parenthesis without a closing first, stop here
                    break;
                }
                openParen--;
                tokenIdx--;
                continue;
            case TokenType.RIGHT_PAREN:
                openParen++;
                tokenIdx--;
                continue;
            case TokenType.IDENTIFIER:
            case TokenType.DOT:
            case TokenType.EOF:
            case TokenType.LEFT_BRACKET:
            case TokenType.RIGHT_BRACKET:
            case TokenType.STRING:
                tokenIdx--;
                continue;
        }
        break;
    }
    // Only keep the part of the token vector we're interested in
    return tokenVector.slice(tokenIdx);
}
//# sourceMappingURL=completion.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/completion/descriptionDictionary.js


function isDescriptionDictionary(x) {
    return x.kind === Kind.Dictionary && x instanceof DescriptionDictionary;
}
class DescriptionDictionary extends Dictionary {
    constructor(...pairs) {
        super();
        this.descriptions = new Map();
        this.complete = true;
        for (const p of pairs) {
            this.add(p.key, p.value, p.description);
        }
    }
    add(key, value, description) {
        if (this.get(key) !== undefined) {
            // Key already added, ignore
            return;
        }
        super.add(key, value);
        if (description) {
            this.descriptions.set(key, description);
        }
    }
    pairs() {
        const pairs = super.pairs();
        return pairs.map(p => ({ ...p, description: this.descriptions.get(p.key) }));
    }
    getDescription(key) {
        return this.descriptions.get(key);
    }
}
//# sourceMappingURL=descriptionDictionary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/expressions/dist/index.js










//# sourceMappingURL=index.js.map
// EXTERNAL MODULE: ./out/build/src/domain/fault.js
var fault = __nccwpck_require__(8163);
;// CONCATENATED MODULE: ./out/build/scripts/local/src/template.js

/** Where the expression that begins at `from` ends: at the first `}}` outside a quoted text; -1 where there is none. */
function endOf(text, from) {
    let quoted = false;
    for (let i = from; i < text.length; i += 1) {
        if (text[i] === "'")
            quoted = !quoted;
        else if (!quoted && text.startsWith('}}', i))
            return i;
    }
    return -1;
}
/** Splits a text into what stands outside and inside `${{ \u2026 }}`. @throws PhasegateError where one is not closed. */
function splitTemplate(text) {
    const pieces = [];
    let at = 0;
    for (;;) {
        const start = text.indexOf('${{', at);
        const plain = text.slice(at, start < 0 ? undefined : start);
        if (plain !== '')
            pieces.push({ kind: 'text', text: plain });
        if (start < 0)
            return pieces;
        const end = endOf(text, start + 3);
        if (end < 0)
            throw new fault/* PhasegateError */.h('bad-input', `"\${{" without "}}" in ${JSON.stringify(text.slice(0, 200))}`);
        pieces.push({ kind: 'expression', source: text.slice(start + 3, end) });
        at = end + 2;
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/expressions.js



const CONTEXTS = 'github env vars secrets inputs needs matrix strategy steps job jobs runner'.split(' ');
const STATUS_FUNCTIONS = ['success', 'failure', 'always', 'cancelled'];
const SIGNATURES = [
    ...STATUS_FUNCTIONS.map((name) => ({ name, minArgs: 0, maxArgs: 0 })),
    { name: 'hashFiles', minArgs: 1, maxArgs: 255 },
];
function parse(source) {
    try {
        const { tokens } = new lexer_Lexer(source).lex();
        const expression = new parser_Parser(tokens, CONTEXTS, SIGNATURES).parse();
        // A name is a call when a parenthesis follows it, so the text 'success()' inside a string is none.
        const names = tokens.map((token) => token.lexeme.toLowerCase());
        return {
            expression,
            // Behind a dot it is a property: `inputs.runner` is no use of `runner`.
            contexts: CONTEXTS.filter((name) => names.some((one, i) => one === name && names[i - 1] !== '.')),
            asksStatus: names.some((name, i) => STATUS_FUNCTIONS.includes(name) && names[i + 1] === '('),
        };
    }
    catch (error) {
        throw expressionFault(source, error);
    }
}
function expressionFault(source, cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new fault/* PhasegateError */.h('bad-input', `expression \${{ ${source.trim()} }}: ${reason}`, { cause });
}
function toData(value) {
    if (value === null || value === undefined)
        return new Null();
    if (typeof value === 'string')
        return new StringData(value);
    if (typeof value === 'number')
        return new NumberData(value);
    if (typeof value === 'boolean')
        return new BooleanData(value);
    if (Array.isArray(value))
        return new array_Array(...value.map(toData));
    return new Dictionary(...Object.entries(value).map(([key, one]) => ({ key, value: toData(one) })));
}
function fromData(value) {
    if (value instanceof StringData ||
        value instanceof NumberData ||
        value instanceof BooleanData) {
        return value.value;
    }
    if (value instanceof array_Array)
        return value.values().map(fromData);
    if (value instanceof Dictionary) {
        return Object.fromEntries(value.pairs().map((pair) => [pair.key, fromData(pair.value)]));
    }
    return null;
}
function run(source, scope) {
    const parsed = parse(source);
    const { status, refused = [] } = scope;
    const wrong = parsed.contexts.find((name) => refused.includes(name));
    if (wrong !== undefined)
        throw expressionFault(source, new Error(`\`${wrong}\` cannot be used at this place`));
    const answers = { ...status, always: true };
    const functions = STATUS_FUNCTIONS.map((name) => ({
        name,
        minArgs: 0,
        maxArgs: 0,
        call: () => new BooleanData(answers[name] === true),
    }));
    const hashFiles = {
        name: 'hashfiles',
        minArgs: 1,
        maxArgs: 255,
        call: (...patterns) => new StringData(scope.hashFiles(patterns.map((pattern) => pattern.coerceString()))),
    };
    const contexts = parsed.contexts.map((key) => ({ key, value: toData(scope.contexts[key] ?? {}) }));
    try {
        const table = new Map([...functions, hashFiles].map((one) => [one.name, one]));
        return new evaluator_Evaluator(parsed.expression, new Dictionary(...contexts), table).evaluate();
    }
    catch (error) {
        throw expressionFault(source, error);
    }
}
function isTruthy(value) {
    return value !== null && value !== false && value !== 0 && value !== '' && !Number.isNaN(value);
}
function evaluatePieces(pieces, scope) {
    const [first] = pieces;
    if (pieces.length === 1 && first?.kind === 'expression')
        return fromData(run(first.source, scope));
    return pieces
        .map((piece) => (piece.kind === 'text' ? piece.text : run(piece.source, scope).coerceString()))
        .join('');
}
/** Evaluates every `${{ \u2026 }}` in a value. A text that is one expression keeps the expression's type. */
function resolve(value, scope) {
    if (typeof value === 'string')
        return value.includes('${{') ? evaluatePieces(splitTemplate(value), scope) : value;
    if (Array.isArray(value))
        return value.map((one) => resolve(one, scope));
    if (value === null || typeof value !== 'object')
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, scope)]));
}
/** The same as {@link resolve}, as text: null is '', lists and maps are what GitHub prints for them. */
function resolveText(value, scope) {
    return toData(resolve(value, scope)).coerceString();
}
/** Evaluates a map to texts: an `env` or a `with`. */
function resolveTexts(map, scope) {
    return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, resolveText(value, scope)]));
}
/** Whether an `if` holds. Without a status function in it, `success() &&` stands before it; an empty one is `success()`. */
function holds(condition, scope) {
    if (condition === null || condition === '')
        return scope.status.success;
    if (typeof condition !== 'string')
        return scope.status.success && isTruthy(condition);
    const pieces = condition.includes('${{')
        ? splitTemplate(condition.trim())
        : [{ kind: 'expression', source: condition }];
    const asksStatus = pieces.some((piece) => piece.kind === 'expression' && parse(piece.source).asksStatus);
    if (!asksStatus && !scope.status.success)
        return false;
    return isTruthy(evaluatePieces(pieces, scope));
}
/** What is wrong with the expressions of a text; null when they can be read. `bare`: an `if`, which needs no `${{ }}`. */
function expressionError(text, bare) {
    try {
        const pieces = bare && !text.includes('${{') ? [{ kind: 'expression', source: text }] : splitTemplate(text);
        for (const piece of pieces)
            if (piece.kind === 'expression')
                parse(piece.source);
        return null;
    }
    catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
}


/***/ }),

/***/ 1614:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ HELP)
/* harmony export */ });
const HELP = `Runs a GitHub Actions workflow of a repository on this machine, with the same action bundles that GitHub runs.

  npm run local -- <workflow> [--repo FOLDER] [options]

<workflow> is a name (rollout: .github/workflows/rollout.yml of the repository, else Phasegate's own) or a path.

Options
  --repo FOLDER      repository to run on; default: the current folder. It need not be a git repository
  --event NAME       event that starts the run; default: workflow_dispatch, or schedule with --every
  --input K=V        input of workflow_dispatch, or entry of repository_dispatch's client payload; repeat it for more
  --now TIME         time of the run, as 2026-03-02T14:15:00Z. The workflow gets it as its input "now", whatever the
                     event (GitHub gives inputs to workflow_dispatch alone). Default: none, the clock's
  --every 15m        run again and again, from --now on, this far apart ...
  --until TIME       ... up to this time, itself included
  --secret K=V       secret; hidden in all that is printed or stored
  --var K=V          configuration variable
  --actor NAME       who runs it (github.actor); default: local
  --payload FILE     JSON with what the event says (github.event), as an issue_comment's issue and comment
  --repository O/N   owner and name of the repository (github.repository); default: local/ and the folder's name
  --uses O/N=FOLDER  a git repository that stands for owner/name at GitHub, where a workflow calls or uses it; the ref
                     behind the @ is taken from it. O/N@REF=FOLDER: the folder as it is on disk, for this ref
  --api URL          GitHub's REST API (GITHUB_API_URL), such as a test server's; its token: --secret GITHUB_TOKEN=...
  --play FOLDER      folder of telemetry below the repository that is shown as it grew; default with --every: telemetry
  --no-play          show all telemetry at once
  --verbose          print every line of every step
  --help             print this

Exit codes: 0 every run succeeded, 1 a run failed, 2 the command or the workflow is wrong, 130 interrupted.

Playing telemetry
  Each run sees the .jsonl and .csv files below the folder as they stood at its time: up to the first line that arrived
  later. A line arrives at its own time (received_at, else ts; in CSV the first cell that is a time), but never before
  the line above it; a line without a time arrives with the line above it. A .gz file appears once its last line has
  arrived. Times after --until are taken for a sender's wrong clock and count as no time.

What a run leaves in <repo>/.phasegate
  artifacts/<run>/<name>/  summary/<run>-<job>.md   of the last 100 runs
  cache/                                            the 100 entries that were used last
  remote.git                                        origin of a folder that is no git repository

This is not GitHub. It is near enough to try workflows and to test them; what differs is listed below.

What is there
  jobs with needs, if, matrix, outputs, timeouts, continue-on-error, environments; reusable workflows, of this and of
  other repositories, ten levels deep; concurrency groups; permissions, held against those of the caller; run, local
  JavaScript and composite actions (./x in the workspace, $/x in the repository of the workflow's file, owner/name/x@ref
  of --uses) with pre and post; expressions by GitHub's own library; command files, workflow commands, masks; a service
  for artifacts and caches that GitHub's clients talk to.
  Built in, at whatever version a workflow names, since actions are not fetched from anywhere: actions/checkout,
  upload-artifact, download-artifact, cache, cache/restore, cache/save, setup-node.
  checkout gives the working tree as it is on disk, changes and all, and an origin that can be fetched and pushed.

What is not there
  - anything that had to be fetched: other people's actions and workflows; Docker actions, containers, services
  - runner images and tool caches: steps find what this machine has (bash, git, this Node.js, for every runs-on)
  - isolation: a step is a process of yours and can do what you can. It gets none of your environment but PATH, the
    locale and proxies, and a home folder of its own
  - GitHub's API, unless --api names one; without it github.token is empty, with it nobody holds it to its permissions
  - OIDC; secrets and variables of environments, and their approvals: nobody is asked, the job runs. (Tests that open
    the runner as a library answer approvals, start several runs at once and cancel them.)
  - other attempts of a run: each has one
  - GitHub's order of things that wait: here a concurrency group goes strictly by who asked first
  - what the jobs around a called workflow did: its jobs' success() and failure() see that workflow's jobs alone
  - artifacts of earlier invocations, artifact digests, retention; problem matchers; the deprecated set-output and
    save-state
  - masking of more than the secrets as they are, line by line and inside JSON
  - a cache shared between actions/cache (kept as folders) and the cache client (kept as it packs them)
  - Windows
`;


/***/ }),

/***/ 7176:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var _src_domain_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8163);
/* harmony import */ var _src_render_palette_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1756);
/* harmony import */ var _args_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(3777);
/* harmony import */ var _console_progress_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6567);
/* harmony import */ var _help_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(1614);
/* harmony import */ var _runner_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(30);
/* harmony import */ var _workflow_lookup_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(1454);
/* harmony import */ var _yaml_source_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(2426);









const EXIT = { ok: 0, failed: 1, wrong: 2, interrupted: 130 };
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const print = (line) => {
    process.stdout.write(`${line}\n`);
};
/** Colour only for a person at a terminal who has not said no to it (no-color.org). */
function paletteOf({ stdout, env }) {
    return stdout.isTTY && env['NO_COLOR'] === undefined ? _src_render_palette_js__WEBPACK_IMPORTED_MODULE_2__/* .ANSI */ .mh : _src_render_palette_js__WEBPACK_IMPORTED_MODULE_2__/* .PLAIN */ .tZ;
}
/** Reads a payload of an event. @throws PhasegateError `bad-input` when the file holds no JSON object. */
function readPayload(file) {
    let value = null;
    try {
        value = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'utf8'));
    }
    catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new _src_domain_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .PhasegateError */ .h('bad-input', `--payload ${file}: ${reason}`, { cause });
    }
    if ((0,_yaml_source_js__WEBPACK_IMPORTED_MODULE_7__/* .isMap */ .jh)(value))
        return value;
    throw new _src_domain_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .PhasegateError */ .h('bad-input', `--payload ${file}: write a JSON object, the event's payload`);
}
/** Runs the command's runs in order until one is interrupted. */
async function runAll(runner, command, isStopped) {
    const results = [];
    const payload = command.payload === null ? {} : readPayload(command.payload);
    for (const now of (0,_args_js__WEBPACK_IMPORTED_MODULE_3__/* .timesOf */ .Q)(command.schedule)) {
        if (isStopped())
            break;
        const result = await runner.run({
            workflow: command.workflow,
            inputs: command.inputs,
            payload,
            isStepped: command.schedule.kind === 'stepped',
            ...(command.event === null ? {} : { event: command.event }),
            ...(now === null ? {} : { now }),
        });
        results.push(result);
    }
    return results;
}
async function execute(command) {
    const isStepped = command.schedule.kind === 'stepped';
    const runner = await _runner_js__WEBPACK_IMPORTED_MODULE_5__/* .Runner */ .b.open({
        repo: command.repo,
        project: (0,_workflow_lookup_js__WEBPACK_IMPORTED_MODULE_6__/* .projectRoot */ .Y)(import.meta.url),
        env: process.env,
        secrets: Object.fromEntries(command.secrets),
        vars: Object.fromEntries(command.vars),
        actor: command.actor,
        repositories: Object.fromEntries(command.uses),
        ...(command.repository === null ? {} : { repository: { name: command.repository } }),
        ...(command.api === null ? {} : { api: { url: command.api } }),
        ...(command.play === null ? {} : { play: command.play }),
        onEvent: (0,_console_progress_js__WEBPACK_IMPORTED_MODULE_4__/* .consoleProgress */ .p)({ print, verbose: command.verbose, isStepped, palette: paletteOf(process) }),
    });
    let isStopped = false;
    const stop = () => {
        isStopped = true;
        runner.stop();
    };
    for (const signal of SIGNALS)
        process.on(signal, stop);
    try {
        const results = await runAll(runner, command, () => isStopped);
        if (isStepped)
            for (const line of (0,_console_progress_js__WEBPACK_IMPORTED_MODULE_4__/* .steppedSummary */ .I)(results))
                print(line);
        if (isStopped)
            return EXIT.interrupted;
        return results.every((result) => result.result === 'success') ? EXIT.ok : EXIT.failed;
    }
    finally {
        await runner.close();
        for (const signal of SIGNALS)
            process.off(signal, stop);
    }
}
async function main() {
    try {
        const command = (0,_args_js__WEBPACK_IMPORTED_MODULE_3__/* .readCommand */ .U)(process.argv.slice(2));
        if (command !== null)
            return await execute(command);
        process.stdout.write(_help_js__WEBPACK_IMPORTED_MODULE_8__/* .HELP */ ._);
        return EXIT.ok;
    }
    catch (error) {
        const isOurs = error instanceof _src_domain_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .PhasegateError */ .h;
        const message = error instanceof Error ? (isOurs ? error.message : (error.stack ?? error.message)) : String(error);
        process.stderr.write(`${message}\n`);
        return EXIT.wrong;
    }
}
process.exitCode = await main();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 5909:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $O: () => (/* binding */ permissionFaults),
/* harmony export */   Gn: () => (/* binding */ excessPermissions),
/* harmony export */   Hf: () => (/* binding */ DEFAULT_PERMISSIONS),
/* harmony export */   zi: () => (/* binding */ readPermissions)
/* harmony export */ });
/* harmony import */ var _yaml_source_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2426);

/** Scopes that a token can have, and the levels that a few of them do not know. */
const SCOPES = ('actions artifact-metadata attestations checks code-quality contents copilot-requests deployments discussions ' +
    'drives id-token issues models packages pages pull-requests repository-projects security-events statuses ' +
    'vulnerability-alerts').split(' ');
const WITHOUT = {
    'copilot-requests': 'read',
    'id-token': 'read',
    models: 'write',
    'vulnerability-alerts': 'write',
};
const LEVELS = ['none', 'read', 'write'];
/** What GitHub gives where no `permissions` stands, in a repository with the setting that new ones have. */
const DEFAULT_PERMISSIONS = { contents: 'read', packages: 'read' };
const isLevel = (value) => LEVELS.some((level) => level === value);
/** Each scope at the highest level it knows, up to this one. */
function everywhere(level) {
    const below = level === 'write' ? 'read' : 'none';
    const pairs = SCOPES.map((scope) => [scope, WITHOUT[scope] === level ? below : level]);
    return Object.fromEntries(pairs.filter(([, one]) => one !== 'none'));
}
/** What is wrong with a `permissions` of a workflow file. */
function permissionFaults(value) {
    if (value === 'read-all' || value === 'write-all' || value === null)
        return [];
    if (!(0,_yaml_source_js__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(value))
        return ['must be read-all, write-all or a map of scopes'];
    return Object.entries(value).flatMap(([scope, level]) => {
        if (!SCOPES.includes(scope))
            return [`${scope} is no scope; there are ${SCOPES.join(', ')}`];
        if (isLevel(level) && WITHOUT[scope] !== level)
            return [];
        const levels = LEVELS.filter((one) => one !== WITHOUT[scope]);
        return [`${scope} is ${JSON.stringify(level)}; use ${levels.join(', ')}`];
    });
}
/** Reads a `permissions` without faults; null where there is none. What a map does not name is not allowed. */
function readPermissions(value) {
    if (value === undefined)
        return null;
    if (value === 'read-all')
        return everywhere('read');
    if (value === 'write-all')
        return everywhere('write');
    const pairs = Object.entries((0,_yaml_source_js__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(value) ? value : {});
    return Object.fromEntries(pairs.flatMap(([scope, level]) => SCOPES.includes(scope) && isLevel(level) && level !== 'none' ? [[scope, level]] : []));
}
/** What is asked for and not allowed, as `contents: write (allowed: contents: read)`. */
function excessPermissions(asked, allowed) {
    const levelOf = (permissions, scope) => Object.hasOwn(permissions, scope) ? (permissions[scope] ?? 'none') : 'none';
    return Object.keys(asked)
        .filter((scope) => LEVELS.indexOf(levelOf(asked, scope)) > LEVELS.indexOf(levelOf(allowed, scope)))
        .map((scope) => `${scope}: ${levelOf(asked, scope)} (allowed: ${scope}: ${levelOf(allowed, scope)})`);
}


/***/ }),

/***/ 30:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  b: () => (/* binding */ Runner)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./out/build/src/domain/fault.js
var fault = __nccwpck_require__(8163);
// EXTERNAL MODULE: ./out/build/src/domain/time.js
var time = __nccwpck_require__(9242);
;// CONCATENATED MODULE: ./out/build/scripts/local/src/concurrency.js
/** GitHub's own limit on `queue: max`. */
const LONGEST_QUEUE = 100;
/** Group names know no case. */
const groupKey = (group) => group.toLowerCase();
/** The concurrency groups of a repository: in each one runs, and others wait as they ask for it. */
class ConcurrencyGroups {
    #groups = new Map();
    /** Takes its place at once, before the promise is awaited. */
    enter(request) {
        const key = groupKey(request.group);
        if (request.held.has(key)) {
            const reason = `cancelled: the concurrency group '${request.group}' is held by this run itself, a deadlock`;
            return Promise.resolve({ kind: 'cancelled', reason });
        }
        return new Promise((answer) => {
            const member = { request, answer };
            const group = this.#groups.get(key);
            if (group === undefined) {
                this.#groups.set(key, { running: member, waiting: [] });
                answer(this.#turn(key, member));
            }
            else {
                this.#wait(group, member);
            }
        });
    }
    #wait(group, member) {
        const { request, answer } = member;
        const reason = `cancelled: a newer one waits for the concurrency group '${request.group}'`;
        if (request.queue === 'single') {
            for (const other of group.waiting.splice(0))
                other.answer({ kind: 'cancelled', reason });
        }
        else if (group.waiting.length >= LONGEST_QUEUE) {
            answer({
                kind: 'cancelled',
                reason: `cancelled: ${LONGEST_QUEUE} wait for '${request.group}' already`,
            });
            return;
        }
        group.waiting.push(member);
        const giveUp = () => {
            group.waiting = group.waiting.filter((one) => one !== member);
            answer({ kind: 'cancelled', reason: null });
        };
        if (request.signal.aborted)
            giveUp();
        else
            request.signal.addEventListener('abort', giveUp, { once: true });
        if (request.cancelInProgress)
            group.running.request.cancel(reason);
    }
    #turn(key, member) {
        let hasLeft = false;
        const leave = () => {
            if (hasLeft)
                return;
            hasLeft = true;
            const group = this.#groups.get(key);
            if (group?.running !== member)
                return;
            const next = group.waiting.shift();
            if (next === undefined) {
                this.#groups.delete(key);
                return;
            }
            group.running = next;
            next.answer(this.#turn(key, next));
        };
        return { kind: 'running', leave };
    }
}

// EXTERNAL MODULE: ./out/build/scripts/local/src/yaml-source.js
var yaml_source = __nccwpck_require__(2426);
;// CONCATENATED MODULE: ./out/build/scripts/local/src/event.js


function declaredInputs(settings) {
    const declared = (0,yaml_source/* isMap */.jh)(settings) && (0,yaml_source/* isMap */.jh)(settings['inputs']) ? settings['inputs'] : {};
    return Object.entries(declared).map(([name, value]) => {
        const one = (0,yaml_source/* isMap */.jh)(value) ? value : {};
        const type = typeof one['type'] === 'string' ? one['type'] : 'string';
        const options = Array.isArray(one['options']) ? one['options'].map(String) : [];
        // A choice without a default takes its first option, as GitHub's form does.
        const none = type === 'choice' ? (options[0] ?? '') : type === 'boolean' ? false : type === 'number' ? null : '';
        return { name, type, required: one['required'] === true, fallback: one['default'] ?? none, options };
    });
}
/** The value of an input as its type has it, or what is wrong with the text. */
function typedValue(input, text) {
    switch (input.type) {
        case 'boolean':
            if (text === 'true' || text === 'false')
                return { value: text === 'true' };
            return { fault: `is ${JSON.stringify(text)}; use true or false` };
        case 'number':
            if (text.trim() !== '' && Number.isFinite(Number(text)))
                return { value: Number(text) };
            return { fault: `is ${JSON.stringify(text)}; write a number` };
        case 'choice':
            if (input.options.includes(text))
                return { value: text };
            return { fault: `is ${JSON.stringify(text)}; use one of ${input.options.join(', ')}` };
        default:
            return { value: text };
    }
}
/** @throws PhasegateError `bad-input` with all faults of the inputs at once. */
function dispatchInputs(workflow, given) {
    const declared = declaredInputs(workflow.on.get('workflow_dispatch'));
    const faults = [];
    const names = declared.map((input) => input.name);
    for (const name of given.keys()) {
        if (!names.includes(name))
            faults.push(`${name} is no input; there are ${names.join(', ') || 'none'}`);
    }
    const values = declared.map((input) => {
        const text = given.get(input.name);
        if (text === undefined || text === '') {
            const isMissing = input.required && (input.fallback === '' || input.fallback === null);
            if (isMissing)
                faults.push(`${input.name} is required`);
            return [input.name, input.fallback];
        }
        const answer = typedValue(input, text);
        if ('fault' in answer)
            faults.push(`${input.name} ${answer.fault}`);
        return [input.name, 'value' in answer ? answer.value : null];
    });
    if (faults.length > 0) {
        throw new fault/* PhasegateError */.h('bad-input', `inputs of ${workflow.name}:${faults.map((fault) => `\n  ${fault}`).join('')}`);
    }
    return Object.fromEntries(values);
}
function chooseEvent(workflow, request) {
    // A call is no event that starts a run.
    const names = [...workflow.on.keys()].filter((one) => one !== 'workflow_call');
    const preferred = request.isStepped ? ['schedule', 'workflow_dispatch'] : ['workflow_dispatch', 'schedule'];
    const name = request.event ?? preferred.find((one) => names.includes(one)) ?? names[0] ?? '';
    if (names.includes(name))
        return name;
    throw new fault/* PhasegateError */.h('bad-input', `${workflow.name} does not listen to "${name}"; it listens to ${names.join(', ') || 'workflow_call alone: another one calls it'}`);
}
function cronOf(settings) {
    const first = Array.isArray(settings) ? settings[0] : undefined;
    return (0,yaml_source/* isMap */.jh)(first) ? (first['cron'] ?? null) : null;
}
/** The event's own `types`, of which the first is taken. */
function typesOf(settings) {
    const types = (0,yaml_source/* isMap */.jh)(settings) ? settings['types'] : undefined;
    return (Array.isArray(types) ? types : [types]).filter((one) => typeof one === 'string');
}
function actionOf(settings) {
    const [first] = typesOf(settings);
    return first === undefined ? {} : { action: first };
}
/** @throws PhasegateError `bad-input` when the workflow does not listen to this type of the event. */
function checkType(workflow, name, payload) {
    const types = typesOf(workflow.on.get(name));
    const { action } = payload;
    if (types.length === 0 || typeof action !== 'string' || types.includes(action))
        return;
    throw new fault/* PhasegateError */.h('bad-input', `${workflow.name} does not listen to ${name} of the type "${action}"; it listens to ${types.join(', ')}`);
}
/**
 * Builds the event that starts a run. The inputs go to a `workflow_dispatch` as inputs, to a `repository_dispatch` as
 * its client payload.
 * @throws PhasegateError `bad-input` when the workflow does not listen to it, or with every fault of the inputs.
 */
function makeEvent(workflow, request) {
    const event = eventByName(workflow, chooseEvent(workflow, request), request);
    const payload = { ...event.payload, ...request.payload };
    checkType(workflow, event.name, payload);
    return { ...event, payload };
}
function eventByName(workflow, name, request) {
    const settings = workflow.on.get(name);
    const now = request.now === null ? {} : { now: request.now };
    switch (name) {
        case 'workflow_dispatch': {
            const given = new Map(request.inputs);
            const hasNow = declaredInputs(settings).some((input) => input.name === 'now');
            if (request.now !== null && hasNow && !given.has('now'))
                given.set('now', request.now);
            const inputs = { ...now, ...dispatchInputs(workflow, given) };
            const texts = Object.entries(inputs).map(([key, value]) => [key, (0,yaml_source/* asText */.e1)(value)]);
            return { name, inputs, payload: { inputs: Object.fromEntries(texts) } };
        }
        case 'repository_dispatch': {
            const client = Object.fromEntries(request.inputs);
            return { name, inputs: now, payload: { ...actionOf(settings), client_payload: client } };
        }
        default:
            if (request.inputs.size > 0) {
                throw new fault/* PhasegateError */.h('bad-input', `the event "${name}" takes no inputs; use --event workflow_dispatch`);
            }
            return {
                name,
                inputs: now,
                payload: name === 'schedule' ? { schedule: cronOf(settings) } : actionOf(settings),
            };
    }
}

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: ./out/build/scripts/local/src/git.js




const NO_COMMIT = '0'.repeat(40);
/** Runs git without a shell, without a prompt and without the settings of the repository around it. */
function git(folder, args) {
    const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...env } = process.env;
    return new Promise((done, failed) => {
        const options = { cwd: folder, env: { ...env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }, timeout: 60_000 };
        (0,external_node_child_process_namespaceObject.execFile)('git', [...args], options, (error, stdout, stderr) => {
            if (error === null)
                done(stdout.trim());
            else {
                const reason = stderr.trim() || error.message;
                failed(new fault/* PhasegateError */.h('git-failed', `git ${args[0] ?? ''} in ${folder}: ${reason}`, { cause: error }));
            }
        });
    });
}
/** The git repository that a folder is the top of; null when it is none. */
async function originOf(folder) {
    if (!(0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, '.git')))
        return null;
    const asked = await git(folder, ['rev-parse', '--path-format=absolute', '--git-common-dir', '--git-dir']);
    const [commonDir = '', worktreeDir = ''] = asked.split('\n');
    return { url: folder, commonDir, worktreeDir };
}
/** Finds the repository's own git folder, or makes a bare repository for a folder that has none. `isNew`: made just now. */
async function findOrigin(repo, home) {
    const origin = await originOf(repo);
    if (origin !== null)
        return { origin, isBare: false, isNew: false };
    const bare = (0,external_node_path_.join)(home, 'remote.git');
    const isNew = !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(bare, 'HEAD'));
    if (isNew)
        await git(home, ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
    return { origin: { url: bare, commonDir: bare, worktreeDir: null }, isBare: true, isNew };
}
/** The same, null when git answers with code 1: there is no such thing. */
async function gitOrNull(folder, args) {
    try {
        return await git(folder, args);
    }
    catch (error) {
        const cause = error instanceof fault/* PhasegateError */.h ? error.cause : null;
        if (cause?.code === 1)
            return null;
        throw error;
    }
}
/** Where the repository stands now. */
async function readHead(origin) {
    const [sha, ref] = await Promise.all([
        gitOrNull(origin.url, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']),
        gitOrNull(origin.url, ['symbolic-ref', '--quiet', 'HEAD']),
    ]);
    return { sha: sha ?? NO_COMMIT, ref: ref ?? 'refs/heads/main' };
}
/** A `.gitconfig` for a job's home: git may read the origin whoever owns it, as in a container with another user. */
function gitConfig(origin) {
    const quoted = [origin.url, origin.commonDir].map((path) => `\tdirectory = "${quote(path)}"\n`);
    return `[safe]\n${quoted.join('')}`;
}
const quote = (path) => path.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
/**
 * Gives a folder a `.git` whose `origin` is the repository, without starting git: its commits are seen through the
 * alternates, so nothing is copied.
 */
function linkRepository(folder, origin, head) {
    const gitDir = (0,external_node_path_.join)(folder, '.git');
    const branch = head.ref.startsWith('refs/heads/') ? head.ref : 'refs/heads/main';
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(gitDir, 'objects', 'info'), { recursive: true });
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(gitDir, 'refs'), { recursive: true });
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(gitDir, 'objects', 'info', 'alternates'), `${(0,external_node_path_.join)(origin.commonDir, 'objects')}\n`);
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(gitDir, 'HEAD'), `ref: ${branch}\n`);
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(gitDir, 'config'), '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n[gc]\n\tauto = 0\n' +
        `[remote "origin"]\n\turl = "${quote(origin.url)}"\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`);
    if (head.sha !== NO_COMMIT)
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(gitDir, 'packed-refs'), `${head.sha} ${branch}\n`);
    if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(origin.commonDir, 'shallow')))
        (0,external_node_fs_.copyFileSync)((0,external_node_path_.join)(origin.commonDir, 'shallow'), (0,external_node_path_.join)(gitDir, 'shallow'));
}
/** Copies the repository's index, so that `git status` in the copy says what it says in the repository. */
function copyIndex(folder, origin) {
    const index = origin.worktreeDir === null ? null : (0,external_node_path_.join)(origin.worktreeDir, 'index');
    if (index !== null && (0,external_node_fs_.existsSync)(index))
        (0,external_node_fs_.copyFileSync)(index, (0,external_node_path_.join)(folder, '.git', 'index'));
}
/**
 * The commit that a checkout's `ref` names: a branch, a tag, a full ref, or a commit id.
 * @throws PhasegateError `bad-input` when the repository has none of them.
 */
async function resolveRef(origin, ref) {
    const names = [
        `refs/heads/${ref}`,
        `refs/tags/${ref}`,
        ...(/^(refs\/|[0-9a-f]{40}$)/.test(ref) ? [ref] : []),
    ];
    for (const name of names) {
        const sha = await gitOrNull(origin.url, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
        if (sha !== null)
            return { sha, ref: name };
    }
    throw new fault/* PhasegateError */.h('bad-input', `${origin.url} has no branch, tag or commit ${JSON.stringify(ref)}`);
}
/** Puts the committed tree of a ref into an empty folder, with a `.git` whose `origin` is the repository. */
async function checkOutCommit(folder, origin, ref) {
    const head = await resolveRef(origin, ref);
    linkRepository(folder, origin, head);
    if (!head.ref.startsWith('refs/heads/'))
        await git(folder, ['update-ref', '--no-deref', 'HEAD', head.sha]);
    await git(folder, ['reset', '--quiet', '--hard', head.sha]);
    return head;
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/github-context.js


const SERVER = 'http://github.localhost:8080';
/** Nothing listens there: without an API of its own the local runner has none behind it. */
const NO_API = 'http://127.0.0.1:9';
/** The site by the runner's options; `repo` is the repository's folder. */
function siteOf(options, repo) {
    return {
        repository: options.repository?.name ?? `local/${(0,external_node_path_.basename)(repo).replaceAll(/[^\w.-]/g, '-')}`,
        repositoryId: options.repository?.id ?? 1,
        server: options.server ?? SERVER,
        api: options.api?.url.replace(/\/$/, '') ?? NO_API,
    };
}
/** Enterprise Server has REST below `/api/v3` and GraphQL below `/api`. */
const graphqlOf = (api) => `${api.replace(/\/api\/v3$/, '/api')}/graphql`;
const ownerOf = (repository) => repository.split('/', 1)[0] ?? '';
const branchOf = (head) => head.ref.replace(/^refs\/(heads|tags)\//, '');
/** An event with what every event of GitHub's says: where it happened, and by whom. */
function completeEvent(event, { site, head, actor }) {
    const repository = {
        id: site.repositoryId,
        name: site.repository.split('/')[1] ?? '',
        full_name: site.repository,
        owner: { login: ownerOf(site.repository) },
        html_url: `${site.server}/${site.repository}`,
        default_branch: branchOf(head),
    };
    return { ...event, payload: { repository, sender: { login: actor }, ...event.payload } };
}
/** What a run is of: the repository as it stands, or what a pull request brings, maybe from a fork. */
function headOf(event, own) {
    const pull = event.payload['pull_request'];
    const head = (0,yaml_source/* isMap */.jh)(pull) && (0,yaml_source/* isMap */.jh)(pull['head']) ? pull['head'] : {};
    const repo = (0,yaml_source/* isMap */.jh)(head['repo']) ? head['repo'] : {};
    const textOf = (value, fallback) => typeof value === 'string' ? value : fallback;
    return {
        branch: textOf(head['ref'], own.branch),
        sha: textOf(head['sha'], own.sha),
        headRepository: textOf(repo['full_name'], own.repository),
    };
}
/** The `github` context of a run, without a token: that is each job's own. */
function githubContext(facts) {
    const { site, run, id, event, head, actor, workflow, source } = facts;
    const pull = event.payload['pull_request'];
    const refOf = (side) => {
        const one = (0,yaml_source/* isMap */.jh)(pull) ? pull[side] : undefined;
        return (0,yaml_source/* isMap */.jh)(one) ? (0,yaml_source/* asText */.e1)(one['ref']) : '';
    };
    return {
        repository: site.repository,
        repository_id: String(site.repositoryId),
        repository_owner: ownerOf(site.repository),
        sha: head.sha,
        ref: head.ref,
        ref_name: branchOf(head),
        ref_type: 'branch',
        head_ref: refOf('head'),
        base_ref: refOf('base'),
        event_name: event.name,
        event: event.payload,
        run_id: String(id),
        run_number: String(run),
        run_attempt: '1',
        actor,
        triggering_actor: actor,
        workflow: workflow.name,
        workflow_ref: `${site.repository}/${source.path}@${head.ref}`,
        workflow_sha: head.sha,
        server_url: site.server,
        api_url: site.api,
        graphql_url: graphqlOf(site.api),
    };
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/masks.js
/** What stands in the place of a secret. */
const MASK = '***';
/** The values that nothing printed or stored may show. */
class Masks {
    #values = new Set();
    #ordered = [];
    /** Hides a value, each of its lines, and the form it has inside JSON. White space alone is no secret. */
    add(value) {
        const forms = [value, ...value.split(/\r?\n/), JSON.stringify(value).slice(1, -1)];
        for (const form of forms)
            if (form.trim() !== '')
                this.#values.add(form);
        // The longest first, so that a secret which begins with another one is hidden as a whole.
        this.#ordered = [...this.#values].sort((a, b) => b.length - a.length);
    }
    hide(text) {
        return this.#ordered.reduce((hidden, value) => hidden.replaceAll(value, MASK), text);
    }
    /** Whether a text holds a hidden value. */
    finds(text) {
        return this.#ordered.some((value) => text.includes(value));
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/repositories.js




/** The repositories that workflows name: nothing is fetched from anywhere, each is a folder that a person gave. */
class Repositories {
    #options;
    #known = new Map();
    constructor(options) {
        this.#options = options;
    }
    has(repository) {
        return Object.keys(this.#options.folders).some((key) => key === repository || key.startsWith(`${repository}@`));
    }
    /**
     * A repository at a branch, a tag or a commit id; '' for where it stands now. Each is checked out once.
     * @throws PhasegateError `bad-input` when no folder stands for it, or it has no such ref.
     */
    at(repository, ref) {
        const key = `${repository}@${ref}`;
        const known = this.#known.get(key);
        if (known !== undefined)
            return known;
        const { folders } = this.#options;
        const found = Object.hasOwn(folders, key)
            ? this.#onDisk(repository, ref, (0,external_node_path_.resolve)(folders[key] ?? ''))
            : this.#atCommit(repository, ref);
        this.#known.set(key, found);
        return found;
    }
    /** The git repository behind a name, for a checkout of it. */
    async origin(repository) {
        const { folders } = this.#options;
        const folder = Object.hasOwn(folders, repository) ? (0,external_node_path_.resolve)(folders[repository] ?? '') : null;
        const origin = folder === null || !(0,external_node_fs_.existsSync)(folder) ? null : await originOf(folder);
        if (origin !== null)
            return origin;
        const listed = Object.keys(folders).sort().join(', ') || 'none';
        const why = folder === null ? 'no folder stands for it' : `${folder} is no git repository`;
        throw new fault/* PhasegateError */.h('bad-input', `${repository}: nothing is fetched here, and ${why}; give one with --uses ${repository}=FOLDER (there are ${listed})`);
    }
    async #onDisk(repository, ref, root) {
        if (!(0,external_node_fs_.existsSync)(root))
            throw new fault/* PhasegateError */.h('bad-input', `--uses ${repository}: there is no folder ${root}`);
        const origin = await originOf(root);
        const sha = origin === null ? NO_COMMIT : (await readHead(origin)).sha;
        return { repository, root, ref, sha };
    }
    async #atCommit(repository, ref) {
        const origin = await this.origin(repository);
        (0,external_node_fs_.mkdirSync)(this.#options.temp, { recursive: true });
        const root = (0,external_node_path_.join)(this.#options.temp, String((0,external_node_fs_.readdirSync)(this.#options.temp).length));
        (0,external_node_fs_.mkdirSync)(root);
        const head = await checkOutCommit(root, origin, ref === '' ? (await readHead(origin)).sha : ref);
        return { repository, root, ref: head.ref, sha: head.sha };
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/run-state.js
/** Keeps the state of one run while it goes on. */
class RunTracker {
    #state;
    #jobs = [];
    #approvals = [];
    #clock;
    #nextJob;
    #isPending = true;
    /** `clock`: the run's time, in ms since the epoch. */
    constructor(start, options) {
        this.#clock = options.clock;
        this.#nextJob = options.nextJob;
        const at = this.#clock();
        this.#state = { ...start, attempt: 1, conclusion: null, createdAt: at, updatedAt: at };
    }
    /** The state now; a copy. */
    snapshot() {
        return {
            ...this.#state,
            status: this.#status(),
            jobs: this.#jobs.map((job) => ({ ...job })),
            approvals: [...this.#approvals],
        };
    }
    now() {
        return this.#clock();
    }
    /** The run's turn in its concurrency group has come. */
    started() {
        this.#isPending = false;
        this.#touch();
    }
    approved(approval) {
        this.#approvals.push(approval);
        this.#touch();
    }
    done(conclusion) {
        this.#state.conclusion = conclusion;
        this.#touch();
    }
    job({ name, environment, permissions }) {
        const job = {
            id: this.#nextJob(),
            name,
            status: 'queued',
            conclusion: null,
            startedAt: null,
            completedAt: null,
            environment: environment === null ? null : { name: environment, url: null },
            permissions,
            steps: [],
        };
        this.#jobs.push(job);
        return {
            status: (status) => {
                job.status = status;
                if (status === 'in_progress')
                    job.startedAt ??= this.#clock();
                this.#touch();
            },
            step: (step, conclusion) => {
                job.steps = [...job.steps, { name: step, number: job.steps.length + 1, conclusion }];
            },
            environmentUrl: (url) => {
                if (job.environment !== null)
                    job.environment = { ...job.environment, url };
            },
            done: (conclusion) => {
                Object.assign(job, { status: 'completed', conclusion, completedAt: this.#clock() });
                this.#touch();
            },
        };
    }
    #status() {
        if (this.#state.conclusion !== null)
            return 'completed';
        if (this.#isPending)
            return 'pending';
        const statuses = this.#jobs.map((job) => job.status);
        const isAt = (status) => statuses.includes(status);
        if (isAt('in_progress') || isAt('queued'))
            return 'in_progress';
        return isAt('waiting') ? 'waiting' : isAt('pending') ? 'pending' : 'in_progress';
    }
    #touch() {
        this.#state.updatedAt = this.#clock();
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/run-book.js

/** The runs of one runner, as GitHub's API would tell of them. */
class RunBook {
    /** By number. */
    #trackers = new Map();
    #jobs = 0;
    /** Keeps a run's state from now on. `now`: its own time, at which its clock begins; null for the real one. */
    begin(start, now) {
        let began = null;
        // The first look at the clock is the run's creation, which is exactly at `now`.
        const clock = () => {
            if (now === null)
                return Date.now();
            began ??= performance.now();
            return now + Math.floor(performance.now() - began);
        };
        const tracker = new RunTracker(start, { clock, nextJob: () => (this.#jobs += 1) });
        this.#trackers.set(start.number, tracker);
        return tracker;
    }
    /** The time of a run by its number, in ms since the epoch. */
    timeOf(run) {
        return this.#trackers.get(run)?.now() ?? Date.now();
    }
    /** The runs so far, the first one first. */
    runs() {
        return [...this.#trackers.values()].map((tracker) => tracker.snapshot());
    }
    /** The number of a run by its id; null when there is none. */
    numberOf(id) {
        return this.runs().find((run) => run.id === id)?.number ?? null;
    }
    /** What the runs have uploaded and what is still there, the oldest first. */
    artifacts(store) {
        const states = this.runs().flatMap((run) => store.list(run.number).map((one) => {
            const { id, name, createdAt } = one;
            return { id, name, run: run.id, size: store.sizeOf(one), createdAt };
        }));
        return states.sort((a, b) => a.id - b.id);
    }
    /** The zip of an artifact; null when there is no such one. */
    zip(store, id) {
        const all = this.runs().flatMap((run) => store.list(run.number));
        const artifact = all.find((one) => one.id === id);
        return artifact === undefined ? null : store.zip(artifact);
    }
}

// EXTERNAL MODULE: ./out/build/scripts/local/src/expressions.js + 31 modules
var expressions = __nccwpck_require__(8217);
;// CONCATENATED MODULE: ./out/build/scripts/local/src/gates.js



/** Waits for its turn in its concurrency group, if it has one. @throws PhasegateError `bad-input` for a group without a name. */
async function takeTurn({ context, concurrency, ...request }) {
    const { held } = context;
    if (concurrency === null)
        return { kind: 'open', leave: () => { }, held };
    const group = (0,expressions/* resolveText */.WY)(concurrency.group, request.scope);
    if (group === '')
        throw new fault/* PhasegateError */.h('bad-input', 'concurrency: the group has no name');
    const cancelInProgress = (0,expressions/* resolve */.hd)(concurrency.cancelInProgress, request.scope) === true;
    const queue = concurrency.queue === 'max' ? 'max' : 'single';
    const turn = await context.groups.enter({ ...request, group, queue, cancelInProgress, held });
    if (turn.kind === 'cancelled')
        return { kind: 'closed', result: 'cancelled', reason: turn.reason };
    return { kind: 'open', leave: turn.leave, held: new Set([...held, groupKey(group)]) };
}
/** Resolves with null when the signal is aborted first. */
function orAborted(work, signal) {
    return new Promise((done, failed) => {
        if (signal.aborted)
            done(null);
        signal.addEventListener('abort', () => done(null), { once: true });
        work.then(done, failed);
    });
}
/** Waits until somebody has approved that a job runs in its environment; null when it may run. */
async function awaitApproval(wait) {
    const { context, environment, job, tracker, signal } = wait;
    if (environment === null)
        return null;
    const { approve, run } = context;
    if (approve === null) {
        context.emit({
            kind: 'note',
            message: `${job}: nobody is asked to approve environment "${environment}" here`,
        });
        return null;
    }
    tracker.status('waiting');
    const answer = await orAborted(approve({ environment, run, job }), signal);
    if (answer === null)
        return { kind: 'closed', result: 'cancelled', reason: null };
    const { state, user, comment = '' } = answer;
    context.tracker.approved({ state, environment, user, comment });
    if (state === 'approved')
        return null;
    return { kind: 'closed', result: 'failure', reason: `${user} rejected the deployment to ${environment}` };
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/job-end.js
/** The worst of some results; `skipped` when there is none, or nothing else. */
function foldResults(results) {
    return (['failure', 'cancelled', 'success'].find((result) => results.includes(result)) ?? 'skipped');
}
/** One end for a job of the ends of its combinations. */
function foldLegs(legs, forgives) {
    const actual = foldResults(legs.map((leg) => leg.result));
    // The last combination that gives an output a value wins.
    const outputs = legs.flatMap((leg) => Object.entries(leg.outputs).filter(([, value]) => value !== ''));
    return {
        result: forgives && actual === 'failure' ? 'success' : actual,
        actual,
        outputs: Object.fromEntries(outputs),
        summaries: legs.flatMap((leg) => leg.summaries),
        annotations: legs.flatMap((leg) => leg.annotations),
        inner: Object.fromEntries(legs.flatMap((leg) => Object.entries(leg.inner))),
    };
}
/** Name of a job as people see it: `caller / called`. */
function fullName(context, name) {
    return [...context.place.names, name].join(' / ');
}
/** A job that ends without a step: why, where there is something to say. */
function endWithoutRunning({ context, job, name }, result, message) {
    const annotations = [];
    const label = name ?? fullName(context, job.id);
    if (message !== null) {
        const text = context.masks.hide(message);
        annotations.push({ level: 'error', job: label, message: text, title: null, file: null, line: null });
    }
    for (const annotation of annotations)
        context.emit({ kind: 'annotation', run: context.run, annotation });
    context.emit({ kind: 'job-done', run: context.run, job: label, result, durationMs: 0 });
    return { result, actual: result, outputs: {}, summaries: [], annotations, inner: {} };
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/limiter.js
/** Lets at most so many pieces of work go on at once; the others wait in the order they came. */
function limiter(limit) {
    let free = limit;
    const waiting = [];
    return async (work) => {
        if (free > 0)
            free -= 1;
        else
            await new Promise((next) => waiting.push(next));
        try {
            return await work();
        }
        finally {
            const next = waiting.shift();
            if (next === undefined)
                free += 1;
            else
                next();
        }
    };
}

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

;// CONCATENATED MODULE: ./out/build/scripts/local/src/matrix.js


const isMap = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const isSame = (a, b) => a !== undefined && canonicalJson(a) === canonicalJson(b);
function combinationList(value, key) {
    if (value === undefined || value === null)
        return [];
    if (Array.isArray(value) && value.every(isMap))
        return value;
    throw new fault/* PhasegateError */.h('bad-input', `strategy.matrix.${key} must be a list of maps`);
}
/** Whether all the values that an exclusion names are those of the combination; nested maps match in part. */
function matches(combination, part) {
    if (isMap(part)) {
        return (isMap(combination) && Object.keys(part).every((key) => matches(combination[key], part[key] ?? null)));
    }
    return isSame(combination, part);
}
function product(axes) {
    return axes.reduce((rows, [key, values]) => {
        if (!Array.isArray(values))
            throw new fault/* PhasegateError */.h('bad-input', `strategy.matrix.${key} must be a list`);
        return rows.flatMap((row) => values.map((value) => ({ ...row, [key]: value })));
    }, [{}]);
}
/**
 * The combinations of an evaluated `strategy.matrix`, in GitHub's order; one empty combination without a matrix.
 * An `include` joins each combination whose own values it does not overwrite, and else stands by itself.
 */
function expandMatrix(matrix) {
    if (matrix === null)
        return [{}];
    if (!isMap(matrix))
        throw new fault/* PhasegateError */.h('bad-input', 'strategy.matrix must be a map');
    const { include, exclude, ...rest } = matrix;
    const axes = Object.entries(rest);
    const excluded = combinationList(exclude, 'exclude');
    const base = axes.length === 0 ? [] : product(axes);
    const rows = base.filter((row) => !excluded.some((part) => matches(row, part)));
    const joined = rows.map((row) => ({ ...row }));
    const alone = [];
    for (const extra of combinationList(include, 'include')) {
        const fits = rows.flatMap((row, i) => Object.entries(extra).every(([key, value]) => !Object.hasOwn(row, key) || isSame(row[key], value))
            ? [i]
            : []);
        if (fits.length === 0)
            alone.push(extra);
        for (const i of fits)
            Object.assign(joined[i] ?? {}, extra);
    }
    return [...joined, ...alone];
}

// EXTERNAL MODULE: ./out/build/scripts/local/src/call-interface.js
var call_interface = __nccwpck_require__(939);
// EXTERNAL MODULE: ./out/build/scripts/local/src/permissions.js
var src_permissions = __nccwpck_require__(5909);
// EXTERNAL MODULE: ./out/build/scripts/local/src/workflow-parse.js + 1 modules
var workflow_parse = __nccwpck_require__(7158);
;// CONCATENATED MODULE: ./out/build/scripts/local/src/workflow-tree.js






/** GitHub's limits: levels of workflows in a row, the first one included, and different workflows that a run calls. */
const DEEPEST = 10;
const MOST_CALLED = 50;
const LOCAL = /^\.\/(\.github\/workflows\/[^/@]+\.ya?ml)$/;
const REMOTE = /^([\w.-]+\/[\w.-]+)\/(\.github\/workflows\/[^/@]+\.ya?ml)@(\S+)$/;
const nameOf = (source) => `${source.repository}/${source.path}@${source.sha}`;
/** What the token of a job may do: what the job says, else its workflow, else what its surroundings allow. */
function permissionsOf(workflow, job, allowed) {
    return job.permissions ?? workflow.permissions ?? allowed;
}
/** Reads the workflows that a run will call, and all that can be wrong with the calls before anything runs. */
class Loader {
    faults = [];
    #repositories;
    #called = new Set();
    constructor(repositories) {
        this.#repositories = repositories;
    }
    async load(workflow, source, place) {
        const calls = new Map();
        for (const job of workflow.jobs.values()) {
            const granted = permissionsOf(workflow, job, place.allowed);
            this.#checkPermissions(workflow, job, { granted, place });
            if (job.call === null)
                continue;
            const found = await this.#find(job.call.reference, source);
            if (found === null) {
                this.faults.push(`uses: ${job.call.reference}: write ./.github/workflows/x.yml or owner/name/.github/workflows/x.yml@ref`);
                continue;
            }
            const inner = { allowed: granted, above: [...place.above, nameOf(source)] };
            const child = this.#check(job.call, found, inner.above);
            if (child !== null)
                calls.set(job.id, await this.load(child, found, inner));
        }
        return { workflow, source, calls };
    }
    async #find(reference, caller) {
        const [, own] = LOCAL.exec(reference) ?? [];
        if (own !== undefined)
            return { ...caller, path: own };
        const [, repository, path, ref] = REMOTE.exec(reference) ?? [];
        if (repository === undefined || path === undefined || ref === undefined)
            return null;
        return { ...(await this.#repositories.at(repository, ref)), path };
    }
    /** A called workflow can have less than its caller, never more. */
    #checkPermissions(workflow, job, { granted, place }) {
        if (place.above.length === 0)
            return;
        for (const excess of (0,src_permissions/* excessPermissions */.Gn)(granted, place.allowed)) {
            this.faults.push(`${workflow.name}: the job ${job.id} asks for ${excess}; the calling job's \`permissions\` must allow it`);
        }
    }
    /** The called workflow, when it can be read and be called like this. */
    #check(call, found, above) {
        const faultsBefore = this.faults.length;
        const say = (message) => this.faults.push(`uses: ${call.reference}: ${message}`);
        const file = (0,external_node_path_.join)(found.root, found.path);
        if (!(0,external_node_fs_.existsSync)(file)) {
            say(`there is no file ${file}`);
            return null;
        }
        const workflow = (0,workflow_parse/* parseWorkflow */.hM)((0,external_node_fs_.readFileSync)(file, 'utf8'), file);
        if (workflow.callable === null)
            say('it has no `workflow_call` among its events, so it cannot be called');
        else
            for (const fault of (0,call_interface/* callFaults */.AD)(call, workflow.callable))
                say(fault);
        if (above.includes(nameOf(found)))
            say('the workflow calls itself');
        if (above.length + 1 > DEEPEST)
            say(`workflows go deeper than ${DEEPEST} levels`);
        this.#called.add(nameOf(found));
        if (this.#called.size > MOST_CALLED)
            say(`a run calls at most ${MOST_CALLED} workflows`);
        return this.faults.length === faultsBefore ? workflow : null;
    }
}
/**
 * Reads all workflows that a workflow calls, directly or not, as GitHub does before a run begins.
 * @throws PhasegateError `bad-input` with everything that is wrong with the calls.
 */
async function loadTree(workflow, source, options) {
    const loader = new Loader(options.repositories);
    const tree = await loader.load(workflow, source, { allowed: options.permissions, above: [] });
    if (loader.faults.length > 0) {
        throw new fault/* PhasegateError */.h('bad-input', `${workflow.file} cannot start:${loader.faults.map((fault) => `\n  ${fault}`).join('')}`);
    }
    return tree;
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/run-call.js





/** What the called workflow's own expressions see outside of its jobs. */
function outerScope(context, status, jobs) {
    const { github, vars, inputs } = context;
    return { contexts: { github, vars, inputs, jobs }, status, hashFiles: () => '' };
}
function innerContext(request, parts) {
    const { context, job, scope } = request;
    const { call, target, tree } = parts;
    const defaults = {
        ...outerScope(context, scope.status, {}),
        contexts: { github: context.github, vars: context.vars },
    };
    return {
        ...context,
        ...tree,
        inputs: (0,call_interface/* callInputs */.Ow)({ call, target, scope, defaults, now: context.now }),
        secrets: (0,call_interface/* callSecrets */.y5)(call, context.secrets, scope),
        permissions: permissionsOf(context.workflow, job, context.permissions),
        place: {
            names: [...context.place.names, request.label],
            slugs: [...context.place.slugs, request.slug],
        },
        held: request.held,
        cancelled: AbortSignal.any([context.cancelled, request.signal]),
        cancel: request.cancel,
    };
}
/** The outputs of a called workflow; one that holds a secret is left out. */
function outputsOf(inner, target, jobs, scope) {
    const values = (0,expressions/* resolveTexts */.Bg)(target.outputs, outerScope(inner, scope.status, jobs));
    return Object.fromEntries(Object.entries(values).filter(([, value]) => !inner.masks.finds(value)));
}
/** Runs the jobs of the workflow that a job calls. @throws PhasegateError when its inputs are of a wrong type. */
async function runCall(request) {
    const { context, job, scope, slug } = request;
    const tree = context.calls.get(job.id);
    const target = tree?.workflow.callable ?? null;
    if (job.call === null || tree === undefined || target === null)
        throw new TypeError(`${job.id} calls no workflow`);
    const inner = innerContext(request, { call: job.call, target, tree });
    const { concurrency } = tree.workflow;
    const gate = await takeTurn({
        ...request,
        context: inner,
        concurrency,
        scope: outerScope(inner, scope.status, {}),
    });
    if (gate.kind === 'closed')
        return endWithoutRunning({ context, job }, gate.result, gate.reason);
    try {
        const ends = [...(await request.runJobs({ ...inner, held: gate.held }))];
        const jobs = Object.fromEntries(ends.map(([id, { result, outputs }]) => [id, { result, outputs }]));
        const nested = ends.flatMap(([id, end]) => [
            [`${slug}/${id}`, { result: end.result, outputs: end.outputs }],
            ...Object.entries(end.inner).map(([name, one]) => [`${slug}/${name}`, one]),
        ]);
        return {
            result: foldResults(ends.map(([, end]) => end.result)),
            outputs: outputsOf(inner, target, jobs, scope),
            summaries: ends.flatMap(([, end]) => end.summaries),
            annotations: ends.flatMap(([, end]) => end.annotations),
            inner: Object.fromEntries(nested),
        };
    }
    finally {
        gate.leave();
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/job-env.js


const ARCHITECTURES = {
    x64: 'X64',
    arm64: 'ARM64',
    ia32: 'X86',
    arm: 'ARM',
};
const SYSTEMS = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };
/** Keys of the `github` context that are also variables. */
const GITHUB_KEYS = ('repository repository_owner sha ref ref_name ref_type event_name run_id run_number run_attempt actor ' +
    'triggering_actor workflow workflow_ref workflow_sha server_url api_url graphql_url repository_id head_ref base_ref').split(' ');
/** Variables of the person's own environment that a job takes over; nothing else gets in, so no token does. */
const TAKEN_OVER = ('PATH LANG LC_ALL TZ USER LOGNAME HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy ' +
    'SSL_CERT_FILE SSL_CERT_DIR NODE_EXTRA_CA_CERTS').split(' ');
/** The part of an environment that jobs may see. */
function hostEnvironment(env) {
    const pairs = TAKEN_OVER.flatMap((name) => {
        const value = env[name];
        return value === undefined ? [] : [[name, value]];
    });
    return Object.fromEntries(pairs);
}
/** The `runner` context. */
function runnerContext(leg) {
    return {
        os: SYSTEMS[process.platform] ?? process.platform,
        arch: ARCHITECTURES[process.arch] ?? process.arch,
        name: 'local',
        environment: 'self-hosted',
        debug: '',
        temp: leg.temp,
        tool_cache: (0,external_node_path_.join)(leg.temp, 'tools'),
        workspace: leg.workspace,
    };
}
/** Whole environment of a step, PATH as the host has it. What GitHub sets by itself cannot be overwritten. */
function jobEnv(leg, step) {
    const { context } = leg;
    const { github } = context;
    const runner = runnerContext(leg);
    const fixed = Object.fromEntries(GITHUB_KEYS.map((key) => [`GITHUB_${key.toUpperCase()}`, (0,yaml_source/* asText */.e1)(github[key])]));
    return {
        CI: 'true',
        ...context.hostEnv,
        HOME: leg.home,
        TMPDIR: leg.temp,
        GIT_TERMINAL_PROMPT: '0',
        ...leg.env,
        ...step,
        ...fixed,
        GITHUB_ACTIONS: 'true',
        GITHUB_JOB: leg.job.id,
        GITHUB_WORKSPACE: leg.workspace,
        GITHUB_EVENT_PATH: (0,external_node_path_.join)(leg.temp, 'event.json'),
        RUNNER_OS: runner['os'] ?? '',
        RUNNER_ARCH: runner['arch'] ?? '',
        RUNNER_NAME: 'local',
        RUNNER_ENVIRONMENT: 'self-hosted',
        RUNNER_TEMP: leg.temp,
        RUNNER_TOOL_CACHE: runner['tool_cache'] ?? '',
        ACTIONS_RESULTS_URL: context.service.url,
        ACTIONS_CACHE_URL: context.service.url,
        ACTIONS_CACHE_SERVICE_V2: 'true',
        ACTIONS_RUNTIME_TOKEN: context.service.token(context.run, leg.job.id),
    };
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./out/build/scripts/local/src/glob.js



const WILDCARD = /[*?[]/;
const escapeRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** One path segment of a pattern as a regular expression; a `*` does not cross a slash. */
function segmentSource(segment) {
    return segment.replace(/\*|\?|\[(!?)([^\]]+)\]|[^*?[]+|\[/g, (part, not, set) => {
        if (part === '*')
            return '[^/]*';
        if (part === '?')
            return '[^/]';
        if (set !== undefined)
            return `[${not === '!' ? '^' : ''}${set.replace(/[\\\]^]/g, '\\$&')}]`;
        return escapeRegExp(part);
    });
}
/** The lines of a list that say something: no empty ones, no comments. */
function splitPatterns(text) {
    return text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'));
}
/** A name with wildcards as a regular expression. */
function wildcard(pattern) {
    return new RegExp(`^${segmentSource(pattern)}$`, 's');
}
function compile(line, options) {
    const excludes = line.startsWith('!');
    const text = (excludes ? line.slice(1) : line).trim().replace(/^~(?=\/|$)/, options.home);
    const path = (0,external_node_path_.resolve)(options.folder, text);
    const segments = path.split(external_node_path_.sep);
    const wild = segments.findIndex((segment) => WILDCARD.test(segment));
    const base = wild < 0 ? path : segments.slice(0, wild).join(external_node_path_.sep) || external_node_path_.sep;
    let source = '';
    for (const [i, segment] of segments.entries()) {
        if (segment === '**')
            source += '(?:/[^/]+)*';
        else if (i > 0 && segment !== '')
            source += `/${segmentSource(segment)}`;
    }
    // A folder that matches brings all that is in it.
    return { excludes, base, test: new RegExp(`^${source}(?:/.*)?$`, 's') };
}
function* walk(path, includeHidden) {
    if (!includeHidden && (0,external_node_path_.basename)(path).startsWith('.'))
        return;
    const stat = (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false });
    if (stat === undefined)
        return;
    if (stat.isFile() || (stat.isSymbolicLink() && (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isFile()))
        yield path;
    // Links to folders are not followed: one may lead back to itself.
    if (!stat.isDirectory())
        return;
    for (const name of (0,external_node_fs_.readdirSync)(path).sort())
        yield* walk((0,external_node_path_.join)(path, name), includeHidden);
}
/**
 * Files that a list of glob patterns selects: one a line, `#` comments, `!` takes away what lines before it selected.
 * `*`, `?`, `[abc]` stay within a folder, `**` does not.
 */
function glob(patterns, options) {
    const compiled = splitPatterns(patterns).map((line) => compile(line, options));
    const bases = [...new Set(compiled.filter((one) => !one.excludes).map((one) => one.base))].sort();
    const inside = (path, folder) => path.startsWith(folder === external_node_path_.sep ? external_node_path_.sep : `${folder}${external_node_path_.sep}`);
    const searched = bases.filter((base) => !bases.some((other) => other !== base && inside(base, other)));
    const files = searched.flatMap((base) => [...walk(base, options.includeHidden)].filter((file) => compiled.reduce((taken, one) => (one.test.test(file) ? !one.excludes : taken), false)));
    return { files: files.sort(), searched };
}
/** The folder that the paths of an upload are relative to: the least common ancestor of what was searched. */
function commonRoot({ files, searched }) {
    const [first = external_node_path_.sep, ...rest] = searched;
    if (rest.length === 0)
        return files.length === 1 && files[0] === first ? (0,external_node_path_.dirname)(first) : first;
    let segments = first.split(external_node_path_.sep);
    for (const path of rest) {
        const other = path.split(external_node_path_.sep);
        const differs = segments.findIndex((segment, i) => segment !== other[i]);
        if (differs >= 0)
            segments = segments.slice(0, differs);
    }
    return segments.join(external_node_path_.sep) || external_node_path_.sep;
}
/** The expression function `hashFiles`: SHA-256 over the files' SHA-256; '' when there is no such file. */
function hashFiles(patterns, folder) {
    const { files } = glob(patterns.join('\n'), { folder, includeHidden: true, home: folder });
    const within = files.filter((file) => file.startsWith(`${folder}${external_node_path_.sep}`));
    if (within.length === 0)
        return '';
    const all = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    for (const file of within)
        all.update((0,external_node_crypto_namespaceObject.createHash)('sha256').update((0,external_node_fs_.readFileSync)(file)).digest());
    return all.digest('hex');
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/leg.js


/** Lines of a step that are kept to be shown should it fail. */
const KEPT_LINES = 400;
/** One job for one combination of its matrix, while it runs. */
class Leg {
    context;
    job;
    label;
    signal;
    tracker;
    workspace;
    temp;
    home;
    contexts;
    /** Environment of the workflow and the job, and what steps add through GITHUB_ENV. */
    env = {};
    /** Folders that steps put before PATH, the latest first. */
    path = [];
    isOk = true;
    posts = [];
    summary = [];
    annotations = [];
    /** What a step's action keeps from its `pre` and `main` to its `post`. */
    states = new Map();
    /** Process groups with members that outlived their step. */
    groups = new Set();
    log = [];
    #files = 0;
    constructor(options) {
        this.context = options.context;
        this.job = options.job;
        this.label = options.label;
        this.signal = options.signal;
        this.tracker = options.tracker;
        this.contexts = options.contexts;
        this.workspace = (0,external_node_path_.join)(options.folder, 'workspace');
        this.temp = (0,external_node_path_.join)(options.folder, 'temp');
        this.home = (0,external_node_path_.join)(options.folder, 'home');
    }
    /** Names for a new group of the runner's own files, which the run's end removes. */
    nextPaths() {
        this.#files += 1;
        const prefix = (0,external_node_path_.join)(this.temp, `_${this.#files}_`);
        return (name) => `${prefix}${name}`;
    }
    print(line) {
        const text = this.context.masks.hide(line);
        this.log.push(text);
        if (this.log.length > KEPT_LINES)
            this.log.shift();
        this.context.emit({ kind: 'line', run: this.context.run, job: this.label, text });
    }
    annotate(annotation) {
        const hide = (text) => text == null ? null : this.context.masks.hide(text);
        const full = {
            level: annotation.level,
            job: this.label,
            message: this.context.masks.hide(annotation.message),
            title: hide(annotation.title),
            file: hide(annotation.file),
            line: hide(annotation.line),
        };
        this.annotations.push(full);
        this.context.emit({ kind: 'annotation', run: this.context.run, annotation: full });
    }
}
/** Where the job's workflow comes from: of a called workflow, not what `github` says of the first one. */
function sourceOf({ source }) {
    const { repository, path, ref, sha } = source;
    return {
        workflow_repository: repository,
        workflow_file_path: path,
        workflow_ref: `${repository}/${path}@${ref}`,
        workflow_sha: sha,
    };
}
/** What expressions see at this point of a list of steps. */
function scopeOf(frame, env = {}) {
    const { leg } = frame;
    const cancelled = leg.signal.aborted;
    const status = cancelled ? 'cancelled' : leg.isOk ? 'success' : 'failure';
    return {
        contexts: {
            ...leg.contexts,
            ...frame.contexts,
            env: { ...leg.env, ...frame.env, ...env },
            steps: frame.steps,
            job: { status, ...sourceOf(leg.context) },
        },
        status: { success: frame.isOk && !cancelled, failure: !frame.isOk && !cancelled, cancelled },
        hashFiles: (patterns) => hashFiles(patterns, leg.workspace),
    };
}

;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");
;// CONCATENATED MODULE: ./out/build/scripts/local/src/process.js


/** Between asking a process to end and ending it. */
const GRACE_MS = 2_000;
/** How long output is waited for after the process itself has ended: something it started may hold the pipe. */
const DRAIN_MS = 500;
/** A longer line is cut, so that memory stays bounded. */
const LONGEST_LINE = 1024 * 1024;
/** Sends a signal to a process group; false when there is no such group any more. */
function signalGroup(group, signal) {
    try {
        process.kill(-group, signal);
        return true;
    }
    catch {
        return false;
    }
}
function forwardLines(stream, onLine) {
    const decoder = new external_node_string_decoder_namespaceObject.StringDecoder('utf8');
    let rest = '';
    stream.on('data', (chunk) => {
        const lines = (rest + decoder.write(chunk)).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines)
            onLine(line.replace(/\r$/, ''));
        if (rest.length > LONGEST_LINE) {
            onLine(rest);
            rest = '';
        }
    });
    stream.on('close', () => {
        rest += decoder.end();
        if (rest !== '')
            onLine(rest);
    });
}
/** Runs a process in a group of its own, without a shell, and hands on each line of its output. */
function runProcess(options) {
    const { command, args, cwd, env, signal, onLine, groups } = options;
    return new Promise((done) => {
        const child = (0,external_node_child_process_namespaceObject.spawn)(command, args, {
            cwd,
            env: { ...env },
            detached: true,
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        const { pid } = child;
        let force;
        const abort = () => {
            if (pid === undefined)
                return;
            signalGroup(pid, 'SIGTERM');
            force = setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE_MS);
        };
        if (pid !== undefined)
            groups.add(pid);
        forwardLines(child.stdout, onLine);
        forwardLines(child.stderr, onLine);
        child.once('error', (error) => done({ kind: 'not-started', message: error.message }));
        child.once('exit', () => {
            setTimeout(() => {
                child.stdout.destroy();
                child.stderr.destroy();
            }, DRAIN_MS).unref();
        });
        child.once('close', (code) => {
            clearTimeout(force);
            signal.removeEventListener('abort', abort);
            if (pid !== undefined && signal.aborted)
                signalGroup(pid, 'SIGKILL');
            if (pid !== undefined && !signalGroup(pid, 0))
                groups.delete(pid);
            done(signal.aborted ? { kind: 'killed' } : { kind: 'exit', code: code ?? 1 });
        });
        if (signal.aborted)
            abort();
        else
            signal.addEventListener('abort', abort, { once: true });
    });
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/job-token.js
/**
 * Stands for a job's own token in the secrets of a run: which job will ask is not known yet, and a call may hand
 * `secrets.GITHUB_TOKEN` on under another name.
 */
const TOKEN_PLACE = '\u0000token of the job\u0000';
/** The secrets as one job sees them. */
function withToken(secrets, token) {
    const pairs = Object.entries(secrets).map(([name, value]) => [name, value.replaceAll(TOKEN_PLACE, token)]);
    return Object.fromEntries(pairs);
}

// EXTERNAL MODULE: ./out/build/scripts/local/src/workflow-steps.js
var workflow_steps = __nccwpck_require__(5338);
;// CONCATENATED MODULE: ./out/build/scripts/local/src/action-file.js





const NODE_RUNTIMES = ['node20', 'node24'];
function readInputs(value) {
    return Object.entries((0,yaml_source/* isMap */.jh)(value) ? value : {}).map(([name, one]) => {
        const input = (0,yaml_source/* isMap */.jh)(one) ? one : {};
        return { name, fallback: input['default'] ?? '', required: input['required'] === true };
    });
}
function readComposite(source, runs) {
    const steps = (0,workflow_steps/* readSteps */.I$)(source, ['runs', 'steps'], runs['steps']);
    steps.forEach((step, i) => {
        if (step.action.kind === 'run' && step.shell === null) {
            source.fault(['runs', 'steps', i], 'a `run` of a composite action needs a `shell`');
        }
    });
    const listed = (0,yaml_source/* isMap */.jh)(source.value) ? (0,workflow_steps/* readMap */.l8)(source, ['outputs'], source.value['outputs']) : {};
    const outputs = Object.entries(listed).map(([name, one]) => [name, (0,yaml_source/* isMap */.jh)(one) ? (one['value'] ?? '') : '']);
    return { kind: 'composite', steps, outputs: Object.fromEntries(outputs) };
}
function readNode(source, folder, runs) {
    const file = (key) => {
        const value = runs[key];
        if (value === undefined)
            return null;
        const path = (0,external_node_path_.join)(folder, (0,yaml_source/* asText */.e1)(value));
        if (!(0,external_node_fs_.existsSync)(path))
            source.fault(['runs', key], `there is no file ${(0,yaml_source/* asText */.e1)(value)}; was the action built?`);
        return path;
    };
    const main = file('main');
    if (main === null)
        source.fault(['runs'], 'needs `main`');
    return {
        kind: 'node',
        pre: file('pre'),
        preIf: runs['pre-if'] ?? 'always()',
        main: main ?? '',
        post: file('post'),
        postIf: runs['post-if'] ?? 'always()',
    };
}
/**
 * Reads the `action.yml` of a folder.
 * @throws PhasegateError `bad-input` when there is none, when it has faults, or when it is of a kind that is not run here.
 */
function readAction(folder, reference) {
    const file = ['action.yml', 'action.yaml']
        .map((name) => (0,external_node_path_.join)(folder, name))
        .find((path) => (0,external_node_fs_.existsSync)(path));
    if (file === undefined) {
        const hint = reference.startsWith('./') ? '; did the job check the repository out before?' : '';
        throw new fault/* PhasegateError */.h('bad-input', `uses: ${reference}: there is no action.yml in ${folder}${hint}`);
    }
    const source = new yaml_source/* YamlSource */.rC((0,external_node_fs_.readFileSync)(file, 'utf8'), file);
    const top = (0,yaml_source/* isMap */.jh)(source.value) ? source.value : {};
    const runs = (0,yaml_source/* isMap */.jh)(top['runs']) ? top['runs'] : {};
    const using = (0,yaml_source/* asText */.e1)(runs['using']);
    const isNode = NODE_RUNTIMES.includes(using);
    if (!isNode && using !== 'composite') {
        source.fault(['runs', 'using'], `"${using}" is not run locally; there are ${NODE_RUNTIMES.join(', ')} and composite`);
        source.throwFaults('is no action that can run');
    }
    const parsed = isNode ? readNode(source, folder, runs) : readComposite(source, runs);
    source.throwFaults('is no action that can run');
    return { folder, name: (0,yaml_source/* asText */.e1)(top['name'] ?? reference), inputs: readInputs(top['inputs']), runs: parsed };
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/tree.js



/** Whether a path lies in a folder (or is it), once `..` is worked out. Both absolute. */
function isWithin(path, folder) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way === '' || (way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way));
}
/** Copies a link whose target lies within the tree; one that leads out of it, or nowhere, is left out. */
function copyLink(from, to, root) {
    try {
        const target = (0,external_node_fs_.realpathSync)(from);
        if (!isWithin(target, root))
            return;
        const text = (0,external_node_fs_.readlinkSync)(from);
        (0,external_node_fs_.symlinkSync)((0,external_node_path_.isAbsolute)(text) ? (0,external_node_path_.relative)((0,external_node_path_.dirname)(from), target) : text, to);
    }
    catch (error) {
        if (error.code !== 'ENOENT')
            throw error;
    }
}
/** Copies a folder: files with their modes, links within the tree, no sockets or devices. Makes the target. */
function copyTree(from, to, options) {
    const root = (0,external_node_fs_.realpathSync)(from);
    const copy = (source, target) => {
        (0,external_node_fs_.mkdirSync)(target, { recursive: true });
        for (const entry of (0,external_node_fs_.readdirSync)(source, { withFileTypes: true })) {
            if (options.except.includes(entry.name))
                continue;
            const [here, there] = [(0,external_node_path_.join)(source, entry.name), (0,external_node_path_.join)(target, entry.name)];
            if (entry.isDirectory())
                copy(here, there);
            else if (entry.isSymbolicLink())
                copyLink(here, there, root);
            else if (entry.isFile() && options.copyFile?.(here, there) !== true) {
                (0,external_node_fs_.copyFileSync)(here, there, external_node_fs_.constants.COPYFILE_FICLONE);
            }
        }
    };
    copy(root, to);
}
/** Copies one file or folder to a place whose folders it makes; nothing when there is no such path. */
function copyPath(from, to) {
    const stat = (0,external_node_fs_.lstatSync)(from, { throwIfNoEntry: false });
    if (stat === undefined)
        return;
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(to), { recursive: true });
    if (stat.isDirectory())
        copyTree(from, to, { except: [] });
    else if (stat.isFile())
        (0,external_node_fs_.copyFileSync)(from, to, external_node_fs_.constants.COPYFILE_FICLONE);
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/actions/artifacts.js





/** What is done when no file matches. @throws PhasegateError when that is an error. */
function reportNoFiles({ leg, input }) {
    const message = `No files were found with the provided path: ${input('path').trim()}. No artifacts will be uploaded.`;
    const answer = input('if-no-files-found');
    switch (answer) {
        case 'error':
            throw new fault/* PhasegateError */.h('bad-input', message);
        case 'warn':
            leg.annotate({ level: 'warning', message });
            break;
        case 'ignore':
            leg.print(message);
            break;
        default:
            throw new fault/* PhasegateError */.h('bad-input', `if-no-files-found is ${JSON.stringify(answer)}; use warn, error or ignore`);
    }
}
/** Stands in for `actions/upload-artifact`. */
const uploadArtifact = {
    inputs: {
        name: 'artifact',
        path: '',
        'if-no-files-found': 'warn',
        'retention-days': '',
        'compression-level': '6',
        overwrite: 'false',
        'include-hidden-files': 'false',
        archive: 'true',
    },
    run(call) {
        const { leg, input, flag } = call;
        if (input('path').trim() === '')
            throw new fault/* PhasegateError */.h('bad-input', 'upload-artifact needs `path`');
        const options = { folder: leg.workspace, home: leg.home, includeHidden: flag('include-hidden-files') };
        const found = glob(input('path'), options);
        const [first] = found.files;
        if (first === undefined) {
            reportNoFiles(call);
            return Promise.resolve({ outputs: {} });
        }
        if (!flag('archive') && found.files.length > 1) {
            throw new fault/* PhasegateError */.h('bad-input', `archive: false takes one file, and ${found.files.length} match`);
        }
        // A file that is not packed is an artifact by its own name.
        const name = flag('archive') ? input('name') : (0,external_node_path_.basename)(first);
        const root = commonRoot(found);
        const { artifacts } = leg.context.home;
        if (flag('overwrite'))
            artifacts.remove(leg.context.run, name);
        const artifact = artifacts.saveFiles(leg.context.run, name, new Map(found.files.map((file) => [(0,external_node_path_.relative)(root, file), file])));
        leg.print(`artifact ${name}: ${found.files.length} files in ${artifact.folder}`);
        return Promise.resolve({
            outputs: { 'artifact-id': String(artifact.id), 'artifact-url': `file://${artifact.folder}` },
        });
    },
};
/** The run whose artifacts are asked for. @throws PhasegateError when GitHub would refuse, or there is none here. */
function runOf({ leg, input }) {
    const { run, id, github, numberOf } = leg.context;
    for (const name of ['artifact-ids', 'repository']) {
        if (!['', name === 'repository' ? (0,yaml_source/* asText */.e1)(github['repository']) : ''].includes(input(name)))
            throw new fault/* PhasegateError */.h('bad-input', `download-artifact: \`${name}\` is not supported locally`);
    }
    const asked = input('run-id');
    if (asked === '' || asked === String(id))
        return run;
    if (input('github-token') === '')
        throw new fault/* PhasegateError */.h('bad-input', 'download-artifact: another `run-id` needs `github-token`');
    const found = numberOf(Number(asked));
    if (found === null)
        throw new fault/* PhasegateError */.h('bad-input', `download-artifact: there is no run ${asked} here`);
    return found;
}
function chooseArtifacts({ leg, input }, run) {
    const { home } = leg.context;
    if (input('name') !== '') {
        const artifact = home.artifacts.find(run, input('name'));
        if (artifact !== undefined)
            return [artifact];
        const names = home.artifacts.list(run).map((one) => one.name);
        const list = names.length === 0 ? 'none' : names.join(', ');
        throw new fault/* PhasegateError */.h('bad-input', `Artifact not found for name: ${input('name')}; the run has ${list}`);
    }
    const pattern = input('pattern') === '' ? /^/ : wildcard(input('pattern'));
    return home.artifacts.list(run).filter((one) => pattern.test(one.name));
}
/** Stands in for `actions/download-artifact`, for artifacts of runs of the same runner. */
const downloadArtifact = {
    inputs: {
        name: '',
        'artifact-ids': '',
        path: '',
        pattern: '',
        'merge-multiple': 'false',
        'github-token': '',
        repository: '',
        'run-id': '',
        'skip-decompress': 'false',
        'digest-mismatch': 'error',
    },
    run(call) {
        const { leg, input, flag } = call;
        const folder = (0,external_node_path_.resolve)(leg.workspace, input('path').replace(/^~(?=\/|$)/, leg.home));
        const chosen = chooseArtifacts(call, runOf(call));
        const isFlat = input('name') !== '' || flag('merge-multiple');
        for (const artifact of chosen) {
            copyTree(artifact.folder, isFlat ? folder : (0,external_node_path_.join)(folder, artifact.name), { except: [] });
        }
        leg.print(`${chosen.length} artifacts downloaded to ${folder}`);
        return Promise.resolve({ outputs: { 'download-path': folder } });
    },
};

;// CONCATENATED MODULE: ./out/build/src/domain/digest.js

/** Digests in one call, which takes half as long for short texts; Node has it from 20.12 on. */
const inOneCall = external_node_crypto_namespaceObject;
/** SHA-256 of a text (as UTF-8) or of bytes, as 64 hexadecimal digits. */
function sha256(data) {
    return inOneCall.hash?.('sha256', data) ?? external_node_crypto_namespaceObject.createHash('sha256').update(data).digest('hex');
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/actions/cache.js






const COMMON = { enableCrossOsArchive: 'false', 'upload-chunk-size': '' };
const RESTORE = {
    path: '',
    key: '',
    'restore-keys': '',
    'fail-on-cache-miss': 'false',
    'lookup-only': 'false',
    'save-always': 'false',
    ...COMMON,
};
/** Entries of other paths are never seen, as at GitHub; nor those of the cache client, which are packed otherwise. */
function versionOf(paths) {
    return sha256(`${splitPatterns(paths).join('|')}|folders`);
}
function checkKey(key) {
    if (key === '' || key.length > 512 || key.includes(',')) {
        throw new fault/* PhasegateError */.h('bad-input', `cache key ${JSON.stringify(key)}: needs 1 to 512 characters, and no comma`);
    }
}
/** The places a cache may hold files of, by the folder that stands for each in an entry. */
const placesOf = (leg) => [
    ['workspace', leg.workspace],
    ['temp', leg.temp],
    ['home', leg.home],
];
/** What a cache's `path` selects: folders and files named outright as wholes, else the files that match. */
function selected(leg, paths) {
    const found = glob(paths, { folder: leg.workspace, home: leg.home, includeHidden: true });
    const isPlain = !/[*?[]|^\s*!/m.test(paths);
    return isPlain ? found.searched.filter((path) => (0,external_node_fs_.existsSync)(path)) : found.files;
}
function store(leg, entry, paths) {
    const target = leg.context.home.caches.pathOf(entry);
    for (const path of paths) {
        const place = placesOf(leg).find(([, folder]) => isWithin(path, folder));
        if (place === undefined) {
            throw new fault/* PhasegateError */.h('bad-input', `cache: ${path} is outside of the workspace and the home folder: not kept locally`);
        }
        copyPath(path, (0,external_node_path_.join)(target, place[0], (0,external_node_path_.relative)(place[1], path)));
    }
    leg.context.home.caches.commit(entry);
}
function save({ leg, input }) {
    checkKey(input('key'));
    const paths = selected(leg, input('path'));
    if (paths.length === 0) {
        leg.annotate({
            level: 'warning',
            message: `no path of the cache exists, so nothing is saved: ${input('path').trim()}`,
        });
        return;
    }
    const entry = leg.context.home.caches.reserve(input('key'), versionOf(input('path')));
    if (entry === null)
        leg.print(`cache ${input('key')} is there already, and keys do not change`);
    else {
        try {
            store(leg, entry, paths);
        }
        catch (error) {
            leg.context.home.caches.abandon(entry);
            throw error;
        }
        leg.print(`cache saved: ${input('key')}`);
    }
}
function restore(call) {
    const { leg, input, flag } = call;
    const key = input('key');
    const restoreKeys = splitPatterns(input('restore-keys'));
    [key, ...restoreKeys].forEach(checkKey);
    const { caches } = leg.context.home;
    const entry = caches.find({ key, restoreKeys, version: versionOf(input('path')) });
    if (entry === null) {
        if (flag('fail-on-cache-miss'))
            throw new fault/* PhasegateError */.h('bad-input', `no cache for ${[key, ...restoreKeys].join(', ')}`);
        leg.print(`no cache for ${[key, ...restoreKeys].join(', ')}`);
        return { 'cache-hit': '', 'cache-primary-key': key, 'cache-matched-key': '' };
    }
    for (const [name, folder] of flag('lookup-only') ? [] : placesOf(leg)) {
        const kept = (0,external_node_path_.join)(caches.pathOf(entry), name);
        if ((0,external_node_fs_.existsSync)(kept))
            copyTree(kept, folder, { except: [] });
    }
    leg.print(`cache restored: ${entry.key}`);
    return { 'cache-hit': String(entry.key === key), 'cache-primary-key': key, 'cache-matched-key': entry.key };
}
/** Stands in for `actions/cache/restore`. */
const cacheRestore = {
    inputs: RESTORE,
    run: (call) => Promise.resolve({ outputs: restore(call) }),
};
/** Stands in for `actions/cache/save`. */
const cacheSave = {
    inputs: { path: '', key: '', ...COMMON },
    run(call) {
        save(call);
        return Promise.resolve({ outputs: {} });
    },
};
/** Stands in for `actions/cache`: restores now, and saves at the end of a job that went well. */
const cache = {
    inputs: RESTORE,
    run(call) {
        const outputs = restore(call);
        const isNew = outputs['cache-hit'] !== 'true';
        const post = { condition: 'success()', run: () => save(call) };
        return Promise.resolve(isNew ? { outputs, post } : { outputs });
    },
};

;// CONCATENATED MODULE: ./out/build/scripts/local/src/actions/checkout.js






const NOT_COPIED = ['.git', '.phasegate', 'node_modules'];
function isCurrent(ref, { head }) {
    return ['', head.ref, head.ref.replace(/^refs\/heads\//, ''), head.sha].includes(ref);
}
function refuse({ input, flag }) {
    if (flag('lfs') || input('submodules') === 'true' || input('submodules') === 'recursive') {
        throw new fault/* PhasegateError */.h('bad-input', 'checkout: lfs and submodules are not supported locally');
    }
}
/** Makes the folder an empty one, whatever was in it. */
function empty(folder) {
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
    for (const name of (0,external_node_fs_.readdirSync)(folder))
        (0,external_node_fs_.rmSync)((0,external_node_path_.join)(folder, name), { recursive: true, force: true });
}
/**
 * Stands in for `actions/checkout`: the working tree of the repository's folder as it is on disk, or the committed
 * tree of another `ref`, with a `.git` whose `origin` is the repository. Of another repository, the files alone.
 */
const checkout = {
    inputs: {
        repository: '',
        ref: '',
        path: '',
        lfs: 'false',
        submodules: 'false',
        token: '',
        clean: 'true',
        filter: '',
        'ssh-key': '',
        'ssh-known-hosts': '',
        'ssh-strict': 'true',
        'ssh-user': 'git',
        'persist-credentials': 'true',
        'sparse-checkout': '',
        'sparse-checkout-cone-mode': 'true',
        'fetch-depth': '1',
        'fetch-tags': 'false',
        'show-progress': 'true',
        'set-safe-directory': 'true',
        'github-server-url': '',
        'allow-unsafe-pr-checkout': 'false',
    },
    async run(call) {
        const { leg, input } = call;
        refuse(call);
        const { context } = leg;
        const folder = (0,external_node_path_.resolve)(leg.workspace, input('path'));
        if (!isWithin(folder, leg.workspace)) {
            throw new fault/* PhasegateError */.h('bad-input', `checkout: path ${JSON.stringify(input('path'))} leads out of the workspace`);
        }
        empty(folder);
        const repository = input('repository');
        if (repository !== '' && repository !== (0,yaml_source/* asText */.e1)(context.github['repository'])) {
            const other = await context.repositories.at(repository, input('ref'));
            copyTree(other.root, folder, { except: NOT_COPIED });
            return { outputs: { ref: other.ref, commit: other.sha } };
        }
        if (!isCurrent(input('ref'), context)) {
            const head = await checkOutCommit(folder, context.origin, input('ref'));
            return { outputs: { ref: head.ref, commit: head.sha } };
        }
        const { copyFile } = context;
        copyTree(context.repo, folder, { except: NOT_COPIED, ...(copyFile === null ? {} : { copyFile }) });
        linkRepository(folder, context.origin, context.head);
        copyIndex(folder, context.origin);
        // With the whole history come all branches.
        if (input('fetch-depth') === '0')
            await git(folder, ['fetch', '--quiet', '--tags', 'origin']);
        return { outputs: { ref: context.head.ref, commit: context.head.sha } };
    },
};

;// CONCATENATED MODULE: ./out/build/scripts/local/src/actions/index.js




/** Stands in for `actions/setup-node`: there is one Node.js, the one that runs this. */
const setupNode = {
    inputs: {
        'node-version': '',
        'node-version-file': '',
        architecture: '',
        'check-latest': 'false',
        'registry-url': '',
        scope: '',
        token: '',
        cache: '',
        'cache-dependency-path': '',
        'package-manager-cache': 'true',
        mirror: '',
        'mirror-token': '',
        'always-auth': 'false',
    },
    run({ leg, input }) {
        leg.path = [(0,external_node_path_.dirname)(process.execPath), ...leg.path];
        const asked = input('node-version');
        leg.print(`Node.js ${process.version} of this machine${asked === '' ? '' : ` stands in for ${asked}`}`);
        return Promise.resolve({ outputs: { 'node-version': process.version, 'cache-hit': 'false' } });
    },
};
/** Actions that run inside the runner, at whatever version a workflow names. */
const BUILTIN_ACTIONS = new Map([
    ['actions/checkout', checkout],
    ['actions/upload-artifact', uploadArtifact],
    ['actions/download-artifact', downloadArtifact],
    ['actions/cache', cache],
    ['actions/cache/restore', cacheRestore],
    ['actions/cache/save', cacheSave],
    ['actions/setup-node', setupNode],
]);

;// CONCATENATED MODULE: ./out/build/scripts/local/src/find-action.js





function folderWithin(root, path, reference) {
    const folder = (0,external_node_path_.resolve)(root, path);
    if (isWithin(folder, root))
        return folder;
    throw new fault/* PhasegateError */.h('bad-input', `uses: ${reference} leads out of ${root}`);
}
const find_action_REMOTE = /^([\w.-]+\/[\w.-]+)((?:\/[^@]*)?)@(\S+)$/;
/** An action of a repository that a folder stands for; null for any other reference. */
async function findRemote(reference, leg) {
    const [, repository = '', path = '', ref = ''] = find_action_REMOTE.exec(reference) ?? [];
    const { repositories } = leg.context;
    if (!repositories.has(repository))
        return null;
    const { root } = await repositories.at(repository, ref);
    return { kind: 'action', action: readAction(folderWithin(root, `.${path}`, reference), reference) };
}
/** Finds the action behind a `uses`. @throws PhasegateError `bad-input` that names it when there is no way to run it. */
async function findAction(reference, leg) {
    const own = reference.startsWith('./')
        ? folderWithin(leg.workspace, reference, reference)
        : reference.startsWith('$/')
            ? folderWithin(leg.context.workflow.root, reference.slice(2), reference)
            : null;
    if (own !== null)
        return { kind: 'action', action: readAction(own, reference) };
    const remote = await findRemote(reference, leg);
    if (remote !== null)
        return remote;
    const [name = '', version] = reference.split('@');
    const builtin = BUILTIN_ACTIONS.get(name);
    if (builtin !== undefined && version !== undefined)
        return { kind: 'builtin', name, action: builtin };
    const hint = builtin === undefined
        ? `built in are ${[...BUILTIN_ACTIONS.keys()].join(', ')}; --uses OWNER/NAME=FOLDER gives others`
        : 'it needs a version: @\u2026';
    throw new fault/* PhasegateError */.h('bad-input', `uses: ${reference}: this action is not run locally; ${hint}`);
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/command-files.js

/** Takes the heredoc whose opening line is `lines[start]`; `next` is the line behind its end. */
function heredoc(lines, start, delimiter) {
    const end = lines.indexOf(delimiter, start + 1);
    if (delimiter === '' || end < 0) {
        throw new fault/* PhasegateError */.h('bad-input', `line ${start + 1}: no line "${delimiter}" ends the value that begins here`);
    }
    return { value: lines.slice(start + 1, end).join('\n'), next: end + 1 };
}
/**
 * Reads a file of `name=value` lines and `name<<DELIMITER` blocks, as GITHUB_OUTPUT, GITHUB_ENV and GITHUB_STATE are.
 * @throws PhasegateError `bad-input` with the line that is neither.
 */
function parseCommandFile(text) {
    const values = new Map();
    const lines = text.replaceAll('\r\n', '\n').split('\n');
    for (let i = 0; i < lines.length;) {
        const line = lines[i] ?? '';
        const equals = line.indexOf('=');
        const opening = line.indexOf('<<');
        if (line === '') {
            i += 1;
        }
        else if (opening > 0 && (equals < 0 || opening < equals)) {
            const { value, next } = heredoc(lines, i, line.slice(opening + 2));
            values.set(line.slice(0, opening), value);
            i = next;
        }
        else if (equals > 0) {
            values.set(line.slice(0, equals), line.slice(equals + 1));
            i += 1;
        }
        else {
            throw new fault/* PhasegateError */.h('bad-input', `line ${i + 1} is ${JSON.stringify(line.slice(0, 100))}; write name=value`);
        }
    }
    return values;
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/workflow-commands.js
const COMMAND = /^\s*::([a-z-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/s;
const unescapeData = (text) => text.replace(/%0D/gi, '\r').replace(/%0A/gi, '\n').replace(/%25/g, '%');
const unescapeProperty = (text) => unescapeData(text.replace(/%3A/gi, ':').replace(/%2C/gi, ','));
function parseProperties(text) {
    const pairs = text.split(',').flatMap((part) => {
        const at = part.indexOf('=');
        return at > 0 ? [[part.slice(0, at).trim(), unescapeProperty(part.slice(at + 1))]] : [];
    });
    return new Map(pairs);
}
/** Reads the lines of one step. `::stop-commands::token` makes what follows plain text until `::token::`. */
class CommandReader {
    #resumeToken = null;
    read(line) {
        const text = { kind: 'text', text: line };
        if (this.#resumeToken !== null) {
            if (line.trim() === `::${this.#resumeToken}::`)
                this.#resumeToken = null;
            return text;
        }
        const match = COMMAND.exec(line);
        if (match === null)
            return text;
        const [, name = '', properties = '', rest = ''] = match;
        const message = unescapeData(rest);
        switch (name) {
            case 'error':
            case 'warning':
            case 'notice': {
                const known = parseProperties(properties);
                const get = (key) => known.get(key) ?? null;
                return {
                    kind: 'annotation',
                    level: name,
                    message,
                    title: get('title'),
                    file: get('file'),
                    line: get('line'),
                };
            }
            case 'add-mask':
                return { kind: 'mask', value: message };
            case 'debug':
                return { kind: 'debug', message };
            case 'group':
                return { kind: 'group', title: message };
            case 'endgroup':
                return { kind: 'end-group' };
            case 'stop-commands':
                this.#resumeToken = message;
                return text;
            default:
                return text;
        }
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/step-process.js






const FILES = ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'];
/** Variables that a step cannot set for those behind it. */
function isProtected(leg, name) {
    if (name === 'NODE_OPTIONS') {
        leg.annotate({ level: 'error', message: 'NODE_OPTIONS cannot be set through GITHUB_ENV' });
        return true;
    }
    return name.startsWith('GITHUB_') || name.startsWith('RUNNER_');
}
function handleLine(leg, reader, line) {
    const command = reader.read(line);
    switch (command.kind) {
        case 'annotation':
            leg.print(`${command.level}: ${command.message}`);
            leg.annotate(command);
            break;
        case 'mask':
            leg.context.masks.add(command.value);
            break;
        case 'debug':
            break;
        case 'group':
            leg.print(`\u25b8 ${command.title}`);
            break;
        case 'end-group':
            break;
        case 'text':
            leg.print(command.text);
            break;
    }
}
/** Takes over what the step wrote into its command files. @throws PhasegateError for a file that cannot be read. */
function applyFiles(leg, read) {
    for (const [name, value] of parseCommandFile(read('GITHUB_ENV'))) {
        if (!isProtected(leg, name))
            leg.env = { ...leg.env, [name]: value };
    }
    const folders = read('GITHUB_PATH').split(/\r?\n/).filter(Boolean);
    leg.path = [...folders.reverse(), ...leg.path];
    const summary = read('GITHUB_STEP_SUMMARY');
    if (summary !== '')
        leg.summary.push(summary);
    return { outputs: parseCommandFile(read('GITHUB_OUTPUT')), state: parseCommandFile(read('GITHUB_STATE')) };
}
/** Runs a process as a step: with its command files, its workflow commands, and secrets hidden in what it prints. */
async function runStepProcess(step) {
    const { leg } = step;
    const pathOf = leg.nextPaths();
    const paths = Object.fromEntries(FILES.map((name) => [name, pathOf(name)]));
    for (const path of Object.values(paths))
        (0,external_node_fs_.writeFileSync)(path, '');
    const env = { ...jobEnv(leg, step.env), ...paths };
    const path = [...leg.path, env['PATH'] ?? ''].join(external_node_path_.delimiter);
    const reader = new CommandReader();
    const end = await runProcess({
        command: step.command,
        args: step.args,
        cwd: step.cwd,
        env: { ...env, PATH: path },
        signal: step.signal,
        onLine: (line) => handleLine(leg, reader, line),
        groups: leg.groups,
    });
    const files = applyFiles(leg, (name) => (0,external_node_fs_.readFileSync)(pathOf(name), 'utf8'));
    if (end.kind === 'not-started') {
        leg.annotate({ level: 'error', message: `${step.command} could not be started: ${end.message}` });
    }
    else if (end.kind === 'exit' && end.code !== 0) {
        leg.print(`the process ended with code ${end.code}`);
    }
    return { ok: end.kind === 'exit' && end.code === 0, ...files };
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/step-actions.js




/** A step's `with` over the action's defaults, by the action's own names; warns of what the action does not know. */
function inputsOf(leg, given, known) {
    const names = new Map(known.inputs.map((input) => [input.name.toLowerCase(), input.name]));
    const values = new Map(known.inputs.map((input) => [input.name, (0,expressions/* resolveText */.WY)(input.fallback, known.scope)]));
    for (const [name, value] of Object.entries(given)) {
        const own = names.get(name.toLowerCase());
        if (own === undefined) {
            const message = `Unexpected input '${name}' of ${known.action}; it has ${[...names.values()].join(', ') || 'none'}`;
            leg.annotate({ level: 'warning', message });
        }
        values.set(own ?? name, (0,expressions/* resolveText */.WY)(value, known.scope));
    }
    return values;
}
async function runBuiltin(use, name, action) {
    const { leg } = use.frame;
    const known = Object.entries(action.inputs).map(([input, fallback]) => ({ name: input, fallback }));
    const values = inputsOf(leg, use.step.with, { action: name, inputs: known, scope: use.scope });
    const input = (key) => values.get(key) ?? '';
    const flag = (key) => {
        const value = input(key).toLowerCase();
        if (value === 'true' || value === 'false')
            return value === 'true';
        throw new fault/* PhasegateError */.h('bad-input', `${name}: ${key} is ${JSON.stringify(input(key))}; use true or false`);
    };
    const { outputs, post } = await action.run({ leg, input, flag });
    if (post !== undefined) {
        const run = () => Promise.resolve()
            .then(post.run)
            .then(() => true);
        leg.posts.push({ name: `Post ${use.name}`, condition: post.condition, run });
    }
    return { ok: true, outputs };
}
/** The inputs of an action as Actions gives them to a process. */
function inputEnv(inputs) {
    return Object.fromEntries([...inputs].map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]));
}
function actionInputs(use, action) {
    const { leg } = use.frame;
    const values = inputsOf(leg, use.step.with, {
        action: action.name,
        inputs: action.inputs,
        scope: use.scope,
    });
    for (const input of action.inputs) {
        if (input.required && values.get(input.name) === '') {
            leg.annotate({
                level: 'warning',
                message: `${action.name}: the required input '${input.name}' is not given`,
            });
        }
    }
    return values;
}
/** Runs one script of a JavaScript action, and keeps its state for those that follow. */
async function runScript({ use, action, inputs }, script, signal) {
    const { leg, env } = use.frame;
    const state = leg.states.get(use.step) ?? new Map();
    const states = Object.fromEntries([...state].map(([name, value]) => [`STATE_${name}`, value]));
    const end = await runStepProcess({
        leg,
        command: process.execPath,
        args: [script],
        cwd: leg.workspace,
        env: { ...env, ...use.env, ...inputEnv(inputs), ...states, GITHUB_ACTION_PATH: action.folder },
        signal,
    });
    leg.states.set(use.step, new Map([...state, ...end.state]));
    return { ok: end.ok, outputs: Object.fromEntries(end.outputs) };
}
/** Puts an action's `post` off to the end of the job; once, though both `pre` and `main` ask for it. */
function registerPost(node) {
    const { leg } = node.use.frame;
    const { post, postIf } = node.runs;
    if (leg.states.has(node.use.step))
        return;
    leg.states.set(node.use.step, new Map());
    if (post === null)
        return;
    const run = async (signal) => (await runScript(node, post, signal)).ok;
    leg.posts.push({ name: `Post ${node.use.name}`, condition: postIf, run });
}
/** Runs what a step uses. `runComposite` runs the steps of a composite action. */
async function runAction(use, reference, runComposite) {
    const used = await findAction(reference, use.frame.leg);
    if (used.kind === 'builtin')
        return runBuiltin(use, used.name, used.action);
    const { action } = used;
    const inputs = actionInputs(use, action);
    if (action.runs.kind === 'composite')
        return runComposite(use, action, inputs);
    const node = { use, action, runs: action.runs, inputs };
    if (action.runs.pre !== null && !use.frame.leg.states.has(use.step)) {
        const message = `${action.name}: its \`pre\` does not run, since the action is only there once the job has begun`;
        use.frame.leg.annotate({ level: 'warning', message });
    }
    registerPost(node);
    return runScript(node, action.runs.main, use.signal);
}
/** Runs the `pre` of a step's action at the start of a job; true when there is none or it went well. */
async function runPre(use, reference, isDue) {
    // An action in the workspace is only there once the job has checked it out.
    if (reference.startsWith('./'))
        return true;
    const used = await findAction(reference, use.frame.leg);
    if (used.kind === 'builtin' || used.action.runs.kind === 'composite')
        return true;
    const { action } = used;
    const { pre, preIf } = used.action.runs;
    if (pre === null || !isDue(preIf))
        return true;
    const node = { use, action, runs: used.action.runs, inputs: actionInputs(use, action) };
    registerPost(node);
    return (await runScript(node, pre, use.signal)).ok;
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/step-script.js





/** The shells' command lines; a shell that is not named is `bash -e`, as on GitHub's Linux runners. */
const SHELLS = new Map([
    ['', ['bash', '-e', '{0}']],
    ['bash', ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '{0}']],
    ['sh', ['sh', '-e', '{0}']],
]);
function shellCommand(shell) {
    const known = SHELLS.get(shell);
    if (known !== undefined)
        return known;
    const parts = shell.split(/\s+/);
    if (parts.includes('{0}'))
        return parts;
    throw new fault/* PhasegateError */.h('bad-input', `shell: ${shell} is not known locally; use bash, sh, or a command line with {0} in it`);
}
/** Runs a step's `run`. */
async function runScriptStep(use, script, defaults) {
    const { leg, env } = use.frame;
    const [command = '', ...args] = shellCommand((0,expressions/* resolveText */.WY)(use.step.shell ?? defaults.shell, use.scope));
    const place = (0,expressions/* resolveText */.WY)(use.step.workingDirectory ?? defaults.workingDirectory, use.scope);
    const cwd = (0,external_node_path_.resolve)(leg.workspace, place);
    if ((0,external_node_fs_.statSync)(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
        throw new fault/* PhasegateError */.h('bad-input', `working-directory: there is no folder ${JSON.stringify(place)} in the workspace`);
    }
    const file = leg.nextPaths()('script.sh');
    (0,external_node_fs_.writeFileSync)(file, (0,expressions/* resolveText */.WY)(script, use.scope));
    const end = await runStepProcess({
        leg,
        command,
        args: args.map((part) => (part === '{0}' ? file : part)),
        cwd,
        env: { ...env, ...use.env },
        signal: use.signal,
    });
    return { ok: end.ok, outputs: Object.fromEntries(end.outputs) };
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/timer.js

const MINUTE = 60_000;
/** The value of a `timeout-minutes`; null where there is none. @throws PhasegateError for anything but a positive number. */
function timeoutMinutes(value) {
    if (value === null || value === '')
        return null;
    const minutes = Number(value);
    if (Number.isFinite(minutes) && minutes > 0)
        return minutes;
    throw new fault/* PhasegateError */.h('bad-input', `timeout-minutes is ${JSON.stringify(value)}; write a number above 0`);
}
/** Starts a timer of so many minutes, below another signal. No timer at all for null. */
function startTimer(minutes, outer) {
    const own = new AbortController();
    // Node's timers hold at most 2^31 - 1 ms; a longer one would fire at once.
    const timer = minutes === null ? undefined : setTimeout(() => own.abort(), Math.min(minutes * MINUTE, 2 ** 31 - 1));
    return {
        signal: AbortSignal.any([own.signal, outer]),
        isUp: () => own.signal.aborted,
        stop: () => clearTimeout(timer),
    };
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/steps.js






/** Composite actions may use others, and one of them itself. */
const steps_DEEPEST = 10;
const NOTHING = { ok: false, outputs: {} };
const NO_DEFAULTS = { shell: null, workingDirectory: null };
/** What a step works under: a cancelled leg's `always()` steps still run, but nothing runs once the person stops it. */
const outerSignal = (leg) => (leg.signal.aborted ? leg.context.stop : leg.signal);
function steps_nameOf(step, frame) {
    if (step.name !== null)
        return (0,expressions/* resolveText */.WY)(step.name, scopeOf(frame));
    if (step.action.kind === 'uses')
        return `Run ${step.action.reference}`;
    return `Run ${step.action.script.split('\n', 1)[0] ?? ''}`;
}
/** Does some work of a step; an error becomes the step's failure, with an annotation that says why. */
async function attempt(leg, work) {
    try {
        return await work();
    }
    catch (error) {
        const isOurs = error instanceof fault/* PhasegateError */.h;
        const message = error instanceof Error ? (isOurs ? error.message : (error.stack ?? error.message)) : String(error);
        leg.print(`error: ${message}`);
        leg.annotate({ level: 'error', message });
        return NOTHING;
    }
}
async function runComposite(use, action, inputs) {
    const { runs } = action;
    if (runs.kind !== 'composite')
        throw new TypeError(`${action.name} is not composite`);
    const { leg } = use.frame;
    if (use.frame.depth >= steps_DEEPEST) {
        throw new fault/* PhasegateError */.h('bad-input', `${action.name}: composite actions go deeper than ${steps_DEEPEST}; does one use itself?`);
    }
    const declared = action.inputs.map(({ name }) => [name, inputs.get(name) ?? '']);
    const github = { ...use.scope.contexts['github'], action_path: action.folder };
    const frame = {
        leg,
        contexts: {
            ...use.frame.contexts,
            inputs: Object.fromEntries(declared),
            github,
        },
        steps: {},
        env: { ...use.frame.env, ...use.env, GITHUB_ACTION_PATH: action.folder },
        isOk: true,
        depth: use.frame.depth + 1,
    };
    await runSteps(runs.steps, frame, { defaults: NO_DEFAULTS, signal: use.signal });
    return { ok: frame.isOk, outputs: (0,expressions/* resolveTexts */.Bg)(runs.outputs, scopeOf(frame)) };
}
function record(frame, step, outcome) {
    if (step.id === null)
        return;
    frame.steps = { ...frame.steps, [step.id]: outcome };
}
function report(frame, name, result) {
    if (frame.depth > 0)
        return;
    const { leg } = frame;
    const shown = leg.context.masks.hide(name);
    leg.tracker.step(shown, result);
    leg.context.emit({
        kind: 'step-done',
        run: leg.context.run,
        job: leg.label,
        step: shown,
        result,
        log: leg.log,
    });
    leg.log = [];
}
async function perform(step, frame, settings) {
    const { leg } = frame;
    const env = (0,expressions/* resolveTexts */.Bg)(step.env, scopeOf(frame));
    const scope = scopeOf(frame, env);
    const minutes = timeoutMinutes((0,expressions/* resolve */.hd)(step.timeoutMinutes, scope));
    const timer = startTimer(minutes, settings.signal ?? outerSignal(leg));
    const use = { step, frame, name: settings.name, env, scope, signal: timer.signal };
    const { action } = step;
    try {
        const outcome = await (action.kind === 'run'
            ? runScriptStep(use, action.script, settings.defaults)
            : runAction(use, action.reference, runComposite));
        const timedOut = timer.isUp();
        if (timedOut)
            leg.annotate({ level: 'error', message: `${settings.name}: timed out after ${minutes ?? 0} minutes` });
        return { ...outcome, ok: outcome.ok && !timedOut, timedOut };
    }
    finally {
        timer.stop();
    }
}
async function runStep(step, frame, settings) {
    const { leg } = frame;
    let name = step.id ?? 'step';
    let isDue = false;
    let forgives = false;
    let timedOut = false;
    const wasCancelled = leg.signal.aborted;
    const done = await attempt(leg, async () => {
        isDue = true;
        name = steps_nameOf(step, frame);
        isDue = !leg.context.stop.aborted && (0,expressions/* holds */.v9)(step.if, scopeOf(frame));
        if (!isDue)
            return { ok: true, outputs: {} };
        if (frame.depth === 0)
            leg.print(`\u25cf ${name}`);
        forgives = (0,expressions/* resolveText */.WY)(step.continueOnError, scopeOf(frame)) === 'true';
        const outcome = await perform(step, frame, { ...settings, name });
        ({ timedOut } = outcome);
        return outcome;
    });
    const isCancelled = !done.ok && !timedOut && leg.signal.aborted && !wasCancelled;
    const outcome = !isDue ? 'skipped' : done.ok ? 'success' : isCancelled ? 'cancelled' : 'failure';
    const conclusion = outcome === 'failure' && forgives ? 'success' : outcome;
    record(frame, step, { outputs: done.outputs, outcome, conclusion });
    if (conclusion === 'failure' || conclusion === 'cancelled')
        frame.isOk = false;
    if (frame.depth === 0)
        leg.isOk = frame.isOk;
    report(frame, name, outcome);
}
/** Runs steps one after the other; whether they went well is in `frame.isOk`. */
async function runSteps(steps, frame, settings) {
    for (const step of steps)
        await runStep(step, frame, settings);
}
/** Runs the `pre` of the actions that are there before the job begins. */
async function runPres(steps, frame) {
    const { leg } = frame;
    for (const step of steps) {
        const { action } = step;
        if (action.kind !== 'uses')
            continue;
        const name = `Pre ${action.reference}`;
        const end = await attempt(leg, async () => {
            const env = (0,expressions/* resolveTexts */.Bg)(step.env, scopeOf(frame));
            const scope = scopeOf(frame, env);
            const use = { step, frame, name: steps_nameOf(step, frame), env, scope, signal: leg.signal };
            return { ok: await runPre(use, action.reference, (condition) => (0,expressions/* holds */.v9)(condition, scope)), outputs: {} };
        });
        if (!end.ok) {
            frame.isOk = leg.isOk = false;
            report(frame, name, 'failure');
        }
    }
}
/** Runs what the steps put off to the end of the job, the last one first. */
async function runPosts(posts, frame) {
    const { leg } = frame;
    for (const post of [...posts].reverse()) {
        if (leg.context.stop.aborted || !(0,expressions/* holds */.v9)(post.condition, scopeOf(frame)))
            continue;
        leg.print(`\u25cf ${post.name}`);
        const end = await attempt(leg, async () => ({ ok: await post.run(outerSignal(leg)), outputs: {} }));
        if (!end.ok)
            frame.isOk = leg.isOk = false;
        report(frame, post.name, end.ok ? 'success' : 'failure');
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/run-leg.js











/** What expressions of a job see before it runs. */
function jobContexts(context, job) {
    const { github, vars, secrets, inputs } = context;
    return {
        github: { ...github, job: job.id },
        vars,
        secrets,
        inputs,
        matrix: {},
        strategy: {},
        runner: {},
    };
}
function makeLeg(request, signal) {
    const { context, job, label, token, tracker } = request;
    const secrets = withToken(context.secrets, token);
    const contexts = { ...jobContexts(context, job), ...request.contexts, secrets };
    const folder = (0,external_node_path_.join)(context.temp, request.slug);
    const leg = new Leg({ context, job, label, folder, contexts, signal, tracker });
    contexts['runner'] = runnerContext(leg);
    contexts['github'] = {
        ...contexts['github'],
        token,
        workspace: leg.workspace,
        event_path: (0,external_node_path_.join)(leg.temp, 'event.json'),
    };
    for (const folder of [leg.workspace, leg.temp, leg.home])
        (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(leg.home, '.gitconfig'), gitConfig(context.origin));
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(leg.temp, 'event.json'), canonicalJsonPretty(context.event.payload));
    return leg;
}
/** The outputs of a job; one that holds a secret is left out, as GitHub does. */
function run_leg_outputsOf(leg, frame) {
    const outputs = Object.entries((0,expressions/* resolveTexts */.Bg)(leg.job.outputs, scopeOf(frame)));
    const safe = outputs.filter(([name, value]) => {
        const isSecret = leg.context.masks.finds(value);
        if (isSecret)
            leg.annotate({ level: 'warning', message: `output ${name} is left out: it may contain a secret` });
        return !isSecret;
    });
    return Object.fromEntries(safe);
}
async function runAll(leg, frame) {
    const { job, context } = leg;
    leg.env = (0,expressions/* resolveTexts */.Bg)(context.workflow.env, scopeOf(frame));
    leg.env = { ...leg.env, ...(0,expressions/* resolveTexts */.Bg)(job.env, scopeOf(frame)) };
    await runPres(job.steps, frame);
    await runSteps(job.steps, frame, { defaults: job.defaults });
    await runPosts(leg.posts, frame);
    const url = job.environment === null ? '' : (0,expressions/* resolveText */.WY)(job.environment.url, scopeOf(frame));
    if (url !== '')
        leg.tracker.environmentUrl(context.masks.hide(url));
    return run_leg_outputsOf(leg, frame);
}
function end(leg, request, timer) {
    const { context } = leg;
    timer.stop();
    for (const group of leg.groups)
        signalGroup(group, 'SIGKILL');
    if (timer.isUp())
        leg.annotate({ level: 'error', message: 'the job was cancelled: its timeout-minutes are over' });
    const text = context.masks.hide(leg.summary.join('\n'));
    const summaries = text === '' ? [] : [context.home.writeSummary(context.run, request.slug, text)];
    const result = timer.signal.aborted ? 'cancelled' : leg.isOk ? 'success' : 'failure';
    return { result, summaries };
}
/** Runs one job for one combination of its matrix. Never throws: what goes wrong is the job's failure. */
async function runLeg(request) {
    const timer = startTimer(request.minutes, request.signal);
    const leg = makeLeg(request, timer.signal);
    let outputs = {};
    try {
        outputs = await runAll(leg, { leg, contexts: {}, steps: {}, env: {}, isOk: true, depth: 0 });
    }
    catch (error) {
        leg.isOk = false;
        leg.annotate({ level: 'error', message: error instanceof Error ? error.message : String(error) });
    }
    const ended = end(leg, request, timer);
    return { outputs, annotations: leg.annotations, inner: {}, ...ended };
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/run-instance.js






/** Says why a job was cancelled that its own steps know nothing of. */
function withReason(end, { context, name, reason }) {
    const message = reason();
    if (message === null || end.result !== 'cancelled')
        return end;
    const annotation = { level: 'error', job: name, message, title: null, file: null, line: null };
    context.emit({ kind: 'annotation', run: context.run, annotation });
    return { ...end, annotations: [...end.annotations, annotation] };
}
async function run_instance_runSteps(guarded, tracker) {
    const { context, job, name, scope, slug, minutes, signal } = guarded;
    const token = await context.token({
        permissions: permissionsOf(context.workflow, job, context.permissions),
        run: context.run,
        job: name,
    });
    return context.queue(async () => {
        if (signal.aborted)
            return endWithoutRunning(guarded, 'cancelled', null);
        tracker.status('in_progress');
        const start = performance.now();
        const place = [...context.place.slugs, slug].join('.');
        const { contexts } = scope;
        const end = await runLeg({
            context,
            job,
            label: name,
            slug: place,
            contexts,
            minutes,
            signal,
            token,
            tracker,
        });
        const durationMs = performance.now() - start;
        context.emit({ kind: 'job-done', run: context.run, job: name, result: end.result, durationMs });
        return end;
    });
}
/** Lets a job with steps through its gates and runs it. */
async function passAndRun(guarded, environment, tracker) {
    const { context, job, name, signal } = guarded;
    if (job.concurrency !== null)
        tracker.status('pending');
    const gate = await takeTurn({ ...guarded, concurrency: job.concurrency });
    if (gate.kind === 'closed')
        return endWithoutRunning(guarded, gate.result, gate.reason);
    try {
        const refusal = await awaitApproval({ context, environment, job: name, tracker, signal });
        if (refusal !== null)
            return endWithoutRunning(guarded, refusal.result, refusal.reason);
        tracker.status('queued');
        return withReason(await run_instance_runSteps(guarded, tracker), guarded);
    }
    finally {
        gate.leave();
    }
}
async function runJobWithSteps(guarded) {
    const { context, job, name, scope } = guarded;
    const environment = job.environment === null ? null : (0,expressions/* resolveText */.WY)(job.environment.name, scope) || null;
    const permissions = permissionsOf(context.workflow, job, context.permissions);
    const tracker = context.tracker.job({ name, environment, permissions });
    let result = 'failure';
    try {
        const end = await passAndRun(guarded, environment, tracker);
        ({ result } = end);
        return end;
    }
    finally {
        tracker.done(result);
    }
}
async function callWorkflow(guarded) {
    const gate = await takeTurn({ ...guarded, concurrency: guarded.job.concurrency });
    if (gate.kind === 'closed')
        return endWithoutRunning(guarded, gate.result, gate.reason);
    try {
        return withReason(await runCall({ ...guarded, held: gate.held }), guarded);
    }
    finally {
        gate.leave();
    }
}
/** Runs one combination of a job once its turn in its concurrency group and its approval have come. Never throws. */
async function runInstance(instance) {
    const { context, job, label } = instance;
    const own = new AbortController();
    const guarded = {
        ...instance,
        name: fullName(context, label),
        signal: AbortSignal.any([instance.signal, own.signal]),
        cancel: (reason) => own.abort(reason),
        reason: () => (own.signal.aborted ? String(own.signal.reason) : null),
    };
    try {
        return await (job.call === null ? runJobWithSteps(guarded) : callWorkflow(guarded));
    }
    catch (error) {
        return endWithoutRunning(guarded, 'failure', error instanceof Error ? error.message : String(error));
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/run-job.js








/** What GitHub does not let a job say outside of its steps, `env` and `outputs`. */
const REFUSED = ['secrets', 'env', 'steps', 'job', 'jobs', 'runner'];
/** GitHub's own limit. */
const DEFAULT_TIMEOUT_MINUTES = 360;
function scopeOfJob({ context, job, needs, ancestors }) {
    const isStopped = context.stop.aborted || context.cancelled.aborted;
    const needed = [...needs].map(([id, { result, outputs }]) => [id, { result, outputs }]);
    return {
        refused: REFUSED,
        contexts: { ...jobContexts(context, job), needs: Object.fromEntries(needed) },
        status: {
            success: !isStopped && ancestors.every((result) => result === 'success'),
            failure: !isStopped && ancestors.includes('failure'),
            cancelled: isStopped || ancestors.includes('cancelled'),
        },
        hashFiles: () => '',
    };
}
/** `build (linux, 20)`: the job's name with the values of its combination, or the name it gives itself. */
function labelOf(job, scope, combination) {
    if (typeof job.name === 'string')
        return (0,expressions/* resolveText */.WY)(job.name, scope);
    const values = Object.values(combination).map((value) => typeof value === 'object' ? JSON.stringify(value) : String(value));
    return values.length === 0 ? job.id : `${job.id} (${values.join(', ')})`;
}
/** What each combination of the matrix is to run; reading them all first, so that a fault starts none of them. */
function planLegs({ context, job }, outer) {
    const combinations = expandMatrix((0,expressions/* resolve */.hd)(job.matrix, outer));
    const strategy = {
        'fail-fast': (0,expressions/* resolveText */.WY)(job.failFast, outer) !== 'false',
        'job-total': combinations.length,
        'max-parallel': Math.max(1, Number((0,expressions/* resolve */.hd)(job.maxParallel, outer) ?? combinations.length)),
    };
    return combinations.map((matrix, index) => {
        const contexts = { ...outer.contexts, matrix, strategy: { ...strategy, 'job-index': index } };
        const scope = { ...outer, contexts };
        return {
            label: context.masks.hide(labelOf(job, scope, matrix)),
            slug: combinations.length > 1 ? `${job.id}-${index}` : job.id,
            scope,
            minutes: timeoutMinutes((0,expressions/* resolve */.hd)(job.timeoutMinutes, scope)) ?? DEFAULT_TIMEOUT_MINUTES,
            ...strategy,
        };
    });
}
/** Runs the combinations of the matrix; the first failure cancels the others unless `fail-fast` is off. */
async function runLegs({ context, job, runJobs }, plans) {
    const turn = limiter(plans[0]?.['max-parallel'] ?? 1);
    const cancel = new AbortController();
    // What begins after the run was cancelled, as `always()` does, is not cancelled by that.
    const outer = context.cancelled.aborted ? [context.stop] : [context.stop, context.cancelled];
    const signal = AbortSignal.any([cancel.signal, ...outer]);
    const runOne = async (plan) => {
        const end = await runInstance({ ...plan, context, job, signal, runJobs });
        if (end.result === 'failure' && plan['fail-fast'])
            cancel.abort();
        return end;
    };
    return Promise.all(plans.map((plan) => turn(() => runOne(plan))));
}
/** A job that does not begin; it is listed all the same. */
function run_job_refuse(request, result, message = null) {
    const { context, job } = request;
    const permissions = permissionsOf(context.workflow, job, context.permissions);
    context.tracker.job({ name: fullName(context, job.id), environment: null, permissions }).done(result);
    return endWithoutRunning(request, result, message);
}
/** Runs a job when its `if` holds. Never throws: what goes wrong is the job's failure. */
async function runJob(request) {
    const { context, job } = request;
    const scope = scopeOfJob(request);
    try {
        if (context.stop.aborted)
            return run_job_refuse(request, 'cancelled');
        if (!(0,expressions/* holds */.v9)(job.if, scope)) {
            return run_job_refuse(request, context.cancelled.aborted ? 'cancelled' : 'skipped');
        }
        if (job.unsupported !== null)
            return run_job_refuse(request, 'failure', job.unsupported);
        const legs = await runLegs(request, planLegs(request, scope));
        return foldLegs(legs, (0,expressions/* resolveText */.WY)(job.continueOnError, scope) === 'true');
    }
    catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return endWithoutRunning(request, 'failure', message);
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/run-jobs.js

/** All jobs a job waits for, directly or not. */
function ancestorsOf(workflow, id) {
    const found = new Set();
    const queue = [...(workflow.jobs.get(id)?.needs ?? [])];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        if (found.has(next))
            continue;
        found.add(next);
        queue.push(...(workflow.jobs.get(next)?.needs ?? []));
    }
    return found;
}
function isThere(pair) {
    return pair[1] !== undefined;
}
/** Runs the jobs of a workflow, each as soon as those it needs have ended; their ends, in the order of the file. */
async function runJobs(context) {
    const { workflow } = context;
    const ends = new Map();
    const running = new Map();
    const run = (id) => {
        const known = running.get(id);
        if (known !== undefined)
            return known;
        const job = workflow.jobs.get(id);
        if (job === undefined)
            throw new TypeError(`no job ${id}`);
        const work = Promise.all(job.needs.map(run)).then(async () => {
            const resultOf = (one) => ends.get(one);
            const needs = new Map(job.needs.flatMap((need) => [[need, resultOf(need)]].filter(isThere)));
            const ancestors = [...ancestorsOf(workflow, id)].flatMap((one) => resultOf(one)?.result ?? []);
            ends.set(id, await runJob({ context, job, needs, ancestors, runJobs }));
        });
        running.set(id, work);
        return work;
    };
    await Promise.all([...workflow.jobs.keys()].map(run));
    return new Map([...workflow.jobs.keys()].flatMap((id) => [[id, ends.get(id)]].filter(isThere)));
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/run-workflow.js



/** What a workflow's expressions outside of its jobs see: `run-name`, `concurrency`. */
function workflowScope({ github, vars, inputs, }) {
    const status = { success: true, failure: false, cancelled: false };
    return { contexts: { github, vars, inputs }, status, hashFiles: () => '' };
}
function runResult(context, { ends, annotations, start }) {
    const jobs = [...context.workflow.jobs.keys()].flatMap((id) => {
        const end = ends.get(id);
        const own = { result: end?.result ?? 'cancelled', outputs: end?.outputs ?? {} };
        return [[id, own], ...Object.entries(end?.inner ?? {})];
    });
    const all = [...ends.values()];
    const folded = foldResults(all.map((end) => end.result));
    const isCancelled = context.cancelled.aborted || ends.size === 0;
    return {
        run: context.run,
        event: context.event.name,
        result: isCancelled ? 'cancelled' : folded === 'skipped' ? 'success' : folded,
        jobs: Object.fromEntries(jobs),
        artifacts: context.home.artifacts.folderOf(context.run),
        summaries: all.flatMap((end) => end.summaries),
        annotations: [...annotations, ...all.flatMap((end) => end.annotations)],
        durationMs: performance.now() - start,
    };
}
function annotate(context, message) {
    if (message === null)
        return [];
    const annotation = {
        level: 'error',
        job: context.workflow.name,
        message,
        title: null,
        file: null,
        line: null,
    };
    context.emit({ kind: 'annotation', run: context.run, annotation });
    return [annotation];
}
/** Runs a workflow once its turn has come in its concurrency group. A run that does not get its turn is cancelled. */
async function runWorkflow(context) {
    const start = performance.now();
    const gate = await takeTurn({
        context,
        concurrency: context.workflow.concurrency,
        scope: workflowScope(context),
        signal: AbortSignal.any([context.cancelled, context.stop]),
        cancel: context.cancel,
    });
    if (gate.kind === 'closed') {
        return runResult(context, { ends: new Map(), annotations: annotate(context, gate.reason), start });
    }
    try {
        context.tracker.started();
        const ends = await runJobs({ ...context, held: gate.held });
        const { reason } = context.cancelled;
        const annotations = annotate(context, typeof reason === 'string' ? reason : null);
        return runResult(context, { ends, annotations, start });
    }
    finally {
        gate.leave();
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/runner-options.js

function tokenPermissions({ permissions }) {
    return permissions ?? src_permissions/* DEFAULT_PERMISSIONS */.Hf;
}

;// CONCATENATED MODULE: external "node:timers/promises"
const external_node_timers_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./out/build/src/io/state-lock.js




const LOCK_FILE = 'lock';
const POLL_MS = 50;
/** A lock of another machine is taken over after this long: no job of GitHub lives longer than 6 hours. */
const FOREIGN_LOCK_MS = 6 * 60 * 60 * 1000;
/** Taking over is two file operations; a process that needs longer has died between them. */
const STALE_TAKEOVER_MS = 5_000;
function parseHolder(text) {
    try {
        const { pid, host, inode } = JSON.parse(text);
        if (typeof pid !== 'number' || typeof host !== 'string')
            return null;
        return typeof inode === 'number' ? { pid, host, inode } : { pid, host };
    }
    catch {
        return null;
    }
}
/** One lock file, all of it from the same handle: the path may hold another one in the next moment. Null where there is none. */
async function look(path) {
    let file;
    try {
        file = await (0,promises_namespaceObject.open)(path, 'r');
        const { ino: inode, mtimeMs } = await file.stat();
        return { holder: parseHolder(await file.readFile('utf8')), inode, ageMs: Date.now() - mtimeMs };
    }
    catch {
        return null;
    }
    finally {
        await file?.close();
    }
}
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return error.code === 'EPERM';
    }
}
/** Whether the process that made the lock is gone, so that the lock holds nobody back. */
async function isAbandoned(path) {
    const seen = await look(path);
    if (seen === null)
        return false;
    const { holder, inode, ageMs } = seen;
    // A file without a readable holder was being written when its process died; a second is ample for that write.
    if (holder === null)
        return ageMs > 1_000;
    // A copy, as a cache or an artifact carries one with the folder: whoever made it holds another file.
    if (holder.inode !== undefined && holder.inode !== inode)
        return true;
    return holder.host === (0,external_node_os_namespaceObject.hostname)() ? !isAlive(holder.pid) : ageMs > FOREIGN_LOCK_MS;
}
/**
 * Removes a lock whose process is gone. Only one process at a time may, and it looks again once it may: otherwise the second
 * of two would remove the lock that the first had made in the meantime.
 */
async function removeAbandoned(path) {
    const right = `${path}.takeover`;
    try {
        await (await (0,promises_namespaceObject.open)(right, 'wx')).close();
    }
    catch (error) {
        if (error.code !== 'EEXIST')
            throw error;
        const age = await (0,promises_namespaceObject.stat)(right).then((file) => Date.now() - file.mtimeMs, () => 0);
        if (age > STALE_TAKEOVER_MS)
            await (0,promises_namespaceObject.rm)(right, { force: true });
        await (0,external_node_timers_promises_namespaceObject.setTimeout)(POLL_MS);
        return;
    }
    try {
        if (await isAbandoned(path))
            await (0,promises_namespaceObject.rm)(path, { force: true });
    }
    finally {
        await (0,promises_namespaceObject.rm)(right, { force: true });
    }
}
/** Makes the lock, or throws `EEXIST`. A lock that cannot be written, on a full disk, is not left. */
async function make(path) {
    const file = await (0,promises_namespaceObject.open)(path, 'wx');
    try {
        const { ino: inode } = await file.stat();
        await file.writeFile(JSON.stringify({ host: (0,external_node_os_namespaceObject.hostname)(), inode, pid: process.pid }));
    }
    catch (error) {
        await (0,promises_namespaceObject.rm)(path, { force: true });
        throw error;
    }
    finally {
        await file.close();
    }
}
/**
 * Does the work while holding the lock of that path. A second process waits up to `waitMs` (default 10 s) and is then told
 * who holds it. The lock of a process that died is taken over, and so is a copy of a lock. The lock is advice among
 * Phasegate's own stages.
 */
async function withLock(path, work, options = {}) {
    await (0,promises_namespaceObject.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    const deadline = Date.now() + (options.waitMs ?? 10_000);
    for (;;) {
        try {
            await make(path);
            break;
        }
        catch (error) {
            if (error.code !== 'EEXIST')
                throw error;
            if (await isAbandoned(path)) {
                await removeAbandoned(path);
            }
            else if (Date.now() >= deadline) {
                const holder = (await look(path))?.holder ?? null;
                const name = holder === null ? 'another process' : `process ${holder.pid} on ${holder.host}`;
                return { kind: 'busy', holder: name };
            }
            else {
                await (0,external_node_timers_promises_namespaceObject.setTimeout)(POLL_MS);
            }
        }
    }
    try {
        return { kind: 'done', value: await work() };
    }
    finally {
        await (0,promises_namespaceObject.rm)(path, { force: true });
    }
}
/** Does the work while holding the state folder alone, by {@link withLock}. */
function withStateLock(folder, work, options = {}) {
    return withLock((0,external_node_path_.join)(folder, LOCK_FILE), work, options);
}

;// CONCATENATED MODULE: external "module"
const external_module_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("module");
;// CONCATENATED MODULE: ./node_modules/fflate/esm/index.mjs

var esm_require = (0,external_module_namespaceObject.createRequire)('/');
// DEFLATE is a complex format; to read this code, you should probably check the RFC first:
// https://tools.ietf.org/html/rfc1951
// You may also wish to take a look at the guide I made about this program:
// https://gist.github.com/101arrowz/253f31eb5abc3d9275ab943003ffecad
// Some of the following code is similar to that of UZIP.js:
// https://github.com/photopea/UZIP.js
// However, the vast majority of the codebase has diverged from UZIP.js to increase performance and reduce bundle size.
// Sometimes 0 will appear where -1 would be more appropriate. This is because using a uint
// is better for memory in most engines (I *think*).
var _a;
// Mediocre shim
var Worker;
var isMarkedAsUntransferable;
var workerAdd = ";var __w=require('worker_threads');__w.parentPort.on('message',function(m){onmessage({data:m})}),postMessage=function(m,t){__w.parentPort.postMessage(m,t)},close=process.exit;self=global";
try {
    (_a = esm_require('worker_threads'), Worker = _a.Worker, isMarkedAsUntransferable = _a.isMarkedAsUntransferable);
}
catch (e) {
}
var wk = (/* unused pure expression or super */ null && (Worker ? function (c, _, msg, transfer, cb) {
    var done = false;
    var w = new Worker(c + workerAdd, { eval: true })
        .on('error', function (e) { return cb(e, null); })
        .on('message', function (m) { return cb(null, m); })
        .on('exit', function (c) {
        if (c && !done)
            cb(new Error('exited with code ' + c), null);
    });
    if (isMarkedAsUntransferable)
        transfer = transfer.filter(function (t) { return !isMarkedAsUntransferable(t); });
    w.postMessage(msg, transfer);
    w.terminate = function () {
        done = true;
        return Worker.prototype.terminate.call(w);
    };
    return w;
} : function (_, __, ___, ____, cb) {
    setImmediate(function () { return cb(new Error('async operations unsupported - update to Node 12+ (or Node 10-11 with the --experimental-worker CLI flag)'), null); });
    var NOP = function () { };
    return {
        terminate: NOP,
        postMessage: NOP
    };
}));

// aliases for shorter compressed code (most minifers don't do this)
var u8 = Uint8Array, u16 = Uint16Array, i32 = Int32Array;
// fixed length extra bits
var fleb = new u8([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0, /* unused */ 0, 0, /* impossible */ 0]);
// fixed distance extra bits
var fdeb = new u8([0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, /* unused */ 0, 0]);
// code length index map
var clim = new u8([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);
// get base, reverse index map from extra bits
var freb = function (eb, start) {
    var b = new u16(31);
    for (var i = 0; i < 31; ++i) {
        b[i] = start += 1 << eb[i - 1];
    }
    // numbers here are at max 18 bits
    var r = new i32(b[30]);
    for (var i = 1; i < 30; ++i) {
        for (var j = b[i]; j < b[i + 1]; ++j) {
            r[j] = ((j - b[i]) << 5) | i;
        }
    }
    return { b: b, r: r };
};
var _a = freb(fleb, 2), fl = _a.b, revfl = _a.r;
// we can ignore the fact that the other numbers are wrong; they never happen anyway
fl[28] = 258, revfl[258] = 28;
var _b = freb(fdeb, 0), fd = _b.b, revfd = _b.r;
// map of value to reverse (assuming 16 bits)
var rev = new u16(32768);
for (var i = 0; i < 32768; ++i) {
    // reverse table algorithm from SO
    var x = ((i & 0xAAAA) >> 1) | ((i & 0x5555) << 1);
    x = ((x & 0xCCCC) >> 2) | ((x & 0x3333) << 2);
    x = ((x & 0xF0F0) >> 4) | ((x & 0x0F0F) << 4);
    rev[i] = (((x & 0xFF00) >> 8) | ((x & 0x00FF) << 8)) >> 1;
}
// create huffman tree from u8 "map": index -> code length for code index
// mb (max bits) must be at most 15
// TODO: optimize/split up?
var hMap = (function (cd, mb, r) {
    var s = cd.length;
    // index
    var i = 0;
    // u16 "map": index -> # of codes with bit length = index
    var l = new u16(mb);
    // length of cd must be 288 (total # of codes)
    for (; i < s; ++i) {
        if (cd[i])
            ++l[cd[i] - 1];
    }
    // u16 "map": index -> minimum code for bit length = index
    var le = new u16(mb);
    for (i = 1; i < mb; ++i) {
        le[i] = (le[i - 1] + l[i - 1]) << 1;
    }
    var co;
    if (r) {
        // u16 "map": index -> number of actual bits, symbol for code
        co = new u16(1 << mb);
        // bits to remove for reverser
        var rvb = 15 - mb;
        for (i = 0; i < s; ++i) {
            // ignore 0 lengths
            if (cd[i]) {
                // num encoding both symbol and bits read
                var sv = (i << 4) | cd[i];
                // free bits
                var r_1 = mb - cd[i];
                // start value
                var v = le[cd[i] - 1]++ << r_1;
                // m is end value
                for (var m = v | ((1 << r_1) - 1); v <= m; ++v) {
                    // every 16 bit value starting with the code yields the same result
                    co[rev[v] >> rvb] = sv;
                }
            }
        }
    }
    else {
        co = new u16(s);
        for (i = 0; i < s; ++i) {
            if (cd[i]) {
                co[i] = rev[le[cd[i] - 1]++] >> (15 - cd[i]);
            }
        }
    }
    return co;
});
// fixed length tree
var flt = new u8(288);
for (var i = 0; i < 144; ++i)
    flt[i] = 8;
for (var i = 144; i < 256; ++i)
    flt[i] = 9;
for (var i = 256; i < 280; ++i)
    flt[i] = 7;
for (var i = 280; i < 288; ++i)
    flt[i] = 8;
// fixed distance tree
var fdt = new u8(32);
for (var i = 0; i < 32; ++i)
    fdt[i] = 5;
// fixed length map
var flm = /*#__PURE__*/ hMap(flt, 9, 0), flrm = /*#__PURE__*/ hMap(flt, 9, 1);
// fixed distance map
var fdm = /*#__PURE__*/ hMap(fdt, 5, 0), fdrm = /*#__PURE__*/ hMap(fdt, 5, 1);
// find max of array
var max = function (a) {
    var m = a[0];
    for (var i = 1; i < a.length; ++i) {
        if (a[i] > m)
            m = a[i];
    }
    return m;
};
// read d, starting at bit p and mask with m
var bits = function (d, p, m) {
    var o = (p / 8) | 0;
    return ((d[o] | (d[o + 1] << 8)) >> (p & 7)) & m;
};
// read d, starting at bit p continuing for at least 16 bits
var bits16 = function (d, p) {
    var o = (p / 8) | 0;
    return ((d[o] | (d[o + 1] << 8) | (d[o + 2] << 16)) >> (p & 7));
};
// get end of byte
var shft = function (p) { return ((p + 7) / 8) | 0; };
// typed array slice - allows garbage collector to free original reference,
// while being more compatible than .slice
var slc = function (v, s, e) {
    if (s == null || s < 0)
        s = 0;
    if (e == null || e > v.length)
        e = v.length;
    // can't use .constructor in case user-supplied
    return new u8(v.subarray(s, e));
};
/**
 * Codes for errors generated within this library
 */
var FlateErrorCode = {
    UnexpectedEOF: 0,
    InvalidBlockType: 1,
    InvalidLengthLiteral: 2,
    InvalidDistance: 3,
    StreamFinished: 4,
    NoStreamHandler: 5,
    InvalidHeader: 6,
    NoCallback: 7,
    InvalidUTF8: 8,
    ExtraFieldTooLong: 9,
    InvalidDate: 10,
    FilenameTooLong: 11,
    StreamFinishing: 12,
    InvalidZipData: 13,
    UnknownCompressionMethod: 14
};
// error codes
var ec = [
    'unexpected EOF',
    'invalid block type',
    'invalid length/literal',
    'invalid distance',
    'stream finished',
    'no stream handler',
    , // determined by compression function
    'no callback',
    'invalid UTF-8 data',
    'extra field too long',
    'date not in range 1980-2099',
    'filename too long',
    'stream finishing',
    'invalid zip data'
    // determined by unknown compression method
];
;
var err = function (ind, msg, nt) {
    var e = new Error(msg || ec[ind]);
    e.code = ind;
    if (Error.captureStackTrace)
        Error.captureStackTrace(e, err);
    if (!nt)
        throw e;
    return e;
};
// expands raw DEFLATE data
var inflt = function (dat, st, buf, dict) {
    // source length       dict length
    var sl = dat.length, dl = dict ? dict.length : 0;
    if (!sl || st.f && !st.l)
        return buf || new u8(0);
    var noBuf = !buf;
    // have to estimate size
    var resize = noBuf || st.i != 2;
    // no state
    var noSt = st.i;
    // Assumes roughly 33% compression ratio average
    if (noBuf)
        buf = new u8(sl * 3);
    // ensure buffer can fit at least l elements
    var cbuf = function (l) {
        var bl = buf.length;
        // need to increase size to fit
        if (l > bl) {
            // Double or set to necessary, whichever is greater
            var nbuf = new u8(Math.max(bl * 2, l));
            nbuf.set(buf);
            buf = nbuf;
        }
    };
    //  last chunk         bitpos           bytes
    var final = st.f || 0, pos = st.p || 0, bt = st.b || 0, lm = st.l, dm = st.d, lbt = st.m, dbt = st.n;
    // total bits
    var tbts = sl * 8;
    do {
        if (!lm) {
            // BFINAL - this is only 1 when last chunk is next
            final = bits(dat, pos, 1);
            // type: 0 = no compression, 1 = fixed huffman, 2 = dynamic huffman
            var type = bits(dat, pos + 1, 3);
            pos += 3;
            if (!type) {
                // go to end of byte boundary
                var s = shft(pos) + 4, l = dat[s - 4] | (dat[s - 3] << 8), t = s + l;
                if (t > sl) {
                    if (noSt)
                        err(0);
                    break;
                }
                // ensure size
                if (resize)
                    cbuf(bt + l);
                // Copy over uncompressed data
                buf.set(dat.subarray(s, t), bt);
                // Get new bitpos, update byte count
                st.b = bt += l, st.p = pos = t * 8, st.f = final;
                continue;
            }
            else if (type == 1)
                lm = flrm, dm = fdrm, lbt = 9, dbt = 5;
            else if (type == 2) {
                //  literal                            lengths
                var hLit = bits(dat, pos, 31) + 257, hcLen = bits(dat, pos + 10, 15) + 4;
                var tl = hLit + bits(dat, pos + 5, 31) + 1;
                pos += 14;
                // length+distance tree
                var ldt = new u8(tl);
                // code length tree
                var clt = new u8(19);
                for (var i = 0; i < hcLen; ++i) {
                    // use index map to get real code
                    clt[clim[i]] = bits(dat, pos + i * 3, 7);
                }
                pos += hcLen * 3;
                // code lengths bits
                var clb = max(clt), clbmsk = (1 << clb) - 1;
                // code lengths map
                var clm = hMap(clt, clb, 1);
                for (var i = 0; i < tl;) {
                    var r = clm[bits(dat, pos, clbmsk)];
                    // bits read
                    pos += r & 15;
                    // symbol
                    var s = r >> 4;
                    // code length to copy
                    if (s < 16) {
                        ldt[i++] = s;
                    }
                    else {
                        //  copy   count
                        var c = 0, n = 0;
                        if (s == 16)
                            n = 3 + bits(dat, pos, 3), pos += 2, c = ldt[i - 1];
                        else if (s == 17)
                            n = 3 + bits(dat, pos, 7), pos += 3;
                        else if (s == 18)
                            n = 11 + bits(dat, pos, 127), pos += 7;
                        while (n--)
                            ldt[i++] = c;
                    }
                }
                //    length tree                 distance tree
                var lt = ldt.subarray(0, hLit), dt = ldt.subarray(hLit);
                // max length bits
                lbt = max(lt);
                // max dist bits
                dbt = max(dt);
                lm = hMap(lt, lbt, 1);
                dm = hMap(dt, dbt, 1);
            }
            else
                err(1);
            if (pos > tbts) {
                if (noSt)
                    err(0);
                break;
            }
        }
        // Make sure the buffer can hold this + the largest possible addition
        // Maximum chunk size (practically, theoretically infinite) is 2^17
        if (resize)
            cbuf(bt + 131072);
        var lms = (1 << lbt) - 1, dms = (1 << dbt) - 1;
        var lpos = pos;
        for (;; lpos = pos) {
            // bits read, code
            var c = lm[bits16(dat, pos) & lms], sym = c >> 4;
            pos += c & 15;
            if (pos > tbts) {
                if (noSt)
                    err(0);
                break;
            }
            if (!c)
                err(2);
            if (sym < 256)
                buf[bt++] = sym;
            else if (sym == 256) {
                lpos = pos, lm = null;
                break;
            }
            else {
                var add = sym - 254;
                // no extra bits needed if less
                if (sym > 264) {
                    // index
                    var i = sym - 257, b = fleb[i];
                    add = bits(dat, pos, (1 << b) - 1) + fl[i];
                    pos += b;
                }
                // dist
                var d = dm[bits16(dat, pos) & dms], dsym = d >> 4;
                if (!d)
                    err(3);
                pos += d & 15;
                var dt = fd[dsym];
                if (dsym > 3) {
                    var b = fdeb[dsym];
                    dt += bits16(dat, pos) & (1 << b) - 1, pos += b;
                }
                if (pos > tbts) {
                    if (noSt)
                        err(0);
                    break;
                }
                if (resize)
                    cbuf(bt + 131072);
                var end = bt + add;
                if (bt < dt) {
                    var shift = dl - dt, dend = Math.min(dt, end);
                    if (shift + bt < 0)
                        err(3);
                    for (; bt < dend; ++bt)
                        buf[bt] = dict[shift + bt];
                }
                for (; bt < end; ++bt)
                    buf[bt] = buf[bt - dt];
            }
        }
        st.l = lm, st.p = lpos, st.b = bt, st.f = final;
        if (lm)
            final = 1, st.m = lbt, st.d = dm, st.n = dbt;
    } while (!final);
    // don't reallocate for streams or user buffers
    return bt != buf.length && noBuf ? slc(buf, 0, bt) : buf.subarray(0, bt);
};
// starting at p, write the minimum number of bits that can hold v to d
var wbits = function (d, p, v) {
    v <<= p & 7;
    var o = (p / 8) | 0;
    d[o] |= v;
    d[o + 1] |= v >> 8;
};
// starting at p, write the minimum number of bits (>8) that can hold v to d
var wbits16 = function (d, p, v) {
    v <<= p & 7;
    var o = (p / 8) | 0;
    d[o] |= v;
    d[o + 1] |= v >> 8;
    d[o + 2] |= v >> 16;
};
// creates code lengths from a frequency table
var hTree = function (d, mb) {
    // Need extra info to make a tree
    var t = [];
    for (var i = 0; i < d.length; ++i) {
        if (d[i])
            t.push({ s: i, f: d[i] });
    }
    var s = t.length;
    var t2 = t.slice();
    if (!s)
        return { t: et, l: 0 };
    if (s == 1) {
        var v = new u8(t[0].s + 1);
        v[t[0].s] = 1;
        return { t: v, l: 1 };
    }
    t.sort(function (a, b) { return a.f - b.f; });
    // after i2 reaches last ind, will be stopped
    // freq must be greater than largest possible number of symbols
    t.push({ s: -1, f: 25001 });
    var l = t[0], r = t[1], i0 = 0, i1 = 1, i2 = 2;
    t[0] = { s: -1, f: l.f + r.f, l: l, r: r };
    // efficient algorithm from UZIP.js
    // i0 is lookbehind, i2 is lookahead - after processing two low-freq
    // symbols that combined have high freq, will start processing i2 (high-freq,
    // non-composite) symbols instead
    // see https://reddit.com/r/photopea/comments/ikekht/uzipjs_questions/
    while (i1 != s - 1) {
        l = t[t[i0].f < t[i2].f ? i0++ : i2++];
        r = t[i0 != i1 && t[i0].f < t[i2].f ? i0++ : i2++];
        t[i1++] = { s: -1, f: l.f + r.f, l: l, r: r };
    }
    var maxSym = t2[0].s;
    for (var i = 1; i < s; ++i) {
        if (t2[i].s > maxSym)
            maxSym = t2[i].s;
    }
    // code lengths
    var tr = new u16(maxSym + 1);
    // max bits in tree
    var mbt = ln(t[i1 - 1], tr, 0);
    if (mbt > mb) {
        // more algorithms from UZIP.js
        // TODO: find out how this code works (debt)
        //  ind    debt
        var i = 0, dt = 0;
        //    left            cost
        var lft = mbt - mb, cst = 1 << lft;
        t2.sort(function (a, b) { return tr[b.s] - tr[a.s] || a.f - b.f; });
        for (; i < s; ++i) {
            var i2_1 = t2[i].s;
            if (tr[i2_1] > mb) {
                dt += cst - (1 << (mbt - tr[i2_1]));
                tr[i2_1] = mb;
            }
            else
                break;
        }
        dt >>= lft;
        while (dt > 0) {
            var i2_2 = t2[i].s;
            if (tr[i2_2] < mb)
                dt -= 1 << (mb - tr[i2_2]++ - 1);
            else
                ++i;
        }
        for (; i >= 0 && dt; --i) {
            var i2_3 = t2[i].s;
            if (tr[i2_3] == mb) {
                --tr[i2_3];
                ++dt;
            }
        }
        mbt = mb;
    }
    return { t: new u8(tr), l: mbt };
};
// get the max length and assign length codes
var ln = function (n, l, d) {
    return n.s == -1
        ? Math.max(ln(n.l, l, d + 1), ln(n.r, l, d + 1))
        : (l[n.s] = d);
};
// length codes generation
var lc = function (c) {
    var s = c.length;
    // Note that the semicolon was intentional
    while (s && !c[--s])
        ;
    var cl = new u16(++s);
    //  ind      num         streak
    var cli = 0, cln = c[0], cls = 1;
    var w = function (v) { cl[cli++] = v; };
    for (var i = 1; i <= s; ++i) {
        if (c[i] == cln && i != s)
            ++cls;
        else {
            if (!cln && cls > 2) {
                for (; cls > 138; cls -= 138)
                    w(32754);
                if (cls > 2) {
                    w(cls > 10 ? ((cls - 11) << 5) | 28690 : ((cls - 3) << 5) | 12305);
                    cls = 0;
                }
            }
            else if (cls > 3) {
                w(cln), --cls;
                for (; cls > 6; cls -= 6)
                    w(8304);
                if (cls > 2)
                    w(((cls - 3) << 5) | 8208), cls = 0;
            }
            while (cls--)
                w(cln);
            cls = 1;
            cln = c[i];
        }
    }
    return { c: cl.subarray(0, cli), n: s };
};
// calculate the length of output from tree, code lengths
var clen = function (cf, cl) {
    var l = 0;
    for (var i = 0; i < cl.length; ++i)
        l += cf[i] * cl[i];
    return l;
};
// writes a fixed block
// returns the new bit pos
var wfblk = function (out, pos, dat) {
    // no need to write 00 as type: TypedArray defaults to 0
    var s = dat.length;
    var o = shft(pos + 2);
    out[o] = s & 255;
    out[o + 1] = s >> 8;
    out[o + 2] = out[o] ^ 255;
    out[o + 3] = out[o + 1] ^ 255;
    for (var i = 0; i < s; ++i)
        out[o + i + 4] = dat[i];
    return (o + 4 + s) * 8;
};
// writes a block
var wblk = function (dat, out, final, syms, lf, df, eb, li, bs, bl, p) {
    wbits(out, p++, final);
    ++lf[256];
    var _a = hTree(lf, 15), dlt = _a.t, mlb = _a.l;
    var _b = hTree(df, 15), ddt = _b.t, mdb = _b.l;
    var _c = lc(dlt), lclt = _c.c, nlc = _c.n;
    var _d = lc(ddt), lcdt = _d.c, ndc = _d.n;
    var lcfreq = new u16(19);
    for (var i = 0; i < lclt.length; ++i)
        ++lcfreq[lclt[i] & 31];
    for (var i = 0; i < lcdt.length; ++i)
        ++lcfreq[lcdt[i] & 31];
    var _e = hTree(lcfreq, 7), lct = _e.t, mlcb = _e.l;
    var nlcc = 19;
    for (; nlcc > 4 && !lct[clim[nlcc - 1]]; --nlcc)
        ;
    var flen = (bl + 5) << 3;
    var ftlen = clen(lf, flt) + clen(df, fdt) + eb;
    var dtlen = clen(lf, dlt) + clen(df, ddt) + eb + 14 + 3 * nlcc + clen(lcfreq, lct) + 2 * lcfreq[16] + 3 * lcfreq[17] + 7 * lcfreq[18];
    if (bs >= 0 && flen <= ftlen && flen <= dtlen)
        return wfblk(out, p, dat.subarray(bs, bs + bl));
    var lm, ll, dm, dl;
    wbits(out, p, 1 + (dtlen < ftlen)), p += 2;
    if (dtlen < ftlen) {
        lm = hMap(dlt, mlb, 0), ll = dlt, dm = hMap(ddt, mdb, 0), dl = ddt;
        var llm = hMap(lct, mlcb, 0);
        wbits(out, p, nlc - 257);
        wbits(out, p + 5, ndc - 1);
        wbits(out, p + 10, nlcc - 4);
        p += 14;
        for (var i = 0; i < nlcc; ++i)
            wbits(out, p + 3 * i, lct[clim[i]]);
        p += 3 * nlcc;
        var lcts = [lclt, lcdt];
        for (var it = 0; it < 2; ++it) {
            var clct = lcts[it];
            for (var i = 0; i < clct.length; ++i) {
                var len = clct[i] & 31;
                wbits(out, p, llm[len]), p += lct[len];
                if (len > 15)
                    wbits(out, p, (clct[i] >> 5) & 127), p += clct[i] >> 12;
            }
        }
    }
    else {
        lm = flm, ll = flt, dm = fdm, dl = fdt;
    }
    for (var i = 0; i < li; ++i) {
        var sym = syms[i];
        if (sym > 255) {
            var len = (sym >> 18) & 31;
            wbits16(out, p, lm[len + 257]), p += ll[len + 257];
            if (len > 7)
                wbits(out, p, (sym >> 23) & 31), p += fleb[len];
            var dst = sym & 31;
            wbits16(out, p, dm[dst]), p += dl[dst];
            if (dst > 3)
                wbits16(out, p, (sym >> 5) & 8191), p += fdeb[dst];
        }
        else {
            wbits16(out, p, lm[sym]), p += ll[sym];
        }
    }
    wbits16(out, p, lm[256]);
    return p + ll[256];
};
// deflate options (nice << 13) | chain
var deo = /*#__PURE__*/ new i32([65540, 131080, 131088, 131104, 262176, 1048704, 1048832, 2114560, 2117632]);
// empty
var et = /*#__PURE__*/ new u8(0);
// compresses data into a raw DEFLATE buffer
var dflt = function (dat, lvl, plvl, pre, post, st) {
    var s = st.z || dat.length;
    var o = new u8(pre + s + 5 * (1 + Math.ceil(s / 7000)) + post);
    // writing to this writes to the output buffer
    var w = o.subarray(pre, o.length - post);
    var lst = st.l;
    var pos = (st.r || 0) & 7;
    if (lvl) {
        if (pos)
            w[0] = st.r >> 3;
        var opt = deo[lvl - 1];
        var n = opt >> 13, c = opt & 8191;
        var msk_1 = (1 << plvl) - 1;
        //    prev 2-byte val map    curr 2-byte val map
        var prev = st.p || new u16(32768), head = st.h || new u16(msk_1 + 1);
        var bs1_1 = Math.ceil(plvl / 3), bs2_1 = 2 * bs1_1;
        var hsh = function (i) { return (dat[i] ^ (dat[i + 1] << bs1_1) ^ (dat[i + 2] << bs2_1)) & msk_1; };
        // 24576 is an arbitrary number of maximum symbols per block
        // 424 buffer for last block
        var syms = new i32(25000);
        // length/literal freq   distance freq
        var lf = new u16(288), df = new u16(32);
        //  l/lcnt  exbits  index          l/lind  waitdx          blkpos
        var lc_1 = 0, eb = 0, i = st.i || 0, li = 0, wi = st.w || 0, bs = 0;
        for (; i + 2 < s; ++i) {
            // hash value
            var hv = hsh(i);
            // index mod 32768    previous index mod
            var imod = i & 32767, pimod = head[hv];
            prev[imod] = pimod;
            head[hv] = imod;
            // We always should modify head and prev, but only add symbols if
            // this data is not yet processed ("wait" for wait index)
            if (wi <= i) {
                // bytes remaining
                var rem = s - i;
                if ((lc_1 > 7000 || li > 24576) && (rem > 423 || !lst)) {
                    pos = wblk(dat, w, 0, syms, lf, df, eb, li, bs, i - bs, pos);
                    li = lc_1 = eb = 0, bs = i;
                    for (var j = 0; j < 286; ++j)
                        lf[j] = 0;
                    for (var j = 0; j < 30; ++j)
                        df[j] = 0;
                }
                //  len    dist   chain
                var l = 2, d = 0, ch_1 = c, dif = imod - pimod & 32767;
                if (rem > 2 && hv == hsh(i - dif)) {
                    var maxn = Math.min(n, rem) - 1;
                    var maxd = Math.min(32767, i);
                    // max possible length
                    // not capped at dif because decompressors implement "rolling" index population
                    var ml = Math.min(258, rem);
                    while (dif <= maxd && --ch_1 && imod != pimod) {
                        if (dat[i + l] == dat[i + l - dif]) {
                            var nl = 0;
                            for (; nl < ml && dat[i + nl] == dat[i + nl - dif]; ++nl)
                                ;
                            if (nl > l) {
                                l = nl, d = dif;
                                // break out early when we reach "nice" (we are satisfied enough)
                                if (nl > maxn)
                                    break;
                                // now, find the rarest 2-byte sequence within this
                                // length of literals and search for that instead.
                                // Much faster than just using the start
                                var mmd = Math.min(dif, nl - 2);
                                var md = 0;
                                for (var j = 0; j < mmd; ++j) {
                                    var ti = i - dif + j & 32767;
                                    var pti = prev[ti];
                                    var cd = ti - pti & 32767;
                                    if (cd > md)
                                        md = cd, pimod = ti;
                                }
                            }
                        }
                        // check the previous match
                        imod = pimod, pimod = prev[imod];
                        dif += imod - pimod & 32767;
                    }
                }
                // d will be nonzero only when a match was found
                if (d) {
                    // store both dist and len data in one int32
                    // Make sure this is recognized as a len/dist with 28th bit (2^28)
                    syms[li++] = 268435456 | (revfl[l] << 18) | revfd[d];
                    var lin = revfl[l] & 31, din = revfd[d] & 31;
                    eb += fleb[lin] + fdeb[din];
                    ++lf[257 + lin];
                    ++df[din];
                    wi = i + l;
                    ++lc_1;
                }
                else {
                    syms[li++] = dat[i];
                    ++lf[dat[i]];
                }
            }
        }
        for (i = Math.max(i, wi); i < s; ++i) {
            syms[li++] = dat[i];
            ++lf[dat[i]];
        }
        pos = wblk(dat, w, lst, syms, lf, df, eb, li, bs, i - bs, pos);
        if (!lst) {
            st.r = (pos & 7) | w[(pos / 8) | 0] << 3;
            // shft(pos) now 1 less if pos & 7 != 0
            pos -= 7;
            st.h = head, st.p = prev, st.i = i, st.w = wi;
        }
    }
    else {
        for (var i = st.w || 0; i < s + lst; i += 65535) {
            // end
            var e = i + 65535;
            if (e >= s) {
                // write final block
                w[(pos / 8) | 0] = lst;
                e = s;
            }
            pos = wfblk(w, pos + 1, dat.subarray(i, e));
        }
        st.i = s;
    }
    return slc(o, 0, pre + shft(pos) + post);
};
// CRC32 table
var crct = /*#__PURE__*/ (function () {
    var t = new Int32Array(256);
    for (var i = 0; i < 256; ++i) {
        var c = i, k = 9;
        while (--k)
            c = ((c & 1) && -306674912) ^ (c >>> 1);
        t[i] = c;
    }
    return t;
})();
// CRC32
var crc = function () {
    var c = -1;
    return {
        p: function (d) {
            // closures have awful performance
            var cr = c;
            for (var i = 0; i < d.length; ++i)
                cr = crct[(cr & 255) ^ d[i]] ^ (cr >>> 8);
            c = cr;
        },
        d: function () { return ~c; }
    };
};
// Adler32
var adler = function () {
    var a = 1, b = 0;
    return {
        p: function (d) {
            // closures have awful performance
            var n = a, m = b;
            var l = d.length | 0;
            for (var i = 0; i != l;) {
                var e = Math.min(i + 2655, l);
                for (; i < e; ++i)
                    m += n += d[i];
                n = (n & 65535) + 15 * (n >> 16), m = (m & 65535) + 15 * (m >> 16);
            }
            a = n, b = m;
        },
        d: function () {
            a %= 65521, b %= 65521;
            return (a & 255) << 24 | (a & 0xFF00) << 8 | (b & 255) << 8 | (b >> 8);
        }
    };
};
;
// deflate with opts
var dopt = function (dat, opt, pre, post, st) {
    if (!st) {
        st = { l: 1 };
        if (opt.dictionary) {
            var dict = opt.dictionary.subarray(-32768);
            var newDat = new u8(dict.length + dat.length);
            newDat.set(dict);
            newDat.set(dat, dict.length);
            dat = newDat;
            st.w = dict.length;
        }
    }
    return dflt(dat, opt.level == null ? 6 : opt.level, opt.mem == null ? (st.l ? Math.ceil(Math.max(8, Math.min(13, Math.log(dat.length))) * 1.5) : 20) : (12 + opt.mem), pre, post, st);
};
// Walmart object spread
var mrg = function (a, b) {
    var o = {};
    for (var k in a)
        o[k] = a[k];
    for (var k in b)
        o[k] = b[k];
    return o;
};
// worker clone
// This is possibly the craziest part of the entire codebase, despite how simple it may seem.
// The only parameter to this function is a closure that returns an array of variables outside of the function scope.
// We're going to try to figure out the variable names used in the closure as strings because that is crucial for workerization.
// We will return an object mapping of true variable name to value (basically, the current scope as a JS object).
// The reason we can't just use the original variable names is minifiers mangling the toplevel scope.
// This took me three weeks to figure out how to do.
var wcln = function (fn, fnStr, td) {
    var dt = fn();
    var st = fn.toString();
    var ks = st.slice(st.indexOf('[') + 1, st.lastIndexOf(']')).replace(/\s+/g, '').split(',');
    for (var i = 0; i < dt.length; ++i) {
        var v = dt[i], k = ks[i];
        if (typeof v == 'function') {
            fnStr += ';' + k + '=';
            var st_1 = v.toString();
            if (v.prototype) {
                // for global objects
                if (st_1.indexOf('[native code]') != -1) {
                    var spInd = st_1.indexOf(' ', 8) + 1;
                    fnStr += st_1.slice(spInd, st_1.indexOf('(', spInd));
                }
                else {
                    fnStr += st_1;
                    for (var t in v.prototype)
                        fnStr += ';' + k + '.prototype.' + t + '=' + v.prototype[t].toString();
                }
            }
            else
                fnStr += st_1;
        }
        else
            td[k] = v;
    }
    return fnStr;
};
var ch = (/* unused pure expression or super */ null && ([]));
// clone bufs
var cbfs = function (v) {
    var tl = [];
    for (var k in v) {
        if (v[k].buffer) {
            tl.push((v[k] = new v[k].constructor(v[k])).buffer);
        }
    }
    return tl;
};
// use a worker to execute code
var wrkr = function (fns, init, id, cb) {
    if (!ch[id]) {
        var fnStr = '', td_1 = {}, m = fns.length - 1;
        for (var i = 0; i < m; ++i)
            fnStr = wcln(fns[i], fnStr, td_1);
        ch[id] = { c: wcln(fns[m], fnStr, td_1), e: td_1 };
    }
    var td = mrg({}, ch[id].e);
    return wk(ch[id].c + ';onmessage=function(e){for(var k in e.data)self[k]=e.data[k];onmessage=' + init.toString() + '}', id, td, cbfs(td), cb);
};
// base async inflate fn
var bInflt = function () { return [u8, u16, i32, fleb, fdeb, clim, fl, fd, flrm, fdrm, rev, ec, hMap, max, bits, bits16, shft, slc, err, inflt, inflateSync, pbf, gopt]; };
var bDflt = function () { return [u8, u16, i32, fleb, fdeb, clim, revfl, revfd, flm, flt, fdm, fdt, rev, deo, et, hMap, wbits, wbits16, hTree, ln, lc, clen, wfblk, wblk, shft, slc, dflt, dopt, deflateSync, pbf]; };
// gzip extra
var gze = function () { return [gzh, gzhl, wbytes, crc, crct]; };
// gunzip extra
var guze = function () { return [gzs, gzl]; };
// zlib extra
var zle = function () { return [zlh, wbytes, adler]; };
// unzlib extra
var zule = function () { return [zls]; };
// post buf
var pbf = function (msg) { return postMessage(msg, [msg.buffer]); };
// get opts
var gopt = function (o) { return o && {
    out: o.size && new u8(o.size),
    dictionary: o.dictionary
}; };
// async helper
var cbify = function (dat, opts, fns, init, id, cb) {
    var w = wrkr(fns, init, id, function (err, dat) {
        w.terminate();
        cb(err, dat);
    });
    w.postMessage([dat, opts], opts.consume ? [dat.buffer] : []);
    return function () { w.terminate(); };
};
// auto stream
var astrm = function (strm) {
    strm.ondata = function (dat, final) { return postMessage([dat, final], [dat.buffer]); };
    return function (ev) {
        if (ev.data[0]) {
            strm.push(ev.data[0], ev.data[1]);
            postMessage([ev.data[0].length]);
        }
        else
            strm.flush(ev.data[1]);
    };
};
// async stream attach
var astrmify = function (fns, strm, opts, init, id, flush, ext) {
    var t;
    var w = wrkr(fns, init, id, function (err, dat) {
        if (err)
            w.terminate(), strm.ondata.call(strm, err);
        else if (!Array.isArray(dat))
            ext(dat);
        else if (dat.length == 1) {
            strm.queuedSize -= dat[0];
            if (strm.ondrain)
                strm.ondrain(dat[0]);
        }
        else {
            if (dat[1])
                w.terminate();
            strm.ondata.call(strm, err, dat[0], dat[1]);
        }
    });
    w.postMessage(opts);
    strm.queuedSize = 0;
    strm.push = function (d, f) {
        if (!strm.ondata)
            err(5);
        if (t)
            strm.ondata(err(4, 0, 1), null, !!f);
        strm.queuedSize += d.length;
        // can fail for cross-realm Uint8Array, but ok - only a small performance penalty
        w.postMessage([d, t = f], d.buffer instanceof ArrayBuffer ? [d.buffer] : []);
    };
    strm.terminate = function () { w.terminate(); };
    if (flush) {
        strm.flush = function (sync) { w.postMessage([0, sync]); };
    }
};
// read 2 bytes
var b2 = function (d, b) { return d[b] | (d[b + 1] << 8); };
// read 4 bytes
var b4 = function (d, b) { return (d[b] | (d[b + 1] << 8) | (d[b + 2] << 16) | (d[b + 3] << 24)) >>> 0; };
// read 8 bytes
var b8 = function (d, b) { return b4(d, b) + (b4(d, b + 4) * 4294967296); };
// write bytes
var wbytes = function (d, b, v) {
    for (; v; ++b)
        d[b] = v, v >>>= 8;
};
// gzip header
var gzh = function (c, o) {
    var fn = o.filename;
    c[0] = 31, c[1] = 139, c[2] = 8, c[8] = o.level < 2 ? 4 : o.level == 9 ? 2 : 0, c[9] = 3; // assume Unix
    if (o.mtime != 0)
        wbytes(c, 4, Math.floor(new Date(o.mtime || Date.now()) / 1000));
    if (fn) {
        c[3] = 8;
        for (var i = 0; i <= fn.length; ++i)
            c[i + 10] = fn.charCodeAt(i);
    }
};
// gzip footer: -8 to -4 = CRC, -4 to -0 is length
// gzip start
var gzs = function (d) {
    if (d[0] != 31 || d[1] != 139 || d[2] != 8)
        err(6, 'invalid gzip data');
    var flg = d[3];
    var st = 10;
    if (flg & 4)
        st += (d[10] | d[11] << 8) + 2;
    for (var zs = (flg >> 3 & 1) + (flg >> 4 & 1); zs > 0; zs -= !d[st++])
        ;
    return st + (flg & 2);
};
// gzip length
var gzl = function (d) {
    var l = d.length;
    return (d[l - 4] | d[l - 3] << 8 | d[l - 2] << 16 | d[l - 1] << 24) >>> 0;
};
// gzip header length
var gzhl = function (o) { return 10 + (o.filename ? o.filename.length + 1 : 0); };
// zlib header
var zlh = function (c, o) {
    var lv = o.level, fl = lv == 0 ? 0 : lv < 6 ? 1 : lv == 9 ? 3 : 2;
    c[0] = 120, c[1] = (fl << 6) | (o.dictionary && 32);
    c[1] |= 31 - ((c[0] << 8) | c[1]) % 31;
    if (o.dictionary) {
        var h = adler();
        h.p(o.dictionary);
        wbytes(c, 2, h.d());
    }
};
// zlib start
var zls = function (d, dict) {
    if ((d[0] & 15) != 8 || (d[0] >> 4) > 7 || ((d[0] << 8 | d[1]) % 31))
        err(6, 'invalid zlib data');
    if ((d[1] >> 5 & 1) == +!dict)
        err(6, 'invalid zlib data: ' + (d[1] & 32 ? 'need' : 'unexpected') + ' dictionary');
    return (d[1] >> 3 & 4) + 2;
};
function StrmOpt(opts, cb) {
    if (typeof opts == 'function')
        cb = opts, opts = {};
    this.ondata = cb;
    return opts;
}
/**
 * Streaming DEFLATE compression
 */
var Deflate = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    function Deflate(opts, cb) {
        if (typeof opts == 'function')
            cb = opts, opts = {};
        this.ondata = cb;
        this.o = opts || {};
        this.s = { l: 0, i: 32768, w: 32768, z: 32768 };
        // Buffer length must always be 0 mod 32768 for index calculations to be correct when modifying head and prev
        // 98304 = 32768 (lookback) + 65536 (common chunk size)
        this.b = new u8(98304);
        if (this.o.dictionary) {
            var dict = this.o.dictionary.subarray(-32768);
            this.b.set(dict, 32768 - dict.length);
            this.s.i = 32768 - dict.length;
        }
    }
    Deflate.prototype.p = function (c, f) {
        this.ondata(dopt(c, this.o, 0, 0, this.s), f);
    };
    /**
     * Pushes a chunk to be deflated
     * @param chunk The chunk to push
     * @param final Whether this is the last chunk
     */
    Deflate.prototype.push = function (chunk, final) {
        if (!this.ondata)
            err(5);
        if (this.s.l)
            err(4);
        var endLen = chunk.length + this.s.z;
        if (endLen > this.b.length) {
            if (endLen > 2 * this.b.length - 32768) {
                var newBuf = new u8(endLen & -32768);
                newBuf.set(this.b.subarray(0, this.s.z));
                this.b = newBuf;
            }
            var split = this.b.length - this.s.z;
            this.b.set(chunk.subarray(0, split), this.s.z);
            this.s.z = this.b.length;
            this.p(this.b, false);
            this.b.set(this.b.subarray(-32768));
            this.b.set(chunk.subarray(split), 32768);
            this.s.z = chunk.length - split + 32768;
            this.s.i = 32766, this.s.w = 32768;
        }
        else {
            this.b.set(chunk, this.s.z);
            this.s.z += chunk.length;
        }
        this.s.l = final & 1;
        if (this.s.z > this.s.w + 8191 || final) {
            this.p(this.b, final || false);
            this.s.w = this.s.i, this.s.i -= 2;
        }
        if (final) {
            // cleanup unneeded buffers/state to reduce memory usage
            this.s = this.o = {};
            this.b = et;
        }
    };
    /**
     * Flushes buffered uncompressed data. Useful to immediately retrieve the
     * deflated output for small inputs.
     * @param sync Whether to flush to a byte boundary. A sync flush takes 4-5
     *             extra bytes, but guarantees all pushed data is immediately
     *             decompressible. A separate DEFLATE stream may be concatenated
     *             with the current output after a sync flush.
     */
    Deflate.prototype.flush = function (sync) {
        if (!this.ondata)
            err(5);
        if (this.s.l)
            err(4);
        this.p(this.b, false);
        this.s.w = this.s.i, this.s.i -= 2;
        // could technically skip writing the type-0 block for (this.s.r & 7) == 0,
        // but the deterministic trailer (00 00 FF FF) is useful in some situations
        if (sync) {
            var c = new u8(6);
            c[0] = this.s.r >> 3;
            // write empty, non-final type-0 block
            var ep = wfblk(c, this.s.r, et);
            this.s.r = 0;
            this.ondata(c.subarray(0, ep >> 3), false);
        }
    };
    return Deflate;
}())));

/**
 * Asynchronous streaming DEFLATE compression
 */
var AsyncDeflate = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    function AsyncDeflate(opts, cb) {
        astrmify([
            bDflt,
            function () { return [astrm, Deflate]; }
        ], this, StrmOpt.call(this, opts, cb), function (ev) {
            var strm = new Deflate(ev.data);
            onmessage = astrm(strm);
        }, 6, 1);
    }
    return AsyncDeflate;
}())));

function deflate(data, opts, cb) {
    if (!cb)
        cb = opts, opts = {};
    if (typeof cb != 'function')
        err(7);
    return cbify(data, opts, [
        bDflt,
    ], function (ev) { return pbf(deflateSync(ev.data[0], ev.data[1])); }, 0, cb);
}
/**
 * Compresses data with DEFLATE without any wrapper
 * @param data The data to compress
 * @param opts The compression options
 * @returns The deflated version of the data
 */
function deflateSync(data, opts) {
    return dopt(data, opts || {}, 0, 0);
}
/**
 * Streaming DEFLATE decompression
 */
var Inflate = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    function Inflate(opts, cb) {
        // no StrmOpt here to avoid adding to workerizer
        if (typeof opts == 'function')
            cb = opts, opts = {};
        this.ondata = cb;
        var dict = opts && opts.dictionary && opts.dictionary.subarray(-32768);
        this.s = { i: 0, b: dict ? dict.length : 0 };
        this.o = new u8(32768);
        this.p = new u8(0);
        if (dict)
            this.o.set(dict);
    }
    Inflate.prototype.e = function (c) {
        if (!this.ondata)
            err(5);
        if (this.d)
            err(4);
        if (!this.p.length)
            this.p = c;
        else if (c.length) {
            var n = new u8(this.p.length + c.length);
            n.set(this.p), n.set(c, this.p.length), this.p = n;
        }
    };
    Inflate.prototype.c = function (final) {
        this.s.i = +(this.d = final || false);
        var bts = this.s.b;
        var dt = inflt(this.p, this.s, this.o);
        this.ondata(slc(dt, bts, this.s.b), this.d);
        this.o = slc(dt, this.s.b - 32768), this.s.b = this.o.length;
        this.p = slc(this.p, (this.s.p / 8) | 0), this.s.p &= 7;
    };
    /**
     * Pushes a chunk to be inflated
     * @param chunk The chunk to push
     * @param final Whether this is the final chunk
     */
    Inflate.prototype.push = function (chunk, final) {
        this.e(chunk), this.c(final);
    };
    return Inflate;
}())));

/**
 * Asynchronous streaming DEFLATE decompression
 */
var AsyncInflate = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    function AsyncInflate(opts, cb) {
        astrmify([
            bInflt,
            function () { return [astrm, Inflate]; }
        ], this, StrmOpt.call(this, opts, cb), function (ev) {
            var strm = new Inflate(ev.data);
            onmessage = astrm(strm);
        }, 7, 0);
    }
    return AsyncInflate;
}())));

function inflate(data, opts, cb) {
    if (!cb)
        cb = opts, opts = {};
    if (typeof cb != 'function')
        err(7);
    return cbify(data, opts, [
        bInflt
    ], function (ev) { return pbf(inflateSync(ev.data[0], gopt(ev.data[1]))); }, 1, cb);
}
function inflateSync(data, opts) {
    return inflt(data, { i: 2 }, opts && opts.out, opts && opts.dictionary);
}
// before you yell at me for not just using extends, my reason is that TS inheritance is hard to workerize.
/**
 * Streaming GZIP compression
 */
var Gzip = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    function Gzip(opts, cb) {
        this.c = crc();
        this.l = 0;
        this.v = 1;
        Deflate.call(this, opts, cb);
    }
    /**
     * Pushes a chunk to be GZIPped
     * @param chunk The chunk to push
     * @param final Whether this is the last chunk
     */
    Gzip.prototype.push = function (chunk, final) {
        this.c.p(chunk);
        this.l += chunk.length;
        Deflate.prototype.push.call(this, chunk, final);
    };
    Gzip.prototype.p = function (c, f) {
        var raw = dopt(c, this.o, this.v && gzhl(this.o), f && 8, this.s);
        if (this.v)
            gzh(raw, this.o), this.v = 0;
        if (f)
            wbytes(raw, raw.length - 8, this.c.d()), wbytes(raw, raw.length - 4, this.l);
        this.ondata(raw, f);
    };
    /**
     * Flushes buffered uncompressed data. Useful to immediately retrieve the
     * GZIPped output for small inputs.
     * @param sync Whether to flush to a byte boundary. A sync flush takes 4-5
     *             extra bytes, but guarantees all pushed data is immediately
     *             decompressible.
     */
    Gzip.prototype.flush = function (sync) {
        Deflate.prototype.flush.call(this, sync);
    };
    return Gzip;
}())));

/**
 * Asynchronous streaming GZIP compression
 */
var AsyncGzip = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    function AsyncGzip(opts, cb) {
        astrmify([
            bDflt,
            gze,
            function () { return [astrm, Deflate, Gzip]; }
        ], this, StrmOpt.call(this, opts, cb), function (ev) {
            var strm = new Gzip(ev.data);
            onmessage = astrm(strm);
        }, 8, 1);
    }
    return AsyncGzip;
}())));

function gzip(data, opts, cb) {
    if (!cb)
        cb = opts, opts = {};
    if (typeof cb != 'function')
        err(7);
    return cbify(data, opts, [
        bDflt,
        gze,
        function () { return [gzipSync]; }
    ], function (ev) { return pbf(gzipSync(ev.data[0], ev.data[1])); }, 2, cb);
}
/**
 * Compresses data with GZIP
 * @param data The data to compress
 * @param opts The compression options
 * @returns The gzipped version of the data
 */
function gzipSync(data, opts) {
    if (!opts)
        opts = {};
    var c = crc(), l = data.length;
    c.p(data);
    var d = dopt(data, opts, gzhl(opts), 8), s = d.length;
    return gzh(d, opts), wbytes(d, s - 8, c.d()), wbytes(d, s - 4, l), d;
}
/**
 * Streaming single or multi-member GZIP decompression
 */
var Gunzip = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    function Gunzip(opts, cb) {
        this.v = 1;
        this.r = 0;
        Inflate.call(this, opts, cb);
    }
    /**
     * Pushes a chunk to be GUNZIPped
     * @param chunk The chunk to push
     * @param final Whether this is the last chunk
     */
    Gunzip.prototype.push = function (chunk, final) {
        Inflate.prototype.e.call(this, chunk);
        this.r += chunk.length;
        if (this.v) {
            var p = this.p.subarray(this.v - 1);
            var s = p.length > 3 ? gzs(p) : 4;
            if (s > p.length) {
                if (!final)
                    return;
            }
            else if (this.v > 1 && this.onmember) {
                this.onmember(this.r - p.length);
            }
            this.p = p.subarray(s), this.v = 0;
        }
        // necessary to prevent TS from using the closure value
        // This allows for workerization to function correctly
        Inflate.prototype.c.call(this, 0);
        // process concatenated GZIP
        if (this.s.f && !this.s.l) {
            this.v = shft(this.s.p) + 9;
            this.s = { i: 0 };
            this.o = new u8(0);
            this.push(new u8(0), final);
        }
        else if (final) {
            Inflate.prototype.c.call(this, final);
        }
    };
    return Gunzip;
}())));

/**
 * Asynchronous streaming single or multi-member GZIP decompression
 */
var AsyncGunzip = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    function AsyncGunzip(opts, cb) {
        var _this = this;
        astrmify([
            bInflt,
            guze,
            function () { return [astrm, Inflate, Gunzip]; }
        ], this, StrmOpt.call(this, opts, cb), function (ev) {
            var strm = new Gunzip(ev.data);
            strm.onmember = function (offset) { return postMessage(offset); };
            onmessage = astrm(strm);
        }, 9, 0, function (offset) { return _this.onmember && _this.onmember(offset); });
    }
    return AsyncGunzip;
}())));

function gunzip(data, opts, cb) {
    if (!cb)
        cb = opts, opts = {};
    if (typeof cb != 'function')
        err(7);
    return cbify(data, opts, [
        bInflt,
        guze,
        function () { return [gunzipSync]; }
    ], function (ev) { return pbf(gunzipSync(ev.data[0], ev.data[1])); }, 3, cb);
}
function gunzipSync(data, opts) {
    var st = gzs(data);
    if (st + 8 > data.length)
        err(6, 'invalid gzip data');
    return inflt(data.subarray(st, -8), { i: 2 }, opts && opts.out || new u8(gzl(data)), opts && opts.dictionary);
}
/**
 * Streaming Zlib compression
 */
var Zlib = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    function Zlib(opts, cb) {
        this.c = adler();
        this.v = 1;
        Deflate.call(this, opts, cb);
    }
    /**
     * Pushes a chunk to be zlibbed
     * @param chunk The chunk to push
     * @param final Whether this is the last chunk
     */
    Zlib.prototype.push = function (chunk, final) {
        this.c.p(chunk);
        Deflate.prototype.push.call(this, chunk, final);
    };
    Zlib.prototype.p = function (c, f) {
        var raw = dopt(c, this.o, this.v && (this.o.dictionary ? 6 : 2), f && 4, this.s);
        if (this.v)
            zlh(raw, this.o), this.v = 0;
        if (f)
            wbytes(raw, raw.length - 4, this.c.d());
        this.ondata(raw, f);
    };
    /**
     * Flushes buffered uncompressed data. Useful to immediately retrieve the
     * zlibbed output for small inputs.
     * @param sync Whether to flush to a byte boundary. A sync flush takes 4-5
     *             extra bytes, but guarantees all pushed data is immediately
     *             decompressible.
     */
    Zlib.prototype.flush = function (sync) {
        Deflate.prototype.flush.call(this, sync);
    };
    return Zlib;
}())));

/**
 * Asynchronous streaming Zlib compression
 */
var AsyncZlib = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    function AsyncZlib(opts, cb) {
        astrmify([
            bDflt,
            zle,
            function () { return [astrm, Deflate, Zlib]; }
        ], this, StrmOpt.call(this, opts, cb), function (ev) {
            var strm = new Zlib(ev.data);
            onmessage = astrm(strm);
        }, 10, 1);
    }
    return AsyncZlib;
}())));

function zlib(data, opts, cb) {
    if (!cb)
        cb = opts, opts = {};
    if (typeof cb != 'function')
        err(7);
    return cbify(data, opts, [
        bDflt,
        zle,
        function () { return [zlibSync]; }
    ], function (ev) { return pbf(zlibSync(ev.data[0], ev.data[1])); }, 4, cb);
}
/**
 * Compress data with Zlib
 * @param data The data to compress
 * @param opts The compression options
 * @returns The zlib-compressed version of the data
 */
function zlibSync(data, opts) {
    if (!opts)
        opts = {};
    var a = adler();
    a.p(data);
    var d = dopt(data, opts, opts.dictionary ? 6 : 2, 4);
    return zlh(d, opts), wbytes(d, d.length - 4, a.d()), d;
}
/**
 * Streaming Zlib decompression
 */
var Unzlib = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    function Unzlib(opts, cb) {
        Inflate.call(this, opts, cb);
        this.v = opts && opts.dictionary ? 2 : 1;
    }
    /**
     * Pushes a chunk to be unzlibbed
     * @param chunk The chunk to push
     * @param final Whether this is the last chunk
     */
    Unzlib.prototype.push = function (chunk, final) {
        Inflate.prototype.e.call(this, chunk);
        if (this.v) {
            if (this.p.length < 6 && !final)
                return;
            this.p = this.p.subarray(zls(this.p, this.v - 1)), this.v = 0;
        }
        if (final) {
            if (this.p.length < 4)
                err(6, 'invalid zlib data');
            this.p = this.p.subarray(0, -4);
        }
        // necessary to prevent TS from using the closure value
        // This allows for workerization to function correctly
        Inflate.prototype.c.call(this, final);
    };
    return Unzlib;
}())));

/**
 * Asynchronous streaming Zlib decompression
 */
var AsyncUnzlib = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    function AsyncUnzlib(opts, cb) {
        astrmify([
            bInflt,
            zule,
            function () { return [astrm, Inflate, Unzlib]; }
        ], this, StrmOpt.call(this, opts, cb), function (ev) {
            var strm = new Unzlib(ev.data);
            onmessage = astrm(strm);
        }, 11, 0);
    }
    return AsyncUnzlib;
}())));

function unzlib(data, opts, cb) {
    if (!cb)
        cb = opts, opts = {};
    if (typeof cb != 'function')
        err(7);
    return cbify(data, opts, [
        bInflt,
        zule,
        function () { return [unzlibSync]; }
    ], function (ev) { return pbf(unzlibSync(ev.data[0], gopt(ev.data[1]))); }, 5, cb);
}
function unzlibSync(data, opts) {
    return inflt(data.subarray(zls(data, opts && opts.dictionary), -4), { i: 2 }, opts && opts.out, opts && opts.dictionary);
}
// Default algorithm for compression (used because having a known output size allows faster decompression)


/**
 * Streaming GZIP, Zlib, or raw DEFLATE decompression
 */
var Decompress = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    function Decompress(opts, cb) {
        this.o = StrmOpt.call(this, opts, cb) || {};
        this.G = Gunzip;
        this.I = Inflate;
        this.Z = Unzlib;
    }
    // init substream
    // overriden by AsyncDecompress
    Decompress.prototype.i = function () {
        var _this = this;
        this.s.ondata = function (dat, final) {
            _this.ondata(dat, final);
        };
    };
    /**
     * Pushes a chunk to be decompressed
     * @param chunk The chunk to push
     * @param final Whether this is the last chunk
     */
    Decompress.prototype.push = function (chunk, final) {
        if (!this.ondata)
            err(5);
        if (!this.s) {
            if (this.p && this.p.length) {
                var n = new u8(this.p.length + chunk.length);
                n.set(this.p), n.set(chunk, this.p.length);
            }
            else
                this.p = chunk;
            if (this.p.length > 2) {
                this.s = (this.p[0] == 31 && this.p[1] == 139 && this.p[2] == 8)
                    ? new this.G(this.o)
                    : ((this.p[0] & 15) != 8 || (this.p[0] >> 4) > 7 || ((this.p[0] << 8 | this.p[1]) % 31))
                        ? new this.I(this.o)
                        : new this.Z(this.o);
                this.i();
                this.s.push(this.p, final);
                this.p = null;
            }
        }
        else
            this.s.push(chunk, final);
    };
    return Decompress;
}())));

/**
 * Asynchronous streaming GZIP, Zlib, or raw DEFLATE decompression
 */
var AsyncDecompress = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    function AsyncDecompress(opts, cb) {
        Decompress.call(this, opts, cb);
        this.queuedSize = 0;
        this.G = AsyncGunzip;
        this.I = AsyncInflate;
        this.Z = AsyncUnzlib;
    }
    AsyncDecompress.prototype.i = function () {
        var _this = this;
        this.s.ondata = function (err, dat, final) {
            _this.ondata(err, dat, final);
        };
        this.s.ondrain = function (size) {
            _this.queuedSize -= size;
            if (_this.ondrain)
                _this.ondrain(size);
        };
    };
    /**
     * Pushes a chunk to be decompressed
     * @param chunk The chunk to push
     * @param final Whether this is the last chunk
     */
    AsyncDecompress.prototype.push = function (chunk, final) {
        this.queuedSize += chunk.length;
        Decompress.prototype.push.call(this, chunk, final);
    };
    return AsyncDecompress;
}())));

function decompress(data, opts, cb) {
    if (!cb)
        cb = opts, opts = {};
    if (typeof cb != 'function')
        err(7);
    return (data[0] == 31 && data[1] == 139 && data[2] == 8)
        ? gunzip(data, opts, cb)
        : ((data[0] & 15) != 8 || (data[0] >> 4) > 7 || ((data[0] << 8 | data[1]) % 31))
            ? inflate(data, opts, cb)
            : unzlib(data, opts, cb);
}
/**
 * Expands compressed GZIP, Zlib, or raw DEFLATE data, automatically detecting the format
 * @param data The data to decompress
 * @param opts The decompression options
 * @returns The decompressed version of the data
 */
function decompressSync(data, opts) {
    return (data[0] == 31 && data[1] == 139 && data[2] == 8)
        ? gunzipSync(data, opts)
        : ((data[0] & 15) != 8 || (data[0] >> 4) > 7 || ((data[0] << 8 | data[1]) % 31))
            ? inflateSync(data, opts)
            : unzlibSync(data, opts);
}
// flatten a directory structure
var fltn = function (d, p, t, o) {
    for (var k in d) {
        var val = d[k], n = p + k, op = o;
        if (Array.isArray(val))
            op = mrg(o, val[1]), val = val[0];
        if (ArrayBuffer.isView(val))
            t[n] = [val, op];
        else {
            t[n += '/'] = [new u8(0), op];
            fltn(val, n, t, o);
        }
    }
};
// text encoder
var te = typeof TextEncoder != 'undefined' && /*#__PURE__*/ new TextEncoder();
// text decoder
var td = typeof TextDecoder != 'undefined' && /*#__PURE__*/ new TextDecoder();
// text decoder stream
var tds = 0;
try {
    td.decode(et, { stream: true });
    tds = 1;
}
catch (e) { }
// decode UTF8
var dutf8 = function (d) {
    for (var r = '', i = 0;;) {
        var c = d[i++];
        var eb = (c > 127) + (c > 223) + (c > 239);
        if (i + eb > d.length)
            return { s: r, r: slc(d, i - 1) };
        if (!eb)
            r += String.fromCharCode(c);
        else if (eb == 3) {
            c = ((c & 15) << 18 | (d[i++] & 63) << 12 | (d[i++] & 63) << 6 | (d[i++] & 63)) - 65536,
                r += String.fromCharCode(55296 | (c >> 10), 56320 | (c & 1023));
        }
        else if (eb & 1)
            r += String.fromCharCode((c & 31) << 6 | (d[i++] & 63));
        else
            r += String.fromCharCode((c & 15) << 12 | (d[i++] & 63) << 6 | (d[i++] & 63));
    }
};
/**
 * Streaming UTF-8 decoding
 */
var DecodeUTF8 = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    /**
     * Creates a UTF-8 decoding stream
     * @param cb The callback to call whenever data is decoded
     */
    function DecodeUTF8(cb) {
        this.ondata = cb;
        if (tds)
            this.t = new TextDecoder();
        else
            this.p = et;
    }
    /**
     * Pushes a chunk to be decoded from UTF-8 binary
     * @param chunk The chunk to push
     * @param final Whether this is the last chunk
     */
    DecodeUTF8.prototype.push = function (chunk, final) {
        if (!this.ondata)
            err(5);
        final = !!final;
        if (this.t) {
            this.ondata(this.t.decode(chunk, { stream: true }), final);
            if (final) {
                if (this.t.decode().length)
                    err(8);
                this.t = null;
            }
            return;
        }
        if (!this.p)
            err(4);
        var dat = new u8(this.p.length + chunk.length);
        dat.set(this.p);
        dat.set(chunk, this.p.length);
        var _a = dutf8(dat), s = _a.s, r = _a.r;
        if (final) {
            if (r.length)
                err(8);
            this.p = null;
        }
        else
            this.p = r;
        this.ondata(s, final);
    };
    return DecodeUTF8;
}())));

/**
 * Streaming UTF-8 encoding
 */
var EncodeUTF8 = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    /**
     * Creates a UTF-8 decoding stream
     * @param cb The callback to call whenever data is encoded
     */
    function EncodeUTF8(cb) {
        this.ondata = cb;
    }
    /**
     * Pushes a chunk to be encoded to UTF-8
     * @param chunk The string data to push
     * @param final Whether this is the last chunk
     */
    EncodeUTF8.prototype.push = function (chunk, final) {
        if (!this.ondata)
            err(5);
        if (this.d)
            err(4);
        this.ondata(strToU8(chunk), this.d = final || false);
    };
    return EncodeUTF8;
}())));

/**
 * Converts a string into a Uint8Array for use with compression/decompression methods
 * @param str The string to encode
 * @param latin1 Whether or not to interpret the data as Latin-1. This should
 *               not need to be true unless decoding a binary string.
 * @returns The string encoded in UTF-8/Latin-1 binary
 */
function strToU8(str, latin1) {
    if (latin1) {
        var ar_1 = new u8(str.length);
        for (var i = 0; i < str.length; ++i)
            ar_1[i] = str.charCodeAt(i);
        return ar_1;
    }
    if (te)
        return te.encode(str);
    var l = str.length;
    var ar = new u8(str.length + (str.length >> 1));
    var ai = 0;
    var w = function (v) { ar[ai++] = v; };
    for (var i = 0; i < l; ++i) {
        if (ai + 5 > ar.length) {
            var n = new u8(ai + 8 + ((l - i) << 1));
            n.set(ar);
            ar = n;
        }
        var c = str.charCodeAt(i);
        if (c < 128 || latin1)
            w(c);
        else if (c < 2048)
            w(192 | (c >> 6)), w(128 | (c & 63));
        else if (c > 55295 && c < 57344)
            c = 65536 + (c & 1023 << 10) | (str.charCodeAt(++i) & 1023),
                w(240 | (c >> 18)), w(128 | ((c >> 12) & 63)), w(128 | ((c >> 6) & 63)), w(128 | (c & 63));
        else
            w(224 | (c >> 12)), w(128 | ((c >> 6) & 63)), w(128 | (c & 63));
    }
    return slc(ar, 0, ai);
}
/**
 * Converts a Uint8Array to a string
 * @param dat The data to decode to string
 * @param latin1 Whether or not to interpret the data as Latin-1. This should
 *               not need to be true unless encoding to binary string.
 * @returns The original UTF-8/Latin-1 string
 */
function strFromU8(dat, latin1) {
    if (latin1) {
        var r = '';
        for (var i = 0; i < dat.length; i += 16384)
            r += String.fromCharCode.apply(null, dat.subarray(i, i + 16384));
        return r;
    }
    else if (td) {
        return td.decode(dat);
    }
    else {
        var _a = dutf8(dat), s = _a.s, r = _a.r;
        if (r.length)
            err(8);
        return s;
    }
}
;
// deflate bit flag
var dbf = function (l) { return l == 1 ? 3 : l < 6 ? 2 : l == 9 ? 1 : 0; };
// skip local zip header
var slzh = function (d, b) { return b + 30 + b2(d, b + 26) + b2(d, b + 28); };
// read zip header
var zh = function (d, b, z) {
    var fnl = b2(d, b + 28), efl = b2(d, b + 30), fn = strFromU8(d.subarray(b + 46, b + 46 + fnl), !(b2(d, b + 8) & 2048)), es = b + 46 + fnl;
    var _a = z64hs(d, es, efl, z, b4(d, b + 20), b4(d, b + 24), b4(d, b + 42)), sc = _a[0], su = _a[1], off = _a[2];
    return [b2(d, b + 10), sc, su, fn, es + efl + b2(d, b + 32), off];
};
// read zip64 header sizes
var z64hs = function (d, b, l, z, sc, su, off) {
    var nsc = sc == 4294967295, nsu = su == 4294967295, noff = off == 4294967295, e = b + l;
    var nf = nsc + nsu + noff;
    if (z && nf) {
        for (; b + 4 < e; b += 4 + b2(d, b + 2)) {
            if (b2(d, b) == 1) {
                return [
                    nsc ? b8(d, b + 4 + 8 * nsu) : sc,
                    nsu ? b8(d, b + 4) : su,
                    noff ? b8(d, b + 4 + 8 * (nsu + nsc)) : off,
                    1
                ];
            }
        }
        // z == 2 for unknown whether or not zip64
        if (z < 2)
            err(13);
    }
    return [sc, su, off, 0];
};
// extra field length
var exfl = function (ex) {
    var le = 0;
    if (ex) {
        for (var k in ex) {
            var l = ex[k].length;
            if (l > 65535)
                err(9);
            le += l + 4;
        }
    }
    return le;
};
// write zip header
var wzh = function (d, b, f, fn, u, c, ce, co) {
    var fl = fn.length, ex = f.extra, col = co && co.length;
    var exl = exfl(ex);
    wbytes(d, b, ce != null ? 0x2014B50 : 0x4034B50), b += 4;
    if (ce != null)
        d[b++] = 20, d[b++] = f.os;
    d[b] = 20, b += 2; // spec compliance? what's that?
    d[b++] = (f.flag << 1) | (c < 0 && 8), d[b++] = u && 8;
    d[b++] = f.compression & 255, d[b++] = f.compression >> 8;
    var dt = new Date(f.mtime == null ? Date.now() : f.mtime), y = dt.getFullYear() - 1980;
    if (y < 0 || y > 119)
        err(10);
    wbytes(d, b, (y << 25) | ((dt.getMonth() + 1) << 21) | (dt.getDate() << 16) | (dt.getHours() << 11) | (dt.getMinutes() << 5) | (dt.getSeconds() >> 1)), b += 4;
    if (c != -1) {
        wbytes(d, b, f.crc);
        wbytes(d, b + 4, c < 0 ? -c - 2 : c);
        wbytes(d, b + 8, f.size);
    }
    wbytes(d, b + 12, fl);
    wbytes(d, b + 14, exl), b += 16;
    if (ce != null) {
        wbytes(d, b, col);
        wbytes(d, b + 6, f.attrs);
        wbytes(d, b + 10, ce), b += 14;
    }
    d.set(fn, b);
    b += fl;
    if (exl) {
        for (var k in ex) {
            var exf = ex[k], l = exf.length;
            wbytes(d, b, +k);
            wbytes(d, b + 2, l);
            d.set(exf, b + 4), b += 4 + l;
        }
    }
    if (col)
        d.set(co, b), b += col;
    return b;
};
// write zip footer (end of central directory)
var wzf = function (o, b, c, d, e) {
    wbytes(o, b, 0x6054B50); // skip disk
    wbytes(o, b + 8, c);
    wbytes(o, b + 10, c);
    wbytes(o, b + 12, d);
    wbytes(o, b + 16, e);
};
/**
 * A pass-through stream to keep data uncompressed in a ZIP archive.
 */
var ZipPassThrough = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    /**
     * Creates a pass-through stream that can be added to ZIP archives
     * @param filename The filename to associate with this data stream
     */
    function ZipPassThrough(filename) {
        this.filename = filename;
        this.c = crc();
        this.size = 0;
        this.compression = 0;
    }
    /**
     * Processes a chunk and pushes to the output stream. You can override this
     * method in a subclass for custom behavior, but by default this passes
     * the data through. You must call this.ondata(err, chunk, final) at some
     * point in this method.
     * @param chunk The chunk to process
     * @param final Whether this is the last chunk
     */
    ZipPassThrough.prototype.process = function (chunk, final) {
        this.ondata(null, chunk, final);
    };
    /**
     * Pushes a chunk to be added. If you are subclassing this with a custom
     * compression algorithm, note that you must push data from the source
     * file only, pre-compression.
     * @param chunk The chunk to push
     * @param final Whether this is the last chunk
     */
    ZipPassThrough.prototype.push = function (chunk, final) {
        if (!this.ondata)
            err(5);
        this.c.p(chunk);
        this.size += chunk.length;
        if (final)
            this.crc = this.c.d();
        // we shouldn't really do this cast, but properly handling ArrayBufferLike
        // makes the API unergonomic with Buffer
        this.process(chunk, final || false);
    };
    return ZipPassThrough;
}())));

// I don't extend because TypeScript extension adds 1kB of runtime bloat
/**
 * Streaming DEFLATE compression for ZIP archives. Prefer using AsyncZipDeflate
 * for better performance
 */
var ZipDeflate = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    /**
     * Creates a DEFLATE stream that can be added to ZIP archives
     * @param filename The filename to associate with this data stream
     * @param opts The compression options
     */
    function ZipDeflate(filename, opts) {
        var _this = this;
        if (!opts)
            opts = {};
        ZipPassThrough.call(this, filename);
        this.d = new Deflate(opts, function (dat, final) {
            _this.ondata(null, dat, final);
        });
        this.compression = 8;
        this.flag = dbf(opts.level);
    }
    ZipDeflate.prototype.process = function (chunk, final) {
        try {
            this.d.push(chunk, final);
        }
        catch (e) {
            this.ondata(e, null, final);
        }
    };
    /**
     * Pushes a chunk to be deflated
     * @param chunk The chunk to push
     * @param final Whether this is the last chunk
     */
    ZipDeflate.prototype.push = function (chunk, final) {
        ZipPassThrough.prototype.push.call(this, chunk, final);
    };
    return ZipDeflate;
}())));

/**
 * Asynchronous streaming DEFLATE compression for ZIP archives
 */
var AsyncZipDeflate = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    /**
     * Creates an asynchronous DEFLATE stream that can be added to ZIP archives
     * @param filename The filename to associate with this data stream
     * @param opts The compression options
     */
    function AsyncZipDeflate(filename, opts) {
        var _this = this;
        if (!opts)
            opts = {};
        ZipPassThrough.call(this, filename);
        this.d = new AsyncDeflate(opts, function (err, dat, final) {
            _this.ondata(err, dat, final);
        });
        this.compression = 8;
        this.flag = dbf(opts.level);
        this.terminate = this.d.terminate;
    }
    AsyncZipDeflate.prototype.process = function (chunk, final) {
        this.d.push(chunk, final);
    };
    /**
     * Pushes a chunk to be deflated
     * @param chunk The chunk to push
     * @param final Whether this is the last chunk
     */
    AsyncZipDeflate.prototype.push = function (chunk, final) {
        ZipPassThrough.prototype.push.call(this, chunk, final);
    };
    return AsyncZipDeflate;
}())));

// TODO: Better tree shaking
/**
 * A zippable archive to which files can incrementally be added
 */
var Zip = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    /**
     * Creates an empty ZIP archive to which files can be added
     * @param cb The callback to call whenever data for the generated ZIP archive
     *           is available
     */
    function Zip(cb) {
        this.ondata = cb;
        this.u = [];
        this.d = 1;
    }
    /**
     * Adds a file to the ZIP archive
     * @param file The file stream to add
     */
    Zip.prototype.add = function (file) {
        var _this = this;
        if (!this.ondata)
            err(5);
        // finishing or finished
        if (this.d & 2)
            this.ondata(err(4 + (this.d & 1) * 8, 0, 1), null, false);
        else {
            var f = strToU8(file.filename), fl_1 = f.length;
            var com = file.comment, o = com && strToU8(com);
            var u = fl_1 != file.filename.length || (o && (com.length != o.length));
            var hl_1 = fl_1 + exfl(file.extra) + 30;
            if (fl_1 > 65535)
                this.ondata(err(11, 0, 1), null, false);
            var header = new u8(hl_1);
            wzh(header, 0, file, f, u, -1);
            var chks_1 = [header];
            var pAll_1 = function () {
                for (var _i = 0, chks_2 = chks_1; _i < chks_2.length; _i++) {
                    var chk = chks_2[_i];
                    _this.ondata(null, chk, false);
                }
                chks_1 = [];
            };
            var tr_1 = this.d;
            this.d = 0;
            var ind_1 = this.u.length;
            var uf_1 = mrg(file, {
                f: f,
                u: u,
                o: o,
                t: function () {
                    if (file.terminate)
                        file.terminate();
                },
                r: function () {
                    pAll_1();
                    if (tr_1) {
                        var nxt = _this.u[ind_1 + 1];
                        if (nxt)
                            nxt.r();
                        else
                            _this.d = 1;
                    }
                    tr_1 = 1;
                }
            });
            var cl_1 = 0;
            file.ondata = function (err, dat, final) {
                if (err) {
                    _this.ondata(err, dat, final);
                    _this.terminate();
                }
                else {
                    cl_1 += dat.length;
                    chks_1.push(dat);
                    if (final) {
                        var dd = new u8(16);
                        wbytes(dd, 0, 0x8074B50);
                        wbytes(dd, 4, file.crc);
                        wbytes(dd, 8, cl_1);
                        wbytes(dd, 12, file.size);
                        chks_1.push(dd);
                        uf_1.c = cl_1, uf_1.b = hl_1 + cl_1 + 16, uf_1.crc = file.crc, uf_1.size = file.size;
                        if (tr_1)
                            uf_1.r();
                        tr_1 = 1;
                    }
                    else if (tr_1)
                        pAll_1();
                }
            };
            this.u.push(uf_1);
        }
    };
    /**
     * Ends the process of adding files and prepares to emit the final chunks.
     * This *must* be called after adding all desired files for the resulting
     * ZIP file to work properly.
     */
    Zip.prototype.end = function () {
        var _this = this;
        if (this.d & 2) {
            this.ondata(err(4 + (this.d & 1) * 8, 0, 1), null, true);
            return;
        }
        if (this.d)
            this.e();
        else
            this.u.push({
                r: function () {
                    if (!(_this.d & 1))
                        return;
                    _this.u.splice(-1, 1);
                    _this.e();
                },
                t: function () { }
            });
        this.d = 3;
    };
    Zip.prototype.e = function () {
        var bt = 0, l = 0, tl = 0;
        for (var _i = 0, _a = this.u; _i < _a.length; _i++) {
            var f = _a[_i];
            tl += 46 + f.f.length + exfl(f.extra) + (f.o ? f.o.length : 0);
        }
        var out = new u8(tl + 22);
        for (var _b = 0, _c = this.u; _b < _c.length; _b++) {
            var f = _c[_b];
            wzh(out, bt, f, f.f, f.u, -f.c - 2, l, f.o);
            bt += 46 + f.f.length + exfl(f.extra) + (f.o ? f.o.length : 0), l += f.b;
        }
        wzf(out, bt, this.u.length, tl, l);
        this.ondata(null, out, true);
        this.d = 2;
    };
    /**
     * A method to terminate any internal workers used by the stream. Subsequent
     * calls to add() will fail.
     */
    Zip.prototype.terminate = function () {
        for (var _i = 0, _a = this.u; _i < _a.length; _i++) {
            var f = _a[_i];
            f.t();
        }
        this.d = 2;
    };
    return Zip;
}())));

function zip(data, opts, cb) {
    if (!cb)
        cb = opts, opts = {};
    if (typeof cb != 'function')
        err(7);
    var r = {};
    fltn(data, '', r, opts);
    var k = Object.keys(r);
    var lft = k.length, o = 0, tot = 0;
    var slft = lft, files = new Array(lft);
    var term = [];
    var tAll = function () {
        for (var i = 0; i < term.length; ++i)
            term[i]();
    };
    var cbd = function (a, b) {
        mt(function () { cb(a, b); });
    };
    mt(function () { cbd = cb; });
    var cbf = function () {
        var out = new u8(tot + 22), oe = o, cdl = tot - o;
        tot = 0;
        for (var i = 0; i < slft; ++i) {
            var f = files[i];
            try {
                var l = f.c.length;
                wzh(out, tot, f, f.f, f.u, l);
                var badd = 30 + f.f.length + exfl(f.extra);
                var loc = tot + badd;
                out.set(f.c, loc);
                wzh(out, o, f, f.f, f.u, l, tot, f.m), o += 16 + badd + (f.m ? f.m.length : 0), tot = loc + l;
            }
            catch (e) {
                return cbd(e, null);
            }
        }
        wzf(out, o, files.length, cdl, oe);
        cbd(null, out);
    };
    if (!lft)
        cbf();
    var _loop_1 = function (i) {
        var fn = k[i];
        var _a = r[fn], file = _a[0], p = _a[1];
        var c = crc(), size = file.length;
        c.p(file);
        var f = strToU8(fn), s = f.length;
        var com = p.comment, m = com && strToU8(com), ms = m && m.length;
        var exl = exfl(p.extra);
        var compression = p.level == 0 ? 0 : 8;
        var cbl = function (e, d) {
            if (e) {
                tAll();
                cbd(e, null);
            }
            else {
                var l = d.length;
                files[i] = mrg(p, {
                    size: size,
                    crc: c.d(),
                    c: d,
                    f: f,
                    m: m,
                    u: s != fn.length || (m && (com.length != ms)),
                    compression: compression
                });
                o += 30 + s + exl + l;
                tot += 76 + 2 * (s + exl) + (ms || 0) + l;
                if (!--lft)
                    cbf();
            }
        };
        if (s > 65535)
            cbl(err(11, 0, 1), null);
        if (!compression)
            cbl(null, file);
        else if (size < 160000) {
            try {
                cbl(null, deflateSync(file, p));
            }
            catch (e) {
                cbl(e, null);
            }
        }
        else
            term.push(deflate(file, p, cbl));
    };
    // Cannot use lft because it can decrease
    for (var i = 0; i < slft; ++i) {
        _loop_1(i);
    }
    return tAll;
}
/**
 * Synchronously creates a ZIP file. Prefer using `zip` for better performance
 * with more than one file.
 * @param data The directory structure for the ZIP archive
 * @param opts The main options, merged with per-file options
 * @returns The generated ZIP archive
 */
function zipSync(data, opts) {
    if (!opts)
        opts = {};
    var r = {};
    var files = [];
    fltn(data, '', r, opts);
    var o = 0;
    var tot = 0;
    for (var fn in r) {
        var _a = r[fn], file = _a[0], p = _a[1];
        var compression = p.level == 0 ? 0 : 8;
        var f = strToU8(fn), s = f.length;
        var com = p.comment, m = com && strToU8(com), ms = m && m.length;
        var exl = exfl(p.extra);
        if (s > 65535)
            err(11);
        var d = compression ? deflateSync(file, p) : file, l = d.length;
        var c = crc();
        c.p(file);
        files.push(mrg(p, {
            size: file.length,
            crc: c.d(),
            c: d,
            f: f,
            m: m,
            u: s != fn.length || (m && (com.length != ms)),
            o: o,
            compression: compression
        }));
        o += 30 + s + exl + l;
        tot += 76 + 2 * (s + exl) + (ms || 0) + l;
    }
    var out = new u8(tot + 22), oe = o, cdl = tot - o;
    for (var i = 0; i < files.length; ++i) {
        var f = files[i];
        wzh(out, f.o, f, f.f, f.u, f.c.length);
        var badd = 30 + f.f.length + exfl(f.extra);
        out.set(f.c, f.o + badd);
        wzh(out, o, f, f.f, f.u, f.c.length, f.o, f.m), o += 16 + badd + (f.m ? f.m.length : 0);
    }
    wzf(out, o, files.length, cdl, oe);
    return out;
}
/**
 * Streaming pass-through decompression for ZIP archives
 */
var UnzipPassThrough = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    function UnzipPassThrough() {
    }
    UnzipPassThrough.prototype.push = function (chunk, final) {
        // same as ZipPassThrough: cast to retain Buffer ergonomics
        this.ondata(null, chunk, final);
    };
    UnzipPassThrough.compression = 0;
    return UnzipPassThrough;
}())));

/**
 * Streaming DEFLATE decompression for ZIP archives. Prefer AsyncZipInflate for
 * better performance.
 */
var UnzipInflate = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    /**
     * Creates a DEFLATE decompression that can be used in ZIP archives
     */
    function UnzipInflate() {
        var _this = this;
        this.i = new Inflate(function (dat, final) {
            _this.ondata(null, dat, final);
        });
    }
    UnzipInflate.prototype.push = function (chunk, final) {
        try {
            this.i.push(chunk, final);
        }
        catch (e) {
            this.ondata(e, null, final);
        }
    };
    UnzipInflate.compression = 8;
    return UnzipInflate;
}())));

/**
 * Asynchronous streaming DEFLATE decompression for ZIP archives
 */
var AsyncUnzipInflate = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    /**
     * Creates a DEFLATE decompression that can be used in ZIP archives
     */
    function AsyncUnzipInflate(_, sz) {
        var _this = this;
        if (sz < 320000) {
            this.i = new Inflate(function (dat, final) {
                _this.ondata(null, dat, final);
            });
        }
        else {
            this.i = new AsyncInflate(function (err, dat, final) {
                _this.ondata(err, dat, final);
            });
            this.terminate = this.i.terminate;
        }
    }
    AsyncUnzipInflate.prototype.push = function (chunk, final) {
        if (this.i.terminate)
            chunk = slc(chunk, 0);
        this.i.push(chunk, final);
    };
    AsyncUnzipInflate.compression = 8;
    return AsyncUnzipInflate;
}())));

/**
 * A ZIP archive decompression stream that emits files as they are discovered
 */
var Unzip = /*#__PURE__*/ ((/* unused pure expression or super */ null && (function () {
    /**
     * Creates a ZIP decompression stream
     * @param cb The callback to call whenever a file in the ZIP archive is found
     */
    function Unzip(cb) {
        this.onfile = cb;
        this.k = [];
        this.o = {
            0: UnzipPassThrough
        };
        this.p = et;
    }
    /**
     * Pushes a chunk to be unzipped
     * @param chunk The chunk to push
     * @param final Whether this is the last chunk
     */
    Unzip.prototype.push = function (chunk, final) {
        var _this = this;
        if (!this.onfile)
            err(5);
        if (!this.p)
            err(4);
        if (this.c > 0) {
            var len = Math.min(this.c, chunk.length);
            var toAdd = chunk.subarray(0, len);
            this.c -= len;
            if (this.d)
                this.d.push(toAdd, !this.c);
            else
                this.k[0].push(toAdd);
            chunk = chunk.subarray(len);
            if (chunk.length)
                return this.push(chunk, final);
        }
        else {
            var f = 0, i = 0, is = void 0, buf = void 0;
            if (!this.p.length)
                buf = chunk;
            else if (!chunk.length)
                buf = this.p;
            else {
                buf = new u8(this.p.length + chunk.length);
                buf.set(this.p), buf.set(chunk, this.p.length);
            }
            var l = buf.length, oc = this.c, add = oc && this.d;
            var _loop_2 = function () {
                var sig = b4(buf, i);
                if (sig == 0x4034B50) {
                    f = 1, is = i;
                    this_1.d = null;
                    this_1.c = 0;
                    var bf = b2(buf, i + 6), cmp_1 = b2(buf, i + 8), u = bf & 2048, dd = bf & 8, fnl = b2(buf, i + 26), es = b2(buf, i + 28);
                    if (l > i + 30 + fnl + es) {
                        var chks_3 = [];
                        this_1.k.unshift(chks_3);
                        f = 2;
                        var lsc = b4(buf, i + 18), lsu = b4(buf, i + 22);
                        var fn_1 = strFromU8(buf.subarray(i + 30, i += 30 + fnl), !u);
                        var _a = z64hs(buf, i, es, 2, lsc, lsu, 0), sc_1 = _a[0], su_1 = _a[1], z64 = _a[3];
                        if (dd)
                            sc_1 = -1 - z64;
                        i += es;
                        this_1.c = sc_1;
                        var d_1;
                        var file_1 = {
                            name: fn_1,
                            compression: cmp_1,
                            start: function () {
                                if (!file_1.ondata)
                                    err(5);
                                if (!sc_1)
                                    file_1.ondata(null, et, true);
                                else {
                                    var ctr = _this.o[cmp_1];
                                    if (!ctr)
                                        file_1.ondata(err(14, 'unknown compression type ' + cmp_1, 1), null, false);
                                    d_1 = sc_1 < 0 ? new ctr(fn_1) : new ctr(fn_1, sc_1, su_1);
                                    d_1.ondata = function (err, dat, final) { file_1.ondata(err, dat, final); };
                                    for (var _i = 0, chks_4 = chks_3; _i < chks_4.length; _i++) {
                                        var dat = chks_4[_i];
                                        d_1.push(dat, false);
                                    }
                                    if (_this.k[0] == chks_3 && _this.c)
                                        _this.d = d_1;
                                    else
                                        d_1.push(et, true);
                                }
                            },
                            terminate: function () {
                                if (d_1 && d_1.terminate)
                                    d_1.terminate();
                            }
                        };
                        if (sc_1 >= 0)
                            file_1.size = sc_1, file_1.originalSize = su_1;
                        this_1.onfile(file_1);
                    }
                    return "break";
                }
                else if (oc) {
                    if (sig == 0x8074B50) {
                        is = i += 12 + (oc == -2 && 8), f = 3, this_1.c = 0;
                        return "break";
                    }
                    else if (sig == 0x2014B50) {
                        is = i -= 4, f = 3, this_1.c = 0;
                        return "break";
                    }
                }
            };
            var this_1 = this;
            for (; i < l - 4; ++i) {
                var state_1 = _loop_2();
                if (state_1 === "break")
                    break;
            }
            this.p = et;
            if (oc < 0) {
                var dat = f ? buf.subarray(0, is - 12 - (oc == -2 && 8) - (b4(buf, is - 16) == 0x8074B50 && 4)) : buf.subarray(0, i);
                if (add)
                    add.push(dat, !!f);
                else
                    this.k[+(f == 2)].push(dat);
            }
            if (f & 2)
                return this.push(buf.subarray(i), final);
            this.p = buf.subarray(i);
        }
        if (final) {
            if (this.c)
                err(13);
            this.p = null;
        }
    };
    /**
     * Registers a decoder with the stream, allowing for files compressed with
     * the compression type provided to be expanded correctly
     * @param decoder The decoder constructor
     */
    Unzip.prototype.register = function (decoder) {
        this.o[decoder.compression] = decoder;
    };
    return Unzip;
}())));

var mt = typeof queueMicrotask == 'function' ? queueMicrotask : typeof setTimeout == 'function' ? setTimeout : function (fn) { fn(); };
function unzip(data, opts, cb) {
    if (!cb)
        cb = opts, opts = {};
    if (typeof cb != 'function')
        err(7);
    var term = [];
    var tAll = function () {
        for (var i = 0; i < term.length; ++i)
            term[i]();
    };
    var files = {};
    var cbd = function (a, b) {
        mt(function () { cb(a, b); });
    };
    mt(function () { cbd = cb; });
    var e = data.length - 22;
    for (; b4(data, e) != 0x6054B50; --e) {
        if (!e || data.length - e > 65558) {
            cbd(err(13, 0, 1), null);
            return tAll;
        }
    }
    ;
    var lft = b2(data, e + 8);
    if (lft) {
        var c = lft;
        var o = b4(data, e + 16);
        var z = b4(data, e - 20) == 0x7064B50;
        if (z) {
            var ze = b4(data, e - 12);
            z = b4(data, ze) == 0x6064B50;
            if (z) {
                c = lft = b4(data, ze + 32);
                o = b4(data, ze + 48);
            }
        }
        var fltr = opts && opts.filter;
        var _loop_3 = function (i) {
            var _a = zh(data, o, z), c_1 = _a[0], sc = _a[1], su = _a[2], fn = _a[3], no = _a[4], off = _a[5], b = slzh(data, off);
            o = no;
            var cbl = function (e, d) {
                if (e) {
                    tAll();
                    cbd(e, null);
                }
                else {
                    if (d)
                        files[fn] = d;
                    if (!--lft)
                        cbd(null, files);
                }
            };
            if (!fltr || fltr({
                name: fn,
                size: sc,
                originalSize: su,
                compression: c_1
            })) {
                if (!c_1)
                    cbl(null, slc(data, b, b + sc));
                else if (c_1 == 8) {
                    var infl = data.subarray(b, b + sc);
                    // Synchronously decompress under 512KB, or barely-compressed data
                    if (su < 524288 || sc > 0.8 * su) {
                        try {
                            cbl(null, inflateSync(infl, { out: new u8(su) }));
                        }
                        catch (e) {
                            cbl(e, null);
                        }
                    }
                    else
                        term.push(inflate(infl, { size: su }, cbl));
                }
                else
                    cbl(err(14, 'unknown compression type ' + c_1, 1), null);
            }
            else
                cbl(null, null);
        };
        for (var i = 0; i < c; ++i) {
            _loop_3(i);
        }
    }
    else
        cbd(null, {});
    return tAll;
}
/**
 * Synchronously decompresses a ZIP archive. Prefer using `unzip` for better
 * performance with more than one file.
 * @param data The raw compressed ZIP file
 * @param opts The ZIP extraction options
 * @returns The decompressed files
 */
function unzipSync(data, opts) {
    var files = {};
    var e = data.length - 22;
    for (; b4(data, e) != 0x6054B50; --e) {
        if (!e || data.length - e > 65558)
            err(13);
    }
    ;
    var c = b2(data, e + 8);
    if (!c)
        return {};
    var o = b4(data, e + 16);
    var z = b4(data, e - 20) == 0x7064B50;
    if (z) {
        var ze = b4(data, e - 12);
        z = b4(data, ze) == 0x6064B50;
        if (z) {
            c = b4(data, ze + 32);
            o = b4(data, ze + 48);
        }
    }
    var fltr = opts && opts.filter;
    for (var i = 0; i < c; ++i) {
        var _a = zh(data, o, z), c_2 = _a[0], sc = _a[1], su = _a[2], fn = _a[3], no = _a[4], off = _a[5], b = slzh(data, off);
        o = no;
        if (!fltr || fltr({
            name: fn,
            size: sc,
            originalSize: su,
            compression: c_2
        })) {
            if (!c_2)
                files[fn] = slc(data, b, b + sc);
            else if (c_2 == 8)
                files[fn] = inflateSync(data.subarray(b, b + sc), { out: new u8(su) });
            else
                err(14, 'unknown compression type ' + c_2);
        }
    }
    return files;
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/store/artifact-store.js





const FORBIDDEN = /["<>:|*?\r\n\\/]/;
const ZIP_MAGIC = 0x04034b50;
/** Earliest time a zip can hold, so that the bytes do not depend on the clock. */
const ZIP_TIME = new Date(1980, 0, 1, 0, 0, 0);
/** Artifacts of the runs, each unpacked in `<folder>/<run number>/<name>`, where a person can open it. */
class ArtifactStore {
    #folder;
    /** By run number, then by name: those that are complete. */
    #runs = new Map();
    #clock;
    #last = 0;
    constructor(folder, clock) {
        this.#folder = folder;
        this.#clock = clock;
    }
    folderOf(run) {
        return (0,external_node_path_.join)(this.#folder, String(run));
    }
    list(run) {
        return [...(this.#runs.get(run)?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
    }
    find(run, name) {
        return this.#runs.get(run)?.get(name);
    }
    /** @throws PhasegateError `bad-input` for a name that GitHub refuses, `conflict` for one that the run already has. */
    check(run, name) {
        if (name === '' || name === '.' || name === '..' || FORBIDDEN.test(name)) {
            throw new fault/* PhasegateError */.h('bad-input', `${JSON.stringify(name)} is no name for an artifact: none of " : < > | * ? \\ / in it`);
        }
        if (this.find(run, name) !== undefined) {
            throw new fault/* PhasegateError */.h('conflict', `this run already has an artifact "${name}", and artifacts do not change; use another name or overwrite: true`);
        }
    }
    /** Stores files, given as paths by their place in the artifact. */
    saveFiles(run, name, files) {
        return this.#save(run, name, (folder) => {
            for (const [place, path] of files)
                copyPath(path, (0,external_node_path_.join)(folder, place));
        });
    }
    /** Stores what a client of the service uploaded: a zip is unpacked, anything else is the one file of its artifact. */
    saveBlob(run, name, blob) {
        const isZip = blob.length >= 4 && Buffer.from(blob.buffer, blob.byteOffset, 4).readUInt32LE(0) === ZIP_MAGIC;
        const files = isZip ? unzipSync(blob) : { [name]: blob };
        return this.#save(run, name, (folder) => {
            for (const [place, bytes] of Object.entries(files)) {
                const path = (0,external_node_path_.resolve)(folder, place);
                if (!isWithin(path, folder))
                    throw new fault/* PhasegateError */.h('bad-input', `artifact "${name}": a path leads out of it: ${place}`);
                if (place.endsWith('/'))
                    continue;
                (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true });
                (0,external_node_fs_.writeFileSync)(path, bytes);
            }
        });
    }
    /** The artifact as one zip; the same bytes for the same files. */
    zip(artifact) {
        const files = {};
        for (const [place, path] of this.#filesOf(artifact))
            files[place] = (0,external_node_fs_.readFileSync)(path);
        return zipSync(files, { level: 1, mtime: ZIP_TIME });
    }
    /** Bytes of its files together. */
    sizeOf(artifact) {
        return this.#filesOf(artifact).reduce((sum, [, path]) => sum + (0,external_node_fs_.statSync)(path).size, 0);
    }
    remove(run, name) {
        const artifact = this.find(run, name);
        if (artifact !== undefined)
            (0,external_node_fs_.rmSync)(artifact.folder, { recursive: true, force: true });
        this.#runs.get(run)?.delete(name);
        return artifact;
    }
    /** Removes the artifacts of runs up to a number. */
    prune(upTo) {
        if (!(0,external_node_fs_.existsSync)(this.#folder))
            return;
        for (const name of (0,external_node_fs_.readdirSync)(this.#folder)) {
            if (/^\d+$/.test(name) && Number(name) <= upTo)
                (0,external_node_fs_.rmSync)((0,external_node_path_.join)(this.#folder, name), { recursive: true, force: true });
        }
        for (const run of this.#runs.keys())
            if (run <= upTo)
                this.#runs.delete(run);
    }
    /** The files by their place in the artifact, sorted. */
    #filesOf({ folder }) {
        const places = (0,external_node_fs_.readdirSync)(folder, { recursive: true }).sort();
        const pairs = places.map((place) => [place.replaceAll(external_node_path_.sep, '/'), (0,external_node_path_.join)(folder, place)]);
        return pairs.filter(([, path]) => (0,external_node_fs_.statSync)(path).isFile());
    }
    #save(run, name, fill) {
        this.check(run, name);
        const folder = (0,external_node_path_.join)(this.folderOf(run), name);
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
        (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
        fill(folder);
        this.#last += 1;
        const artifact = { id: this.#last, name, folder, createdAt: this.#clock(run) };
        const ofRun = this.#runs.get(run) ?? new Map();
        this.#runs.set(run, ofRun.set(name, artifact));
        return artifact;
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/store/cache-store.js




/** Entries that are kept: the most lately used ones. */
const KEPT = 100;
function readIndex(path) {
    if (!(0,external_node_fs_.existsSync)(path))
        return { next: 1, uses: 0, entries: [] };
    try {
        return JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
    }
    catch (error) {
        throw new fault/* PhasegateError */.h('io-failed', `${path} is broken; remove the folder it is in and run again`, {
            cause: error,
        });
    }
}
/** The cache: keys that never change, kept between invocations. What an entry holds lies at `pathOf(entry)`. */
class CacheStore {
    #folder;
    #index;
    /** Keys that are being written: reserved, not yet there to be found. */
    #reserved = new Map();
    constructor(folder) {
        this.#folder = folder;
        (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
        this.#index = readIndex((0,external_node_path_.join)(folder, 'index.json'));
        const known = new Set(this.#index.entries.map((entry) => String(entry.id)));
        // What a process that was killed left half-written belongs to no entry.
        for (const name of (0,external_node_fs_.readdirSync)(folder)) {
            if (/^\d+$/.test(name) && !known.has(name))
                (0,external_node_fs_.rmSync)((0,external_node_path_.join)(folder, name), { recursive: true, force: true });
        }
    }
    pathOf(entry) {
        return (0,external_node_path_.join)(this.#folder, String(entry.id));
    }
    /** Begins an entry; null when its key and version are taken. Write to `pathOf`, then call {@link commit}. */
    reserve(key, version) {
        const name = JSON.stringify([key, version]);
        const taken = this.#index.entries.some((entry) => entry.key === key && entry.version === version);
        if (taken || this.#reserved.has(name))
            return null;
        const entry = { id: this.#index.next, key, version, used: 0 };
        this.#index = { ...this.#index, next: entry.id + 1 };
        this.#reserved.set(name, entry);
        return entry;
    }
    reserved(key, version) {
        return this.#reserved.get(JSON.stringify([key, version]));
    }
    /** Gives up an entry that was begun and not ended, as by a step that was killed; nothing for one that was. */
    abandon(entry) {
        if (this.#reserved.delete(JSON.stringify([entry.key, entry.version])))
            (0,external_node_fs_.rmSync)(this.pathOf(entry), { recursive: true, force: true });
    }
    commit(entry) {
        this.#reserved.delete(JSON.stringify([entry.key, entry.version]));
        this.#write([...this.#index.entries, { ...entry, used: this.#index.uses + 1 }]);
    }
    /** The entry of exactly this key, else the newest whose key begins with one of the restore keys, in their order. */
    find(query) {
        const entries = this.#index.entries.filter((entry) => entry.version === query.version);
        let found = entries.find((entry) => entry.key === query.key);
        for (const prefix of [query.key, ...query.restoreKeys]) {
            found ??= entries.findLast((entry) => entry.key.startsWith(prefix));
        }
        if (found === undefined)
            return null;
        const hit = found;
        const used = this.#index.uses + 1;
        this.#write(this.#index.entries.map((entry) => (entry.id === hit.id ? { ...entry, used } : entry)));
        return hit;
    }
    #write(entries) {
        const byUse = [...entries].sort((a, b) => b.used - a.used);
        const dropped = new Set(byUse.slice(KEPT).map((entry) => entry.id));
        this.#index = {
            next: this.#index.next,
            uses: this.#index.uses + 1,
            entries: entries.filter((entry) => !dropped.has(entry.id)),
        };
        const path = (0,external_node_path_.join)(this.#folder, 'index.json');
        (0,external_node_fs_.writeFileSync)(`${path}.tmp`, canonicalJsonPretty(this.#index));
        (0,external_node_fs_.renameSync)(`${path}.tmp`, path);
        for (const id of dropped)
            (0,external_node_fs_.rmSync)((0,external_node_path_.join)(this.#folder, String(id)), { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/store/home.js






/** Runs whose artifacts and summaries are kept. */
const KEPT_RUNS = 100;
/** `<repo>/.phasegate`: what the runs of a repository leave behind. One runner at a time. */
class Home {
    folder;
    artifacts;
    caches;
    #release;
    constructor(folder, release, clock) {
        this.folder = folder;
        this.artifacts = new ArtifactStore((0,external_node_path_.join)(folder, 'artifacts'), clock);
        this.caches = new CacheStore((0,external_node_path_.join)(folder, 'cache'));
        this.#release = release;
    }
    /**
     * Opens the folder and holds it until {@link close}. `clock`: the time of a run, in ms since the epoch.
     * @throws PhasegateError `conflict` when another runner has it.
     */
    static async open(repo, clock) {
        const folder = (0,external_node_path_.join)(repo, '.phasegate');
        (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, '.gitignore'), '*\n');
        let letGo = () => { };
        const closed = new Promise((done) => (letGo = done));
        let held = Promise.resolve();
        const release = async () => {
            letGo();
            await held;
        };
        return new Promise((opened, failed) => {
            const work = () => {
                opened(new Home(folder, release, clock));
                return closed;
            };
            held = withStateLock(folder, work).then((end) => {
                if (end.kind === 'busy') {
                    failed(new fault/* PhasegateError */.h('conflict', `another local run holds ${folder}: ${end.holder}; wait for it to end`));
                }
            }, failed);
        });
    }
    /** Takes the next run number, and removes what runs long ago left. */
    nextRun() {
        const path = (0,external_node_path_.join)(this.folder, 'runs.json');
        const run = this.#lastRun(path) + 1;
        (0,external_node_fs_.writeFileSync)(`${path}.tmp`, `{ "last": ${run} }\n`);
        (0,external_node_fs_.renameSync)(`${path}.tmp`, path);
        this.artifacts.prune(run - KEPT_RUNS);
        this.#pruneSummaries(run - KEPT_RUNS);
        return run;
    }
    /** Writes a job's summary. `job` is the job's id, with the number of its combination where it has several. */
    writeSummary(run, job, text) {
        const folder = (0,external_node_path_.join)(this.folder, 'summary');
        (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
        const path = (0,external_node_path_.join)(folder, `${run}-${job}.md`);
        (0,external_node_fs_.writeFileSync)(path, text);
        return path;
    }
    async close() {
        await this.#release();
    }
    #lastRun(path) {
        if (!(0,external_node_fs_.existsSync)(path))
            return 0;
        const { last } = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
        if (typeof last === 'number' && Number.isSafeInteger(last) && last >= 0)
            return last;
        throw new fault/* PhasegateError */.h('io-failed', `${path} is broken; write { "last": N } with the number of the last run`);
    }
    #pruneSummaries(upTo) {
        const folder = (0,external_node_path_.join)(this.folder, 'summary');
        if (!(0,external_node_fs_.existsSync)(folder))
            return;
        for (const name of (0,external_node_fs_.readdirSync)(folder)) {
            if (Number.parseInt(name, 10) <= upTo)
                (0,external_node_fs_.rmSync)((0,external_node_path_.join)(folder, name), { force: true });
        }
    }
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: ./out/build/scripts/local/src/store/blobs.js

/** What blob clients want to see on an answer. */
const BLOB_HEADERS = { etag: '"1"', 'x-ms-version': '2024-11-04' };
/** Uploads in progress and downloads on offer, spoken to as to Azure's block blobs. Kept in memory. */
class Blobs {
    #whole = new Map();
    #blocks = new Map();
    /** An empty blob to upload to; its id is the secret in its address. */
    create() {
        return this.offer(new Uint8Array());
    }
    offer(bytes) {
        const id = (0,external_node_crypto_namespaceObject.randomUUID)();
        this.#whole.set(id, bytes);
        return id;
    }
    /** Takes the bytes out: they are not kept here any longer. */
    take(id) {
        const bytes = this.#whole.get(id);
        this.#whole.delete(id);
        this.#blocks.delete(id);
        return bytes;
    }
    /** Answers a request for `/blob/<id>`; false when there is no such blob. */
    serve(request, response, part) {
        const id = part.url.pathname.replace(/^\/blob\//, '');
        const bytes = this.#whole.get(id);
        if (bytes === undefined)
            return false;
        if (request.method === 'PUT') {
            this.#put(id, part);
            response.writeHead(201, BLOB_HEADERS).end();
        }
        else {
            this.#get(request, response, bytes);
        }
        return true;
    }
    #put(id, { url, body }) {
        const blocks = this.#blocks.get(id) ?? new Map();
        switch (url.searchParams.get('comp')) {
            case 'block':
                this.#blocks.set(id, blocks.set(url.searchParams.get('blockid') ?? '', body));
                break;
            case 'blocklist': {
                const names = [...body.toString('utf8').matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]+)</g)];
                this.#whole.set(id, Buffer.concat(names.map(([, name = '']) => blocks.get(name) ?? new Uint8Array())));
                break;
            }
            default:
                this.#whole.set(id, body);
        }
    }
    #get(request, response, bytes) {
        const range = /^bytes=(\d+)-(\d*)$/.exec(String(request.headers['range'] ?? request.headers['x-ms-range'] ?? ''));
        const headers = { ...BLOB_HEADERS, 'content-type': 'application/zip', 'accept-ranges': 'bytes' };
        if (range === null) {
            response.writeHead(200, { ...headers, 'content-length': bytes.length });
            response.end(request.method === 'HEAD' ? undefined : bytes);
            return;
        }
        const start = Number(range[1]);
        const part = bytes.subarray(start, range[2] === '' ? undefined : Number(range[2]) + 1);
        const place = `bytes ${start}-${start + part.length - 1}/${bytes.length}`;
        response.writeHead(206, { ...headers, 'content-length': part.length, 'content-range': place }).end(part);
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/store/results-service.js





const CALL = /^\/twirp\/github\.actions\.results\.api\.v1\.(?:CacheService|ArtifactService)\/(\w+)$/;
/** Largest body of a request: a block of an upload. */
const LARGEST_BODY = 256 * 1024 * 1024;
const results_service_text = (fields, name) => (typeof fields[name] === 'string' ? fields[name] : '');
const answer = (body) => ({ ok: true, body });
const refusal = (code, message) => ({ ok: false, code, message });
const STATUS = {
    already_exists: 409,
    not_found: 404,
    unauthenticated: 401,
};
async function readBody(request) {
    const parts = [];
    let size = 0;
    for await (const part of request) {
        size += part.length;
        if (size > LARGEST_BODY)
            throw new fault/* PhasegateError */.h('bad-input', 'the request is too large');
        parts.push(part);
    }
    return Buffer.concat(parts);
}
/** The run that a token of {@link ResultsService.token} was made for. */
function results_service_runOf(token) {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return Number(results_service_text(claims, 'scp').split(':')[1]);
}
const base64Url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** GitHub's service for artifacts (v4) and caches (v2), on loopback, over the same stores as the built-in actions. */
class ResultsService {
    #home;
    #blobs = new Blobs();
    /** Uploads by what they will become. */
    #uploads = new Map();
    #server;
    /** By run. */
    #open = new Map();
    #secret = (0,external_node_crypto_namespaceObject.randomUUID)();
    #url = '';
    constructor(home) {
        this.#home = home;
        this.#server = (0,external_node_http_namespaceObject.createServer)((request, response) => {
            this.#handle(request, response).catch((error) => {
                const message = error instanceof Error ? error.message : String(error);
                if (!response.headersSent)
                    this.#send(response, refusal('internal', message));
            });
        });
    }
    /** Base address, with a slash at its end. */
    get url() {
        return this.#url;
    }
    /** Opens a free port of 127.0.0.1. */
    async open() {
        await new Promise((done, failed) => {
            this.#server.once('error', failed);
            this.#server.listen(0, '127.0.0.1', done);
        });
        this.#url = `http://127.0.0.1:${this.#server.address().port}/`;
    }
    async close() {
        this.#server.closeAllConnections();
        await new Promise((done) => this.#server.close(done));
    }
    /** The token a job shows to the service. Clients read the run and the job from it. */
    token(run, job) {
        const claims = { scp: `Actions.Results:${run}:${job.replaceAll(/[^\w-]/g, '-')}` };
        return `${base64Url({ alg: 'none', typ: 'JWT' })}.${base64Url(claims)}.${this.#secret}`;
    }
    /** Forgets uploads and downloads of a run that nobody ended: call when the run has. */
    forget(run) {
        const { blobs, uploads, caches } = this.#openOf(run);
        this.#open.delete(run);
        for (const blob of blobs)
            this.#blobs.take(blob);
        for (const upload of uploads)
            this.#uploads.delete(upload);
        for (const entry of caches)
            this.#home.caches.abandon(entry);
    }
    #openOf(run) {
        const known = this.#open.get(run) ?? { blobs: [], uploads: [], caches: [] };
        this.#open.set(run, known);
        return known;
    }
    /** An address to upload to; what it will become is known by a name. */
    #beginUpload(run, name) {
        const blob = this.#blobs.create();
        this.#uploads.set(name, blob);
        this.#openOf(run).blobs.push(blob);
        this.#openOf(run).uploads.push(name);
        return this.#blobUrl(blob);
    }
    /** An address to download from. */
    #offer(run, bytes) {
        const blob = this.#blobs.offer(bytes);
        this.#openOf(run).blobs.push(blob);
        return this.#blobUrl(blob);
    }
    async #handle(request, response) {
        const url = new URL(request.url ?? '/', this.#url);
        const body = await readBody(request);
        const call = CALL.exec(url.pathname);
        if (call === null) {
            if (!this.#blobs.serve(request, response, { url, body }))
                this.#send(response, refusal('not_found', url.pathname));
        }
        else if (request.headers.authorization?.endsWith(`.${this.#secret}`) !== true) {
            this.#send(response, refusal('unauthenticated', 'the token is not of this run'));
        }
        else {
            const fields = JSON.parse(body.toString('utf8') || '{}');
            this.#send(response, this.#call(call[1] ?? '', { fields, run: results_service_runOf(request.headers.authorization) }));
        }
    }
    #send(response, result) {
        const status = result.ok ? 200 : (STATUS[result.code] ?? 500);
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(result.ok ? result.body : { code: result.code, msg: result.message }));
    }
    #blobUrl(id) {
        return `${this.#url}blob/${id}?sig=local`;
    }
    #call(method, { fields, run }) {
        switch (method) {
            case 'CreateCacheEntry':
                return this.#createCache(fields, run);
            case 'FinalizeCacheEntryUpload':
                return this.#finalizeCache(fields);
            case 'GetCacheEntryDownloadURL':
                return this.#findCache(fields, run);
            case 'CreateArtifact':
                return this.#createArtifact(fields);
            case 'FinalizeArtifact':
                return this.#finalizeArtifact(fields);
            case 'ListArtifacts':
                return this.#listArtifacts(fields);
            case 'GetSignedArtifactURL':
                return this.#artifactUrl(fields, run);
            case 'DeleteArtifact': {
                const gone = this.#home.artifacts.remove(Number(results_service_text(fields, 'workflow_run_backend_id')), results_service_text(fields, 'name'));
                return gone === undefined
                    ? refusal('not_found', 'no such artifact')
                    : answer({ ok: true, artifact_id: String(gone.id) });
            }
            default:
                return refusal('not_found', `no method ${method}`);
        }
    }
    #createCache(fields, run) {
        const entry = this.#home.caches.reserve(results_service_text(fields, 'key'), results_service_text(fields, 'version'));
        if (entry === null)
            return refusal('already_exists', 'cache entry with the same key and version already exists');
        this.#openOf(run).caches.push(entry);
        return answer({ ok: true, signed_upload_url: this.#beginUpload(run, `cache ${entry.id}`) });
    }
    #finalizeCache(fields) {
        const entry = this.#home.caches.reserved(results_service_text(fields, 'key'), results_service_text(fields, 'version'));
        const bytes = entry === undefined ? undefined : this.#takeUpload(`cache ${entry.id}`);
        if (entry === undefined || bytes === undefined)
            return refusal('not_found', 'no such upload');
        (0,external_node_fs_.writeFileSync)(this.#home.caches.pathOf(entry), bytes);
        this.#home.caches.commit(entry);
        return answer({ ok: true, entry_id: String(entry.id) });
    }
    #findCache(fields, run) {
        const listed = fields['restore_keys'];
        const restoreKeys = Array.isArray(listed) ? listed.map(String) : [];
        const query = { key: results_service_text(fields, 'key'), restoreKeys, version: results_service_text(fields, 'version') };
        const entry = this.#home.caches.find(query);
        if (entry === null)
            return answer({ ok: false });
        const url = this.#offer(run, (0,external_node_fs_.readFileSync)(this.#home.caches.pathOf(entry)));
        return answer({ ok: true, signed_download_url: url, matched_key: entry.key });
    }
    #createArtifact(fields) {
        const [run, name] = [Number(results_service_text(fields, 'workflow_run_backend_id')), results_service_text(fields, 'name')];
        try {
            this.#home.artifacts.check(run, name);
        }
        catch (error) {
            if (error instanceof fault/* PhasegateError */.h && error.code === 'conflict')
                return refusal('already_exists', error.message);
            throw error;
        }
        return answer({ ok: true, signed_upload_url: this.#beginUpload(run, `artifact ${run} ${name}`) });
    }
    #finalizeArtifact(fields) {
        const [run, name] = [Number(results_service_text(fields, 'workflow_run_backend_id')), results_service_text(fields, 'name')];
        const bytes = this.#takeUpload(`artifact ${run} ${name}`);
        if (bytes === undefined)
            return refusal('not_found', 'no such upload');
        const artifact = this.#home.artifacts.saveBlob(run, name, bytes);
        return answer({ ok: true, artifact_id: String(artifact.id) });
    }
    #listArtifacts(fields) {
        const run = Number(results_service_text(fields, 'workflow_run_backend_id'));
        const name = results_service_text(fields, 'name_filter');
        const id = results_service_text(fields, 'id_filter');
        const artifacts = this.#home.artifacts
            .list(run)
            .filter((one) => (name === '' || one.name === name) && (id === '' || String(one.id) === id))
            .map((one) => ({
            workflow_run_backend_id: String(run),
            workflow_job_run_backend_id: results_service_text(fields, 'workflow_job_run_backend_id'),
            database_id: String(one.id),
            name: one.name,
            size: String(this.#home.artifacts.sizeOf(one)),
        }));
        return answer({ artifacts });
    }
    #artifactUrl(fields, run) {
        const artifact = this.#home.artifacts.find(Number(results_service_text(fields, 'workflow_run_backend_id')), results_service_text(fields, 'name'));
        if (artifact === undefined)
            return refusal('not_found', 'no such artifact');
        return answer({ signed_url: this.#offer(run, this.#home.artifacts.zip(artifact)) });
    }
    #takeUpload(name) {
        const blob = this.#uploads.get(name);
        this.#uploads.delete(name);
        return blob === undefined ? undefined : this.#blobs.take(blob);
    }
}

;// CONCATENATED MODULE: external "node:zlib"
const external_node_zlib_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");
;// CONCATENATED MODULE: ./out/build/scripts/local/src/arrivals.js



/** A longer line is taken to have no readable time, so that memory stays bounded whatever the file holds. */
const arrivals_LONGEST_LINE = 256 * 1024;
const NEWLINE = 0x0a;
function instantIn(record) {
    if (record === null || typeof record !== 'object' || Array.isArray(record))
        return null;
    for (const field of ['received_at', 'ts']) {
        const value = Object.hasOwn(record, field) ? record[field] : null;
        const ms = typeof value === 'string' ? (0,time/* parseInstant */.nV)(value) : null;
        if (ms !== null)
            return ms;
    }
    return null;
}
function jsonTime(line) {
    try {
        return instantIn(JSON.parse(line));
    }
    catch {
        return null;
    }
}
function csvTime(line) {
    for (const cell of line.split(',')) {
        const ms = (0,time/* parseInstant */.nV)(cell.trim().replace(/^"(.*)"$/, '$1'));
        if (ms !== null)
            return ms;
    }
    return null;
}
/** The time at which a line says it was written, in ms; null when it says none. */
function lineTime(line, isCsv) {
    const text = line.replace(/^\ufeff/, '').trim();
    return isCsv ? csvTime(text) : jsonTime(text);
}
/** The lines of a stream with the byte at which each ends; a line that is too long comes without its text. */
async function* readLines(stream) {
    let held = [];
    let size = 0;
    let position = 0;
    const keep = (part) => {
        size += part.length;
        if (size <= arrivals_LONGEST_LINE)
            held.push(part);
        else
            held = [];
    };
    const take = () => {
        const text = size <= arrivals_LONGEST_LINE ? Buffer.concat(held).toString('utf8') : null;
        held = [];
        size = 0;
        return text;
    };
    for await (const chunk of stream) {
        let from = 0;
        for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
            keep(chunk.subarray(from, at));
            yield { text: take(), end: position + at + 1 };
            from = at + 1;
        }
        keep(chunk.subarray(from));
        position += chunk.length;
    }
    if (size > 0)
        yield { text: take(), end: position };
}
/**
 * Reads how a file grew. A line arrives at the later of its own time and the arrival of the line before it; a line
 * without a readable time, or with one after `until` (a sender's wrong clock), arrives with the line before.
 * A broken `.gz` counts as far as it can be read.
 */
async function readArrivals(path, until) {
    const isCsv = /\.csv(\.gz)?$/.test(path);
    const file = (0,external_node_fs_.createReadStream)(path);
    const isPacked = path.endsWith('.gz');
    const stream = isPacked ? file.pipe((0,external_node_zlib_namespaceObject.createGunzip)()) : file;
    const ends = [];
    const times = [];
    let last = -Infinity;
    try {
        for await (const line of readLines(stream)) {
            const own = line.text === null ? null : lineTime(line.text, isCsv);
            if (own !== null && own <= until)
                last = Math.max(last, own);
            ends.push(line.end);
            times.push(last);
        }
    }
    catch (error) {
        if (!isPacked)
            throw error;
    }
    finally {
        file.destroy();
    }
    return { ends, times };
}
/** How many bytes of the file had arrived by a time (ms): up to the first line that arrived later. */
function arrivedBytes(arrivals, now) {
    const { times, ends } = arrivals;
    let [low, high] = [0, times.length];
    while (low < high) {
        const middle = (low + high) >>> 1;
        if ((times[middle] ?? Infinity) <= now)
            low = middle + 1;
        else
            high = middle;
    }
    return low === 0 ? 0 : (ends[low - 1] ?? 0);
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/telemetry-player.js






const PLAYED = /\.(jsonl|csv)(\.gz)?$/;
/**
 * Copies a file as it stood at a time; the first `bytes` bytes of it.
 * A file of which nothing had arrived yet does not exist yet.
 */
function copyPrefix(from, to, bytes) {
    const buffer = Buffer.allocUnsafe(bytes);
    const file = (0,external_node_fs_.openSync)(from, 'r');
    try {
        const read = (0,external_node_fs_.readSync)(file, buffer, 0, bytes, 0);
        (0,external_node_fs_.writeFileSync)(to, buffer.subarray(0, read));
    }
    finally {
        (0,external_node_fs_.closeSync)(file);
    }
}
/** Shows recorded telemetry as it grew: what a tick sees of a file is what had arrived by its time. */
class TelemetryPlayer {
    #folder;
    #until;
    #known = new Map();
    constructor(options) {
        this.#folder = (0,external_node_path_.resolve)(options.repo, options.folder);
        this.#until = options.until;
        if (!isWithin(this.#folder, options.repo) || this.#folder === (0,external_node_path_.resolve)(options.repo)) {
            throw new fault/* PhasegateError */.h('bad-input', `--play ${JSON.stringify(options.folder)} must be a folder below the repository`);
        }
    }
    /** Reads the files that are new or changed since the last call. Call before each run. */
    async prepare() {
        const entries = await (0,promises_namespaceObject.readdir)(this.#folder, { recursive: true }).catch((error) => {
            if (error.code === 'ENOENT')
                return [];
            throw error;
        });
        for (const name of entries.filter((entry) => PLAYED.test(entry))) {
            const path = (0,external_node_path_.join)(this.#folder, name);
            const stat = (0,external_node_fs_.statSync)(path);
            const stamp = `${stat.size} ${stat.mtimeMs}`;
            if (!stat.isFile() || this.#known.get(path)?.stamp === stamp)
                continue;
            this.#known.set(path, { stamp, arrivals: await readArrivals(path, this.#until) });
        }
    }
    /** A copy function for one run: takes over the files of the telemetry as they stood at `now` (ms). */
    at(now) {
        return (from, to) => {
            const arrivals = this.#known.get(from)?.arrivals;
            if (arrivals === undefined)
                return false;
            const last = arrivals.times.at(-1) ?? -Infinity;
            if (last <= now)
                (0,external_node_fs_.copyFileSync)(from, to);
            else if (!from.endsWith('.gz') && arrivedBytes(arrivals, now) > 0)
                copyPrefix(from, to, arrivedBytes(arrivals, now));
            return true;
        };
    }
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/workbench.js










/** The token of jobs where there is an API, and nobody gave one. */
const PLACEHOLDER_TOKEN = 'phasegate-local-token';
/**
 * A job's token: what the person gave as a secret, else one with the job's permissions, else the API's one. Without an API
 * it is empty, so that actions which can do without the API do.
 */
async function tokenOf({ options, masks }, request) {
    const own = options.secrets?.['GITHUB_TOKEN'];
    const { api } = options;
    const none = api === undefined ? '' : PLACEHOLDER_TOKEN;
    const token = own ?? (await options.tokenFor?.(request)) ?? api?.token ?? none;
    masks.add(token);
    return token;
}
function track({ book }, facts, title) {
    const { run, id, tree, event, head, actor, now } = facts;
    const { name } = tree.workflow;
    const { path, repository } = tree.source;
    const branch = head.ref.replace(/^refs\/heads\//, '');
    const of = headOf(event, { repository, branch, sha: head.sha });
    const named = { name, title: title === '' ? name : title, path, event: event.name, actor };
    return book.begin({ id, number: run, ...named, ...of }, now);
}
/** What the jobs of a run will share; its state is kept from now on. `cancelled` and `cancel` are of this run alone. */
function contextOf(bench, facts, control) {
    const { options, repo, home, origin, service, repositories, groups, masks, stop } = bench;
    const { run, id, tree, event, head, now } = facts;
    const { vars = {}, secrets = {}, onEvent } = options;
    const github = githubContext({ ...facts, ...tree, site: bench.site });
    const { inputs } = event;
    const title = (0,expressions/* resolveText */.WY)(tree.workflow.runName, workflowScope({ github, vars, inputs }));
    return {
        ...{ repo, home, origin, service, repositories, groups, masks, stop },
        ...{ run, id, event, head, inputs, vars, github },
        ...tree,
        ...control,
        secrets: { GITHUB_TOKEN: TOKEN_PLACE, ...secrets },
        permissions: tokenPermissions(options),
        place: { names: [], slugs: [] },
        held: new Set(),
        now: now === null ? null : (0,time/* formatInstant */.r4)(now),
        tracker: track(bench, facts, title),
        temp: (0,external_node_path_.join)(bench.temp, String(run)),
        token: (request) => tokenOf(bench, request),
        approve: options.onApproval ?? null,
        hostEnv: hostEnvironment(options.env),
        copyFile: now === null ? null : (bench.player?.at(now) ?? null),
        queue: limiter((0,external_node_os_namespaceObject.availableParallelism)()),
        numberOf: (one) => bench.book.numberOf(one),
        emit: (one) => onEvent?.(one),
    };
}

// EXTERNAL MODULE: ./out/build/scripts/local/src/workflow-lookup.js + 1 modules
var workflow_lookup = __nccwpck_require__(1454);
;// CONCATENATED MODULE: ./out/build/scripts/local/src/runner.js





















function openBench(options, parts) {
    const { repo, home } = parts;
    const { play, secrets = {} } = options;
    const player = play === undefined ? null : new TelemetryPlayer({ repo, ...play });
    const site = siteOf(options, repo);
    const masks = new Masks();
    for (const secret of [PLACEHOLDER_TOKEN, options.api?.token ?? '', ...Object.values(secrets)])
        masks.add(secret);
    const temp = (0,external_node_fs_.realpathSync)((0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_namespaceObject.tmpdir)(), 'phasegate-local-')));
    const repositories = new Repositories({
        folders: { [site.repository]: repo, ...options.repositories },
        temp: (0,external_node_path_.join)(temp, 'repositories'),
    });
    const service = new ResultsService(home);
    const groups = new ConcurrencyGroups();
    return { ...parts, options, site, service, repositories, groups, masks, player, temp };
}
/** Runs workflows on one repository; holds its `.phasegate` folder and the service on loopback until closed. */
class Runner {
    #bench;
    #stop;
    /** Of the runs that are going on, by id. */
    #cancels = new Map();
    #active = new Set();
    #removal = Promise.resolve();
    constructor(bench, stop) {
        this.#bench = bench;
        this.#stop = stop;
    }
    /** @throws PhasegateError when there is no such folder, or another runner is at work on it. */
    static async open(options) {
        if ((0,external_node_fs_.statSync)(options.repo, { throwIfNoEntry: false })?.isDirectory() !== true) {
            throw new fault/* PhasegateError */.h('bad-input', `--repo: there is no folder ${(0,external_node_path_.resolve)(options.repo)}`);
        }
        const repo = (0,external_node_fs_.realpathSync)(options.repo);
        const book = new RunBook();
        const home = await Home.open(repo, (run) => book.timeOf(run));
        try {
            const { origin, isBare, isNew } = await findOrigin(repo, home.folder);
            const stop = new AbortController();
            const bench = openBench(options, { repo, home, origin, book, stop: stop.signal });
            if (isBare && isNew) {
                const message = `${repo} is no git repository; a bare one in ${origin.url} stands for its origin`;
                options.onEvent?.({ kind: 'note', message });
            }
            await bench.service.open();
            return new Runner(bench, stop);
        }
        catch (error) {
            await home.close();
            throw error;
        }
    }
    /** Where checkouts fetch from and push to: a folder that git takes as a repository. */
    get origin() {
        return this.#bench.origin.url;
    }
    /** Runs a workflow once, to its end. @throws PhasegateError as {@link Runner.start}; a failure is a result. */
    async run(request) {
        return (await this.start(request)).done;
    }
    /**
     * Starts a run of a workflow; several may go on at once, within the limits of their concurrency groups.
     * @throws PhasegateError when the workflow, or one that it calls, cannot be found, read or started with this request.
     */
    async start(request) {
        const { repo, origin, home } = this.#bench;
        const now = request.now ?? null;
        const workflow = (0,workflow_lookup/* findWorkflow */.$)(request.workflow, { repo, project: this.#bench.options.project });
        const made = makeEvent(workflow, {
            event: request.event ?? null,
            inputs: request.inputs ?? new Map(),
            now: now === null ? null : (0,time/* formatInstant */.r4)(now),
            isStepped: request.isStepped ?? false,
            payload: request.payload ?? {},
        });
        const [head] = await Promise.all([readHead(origin), now === null ? null : this.#bench.player?.prepare()]);
        const path = (0,external_node_path_.relative)(workflow.root, workflow.file).replaceAll('\\', '/');
        const source = { repository: this.#bench.site.repository, root: workflow.root, path, ...head };
        const permissions = tokenPermissions(this.#bench.options);
        const tree = await loadTree(workflow, source, { repositories: this.#bench.repositories, permissions });
        const actor = request.actor ?? this.#bench.options.actor ?? 'local';
        const event = completeEvent(made, { site: this.#bench.site, head, actor });
        const run = home.nextRun();
        return this.#execute({ run, id: request.id ?? run, tree, event, head, actor, now });
    }
    /** The runs so far, the first one first. */
    runs() {
        return this.#bench.book.runs();
    }
    /** What the runs of this runner have uploaded and what is still there, the oldest first. */
    artifacts() {
        return this.#bench.book.artifacts(this.#bench.home.artifacts);
    }
    /** The zip of an artifact; null when there is no such one. */
    artifactZip(id) {
        return this.#bench.book.zip(this.#bench.home.artifacts, id);
    }
    /** Cancels a run by its id, as at GitHub: what is `always()` still runs. False when it is not going on. */
    cancel(id, reason = null) {
        const controller = this.#cancels.get(id);
        controller?.abort(reason);
        return controller !== undefined;
    }
    /** Ends what is running, at once; runs that are going on end as cancelled. */
    stop() {
        this.#stop.abort();
    }
    /** Frees everything: port, temporary folders, the repository's `.phasegate`. */
    async close() {
        this.stop();
        await Promise.allSettled(this.#active);
        await this.#bench.service.close();
        await this.#removal;
        (0,external_node_fs_.rmSync)(this.#bench.temp, { recursive: true, force: true });
        await this.#bench.home.close();
    }
    /** Begins a run: what comes before the first wait happens in the order of the calls. */
    #execute(facts) {
        const { run, id, now, tree, event } = facts;
        const cancel = new AbortController();
        this.#cancels.set(id, cancel);
        const context = contextOf(this.#bench, facts, {
            cancelled: cancel.signal,
            cancel: (reason) => cancel.abort(reason),
        });
        context.emit({ kind: 'run-started', run, workflow: tree.workflow.name, event: event.name, now });
        const work = this.#carryOut(context);
        this.#active.add(work);
        void work.catch(() => { }).finally(() => this.#active.delete(work));
        return { run, id, done: work };
    }
    async #carryOut(context) {
        const { run, id, tracker, temp } = context;
        let result;
        try {
            result = await runWorkflow(context);
            tracker.done(result.result);
        }
        catch (error) {
            tracker.done('failure');
            throw error;
        }
        finally {
            this.#cancels.delete(id);
            this.#bench.service.forget(run);
            // Removing many small files takes a while: it goes on while the next run works.
            const before = this.#removal;
            this.#removal = before.then(() => (0,promises_namespaceObject.rm)(temp, { recursive: true, force: true }));
            await before;
        }
        context.emit({ kind: 'run-done', result });
        return result;
    }
}


/***/ }),

/***/ 1454:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  $: () => (/* binding */ findWorkflow),
  Y: () => (/* binding */ projectRoot)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: external "node:url"
const external_node_url_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");
// EXTERNAL MODULE: ./out/build/src/domain/fault.js
var fault = __nccwpck_require__(8163);
// EXTERNAL MODULE: ./out/build/scripts/local/src/workflow-parse.js + 1 modules
var workflow_parse = __nccwpck_require__(7158);
;// CONCATENATED MODULE: ./out/build/scripts/local/src/workflow-lookup.js





const isFile = (path) => (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isFile() === true;
/** The folder of this project, seen from a module of it: the nearest one above that has the four actions. */
function projectRoot(moduleUrl) {
    for (let folder = (0,external_node_path_.dirname)((0,external_node_url_namespaceObject.fileURLToPath)(moduleUrl));; folder = (0,external_node_path_.dirname)(folder)) {
        if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, 'action-collect')) && (0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, 'package.json')))
            return folder;
        if (folder === (0,external_node_path_.dirname)(folder)) {
            throw new fault/* PhasegateError */.h('io-failed', `no folder above ${(0,external_node_url_namespaceObject.fileURLToPath)(moduleUrl)} is Phasegate's`);
        }
    }
}
/**
 * Finds and reads a workflow: a name is looked up in `.github/workflows` of the repository, then of this project;
 * what is no name there is taken as a path.
 * @throws PhasegateError `bad-input` when there is none, or with the faults of its file.
 */
function findWorkflow(name, folders) {
    const isName = /^[\w-][\w.-]*$/.test(name);
    const named = [folders.repo, folders.project].flatMap((folder) => ['', '.yml', '.yaml'].map((ending) => (0,external_node_path_.join)(folder, '.github', 'workflows', `${name}${ending}`)));
    const candidates = [...(isName ? named : []), (0,external_node_path_.resolve)(name)];
    const file = candidates.find(isFile);
    if (file === undefined) {
        const list = candidates.map((path) => `\n  ${path}`).join('');
        throw new fault/* PhasegateError */.h('bad-input', `there is no workflow "${name}"; looked for${list}`);
    }
    return (0,workflow_parse/* parseWorkflow */.hM)((0,external_node_fs_.readFileSync)(file, 'utf8'), file);
}


/***/ }),

/***/ 7158:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  hM: () => (/* binding */ parseWorkflow)
});

// UNUSED EXPORTS: checkExpressions, rootOf

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./out/build/scripts/local/src/call-interface.js
var call_interface = __nccwpck_require__(939);
// EXTERNAL MODULE: ./out/build/scripts/local/src/expressions.js + 31 modules
var expressions = __nccwpck_require__(8217);
// EXTERNAL MODULE: ./out/build/scripts/local/src/permissions.js
var permissions = __nccwpck_require__(5909);
// EXTERNAL MODULE: ./out/build/scripts/local/src/workflow-steps.js
var workflow_steps = __nccwpck_require__(5338);
// EXTERNAL MODULE: ./out/build/scripts/local/src/yaml-source.js
var yaml_source = __nccwpck_require__(2426);
;// CONCATENATED MODULE: ./out/build/scripts/local/src/workflow-job-parts.js



/** Reads the workflow that a job calls and what it gives it. */
function readCall(source, path, job) {
    const reference = (0,yaml_source/* asText */.e1)(job['uses']);
    if (reference.includes('${{'))
        source.fault([...path, 'uses'], 'must be plain text, without an expression');
    const { secrets } = job;
    return {
        reference,
        with: (0,workflow_steps/* readMap */.l8)(source, [...path, 'with'], job['with']),
        secrets: secrets === 'inherit' ? secrets : (0,workflow_steps/* readMap */.l8)(source, [...path, 'secrets'], secrets),
    };
}
/** Reads a `concurrency`, of a workflow or of a job; null where there is none. */
function readConcurrency(source, path, value) {
    if (value === undefined || value === null)
        return null;
    if (!(0,yaml_source/* isMap */.jh)(value))
        return { group: value, cancelInProgress: false, queue: 'single' };
    (0,workflow_steps/* checkKeys */.L)(source, path, ['group', 'cancel-in-progress', 'queue'], value);
    if (value['group'] === undefined)
        source.fault(path, 'needs a `group`');
    const queue = value['queue'] ?? 'single';
    if (queue !== 'single' && queue !== 'max')
        source.fault([...path, 'queue'], 'must be single or max');
    const cancelInProgress = value['cancel-in-progress'] ?? false;
    if (queue === 'max' && cancelInProgress === true) {
        source.fault([...path, 'queue'], 'max and cancel-in-progress: true exclude each other');
    }
    return { group: value['group'] ?? '', cancelInProgress, queue };
}
function readEnvironment(source, path, value) {
    if (value === undefined || value === null)
        return null;
    if (!(0,yaml_source/* isMap */.jh)(value))
        return { name: value, url: null };
    (0,workflow_steps/* checkKeys */.L)(source, path, ['name', 'url', 'deployment'], value);
    if (value['name'] === undefined)
        source.fault(path, 'needs a `name`');
    return { name: value['name'] ?? '', url: value['url'] ?? null };
}
/** Reads a `permissions`, of a workflow or of a job; null where there is none. */
function readGranted(source, path, value) {
    if (value === undefined)
        return null;
    for (const message of (0,permissions/* permissionFaults */.$O)(value))
        source.fault(path, message);
    return (0,permissions/* readPermissions */.zi)(value);
}

;// CONCATENATED MODULE: ./out/build/scripts/local/src/workflow-parse.js






const WORKFLOW_KEYS = 'name run-name on permissions env defaults concurrency jobs'.split(' ');
const JOB_KEYS = ('name needs if permissions runs-on environment concurrency outputs env defaults steps timeout-minutes ' +
    'strategy continue-on-error container services').split(' ');
const CALL_KEYS = 'name needs if permissions concurrency strategy uses with secrets'.split(' ');
function readEvents(source, value) {
    if (typeof value === 'string')
        return new Map([[value, null]]);
    if (Array.isArray(value))
        return new Map(value.map((name) => [(0,yaml_source/* asText */.e1)(name), null]));
    if ((0,yaml_source/* isMap */.jh)(value))
        return new Map(Object.entries(value));
    source.fault(['on'], 'needs `on`, the events that start it');
    return new Map();
}
function readDefaults(value, outer) {
    const run = (0,yaml_source/* isMap */.jh)(value) && (0,yaml_source/* isMap */.jh)(value['run']) ? value['run'] : {};
    return {
        shell: run['shell'] ?? outer.shell,
        workingDirectory: run['working-directory'] ?? outer.workingDirectory,
    };
}
/** What the job asks for that only GitHub's runners have. */
function unsupported(value) {
    if (value['container'] !== undefined)
        return 'containers (container:) are not supported locally';
    if (value['services'] !== undefined)
        return 'service containers (services:) are not supported locally';
    return null;
}
function readNeeds(value) {
    if (value === undefined || value === null)
        return [];
    return (Array.isArray(value) ? value : [value]).map(yaml_source/* asText */.e1);
}
function readJob({ source, id, defaults }, value) {
    const path = ['jobs', id];
    (0,workflow_steps/* checkId */.ij)(source, path, id);
    if (!(0,yaml_source/* isMap */.jh)(value))
        source.fault(path, 'a job must be a map');
    const job = (0,yaml_source/* isMap */.jh)(value) ? value : {};
    const isCall = job['uses'] !== undefined;
    (0,workflow_steps/* checkKeys */.L)(source, path, isCall ? CALL_KEYS : JOB_KEYS, job);
    if (!isCall && job['runs-on'] === undefined)
        source.fault(path, 'a job needs `runs-on`');
    const strategy = (0,workflow_steps/* readMap */.l8)(source, [...path, 'strategy'], job['strategy']);
    (0,workflow_steps/* checkKeys */.L)(source, [...path, 'strategy'], ['matrix', 'fail-fast', 'max-parallel'], strategy);
    return {
        id,
        name: job['name'] ?? null,
        needs: readNeeds(job['needs']),
        if: job['if'] ?? null,
        env: (0,workflow_steps/* readMap */.l8)(source, [...path, 'env'], job['env']),
        outputs: (0,workflow_steps/* readMap */.l8)(source, [...path, 'outputs'], job['outputs']),
        defaults: readDefaults(job['defaults'], defaults),
        matrix: strategy['matrix'] ?? null,
        failFast: strategy['fail-fast'] ?? null,
        maxParallel: strategy['max-parallel'] ?? null,
        timeoutMinutes: job['timeout-minutes'] ?? null,
        continueOnError: job['continue-on-error'] ?? null,
        environment: readEnvironment(source, [...path, 'environment'], job['environment']),
        permissions: readGranted(source, [...path, 'permissions'], job['permissions']),
        concurrency: readConcurrency(source, [...path, 'concurrency'], job['concurrency']),
        call: isCall ? readCall(source, path, job) : null,
        steps: isCall ? [] : (0,workflow_steps/* readSteps */.I$)(source, [...path, 'steps'], job['steps']),
        unsupported: unsupported(job),
    };
}
/** Says which `needs` name no job, and which jobs wait for themselves. */
function checkNeeds(source, jobs) {
    const waitsForItself = (id) => {
        const seen = new Set();
        const queue = [...(jobs.get(id)?.needs ?? [])];
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
            if (next === id)
                return true;
            if (!seen.has(next))
                queue.push(...(jobs.get(next)?.needs ?? []));
            seen.add(next);
        }
        return false;
    };
    for (const job of jobs.values()) {
        for (const need of job.needs) {
            if (!jobs.has(need))
                source.fault(['jobs', job.id, 'needs'], `there is no job "${need}"`);
        }
        if (waitsForItself(job.id))
            source.fault(['jobs', job.id, 'needs'], 'the job waits for itself');
    }
}
/** Says which expressions cannot be read, wherever they stand. */
function checkExpressions(source, path, value) {
    if (typeof value === 'string') {
        const bare = path.at(-1) === 'if';
        const error = bare || value.includes('${{') ? (0,expressions/* expressionError */.Rv)(value, bare) : null;
        if (error !== null)
            source.fault(path, error);
    }
    else if (Array.isArray(value)) {
        value.forEach((one, i) => checkExpressions(source, [...path, i], one));
    }
    else if ((0,yaml_source/* isMap */.jh)(value)) {
        for (const [key, one] of Object.entries(value))
            checkExpressions(source, [...path, key], one);
    }
}
/** The repository a workflow file belongs to: the folder above `.github/workflows`, else the file's own folder. */
function rootOf(file) {
    const folder = (0,external_node_path_.dirname)(file);
    const isUsual = (0,external_node_path_.basename)(folder) === 'workflows' && (0,external_node_path_.basename)((0,external_node_path_.dirname)(folder)) === '.github';
    return isUsual ? (0,external_node_path_.dirname)((0,external_node_path_.dirname)(folder)) : folder;
}
/**
 * Reads a workflow. `file` is its absolute path.
 * @throws PhasegateError `bad-input` with every fault, each with its line.
 */
function parseWorkflow(text, file) {
    const source = new yaml_source/* YamlSource */.rC(text, file);
    const top = (0,yaml_source/* isMap */.jh)(source.value) ? source.value : {};
    (0,workflow_steps/* checkKeys */.L)(source, [], WORKFLOW_KEYS, top);
    const defaults = readDefaults(top['defaults'], { shell: null, workingDirectory: null });
    const listed = (0,workflow_steps/* readMap */.l8)(source, ['jobs'], top['jobs']);
    const jobs = new Map(Object.entries(listed).map(([id, job]) => [id, readJob({ source, id, defaults }, job)]));
    if (jobs.size === 0)
        source.fault(['jobs'], 'needs at least one job');
    checkNeeds(source, jobs);
    const on = readEvents(source, top['on']);
    checkExpressions(source, ['jobs'], listed);
    const env = (0,workflow_steps/* readMap */.l8)(source, ['env'], top['env']);
    checkExpressions(source, ['env'], env);
    const callable = (0,call_interface/* readCallInterface */.um)(source, on);
    const permissions = readGranted(source, ['permissions'], top['permissions']);
    const concurrency = readConcurrency(source, ['concurrency'], top['concurrency']);
    checkExpressions(source, ['concurrency'], top['concurrency'] ?? null);
    checkExpressions(source, ['run-name'], top['run-name'] ?? null);
    source.throwFaults('is no workflow that can run');
    const name = typeof top['name'] === 'string' ? top['name'] : (0,external_node_path_.basename)(file).replace(/\.ya?ml$/, '');
    const runName = top['run-name'] ?? null;
    return { file, root: rootOf(file), name, runName, on, permissions, concurrency, callable, env, jobs };
}


/***/ }),

/***/ 5338:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I$: () => (/* binding */ readSteps),
/* harmony export */   L: () => (/* binding */ checkKeys),
/* harmony export */   ij: () => (/* binding */ checkId),
/* harmony export */   l8: () => (/* binding */ readMap)
/* harmony export */ });
/* harmony import */ var _yaml_source_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2426);

const STEP_KEYS = 'id name if env with run uses shell working-directory timeout-minutes continue-on-error'.split(' ');
const ID = /^[A-Za-z_][A-Za-z0-9_-]*$/;
/** Says which keys of a map are not known. */
function checkKeys(source, path, known, value) {
    if (!(0,_yaml_source_js__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(value))
        return;
    for (const key of Object.keys(value)) {
        if (!known.includes(key))
            source.fault([...path, key], `unknown key; known are ${known.join(', ')}`);
    }
}
function checkId(source, path, id) {
    if (!ID.test(id))
        source.fault(path, `the id ${JSON.stringify(id)} must be letters, digits, "-" and "_", a letter or "_" first`);
}
function readMap(source, path, value) {
    if (value === undefined || value === null)
        return {};
    if ((0,_yaml_source_js__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(value))
        return value;
    source.fault(path, 'must be a map');
    return {};
}
function readAction(source, path, value) {
    const { run, uses } = value;
    if ((run === undefined) === (uses === undefined)) {
        source.fault(path, 'a step needs either `run` or `uses`');
        return null;
    }
    const [key, text] = run === undefined ? ['uses', uses] : ['run', run];
    if (typeof text !== 'string') {
        source.fault([...path, key], 'must be text');
        return null;
    }
    return key === 'run' ? { kind: 'run', script: text } : { kind: 'uses', reference: text };
}
function readStep(source, path, value) {
    if (!(0,_yaml_source_js__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(value)) {
        source.fault(path, 'a step must be a map');
        return null;
    }
    checkKeys(source, path, STEP_KEYS, value);
    const id = typeof value['id'] === 'string' ? value['id'] : null;
    if (id !== null)
        checkId(source, [...path, 'id'], id);
    const action = readAction(source, path, value);
    if (action === null)
        return null;
    return {
        id,
        name: value['name'] ?? null,
        if: value['if'] ?? null,
        env: readMap(source, [...path, 'env'], value['env']),
        with: readMap(source, [...path, 'with'], value['with']),
        action,
        shell: value['shell'] ?? null,
        workingDirectory: value['working-directory'] ?? null,
        timeoutMinutes: value['timeout-minutes'] ?? null,
        continueOnError: value['continue-on-error'] ?? null,
    };
}
/** Reads a list of steps; of a job, or of a composite action. Faults go to the source. */
function readSteps(source, path, value) {
    if (!Array.isArray(value) || value.length === 0) {
        source.fault(path, 'needs a list of `steps`');
        return [];
    }
    const ids = new Set();
    return value.flatMap((one, i) => {
        const step = readStep(source, [...path, i], one);
        const id = step?.id?.toLowerCase() ?? null;
        if (id !== null && ids.has(id))
            source.fault([...path, i, 'id'], `the step id "${id}" is there twice`);
        if (id !== null)
            ids.add(id);
        return step ?? [];
    });
}


/***/ }),

/***/ 2426:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e1: () => (/* binding */ asText),
/* harmony export */   jh: () => (/* binding */ isMap),
/* harmony export */   rC: () => (/* binding */ YamlSource)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8815);
/* harmony import */ var _src_domain_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8163);


/** A YAML file as plain data, and the faults found in it so far, each with its line. */
class YamlSource {
    value;
    #file;
    #faults = [];
    #locate;
    constructor(text, file) {
        const counter = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN();
        const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { lineCounter: counter, prettyErrors: false });
        this.#file = file;
        this.#locate = (path) => {
            for (let depth = path.length; depth > 0; depth -= 1) {
                const node = document.getIn(path.slice(0, depth), true);
                if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(node) && node.range != null) {
                    const { line, col } = counter.linePos(node.range[0]);
                    return { line, column: col };
                }
            }
            return { line: 0, column: 0 };
        };
        for (const error of document.errors) {
            const { line, col } = counter.linePos(error.pos[0]);
            this.#faults.push({ file, line, column: col, path: '', message: error.message, severity: 'error' });
        }
        this.throwFaults('is no valid YAML');
        this.value = document.toJS();
    }
    fault(path, message) {
        const fault = {
            file: this.#file,
            ...this.#locate(path),
            path: path.join('.'),
            message,
            severity: 'error',
        };
        this.#faults.push(fault);
    }
    /** @throws PhasegateError `bad-input` with every fault. */
    throwFaults(summary) {
        if (this.#faults.length === 0)
            return;
        const list = this.#faults.map((fault) => `\n  ${(0,_src_domain_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .formatFault */ .A)(fault)}`).join('');
        throw new _src_domain_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .PhasegateError */ .h('bad-input', `${this.#file} ${summary}:${list}`, { faults: this.#faults });
    }
}
function isMap(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
}
/** A value as text: '' for nothing, JSON for a list or a map. */
function asText(value) {
    if (value === null || value === undefined)
        return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
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
/* harmony export */   nV: () => (/* binding */ parseInstant),
/* harmony export */   r4: () => (/* binding */ formatInstant)
/* harmony export */ });
/* unused harmony exports SECOND, MINUTE, HOUR, DAY, formatDuration, compactInstant, utcDay, windowAt */
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

/***/ 1756:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A9: () => (/* binding */ paintOfStatus),
/* harmony export */   mh: () => (/* binding */ ANSI),
/* harmony export */   r$: () => (/* binding */ paintOfGate),
/* harmony export */   tZ: () => (/* binding */ PLAIN)
/* harmony export */ });
const plain = (text) => text;
function ansi(on, off) {
    return (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`);
}
const PLAIN = { strong: plain, dim: plain, good: plain, caution: plain, bad: plain };
/** The eight basic colours, which terminals adapt to a light or a dark background. */
const ANSI = {
    strong: ansi(1, 22),
    dim: ansi(2, 22),
    good: ansi(32, 39),
    caution: ansi(33, 39),
    bad: ansi(31, 39),
};
function paintOfStatus(palette, status) {
    switch (status) {
        case 'ok':
            return palette.good;
        case 'warn':
            return palette.caution;
        case 'violation':
            return palette.bad;
        case 'no-data':
        case 'insufficient':
            return palette.dim;
    }
}
function paintOfGate(palette, gate) {
    switch (gate) {
        case 'promote':
            return palette.good;
        case 'hold':
            return palette.strong;
        case 'rollback':
            return palette.bad;
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
/******/ var __webpack_exports__ = __nccwpck_require__(7176);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
