import type { Server } from 'node:http';

/**
 * Lets a test's server keep connections that nobody uses. Node's 5 s may be over, unseen, when the test has held the thread,
 * with git for instance: its next request would meet a closed connection.
 */
export function keepConnections(server: Server): void {
  server.keepAliveTimeout = 0;
}
