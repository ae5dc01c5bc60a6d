import type { Webhook, WebhookPreview, WebhookPreviewResult } from '../../schemas/webhooks.ts';
import { renderTemplate, TemplateError } from '../../templates/index.ts';
import { refusalReason, webhookEvent } from './event.ts';
import { publicHeadersOf, readBody } from './request.ts';

/**
 * What a webhook's template makes of a call, by the same steps that a real call takes.
 *
 * @param webhook the one that the template is for, or one that stands for it
 * @param now epoch ms
 */
export async function previewWebhook(
  { template, method, headers, body }: WebhookPreview,
  webhook: Webhook,
  now: number,
): Promise<WebhookPreviewResult> {
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  let rendered: string | null = null;
  try {
    const request = {
      method: method.toUpperCase(),
      headers: publicHeadersOf(lower),
      body: await readBody(Buffer.from(body), lower['content-type']),
    };
    rendered = renderTemplate(template, { ...request });
    return { rendered, event: webhookEvent(rendered, webhook, request, now), error: null, line: null };
  } catch (error) {
    const reason = refusalReason(error);
    if (reason === null) throw error;
    return { rendered, event: null, error: reason, line: error instanceof TemplateError ? error.line : null };
  }
}
