import { once } from 'node:events';
import { closeWith } from './close.ts';
import type { DrainingSocket } from './draining-socket.ts';
import { objectOf } from './handshake.ts';
import type { Inbox } from './inbox.ts';

/**
 * Prefect's stream of log lines, to which its client listens beside events while it watches a run. What workflows on Temporal log
 * stays with their workers, so nothing ever comes; but the stream is there, or the client would give up.
 *
 * @returns when the client has left
 */
export async function logsOut(socket: DrainingSocket, inbox: Inbox): Promise<void> {
  const text = await inbox.nextText();
  inbox.discard();
  if (text === null) return;
  if (objectOf(text)?.['type'] !== 'filter') return closeWith(socket, 1002, "Expected 'filter' message");
  if (socket.readyState === socket.OPEN) await once(socket, 'close');
}
