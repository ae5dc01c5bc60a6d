import { Router, type Request } from 'express';
import { z } from 'zod';
import {
  deploymentCountBodySchema,
  deploymentCreateSchema,
  deploymentFilterBodySchema,
  deploymentUpdateSchema,
  type Deployment,
} from '../../schemas/deployments.ts';
import { deploymentFlowRunCreateSchema } from '../../schemas/flow-runs.ts';
import { deploymentScheduleCreateSchema, deploymentScheduleUpdateSchema } from '../../schemas/schedules.ts';
import { deploymentRunsBodySchema } from '../../schemas/scheduled-runs.ts';
import { parseBody } from '../../schemas/validation.ts';
import { createDeploymentRun } from '../../orchestrators/temporal/deployment-run.ts';
import { checkSchedules } from '../../orchestrators/temporal/schedules/check.ts';
import { jsonBody } from '../body.ts';
import type { GatewayDeps } from '../deps.ts';
import { scheduledRuns } from '../flow-runs/scheduled.ts';
import { existing, idParam, textParam } from './params.ts';

/** `/api/deployments`, with their schedules. */
export function deploymentRoutes({ store, control }: GatewayDeps): Router {
  const routes = Router();
  const { deployments } = store;
  const deploymentOf = async (req: Request): Promise<Deployment> =>
    existing(await deployments.get(idParam(req)), 'Deployment');

  /** The schedules of the deployment that a new one replaces. */
  const schedulesBefore = async (flowId: string, name: string): Promise<string[]> => {
    const flow = await store.flows.get(flowId);
    const old = flow && (await deployments.getByName(flow.name, name));
    return old ? scheduleIds(old) : [];
  };

  routes.post('/', jsonBody(), async (req, res) => {
    const body = parseBody(deploymentCreateSchema, req.body);
    checkSchedules(body.schedules);
    const before = await schedulesBefore(body.flow_id, body.name);
    const { deployment, created } = await deployments.create(body);
    await control?.syncSchedules(deployment.id, before);
    res.status(created ? 201 : 200).json(deployment);
  });
  routes.post('/filter', jsonBody(), async (req, res) => {
    res.json(await deployments.filter(parseBody(deploymentFilterBodySchema, req.body)));
  });
  routes.post('/count', jsonBody(), async (req, res) => {
    res.json(await deployments.count(parseBody(deploymentCountBodySchema, req.body)));
  });
  routes.post('/get_scheduled_flow_runs', jsonBody(), async (req, res) => {
    const { deployment_ids: deploymentIds, ...body } = parseBody(deploymentRunsBodySchema, req.body);
    res.json(await scheduledRuns(store, { ...body, deploymentIds }));
  });
  routes.get('/name/:flow/:name', async (req, res) => {
    const found = await deployments.getByName(textParam(req, 'flow'), textParam(req, 'name'));
    res.json(existing(found, 'Deployment'));
  });
  routes.get('/:id', async (req, res) => {
    res.json(await deploymentOf(req));
  });
  routes.patch('/:id', jsonBody(), async (req, res) => {
    const body = parseBody(deploymentUpdateSchema, req.body);
    checkSchedules(body.schedules ?? []);
    const deployment = await deploymentOf(req);
    await deployments.patch(deployment.id, body);
    await control?.syncSchedules(deployment.id, scheduleIds(deployment));
    res.status(204).end();
  });
  routes.delete('/:id', async (req, res) => {
    const deployment = await deploymentOf(req);
    await deployments.delete(deployment.id);
    await control?.syncSchedules(deployment.id, scheduleIds(deployment));
    res.status(204).end();
  });
  for (const [path, paused] of [
    ['/:id/pause_deployment', true],
    ['/:id/resume_deployment', false],
  ] as const) {
    routes.post(path, async (req, res) => {
      const { id } = await deploymentOf(req);
      await deployments.patch(id, { paused });
      await control?.syncSchedules(id);
      res.json(null);
    });
  }
  routes.post('/:id/create_flow_run', jsonBody(), async (req, res) => {
    const body = parseBody(deploymentFlowRunCreateSchema, req.body);
    const { run, created } = await createDeploymentRun(store, await deploymentOf(req), body);
    if (created) await control?.start(run);
    res.status(created ? 201 : 200).json(run);
  });
  routes.get('/:id/work_queue_check', async (req, res) => {
    const { work_queue_id: id } = await deploymentOf(req);
    const queue = id === null ? undefined : await store.workQueues.get(id);
    res.json(queue === undefined ? [] : [queue]);
  });
  routes.get('/:id/schedules', async (req, res) => {
    res.json((await deploymentOf(req)).schedules);
  });
  routes.post('/:id/schedules', jsonBody(), async (req, res) => {
    const body = parseBody(z.array(deploymentScheduleCreateSchema), req.body);
    checkSchedules(body);
    const { id } = await deploymentOf(req);
    const added = await deployments.addSchedules(id, body);
    await control?.syncSchedules(id);
    res.status(201).json(added);
  });
  routes.patch('/:id/schedules/:schedule', jsonBody(), async (req, res) => {
    const body = parseBody(deploymentScheduleUpdateSchema, req.body);
    const scheduleId = idParam(req, 'schedule');
    checkSchedules([body]);
    const { id } = await deploymentOf(req);
    await deployments.patchSchedule(id, scheduleId, body);
    await control?.syncSchedules(id);
    res.status(204).end();
  });
  routes.delete('/:id/schedules/:schedule', async (req, res) => {
    const scheduleId = idParam(req, 'schedule');
    const { id } = await deploymentOf(req);
    await deployments.deleteSchedule(id, scheduleId);
    await control?.syncSchedules(id, [scheduleId]);
    res.status(204).end();
  });
  return routes;
}

function scheduleIds({ schedules }: Deployment): string[] {
  return schedules.map(({ id }) => id);
}
