import express, { type Request, type RequestHandler } from 'express';
import { ValidationError, type ErrorDetail } from '../schemas/validation.ts';
import { JsonError, parseJson } from './json.ts';
import { DetailError } from './errors.ts';

/** The largest JSON body of an API call, in bytes. */
export const maxBodyBytes = 4_000_000;
/** A list of events may be larger: each of them may have 1.5 MB. */
export const maxEventsBodyBytes = 32_000_000;

/** The text of a request's body, for what depends on how it was written. */
const texts = new WeakMap<Request, string>();

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads the request's body as JSON into `req.body`; without a body it stays undefined.
 *
 * @param limit bytes; more is a 413
 * @throws ValidationError (422) in Prefect's shape for text that is not JSON, as its own server answers
 */
export function jsonBody(limit: number = maxBodyBytes): RequestHandler {
  const read = jsonBytes(limit);
  return (req, res, next) => {
    // Read by somebody who had to look into it before.
    if (isRead(req)) return next();
    read(req, res, (error?: unknown) => {
      if (error !== undefined) return next(error);
      try {
        req.body = parsedBody(req);
      } catch (refused) {
        return next(refused);
      }
      next();
    });
  };
}

/**
 * Reads the request's body into `req.body` as bytes, for {@link parsedBody}; without a body it stays undefined.
 *
 * @param limit bytes; more is a 413
 * @throws ValidationError (422) for a type other than JSON: those are what a browser may send across origins without asking first
 */
export function jsonBytes(limit: number): RequestHandler {
  const read = express.raw({ type: () => true, limit });
  return (req, res, next) => {
    read(req, res, (error?: unknown) => {
      if (error !== undefined) return next(error);
      // From here on the body counts as read, also without one.
      texts.set(req, '');
      if (bytesOf(req) === undefined) req.body = undefined;
      else if (!hasJsonType(req)) {
        return next(refusal('model_attributes_type', 'Content-Type must be application/json', 0));
      }
      next();
    });
  };
}

/** The bytes that {@link jsonBytes} has read; undefined when there are none. */
export function bytesOf(req: Request): Buffer | undefined {
  const raw: unknown = req.body;
  return Buffer.isBuffer(raw) && raw.length > 0 ? raw : undefined;
}

/** The JSON text that {@link jsonBody} has read; empty when there was none. */
export function bodyText(req: Request): string {
  return texts.get(req) ?? '';
}

/** Whether {@link jsonBody} has read the body of a request. */
export function isRead(req: Request): boolean {
  return texts.has(req);
}

/** The text of a body in UTF-8; throws a TypeError when it is not. */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Whether the value of a JSON text may hold a NUL: there it is an escape. */
export function mayHoldNul(text: string): boolean {
  return text.includes('\\u0000');
}

function hasJsonType(req: Request): boolean {
  const type = req.get('content-type');
  return type === undefined || /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type.trim());
}

/**
 * The value of the bytes that {@link jsonBytes} has read; undefined without any.
 *
 * @throws ValidationError (422) in Prefect's shape for text that is not JSON, as its own server answers
 */
export function parsedBody(req: Request): unknown {
  const raw = bytesOf(req);
  if (raw === undefined) return undefined;
  let text: string;
  try {
    text = decodeText(raw);
  } catch {
    throw new DetailError(400, 'There was an error parsing the body');
  }
  texts.set(req, text);
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonError)
      throw refusal('json_invalid', `JSON decode error: ${error.message}`, error.position);
    throw error;
  }
}

function refusal(type: string, msg: string, position: number): ValidationError {
  const detail: ErrorDetail = { type, loc: type === 'json_invalid' ? ['body', position] : ['body'], msg };
  return new ValidationError([detail]);
}
