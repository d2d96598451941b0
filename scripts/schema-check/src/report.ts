import type { Fault } from '../../../src/domain/fault.js';
import type { SchemaChange } from '../../../src/domain/schema-diff.js';
import { escapeMarkdown } from '../../../src/render/escape.js';
import { table } from '../../../src/render/sections.js';
import { faultsOf, isPassed, type CheckResult } from './check.js';
import type { PolicyResult } from './check-policy.js';
import type { SchemaResult } from './check-schema.js';
import type { TemplateResult } from './check-template.js';

/** The first line of the comment, by which it is found again. */
export const MARKER = '<!-- phasegate:schema-check -->';

/** More than this is not read; the schemas themselves have it all. */
const MAX_LINES = 100;
/** GitHub takes 65,536 characters in a comment. */
const MAX_COMMENT = 60_000;
/** And 1 MiB in a summary; a character is at most 3 bytes there. */
const MAX_SUMMARY = 300_000;

/** A pointer as a reader finds it; the root of the schema has a name. */
function placeText(pointer: string): string {
  return pointer === '' ? 'the whole' : escapeMarkdown(pointer);
}

function shortened(lines: readonly string[]): string[] {
  if (lines.length <= MAX_LINES) return [...lines];
  return [...lines.slice(0, MAX_LINES), `- and ${lines.length - MAX_LINES} more`];
}

function changeLine({ kind, pointer, words }: SchemaChange): string {
  const weight = kind === 'breaking' ? '**breaking**' : 'compatible';
  return `- ${weight}, ${placeText(pointer)}: ${escapeMarkdown(words)}`;
}

function faultLine({ severity, line, message }: Fault): string {
  const at = line > 0 ? `line ${line}: ` : '';
  return `- ${severity === 'error' ? '❌' : '⚠️'} ${at}${escapeMarkdown(message)}`;
}

function versionText({ status, version: { base, head } }: SchemaResult): string {
  if (base === null || head === null || status === 'unchanged') return String(head ?? base ?? 'unknown');
  return base === head ? String(head) : `${base} → ${head}`;
}

function verdictText({ changes, faults }: SchemaResult): string {
  const breaking = changes.filter(({ kind }) => kind === 'breaking').length;
  const errors = faults.filter(({ severity }) => severity === 'error').length;
  const compatible = changes.length - breaking;
  const parts = [
    ...(breaking > 0 ? [`${breaking} breaking`] : []),
    ...(compatible > 0 ? [`${compatible} compatible`] : []),
    count(errors, 'fault'),
  ];
  const mark = errors > 0 ? '❌' : faults.length > 0 ? '⚠️' : '✅';
  return `${mark} ${parts.join(', ')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function schemaSections(schemas: readonly SchemaResult[]): string[] {
  const told = schemas.filter(({ status, faults }) => status !== 'unchanged' || faults.length > 0);
  const rest = schemas.length - told.length;
  if (schemas.length === 0) return ['No schema files.'];
  const rows = told.map((one) => [escapeMarkdown(one.file), one.status, versionText(one), verdictText(one)]);
  const details = told
    .filter(({ changes, faults }) => changes.length + faults.length > 0)
    .flatMap(({ file, changes, faults }) => {
      // A breaking change without a version is a fault too, and told once.
      const own = faults.filter(
        ({ path }) => !changes.some((one) => one.kind === 'breaking' && one.pointer === path),
      );
      return [
        `**${escapeMarkdown(file)}**`,
        shortened([...own.map(faultLine), ...changes.map(changeLine)]).join('\n'),
        ...(own.length < faults.length
          ? ['A breaking change needs a greater version: take it back or raise it.']
          : []),
      ];
    });
  return [
    ...(rows.length === 0 ? [] : [table(['Schema', 'State', 'Version', 'Result'], rows)]),
    ...(rest === 0 ? [] : [`${count(rest, 'schema')} unchanged and in order.`]),
    ...details,
  ];
}

/** Files that are said in one line each, with their faults below. */
function fileSections(title: string, files: readonly (PolicyResult | TemplateResult)[]): string[] {
  if (files.length === 0) return [];
  const lines = files.flatMap(({ file, status, faults }) => {
    const errors = faults.filter(({ severity }) => severity === 'error').length;
    const mark = errors > 0 ? '❌' : faults.length > 0 ? '⚠️' : '✅';
    return [
      `- ${mark} ${escapeMarkdown(file)} (${status}): ${count(faults.length, 'finding')}`,
      ...faults.map((fault) => `  ${faultLine(fault)}`),
    ];
  });
  return [`### ${title}`, shortened(lines).join('\n')];
}

/** A template in order that nobody touched says nothing. */
function toldTemplates({ templates }: CheckResult): TemplateResult[] {
  return templates.filter(({ status, faults }) => status !== 'unchanged' || faults.length > 0);
}

/** The report as Markdown. `replay` is Markdown already and stands at the end as it is. */
export function reportMarkdown(result: CheckResult, replay: string | null): string {
  const errors = faultsOf(result).filter(({ severity }) => severity === 'error').length;
  const heading = isPassed(result) ? '✅ passed' : `❌ ${count(errors, 'fault')}`;
  return [
    `## Schemas and policy: ${heading}`,
    ...schemaSections(result.schemas),
    ...fileSections('Policy', result.policies),
    ...fileSections('Templates', toldTemplates(result)),
    ...(replay === null || replay.trim() === '' ? [] : [replay.trim()]),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** The report cut at a line, with a word about it, where it is longer than `limit` characters. */
function cutAt(report: string, limit: number, note: string): string {
  if (report.length <= limit) return report;
  return `${report.slice(0, report.lastIndexOf('\n', limit))}\n\n${note}\n`;
}

/** The report as a job's summary. */
export function summaryMarkdown(report: string): string {
  return cutAt(report, MAX_SUMMARY, 'The report is longer than a summary can be; the log has the whole.');
}

/** The report as a comment: found again by its first line, and short enough to be one. */
export function commentMarkdown(report: string): string {
  const note = 'The report is longer than a comment can be; the job summary has more.';
  return `${MARKER}\n${cutAt(report, MAX_COMMENT, note)}`;
}
