import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../../../src/domain/digest.js';
import { renderManifest } from '../../../../src/domain/observability/bundle/manifest.js';
import { verifyBundle, type BundleFiles } from '../../../../src/domain/observability/bundle/verify-bundle.js';
import validate from '../../../../src/generated/validate-dashboard-manifest.js';
import { bundleOf, SLIPPAGE, turnoverOf } from './bundles.js';

const BUNDLE = bundleOf([turnoverOf(2), SLIPPAGE]);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function withFile(name: string, content: Uint8Array | string | null): BundleFiles {
  const files = new Map<string, Uint8Array | string>(BUNDLE.files);
  if (content === null) files.delete(name);
  else files.set(name, content);
  return { manifest: BUNDLE.manifest, files };
}

/** A bundle whose turnover holds this, and whose manifest knows it. */
function honest(content: string): BundleFiles {
  const datasets = BUNDLE.parsed.datasets.map((entry) =>
    entry.dataset === 'turnover' ? { ...entry, checksum_sha256: sha256(content) } : entry,
  );
  return {
    ...withFile('turnover.json', bytes(content)),
    manifest: renderManifest({ ...BUNDLE.parsed, datasets }),
  };
}

const verify = (bundle: BundleFiles) => verifyBundle(bundle, { folder: 'out/dashboard', validate });

describe('a bundle', () => {
  test('that is as it was written has nothing wrong', () => {
    expect(verify(BUNDLE)).toEqual([]);
  });

  test.each([
    ['without a manifest', { ...BUNDLE, manifest: null }, 'manifest.json', 'is missing', 'missing_input'],
    [
      'with a broken manifest',
      { ...BUNDLE, manifest: '{' },
      'manifest.json',
      'is no JSON',
      'schema_validation_failed',
    ],
    [
      'of a newer version',
      { ...BUNDLE, manifest: '{"schema":"phasegate.dashboard-manifest/9"}' },
      'manifest.json',
      'is phasegate.dashboard-manifest/9; this version of Phasegate knows phasegate.dashboard-manifest/1',
      'unsupported_schema_version',
    ],
    [
      'without one of its files',
      withFile('turnover.json', null),
      'turnover.json',
      'is missing; manifest.json names it',
      null,
    ],
    [
      'with a file that cannot be read',
      withFile('turnover.json', 'is a symbolic link out of the tree'),
      'turnover.json',
      'cannot be read: is a symbolic link out of the tree',
      null,
    ],
    [
      'with a file too many',
      withFile('more.json', bytes('{}')),
      'more.json',
      'is not named in manifest.json',
      null,
    ],
    [
      'with other rows than it says',
      honest('{"schema":"phasegate.dataset/1","dataset":"turnover","rows":[{}]}'),
      'turnover.json',
      'has 1 rows, and the manifest says 2',
      null,
    ],
    [
      'with a dataset under the name of another',
      honest('{"schema":"phasegate.dataset/1","dataset":"latency","rows":[{},{}]}'),
      'turnover.json',
      'is not the dataset turnover in the form phasegate.dataset/1',
      null,
    ],
    ['with a file that is no JSON', honest('[1,'), 'turnover.json', 'is no JSON', null],
  ])('%s is named', (_, bundle, name, what, code) => {
    const file = `out/dashboard/${name}`;
    expect(verify(bundle)).toEqual([{ check: 'dashboard', file, line: null, what, code }]);
  });

  test('in which one byte was changed is named, whichever byte', () => {
    const whole = BUNDLE.files.get('turnover.json') as Uint8Array;
    for (const at of whole.keys()) {
      const changed = Uint8Array.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const findings = verify(withFile('turnover.json', changed));
      expect(findings.map(({ file }) => file)).toEqual(['out/dashboard/turnover.json']);
      expect(findings[0]?.what).toMatch(
        /^was changed, or an export was broken off: its SHA-256 is [0-9a-f]{64}/,
      );
    }
  });

  test('names all that is wrong at once', () => {
    const files = new Map([...BUNDLE.files.keys()].map((name) => [`${name}.bak`, bytes('')]));
    expect(verify({ manifest: BUNDLE.manifest, files })).toHaveLength(4);
  });
});
