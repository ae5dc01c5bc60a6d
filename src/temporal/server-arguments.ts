import { SEARCH_ATTRIBUTES } from './search-attributes.ts';

/** Dynamic configuration of the embedded server: it serves one program, so no share has to be kept for others. */
const DYNAMIC_CONFIG: Readonly<Record<string, number | string>> = {
  // Timers are read ahead and fire up to this much late; 1 s by default.
  'history.timerProcessorMaxTimeShift': '10ms',
  // Tasks are loaded at most this often per second (20 by default): a burst otherwise waits up to 50 ms per load.
  'history.timerProcessorMaxPollRPS': 1000,
  'history.transferProcessorMaxPollRPS': 1000,
  // Rate limits that a burst of actions would meet on one machine.
  'frontend.rps': 100_000,
  'frontend.namespaceRPS': 100_000,
  'frontend.namespaceRPS.visibility': 1_000,
  'frontend.namespaceCount': 10_000,
  'frontend.persistenceMaxQPS': 100_000,
  'history.rps': 100_000,
  'history.persistenceMaxQPS': 100_000,
  'matching.rps': 100_000,
  'matching.persistenceMaxQPS': 100_000,
};

/** What the command line of the embedded server is made of. */
export interface ServerArguments {
  /** Path of the SQLite file. */
  readonly database: string;
  readonly namespace: string;
  readonly port: number;
  readonly uiPort: number;
}

/**
 * The command line of `temporal` for the embedded server.
 *
 * With a write-ahead log and `synchronous=normal` a killed server loses nothing (what is written is with the system
 * already); after a power cut the last transactions may be gone.
 */
export function serverArguments(server: ServerArguments): string[] {
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1'],
    ...['--port', String(server.port), '--ui-port', String(server.uiPort)],
    ...['--namespace', server.namespace, '--db-filename', server.database],
    ...['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal'],
    ...['--log-level', 'warn', '--log-format', 'json'],
    ...Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ...Object.entries(DYNAMIC_CONFIG).flatMap(([key, value]) => [
      '--dynamic-config-value',
      `${key}=${JSON.stringify(value)}`,
    ]),
  ];
}
