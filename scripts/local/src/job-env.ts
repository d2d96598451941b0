import { join } from 'node:path';
import type { Leg } from './leg.js';
import { asText } from './yaml-source.js';

const ARCHITECTURES: Readonly<Record<string, string>> = {
  x64: 'X64',
  arm64: 'ARM64',
  ia32: 'X86',
  arm: 'ARM',
};
const SYSTEMS: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };
/** Keys of the `github` context that are also variables. */
const GITHUB_KEYS = (
  'repository repository_owner sha ref ref_name ref_type event_name run_id run_number run_attempt actor ' +
  'triggering_actor workflow workflow_ref workflow_sha server_url api_url graphql_url repository_id head_ref base_ref'
).split(' ');
/** Variables of the person's own environment that a job takes over; nothing else gets in, so no token does. */
const TAKEN_OVER = (
  'PATH LANG LC_ALL TZ USER LOGNAME HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy ' +
  'SSL_CERT_FILE SSL_CERT_DIR NODE_EXTRA_CA_CERTS'
).split(' ');

/** The part of an environment that jobs may see. */
export function hostEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const pairs = TAKEN_OVER.flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(pairs);
}

/** The `runner` context. */
export function runnerContext(leg: Leg): Record<string, string> {
  return {
    os: SYSTEMS[process.platform] ?? process.platform,
    arch: ARCHITECTURES[process.arch] ?? process.arch,
    name: 'local',
    environment: 'self-hosted',
    debug: '',
    temp: leg.temp,
    tool_cache: join(leg.temp, 'tools'),
    workspace: leg.workspace,
  };
}

/** Whole environment of a step, PATH as the host has it. What GitHub sets by itself cannot be overwritten. */
export function jobEnv(leg: Leg, step: Readonly<Record<string, string>>): Record<string, string> {
  const { context } = leg;
  const { github } = context;
  const runner = runnerContext(leg);
  const fixed = Object.fromEntries(
    GITHUB_KEYS.map((key) => [`GITHUB_${key.toUpperCase()}`, asText(github[key])]),
  );
  return {
    CI: 'true',
    ...context.hostEnv,
    HOME: leg.home,
    TMPDIR: leg.temp,
    GIT_TERMINAL_PROMPT: '0',
    ...leg.env,
    ...step,
    ...fixed,
    GITHUB_ACTIONS: 'true',
    GITHUB_JOB: leg.job.id,
    GITHUB_WORKSPACE: leg.workspace,
    GITHUB_EVENT_PATH: join(leg.temp, 'event.json'),
    RUNNER_OS: runner['os'] ?? '',
    RUNNER_ARCH: runner['arch'] ?? '',
    RUNNER_NAME: 'local',
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_TEMP: leg.temp,
    RUNNER_TOOL_CACHE: runner['tool_cache'] ?? '',
    ACTIONS_RESULTS_URL: context.service.url,
    ACTIONS_CACHE_URL: context.service.url,
    ACTIONS_CACHE_SERVICE_V2: 'true',
    ACTIONS_RUNTIME_TOKEN: context.service.token(context.run, leg.job.id),
  };
}
