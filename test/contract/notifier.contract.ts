import { describe, expect, test } from '@jest/globals';
import type { PhasegateError } from '../../src/domain/fault.js';
import type { PlainNotice, Notifier } from '../../src/ports/notifier.js';

/** A notifier under test, what reached the channel as text, and a way to close the channel. */
export interface NotifierUnderTest {
  readonly notifier: Notifier;
  readonly received: () => string;
  readonly broken: () => Notifier;
}

const NOTICE: PlainNotice = {
  id: 'checkout/P-1/x',
  severity: 'warning',
  title: 'pay_p95 warn: 871 ms',
  body: 'first\nsecond',
};

/** What every notifier keeps to, whatever its channel. */
export function notifierContract(name: string, make: () => NotifierUnderTest): void {
  describe(`${name} keeps the notifier's contract`, () => {
    test('it has a name', () => {
      expect(make().notifier.name).not.toBe('');
    });

    test.each(['info', 'warning', 'critical'] as const)('%s: title, body and id arrive', async (severity) => {
      const { notifier, received } = make();
      await notifier.deliver({ ...NOTICE, severity });
      for (const part of [NOTICE.title, 'first', 'second', NOTICE.id]) expect(received()).toContain(part);
    });

    test('hostile text arrives as text', async () => {
      const { notifier, received } = make();
      await notifier.deliver({
        ...NOTICE,
        title: '::error::a\u202e\u001b[31m',
        body: '  ::warning::b\n##[error]c\r\n::set-env name=A::b',
      });
      expect(received()).not.toMatch(/^\s*::|##\[|[\u202e\u001b]/m);
    });

    test('a channel that takes nothing is an error that names the notice', async () => {
      const failure = make().broken().deliver(NOTICE);
      await expect(failure).rejects.toMatchObject({ code: 'io-failed' } satisfies Partial<PhasegateError>);
      await expect(failure).rejects.toThrow(NOTICE.id);
    });
  });
}
