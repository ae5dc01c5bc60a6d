import type { NativeConnection, Worker, WorkerOptions } from '@temporalio/worker';
import { apiPath, defaultClient, type AutomationsClient } from '../client/client.ts';
import { NotFoundError } from '../client/errors.ts';
import { deploy } from './deploy.ts';
import type { Deployment, DeploymentOptions } from './deployment-body.ts';

/** A deployment whose task queue is that of the worker. */
export type ServedDeployment = Omit<DeploymentOptions, 'work_queue_name' | 'work_pool_name'>;

/** What {@link serve} runs: the options of Temporal's worker, and the deployments that it serves. */
export interface ServeOptions extends WorkerOptions {
  readonly deployments: readonly ServedDeployment[];
  /** Temporal's address when no `connection` is given; else what Temporal's own settings say (`TEMPORAL_ADDRESS`, its profile file). */
  readonly address?: string;
  /** The one that the environment tells of when absent. */
  readonly client?: AutomationsClient;
  /**
   * Whether the schedules of the deployments are paused when the worker has stopped, as nobody would run what they start; true when
   * absent. To be false where other processes serve the same. Serving again resumes them.
   */
  readonly pauseOnShutdown?: boolean;
  /** Stops the worker; it ends what it has begun. SIGINT and SIGTERM do so too. */
  readonly signal?: AbortSignal;
  /** Is called when the deployments are registered and the worker begins. */
  readonly onReady?: (deployments: readonly Deployment[]) => void;
}

/**
 * Runs a Temporal worker with the workflows of the deployments, and registers these as {@link deploy} does. The worker has
 * what it takes to suspend its workflows and to emit events from them. Several processes may serve the same. When it ends, the schedules of
 * the deployments are paused.
 *
 * @returns when the worker has stopped and the schedules are paused
 * @throws when Temporal or the gateway cannot be reached, or refuse what they are given
 * @example
 * await serve({
 *   taskQueue: 'billing',
 *   workflowsPath: fileURLToPath(new URL('./workflows.js', import.meta.url)),
 *   activities,
 *   deployments: [{ flow: 'sendInvoices', name: 'nightly', schedules: [{ cron: '0 3 * * *' }] }],
 * });
 */
export async function serve(options: ServeOptions): Promise<void> {
  const { deployments, address, client = defaultClient(), signal, onReady, ...others } = options;
  const { pauseOnShutdown = true, ...rest } = others;
  signal?.throwIfAborted();
  // Temporal's worker is loaded by those only who run one.
  const { NativeConnection, Worker } = await import('@temporalio/worker');
  const { withAutomations } = await import('../worker/with-automations.ts');
  const own = rest.connection === undefined ? await connect(NativeConnection, address) : undefined;
  try {
    const worker = await Worker.create(withAutomations({ ...own, ...rest }, { client }));
    const work_queue_name = options.taskQueue;
    const made: Deployment[] = [];
    for (const deployment of deployments) {
      made.push(await deploy({ ...deployment, work_queue_name }, { client, ...(signal && { signal }) }));
    }
    onReady?.(made);
    try {
      await runUntil(worker, signal);
    } finally {
      if (pauseOnShutdown) await pauseSchedules(made, client);
    }
  } finally {
    await own?.connection.close();
  }
}

async function pauseSchedules(deployments: readonly Deployment[], client: AutomationsClient): Promise<void> {
  for (const { id, schedules } of deployments) {
    if (schedules.length === 0) continue;
    await client
      .post(apiPath`/deployments/${id}/pause_deployment`, {}, { isIdempotent: true })
      .catch((error: unknown) => {
        // One that was deleted meanwhile has none.
        if (!(error instanceof NotFoundError)) throw error;
      });
  }
}

async function connect(
  native: typeof NativeConnection,
  address: string | undefined,
): Promise<{ connection: NativeConnection; namespace?: string }> {
  const { loadClientConnectConfig } = await import('@temporalio/envconfig');
  const { connectionOptions, namespace } = loadClientConnectConfig();
  const connection = await native.connect({
    ...connectionOptions,
    ...(address !== undefined && { address }),
  });
  return { connection, ...(namespace !== undefined && { namespace }) };
}

async function runUntil(worker: Worker, signal: AbortSignal | undefined): Promise<void> {
  const running = worker.run();
  const stop = (): void => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await running;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
