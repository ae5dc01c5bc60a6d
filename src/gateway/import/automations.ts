import { isDeepStrictEqual } from 'node:util';
import { automationCreateSchema, type Automation, type AutomationCreate } from '../../schemas/automations.ts';
import type { ImportedAutomation, ImportStep } from '../../schemas/imports.ts';
import { isObject } from '../../schemas/scalars.ts';
import { parseBody, ValidationError } from '../../schemas/validation.ts';
import { parseTime } from '../../schemas/times.ts';
import type { Store } from '../../store/store.ts';

/** One automation's step, and the way to take it. */
export interface PlannedAutomation {
  readonly step: ImportStep;
  readonly apply: () => Promise<unknown>;
}

const FIELDS = [
  'name',
  'description',
  'enabled',
  'tags',
  'trigger',
  'actions',
  'actions_on_trigger',
  'actions_on_resolve',
] as const;

/**
 * Works out what to do about an automation. It keeps its id: others that pause it, and events that name it, go on meaning
 * it. Whether it is enabled is taken over once; later it is ours to say.
 *
 * @param blocks that there are, or will be when it is applied
 */
export async function planAutomation(
  store: Store,
  given: ImportedAutomation,
  blocks: ReadonlySet<string>,
): Promise<PlannedAutomation> {
  const { id, name } = given;
  const plan = (
    step: ImportStep['step'],
    note: string | null,
    apply: () => Promise<unknown> = async () => undefined,
  ): PlannedAutomation => ({ step: { kind: 'automation', id, name, step, note }, apply });

  let body: AutomationCreate;
  try {
    body = parseBody(
      automationCreateSchema,
      Object.fromEntries(FIELDS.map((field) => [field, given[field]])),
    );
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return plan('skip', error.detail.map(({ loc, msg }) => `${loc.slice(1).join('.')}: ${msg}`).join('; '));
  }
  const missing = blocksOf(body).find((block) => !blocks.has(block));
  if (missing !== undefined) return plan('skip', `Its block ${missing} cannot be taken over`);

  const present = await store.automations.get(id);
  if (present !== undefined) {
    if (isDeepStrictEqual(definition(present), definition(body))) return plan('unchanged', null);
    if (time(given['updated']) <= time(present.updated))
      return plan('unchanged', 'Changed here since, and kept so');
    return plan('update', null, () => store.automations.replace(id, { ...body, enabled: present.enabled }));
  }
  const { owner, note } = ownerOf(body);
  return plan('create', note, () => store.automations.create({ ...body, id, owner_resource: owner }));
}

/** The blocks that its actions name. */
export function blocksOf(
  body: Pick<AutomationCreate, 'actions' | 'actions_on_trigger' | 'actions_on_resolve'>,
): string[] {
  return [...body.actions, ...body.actions_on_trigger, ...body.actions_on_resolve].flatMap((action) =>
    'block_document_id' in action ? (action.block_document_id ?? []) : [],
  );
}

/**
 * The server does not say who owns an automation. Those that a deployment's triggers became have a name and a form of
 * their own; the next `prefect deploy` replaces what the deployment owns.
 */
function ownerOf(body: AutomationCreate): { owner: string | null; note: string | null } {
  const [action, ...others] = body.actions;
  if (action?.type !== 'run-deployment' || others.length > 0 || action.deployment_id === null) {
    return { owner: null, note: null };
  }
  const owner = `prefect.deployment.${action.deployment_id}`;
  if (/__automation_\d+$/.test(body.name)) return { owner, note: 'Owned by its deployment' };
  const note = 'If a deployment made it, its next deploy makes another one: delete this one then';
  return { owner: null, note };
}

/** What an automation does, without the ids of its triggers. */
function definition(automation: Automation | AutomationCreate): unknown {
  const { name, description, tags, trigger, actions, actions_on_trigger, actions_on_resolve } = automation;
  const all = { name, description, tags, actions, actions_on_trigger, actions_on_resolve };
  return JSON.parse(JSON.stringify({ ...all, trigger: withoutIds(trigger) }));
}

function withoutIds(trigger: unknown): unknown {
  if (!isObject(trigger)) return trigger;
  const { id: _id, ...rest } = trigger;
  const children = rest['triggers'];
  return Array.isArray(children) ? { ...rest, triggers: children.map(withoutIds) } : rest;
}

function time(text: unknown): number {
  return (typeof text === 'string' ? parseTime(text) : undefined) ?? 0;
}
