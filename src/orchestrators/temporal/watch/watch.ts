import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Logger } from '../../../logging.ts';
import type { RunningPart } from '../../../running-part.ts';
import type { Store } from '../../../store/store.ts';
import { Recorder } from './record.ts';
import { listExecutions, type SeenExecution } from './visibility.ts';

export interface WatchOptions {
  readonly store: Pick<Store, 'flows' | 'flowRuns' | 'runCauses' | 'workQueues' | 'workPools' | 'meta'>;
  readonly client: Client;
  /** A visibility query that restricts what is followed; everything but our own workflows when empty. */
  readonly query: string;
  readonly logger: Logger;
  /** Does the work for as long as no other gateway does it. */
  readonly lead: (work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal) => Promise<void>;
}

/** The durable position: everything that visibility showed before has been looked at (epoch ms). */
const POSITION = 'watch';
/** Between two quick looks, and how far back they go, in ms. One request each: servers allow ten a second. */
const LOOK_MS = 1_000;
const LOOK_BACK_MS = 15_000;
/** Between two thorough looks, and how far back they go: what visibility was late to show is found then. */
const SWEEP_MS = 60_000;
const SWEEP_BACK_MS = 600_000;
/** What has been looked at is remembered up to this number, so that it is not looked up again and again. */
const REMEMBERED = 100_000;
const BATCH = 500;

/**
 * Follows the executions that others start in the namespace: they become flow runs with their events. Visibility is
 * asked, since Temporal tells nobody by itself; the position is kept, so that nothing is missed over restarts.
 */
export function startWatch(options: WatchOptions): RunningPart {
  const stopping = new AbortController();
  const running = options.lead((signal) => new Watch(options).run(signal), stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

class Watch {
  readonly #options: WatchOptions;
  readonly #recorder: Recorder;
  #seen = new Set<string>();
  #looked = 0;
  #swept = 0;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#recorder = new Recorder(options);
  }

  /** Looks again and again until the signal; a failure is logged and the next look goes on where this one began. */
  async run(signal: AbortSignal): Promise<void> {
    const { logger, client } = this.#options;
    let failures = 0;
    while (!signal.aborted) {
      try {
        await untilAborted(signal, (own) => client.withAbortSignal(own, () => this.#look()));
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        logger.warn({ err: error }, 'the executions in Temporal could not be followed; trying again');
      }
      const wait = Math.min(LOOK_MS * 2 ** failures, 30_000);
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const { meta } = this.#options.store;
    const now = Date.now();
    if (now - this.#swept < SWEEP_MS) {
      await this.#take(this.#looked - LOOK_BACK_MS);
      this.#looked = now;
      return;
    }
    const position = await meta.position(POSITION);
    // At the very first time: what runs already, and what happens from now on.
    if (position === undefined) await this.#take('open');
    await this.#take((position ?? now) - SWEEP_BACK_MS * (position === undefined ? 0 : 1));
    await meta.setPosition(POSITION, now);
    this.#swept = now;
    this.#looked = now;
  }

  async #take(since: number | 'open'): Promise<void> {
    const { client, query } = this.#options;
    let batch: SeenExecution[] = [];
    for await (const execution of listExecutions(client, since, query)) {
      if (this.#seen.has(keyOf(execution))) continue;
      batch.push(execution);
      if (batch.length >= BATCH) batch = await this.#record(batch);
    }
    await this.#record(batch);
  }

  async #record(batch: readonly SeenExecution[]): Promise<SeenExecution[]> {
    if (batch.length === 0) return [];
    await this.#recorder.record(batch);
    if (this.#seen.size + batch.length > REMEMBERED) this.#seen = new Set();
    for (const execution of batch) this.#seen.add(keyOf(execution));
    return [];
  }
}

/** Works with a signal of its own: the client leaves a listener on it for each of its calls, for as long as the signal lives. */
async function untilAborted(signal: AbortSignal, work: (own: AbortSignal) => Promise<void>): Promise<void> {
  const own = new AbortController();
  setMaxListeners(0, own.signal);
  const abort = () => own.abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    if (!signal.aborted) await work(own.signal);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function keyOf({ runId, closed }: SeenExecution): string {
  return closed === null ? runId : `${runId} closed`;
}
