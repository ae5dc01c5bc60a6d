import type { stateTypes } from '../schemas/actions.ts';

/** The kinds of object that actions and templates look at, as in `prefect.<kind>.<id>`. */
export const objectKinds = ['deployment', 'flow', 'flow-run', 'work-pool', 'work-queue'] as const;
/** One of {@link objectKinds}. */
export type ObjectKind = (typeof objectKinds)[number];

/** The type of a state, for example `RUNNING`. */
export type StateType = (typeof stateTypes)[number];

/** On whose behalf something is done, and how often it may have been asked for. */
export interface Request {
  /** The automation whose action it is. */
  readonly automation: { readonly id: string; readonly name: string };
  /** Length of the chain of causes that what follows from this belongs to, for the loop guard. */
  readonly depth: number;
  /** The same for every attempt: what it brought about is not brought about twice. */
  readonly idempotencyKey: string;
  /** Aborts when the attempt has run out of time. */
  readonly signal: AbortSignal;
}

/** A run of a deployment that is asked for; `Request.idempotencyKey` decides its id. */
export interface RunRequest {
  readonly deploymentId: string;
  /** On top of the deployment's own. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly jobVariables: Readonly<Record<string, unknown>> | null;
  /** Epoch ms; in the past: at once. Only the first attempt's counts. */
  readonly scheduledTime: number;
}

/** A state that a flow run is to be put into. */
export interface RequestedState {
  readonly type: StateType;
  /** The type's own name when null. */
  readonly name: string | null;
  readonly message: string;
  /** Also where the present state does not allow it. */
  readonly force: boolean;
}

/** What was done: both parts go into the event that tells of the action. No secrets. */
export interface Done {
  /** For example the `status_code` of a call. */
  readonly details: Readonly<Record<string, unknown>>;
  /** What was acted on or made besides the target itself, with its role. */
  readonly related: readonly Record<string, string>[];
}

/**
 * What actions act on: Temporal itself, or a Prefect server. Every method may be called again with the same
 * `idempotencyKey` and then answers as if it had been called once.
 *
 * All of them throw `AutomationError` with a sentence that users read as the reason of the failed action: `retryable`
 * when the same call may succeed later (the orchestrator is away or busy), else final (there is no such object, its
 * state does not allow it, the orchestrator has no such thing). The error's `details`, if any, go into the event.
 */
export interface Orchestrator {
  /** Makes a flow run from a deployment; it is among the answer's `related`, with the role `flow-run`. */
  runDeployment(run: RunRequest, request: Request): Promise<Done>;

  /** Asks a flow run to end; it gets to clean up. */
  cancelFlowRun(id: string, message: string, request: Request): Promise<Done>;
  /** Stops a flow run so that it can be resumed; after `timeoutSeconds` without that it fails. */
  suspendFlowRun(id: string, message: string, timeoutSeconds: number, request: Request): Promise<Done>;
  /** Goes on with one that is paused or suspended. */
  resumeFlowRun(id: string, request: Request): Promise<Done>;
  /** Puts a flow run into any other state. */
  changeFlowRunState(id: string, state: RequestedState, request: Request): Promise<Done>;
  /** Removes a flow run and what is known of it; `again`: an attempt before may have done so, then one that is gone is fine. */
  deleteFlowRun(id: string, again: boolean, request: Request): Promise<Done>;

  /** Pauses or resumes the schedules of a deployment. */
  setDeploymentPaused(id: string, paused: boolean, request: Request): Promise<Done>;
  /** Pauses or resumes a work pool: while it is paused nothing is started in it. */
  setWorkPoolPaused(id: string, paused: boolean, request: Request): Promise<Done>;
  /** Pauses or resumes a work queue: while it is paused nothing is started from it. */
  setWorkQueuePaused(id: string, paused: boolean, request: Request): Promise<Done>;

  /**
   * An object with Prefect's fields, as templates see it (`{{ flow_run.name }}`); for a deployment, with its
   * `parameter_openapi_schema`.
   *
   * @returns null when there is none of this id
   */
  read(kind: ObjectKind, id: string): Promise<Record<string, unknown> | null>;
  /** The values of the workspace's variables by name: all of them, or those of these names. */
  variables(names?: readonly string[]): Promise<Record<string, unknown>>;
}
