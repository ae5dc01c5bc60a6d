import { AutomationError, NotFoundError } from '../../errors.ts';
import { deploymentFlowRunCreateSchema } from '../../schemas/flow-runs.ts';
import { stateCreateSchema, type OrchestrationResult } from '../../schemas/states.ts';
import { formatTime } from '../../schemas/times.ts';
import type { Store } from '../../store/store.ts';
import type { FlowRunControl } from '../flow-run-control.ts';
import type { Done, Orchestrator } from '../orchestrator.ts';
import { createDeploymentRun } from './deployment-run.ts';

export interface TemporalOrchestratorOptions {
  readonly store: Store;
  readonly control: FlowRunControl;
}

/** Temporal itself: what is on record here, and the workflows that carry it out. */
export function createTemporalOrchestrator({ store, control }: TemporalOrchestratorOptions): Orchestrator {
  return {
    runDeployment: (run, request) =>
      told(async () => {
        const deployment = await store.deployments.get(run.deploymentId);
        if (deployment === undefined) throw new NotFoundError(`Deployment ${run.deploymentId}`);
        const body = deploymentFlowRunCreateSchema.parse({
          parameters: run.parameters,
          job_variables: run.jobVariables,
          idempotency_key: request.idempotencyKey,
          state: { type: 'SCHEDULED', state_details: { scheduled_time: formatTime(run.scheduledTime) } },
        });
        const { id, name } = request.automation;
        const { run: flowRun } = await createDeploymentRun(store, deployment, body, {
          createdBy: { id, type: 'AUTOMATION', display_value: name },
          depth: request.depth,
        });
        await control.start(flowRun);
        return {
          details: { status_code: 201 },
          related: [
            {
              'prefect.resource.id': `prefect.flow-run.${flowRun.id}`,
              'prefect.resource.role': 'flow-run',
              'prefect.resource.name': flowRun.name,
            },
          ],
        };
      }),

    cancelFlowRun: (id, message, { idempotencyKey }) =>
      told(async () =>
        accepted(
          await control.setState(
            id,
            stateCreateSchema.parse({ type: 'CANCELLING', message }),
            false,
            idempotencyKey,
          ),
        ),
      ),
    suspendFlowRun: (id, message, timeoutSeconds, { idempotencyKey }) =>
      told(async () => {
        const state = stateCreateSchema.parse({
          type: 'PAUSED',
          name: 'Suspended',
          message,
          state_details: {
            pause_reschedule: true,
            pause_timeout: formatTime(Date.now() + timeoutSeconds * 1000),
          },
        });
        return accepted(await control.setState(id, state, false, idempotencyKey));
      }),
    resumeFlowRun: (id, { idempotencyKey }) =>
      told(async () => accepted(await control.resume(id, idempotencyKey), 'Failed to resume flow run')),
    changeFlowRunState: (id, { type, name, message, force }, { idempotencyKey }) =>
      told(async () =>
        accepted(
          await control.setState(id, stateCreateSchema.parse({ type, name, message }), force, idempotencyKey),
        ),
      ),
    deleteFlowRun: (id, again) =>
      told(async () => {
        if (again && (await store.flowRuns.row(id)) === undefined) return done();
        return done(await control.delete(id));
      }),

    setDeploymentPaused: (id, paused, { depth }) =>
      told(async () => {
        await store.deployments.patch(id, { paused }, depth);
        await control.syncSchedules(id);
        return done(undefined, 200);
      }),
    setWorkPoolPaused: (id, paused, { depth }) =>
      told(async () => {
        await store.workPools.patch(id, { is_paused: paused }, depth);
        await control.pausesChanged({ workPoolId: id });
        return done();
      }),
    setWorkQueuePaused: (id, paused, { depth }) =>
      told(async () => {
        await store.workQueues.patch(id, { is_paused: paused }, depth);
        await control.pausesChanged({ workQueueId: id });
        return done();
      }),

    async read(kind, id) {
      const readers = {
        deployment: store.deployments,
        flow: store.flows,
        'flow-run': store.flowRuns,
        'work-pool': store.workPools,
        'work-queue': store.workQueues,
      } as const;
      return ((await readers[kind].get(id)) as Record<string, unknown> | undefined) ?? null;
    },
    async variables(names) {
      const all = await store.variables.filter({});
      const wanted = names === undefined ? all : all.filter(({ name }) => names.includes(name));
      return Object.fromEntries(wanted.map(({ name, value }) => [name, value]));
    },
  };
}

function done(_nothing?: void, status = 204): Done {
  return { details: { status_code: status }, related: [] };
}

function accepted(result: OrchestrationResult, failure = 'Failed to set state'): Done {
  if (result.status === 'ACCEPT') return done(undefined, 201);
  throw new AutomationError('state_refused', `${failure}: ${result.details.reason ?? 'no reason given'}`, {
    httpStatus: 409,
    details: { status_code: 200 },
  });
}

/** Errors as users read them: what is not there is said with its status; a Temporal that is away is worth a retry. */
async function told(act: () => Promise<Done>): Promise<Done> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof AutomationError) || error.retryable) throw error;
    throw new AutomationError(error.code, error.message, {
      httpStatus: error.httpStatus,
      details: { status_code: error.httpStatus, ...error.details },
      cause: error,
    });
  }
}
