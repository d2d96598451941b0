import { beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

interface Case {
  readonly name: string;
  /** A file of the layer; its text is taken to be the snippet. */
  readonly file: string;
  readonly code: string;
  /** The rule that the snippet breaks; null for a clean one. */
  readonly breaks: string | null;
}

const IMPORTS = 'no-restricted-imports';
const GLOBALS = 'no-restricted-globals';
const SYNTAX = 'no-restricted-syntax';
const DOMAIN = 'src/domain/time.ts';
const RULE = 'src/domain/rules/bound.ts';
const DATASET = 'src/domain/observability/datasets/turnover.ts';
const RENDER = 'src/render/escape.ts';
const PORT = 'src/ports/notifier.ts';
const IO = 'src/io/files.ts';
const STAGE = 'action-collect/src/collect.ts';
const MAIN = 'action-collect/src/main.ts';
const STAGE_FOLDER = 'action-report/src/jobs/chain.ts';

const uses = (from: string, name = 'x'): string =>
  `import { ${name} } from '${from}';\nexport const y: unknown = ${name};\n`;

const CASES: readonly Case[] = [
  {
    name: 'a folder of a stage may import the stage',
    file: STAGE_FOLDER,
    code: uses('../outputs.js', 'mergeOutputs'),
    breaks: null,
  },
  {
    name: 'a folder of a stage may import ports',
    file: STAGE_FOLDER,
    code: uses('../../../src/ports/job.js', 'Job'),
    breaks: null,
  },
  {
    name: 'a folder of a stage imports no io',
    file: STAGE_FOLDER,
    code: uses('../../../src/io/files.js'),
    breaks: IMPORTS,
  },
  {
    name: 'a folder of a stage does not climb out of it',
    file: STAGE_FOLDER,
    code: uses('../../scripts/x.js'),
    breaks: IMPORTS,
  },
  {
    name: 'a folder of a stage imports no other stage',
    file: STAGE_FOLDER,
    code: uses('../../../action-collect/src/tick.js'),
    breaks: IMPORTS,
  },
  { name: 'domain may import domain', file: DOMAIN, code: uses('./digest.js', 'sha256'), breaks: null },
  {
    name: 'domain may import createHash',
    file: DOMAIN,
    code: uses('node:crypto', 'createHash'),
    breaks: null,
  },
  {
    name: 'domain may make a date of a time',
    file: DOMAIN,
    code: 'export const f = (ms: number): string => new Date(ms).toISOString();\n',
    breaks: null,
  },
  {
    name: 'a folder of the domain may import the domain',
    file: RULE,
    code: uses('../digest.js', 'sha256'),
    breaks: null,
  },
  {
    name: 'a folder of the domain may not climb out of it',
    file: RULE,
    code: uses('../../io/files.js', 'writeFileAtomic'),
    breaks: IMPORTS,
  },
  {
    name: 'a folder of the domain may not import the disk',
    file: RULE,
    code: uses('node:fs', 'readFileSync'),
    breaks: IMPORTS,
  },
  {
    name: 'a folder two levels down may import the domain',
    file: DATASET,
    code: uses('../../digest.js', 'sha256'),
    breaks: null,
  },
  {
    name: 'a folder two levels down may not climb out of it',
    file: DATASET,
    code: uses('../../../io/files.js', 'writeFileAtomic'),
    breaks: IMPORTS,
  },
  {
    name: 'domain may not import chance',
    file: DOMAIN,
    code: uses('node:crypto', 'randomBytes'),
    breaks: IMPORTS,
  },
  {
    name: 'domain may not import all of crypto',
    file: DOMAIN,
    code: "import * as c from 'node:crypto';\nexport const y: unknown = c;\n",
    breaks: IMPORTS,
  },
  {
    name: 'domain may not import the disk',
    file: DOMAIN,
    code: uses('node:fs', 'readFileSync'),
    breaks: IMPORTS,
  },
  { name: 'domain may not import a package', file: DOMAIN, code: uses('yaml', 'parse'), breaks: IMPORTS },
  {
    name: 'domain may not import render',
    file: DOMAIN,
    code: uses('../render/escape.js', 'oneLine'),
    breaks: IMPORTS,
  },
  {
    name: 'domain may not import io, even types',
    file: DOMAIN,
    code: "import type { Locked } from '../io/state-lock.js';\nexport type Y = Locked<string>;\n",
    breaks: IMPORTS,
  },
  {
    name: 'domain may not climb out behind ./',
    file: DOMAIN,
    code: uses('./sub/../../io/files.js', 'writeFileAtomic'),
    breaks: IMPORTS,
  },
  {
    name: 'domain may not re-export io',
    file: DOMAIN,
    code: "export { writeFileAtomic } from '../io/files.js';\n",
    breaks: IMPORTS,
  },
  {
    name: 'domain may not import on demand',
    file: DOMAIN,
    code: "export const y = (): Promise<unknown> => import('yaml');\n",
    breaks: SYNTAX,
  },
  {
    name: 'domain may not read the clock by Date.now',
    file: DOMAIN,
    code: 'export const y = Date.now();\n',
    breaks: SYNTAX,
  },
  {
    name: 'domain may not read the clock by new Date()',
    file: DOMAIN,
    code: 'export const y = new Date();\n',
    breaks: SYNTAX,
  },
  {
    name: 'domain may not read the environment',
    file: DOMAIN,
    code: "export const y = process.env['X'];\n",
    breaks: GLOBALS,
  },
  {
    name: 'domain may not use chance',
    file: DOMAIN,
    code: 'export const y = Math.random();\n',
    breaks: SYNTAX,
  },
  {
    name: 'domain may not sort by locale',
    file: DOMAIN,
    code: "export const y = 'a'.localeCompare('b');\n",
    breaks: SYNTAX,
  },
  { name: 'domain may not print', file: DOMAIN, code: "console.log('x');\n", breaks: GLOBALS },
  {
    name: 'render may import domain',
    file: RENDER,
    code: uses('../domain/digest.js', 'sha256'),
    breaks: null,
  },
  {
    name: 'render may not import io',
    file: RENDER,
    code: uses('../io/files.js', 'writeFileAtomic'),
    breaks: IMPORTS,
  },
  {
    name: 'render may not read the clock',
    file: RENDER,
    code: 'export const y = Date.now();\n',
    breaks: SYNTAX,
  },
  {
    name: 'a port may not import io',
    file: PORT,
    code: uses('../io/files.js', 'writeFileAtomic'),
    breaks: IMPORTS,
  },
  {
    name: 'io may import the disk and domain',
    file: IO,
    code: `${uses('../domain/digest.js', 'sha256')}export { readFile } from 'node:fs/promises';\n`,
    breaks: null,
  },
  {
    name: 'io may not import a stage',
    file: IO,
    code: uses('../../action-collect/src/collect.js', 'collect'),
    breaks: IMPORTS,
  },
  {
    name: 'a stage may import domain and itself',
    file: STAGE,
    code: "export { sha256 } from '../../src/domain/digest.js';\nexport { intake } from './intake.js';\n",
    breaks: null,
  },
  {
    name: 'a stage may not import io',
    file: STAGE,
    code: uses('../../src/io/files.js', 'writeFileAtomic'),
    breaks: IMPORTS,
  },
  {
    name: 'a stage may not import the disk',
    file: STAGE,
    code: uses('node:fs/promises', 'readFile'),
    breaks: IMPORTS,
  },
  {
    name: 'a stage may not import the toolkit',
    file: STAGE,
    code: uses('@actions/core', 'info'),
    breaks: IMPORTS,
  },
  {
    name: 'a stage may not import another stage',
    file: STAGE,
    code: uses('../../action-report/src/deliver.js', 'deliver'),
    breaks: IMPORTS,
  },
  {
    name: 'main may import io and the toolkit',
    file: MAIN,
    code: `${uses('@actions/core', 'info')}export { writeFileAtomic } from '../../src/io/files.js';\n`,
    breaks: null,
  },
  {
    name: 'main may not import another stage',
    file: MAIN,
    code: uses('../../action-report/src/main.js', 'main'),
    breaks: IMPORTS,
  },
];

describe('the dependency rule, as the linter enforces it', () => {
  let answers: readonly (readonly string[])[] = [];

  beforeAll(() => {
    const options = {
      cwd: join(import.meta.dirname, '../..'),
      input: JSON.stringify(CASES),
      encoding: 'utf8',
    } as const;
    const output = execFileSync(process.execPath, ['test/house/lint-snippets.mjs'], options);
    answers = JSON.parse(output) as string[][];
  }, 60_000);

  test.each(CASES.map((one, index) => ({ ...one, index })))('$name', ({ index, breaks }) => {
    const rules = [IMPORTS, GLOBALS, SYNTAX];
    // Without types a snippet may break rules about them; here only the dependency rule counts.
    const broken = new Set(
      (answers[index] ?? ['no answer']).filter((rule) => rules.includes(rule) || rule === 'no answer'),
    );
    expect([...broken]).toEqual(breaks === null ? [] : [breaks]);
  });

  test('a promise left floating, an unhandled case and `any` are errors', () => {
    const code = [
      'export function f(work: () => Promise<void>, kind: "a" | "b", x: any): number {',
      '  work();',
      '  switch (kind) { case "a": return 1; }',
      '  return Number(x);',
      '}',
    ].join('\n');
    const options = {
      cwd: join(import.meta.dirname, '../..'),
      input: JSON.stringify([{ file: DOMAIN, code }]),
      encoding: 'utf8',
    } as const;
    const [rules] = JSON.parse(
      execFileSync(process.execPath, ['test/house/lint-snippets.mjs'], options),
    ) as string[][];
    expect(rules).toEqual(
      expect.arrayContaining([
        '@typescript-eslint/no-floating-promises',
        '@typescript-eslint/switch-exhaustiveness-check',
        '@typescript-eslint/no-explicit-any',
      ]),
    );
  }, 60_000);
});
