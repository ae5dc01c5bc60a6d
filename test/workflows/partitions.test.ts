import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_PARTITIONING } from '../../src/evaluation/partitions.ts';
import type { Firing } from '../../src/schemas/firings.ts';
import { automationWorkflowId } from '../../workflows/names.ts';
import { LiveServer } from '../support/live-server.ts';
import {
  clientEvent,
  createAutomation,
  firingsOf,
  postEvents,
  untilFired,
  viewOf,
} from '../support/product.ts';
import { until } from '../support/until.ts';

/** The windows of the tests take more together, those of one partition less. */
const PARTITION_SIZE = '6000';
const PARTITIONS = DEFAULT_PARTITIONING.factor;
const KEYS = Array.from({ length: 160 }, (_none, n) => `key-${n}`);

let server: LiveServer;

beforeAll(async () => {
  server = await LiveServer.start({ AUTOMATIONS_PARTITION_SIZE: PARTITION_SIZE });
});
afterAll(() => server.close());

function partitionsOf(id: string, count: number): Promise<unknown> {
  return until(`${count} partitions`, async () => (await viewOf(server, id)).partitions === count);
}

async function send(event: string, keys: readonly string[] = KEYS): Promise<void> {
  await postEvents(
    server,
    keys.map((key) => clientEvent(event, key)),
  );
}

function labelsOf(firings: readonly Firing[]): string[] {
  return firings.map(({ triggering_labels: labels }) => labels['prefect.resource.id'] ?? '').sort();
}

const ALL = KEYS.map((key) => `test.${key}`).sort();

async function statusOf(id: string, partition: number): Promise<string> {
  const { workflow } = await server.temporal();
  const { status } = await workflow.getHandle(automationWorkflowId(id, partition)).describe();
  return status.name;
}

const pairs = (name: string) => ({
  expect: [name],
  for_each: ['prefect.resource.id'],
  threshold: 2,
  within: 3_600,
});

describe('an automation with many windows', () => {
  test('is spread over workflows by key, and counts on in each', async () => {
    const id = await createAutomation(server, 'spread', pairs('p.spread'));
    await send('p.spread');
    await partitionsOf(id, PARTITIONS);
    await send('p.spread');
    expect(labelsOf(await untilFired(server, id, KEYS.length))).toEqual(ALL);
    const client = await server.temporal();
    const counts = await Promise.all(
      Array.from({ length: PARTITIONS }, async (_none, partition) => {
        const handle = client.workflow.getHandle(automationWorkflowId(id, partition));
        return (await handle.query<{ openWindows: { count: number } }>('state')).openWindows.count;
      }),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(KEYS.length);
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });

  test('fires each absence once, with its time, also when everything is killed while it is spread', async () => {
    const id = await createAutomation(server, 'absent', {
      posture: 'Proactive',
      after: ['p.began'],
      expect: ['p.ended'],
      for_each: ['prefect.resource.id'],
      within: 40,
    });
    const began = KEYS.map((key) => clientEvent('p.began', key));
    await postEvents(server, began);
    await server.killAll();
    await server.up();
    await partitionsOf(id, PARTITIONS);
    await server.killAll();
    await server.up();
    const closed = KEYS.slice(0, 60);
    await send('p.ended', closed);
    const open = began.slice(60);
    const firings = await untilFired(server, id, open.length, 90_000);
    expect(firings.map(({ triggering_event: event }) => event?.id).sort()).toEqual(
      open.map((event) => event.id).sort(),
    );
    for (const firing of firings) {
      const event = open.find(({ id: opening }) => opening === firing.triggering_event?.id)!;
      const late = Date.parse(firing.triggered) - Date.parse(event.occurred) - 40_000;
      // Some milliseconds lie between an event's own time and its arrival: that much the events' clock is late.
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(5_000);
    }
  }, 200_000);

  test('starts afresh in one workflow when it is replaced, and is spread again', async () => {
    const id = await createAutomation(server, 'replaced', pairs('p.old'));
    await send('p.old');
    await partitionsOf(id, PARTITIONS);
    await server.api('PUT', `/automations/${id}`, {
      name: 'replaced',
      trigger: { type: 'event', posture: 'Reactive', ...pairs('p.new') },
      actions: [{ type: 'do-nothing' }],
    });
    await partitionsOf(id, 1);
    await until('the others have ended', async () => (await statusOf(id, PARTITIONS - 1)) === 'COMPLETED');
    await send('p.old');
    await send('p.new');
    await partitionsOf(id, PARTITIONS);
    await send('p.new');
    expect(labelsOf(await untilFired(server, id, KEYS.length))).toEqual(ALL);
    expect(await statusOf(id, PARTITIONS - 1)).toBe('RUNNING');
  });

  test('keeps its windows when it is paused and resumed, and ends as a whole', async () => {
    const id = await createAutomation(server, 'paused', pairs('p.paused'));
    await send('p.paused');
    await partitionsOf(id, PARTITIONS);
    await server.api('PATCH', `/automations/${id}`, { enabled: false });
    await send('p.paused');
    await server.api('PATCH', `/automations/${id}`, { enabled: true });
    await send('p.paused');
    expect(labelsOf(await untilFired(server, id, KEYS.length))).toEqual(ALL);
    await server.api('DELETE', `/automations/${id}`);
    for (let partition = 0; partition < PARTITIONS; partition += 1)
      await until('it has ended', async () => (await statusOf(id, partition)) === 'COMPLETED');
    expect(await firingsOf(server, id)).toHaveLength(KEYS.length);
  });

  test('goes on in the others when somebody terminates one of its workflows', async () => {
    const id = await createAutomation(server, 'terminated', pairs('p.terminated'));
    await send('p.terminated');
    await partitionsOf(id, PARTITIONS);
    await until('it runs', async () => (await statusOf(id, 2)) === 'RUNNING');
    const { workflow } = await server.temporal();
    const handle = workflow.getHandle(automationWorkflowId(id, 2));
    const lost = await until('it has its windows', async () => {
      const { openWindows } = await handle.query<{ openWindows: { count: number } }>('state');
      return openWindows.count > 0 ? openWindows.count : null;
    });
    await handle.terminate('by hand');
    await send('p.terminated');
    await untilFired(server, id, KEYS.length - lost);
    await send('p.terminated');
    expect(labelsOf(await untilFired(server, id, KEYS.length))).toEqual(ALL);
  });
});
