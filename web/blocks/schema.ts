import { isObject, type Json } from '../editor/paths.ts';

/** What a secret looks like in a reply. */
export const MASKED = '********';

/** One field of a block, as its schema describes it. */
export interface BlockField {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly kind: 'text' | 'secret' | 'number' | 'flag' | 'choice' | 'list' | 'json';
  readonly choices: readonly string[];
  readonly required: boolean;
  readonly start: unknown;
}

/** The fields of a block schema, in its order. */
export function fieldsOf(schema: Json): BlockField[] {
  const { properties, required, secret_fields: secrets } = schema;
  if (!isObject(properties)) return [];
  const isListed = (list: unknown, name: string): boolean => Array.isArray(list) && list.includes(name);
  return Object.entries(properties)
    .flatMap(([name, property]) => (isObject(property) ? [{ name, property }] : []))
    .sort((a, b) => Number(a.property['position'] ?? 0) - Number(b.property['position'] ?? 0))
    .map(({ name, property }) => {
      const plain = withoutNull(property);
      const isSecret =
        plain['format'] === 'password' || plain['writeOnly'] === true || isListed(secrets, name);
      const choices = Array.isArray(plain['enum']) ? plain['enum'].map(String) : [];
      return {
        name,
        title: typeof property['title'] === 'string' ? property['title'] : name,
        description: typeof property['description'] === 'string' ? property['description'] : undefined,
        kind: kindOf(plain, isSecret, choices),
        choices,
        required: isListed(required, name),
        start: property['default'],
      };
    });
}

function kindOf(property: Json, isSecret: boolean, choices: readonly string[]): BlockField['kind'] {
  const { type } = property;
  if (isSecret && (type === 'string' || type === undefined)) return 'secret';
  if (choices.length > 0) return 'choice';
  if (type === 'boolean') return 'flag';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string') return 'text';
  const { items } = property;
  if (type === 'array' && isObject(items) && items['type'] === 'string') return 'list';
  return 'json';
}

/** What a field is that may also be null. */
function withoutNull(property: Json): Json {
  const { anyOf } = property;
  if (!Array.isArray(anyOf)) return property;
  const kinds = anyOf.filter((one): one is Json => isObject(one) && one['type'] !== 'null');
  const [only] = kinds;
  return kinds.length === 1 && only !== undefined ? { ...property, ...only } : property;
}
