import { describe, expect, test } from '@jest/globals';
import type { IssueRecord } from '../../src/domain/incident-issue.js';
import { trustedIncidents } from '../../src/domain/incident-issue.js';
import { sealOf } from '../../src/io/seal.js';
import { bodyOf, incidentState, issueRecord, REPOSITORY } from '../incident-builder.js';

const seal = sealOf('a key of enough characters');
const person = { login: 'octocat', isBot: false };
const signed = bodyOf(incidentState(), seal);
const unsigned = bodyOf(incidentState());

function judge(issues: readonly IssueRecord[], own: typeof seal): ReturnType<typeof trustedIncidents> {
  return trustedIncidents(issues, { repository: REPOSITORY, seal: own });
}

describe('what is taken for an incident', () => {
  test.each([
    { name: 'unsigned, by a bot, without a key', issue: { body: unsigned }, own: null },
    { name: 'signed, by a bot', issue: { body: signed }, own: seal },
    {
      name: 'signed, by a person of the repository',
      issue: { body: signed, author: person, association: 'COLLABORATOR' },
      own: seal,
    },
    {
      name: 'with its own number in the marker',
      issue: { number: 7, body: bodyOf(incidentState({ issue: 7 })) },
      own: null,
    },
  ])('$name', ({ issue, own }) => {
    const { known, doubtful } = judge([issueRecord(issue)], own);
    expect({ known: known.length, doubtful }).toEqual({ known: 1, doubtful: [] });
  });

  test.each([
    {
      name: 'a forged marker by a stranger',
      issue: { body: unsigned, author: person },
      own: null,
      why: 'not signed, and its author is no bot',
    },
    {
      name: 'a signed marker copied by a stranger',
      issue: { body: signed, author: person },
      own: seal,
      why: 'neither a bot nor a collaborator',
    },
    {
      name: 'a marker copied from another issue',
      issue: { number: 99, body: bodyOf(incidentState({ issue: 7 }), seal) },
      own: seal,
      why: 'copied from #7',
    },
    {
      name: 'an unsigned marker where there is a key',
      issue: { body: unsigned },
      own: seal,
      why: 'not signed',
    },
    { name: 'the label alone', issue: { body: 'hello' }, own: null, why: 'no marker' },
  ])('$name is not, and it is said why', ({ issue, own, why }) => {
    const { known, doubtful } = judge([issueRecord(issue)], own);
    expect(known).toEqual([]);
    expect(doubtful).toEqual([{ number: issue.number ?? 12, why: expect.stringContaining(why) }]);
  });

  test('an issue without the label is nothing at all', () => {
    expect(judge([issueRecord({ body: signed, labels: [] })], seal)).toEqual({
      known: [],
      doubles: [],
      doubtful: [],
    });
  });

  test('of several open ones for the same thing the lowest number is the incident', () => {
    const issues = [40, 12, 31].map((number) => issueRecord({ number, body: unsigned }));
    const closed = issueRecord({ number: 3, open: false, body: unsigned });
    const other = issueRecord({ number: 50, body: bodyOf(incidentState({ subject: 'pay_success' })) });
    const { known, doubles } = judge([...issues, closed, other], null);
    expect(known.map(({ issue }) => issue.number)).toEqual([3, 12, 50]);
    expect(doubles.map(({ incident, of }) => [incident.issue.number, of])).toEqual([
      [31, 12],
      [40, 12],
    ]);
  });
});
