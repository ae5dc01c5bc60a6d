import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answer, api } from '../api/client.ts';
import { Empty } from '../components/empty.tsx';
import { IconPlus, IconPuzzle } from '../components/icons.ts';
import { Page } from '../components/page.tsx';
import { PlainList } from '../components/plain-list.tsx';
import { Time } from '../components/time.tsx';

/** All blocks: what notifications and webhooks of automations go through. */
export function BlockList() {
  const query = useQuery({
    queryKey: ['blocks'],
    queryFn: () => answer(api.POST('/block_documents/filter', { body: { sort: 'BLOCK_TYPE_AND_NAME_ASC' } })),
  });
  const create = (
    <Button component={Link} href="/blocks/new" leftSection={<IconPlus size={16} />}>
      New block
    </Button>
  );
  return (
    <Page
      title="Blocks"
      lead="Where notifications go, and how: addresses and secrets, kept encrypted."
      tools={create}
    >
      <PlainList
        query={query}
        empty={
          <Empty icon={IconPuzzle} title="There are no blocks yet">
            A block says where messages go: a chat, a mail server, a webhook of others.
            <div style={{ marginTop: 14 }}>{create}</div>
          </Empty>
        }
        row={({ id, name, block_type_name: type, updated }) => (
          <>
            <div className="row-main">
              <Link href={`/blocks/${id}`} className="row-title">
                {name}
              </Link>
              <Text fz="sm" c="dimmed">
                {type}
              </Text>
            </div>
            <div className="row-tools">
              <Text fz="sm" c="dimmed">
                <Time value={updated} />
              </Text>
            </div>
          </>
        )}
      />
    </Page>
  );
}
