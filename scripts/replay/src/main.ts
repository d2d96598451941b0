import { PhasegateError } from '../../../src/domain/fault.js';
import { writeFileAtomic } from '../../../src/io/files.js';
import { withoutCommands } from '../../../src/render/escape.js';
import { readCommand, type Command } from './command.js';
import { HELP } from './help.js';
import { replay } from './run.js';

const EXIT = { ok: 0, different: 1, wrong: 2 } as const;

async function execute(command: Command): Promise<number> {
  const { lines, markdown, json, ok } = await replay(command);
  for (const line of lines) process.stdout.write(`${withoutCommands(line)}\n`);
  if (command.markdown !== null) await writeFileAtomic(command.markdown, markdown);
  if (command.json !== null) await writeFileAtomic(command.json, json);
  return ok ? EXIT.ok : EXIT.different;
}

async function main(): Promise<number> {
  try {
    const command = readCommand(process.argv.slice(2));
    if (command !== null) return await execute(command);
    process.stdout.write(HELP);
    return EXIT.ok;
  } catch (error) {
    const isOurs = error instanceof PhasegateError;
    const message =
      error instanceof Error ? (isOurs ? error.message : (error.stack ?? error.message)) : String(error);
    process.stderr.write(`${message}\n`);
    const isUsage = isOurs && (error.code === 'bad-input' || error.code === 'bad-policy');
    return isUsage ? EXIT.wrong : EXIT.different;
  }
}

process.exitCode = await main();
