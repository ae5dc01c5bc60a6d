import { hostname } from 'node:os';
import type { Client } from '@temporalio/client';
import { Worker, type NativeConnection, type WorkflowBundleOption } from '@temporalio/worker';
import type { Logger } from '../logging.ts';
import type { WorkMetrics } from '../metrics/metrics.ts';
import { createActivities } from '../../activities/index.ts';
import { TASK_QUEUE } from '../../workflows/names.ts';
import { prefectOrchestrator } from '../orchestrators/prefect/prefect-orchestrator.ts';
import type { SmtpServer } from '../notifiers/index.ts';
import type { ActOnce } from '../../activities/act-once.ts';
import type { RunningPart } from '../running-part.ts';
import type { Store } from '../store/index.ts';
import { WORKER_BEAT_MS } from '../store/meta/worker-presence.ts';
import type { UpstreamClient } from '../upstream/client.ts';
import { loadUpstreamBlock } from '../upstream/load-block.ts';
import { createFlowRunControl } from '../orchestrators/temporal/control.ts';
import { createTemporalOrchestrator } from '../orchestrators/temporal/temporal-orchestrator.ts';
import { startFiringWorkflow } from './firing-workflow.ts';

export interface WorkerPartOptions {
  readonly store: Store;
  readonly connection: NativeConnection;
  readonly client: Client;
  readonly namespace: string;
  readonly workflowBundle: WorkflowBundleOption;
  readonly allowPrivateHosts: readonly string[];
  /** The server for e-mails that name no block. */
  readonly smtp: SmtpServer | undefined;
  /** The Prefect server that actions act on, when there is one behind the gateway. */
  readonly upstream?: UpstreamClient | undefined;
  /** Base of the links that templates make. */
  readonly uiUrl: string;
  readonly logger: Logger;
  readonly metrics: WorkMetrics;
}

/** A worker that runs. */
export interface WorkerPart extends RunningPart {
  /** Acts on firings that the dispatcher of the same process hands it ahead of the workflows. */
  readonly ahead: ActOnce;
}

/**
 * Starts the worker of automations and actions.
 *
 * @throws when Temporal refuses the worker (unknown namespace, no permission)
 */
export async function startWorkerPart(options: WorkerPartOptions): Promise<WorkerPart> {
  const { store, client, logger, upstream } = options;
  const control = createFlowRunControl({ store, client });
  const { activities, once, drained } = createActivities({
    store,
    control,
    orchestrator:
      upstream === undefined ? createTemporalOrchestrator({ store, control }) : prefectOrchestrator(upstream),
    uiUrl: options.uiUrl,
    allowPrivateHosts: options.allowPrivateHosts,
    smtp: options.smtp,
    metrics: options.metrics,
    ...(upstream !== undefined && {
      foreignBlock: (id: string) => loadUpstreamBlock(upstream, id),
    }),
    owner: `${hostname()}/${process.pid}/${Date.now()}`,
    startFiringWorkflow: (input) => startFiringWorkflow(client, input),
  });
  const worker = await Worker.create({
    connection: options.connection,
    namespace: options.namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: options.workflowBundle,
    activities,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentLocalActivityExecutions: 100,
    maxConcurrentActivityTaskExecutions: 100,
    // A worker that was killed keeps its workflows' tasks for this long.
    stickyQueueScheduleToStartTimeout: '3 seconds',
    shutdownGraceTime: '5 seconds',
  });
  const running = worker.run().catch((error: unknown) => {
    logger.error({ err: error }, 'the worker has stopped');
    throw error;
  });
  // Whoever stops the part sees the error; until then it must not bring the process down by itself.
  running.catch(() => {});
  const beating = keepBeating(store, logger);
  return {
    ahead: once,
    ended: running,
    notReady: () => (worker.getState() === 'RUNNING' ? null : `The worker is ${worker.getState()}`),
    async stop() {
      clearInterval(beating);
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
      await drained();
    },
  };
}

/** Tells the store that a worker is there, now and from time to time. */
function keepBeating(store: Store, logger: Logger): NodeJS.Timeout {
  const beat = (): void =>
    void store.meta.workers.beat().catch((error: unknown) => {
      logger.warn({ err: error }, 'the worker could not say that it is there');
    });
  beat();
  return setInterval(beat, WORKER_BEAT_MS).unref();
}
