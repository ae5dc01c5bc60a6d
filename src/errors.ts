/** What an {@link AutomationError} may carry besides its message. */
export interface AutomationErrorOptions {
  /** HTTP status that the gateway answers with; 500 when absent. */
  readonly httpStatus?: number;
  /** Whether the same call may succeed later; false when absent. */
  readonly retryable?: boolean;
  /** How long to wait before the next try, in milliseconds, when the peer said so. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
  /** What else is known of it, for the event of an action that failed; no secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * The one error type of the project: its code says what went wrong, its flags say what happens next.
 * The gateway turns it into Prefect's error shapes, the activities into Temporal's `ApplicationFailure`.
 *
 * @example throw new AutomationError('webhook_refused', 'The address is private', { httpStatus: 422 })
 */
export class AutomationError extends Error {
  override readonly name: string = 'AutomationError';
  readonly code: string;
  readonly httpStatus: number;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: AutomationErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.httpStatus = options.httpStatus ?? 500;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.details = options.details ?? {};
  }
}

/** An object that does not exist: 404 with Prefect's `exception_message`. */
export class NotFoundError extends AutomationError {
  override readonly name = 'NotFoundError';
  constructor(what: string) {
    super('not_found', `${what} not found`, { httpStatus: 404 });
  }
}

/** A name, slug or state that is taken: 409. */
export class ConflictError extends AutomationError {
  override readonly name = 'ConflictError';
  constructor(message: string) {
    super('conflict', message, { httpStatus: 409 });
  }
}
