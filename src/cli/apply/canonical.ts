import type { Automation } from '../../schemas/automations.ts';
import { automationCreateSchema } from '../../schemas/automations.ts';
import { isObject } from '../../schemas/scalars.ts';
import { parseBody, ValidationError } from '../../schemas/validation.ts';
import { usageError } from '../failure.ts';
import type { Names } from './names.ts';
import { nameReferences, resolveReferences } from './references.ts';

type Fields = Record<string, unknown>;

/**
 * What a definition comes to: defaults filled in, ids of triggers gone, names where ids were. Two that do the same are the
 * same. `enabled` is there only when it was given: a file that does not say leaves it to whoever pauses and resumes.
 */
export type Canonical = Fields;

/**
 * The definition of a file, as the API takes it.
 *
 * @throws CommandError naming the fields that are wrong
 */
export async function requestBody(definition: Fields, names: Names, from: string): Promise<Fields> {
  const resolved = await resolveReferences(definition, names, from);
  try {
    const { owner_resource: _owner, trigger, ...rest } = parseBody(automationCreateSchema, resolved);
    const body: Fields = { ...rest, trigger: withoutIds(trigger) };
    if (!('enabled' in definition)) delete body['enabled'];
    return body;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const lines = error.detail.map(({ loc, msg }) => `  ${loc.slice(1).join('.')}: ${msg}`);
    throw usageError(`${from}:\n${lines.join('\n')}`);
  }
}

/** The definition of a file in canonical form. */
export async function canonicalOf(body: Fields, names: Names): Promise<Canonical> {
  return withoutUndefined(await nameReferences(body, names)) as Canonical;
}

/** The definition that a server has, in canonical form. */
export async function canonicalOfServer(automation: Automation, names: Names): Promise<Canonical> {
  const { id: _id, created: _created, updated: _updated, trigger, ...rest } = automation;
  return canonicalOf({ ...rest, trigger: withoutIds(trigger) }, names);
}

/** Without what is as it would be anyway: how a definition is written into a file. */
export function concise(canonical: Canonical): Fields {
  const { name, description, enabled, tags, trigger, actions, ...others } = canonical;
  const lists = Object.entries(others).filter(([, list]) => !isEmpty(list));
  return {
    name,
    ...(!isEmpty(description) && { description }),
    ...(enabled !== undefined && { enabled }),
    ...(!isEmpty(tags) && { tags }),
    trigger: conciseTrigger(trigger),
    actions: (Array.isArray(actions) ? (actions as unknown[]) : []).map(withoutNulls),
    ...Object.fromEntries(lists.map(([key, list]) => [key, (list as unknown[]).map(withoutNulls)])),
  };
}

/** The trigger engine gives ids out anew at each change. */
function withoutIds(trigger: unknown): unknown {
  if (!isObject(trigger)) return trigger;
  const { id: _id, ...rest } = trigger;
  if (!Array.isArray(rest['triggers'])) return rest;
  return { ...rest, triggers: (rest['triggers'] as unknown[]).map(withoutIds) };
}

const OPTIONAL_IN_TRIGGERS = new Set(['match', 'match_related', 'after', 'expect', 'for_each']);

function conciseTrigger(trigger: unknown): unknown {
  if (!isObject(trigger)) return trigger;
  const entries = Object.entries(trigger).filter(
    ([key, value]) => !OPTIONAL_IN_TRIGGERS.has(key) || !isEmpty(value),
  );
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === 'triggers' && Array.isArray(value) ? (value as unknown[]).map(conciseTrigger) : value,
    ]),
  );
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function withoutNulls(action: unknown): unknown {
  if (!isObject(action)) return action;
  return Object.fromEntries(Object.entries(action).filter(([, value]) => value !== null));
}

function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
