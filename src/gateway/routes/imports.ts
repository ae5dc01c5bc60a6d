import { Router } from 'express';
import { ConflictError } from '../../errors.ts';
import { importBodySchema, type ImportStep } from '../../schemas/imports.ts';
import { parseBody } from '../../schemas/validation.ts';
import { jsonBody, maxEventsBodyBytes } from '../body.ts';
import type { GatewayDeps } from '../deps.ts';
import { planAutomation } from '../import/automations.ts';
import { planBlock } from '../import/blocks.ts';

/**
 * `/api/import`: takes over blocks and automations of a Prefect server under their own ids, as often as it is called. What
 * cannot be taken is told, and does not keep out the rest. The body holds secrets: errors never repeat it.
 */
export function importRoutes({ store }: GatewayDeps): Router {
  const routes = Router();
  routes.post('/import', jsonBody(maxEventsBodyBytes), async (req, res) => {
    const body = parseBody(importBodySchema, req.body ?? {}, { echoInput: false });
    const steps: ImportStep[] = [];
    const take = async ({ step, apply }: Awaited<ReturnType<typeof planBlock>>): Promise<void> => {
      steps.push(body.dry_run ? step : await applied(step, apply));
    };
    for (const block of body.blocks) await take(await planBlock(store, block));
    const known = new Set(
      (await store.blocks.documents.list({ block_documents: everyDocument })).map(({ id }) => id),
    );
    for (const { id, step } of steps) if (step !== 'skip') known.add(id);
    for (const automation of body.automations) await take(await planAutomation(store, automation, known));
    res.json({ steps });
  });
  return routes;
}

/** Anonymous ones as well. */
const everyDocument = {
  operator: 'and_',
  id: null,
  is_anonymous: { eq_: null },
  block_type_id: null,
  name: null,
} as const;

async function applied(step: ImportStep, apply: () => Promise<unknown>): Promise<ImportStep> {
  try {
    await apply();
    return step;
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return { ...step, step: 'skip', note: error.message };
  }
}
