import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { AutomationView } from '../../workflows/messages.ts';
import { automationWorkflowId } from '../../workflows/names.ts';
import type { Firing } from '../../src/schemas/firings.ts';
import { until } from './until.ts';

/** Whatever serves the product's API. */
export interface Served {
  /** A call below `/api`. @throws when the reply is no 2xx */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into replies of every shape
  api(method: string, path: string, body?: unknown): Promise<any>;
}

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
export async function postEvents(server: Served, events: readonly ClientEvent[]): Promise<void> {
  await server.api('POST', '/events', events);
}

/** Makes a block document; answers its id. */
export async function createBlock(server: Served, slug: string, data: object): Promise<string> {
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
  server: Served,
  url: string,
  payload = '{"event": "{{ event.id }}", "automation": "{{ automation.name }}"}',
): Promise<Record<string, unknown>> {
  const block = await createBlock(server, 'webhook', { method: 'POST', url });
  return { type: 'call-webhook', block_document_id: block, payload };
}

/** Makes an automation; answers its id. */
export async function createAutomation(
  server: Served,
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
export async function firingsOf(server: Served, automationId: string): Promise<Firing[]> {
  const all: Firing[] = [];
  for (;;) {
    const path = `/automations/${automationId}/firings?limit=200&offset=${all.length}`;
    const page = (await server.api('GET', path)) as Firing[];
    all.push(...page);
    if (page.length < 200) return all.sort((a, b) => a.ordinal - b.ordinal);
  }
}

/** What an automation's workflow says of itself. */
export async function viewOf(
  server: { temporal(): Promise<Client> },
  automationId: string,
): Promise<AutomationView> {
  const client = await server.temporal();
  return client.workflow.getHandle(automationWorkflowId(automationId)).query<AutomationView>('state');
}

/** Waits until an automation has fired this often and all actions have ended; answers the firings. */
export async function untilFired(
  server: Served,
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
