import { DAY_START, randomOf, writeLines } from './lines.mjs';

/** One day of orders of a shop: 14 fields, nested objects, choices, patterns, numbers with exponents, in any order of keys. */
const PHASES = ['canary', 'half', 'all'];
const REGIONS = ['eu-north-1', 'eu-west-2', 'us-east-1', 'ap-south-3'];
const MEAN_LINE = 330;
const DAY = 86_400_000;

const whole = (minimum, maximum) => ({ type: 'integer', minimum, maximum });

export const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: { hex: { type: 'string', pattern: '^[0-9a-f]{8,32}$' } },
  required: ['event', 'ts', 'phase', 'order', 'latency_s', 'status', 'client', 'region', 'items'],
  properties: {
    event: { const: 'checkout' },
    ts: { type: 'string', format: 'date-time' },
    feature: { type: 'string', minLength: 1 },
    phase: { enum: PHASES },
    order: { type: 'string', format: 'uuid' },
    trace: { $ref: '#/$defs/hex' },
    latency_s: { type: 'number', exclusiveMinimum: 0, maximum: 1e3 },
    amount: { type: 'number', minimum: -1e6, maximum: 1e6 },
    currency: { enum: ['EUR', 'USD', 'SEK', null] },
    status: { enum: ['paid', 'failed', 'open'] },
    region: { type: 'string', pattern: '^(?:eu|us|ap)-[a-z]+-\\d$' },
    items: whole(1, 100),
    note: { type: 'string', maxLength: 20 },
    client: {
      type: 'object',
      required: ['version', 'os'],
      additionalProperties: false,
      properties: {
        version: { type: 'string', pattern: '^\\d+\\.\\d+(\\.\\d+)?$' },
        os: { enum: ['linux', 'mac', 'windows'] },
        screen: {
          type: 'object',
          required: ['w', 'h'],
          properties: {
            w: whole(1, 20_000),
            h: whole(1, 20_000),
            dpr: { type: 'number', enum: [1, 1.5, 2] },
          },
        },
      },
    },
  },
};

/** A policy over a file of orders. */
export function policyOf(file, keepEvents) {
  return `version: 1
rollout: bench
keep-events: ${keepEvents}
evidence: none
sources:
  - { name: app, jsonl: ${JSON.stringify(file)}, schema: app }
slis:
  paid: { event: checkout, by: region, ratio: { good: { status: paid } } }
  latency: { event: checkout, by: region, quantile: { of: latency_s, p: 99 } }
  large: { event: checkout, by: region, where: { currency: EUR, amount: { above: 900.5 } }, count: true }
phases:
${PHASES.map((id) => `  - { id: ${id} }`).join('\n')}
`;
}

class Orders {
  #next;

  constructor(seed) {
    this.#next = randomOf(seed);
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

  #hex(digits) {
    let text = '';
    while (text.length < digits)
      text += this.below(2 ** 32)
        .toString(16)
        .padStart(8, '0');
    return text.slice(0, digits);
  }

  #uuid() {
    const hex = this.#hex(32);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  event(ms) {
    const took = 1 + Math.round(400 * Math.exp(1.2 * (this.#next() + this.#next() - 1)) * this.#next());
    const screen = {
      w: this.pick([1280, 1920, 2560]),
      h: this.pick([720, 1080, 1440]),
      dpr: this.pick([1, 1.5, 2]),
    };
    return {
      event: 'checkout',
      ts: new Date(ms).toISOString(),
      feature: this.pick(['cart', 'express']),
      phase: this.pick(PHASES),
      order: this.#uuid(),
      trace: this.#hex(16),
      // Written without its quotes.
      latency_s: this.chance(0.5) ? `#${took}e-3` : took / 1000,
      amount: this.chance(0.1) ? `#${1 + this.below(9)}.5E+2` : this.below(200_000) / 100,
      currency: this.pick(['EUR', 'EUR', 'USD', 'SEK', null]),
      status: this.pick(['paid', 'paid', 'paid', 'paid', 'failed', 'open']),
      region: this.pick(REGIONS),
      items: 1 + this.below(12),
      note: this.pick(['', 'gift', 'zwölf', 'call first']),
      client: {
        version: this.pick(['1.2', '10.0.3']),
        os: this.pick(['linux', 'mac', 'windows']),
        ...(this.chance(0.5) ? { screen } : {}),
      },
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
  #invalid(value) {
    const { order: _, ...unnamed } = value;
    return this.pick([
      unnamed,
      { ...value, region: 'mars-1' },
      { ...value, phase: 'none' },
      { ...value, items: 0 },
      { ...value, latency_s: '#-1e-3' },
      { ...value, trace: 'XYZ' },
      { ...value, client: { ...value.client, version: 'new' } },
    ]);
  }

  line(ms) {
    const event = this.event(ms);
    const value = this.chance(0.01)
      ? this.shuffled(event)
      : this.chance(0.001)
        ? this.#invalid(event)
        : event;
    return JSON.stringify(value).replace(/"#([^"]*)"/g, '$1');
  }
}

/** Writes so many bytes of orders; the same for the same seed. */
export function writeOrders({ file, bytes, seed = 11 }) {
  const orders = new Orders(seed);
  const step = (DAY - 10_000) / (bytes / MEAN_LINE);
  let ms = DAY_START + 5_000;
  return writeLines(file, bytes, () => {
    const at = Math.min(ms + orders.below(4_000), DAY_START + DAY - 1);
    ms += step;
    return orders.line(at);
  });
}
