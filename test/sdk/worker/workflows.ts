import {
  CancellationScope,
  condition,
  defineQuery,
  defineSignal,
  isCancellation,
  proxyActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import { emitEvent } from '../../../src/sdk/workflow/index.ts';
import type { Steps } from './steps.ts';

const { step } = proxyActivities<Steps>({ startToCloseTimeout: '10 seconds' });

const next = defineSignal('next');
const place = defineQuery<string>('place');

/** Emits `<name>.begun`, waits for a signal, and then takes three steps with a pause between them. */
export async function stepping({ name }: { name: string }): Promise<string[]> {
  let at = 'begun';
  let told = false;
  setHandler(place, () => at);
  setHandler(next, () => void (told = true));
  const done: string[] = [];
  try {
    await emitEvent({ event: `${name}.begun`, resource: { 'prefect.resource.id': `thing.${name}` } });
    await condition(() => told);
    at = 'told';
    for (const part of ['one', 'two', 'three']) {
      done.push(await step(`${name} ${part}`));
      await sleep(1);
    }
    at = 'ended';
    return done;
  } catch (error) {
    if (isCancellation(error)) await CancellationScope.nonCancellable(() => step(`${name} cleaned up`));
    throw error;
  }
}

/** Emits this many events, a step between them. */
export async function telling({ name, count }: { name: string; count: number }): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const follows = ids.at(-1) ?? null;
    const event = {
      event: `${name}.told`,
      resource: { 'prefect.resource.id': `thing.${n}` },
      payload: { n },
      follows,
    };
    ids.push((await emitEvent(event)).id);
    await step(`${name} ${n}`);
  }
  return ids;
}

/** Emits what the gateway refuses. */
export async function mumbling(): Promise<void> {
  await emitEvent({ event: 'x', resource: { 'prefect.resource.id': '' } });
}
