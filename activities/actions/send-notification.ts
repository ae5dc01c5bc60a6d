import type { ActionHandler } from './handler.ts';
import { subjectOf } from './subject.ts';
import { loadBlock } from './block.ts';

/** `send-notification`: renders subject and body and hands them to the block's service. */
export const sendNotification: ActionHandler<'send-notification'> = async (action, run) => {
  const { block, related } = await loadBlock(action.block_document_id, run.services);
  const { details } = await run.services.notifiers.notify(
    block,
    {
      subject: subjectOf(run.firing, await run.templates.render(action.subject)),
      body: await run.templates.render(action.body),
      idempotencyKey: run.idempotencyKey,
    },
    { signal: run.signal, depth: run.firing.depth + 1 },
  );
  return { details, related };
};
