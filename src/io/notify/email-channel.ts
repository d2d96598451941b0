import { connect, type Socket } from 'node:net';
import type { Channel, Outcome, SendOptions } from '../../ports/notifier.js';
import { oneLine } from '../../render/escape.js';
import { mailMessage } from '../../render/mail-message.js';
import type { RenderedNotice } from '../../domain/notice.js';

/** A mail server, as its secret says. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS, without which nothing is sent. */
  readonly isTlsFirst: boolean;
  readonly user: string;
  readonly password: string;
}

export interface EmailOptions {
  readonly name: string;
  readonly server: MailServer;
  readonly from: string;
  readonly to: readonly string[];
  /** Certificates that are trusted beside the usual ones. Default: none. */
  readonly ca?: string;
}

/** `smtps://user:password@host:465`, `smtp://…:587`; null for anything else. */
export function parseMailServer(text: string): MailServer | null {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, port, username, password } = new URL(text);
  if ((protocol !== 'smtps:' && protocol !== 'smtp:') || hostname === '') return null;
  const isTlsFirst = protocol === 'smtps:';
  try {
    return {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (isTlsFirst ? 465 : 587) : Number(port),
      isTlsFirst,
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
    };
  } catch {
    return null;
  }
}

interface SmtpError extends Error {
  readonly code?: string;
  /** Set by {@link open}: the server was never reached. */
  readonly isUnreached?: boolean;
  readonly responseCode?: number;
}

function said({ message }: Error, { user, password }: MailServer): string {
  const masked = [password, user].filter((one) => one !== '');
  return oneLine(
    masked.reduce((text, one) => text.replaceAll(one, '***'), message),
    300,
  );
}

function failed(error: unknown, server: MailServer, signal: AbortSignal): Outcome {
  const { code = '', isUnreached = false, responseCode = 0 } = error as SmtpError;
  const why = error instanceof Error ? said(error, server) : 'failed';
  // RFC 5321, section 4.2.1: 5yz is for good, 4yz for now.
  if (responseCode >= 500) return { kind: 'refused', why };
  const isBefore = responseCode >= 400 || isUnreached || ['EAUTH', 'ETLS'].includes(code);
  return {
    kind: 'later',
    why: signal.aborted ? 'did not answer in time' : why,
    afterMs: null,
    mayHaveArrived: !isBefore,
  };
}

/** The connection is ours, so that it ends when the channel's time is over, however the server behaves. */
function open(server: MailServer, signal: AbortSignal): Promise<Socket> {
  return new Promise((done, fail) => {
    const socket = connect({ host: server.host, port: server.port });
    const stop = (): void => void socket.destroy(new Error('did not answer in time'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', stop));
    socket.once('connect', () => done(socket));
    socket.once('error', (error) => fail(Object.assign(error, { isUnreached: true })));
  });
}

async function sendMail(rendered: RenderedNotice, options: EmailOptions, signal: AbortSignal) {
  const { server, from, to, ca } = options;
  const socket = await open(server, signal);
  try {
    // Only ticks that send mail load it.
    const { createTransport } = await import('nodemailer');
    const { date, html, ...message } = mailMessage(rendered, from);
    const transport = createTransport({
      host: server.host,
      port: server.port,
      secure: server.isTlsFirst,
      requireTLS: true,
      ...(server.user === '' ? {} : { auth: { user: server.user, pass: server.password } }),
      tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
      disableFileAccess: true,
      disableUrlAccess: true,
      getSocket: (_, callback) => callback(null, { connection: socket }),
    });
    return await transport.sendMail({
      ...message,
      date: new Date(date),
      from,
      to: [...to],
      ...(html === null ? {} : { html }),
    });
  } finally {
    socket.destroy();
  }
}

/** E-mail by SMTP, always encrypted. A message keeps its id however often it is sent. */
export function emailChannel(options: EmailOptions): Channel {
  return {
    name: options.name,
    async send(rendered, { signal }: SendOptions) {
      try {
        const { accepted, rejected } = await sendMail(rendered, options, signal);
        const some = rejected.length === 0 ? '' : `, not for ${rejected.length} addresses`;
        return { kind: 'delivered', detail: `accepted for ${accepted.length}${some}` };
      } catch (error) {
        return failed(error, options.server, signal);
      }
    },
  };
}
