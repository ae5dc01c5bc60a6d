import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { ReceivedEvent } from '../api/types.ts';
import { Time } from '../components/time.tsx';

/** One event of a list; goes into a list item. */
export function EventRow({ event }: { event: ReceivedEvent }) {
  const id = event.resource['prefect.resource.id'] ?? '';
  const name = event.resource['prefect.resource.name'];
  return (
    <>
      <div className="row-main">
        <Link href={`/events/${event.id}`} className="row-title" style={{ fontWeight: 550, fontSize: 14 }}>
          {event.event}
        </Link>
        <Text fz="xs" c="dimmed" component="div">
          {name !== undefined && name !== id && <>{name} · </>}
          <Anchor
            component={Link}
            href={`/events?resource=${encodeURIComponent(id)}`}
            fz="xs"
            c="dimmed"
            style={{ position: 'relative', zIndex: 1, overflowWrap: 'anywhere' }}
          >
            {id}
          </Anchor>
        </Text>
      </div>
      <Text fz="sm" c="dimmed" component="div" style={{ flex: 'none' }}>
        <Time value={event.occurred} />
      </Text>
    </>
  );
}
