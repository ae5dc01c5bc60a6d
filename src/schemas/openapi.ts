import { z } from 'zod';
import { actionSchemas } from './actions.ts';
import { automationActivitySchema, automationStatusSchema } from './automation-status.ts';
import * as automations from './automations.ts';
import * as blocks from './blocks.ts';
import { detailSchema, exceptionSchema, validationErrorSchema } from './errors.ts';
import * as filters from './event-filters.ts';
import { eventSchema, receivedEventSchema } from './events.ts';
import { actionResultSchema, firingSchema } from './firings.ts';
import * as incidents from './incidents.ts';
import { relatedResourceSchema, resourceSchema, resourceSpecificationSchema } from './labels.ts';
import { routes, type Route } from './routes/index.ts';
import { metricQuerySchema, metricTriggerSchema } from './metric-trigger.ts';
import { templateErrorSchema } from './templates.ts';
import { compoundTriggerSchema, eventTriggerSchema, sequenceTriggerSchema } from './triggers.ts';
import * as deployments from './deployments.ts';
import * as flowRuns from './flow-runs.ts';
import * as flows from './flows.ts';
import * as objectFilters from './object-filters.ts';
import * as schedules from './schedules.ts';
import { serverInfoSchema } from './server.ts';
import * as states from './states.ts';
import * as workPools from './work-pools.ts';
import * as variables from './variables.ts';
import * as webhooks from './webhooks.ts';

/** What callers send, under `components.schemas`; other schemas refer to these by name. */
const requests: Readonly<Record<string, z.ZodType>> = {
  Resource: resourceSchema,
  RelatedResource: relatedResourceSchema,
  ResourceSpecification: resourceSpecificationSchema,
  Event: eventSchema,
  EventFilter: filters.eventFilterSchema,
  EventTrigger: eventTriggerSchema,
  MetricTriggerQuery: metricQuerySchema,
  MetricTrigger: metricTriggerSchema,
  CompoundTrigger: compoundTriggerSchema,
  SequenceTrigger: sequenceTriggerSchema,
  ...actionSchemas,
  AutomationCreate: automations.automationCreateSchema,
  AutomationUpdate: automations.automationUpdateSchema,
  AutomationPartialUpdate: automations.automationPatchSchema,
  AutomationFilter: automations.automationFilterSchema,
  BlockTypeCreate: blocks.blockTypeCreateSchema,
  BlockTypeUpdate: blocks.blockTypeUpdateSchema,
  BlockSchemaCreate: blocks.blockSchemaCreateSchema,
  BlockDocumentCreate: blocks.blockDocumentCreateSchema,
  BlockDocumentUpdate: blocks.blockDocumentUpdateSchema,
  BlockTypeFilter: blocks.blockTypeFilterSchema,
  BlockSchemaFilter: blocks.blockSchemaFilterSchema,
  BlockDocumentFilter: blocks.blockDocumentFilterSchema,
  WebhookCreate: webhooks.webhookCreateSchema,
  WebhookPartialUpdate: webhooks.webhookPatchSchema,
  WebhookFilter: webhooks.webhookFilterSchema,
  FlowCreate: flows.flowCreateSchema,
  FlowUpdate: flows.flowUpdateSchema,
  FlowFilter: objectFilters.flowFilterSchema,
  DeploymentCreate: deployments.deploymentCreateSchema,
  DeploymentUpdate: deployments.deploymentUpdateSchema,
  DeploymentFilter: objectFilters.deploymentFilterSchema,
  DeploymentScheduleCreate: schedules.deploymentScheduleCreateSchema,
  DeploymentScheduleUpdate: schedules.deploymentScheduleUpdateSchema,
  DeploymentFlowRunCreate: flowRuns.deploymentFlowRunCreateSchema,
  FlowRunCreate: flowRuns.flowRunCreateSchema,
  FlowRunUpdate: flowRuns.flowRunUpdateSchema,
  FlowRunFilter: objectFilters.flowRunFilterSchema,
  StateCreate: states.stateCreateSchema,
  WorkPoolCreate: workPools.workPoolCreateSchema,
  WorkPoolUpdate: workPools.workPoolUpdateSchema,
  WorkPoolFilter: objectFilters.workPoolFilterSchema,
  WorkQueueCreate: workPools.workQueueCreateSchema,
  WorkQueueUpdate: workPools.workQueueUpdateSchema,
  WorkQueueFilter: objectFilters.workQueueFilterSchema,
  IncidentCreate: incidents.incidentCreateSchema,
  IncidentPartialUpdate: incidents.incidentPatchSchema,
  IncidentFilter: incidents.incidentFilterSchema,
  VariableCreate: variables.variableCreateSchema,
  VariableUpdate: variables.variableUpdateSchema,
  VariableFilter: variables.variableFilterSchema,
};

/** What callers get. */
const replies: Readonly<Record<string, z.ZodType>> = {
  ReceivedEvent: receivedEventSchema,
  EventPage: filters.eventPageSchema,
  EventCount: filters.eventCountSchema,
  Automation: automations.automationSchema,
  AutomationStatus: automationStatusSchema,
  AutomationActivity: automationActivitySchema,
  AutomationTag: automations.automationTagSchema,
  Firing: firingSchema,
  ActionResult: actionResultSchema,
  BlockType: blocks.blockTypeSchema,
  BlockSchema: blocks.blockSchemaSchema,
  BlockDocument: blocks.blockDocumentSchema,
  Webhook: webhooks.webhookSchema,
  Flow: flows.flowSchema,
  DeploymentResponse: deployments.deploymentSchema,
  DeploymentSchedule: schedules.deploymentScheduleSchema,
  FlowRunResponse: flowRuns.flowRunSchema,
  State: states.stateSchema,
  OrchestrationResult: states.orchestrationResultSchema,
  WorkPoolResponse: workPools.workPoolSchema,
  WorkQueueResponse: workPools.workQueueSchema,
  WorkQueueStatusDetail: workPools.workQueueStatusSchema,
  Variable: variables.variableSchema,
  Incident: incidents.incidentSchema,
  ValidationError: validationErrorSchema,
  Exception: exceptionSchema,
  Detail: detailSchema,
  TemplateError: templateErrorSchema,
  ServerInfo: serverInfoSchema,
};

