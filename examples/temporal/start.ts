// npx tsx examples/temporal/start.ts WORKFLOW ID [INPUT]: starts a workflow, as any program of yours would.
import { Client, Connection } from '@temporalio/client';

const [type = 'load', workflowId = 'load-1', input] = process.argv.slice(2);
const address = process.env['TEMPORAL_ADDRESS'] ?? 'localhost:7233';
const connection = await Connection.connect({ address });
await new Client({ connection }).workflow.start(type, {
  workflowId,
  taskQueue: 'etl',
  args: input === undefined ? [] : [JSON.parse(input)],
});
console.log(`started ${workflowId}`);
await connection.close();
