type Child = Node | string | null;

/** An element of the page. Text stays text: nothing here is ever parsed as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A number as people read it, with the number itself for programs. */
export function figureOf(value: number | null, text: string): Node {
  return value === null ? document.createTextNode(text) : element('data', { value: String(value) }, text);
}

/** A section under a heading. */
export function section(id: string, title: string, ...children: readonly Child[]): HTMLElement {
  return element('section', { 'aria-labelledby': id }, element('h2', { id }, title), ...children);
}

export interface TableText {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Child[])[];
}

/** A table whose first column names its rows, in a frame that scrolls by itself, by keyboard too. */
export function table({ caption, head, rows }: TableText): HTMLElement {
  const cells = (row: readonly Child[]): HTMLElement[] =>
    row.map((cell, index) => (index === 0 ? element('th', { scope: 'row' }, cell) : element('td', {}, cell)));
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    element(
      'table',
      {},
      element('caption', { class: 'hidden' }, caption),
      element('thead', {}, element('tr', {}, ...head.map((text) => element('th', { scope: 'col' }, text)))),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, ...cells(row)))),
    ),
  );
}

/** A table that is made when it is first opened: twenty charts of a week would be a hundred thousand cells. */
export function lazyTable(summary: string, make: () => TableText): HTMLElement {
  const details = element('details', {}, element('summary', {}, summary));
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) details.append(table(make()));
  });
  return details;
}
