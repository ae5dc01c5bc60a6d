/**
 * A process of its own that appends events to a store without end and prints the ids that were acknowledged.
 * Arguments: `sqlite` or `postgres`, and the path or URL.
 */
import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/index.ts';
import { newEvent } from './store-fixtures.ts';

const [dialect, place = ''] = process.argv.slice(2);
const store = await openStore(
  dialect === 'postgres' ? { postgres: { url: place } } : { sqlite: { path: place } },
);

async function appendForever(size: number): Promise<never> {
  for (;;) {
    const events = Array.from({ length: size }, () => newEvent());
    await store.log.append(events);
    writeSync(1, events.map(({ event }) => `${event.id}\n`).join(''));
  }
}

await Promise.all([appendForever(1), appendForever(7), appendForever(50)]);
