import { randomUUID } from 'node:crypto';
import { apiPath, type AutomationsClient } from '../client/client.ts';
import { NotFoundError } from '../client/errors.ts';
import { pause } from '../client/retry.ts';
import { completeEvent, type EmitOptions } from '../events/event.ts';
import type { Firing } from './firing.ts';

/** On what a test fires: nothing, as an absence does; a recorded event; or one made up, which nothing else gets to see. */
export interface TestFireOptions {
  readonly event_id?: string;
  readonly event?: EmitOptions;
  readonly signal?: AbortSignal;
}

const ASK_AGAIN_MS = 200;

/** Fires an automation for a test, its real actions included, and waits until they have ended. */
export async function testFire(
  client: AutomationsClient,
  automationId: string,
  { event_id, event, signal }: TestFireOptions,
): Promise<Firing> {
  const call = signal === undefined ? {} : { signal };
  const body = {
    ...(event_id !== undefined && { event_id }),
    ...(event !== undefined && { event: completeEvent(event, randomUUID, Date.now()) }),
  };
  const { firing_id: id } = await client.post<{ firing_id: string }>(
    apiPath`/automations/${automationId}/test-fire`,
    body,
    { ...call, idempotencyKey: randomUUID() },
  );
  for (;;) {
    try {
      const firing = await client.get<Firing>(apiPath`/firings/${id}`, call);
      if (firing.actions.every(({ state }) => state !== 'pending')) return firing;
    } catch (error) {
      // Its automation has not got to it yet.
      if (!(error instanceof NotFoundError)) throw error;
    }
    await pause(ASK_AGAIN_MS, signal);
  }
}
