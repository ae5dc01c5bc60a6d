/** JSON that could not be taken; `position` is where in the text, when known. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  readonly position: number;
  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** Prefect's own parser stops at this depth as well; deeper bodies could exhaust the stack of whoever walks them. */
const MAX_DEPTH = 200;

/**
 * Parses JSON from outside. Refuses what no consumer inside should have to think of: nesting deeper than
 * 200 levels, and the key `__proto__`, with which a careless copy would change an object's prototype.
 *
 * @throws JsonError with a text fit for the caller
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'not JSON';
    throw new JsonError(shortened(message), Number(/position (\d+)/.exec(message)?.[1] ?? 0));
  }
  check(value, 0);
  return value;
}

function check(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) throw new JsonError(`nested deeper than ${MAX_DEPTH} levels`, 0);
  if (Array.isArray(value)) {
    for (const item of value) check(item, depth + 1);
    return;
  }
  for (const key in value) {
    if (key === '__proto__') throw new JsonError('the key "__proto__" is not allowed', 0);
    check((value as Record<string, unknown>)[key], depth + 1);
  }
}

/** V8 quotes the text it failed on; a secret in the body must not travel on in the message. */
function shortened(message: string): string {
  return message.replace(/, .*/s, '').replace(/ in JSON at position.*/s, '');
}
