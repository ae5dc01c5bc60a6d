import type { Runtime } from '../evaluator/runtime.ts';
import { bind } from '../values/arguments.ts';
import { toArray } from '../values/protocol.ts';
import { str } from '../values/repr.ts';
import { escapeHtml } from '../values/text.ts';
import type { Value } from '../values/types.ts';
import { Markup, PyList, PyTuple } from '../values/types.ts';
import { stripTags, unescapeHtml } from './html.ts';
import type { Method, Methods } from './attributes.ts';
import { formatMapMethod, formatMethod, joinTexts, stringMethods } from './strings.ts';

/** HTML-safe text of any value: Markup as it is, anything else escaped. */
export function escapeValue(rt: Runtime, value: Value): Markup {
  return value instanceof Markup ? value : new Markup(escapeHtml(rt, str(rt, value)));
}

/** Texts in a result become Markup. */
function mark(value: Value): Value {
  if (typeof value === 'string') return new Markup(value);
  if (value instanceof PyList) return new PyList(value.items.map(mark));
  return value instanceof PyTuple ? new PyTuple(value.items.map(mark)) : value;
}

/** The method of str with these arguments escaped first, since their text ends up in the result. */
function escaping(method: Method<string> | undefined, ...places: readonly number[]): Method<Markup> {
  return (rt, self, args, keywords) => {
    const escaped = args.map((arg, index) => (places.includes(index) ? escapeValue(rt, arg) : arg));
    return mark(method?.(rt, self.text, escaped, keywords) ?? null);
  };
}

const ESCAPED_ARGUMENTS: Readonly<Record<string, readonly number[]>> = {
  replace: [1],
  ljust: [1],
  rjust: [1],
  center: [1],
};

let methods: Methods<Markup> | undefined;

/** Methods of Markup: those of str, giving Markup. */
export function markupMethods(): Methods<Markup> {
  return (methods ??= makeMethods());
}

// Made at first use: this module and that of the methods of str need each other.
const makeMethods = (): Methods<Markup> => ({
  ...Object.fromEntries(
    Object.entries(stringMethods).map(([name, method]) => [
      name,
      escaping(method, ...(ESCAPED_ARGUMENTS[name] ?? [])),
    ]),
  ),
  format: (rt, self, args, keywords) => new Markup(formatMethod(rt, self.text, args, keywords, true)),
  format_map: (rt, self, args, keywords) => new Markup(formatMapMethod(rt, self.text, args, keywords, true)),
  join: (rt, self, args, keywords) => {
    const items = toArray(rt, bind('join', args, keywords, ['/iterable!']).value(0));
    return new Markup(joinTexts(rt, self.text, new PyList(items.map((item) => escapeValue(rt, item)))));
  },
  striptags: (rt, self, args, keywords) => (bind('striptags', args, keywords, []), stripTags(rt, self.text)),
  unescape: (rt, self, args, keywords) => (bind('unescape', args, keywords, []), unescapeHtml(rt, self.text)),
});
