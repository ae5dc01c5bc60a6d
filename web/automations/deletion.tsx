import { useSyncExternalStore } from 'react';
import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { answer, api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import type { Automation } from '../api/types.ts';
import { toldFailure } from '../components/told.ts';

/** How long a deletion can be taken back, in milliseconds. Until then nothing has been deleted. */
const GRACE_MS = 6_000;

const timers = new Map<string, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();
let waiting: ReadonlySet<string> = new Set();

/** Ids of automations that are about to be deleted: lists leave them out. */
export function useDeletions(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => waiting);
}

/** Deletes an automation after a while in which that can be undone. A page that is left deletes at once. */
export function deleteSoon({ id, name }: Automation): void {
  if (timers.has(id)) return;
  timers.set(
    id,
    setTimeout(() => void deleteNow(id), GRACE_MS),
  );
  changed();
  notifications.show({
    id: `delete-${id}`,
    role: 'status',
    autoClose: GRACE_MS,
    closeButtonProps: { 'aria-label': 'Close' },
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>“{name}” is deleted</span>
        <Button size="compact-sm" variant="light" onClick={() => undo(id)}>
          Undo
        </Button>
      </Group>
    ),
  });
}

function undo(id: string): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  notifications.hide(`delete-${id}`);
  changed();
}

async function deleteNow(id: string, keepalive = false): Promise<void> {
  if (!timers.has(id)) return;
  clearTimeout(timers.get(id));
  try {
    await answer(api.DELETE('/automations/{id}', { params: { path: { id } }, keepalive }));
  } catch (error) {
    toldFailure(error as Error);
  }
  await queryClient.invalidateQueries({ queryKey: ['automations'] });
  timers.delete(id);
  changed();
}

window.addEventListener('pagehide', () => {
  for (const id of timers.keys()) void deleteNow(id, true);
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  waiting = new Set(timers.keys());
  for (const listener of listeners) listener();
}
