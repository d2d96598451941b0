import { beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { SECOND } from '../../src/domain/time.js';
import { NoticeWorld, outboxIn, saysRepeat } from './notice-world.js';

jest.setTimeout(180_000);

const BUDGET_MS = 2 * SECOND;
/** The next tick: ten minutes later, when a channel that was in trouble is no longer left alone. */
const LATER = [
  '--import',
  'data:text/javascript,const now = Date.now; Date.now = () => now() + 600_000;',
] as const;

let world: NoticeWorld;
beforeAll(async () => {
  world = await NoticeWorld.open();
});
beforeEach(() => world.forget());

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const began = performance.now();
  return { value: await work(), ms: performance.now() - began };
}

test('a dead Slack, a PagerDuty that takes 30 s and a mail server that drops delay a tick by the budget alone', async () => {
  const { slack, pager, mail } = world;
  const quiet = await world.repository({ budget: '2s' });
  const undisturbed = await timed(() => world.report(quiet));
  expect(undisturbed.value.code).toBe(0);
  world.forget();

  const workspace = await world.repository({ budget: '2s' });
  // Takes the connection, and never answers: neither the first notice nor the second.
  slack.troubles.push('silent', 'silent', 'silent', 'silent');
  pager.troubles.push({ afterMs: 30 * SECOND }, { afterMs: 30 * SECOND });
  mail.trouble = 'drop';
  const { value: tick, ms } = await timed(() => world.report(workspace));
  // The channels are served side by side: one budget, and one more for a busy machine. Without any it is half a minute.
  expect(ms).toBeLessThan(undisturbed.ms + 2 * BUDGET_MS);
  expect(ms).toBeGreaterThan(BUDGET_MS);
  // The report is made, and nothing is a fault: what waits is sent by a later tick.
  expect(tick).toMatchObject({ code: 0, outputs: { summary: 'out/summary.md' } });
  for (const channel of ['team', 'oncall', 'mail'])
    expect(tick.log).toContain(`notices: ${channel} is left with 2, sent by a later tick`);
  expect(new Set(world.taken().hook).size).toBe(2);

  // Right behind it, whoever is in trouble is left alone.
  const soon = await timed(() => world.report(workspace));
  expect([soon.value.code, soon.ms < undisturbed.ms + BUDGET_MS]).toEqual([0, true]);

  slack.troubles.length = 0;
  pager.troubles.length = 0;
  mail.trouble = null;
  const next = await world.report(workspace, { nodeArgs: LATER });
  expect(next.code).toBe(0);
  expect((await outboxIn(workspace))?.items).toEqual([]);
  for (const keys of Object.values(world.taken())) expect(new Set(keys).size).toBe(2);
  // PagerDuty took one at once and said so too late: its repeat is the same alert.
  expect(world.taken().oncall.length).toBeGreaterThan(2);
  // Nobody knows whether Slack took the one that it never answered to.
  expect(slack.taken.map(saysRepeat)).toEqual([true, false]);
  expect(mail.mails).toHaveLength(2);
});
