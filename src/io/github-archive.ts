import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { PhasegateError } from '../domain/fault.js';
import type { GithubApi } from '../ports/github.js';

const MAX_ARCHIVE_BYTES = 100 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;

/** The id that git gives a file of this content. */
function blobId(content: Uint8Array): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}

/**
 * All files of a commit in one download: texts by the files' ids. A file that the archive leaves out or changes on the way
 * (attributes of the branch can ask for that) is not among them under its id.
 *
 * @throws PhasegateError as the download does, and `api-failed` for an archive that is none or too large.
 */
export async function readArchive(api: GithubApi, commit: string): Promise<ReadonlyMap<string, string>> {
  const options = { permission: 'contents: read', maxBytes: MAX_ARCHIVE_BYTES };
  const archive = await api.download(`zipball/${commit}`, options);
  let size = 0;
  const fits = (file: { readonly originalSize: number }): boolean => {
    size += file.originalSize;
    return size <= MAX_UNPACKED_BYTES;
  };
  try {
    const files = Object.values(unzipSync(archive, { filter: fits }));
    return new Map(files.map((content) => [blobId(content), Buffer.from(content).toString('utf8')]));
  } catch (error) {
    const message = `GitHub: the archive of ${commit} cannot be read`;
    throw new PhasegateError('api-failed', message, { cause: error });
  }
}
