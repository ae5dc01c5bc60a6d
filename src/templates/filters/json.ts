import type { Runtime } from '../evaluator/runtime.ts';
import { jsonKey } from '../values/convert.ts';
import { PyError } from '../values/errors.ts';
import { sortBy } from '../values/order.ts';
import { floatText, intText } from '../values/repr.ts';
import type { Value } from '../values/types.ts';
import { asText, Markup, PyDict, PyList, PyTuple, typeName } from '../values/types.ts';
import { filter } from './filter.ts';

const SHORT: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '"': '\\"',
  '\\': '\\\\',
};
const MAX_INDENT = 1000;

function jsonText(rt: Runtime, text: string): string {
  rt.budget.text(text.length);
  const escaped = text.replace(/["\\]|[^ -~]/g, (unit) => {
    rt.budget.step();
    return SHORT[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  rt.budget.text(escaped.length + 2);
  return `"${escaped}"`;
}

function jsonNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return floatText(value);
}

/** JSON as Python's `json.dumps(value, sort_keys=True, indent=indent)` writes it. */
function dump(rt: Runtime, value: Value, indent: string | undefined, margin: string): string {
  rt.budget.step();
  const text = asText(value);
  if (text !== undefined) return jsonText(rt, text);
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return intText(value);
  if (typeof value === 'number') return jsonNumber(value);
  const inner = indent === undefined ? '' : margin + indent;
  const wrap = (open: string, parts: readonly string[], close: string): string => {
    if (parts.length === 0) return open + close;
    rt.budget.text(parts.length * (inner.length + 2) + parts.reduce((sum, part) => sum + part.length, 0));
    if (indent === undefined) return open + parts.join(', ') + close;
    return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`;
  };
  rt.budget.enter();
  let result: string;
  if (value instanceof PyList || value instanceof PyTuple) {
    result = wrap(
      '[',
      value.items.map((item) => dump(rt, item, indent, inner)),
      ']',
    );
  } else if (value instanceof PyDict) {
    const entries = sortBy(rt, [...value.entries.values()], ([key]) => key, false);
    result = wrap(
      '{',
      entries.map(([key, item]) => `${jsonText(rt, keyText(key))}: ${dump(rt, item, indent, inner)}`),
      '}',
    );
  } else {
    throw new PyError('TypeError', `Object of type ${typeName(value)} is not JSON serializable`);
  }
  rt.budget.leave();
  return result;
}

function keyText(key: Value): string {
  return typeof key === 'number' ? jsonNumber(key) : jsonKey(key);
}

/** JSON text of a value, on one line or indented. */
export function toJsonText(rt: Runtime, value: Value, indent?: string): string {
  return dump(rt, value, indent, '');
}

/** `tojson(indent)`: JSON that is safe inside HTML, too. */
export const tojson = filter('tojson', ['indent'], (rt, value, args) => {
  const given = args.value(0);
  let indent = asText(given);
  if (indent === undefined && given !== null) {
    const width = Math.max(0, args.int(0));
    if (width > MAX_INDENT) throw new PyError('ValueError', `an indent of more than ${MAX_INDENT}`);
    indent = ' '.repeat(width);
  }
  const json = dump(rt, value, indent, '');
  const safe = json.replace(/[<>&']/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
  rt.budget.text(safe.length);
  return new Markup(safe);
});
