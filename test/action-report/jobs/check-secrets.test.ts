import { expect, test } from '@jest/globals';
import { checkSecrets, type CheckingSecrets } from '../../../action-report/src/jobs/check-secrets.js';
import { JobError } from '../../../src/domain/observability/job-error.js';
import type { Answer } from '../../../src/domain/observability/weekly/delivery.js';
import { parsePolicy } from '../../../src/io/policy-file.js';
import { memoryConsole } from '../../observability-builder.js';
import { signalPolicyText } from '../../observability/signals.js';

const WEEKLY = `  weekly:
    webhook: { secret: HOOK_URL, signing-secret: [NEW_KEY, OLD_KEY] }
    schema: schemas/report.json
    sections: { alerts: { rollup: alerts } }
`;
const NOTIFY = `notify:
  channels:
    team: { kind: slack, secret: TEAM_HOOK }
    hook: { kind: webhook, secret: OTHER_URL, signing-secret: OTHER_KEY }
  routes: [{ to: [team, hook] }]
`;
const text = signalPolicyText().replace('phases:\n', `${WEEKLY}phases:\n`) + NOTIFY;
const { policy } = parsePolicy(text, 'policy.yaml');
const ALL = ['HOOK_URL', 'NEW_KEY', 'OLD_KEY', 'TEAM_HOOK', 'OTHER_URL', 'OTHER_KEY'];
const answered = (status: number, said = ''): Answer => ({ kind: 'answered', status, said, afterMs: null });

function check(parts: Partial<CheckingSecrets> & { readonly set?: readonly string[] } = {}) {
  const { set = ALL, ...rest } = parts;
  const pinged: string[] = [];
  const console = memoryConsole();
  const done = checkSecrets({
    policy,
    isSet: (name) => set.includes(name),
    unusable: [],
    ping: async (name, body) => {
      pinged.push(`${name} ${body}`);
      return answered(204);
    },
    now: Date.parse('2026-03-02T14:15:00Z'),
    console,
    ...rest,
  });
  return { done, pinged, console };
}

test('that are all there are told by their names, and each key is tried by itself', async () => {
  const { done, pinged, console } = check();
  expect(await done).toEqual({
    secrets: [
      { name: 'OTHER_URL', of: 'channel hook', set: true },
      { name: 'OTHER_KEY', of: 'channel hook', set: true },
      { name: 'TEAM_HOOK', of: 'channel team', set: true },
      { name: 'HOOK_URL', of: 'the weekly report', set: true },
      { name: 'NEW_KEY', of: 'the weekly report', set: true },
      { name: 'OLD_KEY', of: 'the weekly report', set: true },
    ],
    pings: [
      { secret: 'NEW_KEY', accepted: true, why: 'answered 204' },
      { secret: 'OLD_KEY', accepted: true, why: 'answered 204' },
    ],
  });
  const body = '{"rollout":"signals","schema":"phasegate.ping/1","sent_at":"2026-03-02T14:15:00Z"}';
  expect(pinged).toEqual([`NEW_KEY ${body}`, `OLD_KEY ${body}`]);
  expect(console.said).toEqual([
    'info: check-secrets: signed with NEW_KEY: accepted, answered 204',
    'info: check-secrets: signed with OLD_KEY: accepted, answered 204',
  ]);
});

test.each<readonly [string, Parameters<typeof check>[0], string, string]>([
  [
    'that are missing are told all at once',
    { set: ['OLD_KEY', 'HOOK_URL'] },
    'missing_secret',
    'OTHER_URL is not set (channel hook); OTHER_KEY is not set (channel hook); TEAM_HOOK is not set (channel team); NEW_KEY is not set (the weekly report)',
  ],
  [
    'of which the receiver does not know the new one',
    { ping: async (name) => (name === 'NEW_KEY' ? answered(401, 'bad signature') : answered(200)) },
    'signature_mismatch',
    'signed with NEW_KEY, the receiver of the weekly report answered 401: bad signature',
  ],
  [
    'of which no address can be reached',
    { ping: async () => ({ kind: 'lost', why: 'ECONNREFUSED', mayHaveArrived: false }) },
    'webhook_failed',
    'signed with NEW_KEY, the receiver of the weekly report ECONNREFUSED; signed with OLD_KEY, the receiver of the weekly report ECONNREFUSED',
  ],
  [
    'of which the address is none',
    {
      ping: () => Promise.reject(new JobError('missing_secret', 'the secret HOOK_URL is no address')),
      set: ALL.filter((name) => name !== 'OLD_KEY'),
    },
    'missing_secret',
    'OLD_KEY is not set (the weekly report); signed with NEW_KEY, the receiver of the weekly report the secret HOOK_URL is no address',
  ],
  [
    'that a channel cannot use',
    { unusable: [{ name: 'team', why: 'the address in the secret TEAM_HOOK is not encrypted; use https' }] },
    'bad_input',
    'channel team: the address in the secret TEAM_HOOK is not encrypted; use https',
  ],
])('%s', async (_, parts, code, message) => {
  await expect(check(parts).done).rejects.toMatchObject({ code, message });
});

test('without an address nothing is sent', async () => {
  const { done, pinged } = check({ set: ['NEW_KEY', 'OLD_KEY'] });
  await expect(done).rejects.toThrow('HOOK_URL is not set (the weekly report)');
  expect(pinged).toEqual([]);
});
