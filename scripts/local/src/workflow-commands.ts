export type AnnotationLevel = 'error' | 'warning' | 'notice';

/** What a line of a step's output asks of the runner. */
export type Command =
  | {
      readonly kind: 'annotation';
      readonly level: AnnotationLevel;
      readonly message: string;
      readonly title: string | null;
      readonly file: string | null;
      readonly line: string | null;
    }
  | { readonly kind: 'mask'; readonly value: string }
  | { readonly kind: 'debug'; readonly message: string }
  | { readonly kind: 'group'; readonly title: string }
  | { readonly kind: 'end-group' }
  | { readonly kind: 'text'; readonly text: string };

const COMMAND = /^\s*::([a-z-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/s;

const unescapeData = (text: string): string =>
  text.replace(/%0D/gi, '\r').replace(/%0A/gi, '\n').replace(/%25/g, '%');
const unescapeProperty = (text: string): string =>
  unescapeData(text.replace(/%3A/gi, ':').replace(/%2C/gi, ','));

function parseProperties(text: string): Map<string, string> {
  const pairs = text.split(',').flatMap((part) => {
    const at = part.indexOf('=');
    return at > 0 ? [[part.slice(0, at).trim(), unescapeProperty(part.slice(at + 1))] as const] : [];
  });
  return new Map(pairs);
}

/** Reads the lines of one step. `::stop-commands::token` makes what follows plain text until `::token::`. */
export class CommandReader {
  #resumeToken: string | null = null;

  read(line: string): Command {
    const text: Command = { kind: 'text', text: line };
    if (this.#resumeToken !== null) {
      if (line.trim() === `::${this.#resumeToken}::`) this.#resumeToken = null;
      return text;
    }
    const match = COMMAND.exec(line);
    if (match === null) return text;
    const [, name = '', properties = '', rest = ''] = match;
    const message = unescapeData(rest);
    switch (name) {
      case 'error':
      case 'warning':
      case 'notice': {
        const known = parseProperties(properties);
        const get = (key: string): string | null => known.get(key) ?? null;
        return {
          kind: 'annotation',
          level: name,
          message,
          title: get('title'),
          file: get('file'),
          line: get('line'),
        };
      }
      case 'add-mask':
        return { kind: 'mask', value: message };
      case 'debug':
        return { kind: 'debug', message };
      case 'group':
        return { kind: 'group', title: message };
      case 'endgroup':
        return { kind: 'end-group' };
      case 'stop-commands':
        this.#resumeToken = message;
        return text;
      default:
        return text;
    }
  }
}
