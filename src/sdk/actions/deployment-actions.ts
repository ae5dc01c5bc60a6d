import { sourceOf, type Target } from './target.ts';

/** How a run is started. */
export interface RunOptions {
  /** Values, or templates: `{ __prefect_kind: 'jinja', template: '{{ event.id }}' }`; the deployment's own when absent. */
  readonly parameters?: Readonly<Record<string, unknown>> | null;
  readonly job_variables?: Readonly<Record<string, unknown>> | null;
  /** Seconds to wait before the run begins; 0 when absent. */
  readonly schedule_after?: number;
}

/** What a {@link RunDeployment} is made of. */
export type RunDeploymentOptions = Target<'deployment_id'> & RunOptions;

/**
 * Runs a deployment.
 *
 * @example new RunDeployment({ deployment_id: deployment.id, parameters: { day: 'monday' } })
 */
export class RunDeployment {
  readonly type = 'run-deployment';
  readonly source: 'selected' | 'inferred';
  readonly deployment_id: string | null;
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly job_variables: Readonly<Record<string, unknown>> | null;
  readonly schedule_after: number;

  constructor(options: RunDeploymentOptions) {
    this.source = sourceOf(options);
    this.deployment_id = options.deployment_id ?? null;
    this.parameters = options.parameters ?? null;
    this.job_variables = options.job_variables ?? null;
    this.schedule_after = options.schedule_after ?? 0;
  }
}

/** Pauses the schedules of a deployment. */
export class PauseDeployment {
  readonly type = 'pause-deployment';
  readonly source: 'selected' | 'inferred';
  readonly deployment_id: string | null;

  constructor(target: Target<'deployment_id'>) {
    this.source = sourceOf(target);
    this.deployment_id = target.deployment_id ?? null;
  }
}

/** Resumes the schedules of a deployment. */
export class ResumeDeployment {
  readonly type = 'resume-deployment';
  readonly source: 'selected' | 'inferred';
  readonly deployment_id: string | null;

  constructor(target: Target<'deployment_id'>) {
    this.source = sourceOf(target);
    this.deployment_id = target.deployment_id ?? null;
  }
}
