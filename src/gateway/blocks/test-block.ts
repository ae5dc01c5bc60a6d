import { AutomationError } from '../../errors.ts';
import { callWebhook, notify } from '../../notifiers/index.ts';
import type { BlockTest, BlockTestResult } from '../../schemas/block-tests.ts';
import { newObjectId } from '../../store/ids.ts';

/** Longest time that a service may take for a test message, in ms. */
const PATIENCE_MS = 20_000;

const SUBJECT = '[TEST] A message from your automations';
const BODY = 'Somebody tested this block. If you can read this, it works: there is nothing else to do.';

/**
 * Sends a harmless message through a block, or calls its webhook.
 *
 * @param block its type and its data, secrets in clear
 * @returns what came of it: that a service refuses is an answer, not an error
 * @throws AutomationError for a block that no message can be sent through
 */
export async function testBlock(
  block: { readonly slug: string; readonly data: Readonly<Record<string, unknown>> },
  { subject, body }: BlockTest,
  allowPrivateHosts: readonly string[],
): Promise<BlockTestResult> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const idempotencyKey = newObjectId();
  try {
    const { details } =
      block.slug === 'webhook'
        ? await callWebhook(block, body ?? JSON.stringify({ test: true, message: BODY }), {
            idempotencyKey,
            signal,
            allowPrivateHosts,
          })
        : await notify(
            block,
            { subject: subject ?? SUBJECT, body: body ?? BODY, idempotencyKey },
            { signal, allowPrivateHosts },
          );
    return { ok: true, error: null, details };
  } catch (error) {
    if (!(error instanceof AutomationError) || error.code === 'not_a_notification_block') throw error;
    return { ok: false, error: error.message, details: { code: error.code, ...error.details } };
  }
}
