import { conditional } from './subjects/conditional.js';
import { discriminated } from './subjects/discriminated.js';
import { nested } from './subjects/nested.js';
import { unnamed } from './subjects/unnamed.js';
import { closed, wide } from './subjects/wide.js';
import type { FuzzSubject } from './subjects/common.js';

export { NOW, WHOLE_SPAN, type FuzzSubject, type Span } from './subjects/common.js';

export const SUBJECTS: readonly FuzzSubject[] = [conditional, nested, discriminated, unnamed, wide, closed];
