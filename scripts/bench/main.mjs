// npm run bench -- NAME [options]: runs one bench. Each is a file beside this one with a `run(args)` of its own.
const BENCHES = {
  collector: () => import('./collector.mjs'),
  dashboard: () => import('./dashboard.mjs'),
  judge: () => import('./judge.mjs'),
  latency: () => import('./latency.mjs'),
  startup: () => import('./startup.mjs'),
};

const [name, ...args] = process.argv.slice(2);
if (name === undefined || !Object.hasOwn(BENCHES, name)) {
  const wanted = name === undefined ? 'name a bench' : `there is no bench ${JSON.stringify(name)}`;
  process.stderr.write(`${wanted}; there are: ${Object.keys(BENCHES).join(', ')}\n`);
  process.exitCode = 2;
} else {
  const { run } = await BENCHES[name]();
  try {
    process.exitCode = await run(args);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
