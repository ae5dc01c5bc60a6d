import { AutomationError } from '../../errors.ts';
import { eventSchema, type Event } from '../../schemas/events.ts';
import { isObject } from '../../schemas/scalars.ts';
import { formatTime } from '../../schemas/times.ts';
import { parseBody, ValidationError } from '../../schemas/validation.ts';
import type { Webhook } from '../../schemas/webhooks.ts';
import { derivedId, newEventId } from '../../store/ids.ts';
import { TemplateError } from '../../templates/index.ts';
import { JsonError, parseJson } from '../json.ts';
import type { WebhookRequest } from './request.ts';

/** How much of a body or a rendered template a failure event holds, in characters. */
const MAX_SHOWN = 100_000;

/** A call that makes no event; the message says why, for the sender. */
export class WebhookRefusal extends AutomationError {
  override readonly name = 'WebhookRefusal';
  constructor(message: string) {
    super('webhook_refused', message, { httpStatus: 400 });
  }
}

/**
 * The event that a rendered template stands for. It must name `event` and `resource["prefect.resource.id"]`;
 * the rest is filled in.
 *
 * @param now epoch ms
 * @throws WebhookRefusal that names what is wrong
 */
export function webhookEvent(
  rendered: string,
  webhook: Webhook,
  request: WebhookRequest,
  now: number,
): Event {
  const given = renderedObject(rendered);
  const related = given['related'] ?? [];
  const event = {
    ...given,
    occurred: given['occurred'] ?? formatTime(now),
    related: Array.isArray(related) ? [...(related as unknown[]), webhookResource(webhook)] : related,
    payload: given['payload'] ?? { method: request.method, headers: request.headers, body: request.body },
    id: given['id'] ?? deliveryId(webhook, request) ?? newEventId(),
  };
  try {
    return parseBody(eventSchema, event, { echoInput: false });
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const faults = error.detail.map(({ loc, msg }) => `${loc.slice(1).join('.')}: ${msg}`);
    throw new WebhookRefusal(`The rendered template is not an event: ${faults.join('; ')}`);
  }
}

/** The event that tells of a call which made none. */
export function webhookFailedEvent(
  webhook: Webhook,
  request: WebhookRequest,
  rendered: string | null,
  reason: string,
  now: number,
): Event {
  return {
    id: newEventId(),
    occurred: formatTime(now),
    event: 'prefect-cloud.webhook.failed',
    resource: { 'prefect.resource.id': resourceId(webhook), 'prefect.resource.name': webhook.name },
    related: [],
    payload: {
      reason,
      method: request.method,
      headers: request.headers,
      body: shown(request.body),
      rendered: rendered === null ? null : rendered.slice(0, MAX_SHOWN),
    },
    follows: null,
  };
}

/** What is wrong with a call or its template, in words for the sender, or null when the fault is ours. */
export function refusalReason(error: unknown): string | null {
  if (error instanceof WebhookRefusal) return error.message;
  if (error instanceof JsonError) return `The body could not be read: ${error.message}`;
  if (error instanceof TemplateError) return `The template failed on line ${error.line}: ${error.message}`;
  return null;
}

function renderedObject(rendered: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = parseJson(rendered);
  } catch (error) {
    if (error instanceof JsonError)
      throw new WebhookRefusal(`The rendered template is not JSON: ${error.message}`);
    throw error;
  }
  if (!isObject(value)) throw new WebhookRefusal('The rendered template is not a JSON object');
  return value;
}

function webhookResource(webhook: Webhook): Record<string, string> {
  return {
    'prefect.resource.id': resourceId(webhook),
    'prefect.resource.name': webhook.name,
    'prefect.resource.role': 'webhook',
  };
}

function resourceId(webhook: Webhook): string {
  return `prefect-cloud.webhook.${webhook.id}`;
}

/**
 * A sender that repeats a delivery says so by an id: then the event gets the same id and is stored once. Each kind
 * of id counts for itself.
 */
function deliveryId(webhook: Webhook, { headers, body }: WebhookRequest): string | null {
  const key = headers['idempotency-key'];
  if (key !== undefined && key !== '') return derivedId('webhook', webhook.id, 'idempotency-key', key);
  const message = headers['webhook-id'];
  if (message !== undefined && message !== '') return derivedId('webhook', webhook.id, 'webhook-id', message);
  const cloudEvent = cloudEventIdentity(headers, body);
  return cloudEvent === null ? null : derivedId('webhook', webhook.id, 'cloudevent', cloudEvent);
}

/** CloudEvents are the same when source and id are; binary mode has them in headers, structured mode in the body. */
function cloudEventIdentity(headers: Readonly<Record<string, string>>, body: unknown): string | null {
  if (headers['ce-specversion'] !== undefined && headers['ce-id'] !== undefined) {
    return JSON.stringify([headers['ce-source'] ?? '', headers['ce-id']]);
  }
  if (!isObject(body) || typeof body['specversion'] !== 'string' || typeof body['id'] !== 'string')
    return null;
  return JSON.stringify([body['source'] ?? '', body['id']]);
}

/** A body as it may stand in a failure event: one that is large is cut to the beginning of its text. */
function shown(body: unknown): unknown {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return text.length <= MAX_SHOWN ? body : text.slice(0, MAX_SHOWN);
}
