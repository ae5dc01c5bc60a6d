import { setTimeout } from 'node:timers/promises';
import type { Reader } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';

/** A call of a webhook: what came in, what the template made of it, and the answer. */
export interface WebhookCall {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** What the template rendered; null when it did not come to that. */
  readonly rendered: string | null;
  readonly status: number;
  readonly error: string | null;
  /** Epoch ms. */
  readonly at: number;
}

/** Calls of one webhook that are kept. */
const KEPT = 20;
/** Calls are written this late (ms), so that a busy webhook costs few writes. */
const WRITE_DELAY = 250;
/** How much of a body or a rendered text is kept, in characters. */
const MAX_TEXT = 50_000;

/** The latest calls of webhooks: a convenience for whoever writes a template, so it may lag a little. */
export function createWebhookCalls(
  db: Reader,
  queue: CommitQueue,
): {
  record(webhookId: string, call: WebhookCall): Promise<void>;
  list(webhookId: string): Promise<WebhookCall[]>;
  flush(): Promise<void>;
} {
  const waiting = new Map<string, WebhookCall[]>();
  let writing: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    const batch = [...waiting].flatMap(([id, calls]) => calls.map((call) => toRow(id, call)));
    const ids = [...waiting.keys()];
    waiting.clear();
    if (batch.length === 0) return;
    await queue.run(async ({ trx }) => {
      // One that was deleted meanwhile must not leave anything behind.
      const known = await trx.selectFrom('webhooks').select('id').where('id', 'in', ids).execute();
      const rows = batch.filter((row) => known.some(({ id }) => id === row.webhook_id));
      if (rows.length > 0) await trx.insertInto('webhook_requests').values(rows).execute();
      for (const { id } of known) {
        const oldest = await trx
          .selectFrom('webhook_requests')
          .select('id')
          .where('webhook_id', '=', id)
          .orderBy('id', 'desc')
          .limit(1)
          .offset(KEPT)
          .executeTakeFirst();
        if (oldest === undefined) continue;
        await trx
          .deleteFrom('webhook_requests')
          .where('webhook_id', '=', id)
          .where('id', '<=', oldest.id)
          .execute();
      }
    });
  };
  return {
    record(webhookId, call) {
      const calls = waiting.get(webhookId) ?? [];
      waiting.set(webhookId, [...calls, call].slice(-KEPT));
      writing ??= setTimeout(WRITE_DELAY, undefined, { ref: false })
        .then(write)
        .finally(() => (writing = undefined));
      return writing;
    },
    async list(webhookId) {
      const rows = await db
        .selectFrom('webhook_requests')
        .selectAll()
        .where('webhook_id', '=', webhookId)
        .orderBy('id', 'desc')
        .limit(KEPT)
        .execute();
      const written = rows.map((row) => JSON.parse(row.body) as WebhookCall);
      return [...(waiting.get(webhookId) ?? []).toReversed(), ...written].slice(0, KEPT);
    },
    flush: write,
  };
}

function toRow(
  webhookId: string,
  call: WebhookCall,
): { webhook_id: string; at: number; status: number; body: string } {
  const rendered = call.rendered === null ? null : call.rendered.slice(0, MAX_TEXT);
  const body = JSON.stringify(call.body) ?? 'null';
  const kept = { ...call, rendered, body: body.length > MAX_TEXT ? body.slice(0, MAX_TEXT) : call.body };
  return { webhook_id: webhookId, at: call.at, status: call.status, body: JSON.stringify(kept) };
}
