import { AutomationError } from '../src/errors.ts';
import type { FlowRunControl } from '../src/orchestrators/flow-run-control.ts';
import { createDeploymentRun } from '../src/orchestrators/temporal/deployment-run.ts';
import { runPlan } from '../src/orchestrators/temporal/run-plan.ts';
import { deploymentFlowRunCreateSchema } from '../src/schemas/flow-runs.ts';
import { formatTime } from '../src/schemas/times.ts';
import type { Store } from '../src/store/store.ts';
import type { FlowRunActivities } from './types.ts';

/** How many look again when one place has become free: one of them will find it. */
const WOKEN = 10;

/** The activities of the workflow `flowRun`. */
export function createFlowRunActivities(
  store: Store,
  control: Pick<FlowRunControl, 'recheck' | 'whyTerminated'>,
): FlowRunActivities {
  const { flowRuns, deployments } = store;
  return {
    async createScheduledRun({ deploymentId, scheduleId, workflowId, scheduledTime }) {
      const deployment = await deployments.get(deploymentId);
      const schedule = deployment?.schedules.find(({ id }) => id === scheduleId);
      // Temporal may not know yet that it is paused.
      if (!deployment || deployment.paused || !schedule?.active) return null;
      const { run } = await createDeploymentRun(
        store,
        deployment,
        deploymentFlowRunCreateSchema.parse({
          parameters: schedule.parameters,
          idempotency_key: `scheduled ${scheduleId} ${scheduledTime}`,
          // What a schedule says was checked when it was made; a run that fails is better than none.
          enforce_parameter_schema: false,
          state: { type: 'SCHEDULED', state_details: { scheduled_time: formatTime(scheduledTime) } },
        }),
        {
          autoScheduled: true,
          createdBy: { id: deployment.id, type: 'DEPLOYMENT', display_value: deployment.name },
        },
      );
      await flowRuns.handedOver(run.id, workflowId);
      return run.id;
    },

    async admitFlowRun({ flowRunId }) {
      const admission = await flowRuns.admit(flowRunId);
      if (admission.decision === 'cancel')
        return { decision: 'end', end: { type: 'CANCELLED', name: 'Cancelled', message: admission.reason } };
      if (admission.decision !== 'go') return admission;
      const run = await flowRuns.get(flowRunId);
      if (run === undefined) return { decision: 'ended' };
      try {
        return { decision: 'go', plan: await runPlan(store, run) };
      } catch (error) {
        // It cannot be started, and will not be by trying again.
        if (!(error instanceof AutomationError) || error.retryable) throw error;
        return { decision: 'end', end: { type: 'CRASHED', name: 'Crashed', message: error.message } };
      }
    },

    async setFlowRunState({ flowRunId, key, state, runId }) {
      if ((await flowRuns.row(flowRunId)) === undefined) return;
      // Its parent is told that a child was terminated, and not what was said about it.
      const reason = state.name === 'Terminated' ? await control.whyTerminated(flowRunId) : null;
      await flowRuns.setState(flowRunId, {
        key,
        state: { ...state, message: reason ?? state.message, data: null, state_details: {} },
        ...(runId !== undefined && { runId }),
      });
    },

    async wakeWaiting({ flowRunId }) {
      const run = await flowRuns.get(flowRunId);
      if (run === undefined) return;
      await control.recheck({
        ...(run.work_pool_id !== null && { workPoolId: run.work_pool_id }),
        ...(run.deployment_id !== null && { deploymentId: run.deployment_id }),
        limit: WOKEN,
      });
    },
  };
}
