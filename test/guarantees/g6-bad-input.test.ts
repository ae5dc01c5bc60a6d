import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failuresIn, historyOf } from '../support/histories.ts';
import { LiveServer } from '../support/live-server.ts';
import { dispatcherPosition, loggedEvents, logHead } from '../support/log-file.ts';
import { clientEvent, createAutomation, postEvents, untilFired, webhookAction } from '../support/product.ts';
import { until } from '../support/until.ts';

// G6: bad input is refused with a 4xx that names the field, before it is logged; it never reaches a workflow, and a
// workflow never fails on an event.

let server: LiveServer;
/** Automations of each kind that look at every event of the suite, and at odd labels. */
let watching: string[];

beforeAll(async () => {
  server = await LiveServer.start();
  const odd = { expect: ['g6*'], for_each: ['prefect.resource.id', 'odd', 'related:role:odd', '__proto__'] };
  watching = await Promise.all([
    createAutomation(server, 'each', { expect: ['g6*'] }),
    createAutomation(server, 'counting', { ...odd, threshold: 3, within: 60 }),
    createAutomation(server, 'absent', { ...odd, posture: 'Proactive', within: 3_600, after: ['g6*'] }),
    createAutomation(server, 'compound', {
      type: 'compound',
      require: 'any',
      within: null,
      triggers: [1, 2, 3].map(() => ({
        ...odd,
        type: 'event',
        posture: 'Reactive',
        threshold: 1,
        within: 0,
      })),
    }),
  ]);
});
afterAll(() => server.close());

/** Sends one last event, waits until everything has been delivered and decided, and looks for failures on the way. */
async function expectUnharmed(): Promise<void> {
  const last = clientEvent('g6.last');
  await postEvents(server, [last]);
  const head = logHead(server);
  await until('everything is delivered', () => dispatcherPosition(server) >= head);
  await until('the last event has fired', async () => {
    const [newest] = await server.api('GET', `/automations/${watching[0]!}/firings?limit=1`);
    return newest.triggering_event?.id === last.id;
  });
  for (const id of watching) expect(failuresIn(await historyOf(server, id))).toEqual([]);
}

const good = clientEvent('g6.good');

// Fails without `parseBody` in src/gateway/routes/events.ts and src/gateway/routes/automations.ts.
describe('G6: bad input is refused by name and not logged', () => {
  test.each<[string, unknown, string]>([
    ['no list', good, 'body'],
    ['no event name', [{ ...good, event: undefined }], 'event'],
    ['a name that is no text', [{ ...good, event: 7 }], 'event'],
    ['a name that is too long', [{ ...good, event: 'g6'.repeat(600) }], 'event'],
    ['no id', [{ ...good, id: undefined }], 'id'],
    ['an id that is no UUID', [{ ...good, id: 'seven' }], 'id'],
    ['a time that is none', [{ ...good, occurred: 'yesterday' }], 'occurred'],
    ['no resource id', [{ ...good, resource: { name: 'x' } }], 'resource'],
    ['a label that is no text', [{ ...good, resource: { ...good.resource, n: 1 } }], 'n'],
    ['a related resource without role', [{ ...good, related: [good.resource] }], 'related'],
    [
      '101 related',
      [{ ...good, related: Array(101).fill({ ...good.resource, 'prefect.resource.role': 'r' }) }],
      'related',
    ],
    ['a payload that is no object', [{ ...good, payload: 'text' }], 'payload'],
    ['a good one beside a bad one', [good, { ...good, occurred: null }], 'occurred'],
  ])('events: %s', async (_what, body, field) => {
    const head = logHead(server);
    const reply = await server.call('POST', '/events', body);
    expect(reply.status).toBe(422);
    expect(JSON.stringify(reply.body.exception_detail.map(({ loc }: { loc: unknown[] }) => loc))).toContain(
      `"${field}"`,
    );
    expect(logHead(server)).toBe(head);
  });

  test('what is no JSON, too deep or too large', async () => {
    const head = logHead(server);
    expect((await server.call('POST', '/events', '[{')).status).toBe(422);
    expect((await server.call('POST', '/events', '['.repeat(100_000))).status).toBe(422);
    const large = clientEvent('g6.large', 'one', { payload: { text: 'x'.repeat(1_500_001) } });
    expect((await server.call('POST', '/events', [large])).status).toBe(422);
    expect((await server.call('POST', '/events', `"${'x'.repeat(33_000_000)}"`)).status).toBe(413);
    expect(logHead(server)).toBe(head);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['no trigger', { trigger: undefined }, 'trigger'],
    ['an unknown posture', { trigger: { type: 'event', posture: 'Retroactive' } }, 'posture'],
    ['too short an absence', { trigger: { type: 'event', posture: 'Proactive', within: 5 } }, 'within'],
    ['an action that does not exist', { actions: [{ type: 'explode' }] }, 'type'],
    [
      'a template that does not parse',
      { actions: [{ type: 'call-webhook', block_document_id: good.id, payload: '{{' }] },
      'payload',
    ],
  ])('automations: %s', async (_what, change, field) => {
    const head = logHead(server);
    const body = {
      name: 'bad',
      trigger: { type: 'event', posture: 'Reactive' },
      actions: [{ type: 'do-nothing' }],
      ...change,
    };
    const reply = await server.call('POST', '/automations/', body);
    expect(reply.status).toBe(422);
    expect(JSON.stringify(reply.body.exception_detail)).toContain(`"${field}"`);
    expect(logHead(server)).toBe(head);
  });
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    '\u0000',
    '\ud800',
    '*',
    '!',
    '[',
    '{{ 1 }}',
    'x'.repeat(70_000),
  ),
);
const labels = fc
  .dictionary(fc.oneof(text, fc.constantFrom('odd', '__proto__')), text, { maxKeys: 5 })
  .map((more) => ({ ...more, 'prefect.resource.id': `test.${Object.keys(more).length}` }));
