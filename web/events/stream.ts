import { useEffect, useRef, useState } from 'react';
import { connectionLost, onReconnect } from '../api/connection.ts';
import { apiKey } from '../api/key.ts';
import type { EventFilter, ReceivedEvent } from '../api/types.ts';

/** How the stream stands. */
export type StreamState = 'off' | 'connecting' | 'live' | 'lost';

const RETRY_MS = 2_000;

/**
 * Follows new events over the websocket, as Prefect's client does. After a break it goes on with what came meanwhile.
 *
 * @param filter which events; null is none
 */
export function useEventStream(
  filter: EventFilter | null,
  onEvent: (event: ReceivedEvent) => void,
): StreamState {
  const [state, setState] = useState<StreamState>('connecting');
  const listener = useRef(onEvent);
  useEffect(() => {
    listener.current = onEvent;
  });
  const text = filter === null ? null : JSON.stringify(filter);
  useEffect(() => {
    if (text === null) return;
    let since = new Date().toISOString();
    let socket: WebSocket | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const connect = (): void => {
      clearTimeout(timer);
      socket = open(
        text,
        since,
        (event) => {
          if (event.received > since) since = event.received;
          listener.current(event);
        },
        setState,
      );
      socket.addEventListener('close', (event) => {
        if (ended) return;
        setState('lost');
        if (event.code === 1006) connectionLost();
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

function open(
  filter: string,
  since: string,
  onEvent: (event: ReceivedEvent) => void,
  onState: (state: StreamState) => void,
): WebSocket {
  const address = new URL('/api/events/out', location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  const socket = new WebSocket(address, 'prefect');
  socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'auth', token: apiKey() })));
  socket.addEventListener('message', (message: MessageEvent<string>) => {
    const body = JSON.parse(message.data) as { type: string; event?: ReceivedEvent };
    if (body.type === 'auth_success') {
      const occurred = { since };
      socket.send(JSON.stringify({ type: 'filter', filter: { ...JSON.parse(filter), occurred } }));
      onState('live');
    }
    if (body.type === 'event' && body.event !== undefined) onEvent(body.event);
  });
  return socket;
}
