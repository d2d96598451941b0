import { SourceFault } from './source-fault.js';

function textIn(error: unknown, name: 'code' | 'name'): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : '';
  return typeof value === 'string' ? value : '';
}

/** What a fault on the way is called: its code, which holds nothing of what was sent. */
export function wayFault(error: unknown): SourceFault {
  if (error instanceof SourceFault) return error;
  const name = textIn(error, 'name');
  if (name === 'AbortError' || name === 'TimeoutError') return new SourceFault('it took too long');
  return new SourceFault(`the connection failed (${textIn(error, 'code') || name || 'no reason given'})`);
}
