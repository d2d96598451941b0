import { DAY_START, randomOf, writeLines } from './lines.mjs';

/** One day of telemetry of an editor: four events, five phases, 0.1 % of the lines invalid, 1 % in odd forms. */
const PHASES = ['A-0', 'A-1', 'A-2', 'B-0', 'B-1'];
const DAY = 86_400_000;
const MEAN_LINE = 205;

class Telemetry {
  #next;
  #sessions;

  constructor(seed) {
    this.#next = randomOf(seed);
    this.#sessions = Array.from({ length: 4096 }, () => this.#uuid());
  }

  below(n) {
    return Math.floor(this.#next() * n);
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  chance(p) {
    return this.#next() < p;
  }

  #uuid() {
    const hex = Array.from({ length: 4 }, () =>
      this.below(2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    ).join('');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `a${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join('-');
  }

  #duration(middle, spread) {
    const normal = Math.sqrt(-2 * Math.log(1 - this.#next())) * Math.cos(2 * Math.PI * this.#next());
    return Math.min(600_000, Math.max(1, Math.round(middle * Math.exp(spread * normal))));
  }

  event(ms) {
    const phase = PHASES[Math.floor(Math.sqrt(this.#next()) * PHASES.length)];
    const base = { ts: new Date(ms).toISOString(), phase };
    const session_id = this.pick(this.#sessions);
    const kind = this.#next();
    if (kind < 0.45)
      return {
        event: 'save',
        feature: 'autosave',
        ...base,
        duration_ms: this.#duration(150, 0.8),
        retry_count: this.chance(0.9) ? 0 : 1 + this.below(4),
        bytes: 200 + this.below(200_000),
        session_id,
      };
    if (kind < 0.6)
      return {
        event: 'restore',
        feature: 'autosave',
        ...base,
        success: this.chance(0.98),
        source: this.pick(['indexeddb', 'opfs', 'localstorage']),
        duration_ms: this.#duration(90, 0.6),
        session_id,
      };
    if (kind < 0.7)
      return {
        event: 'lock',
        feature: 'autosave',
        ...base,
        code: this.pick(['E_LOCKED', 'E_QUOTA', 'E_ABORTED']),
        retryable: this.chance(0.7),
        attempt: 1 + this.below(5),
        lease_id: this.#uuid(),
        session_id,
      };
    return {
      event: 'merge',
      feature: 'merge',
      ...base,
      precision: this.pick(['legacy', 'beta', 'stable']),
      auto_accept_ratio: this.below(101) / 100,
      auto_accepted: this.chance(0.8),
      hunk_count: 1 + this.below(60),
      duration_ms: this.#duration(400, 0.9),
      session_id,
    };
  }

  shuffled(value) {
    const entries = Object.entries(value);
    for (let i = entries.length - 1; i > 0; i -= 1) {
      const j = this.below(i + 1);
      [entries[i], entries[j]] = [entries[j], entries[i]];
    }
    return Object.fromEntries(entries);
  }

  /** What all tools take for invalid. */
  invalid(value) {
    // A line without a phase is of the one that the ledger had on.
    const without = this.pick(Object.keys(value).filter((key) => key !== 'phase'));
    switch (this.below(4)) {
      case 0:
        return { ...value, phase: this.pick(['Z-9', 'A-3', 'a-1']) };
      case 1:
        return Object.fromEntries(Object.entries(value).filter(([key]) => key !== without));
      case 2:
        return { ...value, event: this.pick(['sav', 'foo', 'merge2']) };
      default:
        return 'duration_ms' in value ? { ...value, duration_ms: -5 } : { ...value, attempt: -1 };
    }
  }

  /** The same in another form. */
  odd(value) {
    const line = JSON.stringify(value);
    switch (this.below(4)) {
      case 0:
        return JSON.stringify(this.shuffled(value));
      case 1:
        return line.replaceAll('":', '": ').replaceAll(',"', ', "');
      case 2:
        return line.replace('"session_id":"', '"session_id":"\\u0041');
      default:
        return JSON.stringify({
          ...value,
          meta: { agent: 'x "y"', tags: ['a', { b: 1.5e-3, c: null }], note: 'é日本' },
        });
    }
  }
}

/** How a line of each form is written. */
const FORMS = {
  plain: (telemetry, event) => {
    if (telemetry.chance(0.001)) return JSON.stringify(telemetry.invalid(event));
    return telemetry.chance(0.01) ? telemetry.odd(event) : JSON.stringify(event);
  },
  shuffled: (telemetry, event) => JSON.stringify(telemetry.shuffled(event)),
  escaped: (telemetry, event) => JSON.stringify(event).replace('"session_id":"', '"session_id":"\\u0041'),
  'half invalid': (telemetry, event) =>
    JSON.stringify(telemetry.chance(0.5) ? telemetry.invalid(event) : event),
  'half cut short': (telemetry, event) => {
    const line = JSON.stringify(event);
    return telemetry.chance(0.5) ? line.slice(0, 20 + telemetry.below(line.length - 40)) : line;
  },
};

export const FORM_NAMES = [...Object.keys(FORMS), 'duplicates'];

/** Writes so many bytes of a form; the same for the same seed. */
export function writeTelemetry({ file, bytes, form, seed = 7 }) {
  const telemetry = new Telemetry(seed);
  const write = FORMS[form === 'duplicates' ? 'plain' : form];
  const step = (DAY - 10_000) / (bytes / MEAN_LINE);
  let [ms, before] = [DAY_START + 5_000, ''];
  return writeLines(file, bytes, () => {
    const isAgain = form === 'duplicates' && before !== '' && telemetry.chance(0.05);
    if (!isAgain)
      before = write(telemetry, telemetry.event(Math.min(ms + telemetry.below(4_000), DAY_START + DAY - 1)));
    ms += step;
    return before;
  });
}

const text = (minLength, maxLength) => ({ type: 'string', minLength, maxLength });
const whole = { type: 'integer', minimum: 0, maximum: 2_147_483_647 };
const duration = { type: 'integer', minimum: 0, maximum: 3_600_000 };
const when = (event, feature, properties) => ({
  if: { properties: { event: { const: event } }, required: ['event'] },
  then: { required: Object.keys(properties), properties: { feature: { const: feature }, ...properties } },
});

export const SCHEMA = {
  type: 'object',
  required: ['event', 'ts', 'feature', 'phase', 'session_id'],
  properties: {
    event: { enum: ['save', 'restore', 'lock', 'merge'] },
    ts: { type: 'string', format: 'date-time' },
    phase: { enum: PHASES },
    session_id: text(8, 64),
  },
  allOf: [
    when('save', 'autosave', { duration_ms: duration, retry_count: whole, bytes: whole }),
    when('restore', 'autosave', {
      success: { type: 'boolean' },
      source: { enum: ['indexeddb', 'opfs', 'localstorage'] },
      duration_ms: duration,
    }),
    when('lock', 'autosave', {
      code: text(1, 64),
      retryable: { type: 'boolean' },
      attempt: whole,
      lease_id: text(8, 64),
    }),
    when('merge', 'merge', {
      precision: { enum: ['legacy', 'beta', 'stable'] },
      auto_accept_ratio: { type: 'number', minimum: 0, maximum: 1 },
      auto_accepted: { type: 'boolean' },
      hunk_count: whole,
      duration_ms: duration,
    }),
  ],
};

/** A policy over a telemetry file. */
export function policyOf(file, keepEvents) {
  return `version: 1
rollout: bench
keep-events: ${keepEvents}
evidence: none
sources:
  - { name: app, jsonl: ${JSON.stringify(file)}, schema: app }
slis:
  save_ok: { event: save, ratio: { good: { retry_count: 0 } } }
  restore_ok: { event: restore, ratio: { good: { success: true } } }
  lock_ok: { event: lock, ratio: { good: { retryable: true } } }
  merge_ok: { event: merge, ratio: { good: { auto_accepted: true } } }
  save_p95: { event: save, quantile: { of: duration_ms, p: 95 }, unit: ms }
  restore_p95: { event: restore, quantile: { of: duration_ms, p: 95 }, unit: ms }
  merge_p95: { event: merge, quantile: { of: duration_ms, p: 95 }, unit: ms }
phases:
${PHASES.map((id) => `  - { id: ${id} }`).join('\n')}
`;
}
