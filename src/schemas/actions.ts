import { z } from 'zod';
import { validateTemplate } from '../templates/index.ts';
import { duration } from './durations.ts';
import { incidentSeverities, incidentTags } from './incidents.ts';
import { isMailbox } from './mailbox.ts';
import { checkParameters } from './parameters.ts';
import { refuse, refuseValue, refuseWith, type Refuser } from './refusals.ts';
import { isObject, jsonObject, looseBoolean, uuid } from './scalars.ts';

/** The types of state that a flow run can be put into. */
export const stateTypes = [
  'SCHEDULED',
  'PENDING',
  'RUNNING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'CRASHED',
  'PAUSED',
  'CANCELLING',
] as const;

const source = z.enum(['selected', 'inferred']).default('selected');
const optionalId = uuid.nullable().default(null);
const kind = <const T extends string>(type: T) => z.literal(type).default(type);

/** `selected` goes with an id, `inferred` without: the rule of all actions that have a target. */
function needsId<T extends { source: 'selected' | 'inferred' }>(field: keyof T & string) {
  return (action: T, ctx: Refuser): void => {
    const given = action[field] !== null;
    if ((action.source === 'selected') === given) return;
    refuseValue(ctx, `${field} is ${given ? 'not allowed' : 'required'}`, action);
  };
}

const template = (field: string) =>
  z.string().superRefine((text, ctx) => {
    try {
      validateTemplate(text);
    } catch (error) {
      refuseValue(ctx, `'${field}' is not a valid template: ${(error as Error).message}`, text);
    }
  });

const deployment = <const T extends string>(type: T) =>
  z.object({ type: kind(type), source, deployment_id: optionalId }).superRefine(needsId('deployment_id'));
const workPool = <const T extends string>(type: T) =>
  z.object({ type: kind(type), source, work_pool_id: optionalId }).superRefine(needsId('work_pool_id'));
const workQueue = <const T extends string>(type: T) =>
  z.object({ type: kind(type), source, work_queue_id: optionalId }).superRefine(needsId('work_queue_id'));
const automation = <const T extends string>(type: T) =>
  z.object({ type: kind(type), source, automation_id: optionalId }).superRefine(needsId('automation_id'));
const bare = <const T extends string>(type: T) => z.object({ type: kind(type) });

const runDeployment = z
  .object({
    type: kind('run-deployment'),
    source,
    deployment_id: optionalId,
    parameters: jsonObject
      .superRefine((parameters, ctx) => {
        const problems = checkParameters(parameters);
        if (problems.length > 0) {
          refuseValue(ctx, `Invalid parameters: \n${problems.join('\n  ')}`, parameters);
        }
      })
      .nullable()
      .default(null),
    job_variables: jsonObject.nullable().default(null),
    schedule_after: duration
      .superRefine((seconds, ctx) => {
        if (seconds < 0) refuseValue(ctx, 'schedule_after must be non-negative', seconds);
      })
      .default(0),
  })
  .superRefine(needsId('deployment_id'));

const changeFlowRunState = z.object({
  type: kind('change-flow-run-state'),
  name: z.string().nullable().default(null),
  state: z.enum(stateTypes),
  message: z.string().nullable().default(null),
  force: looseBoolean.default(false),
});

/** A payload that is not text is kept as its JSON; null stays null and is refused. */
function payloadText(payload: unknown): unknown {
  if (payload === undefined || payload === null || typeof payload === 'string') return payload;
  return JSON.stringify(payload, null, 2);
}

const callWebhook = z.object({
  type: kind('call-webhook'),
  block_document_id: uuid,
  payload: z.preprocess(payloadText, template('payload').default('')),
});

const notificationText = {
  subject: template('subject').default('Prefect automated notification'),
  body: template('body'),
};

const sendNotification = z.object({
  type: kind('send-notification'),
  block_document_id: uuid,
  ...notificationText,
});

/** Prefect Cloud's own; only by its `type`. */
const sendEmailNotification = z.object({
  type: z.literal('send-email-notification'),
  emails: z
    .array(
      z.string().superRefine((email, ctx) => {
        if (!isMailbox(email)) refuseValue(ctx, 'value is not a valid email address', email);
      }),
    )
    .min(1),
  /** Ours: the e-mail server of this block in place of the installation's. */
  block_document_id: uuid.nullish(),
  ...notificationText,
});

