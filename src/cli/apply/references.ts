import { isObject } from '../../schemas/scalars.ts';
import { usageError } from '../failure.ts';
import type { Names, ReferenceKind } from './names.ts';

/** Which field of an action holds an id, what may stand in its place, and how such a name is written. */
const REFERENCES: readonly { idField: string; nameField: string; kind: ReferenceKind; form: string }[] = [
  { idField: 'block_document_id', nameField: 'block_document', kind: 'block', form: 'type/name' },
  { idField: 'deployment_id', nameField: 'deployment', kind: 'deployment', form: 'flow/name' },
  { idField: 'work_pool_id', nameField: 'work_pool', kind: 'work_pool', form: 'name' },
  { idField: 'work_queue_id', nameField: 'work_queue', kind: 'work_queue', form: 'pool/queue' },
  { idField: 'automation_id', nameField: 'automation', kind: 'automation', form: 'name' },
];

const ACTION_LISTS = ['actions', 'actions_on_trigger', 'actions_on_resolve'] as const;

type Fields = Record<string, unknown>;

/**
 * Puts ids where a definition has names: `block_document: slack-webhook/alerts` becomes `block_document_id: …`.
 *
 * @throws CommandError when a name stands for nothing
 */
export function resolveReferences(
  definition: Fields,
  names: Names,
  from = 'the definition',
): Promise<Fields> {
  return inActions(definition, async (action, place) => {
    let resolved = action;
    for (const { idField, nameField, kind, form } of REFERENCES) {
      const name = resolved[nameField];
      if (typeof name !== 'string') continue;
      if (idField in resolved)
        throw usageError(`${from}: ${place}: ${nameField} or ${idField}, one of the two`);
      const id = await names.idOf(kind, name);
      if (id === undefined) {
        const hint = form === 'name' ? '' : ` (it is written as ${form})`;
        throw usageError(`${from}: ${place}.${nameField}: the server has no "${name}"${hint}`);
      }
      const { [nameField]: _name, ...rest } = resolved;
      const selects = kind !== 'block' && !('source' in rest) ? { source: 'selected' } : {};
      resolved = { ...rest, ...selects, [idField]: id };
    }
    return resolved;
  });
}

/** Puts names where a definition has ids, as far as a name stands for the object alone. */
export function nameReferences(definition: Fields, names: Names): Promise<Fields> {
  return inActions(definition, async (action) => {
    const entries: [string, unknown][] = [];
    for (const [field, value] of Object.entries(action)) {
      const reference = REFERENCES.find(({ idField }) => idField === field);
      const name =
        reference !== undefined && typeof value === 'string'
          ? await names.nameOf(reference.kind, value)
          : undefined;
      entries.push(name === undefined ? [field, value] : [reference?.nameField ?? field, name]);
    }
    return Object.fromEntries(entries);
  });
}

/** The names of the automations that a definition's actions refer to. */
export function automationsReferredTo(definition: Fields): string[] {
  return ACTION_LISTS.flatMap((list) => {
    const actions = definition[list];
    if (!Array.isArray(actions)) return [];
    return (actions as unknown[]).flatMap((action) => {
      const name = isObject(action) ? action['automation'] : undefined;
      return typeof name === 'string' ? [name] : [];
    });
  });
}

async function inActions(
  definition: Fields,
  change: (action: Fields, place: string) => Promise<Fields>,
): Promise<Fields> {
  const changed: Fields = { ...definition };
  for (const list of ACTION_LISTS) {
    const actions = definition[list];
    if (!Array.isArray(actions)) continue;
    changed[list] = await Promise.all(
      (actions as unknown[]).map((action, index) =>
        isObject(action) ? change(action, `${list}[${index}]`) : action,
      ),
    );
  }
  return changed;
}
