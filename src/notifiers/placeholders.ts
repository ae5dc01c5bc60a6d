/** A name in double braces, as Prefect's custom webhooks write it. */
const PLACEHOLDER = /\{\{\s*([\w.\-[\]$]+)\s*\}\}/g;

/** The names of all placeholders in a text, or in the values of an object or a list, at any depth. */
export function placeholderNames(template: unknown): string[] {
  if (typeof template === 'string') return [...template.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '');
  if (typeof template !== 'object' || template === null) return [];
  return Object.values(template).flatMap(placeholderNames);
}

/**
 * Puts values in the place of placeholders, in all texts of an object or a list. Each text is gone through once: a placeholder
 * that a value contains stays as it is, so that no event can name a secret and have it sent.
 *
 * @example fillPlaceholders({ text: '{{subject}}!' }, new Map([['subject', 'Hi']])) // { text: 'Hi!' }
 */
export function fillPlaceholders<T>(template: T, values: ReadonlyMap<string, string>): T {
  return fill(template, values) as T;
}

function fill(template: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof template === 'string') {
    return template.replace(PLACEHOLDER, (whole, name: string) => values.get(name) ?? whole);
  }
  if (Array.isArray(template)) return template.map((item) => fill(item, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fill(value, values)]));
}