type Json = Readonly<Record<string, unknown>>;

/**
 * The OpenAPI 3.1 document of the API, made from the schemas that check its requests.
 *
 * @param version the version of the product
 */
export function buildOpenApi(version = '0.0.0'): object {
  const shown = showSchemas();
  const paths: Record<string, Record<string, Json>> = {};
  for (const [tag, group] of Object.entries(routes)) {
    for (const route of group) (paths[route.path] ??= {})[route.method] = operation(route, tag, shown);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Temporal Automations',
      version,
      description:
        'Prefect’s API for automations, events, blocks, variables, deployments and flow runs, served by Temporal workflows.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api' }],
    tags: Object.keys(routes).map((name) => ({ name })),
    security: [{ bearer: [] }, { basic: [] }, {}],
    paths,
    components: {
      schemas: shown.components,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        basic: { type: 'http', scheme: 'basic' },
      },
    },
  };
}

interface Shown {
  readonly components: Json;
  /** The JSON Schema of a body or parameter: a reference where it has a name. */
  readonly of: (schema: z.ZodType) => Json;
}

/** Turns all schemas into JSON Schema, each the way it is used: as it is sent, or as it is answered. */
function showSchemas(): Shown {
  const registry = z.registry<{ id: string }>();
  const names = new Map<z.ZodType, string>();
  const answers = new Set<z.ZodType>([...Object.values(replies)]);
  for (const [id, schema] of Object.entries({ ...requests, ...replies })) {
    names.set(schema, id);
    registry.add(schema, { id });
  }
  for (const route of Object.values(routes).flat()) {
    if (route.reply !== undefined) answers.add(route.reply);
    for (const schema of [route.body, route.reply, ...Object.values({ ...route.params, ...route.query })]) {
      if (schema === undefined || names.has(schema)) continue;
      // In a box, so that the name is given to this place and not to every use of the schema.
      names.set(schema, `${inline}${names.size}`);
      registry.add(z.object({ boxed: schema }), { id: names.get(schema) ?? '' });
    }
  }
  const sent = jsonSchemas(registry, 'input');
  const answered = jsonSchemas(registry, 'output');
  const pick = (schema: z.ZodType, id: string): Json => (answers.has(schema) ? answered : sent)[id] ?? {};
  const components = [...names].filter(([, id]) => !id.startsWith(inline));
  return {
    components: Object.fromEntries(components.map(([schema, id]) => [id, pick(schema, id)])),
    of: (schema) => {
      const id = names.get(schema) ?? '';
      if (!id.startsWith(inline)) return { $ref: reference(id) };
      return (pick(schema, id)['properties'] as Record<string, Json>)['boxed'] ?? {};
    },
  };
}

/** Begins the names of schemas that stand where they are used; it never gets into the document. */
const inline = '.';

function reference(id: string): string {
  return `#/components/schemas/${id}`;
}

function jsonSchemas(
  registry: z.core.$ZodRegistry<{ id: string }>,
  io: 'input' | 'output',
): Record<string, Json> {
  const { schemas } = z.toJSONSchema(registry, {
    io,
    unrepresentable: 'any',
    uri: reference,
    override: ({ jsonSchema }) => {
      // Answers may grow new fields: clients must not take the list of fields for closed.
      if (io === 'output' && jsonSchema.additionalProperties === false)
        delete jsonSchema.additionalProperties;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _schema, $id: _id, ...rest }]) => [id, rest as Json]),
  );
}

function operation(route: Route, tag: string, shown: Shown): Json {
  const { method, path, summary, params = {}, query = {}, body, status, reply, open = false } = route;
  const content = (schema: z.ZodType) => ({ 'application/json': { schema: shown.of(schema) } });
  const problem = (description: string, schema: z.ZodType) => ({ description, content: content(schema) });
  const parameters = [
    ...Object.entries(params).map(([name, schema]) => ({
      name,
      in: 'path',
      required: true,
      schema: shown.of(schema),
    })),
    ...Object.entries(query).map(([name, schema]) => ({
      name,
      in: 'query',
      required: !schema.safeParse(undefined).success,
      schema: shown.of(schema),
    })),
  ];
  const takesInput = parameters.length > 0 || body !== undefined;
  return {
    operationId: operationId(method, path),
    summary,
    tags: [tag],
    ...(open ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: !body.safeParse(undefined).success, content: content(body) } }),
    responses: {
      [status]: { description: summary, ...(reply === undefined ? {} : { content: content(reply) }) },
      ...(open ? {} : { 401: problem('Wrong or missing credentials', exceptionSchema) }),
      ...(Object.keys(params).length === 0
        ? {}
        : { 404: problem('There is no such object', exceptionSchema) }),
      ...(takesInput && status !== 422 ? { 422: problem('The request does not fit', refusal(path)) } : {}),
    },
  };
}

function refusal(path: string): z.ZodType {
  return path.includes('/templates/') ? templateErrorSchema : validationErrorSchema;
}

/** `get /automations/{id}` becomes `get_automations_id`. */
function operationId(method: string, path: string): string {
  return [method, ...path.split(/[^A-Za-z0-9]+/).filter((part) => part !== '')].join('_');
}
