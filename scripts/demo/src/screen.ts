import type { WriteStream } from 'node:tty';

const CLEAR_LINE = '\r\u001b[2K';

/** Prints lines above one line that stays at the bottom of a terminal; elsewhere the bottom line is printed now and then. */
export class Screen {
  readonly #out: Pick<WriteStream, 'isTTY' | 'write'>;
  #bottom = '';

  constructor(out: Pick<WriteStream, 'isTTY' | 'write'>) {
    this.#out = out;
  }

  get isTerminal(): boolean {
    return this.#out.isTTY;
  }

  print(...lines: readonly string[]): void {
    const text = lines.map((line) => `${line}\n`).join('');
    this.#out.write(this.isTerminal ? `${CLEAR_LINE}${text}${this.#bottom}` : text);
  }

  /** `always`: say it also where there is no terminal to keep it on. */
  status(line: string, options: { readonly always: boolean }): void {
    this.#bottom = line;
    if (this.isTerminal) this.#out.write(CLEAR_LINE + line);
    else if (options.always) this.#out.write(`${line}\n`);
  }

  end(): void {
    if (this.isTerminal && this.#bottom !== '') this.#out.write('\n');
    this.#bottom = '';
  }
}