/** A severity as it stands, or a template that renders to one. */
const severity = template('severity').superRefine((text, ctx) => {
  if (/\{[{%]/.test(text) || incidentSeverities.some((one) => one === text)) return;
  refuseValue(ctx, `severity must be a template or one of ${incidentSeverities.join(', ')}`, text);
});

/** Prefect Cloud's own; what it has no field for is optional. */
const declareIncident = z.object({
  type: z.literal('declare-incident'),
  /** Template; the automation's name when absent. */
  name: template('name').optional(),
  /** Template; what made the automation fire when absent. */
  summary: template('summary').optional(),
  /** `moderate` when absent. */
  severity: severity.optional(),
  tags: incidentTags.optional(),
});

/**
 * The actions by `type`, under the names they have in the OpenAPI document. The order is Prefect's: an action
 * without a `type` is the first that takes most of its fields.
 */
export const actionSchemas = {
  DoNothing: bare('do-nothing'),
  RunDeployment: runDeployment,
  PauseDeployment: deployment('pause-deployment'),
  ResumeDeployment: deployment('resume-deployment'),
  CancelFlowRun: bare('cancel-flow-run'),
  DeleteFlowRun: bare('delete-flow-run'),
  ChangeFlowRunState: changeFlowRunState,
  PauseWorkQueue: workQueue('pause-work-queue'),
  ResumeWorkQueue: workQueue('resume-work-queue'),
  SendNotification: sendNotification,
  CallWebhook: callWebhook,
  PauseAutomation: automation('pause-automation'),
  ResumeAutomation: automation('resume-automation'),
  SuspendFlowRun: bare('suspend-flow-run'),
  ResumeFlowRun: bare('resume-flow-run'),
  PauseWorkPool: workPool('pause-work-pool'),
  ResumeWorkPool: workPool('resume-work-pool'),
  SendEmailNotification: sendEmailNotification,
  DeclareIncident: declareIncident,
} as const;

type Schemas = typeof actionSchemas;
/** Any action. */
export type Action = { [Name in keyof Schemas]: z.infer<Schemas[Name]> }[keyof Schemas];
/** The `type` of an action. */
export type ActionType = Action['type'];
/** The action of one type, for example `ActionOf<'call-webhook'>`. */
export type ActionOf<T extends ActionType> = Extract<Action, { type: T }>;

const entries = Object.entries(actionSchemas) as [keyof Schemas, Schemas[keyof Schemas]][];

function typeOf(schema: Schemas[keyof Schemas]): string {
  const type = schema.shape.type;
  return type instanceof z.ZodDefault ? type.unwrap().value : type.value;
}

const byType = new Map(entries.map(([label, schema]) => [typeOf(schema), { label, schema }]));
const untypedEntries = entries.filter(([, schema]) => schema.shape.type instanceof z.ZodDefault);

/** Any action of the wire. Where `type` is missing, the fields decide. */
export const actionSchema = z
  .unknown()
  .transform(readAction)
  .meta({
    oneOf: entries.map(([name]) => ({ $ref: `#/components/schemas/${name}` })),
  });

function readAction(input: unknown, ctx: Refuser): Action {
  if (!isObject(input)) {
    refuse(ctx, 'model_attributes_type', 'Input should be a valid dictionary', input);
    return z.NEVER;
  }
  if (!Object.hasOwn(input, 'type')) return readUntyped(input);
  const type = input['type'];
  const branch = typeof type === 'string' ? byType.get(type) : undefined;
  if (branch === undefined) {
    const known = [...byType.keys()].map((name) => `'${name}'`).join(', ');
    refuse(ctx, 'literal_error', `Input should be one of ${known}`, type, ['type']);
    return z.NEVER;
  }
  const result = branch.schema.safeParse(input);
  if (result.success) return result.data;
  refuseWith(ctx, result.error, [Symbol(branch.label)]);
  return z.NEVER;
}

/**
 * More fields decide, then whether they came in their own types. Always finds one: `do-nothing` takes any object.
 */
function readUntyped(input: Record<string, unknown>): Action {
  let best: { action: Action; score: number } = { action: { type: 'do-nothing' }, score: 0.5 };
  for (const [, schema] of untypedEntries) {
    const fields = Object.keys(input).filter((key) => key in schema.shape);
    const score = fields.length + (fields.some((key) => isConverted(key, input[key])) ? 0 : 0.5);
    if (score <= best.score) continue;
    const result = schema.safeParse(input);
    if (result.success) best = { action: result.data, score };
  }
  return best.action;
}

/** Ids, states and durations are text or numbers on the wire, and something else in Prefect. */
function isConverted(field: string, value: unknown): boolean {
  if (field === 'force') return typeof value !== 'boolean';
  return value !== null && (field.endsWith('_id') || field === 'state' || field === 'schedule_after');
}
