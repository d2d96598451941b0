import { fieldsOf, refusal } from './answers.js';
import type { ApiRequest, ApiResponse, Visit } from './model.js';

type Fields = Readonly<Record<string, unknown>>;
export type Send = (visit: Visit, body?: unknown) => Promise<ApiResponse>;

/** Largest file that the contents API gives in JSON. */
const LARGEST_IN_JSON = 1024 * 1024;
const RAW = /^application\/vnd\.github(?:\.v3)?\.raw(?:\+json)?$/;

/** What GitHub says where `emulate` has words of its own: by status and its message, or any message. */
const WORDS: readonly {
  readonly place: RegExp;
  readonly from: readonly [number, RegExp];
  readonly to: string;
}[] = [
  { place: /^git\/refs/, from: [422, /not a fast-forward/], to: 'Update is not a fast forward' },
  { place: /^git\/refs/, from: [422, /^Invalid sha$/], to: 'Object does not exist' },
  { place: /^git\/commits$/, from: [422, /^Invalid tree$/], to: 'Tree SHA does not exist' },
  {
    place: /^git\/commits$/,
    from: [422, /^Invalid parent/],
    to: 'Parent SHA does not exist or is not a commit object',
  },
  { place: /^git\/trees$/, from: [422, /^Invalid base_tree$/], to: 'base_tree is not a valid tree oid' },
];

function reworded(response: ApiResponse, visit: Visit): ApiResponse {
  const { method } = visit.request;
  const message = String((response.body as Fields | undefined)?.['message']);
  const changesRef = /^git\/refs\/.+/.test(visit.place) && (method === 'PATCH' || method === 'DELETE');
  if (changesRef && response.status === 404) return refusal(422, 'Reference does not exist');
  const word = WORDS.find(
    ({ place, from }) => place.test(visit.place) && from[0] === response.status && from[1].test(message),
  );
  return word === undefined ? response : refusal(response.status, word.to);
}

/** GitHub takes an entry without its type, which the mode says already. */
function withTypes(request: ApiRequest): unknown {
  const fields = fieldsOf(request);
  const typeOf = (mode: unknown): string =>
    mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
  const tree = Array.isArray(fields['tree']) ? (fields['tree'] as Fields[]) : [];
  return { ...fields, tree: tree.map((entry) => ({ type: typeOf(entry['mode']), ...entry })) };
}

const wrapped = (base64: string): string => base64.replace(/.{1,60}/g, '$&\n');

function withContent(body: Fields): Fields {
  if (body['encoding'] !== 'base64' || typeof body['content'] !== 'string') return body;
  const tooLarge = body['type'] === 'file' && Number(body['size']) > LARGEST_IN_JSON;
  return tooLarge
    ? { ...body, content: '', encoding: 'none' }
    : { ...body, content: wrapped(body['content']) };
}

const inGitOrder = (entry: Fields): Buffer =>
  Buffer.from(`${String(entry['path'])}${entry['type'] === 'tree' ? '/' : ''}`);

function withEntries(body: Fields): Fields {
  if (!Array.isArray(body['tree'])) return body;
  const address = String(body['url']).replace(/\/trees\/[^/]*$/, '');
  const entries = (body['tree'] as Fields[]).map((entry) => ({
    ...entry,
    url: `${address}/${String(entry['type'])}s/${String(entry['sha'])}`,
  }));
  return { ...body, tree: entries.sort((a, b) => Buffer.compare(inGitOrder(a), inGitOrder(b))) };
}

function answered(response: ApiResponse, visit: Visit): ApiResponse {
  if (response.status >= 400) return reworded(response, visit);
  if (response.body instanceof Uint8Array) {
    // By this type clients take the body for text.
    return { ...response, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' } };
  }
  if (typeof response.body !== 'object' || response.body === null || Array.isArray(response.body))
    return response;
  const body = visit.place.startsWith('git/trees') ? withEntries : withContent;
  return { ...response, body: body(response.body as Fields) };
}

export const isGitData = (place: string): boolean => /^(?:git|contents)(?:\/|$)/.test(place);

/**
 * Git data and contents: stored by `emulate`, with requests and answers brought to GitHub's form. `isEmpty`: whether the
 * repository has no commit yet; then GitHub has no git data of it and takes none.
 */
export async function gitData(
  visit: Visit,
  options: { readonly send: Send; readonly isEmpty: (visit: Visit) => Promise<boolean> },
): Promise<ApiResponse> {
  const { send, isEmpty } = options;
  if (visit.place.startsWith('git/') && (await isEmpty(visit)))
    return refusal(409, 'Git Repository is empty.');
  const isTree = visit.request.method === 'POST' && visit.place === 'git/trees';
  const response = await send(visit, isTree ? withTypes(visit.request) : undefined);
  return answered(response, visit);
}

/** Whether a file's own bytes are asked for. */
export const isRaw = (request: ApiRequest): boolean => RAW.test(request.headers['accept'] ?? '');
