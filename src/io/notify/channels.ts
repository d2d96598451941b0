import type { ChannelPolicy, NotifyPolicy } from '../../domain/notify-policy.js';
import type { Channel, OutboxStore } from '../../ports/notifier.js';
import type { OutputKind } from '../../render/markup.js';
import type { LogWriter } from '../console-notifier.js';
import { consoleChannel } from './console-channel.js';
import { fileChannel } from './file-channel.js';
import { emailChannel, parseMailServer } from './email-channel.js';
import { pagerdutyChannel } from './pagerduty-channel.js';
import { secret, SecretFault, secretUrl, type Environment } from './secrets.js';
import { slackChannel } from './slack-channel.js';
import { webhookChannel } from './webhook-channel.js';

/** A channel that can be sent to. */
export interface OpenChannel {
  readonly kind: ChannelPolicy['kind'];
  readonly markup: OutputKind;
  readonly channel: Channel;
}

export interface Channels {
  readonly open: readonly OpenChannel[];
  /** Channels that lack a usable secret: what waits for them waits on. The text says what to do, and no secret. */
  readonly closed: readonly { readonly name: string; readonly why: string }[];
}

/** The values of all secrets that the channels name, for the log to mask. */
export function secretsOf(policy: NotifyPolicy, environment: Environment): readonly string[] {
  const names = policy.channels.flatMap((channel) => [
    ...('secret' in channel ? [channel.secret] : []),
    ...(channel.kind === 'webhook' ? [channel.signingSecret] : []),
  ]);
  const values = names.map((name) => (Object.hasOwn(environment, name) ? (environment[name] ?? '') : ''));
  const passwords = values.map((value) => parseMailServer(value)?.password ?? '');
  return [...values, ...passwords].filter((value) => value !== '');
}

interface OpenOptions {
  readonly policy: NotifyPolicy;
  readonly environment: Environment;
  readonly log: LogWriter;
  /** Where the log of a channel of kind `file` is kept, by the channel's name. Default: nowhere. */
  readonly logOf?: (name: string) => OutboxStore;
  /** Certificates that mail servers may have beside those of the usual authorities. Default: none. */
  readonly mailCa?: string;
}

function openOne(channel: ChannelPolicy, options: OpenOptions): OpenChannel {
  const { policy, environment, log, logOf, mailCa } = options;
  const { kind, name } = channel;
  switch (channel.kind) {
    case 'console':
      return { kind, markup: 'plain', channel: consoleChannel(name, log) };
    case 'file':
      if (logOf === undefined) throw new SecretFault('there is no folder for its log');
      return { kind, markup: 'plain', channel: fileChannel({ name, log: logOf(name) }) };
    case 'slack': {
      const url = secretUrl(environment, channel.secret);
      return { kind, markup: 'slack', channel: slackChannel({ name, url, language: policy.language }) };
    }
    case 'pagerduty': {
      const routingKey = secret(environment, channel.secret);
      return { kind, markup: 'plain', channel: pagerdutyChannel({ name, url: channel.url, routingKey }) };
    }
    case 'email': {
      const server = parseMailServer(secret(environment, channel.secret));
      if (server === null)
        throw new SecretFault(
          `the secret ${channel.secret} is no mail server; write smtps://user:password@host:465 or smtp://user:password@host:587`,
        );
      const { from, to } = channel;
      const ca = mailCa === undefined ? {} : { ca: mailCa };
      return { kind, markup: 'html', channel: emailChannel({ name, server, from, to, ...ca }) };
    }
    case 'webhook': {
      const url = secretUrl(environment, channel.secret);
      const signingKey = secret(environment, channel.signingSecret);
      return { kind, markup: 'plain', channel: webhookChannel({ name, url, signingKey }) };
    }
  }
}

/** The channels of a policy. One without its secret closes none of the others. */
export function openChannels(options: OpenOptions): Channels {
  const open: OpenChannel[] = [];
  const closed: { name: string; why: string }[] = [];
  for (const channel of options.policy.channels) {
    try {
      open.push(openOne(channel, options));
    } catch (error) {
      if (!(error instanceof SecretFault)) throw error;
      closed.push({ name: channel.name, why: error.message });
    }
  }
  return { open, closed };
}
