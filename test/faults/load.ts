import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpSink } from '../support/http-sink.ts';
import {
  clientEvent,
  createAutomation,
  postEvents,
  webhookAction,
  type ClientEvent,
  type Served,
} from '../support/product.ts';
import type { Random } from './random.ts';

/** Events that fire the automation `count` for a resource. */
export const COUNT = 4;
/** The window of `alarm`, in seconds: the shortest there is. */
export const ALARM_WITHIN = 10;

/** Names of the automations; each is fired by events `load.<name>`, unless `triggers` says otherwise. */
export const NAMES = ['each', 'slow', 'flaky', 'refused', 'count', 'pair', 'alarm'] as const;
export type LoadName = (typeof NAMES)[number];

const resourceId = ['prefect.resource.id'];
const triggers: Partial<Record<LoadName, Record<string, unknown>>> = {
  count: { expect: ['load.count'], for_each: resourceId, threshold: COUNT, within: 3_600 },
  pair: {
    type: 'compound',
    require: 'all',
    within: null,
    triggers: ['load.pair.a', 'load.pair.b'].map((name) => ({
      ...{ type: 'event', posture: 'Reactive', expect: [name], threshold: 1, within: 0 },
    })),
  },
  alarm: {
    posture: 'Proactive',
    after: ['load.start'],
    expect: ['load.done'],
    for_each: resourceId,
    within: ALARM_WITHIN,
  },
};

/** Creates the automations, each with a webhook to the sink's path of its name; answers their ids. */
export async function createAutomations(system: Served, sink: HttpSink): Promise<Record<LoadName, string>> {
  sink.answer('/slow', (_delivery, response) => void setTimeout(() => response.end('ok'), 1_500));
  sink.answer('/flaky', (_delivery, response, attempt) => {
    response.writeHead(attempt <= 2 ? 503 : 200).end();
  });
  sink.answer('/refused', (_delivery, response) => response.writeHead(400).end());
  const ids: Partial<Record<LoadName, string>> = {};
  for (const name of NAMES) {
    const action = await webhookAction(system, `${sink.url}/${name}`);
    ids[name] = await createAutomation(system, name, triggers[name] ?? { expect: [`load.${name}`] }, [
      action,
    ]);
  }
  return ids as Record<LoadName, string>;
}

/** Sends the events of one round; resolves when all of them are acknowledged, which may take several tries. */
export async function sendRound(system: Served, random: Random, round: number): Promise<void> {
  const events: ClientEvent[] = [];
  for (let left = random.between(15, 45); left > 0; left -= 1) events.push(randomEvent(random, round));
  const clients: ClientEvent[][][] = [[], []];
  while (events.length > 0) random.pick(clients).push(events.splice(0, random.between(1, 6)));
  const pauses = clients.map((batches) => batches.map(() => random.between(0, 120)));
  const watched = Array.from({ length: random.between(0, 2) }, (_none, n) => ({
    resource: `watched-${round}-${n}`,
    /** Time from the start to its end in ms; null when it never ends. */
    ends: random.chance(50) ? random.between(0, 3_000) : null,
  }));
  await Promise.all([
    ...clients.map(async (batches, client) => {
      for (const [index, batch] of batches.entries()) {
        await sleep(pauses[client]![index]!);
        await sendUntilAcknowledged(system, batch);
      }
    }),
    ...watched.map(async ({ resource, ends }) => {
      await sendUntilAcknowledged(system, [clientEvent('load.start', resource)]);
      if (ends === null) return;
      await sleep(ends);
      await sendUntilAcknowledged(system, [clientEvent('load.done', resource)]);
    }),
  ]);
}

function randomEvent(random: Random, round: number): ClientEvent {
  const dice = random.between(1, 100);
  if (dice <= 45) return clientEvent('load.each');
  if (dice <= 70) return clientEvent('load.count', `group-${round}-${random.between(1, 3)}`);
  if (dice <= 88) return clientEvent(random.pick(['load.pair.a', 'load.pair.b']));
  return clientEvent(random.pick(['load.slow', 'load.flaky', 'load.refused', 'load.unwatched']));
}

/** As a careful client does: the same events with the same ids, until somebody says that they are safe. */
export async function sendUntilAcknowledged(system: Served, events: readonly ClientEvent[]): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    try {
      return await postEvents(system, events);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}
