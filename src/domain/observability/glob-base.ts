const MAGIC = /[*?[\]{}()!+@\\]/;

/** The folder that every path of a glob lies below: its parts before the first that is a pattern. Empty: the working directory. */
export function globBase(pattern: string): string {
  const parts = pattern.split('/');
  const first = parts.findIndex((part) => MAGIC.test(part));
  // The last part names a file, even where it is no pattern.
  return parts.slice(0, first === -1 ? parts.length - 1 : first).join('/');
}
