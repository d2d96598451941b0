/** Seen by nobody, and part of no address; a line is not broken at it. */
const JOINER = '\u2060';

/** What names of hosts end with, beside two letters; names of flags and files end so more seldom than names of hosts do. */
const ENDS: readonly string[] = [
  ...['app', 'biz', 'click', 'club', 'com', 'dev', 'icu', 'info', 'link', 'live', 'mov', 'net'],
  ...['online', 'org', 'shop', 'site', 'store', 'top', 'xyz', 'zip'],
];

/** The dot before such an end, wherever it stands. */
const BEFORE_END = new RegExp(`(?<=[\\p{L}\\p{N}_-])\\.(?=(?:${ENDS.join('|')})(?![a-z0-9]))`, 'giu');

/** A name with dots, what stands before it, and whether a path or a query follows. */
const DOTTED =
  /(?<![\p{L}\p{N}_-]|[\p{L}\p{N}_-]\.)(?<name>(?:[\p{L}\p{N}_-]+\.)+(?<end>[a-z][a-z0-9]+|\p{L}[\p{L}\p{N}-]+))(?=(?<behind>\/|[?#]\S)?)/giu;

interface Dotted {
  readonly name: string;
  readonly end: string;
  readonly behind: string | undefined;
}

/**
 * Text in which mail programs find no address to make a link of: they look for schemes, `www.`, mailboxes, and names that end
 * as those of hosts do. A name such as `pay.engine` stays as it is, also for those who copy it.
 */
export function unlinked(text: string): string {
  const named = text.replace(DOTTED, (...found: unknown[]) => {
    const { name, end, behind } = found.at(-1) as Dotted;
    const at = Number(found.at(-3));
    const isBehindSign = text.endsWith('@', at) || text.endsWith('://', at);
    const isHost =
      isBehindSign ||
      behind !== undefined ||
      /(?<![a-z0-9])www\./i.test(name) ||
      /^[a-z]{2}$/i.test(end) ||
      ENDS.includes(end.toLowerCase());
    return isHost ? name.replaceAll('.', `${JOINER}.`) : name;
  });
  return named
    .replace(BEFORE_END, `${JOINER}.`)
    .replace(/:(?=\/\/)/g, `:${JOINER}`)
    .replace(/(?<=\S)@(?=\S)/g, `${JOINER}@`);
}
