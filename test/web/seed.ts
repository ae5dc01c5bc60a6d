import {
  createAutomation,
  clientEvent,
  postEvents,
  untilFired,
  webhookAction,
  type Served,
} from '../support/product.ts';

/** Ids of what the views are shown with. */
export interface Seeded {
  /** An automation whose one firing has a failed action. */
  readonly notify: string;
  /** An automation with an open window, for `test.order-7`. */
  readonly waiting: string;
  /** An automation on flow runs. */
  readonly stuck: string;
  /** The event that made `notify` fire. */
  readonly event: string;
  readonly incident: string;
  readonly run: string;
  readonly deployment: string;
  readonly queue: string;
}

/** Fills a server with something of everything. The webhook at `<sink>/refuses` is called. */
export async function seed(server: Served, sink: string): Promise<Seeded> {
  const action = await webhookAction(server, `${sink}/refuses`);
  const notify = await automation(server, 'Notify about orders', ['shop'], { expect: ['order.paid'] }, [
    action,
  ]);
  const waiting = await automation(
    server,
    'Orders that are not shipped',
    ['shop'],
    {
      posture: 'Proactive',
      expect: ['order.shipped'],
      after: ['order.paid'],
      within: 86_400,
      for_each: ['prefect.resource.id'],
    },
    [action],
  );
  const stuck = await createAutomation(
    server,
    'Cancel stuck runs',
    {
      posture: 'Proactive',
      expect: ['prefect.flow-run.Completed'],
      after: ['prefect.flow-run.Running'],
      within: 1_800,
      for_each: ['prefect.resource.id'],
    },
    [{ type: 'cancel-flow-run' }],
  );
  const related = [{ 'prefect.resource.id': 'shop.customer.1', 'prefect.resource.role': 'customer' }];
  const paid = clientEvent('order.paid', 'order-7', {
    related,
    payload: { amount: 12.5, paid: true, note: null },
  });
  await postEvents(server, [paid]);
  const incident = (await server.api('POST', '/incidents/', {
    name: 'Payments are slow',
    summary: 'The provider takes 20 s to answer.',
    severity: 'high',
    tags: ['shop'],
  })) as { id: string };
  const flow = (await server.api('POST', '/flows/', { name: 'etl' })) as { id: string };
  await server.api('POST', '/work_pools/', { name: 'kubernetes', type: 'process' });
  const deployment = (await server.api('POST', '/deployments/', {
    name: 'nightly',
    flow_id: flow.id,
    work_pool_name: 'kubernetes',
    work_queue_name: 'default',
    tags: ['prod'],
    parameters: { days: 1 },
    schedules: [{ schedule: { interval: 3_600 }, active: true }],
  })) as { id: string };
  const queue = (await server.api('GET', '/work_pools/kubernetes/queues/default')) as { id: string };
  const run = (await server.api('POST', '/flow_runs/', {
    flow_id: flow.id,
    name: 'brave-otter',
    tags: ['prod'],
    state: { type: 'RUNNING', name: 'Running' },
  })) as { id: string };
  await untilFired(server, notify, 1);
  return {
    ...{ notify, waiting, stuck, event: paid.id },
    ...{ incident: incident.id, run: run.id, deployment: deployment.id, queue: queue.id },
  };
}

/** Makes an automation with tags; answers its id. */
async function automation(
  server: Served,
  name: string,
  tags: readonly string[],
  trigger: Record<string, unknown>,
  actions: readonly Record<string, unknown>[],
): Promise<string> {
  const made = (await server.api('POST', '/automations/', {
    ...{ name, tags, actions },
    trigger: { type: 'event', posture: 'Reactive', threshold: 1, within: 0, ...trigger },
  })) as { id: string };
  return made.id;
}
