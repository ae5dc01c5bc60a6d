import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSink, type HttpSink } from '../support/http-sink.ts';
import { LiveServer } from '../support/live-server.ts';
import {
  clientEvent,
  createAutomation,
  firingsOf,
  postEvents,
  untilFired,
  viewOf,
  webhookAction,
} from '../support/product.ts';
import { until } from '../support/until.ts';

// G3: every firing happens once; an action is attempted at least once with its idempotency key, and one that has
// reported success is not repeated.

let server: LiveServer;
let sink: HttpSink;

beforeAll(async () => {
  [server, sink] = await Promise.all([LiveServer.start(), startSink()]);
});
afterAll(async () => {
  await server.close();
  await sink.close();
});

async function hookedAutomation(name: string): Promise<string> {
  const actions = [await webhookAction(server, `${sink.url}/${name}`)];
  return createAutomation(server, name, { expect: [`g3.${name}`] }, actions);
}

describe('G3: firings happen once', () => {
  // Fails when attempts have keys of their own: put `crypto.randomUUID()` for `invocationId(…)` in
  // activities/firing-runner.ts.
  test('each action of each firing has a key of its own, and keeps it when it is tried again', async () => {
    const hooks = await Promise.all([1, 2].map((n) => webhookAction(server, `${sink.url}/retried/${n}`)));
    const id = await createAutomation(server, 'retried', { expect: ['g3.retried'] }, hooks);
    sink.answer('/retried/1', (_delivery, response, attempt) => {
      response.writeHead(attempt === 1 ? 503 : 200).end();
    });
    await postEvents(server, [clientEvent('g3.retried'), clientEvent('g3.retried')]);
    const firings = await untilFired(server, id, 2);

    expect(firings.flatMap(({ actions }) => actions.map(({ state }) => state))).toEqual(
      Array(4).fill('executed'),
    );
    const keys = (path: string): string[] => sink.at(path).map(({ key }) => key);
    const invocations = firings.map(({ actions }) => actions.map(({ invocation }) => invocation));
    expect(new Set(invocations.flat()).size).toBe(4);
    expect(keys('/retried/1').toSorted()).toEqual(
      invocations.flatMap(([first]) => [first!, first!]).toSorted(),
    );
    expect(keys('/retried/2').toSorted()).toEqual(invocations.map(([, second]) => second!).toSorted());
  });

  // Fails without the lines that fill `known` in activities/act.ts.
  test('killed after the success was noted but before Temporal knew: not repeated', async () => {
    const id = await hookedAutomation('noted');
    // From the call on Temporal hears nothing more: the workflow's task cannot be completed.
    sink.answer('/noted', (_delivery, response) => {
      if (sink.at('/noted').length === 1) server.freezeTemporal();
      response.end('ok');
    });
    await postEvents(server, [clientEvent('g3.noted')]);
    await until('the action is on record', async () => {
      const [firing] = await firingsOf(server, id);
      return firing?.actions[0]?.state === 'executed';
    });
    await server.killAll();
    await server.up();
    // A later one is decided by the same workflow: when it's there the first has been decided again.
    await postEvents(server, [clientEvent('g3.noted')]);
    const firings = await untilFired(server, id, 2);

    expect(firings.map(({ actions }) => actions[0])).toMatchObject(Array(2).fill({ state: 'executed' }));
    expect(sink.at('/noted').map(({ key }) => key)).toEqual(
      firings.map(({ actions }) => actions[0]?.invocation),
    );
  });

  // Fails by the same change: the attempt after the restart has another key than the one before.
  test('killed while the receiver is at work: tried again with the same key, one firing', async () => {
    const id = await hookedAutomation('midway');
    let killed: Promise<void> | undefined;
    sink.answer('/midway', (_delivery, response, attempt) => {
      if (attempt === 1) killed = server.killServer();
      else response.end('ok');
    });
    await postEvents(server, [clientEvent('g3.midway')]);
    await until('the kill', () => killed !== undefined);
    await killed;
    await server.up();
    const firings = await untilFired(server, id, 1);

    expect(firings).toHaveLength(1);
    expect(sink.at('/midway').map(({ key }) => key)).toEqual(
      Array(2).fill(firings[0]?.actions[0]?.invocation),
    );
  });

  // Fails without `ahead` in src/gateway/start-gateway.ts; the end fails when each call of `ActOnce.act` acts by itself.
  test('while Temporal hangs the actions go out all the same, and none again when it is back', async () => {
    const id = await hookedAutomation('hung');
    await postEvents(server, [clientEvent('g3.hung')]);
    await untilFired(server, id, 1);
    server.freezeTemporal();
    try {
      await postEvents(server, [clientEvent('g3.hung'), clientEvent('g3.hung')]);
      await until('the webhooks have come', () => sink.at('/hung').length === 3);
    } finally {
      server.thawTemporal();
    }
    // A later one is decided by the same workflow: when it has, the others have been decided there, too.
    await postEvents(server, [clientEvent('g3.hung')]);
    await until('the workflow has decided all', async () => (await viewOf(server, id)).firings === 4);
    const firings = await untilFired(server, id, 4);
    expect(firings.map(({ ordinal }) => ordinal).toSorted()).toEqual([1, 2, 3, 4]);
    expect(
      sink
        .at('/hung')
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual(firings.map(({ actions }) => actions[0]!.invocation).toSorted());
  });
});
