import { randomBytes } from 'node:crypto';
import { NotFoundError } from '../../errors.ts';
import { formatTime } from '../../schemas/times.ts';
import type { Webhook, WebhookCreate, WebhookFilter, WebhookPatch } from '../../schemas/webhooks.ts';
import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { newObjectId } from '../ids.ts';
import { by, isAnyOf, isLike, meets, pageOf, type Page } from '../listing.ts';
import type { Write } from '../log/write.ts';
import type { WebhookTable } from '../schema.ts';
import { createWebhookCalls, type WebhookCall } from './webhook-calls.ts';

/** The orders in which webhooks can be listed. */
export type WebhookSort = 'CREATED_DESC' | 'UPDATED_DESC' | 'NAME_ASC' | 'NAME_DESC';

/** Webhooks, and what came in through them lately. */
export interface Webhooks {
  create(body: WebhookCreate): Promise<Webhook>;
  get(id: string): Promise<Webhook | undefined>;
  getBySlug(slug: string): Promise<Webhook | undefined>;
  filter(query: Page & { filter?: WebhookFilter | null; sort?: WebhookSort }): Promise<Webhook[]>;
  /** @throws {NotFoundError} */
  replace(id: string, body: WebhookCreate): Promise<Webhook>;
  /** What is absent stays. @throws {NotFoundError} */
  patch(id: string, body: WebhookPatch): Promise<Webhook>;
  /** Gives it a new slug; the old one is void at once. @throws {NotFoundError} */
  rotate(id: string): Promise<Webhook>;
  /** @throws {NotFoundError} */
  delete(id: string): Promise<void>;
  /** Remembers a call; only the latest of a webhook are kept. It must not hold credentials. */
  recordRequest(id: string, call: WebhookCall): Promise<void>;
  /** The latest calls, newest first. */
  requests(id: string): Promise<WebhookCall[]>;
}

/** What a webhook's row keeps as JSON. */
type Body = Pick<Webhook, 'description' | 'template'>;

/** Webhooks over a database. */
export function createWebhooks({ db }: Backend, queue: CommitQueue): Webhooks & { flush(): Promise<void> } {
  const calls = createWebhookCalls(db, queue);
  const change = (id: string, edit: (old: Webhook) => Webhook): Promise<Webhook> =>
    queue.run(async (write) => {
      const row = await write.trx.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined) throw new NotFoundError('Webhook');
      const webhook = { ...edit(toWebhook(row)), id, updated: formatTime(write.now) };
      await write.trx
        .updateTable('webhooks')
        .set({ ...toRow(webhook), created: row.created, updated: write.now })
        .where('id', '=', id)
        .execute();
      return webhook;
    });
  return {
    create: (body) => queue.run((write) => insert(write, body)),
    async get(id) {
      const row = await db.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toWebhook(row);
    },
    async getBySlug(slug) {
      const row = await db.selectFrom('webhooks').selectAll().where('slug', '=', slug).executeTakeFirst();
      return row && toWebhook(row);
    },
    async filter({ filter, sort = 'NAME_ASC', ...page }) {
      const rows = await db.selectFrom('webhooks').selectAll().execute();
      const meant = rows.filter((row) => isMeant(row, filter)).sort(orders[sort]);
      return pageOf(meant, page).map(toWebhook);
    },
    replace: (id, body) => change(id, (old) => ({ ...old, ...body })),
    patch: (id, body) =>
      change(id, (old) => ({
        ...old,
        name: body.name ?? old.name,
        description: body.description ?? old.description,
        enabled: body.enabled ?? old.enabled,
        template: body.template ?? old.template,
      })),
    rotate: (id) => {
      const slug = newSlug();
      return change(id, (old) => ({ ...old, slug }));
    },
    delete: (id) =>
      queue.run(async ({ trx }) => {
        const { numDeletedRows } = await trx.deleteFrom('webhooks').where('id', '=', id).executeTakeFirst();
        if (numDeletedRows === 0n) throw new NotFoundError('Webhook');
        await trx.deleteFrom('webhook_requests').where('webhook_id', '=', id).execute();
      }),
    recordRequest: (id, call) => calls.record(id, call),
    requests: (id) => calls.list(id),
    flush: () => calls.flush(),
  };
}

async function insert(write: Write, body: WebhookCreate): Promise<Webhook> {
  const now = formatTime(write.now);
  const webhook: Webhook = { ...body, id: newObjectId(), slug: newSlug(), created: now, updated: now };
  await write.trx
    .insertInto('webhooks')
    .values({ ...toRow(webhook), created: write.now, updated: write.now })
    .execute();
  return webhook;
}

/** 192 random bits: whoever has the slug may call. */
function newSlug(): string {
  return randomBytes(24).toString('base64url');
}

function toRow({
  id,
  slug,
  name,
  enabled,
  description,
  template,
}: Webhook): Omit<WebhookTable, 'created' | 'updated'> {
  return { id, slug, name, enabled: enabled ? 1 : 0, body: JSON.stringify({ description, template }) };
}

function toWebhook(row: WebhookTable): Webhook {
  const { id, slug, name, created, updated } = row;
  const { description, template } = JSON.parse(row.body) as Body;
  const times = { created: formatTime(created), updated: formatTime(updated) };
  return { id, ...times, name, description, enabled: row.enabled === 1, template, slug };
}

const orders: Record<WebhookSort, (a: WebhookTable, b: WebhookTable) => number> = {
  CREATED_DESC: by((row) => row.created, true),
  UPDATED_DESC: by((row) => row.updated, true),
  NAME_ASC: by((row) => row.name),
  NAME_DESC: by((row) => row.name, true),
};

function isMeant(row: WebhookTable, filter: WebhookFilter | null | undefined): boolean {
  if (filter == null) return true;
  const enabled = filter.enabled?.eq_;
  return meets('and_', [
    isAnyOf(row.id, filter.id),
    isAnyOf(row.name, filter.name),
    isLike(row.name, filter.name?.like_),
    enabled == null ? undefined : enabled === (row.enabled === 1),
  ]);
}
