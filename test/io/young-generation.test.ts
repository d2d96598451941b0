import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import typescript from 'typescript';
import { node24, oldestNode } from '../runtimes.js';

const SOURCE = join(import.meta.dirname, '../../src/io/young-generation.ts');

function javaScriptOf(file: string): string {
  const { ES2023, ESNext } = { ES2023: typescript.ScriptTarget.ES2023, ESNext: typescript.ModuleKind.ESNext };
  const compilerOptions = { target: ES2023, module: ESNext };
  return typescript.transpileModule(readFileSync(file, 'utf8'), { compilerOptions }).outputText;
}

/** Prints the room that V8 takes for new objects, in bytes, while lists are held for a moment each. */
const PROGRAM = `${javaScriptOf(SOURCE)}
import { getHeapSpaceStatistics } from 'node:v8';
const hold = () => {
  const lists = [];
  for (let i = 0; i < 200_000; i += 1) {
    lists.push([i, {}]);
    if (lists.length > 20_000) lists.length = 0;
  }
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size;
};
growYoungGeneration(false);
const small = hold();
growYoungGeneration(true);
console.log(JSON.stringify([small, hold()]));
`;

test.each([
  ['the actions’ node', node24],
  ['the oldest node', oldestNode],
])('on %s the young generation stays small until it may grow', (_, node) => {
  const printed = execFileSync(node(), ['--input-type=module', '--eval', PROGRAM], { encoding: 'utf8' });
  const [small, grown] = JSON.parse(printed) as [number, number];
  expect(small).toBeLessThanOrEqual(4 * 1024 * 1024);
  expect(grown).toBeGreaterThan(8 * 1024 * 1024);
});
