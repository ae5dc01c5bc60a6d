import { RunDeployment } from '../actions/deployment-actions.ts';
import type { AutomationOptions } from '../automations/automation-body.ts';
import {
  CompoundTrigger,
  SequenceTrigger,
  type CompoundTriggerOptions,
  type SequenceTriggerOptions,
} from '../triggers/composite-triggers.ts';
import { EventTrigger, type EventTriggerOptions } from '../triggers/event-trigger.ts';
import type { Seconds } from '../triggers/match.ts';
import { MetricTrigger, type MetricTriggerOptions } from '../triggers/metric-trigger.ts';
import type { Trigger } from '../triggers/trigger.ts';

/** What a deployment's trigger says of the automation that it becomes, and of the run that it starts. */
export interface TriggeredRunOptions {
  /** The automation's name; `<deployment>__automation_<n>` when absent. */
  readonly name?: string;
  readonly description?: string;
  /** Whether it is evaluated; true when absent. */
  readonly enabled?: boolean;
  /** The run's parameters, which may be templates; the deployment's own when absent. */
  readonly parameters?: Readonly<Record<string, unknown>> | null;
  readonly job_variables?: Readonly<Record<string, unknown>> | null;
  /** Seconds to wait before the run begins; 0 when absent. */
  readonly schedule_after?: Seconds;
}

/** A trigger that runs the deployment that it is given to. */
export class DeploymentTrigger {
  readonly trigger: Trigger;
  readonly options: TriggeredRunOptions;

  /** Any trigger will do; the subclasses make one from its fields. */
  constructor(trigger: Trigger, options: TriggeredRunOptions = {}) {
    this.trigger = trigger;
    this.options = options;
  }

  /** The automation that it becomes. `fallbackName` counts where it has no name. */
  asAutomation(deploymentId: string, fallbackName: string): AutomationOptions {
    const { name = fallbackName, description = '', enabled = true, ...run } = this.options;
    const { parameters = null, job_variables = null, schedule_after = 0 } = run;
    return {
      ...{ name, description, enabled },
      trigger: this.trigger,
      actions: [
        new RunDeployment({ deployment_id: deploymentId, parameters, job_variables, schedule_after }),
      ],
    };
  }
}

/**
 * Runs the deployment on the presence or absence of events.
 *
 * @example new DeploymentEventTrigger({ expect: ['data.arrived'], parameters: { file: '{{ event.payload.file }}' } })
 */
export class DeploymentEventTrigger extends DeploymentTrigger {
  constructor(options: EventTriggerOptions & TriggeredRunOptions) {
    super(new EventTrigger(options), options);
  }
}

/** Runs the deployment when a metric is out of bounds. */
export class DeploymentMetricTrigger extends DeploymentTrigger {
  constructor(options: MetricTriggerOptions & TriggeredRunOptions) {
    super(new MetricTrigger(options), options);
  }
}

/** Runs the deployment when enough of several triggers have fired. */
export class DeploymentCompoundTrigger<
  const T extends readonly Trigger[] = readonly Trigger[],
> extends DeploymentTrigger {
  constructor(options: CompoundTriggerOptions<T> & TriggeredRunOptions) {
    super(new CompoundTrigger(options), options);
  }
}

/** Runs the deployment when several triggers have fired in order. */
export class DeploymentSequenceTrigger extends DeploymentTrigger {
  constructor(options: SequenceTriggerOptions & TriggeredRunOptions) {
    super(new SequenceTrigger(options), options);
  }
}
