import type { Policy } from '../policy.js';

/** A secret that the policy names, and what for. */
export interface NamedSecret {
  /** The environment variable that holds it. */
  readonly name: string;
  /** `channel team`, `weekly report`. */
  readonly of: string;
}

/** Every secret that a policy names, with what it is for: channels by name, then the weekly report. */
export function namedSecrets({
  notify,
  observability,
}: Pick<Policy, 'notify' | 'observability'>): readonly NamedSecret[] {
  const channels = (notify?.channels ?? []).flatMap((channel) => {
    const of = `channel ${channel.name}`;
    return [
      ...('secret' in channel ? [{ name: channel.secret, of }] : []),
      ...(channel.kind === 'webhook' ? [{ name: channel.signingSecret, of }] : []),
    ];
  });
  const webhook = observability?.weekly?.webhook ?? null;
  const weekly = webhook === null ? [] : [webhook.secret, ...webhook.signingSecrets];
  return [...channels, ...weekly.map((name) => ({ name, of: 'the weekly report' }))];
}
