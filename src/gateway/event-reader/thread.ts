import { parentPort } from 'node:worker_threads';
import type { BodyRead, ReadAnswer, ReadRequest } from './messages.ts';
import { packEvents } from './packed-events.ts';
import { readBody } from './read-body.ts';

// The reader's thread: one body after the other. It ends with its port.

parentPort?.on('message', ({ number, body }: ReadRequest) => {
  const read = reading(body);
  const transferred =
    read.events === null ? [read.body.buffer] : [read.events.occurred.buffer, read.events.related.buffer];
  parentPort?.postMessage({ number, read } satisfies ReadAnswer, transferred);
});
parentPort?.postMessage('ready');

function reading(body: ReadRequest['body']): BodyRead {
  try {
    return { events: packEvents(readBody(body)) };
  } catch {
    // Who asked reads it again, and says what is wrong with it.
    return { events: null, body };
  }
}
