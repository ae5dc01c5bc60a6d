import { automationFilterSchema } from '../schemas/automations.ts';
import type { Store } from '../store/index.ts';
import type { Metrics } from './metrics.ts';

/** What is told of the dispatcher that runs in this process. */
export interface DispatcherState {
  /** Workflows that have been told of something and may be told of more. */
  readonly workflows: number;
  /** Items read from the log but not acknowledged yet. */
  readonly waiting: number;
}

const one = (value: number): (readonly [Record<string, string>, number])[] => [[{}, value]];

/** How the log, the dispatcher and the automations stand: questions to the store that cost little, asked only when somebody looks. */
export function addGatewayReadings(
  metrics: Metrics,
  store: Pick<Store, 'log' | 'automations' | 'firings' | 'meta'>,
  dispatcher: () => DispatcherState | undefined,
): void {
  metrics.add({
    name: 'log_entries_total',
    help: 'Entries of the log: events, changes of automations, deadlines',
    counts: true,
    read: async () => one(await store.log.head()),
  });
  metrics.add({
    name: 'dispatcher_position',
    help: 'Entry of the log up to which all automations have been told',
    read: async () => one(await store.meta.dispatcherPosition()),
  });
  metrics.add({
    name: 'dispatcher_lag_entries',
    help: 'Entries of the log that automations may not have been told of yet',
    read: async () => {
      const position = await store.meta.dispatcherPosition();
      return one(Math.max(0, (await store.log.head()) - position));
    },
  });
  metrics.add({
    name: 'automations',
    help: 'Automations, by whether they are paused',
    labels: ['state'],
    read: async () => {
      const [all, enabled] = await Promise.all([
        store.automations.count(),
        store.automations.count(automationFilterSchema.parse({ enabled: { eq_: true } })),
      ]);
      return [
        [{ state: 'enabled' }, enabled],
        [{ state: 'paused' }, all - enabled],
      ];
    },
  });
  metrics.add({
    name: 'failed_firings',
    help: 'Firings on record with an action that has failed and can be sent again',
    read: async () => one((await store.firings.list({ status: 'failed', limit: 1, offset: 0 })).total),
  });
  const ofDispatcher = (name: string, help: string, of: (state: DispatcherState) => number): void =>
    metrics.add({
      name,
      help,
      read: () => {
        const state = dispatcher();
        return Promise.resolve(state === undefined ? [] : one(of(state)));
      },
    });
  ofDispatcher(
    'dispatcher_waiting_items',
    'Events and changes that wait to be acknowledged by workflows; only where the dispatcher runs',
    ({ waiting }) => waiting,
  );
  ofDispatcher(
    'dispatcher_workflows',
    'Workflows that the dispatcher has told of something; only where it runs',
    ({ workflows }) => workflows,
  );
}
