import { describe, expect, test } from '@jest/globals';
import { askedFor, claimsOf, questionsOf, withClaims } from '../../src/domain/incident-acknowledge.js';
import { MAX_REFUSED } from '../../src/domain/incident.js';
import { MINUTE } from '../../src/domain/time.js';
import { comment, issueEvent, known, OPENED_AT } from '../incident-builder.js';

const now = OPENED_AT + 15 * MINUTE;
const may = new Map([
  ['octocat', true],
  ['stranger', false],
]);

describe('a comment', () => {
  test.each([
    { name: '/ack alone', body: '/ack' },
    { name: 'with more below it', body: '/ack\r\nOn it.' },
    { name: 'with blanks behind it', body: '/ACK  ' },
  ])('$name acknowledges', ({ body }) => {
    const incident = known();
    const claims = claimsOf(incident, { comments: [comment({ body })], events: [] });
    const after = withClaims(incident, claims, { permissions: may, now });
    expect(after.acknowledged).toEqual({
      // As long after the opening as the comment was after the issue.
      at: '2026-03-02T14:33:00Z',
      seen: '2026-03-02T14:47:00Z',
      by: 'octocat',
      how: 'comment',
    });
  });

  test.each([
    { name: 'words before it', body: 'please /ack' },
    { name: 'on a later line', body: 'hm\n/ack' },
    { name: 'another word', body: '/acknowledge' },
    { name: 'quoted', body: '> /ack' },
    { name: 'empty', body: '' },
  ])('$name is no claim', ({ body }) => {
    expect(claimsOf(known(), { comments: [comment({ body })], events: [] })).toEqual([]);
  });

  test.each([
    { name: 'a stranger', changes: { author: { login: 'Stranger', isBot: false } }, why: 'no-permission' },
    { name: 'a bot', changes: { author: { login: 'helper[bot]', isBot: true } }, why: 'bot' },
    { name: 'somebody who edited it', changes: { updatedAt: OPENED_AT + 9 * MINUTE }, why: 'edited' },
  ])('by $name does not count, and is noted down once', ({ changes, why }) => {
    const incident = known();
    const comments = [comment(changes)];
    const after = withClaims(incident, claimsOf(incident, { comments, events: [] }), {
      permissions: may,
      now,
    });
    expect(after.acknowledged).toBeNull();
    expect(after.refused).toEqual([expect.objectContaining({ id: 'comment-100', why })]);
    expect(claimsOf({ ...incident, state: after }, { comments, events: [] })).toEqual([]);
  });

  test('the first that counts does', () => {
    const incident = known();
    const at = (minutes: number): number => OPENED_AT + 20_000 + minutes * MINUTE;
    const comments = [
      comment({ id: 3, createdAt: at(9) }),
      comment({ id: 1, createdAt: at(2), author: { login: 'stranger', isBot: false } }),
      comment({ id: 2, createdAt: at(5) }),
    ];
    const after = withClaims(incident, claimsOf(incident, { comments, events: [] }), {
      permissions: may,
      now,
    });
    expect(after.acknowledged?.at).toBe('2026-03-02T14:37:00Z');
    expect(after.refused.map(({ id }) => id)).toEqual(['comment-1']);
  });

  test('of somebody whose permission is not known yet is left for later', () => {
    const incident = known();
    const claims = claimsOf(incident, { comments: [comment()], events: [] });
    const after = withClaims(incident, claims, { permissions: new Map(), now });
    expect(after).toEqual(incident.state);
  });
});

describe('a label or an assignee', () => {
  const labelled = known({}, { labels: ['phasegate-incident', 'acknowledged'] });
  const given = known({ assigned: ['Oncall'] }, { assignees: ['oncall', 'octocat'] });

  test.each([
    { name: 'the label', incident: labelled, event: issueEvent(), how: 'label' },
    {
      name: 'an assignee',
      incident: given,
      event: issueEvent({ event: 'assigned', subject: 'octocat' }),
      how: 'assignee',
    },
  ])('$name acknowledges, by whoever set it', ({ incident, event, how }) => {
    const claims = claimsOf(incident, { comments: [], events: [event] });
    expect(withClaims(incident, claims, { permissions: may, now }).acknowledged).toMatchObject({
      by: 'octocat',
      how,
    });
  });

  test.each([
    { name: 'a label that was taken off again', incident: known(), event: issueEvent() },
    { name: 'another label', incident: labelled, event: issueEvent({ subject: 'urgent' }) },
    {
      name: 'an assignee of the policy',
      incident: given,
      event: issueEvent({ event: 'assigned', subject: 'oncall' }),
    },
  ])('$name is no claim', ({ incident, event }) => {
    expect(claimsOf(incident, { comments: [], events: [event] })).toEqual([]);
  });

  test('a label that a bot set does not count', () => {
    const event = issueEvent({ actor: { login: 'helper[bot]', isBot: true } });
    const claims = claimsOf(labelled, { comments: [], events: [event] });
    const after = withClaims(labelled, claims, { permissions: may, now });
    expect([after.acknowledged, after.refused[0]?.why]).toEqual([null, 'bot']);
  });
});

describe('what is asked of GitHub', () => {
  test.each([
    { name: 'a quiet issue', incident: known(), is: { comments: false, events: false } },
    { name: 'comments', incident: known({}, { comments: 2 }), is: { comments: true, events: false } },
    {
      name: 'the label',
      incident: known({}, { labels: ['acknowledged'] }),
      is: { comments: false, events: true },
    },
    {
      name: 'only the assignees of the policy',
      incident: known({ assigned: ['octocat'] }, { assignees: ['octocat'] }),
      is: { comments: false, events: false },
    },
    {
      name: 'one that is acknowledged',
      incident: known(
        { acknowledged: { at: '2026-03-02T14:33:00Z', seen: '2026-03-02T14:33:00Z', by: 'x', how: 'label' } },
        { comments: 5, labels: ['acknowledged'] },
      ),
      is: { comments: false, events: false },
    },
  ])('$name', ({ incident, is }) => {
    expect(questionsOf(incident)).toEqual(is);
  });

  test('a crowd of strangers keeps nobody from being heard, and fills no marker', () => {
    const crowd = Array.from({ length: 200 }, (_, i) =>
      comment({ id: i, author: { login: `stranger-${i}`, isBot: false } }),
    );
    const permissions = new Map(crowd.map(({ author }) => [author.login, false]));
    const incident = known();
    const claims = claimsOf(incident, { comments: crowd, events: [] });
    const after = withClaims(incident, claims, { permissions, now });
    expect(after.refused.length).toBe(MAX_REFUSED);
    const again = claimsOf({ ...incident, state: after }, { comments: crowd, events: [] });
    expect(withClaims({ ...incident, state: after }, again, { permissions, now })).toEqual(after);

    const refused = new Set(after.refused.map(({ by }) => by));
    const repeated = crowd
      .filter(({ author }) => refused.has(author.login))
      .map((one, i) => ({ ...one, id: 1_000 + i }));
    const late = comment({ id: 5_000, createdAt: OPENED_AT + 60 * MINUTE });
    const next = claimsOf({ ...incident, state: after }, { comments: [...repeated, late], events: [] });
    expect(askedFor({ ...incident, state: after }, next, 3)[0]).toBe('octocat');
  });
});
