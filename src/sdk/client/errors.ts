import { AutomationError, type AutomationErrorOptions } from '../../errors.ts';

/** What is known of a call that failed. */
export interface ApiErrorOptions extends AutomationErrorOptions {
  /** The status of the answer; absent when there was none. */
  readonly status?: number;
  /** The body of the answer, parsed when it was JSON. */
  readonly body?: unknown;
}

/**
 * A call to the gateway that failed. Its subclasses say how; `message` says what to do about it, `retryable` whether the
 * same call may succeed later.
 */
export class ApiError extends AutomationError {
  override readonly name: string = 'ApiError';
  /** The call, for example `POST http://127.0.0.1:4300/api/automations/`. */
  readonly call: string;
  /** The status of the answer; undefined when there was none. */
  readonly status: number | undefined;
  /** The body of the answer, parsed when it was JSON. */
  readonly body: unknown;

  constructor(code: string, call: string, message: string, options: ApiErrorOptions = {}) {
    const { status, body, ...rest } = options;
    super(code, message, status === undefined ? rest : { httpStatus: status, ...rest });
    this.call = call;
    this.status = status;
    this.body = body;
  }
}

/** No connection to the gateway, or it broke. */
export class UnreachableError extends ApiError {
  override readonly name = 'UnreachableError';
}

/** No answer within `timeoutMs`. */
export class TimeoutError extends ApiError {
  override readonly name = 'TimeoutError';
}

/** 401 or 403: the key is missing or wrong. */
export class UnauthorizedError extends ApiError {
  override readonly name = 'UnauthorizedError';
}

/** One field that the server refused. */
export interface FieldError {
  /** The way to the field, for example `trigger.within` or `actions[0].type`; empty for the body as a whole. */
  readonly path: string;
  /** The same, step by step. */
  readonly steps: readonly (string | number)[];
  readonly message: string;
  /** The kind of mistake in pydantic's words, for example `missing`. */
  readonly type: string;
}

/** 422 and other refusals of what was sent: `fields` tells where. */
export class InvalidRequestError extends ApiError {
  override readonly name = 'InvalidRequestError';
  /** The fields that were refused; empty when the server told a reason only. */
  readonly fields: readonly FieldError[];

  constructor(call: string, message: string, fields: readonly FieldError[], options: ApiErrorOptions = {}) {
    super('invalid_request', call, message, options);
    this.fields = fields;
  }
}

/** 404: there is no such object. */
export class NotFoundError extends ApiError {
  override readonly name = 'NotFoundError';
}

/** 409: the name is taken, or the object's state does not allow it. */
export class ConflictError extends ApiError {
  override readonly name = 'ConflictError';
}

/** 429: too many requests; `retryAfterMs` says how long to wait, when the server did. */
export class RateLimitedError extends ApiError {
  override readonly name = 'RateLimitedError';
}

/** 5xx, or an answer that is none of the API. */
export class ServerError extends ApiError {
  override readonly name = 'ServerError';
}
