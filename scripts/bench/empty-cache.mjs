import { createServer } from 'node:http';

/** Enough of a token for the cache client, which reads its scope and checks no signature. */
const TOKEN = ['{"alg":"none"}', '{"scp":"Actions.Results:1:1"}', '']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

/**
 * A cache service on loopback that never has an entry, so that a client is loaded, asks once and goes on. Without one the
 * client waits for several seconds.
 */
export async function startEmptyCache() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ok: false, signed_download_url: '', matched_key: '' }));
    });
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    environment: {
      ACTIONS_CACHE_SERVICE_V2: 'true',
      ACTIONS_RESULTS_URL: `http://127.0.0.1:${server.address().port}/`,
      ACTIONS_RUNTIME_TOKEN: TOKEN,
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
