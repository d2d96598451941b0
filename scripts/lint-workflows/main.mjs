// `npm run lint:workflows [-- FOLDER]`: every workflow and action.yml below the folder (default: this repository) by
// actionlint, GitHub's own language service and shellcheck, and by the house rules about pins and untrusted text.
// Exit codes: 0 nothing found, 1 findings, 2 something that it needs is missing.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { actionlint } from './actionlint.mjs';
import { findSources } from './sources.mjs';
import { houseRules } from './house-rules.mjs';
import { languageService } from './language-service.mjs';
import { MissingTool, shellcheck } from './shellcheck.mjs';

const CHECKS = [actionlint, languageService, shellcheck, houseRules];

const order = (a, b) =>
  (a.path < b.path ? -1 : Number(a.path > b.path)) || a.line - b.line || a.column - b.column;

async function main(folder) {
  const root = resolve(folder ?? fileURLToPath(new URL('../..', import.meta.url)));
  const sources = await findSources(root);
  if (sources.length === 0) throw new MissingTool(`there is no workflow and no action.yml below ${root}`);
  const findings = sources.flatMap(({ faults }) => faults);
  const readable = sources.filter(({ faults }) => faults.length === 0);
  for (const check of CHECKS) findings.push(...(await check(readable, root)));
  for (const { path, line, column, rule, message } of findings.sort(order)) {
    process.stdout.write(`${path}:${line}:${column}: ${message} [${rule}]\n`);
  }
  const count = `${sources.length} workflows and actions, ${findings.length} findings`;
  process.stdout.write(`${count}\n`);
  return findings.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv[2]);
} catch (error) {
  if (!(error instanceof MissingTool)) throw error;
  process.stderr.write(`lint:workflows: ${error.message}\n`);
  process.exitCode = 2;
}
