/** Whether a path leads out of the folder that it is meant to be below, on any system, or no file can be called so. */
export function isUnsafePath(path: string): boolean {
  const parts = path.split('/');
  return (
    path.length > 1_000 ||
    /^[A-Za-z]:|\\|\p{Cc}/u.test(path) ||
    parts.some((part) => part === '' || part === '.' || part === '..' || Buffer.byteLength(part) > 255)
  );
}

/** The first path that lies below another one of the list, which cannot be a file and a folder. */
export function pathBelowFile(paths: ReadonlySet<string>): string | null {
  const isBelow = (path: string): boolean =>
    [...path.matchAll(/\//g)].some(({ index }) => paths.has(path.slice(0, index)));
  return [...paths].find(isBelow) ?? null;
}
