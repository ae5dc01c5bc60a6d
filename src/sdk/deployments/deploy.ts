import type { AutomationJson } from '../automations/automation-body.ts';
import type { CallContext } from '../automations/automation.ts';
import { apiPath, defaultClient } from '../client/client.ts';
import { deploymentBody, type Deployment, type DeploymentOptions } from './deployment-body.ts';
import { DeploymentTrigger } from './deployment-triggers.ts';

/**
 * Makes a deployment what the options say; one of the same flow and name is replaced, its schedules and triggers with it,
 * so that deploying again doubles nothing. Triggers that say the same as before keep what they remember of events.
 *
 * @throws InvalidRequestError with the fields that the server refuses
 * @example
 * await deploy({
 *   flow: 'sendInvoices',
 *   name: 'nightly',
 *   work_queue_name: 'billing',
 *   schedules: [{ cron: '0 3 * * *', timezone: 'Europe/Zurich' }],
 *   triggers: [new DeploymentEventTrigger({ expect: ['order.paid'], parameters: { order: '{{ event.payload.id }}' } })],
 * });
 */
export async function deploy(options: DeploymentOptions, context: CallContext = {}): Promise<Deployment> {
  return (await deployWithTriggers(options, context)).deployment;
}

/** The same; answers the automations that its triggers have become, too. */
export async function deployWithTriggers(
  options: DeploymentOptions,
  context: CallContext = {},
): Promise<{ deployment: Deployment; automations: AutomationJson[] }> {
  const { client = defaultClient(), ...call } = context;
  // All three say what there is to be, not what is to be done: they may be sent twice.
  const again = { ...call, isIdempotent: true };
  const flow = await client.post<{ id: string }>('/flows/', { name: options.flow }, again);
  const deployment = await client.post<Deployment>('/deployments/', deploymentBody(options, flow.id), again);
  const wanted = (options.triggers ?? []).map((given, index) => {
    const trigger = given instanceof DeploymentTrigger ? given : new DeploymentTrigger(given);
    return trigger.asAutomation(deployment.id, `${options.name}__automation_${index + 1}`);
  });
  const owner = `prefect.deployment.${deployment.id}`;
  const path = apiPath`/automations/owned-by/${owner}`;
  // At once and as a whole: none is there twice or missing meanwhile.
  const automations = await client.put<AutomationJson[]>(path, wanted, again);
  return { deployment, automations };
}
