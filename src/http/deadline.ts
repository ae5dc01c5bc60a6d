import { AutomationError } from '../errors.ts';

/** Ends a call at its time limit or when the caller gives it up; made by {@link startDeadline}. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** What ended the call, as a retryable `AutomationError` (`timeout` or `aborted`); undefined while nothing has. */
  failure(peer: string): AutomationError | undefined;
  /** Must be called when the call is over. */
  stop(): void;
}

/**
 * Starts the clock of a call: `timeoutMs` from now, or until `outer` is aborted.
 * Not `AbortSignal.any`: a signal that lives as long as the process would collect one dependent per call.
 */
export function startDeadline(timeoutMs: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    controller.abort();
  }, timeoutMs);
  const abort = () => controller.abort();
  if (outer?.aborted === true) abort();
  outer?.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    failure(peer) {
      if (!controller.signal.aborted) return undefined;
      if (!expired)
        return new AutomationError('aborted', `The call to ${peer} was given up`, { retryable: true });
      return new AutomationError('timeout', `${peer} did not answer in ${timeoutMs / 1000} s`, {
        retryable: true,
      });
    },
    stop() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', abort);
    },
  };
}
