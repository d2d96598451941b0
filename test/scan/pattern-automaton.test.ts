import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { patternAutomaton, type Automaton } from '../../src/domain/scan/pattern-automaton.js';

function accepts({ accepting, next }: Automaton, text: string): boolean {
  let state = 1;
  for (let i = 0; i < text.length; i += 1) state = next[state]?.[text.charCodeAt(i)] ?? 0;
  return accepting[state] ?? false;
}

const ascii = fc
  .array(fc.integer({ min: 0, max: 127 }), { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes));

describe('an automaton accepts the texts in which its pattern finds something', () => {
  test.each([
    '^[0-9a-f]{8,32}$',
    '^\\d{4}-\\d\\d$',
    'a',
    '^a|b$',
    '^(?:eu|us|ap)-[a-z]+-\\d$',
    '^(a|b)*c?$',
    'a.c',
    '[^a-c]$',
    '^\\w+\\s\\W?$',
    '^$',
    '',
    'x{2}',
    'x{2,}y{0,1}$',
    '^a+?b*?$',
    '^[\\d\\-_.]+$',
    '^(ab|a)(bc|c)$',
    '^é?a$',
  ])('%s', (pattern) => {
    const automaton = patternAutomaton(pattern);
    if (automaton === null) throw new Error('no automaton');
    const expression = new RegExp(pattern, 'u');
    const near = fc.string({ unit: fc.constantFrom(...'abcxyz019-_. \n:eu'), maxLength: 10 });
    fc.assert(
      fc.property(fc.oneof(ascii, near), (text) => accepts(automaton, text) === expression.test(text)),
      { numRuns: 2_000 },
    );
  });
});

test.each(['(?=a)', '(?!a)', '(a)\\1', '\\bword', '\\p{L}', '(?<name>a)', 'a{65}', '\\u0041'])(
  'what a finite automaton cannot say, or this one leaves out, has none: %s',
  (pattern) => expect(patternAutomaton(pattern)).toBeNull(),
);
