import type { Tenant } from './tenants.ts';
import type { Workflow } from './workflow.ts';

/** What stands in a part of the log: an event, or a workflow's barrier. */
export interface Entry {
  /** Its place in that part, from 1; 0 before it has one. */
  seq: number;
  /** When it got its place, in ms. */
  at: number;
  /** When it was sent, in ms. */
  readonly sent: number;
  readonly tenant: Tenant;
  /** The resource, from 0; -1 for events that concern no automation. */
  readonly resource: number;
  readonly barrier?: Workflow;
}
