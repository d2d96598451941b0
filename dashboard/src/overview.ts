import type { Dashboard } from '../../src/render/dashboard.js';
import { formatCount, formatDayClock, formatValue } from '../../src/render/format.js';
import { element, figureOf, section, table } from './element.js';
import { ticksText } from './tick-chart.js';
import { intervalText, lasting, limitsAt, limitText, nameOf, statusWords, valueText } from './words.js';

/** What is going on now, if anything: a rollback that is called for, or one that is not released. */
export function banner({
  rollback_active: isActive,
  stabilising,
  reason,
  gate,
}: Dashboard): HTMLElement | null {
  if (!isActive) return null;
  const text = stabilising === null ? reason : stabilising.reason;
  const title =
    gate === 'rollback'
      ? 'Rollback is called for'
      : stabilising === null
        ? 'Rollback released'
        : 'Rolled back, stabilising';
  return element(
    'div',
    { class: 'banner', role: 'alert', id: 'rollback-active' },
    element('b', {}, title),
    element('p', {}, text),
  );
}

function gateText({ gate, target }: Dashboard): string {
  return target === null ? gate : `${gate} to ${target}`;
}

function fact(name: string, value: Node | string): HTMLElement {
  return element('div', {}, element('dt', {}, name), element('dd', {}, value));
}

/** Name, phase, gate and how much the data can be trusted. */
export function headline(data: Dashboard): HTMLElement {
  const { rollout, phase, since, window, freshness_s: freshness, rejected_share: rejected, ticks, at } = data;
  const delay = ticks?.delay_s.at(-1) ?? null;
  return element(
    'header',
    {},
    element('p', { class: 'rollout' }, rollout),
    element('h1', {}, phase, ' ', element('span', { class: `gate ${data.gate}` }, gateText(data))),
    element('p', {}, data.reason),
    banner(data),
    element(
      'dl',
      { class: 'facts' },
      fact('In this phase since', since === null ? 'the start' : formatDayClock(since)),
      fact('Newest window ended', window === null ? 'none yet' : formatDayClock(window.end)),
      fact('Data was this old', figureOf(freshness, lasting(freshness))),
      fact('At the tick of', formatDayClock(at)),
      fact('Ticks that came', ticks === null ? 'not known' : ticksText(ticks)),
      fact('Last slot delay', delay === null ? 'not known' : figureOf(delay, lasting(delay))),
      fact('Lines rejected, 24 h', figureOf(rejected, formatValue(rejected, '%'))),
    ),
  );
}

/** The newest verdict of each of the phase's SLOs. */
export function verdictSection(data: Dashboard): HTMLElement {
  const newest = data.windows.end.length - 1;
  const current = data.series.filter(
    ({ first, value, status }) => first + value.length - 1 === newest && status !== '',
  );
  const title = 'Verdicts of the newest window';
  if (current.length === 0) return section('verdicts', title, element('p', {}, 'No window was judged yet.'));
  const rows = current.map((series) => {
    const index = newest - series.first;
    const letter = series.status[index] ?? ' ';
    const { warn, rollback } = limitsAt(series, newest);
    const n = series.n[index] ?? 0;
    return [
      nameOf(series, data.series),
      element(
        'span',
        { class: `status s-${{ o: 'ok', w: 'warn', v: 'bad' }[letter] ?? 'none'}` },
        statusWords(letter),
      ),
      figureOf(series.value[index] ?? null, valueText(series, newest)),
      intervalText(series, newest),
      limitText(warn, series.unit),
      limitText(rollback, series.unit),
      figureOf(n, formatCount(n)),
    ];
  });
  const head = ['SLO', 'Verdict', 'Value', '95 % interval', 'Warn', 'Rollback', 'Samples'];
  return section('verdicts', title, table({ caption: title, head, rows }));
}
