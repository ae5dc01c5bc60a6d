import type { Runtime } from '../evaluator/runtime.ts';
import { PyError } from './errors.ts';
import type { Layout } from './number-format.ts';
import { floatDigits, group, intDigits, pad, plainFloatDigits } from './number-format.ts';
import { toFloat } from './numbers.ts';
import { str } from './repr.ts';
import { chars } from './text.ts';
import type { Value } from './types.ts';
import { asText, typeName, Undefined } from './types.ts';

interface Spec {
  readonly fill: string | undefined;
  readonly align: Layout['align'] | undefined;
  readonly sign: string;
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly width: number;
  readonly separator: string;
  readonly precision: number | undefined;
  readonly type: string;
}

const SPEC = /^(?:([^])?([<>=^]))?([-+ ]?)(z?)(#?)(0?)(\d{0,10})([,_]?)(?:\.(\d{1,10}))?([a-zA-Z%]?)$/u;

function parseSpec(text: string, value: Value): Spec {
  const match = SPEC.exec(text);
  if (match === null) {
    throw new PyError(
      'ValueError',
      `Invalid format specifier '${text.slice(0, 40)}' for object of type '${typeName(value)}'`,
    );
  }
  const [, fill, align, sign = '', z, alternate, zero, width = '', separator = '', precision, type = ''] =
    match;
  return {
    fill,
    align: align as Layout['align'] | undefined,
    sign,
    noNegativeZero: z === 'z',
    alternate: alternate === '#',
    zero: zero === '0',
    width: Number(width),
    separator,
    precision: precision === undefined ? undefined : Number(precision),
    type,
  };
}

/** Python's `format(value, spec)`. */
export function formatValue(rt: Runtime, value: Value, spec: string): string {
  if (spec === '') return str(rt, value);
  const text = asText(value);
  if (text !== undefined) return formatText(rt, text, parseSpec(spec, value));
  if (typeof value === 'boolean') return formatInt(rt, BigInt(value), parseSpec(spec, value));
  if (typeof value === 'bigint') return formatInt(rt, value, parseSpec(spec, value));
  if (typeof value === 'number') return formatFloat(rt, value, parseSpec(spec, value));
  if (value instanceof Undefined) value.fail();
  throw new PyError('TypeError', `unsupported format string passed to ${typeName(value)}.__format__`);
}

function formatText(rt: Runtime, text: string, spec: Spec): string {
  if (spec.type !== '' && spec.type !== 's') {
    throw new PyError('ValueError', `Unknown format code '${spec.type}' for object of type 'str'`);
  }
  if (spec.sign !== '' || spec.align === '=' || spec.separator !== '' || spec.alternate) {
    throw new PyError('ValueError', 'Sign, separator and = alignment not allowed in string format specifier');
  }
  const shown = spec.precision === undefined ? text : chars(rt, text).slice(0, spec.precision);
  return pad(rt, '', shown, {
    fill: spec.fill ?? (spec.zero ? '0' : ' '),
    align: spec.align ?? '<',
    width: spec.width,
  });
}

function formatInt(rt: Runtime, value: bigint, spec: Spec): string {
  if ('eEfFgG%'.includes(spec.type) && spec.type !== '') return formatFloat(rt, toFloat(value), spec);
  if (spec.precision !== undefined)
    throw new PyError('ValueError', 'Precision not allowed in integer format specifier');
  if (spec.type === 'c')
    return formatText(rt, String.fromCodePoint(Number(BigInt.asUintN(20, value))), { ...spec, type: '' });
  const type = spec.type === '' || spec.type === 'n' ? 'd' : spec.type;
  if (!'dxXob'.includes(type))
    throw new PyError('ValueError', `Unknown format code '${type}' for object of type 'int'`);
  if (spec.separator === ',' && type !== 'd')
    throw new PyError('ValueError', `Cannot specify ',' with '${type}'.`);
  const { prefix, digits } = intDigits(value, type, spec.alternate);
  return layOutNumber(rt, value < 0n, prefix, digits, spec, type === 'd' ? 3 : 4);
}

function formatFloat(rt: Runtime, value: number, spec: Spec): string {
  const { type, precision } = spec;
  if (type !== '' && !'eEfFgGn%'.includes(type)) {
    throw new PyError('ValueError', `Unknown format code '${type}' for object of type 'float'`);
  }
  const digits =
    type === ''
      ? plainFloatDigits(value, precision)
      : floatDigits(value, type === 'n' ? 'g' : type, precision ?? 6, spec.alternate);
  const isZero = spec.noNegativeZero && !/[1-9]/.test(digits);
  return layOutNumber(rt, !isZero && (value < 0 || Object.is(value, -0)), '', digits, spec, 3);
}

function layOutNumber(
  rt: Runtime,
  negative: boolean,
  prefix: string,
  digits: string,
  spec: Spec,
  groupSize: number,
): string {
  const sign = negative ? '-' : spec.sign === '+' || spec.sign === ' ' ? spec.sign : '';
  const zeros = spec.zero && spec.align === undefined;
  let body = group(digits, spec.separator, groupSize);
  if (zeros && spec.separator !== '' && /^\d/.test(digits)) {
    // Zeros that fill up are grouped, too.
    const room = spec.width - sign.length - prefix.length;
    rt.budget.text(spec.width);
    let whole = digits;
    while (body.length < room) {
      whole = `0${whole}`;
      const wider = group(whole, spec.separator, groupSize);
      body = wider;
      rt.budget.step(1 + (wider.length >> 4));
    }
  }
  const fill = spec.fill ?? (spec.zero ? '0' : ' ');
  return pad(rt, sign + prefix, body, { fill, align: spec.align ?? (zeros ? '=' : '>'), width: spec.width });
}
