import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseChecklist, sectionsNamed } from '../../src/domain/checklist.js';
import { CHECKLIST_FILE, checklistConditions } from '../../src/domain/promotion-checklist.js';

const SIGNED = 'Signed: QA, Mika, 2026-03-02';

function condition(text: string | null, signedBy: readonly string[] = []) {
  const [one] = checklistConditions([{ heading: 'before', signedBy }], text);
  return one;
}

describe('a section of the checklist', () => {
  test.each([
    {
      name: 'complete and signed',
      text: `## Before\n- [x] a\n- [X] b\n${SIGNED}\n`,
      said: '2 of 2 tasks done, signed by Mika (QA) on 2026-03-02',
    },
    {
      name: 'nested tasks count too',
      text: `# before\n- [x] a\n  1. [x] b\n\t* [x] c\n\n${SIGNED}`,
      said: '3 of 3 tasks done, signed',
    },
    {
      name: 'of a heading below it',
      text: `# before\n## sub\n- [x] a\n${SIGNED}\n# next\n- [ ] b`,
      said: '1 of 1 task done',
    },
    {
      name: 'written on another system',
      text: `\ufeff## before ##\r\n+ [x] a\r\n- signed: QA, Mika, 2026-03-02\r\n`,
      said: '1 of 1 task done',
    },
    {
      name: 'what is in a code block or comment is none of it',
      text: `## before\n- [x] a\n\`\`\`\n- [ ] b\n# x\n\`\`\`\n<!--\n- [ ] c\n-->\n${SIGNED}`,
      said: '1 of 1 task done',
    },
    {
      name: 'a list of links is none',
      text: `## before\n- [x] a\n- [b](c)\n- [ab][c]\n${SIGNED}`,
      said: '1 of 1 task done',
    },
  ])('met: $name', ({ text, said }) => {
    const found = condition(text);
    expect(found).toMatchObject({ name: 'checklist "before"', met: true, since: '2026-03-02T00:00:00Z' });
    expect(found?.evidence).toContain(said);
  });

  test.each([
    { name: 'there is no file', text: null, said: `there is no ${CHECKLIST_FILE}` },
    { name: 'an empty file', text: '', said: 'has no such heading' },
    { name: 'another heading', text: `## after\n- [x] a\n${SIGNED}`, said: 'has no such heading' },
    {
      name: 'the heading twice',
      text: `## before\n- [x] a\n## Before\n${SIGNED}`,
      said: 'the heading twice, in lines 1 and 3',
    },
    { name: 'no task', text: `## before\n${SIGNED}`, said: 'there is no task below line 1' },
    {
      name: 'one open',
      text: `## before\n- [x] a\n- [ ] b\n${SIGNED}`,
      said: '1 of 2 tasks done; line 3 is open: b',
    },
    {
      name: 'a nested one open',
      text: `## before\n- [x] a\n  - [ ] b\n${SIGNED}`,
      said: 'line 3 is open: b',
    },
    {
      name: 'nobody has signed',
      text: '## before\n- [x] a',
      said: '1 of 1 task done, and nobody has signed',
    },
    {
      name: 'signed below the next heading',
      text: `## before\n- [x] a\n## after\n${SIGNED}`,
      said: 'nobody has signed',
    },
    {
      name: 'another mark',
      text: `## before\n- [x] a\n- [y] b\n${SIGNED}`,
      said: `line 3 of ${CHECKLIST_FILE}: a task is written`,
    },
    { name: 'no space before the box', text: `## before\n-[x] a\n${SIGNED}`, said: 'line 2' },
    { name: 'an empty box', text: `## before\n- [] a\n${SIGNED}`, said: 'line 2' },
    { name: 'a task without text', text: `## before\n- [x]\n${SIGNED}`, said: 'line 2' },
    { name: 'a signature without a date', text: '## before\n- [x] a\nSigned: QA, Mika', said: 'line 3' },
    {
      name: 'a day that does not exist',
      text: '## before\n- [x] a\nSigned: QA, Mika, 2026-02-30',
      said: 'line 3',
    },
    {
      name: 'a signature without a name',
      text: '## before\n- [x] a\nSigned: QA, , 2026-03-02',
      said: 'line 3',
    },
  ])('not met: $name', ({ text, said }) => {
    const found = condition(text);
    expect(found).toMatchObject({ met: false, since: null });
    expect(found?.evidence).toContain(said);
  });

  const ROLES = ['qa', 'Release Eng.'];
  const done = '## before\n- [x] a\n';

  test.each([
    {
      name: 'each role, and one more',
      signed: ['Release Eng., Ada, 2026-03-04', 'QA, Mika, 2026-03-02', 'dev, Kim, 2026-03-09'],
      since: '2026-03-04T00:00:00Z',
    },
    {
      name: 'a role that signed again later had signed before',
      signed: ['qa, Mika, 2026-03-05', 'RELEASE ENG., Ada, 2026-03-03', 'qa, Noor, 2026-03-02'],
      since: '2026-03-03T00:00:00Z',
    },
  ])('signed by the roles that must: $name', ({ signed, since }) => {
    const text = done + signed.map((one) => `Signed: ${one}\n`).join('');
    expect(condition(text, ROLES)).toMatchObject({ met: true, since });
  });

  test.each([
    {
      name: 'by nobody',
      signed: [],
      said: 'not signed by qa, Release Eng.; add `Signed: qa, <name>, <YYYY-MM-DD>` for each',
    },
    {
      name: 'by one of two',
      signed: ['QA, Mika, 2026-03-02'],
      said: '1 of 1 task done, and not signed by Release Eng.; add `Signed: Release Eng., <name>, <YYYY-MM-DD>`',
    },
    {
      name: 'by other roles',
      signed: ['qa lead, Mika, 2026-03-02', 'Release Eng, Ada, 2026-03-02'],
      said: 'not signed by qa, Release Eng.;',
    },
  ])('signed $name', ({ signed, said }) => {
    const text = done + signed.map((one) => `Signed: ${one}\n`).join('');
    const found = condition(text, ROLES);
    expect(found).toMatchObject({ met: false, since: null });
    expect(found?.evidence).toContain(said);
  });

  test('whatever the text, it is read without a fault, and its lines are those of the text', () => {
    const line = fc.constantFrom(
      '# before',
      '## a',
      '- [x] t',
      '- [ ] t',
      '- [',
      SIGNED,
      'signed:',
      '```',
      '<!--',
      '-->',
      '',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 20 }), (lines) => {
        const text = lines.join('\n');
        const count = text.split(/\r\n|\n|\r/).length;
        for (const section of parseChecklist(text)) {
          for (const one of [...section.items, ...section.signatures, ...section.faults]) {
            expect(one.line).toBeGreaterThan(section.line);
            expect(one.line).toBeLessThanOrEqual(count);
          }
          expect(sectionsNamed(parseChecklist(text), ` ${section.heading} `)).not.toEqual([]);
        }
      }),
    );
  });

  test('lines of a hundred thousand spaces are read', () => {
    const long = `## before\n${' '.repeat(100_000)}- [x\n#${'\t'.repeat(100_000)}\n- [x]${' '.repeat(100_000)}`;
    expect(parseChecklist(long).map((section) => section.faults)).toEqual([
      [],
      [expect.objectContaining({ line: 4 })],
    ]);
  });
});
