import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConflictError, NotFoundError } from '../../src/errors.ts';
import type { Firing } from '../../src/evaluation/evaluator.ts';
import { firingId } from '../../src/evaluation/firing-id.ts';
import type { ActionOutcome } from '../../src/store/firings/types.ts';
import { automationBody, eventBody, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
const retried: [string, number][] = [];
let refusal: Error | null = null;
beforeAll(async () => {
  gateway = await startGateway({
    retryAction: (id, index) => {
      if (refusal !== null) return Promise.reject(refusal);
      retried.push([id, index]);
      return Promise.resolve();
    },
  });
});
afterAll(() => gateway.close());

const event = eventBody('fired.by');

/** An automation with two actions, of which the second failed. */
async function fired(name: string): Promise<{ automationId: string; firing: Firing }> {
  const actions = [
    { type: 'do-nothing' },
    { type: 'pause-automation', source: 'inferred' },
    { type: 'do-nothing' },
  ];
  const { body } = await gateway.call('POST', '/automations/', automationBody(name, { actions }));
  const automationId = body.id as string;
  await gateway.call('POST', '/events', [event]);
  const [entry] = await gateway.store.log.eventsById([event['id'] as string]);
  const firing: Firing = {
    id: firingId(automationId, entry?.seq ?? 0, 0),
    automationId,
    version: 1,
    ordinal: 0,
    depth: 0,
    at: Date.parse('2026-03-01T00:00:00.5Z'),
    state: 'Triggered',
    labels: { 'prefect.resource.id': 'test.resource.1' },
    event: { id: event['id'] as string, seq: entry?.seq ?? 0 },
    trigger: '',
    children: [],
    reason: {
      code: 'event-seen',
      at: Date.parse('2026-03-01T00:00:00.5Z'),
      trigger: '',
      seq: entry?.seq ?? null,
    },
  };
  const outcome = (index: number, more: Partial<ActionOutcome>): ActionOutcome => ({
    firingId: firing.id,
    index,
    type: actions[index]?.type ?? '',
    round: 0,
    status: 'executed',
    reason: null,
    details: {},
    ended: Date.parse('2026-03-01T00:00:01Z'),
    ...more,
  });
  await gateway.store.firings.commit({
    firings: [{ firing, automationId, version: 1 }],
    actions: [
      outcome(0, { details: { status_code: 200 } }),
      outcome(1, { status: 'failed', reason: 'No automation could be inferred' }),
    ],
  });
  return { automationId, firing };
}

describe('firings', () => {
  it('say what fired, when, why, and how each action went', async () => {
    const { automationId, firing } = await fired('said');
    const { status, body } = await gateway.call('GET', `/automations/${automationId}/firings`);
    expect(status).toBe(200);
    expect(body).toMatchObject([
      {
        id: firing.id,
        automation_id: automationId,
        ordinal: 1,
        trigger_state: 'Triggered',
        triggered: '2026-03-01T00:00:00.500000Z',
        reason: 'the expected event came',
        triggering_labels: { 'prefect.resource.id': 'test.resource.1' },
        triggering_event: { id: event['id'], event: 'fired.by' },
        actions: [
          { index: 0, type: 'do-nothing', state: 'executed', details: { status_code: 200 } },
          { index: 1, type: 'pause-automation', state: 'failed', reason: 'No automation could be inferred' },
          { index: 2, type: 'do-nothing', state: 'pending', finished: null },
        ],
      },
    ]);
    expect((await gateway.call('GET', `/firings/${firing.id}`)).body).toEqual(body[0]);
  });

  it('stay when their automation is deleted', async () => {
    const { automationId } = await fired('deleted');
    await gateway.call('DELETE', `/automations/${automationId}`);
    expect((await gateway.call('GET', `/automations/${automationId}/firings`)).body).toHaveLength(1);
  });

  it('are listed page by page', async () => {
    const { automationId } = await fired('paged');
    expect((await gateway.call('GET', `/automations/${automationId}/firings?limit=1&offset=1`)).body).toEqual(
      [],
    );
    expect((await gateway.call('GET', `/automations/${automationId}/firings?limit=x`)).status).toBe(422);
  });

  it('with actions that gave up are the dead letters', async () => {
    const { firing } = await fired('dead');
    const { body } = await gateway.call('GET', '/firings/dead-letters');
    expect(body.map(({ id }: { id: string }) => id)).toContain(firing.id);
  });

  it('let an action that failed be sent again', async () => {
    const { firing } = await fired('again');
    const path = `/firings/${firing.id}/actions/1/retry`;
    expect(await gateway.call('POST', path)).toMatchObject({
      status: 202,
      body: { index: 1, type: 'pause-automation' },
    });
    expect(retried).toEqual([[firing.id, 1]]);
    refusal = new ConflictError('The action has not failed: it is executed');
    expect(await gateway.call('POST', path)).toMatchObject({
      status: 409,
      body: { detail: refusal.message },
    });
    refusal = new NotFoundError('Action');
    expect(await gateway.call('POST', path)).toMatchObject({
      status: 404,
      body: { exception_message: 'Action not found' },
    });
    refusal = null;
  });

  it.each([
    ['GET', '/automations/3f6d9f4e-7d5c-4c0a-8f0e-0d2b8f8d7a11/firings'],
    ['GET', '/automations/some-name/firings'],
    ['GET', '/firings/3f6d9f4e-7d5c-4c0a-8f0e-0d2b8f8d7a11'],
    ['GET', '/firings/no-uuid'],
    ['POST', '/firings/3f6d9f4e-7d5c-4c0a-8f0e-0d2b8f8d7a11/actions/x/retry'],
    ['POST', '/firings/no-uuid/actions/1/retry'],
  ])('%s %s is 404', async (method, path) => {
    expect((await gateway.call(method, path)).status).toBe(404);
  });
});
