import { useState } from 'react';
import { Button, NativeSelect } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReceivedEvent } from '../api/types.ts';
import { FilterBar } from '../components/filter-bar.tsx';
import { IconPlayerPause, IconPlayerPlay } from '../components/icons.ts';
import { Page } from '../components/page.tsx';
import { SearchInput } from '../components/search-input.tsx';
import { State } from '../components/state.tsx';
import { useAddress } from '../components/use-address.ts';
import { FeedRows } from './feed-rows.tsx';
import { criteria, feedFilter, spans } from './filter.ts';
import { Histogram } from './histogram.tsx';
import { useEventStream, type StreamState } from './stream.ts';

/** Live events that are kept; older ones are a page further down. */
const KEPT = 500;

/** Events as they come, and those that came. */
export function EventFeed() {
  const address = useAddress();
  const filter = feedFilter(address);
  const key = JSON.stringify(filter);
  const picked = filter.from !== '' && filter.to !== '';
  const [paused, setPaused] = useState(false);
  const [live, setLive] = useState<{ key: string; events: readonly ReceivedEvent[] }>({ key, events: [] });
  const queries = useQueryClient();
  const fresh = live.key === key ? live.events : [];
  const readLog = (): void => void queries.invalidateQueries({ queryKey: ['events', 'feed'] });
  const add = (event: ReceivedEvent): void =>
    setLive((before) => {
      const known = before.key === key ? before.events : [];
      if (known.some(({ id }) => id === event.id)) return before;
      return { key, events: [event, ...known].slice(0, KEPT) };
    });
  const state = useEventStream(picked || paused ? null : criteria(filter), add, readLog);
  const resume = (): void => {
    // What came during the pause is in the log: it is read from there.
    setLive({ key, events: [] });
    readLog();
    setPaused(false);
  };
  return (
    <Page
      title="Events"
      lead="Everything that was reported: by runs, by webhooks, by your programs, by automations."
      mark={!picked && <StreamMark state={state} paused={paused} />}
      tools={
        picked ? (
          <Button variant="default" onClick={() => address.set({ from: '', to: '' })}>
            Back to live
          </Button>
        ) : paused ? (
          <Button variant="default" leftSection={<IconPlayerPlay size={15} />} onClick={resume}>
            Go on
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<IconPlayerPause size={15} />}
            onClick={() => setPaused(true)}
          >
            Pause
          </Button>
        )
      }
    >
      <div className="surface">
        <FilterBar>
          <SearchInput
            value={filter.names}
            onSearch={(event) => address.set({ event })}
            label="Name begins with"
            first
            flex="1 1 180px"
          />
          <SearchInput
            value={filter.resource}
            onSearch={(resource) => address.set({ resource })}
            label="Resource begins with"
            flex="1 1 180px"
          />
          <SearchInput
            value={filter.related}
            onSearch={(related) => address.set({ related })}
            label="Related resource"
            flex="1 1 160px"
          />
          <SearchInput
            value={filter.text}
            onSearch={(q) => address.set({ q })}
            label="Text"
            flex="1 1 110px"
          />
          <NativeSelect
            value={filter.span}
            onChange={(event) => address.set({ span: event.currentTarget.value, from: '', to: '' })}
            aria-label="Time"
            data={Object.entries(spans).map(([value, { label }]) => ({ value, label }))}
          />
        </FilterBar>
        <div style={{ padding: '12px 16px', borderBottom: '1px solid var(--app-line)' }}>
          <Histogram filter={filter} onPick={(from, to) => address.set({ from, to })} />
        </div>
        <FeedRows filter={filter} fresh={fresh} />
      </div>
    </Page>
  );
}

function StreamMark({ state, paused }: { state: StreamState; paused: boolean }) {
  if (paused) return <State tone="wait">Paused</State>;
  if (state === 'live') return <State tone="ok">Live</State>;
  return <State tone="idle">{state === 'lost' ? 'Connection lost' : 'Connecting'}</State>;
}
