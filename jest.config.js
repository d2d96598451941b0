/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Tests say what happens, not how fast: a busy machine must not fail them.
  testTimeout: 60_000,
  // By default jest leaves one core alone, of the two that a runner may have half.
  maxWorkers: '100%',
  roots: ['<rootDir>/test'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Bundles and fixtures hold copies of packages, and their package.json files would collide in jest's module map.
  modulePathIgnorePatterns: [
    '<rootDir>/.runtimes/',
    '<rootDir>/action-[a-z]+/dist/',
    '<rootDir>/scripts/[a-z]+/dist/',
  ],
  testSequencer: '<rootDir>/scripts/jest-sequencer.mjs',
  reporters: [
    'default',
    '<rootDir>/scripts/jest-reporter-summary.mjs',
    // In CI the tests are telemetry too: `npm run ci-health` watches them as a rollout.
    ...(process.env.CI ? ['<rootDir>/scripts/jest-reporter-telemetry.mjs'] : []),
  ],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
      },
    ],
  },
};
