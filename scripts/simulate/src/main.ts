import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFileAtomic } from '../../../src/io/files.js';
import { TRAFFIC } from './bounds.js';
import { charts } from './charts.js';
import { decisionQuality, Results } from './document.js';
import { experiment } from './experiment.js';
import { POLICIES } from './policies.js';
import { SERVICES } from './services.js';

const HELP = `npm run simulate [-- --runs N] [--output FOLDER]
Tries the rules on simulated services and writes decision-quality.md and plots/*.svg into the folder (default docs).
Runs for each service and level of traffic: 400 by default, which takes some minutes. The figures depend on nothing else.
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '400' },
      output: { type: 'string', default: 'docs' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const runs = Number(values.runs);
  if (!Number.isSafeInteger(runs) || runs < 1)
    throw new RangeError(`--runs is ${JSON.stringify(values.runs)}; write a whole number from 1`);
  const outcomes = SERVICES.flatMap((service) => {
    process.stderr.write(`${service.id}\n`);
    return TRAFFIC.flatMap((n) => experiment({ service, policies: POLICIES, n, runs }));
  });
  const results = new Results(outcomes);
  mkdirSync(join(values.output, 'plots'), { recursive: true });
  await writeFileAtomic(join(values.output, 'decision-quality.md'), decisionQuality(results, runs));
  for (const [name, text] of Object.entries(charts(results)))
    await writeFileAtomic(join(values.output, 'plots', name), text);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
