// The worker of the ceiling, in a process of its own like the product's: `node --import tsx worker.ts ADDRESS`.
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import * as activities from './activities.ts';

const logger = new DefaultLogger('WARN');
Runtime.install({ logger, shutdownSignals: [] });
const connection = await NativeConnection.connect({ address: process.argv[2]! });
const worker = await Worker.create({
  connection,
  taskQueue: 'ceiling',
  workflowBundle: await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./workflows.ts', import.meta.url)),
    logger,
  }),
  activities,
  // The product's own settings.
  maxConcurrentWorkflowTaskExecutions: 40,
  maxConcurrentLocalActivityExecutions: 100,
});
const running = worker.run();
process.once('SIGTERM', () => worker.shutdown());
process.send?.('ready');
await running;
await connection.close();
process.exit(0);
