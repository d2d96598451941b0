/** An artifact that a run of the default branch of this very repository uploaded, and that is still there. */
export interface Artifact {
  readonly id: number;
  /** Id of the run. */
  readonly run: number;
  /** When it was uploaded, ms since the epoch. */
  readonly createdAt: number;
  /** SHA-256 of the archive; null where GitHub names none. */
  readonly digest: string | null;
}

/** Port to what earlier runs uploaded. Implementation: GitHub's REST API (github-artifacts.ts). */
export interface ArtifactStore {
  /** Those of a name, newest first, asked for as far as they are looked at. @throws PhasegateError as the API does. */
  newest(name: string): AsyncIterable<Artifact>;
  /** The archive's bytes. @throws PhasegateError as the API does, and `api-failed` where its digest is another. */
  download(artifact: Artifact): Promise<Uint8Array>;
}
