import { isObject } from '../../schemas/scalars.ts';

/** What a secret looks like in a reply. */
export const masked = '********';

/** A place in a document's data: field names; `*` stands for everything below. */
type SecretPath = readonly string[];

/**
 * Where the secrets are in documents of a schema: what the SDK lists in `secret_fields`, and besides every
 * property that the schema marks as a password, so that a schema written by hand does not leak.
 *
 * @param fields the block schema's `fields`
 */
export function secretPaths(fields: Readonly<Record<string, unknown>>): SecretPath[] {
  const listed = Array.isArray(fields['secret_fields']) ? fields['secret_fields'] : [];
  const paths = listed.filter((path) => typeof path === 'string').map((path) => path.split('.'));
  return [...paths, ...passwordPaths(fields, fields, [], new Set())];
}

function passwordPaths(
  schema: Readonly<Record<string, unknown>>,
  root: Readonly<Record<string, unknown>>,
  path: SecretPath,
  seen: ReadonlySet<string>,
): SecretPath[] {
  if (schema['format'] === 'password' || schema['writeOnly'] === true) return [path];
  const found: SecretPath[] = [];
  const reference = schema['$ref'];
  if (typeof reference === 'string' && !seen.has(reference)) {
    const target = definitionOf(root, reference);
    if (target !== null) found.push(...passwordPaths(target, root, path, new Set([...seen, reference])));
  }
  for (const word of ['anyOf', 'allOf', 'oneOf']) {
    const alternatives = schema[word];
    if (!Array.isArray(alternatives)) continue;
    for (const item of alternatives) if (isObject(item)) found.push(...passwordPaths(item, root, path, seen));
  }
  const items = schema['items'];
  if (isObject(items)) found.push(...passwordPaths(items, root, path, seen));
  const additional = schema['additionalProperties'];
  if (isObject(additional)) found.push(...passwordPaths(additional, root, [...path, '*'], seen));
  const properties = schema['properties'];
  if (isObject(properties)) {
    for (const [name, property] of Object.entries(properties)) {
      if (isObject(property)) found.push(...passwordPaths(property, root, [...path, name], seen));
    }
  }
  return found;
}

function definitionOf(
  root: Readonly<Record<string, unknown>>,
  reference: string,
): Record<string, unknown> | null {
  const match = /^#\/(definitions|\$defs)\/(.+)$/.exec(reference);
  const definitions = match === null ? undefined : root[match[1] as string];
  const target = isObject(definitions) ? definitions[match?.[2] as string] : undefined;
  return isObject(target) ? target : null;
}

/** A copy of the data with every secret replaced by `********`; absent and null ones stay as they are. */
export function maskSecrets(
  data: Record<string, unknown>,
  paths: readonly SecretPath[],
): Record<string, unknown> {
  let result: unknown = data;
  for (const path of paths) result = replaced(result, path, () => masked, undefined);
  return result as Record<string, unknown>;
}

/**
 * A copy of new data in which every secret that came back masked is the current one again: a client that read
 * a document without secrets and writes it back must not destroy them.
 */
export function unmaskSecrets(
  data: Record<string, unknown>,
  current: Record<string, unknown>,
  paths: readonly SecretPath[],
): Record<string, unknown> {
  let result: unknown = data;
  for (const path of paths) {
    result = replaced(
      result,
      path,
      (value, old) => (value === masked && old !== undefined ? old : value),
      current,
    );
  }
  return result as Record<string, unknown>;
}

type Replace = (value: unknown, old: unknown) => unknown;

function replaced(value: unknown, path: SecretPath, replace: Replace, old: unknown): unknown {
  const [head, ...rest] = path;
  if (value === null || value === undefined) return value;
  if (head === undefined) return replace(value, old);
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      replaced(item, path, replace, Array.isArray(old) ? old[index] : undefined),
    );
  }
  if (!isObject(value)) return head === '*' ? replace(value, old) : value;
  const below = (key: string) => (isObject(old) && Object.hasOwn(old, key) ? old[key] : undefined);
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
    if (head === '*') {
      // At the end of a path it means everything below, however deep.
      const isContainer = typeof item === 'object' && item !== null;
      return [key, replaced(item, rest.length === 0 && isContainer ? path : rest, replace, below(key))];
    }
    return [key, key === head ? replaced(item, rest, replace, below(key)) : item];
  });
  return Object.fromEntries(entries);
}
