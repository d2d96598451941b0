// `npm run docs`: writes each action's README from its action.yml, so that inputs and outputs are told once.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What action.yml cannot say: permissions with their reasons, and a step as the workflows of this repository have it. */
const NOTES = {
  'action-collect': {
    permissions: { 'contents: read': 'checkout, and the ledger on the governance branch' },
    usage: { 'cache-key': 'phasegate-collect' },
  },
  'action-analyze': {
    permissions: { 'contents: read': 'checkout, and the ledger on the governance branch' },
    usage: { batches: 'batches', 'cache-key': 'phasegate-analyze' },
  },
  'action-report': {
    permissions: { 'contents: read': 'checkout: the policy and your templates' },
    usage: { analysis: 'analysis/analysis.json' },
  },
  'action-rollback': {
    permissions: {
      'contents: write': 'one commit on the governance branch; `status` and `verify` only read',
    },
    usage: { operation: 'promote', analysis: 'analysis/analysis.json', reason: '${{ inputs.reason }}' },
  },
};

const cell = (text) =>
  String(text ?? '')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ');
const code = (text) => (text === undefined || text === '' ? '' : `\`${cell(text)}\``);

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The README of an action, as Markdown that is not formatted yet. */
export function readmeOf(name, text) {
  const { description, inputs = {}, outputs = {} } = parse(text);
  const { permissions, usage } = NOTES[name];
  const given = Object.entries(usage).map(([key, value]) => `    ${key}: ${value}`);
  return `# ${name}

${description}.

<!-- Written by \`npm run docs\` from action.yml; change it there. -->

## Requirements

${table(
  ['Permission', 'What for'],
  Object.entries(permissions).map(([key, why]) => [code(key), why]),
)}

Runs on \`node24\`. A policy at \`governance/policy.yaml\` ([its schema](../schemas/policy.schema.json)).

## Usage

The whole pipeline is in [\`rollout.yml\`](../.github/workflows/rollout.yml) and [\`rollback.yml\`](../.github/workflows/rollback.yml).

\`\`\`yaml
- uses: $/${name} # on GitHub Enterprise Server: ./${name}, behind a checkout of this repository
  with:
${given.join('\n')}
\`\`\`

## Inputs

${table(
  ['Input', 'What it is', 'Default'],
  Object.entries(inputs).map(([key, one]) => [code(key), cell(one.description), code(one.default)]),
)}

## Outputs

${table(
  ['Output', 'What it is'],
  Object.entries(outputs).map(([key, one]) => [code(key), cell(one.description)]),
)}
`;
}

/** Paths of the READMEs with what they should hold, formatted. */
export async function actionReadmes() {
  const { format, resolveConfig } = await import('prettier');
  const options = { ...(await resolveConfig(join(root, 'README.md'))), parser: 'markdown' };
  const names = readdirSync(root).filter((name) => Object.hasOwn(NOTES, name));
  return Promise.all(
    names.sort().map(async (name) => {
      const text = readmeOf(name, readFileSync(join(root, name, 'action.yml'), 'utf8'));
      return { path: join(root, name, 'README.md'), text: await format(text, options) };
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { path, text } of await actionReadmes()) writeFileSync(path, text);
}
