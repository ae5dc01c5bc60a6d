import type { Runtime } from '../evaluator/runtime.ts';
import type { Bound } from '../values/arguments.ts';
import { bind } from '../values/arguments.ts';
import { PyError } from '../values/errors.ts';
import { getItem } from '../values/members.ts';
import { asIndex, iterate } from '../values/protocol.ts';
import { formatFields } from '../values/str-format.ts';
import {
  chars,
  codePoints,
  countText,
  find,
  findLast,
  replaceText,
  rsplitSpaces,
  rsplitText,
  splitLines,
  splitSpaces,
  splitText,
  stripEnd,
  stripStart,
} from '../values/text.ts';
import type { Keywords, Value } from '../values/types.ts';
import { asText, PyDict, PyList, PyTuple, typeName, Undefined } from '../values/types.ts';
import { capitalize, characterTests, swapCase, titleCase } from './characters.ts';
import type { Method, Methods } from './attributes.ts';

type StringMethod = Method<string>;

/** A method of these parameters. */
function define(
  name: string,
  parameters: readonly string[],
  run: (rt: Runtime, self: string, args: Bound) => Value,
): StringMethod {
  return (rt, self, args, keywords) => {
    const bound = bind(name, args, keywords, parameters);
    rt.budget.text(self.length);
    return run(rt, self, bound);
  };
}

/** The part of a text that `start` and `end` arguments name, and where it begins in UTF-16 units. */
function part(
  rt: Runtime,
  self: string,
  args: Bound,
  at: number,
): { text: string; before: string } | undefined {
  if (!args.given(at) && !args.given(at + 1)) return { text: self, before: '' };
  const points = chars(rt, self);
  const place = (index: number, absent: number): number => {
    const value = args.optionalInt(index) ?? absent;
    return Math.min(value < 0 ? Math.max(0, value + points.length) : value, points.length + 1);
  };
  const start = place(at, 0);
  const end = Math.min(place(at + 1, points.length), points.length);
  if (start > end) return undefined;
  return { text: points.slice(start, end), before: points.slice(0, start) };
}

function search(name: string, last: boolean, mustFind: boolean): StringMethod {
  return define(name, ['/sub!', '/start', '/end'], (rt, self, args) => {
    const sub = args.text(0);
    const within = part(rt, self, args, 1);
    const at = within === undefined ? -1 : last ? findLast(rt, within.text, sub) : find(rt, within.text, sub);
    if (within !== undefined && at >= 0)
      return BigInt(codePoints(within.before) + codePoints(within.text.slice(0, at)));
    if (mustFind) throw new PyError('ValueError', 'substring not found');
    return -1n;
  });
}

function affix(name: string, fits: (text: string, part: string) => boolean): StringMethod {
  return define(name, ['/affix!', '/start', '/end'], (rt, self, args) => {
    const affixes = args.value(0);
    const within = part(rt, self, args, 1);
    const candidates = affixes instanceof PyTuple ? affixes.items : [affixes];
    return candidates.some((candidate) => {
      const text = asText(candidate);
      if (candidate instanceof Undefined) candidate.fail();
      if (text === undefined)
        throw new PyError(
          'TypeError',
          `${name} first arg must be str or a tuple of str, not ${typeName(candidate)}`,
        );
      return within !== undefined && fits(within.text, text);
    });
  });
}

function justify(name: string, place: 'left' | 'right' | 'center'): StringMethod {
  return define(name, ['/width!', '/fillchar'], (rt, self, args) => {
    const width = args.int(0);
    const fill = args.text(1, ' ');
    if (codePoints(fill) !== 1)
      throw new PyError('TypeError', 'The fill character must be exactly one character long');
    return padText(rt, self, width, fill, place);
  });
}

/** Pads to `width` code points. Odd rests of centring go where Python puts them. */
export function padText(
  rt: Runtime,
  text: string,
  width: number,
  fill: string,
  place: 'left' | 'right' | 'center',
): string {
  const missing = width - codePoints(text);
  if (missing <= 0) return text;
  rt.budget.text(width);
  const before = place === 'left' ? 0 : place === 'right' ? missing : (missing >> 1) + (missing & width & 1);
  return fill.repeat(before) + text + fill.repeat(missing - before);
}

function partition(name: string, last: boolean): StringMethod {
  return define(name, ['/sep!'], (rt, self, args) => {
    const sep = args.text(0);
    if (sep === '') throw new PyError('ValueError', 'empty separator');
    const at = last ? findLast(rt, self, sep) : find(rt, self, sep);
    if (at < 0) return new PyTuple(last ? ['', '', self] : [self, '', '']);
    return new PyTuple([self.slice(0, at), sep, self.slice(at + sep.length)]);
  });
}

function split(name: string, last: boolean): StringMethod {
  return define(name, ['sep', 'maxsplit'], (rt, self, args) => {
    const sep = args.optionalText(0);
    const limit = args.int(1, -1);
    if (sep === '') throw new PyError('ValueError', 'empty separator');
    if (sep === undefined)
      return new PyList(last ? rsplitSpaces(rt, self, limit) : splitSpaces(rt, self, limit));
    return new PyList(last ? rsplitText(rt, self, sep, limit) : splitText(rt, self, sep, limit));
  });
}

/** `separator.join(texts)`. */
export function joinTexts(rt: Runtime, separator: string, items: Value): string {
  const parts: string[] = [];
  let length = 0;
  for (const item of iterate(rt, items)) {
    const text = asText(item);
    if (text === undefined) {
      throw new PyError(
        'TypeError',
        `sequence item ${parts.length}: expected str instance, ${typeName(item)} found`,
      );
    }
    length += text.length + separator.length;
    rt.budget.alloc(16);
    if (length > rt.budget.limits.outputChars + separator.length) rt.budget.text(length);
    parts.push(text);
  }
  rt.budget.text(Math.max(0, length - separator.length));
  return parts.join(separator);
}

