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
  --payload FILE     JSON with what the event says (github.event), as an issue_comment's issue and comment
  --repository O/N   owner and name of the repository (github.repository); default: local/ and the folder's name
  --uses O/N=FOLDER  a git repository that stands for owner/name at GitHub, where a workflow calls or uses it; the ref
                     behind the @ is taken from it. O/N@REF=FOLDER: the folder as it is on disk, for this ref
  --api URL          GitHub's REST API (GITHUB_API_URL), such as a test server's; its token: --secret GITHUB_TOKEN=...
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

This is not GitHub. It is near enough to try workflows and to test them; what differs is listed below.

What is there
  jobs with needs, if, matrix, outputs, timeouts, continue-on-error, environments; reusable workflows, of this and of
  other repositories, ten levels deep; concurrency groups; permissions, held against those of the caller; run, local
  JavaScript and composite actions (./x in the workspace, $/x in the repository of the workflow's file, owner/name/x@ref
  of --uses) with pre and post; expressions by GitHub's own library; command files, workflow commands, masks; a service
  for artifacts and caches that GitHub's clients talk to.
  Built in, at whatever version a workflow names, since actions are not fetched from anywhere: actions/checkout,
  upload-artifact, download-artifact, cache, cache/restore, cache/save, setup-node.
  checkout gives the working tree as it is on disk, changes and all, and an origin that can be fetched and pushed.

What is not there
  - anything that had to be fetched: other people's actions and workflows; Docker actions, containers, services
  - runner images and tool caches: steps find what this machine has (bash, git, this Node.js, for every runs-on)
  - isolation: a step is a process of yours and can do what you can. It gets none of your environment but PATH, the
    locale and proxies, and a home folder of its own
  - GitHub's API, unless --api names one; without it github.token is empty, with it nobody holds it to its permissions
  - OIDC; secrets and variables of environments, and their approvals: nobody is asked, the job runs. (Tests that open
    the runner as a library answer approvals, start several runs at once and cancel them.)
  - other attempts of a run: each has one
  - GitHub's order of things that wait: here a concurrency group goes strictly by who asked first
  - what the jobs around a called workflow did: its jobs' success() and failure() see that workflow's jobs alone
  - artifacts of earlier invocations, artifact digests, retention; problem matchers; the deprecated set-output and
    save-state
  - masking of more than the secrets as they are, line by line and inside JSON
  - a cache shared between actions/cache (kept as folders) and the cache client (kept as it packs them)
  - Windows
`;
