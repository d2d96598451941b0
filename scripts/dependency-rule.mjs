// The dependency rule of CONTRIBUTING.md as configuration for ESLint: what the modules of each folder may reach.

const escape = (text) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/**
 * A module of these folders may import only from `prefixes`, with `climbs` also from the folder above its own, not from what
 * begins with one of `except`, and of a package in `names` only the names given.
 */
function only(message, { prefixes, climbs = false, except = [], names = {} }) {
  const packages = Object.keys(names).map((name) => `${escape(name)}$`);
  const above = climbs ? [String.raw`\.\./(?!\.\.)`] : [];
  const allowed = [...prefixes.map(escape), ...above, ...packages].join('|');
  const patterns = [
    { regex: `^(?!${allowed})`, message },
    ...except.map((prefix) => ({ regex: `^${escape(prefix)}`, message })),
    // A path that climbs again behind its prefix could end anywhere.
    { regex: String.raw`[^./].*/\.\.(?:/|$)`, message },
    ...Object.entries(names).map(([name, allowImportNames]) => ({
      regex: `^${escape(name)}$`,
      allowImportNames,
      message,
    })),
  ];
  return ['error', { patterns }];
}

const NO_DYNAMIC_IMPORT = {
  selector: 'ImportExpression',
  message: 'Import statically here; only io and a main.ts load on demand.',
};

const PURE = 'Pure code takes time, data and chance as arguments.';
const PURE_GLOBALS = [
  ...[
    'process',
    'console',
    'performance',
    'fetch',
    'crypto',
    'globalThis',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'require',
  ],
].map((name) => ({ name, message: PURE }));
const PURE_SYNTAX = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: PURE },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: PURE },
  { selector: "CallExpression[callee.name='Date']", message: PURE },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: PURE },
  {
    selector: 'MemberExpression[property.name=/^(localeCompare|toLocale.*)$/]',
    message: 'The same input gives the same bytes in every locale.',
  },
  {
    selector: "MemberExpression[object.name='Intl']",
    message: 'The same input gives the same bytes in every locale.',
  },
  NO_DYNAMIC_IMPORT,
];

const pure = {
  'no-restricted-globals': ['error', ...PURE_GLOBALS],
  'no-restricted-syntax': ['error', ...PURE_SYNTAX],
};

const OTHER_STAGE = 'A stage does not import another stage, and src imports none: what they share is in src.';
const noStage = ['error', { patterns: [{ regex: String.raw`(?:^|/)action-[a-z]+/`, message: OTHER_STAGE }] }];

const DOMAIN_ONLY = 'src/domain imports only itself, and createHash or hash of node:crypto.';
const DOMAIN_NAMES = { 'node:crypto': ['createHash'] };

const STAGE = 'A stage imports itself, src/domain, src/render and src/ports; its main.ts wires the rest.';
// Putting paths together touches no disk.
const STAGE_NAMES = { 'node:path': ['basename', 'dirname', 'join', 'posix'] };
const sharedBelow = (root) => ['domain', 'render', 'ports'].map((folder) => `${root}/src/${folder}/`);

// Where a main.ts would be too long, what it wires of one kind is a main-<kind>.ts beside it.
// `scan-worker.ts` is the main.ts of a second thread.
const WIRING = [
  'action-*/src/main.ts',
  'action-*/src/main-*.ts',
  'action-*/src/post.ts',
  'action-*/src/scan-worker.ts',
];

/** One block of flat configuration a layer. */
export const dependencyRule = [
  {
    files: ['src/domain/**/*.ts'],
    rules: {
      ...pure,
      'no-restricted-imports': only(DOMAIN_ONLY, { prefixes: ['./'], names: DOMAIN_NAMES }),
    },
  },
  {
    // `hash` is younger than the oldest Node that is supported, so that it cannot be imported by its name.
    files: ['src/domain/digest.ts'],
    rules: {
      'no-restricted-imports': only(DOMAIN_ONLY, {
        prefixes: ['./'],
        names: { 'node:crypto': ['default'] },
      }),
    },
  },
  {
    // A folder of the domain may climb to the domain, and no further.
    files: ['src/domain/*/*.ts'],
    rules: {
      'no-restricted-imports': only(DOMAIN_ONLY, {
        prefixes: ['./', '../'],
        except: ['../..'],
        names: DOMAIN_NAMES,
      }),
    },
  },
  {
    files: ['src/domain/*/*/*.ts'],
    rules: {
      'no-restricted-imports': only(DOMAIN_ONLY, {
        prefixes: ['./', '../'],
        except: ['../../..'],
        names: DOMAIN_NAMES,
      }),
    },
  },
  {
    files: ['src/render/**/*.ts', 'src/ports/**/*.ts'],
    rules: {
      ...pure,
      'no-restricted-imports': only('src/render and src/ports import only themselves and src/domain.', {
        prefixes: ['./', '../domain/'],
      }),
    },
  },
  {
    files: ['src/io/**/*.ts', ...WIRING],
    rules: { 'no-restricted-imports': noStage },
  },
  {
    files: ['action-*/src/**/*.ts'],
    ignores: WIRING,
    rules: {
      ...pure,
      'no-restricted-imports': only(STAGE, { prefixes: ['./', ...sharedBelow('../..')], names: STAGE_NAMES }),
    },
  },
  {
    // A folder of a stage may climb to the stage.
    files: ['action-*/src/*/*.ts'],
    rules: {
      'no-restricted-imports': only(STAGE, {
        prefixes: ['./', ...sharedBelow('../../..')],
        climbs: true,
        names: STAGE_NAMES,
      }),
    },
  },
];
