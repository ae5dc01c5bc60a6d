/** The update that suspends a workflow whose worker has the SDK's interceptor. */
export const SUSPEND_UPDATE = 'automations.suspend';
/** The update that lets it go on. */
export const RESUME_UPDATE = 'automations.resume';
/** The query that tells whether it is suspended. */
export const SUSPENSION_QUERY = 'automations.suspension';

/** How a workflow is to be suspended. */
export interface SuspendRequest {
  /** After this many milliseconds without being resumed it fails; null: never. */
  readonly timeoutMs: number | null;
  /** Why; shown by the query. */
  readonly message: string | null;
}

/** What the interceptor answers to either update; nobody else's handler does. */
export interface SuspensionReply {
  readonly suspension: 'suspended' | 'resumed';
}
