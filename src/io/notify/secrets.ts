export type Environment = Readonly<Record<string, string | undefined>>;

/** A secret that is missing or cannot be used. The text says what to do, and not the secret. */
export class SecretFault extends Error {}

/** The value of a secret. @throws SecretFault where it is not set. */
export function secret(environment: Environment, name: string): string {
  const value = Object.hasOwn(environment, name) ? environment[name]?.trim() : undefined;
  if (value === undefined || value === '')
    throw new SecretFault(
      `the environment variable ${name} is not set; pass the secret to the step in \`env\``,
    );
  return value;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * An address is a secret as a whole, and what is sent there is encrypted; only this machine itself needs no TLS.
 *
 * @throws SecretFault where it is not set, no address, or not encrypted.
 */
export function secretUrl(environment: Environment, name: string): string {
  const value = secret(environment, name);
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new SecretFault(`the secret ${name} is no address; give the whole one, beginning with https://`);
  if (url.protocol === 'http:' && !LOOPBACK.includes(url.hostname))
    throw new SecretFault(`the address in the secret ${name} is not encrypted; use https`);
  return url.href;
}
