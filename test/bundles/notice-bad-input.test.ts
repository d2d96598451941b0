import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { NoticeWorld, outboxIn } from './notice-world.js';

jest.setTimeout(60_000);

let world: NoticeWorld;
beforeAll(async () => {
  world = await NoticeWorld.open();
});
beforeEach(() => world.forget());

const counts = (): Record<string, number> =>
  Object.fromEntries(Object.entries(world.taken()).map(([name, keys]) => [name, keys.length]));

test('a missing secret: said, the others are served, and it arrives once the secret is there', async () => {
  const workspace = await world.repository();
  const without = await world.report(workspace, { env: { PAGER: '' } });
  expect(without).toMatchObject({ code: 1, outputs: { summary: 'out/summary.md' } });
  expect(without.log).toContain(
    'notices not delivered: oncall: the environment variable PAGER is not set; pass the secret to the step in `env`',
  );
  expect(counts()).toEqual({ team: 2, oncall: 0, mail: 2, hook: 2 });
  expect(await world.report(workspace)).toMatchObject({ code: 0 });
  expect(counts()).toEqual({ team: 2, oncall: 2, mail: 2, hook: 2 });
});

test('a wrong webhook: said by the notice, never tried again, the others are served, and its address is masked', async () => {
  const workspace = await world.repository();
  const address = `${world.slack.url}/services/T0/B0/of-somebody-else`;
  const wrong = await world.report(workspace, { env: { SLACK: address } });
  expect(wrong.code).toBe(1);
  expect(wrong.log).toMatch(/notices not delivered: team: checkout\/\S+: answered 404: no_service/);
  expect(counts()).toEqual({ team: 0, oncall: 2, mail: 2, hook: 2 });
  const shown = wrong.log.split('\n').filter((line) => line.includes('of-somebody-else'));
  expect(shown).toEqual([`::add-mask::${address}`]);
  expect((await outboxIn(workspace))?.items).toEqual([]);
});

test.each([
  { name: 'a syntax error', text: '--- title\n{{ metric }}\n--- text\n{% if why %}\n', line: 4 },
  { name: 'a placeholder that there is not', text: '--- title\n{{ metrik }}\n--- text\nx\n', line: 2 },
])('a template with $name: the built-in one is used, and every channel says so', async ({ text, line }) => {
  const workspace = await world.repository();
  const file = join(workspace, 'templates/notices/en/rollback.liquid');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  expect(await world.report(workspace)).toMatchObject({ code: 0 });
  expect(counts()).toEqual({ team: 2, oncall: 2, mail: 2, hook: 2 });
  const place = `templates/notices/en/rollback.liquid:${line}`;
  const said = `The template ${place} cannot be used, so this is the built-in text`;
  const message = world.slack.taken.find((one) => JSON.stringify(one).includes('roll P-1 back'));
  expect(JSON.stringify(message)).toContain(said);
  expect(world.hook.taken).toContainEqual(expect.objectContaining({ text: expect.stringContaining(said) }));
  const mail = world.mail.mails.find((one) => /roll[ _]P-1/.test(one)) ?? '';
  expect(mail.replaceAll('=\r\n', '')).toContain('cannot be used');
});

test('a route to a channel that there is not is a fault of the policy, at its line, and nothing is sent', async () => {
  const workspace = await world.repository();
  const file = join(workspace, 'governance/policy.yaml');
  const policy = await readFile(file, 'utf8');
  await writeFile(file, policy.replace('to: [team,', 'to: [taem,'));
  const line = policy.split('\n').findIndex((one) => one.includes('to: [team,')) + 1;
  const { code, log } = await world.report(workspace);
  expect(code).toBe(1);
  expect(log).toMatch(
    new RegExp(
      `::error file=governance/policy\\.yaml,line=${line},.*no channel is called "taem"; did you mean "team"`,
    ),
  );
  expect(counts()).toEqual({ team: 0, oncall: 0, mail: 0, hook: 0 });
});
