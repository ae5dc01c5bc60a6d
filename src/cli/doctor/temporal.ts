import { Connection } from '@temporalio/client';
import { TASK_QUEUE } from '../../../workflows/names.ts';
import type { Settings } from '../../settings.ts';
import { GRPC, grpcStatus, isNotAllowed } from '../../temporal/grpc-status.ts';
import { SEARCH_ATTRIBUTES } from '../../temporal/search-attributes.ts';
import { findLivingServer, serverFiles } from '../../temporal/server-record.ts';
import {
  embeddedTarget,
  temporalTarget,
  wantsExistingTemporal,
  type TemporalTarget,
} from '../../temporal/target.ts';
import { fail, ok, reasonOf, warn, type Finding } from './finding.ts';

const CONNECT_MS = 5_000;
/** Values of `temporal.api.enums.v1.TaskQueueType`. */
const QUEUE_TYPES = { workflows: 1, activities: 2 } as const;

/** Temporal: whether it answers, its version, the namespace, our search attributes, and whether workers poll. */
export async function checkTemporal(settings: Settings): Promise<Finding[]> {
  const embedded = !wantsExistingTemporal() && settings.databaseUrl === undefined;
  const living = embedded ? findLivingServer(serverFiles(settings.dataDir)) : undefined;
  if (embedded && living === undefined) {
    return [
      warn(
        'Temporal',
        'the embedded one does not run',
        'it comes with `automations dev`; to use another one, set TEMPORAL_ADDRESS',
      ),
    ];
  }
  let target: TemporalTarget;
  try {
    target = living === undefined ? temporalTarget() : embeddedTarget(`127.0.0.1:${living.port}`);
  } catch (error) {
    return [fail('Temporal', reasonOf(error), 'mend the TEMPORAL_* variables')];
  }
  let connection: Connection;
  try {
    const { address, tls, apiKey, metadata } = target;
    connection = await Connection.connect({
      address,
      connectTimeout: CONNECT_MS,
      ...(tls !== undefined && { tls }),
      ...(apiKey !== undefined && { apiKey }),
      ...(metadata !== undefined && { metadata }),
    });
  } catch (error) {
    const refused = [GRPC.permissionDenied, GRPC.unauthenticated].some(
      (status) => status === grpcStatus(error),
    );
    const mend = refused
      ? 'are TEMPORAL_API_KEY and TEMPORAL_TLS_* right?'
      : 'is it up, and is TEMPORAL_ADDRESS right? The embedded one comes with `automations dev`';
    return [fail('Temporal', `${target.address}: ${reasonOf(error)}`, mend)];
  }
  try {
    return await connection.withDeadline(Date.now() + 4 * CONNECT_MS, () => look(connection, target));
  } catch (error) {
    return [fail('Temporal', `${target.address}: ${reasonOf(error)}`, 'see the log of the Temporal server')];
  } finally {
    await connection.close();
  }
}

async function look(connection: Connection, target: TemporalTarget): Promise<Finding[]> {
  const { namespace, address } = target;
  const service = connection.workflowService;
  const { serverVersion } = await service.getSystemInfo({});
  const findings: Finding[] = [
    ok('Temporal', `server ${serverVersion || 'of unknown version'} at ${address}`),
  ];
  try {
    const { config } = await service.describeNamespace({ namespace });
    const days = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) / 86_400;
    findings.push(
      ok('namespace', `${namespace}, keeps closed workflows for ${Math.round(days * 10) / 10} days`),
    );
  } catch (error) {
    if (grpcStatus(error) === GRPC.notFound) {
      return [
        ...findings,
        warn(
          'namespace',
          `there is no "${namespace}"`,
          `the first start makes it; else: temporal operator namespace create -n ${namespace}`,
        ),
      ];
    }
    if (!isNotAllowed(error)) throw error;
    findings.push(ok('namespace', `${namespace} (looking at it is not allowed)`));
  }
  return [
    ...findings,
    await searchAttributes(connection, namespace),
    ...(await pollers(connection, namespace)),
  ];
}

/** Without them everything works, but lists in the Temporal UI lack columns. */
async function searchAttributes(connection: Connection, namespace: string): Promise<Finding> {
  const topic = 'search attributes';
  const types = Object.entries(SEARCH_ATTRIBUTES);
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = types.filter(([name]) => customAttributes[name] === undefined);
    if (missing.length === 0) return ok(topic, `all ${types.length}`);
    const flags = missing.map(([name, type]) => `--name ${name} --type ${type}`).join(' ');
    return warn(
      topic,
      `${missing.map(([name]) => name).join(', ')} missing: lists in the Temporal UI lack columns`,
      `the first start makes them where it may; else: temporal operator search-attribute create -n ${namespace} ${flags}`,
    );
  } catch (error) {
    if (isNotAllowed(error)) return ok(topic, 'looking at them is not allowed');
    return warn(topic, reasonOf(error), 'lists in the Temporal UI may lack columns');
  }
}

async function pollers(connection: Connection, namespace: string): Promise<Finding[]> {
  const missing: string[] = [];
  for (const [what, taskQueueType] of Object.entries(QUEUE_TYPES)) {
    const reply = await connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: TASK_QUEUE },
      taskQueueType,
    });
    if ((reply.pollers ?? []).length === 0) missing.push(what);
  }
  if (missing.length === 0) return [ok('worker', `polls the task queue "${TASK_QUEUE}"`)];
  return [
    fail(
      'worker',
      `none polls the task queue "${TASK_QUEUE}" for ${missing.join(' and ')}: events are kept, and nothing fires`,
      'start `automations worker` (or `automations dev`) with this environment',
    ),
  ];
}
