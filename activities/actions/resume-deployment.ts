import type { ActionHandler } from './handler.ts';
import { orchestration, targetOf } from './targets.ts';

/** `resume-deployment`: the deployment's schedules go on. */
export const resumeDeployment: ActionHandler<'resume-deployment'> = async (action, run) => {
  const { orchestrator, request } = orchestration(run, action.type);
  const id = targetOf(run, 'deployment', action.source, action.deployment_id);
  return orchestrator.setDeploymentPaused(id, false, request);
};
