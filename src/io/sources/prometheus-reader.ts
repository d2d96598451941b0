import { readAnswer, type AnswerRow } from '../../domain/metrics/answer.js';
import { resetsIn } from '../../domain/metrics/growth.js';
import {
  measureWindows,
  queriesOf,
  slisOf,
  type MetricAnswer,
  type MetricQuery,
} from '../../domain/metrics/measured-windows.js';
import { growthQuery, resetQuery } from '../../domain/metrics/queries.js';
import type { Source } from '../../domain/policy.js';
import type { Origin } from '../../domain/source-origin.js';
import type { MetricsReader, MetricsReading, MetricsRequest } from '../../ports/metrics.js';
import { headersOf, secretsOf } from './headers.js';
import { httpsGet } from './https-get.js';
import { SOURCE_LIMITS, type SourceLimits } from './limits.js';
import { SourceFault } from './source-fault.js';
import { wayFault } from './way-fault.js';

/** Windows that one query asks for; a server answers at most 11,000 times of a series. */
export const WINDOWS_A_QUERY = 500;

type UrlOrigin = Extract<Origin, { kind: 'url' }>;

export interface PrometheusOptions {
  /** Holds the secrets that headers name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Called with every secret before it is used, so that no log shows it. */
  readonly mask: (secret: string) => void;
  /** Called with why there is no data. */
  readonly warn: (line: string) => void;
  readonly limits?: Pick<SourceLimits, 'bytes' | 'timeMs'>;
  /** Certificates that are trusted besides the system's. */
  readonly ca?: string;
}

function endpoint(url: string): string {
  return `${url.replace(/\/+$/, '')}/api/v1/query_range`;
}

/** One source for one tick. */
class Conversation {
  readonly #origin: UrlOrigin;
  readonly #options: PrometheusOptions;
  readonly #limits: Pick<SourceLimits, 'bytes' | 'timeMs'>;
  readonly #batchMs: number;
  readonly #signal: AbortSignal;

  constructor(origin: UrlOrigin, options: PrometheusOptions, batchMs: number) {
    this.#origin = origin;
    this.#options = options;
    this.#limits = options.limits ?? SOURCE_LIMITS;
    this.#batchMs = batchMs;
    this.#signal = AbortSignal.timeout(this.#limits.timeMs);
  }

  /** What the server says of some windows, by their ends. @throws SourceFault */
  async ask({ selector, labels }: MetricQuery, ends: readonly number[]): Promise<MetricAnswer> {
    const query = { selector, labels, batchMs: this.#batchMs };
    const rows = await this.#query(growthQuery(query), ends);
    const resets = resetsIn(rows);
    const withResets = ends.filter((end) => resets.has(end));
    if (withResets.length === 0) return { rows, setBack: [] };
    const densest = Math.max(...withResets.map((end) => resets.get(end) ?? 0));
    return { rows, setBack: await this.#query(resetQuery(query, densest), withResets) };
  }

  async #query(query: string, ends: readonly number[]): Promise<readonly AnswerRow[]> {
    const seconds = (ms: number | undefined): string => String((ms ?? 0) / 1_000);
    const form = new URLSearchParams({
      query,
      start: seconds(ends[0]),
      end: seconds(ends.at(-1)),
      step: seconds(this.#batchMs),
      timeout: `${Math.ceil(this.#limits.timeMs / 1_000)}s`,
      // Thanos and VictoriaMetrics leave out what they cannot reach, unless they are told not to.
      partial_response: '0',
      deny_partial_response: '1',
    });
    const { url, private: isPrivate } = this.#origin;
    const { environment, ca } = this.#options;
    const answer = await httpsGet({
      url: endpoint(url),
      headers: { ...headersOf(this.#origin, environment), 'accept-encoding': 'identity' },
      form: form.toString(),
      private: isPrivate,
      signal: this.#signal,
      // While it computes a server sends nothing: the time for all of it is what ends it.
      idleMs: 2 * this.#limits.timeMs,
      ...(ca === undefined ? {} : { ca }),
    });
    try {
      const read = readAnswer(await this.#textOf(answer.body));
      if (answer.status === 200 && typeof read !== 'string') return read;
      const why = typeof read === 'string' ? read : 'with an answer';
      throw new SourceFault(answer.status === 200 ? why : `it was answered ${answer.status}: ${why}`);
    } catch (error) {
      // The body says only that it broke off.
      if (this.#signal.aborted) throw new SourceFault('it took too long', { cause: error });
      throw error;
    } finally {
      answer.end();
    }
  }

  async #textOf(body: AsyncIterable<Buffer>): Promise<string> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > this.#limits.bytes)
        throw new SourceFault(`its answer is longer than ${this.#limits.bytes} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}

function chunked<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  );
}

/** What servers with Prometheus' API counted in closed windows: a query for each metric, and one more where series were set back. */
export class PrometheusReader implements MetricsReader {
  readonly #options: PrometheusOptions;

  constructor(options: PrometheusOptions) {
    this.#options = options;
  }

  async read(request: MetricsRequest): Promise<MetricsReading> {
    const { source } = request;
    const { environment, mask, warn } = this.#options;
    if (source.origin?.kind !== 'url') return { events: [], isWhole: false };
    const { origin } = source;
    const secrets = secretsOf(origin, environment);
    secrets.forEach(mask);
    const say = (why: string): void => {
      // Should a server ever repeat what was sent to it, it must not reach a log.
      const safe = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), why);
      warn(`source ${source.name} has no data: ${safe}`);
    };
    try {
      const { events, faults } = await this.#measure(request, { ...source, origin });
      faults.forEach(say);
      return { events, isWhole: faults.length === 0 };
    } catch (error) {
      say(wayFault(error).message);
      return { events: [], isWhole: false };
    }
  }

  async #measure(
    { slis, batchMs, ends }: MetricsRequest,
    source: Source & { readonly origin: UrlOrigin },
  ): Promise<Omit<MetricsReading, 'isWhole'> & { readonly faults: readonly string[] }> {
    const own = slisOf(source, slis);
    const queries = new Map(own.flatMap((sli) => queriesOf(source, sli)).map((query) => [query.key, query]));
    const conversation = new Conversation(source.origin, this.#options, batchMs);
    const parts = [];
    for (const some of chunked(ends, WINDOWS_A_QUERY)) {
      const answers = new Map<string, MetricAnswer>();
      for (const [key, query] of queries) answers.set(key, await conversation.ask(query, some));
      parts.push(measureWindows(source, { slis: own, ends: some }, answers));
    }
    return { events: parts.flatMap(({ events }) => events), faults: parts.flatMap(({ faults }) => faults) };
  }
}
