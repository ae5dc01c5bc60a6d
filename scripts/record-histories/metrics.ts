import { randomUUID } from 'node:crypto';
import { automationWorkflowId } from '../../workflows/names.ts';
import type { LiveServer } from '../../test/support/live-server.ts';
import { clientEvent, createAutomation, postEvents, untilFired } from '../../test/support/product.ts';

const RANGE_MS = 300_000;

/**
 * Metrics alone, in a compound and in a sequence, that are triggered and, as runs leave the range, resolved; one that
 * begins with what the log has; and one that is paused meanwhile and replaced.
 */
export async function recordMetrics(server: LiveServer): Promise<string[]> {
  const metric = (name: string, operator: string, threshold: number) => ({
    ...{ type: 'metric', posture: 'Metric', match: { 'prefect.resource.id': 'prefect.flow-run.*' } },
    metric: { name, operator, threshold, range: RANGE_MS / 1000, firing_for: 0 },
  });
  const [slow, bad, late] = [
    metric('duration', '>', 60),
    metric('successes', '<', 0.9),
    metric('lateness', '>=', 30),
  ];
  const event = { type: 'event', posture: 'Reactive', expect: ['go'], threshold: 1, within: 0 };
  const alone = await Promise.all([slow, bad, late].map((one, n) => createAutomation(server, `m${n}`, one)));
  const together = await Promise.all([
    createAutomation(server, 'compound', {
      ...{ type: 'compound', require: 'all', within: 3_600 },
      triggers: [bad, event],
    }),
    createAutomation(server, 'sequence', { type: 'sequence', within: 3_600, triggers: [slow, event] }),
  ]);
  // The run is in the range for some seconds more.
  const ended = Date.now() - RANGE_MS + 15_000;
  const states: [name: string, type: string, at: number][] = [
    ['Late', 'SCHEDULED', ended - 200_000],
    ['Pending', 'PENDING', ended],
    ['Running', 'RUNNING', ended - 120_000],
    ['Failed', 'FAILED', ended],
  ];
  const run = `prefect.flow-run.${randomUUID()}`;
  await postEvents(
    server,
    states.map(([name, type, at]) =>
      clientEvent(`prefect.flow-run.${name}`, 'one', {
        occurred: new Date(at).toISOString(),
        resource: {
          'prefect.resource.id': run,
          'prefect.state-name': name,
          'prefect.state-type': type,
        },
      }),
    ),
  );
  // One that is on time: the events' clock would stand behind by as much as the last one was late.
  await postEvents(server, [clientEvent('go')]);
  const filled = await createAutomation(server, 'filled', bad);
  await untilFired(server, filled, 1);
  await server.api('PATCH', `/automations/${filled}`, { enabled: false });
  await server.api('PATCH', `/automations/${filled}`, { enabled: true });
  await server.api('PUT', `/automations/${filled}`, {
    name: 'filled again',
    trigger: slow,
    actions: [{ type: 'do-nothing' }],
  });
  for (const id of alone.slice(0, 2)) await untilFired(server, id, 2, 90_000);
  for (const id of together) await untilFired(server, id, 1, 90_000);
  await untilFired(server, filled, 3, 90_000);
  return [...alone, ...together, filled].map((id) => automationWorkflowId(id));
}
