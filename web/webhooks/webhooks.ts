import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { POLL_MS } from '../api/query-client.ts';

/** The template that a new webhook begins with. */
export const FIRST_TEMPLATE = `{
  "event": "{{ body.event | default('webhook.called') }}",
  "resource": {
    "prefect.resource.id": "webhook.{{ body.id | default('unknown') }}"
  }
}
`;

/** All webhooks, by name. */
export function useWebhooks() {
  return useQuery({
    queryKey: ['webhooks'],
    queryFn: () => answer(api.POST('/webhooks/filter', { body: {} })),
    refetchInterval: POLL_MS,
  });
}

/** Where calls to a webhook go. */
export function hookUrl(slug: string): string {
  return `${window.location.origin}/hooks/${slug}`;
}

/** A command that calls a webhook. */
export function curlOf(slug: string): string {
  return `curl -X POST ${hookUrl(slug)} -H 'Content-Type: application/json' -d '{"event": "model.refreshed", "id": "7"}'`;
}
