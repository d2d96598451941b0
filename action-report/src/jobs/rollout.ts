import { jobErrorOf, JobError } from '../../../src/domain/observability/job-error.js';
import type { Job } from '../../../src/ports/job.js';
import type { RolloutOutputs } from '../outputs.js';

/** The rollout's own report as a job of the list: it has its line too, and what comes behind it waits for it. */
export function rolloutJob(report: () => Promise<RolloutOutputs>): Job {
  return {
    name: 'rollout',
    isDue: () => Promise.resolve(true),
    work: async () => {
      const { faults, plan, incidents } = await report();
      const [first] = faults;
      if (first !== undefined) {
        const { code, message } = jobErrorOf(first);
        throw new JobError(code, message, { diagnostics: { faults: faults.length }, cause: first });
      }
      const figures = { files: Object.keys(plan?.files ?? {}).length, notices: plan?.notices.length ?? 0 };
      return { status: 'ok', diagnostics: { ...figures, incidents: incidents.length } };
    },
  };
}
