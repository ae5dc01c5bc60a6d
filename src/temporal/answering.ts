import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';

/**
 * Asks whether a Temporal server answers on a port of this machine.
 *
 * @returns after 50 ms at the soonest when nothing listens there, and within about 2 s in any case
 */
export async function isAnswering(port: number): Promise<boolean> {
  // A gRPC channel that is refused waits a second before it tries again: look at the port first.
  if (!(await isOpen(port))) {
    await sleep(50);
    return false;
  }
  try {
    const connection = await Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: 2_000 });
    await connection.close();
    return true;
  } catch {
    return false;
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
