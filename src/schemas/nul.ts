/** Fields that hold any JSON: it is kept as JSON text, in which a NUL is an escape. */
const free = new Set(['payload', 'data', 'value', 'fields', 'parameters', 'job_variables', 'context']);

/** What is nested deeper is refused as such: this must not run out of stack before that. */
const DEEPEST = 1_000;

/**
 * Finds the first text or name of a field with a NUL (U+0000), which Postgres cannot hold in a text, leaving out the
 * fields of free JSON.
 *
 * @returns the way to it, or undefined when there is none
 * @example nulIn({ a: ['x', '\u0000'] }) // ['a', 1]
 */
export function nulIn(value: unknown, depth = 0): (string | number)[] | undefined {
  if (depth > DEEPEST) return undefined;
  if (typeof value === 'string') return value.includes('\0') ? [] : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const place = nulIn(item, depth + 1);
      if (place !== undefined) return [index, ...place];
    }
    return undefined;
  }
  for (const key in value) {
    if (free.has(key)) continue;
    const place = key.includes('\0') ? [] : nulIn((value as Record<string, unknown>)[key], depth + 1);
    if (place !== undefined) return [key, ...place];
  }
  return undefined;
}
