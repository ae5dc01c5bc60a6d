import { partOf } from './partition.ts';
import type { Scenario } from './scenario.ts';

/** One tenant: its resources are numbered from 0, its workflows from `firstWorkflow`. */
export interface Tenant {
  readonly number: number;
  /** Its part of all load, from 0 to 1. */
  readonly share: number;
  readonly resources: number;
  readonly firstResource: number;
  readonly workflows: number;
  readonly firstWorkflow: number;
  /** Parts of the log that its events go to, by bucket; a workflow's events all come from one of them. */
  readonly logs: readonly number[];
  /** Name of its events. */
  readonly event: string;
  /** The automation that watches its resources. */
  readonly automation: string;
}

/** A tenant with more than this much of a log partition's even share is spread over several. */
const LARGEST_SHARE = 0.25;

/**
 * The tenants of a scenario: how large each is, and where its events and windows are kept. Whole tenants go where a hash
 * of their name says. Buckets go where there is least so far, the largest first: that needs a table of who is where.
 */
export function makeTenants(scenario: Scenario): Tenant[] {
  const { tenants: count, skew, windows, windowsPerWorkflow, placement, logPartitions } = scenario;
  const weights = Array.from({ length: count }, (_, rank) => 1 / (rank + 1) ** skew);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const load = new Array<number>(logPartitions).fill(0);
  const tenants: Tenant[] = [];
  let firstResource = 0;
  let firstWorkflow = 0;
  for (const [number, weight] of weights.entries()) {
    const share = weight / total;
    const resources = Math.max(1, Math.round(windows * share));
    const inBuckets = placement === 'bucket';
    const buckets = inBuckets
      ? Math.min(logPartitions, Math.ceil((share * logPartitions) / LARGEST_SHARE))
      : 1;
    // Each workflow belongs to one bucket, so that one log decides its order.
    const workflows = buckets * Math.ceil(resources / windowsPerWorkflow / buckets);
    const logs = inBuckets ? leastLoaded(load, buckets, share) : [partOf(`tenant.${number}`, logPartitions)];
    const [event, automation] = [`tenant.${number}.beat`, `watch.${number}`];
    tenants.push({
      number,
      share,
      resources,
      firstResource,
      workflows,
      firstWorkflow,
      logs,
      event,
      automation,
    });
    firstResource += resources;
    firstWorkflow += workflows;
  }
  return tenants;
}

/** Puts a tenant's buckets where there is least, each into another part while there are others. */
function leastLoaded(load: number[], buckets: number, share: number): number[] {
  const places = load.map((_, place) => place).sort((a, b) => load[a]! - load[b]! || a - b);
  const chosen = places.slice(0, buckets);
  for (const place of chosen) load[place]! += share / buckets;
  return chosen;
}

/** The workflow (from 0, of this tenant) that has a resource's window. */
export function workflowOf(tenant: Tenant, resourceId: string): number {
  return partOf(resourceId, tenant.workflows);
}

/** The part of the log that a workflow's events are kept in. */
export function logOf(tenant: Tenant, workflow: number): number {
  return tenant.logs[workflow % tenant.logs.length]!;
}
