/** A way to a value in a document. */
export type Path = readonly (string | number)[];

/** A JSON object that a form and a text are views of. What a view does not know stays as it is. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is an object with names. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at the end of a way; undefined where there is none. */
export function getIn(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Json)[step] : undefined),
    value,
  );
}

/** The same document with another value at the end of a way; undefined takes the field away. */
export function setIn(value: unknown, path: Path, next: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (Array.isArray(value)) {
    const copy: unknown[] = [...(value as unknown[])];
    if (rest.length === 0 && next === undefined) copy.splice(Number(step), 1);
    else copy[Number(step)] = setIn(copy[Number(step)], rest, next);
    return copy;
  }
  const copy: Record<string, unknown> = { ...(isObject(value) ? value : {}) };
  const inner = setIn(copy[step], rest, next);
  if (inner === undefined) delete copy[step];
  else copy[step] = inner;
  return copy;
}

/**
 * The way in the document that a refusal of the server speaks of: where there was a choice of forms, the server names the one
 * that it took, which is no field.
 *
 * @example documentPath({ trigger: { within: 1 } }, ['trigger', 'EventTrigger', 'within']) // ['trigger', 'within']
 */
export function documentPath(document: unknown, path: Path): (string | number)[] {
  const found: (string | number)[] = [];
  let at: unknown = document;
  for (const step of path) {
    const isThere = typeof at === 'object' && at !== null && Object.hasOwn(at, step);
    if (!isThere && typeof step === 'string' && /^[A-Z]/.test(step)) continue;
    found.push(step);
    at = isThere ? (at as Json)[step] : undefined;
  }
  return found;
}

/** A way as one text, to compare ways by. */
export function pathKey(path: Path): string {
  return path.join('/');
}
