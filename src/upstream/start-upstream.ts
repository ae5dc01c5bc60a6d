import type { Logger } from 'pino';
import type { RunningPart } from '../running-part.ts';
import type { Log } from '../store/log.ts';
import type { UpstreamClient } from './client.ts';
import { Follower, type Positions } from './follower.ts';
import { Forwarder } from './forwarder.ts';
import { SeenEvents } from './seen-events.ts';

export interface UpstreamPartOptions {
  readonly client: UpstreamClient;
  readonly log: Log;
  /** Is told how many events of the server were put on record. */
  readonly onEvents?: (count: number) => void;
  readonly positions: Positions;
  readonly logger: Logger;
  /** Runs the work in one gateway only: at once, or as long as this one has the lease. */
  readonly lead: (work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal) => Promise<void>;
  /** How long the log keeps events, in ms. */
  readonly keptMs: number;
  /** Between two checks against the server's records, in ms. */
  readonly checkEveryMs?: number;
  /** Between two looks for events that reached the server late, in ms. */
  readonly lateEveryMs?: number;
}

/** Exchanges events with the Prefect server behind the gateway: its own come into the log, those of others go to it. */
export function startUpstreamPart({ lead, ...options }: UpstreamPartOptions): RunningPart {
  const stopping = new AbortController();
  const running = lead(async (signal) => {
    const seen = new SeenEvents();
    await Promise.all([
      new Follower({ ...options, seen }).run(signal),
      new Forwarder({ ...options, seen }).run(signal),
    ]);
  }, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
