import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import { AutomationError } from '../errors.ts';
import type { Logger } from '../logging.ts';
import { GRPC, grpcStatus } from './grpc-status.ts';
import { ensureNamespace, ensureSearchAttributes } from './namespace.ts';
import type { SearchAttributeName } from './search-attributes.ts';
import type { TemporalTarget } from './target.ts';

/** How {@link connectTemporal} goes about it. */
export interface ConnectOptions {
  readonly target: TemporalTarget;
  readonly logger: Logger;
  /** Called with a line of text while the server does not answer yet. */
  readonly onProgress: (line: string) => void;
  /** Whether a connection for workers is wanted too. */
  readonly worker: boolean;
  /** Longest wait for the server, in milliseconds; 2 minutes when absent. */
  readonly timeoutMs?: number;
}

/** A Temporal that answers, with the namespace made and the search attributes registered. */
export interface TemporalConnection {
  readonly target: TemporalTarget;
  /** For clients. It finds a server again by itself that was away. */
  readonly connection: Connection;
  /** A plain client of the namespace. */
  readonly client: Client;
  /** For workers; present when `worker` was asked for. */
  readonly nativeConnection: NativeConnection | undefined;
  /** Those of our search attributes that may be set on workflows; empty where Temporal does not let us. */
  readonly searchAttributes: ReadonlySet<SearchAttributeName>;
  /** Closes the connections; to be called after the workers have stopped. */
  close(): Promise<void>;
}

/** gRPC waits up to two minutes between tries after a longer absence of the server: too long for a local restart. */
const CHANNEL = {
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.min_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 2_000,
};

/**
 * Connects to Temporal, waiting until it answers.
 *
 * @throws AutomationError `temporal_unreachable` when it does not answer in time, `temporal_refused` when it does not
 *   accept the credentials, `temporal_namespace_missing`
 */
export async function connectTemporal(options: ConnectOptions): Promise<TemporalConnection> {
  const { target, logger } = options;
  const connection = await waitForServer(options);
  let nativeConnection: NativeConnection | undefined;
  try {
    await ensureNamespace(connection, target.namespace);
    const searchAttributes = await ensureSearchAttributes(connection, target.namespace, logger);
    if (options.worker) nativeConnection = await NativeConnection.connect(workerConnectionOptions(target));
    return {
      target,
      connection,
      client: new Client({ connection, namespace: target.namespace }),
      nativeConnection,
      searchAttributes,
      close: async () => {
        await nativeConnection?.close();
        await connection.close();
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function waitForServer(options: ConnectOptions): Promise<Connection> {
  const { target } = options;
  const started = Date.now();
  const timeoutMs = options.timeoutMs ?? 120_000;
  let said: number | undefined;
  for (;;) {
    try {
      return await Connection.connect({
        ...connectionOptions(target),
        channelArgs: CHANNEL,
        connectTimeout: Math.min(2_000, timeoutMs),
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const status = grpcStatus(error);
      if (status === GRPC.permissionDenied || status === GRPC.unauthenticated) {
        throw new AutomationError('temporal_refused', `Temporal at ${target.address} refused us: ${reason}`, {
          cause: error,
        });
      }
      const waited = Date.now() - started;
      if (said === undefined || waited - said >= 5_000) {
        said = waited;
        const seconds = Math.round(waited / 1000);
        options.onProgress(`waiting for Temporal at ${target.address} (${seconds} s): ${reason}`);
      }
      if (waited >= timeoutMs) {
        throw new AutomationError(
          'temporal_unreachable',
          `Temporal at ${target.address} does not answer (${reason}). Is TEMPORAL_ADDRESS right?`,
          { cause: error, retryable: true },
        );
      }
      await sleep(Math.min(500, timeoutMs));
    }
  }
}

/** Compression is the SDK's default. To a server on the same machine it only costs: some 8 % of the server's time. */
function workerConnectionOptions(target: TemporalTarget): NativeConnectionOptions {
  const options = connectionOptions(target);
  return isLoopback(target.address) ? { ...options, grpcCompression: { codec: 'none' } } : options;
}

function isLoopback(address: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\]):\d+$/.test(address);
}

function connectionOptions(target: TemporalTarget) {
  const { address, tls, apiKey, metadata } = target;
  return {
    address,
    ...(tls !== undefined && { tls }),
    ...(apiKey !== undefined && { apiKey }),
    ...(metadata !== undefined && { metadata }),
  };
}
