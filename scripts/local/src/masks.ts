/** What stands in the place of a secret. */
const MASK = '***';

/** The values that nothing printed or stored may show. */
export class Masks {
  readonly #values = new Set<string>();
  #ordered: readonly string[] = [];

  /** Hides a value, each of its lines, and the form it has inside JSON. White space alone is no secret. */
  add(value: string): void {
    const forms = [value, ...value.split(/\r?\n/), JSON.stringify(value).slice(1, -1)];
    for (const form of forms) if (form.trim() !== '') this.#values.add(form);
    // The longest first, so that a secret which begins with another one is hidden as a whole.
    this.#ordered = [...this.#values].sort((a, b) => b.length - a.length);
  }

  hide(text: string): string {
    return this.#ordered.reduce((hidden, value) => hidden.replaceAll(value, MASK), text);
  }

  /** Whether a text holds a hidden value. */
  finds(text: string): boolean {
    return this.#ordered.some((value) => text.includes(value));
  }
}
