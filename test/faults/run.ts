import { setTimeout as sleep } from 'node:timers/promises';
import { startSink } from '../support/http-sink.ts';
import { clientEvent } from '../support/product.ts';
import { count, type Count } from './count.ts';
import { ALARM_WITHIN, createAutomations, sendRound, sendUntilAcknowledged } from './load.ts';
import { createRandom } from './random.ts';
import type { FaultSystem } from './system.ts';

export interface FaultOptions {
  readonly rounds: number;
  /** Decides what is sent, what is killed and when; how the processes meet it is up to the machine. */
  readonly seed: number;
  /** Takes a line of text for people. */
  readonly say: (line: string) => void;
}

/** Longest time until everything has come to rest, in ms. */
const REST_MS = 120_000;
/** What was right must still be right so much later, in ms. */
const STILL_MS = 3_000;

/**
 * Loads a system and kills parts of it with `kill -9` at random moments; lets it come to rest and counts.
 *
 * @returns the count, with what is wrong
 */
export async function runFaults(system: FaultSystem, options: FaultOptions): Promise<Count> {
  const { rounds, seed, say } = options;
  const random = createRandom(seed);
  const began = Date.now();
  say(`seed ${seed}, ${rounds} rounds`);
  const sink = await startSink();
  try {
    const automations = await createAutomations(system, sink);
    const sending: Promise<void>[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      // After most kills it takes Temporal up to 10 s to give the interrupted tasks to somebody else: now and then that
      // is waited for, so that kills also meet workflows that are at work.
      if (random.chance(25)) await sleep(random.between(3_000, 11_000));
      sending.push(sendRound(system, random, round));
      const victim = random.pick(system.victims);
      await sleep(random.between(50, 1_000));
      const killed = Date.now();
      await system.kill(victim, random);
      say(`round ${round}: killed ${victim}, back after ${Date.now() - killed} ms`);
    }
    await Promise.all(sending);
    // The events' clock runs with the events: without one that is on time the last absences would be late as well.
    const idle = Date.now() + ALARM_WITHIN * 1_000;
    while (Date.now() < idle) {
      await sendUntilAcknowledged(system, [clientEvent('load.idle')]);
      await sleep(1_000);
    }
    const deadline = Date.now() + REST_MS;
    let result = await count(system, sink, automations);
    while ((result.problems.length > 0 || !(await system.isDelivered())) && Date.now() < deadline) {
      await sleep(2_000);
      result = await count(system, sink, automations);
    }
    await sleep(STILL_MS);
    result = await count(system, sink, automations);
    const { events, firings, deliveries, repeated } = result;
    say(
      `${events} events, ${firings} firings, ${deliveries} deliveries of which ${repeated} repeated, ` +
        `${Math.round((Date.now() - began) / 1_000)} s`,
    );
    for (const problem of result.problems) say(`problem (seed ${seed}): ${problem}`);
    return result;
  } finally {
    await sink.close();
  }
}
