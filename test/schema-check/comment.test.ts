import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { postComment, pullRequestOf, type PullRequest } from '../../scripts/schema-check/src/comment.js';
import { commentMarkdown, MARKER } from '../../scripts/schema-check/src/report.js';
import { fakeGitHub, type Comment, type FakeGitHub } from './github.js';

const comment = (id: number, body: string, type = 'Bot'): Comment => ({ id, body, user: { type } });
const LIST = 'GET /repos/o/r/issues/7/comments?per_page=100&page=1';

const early = (status: number): { status: number; when: 'early' } => ({ status, when: 'early' });

let github: FakeGitHub;
beforeEach(async () => {
  github = await fakeGitHub();
});
afterEach(() => github.close());

const pull = (): PullRequest => ({ api: github.url, repository: 'o/r', number: 7, token: 't0k3n' });
const post = (text: string): ReturnType<typeof postComment> =>
  postComment(pull(), commentMarkdown(text), [1, 1]);

describe('one comment', () => {
  test('is made, changed in place, and left alone when it says the same', async () => {
    github.comments.push(comment(1, 'Looks good'));
    expect([await post('one'), await post('two'), await post('two')]).toEqual([
      'created',
      'changed',
      'unchanged',
    ]);
    expect(github.comments.map(({ body }) => body)).toEqual(['Looks good', `${MARKER}\ntwo`]);
    expect(github.requests.map((line) => line.split(' ')[0])).toEqual(['GET', 'POST', 'GET', 'PATCH', 'GET']);
    expect([...github.tokens]).toEqual(['Bearer t0k3n']);
  });

  test('is found behind a page of others', async () => {
    github.comments.push(
      ...Array.from({ length: 130 }, (_, i) => comment(i + 1, 'talk')),
      comment(131, `${MARKER}\nold`),
    );
    expect(await post('new')).toBe('changed');
    expect(github.comments).toHaveLength(131);
    expect(github.comments[130]?.body).toContain('new');
  });

  test('is not one that a person wrote, nor one that quotes the marker', async () => {
    github.comments.push(comment(1, `${MARKER}\nmine`, 'User'), comment(2, `> ${MARKER}`));
    expect(await post('ours')).toBe('created');
    expect(github.comments[0]?.body).toContain('mine');
  });
});

describe('failures', () => {
  test('a write that came through though its answer was lost is not made twice', async () => {
    github.faults.push(null, { status: 502, when: 'late' });
    github.comments.push(comment(1, 'talk'));
    expect(await post('one')).toBe('unchanged');
    expect(github.comments.map(({ body }) => body)).toEqual(['talk', `${MARKER}\none`]);
    expect(github.requests).toEqual([LIST, 'POST /repos/o/r/issues/7/comments', LIST]);
  });

  test('a token that may not write is told, not an error', async () => {
    github.faults.push(null, early(403));
    expect(await post('one')).toBe('denied');
  });

  test('tries end', async () => {
    github.faults.push(early(500), early(502), early(429));
    await expect(post('one')).rejects.toThrow(/the comment is not posted: GET .* answered 429/);
    expect(github.requests).toHaveLength(3);
  });

  test('a refusal is not tried again', async () => {
    github.faults.push(early(404));
    await expect(post('one')).rejects.toThrow(/answered 404: so it goes/);
    expect(github.requests).toHaveLength(1);
  });

  test('nobody is there', async () => {
    await github.close();
    await expect(post('one')).rejects.toThrow('the comment is not posted');
    github = await fakeGitHub();
  });
});

describe('what a comment is made of', () => {
  test('a report that is too long is cut at a line, and says so', () => {
    const long = Array.from({ length: 5_000 }, (_, i) => `- line ${i} of a long report`).join('\n');
    const body = commentMarkdown(long);
    expect(body.length).toBeLessThan(65_536);
    expect(body).toContain('the job summary has more');
    expect(body).toMatch(/of a long report\n\nThe report/);
  });

  test('all that is missing in the environment is told at once', () => {
    expect(() => pullRequestOf({ GITHUB_REPOSITORY: 'a/b/../c' }, 7)).toThrow(
      /GITHUB_API_URL .*GITHUB_REPOSITORY .*GITHUB_TOKEN/,
    );
    const env = {
      GITHUB_API_URL: 'https://example.invalid/api/',
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_TOKEN: 't',
    };
    expect(pullRequestOf(env, 7)).toEqual({
      api: 'https://example.invalid/api',
      repository: 'o/r',
      number: 7,
      token: 't',
    });
  });
});
