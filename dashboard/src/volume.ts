import { formatInstant, utcDay } from '../../src/domain/time.js';
import type { DashboardWindows } from '../../src/render/dashboard.js';
import { formatCount } from '../../src/render/format.js';
import { element, figureOf, lazyTable, section } from './element.js';
import { clock } from './words.js';

const LEVELS = 5;

interface Hour {
  accepted: number;
  others: string[];
  missed: string[];
}

/** The windows by the hour in which they start: `2026-03-02T14`. */
function hoursOf(windows: DashboardWindows): Map<string, Hour> {
  const missed = new Map(windows.missed.map(({ window, sources }) => [window, sources]));
  const hours = new Map<string, Hour>();
  windows.end.forEach((end, index) => {
    const key = formatInstant((end - windows.length_s) * 1_000).slice(0, 13);
    const hour = hours.get(key) ?? { accepted: 0, others: [], missed: [] };
    hour.accepted += windows.accepted[index] ?? 0;
    const silent = missed.get(index) ?? [];
    hour.missed.push(...silent.filter((source) => !hour.missed.includes(source)));
    hours.set(key, hour);
  });
  return hours;
}

/** The least and the most that any hour with events has. */
interface Span {
  readonly min: number;
  readonly max: number;
}

/** 0 without events, else 1 to {@link LEVELS} between the least and the most. */
function levelOf(accepted: number, { min, max }: Span): number {
  if (accepted === 0) return 0;
  const share = max === min ? 0.5 : (accepted - min) / (max - min);
  return 1 + Math.min(LEVELS - 1, Math.floor(share * LEVELS));
}

function cell(hour: Hour | undefined, span: Span): HTMLElement {
  if (hour === undefined)
    return element('td', { class: 'none' }, element('span', { class: 'hidden' }, 'no window'));
  const level = levelOf(hour.accepted, span);
  const silent = hour.missed.join(', ');
  return element(
    'td',
    { class: `level-${level}`, ...(silent === '' ? {} : { title: `missed: ${silent}` }) },
    figureOf(hour.accepted, formatCount(hour.accepted)),
    silent === ''
      ? null
      : element('b', { class: 'missed' }, '!', element('span', { class: 'hidden' }, ` missed: ${silent}`)),
  );
}

function heatMap(windows: DashboardWindows): HTMLElement {
  const hours = hoursOf(windows);
  const counts = [...hours.values()].map(({ accepted }) => accepted).filter((count) => count > 0);
  const span = { min: Math.min(...counts), max: Math.max(...counts) };
  const days = [...new Set([...hours.keys()].map((key) => key.slice(0, 10)))].sort().reverse();
  const clocks = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
  const caption = 'Accepted events of each hour, UTC';
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    element(
      'table',
      { class: 'heat' },
      element('caption', { class: 'hidden' }, caption),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('th', { scope: 'col' }, 'UTC'),
          ...clocks.map((text) => element('th', { scope: 'col' }, text)),
        ),
      ),
      element(
        'tbody',
        {},
        ...days.map((day) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, day.slice(5)),
            ...clocks.map((hour) => cell(hours.get(`${day}T${hour}`), span)),
          ),
        ),
      ),
    ),
  );
}

/** The volume of events: a heat map of a week, and what became of the lines of each window. */
export function volumeSection(windows: DashboardWindows): HTMLElement {
  if (windows.end.length === 0)
    return section('volume', 'Event volume', element('p', {}, 'No window was judged yet.'));
  const count = (value: number | undefined): Node => figureOf(value ?? 0, formatCount(value ?? 0));
  const missed = new Map(windows.missed.map(({ window, sources }) => [window, sources]));
  const details = lazyTable('Event volume as a table', () => ({
    caption: 'Lines of each window',
    head: ['Window end', 'Accepted', 'Rejected', 'Duplicates', 'Late', 'Missed sources'],
    rows: windows.end
      .map((end, index) => [
        clock(end),
        count(windows.accepted[index]),
        count(windows.rejected[index]),
        count(windows.duplicates[index]),
        count(windows.late[index]),
        (missed.get(index) ?? []).join(', '),
      ])
      .reverse(),
  }));
  const days = new Set(windows.end.map((end) => utcDay((end - windows.length_s) * 1_000))).size;
  const text = `Accepted events by UTC day and hour, over ${days} ${days === 1 ? 'day' : 'days'}. “!” marks an hour in which a source delivered nothing.`;
  return section('volume', 'Event volume', element('p', { class: 'note' }, text), heatMap(windows), details);
}
