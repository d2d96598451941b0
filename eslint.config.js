import tseslint from 'typescript-eslint';
import { dependencyRule } from './scripts/dependency-rule.mjs';

const COMMON = {
  '@typescript-eslint/no-unused-vars': [
    'error',
    {
      argsIgnorePattern: '^_',
      varsIgnorePattern: '^_',
      destructuredArrayIgnorePattern: '^_',
      ignoreRestSiblings: true,
    },
  ],
  // \`== null\` is the one loose comparison that says what it means.
  eqeqeq: ['error', 'always', { null: 'ignore' }],
};

const typed = {
  files: ['**/*.ts'],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  rules: {
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    // A use case may be async for its port alone, and its fake in a test need not wait for anything.
    '@typescript-eslint/require-await': 'off',
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    ...COMMON,
    'no-restricted-exports': [
      'error',
      { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
    ],
    'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  },
};

/** Scripts are plain JavaScript: no types to check by. */
const plain = {
  files: ['**/*.js', '**/*.mjs'],
  ...tseslint.configs.disableTypeChecked,
  rules: { ...tseslint.configs.disableTypeChecked.rules, ...COMMON },
};

/** A describe block is as long as its cases. */
const tests = {
  files: ['test/**/*.ts'],
  rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-unsafe-assignment': 'off' },
};

export default [
  {
    ignores: [
      '**/dist/',
      'src/generated/',
      // AssemblyScript: its own compiler checks it.
      'assembly/',
      'out/',
      '.runtimes/',
      '.phasegate/',
      'fixtures/*/telemetry/',
      'coverage/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommendedTypeChecked,
  typed,
  plain,
  tests,
  ...dependencyRule,
];
