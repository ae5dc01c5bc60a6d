import { AutomationError } from '../../src/errors.ts';
import type { ActionHandler } from './handler.ts';
import { runParameters } from './run-parameters.ts';
import { orchestration, targetOf } from './targets.ts';

/** `run-deployment`: makes a flow run from the deployment, with rendered parameters; one for a firing, however often it is tried. */
export const runDeployment: ActionHandler<'run-deployment'> = async (action, run) => {
  const { orchestrator, request } = orchestration(run, action.type);
  const id = targetOf(run, 'deployment', action.source, action.deployment_id);
  const deployment = await orchestrator.read('deployment', id);
  if (deployment === null) throw new AutomationError('no_deployment', `Deployment ${id} not found`);
  const parameters = await runParameters(action.parameters ?? {}, {
    templates: run.templates,
    variables: (names) => orchestrator.variables(names),
    schema: deployment['parameter_openapi_schema'],
  });
  return orchestrator.runDeployment(
    {
      deploymentId: id,
      parameters,
      jobVariables: action.job_variables,
      // From when it fired, not from this attempt: a retry must ask for the same.
      scheduledTime: run.firing.at + action.schedule_after * 1000,
    },
    request,
  );
};
