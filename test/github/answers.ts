import { createHash } from 'node:crypto';
import type { ApiRequest, ApiResponse } from './model.js';

const DOCUMENTATION = 'https://docs.github.com/rest';

/** A refusal as GitHub words it. */
export function refusal(status: number, message: string, more: object = {}): ApiResponse {
  return {
    status,
    body: { message, ...more, documentation_url: DOCUMENTATION, status: String(status) },
  };
}

export const notFound = (): ApiResponse => refusal(404, 'Not Found');

/** 422 for one field of an object. */
export function invalid(error: {
  readonly resource: string;
  readonly field: string;
  readonly code: string;
  readonly message?: string;
  readonly value?: string;
}): ApiResponse {
  return refusal(422, 'Validation Failed', { errors: [error] });
}

/** Whether the body of a request is JSON, or there is none. */
export function isReadable(request: ApiRequest): boolean {
  if (request.body.length === 0) return true;
  try {
    JSON.parse(Buffer.from(request.body).toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

/** The JSON object that a request carries; empty without one. */
export function fieldsOf(request: ApiRequest): Readonly<Record<string, unknown>> {
  if (request.body.length === 0) return {};
  const value: unknown = JSON.parse(Buffer.from(request.body).toString('utf8'));
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The page of a list that was asked for, with its `Link` header. */
export function page<T>(all: readonly T[], options: { readonly request: ApiRequest; readonly url: string }) {
  const { request, url } = options;
  const size = Math.min(100, Number(request.query.get('per_page') ?? 30) || 30);
  const number = Math.max(1, Number(request.query.get('page') ?? 1) || 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (to: number, name: string): string => {
    const target = new URL(`${url}${request.path}?${request.query.toString()}`);
    target.searchParams.set('page', String(to));
    return `<${target.href}>; rel="${name}"`;
  };
  const forward = number < last ? [link(number + 1, 'next'), link(last, 'last')] : [];
  const back = number > 1 ? [link(number - 1, 'prev'), link(1, 'first')] : [];
  const links = [...forward, ...back];
  const headers: Record<string, string> = links.length === 0 ? {} : { link: links.join(', ') };
  return { items: all.slice((number - 1) * size, number * size), headers };
}

/** The bytes that go out, with their entity tag: a conditional GET of what has not changed is answered by 304. */
export function sealed(
  response: ApiResponse,
  request: ApiRequest,
): { status: number; headers: Record<string, string>; body: Uint8Array } {
  const { status, headers = {}, body } = response;
  if (body === undefined) return { status, headers, body: new Uint8Array() };
  const isBytes = body instanceof Uint8Array;
  const bytes = isBytes ? body : Buffer.from(JSON.stringify(body));
  const type = isBytes ? {} : { 'content-type': 'application/json; charset=utf-8' };
  if (request.method !== 'GET' || status !== 200)
    return { status, headers: { ...type, ...headers }, body: bytes };
  const etag = `W/"${createHash('sha256').update(bytes).digest('hex')}"`;
  if (request.headers['if-none-match'] === etag)
    return { status: 304, headers: { etag, ...headers }, body: new Uint8Array() };
  return { status, headers: { ...type, ...headers, etag }, body: bytes };
}
