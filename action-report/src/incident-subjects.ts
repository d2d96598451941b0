import type { Analysis } from '../../src/domain/analysis.js';
import { governancePaths } from '../../src/domain/governance-paths.js';
import {
  analysisSubjects,
  failedFlagsSubject,
  ledgerSubjects,
  type SeenLedger,
} from '../../src/domain/incident-findings.js';
import type { IncidentState } from '../../src/domain/incident.js';
import { sloSubjects, type Subject } from '../../src/domain/incident-subject.js';
import type { Policy } from '../../src/domain/policy.js';
import { metricsPath } from '../../src/render/report-files.js';

/** What a tick knows of a rollout: its analysis, or where there is none, the ledger that action-collect saw. */
export interface TickFacts {
  readonly policy: Policy;
  readonly analysis: Analysis | null;
  readonly seen: SeenLedger | null;
}

/** Everything that the tick says of what is, or was, an incident. `open`: states of the rollout's open incidents. */
export function tickSubjects(facts: TickFacts, open: readonly IncidentState[]): readonly Subject[] {
  const { policy, analysis, seen } = facts;
  if (analysis === null) {
    const file = governancePaths(policy.governance.folder).ledger;
    return seen === null ? [] : ledgerSubjects(policy, seen, file);
  }
  const end = analysis.window?.end;
  const path = end === undefined ? '' : metricsPath(analysis.phase, end);
  return [
    ...sloSubjects({ policy, analysis, open, metricsPath: path }),
    ...analysisSubjects(analysis),
    ...open
      .filter(({ kind }) => kind === 'flags-rollback-failed')
      .map((state) => failedFlagsSubject(analysis, state)),
  ];
}
