import { z } from 'zod';
import { actionSchema } from './actions.ts';
import { runDeploymentLoop } from './loops.ts';
import { refuseValue, type Refuser } from './refusals.ts';
import { limitSchema, offsetSchema, optionalBody, sortSchema } from './pages.ts';
import { looseBoolean, uuid } from './scalars.ts';
import { dateTime } from './times.ts';
import { triggerSchema, withFreshIds, type Trigger } from './triggers.ts';

const actions = z.array(actionSchema);

const required = { name: z.string(), trigger: triggerSchema, actions };

/** How large an automation's trigger, and its name, may be as JSON in UTF-8: both travel to its workflow at once. */
const maxTriggerSizeBytes = 500_000;

/** How many automations one resource may own when they are set together. */
const maxOwnedAutomations = 200;

/** A body of `POST /api/automations/`. Trigger ids are given out anew. */
export const automationCreateSchema = z
  .strictObject({
    name: required.name,
    description: z.string().default(''),
    enabled: looseBoolean.default(true),
    tags: z.array(z.string()).default(() => []),
    trigger: required.trigger,
    actions: required.actions,
    actions_on_trigger: actions.default(() => []),
    actions_on_resolve: actions.default(() => []),
    owner_resource: z.string().nullable().default(null),
  })
  .superRefine(refuseLoop)
  .superRefine(refuseLarge)
  .transform((body) => ({ ...body, trigger: withFreshIds(body.trigger) }));

/** A new automation, defaults filled in. */
export type AutomationCreate = z.infer<typeof automationCreateSchema>;

/** A body of `PUT /api/automations/owned-by/{resource_id}`: all that the resource is to own; names tell them apart. */
export const automationOwnedSchema = z
  .array(automationCreateSchema)
  .max(maxOwnedAutomations)
  .superRefine((bodies, ctx) => {
    const names = new Set<string>();
    bodies.forEach(({ name }, index) => {
      if (names.has(name)) refuseValue(ctx, `The name '${name}' is there twice`, name, [index, 'name']);
      names.add(name);
    });
  });

/** A body of `PUT /api/automations/{id}`: what is optional and absent keeps the value it had. */
export const automationUpdateSchema = z
  .strictObject({
    name: required.name,
    description: z.string().optional(),
    enabled: looseBoolean.optional(),
    tags: z.array(z.string()).optional(),
    trigger: required.trigger,
    actions: required.actions,
    actions_on_trigger: actions.optional(),
    actions_on_resolve: actions.optional(),
  })
  .superRefine((body, ctx) => refuseLoop({ ...body, enabled: body.enabled ?? true }, ctx))
  .superRefine(refuseLarge)
  .transform((body) => ({ ...body, trigger: withFreshIds(body.trigger) }));

/** A replacement of an automation. */
export type AutomationUpdate = z.infer<typeof automationUpdateSchema>;

/** A body of `PATCH /api/automations/{id}`. */
export const automationPatchSchema = z.strictObject({ enabled: looseBoolean.default(true) });
export type AutomationPatch = z.infer<typeof automationPatchSchema>;

/** An automation as it is read. */
export const automationSchema = z.object({
  name: z.string(),
  description: z.string(),
  enabled: z.boolean(),
  tags: z.array(z.string()),
  trigger: triggerSchema,
  actions,
  actions_on_trigger: actions,
  actions_on_resolve: actions,
  id: uuid,
  created: dateTime,
  updated: dateTime,
});
export type Automation = z.infer<typeof automationSchema>;

function refuseLoop(
  body: { enabled: boolean; trigger: Trigger; actions: z.infer<typeof actions> },
  ctx: Refuser,
): void {
  const reason = runDeploymentLoop(body);
  if (reason !== undefined) refuseValue(ctx, reason, body);
}

function refuseLarge(body: { name: string; trigger: Trigger }, ctx: Refuser): void {
  for (const field of ['name', 'trigger'] as const) {
    const size = Buffer.byteLength(JSON.stringify(body[field]));
    if (size <= maxTriggerSizeBytes) continue;
    refuseValue(ctx, `The ${field} is too large (${size} > ${maxTriggerSizeBytes} bytes)`, undefined, [
      field,
    ]);
  }
}

const operator = z.enum(['and_', 'or_']).default('and_');

/** Which automations are meant. */
export const automationFilterSchema = z.strictObject({
  operator,
  id: z
    .strictObject({ any_: z.array(uuid).nullable().default(null) })
    .nullable()
    .default(null),
  name: z
    .strictObject({
      any_: z.array(z.string()).nullable().default(null),
      /** Ours: what the name contains, in any case; `%` and `_` are wildcards. */
      like_: z.string().nullable().default(null),
    })
    .nullable()
    .default(null),
  enabled: z
    .strictObject({ eq_: looseBoolean.nullable().default(null) })
    .nullable()
    .default(null),
  /** Ours: `is_null_` is true for those that no deployment owns, and false for those that one does. */
  owner: z
    .strictObject({ is_null_: looseBoolean.nullable().default(null) })
    .nullable()
    .default(null),
  created: z
    .strictObject({ before_: dateTime.nullable().default(null) })
    .nullable()
    .default(null),
  tags: z
    .strictObject({
      operator,
      all_: z.array(z.string()).nullable().default(null),
      any_: z.array(z.string()).nullable().default(null),
      is_null_: looseBoolean.nullable().default(null),
    })
    .nullable()
    .default(null),
});
export type AutomationFilter = z.infer<typeof automationFilterSchema>;

/** The orders in which automations can be listed. */
export const automationSorts = ['CREATED_DESC', 'UPDATED_DESC', 'NAME_ASC', 'NAME_DESC'] as const;
export type AutomationSort = (typeof automationSorts)[number];

/** The body of `POST /api/automations/tags`. */
export const automationTagsBodySchema = z.strictObject({
  /** What the tags contain, in any case. */
  search: z.string().default(''),
  limit: z.int().min(1).max(200).default(50),
});

/** A tag, and how many automations have it. */
export const automationTagSchema = z.object({ tag: z.string(), count: z.int() });
export type AutomationTag = z.infer<typeof automationTagSchema>;

const automations = automationFilterSchema.nullable().default(null);

/** The body of `POST /api/automations/filter`. */
export const automationFilterBodySchema = optionalBody({
  automations,
  sort: sortSchema(automationSorts, 'NAME_ASC'),
  limit: limitSchema,
  offset: offsetSchema,
});

/** The body of `POST /api/automations/count`. */
export const automationCountBodySchema = optionalBody({ automations });
