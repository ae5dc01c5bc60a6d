import { Button, Center } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NameOf } from '../../src/wording/index.ts';
import { answer, api } from '../api/client.ts';
import { POLL_MS } from '../api/query-client.ts';
import type { Automation } from '../api/types.ts';
import { Answer } from '../components/answer.tsx';
import { Empty } from '../components/empty.tsx';
import { IconBolt } from '../components/icons.ts';
import { FiringTimeline } from '../firings/timeline.tsx';

const FIRST = 10;
const MOST = 200;

/** What has fired, the latest first. */
export function Firings({ automation, nameOf }: { automation: Automation; nameOf: NameOf }) {
  const [limit, setLimit] = useState(FIRST);
  const { id } = automation;
  const query = useQuery({
    queryKey: ['automations', 'firings', id, limit],
    queryFn: () =>
      answer(api.GET('/automations/{id}/firings', { params: { path: { id }, query: { limit } } })),
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
  return (
    <Answer query={query} rows={3}>
      {(firings) =>
        firings.length === 0 ? (
          <Empty icon={IconBolt} title="It has not fired yet">
            When it does, each firing is here: the event, the decision, the actions and what came of them.
          </Empty>
        ) : (
          <>
            {firings.map((firing) => (
              <FiringTimeline key={firing.id} firing={firing} automation={automation} nameOf={nameOf} />
            ))}
            {firings.length === limit && limit < MOST && (
              <Center p="md" style={{ borderTop: '1px solid var(--app-line)' }}>
                <Button variant="default" onClick={() => setLimit(Math.min(MOST, limit * 3))}>
                  Earlier firings
                </Button>
              </Center>
            )}
          </>
        )
      }
    </Answer>
  );
}
