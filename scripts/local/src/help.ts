export const HELP = `Runs a GitHub Actions workflow of a repository on this machine, with the same action bundles that GitHub runs.

  npm run local -- <workflow> [--repo FOLDER] [options]

<workflow> is a name (rollout: .github/workflows/rollout.yml of the repository, else Phasegate's own) or a path.

Options
  --repo FOLDER      repository to run on; default: the current folder. It need not be a git repository
  --event NAME       event that starts the run; default: workflow_dispatch, or schedule with --every
  --input K=V        input of workflow_dispatch, or entry of repository_dispatch's client payload; repeat it for more
  --now TIME         time of the run, as 2026-03-02T14:15:00Z. The workflow gets it as its input "now", whatever the
                     event (GitHub gives inputs to workflow_dispatch alone). Default: none, the clock's
  --every 15m        run again and again, from --now on, this far apart ...
  --until TIME       ... up to this time, itself included
  --secret K=V       secret; hidden in all that is printed or stored
  --var K=V          configuration variable
  --actor NAME       who runs it (github.actor); default: local
  --play FOLDER      folder of telemetry below the repository that is shown as it grew; default with --every: telemetry
  --no-play          show all telemetry at once
  --verbose          print every line of every step
  --help             print this

Exit codes: 0 every run succeeded, 1 a run failed, 2 the command or the workflow is wrong, 130 interrupted.

Playing telemetry
  Each run sees the .jsonl and .csv files below the folder as they stood at its time: up to the first line that arrived
  later. A line arrives at its own time (received_at, else ts; in CSV the first cell that is a time), but never before
  the line above it; a line without a time arrives with the line above it. A .gz file appears once its last line has
  arrived. Times after --until are taken for a sender's wrong clock and count as no time.

What a run leaves in <repo>/.phasegate
  artifacts/<run>/<name>/  summary/<run>-<job>.md   of the last 100 runs
  cache/                                            the 100 entries that were used last
  remote.git                                        origin of a folder that is no git repository

What is there
  jobs with needs, if, matrix, outputs, timeouts, continue-on-error; run, local JavaScript and composite actions (./x in
  the workspace, $/x in the workflow's own repository) with pre and post; expressions by GitHub's own library; command
  files, workflow commands, masks; a service for artifacts and caches that GitHub's clients talk to.
  Built in, at whatever version a workflow names, since actions are not fetched from anywhere: actions/checkout,
  upload-artifact, download-artifact, cache, cache/restore, cache/save, setup-node.
  checkout gives the working tree as it is on disk, changes and all, and an origin that can be fetched and pushed.

What is not there
  - other people's actions, reusable workflows, Docker actions, containers, service containers
  - runner images and tool caches: steps find what this machine has (bash, git, this Node.js, for every runs-on)
  - isolation: a step is a process of yours and can do what you can. It gets none of your environment but PATH, the
    locale and proxies, and a home folder of its own
  - GitHub's API, OIDC, permissions, environments' approvals and secrets; the token is a placeholder
  - concurrency groups: runs are one after the other, and nothing is cancelled
  - artifacts of other runs, artifact digests, retention; problem matchers; the deprecated set-output and save-state
  - masking of more than the secrets as they are, line by line and inside JSON
  - a cache shared between actions/cache (kept as folders) and the cache client (kept as it packs them)
  - Windows
`;
