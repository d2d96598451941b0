import { duration } from '../../policy-convert-rules.js';
import { DAY, SECOND } from '../../time.js';
import type { FieldDocument, SectionDocument, WeeklyDocument, WeeklyWebhookDocument } from './document.js';
import type { WeeklyPolicy, WeeklyWebhook } from './weekly-policy.js';
import { DEFAULT_SCHEMA_VERSION, type Field, type Section } from './sections.js';

function fieldOf(name: string, field: FieldDocument): Field {
  if (field.value !== undefined) return { kind: 'constant', name, value: field.value };
  const { fold, order = [] } = field;
  return {
    kind: 'read',
    name,
    from: field.column ?? field.at ?? '',
    beside: field.in ?? null,
    type: field.type ?? 'text',
    fold: fold === undefined ? null : { kind: fold, order },
    rename: field.rename ?? {},
    isOptional: field.optional ?? false,
  };
}

/** The linter has seen that each section has what it needs. */
function sectionOf(name: string, section: SectionDocument): Section {
  if (section.rollup !== undefined) return { kind: 'rollup', name, what: section.rollup };
  const fields = Object.entries(section.fields ?? {}).map(([field, one]) => fieldOf(field, one));
  if (section.json !== undefined)
    return { kind: 'json', name, file: section.json, version: section.version ?? null, fields };
  return {
    kind: 'csv',
    name,
    file: section.csv ?? '',
    week: section.week ?? null,
    newest: section.newest ?? 100,
    beside: section.with ?? {},
    fields,
  };
}

function webhookOf(webhook: WeeklyWebhookDocument): WeeklyWebhook {
  const signing = webhook['signing-secret'];
  return {
    secret: webhook.secret,
    signingSecrets: typeof signing === 'string' ? [signing] : signing,
    tries: webhook.tries ?? 3,
    waitMs: duration(webhook.wait, 60 * SECOND),
    timeoutMs: duration(webhook.timeout, 30 * SECOND),
  };
}

/** The weekly report, with every default filled in. */
export function weeklyOf(weekly: WeeklyDocument): WeeklyPolicy {
  return {
    keepMs: duration(weekly.keep, 60 * DAY),
    webhook: weekly.webhook === undefined ? null : webhookOf(weekly.webhook),
    redact: weekly.redact ?? [],
    schema: weekly.schema ?? null,
    schemaVersion: weekly['schema-version'] ?? DEFAULT_SCHEMA_VERSION,
    sections: Object.entries(weekly.sections).map(([name, section]) => sectionOf(name, section)),
  };
}
