import { z } from 'zod';
import {
  flag,
  notifyType,
  optionalString,
  optionalStrings,
  optionalTextByName,
  requiredString,
} from './config-fields.ts';
import { sendToEach } from './delivered.ts';
import { defineNotifier, type Notification } from './notifier.ts';
import { callService, serviceUrl } from './service-call.ts';
import { cutTo } from './text.ts';

const MAX_MESSAGE = 130;
const MAX_DESCRIPTION = 15_000;
const MAX_ALIAS = 512;
const URL_BY_REGION = { us: 'https://api.opsgenie.com', eu: 'https://api.eu.opsgenie.com' } as const;

const config = z.object({
  notify_type: notifyType,
  apikey: requiredString,
  target_user: optionalStrings,
  target_team: optionalStrings,
  target_schedule: optionalStrings,
  target_escalation: optionalStrings,
  region_name: z.enum(['us', 'eu']).default('us'),
  batch: flag(false),
  tags: optionalStrings,
  priority: z
    .int()
    .min(1)
    .max(5)
    .nullish()
    .transform((value) => value ?? 3),
  alias: optionalString,
  entity: optionalString,
  details: optionalTextByName,
});

/** Alerts in Opsgenie: one for all responders together when `batch` is set, else one for each. */
export const opsgenieWebhook = defineNotifier(config, async (block, notification, options) => {
  const url = `${serviceUrl('opsgenie-webhook', URL_BY_REGION[block.region_name], options)}/v2/alerts`;
  const responders = respondersOf(block);
  const groups =
    block.batch || responders.length === 0 ? [responders] : responders.map((responder) => [responder]);
  let statusCode = 0;
  const send = async (group: string, key: string) => {
    const outcome = await callService(
      {
        url,
        headers: { authorization: `GenieKey ${block.apikey}` },
        json: alert(block, notification, groups[Number(group)] ?? [], key),
        allowPrivate: false,
        idempotencyKey: key,
        secrets: [block.apikey],
      },
      options,
    );
    statusCode = outcome.statusCode;
  };
  const alerts = await sendToEach(Object.keys(groups), notification.idempotencyKey, send);
  return { details: { status_code: statusCode, alerts } };
});

// Opsgenie makes one alert of several requests with one alias: with the key as alias an attempt can be repeated.
function alert(
  block: z.infer<typeof config>,
  { subject, body }: Notification,
  responders: readonly Record<string, string>[],
  key: string,
) {
  return {
    message: cutTo(subject === '' ? body : subject, MAX_MESSAGE),
    description: cutTo(body, MAX_DESCRIPTION),
    alias: cutTo(block.alias ?? key, MAX_ALIAS),
    source: 'temporal-automations',
    priority: `P${block.priority}`,
    details: { type: block.notify_type, ...block.details },
    ...(block.tags.length === 0 ? {} : { tags: block.tags }),
    ...(block.entity === undefined ? {} : { entity: block.entity }),
    ...(responders.length === 0 ? {} : { responders }),
  };
}

function respondersOf(block: z.infer<typeof config>): Record<string, string>[] {
  return [
    ...block.target_user.map((username) => ({ type: 'user', username })),
    ...block.target_team.map((name) => ({ type: 'team', name })),
    ...block.target_schedule.map((name) => ({ type: 'schedule', name })),
    ...block.target_escalation.map((name) => ({ type: 'escalation', name })),
  ];
}
