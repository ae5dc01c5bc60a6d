import type { ActionHandler } from './handler.ts';
import { orchestration, targetOf } from './targets.ts';

/** `pause-deployment`: the deployment's schedules start nothing. */
export const pauseDeployment: ActionHandler<'pause-deployment'> = async (action, run) => {
  const { orchestrator, request } = orchestration(run, action.type);
  const id = targetOf(run, 'deployment', action.source, action.deployment_id);
  return orchestrator.setDeploymentPaused(id, true, request);
};
