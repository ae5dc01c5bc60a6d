import { randomUUID } from 'node:crypto';
import type { AutomationView } from '../../workflows/messages.ts';
import { automationWorkflowId } from '../../workflows/names.ts';
import type { Firing } from '../../src/schemas/firings.ts';
import type { LiveServer } from './live-server.ts';
import { until } from './until.ts';

/** An event as a client sends it. */
export interface ClientEvent {
  readonly id: string;
  readonly event: string;
  readonly occurred: string;
  readonly resource: Record<string, string>;
  readonly payload?: Record<string, unknown>;
  readonly related?: Record<string, string>[];
  readonly follows?: string;
}

/** Makes an event about the resource `test.<resource>`. */
export function clientEvent(event: string, resource = 'one', more: Partial<ClientEvent> = {}): ClientEvent {
  return {
    id: randomUUID(),
    event,
    occurred: new Date().toISOString(),
    resource: { 'prefect.resource.id': `test.${resource}` },
    ...more,
  };
}

/** Sends events; resolves when they are acknowledged. */
export async function postEvents(server: LiveServer, events: readonly ClientEvent[]): Promise<void> {
  await server.api('POST', '/events', events);
}

/** Makes a block document; answers its id. */
export async function createBlock(server: LiveServer, slug: string, data: object): Promise<string> {
  const type = (await server.api('GET', `/block_types/slug/${slug}`)) as { id: string };
  const [schema] = (await server.api('POST', '/block_schemas/filter', {
    block_schemas: { block_type_id: { any_: [type.id] } },
  })) as { id: string }[];
  const document = (await server.api('POST', '/block_documents/', {
    name: `${slug}-${randomUUID().slice(0, 8)}`,
    data,
    block_type_id: type.id,
    block_schema_id: schema!.id,
  })) as { id: string };
  return document.id;
}

/** Makes a webhook block and the action that calls it. */
export async function webhookAction(
  server: LiveServer,
  url: string,
  payload = '{"event": "{{ event.id }}", "automation": "{{ automation.name }}"}',
): Promise<Record<string, unknown>> {
  const block = await createBlock(server, 'webhook', { method: 'POST', url });
  return { type: 'call-webhook', block_document_id: block, payload };
}

/** Makes an automation; answers its id. */
export async function createAutomation(
  server: LiveServer,
  name: string,
  trigger: Record<string, unknown>,
  actions: readonly Record<string, unknown>[] = [{ type: 'do-nothing' }],
): Promise<string> {
  const automation = (await server.api('POST', '/automations/', {
    name,
    trigger: { type: 'event', posture: 'Reactive', threshold: 1, within: 0, ...trigger },
    actions,
  })) as { id: string };
  return automation.id;
}

/** All firings of an automation, the first one first. */
export async function firingsOf(server: LiveServer, automationId: string): Promise<Firing[]> {
  const all: Firing[] = [];
  for (;;) {
    const path = `/automations/${automationId}/firings?limit=200&offset=${all.length}`;
    const page = (await server.api('GET', path)) as Firing[];
    all.push(...page);
    if (page.length < 200) return all.sort((a, b) => a.ordinal - b.ordinal);
  }
}

/** What an automation's workflow says of itself. */
export async function viewOf(server: LiveServer, automationId: string): Promise<AutomationView> {
  const client = await server.temporal();
  return client.workflow.getHandle(automationWorkflowId(automationId)).query<AutomationView>('state');
}

/**
 * Waits until an automation has taken in all that was sent before: a last event to it alone, which fires it.
 *
 * @param probe sends something that must show in the firings, and says when it has
 */
export async function untilFired(
  server: LiveServer,
  automationId: string,
  count: number,
  timeoutMs = 30_000,
): Promise<Firing[]> {
  return until(
    `${count} firings of ${automationId}`,
    async () => {
      const firings = await firingsOf(server, automationId);
      const ended = firings.every(({ actions }) => actions.every(({ state }) => state !== 'pending'));
      return firings.length >= count && ended ? firings : null;
    },
    timeoutMs,
  );
}
