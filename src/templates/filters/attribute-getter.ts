import type { Runtime } from '../evaluator/runtime.ts';
import { getItem } from '../values/members.ts';
import type { Value } from '../values/types.ts';
import { asText, Undefined } from '../values/types.ts';

/** Lower case of a text, anything else as it is. */
export function foldCase(value: Value): Value {
  return asText(value)?.toLowerCase() ?? value;
}

/**
 * The function behind `attribute='a.b.0'`: follows the path; None is the value itself.
 * `fold` lowers the case of the result, `fallback` (unless None) stands in for what is missing.
 */
export function attributeGetter(
  rt: Runtime,
  attribute: Value,
  options: { readonly fold?: boolean; readonly fallback?: Value } = {},
): (item: Value) => Value {
  const parts = pathOf(attribute);
  const fallback = options.fallback ?? null;
  return (item) => {
    let value = item;
    for (const part of parts) {
      value = getItem(rt, value, part);
      if (fallback !== null && value instanceof Undefined) value = fallback;
    }
    if (options.fold !== true) return value;
    const folded = foldCase(value);
    if (typeof folded === 'string') rt.budget.text(folded.length);
    return folded;
  };
}

function pathOf(attribute: Value): Value[] {
  if (attribute === null) return [];
  const text = asText(attribute);
  return text === undefined
    ? [attribute]
    : text.split('.').map((part) => (/^\d{1,18}$/.test(part) ? BigInt(part) : part));
}
