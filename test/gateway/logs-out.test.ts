import { once } from 'node:events';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';

// That Prefect's CLI can watch a run with it is shown in test/orchestrators/actions.test.ts.

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ apiKeys: [{ name: 'ci', key: 's3cret' }] });
});
afterAll(() => gateway.close());

async function connect(token: string): Promise<WebSocket> {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/api/logs/out`, ['prefect']);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'auth', token }));
  return socket;
}

it('is open for as long as a client listens', async () => {
  const socket = await connect('s3cret');
  const [first] = (await once(socket, 'message')) as [Buffer];
  expect(JSON.parse(first.toString())).toEqual({ type: 'auth_success' });
  socket.send(JSON.stringify({ type: 'filter', filter: { level: { ge_: 20 } } }));
  socket.ping();
  await once(socket, 'pong');
  expect(socket.readyState).toBe(WebSocket.OPEN);
  socket.close(1000);
  const [code] = (await once(socket, 'close')) as [number];
  expect(code).toBe(1000);
});

it('is for those who have a key and ask for log lines', async () => {
  const stranger = await connect('guessed');
  expect((await once(stranger, 'close'))[0]).toBe(1008);
  const other = await connect('s3cret');
  other.send(JSON.stringify({ type: 'event' }));
  expect((await once(other, 'close'))[0]).toBe(1002);
});
