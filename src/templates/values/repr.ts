import type { Runtime } from '../evaluator/runtime.ts';
import { PyError } from './errors.ts';
import type { Value } from './types.ts';
import {
  asText,
  Markup,
  Namespace,
  PyCallable,
  PyDict,
  PyIterator,
  PyList,
  PyRange,
  PyRecord,
  PyTuple,
  PyView,
  Undefined,
} from './types.ts';

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };
// Python refuses to print longer ints, as that takes quadratic time.
const MAX_INT_DIGITS = 4300;
const INT_LIMIT = 10n ** BigInt(MAX_INT_DIGITS);

/** Python's `str(value)`. */
export function str(rt: Runtime, value: Value): string {
  const text = asText(value);
  if (text !== undefined) return text;
  if (value instanceof Undefined) return '';
  return repr(rt, value);
}

/** Python's `repr(value)`. */
export function repr(rt: Runtime, value: Value): string {
  rt.budget.step();
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'bigint') return intText(value);
  if (typeof value === 'number') return floatText(value);
  if (typeof value === 'string') return quote(rt, value);
  if (value instanceof Markup) return `Markup(${quote(rt, value.text)})`;
  if (value instanceof Undefined) return 'Undefined';
  if (value instanceof PyRange) return rangeText(value);
  if (value instanceof PyRecord) return value.print();
  if (value instanceof PyCallable) return `<built-in method ${value.name}>`;
  if (value instanceof PyIterator) return `<${value.typeName} object>`;
  rt.budget.enter();
  const text = containerText(rt, value);
  rt.budget.leave();
  rt.budget.text(text.length);
  return text;
}

function containerText(rt: Runtime, value: Value): string {
  if (value instanceof PyList) return `[${joinReprs(rt, value.items)}]`;
  if (value instanceof PyTuple)
    return `(${joinReprs(rt, value.items)}${value.items.length === 1 ? ',' : ''})`;
  if (value instanceof PyDict) return dictText(rt, value.entries.values());
  if (value instanceof Namespace) {
    return `<Namespace ${dictText(
      rt,
      [...value.fields].map(([name, field]) => [name, field] as const),
    )}>`;
  }
  if (value instanceof PyView) {
    const entries = [...value.dict.entries.values()];
    if (value.typeName === 'dict_items')
      return `dict_items([${joinReprs(
        rt,
        entries.map((entry) => new PyTuple(entry)),
      )}])`;
    const place = value.typeName === 'dict_keys' ? 0 : 1;
    return `${value.typeName}([${joinReprs(
      rt,
      entries.map((entry) => entry[place]),
    )}])`;
  }
  return '<object>';
}

function dictText(rt: Runtime, entries: Iterable<readonly [Value, Value]>): string {
  const parts: string[] = [];
  for (const [key, item] of entries) parts.push(`${repr(rt, key)}: ${repr(rt, item)}`);
  return `{${parts.join(', ')}}`;
}

function joinReprs(rt: Runtime, items: readonly Value[]): string {
  return items.map((item) => repr(rt, item)).join(', ');
}

function rangeText(range: PyRange): string {
  const step = range.step === 1n ? '' : `, ${range.step}`;
  return `range(${range.start}, ${range.stop}${step})`;
}

/** An int in decimal digits. */
export function intText(value: bigint): string {
  if (value >= INT_LIMIT || value <= -INT_LIMIT) {
    throw new PyError(
      'ValueError',
      `Exceeds the limit (${MAX_INT_DIGITS} digits) for integer string conversion`,
    );
  }
  return value.toString();
}

/** A float as Python prints it: the shortest digits, always with a point or an exponent. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e16 || size < 1e-4) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits}e${exponent.startsWith('-') ? '-' : '+'}${exponent.slice(1).padStart(2, '0')}`;
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** A text in quotes, with what cannot be printed escaped. */
export function quote(rt: Runtime, text: string): string {
  rt.budget.text(text.length + 2);
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/['"\\]|[^ -~]/gu, (char) => {
    rt.budget.step();
    if (char === "'" || char === '"') return char === mark ? `\\${mark}` : char;
    return SHORT[char] ?? (UNPRINTABLE.test(char) ? escapeCode(char) : char);
  });
  rt.budget.text(escaped.length + 2);
  return mark + escaped + mark;
}

function escapeCode(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** Python's `ascii()`: {@link repr} with everything but ASCII escaped. */
export function ascii(rt: Runtime, value: Value): string {
  return repr(rt, value).replace(/[^\x00-\x7f]/gu, (char) => {
    rt.budget.step();
    return escapeCode(char);
  });
}
