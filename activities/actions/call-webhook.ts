import type { ActionHandler } from './handler.ts';
import { loadBlock } from './block.ts';

/** `call-webhook`: sends the rendered payload through a webhook block. */
export const callWebhookAction: ActionHandler<'call-webhook'> = async (action, run) => {
  const { block, related } = await loadBlock(action.block_document_id, run.services);
  const payload = await run.templates.render(action.payload);
  const { details } = await run.services.notifiers.callWebhook(block, payload, {
    idempotencyKey: run.idempotencyKey,
    signal: run.signal,
    depth: run.firing.depth + 1,
  });
  return { details, related };
};