/** `text.translate(table)`: the table maps code points to texts, code points or None. */
function translate(rt: Runtime, self: string, table: Value): string {
  let result = '';
  for (const char of self) {
    rt.budget.step();
    const to = getItem(rt, table, BigInt(char.codePointAt(0) ?? 0));
    if (to instanceof Undefined) result += char;
    else if (to !== null) {
      const code = asIndex(to);
      result +=
        code === undefined ? (asText(to) ?? '') : String.fromCodePoint(Math.min(Math.max(code, 0), 0x10ffff));
    }
    if (result.length > rt.budget.limits.outputChars) rt.budget.text(result.length);
  }
  return result;
}

function expandTabs(rt: Runtime, self: string, size: number): string {
  let result = '';
  let column = 0;
  for (const char of self) {
    const width = char !== '\t' ? 1 : size > 0 ? size - (column % size) : 0;
    rt.budget.text(result.length > 0 && char === '\t' ? width : 0);
    result += char === '\t' ? ' '.repeat(width) : char;
    column = char === '\n' || char === '\r' ? 0 : column + width;
    if (result.length > rt.budget.limits.outputChars) rt.budget.text(result.length);
  }
  return result;
}

/** `text.format(*args, **keywords)` and `format_map(mapping)`. */
export function formatMethod(
  rt: Runtime,
  self: string,
  args: readonly Value[],
  keywords: Keywords,
  escape: boolean,
): string {
  return formatFields(rt, self, args, keywords, escape);
}

/** See {@link formatMethod}. */
export function formatMapMethod(
  rt: Runtime,
  self: string,
  args: readonly Value[],
  keywords: Keywords,
  escape: boolean,
): string {
  const mapping = bind('format_map', args, keywords, ['/mapping!']).value(0);
  const named = (name: string): Value | undefined =>
    mapping instanceof PyDict ? mapping.text(name) : getItem(rt, mapping, name);
  return formatFields(rt, self, [], named, escape);
}

/** Methods of str. */
export const stringMethods: Methods<string> = {
  ...characterTests,
  capitalize: define('capitalize', [], (_rt, self) => capitalize(self)),
  casefold: define('casefold', [], (_rt, self) =>
    self.toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ'),
  ),
  center: justify('center', 'center'),
  count: define('count', ['/sub!', '/start', '/end'], (rt, self, args) => {
    const sub = args.text(0);
    const within = part(rt, self, args, 1);
    return within === undefined ? 0n : BigInt(countText(rt, within.text, sub));
  }),
  endswith: affix('endswith', (text, end) => text.endsWith(end)),
  expandtabs: define('expandtabs', ['tabsize'], (rt, self, args) => expandTabs(rt, self, args.int(0, 8))),
  find: search('find', false, false),
  format: (rt, self, args, keywords) => formatMethod(rt, self, args, keywords, false),
  format_map: (rt, self, args, keywords) => formatMapMethod(rt, self, args, keywords, false),
  index: search('index', false, true),
  join: define('join', ['/iterable!'], (rt, self, args) => joinTexts(rt, self, args.value(0))),
  ljust: justify('ljust', 'left'),
  lower: define('lower', [], (_rt, self) => self.toLowerCase()),
  lstrip: define('lstrip', ['/chars'], (_rt, self, args) => stripStart(self, args.optionalText(0))),
  partition: partition('partition', false),
  removeprefix: define('removeprefix', ['/prefix!'], (_rt, self, args) => {
    const prefix = args.text(0);
    return self.startsWith(prefix) ? self.slice(prefix.length) : self;
  }),
  removesuffix: define('removesuffix', ['/suffix!'], (_rt, self, args) => {
    const suffix = args.text(0);
    return suffix !== '' && self.endsWith(suffix) ? self.slice(0, -suffix.length) : self;
  }),
  replace: define('replace', ['/old!', '/new!', '/count'], (rt, self, args) =>
    replaceText(rt, self, args.text(0), args.text(1), args.int(2, -1)),
  ),
  rfind: search('rfind', true, false),
  rindex: search('rindex', true, true),
  rjust: justify('rjust', 'right'),
  rpartition: partition('rpartition', true),
  rsplit: split('rsplit', true),
  rstrip: define('rstrip', ['/chars'], (_rt, self, args) => stripEnd(self, args.optionalText(0))),
  split: split('split', false),
  splitlines: define(
    'splitlines',
    ['keepends'],
    (rt, self, args) => new PyList(splitLines(rt, self, args.int(0, 0) !== 0)),
  ),
  startswith: affix('startswith', (text, start) => text.startsWith(start)),
  strip: define('strip', ['/chars'], (_rt, self, args) => {
    const set = args.optionalText(0);
    return stripEnd(stripStart(self, set), set);
  }),
  swapcase: define('swapcase', [], (rt, self) => swapCase(rt, self)),
  title: define('title', [], (rt, self) => titleCase(rt, self)),
  translate: define('translate', ['/table!'], (rt, self, args) => translate(rt, self, args.value(0))),
  upper: define('upper', [], (_rt, self) => self.toUpperCase()),
  zfill: define('zfill', ['/width!'], (rt, self, args) => {
    const sign = self.startsWith('-') || self.startsWith('+') ? self.charAt(0) : '';
    return sign + padText(rt, self.slice(sign.length), args.int(0) - sign.length, '0', 'right');
  }),
};
