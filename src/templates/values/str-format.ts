import type { Runtime } from '../evaluator/runtime.ts';
import { PyError } from './errors.ts';
import { formatValue } from './format-spec.ts';
import { getAttribute, getItem } from './members.ts';
import { ascii, repr, str } from './repr.ts';
import { escapeHtml } from './text.ts';
import type { Keywords, Value } from './types.ts';
import { Markup } from './types.ts';

const MAX_NESTING = 2;

interface Arguments {
  readonly positional: readonly Value[];
  readonly named: (name: string) => Value | undefined;
  /** Escape what is put in, as for Markup. */
  readonly escape: boolean;
  /** Place of the next `{}`; -1 once places were given as numbers. */
  automatic: number;
  /** Whether a `{}` was seen. */
  counted: boolean;
}

/** `text.format(*positional, **named)`. Members go the same closed way as in expressions. */
export function formatFields(
  rt: Runtime,
  text: string,
  positional: readonly Value[],
  named: Keywords | ((name: string) => Value | undefined),
  escape = false,
): string {
  const lookup = typeof named === 'function' ? named : (name: string) => named.get(name);
  return expand(rt, text, { positional, named: lookup, escape, automatic: 0, counted: false }, MAX_NESTING);
}

function expand(rt: Runtime, text: string, args: Arguments, nesting: number): string {
  if (nesting === 0) throw new PyError('ValueError', 'Max string recursion exceeded');
  let result = '';
  let at = 0;
  while (at < text.length) {
    const brace = nextBrace(text, at);
    result += text.slice(at, brace);
    if (brace === text.length) break;
    rt.budget.step();
    if (text[brace + 1] === text[brace]) {
      result += text.charAt(brace);
      at = brace + 2;
      continue;
    }
    if (text[brace] === '}') throw new PyError('ValueError', "Single '}' encountered in format string");
    const end = fieldEnd(text, brace + 1);
    const field = formatField(rt, text.slice(brace + 1, end), args, nesting);
    rt.budget.text(field.length);
    result += field;
    if (result.length > rt.budget.limits.outputChars) rt.budget.text(result.length);
    at = end + 1;
  }
  rt.budget.text(result.length);
  return result;
}

function nextBrace(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === '{' || text[at] === '}') return at;
  return text.length;
}

function fieldEnd(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  throw new PyError('ValueError', "expected '}' before end of string");
}

function formatField(rt: Runtime, field: string, args: Arguments, nesting: number): string {
  // The name ends at `!` or `:`, but not inside brackets.
  const name = /^(?:\[[^\]]*\]|[^[!:])*/.exec(field)?.[0] ?? '';
  let rest = field.slice(name.length);
  let conversion = '';
  if (rest.startsWith('!')) {
    conversion = rest.charAt(1);
    rest = rest.slice(2);
    if (!'rsa'.includes(conversion) || conversion === '' || (rest !== '' && !rest.startsWith(':'))) {
      throw new PyError('ValueError', 'Unknown or malformed conversion specifier');
    }
  }
  let value = resolve(rt, name, args);
  if (conversion === 's') value = str(rt, value);
  else if (conversion === 'r') value = repr(rt, value);
  else if (conversion === 'a') value = ascii(rt, value);
  const spec = rest.startsWith(':') ? expand(rt, rest.slice(1), args, nesting - 1) : '';
  const text = value instanceof Markup && spec === '' ? value.text : formatValue(rt, value, spec);
  return args.escape && !(value instanceof Markup) ? escapeHtml(rt, text) : text;
}

function resolve(rt: Runtime, name: string, args: Arguments): Value {
  const first = /^[^.[]*/.exec(name)?.[0] ?? '';
  let value = start(first, args);
  let rest = name.slice(first.length);
  while (rest !== '') {
    rt.budget.step();
    const part = /^\.([^.[]+)|^\[([^\]]+)\]/.exec(rest);
    if (part === null) throw new PyError('ValueError', 'Empty attribute in format string');
    const [whole, attribute, key = ''] = part;
    if (attribute !== undefined) value = getAttribute(rt, value, attribute);
    else value = getItem(rt, value, /^\d{1,18}$/.test(key) ? BigInt(key) : key);
    rest = rest.slice(whole.length);
  }
  return value;
}

function start(name: string, args: Arguments): Value {
  let place = -1;
  if (name === '') {
    if (args.automatic < 0)
      throw new PyError('ValueError', 'cannot switch from manual field specification to automatic');
    args.counted = true;
    place = args.automatic++;
  } else if (/^\d{1,9}$/.test(name)) {
    if (args.counted)
      throw new PyError('ValueError', 'cannot switch from automatic field numbering to manual');
    args.automatic = -1;
    place = Number(name);
  }
  const value = place < 0 ? args.named(name) : args.positional[place];
  if (value !== undefined) return value;
  throw place < 0
    ? new PyError('KeyError', name)
    : new PyError('IndexError', `Replacement index ${place} out of range for positional args tuple`);
}
