import type { Trace, TracedFile } from '../domain/observability/trace.js';
import { recordOf, textOf } from '../domain/raw-values.js';
import { formatDuration } from '../domain/time.js';
import { oneLine } from './escape.js';

function stateText({ state, sha256 }: TracedFile): string {
  switch (state) {
    case 'as-recorded':
      return `as recorded, SHA-256 ${sha256 ?? ''}`;
    case 'changed':
      return `changed since it was recorded, SHA-256 ${sha256 ?? ''}`;
    case 'missing':
      return 'missing';
    case 'unrecorded':
      return `there, SHA-256 ${sha256 ?? ''}`;
    case 'unreadable':
      return 'cannot be read';
  }
}

function none<T>(list: readonly T[], what: string): readonly string[] {
  return list.length === 0 ? [`- no ${what}`] : [];
}

/** A trace as people read it: what started the job, what it came to, what it left, whom it told. */
export function traceText(trace: Trace): readonly string[] {
  const { schedule, lines, batches, artefacts, alerts, notices } = trace;
  const run = recordOf(schedule.run);
  const event = textOf(run?.['event']);
  const started = event === null ? '' : `, started by ${event}`;
  const before = schedule.previous;
  const text = [
    trace.job_id,
    `tick: ${schedule.at}${started}${schedule.url === null ? '' : `, ${schedule.url}`}`,
    ...(before === null ? [] : [`- ${formatDuration(before.seconds * 1_000)} after ${before.job_id}`]),
    ...lines.flatMap(({ line, record }) => [
      `run log, line ${line}: number ${record.sequence}, ${record.status}, ${record.duration_ms} ms, attempts: ${record.attempts}`,
      ...[record.error_code, record.error_message, record.reason].flatMap((one) =>
        one === null ? [] : [`- ${one}`],
      ),
    ]),
    'batches:',
    ...batches.map(({ phase, from, until, files }) => `- ${phase}: ${from} to ${until}, ${files} files`),
    ...none(batches, 'batches'),
    'artefacts:',
    ...artefacts.map((file) => {
      const named = file.manifests.length === 0 ? '' : `, named in ${file.manifests.join(', ')}`;
      return `- ${file.path}: ${stateText(file)}${named}`;
    }),
    ...none(artefacts, 'artefacts'),
    'alerts:',
    ...alerts.map((alert) => {
      const fields = recordOf(alert);
      const [severity, id, message] = ['severity', 'id', 'message'].map(
        (name) => textOf(fields?.[name]) ?? '',
      );
      return `- ${severity ?? ''} ${id ?? ''}: ${message ?? ''}`;
    }),
    ...none(alerts, 'alerts'),
    'notices:',
    ...notices.map(({ title, severity, to }) => {
      const answers = to.map(
        ({ channel, state, at }) => `${channel} ${state}${at === null ? '' : ` at ${at}`}`,
      );
      return `- ${severity}: ${title} (${answers.join(', ')})`;
    }),
    ...none(notices, 'notices'),
  ];
  return text.map((line) => oneLine(line, 1_000));
}
