import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const GUIDE = join(import.meta.dirname, '../../docs/getting-started.md');

function blocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, block]) => block ?? '',
  );
}

/**
 * The files that the guide tells a user to write, by path; the workflows call `phasegate` (`owner/name@ref`).
 *
 * @throws Error when the guide has no such files any more.
 */
export async function filesOfGuide(phasegate: string): Promise<Record<string, string>> {
  const text = await readFile(GUIDE, 'utf8');
  const [owner = '', name = '', ref = ''] = phasegate.split(/[/@]/);
  const here = (block: string): string =>
    block.replaceAll('OWNER/phasegate', `${owner}/${name}`).replaceAll('@COMMIT', `@${ref}`);
  const workflows = blocks(text, 'yaml').flatMap((block): [string, string][] => {
    const path = /^# (\.github\/workflows\/[\w-]+\.yml)$/m.exec(block)?.[1];
    return path === undefined ? [] : [[path, here(block)]];
  });
  const policy = blocks(text, 'yaml').find((block) => /^version: 1$/m.test(block));
  const [schema] = blocks(text, 'json');
  if (workflows.length === 0 || policy === undefined || schema === undefined)
    throw new Error(`${GUIDE} lost its files`);
  return {
    ...Object.fromEntries(workflows),
    'governance/policy.yaml': policy,
    'schemas/events/shop.json': schema,
  };
}
