import { finding, type Check, type Finding } from './finding.js';

/** What a manifest says of a file. */
export interface Claim {
  readonly check: Check;
  readonly manifest: string;
  /** Line of the manifest, from 1; null where it is no file of lines. */
  readonly line: number | null;
  /** The file, relative to the root. */
  readonly path: string;
  /** null: it is said to be there, and no more. */
  readonly sha256: string | null;
  /** Rows without a header; null: nothing is said of them. */
  readonly rows: number | null;
}

/** What a file is. */
export type FileFact =
  | { readonly kind: 'file'; readonly sha256: string; readonly rows: number | null }
  | { readonly kind: 'missing' }
  /** It leads out of the root, by its path or by a symbolic link. */
  | { readonly kind: 'unsafe' }
  | { readonly kind: 'unreadable'; readonly why: string };

function place({ manifest, line }: Claim): string {
  return `${manifest}${line === null ? '' : `:${line}`}`;
}

function verifyClaim(claim: Claim, fact: FileFact): readonly Finding[] {
  const { check, path, sha256, rows, manifest, line } = claim;
  const found = (what: string): readonly Finding[] => [finding(check, path, { what })];
  switch (fact.kind) {
    case 'missing':
      return found(`is missing; ${place(claim)} names it`);
    case 'unsafe':
      return [
        finding(check, manifest, {
          what: `names ${JSON.stringify(path)}, which leads out of the folder of observability`,
          line,
          code: 'unsafe_path',
        }),
      ];
    case 'unreadable':
      return found(`cannot be read: ${fact.why}`);
    case 'file':
      // Digests are compared as numbers: some files write them in capitals.
      if (sha256 !== null && fact.sha256.toLowerCase() !== sha256.toLowerCase())
        return found(`was changed: its SHA-256 is ${fact.sha256}, and ${place(claim)} says ${sha256}`);
      if (rows !== null && fact.rows !== rows)
        return found(`has ${fact.rows ?? 'no'} rows, and ${place(claim)} says ${rows}`);
      return [];
  }
}

/** Holds files against what manifests say of them; `factOf` knows every path that is claimed. */
export function verifyClaims(
  claims: readonly Claim[],
  factOf: (path: string) => FileFact,
): readonly Finding[] {
  return claims.flatMap((claim) => verifyClaim(claim, factOf(claim.path)));
}

/** Files that no manifest names. */
export function unclaimed(
  paths: readonly string[],
  { check, manifest, claimed }: { check: Check; manifest: string; claimed: ReadonlySet<string> },
): readonly Finding[] {
  return paths
    .filter((path) => !claimed.has(path))
    .map((path) => finding(check, path, { what: `is not named in ${manifest}` }));
}
