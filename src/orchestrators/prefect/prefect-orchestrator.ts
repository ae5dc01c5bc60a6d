import type { UpstreamClient } from '../../upstream/client.ts';
import type { Orchestrator, Request, RunRequest } from '../orchestrator.ts';
import { PrefectCalls } from './calls.ts';
import { setState } from './flow-run-states.ts';
import { readObject, readVariables } from './objects.ts';
import { resume } from './resume.ts';

/**
 * A Prefect server as what actions act on, through its REST API. Whatever an action does there carries the automation as
 * its creator, as Prefect's own do.
 */
export function prefectOrchestrator(client: UpstreamClient): Orchestrator {
  const calls = new PrefectCalls(client);
  return {
    async runDeployment(run, request) {
      const reply = await calls.make('run-deployment', request, {
        method: 'POST',
        path: `/deployments/${run.deploymentId}/create_flow_run`,
        json: flowRunBody(run, request),
      });
      const { id, name } = reply.body as { id: string; name: string };
      return {
        details: { status_code: reply.status },
        related: [
          {
            'prefect.resource.id': `prefect.flow-run.${id}`,
            'prefect.resource.role': 'flow-run',
            'prefect.resource.name': name,
          },
        ],
      };
    },

    cancelFlowRun: (id, message, request) =>
      setState(calls, 'cancel-flow-run', id, { type: 'CANCELLING', name: null, message }, false, request),
    suspendFlowRun: (id, message, timeoutSeconds, request) =>
      setState(
        calls,
        'suspend-flow-run',
        id,
        {
          type: 'PAUSED',
          name: 'Suspended',
          message,
          state_details: {
            pause_timeout: new Date(Date.now() + timeoutSeconds * 1000).toISOString(),
            pause_reschedule: true,
          },
        },
        false,
        request,
      ),
    changeFlowRunState: (id, { type, name, message, force }, request) =>
      setState(calls, 'change-flow-run-state', id, { type, name, message }, force, request),
    resumeFlowRun: (id, request) => resume(calls, id, request),
    async deleteFlowRun(id, again, request) {
      const call = { method: 'DELETE', path: `/flow_runs/${id}` } as const;
      const { status } = await calls.make('delete-flow-run', request, call, again ? [404] : []);
      return { details: { status_code: status === 404 ? 204 : status }, related: [] };
    },

    setDeploymentPaused: (id, paused, request) =>
      calls.done(paused ? 'pause-deployment' : 'resume-deployment', request, {
        method: 'POST',
        path: `/deployments/${id}/${paused ? 'pause' : 'resume'}_deployment`,
      }),
    async setWorkPoolPaused(id, paused, request) {
      const type = paused ? 'pause-work-pool' : 'resume-work-pool';
      const pool = await readObject(client, 'work-pool', id, request.signal);
      if (pool === null) throw calls.missing(`Work pool ${id}`);
      const path = `/work_pools/${encodeURIComponent(String(pool['name']))}`;
      return calls.done(type, request, { method: 'PATCH', path, json: { is_paused: paused } });
    },
    setWorkQueuePaused: (id, paused, request) =>
      calls.done(paused ? 'pause-work-queue' : 'resume-work-queue', request, {
        method: 'PATCH',
        path: `/work_queues/${id}`,
        json: { is_paused: paused },
      }),

    read: (kind, id) => readObject(client, kind, id),
    variables: (names) => readVariables(client, names),
  };
}

function flowRunBody(run: RunRequest, { idempotencyKey }: Request): object {
  // A time that has passed would make the run late from the start.
  const scheduled = new Date(Math.max(run.scheduledTime, Date.now())).toISOString();
  return {
    state: { type: 'SCHEDULED', name: 'Scheduled', state_details: { scheduled_time: scheduled } },
    parameters: run.parameters,
    ...(run.jobVariables !== null && { job_variables: run.jobVariables }),
    idempotency_key: idempotencyKey,
  };
}
