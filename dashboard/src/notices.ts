import type { Severity } from '../../src/domain/notice.js';
import type { NoticeAnswer } from '../../src/domain/notice-record.js';
import type { Dashboard } from '../../src/render/dashboard.js';
import type { DashboardNotice } from '../../src/render/dashboard-people.js';
import { formatClock, formatCount, formatDayClock } from '../../src/render/format.js';
import { element, figureOf, section, table } from './element.js';

function severityClass(severity: Severity): string {
  switch (severity) {
    case 'info':
      return 'status s-none';
    case 'warning':
      return 'status s-warn';
    case 'critical':
      return 'status s-bad';
  }
}

function answerText({ channel, state, at, why }: NoticeAnswer, day: string): string {
  const when = at === null ? '' : ` ${at.startsWith(day) ? formatClock(at) : formatDayClock(at)}`;
  return `${channel}: ${state}${when}${why === '' ? '' : `, ${why}`}`;
}

function answerClass({ state }: NoticeAnswer): string {
  return state === 'sent' ? '' : state === 'waiting' ? 's-warn' : 's-bad';
}

function rowOf({ at, title, severity, phase, to }: DashboardNotice): (Node | string)[] {
  const answers = to.map((one) =>
    element('li', { class: answerClass(one) }, answerText(one, at.slice(0, 10))),
  );
  return [
    formatDayClock(at),
    element('div', { class: 'heading' }, title),
    element('span', { class: severityClass(severity) }, severity),
    phase,
    element('ul', { class: 'answers' }, ...answers),
  ];
}

/** Who was told what, and when, the newest first; and what still waits. */
export function noticeSection({ notices }: Dashboard): HTMLElement {
  const title = 'Notices';
  if (notices === null) {
    const text =
      'None that was sent is known here; where the policy tells nobody, notices are in the runs’ logs.';
    return section('notices', title, element('p', {}, text));
  }
  if (notices.length === 0) return section('notices', title, element('p', {}, 'None in seven days.'));
  const waiting = notices.filter(({ to }) => to.some(({ state }) => state === 'waiting')).length;
  return section(
    'notices',
    title,
    element(
      'p',
      { class: 'note' },
      'Still waiting for a channel: ',
      figureOf(waiting, formatCount(waiting)),
      '.',
    ),
    table({
      caption: 'Notices and what came of them on each channel',
      head: ['When', 'Notice', 'Severity', 'Phase', 'Channels'],
      rows: [...notices].reverse().map(rowOf),
    }),
  );
}
