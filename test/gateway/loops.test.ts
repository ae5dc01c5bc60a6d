import { afterAll, beforeAll, expect, test } from 'vitest';
import { LiveServer } from '../support/live-server.ts';
import {
  clientEvent,
  createAutomation,
  createBlock,
  firingsOf,
  postEvents,
  untilFired,
} from '../support/product.ts';
import { until } from '../support/until.ts';

const DEPTH = 4;

let server: LiveServer;

beforeAll(async () => {
  server = await LiveServer.start({ AUTOMATIONS_CHAIN_DEPTH: String(DEPTH) });
});
afterAll(() => server.close());

interface Telling {
  readonly resource: Record<string, string>;
  readonly payload: { readonly reason: string; readonly paused: boolean };
}

const enabled = async (id: string): Promise<boolean> =>
  ((await server.api('GET', `/automations/${id}`)) as { enabled: boolean }).enabled;

/** An automation that fires on each action of another one, found by its name. */
async function listening(name: string, to: string, also: string[] = []): Promise<string> {
  return createAutomation(server, name, {
    expect: ['prefect.automation.action.executed', ...also],
    match: { 'prefect.resource.name': [to, 'start'] },
  });
}

test('two automations that trigger each other are stopped, and say why', async () => {
  const ping = await listening('ping', 'pong', ['go']);
  const pong = await listening('pong', 'ping');
  const watcher = await createAutomation(server, 'watcher', {
    expect: ['prefect.automation.action.executed'],
  });
  await postEvents(server, [
    clientEvent('go', 'one', { resource: { 'prefect.resource.id': 'x', 'prefect.resource.name': 'start' } }),
  ]);
  const paused = await until('one of them is paused', async () => {
    const states = await Promise.all([ping, pong].map(enabled));
    return states.every(Boolean) ? null : [ping, pong][states.indexOf(false)]!;
  });
  const { events } = (await server.api('POST', '/events/filter', {
    filter: { event: { name: ['prefect.automation.chain-cut'] }, order: 'ASC' },
  })) as { events: Telling[] };
  const told = events.find(
    ({ resource }) => resource['prefect.resource.id'] === `prefect.automation.${paused}`,
  );
  expect(told!.payload).toMatchObject({
    paused: true,
    reason: `not triggered: ${DEPTH} automations in a row have triggered each other (limit ${DEPTH})`,
  });
  expect(await enabled(watcher)).toBe(true);
  // It has ended: what was under way is all there is.
  const count = async (): Promise<number> =>
    (await firingsOf(server, ping)).length + (await firingsOf(server, pong)).length;
  expect(await count()).toBe(DEPTH);
});

test('a webhook that comes straight back as an event is cut as well', async () => {
  const hook = (await server.api('POST', '/webhooks/', {
    name: 'back',
    template: '{"event": "came.back", "resource": {"prefect.resource.id": "x"}}',
  })) as { slug: string };
  const block = await createBlock(server, 'webhook', {
    method: 'POST',
    url: `${server.url}/hooks/${hook.slug}`,
  });
  const id = await createAutomation(server, 'sends itself', { expect: ['came.back', 'begin'] }, [
    { type: 'call-webhook', block_document_id: block, payload: '{}' },
  ]);
  await postEvents(server, [clientEvent('begin')]);
  await untilFired(server, id, DEPTH);
  await until('the chain is cut', async () => {
    const { events } = (await server.api('POST', '/events/filter', {
      filter: { event: { name: ['prefect.automation.chain-cut'] } },
    })) as { events: Telling[] };
    return (
      events.some(({ resource }) => resource['prefect.resource.id'] === `prefect.automation.${id}`) || null
    );
  });
  expect(await firingsOf(server, id)).toHaveLength(DEPTH);
});
