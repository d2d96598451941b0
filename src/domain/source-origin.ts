import type { HeaderDocument, SourceDocument } from './policy-document.js';

/** A header's value, or the name of the environment variable that holds it, with what stands before it. */
export type HeaderValue = { readonly text: string } | { readonly secret: string; readonly prefix: string };

/** Where a source's files are fetched from, where they are not below the telemetry root. */
export type Origin =
  /** Artifacts of a name, of the repository's own runs. */
  | {
      readonly kind: 'artifact';
      readonly artifact: string;
      /** File below `.github/workflows` whose runs count; null: any. */
      readonly workflow: string | null;
      /** Branch whose runs count; null: the default branch. */
      readonly branch: string | null;
    }
  /** One file behind HTTPS. */
  | {
      readonly kind: 'url';
      readonly url: string;
      /** By name in lower case. */
      readonly headers: Readonly<Record<string, HeaderValue>>;
      /** Whether the host may have an address of the runner's own network. */
      readonly private: boolean;
    }
  /** The newest commit of another branch of the repository. */
  | { readonly kind: 'branch'; readonly branch: string };

function headerOf(value: HeaderDocument): HeaderValue {
  return typeof value === 'string' ? { text: value } : { secret: value.secret, prefix: value.prefix ?? '' };
}

/** Undefined where the source's files lie below the telemetry root, and for the ledger and incidents. */
export function originOf(source: SourceDocument): Origin | undefined {
  if ('url' in source) {
    const headers = Object.entries(source.headers ?? {}).map(
      ([name, value]) => [name.toLowerCase(), headerOf(value)] as const,
    );
    return {
      kind: 'url',
      url: source.url,
      headers: Object.fromEntries(headers),
      private: source.private ?? false,
    };
  }
  const { artifact, workflow = null, branch } = source;
  if (artifact !== undefined) return { kind: 'artifact', artifact, workflow, branch: branch ?? null };
  return branch === undefined ? undefined : { kind: 'branch', branch };
}

/** How a file behind an address is read, where the policy does not say: by the address's ending. */
export function formatOfUrl(url: string): 'jsonl' | 'csv' {
  return /\.csv(?:\.gz)?(?:\?|$)/i.test(url) ? 'csv' : 'jsonl';
}
