import { z } from 'zod';
import { flag, notifyType, optionalString, optionalTextByName, requiredString } from './config-fields.ts';
import { defineNotifier } from './notifier.ts';
import { callService, serviceUrl } from './service-call.ts';
import { cutTo } from './text.ts';

const MAX_SUMMARY = 1_024;
const MAX_DEDUP_KEY = 255;
const SEVERITY = { info: 'info', success: 'info', warning: 'warning', failure: 'critical' } as const;
const URL_BY_REGION = { us: 'https://events.pagerduty.com', eu: 'https://events.eu.pagerduty.com' } as const;

/** Alerts through PagerDuty's Events API v2. The deduplication key makes one incident of several attempts. */
export const pagerDutyWebhook = defineNotifier(
  z.object({
    notify_type: notifyType,
    integration_key: requiredString,
    // Asked for by Prefect's form; the Events API has no use for it, so it is not sent.
    api_key: requiredString,
    source: z
      .string()
      .nullish()
      .transform((value) => value ?? 'Prefect'),
    component: z.string().default('Notification'),
    group: optionalString,
    class_id: optionalString,
    region_name: z.enum(['us', 'eu']).default('us'),
    clickable_url: optionalString,
    // A picture for the notification type: part of Prefect's form, without effect here.
    include_image: flag(true),
    custom_details: optionalTextByName,
  }),
  async (config, { subject, body, idempotencyKey }, options) => {
    const details = {
      ...config.custom_details,
      ...(subject === '' ? {} : { 'Prefect Notification Body': body }),
    };
    const { statusCode } = await callService(
      {
        url: `${serviceUrl('pager-duty-webhook', URL_BY_REGION[config.region_name], options)}/v2/enqueue`,
        json: {
          routing_key: config.integration_key,
          event_action: 'trigger',
          dedup_key: cutTo(idempotencyKey, MAX_DEDUP_KEY),
          client: 'temporal-automations',
          payload: {
            summary: cutTo(subject === '' ? body : subject, MAX_SUMMARY),
            severity: SEVERITY[config.notify_type],
            source: config.source,
            component: config.component,
            ...(config.group === undefined ? {} : { group: config.group }),
            ...(config.class_id === undefined ? {} : { class: config.class_id }),
            ...(Object.keys(details).length === 0 ? {} : { custom_details: details }),
          },
          ...(config.clickable_url === undefined ? {} : { links: [{ href: config.clickable_url }] }),
        },
        allowPrivate: false,
        idempotencyKey,
        secrets: [config.integration_key, config.api_key],
      },
      options,
    );
    return { details: { status_code: statusCode } };
  },
);
