import { canonicalJson } from './canonical-json.js';
import { sha256 } from './digest.js';
import { PhasegateError } from './fault.js';
import { plainTitle } from './notice-record.js';
import { OUTBOX_SCHEMA, type Outbox, type OutboxItem } from './outbox.js';

/** The format before notices that were sent were remembered. */
const WITHOUT_SENT = 'phasegate.outbox/1';

/** The outbox as a file: its digest, then itself, so that a file that was cut or changed is not believed. */
export function renderOutbox(outbox: Outbox): string {
  return `${canonicalJson({ digest: sha256(canonicalJson(outbox)), outbox })}\n`;
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

/**
 * The outbox of a file that {@link renderOutbox} wrote for the same rollout.
 *
 * @throws PhasegateError `newer-state` for one of a newer version, `bad-input` for anything else.
 */
export function parseOutbox(text: string, options: { file: string; rollout: string }): Outbox {
  const { file, rollout } = options;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  const outbox = member(value, 'outbox');
  const digest = member(value, 'digest');
  if (outbox === undefined || digest !== sha256(canonicalJson(outbox)))
    throw new PhasegateError('bad-input', `${file} was cut or changed; delete it, and telling begins anew`);
  const schema = member(outbox, 'schema');
  if (schema !== OUTBOX_SCHEMA && schema !== WITHOUT_SENT) {
    const hint = 'use the version of Phasegate that wrote it, or delete it';
    throw new PhasegateError('newer-state', `${file} is not ${OUTBOX_SCHEMA}; ${hint}`);
  }
  if (member(outbox, 'rollout') !== rollout)
    throw new PhasegateError('bad-input', `${file} is not of rollout ${rollout}; give each a folder`);
  // The digest says that it is what Phasegate wrote.
  return schema === OUTBOX_SCHEMA ? (outbox as Outbox) : withSent(outbox as OutboxBefore);
}

type OutboxBefore = Omit<Outbox, 'schema' | 'sent' | 'items'> & {
  readonly items: readonly Omit<OutboxItem, 'title'>[];
};

function withSent(before: OutboxBefore): Outbox {
  const items = before.items.map((item) => ({ ...item, title: plainTitle(item.notice) }));
  return { ...before, schema: OUTBOX_SCHEMA, items, sent: [] };
}
