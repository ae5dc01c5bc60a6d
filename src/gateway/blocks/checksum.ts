import { createHash } from 'node:crypto';
import { isObject } from '../../schemas/scalars.ts';

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** Stands before a number that was wrapped into a string; no JSON string holds it unescaped. */
const NUMBER = '\u0000';

/**
 * The checksum of the block schema in a request's body.
 *
 * @param bodyJson JSON text of an object with `fields`
 */
export function bodyChecksum(bodyJson: string): string {
  const { fields } = parseKeepingNumbers(bodyJson) as { fields?: unknown };
  return checksumOf(fields ?? {});
}

/**
 * The checksum that Prefect's SDK gives a block schema: SHA-256 of Python's JSON of its fields, sorted, without
 * `secret_fields` and without the definitions of nested blocks. Works on the JSON text because Python writes
 * 1.0 and 1 differently.
 *
 * @param fieldsJson the schema's `fields` as JSON text, numbers written as the client wrote them
 * @returns `sha256:` and 64 hex digits
 */
export function schemaChecksum(fieldsJson: string): string {
  return checksumOf(parseKeepingNumbers(fieldsJson));
}

function checksumOf(value: unknown): string {
  const fields = removeSecretFields(value) as Record<string, unknown>;
  const definitions = fields['definitions'];
  if (isObject(definitions) && Object.keys(definitions).length > 0) {
    const kept = nonBlockDefinitions(fields, definitions, new Set());
    if (Object.keys(kept).length > 0) fields['definitions'] = kept;
    else delete fields['definitions'];
  }
  const text = pythonJson([[fields], {}]);
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function parseKeepingNumbers(json: string): unknown {
  return JSON.parse(json.replace(TOKEN, (token) => (token.startsWith('"') ? token : `"\\u0000${token}"`)));
}

/** Only inside objects: Python's helper does not look into lists. */
function removeSecretFields(value: unknown): unknown {
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'secret_fields');
  return Object.fromEntries(kept.map(([key, item]) => [key, removeSecretFields(item)]));
}

/** The definitions that an object refers to, directly or not, and that are no blocks themselves. */
function nonBlockDefinitions(
  object: unknown,
  definitions: Record<string, unknown>,
  seen: Set<string>,
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const reference of references(object)) {
    const name = reference.replace('#/definitions/', '');
    const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
    if (!isObject(definition) || Object.keys(definition).length === 0) continue;
    if ((definition['block_type_slug'] ?? null) !== null) continue;
    found[name] = definition;
    if (seen.has(name)) continue;
    seen.add(name);
    Object.assign(found, nonBlockDefinitions(definition, definitions, seen));
  }
  return found;
}

function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isObject(value)) return [];
  const own = value['$ref'];
  return [
    ...(typeof own === 'string' && own !== '' ? [own] : []),
    ...Object.values(value).flatMap(references),
  ];
}

/** JSON as Python's `json.dumps(…, sort_keys=True)` writes it: spaces after separators, ASCII only. */
function pythonJson(value: unknown): string {
  if (typeof value === 'string') return value.startsWith(NUMBER) ? value.slice(1) : pythonString(value);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (!isObject(value)) return String(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${pythonString(key)}: ${pythonJson(item)}`).join(', ')}}`;
}

function pythonString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
