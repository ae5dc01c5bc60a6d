import type { Runtime } from '../evaluator/runtime.ts';
import type { Bound } from '../values/arguments.ts';
import { bind } from '../values/arguments.ts';
import { PyError } from '../values/errors.ts';
import { str } from '../values/repr.ts';
import type { Keywords, Value } from '../values/types.ts';
import { asText, Markup, typeName, Undefined } from '../values/types.ts';

/** A filter: gets the value left of the `|`, and the arguments. */
export type Filter = (rt: Runtime, value: Value, args: readonly Value[], keywords: Keywords) => Value;

/** Filters by name. Always looked up with `Object.hasOwn`. */
export type Filters = Readonly<Record<string, Filter>>;

/** A filter with these parameters; see {@link bind} for how they are written. */
export function filter(
  name: string,
  parameters: readonly string[],
  run: (rt: Runtime, value: Value, args: Bound) => Value,
): Filter {
  return (rt, value, args, keywords) => run(rt, value, bind(name, args, keywords, parameters));
}

/** The text of a value: Markup stays marked. */
export function softText(rt: Runtime, value: Value): string | Markup {
  return value instanceof Markup ? value : str(rt, value);
}

/** Applies `change` to the text of a value and keeps the mark of Markup. */
export function mapText(rt: Runtime, value: Value, change: (text: string) => string): string | Markup {
  const text = softText(rt, value);
  rt.budget.text(typeof text === 'string' ? text.length : text.text.length);
  return text instanceof Markup ? new Markup(change(text.text)) : change(text);
}

/** The text of a value that must be one. */
export function needText(name: string, value: Value): string {
  const text = asText(value);
  if (text !== undefined) return text;
  if (value instanceof Undefined) value.fail();
  throw new PyError('TypeError', `${name}: expected str, got ${typeName(value)}`);
}
