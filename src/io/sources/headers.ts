import type { Origin } from '../../domain/source-origin.js';
import { SourceFault } from './source-fault.js';

type UrlOrigin = Extract<Origin, { kind: 'url' }>;
type Environment = Readonly<Record<string, string | undefined>>;

/** The secrets that a source's headers name, as far as the environment has them. */
export function secretsOf(origin: UrlOrigin, environment: Environment): readonly string[] {
  return Object.values(origin.headers).flatMap((value) => {
    const secret =
      'secret' in value && Object.hasOwn(environment, value.secret) ? environment[value.secret] : '';
    return secret === undefined || secret === '' ? [] : [secret];
  });
}

/** Headers as they are sent. @throws SourceFault naming a secret that is missing, or cannot be sent; never its value. */
export function headersOf(origin: UrlOrigin, environment: Environment): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': 'phasegate', accept: '*/*' };
  for (const [name, value] of Object.entries(origin.headers)) {
    if ('text' in value) {
      headers[name] = value.text;
      continue;
    }
    const secret = Object.hasOwn(environment, value.secret) ? environment[value.secret] : undefined;
    if (secret === undefined || secret === '') {
      throw new SourceFault(
        `the environment variable ${value.secret} for its header ${name} is not set; pass the secret to the step in \`env\``,
      );
    }
    if (!/^[\x20-\x7e]+$/.test(secret)) {
      throw new SourceFault(
        `the secret ${value.secret} holds a line break or another character that no header can`,
      );
    }
    headers[name] = `${value.prefix}${secret}`;
  }
  return headers;
}
