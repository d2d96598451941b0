import * as core from '@actions/core';
import { appendFile, readFile } from 'node:fs/promises';
import { PhasegateError } from '../../../src/domain/fault.js';
import { writeFileAtomic } from '../../../src/io/files.js';
import { oneLine } from '../../../src/render/escape.js';
import { annotate } from './annotate.js';
import { HELP, readCommand, type Command } from './arguments.js';
import { check, faultsOf, isPassed } from './check.js';
import { postComment, pullRequestOf } from './comment.js';
import { baseState, folderState } from './files.js';
import { commentMarkdown, reportMarkdown, summaryMarkdown } from './report.js';

const EXIT = { passed: 0, failed: 1, wrong: 2 } as const;
const isOnActions = process.env['GITHUB_ACTIONS'] === 'true';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function textOf(file: string, option: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new PhasegateError('bad-input', `${option}: cannot read ${file}: ${(cause as Error).message}`, {
      cause,
    });
  }
}

async function runCheck(command: Extract<Command, { kind: 'check' }>): Promise<number> {
  const { roots, summary, comment } = command;
  const replay = command.replay === null ? null : await textOf(command.replay, '--replay');
  const head = await folderState(command.head, roots);
  const base = await baseState(command.base, command.head, roots);
  const result = await check(base, head);
  const report = reportMarkdown(result, replay);
  annotate(faultsOf(result), isOnActions);
  if (summary !== null) await appendFile(summary, summaryMarkdown(report));
  if (comment !== null) await writeFileAtomic(comment, commentMarkdown(report));
  const { schemas, policies, templates } = result;
  const seen =
    templates.length === 0
      ? `${schemas.length} schemas and ${policies.length} policies`
      : `${schemas.length} schemas, ${policies.length} policies and ${templates.length} templates`;
  say(isPassed(result) ? `${seen}: passed` : `${seen}: failed`);
  return isPassed(result) ? EXIT.passed : EXIT.failed;
}

async function runPost({ file, pullRequest }: Extract<Command, { kind: 'post' }>): Promise<number> {
  const body = await textOf(file, '--post');
  const posted = await postComment(pullRequestOf(process.env, pullRequest), body);
  switch (posted) {
    case 'denied':
      core.warning(
        'No comment is posted: the token may not write to pull requests. The job summary has the report.',
      );
      break;
    case 'created':
    case 'changed':
    case 'unchanged':
      say(`the comment on #${pullRequest} is ${posted}`);
  }
  return EXIT.passed;
}

async function main(): Promise<number> {
  try {
    const command = readCommand(process.argv.slice(2));
    switch (command.kind) {
      case 'help':
        process.stdout.write(HELP);
        return EXIT.passed;
      case 'check':
        return await runCheck(command);
      case 'post':
        return await runPost(command);
    }
  } catch (error) {
    const isOurs = error instanceof PhasegateError;
    const text =
      error instanceof Error ? (isOurs ? error.message : (error.stack ?? error.message)) : String(error);
    if (isOnActions) core.error(oneLine(text, 4_000));
    else process.stderr.write(`${text}\n`);
    return EXIT.wrong;
  }
}

process.exitCode = await main();
