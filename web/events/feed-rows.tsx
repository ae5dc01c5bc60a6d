import { Button, Center } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import type { ReceivedEvent } from '../api/types.ts';
import { Empty } from '../components/empty.tsx';
import { Failure } from '../components/failure.tsx';
import { IconTimeline } from '../components/icons.ts';
import { ListSkeleton } from '../components/skeletons.tsx';
import { EventRow } from './event-row.tsx';
import { criteria, occurred, type FeedFilter } from './filter.ts';

/** Events of the log, page by page, the latest first; above them those that came since. */
export function FeedRows({ filter, fresh }: { filter: FeedFilter; fresh: readonly ReceivedEvent[] }) {
  const query = useInfiniteQuery({
    queryKey: ['events', 'feed', filter],
    queryFn: ({ pageParam }) => readPage(filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => tokenOf(page.next_page),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  if (query.data === undefined) {
    if (query.error !== null) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
    return <ListSkeleton rows={8} />;
  }
  const old = query.data.pages.flatMap(({ events }) => events);
  const known = new Set(old.map(({ id }) => id));
  const all = [...fresh.filter(({ id }) => !known.has(id)), ...old];
  if (all.length === 0) return <NoEvents />;
  return (
    <>
      <ul className="rows" aria-label="Events">
        {all.map((event) => (
          <li className="row" key={event.id} style={{ paddingBlock: 8 }}>
            <EventRow event={event} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Center p="md" style={{ borderTop: '1px solid var(--app-line)' }}>
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Older events
          </Button>
        </Center>
      )}
    </>
  );
}

function readPage(filter: FeedFilter, token: string | null) {
  if (token !== null) {
    return answer(api.GET('/events/filter/next', { params: { query: { 'page-token': token } } }));
  }
  const body = { filter: { ...criteria(filter), occurred: occurred(filter, Date.now()) } };
  return answer(api.POST('/events/filter', { body }));
}

/** The server answers with a whole address; the page knows the way itself. */
function tokenOf(next: string | null): string | null {
  return next === null ? null : new URL(next, location.href).searchParams.get('page-token');
}

function NoEvents() {
  return (
    <Empty icon={IconTimeline} title="No events fit">
      Widen the time or the filter, or send one: <code>POST /api/events</code>, a webhook, or a flow that
      runs.
    </Empty>
  );
}
