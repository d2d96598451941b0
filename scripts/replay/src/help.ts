export const HELP = `Makes recorded decisions again, or shows what another policy would have done over the same telemetry.

  npm run replay -- [--repo FOLDER] [options]

Without --policy: makes the analysis of each decision in the ledger again, from the batches, the policy that was in force
and the ledger as it was before it, and compares the bytes with the snapshot on the governance branch.
With --policy: walks the batches window by window, every tick on time, and shows where that policy would have rolled back
or promoted and what the record says. It changes nothing.

Options
  --repo FOLDER      repository with governance/policy.yaml and the governance branch; default: the current folder
  --batches FOLDER   folder that is searched for batch files; repeat it for more.
                     Default: .phasegate/artifacts and out below the repository
  --policy FILE      the other policy
  --in-force FILE    the policy that is in force; default: governance/policy.yaml of the repository
  --offline          read the governance branch as it was fetched last, and ask no remote
  --from TIME        only decisions or windows from this time on, as 2026-03-02T14:15:00Z
  --to TIME          only decisions or windows up to this time, itself included
  --markdown FILE    write the answer as Markdown too
  --json FILE        write the answer as JSON too
  --help             print this

Exit codes: 0 every decision is identical, or the difference was printed; 1 a decision cannot be made again, or a batch was
changed; 2 the command or a policy is wrong.

Policies that were in force are looked for in governance/*.yaml and in the git history of these files, by their digest.
`;
