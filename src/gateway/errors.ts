import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from '../logging.ts';
import { AutomationError } from '../errors.ts';
import { TemplateError } from '../templates/error.ts';
import { ValidationError } from '../schemas/validation.ts';

/**
 * An error in the `{"detail": …}` shape that Prefect uses for blocks, variables and malformed calls
 * (automations and credentials answer `exception_message` instead: throw a plain `AutomationError` for those).
 *
 * @example throw new DetailError(404, 'Block type not found')
 */
export class DetailError extends AutomationError {
  override readonly name = 'DetailError';
  constructor(httpStatus: number, detail: string, code = 'refused') {
    super(code, detail, { httpStatus });
  }
}

/** What an error looks like on the wire. */
export interface ErrorReply {
  readonly status: number;
  readonly body: unknown;
  /** Seconds for `Retry-After`, when the caller should come again. */
  readonly retryAfter?: number;
}

/** Prefect's shape for an error of any kind; what is not known becomes a 500 that says nothing of the inside. */
export function errorReply(error: unknown): ErrorReply {
  if (error instanceof ValidationError) return { status: 422, body: error.toJSON() };
  if (error instanceof TemplateError) return { status: 422, body: templateReply(error) };
  if (error instanceof DetailError || (error instanceof AutomationError && error.httpStatus === 409)) {
    return { status: error.httpStatus, body: { detail: error.message } };
  }
  if (error instanceof AutomationError && error.httpStatus < 500) {
    return { status: error.httpStatus, body: { exception_message: error.message } };
  }
  if (error instanceof AutomationError && error.retryable) {
    const retryAfter = Math.max(1, Math.ceil((error.retryAfterMs ?? 1000) / 1000));
    return { status: 503, body: { exception_message: 'Service Unavailable' }, retryAfter };
  }
  const status = clientStatus(error);
  if (status !== null) return { status, body: { detail: reasonPhrase(status) } };
  return { status: 500, body: { exception_message: 'Internal Server Error' } };
}

/** What is wrong with a template, and on which line. */
function templateReply(error: TemplateError): unknown {
  const { line, message, stage, source } = error;
  return { error: { line, message, stage, source } };
}

/** Express and its parsers mark the caller's mistakes (a malformed path, an aborted body) with a 4xx status. */
function clientStatus(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('status' in error)) return null;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

function reasonPhrase(status: number): string {
  return status === 413 ? 'Request body too large' : (STATUS_CODES[status] ?? 'Bad Request');
}

/** The one place where thrown errors become replies; 5xx are logged with their cause. */
export function errorMapper(logger: Logger): ErrorRequestHandler {
  return (error: unknown, req: Request, res: Response, _next) => {
    const reply = errorReply(error);
    if (reply.status >= 500) {
      logger.error(
        { err: error, requestId: res.getHeader('x-request-id'), method: req.method },
        'request failed',
      );
    }
    if (res.headersSent) {
      res.destroy();
      return;
    }
    if (reply.retryAfter !== undefined) res.setHeader('Retry-After', String(reply.retryAfter));
    if (reply.status === 401) res.setHeader('WWW-Authenticate', 'Basic realm="automations", Bearer');
    res.status(reply.status).json(reply.body);
  };
}
