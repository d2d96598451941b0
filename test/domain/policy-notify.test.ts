import { describe, expect, test } from '@jest/globals';
import type { PhasegateError } from '../../src/domain/fault.js';
import { HOUR, MINUTE } from '../../src/domain/time.js';
import { parsePolicy } from '../../src/io/policy-file.js';

const REST = `version: 1
rollout: shop
sources: [{ name: a, jsonl: 'a/*.jsonl', schema: a }]
slis: { used: { event: a, count: true } }
phases: [{ id: canary, slos: [{ sli: used, rollback: { above: 10 } }] }]
`;

function read(notify: string): ReturnType<typeof parsePolicy> {
  return parsePolicy(`${REST}${notify}`, 'policy.yaml');
}

function faultsOf(notify: string): string[] {
  try {
    read(notify);
  } catch (error) {
    return (error as PhasegateError).faults.map(({ line, path, message }) => `${line} ${path}: ${message}`);
  }
  return [];
}

const TEAM = '    team: { kind: slack, secret: SLACK }\n';

describe('the section notify', () => {
  test('is nothing where it is not written', () => {
    expect(read('').policy.notify).toBeNull();
  });

  test('takes everything that is written', () => {
    const { policy, warnings } = read(`notify:
  language: ja
  remind: 2h
  budget: 1m
  runbook: https://wiki.example/runbook
  dashboard: https://octo.github.io/shop/
  channels:
    team: { kind: slack, secret: SLACK }
    oncall: { kind: pagerduty, secret: KEY, url: https://events.eu.pagerduty.com }
    mail: { kind: email, secret: SMTP, from: a@example.com, to: [b@example.com] }
    hook: { kind: webhook, secret: HOOK, signing-secret: SIGN }
    log: { kind: console }
    runbook: { kind: file }
  routes:
    - { severity: [warning], to: [team] }
    - { severity: [critical], to: [oncall, team, mail] }
    - { template: [promotion], phase: [canary], to: [hook, log] }
    - { template: [incident, rollback], to: [runbook] }
`);
    expect(warnings).toEqual([]);
    expect(policy.notify).toEqual({
      language: 'ja',
      remindMs: 2 * HOUR,
      budgetMs: MINUTE,
      runbook: 'https://wiki.example/runbook',
      dashboard: 'https://octo.github.io/shop/',
      channels: [
        { kind: 'webhook', name: 'hook', secret: 'HOOK', signingSecret: 'SIGN' },
        { kind: 'console', name: 'log' },
        { kind: 'email', name: 'mail', secret: 'SMTP', from: 'a@example.com', to: ['b@example.com'] },
        { kind: 'pagerduty', name: 'oncall', secret: 'KEY', url: 'https://events.eu.pagerduty.com' },
        { kind: 'file', name: 'runbook' },
        { kind: 'slack', name: 'team', secret: 'SLACK' },
      ],
      routes: [
        { severities: ['warning'], templates: [], phases: [], to: ['team'] },
        { severities: ['critical'], templates: [], phases: [], to: ['oncall', 'team', 'mail'] },
        { severities: [], templates: ['promotion'], phases: ['canary'], to: ['hook', 'log'] },
        { severities: [], templates: ['incident', 'rollback'], phases: [], to: ['runbook'] },
      ],
    });
  });

  test('has defaults', () => {
    const { notify } = read(`notify:\n  channels:\n${TEAM}  routes: [{ to: [team] }]\n`).policy;
    const defaults = { language: 'en', remindMs: 4 * HOUR, budgetMs: 20_000, runbook: null, dashboard: null };
    expect(notify).toMatchObject(defaults);
  });

  test('is no part of what is judged by', () => {
    const written = read(`notify:\n  channels:\n${TEAM}  routes: [{ to: [team] }]\n`);
    expect(written.policy.digest).toBe(read('').policy.digest);
  });

  test('every unknown channel and phase is told, with all other faults', () => {
    expect(
      faultsOf(`notify:
  budget: 10m
  channels:
${TEAM}    oncall: { kind: pagerduty, url: 'http://events.example.com' }
    mail: { kind: email, secret: SMTP, signing-secret: X }
  routes:
    - { severity: [critical], to: [taem, pager] }
    - { phase: [canray], to: [oncall, mail, team] }
`),
    ).toEqual([
      '7 notify.budget: 10m is not from 1s to 5m; use 20s',
      '10 notify.channels.oncall: a channel of kind pagerduty needs secret; write it',
      '10 notify.channels.oncall.url: the key would be sent unencrypted; use https',
      '11 notify.channels.mail: a channel of kind email needs from and to; write it',
      '11 notify.channels.mail.signing-secret: a channel of kind email has no signing-secret; remove it',
      '13 notify.routes[0].to[0]: no channel is called "taem"; did you mean "team"?',
      '13 notify.routes[0].to[1]: no channel is called "pager"; there are team, oncall, mail',
      '14 notify.routes[1].phase[0]: no phase is called "canray"; did you mean "canary"?',
    ]);
  });

  test('a channel that no route names is doubtful', () => {
    const { warnings } = read(
      `notify:\n  channels:\n${TEAM}    log: { kind: console }\n  routes: [{ to: [team] }]\n`,
    );
    expect(warnings.map(({ path }) => path)).toEqual(['notify.channels.log']);
  });

  test.each([
    { name: 'a secret itself instead of its name', channel: '{ kind: slack, secret: "https://hooks/x" }' },
    { name: 'another kind', channel: '{ kind: teams, secret: A }' },
    {
      name: 'two receivers in one',
      channel: '{ kind: email, secret: A, from: a@b.c, to: ["a@b.c, d@e.f"] }',
    },
    {
      name: 'a sender with a line break',
      channel: '{ kind: email, secret: A, from: "a@b.c\\nX: y", to: [a@b.c] }',
    },
  ])('$name is a fault', ({ channel }) => {
    const faults = faultsOf(`notify:\n  channels:\n    x: ${channel}\n  routes: [{ to: [x] }]\n`);
    expect(faults).toHaveLength(1);
  });
});
