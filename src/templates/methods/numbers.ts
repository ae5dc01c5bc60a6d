import { asNumber } from '../values/types.ts';
import { bind } from '../values/arguments.ts';
import type { Value } from '../values/types.ts';
import type { Methods } from './attributes.ts';

type NumberValue = boolean | bigint | number;

/** Attributes of numbers that are no methods. */
export function numberAttribute(value: NumberValue, name: string): Value | undefined {
  const number = asNumber(value) ?? 0n;
  if (name === 'real') return number;
  if (name === 'imag') return typeof number === 'bigint' ? 0n : 0;
  if (typeof number !== 'bigint') return undefined;
  if (name === 'numerator') return number;
  return name === 'denominator' ? 1n : undefined;
}

/** Methods of int, float and bool. */
export const numberMethods: Methods<NumberValue> = {
  conjugate: (_rt, self, args, keywords) => (bind('conjugate', args, keywords, []), asNumber(self) ?? 0n),
  bit_length: (_rt, self, args, keywords) => {
    bind('bit_length', args, keywords, []);
    const digits = BigInt(Math.trunc(Number(asNumber(self))))
      .toString(2)
      .replace('-', '');
    return digits === '0' ? 0n : BigInt(digits.length);
  },
  is_integer: (_rt, self, args, keywords) => (
    bind('is_integer', args, keywords, []),
    Number.isInteger(Number(self))
  ),
};
