import { Page } from '../components/page.tsx';
import { WebhookForm } from './form.tsx';
import { FIRST_TEMPLATE } from './webhooks.ts';

/** `/webhooks/new`. */
export function NewWebhook() {
  return (
    <Page title="New webhook" above={[{ href: '/webhooks', title: 'Webhooks' }]}>
      <WebhookForm id={null} initial={{ name: '', description: '', template: FIRST_TEMPLATE }} />
    </Page>
  );
}
