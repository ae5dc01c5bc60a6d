import { AutomationError } from '../../src/errors.ts';
import { isObject } from '../../src/schemas/scalars.ts';
import { isTemplate } from '../../src/templates/index.ts';
import type { ActionTemplates } from '../action-templates.ts';

/** What the parameters of a run are made with. */
export interface RunParameterOptions {
  readonly templates: ActionTemplates;
  /** Values of the workspace's variables. */
  readonly variables: (names: readonly string[]) => Promise<Record<string, unknown>>;
  /** The deployment's JSON Schema of its parameters, if it has one. */
  readonly schema: unknown;
}

/** Stands for a value that is left out of what it is in, as when a form's field is empty. */
const LEFT_OUT = Symbol('left out');

/**
 * The parameters of a run: templates rendered, `__prefect_kind` objects resolved. A text that is nothing but one
 * `{{ expression }}` becomes the expression's value with its type; where the schema says string, its JSON text. A `jinja`
 * object makes text, as in Prefect, unless the parameter takes none: then its value keeps its type as well.
 *
 * @throws TemplateError, or AutomationError (final) for JSON that is none and for unknown variables
 */
export async function runParameters(
  parameters: Readonly<Record<string, unknown>>,
  options: RunParameterOptions,
): Promise<Record<string, unknown>> {
  const resolved = await resolve(keepingTypes(parameters, options.schema), options);
  if (resolved === LEFT_OUT) return {};
  if (!isObject(resolved)) throw refusal('the parameters are no object');
  return Object.fromEntries(
    Object.entries(resolved).map(([name, value]) => [name, asSchemaSays(value, name, options.schema)]),
  );
}

async function resolve(value: unknown, options: RunParameterOptions): Promise<unknown> {
  if (typeof value === 'string') return resolveText(value, options.templates);
  if (Array.isArray(value)) {
    const items = await Promise.all(value.map((item) => resolve(item, options)));
    return items.filter((item) => item !== LEFT_OUT);
  }
  if (!isObject(value)) return value;
  if (Object.hasOwn(value, '__prefect_kind')) return resolveKind(value, options);
  const entries = await Promise.all(
    Object.entries(value).map(async ([key, item]) => [key, await resolve(item, options)] as const),
  );
  return Object.fromEntries(entries.filter(([, item]) => item !== LEFT_OUT));
}

async function resolveText(text: string, templates: ActionTemplates): Promise<unknown> {
  if (!isTemplate(text)) return text;
  return isExpression(text) ? templates.evaluate(text.trim()) : templates.render(text);
}

/** Whether a template is nothing but one expression, which has a type. */
function isExpression(template: string): boolean {
  const bare = template.trim();
  return bare.startsWith('{{') && bare.endsWith('}}') && bare.indexOf('{{', 2) < 0;
}

/** For a parameter that takes no text, a `jinja` object of one expression is the expression: its text would be refused. */
function keepingTypes(
  parameters: Readonly<Record<string, unknown>>,
  schema: unknown,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      const template = isObject(value) && value['__prefect_kind'] === 'jinja' ? value['template'] : undefined;
      const typed = typeof template === 'string' && isExpression(template) && !takesText(name, schema);
      return [name, typed ? template : value];
    }),
  );
}

function takesText(name: string, schema: unknown): boolean {
  const property = propertyOf(name, schema);
  const options = [property?.['anyOf'] ?? property].flat();
  return options.some((option) => {
    const type = isObject(option) ? option['type'] : undefined;
    return type === undefined || [type].flat().includes('string');
  });
}

function propertyOf(name: string, schema: unknown): Record<string, unknown> | undefined {
  const properties = isObject(schema) ? schema['properties'] : undefined;
  const property = isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  return isObject(property) ? property : undefined;
}

/** An object that says by its `__prefect_kind` how its value comes about; they may stand inside each other. */
async function resolveKind(value: Record<string, unknown>, options: RunParameterOptions): Promise<unknown> {
  const inner = (key: string): unknown => (isObject(value[key]) ? resolve(value[key], options) : value[key]);
  switch (value['__prefect_kind']) {
    case 'none':
      if (!('value' in value)) throw refusal("Missing 'value' key in __prefect object");
      return resolve(value['value'], options);
    case 'json': {
      if (!('value' in value)) return LEFT_OUT;
      const text = await inner('value');
      return typeof text === 'string' ? parse(text) : text;
    }
    case 'jinja': {
      if (!('template' in value)) throw refusal("Missing 'template' key in __prefect object");
      const template = await inner('template');
      if (typeof template !== 'string') throw refusal('a template is no text');
      return options.templates.render(template);
    }
    case 'workspace_variable': {
      if (!('variable_name' in value)) return LEFT_OUT;
      const name = await inner('variable_name');
      const found = typeof name === 'string' ? await options.variables([name]) : {};
      if (typeof name !== 'string' || !Object.hasOwn(found, name))
        throw refusal(`Variable '${String(name)}' not found in workspace.`);
      return found[name];
    }
    default:
      return value['value'] ?? null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusal(`Invalid JSON: ${(error as Error).message}`);
  }
}

/** A flow that takes a string gets the JSON text of what is none; null stays null. */
function asSchemaSays(value: unknown, name: string, schema: unknown): unknown {
  if (typeof value === 'string' || value === null) return value;
  return propertyOf(name, schema)?.['type'] === 'string' ? JSON.stringify(value) : value;
}

function refusal(problem: string): AutomationError {
  return new AutomationError('bad_parameters', `Unable to create flow run from deployment: ${problem}`);
}
