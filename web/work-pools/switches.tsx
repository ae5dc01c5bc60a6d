import { Switch } from '@mantine/core';
import { answer, api } from '../api/client.ts';
import type { WorkPool, WorkQueue } from '../api/types.ts';
import { useChange } from '../components/use-change.ts';

/** Pauses and resumes a work pool. */
export function WorkPoolSwitch({ pool: { name, is_paused } }: { pool: WorkPool }) {
  const change = useChange(['work-pools'], (on: boolean) =>
    answer(api.PATCH('/work_pools/{pool}', { params: { path: { pool: name } }, body: { is_paused: !on } })),
  );
  return (
    <Switch
      checked={change.isPending ? change.variables : !is_paused}
      onChange={(event) => change.mutate(event.currentTarget.checked)}
      aria-label={`The work pool ${name} is on`}
    />
  );
}

/** Pauses and resumes a work queue. */
export function WorkQueueSwitch({ queue: { id, name, is_paused } }: { queue: WorkQueue }) {
  const change = useChange(['work-pools'], (on: boolean) =>
    answer(api.PATCH('/work_queues/{id}', { params: { path: { id } }, body: { is_paused: !on } })),
  );
  return (
    <Switch
      checked={change.isPending ? change.variables : !is_paused}
      onChange={(event) => change.mutate(event.currentTarget.checked)}
      aria-label={`The work queue ${name} is on`}
    />
  );
}
