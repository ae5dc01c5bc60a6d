import { setTimeout as sleep } from 'node:timers/promises';
import { LiveServer } from '../support/live-server.ts';
import { dispatcherPosition, loggedEvents, logHead } from '../support/log-file.ts';
import type { Random } from './random.ts';
import type { FaultSystem } from './system.ts';

/** Runs hand over after so few signals that kills hit that, too. */
const SIGNALS_PER_RUN = '12';

/** `automations dev`: the server is gateway, dispatcher and worker in one; it starts Temporal again by itself. */
export async function startEmbedded(): Promise<FaultSystem> {
  const server = await LiveServer.start({ AUTOMATIONS_SIGNALS_PER_RUN: SIGNALS_PER_RUN });
  const kills: Record<string, (random: Random) => Promise<void>> = {
    server: async () => {
      await server.killServer();
      await server.up();
    },
    temporal: () => server.killTemporal(),
    both: async () => {
      await server.killAll();
      await server.up();
    },
    'server at its start': async (random) => {
      await server.killServer();
      const start = server.up().catch(() => undefined);
      await sleep(random.between(0, 2_500));
      await server.killServer();
      await start;
      await server.up();
    },
  };
  return {
    victims: Object.keys(kills),
    kill: (victim, random) => kills[victim]!(random),
    api: (method, path, body) => server.api(method, path, body),
    log: () => Promise.resolve(loggedEvents(server).filter(({ event }) => event.startsWith('load.'))),
    isDelivered: () => Promise.resolve(dispatcherPosition(server) >= logHead(server)),
    close: () => server.close(),
  };
}
