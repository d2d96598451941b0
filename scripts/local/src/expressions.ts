import { data, Evaluator, Lexer, Parser, type Expr } from '@actions/expressions';
import type { Json } from '../../../src/domain/canonical-json.js';
import { PhasegateError } from '../../../src/domain/fault.js';
import { splitTemplate, type Piece } from './template.js';
import type { Template } from './workflow-model.js';

/** What the status functions answer. */
export interface Status {
  readonly success: boolean;
  readonly failure: boolean;
  readonly cancelled: boolean;
}

/** Everything an expression can see. */
export interface Scope {
  readonly contexts: Readonly<Record<string, Json>>;
  /** Contexts that GitHub does not know at this place; to use one is an error. Default: none. */
  readonly refused?: readonly string[];
  readonly status: Status;
  /** SHA-256 over the files of the workspace that match, '' where none does. */
  readonly hashFiles: (patterns: readonly string[]) => string;
}

interface Parsed {
  readonly expression: Expr;
  readonly contexts: readonly string[];
  readonly asksStatus: boolean;
}

const CONTEXTS = 'github env vars secrets inputs needs matrix strategy steps job jobs runner'.split(' ');
const STATUS_FUNCTIONS = ['success', 'failure', 'always', 'cancelled'];
const SIGNATURES = [
  ...STATUS_FUNCTIONS.map((name) => ({ name, minArgs: 0, maxArgs: 0 })),
  { name: 'hashFiles', minArgs: 1, maxArgs: 255 },
];

function parse(source: string): Parsed {
  try {
    const { tokens } = new Lexer(source).lex();
    const expression = new Parser(tokens, CONTEXTS, SIGNATURES).parse();
    // A name is a call when a parenthesis follows it, so the text 'success()' inside a string is none.
    const names = tokens.map((token) => token.lexeme.toLowerCase());
    return {
      expression,
      // Behind a dot it is a property: `inputs.runner` is no use of `runner`.
      contexts: CONTEXTS.filter((name) => names.some((one, i) => one === name && names[i - 1] !== '.')),
      asksStatus: names.some((name, i) => STATUS_FUNCTIONS.includes(name) && names[i + 1] === '('),
    };
  } catch (error) {
    throw expressionFault(source, error);
  }
}

function expressionFault(source: string, cause: unknown): PhasegateError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PhasegateError('bad-input', `expression \${{ ${source.trim()} }}: ${reason}`, { cause });
}

function toData(value: Json | undefined): data.ExpressionData {
  if (value === null || value === undefined) return new data.Null();
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(toData));
  return new data.Dictionary(...Object.entries(value).map(([key, one]) => ({ key, value: toData(one) })));
}

function fromData(value: data.ExpressionData): Json {
  if (
    value instanceof data.StringData ||
    value instanceof data.NumberData ||
    value instanceof data.BooleanData
  ) {
    return value.value;
  }
  if (value instanceof data.Array) return value.values().map(fromData);
  if (value instanceof data.Dictionary) {
    return Object.fromEntries(value.pairs().map((pair) => [pair.key, fromData(pair.value)]));
  }
  return null;
}

function run(source: string, scope: Scope): data.ExpressionData {
  const parsed = parse(source);
  const { status, refused = [] } = scope;
  const wrong = parsed.contexts.find((name) => refused.includes(name));
  if (wrong !== undefined)
    throw expressionFault(source, new Error(`\`${wrong}\` cannot be used at this place`));
  const answers: Record<string, boolean> = { ...status, always: true };
  const functions = STATUS_FUNCTIONS.map((name) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: (): data.ExpressionData => new data.BooleanData(answers[name] === true),
  }));
  const hashFiles = {
    name: 'hashfiles',
    minArgs: 1,
    maxArgs: 255,
    call: (...patterns: data.ExpressionData[]): data.ExpressionData =>
      new data.StringData(scope.hashFiles(patterns.map((pattern) => pattern.coerceString()))),
  };
  const contexts = parsed.contexts.map((key) => ({ key, value: toData(scope.contexts[key] ?? {}) }));
  try {
    const table = new Map([...functions, hashFiles].map((one) => [one.name, one]));
    return new Evaluator(parsed.expression, new data.Dictionary(...contexts), table).evaluate();
  } catch (error) {
    throw expressionFault(source, error);
  }
}

function isTruthy(value: Json): boolean {
  return value !== null && value !== false && value !== 0 && value !== '' && !Number.isNaN(value);
}

function evaluatePieces(pieces: readonly Piece[], scope: Scope): Json {
  const [first] = pieces;
  if (pieces.length === 1 && first?.kind === 'expression') return fromData(run(first.source, scope));
  return pieces
    .map((piece) => (piece.kind === 'text' ? piece.text : run(piece.source, scope).coerceString()))
    .join('');
}

/** Evaluates every `${{ … }}` in a value. A text that is one expression keeps the expression's type. */
export function resolve(value: Template, scope: Scope): Json {
  if (typeof value === 'string')
    return value.includes('${{') ? evaluatePieces(splitTemplate(value), scope) : value;
  if (Array.isArray(value)) return value.map((one: Template) => resolve(one, scope));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, scope)]));
}

/** The same as {@link resolve}, as text: null is '', lists and maps are what GitHub prints for them. */
export function resolveText(value: Template, scope: Scope): string {
  return toData(resolve(value, scope)).coerceString();
}

/** Evaluates a map to texts: an `env` or a `with`. */
export function resolveTexts(map: Readonly<Record<string, Template>>, scope: Scope): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, resolveText(value, scope)]));
}

/** Whether an `if` holds. Without a status function in it, `success() &&` stands before it; an empty one is `success()`. */
export function holds(condition: Template, scope: Scope): boolean {
  if (condition === null || condition === '') return scope.status.success;
  if (typeof condition !== 'string') return scope.status.success && isTruthy(condition);
  const pieces = condition.includes('${{')
    ? splitTemplate(condition.trim())
    : [{ kind: 'expression', source: condition } as const];
  const asksStatus = pieces.some((piece) => piece.kind === 'expression' && parse(piece.source).asksStatus);
  if (!asksStatus && !scope.status.success) return false;
  return isTruthy(evaluatePieces(pieces, scope));
}

/** What is wrong with the expressions of a text; null when they can be read. `bare`: an `if`, which needs no `${{ }}`. */
export function expressionError(text: string, bare: boolean): string | null {
  try {
    const pieces: readonly Piece[] =
      bare && !text.includes('${{') ? [{ kind: 'expression', source: text }] : splitTemplate(text);
    for (const piece of pieces) if (piece.kind === 'expression') parse(piece.source);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
