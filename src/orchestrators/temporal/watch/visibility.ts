import type { Client } from '@temporalio/client';
import { TASK_QUEUE } from '../../../../workflows/names.ts';

/** An execution as visibility shows it. Times in epoch ms. */
export interface SeenExecution {
  readonly workflowId: string;
  readonly runId: string;
  readonly type: string;
  readonly taskQueue: string;
  readonly status: string;
  readonly started: number;
  /** Null while it runs. */
  readonly closed: number | null;
}

const PAGE = 1_000;

/**
 * Executions of others that have started or closed since then, or that are open.
 *
 * @param since epoch ms, or `open` for all that run at present
 * @param restriction a visibility query that they must fulfil, too; none when empty
 */
export async function* listExecutions(
  client: Client,
  since: number | 'open',
  restriction: string,
): AsyncGenerator<SeenExecution> {
  const query = visibilityQuery(since, restriction);
  for await (const info of client.workflow.list({ query, pageSize: PAGE })) {
    yield {
      workflowId: info.workflowId,
      runId: info.runId,
      type: info.type,
      taskQueue: info.taskQueue,
      status: info.status.name,
      started: info.startTime.getTime(),
      closed: info.closeTime?.getTime() ?? null,
    };
  }
}

/** Our own workflows are on a task queue of their own; nobody needs events about those. */
function visibilityQuery(since: number | 'open', restriction: string): string {
  const others = `TaskQueue != '${TASK_QUEUE}'`;
  const wanted = restriction === '' ? others : `${others} AND (${restriction})`;
  if (since === 'open') return `${wanted} AND ExecutionStatus = 'Running'`;
  const time = new Date(Math.max(0, since)).toISOString();
  return `${wanted} AND (StartTime >= '${time}' OR CloseTime >= '${time}')`;
}
