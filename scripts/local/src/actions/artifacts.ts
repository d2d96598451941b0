import { basename, join, relative, resolve } from 'node:path';
import { PhasegateError } from '../../../../src/domain/fault.js';
import { commonRoot, glob, wildcard } from '../glob.js';
import type { Artifact } from '../store/artifact-store.js';
import { copyTree } from '../tree.js';
import { asText } from '../yaml-source.js';
import type { BuiltinAction, BuiltinCall } from './builtin.js';

/** What is done when no file matches. @throws PhasegateError when that is an error. */
function reportNoFiles({ leg, input }: BuiltinCall): void {
  const message = `No files were found with the provided path: ${input('path').trim()}. No artifacts will be uploaded.`;
  const answer = input('if-no-files-found');
  switch (answer) {
    case 'error':
      throw new PhasegateError('bad-input', message);
    case 'warn':
      leg.annotate({ level: 'warning', message });
      break;
    case 'ignore':
      leg.print(message);
      break;
    default:
      throw new PhasegateError(
        'bad-input',
        `if-no-files-found is ${JSON.stringify(answer)}; use warn, error or ignore`,
      );
  }
}

/** Stands in for `actions/upload-artifact`. */
export const uploadArtifact: BuiltinAction = {
  inputs: {
    name: 'artifact',
    path: '',
    'if-no-files-found': 'warn',
    'retention-days': '',
    'compression-level': '6',
    overwrite: 'false',
    'include-hidden-files': 'false',
    archive: 'true',
  },
  run(call) {
    const { leg, input, flag } = call;
    if (input('path').trim() === '') throw new PhasegateError('bad-input', 'upload-artifact needs `path`');
    const options = { folder: leg.workspace, home: leg.home, includeHidden: flag('include-hidden-files') };
    const found = glob(input('path'), options);
    const [first] = found.files;
    if (first === undefined) {
      reportNoFiles(call);
      return Promise.resolve({ outputs: {} });
    }
    if (!flag('archive') && found.files.length > 1) {
      throw new PhasegateError('bad-input', `archive: false takes one file, and ${found.files.length} match`);
    }
    // A file that is not packed is an artifact by its own name.
    const name = flag('archive') ? input('name') : basename(first);
    const root = commonRoot(found);
    const { artifacts } = leg.context.home;
    if (flag('overwrite')) artifacts.remove(leg.context.run, name);
    const artifact = artifacts.saveFiles(
      leg.context.run,
      name,
      new Map(found.files.map((file) => [relative(root, file), file])),
    );
    leg.print(`artifact ${name}: ${found.files.length} files in ${artifact.folder}`);
    return Promise.resolve({
      outputs: { 'artifact-id': String(artifact.id), 'artifact-url': `file://${artifact.folder}` },
    });
  },
};

/** The run whose artifacts are asked for. @throws PhasegateError when GitHub would refuse, or there is none here. */
function runOf({ leg, input }: BuiltinCall): number {
  const { run, id, github, numberOf } = leg.context;
  for (const name of ['artifact-ids', 'repository']) {
    if (!['', name === 'repository' ? asText(github['repository']) : ''].includes(input(name)))
      throw new PhasegateError('bad-input', `download-artifact: \`${name}\` is not supported locally`);
  }
  const asked = input('run-id');
  if (asked === '' || asked === String(id)) return run;
  if (input('github-token') === '')
    throw new PhasegateError('bad-input', 'download-artifact: another `run-id` needs `github-token`');
  const found = numberOf(Number(asked));
  if (found === null)
    throw new PhasegateError('bad-input', `download-artifact: there is no run ${asked} here`);
  return found;
}

function chooseArtifacts({ leg, input }: BuiltinCall, run: number): readonly Artifact[] {
  const { home } = leg.context;
  if (input('name') !== '') {
    const artifact = home.artifacts.find(run, input('name'));
    if (artifact !== undefined) return [artifact];
    const names = home.artifacts.list(run).map((one) => one.name);
    const list = names.length === 0 ? 'none' : names.join(', ');
    throw new PhasegateError(
      'bad-input',
      `Artifact not found for name: ${input('name')}; the run has ${list}`,
    );
  }
  const pattern = input('pattern') === '' ? /^/ : wildcard(input('pattern'));
  return home.artifacts.list(run).filter((one) => pattern.test(one.name));
}

/** Stands in for `actions/download-artifact`, for artifacts of runs of the same runner. */
export const downloadArtifact: BuiltinAction = {
  inputs: {
    name: '',
    'artifact-ids': '',
    path: '',
    pattern: '',
    'merge-multiple': 'false',
    'github-token': '',
    repository: '',
    'run-id': '',
    'skip-decompress': 'false',
    'digest-mismatch': 'error',
  },
  run(call) {
    const { leg, input, flag } = call;
    const folder = resolve(leg.workspace, input('path').replace(/^~(?=\/|$)/, leg.home));
    const chosen = chooseArtifacts(call, runOf(call));
    const isFlat = input('name') !== '' || flag('merge-multiple');
    for (const artifact of chosen) {
      copyTree(artifact.folder, isFlat ? folder : join(folder, artifact.name), { except: [] });
    }
    leg.print(`${chosen.length} artifacts downloaded to ${folder}`);
    return Promise.resolve({ outputs: { 'download-path': folder } });
  },
};
