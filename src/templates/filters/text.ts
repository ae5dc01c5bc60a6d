import type { Runtime } from '../evaluator/runtime.ts';
import { capitalize } from '../methods/characters.ts';
import { escapeValue } from '../methods/markup.ts';
import { stripTags } from '../methods/html.ts';
import { padText } from '../methods/strings.ts';
import { PyError } from '../values/errors.ts';
import { getSlice } from '../values/members.ts';
import { length, truth } from '../values/protocol.ts';
import { formatPercent } from '../values/percent-format.ts';
import { repr, str } from '../values/repr.ts';
import { codePoints, replaceText, splitLines, stripEnd, stripStart } from '../values/text.ts';
import type { Value } from '../values/types.ts';
import { asText, Markup, PyDict, PyList, PyTuple, Undefined } from '../values/types.ts';
import { binary } from '../values/numbers.ts';
import { makeDict } from '../values/protocol.ts';
import { filter, mapText, needText, softText } from './filter.ts';
import type { Filter, Filters } from './filter.ts';
import { prettyPrint } from './pprint.ts';
import { urlEncode, urlize } from './urls.ts';
import { wrapText } from './wordwrap.ts';

const WORD_START = /([-\s({[<]+)/;
const WORD = /[\p{L}\p{N}_]+/gu;
// Jinja lets a text be a little longer than asked for rather than cut it.
const TRUNCATE_LEEWAY = 5;

function titleWords(text: string): string {
  return text
    .split(WORD_START)
    .map((word) => {
      const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
      return word === '' ? '' : first.toUpperCase() + word.slice(first.length).toLowerCase();
    })
    .join('');
}

function indent(rt: Runtime, value: Value, width: Value, first: boolean, blank: boolean): Value {
  const marked = value instanceof Markup;
  const text = needText('indent', value);
  const unit = asText(width) ?? ' '.repeat(checkWidth(rt, width));
  const indented = splitLines(rt, `${text}\n`).map((line, index) => {
    const wanted = index === 0 ? first : blank || line !== '';
    rt.budget.text(line.length + unit.length);
    return wanted ? unit + line : line;
  });
  const result = indented.join('\n');
  rt.budget.text(result.length);
  return marked ? new Markup(result) : result;
}

function checkWidth(rt: Runtime, width: Value): number {
  const count =
    typeof width === 'boolean' ? Number(width) : typeof width === 'bigint' ? Number(width) : undefined;
  if (count === undefined) throw new PyError('TypeError', 'indent: the width must be int or str');
  if (count > 0) rt.budget.text(count);
  return Math.max(0, count);
}

const truncate = filter('truncate', ['length', 'killwords', 'end', 'leeway'], (rt, value, args) => {
  const limit = args.int(0, 255);
  const end = args.text(2, '...');
  const leeway = args.optionalInt(3) ?? TRUNCATE_LEEWAY;
  const endLength = codePoints(end);
  if (limit < endLength) throw new PyError('AssertionError', `expected length >= ${endLength}, got ${limit}`);
  if (leeway < 0) throw new PyError('AssertionError', `expected leeway >= 0, got ${leeway}`);
  if (length(rt, value) <= limit + leeway) return value;
  const cut = getSlice(rt, value, null, BigInt(limit - endLength), null);
  const text = needText('truncate', cut);
  const space = truth(args.value(1, false)) ? -1 : text.lastIndexOf(' ');
  const kept = space < 0 ? text : text.slice(0, space);
  return binary(rt, '+', value instanceof Markup ? new Markup(kept) : kept, args.value(2, '...'));
});

const replace = filter('replace', ['old!', 'new!', 'count'], (rt, value, args) => {
  const count = args.optionalInt(2) ?? -1;
  const by = args.value(1);
  const old = str(rt, args.value(0));
  if (!rt.autoescape) return replaceText(rt, str(rt, value), old, str(rt, by), count);
  const needsEscape = args.value(0) instanceof Markup || (by instanceof Markup && !(value instanceof Markup));
  const text = needsEscape ? escapeValue(rt, value) : softText(rt, value);
  if (!(text instanceof Markup)) return replaceText(rt, text, old, str(rt, by), count);
  return new Markup(replaceText(rt, text.text, old, escapeValue(rt, by).text, count));
});

const format: Filter = (rt, value, args, keywords) => {
  if (args.length > 0 && keywords.size > 0) {
    throw new PyError(
      'FilterArgumentError',
      "can't handle positional and keyword arguments at the same time",
    );
  }
  const values = keywords.size > 0 ? makeDict(rt, keywords) : new PyTuple(args);
  const text = softText(rt, value);
  if (text instanceof Markup) return new Markup(formatPercent(rt, text.text, values, true));
  return formatPercent(rt, text, values);
};

const xmlattr = filter('xmlattr', ['autospace'], (rt, value, args) => {
  if (value instanceof Undefined) value.fail();
  if (!(value instanceof PyDict)) throw new PyError('AttributeError', 'xmlattr: a dict is needed');
  const parts: string[] = [];
  for (const [key, item] of value.entries.values()) {
    if (item === null || item instanceof Undefined) continue;
    const name = needText('xmlattr', key);
    if (/[\t\n\v\f\r />=]/.test(name))
      throw new PyError('ValueError', `Invalid character in attribute name: ${repr(rt, key)}`);
    parts.push(`${escapeValue(rt, key).text}="${escapeValue(rt, item).text}"`);
  }
  const text = (parts.length > 0 && truth(args.value(0, true)) ? ' ' : '') + parts.join(' ');
  rt.budget.text(text.length);
  return rt.autoescape ? new Markup(text) : text;
});

const trim = filter('trim', ['chars'], (rt, value, args) => {
  const set = args.optionalText(0);
  return mapText(rt, value, (text) => stripEnd(stripStart(text, set), set));
});

const escape = filter('escape', [], (rt, value) => escapeValue(rt, value));

/** Filters that make text. */
export const textFilters: Filters = {
  capitalize: filter('capitalize', [], (rt, value) => mapText(rt, value, capitalize)),
  center: filter('center', ['width'], (rt, value, args) =>
    mapText(rt, value, (text) => padText(rt, text, args.int(0, 80), ' ', 'center')),
  ),
  e: escape,
  escape,
  forceescape: filter('forceescape', [], (rt, value) => escapeValue(rt, str(rt, value))),
  format,
  indent: filter('indent', ['width', 'first', 'blank'], (rt, value, args) =>
    indent(rt, value, args.value(0, 4n), truth(args.value(1, false)), truth(args.value(2, false))),
  ),
  lower: filter('lower', [], (rt, value) => mapText(rt, value, (text) => text.toLowerCase())),
  pprint: filter('pprint', [], (rt, value) => prettyPrint(rt, value)),
  replace,
  safe: filter('safe', [], (rt, value) => new Markup(str(rt, value))),
  string: filter('string', [], (rt, value) => softText(rt, value)),
  striptags: filter('striptags', [], (rt, value) => stripTags(rt, str(rt, value))),
  title: filter('title', [], (rt, value) => {
    const text = str(rt, value);
    rt.budget.text(text.length);
    return titleWords(text);
  }),
  trim,
  truncate,
  upper: filter('upper', [], (rt, value) => mapText(rt, value, (text) => text.toUpperCase())),
  urlencode: filter('urlencode', [], (rt, value) => urlEncode(rt, value)),
  urlize: filter(
    'urlize',
    ['trim_url_limit', 'nofollow', 'target', 'rel', 'extra_schemes'],
    (rt, value, args) => {
      const text = urlize(rt, value, {
        trimLimit: args.optionalInt(0),
        nofollow: truth(args.value(1, false)),
        target: args.optionalText(2),
        rel: args.optionalText(3),
        schemes: args.value(4),
      });
      return rt.autoescape ? new Markup(text) : text;
    },
  ),
  wordcount: filter('wordcount', [], (rt, value) => {
    const text = str(rt, value);
    rt.budget.text(text.length);
    return BigInt(text.match(WORD)?.length ?? 0);
  }),
  wordwrap: filter(
    'wordwrap',
    ['width', 'break_long_words', 'wrapstring', 'break_on_hyphens'],
    (rt, value, args) => {
      if (value instanceof PyList) throw new PyError('AttributeError', 'wordwrap: a text is needed');
      const by = args.optionalText(2) ?? '\n';
      const options = {
        width: args.int(0, 79),
        breakLongWords: truth(args.value(1, true)),
        breakOnHyphens: truth(args.value(3, true)),
      };
      const lines = splitLines(rt, needText('wordwrap', value)).map((line) =>
        wrapText(rt, line, options).join(by),
      );
      const text = lines.join(by);
      rt.budget.text(text.length);
      return value instanceof Markup ? new Markup(text) : text;
    },
  ),
  xmlattr,
};
