import { setTimeout as sleep } from 'node:timers/promises';
import type { WeeklyPolicy } from '../../domain/observability/weekly/weekly-policy.js';
import type { Policy } from '../../domain/policy.js';
import type { WeeklyClock, WeeklyFiles, WeeklyHook, WeeklyInputs, WeeklySchema } from '../../ports/weekly.js';
import type { Environment } from '../notify/secrets.js';
import { DiskInputTree } from './disk-input-tree.js';
import { weeklyFiles } from './weekly-files.js';
import { weeklyHook } from './weekly-hook.js';
import { weeklyInputs } from './weekly-inputs.js';
import { weeklySchema } from './weekly-schema.js';

/** What the weekly job has of the world. */
export interface WeeklyWorld {
  readonly inputs: WeeklyInputs;
  readonly schema: WeeklySchema;
  readonly files: WeeklyFiles;
  readonly openHook: (() => WeeklyHook) | null;
  readonly clock: WeeklyClock;
}

/** Opens the world to the weekly job. `now`: the tick's clock, which may be another one than the machine's. */
export function openWeekly(options: {
  readonly policy: Policy;
  readonly weekly: WeeklyPolicy;
  readonly root: string;
  readonly now: number;
  readonly environment: Environment;
  readonly mask: (value: string) => void;
}): WeeklyWorld {
  const { policy, weekly, root, now, environment, mask } = options;
  const { webhook } = weekly;
  const tree = new DiskInputTree(process.cwd());
  const began = performance.now();
  return {
    inputs: weeklyInputs({ policy, weekly, tree, root }),
    schema: weeklySchema(weekly, tree),
    files: weeklyFiles(root),
    // A receiver holds a signature's time against its own clock.
    openHook: webhook && (() => weeklyHook({ webhook, environment, now: Date.now, mask })),
    clock: { now: () => now + Math.floor(performance.now() - began), sleep: (ms) => sleep(ms) },
  };
}
