import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { SourceFault } from './source-fault.js';
import { wayFault } from './way-fault.js';

const MAX_WAITING_CHUNKS = 4;

export interface HttpsAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /**
   * The body, once. Where it breaks off this throws, after it has given all that came: a stream's own iterator would drop what
   * it had buffered by then.
   *
   * @throws SourceFault
   */
  readonly body: AsyncIterable<Buffer>;
  /** Ends it, whatever is left of it. */
  readonly end: () => void;
}

/** The body of a message that has just come. Listening begins at once, so that nothing of it is missed. */
function bodyOf(message: IncomingMessage): AsyncIterable<Buffer> {
  const chunks: Buffer[] = [];
  const state: { failure: SourceFault | null; isOver: boolean } = { failure: null, isOver: false };
  let wake = (): void => undefined;
  const finish = (failure: SourceFault | null): void => {
    if (!state.isOver) state.failure = failure;
    state.isOver = true;
    wake();
  };
  message.on('end', () => finish(null));
  message.on('error', (error) => finish(wayFault(error)));
  message.on('close', () => finish(new SourceFault('the connection was closed')));
  message.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    if (chunks.length > MAX_WAITING_CHUNKS) message.pause();
    wake();
  });
  return {
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const chunk = chunks.shift();
        if (chunk !== undefined) {
          yield chunk;
        } else if (state.isOver) {
          if (state.failure !== null) throw state.failure;
          return;
        } else {
          const woken = new Promise<void>((resolve) => (wake = resolve));
          message.resume();
          await woken;
        }
      }
    },
  };
}

export function answerOf(message: IncomingMessage): HttpsAnswer {
  return {
    status: message.statusCode ?? 0,
    headers: message.headers,
    body: bodyOf(message),
    end: () => void message.destroy(),
  };
}
