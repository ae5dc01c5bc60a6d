/** SQLSTATEs after which the same work may succeed: see appendix A of the Postgres manual. */
const TRANSIENT_STATES = new Set([
  '40001', // serialization failure
  '40P01', // deadlock
  '53300', // too many connections
  '55P03', // lock not available
  '57P01', // the server is shutting down
  '57P02', // the server crashed
  '57P03', // the server is starting up
  '25006', // read-only: a standby that was in charge before
]);
const TRANSIENT_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT', // the socket file while the server restarts
]);
const CONNECTION_LOST =
  /connection terminated|not queryable|timeout exceeded when trying to connect|client was closed/i;

/** Whether the same work may succeed when it is tried again: the connection broke, or others were in the way. */
export function isTransientPostgresError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') {
    if (code.startsWith('08') || TRANSIENT_STATES.has(code) || TRANSIENT_CODES.has(code)) return true;
  }
  if (error instanceof AggregateError) return error.errors.some(isTransientPostgresError);
  return CONNECTION_LOST.test(error.message);
}
