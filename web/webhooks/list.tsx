import { Button, Text } from '@mantine/core';
import { Link } from 'wouter';
import { Copy } from '../components/copy.tsx';
import { Empty } from '../components/empty.tsx';
import { IconPlus, IconWebhook } from '../components/icons.ts';
import { Page } from '../components/page.tsx';
import { PlainList } from '../components/plain-list.tsx';
import { State } from '../components/state.tsx';
import { hookUrl, useWebhooks } from './webhooks.ts';

/** All webhooks. */
export function WebhookList() {
  const query = useWebhooks();
  const create = (
    <Button component={Link} href="/webhooks/new" leftSection={<IconPlus size={16} />}>
      New webhook
    </Button>
  );
  return (
    <Page
      title="Webhooks"
      lead="Each has an address; calls to it become events, by a template."
      tools={create}
    >
      <PlainList
        query={query}
        empty={
          <Empty icon={IconWebhook} title="There are no webhooks yet">
            Give a service the address of one, and what it sends becomes events.
            <div style={{ marginTop: 14 }}>{create}</div>
          </Empty>
        }
        row={({ id, name, description, enabled, slug }) => (
          <>
            <div className="row-main">
              <Link href={`/webhooks/${id}`} className="row-title">
                {name}
              </Link>
              {description !== '' && (
                <Text fz="sm" c="dimmed" lineClamp={2}>
                  {description}
                </Text>
              )}
            </div>
            <div className="row-tools">
              <State tone={enabled ? 'ok' : 'idle'}>{enabled ? 'On' : 'Paused'}</State>
              <Copy value={hookUrl(slug)} label={`Copy the address of ${name}`} />
            </div>
          </>
        )}
      />
    </Page>
  );
}
