import { Agent, type Dispatcher } from 'undici';
import { addressPolicy, type AddressPolicyOptions } from './address-policy.ts';
import { guardedConnector, type GuardedConnectOptions } from './guarded-connect.ts';

/** What connections are kept apart by: a connection made under one set of rules never serves another. */
export interface AgentOptions extends AddressPolicyOptions {
  /** Whether TLS certificates must be valid. */
  readonly verify: boolean;
  /** How long name lookup and connecting (TLS included) may take, in milliseconds. */
  readonly connectTimeoutMs: number;
}

const CONNECTIONS_PER_ORIGIN = 32;
const IDLE_MS = 10_000;
const MAX_AGENTS = 16;

const agents = new Map<string, Agent>();

/** Makes an undici agent whose connections are all checked; `lookup` replaces the system's resolver. */
export function createGuardedAgent(options: AgentOptions, lookup?: GuardedConnectOptions['lookup']): Agent {
  return new Agent({
    connect: guardedConnector({ ...options, policy: addressPolicy(options), lookup }),
    connections: CONNECTIONS_PER_ORIGIN,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
  });
}

/** The shared agent for these rules; made at first use. */
export function sharedAgent(options: AgentOptions): Dispatcher {
  const key = JSON.stringify([
    options.allowPrivate,
    options.verify,
    options.connectTimeoutMs,
    options.allowPrivateHosts ?? [],
  ]);
  const known = agents.get(key);
  if (known !== undefined) return known;
  evictOldest();
  const agent = createGuardedAgent(options);
  agents.set(key, agent);
  return agent;
}

/** Ends all idle connections and waits for the calls under way; the next call opens new ones. */
export async function closeConnections(): Promise<void> {
  const open = [...agents.values()];
  agents.clear();
  await Promise.all(open.map((agent) => agent.close()));
}

// A custom connect timeout per block (custom webhooks have one) must not grow the map for ever.
function evictOldest(): void {
  if (agents.size < MAX_AGENTS) return;
  const [oldest] = agents;
  if (oldest === undefined) return;
  agents.delete(oldest[0]);
  void oldest[1].close();
}
