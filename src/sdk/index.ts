export {
  apiPath,
  AutomationsClient,
  defaultClient,
  setDefaultClient,
  type CallOptions,
} from './client/client.ts';
export { DEFAULT_API_URL, type ClientOptions, type Connection } from './client/connection.ts';
export {
  ApiError,
  ConflictError,
  InvalidRequestError,
  NotFoundError,
  RateLimitedError,
  ServerError,
  TimeoutError,
  UnauthorizedError,
  UnreachableError,
  type ApiErrorOptions,
  type FieldError,
} from './client/errors.ts';
