import { STATUS_CODES } from 'node:http';
import { AutomationError } from '../errors.ts';
import type { Scrub } from './redact.ts';
import { retryAfterMs } from './retry-after.ts';

/** What a response says, as far as success and failure go. */
export interface Outcome {
  readonly statusCode: number;
  /** Lower-case names; several values of one name are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** The first part of the body as text. */
  readonly body: string;
}

const RETRYABLE_STATUS = new Set([408, 425, 429]);
const EXCERPT_LENGTH = 200;

/** Codes that Node and OpenSSL give to a certificate or a handshake that will not get better by itself. */
const TLS_CODE =
  /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH|EPROTO)/;

/** Whether a response says that all went well: 2xx. */
export function succeeded({ statusCode }: Pick<Outcome, 'statusCode'>): boolean {
  return statusCode >= 200 && statusCode < 300;
}

/**
 * The failure that a status stands for, or undefined when it is 2xx. 408, 425, 429 and 5xx are retryable, with the wait
 * that the peer asks for; everything else is permanent, redirects included: they are not followed.
 */
export function statusFailure(outcome: Outcome, peer: string, scrub: Scrub): AutomationError | undefined {
  const { statusCode, headers } = outcome;
  if (succeeded(outcome)) return undefined;
  const status = `${statusCode} ${STATUS_CODES[statusCode] ?? ''}`.trim();
  if (statusCode >= 300 && statusCode < 400) {
    return new AutomationError('http_redirect', `${peer} answered ${status}; redirects are not followed`);
  }
  const retryable = RETRYABLE_STATUS.has(statusCode) || statusCode >= 500;
  const wait = retryable ? retryAfterMs(headers['retry-after'], Date.now()) : undefined;
  return new AutomationError('http_status', `${peer} answered ${status}${excerpt(outcome.body, scrub)}`, {
    retryable,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
}

/**
 * The failure that an exception of a connection stands for. Network errors are retryable, certificate errors and
 * requests that cannot be sent are not. The exception itself is not kept as the cause: it may name what is secret.
 */
export function networkFailure(error: unknown, peer: string): AutomationError {
  if (error instanceof AutomationError) return error;
  const code = codeOf(error);
  if (TLS_CODE.test(code)) {
    return new AutomationError('tls_failed', `No trusted connection to ${peer}: ${code}`);
  }
  if (code === 'UND_ERR_INVALID_ARG' || code === 'ERR_INVALID_URL') {
    return new AutomationError('invalid_request', `The request to ${peer} is not valid HTTP`, {
      httpStatus: 422,
    });
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT') {
    return new AutomationError('connect_timeout', `No connection to ${peer} in time`, { retryable: true });
  }
  return new AutomationError('network_error', `The call to ${peer} failed: ${code}`, { retryable: true });
}

/** The start of a text in parentheses or after a colon, without secrets and line breaks; empty for an empty text. */
export function excerpt(text: string, scrub: Scrub): string {
  // Scrubbed before it is cut: half a secret would not be recognised.
  const clean = scrub(text).replace(/\s+/g, ' ').trim();
  if (clean === '') return '';
  return `: ${clean.length > EXCERPT_LENGTH ? `${clean.slice(0, EXCERPT_LENGTH)}…` : clean}`;
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return cause === undefined ? 'no reason given' : codeOf(cause);
}
