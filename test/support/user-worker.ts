import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

/** What the workflows of the user call. */
export const userActivities = {
  async shout(name: string): Promise<string> {
    return `HELLO ${name.toUpperCase()}`;
  },
  async explode(): Promise<void> {
    throw new RangeError('no such thing');
  },
};

let quiet: Runtime | undefined;

/** A worker as users of Temporal run it. */
export interface UserWorker {
  /** Under what name it polls. */
  readonly identity: string;
  stop(): Promise<void>;
}

/** Starts a worker of the workflows in user-workflows.ts. */
export async function startUserWorker(address: string, taskQueue: string): Promise<UserWorker> {
  // Workflows fail here on purpose; nobody needs to read of it.
  quiet ??= Runtime.install({ logger: new DefaultLogger('ERROR') });
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowsPath: fileURLToPath(new URL('./user-workflows.ts', import.meta.url)),
    activities: userActivities,
  });
  const running = worker.run();
  return {
    identity: worker.options.identity,
    async stop() {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}