const event = fc.record({
  id: fc.uuid(),
  event: fc.oneof(text, fc.constant('')).map((name) => `g6${name}`.slice(0, 1_000)),
  occurred: fc
    .date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  resource: labels,
  related: fc.array(
    labels.map((some) => ({ ...some, 'prefect.resource.role': 'role' })),
    { maxLength: 3 },
  ),
  payload: fc.dictionary(text, fc.jsonValue({ maxDepth: 4 })),
  follows: fc.option(fc.uuid()),
});
/** Any part of an event may be anything. */
const oddEvent = fc
  .tuple(
    event,
    fc.constantFrom('', ...Object.keys(clientEvent('')), 'related', 'follows'),
    fc.jsonValue({ maxDepth: 3 }),
  )
  .map(([some, field, value]) => (field === '' ? some : { ...some, [field]: value }));

describe('G6: a workflow never fails on an event', () => {
  test('whatever is sent is refused by name or evaluated', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(event, oddEvent), { minLength: 1, maxLength: 8 }),
        async (events) => {
          const before = logHead(server);
          const reply = await server.call('POST', '/events', events);
          if (reply.status === 204) return;
          expect(reply.status).toBe(422);
          expect(reply.body.exception_detail.length).toBeGreaterThan(0);
          // The automations' own events come in between; what was sent does not.
          const ids = new Set(events.map(({ id }) => String(id).toLowerCase()));
          expect(loggedEvents(server).filter(({ seq, id }) => seq > before && ids.has(id))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
    await expectUnharmed();
  });

  test('events as large as may be, with keys as large as may be', async () => {
    const big = 'k'.repeat(1_400_000);
    const events = [1, 2, 3].map((n) =>
      clientEvent('g6.big', 'big', {
        resource: { 'prefect.resource.id': `test.big.${n}`, odd: `${n}${big}` },
      }),
    );
    for (const one of events) await postEvents(server, [one]);
    await expectUnharmed();
  });

  // The name goes into summaries, memos and search attributes, all of which have limits of their own.
  test.each([
    ['a long name', '長'.repeat(3_000), {}],
    ['a very long name', 'x'.repeat(2_500_000), {}],
    ['a name of half characters', '\ud83d'.repeat(300), {}],
    ['a large trigger', 'large', { match: { 'prefect.resource.id': ['x'.repeat(3_000_000), 'test.*'] } }],
    [
      'very many patterns',
      'many',
      { match: { 'prefect.resource.id': [...Array(20_000).fill('長'), 'test.*'] } },
    ],
  ])(
    'automations with %s are refused or run, also when an action is tried again',
    async (_what, name, more) => {
      let calls = 0;
      const sink = createServer((_request, response) => {
        calls += 1;
        response.writeHead(calls === 1 ? 503 : 200).end();
      });
      await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
      const { port } = sink.address() as AddressInfo;
      const action = await webhookAction(server, `http://127.0.0.1:${port}`);
      const trigger = { type: 'event', posture: 'Reactive', expect: ['g6.odd-definition'], ...more };
      const reply = await server.call('POST', '/automations/', { name, trigger, actions: [action] });
      if (reply.status !== 422) {
        await postEvents(server, [clientEvent('g6.odd-definition')]);
        const [firing] = await untilFired(server, reply.body.id, 1);
        expect(firing?.actions[0]?.state).toBe('executed');
        expect(failuresIn(await historyOf(server, reply.body.id))).toEqual([]);
        await server.api('DELETE', `/automations/${reply.body.id}`);
      }
      sink.close();
    },
  );
});
