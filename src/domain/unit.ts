import type { Sli } from './policy.js';

/** The unit that the SLI's value is printed with. */
export function unitOf(sli: Sli): string | null {
  switch (sli.measure.kind) {
    case 'ratio':
      return '%';
    case 'count':
      return null;
    case 'quantile':
    case 'mean':
      return sli.unit;
  }
}
