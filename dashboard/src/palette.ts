const NAMES = ['text', 'muted', 'grid', 'line', 'band', 'interval', 'warn', 'bad', 'surface'] as const;
type Name = (typeof NAMES)[number];

/** The colours of the style sheet, for what is drawn on a canvas; they change with the theme and for print. */
export class Palette {
  #colours: Readonly<Record<string, string>> = {};

  constructor() {
    this.read();
  }

  read(): void {
    const style = getComputedStyle(document.documentElement);
    this.#colours = Object.fromEntries(
      NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
    );
  }

  of(name: Name): string {
    return this.#colours[name] ?? '';
  }
}
