import { AutomationError } from '../../errors.ts';
import { isObject } from '../../schemas/scalars.ts';
import type { UpstreamCall, UpstreamClient } from '../../upstream/client.ts';
import type { ObjectKind } from '../orchestrator.ts';

/** Variables a page, and in all: Prefect's limits. */
const PAGE = 200;
const MOST = 1_000;

/** An object with the fields that Prefect's API gives it; null when there is none. */
export async function readObject(
  client: UpstreamClient,
  kind: ObjectKind,
  id: string,
  signal?: AbortSignal,
): Promise<Record<string, unknown> | null> {
  const get = (path: string) => read(client, { method: 'GET', path, signal });
  switch (kind) {
    case 'deployment':
      return get(`/deployments/${id}`);
    case 'flow':
      return get(`/flows/${id}`);
    case 'flow-run':
      return get(`/flow_runs/${id}`);
    case 'work-pool': {
      const json = { work_pools: { id: { any_: [id] } } };
      return read(client, { method: 'POST', path: '/work_pools/filter', json, signal });
    }
    case 'work-queue': {
      const [queue, status] = await Promise.all([
        get(`/work_queues/${id}`),
        get(`/work_queues/${id}/status`),
      ]);
      return queue && { ...queue, ...status };
    }
  }
}

/** The values of variables by name: all, or those of these names. */
export async function readVariables(
  client: UpstreamClient,
  names?: readonly string[],
): Promise<Record<string, unknown>> {
  const variables: Record<string, unknown> = {};
  if (names?.length === 0) return variables;
  const filter = names === undefined ? null : { name: { any_: [...new Set(names)] } };
  for (let offset = 0; offset < MOST; offset += PAGE) {
    const json = { variables: filter, limit: PAGE, offset };
    const { status, body } = await client.call({ method: 'POST', path: '/variables/filter', json });
    if (status >= 300) throw unexpected(status);
    const page = (Array.isArray(body) ? body : []).filter(isObject);
    for (const { name, value } of page) variables[String(name)] = value;
    if (page.length < PAGE) break;
  }
  return variables;
}

async function read(client: UpstreamClient, call: UpstreamCall): Promise<Record<string, unknown> | null> {
  const { status, body } = await client.call(call);
  if (status === 404) return null;
  if (status >= 300) throw unexpected(status);
  const object: unknown = Array.isArray(body) ? body[0] : body;
  return isObject(object) ? object : null;
}

function unexpected(status: number): AutomationError {
  return new AutomationError('upstream_status', `The Prefect server answered ${status}`);
}
