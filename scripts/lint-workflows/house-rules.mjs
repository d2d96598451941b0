// What no linter of others asks for: pins by commit, no outside text in scripts, permissions and secrets by name.
import { isScalar, visit } from 'yaml';
import { child, jobsOf, placeOf, stepsOf, textOf } from './sources.mjs';

/** What GitHub makes itself, of letters and digits alone. Anything else reaches a script as an environment variable. */
const SAFE_IN_SCRIPTS = new Set([
  'github.run_id',
  'github.run_attempt',
  'github.run_number',
  'github.sha',
  'github.repository_id',
  'job.status',
  'runner.arch',
  'runner.os',
]);

function* expressionsIn(text) {
  for (const match of text.matchAll(/\$\{\{(.*?)\}\}/gs)) yield match[1].trim();
}

/** Scripts: of a shell, and of the actions whose input is code. */
function scriptsOf(source, step) {
  const uses = textOf(child(source, step, 'uses'));
  const script = uses.startsWith('actions/github-script@')
    ? child(source, child(source, step, 'with'), 'script')
    : undefined;
  return [child(source, step, 'run'), script].filter((node) => isScalar(node));
}

function* untrustedText(source) {
  for (const { step } of stepsOf(source)) {
    for (const script of scriptsOf(source, step)) {
      for (const expression of expressionsIn(textOf(script))) {
        if (SAFE_IN_SCRIPTS.has(expression)) continue;
        const message = `\${{ ${expression} }} becomes part of the script; give it by env and write "$NAME"`;
        yield { ...placeOf(source, script), rule: 'untrusted text', message };
      }
    }
  }
}

const COMMIT = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;
const IMAGE = /^docker:\/\/[^@]+@sha256:[0-9a-f]{64}$/;
const TAG = /^ ?v\d+(\.\d+)*$/;

/** Everything that is fetched from elsewhere: actions of steps, workflows of jobs. */
function references(source) {
  const nodes = [...stepsOf(source).map(({ step }) => step), ...jobsOf(source).map(([, job]) => job)];
  return nodes.map((node) => child(source, node, 'uses')).filter((node) => isScalar(node));
}

function* pins(source) {
  for (const node of references(source)) {
    const uses = textOf(node);
    if (uses.startsWith('./') || uses.startsWith('$/')) continue;
    const place = { ...placeOf(source, node), rule: 'pin' };
    if (!COMMIT.test(uses) && !IMAGE.test(uses)) {
      yield { ...place, message: `${uses} can change under us; name the commit, with the tag as comment` };
    } else if (COMMIT.test(uses) && !TAG.test(node.comment ?? '')) {
      yield { ...place, message: `${uses}: say behind it which tag this commit has, such as # v1.2.3` };
    }
  }
}

/** A step's `./x` in a workflow that others call is a path of the caller's repository. (A job's is one of this repository.) */
function* callersFiles(source) {
  const on = child(source, source.document.contents, 'on');
  if (source.kind !== 'workflow' || on?.has?.('workflow_call') !== true) return;
  for (const { step } of stepsOf(source)) {
    const node = child(source, step, 'uses');
    if (!textOf(node).startsWith('./')) continue;
    const message = `${textOf(node)} is looked for in the caller's repository; write $/ for this one`;
    yield { ...placeOf(source, node), rule: 'own files', message };
  }
}

function* leastPrivilege(source) {
  if (source.kind !== 'workflow') return;
  const top = child(source, source.document.contents, 'permissions');
  if (top === undefined || top.items?.length !== 0) {
    const message = 'say `permissions: {}` for the workflow, and at each job what it needs';
    yield { ...placeOf(source, top ?? source.document.contents), rule: 'permissions', message };
  }
  for (const [id, job] of jobsOf(source)) {
    const place = { ...placeOf(source, job), rule: 'permissions' };
    if (child(source, job, 'permissions') === undefined)
      yield { ...place, message: `job ${id} says no permissions; write what it needs and why` };
    if (textOf(child(source, job, 'secrets')) === 'inherit')
      yield { ...place, message: `job ${id} hands on every secret; name those that are used` };
  }
}

/** Secrets are for steps: an `env` of a workflow or job shows them to every step. */
function* secretsForAll(source) {
  for (const owner of [source.document.contents, ...jobsOf(source).map(([, job]) => job)]) {
    const env = child(source, owner, 'env');
    if (source.kind !== 'workflow' || env === undefined) continue;
    const found = [];
    visit(env, {
      Scalar: (_, node) => {
        if ([...expressionsIn(String(node.value))].some((text) => /\bsecrets\b/.test(text))) found.push(node);
      },
    });
    for (const node of found)
      yield {
        ...placeOf(source, node),
        rule: 'secrets',
        message: 'a secret for every step; give it to the one that uses it',
      };
  }
}

const RULES = [untrustedText, pins, callersFiles, leastPrivilege, secretsForAll];

export async function houseRules(sources) {
  return sources.flatMap((source) => RULES.flatMap((rule) => [...rule(source)]));
}
