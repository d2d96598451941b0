import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Upper ends of the histogram's buckets, in seconds. */
export const BUCKETS = [0.1, 0.25, 0.5, 1, 2.5];

/** A service that counts its work as a client library of Prometheus does, and is scraped on loopback. */
export class Target {
  readonly #server: Server;
  #counts: Record<string, number> = {};
  #seconds: number[] = [];
  #scraped: (() => void)[] = [];

  constructor() {
    this.restart();
    this.#server = createServer((_, response) => {
      response.end(this.#text());
      const waiting = this.#scraped;
      this.#scraped = [];
      response.on('finish', () => waiting.forEach((wake) => wake()));
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Requests, so many of which failed, and how long each took. */
  work({ failed, seconds }: { readonly failed: number; readonly seconds: readonly number[] }): void {
    this.#counts['200'] = (this.#counts['200'] ?? 0) + seconds.length - failed;
    this.#counts['500'] = (this.#counts['500'] ?? 0) + failed;
    this.#seconds.push(...seconds);
  }

  /** What a new process knows: nothing. */
  restart(): void {
    this.#counts = { '200': 0, '500': 0 };
    this.#seconds = [];
  }

  /** Resolves when what was counted by now has been scraped. */
  async scraped(): Promise<void> {
    // A scrape that is under way may have been answered before.
    for (let i = 0; i < 2; i += 1) await new Promise<void>((done) => this.#scraped.push(done));
  }

  #text(): string {
    const codes = Object.entries(this.#counts).map(([code, n]) => `requests_total{code="${code}"} ${n}`);
    const below = (end: number): number => this.#seconds.filter((one) => one <= end).length;
    const buckets = [...BUCKETS, Infinity].map(
      (end) => `seconds_bucket{le="${end === Infinity ? '+Inf' : end}"} ${below(end)}`,
    );
    const sum = this.#seconds.reduce((all, one) => all + one, 0);
    return [
      '# TYPE requests_total counter',
      ...codes,
      '# TYPE seconds histogram',
      ...buckets,
      `seconds_sum ${sum}`,
      `seconds_count ${this.#seconds.length}`,
      '',
    ].join('\n');
  }
}
