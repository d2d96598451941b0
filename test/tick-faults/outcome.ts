import { readMarker } from '../../src/domain/incident-marker.js';
import { sha256 } from '../../src/domain/digest.js';
import { canonicalJson, type Json } from '../../src/domain/canonical-json.js';
import type { GithubApi } from '../../src/ports/github.js';
import type { Files } from '../../src/ports/stage-state.js';
import { recordOf, textIn } from './decisions.js';
import type { Story } from './story.js';

/** What a world holds, the same for worlds in which the same came about. */
export interface Outcome {
  /** The decisions: what, from where, where to, and when. */
  readonly entries: readonly string[];
  /** What is wrong with the record. */
  readonly findings: readonly unknown[];
  /** Incidents: title, state, and when it was opened, acknowledged and resolved. */
  readonly incidents: readonly string[];
  readonly notices: readonly string[];
  /** As the cache holds it; null: nothing is cached. */
  readonly history: string | null;
  readonly analysis: string | null;
  /** Of everything that a later tick can come across. */
  readonly digest: string;
}

interface Issue {
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly body: string;
  readonly comments: number;
  readonly labels: readonly { readonly name: string }[];
}

function timesOf(body: string, repository: string): string {
  const reading = readMarker(body, { repository, seal: null });
  if (reading.kind !== 'state') return 'without a marker';
  const { opened, acknowledged, resolved, escalated, rows } = reading.state;
  return canonicalJson({
    opened,
    acknowledged: acknowledged?.seen ?? null,
    resolved: resolved?.at ?? null,
    escalated,
    rows: rows.length,
  });
}

async function issuesOf(api: GithubApi): Promise<readonly Issue[]> {
  const query = { state: 'all', per_page: 100, direction: 'asc' };
  const { body } = await api.call({ method: 'GET', path: 'issues', query, permission: 'issues: read' });
  return body as Issue[];
}

const digestOf = (files: Files): Json =>
  Object.fromEntries([...files].sort().map(([path, bytes]) => [path, sha256(bytes)]));

export async function outcomeOf(world: {
  readonly story: Story;
  readonly api: GithubApi;
  readonly cache: ReadonlyMap<string, Files>;
  readonly uploads: readonly { readonly name: string; readonly number: number; readonly files: Files }[];
  readonly analysis: Files;
  readonly notices: ReadonlySet<string>;
}): Promise<Outcome> {
  const { api, cache, uploads, analysis } = world;
  const { head, entries, findings } = await recordOf(world);
  const issues = await issuesOf(api);
  const notices = [...world.notices].sort();
  const all: Json = {
    head,
    notices,
    issues: issues.map(({ number, title, state, body, comments, labels }) => ({
      ...{ number, title, state, comments, labels: labels.map(({ name }) => name) },
      body: body.replace(/octo\/shop-\d+/g, 'octo/shop'),
    })),
    cache: [...cache].sort().map(([stage, files]) => [stage, digestOf(files)]),
    uploads: uploads.map(({ name, number, files }) => [name, number, digestOf(files)]),
  };
  return {
    entries: entries.map(({ action, from, to, at }) => `${at} ${action} ${from} ${to}`),
    findings,
    incidents: issues.map(
      ({ title, state, body, comments }) => `${title} ${state} ${comments} ${timesOf(body, api.repository)}`,
    ),
    notices,
    history: textIn(cache.get('analyze') ?? new Map(), 'history.json'),
    analysis: textIn(analysis, 'analysis.json'),
    digest: sha256(canonicalJson(all)),
  };
}
