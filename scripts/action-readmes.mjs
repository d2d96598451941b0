// `npm run docs`: writes each action's README from its action.yml, so that inputs and outputs are told once.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What action.yml cannot say: permissions with their reasons, and a step as the workflows of this repository have it. */
const NOTES = {
  'action-collect': {
    permissions: {
      'contents: read': 'checkout, and the ledger on the governance branch',
      'actions: read': 'a state that the cache lost, and telemetry, from artifacts',
      'issues: read': 'where the policy has a source of incidents',
    },
    usage: { 'cache-key': 'phasegate', 'github-token': '${{ github.token }}' },
  },
  'action-analyze': {
    permissions: {
      'contents: read': 'checkout, and the ledger on the governance branch',
      'actions: read': 'a history that the cache lost, and batches that were missed, from artifacts',
    },
    usage: { batches: 'batches', 'cache-key': 'phasegate', 'github-token': '${{ github.token }}' },
  },
  'action-report': {
    permissions: {
      'contents: read': 'checkout: the policy and your templates',
      'issues: write': 'incidents, where `github-token` is given',
      'actions: read': 'an outbox that the cache lost, from artifacts; the job `liveness`',
    },
    usage: { analysis: 'out/analysis.json', 'github-token': '${{ github.token }}' },
    notes:
      'Texts are rendered from the templates below `templates/` of your repository where it has them, else from those that come with the action.',
  },
  'action-rollback': {
    permissions: {
      'contents: write':
        'one commit on the governance branch; `status`, `stabilising` and `verify` only read',
      'actions: write':
        'starting the workflows that the policy names; `read` is enough for `approvals-from: run`',
      'issues: write': 'the incident of flags that did not follow, or of a record that does not hold',
    },
    usage: {
      operation: 'promote',
      analysis: 'out/analysis.json',
      reason: '${{ inputs.reason }}',
      'github-token': '${{ github.token }}',
    },
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
  const { permissions, usage, notes } = NOTES[name];
  const given = Object.entries(usage).map(([key, value]) => `    ${key}: ${value}`);
  return `# ${name}

${description}.

<!-- Written by \`npm run docs\` from action.yml; change it there. -->

## Requirements

${table(
  ['Permission', 'What for'],
  Object.entries(permissions).map(([key, why]) => [code(key), why]),
)}

Runs on \`node24\`. A policy at \`governance/policy.yaml\` ([its schema](../schemas/policy.schema.json)).${notes === undefined ? '' : ` ${notes}`}

## Usage

Most people call the whole pipeline, [\`rollout.yml\`](../.github/workflows/rollout.yml) and [\`rollback.yml\`](../.github/workflows/rollback.yml): see
[Getting started](../docs/getting-started.md). A step of your own:

\`\`\`yaml
- uses: OWNER/phasegate/${name}@COMMIT # this repository, at a full commit id
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
