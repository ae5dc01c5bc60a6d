// npx tsx examples/temporal/worker.ts
import { fileURLToPath } from 'node:url';
import { NativeConnection, Worker } from '@temporalio/worker';
import * as activities from './activities.ts';

const address = process.env['TEMPORAL_ADDRESS'] ?? 'localhost:7233';
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  taskQueue: 'etl',
  workflowsPath: fileURLToPath(new URL('./workflows.ts', import.meta.url)),
  activities,
});
console.log(`polls etl at ${address}`);
await worker.run();
