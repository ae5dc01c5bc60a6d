import { setTimeout as sleep } from 'node:timers/promises';
import { automationWorkflowId, firingWorkflowId } from '../../workflows/names.ts';
import type { HttpSink } from '../../test/support/http-sink.ts';
import type { LiveServer } from '../../test/support/live-server.ts';
import {
  clientEvent,
  createAutomation,
  firingsOf,
  postEvents,
  untilFired,
  viewOf,
  webhookAction,
} from '../../test/support/product.ts';
import { until } from '../../test/support/until.ts';
import { recordFlowRuns } from './flow-runs.ts';
import { recordGiveUp } from './give-up.ts';
import { recordMetrics } from './metrics.ts';

/** Something that workflows do. */
export interface Recording {
  readonly settings?: Readonly<Record<string, string>>;
  /** Makes it happen; answers the ids of the workflows to record. */
  record(server: LiveServer, sink: HttpSink): Promise<string[]>;
}

const reactive = (...expect: string[]) => ({
  ...{ type: 'event', posture: 'Reactive', expect, threshold: 1, within: 0 },
});

/** One for each shape of commands that the workflows have. */
export const recordings: Readonly<Record<string, Recording>> = {
  firing: {
    async record(server) {
      const id = await createAutomation(server, 'firing', reactive('one'));
      await postEvents(server, [clientEvent('one'), clientEvent('other'), clientEvent('one')]);
      await untilFired(server, id, 2);
      return [automationWorkflowId(id)];
    },
  },

  absence: {
    async record(server) {
      const trigger = { posture: 'Proactive', after: ['begin'], expect: ['end'], within: 10 };
      const split = { ...trigger, for_each: ['prefect.resource.id'] };
      const ids = await Promise.all([
        createAutomation(server, 'plain', trigger),
        createAutomation(server, 'split', split),
      ]);
      await postEvents(server, [clientEvent('begin', 'a'), clientEvent('begin', 'b')]);
      await sleep(3_000);
      await postEvents(server, [clientEvent('end', 'b')]);
      await untilFired(server, ids[1]!, 1);
      // What arrives when a deadline has just passed: the log is asked when exactly it came.
      await Promise.all(Array.from({ length: 20 }, () => postEvents(server, [clientEvent('begin', 'c')])));
      await sleep(1_000);
      return ids.map(automationWorkflowId);
    },
  },

  'held-up': {
    async record(server) {
      const trigger = { posture: 'Proactive', expect: ['beat'], within: 10 };
      const id = await createAutomation(server, 'held up', trigger);
      await until('it runs', async () => (await viewOf(server, id)).nextDeadline);
      // Events from both sides of a deadline come in one batch.
      server.freezeTemporal();
      await sleep(11_000);
      await postEvents(server, [clientEvent('beat')]);
      server.thawTemporal();
      await untilFired(server, id, 1);
      return [automationWorkflowId(id)];
    },
  },

  composite: {
    async record(server) {
      const steps = ['one', 'two', 'three'].map((name) => reactive(name));
      const ids = await Promise.all([
        createAutomation(server, 'sequence', { type: 'sequence', within: 60, triggers: steps }),
        createAutomation(server, 'compound', { type: 'compound', within: null, require: 2, triggers: steps }),
      ]);
      for (const name of ['two', 'one', 'two', 'three']) await postEvents(server, [clientEvent(name)]);
      await untilFired(server, ids[0]!, 1);
      await untilFired(server, ids[1]!, 1);
      return ids.map(automationWorkflowId);
    },
  },

  'next-run': {
    settings: { AUTOMATIONS_SIGNALS_PER_RUN: '5' },
    async record(server) {
      const trigger = { ...reactive('many'), threshold: 3, within: 1, for_each: ['prefect.resource.id'] };
      const id = await createAutomation(server, 'next run', trigger);
      for (let sent = 0; sent < 16; sent += 1) {
        await postEvents(server, [clientEvent('many', `r${sent % 2}`)]);
        await sleep(150);
      }
      await until('all of it', async () => (await viewOf(server, id)).events === 16);
      return [automationWorkflowId(id)];
    },
  },

  'large-state': {
    settings: { AUTOMATIONS_SIGNALS_PER_RUN: '5' },
    async record(server) {
      const trigger = {
        ...reactive('large'),
        threshold: 2,
        within: 3_600,
        for_each: ['prefect.resource.id'],
      };
      const id = await createAutomation(server, 'large state', trigger);
      const total = 1_500;
      for (let sent = 0; sent < total; sent += 250) {
        await postEvents(
          server,
          Array.from({ length: 250 }, (_none, n) => clientEvent('large', `${sent + n}${'.'.repeat(800)}`)),
        );
        await until('these', async () => (await viewOf(server, id)).events === sent + 250);
      }
      return [automationWorkflowId(id)];
    },
  },

  failing: {
    async record(server, sink) {
      sink.answer('/flaky', (_delivery, response, attempt) =>
        response.writeHead(attempt <= 2 ? 503 : 200).end(),
      );
      sink.answer('/slow', (_delivery, response) => void setTimeout(() => response.end(), 2_500));
      sink.answer('/refused', (_delivery, response) => response.writeHead(400).end());
      const hooks = await Promise.all(
        ['flaky', 'slow', 'refused'].map((path) => webhookAction(server, `${sink.url}/${path}`)),
      );
      const id = await createAutomation(server, 'failing', reactive('fail'), hooks);
      await postEvents(server, [clientEvent('fail')]);
      const [firing] = await untilFired(server, id, 1);
      // What failed for good is sent again by hand.
      await server.api('POST', `/firings/${firing!.id}/actions/2/retry`);
      await until('the second round', async () => {
        const [again] = await firingsOf(server, id);
        return again?.actions[2]?.round === 1 && again.actions[2].state === 'failed';
      });
      return [automationWorkflowId(id), ...[0, 1, 2].map((index) => firingWorkflowId(firing!.id, index))];
    },
  },

  'give-up': { record: recordGiveUp },

  'flow-run': { record: recordFlowRuns },

  metric: { record: recordMetrics },

  'test-fire': {
    async record(server) {
      const id = await createAutomation(server, 'tested', {
        ...reactive('one'),
        ...{ threshold: 2, within: 3_600, for_each: ['prefect.resource.id'] },
      });
      const event = clientEvent('one');
      await postEvents(server, [event]);
      await server.api('POST', `/automations/${id}/test-fire`, {});
      await server.api('POST', `/automations/${id}/test-fire`, { event_id: event.id });
      await untilFired(server, id, 2);
      await postEvents(server, [clientEvent('one')]);
      await untilFired(server, id, 3);
      return [automationWorkflowId(id)];
    },
  },

  life: {
    async record(server) {
      const id = await createAutomation(server, 'life', { ...reactive('live'), threshold: 3, within: 3_600 });
      const { workflow } = await server.temporal();
      const handle = workflow.getHandle(automationWorkflowId(id));
      await postEvents(server, [clientEvent('live')]);
      await server.api('PATCH', `/automations/${id}`, { enabled: false });
      await sleep(500);
      await server.api('PATCH', `/automations/${id}`, { enabled: true });
      await postEvents(server, [clientEvent('live'), clientEvent('live')]);
      await untilFired(server, id, 1);
      await server.api('PUT', `/automations/${id}`, {
        name: 'another life',
        trigger: { ...reactive('live'), posture: 'Proactive', within: 10 },
        actions: [{ type: 'do-nothing' }],
      });
      await until('the change', async () => (await viewOf(server, id)).version === 2);
      await server.api('DELETE', `/automations/${id}`);
      await until('the end', async () => (await handle.describe()).status.name === 'COMPLETED');
      return [automationWorkflowId(id)];
    },
  },

  killed: {
    settings: { AUTOMATIONS_SIGNALS_PER_RUN: '4' },
    async record(server, sink) {
      const hook = await webhookAction(server, `${sink.url}/killed`);
      const id = await createAutomation(server, 'killed', reactive('kill'), [hook]);
      let killed: Promise<void> | undefined;
      sink.answer('/killed', (_delivery, response) => {
        killed ??= server.killServer();
        response.end();
      });
      await postEvents(server, [clientEvent('kill')]);
      await until('the kill', () => killed !== undefined);
      await killed;
      await server.up();
      await untilFired(server, id, 1);
      // So close together that some come while a run is about to end.
      for (let sent = 0; sent < 40; sent += 1) await postEvents(server, [clientEvent('kill')]);
      await untilFired(server, id, 41);
      return [automationWorkflowId(id)];
    },
  },
};
