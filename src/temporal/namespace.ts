import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { AutomationError } from '../errors.ts';
import type { Logger } from '../logging.ts';
import { GRPC, grpcStatus, isNotAllowed } from './grpc-status.ts';
import { SEARCH_ATTRIBUTES, type SearchAttributeName } from './search-attributes.ts';

/** Values of `temporal.api.enums.v1.IndexedValueType`. */
const TYPES = { Keyword: 2, Bool: 5 } as const;

/** A server may take this long to see a new namespace or attribute everywhere. */
const SETTLE_MS = 30_000;
/** How long closed workflows are kept in a namespace that is made here. */
const RETENTION = '7 days';

/**
 * Makes sure that a namespace exists, making it when absent. Where looking is not allowed (Temporal Cloud answers so
 * to many keys) it is taken as given.
 *
 * @throws AutomationError `temporal_namespace_missing` when it is absent and may not be made
 */
export async function ensureNamespace(connection: Connection, namespace: string): Promise<void> {
  const service = connection.workflowService;
  try {
    await service.describeNamespace({ namespace });
    return;
  } catch (error) {
    if (isNotAllowed(error)) return;
    if (grpcStatus(error) !== GRPC.notFound) throw error;
  }
  try {
    await service.registerNamespace({
      namespace,
      description: 'Automations',
      workflowExecutionRetentionPeriod: msToTs(RETENTION),
    });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (grpcStatus(error) !== GRPC.alreadyExists) {
      throw new AutomationError(
        'temporal_namespace_missing',
        `Temporal has no namespace "${namespace}" and it could not be made: ${(error as Error).message}`,
        { cause: error },
      );
    }
  }
  // The frontends learn of it with a delay, and refuse to start workflows in it until then.
  await settle(async () => {
    await service.listOpenWorkflowExecutions({ namespace, maximumPageSize: 1 });
    return true;
  });
}

/**
 * Makes sure that our search attributes are registered, as far as the server allows.
 *
 * @returns those that workflows may use
 */
export async function ensureSearchAttributes(
  connection: Connection,
  namespace: string,
  logger: Logger,
): Promise<ReadonlySet<SearchAttributeName>> {
  try {
    const before = await usable(connection, namespace);
    const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !before.known.has(name));
    if (missing.length === 0) return before.usable;
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, TYPES[type]])),
    });
    return await settle(async () => {
      const now = await usable(connection, namespace);
      return missing.every(([name]) => now.known.has(name)) ? now.usable : undefined;
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    logger.warn(
      { namespace, reason },
      'search attributes cannot be registered; lists in the Temporal UI lack some columns',
    );
    return await usable(connection, namespace).then(
      (now) => now.usable,
      () => new Set<SearchAttributeName>(),
    );
  }
}

interface Attributes {
  /** Names that are taken, by whatever type. */
  readonly known: ReadonlySet<string>;
  /** Ours that are there with the right type. */
  readonly usable: ReadonlySet<SearchAttributeName>;
}

async function usable(connection: Connection, namespace: string): Promise<Attributes> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const names = Object.keys(SEARCH_ATTRIBUTES) as SearchAttributeName[];
  return {
    known: new Set(Object.keys(customAttributes)),
    usable: new Set(names.filter((name) => customAttributes[name] === TYPES[SEARCH_ATTRIBUTES[name]])),
  };
}

/** Repeats until there is a result; errors count as none until the time is over. */
async function settle<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + SETTLE_MS;
  for (;;) {
    try {
      const result = await attempt();
      if (result !== undefined) return result;
    } catch (error) {
      if (Date.now() >= deadline || isNotAllowed(error)) throw error;
    }
    if (Date.now() >= deadline) throw new Error(`Temporal did not take it over within ${SETTLE_MS} ms`);
    await sleep(200);
  }
}
