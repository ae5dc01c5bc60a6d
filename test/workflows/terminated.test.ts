import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { automationWorkflowId } from '../../workflows/names.ts';
import { LiveServer } from '../support/live-server.ts';
import { clientEvent, createAutomation, postEvents, untilFired, viewOf } from '../support/product.ts';
import { until } from '../support/until.ts';

let server: LiveServer;

beforeAll(async () => {
  server = await LiveServer.start();
});
afterAll(() => server.close());

async function terminate(automationId: string): Promise<void> {
  const { workflow } = await server.temporal();
  await workflow.getHandle(automationWorkflowId(automationId)).terminate('by hand');
}

describe('a workflow that somebody terminated', () => {
  test('is started again by the next event, with the definition of that place', async () => {
    const id = await createAutomation(server, 'terminated', {
      expect: ['t.one'],
      threshold: 2,
      within: 3_600,
    });
    await postEvents(server, [clientEvent('t.one')]);
    await until('the first event', async () => (await viewOf(server, id)).events === 1);
    await server.api('PUT', `/automations/${id}`, {
      name: 'replaced',
      trigger: { type: 'event', posture: 'Reactive', expect: ['t.two'], threshold: 2, within: 3_600 },
      actions: [{ type: 'do-nothing' }],
    });
    await until('the change', async () => (await viewOf(server, id)).version === 2);
    await terminate(id);

    const events = [clientEvent('t.two'), clientEvent('t.two')];
    await postEvents(server, events);
    const [firing] = await untilFired(server, id, 1);
    expect(firing?.triggering_event?.id).toBe(events[1]?.id);
    expect(await viewOf(server, id)).toMatchObject({ name: 'replaced', version: 2, events: 2 });
  });

  test('stays paused when it was paused, and is resumed', async () => {
    const id = await createAutomation(server, 'paused', { expect: ['t.paused'] });
    await server.api('PATCH', `/automations/${id}`, { enabled: false });
    await until('the pause', async () => !(await viewOf(server, id)).enabled);
    await terminate(id);

    await postEvents(server, [clientEvent('t.paused')]);
    await server.api('PATCH', `/automations/${id}`, { enabled: true });
    const event = clientEvent('t.paused');
    await postEvents(server, [event]);
    const firings = await untilFired(server, id, 1);
    expect(firings.map(({ triggering_event }) => triggering_event?.id)).toEqual([event.id]);
  });

  test('does not come back when its automation is deleted', async () => {
    const id = await createAutomation(server, 'gone', { expect: ['t.gone'] });
    await until('it runs', async () => (await viewOf(server, id)).version === 1);
    await terminate(id);
    await postEvents(server, [clientEvent('t.gone')]);
    await untilFired(server, id, 1);
    // The action may have been carried out before the workflow is there again.
    await until('it runs again', async () => (await viewOf(server, id)).events === 1);
    await terminate(id);
    await server.api('DELETE', `/automations/${id}`);
    const other = await createAutomation(server, 'other', { expect: ['t.gone'] });
    await postEvents(server, [clientEvent('t.gone')]);
    await untilFired(server, other, 1);
    const { workflow } = await server.temporal();
    const handle = workflow.getHandle(automationWorkflowId(id));
    await until('it has ended', async () => {
      const { status } = await handle.describe();
      return ['TERMINATED', 'COMPLETED'].includes(status.name);
    });
  });
});
