import { isTemplate, validateTemplate } from '../templates/index.ts';
import { isObject } from './scalars.ts';

/** What a value of `parameters` comes to: a plain value, something known only when it runs, or an error. */
type Hydrated = { kind: 'value'; value: unknown } | { kind: 'later' } | { kind: 'error'; message: string };

/**
 * Checks the parameters of a `run-deployment` action: objects with `__prefect_kind` (`jinja`, `json`,
 * `workspace_variable`, `none`) and strings that hold template syntax.
 *
 * @returns sentences about what is wrong, none when all is well. What stands inside lists is not looked at:
 * Prefect accepts it, and so must we.
 */
export function checkParameters(parameters: Record<string, unknown>): string[] {
  const top = hydrate(parameters);
  if (top.kind === 'error') return [top.message];
  if (top.kind === 'later') return [];
  if (!isObject(top.value)) return ['Input should be a valid dictionary'];
  return problemsIn(top.value, '');
}

function problemsIn(value: Record<string, unknown>, prefix: string): string[] {
  return Object.entries(value).flatMap(([key, item]) => {
    const where = `${prefix}${key}`;
    const hydrated = typeof item === 'string' && isTemplate(item) ? checkTemplate(item) : hydrate(item);
    if (hydrated.kind === 'error') return [`${where}: ${hydrated.message}`];
    return hydrated.kind === 'value' && isObject(hydrated.value)
      ? problemsIn(hydrated.value, `${where}.`)
      : [];
  });
}

function hydrate(value: unknown): Hydrated {
  if (!isObject(value) || !Object.hasOwn(value, '__prefect_kind')) return { kind: 'value', value };
  switch (value['__prefect_kind']) {
    case 'none':
      return 'value' in value ? hydrate(value['value']) : missing('value');
    case 'json':
      return 'value' in value ? hydrateJson(value['value']) : { kind: 'later' };
    case 'jinja':
      return 'template' in value ? hydrateJinja(value['template']) : missing('template');
    case 'workspace_variable':
      return { kind: 'later' };
    default:
      return { kind: 'value', value: null };
  }
}

function missing(key: string): Hydrated {
  return { kind: 'error', message: `Missing '${key}' key in __prefect object` };
}

function hydrateJson(value: unknown): Hydrated {
  const inner = hydrate(value);
  if (inner.kind !== 'value' || typeof inner.value !== 'string') return inner;
  try {
    return { kind: 'value', value: JSON.parse(inner.value) };
  } catch (error) {
    return { kind: 'error', message: `Invalid JSON: ${(error as Error).message}` };
  }
}

function hydrateJinja(template: unknown): Hydrated {
  const inner = hydrate(template);
  if (inner.kind !== 'value') return inner;
  return typeof inner.value === 'string' ? checkTemplate(inner.value) : { kind: 'later' };
}

function checkTemplate(source: string): Hydrated {
  try {
    validateTemplate(source);
    return { kind: 'later' };
  } catch (error) {
    return { kind: 'error', message: `Invalid jinja: ${(error as Error).message}` };
  }
}
