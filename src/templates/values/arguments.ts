import { PyError } from './errors.ts';
import { asIndex } from './protocol.ts';
import type { Keywords, Value } from './types.ts';
import { asText, typeName, Undefined } from './types.ts';

/** The arguments of one call, put in the order of the parameters. */
export class Bound {
  readonly #name: string;
  readonly #values: readonly (Value | undefined)[];

  constructor(name: string, values: readonly (Value | undefined)[]) {
    this.#name = name;
    this.#values = values;
  }

  /** The argument at `index` or `absent`. */
  value(index: number, absent: Value = null): Value {
    return this.#values[index] ?? (index in this.#values && this.#values[index] === null ? null : absent);
  }

  given(index: number): boolean {
    return this.#values[index] !== undefined;
  }

  /** A text argument. */
  text(index: number, absent?: string): string {
    const value = this.#values[index];
    if (value === undefined && absent !== undefined) return absent;
    const text = value === undefined ? undefined : asText(value);
    return text ?? this.#wrong('str', value);
  }

  /** A text, or undefined for None and when absent. */
  optionalText(index: number): string | undefined {
    const value = this.#values[index];
    return value === undefined || value === null ? undefined : this.text(index);
  }

  /** A whole number that fits an index. */
  int(index: number, absent?: number): number {
    const value = this.#values[index];
    if (value === undefined && absent !== undefined) return absent;
    const number = value === undefined ? undefined : asIndex(value);
    return number ?? this.#wrong('int', value);
  }

  /** A whole number, or undefined for None and when absent. */
  optionalInt(index: number): number | undefined {
    const value = this.#values[index];
    return value === undefined || value === null ? undefined : this.int(index);
  }

  #wrong(expected: string, value: Value | undefined): never {
    if (value instanceof Undefined) value.fail();
    const got = value === undefined ? 'nothing' : typeName(value);
    throw new PyError('TypeError', `${this.#name}: expected ${expected}, got ${got}`);
  }
}

/**
 * Binds arguments to parameters. A parameter that ends with `!` is required; one that begins with `/` takes
 * no keyword.
 *
 * @example bind('truncate', args, keywords, ['length', 'killwords', 'end'])
 */
export function bind(
  name: string,
  args: readonly Value[],
  keywords: Keywords,
  parameters: readonly string[],
): Bound {
  if (args.length > parameters.length) {
    throw new PyError(
      'TypeError',
      `${name}() takes at most ${parameters.length} arguments (${args.length} given)`,
    );
  }
  const values: (Value | undefined)[] = [...args];
  let used = 0;
  parameters.forEach((parameter, index) => {
    const keyword = parameter.replace(/!$/, '');
    const value = keyword.startsWith('/') ? undefined : keywords.get(keyword);
    if (value !== undefined) {
      used++;
      if (index < args.length)
        throw new PyError('TypeError', `${name}() got multiple values for argument '${keyword}'`);
      values[index] = value;
    } else if (parameter.endsWith('!') && index >= args.length) {
      throw new PyError('TypeError', `${name}() missing required argument '${keyword.replace('/', '')}'`);
    }
  });
  if (used < keywords.size) {
    const unknown = [...keywords.keys()].find(
      (key) => !parameters.some((parameter) => parameter.replace(/!$/, '') === key),
    );
    throw new PyError('TypeError', `${name}() got an unexpected keyword argument '${unknown ?? ''}'`);
  }
  return new Bound(name, values);
}
