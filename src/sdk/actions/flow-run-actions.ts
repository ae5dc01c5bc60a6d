/** The types of state that a flow run can be put into. */
export type StateType =
  | 'SCHEDULED'
  | 'PENDING'
  | 'RUNNING'
  | 'COMPLETED'
  | 'FAILED'
  | 'CANCELLED'
  | 'CRASHED'
  | 'PAUSED'
  | 'CANCELLING';

/** Cancels the flow run that the triggering event is about; it gets to clean up. */
export class CancelFlowRun {
  readonly type = 'cancel-flow-run';
}

/** Suspends the flow run that the triggering event is about, until it is resumed. */
export class SuspendFlowRun {
  readonly type = 'suspend-flow-run';
}

/** Resumes the flow run that the triggering event is about. */
export class ResumeFlowRun {
  readonly type = 'resume-flow-run';
}

/** Removes the flow run that the triggering event is about. */
export class DeleteFlowRun {
  readonly type = 'delete-flow-run';
}

/** What a {@link ChangeFlowRunState} is made of. */
export interface ChangeFlowRunStateOptions {
  readonly state: StateType;
  /** The type's own name when absent. */
  readonly name?: string | null;
  readonly message?: string | null;
  /** Also where the present state does not allow it; false when absent. */
  readonly force?: boolean;
}

/** Puts the flow run that the triggering event is about into another state. */
export class ChangeFlowRunState {
  readonly type = 'change-flow-run-state';
  readonly state: StateType;
  readonly name: string | null;
  readonly message: string | null;
  readonly force: boolean;

  constructor(options: ChangeFlowRunStateOptions) {
    this.state = options.state;
    this.name = options.name ?? null;
    this.message = options.message ?? null;
    this.force = options.force ?? false;
  }
}
