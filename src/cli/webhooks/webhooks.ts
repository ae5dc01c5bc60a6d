import type { z } from 'zod';
import type { Webhook, webhookRequestSchema } from '../../schemas/webhooks.ts';
import { isId } from '../automations/find.ts';
import type { Api } from '../connection/api.ts';
import { CommandError, usageError } from '../failure.ts';
import { readText } from '../input.ts';
import { confirm } from '../output/confirm.ts';
import type { Column } from '../output/table.ts';
import { ago } from '../output/times.ts';
import type { Session } from '../session.ts';

type WebhookRequest = z.infer<typeof webhookRequestSchema>;

/** What a webhook is made of, as flags say it. */
export interface WebhookOptions {
  readonly name?: string;
  readonly description?: string;
  readonly template?: string;
  readonly fromFile?: string;
  readonly enabled?: boolean;
  readonly disabled?: boolean;
}

type Shown = Webhook & { readonly url: string };

const COLUMNS: readonly Column<Shown>[] = [
  { header: 'NAME', text: ({ name }) => name, tone: () => 'strong', shrinks: true },
  {
    header: 'STATE',
    text: ({ enabled }) => (enabled ? 'on' : 'off'),
    tone: ({ enabled }) => (enabled ? 'good' : 'warn'),
  },
  { header: 'URL', text: ({ url }) => url },
  { header: 'DESCRIPTION', text: ({ description }) => description, shrinks: true },
];

const REQUEST_COLUMNS: readonly Column<WebhookRequest>[] = [
  { header: 'WHEN', text: ({ at }) => ago(at) },
  { header: 'METHOD', text: ({ method }) => method },
  {
    header: 'STATUS',
    text: ({ status }) => String(status),
    tone: ({ status }) => (status < 300 ? 'good' : 'bad'),
  },
  { header: 'RESULT', text: ({ error, rendered }) => error ?? rendered ?? '', shrinks: true },
];

/** `automations webhooks ls` */
export async function listWebhooks({ api, out }: Session): Promise<void> {
  const found = await api.list<Webhook>('/webhooks/filter');
  await out.list(
    found.map(withUrl(api)),
    COLUMNS,
    'No webhooks. Make one with: automations webhooks create NAME -f FILE',
  );
}

/** `automations webhooks inspect` */
export async function inspectWebhook({ api, out }: Session, name: string): Promise<void> {
  await out.one(withUrl(api)(await findWebhook(api, name)));
}

/** `automations webhooks create` */
export async function createWebhook(
  { api, out }: Session,
  options: WebhookOptions,
  name: string,
): Promise<void> {
  const fields = await fieldsOf(options);
  if (fields['template'] === undefined)
    throw usageError('What is its template? Use --template TEXT or --from-file FILE');
  const webhook = withUrl(api)(await api.post<Webhook>('/webhooks/', { name, ...fields }));
  await out.done(`created ${webhook.name}: ${webhook.url}`, webhook);
}

/** `automations webhooks update` */
export async function updateWebhook(
  { api, out }: Session,
  options: WebhookOptions,
  name: string,
): Promise<void> {
  const { id } = await findWebhook(api, name);
  const fields = await fieldsOf(options);
  if (Object.keys(fields).length === 0)
    throw usageError('What is to be changed? See: automations webhooks update --help');
  await api.patch(`/webhooks/${id}`, fields);
  const webhook = withUrl(api)(await api.get<Webhook>(`/webhooks/${id}`));
  await out.done(`updated ${webhook.name}`, webhook);
}

/** `automations webhooks rotate` */
export async function rotateWebhook(
  { api, out }: Session,
  { yes }: { yes?: boolean },
  name: string,
): Promise<void> {
  const { id, name: whole } = await findWebhook(api, name);
  await confirm(`Give "${whole}" another address? Whoever calls the old one gets 404.`, yes);
  const webhook = withUrl(api)(await api.post<Webhook>(`/webhooks/${id}/rotate`));
  await out.done(`rotated ${webhook.name}: ${webhook.url}`, webhook);
}

/** `automations webhooks delete` */
export async function deleteWebhook(
  { api, out }: Session,
  { yes }: { yes?: boolean },
  name: string,
): Promise<void> {
  const webhook = await findWebhook(api, name);
  await confirm(`Delete "${webhook.name}"?`, yes);
  await api.delete(`/webhooks/${webhook.id}`);
  await out.done(`deleted ${webhook.name}`, webhook);
}

/** `automations webhooks requests` */
export async function listRequests({ api, out }: Session, name: string): Promise<void> {
  const { id } = await findWebhook(api, name);
  const requests = await api.get<WebhookRequest[]>(`/webhooks/${id}/requests`);
  await out.list(requests, REQUEST_COLUMNS, 'It has not been called yet.');
}

async function findWebhook(api: Api, name: string): Promise<Webhook> {
  if (isId(name)) return api.get<Webhook>(`/webhooks/${name}`);
  const [one, ...others] = await api.list<Webhook>('/webhooks/filter', {
    webhooks: { name: { any_: [name] } },
  });
  if (one === undefined)
    throw new CommandError('not_found', `There is no webhook "${name}". See: automations webhooks ls`);
  if (others.length > 0) throw usageError(`Several webhooks are called "${name}": name one by its id`);
  return one;
}

async function fieldsOf(options: WebhookOptions): Promise<Record<string, unknown>> {
  const { name, description, template, fromFile, enabled, disabled } = options;
  if (template !== undefined && fromFile !== undefined)
    throw usageError('--template or --from-file: one of the two');
  if (enabled === true && disabled === true) throw usageError('--enabled or --disabled: one of the two');
  const text = fromFile === undefined ? template : await readText(fromFile);
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(text !== undefined && { template: text }),
    ...(enabled === true && { enabled: true }),
    ...(disabled === true && { enabled: false }),
  };
}

/** Hooks are served beside the API, at the root of its address. */
function withUrl({ target }: Api): (webhook: Webhook) => Shown {
  const base = target.url.replace(/\/api(\/.*)?$/, '');
  return (webhook) => ({ ...webhook, url: `${base}/hooks/${webhook.slug}` });
}
