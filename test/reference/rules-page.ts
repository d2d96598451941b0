import type { Verdict } from '../../src/domain/analysis.js';
import { REFERENCE, type Reference } from './case-files.js';
import { conditionsOf, limitsOf, limitText, RULES, sidesOf, type Limit, type Ran } from './coverage.js';

const INTRODUCTION = `# Rules and their golden cases

Four reference policies and their cases are below \`${REFERENCE}\`. A case is a few lines of YAML: what the windows held,
and which verdicts, gate and conditions come of it. \`test/reference\` finds them by walking the folder, so a new case is a new
entry in a file and no code. This page is generated from them: \`UPDATE_GOLDEN=1 npm test -- test/reference\` writes it, and
the tests fail where it no longer says what the cases do, or where a limit has no case on either of its sides.`;

function link({ reference, one }: Ran): string {
  const name = one.name.slice(one.file.length + 1);
  return `[${one.file}: ${name}](../${REFERENCE}/${reference.name}/cases/${one.file}.yaml)`;
}

function linkOrNone(ran: Ran | null): string {
  return ran === null ? '' : link(ran);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function sides(limit: Limit, all: readonly Ran[]): [met: string, kept: string] {
  const { met, kept } = sidesOf(limit, all);
  return [linkOrNone(met), linkOrNone(kept?.ran ?? null)];
}

function ruleTable(references: readonly Reference[], all: readonly Ran[]): string {
  const limits = references.flatMap(({ policy }) => limitsOf(policy));
  const rows = RULES.flatMap((rule) =>
    limits.filter(rule.is).map((limit, i) => {
      const first = i === 0;
      const where = `${limit.policy.rollout} ${limit.phase.id}, \`${limit.slo.id}\``;
      return [first ? rule.name : '', first ? rule.written : '', where, ...sides(limit, all)];
    }),
  );
  return table(['Rule', 'Written as', 'Limit', 'Met in', 'Not met in'], rows);
}

function limitTable({ policy }: Reference, all: readonly Ran[]): string {
  const rows = limitsOf(policy).map((limit) => [
    limit.phase.id,
    `\`${limit.slo.id}\``,
    `${limit.name} ${limitText(limit)}`,
    ...sides(limit, all),
  ]);
  return table(['Phase', 'SLO', 'Limit', 'Met in', 'Not met in'], rows);
}

function conditionTable(reference: Reference, all: readonly Ran[]): string {
  const rows = conditionsOf(reference, all).map(({ phase, name, met, unmet }) => [
    phase,
    name,
    linkOrNone(met),
    linkOrNone(unmet),
  ]);
  return rows.length === 0 ? '' : table(['Phase', 'A promotion needs', 'Met in', 'Not met in'], rows);
}

function says(status: Verdict['status']): (ran: Ran) => boolean {
  return ({ analysis }) => analysis.verdicts.some((verdict) => verdict.status === status);
}

/** What does not depend on a single limit. */
const CIRCUMSTANCES: readonly { readonly name: string; readonly is: (ran: Ran) => boolean }[] = [
  { name: 'healthy', is: ({ one }) => one.name.endsWith('/healthy') },
  { name: 'a silence between windows, up to `max-gap` and longer', is: hasGap },
  { name: 'no data', is: says('no-data') },
  { name: 'too few samples', is: says('insufficient') },
  {
    name: 'a rule that is met without evidence',
    is: ({ analysis }) => analysis.verdicts.some(lacksEvidence),
  },
  { name: 'two phases on one day', is: ({ one }) => one.file === 'two-phases' },
  { name: 'a warm-up after a switch', is: ({ one }) => one.setup['warm-up'] !== undefined },
];

function hasGap({ one }: Ran): boolean {
  return (one.setup.windows ?? []).some(({ gap }) => gap !== undefined);
}

function lacksEvidence({ evidence }: Verdict): boolean {
  return evidence?.met === false;
}

function circumstanceTable(all: readonly Ran[]): string {
  const rows = CIRCUMSTANCES.map(({ name, is }) => {
    const files = [...new Map(all.filter(is).map((ran) => [fileOf(ran), ran])).entries()];
    return [
      name,
      files
        .map(
          ([file, { reference, one }]) =>
            `[${file}](../${REFERENCE}/${reference.name}/cases/${one.file}.yaml)`,
        )
        .join(', '),
    ];
  });
  return table(['Circumstance', 'Cases in'], rows);
}

function fileOf({ reference, one }: Ran): string {
  return `${reference.name} ${one.file}`;
}

/** docs/rules.md, before it is formatted. */
export function rulesPage(references: readonly Reference[], all: readonly Ran[]): string {
  const policies = references.flatMap((reference) => {
    const { name, policy, cases } = reference;
    const limits = limitTable(reference, all);
    const title = `## ${name}`;
    const folder = `[The policy](../${REFERENCE}/${name}/governance/policy.yaml), ${policy.phases.length} ${policy.phases.length === 1 ? 'phase' : 'phases'}, ${cases.length} cases.`;
    return [title, folder, limits, conditionTable(reference, all)];
  });
  return [
    INTRODUCTION,
    '## By rule',
    ruleTable(references, all),
    '## Whatever the rule',
    circumstanceTable(all),
    ...policies,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
