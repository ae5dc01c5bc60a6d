import { Router } from 'express';
import { NotFoundError } from '../../errors.ts';
import {
  automationActivityBodySchema,
  type AutomationActivity,
  type AutomationStatus,
} from '../../schemas/automation-status.ts';
import { formatTime } from '../../schemas/times.ts';
import { parseBody } from '../../schemas/validation.ts';
import { automationStatus, nextDeadline } from '../automation-status.ts';
import { jsonBody } from '../body.ts';
import type { GatewayDeps } from '../deps.ts';
import { idParam } from './params.ts';

/** `/api/automations/{id}/status` and `/api/automations/activity`: how automations stand. */
export function automationStatusRoutes({ store, views = () => Promise.resolve([]) }: GatewayDeps): Router {
  const routes = Router();
  routes.get('/:id/status', async (req, res) => {
    const automation = await store.automations.get(idParam(req));
    if (automation === undefined) throw new NotFoundError('Automation');
    res.json(automationStatus(automation, await views(automation.id)) satisfies AutomationStatus);
  });
  routes.post('/activity', jsonBody(), async (req, res) => {
    const ids = [...new Set(parseBody(automationActivityBodySchema, req.body).ids)];
    const counts = new Map((await store.firings.activity(ids)).map((one) => [one.automationId, one]));
    // A list shows without deadlines rather than not at all.
    const deadlines = await Promise.all(ids.map((id) => views(id).then(nextDeadline, () => null)));
    const activity = ids.map((id, index): AutomationActivity => {
      const { firings = 0, last = null, failedActions = 0 } = counts.get(id) ?? {};
      return {
        automation_id: id,
        firings,
        last_firing: last === null ? null : formatTime(last),
        failed_actions: failedActions,
        next_deadline: deadlines[index] ?? null,
      };
    });
    res.json(activity);
  });
  return routes;
}
