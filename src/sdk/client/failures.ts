import { retryAfterMs } from '../../http/retry-after.ts';
import * as errors from './errors.ts';

const EXCERPT_LENGTH = 300;

/** An answer of the gateway that is no success. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it was JSON, else text. */
  readonly body: unknown;
}

/** The error that an answer stands for. */
export function refusalError(call: string, { status, headers, body }: Refusal): errors.ApiError {
  const said = saidIn(body);
  const about = { status, body };
  switch (status) {
    case 401:
    case 403:
      return new errors.UnauthorizedError(
        'unauthorized',
        call,
        `${call}: ${status === 401 ? 'the API key is missing or wrong; set AUTOMATIONS_API_KEY or the option apiKey' : said}`,
        about,
      );
    case 404:
      return new errors.NotFoundError('not_found', call, `${call}: ${said}`, about);
    case 409:
      return new errors.ConflictError('conflict', call, `${call}: ${said}`, about);
    case 429: {
      const wait = retryAfterMs(headers.get('retry-after') ?? undefined, Date.now());
      return new errors.RateLimitedError(
        'too_many_requests',
        call,
        `${call}: too many requests; try again ${wait === undefined ? 'later' : `in ${Math.ceil(wait / 1000)} s`}`,
        { ...about, retryable: true, ...(wait === undefined ? {} : { retryAfterMs: wait }) },
      );
    }
  }
  if (status >= 500) {
    const wait = retryAfterMs(headers.get('retry-after') ?? undefined, Date.now());
    return new errors.ServerError(
      'server_error',
      call,
      `${call}: the gateway answered ${status}: ${said}; its log has more, and \`GET /api/ready\` tells what is down`,
      { ...about, retryable: true, ...(wait === undefined ? {} : { retryAfterMs: wait }) },
    );
  }
  if (status >= 300 && status < 400) {
    return new errors.ServerError(
      'redirected',
      call,
      `${call}: answered ${status}; redirects are not followed, set AUTOMATIONS_API_URL to the final address`,
      about,
    );
  }
  const fields = fieldsOf(body);
  const reasons = fields.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const told = reasons.length === 0 ? said : reasons.join('; ');
  return new errors.InvalidRequestError(call, `${call}: refused: ${told}`, fields, about);
}

/** The error of a call that got no answer. */
export function connectionError(call: string, cause: unknown): errors.UnreachableError {
  const reason = reasonOf(cause);
  return new errors.UnreachableError(
    'unreachable',
    call,
    `${call}: no connection (${reason}); is the gateway running there? Start one with \`automations dev\`, ` +
      'or set AUTOMATIONS_API_URL or the option url',
    { retryable: true, cause },
  );
}

/** Whether it is certain that a call that failed so has not reached the gateway. */
export function neverSent(cause: unknown): boolean {
  return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)/.test(
    reasonOf(cause),
  );
}

/** The code of a failed connection, which `fetch` keeps in the cause. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const { code, cause, message } = (error ?? {}) as { code?: unknown; cause?: unknown; message?: unknown };
  if (typeof code === 'string') return code;
  if (cause !== undefined) return reasonOf(cause);
  return typeof message === 'string' ? message : 'no reason given';
}

/** What an answer says in words, whichever of Prefect's shapes it has. */
function saidIn(body: unknown): string {
  if (typeof body === 'string') {
    const text = body.replace(/\s+/g, ' ').trim();
    return text.length > EXCERPT_LENGTH ? `${text.slice(0, EXCERPT_LENGTH)}…` : text;
  }
  const { exception_message: message, detail, error } = (body ?? {}) as Record<string, unknown>;
  if (typeof message === 'string') return message;
  if (typeof detail === 'string') return detail;
  // A template that does not parse.
  const { message: wrong, line } = (error ?? {}) as { message?: unknown; line?: unknown };
  if (typeof wrong === 'string') return typeof line === 'number' ? `line ${line}: ${wrong}` : wrong;
  return JSON.stringify(body ?? null).slice(0, EXCERPT_LENGTH);
}

/** The fields of a 422; `body` at the head of each path says nothing and is left out. */
function fieldsOf(body: unknown): errors.FieldError[] {
  const { exception_detail: inPrefect, detail: inFastApi } = (body ?? {}) as Record<string, unknown>;
  const list = Array.isArray(inPrefect) ? inPrefect : Array.isArray(inFastApi) ? inFastApi : [];
  return list.flatMap((item: unknown): errors.FieldError[] => {
    const { loc, msg, type } = (item ?? {}) as { loc?: unknown; msg?: unknown; type?: unknown };
    if (!Array.isArray(loc) || typeof msg !== 'string') return [];
    const all = loc.filter((step) => typeof step === 'string' || typeof step === 'number');
    const steps = all[0] === 'body' ? all.slice(1) : all;
    return [{ path: pathOf(steps), steps, message: msg, type: String(type) }];
  });
}

function pathOf(steps: readonly (string | number)[]): string {
  return steps
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}
