import { useEffect, useRef, useState } from 'react';
import { connectionLost, onReconnect } from '../api/connection.ts';
import { apiKey } from '../api/key.ts';
import type { EventFilter, ReceivedEvent } from '../api/types.ts';

/** How the stream stands. */
export type StreamState = 'off' | 'connecting' | 'live' | 'lost';

const RETRY_MS = 2_000;

/** How far back an event may have occurred that comes in only now, in milliseconds. */
const LATE_MS = 7 * 86_400_000;
/** How long the server may take to begin to follow the log once it has the filter, in milliseconds. */
const SETTLE_MS = 500;

/**
 * Follows new events over the websocket, as Prefect's client does.
 *
 * @param filter which events; null is none
 * @param onLive called each time that the stream begins, also after a break: what came before is to be read from the log
 */
export function useEventStream(
  filter: EventFilter | null,
  onEvent: (event: ReceivedEvent) => void,
  onLive: () => void,
): StreamState {
  const [state, setState] = useState<StreamState>('connecting');
  const on = useRef({ onEvent, onLive });
  useEffect(() => {
    on.current = { onEvent, onLive };
  });
  const text = filter === null ? null : JSON.stringify(filter);
  useEffect(() => {
    if (text === null) return;
    let socket: WebSocket | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const connect = (): void => {
      clearTimeout(timer);
      const begun = (): void => {
        setState('live');
        timer = setTimeout(() => on.current.onLive(), SETTLE_MS);
      };
      socket = open(JSON.parse(text) as EventFilter, begun, (event) => on.current.onEvent(event));
      socket.addEventListener('close', (event) => {
        if (ended) return;
        setState('lost');
        if (event.code === 1006) connectionLost();
        clearTimeout(timer);
        timer = setTimeout(connect, RETRY_MS);
      });
    };
    connect();
    const back = onReconnect(() => socket?.readyState === WebSocket.CLOSED && connect());
    return () => {
      ended = true;
      back();
      clearTimeout(timer);
      socket?.close();
    };
  }, [text]);
  return text === null ? 'off' : state;
}

function open(filter: EventFilter, onBegun: () => void, onEvent: (event: ReceivedEvent) => void): WebSocket {
  const address = new URL('/api/events/out', location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  const socket = new WebSocket(address, 'prefect');
  socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'auth', token: apiKey() })));
  socket.addEventListener('message', (message: MessageEvent<string>) => {
    const body = JSON.parse(message.data) as { type: string; event?: ReceivedEvent };
    if (body.type === 'auth_success') {
      const occurred = { since: new Date(Date.now() - LATE_MS).toISOString() };
      socket.send(JSON.stringify({ type: 'filter', backfill: false, filter: { ...filter, occurred } }));
      onBegun();
    }
    if (body.type === 'event' && body.event !== undefined) onEvent(body.event);
  });
  return socket;
}
