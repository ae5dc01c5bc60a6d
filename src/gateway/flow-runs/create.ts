import type { FlowRun, FlowRunCreate } from '../../schemas/flow-runs.ts';
import { derivedId } from '../../store/ids.ts';
import type { Store } from '../../store/store.ts';
import { DetailError } from '../errors.ts';

/** Makes a run that its caller carries out; one with the same idempotency key is made once. */
export async function createClientRun(
  store: Store,
  body: FlowRunCreate,
): Promise<{ run: FlowRun; created: boolean }> {
  const flow = await store.flows.get(body.flow_id);
  if (flow === undefined) throw new DetailError(404, 'Flow not found');
  const { idempotency_key: key } = body;
  return store.flowRuns.create({
    ...(key !== null && { id: derivedId('flow-run', flow.id, key) }),
    flowId: flow.id,
    deploymentId: body.deployment_id,
    name: body.name,
    carrier: 'client',
    idempotencyKey: key,
    flowVersion: body.flow_version,
    parameters: body.parameters,
    context: body.context,
    empirical_policy: body.empirical_policy,
    tags: body.tags,
    labels: body.labels ?? {},
    job_variables: body.job_variables,
    infrastructure_document_id: body.infrastructure_document_id,
    state: body.state,
  });
}
