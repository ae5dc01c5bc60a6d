import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { TLSConfig } from '@temporalio/client';
import { AutomationError } from '../errors.ts';

/** Which Temporal to connect to. */
export interface TemporalTarget {
  /** Host and port. */
  readonly address: string;
  readonly namespace: string;
  readonly tls?: TLSConfig | boolean;
  /** Secret. */
  readonly apiKey?: string;
  /** Headers that go with every call. */
  readonly metadata?: Record<string, string>;
}

/** Whether the environment asks for a Temporal that runs already, by an address, a profile or a config file. */
export function wantsExistingTemporal(env: NodeJS.ProcessEnv = process.env): boolean {
  return ['TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'].some((name) => env[name]?.trim());
}

/** The target of the embedded server; only the namespace is read from the environment. */
export function embeddedTarget(address: string, env: NodeJS.ProcessEnv = process.env): TemporalTarget {
  return { address, namespace: embeddedNamespace(env) };
}

/** The namespace of the embedded server: `TEMPORAL_NAMESPACE`, else `default`. */
export function embeddedNamespace(env: NodeJS.ProcessEnv = process.env): string {
  return env['TEMPORAL_NAMESPACE']?.trim() || 'default';
}

/**
 * Reads the target as Temporal's own tools do: `TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`,
 * `TEMPORAL_TLS*`, `TEMPORAL_PROFILE` and the config file.
 *
 * @throws AutomationError `settings_invalid` when they do not fit together or a file in them cannot be read
 */
export function temporalTarget(env: NodeJS.ProcessEnv = process.env): TemporalTarget {
  try {
    const set = Object.entries(env).filter((entry): entry is [string, string] => !!entry[1]?.trim());
    const config = loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(set) });
    const { address, tls, apiKey, metadata } = config.connectionOptions;
    return {
      address: address ?? 'localhost:7233',
      namespace: config.namespace ?? 'default',
      ...(tls != null && { tls }),
      ...(typeof apiKey === 'string' && { apiKey }),
      ...(metadata !== undefined && { metadata: metadata as Record<string, string> }),
    };
  } catch (cause) {
    throw new AutomationError(
      'settings_invalid',
      `The environment is not right:\n  TEMPORAL_*: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}
