import type { FlowRunControl } from '../src/orchestrators/flow-run-control.ts';
import type { Orchestrator } from '../src/orchestrators/orchestrator.ts';
import type { WorkMetrics } from '../src/metrics/metrics.ts';
import type { Store } from '../src/store/index.ts';
import { callWebhook, notify, smtpBlockData, type SmtpServer } from '../src/notifiers/index.ts';
import { ActOnce } from './act-once.ts';
import { createAct, Pace } from './act.ts';
import { awaitSnapshot } from './await-snapshot.ts';
import { createClockActivities } from './events-clock.ts';
import { FiringLoader } from './firing-loader.ts';
import { FiringRunner } from './firing-runner.ts';
import { createFlowRunActivities } from './flow-runs.ts';
import { createMetricPast } from './metric-past.ts';
import { createFiringActivities } from './run-action.ts';
import type { ActionServices } from './services.ts';
import { shared } from './shared.ts';
import type {
  AutomationActivities,
  FiringActionInput,
  FiringActivities,
  FlowRunActivities,
} from './types.ts';

export interface ActivitiesOptions {
  readonly store: Store;
  readonly uiUrl: string;
  readonly allowPrivateHosts: readonly string[];
  /** Tells flow runs that wait of gates that may have opened. */
  readonly control?: Pick<FlowRunControl, 'recheck' | 'whyTerminated'>;
  /** The server for e-mails that name no block. */
  readonly smtp?: SmtpServer | undefined;
  /** What actions on flow runs, deployments, pools and queues act on; without it they fail. */
  readonly orchestrator?: Orchestrator;
  /** Looks elsewhere for a block that the store does not have; null when it is not there either. */
  readonly foreignBlock?: ActionServices['blocks']['load'];
  /** Counts firings and how their actions end. */
  readonly metrics?: WorkMetrics;
  /** Who claims attempts: unique for each process. */
  readonly owner: string;
  /** Starts the workflow in which an action goes on; does nothing when it runs already. */
  readonly startFiringWorkflow: (input: FiringActionInput) => Promise<unknown>;
}

/** All activities of a worker, and a way to wait for attempts under way. */
export function createActivities(options: ActivitiesOptions): {
  activities: AutomationActivities & FiringActivities & FlowRunActivities;
  /** Shared with the dispatcher, where it is in the same process. */
  once: ActOnce;
  drained(): Promise<void>;
} {
  const { store, owner, smtp, allowPrivateHosts } = options;
  const loader = new FiringLoader({ log: store.log, automations: store.automations });
  const runner = new FiringRunner({
    firings: store.firings,
    metrics: options.metrics,
    uiUrl: options.uiUrl,
    services: {
      orchestrator: options.orchestrator ?? null,
      automations: store.automations,
      incidents: store.incidents,
      // The firings of a batch ask for the same block at the same time: one look serves them all.
      blocks: {
        load: shared(
          async (id) => (await store.blocks.documents.load(id)) ?? (await options.foreignBlock?.(id)) ?? null,
        ),
      },
      email:
        smtp === undefined
          ? null
          : (emails, notification, { signal }) =>
              notify({ slug: 'email-server-credentials', data: smtpBlockData(smtp, emails) }, notification, {
                signal,
              }),
      notifiers: {
        notify: (block, notification, { signal, depth }) =>
          notify(block, notification, { signal, depth, allowPrivateHosts }),
        callWebhook: (block, payload, call) => callWebhook(block, payload, { ...call, allowPrivateHosts }),
      },
    },
  });
  const act = createAct({
    loader,
    runner,
    firings: store.firings,
    metrics: options.metrics,
    pace: new Pace(),
    startFiringWorkflow: options.startFiringWorkflow,
    owner,
  });
  const once = new ActOnce((firings) => act({ firings }));
  return {
    activities: {
      ...createClockActivities(store),
      metricPast: createMetricPast(store),
      act: ({ firings }) => once.decided(firings),
      ...createFlowRunActivities(store, options.control ?? NO_CONTROL),
      ...createFiringActivities({ loader, runner, firings: store.firings, owner }),
      saveSnapshot: (input) => store.snapshots.save(input),
      loadSnapshot: (input) => store.snapshots.load(input),
      awaitSnapshot: (input) => awaitSnapshot(store.snapshots, input),
      partition: async ({ automationId, ...change }) => {
        await store.automations.partition(automationId, change);
      },
    },
    once,
    drained: () => runner.drained(),
  };
}

/** Without a Temporal to act on (a Prefect server does it) there is nothing to be told. */
const NO_CONTROL = { recheck: () => Promise.resolve(), whyTerminated: () => Promise.resolve(null) };
