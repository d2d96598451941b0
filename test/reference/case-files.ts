import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Policy } from '../../src/domain/policy.js';
import { compileEventSchema, type EventValidator } from '../../src/io/event-schema.js';
import { loadPolicy } from '../../src/io/policy-file.js';
import { requireKeys, type CaseFile, type EventsFile, type Expected, type Setup } from './case-format.js';

/** Where the reference policies are, each with its cases. */
export const REFERENCE = 'fixtures/reference';

/** One case with what its file sets up. */
export interface Case {
  /** As `write-success/just beyond`: file and case. */
  readonly name: string;
  readonly file: string;
  readonly shows: string;
  readonly setup: Setup;
  readonly expected: Expected;
}

export interface Reference {
  readonly name: string;
  readonly policy: Policy;
  readonly events: EventsFile;
  /** By source. */
  readonly validators: ReadonlyMap<string, EventValidator>;
  readonly cases: readonly Case[];
}

async function readYaml<T>(path: string): Promise<T> {
  return parse(await readFile(path, 'utf8')) as T;
}

function checkExpected(place: string, expected: Expected): void {
  requireKeys(`${place} expect`, expected, 'expect');
  for (const [slo, verdict] of Object.entries(expected.verdicts ?? {})) {
    if (typeof verdict === 'object') requireKeys(`${place} ${slo}`, verdict, 'verdict');
  }
}

function casesOf(file: string, content: CaseFile): Case[] {
  requireKeys(file, content, 'file');
  const { shows, cases, ...shared } = content;
  return Object.entries(cases).map(([name, one]) => {
    const place = `${file}/${name}`;
    requireKeys(place, one, 'case');
    const { expect: expected, ...own } = one;
    const setup = { ...shared, ...own, windows: [...(shared.windows ?? []), ...(own.windows ?? [])] };
    for (const span of setup.windows) requireKeys(place, span, 'span');
    checkExpected(place, expected);
    return { name: place, file, shows, setup, expected };
  });
}

async function readReference(name: string): Promise<Reference> {
  const folder = join(REFERENCE, name);
  const { policy } = await loadPolicy(join(folder, 'governance/policy.yaml'));
  const files = (await readdir(join(folder, 'cases'))).filter((file) => file.endsWith('.yaml')).sort();
  const cases = await Promise.all(
    files.map(async (file) =>
      casesOf(file.replace('.yaml', ''), await readYaml<CaseFile>(join(folder, 'cases', file))),
    ),
  );
  const validators = await Promise.all(
    policy.sources
      .filter(({ format }) => format !== 'ledger')
      .map(async (source) => {
        const path = join(folder, source.schema);
        const fromText = source.format === 'csv';
        return [source.name, await compileEventSchema(path, { fromText })] as const;
      }),
  );
  const events = await readYaml<EventsFile>(join(folder, 'events.yaml'));
  return { name, policy, events, validators: new Map(validators), cases: cases.flat() };
}

/** Every reference policy with its cases, found by walking its folder. */
export async function readReferences(): Promise<Reference[]> {
  const folders = (await readdir(REFERENCE, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  return Promise.all(
    folders
      .map(({ name }) => name)
      .sort()
      .map(readReference),
  );
}
