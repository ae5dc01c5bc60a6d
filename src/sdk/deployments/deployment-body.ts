import type { Seconds } from '../triggers/match.ts';
import type { Trigger } from '../triggers/trigger.ts';
import type { DeploymentTrigger } from './deployment-triggers.ts';

/** What schedules have in common. */
export interface ScheduleCommon {
  /** IANA name, for example `Europe/Zurich`; UTC when absent. */
  readonly timezone?: string;
  /** Whether it starts runs; true when absent. */
  readonly active?: boolean;
  /** What its runs get on top of the deployment's parameters. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** A name of its own among the deployment's schedules. */
  readonly slug?: string;
}

/** By a cron expression of five fields. */
export interface CronSchedule extends ScheduleCommon {
  readonly cron: string;
}

/** Every so many seconds, counted from an anchor. */
export interface IntervalSchedule extends ScheduleCommon {
  readonly interval: Seconds;
  /** ISO 8601. */
  readonly anchor_date?: string;
}

/** By a rule of RFC 5545. */
export interface RRuleSchedule extends ScheduleCommon {
  readonly rrule: string;
}

/** When runs are started by themselves. */
export type Schedule = CronSchedule | IntervalSchedule | RRuleSchedule;

/** What a deployment is made of. */
export interface DeploymentOptions {
  /** The workflow's type, which is the flow's name. */
  readonly flow: string;
  readonly name: string;
  /** The task queue of its worker. */
  readonly work_queue_name?: string;
  /** A group of task queues; without a queue of its own its task queue is the one named like the pool. */
  readonly work_pool_name?: string;
  readonly description?: string;
  readonly version?: string;
  readonly tags?: readonly string[];
  /** What its runs get unless they are told otherwise: the workflow's one argument. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** A JSON Schema that the parameters must fit. */
  readonly parameter_openapi_schema?: Readonly<Record<string, unknown>>;
  readonly enforce_parameter_schema?: boolean;
  /** See docs/temporal.md for those that count on Temporal. */
  readonly job_variables?: Readonly<Record<string, unknown>>;
  /** Whether its schedules are paused. */
  readonly paused?: boolean;
  /** How many of its runs may be under way at a time. */
  readonly concurrency_limit?: number;
  readonly schedules?: readonly Schedule[];
  /** What makes it run besides; each becomes an automation that the deployment owns. */
  readonly triggers?: readonly (DeploymentTrigger | Trigger)[];
}

/** A deployment as the API gives it; it has more fields than are named here. */
export interface Deployment {
  readonly id: string;
  readonly name: string;
  readonly flow_id: string;
  readonly description: string | null;
  readonly version: string | null;
  readonly paused: boolean;
  readonly tags: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly schedules: readonly {
    readonly id: string;
    readonly active: boolean;
    readonly schedule: unknown;
  }[];
  readonly work_pool_name: string | null;
  readonly work_queue_name: string | null;
  readonly status: 'READY' | 'NOT_READY';
}

/** The body of `POST /api/deployments/`. */
export function deploymentBody(options: DeploymentOptions, flowId: string): object {
  const { flow: _flow, triggers: _triggers, schedules = [], ...rest } = options;
  return { ...rest, flow_id: flowId, schedules: schedules.map(scheduleBody) };
}

function scheduleBody({ active, parameters, slug, ...schedule }: Schedule): object {
  return {
    schedule,
    ...(active !== undefined && { active }),
    ...(parameters !== undefined && { parameters }),
    ...(slug !== undefined && { slug }),
  };
}
