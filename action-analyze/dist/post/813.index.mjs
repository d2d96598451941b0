export const id = 813;
export const ids = [813];
export const modules = {

/***/ 5813:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  saveFolder: () => (/* binding */ saveFolder)
});

// UNUSED EXPORTS: restoreFolder

;// CONCATENATED MODULE: ./out/build/src/render/escape.js
// Control and format characters (terminal escapes, marks that turn text around or hide it), line separators, and letters
// that fonts show as nothing.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]+/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** Untrusted text as one line without control or direction marks, cut to `limit` UTF-16 units (default 500). */
function escape_oneLine(text, limit = 500) {
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
    return withoutCommands(escape_oneLine(text, limit));
}
/** What begins a list or a rule, or underlines a heading, where a line or a list's item begins. A negative number is none. */
const BLOCK_START = /^(?:[-+](?=[\s-]|$)|=(?=[=\s]*$)|\d+(?=[.)](?:\s|$)))/;
/**
 * Untrusted text as text in GitHub's Markdown, also in a cell of a table: no markup, link, mention, reference, formula
 * or HTML comes to life. One line. Only what could come to life is escaped, so that names and times stay readable in the
 * source. A zero-width space after `@`, `#` and `GH-` stops what GitHub looks for after rendering.
 */
function escapeMarkdown(text, limit = 500) {
    return escape_oneLine(text, limit)
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
    const line = escape_oneLine(text, limit);
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

;// CONCATENATED MODULE: ./out/build/src/io/actions-cache.js

/**
 * Fills a folder from the newest entry of the Actions cache whose key begins with `prefix`. The client is loaded here and
 * nowhere else: it costs more than the rest of a stage's start. The cache may vanish at any time, so a fault is no error.
 */
async function restoreFolder(folder, prefix) {
    try {
        const { restoreCache } = await __webpack_require__.e(/* import() */ 520).then(__webpack_require__.bind(__webpack_require__, 4520));
        const key = await restoreCache([folder], `${prefix}-none`, [`${prefix}-`]);
        return key === undefined
            ? { kind: 'nothing', why: `no entry begins with ${prefix}-` }
            : { kind: 'restored', key };
    }
    catch (error) {
        return { kind: 'nothing', why: oneLine(error instanceof Error ? error.message : String(error)) };
    }
}
/** Saves a folder under a key of its own; an entry that is already there stays. Returns why it was not saved, or null. */
async function saveFolder(folder, key) {
    try {
        const { saveCache } = await __webpack_require__.e(/* import() */ 520).then(__webpack_require__.bind(__webpack_require__, 4520));
        return (await saveCache([folder], key)) === -1 ? `no entry was made for ${key}` : null;
    }
    catch (error) {
        return escape_oneLine(error instanceof Error ? error.message : String(error));
    }
}


/***/ })

};
