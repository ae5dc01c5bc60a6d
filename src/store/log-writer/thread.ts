import { parentPort, workerData } from 'node:worker_threads';
import { openConnection } from '../backends/sqlite-connection.ts';
import type { WriterAnswer, WriterRequest } from './changes.ts';
import { changesWriter } from './write-changes.ts';

// The writer's thread: one commit after the other, the disk waited for here. It ends with its port.

const { path } = workerData as { path: string };
const raw = openConnection(path);
const write = changesWriter(raw);

parentPort?.on('message', ({ number, changes }: WriterRequest) => {
  parentPort?.postMessage(perform(number, changes));
});
parentPort?.on('close', () => raw.close());

function perform(number: number, changes: WriterRequest['changes']): WriterAnswer {
  try {
    write(changes);
    return { number };
  } catch (error) {
    const { message, code = '' } = error as Error & { code?: string };
    return { number, error: { message, code } };
  }
}
