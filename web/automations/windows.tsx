import { useState } from 'react';
import { Button, Center, Text } from '@mantine/core';
import { answer, api } from '../api/client.ts';
import type { AutomationStatus } from '../api/types.ts';
import { Fact } from '../components/fact.tsx';
import { Countdown, Time } from '../components/time.tsx';
import { useObject } from '../components/use-object.ts';

/** How an automation stands, read again while it is looked at. */
export function useStatus(id: string) {
  return useObject(['automations', 'status', id], () =>
    answer(api.GET('/automations/{id}/status', { params: { path: { id } } })),
  );
}

/** Windows that are listed at once. */
const FIRST = 8;

/** The windows that are open, those first that end first. */
export function OpenWindows({ status }: { status: AutomationStatus }) {
  const { count, first } = status.open_windows;
  const [all, setAll] = useState(false);
  const shown = all ? first : first.slice(0, FIRST);
  if (first.length === 0) {
    return (
      <Text p="md" fz="sm" c="dimmed">
        None: it waits for an event.
      </Text>
    );
  }
  return (
    <>
      <ul className="rows">
        {shown.map((window, index) => (
          <li className="row" key={index} style={{ paddingBlock: 8 }}>
            <div className="row-main">
              <Text fz="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
                {Object.values(window.labels).join(', ') || 'All events together'}
              </Text>
              <Text fz="xs" c="dimmed">
                {Object.keys(window.labels).join(', ')}
              </Text>
            </div>
            <dl className="row-facts" style={{ margin: 0 }}>
              <Fact name="Seen">
                {window.count} of {window.threshold}
              </Fact>
              <Fact name="Since">
                <Time value={window.start} />
              </Fact>
              <Fact name={window.deadline === null ? 'Ends' : 'Fires'}>
                {window.deadline !== null ? (
                  <Countdown value={window.deadline} />
                ) : window.end !== null ? (
                  <Countdown value={window.end} />
                ) : (
                  'when it is full'
                )}
              </Fact>
            </dl>
          </li>
        ))}
      </ul>
      {shown.length < first.length && (
        <Center p="sm" style={{ borderTop: '1px solid var(--app-line)' }}>
          <Button variant="default" size="compact-sm" onClick={() => setAll(true)}>
            All {count.toLocaleString()} windows
          </Button>
        </Center>
      )}
      {all && count > first.length && (
        <Text p="md" fz="sm" c="dimmed">
          And {(count - first.length).toLocaleString()} more.
        </Text>
      )}
    </>
  );
}
