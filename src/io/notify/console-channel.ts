import type { Channel } from '../../ports/notifier.js';
import { consoleNotifier, type LogWriter } from '../console-notifier.js';

/** The run's log. */
export function consoleChannel(name: string, log: LogWriter): Channel {
  const notifier = consoleNotifier(log);
  return {
    name,
    async send({ notice, text }) {
      const { id, severity } = notice;
      await notifier.deliver({ id, severity, title: text.title, body: text.text });
      return { kind: 'delivered', detail: 'written' };
    },
  };
}
