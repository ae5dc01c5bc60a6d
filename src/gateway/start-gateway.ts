import type { Client } from '@temporalio/client';
import type { Logger } from '../logging.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { addGatewayReadings } from '../metrics/readings.ts';
import { DEFAULT_PARTITIONING } from '../evaluation/partitions.ts';
import type { RunningPart } from '../running-part.ts';
import type { Settings, UpstreamSettings } from '../settings.ts';
import type { Store } from '../store/index.ts';
import { UpstreamClient, upstreamAgent } from '../upstream/client.ts';
import { upstreamTarget } from '../upstream/target.ts';
import { startUpstreamPart } from '../upstream/start-upstream.ts';
import { VERSION } from '../version.ts';
import { createGateway } from './app.ts';
import { automationViews } from './automation-views.ts';
import { runLeased } from './leased.ts';
import { recreation } from './dispatcher/recreate.ts';
import { temporalRunLook } from './dispatcher/run-look.ts';
import type { ActsAhead } from './dispatcher/ahead.ts';
import type { SendBatch } from './dispatcher/outbox.ts';
import { startDispatcher } from './dispatcher/start-dispatcher.ts';
import { workflowSignals } from './dispatcher/workflow-signals.ts';
import { createFlowRunControl } from '../orchestrators/temporal/control.ts';
import { startWatch } from '../orchestrators/temporal/watch/watch.ts';
import { startScheduleSync } from '../orchestrators/temporal/schedules/sync.ts';
import { startPollers } from '../orchestrators/temporal/pollers.ts';
import { startSweeper } from '../orchestrators/temporal/sweeper.ts';
import { startHousekeeping } from './housekeeping.ts';
import { retryAction } from './retry-action.ts';
import type { Upstream } from './upstream/routes.ts';

export interface GatewayPartOptions {
  readonly settings: Settings;
  readonly store: Store;
  readonly client: Client;
  readonly searchAttributes: boolean;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly publicUrl: string;
  /** The part of this process's worker that acts ahead of the workflows, when it has one. */
  readonly ahead?: ActsAhead | undefined;
  readonly temporalUiUrl?: string;
}

/** Starts the gateway of one process: HTTP and websockets, the dispatcher, and the housekeeping of the store. */
export async function startGatewayPart(options: GatewayPartOptions): Promise<RunningPart> {
  const { settings, store, client, logger, metrics, searchAttributes } = options;
  const upstream = settings.upstream && upstreamOf(settings.upstream);
  /** Work that one gateway does at a time; a single process needs no lease for it. */
  const leadOf =
    (name: string) =>
    (work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> =>
      settings.databaseUrl === undefined
        ? work(signal)
        : runLeased({ name, leases: store.meta.leases, logger, work }, signal);
  const control = createFlowRunControl({ store, client });
  const gateway = createGateway({
    store,
    control,
    settings,
    logger,
    metrics,
    version: VERSION,
    retryAction: retryAction(store.firings, client),
    views: automationViews(client),
    temporalUiUrl: settings.temporalUiUrl ?? options.temporalUiUrl,
    namespace: client.options.namespace,
    upstream,
  });
  await store.markOnline();
  const dispatcher = startDispatcher({
    store,
    send: counted(
      metrics,
      workflowSignals({
        client,
        searchAttributes,
        signalsPerRun: settings.signalsPerRun,
        ...(settings.partitionSize !== undefined && {
          partitioning: { ...DEFAULT_PARTITIONING, characters: settings.partitionSize },
        }),
        recreate: (id, items, partition) => recreation(store, id, items, partition),
      }),
    ),
    lookAtRun: temporalRunLook(client),
    // Two that act on the same firing must know of each other: over Postgres there may be other processes.
    ahead: settings.databaseUrl === undefined ? options.ahead : undefined,
    logger,
    chainDepth: settings.chainDepth,
    loopFirings: settings.loopFirings,
    leases: store.meta.leases,
    shared: settings.databaseUrl !== undefined,
  });
  addGatewayReadings(metrics, store, () => dispatcher.current());
  const events =
    upstream &&
    startUpstreamPart({
      client: upstream.client,
      log: store.log,
      onEvents: (count) => metrics.received('prefect', count),
      positions: store.meta,
      keptMs: settings.retentionDays * 86_400_000,
      logger,
      lead: leadOf('upstream'),
    });
  const housekeeping = startHousekeeping({ store, logger, retentionDays: settings.retentionDays });
  const watch =
    settings.watch === undefined || upstream !== undefined
      ? undefined
      : startWatch({
          store,
          client,
          query: settings.watch,
          logger,
          lead: leadOf('watch'),
        });
  const pollers =
    upstream === undefined ? startPollers({ store, client, logger, lead: leadOf('pollers') }) : undefined;
  const schedules = upstream === undefined ? startScheduleSync({ store, client, logger }) : undefined;
  const sweeper = startSweeper({ store, control, logger });
  await gateway.listen(settings.port, settings.host);
  return {
    url: options.publicUrl,
    async stop() {
      await gateway.close();
      await watch?.stop();
      await pollers?.stop();
      await schedules?.stop();
      await sweeper.stop();
      await housekeeping.stop();
      await events?.stop();
      await dispatcher.stop();
      await upstream?.agent.close();
    },
  };
}

/** The same, counted. */
function counted(metrics: Metrics, send: SendBatch): SendBatch {
  return async (automationId, items, how) => {
    try {
      await send(automationId, items, how);
      metrics.signalled('acknowledged', items.length);
    } catch (error) {
      metrics.signalled('failed', items.length);
      throw error;
    }
  };
}

function upstreamOf(settings: UpstreamSettings): Upstream {
  const agent = upstreamAgent();
  return { agent, client: new UpstreamClient(upstreamTarget(settings), agent) };
}
