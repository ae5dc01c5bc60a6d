import { ApplicationFailure } from '@temporalio/activity';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { FiringActionInput } from '../../activities/types.ts';
import type { LiveServer } from '../../test/support/live-server.ts';
import { workflowBundle } from '../../test/support/workflow-bundle.ts';

const TASK_QUEUE = 'recording';

/**
 * An action that is given up. The real retries last for hours: here the third attempt says that there will be no
 * other, by a worker of its own.
 */
export async function recordGiveUp(server: LiveServer): Promise<string[]> {
  const connection = await NativeConnection.connect({ address: server.temporalAddress });
  let attempts = 0;
  const worker = await Worker.create({
    connection,
    taskQueue: TASK_QUEUE,
    workflowBundle: await workflowBundle(),
    activities: {
      runAction: () => {
        attempts += 1;
        throw ApplicationFailure.create({ message: 'not reachable', nonRetryable: attempts === 3 });
      },
      giveUp: () => Promise.resolve(),
    },
  });
  const { workflow } = await server.temporal();
  const input: FiringActionInput = {
    firingId: '00000000-0000-4000-8000-000000000000',
    index: 0,
    round: 0,
    summary: 'call-webhook of given up',
  };
  const workflowId = `firing/${input.firingId}/0`;
  await worker.runUntil(workflow.execute('firing', { workflowId, taskQueue: TASK_QUEUE, args: [input] }));
  await connection.close();
  return [workflowId];
}
